#include "store/measure/townships.h"

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "model/text/utf8.h"
#include "store/cache/db.h"
#include "store/cache/sight.h"
#include "store/measure/townships.sql.h"
#include "store/measure/townships_in.h"

static int
by_code(const void *code, const void *standing)
{
	return strcmp(code, ((const struct standing *)standing)->code);
}

int
townships_find(const struct townships *t, const char *code)
{
	const struct standing *s = t->count > 0 ? bsearch(code, t->list, (size_t)t->count, sizeof *t->list, by_code)
	                           : NULL;

	return s != NULL ? (int)(s - t->list) : -1;
}

int
townships_next_track(const struct townships *t, int track)
{
	if (track < FRONTS_MAX && track + 1 < t->front_count)
		return track + 1;
	if (track < FRONTS_MAX)
		return t->pillar_count > 0 ? FRONTS_MAX : FRONT_ALL;
	return track + 1 < FRONTS_MAX + t->pillar_count ? track + 1 : FRONT_ALL;
}

/* The standing of a 9-digit code, the county's for its 6-digit one, else NULL. */
static struct standing *
standing_of(struct townships *t, const char *code)
{
	int i = townships_find(t, code);

	return i >= 0 ? &t->list[i] : strcmp(code, t->county.code) == 0 ? &t->county : NULL;
}

/* ---- places ----------------------------------------------------------------- */

static void
track_none(struct track *t)
{
	*t = (struct track){ .pace = -1, .begins = CIVIL_NONE };
	for (int day = 0; day < PROGRESS_DAYS; day++)
		t->bp[day] = t->fine[day] = -1;
}

static void
standing_none(struct standing *s)
{
	*s = (struct standing){ .row = -1, .col = -1, .villages = -1, .poor = -1, .issues.oldest = CIVIL_NONE };
	track_none(&s->all);
	track_none(&s->zero);
	for (int f = 0; f < TRACKS_MAX; f++)
		track_none(&s->fronts[f]), track_none(&s->fronts_zero[f]);
}

COLUMNS(division, struct standing, COL(code), COL_NAME(name), COL_SKIP, COL(pinyin), COL(initials), COL(row), COL(col),
	COL(villages), COL(poor))
enum { SHORT = 1, NAME_EN, FULL };
COLUMNS(front, struct township_front, COL(id), COL_NAME(name))

static int
load_divisions(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	struct rows r = rows_open(st, SQL_MAP_DIVISIONS, BIND(T(ask->county), DAY(ask->today), ENGLISH(ask->english)));

	while (rows_next(&r)) {
		struct standing *s = GROW(out->list, out->count);
		bool english = ask->english && *row_text(&r, NAME_EN) != '\0';
		standing_none(s);
		row_fill(&r, division, s);
		if (english)                   /* "Jiufang Township" is Jiufang on a tile */
			s->name[strcspn(s->name, " ")] = '\0';
		row_copy(&r, english ? NAME_EN : FULL, s->full, sizeof s->full);
	}
	return rows_close(&r);
}

/* ---- issues, reports, settlement, outbox -------------------------------------- */

/* Of the open ones, for now, only those due later. */
COLUMNS(tally, struct standing, COL(issues.overdue), COL(issues.due_soon), COL(issues.open), COL_DAY(issues.oldest),
	COL(issues.closed), COL(issues.cancelled), COL(issues.suspended))

static int
tally_place(struct store *st, int32_t today, int32_t soon, struct standing *s)
{
	if (rows_one(rows_open(st, SQL_MAP_TALLY, BIND(T(s->code), DAY(today), DAY(soon))), tally, s) != 0)
		return -1;
	s->issues.open += s->issues.overdue + s->issues.due_soon;
	return 0;
}

static void
add_issues(struct standing *county, const struct standing *s)
{
	county->issues.open += s->issues.open;
	county->issues.overdue += s->issues.overdue;
	county->issues.due_soon += s->issues.due_soon;
	county->issues.closed += s->issues.closed;
	county->issues.cancelled += s->issues.cancelled;
	county->issues.suspended += s->issues.suspended;
	if (s->issues.oldest != CIVIL_NONE && (county->issues.oldest == CIVIL_NONE ||
	                                       s->issues.oldest < county->issues.oldest))
		county->issues.oldest = s->issues.oldest;
}

/* The county's are its townships' and those of the county office itself. */
static int
load_issues(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	int32_t soon = due_soon_until(ask->cal, ask->rules, ask->today);

	if (tally_place(st, ask->today, soon, &out->county) != 0)
		return -1;
	for (int i = 0; i < out->count; i++) {
		if (tally_place(st, ask->today, soon, &out->list[i]) != 0)
			return -1;
		add_issues(&out->county, &out->list[i]);
	}
	return 0;
}

/* One report of a group: its due day and submission in two columns from `column` on. */
static void
judge_report(struct standing *s, const struct rows *r, int column, int32_t today)
{
	int32_t due = row_day(r, column), day = row_day_of(r, column + 1);
	bool handed_in = day != CIVIL_NONE && day <= today;

	if (s == NULL || due == CIVIL_NONE || (!handed_in && due >= today))
		return;
	s->reports.expected++;
	if (!handed_in)
		s->reports.missing++;
	else if (day > due)
		s->reports.late++;
	else
		s->reports.on_time++;
}

static int
load_reports(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	struct rows r = rows_open(st, SQL_MAP_REPORTS, NULL);

	while (rows_next(&r))
		judge_report(standing_of(out, row_text(&r, 0)), &r, 1, ask->today);
	if (rows_close(&r) != 0)
		return -1;
	r = rows_open(st, SQL_MAP_GROUPS, BIND(DAY(ask->today), ENGLISH(ask->english)));
	while (rows_next(&r)) {
		struct standing *s = standing_of(out, row_text(&r, 0));
		size_t used = s != NULL ? strlen(s->reports.groups) : 0;
		if (s != NULL)
			snprintf(s->reports.groups + used, sizeof s->reports.groups - used, "%s%s", used > 0 ? " " : "",
			         row_name(&r, 1));
	}
	return rows_close(&r);
}

/* Every group's report once, not once per township it looks after. */
static int
sum_reports(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	struct rows r = rows_open(st, SQL_MAP_REPORTS_COUNTY, NULL);

	out->county.reports.expected = out->county.reports.on_time = 0;
	out->county.reports.late = out->county.reports.missing = 0;
	while (rows_next(&r))
		judge_report(&out->county, &r, 0, ask->today);
	return rows_close(&r);
}

/* The newest month and the one before. */
COLUMNS(settled, struct standing, COL(settled.period), COL(settled.instant), COL(settled.eligible))
COLUMNS(settled_before, struct standing, COL_SKIP, COL(settled.before_instant), COL(settled.before_eligible))

/* How many months there are, two at most; -1. */
static int
settled_of(struct store *st, int32_t today, const char *pop, struct standing *s)
{
	struct rows r = rows_open(st, SQL_MAP_SETTLED, BIND(T(s->code), T(pop), MONTH(today)));
	int rows = 0;

	for (; rows < 2 && rows_next(&r); rows++)
		row_fill(&r, rows == 0 ? settled : settled_before, s);
	return rows_close(&r) != 0 ? -1 : rows;
}

static int
load_settled(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	char poor[48];
	int rows = 0;

	store_term_with(st, "pop", "poor", poor, sizeof poor);
	for (int i = 0; i <= out->count && rows >= 0; i++) {
		struct standing *s = i < out->count ? &out->list[i] : &out->county;
		/* The whole insured population when the pack has it, else those the plan is for. */
		if ((rows = settled_of(st, ask->today, "ALL", s)) == 0)
			rows = settled_of(st, ask->today, poor, s);
	}
	return rows < 0 ? -1 : 0;
}

static int
load_pending(struct store *st, struct townships *out)
{
	struct rows r;

	if (!store_has_outbox(st) || store_looks_back(st))
		return 0;
	r = rows_open(st, SQL_MAP_PENDING, NULL);
	while (rows_next(&r)) {
		struct standing *s = standing_of(out, row_text(&r, 0));
		if (s != NULL)
			s->pending = row_int(&r, 1);
		if (s != &out->county)
			out->county.pending += row_int(&r, 1);
	}
	return rows_close(&r);
}

int
store_townships(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	char text[64];

	*out = (struct townships){ .today = ask->today, .zero_day = ask->zero_day, .yard.rules = ask->rules };
	standing_none(&out->county);
	utf8_copy(out->county.code, sizeof out->county.code, ask->county);
	store_division(st, ask->county, ask->english, out->county.name, sizeof out->county.name);
	utf8_copy(out->county.full, sizeof out->county.full, out->county.name);
	out->pace_start = civil_parse(store_param(st, "pace_start", ask->today, text, sizeof text));
	if (out->pace_start == CIVIL_NONE)
		out->pace_start = ask->campaign_start;
	out->yard.closed_pace = ask->zero_day != CIVIL_NONE ? time_bp(out->pace_start, ask->zero_day, ask->today)
	                        : -1;
	out->yard.instant_target = atoi(store_param(st, "instant_target", ask->today, text, sizeof text));
	out->part = !store_sees_county(st);
	out->synced_at = store_meta_int(st, "synced_at", 0);
	out->front_count = rows_fill(rows_open(st, SQL_MAP_FRONTS, BIND(ENGLISH(ask->english), T("front"))), front,
	                             out->fronts, FRONTS_MAX);
	out->pillar_count = rows_fill(rows_open(st, SQL_MAP_FRONTS, BIND(ENGLISH(ask->english), T("pillar"))), front,
	                              out->fronts + FRONTS_MAX, FRONTS_MAX);
	if (out->front_count >= 0 && out->pillar_count >= 0 && load_divisions(st, ask, out) == 0 &&
	    townships_tasks(st, ask, out) == 0 &&
	    load_issues(st, ask, out) == 0 && load_reports(st, ask, out) == 0 && sum_reports(st, ask, out) == 0 &&
	    load_settled(st, ask, out) == 0 && load_pending(st, out) == 0)
		return 0;
	townships_clear(out);
	return -1;
}

void
townships_clear(struct townships *t)
{
	free(t->list);
	*t = (struct townships){ 0 };
}
