#include "tests/support/test.h"

#include "hub/intake/reader/csv.h"

/* Of the text rows() had last. */
static char encoding[16];

/* Rows as "a|b" lines, then "!line:column why" when it went wrong. */
static const char *
rows(const char *bytes, size_t len)
{
	static char out[2048];
	FILE *fp = len > 0 ? fmemopen((char *)(size_t)bytes, len, "rb") : fopen("/dev/null", "rb");
	struct csv c;
	size_t n = 0;
	int rc;

	assert_non_null(fp);
	rc = csv_open(&c, fp);
	*out = '\0';
	while (rc == 0 && (rc = csv_row(&c)) == 1) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%ld:", c.row.line);
		for (int i = 0; i < c.row.count; i++)
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%s", i > 0 ? "|" : "", c.row.cells[i]);
		n += (size_t)snprintf(out + n, sizeof out - n, "\n");
		rc = 0;
	}
	if (rc < 0)
		snprintf(out + n, sizeof out - n, "!%ld:%d %s", c.error_line, c.error_column, c.error);
	snprintf(encoding, sizeof encoding, "%s", text_encoding(&c.text));
	csv_close(&c);
	fclose(fp);
	return out;
}

static const char *
text_rows(const char *text)
{
	return rows(text, strlen(text));
}

static void
csv_row__plain_and_quoted__cells(void **state)
{
	(void)state;
	assert_string_equal(text_rows("a,b\n1,2\n"), "1:a|b\n2:1|2\n");
	assert_string_equal(text_rows("\"a,b\",\"say \"\"hi\"\"\",\"\"\r\nx,,z"), "1:a,b|say \"hi\"|\n2:x||z\n");
	assert_string_equal(text_rows("\"two\nlines\",b\nnext,c\n"), "1:two\nlines|b\n3:next|c\n");
	assert_string_equal(text_rows("a,\n,\n"), "1:a|\n2:|\n");
	assert_string_equal(text_rows("a,"), "1:a|\n");
	assert_string_equal(text_rows("=\"N1\",t,=\"5,3\"\r\n=\"\",=\"\"\"\"\n"), "1:=\"N1\"|t|=\"5,3\"\n!2:2 a quote inside a cell; put the cell in quotes and write the quote twice");
	assert_string_equal(text_rows("a,\"\""), "1:a|\n");
}

static void
csv_row__empty_lines__are_skipped_and_counted(void **state)
{
	(void)state;
	assert_string_equal(text_rows("\n\r\na\n\n\nb\n"), "3:a\n6:b\n");
	assert_string_equal(text_rows(""), "");
	assert_string_equal(text_rows("\n\n"), "");
}

static void
csv_row__comments__are_skipped_and_counted(void **state)
{
	(void)state;
	assert_string_equal(text_rows("# what a \"column\" is, and why\r\na,b\n# 3\n1,2\n# end"), "2:a|b\n4:1|2\n");
	assert_string_equal(text_rows("\"# saved, by a\nspreadsheet\",\na,b\n# one,\n1,2\n"), "3:a|b\n5:1|2\n");
	/* Marks of tables the hub makes are signs no text has in it. */
	assert_string_equal(text_rows("\1fine,\3,\"a\2b\",x\1\n"), "1:\x1A" "fine|\x1A|a\x1A" "b|x\x1A\n");
	/* Only `# ': what a sheet calls # and #1 stays. */
	assert_string_equal(text_rows("#,b\n#1,2\n"), "1:#|b\n2:#1|2\n");
}

static void
csv_row__hostile__says_line_and_cell(void **state)
{
	(void)state;
	assert_string_equal(text_rows("a,b\n1,\"x\ny\nz"), "1:a|b\n!2:2 this quote is never closed");
	assert_string_equal(text_rows("a,b\"c\n"), "!1:2 a quote inside a cell; put the cell in quotes and write the quote twice");
	assert_string_equal(text_rows("\"a\"b,c\n"), "!1:1 text behind a closing quote; inside quotes a quote is written twice");
	assert_string_equal(text_rows("a\rb\n"), "!1:1 a carriage return that ends no line");
	assert_string_equal(rows("a\nb\0c\n", 6), "!2:0 a NUL byte; this is no text");
}

static void
csv_row__too_many_cells__refused(void **state)
{
	char *wide = malloc(ROW_CELLS_MAX + 2);

	(void)state;
	memset(wide, ',', ROW_CELLS_MAX);
	wide[ROW_CELLS_MAX] = '\n';
	wide[ROW_CELLS_MAX + 1] = '\0';
	assert_non_null(strstr(text_rows(wide), "more cells than any table has"));
	wide[ROW_CELLS_MAX - 1] = '\n';
	wide[ROW_CELLS_MAX] = '\0';
	assert_null(strstr(text_rows(wide), "!"));
	free(wide);
}

static void
csv_load__byte_order_mark__taken_off(void **state)
{
	(void)state;
	assert_string_equal(text_rows("\xEF\xBB\xBF编号,标题\n1,姚关\n"), "1:编号|标题\n2:1|姚关\n");
}

static void
csv_load__gb18030__decoded(void **state)
{
	(void)state;
	/* 编号,标题 / 1,姚关漏保 in GB18030, and a four-byte character (U+20000) */
	static const char gb[] = "\xB1\xE0\xBA\xC5,\xB1\xEA\xCC\xE2\n1,\xD2\xA6\xB9\xD8\xC2\xA9\xB1\xA3\x95\x32\x82\x36\n";
	assert_string_equal(text_rows(gb), "1:编号|标题\n2:1|姚关漏保𠀀\n");
	assert_string_equal(encoding, "GB18030");
}

static void
csv_load__neither_encoding__says_the_line(void **state)
{
	(void)state;
	assert_string_equal(text_rows("a\nb\nc\xFF\xFF\n"), "!3:0 neither UTF-8 nor GB18030; save it as CSV UTF-8");
}

/* Over several pieces; line ends inside quotes and at every place a piece may be cut.  `step`: bytes of the last cell. */
static FILE *
big(const char *text, int parts, int step)
{
	FILE *fp = tmpfile();

	assert_non_null(fp);
	for (int i = 0; i < 90000; i++)
		fprintf(fp, "%d,\"line\nbreak \"\"%d\"\"\",%.*s\n", i, i * 7, i % parts * step, text);
	rewind(fp);
	return fp;
}

static void
csv_row__over_pieces__every_row(void **state)
{
	struct csv c;
	char cell[64];
	FILE *fp = big("长度不一", 4, 3);

	(void)state;
	assert_int_equal(csv_open(&c, fp), 0);
	for (int i = 0; i < 90000; i++) {
		assert_int_equal(csv_row(&c), 1);
		assert_int_equal(c.row.count, 3);
		assert_int_equal(c.row.line, 2 * i + 1);
		snprintf(cell, sizeof cell, "line\nbreak \"%d\"", i * 7);
		assert_string_equal(c.row.cells[1], cell);
		snprintf(cell, sizeof cell, "%.*s", i % 4 * 3, "长度不一");
		assert_string_equal(c.row.cells[2], cell);
	}
	assert_int_equal(csv_row(&c), 0);
	assert_string_equal(text_encoding(&c.text), "UTF-8");
	csv_close(&c);
	fclose(fp);
	fp = big("长度不一的文字长度不一的", 23, 1);      /* cut Han: neither encoding */
	assert_int_equal(csv_open(&c, fp), -1);
	csv_close(&c);
	fclose(fp);
}

static void
csv_row__quote_never_closed__says_where(void **state)
{
	struct csv c;
	FILE *fp = tmpfile();
	int rc;

	(void)state;
	for (int i = 0; i < 200000; i++)
		fputs("a,b,c\n", fp);
	fputs("a,\"b,c\n", fp);
	for (int i = 0; i < 2000000; i++)
		fputs("a,b,c\n", fp);
	rewind(fp);
	assert_int_equal(csv_open(&c, fp), 0);
	while ((rc = csv_row(&c)) == 1)
		;
	assert_int_equal(rc, -1);
	assert_int_equal(c.error_line, 200001);
	assert_int_equal(c.error_column, 2);
	assert_non_null(strstr(c.error, "never closed"));
	assert_true(c.room < 32 << 20);
	csv_close(&c);
	fclose(fp);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_row__plain_and_quoted__cells),
		cmocka_unit_test(csv_row__empty_lines__are_skipped_and_counted),
		cmocka_unit_test(csv_row__comments__are_skipped_and_counted),
		cmocka_unit_test(csv_row__hostile__says_line_and_cell),
		cmocka_unit_test(csv_row__too_many_cells__refused),
		cmocka_unit_test(csv_load__byte_order_mark__taken_off),
		cmocka_unit_test(csv_load__gb18030__decoded),
		cmocka_unit_test(csv_load__neither_encoding__says_the_line),
		cmocka_unit_test(csv_row__over_pieces__every_row),
		cmocka_unit_test(csv_row__quote_never_closed__says_where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
