/*
 * A pack: a directory with one CSV file per kind, guatu-pack(5).
 */
#ifndef GUATU_HUB_PACK_H
#define GUATU_HUB_PACK_H

#include "hub/import.h"

/* The county a pack is about: its one division of level 3.  0; -1 with the reason. */
int pack_county(const char *dir, char out[16], char *error, size_t size);

/* The pack's own name, the last part of its path. */
void pack_name(const char *dir, char *out, size_t size);

/* Every KIND.csv of the directory, code lists first so that the rest can be judged by them.
 * Inside the caller's transaction, which must be rolled back unless this is 0; -1 said, -2 hub_db_error(). */
int pack_load(struct hub_db *db, const char *dir, struct import *how);

/* Writes every kind that has records into `dir` (made if need be): 0, -1 with the reason. */
int pack_save(struct hub_db *db, const char *dir, char *error, size_t size);

#endif
