#include "store/events.h"

#include "model/civil.h"
#include "store/db.h"
#include "store/events.sql.h"

COLUMNS(event, struct event_row, COL(at), COL(pk), COL(id), COL(actor), COL(post), COL(object_kind), COL(object),
	COL(verb), COL(to_status), COL(division), COL_NAME(place), COL(title), COL(note))

/* Instants are kept at +08:00, so their text sorts by time and a day begins at T00. */
static int
run(struct store *st, const char *sql, const char *division, int32_t today, const char *at, int64_t pk, bool english,
    struct event_row *rows, int max)
{
	char tomorrow[11];

	civil_format(today + 1, tomorrow);
	/* The last is for the newer ones only, which have a fifth. */
	return rows_fill(rows_open(st, sql, BIND(T(at != NULL ? at : tomorrow), I(at != NULL ? pk : 0), I(max),
	                                         T(division), T(tomorrow), ENGLISH(english))), event, rows, max);
}

int
store_events(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
             struct event_row *rows, int max)
{
	return run(st, division != NULL ? SQL_EVENTS_OLDER_OF : SQL_EVENTS_OLDER, division, today, at, pk, english,
	           rows, max);
}

int
store_events_newer(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
                   struct event_row *rows, int max)
{
	int count = run(st, division != NULL ? SQL_EVENTS_NEWER_OF : SQL_EVENTS_NEWER, division, today, at, pk, english,
	                rows, max);

	for (int i = 0; i < count / 2; i++) {
		struct event_row swap = rows[i];
		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = swap;
	}
	return count;
}
