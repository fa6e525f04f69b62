#include "tests/support/test.h"

#include <time.h>

#include "net/wire/wire_line.h"

static bool
good_n(const char *text, size_t len)
{
	char error[128] = "";
	/* A copy of exactly this size, so that reading past the end is seen by the sanitizer. */
	char *copy = malloc(len + (len == 0));
	bool good;

	memcpy(copy, text, len);
	good = wire_line_check(copy, len, error, sizeof error) == 0;
	free(copy);
	assert_true(good == (*error == '\0'));
	return good;
}

static bool
good(const char *text)
{
	return good_n(text, strlen(text));
}

static void
wire_line__check__takes_what_is_json(void **state)
{
	static const char *const lines[] = {
		"{}", "[]", " {\"a\":1} ", "null", "true", "\"\"", "0", "-0", "-1", "9007199254740992", "-9007199254740992",
		"1.5", "1e3", "[1,2,[3]]", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}", "{\"a\":1,\"A1\":2}",
		"\"\\n\\t\\\"\\\\\\/\\u4e2d\"", "\"\\ud83d\\ude00\"", "\"中文，《文号》〔2020〕12号\"", "\"é😀\xC2\xA0\"",
		"{\"kind\":\"issue\",\"id\":\"2020-0143\",\"rev\":7,\"seq\":311,\"body\":{\"title\":\"住院费用未及时结算\"}}",
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!good(lines[i]))
			fail_msg("refused: %s", lines[i]);
}

static void
wire_line__check__refuses_what_is_not(void **state)
{
	static const char *const lines[] = {
		"", " ", "{", "}", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}",
		"nul", "tru", "True", "NaN", "Infinity", "'a'", "\"a", "\"\\", "\"\\u12", "\"\\q\"", "// x\n1",
		"01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "0x10", "1e400", "1e21", "-1e400",
		"9007199254740993", "9223372036854775808", "123456789012345678901234567890", "0.123456789012345678901",
		"{} {}", "{}x", "1 2", "\xEF\xBB\xBF{}", "{}\xEF\xBB\xBF",
		"{\"a\":1,\"a\":2}", "{\"Rev\":1,\"rev\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"x\":{\"a\":1,\"a\":2}}", "{\"\\u4e2d\":1}",
		"{\"中\":1,\"中\":2}",
		"\"\x1b[2J\"", "\"a\nb\"", "\"a\tb\"", "\"\x7f\"", "\"\xC2\x9B\"", "\"\\u001b\"", "\"\\u0000\"", "\"\\u009b\"", "\"\\u007f\"",
		"\"\\b\"", "\"\\f\"", "\"\\r\"", "{\"\\u001b\":1}",
		"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800x\"",
		"\"\xC0\x80\"", "\"\xC1\xBF\"", "\"\xE0\x80\x80\"", "\"\xED\xA0\x80\"", "\"\xF0\x80\x80\x80\"", "\"\xF4\x90\x80\x80\"",
		"\"\xF5\x80\x80\x80\"", "\"\xFF\"", "\"\x80\"", "\"\xE4\xB8\"", "\"\xE4\xB8", "\"\xF0\x9F\x98\"", "\xE4\xB8\xAD",
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (good(lines[i]))
			fail_msg("taken: %zu %s", i, lines[i]);
	assert_false(good_n("\"a\0b\"", 5));
	assert_false(good_n("1\0", 2));
}

/* A fault anywhere in a run that is scanned eight bytes at a time is seen. */
static void
wire_line__check__every_position(void **state)
{
	(void)state;
	for (int at = 1; at < 40; at++) {
		char text[48];
		memset(text, 'a', sizeof text);
		text[0] = text[41] = '"';
		assert_true(good_n(text, 42));
		for (int c = 0; c < 256; c++) {
			bool fine = c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
			text[at] = (char)c;
			assert_int_equal(good_n(text, 42), fine);
		}
	}
}

static void
wire_line__check__limits(void **state)
{
	char deep[2 * (WIRE_DEPTH_MAX + 1) + 1];
	char *wide = malloc(16 * (WIRE_MEMBERS_MAX + 2));
	int n = 0;

	(void)state;
	for (int depth = WIRE_DEPTH_MAX; depth <= WIRE_DEPTH_MAX + 1; depth++) {
		memset(deep, '[', (size_t)depth);
		memset(deep + depth, ']', (size_t)depth);
		assert_int_equal(good_n(deep, 2 * (size_t)depth), depth == WIRE_DEPTH_MAX);
	}
	n = sprintf(wide, "{\"k0\":1");
	for (int i = 1; i < WIRE_MEMBERS_MAX; i++)
		n += sprintf(wide + n, ",\"k%d\":1", i);
	memcpy(wide + n, "}", 2);
	assert_true(good(wide));
	memcpy(wide + n, ",\"k\":1}", 8);
	assert_false(good(wide));
	free(wide);
}

/* Every prefix of a good line is refused, and no byte flipped makes it read past its end. */
static void
wire_line__check__cut_anywhere(void **state)
{
	const char *line = "{\"kind\":\"issue\",\"id\":\"2020-0143\",\"rev\":7,\"body\":{\"title\":\"住院\\u4e2d\",\"n\":[1.5,null,true]}}";
	size_t len = strlen(line);
	char copy[256];

	(void)state;
	assert_true(good(line));
	for (size_t n = 0; n < len; n++) {
		assert_false(good_n(line, n));
		for (int bit = 0; bit < 8; bit++) {
			memcpy(copy, line, len);
			copy[n] = (char)(copy[n] ^ 1 << bit);
			good_n(copy, len);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wire_line__check__takes_what_is_json),
		cmocka_unit_test(wire_line__check__refuses_what_is_not),
		cmocka_unit_test(wire_line__check__every_position),
		cmocka_unit_test(wire_line__check__limits),
		cmocka_unit_test(wire_line__check__cut_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
