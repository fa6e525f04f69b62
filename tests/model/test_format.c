#include "tests/support/test.h"

#include "model/text/format.h"

static void
format__fill__in_the_order_of_the_translation(void **state)
{
	static const char *const args[] = { "甲乙丙丁", "42", "" };
	static const struct { const char *format, *out; } rows[] = {
		{ "%s and %d", "甲乙丙丁 and 42" }, { "%2$s then %1$s", "42 then 甲乙丙丁" }, { "%.2s|%.9s", "甲乙|42" },
		{ "%2$.1s%1$.3s", "4甲乙丙" }, { "100 %% of %lld", "100 % of 甲乙丙丁" }, { "%3$s%9$s%s", "甲乙丙丁" }, { "", "" }, { "%", "甲乙丙丁" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		format_fill(rows[i].format, args, 3, out, sizeof out);
		assert_string_equal(out, rows[i].out);
	}
	format_fill("%s", args, 3, out, 8);      /* never inside a character */
	assert_string_equal(out, "甲乙");
}

static void
format__match__takes_apart_what_printf_made(void **state)
{
	static const struct { const char *format, *text; int count; const char *args[3]; } rows[] = {
		{ "not within 0 to %lld", "not within 0 to 100", 1, { "100" } },
		{ "\"%.40s\" is not in the list %s", "\"a b\" is not in the list pop", 2, { "a b", "pop" } },
		{ "%s: %.40s; from %s it goes to: %s", "no: X; from Y it goes to: ", 4, { "no", "X", "Y" } },
		{ "it has %d items", "it has 5 items", 1, { "5" } }, { "it has %d items", "it has 5 items more", -1, { NULL } },
		{ "it has %d items", "they have 5 items", -1, { NULL } }, { "it has %d items", "it has", -1, { NULL } },
		{ "needed", "needed", 0, { NULL } }, { "needed", "needed now", -1, { NULL } }, { "%s", "", 1, { "" } }, { "%s%s", "ab", -1, { NULL } },
	};
	char copy[FORMAT_TEXT];
	const char *args[FORMAT_ARGS];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(format_match(rows[i].format, rows[i].text, copy, args), rows[i].count);
		for (int k = 0; k < rows[i].count && k < 3; k++)
			assert_string_equal(args[k], rows[i].args[k]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(format__fill__in_the_order_of_the_translation),
		cmocka_unit_test(format__match__takes_apart_what_printf_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
