/*
 * Every step of flow.def as a command: the kind is found from the record,
 * the options from the verb's arguments.
 */
#pragma once

#include "console/cli/cli.h"

/* The verb's options, one line each; under them the codes they take, when the session has a store. */
void verb_print_options(const struct cli *cli, enum kind kind, const char *verb, FILE *out);
