#include "hub/intake/import.h"

#include <cjson/cJSON.h>

#include "hub/intake/batch.h"
#include "hub/intake/ids/own_key.h"
#include "hub/intake/check.h"
#include "hub/flow/duty_opener.h"
#include "hub/intake/row.h"
#include "hub/intake/was.h"
#include "hub/policy/rules.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

/* Lines to be left out, in order. */
struct skips { long *lines; size_t count; };

struct pass {
	struct hub_db  *db;
	struct import  *how;
	struct reader   reader;
	struct row_notes notes;
	struct row_map  map;
	struct check   *check;
	struct was      was;
	struct row_text body;
	int             stamp[3], period;      /* fields, -1 when the kind has none such */
	const struct skips *skips;
	bool            filled[IMPORT_FILLS];      /* columns the import brings */
};

/* How often a file is read to leave out what hangs on what was left out. */
enum { PASSES_MAX = 10 };

static int
by_line(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static bool
skipped(const struct skips *s, long line)
{
	return s != NULL && s->count > 0 && bsearch(&line, s->lines, s->count, sizeof line, by_line) != NULL;
}

/* Of the file, or its rest. */
static int
refuse_file(struct pass *p, long line, int column, const char *title, const char *reason)
{
	struct fault at = { .kind = (int)p->map.kind, .field = ROW_FILE, .line = line, .column = column,
		.title = title };

	faults_add(&p->how->faults, &at, "%s", reason);
	return 0;
}

static int
tell_opener(struct pass *p, const char *id, const char *text)
{
	struct opened opened = { 0 };
	cJSON *body;
	int rc;

	if (p->how->opener == NULL || (p->map.kind != KIND_BATCH && p->map.kind != KIND_ENTRY))
		return 0;
	body = cJSON_Parse(text);
	rc = body != NULL ? duty_opener_event(p->how->opener, p->map.kind, id, body, &opened) : -1;
	cJSON_Delete(body);
	return rc == 0 ? 0 : -2;
}

/* Where a row came from is not what it says: fields the importer fills in where the row leaves them out. */
static const char *
stamp_of(const struct pass *p, size_t i, char at[26])
{
	if (i > 0 && p->how->origin == NULL)
		return NULL;
	instant_format(p->how->came != 0 ? p->how->came : p->how->at, at);
	return i == 0 ? p->how->batch : i == 1 ? p->how->origin : at;
}

/* The same row of an earlier hand-over keeps its stamp, so that only a change counts as one. */
static const char *
stamped(struct pass *p, struct cache_value *values, const struct cache_value *had)
{
	bool open[3] = { false }, any = false;
	int first = record_first((int)p->map.kind);
	const char *body;
	char at[26];

	for (size_t i = 0; i < 3; i++) {
		int f = p->stamp[i];
		open[i] = f >= 0 && (!row_says(&p->map, p->reader.row, f) || values[f - first].type == VALUE_NULL);
		any |= open[i];
		if (open[i])
			values[f - first] = had != NULL ? had[f - first] : (struct cache_value){ .type = VALUE_NULL };
	}
	if (!any || had != NULL) {
		body = row_body(&p->body, p->map.kind, values);
		if (!any || body == NULL || strcmp(body, p->was.body.text) == 0)
			return body;
	}
	for (size_t i = 0; i < 3; i++) {
		const char *now = open[i] ? stamp_of(p, i, at) : NULL;
		if (now != NULL)
			values[p->stamp[i] - first] = text_value(now);
	}
	return row_body(&p->body, p->map.kind, values);
}

/* What the record says otherwise now stands in its history; a new one's is its batch's. */
static int
tell_change(struct pass *p, const char *id, const char *body)
{
	long line = p->reader.row->line - (p->how->json != NULL);      /* of JSON the record */

	if (p->how->batch == NULL || !p->was.any)
		return 0;
	return change_tell(&p->how->tell, p->map.kind, id, p->was.body.text, body, line);
}

/* What the row's empty cells take from the record. */
static void
note_emptied(struct pass *p, const char *id, const struct cache_value *values, const struct cache_value *had)
{
	struct fault at = { .kind = (int)p->map.kind, .id = id, .line = p->reader.row->line };
	int first = record_first((int)p->map.kind), end = record_first((int)p->map.kind + 1);

	for (int f = first; f < end; f++) {
		const struct cache_value *v = &had[f - first];
		if (!row_says(&p->map, p->reader.row, f) || values[f - first].type != VALUE_NULL ||
		    v->type == VALUE_NULL)
			continue;
		at.field = f;
		at.column = p->map.column[f - first] + 1;
		if (v->type == VALUE_TEXT)
			faults_note(&p->how->faults, &at, _("an empty cell: emptied, it said \"%.*s\""),
			            (int)utf8_clip(v->text, 60), v->text);
		else
			faults_note(&p->how->faults, &at, _("an empty cell: emptied, it said \"%lld\""),
			            (long long)v->number);
	}
}

/* No console would be sent it. */
static int
refuse_long(struct pass *p, const char *id, const struct cache_value *values)
{
	struct fault at = { .kind = (int)p->map.kind, .id = id, .line = p->reader.row->line };
	int first = record_first((int)p->map.kind), end = record_first((int)p->map.kind + 1);
	size_t longest = 0;

	for (int f = first; f < end; f++)
		if (values[f - first].type == VALUE_TEXT && values[f - first].length > longest) {
			longest = values[f - first].length;
			at.field = f;
		}
	at.column = row_column(&p->map, at.field);
	faults_add(&p->how->faults, &at,
	           _("the record has %zu bytes, and %d are what consoles can be sent; shorten this cell (%zu bytes)"),
	           p->body.len, HUB_RECORD_MAX, longest);
	return 0;
}

static int
put(struct pass *p, const char *id, struct cache_value *values, bool good)
{
	const struct cache_value *had = NULL;
	const char *body;
	int rc = 0;

	if (p->how->keep_old && p->was.any) {
		p->how->same++;
		return 0;
	}
	if (p->how->batch != NULL && p->was.any && (had = was_values(&p->was)) == NULL)
		return -2;
	body = p->how->batch != NULL ? stamped(p, values, had) : row_body(&p->body, p->map.kind, values);
	if (body == NULL)
		return -2;
	if (p->body.len > HUB_RECORD_MAX)
		return refuse_long(p, id, values);
	rc = p->was.never ? hub_db_add(p->db, p->map.kind, id, body, p->how->at, p->how->by)
	                  : hub_db_put(p->db, p->map.kind, id, body, p->how->at, p->how->by, NULL);
	if (rc == 1 && good && p->was.any && (had = was_values(&p->was)) != NULL)
		note_emptied(p, id, values, had);
	if (rc < 0 || (rc == 1 && good && tell_change(p, id, body) != 0))
		return -2;
	if (rc == 1 && check_doubts(p->check, &p->map, p->reader.row, id, values, &p->how->faults) != 0)
		return -2;
	p->how->written += rc;
	p->how->same += rc == 0;
	p->how->added += rc == 1 && !p->was.any;
	return rc > 0 && good ? tell_opener(p, id, body) : 0;
}

static void
note_period(struct pass *p, const struct cache_value *values)
{
	const struct cache_value *v = p->period >= 0 ? &values[p->period - record_first((int)p->map.kind)] : NULL;
	const char *period = v != NULL && v->type == VALUE_TEXT ? v->text : "-";

	if (p->how->rows == 1)
		snprintf(p->how->period, sizeof p->how->period, "%.11s", period);
	else if (strcmp(p->how->period, period) != 0)
		snprintf(p->how->period, sizeof p->how->period, "-");
}

/* A row without an id is what it says it is about, which is known when its names stand for codes. */
static int
made_row(struct pass *p, struct cache_value *values, bool good)
{
	struct faults *faults = &p->how->faults;
	char id[HUB_ID_MAX + 1];
	int judged, kept, rc;

	if ((judged = check_row(p->check, &p->map, p->reader.row, "", values, faults)) < 0)
		return judged == -1 ? 0 : -2;
	own_key_make(p->map.kind, hub_db_county(p->db), values, id);
	if (was_read(&p->was, p->db, p->map.kind, id) < 0 ||
	    (kept = was_keep(&p->was, &p->map, p->reader.row, id, values, faults)) < 0)
		return -2;
	if ((rc = check_taken(p->check, &p->map, id, p->reader.row->line, p->was.never, faults)) != 0)
		return rc == -1 ? 0 : -2;
	note_period(p, values);
	return put(p, id, values, good && kept == 0 && judged == 0);
}

/* One row.  One with faults is put with what could be read of it (as it stands: nothing but its id), so that those who
 * name it are not blamed; nothing of it stays, since the transaction does not.  0, -2. */
static int
row(struct pass *p)
{
	struct cache_value values[ROW_FIELDS_MAX] = { { .type = VALUE_NULL } };
	struct faults *faults = &p->how->faults;
	const char *id;
	int read = row_values(&p->map, p->reader.row, &id, values, faults), kept, judged, rc;

	if (read < 0 && (p->reader.row->count == p->map.count || !row_id_ok(id)))
		return 0;
	if (p->map.made)
		return read < 0 ? 0 : made_row(p, values, read == 0);
	if (was_read(&p->was, p->db, p->map.kind, id) < 0 ||
	    (kept = was_keep(&p->was, &p->map, p->reader.row, id, values, faults)) < 0)
		return -2;
	if ((judged = check_row(p->check, &p->map, p->reader.row, id, values, faults)) < 0)
		return judged == -1 ? 0 : -2;
	if ((rc = check_taken(p->check, &p->map, id, p->reader.row->line, p->was.never, faults)) != 0)
		return rc == -1 ? 0 : -2;
	note_period(p, values);
	return put(p, id, values, read == 0 && kept == 0 && judged == 0);
}

/* Columns the file lacks and the import brings: behind its own. */
static void
fill_columns(struct pass *p)
{
	for (int i = 0; i < p->how->fills && p->map.count < ROW_CELLS_MAX; i++) {
		int *column = &p->map.column[p->how->fill[i].field - record_first((int)p->map.kind)];
		p->filled[i] = *column < 0;
		if (*column < 0)
			*column = p->map.count++;
	}
}

/* A row with as many cells as the file's head gets the others too. */
static void
fill_cells(struct pass *p)
{
	struct row_cells *row = p->reader.row;
	int own = p->reader.head->count, all = own;

	for (int i = 0; row->count == own && i < p->how->fills; i++)
		if (p->filled[i])
			row->cells[all++] = p->how->fill[i].text;
	if (row->count == own)
		row->count = all;
	p->map.count = row->count == all ? all : own;
}

static int
rows(struct pass *p)
{
	int rc, done = 0;

	while (done == 0 && (rc = reader_row(&p->reader)) == 1) {
		p->how->rows++;
		fill_cells(p);
		if (!skipped(p->skips, p->reader.row->line) && !p->how->faults.many)
			done = row(p);
	}
	return done != 0 || rc == 0 ? done : refuse_file(p, p->reader.error_line, p->reader.error_column,
	                                                 p->reader.error_title, p->reader.error);
}

/* Who does not part settlements says the sum of them; what is worked out of parts does not see it. */
static void
note_whole(struct pass *p)
{
	static const int parts[] = { FIELD_SETTLEMENT_scope, FIELD_SETTLEMENT_svc, FIELD_SETTLEMENT_pop };
	struct fault at = { .kind = (int)p->map.kind, .field = ROW_FILE, .line = p->map.line,
		.title = _("header") };
	char lack[120] = "";
	size_t len = 0;

	for (size_t i = 0; p->map.kind == KIND_SETTLEMENT && i < sizeof parts / sizeof *parts; i++)
		if (row_column(&p->map, parts[i]) == 0)
			len += (size_t)snprintf(lack + len, sizeof lack - len, "%s%s", len > 0 ? " " : "",
			                        record_fields[parts[i]].title);
	if (len > 0)
		faults_note(&p->how->faults, &at,
		            _("no column %s: what is new is taken as the sum over all of it; "
		              "rates of one group of people, care or place need rows that name it"), lack);
}

static void
note_made(struct pass *p)
{
	struct fault at = { .kind = (int)p->map.kind, .field = ROW_FILE, .line = p->map.line,
		.title = _("header") };
	char words[300];

	if (p->map.made)
		faults_note(&p->how->faults, &at, _("no column 编号: a row goes by %s; where one of these changes, "
		                                    "it is another record"),
		            own_key_words(p->map.kind, words, sizeof words));
}

static int
header_and_rows(struct pass *p)
{
	struct reader_notes notes;
	struct row_problem why;

	if (p->how->json != NULL || p->how->made)
		reader_made(&p->reader);
	p->notes = (struct row_notes){ &p->how->faults, p->map.kind };
	notes = row_notes(&p->notes);
	if (row_header(&p->map, p->map.kind, &p->reader, &notes, &why) != 0)
		return refuse_file(p, why.line, why.column, why.title, why.reason);
	if (faults_titles(&p->how->faults, (int)p->map.kind, p->reader.head) != 0)
		return -2;
	note_made(p);
	note_whole(p);
	fill_columns(p);
	return rows(p);
}

static int
read_file(struct hub_db *db, enum kind kind, const char *path, struct import *how, const struct skips *skips)
{
	struct pass *p = calloc(1, sizeof *p);
	int rc = -2;

	if (p == NULL)
		return -2;
	*p = (struct pass){ .db = db, .how = how, .map.kind = kind, .skips = skips,
		.period = record_field_find(kind, "period", 6) };
	for (size_t i = 0; i < 3; i++)
		p->stamp[i] = record_field_find(kind, change_stamps[i], strlen(change_stamps[i]));
	how->tell = (struct change_teller){ .db = db, .batch = how->batch, .by = how->by, .at = how->at,
		.file = how->called != NULL ? how->called : path };
	if (faults_file(&how->faults, kind, path, how->called, how->json) == 0 &&
	    faults_sheet(&how->faults, kind, how->sheet) == 0 && (p->check = check_new(db, kind)) != NULL)
		rc = reader_open(&p->reader, path, how->sheet) != 0 ? refuse_file(p, p->reader.error_line, 0, NULL,
		                                                                  p->reader.error)
		                                                    : header_and_rows(p);
	how->encoding = p->reader.encoding != NULL ? p->reader.encoding : "";
	if (p->map.made)
		how->faults.file[kind].ids = check_give_ids(p->check);
	check_free(p->check);
	was_clear(&p->was);
	row_text_clear(&p->body);
	reader_close(&p->reader);
	free(p);
	return rc;
}

int
import_file(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	return read_file(db, kind, path, how, NULL);
}

/* Rules are asked only when every row is there. */
static int
judge(struct hub_db *db, struct import *how)
{
	if (!how->faults.unread && !how->faults.many && rules_run(db, &how->faults) != 0)
		return -2;
	return faults_settle(&how->faults, db);
}

/* Says what was found: -1 when that is a fault. */
static int
finish(struct import *how, int rc)
{
	long bad;

	how->noted = faults_noted(&how->faults);
	bad = rc == 0 ? faults_say(&how->faults, how->errors) : 0;
	faults_clear(&how->faults);
	how->bad += bad;
	return bad > 0 ? -1 : rc;
}

int
import_end(struct hub_db *db, struct import *how, int rc)
{
	return finish(how, rc == 0 ? judge(db, how) : rc);
}

/* The audit chain says what came in from outside the flow. */
static int
record_import(struct hub_db *db, enum kind kind, const char *path, const struct import *how)
{
	const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	char what[256];

	snprintf(what, sizeof what, "%s %.120s: %ld rows, %ld written", record_kinds[kind].name, name, how->rows,
	         how->written);
	return hub_db_audit(db, how->by, "import", what, how->at);
}

/* Takes the lines of the settled faults: 1 there are some, and without them the file may do; 0; -2. */
static int
skip_more(struct skips *s, const struct faults *f)
{
	size_t had = s->count;
	long *more = realloc(s->lines, (s->count + f->bad.count + 1) * sizeof *more);

	if (more == NULL)
		return -2;
	s->lines = more;
	for (size_t i = 0; i < f->bad.count; i++)
		if (f->bad.at[i].line > 0)
			s->lines[s->count++] = f->bad.at[i].line;
	if (s->count > 1)
		qsort(s->lines, s->count, sizeof *s->lines, by_line);
	return s->count > had && !f->unread && !f->many;
}

/* What was due before it came is not its doing. */
static int
begin(struct hub_db *db, struct import *how)
{
	struct opened before = { 0 };

	how->rows = how->written = how->same = how->added = 0;
	how->opened = (struct opened){ 0 };
	if (hub_db_begin(db) != 0)
		return -2;
	if (how->as != NULL && (duty_opener_day(db, how->at, &before) != 0 || batch_begin(db, how->as) != 0))
		return -2;
	how->batch = how->as != NULL ? how->as->id : how->batch;
	return (how->opener = duty_opener_new(db, how->at)) != NULL ? 0 : -2;
}

static int
end_batch(struct hub_db *db, struct import *how)
{
	struct batch *b = how->as;

	b->rows = how->rows;
	b->added = how->added;
	b->changed = how->written - how->added;
	b->bad = how->bad;
	b->noted = how->noted;
	b->period = strlen(how->period) > 1 ? how->period : NULL;
	return batch_finish(db, b) == 0 && duty_opener_day(db, how->at, &how->opened) == 0 ? 0 : -2;
}

/* 0, or 1: it was only to be said. */
static int
end(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	if (how->as != NULL ? end_batch(db, how) != 0 : record_import(db, kind, path, how) != 0)
		return -2;
	if (how->dry == NULL)
		return hub_db_commit(db) == 0 ? 0 : -2;
	return difference_say(db, how->batch, (int)kind, how->dry) < 0 ? -2 : 1;
}

/* One pass in a transaction: 1 when it must be done again without the rows found bad. */
static int
pass_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how, struct skips *skips)
{
	int rc = begin(db, how), again = 0;

	if (rc == 0 && (rc = read_file(db, kind, path, how, skips)) == 0)
		rc = judge(db, how);
	duty_opener_free(how->opener);
	how->opener = NULL;
	if (rc == 0 && how->skip_bad && (again = skip_more(skips, &how->faults)) < 0)
		rc = -2;
	if ((rc = finish(how, rc)) == 0 && (rc = end(db, kind, path, how)) == 0)
		return 0;
	hub_db_rollback(db);
	return rc == 1 ? 0 : rc == -1 && again > 0 ? 1 : rc;
}

int
import_alone(struct hub_db *db, enum kind kind, const char *path, struct import *how)
{
	struct skips skips = { 0 };
	int rc, passes = 0;

	/* Leaving a row out may leave another's parent out: until nothing more goes. */
	while ((rc = pass_alone(db, kind, path, how, &skips)) == 1 && ++passes < PASSES_MAX)
		;
	if (rc == 1) {
		fprintf(how->errors, _("more rows hang on those that were left out, over more than %d levels; "
		                       "correct the first of them\n"), PASSES_MAX);
		rc = -1;
	}
	free(skips.lines);
	return rc;
}
