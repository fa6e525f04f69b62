#include "screens/figures/standing_text.h"

#include "model/room/civil.h"
#include "screens/kit/lineage.h"
#include "screens/kit/figures.h"

/* ---- figures ----------------------------------------------------------------- */

struct figure
bp_text(int bp)
{
	struct figure f;
	char text[FIGURE_TEXT];

	if (bp < 0 || bp >= 10000)
		share_text(bp < 0 ? INT64_MIN : bp, 0, text);
	else
		share_beside(rational(bp, 10000), rational(1, 1), 1, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text);
	return f;
}

struct figure
reading_text(const struct reading *r)
{
	struct figure f;
	char text[FIGURE_TEXT];

	if (r->bp < 0 || r->bp >= 10000 || r->pace < 0 || r->pace >= 10000)
		return bp_text(r->bp);
	share_beside(r->whole > 0 && r->bp == r->pace ? rational(r->part, r->whole) : rational(r->bp, 10000),
	             rational(r->pace, 10000), 1, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text);
	return f;
}

struct figure
progress_text(int bp)
{
	struct figure f;

	if (bp < 0 || bp % 100 != 0)
		return bp_text(bp);
	snprintf(f.text, sizeof f.text, "%d%%", bp / 100);
	return f;
}

struct figure
change_text(int bp)
{
	struct figure f = { "" };
	char text[FIGURE_TEXT];

	if (bp == READING_NO_CHANGE)
		return f;
	points_text(bp, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text);
	return f;
}

struct figure
points_of(int bp)
{
	struct figure f;
	char text[FIGURE_TEXT];

	points_text(bp < 0 ? -bp : bp, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text[0] == '+' ? text + 1 : text);
	return f;
}

void
basis_text(const struct standing *s, int front, char *out, size_t size)
{
	const struct track *t = standing_basis(s, front);

	snprintf(out, size, standing_by_zero(s, front) ? _("by tasks due by zero day %s") : _("by all tasks %s"),
	         bp_text(t->bp[0]).text);
}

int
forecast_rates(struct canvas *c, int y, int x, const struct forecast *f)
{
	int from = x;

	if (f->need >= 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("needs %d.%02d "), f->need / 100, f->need % 100);
	if (f->known)
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("has %s%d.%02d "), f->gain < 0 ? "-" : "",
		                 abs(f->gain) / 100, abs(f->gain) % 100);
	return x - from;
}

const char *
metric_title(enum metric metric)
{
	static const char *const titles[METRIC_COUNT] = {
		[METRIC_PROGRESS] = N_("task progress"), [METRIC_CLOSED] = N_("issues closed"),
		[METRIC_REPORTS] = N_("reports on time"), [METRIC_INSTANT] = N_("instant settlement"),
	};

	return _(titles[metric]);
}

/* All there is of it, where there is room for it. */
static struct figure
exact_text(int bp)
{
	struct figure f;
	char text[FIGURE_TEXT];

	share_text(bp < 0 ? INT64_MIN : bp, 2, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text);
	return f;
}

/* ---- lineage ------------------------------------------------------------------ */

static void
say_forecast(FILE *out, const struct townships *t, const struct standing *s, const struct env *env)
{
	struct forecast f;
	char basis[96], day[11];

	if (s->all.tasks == 0)
		return;
	standing_forecast(s, FRONT_ALL, t->zero_day, env->today, env->cal, &f);
	basis_text(s, FRONT_ALL, basis, sizeof basis);
	civil_format(t->zero_day, day);
	fprintf(out, _("Plan, %s (%d tasks): to %s are %d workdays, today only when it is the last; "), basis,
	        standing_basis(s, FRONT_ALL)->tasks, day, f.workdays_left);
	if (f.need >= 0)
		fprintf(out, _("needed a workday: %d.%02d points; "), f.need / 100, f.need % 100);
	if (f.known)
		fprintf(out, _("gained a workday over the last 14 days: %s%d.%02d points; "), f.gain < 0 ? "-" : "",
		        abs(f.gain) / 100, abs(f.gain) % 100);
	else
		fprintf(out, "%s", _("its pace is not known; "));
	fprintf(out, f.never ? _("at this pace never done.\n") : f.late_workdays > 0 ? _("%d workdays overdue.\n")
	        : f.need == 0 ? _("all done.\n") : f.known ? _("in time.\n") : "\n", f.late_workdays);
}

static void
say_progress(FILE *out, const struct townships *t, const struct standing *s, int front, const struct env *env)
{
	const struct track *track = front == FRONT_ALL ? &s->all : &s->fronts[front];

	fprintf(out,
	        _("Task progress: the percentages of %d tasks by weight, %d of them done, %d overdue. "
	          "Checked counts 100, done but unchecked at most 90; a parent is its children by weight.\n"),
	        track->tasks, track->done, track->overdue);
	fprintf(out,
	        _("Pace line: where the tasks' own start and due days say they should be, by the same weights: %s.\n"),
	        exact_text(track->pace).text);
	for (int f = townships_next_track(t, FRONT_ALL); f != FRONT_ALL; f = townships_next_track(t, f)) {
		struct reading r;
		standing_read(s, METRIC_PROGRESS, f, &t->yard, &r);
		fprintf(out, _("  %s %s, pace %s, %d tasks, lamp %s\n"), t->fronts[f].name, reading_text(&r).text,
		        bp_text(r.pace).text, s->fronts[f].tasks, _(lamp_word(r.lamp)));
	}
	fprintf(out,
	        _("Lamp: the worst of the fronts; yellow from %d points behind, red over %d or with a task "
	          "overdue.\n"),
	        t->yard.rules->lag_yellow, t->yard.rules->lag_red);
	if (!t->part)
		fprintf(out,
		        _("The county, %s at pace %s: the same tasks of all its townships, by the same weights; the "
		          "county office's own are left out.\n"),
	        exact_text(t->county.all.bp[0]).text, exact_text(t->county.all.pace).text);
	if (front == FRONT_ALL)
		say_forecast(out, t, s, env);
}

static void
say_closed(FILE *out, const struct townships *t, const struct standing *s, const struct reading *r)
{
	char day[11];

	civil_format(t->pace_start, day);
	fprintf(out,
	        _("Issues closed: %ld closed of %ld (all but %d cancelled; %d suspended do not count as closed).\n"),
	        r->part, r->whole, s->issues.cancelled, s->issues.suspended);
	fprintf(out, _("Pace line: time gone from %s to clear-to-zero day: %s.\n"), day, exact_text(r->pace).text);
}

static void
say_metric(struct lineage *l, const struct townships *t, const struct standing *s, enum metric metric, int front,
           const struct env *env)
{
	struct reading r;

	FILE *out = l->out;

	standing_read(s, metric, metric == METRIC_PROGRESS ? front : FRONT_ALL, &t->yard, &r);
	fprintf(out, "%s %s %s\n", s->full, metric_title(metric), exact_text(r.bp).text);
	switch (metric) {
	case METRIC_PROGRESS:
		say_progress(out, t, s, front, env);
		lineage_share(l, _("percentages of the tasks by their weights"), INT64_MIN, _("weight of the tasks "
											      "counted"),
		              INT64_MIN);
		lineage_from(l, "%s", _("task records; their percentages are reported by the owner posts"));
		break;
	case METRIC_CLOSED:
		say_closed(out, t, s, &r);
		lineage_share(l, _("closed"), r.part, _("all but those cancelled"), r.whole);
		lineage_from(l, "%s", _("the issue records"));
		break;
	case METRIC_REPORTS:
		fprintf(out,
		        _("Reports on time: %d of %d monthly reports of %s handed in by their due day, %d done late, "
		          "%d "
		          "overdue.\n"),
		        s->reports.on_time, s->reports.expected, s->reports.groups, s->reports.late,
		        s->reports.missing);
		lineage_share(l, _("handed in by their due day"), s->reports.on_time, _("due or handed in"),
		              s->reports.expected);
		lineage_from(l, "%s", _("supervision report records; the due day is the 10th of the next month"));
		break;
	default:
		fprintf(out, _("Instant settlement, %s: %ld of %ld eligible cases settled at once.\n"),
		        s->settled.period, r.part, r.whole);
		if (r.few)
			fprintf(out, _("Fewer than %d cases: shown grey, not ranked.\n"),
			        t->yard.rules->fair_denominator);
		fprintf(out, _("Target: %s.\n"), bp_text(r.pace).text);
		lineage_share(l, _("cases settled at once"), r.part, _("eligible cases"), r.whole);
		lineage_from(l, "%s", _("settlement records, the newest month there was by that day"));
		break;
	}
}

void
standing_lineage(const struct townships *t, const struct standing *s, enum metric metric, int front,
                 const struct env *env, struct lineage *out)
{
	lineage_what(out, "%s", s->full);
	lineage_means(out, "%s", _("what the tile or row shows, each measure with its pace line or target:"));
	for (int k = 0; k < METRIC_COUNT; k++)
		if (metric == METRIC_COUNT || (int)metric == k) {
			say_metric(out, t, s, (enum metric)k, front, env);
			fputc('\n', out->out);
		}
	lineage_record(out, KIND_DIVISION, s->code);
	if (t->sample)
		lineage_line(out, "%s", _("Demonstration data."));
}
