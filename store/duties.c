#include "store/duties.h"

#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/duties.sql.h"

enum { ID, DUTY, NAME, NAME_EN, PERIOD, DIVISION, PLACE, PLACE_EN, OWNER, OWNER_ROLE, RECIPIENT, EVIDENCE, EVENT, DEADLINE, STATUS,
       DONE_AT, URGED_AT, PIECES, SORT, GRACE, RULE, DAY, MONTH, OFFSET, UNIT, DATE, EXACT, TITLE, DONE_BY, WAIVED_BY, LATE_REASON,
       NOTE, DUTY_NOTE, COPY_TO, CLAUSE, FRONT, OPENED, REV };
enum { SOON_DAYS = 31 };       /* nothing further off can be due soon */

static void
read_row(sqlite3_stmt *q, const struct duties_when *w, struct duty_run_row *r)
{
	struct duty_run_in in = { .status = column_text(q, STATUS), .grace = sqlite3_column_int(q, GRACE) };
	int64_t done = column_instant(q, DONE_AT);

	column_copy(q, ID, r->id, sizeof r->id);
	column_copy(q, DUTY, r->duty, sizeof r->duty);
	column_copy(q, w->english ? NAME_EN : NAME, r->name, sizeof r->name);
	column_copy(q, PERIOD, r->period, sizeof r->period);
	column_copy(q, DIVISION, r->division, sizeof r->division);
	column_copy(q, w->english ? PLACE_EN : PLACE, r->place, sizeof r->place);
	column_copy(q, OWNER, r->owner, sizeof r->owner);
	column_copy(q, OWNER_ROLE, r->owner_role, sizeof r->owner_role);
	column_copy(q, RECIPIENT, r->recipient, sizeof r->recipient);
	column_copy(q, EVIDENCE, r->evidence, sizeof r->evidence);
	column_copy(q, EVENT, r->event, sizeof r->event);
	r->due = in.due = civil_parse(column_text(q, DEADLINE));
	r->done = in.done = done != 0 ? instant_day(done) : CIVIL_NONE;
	r->urged_at = column_instant(q, URGED_AT);
	r->pieces = sqlite3_column_int(q, PIECES);
	r->sort = sqlite3_column_int(q, SORT);
	duty_judge(&in, w->today, w->cal, w->rules, &r->standing);
}

/* ---- a month ---------------------------------------------------------------------- */

static struct duty_run_row *
next_row(struct duty_board *b)
{
	if ((b->count & (b->count - 1)) == 0) {
		void *more = realloc(b->runs, sizeof *b->runs * (size_t)(b->count > 0 ? b->count * 2 : 1));
		if (more == NULL)
			return NULL;
		b->runs = more;
	}
	return memset(&b->runs[b->count++], 0, sizeof *b->runs);
}

static void
count(struct duty_board *b, const struct duty_run_row *r)
{
	int day = (int)(r->due - b->first);

	if (r->due >= b->first || duty_state_open(r->standing.state))
		b->states[r->standing.state]++;
	if (r->due < b->first || r->due > b->last)
		return;
	b->days[day] = b->day_runs[day]++ == 0 ? r->standing.lamp : lamp_worse(b->days[day], r->standing.lamp);
	b->day_open[day] += duty_state_open(r->standing.state);
}

static int
read_month(struct store *st, const struct duties_when *w, struct duty_board *b)
{
	bool here = w->today >= b->first && w->today <= b->last;
	sqlite3_stmt *q = store_stmt(st, SQL_DUTIES_MONTH);
	char first[11], last[11], today[11], soon[11] = "";
	int rc;

	if (q == NULL)
		return -1;
	civil_format(b->first, first);
	civil_format(b->last, last);
	civil_format(w->today, today);
	if (here)
		civil_format(w->today + SOON_DAYS, soon);
	sqlite3_bind_text(q, 1, first, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, last, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 3, today, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 4, soon, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 5, DUTY_RUNS_MAX + 1);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && b->count < DUTY_RUNS_MAX) {
		struct duty_run_row *r = next_row(b);
		if (r == NULL)
			break;
		read_row(q, w, r);
		if (r->due > b->last && r->standing.state != DUTY_SOON)
			b->count--;
		else
			count(b, r);
	}
	b->more = rc == SQLITE_ROW;
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(st, "duties");
}

int
duty_board(struct store *st, int month, const struct duties_when *w, struct duty_board *out)
{
	memset(out, 0, sizeof *out);
	out->first = period_first(PERIOD_MONTH, month);
	out->last = period_last(PERIOD_MONTH, month);
	for (int d = 0; d < 31; d++)
		out->days[d] = LAMP_COUNT;
	if (read_month(st, w, out) != 0) {
		duty_board_clear(out);
		return -1;
	}
	for (int i = 0; i < out->count; i++)
		store_pending_verb(st, KIND_DUTY_RUN, out->runs[i].id, out->runs[i].pending, sizeof out->runs[i].pending);
	return 0;
}

void
duty_board_clear(struct duty_board *board)
{
	free(board->runs);
	memset(board, 0, sizeof *board);
}

/* ---- one run ------------------------------------------------------------------------ */

static void
read_full(sqlite3_stmt *q, const struct duties_when *w, struct duty_run_full *f)
{
	int rule = duty_rule_parse(column_text(q, RULE));

	read_row(q, w, &f->row);
	f->plan = (struct duty_plan){ .rule = rule >= 0 ? (enum duty_rule)rule : DUTY_RULES, .day = sqlite3_column_int(q, DAY),
		.month = sqlite3_column_int(q, MONTH), .month_offset = sqlite3_column_int(q, OFFSET),
		.workdays = strcmp(column_text(q, UNIT), "workday") == 0, .grace = sqlite3_column_int(q, GRACE),
		.date = civil_parse(column_text(q, DATE)), .from = CIVIL_NONE, .to = CIVIL_NONE };
	f->exact = sqlite3_column_int(q, EXACT) != 0;
	f->rev = sqlite3_column_int64(q, REV);
	f->done_at = column_instant(q, DONE_AT);
	column_copy(q, STATUS, f->status, sizeof f->status);
	column_copy(q, TITLE, f->title, sizeof f->title);
	column_copy(q, DONE_BY, f->done_by, sizeof f->done_by);
	column_copy(q, WAIVED_BY, f->waived_by, sizeof f->waived_by);
	column_copy(q, LATE_REASON, f->late_reason, sizeof f->late_reason);
	column_copy(q, NOTE, f->note, sizeof f->note);
	column_copy(q, DUTY_NOTE, f->duty_note, sizeof f->duty_note);
	column_copy(q, COPY_TO, f->copy_to, sizeof f->copy_to);
	column_copy(q, CLAUSE, f->clause, sizeof f->clause);
	column_copy(q, FRONT, f->front, sizeof f->front);
	column_copy(q, OPENED, f->opened, sizeof f->opened);
}

int
duty_run_get(struct store *st, const char *id, const struct duties_when *w, struct duty_run_full *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_DUTIES_ONE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_TRANSIENT);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_full(q, w, out);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "duty run");
	store_pending_verb(st, KIND_DUTY_RUN, id, out->row.pending, sizeof out->row.pending);
	return 0;
}

int
duty_grace(struct store *st, const char *duty)
{
	sqlite3_stmt *q = store_stmt(st, SQL_DUTIES_GRACE);
	int grace = 0;

	if (q == NULL)
		return 0;
	sqlite3_bind_text(q, 1, duty, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(q) == SQLITE_ROW)
		grace = sqlite3_column_int(q, 0);
	sqlite3_reset(q);
	return grace;
}

int
duty_any(struct store *st)
{
	sqlite3_stmt *q = store_stmt(st, SQL_DUTIES_ANY);
	int any = -1;

	if (q != NULL && sqlite3_step(q) == SQLITE_ROW)
		any = sqlite3_column_int(q, 0);
	if (q != NULL)
		sqlite3_reset(q);
	return any;
}
