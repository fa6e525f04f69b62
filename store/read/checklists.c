#include "store/read/checklists.h"

#include "model/room/civil.h"
#include "store/read/checklists.sql.h"
#include "store/cache/db.h"

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
	if (r->due != CIVIL_NONE && r->due <= due_soon_until(w->cal, w->rules, w->today))
		return LAMP_YELLOW;
	return LAMP_GREEN;
}

COLUMNS(row, struct checklist_row, COL(id), COL_NAME(name), COL(subject), COL(every), COL(clause), COL(note),
	COL(period), COL(items), COL(subjects), COL(filled), COL(full), COL(met), COL(cells), COL(owed), COL(target),
	COL_DAY(due))

/* One of them, of a period (NULL: the newest), or all of them (`id` NULL). */
static struct rows
open_rows(struct store *st, const struct checklists_when *w, const char *id, const char *period)
{
	return rows_open(st, SQL_CHECKLISTS_ALL, BIND(DAY(w->today), MONTH(w->today), T(id), T(period),
	                                              ENGLISH(w->english)));
}

int
checklists_list(struct store *st, const struct checklists_when *w, struct checklist_rows *out)
{
	int rc;

	*out = (struct checklist_rows){ 0 };
	rc = rows_all(open_rows(st, w, NULL, NULL), row, &out->rows, &out->count);
	for (int i = 0; i < out->count; i++)
		out->rows[i].lamp = lamp_of(&out->rows[i], w);
	return rc;
}

void
checklists_clear(struct checklist_rows *rows)
{
	free(rows->rows);
	*rows = (struct checklist_rows){ 0 };
}

COLUMNS(undone, struct check_undone, COL(list), COL(mark), COL_NAME(name), COL(division), COL(period), COL_DAY(due))

int
checklists_undone(struct store *st, const struct checklists_when *w, struct check_undone **out, int *count)
{
	int32_t soon = due_soon_until(w->cal, w->rules, w->today);
	int rc = rows_all(rows_open(st, SQL_CHECKLISTS_UNDONE, BIND(DAY(soon), ENGLISH(w->english))), undone, out,
	                  count);

	for (int i = 0; rc == 0 && i < *count; i++)
		(*out)[i].lateness = lateness_open((*out)[i].due, CIVIL_NONE, w->today, soon);
	return rc;
}

/* ---- one of them ------------------------------------------------------------------ */

COLUMNS(item, struct check_item_name, COL(code), COL_NAME(name))
COLUMNS(subject, struct check_subject, COL(mark), COL_NAME(name), COL(division), COL(marks), COL(status),
	COL(marked_by), COL(note), COL_DAY(due), COL_DAY_OF(marked))

static int
read_items(struct store *st, const struct checklists_when *w, struct checklist_page *p)
{
	p->head.items = rows_fill(rows_open(st, SQL_CHECKLISTS_ITEMS, BIND(T(p->head.id), ENGLISH(w->english))), item,
	                          p->items, CHECK_ITEMS_MAX);
	return p->head.items < 0 ? -1 : 0;
}

static int
read_subjects(struct store *st, const struct checklists_when *w, struct checklist_page *p)
{
	int rc = rows_all(rows_open(st, SQL_CHECKLISTS_SUBJECTS,
	                            BIND(T(p->head.id), T(p->head.period), ENGLISH(w->english))), subject, &p->subjects,
	                  &p->count);

	for (int k = 0; k < p->count; k++) {
		struct check_subject *s = &p->subjects[k];
		s->owed = strcmp(s->status, "EXPECTED") == 0 && s->due != CIVIL_NONE && s->due < w->today;
		for (int i = 0; i < p->head.items; i++)
			p->item_met[i] += marks_cell(s->marks, i) == 2;
		store_pending_verb(st, KIND_CHECK_MARK, s->mark, s->pending, sizeof s->pending);
	}
	return rc;
}

COLUMNS(neighbours, struct checklist_page, COL(before), COL(after))

int
checklist_page(struct store *st, const char *id, const char *period, const struct checklists_when *w,
               struct checklist_page *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	if ((rc = rows_one(open_rows(st, w, id, period), row, &out->head)) != 0)
		return rc;
	out->head.lamp = lamp_of(&out->head, w);
	if (read_items(st, w, out) != 0 || read_subjects(st, w, out) != 0 ||
	    rows_one(rows_open(st, SQL_CHECKLISTS_PERIODS, BIND(T(out->head.id), T(out->head.period))), neighbours,
	             out) < 0) {
		checklist_page_clear(out);
		return -1;
	}
	return 0;
}

void
checklist_page_clear(struct checklist_page *page)
{
	free(page->subjects);
	memset(page, 0, sizeof *page);
}

/* ---- on the map ------------------------------------------------------------------- */

COLUMNS(code, struct check_code, COL(code), COL_NAME(name))

int
checklist_codes(struct store *st, const char *id, bool english, struct check_code *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHECKLISTS_CODES, BIND(T(id), ENGLISH(english))), code, out, max);
}

COLUMNS(strip, struct map_strip, COL(division), COL(marks))

int
checklist_strips(struct store *st, const struct checklists_when *w, char id[64], char name[96], struct map_strip *out,
                 int max)
{
	*name = '\0';
	if (*store_param(st, "map_checklist", w->today, id, 64) == '\0')
		return 0;
	if (rows_text(rows_open(st, SQL_CHECKLISTS_NAME, BIND(T(id), ENGLISH(w->english))), name, 96) < 0)
		return -1;
	return rows_fill(rows_open(st, SQL_CHECKLISTS_STRIPS, BIND(T(id), MONTH(w->today))), strip, out, max);
}
