
#include "screens/kit/lineage.h"
#include "screens/work/reports.h"
#include "screens/work/tasks.h"

enum { EVENTS_MAX = 40 };

struct report_model {
	char id[64];
	struct report_board board;         /* for stepping to the next report and for what the group covers */
	struct report_row   report;
	struct report_axes  axes;
	bool found;
	struct object_event events[EVENTS_MAX];
	int  event_count, cursor;
};

static int
load(void *model, struct store *st, const struct env *env)
{
	struct report_model *m = model;
	struct reports_when when = { env->today, env->cal, env->rules, env->english };
	int rc;

	if (m->id[0] == '\0')
		snprintf(m->id, sizeof m->id, "%s", env->arg);
	report_board_clear(&m->board);
	if (report_board(st, env->county, &when, REPORT_MONTHS, &m->board) != 0 ||
	    report_axes(st, env->english, &m->axes) != 0 || (rc = report_get(st, m->id, &when, &m->report)) < 0)
		return -1;
	m->found = rc == 0;
	m->event_count = object_events(st, KIND_SUP_REPORT, m->id, env->english, m->events, EVENTS_MAX);
	return m->event_count < 0 ? -1 : 0;
}

static void
unload(void *model)
{
	struct report_model *m = model;

	report_board_clear(&m->board);
}

/* The same group's month before or after: left and right; the same month's next group: J and K. */
static struct effect
neighbour(struct report_model *m, int groups, int months)
{
	for (int i = 0; i < m->board.count; i++)
		for (int k = 0; k < m->board.months; k++) {
			int g = i + groups, n = k + months;
			if (strcmp(m->board.groups[i].cells[k].id, m->id) != 0)
				continue;
			if (g < 0 || g >= m->board.count || n < 0 || n >= m->board.months ||
			    m->board.groups[g].cells[n].id[0] == '\0')
				return fx_text(FX_SAY, "%s",
				               groups + months > 0 ? _("that was the last one")
				               : _("that was the first one"));
			snprintf(m->id, sizeof m->id, "%s", m->board.groups[g].cells[n].id);
			m->cursor = 0;
			return fx(FX_LOAD);
		}
	return fx(FX_NONE);
}

static struct effect
step(struct report_model *m, int by)
{
	m->cursor += by;
	m->cursor = m->cursor >= m->event_count ? m->event_count - 1 : m->cursor;
	m->cursor = m->cursor < 0 ? 0 : m->cursor;
	return fx(FX_PAINT);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct report_model *m = model;
	char text[256];

	if (!m->found)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN:         return step(m, 1);
	case ACT_UP:           return step(m, -1);
	case ACT_NEXT_SIBLING: return neighbour(m, 1, 0);
	case ACT_PREV_SIBLING: return neighbour(m, -1, 0);
	case ACT_RIGHT:        return neighbour(m, 0, 1);
	case ACT_LEFT:         return neighbour(m, 0, -1);
	case ACT_EXPORT:       return fx_text(FX_EXPORT, "reports");
	case ACT_OPEN:
		if (m->cursor < m->event_count)
			return event_show(KIND_SUP_REPORT, &m->events[m->cursor]);
		return fx_text(FX_REFUSE, "%s", _("nothing to open here; F9 lists what can be done"));
	case ACT_COPY:
		report_due_text(&m->report, env, text, sizeof text);
		return fx_text(FX_COPY, "%s %s\n%s\n%s", m->report.group_name, m->report.period, text,
		               m->report.findings);
	default:
		return fx(FX_NONE);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct report_model *m = model;

	(void)env;
	if (m->found)
		report_lineage(&m->board, m->id, m->report.group_name, m->report.period, out);
}

static void
targets(const void *model, struct targets *out)
{
	const struct report_model *m = model;

	targets_one(out, KIND_SUP_REPORT, m->found ? m->id : NULL);
}

/* ---- painting ---------------------------------------------------------------------- */

static const char *
covers(const struct report_model *m)
{
	for (int i = 0; i < m->board.count; i++)
		if (strcmp(m->board.groups[i].id, m->report.group) == 0)
			return m->board.groups[i].covers;
	return "";
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct report_model *m = model;
	const struct report_row *r = &m->report;
	int y = 5, lines;

	if (!m->found) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM,
		            _("There is no supervision report %s here. Esc goes back; r asks the hub."), m->id);
		return;
	}
	canvas_putf(c, 0, 1, c->w - 2, PAINT_TITLE, _("%s%s  report of %s  covers %s"),
	            r->pending[0] != '\0' ? "~" : "", r->group_name, r->period, covers(m));
	report_facts_paint(c, 1, 1, c->w - 2, r, env);
	y += report_matrix_paint(c, y, 1, c->w - 2, &m->axes, r->matrix);
	if (r->note[0] != '\0')
		canvas_putf(c, y, 1, c->w - 2, PAINT_DIM, _("note: %s"), r->note);
	canvas_put(c, y + 1, 1, c->w - 2, PAINT_SECTION, _("findings"));
	y += 2;
	lines = canvas_wrap(c, y, 1, c->h - y - 3, c->w - 2, PAINT_NORMAL,
	                    r->findings[0] != '\0' ? r->findings : _("nothing written yet"));
	y += lines > c->h - y - 3 ? c->h - y - 3 : lines;
	report_events_paint(c, y, c->h - y, KIND_SUP_REPORT, m->events, m->event_count, m->cursor);
}

static const char *
enter(const void *model)
{
	const struct report_model *m = model;

	return m->found && m->cursor < m->event_count ? _("open") : "";
}

const struct screen_ops report_screen = {
	.name = "report",
	.title = N_("supervision report"),
	.scope = SCOPE_MOVE | SCOPE_STEPS,
	.topics = TOPIC(KIND_SUP_REPORT) | TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_SUP_ASSIGN) | TOPIC(KIND_EVENT) |
	          TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct report_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.targets = targets,
	.enter = enter,
};
