#include "tests/support/test.h"

#include <unistd.h>

#include "hub/intake/batch.h"
#include "hub/intake/import.h"
#include "model/room/civil.h"
#include "tests/support/county.h"

static struct county county;
static struct reply r;

#define COMPARE "{\"name\":\"横向比对\",\"rule\":\"MONTHLY\",\"day\":10,\"owner_role\":\"duty\"}"
#define RECEIPT "{\"name\":\"乡镇回执\",\"rule\":\"MONTHLY\",\"day\":1,\"per\":\"TOWNSHIP\",\"owner_role\":\"township\",\"evidence\":\"receipt\",\"grace\":3}"
#define GROUPS "{\"name\":\"督战分析\",\"rule\":\"MONTH_END\",\"per\":\"GROUP\",\"owner_role\":\"group\"}"
#define CHANGED "{\"name\":\"动态数据联对\",\"rule\":\"EVENT\",\"event\":\"change:POOR\",\"day\":2,\"day_unit\":\"workday\",\"per\":\"TOWNSHIP\"}"
#define TAKEN "{\"name\":\"登记交接\",\"rule\":\"EVENT\",\"event\":\"batch:POOR\"}"
#define CERTIFY "{\"name\":\"慢病鉴定\",\"rule\":\"EVENT\",\"event\":\"stage:CHRONIC:ASKED\",\"day\":5}"

static void
duties(void)
{
	county_put(&county, KIND_DUTY, "D-M10H", COMPARE);
	county_put(&county, KIND_DUTY, "D-M01", RECEIPT);
	county_put(&county, KIND_DUTY, "D-MGRP", GROUPS);
	county_put(&county, KIND_DUTY, "D-MADJ", CHANGED);
	county_put(&county, KIND_DUTY, "D-TAKE", TAKEN);
	county_put(&county, KIND_DUTY, "D-5D", CERTIFY);
}

static void
checklists(void)
{
	county_put(&county, KIND_INSTITUTION, "H1", "{\"name\":\"县医院\",\"type\":\"HOSPITAL\",\"division\":\"530521101\"}");
	county_put(&county, KIND_INSTITUTION, "P1", "{\"name\":\"药店\",\"type\":\"PHARMACY\",\"division\":\"530521102\"}");
	county_put(&county, KIND_CHECKLIST, "A01", "{\"name\":\"四清\",\"subject\":\"TOWNSHIP\",\"every\":\"MONTH\",\"due_day\":10}");
	county_put(&county, KIND_CHECKLIST, "A06", "{\"name\":\"三个一\",\"subject\":\"INSTITUTION\",\"institution_type\":\"HOSPITAL\",\"every\":\"ONCE\",\"valid_to\":\"2020-06-30\"}");
	for (int i = 1; i <= 4; i++) {
		char id[16], body[96];
		snprintf(id, sizeof id, "A01:%d", i);
		snprintf(body, sizeof body, "{\"checklist\":\"A01\",\"code\":\"%d\",\"name\":\"清%d\",\"sort\":%d}", i, i, i);
		county_put(&county, KIND_CHECK_ITEM, id, body);
	}
	county_put(&county, KIND_CHECK_ITEM, "A06:1", "{\"checklist\":\"A06\",\"code\":\"1\",\"name\":\"一站式\",\"sort\":1}");
}

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
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

static void
field_is(const char *record, const char *field, const char *want)
{
	if (strcmp(county_field(&county, record, field), want) != 0)
		fail_msg("%s %s is \"%s\", not \"%s\"", record, field, county_field(&county, record, field), want);
}

static int
count_one(void *ctx, const struct hub_record *record)
{
	(void)record;
	++*(int *)ctx;
	return 0;
}

static int
records(enum kind kind)
{
	int n = 0;

	assert_int_equal(hub_db_each(county.other, kind, count_one, &n), 0);
	return n;
}

static void
set_clock(const char *now)
{
	char text[32];
	int64_t at;

	assert_int_equal(instant_parse(now, &at), 0);
	snprintf(text, sizeof text, "%lld", (long long)at);
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_meta_set(county.other, "clock_room", text), 0);
	assert_int_equal(hub_db_commit(county.other), 0);
}

static void
ask(void)
{
	reply_clear(&r);
	r = county_get(&county, "duty", "/v1/hello", NULL);
	assert_int_equal(r.status, 200);
}

/* ---- by the calendar ---- */

static void
duty_opener__serve_start__this_period_and_the_next_per_subject(void **state)
{
	(void)state;
	duties();
	county_serve(&county, 0);
	/* 2 of the county, 3 townships twice, 2 groups twice. */
	assert_int_equal(records(KIND_DUTY_RUN), 2 + 6 + 4);
	field_is("duty_run/D-M10H@2020-06", "deadline", "2020-06-10");
	field_is("duty_run/D-M10H@2020-06", "status", "PENDING");
	field_is("duty_run/D-M10H@2020-06", "division", "530521");
	field_is("duty_run/D-M10H@2020-07", "title", "横向比对(2020-07)");
	field_is("duty_run/D-M01@2020-06@530521103", "deadline", "2020-06-01");
	field_is("duty_run/D-M01@2020-06@530521103", "division", "530521103");
	field_is("duty_run/D-MGRP@2020-06@G1", "sup_group", "G1");
	field_is("duty_run/D-MGRP@2020-06@G1", "deadline", "2020-06-30");
}

static void
duty_opener__again__touches_nothing_that_is_there(void **state)
{
	int64_t head;

	(void)state;
	duties();
	checklists();
	county_put(&county, KIND_DUTY_RUN, "D-M10H@2020-06", "{\"duty\":\"D-M10H\",\"deadline\":\"2020-06-11\",\"status\":\"DONE\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-M10H@2020-06", "deadline", "2020-06-11");
	field_is("duty_run/D-M10H@2020-06", "status", "DONE");
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_gone(county.other, KIND_DUTY_RUN, "D-M10H@2020-07", "deleted", 1592442000, "test"), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	head = hub_db_head(county.other);
	county_stop(&county);
	county_serve(&county, 0);
	assert_int_equal(hub_db_head(county.other), head);
	field_is("duty_run/D-M10H@2020-07", "status", "");
}

static void
duty_opener__a_new_day_while_serving__opens_what_was_slept_through(void **state)
{
	int64_t head;

	(void)state;
	duties();
	county_serve(&county, 0);
	ask();
	head = hub_db_head(county.other);
	ask();
	assert_int_equal(hub_db_head(county.other), head);
	set_clock("2020-08-02T00:00:10+08:00");
	ask();
	field_is("duty_run/D-M10H@2020-08", "deadline", "2020-08-10");
	field_is("duty_run/D-M10H@2020-09", "status", "PENDING");
	field_is("duty_run/D-M01@2020-08@530521101", "opened_at", "2020-08-02");
	/* A duty that came while nobody looked counts from the last day opened. */
	county_put(&county, KIND_DUTY, "D-M15", "{\"name\":\"纵向比对\",\"rule\":\"MONTHLY\",\"day\":15}");
	set_clock("2020-10-10T00:00:10+08:00");
	ask();
	field_is("duty_run/D-M15@2020-08", "deadline", "2020-08-15");
	field_is("duty_run/D-M15@2020-07", "status", "");
}

static void
duty_opener__townships_and_duties_only_while_in_force(void **state)
{
	(void)state;
	county_put(&county, KIND_DUTY, "D-M01", "{\"name\":\"回执\",\"rule\":\"MONTHLY\",\"day\":1,\"per\":\"TOWNSHIP\",\"valid_from\":\"2020-06-15\"}");
	county_put(&county, KIND_DIVISION, "530521103", "{\"parent\":\"530521\",\"level\":4,\"name\":\"丙镇\",\"valid_to\":\"2020-06-30\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-M01@2020-06@530521101", "status", "");
	field_is("duty_run/D-M01@2020-07@530521101", "status", "PENDING");
	field_is("duty_run/D-M01@2020-07@530521103", "status", "");
}

static void
duty_opener__checklists__one_mark_a_subject_and_period(void **state)
{
	(void)state;
	checklists();
	county_serve(&county, 0);
	/* Three townships for May (due 10 June) and June; one hospital, no pharmacy. */
	assert_int_equal(records(KIND_CHECK_MARK), 6 + 1);
	field_is("check_mark/A01@2020-06@530521102", "marks", "----");
	field_is("check_mark/A01@2020-06@530521102", "deadline", "2020-07-10");
	field_is("check_mark/A01@2020-06@530521102", "status", "EXPECTED");
	field_is("check_mark/A06@H1", "institution", "H1");
	field_is("check_mark/A06@H1", "division", "530521101");
	field_is("check_mark/A06@H1", "deadline", "2020-06-30");
}

/* A group that supervises a place owes a report each month; one that is there is not opened again. */
static void
duty_opener__supervision_groups__a_report_each_month(void **state)
{
	(void)state;
	county_put(&county, KIND_SUP_GROUP, "G9", "{\"name\":\"无区划组\"}");
	county_put(&county, KIND_SUP_REPORT, "OWN", "{\"sup_group\":\"G2\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"DRAFT\"}");
	county_serve(&county, 0);
	assert_int_equal(records(KIND_SUP_REPORT), 2);
	field_is("sup_report/G1-2020-06", "status", "EXPECTED");
	field_is("sup_report/G1-2020-06", "due", "2020-07-10");
	field_is("sup_report/OWN", "status", "DRAFT");
	op("group", 1, "draft", "sup_report/G1-2020-06", 1, "{\"visits\":2}");
	reply_expect(&r, 200, "");
	set_clock("2020-07-01T00:00:10+08:00");
	ask();
	field_is("sup_report/G1-2020-06", "status", "DRAFT");
	field_is("sup_report/G1-2020-07", "status", "EXPECTED");
	field_is("sup_report/G2-2020-07", "due", "2020-08-10");
	/* What a file brings under a number of its own takes the place of what nobody has touched. */
	county_put(&county, KIND_SUP_REPORT, "OWN7", "{\"sup_group\":\"G2\",\"period\":\"2020-07\",\"due\":\"2020-08-10\",\"status\":\"DRAFT\"}");
	set_clock("2020-07-02T00:00:10+08:00");
	ask();
	field_is("sup_report/G2-2020-07", "status", "");
	field_is("sup_report/OWN7", "status", "DRAFT");
}

/* ---- by events ---- */

/* A hand-over as its takers make one: `bytes` stands for the payload's hash. */
static void
hand_over(const char *bytes, long added)
{
	struct batch b = { .source = "POOR", .sha256 = bytes, .at = 1592442000, .by = "pull", .rows = 10, .added = added };

	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(batch_begin(county.other, &b), 0);
	assert_int_equal(batch_finish(county.other, &b), 0);
	assert_int_equal(hub_db_commit(county.other), 0);
	assert_false(b.held);
}

static void
duty_opener__a_batch_taken__opens_its_duties_in_the_same_step(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_SOURCE, "POOR", "{\"name\":\"扶贫\",\"takes\":\"roster\"}");
	county_serve(&county, 0);
	hand_over("1111", 3);
	field_is("duty_run/D-TAKE@POOR-20200618", "deadline", "2020-06-18");
	field_is("duty_run/D-TAKE@POOR-20200618", "event", "batch:POOR-20200618");
	field_is("duty_run/D-TAKE@POOR-20200618", "period", "2020-06");
	field_is("duty_run/D-MADJ@POOR-20200618@530521102", "deadline", "2020-06-22");      /* two workdays later */
	hand_over("2222", 0);
	field_is("duty_run/D-TAKE@POOR-20200618-2", "status", "PENDING");
	field_is("duty_run/D-MADJ@POOR-20200618-2@530521102", "status", "");               /* nothing changed (A30) */
}

static void
duty_opener__a_batch_held__opens_nothing(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_BATCH, "B1", "{\"source\":\"POOR\",\"status\":\"HELD\",\"received_at\":\"2020-06-18T08:00:00+08:00\",\"added\":3}");
	county_serve(&county, 0);
	field_is("duty_run/D-TAKE@B1", "status", "");
}

/* E23: what goes out to one township is that township's to acknowledge. */
static void
duty_opener__a_batch_sent__its_township_owes_the_receipt(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_BATCH, "B1", "{\"source\":\"POOR\",\"status\":\"SENT\",\"direction\":\"OUT\",\"division\":\"530521101\",\"received_at\":\"2020-06-17T08:00:00+08:00\",\"added\":3}");
	county_serve(&county, 0);
	field_is("duty_run/D-MADJ@B1@530521101", "deadline", "2020-06-19");
	field_is("duty_run/D-MADJ@B1@530521102", "status", "");
}

static void
import_rows(const char *text)
{
	struct import how = { .errors = stderr, .at = 1592442000, .by = "import" };
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/rows.csv", county.dir);
	assert_non_null(f = fopen(path, "w"));
	fputs(text, f);
	fclose(f);
	assert_int_equal(import_alone(county.other, KIND_ENTRY, path, &how), 0);
}

static void
duty_opener__imported_entries__open_once_each_time_they_enter_the_stage(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_LEDGER, "CHRONIC", "{\"name\":\"慢病鉴定\"}");
	county_put(&county, KIND_STAGE, "CHRONIC:ASKED", "{\"ledger\":\"CHRONIC\",\"code\":\"ASKED\",\"class\":\"OPEN\",\"after\":\"-\"}");
	county_put(&county, KIND_STAGE, "CHRONIC:DONE", "{\"ledger\":\"CHRONIC\",\"code\":\"DONE\",\"class\":\"OPEN\",\"after\":\"ASKED\"}");
	county_serve(&county, 0);
	import_rows("id,ledger,title,status,stage,division,stages\n"
	            "E1,CHRONIC,某甲,OPEN,ASKED,530521101,\"[[\"\"ASKED\"\",\"\"2020-06-12\"\"]]\"\n"
	            "E2,CHRONIC,某乙,OPEN,DONE,530521101,\"[[\"\"ASKED\"\",\"\"2020-06-12\"\"],[\"\"DONE\"\",\"\"2020-06-13\"\"]]\"\n");
	field_is("duty_run/D-5D@E1", "deadline", "2020-06-17");
	field_is("duty_run/D-5D@E2", "status", "");
	import_rows("id,ledger,title,status,stage,division,stages\n"
	            "E2,CHRONIC,某乙,OPEN,ASKED,530521101,\"[[\"\"ASKED\"\",\"\"2020-06-12\"\"],[\"\"DONE\"\",\"\"2020-06-13\"\"],[\"\"ASKED\"\",\"\"2020-06-16\"\"]]\"\n");
	field_is("duty_run/D-5D@E2~2", "deadline", "2020-06-21");
	field_is("duty_run/D-5D@E2", "status", "");
}

static void
duty_opener__a_packs_own_records__only_what_is_not_due_yet(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_ENTRY, "E1", "{\"ledger\":\"CHRONIC\",\"title\":\"某甲\",\"status\":\"OPEN\",\"stage\":\"ASKED\",\"stage_since\":\"2020-06-12\"}");
	county_put(&county, KIND_ENTRY, "E2", "{\"ledger\":\"CHRONIC\",\"title\":\"某乙\",\"status\":\"OPEN\",\"stage\":\"ASKED\",\"stage_since\":\"2020-06-16\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-5D@E1", "status", "");
	field_is("duty_run/D-5D@E2", "deadline", "2020-06-21");
}

/* A comment on an entry that came to its stage long ago is no event. */
static void
duty_opener__a_step_on_an_old_entry__opens_nothing(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_LEDGER, "CHRONIC", "{\"name\":\"慢病鉴定\"}");
	county_put(&county, KIND_ENTRY, "E1", "{\"ledger\":\"CHRONIC\",\"title\":\"某甲\",\"status\":\"OPEN\",\"stage\":\"ASKED\",\"stage_since\":\"2020-05-12\",\"division\":\"530521101\"}");
	county_serve(&county, 0);
	op("duty", 1, "comment", "entry/E1", 1, "{\"note\":\"再核\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-5D@E1", "status", "");
}

static void
set_duty(bool on)
{
	assert_int_equal(hub_db_begin(county.other), 0);
	if (on)
		assert_int_equal(hub_db_put(county.other, KIND_DUTY, "D-M10H", COMPARE, 1592442000, "pack", NULL), 1);
	else
		assert_int_equal(hub_db_gone(county.other, KIND_DUTY, "D-M10H", "deleted", 1592442000, "pack"), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	county_stop(&county);
	county_serve(&county, 0);
}

/* A pack switched off takes its open runs along, not what people have done. */
static void
duty_opener__a_duty_gone_and_back__takes_its_untouched_runs_along(void **state)
{
	(void)state;
	duties();
	county_serve(&county, 0);
	op("duty", 1, "done", "duty_run/D-M10H@2020-07", 1, "{}");
	reply_expect(&r, 200, "");
	set_duty(false);
	field_is("duty_run/D-M10H@2020-06", "status", "");
	field_is("duty_run/D-M10H@2020-07", "status", "DONE");
	field_is("duty_run/D-M01@2020-06@530521101", "status", "PENDING");
	set_duty(true);
	field_is("duty_run/D-M10H@2020-06", "status", "PENDING");
	field_is("duty_run/D-M10H@2020-07", "status", "DONE");
}

/* A09: what is for townships of one class is not owed by the others; a township that changes takes it along. */
static void
duty_opener__a_class__decides_who_owes(void **state)
{
	(void)state;
	county_put(&county, KIND_DUTY, "D-REST", "{\"name\":\"剩余贫困\",\"rule\":\"MONTHLY\",\"day\":20,\"per\":\"TOWNSHIP\",\"class\":\"remaining\"}");
	county_put(&county, KIND_DIVISION, "530521101", "{\"name\":\"甸阳\",\"parent\":\"530521\",\"level\":4,\"class\":\"remaining\"}");
	county_put(&county, KIND_DIVISION, "530521102", "{\"name\":\"由旺\",\"parent\":\"530521\",\"level\":4,\"class\":\"exited\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-REST@2020-06@530521101", "status", "PENDING");
	field_is("duty_run/D-REST@2020-06@530521102", "status", "");
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(hub_db_put(county.other, KIND_DIVISION, "530521101", "{\"name\":\"甸阳\",\"parent\":\"530521\",\"level\":4,\"class\":\"exited\"}", 1592442000, "pack", NULL), 1);
	assert_int_equal(hub_db_put(county.other, KIND_DIVISION, "530521102", "{\"name\":\"由旺\",\"parent\":\"530521\",\"level\":4,\"class\":\"remaining\"}", 1592442000, "pack", NULL), 1);
	assert_int_equal(hub_db_commit(county.other), 0);
	county_stop(&county);
	county_serve(&county, 0);
	field_is("duty_run/D-REST@2020-06@530521101", "status", "");
	field_is("duty_run/D-REST@2020-06@530521102", "status", "PENDING");
}

/* A15, B32, B44: a leading group has members and meetings, and owes no supervision. */
static void
duty_opener__other_groups__owe_nothing(void **state)
{
	(void)state;
	duties();
	county_put(&county, KIND_SUP_GROUP, "LG", "{\"name\":\"领导小组\",\"type\":\"LEADING\"}");
	county_put(&county, KIND_SUP_GROUP, "G9", "{\"name\":\"九组\",\"type\":\"SUPERVISION\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-MGRP@2020-06@G9", "status", "PENDING");
	field_is("duty_run/D-MGRP@2020-06@LG", "status", "");
}

/* A20: one fact, one register. */
static void
duty_opener__a_report__settles_its_duty(void **state)
{
	(void)state;
	county_put(&county, KIND_DUTY, "D-REP", "{\"name\":\"督战月报\",\"rule\":\"MONTHLY\",\"day\":10,\"month_offset\":1,\"per\":\"GROUP\",\"owner_role\":\"group\",\"met_by\":\"report\"}");
	county_put(&county, KIND_DUTY, "D-THREE", "{\"name\":\"三个一\",\"rule\":\"MONTH_END\",\"per\":\"GROUP\",\"owner_role\":\"group\",\"met_by\":\"artefacts\"}");
	county_put(&county, KIND_SUP_REPORT, "R1", "{\"sup_group\":\"G1\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"DRAFT\",\"matrix\":\"222222222222\",\"findings\":\"无\"}");
	county_put(&county, KIND_SUP_REPORT, "R2", "{\"sup_group\":\"G2\",\"period\":\"2020-06\",\"due\":\"2020-07-10\",\"status\":\"SUBMITTED\",\"submitted_at\":\"2020-06-17T09:00:00+08:00\",\"submitted_by\":\"g2\"}");
	county_serve(&county, 0);
	field_is("duty_run/D-REP@2020-06@G1", "status", "PENDING");
	field_is("duty_run/D-REP@2020-06@G2", "status", "DONE");               /* it was in before */
	field_is("duty_run/D-REP@2020-06@G2", "done_at", "2020-06-17T09:00:00+08:00");
	field_is("duty_run/D-REP@2020-06@G2", "done_by", "g2");
	op("group", 1, "draft", "sup_report/R1", 1, "{\"analysed\":\"2020-06-02\",\"judged\":\"2020-06-09\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-THREE@2020-06@G1", "status", "PENDING");
	op("group", 2, "draft", "sup_report/R1", 2, "{\"dispatched\":\"2020-06-16\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-THREE@2020-06@G1", "status", "DONE");
	field_is("duty_run/D-THREE@2020-06@G1", "done_at", "2020-06-16T00:00:00+08:00");
	field_is("duty_run/D-REP@2020-06@G1", "status", "PENDING");
	op("group", 3, "submit", "sup_report/R1", 3, "{}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-REP@2020-06@G1", "status", "DONE");
	field_is("duty_run/D-REP@2020-06@G1", "done_by", "group");
	op("duty", 4, "return", "sup_report/R1", 4, "{\"note\":\"重报\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-REP@2020-06@G1", "status", "PENDING");             /* not in time until it is sent again */
	field_is("duty_run/D-REP@2020-06@G1", "done_at", "");
	op("group", 5, "draft", "sup_report/R1", 5, "{\"findings\":\"已改\"}");
	op("group", 6, "submit", "sup_report/R1", 6, "{}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-REP@2020-06@G1", "status", "DONE");
}

/* ---- who reports what ---- */

static void
ops__done__only_the_owner_or_the_room(void **state)
{
	(void)state;
	duties();
	county_serve(&county, 0);
	op("town", 1, "done", "duty_run/D-M10H@2020-07", 1, "{}");
	reply_expect(&r, 403, "scope");                               /* the county's: no township acts there */
	op("group", 2, "done", "duty_run/D-M10H@2020-07", 1, "{}");
	reply_expect(&r, 403, "role");
	assert_string_equal(reply_text(&r, "reason"), "owner");
	op("duty", 3, "done", "duty_run/D-M10H@2020-07", 1, "{}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-M10H@2020-07", "status", "DONE");
	field_is("duty_run/D-M10H@2020-07", "done_by", "duty");
	op("leader", 4, "done", "duty_run/D-MGRP@2020-06@G2", 1, "{}");
	reply_expect(&r, 200, "");
	op("group", 5, "done", "duty_run/D-MGRP@2020-06@G1", 1, "{}");
	reply_expect(&r, 200, "");
	op("group", 6, "done", "duty_run/D-MGRP@2020-07@G2", 1, "{}");
	reply_expect(&r, 403, "scope");
}

static void
ops__done__evidence_and_reasons_when_the_duty_says_so(void **state)
{
	(void)state;
	duties();
	county_serve(&county, 0);
	op("town", 1, "done", "duty_run/D-M01@2020-07@530521101", 1, "{}");
	reply_expect(&r, 422, "invalid");                                    /* the duty wants a receipt */
	op("town", 2, "done", "duty_run/D-M01@2020-07@530521101", 1, "{\"evidence\":[{\"kind\":\"receipt\",\"ref\":\"回执7月\"}]}");
	reply_expect(&r, 200, "");
	op("town", 3, "done", "duty_run/D-M01@2020-06@530521101", 1, "{\"evidence\":[{\"kind\":\"receipt\",\"ref\":\"回执6月\"}]}");
	reply_expect(&r, 422, "invalid");                                    /* due on 1 June: why so late */
	op("town", 4, "done", "duty_run/D-M01@2020-06@530521101", 1,
	   "{\"evidence\":[{\"kind\":\"receipt\",\"ref\":\"回执6月\"}],\"late_reason\":\"系统升级\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-M01@2020-06@530521101", "late_reason", "系统升级");
	op("town", 5, "done", "duty_run/D-M01@2020-07@530521102", 1, "{\"evidence\":[{\"kind\":\"receipt\",\"ref\":\"x\"}]}");
	reply_expect(&r, 403, "scope");
}

static void
ops__waive_and_reopen__by_whom_they_may(void **state)
{
	(void)state;
	duties();
	county_serve(&county, 0);
	op("duty", 1, "waive", "duty_run/D-M10H@2020-06", 1, "{\"note\":\"本月无数据\"}");
	reply_expect(&r, 403, "role");
	op("leader", 2, "waive", "duty_run/D-M10H@2020-06", 1, "{\"note\":\"本月无数据\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-M10H@2020-06", "status", "WAIVED");
	op("duty", 3, "done", "duty_run/D-M10H@2020-07", 1, "{}");
	op("duty", 4, "reopen", "duty_run/D-M10H@2020-07", 2, "{\"note\":\"误报\"}");
	reply_expect(&r, 200, "");
	field_is("duty_run/D-M10H@2020-07", "status", "PENDING");
	field_is("duty_run/D-M10H@2020-07", "done_at", "");
}

static void
ops__mark__one_cell_an_item_of_its_checklist(void **state)
{
	(void)state;
	checklists();
	county_serve(&county, 0);
	op("town", 1, "mark", "check_mark/A01@2020-06@530521101", 1, "{\"marks\":\"22\"}");
	reply_expect(&r, 422, "invalid");
	op("town", 2, "mark", "check_mark/A01@2020-06@530521101", 1, "{\"marks\":\"2223\"}");
	reply_expect(&r, 422, "invalid");
	op("town", 3, "mark", "check_mark/A01@2020-06@530521101", 1, "{\"marks\":\"221-\"}");
	reply_expect(&r, 200, "");
	field_is("check_mark/A01@2020-06@530521101", "marks", "221-");
	field_is("check_mark/A01@2020-06@530521101", "status", "EXPECTED");      /* one cell nobody has looked at */
	op("town", 4, "mark", "check_mark/A01@2020-06@530521101", 2, "{\"marks\":\"2222\"}");
	reply_expect(&r, 200, "");
	field_is("check_mark/A01@2020-06@530521101", "status", "FILLED");
	op("town", 5, "mark", "check_mark/A01@2020-06@530521102", 1, "{\"marks\":\"2222\"}");
	reply_expect(&r, 403, "scope");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(duty_opener__serve_start__this_period_and_the_next_per_subject),
		T(duty_opener__again__touches_nothing_that_is_there),
		T(duty_opener__a_new_day_while_serving__opens_what_was_slept_through),
		T(duty_opener__townships_and_duties_only_while_in_force),
		T(duty_opener__checklists__one_mark_a_subject_and_period),
		T(duty_opener__a_batch_taken__opens_its_duties_in_the_same_step),
		T(duty_opener__a_batch_held__opens_nothing),
		T(duty_opener__supervision_groups__a_report_each_month),
		T(duty_opener__a_batch_sent__its_township_owes_the_receipt),
		T(duty_opener__imported_entries__open_once_each_time_they_enter_the_stage),
		T(duty_opener__a_packs_own_records__only_what_is_not_due_yet),
		T(duty_opener__a_step_on_an_old_entry__opens_nothing),
		T(duty_opener__a_duty_gone_and_back__takes_its_untouched_runs_along),
		T(duty_opener__a_class__decides_who_owes),
		T(duty_opener__a_report__settles_its_duty),
		T(duty_opener__other_groups__owe_nothing),
		T(ops__done__only_the_owner_or_the_room),
		T(ops__done__evidence_and_reasons_when_the_duty_says_so),
		T(ops__waive_and_reopen__by_whom_they_may),
		T(ops__mark__one_cell_an_item_of_its_checklist),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
