
#include "hub/authority/db_in.h"
#include "hub/flow/duty_opener.sql.h"
#include "hub/flow/duty_opener_in.h"

struct orphan { char kind[16], id[HUB_ID_MAX + 1]; };

COLUMNS(columns, struct orphan, COL(kind), COL(id))

/* Ids first, tombstones after: what is walked is not changed meanwhile. */
int
duty_opener_withdraw(struct duty_opener *o)
{
	struct orphan *list = NULL;
	int count = 0;
	int rc = rows_all(hub_rows(o->db, SQL_DUTY_OPENER_ORPHANS, BIND(T(OPENER), T(hub_db_county(o->db)))), columns,
	                  &list, &count);

	for (int i = 0; rc == 0 && i < count; i++)
		rc = hub_db_gone(o->db, (enum kind)record_kind_find(list[i].kind), list[i].id, "deleted", o->now,
		                 OPENER) < 0 ? -1 : 0;
	free(list);
	return rc;
}
