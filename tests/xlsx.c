/*
 * Workbooks by hand:
 *
 *   build/tests/xlsx rows FILE.xlsx [SHEET]      what hub/intake/xlsx reads of the sheet (0 is the first), a row a line
 *   build/tests/xlsx zip FILE.xlsx NAME=FILE...  a zip file of these parts
 */
#include "tests/support/book.h"

int
main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "rows") == 0)
		return book_print(stdout, argv[2], argc > 3 ? atoi(argv[3]) : 0);
	if (argc >= 4 && strcmp(argv[1], "zip") == 0)
		return zip_files(argv[2], argv + 3) != 0;
	fputs("usage: xlsx rows FILE [SHEET] | xlsx zip FILE NAME=FILE...\n", stderr);
	return 2;
}
