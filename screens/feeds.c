/*
 * The feeds board (A78): every source with the age of its last good hand-over
 * against its interval, what it brought against the one before, what waits for
 * a person and what cannot be had; under them the ledgers of comparison runs,
 * anomalies and disputes.
 */
#include "screens/feeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "screens/figures.h"
#include "screens/item_list.h"
#include "screens/match.h"
#include "screens/siblings.h"
#include "screens/standing_text.h"

extern const struct screen_ops feeds_screen;

enum { ABOVE = 2, DETAIL = 6 };

struct feeds_model {
	struct feeds feeds;
	int  cursor, top;               /* sources, then books */
	char selected[64];
};

static int
row_count(const struct feeds_model *m)
{
	return m->feeds.count + m->feeds.book_count;
}

static const char *
row_id(const struct feeds_model *m, int i)
{
	return i < m->feeds.count ? m->feeds.rows[i].id : i < row_count(m) ? m->feeds.books[i - m->feeds.count].id : "";
}

static const struct feed_row *
source_at(const struct feeds_model *m)
{
	return m->cursor < m->feeds.count ? &m->feeds.rows[m->cursor] : NULL;
}

/* ---- loading ------------------------------------------------------------------- */

/* Where the eye should be first: what waits, what fails, what is late. */
static int
most_wanting(const struct feeds_model *m)
{
	static const enum feed_state order[] = { FEED_HELD, FEED_FAILING, FEED_MISSED, FEED_STALE, FEED_BEHIND, FEED_LATE };

	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (int i = 0; i < m->feeds.count; i++)
			if (m->feeds.rows[i].standing.state == order[k])
				return i;
	return 0;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct feeds_model *m = model;
	struct feeds_when when = { env->now, env->english };
	int at = -1;

	if (feeds_load(st, &when, &m->feeds) != 0)
		return -1;
	for (int i = 0; i < row_count(m) && m->selected[0] != '\0'; i++)
		if (strcmp(row_id(m, i), m->selected) == 0)
			at = i;
	if (at < 0)
		at = m->selected[0] == '\0' ? most_wanting(m) : m->cursor < row_count(m) ? m->cursor : 0;
	m->cursor = at;
	snprintf(m->selected, sizeof m->selected, "%s", row_id(m, at));
	return 0;
}

/* ---- acting ---------------------------------------------------------------------- */

static struct effect
select_row(struct feeds_model *m, int to)
{
	m->cursor = to;
	snprintf(m->selected, sizeof m->selected, "%s", row_id(m, to));
	return fx(FX_PAINT);
}

static struct effect
open_row(const struct feeds_model *m)
{
	if (source_at(m) != NULL)
		return fx_open(SCREEN_FEED, "%s", source_at(m)->id);
	if (m->cursor < row_count(m) && screen_defs[SCREEN_LEDGER].ops != NULL)
		return fx_open(SCREEN_LEDGER, "%s", row_id(m, m->cursor));
	return fx(FX_NONE);
}

static struct effect
copy(const struct feeds_model *m)
{
	const struct feed_row *r = source_at(m);
	char age[32], delta[64];

	if (r == NULL)
		return fx_text(FX_COPY, "%s\n", row_id(m, m->cursor));
	feed_age_text(r->standing.age, age);
	feed_delta_text(&r->last, delta, sizeof delta);
	return fx_text(FX_COPY, "%s %s %s %s %s %s\n", r->id, r->name, _(feed_state_text(r->standing.state)), age, r->last.id, delta);
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct feeds_model *m = model;
	const struct feed_row *r = source_at(m);
	int to = row_after(what, m->cursor, row_count(m), env->h - ABOVE - DETAIL);

	switch (what) {
	case ACT_OPEN: return row_count(m) > 0 ? open_row(m) : fx(FX_NONE);
	case ACT_COPY: return row_count(m) > 0 ? copy(m) : fx(FX_NONE);
	case ACT_EXPORT: return fx_text(FX_EXPORT, "batches");
	case ACT_LINEAGE:
		return r != NULL ? feed_lineage(r, *r->last.id != '\0' ? &r->last : NULL)
		                 : fx_text(FX_REFUSE, "%s", _("Enter opens the ledger these are counted from"));
	default: return to >= 0 && to != m->cursor ? select_row(m, to) : fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct feeds_model *m = model;
	int n = row_count(m);

	(void)st;
	(void)env;
	for (int k = 1; k <= n; k++) {
		int i = (m->cursor + (direction < 0 ? -k : k) + 2 * n) % n;
		const char *name = i < m->feeds.count ? m->feeds.rows[i].name : m->feeds.books[i - m->feeds.count].name;
		if (text_matches(name, needle) || text_matches(row_id(m, i), needle) ||
		    (i < m->feeds.count && text_matches(m->feeds.rows[i].party, needle)))
			return select_row(m, i);
	}
	return fx_text(FX_REFUSE, _("no source is called %s"), needle);
}

/* The hand-over that waits is what steps are taken on; else the last one, to comment. */
static void
targets(const void *model, struct targets *out)
{
	const struct feeds_model *m = model;
	const struct feed_row *r = source_at(m);
	const struct feed_batch *b = r == NULL ? NULL : *r->held.id != '\0' ? &r->held : &r->last;

	targets_one(out, KIND_BATCH, b != NULL && *b->id != '\0' ? b->id : NULL);
}

/* ---- painting ------------------------------------------------------------------------ */

/* Columns by the room there is: where each begins, and the name's width. */
struct columns { int name_w, party, party_w, way, age, rows, delta, delta_w, receipts, state; };     /* receipts 0: no room */

static struct columns
columns_for(int w)
{
	struct columns k;

	k.delta_w = w >= 100 ? 20 : 15;
	k.party_w = w >= 100 ? 14 : w >= 78 ? 8 : 0;
	k.state = w - (w >= 100 ? 24 : 11);
	k.receipts = w >= 100 ? k.state - 8 : 0;
	k.delta = (k.receipts > 0 ? k.receipts : k.state) - k.delta_w - 1;
	k.rows = k.delta - 9;
	k.age = k.rows - 8;
	k.way = k.age - 3;
	k.party = k.way - k.party_w - (k.party_w > 0);
	k.name_w = k.party - 5;
	return k;
}

static void
head_paint(struct canvas *c, const struct columns *k)
{
	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 1, 4, k->name_w, PAINT_COLUMN_HEAD, _("data source"));
	canvas_put(c, 1, k->party, k->party_w, PAINT_COLUMN_HEAD, _("department"));
	canvas_put(c, 1, k->way, 3, PAINT_COLUMN_HEAD, _("way"));
	canvas_right(c, 1, k->age, 7, PAINT_COLUMN_HEAD, _("age"));
	canvas_right(c, 1, k->rows, 8, PAINT_COLUMN_HEAD, _("rows"));
	canvas_right(c, 1, k->delta, k->delta_w, PAINT_COLUMN_HEAD, _("against before"));
	if (k->receipts > 0)
		canvas_right(c, 1, k->receipts, 6, PAINT_COLUMN_HEAD, _("receipts"));
	canvas_put(c, 1, k->state, c->w - k->state, PAINT_COLUMN_HEAD, _("state"));
}

static void
source_paint(const struct feed_row *r, bool on, struct canvas *c, int y, const struct columns *k)
{
	enum paint_role role = on ? PAINT_SELECTED : PAINT_NORMAL;
	const struct feed_batch *b = r->standing.state == FEED_HELD ? &r->held : &r->last;
	char text[96];

	canvas_pad(c, y, 0, c->w, role, on ? ">" : " ");
	canvas_pad(c, y, 1, 2, lamp_role(r->standing.lamp), _(lamp_word(r->standing.lamp)));
	canvas_pad(c, y, 4, k->name_w, role, r->name);
	canvas_pad(c, y, k->party, k->party_w, role, r->party);
	canvas_pad(c, y, k->way, 2, role, r->out ? _("out") : _("in"));
	feed_age_text(r->standing.age, text);
	canvas_right(c, y, k->age, 7, role, text);
	if (b->rows >= 0 && *b->id != '\0')
		count_text(b->rows, text);
	canvas_right(c, y, k->rows, 8, role, b->rows >= 0 && *b->id != '\0' ? text : "-");
	feed_delta_text(b, text, sizeof text);
	canvas_right(c, y, k->delta, k->delta_w, role, *b->id != '\0' ? text : "");
	if (k->receipts > 0 && b->receipts > 0) {
		snprintf(text, sizeof text, "%d/%d", b->receipted, b->receipts);
		canvas_right(c, y, k->receipts, 6, role, text);
	}
	snprintf(text, sizeof text, "%s%s", *b->pending != '\0' ? "~" : "", _(feed_state_text(r->standing.state)));
	canvas_pad(c, y, k->state, c->w - k->state, on ? role : feed_calls(r->standing.state) ? lamp_role(r->standing.lamp) : role, text);
	if (on)
		canvas_cursor(c, y, 0);
}

static void
book_paint(const struct feed_book *b, bool on, struct canvas *c, int y, const struct columns *k)
{
	enum paint_role role = on ? PAINT_SELECTED : PAINT_NORMAL;

	canvas_pad(c, y, 0, c->w, role, on ? ">" : " ");
	canvas_pad(c, y, 4, k->name_w, role, b->name);
	canvas_putf(c, y, k->party, c->w - k->party, role, _("ledger: %d open, %d of them late, %d in all"), b->open, b->late, b->all);
	if (on)
		canvas_cursor(c, y, 0);
}

/* One line of what is said about the chosen source; the next free row. */
static int
say(struct canvas *c, int y, enum paint_role role, const char *label, const char *text)
{
	int label_w = c->w >= 100 ? 14 : 9, lines;

	if (y >= c->h)
		return y;
	canvas_pad(c, y, 1, label_w - 1, PAINT_DIM, label);
	lines = canvas_wrap(c, y, label_w + 1, c->h - y, c->w - label_w - 2, role, text);
	return y + (lines > 1 ? lines : 1);
}

static int
say_waiting(const struct feed_row *r, struct canvas *c, int y)
{
	char why[600], text[800], age[32];

	if (*r->held.id != '\0') {
		feed_reason_text(r->held.held_reason, why, sizeof why);
		snprintf(text, sizeof text, _("%s: %s.  F9 takes it or turns it away"), r->held.id, why);
		y = say(c, y, PAINT_WARN, _("held"), text);
	}
	if (*r->failed.id != '\0') {
		feed_error_text(r->failed.error, why, sizeof why);
		snprintf(text, sizeof text, _("%s (tried %ld times)"), why, r->failed.tries > 0 ? r->failed.tries : 1);
		y = say(c, y, PAINT_ERROR, _("failing"), text);
	}
	if (*r->behind != '\0') {
		feed_age_text(r->behind_at - r->last.received_at, age);
		snprintf(text, sizeof text, _("older than %s by %s: bring the roster up to date"), r->behind, age);
		y = say(c, y, PAINT_WARN, _("roster"), text);
	}
	return y;
}

static int
say_receipts(const struct feed_batch *b, struct canvas *c, int y)
{
	char text[160];
	int n = 0;

	if (b->receipts > 0)
		n = snprintf(text, sizeof text, _("townships' receipts %d/%d"), b->receipted, b->receipts);
	if (b->checks > 0)
		snprintf(text + n, sizeof text - (size_t)n, "%s%s %d/%d", n > 0 ? "   " : "", _("checks after the change"), b->checked, b->checks);
	if (b->receipts + b->checks == 0)
		return y;
	return say(c, y, b->receipted < b->receipts ? PAINT_WARN : PAINT_OK, _("receipts"), text);
}

static void
detail_paint(const struct feed_row *r, const struct env *env, struct canvas *c, int y)
{
	char text[400], when[20], interval[64], delta[64];

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s  %s ", r->name, r->id);
	y = say_waiting(r, c, y + 1);
	feed_time_text(r->last.received_at, env->today, when);
	feed_interval_text(r, interval, sizeof interval);
	feed_delta_text(&r->last, delta, sizeof delta);
	if (*r->last.id != '\0')
		snprintf(text, sizeof text, "%s  %s  %s%s%s%s%s", r->last.id, when, interval, *r->last.period != '\0' ? "  " : "", r->last.period,
		         *delta != '\0' ? "  " : "", delta);
	else
		snprintf(text, sizeof text, _("nothing yet; %s"), interval);
	y = say(c, y, PAINT_NORMAL, _("last good"), text);
	if (r->last.checked_at > r->last.received_at) {
		feed_time_text(r->last.checked_at, env->today, when);
		snprintf(text, sizeof text, _("asked again %s: nothing newer"), when);
		y = say(c, y, PAINT_DIM, "", text);
	}
	y = say_receipts(&r->last, c, y);
	if (*r->url != '\0')
		y = say(c, y, PAINT_DIM, _("address"), r->url);
	snprintf(text, sizeof text, "%s%s%s", r->clause, *r->note != '\0' ? "  " : "", r->note);
	if (*text != '\0')
		say(c, y, PAINT_DIM, _("clause"), text);
}

static void
summary_paint(const struct feeds *f, struct canvas *c, int x)
{
	char text[160];
	int w;

	snprintf(text, sizeof text, _("held %d   failing %d   late %d   of %d"), f->held, f->failing, f->late, f->count);
	w = text_width(text);
	if (w < c->w - x - 2)
		canvas_put(c, 0, c->w - w - 1, w, f->held + f->failing + f->late > 0 ? PAINT_WARN : PAINT_OK, text);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct feeds_model *m = model;
	struct columns k = columns_for(c->w);
	int x = siblings_paint(c, 0, &feeds_screen), list = c->h - ABOVE - DETAIL, top = 0;

	summary_paint(&m->feeds, c, x);
	if (m->feeds.count == 0) {
		canvas_wrap(c, 2, 2, 3, c->w - 4, PAINT_DIM, _("No source of data is known. A pack's source.csv lists who hands over what, how often; see guatu-pack(5)."));
		return;
	}
	head_paint(c, &k);
	if (list > row_count(m))
		list = row_count(m);
	if (m->cursor >= list)
		top = m->cursor - list + 1;
	for (int i = 0; i < list && top + i < row_count(m); i++) {
		bool on = top + i == m->cursor;
		if (top + i < m->feeds.count)
			source_paint(&m->feeds.rows[top + i], on, c, ABOVE + i, &k);
		else
			book_paint(&m->feeds.books[top + i - m->feeds.count], on, c, ABOVE + i, &k);
	}
	if (source_at(m) != NULL)
		detail_paint(source_at(m), env, c, ABOVE + list);
}

static const char *
enter(const void *model)
{
	return source_at(model) != NULL ? _("hand-overs") : _("ledger");
}

static int
count(const void *model)
{
	const struct feeds_model *m = model;

	return m->feeds.held + m->feeds.failing + m->feeds.late;
}

const struct screen_ops feeds_screen = {
	.name = "feeds", .title = N_("hand-overs"), .scope = SCOPE_MOVE | SCOPE_STEPS | SCOPE_FEEDS,
	.topics = TOPIC(KIND_SOURCE) | TOPIC(KIND_BATCH) | TOPIC(KIND_DUTY_RUN) | TOPIC(KIND_ENTRY) | TOPIC(KIND_TERM) | TOPIC_OUTBOX,
	.model_size = sizeof(struct feeds_model),
	.load = load, .act = act, .paint = paint, .targets = targets, .search = search, .enter = enter, .count = count,
};
