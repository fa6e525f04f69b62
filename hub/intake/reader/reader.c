#include "hub/intake/reader/reader_in.h"

#include <strings.h>

#include "hub/authority/regular.h"
#include "hub/intake/cell.h"
#include "hub/intake/reader/sums.h"
#include "model/text/language.h"
#include "model/text/visible.h"

int
reader_refuse(struct reader *r, long line, int column, const char *title, const char *why)
{
	r->error_line = line;
	r->error_column = column;
	r->error_title = title;
	if (why != r->error)
		snprintf(r->error, sizeof r->error, "%s", why);
	return -1;
}

int
reader_refuse_csv(struct reader *r)
{
	return reader_refuse(r, r->csv.error_line, r->csv.error_column, NULL, r->csv.error);
}

int
reader_refuse_book(struct reader *r)
{
	return reader_refuse(r, r->book.why.line, r->book.why.column, NULL, r->book.why.text);
}

void
reader_note(const struct reader *r, long line, int column, const char *title, const char *format, ...)
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
		return reader_refuse_csv(r);
	r->row = &r->csv.row;
	r->encoding = text_encoding(&r->csv.text);
	return 0;
}

/* Of a text the name of a workbook promises what it does not hold. */
static bool
called_book(const char *path)
{
	static const char *const ends[] = { ".xls", ".xlsx", ".xlsm", ".et", ".ods" };
	const char *end = strrchr(path, '.');

	for (size_t i = 0; end != NULL && i < sizeof ends / sizeof *ends; i++)
		if (strcasecmp(end, ends[i]) == 0)
			return true;
	return false;
}

static int
open_book(struct reader *r, const char *path)
{
	if (book_open(&r->book, path) != 0)
		return reader_refuse_book(r);
	r->row = &r->book.row;
	r->encoding = "XLSX";
	return 0;
}

/* By its first bytes. */
static int
open_looked(struct reader *r, const char *path)
{
	char bytes[8192];
	size_t len = fread(bytes, 1, sizeof bytes, r->fp);
	FILE *fp = r->fp;
	const char *why;

	rewind(fp);
	switch (xlsx_look(bytes, len, &why)) {
	case XLSX_LOOKS_ZIP:
		return open_book(r, path);
	case XLSX_LOOKS_OTHER:
		return reader_refuse(r, 0, 0, NULL, why);
	case XLSX_LOOKS_TEXT:
		break;
	}
	if (called_book(path) && len > 0)
		return reader_refuse(r, 0, 0, NULL,
		                     _("text under the name of a workbook; "
		                       "save it as .xlsx, or as CSV UTF-8 and .csv"));
	if (r->named != NULL)
		return reader_refuse(r, 0, 0, NULL,
		                     _("no workbook, so there is no sheet to be named; leave --sheet out"));
	return reader_of(r, fp);
}

int
reader_open(struct reader *r, const char *path, const char *sheet)
{
	FILE *fp = regular_open(path);
	int error = errno;

	*r = (struct reader){ .ids = -1, .fp = fp, .named = sheet };
	return fp != NULL ? open_looked(r, path) : reader_refuse(r, 0, 0, NULL, regular_words(error));
}

void
reader_made(struct reader *r)
{
	csv_made(&r->csv);
}

void
reader_close(struct reader *r)
{
	csv_close(&r->csv);
	book_close(&r->book);
	head_rows_clear(&r->rows);
	free(r->head);
	r->head = NULL;
	if (r->fp != NULL)
		fclose(r->fp);
	r->fp = NULL;
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
	reader_note(r, r->row->line, first + 1, first < r->head->count && *r->head->column[first].title != '\0'
	     ? r->head->column[first].title : _("whole row"), _("a row that adds up others (%.60s), left out"),
	     cell_quote(r->row->cells[first]));
	return true;
}

/* What stands under no title is said once a column. */
static void
see_untitled(struct reader *r)
{
	for (int i = 0; i < r->row->count && i < r->width; i++)
		if (r->untitled[i] && visible_any(r->row->cells[i])) {
			r->untitled[i] = false;
			reader_note(r, r->row->line, i + 1, _("header"),
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

/* An amount that stands in cells merged over several rows is one amount. */
static void
see_merged(struct reader *r)
{
	struct reader_book *b = &r->book;

	for (int i = 0; i < r->row->count; i++) {
		if (!r->adds[i] || b->from[i] == b->row.line || !b->number[i])
			continue;
		b->row.cells[i] = b->absent;      /* what its record had stays */
		if (!r->merged[i])
			reader_note(r, b->row.line, i + 1, r->head->column[i].title,
			            _("an amount in merged cells, which counts in the first of their rows only"));
		r->merged[i] = true;
	}
}

static void
say_book(void *to, const struct xlsx_why *why)
{
	const struct reader *r = to;
	const struct head *h = r->head;
	/* Its amounts count once, and that has been said. */
	bool merged = why->line > 0 && why->column > 0 && why->column <= ROW_CELLS_MAX && r->merged[why->column - 1];
	const char *title = why->column > 0 && why->column <= h->count ? h->column[why->column - 1].title : "";

	if (merged)
		return;
	reader_note(r, why->line, why->column, *title != '\0' ? title : why->line > 0 ? _("whole row") : NULL, "%s",
	            why->text);
}

/* Behind the last row. */
static void
say_end(struct reader *r)
{
	if (r->empty > 0)
		reader_note(r, r->first_empty, 0, _("whole row"), _("rows with nothing in them, left out: %ld"),
		            r->empty);
	if (r->book.xlsx != NULL)
		xlsx_notes(r->book.xlsx, say_book, r);
}

static int
next(struct reader *r)
{
	int rc;

	/* A comment is one whatever the file was saved as. */
	do
		rc = r->book.xlsx != NULL ? book_row(&r->book, r->head->count) : csv_row(&r->csv);
	while (rc == 1 && r->book.xlsx != NULL && r->row->count > 0 && csv_is_comment(r->row->cells[0]));
	if (r->book.xlsx == NULL)
		r->encoding = text_encoding(&r->csv.text);
	return rc >= 0 ? rc : r->book.xlsx != NULL ? reader_refuse_book(r) : reader_refuse_csv(r);
}

int
reader_row(struct reader *r)
{
	int rc;

	while ((rc = next(r)) == 1 && left_out(r))
		;
	if (rc == 1 && r->book.xlsx != NULL)
		see_merged(r);
	if (rc == 1)
		fit(r);
	else if (rc == 0)
		say_end(r);
	return rc;
}
