
#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/intake/difference.h"
#include "hub/people/roster.sql.h"
#include "hub/people/roster_in.h"

struct figure_def { const char *indicator, *unit; enum roster_column needs; const char *name, *name_en, *direction; };
static const struct figure_def figures[] = {
#define FIGURE(indicator, unit, needs, name, name_en, direction, expression) \
	{ indicator, unit, ROSTER_##needs, name, name_en, direction },
#include "hub/people/roster.def"
#undef FIGURE
};
enum { FIGURES = sizeof figures / sizeof *figures };

static const struct { const char *prefix; enum roster_column needs; const char *list, *field; } reasons[] = {
#define REASONS(prefix, needs, list, field) { prefix, ROSTER_##needs, list, field },
#include "hub/people/roster.def"
#undef REASONS
};

/* One pass over a version, by township and set of categories; then a column a figure, a row a place and category. */
static const char sums[] = "WITH base AS MATERIALIZED (SELECT township, pops"
#define FIGURE(indicator, unit, needs, name, name_en, direction, expression) ", sum(" expression ") AS sum_" indicator
#include "hub/people/roster.def"
#undef FIGURE
	" FROM roster_row WHERE source = ?1 AND batch = ?2 GROUP BY township, pops)"
	" SELECT coalesce(county, township), pop"
#define FIGURE(indicator, unit, needs, name, name_en, direction, expression) ", coalesce(sum(sum_" indicator "), 0)"
#include "hub/people/roster.def"
#undef FIGURE
	" FROM base CROSS JOIN roster_whole"
	" CROSS JOIN roster_pops ON pop = 'ALL' OR instr(' ' || pops || ' ', ' ' || pop || ' ') > 0"
	" GROUP BY 1, 2";

struct writing { struct roster *r; long written; struct change_teller tell; };

/* ---- one figure ------------------------------------------------------------------- */

static int
put(struct writing *w, enum kind kind, const char *id, cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body), *was = NULL;
	struct hub_record have;
	int found = hub_db_get(w->r->db, kind, id, &have), rc;

	/* A month's figure that is another now has both in its history. */
	if (found == 1 && have.body != NULL)
		was = strdup(have.body);
	rc = text != NULL && found >= 0 ? hub_db_put(w->r->db, kind, id, text, w->r->b->at, w->r->b->by, NULL) : -1;
	if (rc == 1 && was != NULL && change_tell(&w->tell, kind, id, was, text, 0) != 0)
		rc = -1;
	free(was);
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

	snprintf(id, sizeof id, "%.40s-%s-%s-%s%s%.40s", r->b->source, r->period, place, all ? "" : pop, all ? "" : "-",
	         f->indicator);
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

/* Figures are written while the counts are read: they were sorted, so all rows had been read by the first. */
static int
write_sums(struct writing *w)
{
	const struct roster *r = w->r;
	struct rows rows = hub_rows(r->db, sums, BIND(T(r->b->source), T(r->b->id), I(r->rule_count > 0)));
	int rc = 0;

	while (rc == 0 && rows_next(&rows))
		for (int f = 0; rc == 0 && f < FIGURES; f++)
			if (r->has[figures[f].needs])
				rc = write_figure(w, &figures[f], row_text(&rows, 0), row_text(&rows, 1),
				                  row_int64(&rows, 2 + f));
	return rows_close(&rows) != 0 ? -2 : rc;
}

/* ---- reasons: one figure a code of a term list ---------------------------------------- */

/* "reason_army" of code ARMY. */
static void
name_indicator(const char *prefix, const char *code, char *out, size_t size)
{
	size_t n = (size_t)snprintf(out, size, "%s%s", prefix, code);

	for (size_t i = strlen(prefix); i < n && i < size; i++)
		out[i] = (char)tolower((unsigned char)out[i]);
}

static int
write_reasons(struct writing *w, size_t which)
{
	const struct roster *r = w->r;
	struct rows rows = hub_rows(r->db, SQL_ROSTER_REASONS, BIND(T(r->b->source), T(r->b->id),
	                                                            T(reasons[which].list), T(reasons[which].field)));
	char indicator[96], last[96] = "";
	int rc = 0;

	while (rc == 0 && rows_next(&rows)) {
		struct figure_def f = { indicator, "person", reasons[which].needs, row_text(&rows, 1),
			row_text(&rows, 2), "" };
		name_indicator(reasons[which].prefix, row_text(&rows, 0), indicator, sizeof indicator);
		if (strcmp(indicator, last) != 0)
			rc = ensure_indicator(w, &f);
		memcpy(last, indicator, sizeof last);
		if (rc == 0)
			rc = write_figure(w, &f, row_text(&rows, 3), row_text(&rows, 4), row_int64(&rows, 5));
	}
	return rows_close(&rows) != 0 ? -2 : rc;
}

/* ---- the whole ------------------------------------------------------------------------- */

int
roster_figures(struct roster *r, long *written)
{
	struct writing w = { .r = r, .tell = { .db = r->db, .batch = r->b->id, .by = r->b->by, .file = r->b->called,
		.at = r->b->at } };
	int rc = 0;

	for (int i = 0; rc == 0 && i < FIGURES; i++)
		if (r->has[figures[i].needs])
			rc = ensure_indicator(&w, &figures[i]);
	if (rc == 0)
		rc = write_sums(&w);
	for (size_t i = 0; rc == 0 && i < sizeof reasons / sizeof *reasons; i++)
		if (r->has[reasons[i].needs])
			rc = write_reasons(&w, i);
	*written = w.written;
	return rc;
}
