#include "tests/support/test.h"

#include "model/text/identity.h"

/* Made-up numbers whose check characters were worked out by hand from GB 11643. */
#define GOOD "110105194912310025"
#define GOOD_X "11010519491231002X"

static enum identity_fault
check(const char *text)
{
	return identity_check(text, strlen(text));
}

static void
identity__one_number__judged(void **state)
{
	(void)state;
	assert_int_equal(check(GOOD_X), IDENTITY_OK);          /* the standard's own example */
	assert_int_equal(check("11010519491231002x"), IDENTITY_OK);
	assert_int_equal(check("  11010519491231002X "), IDENTITY_OK);
	assert_int_equal(check(GOOD), IDENTITY_CHECKSUM);
	assert_int_equal(check(""), IDENTITY_EMPTY);
	assert_int_equal(check("1101051949123100"), IDENTITY_LENGTH);
	assert_int_equal(check("1101051949123100A2"), IDENTITY_CHARACTER);
	assert_int_equal(check("99010519491231002X"), IDENTITY_REGION);
	assert_int_equal(check("11010519491331002X"), IDENTITY_DATE);
	assert_int_equal(check("110105194902300025"), IDENTITY_DATE);
	assert_int_equal(check("110105491231002"), IDENTITY_OK);
	assert_int_equal(check("11010549123100X"), IDENTITY_CHARACTER);
}

static void
identity__two_spellings__one_number(void **state)
{
	char a[IDENTITY_MAX + 1], b[IDENTITY_MAX + 1];

	(void)state;
	assert_int_equal(identity_normal("11010519491231002x", 18, a), IDENTITY_OK);
	assert_int_equal(identity_normal("110105491231002", 15, b), IDENTITY_OK);
	assert_string_equal(a, GOOD_X);
	assert_string_equal(b, GOOD_X);
}

static void
identity__in_text__found(void **state)
{
	static const char *const bad[] = {
		GOOD_X, "身份证11010519491231002X。", "见 11010519491231002x,已核", "110105 19491231 002X", "110105-19491231-002X",
		"１１０１０５１９４９１２３１００２Ｘ", "证号:110105491231002", "A;11010519491231002X",
	};
	static const char *const fine[] = {
		"", "已电话核实", "0875-8126475", GOOD, "施医保〔2020〕12号", "111010519491231002X", "11010519491231002X9",
		"a11010519491231002X", "2020-06-18 09:00:00 12345", "1101054912310", "53052110300012345678",
		"9f8611010519491231002Xab", "XXXXXXXXXXXXXXXXXX", "20200618 20200619 20200620",
	};
	size_t at = 99;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (!identity_find(bad[i], NULL))
			print_message("not found: %s\n", bad[i]);
		assert_true(identity_find(bad[i], NULL));
	}
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		if (identity_find(fine[i], NULL))
			print_message("found: %s\n", fine[i]);
		assert_false(identity_find(fine[i], NULL));
	}
	assert_true(identity_find("见 11010519491231002X", &at));
	assert_int_equal(at, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity__one_number__judged),
		cmocka_unit_test(identity__two_spellings__one_number),
		cmocka_unit_test(identity__in_text__found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
