#include "hub/intake/reader/reader.h"

#include <sys/stat.h>

#include "hub/intake/reader/sums.h"
#include "model/text/language.h"
#include "model/text/visible.h"

static int
refuse(struct reader *r, long line, int column, const char *title, const char *why)
{
	r->error_line = line;
	r->error_column = column;
	r->error_title = title;
	if (why != r->error)
		snprintf(r->error, sizeof r->error, "%s", why);
	return -1;
}

static int
refuse_csv(struct reader *r)
{
	return refuse(r, r->csv.error_line, r->csv.error_column, NULL, r->csv.error);
}

__attribute__((format(printf, 5, 6))) static void
note(const struct reader *r, long line, int column, const char *title, const char *format, ...)
{
	char words[600];
	va_list args;

	if (r->notes.say == NULL)
		return;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	r->notes.say(r->notes.to, line, column, title, words);
}

/* ---- opening -------------------------------------------------------------------- */

int
reader_of(struct reader *r, FILE *fp)
{
	*r = (struct reader){ .ids = -1, .fp = fp };
	if (csv_open(&r->csv, fp) != 0)
		return refuse_csv(r);
	r->row = &r->csv.row;
	r->encoding = text_encoding(&r->csv.text);
	return 0;
}

int
reader_open(struct reader *r, const char *path, const char *sheet)
{
	struct stat st;
	FILE *fp = fopen(path, "rbe");

	*r = (struct reader){ .ids = -1, .fp = fp };
	if (fp == NULL || fstat(fileno(fp), &st) != 0)
		return refuse(r, 0, 0, NULL, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(r, 0, 0, NULL, _("not a regular file"));
	if (sheet != NULL)
		return refuse(r, 0, 0, NULL, _("no workbook, so there is no sheet to be named; leave --sheet out"));
	return reader_of(r, fp);
}

void
reader_close(struct reader *r)
{
	csv_close(&r->csv);
	head_rows_clear(&r->rows);
	free(r->head);
	r->head = NULL;
	if (r->fp != NULL)
		fclose(r->fp);
	r->fp = NULL;
}

/* ---- the head ---------------------------------------------------------------------- */

static const char separators[] = ",;\t";

/* The first lines, as they are with this separator. */
static int
look_ahead(const struct reader *r, char separator, struct head_rows *rows)
{
	struct csv ahead;
	int rc = csv_look(&r->csv, separator, &ahead);

	rows->count = 0;
	while (rc == 0 && rows->count < HEAD_ROWS && csv_row(&ahead) == 1 &&
	       ahead.row.line - ahead.passed <= HEAD_LINES + (rows->count > 0))
		rc = head_rows_add(rows, &ahead.row, ahead.row.line);
	csv_close(&ahead);
	return rc;
}

/* The separator with which a line has the most titles: 1; 0 there is none; -1 out of memory. */
static int
choose_separator(struct reader *r, const struct titles *titles)
{
	struct head *head = malloc(sizeof *head);
	char best = '\0';
	int known = 0, rc = head != NULL ? 0 : -1;

	for (const char *s = separators; rc == 0 && *s != '\0'; s++) {
		struct head_rows rows;
		if ((rc = look_ahead(r, *s, &rows)) == 0 && head_find(&rows, titles, head) && head->known > known) {
			known = head->known;
			best = *s;
		}
		head_rows_clear(&rows);
	}
	free(head);
	if (rc != 0 || best == '\0')
		return rc;
	csv_separate(&r->csv, best);
	return 1;
}

/* No line names the columns. */
static int
refuse_headless(struct reader *r, const struct titles *titles)
{
	char known[600];
	const char *never;
	int rc = csv_row(&r->csv);

	if (rc < 0)
		return refuse_csv(r);
	r->headless = true;
	if (rc == 0)
		return refuse(r, 0, 0, NULL, _("empty; the first row must name the columns"));
	for (int i = 0; titles->never != NULL && i < r->csv.row.count; i++)
		if ((never = titles->never(r->csv.row.cells[i])) != NULL)
			return refuse(r, r->csv.row.line, i + 1, _("header"), never);
	title_list(titles, 12, known, sizeof known);
	snprintf(r->error, sizeof r->error,
	         _("none of the first ten lines names the columns; "
	           "at least half of the titles of one must be known: %s"),
	         known);
	return refuse(r, r->csv.row.line, 0, _("header"), r->error);
}

static void
note_columns(struct reader *r, const struct titles *titles)
{
	const struct head *h = r->head;
	char near[200];

	for (int i = 0; i < h->count; i++) {
		const struct head_column *c = &h->column[i];
		if (c->known || *c->title == '\0')
			continue;
		title_nearest(titles, c->title, near, sizeof near);
		if (*near != '\0')
			note(r, h->line, i + 1, c->title,
			     _("no column is called so, it is left out; near are: %s"), near);
		else
			note(r, h->line, i + 1, c->title, _("no column is called so, it is left out"));
	}
	if (h->count < r->width)
		note(r, h->line, h->count + 1, _("header"), _("columns without a title at the end, left out: %d"),
		     r->width - h->count);
}

/* The head ends with its last title.  A cell of it that no title is refused, if `titles` says so. */
static int
see_columns(struct reader *r, const struct titles *titles)
{
	struct head *h = r->head;
	const char *never;

	r->width = h->count;
	while (*h->column[h->count - 1].title == '\0')
		h->count--;
	for (int i = 0; i < r->width; i++) {
		r->untitled[i] = *h->column[i].title == '\0';
		r->any_untitled = r->any_untitled || r->untitled[i];
		if (!h->column[i].known && titles->never != NULL && (never = titles->never(h->column[i].title)) != NULL)
			return refuse(r, h->line, i + 1, _("header"), never);
	}
	return 0;
}

int
reader_head(struct reader *r, const struct titles *titles, const struct reader_notes *notes)
{
	int rc = choose_separator(r, titles);

	if (notes != NULL)
		r->notes = *notes;
	if (rc == 0)
		return refuse_headless(r, titles);
	if (rc < 0 || (r->head = malloc(sizeof *r->head)) == NULL || look_ahead(r, r->csv.separator, &r->rows) != 0)
		return refuse(r, 0, 0, NULL, _("out of memory"));
	head_find(&r->rows, titles, r->head);
	for (rc = 1; rc == 1 && r->csv.row.line != r->head->line;)
		rc = csv_row(&r->csv);
	if (rc != 1)
		return refuse_csv(r);
	if (see_columns(r, titles) != 0)
		return -1;
	if (r->rows.row[0].line != r->head->line)
		note(r, r->head->line, 0, _("header"),
		     _("line %ld names the columns; what stands before it is left out"), r->head->line);
	note_columns(r, titles);
	return 0;
}

void
reader_ids(struct reader *r, int column, bool people)
{
	r->ids = column;
	r->counts = people;
}

/* ---- rows ------------------------------------------------------------------------- */

/* The first cell something can be seen in; -1 none. */
static int
first_written(const struct row_cells *row)
{
	for (int i = 0; i < row->count; i++)
		if (*row->cells[i] != '\0' && visible_any(row->cells[i]))
			return i;
	return -1;
}

static bool
is_sum(const struct reader *r, int first)
{
	const char *cell = r->row->cells[first], *id;

	if (!sum_word(cell, first == r->ids))
		return false;
	id = r->ids >= 0 && r->ids < r->row->count && r->ids != first ? r->row->cells[r->ids] : "";
	return !visible_any(id) || (r->counts && sum_count(id));
}

/* Is the row none, with nothing in it or adding up others? */
static bool
left_out(struct reader *r)
{
	int first = first_written(r->row);

	if (first < 0) {
		r->first_empty = r->empty++ == 0 ? r->row->line : r->first_empty;
		return true;
	}
	if (!is_sum(r, first))
		return false;
	note(r, r->row->line, first + 1, first < r->head->count && *r->head->column[first].title != '\0'
	     ? r->head->column[first].title : _("whole row"), _("a row that adds up others (%.60s), left out"),
	     r->row->cells[first]);
	return true;
}

/* What stands under no title is said once a column. */
static void
see_untitled(struct reader *r)
{
	for (int i = 0; i < r->row->count && i < r->width; i++)
		if (r->untitled[i] && visible_any(r->row->cells[i])) {
			r->untitled[i] = false;
			note(r, r->row->line, i + 1, _("header"),
			     _("this column has no title; what stands in it is left out"));
		}
}

/* As many cells as the head has titles, unless more of them say something than stand under it. */
static void
fit(struct reader *r)
{
	struct row_cells *row = r->row;

	while (row->count > r->width && !visible_any(row->cells[row->count - 1]))
		row->count--;
	if (r->any_untitled)
		see_untitled(r);
	if (row->count > r->head->count && row->count <= r->width)
		row->count = r->head->count;
}

int
reader_row(struct reader *r)
{
	int rc;

	while ((rc = csv_row(&r->csv)) == 1 && left_out(r))
		;
	r->encoding = text_encoding(&r->csv.text);
	if (rc < 0)
		return refuse_csv(r);
	if (rc == 1)
		fit(r);
	else if (r->empty > 0)
		note(r, r->first_empty, 0, _("whole row"), _("rows with nothing in them, left out: %ld"), r->empty);
	return rc;
}
