#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/measure.h"
#include "tests/support/packs.h"

static struct store *st;

/* A county 530000 with townships 101 and 102; today is 2020-06-18 unless a test says otherwise. */
static const char setup_sql[] =
	"INSERT INTO division (id, rev, level, name) VALUES ('530000', 1, 3, 'county');"
	"INSERT INTO division (id, rev, parent, level, name, population) VALUES ('530000101', 1, '530000', 4, 'A', 100), ('530000102', 1, '530000', 4, 'B', 50);"
	"INSERT INTO indicator (id, rev, name, unit, formula, sort) VALUES ('enrolled', 1, 'enrolled', 'person', NULL, 1), ('should', 1, 'should', 'person', NULL, 2),"
	" ('rate', 1, 'rate', 'bp', 'enrolled / should', 3), ('loop', 1, 'loop', 'bp', 'pool + 1', 4), ('pool', 1, 'pool', 'bp', 'loop - 1', 5),"
	" ('grown', 1, 'grown', 'person', 'enrolled - prev:enrolled', 6), ('year', 1, 'year', 'person', 'enrolled - yearago:enrolled', 7),"
	" ('premium', 1, 'premium', 'fen', 'enrolled * param:premium', 8), ('burden', 1, 'burden', 'bp', 'oop_fen / total_fen', 9),"
	" ('base', 1, 'base', 'person', NULL, 10), ('left', 1, 'left', 'person', 'should - 50', 12), ('empty', 1, 'empty', 'bp', 'enrolled / ( should - should )', 11);"
	"INSERT INTO figure (id, rev, indicator, name, period, division, category, value, unit, precision, denominator) VALUES"
	" ('E4', 1, 'enrolled', 'enrolled', '2020-04', '530000', NULL, 140, 'person', 1, NULL), ('E5', 1, 'enrolled', 'enrolled', '2020-05', '530000', NULL, 147, 'person', 1, NULL),"
	" ('E5F', 1, 'enrolled', 'enrolled', '2020-05', '530000', 'FILED', 40, 'person', 1, NULL), ('E19', 1, 'enrolled', 'enrolled', '2019-05', '530000', NULL, 100, 'person', 1, NULL),"
	" ('S5A', 1, 'should', 'should', '2020-05', '530000101', NULL, 100, 'person', 1, NULL), ('S5B', 1, 'should', 'should', '2020-05', '530000102', NULL, 50, 'person', 1, NULL),"
	" ('S4A', 1, 'should', 'should', '2020-04', '530000101', NULL, 99, 'person', 1, NULL),"
	" ('B1', 1, 'base', 'base', '2018', '530000', NULL, 1460000, 'person', 10000, 'yearbook'), ('B2', 1, 'base', 'registered', '2018', '530000', NULL, 1430000, 'person', 10000, 'police');"
	"INSERT INTO param (id, rev, key, value, unit, valid_from, valid_to) VALUES ('p1', 1, 'premium', '180', 'yuan/person/year', '2020-01-01', '2020-05-14'),"
	" ('p2', 1, 'premium', '250', 'yuan/person/year', '2020-05-15', NULL), ('p3', 1, 'floor', '9500', 'bp', NULL, NULL), ('p4', 1, 'same', 'premium', 'yuan', NULL, NULL),"
	" ('p5', 1, 'word', 'max', '', NULL, NULL);"
	"INSERT INTO settlement (id, rev, period, division, scope, svc, pop, cases, total_fen, oop_fen, precision_fen) VALUES"
	" ('a', 1, '2020-05', '530000101', 'ALL', 'ALL', 'ALL', 30, 1000, 100, 1), ('b', 1, '2020-05', '530000102', 'ALL', 'ALL', 'ALL', 10, 1000, 300, 1),"
	" ('c', 1, '2020-04', '530000101', 'ALL', 'ALL', 'ALL', 30, 1000, 100, 1);"
	"INSERT INTO ledger (id, rev, name) VALUES ('cases', 1, 'Cases');"
	"INSERT INTO stage (id, rev, ledger, code, name, class, days, day_unit, sort) VALUES ('cases:NEW', 1, 'cases', 'NEW', 'new', 'OPEN', 5, 'day', 1),"
	" ('cases:DONE', 1, 'cases', 'DONE', 'done', 'CLOSED', NULL, NULL, 2), ('cases:VOID', 1, 'cases', 'VOID', 'void', 'DROPPED', NULL, NULL, 3);"
	"INSERT INTO entry (id, rev, ledger, title, status, stage, division, opened_at, persons, amount_fen, extra, stages, deadline) VALUES"
	" ('e1', 1, 'cases', 'one', 'CLOSED', 'DONE', '530000101', '2020-03-02', 3, 500, '{\"fee\":7}', '[[\"NEW\",\"2020-03-02\"],[\"DONE\",\"2020-05-20\"]]', NULL),"
	" ('e2', 1, 'cases', 'two', 'OPEN', 'NEW', '530000102', '2020-05-25', 2, 100, '{\"fee\":5}', '[[\"NEW\",\"2020-05-25\"]]', '2020-05-30'),"
	" ('e3', 1, 'cases', 'three', 'DROPPED', 'VOID', '530000102', '2020-05-26', 9, 900, '{}', '[[\"NEW\",\"2020-05-26\"],[\"VOID\",\"2020-05-27\"]]', NULL);"
	"UPDATE entry SET extra = json_set(extra, '$.why', iif(id = 'e2', 'AWAY', 'DEAD'));"
	"INSERT INTO issue (id, rev, title, status, division, deadline, source, kind, category, found_at, closed_at) VALUES"
	" ('i1', 1, 'i', 'OPEN', '530000101', '2020-06-30', 'AUDIT', 'OVER', 'WEAKNESS', '2020-05-02', NULL), ('i2', 1, 'i', 'CLOSED', '530000101', '2020-06-30', 'SELF', 'LAZY', 'WORK_STYLE', '2020-04-30', '2020-06-02T09:00:00+08:00'),"
	" ('i3', 1, 'i', 'DRAFT', '530000102', '2020-06-30', 'SELF', NULL, 'WORK_STYLE', '2020-06-03', NULL), ('i4', 1, 'i', 'CANCELLED', '530000102', '2020-06-30', 'SELF', 'OVER', 'WEAKNESS', '2020-05-03', NULL),"
	" ('i5', 1, 'i', 'SUSPENDED', '530000102', '2020-06-30', 'SELF', 'OVER', 'WEAKNESS', '2020-05-04', NULL);"
	"UPDATE division SET poor = 30 WHERE id = '530000101';"
	"INSERT INTO param (id, rev, key, value, unit, valid_from, valid_to) VALUES ('mr', 1, 'monitor_township_rate', '2500', 'bp', NULL, NULL),"
	" ('mp', 1, 'monitor_township_poor', '5', 'person', NULL, '2020-04-30'), ('mq', 1, 'monitor_township_poor', '500', 'person', '2020-05-01', NULL);"
	"INSERT INTO checklist (id, rev, name, subject, every, criterion) VALUES ('poor', 1, 'poor', 'TOWNSHIP', 'ONCE', 'watched');"
	"INSERT INTO check_item (id, rev, checklist, code, name, sort) VALUES ('poor:X', 1, 'poor', 'X', 'x', 1);"
	"INSERT INTO check_mark (id, rev, checklist, division, status, marks) VALUES ('p1', 1, 'poor', '530000101', 'FILLED', '2'), ('p2', 1, 'poor', '530000102', 'FILLED', '2');"
	"INSERT INTO duty (id, rev, name, rule, grace) VALUES ('D1', 1, 'monthly', 'MONTHLY', 2);"
	"INSERT INTO duty_run (id, rev, duty, deadline, status, done_at) VALUES ('r1', 1, 'D1', '2020-05-10', 'DONE', '2020-05-09T09:00:00+08:00'),"
	" ('r2', 1, 'D1', '2020-04-10', 'DONE', '2020-04-12T09:00:00+08:00'), ('r3', 1, 'D1', '2020-06-10', 'PENDING', NULL);"
	"INSERT INTO checklist (id, rev, name, subject, every) VALUES ('four', 1, 'four', 'TOWNSHIP', 'MONTH');"
	"INSERT INTO check_item (id, rev, checklist, code, name, sort) VALUES ('four:X', 1, 'four', 'X', 'x', 1), ('four:Y', 1, 'four', 'Y', 'y', 2);"
	"INSERT INTO check_mark (id, rev, checklist, period, division, status, marks) VALUES ('m1', 1, 'four', '2020-05', '530000101', 'FILLED', '22'), ('m2', 1, 'four', '2020-05', '530000102', 'FILLED', '12');"
	"INSERT INTO institution (id, rev, name, type, division, agreement_no, signed, expires, agreement_state) VALUES"
	" ('h1', 1, 'h1', 'HOSPITAL', '530000101', 'N1', '2020-01-01', '2020-12-31', 'ACTIVE'), ('h2', 1, 'h2', 'HOSPITAL', '530000102', 'N2', '2020-05-20', NULL, 'ACTIVE'),"
	" ('h3', 1, 'h3', 'PHARMACY', '530000102', NULL, NULL, NULL, NULL);";

static int
open_cache(void **state)
{
	(void)state;
	st = store_adopt(stage_memory(setup_sql));
	assert_non_null(st);
	return 0;
}

static int
close_cache(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static struct measure
ask(const char *today, const char *formula, const char *division, const char *period, const char *category)
{
	struct measures *m = measures_open(st, "530000", civil_parse(today));
	struct measure_at at = { division, period, category };
	struct measure v;

	assert_non_null(m);
	if (measures_indicator(m, formula) != NULL)
		measure_indicator(m, formula, &at, &v);
	else
		measure_formula(m, formula, &at, &v);
	assert_int_equal(measures_failed(m), 0);
	measures_close(m);
	return v;
}

static void
assert_value(struct measure v, int64_t num, int64_t den)
{
	if (v.state != MEASURE_KNOWN)
		fail_msg("%s: %s", measure_state_name(v.state), v.why);
	if (rational_cmp(v.range.mid, rational(num, den)) != 0)
		fail_msg("%lld/%lld, not %lld/%lld", (long long)v.range.mid.num, (long long)v.range.mid.den, (long long)num, (long long)den);
}

static void
assert_unknown(struct measure v, enum measure_state state, const char *why)
{
	assert_int_equal(v.state, state);
	assert_string_equal(v.why, why);
}

#define TODAY "2020-06-18"
#define COUNTY "530000"

static void
measure__figure__else_formula__else_missing(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "enrolled", COUNTY, "2020-05", ""), 147, 1);
	assert_unknown(ask(TODAY, "enrolled", COUNTY, "2020-03", ""), MEASURE_MISSING, "enrolled 2020-03");
	assert_unknown(ask(TODAY, "enrolled + 1", COUNTY, "2020-03", ""), MEASURE_MISSING, "enrolled 2020-03");
	assert_unknown(ask(TODAY, "no-such", COUNTY, "2020-03", ""), MEASURE_MISSING, "no-such");
	assert_value(ask(TODAY, "E4 + enrolled", COUNTY, "2020-05", ""), 287, 1);     /* a figure by its id, of whatever period */
	assert_unknown(ask(TODAY, "empty", COUNTY, "2020-05", ""), MEASURE_MISSING, "0 / 0 2020-05");
}

/* A county's figure is never made of a part of its townships. */
static void
measure__county__summed_only_when_all_are_there(void **state)
{
	struct measure v = ask(TODAY, "should", COUNTY, "2020-05", "");

	(void)state;
	assert_value(v, 150, 1);
	assert_true(v.summed);
	assert_int_equal(v.from, MEASURE_SUM);
	v = ask(TODAY, "rate", COUNTY, "2020-05", "");
	assert_value(v, 98, 100);
	assert_true(v.summed);                                   /* and it says so further up */
	assert_int_equal(measure_whole(&v), 9800);
	assert_int_equal(v.base, 150);
	assert_unknown(ask(TODAY, "should", COUNTY, "2020-04", ""), MEASURE_MISSING, "should 2020-04 530000102");
	assert_value(ask(TODAY, "total_fen", COUNTY, "2020-05", ""), 2000, 1);
	assert_unknown(ask(TODAY, "total_fen", COUNTY, "2020-04", ""), MEASURE_MISSING, "total_fen 2020-04 530000102");
	v = ask(TODAY, "burden", "530000102", "2020-05", "");
	assert_value(v, 3, 10);
	assert_int_equal(v.base, 10);                            /* cases: too few to rank by */
}

static void
measure__formulas__cycles_are_broken_not_endless(void **state)
{
	struct measure v = ask(TODAY, "loop", COUNTY, "2020-05", "");

	(void)state;
	assert_int_equal(v.state, MEASURE_BROKEN);
	assert_non_null(strstr(v.why, "leads back to itself"));
	assert_int_equal(ask(TODAY, "enrolled +", COUNTY, "2020-05", "").state, MEASURE_BROKEN);
	assert_int_equal(ask(TODAY, "sum:cases", COUNTY, "2020-05", "").state, MEASURE_BROKEN);
}

static void
measure__other_periods_and_categories(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "grown", COUNTY, "2020-05", ""), 7, 1);
	assert_unknown(ask(TODAY, "grown", COUNTY, "2020-04", ""), MEASURE_MISSING, "enrolled 2020-03");
	assert_value(ask(TODAY, "year", COUNTY, "2020-05", ""), 47, 1);
	assert_value(ask(TODAY, "enrolled", COUNTY, "2020-05", "FILED"), 40, 1);
	assert_value(ask(TODAY, "enrolled:FILED / enrolled", COUNTY, "2020-05", ""), 40, 147);
	assert_int_equal(ask(TODAY, "enrolled", COUNTY, "2020-04", "FILED").state, MEASURE_MISSING);    /* not everybody's instead */
}

/* A17, C27: issues by what they say, as they stood on the period's last day. */
static void
measure__issues__by_field_and_day(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "issues", COUNTY, "2020-06", ""), 2, 1);
	assert_value(ask(TODAY, "issues", COUNTY, "2020-05", ""), 2, 1);              /* i1, and i2 not closed yet */
	assert_value(ask(TODAY, "issues", COUNTY, "2020-03", ""), 0, 1);
	assert_value(ask(TODAY, "issues", "530000101", "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "issues:category=WORK_STYLE", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "issues:kind=LAZY", COUNTY, "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "issues:kind=LAZY", COUNTY, "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "issues:source=AUDIT + issues:source=SELF", COUNTY, "2020-05", ""), 2, 1);
	assert_value(ask(TODAY, "found", COUNTY, "2020-05", ""), 2, 1);               /* i1 and i5, i4 is void */
	assert_value(ask(TODAY, "found:category=WEAKNESS", "530000102", "2020-05", ""), 1, 1);
	assert_value(ask("2020-05-03", "found", COUNTY, "2020-05", ""), 1, 1);
}

/* B28, A09: a ledger's entries by what its own field says. */
static void
measure__ledger__by_its_own_field(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "count:cases:why=DEAD", COUNTY, "2020-06", ""), 1, 1);      /* e3 is dropped */
	assert_value(ask(TODAY, "persons:cases:why=AWAY", COUNTY, "2020-06", ""), 2, 1);
	assert_value(ask(TODAY, "open:cases:why=AWAY", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "open:cases:why=AWAY", "530000101", "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "closed:cases:why=DEAD + amount:cases:why=AWAY", COUNTY, "2020-06", ""), 101, 1);
	assert_value(ask(TODAY, "late:cases:fee=5", COUNTY, "2020-06", ""), 1, 1);
	/* A29: what the county's own entry says is not said again by its townships'. */
	assert_value(ask(TODAY, "sum:cases:fee:why=DEAD", COUNTY, "2020-06", ""), 7, 1);
	assert_value(ask(TODAY, "sum:cases:fee", COUNTY, "2020-06", ""), 12, 1);
	assert_value(ask(TODAY, "own:cases:fee", COUNTY, "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "own:cases:fee", "530000101", "2020-06", ""), 7, 1);
	assert_value(ask(TODAY, "own:cases:fee:why=AWAY", "530000101", "2020-06", ""), 0, 1);
}

/* C31: a series that should rise, the value that was before. */
static void
measure__before__the_value_a_parameter_had(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "before:premium", COUNTY, "2020-06", ""), 18000, 1);
	assert_unknown(ask(TODAY, "before:premium", COUNTY, "2020-04", ""), MEASURE_MISSING, "before:premium 2020-04-30");
	assert_unknown(ask(TODAY, "before:floor", COUNTY, "2020-05", ""), MEASURE_MISSING, "before:floor 2020-05-31");
}

/* A76, A89: who is watched follows from share, number and parameters; a checklist of the watched is about them. */
static void
measure__watched__by_share_or_number(void **state)
{
	struct watched w;

	(void)state;
	assert_value(ask(TODAY, "watched:TOWNSHIP", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "watched:VILLAGE", COUNTY, "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "watched:TOWNSHIP", "530000102", "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "watched:TOWNSHIP", COUNTY, "2020-04", ""), 1, 1);
	assert_value(ask(TODAY, "subjects:poor", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "met:poor", COUNTY, "2020-06", ""), 1, 1);              /* B is marked, and not asked */
	assert_int_equal(store_watched(st, COUNTY, civil_parse(TODAY), false, &w), 0);
	assert_int_equal(w.count, 2);
	assert_true(w.list[0].watched);
	assert_int_equal(w.list[0].rate, 3000);
	assert_false(w.list[1].watched);
	watched_clear(&w);
}

/* A88: to check, checked, found. */
static void
measure__checklist__looked_at_and_found(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "filled:four", COUNTY, "2020-05", ""), 2, 1);
	assert_value(ask(TODAY, "off:four", COUNTY, "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "off:four", "530000101", "2020-05", ""), 0, 1);
	assert_value(ask(TODAY, "filled:four", COUNTY, "2020-04", ""), 0, 1);
}

/* A05: the past is reckoned with the values of its day. */
static void
measure__param__of_the_periods_day(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "premium", COUNTY, "2020-04", ""), 140 * 18000, 1);
	assert_value(ask(TODAY, "premium", COUNTY, "2020-05", ""), 147 * 25000, 1);
	assert_value(ask("2020-05-10", "premium", COUNTY, "2020-05", ""), 147 * 18000, 1);      /* as of a day within it */
	assert_value(ask(TODAY, "param:floor", COUNTY, "2020-05", ""), 95, 100);
	assert_value(ask(TODAY, "param:same", COUNTY, "2020-05", ""), 25000, 1);
	assert_unknown(ask(TODAY, "param:premium", COUNTY, "2019-05", ""), MEASURE_MISSING, "param:premium 2019-05-31");
	assert_int_equal(ask(TODAY, "1 + param:word", COUNTY, "2020-05", "").state, MEASURE_BROKEN);
}

static void
measure__ledgers__as_they_stood_on_the_day(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "count:cases", COUNTY, "2020-06", ""), 2, 1);             /* the dropped one is none */
	assert_value(ask(TODAY, "count:cases:VOID", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "open:cases", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "closed:cases", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "open:cases", COUNTY, "2020-04", ""), 1, 1);              /* e1 was still open then */
	assert_value(ask(TODAY, "closed:cases", COUNTY, "2020-04", ""), 0, 1);
	assert_value(ask(TODAY, "count:cases", COUNTY, "2020-02", ""), 0, 1);
	assert_value(ask(TODAY, "late:cases", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "late:cases", COUNTY, "2020-04", ""), 1, 1);              /* by the stage's days */
	assert_value(ask(TODAY, "persons:cases", COUNTY, "2020-06", ""), 5, 1);
	assert_value(ask(TODAY, "amount:cases:DONE", COUNTY, "2020-06", ""), 500, 1);
	assert_value(ask(TODAY, "sum:cases:fee", COUNTY, "2020-06", ""), 12, 1);
	/* from a stage, or a day of its own, to another */
	assert_value(ask(TODAY, "days:cases:NEW>DONE", COUNTY, "2020-05", ""), 79, 1);
	assert_int_equal(ask(TODAY, "days:cases:NEW>DONE", COUNTY, "2020-04", "").state, MEASURE_MISSING);
	assert_value(ask(TODAY, "apart:cases:NEW>DONE", COUNTY, "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "apart:cases:NEW>DONE", COUNTY, "2020-04", ""), 0, 1);
	assert_int_equal(sqlite3_exec(store_db(st), "UPDATE entry SET extra = json_set(extra, '$.a', '2020-05-30 09:00', '$.b', '2020-05-30 23:59') WHERE id = 'e2'", NULL, NULL, NULL), SQLITE_OK);
	assert_value(ask(TODAY, "apart:cases:a>b", COUNTY, "2020-06", ""), 0, 1);
	assert_int_equal(sqlite3_exec(store_db(st), "UPDATE entry SET extra = json_set(extra, '$.b', '2020-05-31 00:01') WHERE id = 'e2'", NULL, NULL, NULL), SQLITE_OK);
	assert_value(ask(TODAY, "apart:cases:a>b", COUNTY, "2020-06", ""), 1, 1);
	assert_value(ask(TODAY, "days:cases:NEW>b", COUNTY, "2020-05", ""), 6, 1);
	assert_value(ask(TODAY, "count:cases", "530000101", "2020-06", ""), 1, 1);
	assert_int_equal(ask(TODAY, "count:cases:NOPE + 1", COUNTY, "2020-06", "").state, MEASURE_BROKEN);
	assert_int_equal(ask(TODAY, "count:nothing + 1", COUNTY, "2020-06", "").state, MEASURE_MISSING);
}

static void
measure__duties_checklists_institutions_and_places(void **state)
{
	(void)state;
	assert_value(ask(TODAY, "runs:D1", COUNTY, "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "ontime:D1", COUNTY, "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "done:D1 - ontime:D1", COUNTY, "2020-04", ""), 1, 1);     /* late */
	assert_value(ask(TODAY, "missed:D1", COUNTY, "2020-06", ""), 1, 1);               /* two workdays of grace are over */
	assert_value(ask("2020-06-11", "missed:D1", COUNTY, "2020-06", ""), 0, 1);
	assert_value(ask(TODAY, "met:four / subjects:four", COUNTY, "2020-05", ""), 1, 2);
	assert_value(ask(TODAY, "marked:four:Y", COUNTY, "2020-05", ""), 2, 1);
	assert_value(ask(TODAY, "met:four", "530000102", "2020-05", ""), 0, 1);
	assert_int_equal(ask(TODAY, "marked:four:Z + 1", COUNTY, "2020-05", "").state, MEASURE_BROKEN);
	assert_value(ask(TODAY, "institutions", COUNTY, "2020-05", ""), 3, 1);
	assert_value(ask(TODAY, "agreements:HOSPITAL", COUNTY, "2020-05", ""), 2, 1);
	assert_value(ask(TODAY, "agreements", COUNTY, "2020-04", ""), 1, 1);              /* h2 had not signed yet */
	assert_value(ask(TODAY, "institutions:HOSPITAL", "530000102", "2020-05", ""), 1, 1);
	assert_value(ask(TODAY, "division:population", COUNTY, "2020-05", ""), 150, 1);
	assert_unknown(ask(TODAY, "division:poor", "530000102", "2020-05", ""), MEASURE_MISSING, "division:poor 530000102");
}

static void
measure__latest_and_disputed(void **state)
{
	struct measures *m = measures_open(st, COUNTY, civil_parse(TODAY));
	struct measure_at at = { COUNTY, "2018", "" };
	struct measure_why why;
	char period[8];

	(void)state;
	assert_true(measure_latest(m, "rate", COUNTY, "", period));
	assert_string_equal(period, "2020-05");
	assert_true(measure_latest(m, "base", COUNTY, "", period));
	assert_string_equal(period, "2018");
	assert_false(measure_latest(m, "year", "530000101", "", period));
	measure_explain(m, "base", &at, false, &why);
	assert_true(why.value.disputed);                         /* 146万 and 143万 of one name, each with its denominator */
	assert_string_equal(why.figure, "B1");
	assert_int_equal(why.other_count, 1);
	assert_string_equal(why.others[0].denominator, "police");
	at.period = "2020-05";
	measure_explain(m, "rate", &at, false, &why);
	assert_int_equal(why.part_count, 2);
	assert_string_equal(why.parts[0].word, "enrolled");
	measures_close(m);
}

/* What was worked out is kept from load to load, and not a moment longer than it holds. */
static void
measure__kept__until_something_is_written(void **state)
{
	struct measures *m = measures_open(st, COUNTY, civil_parse(TODAY)), *again = measures_open(st, COUNTY, civil_parse(TODAY));
	struct measures *other = measures_open(st, COUNTY, civil_parse("2020-05-18"));

	(void)state;
	assert_ptr_equal(m, again);
	assert_ptr_not_equal(m, other);
	measures_close(m);
	measures_close(other);
	measures_close(again);
	assert_value(ask(TODAY, "enrolled", COUNTY, "2020-05", ""), 147, 1);
	assert_int_equal(sqlite3_exec(store_db(st), "UPDATE figure SET value = 150 WHERE id = 'E5'", NULL, NULL, NULL), SQLITE_OK);
	assert_value(ask(TODAY, "enrolled", COUNTY, "2020-05", ""), 150, 1);
	assert_int_equal(sqlite3_exec(store_db(st), "UPDATE figure SET value = 147 WHERE id = 'E5'", NULL, NULL, NULL), SQLITE_OK);
	assert_value(ask(TODAY, "enrolled", COUNTY, "2020-05", ""), 147, 1);
}

/* The sync process writes; the console only reads. */
static void
measure__kept__until_another_writes(void **state)
{
	char path[] = "/tmp/test_measure.XXXXXX", error[256];
	struct measure_at at = { "530521", "2020-05", "" };
	struct store *console;
	struct measure v;
	sqlite3 *sync = NULL;

	(void)state;
	assert_true(close(mkstemp(path)) == 0);
	stage_cache_from_pack("packs/shidian-2020", path);
	assert_non_null(console = store_open(path, NULL, error, sizeof error));
	assert_int_equal(sqlite3_open(path, &sync), SQLITE_OK);
	for (int times = 0; times < 2; times++) {
		struct measures *m = measures_open(console, "530521", civil_parse(TODAY));
		measure_indicator(m, "premium_paid", &at, &v);
		assert_int_equal(measure_whole(&v), times == 0 ? 57733 : 1);
		measures_close(m);
		assert_int_equal(sqlite3_exec(sync, "UPDATE figure SET value = 1 WHERE indicator = 'premium_paid' AND division = '530521'",
		                              NULL, NULL, NULL), SQLITE_OK);
	}
	sqlite3_close(sync);
	store_close(console);
	unlink(path);
}

/* A township is clear by what the data say of it; the county counts its clear townships, and what one lacks is lacking. */
static void
measure__zero__of_a_township_and_counted_over_the_county(void **state)
{
	struct measures *m = measures_open(st, "530000", civil_parse("2020-06-18"));
	struct measure v;

	(void)state;
	measure_formula(m, "zero:left", &(struct measure_at){ "530000101", "2020-05", "" }, &v);
	assert_int_equal(measure_whole(&v), 0);
	measure_formula(m, "zero:left", &(struct measure_at){ "530000102", "2020-05", "" }, &v);
	assert_int_equal(measure_whole(&v), 1);
	measure_formula(m, "zero:left", &(struct measure_at){ "530000", "2020-05", "" }, &v);
	assert_int_equal(measure_whole(&v), 1);
	measure_formula(m, "zero:left", &(struct measure_at){ "530000", "2020-04", "" }, &v);
	assert_int_equal(v.state, MEASURE_MISSING);          /* B has no figure of April: missing is not zero */
	measures_close(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measure__zero__of_a_township_and_counted_over_the_county),
		cmocka_unit_test(measure__figure__else_formula__else_missing),
		cmocka_unit_test(measure__county__summed_only_when_all_are_there),
		cmocka_unit_test(measure__formulas__cycles_are_broken_not_endless),
		cmocka_unit_test(measure__other_periods_and_categories),
		cmocka_unit_test(measure__param__of_the_periods_day),
		cmocka_unit_test(measure__issues__by_field_and_day),
		cmocka_unit_test(measure__ledger__by_its_own_field),
		cmocka_unit_test(measure__before__the_value_a_parameter_had),
		cmocka_unit_test(measure__watched__by_share_or_number),
		cmocka_unit_test(measure__checklist__looked_at_and_found),
		cmocka_unit_test(measure__ledgers__as_they_stood_on_the_day),
		cmocka_unit_test(measure__duties_checklists_institutions_and_places),
		cmocka_unit_test(measure__kept__until_something_is_written),
		cmocka_unit_test(measure__kept__until_another_writes),
		cmocka_unit_test(measure__latest_and_disputed),
	};
	return cmocka_run_group_tests(tests, open_cache, close_cache);
}
