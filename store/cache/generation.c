#include "store/cache/generation.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "model/records/record.h"
#include "model/text/language.h"
#include "sql/rows.h"
#include "store/cache/cache.sql.h"
#include "store/cache/lock.h"
#include "store/read/place.h"
#include "store/cache/schema.h"

/* ---- names ------------------------------------------------------------------- */

void
generation_path(const char *dir, int number, const char *suffix, char out[PATH_MAX])
{
	if (snprintf(out, PATH_MAX, "%s/cache.%d.%s", dir, number, suffix) >= PATH_MAX)
		*out = '\0';           /* opening "" fails with a reason */
}

/* "cache.12.db" and the like: the number; *rest what follows it and a dot. */
static int
parse_name(const char *name, const char **rest)
{
	char *end;
	long n;

	if (strncmp(name, "cache.", 6) != 0 || !isdigit((unsigned char)name[6]))
		return GENERATION_NONE;
	n = strtol(name + 6, &end, 10);
	if (*end != '.' || n > 1000000000)
		return GENERATION_NONE;
	*rest = end + 1;
	return (int)n;
}

int
generation_number(const char *path)
{
	const char *slash = strrchr(path, '/'), *rest;
	int n = parse_name(slash != NULL ? slash + 1 : path, &rest);

	return n >= 0 && strcmp(rest, "db") == 0 ? n : GENERATION_NONE;
}

int
generation_current(const char *dir)
{
	char path[PATH_MAX], name[64];
	ssize_t n;
	int fd;

	if (snprintf(path, sizeof path, "%s/current", dir) >= (int)sizeof path)
		return GENERATION_NONE;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return GENERATION_NONE;
	n = read(fd, name, sizeof name - 1);
	close(fd);
	if (n <= 0)
		return GENERATION_NONE;
	name[n] = '\0';
	name[strcspn(name, "\n")] = '\0';
	return strchr(name, '/') == NULL ? generation_number(name) : GENERATION_NONE;
}

int
generation_next(const char *dir)
{
	int next = generation_current(dir) + 1;
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		const char *rest;
		int n = parse_name(e->d_name, &rest);
		if (n >= next)
			next = n + 1;
	}
	if (d != NULL)
		closedir(d);
	return next > 0 ? next : 1;    /* 0 is the empty one a console may make */
}

int
cache_current(const char *dir, char *out, size_t size)
{
	char path[PATH_MAX];
	int n = generation_current(dir);

	if (n == GENERATION_NONE)
		return -1;
	generation_path(dir, n, "db", path);
	return access(path, F_OK) == 0 && snprintf(out, size, "%s", path) < (int)size ? 0 : -1;
}

/* ---- the pointer ---------------------------------------------------------------- */

/* Writes a complete pointer file under a name of its own. */
static int
write_pointer(const char *path, int number)
{
	char text[32];
	int n = snprintf(text, sizeof text, "cache.%d.db\n", number);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok;

	if (fd < 0)
		return -1;
	ok = write(fd, text, (size_t)n) == n && fsync(fd) == 0;
	return close(fd) == 0 && ok ? 0 : -1;
}

/* Moves the pointer; when not `replace`, only where there is none yet. */
static int
point(const char *dir, int number, bool replace)
{
	char own[PATH_MAX], current[PATH_MAX];
	int rc;

	if (snprintf(own, sizeof own, "%s/current.%d", dir, (int)getpid()) >= (int)sizeof own)
		return -1;
	snprintf(current, sizeof current, "%.*s/current", (int)strlen(dir), dir);
	rc = write_pointer(own, number);
	if (rc == 0 && replace)
		rc = rename(own, current);
	else if (rc == 0 && link(own, current) != 0 && errno != EEXIST)
		rc = -1;
	unlink(own);
	return rc == 0 ? place_sync(dir) : -1;
}

int
generation_point(const char *dir, int number)
{
	return point(dir, number, true);
}

/* ---- files --------------------------------------------------------------------------- */

/* FNV-1a over everything the tables are made from; differs when fields.def or the indexes changed. */
static int
schema(void)
{
	unsigned h = 2166136261u;

	for (int f = 0; f < FIELD_COUNT; f++) {
		for (const char *p = record_fields[f].name; *p != '\0'; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
		h = (h ^ (unsigned)(record_fields[f].kind * 64 + field_stored(record_fields[f].type) * 2 +
		                    record_fields[f].need)) * 16777619u;
	}
	for (const char *p = SQL_CACHE_INDEXES; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	return (int)(h & 0x7FFFFFFF);
}

int
generation_stamp(sqlite3 *db)
{
	char stamp[96];

	snprintf(stamp, sizeof stamp, "PRAGMA user_version=%d; PRAGMA application_id=%d", CACHE_VERSION, schema());
	return sqlite3_exec(db, stamp, NULL, NULL, NULL);
}

bool
generation_ours(sqlite3 *db)
{
	return ask_number(db, "PRAGMA user_version", -1) == CACHE_VERSION &&
	       ask_number(db, "PRAGMA application_id", -1) == schema();
}

/* Building: no durability, small rollback journal in memory; sorting spills to files, so that a million
 * rows do not need a million rows of memory. */
#define PRAGMAS_FRESH "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; " \
                      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-12288;"
#define PRAGMAS_LIVE  "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0;" \
                      "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-12288;"

sqlite3 *
generation_open(const char *path, bool fresh, char *error, size_t error_size)
{
	mode_t mask = umask(077);
	sqlite3 *db = NULL;
	int rc = sqlite3_open_v2(path, &db,
	                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | (fresh ? SQLITE_OPEN_CREATE : 0), NULL);

	if (rc == SQLITE_OK) {
		sqlite3_extended_result_codes(db, 1);
		sqlite3_busy_timeout(db, 500);
		sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		rc = sqlite3_exec(db, "PRAGMA page_size=8192; PRAGMA trusted_schema=0; PRAGMA secure_delete=FAST;",
		                  NULL, NULL, NULL);
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, fresh ? PRAGMAS_FRESH : PRAGMAS_LIVE, NULL, NULL, NULL);
	umask(mask);
	if (rc == SQLITE_OK)
		return db;
	snprintf(error, error_size, "%s: %s", path, db != NULL ? sqlite3_errmsg(db) : "out of memory");
	sqlite3_close(db);
	errno = (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB ? EBADMSG : EIO;
	return NULL;
}

/* An empty, complete file at `path`: 0, -1 with a sentence. */
static int
make_empty(const char *path, char *error, size_t error_size)
{
	sqlite3 *db = generation_open(path, true, error, error_size);
	int rc;

	if (db == NULL)
		return -1;
	rc = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = cache_schema_tables(db);
	if (rc == SQLITE_OK)
		rc = cache_schema_indexes(db);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = generation_stamp(db);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		snprintf(error, error_size, "%s: %s", path, sqlite3_errmsg(db));
	sqlite3_close(db);
	return rc == SQLITE_OK ? 0 : -1;
}

/* Made under a name of its own and linked into place, so that however many come first, one wins. */
int
cache_ensure(const char *dir, char *error, size_t error_size)
{
	char own[PATH_MAX], first[PATH_MAX], side[PATH_MAX + 16];
	int rc;

	if (place_ready(dir, error, error_size) != 0)
		return -1;
	if (cache_current(dir, first, sizeof first) == 0)
		return 0;
	if (snprintf(own, sizeof own, "%s/new.%d", dir, (int)getpid()) >= (int)sizeof own)
		return -1;
	generation_path(dir, 0, "db", first);
	unlink(own);
	rc = make_empty(own, error, error_size);
	if (rc == 0 && ((link(own, first) != 0 && errno != EEXIST) || point(dir, 0, false) != 0)) {
		snprintf(error, error_size, "%s: %s", first, error_words(errno));
		rc = -1;
	}
	unlink(own);
	snprintf(side, sizeof side, "%s-wal", own);
	unlink(side);
	snprintf(side, sizeof side, "%s-shm", own);
	unlink(side);
	return rc;
}

/* ---- removing -------------------------------------------------------------------------- */

static const char *const pieces[] = { "db", "db-wal", "db-shm", "db-journal", "damaged", "lock" };
enum { PIECES = sizeof pieces / sizeof *pieces, KEPT_AT_MOST = 3 };

/* Kept files begin with the second they were set aside: the oldest go when there are many. */
static void
thin_out(const char *away)
{
	struct dirent **names;
	int n = scandir(away, &names, NULL, alphasort), moments = 0;
	size_t same = 0;

	for (int i = n - 1; i >= 0; i--) {
		const char *name = names[i]->d_name;
		size_t stamp = strcspn(name, ".");
		char path[PATH_MAX + 300];
		if (stamp > 0 && (i == n - 1 || stamp != same || strncmp(name, names[i + 1]->d_name, stamp) != 0))
			moments++;
		same = stamp;
		snprintf(path, sizeof path, "%s/%s", away, name);
		if (stamp > 0 && moments > KEPT_AT_MOST)
			unlink(path);
	}
	for (int i = 0; i < n; i++)
		free(names[i]);
	if (n >= 0)
		free(names);
}

/* Into `away` under its own name and the time. */
static bool
put_away(const char *from, const char *away, char to[PATH_MAX])
{
	const char *slash = strrchr(from, '/');

	if (snprintf(to, PATH_MAX, "%s/%lld.%s", away, (long long)time(NULL),
	             slash != NULL ? slash + 1 : from) < PATH_MAX &&
	    rename(from, to) == 0)
		return true;
	if (errno != ENOENT)
		unlink(from);
	return false;
}

void
generation_quarantine(const char *dir, int number, char kept[PATH_MAX])
{
	char from[PATH_MAX], to[PATH_MAX], away[PATH_MAX];

	*kept = '\0';
	if (snprintf(away, sizeof away, "%s/quarantine", dir) >= (int)sizeof away)
		return;
	mkdir(away, 0700);
	if (number == GENERATION_NONE && snprintf(from, sizeof from, "%s/current", dir) < (int)sizeof from &&
	    put_away(from, away, to))
		snprintf(kept, PATH_MAX, "%s", to);
	for (int i = 0; i < PIECES - 1 && number != GENERATION_NONE; i++) {
		generation_path(dir, number, pieces[i], from);
		if (put_away(from, away, to) && i == 0)
			snprintf(kept, PATH_MAX, "%s", to);
	}
	thin_out(away);
}

/* cache.N.damaged beside cache.N.db. */
static int
accusation(const char *cache_path, char out[PATH_MAX])
{
	int n = (int)strlen(cache_path) - 2;

	return generation_number(cache_path) != GENERATION_NONE &&
	       snprintf(out, PATH_MAX, "%.*sdamaged", n, cache_path) < PATH_MAX ? 0 : -1;
}

bool
cache_accused(const char *cache_path)
{
	char path[PATH_MAX];

	return accusation(cache_path, path) == 0 && access(path, F_OK) == 0;
}

void
cache_accuse(const char *cache_path)
{
	char path[PATH_MAX];
	int fd = accusation(cache_path, path) == 0 ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;

	if (fd >= 0)
		close(fd);
}

static void
remove_unread(const char *dir, int number)
{
	char path[PATH_MAX];
	int lock;

	generation_path(dir, number, "lock", path);
	lock = lock_take(path, true);
	if (lock < 0)
		return;                /* somebody reads it still */
	for (int i = 0; i < PIECES; i++) {
		generation_path(dir, number, pieces[i], path);
		unlink(path);
	}
	close(lock);
}

/* new.PID and current.PID of a process that is gone. */
static bool
orphan(const char *name)
{
	const char *dot = strchr(name, '.');
	long pid;

	if (strncmp(name, "new.", 4) != 0 && strncmp(name, "current.", 8) != 0)
		return false;
	pid = strtol(dot + 1, NULL, 10);
	return pid > 0 && pid != getpid() && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

void
generation_sweep(const char *dir, int keep)
{
	int current = generation_current(dir);
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		const char *rest;
		int n = parse_name(e->d_name, &rest);
		if (n >= 0 && n != current && n != keep && current != GENERATION_NONE)
			remove_unread(dir, n);
		else if (orphan(e->d_name))
			unlinkat(dirfd(d), e->d_name, 0);
	}
	if (d != NULL)
		closedir(d);
}
