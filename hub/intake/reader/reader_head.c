#include "hub/intake/reader/reader_in.h"

#include "model/text/language.h"

/* ---- a text -------------------------------------------------------------------- */

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

/* ---- a sheet ------------------------------------------------------------------- */

/* Looks into one: 1 it has a head, 0, -1. */
static int
look_into(struct reader *r, int sheet, const struct titles *titles, struct head *head)
{
	struct head_rows rows;
	int rc = book_look(&r->book, sheet, &rows);

	if (rc == 0)
		rc = head_find(&rows, titles, head);
	head_rows_clear(&rows);
	return rc;
}

/* How well a sheet with this head fits: what it is called, all that is needed in it, known titles. */
static int
fits(const struct reader *r, int sheet, const struct titles *titles, const struct head *head)
{
	const char *name = xlsx_sheet_name(r->book.xlsx, sheet);
	bool all = titles->enough != NULL && titles->enough(titles->ctx, head);
	bool called = titles->called != NULL && strcmp(name, titles->called) == 0;

	return head->known + (all ? 1000 : 0) + (called ? 2000 : 0) +
	       (titles->called != NULL && strstr(name, titles->called) != NULL ? 2 : 0);
}

/* The named one, or of those with a head the first that fits best: 1, its number in *sheet; 0 none; -1. */
static int
choose_sheet(struct reader *r, const struct titles *titles, int *sheet)
{
	struct head *head = malloc(sizeof *head);
	char others[600];
	int rc = 0, best = 0;

	if (head == NULL)
		return reader_refuse(r, 0, 0, NULL, _("out of memory"));
	*sheet = r->named != NULL ? book_sheet(&r->book, r->named) : -1;
	if (r->named != NULL && *sheet < 0) {
		book_others(&r->book, -1, true, others, sizeof others);
		snprintf(r->error, sizeof r->error, _("there is no sheet %.60s in it; the sheets are: %s"), r->named,
		         others);
		rc = reader_refuse(r, 0, 0, NULL, r->error);
	} else if (r->named != NULL) {
		rc = look_into(r, *sheet, titles, head);
	}
	for (int i = 0; r->named == NULL && rc == 0 && i < xlsx_sheets(r->book.xlsx); i++) {
		if (xlsx_sheet_hidden(r->book.xlsx, i) || (rc = look_into(r, i, titles, head)) != 1)
			continue;
		rc = 0;
		if (fits(r, i, titles, head) > best) {
			best = fits(r, i, titles, head);
			*sheet = i;
		}
	}
	free(head);
	rc = rc == 0 && best > 0 ? 1 : rc;
	return rc < 0 && *r->error == '\0' ? reader_refuse_book(r) : rc;
}

static void
note_sheet(const struct reader *r, int sheet)
{
	char others[500];

	book_others(&r->book, sheet, false, others, sizeof others);
	if (r->named == NULL && *others != '\0')
		reader_note(r, 0, 0, NULL, _("the sheet %s is read; these are not: %s"), r->sheet, others);
}

/* ---- none ------------------------------------------------------------------------ */

/* The first line in *row: 1; 0 there is none; -1. */
static int
first_line(struct reader *r, const struct row_cells **row)
{
	int rc, sheet = 0;

	if (r->book.xlsx == NULL) {
		*row = &r->csv.row;
		return (rc = csv_row(&r->csv)) < 0 ? reader_refuse_csv(r) : rc;
	}
	if (r->named != NULL)
		sheet = book_sheet(&r->book, r->named);
	*row = &r->book.row;
	if (xlsx_begin(r->book.xlsx, sheet) != 0)
		return reader_refuse_book(r);
	return (rc = book_row(&r->book, 0)) < 0 ? reader_refuse_book(r) : rc;
}

/* No line names the columns. */
static int
refuse_headless(struct reader *r, const struct titles *titles)
{
	const struct row_cells *row;
	char known[600];
	const char *never;
	int rc = first_line(r, &row);

	if (rc < 0)
		return -1;
	r->headless = true;
	if (rc == 0)
		return reader_refuse(r, 0, 0, NULL, _("empty; the first row must name the columns"));
	for (int i = 0; titles->never != NULL && i < row->count; i++)
		if ((never = titles->never(row->cells[i])) != NULL)
			return reader_refuse(r, row->line, i + 1, _("header"), never);
	title_list(titles, 12, known, sizeof known);
	snprintf(r->error, sizeof r->error,
	         _("none of the first ten lines names the columns; "
	           "at least half of the titles of one must be known: %s"),
	         known);
	return reader_refuse(r, row->line, 0, _("header"), r->error);
}

/* ---- the columns --------------------------------------------------------------------- */

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
			reader_note(r, h->line, i + 1, c->title,
			     _("no column is called so, it is left out; near are: %s"), near);
		else
			reader_note(r, h->line, i + 1, c->title, _("no column is called so, it is left out"));
	}
	if (h->count < r->width)
		reader_note(r, h->line, h->count + 1, _("header"),
		            _("columns without a title at the end, left out: %d"), r->width - h->count);
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
			return reader_refuse(r, h->line, i + 1, _("header"), never);
	}
	return 0;
}

/* Of CSV: 1 with the head, its line read; 0 there is none; -1. */
static int
find_in_csv(struct reader *r, const struct titles *titles)
{
	int rc = choose_separator(r, titles);

	if (rc == 0)
		return 0;
	if (rc < 0 || look_ahead(r, r->csv.separator, &r->rows) != 0)
		return reader_refuse(r, 0, 0, NULL, _("out of memory"));
	head_find(&r->rows, titles, r->head);
	for (rc = 1; rc == 1 && r->csv.row.line != r->head->line;)
		rc = csv_row(&r->csv);
	return rc == 1 ? 1 : reader_refuse_csv(r);
}

static int
find_in_book(struct reader *r, const struct titles *titles)
{
	int sheet, rc = choose_sheet(r, titles, &sheet);

	if (rc <= 0)
		return rc;
	r->sheet = xlsx_sheet_name(r->book.xlsx, sheet);
	if (book_look(&r->book, sheet, &r->rows) != 0)
		return reader_refuse_book(r);
	head_find(&r->rows, titles, r->head);
	if (book_head(&r->book, sheet, r->head->line) != 0)
		return reader_refuse_book(r);
	note_sheet(r, sheet);
	return 1;
}

/* Of a sheet's rows no more is known than where they end: whatever stands further right has no title. */
static void
see_sheet(struct reader *r, const struct titles *titles)
{
	struct head *h = r->head;

	for (int i = h->count; i < ROW_CELLS_MAX; i++)
		r->untitled[i] = true;
	r->width = ROW_CELLS_MAX;
	r->any_untitled = true;
	for (int i = 0; titles->adds != NULL && i < h->count; i++)
		r->adds[i] = h->column[i].known && titles->adds(titles->ctx, h->column[i].name);
}

int
reader_head(struct reader *r, const struct titles *titles, const struct reader_notes *notes)
{
	int rc;

	if (notes != NULL)
		r->notes = *notes;
	if ((r->head = malloc(sizeof *r->head)) == NULL)
		return reader_refuse(r, 0, 0, NULL, _("out of memory"));
	rc = r->book.xlsx != NULL ? find_in_book(r, titles) : find_in_csv(r, titles);
	if (rc <= 0)
		return rc < 0 ? -1 : refuse_headless(r, titles);
	if (see_columns(r, titles) != 0)
		return -1;
	if (r->rows.row[0].line != r->head->line)
		reader_note(r, r->head->line, 0, _("header"),
		            _("line %ld names the columns; what stands before it is left out"), r->head->line);
	note_columns(r, titles);
	if (r->book.xlsx != NULL)
		see_sheet(r, titles);
	return 0;
}
