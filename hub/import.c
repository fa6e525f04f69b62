#include "hub/import.h"

#include <stdlib.h>
#include <string.h>

#include "hub/check.h"

enum { SAID_MAX = 50 };

/* Lines known to be bad only after the whole file was read (they name a record that never came). */
struct skips { long *lines; size_t count, room; };

struct pass {
	struct hub_db  *db;
	struct import  *how;
	const char     *path;
	struct csv      csv;
	struct row_map  map;
	struct check   *check;
	struct row_text body;
	struct skips   *skips;
	bool            again;         /* not the first pass: what the rows themselves have wrong was said */
	size_t          late;          /* bad lines found at the end of this pass */
};

static void
say(struct pass *p, const struct row_problem *why)
{
	if (++p->how->bad <= SAID_MAX)
		fprintf(p->how->errors, "%s:%ld:%d (%s): %s\n", p->path, why->line, why->column, why->title, why->reason);
	else if (p->how->bad == SAID_MAX + 1)
		fprintf(p->how->errors, "%s: more than %d bad rows; the rest is only counted\n", p->path, SAID_MAX);
}

static int
say_csv(struct pass *p)
{
	p->how->bad++;
	if (p->csv.error_line > 0)
		fprintf(p->how->errors, "%s:%ld:%d: %s\n", p->path, p->csv.error_line, p->csv.error_column, p->csv.error);
	else
		fprintf(p->how->errors, "%s: %s\n", p->path, p->csv.error);
	return -1;
}

static bool
skipped(const struct skips *s, long line)
{
	for (size_t i = 0; s != NULL && i < s->count; i++)
		if (s->lines[i] == line)
			return true;
	return false;
}

static int
add_skip(struct skips *s, long line)
{
	if (s->count == s->room) {
		size_t room = s->room == 0 ? 64 : 2 * s->room;
		long *more = realloc(s->lines, room * sizeof *more);
		if (more == NULL)
			return -2;
		s->lines = more;
		s->room = room;
	}
	s->lines[s->count++] = line;
	return 0;
}

static int
refuse_twice(struct pass *p, const char *id, long first, struct row_problem *why)
{
	*why = (struct row_problem){ .line = p->csv.row_line, .column = p->map.id_column + 1, .title = "id" };
	snprintf(why->reason, sizeof why->reason, "\"%.60s\" is in this file already, in line %ld; ids are used once", id, first);
	return -1;
}

static int
put(struct pass *p, const char *id, const struct cache_value *values)
{
	const char *body = row_body(&p->body, p->map.kind, values);
	struct hub_record have;
	int rc;

	if (body == NULL)
		return -2;
	if (p->how->only_new) {
		if ((rc = hub_db_get(p->db, p->map.kind, id, &have)) < 0)
			return -2;
		if (rc == 1 && have.body != NULL) {
			p->how->same++;
			return 0;
		}
	}
	if ((rc = hub_db_put(p->db, p->map.kind, id, body, p->how->at, p->how->by, NULL)) < 0)
		return -2;
	p->how->written += rc;
	p->how->same += rc == 0;
	return 0;
}

/* One row: 0 taken, -1 bad, -2 the authority failed. */
static int
row(struct pass *p, struct row_problem *why)
{
	struct cache_value values[ROW_FIELDS_MAX];
	const char *id;
	long first;
	int rc;

	if (row_values(&p->map, &p->csv, &id, values, why) != 0)
		return -1;
	if ((rc = check_row(p->check, &p->map, &p->csv, id, values, why)) != 0)
		return rc;
	if ((rc = check_taken(p->check, id, p->csv.row_line, &first)) != 0)
		return rc == -1 ? refuse_twice(p, id, first, why) : -2;
	return put(p, id, values);
}

static int
rows(struct pass *p)
{
	struct row_problem why;
	int rc, done;

	while ((rc = csv_row(&p->csv)) == 1) {
		p->how->rows++;
		if (skipped(p->skips, p->csv.row_line))
			continue;
		if ((done = row(p, &why)) == -2)
			return -2;
		if (done == -1 && !p->again)
			say(p, &why);
	}
	if (rc < 0)
		return say_csv(p);
	while ((rc = check_end(p->check, &why)) == 1) {
		say(p, &why);
		p->late++;
		if (p->skips != NULL && add_skip(p->skips, why.line) != 0)
			return -2;
	}
	return rc;
}

static int
header_and_rows(struct pass *p, enum kind kind)
{
	struct row_problem why;
	int rc = csv_row(&p->csv);

	if (rc == 0) {
		p->how->bad++;
		fprintf(p->how->errors, "%s: empty; the first row must name the columns\n", p->path);
		return -1;
	}
	if (rc < 0)
		return say_csv(p);
	if (row_header(&p->map, kind, &p->csv, &why) != 0) {
		say(p, &why);
		return -1;
	}
	return rows(p);
}

/* -1: nothing of the file can be used; -2; 0: judged, p->how->bad and p->late say how well. */
static int
judge(struct pass *p, enum kind kind)
{
	int rc = -2;

	if (csv_load(&p->csv, p->path) != 0) {
		say_csv(p);
		rc = -1;
	} else if ((p->check = check_new(p->db, kind)) != NULL) {
		p->how->encoding = p->csv.encoding;
		rc = header_and_rows(p, kind);
	}
	check_free(p->check);
	row_text_clear(&p->body);
	csv_clear(&p->csv);
	return rc;
}

int
import_file(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	struct pass p = { .db = db, .how = how, .path = path };
	long bad = how->bad;
	int rc = judge(&p, kind);

	return rc == 0 && how->bad > bad ? -1 : rc;
}

/* The audit chain says what came in from outside the flow. */
static int
record_import(const struct pass *p, enum kind kind)
{
	const char *name = strrchr(p->path, '/') != NULL ? strrchr(p->path, '/') + 1 : p->path;
	char what[256];

	snprintf(what, sizeof what, "%s %.120s: %ld rows, %ld written", record_kinds[kind].name, name, p->how->rows, p->how->written);
	return hub_db_audit(p->db, p->how->by, "import", what, p->how->at);
}

/* One pass in a transaction: 1 when rows were found bad so late that it must be done again without them. */
static int
pass_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how, struct skips *skips, bool again)
{
	struct pass p = { .db = db, .how = how, .path = path, .skips = how->skip_bad ? skips : NULL, .again = again };
	int rc;

	how->rows = how->written = how->same = 0;
	if (hub_db_begin(db) != 0)
		return -2;
	rc = judge(&p, kind);
	if (rc == 0 && how->bad > 0 && !how->skip_bad)
		rc = -1;
	if (rc == 0 && p.late == 0)
		return record_import(&p, kind) == 0 && hub_db_commit(db) == 0 ? 0 : -2;
	hub_db_rollback(db);
	return rc != 0 ? rc : 1;
}

int
import_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	struct skips skips = { 0 };
	int rc = pass_alone(db, kind, path, how, &skips, false);

	/* Leaving a row out may leave another's parent out: until nothing more goes. */
	while (rc == 1)
		rc = pass_alone(db, kind, path, how, &skips, true);
	free(skips.lines);
	return rc;
}
