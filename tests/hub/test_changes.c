#include "tests/support/test.h"

#include <pthread.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "hub/authority/auth.h"
#include "hub/serve/longpoll.h"
#include "tests/support/county.h"

static struct county county;
static struct reply r;

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	county_issue(&county, "i1", "OPEN", 101, "SELF", "");
	county_issue(&county, "i2", "OPEN", 102, "SELF", "");
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

/* ---- reading a changes as a client does ------------------------------------ */

struct seen {
	int     records, marks, tombstones, split, longest;
	bool    header, ended;
	int64_t last_seq, mark_seq;
	char    mark[256], gone[64], ids[65536];
};

static void
get(const char *user, const char *call, const char *name, const char *value, const char *headers)
{
	char path[1024];

	reply_clear(&r);
	snprintf(path, sizeof path, "/v1/c/530521/%s%s%s%s%s", call, strchr(call, '?') != NULL || name == NULL ? "" : "?",
	         name != NULL && strchr(call, '?') != NULL ? "&" : "", name != NULL ? name : "", value != NULL ? value : "");
	r = county_get(&county, user, path, headers);
}

static void
take_line(struct seen *s, const char *line, bool changes)
{
	cJSON *json = cJSON_Parse(line);
	const cJSON *mark = cJSON_GetObjectItem(json, "mark"), *id = cJSON_GetObjectItem(json, "id");
	const cJSON *gone = cJSON_GetObjectItem(json, "gone");
	int64_t seq = (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(json, "seq"));
	static int since_mark;

	assert_non_null(json);
	if (cJSON_GetObjectItem(json, "feed") != NULL) {
		assert_false(s->header);
		s->header = true;
		since_mark = 0;
	} else if (mark != NULL) {
		assert_int_equal(cJSON_GetObjectItem(json, "n")->valueint, since_mark);
		snprintf(s->mark, sizeof s->mark, "%s", mark->valuestring);
		s->marks++;
		s->mark_seq = s->last_seq;
		s->ended = cJSON_IsFalse(cJSON_GetObjectItem(json, "more"));
		s->longest = since_mark > s->longest ? since_mark : s->longest;
		since_mark = 0;
	} else {
		assert_true(s->header);
		since_mark++;
		s->records++;
		s->tombstones += gone != NULL;
		if (gone != NULL)
			snprintf(s->gone, sizeof s->gone, "%s:%s", id->valuestring, gone->valuestring);
		if (changes && s->marks > 0 && seq == s->mark_seq)
			s->split++;
		assert_true(!changes || seq >= s->last_seq);
		s->last_seq = seq;
		if (strlen(s->ids) + strlen(id->valuestring) + 2 < sizeof s->ids) {
			strcat(s->ids, id->valuestring);
			strcat(s->ids, " ");
		}
	}
	cJSON_Delete(json);
}

static struct seen
read_feed(char *text, bool changes)
{
	struct seen s = { 0 };

	for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		take_line(&s, line, changes);
		*end = '\n';
	}
	return s;
}

static void
expect_problem(long status, const char *name)
{
	if (r.status != status)
		print_message("%ld %s\n", r.status, r.body);
	assert_int_equal(r.status, status);
	assert_string_equal(reply_problem(&r), name);
}

/* ---- snapshot and changes ----------------------------------------------- */

static void
changes__snapshot__everything_then_a_cursor_for_changes(void **state)
{
	struct seen s;
	char cursor[256];

	(void)state;
	get("duty", "snapshot", NULL, NULL, NULL);
	assert_int_equal(r.status, 200);
	assert_string_equal(r.type, "application/x-ndjson");
	s = read_feed(r.body, false);
	assert_int_equal(s.records, hub_db_records(county.other));
	assert_true(s.ended);
	assert_non_null(strstr(s.ids, "i1 i2 "));
	snprintf(cursor, sizeof cursor, "%s", s.mark);
	assert_memory_equal(cursor, "c1.", 3);
	county_issue(&county, "i3", "OPEN", 103, "SELF", "");
	get("duty", "changes", "since=", cursor, NULL);
	s = read_feed(r.body, true);
	assert_string_equal(s.ids, "i3 ");
}

static void
changes__changed_ten_times__comes_once(void **state)
{
	struct seen s;
	char extra[32];

	(void)state;
	get("duty", "changes", NULL, NULL, NULL);
	s = read_feed(r.body, true);
	for (int i = 0; i < 10; i++) {
		snprintf(extra, sizeof extra, ",\"returned\":%d", i);
		county_issue(&county, "i1", "OPEN", 101, "SELF", extra);
	}
	get("duty", "changes", "since=", s.mark, NULL);
	s = read_feed(r.body, true);
	assert_string_equal(s.ids, "i1 ");
}

static void
bulk(int transactions, int each)
{
	char id[32];

	for (int t = 0; t < transactions; t++) {
		assert_int_equal(hub_db_begin(county.other), 0);
		for (int i = 0; i < each; i++) {
			snprintf(id, sizeof id, "b%04d-%04d", t, i);
			assert_true(hub_db_put(county.other, KIND_ISSUE, id,
			    "{\"title\":\"很多问题中的一个\",\"status\":\"OPEN\",\"division\":\"530521101\",\"deadline\":\"2020-06-25\",\"source\":\"SELF\"}",
			    1, "t", NULL) >= 0);
		}
		assert_int_equal(hub_db_commit(county.other), 0);
	}
}

static void
changes__bookmarks__often_enough_and_never_inside_a_seq(void **state)
{
	struct seen s;

	(void)state;
	bulk(40, 150);
	bulk(1, 1);         /* the same ids again change nothing */
	get("duty", "changes", NULL, NULL, NULL);
	s = read_feed(r.body, true);
	assert_int_equal(s.records, hub_db_records(county.other));
	assert_int_equal(s.split, 0);
	assert_true(s.marks >= 4);
	assert_true(s.longest <= 2000);
	get("duty", "snapshot", NULL, NULL, NULL);
	s = read_feed(r.body, false);
	assert_int_equal(s.records, hub_db_records(county.other));
	assert_true(s.longest <= 2000);
}

static void
changes__one_large_transaction__is_not_cut(void **state)
{
	struct seen s;

	(void)state;
	get("duty", "changes", NULL, NULL, NULL);
	s = read_feed(r.body, true);
	bulk(1, 5000);
	get("duty", "changes", "since=", s.mark, NULL);
	s = read_feed(r.body, true);
	assert_int_equal(s.records, 5000);
	assert_int_equal(s.marks, 1);
}

/* Each bookmark of a snapshot is a place to go on from; together the parts are the whole. */
static void
changes__snapshot__resumes_after_any_bookmark(void **state)
{
	struct seen s;
	char *text, *line, *cut, mark[256];
	int64_t all;
	int before = 0;

	(void)state;
	bulk(5, 1000);
	all = hub_db_records(county.other);
	get("duty", "snapshot", NULL, NULL, NULL);
	text = strdup(r.body);
	cut = strstr(text, "{\"mark\":\"s1.");
	assert_non_null(cut);
	sscanf(cut, "{\"mark\":\"%255[^\"]", mark);
	for (line = text; line < cut; line = strchr(line, '\n') + 1)
		before += strncmp(line, "{\"kind\"", 7) == 0;
	get("duty", "snapshot", "after=", mark, NULL);
	s = read_feed(r.body, false);
	assert_int_equal(before + s.records, all);
	assert_true(s.ended);
	free(text);
}

/* What changed while the snapshot ran comes at its end. */
static void
changes__snapshot__ends_in_a_state_the_hub_had(void **state)
{
	struct seen s;
	char mark[256];

	(void)state;
	bulk(3, 1000);
	get("duty", "snapshot", NULL, NULL, NULL);
	sscanf(strstr(r.body, "{\"mark\":\"s1."), "{\"mark\":\"%255[^\"]", mark);
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_gone(county.other, KIND_ISSUE, "b0000-0000", "deleted", 1, "t"), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	get("duty", "snapshot", "after=", mark, NULL);
	s = read_feed(r.body, false);
	assert_string_equal(s.gone, "b0000-0000:deleted");
}

/* ---- scope -------------------------------------------------------------- */

static void
changes__scope__others_records_never_come(void **state)
{
	struct seen s;

	(void)state;
	get("town", "snapshot", NULL, NULL, NULL);
	s = read_feed(r.body, false);
	assert_non_null(strstr(s.ids, "i1 "));
	assert_null(strstr(s.ids, "i2 "));
	assert_non_null(strstr(s.ids, "530521102 "));    /* the map is everybody's */
	assert_null(strstr(r.body, "问题i2"));
	reply_clear(&r);
	r = county_get(&county, "town", "/v1/c/530521/records/issue/i2", NULL);
	expect_problem(404, "no-such-record");
	reply_clear(&r);
	r = county_get(&county, "town", "/v1/c/530521/records/issue/i2/history", NULL);
	expect_problem(404, "no-such-record");
	reply_clear(&r);
	r = county_get(&county, "town", "/v1/c/530521/digest?kind=issue", NULL);
	assert_int_equal(cJSON_GetObjectItem(r.json, "n")->valueint, 1);
}

static void
changes__moved_away__is_gone_for_the_old_township(void **state)
{
	struct seen town, viewer;

	(void)state;
	get("town", "changes", NULL, NULL, NULL);
	town = read_feed(r.body, true);
	get("viewer", "changes", NULL, NULL, NULL);
	viewer = read_feed(r.body, true);
	county_issue(&county, "i1", "OPEN", 102, "SELF", "");
	get("town", "changes", "since=", town.mark, NULL);
	town = read_feed(r.body, true);
	assert_string_equal(town.gone, "i1:scope");
	assert_null(strstr(r.body, "问题"));
	get("viewer", "changes", "since=", viewer.mark, NULL);
	viewer = read_feed(r.body, true);
	assert_string_equal(viewer.ids, "i1 ");
	assert_int_equal(viewer.tombstones, 0);
}

static void
changes__group__sees_what_is_assigned_when_its_scope_names_a_group(void **state)
{
	struct hub_user u = { .name = "second", .post = "g2", .scope = "G2", .roles = ROLE_GROUP, .uid = -1 };
	char token[65];
	struct seen s;

	(void)state;
	memset(token, '0', 64);
	token[64] = '\0';
	memcpy(token, "second", 6);
	assert_int_equal(hub_user_put(county.other, &u, token), 0);
	get("second", "snapshot", NULL, NULL, NULL);
	s = read_feed(r.body, false);
	assert_non_null(strstr(s.ids, "i2 "));
	assert_null(strstr(s.ids, "i1 "));
	/* Another division assigned: another scope, and the cursor dies. */
	county_put(&county, KIND_SUP_ASSIGN, "A3", "{\"sup_group\":\"G2\",\"division\":\"530521101\"}");
	get("second", "changes", "since=", s.mark, NULL);
	expect_problem(410, "scope-changed");
}

/* ---- cursors ------------------------------------------------------------ */

static void
changes__cursor__each_way_to_die(void **state)
{
	struct seen s;
	char cursor[256], epoch[64];

	(void)state;
	get("duty", "changes", NULL, NULL, NULL);
	s = read_feed(r.body, true);
	get("town", "changes", "since=", s.mark, NULL);
	expect_problem(410, "scope-changed");
	get("duty", "changes", "since=", "nonsense", NULL);
	expect_problem(410, "cursor-expired");
	get("duty", "changes", "since=", "c1.x.530521.y.-1", NULL);
	expect_problem(410, "cursor-expired");
	get("duty", "snapshot", "after=", "s1.a.530521.b.1.issue.6", NULL);
	expect_problem(410, "cursor-expired");
	assert_int_equal(hub_db_meta_get(county.other, "epoch", epoch, sizeof epoch), 0);
	snprintf(cursor, sizeof cursor, "%s", strchr(s.mark + 3, '.'));
	memmove(cursor + 8, cursor, strlen(cursor) + 1);
	memcpy(cursor, "c1.00000", 8);
	get("duty", "changes", "since=", cursor, NULL);
	expect_problem(410, "epoch-changed");
	snprintf(cursor, sizeof cursor, "%.*s999999", (int)(strrchr(s.mark, '.') + 1 - s.mark), s.mark);
	get("duty", "changes", "since=", cursor, NULL);
	expect_problem(410, "epoch-changed");
	/* Deletions forgotten: who has not heard of them must start afresh. */
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_gone(county.other, KIND_ISSUE, "i1", "deleted", 1000, "t"), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	assert_int_equal(hub_db_purge(county.other, 2000), 0);
	get("duty", "changes", "since=", s.mark, NULL);
	expect_problem(410, "cursor-expired");
	get("duty", "changes", NULL, NULL, NULL);
	expect_problem(410, "cursor-expired");
	get("duty", "snapshot", NULL, NULL, NULL);
	assert_int_equal(r.status, 200);
}

/* ---- long polls --------------------------------------------------------- */

struct poll { const char *user; char path[512]; struct reply reply; pthread_t thread; };

static void *
wait_for_news(void *cls)
{
	struct poll *p = cls;

	p->reply = county_get(&county, p->user, p->path, NULL);
	return NULL;
}

static void
park(struct poll *p, const char *user, int wait)
{
	struct seen s;

	get(user, "changes", NULL, NULL, NULL);
	s = read_feed(r.body, true);
	p->user = user;
	snprintf(p->path, sizeof p->path, "/v1/c/530521/changes?since=%s&wait=%d", s.mark, wait);
	pthread_create(&p->thread, NULL, wait_for_news, p);
}

static void
until_parked(int count)
{
	for (int tries = 0; tries < 5000; tries++) {
		char want[64];
		reply_clear(&r);
		r = county_get(&county, "duty", "/metrics", NULL);
		snprintf(want, sizeof want, "guatu_parked_polls %d\n", count);
		if (strstr(r.body, want) != NULL)
			return;
	}
	fail_msg("no %d polls were parked", count);
}

static void
changes__long_poll__wakes_after_a_commit_here(void **state)
{
	struct poll p;
	struct seen s;
	int64_t at;

	(void)state;
	park(&p, "duty", 25);
	until_parked(1);
	at = longpoll_clock();
	reply_clear(&r);
	r = county_op(&county, "leader", 1, "comment", "issue/i1", 1, "{\"note\":\"新\"}");
	assert_int_equal(r.status, 200);
	pthread_join(p.thread, NULL);
	assert_true(longpoll_clock() - at < 1000);
	s = read_feed(p.reply.body, true);
	assert_int_equal(s.records, 2);        /* the issue and the event, one seq */
	assert_true(s.ended);
	reply_clear(&p.reply);
}

static void
changes__long_poll__wakes_after_another_process_wrote(void **state)
{
	struct poll p;
	struct seen s;
	int64_t at;

	(void)state;
	park(&p, "duty", 25);
	until_parked(1);
	at = longpoll_clock();
	county_issue(&county, "i9", "OPEN", 101, "SELF", "");
	pthread_join(p.thread, NULL);
	assert_true(longpoll_clock() - at < 1000);
	s = read_feed(p.reply.body, true);
	assert_string_equal(s.ids, "i9 ");
	reply_clear(&p.reply);
}

/* News outside the scope wake nobody for good: the poll goes on until its time is up. */
static void
changes__long_poll__not_for_what_is_out_of_scope(void **state)
{
	struct poll p;
	struct seen s;

	(void)state;
	park(&p, "viewer", 1);
	until_parked(1);
	county_issue(&county, "i9", "OPEN", 101, "SELF", "");
	pthread_join(p.thread, NULL);
	s = read_feed(p.reply.body, true);
	assert_int_equal(s.records, 0);
	assert_int_equal(s.marks, 1);
	assert_true(p.reply.ms >= 790);
	/* The bookmark has moved on all the same. */
	assert_int_equal(atoll(strrchr(s.mark, '.') + 1), hub_db_head(county.other));
	reply_clear(&p.reply);
}

static void
changes__long_poll__two_hundred_wake_together(void **state)
{
	enum { POLLS = 200 };
	static struct poll polls[POLLS];
	int64_t at;

	(void)state;
	for (int i = 0; i < POLLS; i++)
		park(&polls[i], i % 2 ? "duty" : "leader", 25);
	until_parked(POLLS);
	at = longpoll_clock();
	reply_clear(&r);
	r = county_op(&county, "leader", 1, "comment", "issue/i1", 1, "{\"note\":\"新\"}");
	for (int i = 0; i < POLLS; i++) {
		pthread_join(polls[i].thread, NULL);
		assert_int_equal(polls[i].reply.status, 200);
		assert_non_null(strstr(polls[i].reply.body, "\"i1\""));
		reply_clear(&polls[i].reply);
	}
	assert_true(longpoll_clock() - at < 3000);
}

static void
changes__stop__answers_the_parked(void **state)
{
	struct poll p;

	(void)state;
	park(&p, "duty", 25);
	until_parked(1);
	county_stop(&county);
	pthread_join(p.thread, NULL);
	assert_int_equal(p.reply.status, 200);
	assert_non_null(strstr(p.reply.body, "\"more\":false"));
	reply_clear(&p.reply);
}

/* ---- compressed --------------------------------------------------------- */

/* Bookmarks tell the time, and it may be another second by now. */
static void
forget_times(char *text)
{
	static const char now[] = "\"now\":\"";

	while ((text = strstr(text, now)) != NULL)
		for (text += sizeof now - 1; *text != '\0' && *text != '"'; text++)
			*text = '0';
}

static void
changes__zstd_and_gzip__the_same_inside(void **state)
{
	char *plain, *out;
	size_t size, got;
	z_stream z = { 0 };

	(void)state;
	bulk(3, 1000);
	get("duty", "snapshot", NULL, NULL, NULL);
	plain = strdup(r.body);
	forget_times(plain);
	size = r.size * 2;
	out = calloc(1, size + 1);
	get("duty", "snapshot", NULL, NULL, "Accept-Encoding: gzip;q=0.5, zstd");
	assert_string_equal(r.encoding, "zstd");
	{
		ZSTD_DStream *d = ZSTD_createDStream();
		ZSTD_inBuffer in = { r.body, r.size, 0 };
		ZSTD_outBuffer to = { out, size, 0 };
		while (in.pos < in.size)
			assert_false(ZSTD_isError(ZSTD_decompressStream(d, &to, &in)));
		ZSTD_freeDStream(d);
		forget_times(out);
		assert_string_equal(out, plain);
	}
	get("duty", "snapshot", NULL, NULL, "Accept-Encoding: zstd;q=0, gzip");
	assert_string_equal(r.encoding, "gzip");
	memset(out, 0, size);
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_in = (Bytef *)r.body;
	z.avail_in = (uInt)r.size;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)size;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	got = size - z.avail_out;
	inflateEnd(&z);
	forget_times(out);
	assert_string_equal(out, plain);
	assert_true(r.size < got / 5);
	free(plain);
	free(out);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(changes__snapshot__everything_then_a_cursor_for_changes), T(changes__changed_ten_times__comes_once),
		T(changes__bookmarks__often_enough_and_never_inside_a_seq), T(changes__one_large_transaction__is_not_cut),
		T(changes__snapshot__resumes_after_any_bookmark), T(changes__snapshot__ends_in_a_state_the_hub_had),
		T(changes__scope__others_records_never_come), T(changes__moved_away__is_gone_for_the_old_township),
		T(changes__group__sees_what_is_assigned_when_its_scope_names_a_group), T(changes__cursor__each_way_to_die),
		T(changes__long_poll__wakes_after_a_commit_here), T(changes__long_poll__wakes_after_another_process_wrote),
		T(changes__long_poll__not_for_what_is_out_of_scope), T(changes__long_poll__two_hundred_wake_together),
		T(changes__stop__answers_the_parked), T(changes__zstd_and_gzip__the_same_inside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
