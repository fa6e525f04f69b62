/*
 * Inside hub/whole*.c only.
 */
#ifndef GUATU_HUB_WHOLE_IN_H
#define GUATU_HUB_WHOLE_IN_H

#include "hub/row.h"
#include "hub/whole.h"

enum { CODE_MAX = 64 };

/* A stage of the ledger last looked at. */
struct step_row { char code[CODE_MAX], class[16], after[256]; bool reached; };

/* An indicator and whether its formula has been followed: 0 not, 1 being followed, 2 done. */
struct formula_row { char id[CODE_MAX]; char *formula; int state; };

/* From when a param counts and whether its value is a number. */
struct param_row { char id[HUB_ID_MAX + 1], key[HUB_ID_MAX + 1], from[11]; bool number; };

struct whole {
	struct hub_db      *db;
	char                ledger[HUB_ID_MAX + 1];      /* whose stages these are */
	struct step_row   *stages;
	int                 stage_count;
	char                checklist[HUB_ID_MAX + 1];   /* whose items are counted */
	int                 items;
	struct formula_row *formulas;
	int                 formula_count;
	bool                formulas_read;
	struct param_row   *params;
	int                 param_count;
	bool                params_read;
};

/* The row being judged. */
struct whole_at {
	struct whole             *w;
	enum kind                 kind;
	const char               *id;
	const struct cache_value *values;
	struct whole_fault       *out;
};

const char *whole_text(const struct whole_at *at, int field);                        /* "" when empty */
int64_t     whole_number(const struct whole_at *at, int field, int64_t otherwise);
bool        whole_has(const struct whole_at *at, int field);
/* Leaves a reason: always -1. */
int         whole_refuse(const struct whole_at *at, int field, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* 1 there is such a living record, 0 not, -2 failed. */
int         whole_there(struct whole *w, enum kind kind, const char *id);
int         whole_part_there(struct whole *w, enum kind kind, const char *of, const char *code);      /* id OF:CODE */
/* Words of a blank-separated text in turn: 1, 0 no more, -1 too long. */
int         whole_next(const char **text, char out[CODE_MAX]);

/* ---- whole_words.c ---- */
int whole_indicator(const struct whole_at *at);
int whole_rule(const struct whole_at *at);
/* Is there a param of this key that is a number?  1, 0 none, -1 not a number, -2 failed. */
int whole_param(struct whole *w, const char *key);
int whole_param_row(const struct whole_at *at);
/* ---- whole_stage.c ---- */
int whole_ledger(const struct whole_at *at);
int whole_stage(const struct whole_at *at);
int whole_entry(const struct whole_at *at);

#endif
