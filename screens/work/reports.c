#include "screens/work/reports.h"

#include "screens/kit/match.h"
#include "store/read/tasks.h"

enum { CELL = 10, NAME = 9, RATE = 9, COVER = 24, DETAIL_MIN = 9, EVENTS_MAX = 20 };

struct reports_model {
	struct report_board board;
	struct report_row  report;       /* the cell the cursor is on; id "" when the hub has no record */
	struct object_event events[EVENTS_MAX];
	int  event_count;
	int  group, month, top;
	int  left;                       /* first month shown */
	bool started;
};

/* ---- loading ------------------------------------------------------------------- */

static int
months_shown(int w)
{
	int room = w - NAME - RATE - 2 - (w >= 110 ? COVER : 0);

	return room / CELL > 1 ? room / CELL : 1;      /* more are scrolled to */
}

static const struct report_cell *
cell_here(const struct reports_model *m)
{
	return m->board.count > 0 && m->board.months > 0 ? &m->board.groups[m->group].cells[m->month] : NULL;
}

static int
clamp(int v, int lo, int hi)
{
	return v > hi ? (hi < lo ? lo : hi) : v < lo ? lo : v;
}

/* Opened without a wish, the cursor starts on the report that is most wanting. */
static void
find_worst(struct reports_model *m)
{
	int worst = -1;

	for (int i = 0; i < m->board.count; i++)
		for (int k = 0; k < m->board.months; k++) {
			const struct report_standing *s = &m->board.groups[i].cells[k].standing;
			int badness = s->state == REPORT_MISSING ? 1000 + s->days : s->state == REPORT_RETURNED ? 500 + s->days : 0;
			if (badness > worst) {
				worst = badness;
				m->group = i;
				m->month = k;
			}
		}
	if (worst <= 0)
		m->month = m->board.months - 1;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct reports_model *m = model;
	struct reports_when when = { env->today, env->cal, env->rules, env->english };
	int held = m->board.first_month + m->month, rc;
	const struct report_cell *cell;

	report_board_clear(&m->board);
	if (report_board(st, env->county, &when, REPORT_MONTHS, &m->board) != 0)
		return -1;
	if (!m->started)
		find_worst(m);
	else
		m->month = held - m->board.first_month;
	m->started = true;
	m->group = clamp(m->group, 0, m->board.count - 1);
	m->month = clamp(m->month, 0, m->board.months - 1);
	m->left = clamp(m->left, m->month - months_shown(env->w) + 1, m->month);
	if (m->left + months_shown(env->w) > m->board.months)
		m->left = clamp(m->board.months - months_shown(env->w), 0, m->month);
	memset(&m->report, 0, sizeof m->report);
	m->event_count = 0;
	cell = cell_here(m);
	if (cell == NULL || cell->id[0] == '\0')
		return 0;
	rc = report_get(st, cell->id, &when, &m->report);
	m->event_count = object_events(st, KIND_SUP_REPORT, cell->id, env->english, m->events, EVENTS_MAX);
	return rc < 0 || m->event_count < 0 ? -1 : 0;
}

static void
unload(void *model)
{
	struct reports_model *m = model;

	report_board_clear(&m->board);
}

/* ---- acting --------------------------------------------------------------------- */

static int
rows_shown(int h, int count)
{
	int room = h - 3 - DETAIL_MIN;

	return count < room ? count : room > 1 ? room : 1;
}

static struct effect
go_to(struct reports_model *m, const struct env *env, int group, int month)
{
	int shown = rows_shown(env->h, m->board.count);

	m->group = clamp(group, 0, m->board.count - 1);
	m->month = clamp(month, 0, m->board.months - 1);
	m->top = clamp(m->top, m->group - shown + 1, m->group);
	return fx(FX_LOAD);
}

static struct effect
copy(const struct reports_model *m, const struct env *env)
{
	char text[256];

	if (m->report.id[0] == '\0')
		return fx_text(FX_REFUSE, "%s", _("the hub has no record of this report; it is opened there each month"));
	report_due_text(&m->report, env, text, sizeof text);
	return fx_text(FX_COPY, "%s %s\n%s\n%s", m->report.group_name, m->report.period, text, m->report.findings);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct reports_model *m = model;
	const struct report_cell *cell = cell_here(m);

	if (cell == NULL)
		return fx_text(FX_REFUSE, "%s", _("there are no reports here"));
	switch (act) {
	case ACT_DOWN: case ACT_NEXT_SIBLING: return go_to(m, env, m->group + 1, m->month);
	case ACT_UP: case ACT_PREV_SIBLING:   return go_to(m, env, m->group - 1, m->month);
	case ACT_PANE:      return go_to(m, env, m->group, (m->month + 1) % m->board.months);
	case ACT_PANE_BACK: return go_to(m, env, m->group, (m->month + m->board.months - 1) % m->board.months);
	case ACT_LEFT:      return go_to(m, env, m->group, m->month - 1);
	case ACT_RIGHT:     return go_to(m, env, m->group, m->month + 1);
	case ACT_TOP:       return go_to(m, env, 0, m->month);
	case ACT_BOTTOM:    return go_to(m, env, m->board.count - 1, m->month);
	case ACT_PAGE_DOWN: return go_to(m, env, m->group + rows_shown(env->h, m->board.count), m->month);
	case ACT_PAGE_UP:   return go_to(m, env, m->group - rows_shown(env->h, m->board.count), m->month);
	case ACT_COPY:      return copy(m, env);
	case ACT_LINEAGE:   return report_lineage(&m->board);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "reports");
	case ACT_OPEN:
		if (cell->id[0] == '\0')
			return fx_text(FX_REFUSE, "%s", _("the hub has no record of this report; it is opened there each month"));
		return fx_open(SCREEN_REPORT, "%s", cell->id);
	default:
		return fx(FX_NONE);
	}
}

static void
targets(const void *model, struct targets *out)
{
	const struct reports_model *m = model;
	const struct report_cell *cell = cell_here(m);

	targets_one(out, KIND_SUP_REPORT, cell != NULL && cell->id[0] != '\0' ? cell->id : NULL);
}

/* By group or by a township it covers. */
static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct reports_model *m = model;
	int count = m->board.count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->group + (direction < 0 ? -k : k)) % count + count) % count;
		if (text_matches(m->board.groups[i].name, needle) || text_matches(m->board.groups[i].covers, needle))
			return go_to(m, env, i, m->month);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting --------------------------------------------------------------------- */

static void
summary_paint(const struct reports_model *m, struct canvas *c)
{
	const struct report_board *b = &m->board;
	int x = 1;

	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("punctuality %d/%d"), b->punctual, b->counted);
	if (b->counted > 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, " %d%%", b->punctual * 100 / b->counted);
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, b->missing > 0 ? PAINT_ERROR : PAINT_OK, _("missing %d"), b->missing) + 2;
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, b->returned > 0 ? PAINT_ERROR : PAINT_OK, _("returned %d"), b->returned) + 2;
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, b->late > 0 ? PAINT_WARN : PAINT_OK, _("late %d"), b->late) + 2;
	x += canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_NORMAL, _("not yet due %d"), b->due) + 2;
	if (b->uncovered_count > 0)
		canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_ERROR, _("no group covers: %s"), b->uncovered);
	else if (b->doubled_count > 0)
		canvas_putf(c, 0, x + 2, c->w - x - 2, PAINT_WARN, _("covered twice: %s"), b->doubled);
	else
		canvas_put(c, 0, x + 2, c->w - x - 2, PAINT_DIM, _("all covered"));
}

static void
head_paint(const struct reports_model *m, const struct env *env, struct canvas *c)
{
	char text[24];
	int x = NAME + 1;

	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 1, 1, NAME, PAINT_COLUMN_HEAD, _("group"));
	for (int k = m->left; k < m->board.months && k < m->left + months_shown(c->w); k++, x += CELL) {
		report_month_text(m->board.first_month + k, env->today, text);
		canvas_put(c, 1, x, CELL, k == m->month ? PAINT_SECTION : PAINT_COLUMN_HEAD, text);
	}
	canvas_put(c, 1, x, RATE, PAINT_COLUMN_HEAD, _("punctual"));
	if (c->w >= 110)
		canvas_put(c, 1, x + RATE, c->w - x - RATE, PAINT_COLUMN_HEAD, _("covers"));
}

static void
group_paint(const struct reports_model *m, struct canvas *c, int y, int i)
{
	const struct report_group *g = &m->board.groups[i];
	char text[48];
	int x = NAME + 1;

	canvas_put(c, y, 0, 1, PAINT_NORMAL, i == m->group ? ">" : " ");
	canvas_pad(c, y, 1, NAME, i == m->group ? PAINT_TITLE : PAINT_NORMAL, g->name);
	for (int k = m->left; k < m->board.months && k < m->left + months_shown(c->w); k++, x += CELL) {
		const struct report_cell *cell = &g->cells[k];
		bool here = i == m->group && k == m->month;
		enum paint_role role = report_cell_text(&cell->standing, text, sizeof text);
		canvas_putf(c, y, x - 1, 1, here ? PAINT_SELECTED : PAINT_PENDING, "%s", cell->pending ? "~" : here ? ">" : " ");
		canvas_pad(c, y, x, CELL - 1, here ? PAINT_SELECTED : role, text);
		if (here)
			canvas_cursor(c, y, x);
	}
	canvas_putf(c, y, x, RATE, g->punctual < g->counted ? PAINT_WARN : PAINT_OK, "%d/%d %d%%", g->punctual, g->counted,
	            g->counted > 0 ? g->punctual * 100 / g->counted : 100);
	if (c->w >= 110)
		canvas_putf(c, y, x + RATE, c->w - x - RATE, PAINT_DIM, "%d %s", g->divisions, g->covers);
}

static void
detail_paint(const struct reports_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct report_group *g = &m->board.groups[m->group];
	const struct report_cell *cell = cell_here(m);
	const struct report_row *r = &m->report;
	char month[24], due[12];
	int left = c->w >= 110 ? 46 : 37, x = left + 3, facts = c->w - x - 1, used;

	report_month_text(m->board.first_month + m->month, env->today, month);
	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, _(" %s, report of %s  covers %d: %s  lead %s "), g->name, month, g->divisions, g->covers, g->lead);
	if (r->id[0] == '\0') {
		civil_format(cell->due, due);
		canvas_wrap(c, y + 2, 2, 3, c->w - 4, PAINT_DIM, _("The hub has no record of this report. It is due on the 10th of the next month all the same."));
		canvas_putf(c, y + 5, 2, c->w - 4, PAINT_DIM, _("due %s"), due);
		return;
	}
	report_matrix_paint(c, y + 1, 1, left, r->matrix);
	report_facts_paint(c, y + 1, x, facts, r, env);
	if (r->note[0] != '\0')
		canvas_putf(c, y + (r->urged_at != 0 ? 5 : 4), x, facts, PAINT_DIM, _("note: %s"), r->note);
	canvas_putf(c, y + 6, 1, c->w - 2, PAINT_SECTION, "%s", _("findings"));
	used = canvas_wrap(c, y + 7, 1, c->h - y - 7, c->w - 2, PAINT_NORMAL, r->findings[0] != '\0' ? r->findings : _("nothing written yet"));
	if (c->h - y - 7 - used > 3)
		report_events_paint(c, y + 8 + used, c->h - y - 8 - used, KIND_SUP_REPORT, m->events, m->event_count, -1);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct reports_model *m = model;
	int shown = rows_shown(c->h, m->board.count);

	if (m->board.count == 0 && env->part) {
		canvas_wrap(c, 2, 2, 4, c->w - 4, PAINT_DIM, _("The supervision groups' reports are not sent to you: they are read by the group and by who sees everything assigned to it."));
		return;
	}
	if (m->board.count == 0) {
		canvas_wrap(c, 2, 2, 4, c->w - 4, PAINT_DIM, _("No supervision groups yet. They come with the county's pack (sup_group.csv, sup_assign.csv); r asks the hub. Published figures are on screen 5."));
		return;
	}
	summary_paint(m, c);
	head_paint(m, env, c);
	for (int i = 0; i < shown && m->top + i < m->board.count; i++)
		group_paint(m, c, 2 + i, m->top + i);
	detail_paint(m, env, c, 3 + shown);
}

static const char *
enter(const void *model)
{
	const struct report_cell *cell = cell_here(model);

	return cell != NULL && cell->id[0] != '\0' ? _("open") : "";
}

const struct screen_ops reports_screen = {
	.name = "reports",
	.title = N_("supervision"),
	.scope = SCOPE_MOVE | SCOPE_REPORTS | SCOPE_STEPS,
	.topics = TOPIC(KIND_SUP_REPORT) | TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_SUP_ASSIGN) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_CALENDAR) | TOPIC(KIND_POST) | TOPIC_OUTBOX,
	.model_size = sizeof(struct reports_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = paint,
	.targets = targets,
	.enter = enter,
	.search = search,
};
