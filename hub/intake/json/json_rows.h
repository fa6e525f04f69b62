/*
 * Records that came as JSON, written as the CSV table every reader of rows takes: a list of objects, a list inside an
 * object, an object a line, or pages one behind the other.  Any valid JSON will do whose kept members are sound;
 * members nobody keeps may hold anything and cost no memory.  The file is read twice, piece by piece.
 *
 * Line N + 1 of the table is record N.
 */
#pragma once

#include "hub/intake/row_cells.h"

enum { JSON_LEFT_OUT = 400 };

struct json_rows {
	const char *takes;             /* a kind, claims, roster: whose columns members are kept for */
	const char *rows_at, *map;     /* of the source (guatu-pack(5)); NULL or "" none */
	bool        pages;             /* each value of the file is a page with a list of its own */
	/* What came of it. */
	long        records;
	char        left_out[JSON_LEFT_OUT];       /* members nobody keeps: their names, once; "" none */
	char        missing[JSON_LEFT_OUT];        /* members the map names that no record has */
	struct row_members members;                /* json_rows_clear() frees them */
	bool        in_record;                     /* the error names one */
	char        error[600];
};

/* Does the file hold JSON, by its first two visible bytes? */
bool json_rows_likely(const char *path);
/* 0; -1 `error`: what is wrong with it, and in which record. */
int  json_rows_to_csv(const char *from, const char *to, struct json_rows *how);
void json_rows_clear(struct json_rows *how);

/* One page, which begins at a byte of the file: its records, and what the source asks of it. */
struct json_page {
	const char *rows_at, *next, *total;        /* paths; NULL none */
	/* What it says. */
	long        records;
	char        link[2048];                    /* at `next`, a text or a number; "" null, empty or not there */
	long        all;                           /* at `total`; -1 not there */
	char        error[600];
};
/* 0, -1 `error`. */
int  json_page_look(const char *path, int64_t offset, struct json_page *page);
