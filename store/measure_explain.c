#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/measure.sql.h"
#include "store/measure_in.h"

/* ---- what a word is about, and where its value stands ------------------------------- */

static void
name_of(struct measures *m, const char *id, const char *kind, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_NAME_OF);

	snprintf(out, size, "%s", id);
	if (q == NULL)
		return;
	bind_text(q, 1, id);
	bind_text(q, 2, kind);
	if (sqlite3_step(q) == SQLITE_ROW)
		snprintf(out, size, "%s", column_text(q, english ? 1 : 0));
	sqlite3_reset(q);
}

static void
param_source(struct measures *m, const char *key, int32_t day, struct measure_part *p)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_PARAM);
	char date[11];

	civil_format(day, date);
	if (q == NULL)
		return;
	bind_text(q, 1, key);
	bind_text(q, 2, date);
	if (sqlite3_step(q) == SQLITE_ROW) {
		snprintf(p->title, sizeof p->title, "%s", column_text(q, 2));
		snprintf(p->source, sizeof p->source, "%s %s  %s..%s  %s", column_text(q, 0), column_text(q, 1), column_text(q, 3), column_text(q, 4), column_text(q, 5));
	}
	sqlite3_reset(q);
}

static void
figure_source(struct measures *m, const char *id, struct measure_part *p)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_FIGURE_SOURCE);

	if (q == NULL)
		return;
	bind_text(q, 1, id);
	if (sqlite3_step(q) == SQLITE_ROW) {
		snprintf(p->title, sizeof p->title, "%s", column_text(q, 0));
		snprintf(p->source, sizeof p->source, "%s  %s  %s", column_text(q, 4), column_text(q, 8), column_text(q, 1));
	}
	sqlite3_reset(q);
}

/* A settlement measure's record, of the place itself. */
static void
settled_source(struct measures *m, const struct word *w, const struct measure_at *at, struct measure_part *p)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_SETTLED_SOURCE);
	const char *scope, *svc, *pop;

	measure_slice(m, w, at, &scope, &svc, &pop);
	snprintf(p->title, sizeof p->title, "%s", record_fields[w->field].title);
	if (q == NULL)
		return;
	bind_text(q, 1, at->division);
	bind_text(q, 2, at->period);
	bind_text(q, 3, scope);
	bind_text(q, 4, svc);
	bind_text(q, 5, pop);
	if (sqlite3_step(q) == SQLITE_ROW)
		snprintf(p->source, sizeof p->source, "%s  %s  %.16s", column_text(q, 0), column_text(q, 1), column_text(q, 2));
	else
		snprintf(p->source, sizeof p->source, "%s %s %s", scope, svc, pop);
	sqlite3_reset(q);
}

static const char *
kind_of(enum word_name name)
{
	return name == WORD_OF_LEDGER ? "ledger" : name == WORD_OF_CHECKLIST ? "checklist" : name == WORD_OF_DUTY ? "duty" :
	       name == WORD_OF_TYPE ? "institution_type" : "";
}

static void
describe(struct measures *m, const struct word *w, const struct measure_at *at, bool english, struct measure_part *p)
{
	const struct measure_indicator *ind;
	int32_t first, day = m->today;

	snprintf(p->title, sizeof p->title, "%s", w->name);
	if (measure_period_days(at->period, &first, &day) && day > m->today)
		day = m->today;
	switch (w->what) {
	case WORD_NAME: case WORD_PREV: case WORD_YEARAGO:
		ind = measures_indicator(m, w->name);
		if (ind != NULL)
			snprintf(p->title, sizeof p->title, "%s", english ? ind->name_en : ind->name);
		if (ind == NULL || w->what == WORD_NAME)
			figure_source(m, w->name, p);
		break;
	case WORD_MEASURE:
		settled_source(m, w, at, p);
		break;
	case WORD_PARAM:
		param_source(m, w->name, day, p);
		break;
	default:
		name_of(m, w->name, kind_of(word_defs[w->what].name), english, p->title, sizeof p->title);
	}
}

int
measure_parts(struct measures *m, const char *formula, const struct measure_at *at, bool english, struct measure_part *out, int max)
{
	struct measure_at clean = { at->division, at->period, at->category != NULL ? at->category : "" };
	char text[WORD_TEXT_MAX], why[160];
	struct word w;
	int n = 0;

	while (n < max && word_next(&formula, text) == 1) {
		struct measure_part *p = &out[n];
		bool seen = false;
		for (int i = 0; i < n; i++)
			seen |= strcmp(out[i].word, text) == 0;
		if (seen || word_parse(text, &w, why, sizeof why) != 0)
			continue;
		memset(p, 0, sizeof *p);
		snprintf(p->word, sizeof p->word, "%s", text);
		measure_word(m, text, &clean, &p->value);
		describe(m, &w, &clean, english, p);
		n++;
	}
	return n;
}

/* ---- an indicator's own figure, and others that say otherwise -------------------------- */

static void
own_figure(struct measures *m, const char *id, struct measure_why *out)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_FIGURE_SOURCE);
	struct { char *text; size_t size; int column; } into[] = {
		{ out->origin, sizeof out->origin, 1 }, { out->batch, sizeof out->batch, 2 }, { out->fetched, sizeof out->fetched, 3 },
		{ out->printed, sizeof out->printed, 4 }, { out->clause, sizeof out->clause, 5 }, { out->denominator, sizeof out->denominator, 6 },
	};

	snprintf(out->figure, sizeof out->figure, "%s", id);
	if (q == NULL)
		return;
	bind_text(q, 1, id);
	if (sqlite3_step(q) == SQLITE_ROW) {
		for (size_t i = 0; i < sizeof into / sizeof *into; i++)
			snprintf(into[i].text, into[i].size, "%s", column_text(q, into[i].column));
		out->sample = sqlite3_column_int(q, 7) != 0;
	}
	sqlite3_reset(q);
}

static void
other_figures(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at, struct measure_why *out)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_MEASURE_FIGURES);

	if (q == NULL)
		return;
	bind_text(q, 1, ind->id);
	bind_text(q, 2, at->division);
	while (sqlite3_step(q) == SQLITE_ROW && out->other_count < 4) {
		const char *category = column_text(q, 1);
		if (strcmp(column_text(q, 0), out->figure) == 0 || strcmp(column_text(q, 2), at->period) != 0 ||
		    strcmp(strcmp(category, "ALL") == 0 ? "" : category, at->category) != 0)
			continue;
		int i = out->other_count++;
		snprintf(out->others[i].id, sizeof out->others[i].id, "%s", column_text(q, 0));
		out->others[i].value = sqlite3_column_int64(q, 3);
		out->others[i].precision = sqlite3_column_int64(q, 4);
		snprintf(out->others[i].unit, sizeof out->others[i].unit, "%s", column_text(q, 5));
		snprintf(out->others[i].name, sizeof out->others[i].name, "%s", column_text(q, 6));
		snprintf(out->others[i].denominator, sizeof out->others[i].denominator, "%s", column_text(q, 7));
	}
	sqlite3_reset(q);
}

void
measure_explain(struct measures *m, const char *id, const struct measure_at *at, bool english, struct measure_why *out)
{
	const struct measure_indicator *ind = measures_indicator(m, id);
	struct measure_at clean = { at->division, at->period, at->category != NULL && strcmp(at->category, "ALL") != 0 ? at->category : "" };

	memset(out, 0, sizeof *out);
	measure_indicator(m, id, &clean, &out->value);
	if (ind == NULL)
		return;
	if (out->value.from == MEASURE_FIGURE)
		own_figure(m, measure_figure_id(m, ind, &clean), out);
	if (out->value.disputed && out->value.from == MEASURE_FIGURE)
		other_figures(m, ind, &clean, out);
	if (ind->formula[0] != '\0' && out->value.from != MEASURE_FIGURE)
		out->part_count = measure_parts(m, ind->formula, &clean, english, out->parts, MEASURE_PARTS);
}
