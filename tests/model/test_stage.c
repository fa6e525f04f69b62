/* A household's alert (E14-E16) and a book with a stage of every need, every move against a table written by hand. */
#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/flow/stage.h"

static struct ledger_stages s;
static char why[200];

static const struct stage_row rows[] = {
	{ "DETECTED", "已发现", NULL, "OPEN", "-", "township duty", "", "day", 3, 10 },
	{ "ASSESSING", "评估中", NULL, "OPEN", "DETECTED", "duty", "evidence", "workday", 5, 20 },
	{ "CONFIRMED", "已确认", NULL, "OPEN", "ASSESSING", "leader", "sign:3 other", NULL, -1, 30 },
	{ "DISMISSED", "已排除", NULL, "DROPPED", "ASSESSING", "leader", "note sign:1:DISAGREE", NULL, 3, 40 },
	{ "ASSISTING", "帮扶中", NULL, "OPEN", "CONFIRMED CLEARED", "", "note", NULL, -1, 50 },
	{ "CLEARED", "已清零", NULL, "CLOSED", "ASSISTING", "leader", "note amount", "day", 9, 60 },
};
enum { ROWS = sizeof rows / sizeof *rows };
static const char *const codes[] = { "-", "DETECTED", "ASSESSING", "CONFIRMED", "DISMISSED", "ASSISTING", "CLEARED" };
enum { CODES = sizeof codes / sizeof *codes };

/* What is allowed when everything is given, and what each needs; anything else is refused. */
static const struct { const char *from, *to; unsigned roles, needs; } allowed[] = {
	{ "-", "DETECTED", ROLE_TOWNSHIP | ROLE_DUTY, 0 },
	{ "DETECTED", "ASSESSING", ROLE_DUTY, STAGE_EVIDENCE },
	{ "ASSESSING", "CONFIRMED", ROLE_LEADER, STAGE_SIGN | STAGE_OTHER },
	{ "ASSESSING", "DISMISSED", ROLE_LEADER, STAGE_NOTE | STAGE_SIGN },
	{ "CONFIRMED", "ASSISTING", ROLE_TOWNSHIP | ROLE_GROUP | ROLE_DUTY | ROLE_LEADER, STAGE_NOTE },
	{ "CLEARED", "ASSISTING", ROLE_TOWNSHIP | ROLE_GROUP | ROLE_DUTY | ROLE_LEADER, STAGE_NOTE },
	{ "ASSISTING", "CLEARED", ROLE_LEADER, STAGE_NOTE | STAGE_AMOUNT },
};

static int
setup(void **state)
{
	(void)state;
	memset(&s, 0, sizeof s);
	for (int i = ROWS - 1; i >= 0; i--)
		assert_int_equal(stages_add(&s, &rows[i], why, sizeof why), 0);
	return 0;
}

static const struct stage_sign everybody[] = {
	{ "p1", "YIBAO", "AGREE" }, { "p2", "CIVIL", "AGREE" }, { "p3", "RURAL", "AGREE" }, { "p4", "FINANCE", "DISAGREE" },
};

/* Given or withheld, one bit each of the lacks that can be. */
static struct stage_facts
facts(const char *from, unsigned role, unsigned withheld)
{
	return (struct stage_facts){ .from = strcmp(from, "-") == 0 ? NULL : from, .roles = role, .user = "u", .post = "p", .post_name = "岗",
		.moved_by = withheld & STAGE_OTHER ? "岗" : "v", .evidence = (withheld & STAGE_EVIDENCE) == 0,
		.note = (withheld & STAGE_NOTE) == 0, .amount = (withheld & STAGE_AMOUNT) == 0,
		.signs = everybody, .sign_count = withheld & STAGE_SIGN ? 0 : 4 };
}

static unsigned
expected(const char *from, const char *to, unsigned role, unsigned withheld)
{
	unsigned lacks = strcmp(from, to) == 0 ? STAGE_HERE : STAGE_AFTER, roles = 0, needs = 0;

	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
		if (strcmp(allowed[i].to, to) != 0)
			continue;
		roles = allowed[i].roles;
		needs = allowed[i].needs;
		if (strcmp(allowed[i].from, from) == 0)
			lacks = 0;
	}
	return lacks | (needs & withheld) | ((roles & role) == 0 ? STAGE_ROLE : 0u);
}

static void
stage__every_move_role_and_gift__as_listed(void **state)
{
	int asked = 0, may = 0;

	(void)state;
	for (int from = 0; from < CODES; from++)
		for (int to = 1; to < CODES; to++)
			for (unsigned role = ROLE_VIEWER; role <= ROLE_ADMIN; role <<= 1)
				for (unsigned withheld = STAGE_OTHER; withheld < STAGE_AMOUNT * 2; withheld++) {
					struct stage_facts f = facts(codes[from], role, withheld & ~(unsigned)(STAGE_OTHER - 1));
					unsigned lacks = stages_may(&s, codes[to], &f);
					unsigned want = expected(codes[from], codes[to], role, withheld & ~(unsigned)(STAGE_OTHER - 1));
					if (lacks != want)
						fail_msg("%s to %s as %s without %x: %x, expected %x", codes[from], codes[to], role_name(role),
						         withheld, lacks, want);
					asked++;
					may += lacks == 0;
				}
	assert_true(asked > 10000 && may > 0);
}

static void
stage__signatures__of_different_departments_and_posts(void **state)
{
	static const struct stage_sign twice[] = {
		{ "p1", "YIBAO", "AGREE" }, { "p1", "CIVIL", "AGREE" }, { "p2", "YIBAO", "AGREE" }, { "p3", "RURAL", "DISAGREE" },
	};

	(void)state;
	static const struct ledger_stage agrees = { .verdict = STAGE_AGREES }, no = { .verdict = "DISAGREE" };
	static const struct ledger_stage named = { .verdict = STAGE_AGREES, .parties = "CIVIL RURAL" };

	assert_int_equal(stages_signed(everybody, 4, &agrees), 3);
	assert_int_equal(stages_signed(everybody, 4, &no), 1);
	assert_int_equal(stages_signed(twice, 4, &agrees), 1);    /* one post for two, one department by two */
	assert_int_equal(stages_signed(twice, 4, &named), 1);
	assert_int_equal(stages_signed(NULL, 0, &agrees), 0);
	assert_true(stages_collects(&s, "ASSESSING"));
	assert_false(stages_collects(&s, "CONFIRMED"));
}

/* E16, A52: those that are named sign, each once; A75: a penalty is proved by a paper. */
static void
stage__named_departments__each_once(void **state)
{
	struct ledger_stages own = { 0 };
	const struct stage_row rows_of[] = {
		{ "REVIEW", NULL, NULL, "OPEN", "-", "", "", NULL, -1, 1 },
		{ "UPHELD", NULL, NULL, "CLOSED", "REVIEW", "duty", "sign:NHSA+HEALTH:DISAGREE field:exempt=", NULL, -1, 2 },
		{ "OVERTURNED", NULL, NULL, "CLOSED", "REVIEW", "duty", "sign:NHSA+HEALTH evidence:receipt", NULL, -1, 3 },
	};
	static const struct { const char *party, *post; int signs; unsigned lacks; } asked[] = {
		{ "NHSA", "p1", 0, 0 }, { "HEALTH", "p1", 0, 0 }, { "TAX", "p1", 0, STAGE_PARTY }, { NULL, "p1", 0, 0 },
		{ "NHSA", "p2", 1, STAGE_TWICE }, { "HEALTH", "p2", 1, 0 }, { "HEALTH", "p1", 1, STAGE_SIGNED },
		{ "NHSA", "p1", 1, STAGE_TWICE }, { NULL, "p1", 1, STAGE_TWICE }, { NULL, "p2", 1, 0 },
		{ NULL, "p3", 2, STAGE_TWICE },
	};
	static const struct stage_sign signs[] = { { "p1", "NHSA", "AGREE" }, { "p2", "HEALTH", "AGREE" } };
	static const char *const bad[] = { "sign:", "sign:0", "sign:A+", "sign:+A", "sign:A+B:", "sign:2x", "evidence:", "sign::X" };
	struct stage_facts f = { .from = "REVIEW", .roles = ROLE_DUTY, .user = "u", .post = "p3", .signs = signs, .sign_count = 2 };
	char parties[64];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(stages_add(&own, &rows_of[i], why, sizeof why), 0);
	stages_parties(&own, "REVIEW", parties, sizeof parties);
	assert_string_equal(parties, "NHSA HEALTH");
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct stage_facts who = { .from = "REVIEW", .user = "u", .post = asked[i].post, .signs = signs, .sign_count = asked[i].signs };
		if (stages_may_sign(&own, asked[i].party, &who) != asked[i].lacks)
			fail_msg("%zu: %x", i, stages_may_sign(&own, asked[i].party, &who));
	}
	assert_int_equal(stages_may_sign(&own, "NHSA", &(struct stage_facts){ .from = "UPHELD" }), STAGE_UNSIGNED);
	assert_int_equal(stages_may(&own, "OVERTURNED", &f), STAGE_PROOF);
	f.kinds = "doc photo";
	assert_int_equal(stages_may(&own, "OVERTURNED", &f), STAGE_PROOF);
	f.kinds = "doc receipt";
	assert_int_equal(stages_may(&own, "OVERTURNED", &f), 0);
	assert_int_equal(stages_may(&own, "UPHELD", &f), STAGE_SIGN);
	assert_int_equal(stages_may_go(&own, &f), 0);
	f.sign_count = 1;
	assert_int_equal(stages_may_go(&own, &f), STAGE_SIGN);
	f.roles = ROLE_TOWNSHIP;
	assert_int_equal(stages_may_go(&own, &f), STAGE_ROLE | STAGE_SIGN);
	f.from = "UPHELD";
	assert_int_equal(stages_may_go(&own, &f), STAGE_AFTER);
	assert_int_equal(stages_may_fill(&own, "UPHELD", "exempt=EMERGENCY"), STAGE_SAYS);
	assert_int_equal(stages_may_fill(&own, "UPHELD", "exempt=EMERGENCY exempt="), 0);
	assert_int_equal(stages_may_fill(&own, "REVIEW", "exempt=EMERGENCY"), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct stage_row row = { "X", NULL, NULL, "CLOSED", "REVIEW", "", bad[i], NULL, -1, 4 };
		if (stages_add(&own, &row, why, sizeof why) == 0)
			fail_msg("taken: %s", bad[i]);
	}
}

/* D22: who receives a case sees it through; E18: no help without a household's plan. */
static void
stage__owner_and_columns__asked_for(void **state)
{
	struct ledger_stages own = { 0 };
	const struct stage_row begin = { "RECEIVED", NULL, NULL, "OPEN", "-", "", "", NULL, -1, 1 };
	const struct stage_row end = { "DONE", NULL, NULL, "CLOSED", "RECEIVED", "", "owner field:plan field:measure", NULL, -1, 2 };
	struct stage_facts f = { .from = "RECEIVED", .roles = ROLE_DUTY, .user = "u", .post = "window-2", .owner = "window-1", .filled = "plan" };
	const struct stage_row bad = { "X", NULL, NULL, "CLOSED", "RECEIVED", "", "field:", NULL, -1, 3 };
	const char *key;

	(void)state;
	assert_int_equal(stages_add(&own, &begin, why, sizeof why), 0);
	assert_false(stages_owned(&own));
	assert_int_equal(stages_add(&own, &end, why, sizeof why), 0);
	assert_true(stages_owned(&own));
	assert_int_equal(stages_may(&own, "DONE", &f), STAGE_OWNER | STAGE_FIELD);
	assert_int_equal(stage_unfilled(own.list[1].fields, f.filled, &key), strlen("measure"));
	assert_memory_equal(key, "measure", strlen("measure"));
	f.filled = "measure civil plan";
	f.post = "window-1";
	assert_int_equal(stages_may(&own, "DONE", &f), 0);
	f.owner = NULL;
	f.post = "anybody";
	assert_int_equal(stages_may(&own, "DONE", &f), 0);
	assert_int_equal(stages_add(&own, &bad, why, sizeof why), -1);
}

/* A51: what has an exemption is not upheld; A75: a penalty is no settlement under the agreement. */
static void
stage__what_a_column_says__goes_with_it_or_not(void **state)
{
	struct ledger_stages own = { 0 };
	const struct stage_row begin = { "FOUND", NULL, NULL, "OPEN", "-", "", "", NULL, -1, 1 };
	const struct stage_row penalty = { "PENALTY", NULL, NULL, "CLOSED", "FOUND", "", "field:how=PENALTY|FINE", NULL, -1, 2 };
	const struct stage_row upheld = { "UPHELD", NULL, NULL, "CLOSED", "FOUND", "", "field:exempt= field:ref", NULL, -1, 3 };
	static const struct { const char *to, *filled; unsigned lacks; } moves[] = {
		{ "PENALTY", "", STAGE_FIELD },
		{ "PENALTY", "how=PENALTY", 0 },
		{ "PENALTY", "x how=FINE y=z", 0 },
		{ "PENALTY", "how=FIN", STAGE_SAYS },
		{ "PENALTY", "how=PENALTY|FINE", STAGE_SAYS },
		{ "PENALTY", "how", STAGE_SAYS },                /* says something that is no code */
		{ "PENALTY", "how=AGREEMENT how=PENALTY", 0 },   /* the move's comes last */
		{ "PENALTY", "how=PENALTY how=", STAGE_FIELD },
		{ "PENALTY", "show=PENALTY", STAGE_FIELD },
		{ "UPHELD", "ref=1", 0 },
		{ "UPHELD", "ref exempt=EMERGENCY", STAGE_SAYS },
		{ "UPHELD", "ref exempt", STAGE_SAYS },
		{ "UPHELD", "ref exempt=EMERGENCY exempt=", 0 },
		{ "UPHELD", "exempted=EMERGENCY", STAGE_FIELD },
	};
	static const char *const bad[] = { "field:=A", "field:=", "field:" };
	const char *word;

	(void)state;
	assert_int_equal(stages_add(&own, &begin, why, sizeof why), 0);
	assert_int_equal(stages_add(&own, &penalty, why, sizeof why), 0);
	assert_int_equal(stages_add(&own, &upheld, why, sizeof why), 0);
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		struct stage_facts f = { .from = "FOUND", .roles = ROLE_DUTY, .filled = moves[i].filled };
		unsigned lacks = stages_may(&own, moves[i].to, &f);
		if (lacks != moves[i].lacks)
			fail_msg("%s with \"%s\": %x, not %x", moves[i].to, moves[i].filled, lacks, moves[i].lacks);
	}
	assert_int_equal(stage_unsaid(own.list[2].says, "exempt=EMERGENCY", &word), strlen("exempt="));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct stage_row row = { "X", NULL, NULL, "CLOSED", "FOUND", "", bad[i], NULL, -1, 4 };
		assert_int_equal(stages_add(&own, &row, why, sizeof why), -1);
	}
	assert_true(stage_is_code("EMERGENCY"));
	assert_false(stage_is_code("two words") || stage_is_code("") || stage_is_code("a=b") || stage_is_code("a|b"));
}

static void
stage__turns__back_and_again(void **state)
{
	const struct ledger_stage *first = stages_find(&s, "DETECTED"), *assist = stages_find(&s, "ASSISTING"),
		*cleared = stages_find(&s, "CLEARED"), *out = stages_find(&s, "DISMISSED");

	(void)state;
	assert_ptr_equal(stages_begin(&s), first);
	assert_int_equal(stages_turn(NULL, first), STAGE_ON);
	assert_int_equal(stages_turn(first, assist), STAGE_ON);
	assert_int_equal(stages_turn(assist, first), STAGE_BACK);
	assert_int_equal(stages_turn(cleared, assist), STAGE_AGAIN);
	assert_int_equal(stages_turn(out, first), STAGE_AGAIN);
	assert_int_equal(stages_turn(cleared, out), STAGE_ON);
}

static void
stage__deadline__days_and_workdays(void **state)
{
	int32_t friday = civil_day(2021, 8, 20);
	struct calendar cal = { 0 };

	(void)state;
	assert_int_equal(stage_deadline(stages_find(&s, "DETECTED"), friday, &cal), civil_day(2021, 8, 23));
	assert_int_equal(stage_deadline(stages_find(&s, "ASSESSING"), friday, &cal), civil_day(2021, 8, 27));
	assert_int_equal(stage_deadline(stages_find(&s, "CONFIRMED"), friday, &cal), CIVIL_NONE);
	assert_int_equal(stage_deadline(stages_find(&s, "CLEARED"), friday, &cal), CIVIL_NONE);     /* closed: no limit runs */
	assert_int_equal(calendar_add(&cal, civil_day(2021, 8, 21), true), 0);                       /* a worked Saturday */
	calendar_sort(&cal);
	assert_int_equal(stage_deadline(stages_find(&s, "ASSESSING"), friday, &cal), civil_day(2021, 8, 26));
	calendar_clear(&cal);
}

static void
refused(const char *field, const struct stage_row *row)
{
	struct ledger_stages one = { 0 };

	assert_int_equal(stages_add(&one, row, why, sizeof why), -1);
	if (strncmp(why, field, strlen(field)) != 0)
		fail_msg("%s is about: %s", field, why);
}

static void
stage__bad_rows__say_what_is_allowed(void **state)
{
	static const char *const never[] = { "sign:NHSA+NHSA", "sign:NHSA+HEALTH+NHSA:DISAGREE", "note sign:2 sign:3", "sign:2 note sign:NHSA",
		"field:kind field:kind=", "field:kind= note field:kind", "field:kind=A field:kind=", "field:kind=A field:kind=B" };
	struct ledger_stages lost = { 0 }, goes = { 0 };

	(void)state;
	refused("class", &(struct stage_row){ .code = "A", .class = "OPENED", .after = "-", .days = -1 });
	refused("roles", &(struct stage_row){ .code = "A", .class = "OPEN", .roles = "duty boss", .days = -1 });
	refused("roles", &(struct stage_row){ .code = "A", .class = "OPEN", .roles = "admin", .days = -1 });
	refused("needs", &(struct stage_row){ .code = "A", .class = "OPEN", .needs = "sign", .days = -1 });
	refused("needs", &(struct stage_row){ .code = "A", .class = "OPEN", .needs = "sign:0", .days = -1 });
	refused("needs", &(struct stage_row){ .code = "A", .class = "OPEN", .needs = "sign:3:", .days = -1 });
	refused("needs", &(struct stage_row){ .code = "A", .class = "OPEN", .needs = "notes", .days = -1 });
	/* Good words of which no move could have both. */
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		refused("needs", &(struct stage_row){ .code = "A", .class = "OPEN", .needs = never[i], .days = -1 });
	assert_int_equal(stages_add(&goes, &(struct stage_row){ .code = "A", .class = "OPEN", .needs = "field:kind field:kind=A|B field:kin= "
	                 "sign:NHSA+NHS note", .days = -1 }, why, sizeof why), 0);
	refused("day_unit", &(struct stage_row){ .code = "A", .class = "OPEN", .day_unit = "week", .days = 1 });
	refused("days", &(struct stage_row){ .code = "A", .class = "OPEN", .days = -4 });
	refused("code", &(struct stage_row){ .code = "A B", .class = "OPEN", .days = -1 });
	assert_int_equal(stages_add(&lost, &(struct stage_row){ .code = "A", .class = "OPEN", .after = "B", .days = -1 }, why, sizeof why), 0);
	assert_int_equal(stages_add(&lost, &(struct stage_row){ .code = "C", .class = "OPEN", .after = "-", .days = -1 }, why, sizeof why), 0);
	assert_int_equal(stages_add(&lost, &(struct stage_row){ .code = "C", .class = "OPEN", .days = -1 }, why, sizeof why), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stage__every_move_role_and_gift__as_listed),
		cmocka_unit_test(stage__signatures__of_different_departments_and_posts),
		cmocka_unit_test(stage__named_departments__each_once),
		cmocka_unit_test(stage__owner_and_columns__asked_for),
		cmocka_unit_test(stage__turns__back_and_again),
		cmocka_unit_test(stage__what_a_column_says__goes_with_it_or_not),
		cmocka_unit_test(stage__deadline__days_and_workdays),
		cmocka_unit_test(stage__bad_rows__say_what_is_allowed),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
