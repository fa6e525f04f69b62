#include "screens/ledger.h"

#include <stdio.h>
#include <string.h>

#include "screens/figures.h"
#include "screens/standing_text.h"

enum { COLUMN_W = 12 };

/* Stages before the chosen one give way when all do not fit. */
static int
strip_first(const struct ledger_model *m, int w)
{
	int first = 0, width = 12;

	for (int i = 0; i <= m->stage; i++)
		width += text_width(m->info.stages.list[i].name) + 8;
	for (; first < m->stage && width > w; first++)
		width -= text_width(m->info.stages.list[first].name) + 8;
	return first;
}

static void
strip_paint(const struct ledger_model *m, struct canvas *c)
{
	int64_t all = 0;
	int x = 1;

	for (int i = 0; i < m->info.stages.count; i++)
		all += m->stages[i].entries;
	x += canvas_putf(c, 1, x, c->w - x, m->stage < 0 ? PAINT_TAB_ACTIVE : PAINT_TAB, m->stage < 0 ? _("[all %lld]") : _(" all %lld "), (long long)all) + 1;
	for (int i = strip_first(m, c->w); i < m->info.stages.count && x < c->w - 4; i++) {
		const struct stage_count *n = &m->stages[i];
		bool here = i == m->stage;
		enum paint_role role = here ? PAINT_TAB_ACTIVE : n->overdue > 0 ? PAINT_LAMP_RED : n->entries == 0 ? PAINT_DIM : PAINT_TAB;
		x += canvas_putf(c, 1, x, c->w - x, role, n->overdue > 0 ? (here ? "[%s %lld!%lld]" : " %s %lld!%lld ") : here ? "[%s %lld]" : " %s %lld ",
		                 m->info.stages.list[i].name, (long long)n->entries, (long long)n->overdue);
	}
}

struct layout { int id, title, place, stage, due, persons, amount, extras; };

/* How many of the ledger's own columns fit beside the common ones. */
static struct layout
lay_out(const struct ledger_model *m, int w)
{
	struct layout l = { 13, 0, 7, 11, 10, 5, 10, 0 };

	l.title = w - 4 - l.id - l.place - l.stage - l.due - l.persons - l.amount;
	while (l.extras < m->info.fields.count && l.extras < ENTRY_COLUMNS && l.title - COLUMN_W >= 26) {
		l.extras++;
		l.title -= COLUMN_W;
	}
	return l;
}

static void
head_paint(const struct ledger_model *m, struct canvas *c, const struct layout *l)
{
	static const char *const orders[ENTRIES_ORDERS] = { N_("by deadline"), N_("newest first"), N_("by amount"), N_("by township") };
	int x = 1;

	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, "%s", m->info.name) + 2;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("%lld entries, %s"), (long long)m->total, _(orders[m->filter.order])) + 2;
	if (m->filter.division[0] != '\0')
		x += canvas_putf(c, 0, x, c->w - x, PAINT_BADGE, "%s", m->place) + 2;
	if (m->filter.word[0] != '\0')
		x += canvas_putf(c, 0, x, c->w - x, PAINT_BADGE, "/%s", m->filter.word) + 2;
	if (m->filter.overdue)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_BADGE, "%s", _("overdue")) + 2;
	canvas_put(c, 0, x, c->w - x, PAINT_DIM, m->info.note);
	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	x = 4;
	canvas_put(c, 2, x, l->id, PAINT_COLUMN_HEAD, _("id"));
	canvas_put(c, 2, x += l->id, l->title, PAINT_COLUMN_HEAD, _("title"));
	canvas_put(c, 2, x += l->title, l->place, PAINT_COLUMN_HEAD, _("place"));
	canvas_put(c, 2, x += l->place, l->stage, PAINT_COLUMN_HEAD, _("stage"));
	canvas_put(c, 2, x += l->stage, l->due, PAINT_COLUMN_HEAD, _("limit"));
	canvas_right(c, 2, x += l->due, l->persons - 1, PAINT_COLUMN_HEAD, _("persons"));
	canvas_right(c, 2, x += l->persons, l->amount - 1, PAINT_COLUMN_HEAD, _("amount"));
	x += l->amount;
	for (int i = 0; i < l->extras; i++, x += COLUMN_W) {
		const struct extra_field *f = &m->info.fields.list[i];
		if (extra_is_right(f))
			canvas_right(c, 2, x, COLUMN_W - 1, PAINT_COLUMN_HEAD, f->name);
		else
			canvas_put(c, 2, x, COLUMN_W - 1, PAINT_COLUMN_HEAD, f->name);
	}
}

static void
extra_paint(const struct extra_field *f, const char *value, struct canvas *c, int y, int x, enum paint_role role)
{
	if (extra_is_right(f))
		canvas_right(c, y, x, COLUMN_W - 1, role, value);
	else
		canvas_put(c, y, x, COLUMN_W - 1, role, value);
}

static void
row_paint(const struct ledger_model *m, const struct env *env, struct canvas *c, int y, const struct entry_row *r, bool here, const struct layout *l)
{
	enum paint_role role = here ? PAINT_SELECTED : strcmp(r->status, "OPEN") == 0 ? PAINT_NORMAL : PAINT_DIM;
	enum lamp lamp = entry_lamp(r, env);
	char text[96];
	int x = 4, over;

	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	canvas_put(c, y, 1, 2, here ? role : lamp_role(lamp), _(lamp_word(lamp)));
	/* Ids of one ledger begin alike: what tells them apart is their end. */
	over = (int)strlen(r->id) - (l->id - 1);
	snprintf(text, sizeof text, over > 0 ? "~%s" : "%s", over > 0 ? r->id + over + 1 : r->id);
	canvas_pad(c, y, x, l->id - 1, role, text);
	canvas_pad(c, y, x += l->id, l->title - 1, role, r->title);
	canvas_pad(c, y, x += l->title, l->place - 1, role, r->place);
	x += l->place;
	if (r->pending[0] != '\0')
		canvas_putf(c, y, x, l->stage - 1, here ? role : PAINT_PENDING, "~%s", _(flow_verb_find(KIND_ENTRY, r->pending) != NULL ? flow_verb_find(KIND_ENTRY, r->pending)->title : r->pending));
	else
		canvas_pad(c, y, x, l->stage - 1, role, info_stage_name(&m->info, r->stage));
	entry_due_text(r, env->today, text, sizeof text);
	canvas_pad(c, y, x += l->stage, l->due - 1, !here && lamp == LAMP_RED ? PAINT_LAMP_RED : role, text);
	count_text(r->persons, text);
	canvas_right(c, y, x += l->due, l->persons - 1, role, text);
	yuan_text(r->amount, text, sizeof text);
	canvas_right(c, y, x += l->persons, l->amount - 1, role, text);
	x += l->amount;
	for (int i = 0; i < l->extras; i++, x += COLUMN_W)
		extra_paint(&m->info.fields.list[i], r->extra[i], c, y, x, role);
	if (here)
		canvas_cursor(c, y, 0);
}

void
ledger_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct ledger_model *m = model;
	struct layout l = lay_out(m, c->w);
	int page = c->h - 3;
	int64_t top;

	if (m->missing) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM, _("There is no ledger %s here. Esc goes back; r asks the hub."), m->filter.ledger);
		return;
	}
	head_paint(m, c, &l);
	strip_paint(m, c);
	top = m->total > page && m->at > page / 2 ? m->at - page / 2 : 0;
	if (top + page > m->total)
		top = m->total > page ? m->total - page : 0;
	for (int i = 0; i < page && top + i < m->total; i++) {
		int64_t at = top + i - m->from;
		if (at >= 0 && at < m->row_count)
			row_paint(m, env, c, 3 + i, &m->rows[at], top + i == m->at, &l);
	}
	if (m->total == 0)
		canvas_put(c, 4, 2, c->w - 4, PAINT_DIM, _("no entry here; + makes one"));
}
