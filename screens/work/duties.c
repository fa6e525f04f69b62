/*
 * The month's duties: a calendar, what presses, and the runs by how they
 * stand.  Runs of one duty and period for several places are one row that
 * unfolds to them.  Left and right change the month.
 */

#include "screens/work/duty_words.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/work/tasks.h"

enum section { SECTION_MISSED, SECTION_OVERDUE, SECTION_SOON, SECTION_LATER, SECTION_DONE };

/* A run, or a bundle of them judged by its worst. */
struct line {
	const struct duty_run_row *run;
	enum section section;          /* of the bundle it stands in */
	int  count, done;              /* of a bundle; a run: 0 */
	bool inside;
	char id[80];
};

struct duties_data {
	struct duty_board board;
	struct line *lines;
	int  shift;                    /* months from the one of the day looked at */
	bool any, has_detail;          /* any: there are duties in this county at all */
	struct duty_run_full detail;
};

/* ---- lines -------------------------------------------------------------------------- */

static enum section
section_of(const struct duty_run_row *r)
{
	switch (r->standing.lateness) {
	case LATENESS_MISSED:  return SECTION_MISSED;
	case LATENESS_OVERDUE: return SECTION_OVERDUE;
	case LATENESS_SOON:    return SECTION_SOON;
	default:               return duty_state_open(r->standing.state) ? SECTION_LATER : SECTION_DONE;
	}
}

static bool
same_bundle(const struct duty_run_row *a, const struct duty_run_row *b)
{
	return *a->place != '\0' && *b->place != '\0' && a->due == b->due && strcmp(a->duty, b->duty) == 0 &&
	       strcmp(a->period, b->period) == 0 && strcmp(a->event, b->event) == 0;
}

static bool
worse(const struct duty_run_row *a, const struct duty_run_row *b)
{
	return section_of(a) < section_of(b);
}

/* The bundle that begins with a run, and its runs behind it; how many lines. */
static int
add_bundle(const struct duty_run_row *runs, int n, struct line *out)
{
	struct line *inside = out + (n > 1);

	*out = (struct line){ .run = runs, .count = n > 1 ? n : 0 };
	for (int i = 0; i < n; i++) {
		out->run = worse(&runs[i], out->run) ? &runs[i] : out->run;
		out->done += n > 1 && !duty_state_open(runs[i].standing.state);
	}
	snprintf(out->id, sizeof out->id, "%s%s", n > 1 ? "+" : "", runs->id);
	out->section = section_of(out->run);
	for (int i = 0; i < n && n > 1; i++) {
		inside[i] = (struct line){ .run = &runs[i], .section = out->section, .inside = true };
		snprintf(inside[i].id, sizeof inside[i].id, "%s", runs[i].id);
	}
	return n > 1 ? n + 1 : 1;
}

static int
build(struct duties_data *d)
{
	const struct duty_run_row *runs = d->board.runs;
	int count = 0;

	free(d->lines);
	if ((d->lines = calloc(2 * (size_t)d->board.count + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0, n; i < d->board.count; i += n) {
		for (n = 1; i + n < d->board.count && same_bundle(&runs[i], &runs[i + n]); n++)
			;
		count += add_bundle(&runs[i], n, d->lines + count);
	}
	return count;
}

/* ---- reading --------------------------------------------------------------------------- */

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct duties_data *d = l->data;
	struct duties_when when = { env->today, env->cal, env->rules, env->english };
	const char *asked = list_take(l, "month");
	int month = *asked != '\0' ? month_parse(asked) : l->whole ? DUTY_BOARD_ALL
	            : period_of(PERIOD_MONTH, env->today) + d->shift;

	duty_board_clear(&d->board);
	if (month == -1)
		return list_refuse(l, _("month=%s: give a month, for example 2020-06"), asked);
	if (duty_board(st, month, &when, &d->board) != 0)
		return -1;
	d->any = d->board.count > 0 || duty_any(st) > 0;
	int count = build(d);
	list_rows(l, d->lines, count);
	return 0;
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct duties_data *d = l->data;
	struct duties_when when = { env->today, env->cal, env->rules, env->english };

	d->has_detail = duty_run_get(st, ((const struct line *)row)->run->id, &when, &d->detail) == 0;
	return 0;
}

static void
clear(void *data)
{
	struct duties_data *d = data;

	duty_board_clear(&d->board);
	free(d->lines);
}

/* ---- columns ----------------------------------------------------------------------------- */

#define LINE const struct line *line = row; const struct duty_run_row *r = line->run; (void)env; (void)r

static void
lamp_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_lamp(v, r->standing.lamp);
}

static void
standing_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	v->role = duty_standing_text(&r->standing, v->own, sizeof v->own);
	value_coded(v, line->count > 0 ? "" : duty_state_name(r->standing.state), v->own);
}

/* A day off is a warning: the last workday before it is when it must be done. */
static void
day_value(struct value *v, const struct line *line, const struct env *env, int32_t day)
{
	char text[32];

	value_date(v, day);
	due_column_text(day, env->today, text);
	value_say(v, "%s", text);
	v->role = workday(env->cal, line->run->due) ? PAINT_NORMAL : PAINT_WARN;
}

static void
due_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	day_value(v, line, env, r->due);
}

static void
warn_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	day_value(v, line, env, r->standing.warn);
}

/* The name, and which: the place, the event, or how many of a bundle are done. */
static void
name_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	const char *event = strchr(r->event, ':');
	char tail[96] = "";

	if (line->inside && env->w < 160) {      /* it stands below its name */
		value_word(v, r->place);
		return;
	}
	if (line->count > 0)
		snprintf(tail, sizeof tail,
		         strlen(r->division) < 9 ? _(" %d groups: %d done") : _(" %d townships: %d done"), line->count,
		         line->done);
	else if (*r->place != '\0' || event != NULL)
		snprintf(tail, sizeof tail, " %s", *r->place != '\0' ? r->place : event + 1);
	value_wordf(v, "%s%s", r->name, tail);
}

static void
party_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	bool to = !line->inside && *r->recipient != '\0';

	value_wordf(v, "%s%s%s", r->owner, to ? ">" : "", to ? r->recipient : "");
	v->role = PAINT_DIM;
}

static void
proof_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (r->pieces > 0)
		value_wordf(v, _("has %d"), r->pieces);
	else
		value_word(v, *r->evidence != '\0' ? r->evidence : "-");
	v->role = r->pieces > 0 ? PAINT_NORMAL : PAINT_DIM;
}

#define OF_RUN(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
OF_RUN(id, value_word(v, line->count > 0 ? "" : r->id))
OF_RUN(title, value_word(v, r->name))
OF_RUN(place, value_word(v, line->count > 0 ? "" : r->place))
OF_RUN(division, value_word(v, line->count > 0 ? "" : r->division))
OF_RUN(duty, value_word(v, r->duty))
OF_RUN(month, value_word(v, r->period))
OF_RUN(days, value_days(v, r->standing.days))
OF_RUN(lateness, value_lateness(v, line->count > 0 ? LATENESS_NONE : r->standing.lateness))
OF_RUN(missed, value_date(v, r->standing.missed))
OF_RUN(pending, value_word(v, line->count > 0 ? "" : r->pending))
OF_RUN(status, value_word(v, line->count > 0 ? "" : r->standing.state == DUTY_UNTOLD ? PAST_UNTOLD
                          : duty_state_open(r->standing.state) ? "PENDING"
                          : r->standing.state == DUTY_WAIVED ? "WAIVED" : "DONE"))

static const struct column columns[] = {
	{ "lamp",     N_("lamp"),              2, 0, 0,   WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("by its lateness and the workdays left") },
	{ "standing", N_("standing"),         10, 0, 0,   WORKED_OUT(TYPE_TEXT, standing_value) },
	{ "deadline", N_("due"),              10, 0, 0,   WORKED_OUT(TYPE_DATE, due_value) },
	{ "warn",     N_("last workday"),     10, 0, 110, WORKED_OUT(TYPE_DATE, warn_value) },
	{ "name",     N_("what is due"),      16, 2, 0,   WORKED_OUT(TYPE_TEXT, name_value), .most = 60 },
	{ "party",    N_("owner > recipient"), 17, 1, 0,  WORKED_OUT(TYPE_TEXT, party_value), .most = 50 },
	{ "proof",    N_("proof"),             5, 0, 0,   WORKED_OUT(TYPE_TEXT, proof_value) },
	{ "id",       N_("id"),               16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, id_value) },
	{ "title",    N_("duty"),             16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, title_value) },
	{ "place",    N_("township"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, place_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "division", N_("division code"),    12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "duty",     N_("duty id"),          12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, duty_value) },
	{ "status",   N_("state"),             8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, status_value),
	  OF_STATES(KIND_DUTY_RUN) },
	{ "lateness", N_("lateness"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value),
	  OF_LATENESSES },
	{ "days",     N_("days"),              4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DAYS, days_value),
	  .means = N_("days to its day, or past it") },
	{ "missed_from", N_("missed from"),   10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, missed_value) },
	{ "month",    N_("month"),             7, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, month_value) },
	{ "pending",  N_("queued"),            8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, pending_value) },
	{ 0 }
};

/* ---- above and below ------------------------------------------------------------------------ */

static const struct list_total totals[] = {
	{ TOTAL("MISSED",   N_("missed"),     "lateness=MISSED",   PAINT_LAMP_RED) },
	{ TOTAL("OVERDUE",  N_("overdue"),    "lateness=OVERDUE",  PAINT_LAMP_RED) },
	{ TOTAL("DUE_SOON", N_("due soon"),   "lateness=DUE_SOON", PAINT_LAMP_YELLOW) },
	{ TOTAL("PENDING",  N_("to be done"), "standing=PENDING",  PAINT_NORMAL) },
	{ TOTAL("DONE",     N_("done"),       "status=DONE",       PAINT_OK) },
	{ TOTAL("MADE_UP",  N_("done late"),  "lateness=MADE_UP",  PAINT_LAMP_BLUE) },
	{ TOTAL("UNDONE",   N_("overdue or missed"), "lateness=OVERDUE,MISSED", PAINT_LAMP_RED),
		.tab = true, .apart = true },
	{ 0 }
};

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct duties_data *d = l->data;
	int x = 0, year, month, day, lacks = env->cal != NULL ? calendar_lacks(env->cal, env->today) : 0;

	civil_split(d->board.first, &year, &month, &day);
	/* of the month of today also what is not done from before */
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, env->today >= d->board.first && env->today <= d->board.last
	                 ? _("%d-%02d and before") : _("%d-%02d"), year, month) + 1;
	x = list_totals_paint(l, c, x);
	if (lacks != 0)
		canvas_putf(c, 0, x, c->w - x, PAINT_WARN, _("no calendar for %d"), lacks);
}

/* Among what is still to come, days off first: those are forgotten. */
static bool
presses(const struct duty_run_row *r, bool day_off)
{
	enum duty_state state = r->standing.state;

	return (state == DUTY_SOON || state == DUTY_TODAY || state == DUTY_PENDING) &&
	       (r->standing.warn != r->due) == day_off;
}

static void
warnings_paint(const struct duty_board *b, const struct env *env, struct canvas *c)
{
	char text[512], day[256], today[32];
	int y = 1;

	weekday_text(env->today, env->today, today);
	canvas_putf(c, 0, 0, c->w, PAINT_SECTION, _("today %s  h l: month"), today);
	for (int off = 1; off >= 0; off--) {
		const struct duty_run_row *last = NULL;
		for (int i = 0; i < b->count && y < c->h; i++) {
			const struct duty_run_row *r = &b->runs[i];
			if (!presses(r, off) || (last != NULL && strcmp(last->name, r->name) == 0))
				continue;
			last = r;
			duty_day_text(r, env, day, sizeof day);
			snprintf(text, sizeof text, "%s: %s", r->name, day);
			y += canvas_wrap(c, y, 0, c->h - y, c->w,
			                 r->standing.state == DUTY_PENDING ? PAINT_NORMAL : PAINT_WARN, text);
		}
	}
	if (y == 1)
		canvas_put(c, 1, 0, c->w, PAINT_DIM, _("nothing more is due this month"));
}

static int
head_rows(const struct list *l, const struct env *env)
{
	return ((const struct duties_data *)l->data)->any && env->h >= 1 + CALENDAR_H + 6 ? CALENDAR_H : 0;
}

static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct duties_data *d = l->data;
	struct canvas side = canvas_view(c, 0, CALENDAR_W + 1, CALENDAR_H, c->w - CALENDAR_W - 1);

	duty_calendar_paint(&d->board, env, c, 0, 0);
	warnings_paint(&d->board, env, &side);
}

static void
append(char *text, size_t size, const char *label, const char *value)
{
	size_t n = strlen(text);

	if (*value != '\0')
		snprintf(text + n, size - n, "%s%s%s", n > 0 ? "  " : "", label, value);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct duties_data *d = l->data;
	const struct duty_run_full *f = &d->detail;
	bool open = duty_state_open(f->row.standing.state);
	char rule[160], text[1024] = "", day[256];

	if (row == NULL || !d->has_detail)
		return;
	duty_rule_text(&f->plan, f->exact, rule, sizeof rule);
	append(text, sizeof text, "", rule);
	append(text, sizeof text, _("clause "), f->clause);
	append(text, sizeof text, _("to "), f->to);
	append(text, sizeof text, _("copy "), f->copies);
	canvas_putf(c, 0, 1, c->w - 2, PAINT_HINT, " %s ", text);
	duty_day_text(&f->row, env, day, sizeof day);
	canvas_putf(c, 1, 1, c->w - 2, open ? PAINT_NORMAL : PAINT_DIM, "%s: %s%s", f->row.name, day,
	            open ? _("  x: report it done") : "");
}

/* ---- the list ------------------------------------------------------------------------------- */

/* Runs count, not the rows that bundle them. */
static bool counts(const void *row) { return ((const struct line *)row)->count == 0; }
static int  level(const void *row)  { return ((const struct line *)row)->inside; }

/* Beside a heading, the runs that stand as it says; what is done of a bundle that is not counts under no heading. */
static bool
heads(const void *row)
{
	const struct line *line = row;

	return counts(row) && section_of(line->run) == line->section;
}

static bool closed(const void *row) { return ((const struct line *)row)->count > 0; }
static int  rank(const void *row)   { return (int)((const struct line *)row)->section; }
static char mark(const void *row)   { return *((const struct line *)row)->run->pending != '\0' ? '~' : ' '; }

static const char *
group(const void *row, const struct env *env, struct value *count)
{
	static const char *const titles[] = {
		[SECTION_MISSED] = N_("missed"), [SECTION_OVERDUE] = N_("overdue"), [SECTION_SOON] = N_("due soon"),
		[SECTION_LATER] = N_("To be done"), [SECTION_DONE] = N_("All done"),
	};

	(void)env;
	(void)count;
	return _(titles[((const struct line *)row)->section]);
}

static struct effect
other_month(struct list *l, int by)
{
	struct duties_data *d = l->data;

	d->shift += by;
	list_rewind(l);
	return fx(FX_LOAD);
}

/* Esc at last comes back to this month. */
static bool
dirty(struct list *l)
{
	struct duties_data *d = l->data;
	bool away = d->shift != 0;

	d->shift = 0;
	return away;
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	const struct line *line = row;
	char standing[48], day[256];

	if (act == ACT_LEFT || act == ACT_RIGHT)
		return other_month(l, act == ACT_LEFT ? -1 : 1);
	if (line == NULL)
		return fx(FX_NONE);
	if ((act == ACT_CLOSE || act == ACT_STEPS) && line->count > 0)
		return fx_text(FX_REFUSE, "%s", _("Enter unfolds it; each reports its own"));
	if (act == ACT_CLOSE)
		return fx_verb("done");
	if (act != ACT_COPY)
		return fx(FX_NONE);
	duty_standing_text(&line->run->standing, standing, sizeof standing);
	duty_day_text(line->run, env, day, sizeof day);
	return fx_text(FX_COPY, "%s %s %s\n%s\n%s", standing, line->run->name, line->run->place, day,
		       line->run->owner);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct line *line = row;

	(void)l;
	if (line->count > 0)
		lineage_line(out, _("%d runs, one for each place, %d of them done; this is one of them:"), line->count,
		             line->done);
	duty_lineage(line->run, env, out);
}

static struct effect
open_run(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)env;
	return fx_open(SCREEN_DUTY_RUN, "%s", ((const struct line *)row)->run->id);
}

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	const struct line *line = row;

	(void)l;
	targets_one(out, KIND_DUTY_RUN, line->count > 0 ? NULL : line->run->id);
}

static void
base(const struct list *l, char *out, size_t size)
{
	const struct duties_data *d = l->data;
	int year, month, day;

	civil_split(d->board.first, &year, &month, &day);
	snprintf(out, size, "month=%d-%02d", year, month);
}

const struct list_ops duties_list = {
	.noun = "duty_runs", .about = N_("runs of duties and how they stand; month=2020-06 as the screen has it"),
	.columns = columns, .row_size = sizeof(struct line), .id_at = offsetof(struct line, id),
	.data_size = sizeof(struct duties_data), .rows = rows, .clear = clear, .group = group,
	.heads = heads, .rank = rank,
	.level = level, .closed = closed, .mark = mark, .totals = totals, .counts = counts,
	.summary = summary, .head_rows = head_rows, .head = head,
	.detail_rows = 1, .detail = detail, .detail_read = detail_read, .act = act, .open = open_run,
	.lineage = lineage,
	.targets = targets, .dirty = dirty, .base = base,
	.empty = N_("Nothing is due this month, or no duties came yet: they come with a pack (duty.csv); the hub "
		    "opens "
	            "their runs day by day. r asks the hub."),
};

const struct screen_ops duties_screen = {
	.name = "duties", .title = N_("duty ledger"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_DUTIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_DUTY) | TOPIC(KIND_DUTY_RUN) | TOPIC(KIND_CALENDAR) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_POST) | TOPIC_OUTBOX,
	LIST_SCREEN(duties_list),
};
