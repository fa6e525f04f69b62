#include "tests/support/test.h"

#include "model/flow/aliases.h"
#include "model/figures/words.h"

static struct word
parsed(const char *text)
{
	char why[200];
	struct word w;

	if (word_parse(text, &w, why, sizeof why) != 0)
		fail_msg("%s: %s", text, why);
	return w;
}

static void
assert_refused(const char *text, const char *said)
{
	char why[200] = "";
	struct word w;

	if (word_parse(text, &w, why, sizeof why) == 0 || strstr(why, said) == NULL)
		fail_msg("%s: \"%s\", not \"%s\"", text, why, said);
}

static void
word_parse__prefixes__name_and_more(void **state)
{
	struct word w = parsed("count:referral:ISSUED");

	(void)state;
	assert_int_equal(w.what, WORD_COUNT);
	assert_string_equal(w.name, "referral");
	assert_string_equal(w.more, "ISSUED");
	w = parsed("open:referral");
	assert_int_equal(w.what, WORD_OPEN);
	assert_string_equal(w.more, "");
	w = parsed("prev:instant_rate");
	assert_int_equal(w.what, WORD_PREV);
	w = parsed("sum:fund_case:recovered");
	assert_int_equal(w.what, WORD_SUM);
	assert_string_equal(w.more, "recovered");
	w = parsed("institutions");
	assert_int_equal(w.what, WORD_INSTITUTIONS);
	assert_string_equal(w.name, "");
	assert_string_equal(parsed("institutions:HOSPITAL").name, "HOSPITAL");
	w = parsed("division:poor");
	assert_int_equal(w.what, WORD_DIVISION);
	assert_int_equal(w.field, FIELD_DIVISION_poor);
}

static void
word_parse__where__key_and_code(void **state)
{
	struct word w = parsed("open:deviation:kind=OVER");

	(void)state;
	assert_int_equal(w.what, WORD_OPEN);
	assert_string_equal(w.more, "");
	assert_string_equal(w.key, "kind");
	assert_string_equal(w.value, "OVER");
	w = parsed("own:recon:only_left:kind=HORIZONTAL");
	assert_string_equal(w.more, "only_left");
	assert_string_equal(w.key, "kind");
	assert_string_equal(w.value, "HORIZONTAL");
	assert_string_equal(parsed("count:deviation:kind=UNDER").value, "UNDER");
	assert_string_equal(parsed("count:deviation:FOUND").value, "");
	w = parsed("issues:category=WORK_STYLE");
	assert_int_equal(w.what, WORD_ISSUES);
	assert_string_equal(w.name, "category");
	assert_string_equal(w.value, "WORK_STYLE");
	assert_string_equal(parsed("found").name, "");
	assert_refused("open:deviation:OVER", "write open:LEDGER[:KEY=CODE]");
	assert_refused("late:deviation:kind=", "write late:LEDGER[:KEY=CODE]");
	assert_refused("issues:WORK_STYLE", "write issues[:source|kind|category=CODE]");
	assert_refused("issues:colour=RED", "write issues[:source|kind|category=CODE]");
}

static void
word_parse__measures__of_settlements(void **state)
{
	struct word w = parsed("cases:COUNTY:IP");

	(void)state;
	assert_int_equal(w.what, WORD_MEASURE);
	assert_int_equal(w.field, FIELD_SETTLEMENT_cases);
	assert_int_equal(w.codes, 2);
	assert_string_equal(w.code[1], "IP");
	assert_int_equal(parsed("persons").what, WORD_MEASURE);
	assert_int_equal(parsed("persons:funnel").what, WORD_PERSONS);
	assert_int_equal(parsed("precision_fen").what, WORD_NAME);
	assert_refused("cases:A:B:C:D", "a scope, a service and a population");
}

static void
word_parse__names__figures_and_indicators(void **state)
{
	struct word w = parsed("enrolled:TEKUN");

	(void)state;
	assert_int_equal(w.what, WORD_NAME);
	assert_string_equal(w.name, "enrolled");
	assert_string_equal(w.more, "TEKUN");
	assert_string_equal(parsed("HQ-IP-03").name, "HQ-IP-03");
	assert_int_equal(parsed("closed").what, WORD_NAME);
}

static void
word_parse__bad_forms__say_what_is_allowed(void **state)
{
	(void)state;
	assert_refused("count:", "parts stand between colons");
	assert_refused("open:referral:ISSUED", "write open:LEDGER");
	assert_refused("sum:fund_case", "write sum:LEDGER:KEY");
	assert_refused("days:fund_case:FOUND", "write days:LEDGER:FROM>TO");
	assert_refused("apart:fund_case:>DONE", "write apart:LEDGER:FROM>TO");
	assert_refused("institutions:A:B", "write institutions[:TYPE]");
	assert_refused("met:a:b", "write met:CHECKLIST");
	assert_refused("prev:a:b:c", "write prev:INDICATOR[:CATEGORY]");
	assert_refused("division:area", "division:population");
	assert_refused("counts:a:b", "is no prefix");
}

static void
word_next__formula__every_word_once(void **state)
{
	const char *at = "( open:a + -B-01 ) / 92% - 180元 * cases:COUNTY";
	char word[WORD_TEXT_MAX];

	(void)state;
	assert_int_equal(word_next(&at, word), 1);
	assert_string_equal(word, "open:a");
	assert_int_equal(word_next(&at, word), 1);
	assert_string_equal(word, "B-01");
	assert_int_equal(word_next(&at, word), 1);
	assert_string_equal(word, "cases:COUNTY");
	assert_int_equal(word_next(&at, word), 0);
}

/* ---- aliases -------------------------------------------------------------------- */

static void
alias_value__platform_names__our_form(void **state)
{
	const struct alias_def *a = alias_find("settlement", "medfee_sumamt");
	char out[32];

	(void)state;
	assert_non_null(a);
	assert_string_equal(a->field, "total_fen");
	assert_null(alias_value(a->unit, "1234.5", out, sizeof out));
	assert_string_equal(out, "123450");
	assert_null(alias_value(ALIAS_MONTH, "2020-06-18 09:00:00", out, sizeof out));
	assert_string_equal(out, "2020-06");
	assert_null(alias_value(ALIAS_MONTH, "20200618", out, sizeof out));
	assert_string_equal(out, "2020-06");
	assert_non_null(alias_value(ALIAS_MONTH, "2020-13-01", out, sizeof out));
	assert_null(alias_value(ALIAS_MED_TYPE, "21", out, sizeof out));
	assert_string_equal(out, "IP");
	assert_non_null(alias_value(ALIAS_MED_TYPE, "2", out, sizeof out));
	assert_null(alias_find("settlement", "psn_no"));
}

/* Every field named is one of ours. */
static void
aliases__table__names_real_fields(void **state)
{
	(void)state;
	for (int i = 0; i < alias_def_count; i++) {
		int kind = record_kind_find(alias_defs[i].kind);
		if (kind >= 0 && strcmp(alias_defs[i].field, "id") != 0 &&
		    record_field_find((enum kind)kind, alias_defs[i].field, strlen(alias_defs[i].field)) < 0)
			fail_msg("%s.%s", alias_defs[i].kind, alias_defs[i].field);
		for (int f = 0; f < record_first(KIND_COUNT); f++)
			if ((strcmp(alias_defs[i].kind, "any") == 0 ||
			     (kind >= 0 && f >= record_first(kind) && f < record_first(kind + 1))) &&
			    strcmp(record_fields[f].title, alias_defs[i].name) == 0 &&
			    strcmp(record_fields[f].name, alias_defs[i].field) != 0)
				fail_msg("%s is the title of %s", alias_defs[i].name, record_fields[f].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(word_parse__prefixes__name_and_more),
		cmocka_unit_test(word_parse__where__key_and_code),
		cmocka_unit_test(word_parse__measures__of_settlements),
		cmocka_unit_test(word_parse__names__figures_and_indicators),
		cmocka_unit_test(word_parse__bad_forms__say_what_is_allowed),
		cmocka_unit_test(word_next__formula__every_word_once),
		cmocka_unit_test(alias_value__platform_names__our_form),
		cmocka_unit_test(aliases__table__names_real_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
