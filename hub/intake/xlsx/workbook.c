#include "hub/intake/xlsx/xlsx.h"

#include "hub/intake/xlsx/parts.h"
#include "hub/intake/xlsx/place.h"
#include "hub/intake/xlsx/worksheet.h"

struct xlsx {
	struct xlsx_why why;
	struct archive *archive;
	struct parts    parts;
	struct styles  *styles;
	struct strings *strings;              /* once a sheet was begun */
	struct merges   merges;               /* of the sheet `current` */
	int             current;              /* -1: none */
	struct worksheet   *sheet;
};

static int
check_look(const char *path, struct xlsx_why *why)
{
	char bytes[8192];
	const char *other;
	FILE *fp = fopen(path, "rbe");
	size_t len;

	if (fp == NULL)
		return why_file(why, "%s", error_words(errno));
	len = fread(bytes, 1, sizeof bytes, fp);
	fclose(fp);
	switch (xlsx_look(bytes, len, &other)) {
	case XLSX_LOOKS_ZIP:  return 0;
	case XLSX_LOOKS_TEXT: return why_file(why, _("no workbook; save the sheet as .xlsx or CSV UTF-8"));
	default:              return why_file(why, "%s", other);
	}
}

struct xlsx *
xlsx_open(const char *path, struct xlsx_why *why)
{
	struct xlsx *x = calloc(1, sizeof *x);

	*why = (struct xlsx_why){ 0 };
	if (x == NULL) {
		why_memory(why);
		return NULL;
	}
	x->current = -1;
	if (check_look(path, why) == 0 && (x->archive = archive_open(path, why)) != NULL &&
	    parts_find(&x->parts, x->archive, why) == 0 &&
	    (x->styles = styles_load(x->archive, x->parts.styles, why)) != NULL)
		return x;
	xlsx_close(x);
	return NULL;
}

void
xlsx_close(struct xlsx *x)
{
	if (x == NULL)
		return;
	worksheet_close(x->sheet);
	merges_clear(&x->merges);
	strings_free(x->strings);
	styles_free(x->styles);
	parts_clear(&x->parts);
	archive_close(x->archive);
	free(x);
}

int
xlsx_sheets(const struct xlsx *x)
{
	return x->parts.sheets;
}

const char *
xlsx_sheet_name(const struct xlsx *x, int sheet)
{
	return x->parts.sheet[sheet].name;
}

bool
xlsx_sheet_hidden(const struct xlsx *x, int sheet)
{
	return x->parts.sheet[sheet].hidden;
}

const struct xlsx_why *
xlsx_why(const struct xlsx *x)
{
	return &x->why;
}

int
xlsx_begin(struct xlsx *x, int sheet)
{
	int part = x->parts.sheet[sheet].part;

	worksheet_close(x->sheet);
	x->sheet = NULL;
	x->why = (struct xlsx_why){ 0 };
	if (x->strings == NULL && (x->strings = strings_load(x->archive, x->parts.strings, &x->why)) == NULL)
		return -1;
	if (x->current != sheet) {
		x->current = -1;
		if (merges_read(&x->merges, x->archive, part, &x->why) != 0)
			return -1;
		x->current = sheet;
	}
	x->sheet = worksheet_open(x->archive, part, x->strings, x->styles, &x->merges, x->parts.since_1904, &x->why);
	return x->sheet != NULL ? 0 : -1;
}

int
xlsx_row(struct xlsx *x, struct xlsx_row *row)
{
	return x->sheet != NULL ? worksheet_row(x->sheet, row) : -1;
}

void
xlsx_head(struct xlsx *x)
{
	if (x->sheet != NULL)
		worksheet_head(x->sheet);
}

/* ---- what was seen by the way --------------------------------------------------- */

struct saying { void (*say)(void *to, const struct xlsx_why *note); void *to; };

static void
note(const struct saying *to, long line, int column, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void
note(const struct saying *to, long line, int column, const char *format, ...)
{
	struct xlsx_why words = { .line = line, .column = column };
	va_list ap;

	va_start(ap, format);
	vsnprintf(words.text, sizeof words.text, format, ap);
	va_end(ap);
	to->say(to->to, &words);
}

static void
note_columns(const struct saying *to, const struct worksheet_seen *seen)
{
	char letters[4];

	for (int i = 0; i < XLSX_COLUMNS_MAX; i++) {
		place_letters(i, letters);
		if (seen->hidden_column[i])
			note(to, 0, i + 1, _("column %s is hidden in the sheet; read all the same"), letters);
		if (seen->filled[i].count > 0)
			note(to, seen->filled[i].line, i + 1,
			     _("merged with the cell above, so taken to say the same (%ld in all)"),
			     seen->filled[i].count);
	}
	if (seen->far_line == 0)
		return;
	place_letters(seen->far_column - 1, letters);
	note(to, seen->far_line, seen->far_column,
	     _("something stands in column %s; what is right of column %d is left out"), letters, XLSX_COLUMNS_MAX);
}

void
xlsx_notes(const struct xlsx *x, void (*say)(void *to, const struct xlsx_why *note), void *to)
{
	const struct saying all = { say, to };
	const struct worksheet_seen *seen;

	for (int i = 0; i < x->parts.sheets; i++)
		if (x->parts.sheet[i].hidden && i != x->current)
			note(&all, 0, 0, _("sheet \"%.120s\" is hidden and was left out; --sheet takes it"),
			     x->parts.sheet[i].name);
	if (x->sheet == NULL)
		return;
	seen = worksheet_seen(x->sheet);
	if (seen->hidden_rows > 0)
		note(&all, seen->hidden_row, 0,
		     _("hidden or filtered out in the sheet; read all the same (%ld in all)"), seen->hidden_rows);
	note_columns(&all, seen);
	if (seen->below_line > 0)
		note(&all, seen->below_line, 0,
		     _("something stands here, below %d empty rows; what is below row %ld is left out"), XLSX_EMPTY_MAX,
		     seen->below_after);
}
