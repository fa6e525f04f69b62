#include "model/room/room.h"

#include "model/room/civil.h"
#include "model/text/language.h"

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
lamp_progress(int pct, int gone, bool done, bool overdue, const struct room_rules *rules)
{
	int lag = gone - pct;

	if (done)
		return LAMP_BLUE;
	if (overdue || lag > rules->lag_red)
		return LAMP_RED;
	return lag >= rules->lag_yellow ? LAMP_YELLOW : LAMP_GREEN;
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
time_pct(int32_t start, int32_t due, int32_t today)
{
	if (due == CIVIL_NONE || today >= due)
		return 100;
	if (start == CIVIL_NONE || start >= due || today <= start)
		return 0;
	return (int)((int64_t)(today - start) * 100 / (due - start));
}

enum { PACE_DAYS = 14, NEVER_WORKDAYS = 2500 };

/* Hundredths of a point gained per workday over the last fortnight; -1 when there is nothing to measure by. */
static int
pace_centi(const struct pace_point *p, int count, int pct, int32_t today, const struct calendar *cal)
{
	const struct pace_point *from = NULL;
	int days;

	for (int i = 0; i < count; i++)
		if (p[i].day <= today && (from == NULL || p[i].day <= today - PACE_DAYS))
			from = &p[i];
	if (from == NULL || (days = workdays_between(cal, from->day, today)) <= 0)
		return -1;
	return (pct - from->pct) * 100 / days;
}

void
forecast_make(struct forecast *out, const struct pace_point *points, int count,
              int pct, int32_t due, int32_t today, const struct calendar *cal)
{
	int left = (100 - pct) * 100, days;

	*out = (struct forecast){ .needed_centi = -1, .actual_centi = -1, .ends = CIVIL_NONE };
	if (today < due)
		out->workdays_left = workdays_between(cal, today, due);
	if (left <= 0) {
		out->needed_centi = 0;
		return;
	}
	if (out->workdays_left > 0)
		out->needed_centi = (left + out->workdays_left - 1) / out->workdays_left;
	out->actual_centi = pace_centi(points, count, pct, today, cal);
	if (out->actual_centi == -1)
		return;
	days = out->actual_centi > 0 ? (left + out->actual_centi - 1) / out->actual_centi : NEVER_WORKDAYS + 1;
	out->never = days > NEVER_WORKDAYS;
	if (out->never)
		return;
	out->ends = workdays_after(cal, today, days);
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

	return bp < 0 ? bp : bp < 10000 && tenths >= 1000 ? 9990 : tenths * 10;
}

int
shown_gap(int a, int b)
{
	return shown_bp(a) - shown_bp(b);
}
