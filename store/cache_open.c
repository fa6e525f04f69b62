/*
 * Whose turn it is to write a cache directory, and what is found there.
 */
#include "store/cache_in.h"

#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db.h"
#include "store/generation.h"
#include "store/lock.h"
#include "store/place.h"

#define _(text) gettext(text)

enum { CHECKED_AT_MOST = 64 << 20 };

/* ---- the one writer -------------------------------------------------------------- */

/* An OFD lock belongs to its open file, so one process shares one among the generation it writes and the
 * one it builds; only one directory at a time. */
static struct { pid_t pid; int fd, users; char dir[PATH_MAX]; } election = { 0, -1, 0, "" };

static int
elected(const char *dir, char *error, size_t error_size)
{
	char path[PATH_MAX];

	if (election.pid != getpid())          /* what a parent won is not ours */
		election.users = 0;
	if (election.users > 0 && strcmp(election.dir, dir) == 0) {
		election.users++;
		return 0;
	}
	if (election.users > 0 || snprintf(path, sizeof path, "%s/sync.lock", dir) >= (int)sizeof path) {
		snprintf(error, error_size, _("this process writes another cache already"));
		return -1;
	}
	election.fd = lock_take(path, true);
	if (election.fd < 0) {
		snprintf(error, error_size, errno == EAGAIN || errno == EACCES
		         ? _("another sync process already works in %s") : _("cannot lock %s"), dir);
		return -1;
	}
	election.users = 1;
	election.pid = getpid();
	snprintf(election.dir, sizeof election.dir, "%s", dir);
	return 0;
}

static void
retired(void)
{
	if (--election.users == 0) {
		close(election.fd);
		election.fd = -1;
	}
}

bool
cache_taken(const char *dir)
{
	char path[PATH_MAX];
	int fd;

	if (snprintf(path, sizeof path, "%s/sync.lock", dir) >= (int)sizeof path)
		return false;
	fd = lock_take(path, true);
	if (fd >= 0)
		close(fd);
	return fd < 0 && (errno == EAGAIN || errno == EACCES);
}

/* ---- opening ------------------------------------------------------------------------ */

static struct cache *
new_handle(const char *dir, int number, char *error, size_t error_size)
{
	struct cache *c = calloc(1, sizeof *c);

	if (c == NULL) {
		snprintf(error, error_size, _("out of memory"));
		return NULL;
	}
	c->number = number;
	snprintf(c->dir, sizeof c->dir, "%s", dir);
	generation_path(dir, number, "db", c->path);
	return c;
}

static int64_t
pragma_int(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		v = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return v;
}

static bool
quick_check(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
	          sqlite3_step(stmt) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;

	sqlite3_finalize(stmt);
	return ok;
}

enum look { LOOK_GOOD, LOOK_OTHER, LOOK_NEWER, LOOK_DAMAGED };

/* Opens the file and says what it is.  It is read through only after an unclean end (a log was left) and
 * while that takes well under a second. */
static enum look
look(struct cache *c, char *error, size_t error_size)
{
	char wal[PATH_MAX];
	struct stat st;
	bool unclean;
	int64_t version;

	generation_path(c->dir, c->number, "db-wal", wal);
	unclean = stat(wal, &st) == 0 && st.st_size > 0;
	if (place_private(c->path, error, error_size) != 0 ||
	    (c->db = generation_open(c->path, false, error, error_size)) == NULL)
		return LOOK_DAMAGED;
	version = pragma_int(c->db, "PRAGMA user_version");
	if (version > CACHE_VERSION)
		return LOOK_NEWER;
	if (version < 0 || (unclean && stat(c->path, &st) == 0 && st.st_size < CHECKED_AT_MOST && !quick_check(c->db))) {
		snprintf(error, error_size, _("the cache %s was damaged and is fetched again"), c->path);
		return LOOK_DAMAGED;
	}
	return version == CACHE_VERSION && pragma_int(c->db, "PRAGMA application_id") == generation_schema() ? LOOK_GOOD : LOOK_OTHER;
}

/* The pointer is gone and an empty generation stands in its place. */
static int
start_empty(struct cache *c, char *error, size_t error_size)
{
	struct cache *fresh;
	int rc;

	sqlite3_close(c->db);
	c->db = NULL;
	fresh = cache_build(c->dir, error, error_size);
	if (fresh == NULL)
		return -1;
	rc = cache_publish(fresh);
	if (rc == 0) {
		c->number = fresh->number;
		snprintf(c->path, sizeof c->path, "%s", fresh->path);
	} else {
		snprintf(error, error_size, "%s", fresh->error);
	}
	cache_close(fresh);
	if (rc != 0)
		return -1;
	c->db = generation_open(c->path, false, error, error_size);
	return c->db != NULL ? 0 : -1;
}

struct cache *
cache_open(const char *dir, char *error, size_t error_size)
{
	struct cache *c;
	enum look what;
	int rc = 0, old;

	*error = '\0';
	if (place_ready(dir, error, error_size) != 0 || elected(dir, error, error_size) != 0)
		return NULL;
	if (cache_ensure(dir, error, error_size) != 0 ||
	    (c = new_handle(dir, generation_current(dir), error, error_size)) == NULL) {
		retired();
		return NULL;
	}
	what = look(c, error, error_size);
	if (what == LOOK_NEWER) {
		snprintf(error, error_size, _("the cache in %s was written by a newer version of this program: upgrade it"), dir);
		rc = -1;
	} else if (what != LOOK_GOOD) {
		char ignored[PATH_MAX] = "";   /* on success what was found wrong stays in `error` */
		old = c->number;
		rc = start_empty(c, what == LOOK_DAMAGED ? ignored : error, what == LOOK_DAMAGED ? sizeof ignored : error_size);
		if (what == LOOK_DAMAGED && rc == 0)
			generation_quarantine(dir, old);
		else if (what == LOOK_DAMAGED)
			snprintf(error, error_size, "%s", ignored);
	}
	if (rc != 0) {
		cache_close(c);
		return NULL;
	}
	sqlite3_wal_checkpoint_v2(c->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	generation_sweep(dir, GENERATION_NONE);
	return c;
}

struct cache *
cache_build(const char *dir, char *error, size_t error_size)
{
	struct cache *c;

	if (place_ready(dir, error, error_size) != 0 || elected(dir, error, error_size) != 0)
		return NULL;
	c = new_handle(dir, generation_next(dir), error, error_size);
	if (c == NULL) {
		retired();
		return NULL;
	}
	c->building = true;
	c->db = generation_open(c->path, true, error, error_size);
	if (c->db != NULL && cache_schema_tables(c->db) != SQLITE_OK) {
		cache_fail(c, "tables");
		snprintf(error, error_size, "%s", c->error);
	} else if (c->db != NULL) {
		return c;
	}
	cache_close(c);
	return NULL;
}

void
cache_close(struct cache *c)
{
	char path[PATH_MAX];

	if (c == NULL)
		return;
	cache_finalize(c);
	sqlite3_close(c->db);
	if (c->building)               /* never published: nobody has seen it */
		for (int i = 0; i < 2; i++) {
			generation_path(c->dir, c->number, i == 0 ? "db" : "db-journal", path);
			unlink(path);
		}
	free(c);
	retired();
}

struct cache *
cache_discard(struct cache *c, char *error, size_t error_size)
{
	char dir[PATH_MAX];
	int number = c->number;

	snprintf(dir, sizeof dir, "%s", c->dir);
	if (start_empty(c, error, error_size) != 0) {
		cache_close(c);
		return NULL;
	}
	generation_quarantine(dir, number);
	return c;
}

void
cache_one_thread(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
