#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/cache/cache.h"
#include "store/cache/generation.h"
#include "store/cache/lock.h"
#include "store/cache/store.h"
#include "tests/support/tempdir.h"

static char error[512];

static struct cache *
opened(void)
{
	struct cache *c = cache_open(temp_dir, error, sizeof error);
	if (c == NULL)
		fail_msg("%s", error);
	return c;
}

enum { TERM_FIELDS = FIELD_TERM_clause - FIELD_TERM_list + 1 };

static int
put_term(struct cache *c, const char *id, int64_t rev, const char *name)
{
	struct cache_value v[TERM_FIELDS] = { { VALUE_TEXT, 0, "list", 4 }, { VALUE_TEXT, 0, "code", 4 },
	                                           { VALUE_TEXT, 0, name, strlen(name) } };

	return cache_put(c, KIND_TERM, id, rev, v);
}

/* One column of one row by a reader's connection to the current generation. */
static const char *
read_one(const char *sql)
{
	static char out[128];
	char path[256];
	sqlite3 *db;
	sqlite3_stmt *stmt = NULL;

	strcpy(out, "-");
	assert_int_equal(cache_current(temp_dir, path, sizeof path), 0);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) != NULL)
		snprintf(out, sizeof out, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return out;
}

static void
cache__put__only_newer(void **state)
{
	struct cache *c = opened();

	(void)state;
	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 5, "five"), 1);
	assert_int_equal(put_term(c, "a", 5, "again"), 0);
	assert_int_equal(put_term(c, "a", 4, "four"), 0);
	assert_int_equal(put_term(c, "b", 1, "b"), 1);
	assert_int_equal(cache_gone(c, KIND_TERM, "a", 4), 0);       /* an older tombstone */
	assert_int_equal(cache_gone(c, KIND_TERM, "b", 2), 1);
	assert_int_equal(cache_gone(c, KIND_TERM, "never", 2), 0);
	assert_int_equal(cache_set_meta(c, "cursor", "c1"), 0);
	assert_string_equal(read_one("SELECT count(*) FROM term"), "0");
	assert_int_equal(cache_commit(c), 0);
	assert_int_equal(cache_touched(c), 1u << KIND_TERM);
	assert_string_equal(read_one("SELECT name FROM term"), "five");
	assert_string_equal(read_one("SELECT value FROM meta WHERE key = 'cursor'"), "c1");
	assert_int_equal(cache_rev(c, KIND_TERM, "a"), 5);
	assert_int_equal(cache_rev(c, KIND_TERM, "b"), 0);

	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 9, "nine"), 1);
	assert_int_equal(cache_set_meta(c, "cursor", "c2"), 0);
	assert_int_equal(cache_rollback(c), 0);
	assert_string_equal(read_one("SELECT name FROM term"), "five");
	assert_string_equal(read_one("SELECT value FROM meta"), "c1");
	cache_close(c);
}

static void
cache__build__swaps_and_keeps_what_is_read(void **state)
{
	struct cache *c = opened(), *b;
	struct store *reader;
	char first[256], path[256];
	struct stat st;

	(void)state;
	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 1, "old"), 1);
	assert_int_equal(cache_commit(c), 0);
	assert_int_equal(cache_current(temp_dir, first, sizeof first), 0);
	reader = store_open(first, NULL, error, sizeof error);
	assert_non_null(reader);

	b = cache_build(temp_dir, error, sizeof error);
	assert_non_null(b);
	assert_int_equal(cache_begin(b), 0);
	assert_int_equal(put_term(b, "a", 1, "new"), 1);
	assert_int_equal(cache_set_meta(b, "epoch", "e2"), 0);
	assert_int_equal(cache_commit(b), 0);
	assert_string_equal(read_one("SELECT name FROM term"), "old");
	assert_int_equal(cache_publish(b), 0);
	cache_close(c);
	assert_string_equal(read_one("SELECT name FROM term"), "new");
	assert_string_equal(read_one("SELECT count(*) FROM sqlite_schema WHERE name = 'issue_open_deadline'"), "1");
	assert_int_equal(cache_current(temp_dir, path, sizeof path), 0);
	assert_string_not_equal(path, first);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	/* The new one goes on being written, in place. */
	assert_int_equal(cache_begin(b), 0);
	assert_int_equal(put_term(b, "c", 1, "more"), 1);
	assert_int_equal(cache_commit(b), 0);
	assert_string_equal(read_one("SELECT count(*) FROM term"), "2");

	/* The old one goes when its reader has gone, not before. */
	assert_int_equal(cache_checkpoint(b, true), 0);
	assert_int_equal(access(first, F_OK), 0);
	assert_string_equal(store_meta(reader, "epoch", path, sizeof path), "");
	store_close(reader);
	assert_int_equal(cache_checkpoint(b, true), 0);
	assert_int_equal(access(first, F_OK), -1);
	cache_close(b);
}

static void
cache__build__abandoned_leaves_nothing(void **state)
{
	struct cache *c = opened(), *b = cache_build(temp_dir, error, sizeof error);
	char path[256];
	pid_t pid;
	int status;

	(void)state;
	strcpy(path, cache_path(b));
	cache_close(b);
	assert_int_equal(access(path, F_OK), -1);
	cache_close(c);
	/* Killed while building: the next holder removes the piece, the old generation still serves. */
	pid = fork();
	if (pid == 0) {
		c = cache_open(temp_dir, error, sizeof error);
		b = cache_build(temp_dir, error, sizeof error);
		if (c == NULL || b == NULL || cache_begin(b) != 0 || put_term(b, "x", 1, "x") != 1)
			_exit(1);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(access(path, F_OK), 0);
	c = opened();
	assert_int_equal(access(path, F_OK), -1);
	assert_string_equal(read_one("SELECT count(*) FROM term"), "0");
	cache_close(c);
}

static void
cache__open__one_writer(void **state)
{
	struct cache *c = opened();
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0)
		_exit(cache_open(temp_dir, error, sizeof error) == NULL && strstr(error, "another sync process") != NULL ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	cache_close(c);
	cache_close(opened());
}

/* Killed in the middle of a page, again and again: rows and cursor always belong together. */
static void
cache__commit__killed_anywhere(void **state)
{
	(void)state;
	cache_close(opened());
	for (int round = 0; round < 12; round++) {
		int status;
		pid_t pid = fork();
		if (pid == 0) {
			struct cache *c = cache_open(temp_dir, error, sizeof error);
			char id[32], cursor[32];
			int64_t page = c != NULL ? atoi(cache_meta(c, "cursor", cursor, sizeof cursor)) : 0;
			for (int64_t left = 1000 + 137 * round;; page++) {
				if (c == NULL || cache_begin(c) != 0)
					_exit(1);
				for (int i = 0; i < 50; i++) {
					snprintf(id, sizeof id, "%d-%d", (int)page, i);
					if (put_term(c, id, 1, "row") < 0)
						_exit(1);
					if (left-- == 0)
						raise(SIGKILL);
				}
				snprintf(cursor, sizeof cursor, "%d", (int)page + 1);
				cache_set_meta(c, "cursor", cursor);
				if (cache_commit(c) != 0)
					_exit(1);
			}
			_exit(1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_string_equal(read_one("SELECT count(*) = 50 * (SELECT value FROM meta WHERE key = 'cursor') FROM term"), "1");
		assert_string_equal(read_one("PRAGMA integrity_check"), "ok");
	}
}

static void
cache__open__damaged_goes_to_quarantine(void **state)
{
	struct cache *c = opened();
	char path[256], away[256];
	int fd;

	(void)state;
	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 1, "x"), 1);
	assert_int_equal(cache_commit(c), 0);
	strcpy(path, cache_path(c));
	cache_close(c);
	fd = open(path, O_WRONLY);
	assert_int_equal(pwrite(fd, "not a database at all", 21, 0), 21);
	close(fd);
	c = opened();
	assert_true(*error != '\0');
	assert_string_equal(read_one("SELECT count(*) FROM term"), "0");
	assert_int_equal(access(path, F_OK), -1);
	snprintf(away, sizeof away, "ls '%s'/quarantine/*.cache.0.db > /dev/null", temp_dir);
	assert_int_equal(system(away), 0);
	c = cache_discard(c, error, sizeof error);
	assert_non_null(c);
	assert_string_equal(read_one("SELECT count(*) FROM term"), "0");
	cache_close(c);
}

static void
cache__open__other_versions(void **state)
{
	struct cache *c = opened();
	char path[256];
	sqlite3 *db;

	(void)state;
	strcpy(path, cache_path(c));
	cache_close(c);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version=99", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_null(store_open(path, NULL, error, sizeof error));
	assert_non_null(strstr(error, "another version"));
	c = opened();
	assert_non_null(strstr(error, "another version"));
	assert_string_not_equal(cache_path(c), path);
	strcpy(path, cache_path(c));
	cache_close(c);
	/* Made from other field tables: fetched again into a new file. */
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version=1; PRAGMA application_id=7", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_null(store_open(path, NULL, error, sizeof error));
	c = opened();
	assert_string_not_equal(cache_path(c), path);
	cache_close(c);
}

/* What a reader has found damaged goes aside; what was set aside is kept, but not for ever. */
static void
cache__accuse__set_aside_and_the_last_few_kept(void **state)
{
	char path[256], said[600], count[200];

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct cache *c = opened();
		strcpy(path, cache_path(c));
		cache_close(c);
		assert_false(cache_accused(path));
		cache_accuse(path);
		assert_true(cache_accused(path));
		c = opened();
		snprintf(said, sizeof said, "%s/quarantine/", temp_dir);
		assert_non_null(strstr(error, said));
		assert_int_equal(access(path, F_OK), -1);
		/* as if a day had passed */
		snprintf(count, sizeof count, "cd '%s/quarantine' && for f in *.cache.*; do case $f in 1000*) ;; *) mv $f 1000%d.${f#*.} ;; esac; done", temp_dir, i);
		assert_int_equal(system(count), 0);
		cache_close(c);
	}
	snprintf(count, sizeof count, "test $(ls '%s'/quarantine/*.db | wc -l) -le 4", temp_dir);
	assert_int_equal(system(count), 0);
}

/* A pointer to nothing: the newest whole generation is used. */
static void
cache__open__pointer_to_nothing(void **state)
{
	struct cache *c = opened();
	char path[256], pointer[256];

	(void)state;
	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 1, "x"), 1);
	assert_int_equal(cache_commit(c), 0);
	strcpy(path, cache_path(c));
	cache_close(c);
	snprintf(pointer, sizeof pointer, "echo cache.77.db > '%s/current'", temp_dir);
	assert_int_equal(system(pointer), 0);
	c = opened();
	assert_non_null(strstr(error, "/quarantine/"));
	assert_string_equal(cache_path(c), path);
	assert_string_equal(read_one("SELECT count(*) FROM term"), "1");
	cache_close(c);
}

/* Consoles and a sync process start at the same moment on an empty directory. */
static void
cache__ensure__whoever_comes_first(void **state)
{
	(void)state;
	for (int round = 0; round < 5; round++) {
		int go[2], status;
		char byte;
		pid_t pids[4];
		temp_remove(NULL);
		assert_int_equal(mkdir(temp_dir, 0700), 0);
		assert_int_equal(pipe(go), 0);
		for (int i = 0; i < 4; i++) {
			pids[i] = fork();
			if (pids[i] == 0) {
				char path[256];
				struct store *st;
				close(go[1]);
				if (read(go[0], &byte, 1) != 0)
					_exit(9);
				if (i == 0)
					_exit(cache_open(temp_dir, error, sizeof error) != NULL ? 0 : 1);
				if (cache_ensure(temp_dir, error, sizeof error) != 0 || cache_current(temp_dir, path, sizeof path) != 0)
					_exit(2);
				st = store_open(path, NULL, error, sizeof error);
				_exit(st != NULL && store_meta_int(st, "synced_at", -5) == -5 ? 0 : 3);
			}
		}
		close(go[0]);
		close(go[1]);
		for (int i = 0; i < 4; i++) {
			assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
			assert_int_equal(status, 0);
		}
	}
}

/* Readers never checkpoint: after one closes as the last of all, the log is still there for the writer. */
static void
cache__checkpoint__only_by_the_writer(void **state)
{
	struct cache *c = opened();
	char wal[256], text[32];
	struct stat st;
	off_t before;
	pid_t pid;
	int status;

	(void)state;
	snprintf(wal, sizeof wal, "%s-wal", cache_path(c));
	assert_int_equal(cache_begin(c), 0);
	assert_int_equal(put_term(c, "a", 1, "x"), 1);
	assert_int_equal(cache_commit(c), 0);
	assert_int_equal(stat(wal, &st), 0);
	before = st.st_size;
	assert_true(before > 0);
	pid = fork();
	if (pid == 0) {
		struct store *reader = store_open(cache_path(c), NULL, error, sizeof error);
		for (int i = 0; reader != NULL && i < 2000; i++)
			store_changes(reader);
		if (reader == NULL || store_meta(reader, "x", text, sizeof text) == NULL)
			_exit(1);
		store_close(reader);
		_exit(stat(wal, &st) == 0 && st.st_size == before ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(cache_checkpoint(c, true), 0);
	assert_int_equal(stat(wal, &st), 0);
	assert_int_equal(st.st_size, 0);
	cache_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, temp_make, temp_remove)
		T(cache__put__only_newer),
		T(cache__build__swaps_and_keeps_what_is_read),
		T(cache__build__abandoned_leaves_nothing),
		T(cache__open__one_writer),
		T(cache__commit__killed_anywhere),
		T(cache__open__damaged_goes_to_quarantine),
		T(cache__open__other_versions),
		T(cache__accuse__set_aside_and_the_last_few_kept),
		T(cache__open__pointer_to_nothing),
		T(cache__ensure__whoever_comes_first),
		T(cache__checkpoint__only_by_the_writer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
