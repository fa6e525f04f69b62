#include "console/verb.h"

int
verb_print_usage(const struct cli *cli, const char *verb, FILE *out)
{
	(void)cli, (void)verb, (void)out;
	return -1;
}

int
verb_run(struct cli *cli)
{
	return cli_usage(cli, _("unknown command: %s; `guatu help' lists them"), cli->argv[0]);
}
