#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/room/civil.h"
#include "store/measure/checks.h"
#include "store/cache/db.h"
#include "store/measure/params.h"
#include "tests/support/packs.h"

/* The checks of the report's own figures, and the verdict each must come out with.  (CHK26, 27, 28 and 30 were made of
 * constants of other documents alone: none could ever fail.) */
static const struct { const char *id, *verdict, *computed; int decimals; int64_t divide; } printed[] = {
	{ "CHK01", "ROUNDING", "46446.5", 1, 1000000 }, { "CHK02", "ROUNDING", "92.17", 2, 0 },
	{ "CHK03", "ROUNDING", "11880.7", 1, 1000000 }, { "CHK04", "ROUNDING", "86.59", 2, 0 },
	{ "CHK05", "EXACT", "146", 0, 10000 }, { "CHK06", "ROUNDING", "98.01", 2, 0 },
	{ "CHK07", "ROUNDING", "98.97", 2, 0 }, { "CHK08", "ROUNDING", "1424696", 0, 1 },
	{ "CHK09", "CONFLICT", "146", 0, 10000 }, { "CHK10", "INFEASIBLE", "91.21", 2, 0 },
	{ "CHK11", "EXACT", "572449", 0, 1 }, { "CHK12", "EXACT", "105433", 0, 1000000 },
	{ "CHK13", "ROUNDING", "2267.514", 3, 1000000 }, { "CHK14", "DERIVED", "1445120", 0, 1 },
	{ "CHK15", "ROUNDING", "1431200", 0, 1 }, { "CHK16", "ALERT", "149.3", 1, 0 },
	{ "CHK17", "SUSPECT", "3612.8", 1, 1000000 }, { "CHK18", "ALERT", "50.06", 2, 0 },
	{ "CHK19", "CONFLICT", "93.62", 2, 0 }, { "CHK20", "ALERT", "62.34", 2, 0 },
	{ "CHK21", "ALERT", "91.94", 2, 0 }, { "CHK22", "ALERT", "84.96", 2, 0 },
	{ "CHK23", "CONFLICT", "180", 0, 1 }, { "CHK24", "GAP", NULL, 0, 0 },
	{ "CHK25", "EXACT", "31", 0, 1 }, { "CHK29", "SUSPECT", "2010", 0, 1 },
};
enum { PRINTED = sizeof printed / sizeof *printed };

static const struct check_row *
row_of(const struct checks *c, const char *id, const char *division)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->rows[i].id, id) == 0 && (*division == '\0' || strcmp(c->rows[i].division, division) == 0))
			return &c->rows[i];
	return NULL;
}

static void
checks_work__huoqiu__the_reports_own_figures(void **state)
{
	char error[256], text[48];
	struct store *st = store_open(stage_pack("huoqiu-2018"), NULL, error, sizeof error);
	struct measures *m = measures_open(st, "341522", civil_parse("2019-01-15"));
	struct checks c;

	(void)state;
	assert_int_equal(checks_work(m, st, false, &c), 0);
	for (int i = 0; i < PRINTED; i++) {
		const struct check_row *r = row_of(&c, printed[i].id, "");
		if (r == NULL)
			fail_msg("%s is not there", printed[i].id);
		if (strcmp(arith_verdict_name(r->result.verdict), printed[i].verdict) != 0)
			fail_msg("%s: %s, not %s (%s)", r->id, arith_verdict_name(r->result.verdict), printed[i].verdict, r->result.why);
		if (printed[i].computed == NULL)
			continue;
		rational_format(printed[i].divide > 0 ? rational_div(r->result.computed, rational(printed[i].divide, 1)) : rational_mul(r->result.computed, rational(100, 1)),
		                printed[i].decimals, false, text, sizeof text);
		if (strcmp(text, printed[i].computed) != 0)
			fail_msg("%s: %s, not %s", r->id, text, printed[i].computed);
	}
	for (int i = 0; i < c.count; i++)
		assert_int_not_equal(c.rows[i].result.verdict, ARITH_BROKEN);
	checks_clear(&c);
	measures_close(m);
	store_close(st);
}

/* Every figure the report prints is the value of an indicator of its own name, one for each definition. */
static void
measures__huoqiu__printed_figures_each_by_its_own_name(void **state)
{
	static const struct { const char *id; int64_t value; } figures[] = {
		{ "ip_actual_bp", 9200 }, { "chronic_actual_bp", 8660 }, { "cat_actual_bp", 5930 }, { "scope_bp", 7520 },
		{ "cases", 572449 }, { "paid", 105433000000 }, { "enrolled", 1431000 }, { "enrol_rate_printed", 9800 },
		{ "all_ip", 213813 }, { "cases_op", 358636 }, { "paid_ip", 86126000000 }, { "paid_op", 19307000000 },
		{ "ip_total", 50393000000 }, { "ip_paid", 46446400000 }, { "chronic_paid", 11880800000 },
		{ "chronic_cases", 335749 }, { "should", 1460000 }, { "should_police", 1430000 }, { "enrol_task", 1568849 },
		{ "cat_rate", 5000 }, { "recovered", 12431151 }, { "hosp_inspected", 42 }, { "pharm_inspected", 180 },
	};
	char error[256];
	struct store *s = store_open(stage_pack("huoqiu-2018"), NULL, error, sizeof error);
	struct measures *m = measures_open(s, "341522", civil_parse("2018-12-28"));
	struct measure_at year = { "341522", "2018", "" };
	struct measure v;

	(void)state;
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		measure_indicator(m, figures[i].id, &year, &v);
		if (measure_whole(&v) != figures[i].value || v.disputed)
			fail_msg("%s: %" PRId64 ", not %" PRId64, figures[i].id, measure_whole(&v), figures[i].value);
	}
	/* 25 and 50 yuan are prices: exact. */
	measure_formula(m, "HQ-CAT-04", &year, &v);
	assert_int_equal(rational_cmp(v.range.low, v.range.high), 0);
	measures_close(m);
	store_close(s);
}

/* ---- a county with something wrong of every kind ------------------------------------- */

static const char wrong_sql[] =
	"INSERT INTO task (id, rev, title, due, start, status) VALUES ('late', 1, 't', '2020-05-01', '2020-05-02', 'TODO'), ('fine', 1, 't', '2020-05-01', '2020-05-01', 'TODO');"
	"INSERT INTO division (id, rev, parent, level, name) VALUES ('530000101201', 1, '530000101', 5, 'v'), ('530000101202', 1, '530000102', 5, 'w');"
	"INSERT INTO issue (id, rev, title, status, division, deadline, source, village, found_at) VALUES ('there', 1, 'i', 'OPEN', '530000101', '2020-06-01', 'SELF', '530000101201', '2020-05-01'),"
	" ('elsewhere', 1, 'i', 'OPEN', '530000102', '2020-06-01', 'SELF', '530000101201', '2020-06-02');"
	"INSERT INTO figure (id, rev, indicator, name, period, division, value, unit) VALUES ('unlike', 1, 'heads', 'heads', '2020-03', '530000101', 3, 'case');"
	"INSERT INTO division (id, rev, level, name, valid_from) VALUES ('530000', 1, 3, 'county', '1949-10-01');"
	"INSERT INTO division (id, rev, parent, level, name, valid_from, valid_to, successor) VALUES ('530000101', 1, '530000', 4, 'A', '1949-10-01', NULL, NULL),"
	" ('530000102', 1, '530000', 4, 'B', '1949-10-01', NULL, NULL), ('530000103', 1, '530000', 4, 'C', '1949-10-01', '2019-06-30', '530000102');"
	"INSERT INTO indicator (id, rev, name, unit) VALUES ('heads', 1, 'heads', 'person'), ('heads_ytd', 1, 'heads ytd', 'person'), ('rate', 1, 'rate', 'bp'), ('money', 1, 'money', 'fen');"
	"INSERT INTO figure (id, rev, indicator, name, period, division, value, unit, precision) VALUES"
	" ('h0', 1, 'heads', 'heads', '2020-05', '530000', 160, 'person', 1), ('h1', 1, 'heads', 'heads', '2020-05', '530000101', 100, 'person', 1), ('h2', 1, 'heads', 'heads', '2020-05', '530000102', 50, 'person', 1),"
	" ('r1', 1, 'rate', 'rate', '2020-05', '530000101', 10400, 'bp', 10), ('r2', 1, 'rate', 'rate', '2020-05', '530000102', 9800, 'bp', 10),"
	" ('y4', 1, 'heads_ytd', 'y', '2020-04', '530000', 300, 'person', 1), ('y5', 1, 'heads_ytd', 'y', '2020-05', '530000', 150, 'person', 1),"
	" ('m4', 1, 'money', 'money', '2020-04', '530000', 5000, 'fen', 1), ('m5', 1, 'money', 'money', '2020-05', '530000', 50000000, 'fen', 1),"
	" ('old', 1, 'money', 'money', '2020-05', '530000103', 1, 'fen', 1), ('nowhere', 1, 'money', 'money', '2020-05', '999', 1, 'fen', 1),"
	" ('soon', 1, 'money', 'money', '2021-01', '530000', 60000000, 'fen', 1), ('twice', 1, 'heads', 'heads', '2020-05', '530000102', 50, 'person', 1);"
	"INSERT INTO settlement (id, rev, period, division, scope, svc, pop, cases, instant_cases, eligible_cases, total_fen, scope_fen, paid_fen, oop_fen, precision_fen) VALUES"
	" ('s1', 1, '2020-05', '530000', 'ALL', 'ALL', 'ALL', 10, 8, 9, 1000, 900, 800, 200, 1),"
	" ('s2', 1, '2020-04', '530000', 'ALL', 'ALL', 'ALL', 10, 9, 8, 1000, 1100, 1200, 100, 1),"
	" ('s3', 1, '2020-05', '530000', 'ALL', 'ALL', 'ALL', 10, 8, 9, 1000, 900, 800, 200, 1);"
	"INSERT INTO rule (id, rev, title, \"check\", expr, expect, each, unit) VALUES ('R1', 1, 'floor', 'LEAST', 'heads', '80', 'TOWNSHIP', 'person'),"
	" ('R2', 1, 'whole', 'MOST', 'heads', '159', 'COUNTY', 'person'), ('R3', 1, 'gone', 'MOST', 'missing-one', '1', 'COUNTY', 'person');"
	"INSERT INTO rule (id, rev, title, \"check\", expr, expect, each, class, unit) VALUES ('R4', 1, 'guarded', 'LEAST', 'heads', '80', 'TOWNSHIP', 'exited', 'person');"
	"UPDATE division SET class = iif(id = '530000102', 'exited', 'remaining') WHERE level = 4;"
	"INSERT INTO param (id, rev, key, value, unit, valid_from, valid_to) VALUES ('c1', 1, 'campaign_start', '2020-01-01', 'date', NULL, NULL), ('c2', 1, 'zero_day', '2020-06-30', 'date', NULL, NULL),"
	" ('k1', 1, 'kind', '180', 'yuan', '2019-01-01', '2020-03-31'), ('k2', 1, 'kind', '200', 'yuan', '2020-04-01', NULL), ('s1', 1, 'still', '1', '', '2019-01-01', '2020-03-31'), ('s2', 1, 'still', '1', '', '2020-04-01', NULL),"
	" ('l1', 1, 'late', '1', '', '2019-01-01', '2020-06-30'), ('l2', 1, 'late', '2', '', '2020-07-01', NULL), ('q1', 1, 'share', '9500', 'bp', '2020-01-01', NULL), ('q2', 1, 'share', '9750', 'bp', '2020-04-01', NULL), ('q3', 1, 'share', '9800', 'bp', '2020-09-01', NULL),"
	" ('d1', 1, 'deep', '5', '', NULL, NULL), ('d2', 1, 'deep@province', '6', '', NULL, NULL),"
	" ('hc', 1, 'hotline_city', '0875-2130900', '', NULL, NULL), ('hx', 1, 'hotline_county', '0871-8126475', '', NULL, NULL);"
	"INSERT INTO post (id, rev, name, unit) VALUES ('desk', 1, 'desk', 'office'), ('lone', 1, 'lone', NULL);"
	"UPDATE task SET owner_post = 'desk';"
	"INSERT INTO task (id, rev, title, due, status, owner_post, owner_unit) VALUES ('nobody', 1, 't', '2020-06-01', 'TODO', NULL, 'office'), ('nowhere', 1, 't', '2020-06-01', 'TODO', 'lone', NULL),"
	" ('housed', 1, 't', '2020-06-01', 'TODO', 'lone', 'office'), ('over', 1, 't', '2020-06-01', 'CHECKED', NULL, NULL);"
	"INSERT INTO sup_group (id, rev, name, lead_post, members) VALUES ('G1', 1, 'one', 'desk', '[\"desk\"]'), ('G2', 1, 'two', NULL, '[\"desk\"]'), ('G3', 1, 'three', 'desk', NULL);"
	"INSERT INTO division (id, rev, parent, level, name, poor) VALUES ('530000102203', 1, '530000102', 5, 'x', 3), ('530000101203', 1, '530000101', 5, 'y', 0);"
	"INSERT INTO sup_assign (id, rev, sup_group, division, valid_from, valid_to) VALUES ('a1', 1, 'G1', '530000102', '2020-01-01', NULL), ('a2', 1, 'G1', '530000101', '2020-01-01', '2020-06-17'),"
	" ('a3', 1, 'G1', '530000102203', NULL, NULL), ('a4', 1, 'G2', '530000102203', NULL, NULL), ('a5', 1, 'G1', '530000102203', '2020-02-01', NULL), ('a6', 1, 'G2', '530000102', '2020-06-19', NULL);";

static struct store *
open_wrong(void)
{
	return store_adopt(stage_memory(wrong_sql));
}

static void
assert_finds(const struct checks *c, const char *id, const char *record, const char *verdict)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->rows[i].id, id) == 0 && strcmp(c->rows[i].record, record) == 0) {
			assert_string_equal(arith_verdict_name(c->rows[i].result.verdict), verdict);
			return;
		}
	fail_msg("%s does not find %s", id, record);
}

static int
count_of(const struct checks *c, const char *id)
{
	int n = 0;

	for (int i = 0; i < c->count; i++)
		n += strcmp(c->rows[i].id, id) == 0;
	return n;
}

static void
checks_work__data__finds_what_is_wrong_and_nothing_else(void **state)
{
	struct store *st = open_wrong();
	struct measures *m = measures_open(st, "530000", civil_parse("2020-06-18"));
	struct checks c;

	(void)state;
	assert_int_equal(checks_work(m, st, false, &c), 0);
	assert_finds(&c, "DQ-RATE", "r1", "ALERT");
	assert_int_equal(count_of(&c, "DQ-RATE"), 1);
	assert_finds(&c, "DQ-YTD", "y5", "MISMATCH");
	assert_finds(&c, "DQ-PAID", "s2", "MISMATCH");
	assert_finds(&c, "DQ-SCOPE", "s2", "MISMATCH");
	assert_finds(&c, "DQ-OOP", "s2", "MISMATCH");
	assert_finds(&c, "DQ-INSTANT", "s2", "MISMATCH");
	assert_int_equal(count_of(&c, "DQ-INSTANT"), 1);
	assert_finds(&c, "DQ-TWICE", "s3", "CONFLICT");
	assert_finds(&c, "DQ-TWICE", "twice", "CONFLICT");
	assert_finds(&c, "DQ-UNIT", "m5", "SUSPECT");
	assert_finds(&c, "DQ-FUTURE", "soon", "SUSPECT");
	assert_finds(&c, "DQ-CODE", "old -> 530000102", "MISMATCH");
	assert_finds(&c, "DQ-CODE", "nowhere", "MISMATCH");
	assert_finds(&c, "DQ-DATES", "late", "SUSPECT");
	assert_finds(&c, "DQ-DATES", "elsewhere", "SUSPECT");
	assert_int_equal(count_of(&c, "DQ-DATES"), 2);
	assert_finds(&c, "DQ-VILLAGE", "elsewhere", "MISMATCH");
	assert_finds(&c, "DQ-VILLAGE", "530000101202", "MISMATCH");
	assert_int_equal(count_of(&c, "DQ-VILLAGE"), 2);
	assert_finds(&c, "DQ-COUNTED", "unlike", "MISMATCH");
	assert_int_equal(count_of(&c, "DQ-COUNTED"), 1);
	assert_finds(&c, "DQ-HOTLINE", "hotline_county 0871-8126475", "MISMATCH");
	assert_finds(&c, "DQ-OWNER", "nobody", "GAP");
	assert_finds(&c, "DQ-OWNER", "nowhere", "GAP");
	assert_int_equal(count_of(&c, "DQ-OWNER"), 2);
	assert_finds(&c, "DQ-LEAD", "G2", "GAP");
	assert_finds(&c, "DQ-LEAD", "G3", "GAP");
	assert_int_equal(count_of(&c, "DQ-LEAD"), 2);
	assert_finds(&c, "DQ-COVERED", "530000101", "GAP");
	assert_finds(&c, "DQ-COVERED", "530000101201", "GAP");      /* with its township */
	assert_int_equal(count_of(&c, "DQ-COVERED"), 2);
	assert_finds(&c, "DQ-ONEGROUP", "530000102203", "CONFLICT");
	assert_int_equal(count_of(&c, "DQ-ONEGROUP"), 1);
	checks_clear(&c);
	/* the county against its townships, once the second 102 is gone */
	assert_int_equal(sqlite3_exec(store_db(st), "DELETE FROM figure WHERE id = 'twice'", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(checks_work(m, st, false, &c), 0);
	assert_finds(&c, "DQ-PARENT", "h0", "MISMATCH");
	assert_int_equal(row_of(&c, "DQ-PARENT", "")->result.difference.num, -10);
	checks_clear(&c);
	/* and when a township is missing there is nothing to compare */
	assert_int_equal(sqlite3_exec(store_db(st), "DELETE FROM figure WHERE id = 'h2'", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(checks_work(m, st, false, &c), 0);
	assert_null(row_of(&c, "DQ-PARENT", ""));
	checks_clear(&c);
	measures_close(m);
	store_close(st);
}

static void
checks_work__each__a_verdict_for_every_place(void **state)
{
	struct store *st = open_wrong();
	struct measures *m = measures_open(st, "530000", civil_parse("2020-06-18"));
	struct checks c;
	int alerts[8];

	(void)state;
	assert_int_equal(checks_work(m, st, false, &c), 0);
	assert_int_equal(count_of(&c, "R1"), 2);                 /* C was given up before */
	assert_int_equal(row_of(&c, "R1", "530000101")->result.verdict, ARITH_HOLDS);
	assert_int_equal(row_of(&c, "R1", "530000102")->result.verdict, ARITH_ALERT);
	assert_string_equal(row_of(&c, "R1", "530000102")->period, "2020-05");
	assert_int_equal(row_of(&c, "R2", "530000")->result.verdict, ARITH_ALERT);
	assert_int_equal(row_of(&c, "R3", "530000")->result.verdict, ARITH_MISSING);
	assert_int_equal(count_of(&c, "R4"), 1);                 /* A09: A is of another class */
	assert_int_equal(row_of(&c, "R4", "530000102")->result.verdict, ARITH_ALERT);
	checks_alerts(&c, m, alerts);
	assert_int_equal(alerts[0], 3);                          /* heads: R1 and R4 at B, R2 */
	assert_int_equal(alerts[2], 0);
	checks_clear(&c);
	measures_close(m);
	store_close(st);
}

static void
params_read__warns_of_changes_inside_the_campaign(void **state)
{
	struct store *st = open_wrong();
	struct params p;
	struct checks c;
	struct measures *m = measures_open(st, "530000", civil_parse("2020-06-18"));

	(void)state;
	assert_int_equal(params_read(st, civil_parse("2020-06-18"), &p), 0);
	assert_int_equal(p.changed, 2);                          /* kind, share; still did not change, late does so after the campaign */
	assert_int_equal(p.deviating, 1);
	for (int i = 0; i < p.count; i++)
		if (strcmp(p.rows[i].id, "k2") == 0) {
			assert_int_equal(p.rows[i].change, PARAM_IN_CAMPAIGN);
			assert_string_equal(p.rows[i].before, "180");
			assert_int_equal(p.rows[i].standing, PARAM_IN_FORCE);
		}
	/* one value of a key is in force, though none of them has a last day */
	for (int i = 0; i < p.count; i++)
		if (strcmp(p.rows[i].key, "share") == 0)
			assert_int_equal(p.rows[i].standing, p.rows[i].id[1] == '1' ? PARAM_PAST :
			                 p.rows[i].id[1] == '2' ? PARAM_IN_FORCE : PARAM_TO_COME);
	params_clear(&p);
	assert_int_equal(checks_work(m, st, false, &c), 0);
	assert_string_equal(row_of(&c, "param:share", "")->note, "2020-04-01: 95% -> 97.5%");
	assert_int_equal(row_of(&c, "param:kind", "")->result.verdict, ARITH_ALERT);
	assert_int_equal(row_of(&c, "param:deep", "")->result.verdict, ARITH_CONFLICT);
	checks_clear(&c);
	measures_close(m);
	store_close(st);
}

/* Every column that adds up is held against the townships, in every slice: not cases alone. */
static void
checks_work__parent__every_additive_column(void **state)
{
	struct store *st = store_adopt(stage_memory(
		"INSERT INTO division (id, rev, level, name) VALUES ('530000', 1, 3, 'county');"
		"INSERT INTO division (id, rev, parent, level, name) VALUES ('530000101', 1, '530000', 4, 'A'), ('530000102', 1, '530000', 4, 'B');"
		"INSERT INTO settlement (id, rev, period, division, scope, svc, pop, cases, aid_fen, oop_fen, precision_fen) VALUES"
		" ('c5', 1, '2020-05', '530000', 'ALL', 'IP', 'ALL', 40, 900, 700, 1), ('a5', 1, '2020-05', '530000101', 'ALL', 'IP', 'ALL', 30, 500, NULL, 1),"
		" ('b5', 1, '2020-05', '530000102', 'ALL', 'IP', 'ALL', 10, 390, 100, 1);"));
	struct measures *m = measures_open(st, "530000", civil_parse("2020-06-18"));
	struct checks c;
	int found = 0;

	(void)state;
	assert_int_equal(checks_work(m, st, false, &c), 0);
	for (int i = 0; i < c.count; i++)
		if (strcmp(c.rows[i].id, "DQ-PARENT") == 0 && c.rows[i].record[0] != '\0') {
			found++;
			assert_string_equal(c.rows[i].expr, "aid_fen");
			assert_int_equal(c.rows[i].result.difference.num, -10);
		}
	assert_int_equal(found, 1);          /* own share: one township's is not known, so nothing is said */
	checks_clear(&c);
	measures_close(m);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_work__parent__every_additive_column),
		cmocka_unit_test(checks_work__huoqiu__the_reports_own_figures),
		cmocka_unit_test(measures__huoqiu__printed_figures_each_by_its_own_name),
		cmocka_unit_test(checks_work__data__finds_what_is_wrong_and_nothing_else),
		cmocka_unit_test(checks_work__each__a_verdict_for_every_place),
		cmocka_unit_test(params_read__warns_of_changes_inside_the_campaign),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
