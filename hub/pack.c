#include "hub/pack.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "hub/row.h"
#include "net/wire_record.h"

/* ---- finding one's way ------------------------------------------------------ */

void
pack_name(const char *dir, char *out, size_t size)
{
	size_t end = strlen(dir), start;

	while (end > 1 && dir[end - 1] == '/')
		end--;
	for (start = end; start > 0 && dir[start - 1] != '/'; start--)
		;
	snprintf(out, size, "%.*s", (int)(end - start), dir + start);
}

static void
kind_path(const char *dir, int kind, char *out, size_t size)
{
	snprintf(out, size, "%s/%s.csv", dir, record_kinds[kind].name);
}

static int
level_three(struct csv *csv, const char *path, char out[16], char *error, size_t size)
{
	enum { LEVEL = FIELD_DIVISION_level - FIELD_FIRST_DIVISION };
	struct cache_value values[ROW_FIELDS_MAX];
	struct row_problem why;
	struct row_map map;
	const char *id;
	int rc, found = 0;

	if (csv_row(csv) != 1 || row_header(&map, KIND_DIVISION, csv, &why) != 0) {
		snprintf(error, size, "%s: no header row with the columns of division.csv; see guatu-pack(5)", path);
		return -1;
	}
	while ((rc = csv_row(csv)) == 1)
		if (row_values(&map, csv, &id, values, &why) == 0 && values[LEVEL].number == 3 && found++ == 0)
			snprintf(out, 16, "%s", id);
	if (rc == 0 && found == 1)
		return 0;
	snprintf(error, size, "%s: %d divisions of level 3; a pack is about one county", path, found);
	return -1;
}

int
pack_county(const char *dir, char out[16], char *error, size_t size)
{
	char path[4096];
	struct csv csv;
	int rc = -1;

	kind_path(dir, KIND_DIVISION, path, sizeof path);
	if (csv_load(&csv, path) != 0)
		snprintf(error, size, "%s: %s; a pack is a directory with division.csv and others, see guatu-pack(5)", path, csv.error);
	else
		rc = level_three(&csv, path, out, error, size);
	csv_clear(&csv);
	return rc;
}

/* ---- loading ---------------------------------------------------------------- */

/* A misspelt file name would otherwise leave a whole kind out without a word. */
static int
only_kinds(const char *dir, FILE *errors)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int rc = 0;

	if (d == NULL) {
		fprintf(errors, "%s: %s\n", dir, strerror(errno));
		return -1;
	}
	while ((e = readdir(d)) != NULL) {
		char name[256];
		size_t len = strlen(e->d_name);
		if (len < 5 || strcmp(e->d_name + len - 4, ".csv") != 0)
			continue;
		snprintf(name, sizeof name, "%.*s", (int)(len - 4), e->d_name);
		if (record_kind_find(name) < 0) {
			fprintf(errors, "%s/%s: there is no kind \"%s\"; see guatu-pack(5) for the kinds, or move the file away\n",
			        dir, e->d_name, name);
			rc = -1;
		}
	}
	closedir(d);
	return rc;
}

static int
load_kind(struct hub_db *db, const char *dir, int kind, struct import *how)
{
	char path[4096];

	kind_path(dir, kind, path, sizeof path);
	return access(path, F_OK) == 0 ? import_file(db, (enum kind)kind, path, how) : 0;
}

int
pack_load(struct hub_db *db, const char *dir, struct import *how)
{
	int worst = only_kinds(dir, how->errors), rc;

	/* fields.def stands so that a kind refers to earlier ones, except that all refer to terms
	 * and figures to indicators; terms come first. */
	if ((rc = load_kind(db, dir, KIND_TERM, how)) != 0)
		return rc;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (kind == KIND_TERM)
			continue;
		if ((rc = load_kind(db, dir, kind, how)) == -2)
			return rc;
		worst = rc != 0 ? rc : worst;
	}
	return worst;
}

/* ---- saving ----------------------------------------------------------------- */

struct save {
	enum kind       kind;
	bool            used[ROW_FIELDS_MAX];
	long            count;
	FILE           *fp;
	struct row_text line;
	const char     *trouble;
};

/* The record's values; their text lives in *body. */
static int
values_of(struct save *s, const struct hub_record *r, cJSON **body, struct cache_value *values)
{
	char why[160];

	*body = cJSON_ParseWithLength(r->body, r->body_len);
	if (wire_record_values(s->kind, *body, values, why, sizeof why) == 0)
		return 0;
	s->trouble = "a stored record is damaged; guatu-hub verify says more";
	cJSON_Delete(*body);
	return -1;
}

static int
see_used(void *ctx, const struct hub_record *r)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct save *s = ctx;
	int fields = record_first((int)s->kind + 1) - record_first((int)s->kind);
	cJSON *body;

	if (values_of(s, r, &body, values) != 0)
		return 1;
	for (int i = 0; i < fields; i++)
		s->used[i] |= values[i].type != VALUE_NULL;
	s->count++;
	cJSON_Delete(body);
	return 0;
}

static int
add_cell(struct save *s, const struct cache_value *v)
{
	char number[24];

	if (row_append(&s->line, ",", 1) != 0)
		return -1;
	if (v->type == VALUE_TEXT)
		return row_cell(&s->line, v->text, v->length);
	if (v->type == VALUE_NULL)
		return 0;
	snprintf(number, sizeof number, "%" PRId64, v->number);
	return row_append(&s->line, number, strlen(number));
}

static int
end_line(struct save *s)
{
	if (row_append(&s->line, "\n", 1) == 0 && fwrite(s->line.text, 1, s->line.len, s->fp) == s->line.len)
		return 0;
	s->trouble = strerror(errno);
	return 1;
}

static int
write_row(void *ctx, const struct hub_record *r)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct save *s = ctx;
	int fields = record_first((int)s->kind + 1) - record_first((int)s->kind), rc;
	cJSON *body;

	if (values_of(s, r, &body, values) != 0)
		return 1;
	s->line.len = 0;
	rc = row_cell(&s->line, r->id, strlen(r->id));
	for (int i = 0; rc == 0 && i < fields; i++)
		if (s->used[i])
			rc = add_cell(s, &values[i]);
	cJSON_Delete(body);
	if (rc != 0)
		s->trouble = "out of memory";
	return rc != 0 ? 1 : end_line(s);
}

static int
write_header(struct save *s)
{
	int first = record_first((int)s->kind), fields = record_first((int)s->kind + 1) - first;

	s->line.len = 0;
	row_append(&s->line, "id", 2);
	for (int i = 0; i < fields; i++)
		if (s->used[i]) {
			row_append(&s->line, ",", 1);
			row_append(&s->line, record_fields[first + i].name, strlen(record_fields[first + i].name));
		}
	return end_line(s);
}

static int
save_kind(struct hub_db *db, const char *path, struct save *s)
{
	int rc;

	if ((s->fp = fopen(path, "we")) == NULL) {
		s->trouble = strerror(errno);
		return -1;
	}
	rc = write_header(s) != 0 || hub_db_each(db, s->kind, write_row, s) != 0 ? -1 : 0;
	if (fclose(s->fp) != 0 && rc == 0) {
		s->trouble = strerror(errno);
		rc = -1;
	}
	return rc;
}

int
pack_save(struct hub_db *db, const char *dir, char *error, size_t size)
{
	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		snprintf(error, size, "%s: %s", dir, strerror(errno));
		return -1;
	}
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		struct save s = { .kind = (enum kind)kind };
		char path[4096];
		int rc;

		kind_path(dir, kind, path, sizeof path);
		rc = hub_db_each(db, (enum kind)kind, see_used, &s);
		if (rc == 0 && s.count > 0)
			rc = save_kind(db, path, &s);
		row_text_clear(&s.line);
		if (rc != 0) {
			snprintf(error, size, "%s: %s", path, s.trouble != NULL ? s.trouble : hub_db_error(db));
			return -1;
		}
	}
	return 0;
}
