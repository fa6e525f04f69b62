#include "screens/figures/verdict.h"

#include "model/figures/units.h"
#include "screens/kit/screen.h"

enum paint_role
verdict_role(enum arith_verdict verdict)
{
	switch (verdict) {
	case ARITH_EXACT: case ARITH_ROUNDING: case ARITH_HOLDS: return PAINT_OK;
	case ARITH_DERIVED: case ARITH_MISSING:                  return PAINT_DIM;
	case ARITH_GAP: case ARITH_SUSPECT:                      return PAINT_WARN;
	default:                                                 return PAINT_ERROR;
	}
}

const char *
verdict_title(const struct check_row *row)
{
	return check_title_ours(row) && row->title[0] != '\0' ? _(row->title) : row->title;
}

static bool
weighed(const struct check_row *r)
{
	return r->result.verdict != ARITH_MISSING && r->result.verdict != ARITH_BROKEN &&
	       (r->kind == CHECK_RULE || (r->kind == CHECK_DATA && r->result.has_expected));
}

void
verdict_sides(const struct check_row *r, struct verdict_sides *out)
{
	char value[FIGURE_TEXT];

	*out = (struct verdict_sides){ "-", "-", "-", "-" };
	if (!weighed(r))
		return;
	if (strcmp(r->unit, "fen") == 0 && r->each[0] != '\0') {      /* nothing is printed: as people say it */
		money_text(r->result.computed, false, out->computed);
		if (!r->result.has_expected)
			return;
		money_text(r->result.expected, false, out->expected);
		money_text(r->result.difference, true, out->off);
		money_text(r->result.tolerance, false, out->tolerance);
		return;
	}
	if (strcmp(r->unit, "bp") == 0 && r->result.has_expected)
		share_beside(r->result.computed, r->result.expected, 2, out->computed);
	else
		value_text(r->result.computed, r->unit, r->finest, false, out->computed);
	if (!r->result.has_expected)
		return;
	value_text(r->result.expected, r->unit, r->finest, false, value);
	snprintf(out->expected, sizeof out->expected, "%s", r->printed[0] != '\0' ? r->printed : value);
	value_text(r->result.difference, r->unit, r->finest, true, out->off);
	tolerance_text(r->result.tolerance, r->unit, r->finest, out->tolerance);
}

const char *
unit_word(const char *unit)
{
	const char *word = unit_known(unit);

	return word == NULL ? unit : strcmp(word, "%") == 0 ? word : _(word);
}

static void
explain_data(const struct check_row *r, char *out, size_t size)
{
	struct verdict_sides s;

	verdict_sides(r, &s);
	if (r->result.verdict == ARITH_HOLDS)
		snprintf(out, size, _("%s: %d records looked at, none is wrong."),
		         _(arith_verdict_text(r->result.verdict)), r->checked);
	else if (r->result.has_expected)
		snprintf(out, size, _("%s: %s, record %s: %s against %s, off %s."),
		         _(arith_verdict_text(r->result.verdict)), r->expr, r->record, s.computed, s.expected, s.off);
	else
		snprintf(out, size, _("%s: %s, record %s."), _(arith_verdict_text(r->result.verdict)), r->expr,
		         r->record);
}

void
verdict_explain(const struct check_row *r, char *out, size_t size)
{
	const char *word = _(arith_verdict_text(r->result.verdict));
	struct verdict_sides s;

	verdict_sides(r, &s);
	if (r->kind == CHECK_DATA)
		explain_data(r, out, size);
	else if (r->kind == CHECK_PARAM)
		snprintf(out, size, "%s: %s  %s", word, r->expr, r->note);
	else if (r->result.verdict == ARITH_MISSING)
		snprintf(out, size, _("%s: %s is not there; missing is not zero."), word, r->result.why);
	else if (r->result.verdict == ARITH_BROKEN)
		snprintf(out, size, _("%s: %s. Correct it in the pack's rule.csv."), word, r->result.why);
	else if (!r->result.has_expected)
		snprintf(out, size, _("%s: %s %s; nothing is printed to compare with."), word, s.computed,
		         unit_word(r->unit));
	else if (r->each[0] != '\0' && strcmp(r->check, "LEAST") == 0)
		snprintf(out, size, _("%s %s %s: worked out %s, should be at least %s, off %s."), r->place, r->period,
		         word, s.computed, s.expected, s.off);
	else if (r->each[0] != '\0' && strcmp(r->check, "MOST") == 0)
		snprintf(out, size, _("%s %s %s: worked out %s, should be at most %s, off %s."), r->place, r->period,
		         word, s.computed, s.expected, s.off);
	else if (r->each[0] != '\0')
		snprintf(out, size, _("%s %s %s: worked out %s, should be %s, off %s."), r->place, r->period, word,
		         s.computed, s.expected, s.off);
	else
		snprintf(out, size,
		         _("%s: worked out %s, printed %s, off %s; rounding of the printed digits alone explains up to "
		           "%s."),
		         word, s.computed, s.expected, s.off, s.tolerance);
}

void
measure_text(const struct measure *v, const char *unit, char *out, size_t size)
{
	char value[FIGURE_TEXT];

	if (v->state == MEASURE_KNOWN) {
		value_text(v->range.mid, unit, v->finest, false, value);
		snprintf(out, size, "%s%s%s", value, strcmp(unit, "fen") == 0 ? _(" ×10k yuan") : "",
		         v->summed ? _(" (sum)") : "");
	} else if (v->state == MEASURE_MISSING) {
		snprintf(out, size, _("missing: %s"), v->why);
	} else {
		snprintf(out, size, _("broken: %s"), v->why);
	}
}

void
parts_write(FILE *out, const struct measure_part *parts, int count)
{
	char value[200];

	for (int i = 0; i < count; i++) {
		const struct measure_part *p = &parts[i];
		measure_text(&p->value, p->value.unit, value, sizeof value);
		fprintf(out, "%s%s  %s  %s%s%s", i > 0 ? "\n" : "", p->word,
		        strcmp(p->title, p->word) != 0 ? p->title : "", value,
		        p->source[0] != '\0' ? "  " : "", p->source);
	}
}
