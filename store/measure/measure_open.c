
#include "model/room/civil.h"
#include "model/records/grow.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"
#include "store/measure/settlements.h"
#include "store/cache/sight.h"

/* ---- opening ----------------------------------------------------------------------- */

COLUMNS(indicator, struct measure_indicator, COL(id), COL(name), COL(name_en), COL(unit), COL(formula), COL(definition),
	COL(clause), COL(area), COL(denominator), COL(every), COL_SKIP, COL(version), COL_OR_NONE(target))
COLUMNS(place, struct measure_place, COL(code), COL(name), COL(name_en), COL_OR_NONE(population), COL_OR_NONE(poor),
	COL_OR_NONE(villages), COL(class))

static int
read_indicators(struct measures *m)
{
	struct rows r = rows_open(m->st, SQL_MEASURE_INDICATORS, NULL);

	while (rows_next(&r)) {
		struct measure_indicator *i = GROW(m->indicators, m->indicator_count);
		row_fill(&r, indicator, i);
		i->directed = *row_text(&r, 10) != '\0';
		i->up = strcmp(row_text(&r, 10), "down") != 0;
	}
	for (int i = 0; i < m->indicator_count; i++) {
		char key[MEMO_KEY];
		if (m->indicators[i].target == MEASURE_NONE && strcmp(m->indicators[i].unit, "bp") == 0)
			m->indicators[i].target = indicator_target(m->st, m->indicators[i].id, m->today);
		memo_key(key, "i", m->indicators[i].id, NULL);
		memo_put(&m->memo, key, i);
	}
	return rows_close(&r);
}

static int
read_places(struct measures *m)
{
	if (rows_one(rows_open(m->st, SQL_MEASURE_PLACES, BIND(T(m->county), DAY(m->today), I(false))), place,
	             &m->whole) < 0)
		return -1;
	return rows_all(rows_open(m->st, SQL_MEASURE_PLACES, BIND(T(m->county), DAY(m->today), I(true))), place,
	                &m->places, &m->place_count);
}

/* What the settlement screen shows first is what a bare word means. */
static int
read_slice(struct measures *m)
{
	struct settle_slice slices[SETTLE_SLICES];
	int n = settle_slices(m->st, m->county, slices);

	snprintf(m->scope, sizeof m->scope, "%s", n > 0 ? slices[0].scope : "ALL");
	snprintf(m->svc, sizeof m->svc, "%s", n > 0 ? slices[0].svc : "ALL");
	snprintf(m->pop, sizeof m->pop, "%s", n > 0 ? slices[0].pop : "ALL");
	return n < 0 ? -1 : 0;
}

static void
release(void *evaluator)
{
	struct measures *m = evaluator;

	for (int i = 0; i < m->book_count; i++) {
		free(m->books[i].stages);
		free(m->books[i].entries);
		free(m->books[i].steps);
	}
	for (size_t i = 0; i < sizeof m->data / sizeof *m->data; i++)
		free(m->data[i].rows);
	free(m->books);
	free(m->words);
	for (int i = 0; i < m->issues_count; i++)
		free(m->issues[i].groups);
	free(m->issues);
	free(m->settled);
	free(m->figures);
	free(m->values);
	free(m->places);
	free(m->indicators);
	calendar_clear(&m->cal);
	memo_clear(&m->memo);
	free(m);
}

/* What was read and worked out before still holds: nothing was written, it is of the same county and day. */
static bool
still_holds(const struct measures *m, const char *county, int32_t today, int64_t version)
{
	return m->version == version && m->today == today && strcmp(m->county, county) == 0 && !m->failed;
}

struct measures *
measures_open(struct store *st, const char *county, int32_t today)
{
	struct measures *m = store_kept(st);
	int64_t version = store_version(st);

	if (m != NULL && still_holds(m, county, today, version)) {
		m->users++;
		return m;
	}
	if (m != NULL && m->users == 0)
		store_keep(st, NULL, NULL);
	if ((m = calloc(1, sizeof *m)) == NULL)
		return NULL;
	m->st = st;
	m->users = 1;
	m->version = version;
	m->today = today;
	m->whole_county = store_sees_county(st);
	snprintf(m->county, sizeof m->county, "%s", county);
	m->whole = (struct measure_place){ .population = MEASURE_NONE, .poor = MEASURE_NONE, .villages = MEASURE_NONE };
	snprintf(m->whole.code, sizeof m->whole.code, "%s", county);
	if (read_indicators(m) != 0 || read_places(m) != 0 || read_slice(m) != 0) {
		release(m);
		return NULL;
	}
	if (store_kept(st) == NULL)
		store_keep(st, m, release);
	return m;
}

void
measures_close(struct measures *m)
{
	if (m != NULL && --m->users == 0 && store_kept(m->st) != m)
		release(m);
}

int
measures_failed(const struct measures *m)
{
	return m->failed ? -1 : 0;
}

int
measures_indicators(struct measures *m, const struct measure_indicator **out)
{
	*out = m->indicators;
	return m->indicator_count;
}

const struct measure_indicator *
measures_indicator(struct measures *m, const char *id)
{
	char key[MEMO_KEY];
	int i;

	memo_key(key, "i", id, NULL);
	i = memo_get(&m->memo, key);
	return i >= 0 ? &m->indicators[i] : NULL;
}

int
measures_places(struct measures *m, const struct measure_place **out)
{
	*out = m->places;
	return m->place_count;
}

const char *
measures_county(const struct measures *m)
{
	return m->county;
}

int32_t
measures_today(const struct measures *m)
{
	return m->today;
}

/* ---- figures -------------------------------------------------------------------------- */

static bool
far_apart(int64_t a, int64_t pa, int64_t b, int64_t pb)
{
	int64_t gap = a > b ? a - b : b - a;

	return gap * 2 > (pa > 1 ? pa : 0) + (pb > 1 ? pb : 0);
}

/* Of several figures for one thing: the one that carries the indicator's own name, then the finest printed. */
static bool
is_better(const struct measure_figure *a, const struct measure_figure *than)
{
	if (a->own_name != than->own_name)
		return a->own_name;
	return a->precision > 0 && (than->precision == 0 || a->precision < than->precision);
}

static void
add_figure(struct measures *m, const char *key, const struct measure_figure *f)
{
	int at = memo_get(&m->memo, key);
	struct measure_figure *held;

	if (at < 0) {
		*(struct measure_figure *)GROW(m->figures, m->figure_count) = *f;
		memo_put(&m->memo, key, m->figure_count - 1);
		return;
	}
	held = &m->figures[at];
	bool disputed = held->disputed || (far_apart(held->value, held->precision, f->value, f->precision) &&
	                                   (strcmp(held->name, f->name) == 0 ||
	                                    (held->denominator[0] != '\0' && f->denominator[0] != '\0')));
	if (is_better(f, held))
		*held = *f;
	held->disputed = disputed;
}

COLUMNS(figure, struct measure_figure, COL(id), COL_SKIP, COL_SKIP, COL(value), COL(precision), COL_SKIP, COL(name),
	COL(denominator))

/* Who asks for one township's asks for the others' too; the county's are asked for period after period. */
static void
read_figures(struct measures *m, const struct measure_indicator *ind, const struct measure_at *where)
{
	bool county = measure_is_county(m, where->division);
	struct rows r;
	char key[MEMO_KEY];

	memo_key(key, county ? "fc" : "ft", ind->id, county ? "" : where->period, NULL);
	if (memo_get(&m->memo, key) >= 0)
		return;
	memo_put(&m->memo, key, 1);
	/* The county's have neither a third nor a fourth parameter. */
	r = rows_open(m->st, county ? SQL_MEASURE_FIGURES : SQL_MEASURE_FIGURES_BELOW,
	              BIND(T(ind->id), T(m->county), T(where->period), DAY(m->today)));
	while (rows_next(&r)) {
		struct measure_figure f = { .disputed = false };
		const char *category = row_text(&r, 1);
		if (strcmp(row_text(&r, 5), ind->unit) != 0)
			continue;                  /* of something else: persons are no rate */
		row_fill(&r, figure, &f);
		f.own_name = strcmp(f.name, ind->name) == 0;
		memo_key(key, "f", ind->id, row_text(&r, 8), row_text(&r, 2), strcmp(category, "ALL") == 0 ? ""
		         : category, NULL);
		add_figure(m, key, &f);
	}
	measure_noted(m, rows_close(&r));
}

/* Spares asking township by township. */
bool
measure_reported(struct measures *m, const char *indicator, const char *period)
{
	char key[MEMO_KEY];

	if (!m->figure_periods) {
		struct rows r = rows_open(m->st, SQL_MEASURE_MONTHS_FIGURES, NULL);
		m->figure_periods = true;
		while (rows_next(&r)) {
			memo_key(key, "p", row_text(&r, 0), row_text(&r, 1), NULL);
			memo_put(&m->memo, key, 1);
		}
		measure_noted(m, rows_close(&r));
	}
	memo_key(key, "p", indicator, period, NULL);
	return memo_get(&m->memo, key) >= 0;
}

const struct measure_figure *
measure_figure_of(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at)
{
	char key[MEMO_KEY];
	int i;

	if (!measure_reported(m, ind->id, at->period))
		return NULL;
	read_figures(m, ind, at);
	memo_key(key, "f", ind->id, at->division, at->period, at->category, NULL);
	i = memo_get(&m->memo, key);
	return i >= 0 ? &m->figures[i] : NULL;
}

const char *
measure_figure_id(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at)
{
	const struct measure_figure *f = measure_figure_of(m, ind, at);

	return f != NULL ? f->id : "";
}

void
measure_set_figure(struct measure *out, int64_t value, int64_t precision, const char *unit)
{
	struct arith_figure f = { .value = value, .precision = precision, .bp = strcmp(unit, "bp") == 0 };

	measure_set(out, MEASURE_FIGURE, rational(0, 1), unit);
	out->range = arith_figure_range(&f);
	out->finest = precision;
}
