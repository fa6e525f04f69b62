/* Words and bars that the list of tasks and the page of one share. */

#include "screens/kit/lineage.h"
#include "screens/kit/bar.h"
#include "screens/kit/figures.h"
#include "screens/work/tasks.h"

/* ---- words shared with the task page ------------------------------------------ */

void
day_text(int32_t day, int32_t today, char out[12])
{
	char full[11];
	int year, this_year, month, mday;

	if (day == CIVIL_NONE) {
		snprintf(out, 12, "-");
		return;
	}
	civil_format(day, full);
	civil_split(day, &year, &month, &mday);
	civil_split(today, &this_year, &month, &mday);
	snprintf(out, 12, "%s", year == this_year ? full + 5 : full);
}

void
points_a_day(int bp, bool known, char out[16])
{
	if (!known)
		snprintf(out, 16, "-");
	else
		snprintf(out, 16, "%s%d.%02d", bp < 0 ? "-" : "", abs(bp) / 100, abs(bp) % 100);
}

const char *
task_status_text(const struct task_node *n)
{
	return flow_state_text(KIND_TASK, n->status);
}

enum paint_role
task_end_text(const struct task_node *n, int32_t today, char *out, size_t size)
{
	const struct forecast *f = &n->forecast;
	char end[12];

	if (n->credit >= 10000) {
		snprintf(out, size, "%s", _("checked"));
		return PAINT_OK;
	}
	if (n->finished) {
		snprintf(out, size, "%s", _("to check"));
		return PAINT_WARN;
	}
	if (n->overdue) {
		snprintf(out, size, _("%dd overdue"), (int)(today - n->due));
		return PAINT_ERROR;
	}
	if (n->start != CIVIL_NONE && n->start > today) {
		day_text(n->start, today, end);
		snprintf(out, size, _("from %s"), end);
		return PAINT_DIM;
	}
	if (f->never || !f->known) {
		snprintf(out, size, "%s", f->never ? _("no progress") : "-");
		return f->never ? PAINT_WARN : PAINT_DIM;
	}
	day_text(f->ends, today, end);
	end[strlen(end) > 5 ? 7 : 5] = '\0';           /* another year: its month is enough */
	snprintf(out, size, f->late_workdays > 0 ? _("%s overdue %d") : "%s", end, f->late_workdays);
	return f->late_workdays > 0 ? PAINT_WARN : PAINT_NORMAL;
}

void
task_plan_text(const struct task_node *n, int32_t today, char *out, size_t size)
{
	const struct forecast *f = &n->forecast;
	char due[12], end[12], need[16], pace[16];

	day_text(n->due, today, due);
	day_text(f->ends, today, end);
	points_a_day(f->need, f->need >= 0, need);
	points_a_day(f->gain, f->known, pace);
	if (n->finished)
		snprintf(out, size, n->credit >= 10000 ? _("Checked; was due %s.")
		         : _("Reported done, waits for its check; due %s."), due);
	else if (n->start != CIVIL_NONE && n->start > today)
		snprintf(out, size, _("Not begun yet; due %s."), due);
	else if (n->overdue && (f->never || !f->known))
		snprintf(out, size, _("Was due %s, %d days ago; no progress in 14 days."), due, (int)(today - n->due));
	else if (n->overdue)
		snprintf(out, size, _("Was due %s, %d days ago; at today's pace %s points/workday it ends "
		                      "%s, %d workdays overdue."),
		         due, (int)(today - n->due), pace, end, f->late_workdays);
	else if (f->never || !f->known)
		snprintf(out, size, _("Needs %s points/workday for %d workdays until %s; no progress in 14 days, "
		                      "it will not be done."),
		         need, f->workdays_left, due);
	else if (f->late_workdays > 0)
		snprintf(out, size, _("Needs %s points/workday for %d workdays until %s; at today's pace %s "
		                      "points/workday it ends %s, %d workdays overdue."),
		         need, f->workdays_left, due, pace, end, f->late_workdays);
	else
		snprintf(out, size, _("Needs %s points/workday for %d workdays until %s; at today's pace %s "
		                      "points/workday it ends %s, in time."),
		         need, f->workdays_left, due, pace, end);
}

struct effect
event_show(enum kind kind, const struct object_event *event)
{
	bool changed = strcmp(event->from, event->to) != 0;
	int from = flow_state_find(kind, event->from), to = changed ? flow_state_find(kind, event->to) : -1;
	struct effect e;
	char at[26];

	instant_format(event->at, at);
	at[10] = ' ';
	at[16] = '\0';
	e = fx_text(FX_SHOW, "%s  %s  %s%s%s%s%s\n\n%s", at, event->who, _(flow_event_title(kind, event->verb)),
	            to >= 0 ? "\n" : "", from >= 0 && to >= 0 ? _(flow_states[from].title) : "", from >= 0 && to >= 0
	            ? " > " : "",
	            to >= 0 ? _(flow_states[to].title) : "", event->note);
	e.verb = N_("what happened");
	return e;
}

void
task_lineage(const struct task_node *n, const char *title, const struct env *env, struct lineage *out)
{
	lineage_what(out, _("%s %s: progress %d.%02d%%, the pace its dates ask for %d.%02d%%"), n->id, title,
	             n->credit / 100, n->credit % 100, n->pace / 100, n->pace % 100);
	lineage_means(out, "%s", _("a task's own percentage as reported by its post; checked counts 100, done but not "
	                           "yet checked at most 90; a parent is its children by weight"));
	lineage_share(out, _("percentages of its parts times their weights"), INT64_MIN,
	              _("the weights together"), INT64_MIN);
	lineage_line(out, _("Parts below it: %d, finished %d."), n->leaves, n->complete);
	lineage_line(out, "%s", _("Workdays follow the statutory calendar with its makeup days; the gain is of "
	                          "the last 14 days."));
	if (env->part && n->leaves > 1)
		lineage_line(out, "%s", _("Of its parts only those that are sent to you count here; this is not the "
		                          "county's progress."));
	lineage_from(out, "%s", _("the task records of the plan; percentages by their posts, events for the days "
				  "before"));
	lineage_record(out, KIND_TASK, n->id);
}

/* ---- the time axis ------------------------------------------------------------------ */

/* Column of a day on an axis of w columns. */
static int
axis_at(int32_t day, int32_t first, int32_t last, int w)
{
	int64_t span = last > first ? last - first : 1;
	int at = (int)(((int64_t)day - first) * (w - 1) / span);

	return at < 0 ? 0 : at >= w ? w - 1 : at;
}

/* Months are labelled one in `step`, as close as whole labels with a blank between them go. */
static int
axis_step(int32_t first, int32_t last, int w, int label)
{
	static const int steps[] = { 1, 2, 3, 6, 12 };
	int64_t months = last > first ? (last - first + 29) / 30 : 1;

	for (size_t i = 0; i + 1 < sizeof steps / sizeof *steps; i++)
		if (steps[i] * w / months > label)
			return steps[i];
	return 12;
}

void
axis_head_paint(struct canvas *c, int y, int x, int w, int32_t first, int32_t last)
{
	int year, month, mday, free_from = 0, label = w >= 48 ? 4 : 2, step;
	char text[16];

	if (first == CIVIL_NONE || w < 8)
		return;
	step = axis_step(first, last, w, label);
	civil_split(first, &year, &month, &mday);
	for (int32_t day = civil_day(year, month, 1); day != CIVIL_NONE &&
	     day <= last; day = civil_month_end(day) + 1) {
		int at;
		civil_split(day, &year, &month, &mday);
		if (day < first || (month - 1) % step != 0)
			continue;
		at = axis_at(day, first, last, w);
		if (w >= 48)
			snprintf(text, sizeof text, "%s", month_name(month));
		else
			snprintf(text, sizeof text, "%d", month);
		if (at < free_from || at + text_width(text) > w)
			continue;
		canvas_put(c, y, x + at, w - at, PAINT_COLUMN_HEAD, text);
		free_from = at + text_width(text) + 1;
	}
}

void
axis_legend_paint(struct canvas *c, int y, int x, int w)
{
	const char *done = _("done "), *left = _("left "), *today = _("today");
	int wide = 3 + text_width(done) + text_width(left) + text_width(today);

	if (wide > w)
		return;
	x += w - wide;
	bar_paint(c, y, x, 1, 100, BAR_NO_PACE, PAINT_BAR);
	x += 1 + canvas_put(c, y, x + 1, wide, PAINT_DIM, done);
	bar_paint(c, y, x, 1, 0, BAR_NO_PACE, PAINT_BAR);
	x += 1 + canvas_put(c, y, x + 1, wide, PAINT_DIM, left);
	canvas_fill(c, y, x, 1, 1, PAINT_PACE, c->tier == GLYPHS_RICH ? "\xe2\x94\x82" : "|");
	canvas_put(c, y, x + 1, wide, PAINT_DIM, today);
}

void
task_bar_paint(struct canvas *c, int y, int x, int w, const struct task_node *n, int32_t first, int32_t last,
               int32_t today)
{
	int32_t start = n->start != CIVIL_NONE ? n->start : n->due;
	int from, to, now;

	if (n->due == CIVIL_NONE || first == CIVIL_NONE || w < 8)
		return;
	from = axis_at(start, first, last, w);
	to = axis_at(n->due, first, last, w);
	now = axis_at(today, first, last, w);
	if (n->overdue && now > to)
		canvas_fill(c, y, x + to + 1, 1, now - to, PAINT_LAMP_RED, "!");
	bar_paint(c, y, x + from, to - from + 1, n->credit / 100, BAR_NO_PACE, lamp_role(n->lamp));
	canvas_fill(c, y, x + now, 1, 1, PAINT_PACE, c->tier == GLYPHS_RICH ? "\xe2\x94\x82" : "|");
}
