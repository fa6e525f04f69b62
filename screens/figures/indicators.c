#include "screens/figures/indicators.h"

#include "model/figures/settle.h"
#include "screens/kit/lineage.h"
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
		rational_grouped(rational_div(v->range.mid, rational(10000, 1)), fine == 1000, false, out,
				 FIGURE_TEXT);
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
say_definition(struct lineage *out, const struct measure_indicator *ind)
{
	lineage_means(out, "%s", ind->definition[0] != '\0' ? ind->definition : ind->formula[0] != '\0' ? ind->formula
	                         : _("reported as it is"));
	if (ind->version > 0)
		lineage_line(out, _("Version of the definition: %d"), ind->version);
	if (ind->formula[0] != '\0')
		lineage_line(out, _("Formula: %s"), ind->formula);
}

static void
say_share(struct lineage *out, const struct measure_indicator *ind, const struct measure_why *w)
{
	const char *of = w->denominator[0] != '\0' ? w->denominator : ind->denominator;
	const struct measure_part *p = w->parts;

	/* A / B: both are known by themselves */
	if (w->part_count == 2 && strstr(ind->formula, " / ") != NULL && strpbrk(ind->formula, "+-*(") == NULL)
		lineage_share(out, p[0].title, measure_whole(&p[0].value), p[1].title, measure_whole(&p[1].value));
	else if (strcmp(ind->unit, "bp") == 0)
		lineage_share(out, ind->formula[0] != '\0' ? ind->formula : _("as reported"), INT64_MIN,
		              *of != '\0' ? of : _("as the formula says"),
		              w->value.base != MEASURE_NONE ? w->value.base : INT64_MIN);
	else if (*of != '\0')
		lineage_share(out, unit_word(ind->unit), INT64_MIN, of, INT64_MIN);
	else
		lineage_no_share(out, _("it is no rate"));
}

static void
say_figure(struct lineage *out, const struct measure_why *w)
{
	if (w->figure[0] == '\0') {
		lineage_from(out, "%s", _("worked out from the records its words count"));
		return;
	}
	lineage_from(out, "%s", w->origin[0] != '\0' ? w->origin : _("a figure handed in"));
	if (w->batch[0] != '\0')
		lineage_line(out, _("Hand-over: %s, received %.16s"), w->batch, w->fetched);
	if (w->printed[0] != '\0')
		lineage_line(out, _("As printed: %s"), w->printed);
}

static void
say_others(struct lineage *out, const struct measure_why *w)
{
	char value[FIGURE_TEXT];

	if (w->other_count > 0)
		lineage_line(out, "%s", _("Other figures of this name, place and period:"));
	for (int i = 0; i < w->other_count; i++) {
		indicator_number_text(w->others[i].value, w->others[i].unit, false, value);
		lineage_line(out, "%s  %s  %s  %s", w->others[i].id, w->others[i].name, value,
			     w->others[i].denominator);
	}
}

void
indicator_lineage(const struct measure_indicator *ind, const struct measure_why *w, const char *place,
                  const char *period, bool english, struct lineage *out)
{
	char value[FIGURE_TEXT];

	indicator_value_text(&w->value, ind, value);
	lineage_what(out, "%s  %s %s  %s %s", english ? ind->name_en : ind->name, place, period, value,
	             strcmp(ind->unit, "bp") == 0 || strcmp(ind->unit, "fen") == 0 ? "" : unit_word(ind->unit));
	if (w->value.state == MEASURE_MISSING)
		lineage_line(out, _("Missing: %s. Missing is not zero."), w->value.why);
	else if (w->value.state == MEASURE_BROKEN)
		lineage_line(out, _("Cannot be worked out: %s."), w->value.why);
	if (w->value.summed)
		lineage_line(out, "%s", _("The county has no figure of its own in it: the sum over all its "
					  "townships."));
	say_definition(out, ind);
	say_share(out, ind, w);
	if (w->part_count > 0) {
		lineage_line(out, "%s", _("What it is made of:"));
		parts_write(out->out, w->parts, w->part_count);
		fputc('\n', out->out);
	}
	say_figure(out, w);
	say_others(out, w);
	lineage_clause(out, ind->clause);
	if (w->figure[0] != '\0')
		lineage_record(out, KIND_FIGURE, w->figure);
	else
		lineage_record(out, KIND_INDICATOR, ind->id);
}
