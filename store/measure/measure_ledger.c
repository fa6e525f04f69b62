
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
	struct rows r = rows_open(a->m->st, SQL_MEASURE_ENTRY_SAYS, BIND(T(b->ledger), T(w->key), T(w->value)));

	if (values == NULL)
		abort();
	for (int n = 0; n < b->entry_count && rows_next(&r); n++)
		values[n] = row_int64(&r, 0);
	measure_noted(a->m, rows_close(&r));
	return values;
}

/* ---- from one day of an entry to another ------------------------------------------------- */

/* The day each entry first came to a stage, or that a field of its own says, in the order they were read. */
static int32_t *
days_of(struct measure_asking *a, const struct measure_book *b, const char *point)
{
	int32_t *days = calloc((size_t)b->entry_count + 1, sizeof *days);
	int stage = stage_find(b, point);
	struct rows r;

	if (days == NULL)
		abort();
	for (int i = 0; i < b->entry_count; i++) {
		const struct measure_entry *e = &b->entries[i];
		days[i] = CIVIL_NONE;
		for (int s = e->step_count - 1; stage >= 0 && s >= 0; s--)
			if (b->steps[e->step_first + s].stage == stage)
				days[i] = b->steps[e->step_first + s].day;
	}
	if (stage >= 0)
		return days;
	r = rows_open(a->m->st, SQL_MEASURE_ENTRY_DAY, BIND(T(b->ledger), T(point)));
	for (int n = 0; n < b->entry_count && rows_next(&r); n++)
		days[n] = civil_parse(row_text(&r, 0));
	measure_noted(a->m, rows_close(&r));
	return days;
}

static bool
day_in_period(const struct measure_asking *a, int32_t day)
{
	char text[11];

	return civil_format(day, text) == 0 && strncmp(text, a->at.period, strlen(a->at.period)) == 0;
}

/* days: the mean of those that got there in the period; apart: how many of all. */
static void
span_word(struct measure_asking *a, const struct measure_book *b, const struct word *w, const char *text,
          struct measure *out)
{
	int32_t *from = days_of(a, b, w->more), *to = days_of(a, b, w->value);
	int64_t sum = 0, n = 0, apart = 0;

	for (int i = 0; i < b->entry_count; i++) {
		if (from[i] == CIVIL_NONE || to[i] == CIVIL_NONE || to[i] > a->day ||
		    !counts(a, b, &b->entries[i], w->what, -1))
			continue;
		apart += from[i] != to[i];
		if (!day_in_period(a, to[i]))
			continue;
		sum += to[i] - from[i];
		n++;
	}
	free(from);
	free(to);
	if (w->what == WORD_APART)
		measure_set_count(out, apart, "count");
	else if (n > 0)
		measure_set(out, MEASURE_RECORDS, rational(sum, n), "day");
	else
		measure_lacks(out, text, a->at.period);
}

void
measure_ledger_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	const struct measure_book *b = book_of(a->m, w->name);
	bool summed = w->what == WORD_SUM || w->what == WORD_OWN, staged = w->more[0] != '\0' && !summed;
	int wanted = b != NULL && staged ? stage_find(b, w->more) : -1;
	int64_t *field = NULL, *those = NULL, sum = 0;
	bool money = w->what == WORD_AMOUNT ||
	             (summed && strlen(w->more) > 4 && strcmp(w->more + strlen(w->more) - 4, "_fen") == 0);

	if (b == NULL || b->stage_count == 0) {
		measure_lacks(out, text, "");
		return;
	}
	if (w->what == WORD_DAYS || w->what == WORD_APART) {
		span_word(a, b, w, text, out);
		return;
	}
	if (staged && wanted < 0) {
		measure_breaks(out, "%s: the ledger has no stage %s", text, w->more);
		return;
	}
	if (summed)
		field = own_field(a, b, w->more);
	if (w->key[0] != '\0')
		those = says(a, b, w);
	for (int i = 0; i < b->entry_count; i++) {
		const struct measure_entry *e = &b->entries[i];
		if (!counts(a, b, e, w->what, wanted) || (those != NULL && those[i] == 0) ||
		    (w->what == WORD_OWN && strcmp(e->division, a->at.division) != 0))
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
