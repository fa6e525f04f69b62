#include "tests/support/test.h"

#include "model/text/utf8.h"
#include "model/text/visible.h"

static void
visible__blanks_and_hidden__nothing(void **state)
{
	static const uint32_t nothing[] = {
		' ', '\t', '\n', '\r', 0x0B, 0x85, 0xA0, 0x1680, 0x2000, 0x2003, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
		0x3164, 0xFFA0, 0x115F, 0x2800, 0xAD, 0x34F, 0x61C, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
		0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0xFE00, 0xFE0F, 0xFEFF, 0xE0001, 0xE0100, 0xE01EF,
	};
	static const uint32_t something[] = { '-', '0', 'x', 0xB7, 0x4E00, 0x3001, 0x3007, 0xFF10, 0x1F600, 0xFFFD };
	char one[5], all[256] = "";

	(void)state;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		utf8_encode(nothing[i], one);
		strcat(all, one);
		if (visible_any(one))
			fail_msg("U+%04X is seen", (unsigned)nothing[i]);
	}
	assert_false(visible_any(all));
	assert_false(visible_any(""));
	for (size_t i = 0; i < sizeof something / sizeof *something; i++) {
		char text[sizeof all + 8];
		utf8_encode(something[i], one);
		snprintf(text, sizeof text, "%s%s%s", all, one, " ");
		assert_true(visible_any(text));
		assert_string_equal(visible_trim(text), one);
	}
	assert_true(visible_any("\xff"));      /* no UTF-8 is not nothing: others say what is wrong with it */
}

static void
visible__trim__what_is_within_stays(void **state)
{
	static const struct { const char *text, *left; } cases[] = {
		{ "", "" }, { " \t", "" }, { "a", "a" }, { " a", "a" }, { "a ", "a" }, { "a b", "a b" },
		{ "\u3000姚关\u00a0", "姚关" }, { "\ufeff姚\u200b关\u200b\n", "姚\u200b关" }, { "\u200b\u00a0", "" },
		{ "\xe3\x80", "\xe3\x80" }, { "a\x80 ", "a\x80" }, { " \x80", "\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[64];
		snprintf(text, sizeof text, "%s", cases[i].text);
		assert_string_equal(visible_trim(text), cases[i].left);
	}
}

static void
visible__print__a_terminal_obeys_nothing(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	visible_print(out, "%s: %s\n", "a.csv:2:4", "\033]0;x\a\xC2\x9B红\n\u202E姚关\t\xFF");
	fclose(out);
	assert_string_equal(text, "a.csv:2:4: \\x1b]0;x\\x07\\u009b红\\n\\u202e姚关\\x09\\xff\n");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visible__print__a_terminal_obeys_nothing),
		cmocka_unit_test(visible__blanks_and_hidden__nothing),
		cmocka_unit_test(visible__trim__what_is_within_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
