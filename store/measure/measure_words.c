
#include "model/room/civil.h"
#include "model/figures/param_number.h"
#include "model/flow/duty.h"
#include "model/flow/refs.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"
#include "store/cache/sight.h"

const char *
measure_within(const struct measure_asking *a)
{
	return measure_is_county(a->m, a->at.division) ? "" : a->at.division;
}

void
measure_set_count(struct measure *out, int64_t n, const char *unit)
{
	measure_set(out, MEASURE_RECORDS, rational(n, 1), unit);
}

void
measure_calendar(struct measures *m)
{
	if (!m->cal_read)
		store_calendar(m->st, &m->cal);
	m->cal_read = true;
}

/* ---- parameters ----------------------------------------------------------------------- */

struct param { char value[64], unit[48]; };
COLUMNS(param, struct param, COL(value), COL(unit))

/* As valid on the day, or as it was before that. */
static int
read_param(struct measure_asking *a, const char *key, bool before, struct param *out)
{
	const struct bind *binds = BIND(T(key), DAY(a->day));

	return measure_noted(a->m, rows_one(before ? rows_open(a->m->st, SQL_MEASURE_PARAM_BEFORE, binds)
	                                    : rows_open(a->m->st, SQL_MEASURE_PARAM, binds), param, out));
}

static void
param_word(struct measure_asking *a, bool before, const char *key, const char *text, int depth, struct measure *out)
{
	struct param p;
	int found = read_param(a, key, before, &p);
	const char *base;
	struct rational number;
	char date[11];

	if (found != 0) {
		civil_format(a->day, date);
		measure_lacks(out, text, date);
		out->nowhere = found == 1;
	} else if (param_number(p.value, p.unit, &number, &base)) {
		measure_set(out, MEASURE_RECORDS, number, base);
	} else if (depth == 0) {
		/* one parameter set to be another: the premium of the year */
		param_word(a, before, p.value, text, 1, out);
		if (out->state == MEASURE_MISSING)
			measure_breaks(out, "%s is \"%.40s\", not a number", text, p.value);
	} else {
		measure_breaks(out, "%s is \"%.40s\", not a number", text, p.value);
	}
}

/* ---- duties ------------------------------------------------------------------------------- */

static bool
run_counts(enum word_what what, enum duty_state state)
{
	switch (what) {
	case WORD_RUNS:   return state != DUTY_WAIVED && state != DUTY_PENDING && state != DUTY_SOON;
	case WORD_DONE:   return state == DUTY_DONE || state == DUTY_LATE || state == DUTY_MADE_UP;
	case WORD_ONTIME: return state == DUTY_DONE;
	default:          return state == DUTY_MISSED;
	}
}

static void
duty_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	int grace = (int)rows_number(rows_open(a->m->st, SQL_MEASURE_DUTY, BIND(T(w->name))), -1);
	struct rows r;
	int64_t n = 0;

	if (grace < 0) {
		measure_lacks(out, text, "");
		return;
	}
	measure_calendar(a->m);
	r = rows_open(a->m->st, SQL_MEASURE_DUTY_RUNS, BIND(T(w->name), DAY(a->first), DAY(a->last),
	                                                    T(measure_within(a))));
	while (rows_next(&r)) {
		struct duty_run_in run = { row_text(&r, 0), row_day(&r, 1), row_day(&r, 2), grace };
		struct duty_standing standing;
		if (run.done != CIVIL_NONE && run.done > a->day)
			run.status = "PENDING";        /* not yet, on that day */
		duty_judge(&run, a->day, &a->m->cal, &room_rules_default, &standing);
		n += run_counts(w->what, standing.state);
	}
	measure_noted(a->m, rows_close(&r));
	measure_set_count(out, n, "count");
}

/* ---- checklists ------------------------------------------------------------------------------ */

struct list_facts { char subject[16], type[48], every[8], criterion[16]; int items; };
COLUMNS(list_columns, struct list_facts, COL(subject), COL(type), COL(every), COL(criterion), COL(items))

static int64_t
count_divisions(struct measure_asking *a, int level)
{
	return rows_number(rows_open(a->m->st, SQL_MEASURE_COUNT_PLACES,
	                             BIND(I(level), T(a->at.division), DAY(a->day))), MEASURE_NONE);
}

static int64_t
count_institutions(struct measure_asking *a, const char *type, bool agreed)
{
	return rows_number(rows_open(a->m->st, agreed ? SQL_MEASURE_COUNT_AGREEMENTS : SQL_MEASURE_COUNT_INSTITUTIONS,
	                             BIND(T(type), T(measure_within(a)), DAY(a->day))), MEASURE_NONE);
}

static int64_t
count_watched(struct measure_asking *a, int level)
{
	struct watched w;
	int64_t n = 0;

	if (measure_noted(a->m, store_watched(a->m->st, a->at.division, a->day, false, &w)) != 0)
		return MEASURE_NONE;
	for (int i = 0; i < w.count; i++)
		n += w.list[i].level == level && w.list[i].watched;
	watched_clear(&w);
	return n;
}

static int
by_place(const void *code, const void *place)
{
	return strcmp(code, ((const struct watched_place *)place)->code);
}

/* Of a checklist of the watched, one of those? */
static bool
is_asked(const struct watched *w, const char *code)
{
	const struct watched_place *p = w->count > 0 ? bsearch(code, w->list, (size_t)w->count, sizeof *w->list,
	                                                       by_place) : NULL;

	return p != NULL && p->watched;
}

static int
level_of(const struct list_facts *f)
{
	return strcmp(f->subject, "TOWNSHIP") == 0 ? 4 : strcmp(f->subject, "VILLAGE") == 0 ? 5 : 0;
}

static int64_t
subjects_of(struct measure_asking *a, const struct list_facts *f)
{
	if (f->criterion[0] != '\0' && level_of(f) != 0)
		return count_watched(a, level_of(f));
	if (strcmp(f->subject, "TOWNSHIP") == 0)
		return count_divisions(a, 4);
	if (strcmp(f->subject, "VILLAGE") == 0)
		return count_divisions(a, 5);
	if (strcmp(f->subject, "INSTITUTION") == 0)
		return count_institutions(a, f->type, false);
	if (strcmp(f->subject, "GROUP") == 0)
		return rows_number(rows_open(a->m->st, SQL_MEASURE_COUNT_GROUPS, NULL), MEASURE_NONE);
	return 1;
}

static bool
mark_counts(enum word_what what, const char *marks, int item, int items)
{
	bool seen = marks_ok(marks, items) && strchr(marks, '-') == NULL;

	switch (what) {
	case WORD_MARKED: return marks_cell(marks, item) == 2;
	case WORD_FILLED: return seen;
	case WORD_OFF:    return seen && !marks_full(marks, items);
	default:          return marks_full(marks, items);
	}
}

static void
checklist_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	struct store *st = a->m->st;
	struct list_facts f;
	struct rows r;
	struct watched those = { 0 };
	bool some;
	int64_t item = 0, n = 0;

	if (rows_one(rows_open(st, SQL_MEASURE_CHECKLIST, BIND(T(w->name))), list_columns, &f) != 0) {
		measure_lacks(out, text, "");
		return;
	}
	if (w->what == WORD_SUBJECTS) {
		measure_set_count(out, subjects_of(a, &f), "count");
		return;
	}
	/* The place of the item's cell among the marks, from 1. */
	if (w->what == WORD_MARKED &&
	    (item = rows_number(rows_open(st, SQL_MEASURE_CHECK_ITEM, BIND(T(w->name), T(w->more))), 0)) == 0) {
		measure_breaks(out, "%s: the checklist has no item %s", text, w->more);
		return;
	}
	some = f.criterion[0] != '\0' && level_of(&f) != 0;
	if (some && measure_noted(a->m, store_watched(st, a->at.division, a->day, false, &those)) != 0)
		return;
	r = rows_open(st, SQL_MEASURE_MARKS, BIND(T(w->name), T(strcmp(f.every, "ONCE") == 0 ? "" : a->at.period),
	                                          T(measure_within(a))));
	while (rows_next(&r))
		n += mark_counts(w->what, row_text(&r, 0), (int)item - 1, f.items) &&
		     (!some || is_asked(&those, row_text(&r, 1)));
	watched_clear(&those);
	measure_noted(a->m, rows_close(&r));
	measure_set_count(out, n, "count");
}

/* ---- the places themselves ---------------------------------------------------------------------- */

static int64_t
column_of(const struct measure_place *p, enum field field)
{
	return field == FIELD_DIVISION_population ? p->population : field == FIELD_DIVISION_poor ? p->poor
	       : p->villages;
}

static void
division_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	struct measures *m = a->m;
	int64_t n = MEASURE_NONE, all = 0;
	bool county = measure_is_county(m, a->at.division), whole = m->place_count > 0 && m->whole_county;

	for (int i = 0; i < m->place_count; i++) {
		int64_t there = column_of(&m->places[i], w->field);
		if (!county && strcmp(m->places[i].code, a->at.division) == 0)
			n = there;
		whole &= there != MEASURE_NONE;
		all += there != MEASURE_NONE ? there : 0;
	}
	if (county)
		n = column_of(&m->whole, w->field);
	if (n == MEASURE_NONE && !(county && whole)) {
		measure_lacks(out, text, a->at.division);
		return;
	}
	measure_set_count(out, n != MEASURE_NONE ? n : all, w->field == FIELD_DIVISION_villages ? "count" : "person");
	out->summed = n == MEASURE_NONE;
}

/* ---- all of them ---------------------------------------------------------------------------------- */

static void
answer(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	int64_t n;

	switch (w->what) {
	case WORD_PARAM: case WORD_BEFORE:
		param_word(a, w->what == WORD_BEFORE, w->name, text, 0, out);
		return;
	case WORD_ISSUES: case WORD_FOUND:
		measure_issue_word(a, w, text, out);
		return;
	case WORD_COUNT: case WORD_OPEN: case WORD_CLOSED: case WORD_LATE: case WORD_PERSONS: case WORD_AMOUNT:
	case WORD_SUM: case WORD_OWN: case WORD_DAYS: case WORD_APART:
		measure_ledger_word(a, w, text, out);
		return;
	case WORD_RUNS: case WORD_DONE: case WORD_ONTIME: case WORD_MISSED:
		duty_word(a, w, text, out);
		return;
	case WORD_SUBJECTS: case WORD_MET: case WORD_FILLED: case WORD_OFF: case WORD_MARKED:
		checklist_word(a, w, text, out);
		return;
	case WORD_WATCHED:
		measure_set_count(out, count_watched(a, strcmp(w->name, "TOWNSHIP") == 0 ? 4 : 5), "count");
		return;
	case WORD_DIVISION:
		division_word(a, w, text, out);
		return;
	default:
		n = count_institutions(a, w->name, w->what == WORD_AGREEMENTS);
		if (n == MEASURE_NONE)
			measure_lacks(out, text, a->at.period);
		else
			measure_set_count(out, n, "count");
	}
}

static bool
is_of_records(enum word_what what)
{
	return what >= WORD_COUNT && what <= WORD_MISSED;
}

void
measure_record_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	/* no other asks for whom; a parameter is every place's */
	bool book = w->what >= WORD_COUNT && w->what <= WORD_APART;
	char key[MEMO_KEY];
	int held;

	memo_key(key, "w", text, w->what == WORD_PARAM || w->what == WORD_BEFORE ? "" : a->at.division, a->at.period,
	         book ? a->at.category : "", NULL);
	held = memo_get(&a->m->memo, key);
	if (held >= 0) {
		*out = a->m->values[held];
		return;
	}
	/* Of records, what is not sent is not none.  The map, the parameters and the list of institutions are
	 * everybody's. */
	if (is_of_records(w->what) && !a->m->whole_county && !store_in_sight(a->m->st, a->at.division))
		measure_lacks(out, text, a->at.period);
	else
		answer(a, w, text, out);
	measure_keep(a->m, key, out);
}
