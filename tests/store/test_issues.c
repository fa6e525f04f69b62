#include "tests/support/test.h"

#include <locale.h>
#include <sqlite3.h>

#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "store/cache/db.h"
#include "store/read/issues.h"
#include "tests/support/packs.h"

enum { ROWS = 3000 };

static sqlite3 *db;
static struct store *st;
static struct calendar cal;
static struct issues_view view;
static struct issues *q;

static void
run(const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

static long
one(const char *sql)
{
	sqlite3_stmt *s;
	long n;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = (long)sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

/* Three townships, every state, five sources, deadlines over 120 days around 2020-06-18; the same every time. */
static const char fill_sql[] =
	"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)"
	"INSERT INTO issue (id, rev, title, status, division, deadline, source, resp_post, returned, village) SELECT "
	"printf('2020-%04d', i), 1, CASE WHEN i % 7 = 0 THEN '慢病卡超期未年审' WHEN i = 2977 THEN '孤例一件' ELSE '结算清单缺签字' END || (i % 50),"
	"CASE i * 7 % 11 WHEN 0 THEN 'OPEN' WHEN 1 THEN 'ACKED' WHEN 2 THEN 'IN_PROGRESS' WHEN 3 THEN 'SUBMITTED' WHEN 4 THEN 'VERIFIED' "
	"WHEN 5 THEN 'REOPENED' WHEN 6 THEN 'SUSPENDED' WHEN 7 THEN 'DRAFT' WHEN 8 THEN 'RETURNED_ASSIGN' WHEN 9 THEN 'CANCELLED' ELSE 'CLOSED' END,"
	"'53052110' || (1 + i * 13 % 3), date('2020-04-20', '+' || (i * 37 % 120) || ' days'),"
	"CASE i / 3 % 3 WHEN 0 THEN 'SELF' ELSE 'AUDIT' END, 'yg-office', i % 4,"
	"CASE WHEN i % 10 = 0 THEN '53052110' || (1 + i * 13 % 3) || '201' END FROM n;"
	"UPDATE issue SET source = 'HOTLINE' WHERE pk % 5 = 1; UPDATE issue SET source = 'COVERT' WHERE pk = 77;"
	"INSERT INTO division (id, rev, level, name, short, pinyin, initials) VALUES"
	"('530521101',1,4,'甸阳镇','甸阳','dianyang','dy'), ('530521102',1,4,'由旺镇','由旺','youwang','yw'),"
	"('530521103',1,4,'姚关镇','姚关','yaoguan','yg'), ('530521103201',1,5,'某村','某村','moucun','mc');"
	"INSERT INTO term (id, rev, list, code, name) VALUES ('source:SELF',1,'source','SELF','自查发现'),"
	"('source:AUDIT',1,'source','AUDIT','审计指出'), ('source:HOTLINE',1,'source','HOTLINE','热线反映'), ('source:COVERT',1,'source','COVERT','暗访');"
	"INSERT INTO post (id, rev, name) VALUES ('yg-office',1,'姚关医保办专员');";

static int
setup(void **state)
{
	(void)state;
	q = calloc(1, sizeof *q);
	view = (struct issues_view){ civil_parse("2020-06-18"), false, &cal, &room_rules_default };
	db = stage_memory(fill_sql);
	run("ATTACH ':memory:' AS box; CREATE TABLE box.op (uuid TEXT, place INTEGER, kind TEXT, id TEXT, verb TEXT, state TEXT,"
	    "attempts INTEGER, acked_rev INTEGER, args TEXT, reason TEXT, at INTEGER, title TEXT)");
	assert_non_null(st = store_adopt(db));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	store_close(st);
	free(q);
	return 0;
}

static void
resolve(const char *text, enum issue_order order)
{
	struct filter f;
	char error[512] = "";

	assert_int_equal(filter_parse(&f, text, error, sizeof error), 0);
	if (issues_resolve(q, st, &f, order, &view, error, sizeof error) != 0)
		fail_msg("%s: %s", text, error);
}

/* All ids in one direction, fetched by pages of `page`, blank-separated; yours to free. */
static char *
walk(int direction, int page, int *count)
{
	struct issue_key at = direction > 0 ? issues_begin(q) : issues_end(q);
	struct issue_row *rows = calloc((size_t)page, sizeof *rows);
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	bool end = false;
	int n;

	*count = 0;
	while (!end) {
		assert_true((n = issues_fetch(st, q, &at, direction, rows, page, &end)) >= 0);
		for (int i = 0; i < n; i++)
			fprintf(out, "%s ", rows[i].key.id);
		*count += n;
	}
	fclose(out);
	free(rows);
	return text;
}

static char *
ids(const char *where_order)
{
	char sql[1024], *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	sqlite3_stmt *s;

	snprintf(sql, sizeof sql, "SELECT id FROM issue WHERE %s", where_order);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		fprintf(out, "%s ", (const char *)sqlite3_column_text(s, 0));
	fclose(out);
	sqlite3_finalize(s);
	return text;
}

#define LIVE "status NOT IN ('CLOSED','CANCELLED','SUSPENDED')"

static const struct { const char *filter; enum issue_order order; const char *plain; } cases[] = {
	{ "", ISSUES_BY_OVERDUE, LIVE " ORDER BY deadline, id" },
	{ "逾期>0", ISSUES_BY_OVERDUE, LIVE " AND deadline < '2020-06-18' ORDER BY deadline, id" },
	{ "逾期>=8 逾期<=15", ISSUES_BY_OVERDUE, LIVE " AND deadline BETWEEN '2020-06-03' AND '2020-06-10' ORDER BY deadline, id" },
	{ "逾期=0", ISSUES_BY_OVERDUE, LIVE " AND deadline >= '2020-06-18' ORDER BY deadline, id" },
	{ "逾期!=3", ISSUES_BY_OVERDUE, LIVE " AND deadline <> '2020-06-15' ORDER BY deadline, id" },
	{ "期限<3", ISSUES_BY_OVERDUE, LIVE " AND deadline < '2020-06-21' ORDER BY deadline, id" },
	{ "期限>2020-07-01", ISSUES_BY_OVERDUE, LIVE " AND deadline > '2020-07-01' ORDER BY deadline, id" },
	{ "乡镇:姚关", ISSUES_BY_OVERDUE, LIVE " AND division = '530521103' ORDER BY deadline, id" },
	{ "乡镇:yg 逾期>0", ISSUES_BY_OVERDUE, LIVE " AND division = '530521103' AND deadline < '2020-06-18' ORDER BY deadline, id" },
	{ "乡镇:某村", ISSUES_BY_OVERDUE, LIVE " AND village = '530521103201' ORDER BY deadline, id" },
	{ "乡镇:姚关,甸阳", ISSUES_BY_OVERDUE, LIVE " AND division IN ('530521103', '530521101') ORDER BY deadline, id" },
	{ "乡镇!=姚关", ISSUES_BY_OVERDUE, LIVE " AND division <> '530521103' ORDER BY deadline, id" },
	{ "来源:自查", ISSUES_BY_OVERDUE, LIVE " AND source = 'SELF' ORDER BY deadline, id" },
	{ "来源:SELF 乡镇:yw", ISSUES_BY_OVERDUE, LIVE " AND source = 'SELF' AND division = '530521102' ORDER BY deadline, id" },
	{ "状态:VERIFIED", ISSUES_BY_OVERDUE, "status = 'VERIFIED' ORDER BY deadline, id" },
	{ "状态:CLOSED", ISSUES_BY_OVERDUE, "status = 'CLOSED' ORDER BY deadline, id" },
	{ "状态:unclosed", ISSUES_BY_OVERDUE, "status NOT IN ('CLOSED','CANCELLED') ORDER BY status = 'SUSPENDED', deadline, id" },
	{ "状态!=OPEN 状态:live", ISSUES_BY_OVERDUE, LIVE " AND status <> 'OPEN' ORDER BY deadline, id" },
	{ "慢病", ISSUES_BY_OVERDUE, LIVE " AND instr(title, '慢病') > 0 ORDER BY deadline, id" },
	{ "!慢病 退回>=2", ISSUES_BY_OVERDUE, LIVE " AND instr(title, '慢病') = 0 AND returned >= 2 ORDER BY deadline, id" },
	{ "责任人:专员", ISSUES_BY_OVERDUE, LIVE " ORDER BY deadline, id" },
	{ "", ISSUES_NEWEST, LIVE " ORDER BY id DESC" },
	{ "状态:all 期限<0", ISSUES_NEWEST, "deadline < '2020-06-18' ORDER BY id DESC" },
	{ "", ISSUES_BY_TOWNSHIP, LIVE " ORDER BY division, deadline, id" },
	{ "来源:审计", ISSUES_BY_TOWNSHIP, LIVE " AND source = 'AUDIT' ORDER BY division, deadline, id" },
	{ "乡镇:姚关", ISSUES_BY_STATUS, LIVE " AND division = '530521103' ORDER BY CASE status WHEN 'DRAFT' THEN 0 WHEN 'OPEN' THEN 1 "
	  "WHEN 'ACKED' THEN 2 WHEN 'RETURNED_ASSIGN' THEN 3 WHEN 'IN_PROGRESS' THEN 4 WHEN 'SUBMITTED' THEN 5 WHEN 'VERIFIED' THEN 6 ELSE 7 END, deadline, id" },
};

/* Whatever the page size and direction, the window says what a plain query says. */
static void
issues__fetch__same_rows_as_a_plain_query(void **state)
{
	static const int pages[] = { 1, 7, 40, 5000 };

	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		char *plain = ids(cases[c].plain), *there, *back, *reversed;
		int n, m;
		resolve(cases[c].filter, cases[c].order);
		for (size_t p = 0; p < 4; p++) {
			there = walk(1, pages[p], &n);
			if (strcmp(there, plain) != 0)
				fail_msg("case %zu (%s), pages of %d: rows differ: %.60s / %.60s", c, cases[c].filter, pages[p], there, plain);
			back = walk(-1, pages[p], &m);
			assert_int_equal(n, m);
			reversed = calloc(1, strlen(back) + 1);
			for (int i = n - 1; i >= 0; i--)
				strncat(reversed, back + i * 10, 10);
			assert_string_equal(reversed, plain);
			free(there);
			free(back);
			free(reversed);
		}
		if (n == 0)
			fail_msg("case %zu (%s) tries nothing", c, cases[c].filter);
		free(plain);
	}
}

static void
issues__count__exact_or_a_lower_bound(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		char sql[1024], where[900];
		long n;
		snprintf(where, sizeof where, "%s", cases[c].plain);
		*strstr(where, " ORDER BY") = '\0';
		snprintf(sql, sizeof sql, "SELECT count(*) FROM issue WHERE %s", where);
		n = one(sql);
		resolve(cases[c].filter, cases[c].order);
		assert_int_equal(issues_count(st, q), 0);
		if (q->exact ? q->shown != n : q->shown > n)
			fail_msg("%s: counted %ld%s, there are %ld", cases[c].filter, q->shown, q->exact ? "" : "+", n);
		assert_int_equal(q->all, one("SELECT count(*) FROM issue WHERE " LIVE));
	}
	resolve("", ISSUES_BY_OVERDUE);
	issues_count(st, q);
	assert_true(q->exact);
	resolve("乡镇:姚关 逾期>0", ISSUES_BY_TOWNSHIP);
	issues_count(st, q);
	assert_true(q->exact);
}

static void
issues__count__kept_through_changes(void **state)
{
	(void)state;
	run("UPDATE issue SET status = 'CLOSED' WHERE id = '2020-0000'; UPDATE issue SET deadline = '2020-06-01', division = '530521101', village = NULL WHERE id < '2020-0050';"
	    "DELETE FROM issue WHERE id > '2020-2990';"
	    "INSERT INTO issue (id, rev, title, status, division, deadline, source) VALUES ('2021-0001', 1, 't', 'OPEN', '530521101', '2020-06-17', 'SELF')");
	issues__count__exact_or_a_lower_bound(state);
	assert_int_equal(one("SELECT count(*) FROM (SELECT status, deadline, n FROM issue_day WHERE n <> 0 EXCEPT "
	                     "SELECT status, deadline, count(*) FROM issue GROUP BY 1, 2)"), 0);
}

static void
issues__sections__fold_and_skip(void **state)
{
	int all, n, first;
	char *text;

	(void)state;
	resolve("逾期>0", ISSUES_BY_OVERDUE);
	issues_count(st, q);
	assert_int_equal(q->section_count, AGE_BUCKETS);
	assert_int_equal(q->sections[0].age, AGE_BUCKETS - 1);
	free(walk(1, 50, &all));
	first = (int)q->sections[0].count;
	q->sections[0].folded = true;
	text = walk(1, 50, &n);
	assert_int_equal(n, all - first);
	free(text);
	text = walk(-1, 50, &n);
	assert_int_equal(n, all - first);
	free(text);
}

static void
bad(const char *text, const char *names)
{
	struct filter f;
	char error[512] = "";

	assert_int_equal(filter_parse(&f, text, error, sizeof error), 0);
	assert_int_equal(issues_resolve(q, st, &f, ISSUES_BY_OVERDUE, &view, error, sizeof error), -1);
	if (strstr(error, names) == NULL)
		fail_msg("the error \"%s\" does not name \"%s\"", error, names);
}

static void
issues__resolve__errors_name_the_word_and_what_there_is(void **state)
{
	(void)state;
	bad("乡镇:火星", "火星");
	bad("乡镇:火星", "姚关");
	bad("来源:占卜", "审计指出");
	bad("状态:睡觉", "睡觉");
	bad("灯:粉", "粉");
}

/* How many rows a filter leaves, as many as SQL says. */
static void
leaves(const char *filter, const char *sql)
{
	int n;

	resolve(filter, ISSUES_BY_OVERDUE);
	free(walk(1, 50, &n));
	if (n != one(sql) || n == 0)
		fail_msg("%s: %d rows, %ld by %s", filter, n, one(sql), sql);
}

static void
issues__resolve__a_word_alone_is_the_place_state_source_or_post_of_that_name(void **state)
{
	(void)state;
	leaves("姚关", "SELECT count(*) FROM issue WHERE " LIVE " AND division = '530521103'");
	leaves("yg", "SELECT count(*) FROM issue WHERE " LIVE " AND division = '530521103'");
	leaves("CLOSED", "SELECT count(*) FROM issue WHERE status = 'CLOSED'");
	leaves("!IN_PROGRESS", "SELECT count(*) FROM issue WHERE status <> 'IN_PROGRESS'");
	leaves("暗访", "SELECT count(*) FROM issue WHERE " LIVE " AND source = 'COVERT'");
	leaves("姚关医保办专员 甸阳", "SELECT count(*) FROM issue WHERE " LIVE " AND resp_post = 'yg-office' AND division = '530521101'");
	leaves("慢病", "SELECT count(*) FROM issue WHERE " LIVE " AND instr(title, '慢病') > 0");
	run("UPDATE issue SET title = '姚关来信' WHERE id = '2020-0015'");
	leaves("标题:姚关 状态:全部", "SELECT count(*) FROM issue WHERE instr(title, '姚关') > 0");
}

static void
issues__find__walks_on_and_ends(void **state)
{
	struct issue_key at;
	struct issue_row *row = calloc(1, sizeof *row);
	bool end;
	int hits = 0;

	(void)state;
	resolve("", ISSUES_BY_OVERDUE);
	at = issues_begin(q);
	while (issues_find(st, q, "慢病", &at, 1, row, &end) == 1) {
		assert_non_null(strstr(row->title, "慢病"));
		hits++;
	}
	assert_true(end);
	assert_int_equal(hits, one("SELECT count(*) FROM issue WHERE " LIVE " AND instr(title, '慢病') > 0"));
	at = issues_begin(q);
	assert_int_equal(issues_find(st, q, "yaoguan", &at, 1, row, &end), 1);
	assert_string_equal(row->division, "530521103");
	at = issues_begin(q);
	assert_int_equal(issues_find(st, q, "manbing", &at, 1, row, &end), 1);
	assert_non_null(strstr(row->title, "慢病"));
	at = issues_end(q);
	assert_int_equal(issues_find(st, q, NULL, &at, -1, row, &end), 1);
	assert_int_equal(row->overdue, 1);
	at = issues_begin(q);
	assert_int_equal(issues_find(st, q, "没有这个词", &at, 1, row, &end), 0);
	free(row);
}

/* A needle that a million rows may hide is looked for in bites. */
static void
issues__fetch__stops_at_its_budget_and_goes_on(void **state)
{
	struct issue_key at;
	struct issue_row *row = calloc(4, sizeof *row);
	bool end = false;
	int calls = 0, n = 0;

	(void)state;
	run("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
	    "INSERT INTO issue (id, rev, title, status, division, deadline, source) SELECT printf('A-%05d', i), 1, 'x', 'OPEN', '530521101', '2020-01-01', 'SELF' FROM n;"
	    "UPDATE issue SET title = 'needle' WHERE id = 'A-09999'");
	resolve("needle", ISSUES_BY_OVERDUE);
	for (at = issues_begin(q); n == 0 && !end; calls++)
		n = issues_fetch(st, q, &at, 1, row, 4, &end);
	assert_int_equal(n, 1);
	assert_string_equal(row[0].key.id, "A-09999");
	assert_true(calls >= 5 && calls <= 8);
	resolve("来源:SELF", ISSUES_BY_OVERDUE);
	assert_int_equal(issues_count(st, q), 0);
	assert_false(q->exact);
	assert_true(q->shown >= 1000);
	free(row);
}

static void
issues__row__overlay_and_reread(void **state)
{
	struct issue_row *row = calloc(1, sizeof *row);

	(void)state;
	resolve("", ISSUES_BY_OVERDUE);
	run("INSERT INTO box.op VALUES ('u1', 1, 'issue', '2020-0002', 'close', 'pending', 0, NULL, '{}', NULL, 0, ''),"
	    "('u2', 2, 'issue', '2020-0003', 'close', 'acked', 1, 1, '{}', NULL, 0, ''), ('u3', 3, 'issue', '2020-0004', 'urge', 'conflict', 1, NULL, '{}', NULL, 0, '')");
	snprintf(row->key.id, sizeof row->key.id, "2020-0002");
	assert_int_equal(issues_reread(st, q, row), 0);
	assert_string_equal(row->pending, "close");
	assert_string_equal(row->pending_uuid, "u1");
	snprintf(row->key.id, sizeof row->key.id, "2020-0003");
	assert_int_equal(issues_reread(st, q, row), 0);
	assert_string_equal(row->pending, "");            /* the cache has reached the revision it made */
	snprintf(row->key.id, sizeof row->key.id, "2020-0004");
	assert_int_equal(issues_reread(st, q, row), 0);
	assert_string_equal(row->pending_state, "conflict");
	snprintf(row->key.id, sizeof row->key.id, "none");
	assert_int_equal(issues_reread(st, q, row), 1);
	assert_true(row->gone);
	resolve("状态:CLOSED", ISSUES_BY_OVERDUE);
	assert_int_equal(issues_locate(st, q, "2020-0002", row), one("SELECT status = 'CLOSED' FROM issue WHERE id = '2020-0002'"));
	free(row);
}

static void
issues__lamps__filter_by_colour(void **state)
{
	struct issue_key at;
	struct issue_row *row = calloc(1, sizeof *row);
	bool end = false;
	int n = 0;

	(void)state;
	resolve("灯:黄", ISSUES_BY_OVERDUE);
	for (at = issues_begin(q); !end;)
		if (issues_fetch(st, q, &at, 1, row, 1, &end) == 1) {
			assert_int_equal(row->lamp, LAMP_YELLOW);
			n++;
		}
	assert_true(n > 0);
	resolve("灯:蓝", ISSUES_BY_OVERDUE);
	at = issues_edge(q, q->section_count - 1, 1);
	assert_int_equal(issues_fetch(st, q, &at, 1, row, 1, &end), 1);
	assert_string_equal(row->status, "CLOSED");
	free(row);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(issues__fetch__same_rows_as_a_plain_query, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__count__exact_or_a_lower_bound, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__count__kept_through_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__sections__fold_and_skip, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__resolve__errors_name_the_word_and_what_there_is, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__resolve__a_word_alone_is_the_place_state_source_or_post_of_that_name, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__find__walks_on_and_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__fetch__stops_at_its_budget_and_goes_on, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__row__overlay_and_reread, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__lamps__filter_by_colour, setup, teardown),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
