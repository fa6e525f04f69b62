#include "hub/serve/readers.h"

#include <pthread.h>

#include "model/text/language.h"

struct readers {
	pthread_mutex_t lock;
	pthread_cond_t  given;
	int             count, free_count;
	struct hub_db **all, **idle;
};

struct readers *
readers_new(const char *path, int count, char *error, size_t size)
{
	struct readers *p = calloc(1, sizeof *p);

	if (p == NULL || (p->all = calloc((size_t)count * 2, sizeof *p->all)) == NULL) {
		snprintf(error, size, _("out of memory"));
		free(p);
		return NULL;
	}
	p->idle = p->all + count;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->given, NULL);
	for (; p->count < count; p->count++) {
		struct hub_db *db = hub_db_open(path, HUB_DB_READ, error, size);
		if (db == NULL) {
			readers_free(p);
			return NULL;
		}
		p->all[p->count] = p->idle[p->free_count++] = db;
	}
	return p;
}

void
readers_free(struct readers *p)
{
	if (p == NULL)
		return;
	for (int i = 0; i < p->count; i++)
		hub_db_close(p->all[i]);
	pthread_cond_destroy(&p->given);
	pthread_mutex_destroy(&p->lock);
	free(p->all);
	free(p);
}

struct hub_db *
readers_take(struct readers *p)
{
	struct hub_db *db;

	pthread_mutex_lock(&p->lock);
	while (p->free_count == 0)
		pthread_cond_wait(&p->given, &p->lock);
	db = p->idle[--p->free_count];
	pthread_mutex_unlock(&p->lock);
	return db;
}

void
readers_give(struct readers *p, struct hub_db *db)
{
	hub_db_rest(db);
	pthread_mutex_lock(&p->lock);
	p->idle[p->free_count++] = db;
	pthread_cond_signal(&p->given);
	pthread_mutex_unlock(&p->lock);
}
