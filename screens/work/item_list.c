#include "screens/work/item_list.h"

#include "screens/figures/standing_text.h"
#include "screens/kit/table.h"
#include "store/read/places.h"

/* ---- loading ------------------------------------------------------------------ */

static void
take_issue(struct item *item, const struct issue_row *r, const struct env *env)
{
	struct issue_lamp_in in = { .deadline = r->deadline, .today = env->today, .returned = r->returned,
	                            .reopened = r->reopened,
	                            .escalation = r->escalation };

	*item = (struct item){ .kind = KIND_ISSUE, .due = r->deadline, .credit = -1, .evidence = r->evidence,
	                       .returned = r->returned,
	                       .lamp = lamp_issue(&in, env->cal, env->rules) };
	snprintf(item->id, sizeof item->id, "%s", r->id);
	snprintf(item->title, sizeof item->title, "%s", r->title);
	snprintf(item->status, sizeof item->status, "%s", r->status);
	snprintf(item->post, sizeof item->post, "%s", r->post);
	snprintf(item->pending, sizeof item->pending, "%s", r->pending);
}

static void
take_task(struct item *item, const struct task_row *r, struct store *st, const struct env *env)
{
	struct task_lamp_in in = {
		.credit = task_credit(r->status, r->pct), .start = r->start, .due = r->due, .today = env->today,
		.pace = time_bp(r->line != CIVIL_NONE ? r->line : env->campaign_start, r->due, env->today),
		.finished = strcmp(r->status, "DONE") == 0,
	};

	*item = (struct item){ .kind = KIND_TASK, .due = r->due, .credit = in.credit, .evidence = -1 };
	item->lamp = lamp_task(&in, env->cal, env->rules);
	snprintf(item->id, sizeof item->id, "%s", r->id);
	snprintf(item->title, sizeof item->title, "%s", r->title);
	snprintf(item->status, sizeof item->status, "%s", r->status);
	snprintf(item->post, sizeof item->post, "%s", r->post);
	store_pending_verb(st, KIND_TASK, item->id, item->pending, sizeof item->pending);
}

static struct item *
next_item(struct item_list *list, enum item_section section)
{
	list->sections[section]++;
	return &list->items[list->count++];
}

/* Both lists come by due day.  Overdue issues first, as the map promised; then the tasks, then what is not due yet. */
static void
merge(struct item_list *list, const struct issue_row *issues, int issue_count, const struct task_row *tasks,
      int task_count,
      struct store *st, const struct env *env)
{
	int i = 0, t = 0;

	while (list->count < ITEMS_MAX && i < issue_count && issues[i].deadline < env->today)
		take_issue(next_item(list, ITEMS_OVERDUE), &issues[i++], env);
	while (list->count < ITEMS_MAX && t < task_count)
		take_task(next_item(list, ITEMS_TASKS), &tasks[t++], st, env);
	while (list->count < ITEMS_MAX && i < issue_count)
		take_issue(next_item(list, ITEMS_LATER), &issues[i++], env);
	list->more = i < issue_count || t < task_count || issue_count == ITEMS_MAX;
}

int
items_load(struct item_list *list, struct store *st, const char *place, const struct env *env)
{
	struct issue_row *issues = calloc(ITEMS_MAX, sizeof *issues);
	struct task_row *tasks = calloc(ITEMS_MAX, sizeof *tasks);
	int ni = -1, nt = 0;

	items_clear(list);
	list->items = calloc(ITEMS_MAX, sizeof *list->items);
	if (issues != NULL && tasks != NULL && list->items != NULL) {
		ni = store_place_issues(st, place, CIVIL_NONE, issues, ITEMS_MAX);
		nt = ni >= 0 && strlen(place) == 9 ? store_place_tasks(st, place, tasks, ITEMS_MAX) : 0;
		if (ni >= 0 && nt >= 0)
			merge(list, issues, ni, tasks, nt, st, env);
	}
	free(issues);
	free(tasks);
	return ni >= 0 && nt >= 0 ? 0 : -1;
}

void
items_clear(struct item_list *list)
{
	free(list->items);
	*list = (struct item_list){ 0 };
}

int
items_find(const struct item_list *list, const char *id)
{
	for (int i = 0; i < list->count; i++)
		if (strcmp(list->items[i].id, id) == 0)
			return i;
	return -1;
}

/* ---- columns ------------------------------------------------------------------- */

static void
due_value(const void *row, const struct env *env, struct value *v)
{
	const struct item *item = row;
	char day[11];

	civil_format(item->due, day);
	value_date(v, item->due);
	if (item->due < env->today && strcmp(item->status, "DONE") != 0)
		value_say(v, _("%d d overdue%s"), env->today - item->due, age_marks(env->today - item->due));
	else
		value_say(v, _("by %s"), *day != '\0' ? day + 5 : "-");
	v->role = item->due < env->today ? PAINT_LAMP_RED : PAINT_NORMAL;
}

static void
status_value(const void *row, const struct env *env, struct value *v)
{
	const struct item *item = row;
	const struct verb_def *verb = item->pending[0] != '\0' ? flow_verb_find(item->kind, item->pending) : NULL;

	(void)env;
	value_coded(v, item->status, flow_state_text(item->kind, item->status));
	if (verb != NULL)
		value_say(v, "~%s", _(verb->title));
	v->role = item->pending[0] != '\0' ? PAINT_PENDING : PAINT_NORMAL;
}

static void
extra_value(const void *row, const struct env *env, struct value *v)
{
	const struct item *item = row;

	(void)env;
	v->role = PAINT_DIM;
	if (item->kind == KIND_TASK) {
		value_wordf(v, "%s", progress_text(item->credit).text);
	} else if (item->returned > 0) {
		value_wordf(v, _("back %d"), item->returned);
		v->role = PAINT_WARN;
	} else {
		value_wordf(v, _("proof %d"), item->evidence);
	}
}

static const struct column columns[] = {
	{ "lamp",   N_("lamp"),   2, 0, 0,   LAMP_AT(item, lamp) },
	{ "id",     N_("id"),    10, 0, 64,  TEXT_AT(item, id) },
	{ "title",  N_("title"), 12, 1, 0,   TEXT_AT(item, title) },
	{ "due",    N_("due"),   11, 0, 0,   WORKED_OUT(TYPE_DATE, due_value) },
	{ "status", N_("state"),  9, 0, 0,   WORKED_OUT(TYPE_TEXT, status_value) },
	{ "post",   N_("owner"), 17, 0, 100, TEXT_AT(item, post) },
	{ "extra",  N_("proof"),  8, 0, 76,  WORKED_OUT(TYPE_TEXT, extra_value) },
	{ 0 }
};

/* ---- painting ------------------------------------------------------------------ */

/* The section that begins at row i, -1 none. */
static int
section_at(const struct item_list *list, int i)
{
	for (int s = 0, at = 0; s < ITEM_SECTIONS; at += list->sections[s++])
		if (list->sections[s] > 0 && at == i)
			return s;
	return -1;
}

static void
paint_heading(const struct item_list *list, int section, struct canvas *c, int y)
{
	static const char *const titles[ITEM_SECTIONS] = {
		[ITEMS_OVERDUE] = N_("Overdue issues"), [ITEMS_TASKS] = N_("Tasks"),
		[ITEMS_LATER] = N_("Issues not due yet"),
	};

	canvas_putf(c, y, 1, c->w - 1, PAINT_SECTION, "%s %d", _(titles[section]), list->sections[section]);
}

/* Rows with a heading before each section; scrolled by lines, headings counted. */
void
items_paint(const struct item_list *list, int sel, bool focus, const struct env *env, struct canvas *c)
{
	struct table_layout k;
	int lines = 0, at = 0, first = 0;

	for (int i = 0; i < list->count; i++) {
		lines += 1 + (section_at(list, i) >= 0);
		if (i == sel)
			at = lines - 1;
	}
	if (lines > c->h && at >= c->h / 2)
		first = at - c->h / 2 < lines - c->h ? at - c->h / 2 : lines - c->h;
	table_lay_out(columns, c->w, &k);
	if (list->count == 0)
		canvas_put(c, 0, 1, c->w - 1, PAINT_DIM, _("nothing open"));
	for (int i = 0, y = -first; i < list->count && y < c->h; i++, y++) {
		int section = section_at(list, i);
		if (section >= 0 && y++ >= 0)
			paint_heading(list, section, c, y - 1);
		if (y < 0 || y >= c->h)
			continue;
		bool here = focus && i == sel;
		canvas_pad(c, y, 0, c->w, here ? PAINT_SELECTED : PAINT_NORMAL, here ? ">" : " ");
		table_row_paint(columns, &k, &list->items[i], env, c, y, here ? PAINT_SELECTED : PAINT_NORMAL, here);
		if (here)
			canvas_cursor(c, y, 0);
	}
}

bool
items_escalated(const struct item_list *list)
{
	for (int i = 0; i < list->count; i++)
		if (list->items[i].lamp == LAMP_MAGENTA)
			return true;
	return false;
}

void
items_target(const struct item_list *list, int sel, struct targets *out)
{
	out->count = 0;
	if (sel < 0 || sel >= list->count)
		return;
	out->kind = list->items[sel].kind;
	out->count = 1;
	snprintf(out->id[0], sizeof out->id[0], "%s", list->items[sel].id);
}

struct effect
items_open(const struct item_list *list, int sel)
{
	if (sel < 0 || sel >= list->count)
		return fx_text(FX_REFUSE, "%s", _("nothing open"));
	return fx_open(list->items[sel].kind == KIND_TASK ? SCREEN_TASK : SCREEN_ISSUE, "%s", list->items[sel].id);
}

int
row_after(enum action act, int row, int count, int page)
{
	int to;

	switch (act) {
	case ACT_DOWN:      to = row + 1; break;
	case ACT_UP:        to = row - 1; break;
	case ACT_PAGE_DOWN: to = row + page; break;
	case ACT_PAGE_UP:   to = row - page; break;
	case ACT_TOP:       to = 0; break;
	case ACT_BOTTOM:    to = count - 1; break;
	default:            return -1;
	}
	return to < 0 || count == 0 ? 0 : to >= count ? count - 1 : to;
}
