#include "store/cache/cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/text/language.h"
#include "store/cache/cache_in.h"
#include "store/cache/generation.h"
#include "store/read/place.h"
#include "store/cache/schema.h"

enum { WAL_LARGE = 64 << 20 };

/* ---- failures ---------------------------------------------------------------------- */

int
cache_fail(struct cache *c, const char *doing)
{
	int rc = sqlite3_extended_errcode(c->db);

	if (rc == SQLITE_FULL || rc == SQLITE_IOERR_WRITE)
		snprintf(c->error, sizeof c->error, _("the disk is full; make room"));
	else
		snprintf(c->error, sizeof c->error, "%s: %s: %s", c->path, doing, sqlite3_errmsg(c->db));
	return -1;
}

const char *
cache_error(const struct cache *c)
{
	return c->error;
}

const char *
cache_path(const struct cache *c)
{
	return c->path;
}

bool
cache_corrupt(const struct cache *c)
{
	int rc = sqlite3_errcode(c->db) & 0xFF;

	return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
}

void
cache_finalize(struct cache *c)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		sqlite3_finalize(c->put[k]);
		sqlite3_finalize(c->gone[k]);
		sqlite3_finalize(c->rev[k]);
		c->put[k] = c->gone[k] = c->rev[k] = NULL;
	}
	sqlite3_finalize(c->meta);
	c->meta = NULL;
}

/* ---- writing -------------------------------------------------------------------------- */

static int
run(struct cache *c, const char *sql)
{
	return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : cache_fail(c, sql);
}

int
cache_begin(struct cache *c)
{
	if (run(c, "BEGIN IMMEDIATE") != 0)
		return -1;
	c->writing = true;
	c->touched = 0;
	return 0;
}

int
cache_commit(struct cache *c)
{
	if (run(c, "COMMIT") != 0) {
		cache_rollback(c);
		return -1;
	}
	c->writing = false;
	c->committed = c->touched;
	return 0;
}

int
cache_rollback(struct cache *c)
{
	char said[sizeof c->error];

	c->writing = false;
	if (sqlite3_get_autocommit(c->db))     /* a full disk rolls back by itself */
		return 0;
	memcpy(said, c->error, sizeof said);
	if (run(c, "ROLLBACK") != 0)
		return -1;
	memcpy(c->error, said, sizeof said);   /* the reason for the rollback is what counts */
	return 0;
}

uint64_t
cache_touched(const struct cache *c)
{
	return c->committed;
}

static sqlite3_stmt *
prepared(struct cache *c, sqlite3_stmt **slot, const char *sql)
{
	if (*slot == NULL && sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL) != SQLITE_OK) {
		cache_fail(c, "prepare");
		return NULL;
	}
	return *slot;
}

/* INSERT ... ON CONFLICT(id) DO UPDATE ... WHERE the revision grows. */
static sqlite3_stmt *
put_stmt(struct cache *c, enum kind kind)
{
	char *sql = NULL;
	size_t size;
	int first = record_first((int)kind), end = record_first((int)kind + 1);
	FILE *f;

	if (c->put[kind] != NULL)
		return c->put[kind];
	f = open_memstream(&sql, &size);
	if (f == NULL)
		return NULL;
	fprintf(f, "INSERT INTO \"%s\" (id, rev", record_kinds[kind].name);
	for (int i = first; i < end; i++)
		fprintf(f, ", \"%s\"", record_fields[i].name);
	fprintf(f, ") VALUES (?1, ?2");
	for (int i = first; i < end; i++)
		fprintf(f, ", ?%d", i - first + 3);
	fprintf(f, ") ON CONFLICT (id) DO UPDATE SET rev = excluded.rev");
	for (int i = first; i < end; i++)
		fprintf(f, ", \"%s\" = excluded.\"%s\"", record_fields[i].name, record_fields[i].name);
	fprintf(f, " WHERE excluded.rev > rev");
	if (fclose(f) == 0)
		prepared(c, &c->put[kind], sql);
	free(sql);
	return c->put[kind];
}

static sqlite3_stmt *
small_stmt(struct cache *c, sqlite3_stmt **slot, const char *format, enum kind kind)
{
	char sql[128];
	const char *name = record_kinds[kind].name;
	size_t n = strcspn(format, "@");

	if (*slot != NULL)
		return *slot;
	snprintf(sql, sizeof sql, "%.*s\"%s\"%s", (int)n, format, name, format + n + 1);
	return prepared(c, slot, sql);
}

/* Steps a change to its end: 1 when a row changed, 0 when not, -1. */
static int
change(struct cache *c, sqlite3_stmt *stmt, enum kind kind, const char *id)
{
	int rc = sqlite3_step(stmt), changed = sqlite3_changes(c->db);

	if (rc != SQLITE_DONE) {
		snprintf(c->error, sizeof c->error, "%s[%.60s]: ", record_kinds[kind].name, id);
		size_t n = strlen(c->error);
		snprintf(c->error + n, sizeof c->error - n, "%s", sqlite3_errmsg(c->db));
		if (rc == SQLITE_FULL || rc == SQLITE_IOERR_WRITE)
			cache_fail(c, "write");
	}
	sqlite3_reset(stmt);
	if (rc == SQLITE_DONE && changed > 0)
		c->touched |= UINT64_C(1) << kind;
	return rc != SQLITE_DONE ? -1 : changed > 0;
}

int
cache_put(struct cache *c, enum kind kind, const char *id, int64_t rev, const struct cache_value *values)
{
	sqlite3_stmt *stmt = put_stmt(c, kind);
	int n = record_first((int)kind + 1) - record_first((int)kind);

	if (stmt == NULL)
		return -1;
	sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 2, rev);
	for (int i = 0; i < n; i++) {
		if (values[i].type == VALUE_INT)
			sqlite3_bind_int64(stmt, i + 3, values[i].number);
		else if (values[i].type == VALUE_TEXT)
			sqlite3_bind_text(stmt, i + 3, values[i].text, (int)values[i].length, SQLITE_STATIC);
		else
			sqlite3_bind_null(stmt, i + 3);
	}
	return change(c, stmt, kind, id);
}

int
cache_gone(struct cache *c, enum kind kind, const char *id, int64_t rev)
{
	sqlite3_stmt *stmt = small_stmt(c, &c->gone[kind], "DELETE FROM @ WHERE id = ?1 AND rev <= ?2", kind);

	bind_all(stmt, BIND(T(id), I(rev)));
	return stmt != NULL ? change(c, stmt, kind, id) : -1;
}

static void
query_failed(void *owner, const char *doing)
{
	cache_fail(owner, doing);
}

int64_t
cache_rev(struct cache *c, enum kind kind, const char *id)
{
	sqlite3_stmt *stmt = small_stmt(c, &c->rev[kind], "SELECT rev FROM @ WHERE id = ?1", kind);

	return rows_number(rows_of(stmt, BIND(T(id)), "revision", c, query_failed), 0);
}

int
cache_set_meta(struct cache *c, const char *key, const char *value)
{
	sqlite3_stmt *stmt = prepared(c, &c->meta, "INSERT INTO meta VALUES (?1, ?2) "
	                              "ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value");

	return rows_run(rows_of(stmt, BIND(T(key), T(value)), "meta", c, query_failed));
}

char *
cache_meta(struct cache *c, const char *key, char *out, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	struct rows r;

	*out = '\0';
	sqlite3_prepare_v2(c->db, "SELECT value FROM meta WHERE key = ?1", -1, &stmt, NULL);
	r = rows_of(stmt, BIND(T(key)), "meta", c, query_failed);
	r.once = true;
	rows_text(r, out, size);
	return out;
}

/* ---- publishing -------------------------------------------------------------------------- */

/* SQLite was told not to sync while building; now nobody has the file open. */
static int
sync_file(struct cache *c)
{
	int fd = open(c->path, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

int
cache_publish(struct cache *c)
{
	cache_finalize(c);
	if (run(c, "BEGIN") != 0 || (cache_schema_indexes(c->db) != SQLITE_OK && cache_fail(c, "indexes") != 0) ||
	    run(c, "COMMIT") != 0) {
		cache_rollback(c);
		return -1;
	}
	if (run(c, "PRAGMA analysis_limit=400; ANALYZE") != 0 ||
	    (generation_stamp(c->db) != SQLITE_OK && cache_fail(c, "stamp") != 0) ||
	    run(c, "PRAGMA journal_mode=WAL") != 0)
		return -1;
	sqlite3_close(c->db);
	c->db = NULL;
	if (sync_file(c) != 0 || place_sync(c->dir) != 0 || generation_point(c->dir, c->number) != 0) {
		snprintf(c->error, sizeof c->error, "%s: %s", c->path, error_words(errno));
		return -1;
	}
	c->building = false;
	c->db = generation_open(c->path, false, c->error, sizeof c->error);
	return c->db != NULL ? 0 : -1;
}

void
cache_interrupt(struct cache *c)
{
	if (c->db != NULL)
		sqlite3_interrupt(c->db);
}

int
cache_checkpoint(struct cache *c, bool idle)
{
	char wal[PATH_MAX];
	struct stat st;

	generation_path(c->dir, c->number, "db-wal", wal);
	if (stat(wal, &st) == 0 && (st.st_size >= WAL_LARGE || (idle && st.st_size > 0)))
		sqlite3_wal_checkpoint_v2(c->db, NULL, idle ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
		                          NULL, NULL);
	if (idle)
		generation_sweep(c->dir, GENERATION_NONE);
	return 0;
}
