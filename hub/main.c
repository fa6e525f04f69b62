#include <stdio.h>
#include <string.h>

#include "hub/commands.h"

struct command {
	const char *name;
	int       (*run)(int argc, char **argv);
	const char *usage;
	const char *help;
};

/* Each command lives in a file of its own; the weak ones may be left out of a build. */
#pragma weak cmd_init
#pragma weak cmd_hand_over
#pragma weak cmd_import
#pragma weak cmd_pack
#pragma weak cmd_export
#pragma weak cmd_generate
#pragma weak cmd_compare
#pragma weak cmd_pull
#pragma weak cmd_serve
#pragma weak cmd_user
#pragma weak cmd_verify

static const struct command commands[] = {
	{ "init", cmd_init, "--db FILE --pack DIR [--pack DIR...] [--clock TIME]",
	  "make a new county from a pack; --clock sets the room's clock, 2020-06-18T09:00:00+08:00" },
	{ "serve", cmd_serve, "--db FILE --listen HOST:PORT|unix:PATH [--behind-tls-proxy] [--ops-per-second N] [--threads N]",
	  "serve consoles; the first line says the address, SIGTERM ends it" },
	{ "pack", cmd_pack, "list|load DIR|off NAME|on NAME|check DIR [--db FILE]",
	  "the policy packs: look at them, put one beside the others, switch one off or on, check one without a database" },
	{ "import", cmd_import, "--db FILE KIND FILE.csv [--skip-bad]",
	  "put the rows of a CSV file (UTF-8 or GB18030) in; all or none unless --skip-bad" },
	{ "hand-over", cmd_hand_over, "SOURCE --db FILE [--period YYYY-MM] [--where FIELD=VALUE...] [--again] FILE|-",
	  "hand a file over or take one in, on record: writes FILE for a source that goes out, reads it for one that comes in" },
	{ "pull", cmd_pull, "--db FILE [SOURCE...] [--watch] [--headers SOURCE=FILE...] [--ca-file FILE] [--timeout S] [--max-bytes N]",
	  "fetch the sources that are due, or those named; --watch stays and keeps their schedule" },
	{ "import claims|roster", cmd_import, "--db FILE FILE.csv... [--source ID] [--period YYYY-MM] [--skip-bad]",
	  "hold claims against the watches; count a roster's people; identity numbers are hashed on the way in" },
	{ "compare", cmd_compare, "LEFT RIGHT --db FILE [--level county|city|province] [--period YYYY-MM]",
	  "set two sources' last rosters side by side; the differences become entries of the ledger recon" },
	{ "user", cmd_user, "add|list|revoke NAME --db FILE [--post POST --role ROLE,... --scope CODE,... --uid N --token --days N]",
	  "who may connect, as what, and to which divisions" },
	{ "verify", cmd_verify, "--db FILE",
	  "walk the audit chain and say where it breaks" },
	{ "export", cmd_export, "--db FILE --pack DIR | --backup FILE",
	  "write a pack or a backup, while being served" },
	{ "generate", cmd_generate, "--db FILE --issues N [--seed N] [--townships N]",
	  "fill a county with made-up issues, to try sizes" },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int
help(void)
{
	printf("usage: guatu-hub COMMAND [OPTION...]\n\n");
	for (int i = 0; i < COMMANDS; i++)
		printf("  %-9s %s\n            %s\n", commands[i].name, commands[i].usage, commands[i].help);
	printf("\nAlso: guatu-hub --version, guatu-hub COMMAND --help.  Manual: guatu-hub(8), guatu-wire(7), guatu-pack(5).\n");
	return HUB_EXIT_OK;
}

static int
run(const struct command *c, int argc, char **argv)
{
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
		printf("usage: guatu-hub %s %s\n%s\n", c->name, c->usage, c->help);
		return HUB_EXIT_OK;
	}
	if (c->run == NULL) {
		fprintf(stderr, "guatu-hub: this build is without %s\n", c->name);
		return HUB_EXIT_FAILED;
	}
	return c->run(argc, argv);
}

int
main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "guatu-hub: say what to do; see: guatu-hub --help\n");
		return HUB_EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
		return help();
	if (strcmp(argv[1], "--version") == 0) {
		puts("guatu-hub " GUATU_VERSION);
		return HUB_EXIT_OK;
	}
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return run(&commands[i], argc - 1, argv + 1);
	fprintf(stderr, "guatu-hub: there is no command \"%.64s\"; see: guatu-hub --help\n", argv[1]);
	return HUB_EXIT_USAGE;
}
