/* The battle map: one glance says which township is worst, and why. */
#include "screens/kit/lineage.h"
#include "screens/figures/map.h"

#include "model/text/pinyin.h"
#include "model/text/utf8.h"

/* ---- loading ---------------------------------------------------------------- */

void
map_clear(struct map_model *m)
{
	townships_clear(&m->t);
	free(m->readings);
	free(m->order);
	free(m->rank);
	free(m->places);
	m->readings = NULL;
	m->order = m->rank = NULL;
	m->places = NULL;
}

static void
unload(void *model)
{
	map_clear(model);
}

static bool
unranked(const struct reading *r)
{
	return r->few || r->bp < 0;
}

static bool
comes_before(const struct map_model *m, enum map_sort sort, int a, int b)
{
	const struct standing *x = &m->t.list[a], *y = &m->t.list[b];
	int order = reading_rank(x, &m->readings[a], y, &m->readings[b]);

	switch (sort) {
	case SORT_BEST:    return unranked(&m->readings[a]) != unranked(&m->readings[b])
	                          ? unranked(&m->readings[b]) : order > 0;
	case SORT_OVERDUE: return x->issues.overdue != y->issues.overdue
	                          ? x->issues.overdue > y->issues.overdue : order < 0;
	case SORT_PLACE:   return strcmp(x->code, y->code) < 0;
	default:           return order < 0;
	}
}

static void
sort_by(const struct map_model *m, enum map_sort sort, int *order)
{
	for (int i = 0; i < m->t.count; i++) {
		int at = i;
		for (; at > 0 && comes_before(m, sort, i, order[at - 1]); at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

static int
worst_of(const struct map_model *m)
{
	int worst = m->t.count > 0 ? 0 : -1;

	for (int i = 1; i < m->t.count; i++)
		if (reading_compare(&m->t.list[i], &m->readings[i], &m->t.list[worst], &m->readings[worst]) < 0)
			worst = i;
	return worst;
}

int
map_front(const struct map_model *m)
{
	return m->metric == METRIC_PROGRESS ? m->front : FRONT_ALL;
}

void
map_judge(struct map_model *m, const struct env *env)
{
	int front = map_front(m);

	m->blank = m->t.county.all.tasks == 0 && m->t.county.issues.open + m->t.county.issues.suspended +
	           m->t.county.issues.closed == 0;
	m->measured = 0;
	memset(m->lamps, 0, sizeof m->lamps);
	for (int i = 0; i < m->t.count; i++) {
		standing_read(&m->t.list[i], m->metric, front, &m->t.yard, &m->readings[i]);
		m->lamps[m->readings[i].lamp]++;
		m->measured += m->readings[i].bp >= 0;
	}
	standing_read(&m->t.county, m->metric, front, &m->t.yard, &m->county);
	sort_by(m, SORT_BEST, m->order);
	for (int i = 0; i < m->t.count; i++)
		m->rank[m->order[i]] = i + 1;
	standing_forecast(&m->t.county, front, m->t.zero_day, m->t.today, env->cal, &m->forecast);
	m->worst = worst_of(m);
	if (m->worst >= 0)
		standing_forecast(&m->t.list[m->worst], front, m->t.zero_day, m->t.today, env->cal,
				  &m->worst_forecast);
	sort_by(m, m->sort, m->order);
}

static void
select_at(struct map_model *m, int index)
{
	m->sel = index;
	snprintf(m->selected, sizeof m->selected, "%s", index >= 0 ? m->t.list[index].code : "");
}

static int
allocate(struct map_model *m)
{
	size_t n = (size_t)m->t.count + 1;

	m->readings = calloc(n, sizeof *m->readings);
	m->order = calloc(n, sizeof *m->order);
	m->rank = calloc(n, sizeof *m->rank);
	m->places = calloc(n, sizeof *m->places);
	return m->readings != NULL && m->order != NULL && m->rank != NULL && m->places != NULL ? 0 : -1;
}

int
map_read(struct map_model *m, struct store *st, const struct env *env)
{
	struct townships_ask ask = { env->county, env->english, env->as_of, env->today,
		env->campaign_start, env->zero_day,
	                             env->cal, env->rules };
	struct townships fresh;

	if (store_townships(st, &ask, &fresh) != 0)
		return -1;
	map_clear(m);
	m->t = fresh;
	if (env->part) {               /* its sums are not the county's */
		utf8_copy(m->t.county.name, sizeof m->t.county.name, env_whole(env));
		utf8_copy(m->t.county.full, sizeof m->t.county.full, env_whole(env));
	}
	if (allocate(m) == 0)
		return 0;
	map_clear(m);
	return -1;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct map_model *m = model;
	int sel;

	if (map_read(m, st, env) != 0)
		return -1;
	if (!m->loaded) {
		m->front = FRONT_ALL;
		m->metric = map_metric(st, env->today);
	}
	store_param(st, "phase", env->today, m->phase, sizeof m->phase);
	m->loaded = true;
	for (int i = 0; i < m->t.count; i++)
		m->places[i] = (struct grid_place){ m->t.list[i].row, m->t.list[i].col };
	grid_arrange(m->places, m->t.count, &m->rows, &m->cols);
	map_judge(m, env);
	sel = townships_find(&m->t, m->selected);
	select_at(m, sel >= 0 ? sel : m->worst);
	m->event_count = store_events(st, NULL, env->today, NULL, 0, env->english, m->events, TICKER_MAX);
	if (m->event_count < 0 || (m->events_today = store_events_of_day(st, env->today)) < 0)
		return -1;
	m->board.known = false;
	if (env->board != NULL)
		m->board = *env->board;
	else if (board_read(&m->board, ~UINT64_C(0), st, env) != 0)
		return -1;
	map_remind(m, st, env);
	if (m->total_count > 0) {
		int at = m->total_at;
		map_list_totals(m);
		m->total_at = at < m->total_count ? at : 0;
	}
	return strips_load(&m->strips, st, env);
}

/* ---- acting ----------------------------------------------------------------- */

static int
place_in_order(const struct map_model *m)
{
	for (int i = 0; i < m->t.count; i++)
		if (m->order[i] == m->sel)
			return i;
	return 0;
}

static struct effect
move_in_order(struct map_model *m, int by)
{
	int to = place_in_order(m) + by;

	if (m->t.count == 0)
		return fx(FX_NONE);
	to = to < 0 ? 0 : to >= m->t.count ? m->t.count - 1 : to;
	if (m->order[to] == m->sel)
		return fx(FX_NONE);
	select_at(m, m->order[to]);
	return fx(FX_PAINT);
}

static struct effect
move_on_map(struct map_model *m, int dy, int dx)
{
	int to;

	if (m->t.count == 0)
		return fx(FX_NONE);
	if (m->style == STYLE_LIST)
		return dy != 0 ? move_in_order(m, dy)
		               : fx_text(FX_REFUSE, "%s", _("a list has only up and down; M shows the map"));
	to = grid_neighbour(m->places, m->t.count, m->sel, dy, dx);
	if (to == m->sel)
		return fx(FX_NONE);
	select_at(m, to);
	return fx(FX_PAINT);
}

static struct effect
next_metric(struct map_model *m, const struct env *env)
{
	m->metric = (m->metric + 1) % METRIC_COUNT;
	map_judge(m, env);
	return fx(FX_PAINT);
}

static struct effect
next_front(struct map_model *m, const struct env *env)
{
	if (m->metric != METRIC_PROGRESS)
		return fx_text(FX_REFUSE, "%s", _("fronts divide task progress only; m changes the metric"));
	m->front = townships_next_track(&m->t, m->front);
	map_judge(m, env);
	return fx(FX_PAINT);
}

enum { WIDE_W = 110, WIDE_H = 26 };

static bool
is_wide(int h, int w)
{
	return w >= WIDE_W && h >= WIDE_H;
}

/* The sizes paint_wide() and paint_narrow() give to the map itself. */
static int
left_width(int w)
{
	return w >= 180 ? w * 62 / 100 : w * 11 / 20;
}

static int
ticker_height(int h)
{
	return h >= 42 ? 8 : 4;
}

static void
map_size(const struct env *env, int *h, int *w)
{
	bool wide = is_wide(env->h, env->w);

	*h = wide ? env->h - 3 - ticker_height(env->h) : env->h - 5;
	*w = wide ? left_width(env->w) - 2 : env->w;
}

static bool
style_fits(const struct map_model *m, enum map_style style, const struct env *env)
{
	int h, w;

	map_size(env, &h, &w);
	switch (style) {
	case STYLE_TILES:     return map_tiles_fit(m, h, w);
	case STYLE_TERRITORY: return territory_fits(m, h, w);
	default:              return true;
	}
}

static struct effect
no_room(const struct map_model *m, enum map_style style, const struct env *env)
{
	int h, w, need_h, need_w;

	map_size(env, &h, &w);
	(style == STYLE_TILES ? map_tiles_need : territory_needs)(m, &need_h, &need_w);
	if (need_h <= h && need_w <= w)          /* of territory only: more labels than it keeps */
		return fx_text(FX_SAY, _("no territory of %d townships; M again: tiles"), m->t.count);
	need_h = need_h > h ? need_h - h : 0;
	need_w = need_w > w ? need_w - w : 0;
	if (style == STYLE_TERRITORY)
		return fx_text(FX_SAY, _("no room for the territory of %d townships: %d rows and %d "
		                         "columns more are needed"), m->t.count, need_h, need_w);
	return fx_text(FX_SAY, _("no room for tiles of %d townships: %d rows and %d columns more are needed, "
	                         "so they are a list"), m->t.count, need_h, need_w);
}

/* To the next of tiles, territory and list that there is room for; what was passed over is said. */
static struct effect
next_style(struct map_model *m, const struct env *env)
{
	enum map_style without = STYLE_LIST;

	if (!style_fits(m, m->style, env))
		without = m->style;
	do {
		m->style = (m->style + 1) % STYLE_COUNT;
		if (without == STYLE_LIST && !style_fits(m, m->style, env))
			without = m->style;
	} while (!style_fits(m, m->style, env));
	return without == STYLE_LIST ? fx(FX_PAINT) : no_room(m, without, env);
}

/* A total of another page. */
static void
say_total(const struct map_model *m, struct lineage *out)
{
	const struct reminder *r = &m->totals[m->total_at];

	lineage_what(out, "%s %ld", r->word, r->n);
	lineage_means(out, _("rows of the list %s that its filter leaves: %s %s"),
		      r->list != NULL ? r->list->noun : "-",
	              r->total != NULL && *r->total->filter != '\0' ? r->total->filter : _("all of them"), r->more);
	lineage_no_share(out, _("a count"));
	lineage_from(out, "%s", _("counted by the list itself; Enter opens it with that filter"));
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct map_model *m = model;
	char legend[256];

	if (m->total_count > 0) {
		say_total(m, out);
		return;
	}
	standing_lineage(&m->t, m->sel >= 0 ? &m->t.list[m->sel] : &m->t.county, m->metric, m->front, env, out);
	strips_legend(&m->strips, legend, sizeof legend);
	if (*legend != '\0')
		lineage_line(out, "%s", legend);
}

/* Tab goes to what the map says of other pages, and back. */
static struct effect
into_totals(struct map_model *m)
{
	if (m->total_count > 0) {
		m->total_count = 0;
		return fx(FX_PAINT);
	}
	map_list_totals(m);
	return m->total_count > 0 ? fx(FX_PAINT) : fx_text(FX_SAY, "%s", _("nothing of other pages is to be said"));
}

static bool
moves_total(struct map_model *m, enum action what)
{
	int by = what == ACT_DOWN || what == ACT_NEXT_SIBLING ? 1 : what == ACT_UP || what == ACT_PREV_SIBLING ? -1 :
	         what == ACT_PAGE_DOWN ? 10 : what == ACT_PAGE_UP ? -10 : what == ACT_TOP ? -TOTALS_MAX :
	         what == ACT_BOTTOM ? TOTALS_MAX : 0;

	m->total_at += by;
	m->total_at = m->total_at < 0 ? 0 : m->total_at >= m->total_count ? m->total_count - 1 : m->total_at;
	return by != 0;
}

/* Esc: back to the map. */
static bool
dirty(void *model)
{
	struct map_model *m = model;
	bool in = m->total_count > 0;

	m->total_count = 0;
	return in;
}

static const char *
enter(const void *model)
{
	return ((const struct map_model *)model)->total_count > 0 ? _("its rows") : _("township");
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct map_model *m = model;
	const struct standing *s = m->sel >= 0 ? &m->t.list[m->sel] : NULL;

	if (m->total_count > 0 && moves_total(m, what))
		return fx(FX_PAINT);
	switch (what) {
	case ACT_UP:           return move_on_map(m, -1, 0);
	case ACT_DOWN:         return move_on_map(m, 1, 0);
	case ACT_LEFT:         return move_on_map(m, 0, -1);
	case ACT_RIGHT:        return move_on_map(m, 0, 1);
	case ACT_NEXT_SIBLING: return move_in_order(m, 1);
	case ACT_PREV_SIBLING: return move_in_order(m, -1);
	case ACT_PAGE_DOWN:    return move_in_order(m, 10);
	case ACT_PAGE_UP:      return move_in_order(m, -10);
	case ACT_TOP:          return move_in_order(m, -m->t.count);
	case ACT_BOTTOM:       return move_in_order(m, m->t.count);
	case ACT_PANE:
	case ACT_PANE_BACK:    return into_totals(m);
	case ACT_METRIC:       return next_metric(m, env);
	case ACT_METRIC_FRONT: return next_front(m, env);
	case ACT_SORT:
		m->sort = (m->sort + 1) % SORT_COUNT;
		sort_by(m, m->sort, m->order);
		return fx(FX_PAINT);
	case ACT_MAP_STYLE:    return next_style(m, env);
	case ACT_OPEN:
		if (m->total_count > 0)
			return map_open_total(m);
		return s != NULL ? fx_open(SCREEN_TOWNSHIP, "%s", s->code) : fx(FX_NONE);
	case ACT_MAP_ISSUES:
		return s != NULL ? fx_open(SCREEN_ISSUES, "乡镇:%s 逾期>0", s->name) : fx(FX_NONE);
	case ACT_EVENTS:       return fx_open(SCREEN_EVENTS, "%s", "");
	case ACT_COPY:         return (struct effect){ .kind = FX_COPY, .text = map_bulletin(m, env) };
	case ACT_EXPORT:       return map_export(m);
	default:               return fx(FX_NONE);
	}
}

/* ---- search ------------------------------------------------------------------ */

static bool
matches(const struct standing *s, const char *needle)
{
	size_t n = strlen(needle);

	return strncmp(s->initials, needle, n) == 0 || strncmp(s->pinyin, needle, n) == 0 ||
	       strncmp(s->code, needle, n) == 0 || pinyin_match(s->full, needle) || pinyin_match(s->name, needle);
}

/* Ambiguous needles go from one hit to the next with n and N, in ranking order. */
static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct map_model *m = model;
	int step = direction < 0 ? -1 : 1, hits = 0, start = place_in_order(m);

	(void)st;
	(void)env;
	if (needle == NULL || *needle == '\0' || m->t.count == 0)
		return fx(FX_NONE);
	for (int i = 0; i < m->t.count; i++)
		hits += matches(&m->t.list[i], needle);
	if (hits == 0)
		return fx_text(FX_REFUSE, _("no township matches %s"), needle);
	for (int i = direction == 0 ? 0 : 1; i <= m->t.count; i++) {
		int at = ((start + step * i) % m->t.count + m->t.count) % m->t.count;
		if (!matches(&m->t.list[m->order[at]], needle))
			continue;
		select_at(m, m->order[at]);
		break;
	}
	if (hits > 1)
		return fx_text(FX_SAY, _("%d townships match %s: n next, N before"), hits, needle);
	return fx(FX_PAINT);
}

/* ---- painting ---------------------------------------------------------------- */

static void
paint_map(const struct map_model *m, struct canvas *c)
{
	if (m->style == STYLE_TERRITORY && c->tier != GLYPHS_ASCII && territory_fits(m, c->h, c->w))
		territory_paint(m, c);
	else if (m->style != STYLE_LIST && map_tiles_fit(m, c->h, c->w))
		map_paint_tiles(m, c);
	else
		map_paint_list(m, c);
}

static void
paint_narrow(const struct map_model *m, const struct env *env, struct canvas *c)
{
	int below = c->h >= 12 ? 3 : c->h >= 8 ? 1 : 0;
	struct canvas top = canvas_view(c, 0, 0, 2, c->w);
	struct canvas map = canvas_view(c, 2, 0, c->h - 2 - below, c->w);
	struct canvas line = canvas_view(c, c->h - below, 0, 1, c->w);

	map_paint_summary(m, env, &top);
	if (m->total_count > 0)
		map_paint_totals(m, &map);
	else
		paint_map(m, &map);
	if (below > 0)
		map_paint_reminder_line(m, &line);
	if (below < 3)
		return;
	line = canvas_view(c, c->h - 2, 0, 1, c->w);
	map_paint_forecast(m, env, &line, 0);
	line = canvas_view(c, c->h - 1, 0, 1, c->w);
	map_paint_ticker(m, &line);
}

/* A county of which only the places are known: say where its figures are instead of columns of nothing. */
static void
paint_blank(const struct map_model *m, const struct env *env, struct canvas *c)
{
	struct canvas top = canvas_view(c, 0, 0, 1, c->w), names;
	int used;

	map_paint_summary(m, env, &top);
	if (m->total_count > 0) {
		names = canvas_view(c, 2, 0, c->h - 2, c->w);
		map_paint_totals(m, &names);
		return;
	}
	used = canvas_wrap(c, 2, 2, 3, c->w - 4, PAINT_WARN,
	                   _("This county has no tasks and no issues, so there is nothing to compare yet.  Its "
			     "figures "
	                     "are on 5 (settlement)."));
	names = canvas_view(c, 3 + used, 0, c->h - 3 - used, c->w);
	map_paint_names(m, &names);
}

static struct canvas
boxed(struct canvas *c, int y, int x, int h, int w, const char *title)
{
	canvas_box(c, y, x, h, w, PAINT_BORDER, "");
	if (h > 1 && w > 8)
		canvas_putf(c, y, x + 2, w - 4, PAINT_SECTION, " %s ", title);
	return canvas_view(c, y + 1, x + 1, h - 2, w - 2);
}

/* What the strip of four lamps on every tile stands for, on the lower border. */
static void
front_legend(const struct map_model *m, struct canvas *c, int y, int x, int w)
{
	int end = x + w;

	for (int f = 0; f < m->t.front_count; f++) {
		int need = text_width(m->t.fronts[f].name) + 2;
		if (x + need > end)
			return;
		canvas_putf(c, y, x, need, PAINT_DIM, " %s ", m->t.fronts[f].name);
		x += need;
	}
}

static void
paint_wide(const struct map_model *m, const struct env *env, struct canvas *c)
{
	int left = left_width(c->w), right = c->w - left, ticker = ticker_height(c->h), body = c->h - 1 - ticker;
	int ranking, used;
	struct canvas top = canvas_view(c, 0, 0, 1, c->w), part;
	char title[160];

	ranking = m->t.count + 3 < body - 8 ? m->t.count + 3 : body - 8;
	map_paint_summary(m, env, &top);
	used = snprintf(title, sizeof title, _("Battle map %s, %d townships"), m->t.county.name, m->t.count);
	if (m->phase[0] != '\0' && used > 0 && (size_t)used < sizeof title)
		snprintf(title + used, sizeof title - (size_t)used, " %s", m->phase);
	part = boxed(c, 1, 0, body, left, title);
	paint_map(m, &part);
	if (m->style == STYLE_TILES && m->metric == METRIC_PROGRESS)
		front_legend(m, c, body, 2, left - 4);
	snprintf(title, sizeof title, _("Ranking by %s, %s"), metric_title(m->metric), map_sort_title(m->sort));
	part = boxed(c, 1, left, ranking, right, title);
	map_paint_list(m, &part);
	part = boxed(c, 1 + ranking, left, body - ranking, right, _("Reminders"));
	if (m->total_count > 0)
		map_paint_totals(m, &part);
	else
		map_paint_reminders(m, env, &part);
	if (m->events_today > 0)
		snprintf(title, sizeof title, _("Events (%d today, v all)"), m->events_today);
	else
		snprintf(title, sizeof title, "%s", _("Events (v all)"));
	part = boxed(c, 1 + body, 0, ticker, c->w, title);
	map_paint_ticker(m, &part);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct map_model *m = model;

	if (m->t.count == 0) {
		canvas_wrap(c, 1, 2, c->h - 2, c->w - 4, PAINT_NORMAL,
		            _("No townships are known yet.  "
		              "They come with the first pull from the hub: F5 pulls now."));
		return;
	}
	if (m->blank && m->measured == 0)
		paint_blank(m, env, c);
	else if (is_wide(c->h, c->w))
		paint_wide(m, env, c);
	else
		paint_narrow(m, env, c);
}

const struct screen_ops map_screen = {
	.name = "map", .title = N_("battle map"), .scope = SCOPE_ANY | SCOPE_MOVE | SCOPE_MAP,
	.topics = TOPIC(KIND_DIVISION) | TOPIC(KIND_FRONT) | TOPIC(KIND_TASK) | TOPIC(KIND_ISSUE) |
	          TOPIC(KIND_SUP_REPORT) | TOPIC(KIND_SUP_ASSIGN) | TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_SETTLEMENT) |
	          TOPIC(KIND_PARAM) | TOPIC(KIND_EVENT) | TOPIC(KIND_CALENDAR) | TOPIC(KIND_DUTY_RUN) |
	          TOPIC(KIND_CHECK_MARK) | TOPIC(KIND_ENTRY) | TOPIC(KIND_BATCH) | TOPIC(KIND_DUTY) |
	          TOPIC(KIND_CHECKLIST) |
	          TOPIC(KIND_SOURCE) |
	          TOPIC(KIND_LEDGER) | TOPIC_OUTBOX,
	.model_size = sizeof(struct map_model),
	.load = load, .unload = unload, .act = act, .lineage = lineage, .paint = paint, .search = search,
	.dirty = dirty, .enter = enter,
};
