#include "hub/flow/param.h"

#include "hub/authority/db_in.h"
#include "hub/flow/param.sql.h"
#include "model/figures/param_number.h"
#include "model/text/amount.h"

COLUMNS(columns, struct hub_param, COL(id), COL(key), COL(value), COL(unit), COL_DAY(from), COL_DAY(to))

int
hub_params_read(struct hub_db *db, const char *key, struct hub_params *out)
{
	int rc;

	*out = (struct hub_params){ 0 };
	rc = rows_all(hub_rows(db, SQL_PARAMS, BIND(T(key))), columns, &out->list, &out->count);
	for (struct hub_param *p = out->list; p < out->list + out->count; p++) {
		const char *base;
		p->wrong = amount_money(p->value, AMOUNT_YUAN, &p->fen);
		if (!param_number(p->value, p->unit, &p->number, &base))
			p->number = rational(0, 0);
	}
	return rc;
}

void
hub_params_clear(struct hub_params *p)
{
	free(p->list);
	*p = (struct hub_params){ 0 };
}

struct hub_params
hub_params_of(const struct hub_params *p, const char *key)
{
	int first = 0, end = p->count;
	struct hub_params of = { 0 };

	while (first < end) {
		int middle = (first + end) / 2;
		if (strcmp(p->list[middle].key, key) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	while (first + of.count < p->count && strcmp(p->list[first + of.count].key, key) == 0)
		of.count++;
	of.list = of.count > 0 ? p->list + first : NULL;
	return of;
}

/* No day of beginning is CIVIL_NONE, before all days. */
const struct hub_param *
hub_param_on(const struct hub_params *of_key, int32_t day)
{
	for (int i = 0; i < of_key->count; i++)
		if (day >= of_key->list[i].from && day <= of_key->list[i].to)
			return &of_key->list[i];
	return NULL;
}

int
hub_param_value(struct hub_db *db, const char *key, int32_t day, char *out, size_t size)
{
	struct hub_params p;
	int rc = hub_params_read(db, key, &p);
	const struct hub_param *one = hub_param_on(&p, day);

	snprintf(out, size, "%s", one != NULL ? one->value : "");
	hub_params_clear(&p);
	return rc;
}
