#include "model/room/room.h"

#include "model/room/civil.h"
#include "model/text/language.h"

enum { FULL_BP = 10000, PACE_DAYS = 14, NEVER_WORKDAYS = 6000 };

const struct room_rules room_rules_default = {
	.due_soon_workdays = 3, .lag_yellow = 5, .lag_red = 15,
	.fair_denominator = 50, .escalate_days = { 0, 3, 7, 15 },
};

/* ---- lamps ---------------------------------------------------------------- */

const char *
lamp_word(enum lamp lamp)
{
	static const char *const words[LAMP_COUNT] = {
		[LAMP_GREY] = "-", [LAMP_BLUE] = N_("B"), [LAMP_GREEN] = N_("G"),
		[LAMP_YELLOW] = N_("Y"), [LAMP_RED] = N_("R"), [LAMP_MAGENTA] = N_("M"),
	};
	return words[lamp];
}

enum lamp
lamp_worse(enum lamp a, enum lamp b)
{
	return a > b ? a : b;
}

enum lamp
lamp_issue(const struct issue_lamp_in *in, const struct calendar *cal, const struct room_rules *rules)
{
	if (in->closed)
		return LAMP_BLUE;
	if (in->cancelled || in->suspended)
		return LAMP_GREY;
	if (in->escalation >= 3)
		return LAMP_MAGENTA;
	if (in->today > in->deadline || in->returned >= 2 || in->reopened > 0)
		return LAMP_RED;
	if (in->returned == 1 || workdays_between(cal, in->today, in->deadline) <= rules->due_soon_workdays)
		return LAMP_YELLOW;
	return LAMP_GREEN;
}

enum lamp
lamp_progress(int bp, int gone_bp, bool done, bool overdue, const struct room_rules *rules)
{
	int lag = shown_gap(gone_bp, bp);

	if (done)
		return LAMP_BLUE;
	if (overdue || lag > rules->lag_red * 100)
		return LAMP_RED;
	return lag >= rules->lag_yellow * 100 ? LAMP_YELLOW : LAMP_GREEN;
}

/* Not begun and not to be begun yet: no colour; due within days: yellow however far it has come. */
enum lamp
lamp_task(const struct task_lamp_in *in, const struct calendar *cal, const struct room_rules *rules)
{
	bool overdue = !in->finished && in->due != CIVIL_NONE && in->due < in->today;
	enum lamp lamp;

	if (in->credit == 0 && !overdue && in->start != CIVIL_NONE && in->start > in->today)
		return LAMP_GREY;
	lamp = lamp_progress(in->credit, in->pace, in->credit >= FULL_BP, overdue, rules);
	if (!in->finished && in->due != CIVIL_NONE && !overdue &&
	    workdays_between(cal, in->today, in->due) <= rules->due_soon_workdays)
		lamp = lamp_worse(lamp, LAMP_YELLOW);
	return lamp;
}

/* ---- ageing and escalation -------------------------------------------------- */

static const struct { int least; const char *title; } ages[AGE_BUCKETS] = {
	{ 1, "1-3" }, { 4, "4-7" }, { 8, "8-15" }, { 16, "16-30" }, { 31, ">30" },
};

int
age_bucket(int days_overdue)
{
	int bucket = AGE_NONE;

	for (int i = 0; i < AGE_BUCKETS; i++)
		if (days_overdue >= ages[i].least)
			bucket = i;
	return bucket;
}

const char *
age_title(int bucket)
{
	return ages[bucket].title;
}

int
age_least(int bucket)
{
	return ages[bucket].least;
}

const char *
age_marks(int days_overdue)
{
	return days_overdue > 30 ? "!!!" : days_overdue > 15 ? "!!" : days_overdue > 7 ? "!" : "";
}

int
escalation_due(int days_overdue, int returned, bool concealed, const struct room_rules *rules)
{
	int level = 0;

	if (concealed)
		return 4;
	for (int i = 0; i < 4; i++)
		if (days_overdue > rules->escalate_days[i])
			level = i + 1;
	if (returned >= 2 && level < 3)
		level = 3;
	if (returned == 1 && level < 2)
		level = 2;
	return level;
}

/* ---- time, pace, forecast ---------------------------------------------------- */

int
time_share(int32_t start, int32_t due, int32_t today, int whole)
{
	int64_t days = (int64_t)due - start;

	if (due == CIVIL_NONE || today >= due)
		return whole;
	if (start == CIVIL_NONE || start >= due || today <= start)
		return 0;
	return (int)((((int64_t)today - start) * whole * 2 + days) / (days * 2));
}

int
time_bp(int32_t start, int32_t due, int32_t today)
{
	return time_share(start, due, today, FULL_BP);
}

/* Where the last fortnight begins: the last point before it, else the first there is; NULL nothing to measure by. */
static const struct pace_point *
fortnight_ago(const struct pace_point *p, int count, int32_t today)
{
	const struct pace_point *from = NULL;

	for (int i = 0; i < count; i++)
		if (p[i].day <= today && (from == NULL || p[i].day <= today - PACE_DAYS))
			from = &p[i];
	return from;
}

/* a / b to the nearest, half away from zero. */
static int
nearest(int a, int b)
{
	return (a < 0 ? a - b / 2 : a + b / 2) / b;
}

void
forecast_make(struct forecast *out, const struct pace_point *points, int count,
              int fine, int32_t due, int32_t today, const struct calendar *cal)
{
	const struct pace_point *from = fortnight_ago(points, count, today);
	int left = FINE_WHOLE - fine, days = from != NULL ? workdays_between(cal, from->day, today) : 0, gained;
	int64_t needs;

	*out = (struct forecast){ .need = -1, .ends = CIVIL_NONE, .workdays_left = workdays_left(cal, today, due) };
	if (left <= 0) {
		out->need = 0;
		return;
	}
	if (out->workdays_left > 0)
		out->need = nearest(left, out->workdays_left * FINE_BP);
	if (days <= 0)
		return;
	gained = fine - from->fine;
	out->known = true;
	out->gain = nearest(gained, days * FINE_BP);
	/* By the pace itself, not by its rounded figure; a thousandth of a workday is what fine shares leave open. */
	needs = gained > 0 ? ((int64_t)left * days - gained / 1000 + gained - 1) / gained : NEVER_WORKDAYS + 1;
	out->never = needs > NEVER_WORKDAYS;
	if (out->never)
		return;
	out->ends = workdays_after(cal, today, (int)needs);
	out->late_workdays = workdays_between(cal, due, out->ends);
}

int
ratio_bp(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return -1;
	return (int)(((__int128)part * 20000 + whole) / ((__int128)whole * 2));
}

int
shown_bp(int bp)
{
	int tenths = (bp + 5) / 10;

	return bp < 0 || (bp < FULL_BP && tenths >= 1000) ? bp : tenths * 10;
}

int
shown_gap(int a, int b)
{
	return shown_bp(a) - shown_bp(b);
}
