#include "hub/serve/door.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SHORT_MS = 100, THREADS_MOST = 64 };

void
door_init(struct door *d, int most, int threads)
{
	*d = (struct door){ .most = most, .threads = threads };
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->left, NULL);
}

static void
count(struct door *d, int change)
{
	pthread_mutex_lock(&d->lock);
	d->inside += change;
	pthread_cond_signal(&d->left);
	pthread_mutex_unlock(&d->lock);
}

void
door_notify(void *door, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
	(void)connection, (void)context;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED)
		count(door, -1);
}

int
door_inside(struct door *d)
{
	int inside;

	pthread_mutex_lock(&d->lock);
	inside = d->inside;
	pthread_mutex_unlock(&d->lock);
	return inside;
}

/* Waits while the house is full; false: the door is closing. */
static bool
has_room(struct door *d)
{
	bool closing;

	pthread_mutex_lock(&d->lock);
	while (d->inside >= d->most && !d->closing)
		pthread_cond_wait(&d->left, &d->lock);
	closing = d->closing;
	pthread_mutex_unlock(&d->lock);
	return !closing;
}

/* The same connection by a descriptor whose number gives it to the thread whose turn it is; as it was when there are
 * no more descriptors. */
static int
in_turn(struct door *d, int fd)
{
	int want = d->turn++ % d->threads, tried[THREADS_MOST], count = 0, found = fd;

	d->turn %= d->threads;
	while (found >= 0 && found % d->threads != want && count < d->threads && count < THREADS_MOST) {
		tried[count++] = found;
		found = fcntl(fd, F_DUPFD_CLOEXEC, found + 1);
	}
	if (found < 0)
		found = fd;
	for (int i = 0; i < count; i++)
		if (tried[i] != found)
			close(tried[i]);
	return found;
}

static void *
keep(void *cls)
{
	struct door *d = cls;

	while (has_room(d)) {
		struct sockaddr_storage addr = { 0 };
		socklen_t len = sizeof addr;
		int fd = accept4(d->fd, (struct sockaddr *)&addr, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			count(d, 1);
			/* Refused, it is closed already. */
			if (MHD_add_connection(d->daemon, in_turn(d, fd), (struct sockaddr *)&addr, len) != MHD_YES)
				count(d, -1);
		} else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
			/* Nothing tells when the machine has some again. */
			poll(NULL, 0, SHORT_MS);
		}
	}
	return NULL;
}

int
door_open(struct door *d, int fd, struct MHD_Daemon *daemon)
{
	d->fd = fd;
	d->daemon = daemon;
	errno = pthread_create(&d->keeper, NULL, keep, d);
	d->open = errno == 0;
	return d->open ? 0 : -1;
}

void
door_close(struct door *d)
{
	if (!d->open)
		return;
	d->open = false;
	pthread_mutex_lock(&d->lock);
	d->closing = true;
	pthread_cond_signal(&d->left);
	pthread_mutex_unlock(&d->lock);
	shutdown(d->fd, SHUT_RDWR);      /* ends accept4() */
	pthread_join(d->keeper, NULL);
}

void
door_clear(struct door *d)
{
	pthread_cond_destroy(&d->left);
	pthread_mutex_destroy(&d->lock);
}
