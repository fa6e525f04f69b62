#include "tests/support/test.h"

#include "console/cli/config.h"
#include "console/cli/paths.h"

static int
read_text(struct config *config, const char *text, const char *profile)
{
	FILE *in = fmemopen((char *)text, strlen(text), "r");
	int rc;

	assert_non_null(in);
	rc = config_read_stream(config, in, "guatu.conf", profile);
	fclose(in);
	return rc;
}

/* Reads what must be faulty; its faults are borrowed from `config`. */
static const char *
faults_of(struct config *config, const char *text)
{
	assert_int_equal(read_text(config, text, NULL), -1);
	assert_non_null(config->faults);
	return config->faults;
}

static void
assert_says(const char *faults, const char *what)
{
	if (strstr(faults, what) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", what, faults);
}

static void
config_read__missing_file__defaults(void **state)
{
	struct config config;

	(void)state;
	assert_int_equal(config_read(&config, "/nonexistent/guatu.conf", NULL), 0);
	assert_false(config.found);
	assert_string_equal(config.profile, "default");
	assert_string_equal(config_text(&config, OPTION_THEME), "auto");
	assert_int_equal(config_choice(&config, OPTION_THEME), 0);
	assert_false(config_bool(&config, OPTION_MOUSE));
	assert_true(config_bool(&config, OPTION_BELL));
	config_clear(&config);
}

static void
config_read__profile_section__over_guatu(void **state)
{
	static const char text[] =
		"[profile b]\nhub = unix:/b\n[guatu]\nprofile = a\nhub = unix:/all\nmouse = on\n[profile a]\nhub=unix:/a\n";
	struct config config;

	(void)state;
	assert_int_equal(read_text(&config, text, NULL), 0);
	assert_string_equal(config.profile, "a");
	assert_string_equal(config_text(&config, OPTION_HUB), "unix:/a");
	assert_true(config_bool(&config, OPTION_MOUSE));
	config_clear(&config);
	assert_int_equal(read_text(&config, text, "b"), 0);
	assert_string_equal(config_text(&config, OPTION_HUB), "unix:/b");
	config_clear(&config);
	assert_int_equal(read_text(&config, text, "c"), 0);
	assert_string_equal(config_text(&config, OPTION_HUB), "unix:/all");
	config_clear(&config);
}

static void
config_read__unknown_option__file_line_and_what_is_allowed(void **state)
{
	struct config config;
	const char *faults;

	(void)state;
	faults = faults_of(&config, "# one\n[guatu]\ncolour = red\n");
	assert_says(faults, "guatu.conf:3: ");
	assert_says(faults, "colour");
	assert_says(faults, "theme");
	config_clear(&config);
	faults = faults_of(&config, "[profile x]\nmouse = yes\n");
	assert_says(faults, "guatu.conf:2: ");
	assert_says(faults, "token_file");
	assert_null(strstr(faults, "ambiguous_width"));
	config_clear(&config);
}

static void
config_read__bad_value__what_is_allowed_and_the_rest_holds(void **state)
{
	struct config config;
	const char *faults;

	(void)state;
	faults = faults_of(&config, "[guatu]\ntheme = pink\n\nglyphs = plain\nmouse = maybe\n");
	assert_says(faults, "guatu.conf:2: ");
	assert_says(faults, "auto dark light mono");
	assert_says(faults, "guatu.conf:5: ");
	assert_string_equal(config_text(&config, OPTION_GLYPHS), "plain");
	assert_string_equal(config_text(&config, OPTION_THEME), "auto");
	config_clear(&config);
}

static void
config_read__unknown_section_and_stray_line__said(void **state)
{
	struct config config;
	const char *faults;

	(void)state;
	faults = faults_of(&config, "[gutau]\ntheme = dark\n[guatu]\nnonsense\n");
	assert_says(faults, "guatu.conf:2: ");
	assert_says(faults, "[profile NAME]");
	assert_says(faults, "guatu.conf:4: ");
	config_clear(&config);
}

static void
config_read__line_too_long__said_not_split(void **state)
{
	char text[2048] = "[guatu]\nhub = unix:/";
	struct config config;

	(void)state;
	memset(text + strlen(text), 'x', 1500);
	strcat(text, "\nmouse = yes\n");
	assert_says(faults_of(&config, text), "guatu.conf:2: ");
	config_clear(&config);
}

static void
config_read__keys__rebound_by_name(void **state)
{
	struct config config;

	(void)state;
	assert_int_equal(read_text(&config, "[keys]\nmetric = F11\n", NULL), 0);
	assert_string_equal(config_keys(&config, ACT_METRIC), "F11");
	assert_string_equal(config_keys(&config, ACT_DOWN), actions[ACT_DOWN].keys);
	config_clear(&config);
}

static void
config_read__unknown_action_or_key__said(void **state)
{
	struct config config;

	(void)state;
	assert_says(faults_of(&config, "[keys]\nclosse = x\n"), "guatu.conf:2: ");
	config_clear(&config);
	assert_says(faults_of(&config, "[keys]\nclose = Hyper-x\n"), "close = Hyper-x");
	config_clear(&config);
}

static void
config_read__two_actions_on_one_key__names_both_and_the_screen(void **state)
{
	struct config config;
	const char *faults;

	(void)state;
	faults = faults_of(&config, "[keys]\nhelp = q\n");
	assert_says(faults, "help");
	assert_says(faults, "leave");
	config_clear(&config);
	/* never met on one screen: no clash */
	assert_int_equal(read_text(&config, "[keys]\nraw = R\n", NULL), 0);
	config_clear(&config);
}

static void
config_read__defaults__no_clash(void **state)
{
	struct config config;

	(void)state;
	/* the same keys given by hand are checked like any other */
	memset(&config, 0, sizeof config);
	config.path = strdup("actions.def");
	for (int a = 1; a < ACT_COUNT; a++)
		config.keys[a] = strdup(actions[a].keys);
	assert_int_equal(config_key_clashes(&config, stderr), 0);
	config_clear(&config);
}

static void
hub_address_valid__plain_http__only_on_this_machine(void **state)
{
	static const char *const good[] = { "https://hub.example", "https://hub.example:8443", "http://127.0.0.1:80", "http://localhost",
	                                    "http://[::1]:9", "unix:/run/hub.sock" };
	static const char *const bad[] = { "", "http://hub.example", "http://127.0.0.1.example", "https://", "https://user:pw@hub", "unix:hub",
	                                   "unix:", "ftp://x", "https://a b", "http://localhost@evil" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!hub_address_valid(good[i]))
			fail_msg("%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (hub_address_valid(bad[i]))
			fail_msg("%s", bad[i]);
}

static void
profile_name_valid__path_parts__refused(void **state)
{
	static const char *const bad[] = { "", ".", "..", "a/b", "-x", "a b", "x\x1b", "\xff" };

	(void)state;
	assert_true(profile_name_valid("county-1"));
	assert_true(profile_name_valid("施甸"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(profile_name_valid(bad[i]));
}

static void
options__every_default__is_allowed(void **state)
{
	(void)state;
	for (int o = 0; o < OPTION_COUNT; o++) {
		char *wanted = option_check(&option_defs[o], option_defs[o].otherwise);
		if (wanted != NULL)
			fail_msg("%s: %s", option_defs[o].name, wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(config_read__missing_file__defaults),
		cmocka_unit_test(config_read__profile_section__over_guatu),
		cmocka_unit_test(config_read__unknown_option__file_line_and_what_is_allowed),
		cmocka_unit_test(config_read__bad_value__what_is_allowed_and_the_rest_holds),
		cmocka_unit_test(config_read__unknown_section_and_stray_line__said),
		cmocka_unit_test(config_read__line_too_long__said_not_split),
		cmocka_unit_test(config_read__keys__rebound_by_name),
		cmocka_unit_test(config_read__unknown_action_or_key__said),
		cmocka_unit_test(config_read__two_actions_on_one_key__names_both_and_the_screen),
		cmocka_unit_test(config_read__defaults__no_clash),
		cmocka_unit_test(hub_address_valid__plain_http__only_on_this_machine),
		cmocka_unit_test(profile_name_valid__path_parts__refused),
		cmocka_unit_test(options__every_default__is_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
