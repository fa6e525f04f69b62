/*
 * Which members of a record go into which column: by the source's map, or because they are called as a column of ours.
 * Found once for each name; what nobody keeps is remembered by name, to be said once.
 */
#pragma once

#include "hub/intake/row_cells.h"
#include "hub/intake/json/json_columns.h"
#include "hub/intake/json/json_path.h"

enum { JSON_MEMBERS_MAX = 1024, JSON_SLOTS = 4096, JSON_LEFT_MAX = 20 };

/* A member: of the record, or inside another that the map leads through. */
struct json_member {
	char              *name;
	int                inside;        /* another member, -1 the record */
	bool               kept, leads;   /* it is a column; others are inside it */
	struct json_column column;
	const char        *ours;          /* the header's cell: the map's, or its own name */
	int                cell;          /* of the table, -1 none (yet) */
	long               seen;          /* in which record last */
};

struct json_keep {
	const char        *takes;
	struct json_map    map;
	struct json_member *list;
	int                count, next;   /* next: where the member is that most likely comes now */
	short              slot[JSON_SLOTS];      /* by hash: its number and one, 0 none */
	/* Those left out. */
	char              *left[JSON_LEFT_MAX];
	int                left_count;
	bool               left_more;
};

/* 0; -1 `why`. */
int  json_keep_begin(struct json_keep *k, const char *takes, const char *map, char *why, size_t size);
void json_keep_clear(struct json_keep *k);
/* The member called so inside another (-1: the record): its number, -1 nobody keeps it, -2 out of memory. */
int  json_keep_find(struct json_keep *k, int inside, const char *name);
/* Its path, as the other side calls it. */
void json_keep_path(const struct json_keep *k, int member, char *out, size_t size);
/* Names, blank-separated: those nobody keeps; those of the map that never came. */
void json_keep_left(const struct json_keep *k, char *out, size_t size);
void json_keep_missing(const struct json_keep *k, char *out, size_t size);
