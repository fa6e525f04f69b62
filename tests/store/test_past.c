#include "tests/support/test.h"

#include <sqlite3.h>

#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/issues.h"
#include "tests/support/packs.h"

static sqlite3 *db;
static struct store *st;

static void
begin(const char *fill)
{
	db = stage_memory(fill);
	st = store_adopt(db);
	assert_non_null(st);
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

/* What is read of the first column on the day. */
static const char *
on(const char *day, const char *sql)
{
	static char out[8][256];
	static int n;
	char *text = out[n++ % 8];

	assert_int_equal(store_look(st, day != NULL ? civil_parse(day) : CIVIL_NONE), 0);
	*text = '\0';
	if (rows_text(rows_once(st, sql, "test", NULL), text, 256) < 0)
		fail_msg("%s: %s", sql, store_error(st));
	return text;
}

#define ISSUE(id, status, more, values) "INSERT INTO issue (id, rev, title, division, source, deadline, found_at, status" more ") " \
	"VALUES ('" id "', 1, 't', '530521101', 'SELF', '2020-05-20', '2020-04-01', '" status "'" values ");"
#define EVENT(kind, id, at, verb, from, to, was) "INSERT INTO event (id, rev, at, object_kind, object, verb, from_status, to_status, was) " \
	"VALUES ('" id at verb "', 1, '" at "+08:00', '" kind "', '" id "', '" verb "', " from ", " to ", " was ");"

static void
past__issue__stands_as_the_log_says(void **state)
{
	(void)state;
	begin(ISSUE("A", "REOPENED", ", closed_at, returned, reopened", ", '2020-05-10T10:00:00+08:00', 1, 1")
	      EVENT("issue", "A", "2020-04-01T09:00:00", "register", "NULL", "'OPEN'", "NULL")
	      EVENT("issue", "A", "2020-04-02T09:00:00", "ack", "'OPEN'", "'ACKED'", "NULL")
	      EVENT("issue", "A", "2020-04-02T09:00:00", "start", "'ACKED'", "'IN_PROGRESS'", "NULL")
	      EVENT("issue", "A", "2020-04-04T09:00:00", "submit", "'IN_PROGRESS'", "'SUBMITTED'", "NULL")
	      EVENT("issue", "A", "2020-04-05T23:59:59", "return", "'SUBMITTED'", "'IN_PROGRESS'", "NULL")
	      EVENT("issue", "A", "2020-05-09T10:00:00", "verify", "'IN_PROGRESS'", "'VERIFIED'", "NULL")
	      EVENT("issue", "A", "2020-05-10T10:00:00", "close", "'VERIFIED'", "'CLOSED'", "NULL")
	      EVENT("issue", "A", "2020-05-12T00:00:00", "reopen", "'CLOSED'", "'REOPENED'", "NULL"));
	assert_string_equal(on("2020-03-31", "SELECT count(*) FROM issue"), "0");
	assert_string_equal(on("2020-04-01", "SELECT status FROM issue"), "OPEN");
	assert_string_equal(on("2020-04-02", "SELECT status FROM issue"), "IN_PROGRESS");
	assert_string_equal(on("2020-04-04", "SELECT returned || status FROM issue"), "0SUBMITTED");
	assert_string_equal(on("2020-04-05", "SELECT returned || status FROM issue"), "1IN_PROGRESS");
	assert_string_equal(on("2020-05-09", "SELECT reopened || status || coalesce(closed_at, '-') FROM issue"), "0VERIFIED-");
	assert_string_equal(on("2020-05-11", "SELECT reopened || status || closed_at FROM issue"), "0CLOSED2020-05-10T10:00:00+08:00");
	assert_string_equal(on("2020-05-12", "SELECT reopened || status FROM issue"), "1REOPENED");
	assert_string_equal(on(NULL, "SELECT status FROM issue"), "REOPENED");
}

static void
past__issue__its_own_dates_tell_where_the_log_is_silent(void **state)
{
	(void)state;
	begin(ISSUE("A", "CLOSED", ", acked_at, submitted_at, closed_at, close_note",
	            ", '2020-04-02T10:00:00+08:00', '2020-04-20T10:00:00+08:00', '2020-05-10T10:00:00+08:00', 'x'")
	      ISSUE("B", "SUSPENDED", ", acked_at", ", '2020-04-02T10:00:00+08:00'"));
	assert_string_equal(on("2020-04-01", "SELECT status FROM issue WHERE id = 'A'"), "OPEN");
	assert_string_equal(on("2020-04-19", "SELECT status FROM issue WHERE id = 'A'"), "ACKED");
	assert_string_equal(on("2020-05-09", "SELECT status || coalesce(submitted_at, '-') || coalesce(close_note, '-') FROM issue WHERE id = 'A'"),
	                    "SUBMITTED2020-04-20T10:00:00+08:00-");
	assert_string_equal(on("2020-05-10", "SELECT status || close_note FROM issue WHERE id = 'A'"), "CLOSEDx");
	assert_string_equal(on("2020-04-01", "SELECT status FROM issue WHERE id = 'B'"), "OPEN");
	/* Since when it is suspended nothing tells: neither as it is now nor as it last was. */
	assert_string_equal(on("2020-05-10", "SELECT status FROM issue WHERE id = 'B'"), PAST_UNTOLD);
	assert_int_equal(store_untold(st, UINT64_C(1) << KIND_ISSUE).records, 1);
}

static void
past__issue__fields_are_what_they_were_before(void **state)
{
	(void)state;
	begin(ISSUE("A", "IN_PROGRESS", ", orig_deadline, extensions, resp_post, measure", ", '2020-04-20', 2, 'p2', 'm'")
	      EVENT("issue", "A", "2020-04-03T09:00:00", "grant", "'IN_PROGRESS'", "'IN_PROGRESS'", "'{\"deadline\":\"2020-04-20\",\"extensions\":null}'")
	      EVENT("issue", "A", "2020-04-10T09:00:00", "grant", "'IN_PROGRESS'", "'IN_PROGRESS'", "'{\"deadline\":\"2020-05-01\",\"extensions\":1}'")
	      EVENT("issue", "A", "2020-04-12T09:00:00", "reassign", "'IN_PROGRESS'", "'IN_PROGRESS'", "'{\"resp_post\":\"p1\"}'")
	      EVENT("issue", "A", "2020-04-14T09:00:00", "import", "NULL", "NULL", "'{\"measure\":null,\"division\":\"530521102\"}'")
	      ISSUE("B", "IN_PROGRESS", ", orig_deadline, extensions", ", '2020-04-25', 1")
	      EVENT("issue", "B", "2020-04-03T09:00:00", "grant", "'IN_PROGRESS'", "'IN_PROGRESS'", "NULL"));
	assert_string_equal(on("2020-04-02", "SELECT deadline || coalesce(extensions, '-') || resp_post FROM issue WHERE id = 'A'"), "2020-04-20-p1");
	assert_string_equal(on("2020-04-09", "SELECT deadline || coalesce(extensions, '-') || resp_post FROM issue WHERE id = 'A'"), "2020-05-011p1");
	assert_string_equal(on("2020-04-13", "SELECT deadline || extensions || resp_post FROM issue WHERE id = 'A'"), "2020-05-202p2");
	assert_string_equal(on("2020-04-13", "SELECT division || coalesce(measure, '-') FROM issue WHERE id = 'A'"), "530521102-");
	assert_string_equal(on("2020-04-14", "SELECT division || coalesce(measure, '-') FROM issue WHERE id = 'A'"), "530521101m");
	/* without `was`: the first deadline there ever was */
	assert_string_equal(on("2020-04-02", "SELECT deadline || extensions FROM issue WHERE id = 'B'"), "2020-04-250");
	/* and what is counted goes along: by day and by place */
	assert_string_equal(on("2020-04-02", "SELECT sum(n) FROM issue_day WHERE deadline = '2020-04-20' AND status = 'IN_PROGRESS'"), "1");
	assert_string_equal(on("2020-04-02", "SELECT sum(n) FROM issue_tally WHERE place = '530521102' AND class = 'open'"), "1");
	assert_string_equal(on("2020-04-14", "SELECT sum(n) FROM issue_tally WHERE place = '530521101' AND class = 'open'"), "2");
}

static void
past__task__stands_where_its_trail_stood(void **state)
{
	(void)state;
	begin("INSERT INTO task (id, rev, title, due, status, pct, trail, done_at, note) VALUES ('T', 1, 't', '2020-06-30', 'CHECKED', 100,"
	      " '[[\"2020-04-01\",10],[\"2020-04-10\",60],[\"2020-04-20\",100]]', '2020-04-20T09:00:00+08:00', 'n'),"
	      " ('U', 1, 't', '2020-06-30', 'BLOCKED', 40, NULL, NULL, NULL);"
	      EVENT("task", "T", "2020-04-20T09:00:00", "done", "'DOING'", "'DONE'", "NULL")
	      EVENT("task", "T", "2020-04-22T09:00:00", "check", "'DONE'", "'CHECKED'", "NULL")
	      EVENT("task", "U", "2020-04-22T09:00:00", "import", "NULL", "NULL", "'{\"pct\":20}'"));
	assert_string_equal(on("2020-03-31", "SELECT status || pct || coalesce(trail, '-') FROM task"), "TODO0-");
	assert_string_equal(on("2020-04-12", "SELECT status || pct || coalesce(note, '-') FROM task"), "DOING60-");
	assert_string_equal(on("2020-04-12", "SELECT trail FROM task"), "[[\"2020-04-01\",10],[\"2020-04-10\",60]]");
	assert_string_equal(on("2020-04-21", "SELECT status || pct FROM task"), "DONE100");
	assert_string_equal(on("2020-04-22", "SELECT status || pct || note FROM task"), "CHECKED100n");
	assert_string_equal(on("2020-04-21", "SELECT status || pct FROM task WHERE id = 'U'"), PAST_UNTOLD "20");
}

/* A step of today tells how it was when it came: what is dated between the day and then is no part of the day. */
static void
past__step_of_today__takes_nothing_from_the_trail(void **state)
{
	(void)state;
	begin("INSERT INTO task (id, rev, title, due, status, pct, trail) VALUES ('T', 1, 't', '2020-12-31', 'DOING', 98,"
	      " '[[\"2020-06-15\",15],[\"2020-06-18\",98]]'), ('U', 1, 't', '2020-12-31', 'DOING', 98, '[[\"2020-06-18\",98]]'),"
	      " ('V', 1, 't', '2020-12-31', 'DONE', 100, '[[\"2020-06-10\",40],[\"2020-06-18\",100]]');"
	      "INSERT INTO event (id, rev, at, object_kind, object, verb, from_status, to_status, was) VALUES"
	      " ('e1', 1, '2020-06-18T15:00:00+08:00', 'task', 'T', 'progress', 'DOING', 'DOING',"
	      "  '{\"pct\":20,\"trail\":[[\"2020-06-15\",15],[\"2020-06-18\",20]]}'),"
	      " ('e2', 1, '2020-06-18T15:00:00+08:00', 'task', 'U', 'progress', 'DOING', 'DOING', '{\"pct\":null,\"trail\":null}'),"
	      " ('e3', 1, '2020-06-18T15:00:00+08:00', 'task', 'V', 'done', 'DOING', 'DONE',"
	      "  '{\"status\":\"DOING\",\"pct\":45,\"trail\":[[\"2020-06-10\",40]]}');"
	      "INSERT INTO stage (id, rev, ledger, code, name, class, sort) VALUES ('s1', 1, 'L', 'A', 'a', 'OPEN', 1),"
	      " ('s2', 1, 'L', 'B', 'b', 'OPEN', 2), ('s3', 1, 'L', 'C', 'c', 'CLOSED', 3);"
	      "INSERT INTO entry (id, rev, ledger, title, status, opened_at, stage, stage_since, stages) VALUES"
	      " ('E', 1, 'L', 't', 'CLOSED', '2020-06-01', 'C', '2020-06-18',"
	      " '[[\"A\",\"2020-06-01\"],[\"B\",\"2020-06-16\"],[\"C\",\"2020-06-18\"]]');"
	      EVENT("entry", "E", "2020-06-18T15:00:00", "move", "'B'", "'C'", "'{\"stage\":\"B\",\"stage_since\":\"2020-06-16\","
	            "\"stages\":[[\"A\",\"2020-06-01\"],[\"B\",\"2020-06-16\"]]}'"));
	assert_string_equal(on("2020-06-17", "SELECT pct || trail FROM task WHERE id = 'T'"), "15[[\"2020-06-15\",15]]");
	assert_string_equal(on("2020-06-18", "SELECT pct FROM task WHERE id = 'T'"), "98");
	assert_string_equal(on("2020-06-14", "SELECT status || pct || coalesce(trail, '-') FROM task WHERE id = 'T'"), "TODO0-");
	/* one that was under way without a point; one whose last point is older than what it had come to */
	assert_string_equal(on("2020-06-17", "SELECT status || coalesce(pct, '-') FROM task WHERE id = 'U'"), "DOING-");
	assert_string_equal(on("2020-06-17", "SELECT status || pct || trail FROM task WHERE id = 'V'"), "DOING45[[\"2020-06-10\",40]]");
	assert_string_equal(on("2020-06-09", "SELECT status FROM task WHERE id = 'V'"), "TODO");
	assert_string_equal(on("2020-06-10", "SELECT stage || stage_since || stages FROM entry"), "A2020-06-01[[\"A\",\"2020-06-01\"]]");
	assert_string_equal(on("2020-06-17", "SELECT stage || stage_since FROM entry"), "B2020-06-16");
}

/* Nor from the times and the log that are older than what tells fields. */
static void
past__step_of_today__takes_nothing_from_other_steps(void **state)
{
	(void)state;
	begin(ISSUE("A", "REOPENED", ", acked_at, closed_at, close_note, reopened, last_note",
	            ", '2020-04-02T10:00:00+08:00', NULL, 'new', 1, 'today'")
	      EVENT("issue", "A", "2020-04-20T10:00:00", "suspend", "'IN_PROGRESS'", "'SUSPENDED'", "NULL")
	      EVENT("issue", "A", "2020-05-01T10:00:00", "resume", "'SUSPENDED'", "'IN_PROGRESS'", "NULL")
	      EVENT("issue", "A", "2020-05-09T10:00:00", "verify", "'SUBMITTED'", "'VERIFIED'", "NULL")
	      EVENT("issue", "A", "2020-05-10T10:00:00", "close", "'VERIFIED'", "'CLOSED'", "NULL")
	      EVENT("issue", "A", "2020-06-18T10:00:00", "reopen", "'CLOSED'", "'REOPENED'",
	            "'{\"status\":\"CLOSED\",\"closed_at\":\"2020-05-10T10:00:00+08:00\",\"close_note\":\"x\",\"last_note\":\"old\"}'"));
	assert_string_equal(on("2020-05-09", "SELECT status || coalesce(closed_at, '-') || coalesce(close_note, '-') FROM issue"), "VERIFIED--");
	assert_string_equal(on("2020-06-17", "SELECT status || closed_at || close_note FROM issue"), "CLOSED2020-05-10T10:00:00+08:00x");
	/* what was written more than once since is the oldest known, never today's */
	assert_string_equal(on("2020-04-25", "SELECT last_note FROM issue"), "old");
}

static void
past__report_duty_mark__by_what_is_dated(void **state)
{
	(void)state;
	begin("INSERT INTO sup_report (id, rev, sup_group, period, due, status, submitted_at, returned) VALUES"
	      " ('R', 1, 'G1', '2020-04', '2020-05-10', 'RETURNED', '2020-05-09T10:00:00+08:00', 1),"
	      " ('S', 1, 'G1', '2020-03', '2020-04-10', 'ACCEPTED', '2020-04-09T10:00:00+08:00', 0);"
	      EVENT("sup_report", "R", "2020-05-11T09:00:00", "return", "'SUBMITTED'", "'RETURNED'", "'{\"returned\":null}'")
	      "INSERT INTO duty_run (id, rev, duty, opened_at, deadline, status, done_at) VALUES"
	      " ('D', 1, 'd', '2020-04-01', '2020-04-10', 'DONE', '2020-04-12T10:00:00+08:00'),"
	      " ('W', 1, 'd', '2020-04-01', '2020-04-10', 'WAIVED', NULL);"
	      "INSERT INTO check_mark (id, rev, checklist, period, status, marks, marked_at) VALUES"
	      " ('M', 1, 'c', '2020-04', 'FILLED', '22', '2020-04-12T10:00:00+08:00');"
	      "INSERT INTO batch (id, rev, source, status, received_at, decided_at) VALUES"
	      " ('B', 1, 's', 'ACCEPTED', '2020-04-10T09:00:00+08:00', '2020-04-12T09:00:00+08:00'),"
	      " ('C', 1, 's', 'SENT', '2020-04-10T09:00:00+08:00', NULL);"
	      EVENT("batch", "B", "2020-04-10T09:00:00", "HELD", "NULL", "'HELD'", "NULL"));
	assert_string_equal(on("2020-03-31", "SELECT count(*) FROM sup_report WHERE period = '2020-04'"), "0");
	assert_string_equal(on("2020-05-08", "SELECT status || coalesce(submitted_at, '-') FROM sup_report WHERE id = 'R'"), "EXPECTED-");
	assert_string_equal(on("2020-05-10", "SELECT status || coalesce(returned, '-') FROM sup_report WHERE id = 'R'"), "SUBMITTED-");
	assert_string_equal(on("2020-05-11", "SELECT status || returned FROM sup_report WHERE id = 'R'"), "RETURNED1");
	assert_string_equal(on("2020-05-11", "SELECT status FROM sup_report WHERE id = 'S'"), PAST_UNTOLD);
	assert_string_equal(on("2020-03-31", "SELECT count(*) FROM duty_run"), "0");
	assert_string_equal(on("2020-04-11", "SELECT status || coalesce(done_at, '-') FROM duty_run WHERE id = 'D'"), "PENDING-");
	assert_string_equal(on("2020-04-12", "SELECT status FROM duty_run WHERE id = 'D'"), "DONE");
	assert_string_equal(on("2020-04-12", "SELECT status FROM duty_run WHERE id = 'W'"), PAST_UNTOLD);
	assert_string_equal(on("2020-04-11", "SELECT status || coalesce(marks, '-') FROM check_mark"), "EXPECTED-");
	assert_string_equal(on("2020-04-12", "SELECT status || marks FROM check_mark"), "FILLED22");
	assert_string_equal(on("2020-04-09", "SELECT count(*) FROM batch"), "0");
	assert_string_equal(on("2020-04-11", "SELECT status FROM batch WHERE id = 'B'"), "HELD");
	assert_string_equal(on("2020-04-12", "SELECT status FROM batch WHERE id = 'B'"), "ACCEPTED");
	assert_string_equal(on("2020-04-12", "SELECT status FROM batch WHERE id = 'C'"), "SENT");
}

static void
past__entry__stands_at_the_stage_it_had_reached(void **state)
{
	(void)state;
	begin("INSERT INTO stage (id, rev, ledger, code, name, class, days, day_unit, sort) VALUES ('l:A', 1, 'l', 'A', 'A', 'OPEN', 3, 'workday', 1),"
	      " ('l:B', 1, 'l', 'B', 'B', 'OPEN', 10, NULL, 2), ('l:C', 1, 'l', 'C', 'C', 'CLOSED', NULL, NULL, 3);"
	      "INSERT INTO entry (id, rev, ledger, title, status, stage, stages, opened_at, stage_since, deadline) VALUES"
	      " ('E', 1, 'l', 't', 'CLOSED', 'C', '[[\"A\",\"2020-04-03\"],[\"B\",\"2020-04-08\"],[\"C\",\"2020-04-20\"]]', '2020-04-03', '2020-04-20', NULL);");
	assert_string_equal(on("2020-04-02", "SELECT count(*) FROM entry"), "0");
	/* 3 workdays from a Friday on, Monday the 6th being a day off (Qingming) only where a calendar says so */
	assert_string_equal(on("2020-04-07", "SELECT status || stage || stage_since || deadline FROM entry"), "OPENA2020-04-032020-04-08");
	assert_string_equal(on("2020-04-08", "SELECT status || stage || stage_since || deadline FROM entry"), "OPENB2020-04-082020-04-18");
	assert_string_equal(on("2020-04-08", "SELECT stages FROM entry"), "[[\"A\",\"2020-04-03\"],[\"B\",\"2020-04-08\"]]");
	assert_string_equal(on("2020-04-20", "SELECT status || stage || coalesce(deadline, '-') FROM entry"), "CLOSEDC-");
	/* how often it came back, and again */
	assert_int_equal(sqlite3_exec(db, "UPDATE main.entry SET stage = 'A', status = 'OPEN', returned = 1, relapses = 1, stages ="
	                              " '[[\"A\",\"2020-04-03\"],[\"B\",\"2020-04-08\"],[\"A\",\"2020-04-09\"],[\"C\",\"2020-04-20\"],[\"A\",\"2020-04-25\"]]'",
	                              NULL, NULL, NULL), SQLITE_OK);
	assert_string_equal(on("2020-04-08", "SELECT returned || relapses FROM entry"), "00");
	assert_string_equal(on("2020-04-24", "SELECT returned || relapses || status FROM entry"), "10CLOSED");
	assert_string_equal(on("2020-04-25", "SELECT returned || relapses || status FROM entry"), "11OPEN");
}

static void
past__figure__has_no_history_before_its_batch(void **state)
{
	(void)state;
	begin("INSERT INTO batch (id, rev, source, status, received_at) VALUES ('b1', 1, 's', 'ACCEPTED', '2020-04-10T09:00:00+08:00'),"
	      " ('b2', 1, 's', 'ACCEPTED', '2020-05-10T09:00:00+08:00');"
	      "INSERT INTO figure (id, rev, name, period, division, value, unit, batch) VALUES ('f', 1, 'n', '2020-04', '530521', 7, 'person', 'b2'),"
	      " ('g', 1, 'n', '2020-04', '530521', 1, 'person', NULL);"
	      EVENT("figure", "f", "2020-05-10T09:00:00", "import", "NULL", "NULL", "'{\"value\":5,\"batch\":\"b1\"}'")
	      "INSERT INTO settlement (id, rev, period, division, fetched_at) VALUES ('s', 1, '2020-03', '530521', '2020-04-03T08:30:00+08:00');");
	assert_string_equal(on("2020-04-09", "SELECT group_concat(id || value) FROM figure"), "g1");
	assert_string_equal(on("2020-04-10", "SELECT group_concat(id || value || coalesce(batch, '')) FROM figure"), "f5b1,g1");
	assert_string_equal(on("2020-05-10", "SELECT group_concat(id || value || coalesce(batch, '')) FROM figure"), "f7b2,g1");
	assert_string_equal(on("2020-04-02", "SELECT count(*) FROM settlement"), "0");
	assert_string_equal(on("2020-04-03", "SELECT count(*) FROM settlement"), "1");
}

static void
past__any_kind__an_import_since_says_what_was_before(void **state)
{
	(void)state;
	begin("INSERT INTO param (id, rev, key, value) VALUES ('p', 1, 'k', '200');"
	      EVENT("param", "p", "2020-05-10T09:00:00", "import", "NULL", "NULL", "'{\"value\":\"100\"}'"));
	assert_string_equal(on("2020-05-09", "SELECT value FROM param"), "100");
	assert_string_equal(on("2020-05-10", "SELECT value FROM param"), "200");
	assert_string_equal(on("2020-05-09", "SELECT count(*) FROM event"), "0");
}

static void
past__cache__what_comes_since_is_worked_out_anew(void **state)
{
	(void)state;
	begin(ISSUE("A", "OPEN", "", ""));
	assert_string_equal(on("2020-05-09", "SELECT count(*) FROM issue"), "1");
	assert_int_equal(sqlite3_exec(db, "INSERT INTO main.issue (id, rev, title, division, source, deadline, found_at, status) "
	                              "VALUES ('B', 1, 't', '530521101', 'SELF', '2020-05-20', '2020-06-01', 'OPEN')", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_look(st, CIVIL_NONE), 0);
	assert_string_equal(on("2020-05-09", "SELECT count(*) FROM issue"), "1");
	assert_string_equal(on("2020-06-01", "SELECT count(*) FROM issue"), "2");
}

/* For each day of the sample the counts are those of the log folded up to it. */
static void
past__shidian__each_day_is_the_log_folded(void **state)
{
	static const char fold[] = "SELECT group_concat(s || '=' || n) FROM (SELECT s, count(*) AS n FROM "
		"(SELECT to_status AS s, max(at || id) FROM main.event WHERE object_kind = 'issue' AND at < '%s' || 'U' GROUP BY object) "
		"GROUP BY s ORDER BY s)";
	char error[256], sql[512], want[256], day[11];

	(void)state;
	st = store_open(stage_pack("shidian-2020"), NULL, error, sizeof error);
	assert_non_null(st);
	for (int32_t d = civil_parse("2019-12-01"); d < civil_parse("2020-06-18"); d++) {
		civil_format(d, day);
		snprintf(sql, sizeof sql, fold, day);
		snprintf(want, sizeof want, "%s", on(day, sql));
		assert_string_equal(on(day, "SELECT group_concat(s || '=' || n) FROM (SELECT status AS s, count(*) AS n FROM issue GROUP BY 1 ORDER BY 1)"), want);
		assert_string_equal(on(day, "SELECT group_concat(s || '=' || n) FROM (SELECT status AS s, sum(n) AS n FROM issue_day GROUP BY 1 HAVING sum(n) <> 0 ORDER BY 1)"), want);
	}
	assert_int_equal(store_untold(st, UINT64_C(1) << KIND_ISSUE).records, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(past__issue__stands_as_the_log_says, tear_down),
		cmocka_unit_test_teardown(past__issue__its_own_dates_tell_where_the_log_is_silent, tear_down),
		cmocka_unit_test_teardown(past__issue__fields_are_what_they_were_before, tear_down),
		cmocka_unit_test_teardown(past__task__stands_where_its_trail_stood, tear_down),
		cmocka_unit_test_teardown(past__step_of_today__takes_nothing_from_the_trail, tear_down),
		cmocka_unit_test_teardown(past__step_of_today__takes_nothing_from_other_steps, tear_down),
		cmocka_unit_test_teardown(past__report_duty_mark__by_what_is_dated, tear_down),
		cmocka_unit_test_teardown(past__entry__stands_at_the_stage_it_had_reached, tear_down),
		cmocka_unit_test_teardown(past__figure__has_no_history_before_its_batch, tear_down),
		cmocka_unit_test_teardown(past__any_kind__an_import_since_says_what_was_before, tear_down),
		cmocka_unit_test_teardown(past__cache__what_comes_since_is_worked_out_anew, tear_down),
		cmocka_unit_test_teardown(past__shidian__each_day_is_the_log_folded, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
