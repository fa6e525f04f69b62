
#include "model/records/grow.h"
#include "model/flow/refs.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"

/* Columns of measure_settled from its sixth on, as fields. */
static const enum field settled_fields[] = {
	FIELD_SETTLEMENT_cases, FIELD_SETTLEMENT_persons, FIELD_SETTLEMENT_instant_cases,
	FIELD_SETTLEMENT_eligible_cases, FIELD_SETTLEMENT_total_fen, FIELD_SETTLEMENT_scope_fen,
	FIELD_SETTLEMENT_basic_fen, FIELD_SETTLEMENT_catastrophic_fen, FIELD_SETTLEMENT_aid_fen,
	FIELD_SETTLEMENT_backstop_fen, FIELD_SETTLEMENT_supplement_fen, FIELD_SETTLEMENT_hosp_relief_fen,
	FIELD_SETTLEMENT_re_aid_fen, FIELD_SETTLEMENT_paid_fen, FIELD_SETTLEMENT_oop_fen,
};
enum { SETTLED_FIELDS = sizeof settled_fields / sizeof *settled_fields, SETTLED_CASES = 0, SETTLED_ELIGIBLE = 3 };

/* The county's of all periods, the others' of one. */
static int
read_settled(struct measures *m, const struct measure_at *where)
{
	bool county = measure_is_county(m, where->division);
	struct rows r;
	char key[MEMO_KEY];

	memo_key(key, county ? "sc" : "st", county ? "" : where->period, NULL);
	if (memo_get(&m->memo, key) >= 0)
		return 0;
	memo_put(&m->memo, key, 1);
	/* The county's have neither a second nor a third parameter. */
	r = rows_open(m->st, county ? SQL_MEASURE_SETTLED : SQL_MEASURE_SETTLED_BELOW,
	              BIND(T(m->county), T(where->period), DAY(m->today)));
	while (rows_next(&r)) {
		struct measure_settled *s = GROW(m->settled, m->settled_count);
		s->precision = row_int64(&r, 4);
		for (int i = 0; i < SETTLED_FIELDS; i++)
			s->number[i] = row_or_none(&r, 5 + i);
		memo_key(key, "s", row_text(&r, 5 + SETTLED_FIELDS), row_text(&r, 0), row_text(&r, 1), row_text(&r, 2),
		         row_text(&r, 3), NULL);
		memo_put(&m->memo, key, m->settled_count - 1);
	}
	return measure_noted(m, rows_close(&r));
}

/* Is there a settlement of that period anywhere? */
static bool
is_settled(struct measures *m, const char *period)
{
	char key[MEMO_KEY];

	if (!m->settled_periods) {
		struct rows r = rows_open(m->st, SQL_MEASURE_MONTHS_SETTLED, NULL);
		m->settled_periods = true;
		while (rows_next(&r)) {
			memo_key(key, "q", row_text(&r, 0), NULL);
			memo_put(&m->memo, key, 1);
		}
		measure_noted(m, rows_close(&r));
	}
	memo_key(key, "q", period, NULL);
	return memo_get(&m->memo, key) >= 0;
}

struct slice { const char *scope, *svc, *pop; };

/* Where care was given, and in an institution of which tier: either is a slice of all (rule.each SLICE). */
const char measure_flows[] = "COUNTY CITY PROV CROSS", measure_tiers[] = "T1 T2 T3";

static bool
is_scope(const char *code)
{
	return ref_word(measure_flows, code) || ref_word(measure_tiers, code);
}

/* What the word says, else the population or the slice asked about, else the county's widest. */
static struct slice
slice_of(const struct measures *m, const struct measure_at *at, const struct word *w)
{
	struct slice s = { m->scope, m->svc, m->pop };

	if (is_scope(at->category))
		s.scope = at->category;
	else if (*at->category != '\0')
		s.pop = at->category;
	for (int i = 0; i < w->codes; i++) {
		if (is_scope(w->code[i]))
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
measure_slice(const struct measures *m, const struct word *w, const struct measure_at *at, const char **scope,
              const char **svc, const char **pop)
{
	struct slice s = slice_of(m, at, w);

	*scope = s.scope;
	*svc = s.svc;
	*pop = s.pop;
}

/* The record's number, MEASURE_NONE when there is no record or it does not say. */
static int64_t
settled_number(struct measure_asking *a, const char *division, const struct slice *s, int column, int64_t *precision,
               int64_t *cases)
{
	const struct measure_settled *row;
	char key[MEMO_KEY];
	int i;

	if (!is_settled(a->m, a->at.period) ||
	    read_settled(a->m, &(struct measure_at){ division, a->at.period, NULL }) != 0)
		return MEASURE_NONE;
	memo_key(key, "s", division, a->at.period, s->scope, s->svc, s->pop, NULL);
	if ((i = memo_get(&a->m->memo, key)) < 0)
		return MEASURE_NONE;
	row = &a->m->settled[i];
	*precision = row->precision;
	*cases = row->number[column == SETTLED_ELIGIBLE || column == SETTLED_ELIGIBLE - 1 ? SETTLED_ELIGIBLE
	                                                                                  : SETTLED_CASES];
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
	if (f.value == MEASURE_NONE && measure_is_county(a->m, a->at.division) && a->m->whole_county) {
		for (int i = 0; i < a->m->place_count; i++) {
			int64_t there = settled_number(a, a->m->places[i].code, &s, column, &precision, &cases);
			if (there == MEASURE_NONE) {
				measure_lacks(out, record_fields[w->field].name, a->at.period);
				if (i > 0)
					snprintf(out->why, sizeof out->why, "%s %s %s", record_fields[w->field].name,
					         a->at.period, a->m->places[i].code);
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
