#include "store/measure/checks.h"

#include "model/records/grow.h"
#include "model/figures/words.h"
#include "store/measure/checks.sql.h"
#include "store/cache/db.h"
#include "store/measure/measure_in.h"
#include "store/measure/params.h"

void
checks_clear(struct checks *c)
{
	free(c->rows);
	*c = (struct checks){ 0 };
}

int
check_severity(enum arith_verdict verdict)
{
	static const int severity[ARITH_VERDICTS] = {
		[ARITH_BROKEN] = 0, [ARITH_ALERT] = 1, [ARITH_MISMATCH] = 2, [ARITH_CONFLICT] = 3,
		[ARITH_INFEASIBLE] = 4,
		[ARITH_GAP] = 5, [ARITH_SUSPECT] = 6, [ARITH_MISSING] = 7, [ARITH_DERIVED] = 8, [ARITH_ROUNDING] = 9,
		[ARITH_HOLDS] = 10, [ARITH_EXACT] = 11,
	};

	return severity[verdict];
}

bool
check_failed(enum arith_verdict verdict)
{
	return verdict >= ARITH_MISMATCH && verdict <= ARITH_SUSPECT;
}

bool
check_title_ours(const struct check_row *row)
{
	return row->kind != CHECK_RULE;
}

/* ---- the packs' rules ----------------------------------------------------------------- */

/* The newest period for which both sides are known somewhere; else the left one alone. */
static void
choose_period(struct measures *m, const struct check_row *r, const char *division, char period[8])
{
	char both[1400];

	snprintf(both, sizeof both, "( %s ) + ( %s )", r->expr, r->expect[0] != '\0' ? r->expect : "0");
	if (!measure_latest_formula(m, both, division, r->category, period))
		measure_latest_formula(m, r->expr, division, r->category, period);
}

static void
work_at(struct measures *m, struct check_row *r, const char *verdict, const char *division, const char *period)
{
	struct arith_rule rule = { r->check, r->expr, r->expect, verdict };
	struct measure_at at = { division, period, r->category };

	measure_judge(m, &rule, &at, &r->result, &r->finest);
	snprintf(r->period, sizeof r->period, "%s", period);
}

/* Figures by their ids need no period; a rule that names indicators is about the newest there is. */
static void
work_once(struct measures *m, struct check_row *r, const char *verdict)
{
	char period[8];

	work_at(m, r, verdict, measures_county(m), "");
	if (r->result.verdict != ARITH_MISSING)
		return;
	choose_period(m, r, measures_county(m), period);
	if (*period != '\0')
		work_at(m, r, verdict, measures_county(m), period);
}

static void
work_townships(struct measures *m, struct checks *out, const struct check_row *rule, const char *verdict, bool english)
{
	const struct measure_place *places;
	int count = measures_places(m, &places);
	char period[8];

	choose_period(m, rule, NULL, period);
	for (int i = 0; i < count; i++) {
		struct check_row *r;
		/* A09: what is guarded against in places of one class is not asked of the others. */
		if (*rule->class != '\0' && *places[i].class != '\0' && strcmp(rule->class, places[i].class) != 0)
			continue;
		r = GROW(out->rows, out->count);
		*r = *rule;
		snprintf(r->division, sizeof r->division, "%s", places[i].code);
		snprintf(r->place, sizeof r->place, "%s", english ? places[i].name_en : places[i].name);
		work_at(m, r, verdict, places[i].code, period);
	}
}

/* Each place of care and tier of which the county has rows: what is there of one is a slice of all. */
static void
work_slices(struct measures *m, struct store *st, struct checks *out, const struct check_row *rule, const char *verdict,
            bool english)
{
	const char *lists[] = { measure_flows, measure_tiers }, *terms[] = { "scope", "institution_tier" };
	struct check_row one;
	char period[8], name[96];

	for (int list = 0; list < 2; list++)
		for (const char *at = lists[list]; *at != '\0'; at += strspn(at, " ")) {
			size_t n = strcspn(at, " ");
			one = *rule;
			snprintf(one.category, sizeof one.category, "%.*s", (int)n, at);
			snprintf(one.division, sizeof one.division, "%s", measures_county(m));
			at += n;
			choose_period(m, &one, one.division, period);
			if (*period == '\0')
				continue;
			snprintf(one.place, sizeof one.place, "%s",
			         store_term(st, terms[list], one.category, english, name, sizeof name));
			work_at(m, &one, verdict, one.division, period);
			*(struct check_row *)GROW(out->rows, out->count) = one;
		}
}

static void
work_rule(struct measures *m, struct store *st, struct checks *out, struct check_row *rule, const char *verdict,
          bool english)
{
	struct check_row *r;
	char period[8];

	out->rules++;
	if (strcmp(rule->each, "TOWNSHIP") == 0) {
		work_townships(m, out, rule, verdict, english);
		return;
	}
	if (strcmp(rule->each, "SLICE") == 0) {
		work_slices(m, st, out, rule, verdict, english);
		return;
	}
	r = GROW(out->rows, out->count);
	*r = *rule;
	if (rule->each[0] == '\0') {
		work_once(m, r, verdict);
	} else {
		snprintf(r->division, sizeof r->division, "%s", measures_county(m));
		store_division(st, r->division, english, r->place, sizeof r->place);
		choose_period(m, r, r->division, period);
		work_at(m, r, verdict, r->division, period);
	}
	rows_text(rows_open(st, SQL_CHECKS_PRINTED, BIND(T(r->expect))), r->printed, sizeof r->printed);
}

COLUMNS(rule_columns, struct check_row, COL(id), COL(title), COL(check), COL(expr), COL(expect), COL(unit), COL(clause),
	COL(note), COL(each), COL(category), COL_SKIP, COL(class),
	COL(local))

static int
work_rules(struct measures *m, struct store *st, bool english, struct checks *out)
{
	struct rows r = rows_open(st, SQL_CHECKS_RULES, NULL);
	struct check_row rule = { .kind = CHECK_RULE };
	char verdict[24];

	while (rows_next(&r)) {
		row_fill(&r, rule_columns, &rule);
		row_copy(&r, 10, verdict, sizeof verdict);
		work_rule(m, st, out, &rule, verdict, english);
	}
	return rows_close(&r);
}

/* ---- parameters that change while the campaign runs (A05) -------------------------------- */

static int
work_params(struct store *st, int32_t today, struct checks *out)
{
	struct params p;

	if (params_read(st, today, &p) != 0)
		return -1;
	for (int i = 0; i < p.count; i++) {
		const struct param_row *row = &p.rows[i];
		struct check_row *r;
		char before[100], value[100];
		if (row->change == PARAM_STEADY)
			continue;
		r = GROW(out->rows, out->count);
		r->kind = CHECK_PARAM;
		snprintf(r->id, sizeof r->id, "param:%.40s", row->key);
		snprintf(r->title, sizeof r->title, "%s", params_change_text(row->change));
		snprintf(r->expr, sizeof r->expr, "%s", row->name);
		params_value_text(row->unit, row->before, before, sizeof before);
		params_value_text(row->unit, row->value, value, sizeof value);
		snprintf(r->note, sizeof r->note, "%s: %s -> %s", row->valid_from, before, value);
		snprintf(r->record, sizeof r->record, "%s", row->id);
		snprintf(r->clause, sizeof r->clause, "%s", row->clause);
		r->local = row->local;
		r->result.verdict = row->change == PARAM_DEVIATES ? ARITH_CONFLICT : ARITH_ALERT;
	}
	params_clear(&p);
	return 0;
}

int
checks_rules(struct measures *m, struct store *st, bool english, struct checks *out)
{
	memset(out, 0, sizeof *out);
	return work_rules(m, st, english, out);
}

static int
work_rest(struct measures *m, struct store *st, bool english, int part, struct checks *out)
{
	if (checks_data(m, st, english, part, out) != 0 ||
	    (part == CHECKS_RESTS - 1 && work_params(st, measures_today(m), out) != 0))
		return -1;
	return measures_failed(m);
}

/* Looked for anew only once something was written. */
int
checks_rest(struct measures *m, struct store *st, bool english, int part, struct checks *out)
{
	struct measure_data *found = &m->data[part];
	int64_t version = store_version(st);

	if (found->version != version || found->english != english) {
		struct checks fresh = { .count = 0 };
		if (work_rest(m, st, english, part, &fresh) != 0) {
			checks_clear(&fresh);
			return -1;
		}
		free(found->rows);
		*found = (struct measure_data){ fresh.rows, fresh.count, english, version };
	}
	for (int i = 0; i < found->count; i++)
		*(struct check_row *)GROW(out->rows, out->count) = found->rows[i];
	return 0;
}

int
checks_work(struct measures *m, struct store *st, bool english, struct checks *out)
{
	int rc = checks_rules(m, st, english, out);

	for (int part = 0; part < CHECKS_RESTS && rc == 0; part++)
		rc = checks_rest(m, st, english, part, out);
	if (rc != 0)
		checks_clear(out);
	return rc;
}

/* Which indicators an expression names. */
static void
mark_named(struct measures *m, const char *expr, bool *named)
{
	const struct measure_indicator *all, *one;
	char text[WORD_TEXT_MAX], why[160];
	struct word w;

	measures_indicators(m, &all);
	while (word_next(&expr, text) == 1)
		if (word_parse(text, &w, why, sizeof why) == 0 &&
		    (w.what == WORD_NAME || w.what == WORD_PREV || w.what == WORD_YEARAGO || w.what == WORD_ZERO) &&
		    (one = measures_indicator(m, w.name)) != NULL)
			named[one - all] = true;
}

void
checks_alerts(const struct checks *c, struct measures *m, int *alerts)
{
	const struct measure_indicator *all;
	int count = measures_indicators(m, &all), n;
	bool *named = calloc((size_t)count + 1, sizeof *named);

	memset(alerts, 0, sizeof *alerts * (size_t)count);
	for (int i = 0; i < c->count && named != NULL; i += n) {
		int failed = 0;
		for (n = 0; i + n < c->count && strcmp(c->rows[i + n].id, c->rows[i].id) == 0; n++)
			failed += check_failed(c->rows[i + n].result.verdict);
		if (failed == 0 || c->rows[i].kind != CHECK_RULE)
			continue;
		memset(named, 0, sizeof *named * (size_t)count);
		mark_named(m, c->rows[i].expr, named);
		mark_named(m, c->rows[i].expect, named);
		for (int k = 0; k < count; k++)
			alerts[k] += named[k] ? failed : 0;
	}
	free(named);
}
