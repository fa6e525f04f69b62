#include "store/measure/board.h"

#include "store/measure/board.sql.h"
#include "store/cache/db.h"

COLUMNS(counts, struct board_counts, COL(duties_overdue), COL(duties_today), COL(entries_overdue),
	COL(checklists_overdue), COL(batches_held))

int
store_board_counts(struct store *st, int32_t today, struct board_counts *out)
{
	return rows_one(rows_open(st, SQL_BOARD_COUNTS, BIND(DAY(today))), counts, out) == 0 ? 0 : -1;
}
