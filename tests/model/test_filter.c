#include "tests/support/test.h"

#include "model/text/filter.h"

static struct filter f;
static char error[512];

static void
good(const char *text, int count)
{
	int rc = filter_parse(&f, text, error, sizeof error);

	if (rc != 0)
		print_error("%s -> %s\n", text, error);
	assert_int_equal(rc, 0);
	assert_string_equal(error, "");
	assert_int_equal(f.count, count);
}

static void
bad(const char *text, const char *names)
{
	assert_int_equal(filter_parse(&f, text, error, sizeof error), -1);
	if (strstr(error, names) == NULL)
		fail_msg("the error \"%s\" does not name \"%s\"", error, names);
}

static void
term(int i, enum filter_field field, enum filter_cmp cmp, const char *text, long number)
{
	assert_int_equal(f.terms[i].field, field);
	assert_int_equal(f.terms[i].cmp, cmp);
	assert_string_equal(f.terms[i].text, text);
	assert_int_equal(f.terms[i].number, number);
}

static void
filter__parse__what_the_mock_up_shows(void **state)
{
	(void)state;
	good("乡镇:姚关 逾期>7 来源:回头看 状态:整改中 慢病", 5);
	term(0, FILTER_DIVISION, FILTER_IS, "姚关", 0);
	term(1, FILTER_OVERDUE, FILTER_GT, "", 7);
	term(2, FILTER_SOURCE, FILTER_IS, "回头看", 0);
	term(3, FILTER_STATUS, FILTER_IS, "整改中", 0);
	term(4, FILTER_WORD, FILTER_IS, "慢病", 0);
	good("状态:未销号 且 逾期>0", 2);
	good("", 0);
	good(" \t　", 0);
}

static void
filter__parse__full_width_is_the_same(void **state)
{
	struct filter ascii;

	(void)state;
	good("乡镇:姚关 逾期>=15 状态!=整改中", 3);
	ascii = f;
	good("乡镇：姚关　逾期＞＝１５天 状态！＝整改中", 3);
	for (int i = 0; i < 3; i++)
		term(i, ascii.terms[i].field, ascii.terms[i].cmp, ascii.terms[i].text, ascii.terms[i].number);
	good("逾期 ≥ 7　乡镇： 姚关 慢病 复审", 4);
	term(0, FILTER_OVERDUE, FILTER_GE, "", 7);
	term(1, FILTER_DIVISION, FILTER_IS, "姚关", 0);
	good("逾期≥15 期限《3 退回≠0", 3);
	term(0, FILTER_OVERDUE, FILTER_GE, "", 15);
	term(1, FILTER_DUE, FILTER_LT, "", 3);
	term(2, FILTER_RETURNED, FILTER_NOT, "", 0);
}

static void
filter__parse__english_names_and_aliases(void **state)
{
	(void)state;
	good("township:yg Overdue<=30 source=SELF state:live unit:x deadline<2020-06-30", 6);
	term(0, FILTER_DIVISION, FILTER_IS, "yg", 0);
	term(1, FILTER_OVERDUE, FILTER_LE, "", 30);
	term(4, FILTER_POST, FILTER_IS, "x", 0);
	term(5, FILTER_DUE, FILTER_LT, "2020-06-30", 0);
}

static void
filter__parse__quotes_keep_blanks_and_signs(void **state)
{
	(void)state;
	good("来源:\"国务院 考核\" “金额>3万” !慢病 期限>-5", 4);
	term(0, FILTER_SOURCE, FILTER_IS, "国务院 考核", 0);
	term(1, FILTER_WORD, FILTER_IS, "金额>3万", 0);
	term(2, FILTER_WORD, FILTER_NOT, "慢病", 0);
	term(3, FILTER_DUE, FILTER_GT, "", -5);
}

static void
filter__parse__errors_name_the_word_and_what_is_allowed(void **state)
{
	static const char *const named[] = {    /* as the Chinese catalogue's list names them */
		"乡镇:姚关", "逾期>7", "来源:县", "状态:待办", "责任:张", "战线:教育", "灯:红", "组:一", "类别:住房", "期限>1", "退回>1",
	};

	(void)state;
	bad("村长:张", "村长");
	bad("村长:张", "township overdue source");     /* in the catalogue's language, whatever was typed */
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		assert_non_null(strstr(error, filter_fields[i + 1].en));
		good(named[i], 1);
		bad("村长:张", "township");
	}
	bad("mayor:x", "township overdue");
	bad("逾期>很久", "很久");
	bad("逾期>7x", "7x");
	bad("逾期>1000000", "1000000");
	bad("逾期>", "逾期");
	bad("乡镇>姚关", "乡镇");
	bad("期限<2020-02-30", "2020-02-30");
	bad("\"没有关上", "没有关上");
	bad("\"\"", "empty");
	bad("!乡镇!=姚关", "乡镇");
	bad("a b c d e f g h i j k l m", "12");
	bad("\xff", "UTF-8");
	bad("字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字", "95");
}

/* Whatever parses, formats to something that parses to the same. */
static void
filter__format__round_trips(void **state)
{
	static const char *const texts[] = {
		"乡镇:姚关 逾期>7 来源:回头看 状态:整改中 慢病", "\"金额>3万\" !\"a b\" \"且\" \"!x\"", "期限<=2020-06-30 退回=2 灯:红",
		"标题!=\"住院 清单\" 责任人:专员 战线:整改 督战组:一组 类别:A", "逾期:0 overdue>=0 \"：\"",
	};
	struct filter once;
	char out[1024];

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_int_equal(filter_parse(&once, texts[i], error, sizeof error), 0);
		filter_format(&once, out, sizeof out);
		good(out, once.count);
		for (int k = 0; k < once.count; k++)
			term(k, once.terms[k].field, once.terms[k].cmp, once.terms[k].text, once.terms[k].number);
	}
}

/* A word alone may be a place or a state; one after its field's name may not. */
static void
filter__parse__a_word_alone_is_told_from_one_of_the_title(void **state)
{
	char out[64];

	(void)state;
	good("慢病 标题:慢病 !复审", 3);
	term(1, FILTER_WORD, FILTER_IS, "慢病", 0);
	assert_true(f.terms[0].bare && !f.terms[1].bare && f.terms[2].bare);
	filter_format(&f, out, sizeof out);
	assert_string_equal(out, "慢病 标题:慢病 !复审");
}

static void
filter__fields__table_is_whole(void **state)
{
	(void)state;
	for (int i = 0; i < FILTER_FIELDS; i++) {
		assert_int_equal(filter_fields[i].field, i);
		assert_true(strlen(filter_fields[i].zh) > 0 && strlen(filter_fields[i].en) > 0 && strlen(filter_fields[i].help) > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filter__parse__what_the_mock_up_shows),
		cmocka_unit_test(filter__parse__full_width_is_the_same),
		cmocka_unit_test(filter__parse__english_names_and_aliases),
		cmocka_unit_test(filter__parse__quotes_keep_blanks_and_signs),
		cmocka_unit_test(filter__parse__errors_name_the_word_and_what_is_allowed),
		cmocka_unit_test(filter__format__round_trips),
		cmocka_unit_test(filter__parse__a_word_alone_is_told_from_one_of_the_title),
		cmocka_unit_test(filter__fields__table_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
