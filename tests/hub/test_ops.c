#include "tests/support/test.h"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "hub/authority/auth.h"
#include "hub/authority/db_op.h"
#include "tests/support/county.h"

static struct county county;
static struct reply r;

#define CLOSE_ARGS "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"g1\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"文1\"}]}"
#define SUBMITTED ",\"submitted_by\":\"town\",\"verified_by\":\"group\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"a\"}]"

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	county_issue(&county, "i1", "VERIFIED", 101, "SELF", SUBMITTED);
	county_issue(&county, "i2", "OPEN", 101, "SELF", "");
	county_issue(&county, "i3", "OPEN", 102, "SELF", "");
	county_serve(&county, 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reply_clear(&r);
	county_clear(&county);
	return 0;
}

static void
op(const char *user, int n, const char *verb, const char *record, int64_t base, const char *args)
{
	reply_clear(&r);
	r = county_op(&county, user, n, verb, record, base, args);
}

static const char *
first_path(void)
{
	const cJSON *e = cJSON_GetArrayItem(cJSON_GetObjectItem(r.json, "errors"), 0);
	const char *path = cJSON_GetStringValue(cJSON_GetObjectItem(e, "path"));

	return path != NULL ? path : "";
}

static void
post_raw(const char *key, const char *body, size_t len)
{
	char header[256];

	reply_clear(&r);
	snprintf(header, sizeof header, "Idempotency-Key: %s", key);
	r = county_send(&county, "duty", "POST", "/v1/c/530521/ops", *key != '\0' ? header : NULL, body, len);
}

/* ---- the answers, one by one -------------------------------------------- */

static void
ops__close__applied_with_event_and_audit_row(void **state)
{
	struct hub_audit audit;

	(void)state;
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 200, "");
	assert_string_equal(reply_text(&r, "outcome"), "applied");
	assert_int_equal(cJSON_GetObjectItem(r.json, "rev")->valueint, 2);
	assert_string_equal(county_field(&county, "issue/i1", "status"), "CLOSED");
	assert_string_equal(county_field(&county, "issue/i1", "closed_by"), "duty");
	assert_string_equal(county_field(&county, "issue/i1", "close_result"), "FIXED");
	/* Evidence is added to what was there; the room's time, not the real one. */
	assert_string_equal(county_field(&county, "issue/i1", "evidence"),
	                    "[{\"kind\":\"doc\",\"ref\":\"a\"},{\"kind\":\"doc\",\"ref\":\"文1\"}]");
	assert_memory_equal(county_field(&county, "issue/i1", "closed_at"), "2020-06-18T09:0", 15);
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "to_status"), "CLOSED");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "from_status"), "VERIFIED");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "division"), "530521101");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "note"), "ok");
	assert_int_equal(hub_audit_verify(county.other, &audit), 0);
	assert_int_equal(audit.rows, 2);               /* the first is the day's opening of the groups' reports */
}

/* The look-up of the key comes before the comparison of revisions: one's own closing is no conflict. */
static void
ops__same_key__replayed_not_stale(void **state)
{
	(void)state;
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 200, "");
	assert_string_equal(reply_text(&r, "outcome"), "replayed");
	assert_int_equal(cJSON_GetObjectItem(r.json, "rev")->valueint, 2);
	assert_string_equal(county_field(&county, "issue/i1", "evidence"),
	                    "[{\"kind\":\"doc\",\"ref\":\"a\"},{\"kind\":\"doc\",\"ref\":\"文1\"}]");
}

static void
ops__same_key_other_bytes__key_reused(void **state)
{
	(void)state;
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	op("duty", 1, "comment", "issue/i2", 1, "{\"note\":\"x\"}");
	reply_expect(&r, 422, "key-reused");
	/* Another user's key is another key. */
	op("leader", 1, "comment", "issue/i2", 1, "{\"note\":\"x\"}");
	reply_expect(&r, 200, "");
}

static void
ops__get__remembered_for_its_user_only(void **state)
{
	(void)state;
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/c/530521/ops/01926d3e-0000-7000-8000-000000000001", NULL);
	reply_expect(&r, 200, "");
	assert_string_equal(reply_text(&r, "outcome"), "applied");
	reply_clear(&r);
	r = county_get(&county, "leader", "/v1/c/530521/ops/01926d3e-0000-7000-8000-000000000001", NULL);
	reply_expect(&r, 404, "no-such-record");
}

static void
ops__stale__says_what_happened_since(void **state)
{
	const cJSON *current, *since;

	(void)state;
	op("leader", 1, "comment", "issue/i1", 1, "{\"note\":\"看一下\"}");
	op("duty", 2, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 409, "stale-rev");
	current = cJSON_GetObjectItem(r.json, "current");
	since = cJSON_GetObjectItem(r.json, "since");
	assert_int_equal(cJSON_GetObjectItem(current, "rev")->valueint, 2);
	assert_int_equal(cJSON_GetArraySize(since), 1);
	assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(since, 0), "note")->valuestring, "看一下");
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(r.json, "closed")));
	assert_string_equal(county_field(&county, "issue/i1", "status"), "VERIFIED");
}

static void
ops__stale_and_closed__says_so(void **state)
{
	(void)state;
	op("leader", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	op("duty", 2, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 409, "stale-rev");
	assert_true(cJSON_IsTrue(cJSON_GetObjectItem(r.json, "closed")));
}

static void
ops__wrong_state__not_allowed_now(void **state)
{
	(void)state;
	op("duty", 1, "close", "issue/i2", 1, CLOSE_ARGS);
	reply_expect(&r, 409, "not-allowed-now");
	assert_string_equal(reply_text(&r, "reason"), "not-now");
}

static void
ops__arguments__every_fault_with_its_path(void **state)
{
	const cJSON *errors;

	(void)state;
	op("duty", 1, "close", "issue/i1", 1, "{\"result\":\"NOPE\",\"verifier\":\"nobody\",\"lookback\":\"2020-02-30\",\"odd\":1,"
	   "\"evidence\":[{\"kind\":\"song\",\"ref\":\"x\"}]}");
	reply_expect(&r, 422, "invalid");
	errors = cJSON_GetObjectItem(r.json, "errors");
	assert_int_equal(cJSON_GetArraySize(errors), 6);    /* odd result note evidence verifier lookback */
	assert_string_equal(first_path(), "args.odd");
	op("duty", 2, "close", "issue/i1", 1, "{\"result\":\"FIXED\",\"note\":\"  \",\"verifier\":\"g1\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.note");
	/* Blanks only Unicode knows, and what nobody sees, are empty. */
	op("duty", 5, "close", "issue/i1", 1, "{\"result\":\"FIXED\",\"note\":\"\u3000\u200b\u00a0\",\"verifier\":\"g1\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.note");
	op("duty", 6, "close", "issue/i1", 1, "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"g1\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"\u2003\ufeff\"}]}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.evidence");
	op("duty", 3, "fly", "issue/i1", 1, "{}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "verb");
	op("duty", 4, "close", "ship/i1", 1, "{}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "kind");
}

/* A record no console could be sent is not made. */
static void
ops__record_longer_than_a_line__refused(void **state)
{
	char *body = NULL, *args = NULL;
	size_t len;
	FILE *f;

	(void)state;
	f = open_memstream(&body, &len);
	fputs("{\"title\":\"x\",\"status\":\"VERIFIED\",\"division\":\"530521101\",\"deadline\":\"2020-06-30\",\"source\":\"SELF\",\"detail\":\"", f);
	for (int i = 0; i < 259000; i++)
		fputc('d', f);
	fputs("\"" SUBMITTED "}", f);
	fclose(f);
	county_put(&county, KIND_ISSUE, "long", body);
	f = open_memstream(&args, &len);
	fputs("{\"note\":\"", f);
	for (int i = 0; i < 3500; i++)
		fputc('n', f);
	fputs("\"}", f);
	fclose(f);
	op("duty", 1, "comment", "issue/long", 1, args);
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args");
	op("duty", 2, "comment", "issue/long", 1, "{\"note\":\"short\"}");
	reply_expect(&r, 200, "");
	free(body);
	free(args);
}

static void
ops__late__needs_its_reason(void **state)
{
	(void)state;
	county_put(&county, KIND_ISSUE, "late", "{\"title\":\"x\",\"status\":\"VERIFIED\",\"division\":\"530521101\","
	           "\"deadline\":\"2020-06-17\",\"source\":\"SELF\"" SUBMITTED "}");
	op("duty", 1, "close", "issue/late", 1, CLOSE_ARGS);
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.late_reason");
	op("duty", 2, "close", "issue/late", 1, "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"g1\",\"late_reason\":\"雨\"}");
	reply_expect(&r, 200, "");
}

static void
ops__role_and_scope__told_apart(void **state)
{
	(void)state;
	op("viewer", 1, "close", "issue/i3", 1, CLOSE_ARGS);
	reply_expect(&r, 403, "role");
	op("town", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 403, "role");
	op("town", 2, "ack", "issue/i3", 1, "{}");           /* another township */
	reply_expect(&r, 403, "scope");
	op("group", 3, "comment", "issue/i3", 1, "{\"note\":\"x\"}");   /* not assigned to G1 */
	reply_expect(&r, 403, "scope");
	op("town", 4, "ack", "issue/i2", 1, "{}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i2", "status"), "ACKED");
}

static void
ops__no_record__and_the_dead_are_none(void **state)
{
	(void)state;
	op("duty", 1, "close", "issue/none", 1, CLOSE_ARGS);
	reply_expect(&r, 404, "no-such-record");
	op("duty", 2, "close", "issue/", 1, CLOSE_ARGS);
	reply_expect(&r, 404, "no-such-record");
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_gone(county.other, KIND_ISSUE, "i1", "deleted", 1, "t"), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	op("duty", 3, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 404, "no-such-record");
}

static void
ops__malformed__every_way(void **state)
{
	static const char *const bodies[] = {
		"", "{", "[]", "nul", "{\"op\":1}", "\xff\xfe", "{\"op\":\"01926d3e-0000-7000-8000-000000000001\"}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"op\":\"x\"}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\",\"base\":1.5}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\",\"base\":1e400}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\",\"args\":[]}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\",\"at\":\"noon\"}",
		"{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\",\"id\":\"a\\u0000b\"}",
	};

	static const char whole[] = "{\"op\":\"01926d3e-0000-7000-8000-000000000001\",\"verb\":\"close\",\"kind\":\"issue\"}";

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		post_raw("\"01926d3e-0000-7000-8000-000000000001\"", bodies[i], strlen(bodies[i]));
		reply_expect(&r, 400, "malformed");
	}
	/* Without the key, or with another one. */
	post_raw("", whole, strlen(whole));
	reply_expect(&r, 400, "malformed");
	post_raw("\"01926d3e-0000-7000-8000-000000000002\"", whole, strlen(whole));
	reply_expect(&r, 400, "malformed");
}

static void
ops__too_large__said_not_cut(void **state)
{
	static char body[200000];

	(void)state;
	memset(body, ' ', sizeof body);
	post_raw("\"x\"", body, 16384);
	reply_expect(&r, 400, "malformed");
	post_raw("\"x\"", body, 16385);
	reply_expect(&r, 413, "too-large");
	post_raw("\"x\"", body, sizeof body);
	reply_expect(&r, 413, "too-large");
}

static void
ops__no_login__401(void **state)
{
	(void)state;
	op("nobody", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 401, "login");
}

static void
ops__peer_uid__is_a_login(void **state)
{
	(void)state;
	op("", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i1", "closed_by"), "duty");
}

static void
ops__revoked__is_out_at_once(void **state)
{
	(void)state;
	op("leader", 1, "comment", "issue/i1", 1, "{\"note\":\"x\"}");
	reply_expect(&r, 200, "");
	assert_int_equal(hub_user_revoke(county.other, "leader", 1), 1);
	op("leader", 2, "comment", "issue/i1", 2, "{\"note\":\"x\"}");
	reply_expect(&r, 401, "login");
}

static void
ops__too_many__429_with_retry_after(void **state)
{
	int busy = 0;

	(void)state;
	county_stop(&county);
	county_serve(&county, 1);      /* one a second, five at once */
	for (int n = 1; n <= 8; n++) {
		op("duty", n, "close", "issue/none", 1, "{}");
		if (r.status == 429) {
			reply_expect(&r, 429, "busy");
			assert_string_equal(r.retry, "1");
			busy++;
		}
	}
	assert_true(busy >= 2);
}

static void *
post_slowly(void *cls)
{
	struct reply *slow = cls;

	*slow = county_op(&county, "duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	return NULL;
}

static void
ops__same_key_at_once__in_progress(void **state)
{
	struct reply slow;
	pthread_t thread;
	char gate[128], point[160];
	FILE *f;

	(void)state;
	snprintf(gate, sizeof gate, "%s/gate", county.dir);
	snprintf(point, sizeof point, "before-commit=%s", gate);
	setenv("GUATU_HUB_FAILPOINT", point, 1);
	pthread_create(&thread, NULL, post_slowly, &slow);
	snprintf(point, sizeof point, "%s.reached", gate);
	for (int tries = 0; tries < 10000 && access(point, F_OK) != 0; tries++)
		poll(NULL, 0, 1);
	assert_int_equal(access(point, F_OK), 0);
	op("duty", 1, "close", "issue/i1", 1, CLOSE_ARGS);
	f = fopen(gate, "w");
	fclose(f);
	pthread_join(thread, NULL);
	unsetenv("GUATU_HUB_FAILPOINT");
	reply_expect(&r, 409, "in-progress");
	assert_int_equal(slow.status, 200);
	reply_clear(&slow);
}

/* ---- the steps ---------------------------------------------------------- */

static void
ops__register__next_id_of_the_rooms_year(void **state)
{
	(void)state;
	op("duty", 1, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-06-30\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(reply_text(&r, "id"), "2020-0001");
	assert_string_equal(county_field(&county, "issue/2020-0001", "status"), "OPEN");
	assert_string_equal(county_field(&county, "issue/2020-0001", "found_at"), "2020-06-18");
	op("duty", 2, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521999\",\"deadline\":\"2020-06-30\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.division");
	/* The group registers where it is assigned, nowhere else. */
	op("group", 3, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-06-30\"}");
	reply_expect(&r, 403, "scope");
	op("group", 4, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521101\",\"deadline\":\"2020-06-30\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(reply_text(&r, "id"), "2020-0002");
}

/* A17, C27: who says what kind of work style it is has said that it is work style. */
static void
ops__register__a_kind_brings_its_category(void **state)
{
	(void)state;
	county_put(&county, KIND_TERM, "category:WORK_STYLE", "{\"list\":\"category\",\"code\":\"WORK_STYLE\",\"name\":\"作风\"}");
	county_put(&county, KIND_TERM, "category:WEAKNESS", "{\"list\":\"category\",\"code\":\"WEAKNESS\",\"name\":\"短板\"}");
	county_put(&county, KIND_TERM, "issue_kind:WS_LAZY", "{\"list\":\"issue_kind\",\"code\":\"WS_LAZY\",\"name\":\"不扎实\",\"belongs\":\"category:WORK_STYLE\"}");
	county_put(&county, KIND_TERM, "issue_kind:FREE", "{\"list\":\"issue_kind\",\"code\":\"FREE\",\"name\":\"其他\"}");
	op("duty", 1, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-06-30\",\"kind\":\"WS_LAZY\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/2020-0001", "category"), "WORK_STYLE");
	op("duty", 2, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-06-30\",\"kind\":\"WS_LAZY\",\"category\":\"WEAKNESS\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.category");
	op("duty", 3, "register", "issue/", 0,
	   "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-06-30\",\"kind\":\"FREE\",\"category\":\"WEAKNESS\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/2020-0002", "category"), "WEAKNESS");
}

static void
ops__whole_life__from_open_to_closed_and_back(void **state)
{
	(void)state;
	op("town", 1, "ack", "issue/i2", 1, "{\"post\":\"t101\"}");
	reply_expect(&r, 200, "");
	op("town", 2, "start", "issue/i2", 2, "{\"cause\":\"因\",\"measure\":\"策\",\"post\":\"t101\"}");
	reply_expect(&r, 200, "");
	op("town", 3, "submit", "issue/i2", 3, "{\"replicate\":\"已查\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.evidence");
	op("town", 4, "submit", "issue/i2", 3, "{\"replicate\":\"已查\",\"evidence\":[{\"kind\":\"photo\",\"ref\":\"p\"}]}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i2", "submitted_by"), "town");
	op("group", 5, "return", "issue/i2", 4, "{\"note\":\"不全\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i2", "returned"), "1");
	op("town", 6, "submit", "issue/i2", 5, "{\"replicate\":\"再查\"}");
	reply_expect(&r, 200, "");
	op("group", 7, "verify", "issue/i2", 6, "{\"method\":\"ONSITE\",\"note\":\"实\"}");
	reply_expect(&r, 200, "");
	/* The verifier may not be who submitted it, by name or by post. */
	op("duty", 8, "close", "issue/i2", 7, "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"town\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.verifier");
	op("duty", 9, "close", "issue/i2", 7, "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"t101\"}");
	reply_expect(&r, 422, "invalid");
	op("duty", 10, "close", "issue/i2", 7, "{\"result\":\"FIXED\",\"note\":\"ok\",\"verifier\":\"group\"}");
	reply_expect(&r, 200, "");
	op("duty", 11, "reopen", "issue/i2", 8, "{\"note\":\"反弹\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i2", "status"), "REOPENED");
	assert_string_equal(county_field(&county, "issue/i2", "reopened"), "1");
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/c/530521/records/issue/i2/history", NULL);
	assert_int_equal(r.status, 200);
	assert_string_equal(r.type, "application/x-ndjson");
	{
		int lines = 0;
		for (char *p = r.body; *p != '\0'; p++)
			lines += *p == '\n';
		assert_int_equal(lines, 8);
	}
	/* Each says what the fields it changed were before; the first: nothing. */
	assert_non_null(strstr(r.body, "\"was\":{\"status\":\"OPEN\",\"resp_post\":null,\"acked_at\":null}"));
	assert_non_null(strstr(r.body, "\"was\":{\"status\":\"SUBMITTED\",\"returned\":null,\"last_note\":null}"));
	assert_non_null(strstr(r.body, "\"was\":{\"status\":\"CLOSED\",\"reopened\":null,\"last_note\":\"不全\"}"));
}

static void
ops__four_eyes__submitter_does_not_verify(void **state)
{
	(void)state;
	county_issue(&county, "own", "SUBMITTED", 101, "SELF", ",\"submitted_by\":\"group\"");
	op("group", 1, "verify", "issue/own", 1, "{\"method\":\"ONSITE\",\"note\":\"x\"}");
	reply_expect(&r, 403, "role");
	assert_string_equal(reply_text(&r, "reason"), "same-actor");
	/* By post as well: records from a pack name posts, by id or by name. */
	county_issue(&county, "post", "SUBMITTED", 101, "SELF", ",\"submitted_by\":\"一组组长\"");
	op("group", 2, "verify", "issue/post", 1, "{\"method\":\"ONSITE\",\"note\":\"x\"}");
	reply_expect(&r, 403, "role");
}

static void
ops__close__source_decides_who(void **state)
{
	(void)state;
	county_issue(&county, "high", "VERIFIED", 101, "CENTRAL_LOOKBACK", SUBMITTED);
	op("duty", 1, "close", "issue/high", 1, CLOSE_ARGS);
	reply_expect(&r, 403, "role");
	assert_string_equal(reply_text(&r, "reason"), "source");
	op("leader", 2, "close", "issue/high", 1, CLOSE_ARGS);
	reply_expect(&r, 200, "");
}

static void
ops__extension__asked_granted_and_remembered(void **state)
{
	(void)state;
	op("town", 1, "extend", "issue/i2", 1, "{\"until\":\"2020-06-24\",\"note\":\"x\"}");
	reply_expect(&r, 422, "invalid");         /* not after the deadline */
	op("town", 2, "extend", "issue/i2", 1, "{\"until\":\"2020-07-05\",\"note\":\"x\"}");
	reply_expect(&r, 200, "");                /* own finding: past the zero day is allowed */
	op("leader", 3, "grant", "issue/i2", 2, "{}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i2", "deadline"), "2020-07-05");
	assert_string_equal(county_field(&county, "issue/i2", "orig_deadline"), "2020-06-25");
	assert_string_equal(county_field(&county, "issue/i2", "ext_until"), "");
	assert_string_equal(county_field(&county, "issue/i2", "extensions"), "1");
	op("leader", 4, "grant", "issue/i2", 3, "{}");
	reply_expect(&r, 409, "not-allowed-now");
	county_issue(&county, "high", "OPEN", 101, "CENTRAL_LOOKBACK", "");
	op("town", 5, "extend", "issue/high", 1, "{\"until\":\"2020-07-01\",\"note\":\"x\"}");
	reply_expect(&r, 422, "invalid");
	assert_string_equal(first_path(), "args.until");
	op("town", 6, "extend", "issue/high", 1, "{\"until\":\"2020-06-30\",\"note\":\"x\"}");
	reply_expect(&r, 200, "");
}

static void
ops__suspend__resumes_where_it_was(void **state)
{
	(void)state;
	op("leader", 1, "suspend", "issue/i1", 1, "{\"note\":\"x\",\"review\":\"2020-07-01\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i1", "status"), "SUSPENDED");
	op("leader", 2, "resume", "issue/i1", 2, "{}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "issue/i1", "status"), "VERIFIED");
}

static void
ops__urge__cools_down(void **state)
{
	(void)state;
	op("duty", 1, "urge", "issue/i2", 1, "{}");
	reply_expect(&r, 200, "");
	op("duty", 2, "urge", "issue/i2", 2, "{}");
	reply_expect(&r, 409, "not-allowed-now");
	assert_string_equal(reply_text(&r, "reason"), "cooldown");
}

static void
ops__task__progress_leaves_a_trail(void **state)
{
	(void)state;
	county_put(&county, KIND_TASK, "T1", "{\"title\":\"任务\",\"division\":\"530521101\",\"due\":\"2020-06-30\",\"status\":\"DOING\","
	           "\"pct\":10,\"trail\":[[\"2020-06-01\",10]]}");
	op("town", 1, "progress", "task/T1", 1, "{\"pct\":101}");
	reply_expect(&r, 422, "invalid");
	op("town", 2, "progress", "task/T1", 1, "{\"pct\":40}");
	reply_expect(&r, 200, "");
	op("town", 3, "progress", "task/T1", 2, "{\"pct\":\"45\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "task/T1", "trail"), "[[\"2020-06-01\",10],[\"2020-06-18\",45]]");
	op("town", 4, "done", "task/T1", 3, "{\"note\":\"完\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"d\"}]}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "task/T1", "pct"), "100");
	op("group", 5, "check", "task/T1", 4, "{\"note\":\"好\"}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "task/T1", "status"), "CHECKED");
}

static void
ops__report__own_group_only(void **state)
{
	(void)state;
	county_put(&county, KIND_SUP_REPORT, "R1", "{\"sup_group\":\"G1\",\"period\":\"2020-05\",\"due\":\"2020-06-10\",\"status\":\"EXPECTED\"}");
	county_put(&county, KIND_SUP_REPORT, "R2", "{\"sup_group\":\"G2\",\"period\":\"2020-05\",\"due\":\"2020-06-10\",\"status\":\"EXPECTED\"}");
	op("group", 1, "draft", "sup_report/R2", 1, "{\"matrix\":\"012-012-0120\"}");
	reply_expect(&r, 403, "scope");
	op("group", 2, "draft", "sup_report/R1", 1, "{\"matrix\":\"012-012-0123\"}");
	reply_expect(&r, 422, "invalid");
	op("group", 3, "draft", "sup_report/R1", 1, "{\"matrix\":\"012-012-0120\",\"visits\":3,\"analysed\":\"2020-06-01\"}");
	reply_expect(&r, 422, "invalid");         /* not in the month */
	assert_string_equal(first_path(), "args.analysed");
	op("group", 13, "draft", "sup_report/R1", 1, "{\"matrix\":\"012-012-0120\",\"visits\":3,\"analysed\":\"2020-05-06\"}");
	reply_expect(&r, 200, "");
	op("group", 4, "submit", "sup_report/R1", 2, "{}");
	reply_expect(&r, 409, "not-allowed-now");
	assert_string_equal(reply_text(&r, "reason"), "artefacts");
	op("group", 5, "draft", "sup_report/R1", 2, "{\"judged\":\"2020-05-12\",\"dispatched\":\"2020-05-31\"}");
	reply_expect(&r, 200, "");
	op("group", 6, "submit", "sup_report/R1", 3, "{}");
	reply_expect(&r, 409, "not-allowed-now");
	assert_string_equal(reply_text(&r, "reason"), "cells");
	op("group", 8, "draft", "sup_report/R1", 3, "{\"matrix\":\"012001200120\"}");
	reply_expect(&r, 200, "");
	op("group", 9, "submit", "sup_report/R1", 4, "{}");
	reply_expect(&r, 200, "");
	op("duty", 7, "accept", "sup_report/R1", 5, "{}");
	reply_expect(&r, 200, "");
	assert_string_equal(county_field(&county, "sup_report/R1", "visits"), "3");
	/* This month's: not before it has come. */
	county_put(&county, KIND_SUP_REPORT, "R3", "{\"sup_group\":\"G1\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"EXPECTED\"}");
	op("group", 10, "draft", "sup_report/R3", 1, "{\"analysed\":\"2020-06-19\"}");
	reply_expect(&r, 422, "invalid");
	op("group", 11, "draft", "sup_report/R3", 1, "{\"analysed\":\"2020-06-18\"}");
	reply_expect(&r, 200, "");
}

/* A07, A18: the source's days or the clear-to-zero day, never past it, never in the past; who supervises the place. */
static void
ops__register__deadline_and_group_by_default(void **state)
{
	static const struct { const char *source, *deadline; int status; const char *want; } asked[] = {
		{ "SELF", "", 200, "2020-06-30" }, { "HOTLINE", "", 200, "2020-06-25" }, { "AUDIT", "", 200, "2020-06-30" },
		{ "SELF", "2020-06-18", 200, "2020-06-18" }, { "SELF", "2020-06-17", 422, "args.deadline" },
		{ "SELF", "2020-07-01", 422, "args.deadline" },
	};
	char args[200], id[32];
	int made = 0;

	(void)state;
	county_put(&county, KIND_TERM, "source:HOTLINE", "{\"list\":\"source\",\"code\":\"HOTLINE\",\"name\":\"热线\"}");
	county_put(&county, KIND_TERM, "source:AUDIT", "{\"list\":\"source\",\"code\":\"AUDIT\",\"name\":\"审计\"}");
	county_put(&county, KIND_PARAM, "d1", "{\"key\":\"issue_days@HOTLINE\",\"name\":\"热线\",\"value\":\"7\"}");
	county_put(&county, KIND_PARAM, "d2", "{\"key\":\"issue_days@AUDIT\",\"name\":\"审计\",\"value\":\"60\"}");
	for (unsigned i = 0; i < sizeof asked / sizeof *asked; i++) {
		snprintf(args, sizeof args, "{\"title\":\"新\",\"source\":\"%s\",\"division\":\"530521101\"%s%s%s}", asked[i].source,
		         *asked[i].deadline != '\0' ? ",\"deadline\":\"" : "", asked[i].deadline, *asked[i].deadline != '\0' ? "\"" : "");
		op("duty", (int)i + 1, "register", "issue/", 0, args);
		reply_expect(&r, asked[i].status, asked[i].status == 200 ? "" : "invalid");
		if (asked[i].status != 200) {
			assert_string_equal(first_path(), asked[i].want);
			continue;
		}
		snprintf(id, sizeof id, "issue/2020-%04d", ++made);
		assert_string_equal(county_field(&county, id, "deadline"), asked[i].want);
		assert_string_equal(county_field(&county, id, "sup_group"), "G1");
	}
	county_put(&county, KIND_PARAM, "p1", "{\"key\":\"zero_day\",\"value\":\"2020-06-01\"}");      /* it has gone */
	op("duty", 90, "register", "issue/", 0, "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\"}");
	reply_expect(&r, 422, "invalid");
	op("duty", 91, "register", "issue/", 0, "{\"title\":\"新\",\"source\":\"SELF\",\"division\":\"530521103\",\"deadline\":\"2020-09-01\"}");
	reply_expect(&r, 200, "");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(ops__close__applied_with_event_and_audit_row), T(ops__same_key__replayed_not_stale),
		T(ops__same_key_other_bytes__key_reused), T(ops__register__deadline_and_group_by_default), T(ops__get__remembered_for_its_user_only),
		T(ops__stale__says_what_happened_since), T(ops__stale_and_closed__says_so),
		T(ops__wrong_state__not_allowed_now), T(ops__arguments__every_fault_with_its_path),
		T(ops__late__needs_its_reason), T(ops__role_and_scope__told_apart),
		T(ops__record_longer_than_a_line__refused),
		T(ops__no_record__and_the_dead_are_none), T(ops__malformed__every_way), T(ops__too_large__said_not_cut),
		T(ops__no_login__401), T(ops__peer_uid__is_a_login), T(ops__revoked__is_out_at_once),
		T(ops__too_many__429_with_retry_after), T(ops__same_key_at_once__in_progress),
		T(ops__register__next_id_of_the_rooms_year), T(ops__register__a_kind_brings_its_category),
		T(ops__whole_life__from_open_to_closed_and_back),
		T(ops__four_eyes__submitter_does_not_verify), T(ops__close__source_decides_who),
		T(ops__extension__asked_granted_and_remembered), T(ops__suspend__resumes_where_it_was),
		T(ops__urge__cools_down), T(ops__task__progress_leaves_a_trail), T(ops__report__own_group_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
