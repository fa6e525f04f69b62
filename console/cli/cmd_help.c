/* guatu help [TOPIC]: everything here is read from the tables. */

#include "console/cli/cli.h"
#include "console/cli/listing.h"
#include "console/cli/verb.h"
#include "model/flow/flow.h"
#include "model/room/lateness.h"
#include "model/text/filter.h"
#include "screens/kit/canvas.h"
#include "screens/kit/list.h"

int cmd_help(struct cli *cli);

static const char more[] =
	N_("more: guatu help exits | config | keys | lists | lateness | past | LIST | COMMAND; man guatu");

/* Two columns that line up with Han characters in them. */
static void
row(const char *left, int width, const char *right)
{
	int pad = width - text_width(left);

	printf("  %s%*s %s\n", left, pad > 0 ? pad : 0, "", right);
}

void
cli_print_help(void)
{
	char left[64];

	printf("%s\n", _("Guatu, the dispatch room's console. Alone on a terminal it opens the screen."));
	printf("\n%s\n", _("commands:"));
	for (int c = 0; c < command_def_count; c++)
		row(command_defs[c].name, 12, _(command_defs[c].help));
	printf("\n%s\n", _("steps (each takes --help):"));
	for (int v = 0; v < flow_verb_count; v++) {
		const struct verb_def *verb = &flow_verbs[v];
		bool seen = false;
		for (int u = 0; u < v; u++)
			seen = seen || strcmp(flow_verbs[u].name, verb->name) == 0;
		if (!seen)
			row(verb->name, 12, _(verb->title));
	}
	printf("\n%s\n", _("options of every command:"));
	for (int g = 0; g < GLOBAL_COUNT; g++) {
		snprintf(left, sizeof left, "--%s %s", global_defs[g].name, global_defs[g].value);
		row(left, 20, _(global_defs[g].help));
	}
	printf("\n%s\n", _(more));
}

static void
help_exits(void)
{
	char left[16];

	for (int e = 0; e < exit_def_count; e++) {
		snprintf(left, sizeof left, "%d", exit_defs[e].code);
		row(left, 3, _(exit_defs[e].meaning));
	}
}

static void
help_config(void)
{
	char left[64];

	for (int o = 0; o < OPTION_COUNT; o++) {
		const struct option_def *option = &option_defs[o];
		char *allowed = option_allowed(option);
		snprintf(left, sizeof left, "%s = %s", option->name,
		         *option->otherwise != '\0' ? option->otherwise : "-");
		row(left, 26, _(option->help));
		printf("  %26s %s [%s]\n", "", allowed != NULL ? allowed : "",
		       option->section == OPTION_IN_GUATU ? "guatu" : "guatu, profile NAME");
		free(allowed);
	}
	printf("\n%s\n", _("[keys] binds actions: `guatu help keys'"));
}

static void
help_keys(const struct cli *cli)
{
	char left[64];

	for (int a = 1; a < ACT_COUNT; a++) {
		snprintf(left, sizeof left, "%s = %s", actions[a].name, config_keys(&cli->config, (enum action)a));
		row(left, 32, _(actions[a].help));
	}
}

static void
help_lists(void)
{
	for (int i = 0; i < list_all_count; i++)
		row(list_all[i]->noun, 14, _(list_all[i]->about));
	for (int i = 0; i < listing_noun_count; i++)
		if (list_find(listing_nouns[i].noun) == NULL)
			row(listing_nouns[i].noun, 14, listing_nouns[i].columns);
	printf("\n%s\n", _("issues takes a filter:"));
	for (int f = 0; f < FILTER_FIELDS; f++)
		if (filter_fields[f].zh != NULL) {
			char left[64];
			snprintf(left, sizeof left, "%s %s", filter_fields[f].zh, filter_fields[f].en);
			row(left, 22, filter_fields[f].help != NULL ? _(filter_fields[f].help) : "");
		}
	printf("\n%s\n",
	       _("every other list takes FIELD=VALUE, FIELD!=VALUE, FIELD<VALUE ... and words to look for; kinds:"));
	for (int k = 0; k < KIND_COUNT; k++)
		row(record_kinds[k].name, 14, record_kinds[k].title);
}

/* The four words, each with what it means. */
static void
help_lateness(void)
{
	char left[64];

	printf("%s\n", _("lateness, in one of four words everywhere:"));
	for (int l = LATENESS_NONE + 1; l < LATENESSES; l++) {
		snprintf(left, sizeof left, "%s %s", lateness_word((enum lateness)l), lateness_defs[l].code);
		row(left, 16, _(lateness_defs[l].set));
	}
	printf("\n%s\n",
	       _("as a condition (overdue, due soon): guatu list issues 逾期, guatu list tasks lateness=DUE_SOON"));
}

static void
help_past(void)
{
	printf("%s\n",
	       _("--as-of DAY, the keys [ ] and :DAY on the screen show everything as it stood at the end of that\n"
	         "day: which records there were, open, closed, returned, how far, by when due, worked out from the\n"
	         "event log. DAY is 2020-04-30, 2020年4月30日, 04-30 or 4月30日: without a year it is of the room's.\n"
	         "A record of which nothing tells how it stood has the state \"?\"; status=? lists those.\n"
	         "No step can be taken on a past day. Esc returns to today."));
}

/* Topics by every name people look for them under. */
static bool
help_topic(const char *topic)
{
	static const struct { const char *name; void (*print)(void); } topics[] = {
		{ "exits", help_exits }, { "config", help_config }, { "lists", help_lists },
		{ "lateness", help_lateness }, { "时限", help_lateness },
		{ "past", help_past }, { "as-of", help_past }, { "--as-of", help_past }, { "过去", help_past },
		{ "时点", help_past },
	};

	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
		if (strcmp(topics[i].name, topic) == 0) {
			topics[i].print();
			return true;
		}
	if (lateness_find(topic) == LATENESSES)
		return false;
	help_lateness();
	return true;
}

/* The columns of a list, for --fields, --sort and conditions; false: there is no such list. */
static bool
help_list(const char *noun)
{
	const struct list_ops *ops = list_find(noun);
	char example[160];

	if (ops == NULL)
		return false;
	printf("%s: %s\n", noun, _(ops->about));
	for (const struct column *c = ops->columns; c->name != NULL; c++)
		if (!column_is_picture(c)) {
			char said[LIST_PIECE];
			snprintf(said, sizeof said, "%s%s%s", _(c->title), c->means != NULL ? ": " : "",
			         c->means != NULL ? _(c->means) : "");
			row(c->name, 16, said);
		}
	printf("\n%s\n", list_example(ops, example, sizeof example));
	return true;
}

/* A command's or a step's usage. */
static int
help_command(struct cli *cli, const char *topic)
{
	bool known = verb_exists(topic);

	for (int c = 0; c < command_def_count; c++)
		known = known || strcmp(command_defs[c].name, topic) == 0;
	if (!known) {
		cli_fail(EXIT_USAGE, _("there is no help on %s"), topic);
		fprintf(stderr, "%s\n", _(more));
		return EXIT_USAGE;
	}
	session_peek(&cli->session);
	cli_print_usage(cli, topic, stdout);
	return EXIT_OK;
}

int
cmd_help(struct cli *cli)
{
	const char *topic = cli->argc > 1 ? cli->argv[1] : "";
	int status = cli_words(cli, 1);

	if (status != EXIT_OK)
		return status;
	if (*topic == '\0')
		cli_print_help();
	else if (strcmp(topic, "keys") == 0)
		help_keys(cli);
	else if (!help_topic(topic) && !help_list(topic))
		return help_command(cli, topic);
	return EXIT_OK;
}
