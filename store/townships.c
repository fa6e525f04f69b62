#include "store/townships.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "model/utf8.h"
#include "store/db.h"
#include "store/townships.sql.h"
#include "store/townships_in.h"

static int
by_code(const void *code, const void *standing)
{
	return strcmp(code, ((const struct standing *)standing)->code);
}

int
townships_find(const struct townships *t, const char *code)
{
	const struct standing *s = t->count > 0 ? bsearch(code, t->list, (size_t)t->count, sizeof *t->list, by_code) : NULL;

	return s != NULL ? (int)(s - t->list) : -1;
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
	*t = (struct track){ .pace = -1 };
	for (int day = 0; day < PROGRESS_DAYS; day++)
		t->bp[day] = -1;
}

static void
standing_none(struct standing *s)
{
	*s = (struct standing){ .row = -1, .col = -1, .villages = -1, .poor = -1, .issues.oldest = CIVIL_NONE };
	track_none(&s->all);
	track_none(&s->zero);
	for (int f = 0; f < FRONTS_MAX; f++)
		track_none(&s->fronts[f]);
}

static void
read_division(sqlite3_stmt *q, bool english, struct standing *s)
{
	const char *en = column_text(q, 3);

	standing_none(s);
	column_copy(q, 0, s->code, sizeof s->code);
	utf8_copy(s->name, sizeof s->name, english && *en != '\0' ? en : column_text(q, 1));
	if (english && *en != '\0')            /* "Jiufang Township" is Jiufang on a tile */
		s->name[strcspn(s->name, " ")] = '\0';
	utf8_copy(s->full, sizeof s->full, english && *en != '\0' ? en : column_text(q, 2));
	column_copy(q, 4, s->pinyin, sizeof s->pinyin);
	column_copy(q, 5, s->initials, sizeof s->initials);
	s->row = sqlite3_column_int(q, 6);
	s->col = sqlite3_column_int(q, 7);
	s->villages = sqlite3_column_int(q, 8);
	s->poor = sqlite3_column_int(q, 9);
}

static int
load_divisions(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_DIVISIONS);
	char today[11];
	int rc, room = 0;

	if (q == NULL)
		return -1;
	civil_format(ask->today, today);
	sqlite3_bind_text(q, 1, ask->county, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, today, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (out->count == room) {
			struct standing *more = realloc(out->list, (size_t)(room = room ? room * 2 : 32) * sizeof *more);
			if (more == NULL)
				break;
			out->list = more;
		}
		read_division(q, ask->english, &out->list[out->count++]);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "townships");
}

static int
load_fronts(struct store *st, bool english, struct townships *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_FRONTS);

	if (q == NULL)
		return -1;
	while (out->front_count < FRONTS_MAX && sqlite3_step(q) == SQLITE_ROW) {
		const char *en = column_text(q, 2);
		column_copy(q, 0, out->fronts[out->front_count].id, sizeof out->fronts[0].id);
		utf8_copy(out->fronts[out->front_count].name, sizeof out->fronts[0].name, english && *en != '\0' ? en : column_text(q, 1));
		out->front_count++;
	}
	sqlite3_reset(q);
	return 0;
}

/* ---- issues, reports, settlement, outbox -------------------------------------- */

static int
tally_place(struct store *st, const char *today, const char *soon, struct standing *s)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_TALLY);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, s->code, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, today, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, soon, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		s->issues.overdue = sqlite3_column_int(q, 0);
		s->issues.due_soon = sqlite3_column_int(q, 1);
		s->issues.open = s->issues.overdue + s->issues.due_soon + sqlite3_column_int(q, 2);
		s->issues.oldest = civil_parse(column_text(q, 3));
		s->issues.closed = sqlite3_column_int(q, 4);
		s->issues.cancelled = sqlite3_column_int(q, 5);
		s->issues.suspended = sqlite3_column_int(q, 6);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 0 : store_fail(st, "issue counts");
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
	if (s->issues.oldest != CIVIL_NONE && (county->issues.oldest == CIVIL_NONE || s->issues.oldest < county->issues.oldest))
		county->issues.oldest = s->issues.oldest;
}

/* The county's are its townships' and those of the county office itself. */
static int
load_issues(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	char today[11], soon[11];

	civil_format(ask->today, today);
	/* As the lamp and the issue list have it: up to the day before one workday too many. */
	civil_format(workdays_after(ask->cal, ask->today, ask->rules->due_soon_workdays + 1) - 1, soon);
	if (tally_place(st, today, soon, &out->county) != 0)
		return -1;
	for (int i = 0; i < out->count; i++) {
		if (tally_place(st, today, soon, &out->list[i]) != 0)
			return -1;
		add_issues(&out->county, &out->list[i]);
	}
	return 0;
}

/* One report of a group: its due day and submission in two columns from `column` on. */
static void
judge_report(struct standing *s, sqlite3_stmt *q, int column, int32_t today)
{
	int32_t due = civil_parse(column_text(q, column));
	int64_t at;
	bool handed_in = instant_parse(column_text(q, column + 1), &at) == 0 && instant_day(at) <= today;

	if (s == NULL || due == CIVIL_NONE || (!handed_in && due >= today))
		return;
	s->reports.expected++;
	if (!handed_in)
		s->reports.missing++;
	else if (instant_day(at) > due)
		s->reports.late++;
	else
		s->reports.on_time++;
}

static int
load_reports(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_REPORTS);
	char today[11];
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		judge_report(standing_of(out, column_text(q, 0)), q, 1, ask->today);
	sqlite3_reset(q);
	if (rc != SQLITE_DONE)
		return store_fail(st, "reports");

	q = store_stmt(st, SQL_MAP_GROUPS);
	if (q == NULL)
		return -1;
	civil_format(ask->today, today);
	sqlite3_bind_text(q, 1, today, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct standing *s = standing_of(out, column_text(q, 0));
		const char *en = column_text(q, 2), *name = ask->english && *en != '\0' ? en : column_text(q, 1);
		size_t used = s != NULL ? strlen(s->reports.groups) : 0;
		if (s != NULL)
			snprintf(s->reports.groups + used, sizeof s->reports.groups - used, "%s%s", used > 0 ? " " : "", name);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "groups");
}

/* Every group's report once, not once per township it looks after. */
static void
sum_reports(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_REPORTS_COUNTY);

	out->county.reports.expected = out->county.reports.on_time = out->county.reports.late = out->county.reports.missing = 0;
	while (q != NULL && sqlite3_step(q) == SQLITE_ROW)
		judge_report(&out->county, q, 0, ask->today);
	if (q != NULL)
		sqlite3_reset(q);
}

static int
settled_of(struct store *st, const char *month, const char *pop, struct standing *s)
{
	sqlite3_stmt *q = store_stmt(st, SQL_MAP_SETTLED);
	int rows = 0;

	if (q == NULL)
		return 0;
	sqlite3_bind_text(q, 1, s->code, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, pop, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, month, -1, SQLITE_STATIC);
	for (; rows < 2 && sqlite3_step(q) == SQLITE_ROW; rows++) {
		*(rows == 0 ? &s->settled.instant : &s->settled.before_instant) = sqlite3_column_int(q, 1);
		*(rows == 0 ? &s->settled.eligible : &s->settled.before_eligible) = sqlite3_column_int(q, 2);
		if (rows == 0)
			column_copy(q, 0, s->settled.period, sizeof s->settled.period);
	}
	sqlite3_reset(q);
	return rows;
}

static void
load_settled(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	char month[11];

	civil_format(ask->today, month);
	month[7] = '\0';
	for (int i = 0; i <= out->count; i++) {
		struct standing *s = i < out->count ? &out->list[i] : &out->county;
		/* The whole insured population when the pack has it, else the registered poor. */
		if (settled_of(st, month, "ALL", s) == 0)
			settled_of(st, month, "FILED", s);
	}
}

static void
load_pending(struct store *st, struct townships *out)
{
	sqlite3_stmt *q = sqlite3_db_filename(store_db(st), "box") != NULL ? store_stmt(st, SQL_MAP_PENDING) : NULL;

	while (q != NULL && sqlite3_step(q) == SQLITE_ROW) {
		struct standing *s = standing_of(out, column_text(q, 0));
		if (s != NULL)
			s->pending = sqlite3_column_int(q, 1);
		if (s != &out->county)
			out->county.pending += sqlite3_column_int(q, 1);
	}
	if (q != NULL)
		sqlite3_reset(q);
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
	out->yard.closed_pace = ask->zero_day != CIVIL_NONE ? time_pct(out->pace_start, ask->zero_day, ask->today) * 100 : -1;
	out->yard.instant_target = atoi(store_param(st, "instant_target", ask->today, text, sizeof text));
	out->synced_at = store_meta_int(st, "synced_at", 0);
	if (load_divisions(st, ask, out) != 0 || load_fronts(st, ask->english, out) != 0 || townships_tasks(st, ask, out) != 0 ||
	    load_issues(st, ask, out) != 0 || load_reports(st, ask, out) != 0) {
		townships_clear(out);
		return -1;
	}
	sum_reports(st, ask, out);
	load_settled(st, ask, out);
	load_pending(st, out);
	return 0;
}

void
townships_clear(struct townships *t)
{
	free(t->list);
	*t = (struct townships){ 0 };
}
