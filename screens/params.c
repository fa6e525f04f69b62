/*
 * Policy numbers by key with their history: what is in force on the day looked
 * at, what was before and comes next, and those that change inside the
 * campaign or differ from the province's (A05, A50).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/item_list.h"
#include "screens/match.h"
#include "screens/siblings.h"
#include "screens/verdict.h"
#include "store/params.h"

enum { HEAD_ROWS = 2, DETAIL = 4 };

struct params_model {
	struct params params;
	int  *shown;                       /* rows that are listed */
	int   count;
	int   cursor, top;
	bool  warned_only;
	char  held[96];
};

/* ---- loading ------------------------------------------------------------------------ */

static bool
listed(const struct params_model *m, const struct param_row *r)
{
	return !m->warned_only || r->change != PARAM_STEADY;
}

/* Those that deserve a word first, then by key. */
static void
build(struct params_model *m)
{
	m->count = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < m->params.count; i++)
			if ((m->params.rows[i].change != PARAM_STEADY) == (pass == 0) && listed(m, &m->params.rows[i]))
				m->shown[m->count++] = i;
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->params.rows[m->shown[i]].id, m->held) == 0)
			m->cursor = i;
	if (m->cursor >= m->count)
		m->cursor = m->count > 0 ? m->count - 1 : 0;
}

static const struct param_row *
row_here(const struct params_model *m)
{
	return m->cursor < m->count ? &m->params.rows[m->shown[m->cursor]] : NULL;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct params_model *m = model;
	const struct param_row *r = row_here(m);

	if (r != NULL)
		snprintf(m->held, sizeof m->held, "%s", r->id);
	params_clear(&m->params);
	free(m->shown);
	m->shown = NULL;
	m->count = 0;
	if (params_read(st, env->today, &m->params) != 0)
		return -1;
	m->shown = calloc((size_t)m->params.count + 1, sizeof *m->shown);
	if (m->shown == NULL)
		return -1;
	build(m);
	return 0;
}

static void
unload(void *model)
{
	struct params_model *m = model;

	params_clear(&m->params);
	free(m->shown);
}

/* ---- acting -------------------------------------------------------------------------- */

static int
rows_shown(const struct env *env)
{
	int n = env->h - HEAD_ROWS - DETAIL;

	return n > 1 ? n : 1;
}

static struct effect
go_to(struct params_model *m, const struct env *env, int at)
{
	int shown = rows_shown(env);

	m->cursor = at >= m->count ? m->count - 1 : at;
	m->cursor = m->cursor < 0 ? 0 : m->cursor;
	m->top = m->cursor < m->top ? m->cursor : m->cursor >= m->top + shown ? m->cursor - shown + 1 : m->top;
	return fx(FX_PAINT);
}

static const char *
standing_word(enum param_standing standing)
{
	return standing == PARAM_IN_FORCE ? _("in force") : standing == PARAM_PAST ? _("no longer in force") : _("to come");
}

/* Basis points are read as percent. */
static const char *
value_of(const struct param_row *r, char out[FIGURE_TEXT])
{
	char *end;
	long long bp = strtoll(r->value, &end, 10);

	if (strcmp(r->unit, "bp") != 0 || *end != '\0' || *r->value == '\0')
		return r->value;
	share_text(bp, bp % 100 != 0 ? 2 : 0, out);
	return out;
}

static const char *
unit_of(const struct param_row *r)
{
	return strcmp(r->unit, "bp") == 0 || r->unit[0] == '\0' ? "" : unit_word(r->unit);
}

static struct effect
history(const struct params_model *m)
{
	const struct param_row *here = row_here(m);
	char *text = NULL;
	size_t size;
	FILE *out;

	if (here == NULL)
		return fx_text(FX_REFUSE, "%s", _("there are no parameters here"));
	if ((out = open_memstream(&text, &size)) == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	fprintf(out, "%s  %s\n\n", here->name, here->key);
	for (int i = 0; i < m->params.count; i++) {
		const struct param_row *r = &m->params.rows[i];
		size_t n = strlen(here->key);
		if (strncmp(r->key, here->key, n) != 0 || (r->key[n] != '\0' && r->key[n] != '@'))
			continue;
		fprintf(out, "%s%s  %s %s  %s .. %s  %s\n", r->key + n, r->key[n] != '\0' ? " " : "", r->value, unit_of(r),
		        r->valid_from[0] != '\0' ? r->valid_from : "-", r->valid_to[0] != '\0' ? r->valid_to : "-", standing_word(r->standing));
		if (r->clause[0] != '\0')
			fprintf(out, _("    clause %s, record no. %s\n"), r->clause, r->id);
		if (r->change != PARAM_STEADY)
			fprintf(out, "    %s: %s -> %s\n", _(params_change_text(r->change)), r->before, r->value);
	}
	fprintf(out, "%s", _("\nA formula takes the value of its period's last day; what was reckoned for the past stays as it was.\n"));
	fclose(out);
	return (struct effect){ .kind = FX_SHOW, .verb = N_("history of a parameter"), .text = text };
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct params_model *m = model;
	const struct param_row *r = row_here(m);
	int at = row_after(act, m->cursor, m->count, rows_shown(env));

	if (at >= 0 && m->count > 0)
		return go_to(m, env, at);
	switch (act) {
	case ACT_OPEN: case ACT_LINEAGE: return history(m);
	case ACT_METRIC:
		m->warned_only = !m->warned_only;
		m->top = m->cursor = 0;
		build(m);
		return fx(FX_PAINT);
	case ACT_COPY:
		if (r == NULL)
			return fx_text(FX_REFUSE, "%s", _("there are no parameters here"));
		return fx_text(FX_COPY, "%s %s %s %s %s", r->name, r->value, unit_of(r), r->valid_from, r->clause);
	case ACT_EXPORT: return fx_text(FX_EXPORT, "params");
	default:         return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct params_model *m = model;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= m->count && m->count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % m->count + m->count) % m->count;
		const struct param_row *r = &m->params.rows[m->shown[i]];
		if (text_matches(r->name, needle) || text_matches(r->key, needle))
			return go_to(m, env, i);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting -------------------------------------------------------------------------- */

struct columns { int name, value, unit, from, to, state, clause; };

static struct columns
columns_for(int w)
{
	struct columns k = { .value = 12, .unit = w >= 100 ? 18 : 0, .from = 10, .to = 10, .state = 6, .clause = w >= 100 ? 10 : 0 };

	k.name = w - 2 - k.value - k.from - k.to - k.state - 4 - (k.unit > 0 ? k.unit + 1 : 0) - (k.clause > 0 ? k.clause + 1 : 0);
	return k;
}

static void
cells_paint(struct canvas *c, int y, enum paint_role role, enum paint_role state_role, const char *const cells[7])
{
	struct columns k = columns_for(c->w);
	int x = 2;

	canvas_pad(c, y, x, k.name, role, cells[0]);
	canvas_right(c, y, x += k.name + 1, k.value, role, cells[1]);
	x += k.value + 1;
	if (k.unit > 0) {
		canvas_pad(c, y, x, k.unit, role, cells[2]);
		x += k.unit + 1;
	}
	canvas_pad(c, y, x, k.from, role, cells[3]);
	canvas_pad(c, y, x += k.from + 1, k.to, role, cells[4]);
	canvas_pad(c, y, x += k.to + 1, k.state, state_role, cells[5]);
	if (k.clause > 0)
		canvas_pad(c, y, x + k.state + 1, k.clause, role, cells[6]);
}

static void
row_paint(const struct params_model *m, struct canvas *c, int y, int at)
{
	const struct param_row *r = &m->params.rows[m->shown[at]];
	bool here = at == m->cursor, warned = r->change != PARAM_STEADY;
	enum paint_role role = here ? PAINT_SELECTED : r->standing == PARAM_IN_FORCE ? PAINT_NORMAL : PAINT_DIM;
	char value[FIGURE_TEXT];
	const char *const cells[7] = { r->name, value_of(r, value), unit_of(r), r->valid_from, r->valid_to,
		warned ? r->change == PARAM_IN_CAMPAIGN ? _("changed") : _("deviates") : standing_word(r->standing), r->clause };

	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_put(c, y, 0, 1, role, here ? ">" : warned ? "!" : " ");
	cells_paint(c, y, role, here ? PAINT_SELECTED : warned ? PAINT_WARN : role, cells);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
detail_paint(const struct params_model *m, struct canvas *c, int y)
{
	const struct param_row *r = row_here(m);

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (r == NULL)
		return;
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s %s ", r->key, r->clause);
	char value[FIGURE_TEXT];
	canvas_putf(c, y + 1, 1, c->w - 2, PAINT_NORMAL, "%s: %s %s  %s .. %s", r->name, value_of(r, value), unit_of(r),
	            r->valid_from[0] != '\0' ? r->valid_from : "-", r->valid_to[0] != '\0' ? r->valid_to : "-");
	if (r->change != PARAM_STEADY)
		canvas_putf(c, y + 2, 1, c->w - 2, PAINT_WARN, "%s: %s -> %s", _(params_change_text(r->change)), r->before, r->value);
	else if (r->older > 0)
		canvas_putf(c, y + 2, 1, c->w - 2, PAINT_DIM, _("%d earlier values; Enter shows them"), r->older);
}

extern const struct screen_ops params_screen;

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct params_model *m = model;
	const char *const heads[7] = { _("parameter"), _("value"), _("unit"), _("valid from"), _("valid to"), _("state"), _("clause") };
	int shown = rows_shown(env), x = siblings_paint(c, 0, &params_screen) + 2;

	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("%d values"), m->params.count) + 2;
	x += canvas_putf(c, 0, x, c->w - x, m->params.changed > 0 ? PAINT_WARN : PAINT_OK, _("changed in the campaign %d"), m->params.changed) + 2;
	x += canvas_putf(c, 0, x, c->w - x, m->params.deviating > 0 ? PAINT_WARN : PAINT_OK, _("not the province's %d"), m->params.deviating) + 2;
	canvas_put(c, 0, x, c->w - x, m->warned_only ? PAINT_BADGE : PAINT_HINT, m->warned_only ? _("m all") : _("m only these"));
	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	cells_paint(c, 1, PAINT_COLUMN_HEAD, PAINT_COLUMN_HEAD, heads);
	for (int i = 0; i < shown && m->top + i < m->count; i++)
		row_paint(m, c, HEAD_ROWS + i, m->top + i);
	if (m->count == 0)
		canvas_put(c, HEAD_ROWS, 2, c->w - 4, PAINT_DIM, m->warned_only ? _("no parameter changes or deviates; m shows all") : _("there are no parameters here"));
	detail_paint(m, c, HEAD_ROWS + shown);
}

static int
badge(const void *model)
{
	const struct params_model *m = model;

	return m->params.changed + m->params.deviating;
}

const struct screen_ops params_screen = {
	.name = "params",
	.title = N_("parameters"),
	.scope = SCOPE_MOVE | SCOPE_FIGURES,
	.topics = TOPIC(KIND_PARAM),
	.model_size = sizeof(struct params_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = paint,
	.search = search,
	.count = badge,
};
