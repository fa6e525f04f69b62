#include "store/cache/schema.h"

#include "model/records/record.h"
#include "store/cache/cache.sql.h"

/* One kind's table: `pk INTEGER PRIMARY KEY, id TEXT UNIQUE, rev, fields...` */
static int
create_kind(sqlite3 *db, int kind)
{
	char sql[4096];
	int n = snprintf(sql, sizeof sql, "CREATE TABLE \"%s\" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
	                 "rev INTEGER NOT NULL", record_kinds[kind].name);

	for (int f = record_first(kind); f < record_first(kind + 1); f++)
		n += snprintf(sql + n, sizeof sql - (size_t)n, ", \"%s\" %s%s", record_fields[f].name,
		              field_is_integer(record_fields[f].type) ? "INTEGER" : "TEXT",
		              record_fields[f].need == FIELD_REQ ? " NOT NULL" : "");
	snprintf(sql + n, sizeof sql - (size_t)n, ") STRICT");
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int
cache_schema_tables(sqlite3 *db)
{
	int rc = sqlite3_exec(db, SQL_CACHE_META, NULL, NULL, NULL);

	for (int kind = 0; rc == SQLITE_OK && kind < KIND_COUNT; kind++)
		rc = create_kind(db, kind);
	return rc;
}

int
cache_schema_indexes(sqlite3 *db)
{
	return sqlite3_exec(db, SQL_CACHE_INDEXES, NULL, NULL, NULL);
}
