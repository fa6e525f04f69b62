#include "store/read/members.h"

#include "store/cache/db.h"
#include "store/read/members.sql.h"

COLUMNS(member, struct member_row, COL(id), COL(group), COL_NAME(group_name), COL(type), COL_NAME(type_name), COL(post),
	COL_NAME(name), COL(unit), COL(lead))

int
store_members(struct store *st, bool english, struct members *out)
{
	return rows_all(rows_open(st, SQL_MEMBERS, BIND(ENGLISH(english))), member, &out->rows, &out->count) == 0 ? 0
	       : -1;
}

void
members_clear(struct members *m)
{
	free(m->rows);
	*m = (struct members){ 0 };
}
