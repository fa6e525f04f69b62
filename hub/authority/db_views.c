/* The kinds as typed tables, for whoever asks in SQL: temporary views over `record`, made from fields.def. */
#include "hub/authority/db_in.h"
#include "hub/policy/rules_words.h"

static const char *
sql_type(enum field_type type)
{
	return field_is_integer(type) ? "INTEGER" : "TEXT";
}

/* Names are of fields.def, so they need no more than quotes (rule.check is a word of SQL's own). */
static void
add_view(sqlite3_str *out, const char *county, int kind)
{
	sqlite3_str_appendf(out, "CREATE TEMP VIEW \"%w\" AS SELECT id, rev, seq", record_kinds[kind].name);
	for (int f = record_first(kind); f < record_first(kind + 1); f++) {
		const struct field_def *field = &record_fields[f];
		if (field->type == FIELD_JSON)
			sqlite3_str_appendf(out, ", json_extract(body, '$.%s') AS \"%w\"", field->name, field->name);
		else
			sqlite3_str_appendf(out, ", CAST(json_extract(body, '$.%s') AS %s) AS \"%w\"",
			                    field->name, sql_type(field->type), field->name);
	}
	sqlite3_str_appendf(out, " FROM main.record WHERE county = %Q AND kind = %Q AND gone IS NULL;\n",
	                    county, record_kinds[kind].name);
}

int
hub_db_views(struct hub_db *db)
{
	sqlite3_str *text = sqlite3_str_new(db->sql);
	char *sql;
	int rc;

	for (int kind = 0; kind < KIND_COUNT; kind++)
		add_view(text, db->county, kind);
	sqlite3_str_appendf(text, "CREATE TEMP VIEW living AS SELECT kind, id FROM main.record "
	                    "WHERE county = %Q AND gone IS NULL", db->county);
	if ((sql = sqlite3_str_finish(text)) == NULL)
		return hub_db_fail(db, "making views");
	rc = sqlite3_exec(db->sql, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
	return rc == SQLITE_OK && rules_functions(db->sql) == SQLITE_OK ? 0 : hub_db_fail(db, "making views");
}
