#include "model/figures/feed.h"

#include "model/room/civil.h"

#define N_(text) text

static const struct { const char *name, *text; enum lamp lamp; } states[FEED_STATES] = {
	[FEED_FRESH]   = { "FRESH", N_("current"), LAMP_GREEN },
	[FEED_LATE]    = { "LATE", N_("feed late"), LAMP_YELLOW },
	[FEED_STALE]   = { "STALE", N_("out of date"), LAMP_RED },
	[FEED_BEHIND]  = { "BEHIND", N_("behind the roster"), LAMP_YELLOW },
	[FEED_NEVER]   = { "NEVER", N_("never came"), LAMP_GREY },
	[FEED_HELD]    = { "HELD", N_("held"), LAMP_YELLOW },
	[FEED_FAILING] = { "FAILING", N_("failing"), LAMP_RED },
	[FEED_ASKED]   = { "ASKED", N_("on demand"), LAMP_BLUE },
	[FEED_SENT]    = { "SENT", N_("handed over"), LAMP_GREEN },
	[FEED_DUE]     = { "DUE", N_("due this month"), LAMP_BLUE },
	[FEED_MISSED]  = { "MISSED", N_("month missed"), LAMP_RED },
};

/* Months from the one of `then` to the one of `now`. */
static int
months_between(int64_t then, int64_t now)
{
	int y1, m1, d1, y2, m2, d2;

	civil_split(instant_day(then), &y1, &m1, &d1);
	civil_split(instant_day(now), &y2, &m2, &d2);
	return (y2 - y1) * 12 + m2 - m1;
}

static enum feed_state
state_of(const struct feed_in *in, int64_t now)
{
	int64_t interval = (int64_t)in->every_minutes * 60;

	if (in->held)
		return FEED_HELD;
	if (in->failed > in->good)
		return FEED_FAILING;
	if (in->good == 0)
		return FEED_NEVER;
	if (in->out && interval == 0)
		return months_between(in->good, now) <= 0 ? FEED_SENT
		       : months_between(in->good, now) == 1 ? FEED_DUE : FEED_MISSED;
	if (in->behind && (interval == 0 || now - in->good <= 2 * interval))
		return FEED_BEHIND;
	if (interval == 0)
		return FEED_ASKED;
	return now - in->good <= interval ? FEED_FRESH : now - in->good <= 2 * interval ? FEED_LATE : FEED_STALE;
}

void
feed_judge(const struct feed_in *in, int64_t now, struct feed_standing *out)
{
	out->state = state_of(in, now);
	out->age = in->good != 0 ? (now > in->good ? now - in->good : 0) : -1;
	out->lamp = states[out->state].lamp;
}

const char *
feed_state_name(enum feed_state state)
{
	return states[state].name;
}

const char *
feed_state_text(enum feed_state state)
{
	return states[state].text;
}

bool
feed_calls(enum feed_state state)
{
	return state == FEED_LATE || state == FEED_STALE || state == FEED_BEHIND || state == FEED_HELD ||
	       state == FEED_FAILING || state == FEED_MISSED;
}

void
feed_reason_parse(const char *reason, struct feed_reason *out)
{
	char *p = out->text;

	memset(out->words, 0, sizeof out->words);
	snprintf(out->text, sizeof out->text, "%s", reason);
	for (out->count = 0; *p != '\0' && out->count < FEED_WORDS;) {
		out->words[out->count++] = p;
		if (out->count == FEED_WORDS || (p = strchr(p, ' ')) == NULL)
			break;
		*p++ = '\0';
	}
}
