#include <stdio.h>
#include <string.h>

#include "screens/bar.h"
#include "screens/figures.h"
#include "screens/tasks.h"

/* ---- words shared with the task page ------------------------------------------ */

void
day_text(int32_t day, int32_t today, char out[12])
{
	char full[11];
	int year, this_year, month, mday;

	if (day == CIVIL_NONE) {
		snprintf(out, 12, "-");
		return;
	}
	civil_format(day, full);
	civil_split(day, &year, &month, &mday);
	civil_split(today, &this_year, &month, &mday);
	snprintf(out, 12, "%s", year == this_year ? full + 5 : full);
}

void
centi_text(int centi, char out[12])
{
	if (centi < 0)
		snprintf(out, 12, "-");
	else
		snprintf(out, 12, "%d.%d%%", centi / 100, centi % 100 / 10);
}

const char *
task_status_text(const struct task_node *n)
{
	int state = flow_state_find(KIND_TASK, n->status);

	return state >= 0 ? _(flow_states[state].title) : n->status;
}

enum paint_role
task_end_text(const struct task_node *n, int32_t today, char *out, size_t size)
{
	const struct forecast *f = &n->forecast;
	char end[12];

	if (n->credit >= 10000) {
		snprintf(out, size, "%s", _("checked"));
		return PAINT_OK;
	}
	if (n->finished) {
		snprintf(out, size, "%s", _("to check"));
		return PAINT_WARN;
	}
	if (n->overdue) {
		snprintf(out, size, _("%dd overdue"), (int)(today - n->due));
		return PAINT_ERROR;
	}
	if (n->start != CIVIL_NONE && n->start > today) {
		day_text(n->start, today, end);
		snprintf(out, size, _("from %s"), end);
		return PAINT_DIM;
	}
	if (f->never || f->actual_centi < 0) {
		snprintf(out, size, "%s", f->never ? _("no progress") : "-");
		return f->never ? PAINT_WARN : PAINT_DIM;
	}
	day_text(f->ends, today, end);
	end[strlen(end) > 5 ? 7 : 5] = '\0';           /* another year: its month is enough */
	snprintf(out, size, f->late_workdays > 0 ? _("%s +%d") : "%s", end, f->late_workdays);
	return f->late_workdays > 0 ? PAINT_WARN : PAINT_NORMAL;
}

void
task_plan_text(const struct task_node *n, int32_t today, char *out, size_t size)
{
	const struct forecast *f = &n->forecast;
	char due[12], end[12], need[12], pace[12];

	day_text(n->due, today, due);
	day_text(f->ends, today, end);
	centi_text(f->needed_centi, need);
	centi_text(f->actual_centi, pace);
	if (n->finished)
		snprintf(out, size, n->credit >= 10000 ? _("Checked; was due %s.") : _("Reported done, waits for its check; due %s."), due);
	else if (n->start != CIVIL_NONE && n->start > today)
		snprintf(out, size, _("Not begun yet; due %s."), due);
	else if (n->overdue && (f->never || f->actual_centi < 0))
		snprintf(out, size, _("Was due %s, %d days ago; no progress in 14 days."), due, (int)(today - n->due));
	else if (n->overdue)
		snprintf(out, size, _("Was due %s, %d days ago; at today's pace %s/workday it ends %s, %d workdays late."),
		         due, (int)(today - n->due), pace, end, f->late_workdays);
	else if (f->never || f->actual_centi < 0)
		snprintf(out, size, _("Needs %s/workday for %d workdays until %s; no progress in 14 days, it will not be done."),
		         need, f->workdays_left, due);
	else if (f->late_workdays > 0)
		snprintf(out, size, _("Needs %s/workday for %d workdays until %s; at today's pace %s/workday it ends %s, %d workdays late."),
		         need, f->workdays_left, due, pace, end, f->late_workdays);
	else
		snprintf(out, size, _("Needs %s/workday for %d workdays until %s; at today's pace %s/workday it ends %s, in time."),
		         need, f->workdays_left, due, pace, end);
}

struct effect
event_show(enum kind kind, const struct object_event *event)
{
	const struct verb_def *verb = flow_verb_find(kind, event->verb);
	bool changed = strcmp(event->from, event->to) != 0;
	int from = flow_state_find(kind, event->from), to = changed ? flow_state_find(kind, event->to) : -1;
	struct effect e;
	char at[26];

	instant_format(event->at, at);
	at[10] = ' ';
	at[16] = '\0';
	e = fx_text(FX_SHOW, "%s  %s  %s%s%s%s%s\n\n%s", at, event->who, verb != NULL ? _(verb->title) : event->verb,
	            to >= 0 ? "\n" : "", from >= 0 && to >= 0 ? _(flow_states[from].title) : "", from >= 0 && to >= 0 ? " > " : "",
	            to >= 0 ? _(flow_states[to].title) : "", event->note);
	e.verb = N_("what happened");
	return e;
}

struct effect
task_lineage(const struct task_node *n, const struct env *env)
{
	struct effect e;

	e = fx_text(FX_SHOW, _("%s\nProgress %d.%02d%%\n\nA task's own percentage as reported by its post; checked counts 100, done but "
	            "not yet checked at most 90. A parent is its children by weight (%d parts below, %d finished).\n"
	            "Pace: percentage points gained per workday over the last 14 days. Workdays follow the statutory "
	            "calendar with its makeup days.%s"),
	            n->id, n->credit / 100, n->credit % 100, n->leaves, n->complete,
	            env->part && n->leaves > 1 ? _("\nOf its parts only those that are sent to you count here; this is not the county's progress.") : "");
	e.verb = N_("where this figure comes from");
	return e;
}

/* ---- the time axis ------------------------------------------------------------------ */

/* Column of a day on an axis of w columns. */
static int
axis_at(int32_t day, int32_t first, int32_t last, int w)
{
	int64_t span = last > first ? last - first : 1;
	int at = (int)(((int64_t)day - first) * (w - 1) / span);

	return at < 0 ? 0 : at >= w ? w - 1 : at;
}

/* Months are labelled one in `step`, as close as whole labels with a blank between them go. */
static int
axis_step(int32_t first, int32_t last, int w, int label)
{
	static const int steps[] = { 1, 2, 3, 6, 12 };
	int64_t months = last > first ? (last - first + 29) / 30 : 1;

	for (size_t i = 0; i + 1 < sizeof steps / sizeof *steps; i++)
		if (steps[i] * w / months > label)
			return steps[i];
	return 12;
}

void
axis_head_paint(struct canvas *c, int y, int x, int w, int32_t first, int32_t last)
{
	int year, month, mday, free_from = 0, label = w >= 48 ? 4 : 2, step;
	char text[16];

	if (first == CIVIL_NONE || w < 8)
		return;
	step = axis_step(first, last, w, label);
	civil_split(first, &year, &month, &mday);
	for (int32_t day = civil_day(year, month, 1); day != CIVIL_NONE && day <= last; day = civil_month_end(day) + 1) {
		int at;
		civil_split(day, &year, &month, &mday);
		if (day < first || (month - 1) % step != 0)
			continue;
		at = axis_at(day, first, last, w);
		if (w >= 48)
			snprintf(text, sizeof text, "%s", month_name(month));
		else
			snprintf(text, sizeof text, "%d", month);
		if (at < free_from || at + text_width(text) > w)
			continue;
		canvas_put(c, y, x + at, w - at, PAINT_COLUMN_HEAD, text);
		free_from = at + text_width(text) + 1;
	}
}

/* What the marks of the bars mean, on `w` columns at the right edge. */
static void
axis_legend_paint(struct canvas *c, int y, int x, int w)
{
	const char *done = _("done "), *left = _("left "), *today = _("today");
	int wide = 3 + text_width(done) + text_width(left) + text_width(today);

	if (wide > w)
		return;
	x += w - wide;
	bar_paint(c, y, x, 1, 100, BAR_NO_PACE, PAINT_BAR);
	x += 1 + canvas_put(c, y, x + 1, wide, PAINT_DIM, done);
	bar_paint(c, y, x, 1, 0, BAR_NO_PACE, PAINT_BAR);
	x += 1 + canvas_put(c, y, x + 1, wide, PAINT_DIM, left);
	canvas_fill(c, y, x, 1, 1, PAINT_PACE, c->tier == GLYPHS_RICH ? "\xe2\x94\x82" : "|");
	canvas_put(c, y, x + 1, wide, PAINT_DIM, today);
}

void
task_bar_paint(struct canvas *c, int y, int x, int w, const struct task_node *n, int32_t first, int32_t last, int32_t today)
{
	int32_t start = n->start != CIVIL_NONE ? n->start : n->due;
	int from, to, now;

	if (n->due == CIVIL_NONE || first == CIVIL_NONE || w < 8)
		return;
	from = axis_at(start, first, last, w);
	to = axis_at(n->due, first, last, w);
	now = axis_at(today, first, last, w);
	if (n->overdue && now > to)
		canvas_fill(c, y, x + to + 1, 1, now - to, PAINT_LAMP_RED, "!");
	bar_paint(c, y, x + from, to - from + 1, n->credit / 100, BAR_NO_PACE, lamp_role(n->lamp));
	canvas_fill(c, y, x + now, 1, 1, PAINT_PACE, c->tier == GLYPHS_RICH ? "\xe2\x94\x82" : "|");
}

/* ---- the list -------------------------------------------------------------------------- */

/* Columns by width; 0 wide is left out. */
struct columns { int title, post, due, pct, need, pace, end, status, axis; };

static struct columns
columns_for(int w)
{
	struct columns k = { .title = 26, .due = 5, .pct = 4, .need = 5, .end = 11 };
	int used;

	if (w >= 100) {
		k.title = w >= 160 ? 52 : 34;
		k.post = w >= 160 ? 16 : 10;
		k.pace = 5;
		k.status = 6;
	}
	used = 4 + k.title + (k.post ? k.post + 1 : 0) + k.due + 1 + k.pct + 1 + k.need + 1 + (k.pace ? k.pace + 1 : 0) +
	       k.end + 1 + (k.status ? k.status + 1 : 0) + 1;
	k.axis = w - used > 8 ? w - used : 0;
	return k;
}

static void
head_paint(const struct tasks_model *m, struct canvas *c, const struct columns *k, int y)
{
	int x = 4;

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 1, 2, PAINT_COLUMN_HEAD, text_width(_("lamp")) <= 2 ? _("lamp") : "");
	canvas_put(c, y, x, k->title, PAINT_COLUMN_HEAD, _("task"));
	x += k->title + 1;
	if (k->post > 0) {
		canvas_put(c, y, x, k->post, PAINT_COLUMN_HEAD, _("owner"));
		x += k->post + 1;
	}
	canvas_put(c, y, x, k->due, PAINT_COLUMN_HEAD, _("due"));
	canvas_right(c, y, x += k->due + 1, k->pct, PAINT_COLUMN_HEAD, _("done"));
	canvas_right(c, y, x += k->pct + 1, k->need, PAINT_COLUMN_HEAD, _("need"));
	x += k->need + 1;
	if (k->pace > 0) {
		canvas_right(c, y, x, k->pace, PAINT_COLUMN_HEAD, _("gain"));
		x += k->pace + 1;
	}
	canvas_put(c, y, x, k->end, PAINT_COLUMN_HEAD, _("ends"));
	x += k->end + 1;
	if (k->status > 0) {
		canvas_put(c, y, x, k->status, PAINT_COLUMN_HEAD, _("status"));
		x += k->status + 1;
	}
	axis_head_paint(c, y, x, k->axis, m->tree.first, m->tree.last);
}

static void
title_paint(const struct tasks_model *m, struct canvas *c, int y, int x, int w, int visible, enum paint_role role)
{
	int node = m->visible[visible], indent = m->tree.nodes[node].depth * 2;
	const struct task_row *words = tasks_words(m, visible);
	const char *mark = m->tree.nodes[node].end == node + 1 ? " " : tasks_folded(m, node) ? "+" : "-";

	indent = indent > w / 2 ? w / 2 : indent;
	canvas_fill(c, y, x, 1, w, role, " ");
	if (*mark != ' ')
		canvas_put(c, y, x + indent, 1, role == PAINT_NORMAL ? PAINT_SECTION : role, mark);
	canvas_put(c, y, x + indent + 1, w - indent - 1, role, words != NULL ? words->title : "");
}

static void
row_paint(const struct tasks_model *m, const struct env *env, struct canvas *c, const struct columns *k, int y, int visible)
{
	const struct task_node *n = &m->tree.nodes[m->visible[visible]];
	const struct task_row *words = tasks_words(m, visible);
	bool here = visible == m->cursor, leaf = n->leaves == 1 && n->end == m->visible[visible] + 1;
	enum paint_role role = here ? PAINT_SELECTED : n->finished ? PAINT_DIM : PAINT_NORMAL, end_role;
	char text[64];
	int x = 4;

	canvas_fill(c, y, 0, 1, c->w - (k->axis > 0 ? k->axis + 1 : 0), role, " ");
	canvas_put(c, y, 0, 1, here ? PAINT_SELECTED : PAINT_PENDING, words != NULL && words->pending[0] != '\0' ? "~" : here ? ">" : " ");
	canvas_pad(c, y, 1, 2, lamp_role(n->lamp), _(lamp_word(n->lamp)));
	title_paint(m, c, y, x, k->title, visible, role);
	x += k->title + 1;
	if (k->post > 0) {
		canvas_pad(c, y, x, k->post, role, words != NULL ? words->post : "");
		x += k->post + 1;
	}
	day_text(n->due, env->today, text);
	canvas_pad(c, y, x, k->due, n->overdue && !here ? PAINT_ERROR : role, strlen(text) > 5 ? text + 2 : text);
	snprintf(text, sizeof text, "%d%%", n->credit / 100);
	canvas_right(c, y, x += k->due + 1, k->pct, role, text);
	centi_text(n->finished || n->forecast.needed_centi == 0 ? -1 : n->forecast.needed_centi, text);
	canvas_right(c, y, x += k->pct + 1, k->need, role, text);
	x += k->need + 1;
	if (k->pace > 0) {
		centi_text(n->finished ? -1 : n->forecast.actual_centi, text);
		canvas_right(c, y, x, k->pace, role, text);
		x += k->pace + 1;
	}
	end_role = task_end_text(n, env->today, text, sizeof text);
	canvas_pad(c, y, x, k->end, here ? PAINT_SELECTED : end_role, text);
	x += k->end + 1;
	if (k->status > 0) {
		snprintf(text, sizeof text, "%d/%d", n->complete, n->leaves);
		canvas_pad(c, y, x, k->status, role, leaf ? task_status_text(n) : text);
		x += k->status + 1;
	}
	task_bar_paint(c, y, x, k->axis, n, m->tree.first, m->tree.last, env->today);
}

static void
summary_paint(const struct tasks_model *m, const struct env *env, struct canvas *c, int axis)
{
	const struct task_tree *t = &m->tree;
	char name[64];
	int x = 1;

	snprintf(name, sizeof name, "%s", m->front >= 0 ? t->fronts[m->front].name : _("all fronts"));
	if (env->part)                 /* parents are the children that are here: their progress is not the county's */
		x += canvas_putf(c, 0, x, c->w - x, PAINT_WARN, "%s", env_whole(env)) + 1;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("%d tasks  checked %d  to check %d"), t->leaves, t->checked, t->finished - t->checked);
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, t->overdue > 0 ? PAINT_ERROR : PAINT_OK, _("overdue %d"), t->overdue) + 2;
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, m->front >= 0 ? PAINT_BADGE : PAINT_DIM, _("%s (F)"), name) + 2;
	if (m->visible_count > 0 && axis > 0)
		axis_legend_paint(c, 0, x + 1, c->w - x - 1);
}

static void
detail_paint(const struct tasks_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct task_node *n = &m->tree.nodes[m->visible[m->cursor]];
	const struct task_row *words = tasks_words(m, m->cursor);
	char start[12], due[12], urged[12] = "", plan[256];
	int used;

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _(" %d/%d rows "), m->cursor + 1, m->visible_count);
	if (words == NULL)
		return;
	day_text(n->start, env->today, start);
	day_text(n->due, env->today, due);
	if (words->urged_at != 0)
		day_text(instant_day(words->urged_at), env->today, urged);
	canvas_putf(c, y + 1, 1, c->w - 2, PAINT_TITLE, "%s  %s", n->id, words->title);
	used = canvas_putf(c, y + 2, 1, c->w - 2, PAINT_NORMAL, _("%s  owner %s %s  %s to %s  clause %s"), task_status_text(n),
	                   words->unit, words->post, start, due, words->clause[0] != '\0' ? words->clause : "-");
	if (urged[0] != '\0')
		used += canvas_putf(c, y + 2, used + 3, c->w - used - 4, PAINT_WARN, _("urged %s"), urged) + 2;
	if (words->note[0] != '\0')
		canvas_putf(c, y + 2, used + 3, c->w - used - 4, PAINT_DIM, _("note: %s"), words->note);
	task_plan_text(n, env->today, plan, sizeof plan);
	canvas_wrap(c, y + 3, 1, 2, c->w - 2, n->overdue || n->forecast.never || n->forecast.late_workdays > 0 ? PAINT_WARN : PAINT_NORMAL, plan);
}

static void
empty_paint(const struct tasks_model *m, struct canvas *c)
{
	canvas_wrap(c, 3, 2, 4, c->w - 4, PAINT_DIM, m->tree.count > 0
		? _("No task of this front. F shows the next one, Esc all of them.")
		: _("No tasks yet. They come with the county's plan (pack file task.csv); r asks the hub. Published figures are on screen 5."));
}

void
tasks_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct tasks_model *m = model;
	struct columns k = columns_for(c->w);
	int shown = tasks_rows_shown(c->h);

	summary_paint(m, env, c, k.axis);
	head_paint(m, c, &k, 1);
	if (m->visible_count == 0) {
		empty_paint(m, c);
		return;
	}
	for (int i = 0; i < shown && m->top + i < m->visible_count; i++)
		row_paint(m, env, c, &k, 2 + i, m->top + i);
	canvas_cursor(c, 2 + m->cursor - m->top, 0);
	detail_paint(m, env, c, 2 + shown);
}
