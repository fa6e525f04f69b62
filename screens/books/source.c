/*
 * Hand-overs newest first: on the screen those of one source, and the chosen
 * one in full: why it is held, what was wrong, what it changed, who decided,
 * the townships' receipts.  Opened on a source or on one of its hand-overs.
 */
#include "screens/books/sources.h"

#include "screens/kit/lineage.h"
#include "screens/kit/doc.h"
#include "screens/kit/figures.h"
#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"

enum { LABEL = 11 };

struct source_data {
	char source[64];
	struct sources sources;
	const struct source_row *row;        /* the source; NULL unknown */
	struct delivery *batches;
	int  count;
	char missing[600];                 /* townships without a receipt of the chosen one */
	struct doc doc;                    /* the chosen one */
};

/* ---- reading ------------------------------------------------------------------- */

/* On the screen what it is opened on is a source or one of its hand-overs. */
static int
opened(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT], char filter[LIST_TEXT])
{
	struct source_data *d = l->data;
	struct delivery batch;
	int rc;

	(void)filter;
	if (l->whole)
		return 0;
	snprintf(d->source, sizeof d->source, "%.63s", base);
	base[0] = '\0';
	if ((rc = sources_batch(st, d->source, env->english, &batch)) == 0) {
		memcpy(d->source, batch.source, sizeof d->source);
		snprintf(l->held, sizeof l->held, "%s", batch.id);
	}
	return rc < 0 ? -1 : 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct source_data *d = l->data;
	struct sources_when when = { env_then(env), env->english };

	if (!l->whole && sources_load(st, &when, &d->sources) != 0)
		return -1;
	d->row = NULL;
	for (int i = 0; i < d->sources.count; i++)
		if (strcmp(d->sources.rows[i].id, d->source) == 0)
			d->row = &d->sources.rows[i];
	free(d->batches);
	d->batches = NULL;
	d->count = 0;
	if ((l->whole || d->row != NULL) && sources_batches(st, l->whole ? "" : d->source, env->english, &d->batches,
	                                                  &d->count) != 0)
		return -1;
	list_rows(l, d->batches, d->count);
	return 0;
}

static void
clear(void *data)
{
	struct source_data *d = data;

	free(d->batches);
	doc_clear(&d->doc);
}

/* ---- the chosen one -------------------------------------------------------------- */

static void
say(struct source_data *d, enum paint_role role, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add(&d->doc, role, label, LABEL, text);
}

static void
say_counts(struct source_data *d, const struct delivery *b)
{
	char rows[FIGURE_TEXT], delta[64];

	if (b->rows < 0)
		return;
	count_text(b->rows, rows);
	source_delta_text(b, delta, sizeof delta);
	doc_addf(&d->doc, PAINT_NORMAL, _("rows"), LABEL, "%s   %s", rows, delta);
	if (b->bad > 0)
		doc_addf(&d->doc, PAINT_WARN, _("bad rows"), LABEL, "%ld", b->bad);
}

/* What became of what it brought. */
static void
say_undone(struct source_data *d, const struct delivery *b)
{
	say(d, PAINT_WARN, _("replaced by"), b->replaced_by);
	if (b->undone >= 0)
		doc_addf(&d->doc, b->kept > 0 ? PAINT_WARN : PAINT_NORMAL, _("taken back"), LABEL,
		         _("%ld records are what they were before, %ld were left: somebody has worked on them since"),
		         b->undone, b->kept > 0 ? b->kept : 0);
}

static void
say_decision(struct source_data *d, const struct delivery *b, const struct env *env)
{
	char when[20];

	if (b->decided_at != 0 && strcmp(b->status, "FAILED") != 0) {
		source_time_text(b->decided_at, env->today, when);
		doc_addf(&d->doc, PAINT_NORMAL, _("decided"), LABEL, "%s  %s", when, b->decided_by);
	}
	if (b->decided_at != 0 && strcmp(b->status, "FAILED") == 0) {
		source_time_text(b->decided_at, env->today, when);
		doc_addf(&d->doc, PAINT_OK, _("over since"), LABEL, "%s", when);
	}
	say(d, PAINT_NORMAL, _("note"), b->note);
}

/* What a person may do with what waits. */
static void
say_choice(struct source_data *d, const struct delivery *b)
{
	struct source_reason r;
	char text[400];

	source_reason_parse(b->held_reason, &r);
	if (r.count == 3 && strcmp(r.words[0], "PERIOD") == 0)
		snprintf(text, sizeof text, _("Nothing of it counts yet. F9: take it, and it replaces %s, of which "
		                              "what is not in it goes; or turn it away; either with a reason."),
		         r.words[2]);
	else
		snprintf(text, sizeof text, "%s",
		         _("Nothing of it counts yet. F9: take it, or turn it away; either with a reason."));
	say(d, PAINT_NORMAL, "", text);
}

static void
build_doc(struct source_data *d, const struct delivery *b, const struct env *env)
{
	char text[600], when[20];

	doc_start(&d->doc, env->w - 2);
	source_status_text(b, text, sizeof text);
	source_time_text(b->received_at, env->today, when);
	doc_addf(&d->doc, PAINT_NORMAL, _("hand-over"), LABEL, "%s  %s  %s%s%s%s", b->id, when, text,
	         *b->period != '\0' ? "  " : "", b->period,
	         *b->pending != '\0' ? "  ~" : "");
	source_reason_text(b->held_reason, text, sizeof text);
	say(d, PAINT_WARN, _("held for"), text);
	source_error_text(b->error, text, sizeof text);
	say(d, PAINT_ERROR, _("error"), text);
	if (b->tries > 1)
		doc_addf(&d->doc, PAINT_NORMAL, _("tries"), LABEL, "%ld", b->tries);
	if (strcmp(b->status, "HELD") == 0)
		say_choice(d, b);
	say(d, PAINT_NORMAL, _("file"), b->file);
	say_counts(d, b);
	say_undone(d, b);
	if (b->receipts > 0)
		doc_addf(&d->doc, b->receipted < b->receipts ? PAINT_WARN : PAINT_OK, _("receipts"), LABEL,
		         *d->missing != '\0' ? _("%d/%d   still without: %s") : "%d/%d", b->receipted, b->receipts,
		         d->missing);
	if (b->checks > 0)
		doc_addf(&d->doc, PAINT_NORMAL, _("checks after the change"), LABEL, "%d/%d", b->checked, b->checks);
	if (b->checked_at != 0) {
		source_time_text(b->checked_at, env->today, when);
		doc_addf(&d->doc, PAINT_NORMAL, _("confirmed"), LABEL, _("%s: nothing newer"), when);
	}
	say_decision(d, b, env);
	say(d, PAINT_DIM, _("before it"), b->previous);
	say(d, PAINT_DIM, "sha256", b->sha256);
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct source_data *d = l->data;
	const struct delivery *b = row;

	if (sources_unreceipted(st, b->id, env->english, d->missing, sizeof d->missing) != 0)
		return -1;
	build_doc(d, b, env);
	return 0;
}

/* Half of what is left by title, facts and heads. */
static int
detail_height(const struct list *l, const struct env *env)
{
	(void)l;
	return (env->h - 4) / 2;
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	struct canvas below = canvas_view(c, 1, 1, c->h - 1, c->w - 2);

	(void)env;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %d/%d ", l->line_count > 0 ? l->cursor + 1 : 0, l->line_count);
	if (row != NULL)
		doc_paint(&((const struct source_data *)l->data)->doc, 0, &below);
}

/* ---- columns ----------------------------------------------------------------------- */

#define ROW const struct delivery *b = row; (void)env

static void
received_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[20];

	value_instant(v, b->received_at);
	source_time_text(b->received_at, env->today, text);
	if (env->w < 160)
		value_say(v, "%s", text);
}

static void
status_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	v->role = source_status_text(b, v->own, sizeof v->own);
	value_coded(v, b->status, v->own);
}

/* Why it is held, or could not be had. */
static void
why_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	char text[600];

	if (*b->error != '\0')
		source_error_text(b->error, text, sizeof text);
	else
		source_reason_text(b->held_reason, text, sizeof text);
	value_wordf(v, "%s", text);
}

#define OF_BATCH(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		says; \
	}
#define COUNT_OF(name) OF_BATCH(name, if (b->name >= 0) value_count(v, b->name))
COUNT_OF(rows)
COUNT_OF(added)
COUNT_OF(removed)
COUNT_OF(changed)
COUNT_OF(bad)
COUNT_OF(tries)
COUNT_OF(undone)
COUNT_OF(kept)
OF_BATCH(source, value_coded(v, b->source, b->title))
OF_BATCH(receipts, if (b->receipts > 0) value_wordf(v, "%d/%d", b->receipted, b->receipts))
OF_BATCH(delta, source_delta_text(b, v->own, sizeof v->own); value_word(v, v->own))
OF_BATCH(decided_at, if (b->decided_at != 0) value_instant(v, b->decided_at))
OF_BATCH(checked_at, if (b->checked_at != 0) value_instant(v, b->checked_at))

static const struct column columns[] = {
	{ "received_at", N_("received"),      12, 0, 0,   WORKED_OUT(TYPE_INSTANT, received_value) },
	{ "id",          N_("hand-over"),     18, 1, 0,   TEXT_AT(delivery, id), .most = 40 },
	{ "source",      N_("data source"),   20, 0, 200, WORKED_OUT(TYPE_TEXT, source_value),
	  OF_RECORDS(KIND_SOURCE) },
	{ "period",      N_("period"),         8, 0, 120, TEXT_AT(delivery, period) },
	{ "rows",        N_("rows"),           8, 0, 0,   WORKED_OUT(TYPE_COUNT, rows_value),
	  .means = N_("rows of the file that were read") },
	{ "delta",       N_("against before"), 15, 0, 0,  WORKED_OUT(TYPE_TEXT, delta_value) },
	{ "receipts",    N_("receipts"),       6, 0, 0,   WORKED_OUT(TYPE_TEXT, receipts_value) },
	{ "status",      N_("state"),          8, 0, 0,   WORKED_OUT(TYPE_TEXT, status_value), OF_STATES(KIND_BATCH) },
	{ "why",         N_("finding"),           24, 3, 140, WORKED_OUT(TYPE_TEXT, why_value) },
	{ "note",        N_("note"),          12, 1, 140, TEXT_AT(delivery, note) },
	{ "direction",   N_("way"),            4, 0, LIST_HIDDEN, TEXT_AT(delivery, direction) },
	{ "added",       N_("rows added"),     6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, added_value),
	  .means = N_("records or people that were not there before") },
	{ "removed",     N_("rows removed"),   6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, removed_value),
	  .means = N_("that were there and are not in this one") },
	{ "changed",     N_("rows changed"),   6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, changed_value),
	  .means = N_("that say something else than before") },
	{ "bad",         N_("bad rows"),       6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, bad_value),
	  .means = N_("rows left out for a fault") },
	{ "tries",       N_("tries"),          6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, tries_value),
	  .means = N_("tries in a row that brought nothing") },
	{ "decided_by",  N_("decided"),       12, 0, LIST_HIDDEN, TEXT_AT(delivery, decided_by) },
	{ "decided_at",  N_("decided at"),    16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_INSTANT, decided_at_value) },
	{ "checked_at",  N_("confirmed"),     16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_INSTANT, checked_at_value) },
	{ "file",        N_("file"),          18, 0, LIST_HIDDEN, TEXT_AT(delivery, file) },
	{ "replaced_by", N_("replaced by"),   18, 0, LIST_HIDDEN, TEXT_AT(delivery, replaced_by) },
	{ "undone",      N_("taken back"),     6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, undone_value),
	  .means = N_("records that are again what they were before it") },
	{ "kept",        N_("records left"),   6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, kept_value),
	  .means = N_("records left as they are, for somebody has worked on them since") },
	{ "previous",    N_("before it"),     18, 0, LIST_HIDDEN, TEXT_AT(delivery, previous) },
	{ "sha256",      "sha256",            64, 0, LIST_HIDDEN, TEXT_AT(delivery, sha256) },
	{ 0 }
};

/* ---- above ---------------------------------------------------------------------------- */

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct source_data *d = l->data;

	(void)env;
	if (d->row == NULL) {
		canvas_putf(c, 0, 0, c->w, PAINT_WARN,
		            _("There is no source and no hand-over %s here. Esc goes back; r asks the hub."),
		            d->source);
		return;
	}
	canvas_pad(c, 0, 0, 2, lamp_role(d->row->standing.lamp), _(lamp_word(d->row->standing.lamp)));
	canvas_putf(c, 0, 3, c->w - 3, PAINT_TITLE, "%s  %s", d->row->name, d->row->id);
}

static int head_rows(const struct list *l, const struct env *env) { (void)l; (void)env; return 2; }

static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct source_row *r = ((const struct source_data *)l->data)->row;
	char age[32], interval[64];
	int x;

	if (r == NULL)
		return;
	source_age_text(r->standing.age, age);
	source_interval_text(r, interval, sizeof interval);
	x = 1 + canvas_put(c, 0, 1, c->w - 2,
	                   source_calls(r->standing.state) ? lamp_role(r->standing.lamp) : PAINT_NORMAL,
	                   _(source_state_text(r->standing.state)));
	canvas_putf(c, 0, x + 2, c->w - x - 3, PAINT_NORMAL,
	            _("%s, last good one %s ago   %s %s   takes %s   clause %s"), interval, age,
	            r->out ? _("to") : _("from"), *r->party != '\0' ? r->party : "-",
	            source_takes_text(r, env->english), *r->clause != '\0' ? r->clause : "-");
	canvas_put(c, 1, 1, c->w - 2, PAINT_DIM,
	           *r->url != '\0' ? r->url : _("handed in with guatu-hub import or hand-over"));
}

/* ---- the list ---------------------------------------------------------------------------- */

static struct effect
step_source(struct list *l, int by)
{
	struct source_data *d = l->data;
	int64_t to = d->row != NULL ? d->row - d->sources.rows + by : -1;

	if (to < 0 || to >= d->sources.count)
		return fx_text(FX_SAY, "%s", by > 0 ? _("that was the last one") : _("that was the first one"));
	memcpy(d->source, d->sources.rows[to].id, sizeof d->source);
	list_rewind(l);
	return fx(FX_LOAD);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	(void)row;
	(void)env;
	if (act == ACT_NEXT_SIBLING || act == ACT_PREV_SIBLING)
		return step_source(l, act == ACT_NEXT_SIBLING ? 1 : -1);
	return fx(FX_NONE);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct source_data *d = l->data;

	(void)env;
	if (d->row != NULL)
		source_lineage(d->row, row, out);
}

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	(void)l;
	targets_one(out, KIND_BATCH, ((const struct delivery *)row)->id);
}

static void
base(const struct list *l, char *out, size_t size)
{
	snprintf(out, size, "source=%s", ((const struct source_data *)l->data)->source);
}

static char mark(const void *row) { return *((const struct delivery *)row)->pending != '\0' ? '~' : ' '; }

const struct list_ops batches_list = {
	.noun = "batches", .columns = columns,
	.about = N_("hand-overs of data, newest first, and why one is held or could not be had; source=ID"),
	.row_size = sizeof(struct delivery), .id_at = offsetof(struct delivery, id),
	.data_size = sizeof(struct source_data), .opened = opened, .rows = rows, .clear = clear, .mark = mark,
	.summary = summary, .head_rows = head_rows, .head = head,
	.detail_height = detail_height, .detail = detail, .detail_read = detail_read,
	.act = act, .lineage = lineage, .targets = targets, .base = base, .empty = N_("nothing was handed over yet"),
};

const struct screen_ops source_screen = {
	.name = "feed", .title = N_("source of data"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_STEPS | SCOPE_SOURCES,
	.topics = TOPIC(KIND_SOURCE) | TOPIC(KIND_BATCH) | TOPIC(KIND_DUTY_RUN) | TOPIC_OUTBOX,
	LIST_SCREEN(batches_list),
};
