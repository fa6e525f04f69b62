/* Words and bars that the list of tasks and the page of one share. */
#pragma once

#include "screens/kit/screen.h"
#include "screens/kit/value.h"
#include "store/read/tasks.h"

/* "06-30", with the year when it is not the one of `today`; "-" for CIVIL_NONE. */
void day_text(int32_t day, int32_t today, char out[12]);
/* Basis points a workday as the percentage points they are: "3.16". */
void points_a_day(int bp, bool known, char out[16]);
/* When it ends and how late, in at most 12 columns: "07-09 late 6", "checked", ... */
enum paint_role task_end_text(const struct task_node *n, int32_t today, char *out, size_t size);
/* The sentence of the backward plan. */
void task_plan_text(const struct task_node *n, int32_t today, char *out, size_t size);
/* Where its percentage comes from. */
struct lineage;
void task_lineage(const struct task_node *n, const char *title, const struct env *env, struct lineage *out);
/* All of an event, to read: who, when, from where to where, what was said. */
struct effect event_show(enum kind kind, const struct object_event *event);
const char *task_status_text(const struct task_node *n);
/* A bar from start to due on an axis of days first..last, done part filled, today as an upright stroke. */
void task_bar_paint(struct canvas *c, int y, int x, int w, const struct task_node *n, int32_t first, int32_t last,
                    int32_t today);
/* Its month labels: whole ones, as many as fit. */
void axis_head_paint(struct canvas *c, int y, int x, int w, int32_t first, int32_t last);
/* What the marks of the bars mean, on `w` columns at the right edge. */
void axis_legend_paint(struct canvas *c, int y, int x, int w);
