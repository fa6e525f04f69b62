#include "screens/item_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/standing_text.h"
#include "store/places.h"

/* ---- loading ------------------------------------------------------------------ */

static void
take_issue(struct item *item, const struct issue_row *r, const struct env *env)
{
	struct issue_lamp_in in = { .deadline = r->deadline, .today = env->today, .returned = r->returned, .reopened = r->reopened,
	                            .escalation = r->escalation };

	*item = (struct item){ .kind = KIND_ISSUE, .due = r->deadline, .pct = -1, .evidence = r->evidence, .returned = r->returned,
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
	bool done = strcmp(r->status, "DONE") == 0;

	*item = (struct item){ .kind = KIND_TASK, .due = r->due, .pct = r->pct, .evidence = -1 };
	item->lamp = lamp_progress(r->pct, time_pct(r->start, r->due, env->today), done, !done && r->due < env->today, env->rules);
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
merge(struct item_list *list, const struct issue_row *issues, int issue_count, const struct task_row *tasks, int task_count,
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

/* ---- painting ------------------------------------------------------------------ */

static const char *
status_of(const struct item *item, char *text, size_t size)
{
	int state = flow_state_find(item->kind, item->status);
	const struct verb_def *verb = item->pending[0] != '\0' ? flow_verb_find(item->kind, item->pending) : NULL;

	if (verb != NULL)
		snprintf(text, size, "~%s", _(verb->title));
	else
		snprintf(text, size, "%s", state >= 0 ? _(flow_states[state].title) : item->status);
	return text;
}

static void
due_of(const struct item *item, int32_t today, char *text, size_t size)
{
	char day[11];

	civil_format(item->due, day);
	if (item->due < today && strcmp(item->status, "DONE") != 0)
		snprintf(text, size, _("%d d late%s"), today - item->due, age_marks(today - item->due));
	else
		snprintf(text, size, _("by %s"), *day != '\0' ? day + 5 : "-");
}

static void
paint_item(const struct item *item, bool selected, int32_t today, struct canvas *c, int y)
{
	enum paint_role role = selected ? PAINT_SELECTED : PAINT_NORMAL;
	int status_w = 10, due_w = 12, post_w = c->w >= 100 ? 18 : 0, extra_w = c->w >= 76 ? 9 : 0;
	int id_w = c->w >= 64 ? 11 : 0, at = 4, title_w = c->w - at - id_w - due_w - status_w - post_w - extra_w - 1;
	char text[64];

	canvas_pad(c, y, 0, c->w, role, selected ? ">" : " ");
	canvas_put(c, y, 1, 2, lamp_role(item->lamp), _(lamp_word(item->lamp)));
	if (id_w > 0)
		canvas_pad(c, y, at, id_w - 1, role, item->id);
	at += id_w;
	canvas_pad(c, y, at, title_w - 1, role, item->title);
	at += title_w;
	due_of(item, today, text, sizeof text);
	canvas_pad(c, y, at, due_w - 1, item->due < today ? PAINT_LAMP_RED : role, text);
	at += due_w;
	canvas_pad(c, y, at, status_w - 1, item->pending[0] != '\0' ? PAINT_PENDING : role, status_of(item, text, sizeof text));
	at += status_w;
	if (post_w > 0)
		canvas_pad(c, y, at, post_w - 1, role, item->post);
	at += post_w;
	if (extra_w == 0)
		return;
	if (item->kind == KIND_TASK)
		snprintf(text, sizeof text, "%d%%", item->pct);
	else if (item->returned > 0)
		snprintf(text, sizeof text, _("back %d"), item->returned);
	else
		snprintf(text, sizeof text, _("proof %d"), item->evidence);
	canvas_pad(c, y, at, extra_w - 1, item->kind == KIND_ISSUE && item->returned > 0 ? PAINT_WARN : selected ? role : PAINT_DIM, text);
}

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
		[ITEMS_OVERDUE] = N_("Overdue issues"), [ITEMS_TASKS] = N_("Tasks"), [ITEMS_LATER] = N_("Issues not due yet"),
	};

	canvas_putf(c, y, 1, c->w - 1, PAINT_SECTION, "%s %d", _(titles[section]), list->sections[section]);
}

/* Rows with a heading before each section; scrolled by lines, headings counted. */
void
items_paint(const struct item_list *list, int sel, bool focus, int32_t today, struct canvas *c)
{
	int lines = 0, at = 0, first = 0;

	for (int i = 0; i < list->count; i++) {
		lines += 1 + (section_at(list, i) >= 0);
		if (i == sel)
			at = lines - 1;
	}
	if (lines > c->h && at >= c->h / 2)
		first = at - c->h / 2 < lines - c->h ? at - c->h / 2 : lines - c->h;
	if (list->count == 0)
		canvas_put(c, 0, 1, c->w - 1, PAINT_DIM, _("nothing open"));
	for (int i = 0, y = -first; i < list->count && y < c->h; i++, y++) {
		int section = section_at(list, i);
		if (section >= 0 && y++ >= 0)
			paint_heading(list, section, c, y - 1);
		if (y < 0 || y >= c->h)
			continue;
		paint_item(&list->items[i], focus && i == sel, today, c, y);
		if (focus && i == sel)
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
