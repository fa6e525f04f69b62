#include "model/base.h"
#include "hub/authority/failpoint.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_long passed;

static void
say_reached(const char *file)
{
	char name[4096];
	int fd;

	snprintf(name, sizeof name, "%s.reached", file);
	if ((fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) >= 0)
		close(fd);
}

void
failpoint(const char *name)
{
	const char *want = getenv("GUATU_HUB_FAILPOINT");
	size_t len = strlen(name);

	if (want == NULL || strncmp(want, name, len) != 0)
		return;
	if (want[len] == '=') {
		say_reached(want + len + 1);
		while (access(want + len + 1, F_OK) != 0)
			poll(NULL, 0, 5);
		return;
	}
	if (want[len] != '\0' && want[len] != ':')
		return;
	if (atomic_fetch_add(&passed, 1) + 1 == (want[len] == ':' ? atol(want + len + 1) : 1))
		raise(SIGKILL);
}
