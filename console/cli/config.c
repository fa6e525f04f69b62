#include "console/cli/config.h"

#include <ini.h>

#include "console/app/app_options.h"
#include "console/term/keys.h"
#include "console/cli/paths.h"

const struct option_def option_defs[OPTION_COUNT] = {
#define OPTION(id, section, name, type, low, high, choices, otherwise, help) \
	[OPTION_##id] = { name, OPTION_IN_##section, VALUE_IS_##type, low, high, choices, otherwise, help },
#include "console/cli/options.def"
#undef OPTION
};

/* ---- one value ------------------------------------------------------------ */

static const char *const truths[] = { "no", "yes", "off", "on", "false", "true", "0", "1" };

/* The index of `word` among blank-separated `words`, or -1. */
static int
word_index(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (int i = 0; *words != '\0'; i++) {
		size_t len = strcspn(words, " ");
		if (len == n && strncmp(words, word, n) == 0)
			return i;
		words += len + strspn(words + len, " ");
	}
	return -1;
}

static int
truth(const char *value)
{
	for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
		if (strcmp(value, truths[i]) == 0)
			return (int)i % 2;
	return -1;
}

static bool
is_number(const char *value, long low, long high)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	return errno == 0 && end != value && *end == '\0' && n >= low && n <= high;
}

bool
hub_address_valid(const char *value)
{
	static const char *const loopback[] = { "http://127.0.0.1", "http://localhost", "http://[::1]" };

	if (strpbrk(value, " \t\"'\\") != NULL || strchr(value, '@') != NULL)
		return false;
	if (strncmp(value, "unix:/", 6) == 0)
		return value[6] != '\0';
	if (strncmp(value, "https://", 8) == 0)
		return value[8] != '\0' && value[8] != '/';
	for (size_t i = 0; i < sizeof loopback / sizeof *loopback; i++) {
		size_t n = strlen(loopback[i]);
		if (strncmp(value, loopback[i], n) == 0 && (value[n] == '\0' || value[n] == ':' || value[n] == '/'))
			return true;
	}
	return false;
}

static bool
allowed(const struct option_def *option, const char *value)
{
	switch (option->type) {
	case VALUE_IS_TEXT:   return true;
	case VALUE_IS_PATH:   return *value == '\0' || *value == '/' || strncmp(value, "~/", 2) == 0;
	case VALUE_IS_HUB:    return *value == '\0' || hub_address_valid(value);
	case VALUE_IS_NAME:   return profile_name_valid(value);
	case VALUE_IS_INT:    return is_number(value, option->low, option->high);
	case VALUE_IS_BOOL:   return truth(value) >= 0;
	case VALUE_IS_CHOICE: return word_index(option->choices, value) >= 0;
	}
	return false;
}

char *
option_allowed(const struct option_def *option)
{
	char *text = NULL;
	int n = -1;

	switch (option->type) {
	case VALUE_IS_TEXT:   n = asprintf(&text, "%s", _("any text")); break;
	case VALUE_IS_PATH:   n = asprintf(&text, "%s", _("an absolute path, or one that begins with ~/")); break;
	case VALUE_IS_HUB:
		n = asprintf(&text, "%s", _("https://HOST[:PORT], http://127.0.0.1[:PORT] or unix:/PATH"));
		break;
	case VALUE_IS_NAME:
		n = asprintf(&text, "%s", _("a name without blanks and slashes, at most 48 bytes"));
		break;
	case VALUE_IS_INT:    n = asprintf(&text, _("a number from %ld to %ld"), option->low, option->high); break;
	case VALUE_IS_BOOL:   n = asprintf(&text, "yes | no"); break;
	case VALUE_IS_CHOICE: n = asprintf(&text, "%s", option->choices); break;
	}
	return n < 0 ? NULL : text;
}

char *
option_check(const struct option_def *option, const char *value)
{
	return allowed(option, value) ? NULL : option_allowed(option);
}

/* ---- the file --------------------------------------------------------------- */

struct reading {
	struct config *config;
	const char    *wanted;      /* the profile of the command line, or NULL */
	FILE          *in;
	int            line;
	bool           cut;         /* the last line read was longer than the buffer */
	FILE          *faults;
	int            fault_count;
	struct { char *name; char *values[OPTION_COUNT]; } *profiles;
	int            profile_count;
};

static void fault(struct reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
fault(struct reading *r, const char *fmt, ...)
{
	va_list ap;

	fprintf(r->faults, "%s:%d: ", r->config->path, r->line);
	va_start(ap, fmt);
	vfprintf(r->faults, fmt, ap);
	va_end(ap);
	fputc('\n', r->faults);
	r->fault_count++;
}

/* inih does not tell its handler the line, so the lines are counted where they are read. */
static char *
read_line(char *text, int size, void *user)
{
	struct reading *r = user;
	char *got = fgets(text, size, r->in);

	if (got == NULL)
		return NULL;
	r->line += !r->cut;
	if (r->cut)
		fault(r, _("line too long; at most %d bytes"), size - 2);
	r->cut = strchr(got, '\n') == NULL && !feof(r->in);
	return got;
}

static void
put(char **slot, const char *value)
{
	free(*slot);
	*slot = strdup(value);
}

static char **
profile_values(struct reading *r, const char *name)
{
	void *grown;

	for (int i = 0; i < r->profile_count; i++)
		if (strcmp(r->profiles[i].name, name) == 0)
			return r->profiles[i].values;
	grown = realloc(r->profiles, ((size_t)r->profile_count + 1) * sizeof *r->profiles);
	if (grown == NULL)
		return NULL;
	r->profiles = grown;
	memset(&r->profiles[r->profile_count], 0, sizeof *r->profiles);
	r->profiles[r->profile_count].name = strdup(name);
	return r->profiles[r->profile_count++].values;
}

static void
list_options(FILE *out, enum option_section section)
{
	for (int o = 0; o < OPTION_COUNT; o++)
		if (section == OPTION_IN_GUATU || option_defs[o].section == section)
			fprintf(out, " %s", option_defs[o].name);
}

/* A setting of [guatu] (values NULL: the config's own) or of a profile. */
static void
take_option(struct reading *r, enum option_section section, char **values, const char *name, const char *value)
{
	char *wanted;

	for (int o = 0; o < OPTION_COUNT; o++) {
		const struct option_def *option = &option_defs[o];
		if (strcmp(option->name, name) != 0 || (section == OPTION_IN_PROFILE && option->section != section))
			continue;
		wanted = option_check(option, value);
		if (wanted != NULL)
			fault(r, _("%s = %s: not allowed; allowed: %s"), name, value, wanted);
		else
			put(&values[o], value);
		free(wanted);
		return;
	}
	fault(r, _("unknown option: %s"), name);
	fprintf(r->faults, "  %s", _("allowed here:"));
	list_options(r->faults, section);
	fputc('\n', r->faults);
}

static void
take_key(struct reading *r, const char *action, const char *keys)
{
	char error[256];
	enum action a = action_find(action);

	if (a == ACT_NONE)
		fault(r, _("unknown action: %s; `guatu help keys' lists them"), action);
	else if (app_binding_check(action, keys, error, sizeof error) != 0)
		fault(r, "%s = %s: %s", action, keys, error);
	else
		put(&r->config->keys[a], keys);
}

static int
take(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;

	if (strcmp(section, "guatu") == 0)
		take_option(r, OPTION_IN_GUATU, r->config->values, name, value);
	else if (strcmp(section, "keys") == 0)
		take_key(r, name, value);
	else if (strncmp(section, "profile ", 8) == 0 && profile_name_valid(section + 8))
		take_option(r, OPTION_IN_PROFILE, profile_values(r, section + 8), name, value);
	else
		fault(r, _("unknown section: [%s]; allowed: [guatu] [profile NAME] [keys]"), section);
	return 1;
}

/* The chosen profile's own values go over those of [guatu]. */
static void
choose_profile(struct reading *r)
{
	struct config *config = r->config;

	put(&config->profile, r->wanted != NULL ? r->wanted : config_text(config, OPTION_PROFILE));
	for (int i = 0; i < r->profile_count; i++)
		for (int o = 0; o < OPTION_COUNT; o++) {
			if (r->profiles[i].values[o] != NULL && strcmp(r->profiles[i].name, config->profile) == 0)
				put(&config->values[o], r->profiles[i].values[o]);
			free(r->profiles[i].values[o]);
			r->profiles[i].values[o] = NULL;
		}
	for (int i = 0; i < r->profile_count; i++)
		free(r->profiles[i].name);
	free(r->profiles);
}

int
config_read_stream(struct config *config, FILE *in, const char *path, const char *profile)
{
	struct reading r = { .config = config, .wanted = profile, .in = in };
	size_t size = 0;
	int bad;

	memset(config, 0, sizeof *config);
	config->path = strdup(path);
	r.faults = open_memstream(&config->faults, &size);
	if (r.faults == NULL || config->path == NULL)
		return -1;
	bad = in != NULL ? ini_parse_stream(read_line, &r, take, &r) : 0;
	if (bad > 0) {
		r.line = bad;
		fault(&r, _("not understood; a line is [section], name = value, or # comment"));
	}
	r.fault_count += config_key_clashes(config, r.faults);
	choose_profile(&r);
	fclose(r.faults);
	if (r.fault_count == 0) {
		free(config->faults);
		config->faults = NULL;
	}
	return r.fault_count == 0 ? 0 : -1;
}

int
config_read(struct config *config, const char *path, const char *profile)
{
	FILE *in = fopen(path, "re");
	int rc, why = errno;

	if (in == NULL && why != ENOENT && why != ENOTDIR) {
		memset(config, 0, sizeof *config);
		config->path = strdup(path);
		config->profile = strdup(profile != NULL ? profile : option_defs[OPTION_PROFILE].otherwise);
		if (asprintf(&config->faults, _("%s: cannot be read: %s\n"), path, error_words(why)) < 0)
			config->faults = NULL;
		return -1;
	}
	rc = config_read_stream(config, in, path, profile);
	config->found = in != NULL;
	if (in != NULL)
		fclose(in);
	return rc;
}

void
config_clear(struct config *config)
{
	free(config->path);
	free(config->profile);
	free(config->faults);
	for (int o = 0; o < OPTION_COUNT; o++)
		free(config->values[o]);
	for (int a = 0; a < ACT_COUNT; a++)
		free(config->keys[a]);
	memset(config, 0, sizeof *config);
}

/* ---- asking -------------------------------------------------------------------- */

const char *
config_text(const struct config *config, enum option option)
{
	return config->values[option] != NULL ? config->values[option] : option_defs[option].otherwise;
}

bool
config_bool(const struct config *config, enum option option)
{
	return truth(config_text(config, option)) == 1;
}

long
config_int(const struct config *config, enum option option)
{
	return strtol(config_text(config, option), NULL, 10);
}

int
config_choice(const struct config *config, enum option option)
{
	return word_index(option_defs[option].choices, config_text(config, option));
}

const char *
config_keys(const struct config *config, enum action action)
{
	return config->keys[action] != NULL ? config->keys[action] : actions[action].keys;
}

/* ---- two actions on one key ------------------------------------------------------- */

/* Does the action apply on a screen of this scope? (screen.h: in a dialog digits choose.) */
static bool
applies(enum action a, unsigned scope, const char *key)
{
	bool digit = key[0] >= '0' && key[0] <= '9' && key[1] == '\0';

	if ((actions[a].scope & scope) != 0)
		return true;
	return (actions[a].scope & SCOPE_ANY) != 0 && !((scope & SCOPE_DIALOG) != 0 && digit);
}

/* Would the officer meet both actions on one screen? */
static const struct screen_ops *
meet(enum action a, enum action b, const char *key)
{
	for (int s = 0; s < SCREEN_COUNT; s++) {
		const struct screen_ops *ops = screen_defs[s].ops;
		if (ops != NULL && applies(a, ops->scope, key) && applies(b, ops->scope, key))
			return ops;
	}
	return NULL;
}

int
config_key_clashes(const struct config *config, FILE *out)
{
	int clashes = 0;

	for (int a = 1; a < ACT_COUNT; a++)
		for (int b = a + 1; b < ACT_COUNT; b++) {
			const char *keys = config_keys(config, (enum action)a);
			if (config->keys[a] == NULL && config->keys[b] == NULL)
				continue;       /* the defaults are the business of a test */
			while (*keys != '\0') {
				char key[32];
				int len = (int)strcspn(keys, " ");
				const struct screen_ops *where;
				snprintf(key, sizeof key, "%.*s", len, keys);
				keys += len + (int)strspn(keys + len, " ");
				if (word_index(config_keys(config, (enum action)b), key) < 0)
					continue;
				where = meet((enum action)a, (enum action)b, key);
				if (where == NULL)
					continue;
				fprintf(out, _("%s: [keys] %s: both %s and %s on the screen %s\n"), config->path, key,
				        actions[a].name, actions[b].name, where->name);
				clashes++;
			}
		}
	return clashes;
}
