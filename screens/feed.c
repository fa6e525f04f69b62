/*
 * One source: its hand-overs newest first, and the chosen one in full: why it
 * is held, what was wrong, what it changed, who decided, the townships' receipts.
 * Opened on a source or on one of its hand-overs.
 */
#include "screens/feeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "screens/doc.h"
#include "screens/figures.h"
#include "screens/item_list.h"
#include "screens/standing_text.h"

extern const struct screen_ops feed_screen;

enum { ABOVE = 4, LABEL = 11 };

struct feed_model {
	char source[64], selected[64];
	struct feeds feeds;
	int  row;                          /* index of the source, -1 unknown */
	struct feed_batch *batches;
	int  count, cursor;
	char missing[600];                 /* townships without a receipt of the chosen one */
	struct doc doc;                    /* the chosen one */
};

/* ---- loading ------------------------------------------------------------------ */

static int
find_source(struct feed_model *m, struct store *st, const struct env *env)
{
	struct feed_batch batch;
	int rc = 1;

	if (m->source[0] == '\0')
		snprintf(m->source, sizeof m->source, "%s", env->arg);
	m->row = -1;
	for (int i = 0; i < m->feeds.count; i++)
		if (strcmp(m->feeds.rows[i].id, m->source) == 0)
			m->row = i;
	if (m->row >= 0)
		return 0;
	if ((rc = feeds_batch(st, m->source, env->english, &batch)) != 0)
		return rc;
	snprintf(m->selected, sizeof m->selected, "%s", batch.id);
	snprintf(m->source, sizeof m->source, "%s", batch.source);
	for (int i = 0; i < m->feeds.count; i++)
		if (strcmp(m->feeds.rows[i].id, m->source) == 0)
			m->row = i;
	return m->row >= 0 ? 0 : 1;
}

static void
say(struct feed_model *m, enum paint_role role, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add(&m->doc, role, label, LABEL, text);
}

static void
say_counts(struct feed_model *m, const struct feed_batch *b)
{
	char rows[FIGURE_TEXT], delta[64];

	if (b->rows < 0)
		return;
	count_text(b->rows, rows);
	feed_delta_text(b, delta, sizeof delta);
	doc_addf(&m->doc, PAINT_NORMAL, _("rows"), LABEL, "%s   %s", rows, delta);
	if (b->bad > 0)
		doc_addf(&m->doc, PAINT_WARN, _("bad rows"), LABEL, "%ld", b->bad);
}

static void
say_decision(struct feed_model *m, const struct feed_batch *b, const struct env *env)
{
	char when[20];

	if (b->decided_at != 0 && strcmp(b->status, "FAILED") != 0) {
		feed_time_text(b->decided_at, env->today, when);
		doc_addf(&m->doc, PAINT_NORMAL, _("decided"), LABEL, "%s  %s", when, b->decided_by);
	}
	if (b->decided_at != 0 && strcmp(b->status, "FAILED") == 0) {
		feed_time_text(b->decided_at, env->today, when);
		doc_addf(&m->doc, PAINT_OK, _("over since"), LABEL, "%s", when);
	}
	say(m, PAINT_NORMAL, _("note"), b->note);
}

static void
build_doc(struct feed_model *m, const struct env *env)
{
	const struct feed_batch *b = &m->batches[m->cursor];
	char text[600], when[20];

	doc_start(&m->doc, env->w - 2);
	feed_status_text(b, text, sizeof text);
	feed_time_text(b->received_at, env->today, when);
	doc_addf(&m->doc, PAINT_NORMAL, _("hand-over"), LABEL, "%s  %s  %s%s%s%s", b->id, when, text, *b->period != '\0' ? "  " : "", b->period,
	         *b->pending != '\0' ? "  ~" : "");
	feed_reason_text(b->held_reason, text, sizeof text);
	say(m, PAINT_WARN, _("held for"), text);
	feed_error_text(b->error, text, sizeof text);
	say(m, PAINT_ERROR, _("error"), text);
	if (b->tries > 1)
		doc_addf(&m->doc, PAINT_NORMAL, _("tries"), LABEL, "%ld", b->tries);
	if (strcmp(b->status, "HELD") == 0)
		say(m, PAINT_NORMAL, "", _("Nothing of it counts yet. F9: take it, or turn it away; either with a reason."));
	say_counts(m, b);
	if (b->receipts > 0)
		doc_addf(&m->doc, b->receipted < b->receipts ? PAINT_WARN : PAINT_OK, _("receipts"), LABEL,
		         *m->missing != '\0' ? _("%d/%d   still without: %s") : "%d/%d", b->receipted, b->receipts, m->missing);
	if (b->checks > 0)
		doc_addf(&m->doc, PAINT_NORMAL, _("checks after the change"), LABEL, "%d/%d", b->checked, b->checks);
	if (b->checked_at != 0) {
		feed_time_text(b->checked_at, env->today, when);
		doc_addf(&m->doc, PAINT_NORMAL, _("confirmed"), LABEL, _("%s: nothing newer"), when);
	}
	say_decision(m, b, env);
	say(m, PAINT_DIM, _("before it"), b->previous);
	say(m, PAINT_DIM, "sha256", b->sha256);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct feed_model *m = model;
	struct feeds_when when = { env->now, env->english };
	int rc;

	if (m->batches == NULL && (m->batches = calloc(FEED_BATCHES, sizeof *m->batches)) == NULL)
		return -1;
	if (feeds_load(st, &when, &m->feeds) != 0 || (rc = find_source(m, st, env)) < 0)
		return -1;
	m->count = 0;
	if (rc != 0)
		return 0;
	if ((m->count = feeds_batches(st, m->source, env->english, m->batches, FEED_BATCHES)) < 0)
		return -1;
	if (m->cursor >= m->count)
		m->cursor = 0;
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->batches[i].id, m->selected) == 0)
			m->cursor = i;
	if (m->count > 0) {
		snprintf(m->selected, sizeof m->selected, "%s", m->batches[m->cursor].id);
		if (feeds_unreceipted(st, m->selected, env->english, m->missing, sizeof m->missing) != 0)
			return -1;
		build_doc(m, env);
	}
	return 0;
}

static void
unload(void *model)
{
	struct feed_model *m = model;

	free(m->batches);
	doc_clear(&m->doc);
}

/* ---- acting ------------------------------------------------------------------------ */

static int
list_height(int h)
{
	int rows = (h - ABOVE) / 2;

	return rows > 3 ? rows : 3;
}

static struct effect
step_source(struct feed_model *m, int by)
{
	int to = m->row + by;

	if (to < 0 || to >= m->feeds.count)
		return fx_text(FX_SAY, "%s", by > 0 ? _("that was the last one") : _("that was the first one"));
	memcpy(m->source, m->feeds.rows[to].id, sizeof m->source);
	m->selected[0] = '\0';
	m->cursor = 0;
	return fx(FX_LOAD);
}

static struct effect
copy(const struct feed_batch *b)
{
	char why[600], status[64];

	feed_status_text(b, status, sizeof status);
	feed_reason_text(b->held_reason, why, sizeof why);
	if (*b->error != '\0')
		feed_error_text(b->error, why, sizeof why);
	return fx_text(FX_COPY, "%s %s %s %ld %s\n", b->id, b->title, status, b->rows, why);
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct feed_model *m = model;
	int to = row_after(what, m->cursor, m->count, list_height(env->h) - 1);

	if (m->row < 0)
		return fx(FX_NONE);
	switch (what) {
	case ACT_NEXT_SIBLING: return step_source(m, 1);
	case ACT_PREV_SIBLING: return step_source(m, -1);
	case ACT_COPY: return m->count > 0 ? copy(&m->batches[m->cursor]) : fx(FX_NONE);
	case ACT_EXPORT: return fx_text(FX_EXPORT, "batches source=%s", m->source);
	case ACT_LINEAGE: return feed_lineage(&m->feeds.rows[m->row], m->count > 0 ? &m->batches[m->cursor] : NULL);
	default: break;
	}
	if (to < 0 || to == m->cursor)
		return fx(FX_NONE);
	m->cursor = to;
	snprintf(m->selected, sizeof m->selected, "%s", m->batches[to].id);
	return fx(FX_LOAD);
}

static void
targets(const void *model, struct targets *out)
{
	const struct feed_model *m = model;

	targets_one(out, KIND_BATCH, m->count > 0 ? m->batches[m->cursor].id : NULL);
}

/* ---- painting ------------------------------------------------------------------------- */

static void
facts_paint(const struct feed_row *r, const struct env *env, struct canvas *c)
{
	char age[32], interval[64];
	int x;

	feed_age_text(r->standing.age, age);
	feed_interval_text(r, interval, sizeof interval);
	canvas_pad(c, 0, 1, 2, lamp_role(r->standing.lamp), _(lamp_word(r->standing.lamp)));
	canvas_putf(c, 0, 4, c->w - 4, PAINT_TITLE, "%s  %s", r->name, r->id);
	x = 1 + canvas_put(c, 1, 1, c->w - 2, feed_calls(r->standing.state) ? lamp_role(r->standing.lamp) : PAINT_NORMAL, _(feed_state_text(r->standing.state)));
	canvas_putf(c, 1, x + 2, c->w - x - 3, PAINT_NORMAL, _("%s, last good one %s ago   %s %s   takes %s   clause %s"), interval, age,
	            r->out ? _("to") : _("from"), *r->party != '\0' ? r->party : "-", feed_takes_text(r, env->english), *r->clause != '\0' ? r->clause : "-");
	canvas_put(c, 2, 1, c->w - 2, PAINT_DIM, *r->url != '\0' ? r->url : _("handed in with guatu-hub import or hand-over"));
}

static void
row_paint(const struct feed_batch *b, bool on, const struct env *env, struct canvas *c, int y)
{
	enum paint_role role = on ? PAINT_SELECTED : PAINT_NORMAL;
	int id_w = c->w >= 100 ? 26 : 18, x = 14 + id_w + 1;
	char text[600], delta[64];
	enum paint_role state;

	canvas_pad(c, y, 0, c->w, role, on ? ">" : " ");
	feed_time_text(b->received_at, env->today, text);
	canvas_pad(c, y, 1, 12, role, text);
	canvas_pad(c, y, 14, id_w, role, b->id);
	if (b->rows >= 0)
		count_text(b->rows, text);
	canvas_right(c, y, x, 8, role, b->rows >= 0 ? text : "-");
	feed_delta_text(b, delta, sizeof delta);
	canvas_right(c, y, x + 9, 15, role, delta);
	if (b->receipts > 0)
		snprintf(text, sizeof text, "%d/%d", b->receipted, b->receipts);
	canvas_right(c, y, x + 25, 6, role, b->receipts > 0 ? text : "");
	*text = *b->pending != '\0' ? '~' : '\0';
	state = feed_status_text(b, text + (*b->pending != '\0'), sizeof text - 1);
	canvas_pad(c, y, x + 32, c->w - x - 32, on ? role : state, text);
	if (on)
		canvas_cursor(c, y, 0);
}

static void
head_paint(struct canvas *c)
{
	int id_w = c->w >= 100 ? 26 : 18, x = 14 + id_w + 1;

	canvas_fill(c, 3, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 3, 1, 12, PAINT_COLUMN_HEAD, _("received"));
	canvas_put(c, 3, 14, id_w, PAINT_COLUMN_HEAD, _("hand-over"));
	canvas_right(c, 3, x, 8, PAINT_COLUMN_HEAD, _("rows"));
	canvas_right(c, 3, x + 9, 15, PAINT_COLUMN_HEAD, _("against before"));
	canvas_right(c, 3, x + 25, 6, PAINT_COLUMN_HEAD, _("receipts"));
	canvas_put(c, 3, x + 32, c->w - x - 32, PAINT_COLUMN_HEAD, _("state"));
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct feed_model *m = model;
	int rows = list_height(c->h), top;
	struct canvas below;

	if (m->row < 0) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM, _("There is no source and no hand-over %s here. Esc goes back; r asks the hub."), m->source);
		return;
	}
	facts_paint(&m->feeds.rows[m->row], env, c);
	head_paint(c);
	if (m->count == 0)
		canvas_put(c, ABOVE, 1, c->w - 2, PAINT_DIM, _("nothing was handed over yet"));
	if (rows > m->count)
		rows = m->count;
	top = m->cursor >= rows ? m->cursor - rows + 1 : 0;
	for (int i = 0; i < rows && top + i < m->count; i++)
		row_paint(&m->batches[top + i], top + i == m->cursor, env, c, ABOVE + i);
	if (m->count == 0)
		return;
	canvas_hline(c, ABOVE + rows, 0, c->w, PAINT_BORDER);
	canvas_putf(c, ABOVE + rows, 1, c->w - 2, PAINT_SECTION, " %d/%d ", m->cursor + 1, m->count);
	below = canvas_view(c, ABOVE + rows + 1, 1, c->h - ABOVE - rows - 1, c->w - 2);
	doc_paint(&m->doc, 0, &below);
}

static const char *
enter(const void *model)
{
	(void)model;
	return "";
}

const struct screen_ops feed_screen = {
	.name = "feed", .title = N_("source of data"), .scope = SCOPE_MOVE | SCOPE_STEPS | SCOPE_FEEDS,
	.topics = TOPIC(KIND_SOURCE) | TOPIC(KIND_BATCH) | TOPIC(KIND_DUTY_RUN) | TOPIC_OUTBOX,
	.model_size = sizeof(struct feed_model),
	.load = load, .unload = unload, .act = act, .paint = paint, .targets = targets, .enter = enter,
};
