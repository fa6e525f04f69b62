/* All events, newest first. */

#include "screens/work/event_line.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"

enum { WIDE = 160 };      /* from here on a time has its year */

struct events_data { struct event_row *rows; int count; };

static void
clear(void *data)
{
	free(((struct events_data *)data)->rows);
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct events_data *d = l->data;
	int want = list_want(l);

	clear(d);
	if (store_events_list(st, env->today, env->english, want, &d->rows, &d->count) != 0)
		return -1;
	l->partial = d->count == want;
	list_rows(l, d->rows, d->count);
	return 0;
}

/* ---- columns ------------------------------------------------------------------------ */

#define EVENT const struct event_row *e = row; (void)env

/* The minute in this year, the day in others. */
static void
at_value(const void *row, const struct env *env, struct value *v)
{
	int64_t at;
	char today[11];

	EVENT;
	value_instant(v, instant_parse(e->at, &at) == 0 ? at : INT64_MIN);
	civil_format(env->today, today);
	if (env->w < WIDE && strncmp(e->at, today, 4) == 0)
		value_say(v, "%.5s %.5s", e->at + 5, e->at + 11);
	else if (env->w < WIDE)
		value_say(v, "%.10s", e->at);
	v->role = PAINT_DIM;
}

static void
state_value(const void *row, const struct env *env, struct value *v)
{
	EVENT;
	int kind = record_kind_find(e->object_kind), state = kind >= 0 ? flow_state_find((enum kind)kind, e->to_status)
	       : -1;

	value_coded(v, e->to_status, state >= 0 ? _(flow_states[state].title) : e->to_status);
	v->role = PAINT_DIM;
}

static void
verb_value(const void *row, const struct env *env, struct value *v)
{
	EVENT;
	value_coded(v, e->verb, event_verb(e));
	v->role = PAINT_SECTION;
}

static void
what_value(const void *row, const struct env *env, struct value *v)
{
	EVENT;
	value_wordf(v, "%s%s%s", e->title, *e->note != '\0' ? "  " : "", e->note);
}

static void
who_value(const void *row, const struct env *env, struct value *v)
{
	EVENT;
	value_word(v, *e->post != '\0' ? e->post : e->actor);
	v->role = PAINT_DIM;
}

static const struct column columns[] = {
	{ "at",          N_("time"),           11, 1, 0,   WORKED_OUT(TYPE_INSTANT, at_value), .most = 16 },
	{ "place",       N_("township"),        8, 0, 0,   TEXT_AT(event_row, place), OF_RECORDS(KIND_DIVISION) },
	{ "verb",        N_("step"),           11, 0, 0,   WORKED_OUT(TYPE_TEXT, verb_value) },
	{ "object",      N_("object"),         11, 0, 0,   TEXT_AT(event_row, object) },
	{ "what",        N_("title and note"), 20, 8, 0,   WORKED_OUT(TYPE_TEXT, what_value) },
	{ "to_status",   N_("new state"),      11, 0, 100, WORKED_OUT(TYPE_TEXT, state_value) },
	{ "post",        N_("by whom"),        18, 0, 100, WORKED_OUT(TYPE_TEXT, who_value) },
	{ "object_kind", N_("kind"),            8, 0, LIST_HIDDEN, TEXT_AT(event_row, object_kind) },
	{ "title",       N_("title"),          20, 0, LIST_HIDDEN, TEXT_AT(event_row, title) },
	{ "note",        N_("note"),           20, 0, LIST_HIDDEN, TEXT_AT(event_row, note) },
	{ "actor",       N_("user"),            8, 0, LIST_HIDDEN, TEXT_AT(event_row, actor) },
	{ "division",    N_("division code"),  12, 0, LIST_HIDDEN, TEXT_AT(event_row, division),
	  OF_RECORDS(KIND_DIVISION) },
	{ "id",          N_("id"),             16, 0, LIST_HIDDEN, TEXT_AT(event_row, id) },
	{ 0 }
};

/* ---- the list -------------------------------------------------------------------------- */

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	char day[11];

	(void)l;
	civil_format(env->today, day);
	canvas_putf(c, 0, 0, c->w, PAINT_SECTION, _("events as of %s, newest first"), day);
}

/* The page of what it happened to; SCREEN_COUNT none. */
static enum screen_id
page_of(const struct event_row *e)
{
	static const struct { enum kind kind; enum screen_id screen; } pages[] = {
		{ KIND_ISSUE, SCREEN_ISSUE }, { KIND_TASK, SCREEN_TASK }, { KIND_SUP_REPORT, SCREEN_REPORT },
		{ KIND_BATCH, SCREEN_SOURCE },
		{ KIND_ENTRY, SCREEN_ENTRY }, { KIND_DUTY_RUN, SCREEN_DUTY_RUN },
	};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (record_kind_find(e->object_kind) == (int)pages[i].kind)
			return pages[i].screen;
	return SCREEN_COUNT;
}

static struct effect
open_object(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	EVENT;
	return page_of(e) != SCREEN_COUNT ? fx_open(page_of(e), "%s", e->object) : fx(FX_NONE);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	(void)l;
	EVENT;
	lineage_what(out, "%s  %s  %s", e->at, e->object, e->title);
	lineage_means(out, "%s", _("a step on a record, written by the hub with it and never changed since"));
	lineage_no_share(out, _("no figure"));
	lineage_from(out, _("%s %s"), *e->post != '\0' ? e->post : "-", e->actor);
	lineage_record(out, KIND_EVENT, e->id);
}

static const char *
enter(const void *row)
{
	return page_of(row) != SCREEN_COUNT ? _("open") : "";
}

const struct list_ops events_list = {
	.noun = "events", .about = N_("what happened, newest first"), .columns = columns,
	.row_size = sizeof(struct event_row), .id_at = offsetof(struct event_row, id),
	.data_size = sizeof(struct events_data),
	.rows = rows, .clear = clear, .summary = summary, .open = open_object, .lineage = lineage, .enter = enter,
	.empty = N_("no events yet"),
};

const struct screen_ops events_screen = {
	.name = "events", .title = N_("events"), .scope = SCOPE_ANY | SCOPE_MOVE | SCOPE_LIST,
	.topics = TOPIC(KIND_EVENT),
	LIST_SCREEN(events_list),
};
