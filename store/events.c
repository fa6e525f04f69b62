#include "store/events.h"

#include "model/civil.h"
#include "store/db.h"
#include "store/events.sql.h"

static void
read_event(sqlite3_stmt *q, bool english, struct event_row *r)
{
	column_copy(q, 0, r->at, sizeof r->at);
	r->pk = sqlite3_column_int64(q, 1);
	column_copy(q, 2, r->id, sizeof r->id);
	column_copy(q, 3, r->actor, sizeof r->actor);
	column_copy(q, 4, r->post, sizeof r->post);
	column_copy(q, 5, r->object_kind, sizeof r->object_kind);
	column_copy(q, 6, r->object, sizeof r->object);
	column_copy(q, 7, r->verb, sizeof r->verb);
	column_copy(q, 8, r->to_status, sizeof r->to_status);
	column_copy(q, 9, r->division, sizeof r->division);
	column_copy(q, english && *column_text(q, 11) != '\0' ? 11 : 10, r->place, sizeof r->place);
	column_copy(q, 12, r->title, sizeof r->title);
	column_copy(q, 13, r->note, sizeof r->note);
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
