/*
 * Where a township stands: what the battle map, the ranking, the township
 * sheet and the bulletin all show, and the rules by which it is judged, once.
 * Shares are basis points.  Sources: domain 2.3 (lamps), 2.5 (formulas), A04,
 * A07, A20, A57; small denominators are not judged (fair_denominator).
 */
#pragma once

#include "model/figures/progress.h"
#include "model/room/room.h"

/* Two axes divide the tasks (A02, A03): a track is a front, or from FRONTS_MAX on a pillar. */
enum { FRONTS_MAX = 8, TRACKS_MAX = 2 * FRONTS_MAX, FRONT_ALL = -1 };

enum metric { METRIC_PROGRESS, METRIC_CLOSED, METRIC_REPORTS, METRIC_INSTANT, METRIC_COUNT };

/* Tasks of one front or pillar, or of all. */
struct track {
	int tasks, done, overdue;              /* leaves; overdue: past its due day and not reported done */
	int pace;                              /* where the tasks' own dates say they should be; -1 no task */
	int bp[PROGRESS_DAYS];                 /* today and backwards; -1 no task */
	int fine[PROGRESS_DAYS];               /* the same, fine (room.h) */
	int32_t begins;                        /* the first of its tasks' starts; CIVIL_NONE unknown */
};

struct standing {
	char code[16], name[48], full[96], pinyin[64], initials[16];
	int  row, col;                         /* place on the tile map, -1 none */
	int  villages, poor;                   /* -1 unknown */
	struct track all, fronts[TRACKS_MAX];
	struct track zero, fronts_zero[TRACKS_MAX];    /* those due by clear-to-zero day */
	/* oldest overdue deadline */
	struct { int open, overdue, due_soon, closed, suspended, cancelled; int32_t oldest; } issues;
	struct { int expected, on_time, late, missing; char groups[96]; } reports;
	/* latest month, the one before */
	struct { char period[8]; int instant, eligible; int before_instant, before_eligible; } settled;
	int  pending;                          /* operations queued here for its issues and tasks */
};

/* What everybody is measured against. */
struct yardstick {
	const struct room_rules *rules;
	int closed_pace;                       /* share of the time to clear-to-zero gone */
	int instant_target;                    /* 0 none */
};

struct reading {
	int  bp;                               /* -1: nothing to measure */
	int  pace;                             /* the line it is held against, -1 none */
	enum lamp lamp;
	long part, whole;                      /* of a rate; 0 0 for task progress */
	int  day, week;                        /* change since yesterday and in seven days; READING_NO_CHANGE unknown */
	int  shown_day, shown_week;            /* the same between the figures as shown */
	bool few;                              /* denominator too small to rank */
};
enum { READING_NO_CHANGE = INT32_MIN };

/* `front` is the index of a track or FRONT_ALL and counts for METRIC_PROGRESS only. */
void standing_read(const struct standing *s, enum metric metric, int front, const struct yardstick *yard,
                   struct reading *out);
/* How far it is from its line, between the figures as shown; exactly where they would show the same. */
int  reading_gap(const struct reading *r);
/* Which is the worse trouble?  Lamp, then value, then overdue issues, then code; negative: a is worse. */
int  reading_compare(const struct standing *a, const struct reading *ra, const struct standing *b,
                     const struct reading *rb);

/* For a ranking: the lower value first, what is not ranked (nothing to measure, too few) last. */
int  reading_rank(const struct standing *a, const struct reading *ra, const struct standing *b,
                  const struct reading *rb);

/* Need, pace and end of one set of tasks, which is named beside them: of the track what is due by clear-to-zero day,
 * all its tasks where nothing is. */
const struct track *standing_basis(const struct standing *s, int front);
bool standing_by_zero(const struct standing *s, int front);      /* is it what is due by clear-to-zero day? */
void standing_forecast(const struct standing *s, int front, int32_t zero_day, int32_t today, const struct calendar *cal,
                       struct forecast *out);
