#include "store/cache/db.h"
#include "store/measure/measure.h"
#include "store/measure/measure.sql.h"

COLUMNS(place, struct watched_place, COL(code), COL(level), COL(parent), COL_NAME(name), COL_OR_NONE(poor),
	COL_OR_NONE(population), COL_OR_NONE(rate), COL(watched))

int
store_watched(struct store *st, const char *within, int32_t day, bool english, struct watched *out)
{
	*out = (struct watched){ 0 };
	return rows_all(rows_open(st, SQL_MEASURE_WATCHED, BIND(T(within), DAY(day), ENGLISH(english))), place,
	                &out->list, &out->count) == 0 ? 0 : -1;
}

void
watched_clear(struct watched *w)
{
	free(w->list);
	*w = (struct watched){ 0 };
}
