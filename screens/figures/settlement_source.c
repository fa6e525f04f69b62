
#include "model/records/record.h"
#include "screens/figures/settlement.h"

/* ---- where figures come from ------------------------------------------------------- */

static struct effect
show(char *text, size_t size)
{
	struct effect e = { .kind = FX_SHOW, .verb = N_("where this figure comes from"), .text = text };

	(void)size;
	return e;
}

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
	fprintf(out, v.money ? _("%s: %s\nnumerator %s ×10k yuan, denominator %s ×10k yuan\n")
	        : _("%s: %s\nnumerator %s cases, denominator %s cases\n"),
	        _(rate_name(m->rate)), value, part, whole);
	if (v.few)
		fprintf(out, _("Rests on fewer than %d cases: shown grey, not ranked.\n"),
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
write_source(FILE *out, const struct settlement_model *m, const struct env *env, const struct settle_source *source,
             const struct settle_printed *printed)
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
		fprintf(out, "%s",
		        _("\nThe pack does not define this indicator; the console's own formula is used.\n"));
	}
	fprintf(out, _("\nSource: %s\nFetched: %s\nRecord no. %s, revision %lld\n"), source->origin[0] != '\0'
	        ? source->origin : "-", fetched[0] != '\0' ? fetched : "-",
	        source->id[0] != '\0' ? source->id : "-", (long long)source->rev);
	if (source->precision > 1) {
		rational_format(rational(source->precision, 1000000), source->precision >= 1000000 ? 0
		                : source->precision >= 100000 ? 1 : 2, false, precision, sizeof precision);
		fprintf(out, _("Printed to %s ×10k yuan\n"), precision);
	}
	if (printed->paid[0] != '\0' || printed->total[0] != '\0' || printed->cases[0] != '\0')
		fprintf(out, _("As printed: cases %s, cost %s, paid %s\n"), printed->cases[0] != '\0' ? printed->cases
		        : "-",
		        printed->total[0] != '\0' ? printed->total : "-", printed->paid[0] != '\0' ? printed->paid
		        : "-");
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
