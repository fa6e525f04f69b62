#include "hub/cmd/commands.h"

#include <unistd.h>

#include "model/text/language.h"

struct hub_db *
hub_open(const struct options *o, enum hub_db_mode mode)
{
	char error[512];
	struct hub_db *db = hub_db_open(option(o, "db"), mode, error, sizeof error);

	if (db == NULL)
		hub_failed(o, "%s", error);
	return db;
}

const char *
hub_who(struct hub_db *db, int64_t now, const char *otherwise, struct hub_user *user)
{
	return hub_user_by_uid(db, getuid(), now, user) == 1 ? user->name : otherwise;
}

int
hub_no_kind(const struct options *o, const char *name)
{
	fprintf(stderr, _("guatu-hub %s: there is no kind \"%.40s\"; the kinds are"), o->name, name);
	for (int k = 0; k < KIND_COUNT; k++)
		fprintf(stderr, " %s(%s)", record_kinds[k].name, record_kinds[k].title);
	fprintf(stderr, "\n");
	return HUB_EXIT_USAGE;
}

static int
help(void)
{
	puts(_("usage: guatu-hub COMMAND [OPTION...]\n"));
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		fputs("  ", stdout);
		options_usage(c, stdout);
		printf("      %s\n", _(hub_commands[c].help));
	}
	printf("\n%s\n", _("Also: guatu-hub --version, guatu-hub COMMAND --help."
	                    "  Manual: guatu-hub(8), guatu-wire(7), guatu-pack(5)."));
	return HUB_EXIT_OK;
}

static bool
asks_for_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* `user --help`, `user add --help`: of the words before it as many as are a name. */
static bool
help_of(int argc, char **argv)
{
	char name[64];
	int at = 2;

	while (at < argc && !asks_for_help(argv[at]) && strcmp(argv[at], "--") != 0)
		at++;
	if (at == argc || !asks_for_help(argv[at]))
		return false;
	snprintf(name, sizeof name, "%.30s %.30s", argv[1], at > 2 ? argv[2] : "-");
	return options_help(name, stdout) || options_help(argv[1], stdout);
}

int
hub_main(int argc, char **argv)
{
	static int (*const runs[HUB_COMMANDS])(const struct options *o) = {
#define COMMAND(id, name, run, ...) run,
#include "hub/cmd/options.def"
	};
	struct options o;
	int rc;

	if (argc < 2) {
		fputs(_("guatu-hub: say what to do; see: guatu-hub --help\n"), stderr);
		return HUB_EXIT_USAGE;
	}
	if (asks_for_help(argv[1]) || strcmp(argv[1], "help") == 0)
		return help();
	if (strcmp(argv[1], "--version") == 0) {
		puts("guatu-hub " GUATU_VERSION);
		return HUB_EXIT_OK;
	}
	if (help_of(argc, argv))
		return HUB_EXIT_OK;
	rc = options_read(&o, argc, argv);
	return rc == 0 ? runs[o.command](&o) : rc;
}
