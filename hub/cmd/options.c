#include "hub/cmd/options.h"

#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "model/text/visible.h"

const struct hub_command_def hub_commands[HUB_COMMANDS] = {
#define COUNTY false
#define ALONE true
#define COMMAND(id, name, run, file, words, least, most, help) { name, file, words, least, most, help },
#include "hub/cmd/options.def"
};
#undef COUNTY
#undef ALONE
const struct hub_option_def hub_options[] = {
#define OPTION(id, name, need, kind, value, low, high, otherwise, help) \
	{ HUB_##id, name, OPTION_##need, OPTION_##kind, value, low, high, otherwise, help },
#include "hub/cmd/options.def"
};
const int hub_option_count = sizeof hub_options / sizeof *hub_options;

bool
option_belongs(const struct hub_option_def *option, enum hub_command command)
{
	return option->command == command || (option->command == HUB_COUNTY && !hub_commands[command].alone);
}

/* `text` up to its end or an equals sign. */
static const struct hub_option_def *
find(enum hub_command command, const char *text)
{
	size_t n = strcspn(text, "=");

	for (int i = 0; i < hub_option_count; i++)
		if (option_belongs(&hub_options[i], command) && strncmp(hub_options[i].name, text, n) == 0 &&
		    hub_options[i].name[n] == '\0')
			return &hub_options[i];
	return NULL;
}

/* ---- saying what is wrong --------------------------------------------------- */

static void
say(const struct options *o, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static void
say(const struct options *o, const char *fmt, va_list ap)
{
	fprintf(stderr, "guatu-hub %s: ", o->name);
	vfprintf(stderr, fmt, ap);
}

int
hub_usage(const struct options *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(o, fmt, ap);
	va_end(ap);
	fprintf(stderr, _("; see: guatu-hub %s --help\n"), o->name);
	return HUB_EXIT_USAGE;
}

int
hub_failed(const struct options *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(o, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return HUB_EXIT_FAILED;
}

/* ---- help ---------------------------------------------------------------- */

static void
print_option(const struct hub_option_def *option, FILE *out)
{
	bool may = option->need == OPTION_MAY || option->need == OPTION_EACH;

	fprintf(out, " %s--%s%s%s%s%s", may ? "[" : "", option->name, *option->value != '\0' ? " " : "", option->value,
	        may ? "]" : "", option->need == OPTION_EACH || option->need == OPTION_SOME ? "..." : "");
}

void
options_usage(enum hub_command command, FILE *out)
{
	const struct hub_command_def *def = &hub_commands[command];

	fprintf(out, "guatu-hub %s%s%s", def->name, *def->words != '\0' ? " " : "", def->words);
	for (int i = 0; i < hub_option_count; i++)
		if (option_belongs(&hub_options[i], command))
			print_option(&hub_options[i], out);
	fputc('\n', out);
}

bool
options_help(const char *name, FILE *out)
{
	size_t n = strlen(name);
	bool found = false;

	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		if (strncmp(hub_commands[c].name, name, n) != 0 ||
		    (hub_commands[c].name[n] != '\0' && hub_commands[c].name[n] != ' '))
			continue;
		fprintf(out, "%s%s", found ? "\n" : "", _("usage: "));
		options_usage(c, out);
		fprintf(out, "%s\n", _(hub_commands[c].help));
		for (int i = 0; i < hub_option_count; i++) {
			const struct hub_option_def *o = &hub_options[i];
			if (option_belongs(o, c))
				fprintf(out, "  --%s %-*s %s%s%s\n", o->name, (int)(22 - strlen(o->name)), o->value,
				        _(o->help), *o->otherwise != '\0' ? _("; otherwise ") : "",
				        o->otherwise);
		}
		found = true;
	}
	return found;
}

/* ---- which command --------------------------------------------------------- */

/* Of the commands that begin with this word, one has an option of this name that wants a value. */
static bool
wants_value(const char *first, const char *name)
{
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		const struct hub_option_def *option = strncmp(hub_commands[c].name, first, strlen(first)) == 0
		        ? find(c, name) : NULL;
		if (option != NULL && option->kind != OPTION_FLAG)
			return strchr(name, '=') == NULL;
	}
	return false;
}

/* Where the first word after argv[1] that is no option stands; argc when there is none. */
static int
second_word(int argc, char **argv)
{
	int i = 2;

	while (i < argc && strncmp(argv[i], "--", 2) == 0 && argv[i][2] != '\0')
		i += wants_value(argv[1], argv[i] + 2) ? 2 : 1;
	return i < argc ? i : argc;
}

static int
command_called(const char *first, const char *second)
{
	char name[64];

	snprintf(name, sizeof name, second != NULL ? "%.30s %.30s" : "%.30s", first, second);
	for (int c = 0; c < HUB_COMMANDS; c++)
		if (strcmp(hub_commands[c].name, name) == 0)
			return c;
	return -1;
}

static bool
has_seconds(const char *first)
{
	size_t n = strlen(first);

	for (int c = 0; c < HUB_COMMANDS; c++)
		if (strncmp(hub_commands[c].name, first, n) == 0 && hub_commands[c].name[n] == ' ')
			return true;
	return false;
}

static int
no_command(const char *first, const char *second)
{
	bool both = has_seconds(first);
	char typed[80], names[HUB_COMMANDS][32];
	struct nearest n = { .typed = typed };

	if (both && second == NULL) {
		fprintf(stderr, _("guatu-hub: %s what?  See: guatu-hub %s --help\n"), first, first);
		return HUB_EXIT_USAGE;
	}
	snprintf(typed, sizeof typed, both ? "%.30s %.30s" : "%.30s", first, second);
	for (int c = 0; c < HUB_COMMANDS; c++) {
		const char *name = hub_commands[c].name;
		snprintf(names[c], sizeof names[c], "%.*s", (int)(both ? strlen(name) : strcspn(name, " ")), name);
		nearest_look(&n, names[c], NULL);
	}
	fprintf(stderr, _("guatu-hub: there is no command \"%s\"%s%s; see: guatu-hub --help\n"), typed,
	        n.count > 0 ? _(", perhaps ") : "", n.count > 0 ? n.list[0].word : "");
	return HUB_EXIT_USAGE;
}

/* `user add`: the second word, wherever it stands among the options, is taken out. */
static int
find_command(struct options *o, int *argc, char **argv)
{
	int at = second_word(*argc, argv), command = at < *argc ? command_called(argv[1], argv[at]) : -1;

	if (command >= 0)
		memmove(argv + at, argv + at + 1, (size_t)(--*argc - at + 1) * sizeof *argv);
	else if ((command = command_called(argv[1], NULL)) < 0)
		return no_command(argv[1], at < *argc ? argv[at] : NULL);
	o->command = (enum hub_command)command;
	o->name = hub_commands[command].name;
	return 0;
}

/* ---- options ------------------------------------------------------------------ */

static int
refuse_unknown(const struct options *o, const char *word)
{
	struct nearest n = { .typed = word };
	char names[16][40];
	int count = 0;

	for (int i = 0; i < hub_option_count && count < 16; i++)
		if (option_belongs(&hub_options[i], o->command)) {
			snprintf(names[count], sizeof names[count], "--%s", hub_options[i].name);
			nearest_look(&n, names[count++], NULL);
		}
	return hub_usage(o, _("there is no option %s%s%s"), word, n.count > 0 ? _(", perhaps ") : "",
	                 n.count > 0 ? n.list[0].word : "");
}

static bool
is_number(const char *text, long long low, long long high)
{
	long long n = strtoll(text, NULL, 10);

	return *text != '\0' && strlen(text) <= 15 && text[strspn(text, "0123456789")] == '\0' && n >= low && n <= high;
}

static bool
is_one_of(const char *text, const char *words)
{
	size_t n = strlen(text);

	for (const char *w = words; n > 0 && w != NULL; w = strchr(w, '|') != NULL ? strchr(w, '|') + 1 : NULL)
		if (strncmp(w, text, n) == 0 && (w[n] == '|' || w[n] == '\0'))
			return true;
	return false;
}

static int
check(const struct options *o, const struct hub_option_def *option, const char *text)
{
	bool month = month_parse(text) >= 0, year = strlen(text) == 4 && strspn(text, "0123456789") == 4;

	if (option->need == OPTION_MUST && !visible_any(text))
		return hub_usage(o, _("--%s is empty; say something"), option->name);
	if (option->kind == OPTION_NUMBER && !is_number(text, option->low, option->high))
		return hub_usage(o, _("--%s takes a whole number, %lld to %lld"), option->name, option->low,
		                 option->high);
	if (option->kind == OPTION_MONTH && !month)
		return hub_usage(o, _("--%s takes a month like 2020-06"), option->name);
	if (option->kind == OPTION_PERIOD && !month && !year)
		return hub_usage(o, _("--%s takes a month like 2020-06, or a year"), option->name);
	if (option->kind == OPTION_ONE_OF && !is_one_of(text, option->value))
		return hub_usage(o, _("--%s takes one of %s"), option->name, option->value);
	return 0;
}

static int
count_given(const struct options *o, const struct hub_option_def *option)
{
	int n = 0;

	for (int i = 0; i < o->given_count; i++)
		n += o->given[i].option == option;
	return n;
}

/* One option and, when it is the next word, its value: how many words more. */
static int
take(struct options *o, char **argv, int *more)
{
	const struct hub_option_def *option = argv[0][1] == '-' ? find(o->command, *argv + 2) : NULL;
	const char *value = strchr(*argv, '=');

	if (option == NULL)
		return refuse_unknown(o, *argv);
	if (option->kind == OPTION_FLAG && value != NULL)
		return hub_usage(o, _("--%s takes no value"), option->name);
	if (option->kind != OPTION_FLAG && value == NULL && argv[1] == NULL)
		return hub_usage(o, _("--%s needs %s"), option->name, option->value);
	*more = option->kind != OPTION_FLAG && value == NULL;
	value = option->kind == OPTION_FLAG ? "" : value != NULL ? value + 1 : argv[1];
	if ((option->high > 0 && option->kind == OPTION_TEXT && count_given(o, option) == option->high) ||
	    o->given_count == OPTIONS_GIVEN_MAX)
		return hub_usage(o, _("too many --%s"), option->name);
	o->given[o->given_count].option = option;
	o->given[o->given_count++].value = value;
	return check(o, option, value);
}

static int
check_all(const struct options *o)
{
	const struct hub_command_def *def = &hub_commands[o->command];

	for (int i = 0; i < hub_option_count; i++) {
		const struct hub_option_def *option = &hub_options[i];
		if (option_belongs(option, o->command) &&
		    (option->need == OPTION_MUST || option->need == OPTION_SOME) && count_given(o, option) == 0)
			return hub_usage(o, _("--%s %s is needed"), option->name, option->value);
	}
	if (o->word_count < def->least)
		return hub_usage(o, _("give %s"), def->words);
	if (o->word_count > def->most)
		return hub_usage(o, _("one word too many: %s"), o->words[def->most]);
	return 0;
}

int
options_read(struct options *o, int argc, char **argv)
{
	bool only_words = false;
	int rc;

	*o = (struct options){ .words = argv + 2 };
	if ((rc = find_command(o, &argc, argv)) != 0)
		return rc;
	for (int i = 2, more = 0; i < argc; i++) {
		if (only_words || argv[i][0] != '-' || argv[i][1] == '\0')
			o->words[o->word_count++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			only_words = true;
		else if ((rc = take(o, argv + i, &more)) != 0)
			return rc;
		else
			i += more;
	}
	return check_all(o);
}

/* ---- what was given ------------------------------------------------------------ */

/* A name the table does not have is a slip of ours. */
static const struct hub_option_def *
known(const struct options *o, const char *name)
{
	const struct hub_option_def *option = find(o->command, name);

	if (option == NULL)
		abort();
	return option;
}

const char *
option_nth(const struct options *o, const char *name, int n)
{
	const struct hub_option_def *option = known(o, name);

	for (int i = 0; i < o->given_count; i++)
		if (o->given[i].option == option && n-- == 0)
			return o->given[i].value;
	return NULL;
}

const char *
option(const struct options *o, const char *name)
{
	const struct hub_option_def *option = known(o, name);

	for (int i = o->given_count - 1; i >= 0; i--)
		if (o->given[i].option == option)
			return o->given[i].value;
	return *option->otherwise != '\0' ? option->otherwise : NULL;
}

long long
option_number(const struct options *o, const char *name)
{
	const char *text = option(o, name);

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}
