/*
 * Indicators worked out, by area: the value, its target and lamp, how it moved,
 * the last twelve periods with gaps where they are missing, and how many rules
 * that failed name it.  The screen shows the county's newest; conditions ask
 * for townships, other periods and kinds of persons.
 */

#include "screens/figures/indicators.h"
#include "screens/kit/lineage.h"
#include "model/flow/refs.h"
#include "screens/kit/list.h"
#include "screens/dialogs/lookup.h"
#include "screens/kit/spark.h"
#include "screens/figures/verdict.h"
#include "store/measure/checks.h"

enum { SPARK = 12, MONTHS = 13 };

struct asked { char indicator[64], division[64], period[32], category[64], code[16]; };

/* rank: of its area; kpi: one of the set the plan has for the day (A23) */
struct named { struct measure_indicator def; char area[64]; int rank, alerts; bool kpi; };

struct row {
	const struct named *ind;
	char    division[16], place[64], period[8], category[64];
	struct measure value;
	int64_t number, before;            /* in the unit */
	int     series[SERIES];
	bool    newest;                    /* the period is not asked for by name */
	char    id[160];
};

struct catalogue {
	struct asked asked;
	struct named *inds;
	struct row *rows;
	int    ind_count, count, room;
	bool   behind;                     /* series and alerts are still to come */
	struct measure_why why;            /* of the row under the cursor */
};

/* ---- reading -------------------------------------------------------------------------- */

static void
clear(void *data)
{
	struct catalogue *d = data;

	free(d->inds);
	free(d->rows);
}

/* Areas in the order they first appear. */
static void
read_indicators(struct catalogue *d, struct store *st, struct measures *ms, const struct env *env)
{
	const struct measure_indicator *all;
	struct named *before = d->inds;
	int count = measures_indicators(ms, &all), were = d->ind_count;
	char kpi[512];

	d->ind_count = count;
	if ((d->inds = calloc((size_t)count + 1, sizeof *d->inds)) == NULL)
		abort();
	store_param(st, "kpi", env->today, kpi, sizeof kpi);
	for (int i = 0; i < count; i++) {
		struct named *n = &d->inds[i];
		*n = (struct named){ .def = all[i], .rank = i };
		n->alerts = i < were && strcmp(before[i].def.id, n->def.id) == 0 ? before[i].alerts : 0;
		for (int k = 0; k < i; k++)
			if (strcmp(all[k].area, all[i].area) == 0) {
				*n = (struct named){ .def = all[i], .rank = d->inds[k].rank, .alerts = n->alerts };
				memcpy(n->area, d->inds[k].area, sizeof n->area);
				break;
			}
		n->kpi = ref_word(kpi, n->def.id);
		if (n->rank == i && n->def.area[0] != '\0')
			store_term(st, "indicator_area", n->def.area, env->english, n->area, sizeof n->area);
	}
	free(before);
}

static void
work_out(struct row *r, struct measures *ms)
{
	struct measure_at at = { r->division, r->period, r->category }, earlier = at;
	char period[8];
	struct measure v;

	measure_period_back(r->period, 1, period);
	earlier.period = period;
	measure_indicator(ms, r->ind->def.id, &at, &r->value);
	measure_indicator(ms, r->ind->def.id, &earlier, &v);
	r->number = measure_whole(&r->value);
	r->before = measure_whole(&v);
}

static void
add_row(struct catalogue *d, struct measures *ms, const struct named *ind, const char *division, const char *place,
        const char *period)
{
	struct row *r;

	if (d->count == d->room) {
		d->room = d->room > 0 ? d->room * 2 : 64;
		if ((d->rows = realloc(d->rows, (size_t)d->room * sizeof *d->rows)) == NULL)
			abort();
	}
	r = &d->rows[d->count++];
	*r = (struct row){ .ind = ind, .newest = d->asked.period[0] == '\0' };
	snprintf(r->division, sizeof r->division, "%s", division);
	snprintf(r->place, sizeof r->place, "%s", place);
	snprintf(r->period, sizeof r->period, "%s", period);
	snprintf(r->category, sizeof r->category, "%s", d->asked.category);
	snprintf(r->id, sizeof r->id, "%s %s %s", ind->def.id, division, period);
	for (int i = 0; i < SERIES; i++)
		r->series[i] = SPARK_NONE;
	work_out(r, ms);
}

/* The newest period, the one asked for, or the thirteen months up to now. */
static void
add_periods(struct catalogue *d, struct measures *ms, const struct named *ind, const char *division,
            const char *place, const struct env *env)
{
	char period[8], now[11];

	civil_format(env->today, now);
	now[7] = '\0';
	if (strcmp(d->asked.period, "all") == 0) {
		for (int back = MONTHS - 1; back >= 0; back--) {
			measure_period_back(now, back, period);
			add_row(d, ms, ind, division, place, period);
		}
		return;
	}
	if (d->asked.period[0] != '\0')
		snprintf(period, sizeof period, "%.7s", d->asked.period);
	else
		measure_latest(ms, ind->def.id, measures_county(ms), d->asked.category, period);
	add_row(d, ms, ind, division, place, period);
}

static void
add_places(struct catalogue *d, struct measures *ms, const struct named *ind, const struct env *env)
{
	const struct measure_place *places;
	int count = measures_places(ms, &places);
	bool all = strcmp(d->asked.division, "all") == 0, found = false;

	for (int i = 0; i < count; i++)
		if (all || strcmp(places[i].code, d->asked.code) == 0) {
			add_periods(d, ms, ind, places[i].code, env->english ? places[i].name_en : places[i].name, env);
			found = true;
		}
	if (all || !found)
		add_periods(d, ms, ind, measures_county(ms), env->county_name, env);
}

/* ---- what is asked ---- */

/* False when it cannot be done; the list then says why. */
static bool
ask(struct list *l, struct store *st, const struct env *env, struct asked *out)
{
	char error[256];
	int32_t first, last;

	*out = (struct asked){ .code = "" };
	snprintf(out->indicator, sizeof out->indicator, "%s", list_take(l, "indicator"));
	snprintf(out->division, sizeof out->division, "%s", list_take(l, "division"));
	snprintf(out->period, sizeof out->period, "%s", list_take(l, "period"));
	snprintf(out->category, sizeof out->category, "%s", list_take(l, "category"));
	if (out->division[0] != '\0' && strcmp(out->division, "all") != 0 && strcmp(out->division, env->county) != 0 &&
	    lookup_code(st, KIND_DIVISION, NULL, 4, out->division, out->code, sizeof out->code, error,
	                sizeof error) != 0)
		return list_refuse(l, "%s", error) != 0;
	if (out->period[0] != '\0' && strcmp(out->period, "all") != 0 &&
	    !measure_period_days(out->period, &first, &last))
		return list_refuse(l, _("period=%s: give a month (2020-05), a year (2018) or all"), out->period) != 0;
	return true;
}

static int
read_values(struct list *l, struct store *st, struct measures *ms, const struct env *env)
{
	struct catalogue *d = l->data;
	bool found = d->asked.indicator[0] == '\0';

	read_indicators(d, st, ms, env);
	d->count = 0;
	for (int i = 0; i < d->ind_count; i++)
		if (d->asked.indicator[0] == '\0' || strcmp(d->asked.indicator, d->inds[i].def.id) == 0) {
			add_places(d, ms, &d->inds[i], env);
			found = true;
		}
	if (!found)
		return list_refuse(l, _("there is no indicator %s; `guatu list indicator' lists them"),
		                   d->asked.indicator);
	list_rows(l, d->rows, d->count);
	return 0;
}

/* What takes longer: the periods before, and which rules fail. */
static int
read_behind(struct catalogue *d, struct store *st, struct measures *ms, const struct env *env, bool pictures)
{
	struct checks checks = { .count = 0 };
	const struct measure_indicator *all;
	int count = measures_indicators(ms, &all), *alerts = calloc((size_t)count + 1, sizeof *alerts), rc;

	if (alerts == NULL)
		abort();
	for (int i = 0; i < d->count && pictures; i++) {
		struct row *r = &d->rows[i];
		indicator_series_read(ms, r->ind->def.id, &(struct measure_at){ r->division, r->period, r->category },
		                      r->series);
	}
	if ((rc = checks_rules(ms, st, env->english, &checks)) == 0)
		checks_alerts(&checks, ms, alerts);
	for (int i = 0; i < d->ind_count && rc == 0 && i < count; i++)
		d->inds[i].alerts = alerts[i];
	checks_clear(&checks);
	free(alerts);
	return rc;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct catalogue *d = l->data;
	struct measures *ms;
	struct asked asked;
	bool same, behind;
	int rc = 0;

	if (!ask(l, st, env, &asked))
		return 0;
	if ((ms = measures_open(st, env->county, env->today)) == NULL)
		return -1;
	same = d->inds != NULL && memcmp(&asked, &d->asked, sizeof asked) == 0;
	behind = d->behind && same;
	d->asked = asked;
	if (!behind)
		rc = read_values(l, st, ms, env);
	/* What was known stays in sight: only what was not there yet comes in another turn. */
	d->behind = !same;
	if (rc == 0 && same)
		rc = read_behind(d, st, ms, env, !l->whole);
	rc = measures_failed(ms) != 0 ? -1 : rc;
	measures_close(ms);
	return rc;
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct catalogue *d = l->data;
	const struct row *r = row;
	struct measure_at at = { r->division, r->period, r->category };
	struct measures *ms = measures_open(st, env->county, env->today);

	if (ms == NULL)
		return -1;
	measure_explain(ms, r->ind->def.id, &at, env->english, &d->why);
	measures_close(ms);
	return 0;
}

static bool more(const struct list *l) { return ((const struct catalogue *)l->data)->behind; }

/* ---- columns ------------------------------------------------------------------------------ */

#define ROW const struct row *r = row; const struct measure_indicator *ind = &r->ind->def; (void)env; (void)ind

static const char *
ind_name(const struct measure_indicator *ind, const struct env *env)
{
	return env->english ? ind->name_en : ind->name;
}

/* A narrow screen has no column for the place. */
static void
name_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (env->w < 160 && strcmp(r->division, env->county) != 0)
		value_wordf(v, "%s  %s", r->place, ind_name(ind, env));
	else
		value_word(v, ind_name(ind, env));
}

/* A number in the indicator's unit, as people read it. */
static void
number(struct value *v, const char *unit, int64_t n)
{
	char text[FIGURE_TEXT];

	if (strcmp(unit, "bp") == 0)
		value_share(v, n);
	else if (strcmp(unit, "fen") == 0)
		value_fen(v, n);
	else
		value_count(v, n);
	indicator_number_text(n, unit, false, text);
	value_say(v, "%s", text);
}

static void
value_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];

	indicator_value_text(&r->value, ind, text);
	if (r->value.state != MEASURE_KNOWN)
		value_coded(v, "", "-");
	else if (!r->value.money && strcmp(ind->unit, "bp") != 0 && r->value.range.mid.den != 1)
		value_number(v, r->value.range.mid);
	else
		number(v, ind->unit, r->number);
	value_say(v, "%s", text);
}

static void
target_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	number(v, ind->unit, ind->target);
}

static bool
few(const struct row *r, const struct env *env)
{
	return indicator_few(&r->value, env);
}

static void
lamp_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_lamp(v, few(r, env) ? LAMP_GREY : indicator_lamp(ind, r->number, r->before, env));
}

static void
change_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[FIGURE_TEXT];
	int64_t by = r->number != MEASURE_NONE && r->before != MEASURE_NONE ? r->number - r->before : MEASURE_NONE;

	number(v, ind->unit, by);
	indicator_change_text(by, ind->unit, text);
	value_say(v, "%s", text);
}

static void
series_picture(const void *row, const struct env *env, struct canvas *cell, enum paint_role role)
{
	ROW;
	(void)role;
	spark_paint(cell, 0, 0, SPARK, r->series + SERIES - SPARK, SPARK, 0, 0, few(r, env) ? PAINT_DIM : PAINT_CHART);
}

static void
kpi_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	(void)env;
	value_count(v, r->ind->kpi);
}

static void
alerts_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	/* They are counted at every place, of the newest: of one place or another month they say nothing. */
	if (strcmp(r->division, env->county) != 0 || !r->newest)
		return;
	value_count(v, r->ind->alerts);
	v->role = r->ind->alerts > 0 ? PAINT_WARN : PAINT_NORMAL;
}

static void
state_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, measure_state_name(r->value.state), r->value.state == MEASURE_KNOWN ? _("known") :
	            r->value.state == MEASURE_MISSING ? _("missing") : _("broken"));
}

static void
unit_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, ind->unit, strcmp(ind->unit, "bp") == 0 ? "%" : unit_word(ind->unit));
}

static void
base_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->value.base);
}

/* What needs no more than an expression. */
#define SAYS(name, make, what) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		make(v, what); \
	}
SAYS(indicator, value_word, ind->id)
SAYS(clause, value_word, ind->clause)
SAYS(area, value_word, r->ind->area)
SAYS(from, value_word, measure_from_name(r->value.from))
SAYS(why, value_word, r->value.why)
SAYS(summed, value_count, r->value.summed)
SAYS(disputed, value_count, r->value.disputed)

static const struct column columns[] = {
	{ "name",      N_("indicator"),     14, 1, 0,   WORKED_OUT(TYPE_TEXT, name_value) },
	{ "place",     N_("place"),         10, 0, 160, TEXT_AT(row, place), OF_RECORDS(KIND_DIVISION) },
	{ "value",     N_("value"),         11, 0, 0,   WORKED_OUT(TYPE_NUMBER, value_value),
	  .means = N_("by the indicator's formula, for the place and period beside it") },
	{ "target",    N_("target"),         7, 0, 0,   WORKED_OUT(TYPE_NUMBER, target_value),
	  .means = N_("the indicator's, from the plan") },
	{ "lamp",      N_("lamp"),           2, 0, 0,   WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("how the value stands to its target and its band") },
	{ "change",    N_("change"),        11, 0, 0,   WORKED_OUT(TYPE_NUMBER, change_value),
	  .means = N_("against the period before") },
	{ "series",    N_("12 periods"), SPARK, 0, 0,   PICTURE(series_picture) },
	{ "period",    N_("newest"),         7, 0, 0,   TEXT_AT(row, period) },
	{ "alerts",    N_("alerts"),         4, 0, 0,   WORKED_OUT(TYPE_COUNT, alerts_value), .dash = true,
	  .means = N_("rules that speak of it and do not hold") },
	{ "clause",    N_("clause"),        14, 0, 100, WORKED_OUT(TYPE_TEXT, clause_value) },
	{ "kpi",       N_("key figure"),     1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, kpi_value),
	  .means = N_("1: a key figure of the phase, by the parameter kpi") },
	{ "indicator", N_("id"),            16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, indicator_value) },
	{ "area",      N_("area"),          12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, area_value) },
	{ "division",  N_("division code"), 12, 0, LIST_HIDDEN, TEXT_AT(row, division) },
	{ "category",  N_("category"),       8, 0, LIST_HIDDEN, TEXT_AT(row, category) },
	{ "unit",      N_("unit"),           8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, unit_value) },
	{ "state",     N_("state"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, state_value) },
	{ "from",      N_("worked out from"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, from_value) },
	{ "summed",    N_("sum of townships"), 1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, summed_value),
	  .means = N_("1: the county has no figure of its own in it and the townships' are added up") },
	{ "disputed",  N_("disputed"),       1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, disputed_value),
	  .means = N_("1: two figures of one name, place and period differ") },
	{ "base",      N_("out of how many"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, base_value),
	  .means = N_("how many cases or persons the rate is of") },
	{ "why",       N_("what is missing"), 30, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, why_value) },
	{ 0 }
};

/* ---- the list ------------------------------------------------------------------------------- */

static int rank(const void *row)   { return ((const struct row *)row)->ind->rank; }

static const char *
group(const void *row, const struct env *env, struct value *count)
{
	ROW;
	(void)count;
	return r->ind->area[0] != '\0' ? r->ind->area : _("others");
}

static enum paint_role
role(const void *row, const struct env *env)
{
	ROW;
	return r->value.state != MEASURE_KNOWN || few(r, env) ? PAINT_DIM : PAINT_NORMAL;
}

static const struct list_total totals[] = {
	{ TOTAL("ALL",     N_("indicators"),    "",             PAINT_TITLE) },
	{ TOTAL("MISSING", N_("without value"), "state!=KNOWN", PAINT_WARN) },
	{ TOTAL("ALERTS",  N_("with alerts"),   "alerts>0",     PAINT_WARN), .tab = true },
	{ 0 }
};

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	int x = env->part ? canvas_put(c, 0, 0, c->w, PAINT_DIM, _("the county's, as sent")) + 2 : 0;

	list_totals_paint(l, c, x);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	int used;

	(void)l;
	if (row == NULL)
		return;
	ROW;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s  %s ", ind->id,
	            strcmp(ind->unit, "bp") == 0 ? "%" : unit_word(ind->unit));
	if (r->value.state != MEASURE_KNOWN)
		used = canvas_putf(c, 1, 1, c->w - 2, PAINT_WARN, 
		                   r->value.state == MEASURE_MISSING ? _("missing: %s") : _("broken: %s"),
		                   r->value.why) > 0;
	else
		used = canvas_putf(c, 1, 1, c->w - 2, PAINT_DIM, "%s%s%s",
		                   ind->formula[0] != '\0' ? "= " : _("reported"), ind->formula,
		                   r->value.summed ? _("  (sum of all townships)") :
		                   r->value.disputed ? _("  (another figure says otherwise)") : "") > 0;
	canvas_wrap(c, 1 + used, 1, c->h - 1 - used, c->w - 2, PAINT_DIM, ind->definition);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	(void)l;
	if (row == NULL || act != ACT_COPY)
		return fx(FX_NONE);
	ROW;
	char value[FIGURE_TEXT];
	indicator_value_text(&r->value, ind, value);
	return fx_text(FX_COPY, "%s %s %s %s", r->place, ind_name(ind, env), r->period, value);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	ROW;
	indicator_lineage(ind, &((const struct catalogue *)l->data)->why, r->place, r->period, env->english, out);
}

static struct effect
page(const struct list *l, const void *row, const struct env *env)
{
	ROW;
	(void)l;
	return fx_open(SCREEN_INDICATOR, "%s", ind->id);
}

const struct list_ops measures_list = {
	.noun = "measures",
	.about = N_("indicators worked out: indicator=ID division=all|TOWNSHIP period=all|2020-05|2018 category=CODE"),
	.columns = columns,
	.script =
	       "indicator,name,division,place,period,category,value,unit,state,from,summed,disputed,base,target,why,"
	       "lamp,change,"
	          "alerts,clause,area",
	.row_size = sizeof(struct row), .data_size = sizeof(struct catalogue), .id_at = offsetof(struct row, id),
	.rows = rows, .clear = clear, .more = more, .rank = rank, .group = group, .role = role,
	.totals = totals, .summary = summary, .detail_rows = 3, .detail = detail, .detail_read = detail_read,
	.act = act, .open = page, .lineage = lineage,
	.empty = N_("No indicators. They come with the county's pack (indicator.csv); r asks the hub."),
};

const struct screen_ops catalogue_screen = {
	.name = "catalogue", .title = N_("indicators"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_FIGURES,
	.topics = ~(TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_EVENT) | TOPIC(KIND_ISSUE)),
	LIST_SCREEN(measures_list),
};
