#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/civil.h"
#include "model/pinyin.h"
#include "model/utf8.h"
#include "store/db.h"
#include "store/generation.h"
#include "store/lock.h"
#include "store/store.sql.h"

enum { STATEMENTS_MAX = 256 };

struct store {
	sqlite3 *db;
	int      generation;      /* shared lock that keeps the open generation from being removed; -1 */
	bool     has_outbox;
	int      reading;         /* store_begin() calls without their store_end() */
	struct { const char *sql; sqlite3_stmt *stmt; } statements[STATEMENTS_MAX];
	int64_t  cache_version, outbox_version;
	char     error[256];
};

/* ---- opening ------------------------------------------------------------ */

/* cache.N.db is guarded by cache.N.lock; any other file is nobody's generation. */
/* spoken(text, needle) in SQL: as it stands, by pinyin, by initials. */
static void
spoken(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]), *needle = (const char *)sqlite3_value_text(values[1]);

	(void)count;
	sqlite3_result_int(context, text != NULL && needle != NULL && pinyin_match(text, needle));
}

static void
add_functions(sqlite3 *db)
{
	sqlite3_create_function(db, "spoken", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, spoken, NULL, NULL);
}

static int
lock_generation(const char *path)
{
	int number = generation_number(path);
	char dir[PATH_MAX], lock[PATH_MAX];
	const char *slash = strrchr(path, '/');

	if (number == GENERATION_NONE)
		return -1;
	snprintf(dir, sizeof dir, "%.*s", slash != NULL ? (int)(slash - path) : 1, slash != NULL ? path : ".");
	generation_path(dir, number, "lock", lock);
	return lock_take(lock, false);
}

static int
open_cache(struct store *st, const char *path)
{
	st->generation = lock_generation(path);
	if (sqlite3_open_v2(path, &st->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		return -1;
	/* The sync process is the only checkpointer of the cache. */
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_busy_timeout(st->db, 2000);
	add_functions(st->db);
	return sqlite3_exec(st->db, "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-2048; PRAGMA trusted_schema=0;"
	                    "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int
attach_outbox(struct store *st, const char *path)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(st->db, "ATTACH ?1 AS box", -1, &stmt, NULL);

	if (rc == SQLITE_OK) {
		sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
		rc = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
	}
	sqlite3_finalize(stmt);
	st->has_outbox = rc == SQLITE_OK;
	return rc == SQLITE_OK ? 0 : -1;
}

struct store *
store_open(const char *cache_path, const char *outbox_path, char *error, size_t error_size)
{
	struct store *st = calloc(1, sizeof *st);

	if (st == NULL) {
		snprintf(error, error_size, "out of memory");
		return NULL;
	}
	if (open_cache(st, cache_path) != 0 || (outbox_path != NULL && attach_outbox(st, outbox_path) != 0)) {
		snprintf(error, error_size, "%s: %s", cache_path, st->db ? sqlite3_errmsg(st->db) : "cannot open");
		store_close(st);
		return NULL;
	}
	return st;
}

struct store *
store_adopt(void *sqlite3_handle)
{
	struct store *st = calloc(1, sizeof *st);

	if (st == NULL)
		return NULL;
	add_functions(sqlite3_handle);
	st->db = sqlite3_handle;
	st->generation = -1;
	st->has_outbox = sqlite3_db_filename(st->db, "box") != NULL;
	return st;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	for (int i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(st->statements[i].stmt);
	sqlite3_close(st->db);
	if (st->generation >= 0)
		close(st->generation);
	free(st);
}

/* ---- what the store's own files use -------------------------------------- */

const char *
store_error(const struct store *st)
{
	return st->error;
}

sqlite3 *
store_db(struct store *st)
{
	return st->db;
}

int
store_fail(struct store *st, const char *doing)
{
	snprintf(st->error, sizeof st->error, "%s: %s", doing, sqlite3_errmsg(st->db));
	return -1;
}

const char *
column_text(sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	return text != NULL ? text : "";
}

void
column_copy(sqlite3_stmt *stmt, int column, char *out, size_t size)
{
	utf8_copy(out, size, column_text(stmt, column));
}

int64_t
column_instant(sqlite3_stmt *stmt, int column)
{
	int64_t at;

	return instant_parse(column_text(stmt, column), &at) == 0 ? at : 0;
}

int64_t
column_number(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(stmt, column);
}

void
bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
	sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
}

sqlite3_stmt *
store_stmt(struct store *st, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 4) % STATEMENTS_MAX;

	for (size_t i = 0; i < STATEMENTS_MAX; i++, slot = (slot + 1) % STATEMENTS_MAX) {
		if (st->statements[slot].sql == NULL)
			break;
		if (st->statements[slot].sql == sql) {
			sqlite3_reset(st->statements[slot].stmt);
			sqlite3_clear_bindings(st->statements[slot].stmt);
			return st->statements[slot].stmt;
		}
	}
	if (st->statements[slot].sql != NULL) {
		snprintf(st->error, sizeof st->error, "too many statements");
		return NULL;
	}
	if (sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->statements[slot].stmt, NULL) != SQLITE_OK) {
		store_fail(st, "prepare");
		return NULL;
	}
	st->statements[slot].sql = sql;
	return st->statements[slot].stmt;
}

/* ---- reading in one go ---------------------------------------------------- */

static void
run_once(struct store *st, const char *sql)
{
	sqlite3_stmt *q = store_stmt(st, sql);

	if (q != NULL) {
		sqlite3_step(q);
		sqlite3_reset(q);
	}
}

void
store_begin(struct store *st)
{
	if (st != NULL && st->reading++ == 0)
		run_once(st, SQL_READ_BEGIN);
}

void
store_end(struct store *st)
{
	if (st != NULL && --st->reading == 0)
		run_once(st, SQL_READ_END);
}

/* ---- facts ---------------------------------------------------------------- */

static int64_t
data_version(struct store *st, const char *sql)
{
	sqlite3_stmt *q = store_stmt(st, sql);
	int64_t v = q != NULL && sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;

	if (q != NULL)
		sqlite3_reset(q);
	return v;
}

uint64_t
store_changes(struct store *st)
{
	int64_t cache = data_version(st, "PRAGMA main.data_version");
	int64_t box = st->has_outbox ? data_version(st, "PRAGMA box.data_version") : 0;
	const uint64_t outbox = UINT64_C(1) << 62;
	uint64_t changed = (cache != st->cache_version ? ~outbox : 0) | (box != st->outbox_version ? outbox : 0);

	st->cache_version = cache;
	st->outbox_version = box;
	return changed;
}

/* Runs a one-row statement whose first column is text; "" without a row. */
static const char *
one_text(sqlite3_stmt *q, int column, char *out, size_t size)
{
	*out = '\0';
	if (q == NULL)
		return out;
	if (sqlite3_step(q) == SQLITE_ROW)
		snprintf(out, size, "%s", column_text(q, column));
	sqlite3_reset(q);
	return out;
}

const char *
store_meta(struct store *st, const char *key, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_META_GET);

	if (q != NULL)
		sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
	return one_text(q, 0, out, size);
}

int64_t
store_meta_int(struct store *st, const char *key, int64_t otherwise)
{
	char text[32];

	return *store_meta(st, key, text, sizeof text) != '\0' ? strtoll(text, NULL, 10) : otherwise;
}

const char *
store_param(struct store *st, const char *key, int32_t day, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PARAM_GET);
	char date[11];

	civil_format(day, date);
	if (q != NULL) {
		sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, date, -1, SQLITE_STATIC);
	}
	return one_text(q, 0, out, size);
}

/* Name in the reader's language: column 1 when English is asked for and there, else column 0. */
static const char *
named(sqlite3_stmt *q, bool english, const char *otherwise, char *out, size_t size)
{
	snprintf(out, size, "%s", otherwise);
	if (q == NULL)
		return out;
	if (sqlite3_step(q) == SQLITE_ROW) {
		const char *en = column_text(q, 1);
		snprintf(out, size, "%s", english && *en != '\0' ? en : column_text(q, 0));
	}
	sqlite3_reset(q);
	return out;
}

const char *
store_term(struct store *st, const char *list, const char *code, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_TERM_GET);

	if (q != NULL) {
		sqlite3_bind_text(q, 1, list, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, code, -1, SQLITE_STATIC);
	}
	return named(q, english, code, out, size);
}

const char *
store_division(struct store *st, const char *code, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_DIVISION_GET);

	if (q != NULL)
		sqlite3_bind_text(q, 1, code, -1, SQLITE_STATIC);
	return named(q, english, code, out, size);
}

bool
store_has_sample(struct store *st)
{
	char text[4];

	return strcmp(one_text(store_stmt(st, SQL_HAS_SAMPLE), 0, text, sizeof text), "1") == 0;
}

int
store_calendar(struct store *st, struct calendar *cal)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CALENDAR_ALL);
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		int32_t day = civil_parse(column_text(q, 0));
		if (day != CIVIL_NONE && calendar_add(cal, day, sqlite3_column_int(q, 1) != 0) != 0)
			break;
	}
	sqlite3_reset(q);
	calendar_sort(cal);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "calendar");
}

const char *
store_pending_verb(struct store *st, enum kind kind, const char *id, char *out, size_t size)
{
	sqlite3_stmt *q = st->has_outbox ? store_stmt(st, SQL_PENDING_VERB) : NULL;

	if (q != NULL) {
		sqlite3_bind_text(q, 1, record_kinds[kind].name, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, id, -1, SQLITE_STATIC);
		sqlite3_bind_int64(q, 3, 0);
	}
	return one_text(q, 0, out, size);
}
