/* The county's checklists: how far each is filled, against its target and its day. */

#include "screens/kit/bar.h"
#include "screens/work/checklists.h"
#include "screens/work/duty_words.h"
#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"
#include "store/read/checklists.h"

#define ROW const struct checklist_row *r = row; (void)env

static int
share(const struct checklist_row *r)
{
	return ratio_bp(r->full, r->subjects);
}

/* ---- columns ------------------------------------------------------------------------ */

static void
subject_value(const void *row, const struct env *env, struct value *v)
{
	static const struct { const char *code, *text; } words[] = {
		{ "COUNTY", N_("county") }, { "TOWNSHIP", N_("township") }, { "VILLAGE", N_("village") },
		{ "INSTITUTION", N_("institution") }, { "GROUP", N_("group") },
	};

	ROW;
	value_word(v, r->subject);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].code, r->subject) == 0)
			value_coded(v, r->subject, _(words[i].text));
}

static void
filled_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->filled);
	value_say(v, "%d/%d", r->filled, r->subjects);
}

/* Beside its target. */
static struct figure
share_words(const struct checklist_row *r)
{
	struct reading beside = { .bp = share(r), .pace = r->target };

	return reading_text(&beside);
}

static void
share_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_share(v, share(r) >= 0 ? share(r) : INT64_MIN);
	value_say(v, "%s", share_words(r).text);
	v->role = r->target >= 0 && share(r) < r->target ? PAINT_WARN : PAINT_OK;
}

static void
due_value(const void *row, const struct env *env, struct value *v)
{
	char text[32];

	ROW;
	due_column_text(r->due, env->today, text);
	value_date(v, r->due);
	value_say(v, "%s", text);
}

static void
owed_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->owed);
	v->role = r->owed > 0 ? PAINT_ERROR : PAINT_NORMAL;
}

static void
target_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_share(v, r->target >= 0 ? r->target : INT64_MIN);
}

static const struct column columns[] = {
	{ "lamp",     N_("lamp"),        2, 0, 0, LAMP_AT(checklist_row, lamp) },
	{ "name",     N_("checklists"), 12, 1, 0, TEXT_AT(checklist_row, name), .most = 40 },
	{ "subject",  N_("subjects"),    8, 0, 0, WORKED_OUT(TYPE_TEXT, subject_value) },
	{ "period",   N_("period"),      7, 0, 0, TEXT_AT(checklist_row, period) },
	{ "filled",   N_("filled"),      8, 0, 0, WORKED_OUT(TYPE_COUNT, filled_value) },
	{ "full",     N_("full"),        4, 0, 0, COUNT_AT(checklist_row, full) },
	{ "share",    N_("share"),       7, 0, 0, WORKED_OUT(TYPE_SHARE, share_value) },
	{ "due",      N_("due"),        10, 0, 0, WORKED_OUT(TYPE_DATE, due_value) },
	{ "overdue",  N_("overdue"),      4, 0, 0, WORKED_OUT(TYPE_COUNT, owed_value), .dash = true },
	{ "id",       N_("id"),         12, 0, LIST_HIDDEN, TEXT_AT(checklist_row, id) },
	{ "subjects", N_("how many subjects"), 4, 0, LIST_HIDDEN, COUNT_AT(checklist_row, subjects) },
	{ "items",    N_("items"),       4, 0, LIST_HIDDEN, COUNT_AT(checklist_row, items) },
	{ "target",   N_("target"),      7, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, target_value) },
	{ "clause",   N_("clause"),     10, 0, LIST_HIDDEN, TEXT_AT(checklist_row, clause) },
	{ 0 }
};

static void
bar(const void *row, const struct env *env, struct canvas *rest)
{
	ROW;
	bar_paint(rest, 0, 0, rest->w, share(r) > 0 ? share(r) / 100 : 0,
	          r->target >= 0 ? r->target / 100 : BAR_NO_PACE, PAINT_BAR);
}

/* ---- the list ------------------------------------------------------------------------ */

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct checklist_rows *list = l->data;
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };

	checklists_clear(list);
	if (checklists_list(st, &when, list) != 0)
		return -1;
	list_rows(l, list->rows, list->count);
	return 0;
}

static void clear(void *data) { checklists_clear(data); }

struct effect
checklist_lineage(const struct checklist_row *r)
{
	struct effect e = fx_text(FX_SHOW,
	                          _("%s %s\n\nFilled %d of %d subjects: those whose mark was handed in.\n"
		"Full %d: every one of its %d cells is 2 (yes). Share %s, target %s.\n"
		"Cells: %d of %d are yes.\nOverdue %d: subjects of any period not "
		"filled by their day.\n\n"
		"Clause: %s"), r->name, r->period, r->filled, r->subjects, r->full, r->items, share_words(r).text,
		bp_text(r->target).text, r->met, r->cells, r->owed, r->clause);

	e.verb = N_("where this figure comes from");
	return e;
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	(void)l;
	(void)env;
	return act == ACT_LINEAGE && row != NULL ? checklist_lineage(row) : fx(FX_NONE);
}

static struct effect
open_list(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)env;
	return fx_open(SCREEN_CHECKLIST, "%s", ((const struct checklist_row *)row)->id);
}

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct checklist_rows *list = l->data;
	int owed = 0;

	(void)env;
	for (int i = 0; i < list->count; i++)
		owed += list->rows[i].owed;
	canvas_putf(c, 0, 0, c->w, owed > 0 ? PAINT_ERROR : PAINT_OK, _("%d checklists, %d subjects overdue"),
	            list->count, owed);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	(void)l;
	if (row == NULL)
		return;
	ROW;
	canvas_putf(c, 1, 1, c->w - 2, PAINT_DIM, _("clause %s  target %s  %d items  %s"), r->clause,
	            bp_text(r->target).text, r->items, r->note);
}

const struct list_ops checklists_list_ops = {
	.noun = "checklists", .about = N_("checklists and how far each is filled"), .columns = columns,
	.row_size = sizeof(struct checklist_row), .id_at = offsetof(struct checklist_row, id),
	.data_size = sizeof(struct checklist_rows), .rows = rows, .clear = clear, .summary = summary, .detail_rows = 1,
	.detail = detail, .tail = bar, .act = act, .open = open_list,
	.empty = N_("No checklists yet. They come with a pack (checklist.csv, check_item.csv); the hub opens a mark "
	            "for every subject. r asks the hub."),
};

const struct screen_ops checklists_screen = {
	.name = "checklists", .title = N_("checklists"), .scope = SCOPE_MOVE | SCOPE_LIST,
	.topics = TOPIC(KIND_CHECKLIST) | TOPIC(KIND_CHECK_ITEM) | TOPIC(KIND_CHECK_MARK) | TOPIC(KIND_CALENDAR) |
	          TOPIC_OUTBOX,
	LIST_SCREEN(checklists_list_ops),
};
