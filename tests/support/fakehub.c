#include "tests/support/fakehub.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { RULES_MAX = 64, CONNECTIONS_MAX = 32, REQUESTS_MAX = 512, REQUEST_MAX = 32768 };

struct connection { struct fakehub *hub; int fd; pthread_t thread; bool used; };

struct fakehub {
	int             listening, port, wake[2];
	pthread_t       thread;
	pthread_mutex_t lock;
	pthread_cond_t  news;
	bool            stopping;
	unsigned        released;
	struct fakehub_rule rules[RULES_MAX];
	int             rule_count;
	char           *requests[REQUESTS_MAX];
	int             request_count;
	struct connection connections[CONNECTIONS_MAX];
};

/* ---- one connection ---------------------------------------------------------------- */

static bool
send_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* Reads one request into buf: its length, 0 when the other side has gone. */
static size_t
read_request(int fd, char *buf)
{
	size_t n = 0, want = 0;

	for (;;) {
		ssize_t got = recv(fd, buf + n, REQUEST_MAX - 1 - n, 0);
		char *end, *length;
		if (got <= 0)
			return 0;
		n += (size_t)got;
		buf[n] = '\0';
		end = strstr(buf, "\r\n\r\n");
		if (end == NULL)
			continue;
		length = strcasestr(buf, "content-length:");
		want = (size_t)(end + 4 - buf) + (length != NULL && length < end ? strtoul(length + 15, NULL, 10) : 0);
		if (n >= want)
			return n;
	}
}

static struct fakehub_rule
take(struct fakehub *hub, const char *request)
{
	struct fakehub_rule found = { .status = 404, .type = "text/plain", .bytes = "no rule" };

	pthread_mutex_lock(&hub->lock);
	if (hub->request_count < REQUESTS_MAX)
		hub->requests[hub->request_count++] = strdup(request);
	for (int i = hub->rule_count - 1; i >= 0; i--) {
		struct fakehub_rule *r = &hub->rules[i];
		if (r->turns < 0 || strncmp(request, r->request, strlen(r->request)) != 0)
			continue;
		found = *r;
		if (r->turns > 0 && --r->turns == 0)
			r->turns = -1;
		break;
	}
	pthread_cond_broadcast(&hub->news);
	pthread_mutex_unlock(&hub->lock);
	return found;
}

/* Until released, stopped, or the other side goes away. */
static bool
hold(struct fakehub *hub, int fd)
{
	unsigned before;
	bool go = false, gone = false;

	pthread_mutex_lock(&hub->lock);
	before = hub->released;
	while (!(go = hub->stopping || hub->released != before) && !gone) {
		struct pollfd p = { fd, POLLIN, 0 };
		pthread_mutex_unlock(&hub->lock);
		gone = poll(&p, 1, 10) > 0;
		pthread_mutex_lock(&hub->lock);
	}
	go = go && !hub->stopping;
	pthread_mutex_unlock(&hub->lock);
	return go;
}

static bool
answer(struct connection *c, const struct fakehub_rule *r)
{
	size_t length = r->length > 0 ? r->length : strlen(r->bytes), n = r->cut > 0 && r->cut < length ? r->cut : length;
	char head[1024];

	if (r->hold && !hold(c->hub, c->fd))
		return false;
	if (r->status != 0) {
		int h = snprintf(head, sizeof head, "HTTP/1.1 %d Whatever\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s\r\n",
		                 r->status, r->type != NULL ? r->type : "text/plain", length, r->headers != NULL ? r->headers : "");
		if (!send_all(c->fd, head, (size_t)h))
			return false;
	}
	for (size_t at = 0; r->drip && at < n; at++) {
		const struct timespec pause = { 0, 2000000 };
		if (!send_all(c->fd, r->bytes + at, 1))
			return false;
		nanosleep(&pause, NULL);
	}
	if (!r->drip && !send_all(c->fd, r->bytes, n))
		return false;
	return n == length && r->status != 0;
}

static void *
serve(void *with)
{
	struct connection *c = with;
	char *request = malloc(REQUEST_MAX);

	while (request != NULL && read_request(c->fd, request) > 0) {
		struct fakehub_rule r = take(c->hub, request);
		if (!answer(c, &r))
			break;
	}
	free(request);
	shutdown(c->fd, SHUT_RDWR);
	return NULL;
}

/* ---- the hub ------------------------------------------------------------------------ */

static void *
listen_on(void *with)
{
	struct fakehub *hub = with;
	int n = 0;

	for (;;) {
		struct pollfd p[2] = { { hub->listening, POLLIN, 0 }, { hub->wake[0], POLLIN, 0 } };
		int fd;
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return NULL;
		if (p[1].revents != 0)
			return NULL;
		if (p[0].revents == 0 || (fd = accept(hub->listening, NULL, NULL)) < 0)
			continue;
		struct connection *c = &hub->connections[n++ % CONNECTIONS_MAX];
		if (c->used) {
			shutdown(c->fd, SHUT_RDWR);
			pthread_join(c->thread, NULL);
			close(c->fd);
		}
		*c = (struct connection){ .hub = hub, .fd = fd, .used = true };
		pthread_create(&c->thread, NULL, serve, c);
	}
}

struct fakehub *
fakehub_start(const char *unix_path)
{
	struct fakehub *hub = calloc(1, sizeof *hub);
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof in;
	int rc;

	if (hub == NULL || pipe(hub->wake) != 0)
		abort();
	hub->listening = socket(unix_path != NULL ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (unix_path != NULL) {
		unlink(unix_path);
		snprintf(un.sun_path, sizeof un.sun_path, "%s", unix_path);
		rc = bind(hub->listening, (struct sockaddr *)&un, sizeof un);
	} else {
		rc = bind(hub->listening, (struct sockaddr *)&in, sizeof in);
		getsockname(hub->listening, (struct sockaddr *)&in, &size);
		hub->port = ntohs(in.sin_port);
	}
	if (rc != 0 || listen(hub->listening, 16) != 0)
		abort();
	pthread_mutex_init(&hub->lock, NULL);
	pthread_cond_init(&hub->news, NULL);
	pthread_create(&hub->thread, NULL, listen_on, hub);
	return hub;
}

void
fakehub_stop(struct fakehub *hub)
{
	pthread_mutex_lock(&hub->lock);
	hub->stopping = true;
	pthread_mutex_unlock(&hub->lock);
	if (write(hub->wake[1], "x", 1) != 1)
		abort();
	pthread_join(hub->thread, NULL);
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		if (hub->connections[i].used) {
			shutdown(hub->connections[i].fd, SHUT_RDWR);
			pthread_join(hub->connections[i].thread, NULL);
			close(hub->connections[i].fd);
		}
	for (int i = 0; i < hub->request_count; i++)
		free(hub->requests[i]);
	close(hub->listening);
	close(hub->wake[0]);
	close(hub->wake[1]);
	pthread_mutex_destroy(&hub->lock);
	pthread_cond_destroy(&hub->news);
	free(hub);
}

int
fakehub_port(const struct fakehub *hub)
{
	return hub->port;
}

void
fakehub_rule(struct fakehub *hub, struct fakehub_rule rule)
{
	pthread_mutex_lock(&hub->lock);
	if (hub->rule_count == RULES_MAX)
		abort();
	hub->rules[hub->rule_count++] = rule;
	pthread_mutex_unlock(&hub->lock);
}

void
fakehub_release(struct fakehub *hub)
{
	pthread_mutex_lock(&hub->lock);
	hub->released++;
	pthread_mutex_unlock(&hub->lock);
}

/* ---- what was asked -------------------------------------------------------------------- */

static int
count(const struct fakehub *hub, const char *request)
{
	int n = 0;

	for (int i = 0; i < hub->request_count; i++)
		n += strncmp(hub->requests[i], request, strlen(request)) == 0;
	return n;
}

int
fakehub_count(struct fakehub *hub, const char *request)
{
	int n;

	pthread_mutex_lock(&hub->lock);
	n = count(hub, request);
	pthread_mutex_unlock(&hub->lock);
	return n;
}

bool
fakehub_wait(struct fakehub *hub, const char *request, int wanted)
{
	struct timespec until;
	bool there;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 10;
	pthread_mutex_lock(&hub->lock);
	while (!(there = count(hub, request) >= wanted) && pthread_cond_timedwait(&hub->news, &hub->lock, &until) == 0)
		;
	pthread_mutex_unlock(&hub->lock);
	return there;
}

char *
fakehub_last(struct fakehub *hub, const char *request)
{
	char *found = NULL;

	pthread_mutex_lock(&hub->lock);
	for (int i = hub->request_count - 1; i >= 0 && found == NULL; i--)
		if (strncmp(hub->requests[i], request, strlen(request)) == 0)
			found = strdup(hub->requests[i]);
	pthread_mutex_unlock(&hub->lock);
	return found;
}
