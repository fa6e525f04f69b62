/*
 * A pack: a directory with one CSV file per kind, guatu-pack(5).
 */
#pragma once

#include "hub/intake/import.h"

/* Whose pack it is: its name is the id of the one row of pack.csv (without that file, or with several
 * rows as in a county's export, the last part of its path); its county the one division of level 3;
 * where its sample county stands in time, "" not said. */
enum { PACK_NAME_MAX = 64 };
struct pack_about { char name[PACK_NAME_MAX]; char county[16], clock[32]; bool named; };
/* 0; -1, said on `errors` with file, line and column. */
int pack_about(const char *dir, struct pack_about *out, FILE *errors);

/* Where the pack is that a person calls `name`: the directory of that name, else the installed one. */
void pack_find(const char *name, char out[4096]);

/* The kinds in the order in which their files are read. */
void pack_order(int order[KIND_COUNT]);

/* Every KIND.csv of the directory, each after those it refers to; then the rules across rows (hub/policy/rules.sql).
 * Inside the caller's transaction, which must be rolled back unless this is 0; -1 said, -2 hub_db_error(). */
int pack_load(struct hub_db *db, const char *dir, struct import *how);

/* What the pack in `db`, read from `dir`, says that nobody listens to, on `out`: 0; -2. */
int pack_silences(struct hub_db *db, const char *dir, FILE *out);

/* Writes every kind that has records into `dir` (made if need be): 0, -1 with the reason. */
int pack_save(struct hub_db *db, const char *dir, char *error, size_t size);
