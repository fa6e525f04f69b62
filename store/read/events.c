#include "store/read/events.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/events.sql.h"

COLUMNS(event, struct event_row, COL(at), COL(pk), COL(id), COL(actor), COL(post), COL(object_kind), COL(object),
	COL(verb), COL(to_status), COL(division), COL_NAME(place), COL(title), COL(note))

/* Instants are kept at +08:00, so their text sorts by time and a day begins at T00. */
static struct rows
older(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english, int max)
{
	char tomorrow[11];

	civil_format(today + 1, tomorrow);
	return rows_open(st, division != NULL ? SQL_EVENTS_OLDER_OF : SQL_EVENTS_OLDER,
	                 BIND(T(at != NULL ? at : tomorrow), I(at != NULL ? pk : 0), I(max), T(division),
	                      ENGLISH(english)));
}

int
store_events(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
             struct event_row *rows, int max)
{
	return rows_fill(older(st, division, today, at, pk, english, max), event, rows, max);
}

int
store_events_list(struct store *st, int32_t today, bool english, int max, struct event_row **rows, int *count)
{
	*rows = NULL;
	*count = 0;
	return rows_all(older(st, NULL, today, NULL, 0, english, max), event, rows, count);
}

int
store_events_of_day(struct store *st, int32_t day)
{
	return (int)rows_number(rows_open(st, SQL_EVENTS_OF_DAY, BIND(DAY(day))), -1);
}
