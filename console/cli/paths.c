#include "console/cli/paths.h"

#include <pwd.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "model/text/utf8.h"

static int join(char out[PATH_SIZE], const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* 0; -1 when it does not fit. */
static int
join(char out[PATH_SIZE], const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(out, PATH_SIZE, fmt, ap);
	va_end(ap);
	return n >= 0 && n < PATH_SIZE ? 0 : -1;
}

static const char *
home(void)
{
	const char *dir = getenv("HOME");
	struct passwd *pw;

	if (dir != NULL && *dir == '/')
		return dir;
	pw = getpwuid(getuid());
	return pw != NULL && pw->pw_dir != NULL && *pw->pw_dir == '/' ? pw->pw_dir : NULL;
}

/* The XDG directory: the variable when it is an absolute path, else HOME/otherwise. */
static int
xdg(const char *variable, const char *otherwise, char out[PATH_SIZE])
{
	const char *dir = getenv(variable);

	if (dir != NULL && *dir == '/')
		return join(out, "%s", dir);
	dir = home();
	return dir != NULL ? join(out, "%s/%s", dir, otherwise) : -1;
}

int
paths_expand(const char *path, char out[PATH_SIZE])
{
	const char *dir = home();

	if (strncmp(path, "~/", 2) != 0)
		return join(out, "%s", path);
	return dir != NULL ? join(out, "%s%s", dir, path + 1) : -1;
}

int
paths_config_file(char out[PATH_SIZE])
{
	char base[PATH_SIZE];

	return xdg("XDG_CONFIG_HOME", ".config", base) == 0 ? join(out, "%s/guatu/guatu.conf", base) : -1;
}

int
paths_cache_dir(const char *profile, char out[PATH_SIZE])
{
	char base[PATH_SIZE];

	return xdg("XDG_CACHE_HOME", ".cache", base) == 0 ? join(out, "%s/guatu/%s", base, profile) : -1;
}

int
paths_state_dir(const char *profile, char out[PATH_SIZE])
{
	char base[PATH_SIZE];

	return xdg("XDG_STATE_HOME", ".local/state", base) == 0 ? join(out, "%s/guatu/%s", base, profile) : -1;
}

/* Is the runtime directory there, and this user's alone? */
static bool
runtime_usable(const char *dir)
{
	struct stat st;

	return dir != NULL && *dir == '/' && stat(dir, &st) == 0 && S_ISDIR(st.st_mode) &&
	       st.st_uid == getuid() && (st.st_mode & 022) == 0;
}

int
paths_socket(const char *profile, const char *state_dir, char *out, size_t size)
{
	const char *dir = getenv("XDG_RUNTIME_DIR");
	size_t max = sizeof ((struct sockaddr_un *)0)->sun_path;
	char path[PATH_SIZE];

	if (runtime_usable(dir) && join(path, "%s/guatu/%s.sock", dir, profile) == 0 && strlen(path) < max)
		;
	else if (join(path, "%s/sync.sock", state_dir) != 0 || strlen(path) >= max)
		return -1;
	return snprintf(out, size, "%s", path) < (int)size ? 0 : -1;
}

bool
profile_name_valid(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > 48 || *name == '.' || *name == '-' || !utf8_valid(name, n))
		return false;
	for (const unsigned char *p = (const unsigned char *)name; *p != '\0'; p++)
		if (*p <= ' ' || *p == 0x7F || *p == '/' || *p == ']')
			return false;
	return true;
}

/* ---- environment ---------------------------------------------------------------- */

extern char **environ;

static bool
unwanted(const char *variable)
{
	static const char *const prefixes[] = { "TERMINFO", "LD_", "CURL_", "LESS", "MALLOC_", "NCURSES_",
		"SSLKEYLOGFILE=",
	                                        "OPENSSL_CONF=", "SQLITE_", "ESCDELAY=" };
	size_t name = strcspn(variable, "=");

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (strncmp(variable, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return name >= 6 && strncasecmp(variable + name - 6, "_proxy", 6) == 0;
}

void
paths_clean_environment(void)
{
	char **to = environ;

	for (char **from = environ; *from != NULL; from++)
		if (!unwanted(*from))
			*to++ = *from;
	*to = NULL;
}
