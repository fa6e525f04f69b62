#include "model/figures/standing.h"

#include "model/room/civil.h"

static enum lamp
track_lamp(const struct track *t, const struct room_rules *rules)
{
	if (t->tasks == 0 || t->bp[0] < 0)
		return LAMP_GREY;
	return lamp_progress(t->bp[0], t->pace, t->bp[0] >= 10000, t->overdue > 0, rules);
}

/* Rounded once. */
static int
fine_gap(const struct track *t, int days)
{
	int gap = t->fine[0] - t->fine[days];

	return (gap < 0 ? gap - FINE_BP / 2 : gap + FINE_BP / 2) / FINE_BP;
}

static void
read_progress(const struct standing *s, int front, const struct yardstick *yard, struct reading *out)
{
	const struct track *t = front == FRONT_ALL ? &s->all : &s->fronts[front];

	out->bp = t->bp[0];
	out->pace = t->pace;
	out->lamp = track_lamp(t, yard->rules);
	/* A township is as its worst front is. */
	for (int f = 0; front == FRONT_ALL && f < FRONTS_MAX; f++)
		if (s->fronts[f].tasks > 0)
			out->lamp = lamp_worse(out->lamp, track_lamp(&s->fronts[f], yard->rules));
	if (out->bp >= 0 && t->bp[1] >= 0) {
		out->day = fine_gap(t, 1);
		out->shown_day = shown_gap(out->bp, t->bp[1]);
	}
	if (out->bp >= 0 && t->bp[7] >= 0) {
		out->week = fine_gap(t, 7);
		out->shown_week = shown_gap(out->bp, t->bp[7]);
	}
}

static void
read_closed(const struct standing *s, const struct yardstick *yard, struct reading *out)
{
	out->part = s->issues.closed;
	out->whole = (long)s->issues.open + s->issues.suspended + s->issues.closed;
	out->bp = ratio_bp(out->part, out->whole);
	out->pace = yard->closed_pace;
	/* Suspended is never "cleared". */
	if (out->bp >= 0)
		out->lamp = lamp_progress(out->bp, out->pace, out->part == out->whole, false, yard->rules);
}

static void
read_reports(const struct standing *s, const struct yardstick *yard, struct reading *out)
{
	out->part = s->reports.on_time;
	out->whole = s->reports.expected;
	out->bp = ratio_bp(out->part, out->whole);
	out->pace = out->bp >= 0 ? 10000 : -1;
	if (out->bp >= 0)
		out->lamp = out->bp >= 10000 ? LAMP_GREEN
		            : lamp_progress(out->bp, out->pace, false, s->reports.missing > 0, yard->rules);
}

static void
read_instant(const struct standing *s, const struct yardstick *yard, struct reading *out)
{
	int before = ratio_bp(s->settled.before_instant, s->settled.before_eligible);

	out->part = s->settled.instant;
	out->whole = s->settled.eligible;
	out->bp = ratio_bp(out->part, out->whole);
	out->pace = yard->instant_target > 0 ? yard->instant_target : -1;
	out->few = out->bp >= 0 && out->whole < yard->rules->fair_denominator;
	if (out->bp < 0 || out->few)
		return;
	if (out->pace < 0)
		out->lamp = before >= 0 && out->bp < before ? LAMP_YELLOW : LAMP_GREEN;      /* A57: must not fall */
	else
		/* Not by the rounded share: 94.996 % has not reached 95. */
		out->lamp = (int64_t)out->part * 10000 >= (int64_t)out->pace * out->whole ? LAMP_GREEN :
		            out->pace - out->bp > yard->rules->lag_yellow * 100 ? LAMP_RED : LAMP_YELLOW;
}

void
standing_read(const struct standing *s, enum metric metric, int front, const struct yardstick *yard,
              struct reading *out)
{
	*out = (struct reading){ .bp = -1, .pace = -1, .lamp = LAMP_GREY,
		.day = READING_NO_CHANGE, .week = READING_NO_CHANGE,
		.shown_day = READING_NO_CHANGE, .shown_week = READING_NO_CHANGE };
	switch (metric) {
	case METRIC_PROGRESS: read_progress(s, front, yard, out); break;
	case METRIC_CLOSED:   read_closed(s, yard, out); break;
	case METRIC_REPORTS:  read_reports(s, yard, out); break;
	case METRIC_INSTANT:  read_instant(s, yard, out); break;
	case METRIC_COUNT:    break;
	}
}

int
reading_gap(const struct reading *r)
{
	int gap = shown_gap(r->bp, r->pace);

	return gap != 0 ? gap : r->bp - r->pace;
}

int
reading_rank(const struct standing *a, const struct reading *ra, const struct standing *b, const struct reading *rb)
{
	int va = ra->few ? -1 : ra->bp, vb = rb->few ? -1 : rb->bp;

	if (va != vb) {
		if (va < 0 || vb < 0)
			return va < 0 ? 1 : -1;
		return va < vb ? -1 : 1;
	}
	if (a->issues.overdue != b->issues.overdue)
		return a->issues.overdue > b->issues.overdue ? -1 : 1;
	return strcmp(a->code, b->code);
}

int
reading_compare(const struct standing *a, const struct reading *ra, const struct standing *b, const struct reading *rb)
{
	if (ra->lamp != rb->lamp)
		return ra->lamp > rb->lamp ? -1 : 1;
	return reading_rank(a, ra, b, rb);
}

bool
standing_by_zero(const struct standing *s, int front)
{
	return (front == FRONT_ALL ? &s->zero : &s->fronts_zero[front])->tasks > 0;
}

const struct track *
standing_basis(const struct standing *s, int front)
{
	if (standing_by_zero(s, front))
		return front == FRONT_ALL ? &s->zero : &s->fronts_zero[front];
	return front == FRONT_ALL ? &s->all : &s->fronts[front];
}

void
standing_forecast(const struct standing *s, int front, int32_t zero_day, int32_t today, const struct calendar *cal,
                  struct forecast *out)
{
	const struct track *t = standing_basis(s, front);
	struct pace_point points[PROGRESS_DAYS];
	int count = 0;

	/* Before the first of them began there was no pace. */
	for (int day = PROGRESS_DAYS - 1; day >= 0 && t->tasks > 0; day--)
		if (day == 0 || t->begins == CIVIL_NONE || today - day >= t->begins)
			points[count++] = (struct pace_point){ today - day, t->fine[day] };
	forecast_make(out, points, count, t->tasks > 0 ? t->fine[0] : 0, zero_day, today, cal);
}
