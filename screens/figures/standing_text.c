#include "screens/figures/standing_text.h"

#include "model/room/civil.h"
#include "screens/kit/figures.h"

/* ---- figures ----------------------------------------------------------------- */

struct figure
bp_text(int bp)
{
	struct figure f;
	char text[FIGURE_TEXT];

	share_text(bp < 0 ? INT64_MIN : shown_bp(bp), bp >= 10000 ? 0 : 1, text);
	snprintf(f.text, sizeof f.text, "%.*s", (int)sizeof f.text - 1, text);
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

const char *
metric_title(enum metric metric)
{
	static const char *const titles[METRIC_COUNT] = {
		[METRIC_PROGRESS] = N_("task progress"), [METRIC_CLOSED] = N_("issues closed"),
		[METRIC_REPORTS] = N_("reports on time"), [METRIC_INSTANT] = N_("instant settlement"),
	};

	return _(titles[metric]);
}

/* ---- lineage ------------------------------------------------------------------ */

static void
say_progress(FILE *out, const struct townships *t, const struct standing *s, int front)
{
	const struct track *track = front == FRONT_ALL ? &s->all : &s->fronts[front];

	fprintf(out,
	        _("Task progress: the percentages of %d tasks by weight, %d of them done, %d past their due day. "
	          "Checked counts 100, done but unchecked at most 90; a parent is its children by weight.\n"),
	        track->tasks, track->done, track->overdue);
	fprintf(out,
	        _("Pace line: where the tasks' own start and due days say they should be, by the same weights: %s.\n"),
	        bp_text(track->pace).text);
	for (int f = 0; f < t->front_count; f++) {
		struct reading r;
		standing_read(s, METRIC_PROGRESS, f, &t->yard, &r);
		fprintf(out, _("  %s %s, pace %s, %d tasks, lamp %s\n"), t->fronts[f].name, bp_text(r.bp).text,
		        bp_text(r.pace).text, s->fronts[f].tasks, _(lamp_word(r.lamp)));
	}
	fprintf(out,
	        _("Lamp: the worst of the fronts; yellow from %d points behind, red over %d or with a task past its "
	          "due day.\n"),
	        t->yard.rules->lag_yellow, t->yard.rules->lag_red);
	if (!t->part)
		fprintf(out,
		        _("The county, %s at pace %s: the same tasks of all its townships, by the same weights; the "
		          "county office's own are left out.\n"),
	        bp_text(t->county.all.bp[0]).text, bp_text(t->county.all.pace).text);
	fprintf(out, _("Source: task records; their percentages are reported by the owner posts.\n"));
}

static void
say_closed(FILE *out, const struct townships *t, const struct standing *s, const struct reading *r)
{
	char day[11];

	civil_format(t->pace_start, day);
	fprintf(out,
	        _("Issues closed: %ld closed of %ld (all but %d cancelled; %d suspended do not count as closed).\n"),
	        r->part, r->whole, s->issues.cancelled, s->issues.suspended);
	fprintf(out, _("Pace line: time gone from %s to clear-to-zero day: %s.\n"), day, bp_text(r->pace).text);
	fprintf(out, _("Source: kept counts over the issue records.\n"));
}

static void
say_metric(FILE *out, const struct townships *t, const struct standing *s, enum metric metric, int front)
{
	struct reading r;

	standing_read(s, metric, metric == METRIC_PROGRESS ? front : FRONT_ALL, &t->yard, &r);
	fprintf(out, "%s %s %s\n", s->full, metric_title(metric), bp_text(r.bp).text);
	switch (metric) {
	case METRIC_PROGRESS:
		say_progress(out, t, s, front);
		break;
	case METRIC_CLOSED:
		say_closed(out, t, s, &r);
		break;
	case METRIC_REPORTS:
		fprintf(out,
		        _("Reports on time: %d of %d monthly reports of %s handed in by their due day, %d late, %d "
		          "missing.\n"),
		        s->reports.on_time, s->reports.expected, s->reports.groups, s->reports.late,
		        s->reports.missing);
		fprintf(out, _("Source: supervision report records; the due day is the 10th of the next month.\n"));
		break;
	default:
		fprintf(out, _("Instant settlement, %s: %ld of %ld eligible cases settled at once.\n"),
		        s->settled.period, r.part, r.whole);
		if (r.few)
			fprintf(out, _("Fewer than %d cases: shown grey, not ranked.\n"),
			        t->yard.rules->fair_denominator);
		fprintf(out, _("Target: %s.\nSource: settlement records.\n"), bp_text(r.pace).text);
		break;
	}
}

char *
standing_lineage(const struct townships *t, const struct standing *s, enum metric metric, int front,
                 const struct env *env)
{
	char *text = NULL, day[11], at[26];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	for (int k = 0; k < METRIC_COUNT; k++) {
		if (metric != METRIC_COUNT && (int)metric != k)
			continue;
		say_metric(out, t, s, (enum metric)k, front);
		fputc('\n', out);
	}
	civil_format(env->today, day);
	fprintf(out, _("As of: %s%s\n"), day, env->as_of ? _(" (set by hand)") : "");
	if (t->synced_at > 0) {
		instant_format(t->synced_at, at);
		fprintf(out, _("Data fetched: %.10s %.5s\n"), at, at + 11);
	}
	if (t->sample)
		fprintf(out, "%s\n", _("Demonstration data."));
	fclose(out);
	return text;
}
