#include "store/events.h"

#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/events.sql.h"

static void
copy(char *out, size_t size, sqlite3_stmt *q, int column)
{
	snprintf(out, size, "%s", column_text(q, column));
}

static void
read_event(sqlite3_stmt *q, bool english, struct event_row *r)
{
	copy(r->at, sizeof r->at, q, 0);
	r->pk = sqlite3_column_int64(q, 1);
	copy(r->id, sizeof r->id, q, 2);
	copy(r->actor, sizeof r->actor, q, 3);
	copy(r->post, sizeof r->post, q, 4);
	copy(r->object_kind, sizeof r->object_kind, q, 5);
	copy(r->object, sizeof r->object, q, 6);
	copy(r->verb, sizeof r->verb, q, 7);
	copy(r->to_status, sizeof r->to_status, q, 8);
	copy(r->division, sizeof r->division, q, 9);
	copy(r->place, sizeof r->place, q, english && *column_text(q, 11) != '\0' ? 11 : 10);
	copy(r->title, sizeof r->title, q, 12);
	copy(r->note, sizeof r->note, q, 13);
}

/* Instants are kept at +08:00, so their text sorts by time and a day begins at T00. */
static int
run(struct store *st, const char *sql, const char *division, int32_t today, const char *at, int64_t pk, bool english,
    struct event_row *rows, int max)
{
	sqlite3_stmt *q = store_stmt(st, sql);
	char tomorrow[11];
	int count = 0, rc;

	if (q == NULL)
		return -1;
	civil_format(today + 1, tomorrow);
	sqlite3_bind_text(q, 1, at != NULL ? at : tomorrow, -1, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, at != NULL ? pk : 0);
	sqlite3_bind_int(q, 3, max);
	if (division != NULL)
		sqlite3_bind_text(q, 4, division, -1, SQLITE_STATIC);
	if (sqlite3_bind_parameter_count(q) >= 5)
		sqlite3_bind_text(q, 5, tomorrow, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && count < max)
		read_event(q, english, &rows[count++]);
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? count : store_fail(st, "events");
}

int
store_events(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
             struct event_row *rows, int max)
{
	return run(st, division != NULL ? SQL_EVENTS_OLDER_OF : SQL_EVENTS_OLDER, division, today, at, pk, english, rows, max);
}

int
store_events_newer(struct store *st, const char *division, int32_t today, const char *at, int64_t pk, bool english,
                   struct event_row *rows, int max)
{
	int count = run(st, division != NULL ? SQL_EVENTS_NEWER_OF : SQL_EVENTS_NEWER, division, today, at, pk, english, rows, max);

	for (int i = 0; i < count / 2; i++) {
		struct event_row swap = rows[i];
		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = swap;
	}
	return count;
}
