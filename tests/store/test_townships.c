#include "tests/support/test.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/events.h"
#include "store/read/places.h"
#include "store/cache/schema.h"
#include "store/measure/townships.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage stage;

static int
open_stage(void **state)
{
	(void)state;
	stage_open(&stage, stage_pack("shidian-2020"), "2020-06-18T09:00:00+08:00", 20, 80);
	return 0;
}

static int
close_stage(void **state)
{
	(void)state;
	stage_close(&stage);
	return 0;
}

static struct townships_ask
asked(int32_t today)
{
	return (struct townships_ask){ "530521", false, today != stage.env.today, today, stage.env.campaign_start, stage.env.zero_day,
	                               stage.env.cal, stage.env.rules };
}

static void
get(struct townships *t, int32_t today)
{
	struct townships_ask ask = asked(today);

	assert_int_equal(store_townships(stage.st, &ask, t), 0);
}

/* One number by plain SQL over the records themselves. */
static int
count_by(const char *sql, const char *code)
{
	sqlite3_stmt *q = NULL;
	int n;

	assert_int_equal(sqlite3_prepare_v2(store_db(stage.st), sql, -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, code, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
townships__load__counts_agree_with_the_records(void **state)
{
	struct townships t;
	int open = 0, overdue = 0;

	(void)state;
	get(&t, stage.env.today);
	assert_int_equal(t.count, 13);
	assert_int_equal(t.front_count, 4);
	for (int i = 0; i < t.count; i++) {
		const struct standing *s = &t.list[i];
		assert_int_equal(s->issues.open, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status NOT IN ('CLOSED','CANCELLED','SUSPENDED')", s->code));
		assert_int_equal(s->issues.overdue, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status NOT IN "
		                 "('CLOSED','CANCELLED','SUSPENDED') AND deadline < '2020-06-18'", s->code));
		assert_int_equal(s->issues.closed, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status = 'CLOSED'", s->code));
		assert_int_equal(s->issues.suspended, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status = 'SUSPENDED'", s->code));
		assert_int_equal(s->issues.cancelled, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status = 'CANCELLED'", s->code));
		assert_true(s->row >= 0 && s->col >= 0);
		open += s->issues.open;
		overdue += s->issues.overdue;
	}
	assert_int_equal(t.county.issues.open, open);
	assert_int_equal(t.county.issues.overdue, overdue);
	townships_clear(&t);
}

/* In the pack a township's tasks are all leaves under county tasks. */
static void
townships__load__progress_is_its_tasks_by_weight(void **state)
{
	struct townships t;

	(void)state;
	get(&t, stage.env.today);
	for (int i = 0; i < t.count; i++) {
		const struct standing *s = &t.list[i];
		int centi = count_by("SELECT round(sum(weight * CASE status WHEN 'CHECKED' THEN 100 WHEN 'DONE' THEN min(pct, 90) ELSE pct END) "
		                     "* 100.0 / sum(weight)) FROM task WHERE division = ?1", s->code);
		assert_int_equal(s->all.tasks, count_by("SELECT count(*) FROM task WHERE division = ?1", s->code));
		assert_in_range(s->all.bp[0], centi - 1, centi + 1);
		assert_true(s->all.bp[7] <= s->all.bp[0]);
	}
	townships_clear(&t);
}

static void
townships__load__rates_have_their_parts(void **state)
{
	struct townships t;
	const struct standing *s;
	struct reading r;

	(void)state;
	get(&t, stage.env.today);
	s = &t.list[townships_find(&t, "530521103")];
	assert_string_equal(s->settled.period, "2020-05");
	assert_int_equal(s->settled.instant, 516);
	assert_int_equal(s->settled.eligible, 531);
	standing_read(s, METRIC_INSTANT, FRONT_ALL, &t.yard, &r);
	assert_int_equal(r.bp, 9718);
	assert_int_equal(r.pace, 9500);
	assert_int_equal(r.lamp, LAMP_GREEN);
	assert_int_equal(s->reports.expected, s->reports.on_time + s->reports.late + s->reports.missing);
	assert_int_equal(s->reports.expected, 5);
	assert_int_equal(t.county.reports.expected, count_by("SELECT count(*) FROM sup_report WHERE due < '2020-06-18' AND ?1 = ?1", ""));
	townships_clear(&t);
}

static void
townships__load__as_of_moves_what_is_overdue(void **state)
{
	struct townships t;
	int32_t day = civil_parse("2020-05-20");

	(void)state;
	get(&t, day);
	for (int i = 0; i < t.count; i++)
		assert_int_equal(t.list[i].issues.overdue, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status NOT IN "
		                 "('CLOSED','CANCELLED','SUSPENDED') AND deadline < '2020-05-20'", t.list[i].code));
	assert_string_equal(t.list[0].settled.period, "2020-05");
	townships_clear(&t);
}

/* As worked out apart from this program, in SQL over the pack's CSV (A10, domain section 6). */
static void
townships__forecast__over_one_stated_set(void **state)
{
	struct townships t;
	struct forecast f;

	(void)state;
	get(&t, stage.env.today);
	assert_int_equal(t.county.all.bp[0], 7489);
	assert_int_equal(t.county.all.pace, 8397);
	assert_ptr_equal(standing_basis(&t.county, FRONT_ALL), &t.county.zero);
	assert_int_equal(t.county.zero.bp[0], 7786);
	standing_forecast(&t.county, FRONT_ALL, t.zero_day, t.today, stage.env.cal, &f);
	assert_int_equal(f.need, 316);
	assert_int_equal(f.gain, 137);
	assert_int_equal(f.late_workdays, 10);
	standing_forecast(&t.list[townships_find(&t, "530521203")], FRONT_ALL, t.zero_day, t.today, stage.env.cal, &f);
	assert_int_equal(f.late_workdays, 75);
	standing_forecast(&t.list[townships_find(&t, "530521101")], FRONT_ALL, t.zero_day, t.today, stage.env.cal, &f);
	assert_int_equal(f.need, 149);
	assert_int_equal(t.yard.closed_pace, 8667);
	/* Out of exact shares: of rounded ones 1.39. */
	standing_forecast(&t.list[townships_find(&t, "530521202")], FRONT_ALL, t.zero_day, t.today, stage.env.cal, &f);
	assert_int_equal(f.gain, 138);
	/* A front's are of its own tasks. */
	for (int i = 0; i < t.front_count; i++)
		if (strcmp(t.fronts[i].id, "BENEFIT") == 0) {
			assert_int_equal(standing_basis(&t.county, i)->bp[0], 7001);
			standing_forecast(&t.county, i, t.zero_day, t.today, stage.env.cal, &f);
			assert_int_equal(f.need, 428);
			assert_int_equal(f.gain, 188);
			assert_int_equal(f.late_workdays, 9);
		}
	townships_clear(&t);
}

/* No township task of Xizang's is due by its zero day: all tasks are the set then, and said so. */
static void
townships__forecast__nothing_due_by_zero_day__all_tasks(void **state)
{
	struct stage other;
	struct townships t;
	struct forecast f;

	(void)state;
	stage_open(&other, stage_pack("xizang-2019"), "2019-03-28T09:00:00+08:00", 20, 80);
	struct townships_ask ask = { "540121", false, false, other.env.today, other.env.campaign_start, other.env.zero_day,
	                             other.env.cal, other.env.rules };
	assert_int_equal(store_townships(other.st, &ask, &t), 0);
	assert_int_equal(t.county.zero.tasks, 0);
	assert_ptr_equal(standing_basis(&t.county, FRONT_ALL), &t.county.all);
	standing_forecast(&t.county, FRONT_ALL, t.zero_day, t.today, other.env.cal, &f);
	assert_int_equal(f.need, 6400);
	assert_true(f.known);
	townships_clear(&t);
	stage_close(&other);
}

/* A campaign of four days has no pace of a fortnight. */
static void
forecast__before_the_first_start__no_pace(void **state)
{
	struct standing s = { .zero = { .tasks = 1, .begins = civil_parse("2020-06-15") } };
	struct forecast f;

	(void)state;
	for (int day = 0; day < PROGRESS_DAYS; day++)
		s.zero.fine[day] = (day < 3 ? 900 - 300 * day : 0) * FINE_BP;
	standing_forecast(&s, FRONT_ALL, civil_parse("2020-06-30"), civil_parse("2020-06-18"), stage.env.cal, &f);
	assert_int_equal(f.gain, 300);          /* 9 points since Monday, not in 10 workdays */
	standing_forecast(&s, FRONT_ALL, civil_parse("2020-06-30"), civil_parse("2020-06-15"), stage.env.cal, &f);
	assert_false(f.known);
}

/* A20: sent back by the office, a report is missing again until it is sent again. */
static void
townships__reports__returned_is_not_on_time(void **state)
{
	struct store *st = store_adopt(stage_memory(
		"INSERT INTO division (id, rev, level, name) VALUES ('530000', 1, 3, 'county');"
		"INSERT INTO sup_report (id, rev, sup_group, period, due, status, submitted_at) VALUES"
		" ('a', 1, 'G', '2020-03', '2020-04-10', 'CONSOLIDATED', '2020-04-09T09:00:00+08:00'),"
		" ('b', 1, 'G', '2020-04', '2020-05-10', 'RETURNED', '2020-05-09T09:00:00+08:00'),"
		" ('c', 1, 'G', '2020-05', '2020-06-10', 'DRAFT', '2020-06-09T09:00:00+08:00');"));
	struct townships_ask ask = { "530000", false, false, stage.env.today, stage.env.campaign_start, stage.env.zero_day,
	                             stage.env.cal, stage.env.rules };
	struct townships t;

	(void)state;
	assert_int_equal(store_townships(st, &ask, &t), 0);
	assert_int_equal(t.county.reports.expected, 3);
	assert_int_equal(t.county.reports.on_time, 1);
	assert_int_equal(t.county.reports.missing, 2);
	townships_clear(&t);
	store_close(st);
}

static void
townships__find__by_code(void **state)
{
	struct townships t;

	(void)state;
	get(&t, stage.env.today);
	for (int i = 0; i < t.count; i++)
		assert_int_equal(townships_find(&t, t.list[i].code), i);
	assert_int_equal(townships_find(&t, "530521999"), -1);
	assert_int_equal(townships_find(&t, ""), -1);
	townships_clear(&t);
}

/* ---- kept counts ---------------------------------------------------------------- */

static void
run(sqlite3 *db, const char *sql)
{
	char *error = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", sql, error);
}

static void
assert_tally(sqlite3 *db)
{
	static const char differ[] =
		"WITH truth AS (SELECT place, class, CASE WHEN class = 'open' THEN deadline ELSE '' END AS deadline, count(*) AS n FROM ("
		"SELECT place, deadline, CASE status WHEN 'CLOSED' THEN 'closed' WHEN 'CANCELLED' THEN 'cancelled' "
		"WHEN 'SUSPENDED' THEN 'suspended' ELSE 'open' END AS class FROM (SELECT division AS place, status, deadline FROM issue "
		"UNION ALL SELECT village, status, deadline FROM issue WHERE village IS NOT NULL)) GROUP BY 1, 2, 3) "
		"SELECT count(*) FROM (SELECT * FROM (SELECT * FROM truth EXCEPT SELECT * FROM issue_tally WHERE n <> 0) "
		"UNION ALL SELECT * FROM (SELECT * FROM issue_tally WHERE n <> 0 EXCEPT SELECT * FROM truth))";
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(db, differ, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(q, 0), 0);
	sqlite3_finalize(q);
}

static void
tally__triggers__keep_up_with_every_change(void **state)
{
	sqlite3 *db = NULL;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(cache_schema_tables(db), SQLITE_OK);
	run(db, "INSERT INTO issue (id, rev, title, status, division, village, deadline, source) VALUES "
	        "('a', 1, 't', 'OPEN', '530521103', '530521103201', '2020-06-01', 'SELF'), ('b', 1, 't', 'CLOSED', '530521103', NULL, '2020-06-01', 'SELF')");
	assert_int_equal(cache_schema_indexes(db), SQLITE_OK);
	assert_tally(db);
	run(db, "INSERT INTO issue (id, rev, title, status, division, village, deadline, source) VALUES "
	        "('c', 1, 't', 'ACKED', '530521103', '530521103201', '2020-06-01', 'SELF'), ('d', 1, 't', 'OPEN', '530521104', '530521104201', '2020-07-01', 'SELF')");
	assert_tally(db);
	run(db, "UPDATE issue SET status = 'CLOSED' WHERE id = 'a'");
	assert_tally(db);
	run(db, "UPDATE issue SET status = 'REOPENED', deadline = '2020-08-01' WHERE id = 'a'");
	assert_tally(db);
	run(db, "UPDATE issue SET village = NULL, division = '530521101' WHERE id = 'c'");
	assert_tally(db);
	run(db, "UPDATE issue SET status = 'SUSPENDED' WHERE id = 'd'; UPDATE issue SET title = 'x'; DELETE FROM issue WHERE id = 'b'");
	assert_tally(db);
	sqlite3_close(db);
}

/* ---- lists ---------------------------------------------------------------------- */

static void
places__issues__oldest_first_and_only_open(void **state)
{
	struct issue_row rows[50];
	int n = store_place_issues(stage.st, "530521203", CIVIL_NONE, rows, 50), overdue;

	(void)state;
	assert_int_equal(n, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND status NOT IN ('CLOSED','CANCELLED','SUSPENDED')", "530521203"));
	for (int i = 1; i < n; i++)
		assert_true(rows[i - 1].deadline <= rows[i].deadline);
	overdue = store_place_issues(stage.st, "530521203", stage.env.today, rows, 50);
	assert_true(overdue > 0 && overdue < n);
	assert_true(rows[overdue - 1].deadline < stage.env.today);
	assert_int_equal(store_place_issues(stage.st, "530521203", CIVIL_NONE, rows, 2), 2);
	assert_true(store_place_issues(stage.st, "530521", stage.env.today, rows, 50) > overdue);
}

static void
places__villages__sum_up_to_their_township(void **state)
{
	struct village_row rows[60];
	int n = store_villages(stage.st, "530521203", stage.env.today, false, rows, 60), open = 0;

	(void)state;
	assert_int_equal(n, 10);
	for (int i = 0; i < n; i++)
		open += rows[i].open;
	assert_int_equal(open, count_by("SELECT count(*) FROM issue WHERE division = ?1 AND village IS NOT NULL AND status NOT IN "
	                                "('CLOSED','CANCELLED','SUSPENDED')", "530521203"));
	assert_true(rows[0].overdue >= rows[1].overdue);
}

/* None of the map's statements may walk the issue table. */
static void
map__plans__never_scan_issues(void **state)
{
	sqlite3_stmt *all = NULL;

	(void)state;
	struct issue_row row;
	struct village_row village;
	struct townships t;
	get(&t, stage.env.today);
	townships_clear(&t);
	store_place_issues(stage.st, "530521103", CIVIL_NONE, &row, 1);
	store_place_issues(stage.st, "530521103201", CIVIL_NONE, &row, 1);
	store_place_issues(stage.st, "530521", CIVIL_NONE, &row, 1);
	store_villages(stage.st, "530521103", stage.env.today, false, &village, 1);
	for (sqlite3_stmt *s = sqlite3_next_stmt(store_db(stage.st), NULL); s != NULL; s = sqlite3_next_stmt(store_db(stage.st), s)) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(s));
		if (strncmp(sqlite3_sql(s), "PRAGMA", 6) != 0 && sqlite3_prepare_v2(store_db(stage.st), sql, -1, &all, NULL) == SQLITE_OK) {
			while (sqlite3_step(all) == SQLITE_ROW) {
				const char *plan = (const char *)sqlite3_column_text(all, 3);
				if (strcmp(plan, "SCAN i") == 0 || strcmp(plan, "SCAN issue") == 0 || strcmp(plan, "SCAN issue_tally") == 0)
					fail_msg("%s\n%s", plan, sqlite3_sql(s));
			}
			sqlite3_finalize(all);
			all = NULL;
		}
		sqlite3_free(sql);
	}
}

static void
events__window__pages_and_all(void **state)
{
	struct event_row page[3][20], *all;
	int count, n = store_events(stage.st, NULL, stage.env.today, NULL, 0, false, page[0], 20);

	(void)state;
	assert_int_equal(n, 20);
	assert_int_equal(store_events(stage.st, NULL, stage.env.today, page[0][19].at, page[0][19].pk, false, page[1], 20), 20);
	for (int i = 0; i < 19; i++)
		assert_true(strcmp(page[0][i].at, page[0][i + 1].at) >= 0);
	assert_true(strcmp(page[0][19].at, page[1][0].at) >= 0);
	assert_string_not_equal(page[0][19].id, page[1][0].id);
	assert_int_equal(store_events_list(stage.st, stage.env.today, false, 30, &all, &count), 0);
	assert_int_equal(count, 30);
	for (int i = 0; i < 30; i++)
		assert_string_equal(all[i].id, page[i / 20][i % 20].id);
	free(all);
	/* Looking back, nothing later is seen. */
	assert_int_equal(store_events(stage.st, NULL, civil_parse("2020-05-20"), NULL, 0, false, page[2], 20), 20);
	assert_true(strncmp(page[2][0].at, "2020-05-20", 10) <= 0);
	n = store_events(stage.st, "530521203", stage.env.today, NULL, 0, false, page[2], 20);
	for (int i = 0; i < n; i++)
		assert_string_equal(page[2][i].division, "530521203");
}

/* ---- both axes, and the class of a place ------------------------------------------------ */

static const char axes_sql[] =
	"INSERT INTO division (id, rev, parent, level, name, class) VALUES ('1', 1, NULL, 3, 'county', NULL), ('101', 1, '1', 4, 'A', 'remaining'), ('102', 1, '1', 4, 'B', 'exited');"
	"INSERT INTO front (id, rev, axis, name, sort) VALUES ('F1', 1, 'front', 'f1', 1), ('F2', 1, 'front', 'f2', 2), ('P1', 1, 'pillar', 'p1', 1), ('P2', 1, 'pillar', 'p2', 2), ('P3', 1, 'pillar', 'p3', 3);"
	"INSERT INTO task (id, rev, parent, title, front, pillar, division, class, start, due, weight, pct, status) VALUES"
	" ('T', 1, NULL, 't', 'F1', 'P1', '1', NULL, '2020-01-01', '2020-12-31', 1, NULL, 'DOING'),"
	" ('T1', 1, 'T', 't', 'F1', NULL, '101', NULL, '2020-01-01', '2020-12-31', 3, 80, 'DOING'),"      /* P1 by its parent */
	" ('T2', 1, 'T', 't', 'F1', 'P2', '101', NULL, '2020-01-01', '2020-12-31', 1, 40, 'DOING'),"
	" ('T3', 1, 'T', 't', 'F2', 'P2', '102', 'exited', '2020-01-01', '2020-06-01', 1, 60, 'DOING'),"
	" ('T4', 1, 'T', 't', 'F2', 'P2', '102', 'remaining', '2020-01-01', '2020-12-31', 1, 0, 'DOING');";

static void
get_axes(const char *more, struct townships *t)
{
	struct townships_ask ask = asked(civil_parse("2020-06-18"));
	char sql[4096];
	struct store *st;

	snprintf(sql, sizeof sql, "%s%s", axes_sql, more);
	st = store_adopt(stage_memory(sql));
	ask.county = "1";
	assert_int_equal(store_townships(st, &ask, t), 0);
	assert_int_equal(t->count, 2);
	store_close(st);
}

static void
townships__pillars__roll_up_beside_the_fronts(void **state)
{
	struct townships t;
	struct reading r;
	int seen = 0;

	(void)state;
	get_axes("", &t);
	assert_int_equal(t.front_count, 2);
	assert_int_equal(t.pillar_count, 3);
	for (int f = townships_next_track(&t, FRONT_ALL); f != FRONT_ALL; f = townships_next_track(&t, f))
		assert_string_equal(t.fronts[f].id, ((const char *const[]){ "F1", "F2", "P1", "P2", "P3" })[seen++]);
	assert_int_equal(seen, 5);
	assert_int_equal(t.county.fronts[FRONTS_MAX].bp[0], 8000);
	assert_int_equal(t.county.fronts[FRONTS_MAX + 1].bp[0], 5000);
	assert_int_equal(t.list[0].fronts[FRONTS_MAX + 1].tasks, 1);
	/* A lamp of its own, and a township is still as its worst front is. */
	standing_read(&t.list[1], METRIC_PROGRESS, FRONTS_MAX + 1, &t.yard, &r);
	assert_int_equal(r.lamp, LAMP_RED);
	standing_read(&t.county, METRIC_PROGRESS, FRONTS_MAX + 2, &t.yard, &r);
	assert_int_equal(r.lamp, LAMP_GREY);
	standing_read(&t.list[0], METRIC_PROGRESS, FRONTS_MAX + 1, &t.yard, &r);
	assert_int_equal(r.bp, 4000);
	townships_clear(&t);
	get_axes("UPDATE task SET pct = 90 WHERE id = 'T2'; UPDATE task SET pillar = 'P3' WHERE id = 'T3';", &t);
	assert_int_equal(t.county.fronts[FRONTS_MAX + 1].bp[0], 9000);
	assert_int_equal(t.county.fronts[FRONTS_MAX + 2].bp[0], 6000);
	assert_int_equal(t.county.fronts[0].bp[0], 8250);
	townships_clear(&t);
}

static void
townships__class__decides_which_tasks_count(void **state)
{
	struct townships t;

	(void)state;
	get_axes("", &t);
	assert_int_equal(t.list[1].all.tasks, 1);       /* of B, that is exited: T3 alone */
	assert_int_equal(t.list[1].all.bp[0], 6000);
	assert_int_equal(t.list[1].all.overdue, 1);
	townships_clear(&t);
	get_axes("UPDATE division SET class = 'remaining' WHERE id = '102';", &t);
	assert_int_equal(t.list[1].all.tasks, 1);
	assert_int_equal(t.list[1].all.bp[0], 0);
	assert_int_equal(t.list[1].all.overdue, 0);
	assert_int_equal(t.county.all.tasks, 3);
	townships_clear(&t);
	get_axes("UPDATE division SET class = NULL;", &t);      /* not known: every task counts */
	assert_int_equal(t.county.all.tasks, 4);
	townships_clear(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(townships__load__counts_agree_with_the_records),
		cmocka_unit_test(townships__load__progress_is_its_tasks_by_weight),
		cmocka_unit_test(townships__load__rates_have_their_parts),
		cmocka_unit_test(townships__load__as_of_moves_what_is_overdue),
		cmocka_unit_test(townships__forecast__over_one_stated_set),
		cmocka_unit_test(townships__forecast__nothing_due_by_zero_day__all_tasks),
		cmocka_unit_test(forecast__before_the_first_start__no_pace),
		cmocka_unit_test(townships__reports__returned_is_not_on_time),
		cmocka_unit_test(townships__find__by_code),
		cmocka_unit_test(tally__triggers__keep_up_with_every_change),
		cmocka_unit_test(places__issues__oldest_first_and_only_open),
		cmocka_unit_test(places__villages__sum_up_to_their_township),
		cmocka_unit_test(map__plans__never_scan_issues),
		cmocka_unit_test(events__window__pages_and_all),
		cmocka_unit_test(townships__pillars__roll_up_beside_the_fronts),
		cmocka_unit_test(townships__class__decides_which_tasks_count),
	};

	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
