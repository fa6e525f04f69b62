#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/db_in.h"
#include "hub/member.h"
#include "hub/roster.sql.h"
#include "hub/roster_in.h"

struct figure_def { const char *indicator, *unit; enum roster_column needs; const char *name, *name_en, *direction; };
static const struct figure_def figures[] = {
#define FIGURE(indicator, unit, needs, name, name_en, direction, expression) { indicator, unit, ROSTER_##needs, name, name_en, direction },
#include "hub/roster.def"
#undef FIGURE
};
enum { FIGURES = sizeof figures / sizeof *figures };

static const struct { const char *prefix; enum roster_column needs; const char *list, *field; } reasons[] = {
#define REASONS(prefix, needs, list, field) { prefix, ROSTER_##needs, list, field },
#include "hub/roster.def"
#undef REASONS
};

/* One pass over a version: a column a figure, a row a place and category.  ?4 ?5: the whole county instead of townships. */
static const char sums[] =
	"SELECT CASE ?4 WHEN 1 THEN ?5 ELSE r.township END, p.value"
#define FIGURE(indicator, unit, needs, name, name_en, direction, expression) ", coalesce(sum(" expression "), 0)"
#include "hub/roster.def"
#undef FIGURE
	" FROM roster_row r JOIN json_each(?3) p ON p.value = 'ALL' OR instr(' ' || r.pops || ' ', ' ' || p.value || ' ') > 0"
	" WHERE source = ?1 AND batch = ?2 GROUP BY 1, 2";

struct writing { struct roster *r; char *pops; long written; };

/* ---- one figure ------------------------------------------------------------------- */

static int
put(struct writing *w, enum kind kind, const char *id, cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body);
	int rc = text != NULL ? hub_db_put(w->r->db, kind, id, text, w->r->b->at, w->r->b->by, NULL) : -1;

	free(text);
	cJSON_Delete(body);
	return rc < 0 ? -2 : 0;
}

/* The packs' own wording, where they have the indicator; else ours. */
static int
ensure_indicator(struct writing *w, const struct figure_def *f)
{
	struct hub_record have;
	int found = hub_db_get(w->r->db, KIND_INDICATOR, f->indicator, &have);
	cJSON *body;

	if (found != 0)
		return found < 0 ? -2 : 0;
	body = cJSON_CreateObject();
	cJSON_AddStringToObject(body, "name", f->name);
	cJSON_AddStringToObject(body, "name_en", f->name_en);
	cJSON_AddStringToObject(body, "unit", f->unit);
	if (*f->direction != '\0')
		cJSON_AddStringToObject(body, "direction", f->direction);
	cJSON_AddStringToObject(body, "every", "MONTH");
	return put(w, KIND_INDICATOR, f->indicator, body);
}

static int
write_figure(struct writing *w, const struct figure_def *f, const char *place, const char *pop, int64_t value)
{
	const struct roster *r = w->r;
	bool all = strcmp(pop, "ALL") == 0;
	char id[HUB_ID_MAX + 1], origin[192];
	cJSON *body = cJSON_CreateObject();

	snprintf(id, sizeof id, "%.40s-%s-%s-%s%s%.40s", r->b->source, r->period, place, all ? "" : pop, all ? "" : "-", f->indicator);
	snprintf(origin, sizeof origin, "%.120s %.60s", r->source_name, r->b->id);
	cJSON_AddStringToObject(body, "indicator", f->indicator);
	cJSON_AddStringToObject(body, "name", f->name);
	cJSON_AddStringToObject(body, "period", r->period);
	cJSON_AddStringToObject(body, "division", place);
	if (!all)
		cJSON_AddStringToObject(body, "category", pop);
	cJSON_AddStringToObject(body, "batch", r->b->id);
	cJSON_AddNumberToObject(body, "value", (double)value);
	cJSON_AddStringToObject(body, "unit", f->unit);
	cJSON_AddNumberToObject(body, "precision", 1);
	if (strcmp(f->indicator, "should") == 0)
		cJSON_AddStringToObject(body, "denominator", r->source_name);
	cJSON_AddStringToObject(body, "origin", origin);
	w->written++;
	return put(w, KIND_FIGURE, id, body);
}

/* ---- figures of the table ----------------------------------------------------------- */

static void
bind_place(const struct writing *w, sqlite3_stmt *stmt, int at, bool county)
{
	sqlite3_bind_int(stmt, at, county);
	hub_db_bind(stmt, at + 1, hub_db_county(w->r->db));
}

/* The sums of a place and category, read before anything is written: a statement is not left open over writes. */
struct sum { char place[16], pop[48]; int64_t value[FIGURES]; };

static int
read_sums(struct writing *w, bool county, struct sum **out, int *count)
{
	sqlite3_stmt *stmt = hub_db_stmt(w->r->db, sums);
	int rc, room = 0;

	*count = 0;
	*out = NULL;
	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, w->r->b->source);
	hub_db_bind(stmt, 2, w->r->b->id);
	hub_db_bind(stmt, 3, w->pops);
	bind_place(w, stmt, 4, county);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct sum *s, *more = *out;
		if (*count == room && (more = realloc(*out, (size_t)(room = room == 0 ? 64 : 2 * room) * sizeof *more)) == NULL)
			break;
		*out = more;
		s = &more[(*count)++];
		snprintf(s->place, sizeof s->place, "%s", (const char *)sqlite3_column_text(stmt, 0));
		snprintf(s->pop, sizeof s->pop, "%s", (const char *)sqlite3_column_text(stmt, 1));
		for (int i = 0; i < FIGURES; i++)
			s->value[i] = sqlite3_column_int64(stmt, 2 + i);
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : (hub_db_fail(w->r->db, "counting the roster"), -2);
}

static int
write_sums(struct writing *w, bool county)
{
	struct sum *list;
	int count, rc = read_sums(w, county, &list, &count);

	for (int i = 0; rc == 0 && i < count; i++)
		for (int f = 0; rc == 0 && f < FIGURES; f++)
			if (w->r->has[figures[f].needs])
				rc = write_figure(w, &figures[f], list[i].place, list[i].pop, list[i].value[f]);
	free(list);
	return rc;
}

/* ---- reasons: one figure a code of a term list ---------------------------------------- */

struct code { char code[48], name[96], name_en[96]; };
struct codes { const char *list; struct code *codes; int count, room; };

static int
take_code(void *ctx, const struct hub_record *rec)
{
	struct codes *c = ctx;
	size_t len = strlen(c->list);
	struct code *more;
	cJSON *body;

	if (strncmp(rec->id, c->list, len) != 0 || rec->id[len] != ':')
		return 0;
	if (c->count == c->room) {
		c->room = c->room == 0 ? 16 : 2 * c->room;
		if ((more = realloc(c->codes, (size_t)c->room * sizeof *more)) == NULL)
			return -1;
		c->codes = more;
	}
	body = cJSON_Parse(rec->body);
	member_copy(body, "code", c->codes[c->count].code, sizeof c->codes->code);
	member_copy(body, "name", c->codes[c->count].name, sizeof c->codes->name);
	member_copy(body, "name_en", c->codes[c->count].name_en, sizeof c->codes->name_en);
	c->count++;
	cJSON_Delete(body);
	return 0;
}

static int
read_codes(struct writing *w, const char *list, struct codes *out)
{
	*out = (struct codes){ .list = list };
	return hub_db_each(w->r->db, KIND_TERM, take_code, out) == 0 ? 0 : -2;
}

struct count { char place[16], pop[48]; int64_t value; };

static int
read_reasons(struct writing *w, const char *field, const char *code, bool county, struct count **out, int *count)
{
	sqlite3_stmt *stmt = hub_db_stmt(w->r->db, SQL_ROSTER_REASONS);
	int rc, room = 0;

	*count = 0;
	*out = NULL;
	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, w->r->b->source);
	hub_db_bind(stmt, 2, w->r->b->id);
	hub_db_bind(stmt, 3, w->pops);
	hub_db_bind(stmt, 4, field);
	bind_place(w, stmt, 5, county);
	hub_db_bind(stmt, 7, code);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct count *more = *out;
		if (*count == room && (more = realloc(*out, (size_t)(room = room == 0 ? 64 : 2 * room) * sizeof *more)) == NULL)
			break;
		*out = more;
		snprintf(more[*count].place, sizeof more->place, "%s", (const char *)sqlite3_column_text(stmt, 0));
		snprintf(more[*count].pop, sizeof more->pop, "%s", (const char *)sqlite3_column_text(stmt, 1));
		more[(*count)++].value = sqlite3_column_int64(stmt, 2);
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : (hub_db_fail(w->r->db, "counting reasons"), -2);
}

static int
write_reason(struct writing *w, size_t which, const struct code *code)
{
	char indicator[96];
	struct figure_def f = { indicator, "person", reasons[which].needs, code->name, code->name_en, "" };
	size_t n = (size_t)snprintf(indicator, sizeof indicator, "%s", reasons[which].prefix);
	int rc;

	for (const char *s = code->code; *s != '\0' && n + 1 < sizeof indicator; s++)
		indicator[n++] = (char)tolower((unsigned char)*s);
	indicator[n] = '\0';
	rc = ensure_indicator(w, &f);
	for (int county = 0; rc == 0 && county < 2; county++) {
		struct count *list;
		int count;
		rc = read_reasons(w, reasons[which].field, code->code, county == 1, &list, &count);
		for (int i = 0; rc == 0 && i < count; i++)
			rc = write_figure(w, &f, list[i].place, list[i].pop, list[i].value);
		free(list);
	}
	return rc;
}

static int
write_reasons(struct writing *w)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof reasons / sizeof *reasons; i++) {
		struct codes codes;
		if (!w->r->has[reasons[i].needs])
			continue;
		rc = read_codes(w, reasons[i].list, &codes);
		for (int k = 0; rc == 0 && k < codes.count; k++)
			rc = write_reason(w, i, &codes.codes[k]);
		free(codes.codes);
	}
	return rc;
}

/* ---- the whole ------------------------------------------------------------------------- */

/* ["ALL","FILED",...] of the packs' categories. */
static char *
categories(struct writing *w)
{
	struct codes codes;
	cJSON *list = cJSON_CreateArray();
	char *text;

	cJSON_AddItemToArray(list, cJSON_CreateString("ALL"));
	if (read_codes(w, "pop", &codes) == 0)
		for (int i = 0; i < codes.count; i++)
			if (strcmp(codes.codes[i].code, "ALL") != 0)
				cJSON_AddItemToArray(list, cJSON_CreateString(codes.codes[i].code));
	free(codes.codes);
	text = cJSON_PrintUnformatted(list);
	cJSON_Delete(list);
	return text;
}

int
roster_figures(struct roster *r, long *written)
{
	struct writing w = { .r = r };
	int rc = 0;

	if ((w.pops = categories(&w)) == NULL)
		return -2;
	for (int i = 0; rc == 0 && i < FIGURES; i++)
		if (r->has[figures[i].needs])
			rc = ensure_indicator(&w, &figures[i]);
	if (rc == 0 && (rc = write_sums(&w, false)) == 0 && (rc = write_sums(&w, true)) == 0)
		rc = write_reasons(&w);
	free(w.pops);
	*written = w.written;
	return rc;
}
