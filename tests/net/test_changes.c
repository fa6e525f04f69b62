#include "tests/support/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/sync/changes.h"
#include "store/cache/generation.h"
#include "tests/support/tempdir.h"

static char error[512];
static struct cache *cache;
static struct changes changes;

/* ---- an owner ------------------------------------------------------------- */

static int
on_page(void *with, const struct changes *f)
{
	(void)with;
	return cache_set_meta(f->cache, "cursor", f->mark.cursor);
}

static int marks;
static void
on_paged(void *with, const struct changes *f, bool wrote)
{
	(void)with;
	(void)f;
	(void)wrote;
	marks++;
}

static int
setup(void **state)
{
	assert_int_equal(temp_make(state), 0);
	cache = cache_open(temp_dir, error, sizeof error);
	assert_non_null(cache);
	memset(&changes, 0, sizeof changes);
	changes.cache = cache;
	changes.page = on_page;
	changes.paged = on_paged;
	marks = 0;
	return 0;
}

static int
teardown(void **state)
{
	changes_clear(&changes);
	cache_close(cache);
	return temp_remove(state);
}

/* One stream in pieces of `step` bytes, cut after `len`: 0 when it ended on a bookmark. */
static int
stream(const char *text, size_t len, size_t step)
{
	changes_begin(&changes);
	for (size_t at = 0; at < len; at += step)
		if (changes_bytes(&changes, text + at, len - at < step ? len - at : step) != 0)
			break;
	return changes_end(&changes);
}

static int
all(const char *text)
{
	return stream(text, strlen(text), 7);
}

static const char *
cursor(void)
{
	static char out[64];
	return cache_meta(cache, "cursor", out, sizeof out);
}

#define HEAD "{\"feed\":1,\"epoch\":\"e1\",\"as_of\":9,\"estimate\":3}\n"
#define TERM(id, rev, name) "{\"kind\":\"term\",\"id\":\"" id "\",\"rev\":" #rev ",\"seq\":1,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"" name "\"}}\n"
#define GONE(id, rev) "{\"kind\":\"term\",\"id\":\"" id "\",\"rev\":" #rev ",\"seq\":1,\"gone\":\"deleted\"}\n"
#define MARK(cursor, n, more) "{\"mark\":\"" cursor "\",\"n\":" #n ",\"more\":" more ",\"now\":\"2020-06-18T09:00:00+08:00\"}\n"

/* ---- tests -------------------------------------------------------------------- */

static void
changes__bytes__whole_stream(void **state)
{
	(void)state;
	assert_int_equal(all(HEAD TERM("a", 1, "甲") TERM("b", 2, "乙") MARK("c1", 2, "true") GONE("a", 2) MARK("c2", 1, "false")), 0);
	assert_int_equal(marks, 2);
	assert_int_equal(changes.rows, 3);
	assert_false(changes.mark.more);
	assert_string_equal(cursor(), "c2");
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 0);
	assert_int_equal(cache_rev(cache, KIND_TERM, "b"), 2);
}

/* A stream cut after any byte leaves the cache as it was at the last bookmark before the cut. */
static void
changes__bytes__cut_at_every_byte(void **state)
{
	static const char text[] = HEAD TERM("a", 5, "甲") MARK("c1", 1, "true") TERM("b", 5, "乙") TERM("a", 6, "丙") MARK("c2", 2, "false");
	size_t first = strlen(HEAD TERM("a", 5, "甲") MARK("c1", 1, "true")), len = sizeof text - 1;

	for (size_t n = 0; n <= len; n++) {
		int rc;
		teardown(state);
		setup(state);
		rc = stream(text, n, 1 + n % 13);
		assert_int_equal(rc == 0, n == first || n == len);
		assert_string_equal(cursor(), n < first ? "" : n < len ? "c1" : "c2");
		assert_int_equal(cache_rev(cache, KIND_TERM, "a"), n < first ? 0 : n < len ? 5 : 6);
		assert_int_equal(cache_rev(cache, KIND_TERM, "b"), n < len ? 0 : 5);
	}
}

static void
changes__bytes__repeats_do_nothing(void **state)
{
	static const char late[] = HEAD TERM("a", 6, "new") MARK("c2", 1, "false");
	static const char early[] = HEAD TERM("a", 5, "old") GONE("a", 4) MARK("c1", 2, "false");

	(void)state;
	assert_int_equal(all(late), 0);
	assert_int_equal(all(early), 0);
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 6);
	assert_int_equal(all(late), 0);
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 6);
}

/* One bad record is left out and said; the rest is applied. */
static void
changes__bytes__bad_records_are_left_out(void **state)
{
	static const struct { const char *line, *why; } rows[] = {
		{ "{\"kind\":\"comet\",\"id\":\"x\",\"rev\":1,\"body\":{}}\n", "comet[x].kind: unknown" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":1,\"body\":{\"list\":\"l\",\"code\":\"c\"}}\n", "term[x].name: missing" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":1,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":7}}\n", "term[x].name: not text" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":0,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"n\"}}\n", "term[x].id, rev: missing" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":1.5,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"n\"}}\n", "term[x].id, rev: missing" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":1}\n", "term[x].body: missing" },
		{ "{\"kind\":\"term\",\"id\":\"x\",\"rev\":1,\"rev\":2}\n", "?[?].the same key twice at byte 37" },
		{ "{\"kind\":\"term\",\"id\":\"\x1b[2J\",\"rev\":1}\n", NULL },
		{ "\xFF\xFE\n", NULL },
		{ "not json\n", NULL },
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t before = changes.skipped;
		snprintf(text, sizeof text, HEAD "%s%s%s", TERM("a", 1, "x"), rows[i].line, MARK("c", 2, "false"));
		assert_int_equal(all(text), 0);
		assert_int_equal(changes.skipped, before + 1);
		if (rows[i].why != NULL)
			assert_string_equal(changes.skipped_why, rows[i].why);
		assert_int_equal(cache_rev(cache, KIND_TERM, "x"), 0);
	}
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 1);
}

/* Members in any order, unknown ones, blanks, CR LF. */
static void
changes__bytes__other_hubs(void **state)
{
	(void)state;
	assert_int_equal(all("{\"estimate\":3,\"epoch\":\"e1\",\"feed\":1,\"colour\":{\"x\":[1]}}\r\n"
	                     "{ \"body\" : { \"name\":\"n\", \"code\":\"c\", \"list\":\"l\", \"new\":[{}] }, \"x\":{\"y\":1}, \"rev\":3, \"id\":\"a\", \"kind\":\"term\" }\r\n"
	                     "\r\n" MARK("c", 1, "false")), 0);
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 3);
	assert_int_equal(changes.skipped, 0);
}

static void
changes__bytes__not_a_hub(void **state)
{
	(void)state;
	assert_int_equal(all("<html>sign in</html>\n"), -1);
	assert_int_equal(changes.fault, CHANGES_BROKEN);
	assert_int_equal(all("{\"feed\":2,\"epoch\":\"e1\"}\n"), -1);
	assert_int_equal(all(TERM("a", 1, "x") MARK("c", 1, "false")), -1);
	assert_int_equal(all(HEAD), -1);                                        /* no bookmark at all */
	assert_int_equal(all(HEAD TERM("a", 1, "x") MARK("c", 2, "false")), -1);  /* one is missing */
	assert_int_equal(changes.fault, CHANGES_BROKEN);
	assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 0);
	strcpy(changes.epoch, "e0");
	assert_int_equal(all(HEAD MARK("c", 0, "false")), -1);
	assert_int_equal(changes.fault, CHANGES_EPOCH);
	assert_string_equal(cursor(), "");
}

static void
changes__bytes__limits(void **state)
{
	char *line = malloc(CHANGES_LINE_MAX + 64);
	size_t n, sent = 0;

	(void)state;
	/* The longest line there may be passes, one byte more does not. */
	for (int over = 0; over <= 1; over++) {
		changes_begin(&changes);
		assert_int_equal(changes_bytes(&changes, HEAD, strlen(HEAD)), 0);
		n = (size_t)sprintf(line, "{\"kind\":\"term\",\"id\":\"a\",\"rev\":%d,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"", over + 1);
		memset(line + n, 'x', CHANGES_LINE_MAX - n - 3 + (size_t)over);
		strcpy(line + CHANGES_LINE_MAX - 3 + over, "\"}}\n");
		assert_int_equal(changes_bytes(&changes, line, CHANGES_LINE_MAX + 1 + (size_t)over), over == 0 ? 0 : -1);
		if (over == 0)
			assert_int_equal(changes_bytes(&changes, MARK("c", 1, "false"), strlen(MARK("c", 1, "false"))), 0);
		assert_int_equal(changes_end(&changes), over == 0 ? 0 : -1);
		assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 1);
	}
	/* No line changes ever. */
	changes_begin(&changes);
	memset(line, 'y', CHANGES_LINE_MAX);
	for (n = 0; n < 8 && changes_bytes(&changes, line, CHANGES_LINE_MAX) == 0; n++)
		;
	assert_true(n < 3);
	changes_end(&changes);
	/* A page without a bookmark ends at the cap, and nothing of it stays. */
	changes_begin(&changes);
	assert_int_equal(changes_bytes(&changes, HEAD, strlen(HEAD)), 0);
	n = (size_t)sprintf(line, "{\"kind\":\"term\",\"id\":\"b\",\"rev\":1,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"%0*d\"}}\n", 60000, 0);
	while (changes_bytes(&changes, line, n) == 0)
		sent += n;
	assert_true(sent > (60 << 20) && sent <= CHANGES_PAGE_MAX);
	assert_int_equal(changes_end(&changes), -1);
	assert_int_equal(cache_rev(cache, KIND_TERM, "b"), 0);
	free(line);
}

/* Killed in the middle of the second page, after any row: the first page and its cursor stand. */
static void
changes__bytes__killed_in_a_page(void **state)
{
	cache_close(cache);
	cache = NULL;
	for (int at = 1; at <= 3; at++) {
		char point[32];
		int status;
		pid_t pid = fork();
		if (pid == 0) {
			snprintf(point, sizeof point, "%s:%d", at == 3 ? "before-commit" : "mid-page", at == 3 ? 2 : at + 1);
			setenv("GUATU_SYNC_FAILPOINT", point, 1);
			changes.cache = cache_open(temp_dir, error, sizeof error);
			all(HEAD TERM("a", 1, "x") MARK("c1", 1, "true") TERM("b", 1, "x") TERM("c", 1, "x") MARK("c2", 2, "false"));
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		cache = cache_open(temp_dir, error, sizeof error);
		assert_non_null(cache);
		assert_string_equal(cursor(), "c1");
		assert_int_equal(cache_rev(cache, KIND_TERM, "a"), 1);
		assert_int_equal(cache_rev(cache, KIND_TERM, "b"), 0);
		cache_close(cache);
		cache = NULL;
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(changes__bytes__killed_in_a_page),      /* first: a process looks for its failpoint once */
		T(changes__bytes__whole_stream),
		T(changes__bytes__cut_at_every_byte),
		T(changes__bytes__repeats_do_nothing),
		T(changes__bytes__bad_records_are_left_out),
		T(changes__bytes__other_hubs),
		T(changes__bytes__not_a_hub),
		T(changes__bytes__limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
