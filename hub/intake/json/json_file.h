/*
 * A file that was handed in, when it is JSON: the table made from it, for whoever reads tables.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/intake/json/json_rows.h"

struct json_file {
	char             takes[64], rows_at[256], map[4096], next[1024];      /* of the source */
	struct json_rows rows;
	const char      *given;
	char             made[4096];       /* the table; "" none */
	bool             more;             /* it is a page, and there are others, which nobody fetches for a file */
};

/* What a source says of the JSON it sends; of NULL or no such source nothing.  0, -2. */
int  json_file_source(struct hub_db *db, const char *source, struct json_file *f);
/* Looks at the file; JSON becomes a table beside the database (whose columns are those of f->takes).  0; -1
 * `rows.error`: it is JSON, and bad. */
int  json_file_read(struct json_file *f, struct hub_db *db, const char *path);
/* What is to be read: the table, or the file as it was given; what its columns are called, NULL when it is no JSON. */
const char *json_file_path(const struct json_file *f);
const struct row_members *json_file_members(const struct json_file *f);
/* What was left out, said in a line; what the map names that never came, and that there are more pages, in others; how
 * many lines. */
size_t json_file_note(const struct json_file *f, const char *called, FILE *out);
/* Says what is wrong with it. */
void json_file_say(const struct json_file *f, const char *called, FILE *out);
/* The table goes. */
void json_file_close(struct json_file *f);
