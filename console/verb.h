/*
 * Every step of flow.def as a command: the kind is found from the record,
 * the options from the verb's arguments.
 */
#ifndef GUATU_CONSOLE_VERB_H
#define GUATU_CONSOLE_VERB_H

#include "console/cli.h"

/* argv[0] is the verb, if there is such a one. */
int verb_run(struct cli *cli);
/* 0, -1 when there is no such verb. */
int verb_print_usage(const struct cli *cli, const char *verb, FILE *out);
/* The verb's options, one line each; under them the codes they take, when the session has a store. */
void verb_print_options(const struct cli *cli, enum kind kind, const char *verb, FILE *out);
bool verb_exists(const char *verb);
/* For people, translated; the verb itself when it is unknown. */
const char *verb_title(enum kind kind, const char *verb);

#endif
