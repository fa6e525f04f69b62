/*
 * guatu-hub's commands and their options, from options.def: parsing, refusal
 * with the nearest right word, help.
 */
#pragma once

#include "model/base.h"

enum { HUB_EXIT_OK = 0, HUB_EXIT_FAILED = 1, HUB_EXIT_USAGE = 2 };

enum hub_command {
#define COMMAND(id, name, run, file, words, least, most, help) HUB_##id,
#include "hub/cmd/options.def"
	HUB_COMMANDS, HUB_COUNTY = HUB_COMMANDS       /* of an option: every command that works on a county's file */
};
enum option_need { OPTION_MAY, OPTION_MUST, OPTION_EACH, OPTION_SOME };
enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_MONTH, OPTION_PERIOD, OPTION_ONE_OF };

struct hub_command_def {
	const char *name;
	bool        alone;                   /* no --db */
	const char *words;
	int         least, most;
	const char *help;
};
struct hub_option_def {
	enum hub_command command;
	const char      *name;
	enum option_need need;
	enum option_kind kind;
	const char      *value;              /* "" of a flag */
	long long        low, high;
	const char      *otherwise, *help;
};
extern const struct hub_command_def hub_commands[HUB_COMMANDS];
extern const struct hub_option_def hub_options[];
extern const int hub_option_count;

enum { OPTIONS_GIVEN_MAX = 96 };

/* What a command was given. */
struct options {
	enum hub_command command;
	const char      *name;               /* of the command */
	struct { const struct hub_option_def *option; const char *value; } given[OPTIONS_GIVEN_MAX];
	int              given_count;
	char           **words;
	int              word_count;
};

/* `argv` as main() has it; it is rearranged.  0; else it was said what is wrong: HUB_EXIT_USAGE. */
int         options_read(struct options *o, int argc, char **argv);
/* The value given last, or the table's; "" of a flag that was given; NULL when there is none. */
const char *option(const struct options *o, const char *name);
long long   option_number(const struct options *o, const char *name);
/* The `n`th value of an option that may be given several times, NULL after the last. */
const char *option_nth(const struct options *o, const char *name, int n);

bool        option_belongs(const struct hub_option_def *option, enum hub_command command);
/* How a command is called, in one line. */
void        options_usage(enum hub_command command, FILE *out);
/* Of every command whose name begins with `name`, with what each option means; false: there is none. */
bool        options_help(const char *name, FILE *out);

/* Say on stderr what is wrong, hub_usage() also which help to read; the exit status. */
int         hub_usage(const struct options *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int         hub_failed(const struct options *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
