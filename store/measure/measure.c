#include "store/measure/measure.h"

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"

enum { DEPTH_MAX = 12, WORKING = -2 };

const char *
measure_state_name(enum measure_state state)
{
	return state == MEASURE_KNOWN ? "KNOWN" : state == MEASURE_MISSING ? "MISSING" : "BROKEN";
}

const char *
measure_from_name(enum measure_from from)
{
	static const char *const names[] = { "", "figure", "formula", "sum", "records" };

	return names[from];
}

int64_t
measure_whole(const struct measure *v)
{
	struct rational value = v->range.mid;
	int64_t n;

	if (v->state != MEASURE_KNOWN)
		return MEASURE_NONE;
	if (strcmp(v->unit, "bp") == 0)
		value = rational_mul(value, rational(10000, 1));
	return rational_whole(value, &n) ? n : MEASURE_NONE;
}

/* ---- saying what came out -------------------------------------------------------- */

void
measure_set(struct measure *out, enum measure_from from, struct rational value, const char *unit)
{
	*out = (struct measure){ .state = MEASURE_KNOWN, .from = from, .range = { value, value, value },
	                         .base = MEASURE_NONE };
	snprintf(out->unit, sizeof out->unit, "%s", unit);
	out->money = strcmp(unit, "fen") == 0;
}

void
measure_lacks(struct measure *out, const char *word, const char *period)
{
	*out = (struct measure){ .state = MEASURE_MISSING, .base = MEASURE_NONE };
	snprintf(out->why, sizeof out->why, "%.96s%s%s", word, *period != '\0' ? " " : "", period);
}

void
measure_breaks(struct measure *out, const char *fmt, ...)
{
	va_list ap;

	*out = (struct measure){ .state = MEASURE_BROKEN, .base = MEASURE_NONE };
	va_start(ap, fmt);
	vsnprintf(out->why, sizeof out->why, fmt, ap);
	va_end(ap);
}

int
measure_noted(struct measures *m, int rc)
{
	m->failed |= rc < 0;
	return rc;
}

void
measure_keep(struct measures *m, const char *key, const struct measure *value)
{
	*(struct measure *)GROW(m->values, m->value_count) = *value;
	memo_put(&m->memo, key, m->value_count - 1);
}

bool
measure_is_county(const struct measures *m, const char *division)
{
	return strcmp(m->county, division) == 0;
}

/* ---- periods ------------------------------------------------------------------------- */

bool
measure_period_days(const char *period, int32_t *first, int32_t *last)
{
	int month = month_parse(period);
	char *end;
	long year;

	if (month >= 0) {
		*first = civil_day(month / 12, month % 12 + 1, 1);
		*last = civil_month_end(*first);
		return true;
	}
	year = strtol(period, &end, 10);
	if (strlen(period) != 4 || *end != '\0' || year < 1)
		return false;
	*first = civil_day((int)year, 1, 1);
	*last = civil_day((int)year, 12, 31);
	return true;
}

void
measure_period_back(const char *period, int back, char out[8])
{
	int month = month_parse(period);

	if (month >= 0)
		month_format(month - back, out);
	else if (*period == '\0')
		*out = '\0';
	else
		snprintf(out, 8, "%d", (int)strtol(period, NULL, 10) - back);
}

/* ---- an indicator ------------------------------------------------------------------------ */

static void work_formula(struct measures *m, const char *formula, const struct measure_at *at, int depth,
                         const char *unit, struct measure *out);
static void work_indicator(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at,
                           int depth, struct measure *out);

/* Shares, days and scores of townships do not add up to the county's. */
static bool
adds_up(const char *unit)
{
	static const char *const not[] = { "bp", "%", "day", "workday", "hour", "minute", "score", "point", "year",
	                                   "ratio" };

	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		if (strcmp(not[i], unit) == 0)
			return false;
	return true;
}

/* The county from all its townships, or what the first of them lacks. */
static bool
sum_places(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at, struct measure *out)
{
	struct arith_range sum = { rational(0, 1), rational(0, 1), rational(0, 1) };
	int64_t finest = 0;

	for (int i = 0; m->whole_county && i < m->place_count; i++) {
		struct measure_at there = { m->places[i].code, at->period, at->category };
		const struct measure_figure *f = measure_figure_of(m, ind, &there);
		struct measure one;
		if (f == NULL) {
			if (i > 0)                 /* some are there: say which one is not */
				snprintf(out->why, sizeof out->why, "%.60s %s %s", ind->id, at->period,
				         m->places[i].code);
			return false;
		}
		measure_set_figure(&one, f->value, f->precision, ind->unit);
		sum.low = rational_add(sum.low, one.range.low);
		sum.mid = rational_add(sum.mid, one.range.mid);
		sum.high = rational_add(sum.high, one.range.high);
		finest = finest == 0 || (f->precision > 0 && f->precision < finest) ? f->precision : finest;
	}
	if (m->place_count == 0 || !m->whole_county)
		return false;
	measure_set(out, MEASURE_SUM, sum.mid, ind->unit);
	out->range = sum;
	out->finest = finest;
	out->summed = true;
	return true;
}

static void
work_afresh(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at, int depth,
            struct measure *out)
{
	const struct measure_figure *f = measure_figure_of(m, ind, at);

	if (f != NULL) {
		measure_set_figure(out, f->value, f->precision, ind->unit);
		out->disputed = f->disputed;
		return;
	}
	if (ind->formula[0] != '\0')
		work_formula(m, ind->formula, at, depth + 1, ind->unit, out);
	else
		measure_lacks(out, ind->id, at->period);
	out->nowhere = out->state == MEASURE_MISSING && (ind->formula[0] == '\0' || out->nowhere) &&
	               !measure_reported(m, ind->id, at->period);
	if (out->state == MEASURE_MISSING && measure_is_county(m, at->division) && adds_up(ind->unit))
		sum_places(m, ind, at, out);
}

static void
work_indicator(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at, int depth,
               struct measure *out)
{
	char key[MEMO_KEY];
	int held;

	memo_key(key, "v", ind->id, at->division, at->period, at->category, NULL);
	held = memo_get(&m->memo, key);
	if (held >= 0) {
		*out = m->values[held];
		return;
	}
	if (held == WORKING || depth > DEPTH_MAX) {
		measure_breaks(out, held == WORKING ? "%s leads back to itself"
		               : "%s: formulas within formulas too deep", ind->id);
		return;
	}
	memo_put(&m->memo, key, WORKING);
	work_afresh(m, ind, at, depth, out);
	measure_keep(m, key, out);
}

/* ---- a formula's words ---------------------------------------------------------------------- */

static void
ask_indicator(struct measure_asking *a, const struct measure_indicator *ind, const char *category, const char *period,
              struct measure *out)
{
	struct measure_at at = { a->at.division, period, *category != '\0' ? category : a->at.category };

	work_indicator(a->m, ind, &at, a->depth, out);
}

/* A published figure by its id; memoed, also that there is none. */
static bool
ask_figure(struct measures *m, const char *id, struct measure *out)
{
	char key[MEMO_KEY];
	struct rows r;
	int held;
	bool found;

	memo_key(key, "g", id, NULL);
	held = memo_get(&m->memo, key);
	if (held >= 0)
		*out = m->values[held];
	if (held != -1)
		return held >= 0;
	r = rows_open(m->st, SQL_MEASURE_FIGURE, BIND(T(id)));
	if ((found = rows_next(&r))) {
		measure_set_figure(out, row_int64(&r, 0), row_int64(&r, 1), row_text(&r, 2));
		measure_keep(m, key, out);
	} else {
		memo_put(&m->memo, key, WORKING);
	}
	measure_noted(m, rows_close(&r));
	return found;
}

/* The same word in another period: an indicator, else a settlement measure. */
static void
ask_shifted(struct measure_asking *a, const struct word *w, const char *text, const char *period, struct measure *out)
{
	const struct measure_indicator *ind = measures_indicator(a->m, w->name);
	struct measure_asking there = *a;
	struct word measure;
	char why[160];

	if (ind != NULL) {
		ask_indicator(a, ind, w->more, period, out);
	} else if (word_parse(w->name, &measure, why, sizeof why) == 0 && measure.what == WORD_MEASURE) {
		there.at.period = period;
		measure_settlement(&there, &measure, out);
	} else {
		measure_lacks(out, text, a->at.period);
	}
}

/* Where the indicator is 0: of the county, its townships are asked one by one; what one of them lacks is lacking. */
static void
ask_zero(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	const struct measure_indicator *ind = measures_indicator(a->m, w->name);
	bool county = measure_is_county(a->m, a->at.division);
	int64_t zeros = 0;

	if (ind == NULL || (county && (a->m->place_count == 0 || !a->m->whole_county))) {
		measure_lacks(out, text, a->at.period);
		return;
	}
	for (int i = 0; i < (county ? a->m->place_count : 1); i++) {
		struct measure_at at = { county ? a->m->places[i].code : a->at.division, a->at.period,
		                         w->more[0] != '\0' ? w->more : a->at.category };
		work_indicator(a->m, ind, &at, a->depth, out);
		if (out->state != MEASURE_KNOWN)
			return;
		zeros += out->range.mid.num == 0;
	}
	measure_set_count(out, zeros, "count");
}

/* The same words are asked for every place and period. */
static int
parse_once(struct measures *m, const char *text, struct word *out, char *why, size_t size)
{
	char key[MEMO_KEY];
	int held;

	memo_key(key, "x", text, NULL);
	if ((held = memo_get(&m->memo, key)) >= 0) {
		*out = m->words[held];
		return 0;
	}
	if (word_parse(text, out, why, size) != 0)
		return -1;
	*(struct word *)GROW(m->words, m->word_count) = *out;
	memo_put(&m->memo, key, m->word_count - 1);
	return 0;
}

static void
ask_word(struct measure_asking *a, const char *text, struct measure *out)
{
	const struct measure_indicator *ind;
	struct word w;
	char why[160], period[8];

	if (parse_once(a->m, text, &w, why, sizeof why) != 0) {
		measure_breaks(out, "%s", why);
		return;
	}
	switch (w.what) {
	case WORD_NAME:
		if (w.more[0] == '\0' && ask_figure(a->m, w.name, out))
			return;
		ind = measures_indicator(a->m, w.name);
		if (ind != NULL)
			ask_indicator(a, ind, w.more, a->at.period, out);
		else
			measure_lacks(out, text, "");
		return;
	case WORD_PREV: case WORD_YEARAGO:
		measure_period_back(a->at.period, w.what == WORD_PREV || month_parse(a->at.period) < 0 ? 1 : 12,
		                    period);
		ask_shifted(a, &w, text, period, out);
		return;
	case WORD_ZERO:
		ask_zero(a, &w, text, out);
		return;
	case WORD_MEASURE:
		measure_settlement(a, &w, out);
		return;
	default:
		measure_record_word(a, &w, text, out);
	}
}

/* What arith asks: the word's range, and on the side what it says of the whole. */
static int
look_up(void *context, const char *text, struct arith_figure *out)
{
	struct measure_asking *a = context;
	struct measure v;

	ask_word(a, text, &v);
	if (v.state == MEASURE_BROKEN) {
		if (a->broken[0] == '\0')
			memcpy(a->broken, v.why, sizeof a->broken);
		return -2;
	}
	if (v.state == MEASURE_MISSING) {
		if (a->missing[0] == '\0')
			memcpy(a->missing, v.why, sizeof a->missing);
		a->nowhere |= v.nowhere;
		return -1;
	}
	a->summed |= v.summed;
	a->disputed |= v.disputed;
	a->money |= v.money;
	if (v.finest > 0 && (a->finest == 0 || v.finest < a->finest))
		a->finest = v.finest;
	if (v.base != MEASURE_NONE && (a->cases == MEASURE_NONE || v.base < a->cases))
		a->cases = v.base;
	*out = (struct arith_figure){ .worked = true, .range = v.range };
	return 0;
}

static void
asking_init(struct measure_asking *a, struct measures *m, const struct measure_at *at, int depth)
{
	*a = (struct measure_asking){ .m = m, .at = *at, .depth = depth, .cases = MEASURE_NONE };
	if (a->at.category == NULL || strcmp(a->at.category, "ALL") == 0)
		a->at.category = "";
	a->first = a->last = a->day = m->today;
	if (measure_period_days(at->period, &a->first, &a->last))
		a->day = a->last < m->today ? a->last : m->today;
}

/* MISSING and BROKEN as the words said, not only as arith saw them. */
static void
unknown(const struct measure_asking *a, enum arith_verdict verdict, bool zero, const char *why, struct measure *out)
{
	if (zero)
		measure_lacks(out, "0 / 0", a->at.period);      /* nothing there to have a share of */
	else if (verdict == ARITH_MISSING)
		measure_lacks(out, a->missing[0] != '\0' ? a->missing : why, "");
	else
		measure_breaks(out, "%s", a->broken[0] != '\0' ? a->broken : why);
}

/* Cases when settlements were asked, else a denominator that counts things. */
static int64_t
base_of(const struct measure_asking *a, const struct arith_worked *w)
{
	int64_t whole;

	if (a->cases != MEASURE_NONE)
		return a->cases;
	return w->has_whole && !a->money && rational_whole(w->whole, &whole) ? whole : MEASURE_NONE;
}

static void
work_formula(struct measures *m, const char *formula, const struct measure_at *at, int depth, const char *unit,
             struct measure *out)
{
	struct measure_asking a;
	struct arith_worked w;

	asking_init(&a, m, at, depth);
	arith_work(formula, look_up, &a, &w);
	if (w.verdict != ARITH_DERIVED) {
		unknown(&a, w.verdict, w.zero, w.why, out);
		out->nowhere = out->state == MEASURE_MISSING && a.nowhere;
		return;
	}
	measure_set(out, MEASURE_FORMULA, w.range.mid, unit);
	out->range = w.range;
	out->finest = a.finest;
	out->summed = a.summed;
	out->disputed = a.disputed;
	out->base = base_of(&a, &w);
}

/* ---- what is asked from outside ---------------------------------------------------------------- */

void
measure_indicator(struct measures *m, const char *id, const struct measure_at *at, struct measure *out)
{
	const struct measure_indicator *ind = measures_indicator(m, id);
	struct measure_at clean = { at->division, at->period, at->category != NULL && strcmp(at->category, "ALL") != 0
	                            ? at->category : "" };

	if (ind == NULL)
		measure_lacks(out, id, at->period);
	else
		work_indicator(m, ind, &clean, 0, out);
}

void
measure_formula(struct measures *m, const char *formula, const struct measure_at *at, struct measure *out)
{
	work_formula(m, formula, at, 0, "", out);
}

void
measure_word(struct measures *m, const char *word, const struct measure_at *at, struct measure *out)
{
	struct measure_asking a;

	asking_init(&a, m, at, 0);
	ask_word(&a, word, out);
}

void
measure_judge(struct measures *m, const struct arith_rule *rule, const struct measure_at *at, struct arith_result *out,
              int64_t *finest)
{
	struct measure_asking a;
	struct measure v;

	asking_init(&a, m, at, 0);
	arith_judge(rule, look_up, &a, out);
	*finest = a.finest;
	if (out->verdict != ARITH_MISSING && out->verdict != ARITH_BROKEN)
		return;
	unknown(&a, out->verdict, out->zero, out->why, &v);
	out->verdict = v.state == MEASURE_MISSING ? ARITH_MISSING : ARITH_BROKEN;
	memcpy(out->why, v.why, sizeof v.why);
}
