/*
 * The funnel of a ledger that is watched through stages (E14-E19): at each
 * stage how many have been there, by entries (households) and by persons,
 * never mixed; the share of a named stage before it, the days between, what
 * stands there now and overdue, relapses; by township.  J and K change the
 * ledger, left and right the township, up and down the stage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/bar.h"
#include "screens/figures.h"
#include "screens/ledger_words.h"
#include "screens/siblings.h"

extern const struct screen_ops funnel_screen;

enum { BOOKS_MAX = 24, NUMBER = 7 };

struct funnel_model {
	struct { char id[64], name[96]; } books[BOOKS_MAX];
	int    book_count, book;
	struct ledger_info info;
	struct funnel funnel;
	char   division[16], place[64];      /* "" all there is */
	char   whole[64];                    /* what that is called */
	int    place_at;                     /* index into the funnel's places, -1 the county */
	int    at;                           /* stage */
	bool   started;
};

/* ---- loading ------------------------------------------------------------------------- */

static int
load_books(struct funnel_model *m, struct store *st, const struct env *env)
{
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };
	struct ledger_board board;

	if (ledger_board(st, &when, &board) != 0)
		return -1;
	m->book_count = 0;
	for (int i = 0; i < board.count && m->book_count < BOOKS_MAX; i++) {
		if (!board.rows[i].funnel)
			continue;
		if (!m->started && strcmp(env->arg, board.rows[i].id) == 0)
			m->book = m->book_count;
		snprintf(m->books[m->book_count].id, sizeof m->books->id, "%s", board.rows[i].id);
		snprintf(m->books[m->book_count++].name, sizeof m->books->name, "%s", board.rows[i].name);
	}
	ledger_board_clear(&board);
	m->started = true;
	if (m->book >= m->book_count)
		m->book = 0;
	return 0;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct funnel_model *m = model;

	snprintf(m->whole, sizeof m->whole, "%s", env_whole(env));
	if (load_books(m, st, env) != 0)
		return -1;
	if (m->book_count == 0)
		return 0;
	if (ledger_info(st, m->books[m->book].id, env->english, &m->info) < 0 ||
	    funnel_read(st, &m->info, m->division, env->today, env->english, &m->funnel) != 0)
		return -1;
	m->place_at = -1;
	for (int i = 0; i < m->funnel.place_count; i++)
		if (strcmp(m->funnel.places[i].code, m->division) == 0)
			m->place_at = i;
	snprintf(m->place, sizeof m->place, "%s", m->place_at >= 0 ? m->funnel.places[m->place_at].name : "");
	if (m->at >= m->info.stages.count)
		m->at = 0;
	return 0;
}

/* ---- acting ---------------------------------------------------------------------------- */

static struct effect
choose_place(struct funnel_model *m, int by)
{
	int n = m->funnel.place_count;

	m->place_at += by;
	if (m->place_at < -1)
		m->place_at = n - 1;
	if (m->place_at >= n)
		m->place_at = -1;
	snprintf(m->division, sizeof m->division, "%s", m->place_at >= 0 ? m->funnel.places[m->place_at].code : "");
	return fx(FX_LOAD);
}

static struct effect
choose_book(struct funnel_model *m, int by)
{
	if (m->book_count < 2)
		return fx_text(FX_SAY, "%s", _("this county watches one ledger as a funnel"));
	m->book = (m->book + by + m->book_count) % m->book_count;
	m->at = 0;
	m->division[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
lineage(const struct funnel_model *m)
{
	const struct funnel *f = &m->funnel;
	const struct ledger_stage *s = &m->info.stages.list[m->at];
	const struct funnel_stage *n = &f->stages[m->at];
	struct effect e = fx_text(FX_SHOW, _("%s, %s\n\nReached: entries whose way through the stages has %s in it, each once: %lld entries, %lld persons. "
	                          "%lld entries do not say how many persons and are in the entries only.\nThe rate is of those that reached %s. "
	                          "Days: from the stage before to this one, %lld times; the middle one and the longest.\n"
	                          "Overdue: at this stage now and past its deadline.\n`guatu list entries ledger=%s stage=%s' lists who is there."),
	                          m->info.name, m->place[0] != '\0' ? m->place : m->whole, s->name, (long long)n->reached, (long long)n->reached_persons,
	                          (long long)f->unsaid, n->base >= 0 ? m->info.stages.list[n->base].name : "-", (long long)n->moves, m->info.id, s->code);

	e.verb = N_("source");
	return e;
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct funnel_model *m = model;
	int last = m->info.stages.count - 1;

	(void)env;
	if (act == ACT_PANE || act == ACT_PANE_BACK || m->book_count == 0)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN:   m->at = m->at < last ? m->at + 1 : last; return fx(FX_PAINT);
	case ACT_UP:     m->at = m->at > 0 ? m->at - 1 : 0; return fx(FX_PAINT);
	case ACT_TOP:    m->at = 0; return fx(FX_PAINT);
	case ACT_BOTTOM: m->at = last; return fx(FX_PAINT);
	case ACT_LEFT:   return choose_place(m, -1);
	case ACT_RIGHT:  return choose_place(m, 1);
	case ACT_NEXT_SIBLING: return choose_book(m, 1);
	case ACT_PREV_SIBLING: return choose_book(m, -1);
	case ACT_OPEN:      return fx_open(SCREEN_LEDGER, "%s %s %s", m->info.id, m->info.stages.list[m->at].code, m->division);
	case ACT_NEW_ENTRY: return fx_open(SCREEN_FORM, "entry\nregister\n%s", m->info.id);
	case ACT_LINEAGE:   return lineage(m);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "entries ledger=%s", m->info.id);
	case ACT_COPY:      return fx_text(FX_COPY, _("%s %s: %lld entries, %lld persons, relapsed %lld"), m->info.name, m->place[0] != '\0' ? m->place : m->whole,
	                                   (long long)m->funnel.entries, (long long)m->funnel.persons, (long long)m->funnel.relapsed);
	default:            return fx(FX_NONE);
	}
}

/* ---- painting ---------------------------------------------------------------------------- */

static void
right(struct canvas *c, int y, int *x, int w, enum paint_role role, int64_t n, bool zero)
{
	char text[FIGURE_TEXT];

	count_text(n, text);
	canvas_right(c, y, *x, w - 1, role, n == 0 && !zero ? "-" : text);
	*x += w;
}

static int
bar_width(int w)
{
	return w >= 110 ? 20 : 0;
}

static int
rate_width(int w)
{
	return w >= 110 ? 34 : 24;
}

static void
head_paint(const struct funnel_model *m, struct canvas *c)
{
	const struct funnel *f = &m->funnel;
	int x = siblings_paint(c, 0, &funnel_screen) + 3;

	canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, m->book_count > 1 ? "%s (%d/%d)" : "%s", m->info.name, m->book + 1, m->book_count);
	x = 1 + canvas_putf(c, 1, 1, c->w - 2, PAINT_TAB_ACTIVE, "[%s]", m->place[0] != '\0' ? m->place : m->whole) + 2;
	x += canvas_putf(c, 1, x, c->w - x, PAINT_NORMAL, _("%lld %s, %lld persons"), (long long)f->entries, m->info.unit, (long long)f->persons) + 2;
	if (f->unsaid > 0)
		x += canvas_putf(c, 1, x, c->w - x, PAINT_WARN, _("%lld do not say how many"), (long long)f->unsaid) + 2;
	canvas_putf(c, 1, x, c->w - x, f->relapsed > 0 ? PAINT_ERROR : PAINT_OK, _("relapsed %lld, %lld times"), (long long)f->relapsed, (long long)f->relapses);
	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 2, 1, 10, PAINT_COLUMN_HEAD, _("stage"));
	x = 11 + bar_width(c->w);
	canvas_right(c, 2, x, NUMBER - 1, PAINT_COLUMN_HEAD, m->info.unit[0] != '\0' ? m->info.unit : _("entries"));
	canvas_right(c, 2, x += NUMBER, NUMBER - 1, PAINT_COLUMN_HEAD, _("persons"));
	canvas_put(c, 2, x += NUMBER, rate_width(c->w) - 1, PAINT_COLUMN_HEAD, _("rate by entries / persons"));
	canvas_right(c, 2, x += rate_width(c->w), NUMBER - 1, PAINT_COLUMN_HEAD, _("middle"));
	canvas_right(c, 2, x += NUMBER, NUMBER - 1, PAINT_COLUMN_HEAD, _("longest"));
	canvas_right(c, 2, x += NUMBER, NUMBER - 1, PAINT_COLUMN_HEAD, _("here"));
	canvas_right(c, 2, x += NUMBER, NUMBER - 1, PAINT_COLUMN_HEAD, _("overdue"));
}

/* 86.7% / 84.1% of 已发现 */
static void
rate_text(const struct funnel_model *m, int i, char *out, size_t size)
{
	const struct funnel_stage *s = &m->funnel.stages[i], *base = s->base >= 0 ? &m->funnel.stages[s->base] : NULL;
	char a[FIGURE_TEXT] = "-", b[FIGURE_TEXT] = "-";

	*out = '\0';
	if (base == NULL)
		return;
	if (base->reached > 0)
		share_text(ratio_bp(s->reached, base->reached), 1, a);
	if (base->reached_persons > 0)
		share_text(ratio_bp(s->reached_persons, base->reached_persons), 1, b);
	snprintf(out, size, _("%s / %s of %s"), a, b, m->info.stages.list[s->base].name);
}

static void
stage_paint(const struct funnel_model *m, struct canvas *c, int y, int i)
{
	const struct funnel_stage *s = &m->funnel.stages[i];
	const struct ledger_stage *stage = &m->info.stages.list[i];
	bool here = i == m->at;
	enum paint_role role = here ? PAINT_SELECTED : s->reached == 0 ? PAINT_DIM : PAINT_NORMAL;
	int x = 11, bar = bar_width(c->w);
	char text[120];

	canvas_fill(c, y, 0, 1, c->w, role, " ");
	canvas_putf(c, y, 0, 10, role, "%s%s", here ? ">" : " ", stage->name);
	if (bar > 0)
		bar_paint(c, y, x, bar - 2, m->funnel.entries > 0 ? (int)(s->reached * 100 / m->funnel.entries) : 0, BAR_NO_PACE,
		          stage->class == STAGE_CLOSED ? PAINT_LAMP_BLUE : stage->class == STAGE_DROPPED ? PAINT_LAMP_GREY : PAINT_BAR);
	x += bar;
	right(c, y, &x, NUMBER, role, s->reached, true);
	right(c, y, &x, NUMBER, role, s->reached_persons, true);
	rate_text(m, i, text, sizeof text);
	canvas_put(c, y, x, rate_width(c->w) - 1, role, text);
	x += rate_width(c->w);
	for (int k = 0; k < 2; k++, x += NUMBER) {
		int days = k == 0 ? s->median : s->worst;
		snprintf(text, sizeof text, _("%dd"), days);
		canvas_right(c, y, x, NUMBER - 1, role, days < 0 ? "-" : text);
	}
	right(c, y, &x, NUMBER, role, s->here, false);
	right(c, y, &x, NUMBER, here ? role : s->overdue > 0 ? PAINT_LAMP_RED : role, s->overdue, false);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
places_paint(const struct funnel_model *m, struct canvas *c, int y)
{
	static const char *const heads[] = { N_("persons"), N_("unended"), N_("overdue"), N_("ended"), N_("relapsed") };
	int x = 21, rows = c->h - y - 2;
	char text[FIGURE_TEXT];

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, "%s", _(" by township "));
	canvas_fill(c, y + 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y + 1, 1, 12, PAINT_COLUMN_HEAD, _("township"));
	canvas_right(c, y + 1, 13, NUMBER, PAINT_COLUMN_HEAD, m->info.unit[0] != '\0' ? m->info.unit : _("entries"));
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		canvas_right(c, y + 1, x + (int)i * (NUMBER + 1), NUMBER, PAINT_COLUMN_HEAD, _(heads[i]));
	canvas_right(c, y + 1, x + 5 * (NUMBER + 1), NUMBER + 2, PAINT_COLUMN_HEAD, _("cleared"));
	for (int i = 0; i < rows && i < m->funnel.place_count; i++) {
		const struct funnel_place *p = &m->funnel.places[i];
		enum paint_role role = i == m->place_at ? PAINT_SELECTED : PAINT_NORMAL;
		int at = x;
		canvas_fill(c, y + 2 + i, 0, 1, c->w, role, " ");
		canvas_putf(c, y + 2 + i, 0, 13, role, "%s%s", i == m->place_at ? ">" : " ", p->name);
		canvas_right(c, y + 2 + i, 13, NUMBER, role, (count_text(p->entries, text), text));
		right(c, y + 2 + i, &at, NUMBER + 1, role, p->persons, true);
		right(c, y + 2 + i, &at, NUMBER + 1, role, p->open, false);
		right(c, y + 2 + i, &at, NUMBER + 1, i != m->place_at && p->overdue > 0 ? PAINT_LAMP_RED : role, p->overdue, false);
		right(c, y + 2 + i, &at, NUMBER + 1, role, p->closed, false);
		right(c, y + 2 + i, &at, NUMBER + 1, role, p->relapsed, false);
		share_text(p->entries > 0 ? ratio_bp(p->closed, p->entries) : INT64_MIN, 1, text);
		canvas_right(c, y + 2 + i, at, NUMBER + 2, role, text);
	}
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct funnel_model *m = model;
	int n = m->info.stages.count;

	(void)env;
	if (m->book_count == 0) {
		siblings_paint(c, 0, &funnel_screen);
		canvas_wrap(c, 3, 2, 4, c->w - 4, PAINT_DIM, _("No ledger of this county is watched as a funnel (ledger.csv, column funnel)."));
		return;
	}
	head_paint(m, c);
	for (int i = 0; i < n && 3 + i < c->h; i++)
		stage_paint(m, c, 3 + i, i);
	if (4 + n + 3 < c->h)
		places_paint(m, c, 4 + n);
}

static const char *
enter(const void *model)
{
	const struct funnel_model *m = model;

	return m->book_count > 0 ? _("entries") : "";
}

const struct screen_ops funnel_screen = {
	.name = "funnel",
	.title = N_("funnel"),
	.scope = SCOPE_MOVE | SCOPE_LEDGERS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_ENTRY) | TOPIC(KIND_DIVISION) | TOPIC(KIND_CALENDAR),
	.model_size = sizeof(struct funnel_model),
	.load = load,
	.act = act,
	.paint = paint,
	.enter = enter,
};
