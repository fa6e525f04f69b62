/*
 * guatu: the terminal screen when started alone on a terminal, else one
 * command of commands.def or one verb of flow.def.
 */
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "console/cli/cli.h"
#include "console/cli/paths.h"
#include "store/cache/cache.h"
#include "store/cache/damage.h"

static bool
names_english(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		if (value != NULL && *value != '\0')
			return strncmp(value, "en", 2) == 0;
	}
	return false;
}

/* English only when the locale says so, else Chinese, whatever locales this machine has.
 * C.UTF-8 is always there; a wanted UTF-8 locale may know more characters' widths. */
static void
choose_language(void)
{
	char dir[PATH_SIZE];

	setlocale(LC_MESSAGES, "C.UTF-8");       /* twelve categories are twelve files; these two are used */
	if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	setenv("LANGUAGE", names_english() ? "en" : "zh_CN", 1);
	if (paths_installed("share/locale", dir) == 0)
		bindtextdomain("guatu", dir);
	bind_textdomain_codeset("guatu", "UTF-8");
	textdomain("guatu");
}

/* What was printed may still fail to arrive. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)     /* who reads us has gone: no news to anybody */
		cli_fail(EXIT_ERROR, _("output could not be written: %s"), strerror(errno));
	return status != EXIT_OK ? status : EXIT_ERROR;
}

int
main(int argc, char **argv)
{
	struct cli cli = { 0 };
	int status;

	umask(077);
	signal(SIGPIPE, SIG_IGN);
	paths_clean_environment();
	choose_language();
	cache_one_thread();
	damage_watch();
	status = cli_parse(&cli, argc, argv);
	if (status == EXIT_OK)
		status = cli_run(&cli);
	session_close(&cli.session);
	config_clear(&cli.config);
	free(cli.argv);
	return finish(status);
}
