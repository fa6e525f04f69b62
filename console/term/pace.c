#include "console/term/pace.h"

/*
 * SLOW_MS without an answer to the probe make a line slow at once: a probe that
 * is itself behind a long frame must not let frames out meanwhile.
 */
enum { SLOW_MS = 80, UNKNOWN_MS = 250, DEAF_MS = 5000, WAIT_LEAST = 1000, WAIT_MOST = 5000, SMALL_FRAME = 500 };

static int
under_way(const struct pace *p)
{
	return p->asked - p->given_up;
}

/* For the oldest question not given up. */
static int64_t
waited(const struct pace *p, int64_t now_ms)
{
	return under_way(p) > 0 ? now_ms - p->asked_at[p->given_up] : 0;
}

static int64_t
patience(const struct pace *p)
{
	return p->known ? p->wait_ms : UNKNOWN_MS;
}

/* One more frame may go; a terminal that never answers is not asked again. */
static void
give_up(struct pace *p, int64_t now_ms)
{
	p->given_up++;
	if (p->known)
		p->wait_ms = p->wait_ms * 2 < WAIT_MOST ? p->wait_ms * 2 : WAIT_MOST;
	else if (now_ms - p->first_ms > DEAF_MS) {
		p->deaf = true;
		p->slow = false;
	}
}

bool
pace_may(struct pace *p, int64_t now_ms)
{
	if (!p->known && !p->deaf && under_way(p) > 0 && waited(p, now_ms) > SLOW_MS)
		p->slow = true;
	if (!p->slow || under_way(p) < (p->bytes < SMALL_FRAME ? 2 : 1))
		return true;
	if (waited(p, now_ms) < patience(p))
		return false;
	give_up(p, now_ms);
	return true;
}

bool
pace_asks(const struct pace *p)
{
	return !p->deaf && p->asked < PACE_ASKED_MAX && (p->slow || (!p->known && p->asked == 0));
}

void
pace_sent(struct pace *p, size_t bytes, bool asked, int64_t now_ms)
{
	p->bytes = bytes;
	if (!asked)
		return;
	if (p->first_ms == 0)
		p->first_ms = now_ms;
	p->asked_at[p->asked++] = now_ms;
}

void
pace_answered(struct pace *p, int64_t now_ms)
{
	int64_t took;

	if (p->asked == 0)
		return;                         /* nobody asked: a key of somebody else's */
	took = now_ms - p->asked_at[0];
	memmove(p->asked_at, p->asked_at + 1, (size_t)--p->asked * sizeof *p->asked_at);
	p->given_up -= p->given_up > 0;
	p->trip_ms = p->known ? (p->trip_ms * 3 + took) / 4 : took;
	p->slow = p->trip_ms > SLOW_MS;
	p->known = true;
	p->deaf = false;
	p->wait_ms = p->trip_ms * 4 < WAIT_LEAST ? WAIT_LEAST : p->trip_ms * 4 > WAIT_MOST ? WAIT_MOST : p->trip_ms * 4;
}

int
pace_wait(const struct pace *p, int64_t now_ms)
{
	int64_t left = patience(p) - waited(p, now_ms);

	return left > 0 ? (int)left : 0;
}

int64_t
pace_patience(const struct pace *p)
{
	return p->known ? 2 * p->trip_ms + SLOW_MS : WAIT_LEAST;
}
