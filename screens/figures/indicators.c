#include "screens/figures/indicators.h"

#include "model/figures/settle.h"
#include "screens/kit/spark.h"
#include "screens/figures/verdict.h"

void
indicator_number_text(int64_t n, const char *unit, bool sign, char out[FIGURE_TEXT])
{
	struct rational value = rational(n, 1);

	if (n == MEASURE_NONE)
		strcpy(out, "-");
	else if (strcmp(unit, "bp") == 0) {
		rational_format(rational(n, 100), 1, sign, out, FIGURE_TEXT - 2);
		strcat(out, "%");
	} else if (strcmp(unit, "fen") == 0) {
		money_text(value, sign, out);
	} else if (strcmp(unit, "year") == 0 && !sign) {
		snprintf(out, FIGURE_TEXT, "%" PRId64, n);
	} else {
		value_text(value, unit, 1, sign, out);
	}
}

/* A figure with the digits it was printed with. */
static bool
as_printed(const struct measure *v, const char *unit, char out[FIGURE_TEXT])
{
	int64_t fine = v->finest;

	if (v->from != MEASURE_FIGURE || fine <= 1)
		return false;
	if (strcmp(unit, "bp") == 0) {
		share_text(measure_whole(v), fine >= 100 ? 0 : fine >= 10 ? 1 : 2, out);
	} else if (strcmp(unit, "fen") == 0) {
		if (fine < 10000)
			return false;
		value_text(v->range.mid, unit, fine, false, out);
		snprintf(out + strlen(out), FIGURE_TEXT - strlen(out), "%s", _("×10k"));
	} else {
		if (fine != 1000 && fine != 10000)
			return false;
		rational_grouped(rational_div(v->range.mid, rational(10000, 1)), fine == 1000, false, out, FIGURE_TEXT);
		snprintf(out + strlen(out), FIGURE_TEXT - strlen(out), "%s", _("×10k"));
	}
	return true;
}

void
indicator_value_text(const struct measure *v, const struct measure_indicator *ind, char out[FIGURE_TEXT])
{
	const char *unit = ind->unit;

	if (v->state == MEASURE_MISSING)
		snprintf(out, FIGURE_TEXT, "%s", _("missing"));
	else if (v->state == MEASURE_BROKEN)
		snprintf(out, FIGURE_TEXT, "%s", _("broken"));
	else if (as_printed(v, unit, out))
		return;
	else if (!v->money && strcmp(unit, "bp") != 0 && v->range.mid.den != 1)
		value_text(v->range.mid, unit, v->finest, false, out);
	else if (strcmp(unit, "bp") == 0)
		share_beside(measure_whole(v) != ind->target ? rational(measure_whole(v), 10000) : v->range.mid,
		             ind->target != MEASURE_NONE ? rational(ind->target, 10000) : rational(1, 1), 1, out);
	else
		indicator_number_text(measure_whole(v), unit, false, out);
}

void
indicator_change_text(int64_t by, const char *unit, char out[FIGURE_TEXT])
{
	if (by == MEASURE_NONE)
		strcpy(out, "-");
	else if (strcmp(unit, "bp") == 0)
		points_text(by, out);
	else
		indicator_number_text(by, unit, true, out);
}

enum lamp
indicator_lamp(const struct measure_indicator *ind, int64_t value, int64_t before, const struct env *env)
{
	if (!ind->directed && ind->target == MEASURE_NONE)
		return LAMP_GREY;
	return figure_lamp(value, before, ind->target, ind->up, strcmp(ind->unit, "bp") == 0, env->rules);
}

bool
indicator_few(const struct measure *v, const struct env *env)
{
	return v->state == MEASURE_KNOWN && v->base != MEASURE_NONE && v->base < env->rules->fair_denominator;
}

void
indicator_periods(const char *newest, char periods[SERIES][8])
{
	for (int i = 0; i < SERIES; i++)
		measure_period_back(newest, SERIES - 1 - i, periods[i]);
}

void
indicator_series_read(struct measures *ms, const char *id, const struct measure_at *newest, int out[SERIES])
{
	char periods[SERIES][8];
	int64_t values[SERIES];

	indicator_periods(newest->period, periods);
	for (int i = 0; i < SERIES; i++) {
		struct measure_at at = { newest->division, periods[i], newest->category };
		struct measure v;
		measure_indicator(ms, id, &at, &v);
		values[i] = measure_whole(&v);
	}
	indicator_series(values, SERIES, out);
}

int64_t
indicator_series(const int64_t *values, int count, int *out)
{
	int64_t most = 0, by;

	for (int i = 0; i < count; i++)
		if (values[i] != MEASURE_NONE && (values[i] < 0 ? -values[i] : values[i]) > most)
			most = values[i] < 0 ? -values[i] : values[i];
	by = most / 1000000000 + 1;
	for (int i = 0; i < count; i++)
		out[i] = values[i] == MEASURE_NONE ? SPARK_NONE : (int)(values[i] / by);
	return by;
}

void
indicator_period_text(const char *period, bool with_year, char out[24])
{
	int month = month_parse(period);

	if (*period == '\0')
		strcpy(out, "-");
	else if (month < 0)
		snprintf(out, 24, _("year %s"), period);
	else if (with_year)
		snprintf(out, 24, "%s", period);
	else
		snprintf(out, 24, "%s", month_name(month % 12 + 1));
}

/* ---- where it comes from ----------------------------------------------------------- */

static void
write_definition(FILE *out, const struct measure_indicator *ind)
{
	if (ind->definition[0] != '\0')
		fprintf(out, _("\nDefinition v%d: %s\n"), ind->version, ind->definition);
	if (ind->formula[0] != '\0')
		fprintf(out, _("Formula: %s\n"), ind->formula);
	if (ind->denominator[0] != '\0')
		fprintf(out, _("Denominator: %s\n"), ind->denominator);
	fprintf(out, _("Clause: %s\n"), ind->clause[0] != '\0' ? ind->clause : "-");
}

static void
write_figure(FILE *out, const struct measure_why *w)
{
	if (w->figure[0] == '\0')
		return;
	fprintf(out, _("\nIts own figure: %s\nSource: %s\n"), w->figure, w->origin[0] != '\0' ? w->origin : "-");
	if (w->batch[0] != '\0')
		fprintf(out, _("Hand-over: %s, received %.16s\n"), w->batch, w->fetched);
	if (w->printed[0] != '\0')
		fprintf(out, _("As printed: %s\n"), w->printed);
	if (w->denominator[0] != '\0')
		fprintf(out, _("Denominator: %s\n"), w->denominator);
	if (w->sample)
		fprintf(out, "%s", _("Demonstration data: made up for trying the console.\n"));
}

static void
write_others(FILE *out, const struct measure_why *w)
{
	char value[FIGURE_TEXT];

	if (w->other_count > 0)
		fprintf(out, "%s", _("\nOther figures of this name, place and period:\n"));
	for (int i = 0; i < w->other_count; i++) {
		indicator_number_text(w->others[i].value, w->others[i].unit, false, value);
		fprintf(out, "%s  %s  %s  %s\n", w->others[i].id, w->others[i].name, value, w->others[i].denominator);
	}
}

struct effect
indicator_lineage(const struct measure_indicator *ind, const struct measure_why *w, const char *place,
                  const char *period, bool english)
{
	char *text = NULL, value[FIGURE_TEXT];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	indicator_value_text(&w->value, ind, value);
	fprintf(out, "%s  %s %s  %s %s\n", english ? ind->name_en : ind->name, place, period, value,
	        strcmp(ind->unit, "bp") == 0 || strcmp(ind->unit, "fen") == 0 ? "" : unit_word(ind->unit));
	if (w->value.state == MEASURE_MISSING)
		fprintf(out, _("Missing: %s. Missing is not zero.\n"), w->value.why);
	else if (w->value.state == MEASURE_BROKEN)
		fprintf(out, _("Cannot be worked out: %s.\n"), w->value.why);
	if (w->value.summed)
		fprintf(out, "%s", _("The county has no figure of its own in it: the sum over all its townships.\n"));
	write_definition(out, ind);
	if (w->part_count > 0) {
		fprintf(out, "%s", _("\nWhat it is made of:\n"));
		parts_write(out, w->parts, w->part_count);
		fputc('\n', out);
	}
	write_figure(out, w);
	write_others(out, w);
	fclose(out);
	return (struct effect){ .kind = FX_SHOW, .verb = N_("where this figure comes from"), .text = text };
}
