#include "hub/serve/inflight.h"

#include <pthread.h>

/* At most as many operations at once as the server has threads; buckets are shared by hash. */
enum { SLOTS = 64, BUCKETS = 256, BURST = 5 };

struct inflight {
	pthread_mutex_t lock;
	struct { bool used; char user[64], op[37]; } slots[SLOTS];
	int             per_second;
	struct { int64_t at_ms; double tokens; } buckets[BUCKETS];
};

struct inflight *
inflight_new(int per_second)
{
	struct inflight *in = calloc(1, sizeof *in);

	if (in == NULL)
		return NULL;
	in->per_second = per_second;
	pthread_mutex_init(&in->lock, NULL);
	return in;
}

void
inflight_free(struct inflight *in)
{
	if (in == NULL)
		return;
	pthread_mutex_destroy(&in->lock);
	free(in);
}

static int
find(const struct inflight *in, const char *user, const char *op)
{
	for (int i = 0; i < SLOTS; i++)
		if (in->slots[i].used && strcmp(in->slots[i].user, user) == 0 && strcmp(in->slots[i].op, op) == 0)
			return i;
	return -1;
}

static bool
take_token(struct inflight *in, const char *user, int64_t now_ms)
{
	unsigned hash = 5381;
	double most = (double)in->per_second * BURST;

	if (in->per_second == 0)
		return true;
	for (const char *p = user; *p != '\0'; p++)
		hash = hash * 33 + (unsigned char)*p;
	hash %= BUCKETS;
	if (in->buckets[hash].at_ms == 0)
		in->buckets[hash].tokens = most;
	else if (now_ms > in->buckets[hash].at_ms)
		in->buckets[hash].tokens += (double)(now_ms - in->buckets[hash].at_ms) * in->per_second / 1000;
	in->buckets[hash].at_ms = now_ms;
	if (in->buckets[hash].tokens > most)
		in->buckets[hash].tokens = most;
	if (in->buckets[hash].tokens < 1)
		return false;
	in->buckets[hash].tokens -= 1;
	return true;
}

static enum inflight_answer
enter(struct inflight *in, const char *user, const char *op, int64_t now_ms)
{
	if (find(in, user, op) >= 0)
		return INFLIGHT_SAME;
	if (!take_token(in, user, now_ms))
		return INFLIGHT_BUSY;
	for (int i = 0; i < SLOTS; i++) {
		if (in->slots[i].used)
			continue;
		in->slots[i].used = true;
		strncpy(in->slots[i].user, user, sizeof in->slots[i].user - 1);
		strncpy(in->slots[i].op, op, sizeof in->slots[i].op - 1);
		return INFLIGHT_IN;
	}
	return INFLIGHT_BUSY;
}

enum inflight_answer
inflight_enter(struct inflight *in, const char *user, const char *op, int64_t now_ms)
{
	enum inflight_answer answer;

	pthread_mutex_lock(&in->lock);
	answer = enter(in, user, op, now_ms);
	pthread_mutex_unlock(&in->lock);
	return answer;
}

void
inflight_leave(struct inflight *in, const char *user, const char *op)
{
	int i;

	pthread_mutex_lock(&in->lock);
	if ((i = find(in, user, op)) >= 0)
		memset(&in->slots[i], 0, sizeof in->slots[i]);
	pthread_mutex_unlock(&in->lock);
}
