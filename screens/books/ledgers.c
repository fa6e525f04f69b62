/*
 * The board of ledgers: every book of the county's packs by area, what is open
 * in it, overdue, due soon, new this month; below, the stages of the one the
 * cursor is on with how many stand there.
 */

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "store/read/ledgers.h"

struct ledgers_data {
	struct ledger_board board;
	struct ledger_info  info;                /* of the one the cursor is on */
	struct stage_count  stages[STAGES_MAX];
};

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct ledgers_data *d = l->data;
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };

	ledger_board_clear(&d->board);
	if (ledger_board(st, &when, &d->board) != 0)
		return -1;
	list_rows(l, d->board.rows, d->board.count);
	return 0;
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct ledgers_data *d = l->data;

	if (ledger_info(st, ((const struct ledger_row *)row)->id, env->english, &d->info) < 0)
		return -1;
	return entries_by_stage(st, &d->info, env->today, d->stages);
}

static void clear(void *data) { ledger_board_clear(&((struct ledgers_data *)data)->board); }

/* ---- columns ------------------------------------------------------------------------- */

#define ROW const struct ledger_row *r = row; (void)env

static void
area_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_coded(v, r->area, r->area_name);
	v->role = PAINT_SECTION;
}

static void
overdue_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->overdue);
	v->role = r->overdue > 0 ? PAINT_LAMP_RED : PAINT_NORMAL;
}

static void
soon_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->soon);
	v->role = r->soon > 0 ? PAINT_LAMP_YELLOW : PAINT_NORMAL;
}

static void
funnel_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->funnel);
}

static const struct column columns[] = {
	{ "area",    N_("area"),       8, 0, 0,   WORKED_OUT(TYPE_TEXT, area_value) },
	{ "name",    N_("ledger"),    14, 1, 0,   TEXT_AT(ledger_row, name), .most = 60 },
	{ "unit",    N_("unit"),       4, 0, 110, TEXT_AT(ledger_row, unit) },
	{ "open",    N_("going on"),    6, 0, 0,   COUNT64_AT(ledger_row, open), .dash = true,
	  .means = N_("entries at a stage of the class OPEN") },
	{ "overdue", N_("overdue"),    6, 0, 0,   WORKED_OUT(TYPE_COUNT, overdue_value), .dash = true,
	  .means = N_("open ones past the deadline of the stage they stand at") },
	{ "soon",    N_("due soon"),      6, 0, 0,   WORKED_OUT(TYPE_COUNT, soon_value), .dash = true,
	  .means = N_("open ones whose deadline is today or within the next workdays") },
	{ "closed",  N_("ended"),      6, 0, 0,   COUNT64_AT(ledger_row, closed), .dash = true,
	  .means = N_("entries at a stage of the class CLOSED") },
	{ "dropped", N_("dropped"),    6, 0, 110, COUNT64_AT(ledger_row, dropped), .dash = true,
	  .means = N_("entries at a stage of the class DROPPED") },
	{ "fresh",   N_("this month"), 6, 0, 0,   COUNT64_AT(ledger_row, fresh), .dash = true,
	  .means = N_("entered since the first of the month") },
	{ "persons", N_("persons"),    6, 0, 0,   COUNT64_AT(ledger_row, persons), .dash = true,
	  .means = N_("in the open ones, as far as they say how many") },
	{ "amount_fen", N_("amount"),  9, 0, 0,   FEN_AT(ledger_row, amount),
	  .means = N_("of all its entries") },
	{ "clause",  N_("clause"),    12, 0, 110, TEXT_AT(ledger_row, clause) },
	{ "id",      N_("id"),        16, 0, 160, TEXT_AT(ledger_row, id) },
	{ "funnel",  N_("watched as a funnel"), 1, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, funnel_value),
	  .means = N_("1: the plan watches it as a funnel (screen 9)") },
	{ 0 }
};

/* ---- the list -------------------------------------------------------------------------- */

static const struct list_total totals[] = {
	{ TOTAL("OPEN",     N_("going on"), "status=OPEN",       PAINT_TITLE), .page = SCREEN_LEDGER, .arg = "*" },
	{ TOTAL("OVERDUE",  N_("overdue"),  "lateness=OVERDUE",  PAINT_LAMP_RED), .tab = true,
		.page = SCREEN_LEDGER, .arg = "*" },
	{ TOTAL("DUE_SOON", N_("due soon"), "lateness=DUE_SOON", PAINT_LAMP_YELLOW),
		.page = SCREEN_LEDGER, .arg = "*" },
	{ 0 }
};

/* Of the entries of all its rows. */
static long
tally(const struct list *l, const struct list_total *t, const struct env *env)
{
	const struct ledger_board *b = &((const struct ledgers_data *)l->data)->board;

	(void)env;
	return (long)(t == &totals[0] ? b->open : t == &totals[1] ? b->overdue : b->soon);
}

/* 已发现 5(逾期2)  评估中 4  ... wrapped, and the note. */
static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct ledgers_data *d = l->data;
	char text[2048] = "";
	size_t used = 0;

	(void)env;
	if (row == NULL)
		return;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s  %s ", d->info.name, d->info.note);
	for (int i = 0; i < d->info.stages.count && used < sizeof text; i++) {
		const struct stage_count *n = &d->stages[i];
		used += (size_t)snprintf(text + used, sizeof text - used,
		                         n->overdue > 0 ? _("%s %lld (%lld overdue)") : "%s %lld",
		                         d->info.stages.list[i].name, (long long)n->entries, (long long)n->overdue);
		if (used < sizeof text)
			used += (size_t)snprintf(text + used, sizeof text - used, "  ");
	}
	canvas_wrap(c, 1, 1, c->h - 1, c->w - 2, PAINT_NORMAL, text);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	ROW;
	(void)l;
	lineage_what(out, "%s (%s)", r->name, r->id);
	lineage_means(out, "%s", _("the entries of one book of the plan, by the stages they stand at (stage.csv)"));
	lineage_no_share(out, _("all are counts or sums"));
	lineage_from(out, _("the entries of this ledger; `guatu list entries ledger=%s' lists them"), r->id);
	lineage_clause(out, r->clause);
	lineage_record(out, KIND_LEDGER, r->id);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	const struct ledger_row *r = row;

	(void)l;
	(void)env;
	return r != NULL && act == ACT_NEW_ENTRY ? fx_open(SCREEN_FORM, "entry\nregister\n%s", r->id) : fx(FX_NONE);
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)env;
	return fx_open(SCREEN_LEDGER, "%s", ((const struct ledger_row *)row)->id);
}

static const char *enter(const void *row) { (void)row; return _("entries"); }

const struct list_ops ledgers_list = {
	.noun = "ledgers", .columns = columns,
	.about = N_("every ledger with what is open in it, overdue, due soon, ended"),
	.row_size = sizeof(struct ledger_row), .id_at = offsetof(struct ledger_row, id),
	.data_size = sizeof(struct ledgers_data), .rows = rows, .clear = clear, .totals = totals, .tally = tally,
	.detail_rows = 3, .detail = detail, .detail_read = detail_read,
	.act = act, .open = open, .enter = enter, .lineage = lineage,
	.empty = N_("No ledgers yet. They come with the county's pack (ledger.csv, stage.csv, ledger_field.csv); r "
	            "asks the hub."),
};

const struct screen_ops ledgers_screen = {
	.name = "ledgers", .title = N_("ledgers"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_LEDGERS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_ENTRY) | TOPIC(KIND_TERM) | TOPIC(KIND_CALENDAR),
	LIST_SCREEN(ledgers_list),
};
