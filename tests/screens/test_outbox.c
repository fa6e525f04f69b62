#include "tests/support/test.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/outbox/outbox.h"
#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

#define NOW "2020-06-18T09:00:00+08:00"
#define KEY(n) "01926d3e-0000-7000-8000-00000000000" #n

static struct stage stage;
static char dir[64], path[96];

/* Fixed rows, so that keys and times are the same in every picture. */
static const char rows[] =
	"INSERT INTO op (uuid, place, kind, id, verb, base, args, at, state, attempts, reason, answer, acked_rev, answered_at, title, seen) VALUES "
	"('" KEY(1) "', 1, 'issue', '2020-0143', 'comment', 1, '{\"note\":\"复核材料已电话核实\"}', 1592439660, 'acked', 1, NULL, NULL, 2, 1592439700, '坪子地村卫生室刷卡结算', NULL),"
	"('" KEY(2) "', 2, 'issue', '2020-0053', 'snooze', 1, '{\"until\":\"2020-06-22\",\"note\":\"等待市局数据\"}', 1592439900, 'pending', 0, NULL, NULL, NULL, NULL, '垭口村新生儿8人未随母参保', NULL),"
	"('" KEY(3) "', 3, 'issue', '2020-0092', 'close', 1, '{\"result\":\"FIXED\",\"note\":\"已补标并核对\",\"verifier\":\"group-5\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"酒房医保〔2020〕9号\"}]}',"
	" 1592440080, 'conflict', 1, 'stale-rev', '{\"type\":\"urn:guatu:problem:stale-rev\",\"current\":{\"rev\":3,\"body\":{\"status\":\"IN_PROGRESS\",\"deadline\":\"2020-06-25\",\"returned\":2}},"
	"\"since\":[{\"at\":\"2020-06-18T08:10:00+08:00\",\"post\":\"group-5\",\"verb\":\"return\",\"note\":\"缺银行回单\"}]}', NULL, 1592440090, '梅子箐村11名贫困人口系统未标识',"
	" '{\"status\":\"VERIFIED\",\"deadline\":\"2020-05-08\",\"returned\":\"1\"}'),"
	"('" KEY(4) "', 4, 'issue', '2020-0116', 'close', 1, '{\"result\":\"FIXED\",\"note\":\"整改到位\",\"verifier\":\"group-5\"}', 1592440380, 'pending', 2, NULL, NULL, NULL, NULL, '一单制结算单缺项7份', NULL),"
	"('" KEY(5) "', 5, 'issue', '2020-0116', 'reassign', 1, '{\"post\":\"jf-head\",\"note\":\"换人\"}', 1592440500, 'pending', 0, NULL, NULL, NULL, NULL, '一单制结算单缺项7份', NULL),"
	"('" KEY(6) "', 6, 'issue', '2020-0069', 'escalate', 1, '{\"note\":\"久拖不决\"}', 1592440560, 'refused', 1, 'role', NULL, NULL, 1592440570, '里戛村10人住院报销低于规定', NULL)";

static int
setup(void **state)
{
	char error[256];
	sqlite3 *db;

	(void)state;
	snprintf(dir, sizeof dir, "/tmp/test_outbox_screen.%d", (int)getpid());
	snprintf(path, sizeof path, "%s/outbox.db", dir);
	mkdir(dir, 0700);
	struct outbox *box = outbox_open(path, error, sizeof error);
	if (box == NULL)
		fail_msg("%s", error);
	outbox_close(box);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, rows, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	stage_open_with(&stage, stage_pack("shidian-2020"), path, NOW, 20, 80);
	return 0;
}

static int
teardown(void **state)
{
	char command[96];

	(void)state;
	stage_close(&stage);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return system(command);
}

static void
golden(const char *name)
{
	char *text = stage_text(&stage, GLYPHS_RICH);

	golden_check(name, text);
	free(text);
}

static void
expect(const char *action, enum effect_kind kind, const char *verb, const char *text)
{
	struct effect e = stage_act(&stage, action);

	if (e.kind != kind)
		fail_msg("%s: effect %d, expected %d (%s)", action, (int)e.kind, (int)kind, e.text != NULL ? e.text : "");
	if (verb != NULL)
		assert_string_equal(e.verb, verb);
	if (text != NULL)
		assert_string_equal(e.text, text);
	free(e.text);
}

static void
on(int number)
{
	free(stage_act(&stage, "top").text);
	for (int i = 1; i < number; i++)
		free(stage_act(&stage, "down").text);
}

static void
outbox__paint__what_waits_and_what_is_over(void **state)
{
	(void)state;
	stage_enter(&stage, "outbox", "");
	golden("outbox-80x24");
	stage.env.online = false;
	stage.env.h = 32;
	stage.env.w = 120;
	stage_enter(&stage, "outbox", "");
	free(stage_act(&stage, "pane").text);
	on(2);
	golden("outbox-120x36");
	stage.env.h = 46;
	stage.env.w = 200;
	stage_enter(&stage, "outbox", "");
	golden("outbox-200x50");
}

/* Listed: 1 snooze (unsent), 2 close in conflict, 3 close sent once, 4 reassign behind it, 5 refused. */
static void
outbox__keys__only_what_each_state_allows(void **state)
{
	(void)state;
	stage_enter(&stage, "outbox", "");
	on(1);
	expect("undo", FX_OUTBOX, "withdraw", KEY(2));
	expect("later", FX_OUTBOX, "later", KEY(2));
	expect("edit", FX_OUTBOX, "edit", KEY(2));
	expect("refresh", FX_OUTBOX, "retry", KEY(2));
	expect("retry-all", FX_OUTBOX, "retry-all", NULL);
	on(2);
	expect("undo", FX_OUTBOX, "drop", KEY(3));
	expect("open", FX_OPEN, NULL, KEY(3));
	expect("diff", FX_OPEN, NULL, KEY(3));
	expect("later", FX_REFUSE, NULL, NULL);
	on(3);
	expect("undo", FX_REFUSE, NULL, NULL);               /* its sending has begun */
	expect("edit", FX_REFUSE, NULL, NULL);
	expect("earlier", FX_REFUSE, NULL, NULL);
	expect("open", FX_OPEN, NULL, "2020-0116");
	on(5);
	expect("refresh", FX_REFUSE, NULL, NULL);            /* as it is it would be refused again */
	expect("edit", FX_OUTBOX, "edit", KEY(6));
	expect("undo", FX_OUTBOX, "drop", KEY(6));
}

static void
outbox__selection__follows_the_operation(void **state)
{
	sqlite3 *db;

	(void)state;
	stage_enter(&stage, "outbox", "");
	on(4);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "UPDATE op SET place = 0 WHERE uuid = '" KEY(5) "'", NULL, NULL, NULL);
	sqlite3_close(db);
	stage_reload(&stage);
	expect("undo", FX_OUTBOX, "withdraw", KEY(5));
}

static void
outbox__empty__says_what_it_is_for(void **state)
{
	char *text;

	(void)state;
	stage_close(&stage);
	stage_open(&stage, stage_pack("shidian-2020"), NOW, 20, 80);
	stage_enter(&stage, "outbox", "");
	text = stage_text(&stage, GLYPHS_RICH);
	assert_non_null(strstr(text, "没有待发"));
	free(text);
	expect("undo", FX_SAY, NULL, NULL);
}

static void
conflict__paint__three_versions(void **state)
{
	(void)state;
	stage_enter(&stage, "conflict", KEY(3));
	golden("conflict-80x24");
	stage.env.h = 32;
	stage.env.w = 100;
	stage_enter(&stage, "conflict", KEY(3));
	golden("conflict-100x36");
}

static void
type(const char *text)
{
	for (; *text != '\0'; text++)
		stage.ops->type(stage.model, &(struct typed){ .key = EDIT_CHAR, .cp = (unsigned char)*text }, &stage.env);
}

static void
conflict__choices__four_ways_out(void **state)
{
	struct effect e;

	(void)state;
	stage_enter(&stage, "conflict", KEY(3));
	expect("choose-1", FX_OUTBOX, "drop", KEY(3));
	expect("choose-3", FX_OUTBOX, "to-comment", KEY(3));
	expect("choose-4", FX_BACK, NULL, NULL);
	expect("open", FX_BACK, NULL, NULL);                 /* Enter decides nothing */
	expect("choose-2", FX_PAINT, NULL, NULL);
	assert_true(stage.ops->typing(stage.model));
	e = stage.ops->type(stage.model, &(struct typed){ .key = EDIT_ENTER }, &stage.env);
	assert_int_equal(e.kind, FX_REFUSE);                 /* not without a word */
	free(e.text);
	type("bu quan");
	e = stage.ops->type(stage.model, &(struct typed){ .key = EDIT_ENTER }, &stage.env);
	assert_int_equal(e.kind, FX_OUTBOX);
	assert_string_equal(e.verb, "resubmit");
	assert_string_equal(e.text, KEY(3) "\nbu quan");
	free(e.text);
	expect("choose-2", FX_PAINT, NULL, NULL);
	assert_true(stage.ops->dirty(stage.model));
	assert_false(stage.ops->typing(stage.model));
	stage_enter(&stage, "conflict", KEY(2));             /* waits: nothing to decide */
	expect("choose-1", FX_REFUSE, NULL, NULL);
	stage_enter(&stage, "conflict", KEY(6));             /* refused: edited rather than asked again */
	expect("choose-2", FX_OUTBOX, "edit", KEY(6));
	stage_enter(&stage, "conflict", "none");
	expect("choose-1", FX_BACK, NULL, NULL);
}

static void
issues__overlay__what_is_queued_here(void **state)
{
	char *text;

	(void)state;
	stage_enter(&stage, "issues", "乡镇:酒房");
	text = stage_text(&stage, GLYPHS_RICH);
	assert_non_null(strstr(text, "~待发延后"));
	assert_non_null(strstr(text, "!冲突销号"));
	free(text);
	free(stage_act(&stage, "down").text);
	expect("undo", FX_OUTBOX, "withdraw", KEY(2));
	stage_enter(&stage, "issue", "2020-0092");
	free(stage_act(&stage, "pane").text);
	text = stage_text(&stage, GLYPHS_RICH);
	assert_non_null(strstr(text, "~06-18"));
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(outbox__paint__what_waits_and_what_is_over, setup, teardown),
		cmocka_unit_test_setup_teardown(outbox__keys__only_what_each_state_allows, setup, teardown),
		cmocka_unit_test_setup_teardown(outbox__selection__follows_the_operation, setup, teardown),
		cmocka_unit_test_setup_teardown(outbox__empty__says_what_it_is_for, setup, teardown),
		cmocka_unit_test_setup_teardown(conflict__paint__three_versions, setup, teardown),
		cmocka_unit_test_setup_teardown(conflict__choices__four_ways_out, setup, teardown),
		cmocka_unit_test_setup_teardown(issues__overlay__what_is_queued_here, setup, teardown),
	};

	stage_language(false);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
