#include "hub/serve/listen.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "model/text/language.h"

enum { BACKLOG = 1024 };

static int
fail(char *error, size_t size, const char *what, const char *why)
{
	snprintf(error, size, "%s: %s", what, why);
	return -1;
}

/* ---- a Unix socket ------------------------------------------------------ */

/* What is in the way is removed only when it is a socket nobody answers on. */
static int
clear_stale(const char *path, const struct sockaddr_un *addr, char *error, size_t size)
{
	struct stat st;
	int fd, rc;

	if (lstat(path, &st) != 0)
		return errno == ENOENT ? 0 : fail(error, size, path, error_words(errno));
	if (!S_ISSOCK(st.st_mode))
		return fail(error, size, path, _("is there and is no socket; name another path"));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	rc = fd < 0 ? -1 : connect(fd, (const struct sockaddr *)addr, sizeof *addr);
	if (fd >= 0)
		close(fd);
	if (rc == 0)
		return fail(error, size, path, _("another program listens there; end it or name another path"));
	return unlink(path) == 0 ? 0 : fail(error, size, path, error_words(errno));
}

/* Why no socket could be bound there; a directory that is not there is named, with how to make it. */
static int
bind_failed(const char *path, int err, char *error, size_t size)
{
	const char *slash = strrchr(path, '/');
	int n = slash == NULL ? 0 : slash == path ? 1 : (int)(slash - path);

	if (err != ENOENT || n == 0)
		return fail(error, size, path, error_words(err));
	snprintf(error, size, _("%.*s does not exist; make it first: mkdir -p -m 700 %.*s"), n, path, n, path);
	return -1;
}

static int
listen_unix(struct listener *l, const char *path, char *error, size_t size)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	mode_t mask;
	int rc, err;

	if (*path == '\0' || strlen(path) >= sizeof addr.sun_path || strlen(path) >= sizeof l->path)
		return fail(error, size, path, _("a socket's path has 1 to 107 bytes; name a shorter one"));
	strcpy(addr.sun_path, path);
	if (clear_stale(path, &addr, error, size) != 0)
		return -1;
	if ((l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return fail(error, size, path, error_words(errno));
	/* Everybody on the machine may knock; who they are is asked of the kernel.  The directory keeps others out. */
	mask = umask(0);
	rc = bind(l->fd, (const struct sockaddr *)&addr, sizeof addr);
	err = errno;
	umask(mask);
	if (rc != 0)
		return bind_failed(path, err, error, size);
	strcpy(l->path, path);
	if (listen(l->fd, BACKLOG) != 0)
		return fail(error, size, path, error_words(errno));
	l->is_unix = true;
	snprintf(l->address, sizeof l->address, "unix:%s", path);
	return 0;
}

/* ---- TCP ---------------------------------------------------------------- */

static bool
is_loopback(const struct sockaddr *addr)
{
	if (addr->sa_family == AF_INET)
		return (ntohl(((const struct sockaddr_in *)(const void *)addr)->sin_addr.s_addr) >> 24) == 127;
	return addr->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)addr)->sin6_addr);
}

static int
name_address(struct listener *l)
{
	struct sockaddr_storage addr;
	socklen_t len = sizeof addr;
	char host[64], port[16];

	if (getsockname(l->fd, (struct sockaddr *)&addr, &len) != 0 ||
	    getnameinfo((struct sockaddr *)&addr, len, host, sizeof host, port, sizeof port,
	                NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return -1;
	snprintf(l->address, sizeof l->address, strchr(host, ':') ? "http://[%s]:%s" : "http://%s:%s", host, port);
	return 0;
}

static int
bind_tcp(struct listener *l, const struct addrinfo *ai, const char *what, bool proxied, char *error, size_t size)
{
	int on = 1;

	if (!is_loopback(ai->ai_addr) && !proxied)
		return fail(error, size, what,
		            _("plain HTTP is served on loopback only; "
		            "put a TLS proxy in front and say --behind-tls-proxy"));
	l->fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0)
		return fail(error, size, what, error_words(errno));
	setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(l->fd, ai->ai_addr, ai->ai_addrlen) != 0 || listen(l->fd, BACKLOG) != 0 || name_address(l) != 0)
		return fail(error, size, what, error_words(errno));
	return 0;
}

static int
listen_tcp(struct listener *l, const char *what, bool proxied, char *error, size_t size)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *ai = NULL;
	char host[256], *port, *name = host;
	int rc;

	snprintf(host, sizeof host, "%s", what);
	if ((port = strrchr(host, ':')) == NULL || port[1] == '\0')
		return fail(error, size, what,
		            _("--listen takes HOST:PORT or unix:PATH, 127.0.0.1:0 for any free port"));
	*port++ = '\0';
	if (*name == '[' && name[strlen(name) - 1] == ']') {
		name[strlen(name) - 1] = '\0';
		name++;
	}
	if ((rc = getaddrinfo(*name != '\0' ? name : NULL, port, &hints, &ai)) != 0)
		return fail(error, size, what, gai_strerror(rc));
	rc = bind_tcp(l, ai, what, proxied, error, size);
	freeaddrinfo(ai);
	return rc;
}

int
hub_listen(struct listener *l, const char *what, bool proxied, char *error, size_t size)
{
	return strncmp(what, "unix:", 5) == 0 ? listen_unix(l, what + 5, error, size)
	                                      : listen_tcp(l, what, proxied, error, size);
}
