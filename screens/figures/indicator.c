#include "screens/figures/indicator.h"

#include "screens/kit/lineage.h"
#include "screens/kit/match.h"

enum { ABOVE = 3, BELOW = 3 };

/* ---- loading ------------------------------------------------------------------------ */

static void
read_place(struct indicator_model *m, struct measures *ms, struct indicator_place *p, const char *code,
           const char *name)
{
	snprintf(p->code, sizeof p->code, "%s", code);
	snprintf(p->name, sizeof p->name, "%s", name);
	for (int i = 0; i < SERIES; i++) {
		struct measure_at at = { p->code, m->periods[i], "" };
		measure_indicator(ms, m->ind.id, &at, &p->cells[i].value);
		p->cells[i].number = measure_whole(&p->cells[i].value);
	}
}

static int
read_places(struct indicator_model *m, struct measures *ms, const struct env *env)
{
	const struct measure_place *towns;
	int count = measures_places(ms, &towns);

	free(m->places);
	free(m->order);
	m->places = calloc((size_t)count + 1, sizeof *m->places);
	m->order = calloc((size_t)count + 1, sizeof *m->order);
	m->count = 0;
	if (m->places == NULL || m->order == NULL)
		return -1;
	read_place(m, ms, &m->places[m->count++], env->county, env->county_name);
	for (int i = 0; i < count; i++)
		read_place(m, ms, &m->places[m->count++], towns[i].code,
		           env->english ? towns[i].name_en : towns[i].name);
	return 0;
}

/* qsort has no context argument in C11. */
static const struct indicator_model *sorting;
static const struct env *sorting_env;

/* Worst first; what is missing or rests on too few stands last. */
static int
compare_places(const void *pa, const void *pb)
{
	const struct indicator_cell *a = &sorting->places[*(const int *)pa].cells[sorting->period];
	const struct indicator_cell *b = &sorting->places[*(const int *)pb].cells[sorting->period];
	int unranked = (a->number == MEASURE_NONE || indicator_few(&a->value, sorting_env)) -
	               (b->number == MEASURE_NONE || indicator_few(&b->value, sorting_env));
	int by = (a->number > b->number) - (a->number < b->number);

	if (unranked != 0)
		return unranked;
	if (by != 0)
		return sorting->ind.up ? by : -by;
	return strcmp(sorting->places[*(const int *)pa].code, sorting->places[*(const int *)pb].code);
}

static void
rank(struct indicator_model *m, const struct env *env)
{
	for (int i = 1; i < m->count; i++)
		m->order[i - 1] = i;
	sorting = m;
	sorting_env = env;
	if (m->count > 2)
		qsort(m->order, (size_t)(m->count - 1), sizeof *m->order, compare_places);
}

const struct indicator_place *
indicator_here(const struct indicator_model *m)
{
	return &m->places[m->pane == INDICATOR_RANKING && m->count > 1 ? m->order[m->cursor] : m->cursor];
}

static int
rows_of(const struct indicator_model *m)
{
	return m->pane == INDICATOR_RANKING ? m->count - 1 : m->count;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct indicator_model *m = model;
	struct measures *ms = measures_open(st, env->county, env->today);
	const struct measure_indicator *ind;

	if (ms == NULL)
		return -1;
	ind = measures_indicator(ms, env->arg);
	m->found = ind != NULL;
	if (ind != NULL) {
		m->ind = *ind;
		measure_latest(ms, ind->id, env->county, "", m->newest);
		indicator_periods(m->newest, m->periods);
		if (!m->started)
			m->period = SERIES - 1;
		if (read_places(m, ms, env) != 0) {
			measures_close(ms);
			return -1;
		}
		rank(m, env);
		m->cursor = m->cursor >= rows_of(m) ? 0 : m->cursor;
		struct measure_at at = { indicator_here(m)->code, m->periods[m->period], "" };
		measure_explain(ms, m->ind.id, &at, env->english, &m->why);
	}
	m->started = true;
	measures_close(ms);
	return 0;
}

static void
unload(void *model)
{
	struct indicator_model *m = model;

	free(m->places);
	free(m->order);
}

/* ---- acting --------------------------------------------------------------------------- */

int
indicator_rows(const struct env *env)
{
	int n = env->h - ABOVE - BELOW;

	return n > 1 ? n : 1;
}

static struct effect
move(struct indicator_model *m, const struct env *env, int by)
{
	int count = rows_of(m), shown = indicator_rows(env);

	m->cursor += by;
	m->cursor = m->cursor >= count ? count - 1 : m->cursor;
	m->cursor = m->cursor < 0 ? 0 : m->cursor;
	m->top = m->cursor < m->top ? m->cursor : m->cursor >= m->top + shown ? m->cursor - shown + 1 : m->top;
	return fx(FX_LOAD);
}

static struct effect
step_period(struct indicator_model *m, int by)
{
	if (m->period + by < 0 || m->period + by >= SERIES)
		return fx_text(FX_SAY, "%s",
		               by > 0 ? _("that is the newest period") : _("that is as far back as this goes"));
	m->period += by;
	return fx(FX_LOAD);
}

/* The place stays the same from pane to pane. */
static struct effect
next_pane(struct indicator_model *m, const struct env *env, int by)
{
	int place = (int)(indicator_here(m) - m->places);

	m->pane = (enum indicator_pane)(((int)m->pane + by + INDICATOR_PANES) % INDICATOR_PANES);
	m->cursor = place;
	if (m->pane == INDICATOR_RANKING)
		for (m->cursor = 0; place > 0 && m->cursor < m->count - 2 && m->order[m->cursor] != place;)
			m->cursor++;
	m->top = 0;
	return move(m, env, 0);
}

static struct effect
copy(const struct indicator_model *m, const struct env *env)
{
	const struct indicator_place *p = indicator_here(m);
	char value[FIGURE_TEXT];

	indicator_value_text(&p->cells[m->period].value, &m->ind, value);
	return fx_text(FX_COPY, "%s %s %s %s", p->name, env->english ? m->ind.name_en : m->ind.name,
	               m->periods[m->period], value);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct indicator_model *m = model;
	const struct indicator_place *p = m->found ? indicator_here(m) : NULL;
	int page = indicator_rows(env);

	if (!m->found)
		return act == ACT_NONE ? fx(FX_NONE) : fx_text(FX_REFUSE, _("there is no indicator %s here"), env->arg);
	switch (act) {
	case ACT_DOWN: case ACT_NEXT_SIBLING: return move(m, env, 1);
	case ACT_UP: case ACT_PREV_SIBLING:   return move(m, env, -1);
	case ACT_PAGE_DOWN: return move(m, env, page);
	case ACT_PAGE_UP:   return move(m, env, -page);
	case ACT_TOP:       return move(m, env, -1000);
	case ACT_BOTTOM:    return move(m, env, 1000);
	case ACT_LEFT:      return step_period(m, -1);
	case ACT_RIGHT:     return step_period(m, 1);
	case ACT_PANE: case ACT_METRIC: return next_pane(m, env, 1);
	case ACT_PANE_BACK: return next_pane(m, env, -1);
	case ACT_COPY:      return copy(m, env);
	case ACT_OPEN:
		if (m->pane != INDICATOR_TREND) {
			int place = (int)(p - m->places);
			m->pane = INDICATOR_TREND;
			m->cursor = place;
			return move(m, env, 0);
		}
		return fx_do(ACT_LINEAGE);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "measures indicator=%s division=all period=all", m->ind.id);
	default:            return fx(FX_NONE);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct indicator_model *m = model;

	if (m->found)
		indicator_lineage(&m->ind, &m->why, indicator_here(m)->name, m->periods[m->period], env->english, out);
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct indicator_model *m = model;
	int count = m->found ? rows_of(m) : 0;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		const struct indicator_place *p = &m->places[m->pane == INDICATOR_RANKING ? m->order[i] : i];
		if (text_matches(p->name, needle))
			return move(m, env, i - m->cursor);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

static const char *
enter(const void *model)
{
	const struct indicator_model *m = model;

	return !m->found ? "" : m->pane == INDICATOR_TREND ? _("source") : _("trend");
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct indicator_model *m = model;

	if (m->found)
		indicator_paint(m, env, c);
	else
		canvas_putf(c, 1, 2, c->w - 4, PAINT_DIM,
		            _("There is no indicator %s here. Esc goes back; r asks the hub."), env->arg);
}

const struct screen_ops indicator_screen = {
	.name = "indicator",
	.title = N_("indicator"),
	.scope = SCOPE_MOVE | SCOPE_FIGURES,
	.topics = ~(TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_EVENT) | TOPIC(KIND_ISSUE)),
	.model_size = sizeof(struct indicator_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.search = search,
	.enter = enter,
};
