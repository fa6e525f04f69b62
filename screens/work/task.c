
#include "screens/work/tasks.h"
#include "screens/figures/standing_text.h"
#include "screens/kit/lineage.h"
#include "screens/kit/trend.h"

enum { EVENTS_MAX = 40, HISTORY_MAX = 400, PANES = 3 };
enum pane { PANE_CHILDREN, PANE_EVENTS, PANE_EVIDENCE };

struct task_model {
	char id[64];
	struct task_tree tree;
	int  node;                         /* index into the tree, -1: no such task */
	struct task_row words;
	int  *children;                    /* node indexes */
	struct task_row *child_words;
	int  child_count;
	struct object_event events[EVENTS_MAX];
	int  event_count;
	char evidence[1024];
	int32_t from;                      /* first day drawn */
	/* basis points, a day each from there to due or today; INT_MIN in the future */
	int  history[HISTORY_MAX], days;
	int  pane, cursor, top;
};

/* ---- loading ----------------------------------------------------------------- */

static int
load_children(struct task_model *m, struct store *st, const struct env *env)
{
	const struct task_node *n = &m->tree.nodes[m->node];

	m->child_count = 0;
	for (int i = m->node + 1; i < n->end; i = m->tree.nodes[i].end)
		m->child_count++;
	free(m->children);
	free(m->child_words);
	m->children = calloc((size_t)m->child_count + 1, sizeof *m->children);
	m->child_words = calloc((size_t)m->child_count + 1, sizeof *m->child_words);
	if (m->children == NULL || m->child_words == NULL)
		return -1;
	for (int i = m->node + 1, k = 0; i < n->end; i = m->tree.nodes[i].end, k++) {
		m->children[k] = i;
		if (tasks_row(st, m->tree.nodes[i].pk, env->english, &m->child_words[k]) < 0)
			return -1;
	}
	return 0;
}

static int
load_history(struct task_model *m, struct store *st, const struct tasks_when *when)
{
	const struct task_node *n = &m->tree.nodes[m->node];
	/* what comes after the deadline counts too */
	int32_t from = n->start, to = n->due > when->today ? n->due : when->today;

	m->days = 0;
	if (from == CIVIL_NONE || n->due == CIVIL_NONE || to <= from)
		return 0;
	if (to - from >= HISTORY_MAX)
		from = to - HISTORY_MAX + 1;
	m->from = from;
	m->days = (int)(to - from) + 1;
	return tasks_history(st, when, m->id, from, m->days, m->history);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct task_model *m = model;
	struct tasks_when when = { env->today, env->as_of, env->cal, env->rules, env->english,
	                           env->campaign_start };

	if (m->id[0] == '\0')
		snprintf(m->id, sizeof m->id, "%s", env->arg);
	tasks_tree_clear(&m->tree);
	if (tasks_tree(st, &when, &m->tree) != 0)
		return -1;
	m->node = -1;
	for (int i = 0; i < m->tree.count && m->node < 0; i++)
		if (strcmp(m->tree.nodes[i].id, m->id) == 0)
			m->node = i;
	if (m->node < 0)
		return 0;
	if (tasks_row(st, m->tree.nodes[m->node].pk, env->english, &m->words) < 0 || load_children(m, st, env) != 0 ||
	    load_history(m, st, &when) != 0 ||
	    (m->event_count = object_events(st, KIND_TASK, m->id, env->english, m->events, EVENTS_MAX)) < 0)
		return -1;
	if (m->pane == PANE_CHILDREN && m->child_count == 0)
		m->pane = PANE_EVENTS;
	return tasks_evidence(st, m->tree.nodes[m->node].pk, m->evidence, sizeof m->evidence);
}

static void
unload(void *model)
{
	struct task_model *m = model;

	tasks_tree_clear(&m->tree);
	free(m->children);
	free(m->child_words);
}

/* ---- acting -------------------------------------------------------------------- */

static int
pane_rows(const struct task_model *m)
{
	return m->pane == PANE_CHILDREN ? m->child_count : m->pane == PANE_EVENTS ? m->event_count : 0;
}

static struct effect
step(struct task_model *m, int by)
{
	int last = pane_rows(m) - 1;

	m->cursor += by;
	m->cursor = m->cursor > last ? last : m->cursor;
	m->cursor = m->cursor < 0 ? 0 : m->cursor;
	return fx(FX_PAINT);
}

/* To the next task of the same parent. */
static struct effect
sibling(struct task_model *m, int by)
{
	int parent = m->tree.nodes[m->node].parent, depth = m->tree.nodes[m->node].depth;
	int i = by > 0 ? m->tree.nodes[m->node].end : m->node - 1;

	while (i >= 0 && i < m->tree.count && m->tree.nodes[i].depth > depth)
		i = m->tree.nodes[i].parent;
	if (i < 0 || i >= m->tree.count || m->tree.nodes[i].parent != parent || i == parent)
		return fx_text(FX_SAY, "%s", by > 0 ? _("that was the last one") : _("that was the first one"));
	snprintf(m->id, sizeof m->id, "%s", m->tree.nodes[i].id);
	m->cursor = m->top = 0;
	return fx(FX_LOAD);
}

static struct effect
next_pane(struct task_model *m, int by)
{
	m->pane = (m->pane + by + PANES) % PANES;
	m->cursor = m->top = 0;
	return fx(FX_PAINT);
}

static struct effect
copy(const struct task_model *m, const struct env *env)
{
	const struct task_node *n = &m->tree.nodes[m->node];
	char plan[256];

	task_plan_text(n, env->today, plan, sizeof plan);
	return fx_text(FX_COPY, "%s %s\n%s  %s  %s %s\n%s", n->id, m->words.title, task_status_text(n),
	               progress_text(n->credit).text, m->words.unit, m->words.post, plan);
}

/* The part the cursor is on opens as a page, what happened and evidence as text to read in full. */
static struct effect
open_row(const struct task_model *m)
{
	if (m->pane == PANE_CHILDREN && m->cursor < m->child_count)
		return fx_open(SCREEN_TASK, "%s", m->tree.nodes[m->children[m->cursor]].id);
	if (m->pane == PANE_EVENTS && m->cursor < m->event_count)
		return event_show(KIND_TASK, &m->events[m->cursor]);
	if (m->pane == PANE_EVIDENCE && m->evidence[0] != '\0') {
		struct effect e = fx_text(FX_SHOW, "%s", m->evidence);
		e.verb = N_("evidence");
		return e;
	}
	return fx_text(FX_REFUSE, "%s", _("nothing to open here; F9 lists what can be done"));
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct task_model *m = model;

	if (m->node < 0)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN:         return step(m, 1);
	case ACT_UP:           return step(m, -1);
	case ACT_PAGE_DOWN:    return step(m, 5);
	case ACT_PAGE_UP:      return step(m, -5);
	case ACT_TOP:          return step(m, -EVENTS_MAX - m->child_count);
	case ACT_BOTTOM:       return step(m, EVENTS_MAX + m->child_count);
	case ACT_PANE:         return next_pane(m, 1);
	case ACT_PANE_BACK:    return next_pane(m, -1);
	case ACT_NEXT_SIBLING: return sibling(m, 1);
	case ACT_PREV_SIBLING: return sibling(m, -1);
	case ACT_COPY:         return copy(m, env);
	case ACT_OPEN:         return open_row(m);
	case ACT_EXPORT:       return fx_text(FX_EXPORT, "tasks");
	default:
		return fx(FX_NONE);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct task_model *m = model;

	if (m->node >= 0)
		task_lineage(&m->tree.nodes[m->node], m->words.title, env, out);
}

static void
targets(const void *model, struct targets *out)
{
	const struct task_model *m = model;

	targets_one(out, KIND_TASK, m->node >= 0 ? m->id : NULL);
}

/* ---- painting --------------------------------------------------------------------- */

static void
facts_paint(const struct task_model *m, const struct env *env, struct canvas *c)
{
	const struct task_node *n = &m->tree.nodes[m->node];
	const struct task_row *w = &m->words;
	char start[12], due[12], text[256];
	int used;

	day_text(n->start, env->today, start);
	day_text(n->due, env->today, due);
	canvas_pad(c, 0, 1, 2, lamp_role(n->lamp), _(lamp_word(n->lamp)));
	canvas_putf(c, 0, 4, c->w - 4, PAINT_TITLE, "%s%s  %s", w->pending[0] != '\0' ? "~" : "", n->id, w->title);
	used = canvas_putf(c, 1, 1, c->w - 2, PAINT_NORMAL, _("%s  %s  %s to %s"), task_status_text(n),
	                   progress_text(n->credit).text, start, due);
	task_end_text(n, env->today, text, sizeof text);
	used += canvas_putf(c, 1, used + 3, c->w - used - 4, n->overdue ? PAINT_ERROR : PAINT_NORMAL, "%s", text) + 2;
	if (n->leaves > 1)
		used += canvas_putf(c, 1, used + 3, c->w - used - 4, PAINT_NORMAL, _("%d of %d parts finished"),
		                    n->complete, n->leaves) + 2;
	if (w->urged_at != 0) {
		instant_format(w->urged_at, text);
		text[16] = '\0';
		text[10] = ' ';
		canvas_putf(c, 1, used + 3, c->w - used - 4, PAINT_WARN, _("urged %s"), text + 5);
	}
	canvas_putf(c, 2, 1, c->w - 2, PAINT_NORMAL, _("owner %s %s  %s  %s/%s  clause %s  weight %d"), w->unit,
	            w->post, w->division, w->front[0] != '\0' ? w->front : "-", w->pillar[0] != '\0' ? w->pillar : "-",
	            w->clause[0] != '\0' ? w->clause : "-", w->weight);
	task_plan_text(n, env->today, text, sizeof text);
	used = canvas_wrap(c, 3, 1, 2, c->w - 2,
	                   n->overdue || n->forecast.late_workdays > 0 ? PAINT_WARN : PAINT_NORMAL, text);
	if (used < 2 && w->note[0] != '\0')
		canvas_putf(c, 4, 1, c->w - 2, PAINT_DIM, _("note: %s"), w->note);
}

static void
percent_label(int value, char out[16])
{
	snprintf(out, 16, "%d%%", value / 100);
}

/* Under the curve: its start, the deadline and today by name, months or days between as far as they fit. */
static void
label_days(const struct task_model *m, const struct env *env, int w, char below[][12])
{
	const struct task_node *n = &m->tree.nodes[m->node];
	int columns = w > 20 ? w - 8 : 12, apart = abs((int)(n->due - env->today)) * columns / m->days;

	for (int i = 0; i < m->days; i++) {
		int32_t day = m->from + i;
		int year, month, mday, near = abs((int)(day - n->due)), today = abs((int)(day - env->today));

		below[i][0] = '\0';
		civil_split(day, &year, &month, &mday);
		if (today == 0 && (near == 0 || apart >= 8))
			snprintf(below[i], sizeof below[i], "%s", _("today"));
		else if (near == 0 && (apart >= 14 || apart < 8))
			snprintf(below[i], sizeof below[i], _("due %02d-%02d"), month, mday);
		else if (near == 0 || ((i == 0 || (m->days > 45 ? mday == 1 : mday % 5 == 0)) &&
		                       near * columns / m->days >= 12 && today * columns / m->days >= 8))
			snprintf(below[i], sizeof below[i], "%02d-%02d", month, mday);
	}
}

static void
history_paint(const struct task_model *m, const struct env *env, struct canvas *c, int y, int x, int h, int w)
{
	static char below[HISTORY_MAX][12];
	const struct task_node *n = &m->tree.nodes[m->node];
	struct trend t = { m->history, m->days, 0, 10000, h >= 9 ? 2500 : 5000, 0, 10000, 0, percent_label,
		(const char (*)[12])below, PAINT_CHART };

	canvas_hline(c, y, x, w, PAINT_BORDER);
	canvas_put(c, y, x + 1, w - 2, PAINT_SECTION,
	           _(" progress: line as reported, dots the pace the deadline asks for "));
	if (m->days < 2) {
		canvas_put(c, y + 2, x + 2, w - 4, PAINT_DIM, _("no dates to draw along"));
		return;
	}
	if (n->due <= m->from || n->due <= n->start) {
		t.target_from = t.target_to = 10000;
	} else {
		t.target_from = (int)((int64_t)10000 * (m->from - n->start) / (n->due - n->start));
		t.slope_count = (int)(n->due - m->from) + 1;
	}
	label_days(m, env, w, below);
	trend_paint(c, y + 1, x, h - 1, w, &t);
}

static void
child_paint(const struct task_model *m, const struct env *env, struct canvas *c, int y, int x, int w, int i)
{
	const struct task_node *n = &m->tree.nodes[m->children[i]];
	enum paint_role role = m->pane == PANE_CHILDREN && i == m->cursor ? PAINT_SELECTED : PAINT_NORMAL;
	int title = w - 44 > 12 ? w - 44 : 12;
	char text[64];

	canvas_pad(c, y, x + 1, 2, lamp_role(n->lamp), _(lamp_word(n->lamp)));
	canvas_pad(c, y, x + 4, title, role, m->child_words[i].title);
	day_text(n->due, env->today, text);
	canvas_pad(c, y, x + title + 5, 10, role, text);
	canvas_right(c, y, x + title + 15, 5, role, progress_text(n->credit).text);
	canvas_pad(c, y, x + title + 21, 12, task_end_text(n, env->today, text, sizeof text), text);
	canvas_pad(c, y, x + title + 34, w - title - 34, role, task_status_text(n));
}

static void
event_paint(const struct task_model *m, struct canvas *c, int y, int x, int w, int i)
{
	const struct object_event *e = &m->events[i];
	enum paint_role role = m->pane == PANE_EVENTS && i == m->cursor ? PAINT_SELECTED : PAINT_NORMAL;
	char at[26];

	instant_format(e->at, at);
	at[10] = ' ';
	at[16] = '\0';
	canvas_fill(c, y, x, 1, w, role, " ");
	canvas_putf(c, y, x + 1, w - 2, role, "%s %s %s%s%s", at + 5, e->who, _(flow_event_title(KIND_TASK, e->verb)),
	            e->note[0] != '\0' ? ": " : "", e->note);
}

/* Keeps the cursor's row in sight without remembering: the pane is short. */
static int
first_shown(int cursor, int rows)
{
	return cursor >= rows ? cursor - rows + 1 : 0;
}

static void
pane_paint(const struct task_model *m, const struct env *env, struct canvas *c, int pane, int y, int x, int h, int w)
{
	int count = pane == PANE_CHILDREN ? m->child_count : pane == PANE_EVENTS ? m->event_count : 0;
	int first = pane == m->pane ? first_shown(m->cursor, h - 1) : 0;
	const char *titles[PANES] = { _("parts"), _("events"), _("evidence") };

	canvas_hline(c, y, x, w, m->pane == pane ? PAINT_BORDER_FOCUS : PAINT_BORDER);
	canvas_putf(c, y, x + 1, w - 2, m->pane == pane ? PAINT_SECTION : PAINT_DIM, " %s %d ", titles[pane],
	            pane == PANE_EVIDENCE ? m->words.evidence : count);
	for (int i = 0; i < h - 1 && first + i < count; i++) {
		if (pane == PANE_CHILDREN)
			child_paint(m, env, c, y + 1 + i, x, w, first + i);
		else
			event_paint(m, c, y + 1 + i, x, w, first + i);
	}
	if (pane == PANE_EVIDENCE)
		canvas_wrap(c, y + 1, x + 1, h - 1, w - 2, PAINT_NORMAL, m->evidence);
	else if (count == 0)
		canvas_put(c, y + 1, x + 1, w - 2, PAINT_DIM, pane == PANE_EVENTS
		           ? _("nothing has happened yet") : _("no parts; this is where the work is reported"));
	if (pane == m->pane)
		canvas_cursor(c, y + 1 + m->cursor - first, x);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct task_model *m = model;
	int chart_h = c->h >= 28 ? c->h / 2 - 3 : 8, bottom = 5 + chart_h;

	if (m->node < 0) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM, _("There is no task %s here. Esc goes back; r asks the hub."),
		            m->id);
		return;
	}
	facts_paint(m, env, c);
	history_paint(m, env, c, 5, 0, chart_h, c->w);
	if (c->w >= 110) {
		int half = c->w / 2, pane = m->pane == PANE_CHILDREN ? PANE_EVENTS : m->pane;
		pane_paint(m, env, c, PANE_CHILDREN, bottom, 0, c->h - bottom, half);
		pane_paint(m, env, c, pane, bottom, half + 1, c->h - bottom, c->w - half - 1);
		return;
	}
	pane_paint(m, env, c, m->pane, bottom, 0, c->h - bottom, c->w);
}

/* What the cursor is on opens; without anything the key is not offered. */
static const char *
enter(const void *model)
{
	const struct task_model *m = model;
	bool any = m->node >= 0 && (m->pane == PANE_EVIDENCE ? m->evidence[0] != '\0' : m->cursor < pane_rows(m));

	return any ? _("open") : "";
}

const struct screen_ops task_screen = {
	.name = "task",
	.title = N_("task"),
	.scope = SCOPE_MOVE | SCOPE_STEPS,
	.topics = TOPIC(KIND_TASK) | TOPIC(KIND_EVENT) | TOPIC(KIND_POST) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct task_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.targets = targets,
	.enter = enter,
};
