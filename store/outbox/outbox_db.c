#include "store/outbox/outbox_in.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "model/text/language.h"
#include "store/outbox/outbox.sql.h"
#include "store/read/place.h"

/* Each step takes the file from version i to i + 1; forward only. */
static const char *const steps[OUTBOX_VERSION] = { SQL_OUTBOX_SCHEMA, SQL_OUTBOX_SEEN };

int64_t
box_now(void)
{
	return (int64_t)time(NULL);
}

/* ---- statements ------------------------------------------------------------ */

int
box_say(struct outbox *box, const char *sentence, ...)
{
	va_list ap;

	va_start(ap, sentence);
	vsnprintf(box->error, sizeof box->error, sentence, ap);
	va_end(ap);
	return -1;
}

static bool
disk_full(int rc)
{
	return rc == SQLITE_FULL || rc == SQLITE_IOERR_WRITE;
}

int
box_fail(struct outbox *box, const char *doing)
{
	int rc = sqlite3_extended_errcode(box->db);

	if (disk_full(rc))
		return box_say(box, _("not saved: the disk is full; make room and try again"));
	if ((rc & 0xFF) == SQLITE_BUSY)
		return box_say(box, _("not saved: the outbox is busy; try again"));
	/* A failed fsync cannot be retried: what it covered may be gone.  Look again from the start. */
	if ((rc & 0xFF) == SQLITE_IOERR)
		box->failed = true;
	return box_say(box, "%s: %s: %s", box->path, doing, sqlite3_errmsg(box->db));
}

static void
step_failed(void *owner, const char *doing)
{
	box_fail(owner, doing);
}

struct rows
box_rows(struct outbox *box, const char *sql, const struct bind *binds)
{
	sqlite3_stmt *stmt = NULL;
	struct rows r;

	if (sqlite3_prepare_v2(box->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		box_fail(box, "prepare");
	r = rows_of(stmt, binds, "step", box, step_failed);
	r.once = true;
	return r;
}

int
box_run(struct outbox *box, const char *sql, const struct bind *binds)
{
	return rows_run(box_rows(box, sql, binds));
}

/* ---- transactions ----------------------------------------------------------- */

static int
once(struct outbox *box, int (*work)(struct outbox *box, void *with), void *with, bool *full)
{
	if (box_run(box, "BEGIN IMMEDIATE", NULL) != 0)
		return -1;
	if (work(box, with) == 0 && box_run(box, "COMMIT", NULL) == 0)
		return 0;
	*full = disk_full(sqlite3_extended_errcode(box->db));
	if (!sqlite3_get_autocommit(box->db))
		sqlite3_exec(box->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* Somebody has removed the file or put another one there: what is written to the old one nobody would ever send. */
static bool
replaced(const struct outbox *box)
{
	struct stat st;

	return box->ino != 0 && (stat(box->path, &st) != 0 || st.st_dev != box->dev || st.st_ino != box->ino);
}

static void
note_file(struct outbox *box)
{
	struct stat st;

	if (stat(box->path, &st) == 0) {
		box->dev = st.st_dev;
		box->ino = st.st_ino;
	}
}

int
box_fresh(struct outbox *box)
{
	return !box->failed && !replaced(box) ? 0 : box_connect(box);
}

int
box_transact(struct outbox *box, int (*work)(struct outbox *box, void *with), void *with)
{
	bool full = false;

	if (box_fresh(box) != 0)
		return -1;
	if (once(box, work, with, &full) != 0 &&
	    (!full || !box_ballast_release(box) || once(box, work, with, &full) != 0))
		return -1;
	box_ballast_make(box);
	return 0;
}

/* ---- opening ------------------------------------------------------------------ */

static int64_t
user_version(struct outbox *box)
{
	return rows_number(box_rows(box, "PRAGMA user_version", NULL), -1);
}

static int
migrate_work(struct outbox *box, void *with)
{
	int64_t have = user_version(box);      /* again: another process may have been faster */
	char pragma[48];

	(void)with;
	if (have < 0)
		return -1;
	for (int64_t v = have; v < OUTBOX_VERSION; v++)
		if (sqlite3_exec(box->db, steps[v], NULL, NULL, NULL) != SQLITE_OK)
			return box_fail(box, "migrate");
	/* Empty or gone: never a fresh start while there is a second copy. */
	if (have == 0 && box->replays && (box->replayed = box_replay(box)) < 0)
		return -1;
	snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", OUTBOX_VERSION);
	return have < OUTBOX_VERSION ? box_run(box, pragma, NULL) : 0;
}

static int
migrate(struct outbox *box)
{
	int64_t have = user_version(box);
	char copy[PATH_MAX + 32];

	if (have < 0)
		return -1;
	if (have > OUTBOX_VERSION)
		return box_say(box, _("%s was written by a newer version of this program: upgrade it"), box->path);
	if (have == OUTBOX_VERSION)
		return 0;
	snprintf(copy, sizeof copy, "%s.bak.%d", box->path, (int)have);
	if (have > 0 && access(copy, F_OK) != 0 && box_run(box, "VACUUM INTO ?1", BIND(T(copy))) != 0)
		return -1;
	return box_transact(box, migrate_work, NULL);
}

static bool
damaged(int rc)
{
	return (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
}

static int
say_damaged(struct outbox *box)
{
	return box_say(box, _("%s is damaged and has been left as it is; "
	                      "`guatu outbox recover' makes a new one and keeps it"), box->path);
}

static int
opening_failed(struct outbox *box)
{
	if (!damaged(sqlite3_extended_errcode(box->db)))
		return box_fail(box, "open");
	return say_damaged(box);
}

static int
check(struct outbox *box)
{
	char said[16] = "";

	if (rows_text(box_rows(box, "PRAGMA integrity_check(1)", NULL), said, sizeof said) != 0)
		return opening_failed(box);
	if (strcmp(said, "ok") == 0)
		return 0;
	return say_damaged(box);
}

int
box_connect(struct outbox *box)
{
	mode_t mask = umask(077);
	int rc;

	sqlite3_close(box->db);
	box->db = NULL;
	box->ino = 0;
	rc = sqlite3_open_v2(box->path, &box->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW,
	                     NULL);
	box->failed = false;
	if (rc == SQLITE_OK) {
		sqlite3_busy_timeout(box->db, 5000);
		sqlite3_db_config(box->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_extended_result_codes(box->db, 1);
		rc = sqlite3_exec(box->db, "PRAGMA trusted_schema=0; PRAGMA synchronous=FULL;"
		                  "PRAGMA cache_size=-1024", NULL, NULL, NULL);
		/* Only into a new file: said again it writes the file's header, with its fsyncs, at every start. */
		if (rc == SQLITE_OK && user_version(box) == 0)
			rc = sqlite3_exec(box->db, "PRAGMA auto_vacuum=INCREMENTAL", NULL, NULL, NULL);
	}
	rc = rc != SQLITE_OK ? opening_failed(box) : check(box);
	if (rc == 0)
		rc = box_run(box, "PRAGMA journal_mode=TRUNCATE", NULL);
	note_file(box);
	if (rc == 0)
		rc = migrate(box);
	umask(mask);
	return rc;
}

struct outbox *
outbox_open(const char *path, char *error, size_t error_size)
{
	return box_open(path, true, error, error_size);
}

struct outbox *
box_open(const char *path, bool replays, char *error, size_t error_size)
{
	struct outbox *box = calloc(1, sizeof *box);

	if (box == NULL) {
		snprintf(error, error_size, _("out of memory"));
		return NULL;
	}
	*error = '\0';
	box->replays = replays;
	snprintf(box->path, sizeof box->path, "%s", path);
	if (snprintf(box->ballast, sizeof box->ballast, "%s.ballast", path) >= (int)sizeof box->ballast ||
	    snprintf(box->journal, sizeof box->journal, "%.*s.journal.ndjson",
	             (int)strlen(path) - (strlen(path) > 3 && strcmp(path + strlen(path) - 3, ".db") == 0 ? 3 : 0),
	             path)
	        >= (int)sizeof box->journal)
		snprintf(error, error_size, _("%.40s...: the path is too long"), path);
	else if (place_ready_for(path, error, error_size) == 0 && place_private(path, error, error_size) == 0) {
		if (box_connect(box) == 0) {
			box_ballast_make(box);
			if (box->replayed > 0)
				snprintf(error, error_size,
				         _("the outbox %s was empty or gone: %d operations are back from its journal"),
				         path, box->replayed);
			return box;
		}
		snprintf(error, error_size, "%s", box->error);
	}
	outbox_close(box);
	return NULL;
}

void
outbox_close(struct outbox *box)
{
	if (box == NULL)
		return;
	sqlite3_close(box->db);
	free(box);
}

const char *
outbox_error(const struct outbox *box)
{
	return box->error;
}

bool
outbox_whole(struct outbox *box)
{
	return check(box) == 0;
}
