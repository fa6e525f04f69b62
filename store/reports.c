#include "store/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/reports.sql.h"

static int32_t
day_of(int64_t at)
{
	return at != 0 ? instant_day(at) : CIVIL_NONE;
}

/* Appends a name to a list, with a blank between; what does not fit is left out whole. */
static void
append_name(char *list, size_t size, const char *name)
{
	size_t used = strlen(list);

	if (used + strlen(name) + 2 <= size)
		snprintf(list + used, size - used, "%s%s", used > 0 ? " " : "", name);
}

/* ---- the board ------------------------------------------------------------------ */

static int
load_groups(struct store *st, bool english, struct report_board *board)
{
	sqlite3_stmt *q = store_stmt(st, SQL_REPORTS_GROUPS);
	int rc, room = 0;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct report_group *g;
		if (board->count == room) {
			void *more = realloc(board->groups, (size_t)(room + 16) * sizeof *board->groups);
			if (more == NULL)
				break;
			board->groups = more;
			room += 16;
		}
		g = memset(&board->groups[board->count++], 0, sizeof *board->groups);
		column_copy(q, 0, g->id, sizeof g->id);
		column_copy(q, english ? 2 : 1, g->name, sizeof g->name);
		column_copy(q, english ? 4 : 3, g->lead, sizeof g->lead);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "supervision groups");
}

static struct report_group *
find_group(struct report_board *board, const char *id)
{
	for (int i = 0; i < board->count; i++)
		if (strcmp(board->groups[i].id, id) == 0)
			return &board->groups[i];
	return NULL;
}

static int
load_cover(struct store *st, const char *county, const char *today, bool english, struct report_board *board)
{
	sqlite3_stmt *q = store_stmt(st, SQL_REPORTS_COVERED);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, today, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct report_group *g = find_group(board, column_text(q, 0));
		if (g == NULL)
			continue;
		g->divisions++;
		append_name(g->covers, sizeof g->covers, column_text(q, english ? 2 : 1));
	}
	sqlite3_reset(q);
	if (rc != SQLITE_DONE || (q = store_stmt(st, SQL_REPORTS_UNCOVERED)) == NULL)
		return store_fail(st, "supervision");
	sqlite3_bind_text(q, 1, county, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, today, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		bool none = sqlite3_column_int(q, 2) == 0;
		*(none ? &board->uncovered_count : &board->doubled_count) += 1;
		append_name(none ? board->uncovered : board->doubled, sizeof board->uncovered, column_text(q, english ? 1 : 0));
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "supervision");
}

/* From the first month there is a report for, at most `months` back, to the month of today. */
static int
choose_months(struct store *st, int32_t today, int months, struct report_board *board)
{
	sqlite3_stmt *q = store_stmt(st, SQL_REPORTS_SPAN);
	char date[11];
	int first = -1, last;

	if (q == NULL)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW)
		first = month_parse(column_text(q, 0));
	sqlite3_reset(q);
	civil_format(today, date);
	date[7] = '\0';
	last = month_parse(date);
	months = months > REPORT_MONTHS ? REPORT_MONTHS : months < 1 ? 1 : months;
	if (first < 0 || first > last)
		first = last;
	board->first_month = last - first + 1 > months ? last - months + 1 : first;
	board->months = last - board->first_month + 1;
	return 0;
}

static void
read_cell(sqlite3_stmt *q, const struct reports_when *w, struct report_cell *cell)
{
	column_copy(q, 0, cell->id, sizeof cell->id);
	cell->due = civil_parse(column_text(q, 3));
	cell->returned = sqlite3_column_int(q, 6);
	cell->urged_at = column_instant(q, 7);
	report_judge(column_text(q, 4), cell->due, day_of(column_instant(q, 5)), w->today, w->cal, w->rules, &cell->standing);
}

static int
load_cells(struct store *st, const struct reports_when *w, struct report_board *board)
{
	sqlite3_stmt *q = store_stmt(st, SQL_REPORTS_CELLS);
	char first[8], last[8];
	int rc;

	if (q == NULL)
		return -1;
	month_format(board->first_month, first);
	month_format(board->first_month + board->months - 1, last);
	sqlite3_bind_text(q, 1, first, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, last, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct report_group *g = find_group(board, column_text(q, 1));
		int at = month_parse(column_text(q, 2)) - board->first_month;
		if (g != NULL && at >= 0 && at < board->months)
			read_cell(q, w, &g->cells[at]);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "supervision reports");
}

/* A month the hub has no record of is due all the same. */
static void
sum_up(struct store *st, const struct reports_when *w, struct report_board *board)
{
	char verb[32];

	for (int i = 0; i < board->count; i++)
		for (int k = 0; k < board->months; k++) {
			struct report_group *g = &board->groups[i];
			struct report_cell *cell = &g->cells[k];
			if (cell->id[0] == '\0') {
				cell->due = report_due_day(board->first_month + k);
				report_judge("EXPECTED", cell->due, CIVIL_NONE, w->today, w->cal, w->rules, &cell->standing);
			} else {
				cell->pending = *store_pending_verb(st, KIND_SUP_REPORT, cell->id, verb, sizeof verb) != '\0';
			}
			g->counted += cell->standing.counted;
			g->punctual += cell->standing.punctual;
			board->counted += cell->standing.counted;
			board->punctual += cell->standing.punctual;
			board->late += cell->standing.state == REPORT_LATE;
			board->missing += cell->standing.state == REPORT_MISSING;
			board->returned += cell->standing.state == REPORT_RETURNED;
			board->due += cell->standing.state == REPORT_DUE || cell->standing.state == REPORT_DRAFT;
		}
}

int
report_board(struct store *st, const char *county, const struct reports_when *w, int months, struct report_board *out)
{
	char today[11];

	memset(out, 0, sizeof *out);
	civil_format(w->today, today);
	if (load_groups(st, w->english, out) != 0 || load_cover(st, county, today, w->english, out) != 0 ||
	    choose_months(st, w->today, months, out) != 0 || load_cells(st, w, out) != 0) {
		report_board_clear(out);
		return -1;
	}
	sum_up(st, w, out);
	return 0;
}

void
report_board_clear(struct report_board *board)
{
	free(board->groups);
	memset(board, 0, sizeof *board);
}

/* ---- one report ----------------------------------------------------------------------- */

static void
read_report(sqlite3_stmt *q, bool english, struct report_row *r)
{
	column_copy(q, 0, r->id, sizeof r->id);
	column_copy(q, 1, r->group, sizeof r->group);
	column_copy(q, english ? 3 : 2, r->group_name, sizeof r->group_name);
	column_copy(q, 4, r->period, sizeof r->period);
	r->due = civil_parse(column_text(q, 5));
	column_copy(q, 6, r->status, sizeof r->status);
	r->analysed = civil_parse(column_text(q, 7));
	r->judged = civil_parse(column_text(q, 8));
	r->dispatched = civil_parse(column_text(q, 9));
	r->submitted_at = column_instant(q, 10);
	column_copy(q, 13, r->matrix, sizeof r->matrix);
	column_copy(q, 14, r->findings, sizeof r->findings);
	r->visits = sqlite3_column_int(q, 15);
	r->issues = sqlite3_column_int(q, 16);
	r->returned = sqlite3_column_int(q, 17);
	r->urged_at = column_instant(q, 18);
	column_copy(q, 19, r->note, sizeof r->note);
	r->rev = sqlite3_column_int64(q, 20);
	column_copy(q, 21, r->submitted_by, sizeof r->submitted_by);
	column_copy(q, 22, r->accepted_by, sizeof r->accepted_by);
}

int
report_get(struct store *st, const char *id, const struct reports_when *w, struct report_row *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_REPORTS_ONE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_TRANSIENT);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_report(q, w->english, out);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "supervision report");
	report_judge(out->status, out->due, day_of(out->submitted_at), w->today, w->cal, w->rules, &out->standing);
	store_pending_verb(st, KIND_SUP_REPORT, id, out->pending, sizeof out->pending);
	return 0;
}
