#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/measure.sql.h"
#include "store/measure_in.h"
#include "store/settlements.h"

/* ---- opening ----------------------------------------------------------------------- */

static int
read_indicators(struct measures *m)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_INDICATORS);
	int room = 0, rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct measure_indicator *i = measure_more((void **)&m->indicators, &m->indicator_count, &room, sizeof *i);
		if (i == NULL)
			break;
		column_copy(q, 0, i->id, sizeof i->id);
		column_copy(q, 1, i->name, sizeof i->name);
		column_copy(q, 2, i->name_en, sizeof i->name_en);
		column_copy(q, 3, i->unit, sizeof i->unit);
		column_copy(q, 4, i->formula, sizeof i->formula);
		column_copy(q, 5, i->definition, sizeof i->definition);
		column_copy(q, 6, i->clause, sizeof i->clause);
		column_copy(q, 7, i->area, sizeof i->area);
		column_copy(q, 8, i->denominator, sizeof i->denominator);
		column_copy(q, 9, i->every, sizeof i->every);
		i->directed = *column_text(q, 10) != '\0';
		i->up = strcmp(column_text(q, 10), "down") != 0;
		i->version = sqlite3_column_int(q, 11);
		i->target = column_number(q, 12);
	}
	sqlite3_reset(q);
	if (rc != SQLITE_DONE)
		return measure_query_failed(m, "indicators");
	for (int i = 0; i < m->indicator_count; i++) {
		char key[MEMO_KEY];
		if (m->indicators[i].target == MEASURE_NONE && strcmp(m->indicators[i].unit, "bp") == 0)
			m->indicators[i].target = indicator_target(m->st, m->indicators[i].id, m->today);
		memo_key(key, "i", m->indicators[i].id, NULL);
		memo_put(&m->memo, key, i);
	}
	return 0;
}

static int
read_places(struct measures *m, bool townships)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_PLACES);
	char date[11];
	int room = 0, rc;

	if (q == NULL)
		return -1;
	civil_format(m->today, date);
	sqlite3_bind_text(q, 1, m->county, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, date, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, townships);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct measure_place *p = townships ? measure_more((void **)&m->places, &m->place_count, &room, sizeof *p) : &m->whole;
		if (p == NULL)
			break;
		column_copy(q, 0, p->code, sizeof p->code);
		column_copy(q, 1, p->name, sizeof p->name);
		column_copy(q, 2, p->name_en, sizeof p->name_en);
		p->population = column_number(q, 3);
		p->poor = column_number(q, 4);
		p->villages = column_number(q, 5);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : measure_query_failed(m, "divisions");
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

struct measures *
measures_open(struct store *st, const char *county, int32_t today)
{
	struct measures *m = calloc(1, sizeof *m);

	if (m == NULL)
		return NULL;
	m->st = st;
	m->today = today;
	snprintf(m->county, sizeof m->county, "%s", county);
	m->whole = (struct measure_place){ .population = MEASURE_NONE, .poor = MEASURE_NONE, .villages = MEASURE_NONE };
	snprintf(m->whole.code, sizeof m->whole.code, "%s", county);
	if (read_indicators(m) != 0 || read_places(m, false) != 0 || read_places(m, true) != 0 || read_slice(m) != 0) {
		measures_close(m);
		return NULL;
	}
	return m;
}

void
measures_close(struct measures *m)
{
	if (m == NULL)
		return;
	for (int i = 0; i < m->book_count; i++) {
		free(m->books[i].stages);
		free(m->books[i].entries);
		free(m->books[i].steps);
	}
	free(m->books);
	free(m->words);
	free(m->settled);
	free(m->figures);
	free(m->values);
	free(m->places);
	free(m->indicators);
	calendar_clear(&m->cal);
	memo_clear(&m->memo);
	free(m);
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
		held = measure_more((void **)&m->figures, &m->figure_count, &m->figure_room, sizeof *held);
		if (held != NULL) {
			*held = *f;
			memo_put(&m->memo, key, m->figure_count - 1);
		}
		return;
	}
	held = &m->figures[at];
	bool disputed = held->disputed || (far_apart(held->value, held->precision, f->value, f->precision) &&
	                (strcmp(held->name, f->name) == 0 || (held->denominator[0] != '\0' && f->denominator[0] != '\0')));
	if (is_better(f, held))
		*held = *f;
	held->disputed = disputed;
}

/* Who asks for one township's asks for the others' too; the county's are asked for period after period. */
static void
read_figures(struct measures *m, const struct measure_indicator *ind, const struct measure_at *where)
{
	sqlite3_stmt *q;
	char key[MEMO_KEY];
	int rc;

	bool county = measure_is_county(m, where->division);
	memo_key(key, county ? "fc" : "ft", ind->id, county ? "" : where->period, NULL);
	if (memo_get(&m->memo, key) >= 0 || (q = county ? store_stmt(m->st, SQL_MEASURE_FIGURES) : store_stmt(m->st, SQL_MEASURE_FIGURES_BELOW)) == NULL)
		return;
	memo_put(&m->memo, key, 1);
	sqlite3_bind_text(q, 1, ind->id, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, m->county, -1, SQLITE_STATIC);
	if (!county)
		sqlite3_bind_text(q, 3, where->period, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct measure_figure f = { .value = sqlite3_column_int64(q, 3), .precision = sqlite3_column_int64(q, 4) };
		const char *category = column_text(q, 1);
		if (strcmp(column_text(q, 5), ind->unit) != 0)
			continue;                  /* of something else: persons are no rate */
		column_copy(q, 0, f.id, sizeof f.id);
		column_copy(q, 6, f.name, sizeof f.name);
		column_copy(q, 7, f.denominator, sizeof f.denominator);
		f.own_name = strcmp(f.name, ind->name) == 0;
		memo_key(key, "f", ind->id, column_text(q, 8), column_text(q, 2), strcmp(category, "ALL") == 0 ? "" : category, NULL);
		add_figure(m, key, &f);
	}
	sqlite3_reset(q);
	if (rc != SQLITE_DONE)
		measure_query_failed(m, "figures");
}

/* Spares asking township by township. */
bool
measure_reported(struct measures *m, const char *indicator, const char *period)
{
	sqlite3_stmt *q;
	char key[MEMO_KEY];

	if (!m->figure_periods) {
		m->figure_periods = true;
		q = store_stmt(m->st, SQL_MEASURE_MONTHS_FIGURES);
		while (q != NULL && sqlite3_step(q) == SQLITE_ROW) {
			memo_key(key, "p", column_text(q, 0), column_text(q, 1), NULL);
			memo_put(&m->memo, key, 1);
		}
		if (q != NULL)
			sqlite3_reset(q);
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
