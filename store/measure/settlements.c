#include "store/measure/settlements.h"

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "store/cache/db.h"
#include "store/cache/sight.h"
#include "store/measure/settlements.sql.h"

/* The first four parameters of a query about one place's slice. */
#define SLICE(division, slice) T(division), T((slice)->scope), T((slice)->svc), T((slice)->pop)

/* ---- slices ------------------------------------------------------------------ */

COLUMNS(slice_columns, struct settle_slice, COL(scope), COL(svc), COL(pop))

int
settle_slices(struct store *st, const char *county, struct settle_slice *out)
{
	return rows_fill(rows_open(st, SQL_SETTLE_SLICES, BIND(T(county))), slice_columns, out, SETTLE_SLICES);
}

int
settle_periods(struct store *st, const char *division, const struct settle_slice *slice, char *out, size_t size)
{
	struct rows r = rows_open(st, SQL_SETTLE_PERIODS, BIND(SLICE(division, slice)));
	size_t n = 0;

	*out = '\0';
	while (rows_next(&r)) {
		const char *period = row_text(&r, 0);
		bool room = n + strlen(period) + sizeof " ..." < size;
		n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? " " : "", room ? period : "...");
		if (!room)
			break;
	}
	return rows_close(&r);
}

void
settle_slice_text(struct store *st, const struct settle_slice *slice, bool english, char *out, size_t size)
{
	char pop[64], svc[64], scope[64];

	bool every_svc = strcmp(slice->svc, "ALL") == 0, every_scope = strcmp(slice->scope, "ALL") == 0;

	/* What is not narrowed down is not said. */
	snprintf(out, size, "%s%s%s%s%s", store_term(st, "pop", slice->pop, english, pop, sizeof pop), every_svc ? ""
	         : " ", every_svc ? "" : store_term(st, "svc", slice->svc, english, svc, sizeof svc), every_scope ? ""
	         : " ", every_scope ? "" : store_term(st, "scope", slice->scope, english, scope, sizeof scope));
}

/* ---- months by place ------------------------------------------------------------ */

void
settle_nothing(struct settle *s)
{
	*s = (struct settle){ SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, { 0 },
	                      SETTLE_NONE, SETTLE_NONE, 0 };
	for (int i = 0; i < SETTLE_LAYERS; i++)
		s->layer[i] = SETTLE_NONE;
}

COLUMNS(settle, struct settle, COL_SKIP, COL_SKIP, COL_OR_NONE(cases), COL_OR_NONE(persons), COL_OR_NONE(instant),
	COL_OR_NONE(eligible), COL_OR_NONE(total), COL_OR_NONE(scope), COL_OR_NONE(layer[0]), COL_OR_NONE(layer[1]),
	COL_OR_NONE(layer[2]), COL_OR_NONE(layer[3]), COL_OR_NONE(layer[4]), COL_OR_NONE(layer[5]),
	COL_OR_NONE(layer[6]), COL_OR_NONE(paid), COL_OR_NONE(oop), COL(precision))
_Static_assert(SETTLE_LAYERS == 7, "a column for each layer");

/* 1 when there was at least one record, 0, -1. */
static int
load_months(struct store *st, const struct settle_slice *slice, const struct settle_view *view,
            struct settle_place *place)
{
	struct rows r;
	char first[8];
	int found = 0;

	for (int i = 0; i < SETTLE_MONTHS; i++)
		settle_nothing(&place->months[i]);
	snprintf(first, sizeof first, "%s", view->period);
	if (!view->yearly)
		month_format(view->month - SETTLE_MONTHS + 1, first);
	r = rows_open(st, SQL_SETTLE_ROWS, BIND(SLICE(place->code, slice), T(first), T(view->period),
	                                        I(view->yearly ? 4 : 7)));
	while (rows_next(&r)) {
		int at = view->yearly ? SETTLE_MONTHS - 1 : month_parse(row_text(&r,
		                                                                 1)) - view->month + SETTLE_MONTHS - 1;
		if (at < 0 || at >= SETTLE_MONTHS)
			continue;
		row_fill(&r, settle, &place->months[at]);
		found = 1;
	}
	return rows_close(&r) != 0 ? -1 : found;
}

/* Months go before years; a slice that has both is looked at by month. */
static int
find_period(struct store *st, const char *county, const struct settle_slice *slice, const char *until,
            struct settle_view *out)
{
	struct rows r = rows_open(st, SQL_SETTLE_LAST, BIND(SLICE(county, slice), T(until)));

	out->month = -1;
	if (rows_next(&r)) {
		out->yearly = *row_text(&r, 0) == '\0';
		row_copy(&r, out->yearly ? 1 : 0, out->period, sizeof out->period);
		out->month = out->yearly ? -1 : month_parse(out->period);
	}
	return rows_close(&r);
}

COLUMNS(place, struct settle_place, COL(code), COL_NAME(name))

/* Every number of a settlement that adds up, one after the other. */
static int64_t *
number_at(struct settle *s, int i)
{
	int64_t *own[] = { &s->cases, &s->persons, &s->instant, &s->eligible, &s->total, &s->scope, &s->paid, &s->oop };
	enum { OWN = sizeof own / sizeof *own };

	return i < OWN ? own[i] : i < OWN + SETTLE_LAYERS ? &s->layer[i - OWN] : NULL;
}

/* What the county has and none of its townships, of one number in one month; nothing while one of them lacks it.  What
 * the last printed digits leave open is nothing left. */
static int64_t
left_over(struct settle_view *view, int month, int number)
{
	struct settle *whole = &view->county.months[month];
	int64_t left = *number_at(whole, number), open = whole->precision > 1 ? whole->precision : 0;

	if (left == SETTLE_NONE)
		return SETTLE_NONE;
	for (int i = 0; i < view->count; i++) {
		struct settle *part = &view->places[i].months[month];
		int64_t n = *number_at(part, number);
		if (n == SETTLE_NONE)
			return SETTLE_NONE;
		left -= n;
		open += part->precision > 1 ? part->precision : 0;
	}
	return (left < 0 ? -left : left) * 2 <= open ? 0 : left;
}

/* A place more for what is not allocated, where something is in the month looked at. */
static void
add_rest(struct settle_view *view)
{
	struct settle_place rest = { .code = "" }, *last;
	bool any = false;

	for (int month = 0; month < SETTLE_MONTHS; month++) {
		settle_nothing(&rest.months[month]);
		rest.months[month].precision = view->county.months[month].precision;
		for (int k = 0; number_at(&rest.months[month], k) != NULL; k++) {
			int64_t left = left_over(view, month, k);
			*number_at(&rest.months[month], k) = left;
			any |= month == SETTLE_MONTHS - 1 && left != SETTLE_NONE && left != 0;
		}
	}
	if (!any)
		return;
	last = GROW(view->places, view->count);
	*last = rest;
	view->rest = true;
}

static int
find_newer(struct store *st, const char *county, const struct settle_slice *slice, const char *until,
           struct settle_view *out)
{
	struct rows r = rows_open(st, SQL_SETTLE_NEWER, BIND(SLICE(county, slice), T(out->yearly ? "" : out->period),
	                                                     T(until)));

	if (rows_next(&r)) {
		row_copy(&r, 0, out->newer, sizeof out->newer);
		out->newer_places = row_int(&r, 1);
	}
	return rows_close(&r);
}

int
settle_view(struct store *st, const char *county, const struct settle_slice *slice, const char *until,
            int32_t today, bool english, struct settle_view *out)
{
	memset(out, 0, sizeof *out);
	snprintf(out->county.code, sizeof out->county.code, "%s", county);
	store_division(st, county, english, out->county.name, sizeof out->county.name);
	if (english && strstr(out->county.name, " County") != NULL)
		/* as the townships: only what tells it from others */
		*strstr(out->county.name, " County") = '\0';
	if (find_period(st, county, slice, until, out) != 0 || load_months(st, slice, out, &out->county) < 0 ||
	    rows_all(rows_open(st, SQL_SETTLE_PLACES, BIND(T(county), DAY(today), ENGLISH(english))), place,
	             &out->places, &out->count) != 0) {
		settle_view_clear(out);
		return -1;
	}
	for (int i = 0; i < out->count; i++) {
		int found = load_months(st, slice, out, &out->places[i]);
		if (found < 0) {
			settle_view_clear(out);
			return -1;
		}
		out->places_known |= found == 1;
	}
	if (find_newer(st, county, slice, until, out) != 0) {
		settle_view_clear(out);
		return -1;
	}
	if (out->places_known && store_sees_county(st))
		add_rest(out);
	return 0;
}

void
settle_view_clear(struct settle_view *view)
{
	free(view->places);
	memset(view, 0, sizeof *view);
}

/* ---- where a figure comes from -------------------------------------------------------- */

COLUMNS(source, struct settle_source, COL(id), COL(origin), COL(fetched), COL(precision), COL(sample), COL(rev))

int
settle_source(struct store *st, const char *division, const struct settle_slice *slice, const char *period,
              struct settle_source *out)
{
	memset(out, 0, sizeof *out);
	return rows_one(rows_open(st, SQL_SETTLE_SOURCE, BIND(SLICE(division, slice), T(period))), source, out);
}

int
settle_printed(struct store *st, const char *id, struct settle_printed *out)
{
	struct rows r = rows_open(st, SQL_SETTLE_PRINTED, BIND(T(id)));
	const struct { const char *field; char *text; } places[] = {
		{ "cases", out->cases }, { "total_fen", out->total }, { "scope_fen", out->scope },
		{ "paid_fen", out->paid },
		{ "oop_fen", out->oop }, { "basic_fen", out->layer[LAYER_BASIC] },
		{ "catastrophic_fen", out->layer[LAYER_CATASTROPHIC] }, { "aid_fen", out->layer[LAYER_AID] },
		{ "backstop_fen", out->layer[LAYER_BACKSTOP] }, { "supplement_fen", out->layer[LAYER_SUPPLEMENT] },
		{ "hosp_relief_fen", out->layer[LAYER_HOSP_RELIEF] }, { "re_aid_fen", out->layer[LAYER_RE_AID] },
	};

	memset(out, 0, sizeof *out);
	while (rows_next(&r))
		for (size_t i = 0; i < sizeof places / sizeof *places; i++)
			if (strcmp(places[i].field, row_text(&r, 0)) == 0)
				row_copy(&r, 1, places[i].text, sizeof out->cases);
	return rows_close(&r);
}

int
settle_one(struct store *st, const char *division, const struct settle_slice *slice, const char *period,
           struct settle *out)
{
	settle_nothing(out);
	return rows_one(rows_open(st, SQL_SETTLE_ROWS, BIND(SLICE(division, slice), T(period), T(period),
	                                                    I((int)strlen(period)))), settle, out) < 0 ? -1 : 0;
}

int64_t
indicator_target(struct store *st, const char *id, int32_t today)
{
	char key[80], text[32], *end;
	size_t n = strlen(id);
	long long value;

	n -= n > 5 && strcmp(id + n - 5, "_rate") == 0 ? 5 : n > 3 && strcmp(id + n - 3, "_bp") == 0 ? 3 : 0;
	snprintf(key, sizeof key, "%.*s_target", (int)n, id);
	value = strtoll(store_param(st, key, today, text, sizeof text), &end, 10);
	return *text != '\0' && *end == '\0' ? value : SETTLE_NONE;
}

COLUMNS(indicator, struct indicator, COL_NAME(name), COL(formula), COL_SKIP, COL_OR_NONE(target), COL(definition),
	COL(version), COL(clause))

int
indicator_get(struct store *st, const char *id, int32_t today, bool english, struct indicator *out)
{
	struct rows r = rows_open(st, SQL_INDICATOR_GET, BIND(T(id), ENGLISH(english)));

	*out = (struct indicator){ .up = strcmp(id, "burden_bp") != 0, .version = 1, .target = SETTLE_NONE };
	if ((out->known = rows_next(&r))) {
		row_fill(&r, indicator, out);
		out->up = strcmp(row_text(&r, 3), "down") != 0;
	}
	if (rows_close(&r) != 0)
		return -1;
	if (out->target == SETTLE_NONE)
		out->target = indicator_target(st, id, today);
	return 0;
}
