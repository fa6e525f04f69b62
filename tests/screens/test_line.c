#include "tests/support/test.h"

#include <locale.h>

#include "screens/kit/line.h"
#include "screens/kit/match.h"
#include "screens/kit/narrow.h"

static void
type(struct line *l, enum edit_key key)
{
	line_type(l, &(struct typed){ .key = key }, false);
}

static void
text(struct line *l, const char *paste, bool multi)
{
	line_type(l, &(struct typed){ .key = EDIT_PASTE, .paste = paste }, multi);
}

static void
line__type__whole_characters(void **state)
{
	struct line l;

	(void)state;
	line_set(&l, "已补录11人");
	type(&l, EDIT_BACKSPACE);
	assert_string_equal(l.text, "已补录11");
	type(&l, EDIT_HOME);
	type(&l, EDIT_RIGHT);
	type(&l, EDIT_DELETE);
	assert_string_equal(l.text, "已录11");
	line_type(&l, &(struct typed){ .key = EDIT_CHAR, .cp = 0x8865 }, false);
	assert_string_equal(l.text, "已补录11");
	type(&l, EDIT_LEFT);
	type(&l, EDIT_KILL);
	assert_string_equal(l.text, "补录11");
	type(&l, EDIT_END);
	type(&l, EDIT_WORD_BACK);
	assert_string_equal(l.text, "补录");
	type(&l, EDIT_WORD_BACK);
	assert_string_equal(l.text, "补");
	type(&l, EDIT_BACKSPACE);
	type(&l, EDIT_BACKSPACE);
	assert_string_equal(l.text, "");
}

static void
line__type__controls_and_newlines(void **state)
{
	struct line l;

	(void)state;
	line_set(&l, "");
	text(&l, "一\n二\x1b[31m\x07三\n\n", false);
	assert_string_equal(l.text, "一 二[31m三");
	line_set(&l, "");
	text(&l, "一\n二\n", true);
	assert_string_equal(l.text, "一\n二");
	line_set(&l, "");
	text(&l, "a\xff" "b\x80", false);
	assert_string_equal(l.text, "ab");
}

static void
line__type__full_says_so(void **state)
{
	struct line l;
	char *big = malloc(3 * LINE_MAX_BYTES);

	(void)state;
	memset(big, 'x', 3 * LINE_MAX_BYTES - 1);
	big[3 * LINE_MAX_BYTES - 1] = '\0';
	line_set(&l, "");
	text(&l, big, false);
	assert_true(l.full);
	assert_int_equal(l.len, LINE_MAX_BYTES - 1);
	line_set(&l, big);
	assert_int_equal(l.len, LINE_MAX_BYTES - 1);
	free(big);
}

static void
line__paint__scrolls_to_the_insertion_point(void **state)
{
	struct line l;
	struct canvas c;
	char *shown;

	(void)state;
	assert_int_equal(canvas_init(&c, 1, 10, GLYPHS_RICH), 0);
	line_set(&l, "一二三四五六七八");
	line_paint(&l, &c, 0, 0, 10, true);
	assert_true(c.cursor->on);
	assert_true(c.cursor->x <= 9);
	shown = canvas_text(&c);
	assert_non_null(strstr(shown, "八"));
	assert_null(strstr(shown, "一"));
	free(shown);
	type(&l, EDIT_HOME);
	line_paint(&l, &c, 0, 0, 10, true);
	assert_int_equal(c.cursor->x, 0);
	canvas_clear(&c);
}

static void
line__paint__wraps_and_keeps_the_cursor_visible(void **state)
{
	struct line l;
	struct canvas c;

	(void)state;
	assert_int_equal(canvas_init(&c, 2, 9, GLYPHS_RICH), 0);
	line_set(&l, "一二三四五六七八九十一二");
	assert_int_equal(line_paint_wrapped(&l, &c, 0, 0, 2, 9, true), 3);
	assert_int_equal(c.cursor->y, 1);
	type(&l, EDIT_HOME);
	line_paint_wrapped(&l, &c, 0, 0, 2, 9, true);
	assert_int_equal(c.cursor->y, 0);
	assert_int_equal(c.cursor->x, 0);
	canvas_clear(&c);
}

static void
match__text__pinyin_and_case(void **state)
{
	(void)state;
	assert_true(text_matches("姚关镇", "yg"));
	assert_true(text_matches("姚关镇", "yaoguan"));
	assert_true(text_matches("姚关镇", "关"));
	assert_true(text_matches("Close", "CLO"));
	assert_true(text_matches("anything", ""));
	assert_false(text_matches("姚关镇", "wx"));
}

static void
narrow__frame__keeps_han_and_columns(void **state)
{
	struct canvas c;
	char *shown;

	(void)state;
	assert_int_equal(canvas_init(&c, 1, 20, GLYPHS_PLAIN), 0);
	canvas_put(&c, 0, 0, 20, PAINT_NORMAL, "│销号“甲”—①⣿é");
	canvas_narrow(&c, true, false);
	shown = canvas_text(&c);
	assert_string_equal(shown, "|销号\"甲\"-1\u28ff?\n");
	free(shown);
	canvas_narrow(&c, true, true);
	shown = canvas_text(&c);
	assert_string_equal(shown, "|销号\"甲\"-1#?\n");
	free(shown);
	canvas_clear(&c);
	assert_true(ambiguous_width(0x2502));
	assert_true(ambiguous_width(0x00A1));
	assert_false(ambiguous_width(0x9500));
	assert_false(ambiguous_width('a'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line__type__whole_characters),
		cmocka_unit_test(line__type__controls_and_newlines),
		cmocka_unit_test(line__type__full_says_so),
		cmocka_unit_test(line__paint__scrolls_to_the_insertion_point),
		cmocka_unit_test(line__paint__wraps_and_keeps_the_cursor_visible),
		cmocka_unit_test(match__text__pinyin_and_case),
		cmocka_unit_test(narrow__frame__keeps_han_and_columns),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
