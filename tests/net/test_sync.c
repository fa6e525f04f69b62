/* The real guatu-sync against a hub that says what it is told to. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "net/sync/options.h"
#include "store/cache/generation.h"
#include "store/outbox/outbox.h"
#include "tests/support/fakehub.h"
#include "tests/support/tempdir.h"

#ifdef __SANITIZE_ADDRESS__
enum { BOMB_PEAK_KB = 600 * 1024 };
#else
enum { BOMB_PEAK_KB = 80 * 1024 };
#endif

static char error[512], socket_path[100], outbox_path[100], cache_dir[100], hub_address[128];
static struct fakehub *hub;

/* ---- what the hub says ------------------------------------------------------------ */

#define HELLO(epoch) "{\"wire\":\"1.0\",\"epoch\":\"" epoch "\",\"now\":\"2020-06-18T09:00:00+08:00\",\"packs\":[\"p\"]," \
	"\"counties\":[{\"code\":\"530521\",\"head\":9}],\"you\":{\"user\":\"duty-a\",\"post\":\"值班岗\",\"roles\":[\"duty\"]," \
	"\"scope\":[\"530521\"]},\"limits\":{\"line\":262144,\"op\":16384,\"wait\":25}}"
#define HEAD(epoch) "{\"feed\":1,\"epoch\":\"" epoch "\",\"as_of\":9,\"estimate\":3}\n"
#define TERM(id, rev, name) "{\"kind\":\"term\",\"id\":\"" id "\",\"rev\":" #rev ",\"seq\":1,\"body\":{\"list\":\"l\",\"code\":\"c\",\"name\":\"" name "\"}}\n"
#define MARK(cursor, n, more) "{\"mark\":\"" cursor "\",\"n\":" #n ",\"more\":" more ",\"now\":\"2020-06-18T09:00:00+08:00\"}\n"
#define P(name) "{\"type\":\"urn:guatu:problem:" name "\",\"title\":\"t\"}"
#define NDJSON "application/x-ndjson"
#define PROBLEM "application/problem+json"
#define JSON "application/json"
#define GET_HELLO "GET /v1/hello"
#define GET_SNAPSHOT "GET /v1/c/530521/snapshot"
#define GET_CHANGES "GET /v1/c/530521/changes"
#define POST_OPS "POST /v1/c/530521/ops"

static void
rule(const char *request, int turns, int status, const char *type, const char *bytes)
{
	fakehub_rule(hub, (struct fakehub_rule){ .request = request, .turns = turns, .status = status, .type = type, .bytes = bytes });
}

/* A hub with three records and no news. */
static void
calm_hub(void)
{
	rule(GET_HELLO, 0, 200, JSON, HELLO("e1"));
	rule(GET_SNAPSHOT, 0, 200, NDJSON, HEAD("e1") TERM("a", 1, "甲") TERM("b", 1, "乙") MARK("s1", 2, "true") TERM("c", 1, "丙") MARK("c1", 1, "false"));
	rule(GET_CHANGES, 0, 200, NDJSON, HEAD("e1") MARK("c1", 0, "false"));
}

static int
setup(void **state)
{
	assert_int_equal(temp_make(state), 0);
	snprintf(socket_path, sizeof socket_path, "%s/sync.sock", temp_dir);
	snprintf(cache_dir, sizeof cache_dir, "%s/cache", temp_dir);
	snprintf(outbox_path, sizeof outbox_path, "%s/state/outbox.db", temp_dir);
	hub = fakehub_start(NULL);
	snprintf(hub_address, sizeof hub_address, "http://127.0.0.1:%d", fakehub_port(hub));
	calm_hub();
	return 0;
}

static int
teardown(void **state)
{
	fakehub_stop(hub);
	return temp_remove(state);
}

/* ---- the program --------------------------------------------------------------------- */

static pid_t
start(const char *mode, const char *token_file)
{
	char program[300], state_dir[100];
	pid_t pid;

	snprintf(program, sizeof program, "%s/libexec/guatu/guatu-sync", getenv("BUILD") != NULL ? getenv("BUILD") : "build");
	snprintf(state_dir, sizeof state_dir, "%s/state", temp_dir);
	pid = fork();
	if (pid == 0) {
		const char *argv[] = { program, "--hub", hub_address, "--profile", "t", "--cache-dir", cache_dir, "--state-dir", state_dir,
			"--socket", socket_path, mode, token_file != NULL ? "--token-file" : NULL, token_file, NULL };
		int null = open("/dev/null", O_RDWR);
		dup2(null, 1);
		if (getenv("GUATU_TEST_LOUD") == NULL)
			dup2(null, 2);
		setenv("LC_ALL", "en_US.UTF-8", 1);
		setenv("http_proxy", "http://127.0.0.1:1/", 1);      /* must not be looked at */
		execv(program, (char *const *)argv);
		_exit(127);
	}
	return pid;
}

static int
finish(pid_t pid)
{
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int
once(void)
{
	return finish(start("--once", NULL));
}

static const char *
read_db(const char *path, const char *sql)
{
	static char out[8][300];
	static int turn;
	char *to = out[turn++ % 8];
	sqlite3 *db;
	sqlite3_stmt *stmt = NULL;

	strcpy(to, "-");
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_busy_timeout(db, 2000);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) != NULL)
		snprintf(to, sizeof out[0], "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return to;
}

static const char *
cached(const char *sql)
{
	char path[200];
	return cache_current(cache_dir, path, sizeof path) == 0 ? read_db(path, sql) : "no cache";
}

static const char *
boxed(const char *column)
{
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT %s FROM op ORDER BY place LIMIT 1", column);
	return read_db(outbox_path, sql);
}

static void
queue(const char *id, char uuid[37])
{
	struct outbox *box = outbox_open(outbox_path, error, sizeof error);
	struct op *op = op_new(KIND_TERM, id, "comment", 1, 1592442764);

	assert_non_null(box);
	op->kind = KIND_ISSUE;
	op_set(op, "note", "批注");
	assert_int_equal(outbox_queue(box, op, "t"), 0);
	if (uuid != NULL)
		strcpy(uuid, op->uuid);
	op_free(op);
	outbox_close(box);
}

/* ---- a console's end of the socket -------------------------------------------------------- */

struct console { int fd; char text[65536]; size_t n; };

static void
join(struct console *c)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };

	c->n = 0;
	c->text[0] = '\0';
	strcpy(addr.sun_path, socket_path);
	for (int i = 0; i < 500; i++) {
		c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (connect(c->fd, (struct sockaddr *)&addr, sizeof addr) == 0)
			return;
		close(c->fd);
		poll(NULL, 0, 10);
	}
	fail_msg("no socket");
}

/* Waits until `what` has been said, and forgets everything up to there. */
static bool
hears(struct console *c, const char *what, int ms)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC, &a);
	for (;;) {
		char *at = strstr(c->text, what);
		struct pollfd p = { c->fd, POLLIN, 0 };
		ssize_t got;
		long left;
		if (at != NULL) {
			at += strlen(what);
			c->n -= (size_t)(at - c->text);
			memmove(c->text, at, c->n + 1);
			return true;
		}
		clock_gettime(CLOCK_MONOTONIC, &b);
		left = ms - ((b.tv_sec - a.tv_sec) * 1000 + (b.tv_nsec - a.tv_nsec) / 1000000);
		if (left <= 0 || poll(&p, 1, (int)left) <= 0 || (got = recv(c->fd, c->text + c->n, sizeof c->text - 1 - c->n, 0)) <= 0)
			return false;
		c->n += (size_t)got;
		c->text[c->n] = '\0';
	}
}

static void
says(struct console *c, const char *line)
{
	assert_int_equal(send(c->fd, line, strlen(line), MSG_NOSIGNAL), strlen(line));
}

/* ---- pulling ---------------------------------------------------------------------------------- */

static void
sync__once__everything_and_who_we_are(void **state)
{
	char *request;

	(void)state;
	assert_int_equal(once(), EXIT_OK);
	assert_string_equal(cached("SELECT group_concat(id || name) FROM (SELECT * FROM term ORDER BY id)"), "a甲,b乙,c丙");
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'cursor'"), "c1");
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'post'"), "值班岗");
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'hub_now'"), "1592442000");
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'roles'"), "duty");
	/* Next time only what changed. */
	rule(GET_CHANGES, 1, 200, NDJSON, HEAD("e1") TERM("b", 2, "丁") "{\"kind\":\"term\",\"id\":\"c\",\"rev\":2,\"seq\":2,\"gone\":\"deleted\"}\n" MARK("c2", 2, "false"));
	rule("GET /v1/c/530521/changes?wait=0&since=c2", 0, 200, NDJSON, HEAD("e1") MARK("c2", 0, "false"));
	assert_int_equal(once(), EXIT_OK);
	assert_int_equal(fakehub_count(hub, GET_SNAPSHOT), 1);
	assert_string_equal(cached("SELECT group_concat(id || name) FROM (SELECT * FROM term ORDER BY id)"), "a甲,b丁");
	request = fakehub_last(hub, GET_CHANGES);
	assert_null(strstr(request, "Authorization"));
	free(request);
}

/* Cut at the first page: resumed behind its bookmark; nothing is shown before the end. */
static void
sync__snapshot__resumes_behind_a_bookmark(void **state)
{
	static const char page[] = HEAD("e1") TERM("a", 1, "甲") MARK("s1", 1, "true") TERM("b", 1, "乙") MARK("c1", 1, "false");
	char *request;

	(void)state;
	fakehub_rule(hub, (struct fakehub_rule){ .request = GET_SNAPSHOT, .turns = 1, .status = 200, .type = NDJSON, .bytes = page, .cut = sizeof page - 20 });
	rule("GET /v1/c/530521/snapshot?wait=0&after=s1", 0, 200, NDJSON, HEAD("e1") TERM("b", 1, "乙") MARK("c1", 1, "false"));
	assert_int_equal(once(), EXIT_OK);
	request = fakehub_last(hub, GET_SNAPSHOT);
	assert_non_null(strstr(request, "after=s1"));
	free(request);
	assert_string_equal(cached("SELECT group_concat(id) FROM (SELECT * FROM term ORDER BY id)"), "a,b");
}

/* Each reset type: a new generation, and the outbox is as it was. */
static void
sync__changes__resets(void **state)
{
	static const char *const bodies[] = { P("cursor-expired"), P("scope-changed"), P("epoch-changed") };

	(void)state;
	assert_int_equal(once(), EXIT_OK);
	for (int i = 0; i < 3; i++) {
		char before[200], after[200];
		cache_current(cache_dir, before, sizeof before);
		rule(GET_CHANGES, 1, 410, PROBLEM, bodies[i]);
		assert_int_equal(once(), EXIT_OK);
		cache_current(cache_dir, after, sizeof after);
		assert_string_not_equal(before, after);
		assert_string_equal(cached("SELECT count(*) FROM term"), "3");
		assert_int_equal(fakehub_count(hub, GET_SNAPSHOT), 2 + i);
	}
}

static void
sync__once__no_hub_no_login_too_old(void **state)
{
	(void)state;
	rule(GET_HELLO, 1, 401, PROBLEM, P("login"));
	assert_int_equal(once(), EXIT_LOGIN);
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'state'"), "login");
	rule(GET_HELLO, 1, 400, PROBLEM, P("too-old"));
	assert_int_equal(once(), EXIT_TOO_OLD);
	rule(GET_HELLO, 1, 200, JSON, "{\"wire\":\"2.0\",\"epoch\":\"e1\",\"counties\":[{\"code\":\"530521\"}]}");
	assert_int_equal(once(), EXIT_TOO_OLD);
	rule(GET_HELLO, 1, 403, PROBLEM, P("role"));
	assert_int_equal(once(), EXIT_FORBIDDEN);
	rule(GET_HELLO, 2, 200, "text/html", "<html>please sign in to the hotel's network</html>");
	assert_int_equal(once(), EXIT_NO_HUB);
	rule(GET_HELLO, 2, 502, "text/html", "<html>bad gateway</html>");
	assert_int_equal(once(), EXIT_NO_HUB);
	assert_non_null(strstr(cached("SELECT value FROM meta WHERE key = 'last_error'"), "502"));
	rule(GET_HELLO, 2, 503, PROBLEM, P("unavailable"));
	assert_int_equal(once(), EXIT_QUEUED);
	assert_non_null(strstr(cached("SELECT value FROM meta WHERE key = 'last_error'"), "cannot write"));
	fakehub_rule(hub, (struct fakehub_rule){ .request = GET_HELLO, .turns = 1, .bytes = "", .hold = true });
	assert_int_equal(once(), EXIT_QUEUED);     /* accepted, and silent */
	assert_non_null(strstr(cached("SELECT value FROM meta WHERE key = 'last_error'"), "in time"));
	assert_string_equal(cached("SELECT value FROM meta WHERE key = 'state'"), "offline");
	assert_string_equal(cached("SELECT count(*) FROM term"), "0");
	assert_int_equal(once(), EXIT_OK);
}

/* A redirection is not followed, whatever it points to, and no token goes there. */
static void
sync__redirect__never_followed(void **state)
{
	struct fakehub *other = fakehub_start(NULL);
	char headers[128], token[100];
	char *request;
	int fd;

	(void)state;
	snprintf(token, sizeof token, "%s/token", temp_dir);
	fd = open(token, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "0123456789abcdefSECRET\n", 23), 23);
	close(fd);
	snprintf(headers, sizeof headers, "Location: http://127.0.0.1:%d/v1/hello\r\n", fakehub_port(other));
	fakehub_rule(hub, (struct fakehub_rule){ .request = GET_HELLO, .turns = 2, .status = 302, .headers = headers, .bytes = "" });
	assert_int_equal(finish(start("--once", token)), EXIT_NO_HUB);
	assert_int_equal(fakehub_count(other, ""), 0);
	assert_non_null(strstr(cached("SELECT value FROM meta WHERE key = 'last_error'"), "redirection to http://127.0.0.1"));
	request = fakehub_last(hub, GET_HELLO);
	assert_non_null(strstr(request, "Authorization: Bearer 0123456789abcdefSECRET\r\n"));
	free(request);
	/* A token others may read is not even looked at. */
	chmod(token, 0644);
	assert_int_equal(finish(start("--once", token)), EXIT_LOGIN);
	assert_int_equal(fakehub_count(hub, GET_HELLO), 2);
	fakehub_stop(other);
}

/* 50 KB of gzip that would become 100 MB: ended at the page cap, in little memory. */
static void
sync__changes__gzip_bomb(void **state)
{
	z_stream z = { 0 };
	static unsigned char plain[65536], packed[1 << 20];
	char *line = (char *)plain;
	struct rusage before, after;
	size_t n;

	(void)state;
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = packed;
	z.avail_out = sizeof packed;
	n = (size_t)sprintf(line, "%s", HEAD("e1"));
	z.next_in = plain;
	z.avail_in = (unsigned)n;
	assert_int_equal(deflate(&z, Z_NO_FLUSH), Z_OK);
	n = (size_t)sprintf(line, "%s", TERM("x", 1, "x"));
	while (n * 2 < sizeof plain) {
		memcpy(plain + n, plain, n);
		n *= 2;
	}
	for (int i = 0; i < 1700; i++) {
		z.next_in = plain;
		z.avail_in = (unsigned)n;
		assert_int_equal(deflate(&z, i < 1699 ? Z_NO_FLUSH : Z_FINISH), i < 1699 ? Z_OK : Z_STREAM_END);
	}
	getrusage(RUSAGE_CHILDREN, &before);
	fakehub_rule(hub, (struct fakehub_rule){ .request = GET_SNAPSHOT, .turns = 2, .status = 200, .type = NDJSON,
		.headers = "Content-Encoding: gzip\r\n", .bytes = (char *)packed, .length = z.total_out });
	assert_int_equal(once(), EXIT_QUEUED);
	getrusage(RUSAGE_CHILDREN, &after);
	/* The sanitizer keeps what was freed in quarantine; without it the bound is tight. */
	assert_true(after.ru_maxrss < BOMB_PEAK_KB);
	assert_string_equal(cached("SELECT count(*) FROM term"), "0");
	deflateEnd(&z);
}

/* ---- pushing ------------------------------------------------------------------------------------ */

static void
sync__push__until_the_cache_has_it(void **state)
{
	char uuid[37], expect[64], *request;

	(void)state;
	queue("2020-0001", uuid);
	rule(POST_OPS, 1, 200, JSON, "{\"outcome\":\"applied\",\"id\":\"2020-0001\",\"rev\":2}");
	rule(GET_CHANGES, 0, 200, NDJSON, HEAD("e1") "{\"kind\":\"issue\",\"id\":\"2020-0001\",\"rev\":2,\"seq\":5,\"body\":{\"title\":\"t\",\"status\":\"OPEN\","
	     "\"division\":\"530521\",\"deadline\":\"2020-06-30\",\"source\":\"SELF\"}}\n" MARK("c5", 1, "false"));
	assert_int_equal(once(), EXIT_OK);
	assert_string_equal(boxed("state"), "confirmed");
	assert_string_equal(boxed("attempts"), "1");
	request = fakehub_last(hub, POST_OPS);
	snprintf(expect, sizeof expect, "Idempotency-Key: \"%s\"\r\n", uuid);
	assert_non_null(strstr(request, expect));
	assert_non_null(strstr(request, boxed("bytes")));
	free(request);
}

/* Every answer that decides and every one that does not, end to end. */
static void
sync__push__what_answers_do(void **state)
{
	static const struct { int status; const char *type, *body, *state; int exit; } rows[] = {
		{ 409, PROBLEM, P("stale-rev"), "conflict", EXIT_REFUSED },
		{ 409, PROBLEM, "{\"type\":\"urn:guatu:problem:stale-rev\",\"closed\":true}", "superseded", EXIT_OK },
		{ 422, PROBLEM, P("invalid"), "refused", EXIT_REFUSED },
		{ 401, PROBLEM, P("login"), "pending", EXIT_LOGIN },
		{ 403, "text/html", "<html>blocked by policy</html>", "pending", EXIT_NO_HUB },
		{ 502, "text/html", "<html>bad gateway</html>", "pending", EXIT_NO_HUB },
	};

	char journal[100];

	(void)state;
	snprintf(journal, sizeof journal, "%s/state/outbox.journal.ndjson", temp_dir);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		unlink(outbox_path);
		unlink(journal);           /* else it would come back from there */
		queue("2020-0001", NULL);
		rule(POST_OPS, 0, rows[i].status, rows[i].type, rows[i].body);
		assert_int_equal(once(), rows[i].exit);
		assert_string_equal(boxed("state"), rows[i].state);
		assert_true(atoi(boxed("attempts")) >= 1);
	}
}

/* The answer is lost after the hub has applied it: the same key and bytes again, one effect. */
static void
sync__push__answer_lost(void **state)
{
	char *first, *second;

	(void)state;
	queue("2020-0001", NULL);
	fakehub_rule(hub, (struct fakehub_rule){ .request = POST_OPS, .bytes = "HTTP/1.1 200 OK\r\nContent-Le", .status = 0 });
	setenv("GUATU_SYNC_FAILPOINT", "after-send", 1);
	assert_int_equal(once(), -SIGKILL);
	unsetenv("GUATU_SYNC_FAILPOINT");
	assert_true(fakehub_wait(hub, POST_OPS, 1));
	first = fakehub_last(hub, POST_OPS);
	assert_string_equal(boxed("state"), "pending");
	rule(POST_OPS, 0, 200, JSON, "{\"outcome\":\"replayed\",\"id\":\"2020-0001\",\"rev\":2}");
	setenv("GUATU_SYNC_FAILPOINT", "after-answer", 1);
	assert_int_equal(once(), -SIGKILL);
	unsetenv("GUATU_SYNC_FAILPOINT");
	assert_string_equal(boxed("state"), "pending");
	assert_int_equal(once(), EXIT_OK);
	assert_string_equal(boxed("state"), "acked");
	assert_string_equal(boxed("attempts"), "3");
	second = fakehub_last(hub, POST_OPS);
	assert_string_equal(strstr(first, "\r\n\r\n"), strstr(second, "\r\n\r\n"));
	free(first);
	free(second);
}

/* The hub comes back from a backup: what it acknowledged is offered again, also when we are killed on the way. */
static void
sync__epoch__offers_again(void **state)
{
	static const char *const points[] = { "before-publish", "after-publish", NULL };

	(void)state;
	queue("2020-0001", NULL);
	rule(POST_OPS, 1, 200, JSON, "{\"outcome\":\"applied\",\"id\":\"2020-0001\",\"rev\":2}");
	assert_int_equal(once(), EXIT_OK);
	assert_string_equal(boxed("state"), "acked");
	rule(GET_HELLO, 0, 200, JSON, HELLO("e2"));
	rule(GET_SNAPSHOT, 0, 200, NDJSON, HEAD("e2") TERM("a", 1, "甲") MARK("c1", 1, "false"));
	rule(GET_CHANGES, 0, 200, NDJSON, HEAD("e2") MARK("c1", 0, "false"));
	for (int i = 0; points[i] != NULL; i++) {
		setenv("GUATU_SYNC_FAILPOINT", points[i], 1);
		assert_int_equal(once(), -SIGKILL);
		unsetenv("GUATU_SYNC_FAILPOINT");
		assert_string_equal(cached("SELECT count(*) FROM term"), i == 0 ? "3" : "1");
	}
	rule(POST_OPS, 1, 200, JSON, "{\"outcome\":\"applied\",\"id\":\"2020-0001\",\"rev\":2}");
	assert_int_equal(once(), EXIT_OK);
	assert_int_equal(fakehub_count(hub, POST_OPS), 2);
	assert_string_equal(boxed("attempts"), "2");
	assert_string_equal(boxed("state"), "acked");
}

/* ---- living with consoles --------------------------------------------------------------------------- */

static void
sync__watch__tells_consoles(void **state)
{
	struct console a, b;
	pid_t pid;

	(void)state;
	fakehub_rule(hub, (struct fakehub_rule){ .request = "GET /v1/c/530521/changes?wait=25", .status = 200, .type = NDJSON, .hold = true,
		.bytes = HEAD("e1") TERM("a", 7, "新") MARK("c7", 1, "false") });
	pid = start("--watch", NULL);
	join(&a);
	assert_true(hears(&a, "hello 1\n", 5000));
	assert_true(hears(&a, "state online", 5000));
	assert_true(fakehub_wait(hub, "GET /v1/c/530521/changes?wait=25", 1));
	join(&b);
	assert_true(hears(&b, "state online", 5000));
	/* news: everybody hears which records changed, and may read them */
	fakehub_release(hub);
	assert_true(hears(&a, "topics 8000", 5000));
	assert_true(hears(&b, "topics 8000", 5000));
	assert_string_equal(cached("SELECT name FROM term WHERE id = 'a'"), "新");
	/* an operation */
	queue("2020-0001", NULL);
	rule(POST_OPS, 1, 422, PROBLEM, P("invalid"));
	says(&a, "poke\n");
	assert_true(hears(&b, "outbox\n", 5000));
	assert_string_equal(boxed("state"), "refused");
	/* --once asks the one that runs */
	assert_int_equal(once(), EXIT_REFUSED);
	/* nonsense and a console that goes without a word disturb nobody */
	says(&b, "what?\n\n");
	close(b.fd);
	says(&a, "settle\n");
	assert_true(hears(&a, "done 4 ", 5000));
	/* the hub goes: said at once */
	fakehub_stop(hub);
	assert_true(hears(&a, "state offline", 5000));
	hub = fakehub_start(NULL);
	assert_int_equal(kill(pid, SIGTERM), 0);
	assert_int_equal(finish(pid), EXIT_OK);
	close(a.fd);
}

/* Ends in a second at most, whatever it waits for. */
static void
sync__sigterm__at_once(void **state)
{
	struct console a;
	struct timespec before, after;
	pid_t pid;

	(void)state;
	fakehub_rule(hub, (struct fakehub_rule){ .request = GET_SNAPSHOT, .status = 200, .type = NDJSON, .drip = true,
		.bytes = HEAD("e1") TERM("a", 1, "甲") TERM("b", 1, "甲") TERM("c", 1, "甲") TERM("d", 1, "甲") TERM("e", 1, "甲") TERM("f", 1, "甲")
		         TERM("g", 1, "甲") TERM("h", 1, "甲") TERM("i", 1, "甲") TERM("j", 1, "甲") TERM("k", 1, "甲") TERM("l", 1, "甲") MARK("c1", 12, "false") });
	pid = start("--watch", NULL);
	join(&a);
	assert_true(fakehub_wait(hub, GET_SNAPSHOT, 1));
	clock_gettime(CLOCK_MONOTONIC, &before);
	kill(pid, SIGTERM);
	assert_int_equal(finish(pid), EXIT_OK);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 < 1000);
	close(a.fd);
	assert_int_equal(access(socket_path, F_OK), -1);
	assert_string_equal(cached("SELECT count(*) FROM term"), "0");
}

/* Leaves with the last console, also with one that was gone before it could be greeted. */
static void
sync__leave__with_the_last_console(void **state)
{
	struct console a;
	pid_t pid = start(NULL, NULL);

	(void)state;
	join(&a);
	assert_true(hears(&a, "state online", 5000));
	kill(pid, SIGSTOP);
	for (int i = 0; i < 5; i++) {
		struct console gone;
		join(&gone);
		close(gone.fd);
	}
	close(a.fd);
	kill(pid, SIGCONT);
	alarm(20);
	assert_int_equal(finish(pid), EXIT_OK);
	alarm(0);
	assert_int_equal(access(socket_path, F_OK), -1);
}

/* A token that is mended lets it in without being asked. */
static void
sync__login__watches_the_token(void **state)
{
	struct console a;
	char token[100], name[100];
	pid_t pid;
	int fd;

	(void)state;
	snprintf(token, sizeof token, "%s/token", temp_dir);
	snprintf(name, sizeof name, "%s/token.new", temp_dir);
	fd = open(token, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "0123456789abcdefOLD\n", 20), 20);
	close(fd);
	rule(GET_HELLO, 1, 401, PROBLEM, P("login"));
	pid = start("--watch", token);
	join(&a);
	assert_true(hears(&a, "state login", 5000));
	fd = open(name, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "0123456789abcdefNEWER\n", 22), 22);
	close(fd);
	assert_int_equal(rename(name, token), 0);
	assert_true(hears(&a, "state online", 8000));
	char *request = fakehub_last(hub, GET_HELLO);
	assert_non_null(strstr(request, "Bearer 0123456789abcdefNEWER\r\n"));
	free(request);
	kill(pid, SIGTERM);
	finish(pid);
	close(a.fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(sync__once__everything_and_who_we_are),
		T(sync__snapshot__resumes_behind_a_bookmark),
		T(sync__changes__resets),
		T(sync__once__no_hub_no_login_too_old),
		T(sync__redirect__never_followed),
		T(sync__changes__gzip_bomb),
		T(sync__push__until_the_cache_has_it),
		T(sync__push__what_answers_do),
		T(sync__push__answer_lost),
		T(sync__epoch__offers_again),
		T(sync__watch__tells_consoles),
		T(sync__sigterm__at_once),
		T(sync__leave__with_the_last_console),
		T(sync__login__watches_the_token),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
