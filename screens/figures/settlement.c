#include "screens/figures/settlement.h"

#include "screens/kit/match.h"
#include "screens/kit/value.h"

/* ---- reading values ------------------------------------------------------------- */

void
settlement_read(const struct settlement_model *m, const struct env *env, const struct settle *s, struct rate_value *out)
{
	rate_read(s, m->rate, env->rules->fair_denominator, out);
}

void
settlement_series(const struct settlement_model *m, const struct env *env, const struct settle_place *place,
                  int64_t *out)
{
	struct rate_value v;

	for (int i = 0; i < SETTLE_MONTHS; i++) {
		settlement_read(m, env, &place->months[i], &v);
		out[i] = v.value;
	}
}

enum lamp
settlement_lamp(const struct settlement_model *m, const struct env *env, const struct settle_place *place)
{
	struct rate_value now, before;

	settlement_read(m, env, &place->months[SETTLE_MONTHS - 1], &now);
	settlement_read(m, env, &place->months[SETTLE_MONTHS - 2], &before);
	if (now.few || m->rate == RATE_CASES)
		return LAMP_GREY;
	return rate_lamp(now.value, before.value, m->indicator.target, m->indicator.up, env->rules);
}

void
settlement_value_text(const struct settlement_model *m, int64_t value, char out[FIGURE_TEXT])
{
	if (m->rate == RATE_CASES)
		count_text(value, out);
	else
		share_beside(value != SETTLE_NONE ? rational(value, 10000) : rational(0, 0),
		             m->indicator.target != SETTLE_NONE ? rational(m->indicator.target, 10000) : rational(1, 1),
		             1, out);
}

void
period_text(const char *period, bool with_year, char out[24])
{
	int month = month_parse(period);

	if (month < 0)
		snprintf(out, 24, *period != '\0' ? _("year %s") : "-", period);
	else if (with_year)
		snprintf(out, 24, _("%d-%02d"), month / 12, month % 12 + 1);
	else
		snprintf(out, 24, "%s", month_name(month % 12 + 1));
}

/* ---- ranking ---------------------------------------------------------------------- */

/* qsort has no context argument in C11. */
static const struct settlement_model *sorting;
static const struct env *sorting_env;

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_places(const void *pa, const void *pb)
{
	const struct settlement_model *m = sorting;
	const struct settle_place *a = &m->view.places[*(const int *)pa], *b = &m->view.places[*(const int *)pb];
	struct rate_value va, vb;
	int64_t sa[SETTLE_MONTHS], sb[SETTLE_MONTHS];
	int unranked, sign = (m->sort == SORT_BEST) == m->indicator.up ? -1 : 1, by;

	if ((a->code[0] == '\0') != (b->code[0] == '\0'))     /* what no township has stands last */
		return a->code[0] == '\0' ? 1 : -1;
	settlement_read(m, sorting_env, &a->months[SETTLE_MONTHS - 1], &va);
	settlement_read(m, sorting_env, &b->months[SETTLE_MONTHS - 1], &vb);
	unranked = (va.few || va.value == SETTLE_NONE) - (vb.few || vb.value == SETTLE_NONE);
	if (m->sort != SORT_CODE && unranked != 0)
		return unranked;
	if (m->sort == SORT_FALLING) {
		settlement_series(m, sorting_env, a, sa);
		settlement_series(m, sorting_env, b, sb);
		by = compare_numbers(run_of_months(sb, SETTLE_MONTHS), run_of_months(sa, SETTLE_MONTHS));
		if (by != 0)
			return m->indicator.up ? by : -by;
	}
	if (m->sort != SORT_CODE && va.value != vb.value)
		return sign * compare_numbers(va.value, vb.value);
	return strcmp(a->code, b->code);
}

static void
rank(struct settlement_model *m, const struct env *env)
{
	for (int i = 0; i < m->view.count; i++)
		m->order[i] = i;
	sorting = m;
	sorting_env = env;
	if (m->view.count > 1)
		qsort(m->order, (size_t)m->view.count, sizeof *m->order, compare_places);
}

/* ---- loading ------------------------------------------------------------------------ */

int
settlement_read_slices(struct settlement_model *m, struct store *st, const struct env *env)
{
	m->slice_count = settle_slices(st, env->county, m->slices);
	if (m->slice_count < 0)
		return -1;
	if (m->slice >= m->slice_count)
		m->slice = 0;
	for (int i = 0; i < m->slice_count; i++) {
		const struct settle_slice slice = m->slices[i];
		settle_slice_text(st, &slice, env->english, m->slice_names[i], sizeof m->slice_names[i]);
		snprintf(m->slice_codes[i], sizeof m->slice_codes[i], "%s/%s/%s", slice.pop, slice.svc, slice.scope);
	}
	return 0;
}

static int
load_slice_values(struct settlement_model *m, struct store *st)
{
	for (int i = 0; i < m->slice_count; i++) {
		const char *county = m->view.county.code;
		memset(&m->slice_printed[i], 0, sizeof m->slice_printed[i]);
		if (settle_one(st, county, &m->slices[i], m->view.period, &m->slice_values[i]) != 0 ||
		    settle_source(st, county, &m->slices[i], m->view.period, &m->slice_sources[i]) < 0 ||
		    settle_printed(st, m->slice_sources[i].id, &m->slice_printed[i]) != 0)
			return -1;
	}
	return 0;
}

static int
load_view(struct settlement_model *m, struct store *st, const struct env *env)
{
	char today[11], until[8];

	civil_format(env->today, today);
	snprintf(until, sizeof until, "%.7s", m->until[0] != '\0' ? m->until : today);
	settle_view_clear(&m->view);
	if (settle_view(st, env->county, &m->slices[m->slice], until, env->today, env->english, &m->view) != 0)
		return -1;
	if (m->view.rest)
		snprintf(m->view.places[m->view.count - 1].name, sizeof m->view.places->name, "%s", _("not allocated"));
	if (m->until[0] == '\0')
		snprintf(m->latest, sizeof m->latest, "%s", m->view.period);
	free(m->sources);
	free(m->order);
	m->sources = calloc((size_t)m->view.count + 1, sizeof *m->sources);
	m->order = calloc((size_t)m->view.count + 1, sizeof *m->order);
	if (m->sources == NULL || m->order == NULL)
		return -1;
	for (int i = 0; i < m->view.count; i++)
		if (settle_source(st, m->view.places[i].code, &m->slices[m->slice], m->view.period, &m->sources[i]) < 0)
			return -1;
	return load_slice_values(m, st);
}

/* The first rate that this slice has figures for. */
static void
choose_rate(struct settlement_model *m, const struct env *env)
{
	struct rate_value v;
	enum rate first = m->rate;

	do {
		settlement_read(m, env, &m->view.county.months[SETTLE_MONTHS - 1], &v);
		if (v.value != SETTLE_NONE)
			return;
		m->rate = (m->rate + 1) % RATE_COUNT;
	} while (m->rate != first);
}

/* Of every month in sight; of years nothing is asked. */
static int
load_explanations(struct settlement_model *m, struct store *st, const struct env *env)
{
	char month[8];

	explanations_clear(&m->given);
	explain_plan(st, env->today, &m->plan);
	for (int i = 0; i < SETTLE_MONTHS; i++) {
		m->due[i] = m->missed[i] = CIVIL_NONE;
		if (m->view.yearly || m->view.month < 0)
			continue;
		month_format(m->view.month - SETTLE_MONTHS + 1 + i, month);
		m->due[i] = explain_due(st, &m->plan, month, env->cal, &m->missed[i]);
	}
	return explanations_read(st, &m->plan, env->today, env->english, &m->given);
}

bool
settlement_explain_text(const struct settlement_model *m, const struct env *env, const struct settle_place *place,
                        int at, char *out, size_t size, enum paint_role *role)
{
	const struct explanation *e;
	struct rate_value now, before;
	char by[FIGURE_TEXT], late[48] = "", month[8];
	enum lateness l;

	*out = '\0';
	if (at < 1 || m->view.yearly || m->view.month < 0)
		return false;
	settlement_read(m, env, &place->months[at], &now);
	settlement_read(m, env, &place->months[at - 1], &before);
	if (now.few || !explain_asked(&m->plan, m->rate, now.value, before.value))
		return false;
	if (m->rate == RATE_CASES)
		value_text(rational(now.value - before.value, 1), "count", 1, true, by);
	else
		points_text(now.value - before.value, by);
	month_format(m->view.month - SETTLE_MONTHS + 1 + at, month);
	e = explanation_of(&m->given, place->code, month, rate_indicator(m->rate));
	l = explain_lateness(e, m->due[at], m->missed[at], env->today, env->cal, env->rules);
	if (l != LATENESS_NONE)
		lateness_days_text(l, abs((int)((e != NULL ? e->given : env->today) - m->due[at])), late, sizeof late);
	if (l == LATENESS_NONE)
		snprintf(out, size, e == NULL ? _("%s: explain") : e->queued ? _("%s ~explained")
		         : _("%s explained"), by);
	else
		snprintf(out, size, e == NULL ? _("%s: explanation %s") : e->queued ? _("%s ~explained, %s")
		         : _("%s explained, %s"), by, late);
	*role = e != NULL ? PAINT_NORMAL : l != LATENESS_NONE ? lamp_role(lateness_defs[l].lamp) : PAINT_WARN;
	return true;
}

struct effect
settlement_why(const struct settlement_model *m, const struct settle_place *place, int at)
{
	char month[8];

	if (m->view.yearly || m->view.month < 0)
		return fx_text(FX_SAY, "%s", _("these figures are by year; there are no months to move through"));
	month_format(m->view.month - SETTLE_MONTHS + 1 + at, month);
	return fx_open(SCREEN_WHY, "%s %s %s %s", place->code, month, rate_indicator(m->rate),
	               m->slice_codes[m->slice]);
}

int
settlement_load(struct settlement_model *m, struct store *st, const struct env *env)
{
	int count;

	if (!m->started)
		m->drill = -1;
	if (settlement_read_slices(m, st, env) != 0)
		return -1;
	if (m->slice_count > 0 && load_view(m, st, env) != 0)
		return -1;
	if (!m->started)
		choose_rate(m, env);
	if (indicator_get(st, rate_indicator(m->rate), env->today, env->english, &m->indicator) != 0)
		return -1;
	rank(m, env);
	if (load_explanations(m, st, env) != 0)
		return -1;
	m->started = true;
	count = settlement_count(m);
	if (m->cursor[m->pane] >= count)
		m->cursor[m->pane] = count > 0 ? count - 1 : 0;
	return 0;
}

void
settlement_clear(struct settlement_model *m)
{
	settle_view_clear(&m->view);
	explanations_clear(&m->given);
	free(m->sources);
	free(m->order);
}

static int  load(void *model, struct store *st, const struct env *env) { return settlement_load(model, st, env); }

static void unload(void *model) { settlement_clear(model); }

/* ---- acting ---------------------------------------------------------------------------- */

bool
settlement_slices(const struct settlement_model *m)
{
	return m->pane == PANE_LAYERS || (m->drill < 0 && !m->view.places_known);
}

int
settlement_count(const struct settlement_model *m)
{
	return settlement_slices(m) ? m->slice_count : m->drill >= 0 ? SETTLE_MONTHS : m->view.count;
}

static struct effect
move(struct settlement_model *m, const struct env *env, int by)
{
	int count = settlement_count(m), shown = settlement_rows(m, env);
	int *cursor = &m->cursor[m->pane], *top = &m->top[m->pane];

	*cursor += by;
	*cursor = *cursor >= count ? count - 1 : *cursor;
	*cursor = *cursor < 0 ? 0 : *cursor;
	*top = *cursor < *top ? *cursor : *cursor >= *top + shown ? *cursor - shown + 1 : *top;
	return fx(FX_PAINT);
}

/* A month back or on; never past the newest. */
static struct effect
month_step(struct settlement_model *m, int by)
{
	int month = m->view.month, latest = month_parse(m->latest);

	if (m->pane != PANE_RATES)
		return fx_text(FX_REFUSE, "%s", _("months are moved through among the rates; Tab goes there"));
	if (m->view.yearly || month < 0)
		return fx_text(FX_SAY, "%s", _("these figures are by year; there are no months to move through"));
	if (month + by > latest)
		return fx_text(FX_SAY, "%s", _("that is the newest month"));
	month_format(month + by, m->until);
	if (month + by == latest)
		m->until[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
next_rate(struct settlement_model *m, const struct env *env)
{
	m->pane = PANE_RATES;
	m->rate = (m->rate + 1) % RATE_COUNT;
	choose_rate(m, env);
	return fx(FX_LOAD);
}

static struct effect
next_pane(struct settlement_model *m, int by)
{
	m->pane = (enum settlement_pane)(((int)m->pane + by + PANE_COUNT) % PANE_COUNT);
	return fx(FX_LOAD);
}

static struct effect
open_row(struct settlement_model *m)
{
	if (settlement_slices(m)) {
		if (m->slice_count == 0)
			return fx_text(FX_REFUSE, "%s", _("there are no settlement figures here"));
		m->slice = m->cursor[m->pane];
		m->until[0] = '\0';
		m->pane = m->pane == PANE_LAYERS ? PANE_RATES : PANE_LAYERS;
		m->cursor[PANE_LAYERS] = m->slice;
		m->started = m->pane == PANE_LAYERS;      /* the rate may not exist in the new slice */
		return fx(FX_LOAD);
	}
	if (m->pane == PANE_RATES && m->drill < 0 && m->view.count > 0) {
		m->drill = m->order[m->cursor[PANE_RATES]];
		m->top[PANE_RATES] = 0;
		m->cursor[PANE_RATES] = 0;
		return fx(FX_PAINT);
	}
	if (m->pane == PANE_RATES && m->drill >= 0)       /* one month of a township: why it is so */
		return settlement_why(m, &m->view.places[m->drill], SETTLE_MONTHS - 1 - m->cursor[PANE_RATES]);
	return fx_do(ACT_LINEAGE);              /* nothing is below: say where it comes from */
}

/* Of what the cursor is on; of the county there is no township to look into. */
static struct effect
why(const struct settlement_model *m)
{
	if (settlement_slices(m) || m->view.count == 0)
		return fx_text(FX_REFUSE, "%s",
		               _("why a rate moved is asked of a township: choose one among the rates"));
	if (m->drill >= 0)
		return settlement_why(m, &m->view.places[m->drill], SETTLE_MONTHS - 1 - m->cursor[PANE_RATES]);
	return settlement_why(m, &m->view.places[m->order[m->cursor[PANE_RATES]]], SETTLE_MONTHS - 1);
}

/* While one township's months are shown: the next township of the ranking. */
static struct effect
sibling(struct settlement_model *m, int by)
{
	int at = 0;

	if (m->drill < 0)
		return fx_text(FX_REFUSE, "%s", _("Enter opens a township first; then J and K go to the next"));
	while (at < m->view.count && m->order[at] != m->drill)
		at++;
	at += by;
	if (at < 0 || at >= m->view.count)
		return fx_text(FX_SAY, "%s", by > 0 ? _("that was the last one") : _("that was the first one"));
	m->drill = m->order[at];
	return fx(FX_PAINT);
}

static struct effect
sort(struct settlement_model *m, const struct env *env)
{
	if (m->pane != PANE_RATES || !m->view.places_known || m->drill >= 0)
		return fx_text(FX_REFUSE, "%s", _("only the townships' ranking is sorted"));
	m->sort = (m->sort + 1) % SORT_KINDS;
	rank(m, env);
	m->cursor[PANE_RATES] = m->top[PANE_RATES] = 0;
	return fx(FX_PAINT);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct settlement_model *m = model;
	int page = settlement_rows(m, env);

	switch (act) {
	case ACT_DOWN:         return move(m, env, 1);
	case ACT_UP:           return move(m, env, -1);
	case ACT_PAGE_DOWN:    return move(m, env, page);
	case ACT_PAGE_UP:      return move(m, env, -page);
	case ACT_TOP:          return move(m, env, -1000000);
	case ACT_BOTTOM:       return move(m, env, 1000000);
	case ACT_LEFT:         return month_step(m, -1);
	case ACT_RIGHT:        return month_step(m, 1);
	case ACT_PANE:         return next_pane(m, 1);
	case ACT_PANE_BACK:    return next_pane(m, -1);
	case ACT_METRIC:       return next_rate(m, env);
	case ACT_SORT:         return sort(m, env);
	case ACT_OPEN:         return open_row(m);
	case ACT_WHY:          return why(m);
	case ACT_NEXT_SIBLING: return sibling(m, 1);
	case ACT_PREV_SIBLING: return sibling(m, -1);
	case ACT_COPY:         return settlement_copy(m, env);
	case ACT_EXPORT:       return settlement_export(m);
	default:               return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct settlement_model *m = model;
	int count = settlement_count(m), from = m->cursor[m->pane];

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((from + (direction < 0 ? -k : k)) % count + count) % count;
		const char *text = m->pane == PANE_LAYERS || !m->view.places_known || m->drill >= 0
		       ? m->slice_names[i % SETTLE_SLICES] :
		                   m->view.places[m->order[i]].name;
		if (text_matches(text, needle))
			return move(m, env, i - from);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* Esc: out of one township's months, then back to the newest month. */
static bool
dirty(void *model)
{
	struct settlement_model *m = model;

	if (m->drill >= 0) {
		m->drill = -1;
		m->cursor[PANE_RATES] = m->top[PANE_RATES] = 0;
		return true;
	}
	if (m->until[0] != '\0') {
		m->until[0] = '\0';
		return true;
	}
	return false;
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct settlement_model *m = model;

	if (m->slice_count == 0) {
		canvas_wrap(c, 2, 2, 4, c->w - 4, PAINT_DIM,
		            _("No settlement figures of the county yet: its own row, the sum of its townships. They "
		              "are imported at the hub (guatu-hub import settlement FILE) or come with the county's "
		              "pack; r asks the hub."));
		return;
	}
	if (m->pane == PANE_LAYERS)
		settlement_layers_paint(m, env, c);
	else
		settlement_rates_paint(m, env, c);
}

const struct screen_ops settlement_screen = {
	.name = "settlement",
	.title = N_("settlement"),
	.scope = SCOPE_MOVE | SCOPE_SETTLEMENT,
	.topics = TOPIC(KIND_SETTLEMENT) | TOPIC(KIND_INDICATOR) | TOPIC(KIND_PARAM) |
	          TOPIC(KIND_DIVISION) | TOPIC(KIND_TERM) | TOPIC(KIND_ENTRY) | TOPIC(KIND_DUTY_RUN) | TOPIC_OUTBOX,
	.model_size = sizeof(struct settlement_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = settlement_lineage,
	.paint = paint,
	.search = search,
	.dirty = dirty,
};
