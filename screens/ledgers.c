/*
 * The board of ledgers: every book of the county's packs by area, what is open
 * in it, overdue, due soon, new this month; below, the stages of the one the
 * cursor is on with how many stand there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/figures.h"
#include "screens/item_list.h"
#include "screens/ledger_words.h"
#include "screens/match.h"
#include "screens/siblings.h"

extern const struct screen_ops ledgers_screen;

enum { DETAIL = 4, AREA = 10, NUMBER = 7 };

struct ledgers_model {
	struct ledger_board board;
	struct ledger_info  info;                /* of the one the cursor is on */
	struct stage_count  stages[STAGES_MAX];
	char id[64];
	int  at, top;
};

/* ---- loading ---------------------------------------------------------------------- */

static int
load_detail(struct ledgers_model *m, struct store *st, const struct env *env)
{
	struct entry_filter all = { .order = ENTRIES_BY_DEADLINE };

	memset(&m->info, 0, sizeof m->info);
	if (m->at >= m->board.count)
		return 0;
	snprintf(m->id, sizeof m->id, "%s", m->board.rows[m->at].id);
	return ledger_info(st, m->id, env->english, &m->info) < 0 ? -1 : entries_by_stage(st, &m->info, &all, env->today, m->stages);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct ledgers_model *m = model;
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };

	ledger_board_clear(&m->board);
	if (ledger_board(st, &when, &m->board) != 0)
		return -1;
	if (m->at >= m->board.count)
		m->at = m->board.count > 0 ? m->board.count - 1 : 0;
	return load_detail(m, st, env);
}

static void
unload(void *model)
{
	struct ledgers_model *m = model;

	ledger_board_clear(&m->board);
}

/* ---- acting ----------------------------------------------------------------------- */

static int
rows_shown(int h)
{
	return h - 2 - DETAIL > 3 ? h - 2 - DETAIL : 3;
}

static struct effect
go(struct ledgers_model *m, const struct env *env, int at)
{
	int shown = rows_shown(env->h);

	m->at = at < 0 ? 0 : at >= m->board.count ? m->board.count - 1 : at;
	if (m->at < m->top)
		m->top = m->at;
	if (m->at >= m->top + shown)
		m->top = m->at - shown + 1;
	return fx(FX_LOAD);
}

static struct effect
lineage(const struct ledger_row *r)
{
	struct effect e = fx_text(FX_SHOW, _("%s (%s), clause %s\n\nOpen: entries at a stage of the class OPEN. Overdue: open ones past the deadline of the stage they stand at. "
	                          "Due soon: its deadline is within the next workdays. New: entered since the first of the month. "
	                          "Persons: in the open ones, as far as they say how many. Amount: of all its entries.\n"
	                          "Counted from the entries in this cache; `guatu list entries ledger=%s' lists them."),
	                          r->name, r->id, r->clause[0] != '\0' ? r->clause : "-", r->id);

	e.verb = N_("source");
	return e;
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct ledgers_model *m = model;
	const struct ledger_row *r = m->board.count > 0 ? &m->board.rows[m->at] : NULL;
	int to = row_after(act, m->at, m->board.count, rows_shown(env->h));

	if (act == ACT_PANE || act == ACT_PANE_BACK)
		return fx(FX_NONE);
	if (r == NULL)
		return fx_text(FX_REFUSE, "%s", _("there are no ledgers here"));
	if (to >= 0)
		return go(m, env, to);
	switch (act) {
	case ACT_NEXT_SIBLING: return go(m, env, m->at + 1);
	case ACT_PREV_SIBLING: return go(m, env, m->at - 1);
	case ACT_OPEN:      return fx_open(SCREEN_LEDGER, "%s", r->id);
	case ACT_NEW_ENTRY: return fx_open(SCREEN_FORM, "entry\nregister\n%s", r->id);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "ledgers");
	case ACT_LINEAGE:   return lineage(r);
	case ACT_COPY:      return fx_text(FX_COPY, _("%s: open %lld, overdue %lld, due soon %lld"), r->name, (long long)r->open, (long long)r->overdue, (long long)r->soon);
	default:            return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct ledgers_model *m = model;
	int n = m->board.count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= n && n > 0; k++) {
		int i = ((m->at + (direction < 0 ? -k : k)) % n + n) % n;
		if (text_matches(m->board.rows[i].name, needle) || text_matches(m->board.rows[i].area_name, needle))
			return go(m, env, i);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting ----------------------------------------------------------------------- */

static int
name_width(int w)
{
	return w - 1 - AREA - 6 * NUMBER - 9 - (w >= 110 ? NUMBER + 14 : 0);
}

static void
number(struct canvas *c, int y, int *x, enum paint_role role, int64_t n)
{
	char text[FIGURE_TEXT];

	count_text(n, text);
	canvas_right(c, y, *x, NUMBER - 1, n == 0 && role != PAINT_SELECTED ? PAINT_DIM : role, n == 0 ? "-" : text);
	*x += NUMBER;
}

static void
head_paint(const struct ledgers_model *m, struct canvas *c)
{
	static const char *const heads[] = { N_("unended"), N_("overdue"), N_("soon"), N_("ended"), N_("this month"), N_("persons") };
	int x = siblings_paint(c, 0, &ledgers_screen) + 3;

	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("%lld unended"), (long long)m->board.open) + 2;
	x += canvas_putf(c, 0, x, c->w - x, m->board.overdue > 0 ? PAINT_ERROR : PAINT_OK, _("%lld overdue"), (long long)m->board.overdue) + 2;
	canvas_putf(c, 0, x, c->w - x, m->board.soon > 0 ? PAINT_WARN : PAINT_OK, _("%lld due soon"), (long long)m->board.soon);
	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 1, 1, AREA, PAINT_COLUMN_HEAD, _("area"));
	canvas_put(c, 1, 1 + AREA, name_width(c->w), PAINT_COLUMN_HEAD, _("ledger"));
	x = 1 + AREA + name_width(c->w);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++, x += NUMBER)
		canvas_right(c, 1, x, NUMBER - 1, PAINT_COLUMN_HEAD, _(heads[i]));
	if (c->w >= 110) {
		canvas_right(c, 1, x, NUMBER - 1, PAINT_COLUMN_HEAD, _("dropped"));
		canvas_put(c, 1, x + NUMBER + 10, 13, PAINT_COLUMN_HEAD, _("clause"));
		x += NUMBER;
	}
	canvas_right(c, 1, x, 9, PAINT_COLUMN_HEAD, _("10k yuan"));
}

static void
row_paint(const struct ledgers_model *m, struct canvas *c, int y, int i)
{
	const struct ledger_row *r = &m->board.rows[i];
	bool here = i == m->at, first = i == 0 || i == m->top || strcmp(m->board.rows[i - 1].area, r->area) != 0;
	enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
	char text[FIGURE_TEXT];
	int x = 1 + AREA + name_width(c->w);

	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_pad(c, y, 1, AREA - 1, here ? role : PAINT_SECTION, first ? r->area_name : "");
	canvas_putf(c, y, 1 + AREA, name_width(c->w) - 1, role, c->w >= 110 && r->unit[0] != '\0' ? "%s (%s)" : "%s", r->name, r->unit);
	number(c, y, &x, role, r->open);
	number(c, y, &x, here ? role : r->overdue > 0 ? PAINT_LAMP_RED : role, r->overdue);
	number(c, y, &x, here ? role : r->soon > 0 ? PAINT_LAMP_YELLOW : role, r->soon);
	number(c, y, &x, role, r->closed);
	number(c, y, &x, role, r->fresh);
	number(c, y, &x, role, r->persons);
	if (c->w >= 110) {
		number(c, y, &x, role, r->dropped);
		canvas_put(c, y, x + 10, 13, here ? role : PAINT_DIM, r->clause);
	}
	wan_text(r->amount, 0, text);
	canvas_right(c, y, x, 9, r->amount == INT64_MIN && !here ? PAINT_DIM : role, text);
	if (here)
		canvas_cursor(c, y, 0);
}

/* 已发现 5 (逾期 2) > 评估中 4 > ... wrapped over two lines, and the note. */
static void
detail_paint(const struct ledgers_model *m, struct canvas *c, int y)
{
	char text[2048] = "", one[200];

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s ", m->info.name, m->info.note);
	for (int i = 0; i < m->info.stages.count; i++) {
		const struct stage_count *n = &m->stages[i];
		size_t used = strlen(text);
		snprintf(one, sizeof one, n->overdue > 0 ? _("%s %lld (%lld overdue)") : "%s %lld", m->info.stages.list[i].name, (long long)n->entries, (long long)n->overdue);
		snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? "  " : "", one);
	}
	canvas_wrap(c, y + 1, 1, DETAIL - 1, c->w - 2, PAINT_NORMAL, text);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct ledgers_model *m = model;
	int shown = rows_shown(c->h), rows = m->board.count < shown ? m->board.count : shown;

	(void)env;
	head_paint(m, c);
	if (m->board.count == 0) {
		canvas_wrap(c, 3, 2, 4, c->w - 4, PAINT_DIM, _("No ledgers yet. They come with the county's pack (ledger.csv, stage.csv, ledger_field.csv); r asks the hub."));
		return;
	}
	for (int i = 0; i < rows && m->top + i < m->board.count; i++)
		row_paint(m, c, 2 + i, m->top + i);
	detail_paint(m, c, 2 + rows);
	if (m->top + rows < m->board.count)
		canvas_putf(c, 2 + rows, c->w - 12, 12, PAINT_HINT, _(" %d more "), m->board.count - m->top - rows);
}

static const char *
enter(const void *model)
{
	const struct ledgers_model *m = model;

	return m->board.count > 0 ? _("entries") : "";
}

static int
count(const void *model)
{
	const struct ledgers_model *m = model;

	return (int)m->board.overdue;
}

const struct screen_ops ledgers_screen = {
	.name = "ledgers",
	.title = N_("ledgers"),
	.scope = SCOPE_MOVE | SCOPE_LEDGERS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_ENTRY) | TOPIC(KIND_TERM) | TOPIC(KIND_CALENDAR),
	.model_size = sizeof(struct ledgers_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = paint,
	.enter = enter,
	.search = search,
	.count = count,
};
