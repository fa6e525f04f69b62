#include "store/outbox_list.h"

#include <string.h>

#include "store/outbox_in.h"
#include "store/outbox_list.sql.h"

static struct outbox_entry
entry_of(sqlite3_stmt *q)
{
	return (struct outbox_entry){
		.uuid = box_text(q, 0), .kind = box_text(q, 1), .id = box_text(q, 2), .verb = box_text(q, 3),
		.state = box_text(q, 4), .title = box_text(q, 5), .reason = box_text(q, 6), .args = box_text(q, 7),
		.at = sqlite3_column_int64(q, 8), .base = sqlite3_column_int64(q, 9),
		.acked_rev = sqlite3_column_int64(q, 10), .answered_at = sqlite3_column_int64(q, 11),
		.attempts = sqlite3_column_int(q, 12),
	};
}

/* The rows seen, -1. */
static int
walk(struct outbox *box, const char *uuid, bool all, int (*each)(void *, const struct outbox_entry *), void *with)
{
	sqlite3_stmt *q = box_stmt(box, SQL_OUTBOX_LIST, BIND(T(uuid), I(all)));
	int rows = 0, got = -1, stop = 0;

	while (q != NULL && !stop && (got = box_step(box, q)) == 1) {
		struct outbox_entry entry = entry_of(q);
		stop = each(with, &entry);
		rows++;
	}
	sqlite3_finalize(q);
	return got < 0 ? -1 : rows;
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
