#include "tests/support/test.h"

#include <locale.h>

#include "console/term/keys.h"

static uint32_t
key(const char *name)
{
	return key_parse(name, strlen(name));
}

static void
keys__parse__names(void **state)
{
	(void)state;
	assert_int_equal(key("x"), 'x');
	assert_int_equal(key("?"), '?');
	assert_int_equal(key("Space"), ' ');
	assert_int_equal(key("C-l"), 0x0C);
	assert_int_equal(key("M-1"), '1' | KEY_ALT);
	assert_int_equal(key("F1"), NAMED_F0 + 1);
	assert_int_equal(key("F12"), NAMED_F0 + 12);
	assert_int_equal(key("S-Tab"), NAMED_BACKTAB);
	assert_int_equal(key("\u9500"), 0x9500);
}

static void
keys__parse__refuses_nonsense(void **state)
{
	static const char *const bad[] = { "", "F0", "F21", "F1x", "C-", "C-1", "M-", "M-M-x", "Hyper", "ab", "\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(key(bad[i]), 0);
}

/* Every key of the action table is a key, and its name comes back. */
static void
keys__parse__whole_table(void **state)
{
	char name[24], copy[64];

	(void)state;
	for (int a = 1; a < ACT_COUNT; a++) {
		snprintf(copy, sizeof copy, "%s", actions[a].keys);
		for (char *save = NULL, *word = strtok_r(copy, " ", &save); word != NULL; word = strtok_r(NULL, " ", &save)) {
			assert_int_not_equal(key(word), 0);
			assert_int_equal(key(key_label(key(word), name, sizeof name)), key(word));
		}
	}
}

static void
keys__fullwidth__is_its_ascii_twin(void **state)
{
	(void)state;
	assert_int_equal(key_from_fullwidth(0xFF1A), ':');
	assert_int_equal(key_from_fullwidth(0xFF1F), '?');
	assert_int_equal(key_from_fullwidth(0xFF01), '!');
	assert_int_equal(key_from_fullwidth(0x3001), '/');
	assert_int_equal(key_from_fullwidth(0x3010), '[');
	assert_int_equal(key_from_fullwidth(0x300A), '<');
	assert_int_equal(key_from_fullwidth(0xFF58), 'x');
	assert_int_equal(key_from_fullwidth(0xFF13), '3');
	assert_int_equal(key_from_fullwidth(0x3000), ' ');
	assert_int_equal(key_from_fullwidth('x'), 'x');
	assert_int_equal(key_from_fullwidth(0x9500), 0x9500);
}

static void
keymap__find__narrowest_scope_wins(void **state)
{
	struct keymap *map = keymap_new(NULL, 0);
	unsigned issues = SCOPE_ANY | SCOPE_MOVE | SCOPE_ISSUES | SCOPE_STEPS;

	(void)state;
	assert_non_null(map);
	assert_int_equal(keymap_find(map, 'j', issues), ACT_DOWN);
	assert_int_equal(keymap_find(map, 'x', issues), ACT_CLOSE);
	assert_int_equal(keymap_find(map, 'x', SCOPE_ANY | SCOPE_MOVE), ACT_NONE);
	assert_int_equal(keymap_find(map, 'e', issues), ACT_NEXT_OVERDUE);
	assert_int_equal(keymap_find(map, 'e', SCOPE_ANY | SCOPE_MOVE | SCOPE_MAP), ACT_MAP_ISSUES);
	assert_int_equal(keymap_find(map, NAMED_F0 + 9, issues), ACT_STEPS);
	keymap_free(map);
}

static void
keymap__find__digits_choose_in_dialogs(void **state)
{
	struct keymap *map = keymap_new(NULL, 0);
	unsigned dialog = SCOPE_ANY | SCOPE_MOVE | SCOPE_DIALOG;

	(void)state;
	assert_int_equal(keymap_find(map, '3', SCOPE_ANY | SCOPE_MOVE), ACT_SCREEN_ISSUES);
	assert_int_equal(keymap_find(map, '3', dialog), ACT_CHOOSE_3);
	assert_int_equal(keymap_find(map, '7', dialog), ACT_CHOOSE_7);
	assert_int_equal(keymap_find(map, '3' | KEY_ALT, dialog), ACT_NONE);
	assert_int_equal(keymap_find(map, NAMED_F0 + 9, dialog), ACT_CONFIRM);
	keymap_free(map);
}

static void
keymap__new__rebinds(void **state)
{
	const struct app_binding rows[] = { { "close", "D F9" }, { "urge", "" } };
	struct keymap *map = keymap_new(rows, 2);
	char name[24];

	(void)state;
	assert_int_equal(keymap_find(map, 'D', SCOPE_STEPS), ACT_CLOSE);
	assert_int_equal(keymap_find(map, 'x', SCOPE_STEPS), ACT_NONE);
	assert_int_equal(keymap_find(map, '!', SCOPE_STEPS), ACT_NONE);
	assert_string_equal(keymap_key(map, ACT_CLOSE, name, sizeof name), "D");
	assert_string_equal(keymap_key(map, ACT_URGE, name, sizeof name), "");
	assert_string_equal(action_keys(ACT_CLOSE), "D F9");
	action_keys_set(ACT_CLOSE, NULL);
	action_keys_set(ACT_URGE, NULL);
	keymap_free(map);
}

static void
keymap__check__says_what_is_wrong(void **state)
{
	char error[200] = "";

	(void)state;
	assert_int_equal(app_binding_check("close", "x F9", error, sizeof error), 0);
	assert_int_equal(app_binding_check("clsoe", "x", error, sizeof error), -1);
	assert_non_null(strstr(error, "clsoe"));
	assert_int_equal(app_binding_check("close", "x Hyper-9", error, sizeof error), -1);
	assert_non_null(strstr(error, "Hyper-9"));
	assert_int_equal(app_binding_check("close", "a b c d e", error, sizeof error), -1);
}

static int
breadth(unsigned scope)
{
	return scope & SCOPE_ANY ? 2 : scope & SCOPE_MOVE ? 1 : 0;
}

/* On no screen do two actions of one breadth share a key: one key, one meaning. */
static void
keymap__table__no_clash_on_any_screen(void **state)
{
	struct keymap *map = keymap_new(NULL, 0);

	(void)state;
	for (int s = 0; s < SCREEN_COUNT; s++) {
		const struct screen_ops *ops = screen_defs[s].ops;
		unsigned scope = ops != NULL ? ops->scope | SCOPE_ANY : 0;
		for (int a = 1; a < ACT_COUNT; a++)
			for (int b = a + 1; b < ACT_COUNT; b++) {
				char copy[64];
				if ((actions[a].scope & scope) == 0 || (actions[b].scope & scope) == 0 ||
				    breadth(actions[a].scope) != breadth(actions[b].scope))
					continue;
				if ((scope & SCOPE_DIALOG) && (actions[a].scope | actions[b].scope) == (SCOPE_ANY | SCOPE_DIALOG))
					continue;
				snprintf(copy, sizeof copy, "%s", actions[a].keys);
				for (char *save = NULL, *w = strtok_r(copy, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save)) {
					char padded[80], word[80];
					snprintf(padded, sizeof padded, " %s ", actions[b].keys);
					snprintf(word, sizeof word, " %s ", w);
					if (strstr(padded, word) != NULL)
						fail_msg("%s: %s and %s share %s", ops->name, actions[a].name, actions[b].name, w);
				}
			}
	}
	keymap_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__parse__names),
		cmocka_unit_test(keys__parse__refuses_nonsense),
		cmocka_unit_test(keys__parse__whole_table),
		cmocka_unit_test(keys__fullwidth__is_its_ascii_twin),
		cmocka_unit_test(keymap__find__narrowest_scope_wins),
		cmocka_unit_test(keymap__find__digits_choose_in_dialogs),
		cmocka_unit_test(keymap__new__rebinds),
		cmocka_unit_test(keymap__check__says_what_is_wrong),
		cmocka_unit_test(keymap__table__no_clash_on_any_screen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
