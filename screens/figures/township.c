/* One township: how it stands, its villages, what it still has to do, who supervises it. */

#include "model/flow/report.h"
#include "screens/kit/lineage.h"
#include "screens/kit/bar.h"
#include "screens/work/event_line.h"
#include "screens/work/item_list.h"
#include "screens/kit/spark.h"
#include "screens/figures/standing_text.h"
#include "screens/kit/strip.h"
#include "store/read/places.h"

enum pane { PANE_ITEMS, PANE_VILLAGES, PANE_COUNT };
enum { VILLAGES_MAX = 120, REPORTS_MAX = 12, EVENTS_MAX = 12 };

struct township_model {
	char code[16];                          /* "" until the first load */
	struct townships t;
	char poor[48];                          /* those the plan is for: 建档立卡, 脱贫人口 (E25) */
	int  sel, rank, ranked;                 /* index; its place, of how many */
	char before[16], after[16];             /* neighbours in the ranking, worst first */
	struct village_row villages[VILLAGES_MAX];
	int  village_count;
	struct item_list items;
	struct sup_row reports[REPORTS_MAX];
	int  report_count;
	struct strips strips;
	struct event_row events[EVENTS_MAX];
	int  event_count;
	enum pane pane;
	int  item, village;                     /* rows */
	char item_id[40], village_code[16];     /* what they are on: survives reloads */
};

/* ---- loading ------------------------------------------------------------------- */

static void
unload(void *model)
{
	struct township_model *m = model;

	townships_clear(&m->t);
	items_clear(&m->items);
}

/* Position in the ranking and the codes beside it, worst first. */
static void
rank(struct township_model *m)
{
	int *order = calloc((size_t)m->t.count + 1, sizeof *order);
	struct reading *r = calloc((size_t)m->t.count + 1, sizeof *r);
	int place = 0;

	m->before[0] = m->after[0] = '\0';
	for (int i = 0; order != NULL && r != NULL && i < m->t.count; i++) {
		int at = i;
		standing_read(&m->t.list[i], METRIC_PROGRESS, FRONT_ALL, &m->t.yard, &r[i]);
		for (; at > 0 && reading_rank(&m->t.list[i], &r[i], &m->t.list[order[at - 1]],
		                              &r[order[at - 1]]) < 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	if (m->sel < 0)                         /* opened on nothing: the worst */
		for (int i = 0; r != NULL && i < m->t.count; i++)
			if (m->sel < 0 || reading_compare(&m->t.list[i], &r[i], &m->t.list[m->sel], &r[m->sel]) < 0)
				m->sel = i;
	for (int i = 0; order != NULL && i < m->t.count; i++)
		if (order[i] == m->sel)
			place = i;
	if (order != NULL && m->t.count > 0) {
		m->rank = m->t.count - place;
		m->ranked = m->t.count;
		snprintf(m->before, sizeof m->before, "%s", place > 0 ? m->t.list[order[place - 1]].code : "");
		snprintf(m->after, sizeof m->after, "%s", place + 1 < m->t.count ? m->t.list[order[place + 1]].code
		         : "");
	}
	free(order);
	free(r);
}

/* Rows keep to what they are on, by id; else they stay where they are. */
static void
find_rows(struct township_model *m)
{
	int found = items_find(&m->items, m->item_id);

	m->item = found >= 0 ? found : m->item < m->items.count ? m->item : m->items.count > 0 ? m->items.count - 1 : 0;
	for (int i = 0; i < m->village_count; i++)
		if (strcmp(m->villages[i].code, m->village_code) == 0)
			m->village = i;
	if (m->village >= m->village_count)
		m->village = 0;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct township_model *m = model;
	struct townships_ask ask = { env->county, env->english, env->as_of, env->today, env->campaign_start,
	                             env->zero_day,
	                             env->cal, env->rules };
	struct townships fresh;
	char poor[48];

	if (store_townships(st, &ask, &fresh) != 0)
		return -1;
	townships_clear(&m->t);
	m->t = fresh;
	if (m->code[0] == '\0' && env->arg != NULL)
		snprintf(m->code, sizeof m->code, "%.9s", env->arg);
	m->sel = townships_find(&m->t, m->code);
	rank(m);
	if (m->sel < 0)
		return 0;
	snprintf(m->code, sizeof m->code, "%s", m->t.list[m->sel].code);
	store_term_with(st, "pop", "poor", poor, sizeof poor);
	store_term(st, "pop", poor, env->english, m->poor, sizeof m->poor);
	m->village_count = store_villages(st, m->code, env->today, env->english, m->villages, VILLAGES_MAX);
	m->report_count = store_place_reports(st, m->code, env->today, m->reports, REPORTS_MAX);
	m->event_count = store_events(st, m->code, env->today, NULL, 0, env->english, m->events, EVENTS_MAX);
	if (m->village_count < 0 || m->report_count < 0 || m->event_count < 0 ||
	    items_load(&m->items, st, m->code, env) != 0)
		return -1;
	find_rows(m);
	return strips_load(&m->strips, st, env);
}

/* ---- acting -------------------------------------------------------------------- */

static char *
bulletin(const struct township_model *m, const struct env *env)
{
	const struct standing *s = &m->t.list[m->sel];
	struct reading r;
	char *text = NULL, day[11];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	civil_format(env->today, day);
	standing_read(s, METRIC_PROGRESS, FRONT_ALL, &m->t.yard, &r);
	fprintf(out, _("Bulletin: %s, as of %s\n"), s->full, day);
	fprintf(out, _("Task progress %s, pace %s, lamp %s"), reading_text(&r).text, bp_text(r.pace).text,
	        _(lamp_word(r.lamp)));
	if (!m->t.part)
		fprintf(out, _(", place %d of %d"), m->rank, m->ranked);
	fprintf(out, "%s", _(".\n"));
	fprintf(out, _("Issues: %d live, %d overdue, %d closed, %d suspended.\n"), s->issues.open, s->issues.overdue,
	        s->issues.closed, s->issues.suspended);
	for (int i = 0; i < m->items.count && m->items.items[i].due < env->today; i++)
		fprintf(out, _("%d. %s %s, %d days overdue\n"), i + 1, m->items.items[i].id, m->items.items[i].title,
		        env->today - m->items.items[i].due);
	if (m->t.sample)
		fprintf(out, "(%s)\n", _("sample data"));
	fclose(out);
	return text;
}

static struct effect
go_to(struct township_model *m, const char *code)
{
	if (*code == '\0')
		return fx_text(FX_REFUSE, "%s", _("no township further this way in the ranking"));
	snprintf(m->code, sizeof m->code, "%s", code);
	m->item_id[0] = m->village_code[0] = '\0';
	m->item = m->village = 0;
	return fx(FX_LOAD);
}

static struct effect
move(struct township_model *m, enum action act, int page)
{
	int *row = m->pane == PANE_ITEMS ? &m->item : &m->village;
	int to = row_after(act, *row, m->pane == PANE_ITEMS ? m->items.count : m->village_count, page);

	if (to < 0 || to == *row)
		return fx(FX_NONE);
	*row = to;
	if (m->pane == PANE_ITEMS)
		snprintf(m->item_id, sizeof m->item_id, "%s", m->items.items[to].id);
	else
		snprintf(m->village_code, sizeof m->village_code, "%s", m->villages[to].code);
	return fx(FX_PAINT);
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct township_model *m = model;

	if (m->sel < 0)
		return fx(FX_NONE);
	switch (what) {
	case ACT_NEXT_SIBLING: return go_to(m, m->after);
	case ACT_PREV_SIBLING: return go_to(m, m->before);
	case ACT_LEFT:
	case ACT_RIGHT:        return fx_text(FX_REFUSE, "%s", _("Tab goes between the tasks and the villages"));
	case ACT_PANE:
	case ACT_PANE_BACK:
		m->pane = (m->pane + 1) % PANE_COUNT;
		return fx(FX_PAINT);
	case ACT_OPEN:
		if (m->pane == PANE_ITEMS)
			return items_open(&m->items, m->item);
		return m->village < m->village_count ? fx_open(SCREEN_VILLAGE, "%s", m->villages[m->village].code) :
		       fx_text(FX_REFUSE, "%s", _("no villages in the pack"));
	case ACT_MAP_ISSUES:   return fx_open(SCREEN_ISSUES, "乡镇:%s 逾期>0", m->t.list[m->sel].name);
	case ACT_COPY:         return (struct effect){ .kind = FX_COPY, .text = bulletin(m, env) };
	case ACT_EXPORT:       return fx_text(FX_EXPORT, "issues 乡镇:%s", m->t.list[m->sel].name);
	default:               return move(m, what, env->h / 3);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct township_model *m = model;

	if (m->sel >= 0)
		standing_lineage(&m->t, &m->t.list[m->sel], METRIC_COUNT, FRONT_ALL, env, out);
}

static void
targets(const void *model, struct targets *out)
{
	const struct township_model *m = model;

	out->count = 0;
	if (m->sel >= 0 && m->pane == PANE_ITEMS)
		items_target(&m->items, m->item, out);
}

/* ---- painting ------------------------------------------------------------------ */

static struct canvas
boxed(struct canvas *c, int y, int x, int h, int w, bool focus, const char *title)
{
	canvas_box(c, y, x, h, w, focus ? PAINT_BORDER_FOCUS : PAINT_BORDER, "");
	if (h > 1 && w > 8)
		canvas_putf(c, y, x + 2, w - 4, focus ? PAINT_BORDER_FOCUS : PAINT_SECTION, " %s ", title);
	return canvas_view(c, y + 1, x + 1, h - 2, w - 2);
}

/* The map's checklist in words where they fit, else in signs. */
static void
paint_lights(const struct township_model *m, struct canvas *c, int x)
{
	char signs[STRIP_CELLS_MAX + 1];
	const char *marks = strips_of(&m->strips, m->t.list[m->sel].code, signs);
	int words = 0;

	for (const char *sign = marks; *sign != '\0'; sign++)
		words += text_width(strip_word(*sign)) + 1;
	if (words == 0)
		return;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, "%s", m->strips.name) + 1;
	if (c->w - x < words) {
		strip_paint(c, 0, x, c->w - x, marks);
		return;
	}
	for (const char *sign = marks; *sign != '\0'; sign++)
		x += canvas_put(c, 0, x, c->w - x, strip_role(*sign), strip_word(*sign)) + 1;
}

static void
paint_title(const struct township_model *m, struct canvas *c)
{
	const struct standing *s = &m->t.list[m->sel];
	struct reading r;
	int x = 1;

	standing_read(s, METRIC_PROGRESS, FRONT_ALL, &m->t.yard, &r);
	x += canvas_put(c, 0, x, c->w - x, PAINT_TITLE, s->full) + 1;
	x += canvas_put(c, 0, x, c->w - x, lamp_role(r.lamp), _(lamp_word(r.lamp))) + 2;
	if (r.bp >= 0 && !m->t.part)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("place %d/%d"), m->rank, m->ranked) + 2;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("live %d"), s->issues.open) + 1;
	x += canvas_putf(c, 0, x, c->w - x, s->issues.overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, _("%d overdue"),
	                 s->issues.overdue) + 2;
	if (s->pending > 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_PENDING, _("~ %d queued"), s->pending) + 2;
	if (s->villages >= 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_DIM, _("%d villages"), s->villages) + 1;
	if (s->poor >= 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_DIM, _("%s %d people"), m->poor, s->poor) + 1;
	paint_lights(m, c, x);
}

static void
indicator(struct canvas *c, int y, const char *name, const struct reading *r)
{
	int bar = c->w - 34, gap = reading_gap(r);
	struct figure change = change_text(r->bp < 0 || r->pace < 0 ? READING_NO_CHANGE : gap);

	canvas_put(c, y, 0, 14, PAINT_NORMAL, name);
	canvas_right(c, y, 14, 7, r->few ? PAINT_DIM : PAINT_NORMAL, reading_text(r).text);
	canvas_right(c, y, 21, 7, PAINT_DIM, bp_text(r->bp < 0 ? -1 : r->pace).text);
	canvas_right(c, y, 28, 7, gap < 0 ? PAINT_WARN : PAINT_OK, change.text);
	canvas_put(c, y, 36, 2, lamp_role(r->lamp), _(lamp_word(r->lamp)));
	if (bar > 10)
		bar_paint(c, y, 39, bar - 6, r->bp < 0 ? 0 : r->bp / 100, r->bp < 0 || r->pace < 0 ? BAR_NO_PACE
		          : r->pace / 100, r->few ? PAINT_DIM : lamp_role(r->lamp));
}

static void
paint_backwards(const struct township_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct standing *s = &m->t.list[m->sel];
	struct forecast f;
	char day[11] = "", basis[96];
	int x;

	if (s->all.tasks == 0)                  /* nothing to plan backwards */
		return;
	standing_forecast(s, FRONT_ALL, m->t.zero_day, env->today, env->cal, &f);
	x = canvas_put(c, y, 0, c->w, PAINT_SECTION, _("Plan "));
	if (f.need == 0) {
		canvas_put(c, y, x, c->w - x, PAINT_OK, _("all done"));
		return;
	}
	x += forecast_rates(c, y, x, &f);
	basis_text(s, FRONT_ALL, basis, sizeof basis);
	if (!f.known || x + text_width(_("points/workday ")) + text_width(basis) <= c->w)
		x += canvas_put(c, y, x, c->w - x, PAINT_DIM,
		                f.known ? _("points/workday ") : _("points/workday, pace unknown "));
	canvas_put(c, y, x, c->w - x, PAINT_DIM, basis);
	civil_format(f.ends, day);
	if (f.never)
		canvas_put(c, y + 1, 0, c->w, PAINT_LAMP_RED, _("at this pace never done"));
	else if (f.ends != CIVIL_NONE)
		canvas_putf(c, y + 1, 0, c->w, f.late_workdays > 0 ? PAINT_LAMP_RED : PAINT_OK,
		            f.late_workdays > 0 ? _("at this pace done on %s, %d workdays overdue")
		            : _("at this pace done on %s"), day, f.late_workdays);
}

static void
paint_trend(const struct standing *s, struct canvas *c, int y)
{
	int values[PROGRESS_DAYS], x;

	for (int day = 0; day < PROGRESS_DAYS; day++)
		values[PROGRESS_DAYS - 1 - day] = s->all.bp[day] >= 0 ? s->all.bp[day] : SPARK_NONE;
	x = canvas_put(c, y, 0, c->w, PAINT_NORMAL, _("last 14 days "));
	spark_paint(c, y, x, PROGRESS_DAYS, values, PROGRESS_DAYS, 0, 0, PAINT_CHART);
	if (s->all.bp[0] >= 0 && s->all.bp[14] >= 0)
		canvas_put(c, y, x + PROGRESS_DAYS + 1, c->w, PAINT_DIM,
		           change_text(shown_gap(s->all.bp[0], s->all.bp[14])).text);
}

/* The first track there is no room for: none fits, the fronts, or the pillars too. */
static int
tracks_shown(const struct townships *t, int room)
{
	enum { TREND = 3 };             /* the rows below, that pillars leave */

	return room < t->front_count ? 0 : room < t->front_count + t->pillar_count + TREND ? FRONTS_MAX : TRACKS_MAX;
}

/* Head, the four metrics, the fronts and the pillars where there is room, back-schedule and trend. */
static void
paint_indicators(const struct township_model *m, const struct env *env, struct canvas *c)
{
	const struct standing *s = &m->t.list[m->sel];
	int y = 1, spare = c->h - 1 - METRIC_COUNT, end = tracks_shown(&m->t, spare - 2);
	struct reading r;

	canvas_put(c, 0, 0, 14, PAINT_COLUMN_HEAD, _("indicator"));
	canvas_right(c, 0, 14, 7, PAINT_COLUMN_HEAD, _("now"));
	canvas_right(c, 0, 21, 7, PAINT_COLUMN_HEAD, _("pace"));
	canvas_right(c, 0, 28, 7, PAINT_COLUMN_HEAD, _("+/-"));
	canvas_put(c, 0, 36, 2, PAINT_COLUMN_HEAD, _("L"));
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		standing_read(s, (enum metric)metric, FRONT_ALL, &m->t.yard, &r);
		indicator(c, y++, metric_title((enum metric)metric), &r);
		if (metric != METRIC_PROGRESS)
			continue;
		for (int f = townships_next_track(&m->t, FRONT_ALL); f != FRONT_ALL && f < end;
		     f = townships_next_track(&m->t, f)) {
			char name[64];
			snprintf(name, sizeof name, "  %s", m->t.fronts[f].name);
			standing_read(s, METRIC_PROGRESS, f, &m->t.yard, &r);
			indicator(c, y++, name, &r);
		}
	}
	if (c->h - y >= 4)
		y++;
	if (c->h - y >= 3)
		paint_trend(s, c, y++);
	paint_backwards(m, env, c, y);
}

/* Names whole while there is room for the counts; a bar takes what is left. */
enum { COUNTS_W = 19, VILLAGE_W = 9 };

static int
name_width(const struct township_model *m, int w)
{
	int widest = VILLAGE_W;

	for (int i = 0; i < m->village_count; i++)
		widest = text_width(m->villages[i].name) + 1 > widest ? text_width(m->villages[i].name) + 1 : widest;
	return widest < w - COUNTS_W ? widest : w - COUNTS_W;
}

static void
paint_villages(const struct township_model *m, struct canvas *c)
{
	bool focus = m->pane == PANE_VILLAGES;
	int rows = c->h - 1, first = m->village_count <= rows || m->village < rows / 2 ? 0 : m->village - rows / 2,
	name_w = name_width(m, c->w);

	if (first > m->village_count - rows)
		first = m->village_count > rows ? m->village_count - rows : 0;
	canvas_pad(c, 0, 0, name_w, PAINT_COLUMN_HEAD, _(" village"));
	canvas_right(c, 0, name_w, 5, PAINT_COLUMN_HEAD, _("overdue"));
	canvas_right(c, 0, name_w + 5, 5, PAINT_COLUMN_HEAD, _("todo"));
	canvas_put(c, 0, name_w + 11, 8, PAINT_COLUMN_HEAD, _("c/s/all"));
	for (int i = 0; i < rows && first + i < m->village_count; i++) {
		const struct village_row *v = &m->villages[first + i];
		bool on = focus && first + i == m->village;
		enum paint_role role = on ? PAINT_SELECTED : v->all > 0 ? PAINT_NORMAL : PAINT_DIM;
		char text[24];
		canvas_pad(c, 1 + i, 0, c->w, role, on ? ">" : " ");
		canvas_put(c, 1 + i, 1, name_w - 1, role, v->name);
		snprintf(text, sizeof text, v->overdue > 0 ? "%d" : "-", v->overdue);
		canvas_right(c, 1 + i, name_w, 5, v->overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, text);
		snprintf(text, sizeof text, v->open > 0 ? "%d" : "-", v->open);
		canvas_right(c, 1 + i, name_w + 5, 5, role, text);
		snprintf(text, sizeof text, "%d/%d/%d", v->closed, v->all - v->open - v->closed, v->all);
		canvas_pad(c, 1 + i, name_w + 11, 8, role, text);
		if (v->all > 0 && c->w - name_w > 22)
			bar_paint(c, 1 + i, name_w + COUNTS_W + 1, c->w - name_w - COUNTS_W - 1,
			          ratio_bp(v->closed, v->all) / 100, BAR_NO_PACE, PAINT_BAR);
		if (on)
			canvas_cursor(c, 1 + i, 0);
	}
	if (m->village_count == 0)
		canvas_put(c, 1, 1, c->w, PAINT_DIM, _("no villages in the pack"));
}

static int
put_report(const struct sup_row *r, int32_t today, struct canvas *c, int y, int x, int w)
{
	int from = x, late = r->due - today, right = x + w;

	bool handed_in = r->submitted != CIVIL_NONE && r->submitted <= today && report_handed_in(r->status);

	x += canvas_putf(c, y, x, right - x, PAINT_NORMAL, _("%s %s "), r->group, r->period);
	if (handed_in && r->submitted > r->due)
		x += canvas_putf(c, y, x, right - x, PAINT_LAMP_YELLOW, _("done late by %d days "),
		                 r->submitted - r->due);
	else if (handed_in)
		x += canvas_put(c, y, x, right - x, PAINT_LAMP_GREEN, _("on time "));
	else if (late < 0)
		x += canvas_putf(c, y, x, right - x, PAINT_LAMP_RED, _("overdue by %d days "), -late);
	else
		x += canvas_putf(c, y, x, right - x, PAINT_DIM, _("days left: %d "), late);
	x += canvas_putf(c, y, x, right - x, PAINT_DIM, "%s", flow_state_text(KIND_SUP_REPORT, r->status));
	if (r->visits > 0)
		x += canvas_putf(c, y, x, right - x, PAINT_DIM, _(" visits %d"), r->visits);
	if (r->issues_raised > 0)
		x += canvas_putf(c, y, x, right - x, PAINT_DIM, _(" raised %d"), r->issues_raised);
	return x - from;
}

/* Reports above, events below, half each; two columns where the box is flat. */
static void
paint_record(const struct township_model *m, const struct env *env, struct canvas *c)
{
	bool flat = c->w >= 76;
	int half = flat ? c->w / 2 : c->w, reports = flat ? c->h : c->h / 2;

	if (m->report_count == 0 && m->t.list[m->sel].reports.groups[0] != '\0')
		canvas_putf(c, 0, 1, half - 2, PAINT_DIM, _("%s: its reports are not sent to you"),
		            m->t.list[m->sel].reports.groups);
	else if (m->report_count == 0)
		canvas_put(c, 0, 1, half, PAINT_WARN, _("no supervision group looks after this township"));
	for (int i = 0; i < reports && i < m->report_count; i++)
		put_report(&m->reports[i], env->today, c, i, 1, half - 2);
	for (int i = 0; i < (flat ? c->h : c->h - reports) && i < m->event_count; i++)
		event_paint(c, flat ? i : reports + i, flat ? half : 1, half - 1, &m->events[i], env->today);
}

static void
paint_items_box(const struct township_model *m, const struct env *env, struct canvas *c, int y, int h)
{
	char title[96];
	struct canvas box;

	snprintf(title, sizeof title, _("Issues and tasks, oldest first (%d%s)"), m->items.count, m->items.more ? "+"
	         : "");
	box = boxed(c, y, 0, h, c->w, m->pane == PANE_ITEMS, title);
	items_paint(&m->items, m->item, m->pane == PANE_ITEMS, env, &box);
	if (items_escalated(&m->items))
		canvas_put(c, y + h - 1, c->w - 3 - text_width(_(" M = escalated to the leader ")), c->w - 4,
		           PAINT_LAMP_MAGENTA, _(" M = escalated to the leader "));
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct township_model *m = model;
	bool wide = c->w >= 110;
	int top, below, left;
	struct canvas box;
	char villages[96];

	if (m->sel < 0 || m->t.count == 0) {
		canvas_wrap(c, 1, 2, c->h - 2, c->w - 4, PAINT_NORMAL,
		            _("This township is not known here.  F5 pulls from the hub; Esc goes back."));
		return;
	}
	paint_title(m, c);
	top = wide ? (c->h - 1) * 9 / 20 : (c->h - 1) * 9 / 20;
	if (top > 17)
		top = 17;
	below = wide ? 0 : c->h >= 18 ? 4 : 0;
	left = wide ? c->w * 36 / 100 : 40;
	box = boxed(c, 1, 0, top, left, false, _("Key indicators"));
	paint_indicators(m, env, &box);
	snprintf(villages, sizeof villages, _("Villages (%d), worst first"), m->village_count);
	box = boxed(c, 1, left, top, wide ? c->w * 28 / 100 : c->w - left, m->pane == PANE_VILLAGES, villages);
	paint_villages(m, &box);
	if (wide) {
		int x = left + c->w * 28 / 100;
		box = boxed(c, 1, x, top, c->w - x, false, _("Supervision and events"));
		paint_record(m, env, &box);
	}
	paint_items_box(m, env, c, 1 + top, c->h - 1 - top - below);
	if (below > 0) {
		box = boxed(c, c->h - below, 0, below, c->w, false, _("Supervision and events"));
		paint_record(m, env, &box);
	}
}

const struct screen_ops township_screen = {
	.name = "township", .title = N_("township sheet"),
	.scope = SCOPE_ANY | SCOPE_MOVE | SCOPE_TOWNSHIP | SCOPE_STEPS,
	.topics = TOPIC(KIND_DIVISION) | TOPIC(KIND_FRONT) | TOPIC(KIND_TASK) | TOPIC(KIND_ISSUE) |
	          TOPIC(KIND_SUP_REPORT) | TOPIC(KIND_SUP_ASSIGN) | TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_SETTLEMENT) |
	          TOPIC(KIND_PARAM) | TOPIC(KIND_EVENT) | TOPIC(KIND_CALENDAR) | TOPIC(KIND_CHECK_MARK) | TOPIC_OUTBOX,
	.model_size = sizeof(struct township_model),
	.load = load, .unload = unload, .act = act, .lineage = lineage, .paint = paint, .targets = targets,
};
