#include "tests/support/test.h"

#include "model/text/spreadsheet.h"

static void
spreadsheet__numbers_that_are_names__what_became_of_them(void **state)
{
	static const struct { const char *cell; enum spoilt spoilt; } cases[] = {
		{ "", SPOILT_NOT }, { "530521199003071234", SPOILT_NOT }, { "53052119900307123X", SPOILT_NOT }, { "姚关", SPOILT_NOT },
		{ "5.30521E+17", SPOILT_FORM }, { "5.3e+17", SPOILT_FORM }, { "5E+17", SPOILT_FORM }, { " 5.30521E17 ", SPOILT_FORM },
		{ "5.3052119900101126e+17", SPOILT_FORM }, { "-1.2E-05", SPOILT_FORM }, { "########", SPOILT_FORM }, { "#N/A", SPOILT_FORM },
		{ "12E5", SPOILT_NOT }, { "E+17", SPOILT_NOT }, { "5.3E+", SPOILT_NOT }, { "5.3E+17号", SPOILT_NOT }, { "+", SPOILT_NOT },
		{ "530521103299.0", SPOILT_FORM }, { "12.00\t", SPOILT_FORM }, { "12.", SPOILT_NOT }, { "1.2", SPOILT_NOT }, { "1.0.2", SPOILT_NOT },
		{ "530521199003071000", SPOILT_ROUNDED },      /* its check character would be 7 */
		{ "530521199003072000", SPOILT_ROUNDED }, { "530521199013072000", SPOILT_NOT },       /* no such day: no identity number */
		{ "202006180000001000", SPOILT_NOT },          /* of a claim */
		{ "53052119900307000", SPOILT_NOT }, { "5305211990030710000", SPOILT_NOT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (spreadsheet_spoilt(cases[i].cell) != cases[i].spoilt)
			fail_msg("\"%s\" is %d", cases[i].cell, (int)spreadsheet_spoilt(cases[i].cell));
}

static void
spreadsheet__errors__are_told_from_comments(void **state)
{
	(void)state;
	for (const char *const *s = (const char *const[]){ "#N/A", "####", " #REF! ", "#name?", "#VALUE!", "#DIV/0!", "##", NULL }; *s != NULL; s++)
		if (!spreadsheet_error(*s))
			fail_msg("%s", *s);
	for (const char *const *s = (const char *const[]){ "#N2", "#", "", "# 1", "#N/A1", "##1", "N/A", NULL }; *s != NULL; s++)
		if (spreadsheet_error(*s))
			fail_msg("%s", *s);
}

/* Somebody's number may end in 000. */
static void
spreadsheet__good_number_ending_in_zeros__let_pass(void **state)
{
	char id[] = "530521199003070000";
	int good = 0;

	(void)state;
	for (id[14] = '0'; id[14] <= '9'; id[14]++)
		for (id[13] = '1'; id[13] <= '9'; id[13]++)
			good += spreadsheet_spoilt(id) == SPOILT_NOT;
	assert_in_range(good, 1, 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spreadsheet__numbers_that_are_names__what_became_of_them),
		cmocka_unit_test(spreadsheet__errors__are_told_from_comments),
		cmocka_unit_test(spreadsheet__good_number_ending_in_zeros__let_pass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
