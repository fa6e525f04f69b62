#include "tests/support/packs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hub/policy/pack.h"
#include "hub/intake/row.h"
#include "model/records/record.h"
#include "store/cache/generation.h"
#include "store/cache/schema.h"

static void
must(bool ok, const char *what, const char *why)
{
	if (ok)
		return;
	fprintf(stderr, "stage: %s: %s\n", what, why);
	exit(1);
}

static void
must_row(bool ok, const char *path, const struct row_problem *p)
{
	if (ok)
		return;
	fprintf(stderr, "stage: %s:%ld:%d (%s): %s\n", path, p->line, p->column, p->title, p->reason);
	exit(1);
}

static sqlite3_stmt *
insert_into(sqlite3 *db, int kind)
{
	int fields = record_first(kind + 1) - record_first(kind);
	sqlite3_stmt *stmt = NULL;
	char sql[1024];
	int n = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (NULL, ?, 1", record_kinds[kind].name);

	for (int i = 0; i < fields; i++)
		n += snprintf(sql + n, sizeof sql - (size_t)n, ", ?");
	snprintf(sql + n, sizeof sql - (size_t)n, ")");
	must(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK, sql, sqlite3_errmsg(db));
	return stmt;
}

static void
insert(sqlite3_stmt *stmt, const char *id, const struct cache_value *values, int fields)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
	for (int i = 0; i < fields; i++)
		if (values[i].type == VALUE_INT)
			sqlite3_bind_int64(stmt, i + 2, values[i].number);
		else if (values[i].type == VALUE_TEXT)
			sqlite3_bind_text(stmt, i + 2, values[i].text, (int)values[i].length, SQLITE_STATIC);
	must(sqlite3_step(stmt) == SQLITE_DONE, id, sqlite3_errmsg(sqlite3_db_handle(stmt)));
}

static void
load_kind(sqlite3 *db, int kind, const char *path)
{
	int fields = record_first(kind + 1) - record_first(kind), rc;
	struct cache_value values[ROW_FIELDS_MAX];
	struct row_map map;
	struct row_problem p;
	struct reader r;
	const char *id;
	sqlite3_stmt *stmt = insert_into(db, kind);

	must(reader_open(&r, path, NULL) == 0, path, r.error);
	must_row(row_header(&map, (enum kind)kind, &r, NULL, &p) == 0, path, &p);
	while ((rc = reader_row(&r)) == 1) {
		must(row_values(&map, r.row, &id, values, NULL) == 0, path, "a bad row");
		insert(stmt, id, values, fields);
	}
	must(rc == 0, path, r.error);
	reader_close(&r);
	sqlite3_finalize(stmt);
}

void
stage_cache_from_pack(const char *pack_dir, const char *cache_path)
{
	sqlite3 *db = NULL;

	unlink(cache_path);
	must(sqlite3_open(cache_path, &db) == SQLITE_OK, cache_path, sqlite3_errmsg(db));
	sqlite3_exec(db, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; BEGIN", NULL, NULL, NULL);
	must(cache_schema_tables(db) == SQLITE_OK, cache_path, sqlite3_errmsg(db));
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		char path[1024];
		snprintf(path, sizeof path, "%s/%s.csv", pack_dir, record_kinds[kind].name);
		if (access(path, R_OK) == 0)
			load_kind(db, kind, path);
	}
	must(cache_schema_indexes(db) == SQLITE_OK, cache_path, sqlite3_errmsg(db));
	sqlite3_exec(db, "COMMIT; ANALYZE", NULL, NULL, NULL);
	must(generation_stamp(db) == SQLITE_OK, cache_path, sqlite3_errmsg(db));
	must(sqlite3_close(db) == SQLITE_OK, cache_path, "left open");
}

sqlite3 *
stage_memory(const char *fill)
{
	sqlite3 *db = NULL;

	must(sqlite3_open(":memory:", &db) == SQLITE_OK && cache_schema_tables(db) == SQLITE_OK, "memory", sqlite3_errmsg(db));
	must(fill == NULL || sqlite3_exec(db, fill, NULL, NULL, NULL) == SQLITE_OK, "fill", sqlite3_errmsg(db));
	must(cache_schema_indexes(db) == SQLITE_OK, "indexes", sqlite3_errmsg(db));
	return db;
}

/* ---- one cache per pack and process ---------------------------------------- */

static struct { char name[64], path[256]; } made[5];

static void
remove_made(void)
{
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (*made[i].name != '\0')
			unlink(made[i].path);
}

const char *
stage_pack(const char *name)
{
	const char *tmp = getenv("TMPDIR");
	char dir[256];
	size_t i = 0;

	for (; i < sizeof made / sizeof *made && *made[i].name != '\0'; i++)
		if (strcmp(made[i].name, name) == 0)
			return made[i].path;
	must(i < sizeof made / sizeof *made, name, "too many packs in one test");
	if (i == 0)
		atexit(remove_made);
	snprintf(made[i].path, sizeof made[i].path, "%s/guatu-%s-%ld.db", tmp != NULL ? tmp : "/tmp", name, (long)getpid());
	snprintf(dir, sizeof dir, "packs/%s", name);
	stage_cache_from_pack(dir, made[i].path);
	snprintf(made[i].name, sizeof made[i].name, "%s", name);
	return made[i].path;
}

/* ---- in an authority --------------------------------------------------------- */

struct hub_db *
stage_hub(const char *path, const char *pack_dir)
{
	struct import how = { .errors = stderr, .at = 1592442000, .by = "test" };
	struct pack_about about;
	char error[512];
	struct hub_db *db;

	must(pack_about(pack_dir, &about, stderr) == 0, pack_dir, "no pack");
	must((db = hub_db_create(path, about.county, error, sizeof error)) != NULL, path, error);
	must(hub_db_begin(db) == 0 && pack_load(db, pack_dir, &how) == 0 && hub_db_commit(db) == 0, pack_dir, hub_db_error(db));
	return db;
}
