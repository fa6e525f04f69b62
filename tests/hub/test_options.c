/* hub/cmd/options.def: every row is taken by its command, read by its code, told by --help and by the manual. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <unistd.h>

#include "hub/cmd/commands.h"

static struct options o;
static char said[4096];

/* Reads a line of words as the program would; what it says on stderr is in `said`. */
static int
read_line(const char *line)
{
	static char text[1024];
	char *argv[64];
	int argc = 0, err = dup(STDERR_FILENO), rc;
	FILE *into = tmpfile();
	size_t n;

	snprintf(text, sizeof text, "guatu-hub %s", line);
	for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
		argv[argc++] = word;
	argv[argc] = NULL;
	assert_non_null(into);
	dup2(fileno(into), STDERR_FILENO);
	rc = options_read(&o, argc, argv);
	fflush(stderr);
	dup2(err, STDERR_FILENO);
	close(err);
	rewind(into);
	n = fread(said, 1, sizeof said - 1, into);
	said[n] = '\0';
	fclose(into);
	return rc;
}

static void
expect_refused(const char *line, const char *why)
{
	assert_int_equal(read_line(line), HUB_EXIT_USAGE);
	if (strstr(said, why) == NULL)
		fail_msg("%s\nsays  %s\nnot   %s", line, said, why);
	assert_non_null(strstr(said, "see: guatu-hub "));
}

/* What an option may be given. */
static const char *
sample(const struct hub_option_def *option)
{
	static char text[32];

	switch (option->kind) {
	case OPTION_NUMBER: snprintf(text, sizeof text, "%lld", option->high); return text;
	case OPTION_MONTH: return "2020-06";
	case OPTION_PERIOD: return "2020";
	case OPTION_ONE_OF: snprintf(text, sizeof text, "%.*s", (int)strcspn(option->value, "|"), option->value); return text;
	default: return "some=thing";
	}
}

/* The least a command wants. */
static void
least(enum hub_command c, char *line, size_t size)
{
	snprintf(line, size, "%s", hub_commands[c].name);
	for (int i = 0; i < hub_commands[c].least; i++)
		snprintf(line + strlen(line), size - strlen(line), " word%d", i);
	for (int i = 0; i < hub_option_count; i++)
		if (option_belongs(&hub_options[i], c) && (hub_options[i].need == OPTION_MUST || hub_options[i].need == OPTION_SOME))
			snprintf(line + strlen(line), size - strlen(line), " --%s %s", hub_options[i].name, sample(&hub_options[i]));
}

static char *
slurp(const char *path)
{
	FILE *fp = fopen(path, "r");
	static char text[200000];
	size_t n;

	if (fp == NULL)
		fail_msg("%s is not there", path);
	n = fread(text, 1, sizeof text - 1, fp);
	text[n] = '\0';
	fclose(fp);
	return text;
}

/* ---- every row ------------------------------------------------------------------ */

static void
options__every_row__is_taken_by_its_command(void **state)
{
	char line[512];

	(void)state;
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		least(c, line, sizeof line);
		if (read_line(line) != 0)
			fail_msg("%s: %s", line, said);
		assert_int_equal(o.command, c);
		assert_int_equal(o.word_count, hub_commands[c].least);
		for (int i = 0; i < hub_option_count; i++) {
			const struct hub_option_def *row = &hub_options[i];
			const char *value = row->kind == OPTION_FLAG ? "" : sample(row);
			char with[640];
			if (!option_belongs(row, c))
				continue;
			snprintf(with, sizeof with, "%s --%s%s%s", line, row->name, *value != '\0' ? "=" : "", value);
			if (read_line(with) != 0)
				fail_msg("%s: %s", with, said);
			assert_string_equal(option(&o, row->name), value);
			snprintf(with, sizeof with, "%s --%s%s", line, row->name, row->kind == OPTION_FLAG ? "=x" : "");
			expect_refused(with, row->kind == OPTION_FLAG ? "takes no value" : "needs ");
		}
	}
}

/* An option the parser takes and no code asks for would do nothing. */
static void
options__every_name__is_asked_for_by_code(void **state)
{
	char command[256];

	(void)state;
	for (int i = 0; i < hub_option_count; i++) {
		snprintf(command, sizeof command, "grep -qE 'option(_nth|_number)?\\([a-z>-]+, \"%s\"' hub/*/*.c", hub_options[i].name);
		if (system(command) != 0)
			fail_msg("nothing asks for --%s", hub_options[i].name);
	}
}

static void
options__every_row__stands_in_help_and_manual(void **state)
{
	char *text, *page = strdup(slurp("man/guatu-hub.8")), path[] = "/tmp/guatu-help-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		FILE *fp = fopen(path, "w");
		char want[96], *part, *end;
		assert_true(options_help(hub_commands[c].name, fp));
		fclose(fp);
		text = slurp(path);
		assert_non_null(strstr(text, hub_commands[c].help));
		snprintf(want, sizeof want, "\n.Ss %s\n", hub_commands[c].name);
		assert_non_null(part = strstr(page, want));
		end = strstr(part + 1, "\n.S");
		for (int i = 0; i < hub_option_count; i++) {
			const char *at;
			if (!option_belongs(&hub_options[i], c))
				continue;
			assert_non_null(strstr(text, hub_options[i].help));
			snprintf(want, sizeof want, "\n.It Fl -%s", hub_options[i].name);
			if ((at = strstr(part, want)) == NULL || at > end)
				fail_msg("guatu-hub(8) does not know --%s of %s", hub_options[i].name, hub_commands[c].name);
		}
	}
	unlink(path);
	free(page);
}

/* ---- what is refused --------------------------------------------------------------- */

static void
options__mistyped__the_nearest_right_word_is_said(void **state)
{
	(void)state;
	expect_refused("serve --db x --lisen y", "there is no option --lisen, perhaps --listen");
	expect_refused("serve --db x --listen y --theads 2", "perhaps --threads");
	expect_refused("serve --db x --colour red", "there is no option --colour; see");
	expect_refused("serve -xdb y", "there is no option -xdb");
	expect_refused("improt x y", "no command \"improt\", perhaps import; see");
	expect_refused("usr add", "no command \"usr\", perhaps user; see");
	expect_refused("user lsit --db x", "no command \"user lsit\", perhaps user list; see");
	assert_int_equal(read_line("pack"), HUB_EXIT_USAGE);
	assert_non_null(strstr(said, "guatu-hub pack --help"));
	expect_refused("frobnicate", "no command \"frobnicate\"; see");
}

static void
options__values__out_of_their_bounds_are_refused(void **state)
{
	char many[512] = "init --db x";

	(void)state;
	expect_refused("serve --db x --listen y --threads 9", "--threads takes a whole number, 0 to 8");
	expect_refused("serve --db x --listen y --threads 1x", "--threads takes a whole number");
	expect_refused("serve --db x --listen y --threads -1", "--threads takes a whole number");
	expect_refused("compare a b --db x --level village", "--level takes one of county|city|province");
	expect_refused("compare a b --db x --level count", "--level takes one of");
	expect_refused("compare a b --db x --period 2020", "--period takes a month like");
	expect_refused("hand-over a b --db x --period May", "or a year");
	expect_refused("compare a --db x", "give LEFT RIGHT");
	expect_refused("compare a b c --db x", "one word too many: c");
	expect_refused("compare a b", "--db FILE is needed");
	expect_refused("init --db x", "--pack DIR is needed");
	for (int i = 0; i < 9; i++)
		strcat(many, " --pack p");
	expect_refused(many, "too many --pack");
}

static void
options__places__options_and_words_in_any_order(void **state)
{
	(void)state;
	assert_int_equal(read_line("import --db claims issue f.csv"), 0);
	assert_int_equal(o.command, HUB_IMPORT);
	assert_string_equal(option(&o, "db"), "claims");
	assert_int_equal(read_line("import --skip-bad --db x claims f.csv"), 0);
	assert_int_equal(o.command, HUB_IMPORT_CLAIMS);
	assert_string_equal(o.words[0], "f.csv");
	assert_int_equal(read_line("hand-over --db=x a -"), 0);
	assert_string_equal(o.words[1], "-");
	assert_int_equal(read_line("compare --db x -- --a --b"), 0);
	assert_string_equal(o.words[0], "--a");
	assert_int_equal(read_line("pull --db x --headers a=b --headers c=d=e"), 0);
	assert_string_equal(option_nth(&o, "headers", 1), "c=d=e");
	assert_null(option_nth(&o, "headers", 2));
	assert_int_equal(option_number(&o, "timeout"), 600);
	assert_null(option(&o, "watch"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options__every_row__is_taken_by_its_command), cmocka_unit_test(options__every_name__is_asked_for_by_code),
		cmocka_unit_test(options__every_row__stands_in_help_and_manual),
		cmocka_unit_test(options__mistyped__the_nearest_right_word_is_said),
		cmocka_unit_test(options__values__out_of_their_bounds_are_refused),
		cmocka_unit_test(options__places__options_and_words_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
