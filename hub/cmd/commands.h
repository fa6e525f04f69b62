/*
 * The commands of guatu-hub, one function each (options.def).  They return the
 * exit status: 0 done, 1 failed (said on stderr, with the next step), 2 wrong
 * usage.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/cmd/options.h"

#define COMMAND(id, name, run, ...) int run(const struct options *o);
#include "hub/cmd/options.def"

/* The program: argv[1] says which command. */
int            hub_main(int argc, char **argv);
/* The county's file; NULL, which was said. */
struct hub_db *hub_open(const struct options *o, enum hub_db_mode mode);
