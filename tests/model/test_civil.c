#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/flow/op.h"
#include "model/text/utf8.h"

static void
civil__parse__only_dates_that_exist(void **state)
{
	static const char *const bad[] = { "", "2020-6-18", "2020-02-30", "2019-02-29", "2020-13-01", "2020-00-10",
		"2020-06-18 ", " 2020-06-18", "2020/06/18", "20200618", "0000-01-01", "-020-01-01", "2020-06-1x" };
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(civil_parse(bad[i]), CIVIL_NONE);
	assert_int_equal(civil_parse("1970-01-01"), 0);
	assert_int_equal(civil_parse("2020-06-18"), 18431);
	assert_int_equal(civil_parse("2020-02-29") + 1, civil_parse("2020-03-01"));
}

static void
civil__format__round_trip_over_two_centuries(void **state)
{
	char text[11];
	(void)state;
	for (int32_t d = civil_parse("1900-01-01"); d < civil_parse("2100-01-01"); d++) {
		civil_format(d, text);
		assert_int_equal(civil_parse(text), d);
	}
}

static void
civil__weekday__known_days(void **state)
{
	(void)state;
	assert_int_equal(civil_weekday(civil_parse("2020-06-18")), 4);
	assert_int_equal(civil_weekday(civil_parse("2020-10-10")), 6);
	assert_int_equal(civil_weekday(civil_parse("1969-12-28")), 7);
	assert_int_equal(civil_month_end(civil_parse("2020-02-03")), civil_parse("2020-02-29"));
	assert_int_equal(civil_month_end(civil_parse("2020-12-31")), civil_parse("2020-12-31"));
}

static void
instant__parse__offsets_and_the_rooms_day(void **state)
{
	int64_t a, b;
	char text[26];
	(void)state;
	assert_int_equal(instant_parse("2020-06-18T09:00:00+08:00", &a), 0);
	assert_int_equal(instant_parse("2020-06-18T01:00:00Z", &b), 0);
	assert_int_equal(a, b);
	instant_format(a, text);
	assert_string_equal(text, "2020-06-18T09:00:00+08:00");
	assert_int_equal(instant_parse("2020-06-17T16:00:00Z", &a), 0);   /* midnight in the room */
	assert_int_equal(instant_day(a), civil_parse("2020-06-18"));
	assert_int_equal(instant_day(a - 1), civil_parse("2020-06-17"));
	assert_int_equal(instant_minute(a - 60), 23 * 60 + 59);
	assert_int_equal(instant_parse("2020-06-18T09:00:00", &a), -1);
	assert_int_equal(instant_parse("2020-06-18T24:00:00Z", &a), -1);
	assert_int_equal(instant_parse("2020-06-18 09:00:00Z", &a), -1);
	assert_int_equal(instant_parse("2020-06-18T09:00:00.Z", &a), -1);
	assert_int_equal(instant_parse("2020-06-18T09:00:00.125Z", &a), 0);
}

static void
utf8__valid__refuses_what_is_not_well_formed(void **state)
{
	static const char *const bad[] = { "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe5\xa7", "\x80", "\xff", "\xe0\x80\xaf" };
	char out[5];
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
	assert_false(utf8_valid("a\0b", 3));
	assert_true(utf8_valid("姚关镇", 9));
	assert_false(utf8_valid("姚关镇", 8));
	assert_int_equal(utf8_encode(0x59DA, out), 3);
	assert_string_equal(out, "姚");
	assert_int_equal(utf8_clip("姚关", 5), 3);
}

static void
uuid7__format__version_variant_and_time(void **state)
{
	const uint8_t random[10] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
	char out[37];
	(void)state;
	uuid7_format(0x0123456789ab, random, out);
	assert_string_equal(out, "01234567-89ab-7fff-bfff-ffffffffffff");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(civil__parse__only_dates_that_exist),
		cmocka_unit_test(civil__format__round_trip_over_two_centuries),
		cmocka_unit_test(civil__weekday__known_days),
		cmocka_unit_test(instant__parse__offsets_and_the_rooms_day),
		cmocka_unit_test(utf8__valid__refuses_what_is_not_well_formed),
		cmocka_unit_test(uuid7__format__version_variant_and_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
