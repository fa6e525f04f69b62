#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "hub/policy/packs.h"
#include "tests/support/tempdir.h"

/* ---- small packs ------------------------------------------------------------------- */

static void
write_file(const char *pack, const char *file, const char *text)
{
	char path[256];
	FILE *f;

	mkdir(temp_path(pack), 0700);
	snprintf(path, sizeof path, "%s/%s/%s.csv", temp_dir, pack, file);
	if (text == NULL) {
		unlink(path);
		return;
	}
	assert_non_null(f = fopen(path, "w"));
	fputs(text, f);
	fclose(f);
}

/* A pack of `county` named `pack`, whose params say `word`. */
static void
small_pack(const char *pack, const char *county, const char *word)
{
	char text[512];

	snprintf(text, sizeof text, "id,parent,level,name\n%s,,3,某县\n%s101,%s,4,某镇\n", county, county, county);
	write_file(pack, "division", text);
	snprintf(text, sizeof text, "id,name,county,active\n%s,%s,%s,1\n", pack, pack, county);
	write_file(pack, "pack", text);
	snprintf(text, sizeof text, "id,key,value\ncounty_name,county_name,%s县\nsubsidy,subsidy,%s\n", word, word);
	write_file(pack, "param", text);
	write_file(pack, "term", "id,list,code,name\nscope:ALL,scope,ALL,全部\nsource:SELF,source,SELF,自查\n");
	snprintf(text, sizeof text, "id,name,rule,day\nD-1,%s月报,MONTHLY,10\nD-%s,本方案,MONTHLY,5\n", word, word);
	write_file(pack, "duty", text);
	snprintf(text, sizeof text, "id,name\nbook,%s台账\n", word);
	write_file(pack, "ledger", text);
	snprintf(text, sizeof text, "id,ledger,code,name,class,after,sort\nbook:%s,book,%s,始,OPEN,-,1\nbook:END,book,END,终,CLOSED,%s,2\n", word, word, word);
	write_file(pack, "stage", text);
}

static struct hub_db *
made(const char *name, const char *pack, bool known)
{
	struct import how = { .errors = stderr, .at = 1592442000, .by = "test" };
	struct pack_about about;
	char error[512];
	struct hub_db *db;

	assert_int_equal(pack_about(temp_path(pack), &about, stderr), 0);
	if ((db = hub_db_create(temp_path(name), about.county, error, sizeof error)) == NULL)
		fail_msg("%s", error);
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(pack_load(db, temp_path(pack), &how), 0);
	if (known)
		assert_int_equal(packs_own(db, &about, 1592442000), 0);
	assert_int_equal(hub_db_commit(db), 0);
	return db;
}

static struct hub_db *
county_of(const char *name, const char *pack)
{
	return made(name, pack, true);
}

static struct pack_came came;

static int
load(struct hub_db *db, const char *pack)
{
	struct import how = { .errors = stderr, .at = 1592442000, .by = "pack" };
	int rc;

	assert_int_equal(hub_db_begin(db), 0);
	if ((rc = packs_load(db, temp_path(pack), &how, &came)) == 0)
		assert_int_equal(hub_db_commit(db), 0);
	else
		hub_db_rollback(db);
	return rc;
}

static int
turn(struct hub_db *db, const char *pack, bool on)
{
	struct import how = { .errors = stderr, .at = 1592442000, .by = "pack" };
	int rc;

	assert_int_equal(hub_db_begin(db), 0);
	if ((rc = packs_switch(db, pack, on, &how, &came)) == 0)
		assert_int_equal(hub_db_commit(db), 0);
	else
		hub_db_rollback(db);
	return rc;
}

static void
put(struct hub_db *db, enum kind kind, const char *id, const char *body)
{
	assert_int_equal(hub_db_begin(db), 0);
	assert_true(hub_db_put(db, kind, id, body, 1592442000, "duty-a", NULL) >= 0);
	assert_int_equal(hub_db_commit(db), 0);
}

/* The record says `text` somewhere; NULL: there is none. */
static void
says(struct hub_db *db, enum kind kind, const char *id, const char *text)
{
	struct hub_record r;
	int found = hub_db_get(db, kind, id, &r);
	bool living = found == 1 && r.body != NULL;

	if (living != (text != NULL) || (living && strstr(r.body, text) == NULL))
		fail_msg("%s %s: %s, not %s", record_kinds[kind].name, id, living ? r.body : "(none)", text != NULL ? text : "(none)");
}

/* ---- side by side ---------------------------------------------------------------------- */

static void
packs__second_of_the_county__adds_and_is_behind(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("a", "530521", "甲");
	small_pack("b", "530521", "乙");
	db = county_of("one.db", "a");
	assert_int_equal(load(db, "b"), 0);
	assert_true(came.behind > 0);
	assert_int_equal(came.outside, 3);      /* divisions, county_name: they are the own pack's */
	says(db, KIND_PARAM, "subsidy", "甲");
	says(db, KIND_DUTY, "D-1", "甲月报");
	says(db, KIND_DUTY, "D-甲", "本方案");
	says(db, KIND_DUTY, "D-乙", "本方案");
	says(db, KIND_PACK, "b", "\"active\":true");
	/* Not a stage of the second plan's book in the first one's. */
	says(db, KIND_LEDGER, "book", "甲台账");
	says(db, KIND_STAGE, "book:甲", "始");
	says(db, KIND_STAGE, "book:乙", NULL);
	hub_db_close(db);
}

/* A sample of this county beside its own pack: its plan, not its made-up people, figures and what happened. */
static void
packs__a_sample_of_the_county__only_what_its_plan_says(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("sample", "530521", "样");
	write_file("sample", "post", "id,name,division,role\nleader,局长,530521,leader\n");
	write_file("sample", "issue", "id,title,status,division,deadline,source,sample\n"
	           "I-1,演示问题,OPEN,530521101,2020-06-30,SELF,1\n");
	db = county_of("ten.db", "a");
	assert_int_equal(load(db, "sample"), 0);
	assert_int_equal(came.of[KIND_POST].outside, 1);
	assert_int_equal(came.of[KIND_ISSUE].outside, 1);
	assert_int_equal(came.of[KIND_DUTY].written, 1);
	says(db, KIND_POST, "leader", NULL);
	says(db, KIND_ISSUE, "I-1", NULL);
	says(db, KIND_DUTY, "D-样", "本方案");
	hub_db_close(db);
}

static void
packs__off__the_next_is_heard_or_nobody(void **state)
{
	struct hub_db *db;

	(void)state;
	db = county_of("two.db", "a");
	assert_int_equal(load(db, "b"), 0);
	assert_int_equal(turn(db, "b", false), 0);
	says(db, KIND_DUTY, "D-乙", NULL);
	says(db, KIND_DUTY, "D-1", "甲月报");
	says(db, KIND_PACK, "b", "\"active\":false");
	assert_int_equal(turn(db, "b", false), -1);
	assert_non_null(strstr(came.why, "off already"));
	assert_int_equal(turn(db, "b", true), 0);
	says(db, KIND_DUTY, "D-乙", "本方案");
	/* The county's own: the plan goes, the county stays. */
	assert_int_equal(turn(db, "a", false), 0);
	says(db, KIND_DUTY, "D-甲", NULL);
	says(db, KIND_DUTY, "D-1", "乙月报");
	says(db, KIND_PARAM, "subsidy", "乙");
	says(db, KIND_PARAM, "county_name", "甲县");
	says(db, KIND_LEDGER, "book", "乙台账");
	says(db, KIND_STAGE, "book:乙", "始");
	says(db, KIND_STAGE, "book:甲", NULL);
	says(db, KIND_DIVISION, "530521101", "某镇");
	says(db, KIND_TERM, "source:SELF", "自查");
	assert_int_equal(turn(db, "a", true), 0);
	says(db, KIND_DUTY, "D-1", "甲月报");
	says(db, KIND_STAGE, "book:甲", "始");
	says(db, KIND_STAGE, "book:乙", NULL);
	assert_int_equal(turn(db, "c", true), -1);
	assert_non_null(strstr(came.why, "the packs are: a b"));
	hub_db_close(db);
}

static void
packs__off__a_changed_record_is_left_alone(void **state)
{
	struct hub_db *db;

	(void)state;
	db = county_of("three.db", "a");
	assert_int_equal(load(db, "b"), 0);
	put(db, KIND_DUTY, "D-乙", "{\"name\":\"改过\",\"rule\":\"MONTHLY\",\"day\":6}");
	assert_int_equal(turn(db, "b", false), 0);
	assert_int_equal(came.left, 1);
	says(db, KIND_DUTY, "D-乙", "改过");
	assert_int_equal(turn(db, "b", true), 0);
	assert_int_equal(came.left, 1);
	says(db, KIND_DUTY, "D-乙", "改过");
	says(db, KIND_STAGE, "book:甲", "始");
	hub_db_close(db);
}

static void
packs__a_record_of_the_countys__is_not_the_packs(void **state)
{
	struct hub_db *db;

	(void)state;
	db = county_of("four.db", "a");
	put(db, KIND_DUTY, "D-乙", "{\"name\":\"县里自己的\",\"rule\":\"MONTHLY\"}");
	assert_int_equal(load(db, "b"), 0);
	assert_int_equal(came.left, 1);
	says(db, KIND_DUTY, "D-乙", "县里自己的");
	assert_int_equal(turn(db, "b", false), 0);
	says(db, KIND_DUTY, "D-乙", "县里自己的");
	hub_db_close(db);
}

static void
packs__another_countys__only_what_its_plan_says(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("far", "620422", "远");
	write_file("far", "figure", "id,name,period,division,value,unit\nF-1,人数,2020,620422,5,person\n");
	write_file("far", "indicator", "id,name,unit,formula\nplain,普通,count,institutions\nlocal,本地,count,F-1 + 1\n");
	write_file("far", "rule", "id,title,check,expr,expect,each\nR-L,本地,SUM,F-1,5,\nR-P,通用,MOST,plain,5,TOWNSHIP\n");
	db = county_of("five.db", "a");
	assert_int_equal(load(db, "far"), 0);
	assert_int_equal(came.outside, 2 + 1 + 1 + 1 + 1);      /* divisions, figure, indicator and rule over it, county_name */
	says(db, KIND_DIVISION, "620422", NULL);
	says(db, KIND_INDICATOR, "plain", "普通");
	says(db, KIND_INDICATOR, "local", NULL);
	says(db, KIND_RULE, "R-P", "通用");
	says(db, KIND_RULE, "R-L", NULL);
	says(db, KIND_PARAM, "county_name", "甲县");
	says(db, KIND_DUTY, "D-远", "本方案");
	hub_db_close(db);
}

static void
packs__loaded_again__the_new_version_counts(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("b", "530521", "乙");
	db = county_of("six.db", "a");
	assert_int_equal(load(db, "b"), 0);
	write_file("b", "duty", "id,name,rule,day\nD-乙,新方案,MONTHLY,6\nD-丙,再加,WEEKLY,1\n");
	assert_int_equal(load(db, "b"), 0);
	says(db, KIND_DUTY, "D-乙", "新方案");
	says(db, KIND_DUTY, "D-丙", "再加");
	write_file("b", "duty", "id,name,rule,day\nD-丙,再加,WEEKLY,1\n");
	assert_int_equal(load(db, "b"), 0);
	says(db, KIND_DUTY, "D-乙", NULL);
	assert_int_equal(load(db, "b"), 0);
	assert_int_equal(came.written + came.gone, 0);
	hub_db_close(db);
}

static void
packs__param_keys__are_heard_from_one_pack(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("b", "530521", "乙");
	write_file("b", "param", "id,key,value,valid_from\nsubsidy@2021,subsidy,99,2021-01-01\nother,other,1,\n");
	db = county_of("seven.db", "a");
	assert_int_equal(load(db, "b"), 0);
	says(db, KIND_PARAM, "subsidy@2021", NULL);
	says(db, KIND_PARAM, "other", "1");
	assert_int_equal(turn(db, "a", false), 0);
	says(db, KIND_PARAM, "subsidy@2021", "99");
	says(db, KIND_PARAM, "subsidy", NULL);
	hub_db_close(db);
}

/* What the hub opened for the pack's duties goes and comes with it, unless somebody has done it. */
static void
packs__off__runs_nobody_touched_go_too(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("b", "530521", "乙");
	db = county_of("eight.db", "a");
	assert_int_equal(load(db, "b"), 0);
	put(db, KIND_DUTY_RUN, "D-乙@2020-06", "{\"duty\":\"D-乙\",\"deadline\":\"2020-06-05\",\"status\":\"PENDING\"}");
	put(db, KIND_DUTY_RUN, "D-乙@2020-05", "{\"duty\":\"D-乙\",\"deadline\":\"2020-05-05\",\"status\":\"DONE\"}");
	put(db, KIND_DUTY_RUN, "D-1@2020-06", "{\"duty\":\"D-1\",\"deadline\":\"2020-06-10\",\"status\":\"PENDING\"}");
	assert_int_equal(turn(db, "b", false), 0);
	says(db, KIND_DUTY_RUN, "D-乙@2020-06", NULL);
	says(db, KIND_DUTY_RUN, "D-乙@2020-05", "DONE");
	says(db, KIND_DUTY_RUN, "D-1@2020-06", "PENDING");
	assert_int_equal(turn(db, "b", true), 0);
	says(db, KIND_DUTY_RUN, "D-乙@2020-06", "PENDING");
	hub_db_close(db);
}

static void
packs__a_bad_pack__changes_nothing(void **state)
{
	char *said = NULL;
	size_t len = 0;
	struct import how = { .at = 1592442000, .by = "pack" };
	struct hub_db *db;
	int64_t head;

	(void)state;
	small_pack("bad", "530521", "坏");
	write_file("bad", "stage", "id,ledger,code,name,class,after,sort\nbook:A,book,A,始,OPEN,B,1\nbook:B,book,B,终,CLOSED,A,2\n");
	db = county_of("nine.db", "a");
	head = hub_db_head(db);
	how.errors = open_memstream(&said, &len);
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(packs_load(db, temp_path("bad"), &how, &came), -1);
	hub_db_rollback(db);
	fclose(how.errors);
	assert_non_null(strstr(said, "ledger.csv:2:1 (id): none of its stages is where entries begin"));
	free(said);
	assert_int_equal(hub_db_head(db), head);
	small_pack("bad", "530521", "坏");
	write_file("bad", "pack", NULL);
	assert_int_equal(load(db, "bad"), -1);
	assert_non_null(strstr(came.why, "pack.csv: missing"));
	hub_db_close(db);
}

/* A hub made before packs were remembered learns of its own pack when that is loaded again. */
static void
packs__a_file_of_before__learns_its_own_pack(void **state)
{
	struct hub_db *db;

	(void)state;
	small_pack("a", "530521", "甲");
	db = made("old.db", "a", false);
	put(db, KIND_DUTY, "D-1", "{\"name\":\"改过\",\"rule\":\"MONTHLY\",\"day\":9}");
	assert_int_equal(turn(db, "a", false), -1);
	assert_int_equal(load(db, "a"), 0);
	assert_int_equal(came.left, 1);
	assert_int_equal(turn(db, "a", false), 0);
	says(db, KIND_DUTY, "D-甲", NULL);
	says(db, KIND_DUTY, "D-1", "改过");
	says(db, KIND_DIVISION, "530521101", "某镇");
	hub_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs__second_of_the_county__adds_and_is_behind),
		cmocka_unit_test(packs__off__the_next_is_heard_or_nobody),
		cmocka_unit_test(packs__off__a_changed_record_is_left_alone),
		cmocka_unit_test(packs__a_sample_of_the_county__only_what_its_plan_says),
		cmocka_unit_test(packs__a_record_of_the_countys__is_not_the_packs),
		cmocka_unit_test(packs__another_countys__only_what_its_plan_says),
		cmocka_unit_test(packs__loaded_again__the_new_version_counts),
		cmocka_unit_test(packs__param_keys__are_heard_from_one_pack),
		cmocka_unit_test(packs__off__runs_nobody_touched_go_too),
		cmocka_unit_test(packs__a_bad_pack__changes_nothing),
		cmocka_unit_test(packs__a_file_of_before__learns_its_own_pack),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
