#include "store/duties.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "model/utf8.h"
#include "store/db.h"
#include "store/duties.sql.h"

enum { ID, DUTY, NAME, NAME_EN, PERIOD, DIVISION, PLACE, PLACE_EN, OWNER, OWNER_ROLE, RECIPIENT, EVIDENCE, EVENT, DEADLINE, STATUS,
       DONE_AT, URGED_AT, PIECES, SORT, GRACE, RULE, DAY, MONTH, OFFSET, UNIT, DATE, EXACT, TITLE, DONE_BY, WAIVED_BY, LATE_REASON,
       NOTE, DUTY_NOTE, COPY_TO, CLAUSE, FRONT, OPENED, REV };
enum { SOON_DAYS = 31 };       /* nothing further off can be due soon */

static void
copy_text(sqlite3_stmt *q, int column, char *out, size_t size)
{
	const char *text = column_text(q, column);
	size_t n = utf8_clip(text, size - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

static int64_t
column_instant(sqlite3_stmt *q, int column)
{
	int64_t at;

	return instant_parse(column_text(q, column), &at) == 0 ? at : 0;
}

static void
read_row(sqlite3_stmt *q, const struct duties_when *w, struct duty_run_row *r)
{
	struct duty_run_in in = { .status = column_text(q, STATUS), .grace = sqlite3_column_int(q, GRACE) };
	int64_t done = column_instant(q, DONE_AT);

	copy_text(q, ID, r->id, sizeof r->id);
	copy_text(q, DUTY, r->duty, sizeof r->duty);
	copy_text(q, w->english ? NAME_EN : NAME, r->name, sizeof r->name);
	copy_text(q, PERIOD, r->period, sizeof r->period);
	copy_text(q, DIVISION, r->division, sizeof r->division);
	copy_text(q, w->english ? PLACE_EN : PLACE, r->place, sizeof r->place);
	copy_text(q, OWNER, r->owner, sizeof r->owner);
	copy_text(q, OWNER_ROLE, r->owner_role, sizeof r->owner_role);
	copy_text(q, RECIPIENT, r->recipient, sizeof r->recipient);
	copy_text(q, EVIDENCE, r->evidence, sizeof r->evidence);
	copy_text(q, EVENT, r->event, sizeof r->event);
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
	copy_text(q, STATUS, f->status, sizeof f->status);
	copy_text(q, TITLE, f->title, sizeof f->title);
	copy_text(q, DONE_BY, f->done_by, sizeof f->done_by);
	copy_text(q, WAIVED_BY, f->waived_by, sizeof f->waived_by);
	copy_text(q, LATE_REASON, f->late_reason, sizeof f->late_reason);
	copy_text(q, NOTE, f->note, sizeof f->note);
	copy_text(q, DUTY_NOTE, f->duty_note, sizeof f->duty_note);
	copy_text(q, COPY_TO, f->copy_to, sizeof f->copy_to);
	copy_text(q, CLAUSE, f->clause, sizeof f->clause);
	copy_text(q, FRONT, f->front, sizeof f->front);
	copy_text(q, OPENED, f->opened, sizeof f->opened);
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
