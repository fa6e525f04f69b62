#include "store/checklists.h"

#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/checklists.sql.h"
#include "store/db.h"

enum { ID, NAME, NAME_EN, SUBJECT, EVERY, CLAUSE, NOTE, PERIOD, ITEMS, SUBJECTS, FILLED, FULL, MET, CELLS, OWED, TARGET, DUE };

/* Red: somebody is past the day.  Blue: the target is reached.  Yellow: few workdays are left. */
static enum lamp
lamp_of(const struct checklist_row *r, const struct checklists_when *w)
{
	int share = ratio_bp(r->full, r->subjects);

	if (r->owed > 0)
		return LAMP_RED;
	if (r->subjects == 0)
		return LAMP_GREY;
	if (share >= (r->target >= 0 ? r->target : 10000))
		return LAMP_BLUE;
	if (r->due != CIVIL_NONE && r->due < w->today)
		return LAMP_RED;               /* all were looked at, too few are full */
	if (r->due != CIVIL_NONE && workdays_between(w->cal, w->today, r->due) <= w->rules->due_soon_workdays)
		return LAMP_YELLOW;
	return LAMP_GREEN;
}

static void
read_row(sqlite3_stmt *q, const struct checklists_when *w, struct checklist_row *r)
{
	column_copy(q, ID, r->id, sizeof r->id);
	column_copy(q, w->english ? NAME_EN : NAME, r->name, sizeof r->name);
	column_copy(q, SUBJECT, r->subject, sizeof r->subject);
	column_copy(q, EVERY, r->every, sizeof r->every);
	column_copy(q, CLAUSE, r->clause, sizeof r->clause);
	column_copy(q, NOTE, r->note, sizeof r->note);
	column_copy(q, PERIOD, r->period, sizeof r->period);
	r->items = sqlite3_column_int(q, ITEMS);
	r->subjects = sqlite3_column_int(q, SUBJECTS);
	r->filled = sqlite3_column_int(q, FILLED);
	r->full = sqlite3_column_int(q, FULL);
	r->met = sqlite3_column_int(q, MET);
	r->cells = sqlite3_column_int(q, CELLS);
	r->owed = sqlite3_column_int(q, OWED);
	r->target = sqlite3_column_int(q, TARGET);
	r->due = civil_parse(column_text(q, DUE));
	r->lamp = lamp_of(r, w);
}

static sqlite3_stmt *
all(struct store *st, const struct checklists_when *w, const char *id, const char *period)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHECKLISTS_ALL);
	char today[11];

	if (q == NULL)
		return NULL;
	civil_format(w->today, today);
	sqlite3_bind_text(q, 1, today, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, today, 7, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 3, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 4, period, -1, SQLITE_TRANSIENT);
	return q;
}

int
checklists_list(struct store *st, const struct checklists_when *w, struct checklist_rows *out)
{
	sqlite3_stmt *q = all(st, w, NULL, NULL);
	int rc;

	*out = (struct checklist_rows){ 0 };
	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (out->count % 16 == 0) {
			void *more = realloc(out->rows, sizeof *out->rows * (size_t)(out->count + 16));
			if (more == NULL)
				break;
			out->rows = more;
		}
		memset(&out->rows[out->count], 0, sizeof *out->rows);
		read_row(q, w, &out->rows[out->count++]);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "checklists");
}

void
checklists_clear(struct checklist_rows *rows)
{
	free(rows->rows);
	*rows = (struct checklist_rows){ 0 };
}

/* ---- one of them ------------------------------------------------------------------ */

static int
read_items(struct store *st, const struct checklists_when *w, struct checklist_page *p)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHECKLISTS_ITEMS);
	int rc, n = 0;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, p->head.id, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && n < CHECK_ITEMS_MAX) {
		column_copy(q, 0, p->items[n].code, sizeof p->items[n].code);
		column_copy(q, w->english ? 2 : 1, p->items[n].name, sizeof p->items[n].name);
		n++;
	}
	p->head.items = n;
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(st, "checklist items");
}

static void
read_subject(sqlite3_stmt *q, const struct checklists_when *w, struct check_subject *s)
{
	int64_t at;

	memset(s, 0, sizeof *s);
	column_copy(q, 0, s->mark, sizeof s->mark);
	column_copy(q, w->english ? 2 : 1, s->name, sizeof s->name);
	column_copy(q, 3, s->division, sizeof s->division);
	column_copy(q, 4, s->marks, sizeof s->marks);
	column_copy(q, 5, s->status, sizeof s->status);
	column_copy(q, 6, s->marked_by, sizeof s->marked_by);
	column_copy(q, 7, s->note, sizeof s->note);
	s->due = civil_parse(column_text(q, 8));
	s->marked = instant_parse(column_text(q, 9), &at) == 0 ? instant_day(at) : CIVIL_NONE;
	s->owed = strcmp(s->status, "EXPECTED") == 0 && s->due != CIVIL_NONE && s->due < w->today;
}

static int
read_subjects(struct store *st, const struct checklists_when *w, struct checklist_page *p)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHECKLISTS_SUBJECTS);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, p->head.id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, p->head.period, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (p->count % 64 == 0) {
			void *more = realloc(p->subjects, sizeof *p->subjects * (size_t)(p->count + 64));
			if (more == NULL)
				break;
			p->subjects = more;
		}
		read_subject(q, w, &p->subjects[p->count]);
		for (int i = 0; i < p->head.items; i++)
			p->item_met[i] += marks_cell(p->subjects[p->count].marks, i) == 2;
		p->count++;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "checklist");
}

static int
read_neighbours(struct store *st, struct checklist_page *p)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHECKLISTS_PERIODS);

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, p->head.id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, p->head.period, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(q) == SQLITE_ROW) {
		column_copy(q, 0, p->before, sizeof p->before);
		column_copy(q, 1, p->after, sizeof p->after);
	}
	sqlite3_reset(q);
	return 0;
}

int
checklist_page(struct store *st, const char *id, const char *period, const struct checklists_when *w, struct checklist_page *out)
{
	sqlite3_stmt *q = all(st, w, id, period);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_row(q, w, &out->head);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "checklist");
	if (read_items(st, w, out) != 0 || read_subjects(st, w, out) != 0 || read_neighbours(st, out) != 0) {
		checklist_page_clear(out);
		return -1;
	}
	for (int i = 0; i < out->count; i++)
		store_pending_verb(st, KIND_CHECK_MARK, out->subjects[i].mark, out->subjects[i].pending, sizeof out->subjects[i].pending);
	return 0;
}

void
checklist_page_clear(struct checklist_page *page)
{
	free(page->subjects);
	memset(page, 0, sizeof *page);
}

/* ---- on the map ------------------------------------------------------------------- */

static int
strip_name(struct store *st, bool english, const char *id, char name[96])
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHECKLISTS_NAME);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_TRANSIENT);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		column_copy(q, english ? 1 : 0, name, 96);
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fail(st, "checklist");
}

int
checklist_strips(struct store *st, const struct checklists_when *w, char id[64], char name[96], struct map_strip *out, int max)
{
	sqlite3_stmt *q;
	char today[11];
	int rc, n = 0;

	*name = '\0';
	if (*store_param(st, "map_checklist", w->today, id, 64) == '\0')
		return 0;
	if (strip_name(st, w->english, id, name) != 0 || (q = store_stmt(st, SQL_CHECKLISTS_STRIPS)) == NULL)
		return -1;
	civil_format(w->today, today);
	sqlite3_bind_text(q, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, today, 7, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && n < max) {
		column_copy(q, 0, out[n].division, sizeof out[n].division);
		column_copy(q, 1, out[n].marks, sizeof out[n].marks);
		n++;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? n : store_fail(st, "checklist on the map");
}
