/*
 * The outbox: what was done here and where it stands, in sending order; taking
 * back, reordering, retrying, editing; what became of it.
 */
#include "screens/work/outbox.h"

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "store/cache/store.h"

enum { WIDE = 110 };      /* from here on a time has its day */

struct outbox_data {
	struct outbox_row   *rows;
	int                  count;
	enum outbox_over     over;              /* Tab: today's delivered ones are listed too */
	struct outbox_totals totals;
	int64_t              synced_at;         /* room time, 0 never */
	char                 last_error[240];
};

/* ---- reading ----------------------------------------------------------------------- */

static const struct { const char *code, *title; } overs[] = {
	[OUTBOX_WAITING] = { "waiting", N_("waiting") }, [OUTBOX_OPEN] = { "open", N_("not in the data yet") },
	[OUTBOX_TODAY] = { "today", N_("answered today") }, [OUTBOX_ALL] = { "all", N_("answered before today") },
};

static void
clear(void *data)
{
	struct outbox_data *d = data;

	for (int i = 0; i < d->count; i++)
		free(d->rows[i].body);
	free(d->rows);
	d->rows = NULL;
	d->count = 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct outbox_data *d = l->data;
	/* Answers are stamped with the machine's clock, which the room's may differ from (a drill). */
	int64_t shift = store_meta_int(st, "hub_now", 0) - store_meta_int(st, "hub_now_real", 0);
	int64_t midnight = env->now - (int64_t)instant_minute(env->now) * 60 - env->now % 60 - shift;
	const char *asked = list_take(l, "show");
	int over = *asked == '\0' ? l->whole ? OUTBOX_OPEN : (int)d->over : OUTBOX_ALL;

	while (over >= 0 && *asked != '\0' && strcmp(asked, overs[over].code) != 0)
		over--;
	if (over < 0)
		return list_refuse(l, _("show=%s: give waiting, open, today or all"), asked);
	clear(d);
	if ((d->count = outbox_rows(st, (enum outbox_over)over, midnight, env->english, &d->rows)) < 0 ||
	    outbox_totals(st, midnight, &d->totals) != 0)
		return d->count = 0, -1;
	for (int i = 0; l->whole && i < d->count; i++)
		d->rows[i].body = outbox_body(st, d->rows[i].uuid);
	d->synced_at = store_meta_int(st, "synced_at", 0);
	d->synced_at += d->synced_at != 0 ? shift : 0;
	store_meta(st, "last_error", d->last_error, sizeof d->last_error);
	list_rows(l, d->rows, d->count);
	return 0;
}

/* ---- columns ------------------------------------------------------------------------- */

static bool
is(const struct outbox_row *r, const char *state)
{
	return strcmp(r->state, state) == 0;
}

/* The state, and whom it waits for. */
static void
state_value(const void *row, const struct env *env, struct value *v)
{
	static const struct { const char *state, *words; enum paint_role role; } states[] = {
		{ "conflict", N_("!! in conflict"), PAINT_ERROR }, { "refused", N_("!! refused"), PAINT_ERROR },
		{ "acked", N_("delivered"), PAINT_OK }, { "confirmed", N_("delivered"), PAINT_OK },
		{ "superseded", N_("closed before"), PAINT_DIM }, { "withdrawn", N_("taken back"), PAINT_DIM },
		{ "draft", N_("draft"), PAINT_DIM },
	};
	const struct outbox_row *r = row;

	(void)env;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (is(r, states[i].state)) {
			value_coded(v, r->state, _(states[i].words));
			v->role = states[i].role;
			return;
		}
	value_coded(v, r->state, r->attempts > 0 ? _("waits, sent before") : _("waits"));
	if (r->behind > 0)
		value_say(v, _("waits (for %d)"), r->behind);
	v->role = PAINT_PENDING;
}

static void
at_value(const void *row, const struct env *env, struct value *v)
{
	const struct outbox_row *r = row;
	char when[20];

	value_instant(v, r->at);
	if (env->w < WIDE)
		value_say(v, "%s", outbox_time(r->at, instant_day(env->now), when));
}

static void
content_value(const void *row, const struct env *env, struct value *v)
{
	char text[512];

	(void)env;
	outbox_content(row, text, sizeof text);
	value_wordf(v, "%s", text);
}

static void
args_value(const void *row, const struct env *env, struct value *v)
{
	const struct outbox_row *r = row;
	char text[2048];

	(void)env;
	outbox_arguments(r, text, sizeof text);
	value_wordf(v, "%s", text[0] != '\0' ? text : "-");
	v->code = r->body;
	v->json = r->body != NULL;
}

#define OF_OP(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		const struct outbox_row *r = row; \
		(void)env; \
		says; \
	}
OF_OP(verb, value_coded(v, r->verb, outbox_verb_title(r)))
OF_OP(id, value_coded(v, r->id, r->id[0] != '\0' ? r->id : _("(new)")))
OF_OP(key, value_word(v, outbox_short_key(r)))
OF_OP(reason, value_coded(v, r->reason, outbox_reason(r)))
OF_OP(rev, value_count(v, r->acked_rev > 0 ? r->acked_rev : INT64_MIN))
OF_OP(show, value_coded(v, overs[r->over].code, _(overs[r->over].title)))

static const struct column columns[] = {
	{ "seq",      N_("seq"),      3, 0, 0,   COUNT_AT(outbox_row, number),
	  .means = N_("order of sending") },
	{ "at",       N_("time"),    11, 1, 0,   WORKED_OUT(TYPE_INSTANT, at_value), .most = 16 },
	{ "verb",     N_("step"),     8, 0, 0,   WORKED_OUT(TYPE_TEXT, verb_value) },
	{ "id",       N_("record"),  10, 0, 0,   WORKED_OUT(TYPE_TEXT, id_value) },
	{ "content",  N_("content"), 16, 3, 0,   WORKED_OUT(TYPE_TEXT, content_value) },
	{ "state",    N_("state"),   12, 1, 0,   WORKED_OUT(TYPE_TEXT, state_value), .most = 24 },
	{ "attempts", N_("tries"),    4, 0, 100, COUNT_AT(outbox_row, attempts),
	  .means = N_("times it was sent without an answer") },
	{ "key",      N_("key"),      8, 0, 100, WORKED_OUT(TYPE_TEXT, key_value) },
	{ "op",       N_("operation"),      36, 0, LIST_HIDDEN, TEXT_AT(outbox_row, uuid) },
	{ "kind",     N_("kind"),            8, 0, LIST_HIDDEN, TEXT_AT(outbox_row, kind) },
	{ "title",    N_("title"),          20, 0, LIST_HIDDEN, TEXT_AT(outbox_row, title) },
	{ "reason",   N_("why"),            20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, reason_value) },
	{ "args",     N_("with"),           20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, args_value) },
	{ "base",     N_("based on revision"), 4, 0, LIST_HIDDEN, COUNT64_AT(outbox_row, base),
	  .means = N_("revision of the record it was made on") },
	{ "rev",      N_("revision at the hub"), 4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, rev_value),
	  .means = N_("revision the hub has") },
	{ "show",     N_("listed as"),       8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, show_value) },
	{ 0 }
};

/* ---- keys ----------------------------------------------------------------------------- */

static struct effect
command(const struct outbox_row *r, const char *verb)
{
	struct effect e = fx_text(FX_OUTBOX, "%s", r->uuid);

	e.verb = verb;
	return e;
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
	return fx_text(FX_REFUSE, "%s", is(r, "pending") ? _("its sending has begun and the hub may have it; wait for "
	                                                     "the answer") :
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
	return fx_text(FX_REFUSE, "%s", is(r, "refused") ? _("sent again as it is, the hub would refuse it again; o "
	                                                     "edits it") :
	               _("there is nothing to retry here"));
}

static struct effect
edit(const struct outbox_row *r)
{
	if (is(r, "refused") || is(r, "conflict") || unsent(r))
		return command(r, "edit");
	return fx_text(FX_REFUSE, "%s", _("what is on its way or delivered cannot be edited"));
}

/* The record, where it has a page; what stopped it first. */
static struct effect
open_row(const struct list *l, const void *row, const struct env *env)
{
	static const struct { enum kind kind; enum screen_id screen; } pages[] = {
		{ KIND_ISSUE, SCREEN_ISSUE }, { KIND_TASK, SCREEN_TASK }, { KIND_SUP_REPORT, SCREEN_REPORT },
		{ KIND_BATCH, SCREEN_SOURCE },
	};
	const struct outbox_row *r = row;

	(void)l;
	(void)env;
	for (size_t i = 0; i < sizeof pages / sizeof *pages && !is(r, "conflict") && !is(r, "refused"); i++)
		if (r->id[0] != '\0' && record_kind_find(r->kind) == (int)pages[i].kind)
			return fx_open(pages[i].screen, "%s", r->id);
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
	default: return fx_open(SCREEN_CONFLICT, "%s", r->uuid);
	}
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	struct outbox_data *d = l->data;
	struct effect e = fx(FX_OUTBOX);

	(void)env;
	switch (act) {
	case ACT_PANE: case ACT_PANE_BACK:
		d->over = d->over == OUTBOX_WAITING ? OUTBOX_TODAY : OUTBOX_WAITING;
		return fx(FX_LOAD);
	case ACT_RETRY_ALL:
		e.verb = "retry-all";
		return e;
	case ACT_REFRESH:        /* with nothing to retry, r pulls as it does everywhere */
		return row != NULL ? act_on(row, act) : fx(FX_NONE);
	case ACT_UNDO: case ACT_EARLIER: case ACT_LATER: case ACT_EDIT: case ACT_DIFF:
		return act_on(row, act);
	default: return fx(FX_NONE);
	}
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct outbox_row *r = row;

	(void)l;
	(void)env;
	lineage_what(out, "%s %s  %s", r->verb, r->id, r->title);
	lineage_means(out, "%s", _("an operation queued on this machine; waiting until the hub has answered, "
				   "delivered when "
	                           "what the hub says of the record has come back"));
	lineage_no_share(out, _("no figure"));
	lineage_from(out, _("the outbox of this machine, operation %s"), r->uuid);
	if (record_kind_find(r->kind) >= 0 && *r->id != '\0')
		lineage_record(out, (enum kind)record_kind_find(r->kind), r->id);
}

/* ---- around the rows -------------------------------------------------------------------- */

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct outbox_data *d = l->data;

	(void)env;
	canvas_putf(c, 0, 0, c->w, PAINT_NORMAL, _("waiting %d   in conflict %d   refused %d   delivered, not in the "
	                                           "data yet %d"),
	            d->totals.pending, d->totals.conflict, d->totals.refused, d->totals.acked);
}

static int
head_rows(const struct list *l, const struct env *env)
{
	(void)l;
	(void)env;
	return 1;
}

static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct outbox_data *d = l->data;
	char when[20], age[64] = "";
	int64_t minutes = d->synced_at != 0 ? (env->now - d->synced_at) / 60 : 0;

	if (d->synced_at == 0)
		snprintf(when, sizeof when, "%s", _("never"));
	else
		outbox_time(d->synced_at, instant_day(env->now), when);
	if (minutes >= 60 * 24)
		snprintf(age, sizeof age, _(" (%d days ago)"), (int)(minutes / (60 * 24)));
	else if (minutes >= 60)
		snprintf(age, sizeof age, _(" (%d h %d min ago)"), (int)(minutes / 60), (int)(minutes % 60));
	else if (d->synced_at != 0)
		snprintf(age, sizeof age, minutes > 0 ? _(" (%d min ago)") : _(" (just now)"), (int)minutes);
	canvas_putf(c, 0, 1, c->w - 2, env->online ? PAINT_NORMAL : PAINT_WARN, _("last sync %s%s   %s"), when, age,
	            env->online ? _("online: sent at once")
	            : _("offline: kept here, sent in this order when the line is back"));
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct outbox_data *d = l->data;
	const struct outbox_row *r = row;
	char text[2048];

	canvas_putf(c, 4, 1, c->w - 2, PAINT_NORMAL, _("today: delivered %d (Tab %s), taken back %d"),
	            d->totals.delivered_today, d->over != OUTBOX_WAITING ? _("hides them") : _("lists them"),
	            d->totals.withdrawn_today);
	if (d->last_error[0] != '\0' && !env->online)
		/* its writer may have run in English */
		canvas_putf(c, 5, 1, c->w - 2, PAINT_WARN, _("last trouble: %s"), _(d->last_error));
	else
		canvas_put(c, 5, 1, c->w - 2, PAINT_DIM, _("closing the program loses nothing: the outbox is on this "
		                                           "machine's disk and goes on next time"));
	if (r == NULL)
		return;
	snprintf(text, sizeof text, _(" %d  %s %s   operation %s, tried %d times "), r->number, outbox_verb_title(r),
	         r->id, r->uuid, r->attempts);
	canvas_put(c, 0, 1, c->w - 2, PAINT_SECTION, text);
	if (is(r, "conflict"))
		canvas_putf(c, 1, 1, c->w - 2, PAINT_ERROR,
		            _("conflict: %s. Enter shows the three versions and four ways out"), outbox_reason(r));
	else if (is(r, "refused"))
		canvas_putf(c, 1, 1, c->w - 2, PAINT_ERROR, _("refused: %s. o edits it, u gives it up"),
		            outbox_reason(r));
	else
		canvas_put(c, 1, 1, c->w - 2, PAINT_NORMAL, r->title);
	outbox_arguments(r, text, sizeof text);
	canvas_wrap(c, 2, 1, 2, c->w - 2, PAINT_DIM, text);
}

/* ---- the list ----------------------------------------------------------------------------- */

static enum paint_role
role(const void *row, const struct env *env)
{
	(void)env;
	return is(row, "withdrawn") || is(row, "superseded") ? PAINT_DIM : PAINT_NORMAL;
}

static void
base(const struct list *l, char *out, size_t size)
{
	snprintf(out, size, "show=%s", overs[((const struct outbox_data *)l->data)->over].code);
}

const struct list_ops outbox_table = {
	.noun = "outbox", .about = N_("what is queued here and what became of it; show=waiting, open, today or all"),
	.columns = columns,
	.script = "op state verb kind id base at attempts rev title reason args",
	.row_size = sizeof(struct outbox_row), .id_at = offsetof(struct outbox_row, uuid),
	.data_size = sizeof(struct outbox_data),
	.rows = rows, .clear = clear, .role = role, .summary = summary, .head_rows = head_rows, .head = head,
	.detail_rows = 5, .detail = detail, .act = act, .open = open_row, .lineage = lineage, .base = base,
	.empty = N_("Nothing is queued. What you do to issues, tasks and reports passes through here; delivered "
	            "today: Tab lists it."),
};

const struct screen_ops outbox_screen = {
	.name = "outbox", .title = N_("outbox"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_OUTBOX,
	.topics = TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_ISSUE),
	LIST_SCREEN(outbox_table),
};
