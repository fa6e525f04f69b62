/* The map in words: the bulletin that y copies, and what i says about the figure. */
#include "screens/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"

const char *
map_metric_title(enum metric metric)
{
	static const char *const titles[METRIC_COUNT] = {
		[METRIC_PROGRESS] = N_("task progress"), [METRIC_CLOSED] = N_("issues closed"),
		[METRIC_REPORTS] = N_("reports on time"), [METRIC_INSTANT] = N_("instant settlement"),
	};

	return _(titles[metric]);
}

const char *
map_sort_title(enum map_sort sort)
{
	static const char *const titles[SORT_COUNT] = {
		[SORT_WORST] = N_("worst first"), [SORT_BEST] = N_("best first"),
		[SORT_OVERDUE] = N_("most overdue first"), [SORT_PLACE] = N_("by code"),
	};

	return _(titles[sort]);
}

/* ---- bulletin ----------------------------------------------------------------- */

static void
line_of(const struct map_model *m, int place, int i, FILE *out)
{
	const struct standing *s = &m->t.list[i];
	const struct reading *r = &m->readings[i];

	fprintf(out, "%d. %s %s %s", place, s->full, _(lamp_word(r->lamp)), bp_text(r->bp).text);
	if (r->whole > 0)
		fprintf(out, " (%ld/%ld)", r->part, r->whole);
	if (r->pace >= 0 && r->bp >= 0 && r->pace > r->bp)
		fprintf(out, _(", behind %d.%d"), (r->pace - r->bp) / 100, (r->pace - r->bp) % 100 / 10);
	if (s->issues.overdue > 0)
		fprintf(out, _(", %d issues overdue, oldest %d days"), s->issues.overdue, m->t.today - s->issues.oldest);
	fputc('\n', out);
}

char *
map_bulletin(const struct map_model *m, const struct env *env)
{
	char *text = NULL, day[11];
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int order = 1;

	if (out == NULL)
		return NULL;
	civil_format(m->t.today, day);
	fprintf(out, _("Bulletin: %s, %s, as of %s\n"), m->t.county.name, map_metric_title(m->metric), day);
	fprintf(out, _("The county stands at %s"), bp_text(m->county.bp).text);
	if (m->county.pace >= 0)
		fprintf(out, _(", the pace line at %s"), bp_text(m->county.pace).text);
	if (m->t.zero_day != CIVIL_NONE && m->t.zero_day >= m->t.today)
		fprintf(out, _("; %d days (%d workdays) to clear-to-zero"), m->t.zero_day - m->t.today,
		        workdays_between(env->cal, m->t.today, m->t.zero_day));
	fprintf(out, _(". Issues: %d open, %d overdue, %d closed, %d suspended.\n"), m->t.county.issues.open, m->t.county.issues.overdue,
	        m->t.county.issues.closed, m->t.county.issues.suspended);
	fprintf(out, _("Townships, worst first:\n"));
	for (int place = m->t.count; place >= 1; place--)
		for (int i = 0; i < m->t.count; i++)
			if (m->rank[i] == place)
				line_of(m, order++, i, out);
	if (m->t.sample)
		fprintf(out, "(%s)\n", _("sample data"));
	fclose(out);
	return text;
}

/* ---- lineage ------------------------------------------------------------------ */

static void
say_progress(const struct standing *s, const struct map_model *m, FILE *out)
{
	const struct track *t = m->front == FRONT_ALL ? &s->all : &s->fronts[m->front];

	fprintf(out, _("Task progress: the percentages of %d tasks by weight, %d of them done, %d past their due day. Checked counts "
	               "100, done but unchecked at most 90; a parent is its children by weight.\n"), t->tasks, t->done, t->overdue);
	fprintf(out, _("Pace line: where the tasks' own start and due days say they should be, by the same weights: %s.\n"), bp_text(t->pace).text);
	for (int f = 0; f < m->t.front_count; f++) {
		struct reading r;
		standing_read(s, METRIC_PROGRESS, f, &m->t.yard, &r);
		fprintf(out, _("  %s %s, pace %s, %d tasks, lamp %s\n"), m->t.fronts[f].name, bp_text(r.bp).text, bp_text(r.pace).text,
		        s->fronts[f].tasks, _(lamp_word(r.lamp)));
	}
	fprintf(out, _("Lamp: the worst of the fronts; yellow from %d points behind, red over %d or with a task past its due day.\n"),
	        m->t.yard.rules->lag_yellow, m->t.yard.rules->lag_red);
	fprintf(out, _("Source: task records; their percentages are reported by the owner posts.\n"));
}

static void
say_rate(const struct standing *s, const struct map_model *m, const struct reading *r, FILE *out)
{
	char day[11];

	switch (m->metric) {
	case METRIC_CLOSED:
		civil_format(m->t.pace_start, day);
		fprintf(out, _("Issues closed: %ld closed of %ld (all but %d cancelled; %d suspended do not count as closed).\n"), r->part, r->whole,
		        s->issues.cancelled, s->issues.suspended);
		fprintf(out, _("Pace line: time gone from %s to clear-to-zero day: %s.\n"), day, bp_text(r->pace).text);
		fprintf(out, _("Source: kept counts over the issue records.\n"));
		break;
	case METRIC_REPORTS:
		fprintf(out, _("Reports on time: %d of %d monthly reports of %s handed in by their due day, %d late, %d missing.\n"),
		        s->reports.on_time, s->reports.expected, s->reports.groups, s->reports.late, s->reports.missing);
		fprintf(out, _("Source: supervision report records; the due day is the 10th of the next month.\n"));
		break;
	default:
		fprintf(out, _("Instant settlement, %s: %ld of %ld eligible cases settled at once.\n"), s->settled.period, r->part, r->whole);
		if (r->few)
			fprintf(out, _("Fewer than %d cases: shown grey, not ranked.\n"), m->t.yard.rules->fair_denominator);
		fprintf(out, _("Target: %s.\nSource: settlement records.\n"), bp_text(r->pace).text);
		break;
	}
}

char *
map_lineage(const struct map_model *m, const struct env *env)
{
	char *text = NULL, day[11], at[26];
	size_t size;
	const struct standing *s = m->sel >= 0 ? &m->t.list[m->sel] : &m->t.county;
	const struct reading *r = m->sel >= 0 ? &m->readings[m->sel] : &m->county;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	civil_format(env->today, day);
	fprintf(out, "%s %s %s\n", s->full, map_metric_title(m->metric), bp_text(r->bp).text);
	if (m->metric == METRIC_PROGRESS)
		say_progress(s, m, out);
	else
		say_rate(s, m, r, out);
	fprintf(out, _("As of: %s%s\n"), day, env->as_of ? _(" (set by hand)") : "");
	if (m->t.synced_at > 0) {
		instant_format(m->t.synced_at, at);
		fprintf(out, _("Data fetched: %.10s %.5s\n"), at, at + 11);
	}
	if (m->t.sample)
		fprintf(out, "%s\n", _("Demonstration data."));
	fclose(out);
	return text;
}
