#include "store/board.h"

#include "model/civil.h"
#include "store/board.sql.h"
#include "store/db.h"

int
store_board_counts(struct store *st, int32_t today, struct board_counts *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_BOARD_COUNTS);
	int *const counts[] = { &out->duties_overdue, &out->duties_today, &out->entries_overdue, &out->checklists_overdue,
	                        &out->batches_held };
	char day[11];
	int rc;

	if (q == NULL)
		return -1;
	civil_format(today, day);
	sqlite3_bind_text(q, 1, day, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
			*counts[i] = sqlite3_column_int(q, i);
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 0 : store_fail(st, "board");
}
