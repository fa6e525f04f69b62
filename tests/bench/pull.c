/*
 * pull: a full pull timed, against the least that storing the same rows takes.
 *
 *   pull CACHE-DIR SYNC-COMMAND...      the command fills CACHE-DIR and ends
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/cache/cache.h"
#include "store/cache/generation.h"
#include "store/cache/schema.h"

enum { BATCH = 20000 };

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "pull: %s\n", what);
	exit(1);
}

static double
run(char **argv, long *peak_kb)
{
	struct rusage usage;
	int status = -1;
	double began = now_s();
	pid_t pid = fork();

	if (pid == 0) {
		execv(argv[0], argv);
		_exit(127);
	}
	must(pid > 0 && wait4(pid, &status, 0, &usage) == pid && status == 0, "the sync process failed");
	*peak_kb = usage.ru_maxrss;
	return now_s() - began;
}

/* Every issue of `from`, into `to` when there is one, with plain INSERTs; the seconds it took. */
static double
copy_issues(sqlite3 *from, sqlite3 *to, long *rows, long *bytes)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	char sql[1024] = "INSERT INTO issue VALUES (?";
	double began = now_s();
	int columns;

	must(sqlite3_prepare_v2(from, "SELECT * FROM issue", -1, &read, NULL) == SQLITE_OK, sqlite3_errmsg(from));
	columns = sqlite3_column_count(read);
	for (int i = 1; i < columns; i++)
		strcat(sql, ", ?");
	strcat(sql, ")");
	must(to == NULL || sqlite3_prepare_v2(to, sql, -1, &write, NULL) == SQLITE_OK, "prepare");
	for (*rows = *bytes = 0; sqlite3_step(read) == SQLITE_ROW; ++*rows) {
		if (to != NULL && *rows % BATCH == 0)
			sqlite3_exec(to, *rows > 0 ? "COMMIT; BEGIN" : "BEGIN", NULL, NULL, NULL);
		for (int i = 0; i < columns; i++) {
			const char *text = (const char *)sqlite3_column_text(read, i);
			int n = sqlite3_column_bytes(read, i);
			*bytes += n;
			if (to != NULL && sqlite3_column_type(read, i) != SQLITE_NULL)
				sqlite3_bind_text(write, i + 1, text, n, SQLITE_STATIC);
			else if (to != NULL)
				sqlite3_bind_null(write, i + 1);
		}
		if (to != NULL) {
			must(sqlite3_step(write) == SQLITE_DONE, sqlite3_errmsg(to));
			sqlite3_reset(write);
		}
	}
	if (to != NULL && *rows > 0)
		sqlite3_exec(to, "COMMIT", NULL, NULL, NULL);
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	return now_s() - began;
}

static double
indexes(sqlite3 *db)
{
	double began = now_s();

	must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK && cache_schema_indexes(db) == SQLITE_OK &&
	     sqlite3_exec(db, "COMMIT; PRAGMA analysis_limit=400; ANALYZE", NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	return now_s() - began;
}

int
main(int argc, char **argv)
{
	char path[PATH_MAX], spare[PATH_MAX + 16];
	double total, reading, copying, indexing, floor;
	long peak = 0, rows = 0, bytes = 0;
	sqlite3 *from, *to;

	if (argc < 3)
		return fprintf(stderr, "usage: pull CACHE-DIR SYNC-COMMAND...\n"), 2;
	cache_one_thread();
	total = run(argv + 2, &peak);
	must(cache_current(argv[1], path, sizeof path) == 0, "no cache was made");
	snprintf(spare, sizeof spare, "%s.insert", path);
	unlink(spare);
	must(sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_open(spare, &to) == SQLITE_OK, "cannot open");
	sqlite3_exec(to, "PRAGMA page_size=8192; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
	             "PRAGMA cache_size=-12288", NULL, NULL, NULL);
	must(cache_schema_tables(to) == SQLITE_OK, "no tables");
	reading = copy_issues(from, NULL, &rows, &bytes);
	copying = copy_issues(from, to, &rows, &bytes);
	indexing = indexes(to);
	sqlite3_close(from);
	sqlite3_close(to);
	unlink(spare);
	floor = copying - reading;
	printf("full pull of %ld issues (%.0f bytes a row as text): %.2f s in all, sync process at most %.1f MB\n",
	       rows, (double)bytes / (double)rows, total, (double)peak / 1024);
	printf("  indexes, counts, ANALYZE alone      %8.2f s\n", indexing);
	printf("  served, decoded and stored          %8.2f s  %8.0f rows/s  %6.1f MB/s\n", total - indexing,
	       (double)rows / (total - indexing), (double)bytes / 1e6 / (total - indexing));
	printf("  the same rows, INSERT only          %8.2f s  %8.0f rows/s            %.2fx\n", floor, (double)rows / floor,
	       (total - indexing) / floor);
	return 0;
}
