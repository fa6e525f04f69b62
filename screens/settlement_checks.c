#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/record.h"
#include "screens/settlement.h"

/* ---- the rules ------------------------------------------------------------------ */

static void
head_paint(const struct settlement_model *m, struct canvas *c)
{
	int fine = 0, off = 0, x = 1;
	const char *names[PANE_COUNT] = { _("rates"), _("layers"), _("checks") };

	for (int i = 0; i < m->rule_count; i++) {
		fine += m->rules[i].result.verdict <= ARITH_HOLDS;
		off += m->rules[i].result.verdict > ARITH_DERIVED;
	}
	for (int i = 0; i < PANE_COUNT; i++)
		x += canvas_putf(c, 0, x, c->w - x, i == PANE_CHECKS ? PAINT_TAB_ACTIVE : PAINT_TAB, i == PANE_CHECKS ? "[%s]" : " %s ", names[i]);
	x += canvas_putf(c, 0, x + 1, c->w - x - 1, PAINT_TITLE, _("%d rules worked out again from the published parts"), m->rule_count) + 1;
	canvas_putf(c, 0, x + 2, c->w - x - 2, off > 0 ? PAINT_WARN : PAINT_OK, _("in order %d  to explain %d"), fine, off);
}

struct check_columns { int verdict, title, computed, printed, off, tolerance; };

static struct check_columns
columns_for(int w)
{
	struct check_columns k = { .verdict = 8, .computed = 13, .printed = 13, .off = 9 };

	k.tolerance = w >= 100 ? 9 : 0;
	k.title = w - 2 - k.verdict - k.computed - k.printed - k.off - (k.tolerance > 0 ? k.tolerance + 1 : 0) - 5;
	return k;
}

static void
rule_texts(const struct rule_row *r, char computed[FIGURE_TEXT], char printed[48], char off[FIGURE_TEXT], char tolerance[FIGURE_TEXT])
{
	char value[FIGURE_TEXT];

	strcpy(computed, "-");
	strcpy(printed, "-");
	strcpy(off, "-");
	strcpy(tolerance, "-");
	if (r->result.verdict == ARITH_MISSING || r->result.verdict == ARITH_BROKEN)
		return;
	value_text(r->result.computed, r->unit, r->finest, false, computed);
	if (!r->result.has_expected)
		return;
	value_text(r->result.expected, r->unit, r->finest, false, value);
	snprintf(printed, 48, "%s", r->printed[0] != '\0' ? r->printed : value);
	value_text(r->result.difference, r->unit, r->finest, true, off);
	tolerance_text(r->result.tolerance, r->unit, r->finest, tolerance);
}

static void
rule_paint(const struct settlement_model *m, struct canvas *c, int y, int row)
{
	const struct rule_row *r = &m->rules[row];
	struct check_columns k = columns_for(c->w);
	bool here = row == m->cursor[PANE_CHECKS];
	enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
	char computed[FIGURE_TEXT], printed[48], off[FIGURE_TEXT], tolerance[FIGURE_TEXT];
	int x = 2;

	rule_texts(r, computed, printed, off, tolerance);
	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_pad(c, y, x, k.verdict, verdict_role(r->result.verdict), _(arith_verdict_text(r->result.verdict)));
	canvas_pad(c, y, x += k.verdict + 1, k.title, role, r->title);
	canvas_right(c, y, x += k.title + 1, k.computed, role, computed);
	canvas_right(c, y, x += k.computed + 1, k.printed, role, printed);
	canvas_right(c, y, x += k.printed + 1, k.off, role, off);
	if (k.tolerance > 0)
		canvas_right(c, y, x + k.off + 1, k.tolerance, role, tolerance);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
columns_paint(struct canvas *c, int y)
{
	struct check_columns k = columns_for(c->w);
	int x = 2;

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, x, k.verdict, PAINT_COLUMN_HEAD, _("verdict"));
	canvas_put(c, y, x += k.verdict + 1, k.title, PAINT_COLUMN_HEAD, _("rule"));
	canvas_right(c, y, x += k.title + 1, k.computed, PAINT_COLUMN_HEAD, _("worked out"));
	canvas_right(c, y, x += k.computed + 1, k.printed, PAINT_COLUMN_HEAD, _("printed"));
	canvas_right(c, y, x += k.printed + 1, k.off, PAINT_COLUMN_HEAD, _("off"));
	if (k.tolerance > 0)
		canvas_right(c, y, x + k.off + 1, k.tolerance, PAINT_COLUMN_HEAD, _("tolerance"));
}

static const char *
unit_text(const char *unit)
{
	return strcmp(unit, "fen") == 0 ? _("wan yuan") : strcmp(unit, "bp") == 0 ? "%" : strcmp(unit, "person") == 0 ? _("persons") :
	       strcmp(unit, "visit") == 0 ? _("visits") : unit;
}

static void
explain(const struct rule_row *r, char *out, size_t size)
{
	char computed[FIGURE_TEXT], printed[48], off[FIGURE_TEXT], tolerance[FIGURE_TEXT];

	rule_texts(r, computed, printed, off, tolerance);
	if (r->result.verdict == ARITH_MISSING)
		snprintf(out, size, _("%s: the figure %s is not in the pack; missing is not zero."), _(arith_verdict_text(r->result.verdict)), r->result.why);
	else if (r->result.verdict == ARITH_BROKEN)
		snprintf(out, size, _("%s: %s. Correct it in the pack's rule.csv."), _(arith_verdict_text(r->result.verdict)), r->result.why);
	else if (!r->result.has_expected)
		snprintf(out, size, _("%s: %s %s; nothing is printed to compare with."), _(arith_verdict_text(r->result.verdict)), computed, unit_text(r->unit));
	else
		snprintf(out, size, _("%s: worked out %s, printed %s, off %s; rounding of the printed digits alone explains up to %s."),
		         _(arith_verdict_text(r->result.verdict)), computed, printed, off, tolerance);
}

void
settlement_checks_paint(const struct settlement_model *m, const struct env *env, struct canvas *c)
{
	int shown = settlement_rows(m, env), top = m->top[PANE_CHECKS], y = 2 + shown, used;
	const struct rule_row *r = m->rule_count > 0 ? &m->rules[m->cursor[PANE_CHECKS]] : NULL;
	char text[400];

	head_paint(m, c);
	columns_paint(c, 1);
	for (int i = 0; i < shown && top + i < m->rule_count; i++)
		rule_paint(m, c, 2 + i, top + i);
	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (r == NULL)
		return;
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s%s%s ", r->id, r->expr, r->expect[0] != '\0' ? "  =  " : "", r->expect);
	explain(r, text, sizeof text);
	used = canvas_wrap(c, y + 1, 1, 2, c->w - 2, verdict_role(r->result.verdict), text);
	if (r->note[0] != '\0' && used < 2)
		canvas_putf(c, y + 1 + used++, 1, c->w - 2, PAINT_DIM, _("note: %s"), r->note);
	if (m->figures_of == m->cursor[PANE_CHECKS])
		canvas_wrap(c, y + 1 + used, 1, c->h - y - 1 - used, c->w - 2, PAINT_DIM, m->figures);
}

/* ---- where figures come from ------------------------------------------------------- */

static struct effect
show(char *text, size_t size)
{
	struct effect e = { .kind = FX_SHOW, .verb = N_("where this figure comes from"), .text = text };

	(void)size;
	return e;
}

static struct effect
rule_lineage(const struct settlement_model *m)
{
	const struct rule_row *r = &m->rules[m->cursor[PANE_CHECKS]];
	char *text = NULL, verdict[400];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	explain(r, verdict, sizeof verdict);
	fprintf(out, "%s %s\n%s %s%s%s\n\n%s\n", r->id, r->title, r->check, r->expr, r->expect[0] != '\0' ? "  =  " : "", r->expect, verdict);
	if (r->note[0] != '\0')
		fprintf(out, _("note: %s"), r->note);
	fprintf(out, _("\nclause %s\n\nThe figures, as printed:\n%s\n"), r->clause[0] != '\0' ? r->clause : "-", m->figures);
	fprintf(out, "%s", _("\nA figure printed to its last digit q is known to q/2 either way; a sum of n parts may so differ from its printed total by (n+1)q/2. Counts printed in full are exact.\n"));
	fclose(out);
	return show(text, size);
}

/* The record under the cursor. */
static void
chosen(const struct settlement_model *m, const struct settle **s, const struct settle_source **source,
       const struct settle_printed **printed, const char **place, int *slice)
{
	static const struct settle_printed nothing;

	*slice = m->pane == PANE_LAYERS || (!m->view.places_known && m->drill < 0) ? m->cursor[m->pane] : m->slice;
	*printed = &nothing;
	if (m->pane == PANE_LAYERS || !m->view.places_known) {
		*s = &m->slice_values[*slice];
		*source = &m->slice_sources[*slice];
		*printed = &m->slice_printed[*slice];
		*place = m->view.county.name;
		return;
	}
	int at = m->drill >= 0 ? m->drill : m->order[m->cursor[PANE_RATES]];
	*s = &m->view.places[at].months[SETTLE_MONTHS - 1 - (m->drill >= 0 ? m->cursor[PANE_RATES] : 0)];
	*source = &m->sources[at];
	*place = m->view.places[at].name;
}

static void
write_value(FILE *out, const struct settlement_model *m, const struct env *env, const struct settle *s)
{
	struct rate_value v;
	char value[FIGURE_TEXT], part[FIGURE_TEXT], whole[FIGURE_TEXT];

	settlement_read(m, env, s, &v);
	settlement_value_text(m, v.value, value);
	if (m->rate == RATE_CASES || v.value == SETTLE_NONE) {
		fprintf(out, "%s: %s\n", _(rate_name(m->rate)), value);
		return;
	}
	share_text(v.value, 2, value);
	if (v.money) {
		wan_text(v.part, s->precision, part);
		cost_text(v.whole, s->precision, whole);
	} else {
		count_text(v.part, part);
		count_text(v.whole, whole);
	}
	fprintf(out, v.money ? _("%s: %s\nnumerator %s wan yuan, denominator %s wan yuan\n") : _("%s: %s\nnumerator %s cases, denominator %s cases\n"),
	        _(rate_name(m->rate)), value, part, whole);
	if (v.few)
		fprintf(out, _("Rests on fewer than %d cases: shown grey, not ranked.\n"), env->rules->fair_denominator);
}

/* A formula is kept in the names of fields; people read their titles. */
static void
formula_text(const char *formula, bool english, char *out, size_t size)
{
	char words[160], *save = NULL;
	size_t used = 0;

	*out = '\0';
	snprintf(words, sizeof words, "%s", formula);
	for (char *w = strtok_r(words, " ", &save); w != NULL && used < size; w = strtok_r(NULL, " ", &save)) {
		int field = record_field_find(KIND_SETTLEMENT, w, strlen(w));
		const char *text = strcmp(w, "/") == 0 ? "\xc3\xb7" : strcmp(w, "*") == 0 ? "\xc3\x97" :
		                   field >= 0 && !english ? record_fields[field].title : w;
		used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "", text);
	}
	for (char *c = out; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
}

static void
write_source(FILE *out, const struct settlement_model *m, const struct env *env, const struct settle_source *source, const struct settle_printed *printed)
{
	char precision[FIGURE_TEXT], formula[320], fetched[26];

	formula_text(m->indicator.formula, env->english, formula, sizeof formula);
	snprintf(fetched, sizeof fetched, "%.16s", source->fetched);
	if (strlen(fetched) == 16)
		fetched[10] = ' ';
	if (m->indicator.known) {
		fprintf(out, _("\nDefinition v%d: %s\n"), m->indicator.version, m->indicator.definition);
		fprintf(out, _("Formula: %s\nClause: %s\n"), formula[0] != '\0' ? formula : "-",
		        m->indicator.clause[0] != '\0' ? m->indicator.clause : "-");
	} else {
		fprintf(out, "%s", _("\nThe pack does not define this indicator; the console's own formula is used.\n"));
	}
	fprintf(out, _("\nSource: %s\nFetched: %s\nRecord no. %s, revision %lld\n"), source->origin[0] != '\0' ? source->origin : "-", fetched[0] != '\0' ? fetched : "-",
	        source->id[0] != '\0' ? source->id : "-", (long long)source->rev);
	if (source->precision > 1) {
		rational_format(rational(source->precision, 1000000), source->precision >= 1000000 ? 0 : source->precision >= 100000 ? 1 : 2, false, precision, sizeof precision);
		fprintf(out, _("Printed to %s wan yuan\n"), precision);
	}
	if (printed->paid[0] != '\0' || printed->total[0] != '\0' || printed->cases[0] != '\0')
		fprintf(out, _("As printed: cases %s, cost %s, paid %s\n"), printed->cases[0] != '\0' ? printed->cases : "-",
		        printed->total[0] != '\0' ? printed->total : "-", printed->paid[0] != '\0' ? printed->paid : "-");
	if (source->sample)
		fprintf(out, "%s", _("Demonstration data: made up for trying the console.\n"));
}

struct effect
settlement_lineage(const struct settlement_model *m, const struct env *env)
{
	const struct settle *s;
	const struct settle_source *source;
	const struct settle_printed *printed;
	const char *place;
	char *text = NULL, period[24], month[8];
	size_t size;
	int slice;
	FILE *out;

	if (m->pane == PANE_CHECKS && m->rule_count > 0)
		return rule_lineage(m);
	if (m->slice_count == 0)
		return fx_text(FX_REFUSE, "%s", _("there are no settlement figures here"));
	if ((out = open_memstream(&text, &size)) == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	chosen(m, &s, &source, &printed, &place, &slice);
	snprintf(month, sizeof month, "%s", m->view.period);
	if (m->drill >= 0 && !m->view.yearly)
		month_format(m->view.month - m->cursor[PANE_RATES], month);
	period_text(month, true, period);
	fprintf(out, "%s %s  %s\n", place, period, m->slice_names[slice]);
	write_value(out, m, env, s);
	write_source(out, m, env, source, printed);
	fclose(out);
	return show(text, size);
}
