/*
 * Whose turn it is to write a cache directory, and what is found there.
 */
#include "store/cache/cache_in.h"

#include <sys/stat.h>
#include <unistd.h>

#include "model/text/language.h"
#include "store/cache/generation.h"
#include "store/cache/lock.h"
#include "store/read/place.h"
#include "store/cache/schema.h"

enum { CHECKED_AT_MOST = 64 << 20, LOOK_BACK = 8 };

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

static bool
quick_check(sqlite3 *db)
{
	return ask_number(db, "SELECT quick_check = 'ok' FROM pragma_quick_check(1)", 0) == 1;
}

/* What is wrong with the generation's file before it is opened, NULL nothing.  A directory, a file without its
 * permissions or somebody else's is as good as damaged: it can be moved out of the way. */
static const char *
unfit(const struct cache *c)
{
	struct stat st;

	if (c->number == GENERATION_NONE || lstat(c->path, &st) != 0)
		return _("it names no cache that is there");
	if (!S_ISREG(st.st_mode))
		return _("it is no file");
	if (st.st_uid != geteuid() || (st.st_mode & 077) != 0 || (st.st_mode & 0600) != 0600)
		return _("it is not readable by its owner alone");
	return st.st_size == 0 ? _("it is empty") : NULL;
}

/* A log was left: the end was unclean. */
static bool
unclean(const struct cache *c)
{
	char wal[PATH_MAX];
	struct stat st;

	generation_path(c->dir, c->number, "db-wal", wal);
	return stat(wal, &st) == 0 && st.st_size > 0;
}

enum look { LOOK_GOOD, LOOK_DAMAGED, LOOK_FAILED };

/* Opens the file and says what it is, `why` when it is not good.  It is read through only after an unclean end and
 * while that takes well under a second.  A full disk and the like are no damage. */
static enum look
look(struct cache *c, char *why, size_t size)
{
	bool doubtful = unclean(c), accused = cache_accused(c->path);
	struct stat st;

	snprintf(why, size, "%s", unfit(c) != NULL ? unfit(c) : "");
	if (*why != '\0')
		return LOOK_DAMAGED;
	if ((c->db = generation_open(c->path, false, why, size)) == NULL)
		return accused || errno == EBADMSG ? LOOK_DAMAGED : LOOK_FAILED;
	if (!generation_ours(c->db))           /* what the console found, too */
		snprintf(why, size, "%s", _("it was made by another version of this program"));
	else if (accused || (doubtful && stat(c->path, &st) == 0 && st.st_size < CHECKED_AT_MOST &&
	                     !quick_check(c->db)))
		snprintf(why, size, "%s", _("a page could not be read"));
	return *why == '\0' ? LOOK_GOOD : LOOK_DAMAGED;
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

/* The pointer named nothing that is there, but the newest generation may be whole: 0 it is used, else -1. */
static int
find_again(struct cache *c, char *error, size_t error_size)
{
	int last = generation_next(c->dir);

	for (int n = last - 1; n >= 0 && n > last - LOOK_BACK; n--) {
		c->number = n;
		generation_path(c->dir, n, "db", c->path);
		if (look(c, error, error_size) == LOOK_GOOD && generation_point(c->dir, n) == 0)
			return 0;
		sqlite3_close(c->db);
		c->db = NULL;
	}
	return -1;
}

/* What is not good is kept beside; `error` then says what was wrong and where it is. */
static int
set_aside(struct cache *c, const char *why, char *error, size_t error_size)
{
	bool pointer = c->number == GENERATION_NONE || access(c->path, F_OK) != 0;
	char what[PATH_MAX], kept[PATH_MAX];
	int number = pointer ? GENERATION_NONE : c->number;

	snprintf(what, sizeof what, "%s", c->path);
	if (pointer) {
		snprintf(what, sizeof what, "%.*s/current", (int)sizeof what - 16, c->dir);
		generation_quarantine(c->dir, number, kept);
	}
	if ((!pointer || find_again(c, error, error_size) != 0) && start_empty(c, error, error_size) != 0)
		return -1;
	if (!pointer)
		generation_quarantine(c->dir, number, kept);
	if (*kept != '\0')
		snprintf(error, error_size, _("the cache %s cannot be used (%s); it is kept as %s and fetched again"),
		         what, why, kept);
	else
		snprintf(error, error_size, _("the cache %s cannot be used (%s); it is fetched again"), what, why);
	return 0;
}

struct cache *
cache_open(const char *dir, char *error, size_t error_size)
{
	char why[PATH_MAX + 256];
	struct cache *c;
	enum look what;

	*error = '\0';
	if (place_ready(dir, error, error_size) != 0 || elected(dir, error, error_size) != 0)
		return NULL;
	if (cache_ensure(dir, error, error_size) != 0 ||
	    (c = new_handle(dir, generation_current(dir), error, error_size)) == NULL) {
		retired();
		return NULL;
	}
	what = look(c, why, sizeof why);
	if (what == LOOK_FAILED)
		snprintf(error, error_size, "%s", why);
	if (what == LOOK_FAILED || (what == LOOK_DAMAGED && set_aside(c, why, error, error_size) != 0)) {
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

bool
cache_doubted(const struct cache *c)
{
	return unfit(c) != NULL || cache_accused(c->path);
}

bool
cache_point_again(struct cache *c)
{
	char kept[PATH_MAX];

	if (generation_current(c->dir) == c->number)
		return false;
	generation_quarantine(c->dir, GENERATION_NONE, kept);
	return generation_point(c->dir, c->number) == 0;
}

struct cache *
cache_discard(struct cache *c, char *error, size_t error_size)
{
	cache_finalize(c);
	if (set_aside(c, unfit(c) != NULL ? unfit(c) : _("a page could not be read"), error, error_size) == 0)
		return c;
	cache_close(c);
	return NULL;
}

void
cache_one_thread(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
