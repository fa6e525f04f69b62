/*
 * A pack read by itself into a database of its own that goes when it is
 * closed: a pack must be whole without what another one brings, so that
 * switching that one off leaves nothing dangling.
 */
#pragma once

#include "hub/policy/pack.h"

struct pack_alone { struct hub_db *db; char holder[512]; };

/* Loads `dir` in a transaction that stays open, since nobody else reads the file: 0; -1 the pack was refused, said on
 * how->errors; -2 with the reason in error.  In all cases pack_alone_close() tidies up. */
int  pack_alone_open(struct pack_alone *p, const char *dir, struct import *how, char *error, size_t size);
void pack_alone_close(struct pack_alone *p);
