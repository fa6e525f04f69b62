/*
 * The sources board (A78): every source with the age of its last good hand-over
 * against its interval, what it brought against the one before, what waits for
 * a person and what cannot be had; under them the ledgers of comparison runs,
 * anomalies and disputes.
 */
#include "screens/books/sources.h"

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"

/* A source, or a ledger. */
struct line {
	const struct source_row  *source;
	const struct source_book *book;
	char id[64];
};

struct sources_data {
	struct sources sources;
	struct line  lines[SOURCES_MAX + SOURCE_BOOKS];
	bool started;
};

/* ---- reading -------------------------------------------------------------------- */

/* Where the eye should be first: what waits, what fails, what is overdue. */
static const char *
most_wanting(const struct sources *f)
{
	static const enum source_state order[] = {
		SOURCE_HELD, SOURCE_FAILING, SOURCE_MISSED, SOURCE_OVERDUE, SOURCE_BEHIND,
	};

	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (int i = 0; i < f->count; i++)
			if (f->rows[i].standing.state == order[k])
				return f->rows[i].id;
	return "";
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct sources_data *d = l->data;
	struct sources_when when = { env_then(env), env->english };
	int n = 0;

	if (sources_load(st, &when, &d->sources) != 0)
		return -1;
	for (int i = 0; i < d->sources.count; i++, n++) {
		d->lines[n] = (struct line){ .source = &d->sources.rows[i] };
		memcpy(d->lines[n].id, d->sources.rows[i].id, sizeof d->sources.rows[i].id);
	}
	for (int i = 0; i < d->sources.book_count; i++, n++) {
		d->lines[n] = (struct line){ .book = &d->sources.books[i] };
		memcpy(d->lines[n].id, d->sources.books[i].id, sizeof d->sources.books[i].id);
	}
	list_rows(l, d->lines, d->sources.count > 0 ? n : 0);
	if (!d->started)
		snprintf(l->held, sizeof l->held, "%s", most_wanting(&d->sources));
	d->started = true;
	return 0;
}

/* ---- columns ---------------------------------------------------------------------- */

/* The hand-over that is spoken of: the one that waits, else the last good one. */
static const struct delivery *
shown(const struct source_row *r)
{
	return r->standing.state == SOURCE_HELD ? &r->held : &r->last;
}

#define LINE const struct line *line = row; const struct source_row *r = line->source; (void)env; (void)r

/* In hours, since the last good one. */
static void
age_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	char text[32];

	if (r == NULL || r->standing.age < 0)
		return;
	source_age_text(r->standing.age, text);
	value_count(v, r->standing.age / 3600);
	value_say(v, "%s", text);
}

static void
rows_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (r == NULL)
		value_count(v, line->book->all);
	else if (*shown(r)->id != '\0' && shown(r)->rows >= 0)
		value_count(v, shown(r)->rows);
}

static void
delta_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	char text[64] = "";

	if (r == NULL) {
		value_wordf(v, _("%d open, %d overdue"), line->book->open, line->book->late);
		return;
	}
	if (*shown(r)->id != '\0')
		source_delta_text(shown(r), text, sizeof text);
	value_wordf(v, "%s", text);
}

static void
receipts_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (r != NULL && shown(r)->receipts > 0)
		value_wordf(v, "%d/%d", shown(r)->receipted, shown(r)->receipts);
}

static void
standing_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (r == NULL) {
		value_coded(v, "LEDGER", _("ledger"));
		return;
	}
	value_coded(v, source_state_name(r->standing.state), _(source_state_text(r->standing.state)));
	v->role = source_calls(r->standing.state) ? lamp_role(r->standing.lamp) : PAINT_NORMAL;
}

static void
every_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	char text[64];

	if (r == NULL)
		return;
	source_interval_text(r, text, sizeof text);
	value_wordf(v, "%s", text);
}

#define OF_LINE(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
#define OF_SOURCE(name, says) OF_LINE(name, if (r != NULL) says)
OF_LINE(name, value_word(v, r != NULL ? r->name : line->book->name))
OF_SOURCE(lamp, value_lamp(v, r->standing.lamp))
OF_SOURCE(lateness, value_lateness(v, source_lateness(r->standing.state)))
OF_SOURCE(direction, value_coded(v, r->out ? "OUT" : "IN", r->out ? _("out") : _("in")))
OF_SOURCE(takes, value_coded(v, r->takes, source_takes_text(r, env->english)))
OF_SOURCE(party, value_word(v, r->party))
OF_SOURCE(newest, value_word(v, r->last.id))
OF_SOURCE(clause, value_word(v, r->clause))
OF_SOURCE(url, value_word(v, r->url))
OF_SOURCE(note, value_word(v, r->note))

static const struct column columns[] = {
	{ "lamp",      N_("lamp"),            2, 0, 0,   WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("green younger than its interval, yellow older, red older than twice that, failing or held") },
	{ "name",      N_("data source"),    14, 1, 0,   WORKED_OUT(TYPE_TEXT, name_value), .most = 60 },
	{ "party",     N_("department"),      8, 0, 78,  WORKED_OUT(TYPE_TEXT, party_value) },
	{ "direction", N_("way"),             2, 0, 0,   WORKED_OUT(TYPE_TEXT, direction_value) },
	{ "age_hours", N_("age"),             6, 0, 0,   WORKED_OUT(TYPE_COUNT, age_value),
	  .means = N_("hours since the last good hand-over") },
	{ "rows",      N_("rows"),            7, 0, 0,   WORKED_OUT(TYPE_COUNT, rows_value),
	  .means = N_("rows of the last good hand-over") },
	{ "delta",     N_("against before"), 15, 0, 0,   WORKED_OUT(TYPE_TEXT, delta_value) },
	{ "receipts",  N_("receipts"),        6, 0, 100, WORKED_OUT(TYPE_TEXT, receipts_value) },
	{ "standing",  N_("state"),           8, 0, 0,   WORKED_OUT(TYPE_TEXT, standing_value) },
	{ "every",     N_("interval"),       12, 0, 160, WORKED_OUT(TYPE_TEXT, every_value) },
	{ "clause",    N_("clause"),         12, 0, 160, WORKED_OUT(TYPE_TEXT, clause_value) },
	{ "id",        N_("id"),             16, 0, 160, TEXT_AT(line, id) },
	{ "lateness",  N_("lateness"),        8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES },
	{ "takes",     N_("what it brings"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, takes_value) },
	{ "newest",    N_("last good"),      20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, newest_value) },
	{ "url",       N_("address"),        20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, url_value) },
	{ "note",      N_("note"),           20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, note_value) },
	{ 0 }
};

/* ---- below ------------------------------------------------------------------------ */

/* One line of what is said about the chosen source; the next free row. */
static int
say(struct canvas *c, int y, enum paint_role role, const char *label, const char *text)
{
	int label_w = c->w >= 100 ? 14 : 9, lines;

	if (y >= c->h || *text == '\0')
		return y;
	canvas_pad(c, y, 1, label_w - 1, PAINT_DIM, label);
	lines = canvas_wrap(c, y, label_w + 1, c->h - y, c->w - label_w - 2, role, text);
	return y + (lines > 1 ? lines : 1);
}

static int
say_waiting(const struct source_row *r, struct canvas *c, int y)
{
	char why[600], text[800], age[32];

	if (*r->held.id != '\0') {
		source_reason_text(r->held.held_reason, why, sizeof why);
		snprintf(text, sizeof text, _("%s: %s.  F9 takes it or turns it away"), r->held.id, why);
		y = say(c, y, PAINT_WARN, _("held"), text);
	}
	if (*r->failed.id != '\0') {
		source_error_text(r->failed.error, why, sizeof why);
		snprintf(text, sizeof text, _("%s (tried %ld times)"), why, r->failed.tries > 0 ? r->failed.tries : 1);
		y = say(c, y, PAINT_ERROR, _("failing"), text);
	}
	if (*r->behind != '\0') {
		source_age_text(r->behind_at - r->last.received_at, age);
		snprintf(text, sizeof text, _("older than %s by %s: bring the roster up to date"), r->behind, age);
		y = say(c, y, PAINT_WARN, _("roster"), text);
	}
	return y;
}

static int
say_last(const struct source_row *r, const struct env *env, struct canvas *c, int y)
{
	char text[400], when[20], interval[64], delta[64];

	source_time_text(r->last.received_at, env->today, when);
	source_interval_text(r, interval, sizeof interval);
	source_delta_text(&r->last, delta, sizeof delta);
	if (*r->last.id != '\0')
		snprintf(text, sizeof text, "%s  %s  %s%s%s%s%s", r->last.id, when, interval,
		         *r->last.period != '\0' ? "  " : "", r->last.period,
		         *delta != '\0' ? "  " : "", delta);
	else
		snprintf(text, sizeof text, _("nothing yet; %s"), interval);
	y = say(c, y, PAINT_NORMAL, _("last good"), text);
	if (r->last.checked_at <= r->last.received_at)
		return y;
	source_time_text(r->last.checked_at, env->today, when);
	snprintf(text, sizeof text, _("asked again %s: nothing newer"), when);
	return say(c, y, PAINT_DIM, "", text);
}

static int
say_receipts(const struct delivery *b, struct canvas *c, int y)
{
	char text[160] = "";
	int n = 0;

	if (b->receipts > 0)
		n = snprintf(text, sizeof text, _("townships' receipts %d/%d"), b->receipted, b->receipts);
	if (b->checks > 0)
		snprintf(text + n, sizeof text - (size_t)n, "%s%s %d/%d", n > 0 ? "   " : "",
		         _("checks after the change"), b->checked, b->checks);
	return say(c, y, b->receipted < b->receipts ? PAINT_WARN : PAINT_OK, _("receipts"), text);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct source_row *r = row != NULL ? ((const struct line *)row)->source : NULL;
	char text[400];
	int y;

	(void)l;
	if (r == NULL)
		return;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s  %s ", r->name, r->id);
	y = say_waiting(r, c, 1);
	y = say_last(r, env, c, y);
	y = say_receipts(&r->last, c, y);
	y = say(c, y, PAINT_DIM, _("address"), r->url);
	snprintf(text, sizeof text, "%s%s%s", r->clause, *r->note != '\0' ? "  " : "", r->note);
	say(c, y, PAINT_DIM, _("clause"), text);
}

/* ---- the list ------------------------------------------------------------------------ */

static const struct list_total totals[] = {
	{ TOTAL("HELD",    N_("held"),              "standing=HELD",    PAINT_WARN) },
	{ TOTAL("FAILING", N_("failing"),           "standing=FAILING", PAINT_ERROR) },
	{ TOTAL("OVERDUE", N_("overdue"),           "lateness=OVERDUE", PAINT_LAMP_RED) },
	{ TOTAL("MISSED",  N_("missed"),            "lateness=MISSED",  PAINT_LAMP_RED) },
	{ TOTAL("BEHIND",  N_("behind the roster"), "standing=BEHIND",  PAINT_WARN) },
	{ TOTAL("ALL",     N_("sources"),           "",                 PAINT_TITLE) },
	{ 0 }
};
static bool counts(const void *row) { return ((const struct line *)row)->source != NULL; }

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct line *line = row;
	const struct source_row *r = line->source;

	(void)l;
	(void)env;
	if (r != NULL) {
		source_lineage(r, *r->last.id != '\0' ? &r->last : NULL, out);
		return;
	}
	lineage_what(out, "%s", line->id);
	lineage_means(out, "%s", _("a ledger of what our own data lack, counted beside the sources"));
	lineage_no_share(out, _("a count"));
	lineage_from(out, "%s", _("Enter opens the ledger these are counted from"));
	lineage_record(out, KIND_LEDGER, line->id);
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	const struct line *line = row;

	(void)l;
	(void)env;
	return fx_open(line->source != NULL ? SCREEN_SOURCE : SCREEN_LEDGER, "%s", line->id);
}

/* The hand-over that waits is what steps are taken on; else the last one, to comment. */
static void
targets(const struct list *l, const void *row, struct targets *out)
{
	const struct source_row *r = ((const struct line *)row)->source;
	const struct delivery *b = r == NULL ? NULL : *r->held.id != '\0' ? &r->held : &r->last;

	(void)l;
	targets_one(out, KIND_BATCH, b != NULL && *b->id != '\0' ? b->id : NULL);
}

static char
mark(const void *row)
{
	const struct source_row *r = ((const struct line *)row)->source;

	return r != NULL && *shown(r)->pending != '\0' ? '~' : ' ';
}

static const char *
enter(const void *row)
{
	return ((const struct line *)row)->source != NULL ? _("hand-overs") : _("ledger");
}

const struct list_ops sources_list = {
	.noun = "sources", .columns = columns,
	.about = N_("sources of data, how old their last good hand-over is and what waits; "
	            "the ledgers of comparison below"),
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct sources_data),
	.rows = rows, .mark = mark, .totals = totals, .counts = counts, .detail_rows = 5, .detail = detail,
	.open = open, .lineage = lineage, .targets = targets, .enter = enter,
	.empty = N_("No source of data is known. A pack's source.csv lists who hands over what, how often; see "
	            "guatu-pack(5)."),
};

const struct screen_ops sources_screen = {
	.name = "feeds", .title = N_("hand-overs"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_STEPS | SCOPE_SOURCES,
	.topics = TOPIC(KIND_SOURCE) | TOPIC(KIND_BATCH) | TOPIC(KIND_DUTY_RUN) | TOPIC(KIND_ENTRY) | TOPIC(KIND_TERM) |
	        TOPIC_OUTBOX,
	LIST_SCREEN(sources_list),
};
