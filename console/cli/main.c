/*
 * guatu: the terminal screen when started alone on a terminal, else one
 * command of commands.def or one verb of flow.def.
 */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "console/cli/cli.h"
#include "console/cli/paths.h"
#include "model/text/language.h"
#include "store/cache/cache.h"
#include "store/cache/damage.h"

/* C.UTF-8 is always there; a wanted UTF-8 locale may know more characters' widths. */
static void
choose_characters(void)
{
	if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* What was printed may still fail to arrive. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)     /* who reads us has gone: no news to anybody */
		cli_fail(EXIT_ERROR, _("output could not be written: %s"), error_words(errno));
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
	choose_characters();
	language_choose();
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
