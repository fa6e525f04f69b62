/*
 * Supervision as a board: a group a row, its month's reports side by side.  The
 * cursor is on one report, whose page is below.  Asked how late or in which state, a row is one report.
 */
#include "screens/figures/standing_text.h"
#include "screens/work/reports.h"

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "store/read/tasks.h"

enum { NAME = 9, RATE = 9, COVER = 24, DETAIL_MIN = 9, EVENTS_MAX = 20 };
/* The columns: who, the months, what is said of all of them. */
enum { MONTHS_AT = 7, COLUMNS_MAX = REPORT_MONTHS + 12 };

/* A group, or one of its reports. */
struct line {
	const struct report_group *group;
	int  only;                       /* index of the month; -1 all */
	char id[48];
};

struct board_data {
	struct report_board board;
	struct line *lines;
	bool   single;                   /* rows are single reports */
	struct column columns[COLUMNS_MAX];
	char   names[REPORT_MONTHS][24], titles[REPORT_MONTHS][24];
	struct report_axes axes;
	struct report_row  report;       /* the one the cursor is on; id "" when the hub has no record */
	struct object_event events[EVENTS_MAX];
	int    event_count;
	int    month, left;              /* under the cursor, and the first shown; as month_parse() */
	bool   started;
};

/* ---- columns --------------------------------------------------------------------- */

#define GROUP const struct line *line = row; const struct report_group *g = line->group; (void)env; (void)g

static void
month_value(const void *row, const struct env *env, size_t at, struct value *v)
{
	GROUP;
	const struct report_cell *cell = &g->cells[at];
	char text[48];

	if (line->only >= 0 && line->only != (int)at)
		return;
	v->role = report_cell_text(&cell->standing, text, sizeof text);
	value_wordf(v, "%s%s", text, cell->pending ? "~" : "");
}

static void
punctual_value(const void *row, const struct env *env, struct value *v)
{
	GROUP;
	int bp = ratio_bp(g->punctual, g->counted);

	/* Nothing is due yet: nobody was punctual. */
	if (g->counted == 0) {
		value_coded(v, "", "-");
		return;
	}
	value_share(v, bp);
	value_say(v, "%d/%d %s", g->punctual, g->counted, progress_text(bp).text);
	v->role = g->punctual < g->counted ? PAINT_WARN : PAINT_OK;
}

static void
covers_value(const void *row, const struct env *env, struct value *v)
{
	GROUP;
	value_wordf(v, "%d %s", g->divisions, g->covers);
	v->role = PAINT_DIM;
}

/* Of the single report. */
static void
lateness_value(const void *row, const struct env *env, struct value *v)
{
	GROUP;
	if (line->only >= 0)
		value_lateness(v, g->cells[line->only].standing.lateness);
}

static void
state_value(const void *row, const struct env *env, struct value *v)
{
	static const char *const names[] = {
		[REPORT_ON_TIME] = "ON_TIME", [REPORT_MADE_UP] = "MADE_UP", [REPORT_RETURNED] = "RETURNED",
		[REPORT_OVERDUE] = "OVERDUE", [REPORT_DRAFT] = "DRAFT", [REPORT_DUE] = "DUE", [REPORT_NONE] = "",
	};
	char text[48];

	GROUP;
	if (line->only < 0)
		return;
	report_cell_text(&g->cells[line->only].standing, text, sizeof text);
	value_wordf(v, "%s", text);
	v->code = names[g->cells[line->only].standing.state];
}

#define OF_GROUP(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		GROUP; \
		says; \
	}
OF_GROUP(name, value_word(v, g->name))
OF_GROUP(lead, value_word(v, g->lead))
OF_GROUP(due, value_count(v, g->counted))
OF_GROUP(id, value_word(v, g->id))
OF_GROUP(report, if (line->only >= 0) value_word(v, g->cells[line->only].id))

/* Before the months, which come and go: a condition goes by the place of its column. */
#define BEFORE \
	{ "group", N_("group"), NAME, 0, 0, WORKED_OUT(TYPE_TEXT, name_value), OF_RECORDS(KIND_SUP_GROUP) }, \
	{ "lateness", N_("lateness"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES }, \
	{ "state", N_("state"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, state_value) }, \
	{ "lead", N_("lead"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lead_value) }, \
	{ "due", N_("reports due"), 4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, due_value), \
	  .means = N_("months whose report is due or handed in") }, \
	{ "id", N_("id"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, id_value) }, \
	{ "report", N_("report"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, report_value) }
#define PUNCTUAL { "punctual", N_("punctual"), RATE, 0, 0, WORKED_OUT(TYPE_SHARE, punctual_value), \
	.means = N_("handed in by the due day, of those due or handed in; sent back is not on time until sent again") }
static const struct column before[] = { BEFORE };
static const struct column behind[] = {
	PUNCTUAL,
	{ "covers", N_("covers"), COVER - 2, 1, 110, WORKED_OUT(TYPE_TEXT, covers_value) },
	{ 0 }
};
/* Without a county. */
static const struct column no_months[] = {
	BEFORE,
	PUNCTUAL,
	{ 0 }
};

/* 草稿余22, draft 22d */
static short
cell_width(const struct env *env)
{
	return env->english ? 9 : 8;
}

static int
months_shown(const struct env *env)
{
	int room = (env->w - NAME - RATE - 4 - (env->w >= 110 ? COVER : 0)) / (cell_width(env) + 1);

	return room > 1 ? room : 1;      /* more are scrolled to */
}

static int
clamp(int v, int lo, int hi)
{
	return v > hi ? (hi < lo ? lo : hi) : v < lo ? lo : v;
}

/* As many months as there is room for, the cursor's among them; the others are for files. */
static void
lay_months(struct list *l, const struct env *env)
{
	struct board_data *d = l->data;
	int first = d->board.first_month, count = d->board.months, shown = months_shown(env);

	d->month = clamp(d->month, first, first + count - 1);
	d->left = clamp(clamp(d->left, d->month - shown + 1, d->month), first, first + clamp(count - shown, 0, count));
	memcpy(d->columns, before, sizeof before);
	for (int k = 0; k < count; k++) {
		int month = first + k;
		snprintf(d->names[k], sizeof d->names[k], "%04d-%02d", month / 12, month % 12 + 1);
		report_month_text(month, env->today, d->titles[k]);
		d->columns[MONTHS_AT + k] = (struct column){
			.name = d->names[k], .title = d->titles[k], .least = cell_width(env), .type = TYPE_TEXT,
			.nth = month_value, .at = (size_t)k,
			.from = month >= d->left && month < d->left + shown ? 0 : LIST_HIDDEN,
		};
	}
	memcpy(d->columns + MONTHS_AT + count, behind, sizeof behind);
	l->columns = d->columns;
}

/* ---- reading ------------------------------------------------------------------- */

/* A row a group; where lateness or state is asked for, a row each report that is asked for somehow. */
static int
build(struct list *l)
{
	struct board_data *d = l->data;
	const struct report_board *b = &d->board;
	int n = 0;

	d->single = *list_asked(l, "lateness") != '\0' || *list_asked(l, "state") != '\0';
	free(d->lines);
	if ((d->lines = calloc((size_t)b->count * (REPORT_MONTHS + 1) + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0; i < b->count; i++)
		for (int k = d->single ? 0 : -1; k < (d->single ? b->months : 0); k++) {
			const struct report_group *g = &b->groups[i];
			d->lines[n] = (struct line){ .group = g, .only = k };
			if (k < 0)
				snprintf(d->lines[n].id, sizeof d->lines[n].id, "%s", g->id);
			else
				snprintf(d->lines[n].id, sizeof d->lines[n].id, "%s %d", g->id, b->first_month + k);
			n++;
		}
	return b->months > 0 ? n : 0;
}

/* Opened without a wish, the cursor starts on the report that is most wanting. */
static const char *
find_worst(struct board_data *d)
{
	const struct report_board *b = &d->board;
	const char *group = "";
	int worst = 0;

	d->month = b->first_month + b->months - 1;
	for (int i = 0; i < b->count; i++)
		for (int k = 0; k < b->months; k++) {
			const struct report_standing *s = &b->groups[i].cells[k].standing;
			int badness = s->state == REPORT_OVERDUE ? 1000 + s->days
			              : s->state == REPORT_RETURNED ? 500 + s->days : 0;
			if (badness > worst) {
				worst = badness;
				group = b->groups[i].id;
				d->month = b->first_month + k;
			}
		}
	return group;
}

static struct reports_when
when_of(const struct env *env)
{
	return (struct reports_when){ env->today, env->cal, env->rules, env->english };
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct board_data *d = l->data;
	struct reports_when when = when_of(env);

	report_board_clear(&d->board);
	if (report_board(st, env->county, &when, REPORT_MONTHS, &d->board) != 0 ||
	    report_axes(st, env->english, &d->axes) != 0)
		return -1;
	if (d->board.count == 0 && env->part)
		return list_refuse(l, "%s", _("The supervision groups' reports are not sent to you: they are read by "
		                              "the "
		                              "group and by who sees everything assigned to it."));
	if (!d->started)
		snprintf(l->held, sizeof l->held, "%s", find_worst(d));
	d->started = true;
	lay_months(l, env);
	int count = build(l);
	list_rows(l, d->lines, count);
	return 0;
}

static void
clear(void *data)
{
	report_board_clear(&((struct board_data *)data)->board);
	free(((struct board_data *)data)->lines);
}

/* The month a row is looked at in: its own, or the cursor's. */
static int
month_of(const struct board_data *d, const void *row)
{
	const struct line *line = row;

	return line != NULL && line->only >= 0 ? d->board.first_month + line->only : d->month;
}

static const struct report_cell *
cell_of(const struct list *l, const void *row)
{
	const struct board_data *d = l->data;

	return row != NULL ? &((const struct line *)row)->group->cells[month_of(d, row) - d->board.first_month] : NULL;
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct board_data *d = l->data;
	char period[8];

	(void)env;
	month_format(month_of(d, row), period);
	report_lineage(&d->board, cell_of(l, row)->id, ((const struct line *)row)->group->name, period, out);
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct board_data *d = l->data;
	const struct report_cell *cell = cell_of(l, row);
	struct reports_when when = when_of(env);
	int rc;

	memset(&d->report, 0, sizeof d->report);
	d->event_count = 0;
	if (cell == NULL || cell->id[0] == '\0')
		return 0;
	rc = report_get(st, cell->id, &when, &d->report);
	d->event_count = object_events(st, KIND_SUP_REPORT, cell->id, env->english, d->events, EVENTS_MAX);
	return rc < 0 || d->event_count < 0 ? -1 : 0;
}

/* ---- acting --------------------------------------------------------------------- */

static struct effect
unknown(void)
{
	return fx_text(FX_REFUSE, "%s", _("the hub has no record of this report; it is opened there each month"));
}

static struct effect
go_to(struct list *l, const struct env *env, int month)
{
	((struct board_data *)l->data)->month = month;
	lay_months(l, env);
	return list_go(l, env, l->cursor);
}

static struct effect
copy(const struct board_data *d, const struct env *env)
{
	char text[256];

	if (d->report.id[0] == '\0')
		return unknown();
	report_due_text(&d->report, env, text, sizeof text);
	return fx_text(FX_COPY, "%s %s\n%s\n%s", d->report.group_name, d->report.period, text, d->report.findings);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	struct board_data *d = l->data;
	int count = d->board.months, at = d->month - d->board.first_month;

	if (row == NULL)
		return fx(FX_NONE);
	if (d->single && (act == ACT_LEFT || act == ACT_RIGHT || act == ACT_PANE || act == ACT_PANE_BACK))
		return fx(FX_NONE);
	switch (act) {
	case ACT_LEFT:      return go_to(l, env, d->month - 1);
	case ACT_RIGHT:     return go_to(l, env, d->month + 1);
	case ACT_PANE:      return go_to(l, env, d->board.first_month + (at + 1) % count);
	case ACT_PANE_BACK: return go_to(l, env, d->board.first_month + (at + count - 1) % count);
	case ACT_COPY:      return copy(d, env);
	default:            return fx(FX_NONE);
	}
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	const struct report_cell *cell = cell_of(l, row);

	(void)env;
	return cell->id[0] != '\0' ? fx_open(SCREEN_REPORT, "%s", cell->id) : unknown();
}

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	const struct report_cell *cell = cell_of(l, row);

	targets_one(out, KIND_SUP_REPORT, cell->id[0] != '\0' ? cell->id : NULL);
}

static int
picked(const struct list *l)
{
	const struct board_data *d = l->data;

	return MONTHS_AT + month_of(d, list_here(l)) - d->board.first_month;
}

/* ---- painting --------------------------------------------------------------------- */

static const struct list_total totals[] = {
	{ TOTAL("OVERDUE",  N_("overdue"),     "lateness=OVERDUE",  PAINT_LAMP_RED), .tab = true },
	{ TOTAL("RETURNED", N_("returned"),    "state=RETURNED",    PAINT_ERROR) },
	{ TOTAL("MADE_UP",  N_("done late"),   "lateness=MADE_UP",  PAINT_LAMP_BLUE) },
	{ TOTAL("DUE_SOON", N_("due soon"),    "lateness=DUE_SOON", PAINT_LAMP_YELLOW) },
	{ TOTAL("DUE",      N_("not yet due"), "state=DUE,DRAFT",   PAINT_NORMAL) },
	{ 0 }
};

/* Over the board, whatever rows it is shown as. */
static long
tally(const struct list *l, const struct list_total *t, const struct env *env)
{
	const struct report_board *b = &((const struct board_data *)l->data)->board;
	long n = 0;

	(void)env;
	for (int i = 0; i < b->count; i++)
		for (int k = 0; k < b->months; k++) {
			const struct report_standing *s = &b->groups[i].cells[k].standing;
			n += t == &totals[0] ? s->lateness == LATENESS_OVERDUE : t == &totals[1]
			     ? s->state == REPORT_RETURNED : t == &totals[2] ? s->lateness == LATENESS_MADE_UP
			     : t == &totals[3] ? s->lateness == LATENESS_SOON
			     : s->state == REPORT_DUE || s->state == REPORT_DRAFT;
		}
	return n;
}

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct report_board *b = &((const struct board_data *)l->data)->board;
	int x;

	(void)env;
	if (b->counted > 0)
		x = canvas_putf(c, 0, 0, c->w, PAINT_TITLE, _("punctuality %d/%d %d%%"), b->punctual, b->counted,
		                b->punctual * 100 / b->counted);
	else
		x = canvas_put(c, 0, 0, c->w, PAINT_TITLE, _("punctuality -"));
	x = list_totals_paint(l, c, x + 2) - 2;
	if (b->uncovered_count > 0)
		canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_ERROR, _("no group covers: %s"), b->uncovered);
	else if (b->doubled_count > 0)
		canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_WARN, _("covered twice: %s"), b->doubled);
	else
		canvas_put(c, 0, x + 2, c->w - x - 2, PAINT_DIM, _("all covered"));
}

/* All that the groups leave. */
static int
detail_height(const struct list *l, const struct env *env)
{
	int left = env->h - 4 - l->line_count;

	return l->line_count == 0 ? 0 : left > DETAIL_MIN ? left : DETAIL_MIN;
}

static void
unknown_paint(const struct report_cell *cell, struct canvas *c)
{
	char due[12];

	civil_format(cell->due, due);
	canvas_wrap(c, 2, 2, 3, c->w - 4, PAINT_DIM,
	            _("The hub has no record of this report. It is due on the 10th of the next month all the same."));
	canvas_putf(c, 5, 2, c->w - 4, PAINT_DIM, _("due %s"), due);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct board_data *d = l->data;
	const struct report_group *g = row != NULL ? ((const struct line *)row)->group : NULL;
	const struct report_row *r = &d->report;
	int left = c->w >= 110 ? 46 : 37, x = left + 3, facts = c->w - x - 1, used, y;
	char month[24];

	if (g == NULL)
		return;
	report_month_text(month_of(d, row), env->today, month);
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, _(" %s, report of %s  covers %d: %s  lead %s "), g->name, month,
	            g->divisions, g->covers, g->lead);
	if (r->id[0] == '\0') {
		unknown_paint(cell_of(l, row), c);
		return;
	}
	y = 1 + report_matrix_paint(c, 1, 1, left, &d->axes, r->matrix);
	y = y < 6 ? 6 : y;
	report_facts_paint(c, 1, x, facts, r, env);
	if (r->note[0] != '\0')
		canvas_putf(c, r->urged_at != 0 ? 5 : 4, x, facts, PAINT_DIM, _("note: %s"), r->note);
	canvas_putf(c, y++, 1, c->w - 2, PAINT_SECTION, "%s", _("findings"));
	used = canvas_wrap(c, y, 1, c->h - y, c->w - 2, PAINT_NORMAL,
	                   r->findings[0] != '\0' ? r->findings : _("nothing written yet"));
	y += used;
	if (c->h - y > 3)
		report_events_paint(c, y + 1, c->h - y - 1, KIND_SUP_REPORT, d->events, d->event_count, -1);
}

const struct list_ops supervision_list = {
	.noun = "supervision", .about = N_("supervision groups and how each month's report stands"),
	.columns = no_months, .row_size = sizeof(struct line), .data_size = sizeof(struct board_data),
	.id_at = offsetof(struct line, id), .totals = totals, .tally = tally,
	.rows = rows, .clear = clear, .picked = picked, .summary = summary, .detail_height = detail_height,
	.detail = detail, .detail_read = detail_read, .act = act, .lineage = lineage, .open = open, .targets = targets,
	.empty = N_("No supervision groups yet. They come with the county's pack (sup_group.csv, sup_assign.csv); "
	            "r asks the hub. Published figures are on screen 5."),
};

const struct screen_ops reports_screen = {
	.name = "reports", .title = N_("supervision"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_REPORTS | SCOPE_STEPS,
	.topics = TOPIC(KIND_SUP_REPORT) | TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_SUP_ASSIGN) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_CALENDAR) | TOPIC(KIND_POST) | TOPIC_OUTBOX,
	LIST_SCREEN(supervision_list),
};
