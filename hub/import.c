#include "hub/import.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/check.h"
#include "hub/opener.h"
#include "hub/whole.h"
#include "model/civil.h"

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
	struct whole   *whole;         /* judging what rows say about others; NULL: taking them */
	struct row_text body;
	struct skips   *skips;
	struct opener  *opener;        /* what rows that are events call for; NULL: a pack's rows are history */
	bool            again;         /* not the first pass: what the rows themselves have wrong was said */
	size_t          late;          /* bad lines found at the end of this pass */
};

static void
say(struct pass *p, const struct row_problem *why)
{
	const char *path = p->how->called != NULL ? p->how->called : p->path;

	if (++p->how->bad <= SAID_MAX)
		fprintf(p->how->errors, "%s:%ld:%d (%s): %s\n", path, why->line - p->how->ahead, why->column, why->title, why->reason);
	else if (p->how->bad == SAID_MAX + 1)
		fprintf(p->how->errors, "%s: more than %d bad rows; the rest is only counted\n", path, SAID_MAX);
}

static int
say_csv(struct pass *p)
{
	const char *path = p->how->called != NULL ? p->how->called : p->path;

	p->how->bad++;
	if (p->csv.error_line > 0)
		fprintf(p->how->errors, "%s:%ld:%d: %s\n", path, p->csv.error_line - p->how->ahead, p->csv.error_column, p->csv.error);
	else
		fprintf(p->how->errors, "%s: %s\n", path, p->csv.error);
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
tell_opener(struct pass *p, const char *id, const char *text)
{
	struct opened opened = { 0 };
	cJSON *body;
	int rc;

	if (p->opener == NULL || (p->map.kind != KIND_BATCH && p->map.kind != KIND_ENTRY))
		return 0;
	body = cJSON_Parse(text);
	rc = body != NULL ? opener_event(p->opener, p->map.kind, id, body, &opened) : -1;
	cJSON_Delete(body);
	return rc == 0 ? 0 : -2;
}

/* Where a row came from is not what it says: fields the importer fills in where the row leaves them out. */
static const char *const stamps[] = { "batch", "origin", "fetched_at" };

static const char *
stamp_of(const struct pass *p, size_t i, char at[26])
{
	instant_format(p->how->at, at);
	return i == 0 ? p->how->batch : i == 1 ? p->how->origin : at;
}

/* The same row of an earlier hand-over keeps its stamp, so that only a change counts as one. */
static const char *
stamped(struct pass *p, struct cache_value *values, const struct hub_record *have)
{
	cJSON *before = have != NULL ? cJSON_Parse(have->body) : NULL;
	int first = record_first((int)p->map.kind);
	bool open[3] = { false };
	char at[26];
	const char *body;

	for (size_t i = 0; i < 3; i++) {
		int f = record_field_find(p->map.kind, stamps[i], strlen(stamps[i]));
		const char *old = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(before, stamps[i]));
		open[i] = f >= 0 && values[f - first].type == VALUE_NULL;
		if (open[i] && old != NULL)
			values[f - first] = (struct cache_value){ .type = VALUE_TEXT, .text = old, .length = strlen(old) };
	}
	body = row_body(&p->body, p->map.kind, values);
	if (body != NULL && (have == NULL || strcmp(body, have->body) != 0)) {
		for (size_t i = 0; i < 3; i++) {
			const char *now = stamp_of(p, i, at);
			int f = record_field_find(p->map.kind, stamps[i], strlen(stamps[i]));
			if (open[i] && now != NULL)
				values[f - first] = (struct cache_value){ .type = VALUE_TEXT, .text = now, .length = strlen(now) };
		}
		body = row_body(&p->body, p->map.kind, values);
	}
	cJSON_Delete(before);
	return body;
}

static int
put(struct pass *p, const char *id, struct cache_value *values)
{
	struct hub_record have = { 0 };
	const char *body;
	int64_t rev;
	int rc = 0;

	if (p->how->batch != NULL && (rc = hub_db_get(p->db, p->map.kind, id, &have)) < 0)
		return -2;
	if (p->how->keep_old && rc == 1 && have.body != NULL) {
		p->how->same++;
		return 0;
	}
	body = p->how->batch != NULL ? stamped(p, values, rc == 1 && have.body != NULL ? &have : NULL)
	                             : row_body(&p->body, p->map.kind, values);
	if (body == NULL || (rc = hub_db_put(p->db, p->map.kind, id, body, p->how->at, p->how->by, &rev)) < 0)
		return -2;
	p->how->written += rc;
	p->how->same += rc == 0;
	p->how->added += rc == 1 && rev == 1;
	return rc > 0 ? tell_opener(p, id, body) : 0;
}

static void
note_period(struct pass *p, const struct cache_value *values)
{
	int f = record_field_find(p->map.kind, "period", 6);
	const struct cache_value *v = f >= 0 ? &values[f - record_first((int)p->map.kind)] : NULL;
	const char *period = v != NULL && v->type == VALUE_TEXT ? v->text : "-";

	if (p->how->rows == 1)
		snprintf(p->how->period, sizeof p->how->period, "%.11s", period);
	else if (strcmp(p->how->period, period) != 0)
		snprintf(p->how->period, sizeof p->how->period, "-");
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
	note_period(p, values);
	return put(p, id, values);
}

/* Bad in a way that shows only now: with skip_bad the row must go in another pass. */
static int
say_late(struct pass *p, const struct row_problem *why)
{
	say(p, why);
	p->late++;
	return p->skips != NULL && add_skip(p->skips, why->line) != 0 ? -2 : 0;
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
	while ((rc = check_end(p->check, &why)) == 1)
		if (say_late(p, &why) != 0)
			return -2;
	return rc;
}

/* A row that was taken, against all others: 0, -1 bad, -2 the authority failed. */
static int
whole(struct pass *p, struct row_problem *why)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct whole_fault fault;
	const char *id;
	int rc;

	/* What is wrong with the row alone was said when it was to be taken. */
	if (row_values(&p->map, &p->csv, &id, values, why) != 0 || (rc = check_row(p->check, &p->map, &p->csv, id, values, why)) == -1)
		return 0;
	if (rc == -2 || (rc = whole_row(p->whole, p->map.kind, id, values, &fault)) != -1)
		return rc;
	*why = (struct row_problem){ .line = p->csv.row_line, .column = row_column(&p->map, fault.field),
	                             .title = fault.field == ROW_ID ? "id" : record_fields[fault.field].title };
	snprintf(why->reason, sizeof why->reason, "%s", fault.reason);
	return -1;
}

static int
whole_rows(struct pass *p)
{
	struct row_problem why;
	int rc = 0;

	while (rc == 0 && csv_row(&p->csv) == 1) {
		if (skipped(p->skips, p->csv.row_line))
			continue;
		if ((rc = whole(p, &why)) == -1)
			rc = say_late(p, &why);
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
	return p->whole != NULL ? whole_rows(p) : rows(p);
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
	p->check = NULL;
	row_text_clear(&p->body);
	csv_clear(&p->csv);
	return rc;
}

int
import_file(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	struct pass p = { .db = db, .how = how, .path = path, .opener = how->opener };
	long bad = how->bad;
	int rc = judge(&p, kind);

	return rc == 0 && how->bad > bad ? -1 : rc;
}

/* The second look at a file whose rows are in. */
static int
judge_whole(struct pass *p, enum kind kind)
{
	int rc = -2;

	if (!whole_needed(kind))
		return 0;
	if ((p->whole = whole_new(p->db)) != NULL)
		rc = judge(p, kind);
	whole_free(p->whole);
	p->whole = NULL;
	return rc;
}

int
import_whole(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	struct pass p = { .db = db, .how = how, .path = path };
	long bad = how->bad;
	int rc = judge_whole(&p, kind);

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

	how->rows = how->written = how->same = how->added = 0;
	if (hub_db_begin(db) != 0)
		return -2;
	p.opener = opener_new(db, how->at);
	rc = p.opener != NULL ? judge(&p, kind) : -2;
	opener_free(p.opener);
	p.opener = NULL;
	if (rc == 0 && p.late == 0)
		rc = judge_whole(&p, kind);
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
