/*
 * Supervision: what the board and the page of one report share.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/reports.h"
#include "store/read/tasks.h"

/* What the cell says, in at most 10 columns, and its role. */
enum paint_role report_cell_text(const struct report_standing *s, char *out, size_t size);
/* The same in a sentence, with the due day and the day people are warned. */
void report_due_text(const struct report_row *r, const struct env *env, char *out, size_t size);
/* When it was urged last and when it may be urged again; "" never urged. */
void report_urge_text(int64_t urged_at, int64_t now, char *out, size_t size);
/* The checklist in words: a heading and a row a subject, at most `w` columns; how many rows. */
int  report_matrix_paint(struct canvas *c, int y, int x, int w, const struct report_axes *axes, const char *matrix);
/* Dated artefacts, hand-in, visits, issues: 4 rows. */
void report_facts_paint(struct canvas *c, int y, int x, int w, const struct report_row *r, const struct env *env);
/* "2020-05" as 5月, with the year when it is not today's. */
void report_month_text(int month, int32_t today, char out[24]);

/* Where punctuality comes from. */
struct lineage;
void report_lineage(const struct report_board *board, const char *id, const char *group, const char *period,
                    struct lineage *out);
/* Newest events on h rows with a heading; `cursor` -1: none is chosen. */
void report_events_paint(struct canvas *c, int y, int h, enum kind kind, const struct object_event *events, int count,
                         int cursor);
