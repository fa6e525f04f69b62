#include "tests/support/test.h"

#include "model/text/pinyin.h"
#include "model/text/utf8.h"

static void
pinyin_match__itself__anywhere(void **state)
{
	(void)state;
	assert_true(pinyin_match("姚关镇", "姚关"));
	assert_true(pinyin_match("姚关镇", "关"));
	assert_false(pinyin_match("姚关镇", "由旺"));
	assert_true(pinyin_match("Yaoguan Town", "GUAN"));
	assert_true(pinyin_match("2020-0143", "0143"));
	assert_true(pinyin_match("", ""));
	assert_true(pinyin_match("姚关镇", ""));
	assert_false(pinyin_match("", "a"));
}

static void
pinyin_match__initials_and_pinyin__of_a_run(void **state)
{
	static const char *const hits[] = { "yg", "ygz", "yaoguan", "yaog", "yguan", "yaoguanz", "yaoguanzh", "YG", "gz", "guanzhen", "y", "ya", "g" };
	static const char *const misses[] = { "gy", "yy", "yaguan", "yaoguo", "ygq", "zg", "yg1", "yaoguanzheng" };

	(void)state;
	for (size_t i = 0; i < sizeof hits / sizeof *hits; i++)
		if (!pinyin_match("姚关镇", hits[i]))
			fail_msg("%s does not find 姚关镇", hits[i]);
	for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
		if (pinyin_match("姚关镇", misses[i]))
			fail_msg("%s finds 姚关镇", misses[i]);
}

static void
pinyin_match__several_readings__any_of_them(void **state)
{
	(void)state;
	assert_true(pinyin_match("水长乡", "shuichang"));
	assert_true(pinyin_match("水长乡", "shuizhang"));
	assert_true(pinyin_match("水长乡", "sc"));
	assert_true(pinyin_match("水长乡", "shz"));
	assert_true(pinyin_match("六安", "luan"));
	assert_true(pinyin_match("六安", "liuan"));
	assert_true(pinyin_match("长安", "ca"));
}

static void
pinyin_match__umlaut__typed_v_or_u(void **state)
{
	(void)state;
	assert_true(pinyin_match("绿水", "lvshui"));
	assert_true(pinyin_match("绿水", "lushui"));
	assert_true(pinyin_match("绿水", "ls"));
}

static void
pinyin_spell__names_of_places__likeliest_reading(void **state)
{
	char out[64];

	(void)state;
	pinyin_spell("水长", false, out, sizeof out);
	assert_string_equal(out, "shuichang");
	pinyin_spell("摆榔", false, out, sizeof out);
	assert_string_equal(out, "bailang");
	pinyin_spell("木老元", true, out, sizeof out);
	assert_string_equal(out, "mly");
	pinyin_spell("八五三·A区", true, out, sizeof out);
	assert_string_equal(out, "bwsaq");
	pinyin_spell("木老元", false, out, 6);
	assert_string_equal(out, "mulao");
	pinyin_spell("", false, out, sizeof out);
	assert_string_equal(out, "");
}

static void
pinyin_match__broken_run__does_not_join(void **state)
{
	(void)state;
	assert_false(pinyin_match("姚,关", "yg"));
	assert_true(pinyin_match("七〇七社区", "qlq"));
	assert_true(pinyin_match("在姚关", "yg"));
}

static void
pinyin_match__hostile__is_just_false(void **state)
{
	char many[200];

	(void)state;
	memset(many, 'y', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	assert_false(pinyin_match("姚关镇", many));
	assert_false(pinyin_match("\xFF\xFE姚", "yg"));
	assert_true(pinyin_match("\xFF\xFE姚关", "yg"));
	assert_false(pinyin_match("姚关镇", "\xE5\xA7"[0] ? "姚g" : ""));
}

static void
pinyin_initials__known__bits(void **state)
{
	(void)state;
	assert_int_equal(pinyin_initials(0x957F), (1u << ('c' - 'a')) | (1u << ('z' - 'a')));
	assert_int_equal(pinyin_initials(0x3007), 1u << ('l' - 'a'));
	assert_int_equal(pinyin_initials('a'), 0);
	assert_int_equal(pinyin_initials(0x20000), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pinyin_match__itself__anywhere),
		cmocka_unit_test(pinyin_match__initials_and_pinyin__of_a_run),
		cmocka_unit_test(pinyin_match__several_readings__any_of_them),
		cmocka_unit_test(pinyin_match__umlaut__typed_v_or_u),
		cmocka_unit_test(pinyin_spell__names_of_places__likeliest_reading),
		cmocka_unit_test(pinyin_match__broken_run__does_not_join),
		cmocka_unit_test(pinyin_match__hostile__is_just_false),
		cmocka_unit_test(pinyin_initials__known__bits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
