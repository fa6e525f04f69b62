/*
 * What the map says of other pages.  Each number is a total of its page (screens/kit/list.h) and Enter goes there with
 * that filter; nothing is counted here.
 */
#include "screens/figures/map.h"

enum { KEEP_LITTLE = 2, KEEP_MORE = 3, KEEP_MOST = 6 };

const struct map_total map_totals[] = {
	{ SCREEN_ISSUES, "OPEN", KEEP_MOST }, { SCREEN_ISSUES, "OVERDUE", KEEP_MOST },
	{ SCREEN_ISSUES, "DUE_SOON", KEEP_LITTLE },
	{ SCREEN_TASKS, "OVERDUE", KEEP_LITTLE }, { SCREEN_TASKS, "DUE_SOON", KEEP_LITTLE },
	{ SCREEN_REPORTS, "OVERDUE", KEEP_LITTLE }, { SCREEN_REPORTS, "RETURNED", KEEP_LITTLE },
	{ SCREEN_DUTIES, "MISSED", KEEP_MORE }, { SCREEN_DUTIES, "OVERDUE", KEEP_MORE },
	{ SCREEN_DUTIES, "DUE_SOON", KEEP_LITTLE },
	{ SCREEN_CHECKLISTS, "OVERDUE", KEEP_LITTLE }, { SCREEN_CHECKLISTS, "DUE_SOON", KEEP_LITTLE },
	{ SCREEN_LEDGERS, "OVERDUE", KEEP_MORE }, { SCREEN_LEDGERS, "DUE_SOON", KEEP_LITTLE },
	{ SCREEN_SOURCES, "HELD", KEEP_LITTLE }, { SCREEN_SOURCES, "FAILING", KEEP_LITTLE },
	{ SCREEN_SOURCES, "OVERDUE", KEEP_LITTLE }, { SCREEN_SOURCES, "MISSED", KEEP_LITTLE },
};
const int map_total_count = sizeof map_totals / sizeof *map_totals;

const char *
map_page_name(enum screen_id page, char *out, size_t size)
{
	int tab = screen_defs[page].tab;
	bool first = true;

	for (int s = 0; s < (int)page; s++)
		first &= screen_defs[s].tab != tab;
	snprintf(out, size, "%d%s", screen_tab_key(tab),
	         first ? _(actions[ACT_SCREEN_MAP + tab - 1].brief) : _(screen_defs[page].ops->title));
	return out;
}

const char *
map_place_word(const struct map_model *m, int township)
{
	const struct standing *s = &m->t.list[township];

	for (int i = 0; i < m->t.count; i++)
		if (i != township && strcmp(m->t.list[i].name, s->name) == 0)
			return s->code;
	return s->name;
}

void
map_remind_total(struct reminder *r, enum screen_id page, const char *name, long n, const char *more)
{
	const struct list_ops *list = screen_defs[page].ops->list;
	const struct list_total *t = list->totals;
	enum lateness l = lateness_find(name);

	while (t->name != NULL && strcmp(t->name, name) != 0)
		t++;
	r->list = list;
	r->total = t;
	r->n = n;
	r->kind = l == LATENESS_SOON ? REMIND_SOON : REMIND_OVERDUE;
	r->word = _(t->word);
	snprintf(r->more, sizeof r->more, "%s", more);
}

static struct reminder *
add(struct map_model *m)
{
	return m->total_count < TOTALS_MAX ? &m->totals[m->total_count++] : NULL;
}

static void
add_township(struct map_model *m, const char *name, long n)
{
	struct reminder *r = n > 0 ? add(m) : NULL;
	char more[64];

	if (r == NULL)
		return;
	*r = (struct reminder){ .word = "" };
	snprintf(more, sizeof more, "乡镇:%s", map_place_word(m, m->sel));
	map_remind_total(r, SCREEN_ISSUES, name, n, more);
	snprintf(r->text, sizeof r->text, "%s %ld", m->t.list[m->sel].name, n);
}

void
map_list_totals(struct map_model *m)
{
	m->total_count = m->total_at = 0;
	if (m->sel >= 0) {
		const struct standing *s = &m->t.list[m->sel];
		add_township(m, "OPEN", s->issues.open);
		add_township(m, "OVERDUE", s->issues.overdue);
		add_township(m, "DUE_SOON", s->issues.due_soon);
	}
	for (int i = 0; i < map_total_count; i++) {
		const struct map_total *t = &map_totals[i];
		char page[64];
		long n;
		struct reminder *r;
		if (board_total(&m->board, t->page, t->name, &n) == NULL || n == 0 || (r = add(m)) == NULL)
			continue;
		*r = (struct reminder){ .word = "" };
		map_remind_total(r, t->page, t->name, n, "");
		snprintf(r->text, sizeof r->text, "%s %ld", map_page_name(t->page, page, sizeof page), n);
	}
	for (int i = 0; i < m->reminder_count; i++) {
		struct reminder *r = *m->reminders[i].code != '\0' ? add(m) : NULL;
		if (r != NULL)
			*r = m->reminders[i];
	}
}

void
map_paint_totals(const struct map_model *m, struct canvas *c)
{
	int top = m->total_at < c->h ? 0 : m->total_at - c->h + 1;

	for (int i = 0; i < c->h && top + i < m->total_count; i++) {
		const struct reminder *r = &m->totals[top + i];
		bool here = top + i == m->total_at;
		enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
		int x = 2;
		canvas_fill(c, i, 0, 1, c->w, role, " ");
		canvas_put(c, i, 0, 1, role, here ? ">" : " ");
		x += canvas_put(c, i, x, c->w - x, here ? role : r->total != NULL ? r->total->role : PAINT_LAMP_YELLOW,
		                r->word) + 1;
		canvas_put(c, i, x, c->w - x, role, r->text);
		if (here)
			canvas_cursor(c, i, 0);
	}
}

struct effect
map_open_total(const struct map_model *m)
{
	const struct reminder *r = &m->totals[m->total_at];

	return r->list != NULL ? list_total_open(r->list, r->total, r->more) : fx_open(SCREEN_TOWNSHIP, "%s", r->code);
}
