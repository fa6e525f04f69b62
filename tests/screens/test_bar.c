#include "tests/support/test.h"

#include <locale.h>

#include "screens/kit/bar.h"
#include "screens/kit/dots.h"
#include "screens/kit/spark.h"

static char *
bar(enum glyph_tier tier, int w, int pct, int pace)
{
	struct canvas c;
	char *text;

	assert_int_equal(canvas_init(&c, 1, w, tier), 0);
	bar_paint(&c, 0, 0, w, pct, pace, PAINT_BAR);
	text = canvas_text(&c);
	canvas_clear(&c);
	return text;
}

static void
assert_bar(enum glyph_tier tier, int w, int pct, int pace, const char *want)
{
	char *text = bar(tier, w, pct, pace);

	assert_string_equal(text, want);
	free(text);
}

static void
bar__paint__fills_and_marks_the_pace(void **state)
{
	(void)state;
	assert_bar(GLYPHS_ASCII, 10, 50, BAR_NO_PACE, "#####.....\n");
	assert_bar(GLYPHS_ASCII, 10, 30, 80, "###.....|.\n");
	assert_bar(GLYPHS_PLAIN, 4, 50, BAR_NO_PACE, "\u28f6\u28f6\u28c0\u28c0\n");
	assert_bar(GLYPHS_RICH, 4, 50, 100, "\u2586\u2586\u2581\u2502\n");
}

static void
bar__paint__nearly_is_not_wholly(void **state)
{
	(void)state;
	assert_bar(GLYPHS_ASCII, 10, 1, BAR_NO_PACE, "#.........\n");
	assert_bar(GLYPHS_ASCII, 10, 99, BAR_NO_PACE, "#########.\n");
	assert_bar(GLYPHS_ASCII, 10, 100, BAR_NO_PACE, "##########\n");
	assert_bar(GLYPHS_ASCII, 10, 0, BAR_NO_PACE, "..........\n");
	assert_bar(GLYPHS_ASCII, 10, -1, 140, ".........|\n");
}

static void
spark__paint__scales_and_leaves_gaps(void **state)
{
	static const int values[] = { 9, 0, SPARK_NONE, 4, 8 };
	struct canvas c;
	char *text;

	(void)state;
	assert_int_equal(canvas_init(&c, 2, 4, GLYPHS_RICH), 0);
	spark_paint(&c, 0, 0, 4, values, 5, 0, 0, PAINT_CHART);
	c.tier = GLYPHS_ASCII;
	spark_paint(&c, 1, 0, 4, values, 5, 0, 0, PAINT_CHART);
	text = canvas_text(&c);
	assert_string_equal(text, "\u2581 \u2585\u2588\n_ -'\n");
	free(text);
	canvas_clear(&c);
}

static void
chart__paint__line_and_target(void **state)
{
	static const int values[] = { 0, 10 };
	struct chart chart = { values, 2, 0, 10, 10, PAINT_CHART };
	struct canvas c;
	char *text;

	(void)state;
	assert_int_equal(canvas_init(&c, 2, 4, GLYPHS_PLAIN), 0);
	chart_paint(&c, 0, 0, 2, 4, &chart);
	text = canvas_text(&c);
	assert_string_equal(text, "\u2801 \u2861\u280a\n\u2860\u280a\n");
	free(text);
	canvas_clear(&c);
	assert_int_equal(chart_row(&chart, 5, 10), 0);
	assert_int_equal(chart_row(&chart, 5, 0), 4);
	assert_int_equal(chart_row(&chart, 5, 99), 0);
}

static void
dots__set__outside_is_ignored(void **state)
{
	struct dots d;

	(void)state;
	assert_int_equal(dots_init(&d, 1, 1), 0);
	dots_set(&d, -1, 0, PAINT_CHART);
	dots_set(&d, 0, 2, PAINT_CHART);
	dots_set(&d, 4, 0, PAINT_CHART);
	assert_int_equal(d.bits[0], 0);
	dots_set(&d, 3, 1, PAINT_LAMP_RED);
	assert_int_equal(d.bits[0], 0x80);
	assert_int_equal(d.role[0], PAINT_LAMP_RED);
	dots_clear(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bar__paint__fills_and_marks_the_pace),
		cmocka_unit_test(bar__paint__nearly_is_not_wholly),
		cmocka_unit_test(spark__paint__scales_and_leaves_gaps),
		cmocka_unit_test(chart__paint__line_and_target),
		cmocka_unit_test(dots__set__outside_is_ignored),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
