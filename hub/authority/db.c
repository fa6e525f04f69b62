#include "hub/authority/db.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hub/authority/db.sql.h"
#include "hub/authority/db_in.h"
#include "model/text/language.h"
#include "hub/authority/undo.sql.h"

/* Raised whenever the tables change; a newer file is refused. */
enum { SCHEMA_VERSION = 6, APPLICATION_ID = 0x47554148 /* GUAH */ };

/* ---- errors and statements ---------------------------------------------- */

const char *
hub_db_error(const struct hub_db *db)
{
	return db->error;
}

bool
hub_db_full(const struct hub_db *db)
{
	return db->full;
}

/* What SQLite says of its code; of those people meet in their language. */
static const char *
sqlite_words(sqlite3 *sql)
{
	static const struct { int code; const char *words; } known[] = {
		{ SQLITE_BUSY, N_("database is locked") }, { SQLITE_FULL, N_("database or disk is full") },
		{ SQLITE_IOERR, N_("disk I/O error") }, { SQLITE_READONLY, N_("attempt to write a readonly database") },
		{ SQLITE_CANTOPEN, N_("unable to open database file") }, { SQLITE_NOMEM, N_("out of memory") },
		{ SQLITE_CORRUPT, N_("database disk image is malformed") },
	};
	int code = sqlite3_errcode(sql) & 0xff;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == code)
			return _(known[i].words);
	return sqlite3_errmsg(sql);
}

static int
no_county(struct hub_db *db)
{
	snprintf(db->error, sizeof db->error,
	         _("not a guatu-hub database; make one with: guatu-hub init --db FILE --pack DIR"));
	return -1;
}

int
hub_db_fail(struct hub_db *db, const char *doing)
{
	int code = sqlite3_errcode(db->sql);

	db->full = code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
	if (code == SQLITE_NOTADB)
		return no_county(db);
	/* What was being done is for who mends the hub, and stays as it is. */
	snprintf(db->error, sizeof db->error, _("%1$s: %2$s"), doing, sqlite_words(db->sql));
	return -1;
}

sqlite3_stmt *
hub_db_stmt(struct hub_db *db, const char *text)
{
	int i = 0;

	while (i < HUB_STATEMENTS && db->cached[i].text != NULL && db->cached[i].text != text)
		i++;
	if (i == HUB_STATEMENTS) {
		snprintf(db->error, sizeof db->error, _("too many statements; raise HUB_STATEMENTS"));
		return NULL;
	}
	if (db->cached[i].text == NULL) {
		if (sqlite3_prepare_v3(db->sql, text, -1, SQLITE_PREPARE_PERSISTENT, &db->cached[i].stmt,
		                       NULL) != SQLITE_OK) {
			hub_db_fail(db, "preparing a statement");
			return NULL;
		}
		db->cached[i].text = text;
	}
	sqlite3_reset(db->cached[i].stmt);
	sqlite3_clear_bindings(db->cached[i].stmt);
	return db->cached[i].stmt;
}

int
hub_db_run(struct hub_db *db, sqlite3_stmt *stmt, const char *doing)
{
	int rc;

	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		;
	if (rc != SQLITE_DONE)
		hub_db_fail(db, doing);
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : -1;
}

static void
query_failed(void *db, const char *doing)
{
	hub_db_fail(db, doing);
}

struct rows
hub_db_rows(struct hub_db *db, const char *sql, const char *name, const struct bind *binds)
{
	return rows_of(hub_db_stmt(db, sql), binds, name, db, query_failed);
}

int
hub_db_do(struct hub_db *db, const char *sql, const char *name, const struct bind *binds)
{
	return bind_run(hub_db_stmt(db, sql), binds, name, db, query_failed);
}

void
hub_db_bind(sqlite3_stmt *stmt, int index, const char *text)
{
	if (text == NULL)
		sqlite3_bind_null(stmt, index);
	else
		sqlite3_bind_text(stmt, index, text, -1, SQLITE_STATIC);
}

static int
run_text(struct hub_db *db, const char *text, const char *doing)
{
	return sqlite3_exec(db->sql, text, NULL, NULL, NULL) == SQLITE_OK ? 0 : hub_db_fail(db, doing);
}

/* ---- opening ------------------------------------------------------------ */

/* The lock file names one keeper: the only process that checkpoints, because SQLite 3.40's
 * log can be damaged when a checkpoint meets another writer's reset (fixed in 3.51.3). */
static void
take_lock(struct hub_db *db)
{
	char name[4096];
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	snprintf(name, sizeof name, "%s-lock", db->path);
	db->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	db->keeper = db->lock >= 0 && fcntl(db->lock, F_OFD_SETLK, &lock) == 0;
}

static int
open_sqlite(struct hub_db *db, enum hub_db_mode mode)
{
	int flags = mode == HUB_DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

	if (sqlite3_open_v2(db->path, &db->sql, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL) != SQLITE_OK)
		return hub_db_fail(db, "opening");
	sqlite3_extended_result_codes(db->sql, 0);
	sqlite3_busy_timeout(db->sql, 5000);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (run_text(db, "PRAGMA mmap_size=0; PRAGMA temp_store=FILE; PRAGMA cache_size=-16384; "
	             "PRAGMA foreign_keys=ON", "setting up") != 0)
		return -1;
	if (mode == HUB_DB_READ) {
		sqlite3_db_config(db->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		return run_text(db, "PRAGMA wal_autocheckpoint=0", "setting up");
	}
	take_lock(db);
	if (!db->keeper)
		sqlite3_db_config(db->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return run_text(db, db->keeper
	                ? "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864"
	                               : "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0", "setting up");
}

static int
check_version(struct hub_db *db)
{
	int64_t id = ask_number(db->sql, "PRAGMA application_id", -1);
	int64_t version = ask_number(db->sql, "PRAGMA user_version", -1);

	if (id == -1)
		return hub_db_fail(db, "reading");
	if (id != APPLICATION_ID)
		return no_county(db);
	if (version > SCHEMA_VERSION) {
		snprintf(db->error, sizeof db->error,
		         _("written by a newer guatu-hub (format %lld, this one knows %d); upgrade guatu-hub"),
		         (long long)version, SCHEMA_VERSION);
		return -1;
	}
	return hub_db_meta_get(db, "county", db->county, sizeof db->county);
}

/* An older file is brought up to this format by the first who opens it to write. */
static int
upgrade(struct hub_db *db)
{
	int64_t version = ask_number(db->sql, "PRAGMA user_version", -1);
	char stamp[64];

	if (version >= SCHEMA_VERSION)
		return 0;
	snprintf(stamp, sizeof stamp, "PRAGMA user_version=%d", SCHEMA_VERSION);
	if (run_text(db, "BEGIN IMMEDIATE", "upgrading") != 0)
		return -1;
	if (run_text(db, SQL_HUB_SCHEMA_2, "upgrading") == 0 && run_text(db, SQL_HUB_SCHEMA_3, "upgrading") == 0 &&
	    run_text(db, SQL_UNDO_SCHEMA, "upgrading") == 0 && db_scope_all(db, false) == 0 &&
	    (version >= 6 || run_text(db, SQL_HUB_SCHEMA_6, "upgrading") == 0) &&
	    run_text(db, stamp, "upgrading") == 0) {
		hub_db_rest(db);
		return run_text(db, "COMMIT", "upgrading");
	}
	hub_db_rest(db);
	sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static struct hub_db *
new_handle(const char *path, char *error, size_t size)
{
	struct hub_db *db = calloc(1, sizeof *db);

	if (db == NULL || (db->path = strdup(path)) == NULL) {
		snprintf(error, size, _("out of memory"));
		free(db);
		return NULL;
	}
	db->lock = -1;
	return db;
}

static struct hub_db *
give_up(struct hub_db *db, char *error, size_t size)
{
	snprintf(error, size, "%s: %s", db->path, db->error);
	hub_db_close(db);
	return NULL;
}

struct hub_db *
hub_db_open(const char *path, enum hub_db_mode mode, char *error, size_t size)
{
	struct hub_db *db = new_handle(path, error, size);

	if (db == NULL)
		return NULL;
	if (access(path, F_OK) != 0) {
		snprintf(db->error, sizeof db->error, _("%s; make one with: guatu-hub init --db FILE --pack DIR"),
		         error_words(errno));
		return give_up(db, error, size);
	}
	if (open_sqlite(db, mode) != 0 || check_version(db) != 0 || (mode == HUB_DB_WRITE && upgrade(db) != 0) ||
	    hub_db_views(db) != 0)
		return give_up(db, error, size);
	/* Views are made before: of a temporary database, but made they must be. */
	if (mode == HUB_DB_READ && run_text(db, "PRAGMA query_only=1", "setting up") != 0)
		return give_up(db, error, size);
	return db;
}

static void
fresh_epoch(char out[9])
{
	unsigned char bytes[4];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		abort();    /* cannot happen for 4 bytes once the machine is up */
	snprintf(out, 9, "%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2], bytes[3]);
}

static int
write_schema(struct hub_db *db, const char *county)
{
	char pragma[128], epoch[9];

	fresh_epoch(epoch);
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID,
	         SCHEMA_VERSION);
	if (run_text(db, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL", "setting up") != 0 ||
	    run_text(db, pragma, "setting up") != 0 || run_text(db, SQL_HUB_SCHEMA, "making tables") != 0 ||
	    run_text(db, SQL_HUB_SCHEMA_2, "making tables") != 0 ||
	    run_text(db, SQL_HUB_SCHEMA_3, "making tables") != 0 ||
	    run_text(db, SQL_UNDO_SCHEMA, "making tables") != 0 ||
	    run_text(db, SQL_HUB_INDEXES, "making indexes") != 0 ||
	    hub_db_meta_set(db, "epoch", epoch) != 0 || hub_db_meta_set(db, "county", county) != 0)
		return -1;
	if (hub_db_do(db, "INSERT INTO county_seq VALUES (?1, 0, 0)", "making the counter", BIND(T(county))) != 0)
		return -1;
	snprintf(db->county, sizeof db->county, "%s", county);
	return 0;
}

struct hub_db *
hub_db_create(const char *path, const char *county, char *error, size_t size)
{
	struct hub_db *db = new_handle(path, error, size);
	int fd;

	if (db == NULL)
		return NULL;
	/* Made here, empty and private, so that SQLite never creates it under a looser umask. */
	if ((fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0) {
		snprintf(db->error, sizeof db->error,
		         _("%s; name a file that does not exist yet in a directory you may write"), error_words(errno));
		return give_up(db, error, size);
	}
	close(fd);
	if (open_sqlite(db, HUB_DB_WRITE) != 0 || write_schema(db, county) != 0 || hub_db_views(db) != 0) {
		unlink(path);
		return give_up(db, error, size);
	}
	return db;
}

void
hub_db_close(struct hub_db *db)
{
	if (db == NULL)
		return;
	if (db->writing)
		hub_db_rollback(db);
	for (int i = 0; i < HUB_STATEMENTS; i++)
		sqlite3_finalize(db->cached[i].stmt);
	sqlite3_close(db->sql);
	if (db->lock >= 0)
		close(db->lock);
	free(db->fresh.ids);
	free(db->path);
	free(db);
}

bool
hub_db_keeper(const struct hub_db *db)
{
	return db->keeper;
}

const char *
hub_db_county(const struct hub_db *db)
{
	return db->county;
}

const char *
hub_db_path(const struct hub_db *db)
{
	return db->path;
}

/* ---- meta --------------------------------------------------------------- */

int
hub_db_meta_get(struct hub_db *db, const char *key, char *out, size_t size)
{
	*out = '\0';
	return rows_text(hub_db_rows(db, SQL_HUB_META_GET, "reading meta", BIND(T(key))), out, size) < 0 ? -1 : 0;
}

int
hub_db_meta_set(struct hub_db *db, const char *key, const char *value)
{
	return hub_db_do(db, SQL_HUB_META_SET, "writing meta", BIND(T(key), T(value)));
}

int64_t
hub_db_room_now(struct hub_db *db, int64_t real)
{
	char room[32], since[32];

	if (hub_db_meta_get(db, "clock_room", room, sizeof room) != 0 || *room == '\0' ||
	    hub_db_meta_get(db, "clock_real", since, sizeof since) != 0)
		return real;
	return strtoll(room, NULL, 10) + (real - strtoll(since, NULL, 10));
}

/* ---- transactions ------------------------------------------------------- */

/* A statement that still stands on its last row holds an old state of the file and keeps the log
 * from being checkpointed. */
void
hub_db_rest(struct hub_db *db)
{
	for (int i = 0; i < HUB_STATEMENTS && db->cached[i].text != NULL; i++)
		sqlite3_reset(db->cached[i].stmt);
}

int
hub_db_begin(struct hub_db *db)
{
	db->seq = 0;
	db->added = 0;
	db->full = false;
	hub_db_rest(db);
	if (run_text(db, "BEGIN IMMEDIATE", "beginning to write") != 0)
		return -1;
	db->writing = true;
	return 0;
}

static int
keep_count(struct hub_db *db)
{
	return db->added == 0 ? 0 : hub_db_do(db, SQL_HUB_COUNT, "counting records", BIND(T(db->county), I(db->added)));
}

int
hub_db_commit(struct hub_db *db)
{
	hub_db_rest(db);
	if (db_undo_flush(db) != 0 || keep_count(db) != 0 || run_text(db, "COMMIT", "committing") != 0) {
		char why[sizeof db->error];
		memcpy(why, db->error, sizeof why);
		hub_db_rollback(db);
		memcpy(db->error, why, sizeof why);
		return -1;
	}
	db->writing = false;
	db_undo_end(db);
	return 0;
}

void
hub_db_rollback(struct hub_db *db)
{
	hub_db_rest(db);
	db_undo_end(db);
	if (!sqlite3_get_autocommit(db->sql))
		sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
	db->writing = false;
}

int
hub_db_mark(struct hub_db *db)
{
	db->mark_seq = db->seq;
	db->mark_added = db->added;
	return run_text(db, "SAVEPOINT mark", "marking");
}

int
hub_db_unwind(struct hub_db *db)
{
	hub_db_rest(db);
	db_undo_end(db);
	db->seq = db->mark_seq;
	db->added = db->mark_added;
	return run_text(db, "ROLLBACK TO mark; RELEASE mark", "going back");
}

int
hub_db_keep(struct hub_db *db)
{
	hub_db_rest(db);
	return run_text(db, "RELEASE mark", "keeping");
}

int64_t
hub_db_seq(struct hub_db *db)
{
	if (db->seq == 0)
		db->seq = rows_number(hub_db_rows(db, SQL_HUB_SEQ_TAKE, "taking the next seq", BIND(T(db->county))), 0);
	return db->seq != 0 ? db->seq : -1;
}

/* While records came in any order, those that go by another's place may have come before it. */
static int
settle_scopes(struct hub_db *db)
{
	if (!db->lent)
		return 0;
	db->lent = false;
	if (run_text(db, "BEGIN IMMEDIATE", "settling places") != 0)
		return -1;
	if (db_scope_all(db, true) == 0) {
		hub_db_rest(db);
		return run_text(db, "COMMIT", "settling places");
	}
	hub_db_rollback(db);
	return -1;
}

int
hub_db_bulk(struct hub_db *db, bool on)
{
	db->bulk = on;
	hub_db_rest(db);
	if (on)
		return run_text(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-131072", "bulk mode") != 0 ? -1
		     : run_text(db, SQL_HUB_UNINDEX, "bulk mode");
	if (run_text(db, SQL_HUB_INDEXES, "making indexes") != 0 || settle_scopes(db) != 0 ||
	    run_text(db, "ANALYZE; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384", "ending bulk mode") != 0)
		return -1;
	return db->keeper ? run_text(db, "PRAGMA wal_checkpoint(TRUNCATE)", "syncing") : 0;
}

int64_t
hub_db_version(struct hub_db *db)
{
	return ask_number(db->sql, "PRAGMA data_version", -1);
}

struct counter { int64_t head, records; };
COLUMNS(counter, struct counter, COL(head), COL(records))

static struct counter
read_counter(struct hub_db *db)
{
	struct counter c = { -1, -1 };

	rows_one(hub_db_rows(db, SQL_HUB_SEQ_GET, "reading the counter", BIND(T(db->county))), counter, &c);
	return c;
}

int64_t
hub_db_head(struct hub_db *db)
{
	return read_counter(db).head;
}

int64_t
hub_db_records(struct hub_db *db)
{
	return read_counter(db).records;
}

/* ---- keeping ------------------------------------------------------------ */

int
hub_db_purge(struct hub_db *db, int64_t before)
{
	int64_t reach = rows_number(hub_db_rows(db, SQL_HUB_PURGE_SEQ, "looking for old tombstones",
	                                        BIND(T(db->county), I(before))), -1);
	char text[32], have[32];

	if (reach < 0 || (reach == 0 && !db_undo_old(db, before)))
		return (int)reach;
	if (hub_db_begin(db) != 0)
		return -1;
	if (hub_db_meta_get(db, "purged_seq", have, sizeof have) == 0 &&
	    db_undo_purge(db, before) == 0 &&
	    hub_db_do(db, SQL_HUB_PURGE, "forgetting old tombstones", BIND(T(db->county), I(before))) == 0) {
		const int64_t before_that = strtoll(have, NULL, 10);

		snprintf(text, sizeof text, "%lld", (long long)(reach > before_that ? reach : before_that));
		if (hub_db_meta_set(db, "purged_seq", text) == 0)
			return hub_db_commit(db);
	}
	hub_db_rollback(db);
	return -1;
}

/* The copy's own epoch: see hub/authority/db.h. */
static int
renew_epoch(struct hub_db *db, const char *path)
{
	char error[512], epoch[9];
	struct hub_db *copy = hub_db_open(path, HUB_DB_WRITE, error, sizeof error);
	int rc = -1;

	if (copy == NULL) {
		snprintf(db->error, sizeof db->error, "%.500s", error);
		return -1;
	}
	fresh_epoch(epoch);
	if (sqlite3_exec(copy->sql, "PRAGMA journal_mode=WAL", NULL, NULL, NULL) == SQLITE_OK &&
	    hub_db_meta_set(copy, "epoch", epoch) == 0)
		rc = 0;
	else
		snprintf(db->error, sizeof db->error, "%.500s", copy->error);
	hub_db_close(copy);
	return rc;
}

int
hub_db_backup(struct hub_db *db, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600), rc;

	if (fd < 0) {
		snprintf(db->error, sizeof db->error, _("%s: %s; name a file that does not exist yet"), path,
		         error_words(errno));
		return -1;
	}
	close(fd);
	if ((rc = hub_db_do(db, "VACUUM INTO ?1", "copying", BIND(T(path)))) == 0)
		rc = renew_epoch(db, path);
	if (rc != 0)
		unlink(path);
	return rc;
}
