/*
 * Who is told what: every kind of record, in each place it can be, asked for by every reader on every page the hub has.
 * What each case's readers are is written here and nowhere derived from the table the hub goes by; a kind without cases
 * fails, and so does a page that nobody here asks for.
 */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "hub/authority/auth.h"
#include "model/flow/flow.h"
#include "tests/support/county.h"

/* The whole county's are always told; these as well.  G1 is assigned 101, G2 102 and 103. */
enum { TOWN = 1, SECOND = 2, G2 = 4, VILLAGE = 8, OUTSIDE = 16, EVERY = 31, NOBODY = 0 };

static const struct reader { const char *name; unsigned bit; const char *scope; unsigned roles; } readers[] = {
	{ "duty", EVERY, NULL, 0 }, { "leader", EVERY, NULL, 0 }, { "group", EVERY, NULL, 0 },
	{ "admin", EVERY, "530521", ROLE_ADMIN }, { "wide", EVERY, "530521", ROLE_TOWNSHIP }, { "watcher", EVERY, "5305", ROLE_VIEWER },
	{ "town", TOWN, NULL, 0 }, { "viewer", SECOND, NULL, 0 }, { "two", G2, "G2", ROLE_GROUP },
	{ "village", VILLAGE, "530521101201", ROLE_VIEWER }, { "nowhere", OUTSIDE, "", ROLE_TOWNSHIP }, { "other", OUTSIDE, "610101", ROLE_VIEWER },
};

#define AT_101  "\"division\":\"530521101\""
#define AT_102  "\"division\":\"530521102\""
#define COUNTY  "\"division\":\"530521\""
/* The first is at 101 and the second at 102: a record that moves goes from the one to the other. */
#define BOTH    { AT_101, TOWN }, { AT_102, SECOND | G2 }

static const struct sample { const char *body; unsigned told; } samples[KIND_COUNT][8] = {
	[KIND_DIVISION] = { { "\"name\":\"乡\"", EVERY } },
	[KIND_FRONT] = { { "\"name\":\"线\"", EVERY } },
	[KIND_POST] = { BOTH, { COUNTY, EVERY }, { "\"phone\":\"1\"", EVERY } },
	[KIND_TASK] = { BOTH, { COUNTY, EVERY }, { "\"pct\":1", EVERY }, { "\"parent\":\"task-1\"", SECOND | G2 },
	                { COUNTY ",\"parent\":\"task-2\"", EVERY } },
	[KIND_SUP_GROUP] = { { "\"name\":\"组\"", EVERY } },
	[KIND_SUP_ASSIGN] = { { "\"sup_group\":\"G2\"", EVERY } },
	[KIND_SUP_REPORT] = { { "\"sup_group\":\"G1\"", TOWN }, { "\"sup_group\":\"G2\"", G2 }, { "\"sup_group\":\"G\"", NOBODY },
	                      { "\"visits\":1", NOBODY } },
	[KIND_ISSUE] = { BOTH, { COUNTY, NOBODY }, { "\"sup_group\":\"G1\"", NOBODY }, { "\"village\":\"530521101201\"", TOWN | VILLAGE } },
	[KIND_EVENT] = { { "\"object_kind\":\"issue\",\"object\":\"issue-0\"," AT_102, TOWN },
	                 { "\"object_kind\":\"issue\",\"object\":\"issue-1\"," AT_101, SECOND | G2 },
	                 { "\"object_kind\":\"entry\",\"object\":\"entry-2\"," AT_101, NOBODY },
	                 { "\"object_kind\":\"sup_report\",\"object\":\"sup_report-1\"," COUNTY, G2 },
	                 { "\"object_kind\":\"task\",\"object\":\"task-2\"," COUNTY, EVERY },
	                 { "\"object_kind\":\"division\",\"object\":\"530521101\"," AT_101, TOWN },
	                 { "\"object_kind\":\"division\",\"object\":\"530521\"," COUNTY, NOBODY },
	                 { "\"object_kind\":\"issue\",\"object\":\"none\"", NOBODY } },
	[KIND_SETTLEMENT] = { BOTH, { COUNTY, EVERY } },
	[KIND_INDICATOR] = { { "\"name\":\"标\"", EVERY } },
	[KIND_FIGURE] = { BOTH, { COUNTY, EVERY }, { AT_102 ",\"institution\":\"institution-0\"", SECOND | G2 } },
	[KIND_RULE] = { { "\"title\":\"则\"", EVERY } },
	[KIND_PARAM] = { { "\"key\":\"k\"", EVERY } },
	[KIND_TERM] = { { "\"list\":\"l\"", EVERY } },
	[KIND_CALENDAR] = { { "\"kind\":\"holiday\"", EVERY } },
	[KIND_PACK] = { { "\"name\":\"包\"", EVERY } },
	[KIND_DUTY] = { { "\"name\":\"事\"", EVERY } },
	[KIND_DUTY_RUN] = { BOTH, { COUNTY, EVERY }, { COUNTY ",\"sup_group\":\"G2\"", G2 }, { AT_102 ",\"sup_group\":\"G1\"", TOWN },
	                    { COUNTY ",\"event\":\"entry:entry-1\"", SECOND | G2 }, { COUNTY ",\"event\":\"entry:entry-2\"", NOBODY },
	                    { COUNTY ",\"event\":\"batch:batch-2\"", EVERY } },
	[KIND_INSTITUTION] = { { AT_101, EVERY }, { AT_102, EVERY } },
	[KIND_CHECKLIST] = { { "\"name\":\"单\"", EVERY } },
	[KIND_CHECK_ITEM] = { { "\"name\":\"项\"", EVERY } },
	[KIND_CHECK_MARK] = { BOTH, { COUNTY, EVERY }, { COUNTY ",\"sup_group\":\"G2\"", G2 }, { "\"institution\":\"institution-1\"", SECOND | G2 },
	                      { "\"division\":\"530521101201\"", TOWN | VILLAGE } },
	[KIND_LEDGER] = { { "\"name\":\"账\"", EVERY } },
	[KIND_STAGE] = { { "\"name\":\"节\"", EVERY } },
	[KIND_LEDGER_FIELD] = { { "\"name\":\"栏\"", EVERY } },
	[KIND_ENTRY] = { BOTH, { COUNTY, NOBODY }, { "\"persons\":4", NOBODY }, { COUNTY ",\"village\":\"530521101201\"", TOWN | VILLAGE },
	                 { "\"institution\":\"institution-0\"", NOBODY } },
	[KIND_SOURCE] = { { "\"name\":\"源\"", EVERY } },
	[KIND_BATCH] = { BOTH, { COUNTY, EVERY } },
	[KIND_WATCH] = { { "\"name\":\"警\"", EVERY } },
};
enum { SAMPLES = 8 };

static const struct reader *const town = &readers[6], *const two = &readers[8];
static struct county county;
static struct reply r;

static bool
is_told(const struct reader *who, unsigned told)
{
	return who->bit == EVERY || (who->bit & told) != 0;
}

/* What only the record says; an answer with it in has told it. */
static const char *
secret(int kind, int n)
{
	static char out[96];

	snprintf(out, sizeof out, "秘%d：%s", n, record_kinds[kind].name);
	return out;
}

static const char *
id_of(int kind, int n)
{
	static char out[96];

	snprintf(out, sizeof out, "%s-%d", record_kinds[kind].name, n);
	return out;
}

static void
put_sample(int kind, int n, const char *id)
{
	char body[512];

	snprintf(body, sizeof body, "{%s,\"title\":\"%s\",\"note\":\"%s\"}", samples[kind][n].body, id, secret(kind, n));
	county_put(&county, (enum kind)kind, id, body);
}

static void
put_samples(void)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (samples[kind][0].body == NULL)
			fail_msg("who may read %s? say it in fields.def and here", record_kinds[kind].name);
		for (int n = 0; n < SAMPLES && samples[kind][n].body != NULL; n++)
			put_sample(kind, n, id_of(kind, n));
	}
}

static void
put_reader(const struct reader *who)
{
	struct hub_user u = { .roles = who->roles, .uid = -1 };
	char token[65];

	if (who->scope == NULL)
		return;
	snprintf(u.name, sizeof u.name, "%s", who->name);
	snprintf(u.scope, sizeof u.scope, "%s", who->scope);
	memset(token, '0', 64);
	token[64] = '\0';
	memcpy(token, who->name, strlen(who->name));
	assert_int_equal(hub_user_put(county.other, &u, token), 0);
}

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	county_serve(&county, 100000);
	county_put(&county, KIND_SUP_ASSIGN, "A3", "{\"sup_group\":\"G2\",\"division\":\"530521103\"}");
	county_put(&county, KIND_SUP_ASSIGN, "A4", "{\"sup_group\":\"G2\",\"division\":\"530521101\",\"valid_to\":\"2020-06-01\"}");
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		put_reader(&readers[i]);
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
get(const struct reader *who, const char *path)
{
	reply_clear(&r);
	r = county_get(&county, who->name, path, NULL);
}

/* ---- every page --------------------------------------------------------- */

static void
expect(const struct reader *who, int kind, int n, const char *page, bool told)
{
	bool has = r.body != NULL && strstr(r.body, secret(kind, n)) != NULL;

	if (has != told)
		fail_msg("%s of %s: {%s} is%s told to %s", page, record_kinds[kind].name, samples[kind][n].body, has ? "" : " not", who->name);
}

static void
expect_all(const struct reader *who, const char *page, bool (*told)(const struct reader *, int kind, int n))
{
	for (int kind = 0; kind < KIND_COUNT; kind++)
		for (int n = 0; n < SAMPLES && samples[kind][n].body != NULL; n++)
			expect(who, kind, n, page, told(who, kind, n));
}

static bool
by_place(const struct reader *who, int kind, int n)
{
	return is_told(who, samples[kind][n].told);
}

static bool
never(const struct reader *who, int kind, int n)
{
	(void)who;
	(void)kind;
	(void)n;
	return false;
}

static void
ask_stream(const struct reader *who, const char *path)
{
	get(who, path);
	assert_int_equal(r.status, 200);
	expect_all(who, path, by_place);
}

static void
ask_none(const struct reader *who, const char *path)
{
	get(who, path);
	assert_int_equal(r.status, 200);
	expect_all(who, path, never);
}

static void
ask_record(const struct reader *who, const char *path)
{
	char at[256];

	(void)path;
	for (int kind = 0; kind < KIND_COUNT; kind++)
		for (int n = 0; n < SAMPLES && samples[kind][n].body != NULL; n++) {
			snprintf(at, sizeof at, "/v1/c/530521/records/%s/%s", record_kinds[kind].name, id_of(kind, n));
			get(who, at);
			assert_int_equal(r.status, by_place(who, kind, n) ? 200 : 404);
			expect(who, kind, n, at, by_place(who, kind, n));
		}
}

static void
ask_history(const struct reader *who, const char *path)
{
	char at[256];

	(void)path;
	for (int kind = 0; kind < KIND_COUNT; kind++)
		for (int n = 0; n < SAMPLES && samples[kind][n].body != NULL; n++) {
			snprintf(at, sizeof at, "/v1/c/530521/records/%s/%s/history", record_kinds[kind].name, id_of(kind, n));
			get(who, at);
			assert_int_equal(r.status, by_place(who, kind, n) ? 200 : 404);
			for (int e = 0; e < SAMPLES; e++)
				if (!by_place(who, KIND_EVENT, e))
					expect(who, KIND_EVENT, e, at, false);
		}
	get(who, "/v1/c/530521/records/division/530521/history");
	expect(who, KIND_EVENT, 6, "history", who->bit == EVERY);
}

static int
lines_of(const char *text, int kind)
{
	char want[96];
	int n = 0;

	snprintf(want, sizeof want, "{\"kind\":\"%s\",", record_kinds[kind].name);
	for (const char *p = text; (p = strstr(p, want)) != NULL; p++)
		n++;
	return n;
}

/* As many as the snapshot has, which has been looked through. */
static void
ask_digest(const struct reader *who, const char *path)
{
	char at[128], *snapshot;

	(void)path;
	get(who, "/v1/c/530521/snapshot");
	snapshot = strdup(r.body);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		snprintf(at, sizeof at, "/v1/c/530521/digest?kind=%s", record_kinds[kind].name);
		get(who, at);
		assert_int_equal(cJSON_GetObjectItem(r.json, "n")->valueint, lines_of(snapshot, kind));
	}
	free(snapshot);
}

/* Every step of the flow on every record, on a revision that is not the record's: the answer to that brings the record. */
static void
ask_op(const struct reader *who, const char *path)
{
	static int op = 1;
	char record[256];

	(void)path;
	for (int i = 0; i < flow_verb_count; i++)
		for (int n = 0, kind = (int)flow_verbs[i].kind; n < SAMPLES && samples[kind][n].body != NULL; n++) {
			snprintf(record, sizeof record, "%s/%s", record_kinds[kind].name, id_of(kind, n));
			reply_clear(&r);
			r = county_op(&county, who->name, op++, flow_verbs[i].name, record, 7, "{\"note\":\"x\"}");
			if (!by_place(who, kind, n))
				expect_all(who, record, never);
			assert_true(r.status >= 400);
		}
}

static void
ask_others_op(const struct reader *who, const char *path)
{
	(void)path;
	if (strcmp(who->name, "duty") == 0) {
		county_issue(&county, "own", "OPEN", 103, "SELF", "");
		reply_clear(&r);
		r = county_op(&county, "duty", 0xf0000, "comment", "issue/own", 1, "{\"note\":\"秘\"}");
		assert_int_equal(r.status, 200);
	}
	get(who, "/v1/c/530521/ops/01926d3e-0000-7000-8000-0000000f0000");
	assert_int_equal(r.status, strcmp(who->name, "duty") == 0 ? 200 : 404);
}

static const struct { const char *path; void (*ask)(const struct reader *who, const char *path); } pages[] = {
	{ "/v1/hello", ask_none }, { "/v1/health", ask_none }, { "/metrics", ask_none }, { "/v1/openapi.json", ask_none },
	{ "/v1/c/{county}/snapshot", ask_stream }, { "/v1/c/{county}/changes", ask_stream },
	{ "/v1/c/{county}/records/{kind}/{id}", ask_record }, { "/v1/c/{county}/records/{kind}/{id}/history", ask_history },
	{ "/v1/c/{county}/digest", ask_digest }, { "/v1/c/{county}/ops", ask_op }, { "/v1/c/{county}/ops/{op}", ask_others_op },
};

static void
ask_page(const char *page)
{
	char path[128];
	size_t i;

	for (i = 0; i < sizeof pages / sizeof *pages && strcmp(pages[i].path, page) != 0; i++)
		;
	if (i == sizeof pages / sizeof *pages)
		fail_msg("the hub has a page %s that this test does not ask for", page);
	snprintf(path, sizeof path, "%s%s", strncmp(page, "/v1/c/{county}", 14) == 0 ? "/v1/c/530521" : page,
	         strncmp(page, "/v1/c/{county}", 14) == 0 ? page + 14 : "");
	for (size_t w = 0; w < sizeof readers / sizeof *readers; w++)
		pages[i].ask(&readers[w], path);
}

static void
scope__every_kind__every_page__every_reader(void **state)
{
	const cJSON *page;
	cJSON *api;

	(void)state;
	put_samples();
	get(&readers[0], "/v1/openapi.json");
	api = cJSON_Duplicate(cJSON_GetObjectItem(r.json, "paths"), true);
	assert_true(cJSON_GetArraySize(api) >= (int)(sizeof pages / sizeof *pages));
	cJSON_ArrayForEach(page, api)
		ask_page(page->string);
	cJSON_Delete(api);
}

/* What the console goes by when it says whose totals it shows. */
static void
scope__hello__says_what_is_sent(void **state)
{
	static const struct { const char *name, *sees; } told[] = {
		{ "duty", "[\"530521\"]" }, { "watcher", "[\"530521\"]" }, { "town", "[\"530521101\",\"@G1\"]" }, { "viewer", "[\"530521102\"]" },
		{ "two", "[\"530521102\",\"530521103\",\"@G2\"]" }, { "other", "[\"610101\"]" }, { "nowhere", "[\"@\"]" },
	};
	char want[128];

	(void)state;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		reply_clear(&r);
		r = county_get(&county, told[i].name, "/v1/hello", NULL);
		snprintf(want, sizeof want, "\"sees\":%s", told[i].sees);
		if (strstr(r.body, want) == NULL)
			fail_msg("%s: %s is not in %s", told[i].name, want, r.body);
	}
}

/* In any order: what lends its place may come after what goes by it, as in a pack's files. */
static void
scope__backwards__the_same_readers(void **state)
{
	(void)state;
	for (int kind = KIND_COUNT - 1; kind >= 0; kind--)
		for (int n = SAMPLES - 1; n >= 0; n--)
			if (samples[kind][n].body != NULL)
				put_sample(kind, n, id_of(kind, n));
	for (size_t w = 0; w < sizeof readers / sizeof *readers; w++)
		ask_stream(&readers[w], "/v1/c/530521/snapshot");
}

static void
scope__bulk__the_same_readers(void **state)
{
	(void)state;
	assert_int_equal(hub_db_bulk(county.other, true), 0);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		for (int n = 0; n < SAMPLES && samples[kind][n].body != NULL; n++)
			put_sample(kind, n, id_of(kind, n));
	assert_int_equal(hub_db_bulk(county.other, false), 0);
	for (size_t w = 0; w < sizeof readers / sizeof *readers; w++)
		ask_stream(&readers[w], "/v1/c/530521/snapshot");
}

/* A file of an older hub, which kept other places, is gone through by the first who opens it to write; and who was
 * told too much by that hub begins anew. */
static void
scope__older_file__the_same_readers(void **state)
{
	sqlite3 *db;
	char epoch[64], path[300];

	(void)state;
	put_samples();
	county_stop(&county);
	assert_int_equal(sqlite3_open(county.db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE record SET division = NULL, object = NULL; PRAGMA user_version = 3", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	county_serve(&county, 0);
	for (size_t w = 0; w < sizeof readers / sizeof *readers; w++)
		ask_stream(&readers[w], "/v1/c/530521/snapshot");
	assert_int_equal(hub_db_meta_get(county.other, "epoch", epoch, sizeof epoch), 0);
	snprintf(path, sizeof path, "/v1/c/530521/changes?since=c1.%s.530521.3aba3d0b.1", epoch);
	get(town, path);
	assert_int_equal(r.status, 410);
	assert_string_equal(reply_problem(&r), "scope-changed");
}

/* ---- moving ------------------------------------------------------------- */

static void
mark_of(const struct reader *who, char out[300])
{
	const char *mark, *last = NULL;

	get(who, "/v1/c/530521/changes");
	for (const char *p = r.body; (mark = strstr(p, "{\"mark\":\"")) != NULL; p = mark + 1)
		last = mark;
	assert_non_null(last);
	snprintf(out, 300, "/v1/c/530521/changes?since=%.*s", (int)strcspn(last + 9, "\""), last + 9);
}

/* What has left says so and no more; whom it comes to has it. */
static void
expect_move(const char *from_town, const char *from_two, int kind, const char *id)
{
	char line[200], secrets[32];

	snprintf(secrets, sizeof secrets, "：%s", record_kinds[kind].name);
	get(town, from_town);
	snprintf(line, sizeof line, "{\"kind\":\"%s\",\"id\":\"%s\",", record_kinds[kind].name, id);
	if (r.status != 200 || strstr(r.body, line) == NULL || strstr(strstr(r.body, line), "\"gone\":\"scope\"") == NULL)
		fail_msg("%s left %s, and its reader is told: %ld %s", id, town->name, r.status, r.body);
	if (strstr(r.body, secrets) != NULL)
		fail_msg("%s left %s, and its reader is told what it says: %s", id, town->name, r.body);
	get(two, from_two);
	if (strstr(r.body, line) == NULL || strstr(strstr(r.body, line), secrets) == NULL)
		fail_msg("%s came to %s, which is told: %s", id, two->name, r.body);
}

/* From 101 to 102, and from everybody's or nobody's to 102. */
static void
scope__moved__gone_where_it_was_and_there_where_it_is(void **state)
{
	char from_town[300], from_two[300];

	(void)state;
	put_samples();
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (samples[kind][0].told == EVERY)
			continue;
		for (int from = 0; from < SAMPLES && samples[kind][from].body != NULL; from++) {
			if (!is_told(town, samples[kind][from].told) || from == 1)
				continue;
			put_sample(kind, from, "m");
			mark_of(town, from_town);
			mark_of(two, from_two);
			put_sample(kind, 1, "m");
			expect_move(from_town, from_two, kind, "m");
		}
	}
}

/* What goes by another record's place goes along, through as many as there are. */
static void
scope__moved__takes_along_what_goes_by_it(void **state)
{
	static const struct { enum kind kind; const char *id, *to; enum kind with; const char *body; } moves[] = {
		{ KIND_ISSUE, "i", AT_102, KIND_EVENT, "\"object_kind\":\"issue\",\"object\":\"i\"," AT_101 },
		{ KIND_ENTRY, "e", AT_102, KIND_DUTY_RUN, COUNTY ",\"event\":\"entry:e\"" },
		{ KIND_ENTRY, "e2", AT_102, KIND_EVENT, "\"object_kind\":\"duty_run\",\"object\":\"run\"," COUNTY },
		{ KIND_TASK, "t", AT_102, KIND_TASK, "\"parent\":\"t\"" },
		{ KIND_INSTITUTION, "h", AT_102, KIND_CHECK_MARK, "\"institution\":\"h\"" },
	};
	char from_town[300], from_two[300], body[256];

	(void)state;
	county_put(&county, KIND_DUTY_RUN, "run", "{" COUNTY ",\"event\":\"entry:e2\"}");
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		county_put(&county, moves[i].kind, moves[i].id, "{" AT_101 "}");
		snprintf(body, sizeof body, "{%s,\"note\":\"秘：%s\"}", moves[i].body, record_kinds[moves[i].with].name);
		county_put(&county, moves[i].with, "with", body);
		mark_of(town, from_town);
		mark_of(two, from_two);
		snprintf(body, sizeof body, "{%s}", moves[i].to);
		county_put(&county, moves[i].kind, moves[i].id, body);
		expect_move(from_town, from_two, (int)moves[i].with, "with");
	}
}

/* A parent that is its own child's child: nothing turns in circles. */
static void
scope__circle_of_parents__ends(void **state)
{
	(void)state;
	county_put(&county, KIND_TASK, "a", "{\"parent\":\"b\"}");
	county_put(&county, KIND_TASK, "b", "{\"parent\":\"a\"}");
	county_put(&county, KIND_TASK, "a", "{" AT_101 "}");
	county_put(&county, KIND_TASK, "a", "{\"parent\":\"b\",\"pct\":1}");
	county_put(&county, KIND_TASK, "b", "{" AT_102 "}");
	get(town, "/v1/c/530521/records/task/a");
	assert_int_equal(r.status, 404);
}

/* A group's own is not told any more to whom its last division has been taken from, and its cursor dies. */
static void
scope__assignment_ended__another_scope(void **state)
{
	char from_two[300];

	(void)state;
	put_samples();
	mark_of(two, from_two);
	county_put(&county, KIND_SUP_ASSIGN, "A2", "{\"sup_group\":\"G2\",\"division\":\"530521102\",\"valid_to\":\"2020-06-17\"}");
	get(two, from_two);
	assert_int_equal(r.status, 410);
	get(two, "/v1/c/530521/snapshot");
	expect(two, KIND_ENTRY, 1, "snapshot", false);
	expect(two, KIND_SUP_REPORT, 1, "snapshot", true);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(scope__every_kind__every_page__every_reader), T(scope__hello__says_what_is_sent), T(scope__backwards__the_same_readers), T(scope__bulk__the_same_readers),
		T(scope__older_file__the_same_readers), T(scope__moved__gone_where_it_was_and_there_where_it_is), T(scope__moved__takes_along_what_goes_by_it),
		T(scope__circle_of_parents__ends), T(scope__assignment_ended__another_scope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
