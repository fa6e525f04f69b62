#include "tests/support/test.h"

#include <libintl.h>
#include <locale.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "net/sync/backoff.h"
#include "net/sync/http.h"
#include "net/sync/token.h"
#include "net/sync/verdict.h"

#define P(name) "{\"type\":\"urn:guatu:problem:" name "\",\"title\":\"t\"}"
#define PROBLEM "application/problem+json"
#define UUID "01926d3e-0000-7000-8000-000000000000"

/* The whole answer table of the wire, and what is not in it. */
static void
verdict__read__every_answer(void **state)
{
	static const struct { long status; const char *type, *body; enum verdict_kind kind; const char *state; } rows[] = {
		{ 200, "application/json", "{\"outcome\":\"applied\",\"op\":\"" UUID "\",\"rev\":8}", VERDICT_ACKED, "acked" },
		{ 200, "application/json; charset=utf-8", "{\"outcome\":\"replayed\",\"rev\":8}", VERDICT_ACKED, "acked" },
		{ 200, "application/json", "{\"outcome\":\"applied\",\"op\":\"somebody else's\",\"rev\":8}", VERDICT_RETRY, "pending" },
		{ 200, "application/json", "{\"outcome\":\"applied\"}", VERDICT_RETRY, "pending" },
		{ 200, "application/json", "{\"outcome\":\"applied\",\"rev\":8} ", VERDICT_ACKED, "acked" },
		{ 200, "application/json", "{\"outcome\":\"applied\",\"rev\":8}}", VERDICT_RETRY, "pending" },
		{ 200, "application/json", "{\"outcome\":\"applied\",\"rev\":\"8\"}", VERDICT_RETRY, "pending" },
		{ 200, "text/html", "<html>", VERDICT_RETRY, "pending" },
		{ 200, "", "", VERDICT_RETRY, "pending" },
		{ 204, "", "", VERDICT_RETRY, "pending" },
		{ 400, PROBLEM, P("malformed"), VERDICT_SETTLED, "refused" },
		{ 400, PROBLEM, P("too-old"), VERDICT_TOO_OLD, "pending" },
		{ 401, PROBLEM, P("login"), VERDICT_LOGIN, "pending" },
		{ 403, PROBLEM, P("role"), VERDICT_SETTLED, "refused" },
		{ 403, PROBLEM, P("scope"), VERDICT_SETTLED, "refused" },
		{ 404, PROBLEM, P("no-such-record"), VERDICT_SETTLED, "refused" },
		{ 409, PROBLEM, P("stale-rev"), VERDICT_SETTLED, "conflict" },
		{ 409, PROBLEM, "{\"type\":\"urn:guatu:problem:stale-rev\",\"closed\":true}", VERDICT_SETTLED, "superseded" },
		{ 409, PROBLEM, "{\"type\":\"urn:guatu:problem:stale-rev\",\"current\":{\"kind\":\"issue\",\"body\":{\"status\":\"CLOSED\"}}}", VERDICT_SETTLED, "superseded" },
		{ 409, PROBLEM, "{\"type\":\"urn:guatu:problem:stale-rev\",\"current\":{\"kind\":\"issue\",\"body\":{\"status\":\"OPEN\"}}}", VERDICT_SETTLED, "conflict" },
		{ 409, PROBLEM, P("not-allowed-now"), VERDICT_SETTLED, "conflict" },
		{ 409, PROBLEM, P("in-progress"), VERDICT_AGAIN, "pending" },
		{ 410, PROBLEM, P("cursor-expired"), VERDICT_RESET, "pending" },
		{ 410, PROBLEM, P("scope-changed"), VERDICT_RESET, "pending" },
		{ 410, PROBLEM, P("epoch-changed"), VERDICT_RESET, "pending" },
		{ 413, PROBLEM, P("too-large"), VERDICT_SETTLED, "refused" },
		{ 422, PROBLEM, P("invalid"), VERDICT_SETTLED, "refused" },
		{ 422, PROBLEM, P("key-reused"), VERDICT_SETTLED, "refused" },
		{ 429, PROBLEM, P("busy"), VERDICT_WAIT, "pending" },
		{ 429, "text/plain", "slow down", VERDICT_WAIT, "pending" },
		{ 503, PROBLEM, P("unavailable"), VERDICT_WAIT, "pending" },
		{ 503, "text/html", "<html>", VERDICT_WAIT, "pending" },
		/* no middlebox can refuse a closing */
		{ 400, "text/html", "<html>", VERDICT_RETRY, "pending" },
		{ 401, "text/html", "<html>", VERDICT_RETRY, "pending" },
		{ 403, "text/html", "<html>", VERDICT_RETRY, "pending" },
		{ 403, "application/json", P("role"), VERDICT_RETRY, "pending" },
		{ 404, PROBLEM, "{\"type\":\"about:blank\"}", VERDICT_RETRY, "pending" },
		{ 404, PROBLEM, P("role"), VERDICT_RETRY, "pending" },            /* type and status do not fit */
		{ 409, PROBLEM, P("something-new"), VERDICT_RETRY, "pending" },
		{ 422, PROBLEM, P("invalid") "x", VERDICT_RETRY, "pending" },
		{ 422, PROBLEM, "", VERDICT_RETRY, "pending" },
		{ 500, PROBLEM, P("invalid"), VERDICT_RETRY, "pending" },
		{ 502, "text/html", "<html>", VERDICT_RETRY, "pending" },
		{ 301, "text/html", "", VERDICT_RETRY, "pending" },
		{ 307, "", "", VERDICT_RETRY, "pending" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct net_answer a = { rows[i].status, rows[i].type, rows[i].body, strlen(rows[i].body) };
		struct verdict v;
		verdict_read(&a, UUID, &v);
		if (v.kind != rows[i].kind || strcmp(v.state, rows[i].state) != 0)
			fail_msg("%ld %s %s: %d %s", rows[i].status, rows[i].type, rows[i].body, v.kind, v.state);
		assert_true(v.kind == VERDICT_ACKED ? v.rev == 8 : v.words.text[0] != '\0');
		assert_int_equal(v.restored, strstr(rows[i].body, "epoch-changed") != NULL);
	}
}

#define INVALID(path, reason) "{\"type\":\"urn:guatu:problem:invalid\",\"errors\":[{\"path\":\"" path "\",\"reason\":\"" reason "\"}]}"

static void
verdict__words__the_most_particular(void **state)
{
	static const struct { const char *body, *words; } rows[] = {
		{ "{\"type\":\"urn:guatu:problem:invalid\",\"errors\":[{\"path\":\"args.evidence\",\"reason\":\"needed\"}]}", "evidence: needed" },
		{ INVALID("args.pct", "not within 0 to 100"), "pct: not within 0 to 100" },
		{ INVALID("args.extra.a", "the ledger book has no such column; it has: money n"), "extra.a: the ledger book has no such column; it has: money n" },
		{ "{\"type\":\"urn:guatu:problem:invalid\",\"reason\":\"sole\"}", "who verified it may not close it alone" },
		{ "{\"type\":\"urn:guatu:problem:invalid\",\"detail\":\"never shown\"}", "the hub found something wrong in it" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct net_answer a = { 422, PROBLEM, rows[i].body, strlen(rows[i].body) };
		struct net_words words;
		assert_int_equal(net_problem_read(&a, &words), NET_INVALID);
		assert_string_equal(words.text, rows[i].words);
	}
}

/* What the hub put into its English is put into the Chinese. */
static void
verdict__words__in_chinese(void **state)
{
	static const struct { const char *body, *words; } rows[] = {
		{ INVALID("args.evidence", "needed"), "evidence: 必填" },
		{ INVALID("args.pct", "not within 0 to 100"), "pct: 不在 0 到 100 之间" },
		{ INVALID("args.why", "\\\"在家\\\" is not in the list reason"), "why: 词表 reason 里没有“在家”" },
		{ INVALID("args.to", "this stage does not follow the one it stands at: DONE; from SEEN it goes to: ASKED"),
		  "to: 现环节不能直接转到该环节：DONE；从 SEEN 可到：ASKED" },
		{ INVALID("args.x", "something a newer hub says"), "x: something a newer hub says" },
	};
	const char *build = getenv("BUILD");
	char dir[300];

	(void)state;
	snprintf(dir, sizeof dir, "%s/share/locale", build != NULL ? build : "build");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("guatu", dir);
	bind_textdomain_codeset("guatu", "UTF-8");
	textdomain("guatu");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct net_answer a = { 422, PROBLEM, rows[i].body, strlen(rows[i].body) };
		struct net_words words;
		assert_int_equal(net_problem_read(&a, &words), NET_INVALID);
		assert_string_equal(words.text, rows[i].words);
	}
	setlocale(LC_MESSAGES, "C");
}

static void
backoff__next__grows_spreads_and_stays_bounded(void **state)
{
	struct backoff b = { 0, 0 };
	int64_t least = BACKOFF_MOST, most = 0;

	(void)state;
	for (int i = 0; i < 40; i++) {
		int64_t bound = (int64_t)BACKOFF_LEAST << (i < 9 ? i + 1 : 10);
		int64_t wait = backoff_next(&b);
		assert_in_range(wait, BACKOFF_LEAST / 2, bound < BACKOFF_MOST ? bound : BACKOFF_MOST);
	}
	for (int i = 0; i < 1000; i++) {       /* a thousand consoles after a long outage */
		int64_t wait = backoff_next(&b);
		least = wait < least ? wait : least;
		most = wait > most ? wait : most;
	}
	assert_true(most - least > BACKOFF_MOST / 2);
	backoff_reset(&b);
	assert_in_range(backoff_next(&b), BACKOFF_LEAST / 2, 2 * BACKOFF_LEAST);
}

static void
backoff__retry_after__whatever_it_says(void **state)
{
	const int64_t now = 1600000000;      /* Sun, 13 Sep 2020 12:26:40 GMT */
	static const struct { const char *text; int64_t seconds; } rows[] = {
		{ "0", 0 }, { "5", 5 }, { " 120 ", 120 }, { "1000000000000", 300 }, { "99999999999999999999999999", 300 }, { "-7", 0 },
		{ "Sun, 13 Sep 2020 12:27:40 GMT", 60 }, { "Sun, 13 Sep 2020 12:00:00 GMT", 0 }, { "Fri, 13 Sep 2030 12:00:00 GMT", 300 },
		{ "soon", -1 }, { "5 minutes", -1 }, { "", -1 }, { "1e3", -1 },
	};
	struct backoff b = { 0, 1 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t got = backoff_retry_after(&b, rows[i].text, now);
		if (rows[i].seconds < 0 ? got != -1 : got < rows[i].seconds * 1000 || got > rows[i].seconds * 1250 + 250)
			fail_msg("%s: %lld", rows[i].text, (long long)got);
	}
}

static void
http__address__only_what_may_be_spoken(void **state)
{
	static const char *const good[] = { "https://hub.example", "https://hub.example:8443/guatu/", "http://127.0.0.1:8080", "http://localhost:1",
		"http://[::1]:8080", "unix:/run/guatu/hub.sock" };
	static const char *const bad[] = { "", "hub.example", "http://hub.example", "http://127.0.0.1.evil.example", "http://localhost.evil",
		"ftp://127.0.0.1", "file:///etc/passwd", "https://user:pw@hub.example", "https://token@hub.example", "https://hub.example?token=1",
		"unix:relative.sock", "unix:", "gopher://x", "unix:/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234" };
	struct http h = { 0 };
	char error[512];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (http_address(&h, good[i], error, sizeof error) != 0)
			fail_msg("%s", error);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (http_address(&h, bad[i], error, sizeof error) == 0)
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(http_address(&h, "https://hub.example/guatu/", error, sizeof error), 0);
	assert_string_equal(h.base, "https://hub.example/guatu");
}

static void
token__read__only_a_private_file(void **state)
{
	char dir[] = "/tmp/guatu-token-XXXXXX", path[64], link[64], error[512];
	const char *secret = "0123456789abcdefSECRET";
	struct token t;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/token", dir);
	snprintf(link, sizeof link, "%s/link", dir);
#define WRITE(text) do { int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600); assert_int_equal(write(fd, text, strlen(text)), strlen(text)); close(fd); } while (0)
#define REFUSED(p) do { assert_int_equal(token_read(p, &t, error, sizeof error), -1); assert_null(strstr(error, "SECRET")); assert_string_equal(t.text, ""); } while (0)
	assert_int_equal(token_read(path, &t, error, sizeof error), -1);
	WRITE("0123456789abcdefSECRET\r\n");
	assert_int_equal(token_read(path, &t, error, sizeof error), 0);
	assert_string_equal(t.text, secret);
	assert_false(token_changed(path, &t));
	WRITE("0123456789abcdefSECRET2\n");
	assert_true(token_changed(path, &t));
	chmod(path, 0644);
	REFUSED(path);
	chmod(path, 0600);
	assert_int_equal(symlink(path, link), 0);
	REFUSED(link);
	unlink(link);
	assert_int_equal(mkfifo(link, 0600), 0);
	REFUSED(link);
	unlink(link);
	REFUSED(dir);
	WRITE("");
	REFUSED(path);
	WRITE("short\n");
	REFUSED(path);
	WRITE("0123456789abcdef SECRET\n");
	REFUSED(path);
	WRITE("0123456789abcdefSECRET\nX-Evil: 1\n");
	REFUSED(path);
	char big[2000];
	memset(big, 'x', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	WRITE(big);
	REFUSED(path);
	unlink(path);
	rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdict__read__every_answer),
		cmocka_unit_test(verdict__words__the_most_particular),
		cmocka_unit_test(verdict__words__in_chinese),
		cmocka_unit_test(backoff__next__grows_spreads_and_stays_bounded),
		cmocka_unit_test(backoff__retry_after__whatever_it_says),
		cmocka_unit_test(http__address__only_what_may_be_spoken),
		cmocka_unit_test(token__read__only_a_private_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
