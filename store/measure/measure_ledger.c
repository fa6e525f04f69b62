
#include "model/room/civil.h"
#include "model/records/grow.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"

/* ---- ledgers: one read of a whole book ---------------------------------------------------- */

static int
stage_find(const struct measure_book *b, const char *code)
{
	for (int i = 0; i < b->stage_count; i++)
		if (strcmp(b->stages[i].code, code) == 0)
			return i;
	return -1;
}

COLUMNS(stage, struct measure_stage, COL(code), COL_SKIP, COL_SAID(days), COL(workdays))
COLUMNS(entry, struct measure_entry, COL(division), COL(category), COL(period), COL_DAY(opened), COL_DAY(deadline),
	COL_SKIP, COL_SKIP, COL_OR_NONE(persons), COL_OR_NONE(amount))

static int
read_stages(struct measures *m, struct measure_book *b)
{
	struct rows r = rows_open(m->st, SQL_MEASURE_STAGES, BIND(T(b->ledger)));

	while (rows_next(&r)) {
		struct measure_stage *s = GROW(b->stages, b->stage_count);
		row_fill(&r, stage, s);
		s->class = *row_text(&r, 1);
	}
	return measure_noted(m, rows_close(&r));
}

/* [["DETECTED","2021-08-20"],...]: the strings in pairs; what is written otherwise is passed over. */
static void
read_steps(struct measure_book *b, struct measure_entry *e, const char *json)
{
	char text[2][64];
	int n = 0;

	e->step_first = b->step_count;
	for (const char *at = strchr(json, '"'); at != NULL; at = strchr(at, '"')) {
		size_t len = strcspn(++at, "\"");
		if (at[len] == '\0')
			return;
		snprintf(text[n], sizeof text[n], "%.*s", (int)len, at);
		at += len + 1;
		if (++n < 2)
			continue;
		n = 0;
		text[1][10] = '\0';                /* an instant begins with its day */
		*(struct measure_step *)GROW(b->steps, b->step_count) =
			(struct measure_step){ stage_find(b, text[0]), civil_parse(text[1]) };
		e->step_count++;
	}
}

static int
read_entries(struct measures *m, struct measure_book *b)
{
	struct rows r = rows_open(m->st, SQL_MEASURE_ENTRIES, BIND(T(b->ledger), DAY(m->today)));

	while (rows_next(&r)) {
		struct measure_entry *e = GROW(b->entries, b->entry_count);
		row_fill(&r, entry, e);
		e->stage = stage_find(b, row_text(&r, 5));
		read_steps(b, e, row_text(&r, 9));
		if (e->opened == CIVIL_NONE)
			e->opened = e->step_count > 0 ? b->steps[e->step_first].day : row_day(&r, 6);
	}
	return measure_noted(m, rows_close(&r));
}

static const struct measure_book *
book_of(struct measures *m, const char *ledger)
{
	struct measure_book *b;
	char key[MEMO_KEY];
	int i;

	memo_key(key, "b", ledger, NULL);
	if ((i = memo_get(&m->memo, key)) >= 0)
		return &m->books[i];
	b = GROW(m->books, m->book_count);
	snprintf(b->ledger, sizeof b->ledger, "%.63s", ledger);
	memo_put(&m->memo, key, m->book_count - 1);
	return read_stages(m, b) == 0 && read_entries(m, b) == 0 ? b : NULL;
}

/* The stage an entry stood in at the end of `day`, and since when; -1 not there yet. */
static int
stage_on(const struct measure_book *b, const struct measure_entry *e, int32_t day, int32_t today, int32_t *since)
{
	int stage = day >= today || e->step_count == 0 ? e->stage : -1;

	*since = e->opened;
	for (int i = 0; i < e->step_count; i++) {
		const struct measure_step *s = &b->steps[e->step_first + i];
		if (s->day == CIVIL_NONE || s->day > day)
			continue;
		*since = s->day;
		if (day < today)
			stage = s->stage;
	}
	return stage;
}

/* Was it past its deadline?  Today's deadline is on the record; an earlier one follows from the stage's days. */
static bool
late_on(struct measure_asking *a, const struct measure_book *b, const struct measure_entry *e, int stage, int32_t since)
{
	const struct measure_stage *s = &b->stages[stage];

	if (stage == e->stage && e->deadline != CIVIL_NONE)
		return e->deadline < a->day;
	if (s->days < 0 || since == CIVIL_NONE)
		return false;
	if (s->workdays)
		measure_calendar(a->m);
	return (s->workdays ? workdays_after(&a->m->cal, since, s->days) : since + s->days) < a->day;
}

/* A year's period has its months in it, and an entry about a year stands in every month of it. */
static bool
in_period(const struct measure_asking *a, const struct measure_entry *e)
{
	if (e->period[0] == '\0')
		return e->opened == CIVIL_NONE || e->opened <= a->day;
	return strncmp(e->period, a->at.period, strlen(a->at.period)) == 0 ||
	       strncmp(a->at.period, e->period, strlen(e->period)) == 0;
}

static bool
counts(struct measure_asking *a, const struct measure_book *b, const struct measure_entry *e, enum word_what what,
       int wanted)
{
	const char *place = measure_within(a);
	int32_t since;
	int stage;

	if (!in_period(a, e) || strncmp(e->division, place, strlen(place)) != 0 ||
	    (*a->at.category != '\0' && strcmp(e->category, a->at.category) != 0))
		return false;
	stage = stage_on(b, e, a->day, a->m->today, &since);
	if (stage < 0)
		return what != WORD_OPEN && what != WORD_CLOSED && what != WORD_LATE && wanted < 0 &&
		       e->step_count == 0;
	if (wanted >= 0)
		return stage == wanted;
	switch (what) {
	case WORD_OPEN:   return b->stages[stage].class == 'O';
	case WORD_CLOSED: return b->stages[stage].class == 'C';
	case WORD_LATE:   return b->stages[stage].class == 'O' && late_on(a, b, e, stage, since);
	default:          return b->stages[stage].class != 'D';
	}
}

/* The ledger's own field of each entry, in the order they were read. */
static int64_t *
own_field(struct measure_asking *a, const struct measure_book *b, const char *field)
{
	int64_t *values = calloc((size_t)b->entry_count + 1, sizeof *values);
	struct rows r = rows_open(a->m->st, SQL_MEASURE_ENTRY_SUM, BIND(T(b->ledger), T(field)));

	if (values == NULL)
		abort();
	for (int n = 0; n < b->entry_count && rows_next(&r); n++)
		values[n] = row_int64(&r, 0);
	measure_noted(a->m, rows_close(&r));
	return values;
}

/* Which entries say VALUE in their ledger's own field, in the order they were read. */
static int64_t *
says(struct measure_asking *a, const struct measure_book *b, const struct word *w)
{
	int64_t *values = calloc((size_t)b->entry_count + 1, sizeof *values);
	struct rows r = rows_open(a->m->st, SQL_MEASURE_ENTRY_SAYS, BIND(T(b->ledger), T(w->more), T(w->value)));

	if (values == NULL)
		abort();
	for (int n = 0; n < b->entry_count && rows_next(&r); n++)
		values[n] = row_int64(&r, 0);
	measure_noted(a->m, rows_close(&r));
	return values;
}

void
measure_ledger_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	const struct measure_book *b = book_of(a->m, w->name);
	bool staged = w->more[0] != '\0' && w->what != WORD_SUM && w->value[0] == '\0';
	int wanted = b != NULL && staged ? stage_find(b, w->more) : -1;
	int64_t *field = NULL, *those = NULL, sum = 0;
	bool money = w->what == WORD_AMOUNT ||
	             (w->what == WORD_SUM && strlen(w->more) > 4 && strcmp(w->more + strlen(w->more) - 4, "_fen") == 0);

	if (b == NULL || b->stage_count == 0) {
		measure_lacks(out, text, "");
		return;
	}
	if (staged && wanted < 0) {
		measure_breaks(out, "%s: the ledger has no stage %s", text, w->more);
		return;
	}
	if (w->what == WORD_SUM)
		field = own_field(a, b, w->more);
	if (w->value[0] != '\0')
		those = says(a, b, w);
	for (int i = 0; i < b->entry_count; i++) {
		const struct measure_entry *e = &b->entries[i];
		if (!counts(a, b, e, w->what, wanted) || (those != NULL && those[i] == 0))
			continue;
		if (w->what == WORD_PERSONS)
			sum += e->persons != MEASURE_NONE ? e->persons : 0;
		else if (w->what == WORD_AMOUNT)
			sum += e->amount != MEASURE_NONE ? e->amount : 0;
		else
			sum += field != NULL ? field[i] : 1;
	}
	free(field);
	free(those);
	measure_set_count(out, sum, money ? "fen" : w->what == WORD_PERSONS ? "person" : "count");
}
