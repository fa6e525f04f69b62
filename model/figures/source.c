#include "model/figures/source.h"

#include "model/room/civil.h"
#include "model/text/language.h"

static const struct { const char *name, *text; enum lamp lamp; } states[SOURCE_STATES] = {
	[SOURCE_FRESH]   = { "FRESH", N_("current"), LAMP_GREEN },
	[SOURCE_OVERDUE] = { "OVERDUE", N_("overdue"), LAMP_YELLOW },
	[SOURCE_BEHIND]  = { "BEHIND", N_("behind the roster"), LAMP_YELLOW },
	[SOURCE_NEVER]   = { "NEVER", N_("never came"), LAMP_GREY },
	[SOURCE_HELD]    = { "HELD", N_("held"), LAMP_YELLOW },
	[SOURCE_FAILING] = { "FAILING", N_("failing"), LAMP_RED },
	[SOURCE_ASKED]   = { "ASKED", N_("on demand"), LAMP_BLUE },
	[SOURCE_SENT]    = { "SENT", N_("handed over"), LAMP_GREEN },
	[SOURCE_DUE]     = { "DUE", N_("due this month"), LAMP_BLUE },
	[SOURCE_MISSED]  = { "MISSED", N_("missed"), LAMP_RED },
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

static enum source_state
state_of(const struct source_in *in, int64_t now)
{
	int64_t interval = (int64_t)in->every_minutes * 60;

	if (in->held)
		return SOURCE_HELD;
	if (in->failed > in->good)
		return SOURCE_FAILING;
	if (in->good == 0)
		return SOURCE_NEVER;
	if (in->out && interval == 0)
		return months_between(in->good, now) <= 0 ? SOURCE_SENT
		       : months_between(in->good, now) == 1 ? SOURCE_DUE : SOURCE_MISSED;
	if (in->behind && (interval == 0 || now - in->good <= 2 * interval))
		return SOURCE_BEHIND;
	if (interval == 0)
		return SOURCE_ASKED;
	return now - in->good <= interval ? SOURCE_FRESH :
	       now - in->good <= 2 * interval ? SOURCE_OVERDUE : SOURCE_MISSED;
}

void
source_judge(const struct source_in *in, int64_t now, struct source_standing *out)
{
	out->state = state_of(in, now);
	out->age = in->good != 0 ? (now > in->good ? now - in->good : 0) : -1;
	out->lamp = states[out->state].lamp;
}

const char *
source_state_name(enum source_state state)
{
	return states[state].name;
}

const char *
source_state_text(enum source_state state)
{
	return states[state].text;
}

bool
source_calls(enum source_state state)
{
	return state == SOURCE_OVERDUE || state == SOURCE_MISSED || state == SOURCE_BEHIND || state == SOURCE_HELD ||
	       state == SOURCE_FAILING;
}

/* An interval more is its grace. */
enum lateness
source_lateness(enum source_state state)
{
	return state == SOURCE_OVERDUE ? LATENESS_OVERDUE : state == SOURCE_MISSED ? LATENESS_MISSED : LATENESS_NONE;
}

void
source_reason_parse(const char *reason, struct source_reason *out)
{
	char *p = out->text;

	memset(out->words, 0, sizeof out->words);
	snprintf(out->text, sizeof out->text, "%s", reason);
	for (out->count = 0; *p != '\0' && out->count < SOURCE_WORDS;) {
		out->words[out->count++] = p;
		if (out->count == SOURCE_WORDS || (p = strchr(p, ' ')) == NULL)
			break;
		*p++ = '\0';
	}
}
