/* Tasks as a tree planned backwards from their deadlines: how far, how fast, when they end at that pace. */
#include "screens/work/tasks.h"

#include "screens/figures/standing_text.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"

struct line {
	const struct task_node *n;
	const struct task_row  *w;              /* its words */
	const struct task_tree *tree;
	char id[64];
};

struct tasks_data {
	struct task_tree tree;
	struct task_row *words;
	int              word_count;
	struct line     *lines;
};

/* ---- reading ------------------------------------------------------------------ */

static void
clear(void *data)
{
	struct tasks_data *d = data;

	tasks_tree_clear(&d->tree);
	free(d->words);
	free(d->lines);
	*d = (struct tasks_data){ 0 };
}

static int
by_pk(const void *key, const void *row)
{
	int64_t pk = *(const int64_t *)key, other = ((const struct task_row *)row)->pk;

	return (pk > other) - (pk < other);
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	static const struct task_row none;
	struct tasks_data *d = l->data;
	struct tasks_when when = { env->today, env->as_of, env->cal, env->rules, env->english,
	                           env->campaign_start };

	clear(d);
	if (tasks_tree(st, &when, &d->tree) != 0 || tasks_rows(st, env->english, &d->words, &d->word_count) != 0)
		return -1;
	if ((d->lines = calloc((size_t)d->tree.count + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0; i < d->tree.count; i++) {
		const struct task_node *n = &d->tree.nodes[i];
		const void *w = bsearch(&n->pk, d->words, (size_t)d->word_count, sizeof *d->words, by_pk);
		d->lines[i] = (struct line){ .n = n, .w = w != NULL ? w : &none, .tree = &d->tree };
		snprintf(d->lines[i].id, sizeof d->lines[i].id, "%s", n->id);
	}
	list_rows(l, d->lines, d->tree.count);
	return 0;
}

/* ---- columns -------------------------------------------------------------------- */

#define LINE const struct line *line = row; const struct task_node *n = line->n; const struct task_row *w = line->w; \
	(void)env; (void)n; (void)w

static bool
leaf(const struct line *line)
{
	return line->n->end == (int)(line->n - line->tree->nodes) + 1;
}

static void
day_value(struct value *v, const struct env *env, int32_t day)
{
	char text[12];

	value_date(v, day);
	day_text(day, env->today, text);
	value_say(v, "%s", strlen(text) > 8 ? text + 2 : text);
}

static void
due_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	day_value(v, env, n->due);
	v->role = n->overdue ? PAINT_ERROR : PAINT_NORMAL;
}

static void
pct_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_share(v, n->credit);
	value_say(v, "%s", progress_text(n->credit).text);
}

/* Percentage points a workday. */
static void
day_rate(struct value *v, int bp, bool there)
{
	char text[16];

	value_share(v, there ? bp : INT64_MIN);
	points_a_day(bp, there, text);
	value_say(v, "%s", text);
}

static void
need_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	day_rate(v, n->forecast.need, !n->finished && n->forecast.need > 0);
}

static void
gain_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	day_rate(v, n->forecast.gain, !n->finished && n->forecast.known);
}

static void
end_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	v->role = task_end_text(n, env->today, v->own, sizeof v->own);
	value_word(v, v->own);
}

static void
status_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_coded(v, n->status, task_status_text(n));
	if (!leaf(line))
		value_say(v, "%d/%d", n->complete, n->leaves);
}

static void
bar(const void *row, const struct env *env, struct canvas *c, enum paint_role role)
{
	LINE;
	(void)role;
	task_bar_paint(c, 0, 0, c->w, n, line->tree->first, line->tree->last, env->today);
}

static void
front_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (n->front >= 0)
		value_coded(v, line->tree->fronts[n->front].id, line->tree->fronts[n->front].name);
}

#define OF_TASK(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
OF_TASK(lamp, value_lamp(v, n->lamp))
OF_TASK(title, value_word(v, w->title))
OF_TASK(owner, value_coded(v, w->owner, w->post))
OF_TASK(division, value_coded(v, n->division, w->division))
OF_TASK(parent, value_word(v, n->parent >= 0 ? line->tree->nodes[n->parent].id : ""))
OF_TASK(pillar, value_word(v, w->pillar))
OF_TASK(start, value_date(v, n->start))
OF_TASK(unit, value_word(v, w->unit))
OF_TASK(clause, value_word(v, w->clause))
OF_TASK(note, value_word(v, w->note))
OF_TASK(weight, value_count(v, w->weight))
OF_TASK(pieces, value_count(v, w->evidence))
OF_TASK(leaves, value_count(v, n->leaves))
OF_TASK(complete, value_count(v, n->complete))
OF_TASK(lateness, value_lateness(v, n->lateness))
OF_TASK(overdue, value_days(v, n->overdue ? env->today - n->due : INT64_MIN))
OF_TASK(pace, value_share(v, n->pace))
OF_TASK(ends, value_date(v, n->finished || n->forecast.never ? CIVIL_NONE : n->forecast.ends))
OF_TASK(late, value_days(v, n->finished || n->forecast.ends == CIVIL_NONE ? INT64_MIN : n->forecast.late_workdays))
OF_TASK(done_by, value_word(v, w->done_by))
OF_TASK(done_at, value_instant(v, w->done_at != 0 ? w->done_at : INT64_MIN))
OF_TASK(checked_by, value_word(v, w->checked_by))
OF_TASK(urged_at, value_instant(v, w->urged_at != 0 ? w->urged_at : INT64_MIN))
OF_TASK(pending, value_word(v, w->pending))

static const struct column columns[] = {
	{ "lamp",       N_("lamp"),    2, 0, 0,   WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("progress against pace, and its due day") },
	{ "id",         N_("id"),     10, 0, 140, TEXT_AT(line, id) },
	{ "title",      N_("task"),   26, 1, 0,   WORKED_OUT(TYPE_TEXT, title_value), .most = 52 },
	{ "owner_post", N_("owner"),  10, 1, 100, WORKED_OUT(TYPE_TEXT, owner_value), .most = 16 },
	{ "due",        N_("due"),     8, 0, 0,   WORKED_OUT(TYPE_DATE, due_value) },
	{ "pct",        N_("done"),    5, 0, 0,   WORKED_OUT(TYPE_SHARE, pct_value),
	  .means = N_("as its post reports; done but unchecked at most 90, a parent its children by weight") },
	{ "need",       N_("need"),    6, 0, 0,   WORKED_OUT(TYPE_SHARE, need_value),
	  .means = N_("points still to gain over the workdays left, today included") },
	{ "gain",       N_("gain"),    5, 0, 100, WORKED_OUT(TYPE_SHARE, gain_value),
	  .means = N_("points gained a workday over the last 14 days") },
	{ "end",        N_("ends"),   11, 0, 0,   WORKED_OUT(TYPE_TEXT, end_value) },
	{ "status",     N_("status"),  6, 1, 100, WORKED_OUT(TYPE_TEXT, status_value),
	  OF_STATES(KIND_TASK), .most = 12 },
	{ "time",       N_("time"),    8, 3, 0,   PICTURE(bar) },
	{ "division",   N_("division"),       8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "front",      N_("front"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, front_value) },
	{ "pillar",     N_("put into effect by"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, pillar_value) },
	{ "parent",     N_("part of"),        8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, parent_value) },
	{ "start",      N_("begins"),        10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, start_value) },
	{ "lateness",   N_("lateness"),       8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES },
	{ "overdue",    N_("days overdue"),   4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DAYS, overdue_value),
	  .means = N_("calendar days overdue") },
	{ "pace",       N_("pace"),           6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, pace_value),
	  .means = N_("where its start and due day say it should be, in workdays") },
	{ "ends",       N_("ends on"),       10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, ends_value) },
	{ "late",       N_("workdays overdue"),  4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DAYS, late_value),
	  .means = N_("workdays overdue at which it ends at this gain") },
	{ "leaves",     N_("parts"),          4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, leaves_value),
	  .means = N_("parts below it") },
	{ "complete",   N_("parts finished"), 4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, complete_value),
	  .means = N_("of those, finished") },
	{ "weight",     N_("weight"),         4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, weight_value),
	  .means = N_("of it within its parent") },
	{ "owner_unit", N_("owning unit"),   16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, unit_value) },
	{ "clause",     N_("clause"),         8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, clause_value) },
	{ "note",       N_("note"),          20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, note_value) },
	{ "pieces",     N_("pieces of evidence"), 4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, pieces_value),
	  .means = N_("pieces of evidence on it") },
	{ "done_by",    N_("reported by"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, done_by_value) },
	{ "done_at",    N_("reported at"),   16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_INSTANT, done_at_value) },
	{ "checked_by", N_("checked by"),     8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, checked_by_value) },
	{ "urged_at",   N_("urged at"),      16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_INSTANT, urged_at_value) },
	{ "pending",    N_("queued"),         8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, pending_value) },
	{ 0 }
};

/* ---- around the rows --------------------------------------------------------------- */

static const struct list_total totals[] = {
	{ TOTAL("ALL",      N_("tasks"),     "",                  PAINT_TITLE) },
	{ TOTAL("CHECKED",  N_("checked"),   "status=CHECKED",    PAINT_OK) },
	{ TOTAL("DONE",     N_("to check"),  "status=DONE",       PAINT_NORMAL) },
	{ TOTAL("OVERDUE",  N_("overdue"),   "lateness=OVERDUE",  PAINT_LAMP_RED), .tab = true },
	{ TOTAL("DUE_SOON", N_("due soon"),  "lateness=DUE_SOON", PAINT_LAMP_YELLOW) },
	{ TOTAL("MADE_UP",  N_("done late"), "lateness=MADE_UP",  PAINT_LAMP_BLUE) },
	{ 0 }
};

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	int x = 0;

	if (env->part)                 /* parents are the children that are here: their progress is not the county's */
		x += canvas_putf(c, 0, x, c->w - x, PAINT_WARN, "%s", env_whole(env)) + 1;
	x = list_totals_paint(l, c, x);
	if (l->filter_text[0] == '\0')
		x += canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_DIM, _("%s (F)"), _("all fronts")) + 2;
	if (l->line_count > 0)
		axis_legend_paint(c, 0, x + 1, c->w - x - 1);
}

static void
axis(const struct list *l, const struct env *env, struct canvas *head)
{
	const struct task_tree *t = &((const struct tasks_data *)l->data)->tree;

	(void)env;
	canvas_fill(head, 0, 0, 1, head->w, PAINT_COLUMN_HEAD, " ");
	axis_head_paint(head, 0, 0, head->w, t->first, t->last);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	char start[12], due[12], urged[12] = "", plan[256];
	int used;

	if (row == NULL)
		return;
	LINE;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_DIM, _(" %d/%d rows "), l->cursor + 1, l->line_count);
	day_text(n->start, env->today, start);
	day_text(n->due, env->today, due);
	if (w->urged_at != 0)
		day_text(instant_day(w->urged_at), env->today, urged);
	canvas_putf(c, 1, 1, c->w - 2, PAINT_TITLE, "%s  %s", n->id, w->title);
	used = canvas_putf(c, 2, 1, c->w - 2, PAINT_NORMAL, _("%s  owner %s %s  %s to %s  clause %s"),
	                   task_status_text(n),
	                   w->unit, w->post, start, due, w->clause[0] != '\0' ? w->clause : "-");
	if (urged[0] != '\0')
		used += canvas_putf(c, 2, used + 3, c->w - used - 4, PAINT_WARN, _("urged %s"), urged) + 2;
	if (w->note[0] != '\0')
		canvas_putf(c, 2, used + 3, c->w - used - 4, PAINT_DIM, _("note: %s"), w->note);
	task_plan_text(n, env->today, plan, sizeof plan);
	canvas_wrap(c, 3, 1, 2, c->w - 2, n->overdue || n->forecast.never || n->forecast.late_workdays > 0 ? PAINT_WARN
	            : PAINT_NORMAL, plan);
}

/* ---- keys ---------------------------------------------------------------------------- */

static bool
is_overdue(const void *row, const struct env *env, const void *arg)
{
	(void)env;
	(void)arg;
	return leaf(row) && ((const struct line *)row)->n->overdue;
}

static struct effect
next_overdue(struct list *l, const struct env *env, int step)
{
	struct effect e = list_seek(l, env, step, is_overdue, NULL);

	return e.kind != FX_NONE ? e : fx_text(FX_SAY, "%s", _("no overdue task here"));
}

/* All fronts, or one after another: the filter is its name, or its id where that is several words. */
static struct effect
next_front(struct list *l)
{
	const struct task_tree *t = &((const struct tasks_data *)l->data)->tree;
	const char *text = "";

	for (int i = -1, found = 0; i + 1 < t->front_count && !found; i++) {
		const struct task_front *next = &t->fronts[i + 1];
		found = strcmp(l->filter_text, i < 0 ? "" : t->fronts[i].name) == 0 ||
		       (i >= 0 && strcmp(l->filter_text, t->fronts[i].id) == 0);
		text = found ? strpbrk(next->name, " \t=!<>:") != NULL ? next->id : next->name : "";
	}
	return list_filter(l, text, l->error, sizeof l->error);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	char plan[256];

	if (act == ACT_METRIC_FRONT)
		return next_front(l);
	if (row == NULL)
		return fx(FX_NONE);
	LINE;
	switch (act) {
	case ACT_NEXT_OVERDUE: return next_overdue(l, env, 1);
	case ACT_PREV_OVERDUE: return next_overdue(l, env, -1);
	case ACT_COPY:
		task_plan_text(n, env->today, plan, sizeof plan);
		return fx_text(FX_COPY, "%s %s\n%s  %s\n%s", n->id, w->title, task_status_text(n),
		               progress_text(n->credit).text, plan);
	default:               return fx(FX_NONE);
	}
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	(void)l;
	LINE;
	task_lineage(n, w->title, env, out);
}

static struct effect
open_task(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)env;
	return fx_open(SCREEN_TASK, "%s", ((const struct line *)row)->id);
}

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	(void)l;
	targets_one(out, KIND_TASK, ((const struct line *)row)->id);
}

/* ---- the list -------------------------------------------------------------------------- */

/* Leaves of this campaign: what is made of them, and what was due in another year, counts in no rate either. */
static bool counts(const void *row) { return ((const struct line *)row)->n->counts; }
static int  level(const void *row)  { return ((const struct line *)row)->n->depth; }
static bool closed(const void *row) { return level(row) > 0 && !leaf(row); }
static char mark(const void *row)   { return ((const struct line *)row)->w->pending[0] != '\0' ? '~' : ' '; }

static enum paint_role
role(const void *row, const struct env *env)
{
	(void)env;
	return ((const struct line *)row)->n->finished ? PAINT_DIM : PAINT_NORMAL;
}

const struct list_ops tasks_list = {
	.noun = "tasks", .about = N_("tasks with their progress, what they need a workday and when they end"),
	.columns = columns,
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct tasks_data),
	.rows = rows, .clear = clear, .level = level, .closed = closed, .parents = true, .role = role, .mark = mark,
	.totals = totals, .counts = counts, .summary = summary, .picture_head = axis,
	.detail_rows = 4, .detail = detail, .act = act, .open = open_task, .lineage = lineage,
	.targets = targets,
	.empty = N_("No tasks yet. They come with the county's plan (pack file task.csv); r asks the hub. Published "
	            "figures are on screen 5."),
};

const struct screen_ops tasks_screen = {
	.name = "tasks", .title = N_("tasks"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_TASKS | SCOPE_STEPS,
	.topics = TOPIC(KIND_TASK) | TOPIC(KIND_FRONT) | TOPIC(KIND_POST) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	LIST_SCREEN(tasks_list),
};
