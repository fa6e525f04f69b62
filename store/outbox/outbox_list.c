#include "store/outbox/outbox_list.h"

#include "store/outbox/outbox_in.h"
#include "store/outbox/outbox_list.sql.h"

COLUMNS(entry, struct outbox_entry, COL(uuid), COL(kind), COL(id), COL(verb), COL(state), COL(title), COL(reason),
	COL(args), COL(at), COL(base), COL(acked_rev), COL(answered_at), COL(attempts))

/* The rows seen, -1. */
static int
walk(struct outbox *box, const char *uuid, bool all, int (*each)(void *, const struct outbox_entry *), void *with)
{
	struct rows r = box_rows(box, SQL_OUTBOX_LIST, BIND(T(uuid), I(all)));
	struct outbox_entry e;
	int rows = 0, stop = 0;

	for (; !stop && rows_next(&r); rows++) {
		row_fill(&r, entry, &e);
		stop = each(with, &e);
	}
	return rows_close(&r) != 0 ? -1 : rows;
}

int
outbox_list(struct outbox *box, bool all, int (*each)(void *, const struct outbox_entry *), void *with)
{
	return walk(box, NULL, all, each, with) < 0 ? -1 : 0;
}

int
outbox_show(struct outbox *box, const char *uuid, int (*each)(void *, const struct outbox_entry *), void *with)
{
	int rows = walk(box, uuid, true, each, with);

	return rows < 0 ? -1 : rows == 0;
}
