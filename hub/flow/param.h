/*
 * Parameters as of a day, by one rule (hub/flow/param.sql) for whoever asks in the hub.
 */
#pragma once

#include "hub/authority/db.h"
#include "model/figures/rational.h"

struct hub_param {
	char        id[HUB_ID_MAX + 1], key[96], value[400], unit[48];
	int32_t     from, to;
	const char *wrong;           /* why it is no amount; NULL: it is */
	int64_t     fen;             /* yuan unless it says another unit itself */
	struct rational number;      /* as formulas reckon (model/figures/param_number.h); bad: the value is none */
};
struct hub_params { struct hub_param *list; int count; };

/* Those of a key, or all (NULL).  0, -1 hub_db_error(). */
int  hub_params_read(struct hub_db *db, const char *key, struct hub_params *out);
void hub_params_clear(struct hub_params *p);
/* The rows of a key, the latest first; none: count 0.  Borrowed. */
struct hub_params hub_params_of(const struct hub_params *p, const char *key);
/* The row of one key that counts on a day, or NULL. */
const struct hub_param *hub_param_on(const struct hub_params *of_key, int32_t day);
/* Its value, "" when there is none: 0, -1 hub_db_error(). */
int  hub_param_value(struct hub_db *db, const char *key, int32_t day, char *out, size_t size);
