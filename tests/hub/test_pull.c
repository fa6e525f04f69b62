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
		TEST(pull__platform_json__names_and_units), TEST(pull__json_cut_short__says_which_record), TEST(pull__ndjson__taken), TEST(pull__file__fresh_until_it_changes),
		TEST(pull__killed_in_mid_apply__nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
