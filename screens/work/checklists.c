/*
 * The county's checklists: how far each is filled, against its target and its day; below each the subjects that are
 * overdue or due soon.
 */

#include "screens/kit/lineage.h"
#include "screens/kit/bar.h"
#include "screens/work/checklists.h"
#include "screens/work/duty_words.h"
#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"
#include "store/read/checklists.h"

/* A checklist, or a subject that is not filled. */
struct line {
	const struct checklist_row *list;
	const struct check_undone  *mark;        /* NULL: the checklist itself */
	char id[80];
};
struct checklists_data {
	struct checklist_rows lists;
	struct check_undone *undone;
	int    undone_count;
	struct line *lines;
};

#define LINE const struct line *line = row; const struct checklist_row *r = line->list; \
	const struct check_undone *m = line->mark; (void)env; (void)r; (void)m

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

	LINE;
	if (m != NULL)
		return;
	value_word(v, r->subject);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].code, r->subject) == 0)
			value_coded(v, r->subject, _(words[i].text));
}

static void
filled_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (m != NULL)
		return;
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
	LINE;
	if (m != NULL)
		return;
	value_share(v, share(r) >= 0 ? share(r) : INT64_MIN);
	value_say(v, "%s", share_words(r).text);
	v->role = r->target >= 0 && share(r) < r->target ? PAINT_WARN : PAINT_OK;
}

static void
due_value(const void *row, const struct env *env, struct value *v)
{
	char text[32];

	LINE;
	due_column_text(m != NULL ? m->due : r->due, env->today, text);
	value_date(v, m != NULL ? m->due : r->due);
	value_say(v, "%s", text);
}

static void
owed_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (m != NULL) {
		lateness_days_text(m->lateness, (int)(m->due < env->today ? env->today - m->due : m->due - env->today),
		                   v->own, sizeof v->own);
		value_word(v, v->own);
		v->role = lamp_role(lateness_defs[m->lateness].lamp);
		return;
	}
	value_count(v, r->owed);
	v->role = r->owed > 0 ? PAINT_ERROR : PAINT_NORMAL;
}

static void
target_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_share(v, m == NULL && r->target >= 0 ? r->target : INT64_MIN);
}

static void
lamp_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_lamp(v, m != NULL ? lateness_defs[m->lateness].lamp : r->lamp);
}

static void
lateness_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_lateness(v, m != NULL ? m->lateness : LATENESS_NONE);
}

#define OF_LINE(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
OF_LINE(name, value_word(v, m != NULL ? m->name : r->name))
OF_LINE(of, value_word(v, r->name))
OF_LINE(period, value_word(v, m != NULL ? m->period : r->period))
OF_LINE(id, value_word(v, m != NULL ? m->mark : r->id))
OF_LINE(division, value_word(v, m != NULL ? m->division : ""))
OF_LINE(full, if (m == NULL) value_count(v, r->full))
OF_LINE(subjects, if (m == NULL) value_count(v, r->subjects))
OF_LINE(items, if (m == NULL) value_count(v, r->items))
OF_LINE(clause, value_word(v, r->clause))

static const struct column columns[] = {
	{ "lamp",     N_("lamp"),        2, 0, 0, WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("the share that is full against its target; a mark, by its lateness") },
	{ "name",     N_("checklists"), 12, 1, 0, WORKED_OUT(TYPE_TEXT, name_value), .most = 40 },
	{ "subject",  N_("subjects"),    8, 0, 0, WORKED_OUT(TYPE_TEXT, subject_value) },
	{ "period",   N_("period"),      7, 0, 0, WORKED_OUT(TYPE_TEXT, period_value) },
	{ "filled",   N_("filled"),      8, 0, 0, WORKED_OUT(TYPE_COUNT, filled_value),
	  .means = N_("items marked") },
	{ "full",     N_("full"),        4, 0, 0, WORKED_OUT(TYPE_COUNT, full_value),
	  .means = N_("subjects all of whose items are marked yes") },
	{ "share",    N_("share"),       7, 0, 0, WORKED_OUT(TYPE_SHARE, share_value),
	  .means = N_("full ones of all subjects") },
	{ "due",      N_("due"),        10, 0, 0, WORKED_OUT(TYPE_DATE, due_value) },
	{ "overdue",  N_("overdue"),     8, 0, 0, WORKED_OUT(TYPE_COUNT, owed_value), .dash = true,
	  .means = N_("marks past their day and not made") },
	{ "id",       N_("id"),         12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, id_value) },
	{ "subjects", N_("how many subjects"), 4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, subjects_value),
	  .means = N_("places or institutions it asks of") },
	{ "items",    N_("items"),       4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, items_value),
	  .means = N_("questions of the list") },
	{ "target",   N_("target"),      7, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, target_value),
	  .means = N_("share that should be full, from the plan") },
	{ "clause",   N_("clause"),     10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, clause_value) },
	{ "lateness", N_("lateness"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES },
	{ "list",     N_("checklist"),  12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, of_value) },
	{ "division", N_("division code"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ 0 }
};

static void
bar(const void *row, const struct env *env, struct canvas *rest)
{
	LINE;
	if (m != NULL)
		return;
	bar_paint(rest, 0, 0, rest->w, share(r) > 0 ? share(r) / 100 : 0,
	          r->target >= 0 ? r->target / 100 : BAR_NO_PACE, PAINT_BAR);
}

/* ---- the list ------------------------------------------------------------------------ */

static int
build(struct checklists_data *d)
{
	int n = 0;

	free(d->lines);
	if ((d->lines = calloc((size_t)(d->lists.count + d->undone_count) + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0; i < d->lists.count; i++) {
		const struct checklist_row *list = &d->lists.rows[i];
		d->lines[n] = (struct line){ .list = list };
		snprintf(d->lines[n++].id, sizeof d->lines->id, "%s", list->id);
		for (int k = 0; k < d->undone_count; k++) {
			if (strcmp(d->undone[k].list, list->id) != 0)
				continue;
			d->lines[n] = (struct line){ .list = list, .mark = &d->undone[k] };
			snprintf(d->lines[n++].id, sizeof d->lines->id, "=%s", d->undone[k].mark);
		}
	}
	return n;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct checklists_data *d = l->data;
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };
	int count;

	checklists_clear(&d->lists);
	free(d->undone);
	d->undone = NULL;
	d->undone_count = 0;
	if (checklists_list(st, &when, &d->lists) != 0 ||
	    checklists_undone(st, &when, &d->undone, &d->undone_count) != 0)
		return -1;
	count = build(d);
	list_rows(l, d->lines, count);
	return 0;
}

static void
clear(void *data)
{
	struct checklists_data *d = data;

	checklists_clear(&d->lists);
	free(d->undone);
	free(d->lines);
}

void
checklist_lineage(const struct checklist_row *r, const char *mark, struct lineage *out)
{
	lineage_what(out, "%s %s", r->name, r->period);
	lineage_means(out, _("filled: subjects whose mark was handed in, %d of %d; full: every one of its %d cells "
			     "is 2 (yes). "
	                     "Cells: %d of %d are yes. Overdue: %d subjects of any period not filled by their day"),
	              r->filled, r->subjects, r->items, r->met, r->cells, r->owed);
	lineage_share(out, _("full subjects"), r->full, _("subjects"), r->subjects);
	lineage_from(out, "%s", _("the marks the subjects' posts hand in; questions and target from the plan"));
	lineage_clause(out, r->clause);
	if (*mark != '\0')
		lineage_record(out, KIND_CHECK_MARK, mark);
	else
		lineage_record(out, KIND_CHECKLIST, r->id);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	LINE;
	(void)l;
	checklist_lineage(r, m != NULL ? m->mark : "", out);
}

static struct effect
open_list(const struct list *l, const void *row, const struct env *env)
{
	LINE;
	(void)l;
	if (m != NULL && *m->period != '\0')
		return fx_open(SCREEN_CHECKLIST, "%s %s", r->id, m->period);
	return fx_open(SCREEN_CHECKLIST, "%s", r->id);
}

static const struct list_total totals[] = {
	{ TOTAL("ALL",      N_("checklists"), "lateness=",       PAINT_TITLE) },
	{ TOTAL("OVERDUE",  N_("overdue"),  "lateness=OVERDUE",  PAINT_LAMP_RED) },
	{ TOTAL("DUE_SOON", N_("due soon"), "lateness=DUE_SOON", PAINT_LAMP_YELLOW) },
	{ 0 }
};
static int  level(const void *row)  { return ((const struct line *)row)->mark != NULL; }
static bool closed(const void *row) { return ((const struct line *)row)->mark == NULL; }

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	const struct check_undone *m = ((const struct line *)row)->mark;

	(void)l;
	targets_one(out, KIND_CHECK_MARK, m != NULL ? m->mark : NULL);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	(void)l;
	if (row == NULL)
		return;
	LINE;
	canvas_putf(c, 1, 1, c->w - 2, PAINT_DIM, _("clause %s  target %s  %d items  %s"), r->clause,
	            bp_text(r->target).text, r->items, r->note);
}

const struct list_ops checklists_list_ops = {
	.noun = "checklists", .about = N_("checklists and how far each is filled"), .columns = columns,
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id),
	.data_size = sizeof(struct checklists_data), .rows = rows, .clear = clear, .totals = totals, .level = level,
	.closed = closed, .parents = true, .targets = targets, .detail_rows = 1,
	.detail = detail, .tail = bar, .open = open_list, .lineage = lineage,
	.empty = N_("No checklists yet. They come with a pack (checklist.csv, check_item.csv); the hub opens a mark "
	            "for every subject. r asks the hub."),
};

const struct screen_ops checklists_screen = {
	.name = "checklists", .title = N_("checklists"), .scope = SCOPE_MOVE | SCOPE_LIST,
	.topics = TOPIC(KIND_CHECKLIST) | TOPIC(KIND_CHECK_ITEM) | TOPIC(KIND_CHECK_MARK) | TOPIC(KIND_CALENDAR) |
	          TOPIC_OUTBOX,
	LIST_SCREEN(checklists_list_ops),
};
