#include "tests/support/test.h"

#include <locale.h>

#include "screens/kit/canvas.h"

static void
expect(struct canvas *c, const char *want)
{
	char *text = canvas_text(c);

	assert_string_equal(text, want);
	free(text);
}

static void
canvas__put__han_never_straddles_the_edge(void **state)
{
	struct canvas c;
	(void)state;
	canvas_init(&c, 1, 6, GLYPHS_RICH);
	assert_int_equal(canvas_put(&c, 0, 0, 5, PAINT_NORMAL, "姚关镇"), 5);
	expect(&c, "姚关~\n");
	canvas_put(&c, 0, 0, 6, PAINT_NORMAL, "姚关镇");
	expect(&c, "姚关镇\n");
	canvas_put(&c, 0, 1, 1, PAINT_NORMAL, "x");        /* half of 姚 is blanked, not left behind */
	expect(&c, " x关镇\n");
	canvas_put(&c, 0, 2, 1, PAINT_NORMAL, "y");
	expect(&c, " xy 镇\n");
	canvas_clear(&c);
}

static void
canvas__put__hostile_text_is_shown_not_obeyed(void **state)
{
	struct canvas c;
	(void)state;
	canvas_init(&c, 1, 40, GLYPHS_RICH);
	canvas_put(&c, 0, 0, 40, PAINT_NORMAL, "a\033[31mb\x9b" "c\007d\177");
	expect(&c, "a^[31mb?c^d^\n");
	canvas_fill(&c, 0, 0, 1, 40, PAINT_NORMAL, " ");
	canvas_put(&c, 0, 0, 40, PAINT_NORMAL, "x\xe2\x80\xaey\xc2\x9bz");      /* U+202E, U+009B */
	expect(&c, "x<U+202E>y^z\n");
	canvas_clear(&c);
}

static void
canvas__put__many_combining_marks_are_dropped(void **state)
{
	struct canvas c;
	char text[4 + 2 * 5000] = "a";
	(void)state;
	for (int i = 0; i < 5000; i++)
		strcat(text + 1 + 2 * i, "\xcc\x81");
	canvas_init(&c, 1, 4, GLYPHS_RICH);
	assert_int_equal(canvas_put(&c, 0, 0, 4, PAINT_NORMAL, text), 1);
	expect(&c, "a\xcc\x81\xcc\x81\n");
	canvas_clear(&c);
}

static void
canvas__view__clips_and_moves_the_origin(void **state)
{
	struct canvas c, v;
	(void)state;
	canvas_init(&c, 3, 8, GLYPHS_ASCII);
	v = canvas_view(&c, 1, 2, 1, 4);
	canvas_put(&v, 0, 0, 99, PAINT_TITLE, "abcdefgh");
	canvas_put(&v, 1, 0, 99, PAINT_TITLE, "below");
	canvas_put(&v, -1, 0, 99, PAINT_TITLE, "above");
	expect(&c, "\n  abc~\n\n");
	canvas_cursor(&v, 0, 1);
	assert_true(c.cursor->on);
	assert_int_equal(c.cursor->y, 1);
	assert_int_equal(c.cursor->x, 3);
	canvas_clear(&c);
}

static void
canvas__align__right_and_centre_count_columns(void **state)
{
	struct canvas c;
	(void)state;
	canvas_init(&c, 2, 10, GLYPHS_ASCII);
	canvas_right(&c, 0, 0, 10, PAINT_NORMAL, "逾期5");
	canvas_centre(&c, 1, 0, 10, PAINT_NORMAL, "红绿");
	expect(&c, "     逾期5\n   红绿\n");
	canvas_clear(&c);
}

static void
canvas__wrap__breaks_at_blanks_and_beside_han(void **state)
{
	struct canvas c;
	(void)state;
	canvas_init(&c, 4, 8, GLYPHS_ASCII);
	assert_int_equal(canvas_wrap(&c, 0, 0, 4, 8, PAINT_NORMAL, "one two three"), 2);
	expect(&c, "one two\nthree\n\n\n");
	canvas_fill(&c, 0, 0, 4, 8, PAINT_NORMAL, " ");
	assert_int_equal(canvas_wrap(&c, 0, 0, 1, 8, PAINT_NORMAL, "贫困人口参保标识"), 2);
	expect(&c, "贫困人口\n\n\n\n");
	canvas_clear(&c);
}

static void
canvas__wrap__no_line_begins_with_a_closing_mark(void **state)
{
	static const char *const marks[] = {
		"，", "。", "；", "：", "、", "！", "？", "）", "》", "」", "』", "”", "’", ",", ".", ";", ":", "!", "?", ")",
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		snprintf(text, sizeof text, "贫困人口%s参保", marks[i]);
		assert_int_equal(canvas_line(text, 8), strlen("贫困人"));
		snprintf(text, sizeof text, "abcdefgh%sij", marks[i]);
		assert_int_equal(canvas_line(text, 8), 7);
	}
	assert_int_equal(canvas_line("贫困人」。参保", 8), strlen("贫困"));
	assert_int_equal(canvas_line("贫困人，参保", 8), strlen("贫困人，"));
	assert_int_equal(canvas_line("。。。。。。", 8), strlen("。。。。"));
}

static void
canvas__keep__what_stood_there_before_or_blank(void **state)
{
	struct canvas was, is;
	char *text;
	(void)state;
	assert_int_equal(canvas_init(&was, 2, 10, GLYPHS_RICH), 0);
	assert_int_equal(canvas_init(&is, 2, 10, GLYPHS_RICH), 0);
	canvas_put(&was, 0, 0, 10, PAINT_NORMAL, "ab贫困cd");
	canvas_keep(&is, 0, 0, 2, 10);
	text = canvas_text(&is);
	assert_string_equal(text, "\n\n");
	free(text);
	is.before = was.cells;
	struct canvas right = canvas_view(&is, 0, 2, 2, 8);
	canvas_keep(&right, 0, 0, 5, 5);
	text = canvas_text(&is);
	assert_string_equal(text, "  贫困c\n\n");
	free(text);
	canvas_clear(&was);
	canvas_clear(&is);
}

static int
utf8_locale(void **state)
{
	(void)state;
	return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canvas__put__han_never_straddles_the_edge),
		cmocka_unit_test(canvas__put__hostile_text_is_shown_not_obeyed),
		cmocka_unit_test(canvas__put__many_combining_marks_are_dropped),
		cmocka_unit_test(canvas__view__clips_and_moves_the_origin),
		cmocka_unit_test(canvas__align__right_and_centre_count_columns),
		cmocka_unit_test(canvas__wrap__breaks_at_blanks_and_beside_han),
		cmocka_unit_test(canvas__wrap__no_line_begins_with_a_closing_mark),
		cmocka_unit_test(canvas__keep__what_stood_there_before_or_blank),
	};
	return cmocka_run_group_tests(tests, utf8_locale, NULL);
}
