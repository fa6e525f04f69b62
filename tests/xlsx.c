/*
 * Workbooks by hand:
 *
 *   build/tests/xlsx rows FILE.xlsx [SHEET]      what hub/intake/xlsx reads of the sheet (0 is the first), a row a line
 *   build/tests/xlsx book FILE.xlsx              a workbook of the <row>s on standard input; s="1" a date, s="2" a share
 *   build/tests/xlsx zip FILE.xlsx NAME=FILE...  a zip file of these parts
 */
#include "tests/support/book.h"

static int
write_book(const char *path)
{
	static char rows[1 << 20];

	rows[fread(rows, 1, sizeof rows - 1, stdin)] = '\0';
	book_write(path, &(struct book){ .rows = rows, .cells = "<xf/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/>" });
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "rows") == 0)
		return book_print(stdout, argv[2], argc > 3 ? atoi(argv[3]) : 0);
	if (argc == 3 && strcmp(argv[1], "book") == 0)
		return write_book(argv[2]);
	if (argc >= 4 && strcmp(argv[1], "zip") == 0)
		return zip_files(argv[2], argv + 3) != 0;
	fputs("usage: xlsx rows FILE [SHEET] | xlsx book FILE | xlsx zip FILE NAME=FILE...\n", stderr);
	return 2;
}
