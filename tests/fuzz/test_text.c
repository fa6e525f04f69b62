/* Hostile text: on the canvas, in the filter line, in the configuration. */
#include "tests/support/test.h"

#include <locale.h>

#include "console/cli/config.h"
#include "model/text/filter.h"
#include "model/text/utf8.h"
#include "screens/kit/canvas.h"
#include "tests/support/mutate.h"

static const char *const texts[] = {
	"姚关镇 贫困人口参保标识与税务缴费信息不一致", "乡镇:姚关 逾期>7 来源:回头看 状态:整改中 慢病", "e\xcc\x81\xcc\x81 \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9",
	"plain words, \"quoted words\" and lag>=3", "\xe2\x80\xae" "gnp.exe",
};

/* Every byte that leaves the canvas is printable UTF-8, and no line is wider than the canvas. */
static void
canvas_target(char *data, size_t size)
{
	struct canvas c;
	char *text, *line, *rest;

	(void)size;
	if (canvas_init(&c, 3, 20, GLYPHS_RICH) != 0)
		return;
	canvas_put(&c, 0, 0, 20, PAINT_NORMAL, data);
	canvas_right(&c, 1, 3, 9, PAINT_NORMAL, data);
	canvas_wrap(&c, 2, 0, 1, 20, PAINT_NORMAL, data);
	text = canvas_text(&c);
	assert_true(utf8_valid(text, strlen(text)));
	for (line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		assert_true(text_width(line) <= 20);
		for (const char *p = line; *p != '\0'; p++)
			assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
	}
	free(text);
	canvas_clear(&c);
}

static void
filter_target(char *data, size_t size)
{
	struct filter filter, again;
	char error[256] = "", text[2048];

	(void)size;
	if (filter_parse(&filter, data, error, sizeof error) != 0) {
		assert_string_not_equal(error, "");
		return;
	}
	assert_in_range(filter.count, 0, FILTER_TERMS_MAX);
	filter_format(&filter, text, sizeof text);
	assert_int_equal(filter_parse(&again, text, error, sizeof error), 0);     /* what it prints, it reads */
	assert_int_equal(again.count, filter.count);
}

static void
config_target(char *data, size_t size)
{
	struct config config;
	FILE *in = fmemopen(data, size > 0 ? size : 1, "r");

	if (in == NULL)
		return;
	memset(&config, 0, sizeof config);
	if (config_read_stream(&config, in, "guatu.conf", NULL) != 0)
		assert_non_null(config.faults);
	config_clear(&config);
	fclose(in);
}

static void
canvas__hostile_text__stays_printable(void **state)
{
	(void)state;
	mutate_run(canvas_target, texts, sizeof texts / sizeof *texts, 30000);
}

static void
filter__hostile_text__refused_or_round_trips(void **state)
{
	(void)state;
	mutate_run(filter_target, texts, sizeof texts / sizeof *texts, 30000);
}

static void
config__hostile_file__every_fault_is_said(void **state)
{
	static const char *const files[] = {
		"[guatu]\nprofile = room\n\n[profile room]\nhub = unix:/run/guatu/hub.sock\n", "[keys]\nclose = x F9\nsearch = /\n",
		"; comment\n[guatu]\ntheme=light\nmouse = yes\n",
	};
	(void)state;
	mutate_run(config_target, files, sizeof files / sizeof *files, 10000);
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
		cmocka_unit_test(canvas__hostile_text__stays_printable),
		cmocka_unit_test(filter__hostile_text__refused_or_round_trips),
		cmocka_unit_test(config__hostile_file__every_fault_is_said),
	};
	return cmocka_run_group_tests(tests, utf8_locale, NULL);
}
