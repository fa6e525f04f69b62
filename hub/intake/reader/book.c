#include "hub/intake/reader/book.h"

#include "model/text/plain.h"

int
book_open(struct reader_book *b, const char *path)
{
	memset(b, 0, sizeof *b);
	return (b->xlsx = xlsx_open(path, &b->why)) != NULL ? 0 : -1;
}

void
book_close(struct reader_book *b)
{
	if (b->xlsx != NULL)
		xlsx_close(b->xlsx);
	b->xlsx = NULL;
}

/* ---- sheets -------------------------------------------------------------------- */

static bool
same_name(const char *a, const char *b)
{
	char x[200], y[200];

	snprintf(x, sizeof x, "%s", a);
	snprintf(y, sizeof y, "%s", b);
	plain_code(x);
	plain_code(y);
	return strcmp(x, y) == 0;
}

int
book_sheet(const struct reader_book *b, const char *name)
{
	int sheets = xlsx_sheets(b->xlsx);

	for (int i = 0; i < sheets; i++)
		if (strcmp(xlsx_sheet_name(b->xlsx, i), name) == 0)
			return i;
	for (int i = 0; i < sheets; i++)
		if (same_name(xlsx_sheet_name(b->xlsx, i), name))
			return i;
	return -1;
}

void
book_others(const struct reader_book *b, int but, bool hidden, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (int i = 0; i < xlsx_sheets(b->xlsx); i++) {
		bool away = xlsx_sheet_hidden(b->xlsx, i);
		if (i != but && (hidden || !away) && len < size)
			len += (size_t)snprintf(out + len, size - len, "%s%s%.60s%s", len > 0 ? ", " : "",
			                        away ? "(" : "", xlsx_sheet_name(b->xlsx, i), away ? ")" : "");
	}
}

/* ---- rows ----------------------------------------------------------------------- */

static int
fail(struct reader_book *b)
{
	b->why = *xlsx_why(b->xlsx);
	return -1;
}

/* There are few reasons, each of them one text. */
static char *
marked(struct reader_book *b, const char *why)
{
	enum { LAST = sizeof b->wrong / sizeof *b->wrong - 1 };
	int n = 0;

	while (n < LAST && b->wrong[n].why != NULL && b->wrong[n].why != why)
		n++;
	b->wrong[n].why = why;
	snprintf(b->wrong[n].text, sizeof b->wrong[n].text, "%c%s", CELL_UNSOUND, why);
	return b->wrong[n].text;
}

static void
take(struct reader_book *b, const struct xlsx_row *row, int width, bool head)
{
	int count = row->count < ROW_CELLS_MAX ? row->count : ROW_CELLS_MAX;

	b->row.line = row->line;
	b->row.count = count > width ? count : width;
	for (int i = 0; i < count; i++) {
		const struct xlsx_cell *c = &row->cells[i];
		if (c->wrong == NULL)
			cells_unmark(c->text, strlen(c->text));
		b->row.cells[i] = c->wrong == NULL ? c->text : head ? b->nothing : marked(b, c->wrong);
		b->from[i] = c->from;
		b->number[i] = c->kind == XLSX_NUMBER;
	}
	for (int i = count; i < width; i++) {
		b->row.cells[i] = b->nothing;
		b->from[i] = row->line;
		b->number[i] = false;
	}
	b->nothing[0] = '\0';
	memcpy(b->absent, CELL_ABSENT, sizeof b->absent);
}

int
book_look(struct reader_book *b, int sheet, struct head_rows *rows)
{
	struct xlsx_row row;
	int rc = xlsx_begin(b->xlsx, sheet) == 0 ? 0 : fail(b);

	rows->count = 0;
	while (rc == 0 && rows->count < HEAD_ROWS) {
		int got = xlsx_row(b->xlsx, &row);
		if (got <= 0)
			return got < 0 ? fail(b) : 0;
		if (row.line > HEAD_LINES + (rows->count > 0))
			break;
		take(b, &row, 0, true);
		rc = head_rows_add(rows, &b->row, row.down);
	}
	return rc;
}

int
book_head(struct reader_book *b, int sheet, long line)
{
	struct xlsx_row row = { .line = 0 };

	if (xlsx_begin(b->xlsx, sheet) != 0)
		return fail(b);
	while (row.line < line)
		if (xlsx_row(b->xlsx, &row) != 1)
			return fail(b);
	xlsx_head(b->xlsx);
	return 0;
}

int
book_row(struct reader_book *b, int width)
{
	struct xlsx_row row;
	int rc = xlsx_row(b->xlsx, &row);

	if (rc == 1)
		take(b, &row, width, false);
	return rc < 0 ? fail(b) : rc;
}
