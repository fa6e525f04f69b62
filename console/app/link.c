#include "console/app/link.h"

#include <sys/wait.h>
#include <unistd.h>

#include "console/app/syncer.h"

/* A fresh process binds its socket within milliseconds; a dead one is replaced at once, then ever more slowly. */
enum { START_WAIT_MS = 25, START_TRIES = 80, BACKOFF_FIRST_MS = 500, BACKOFF_LAST_MS = 60000 };

void
link_init(struct link *l, bool off)
{
	memset(l, 0, sizeof *l);
	l->fd = -1;
	l->off = off;
}

void
link_clear(struct link *l)
{
	if (l->fd >= 0) {
		syncer_say(l->fd, "bye");
		close(l->fd);
	}
	l->fd = -1;
}

static void
reap(struct link *l)
{
	int status;

	if (l->child > 0 && waitpid(l->child, &status, WNOHANG) == l->child)
		l->child = 0;
}

static void
back_off(struct link *l, int64_t now_ms)
{
	int64_t pause = (int64_t)BACKOFF_FIRST_MS << (l->failures < 7 ? l->failures : 7);

	l->failures++;
	l->starting = false;
	l->retry_ms = now_ms + (pause < BACKOFF_LAST_MS ? pause : BACKOFF_LAST_MS);
}

static void
lost(struct link *l, int64_t now_ms)
{
	close(l->fd);
	l->fd = -1;
	l->in_len = 0;
	l->estimate = 0;
	if (l->state == LINK_ONLINE)
		l->state = LINK_OFFLINE;
	l->changed = true;
	back_off(l, now_ms);
}

void
link_tick(struct link *l, struct session *s, int64_t now_ms)
{
	if (l->off || l->fd >= 0 || now_ms < l->retry_ms)
		return;
	if (s->hub[0] == '\0') {                /* nothing to wait for until the configuration changes */
		snprintf(l->text, sizeof l->text, "%s", _("no hub is set; start with --hub, or set hub in guatu.conf"));
		l->problem = l->off = true;
		return;
	}
	reap(l);
	if ((l->fd = syncer_connect(s)) >= 0) {
		l->starting = false;
		l->retry_ms = 0;
		return;
	}
	if (!l->starting) {
		pid_t pid = syncer_start(s, NULL, true, l->text, sizeof l->text);
		if (pid < 0) {
			l->problem = l->failures == 0;
			back_off(l, now_ms);
			return;
		}
		l->child = (int)pid;
		l->starting = true;
		l->tries = 0;
	} else if (l->child == 0 || ++l->tries > START_TRIES) {
		back_off(l, now_ms);
		return;
	}
	l->retry_ms = now_ms + START_WAIT_MS;
}

int
link_wait(const struct link *l, int64_t now_ms)
{
	if (l->off || l->fd >= 0)
		return -1;
	return l->retry_ms > now_ms ? (int)(l->retry_ms - now_ms) : 0;
}

static void
take_state(struct link *l, char *rest)
{
	static const char *const names[] = { "", "online", "offline", "login", "tls", "too-old" };
	char *text = strchr(rest, ' ');
	enum link_state before = l->state;

	if (text != NULL)
		*text++ = '\0';
	for (int i = 1; i < (int)(sizeof names / sizeof *names); i++)
		if (strcmp(rest, names[i]) == 0)
			l->state = (enum link_state)i;
	snprintf(l->text, sizeof l->text, "%s", text != NULL ? text : "");
	l->changed = true;
	l->problem |= l->state > LINK_OFFLINE && l->state != before;
}

void
link_take(struct link *l, char *line)
{
	char *rest = strchr(line, ' ');

	if (rest != NULL)
		*rest++ = '\0';
	else
		rest = line + strlen(line);
	if (strcmp(line, "hello") == 0) {
		l->failures = 0;
		link_say(l, "poke");            /* what was queued before it listened, */
		l->outbox = true;               /* and what it has done before we did */
		l->topics = ~UINT64_C(0);
	} else if (strcmp(line, "state") == 0) {
		take_state(l, rest);
	} else if (strcmp(line, "topics") == 0) {
		l->topics |= strtoull(rest, NULL, 16);
		l->estimate = 0;
	} else if (strcmp(line, "generation") == 0) {
		l->generation = true;
		l->estimate = 0;
	} else if (strcmp(line, "outbox") == 0) {
		l->outbox = true;
	} else if (strcmp(line, "progress") == 0) {
		l->done = strtol(rest, &rest, 10);
		l->estimate = strtol(rest, NULL, 10);
		l->changed = true;
	} else if (strcmp(line, "problem") == 0) {
		snprintf(l->text, sizeof l->text, "%s", rest);
		l->problem = true;
	}
}

void
link_read(struct link *l, int64_t now_ms)
{
	while (l->fd >= 0) {
		ssize_t n = read(l->fd, l->in + l->in_len, sizeof l->in - l->in_len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return;
		if (n <= 0) {
			lost(l, now_ms);
			return;
		}
		l->in_len += (unsigned)n;
		char *start = l->in, *end;
		while ((end = memchr(start, '\n', (size_t)(l->in + l->in_len - start))) != NULL) {
			*end = '\0';
			link_take(l, start);
			start = end + 1;
		}
		l->in_len -= (unsigned)(start - l->in);
		memmove(l->in, start, l->in_len);
		if (l->in_len == sizeof l->in)      /* no line is that long: drop it */
			l->in_len = 0;
	}
}

void
link_say(struct link *l, const char *line)
{
	if (l->fd >= 0)
		syncer_say(l->fd, line);
}
