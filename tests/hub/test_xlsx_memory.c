/* Big workbooks in little memory: shared strings beyond the arena, in any order; rows without end. */
#include "tests/support/test.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub/intake/xlsx/xlsx.h"
#include "tests/support/book.h"
#include "tests/support/tempdir.h"

#if defined __SANITIZE_ADDRESS__
enum { WATCHED = 1 };                         /* what the sanitizer keeps is not the reader's */
#else
enum { WATCHED = 0 };
#endif

static uint32_t
mixed(uint32_t n)
{
	n = (n ^ n >> 16) * 0x45d9f3bu;
	n = (n ^ n >> 16) * 0x45d9f3bu;
	return n ^ n >> 16;
}

/* ---- any order ------------------------------------------------------------------ */

enum { STRINGS = 200000, CELLS = 500 };

/* The n-th: empty, short or long, over the edges of pages. */
static void
text_of(uint32_t n, char out[512])
{
	int len = n % 97 == 0 ? 0 : 10 + (int)(mixed(n) % 180);
	char number[16];

	if (len == 0) {
		*out = '\0';
		return;
	}
	memset(out, 'a' + (int)(n % 26), (size_t)len);
	out[len] = '\0';
	snprintf(number, sizeof number, "%08u", n);
	memcpy(out, number, 8);
}

static void
write_strings(struct zip *z)
{
	char text[512], string[600];

	zip_open(z, "xl/sharedStrings.xml");
	zip_write(z, "<sst>", 5);
	for (uint32_t i = 0; i < STRINGS; i++) {
		text_of(i, text);
		zip_write(z, string, (size_t)snprintf(string, sizeof string, "<si><t>%s</t></si>", text));
	}
	zip_write(z, "</sst>", 6);
	zip_close(z);
}

/* First one behind the other, then backwards, then anyhow. */
static uint32_t
nth_used(uint32_t i)
{
	return i < STRINGS ? i : i < 2 * STRINGS ? 2 * STRINGS - 1 - i : mixed(i) % STRINGS;
}

enum { USES = 2 * STRINGS + 100000 };

static void
write_uses(struct zip *z)
{
	char cell[64];

	zip_open(z, "xl/worksheets/sheet1.xml");
	zip_write(z, "<worksheet><sheetData>", 22);
	for (uint32_t i = 0; i < USES; i++) {
		if (i % CELLS == 0)
			zip_write(z, i == 0 ? "<row>" : "</row><row>", i == 0 ? 5 : 11);
		zip_write(z, cell, (size_t)snprintf(cell, sizeof cell, "<c t=\"s\"><v>%u</v></c>", nth_used(i)));
	}
	zip_write(z, "</row></sheetData></worksheet>", 30);
	zip_close(z);
}

static void
strings__beyond_memory__each_its_own(void **state)
{
	struct zip *z = zip_begin(temp_path("a.xlsx"));
	struct xlsx_why why;
	struct xlsx_row row;
	struct xlsx *x;
	char text[512];
	uint32_t i = 0;

	(void)state;
	book_frame(z, NULL);
	write_uses(z);
	write_strings(z);
	zip_end(z);
	x = xlsx_open(temp_path("a.xlsx"), &why);
	assert_non_null(x);
	assert_int_equal(xlsx_begin(x, 0), 0);
	while (xlsx_row(x, &row) == 1)
		for (int c = 0; c < CELLS && i < USES; c++, i++) {
			text_of(nth_used(i), text);
			if (strcmp(c < row.count ? row.cells[c].text : "", text) != 0)
				fail_msg("string %u: \"%s\" instead of \"%s\"", nth_used(i), row.cells[c].text, text);
		}
	assert_int_equal(i, USES);
	assert_string_equal(xlsx_why(x)->text, "");
	xlsx_close(x);
}

/* ---- constant memory ------------------------------------------------------------ */

enum { COLUMNS = 14 };

/* A roster: a number, a date and a dozen texts of some thirty Han each, all different. */
static void
write_roster(const char *path, uint32_t rows)
{
	struct zip *z = zip_begin(path);
	static const char half[] = "施甸县姚关镇山邑村委会第三村民小组";
	char piece[4096];
	uint32_t string = 0;

	book_frame(z, NULL);
	zip_open(z, "xl/worksheets/sheet1.xml");
	zip_write(z, "<worksheet><sheetData>", 22);
	for (uint32_t r = 1; r <= rows; r++) {
		int n = snprintf(piece, sizeof piece, "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c><c r=\"B%u\"><v>44012</v></c>", r, r, r, r);
		for (int c = 2; c < COLUMNS; c++)
			n += snprintf(piece + n, sizeof piece - (size_t)n, "<c r=\"%c%u\" t=\"s\"><v>%u</v></c>", 'A' + c, r, string++);
		n += snprintf(piece + n, sizeof piece - (size_t)n, "</row>");
		zip_write(z, piece, (size_t)n);
	}
	zip_write(z, "</sheetData></worksheet>", 24);
	zip_close(z);
	zip_open(z, "xl/sharedStrings.xml");
	zip_write(z, "<sst>", 5);
	for (uint32_t i = 0; i < string; i++) {
		int n = snprintf(piece, sizeof piece, "<si><t>%s%u%s</t></si>", half, i, half);
		zip_write(z, piece, (size_t)n);
	}
	zip_write(z, "</sst>", 6);
	zip_close(z);
	zip_end(z);
}

/* Reads it in a process of its own: its peak in KiB. */
static long
peak_of_reading(const char *path, long rows)
{
	struct rusage used;
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct xlsx_why why;
		struct xlsx_row row;
		struct xlsx *x = xlsx_open(path, &why);
		long seen = 0;
		if (x == NULL || xlsx_begin(x, 0) != 0)
			_exit(1);
		while (xlsx_row(x, &row) == 1)
			seen += row.count == COLUMNS;
		xlsx_close(x);
		_exit(seen == rows ? 0 : 2);
	}
	assert_int_equal(wait4(child, &status, 0, &used), child);
	assert_int_equal(status, 0);
	return used.ru_maxrss;
}

static void
roster__four_times_the_rows__the_same_memory(void **state)
{
	const uint32_t few = WATCHED ? 5000 : 50000, many = 4 * few;
	long small, big;

	(void)state;
	write_roster(temp_path("few.xlsx"), few);
	small = peak_of_reading(temp_path("few.xlsx"), few);
	unlink(temp_path("few.xlsx"));
	write_roster(temp_path("many.xlsx"), many);
	big = peak_of_reading(temp_path("many.xlsx"), many);
	printf("%u rows: %.1f MB; %u rows: %.1f MB\n", few, (double)small / 1024, many, (double)big / 1024);
	if (WATCHED)
		return;
	assert_true(big < 64 * 1024);
	assert_true((double)big < 1.3 * (double)small);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings__beyond_memory__each_its_own),
		cmocka_unit_test(roster__four_times_the_rows__the_same_memory),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
