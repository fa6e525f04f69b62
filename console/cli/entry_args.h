/*
 * A ledger entry's arguments on the command line: stages by name, amounts in
 * yuan, the ledger's own columns as KEY=VALUE, and what a move still lacks.
 */
#pragma once

#include "console/cli/session.h"
#include "model/flow/flow.h"
#include "model/flow/op.h"

/* One value of `arg` (FEN, STAGE, EXTRA or a ledger) as the hub wants it, into `out`: 0; -1 with what is allowed. */
int entry_resolve(struct session *s, const struct op *op, const struct arg_def *arg, const char *value,
                  char *out, size_t size, char *error, size_t error_size);
/* Is it such an argument? */
bool entry_resolves(const struct arg_def *arg);
/* Columns a new entry must have: 0; -1 naming those that are missing. */
int entry_required(struct session *s, const struct op *op, char *error, size_t error_size);
/* May it move to where op says, with all that op gives?  0, -1 why not, -2 your role may not. */
int entry_may_move(struct session *s, const struct op *op, char *error, size_t error_size);
/* May it be signed by you for op's department?  0, -1 why not. */
int entry_may_sign(struct session *s, const struct op *op, char *error, size_t error_size);
