#include "model/base.h"
#include "model/text/installed.h"

#include <unistd.h>

/* Cuts the last part off; false when there is none. */
static bool
up(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash != NULL)
		*slash = '\0';
	return slash != NULL;
}

int
installed_path(const char *name, char out[INSTALLED_MAX])
{
	char exe[INSTALLED_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	const char *dir;

	if (n <= 0)
		return -1;
	exe[n] = '\0';
	if (!up(exe) || !up(exe))
		return -1;
	dir = strrchr(exe, '/');
	if (dir != NULL && strcmp(dir, "/libexec") == 0)
		up(exe);
	n = snprintf(out, INSTALLED_MAX, "%s/%s", exe, name);
	return n > 0 && n < INSTALLED_MAX ? 0 : -1;
}
