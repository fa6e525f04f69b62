/* The real program: its address line, its end, its sockets, what kills it and what must not. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub/authority/auth.h"
#include "hub/authority/db_op.h"
#include "tests/support/county.h"
#include "tests/support/served.h"

static struct county county;
static struct reply r;
static struct served hub;

#define CLOSE_ARGS "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"g1\"}"

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	/* The month's reports are there: starting opens nothing, and every row of the chain is an operation. */
	county_put(&county, KIND_SUP_REPORT, "G1-2020-06", "{\"sup_group\":\"G1\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"EXPECTED\"}");
	county_put(&county, KIND_SUP_REPORT, "G2-2020-06", "{\"sup_group\":\"G2\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"EXPECTED\"}");
	county_issue(&county, "i1", "VERIFIED", 101, "SELF",
	             ",\"submitted_by\":\"town\",\"verified_by\":\"group\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"a\"}]");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	served_stop(&hub, SIGKILL);
	reply_clear(&r);
	county_clear(&county);
	return 0;
}

static void
start(const char *listen, const char *failpoint, const char *extra, rlim_t file_size)
{
	served_start(&hub, &(struct served_how){ county.db, listen, failpoint, extra, file_size, NULL });
}

static void
serve(const char *failpoint)
{
	char listen[128];

	snprintf(listen, sizeof listen, "unix:%s", county.socket);
	start(listen, failpoint, NULL, 0);
	assert_memory_equal(hub.first_line, "listening unix:/tmp/", 20);
}

static int
count(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int n = -1;

	assert_int_equal(sqlite3_open_v2(county.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

/* ---- beginning and end -------------------------------------------------- */

static void
serve__sigterm__exits_0_and_takes_its_socket_away(void **state)
{
	(void)state;
	serve(NULL);
	r = county_get(&county, "duty", "/v1/hello", NULL);
	assert_int_equal(r.status, 200);
	served_expect_stop(&hub);
	assert_int_not_equal(access(county.socket, F_OK), 0);
}

static void
serve__stale_socket__replaced_a_live_one_not(void **state)
{
	struct served first;

	(void)state;
	serve(NULL);
	first = hub;
	start("127.0.0.1:0", NULL, NULL, 0);        /* the database is taken */
	assert_int_equal(WEXITSTATUS(served_wait(&hub)), 1);
	assert_non_null(strstr(hub.first_line, "another guatu-hub"));
	hub = first;
	served_stop(&hub, SIGKILL);
	assert_int_equal(access(county.socket, F_OK), 0);
	serve(NULL);
	r = county_get(&county, "duty", "/v1/hello", NULL);
	assert_int_equal(r.status, 200);
}

static void
serve__file_in_the_way__is_not_touched(void **state)
{
	char listen[160];
	struct stat st;

	(void)state;
	snprintf(listen, sizeof listen, "unix:%s", county.db);
	start(listen, NULL, NULL, 0);
	assert_int_equal(WEXITSTATUS(served_wait(&hub)), 1);
	assert_int_equal(stat(county.db, &st), 0);
	assert_true(st.st_size > 0);
}

static void
serve__missing_directory__is_named_with_the_next_step(void **state)
{
	char listen[160], want[320];

	(void)state;
	snprintf(listen, sizeof listen, "unix:%s.none/hub.sock", county.db);
	snprintf(want, sizeof want, "%s.none does not exist; make it first: mkdir -p -m 700 %s.none\n", county.db, county.db);
	start(listen, NULL, NULL, 0);
	assert_int_equal(WEXITSTATUS(served_wait(&hub)), 1);
	assert_non_null(strstr(hub.first_line, want));
}

static void
serve__plain_tcp_beyond_loopback__refused_unless_proxied(void **state)
{
	(void)state;
	start("0.0.0.0:0", NULL, NULL, 0);
	assert_int_equal(WEXITSTATUS(served_wait(&hub)), 1);
	assert_non_null(strstr(hub.first_line, "--behind-tls-proxy"));
	start("0.0.0.0:0", NULL, "--behind-tls-proxy", 0);
	assert_memory_equal(hub.first_line, "listening http://0.0.0.0:", 25);
}

/* A raw exchange over TCP: what the bytes are is the test's affair, and how long to wait for an answer that may
 * not come (a request without end is only dropped after a while). */
static char *
exchange_for(int port, const char *bytes, size_t len, int ms)
{
	static char answer[65536];
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct pollfd p = { fd, POLLIN, 0 };
	size_t used = 0;
	ssize_t n;

	memset(answer, 0, sizeof answer);
	assert_int_equal(connect(fd, (struct sockaddr *)&addr, sizeof addr), 0);
	if (send(fd, bytes, len, MSG_NOSIGNAL) > 0) {
		shutdown(fd, SHUT_WR);
		while (poll(&p, 1, ms) > 0 && (n = read(fd, answer + used, sizeof answer - 1 - used)) > 0)
			used += (size_t)n;
	}
	close(fd);
	return answer;
}

static char *
exchange(int port, const char *bytes, size_t len)
{
	return exchange_for(port, bytes, len, 5000);
}

static char *
ask(int port, const char *request)
{
	return exchange(port, request, strlen(request));
}

static int
serve_tcp(void)
{
	start("127.0.0.1:0", NULL, NULL, 0);
	assert_memory_equal(hub.first_line, "listening http://127.0.0.1:", 27);
	return atoi(hub.first_line + 27);
}

static void
serve__tcp__needs_a_token_peer_uid_is_no_login(void **state)
{
	int port = serve_tcp();
	char *answer = ask(port, "GET /v1/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

	(void)state;
	assert_memory_equal(answer, "HTTP/1.1 401", 12);
	assert_non_null(strstr(answer, "urn:guatu:problem:login"));
	assert_non_null(strstr(answer, "WWW-Authenticate: Bearer"));
	answer = ask(port, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	assert_memory_equal(answer, "HTTP/1.1 200", 12);
}

static void
serve__hostile_bytes__answered_or_dropped_never_a_crash(void **state)
{
	static char flood[100000];
	static const char *const requests[] = {
		"\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
		"GET /v1/c/530521/records/issue/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/c/530521/records/%00%ff%2e%2e/x HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/c/530521/changes?since=%s%n%00&wait=-99999999999999999999 HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /v1/c/530521/ops HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
		"POST /v1/c/530521/ops HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
		"POST /v1/c/530521/ops HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
		"POST /v1/c/530521/ops HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
		"DELETE /v1/hello HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v2/hello HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /v1/c/999999/snapshot HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/c//snapshot HTTP/1.1\r\nHost: x\r\n\r\n",
	};
	int port = serve_tcp();

	(void)state;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
		exchange_for(port, requests[i], strlen(requests[i]), 100);
	memset(flood, 'A', sizeof flood);
	exchange_for(port, flood, sizeof flood, 100);
	memcpy(flood, "GET /", 5);
	exchange_for(port, flood, sizeof flood, 100);
	assert_non_null(strstr(ask(port, "GET /v2/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), ":too-old"));
	assert_memory_equal(ask(port, "DELETE /v1/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
	                    "HTTP/1.1 405", 12);
	assert_memory_equal(ask(port, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
	                    "HTTP/1.1 200", 12);
	assert_int_equal(waitpid(hub.pid, NULL, WNOHANG), 0);
}

/* ---- killed ------------------------------------------------------------- */

static void
serve__killed_before_commit__nothing_then_one_effect(void **state)
{
	(void)state;
	serve("before-commit");
	r = county_op(&county, "duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	assert_int_equal(r.status, 0);
	served_wait(&hub);
	assert_int_equal(count("SELECT count(*) FROM op"), 0);
	assert_string_equal(county_field(&county, "issue/i1", "status"), "VERIFIED");
	serve(NULL);
	reply_clear(&r);
	r = county_op(&county, "duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	assert_string_equal(reply_text(&r, "outcome"), "applied");
	assert_int_equal(count("SELECT count(*) FROM op"), 1);
}

static void
serve__killed_after_commit__replayed_not_done_twice(void **state)
{
	static const char *const points[] = { "after-commit", "before-answer" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		char id[16], record[32];
		snprintf(id, sizeof id, "k%d", i);
		snprintf(record, sizeof record, "issue/%s", id);
		county_issue(&county, id, "VERIFIED", 101, "SELF",
		             ",\"submitted_by\":\"town\",\"verified_by\":\"group\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"a\"}]");
		serve(points[i]);
		reply_clear(&r);
		r = county_op(&county, "duty", 10 + i, "close", record, 1, CLOSE_ARGS);
		assert_int_equal(r.status, 0);
		served_wait(&hub);
		assert_string_equal(county_field(&county, record, "status"), "CLOSED");
		serve(NULL);
		reply_clear(&r);
		r = county_op(&county, "duty", 10 + i, "close", record, 1, CLOSE_ARGS);
		assert_int_equal(r.status, 200);
		assert_string_equal(reply_text(&r, "outcome"), "replayed");
		served_expect_stop(&hub);
	}
	assert_int_equal(count("SELECT count(*) FROM record WHERE kind = 'event'"), 2);
	assert_int_equal(count("SELECT count(*) FROM op"), 2);
}

/* ---- no room on the disk ------------------------------------------------ */

static void
serve__disk_full__503_and_nothing_applied(void **state)
{
	char listen[128], path[160], note[2100], args[2200];
	struct stat st, wal;
	int refused = 0;

	(void)state;
	snprintf(listen, sizeof listen, "unix:%s", county.socket);
	assert_int_equal(stat(county.db, &st), 0);
	snprintf(path, sizeof path, "%s-wal", county.db);
	/* No file may grow beyond a little more than the database has now. */
	start(listen, NULL, NULL, (rlim_t)(st.st_size > 400000 ? st.st_size : 400000));
	memset(note, 'x', sizeof note);
	note[sizeof note - 1] = '\0';
	snprintf(args, sizeof args, "{\"note\":\"%s\"}", note);
	for (int n = 1; n < 400 && !refused; n++) {
		char before[64];
		int ops = count("SELECT count(*) FROM op");
		snprintf(before, sizeof before, "%d", count("SELECT rev FROM record WHERE id = 'i1'"));
		reply_clear(&r);
		r = county_op(&county, "duty", n, "comment", "issue/i1", atol(before), args);
		if (r.status == 503) {
			refused = 1;
			assert_string_equal(reply_problem(&r), "unavailable");
			assert_string_equal(r.retry, "30");
			assert_int_equal(count("SELECT count(*) FROM op"), ops);
			assert_int_equal(count("SELECT rev FROM record WHERE id = 'i1'"), atoi(before));
		} else
			assert_int_equal(r.status, 200);
		args[12] = (char)('a' + n % 26);      /* another note each time */
	}
	assert_true(refused);
	assert_true(stat(path, &wal) != 0 || wal.st_size <= 400000 + st.st_size);
	/* Reading goes on, and with room again so does writing. */
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/hello", NULL);
	assert_int_equal(r.status, 200);
	served_expect_stop(&hub);
	serve(NULL);
	reply_clear(&r);
	r = county_op(&county, "duty", 999, "comment", "issue/i1", count("SELECT rev FROM record WHERE id = 'i1'"), "{\"note\":\"y\"}");
	assert_int_equal(r.status, 200);
}

/* ---- the other commands ------------------------------------------------- */

static int
run(const char *arguments, char *out, size_t size)
{
	char command[1024];
	FILE *f;
	size_t n;
	int status;

	snprintf(command, sizeof command, "%s %s 2>&1", served_program(), arguments);
	f = popen(command, "r");
	assert_non_null(f);
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	status = pclose(f);
	return WEXITSTATUS(status);
}

static void
commands__usage__said_with_the_next_step(void **state)
{
	char out[8192];

	(void)state;
	assert_int_equal(run("--help", out, sizeof out), 0);
	assert_non_null(strstr(out, "serve"));
	assert_int_equal(run("--version", out, sizeof out), 0);
	assert_int_equal(run("frobnicate", out, sizeof out), 2);
	assert_non_null(strstr(out, "--help"));
	assert_int_equal(run("serve --help", out, sizeof out), 0);
	assert_int_equal(run("serve", out, sizeof out), 2);
	assert_int_equal(run("serve --nonsense", out, sizeof out), 2);
	assert_int_equal(run("verify", out, sizeof out), 2);
	assert_int_equal(run("verify --db /nonexistent", out, sizeof out), 1);
	assert_non_null(strstr(out, "guatu-hub init"));
}

static void
commands__user__added_listed_revoked(void **state)
{
	char out[8192], line[512];
	struct hub_user u;

	(void)state;
	snprintf(line, sizeof line, "user add ann --db %s --post duty-a --role duty,leader --scope 530521", county.db);
	assert_int_equal(run(line, out, sizeof out), 0);
	assert_true(strlen(strrchr(out, ':') + 2) == 65);           /* the token and a line feed */
	snprintf(line, sizeof line, "user list --db %s", county.db);
	assert_int_equal(run(line, out, sizeof out), 0);
	assert_non_null(strstr(out, "ann\tduty-a\tduty,leader\t530521\t-\t-\n"));
	snprintf(line, sizeof line, "user revoke ann --db %s", county.db);
	assert_int_equal(run(line, out, sizeof out), 0);
	assert_int_equal(run(line, out, sizeof out), 1);
	snprintf(line, sizeof line, "user add bob --db %s --role king", county.db);
	assert_int_equal(run(line, out, sizeof out), 2);
	snprintf(line, sizeof line, "user add bob --db %s --role duty --uid %d", county.db, (int)getuid());
	assert_int_equal(run(line, out, sizeof out), 1);            /* that uid is "duty" */
	assert_non_null(strstr(out, "revoke"));
	county_serve(&county, 0);
	assert_int_equal(hub_user_by_name(county.other, "ann", &u), 1);
	assert_true(u.revoked != 0);
}

static void
break_it(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(county.db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void
commands__verify__says_where_the_chain_breaks(void **state)
{
	static const struct { const char *harm, *says; } cases[] = {
		{ "UPDATE op SET user = 'mallory' WHERE n = 2", "broken at row 2: its contents" },
		{ "UPDATE op SET answer = replace(answer, '\"rev\":4', '\"rev\":5') WHERE n = 3", "broken at row 3: its contents" },
		{ "DELETE FROM op WHERE n = 2", "broken at row 2: this row is missing" },
		{ "DELETE FROM op WHERE n = 3", "broken at row 3: rows at the end" },
		{ "UPDATE op SET prev_hash = hash WHERE n = 3", "broken at row 3: it does not follow" },
		{ "UPDATE record SET body = replace(body, '三', '四') WHERE id = 'i1'", "broken at row 3: the record it changed was altered" },
		{ "UPDATE record SET rev = 1 WHERE id = 'i1'", "the record it changed has gone back" },
		{ "DELETE FROM record WHERE id = 'i1'", "is not there any more" },
	};
	char out[1024], line[512], copy[256];

	(void)state;
	serve(NULL);
	for (int n = 1; n <= 3; n++) {
		reply_clear(&r);
		r = county_op(&county, "duty", n, "comment", "issue/i1", n, n == 1 ? "{\"note\":\"一\"}" : n == 2 ? "{\"note\":\"二\"}" : "{\"note\":\"三\"}");
		assert_int_equal(r.status, 200);
	}
	served_expect_stop(&hub);
	snprintf(line, sizeof line, "verify --db %s", county.db);
	assert_int_equal(run(line, out, sizeof out), 0);
	assert_string_equal(out, "the audit chain holds: 3 rows\n");
	snprintf(copy, sizeof copy, "cp %s %s.good", county.db, county.db);
	assert_int_equal(system(copy), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		break_it(cases[i].harm);
		assert_int_equal(run(line, out, sizeof out), 1);
		if (strstr(out, cases[i].says) == NULL)
			fail_msg("%s\nsays %s", cases[i].harm, out);
		snprintf(copy, sizeof copy, "cd %s && rm -f hub.db-wal hub.db-shm && cp hub.db.good hub.db", county.dir);
		assert_int_equal(system(copy), 0);
	}
}

/* ---- the smaller pages -------------------------------------------------- */

static void
pages__etags__304_when_nothing_is_new(void **state)
{
	char header[160];

	(void)state;
	county_serve(&county, 0);
	r = county_get(&county, "duty", "/v1/hello", NULL);
	assert_int_equal(r.status, 200);
	assert_string_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(r.json, "you"), "user")->valuestring, "duty");
	assert_memory_equal(reply_text(&r, "now"), "2020-06-18T09:0", 15);
	snprintf(header, sizeof header, "If-None-Match: %s", r.etag);
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/hello", header);
	assert_int_equal(r.status, 304);
	reply_clear(&r);
	r = county_get(&county, "leader", "/v1/hello", header);
	assert_int_equal(r.status, 200);
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/c/530521/records/issue/i1", NULL);
	assert_int_equal(r.status, 200);
	assert_string_equal(r.etag, "\"1\"");
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/c/530521/records/issue/i1", "If-None-Match: \"1\"");
	assert_int_equal(r.status, 304);
}

static void
pages__openapi__knows_every_kind_and_step(void **state)
{
	cJSON *schemas;

	(void)state;
	county_serve(&county, 0);
	r = county_get(&county, "nobody", "/v1/openapi.json", NULL);
	assert_int_equal(r.status, 200);
	assert_string_equal(reply_text(&r, "openapi"), "3.1.0");
	schemas = cJSON_GetObjectItem(cJSON_GetObjectItem(r.json, "components"), "schemas");
	for (int k = 0; k < KIND_COUNT; k++)
		assert_non_null(cJSON_GetObjectItemCaseSensitive(schemas, record_kinds[k].name));
	for (int i = 0; i < flow_verb_count; i++) {
		char name[96];
		snprintf(name, sizeof name, "%s.%s", record_kinds[flow_verbs[i].kind].name, flow_verbs[i].name);
		assert_non_null(cJSON_GetObjectItemCaseSensitive(schemas, name));
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(serve__sigterm__exits_0_and_takes_its_socket_away), T(serve__stale_socket__replaced_a_live_one_not),
		T(serve__file_in_the_way__is_not_touched), T(serve__missing_directory__is_named_with_the_next_step),
		T(serve__plain_tcp_beyond_loopback__refused_unless_proxied),
		T(serve__tcp__needs_a_token_peer_uid_is_no_login), T(serve__hostile_bytes__answered_or_dropped_never_a_crash),
		T(serve__killed_before_commit__nothing_then_one_effect), T(serve__killed_after_commit__replayed_not_done_twice),
		T(serve__disk_full__503_and_nothing_applied), T(commands__usage__said_with_the_next_step),
		T(commands__user__added_listed_revoked), T(commands__verify__says_where_the_chain_breaks),
		T(pages__etags__304_when_nothing_is_new), T(pages__openapi__knows_every_kind_and_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
