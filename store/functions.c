/*
 * What queries can ask besides SQLite's own functions.
 */
#include "model/pinyin.h"
#include "store/db.h"
#include "store/sight.h"

/* spoken(text, needle) in SQL: as it stands, by pinyin, by initials. */
static void
spoken(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]),
		*needle = (const char *)sqlite3_value_text(values[1]);

	(void)count;
	sqlite3_result_int(context, text != NULL && needle != NULL && pinyin_match(text, needle));
}

/* in_sight(place) in SQL: store/sight.h. */
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
	sqlite3 *db = store_db(st);

	sqlite3_create_function(db, "spoken", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, spoken, NULL, NULL);
	sqlite3_create_function(db, "in_sight", 1, SQLITE_UTF8, st, in_sight, NULL, NULL);
}
