#include "hub/commands.h"

#include <stdio.h>

int
hub_usage(const char *command, const char *what)
{
	fprintf(stderr, "guatu-hub %s: %s; see: guatu-hub %s --help\n", command, what, command);
	return HUB_EXIT_USAGE;
}
