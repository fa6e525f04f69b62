/*
 * Inside the opener only (opener*.c): what it reads once, and how it writes.
 */
#pragma once

#include "hub/authority/digest.h"
#include "hub/flow/duty_opener.h"
#include "model/flow/duty.h"

#define OPENER "calendar"            /* who has written what was opened */
enum { DUTY_OPENER_ID_MAX = 60 };      /* bytes; consoles keep ids in 64 */
enum { LEVEL_COUNTY = 3, LEVEL_TOWNSHIP = 4, LEVEL_VILLAGE = 5, LEVEL_GROUP = 100, LEVEL_INSTITUTION };

struct duty_row {
	char id[HUB_ID_MAX + 1], name[128], event[96], per[12], rule[16], class[24];
	struct duty_plan plan;
	int32_t taken;                /* from another plan on this day: what was due before is not owed; CIVIL_NONE */
};
struct checklist_row {
	char    id[HUB_ID_MAX + 1], name[128], subject[16], type[48], every[8], criterion[16];
	int     due_day, items;
	int32_t from, to, taken;
};
/* A division, a supervision group or an institution. */
struct place_row {
	int     level;
	char    id[HUB_ID_MAX + 1], name[96], type[48], division[32], class[24];
	bool    watched;                      /* its poor reach the parameters */
	int32_t from, to;
};

struct duty_opener {
	struct hub_db        *db;
	int64_t               now;
	int32_t               today;
	struct duty_row      *duties;      int duty_count;
	struct checklist_row *checklists;  int checklist_count;
	bool                  back;                   /* something taken back has come again */
	bool                  has_places;             /* the rest is read by duty_opener_places() */
	struct place_row     *places;      int place_count;
	struct calendar       cal;
};

int         duty_opener_places(struct duty_opener *o);
void        duty_opener_id(const char *what, const char *about, const char *who, char out[HUB_ID_MAX + 1]);
int         duty_opener_write(struct duty_opener *o, enum kind kind, const char *id, cJSON *body);
void        duty_opener_date(cJSON *body, const char *name, int32_t day);
void        duty_opener_title(cJSON *body, const char *name, const struct place_row *place, const char *period);

/* duty_opener_withdraw.c: runs and marks whose duty or checklist is gone, when nobody has touched them. */
int duty_opener_withdraw(struct duty_opener *o);
/* duty_opener_runs.c: by the calendar, and by events that were there before the first day. */
int duty_opener_runs(struct duty_opener *o, int32_t since, struct opened *out);
int duty_opener_past_events(struct duty_opener *o, struct opened *out);
/* duty_opener_reports.c: of the month of today and those since. */
int duty_opener_reports(struct duty_opener *o, int32_t since, struct opened *out);
/* duty_opener_marks.c */
int duty_opener_marks(struct duty_opener *o, int32_t since, struct opened *out);
