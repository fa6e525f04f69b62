#include "store/read/reports.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/reports.sql.h"

/* Appends a name to a list, with a blank between; what does not fit is left out whole. */
static void
append_name(char *list, size_t size, const char *name)
{
	size_t used = strlen(list);

	if (used + strlen(name) + 2 <= size)
		snprintf(list + used, size - used, "%s%s", used > 0 ? " " : "", name);
}

/* ---- the board ------------------------------------------------------------------ */

COLUMNS(group, struct report_group, COL(id), COL_NAME(name), COL_NAME(lead))

static struct report_group *
find_group(struct report_board *board, const char *id)
{
	for (int i = 0; i < board->count; i++)
		if (strcmp(board->groups[i].id, id) == 0)
			return &board->groups[i];
	return NULL;
}

static int
load_cover(struct store *st, const char *county, const struct reports_when *w, struct report_board *board)
{
	struct rows r = rows_open(st, SQL_REPORTS_COVERED, BIND(DAY(w->today), ENGLISH(w->english)));

	while (rows_next(&r)) {
		struct report_group *g = find_group(board, row_text(&r, 0));
		if (g == NULL)
			continue;
		g->divisions++;
		append_name(g->covers, sizeof g->covers, row_name(&r, 1));
	}
	if (rows_close(&r) != 0)
		return -1;
	r = rows_open(st, SQL_REPORTS_UNCOVERED, BIND(T(county), DAY(w->today), ENGLISH(w->english)));
	while (rows_next(&r)) {
		bool none = row_int(&r, 2) == 0;
		*(none ? &board->uncovered_count : &board->doubled_count) += 1;
		append_name(none ? board->uncovered : board->doubled, sizeof board->uncovered, row_name(&r, 0));
	}
	return rows_close(&r);
}

/* From the first month there is a report for, at most `months` back, to the month of today. */
static int
choose_months(struct store *st, int32_t today, int months, struct report_board *board)
{
	char period[11] = "";
	int first, last;

	if (rows_text(rows_open(st, SQL_REPORTS_SPAN, NULL), period, sizeof period) < 0)
		return -1;
	first = month_parse(period);
	civil_format(today, period);
	period[7] = '\0';
	last = month_parse(period);
	months = months > REPORT_MONTHS ? REPORT_MONTHS : months < 1 ? 1 : months;
	if (first < 0 || first > last)
		first = last;
	board->first_month = last - first + 1 > months ? last - months + 1 : first;
	board->months = last - board->first_month + 1;
	return 0;
}

COLUMNS(cell, struct report_cell, COL(id), COL_SKIP, COL_SKIP, COL_DAY(due), COL_SKIP, COL_SKIP, COL(returned),
	COL_INSTANT(urged_at))

static int
load_cells(struct store *st, const struct reports_when *w, struct report_board *board)
{
	char first[8], last[8];
	struct rows r;

	month_format(board->first_month, first);
	month_format(board->first_month + board->months - 1, last);
	r = rows_open(st, SQL_REPORTS_CELLS, BIND(T(first), T(last)));
	while (rows_next(&r)) {
		struct report_group *g = find_group(board, row_text(&r, 1));
		int at = month_parse(row_text(&r, 2)) - board->first_month;
		if (g == NULL || at < 0 || at >= board->months)
			continue;
		row_fill(&r, cell, &g->cells[at]);
		report_judge(row_text(&r, 4), g->cells[at].due, row_day_of(&r, 5), w->today, w->cal, w->rules,
		             &g->cells[at].standing);
	}
	return rows_close(&r);
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
				report_judge("EXPECTED", cell->due, CIVIL_NONE, w->today, w->cal, w->rules,
				             &cell->standing);
			} else {
				cell->pending = *store_pending_verb(st, KIND_SUP_REPORT, cell->id, verb,
				                                    sizeof verb) != '\0';
			}
			g->counted += cell->standing.counted;
			g->punctual += cell->standing.punctual;
			board->counted += cell->standing.counted;
			board->punctual += cell->standing.punctual;
		}
}

int
report_board(struct store *st, const char *county, const struct reports_when *w, int months, struct report_board *out)
{
	memset(out, 0, sizeof *out);
	if (rows_all(rows_open(st, SQL_REPORTS_GROUPS, BIND(ENGLISH(w->english))), group, &out->groups,
	             &out->count) != 0 || load_cover(st, county, w, out) != 0 ||
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

COLUMNS(report, struct report_row, COL(id), COL(group), COL_NAME(group_name), COL(period), COL_DAY(due), COL(status),
	COL_DAY(analysed), COL_DAY(judged), COL_DAY(dispatched), COL_INSTANT(submitted_at), COL(submitted_by),
	COL(accepted_by), COL(matrix), COL(findings), COL(visits), COL(issues), COL(returned), COL_INSTANT(urged_at),
	COL(note), COL(rev))

int
report_axes(struct store *st, bool english, struct report_axes *out)
{
	int subjects = store_term_choices(st, "check_subject", english, out->subjects, REPORT_SUBJECTS_MAX);
	int aspects = store_term_choices(st, "check_aspect", english, out->aspects, REPORT_ASPECTS_MAX);

	out->subject_count = subjects > REPORT_SUBJECTS_MAX ? REPORT_SUBJECTS_MAX : subjects;
	out->aspect_count = aspects > REPORT_ASPECTS_MAX ? REPORT_ASPECTS_MAX : aspects;
	return subjects < 0 || aspects < 0 ? -1 : 0;
}

int
report_get(struct store *st, const char *id, const struct reports_when *w, struct report_row *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	if ((rc = rows_one(rows_open(st, SQL_REPORTS_ONE, BIND(T(id), ENGLISH(w->english))), report, out)) != 0)
		return rc;
	report_judge(out->status, out->due, out->submitted_at != 0 ? instant_day(out->submitted_at) : CIVIL_NONE,
	             w->today, w->cal, w->rules, &out->standing);
	store_pending_verb(st, KIND_SUP_REPORT, id, out->pending, sizeof out->pending);
	return 0;
}

/* ---- members ------------------------------------------------------------------------ */

COLUMNS(member, struct member_row, COL(id), COL(group), COL_NAME(group_name), COL(type), COL_NAME(type_name), COL(post),
	COL_NAME(name), COL(unit), COL(lead))

int
store_members(struct store *st, bool english, struct members *out)
{
	return rows_all(rows_open(st, SQL_MEMBERS, BIND(ENGLISH(english))), member, &out->rows, &out->count) == 0 ? 0
	       : -1;
}

void
members_clear(struct members *m)
{
	free(m->rows);
	*m = (struct members){ 0 };
}
