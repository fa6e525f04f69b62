/*
 * Where a row belongs: the county's divisions, found by code or as people call
 * them - name, short name or English, with the places it lies in before it
 * (云南省保山市施甸县姚关镇), with or without 镇 乡 街道 村 社区.  A village's name is
 * looked for within its township first, since two townships may both have a
 * Xinzhuang.
 */
#pragma once

#include "hub/authority/db.h"

struct place { char id[16], parent[16], name[64], full[64], en[64]; int level; };

struct places;

struct places *places_new(struct hub_db *db);        /* NULL: hub_db_error() or out of memory */
void           places_free(struct places *p);
/* By code, or by a name nobody else of that level bears; `within` (may be NULL) is the township looked in.  NULL:
 * none. */
const struct place *places_find(struct places *p, const char *text, const char *within);
const struct place *places_by_id(const struct places *p, const char *id);
/* The township (or county) of a row that names a `division` and perhaps a `village`, and its village or "":
 * 0; -1 the division, -2 the village is unknown. */
int            places_resolve(struct places *p, const char *division, const char *village,
                              const struct place **township, const struct place **in);
/* When nothing was found: those it may be, "; it may be ..." with their codes, or the nearest, "; perhaps ..."; "" when
 * nothing is near, or hundreds were told already. */
void           places_say(struct places *p, const char *text, const char *within, char *out, size_t size);
