/*
 * The commands of guatu-hub, one function each (options.def).  They return the
 * exit status: 0 done, 1 failed (said on stderr, with the next step), 2 wrong
 * usage.
 */
#pragma once

#include "hub/authority/auth.h"
#include "hub/cmd/options.h"

struct batch;

#define COMMAND(id, name, run, ...) int run(const struct options *o);
#include "hub/cmd/options.def"

/* The program: argv[1] says which command. */
int            hub_main(int argc, char **argv);
/* The county's file; NULL, which was said. */
struct hub_db *hub_open(const struct options *o, enum hub_db_mode mode);
/* Who is at the keyboard, where the hub knows the account by its uid, else `otherwise`; the name may lie in `user`. */
const char    *hub_who(struct hub_db *db, int64_t now, const char *otherwise, struct hub_user *user);
/* How a delivery ends (hub/cmd/verdict.c).  It stands, or with --dry-run what it would change is said, of `kind` by ids
 * alone, and all of it taken back: 0, -2. */
int            hub_settle(const struct options *o, struct hub_db *db, const struct batch *b, int kind);
/* Taken, taken with so many notes, or that it would be. */
const char    *hub_verdict(const struct options *o, const struct batch *b);
/* On stderr why it waits for a person, who decides how; the exit status. */
int            hub_held(const struct options *o, const struct batch *b);
/* There is no kind of records called so; there are ...: on stderr, the exit status. */
int            hub_no_kind(const struct options *o, const char *name);
