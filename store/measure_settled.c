#include <stdio.h>
#include <string.h>

#include "model/refs.h"
#include "store/db.h"
#include "store/measure.sql.h"
#include "store/measure_in.h"

/* Columns of measure_settled from its sixth on, as fields. */
static const enum field settled_fields[] = {
	FIELD_SETTLEMENT_cases, FIELD_SETTLEMENT_persons, FIELD_SETTLEMENT_instant_cases, FIELD_SETTLEMENT_eligible_cases,
	FIELD_SETTLEMENT_total_fen, FIELD_SETTLEMENT_scope_fen, FIELD_SETTLEMENT_basic_fen, FIELD_SETTLEMENT_catastrophic_fen,
	FIELD_SETTLEMENT_aid_fen, FIELD_SETTLEMENT_backstop_fen, FIELD_SETTLEMENT_supplement_fen, FIELD_SETTLEMENT_hosp_relief_fen,
	FIELD_SETTLEMENT_re_aid_fen, FIELD_SETTLEMENT_paid_fen, FIELD_SETTLEMENT_oop_fen,
};
enum { SETTLED_FIELDS = sizeof settled_fields / sizeof *settled_fields, SETTLED_CASES = 0, SETTLED_ELIGIBLE = 3 };

/* The county's of all periods, the others' of one. */
static int
read_settled(struct measures *m, const struct measure_at *where)
{
	bool county = measure_is_county(m, where->division);
	sqlite3_stmt *q;
	char key[MEMO_KEY];
	int rc;

	memo_key(key, county ? "sc" : "st", county ? "" : where->period, NULL);
	if (memo_get(&m->memo, key) >= 0)
		return 0;
	memo_put(&m->memo, key, 1);
	if ((q = county ? store_stmt(m->st, SQL_MEASURE_SETTLED) : store_stmt(m->st, SQL_MEASURE_SETTLED_BELOW)) == NULL)
		return measure_query_failed(m, "settlements");
	sqlite3_bind_text(q, 1, m->county, -1, SQLITE_STATIC);
	if (!county)
		sqlite3_bind_text(q, 2, where->period, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct measure_settled *s = measure_more((void **)&m->settled, &m->settled_count, &m->settled_room, sizeof *s);
		if (s == NULL)
			break;
		s->precision = sqlite3_column_int64(q, 4);
		for (int i = 0; i < SETTLED_FIELDS; i++)
			s->number[i] = sqlite3_column_type(q, 5 + i) == SQLITE_NULL ? MEASURE_NONE : sqlite3_column_int64(q, 5 + i);
		memo_key(key, "s", column_text(q, 5 + SETTLED_FIELDS), column_text(q, 0), column_text(q, 1), column_text(q, 2), column_text(q, 3), NULL);
		memo_put(&m->memo, key, m->settled_count - 1);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : measure_query_failed(m, "settlements");
}

/* Is there a settlement of that period anywhere? */
static bool
is_settled(struct measures *m, const char *period)
{
	sqlite3_stmt *q;
	char key[MEMO_KEY];

	if (!m->settled_periods) {
		m->settled_periods = true;
		q = store_stmt(m->st, SQL_MEASURE_MONTHS_SETTLED);
		while (q != NULL && sqlite3_step(q) == SQLITE_ROW) {
			memo_key(key, "q", column_text(q, 0), NULL);
			memo_put(&m->memo, key, 1);
		}
		if (q != NULL)
			sqlite3_reset(q);
	}
	memo_key(key, "q", period, NULL);
	return memo_get(&m->memo, key) >= 0;
}

struct slice { const char *scope, *svc, *pop; };

/* What the word says, else the population asked about, else the county's widest. */
static struct slice
slice_of(const struct measures *m, const struct measure_at *at, const struct word *w)
{
	struct slice s = { m->scope, m->svc, *at->category != '\0' ? at->category : m->pop };

	for (int i = 0; i < w->codes; i++) {
		if (ref_word("COUNTY CITY PROV CROSS", w->code[i]))
			s.scope = w->code[i];
		else if (ref_word("IP OP CHRONIC", w->code[i]))
			s.svc = w->code[i];
		else if (strcmp(w->code[i], "ALL") == 0)
			s.pop = i == 0 && w->codes == 1 ? "ALL" : s.pop;
		else
			s.pop = w->code[i];
	}
	return s;
}

void
measure_slice(const struct measures *m, const struct word *w, const struct measure_at *at, const char **scope, const char **svc, const char **pop)
{
	struct slice s = slice_of(m, at, w);

	*scope = s.scope;
	*svc = s.svc;
	*pop = s.pop;
}

/* The record's number, MEASURE_NONE when there is no record or it does not say. */
static int64_t
settled_number(struct measure_asking *a, const char *division, const struct slice *s, int column, int64_t *precision, int64_t *cases)
{
	const struct measure_settled *row;
	char key[MEMO_KEY];
	int i;

	if (!is_settled(a->m, a->at.period) || read_settled(a->m, &(struct measure_at){ division, a->at.period, NULL }) != 0)
		return MEASURE_NONE;
	memo_key(key, "s", division, a->at.period, s->scope, s->svc, s->pop, NULL);
	if ((i = memo_get(&a->m->memo, key)) < 0)
		return MEASURE_NONE;
	row = &a->m->settled[i];
	*precision = row->precision;
	*cases = row->number[column == SETTLED_ELIGIBLE || column == SETTLED_ELIGIBLE - 1 ? SETTLED_ELIGIBLE : SETTLED_CASES];
	return row->number[column];
}

void
measure_settlement(struct measure_asking *a, const struct word *w, struct measure *out)
{
	struct slice s = slice_of(a->m, &a->at, w);
	struct arith_figure f = { 0 };
	int64_t precision = 0, cases = MEASURE_NONE, all = 0;
	bool money = record_fields[w->field].type == FIELD_FEN, summed = false;
	int column = 0;

	while (column < SETTLED_FIELDS - 1 && settled_fields[column] != w->field)
		column++;
	f.value = settled_number(a, a->at.division, &s, column, &precision, &cases);
	if (f.value == MEASURE_NONE && measure_is_county(a->m, a->at.division)) {
		for (int i = 0; i < a->m->place_count; i++) {
			int64_t there = settled_number(a, a->m->places[i].code, &s, column, &precision, &cases);
			if (there == MEASURE_NONE) {
				measure_lacks(out, record_fields[w->field].name, a->at.period);
				if (i > 0)
					snprintf(out->why, sizeof out->why, "%s %s %s", record_fields[w->field].name, a->at.period, a->m->places[i].code);
				return;
			}
			all += there;
		}
		f.value = a->m->place_count > 0 ? all : MEASURE_NONE;
		cases = MEASURE_NONE;
		summed = true;
	}
	if (f.value == MEASURE_NONE) {
		measure_lacks(out, record_fields[w->field].name, a->at.period);
		out->nowhere = !is_settled(a->m, a->at.period);
		return;
	}
	f.precision = money ? precision : 1;
	measure_set(out, MEASURE_RECORDS, rational(0, 1), money ? "fen" : "count");
	out->range = arith_figure_range(&f);
	out->finest = money ? precision : 0;
	out->base = cases;
	out->summed = summed;
}
