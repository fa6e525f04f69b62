#include "console/cli/cli.h"

#include <sys/wait.h>
#include <unistd.h>

#include "console/app/app.h"
#include "console/cli/hold.h"
#include "console/cli/paths.h"
#include "console/app/syncer.h"
#include "model/text/when.h"
#include "store/cache/damage.h"

const struct exit_def exit_defs[] = {
#define EXIT(id, code, meaning) { code, meaning },
#include "model/flow/exits.def"
#undef EXIT
};
const int exit_def_count = sizeof exit_defs / sizeof *exit_defs;

const struct global_def global_defs[GLOBAL_COUNT] = {
#define GLOBAL(id, name, value, help) [GLOBAL_##id] = { name, value, help },
#include "console/cli/globals.def"
#undef GLOBAL
};

#define COMMAND(id, name, args, help) int cmd_##id(struct cli *cli);
#include "console/cli/commands.def"
#undef COMMAND
const struct command_def command_defs[] = {
#define COMMAND(id, name, args, help) { name, args, help, cmd_##id },
#include "console/cli/commands.def"
#undef COMMAND
};
const int command_def_count = sizeof command_defs / sizeof *command_defs;

/* ---- saying what is wrong ------------------------------------------------------ */

static void
say(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

static void
say(const char *fmt, va_list ap)
{
	if (!damage_waits())           /* else what was printed may yet be taken back */
		fflush(stdout);
	fputs("guatu: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

int
cli_fail(enum exit_status status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	return (int)status;
}

const char *
cli_meaning(int status)
{
	for (int e = 0; e < exit_def_count; e++)
		if (exit_defs[e].code == status)
			return _(exit_defs[e].meaning);
	return "?";
}

int
cli_usage(const struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	cli_print_usage(cli, cli->argc > 0 ? cli->argv[0] : "", stderr);
	return EXIT_USAGE;
}

void
cli_print_usage(const struct cli *cli, const char *command, FILE *out)
{
	for (int c = 0; c < command_def_count; c++)
		if (strcmp(command_defs[c].name, command) == 0) {
			fprintf(out, _("usage: %s %s %s\n"), cli->program, command, command_defs[c].args);
			return;
		}
	if (verb_print_usage(cli, command, out) != 0)
		fprintf(out, _("usage: %s [options] [command]; see `%s help'\n"), cli->program, cli->program);
}

/* ---- options ---------------------------------------------------------------------- */

/* Does the word say `--name` or `--name=VALUE`? Then *value is VALUE or NULL. */
static bool
is_option(const char *word, const char *name, const char **value)
{
	size_t n = strlen(name);

	if (strncmp(word, "--", 2) != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (word[2 + i] != name[i] && !(word[2 + i] == '-' && name[i] == '_'))
			return false;
	if (word[2 + n] != '\0' && word[2 + n] != '=')
		return false;
	*value = word[2 + n] == '=' ? word + 3 + n : NULL;
	return true;
}

static void
remove_words(struct cli *cli, int at, int n)
{
	memmove(cli->argv + at, cli->argv + at + n, (size_t)(cli->argc - at - n + 1) * sizeof *cli->argv);
	cli->argc -= n;
}

/* From word `from` on. */
static int
take_from(struct cli *cli, int from, const char *name, const char **value)
{
	const char *found = NULL;

	for (int i = from; i < cli->argc && strcmp(cli->argv[i], "--") != 0; i++) {
		if (!is_option(cli->argv[i], name, &found))
			continue;
		if (value == NULL) {
			if (found != NULL)
				return cli_usage(cli, _("--%s takes no value"), name), -1;
			remove_words(cli, i, 1);
			return 1;
		}
		if (found == NULL && (i + 1 >= cli->argc || strncmp(cli->argv[i + 1], "--", 2) == 0))
			return cli_usage(cli, _("--%s needs a value"), name), -1;
		*value = found != NULL ? found : cli->argv[i + 1];
		remove_words(cli, i, found != NULL ? 1 : 2);
		return 1;
	}
	return 0;
}

int
cli_take(struct cli *cli, const char *name, const char **value)
{
	return take_from(cli, 1, name, value);
}

int
cli_words(struct cli *cli, int max)
{
	for (int i = 1; i < cli->argc; i++) {
		if (strcmp(cli->argv[i], "--") == 0) {
			remove_words(cli, i, 1);
			break;
		}
		if (cli->argv[i][0] == '-' && cli->argv[i][1] != '\0')
			return cli_usage(cli, _("unknown option: %s"), cli->argv[i]);
	}
	if (cli->argc - 1 > max)
		return cli_usage(cli, _("one word too many: %s"), cli->argv[max + 1]);
	return EXIT_OK;
}

/* ---- global options -------------------------------------------------------------------- */

static int
check_globals(struct cli *cli)
{
	const char *size = cli->globals[GLOBAL_SIZE];
	const char *profile = cli->globals[GLOBAL_PROFILE], *hub = cli->globals[GLOBAL_HUB], *why;
	int32_t day;
	char rest;

	cli->as_of = cli->globals[GLOBAL_AS_OF];
	if (size != NULL && (sscanf(size, "%4dx%4d%c", &cli->width, &cli->height, &rest) != 2 ||
	                     cli->width < 40 || cli->width > 500 || cli->height < 12 || cli->height > 1000))
		return cli_usage(cli, _("--size %s: give columns x rows, from 40x12 to 500x1000"), size);
	/* which year 02-29 is of, the room's clock tells */
	if (cli->as_of != NULL && (why = when_meant(cli->as_of, civil_day(2020, 1, 1), &day)) != NULL)
		return cli_usage(cli, _("--as-of %s: %s"), cli->as_of, _(why));
	if (profile != NULL && !profile_name_valid(profile))
		return cli_usage(cli, _("--profile %s: %s"), profile,
		                 _("a name without blanks and slashes, at most 48 bytes"));
	if (hub != NULL && !hub_address_valid(hub))
		return cli_usage(cli, _("--hub %s: allowed: %s"), hub,
		                 _("https://HOST[:PORT], http://127.0.0.1[:PORT] or unix:/PATH"));
	return EXIT_OK;
}

/* The values handed over for the profile, the command line over the configuration. */
static int
fill_session(struct cli *cli)
{
	struct session *s = &cli->session;
	const struct { enum option option; char *to; size_t size; } paths[] = {
		{ OPTION_TOKEN_FILE, s->token_file, sizeof s->token_file },
		{ OPTION_CA_FILE, s->ca_file, sizeof s->ca_file },
		{ OPTION_CACHE_DIR, s->cache_dir, sizeof s->cache_dir },
		{ OPTION_STATE_DIR, s->state_dir, sizeof s->state_dir },
	};
	const char *hub = cli->globals[GLOBAL_HUB] != NULL ? cli->globals[GLOBAL_HUB]
	                                                   : config_text(&cli->config, OPTION_HUB);

	snprintf(s->profile, sizeof s->profile, "%s", cli->config.profile);
	if (snprintf(s->hub, sizeof s->hub, "%s", hub) >= (int)sizeof s->hub)
		return cli_fail(EXIT_USAGE, _("the hub's address is too long"));
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		char path[PATH_SIZE];
		if (paths_expand(config_text(&cli->config, paths[i].option), path) != 0)
			return cli_fail(EXIT_USAGE, _("no home directory is known; set HOME"));
		snprintf(paths[i].to, paths[i].size, "%s", path);
	}
	s->read_only = cli->globals[GLOBAL_READ_ONLY] != NULL || config_bool(&cli->config, OPTION_READ_ONLY);
	s->as_of = CIVIL_NONE;
	return EXIT_OK;
}

int
cli_parse(struct cli *cli, int argc, char **argv)
{
	cli->program = "guatu";
	cli->argv = calloc((size_t)argc + 1, sizeof *cli->argv);
	if (cli->argv == NULL)
		return cli_fail(EXIT_ERROR, _("out of memory"));
	cli->argc = argc > 0 ? argc - 1 : 0;
	memcpy(cli->argv, argv + 1, (size_t)cli->argc * sizeof *cli->argv);
	for (int g = 0; g < GLOBAL_COUNT; g++) {
		const char *value = "";
		int taken;
		while ((taken = take_from(cli, 0, global_defs[g].name,
		                          *global_defs[g].value != '\0' ? &value : NULL)) == 1)
			cli->globals[g] = value;
		if (taken < 0)
			return EXIT_USAGE;
	}
	for (int i = 0; i < cli->argc; i++)
		if (strcmp(cli->argv[i], "-h") == 0)
			cli->globals[GLOBAL_HELP] = "", remove_words(cli, i--, 1);
	return check_globals(cli);
}

/* ---- the configuration and the session ------------------------------------------------------ */

int
cli_configure(struct cli *cli, bool faults_stop)
{
	char path[PATH_SIZE];

	if (cli->globals[GLOBAL_CONFIG] != NULL)
		snprintf(path, sizeof path, "%s", cli->globals[GLOBAL_CONFIG]);
	else if (paths_config_file(path) != 0)
		return cli_fail(EXIT_USAGE, _("no home directory is known; set HOME"));
	if (config_read(&cli->config, path, cli->globals[GLOBAL_PROFILE]) != 0 && faults_stop) {
		fputs(cli->config.faults != NULL ? cli->config.faults : "", stderr);
		return cli_fail(EXIT_USAGE, _("the configuration has faults; nothing was done"));
	}
	if (cli->globals[GLOBAL_CONFIG] != NULL && !cli->config.found)
		return cli_fail(EXIT_USAGE, _("%s: no such file"), path);
	return fill_session(cli);
}

int
cli_pull(struct cli *cli)
{
	char error[512];
	pid_t pid = syncer_start(&cli->session, "--once", false, error, sizeof error);
	int status = 0;

	if (pid < 0)
		return cli_fail(EXIT_ERROR, "%s", error);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (session_refresh(&cli->session, error, sizeof error) < 0)
		return cli_fail(EXIT_ERROR, "%s", error);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_ERROR;
}

/* One hub's figures must not be taken for another's. */
static bool
other_hub(const struct session *s)
{
	char at[512];

	return s->store != NULL && *s->hub != '\0' && *store_meta(s->store, "hub", at, sizeof at) != '\0' &&
	       strcmp(at, s->hub) != 0;
}

/* The day to look at, now that the room's clock is known. */
static int
look_back(struct cli *cli)
{
	struct session *s = &cli->session;
	char error[512];
	const char *why;

	if (cli->as_of == NULL)
		return EXIT_OK;
	if ((why = when_meant(cli->as_of, instant_day(s->env.now), &s->as_of)) != NULL)
		return cli_usage(cli, _("--as-of %s: %s"), cli->as_of, _(why));
	if (s->as_of > instant_day(s->env.now))
		return cli_usage(cli, "%s", _("--as-of looks back, not ahead: today or a day before"));
	if (session_refresh(s, error, sizeof error) < 0)
		return cli_fail(EXIT_ERROR, "%s", error);
	return EXIT_OK;
}

int
cli_open(struct cli *cli, bool need_cache)
{
	struct session *s = &cli->session;
	char error[PATH_SIZE + 256];
	int pulled = EXIT_OK;

	cli->needs_cache = need_cache;
	if (session_open(s, error, sizeof error) != 0)
		return cli_fail(EXIT_ERROR, "%s", error);
	if (s->outbox != NULL && s->outbox_error[0] != '\0')
		cli_fail(EXIT_OK, "%s", s->outbox_error);
	if (need_cache && (!session_pulled(s) || other_hub(s)) && *s->hub != '\0')
		pulled = cli_pull(cli);
	if (need_cache && s->store == NULL)
		return cli_fail(in_step(pulled) ? EXIT_ERROR : (enum exit_status)pulled, "%s", s->cache_error);
	if (in_step(pulled))
		pulled = EXIT_QUEUED;
	if (need_cache && other_hub(s))
		return cli_fail((enum exit_status)pulled,
		                _("what is cached for the profile %s came from another hub and %s does not answer; "
		                  "use --profile for each hub, or run `guatu sync' when it does"),
		                s->profile, s->hub);
	if (need_cache && !session_pulled(s))
		return cli_fail((enum exit_status)pulled, *s->hub == '\0'
			? _("nothing has been pulled yet and no hub is set for the profile %s; "
			    "give --hub or set hub in guatu.conf")
			: _("nothing has been pulled yet for the profile %s; when the hub answers, run `guatu sync'"),
		                s->profile);
	return look_back(cli);
}

/* ---- running ------------------------------------------------------------------------------- */

static int
run_app(struct cli *cli)
{
	struct app_binding bindings[ACT_COUNT];
	const struct config *config = &cli->config;
	struct app_options options = {
		.theme = cli->globals[GLOBAL_NO_COLOR] != NULL ? THEME_MONO
		                                               : (enum app_theme)config_choice(config, OPTION_THEME),
		.ambiguous_width = (enum app_width)config_choice(config, OPTION_AMBIGUOUS_WIDTH),
		.curses_draws = config_choice(config, OPTION_DRAWING) == 1,
		.glyphs = cli->globals[GLOBAL_PLAIN] != NULL ? APP_GLYPHS_ASCII
		                                             : (enum app_glyphs)config_choice(config, OPTION_GLYPHS),
		.escape_wait = (int)config_int(config, OPTION_ESCAPE_WAIT),
		.mouse = config_bool(config, OPTION_MOUSE),
		.mute = !config_bool(config, OPTION_BELL),
		.clipboard_off = !config_bool(config, OPTION_CLIPBOARD),
		.bindings = bindings,
	};
	int status;

	for (int a = 1; a < ACT_COUNT; a++)
		if (config->keys[a] != NULL)
			bindings[options.binding_count++] = (struct app_binding){ actions[a].name, config->keys[a] };
	status = cli_open(cli, false);
	return status == EXIT_OK ? app_run(&cli->session, &options) : status;
}

static bool
command_exists(const char *name)
{
	for (int c = 0; c < command_def_count; c++)
		if (strcmp(command_defs[c].name, name) == 0)
			return true;
	return false;
}

static int
dispatch(struct cli *cli)
{
	for (int c = 0; cli->argc > 0 && c < command_def_count; c++)
		if (strcmp(command_defs[c].name, cli->argv[0]) == 0)
			return command_defs[c].run(cli);
	return cli->argc > 0 ? verb_run(cli) : show_room(cli);
}

/* What a damaged cache has spoilt is taken back and done once more with a fresh one; what was queued stays queued. */
static int
run_command(struct cli *cli)
{
	struct session *s = &cli->session;
	char error[sizeof s->cache_error], was[sizeof s->cache_path], **words = cli->argv;
	int argc = cli->argc, status;
	bool again;

	hold_output();
	cli->argv = calloc((size_t)argc + 1, sizeof *words);
	if (cli->argv == NULL)
		return cli_fail(EXIT_ERROR, _("out of memory"));
	memcpy(cli->argv, words, (size_t)argc * sizeof *words);
	status = dispatch(cli);
	free(cli->argv);
	cli->argv = words;
	cli->argc = argc;
	if (!cli->needs_cache || !session_distrust(s, false, error, sizeof error))
		return status;
	again = !s->queued && hold_take_back();
	snprintf(was, sizeof was, "%s", s->cache_path);
	cli_pull(cli);
	if (strcmp(was, s->cache_path) == 0)
		return cli_fail(s->queued ? (enum exit_status)status : EXIT_ERROR, "%s", error);
	if (s->queued)
		return status;
	if (!again)
		return cli_fail(EXIT_ERROR, "%s", _("what was printed is not whole; run the command again"));
	session_close(s);
	status = dispatch(cli);
	return !session_distrust(s, false, error, sizeof error) ? status : cli_fail(EXIT_ERROR, "%s", error);
}

int
cli_run(struct cli *cli)
{
	const char *name = cli->argc > 0 ? cli->argv[0] : NULL;
	int status;

	if (cli->globals[GLOBAL_VERSION] != NULL)
		return printf("guatu %s\n", GUATU_VERSION) < 0 ? EXIT_ERROR : EXIT_OK;
	if (cli->globals[GLOBAL_HELP] != NULL) {
		if (name == NULL) {
			cli_print_help();
			return EXIT_OK;
		}
		if (!command_exists(name) && !verb_exists(name))
			return verb_run(cli);            /* says that there is no such command */
		if (verb_exists(name) && cli_configure(cli, false) == EXIT_OK)
			session_peek(&cli->session);
		cli_print_usage(cli, name, stdout);
		return EXIT_OK;
	}
	/* these two are there for when the configuration is not in order */
	status = cli_configure(cli, name == NULL || (strcmp(name, "doctor") != 0 && strcmp(name, "help") != 0));
	if (status != EXIT_OK)
		return status;
	return name == NULL && isatty(0) && isatty(1) ? run_app(cli) : run_command(cli);
}
