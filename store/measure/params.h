/*
 * Policy numbers with their history (A05, C29): each value with the days it is
 * valid on, and what deserves a word: a value that changes inside the
 * campaign, and a county's value that is not the province's (A50, written as
 * the parameter KEY@province beside KEY).
 */
#pragma once

#include "store/cache/store.h"

enum param_change { PARAM_STEADY, PARAM_IN_CAMPAIGN, PARAM_DEVIATES };
enum param_standing { PARAM_IN_FORCE, PARAM_PAST, PARAM_TO_COME };

struct param_row {
	char id[96], key[64], name[96], value[96], unit[32], valid_from[11], valid_to[11], clause[48];
	int  local;                        /* no document has this number: it is ours (本地设定) */
	char before[96];               /* PARAM_IN_CAMPAIGN: the value until then; PARAM_DEVIATES: the higher level's */
	enum param_change   change;
	enum param_standing standing;      /* of the values of a key one at most is in force: the newest that holds */
	bool held;                         /* it or a newer one of its key is in force */
	int  older;                        /* values of this key that came before */
};
struct params { struct param_row *rows; int count, changed, deviating; };

/* By key, newest value first. 0, -1. */
int  params_read(struct store *st, int32_t today, struct params *out);
void params_clear(struct params *p);
const char *params_change_text(enum param_change change);      /* msgid */
/* A value as people read it: basis points as percent, all else as it is. */
void params_value_text(const char *unit, const char *value, char *out, size_t size);
