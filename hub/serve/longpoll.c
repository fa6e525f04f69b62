#include "hub/serve/longpoll.h"

#include <pthread.h>
#include <time.h>

#include <microhttpd.h>

struct waiting {
	struct waiting        *next;
	struct MHD_Connection *connection;
	int64_t                since, until_ms;
};

struct longpoll {
	pthread_mutex_t lock;
	pthread_cond_t  bell;
	pthread_t       watcher;
	struct readers *readers;
	struct waiting *first;
	int             count;
	int64_t         head;
	bool            poked, closing;
};

int64_t
longpoll_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Under the lock. */
static void
resume_ready(struct longpoll *p)
{
	int64_t now = longpoll_clock();
	struct waiting **link = &p->first;

	while (*link != NULL) {
		struct waiting *w = *link;
		if (!p->closing && w->since >= p->head && now < w->until_ms) {
			link = &w->next;
			continue;
		}
		*link = w->next;
		p->count--;
		MHD_resume_connection(w->connection);
		free(w);
	}
}

static void
wait_for_bell(struct longpoll *p)
{
	int64_t until = longpoll_clock() + LONGPOLL_LOOK_MS;
	struct timespec ts = { .tv_sec = (time_t)(until / 1000), .tv_nsec = (long)(until % 1000) * 1000000 };

	/* Nobody waits: nothing to look for, no wake-ups. */
	if (p->first == NULL)
		pthread_cond_wait(&p->bell, &p->lock);
	else
		pthread_cond_timedwait(&p->bell, &p->lock, &ts);
}

static void
look(struct longpoll *p)
{
	struct hub_db *db;
	int64_t head;

	pthread_mutex_unlock(&p->lock);
	db = readers_take(p->readers);
	head = hub_db_head(db);
	readers_give(p->readers, db);
	pthread_mutex_lock(&p->lock);
	if (head > p->head)
		p->head = head;
}

static void *
watch(void *cls)
{
	struct longpoll *p = cls;

	pthread_mutex_lock(&p->lock);
	while (!p->closing) {
		if (!p->poked)
			wait_for_bell(p);
		p->poked = false;
		look(p);
		resume_ready(p);
	}
	resume_ready(p);
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

struct longpoll *
longpoll_new(struct readers *readers)
{
	struct longpoll *p = calloc(1, sizeof *p);
	pthread_condattr_t attr;

	if (p == NULL)
		return NULL;
	p->readers = readers;
	pthread_mutex_init(&p->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&p->bell, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&p->watcher, NULL, watch, p) != 0) {
		free(p);
		return NULL;
	}
	return p;
}

bool
longpoll_wait(struct longpoll *p, struct MHD_Connection *connection, int64_t since, int64_t until_ms)
{
	struct waiting *w = malloc(sizeof *w);
	bool waits = false;

	pthread_mutex_lock(&p->lock);
	if (w != NULL && !p->closing && p->head <= since && longpoll_clock() < until_ms) {
		*w = (struct waiting){ p->first, connection, since, until_ms };
		p->first = w;
		p->count++;
		MHD_suspend_connection(connection);
		pthread_cond_signal(&p->bell);
		waits = true;
	}
	pthread_mutex_unlock(&p->lock);
	if (!waits)
		free(w);
	return waits;
}

void
longpoll_poke(struct longpoll *p)
{
	pthread_mutex_lock(&p->lock);
	p->poked = true;
	pthread_cond_signal(&p->bell);
	pthread_mutex_unlock(&p->lock);
}

void
longpoll_close(struct longpoll *p)
{
	pthread_mutex_lock(&p->lock);
	p->closing = p->poked = true;
	pthread_cond_signal(&p->bell);
	pthread_mutex_unlock(&p->lock);
}

bool
longpoll_closing(struct longpoll *p)
{
	bool closing;

	pthread_mutex_lock(&p->lock);
	closing = p->closing;
	pthread_mutex_unlock(&p->lock);
	return closing;
}

int
longpoll_count(struct longpoll *p)
{
	int n;

	pthread_mutex_lock(&p->lock);
	n = p->count;
	pthread_mutex_unlock(&p->lock);
	return n;
}

void
longpoll_free(struct longpoll *p)
{
	if (p == NULL)
		return;
	longpoll_close(p);
	pthread_join(p->watcher, NULL);
	pthread_cond_destroy(&p->bell);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
