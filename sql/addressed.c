#include "sql/addressed.h"

#include "model/flow/addressee.h"

static const char *
text_of(sqlite3_value *value)
{
	const char *text = (const char *)sqlite3_value_text(value);

	return text != NULL ? text : "";
}

static void
addressed(sqlite3_context *context, int count, sqlite3_value **v)
{
	struct addressee post = { text_of(v[1]), text_of(v[2]), text_of(v[3]), text_of(v[4]) };

	(void)count;
	sqlite3_result_int(context, addressee_named(text_of(v[0]), &post));
}

static void
addressee_tail(sqlite3_context *context, int count, sqlite3_value **v)
{
	const char *role, *tail = addressee_class(text_of(v[0]), &role);

	(void)count;
	if (tail != NULL)
		sqlite3_result_text(context, tail, -1, SQLITE_TRANSIENT);
}

int
sql_addressed(sqlite3 *db)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	int rc = sqlite3_create_function_v2(db, "addressed", 5, flags, NULL, addressed, NULL, NULL, NULL);

	return rc != SQLITE_OK ? rc
	       : sqlite3_create_function_v2(db, "addressee_tail", 1, flags, NULL, addressee_tail, NULL, NULL, NULL);
}
