/*
 * In which line of a file an id stands, in memory that does not grow with it:
 * what does not fit goes, in order, to a file without a name.
 */
#pragma once

#include "model/base.h"

struct ids;

struct ids *ids_new(void);                                  /* NULL: out of memory */
void        ids_free(struct ids *l);
/* Its line; 0 it was not added; -1 failed. */
long        ids_line(struct ids *l, const char *id);
/* One that was not added before: 0; -1 failed. */
int         ids_add(struct ids *l, const char *id, long line);
