#include "tests/support/test.h"

#include <string.h>

#include "model/figures/row_formula.h"

enum { TOTAL, OOP, AGE, FLOW, WORDS };
static const struct row_word words[WORDS] = { { "total", false }, { "oop", false }, { "age", false }, { "flow", true } };

/* A claim of 1,000.00 of which 100.01 is the patient's own; nobody says how old he is. */
static struct row_number
number(void *ctx, int word)
{
	(void)ctx;
	return word == AGE ? (struct row_number){ 0 } : (struct row_number){ true, rational(word == TOTAL ? 100000 : 10001, 1) };
}

static const char *
codes(void *ctx, int word)
{
	(void)word;
	return ctx;
}

static struct row_number
param(void *ctx, const char *key)
{
	(void)ctx;
	return (struct row_number){ strcmp(key, "ratio") == 0, rational(1, 10) };
}

static int
holds(const char *text, const char *flow)
{
	const struct row_source row = { number, codes, param, (void *)(uintptr_t)flow };
	struct row_formula f;
	char why[300];

	if (row_formula_parse(text, words, WORDS, &f, why, sizeof why) != 0)
		fail_msg("%s: %s", text, why);
	return row_formula_holds(&f, &row);
}

static void
row_formula__work__is_exact_and_knows_what_it_does_not_know(void **state)
{
	static const struct { const char *text; int holds; } formulas[] = {
		{ "oop > total * param:ratio", 1 }, { "oop - 1 > total * param:ratio", 0 }, { "oop = 100.01元", 1 },
		{ "oop / total = 10.001%", 1 }, { "min ( oop , 5 ) = 5 and max ( oop , 5 ) = oop", 1 },
		{ "- oop < 0", 1 }, { "total - oop - oop > 0", 1 }, { "total / ( oop - oop ) > 0", -1 },
		{ "age >= 60", -1 }, { "age >= 60 or oop > 0", 1 }, { "age >= 60 and oop < 0", 0 }, { "not age >= 60", -1 },
		{ "oop > param:none", -1 }, { "flow = CITY", 1 }, { "flow = COUNTY", 1 }, { "flow = CROSS", 0 }, { "flow <> CROSS", 1 },
		{ "flow = -", 0 }, { "not ( flow = CITY and oop > 0 ) or total = 0", 0 }, { "oop > 0 and total > 0 and oop < total", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
		if (holds(formulas[i].text, "COUNTY CITY") != formulas[i].holds)
			fail_msg("%s is %d", formulas[i].text, holds(formulas[i].text, "COUNTY CITY"));
	/* A column that is not there is empty, and no code is known of it. */
	assert_int_equal(holds("flow = -", NULL), 1);
	assert_int_equal(holds("flow = CITY", NULL), -1);
	assert_int_equal(holds("flow = -", ""), 1);
}

static void
row_formula__parse__says_what_is_wrong(void **state)
{
	static const struct { const char *text, *says; } bad[] = {
		{ "", "something is missing" }, { "oop >", "something is missing" }, { "oop > rent", "\"rent\" is no column" },
		{ "oop total", "\"total\" where a sign must stand" }, { "( oop", "where a bracket must be closed" },
		{ "oop > 0 > 1", "where a sign must stand" }, { "oop and total", "before \"and\": a number where a comparison" },
		{ "( oop > 1 ) + 1", "before \"+\": a comparison where a number" }, { "flow", "where = or <>" }, { "flow > 1", "where = or <>" },
		{ "flow = ( 1 )", "is no code" }, { "min ( oop )", "where a comma must stand" }, { "min oop", "where ( A , B )" },
		{ "1x", "is no number" }, { "99999999999999999999", "is no number" }, { "param:", "is no column" },
	};
	struct row_formula f;
	char why[300], deep[4000] = "", many[4000] = "oop";

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (row_formula_parse(bad[i].text, words, WORDS, &f, why, sizeof why) != -1 || strstr(why, bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].text, why);
	for (int i = 0; i < 500; i++)
		strcat(deep, "( ");
	assert_int_equal(row_formula_parse(deep, words, WORDS, &f, why, sizeof why), -1);
	for (int i = 0; i < 500; i++)
		strcat(many, " + 1");
	assert_int_equal(row_formula_parse(many, words, WORDS, &f, why, sizeof why), -1);
	assert_non_null(strstr(why, "too long"));
	memset(many, 'a', sizeof many - 1);
	assert_int_equal(row_formula_parse(many, words, WORDS, &f, why, sizeof why), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_formula__work__is_exact_and_knows_what_it_does_not_know),
		cmocka_unit_test(row_formula__parse__says_what_is_wrong),
	};

	return cmocka_run_group_tests_name("row_formula", tests, NULL, NULL);
}
