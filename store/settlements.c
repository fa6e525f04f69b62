#include "store/settlements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/settlements.sql.h"

static void
bind_slice(sqlite3_stmt *q, const char *division, const struct settle_slice *slice)
{
	bind_text(q, 1, division);
	bind_text(q, 2, slice->scope);
	bind_text(q, 3, slice->svc);
	bind_text(q, 4, slice->pop);
}

/* ---- slices ------------------------------------------------------------------ */

int
settle_slices(struct store *st, const char *county, struct settle_slice *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_SLICES);
	int n = 0, rc = SQLITE_DONE;

	if (q == NULL)
		return -1;
	bind_text(q, 1, county);
	while (n < SETTLE_SLICES && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, out[n].scope, sizeof out[n].scope);
		column_copy(q, 1, out[n].svc, sizeof out[n].svc);
		column_copy(q, 2, out[n].pop, sizeof out[n].pop);
		n++;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? n : store_fail(st, "settlement");
}

void
settle_slice_text(struct store *st, const struct settle_slice *slice, bool english, char *out, size_t size)
{
	char pop[64], svc[64], scope[64];

	bool every_svc = strcmp(slice->svc, "ALL") == 0, every_scope = strcmp(slice->scope, "ALL") == 0;

	/* What is not narrowed down is not said. */
	snprintf(out, size, "%s%s%s%s%s", store_term(st, "pop", slice->pop, english, pop, sizeof pop),
	         every_svc ? "" : " ", every_svc ? "" : store_term(st, "svc", slice->svc, english, svc, sizeof svc),
	         every_scope ? "" : " ", every_scope ? "" : store_term(st, "scope", slice->scope, english, scope, sizeof scope));
}

/* ---- months by place ------------------------------------------------------------ */

static void
settle_nothing(struct settle *s)
{
	*s = (struct settle){ SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, SETTLE_NONE, { 0 },
	                      SETTLE_NONE, SETTLE_NONE, 0 };
	for (int i = 0; i < SETTLE_LAYERS; i++)
		s->layer[i] = SETTLE_NONE;
}

static void
read_settle(sqlite3_stmt *q, struct settle *s)
{
	s->cases = column_number(q, 2);
	s->persons = column_number(q, 3);
	s->instant = column_number(q, 4);
	s->eligible = column_number(q, 5);
	s->total = column_number(q, 6);
	s->scope = column_number(q, 7);
	for (int i = 0; i < SETTLE_LAYERS; i++)
		s->layer[i] = column_number(q, 8 + i);
	s->paid = column_number(q, 15);
	s->oop = column_number(q, 16);
	s->precision = sqlite3_column_int64(q, 17);
}

/* 1 when there was at least one record, 0, -1. */
static int
load_months(struct store *st, const struct settle_slice *slice, const struct settle_view *view, struct settle_place *place)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_ROWS);
	char first[8];
	int found = 0, rc;

	for (int i = 0; i < SETTLE_MONTHS; i++)
		settle_nothing(&place->months[i]);
	if (q == NULL)
		return -1;
	snprintf(first, sizeof first, "%s", view->period);
	if (!view->yearly)
		month_format(view->month - SETTLE_MONTHS + 1, first);
	bind_slice(q, place->code, slice);
	bind_text(q, 5, first);
	bind_text(q, 6, view->period);
	sqlite3_bind_int(q, 7, view->yearly ? 4 : 7);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		int at = view->yearly ? SETTLE_MONTHS - 1 : month_parse(column_text(q, 1)) - view->month + SETTLE_MONTHS - 1;
		if (at < 0 || at >= SETTLE_MONTHS)
			continue;
		read_settle(q, &place->months[at]);
		found = 1;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? found : store_fail(st, "settlement");
}

/* Months go before years; a slice that has both is looked at by month. */
static int
find_period(struct store *st, const char *county, const struct settle_slice *slice, const char *until, struct settle_view *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_LAST);
	int rc;

	if (q == NULL)
		return -1;
	bind_slice(q, county, slice);
	bind_text(q, 5, until);
	rc = sqlite3_step(q);
	out->month = -1;
	if (rc == SQLITE_ROW) {
		out->yearly = *column_text(q, 0) == '\0';
		column_copy(q, out->yearly ? 1 : 0, out->period, sizeof out->period);
		out->month = out->yearly ? -1 : month_parse(out->period);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fail(st, "settlement");
}

static int
list_places(struct store *st, const char *county, int32_t today, bool english, struct settle_view *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_PLACES);
	char date[11];
	int rc, room = 0;

	if (q == NULL)
		return -1;
	civil_format(today, date);
	bind_text(q, 1, county);
	bind_text(q, 2, date);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (out->count == room) {
			void *more = realloc(out->places, (size_t)(room + 32) * sizeof *out->places);
			if (more == NULL)
				break;
			out->places = more;
			room += 32;
		}
		column_copy(q, 0, out->places[out->count].code, sizeof out->places->code);
		column_copy(q, english ? 2 : 1, out->places[out->count].name, sizeof out->places->name);
		out->count++;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "divisions");
}

int
settle_view(struct store *st, const char *county, const struct settle_slice *slice, const char *until,
            int32_t today, bool english, struct settle_view *out)
{
	memset(out, 0, sizeof *out);
	snprintf(out->county.code, sizeof out->county.code, "%s", county);
	store_division(st, county, english, out->county.name, sizeof out->county.name);
	if (english && strstr(out->county.name, " County") != NULL)
		*strstr(out->county.name, " County") = '\0';       /* as the townships: only what tells it from others */
	if (find_period(st, county, slice, until, out) != 0 || load_months(st, slice, out, &out->county) < 0 ||
	    list_places(st, county, today, english, out) != 0) {
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
	return 0;
}

void
settle_view_clear(struct settle_view *view)
{
	free(view->places);
	memset(view, 0, sizeof *view);
}

/* ---- where a figure comes from -------------------------------------------------------- */

int
settle_source(struct store *st, const char *division, const struct settle_slice *slice, const char *period,
              struct settle_source *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_SOURCE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	bind_slice(q, division, slice);
	bind_text(q, 5, period);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, out->id, sizeof out->id);
		column_copy(q, 1, out->origin, sizeof out->origin);
		column_copy(q, 2, out->fetched, sizeof out->fetched);
		out->precision = sqlite3_column_int64(q, 3);
		out->sample = sqlite3_column_int(q, 4) != 0;
		out->rev = sqlite3_column_int64(q, 5);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 0 : rc == SQLITE_DONE ? 1 : store_fail(st, "settlement");
}

int
settle_printed(struct store *st, const char *id, struct settle_printed *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_PRINTED);
	const struct { const char *field; char *text; } places[] = {
		{ "cases", out->cases }, { "total_fen", out->total }, { "scope_fen", out->scope }, { "paid_fen", out->paid },
		{ "oop_fen", out->oop }, { "basic_fen", out->layer[LAYER_BASIC] },
		{ "catastrophic_fen", out->layer[LAYER_CATASTROPHIC] }, { "aid_fen", out->layer[LAYER_AID] },
		{ "backstop_fen", out->layer[LAYER_BACKSTOP] }, { "supplement_fen", out->layer[LAYER_SUPPLEMENT] },
		{ "hosp_relief_fen", out->layer[LAYER_HOSP_RELIEF] }, { "re_aid_fen", out->layer[LAYER_RE_AID] },
	};
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	bind_text(q, 1, id);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		for (size_t i = 0; i < sizeof places / sizeof *places; i++)
			if (strcmp(places[i].field, column_text(q, 0)) == 0)
				column_copy(q, 1, places[i].text, sizeof out->cases);
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "settlement");
}

int
settle_one(struct store *st, const char *division, const struct settle_slice *slice, const char *period, struct settle *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_SETTLE_ROWS);
	int rc;

	settle_nothing(out);
	if (q == NULL)
		return -1;
	bind_slice(q, division, slice);
	bind_text(q, 5, period);
	bind_text(q, 6, period);
	sqlite3_bind_int(q, 7, (int)strlen(period));
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_settle(q, out);
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fail(st, "settlement");
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

int
indicator_get(struct store *st, const char *id, int32_t today, bool english, struct indicator *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_INDICATOR_GET);

	*out = (struct indicator){ .up = strcmp(id, "burden_bp") != 0, .version = 1, .target = SETTLE_NONE };
	if (q == NULL)
		return -1;
	bind_text(q, 1, id);
	if (sqlite3_step(q) == SQLITE_ROW) {
		out->known = true;
		column_copy(q, english ? 1 : 0, out->name, sizeof out->name);
		column_copy(q, 2, out->formula, sizeof out->formula);
		out->up = strcmp(column_text(q, 3), "down") != 0;
		out->target = column_number(q, 4);
		column_copy(q, 5, out->definition, sizeof out->definition);
		out->version = sqlite3_column_int(q, 6);
		column_copy(q, 7, out->clause, sizeof out->clause);
	}
	sqlite3_reset(q);
	if (out->target == SETTLE_NONE)
		out->target = indicator_target(st, id, today);
	return 0;
}
