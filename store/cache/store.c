#include "store/cache/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include "model/room/civil.h"
#include "model/text/language.h"
#include "store/cache/db.h"
#include "store/cache/generation.h"
#include "store/cache/lock.h"
#include "store/cache/store.sql.h"
#include "store/past/past.h"

enum { STATEMENTS_MAX = 256 };

struct store {
	sqlite3 *db;
	int      generation;      /* shared lock that keeps the open generation from being removed; -1 */
	bool     has_outbox;
	int      reading;         /* store_begin() calls without their store_end() */
	struct past *past;        /* NULL: of now */
	struct { const char *sql; sqlite3_stmt *stmt; uint64_t past; } statements[STATEMENTS_MAX];
	int64_t  cache_version, outbox_version;
	void    *kept;
	void   (*kept_free)(void *);
	char     error[256];
};

/* ---- opening ------------------------------------------------------------ */

/* cache.N.db is guarded by cache.N.lock; any other file is nobody's generation. */
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
say_foreign(struct store *st)
{
	snprintf(st->error, sizeof st->error, "%s", _("it was made by another version of this program"));
	return -1;
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
	store_functions(st);
	if (sqlite3_exec(st->db, "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-2048; PRAGMA trusted_schema=0;"
	                 "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK)
		return -1;
	return generation_number(path) == GENERATION_NONE || generation_ours(st->db) ? 0 : say_foreign(st);
}

/* Is the file the reason that it could not be opened, not the moment? */
static bool
unusable(sqlite3 *db, const char *path)
{
	int rc = db != NULL ? sqlite3_errcode(db) & 0xFF : SQLITE_NOMEM;
	struct stat st;

	return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB || stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	       access(path, R_OK | W_OK) != 0;
}

static int
attach_outbox(struct store *st, const char *path)
{
	st->has_outbox = rows_run(rows_open(st, "ATTACH ?1 AS box", BIND(T(path)))) == 0;
	return st->has_outbox ? 0 : -1;
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
		bool hopeless = *st->error != '\0' || unusable(st->db, cache_path);
		snprintf(error, error_size, "%s: %s", cache_path,
		         *st->error != '\0' ? st->error : st->db ? sqlite3_errmsg(st->db) : "cannot open");
		store_close(st);
		errno = hopeless ? EBADMSG : EIO;
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
	st->db = sqlite3_handle;
	store_functions(st);
	st->generation = -1;
	st->has_outbox = sqlite3_db_filename(st->db, "box") != NULL;
	return st;
}

/* Text that is the same means something else once names do. */
static void
forget_statements(struct store *st)
{
	for (int i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(st->statements[i].stmt);
	memset(st->statements, 0, sizeof st->statements);
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	store_keep(st, NULL, NULL);
	forget_statements(st);
	past_free(st->past);
	sqlite3_close(st->db);
	if (st->generation >= 0)
		close(st->generation);
	free(st);
}

/* ---- what the store's own files use -------------------------------------- */

void *
store_kept(const struct store *st)
{
	return st->kept;
}

void
store_keep(struct store *st, void *thing, void (*release)(void *))
{
	if (st->kept != NULL)
		st->kept_free(st->kept);
	st->kept = thing;
	st->kept_free = release;
}

int64_t
store_version(struct store *st)
{
	int64_t others = rows_number(rows_open(st, "PRAGMA main.data_version", NULL), 0);

	return others << 32 | sqlite3_total_changes(st->db);
}

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

bool
store_has_outbox(struct store *st)
{
	return st->has_outbox;
}

int
store_fail(struct store *st, const char *doing)
{
	snprintf(st->error, sizeof st->error, "%s: %s", doing, sqlite3_errmsg(st->db));
	return -1;
}

/* Of a past day, also the kinds that it reads. */
static int
prepare(struct store *st, const char *sql, unsigned how, sqlite3_stmt **stmt, uint64_t *past)
{
	char *text = st->past != NULL ? past_text(sql) : NULL;
	int rc;

	if (st->past != NULL)
		past_watch(st->past);
	rc = st->past != NULL && text == NULL ? SQLITE_NOMEM
	     : sqlite3_prepare_v3(st->db, text != NULL ? text : sql, -1, how, stmt, NULL);
	*past = st->past != NULL ? past_watched(st->past) : 0;
	free(text);
	return rc == SQLITE_OK ? 0 : store_fail(st, "prepare");
}

/* NULL when what it reads could not be worked out. */
static sqlite3_stmt *
readied(struct store *st, sqlite3_stmt *stmt, uint64_t past)
{
	if (past == 0 || past_ready(st->past, past) == SQLITE_OK)
		return stmt;
	store_fail(st, "past");
	return NULL;
}

/* Reset and with bindings cleared; NULL with the reason. */
static sqlite3_stmt *
kept(struct store *st, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 4) % STATEMENTS_MAX;

	for (size_t i = 0; i < STATEMENTS_MAX; i++, slot = (slot + 1) % STATEMENTS_MAX) {
		if (st->statements[slot].sql == NULL)
			break;
		if (st->statements[slot].sql == sql) {
			sqlite3_reset(st->statements[slot].stmt);
			sqlite3_clear_bindings(st->statements[slot].stmt);
			return readied(st, st->statements[slot].stmt, st->statements[slot].past);
		}
	}
	if (st->statements[slot].sql != NULL) {
		snprintf(st->error, sizeof st->error, "too many statements");
		return NULL;
	}
	if (prepare(st, sql, SQLITE_PREPARE_PERSISTENT, &st->statements[slot].stmt, &st->statements[slot].past) != 0)
		return NULL;
	st->statements[slot].sql = sql;
	return readied(st, st->statements[slot].stmt, st->statements[slot].past);
}

/* SQL_PLACE_ISSUES, also as one branch of an expression, is said as "place issues". */
static void
query_failed(void *owner, const char *name)
{
	char doing[64];
	const char *word = name;

	for (const char *at = name; (at = strstr(at, "SQL_")) != NULL; )
		word = at += 4;
	snprintf(doing, sizeof doing, "%.*s", (int)strcspn(word, ",) "), word);
	for (char *c = doing; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : (char)tolower((unsigned char)*c);
	store_fail(owner, doing);
}

struct rows
store_rows(struct store *st, const char *sql, const char *name, const struct bind *binds)
{
	return rows_of(kept(st, sql), binds, name, st, query_failed);
}

struct rows
rows_once(struct store *st, const char *sql, const char *name, const struct bind *binds)
{
	sqlite3_stmt *stmt = NULL, *ready;
	struct rows r;
	uint64_t past;

	if (prepare(st, sql, 0, &stmt, &past) != 0)
		store_fail(st, name);
	ready = stmt != NULL ? readied(st, stmt, past) : NULL;
	if (ready == NULL)
		sqlite3_finalize(stmt);
	r = rows_of(ready, binds, name, st, query_failed);
	r.once = true;
	return r;
}

/* ---- reading in one go ---------------------------------------------------- */

void
store_begin(struct store *st)
{
	if (st != NULL && st->reading++ == 0)
		rows_run(rows_open(st, SQL_READ_BEGIN, NULL));
}

void
store_end(struct store *st)
{
	if (st != NULL && --st->reading == 0)
		rows_run(rows_open(st, SQL_READ_END, NULL));
}

/* ---- the past ------------------------------------------------------------- */

int
store_look(struct store *st, int32_t day)
{
	struct calendar cal = { 0 };

	if (day == (st->past != NULL ? past_day(st->past) : CIVIL_NONE))
		return 0;
	store_keep(st, NULL, NULL);
	forget_statements(st);
	past_free(st->past);
	st->past = NULL;
	if (day == CIVIL_NONE)
		return 0;
	if (store_calendar(st, &cal) != 0) {
		calendar_clear(&cal);
		return -1;
	}
	forget_statements(st);
	st->past = past_new(st->db, day, &cal, st->error, sizeof st->error);
	return st->past != NULL ? 0 : -1;
}

bool
store_looks_back(const struct store *st)
{
	return st->past != NULL;
}

struct store_untold
store_untold(struct store *st, uint64_t kinds)
{
	struct store_untold n = { 0, 0 };

	if (st->past != NULL)
		past_count(st->past, kinds, &n.records, &n.withdrawn);
	return n;
}

/* ---- facts ---------------------------------------------------------------- */

uint64_t
store_changes(struct store *st)
{
	int64_t cache = rows_number(rows_open(st, "PRAGMA main.data_version", NULL), 0);
	int64_t box = st->has_outbox ? rows_number(rows_open(st, "PRAGMA box.data_version", NULL), 0) : 0;
	const uint64_t outbox = UINT64_C(1) << 62;
	uint64_t changed = (cache != st->cache_version ? ~outbox : 0) | (box != st->outbox_version ? outbox : 0);

	st->cache_version = cache;
	st->outbox_version = box;
	return changed;
}

/* The text the one row begins with, in the language asked for; `otherwise` without a row. */
static const char *
one_text(struct rows r, const char *otherwise, char *out, size_t size)
{
	snprintf(out, size, "%s", otherwise);
	rows_text(r, out, size);
	return out;
}

bool
store_whole(struct store *st)
{
	char text[4];

	return strcmp(one_text(rows_open(st, "PRAGMA main.quick_check(1)", NULL), "", text, sizeof text), "ok") == 0;
}

const char *
store_meta(struct store *st, const char *key, char *out, size_t size)
{
	return one_text(rows_open(st, SQL_META_GET, BIND(T(key))), "", out, size);
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
	return one_text(rows_open(st, SQL_PARAM_GET, BIND(T(key), DAY(day))), "", out, size);
}

const char *
store_term(struct store *st, const char *list, const char *code, bool english, char *out, size_t size)
{
	return one_text(rows_open(st, SQL_TERM_GET, BIND(T(list), T(code), ENGLISH(english))), code, out, size);
}

bool
store_term_is(struct store *st, const char *list, const char *code, const char *attr)
{
	return rows_number(rows_open(st, SQL_TERM_IS, BIND(T(list), T(code), T(attr))), 0) == 1;
}

const char *
store_term_with(struct store *st, const char *list, const char *attr, char *out, size_t size)
{
	return one_text(rows_open(st, SQL_TERM_WITH, BIND(T(list), T(attr))), "", out, size);
}

const char *
store_division(struct store *st, const char *code, bool english, char *out, size_t size)
{
	return one_text(rows_open(st, SQL_DIVISION_GET, BIND(T(code), ENGLISH(english))), code, out, size);
}

bool
store_has_sample(struct store *st)
{
	return rows_number(rows_open(st, SQL_HAS_SAMPLE, NULL), 0) == 1;
}

int
store_calendar(struct store *st, struct calendar *cal)
{
	struct rows r = rows_open(st, SQL_CALENDAR_ALL, NULL);
	bool whole = true;

	while (whole && rows_next(&r)) {
		int32_t day = civil_parse(row_text(&r, 0));
		whole = day == CIVIL_NONE || calendar_add(cal, day, row_int(&r, 1) != 0) == 0;
	}
	calendar_sort(cal);
	return rows_close(&r) != 0 || !whole ? -1 : 0;
}

const char *
store_pending_verb(struct store *st, enum kind kind, const char *id, char *out, size_t size)
{
	*out = '\0';
	if (st->has_outbox && st->past == NULL)
		rows_text(rows_open(st, SQL_PENDING_VERB, BIND(T(record_kinds[kind].name), T(id), I(0))), out, size);
	return out;
}
