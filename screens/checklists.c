/* The county's checklists: how far each is filled, against its target and its day. */
#include <stdio.h>
#include <string.h>

#include "screens/bar.h"
#include "screens/checklists.h"
#include "screens/duty_words.h"
#include "screens/item_list.h"
#include "screens/match.h"
#include "screens/siblings.h"
#include "screens/standing_text.h"
#include "screens/tasks.h"
#include "store/checklists.h"

struct checklists_model {
	struct checklist_rows list;
	int  cursor, top;
	char cursor_id[64];
};
extern const struct screen_ops checklists_screen;

static int
shown(int h)
{
	return h - 4 > 1 ? h - 4 : 1;
}

static void
keep_in_sight(struct checklists_model *m, int rows)
{
	if (m->cursor >= m->list.count)
		m->cursor = m->list.count > 0 ? m->list.count - 1 : 0;
	if (m->top > m->cursor)
		m->top = m->cursor;
	if (m->cursor >= m->top + rows)
		m->top = m->cursor - rows + 1;
	if (m->list.count > 0)
		snprintf(m->cursor_id, sizeof m->cursor_id, "%s", m->list.rows[m->cursor].id);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct checklists_model *m = model;
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };

	checklists_clear(&m->list);
	if (checklists_list(st, &when, &m->list) != 0)
		return -1;
	for (int i = 0; i < m->list.count; i++)
		if (strcmp(m->list.rows[i].id, m->cursor_id) == 0)
			m->cursor = i;
	keep_in_sight(m, shown(env->h));
	return 0;
}

static void
unload(void *model)
{
	checklists_clear(&((struct checklists_model *)model)->list);
}

/* ---- acting ------------------------------------------------------------------------ */

struct effect
checklist_lineage(const struct checklist_row *r)
{
	struct effect e = fx_text(FX_SHOW, _("%s %s\n\nFilled %d of %d subjects: those whose mark was handed in.\nFull %d: every one of its %d "
		"cells is 2 (yes). Share %s, target %s.\nCells: %d of %d are yes.\nOwed %d: subjects of any period not filled by their day.\n\n"
		"Clause: %s"), r->name, r->period, r->filled, r->subjects, r->full, r->items, bp_text(ratio_bp(r->full, r->subjects)).text,
		bp_text(r->target).text, r->met, r->cells, r->owed, r->clause);

	e.verb = N_("where this figure comes from");
	return e;
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct checklists_model *m = model;
	int to = row_after(act, m->cursor, m->list.count, shown(env->h));
	const struct checklist_row *r = m->list.count > 0 ? &m->list.rows[m->cursor] : NULL;

	if (act == ACT_EXPORT)
		return fx_text(FX_EXPORT, "checklists");
	if (r == NULL)
		return fx(FX_NONE);
	if (act == ACT_NEXT_SIBLING || act == ACT_PREV_SIBLING)
		to = row_after(act == ACT_NEXT_SIBLING ? ACT_DOWN : ACT_UP, m->cursor, m->list.count, 1);
	if (to >= 0) {
		m->cursor = to;
		keep_in_sight(m, shown(env->h));
		return fx(FX_PAINT);
	}
	switch (act) {
	case ACT_OPEN:    return fx_open(SCREEN_CHECKLIST, "%s", r->id);
	case ACT_LINEAGE: return checklist_lineage(r);
	case ACT_COPY:    return fx_text(FX_COPY, "%s %s %d/%d %d", r->name, r->period, r->filled, r->subjects, r->full);
	default:          return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct checklists_model *m = model;
	int count = m->list.count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		if (text_matches(m->list.rows[i].name, needle) || text_matches(m->list.rows[i].id, needle)) {
			m->cursor = i;
			keep_in_sight(m, shown(env->h));
			return fx(FX_PAINT);
		}
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting ---------------------------------------------------------------------- */

static const char *
subject_text(const char *subject)
{
	static const struct { const char *code, *text; } words[] = {
		{ "COUNTY", N_("county") }, { "TOWNSHIP", N_("township") }, { "VILLAGE", N_("village") },
		{ "INSTITUTION", N_("institution") }, { "GROUP", N_("group") },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].code, subject) == 0)
			return _(words[i].text);
	return subject;
}

enum { SUBJECT_W = 9, PERIOD_W = 8, FILLED_W = 9, FULL_W = 5, SHARE_W = 8, DUE_W = 11, OWED_W = 5 };
enum { FIXED_W = 4 + SUBJECT_W + PERIOD_W + FILLED_W + FULL_W + SHARE_W + DUE_W + OWED_W };

static void
head_paint(struct canvas *c, int y, int name)
{
	int x = 4;

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 1, 2, PAINT_COLUMN_HEAD, _("lamp"));
	canvas_put(c, y, x, name - 1, PAINT_COLUMN_HEAD, _("checklists"));
	canvas_put(c, y, x += name, SUBJECT_W - 1, PAINT_COLUMN_HEAD, _("subjects"));
	canvas_put(c, y, x += SUBJECT_W, PERIOD_W - 1, PAINT_COLUMN_HEAD, _("period"));
	canvas_right(c, y, x += PERIOD_W, FILLED_W - 1, PAINT_COLUMN_HEAD, _("filled"));
	canvas_right(c, y, x += FILLED_W, FULL_W - 1, PAINT_COLUMN_HEAD, _("full"));
	canvas_right(c, y, x += FULL_W, SHARE_W - 1, PAINT_COLUMN_HEAD, _("share"));
	canvas_put(c, y, x += SHARE_W, DUE_W - 1, PAINT_COLUMN_HEAD, _("due"));
	canvas_right(c, y, x + DUE_W, OWED_W - 1, PAINT_COLUMN_HEAD, _("owed"));
}

static void
row_paint(const struct checklist_row *r, bool here, const struct env *env, struct canvas *c, int y, int name)
{
	enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
	int x = 4, share = ratio_bp(r->full, r->subjects);
	char text[64];

	canvas_pad(c, y, 0, c->w, role, here ? ">" : " ");
	canvas_put(c, y, 1, 2, lamp_role(r->lamp), _(lamp_word(r->lamp)));
	canvas_put(c, y, x, name - 1, role, r->name);
	canvas_put(c, y, x += name, SUBJECT_W - 1, role, subject_text(r->subject));
	canvas_put(c, y, x += SUBJECT_W, PERIOD_W - 1, role, *r->period != '\0' ? r->period : "-");
	snprintf(text, sizeof text, "%d/%d", r->filled, r->subjects);
	canvas_right(c, y, x += PERIOD_W, FILLED_W - 1, role, text);
	snprintf(text, sizeof text, "%d", r->full);
	canvas_right(c, y, x += FILLED_W, FULL_W - 1, role, text);
	canvas_right(c, y, x += FULL_W, SHARE_W - 1, here ? role : r->target >= 0 && share < r->target ? PAINT_WARN : PAINT_OK, bp_text(share).text);
	due_column_text(r->due, env->today, text);
	canvas_put(c, y, x += SHARE_W, DUE_W - 1, role, text);
	if (r->owed > 0)
		snprintf(text, sizeof text, "%d", r->owed);
	canvas_right(c, y, x += DUE_W, OWED_W - 1, here ? role : r->owed > 0 ? PAINT_ERROR : PAINT_DIM, r->owed > 0 ? text : "-");
	if (c->w - x - OWED_W > 12)
		bar_paint(c, y, x + OWED_W + 1, c->w - x - OWED_W - 2, share > 0 ? share / 100 : 0, r->target >= 0 ? r->target / 100 : BAR_NO_PACE, PAINT_BAR);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct checklists_model *m = model;
	int x = siblings_paint(c, 0, &checklists_screen) + 2, rows = shown(c->h), owed = 0;
	int name = c->w - FIXED_W > 40 ? 40 : c->w - FIXED_W;
	const struct checklist_row *r;

	for (int i = 0; i < m->list.count; i++)
		owed += m->list.rows[i].owed;
	canvas_putf(c, 0, x, c->w - x, owed > 0 ? PAINT_ERROR : PAINT_OK, _("%d checklists, %d subjects owed"), m->list.count, owed);
	if (m->list.count == 0) {
		canvas_wrap(c, 2, 2, 4, c->w - 4, PAINT_DIM, _("No checklists yet. They come with a pack (checklist.csv, check_item.csv); the hub opens a mark for every subject. r asks the hub."));
		return;
	}
	head_paint(c, 1, name);
	for (int i = 0; i < rows && m->top + i < m->list.count; i++)
		row_paint(&m->list.rows[m->top + i], m->top + i == m->cursor, env, c, 2 + i, name);
	r = &m->list.rows[m->cursor];
	canvas_hline(c, c->h - 2, 0, c->w, PAINT_BORDER);
	canvas_putf(c, c->h - 1, 1, c->w - 2, PAINT_DIM, _("clause %s  target %s  %d items  %s"), r->clause, bp_text(r->target).text, r->items, r->note);
}

static const char *
enter(const void *model)
{
	return ((const struct checklists_model *)model)->list.count > 0 ? _("open") : "";
}

const struct screen_ops checklists_screen = {
	.name = "checklists",
	.title = N_("checklists"),
	.scope = SCOPE_MOVE,
	.topics = TOPIC(KIND_CHECKLIST) | TOPIC(KIND_CHECK_ITEM) | TOPIC(KIND_CHECK_MARK) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct checklists_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = paint,
	.search = search,
	.enter = enter,
};
