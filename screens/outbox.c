/*
 * The outbox: what was done here and where it stands, in sending order; taking
 * back, reordering, retrying, editing; what became of it today.
 */
#include "screens/outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

enum { ABOVE = 3, FOOT = 2, DETAIL = 5, DETAIL_FROM = 18 };

struct outbox_model {
	struct outbox_row   *rows;
	int                  count, cursor, top;
	bool                 done;              /* today's delivered ones are listed too */
	char                 selected[40];
	struct outbox_totals totals;
	int64_t              synced_at;         /* room time, 0 never */
	char                 state[64], last_error[240];
};

/* ---- loading ---------------------------------------------------------------------- */

static int
find(const struct outbox_model *m, const char *uuid)
{
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->rows[i].uuid, uuid) == 0)
			return i;
	return -1;
}

static int
outbox_load(void *model, struct store *st, const struct env *env)
{
	struct outbox_model *m = model;
	struct outbox_row *rows;
	/* Answers are stamped with the machine's clock, which the room's may differ from (a drill). */
	int64_t shift = store_meta_int(st, "hub_now", 0) - store_meta_int(st, "hub_now_real", 0);
	int64_t midnight = env->now - (int64_t)instant_minute(env->now) * 60 - env->now % 60 - shift;
	int n = outbox_rows(st, m->done, midnight, env->english, &rows), at;

	if (n < 0 || outbox_totals(st, midnight, &m->totals) != 0)
		return -1;
	free(m->rows);
	m->rows = rows;
	m->count = n;
	if ((at = find(m, m->selected)) >= 0)
		m->cursor = at;
	if (m->cursor >= n)
		m->cursor = n > 0 ? n - 1 : 0;
	snprintf(m->selected, sizeof m->selected, "%s", n > 0 ? m->rows[m->cursor].uuid : "");
	m->synced_at = store_meta_int(st, "synced_at", 0);
	if (m->synced_at != 0)
		m->synced_at += shift;
	store_meta(st, "state", m->state, sizeof m->state);
	store_meta(st, "last_error", m->last_error, sizeof m->last_error);
	return 0;
}

static void
outbox_unload(void *model)
{
	free(((struct outbox_model *)model)->rows);
}

/* ---- keys ----------------------------------------------------------------------------- */

static int
list_height(const struct env *env)
{
	int h = env->h - ABOVE - FOOT - (env->h >= DETAIL_FROM ? DETAIL : 0);

	return h > 1 ? h : 1;
}

static const struct outbox_row *
selected(const struct outbox_model *m)
{
	return m->cursor < m->count ? &m->rows[m->cursor] : NULL;
}

static struct effect
move(struct outbox_model *m, const struct env *env, int by)
{
	int h = list_height(env), before = m->cursor;

	m->cursor += by;
	if (m->cursor >= m->count)
		m->cursor = m->count - 1;
	if (m->cursor < 0)
		m->cursor = 0;
	if (m->cursor < m->top)
		m->top = m->cursor;
	if (m->cursor >= m->top + h)
		m->top = m->cursor - h + 1;
	if (m->cursor == before)
		return fx(FX_NONE);
	snprintf(m->selected, sizeof m->selected, "%s", m->rows[m->cursor].uuid);
	return fx(FX_PAINT);
}

static struct effect
command(const struct outbox_row *r, const char *verb)
{
	struct effect e = fx_text(FX_OUTBOX, "%s", r->uuid);

	e.verb = verb;
	return e;
}

static bool
is(const struct outbox_row *r, const char *state)
{
	return strcmp(r->state, state) == 0;
}

static bool
unsent(const struct outbox_row *r)
{
	return (is(r, "pending") || is(r, "draft")) && r->attempts == 0;
}

static struct effect
withdraw(const struct outbox_row *r)
{
	if (unsent(r))
		return command(r, "withdraw");
	if (is(r, "conflict") || is(r, "refused"))
		return command(r, "drop");
	return fx_text(FX_REFUSE, "%s", is(r, "pending") ? _("its sending has begun and the hub may have it; wait for the answer") :
	               _("the hub has it; take the next step on the record instead"));
}

static struct effect
reorder(const struct outbox_row *r, const char *verb)
{
	if (!is(r, "pending") || r->attempts > 0)
		return fx_text(FX_REFUSE, "%s", _("only what waits and was never sent changes its place"));
	return command(r, verb);
}

static struct effect
retry(const struct outbox_row *r)
{
	if (is(r, "pending"))
		return command(r, "retry");
	if (is(r, "conflict"))
		return fx_open(SCREEN_CONFLICT, "%s", r->uuid);
	return fx_text(FX_REFUSE, "%s", is(r, "refused") ? _("sent again as it is, the hub would refuse it again; o edits it") :
	               _("there is nothing to retry here"));
}

static struct effect
edit(const struct outbox_row *r)
{
	if (is(r, "refused") || is(r, "conflict") || unsent(r))
		return command(r, "edit");
	return fx_text(FX_REFUSE, "%s", _("what is on its way or delivered cannot be edited"));
}

static struct effect
open_row(const struct outbox_row *r)
{
	int kind = record_kind_find(r->kind);

	if (is(r, "conflict") || is(r, "refused"))
		return fx_open(SCREEN_CONFLICT, "%s", r->uuid);
	if (r->id[0] != '\0' && kind == KIND_ISSUE)
		return fx_open(SCREEN_ISSUE, "%s", r->id);
	if (r->id[0] != '\0' && kind == KIND_TASK)
		return fx_open(SCREEN_TASK, "%s", r->id);
	if (r->id[0] != '\0' && kind == KIND_SUP_REPORT)
		return fx_open(SCREEN_REPORT, "%s", r->id);
	if (r->id[0] != '\0' && kind == KIND_BATCH)
		return fx_open(SCREEN_FEED, "%s", r->id);
	return fx_open(SCREEN_CONFLICT, "%s", r->uuid);
}

static struct effect
act_on(const struct outbox_row *r, enum action act)
{
	if (r == NULL)
		return fx_text(FX_SAY, "%s", _("the outbox is empty"));
	switch (act) {
	case ACT_UNDO: return withdraw(r);
	case ACT_EARLIER: return reorder(r, "earlier");
	case ACT_LATER: return reorder(r, "later");
	case ACT_REFRESH: return retry(r);
	case ACT_EDIT: return edit(r);
	case ACT_DIFF: return fx_open(SCREEN_CONFLICT, "%s", r->uuid);
	case ACT_OPEN: return open_row(r);
	default: return fx_text(FX_COPY, "%s %s %s %s %s\n", r->uuid, outbox_verb_title(r), r->id, r->title, r->state);
	}
}

static struct effect
outbox_act(void *model, enum action act, const struct env *env)
{
	struct outbox_model *m = model;

	switch (act) {
	case ACT_DOWN: return move(m, env, 1);
	case ACT_UP: return move(m, env, -1);
	case ACT_PAGE_DOWN: return move(m, env, list_height(env));
	case ACT_PAGE_UP: return move(m, env, -list_height(env));
	case ACT_TOP: return move(m, env, -m->count);
	case ACT_BOTTOM: return move(m, env, m->count);
	case ACT_PANE: case ACT_PANE_BACK:
		m->done = !m->done;
		return fx(FX_LOAD);
	case ACT_RETRY_ALL: {
		struct effect e = fx(FX_OUTBOX);
		e.verb = "retry-all";
		return e;
	}
	case ACT_EXPORT: return fx_text(FX_EXPORT, "outbox");
	case ACT_REFRESH:
		/* With nothing to retry, r pulls as it does everywhere. */
		if (selected(m) == NULL)
			return fx(FX_NONE);
		return act_on(selected(m), act);
	case ACT_UNDO: case ACT_EARLIER: case ACT_LATER: case ACT_EDIT: case ACT_DIFF: case ACT_OPEN: case ACT_COPY:
		return act_on(selected(m), act);
	default: return fx(FX_NONE);
	}
}

/* ---- painting ---------------------------------------------------------------------------- */

static void
paint_sync(const struct outbox_model *m, const struct env *env, struct canvas *c)
{
	char when[20], age[64] = "";
	int64_t minutes = m->synced_at != 0 ? (env->now - m->synced_at) / 60 : 0;

	if (m->synced_at == 0)
		snprintf(when, sizeof when, "%s", _("never"));
	else
		outbox_time(m->synced_at, instant_day(env->now), when);
	if (minutes >= 60 * 24)
		snprintf(age, sizeof age, _(" (%d days ago)"), (int)(minutes / (60 * 24)));
	else if (minutes >= 60)
		snprintf(age, sizeof age, _(" (%d h %d min ago)"), (int)(minutes / 60), (int)(minutes % 60));
	else if (m->synced_at != 0)
		snprintf(age, sizeof age, minutes > 0 ? _(" (%d min ago)") : _(" (just now)"), (int)minutes);
	canvas_putf(c, 0, 1, c->w - 2, env->online ? PAINT_NORMAL : PAINT_WARN, _("last sync %s%s   %s"), when, age,
	            env->online ? _("online: sent at once") : _("offline: kept here, sent in this order when the line is back"));
	canvas_putf(c, 1, 1, c->w - 2, PAINT_NORMAL, _("waiting %d   in conflict %d   refused %d   delivered, not in the data yet %d"),
	            m->totals.pending, m->totals.conflict, m->totals.refused, m->totals.acked);
}

enum { COL_NO, COL_TIME, COL_VERB, COL_OBJECT, COL_CONTENT, COL_STATE, COL_TRIES, COL_KEY, COLS };
struct columns { int x[COLS], w[COLS]; };

static struct columns
columns(const struct outbox_model *m, const struct env *env, int width)
{
	bool english = env->english;
	struct columns k = { .w = { 3, 5, english ? 12 : 8, 10, 0, english ? 16 : 12, english ? 5 : 4, english ? 4 : 6 } };
	int x = 1, left = width - 2;

	for (int i = 0; i < m->count; i++)       /* the day is said only when it is not today for all */
		if (instant_day(m->rows[i].at) != instant_day(env->now))
			k.w[COL_TIME] = 11;
	if (width >= 110)
		k.w[COL_STATE] = 24;
	for (int i = 0; i < COLS; i++)
		left -= i == COL_CONTENT ? 0 : k.w[i] + 1;
	k.w[COL_CONTENT] = left > 8 ? left : 8;
	for (int i = 0; i < COLS; i++) {
		k.x[i] = x;
		x += k.w[i] + 1;
	}
	return k;
}

static void
paint_columns(struct canvas *c, const struct columns *k)
{
	static const char *const titles[COLS] = { N_("seq"), N_("time"), N_("step"), N_("record"), N_("content"), N_("state"), N_("tries"), N_("key") };

	canvas_fill(c, 2, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	for (int i = 0; i < COLS; i++)
		if (i == COL_NO || i == COL_TRIES)
			canvas_right(c, 2, k->x[i], k->w[i], PAINT_COLUMN_HEAD, _(titles[i]));
		else
			canvas_put(c, 2, k->x[i], k->w[i], PAINT_COLUMN_HEAD, _(titles[i]));
}

/* The state, and whom it waits for. */
static enum paint_role
state_words(const struct outbox_model *m, const struct outbox_row *r, char *out, size_t size)
{
	static const struct { const char *state, *words; enum paint_role role; } states[] = {
		{ "conflict", N_("!! in conflict"), PAINT_ERROR }, { "refused", N_("!! refused"), PAINT_ERROR },
		{ "acked", N_("delivered"), PAINT_OK }, { "confirmed", N_("delivered"), PAINT_OK },
		{ "superseded", N_("closed before"), PAINT_DIM }, { "withdrawn", N_("taken back"), PAINT_DIM },
		{ "draft", N_("draft"), PAINT_DIM },
	};
	int before = r->waits_for[0] != '\0' ? find(m, r->waits_for) : -1;

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (is(r, states[i].state)) {
			snprintf(out, size, "%s", _(states[i].words));
			return states[i].role;
		}
	if (before >= 0)
		snprintf(out, size, _("waits (for %d)"), m->rows[before].number);
	else
		snprintf(out, size, "%s", r->attempts > 0 ? _("waits, sent before") : _("waits"));
	return PAINT_PENDING;
}

static void
paint_row(const struct outbox_model *m, const struct env *env, struct canvas *c, int y, const struct columns *k, int i)
{
	const struct outbox_row *r = &m->rows[i];
	bool at = i == m->cursor;
	enum paint_role role = at ? PAINT_SELECTED : is(r, "withdrawn") || is(r, "superseded") ? PAINT_DIM : PAINT_NORMAL, state;
	char text[400], when[20];

	canvas_put(c, y, 0, 1, role, at ? ">" : " ");
	snprintf(text, sizeof text, "%d", r->number);
	canvas_right(c, y, k->x[COL_NO], k->w[COL_NO], role, text);
	canvas_put(c, y, k->x[COL_TIME], k->w[COL_TIME], role, outbox_time(r->at, instant_day(env->now), when));
	canvas_put(c, y, k->x[COL_VERB], k->w[COL_VERB], role, outbox_verb_title(r));
	canvas_put(c, y, k->x[COL_OBJECT], k->w[COL_OBJECT], role, r->id[0] != '\0' ? r->id : _("(new)"));
	outbox_content(r, text, sizeof text);
	canvas_put(c, y, k->x[COL_CONTENT], k->w[COL_CONTENT], role, text);
	state = state_words(m, r, text, sizeof text);
	canvas_put(c, y, k->x[COL_STATE], k->w[COL_STATE], state, text);
	snprintf(text, sizeof text, "%d", r->attempts);
	canvas_right(c, y, k->x[COL_TRIES], k->w[COL_TRIES], role, text);
	canvas_put(c, y, k->x[COL_KEY], k->w[COL_KEY], PAINT_DIM, outbox_short_key(r));
	if (at)
		canvas_cursor(c, y, 0);
}

static void
paint_detail(const struct outbox_row *r, struct canvas *c)
{
	char text[2048];
	int y;

	snprintf(text, sizeof text, "%d  %s %s", r->number, outbox_verb_title(r), r->id);
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER, text);
	if (is(r, "conflict"))
		canvas_putf(c, 1, 2, c->w - 4, PAINT_ERROR, _("conflict: %s. Enter shows the three versions and four ways out"), outbox_reason(r));
	else if (is(r, "refused"))
		canvas_putf(c, 1, 2, c->w - 4, PAINT_ERROR, _("refused: %s. o edits it, u gives it up"), outbox_reason(r));
	else
		canvas_put(c, 1, 2, c->w - 4, PAINT_NORMAL, r->title);
	y = 2;
	outbox_arguments(r, text, sizeof text);
	canvas_wrap(c, y, 2, c->h - y - 1, c->w - 4, PAINT_DIM, text);
}

static void
outbox_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct outbox_model *m = model;
	struct columns k = columns(m, env, c->w);
	int h = list_height(env);

	paint_sync(m, env, c);
	paint_columns(c, &k);
	for (int i = 0; i < h && m->top + i < m->count; i++)
		paint_row(m, env, c, ABOVE + i, &k, m->top + i);
	if (m->count == 0) {
		canvas_centre(c, ABOVE + h / 2, 0, c->w, PAINT_HINT, m->totals.delivered_today > 0 ?
		              _("everything has been delivered; Tab lists today's") :
		              _("nothing waits. What you do to issues, tasks and reports passes through here"));
	} else if (env->h >= DETAIL_FROM) {
		struct canvas box = canvas_view(c, ABOVE + h, 0, DETAIL, c->w);
		paint_detail(&m->rows[m->cursor], &box);
	}
	canvas_putf(c, c->h - 2, 1, c->w - 2, PAINT_NORMAL, _("today: delivered %d (Tab %s), taken back %d"),
	            m->totals.delivered_today, m->done ? _("hides them") : _("lists them"), m->totals.withdrawn_today);
	if (m->last_error[0] != '\0' && !env->online)
		canvas_putf(c, c->h - 1, 1, c->w - 2, PAINT_WARN, _("last trouble: %s"), _(m->last_error));   /* its writer may have run in English */
	else
		canvas_put(c, c->h - 1, 1, c->w - 2, PAINT_DIM, _("closing the program loses nothing: the outbox is on this machine's disk and goes on next time"));
}

static const char *
outbox_enter(const void *model)
{
	return selected(model) != NULL ? _("open") : "";
}

const struct screen_ops outbox_screen = {
	.name = "outbox", .title = N_("outbox"),
	.scope = SCOPE_MOVE | SCOPE_OUTBOX,
	.topics = TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_ISSUE),
	.model_size = sizeof(struct outbox_model),
	.load = outbox_load, .unload = outbox_unload, .act = outbox_act, .paint = outbox_paint,
	.enter = outbox_enter,
};
