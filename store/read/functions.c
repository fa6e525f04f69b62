/*
 * What queries can ask besides SQLite's own functions.
 */
#include "store/cache/db.h"
#include "sql/addressed.h"
#include "store/cache/sight.h"

/* in_sight(place) in SQL: store/cache/sight.h. */
static void
in_sight(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *place = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	sqlite3_result_int(context, place != NULL && store_in_sight(sqlite3_user_data(context), place));
}

void
store_functions(struct store *st)
{
	sqlite3_create_function(store_db(st), "in_sight", 1, SQLITE_UTF8, st, in_sight, NULL, NULL);
	sql_addressed(store_db(st));
}
