/*
 * The command line: global options, the table of commands, exit statuses, and
 * the few things every command does the same way (open a session, say what is
 * wrong, take an option).
 */
#pragma once

#include "console/cli/config.h"
#include "console/cli/session.h"
#include "model/flow/exits.h"

struct exit_def { int code; const char *meaning; };
extern const struct exit_def exit_defs[];
extern const int exit_def_count;

enum global {
#define GLOBAL(id, name, value, help) GLOBAL_##id,
#include "console/cli/globals.def"
#undef GLOBAL
	GLOBAL_COUNT
};
struct global_def { const char *name, *value, *help; };
extern const struct global_def global_defs[GLOBAL_COUNT];

struct cli {
	const char   *program;
	const char   *globals[GLOBAL_COUNT];   /* NULL not given; "" given without a value */
	int           width, height;           /* --size; 0 not given */
	const char   *as_of;                   /* as typed; NULL not given */
	int           argc;                    /* the command's own words, argv[0] its name */
	char        **argv;
	bool          needs_cache;             /* cli_open() was told so */
	struct config config;
	struct session session;
};

struct command_def { const char *name, *args, *help; int (*run)(struct cli *cli); };
extern const struct command_def command_defs[];
extern const int command_def_count;

/* guatu: message, on stderr; returns `status`. */
int cli_fail(enum exit_status status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same with the command's usage after it; EXIT_USAGE. */
int cli_usage(const struct cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void cli_print_usage(const struct cli *cli, const char *command, FILE *out);
/* What `guatu help' and `guatu --help' say (cmd_help.c). */
void cli_print_help(void);

/* main()'s two steps. */
int cli_parse(struct cli *cli, int argc, char **argv);
int cli_run(struct cli *cli);

/* Reads guatu.conf and fills the session's settings; faults are said and end it unless !faults_stop. */
int cli_configure(struct cli *cli, bool faults_stop);
/* One round of guatu-sync as a child, and the session refreshed: what it ended with (it said why).  EXIT_REFUSED: in
 * step, but something here waits to be decided. */
int cli_pull(struct cli *cli);
static inline bool
in_step(int status)
{
	return status == EXIT_OK || status == EXIT_REFUSED;
}
/* What an exit status says. */
const char *cli_meaning(int status);
/* Opens cli->session.  With need_cache, nothing pulled yet is pulled first.  EXIT_OK or what to return. */
int cli_open(struct cli *cli, bool need_cache);

/* Takes `--name VALUE` or `--name=VALUE` (value not NULL), or the bare flag `--name`, out of the command's
 * words: 1 taken, 0 not there, -1 the value is missing (said). */
int cli_take(struct cli *cli, const char *name, const char **value);
/* After all options were taken: 0, or EXIT_USAGE when an unknown one or more than `max` words are left (said). */
int cli_words(struct cli *cli, int max);

/* Without a terminal and without a command: the battle map and the overdue list (cmd_show.c). */
int show_room(struct cli *cli);
/* The commands that are steps (verb.c).  argv[0] is the verb, if there is such a one. */
int verb_run(struct cli *cli);
bool verb_exists(const char *verb);
/* 0, -1 when there is no such verb. */
int verb_print_usage(const struct cli *cli, const char *verb, FILE *out);
