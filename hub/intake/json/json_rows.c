#include "hub/intake/json/json_rows.h"

#include <fcntl.h>
#include <unistd.h>

#include "hub/authority/regular.h"
#include "hub/intake/json/json_keep.h"
#include "hub/intake/json/json_list.h"
#include "hub/intake/json/json_value.h"
#include "hub/intake/reader/csv.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

enum { ROW_MOST = 4 * JSON_TEXT_MAX, WHERE_MAX = 200 };

#define BEHIND _("more stands behind the list's end")

struct rows {
	struct json_rows *how;
	struct json_scan  s;
	struct json_keep  keep;
	struct json_list *lists;          /* of each page; one when there are no pages */
	int               list_count;
	long              record;
	bool              filling;        /* the second reading: values go into cells */
	struct row_text   cells[ROW_CELLS_MAX];
	bool              said[ROW_CELLS_MAX];     /* the record has it */
	size_t            filled;
	struct row_text   line;
};

static int
wrong(struct rows *r, const char *why)
{
	r->how->in_record = r->record > 0;
	if (r->record > 0)
		snprintf(r->how->error, sizeof r->how->error, _("record %ld: %s"), r->record, why);
	else
		snprintf(r->how->error, sizeof r->how->error, "%s", why);
	return -1;
}

static int
wrong_here(struct rows *r)
{
	char why[300];

	json_wrong(&r->s, why, sizeof why);
	return wrong(r, why);
}

/* ---- one record --------------------------------------------------------------------------- */

static int object(struct rows *r, int inside);
static int member(struct rows *r, int at, enum json_event event);

/* What is inside a list the map leads into: its places are named by numbers. */
static int
list(struct rows *r, int inside)
{
	enum json_event event;
	char number[24];
	int rc = 0;

	for (long n = 0; rc == 0 && (event = json_next(&r->s, true)) != JSON_LIST_END; n++) {
		int at;
		if (event == JSON_BAD)
			return wrong_here(r);
		snprintf(number, sizeof number, "%ld", n);
		at = n < 100 ? json_keep_find(&r->keep, inside, number) : -1;
		rc = at == -2 ? wrong(r, _("out of memory")) : member(r, at, event);
	}
	return rc;
}

static int
new_column(struct rows *r, struct json_member *m, int at)
{
	struct json_rows *how = r->how;
	char path[160];

	if (how->members.count == ROW_CELLS_MAX)
		return wrong(r, _("more members that go into columns than any table has columns"));
	json_keep_path(&r->keep, at, path, sizeof path);
	if ((how->members.name[how->members.count] = strdup(path)) == NULL)
		return wrong(r, _("out of memory"));
	m->cell = how->members.count++;
	return 0;
}

/* Two of its members, or two members for one column: which of them it is nobody knows. */
static int
said_twice(struct rows *r, int at, enum json_event event)
{
	struct json_member *m = &r->keep.list[at];
	char why[WHERE_MAX], name[64];

	snprintf(name, sizeof name, "%.*s", (int)utf8_clip(m->name, sizeof name - 1), m->name);
	if (json_skip(&r->s, event) != 0)
		return wrong_here(r);
	if (!r->filling || m->cell < 0)
		return 0;
	snprintf(why, sizeof why, _("\"%s\" is there twice in this record"), name);
	return json_value_wrong(&r->cells[m->cell], why) == 0 ? 0 : wrong(r, _("out of memory"));
}

static int
take(struct rows *r, int at, enum json_event event)
{
	struct json_member *m = &r->keep.list[at];

	if (m->cell < 0 && !r->filling && new_column(r, m, at) != 0)
		return -1;
	if (!r->filling || m->cell < 0)
		return json_skip(&r->s, event) == 0 ? 0 : wrong_here(r);
	r->said[m->cell] = true;
	if (json_value(&r->s, event, m->column.wants, &r->cells[m->cell]) == 0) {
		r->filled += r->cells[m->cell].len;
		return r->filled <= ROW_MOST ? 0 : wrong(r, _("longer than 4 MiB, which no record is"));
	}
	return r->s.why != NULL ? wrong_here(r) : wrong(r, _("out of memory"));
}

/* Members inside one that is null, or turned out to be no object (`why`). */
static int
not_inside(struct rows *r, int at, const char *why)
{
	int rc = 0;

	for (int i = 0; r->filling && rc == 0 && i < r->keep.count; i++) {
		int up = r->keep.list[i].inside;
		while (up >= 0 && up != at)
			up = r->keep.list[up].inside;
		if (up != at || !r->keep.list[i].kept || r->keep.list[i].cell < 0)
			continue;
		r->said[r->keep.list[i].cell] = true;
		if (why != NULL)
			rc = json_value_wrong(&r->cells[r->keep.list[i].cell], why);
	}
	return rc == 0 ? 0 : wrong(r, _("out of memory"));
}

/* The value of a member whose first event was taken; at: -1 nobody keeps it. */
static int
member(struct rows *r, int at, enum json_event event)
{
	if (event == JSON_BAD)
		return wrong_here(r);
	if (at < 0)
		return json_skip(&r->s, event) == 0 ? 0 : wrong_here(r);
	if (r->keep.list[at].seen == r->record)
		return said_twice(r, at, event);
	r->keep.list[at].seen = r->record;
	if (r->keep.list[at].kept)
		return take(r, at, event);
	return event == JSON_OBJECT ? object(r, at) : event == JSON_LIST ? list(r, at)
	     : not_inside(r, at, event == JSON_NULL ? NULL
	                       : _("the source's map looks into an object here, and it is none"));
}

/* Behind its {, to its end. */
static int
object(struct rows *r, int inside)
{
	enum json_event event;
	int rc = 0;

	while (rc == 0 && (event = json_next(&r->s, false)) == JSON_NAME) {
		bool sound = r->s.unsound == NULL && !r->s.cut;
		int at = sound ? json_keep_find(&r->keep, inside, r->s.text.text) : -1;
		if (at == -2)
			return wrong(r, _("out of memory"));
		rc = member(r, at, json_next(&r->s, r->filling && at >= 0 && r->keep.list[at].kept));
	}
	return rc != 0 ? rc : event == JSON_BAD ? wrong_here(r) : 0;
}

/* ---- all records ------------------------------------------------------------------------------ */

typedef int each_record(struct rows *r, void *ctx);

static int
one_record(struct rows *r, enum json_event event, each_record *each, void *ctx)
{
	r->record++;
	if (event == JSON_BAD)
		return wrong_here(r);
	if (event != JSON_OBJECT)
		return wrong(r, _("not an object {..}"));
	for (int i = 0; i < r->how->members.count; i++) {
		r->cells[i].len = 0;
		r->said[i] = false;
	}
	r->filled = 0;
	return object(r, -1) != 0 ? -1 : each != NULL ? each(r, ctx) : 0;
}

static int
list_records(struct rows *r, const struct json_list *l, each_record *each, void *ctx)
{
	enum json_event end = l->lines ? JSON_END : JSON_LIST_END, event;

	if (l->empty)
		return 0;
	if (json_seek(&r->s, l->spot.offset, l->spot.line) != 0)
		return wrong_here(r);
	if (!l->lines && json_next(&r->s, false) != JSON_LIST)
		return wrong(r, _("it changed while it was read; try again"));
	while ((event = json_next(&r->s, false)) != end)
		if (one_record(r, event, each, ctx) != 0)
			return -1;
	if (l->lines || !l->whole || r->how->pages)
		return 0;
	event = json_next(&r->s, false);
	return event == JSON_END ? 0 : event == JSON_BAD ? wrong_here(r) : wrong(r, BEHIND);
}

static int
all_records(struct rows *r, each_record *each, void *ctx)
{
	int rc = 0;

	r->record = 0;
	for (int i = 0; rc == 0 && i < r->list_count; i++)
		rc = list_records(r, &r->lists[i], each, ctx);
	return rc;
}

/* ---- where they are ----------------------------------------------------------------------------- */

static int
add_list(struct rows *r, const struct json_list *l)
{
	struct json_list *more = r->lists;

	if ((r->list_count & (r->list_count - 1)) == 0)
		more = realloc(r->lists, (size_t)(r->list_count == 0 ? 1 : 2 * r->list_count) * sizeof *more);
	if (more == NULL)
		return wrong(r, _("out of memory"));
	r->lists = more;
	r->lists[r->list_count++] = *l;
	return 0;
}

static int
read_path(struct rows *r, struct json_path *path)
{
	const char *text = r->how->rows_at != NULL ? r->how->rows_at : "", *bad;

	path->count = 0;
	if (*text == '\0' || (bad = json_path_parse(path, text, strlen(text))) == NULL)
		return 0;
	snprintf(r->how->error, sizeof r->how->error, _("the source's rows_at: %s"), bad);
	return -1;
}

/* No JSON: the record is said, when it is in one. */
static int
wrong_list(struct rows *r, const struct json_list *begun)
{
	char why[sizeof r->how->error];

	if (r->s.why == NULL || begun->spot.offset == 0 || add_list(r, begun) != 0)
		return -1;
	memcpy(why, r->how->error, sizeof why);
	if (all_records(r, NULL, NULL) == 0)
		memcpy(r->how->error, why, sizeof why);
	return -1;
}

static int
find_pages(struct rows *r, const struct json_path *rows_at)
{
	struct json_list l = { 0 };
	int rc;

	while ((rc = json_list_find(&r->s, rows_at, &l, r->how->error, sizeof r->how->error)) == 1) {
		if (l.lines)
			return wrong(r, _("there is no list of objects in it"));
		if (add_list(r, &l) != 0)
			return -1;
		if (l.whole && json_skip(&r->s, JSON_LIST) != 0)
			return wrong_here(r);
	}
	return rc;
}

/* In the one value; or it is an object a line. */
static int
find_lists(struct rows *r)
{
	struct json_scan *s = &r->s;
	struct json_spot begin = { json_tell(s), 1 };
	struct json_list l = { 0 };
	struct json_path path, *rows_at;
	enum json_event event;
	int rc;

	if (read_path(r, &path) != 0)
		return -1;
	rows_at = path.count > 0 ? &path : NULL;
	if (r->how->pages)
		return find_pages(r, rows_at);
	rc = json_list_find(s, rows_at, &l, r->how->error, sizeof r->how->error);
	if (rc == 0)
		return wrong(r, _("empty; a list of records is wanted"));
	if (rc < 0 && (s->why != NULL || rows_at != NULL))
		return wrong_list(r, &l);
	if (l.whole)
		return add_list(r, &l);
	event = json_next(s, false);
	if (event == JSON_END)
		return rc < 0 ? -1 : add_list(r, l.lines ? &(struct json_list){ .spot = begin, .lines = true } : &l);
	if (rows_at != NULL)
		return event == JSON_BAD ? wrong_here(r) : wrong(r, _("more stands behind the object's end"));
	return add_list(r, &(struct json_list){ .spot = begin, .lines = true });
}

/* ---- columns, then rows --------------------------------------------------------------------------- */

static int
find_columns(struct rows *r)
{
	struct json_rows *how = r->how;

	if (all_records(r, NULL, NULL) != 0)
		return -1;
	how->records = r->record;
	json_keep_left(&r->keep, how->left_out, sizeof how->left_out);
	json_keep_missing(&r->keep, how->missing, sizeof how->missing);
	if (r->record == 0)
		return wrong(r, _("an empty list; no records are not taken for all of them"));
	if (how->members.count > 0)
		return 0;
	r->record = 0;
	snprintf(how->error, sizeof how->error,
	         _("no member is a column anybody knows (%s); name them in the source's map, or see "
	           "guatu-pack(5)%s"), how->left_out,
	         r->lists[0].lines && how->records == 1 ? _("; there is no list of objects in it") : "");
	return -1;
}

/* A record has one line: its line breaks are marks. */
static int
write_cell(struct row_text *line, struct row_text *cell)
{
	bool broken = false;

	if (cell->len == 0)
		return 0;
	for (char *p = cell->text; (p = memchr(p, '\n', cell->len - (size_t)(p - cell->text))) != NULL; broken = true)
		*p = CELL_BREAK;
	return broken ? row_quoted(line, cell->text, cell->len) : row_cell(line, cell->text, cell->len);
}

static int
write_row(struct rows *r, void *ctx)
{
	FILE *out = ctx;
	struct row_text *line = &r->line;
	int rc = 0;

	line->len = 0;
	if (r->cells[0].len > 1 && csv_is_comment(r->cells[0].text))
		rc = json_value_wrong(&r->cells[0], _("it begins with # and a blank, which is a comment in a table"));
	for (int i = 0; rc == 0 && i < r->how->members.count; i++)
		rc = i > 0 && row_append(line, ",", 1) != 0 ? -1
		   : r->said[i] ? write_cell(line, &r->cells[i]) : row_append(line, CELL_ABSENT, 1);
	if (rc == 0 && line->len == 0)      /* no row is an empty line */
		rc = row_quoted(line, "", 0);
	if (rc != 0)
		wrong(r, _("out of memory"));
	if (rc == 0 && (fwrite(line->text, 1, line->len, out) != line->len || fputc('\n', out) == EOF))
		rc = wrong(r, error_words(errno));
	return rc;
}

/* Who or what it is stands first: one that looks like a comment is refused (hub/intake/reader/csv.h). */
static void
lead(struct rows *r)
{
	struct row_members *m = &r->how->members;
	int first = record_kind_find(r->how->takes) >= 0 ? -1 : 0;

	for (int i = 0; i < r->keep.count; i++) {
		struct json_member *one = &r->keep.list[i], *other = r->keep.list;
		char *name;
		if (one->cell <= 0 || one->column.of != first)
			continue;
		while (other->cell != 0)
			other++;
		name = m->name[0];
		m->name[0] = m->name[one->cell];
		m->name[one->cell] = name;
		other->cell = one->cell;
		one->cell = 0;
	}
}

static int
write_header(struct rows *r, FILE *out)
{
	struct row_text line = { 0 };
	const char *ours[ROW_CELLS_MAX];
	int rc = 0;

	for (int i = 0; i < r->keep.count; i++)
		if (r->keep.list[i].cell >= 0)
			ours[r->keep.list[i].cell] = r->keep.list[i].ours;
	for (int i = 0; rc == 0 && i < r->how->members.count; i++)
		rc = row_cell_after(&line, i > 0, ours[i]);
	if (rc == 0 && (fwrite(line.text, 1, line.len, out) != line.len || fputc('\n', out) == EOF))
		rc = wrong(r, error_words(errno));
	row_text_clear(&line);
	return rc;
}

static int
write_table(struct rows *r, const char *to)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600), rc = -1;
	FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;

	lead(r);
	r->filling = true;
	for (int i = 0; i < r->keep.count; i++)
		r->keep.list[i].seen = 0;
	if (out == NULL) {
		if (fd >= 0)
			close(fd);
		return wrong(r, error_words(errno));
	}
	if (write_header(r, out) == 0)
		rc = all_records(r, write_row, out);
	if (fclose(out) != 0 && rc == 0)
		rc = wrong(r, error_words(errno));
	return rc;
}

int
json_rows_to_csv(const char *from, const char *to, struct json_rows *how)
{
	struct rows *r = calloc(1, sizeof *r);
	int rc = -1;

	how->members.count = 0;
	how->records = 0;
	how->error[0] = how->left_out[0] = how->missing[0] = '\0';
	if (r == NULL) {
		snprintf(how->error, sizeof how->error, _("out of memory"));
		return -1;
	}
	r->how = how;
	if (json_keep_begin(&r->keep, how->takes, how->map, how->error, sizeof how->error) != 0)
		;
	else if (json_open(&r->s, from) != 0)
		wrong_here(r);
	else if (find_lists(r) == 0 && find_columns(r) == 0)
		rc = write_table(r, to);
	how->error[utf8_clip(how->error, sizeof how->error - 1)] = '\0';
	json_close(&r->s);
	json_keep_clear(&r->keep);
	for (int i = 0; i < ROW_CELLS_MAX; i++)
		row_text_clear(&r->cells[i]);
	row_text_clear(&r->line);
	free(r->lists);
	free(r);
	return rc;
}

void
json_rows_clear(struct json_rows *how)
{
	for (int i = 0; i < how->members.count; i++)
		free(how->members.name[i]);
	how->members.count = 0;
}

/* The next byte that is no blank. */
static int
visible(FILE *fp)
{
	int c;

	do
		c = fgetc(fp);
	while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
	return c;
}

/* {" and {} and [{ begin JSON; [2020年]问题台账 stands over a table. */
bool
json_rows_likely(const char *path)
{
	FILE *fp = regular_open(path);
	int c = fp != NULL ? visible(fp) : EOF, second = EOF;

	if (c == 0xEF && fgetc(fp) == 0xBB && fgetc(fp) == 0xBF)
		c = visible(fp);
	if (c == '{' || c == '[')
		second = visible(fp);
	if (fp != NULL)
		fclose(fp);
	if (second == EOF)
		return c == '{' || c == '[';
	return strchr(c == '{' ? "\"}" : "{[]\"", second) != NULL;
}
