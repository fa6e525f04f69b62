#include "net/sync/control.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "model/text/language.h"

int
control_open(struct control *c, const char *path, char *error, size_t error_size)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	mode_t mask;
	int rc;

	for (int i = 0; i < CONTROL_CONSOLES; i++)
		c->consoles[i].fd = -1;
	c->listening = -1;
	if (strlen(path) >= sizeof addr.sun_path) {
		snprintf(error, error_size, _("%.60s...: too long for a socket's path"), path);
		return -1;
	}
	strcpy(addr.sun_path, path);
	strcpy(c->path, path);
	c->listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	unlink(path);
	mask = umask(077);
	rc = c->listening < 0 ? -1 : bind(c->listening, (struct sockaddr *)&addr, sizeof addr);
	umask(mask);
	if (rc == 0 && listen(c->listening, 16) == 0)
		return 0;
	snprintf(error, error_size, "%s: %s", path, error_words(errno));
	if (c->listening >= 0)
		close(c->listening);
	c->listening = -1;
	return -1;
}

static void
let_go(struct control *c, struct control_console *who)
{
	close(who->fd);
	free(who->queue);
	*who = (struct control_console){ .fd = -1 };
	c->said(c->with, who, CONTROL_BYE);
}

void
control_close(struct control *c)
{
	if (c->listening < 0)
		return;
	for (int i = 0; i < CONTROL_CONSOLES; i++)
		if (c->consoles[i].fd >= 0)
			let_go(c, &c->consoles[i]);
	close(c->listening);
	unlink(c->path);
	c->listening = -1;
}

int
control_count(const struct control *c)
{
	int n = 0;

	for (int i = 0; c->listening >= 0 && i < CONTROL_CONSOLES; i++)
		n += c->consoles[i].fd >= 0;
	return n;
}

int
control_waits(const struct control *c, struct curl_waitfd *fds, int max)
{
	int n = 0;

	if (c->listening < 0)
		return 0;
	if (control_count(c) < CONTROL_CONSOLES && n < max)
		fds[n++] = (struct curl_waitfd){ c->listening, CURL_WAIT_POLLIN, 0 };
	for (int i = 0; i < CONTROL_CONSOLES && n < max; i++) {
		const struct control_console *who = &c->consoles[i];
		if (who->fd >= 0)
			fds[n++] = (struct curl_waitfd){ who->fd,
				(short)(CURL_WAIT_POLLIN | (who->out > 0 ? CURL_WAIT_POLLOUT : 0)), 0 };
	}
	return n;
}

/* ---- saying ---------------------------------------------------------------------- */

static void
flush(struct control *c, struct control_console *who)
{
	while (who->fd >= 0 && who->out > 0) {
		ssize_t n = send(who->fd, who->queue, who->out, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return;
		if (n <= 0) {
			let_go(c, who);
			return;
		}
		memmove(who->queue, who->queue + n, who->out - (size_t)n);
		who->out -= (size_t)n;
	}
}

static void __attribute__((format(printf, 3, 0)))
vtell(struct control *c, struct control_console *who, const char *format, va_list ap)
{
	char line[1024];
	int n = vsnprintf(line, sizeof line - 1, format, ap);

	if (who->fd < 0 || n < 0)
		return;
	if (n > (int)sizeof line - 2)
		n = (int)sizeof line - 2;
	for (int i = 0; i < n; i++)
		if (line[i] == '\n')
			line[i] = ' ';
	line[n++] = '\n';
	if (who->queue == NULL)
		who->queue = malloc(CONTROL_QUEUE_MAX);
	if (who->queue == NULL || who->out + (size_t)n > CONTROL_QUEUE_MAX) {
		let_go(c, who);
		return;
	}
	memcpy(who->queue + who->out, line, (size_t)n);
	who->out += (size_t)n;
	flush(c, who);
}

void
control_tell(struct control *c, struct control_console *who, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vtell(c, who, format, ap);
	va_end(ap);
}

void
control_tell_all(struct control *c, const char *format, ...)
{
	for (int i = 0; c->listening >= 0 && i < CONTROL_CONSOLES; i++) {
		va_list ap;
		va_start(ap, format);
		vtell(c, &c->consoles[i], format, ap);
		va_end(ap);
	}
}

/* ---- listening ----------------------------------------------------------------------- */

static void
welcome(struct control *c)
{
	struct ucred peer = { .uid = (uid_t)-1 };
	socklen_t size = sizeof peer;
	int fd = accept4(c->listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	for (int i = 0; i < CONTROL_CONSOLES; i++) {
		if (c->consoles[i].fd >= 0)
			continue;
		if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != geteuid())
			break;
		c->consoles[i].fd = fd;
		c->joined(c->with, &c->consoles[i]);
		return;
	}
	close(fd);
}

static void
heed(struct control *c, struct control_console *who, const char *line)
{
	static const struct { const char *text; enum control_word word; } words[] = {
		{ "poke", CONTROL_POKE }, { "pull", CONTROL_PULL }, { "settle", CONTROL_SETTLE },
	};

	if (strcmp(line, "bye") == 0) {
		let_go(c, who);
		return;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(line, words[i].text) == 0)
			c->said(c->with, who, words[i].word);
}

static void
hear(struct control *c, struct control_console *who)
{
	ssize_t n = recv(who->fd, who->read + who->in, sizeof who->read - 1 - who->in, MSG_DONTWAIT);
	char *end;

	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
		return;
	if (n <= 0) {
		let_go(c, who);
		return;
	}
	who->in += (size_t)n;
	while (who->fd >= 0 && (end = memchr(who->read, '\n', who->in)) != NULL) {
		char line[CONTROL_LINE_MAX];
		size_t len = (size_t)(end - who->read);
		memcpy(line, who->read, len);
		line[len] = '\0';
		who->in -= len + 1;
		memmove(who->read, end + 1, who->in);
		heed(c, who, line);
	}
	if (who->fd >= 0 && who->in == sizeof who->read - 1)      /* no console says that much */
		let_go(c, who);
}

void
control_turn(struct control *c)
{
	if (c->listening < 0)
		return;
	welcome(c);
	for (int i = 0; i < CONTROL_CONSOLES; i++)
		if (c->consoles[i].fd >= 0)
			hear(c, &c->consoles[i]);
	for (int i = 0; i < CONTROL_CONSOLES; i++)
		flush(c, &c->consoles[i]);
}
