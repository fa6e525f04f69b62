#include "screens/tasks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/match.h"

/* ---- folding --------------------------------------------------------------- */

static uint64_t
id_hash(const char *id)
{
	uint64_t h = 1469598103934665603u;

	for (; *id != '\0'; id++)
		h = (h ^ (uint8_t)*id) * 1099511628211u;
	return h;
}

static int
toggled_at(const struct tasks_model *m, uint64_t hash)
{
	for (int i = 0; i < m->toggled_count; i++)
		if (m->toggled[i] == hash)
			return i;
	return -1;
}

static void
toggle(struct tasks_model *m, int node)
{
	uint64_t hash = id_hash(m->tree.nodes[node].id);
	int at = toggled_at(m, hash);

	if (at >= 0) {
		m->toggled[at] = m->toggled[--m->toggled_count];
		return;
	}
	if (m->toggled_count == m->toggled_room) {
		uint64_t *more = realloc(m->toggled, (size_t)(m->toggled_room + 32) * sizeof *more);
		if (more == NULL)
			return;
		m->toggled = more;
		m->toggled_room += 32;
	}
	m->toggled[m->toggled_count++] = hash;
}

static bool
is_parent(const struct tasks_model *m, int node)
{
	return m->tree.nodes[node].end > node + 1;
}

/* The first level is open at the start; one township's tasks are all open. */
bool
tasks_folded(const struct tasks_model *m, int node)
{
	bool folded = m->tree.nodes[node].depth > 0 && m->division[0] == '\0';

	return is_parent(m, node) && folded != (toggled_at(m, id_hash(m->tree.nodes[node].id)) >= 0);
}

static void
unfold_to(struct tasks_model *m, int node)
{
	for (int p = m->tree.nodes[node].parent; p >= 0; p = m->tree.nodes[p].parent)
		if (tasks_folded(m, p))
			toggle(m, p);
}

/* ---- what is shown ------------------------------------------------------------ */

static bool
wanted(const struct tasks_model *m, int node)
{
	const struct task_node *n = &m->tree.nodes[node];

	return (m->front < 0 || n->front == m->front) && (m->division[0] == '\0' || strcmp(n->division, m->division) == 0);
}

/* A node is shown when it is wanted or something below it is. */
static bool
wanted_below(const struct tasks_model *m, int node)
{
	for (int i = node; i < m->tree.nodes[node].end; i++)
		if (wanted(m, i))
			return true;
	return false;
}

static int
list_visible(struct tasks_model *m)
{
	int *visible = realloc(m->visible, (size_t)(m->tree.count + 1) * sizeof *visible);

	if (visible == NULL)
		return -1;
	m->visible = visible;
	m->visible_count = 0;
	for (int i = 0; i < m->tree.count; ) {
		if (!wanted_below(m, i)) {
			i = m->tree.nodes[i].end;
			continue;
		}
		visible[m->visible_count++] = i;
		i = tasks_folded(m, i) ? m->tree.nodes[i].end : i + 1;
	}
	return 0;
}

static int
visible_of(const struct tasks_model *m, int node)
{
	for (int i = 0; i < m->visible_count; i++)
		if (m->visible[i] == node)
			return i;
	return -1;
}

/* Puts the cursor back on the id it was on; when that is gone or folded away, on what holds it. */
static void
find_cursor(struct tasks_model *m)
{
	for (int i = 0; i < m->tree.count && m->cursor_id[0] != '\0'; i++) {
		int at = i;
		if (strcmp(m->tree.nodes[i].id, m->cursor_id) != 0)
			continue;
		while (at >= 0 && visible_of(m, at) < 0)
			at = m->tree.nodes[at].parent;
		if (at >= 0) {
			m->cursor = visible_of(m, at);
			return;
		}
	}
}

static int
clamp(int v, int lo, int hi)
{
	return v > hi ? (hi < lo ? lo : hi) : v < lo ? lo : v;
}

static void
keep_in_sight(struct tasks_model *m, int shown)
{
	m->cursor = clamp(m->cursor, 0, m->visible_count - 1);
	m->top = clamp(m->top, m->cursor - shown + 1, m->cursor);
	m->top = clamp(m->top, 0, m->visible_count - shown);
	if (m->visible_count > 0)
		snprintf(m->cursor_id, sizeof m->cursor_id, "%s", m->tree.nodes[m->visible[m->cursor]].id);
}

int
tasks_rows_shown(int h)
{
	return h - 7 > 1 ? h - 7 : 1;
}

const struct task_row *
tasks_words(const struct tasks_model *m, int visible)
{
	int i = visible - m->rows_first;

	return i >= 0 && i < m->rows_count ? &m->rows[i] : NULL;
}

/* Reads the words of a page before, the page shown and the page after. */
static int
load_rows(struct tasks_model *m, struct store *st, const struct env *env)
{
	int shown = tasks_rows_shown(env->h), first = clamp(m->top - shown, 0, m->visible_count);
	int count = clamp(m->top + 2 * shown, 0, m->visible_count) - first;
	struct task_row *rows = realloc(m->rows, (size_t)(count + 1) * sizeof *rows);

	if (rows == NULL)
		return -1;
	m->rows = rows;
	m->rows_first = first;
	m->rows_count = count;
	for (int i = 0; i < count; i++)
		if (tasks_row(st, m->tree.nodes[m->visible[first + i]].pk, env->english, &rows[i]) < 0)
			return -1;
	return 0;
}

/* The screen may be opened on a front or on a division. */
static void
take_argument(struct tasks_model *m, const struct env *env)
{
	m->front = -1;
	for (int i = 0; i < m->tree.front_count; i++)
		if (strcmp(m->tree.fronts[i].id, env->arg) == 0)
			m->front = i;
	if (m->front < 0 && strlen(env->arg) < sizeof m->division && strspn(env->arg, "0123456789") == strlen(env->arg))
		snprintf(m->division, sizeof m->division, "%s", env->arg);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct tasks_model *m = model;
	struct tasks_when when = { env->today, env->as_of, env->cal, env->rules, env->english };
	bool first = m->visible == NULL;

	if (!m->paging || first) {
		tasks_tree_clear(&m->tree);
		if (tasks_tree(st, &when, &m->tree) != 0)
			return -1;
		if (first)
			take_argument(m, env);
		if (m->front >= m->tree.front_count)
			m->front = -1;
		if (list_visible(m) != 0)
			return -1;
		find_cursor(m);
	}
	m->paging = false;
	keep_in_sight(m, tasks_rows_shown(env->h));
	return load_rows(m, st, env);
}

static void
unload(void *model)
{
	struct tasks_model *m = model;

	tasks_tree_clear(&m->tree);
	free(m->visible);
	free(m->toggled);
	free(m->rows);
}

/* ---- acting ------------------------------------------------------------------------ */

/* After the cursor has moved: paint, or fetch words first. */
static struct effect
moved(struct tasks_model *m, const struct env *env)
{
	int shown = tasks_rows_shown(env->h), last;

	keep_in_sight(m, shown);
	last = m->top + shown < m->visible_count ? m->top + shown : m->visible_count;
	if (m->top >= m->rows_first && last <= m->rows_first + m->rows_count)
		return fx(FX_PAINT);
	m->paging = true;
	return fx(FX_LOAD);
}

/* The list itself has changed. */
static struct effect
relisted(struct tasks_model *m)
{
	if (list_visible(m) != 0)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	find_cursor(m);
	m->rows_count = 0;
	m->paging = true;
	return fx(FX_LOAD);
}

static struct effect
go_to(struct tasks_model *m, int node)
{
	unfold_to(m, node);
	snprintf(m->cursor_id, sizeof m->cursor_id, "%s", m->tree.nodes[node].id);
	return relisted(m);
}

static struct effect
fold(struct tasks_model *m, int node, bool open)
{
	int parent = m->tree.nodes[node].parent;

	if (is_parent(m, node) && tasks_folded(m, node) == open) {
		toggle(m, node);
		return relisted(m);
	}
	if (open && is_parent(m, node))
		return go_to(m, node + 1);
	if (!open && parent >= 0)
		return go_to(m, parent);
	return fx_text(FX_REFUSE, "%s", open ? _("this task has no parts") : _("this is the top of the plan"));
}

static struct effect
next_overdue(struct tasks_model *m, int node, int step)
{
	int count = m->tree.count;

	for (int k = 1; k <= count; k++) {
		int i = ((node + step * k) % count + count) % count;
		if (m->tree.nodes[i].end == i + 1 && m->tree.nodes[i].overdue && wanted(m, i))
			return go_to(m, i);
	}
	return fx_text(FX_SAY, "%s", _("no overdue task here"));
}

static struct effect
sibling(struct tasks_model *m, const struct env *env, int step)
{
	int depth = m->tree.nodes[m->visible[m->cursor]].depth;

	for (int i = m->cursor + step; i >= 0 && i < m->visible_count; i += step) {
		int other = m->tree.nodes[m->visible[i]].depth;
		if (other < depth)
			break;
		if (other == depth) {
			m->cursor = i;
			return moved(m, env);
		}
	}
	return fx_text(FX_REFUSE, "%s", step > 0 ? _("that was the last one") : _("that was the first one"));
}

static struct effect
next_front(struct tasks_model *m)
{
	m->front = m->front + 1 < m->tree.front_count ? m->front + 1 : -1;
	return relisted(m);
}

static struct effect
copy(const struct tasks_model *m, const struct env *env)
{
	const struct task_node *n = &m->tree.nodes[m->visible[m->cursor]];
	const struct task_row *words = tasks_words(m, m->cursor);
	char plan[256];

	task_plan_text(n, env->today, plan, sizeof plan);
	return fx_text(FX_COPY, "%s %s\n%s  %d%%\n%s", n->id, words != NULL ? words->title : "",
	               task_status_text(n), n->credit / 100, plan);
}

static struct effect
act_on_row(struct tasks_model *m, enum action act, const struct env *env)
{
	int node = m->visible[m->cursor];

	switch (act) {
	case ACT_LEFT:         return fold(m, node, false);
	case ACT_RIGHT:        return fold(m, node, true);
	case ACT_OPEN:         return fx_open(SCREEN_TASK, "%s", m->tree.nodes[node].id);
	case ACT_NEXT_SIBLING: return sibling(m, env, 1);
	case ACT_PREV_SIBLING: return sibling(m, env, -1);
	case ACT_NEXT_OVERDUE: return next_overdue(m, node, 1);
	case ACT_PREV_OVERDUE: return next_overdue(m, node, -1);
	case ACT_COPY:         return copy(m, env);
	case ACT_LINEAGE:      return task_lineage(&m->tree.nodes[node], env);
	default:               return fx(FX_NONE);
	}
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct tasks_model *m = model;
	int page = tasks_rows_shown(env->h);

	switch (act) {
	case ACT_METRIC_FRONT: return next_front(m);
	case ACT_EXPORT:       return fx_text(FX_EXPORT, "tasks");
	default:               break;
	}
	if (m->visible_count == 0)
		return fx_text(FX_REFUSE, "%s", _("there are no tasks here"));
	switch (act) {
	case ACT_DOWN:      m->cursor++; return moved(m, env);
	case ACT_UP:        m->cursor--; return moved(m, env);
	case ACT_PAGE_DOWN: m->cursor += page; m->top += page; return moved(m, env);
	case ACT_PAGE_UP:   m->cursor -= page; m->top -= page; return moved(m, env);
	case ACT_TOP:       m->cursor = 0; return moved(m, env);
	case ACT_BOTTOM:    m->cursor = m->visible_count - 1; return moved(m, env);
	default:            return act_on_row(m, act, env);
	}
}

static void
targets(const void *model, struct targets *out)
{
	const struct tasks_model *m = model;

	targets_one(out, KIND_TASK, m->visible_count > 0 ? m->cursor_id : NULL);
}

/* Through the whole tree, folded or not, from the cursor on. */
static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct tasks_model *m = model;
	int count = m->tree.count, from = m->visible_count > 0 ? m->visible[m->cursor] : 0;
	char title[256];

	(void)env;
	snprintf(m->needle, sizeof m->needle, "%s", needle);
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((from + (direction < 0 ? -k : k)) % count + count) % count;
		if (wanted(m, i) && (text_matches(tasks_title(st, m->tree.nodes[i].pk, title, sizeof title), needle) ||
		                     text_matches(m->tree.nodes[i].id, needle)))
			return go_to(m, i);
	}
	return fx_text(FX_REFUSE, _("no task matches \"%s\""), needle);
}

/* Esc first clears the front. */
static bool
dirty(void *model)
{
	struct tasks_model *m = model;
	bool had = m->front >= 0;

	m->front = -1;
	return had;
}

static const char *
filter_text(const void *model)
{
	const struct tasks_model *m = model;

	return m->front >= 0 && m->front < m->tree.front_count ? m->tree.fronts[m->front].name : "";
}

static const char *
enter(const void *model)
{
	const struct tasks_model *m = model;

	return m->visible_count > 0 ? _("open") : "";
}

const struct screen_ops tasks_screen = {
	.name = "tasks",
	.title = N_("tasks"),
	.scope = SCOPE_MOVE | SCOPE_TASKS | SCOPE_STEPS,
	.topics = TOPIC(KIND_TASK) | TOPIC(KIND_FRONT) | TOPIC(KIND_POST) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct tasks_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = tasks_paint,
	.targets = targets,
	.enter = enter,
	.search = search,
	.filter_text = filter_text,
	.dirty = dirty,
};
