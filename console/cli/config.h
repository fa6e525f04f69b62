/*
 * guatu.conf: one table of options (options.def), a profile section per hub,
 * and a [keys] section that rebinds actions by name.  The whole file is
 * checked and every fault is reported with file, line and what is allowed;
 * nothing is guessed.
 */
#pragma once

#include "screens/kit/screen.h"

enum option {
#define OPTION(id, section, name, type, low, high, choices, otherwise, help) OPTION_##id,
#include "console/cli/options.def"
#undef OPTION
	OPTION_COUNT
};
enum option_section { OPTION_IN_GUATU, OPTION_IN_PROFILE };
enum option_type { VALUE_IS_TEXT, VALUE_IS_PATH, VALUE_IS_HUB, VALUE_IS_NAME, VALUE_IS_INT, VALUE_IS_BOOL,
	VALUE_IS_CHOICE };

struct option_def {
	const char         *name;
	enum option_section section;
	enum option_type    type;
	long                low, high;
	const char         *choices;     /* blank-separated */
	const char         *otherwise;   /* the default */
	const char         *help;        /* msgid */
};
extern const struct option_def option_defs[OPTION_COUNT];

struct config {
	char *path;                      /* the file, whether it exists or not */
	bool  found;
	char *values[OPTION_COUNT];      /* NULL: the default */
	char *keys[ACT_COUNT];           /* NULL: as in actions.def */
	char *profile;                   /* the one chosen */
	char *faults;                    /* one line each: file:line: what; NULL none */
};

/* Reads `path` for `profile` (NULL: what the file says).  A missing file is an empty one.
 * 0; -1 when there are faults (config->faults) - the values that were right are set all the same. */
int  config_read(struct config *config, const char *path, const char *profile);
/* The same from a stream; `path` is for messages. */
int  config_read_stream(struct config *config, FILE *in, const char *path, const char *profile);
void config_clear(struct config *config);

const char *config_text(const struct config *config, enum option option);   /* never NULL */
bool        config_bool(const struct config *config, enum option option);
long        config_int(const struct config *config, enum option option);
int         config_choice(const struct config *config, enum option option); /* index into choices */

/* The action's keys, rebound or not, as in actions.def. */
const char *config_keys(const struct config *config, enum action action);
/* Two actions that apply on one screen and share a key: writes one line per clash, returns how many. */
int         config_key_clashes(const struct config *config, FILE *out);

/* NULL when `value` may stand for `option`, else what is allowed (yours to free). */
char *option_check(const struct option_def *option, const char *value);
char *option_allowed(const struct option_def *option);

/* https://, http:// on this machine, or unix:/PATH; no user or password in it. */
bool  hub_address_valid(const char *value);
