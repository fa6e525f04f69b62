
#include "model/records/record.h"
#include "screens/kit/lineage.h"
#include "screens/figures/settlement.h"

/* ---- where figures come from ------------------------------------------------------- */

/* The record under the cursor. */
static void
chosen(const struct settlement_model *m, const struct settle **s, const struct settle_source **source,
       const struct settle_printed **printed, const char **place, int *slice)
{
	static const struct settle_printed nothing;

	*slice = settlement_slices(m) ? m->cursor[m->pane] : m->slice;
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
say_value(struct lineage *out, const struct settlement_model *m, const struct env *env, const struct settle *s)
{
	struct rate_value v;
	char value[FIGURE_TEXT], part[FIGURE_TEXT], whole[FIGURE_TEXT];

	settlement_read(m, env, s, &v);
	settlement_value_text(m, v.value, value);
	if (m->rate == RATE_CASES || v.value == SETTLE_NONE) {
		lineage_line(out, "%s: %s", _(rate_name(m->rate)), value);
		lineage_no_share(out, m->rate == RATE_CASES ? _("a count") : _("nothing was handed in"));
		return;
	}
	share_text(v.value, 2, value);
	lineage_line(out, "%s: %s", _(rate_name(m->rate)), value);
	if (v.money) {
		wan_text(v.part, s->precision, part);
		cost_text(v.whole, s->precision, whole);
		lineage_share(out, _("paid"), INT64_MIN, _("costs"), INT64_MIN);
		lineage_line(out, _("numerator %s ×10k yuan, denominator %s ×10k yuan"), part, whole);
	} else {
		lineage_share(out, _("cases of it"), v.part, _("cases it is of"), v.whole);
	}
	if (v.few)
		lineage_line(out, _("Rests on fewer than %d cases: shown grey, not ranked."),
			     env->rules->fair_denominator);
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
say_definition(struct lineage *out, const struct settlement_model *m, const struct env *env)
{
	char formula[320];

	formula_text(m->indicator.formula, env->english, formula, sizeof formula);
	if (!m->indicator.known) {
		lineage_means(out, _("%s; the pack does not define this indicator, the console's own formula is used"),
		              _(rate_name(m->rate)));
		return;
	}
	lineage_means(out, "%s", m->indicator.definition);
	lineage_line(out, _("Version of the definition: %d"), m->indicator.version);
	lineage_line(out, _("Formula: %s"), formula[0] != '\0' ? formula : "-");
	lineage_clause(out, m->indicator.clause);
}

static void
say_source(struct lineage *out, const struct settle_source *source, const struct settle_printed *printed)
{
	char precision[FIGURE_TEXT];

	lineage_from(out, _("%s, fetched %.16s"), source->origin[0] != '\0' ? source->origin : "-",
	             source->fetched[0] != '\0' ? source->fetched : "-");
	if (source->precision > 1) {
		rational_format(rational(source->precision, 1000000), source->precision >= 1000000 ? 0
		                : source->precision >= 100000 ? 1 : 2, false, precision, sizeof precision);
		lineage_line(out, _("Printed to %s ×10k yuan"), precision);
	}
	if (printed->paid[0] != '\0' || printed->total[0] != '\0' || printed->cases[0] != '\0')
		lineage_line(out, _("As printed: cases %s, cost %s, paid %s"),
			     printed->cases[0] != '\0' ? printed->cases : "-",
		             printed->total[0] != '\0' ? printed->total : "-",
		             printed->paid[0] != '\0' ? printed->paid : "-");
	if (source->id[0] != '\0')
		lineage_record(out, KIND_SETTLEMENT, source->id);
}

/* Place, month and slice under the cursor. */
static void
chosen_text(const struct settlement_model *m, const char *place, int slice, char *out, size_t size)
{
	char period[24], month[8];

	snprintf(month, sizeof month, "%s", m->view.period);
	if (m->drill >= 0 && !m->view.yearly)
		month_format(m->view.month - m->cursor[PANE_RATES], month);
	period_text(month, true, period);
	snprintf(out, size, "%s %s  %s", place, period, m->slice_names[slice]);
}

void
settlement_lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct settlement_model *m = model;
	const struct settle *s;
	const struct settle_source *source;
	const struct settle_printed *printed;
	const char *place;
	char what[256];
	int slice;

	if (m->slice_count == 0)
		return;
	chosen(m, &s, &source, &printed, &place, &slice);
	chosen_text(m, place, slice, what, sizeof what);
	lineage_what(out, "%s", what);
	say_definition(out, m, env);
	say_value(out, m, env, s);
	say_source(out, source, printed);
}

struct effect
settlement_copy(const struct settlement_model *m, const struct env *env)
{
	const struct settle *s;
	const struct settle_source *source;
	const struct settle_printed *printed;
	struct rate_value v;
	const char *place;
	char what[256], value[FIGURE_TEXT];
	int slice;

	if (m->slice_count == 0)
		return fx_text(FX_REFUSE, "%s", _("there are no settlement figures here"));
	chosen(m, &s, &source, &printed, &place, &slice);
	chosen_text(m, place, slice, what, sizeof what);
	settlement_read(m, env, s, &v);
	settlement_value_text(m, v.value, value);
	return fx_text(FX_COPY, "%s %s: %s", what, _(rate_name(m->rate)), value);
}
