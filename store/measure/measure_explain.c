
#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"

/* ---- what a word is about, and where its value stands ------------------------------- */

static void
param_source(struct measures *m, bool before, const char *key, int32_t day, struct measure_part *p)
{
	const struct bind *binds = BIND(T(key), DAY(day));
	struct rows r = before ? rows_open(m->st, SQL_MEASURE_PARAM_BEFORE, binds)
	                : rows_open(m->st, SQL_MEASURE_PARAM, binds);

	if (rows_next(&r)) {
		row_copy(&r, 2, p->title, sizeof p->title);
		snprintf(p->source, sizeof p->source, "%s %s  %s..%s  %s", row_text(&r, 0), row_text(&r, 1),
		         row_text(&r, 3), row_text(&r, 4), row_text(&r, 5));
	}
	measure_noted(m, rows_close(&r));
}

static void
figure_source(struct measures *m, const char *id, struct measure_part *p)
{
	struct rows r = rows_open(m->st, SQL_MEASURE_FIGURE_SOURCE, BIND(T(id)));

	if (rows_next(&r)) {
		row_copy(&r, 0, p->title, sizeof p->title);
		snprintf(p->source, sizeof p->source, "%s  %s  %s", row_text(&r, 4), row_text(&r, 8), row_text(&r, 1));
	}
	measure_noted(m, rows_close(&r));
}

/* A settlement measure's record, of the place itself. */
static void
settled_source(struct measures *m, const struct word *w, const struct measure_at *at, struct measure_part *p)
{
	const char *scope, *svc, *pop;
	struct rows r;

	measure_slice(m, w, at, &scope, &svc, &pop);
	snprintf(p->title, sizeof p->title, "%s", record_fields[w->field].title);
	r = rows_open(m->st, SQL_MEASURE_SETTLED_SOURCE, BIND(T(at->division), T(at->period), T(scope), T(svc),
	                                                      T(pop)));
	if (rows_next(&r))
		snprintf(p->source, sizeof p->source, "%s  %s  %.16s", row_text(&r, 0), row_text(&r, 1),
		         row_text(&r, 2));
	else
		snprintf(p->source, sizeof p->source, "%s %s %s", scope, svc, pop);
	measure_noted(m, rows_close(&r));
}

static const char *
kind_of(enum word_name name)
{
	return name == WORD_OF_LEDGER ? "ledger" : name == WORD_OF_CHECKLIST ? "checklist" : name == WORD_OF_DUTY
	       ? "duty" : name == WORD_OF_TYPE ? "institution_type" : "";
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
	case WORD_NAME: case WORD_PREV: case WORD_YEARAGO: case WORD_ZERO:
		ind = measures_indicator(m, w->name);
		if (ind != NULL)
			snprintf(p->title, sizeof p->title, "%s", english ? ind->name_en : ind->name);
		if (ind == NULL || w->what == WORD_NAME)
			figure_source(m, w->name, p);
		break;
	case WORD_MEASURE:
		settled_source(m, w, at, p);
		break;
	case WORD_PARAM: case WORD_BEFORE:
		param_source(m, w->what == WORD_BEFORE, w->name, day, p);
		break;
	case WORD_ISSUES: case WORD_FOUND:
		measure_issue_title(m, w, english, p->title, sizeof p->title);
		break;
	default:
		rows_text(rows_open(m->st, SQL_MEASURE_NAME_OF,
		                    BIND(T(w->name), T(kind_of(word_defs[w->what].name)), ENGLISH(english))), p->title,
		          sizeof p->title);
	}
}

int
measure_parts(struct measures *m, const char *formula, const struct measure_at *at, bool english,
              struct measure_part *out, int max)
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

COLUMNS(own, struct measure_why, COL_SKIP, COL(origin), COL(batch), COL(fetched), COL(printed), COL(clause),
	COL(denominator), COL(sample))
COLUMNS(other, struct measure_other, COL(id), COL_SKIP, COL_SKIP, COL(value), COL(precision), COL(unit), COL(name),
	COL(denominator))

static void
own_figure(struct measures *m, const char *id, struct measure_why *out)
{
	snprintf(out->figure, sizeof out->figure, "%s", id);
	measure_noted(m, rows_one(rows_open(m->st, SQL_MEASURE_FIGURE_SOURCE, BIND(T(id))), own, out));
}

static void
other_figures(struct measures *m, const struct measure_indicator *ind, const struct measure_at *at,
              struct measure_why *out)
{
	struct rows r = rows_open(m->st, SQL_MEASURE_FIGURES, BIND(T(ind->id), T(at->division)));

	while (rows_next(&r) && out->other_count < 4) {
		const char *category = row_text(&r, 1);
		if (strcmp(row_text(&r, 0), out->figure) != 0 && strcmp(row_text(&r, 2), at->period) == 0 &&
		    strcmp(strcmp(category, "ALL") == 0 ? "" : category, at->category) == 0)
			row_fill(&r, other, &out->others[out->other_count++]);
	}
	measure_noted(m, rows_close(&r));
}

void
measure_explain(struct measures *m, const char *id, const struct measure_at *at, bool english, struct measure_why *out)
{
	const struct measure_indicator *ind = measures_indicator(m, id);
	bool all = at->category == NULL || strcmp(at->category, "ALL") == 0;
	struct measure_at clean = { at->division, at->period, all ? "" : at->category };

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
