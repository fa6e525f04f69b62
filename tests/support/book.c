#include "tests/support/book.h"

#include "hub/intake/xlsx/xlsx.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static void
put(struct zip *z, const char *name, const char *text)
{
	zip_part(z, name, text, strlen(text), 8);
}

static void
put_parts(struct zip *z, const char *name, const char *const parts[])
{
	zip_open(z, name);
	for (; *parts != NULL; parts++)
		zip_write(z, *parts, strlen(*parts));
	zip_close(z);
}

static const char *
or_nothing(const char *text)
{
	return text != NULL ? text : "";
}

void
book_frame(struct zip *z, const char *about)
{
	put(z, "[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
	    "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
	put(z, "_rels/.rels", "<?xml version=\"1.0\"?><Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"r1\" Type=\""
	    OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
	put_parts(z, "xl/workbook.xml", (const char *const[]){ "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">",
	          or_nothing(about), "<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>", NULL });
	put(z, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"r1\" Type=\"" OFFICE
	    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" OFFICE "/sharedStrings\" "
	    "Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
	    "</Relationships>");
}

void
book_write(const char *path, const struct book *b)
{
	struct zip *z = zip_begin(path);

	book_frame(z, b->about);
	if (b->strings != NULL)
		put_parts(z, "xl/sharedStrings.xml", (const char *const[]){ "<sst xmlns=\"" MAIN "\">", b->strings, "</sst>",
		          NULL });
	if (b->formats != NULL || b->cells != NULL)
		put_parts(z, "xl/styles.xml", (const char *const[]){ "<styleSheet xmlns=\"" MAIN "\"><numFmts>",
		          or_nothing(b->formats), "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>",
		          or_nothing(b->cells), "</cellXfs></styleSheet>", NULL });
	if (b->sheet != NULL)
		zip_part(z, "xl/worksheets/sheet1.xml", b->sheet, b->sheet_len > 0 ? b->sheet_len : strlen(b->sheet), 8);
	else
		put_parts(z, "xl/worksheets/sheet1.xml", (const char *const[]){ "<worksheet xmlns=\"" MAIN "\">",
		          or_nothing(b->before), "<sheetData>", or_nothing(b->rows), "</sheetData>", or_nothing(b->after),
		          "</worksheet>", NULL });
	zip_end(z);
}

/* ---- what is read --------------------------------------------------------------- */

static void
print_note(void *to, const struct xlsx_why *note)
{
	fprintf(to, "#%ld:%d %s\n", note->line, note->column, note->text);
}

static void
print_row(FILE *out, const struct xlsx_row *row)
{
	fprintf(out, "%ld%s:", row->line, row->hidden ? "h" : "");
	for (int i = 0; i < row->count; i++) {
		const struct xlsx_cell *c = &row->cells[i];
		fprintf(out, "%s%s", i > 0 ? "|" : "", c->text);
		if (c->from != row->line)
			fprintf(out, "<%ld>", c->from);
		if (c->wrong != NULL)
			fprintf(out, "{%s}", c->wrong);
	}
	fputs("\n", out);
}

static int
print_why(FILE *out, const struct xlsx_why *why)
{
	fprintf(out, "!%ld:%d %s\n", why->line, why->column, why->text);
	return 1;
}

int
book_print(FILE *out, const char *path, int sheet)
{
	struct xlsx_why why;
	struct xlsx *x = xlsx_open(path, &why);
	struct xlsx_row row;
	int rc;

	if (x == NULL)
		return print_why(out, &why);
	if ((rc = sheet < xlsx_sheets(x) ? xlsx_begin(x, sheet) : -1) == 0) {
		while ((rc = xlsx_row(x, &row)) == 1)
			print_row(out, &row);
		if (rc == 0)
			xlsx_notes(x, print_note, out);
	}
	if (rc < 0)
		print_why(out, xlsx_why(x));
	xlsx_close(x);
	return rc < 0;
}

const char *
book_read_file(const char *path, int sheet)
{
	static char *text;
	size_t len;
	FILE *out;

	free(text);
	text = NULL;
	if ((out = open_memstream(&text, &len)) == NULL)
		abort();
	book_print(out, path, sheet);
	fclose(out);
	return text;
}

const char *
book_read(const char *path, const struct book *b)
{
	book_write(path, b);
	return book_read_file(path, 0);
}
