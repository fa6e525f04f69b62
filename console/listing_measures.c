/* guatu list measures: what the evaluator makes of indicators. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "console/listing_worked.h"
#include "console/lookup.h"
#include "store/measure.h"

enum { MONTHS = 13 };

/* ---- measures ------------------------------------------------------------------- */

static const struct worked_column measure_columns[] = {
	{ "indicator", "指标", false, 20 }, { "name", "名称", false, 24 }, { "division", "区划", false, 0 }, { "place", "地方", false, 10 },
	{ "period", "期间", false, 8 }, { "category", "人群", false, 8 }, { "value", "数值", true, 16 }, { "unit", "单位", false, 8 },
	{ "state", "状态", false, 8 }, { "from", "来源", false, 8 }, { "summed", "乡镇合计", true, 0 }, { "disputed", "口径不一", true, 0 },
	{ "base", "分母", true, 0 }, { "target", "目标", true, 0 }, { "why", "缺什么", false, 30 },
};
enum { MEASURE_COLUMNS = sizeof measure_columns / sizeof *measure_columns };

struct asked { const char *indicator, *division, *period, *category; char code[64]; };

static void
number_text(int64_t n, char out[32])
{
	*out = '\0';
	if (n != MEASURE_NONE)
		snprintf(out, 32, "%" PRId64, n);
}

/* In its unit; what is no whole thing (3.25 visits a head) keeps four digits. */
static void
value_cell(const struct measure *v, char out[48])
{
	struct rational value = v->range.mid;

	*out = '\0';
	if (v->state != MEASURE_KNOWN)
		return;
	if (strcmp(v->unit, "bp") == 0)
		value = rational_mul(value, rational(10000, 1));
	if (v->money || strcmp(v->unit, "bp") == 0 || value.den == 1)
		rational_format(value, 0, false, out, 48);
	else
		rational_format(value, 4, false, out, 48);
}

static int
measure_row(struct session *s, struct worked *c, struct measures *m, const struct measure_indicator *ind, const struct measure_at *at, const char *place)
{
	struct measure v;
	char value[48], base[32], target[32];

	measure_indicator(m, ind->id, at, &v);
	value_cell(&v, value);
	number_text(v.base, base);
	number_text(ind->target, target);
	const char *const cells[MEASURE_COLUMNS] = {
		ind->id, s->env.english ? ind->name_en : ind->name, at->division, place, at->period, at->category, value, ind->unit,
		measure_state_name(v.state), measure_from_name(v.from), v.summed ? "1" : "0", v.disputed ? "1" : "0", base, target, v.why,
	};
	return worked_row(c, cells);
}

/* The newest period, the one asked for, or the thirteen months up to now. */
static int
measure_periods(struct session *s, struct worked *c, struct measures *m, const struct measure_indicator *ind, const struct asked *ask,
                const char *division, const char *place)
{
	char period[8], newest[8];
	struct measure_at at = { division, period, ask->category };
	int year, month, day, rc = 0;

	if (strcmp(ask->period, "all") == 0) {
		civil_split(s->env.today, &year, &month, &day);
		for (int back = MONTHS - 1; back >= 0 && rc == 0; back--) {
			month_format(year * 12 + month - 1 - back, period);
			rc = measure_row(s, c, m, ind, &at, place);
		}
		return rc;
	}
	if (*ask->period != '\0')
		snprintf(period, sizeof period, "%s", ask->period);
	else if (measure_latest(m, ind->id, measures_county(m), ask->category, newest))
		snprintf(period, sizeof period, "%s", newest);
	else {
		civil_split(s->env.today, &year, &month, &day);
		month_format(year * 12 + month - 1, period);
	}
	return measure_row(s, c, m, ind, &at, place);
}

static int
measure_places(struct session *s, struct worked *c, struct measures *m, const struct measure_indicator *ind, const struct asked *ask)
{
	const struct measure_place *places;
	int count = measures_places(m, &places), rc = 0;
	bool all = strcmp(ask->division, "all") == 0, found = false;

	for (int i = 0; i < count && rc == 0; i++)
		if (all || strcmp(places[i].code, ask->code) == 0) {
			rc = measure_periods(s, c, m, ind, ask, places[i].code, s->env.english ? places[i].name_en : places[i].name);
			found = true;
		}
	if (rc == 0 && (all || !found))
		rc = measure_periods(s, c, m, ind, ask, measures_county(m), s->county_name);
	return rc;
}

static int
take_asked(struct session *s, struct worked *c, struct asked *ask, char *error, size_t error_size)
{
	int32_t first, last;

	ask->indicator = worked_take(c, "indicator");
	ask->division = worked_take(c, "division");
	ask->period = worked_take(c, "period");
	ask->category = worked_take(c, "category");
	ask->code[0] = '\0';
	if (*ask->division != '\0' && strcmp(ask->division, "all") != 0 && strcmp(ask->division, s->env.county) != 0 &&
	    lookup_code(s->store, KIND_DIVISION, NULL, 4, ask->division, ask->code, sizeof ask->code, error, error_size) != 0)
		return -1;
	if (*ask->period != '\0' && strcmp(ask->period, "all") != 0 && !measure_period_days(ask->period, &first, &last)) {
		snprintf(error, error_size, _("period=%s: give a month (2020-05), a year (2018) or all"), ask->period);
		return -1;
	}
	return 0;
}

static int
make_measures(struct session *s, struct worked *c, char *error, size_t error_size)
{
	const struct measure_indicator *list;
	struct asked ask;
	struct measures *m;
	int count, rc = 0;
	bool found = false;

	if (take_asked(s, c, &ask, error, error_size) != 0)
		return -1;
	store_begin(s->store);
	m = measures_open(s->store, s->env.county, s->env.today);
	count = m != NULL ? measures_indicators(m, &list) : 0;
	for (int i = 0; i < count && rc == 0; i++)
		if (*ask.indicator == '\0' || strcmp(ask.indicator, list[i].id) == 0) {
			rc = measure_places(s, c, m, &list[i], &ask);
			found = true;
		}
	if (m == NULL || rc != 0 || measures_failed(m) != 0) {
		snprintf(error, error_size, "%s", store_error(s->store));
		rc = -1;
	} else if (!found && *ask.indicator != '\0') {
		snprintf(error, error_size, _("there is no indicator %s; `guatu list indicator' lists them"), ask.indicator);
		rc = -1;
	}
	measures_close(m);
	store_end(s->store);
	return rc;
}

const struct worked_noun listing_measures = {
	"measures", N_("indicators worked out: indicator=ID division=all|TOWNSHIP period=all|2020-05|2018 category=CODE"),
	measure_columns, MEASURE_COLUMNS, make_measures,
};
