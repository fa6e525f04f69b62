/* Entries of ledgers over the real wire: what the pack's stages and columns say is what the hub does. */
#include "tests/support/test.h"

#include "tests/support/county.h"

static struct county county;
static struct reply r;

static void
put_stage(const char *code, const char *class, const char *after, const char *more)
{
	char id[64], body[512];

	snprintf(id, sizeof id, "HN:%s", code);
	snprintf(body, sizeof body, "{\"ledger\":\"HN\",\"code\":\"%s\",\"name\":\"%s\",\"class\":\"%s\",\"after\":\"%s\"%s}",
	         code, code, class, after, more);
	county_put(&county, KIND_STAGE, id, body);
}

static void
put_field(const char *key, const char *type, const char *more)
{
	char id[64], body[512];

	snprintf(id, sizeof id, "HN:%s", key);
	snprintf(body, sizeof body, "{\"ledger\":\"HN\",\"key\":\"%s\",\"name\":\"%s\",\"type\":\"%s\"%s}", key, key, type, more);
	county_put(&county, KIND_LEDGER_FIELD, id, body);
}

static void
put_term(const char *list, const char *code, const char *name)
{
	char id[64], body[512];

	snprintf(id, sizeof id, "%s:%s", list, code);
	snprintf(body, sizeof body, "{\"list\":\"%s\",\"code\":\"%s\",\"name\":\"%s\"}", list, code, name);
	county_put(&county, KIND_TERM, id, body);
}

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	county_put(&county, KIND_LEDGER, "HN", "{\"name\":\"返贫监测\",\"unit\":\"户\",\"funnel\":true}");
	county_put(&county, KIND_LEDGER, "EMPTY", "{\"name\":\"空\"}");
	put_stage("DETECTED", "OPEN", "-", ",\"days\":3,\"sort\":1,\"roles\":\"township duty\"");
	put_stage("ASSESSING", "OPEN", "DETECTED CONFIRMED", ",\"days\":5,\"day_unit\":\"workday\",\"sort\":2,\"needs\":\"evidence\",\"roles\":\"duty\"");
	put_stage("CONFIRMED", "OPEN", "ASSESSING", ",\"sort\":3,\"needs\":\"sign:YIBAO+CIVIL+RURAL other\",\"roles\":\"leader\"");
	put_stage("CLEARED", "CLOSED", "CONFIRMED RELAPSED", ",\"sort\":4,\"needs\":\"note amount\",\"roles\":\"leader\"");
	put_stage("RELAPSED", "OPEN", "CLEARED", ",\"sort\":5,\"needs\":\"note\"");
	put_field("heads", "int", ",\"required\":true,\"sort\":1");
	put_field("oop", "fen", ",\"sort\":2");
	put_field("cause", "term", ",\"list\":\"cause\",\"sort\":3");
	put_field("seen", "bool", ",\"sort\":4");
	put_field("tier", "term", ",\"list\":\"upper\",\"needed_when\":\"cause=ZERO\",\"sort\":5");
	put_field("month", "month", ",\"sort\":6");
	put_term("upper", "T2", "二级");
	put_term("cause", "ZERO", "零材料");
	put_term("party", "YIBAO", "医保局");
	put_term("party", "CIVIL", "民政局");
	put_term("party", "RURAL", "乡村振兴局");
	put_term("party", "TAX", "税务局");
	put_term("assessment", "AGREE", "同意");
	put_term("assessment", "DISAGREE", "不同意");
	put_term("cause", "ILLNESS", "因病");
	county_put(&county, KIND_CALENDAR, "2020-06-25", "{\"kind\":\"holiday\",\"name\":\"端午节\"}");
	county_put(&county, KIND_CALENDAR, "2020-06-26", "{\"kind\":\"holiday\",\"name\":\"端午节\"}");
	county_put(&county, KIND_ENTRY, "e1", "{\"ledger\":\"HN\",\"title\":\"某户\",\"status\":\"OPEN\",\"stage\":\"DETECTED\",\"division\":\"530521101\","
	           "\"stages\":[[\"DETECTED\",\"2020-06-10\"]],\"moved_by\":\"town\",\"extra\":{\"heads\":4}}");
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

static void
op(const char *user, int n, const char *verb, int64_t base, const char *args)
{
	reply_clear(&r);
	r = county_op(&county, user, n, verb, "entry/e1", base, args);
}

static void
expect(long status, const char *problem, const char *path_or_reason)
{
	const cJSON *error = cJSON_GetArrayItem(cJSON_GetObjectItem(r.json, "errors"), 0);
	const char *path = cJSON_GetStringValue(cJSON_GetObjectItem(error, "path"));

	reply_expect(&r, status, problem);
	if (path_or_reason != NULL)
		assert_string_equal(path != NULL ? path : reply_text(&r, "reason"), path_or_reason);
}

static void
field(const char *name, const char *want)
{
	assert_string_equal(county_field(&county, "entry/e1", name), want);
}

#define EVIDENCE "\"evidence\":[{\"kind\":\"doc\",\"ref\":\"评估表\"}]"

/* ---- register ------------------------------------------------------------------ */

/* B43: what another column says makes one needed: no proof by papers only where there is a record of a stay. */
static void
entry__a_column_needed_under_a_condition(void **state)
{
	(void)state;
	op("town", 1, "fill", 1, "{\"extra\":{\"cause\":\"ZERO\"}}");
	expect(422, "invalid", "args.extra.tier");
	op("town", 2, "fill", 1, "{\"extra\":{\"cause\":\"ZERO\",\"tier\":\"T1\"}}");
	expect(422, "invalid", "args.extra.tier");
	op("town", 3, "fill", 1, "{\"extra\":{\"cause\":\"ILLNESS\"}}");
	expect(200, "", NULL);
	op("town", 4, "fill", 2, "{\"extra\":{\"cause\":\"ZERO\",\"tier\":\"T2\"}}");
	expect(200, "", NULL);
	op("town", 5, "fill", 3, "{\"extra\":{\"tier\":\"\"}}");
	expect(422, "invalid", "args.extra.tier");
}

/* Figures look for the month they are of: another writing of it would be kept and never counted. */
static void
entry__a_month_is_one_on_the_wire(void **state)
{
	static const char *const no[] = { "五月", "2020年5月", "2020-13", "2020-5" };
	char args[100];

	(void)state;
	for (int i = 0; i < 4; i++) {
		snprintf(args, sizeof args, "{\"extra\":{\"month\":\"%s\"}}", no[i]);
		op("town", i + 1, "fill", 1, args);
		expect(422, "invalid", "args.extra.month");
	}
	op("town", 5, "fill", 1, "{\"extra\":{\"month\":\"2020-05\"}}");
	expect(200, "", NULL);
}

static void
entry__register__first_stage_deadline_and_typed_columns(void **state)
{
	char id[64];

	(void)state;
	reply_clear(&r);
	r = county_op(&county, "town", 1, "register", "entry/", 0, "{\"ledger\":\"HN\",\"title\":\"新户\",\"division\":\"530521101\",\"persons\":3,"
	              "\"amount\":120000,\"extra\":{\"heads\":\"3\",\"oop\":650000,\"cause\":\"ILLNESS\",\"seen\":true}}");
	expect(200, "", NULL);
	snprintf(id, sizeof id, "entry/%s", reply_text(&r, "id"));
	assert_string_equal(county_field(&county, id, "stage"), "DETECTED");
	assert_string_equal(county_field(&county, id, "status"), "OPEN");
	assert_string_equal(county_field(&county, id, "stage_since"), "2020-06-18");
	assert_string_equal(county_field(&county, id, "opened_at"), "2020-06-18");
	assert_string_equal(county_field(&county, id, "deadline"), "2020-06-21");
	assert_string_equal(county_field(&county, id, "moved_by"), "town");
	assert_string_equal(county_field(&county, id, "stages"), "[[\"DETECTED\",\"2020-06-18\"]]");
	assert_string_equal(county_field(&county, id, "extra"), "{\"heads\":3,\"oop\":650000,\"cause\":\"ILLNESS\",\"seen\":true}");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "to_status"), "DETECTED");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000001", "object_kind"), "entry");
}

static void
entry__register__every_fault_said(void **state)
{
	static const struct { const char *user, *args; long status; const char *problem, *about; } bad[] = {
		{ "town", "{\"ledger\":\"NOPE\",\"title\":\"x\",\"division\":\"530521101\"}", 422, "invalid", "args.ledger" },
		{ "town", "{\"ledger\":\"EMPTY\",\"title\":\"x\",\"division\":\"530521101\"}", 422, "invalid", "args.ledger" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\"}", 422, "invalid", "args.extra.heads" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":\"\"}}", 422, "invalid", "args.extra.heads" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":\"\u3000\u200b\"}}", 422, "invalid", "args.extra.heads" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1,\"odd\":1}}", 422, "invalid", "args.extra.odd" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1.5}}", 422, "invalid", "args.extra.heads" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1,\"cause\":\"LUCK\"}}", 422, "invalid", "args.extra.cause" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1,\"oop\":[1]}}", 422, "invalid", "args.extra.oop" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":\"heads\"}", 422, "invalid", "args.extra" },
		{ "town", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521102\",\"extra\":{\"heads\":1}}", 403, "scope", NULL },
		{ "group", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1}}", 403, "role", "role" },
		{ "leader", "{\"ledger\":\"HN\",\"title\":\"x\",\"division\":\"530521101\",\"extra\":{\"heads\":1}}", 403, "role", "role" },
	};

	(void)state;
	for (int i = 0; i < (int)(sizeof bad / sizeof *bad); i++) {
		reply_clear(&r);
		r = county_op(&county, bad[i].user, i + 1, "register", "entry/", 0, bad[i].args);
		expect(bad[i].status, bad[i].problem, bad[i].about);
	}
	assert_non_null(strstr(r.body, "role"));
	reply_clear(&r);
	r = county_op(&county, "town", 90, "register", "entry/", 0, "{\"ledger\":\"NOPE\",\"title\":\"x\",\"division\":\"530521101\"}");
	assert_non_null(strstr(r.body, "EMPTY HN"));                 /* what there is instead */
}

/* Wherever it hides: title, note, a column, a piece of evidence; for other kinds too. */
static void
entry__identity_number__nowhere(void **state)
{
	(void)state;
	op("duty", 1, "comment", 1, "{\"note\":\"身份证11010519491231002X\"}");
	expect(422, "invalid", "args.note");
	op("duty", 2, "fill", 1, "{\"extra\":{\"cause\":\"110105491231002\"}}");
	expect(422, "invalid", "args.extra.cause");
	op("duty", 3, "attach", 1, "{\"evidence\":[{\"kind\":\"doc\",\"ref\":\"11010519491231002x\"}]}");
	expect(422, "invalid", "args.evidence.ref");
	op("duty", 4, "comment", 1, "{\"note\":\"证号110105194912310021\"}");      /* does not check: some other number */
	expect(200, "", NULL);
	reply_clear(&r);
	r = county_op(&county, "duty", 5, "register", "issue/", 0, "{\"title\":\"11010519491231002X漏保\",\"source\":\"SELF\","
	              "\"division\":\"530521101\",\"deadline\":\"2020-06-30\"}");
	expect(422, "invalid", "args.title");
}

/* ---- move and sign ------------------------------------------------------------------ */

static void
entry__walk__three_parties_four_eyes_clear_relapse(void **state)
{
	(void)state;
	op("town", 1, "move", 1, "{\"to\":\"ASSESSING\"," EVIDENCE "}");
	expect(403, "role", "role");
	op("duty", 2, "move", 1, "{\"to\":\"ASSESSING\"}");
	expect(422, "invalid", "args.evidence");
	op("duty", 3, "move", 1, "{\"to\":\"CLEARED\",\"note\":\"x\",\"amount\":1}");
	expect(409, "not-allowed-now", "not-after");
	assert_non_null(strstr(r.body, "ASSESSING"));
	op("duty", 4, "move", 1, "{\"to\":\"LIMBO\"}");
	expect(422, "invalid", "args.to");
	op("duty", 5, "sign", 1, "{\"party\":\"YIBAO\",\"verdict\":\"AGREE\"}");
	expect(409, "not-allowed-now", "no-signatures-here");
	op("duty", 6, "move", 1, "{\"to\":\"ASSESSING\"," EVIDENCE "}");
	expect(200, "", NULL);
	field("stage", "ASSESSING");
	field("deadline", "2020-06-29");                   /* five workdays over the dragon-boat days */
	field("stages", "[[\"DETECTED\",\"2020-06-10\"],[\"ASSESSING\",\"2020-06-18\"]]");
	field("moved_by", "duty");

	op("duty", 7, "sign", 2, "{\"party\":\"YIBAO\",\"verdict\":\"AGREE\",\"note\":\"已核\"}");
	expect(200, "", NULL);
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000007", "note"), "医保局 同意 已核");
	op("duty", 8, "sign", 3, "{\"party\":\"CIVIL\",\"verdict\":\"AGREE\"}");
	expect(403, "role", "signed-for-another");         /* one department a post */
	op("group", 9, "sign", 3, "{\"party\":\"CIVIL\",\"verdict\":\"AGREE\"}");
	expect(200, "", NULL);
	op("town", 21, "sign", 4, "{\"party\":\"TAX\",\"verdict\":\"AGREE\"}");
	expect(422, "invalid", "args.party");
	assert_non_null(strstr(r.body, "this department does not sign here: TAX; here sign: YIBAO CIVIL RURAL"));
	op("leader", 11, "move", 4, "{\"to\":\"CONFIRMED\"}");
	expect(409, "not-allowed-now", "signatures");
	assert_non_null(strstr(r.body, "YIBAO CIVIL RURAL"));
	op("town", 12, "sign", 4, "{\"party\":\"CIVIL\",\"verdict\":\"DISAGREE\"}");     /* each department once */
	expect(403, "role", "signed-already");
	op("duty", 22, "sign", 4, "{\"party\":\"YIBAO\",\"verdict\":\"DISAGREE\"}");
	expect(403, "role", "signed-already");
	op("town", 10, "sign", 4, "{\"party\":\"RURAL\",\"verdict\":\"AGREE\"}");
	expect(200, "", NULL);
	op("duty", 13, "move", 5, "{\"to\":\"CONFIRMED\"}");
	expect(403, "role", "role");
	op("leader", 14, "move", 5, "{\"to\":\"CONFIRMED\"}");
	expect(200, "", NULL);
	field("deadline", "");                             /* no limit runs there */

	op("leader", 15, "move", 6, "{\"to\":\"CLEARED\",\"note\":\"风险消除\"}");
	expect(422, "invalid", "args.amount");
	op("leader", 16, "move", 6, "{\"to\":\"CLEARED\",\"note\":\"风险消除\",\"amount\":300000}");
	expect(200, "", NULL);
	field("status", "CLOSED");
	field("amount_fen", "300000");
	op("duty", 17, "sign", 7, "{\"party\":\"YIBAO\",\"verdict\":\"AGREE\"}");
	expect(409, "not-allowed-now", "not-now");
	op("town", 18, "move", 7, "{\"to\":\"RELAPSED\",\"note\":\"再次住院\"}");
	expect(200, "", NULL);
	field("status", "OPEN");
	field("relapses", "1");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000012", "from_status"), "CLEARED");
	assert_string_equal(county_field(&county, "event/01926d3e-0000-7000-8000-000000000012", "to_status"), "RELAPSED");
}

/* Sent back to be assessed again: the signatures of the first round do not count in the second. */
static void
entry__sent_back__counted_and_signed_afresh(void **state)
{
	(void)state;
	county_put(&county, KIND_ENTRY, "e1", "{\"ledger\":\"HN\",\"title\":\"某户\",\"status\":\"OPEN\",\"stage\":\"CONFIRMED\",\"division\":\"530521101\","
	           "\"moved_by\":\"g1\",\"evidence\":[{\"kind\":\"doc\",\"ref\":\"a\"}],\"signed\":[{\"post\":\"a\",\"party\":\"YIBAO\",\"at\":\"2020-06-11T09:00:00+08:00\",\"verdict\":\"AGREE\"},"
	           "{\"post\":\"b\",\"party\":\"CIVIL\",\"at\":\"2020-06-11T09:00:00+08:00\",\"verdict\":\"AGREE\"},{\"post\":\"c\",\"party\":\"RURAL\",\"at\":\"2020-06-11T09:00:00+08:00\",\"verdict\":\"AGREE\"}]}");
	op("duty", 1, "move", 2, "{\"to\":\"ASSESSING\"}");
	expect(200, "", NULL);
	field("returned", "1");
	field("signed", "");
	op("leader", 2, "move", 3, "{\"to\":\"CONFIRMED\"}");
	expect(409, "not-allowed-now", "signatures");
}

static void
entry__fill__merges_and_takes_away(void **state)
{
	(void)state;
	op("town", 1, "fill", 1, "{\"extra\":{\"oop\":\"7000\",\"seen\":\"1\"}}");
	expect(200, "", NULL);
	field("extra", "{\"heads\":4,\"oop\":7000,\"seen\":true}");
	op("town", 2, "fill", 2, "{\"extra\":{\"oop\":null,\"heads\":5}}");
	expect(200, "", NULL);
	field("extra", "{\"seen\":true,\"heads\":5}");
	op("town", 3, "fill", 3, "{\"extra\":{\"heads\":\"\"}}");
	expect(422, "invalid", "args.extra.heads");
	op("town", 4, "fill", 3, "{}");
	expect(422, "invalid", "args.extra");
}

/* D22: who receives a case sees it through; E18-E19: no next stage while one of its columns is empty. */
static void
entry__owner_and_columns__whoever_received_it_with_what_the_stage_asks(void **state)
{
	char path[80];

	(void)state;
	put_stage("HANDED", "CLOSED", "DETECTED", ",\"sort\":6,\"needs\":\"owner field:cause\"");
	reply_clear(&r);
	r = county_op(&county, "duty", 1, "register", "entry/", 0, "{\"ledger\":\"HN\",\"title\":\"受理件\",\"division\":\"530521101\",\"extra\":{\"heads\":1}}");
	expect(200, "", NULL);
	snprintf(path, sizeof path, "entry/%s", reply_text(&r, "id"));
	assert_string_equal(county_field(&county, path, "resp_post"), "duty-a");
	reply_clear(&r);
	r = county_op(&county, "leader", 2, "move", path, 1, "{\"to\":\"HANDED\",\"extra\":{\"cause\":\"ILLNESS\"}}");
	expect(403, "role", "not-owner");
	reply_clear(&r);
	r = county_op(&county, "duty", 3, "move", path, 1, "{\"to\":\"HANDED\"}");
	expect(422, "invalid", "args.extra");
	assert_non_null(strstr(r.body, "cause"));
	reply_clear(&r);
	r = county_op(&county, "duty", 4, "move", path, 1, "{\"to\":\"HANDED\",\"extra\":{\"cause\":\"ILLNESS\"}}");
	expect(200, "", NULL);
	assert_string_equal(county_field(&county, path, "status"), "CLOSED");
}

/* A51, A75: a column that says another thing than the stage asks for; what the step brings counts. */
static void
entry__what_a_column_says__goes_with_the_stage_or_not(void **state)
{
	char path[80];

	(void)state;
	put_term("cause", "INJURY", "因伤");
	put_stage("BY_ILLNESS", "CLOSED", "DETECTED", ",\"sort\":6,\"needs\":\"field:cause=ILLNESS\"");
	put_stage("WITHOUT", "CLOSED", "DETECTED", ",\"sort\":7,\"needs\":\"field:cause=\"");
	reply_clear(&r);
	r = county_op(&county, "duty", 1, "register", "entry/", 0, "{\"ledger\":\"HN\",\"title\":\"某户\",\"division\":\"530521101\",\"extra\":{\"heads\":1,\"cause\":\"INJURY\"}}");
	expect(200, "", NULL);
	snprintf(path, sizeof path, "entry/%s", reply_text(&r, "id"));
	reply_clear(&r);
	r = county_op(&county, "duty", 2, "move", path, 1, "{\"to\":\"BY_ILLNESS\"}");
	expect(422, "invalid", "args.extra");
	assert_non_null(strstr(r.body, "cause=ILLNESS"));
	reply_clear(&r);
	r = county_op(&county, "duty", 3, "move", path, 1, "{\"to\":\"WITHOUT\"}");
	expect(422, "invalid", "args.extra");
	reply_clear(&r);
	r = county_op(&county, "duty", 4, "move", path, 1, "{\"to\":\"BY_ILLNESS\",\"extra\":{\"cause\":\"ILLNESS\"}}");
	expect(200, "", NULL);
}

/* However much stands on an entry, its last column and its last piece count as well. */
static void
entry__much_on_it__the_last_counts(void **state)
{
	char *body = NULL;
	size_t len;
	FILE *f = open_memstream(&body, &len);

	(void)state;
	put_stage("PROVED", "CLOSED", "DETECTED", ",\"sort\":6,\"needs\":\"field:last=END evidence:receipt\"");
	fputs("{\"ledger\":\"HN\",\"title\":\"某户\",\"status\":\"OPEN\",\"stage\":\"DETECTED\",\"division\":\"530521101\",\"evidence\":[", f);
	for (int i = 0; i < 60; i++)
		fprintf(f, "{\"kind\":\"a_long_kind_of_paper_%02d\",\"ref\":\"a\"},", i);
	fputs("{\"kind\":\"receipt\",\"ref\":\"b\"}],\"extra\":{\"heads\":4", f);
	for (int i = 0; i < 40; i++)
		fprintf(f, ",\"a_column_with_a_long_name_%02d\":\"A_LONG_CODE_%02d\"", i, i);
	fputs(",\"last\":\"END\"}}", f);
	fclose(f);
	county_put(&county, KIND_ENTRY, "e1", body);
	free(body);
	op("duty", 1, "move", 2, "{\"to\":\"PROVED\"}");
	expect(200, "", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(entry__a_column_needed_under_a_condition, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__a_month_is_one_on_the_wire, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__register__first_stage_deadline_and_typed_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__register__every_fault_said, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__identity_number__nowhere, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__walk__three_parties_four_eyes_clear_relapse, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__sent_back__counted_and_signed_afresh, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__fill__merges_and_takes_away, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__owner_and_columns__whoever_received_it_with_what_the_stage_asks, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__what_a_column_says__goes_with_the_stage_or_not, setup, teardown),
		cmocka_unit_test_setup_teardown(entry__much_on_it__the_last_counts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
