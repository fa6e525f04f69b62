#include "tests/support/test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hub/intake/pull.h"
#include "tests/support/county.h"
#include "tests/support/fakehub.h"

static struct county county;
static struct fakehub *server;
static struct pull_source source;
static struct pull_options how;
static char said[800];
static int64_t now;

#define HEAD "id,period,division,cases,total_fen\n"
#define FIVE HEAD "a1,2020-05,530521101,1,10\na2,2020-05,530521101,1,10\na3,2020-05,530521101,1,10\na4,2020-05,530521101,1,10\na5,2020-05,530521101,1,10\n"
#define PLATFORM "{\"infcode\":0,\"output\":[{\"id\":\"p1\",\"setl_time\":\"2020-05-08 09:00:00\",\"clr_optins\":\"530521\",\"medfee_sumamt\":123.45," \
	"\"psn_part_amt\":\"3.40\",\"psn_name\":\"x\",\"cases\":1}]}"

static int
setup(void **state)
{
	char body[2304];

	(void)state;
	county_init(&county);
	server = fakehub_start(NULL);
	snprintf(source.id, sizeof source.id, "plat");
	snprintf(source.url, sizeof source.url, "http://127.0.0.1:%d/data", fakehub_port(server));
	snprintf(source.takes, sizeof source.takes, "settlement");
	source.every = 60;
	source.json = false;
	source.rows_at[0] = source.map[0] = source.next[0] = '\0';
	how = (struct pull_options){ .patience = 5, .timeout = 5, .most = 1 << 20 };
	county_serve(&county, 0);
	snprintf(body, sizeof body, "{\"name\":\"平台\",\"takes\":\"settlement\",\"url\":\"%s\",\"every_minutes\":60}", source.url);
	county_put(&county, KIND_SOURCE, "plat", body);
	now = (int64_t)time(NULL) - 7200;     /* the room stands at 2020-06-18 09:00 on the first pull */
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	fakehub_stop(server);
	county_clear(&county);
	return 0;
}

static void
answer(int status, const char *headers, const char *bytes)
{
	fakehub_rule(server, (struct fakehub_rule){ .request = "GET /data", .status = status, .type = "text/csv", .headers = headers, .bytes = bytes });
}

static enum pull_end
pull(void)
{
	now += 7200;
	return pull_source(county.other, &source, &how, now, said, sizeof said);
}

static const char *
field(const char *record, const char *name)
{
	return county_field(&county, record, name);
}

static struct pull_state
schedule(void)
{
	struct pull_state s;

	assert_int_equal(pull_state_get(county.other, "plat", &s), 0);
	return s;
}

static void
pull__200__taken(void **state)
{
	(void)state;
	answer(200, "ETag: \"v1\"\r\nLast-Modified: Mon, 01 Jun 2020 00:00:00 GMT\r\n", FIVE);
	assert_int_equal(pull(), PULL_TAKEN);
	assert_string_equal(field("settlement/a5", "cases"), "1");
	assert_string_equal(field("batch/plat-20200618", "rows"), "5");
	assert_string_equal(schedule().etag, "\"v1\"");
	assert_int_equal(schedule().due, now + 3600);
}

static void
pull__304__fresh_and_nothing_done(void **state)
{
	char *request;

	(void)state;
	answer(200, "ETag: \"v1\"\r\nLast-Modified: Mon, 01 Jun 2020 00:00:00 GMT\r\n", FIVE);
	pull();
	answer(304, NULL, "");
	assert_int_equal(pull(), PULL_FRESH);
	request = fakehub_last(server, "GET /data");
	assert_non_null(strstr(request, "If-None-Match: \"v1\"\r\n"));
	assert_non_null(strstr(request, "If-Modified-Since: Mon, 01 Jun 2020 00:00:00 GMT\r\n"));
	free(request);
	assert_string_not_equal(field("batch/plat-20200618", "checked_at"), "");
	assert_string_equal(field("batch/plat-20200618-2", "status"), "");
}

static void
pull__same_bytes_without_etag__fresh(void **state)
{
	(void)state;
	answer(200, NULL, FIVE);
	pull();
	assert_int_equal(pull(), PULL_FRESH);
}

static void
pull__500__kept_and_backed_off(void **state)
{
	(void)state;
	answer(500, NULL, FIVE);
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(schedule().due, now + 60);
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(schedule().due, now + 120);
	assert_string_equal(field("batch/plat-20200618", "status"), "FAILED");
	assert_string_equal(field("batch/plat-20200618", "error"), "HTTP 500");
	assert_string_equal(field("batch/plat-20200618", "tries"), "2");
	assert_string_equal(field("settlement/a1", "cases"), "");
	answer(200, NULL, FIVE);
	assert_int_equal(pull(), PULL_TAKEN);
	assert_string_not_equal(field("batch/plat-20200618", "decided_at"), "");
	assert_int_equal(schedule().tries, 0);
}

static void
pull__retry_after__waited_for(void **state)
{
	(void)state;
	answer(503, "Retry-After: 1800\r\n", "");
	pull();
	assert_int_equal(schedule().due, now + 1800);
}

static void
pull__shrunk__held(void **state)
{
	(void)state;
	answer(200, NULL, FIVE);
	pull();
	answer(200, NULL, HEAD "b1,2020-04,530521101,1,10\n");
	assert_int_equal(pull(), PULL_HELD);
	assert_string_equal(field("settlement/b1", "cases"), "");
	assert_string_equal(field("batch/plat-20200618-2", "held_reason"), "SHRUNK 1 5 2000");
	/* until somebody decides, the same is not held again */
	assert_int_equal(pull(), PULL_FRESH);
}

static void
pull__period_repeated__held_then_accepted(void **state)
{
	struct reply r;

	(void)state;
	answer(200, NULL, FIVE);
	pull();
	answer(200, NULL, HEAD "a1,2020-05,530521101,9,10\na2,2020-05,530521101,1,10\na3,2020-05,530521101,1,10\na4,2020-05,530521101,1,10\n"
		"a5,2020-05,530521101,1,10\na6,2020-05,530521101,1,10\n");
	assert_int_equal(pull(), PULL_HELD);
	assert_string_equal(field("settlement/a1", "cases"), "1");
	r = county_op(&county, "duty", 1, "accept", "batch/plat-20200618-2", 1, "{\"note\":\"平台更正\"}");
	assert_int_equal(r.status, 200);
	reply_clear(&r);
	assert_string_equal(field("settlement/a1", "cases"), "9");
	assert_string_equal(field("settlement/a6", "cases"), "1");
	assert_string_equal(field("batch/plat-20200618-2", "changed"), "1");
}

static void
pull__malformed__said_where(void **state)
{
	(void)state;
	answer(200, NULL, HEAD "a1,2020-05,530521101,1,10\na2,2020-05,nowhere,1,10\n");
	assert_int_equal(pull(), PULL_FAILED);
	assert_non_null(strstr(field("batch/plat-20200618", "error"), "/data:3:3 (区划)"));
	assert_string_equal(field("settlement/a1", "cases"), "");
}

#define PERSON "110101199003074477"      /* nobody's: the number every manual uses */

/* Not as an id, not in a cell, not as a column, and not in the words about it. */
static void
pull__identity_number__nowhere(void **state)
{
	static const char *const payloads[] = {
		HEAD PERSON ",2020-05,530521101,1,10\n", HEAD "a1,2020-05," PERSON ",1,10\n",
		"id,period,division," PERSON "\na1,2020-05,530521101,1\n", HEAD "\"" PERSON "\"x,2020-05,530521101,1,10\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
		answer(200, NULL, payloads[i]);
		assert_int_equal(pull(), PULL_FAILED);
		assert_null(strstr(field("batch/plat-20200618", "error"), PERSON));
		assert_null(strstr(said, PERSON));
		assert_null(strstr(schedule().error, PERSON));
	}
	assert_string_equal(field("settlement/" PERSON, "cases"), "");
}

static void
pull__html_for_csv__refused(void **state)
{
	(void)state;
	answer(200, NULL, "<html><body>login</body></html>");
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(strncmp(field("batch/plat-20200618", "error"), "BAD ", 4), 0);
}

static void
pull__cut__nothing(void **state)
{
	(void)state;
	fakehub_rule(server, (struct fakehub_rule){ .request = "GET /data", .status = 200, .type = "text/csv", .bytes = FIVE, .cut = 80 });
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(strncmp(field("batch/plat-20200618", "error"), "CUT", 3), 0);
	assert_string_equal(field("settlement/a1", "cases"), "");
}

static void
pull__slow__given_up(void **state)
{
	(void)state;
	how.timeout = how.patience = 1;
	fakehub_rule(server, (struct fakehub_rule){ .request = "GET /data", .status = 200, .bytes = FIVE, .hold = true });
	assert_int_equal(pull(), PULL_FAILED);
	assert_string_equal(field("batch/plat-20200618", "error"), "SLOW 1");
	fakehub_release(server);
}

static void
pull__too_large__stopped(void **state)
{
	(void)state;
	how.most = 100;
	answer(200, NULL, FIVE);
	assert_int_equal(pull(), PULL_FAILED);
	assert_string_equal(field("batch/plat-20200618", "error"), "LARGE 100");
}

static void
pull__redirect__same_host_followed(void **state)
{
	(void)state;
	answer(302, "Location: /moved\r\n", "");
	fakehub_rule(server, (struct fakehub_rule){ .request = "GET /moved", .status = 200, .type = "text/csv", .bytes = FIVE });
	assert_int_equal(pull(), PULL_TAKEN);
}

static void
pull__redirect__other_host_refused(void **state)
{
	(void)state;
	answer(302, "Location: http://localhost:1/elsewhere\r\n", "");
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(strncmp(field("batch/plat-20200618", "error"), "REDIRECT http://localhost:1/", 28), 0);
}

static void
pull__redirect__circle_ends(void **state)
{
	(void)state;
	answer(302, "Location: /data\r\n", "");
	assert_int_equal(pull(), PULL_FAILED);
	assert_true(fakehub_count(server, "GET /data") < 10);
}

static void
pull__password_in_address__refused(void **state)
{
	(void)state;
	snprintf(source.url, sizeof source.url, "http://me:secret@127.0.0.1:%d/data", fakehub_port(server));
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(fakehub_count(server, "GET"), 0);
	assert_null(strstr(field("batch/plat-20200618", "error"), "secret"));
}

static void
pull__header_file__sent_when_private(void **state)
{
	char file[160], *request;
	FILE *f;

	(void)state;
	snprintf(file, sizeof file, "%s/headers", county.dir);
	f = fopen(file, "w");
	fputs("# of the platform\nX-App-Key: abc123\n", f);
	fclose(f);
	chmod(file, 0644);
	how.headers[0].source = "plat";
	how.headers[0].file = file;
	how.header_count = 1;
	answer(200, NULL, FIVE);
	assert_int_equal(pull(), PULL_FAILED);
	assert_non_null(strstr(field("batch/plat-20200618", "error"), "chmod 600"));
	assert_int_equal(fakehub_count(server, "GET"), 0);
	chmod(file, 0600);
	assert_int_equal(pull(), PULL_TAKEN);
	request = fakehub_last(server, "GET /data");
	assert_non_null(strstr(request, "X-App-Key: abc123\r\n"));
	free(request);
	unlink(file);
}

static void
pull__platform_json__names_and_units(void **state)
{
	(void)state;
	source.json = true;
	answer(200, NULL, PLATFORM);
	if (pull() != PULL_TAKEN)
		fail_msg("%s", said);
	assert_string_equal(field("settlement/p1", "total_fen"), "12345");
	assert_string_equal(field("settlement/p1", "oop_fen"), "340");
	assert_string_equal(field("settlement/p1", "period"), "2020-05");
}

static void
pull__json_cut_short__says_which_record(void **state)
{
	(void)state;
	source.json = true;
	answer(200, NULL, "[{\"id\":\"p1\",\"period\":\"2020-05\",\"division\":\"530521\"},\n{\"id\":\"p2\",\"per");
	assert_int_equal(pull(), PULL_FAILED);
	assert_non_null(strstr(field("batch/plat-20200618", "error"), "record 2"));
}

static void
pull__ndjson__taken(void **state)
{
	(void)state;
	source.json = true;
	answer(200, NULL, "{\"id\":\"n1\",\"period\":\"2020-05\",\"division\":\"530521\",\"cases\":3}\n{\"id\":\"n2\",\"period\":\"2020-05\",\"division\":\"530521\"}\n");
	assert_int_equal(pull(), PULL_TAKEN);
	assert_string_equal(field("settlement/n1", "cases"), "3");
	assert_string_equal(field("settlement/n2", "cases"), "");
}

/* Names of people are in it, and nobody keeps them: said once, by name of the member. */
static void
pull__json_members_left_out__are_named_once(void **state)
{
	(void)state;
	source.json = true;
	answer(200, NULL, "{\"code\":0,\"rows\":[{\"id\":\"n1\",\"period\":\"2020-05\",\"division\":\"530521\",\"who\":\"甲\",\"deep\":[1e400,\"\\ud800\"]},"
		"{\"id\":\"n2\",\"period\":\"2020-05\",\"division\":\"530521\",\"who\":\"乙\",\"who\":\"丙\"}]}");
	assert_int_equal(pull(), PULL_TAKEN);
	assert_non_null(strstr(said, "; members left out: who deep"));
	assert_null(strstr(said, "甲"));
}

/* Tried as often as one likes: nothing is taken, remembered or held against the source. */
static void
pull__dry__says_what_would_be_taken(void **state)
{
	char *text = NULL;
	size_t len;

	(void)state;
	source.json = true;
	how.dry = true;
	how.notes = open_memstream(&text, &len);
	answer(200, "ETag: \"v1\"\r\n", "[{\"id\":\"n1\",\"period\":\"2020-05\",\"division\":\"530521\",\"who\":1}]");
	assert_int_equal(pull(), PULL_TAKEN);
	assert_non_null(strstr(said, "would be taken: 1 rows, 1 new"));
	assert_non_null(strstr(said, "members left out: who"));
	answer(200, NULL, "[{\"id\":\"n1\",\"period\":\"2020-05\",\"division\":\"nowhere\"},{\"id\":\"n2\",\"period\":\"x\",\"division\":\"530521\"}]");
	assert_int_equal(pull(), PULL_FAILED);
	fclose(how.notes);
	assert_non_null(strstr(text, "n1"));
	assert_non_null(strstr(text, "record 1 (division)"));
	assert_non_null(strstr(text, "record 2 (period)"));
	free(text);
	assert_string_equal(field("settlement/n1", "period"), "");
	assert_string_equal(field("batch/plat-20200618", "status"), "");
	assert_int_equal(schedule().tried, 0);
	how.dry = false;
	how.notes = NULL;
}

/* The same bytes, read in another way: news, for a person to decide. */
static void
pull__map_changed__same_bytes_are_news(void **state)
{
	(void)state;
	source.json = true;
	answer(200, "ETag: \"v1\"\r\n", "[{\"id\":\"n1\",\"period\":\"2020-05\",\"division\":\"530521\",\"n\":4}]");
	assert_int_equal(pull(), PULL_TAKEN);
	assert_int_equal(pull(), PULL_FRESH);
	snprintf(source.map, sizeof source.map, "n=cases");
	assert_int_equal(pull(), PULL_HELD);
	assert_int_equal(strncmp(field("batch/plat-20200618-2", "held_reason"), "SAME ", 5), 0);
	assert_int_equal(pull(), PULL_FRESH);
}

static void
pull__json_bad_cell__says_record_and_member(void **state)
{
	(void)state;
	source.json = true;
	snprintf(source.map, sizeof source.map, "org.code=division; n=cases");
	answer(200, NULL, "[{\"id\":\"n1\",\"period\":\"2020-05\",\"org\":{\"code\":\"530521\"},\"n\":1},\n"
		"{\"id\":\"n2\",\"period\":\"2020-05\",\"org\":{\"code\":\"530521\"},\"n\":[1]}]");
	assert_int_equal(pull(), PULL_FAILED);
	assert_non_null(strstr(field("batch/plat-20200618", "error"), "/data:record 2 (n): a list, where one value is wanted"));
	answer(200, NULL, "[{\"id\":\"n1\",\"period\":\"2020-05\",\"org\":{\"code\":\"530521\"},\"n\":1},\n"
		"{\"id\":\"n2\",\"period\":\"2020-05\",\"org\":{\"code\":\"99\"},\"n\":2}]");
	assert_int_equal(pull(), PULL_FAILED);
	assert_non_null(strstr(field("batch/plat-20200618", "error"), "/data:record 2 (org.code): "));
	assert_string_equal(field("settlement/n1", "cases"), "");
}

/* ---- pages ---- */

#define ROW(id) "{\"id\":\"" id "\",\"period\":\"2020-05\",\"division\":\"530521\",\"cases\":1}"

static void
page(const char *request, const char *bytes)
{
	fakehub_rule(server, (struct fakehub_rule){ .request = request, .status = 200, .type = "application/json", .bytes = bytes });
}

static void
paged(const char *next)
{
	source.json = true;
	snprintf(source.next, sizeof source.next, "%s", next);
}

static void
pull__pages_by_link__one_delivery(void **state)
{
	(void)state;
	paged("data.next");
	page("GET /data ", "{\"data\":{\"list\":[" ROW("p1") "," ROW("p2") "],\"next\":\"data?page=2\"}}");
	page("GET /data?page=2", "{\"data\":{\"list\":[" ROW("p3") "],\"next\":\"/more/3#x\"}}");
	page("GET /more/3", "{\"data\":{\"list\":[],\"next\":null}}");
	if (pull() != PULL_TAKEN)
		fail_msg("%s", said);
	assert_string_equal(field("batch/plat-20200618", "rows"), "3");
	assert_string_equal(field("settlement/p3", "cases"), "1");
	assert_string_equal(field("batch/plat-20200618-2", "status"), "");
	assert_int_equal(pull(), PULL_FRESH);          /* the same bytes, all of them */
	page("GET /more/3", "{\"data\":{\"list\":[" ROW("p4") "],\"next\":\"\"}}");
	assert_int_equal(pull(), PULL_HELD);           /* the period once more */
	assert_string_equal(field("batch/plat-20200618-2", "rows"), "4");
}

static void
pull__pages_by_number__until_empty_or_all(void **state)
{
	(void)state;
	paged("page=1");
	snprintf(source.url, sizeof source.url, "http://127.0.0.1:%d/data?size=2&page=9&k=v", fakehub_port(server));
	page("GET /data?size=2&k=v&page=1 ", "[" ROW("p1") "," ROW("p2") "]");
	page("GET /data?size=2&k=v&page=2 ", "[" ROW("p3") "]");
	page("GET /data?size=2&k=v&page=3 ", "[]");
	if (pull() != PULL_TAKEN)
		fail_msg("%s", said);
	assert_string_equal(field("batch/plat-20200618", "rows"), "3");
	paged("offset=0+2 total=all");
	snprintf(source.url, sizeof source.url, "http://127.0.0.1:%d/other", fakehub_port(server));
	page("GET /other?offset=0 ", "{\"all\":3,\"rows\":[" ROW("q1") "," ROW("q2") "]}");
	page("GET /other?offset=2 ", "{\"all\":3,\"rows\":[" ROW("q3") "]}");
	assert_int_equal(pull(), PULL_HELD);
	assert_string_equal(field("batch/plat-20200618-2", "rows"), "3");
	assert_int_equal(fakehub_count(server, "GET /other"), 2);
}

static void
pull__pages_by_cursor__followed(void **state)
{
	(void)state;
	paged("after=paging.next");
	page("GET /data ", "{\"rows\":[" ROW("p1") "],\"paging\":{\"next\":\"a b&c\"}}");
	page("GET /data?after=a%20b%26c ", "{\"rows\":[" ROW("p2") "],\"paging\":{\"next\":77}}");
	page("GET /data?after=77 ", "{\"rows\":[" ROW("p3") "],\"paging\":{}}");
	if (pull() != PULL_TAKEN)
		fail_msg("%s", said);
	assert_string_equal(field("batch/plat-20200618", "rows"), "3");
	paged("next=paging.next");
	page("GET /data ", "{\"rows\":[" ROW("q1") "],\"paging\":{\"next\":\"/data/2\"}}");
	page("GET /data/2 ", "{\"rows\":[" ROW("q2") "],\"paging\":{\"next\":null}}");
	assert_int_equal(pull(), PULL_HELD);
	assert_string_equal(field("batch/plat-20200618-2", "rows"), "2");
}

/* How pages may not hang together: nothing of any is taken. */
static void
pull__pages_that_do_not_fit__nothing(void **state)
{
	static const struct { const char *next, *first, *second, *says; } cases[] = {
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"/data\"}", "", "PAGES page 1 leads back" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}", "{\"rows\":[" ROW("p2") "],\"next\":\"/p2\"}", "PAGES page 2 leads back" },
		{ "next pages=1", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}", "", "PAGES more than 1 pages" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"http://localhost:1/x\"}", "", "PAGES page 1 leads to another place" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"file:///etc/passwd\"}", "", "is no link" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"http://u:p@127.0.0.1/\"}", "", "is no link" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}", "{\"rows\":[" ROW("p2"), "PAGES page 2: a list has no end" },
		{ "next", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}", "<html>", "PAGES page 2: no JSON but a web page" },
		{ "next total=n", "{\"rows\":[" ROW("p1") "],\"n\":9}", "", "PAGES 1 records came of the 9" },
		{ "p=1", "[" ROW("p1") "]", "", "PAGES page 2 is page 1 again" },
		{ "", "[" ROW("p1") "]", "", NULL },
	};

	(void)state;
	for (size_t i = 0; cases[i].says != NULL; i++) {
		paged(cases[i].next);
		page("GET /data", cases[i].first);
		page("GET /p2", cases[i].second);
		if (pull() != PULL_FAILED || strstr(field("batch/plat-20200618", "error"), cases[i].says) == NULL)
			fail_msg("%s: %s", cases[i].says, said);
		assert_string_equal(field("settlement/p1", "cases"), "");
	}
}

static void
pull__pages_too_large_together__stopped(void **state)
{
	(void)state;
	paged("next");
	how.most = 150;
	page("GET /data ", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}");
	page("GET /p2 ", "{\"rows\":[" ROW("p2") "]}");
	assert_int_equal(pull(), PULL_FAILED);
	assert_string_equal(field("batch/plat-20200618", "error"), "LARGE 150");
}

static void
pull__page_gone__nothing(void **state)
{
	(void)state;
	paged("next");
	page("GET /data ", "{\"rows\":[" ROW("p1") "],\"next\":\"/p2\"}");
	fakehub_rule(server, (struct fakehub_rule){ .request = "GET /p2", .status = 503, .headers = "Retry-After: 1800\r\n", .bytes = "" });
	assert_int_equal(pull(), PULL_FAILED);
	assert_string_equal(field("batch/plat-20200618", "error"), "HTTP 503");
	assert_int_equal(schedule().due, now + 1800);
	assert_string_equal(field("settlement/p1", "cases"), "");
}

/* Where the source says so links lead elsewhere, and what is told to the one is not told to the other. */
static void
pull__pages_at_another_host__without_headers(void **state)
{
	struct fakehub *other = fakehub_start(NULL);
	char first[400], file[160], *request;
	FILE *f;

	(void)state;
	snprintf(file, sizeof file, "%s/headers", county.dir);
	f = fopen(file, "w");
	fputs("X-App-Key: abc123\n", f);
	fclose(f);
	chmod(file, 0600);
	how.headers[0].source = "plat";
	how.headers[0].file = file;
	how.header_count = 1;
	snprintf(first, sizeof first, "{\"rows\":[" ROW("p1") "],\"next\":\"http://127.0.0.1:%d/p2\"}", fakehub_port(other));
	page("GET /data ", first);
	fakehub_rule(other, (struct fakehub_rule){ .request = "GET /p2", .status = 200, .type = "application/json", .bytes = "{\"rows\":[" ROW("p2") "]}" });
	paged("next");
	assert_int_equal(pull(), PULL_FAILED);
	assert_int_equal(fakehub_count(other, "GET"), 0);
	snprintf(source.next, sizeof source.next, "next host=127.0.0.1:%d", fakehub_port(other));
	if (pull() != PULL_TAKEN)
		fail_msg("%s", said);
	assert_string_equal(field("batch/plat-20200618-2", "rows"), "2");
	request = fakehub_last(server, "GET /data");
	assert_non_null(strstr(request, "X-App-Key"));
	free(request);
	request = fakehub_last(other, "GET /p2");
	assert_null(strstr(request, "X-App-Key"));
	free(request);
	unlink(file);
	fakehub_stop(other);
}

static void
pull__file__fresh_until_it_changes(void **state)
{
	FILE *f;

	(void)state;
	snprintf(source.url, sizeof source.url, "in.csv");       /* beside the database */
	char path[160];
	snprintf(path, sizeof path, "%s/in.csv", county.dir);
	assert_int_equal(pull(), PULL_FAILED);
	f = fopen(path, "w");
	fputs(FIVE, f);
	fclose(f);
	assert_int_equal(pull(), PULL_TAKEN);
	assert_int_equal(pull(), PULL_FRESH);
	f = fopen(path, "a");
	fputs("a6,2020-06,530521101,1,10\n", f);
	fclose(f);
	assert_int_equal(pull(), PULL_TAKEN);
	unlink(path);
}

/* Killed between writing and committing: as if nothing had come; the next pull takes it. */
static void
pull__killed_in_mid_apply__nothing(void **state)
{
	pid_t child;
	int status;

	(void)state;
	answer(200, NULL, FIVE);
	county_stop(&county);
	if ((child = fork()) == 0) {
		char error[256];
		struct hub_db *db = hub_db_open(county.db, HUB_DB_WRITE, error, sizeof error);
		setenv("GUATU_HUB_FAILPOINT", "before-commit", 1);
		pull_source(db, &source, &how, now, said, sizeof said);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	county_serve(&county, 0);
	assert_string_equal(field("settlement/a1", "cases"), "");
	assert_string_equal(field("batch/plat-20200618", "status"), "");
	assert_int_equal(schedule().tried, 0);
	assert_int_equal(pull(), PULL_TAKEN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pull__200__taken), TEST(pull__304__fresh_and_nothing_done), TEST(pull__same_bytes_without_etag__fresh),
		TEST(pull__500__kept_and_backed_off), TEST(pull__retry_after__waited_for), TEST(pull__shrunk__held),
		TEST(pull__period_repeated__held_then_accepted), TEST(pull__malformed__said_where), TEST(pull__identity_number__nowhere), TEST(pull__html_for_csv__refused),
		TEST(pull__cut__nothing), TEST(pull__slow__given_up), TEST(pull__too_large__stopped), TEST(pull__redirect__same_host_followed),
		TEST(pull__redirect__other_host_refused), TEST(pull__redirect__circle_ends), TEST(pull__password_in_address__refused),
		TEST(pull__header_file__sent_when_private),
		TEST(pull__platform_json__names_and_units), TEST(pull__json_cut_short__says_which_record), TEST(pull__ndjson__taken),
		TEST(pull__dry__says_what_would_be_taken), TEST(pull__map_changed__same_bytes_are_news),
		TEST(pull__json_members_left_out__are_named_once), TEST(pull__json_bad_cell__says_record_and_member),
		TEST(pull__pages_by_link__one_delivery), TEST(pull__pages_by_number__until_empty_or_all), TEST(pull__pages_by_cursor__followed),
		TEST(pull__pages_that_do_not_fit__nothing), TEST(pull__pages_too_large_together__stopped), TEST(pull__page_gone__nothing),
		TEST(pull__pages_at_another_host__without_headers),
		TEST(pull__file__fresh_until_it_changes),
		TEST(pull__killed_in_mid_apply__nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
