/* Workbooks as offices and their programs write them: what is read of each, and what is said of it. */
#include "tests/support/test.h"

#include "hub/intake/xlsx/xlsx.h"
#include "tests/support/book.h"
#include "tests/support/tempdir.h"

#define TEXT(cell, text) "<c r=\"" cell "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(cell, style, number) "<c r=\"" cell "\" s=\"" style "\"><v>" number "</v></c>"
#define ROW(number, cells) "<row r=\"" number "\">" cells "</row>"

static const char *
read_book(struct book b)
{
	return book_read(temp_path("a.xlsx"), &b);
}

static const char *
read_rows(const char *rows)
{
	return read_book((struct book){ .rows = rows });
}

/* One cell's XML, without place: its line without the number. */
static const char *
read_cell(const char *cell)
{
	char rows[4096];

	snprintf(rows, sizeof rows, "<row>%s</row>", cell);
	return read_rows(rows) + 2;
}

/* One number by a format's code, or by its id (code NULL). */
static const char *
shown(const char *number, const char *code, int id)
{
	char formats[1024], cells[128], rows[256];

	snprintf(formats, sizeof formats, "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>", id, code != NULL ? code : "");
	snprintf(cells, sizeof cells, "<xf numFmtId=\"0\"/><xf numFmtId=\"%d\"/>", id);
	snprintf(rows, sizeof rows, "<row><c s=\"1\"><v>%s</v></c></row>", number);
	return read_book((struct book){ .rows = rows, .formats = code != NULL ? formats : NULL, .cells = cells }) + 2;
}

/* ---- what a cell says ----------------------------------------------------------- */

static void
cell__every_type__as_a_person_would_type_it(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>" TEXT("C1", "行内") "</row>"
		        "<row r=\"2\"><c r=\"A2\"><v>41000.5</v></c><c r=\"B2\" t=\"n\"><v> 7 </v></c><c r=\"C2\" t=\"b\"><v>1</v></c>"
		        "<c r=\"D2\" t=\"b\"><v>0</v></c><c r=\"E2\" t=\"str\"><f>A1&amp;B1</f><v>公式</v></c></row>",
		.strings = "<si><t>甲</t></si><si><t>乙</t></si>",
	}), "1:乙|甲|行内\n2:41000.5|7|TRUE|FALSE|公式\n");
	/* dates of strict files */
	assert_string_equal(read_cell("<c t=\"d\"><v>2020-06-30</v></c><c t=\"d\"><v>2020-06-30T00:00:00.000</v></c>"
	                              "<c t=\"d\"><v>2020-06-30T09:05:00Z</v></c><c t=\"d\"><v>T09:05:07</v></c>"
	                              "<c t=\"d\"><v>soon</v></c>"),
	                    "2020-06-30|2020-06-30|2020-06-30 09:05|09:05:07|soon\n");
	/* what is announced and is not what comes */
	assert_string_equal(read_cell("<c><is><t>甲</t></is></c><c t=\"inlineStr\"><v>乙</v></c>"), "甲|乙\n");
	assert_string_equal(read_cell("<c t=\"x\"><v>1</v></c>"),
	                    "1{a kind of cell no spreadsheet program writes; type it anew}\n");
}

/* Fifteen digits are kept; what no fifteen digits can say keeps the look that tells so. */
static void
number__stored_with_artefacts__as_it_was_typed(void **state)
{
	static const struct { const char *stored, *text; } numbers[] = {
		{ "7", "7" }, { "-0.5", "-0.5" }, { "0", "0" }, { "-0", "0" }, { "1.1000000000000001", "1.1" },
		{ "0.30000000000000004", "0.3" }, { "41000.099999999999", "41000.1" }, { "0.99999999999999999", "1" },
		{ "1234567.8899999999", "1234567.89" }, { ".5", "0.5" }, { "5.", "5" }, { "007.50", "7.5" },
		{ "5.0E-2", "0.05" }, { "1.0E7", "10000000" }, { "5.30521103299E11", "530521103299" },
		{ "1.0000000000000001E-5", "0.00001" }, { "123456789012345", "123456789012345" },
		{ "5.30521E+17", "5.30521E+17" }, { "5.3052119800101e+17", "5.3052119800101E+17" },
		{ "5.3052119800101E+017", "5.3052119800101E+17" }, { "530521198001010013", "5.3052119800101E+17" },
		{ "1234567890123456", "1.23456789012346E+15" }, { "1E-30", "1E-30" },
	};
	char cell[128], line[64];

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		snprintf(cell, sizeof cell, "<c><v>%s</v></c>", numbers[i].stored);
		snprintf(line, sizeof line, "%s\n", numbers[i].text);
		assert_string_equal(read_cell(cell), line);
	}
}

static void
number__none__refused(void **state)
{
	static const char *const none[] = { "nan", "INF", "0x10", "1e", "1,5", "--1", "1 2", "1e999", "." };
	char cell[128], line[128];

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		snprintf(cell, sizeof cell, "<c><v>%s</v></c>", none[i]);
		snprintf(line, sizeof line, "%s{kept as a number, but it is none; type it anew}\n", none[i]);
		assert_string_equal(read_cell(cell), line);
	}
}

#define UNCOMPUTED "{a formula that was never worked out; open the workbook in the spreadsheet program, save it, and send it again}"
#define FAILED "{a formula that failed; mend it, or type the value in its place}"

/* Nasty 5. */
static void
formula__cached_or_not__value_or_refused(void **state)
{
	(void)state;
	assert_string_equal(read_cell("<c><f>1+1</f><v>2</v></c><c><f t=\"shared\" ref=\"B1:B2\" si=\"0\">A1</f><v>3</v></c>"
	                              "<c><f t=\"shared\" si=\"0\"/><v>4</v></c><c t=\"str\"><f>\"\"</f><v></v></c>"
	                              "<c t=\"b\"><f>TRUE()</f><v>1</v></c>"),
	                    "2|3|4||TRUE\n");
	assert_string_equal(read_cell("<c><f>1+1</f></c><c><f>1+1</f><v></v></c><c><f>1+1</f><v/></c><c t=\"str\"><f>A1</f></c>"),
	                    UNCOMPUTED "|" UNCOMPUTED "|" UNCOMPUTED "|" UNCOMPUTED "\n");
	assert_string_equal(read_cell("<c t=\"e\"><f>VLOOKUP(A1,B:B,1,0)</f><v>#N/A</v></c><c t=\"e\"><v>#REF!</v></c>"),
	                    "#N/A" FAILED "|#REF!" FAILED "\n");
	assert_string_equal(read_cell("<c t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>"),
	                    "=DISPIMG(\"ID_1\",1){a picture; type what it shows}\n");
}

/* ---- text ----------------------------------------------------------------------- */

/* Nasty 4. */
static void
text__rich_and_phonetic__what_is_seen(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.rows = ROW("1", "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><r><t>姚</t></r>"
		            "<r><rPr><b/></rPr><t>关</t></r><rPh sb=\"0\" eb=\"1\"><t>yáo</t></rPh></is></c>"),
		.strings = "<si><r><t>2020</t></r><r><rPr><sz val=\"9\"/></rPr><t xml:space=\"preserve\"> 年</t></r></si>"
		           "<si><t>保山</t><rPh sb=\"0\" eb=\"2\"><t>bǎo<x/>shān</t></rPh><phoneticPr fontId=\"1\"/></si><si/>",
	}), "1:2020 年|保山||姚关\n");
	/* CR LF, CR; a letter as an escape; an escape as text; a letter beyond the BMP; no escape */
	assert_string_equal(read_cell("<c t=\"inlineStr\"><is><t>一_x000D_\n二_x000d_三_x0009_四</t></is></c>"),
	                    "一\n二\n三\t四\n");
	assert_string_equal(read_cell("<c t=\"str\"><v>_x0041_|_x005F_x0041_|_xD83D__xDE00_|_x41_|_X0041_|_x00e9</v></c>"),
	                    "A|_x0041_|\xF0\x9F\x98\x80|_x41_|_X0041_|_x00e9\n");
	/* blanks of Unicode are the business of who reads the cell */
	assert_string_equal(read_cell("<c t=\"inlineStr\"><is><t>2020\u200B-7001</t></is></c>"), "2020\u200B-7001\n");
	assert_string_equal(read_cell("<c t=\"inlineStr\"><is><t><![CDATA[<a&b>]]>&lt;&#24180;</t></is></c>"), "<a&b><年\n");
}

#define CONTROL "{a control character in it; type it anew}"

static void
text__controls__refused(void **state)
{
	static const char *const texts[] = { "a_x0007_", "_x0000_", "_xD83D_", "_xDE00__xD83D_", "_xFFFF_", "_x0085_", "a\xC2\x9B" };
	char cell[128];

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		snprintf(cell, sizeof cell, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", texts[i]);
		assert_string_equal(read_cell(cell), CONTROL "\n");
	}
	assert_string_equal(read_book((struct book){ .rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>",
	                              .strings = "<si><t>_x001B_[2J</t></si><si><t>好</t></si>" }), "1:" CONTROL "|好\n");
}

static char *
repeated(const char *before, const char *what, int times, const char *after)
{
	size_t n = strlen(what);
	char *text = malloc(strlen(before) + n * (size_t)times + strlen(after) + 1), *p = stpcpy(text, before);

	for (int i = 0; i < times; i++)
		p = stpcpy(p, what);
	strcpy(p, after);
	return text;
}

static void
text__longest__taken_and_one_more_refused(void **state)
{
	static const struct { const char *unit; int times; bool good; } longest[] = {
		{ "年", XLSX_CELL_MAX, true }, { "年", XLSX_CELL_MAX + 1, false }, { "_x5E74_", XLSX_CELL_MAX, true },
		{ "\xF0\x9F\x98\x80", XLSX_CELL_MAX / 2, true }, { "\xF0\x9F\x98\x80", XLSX_CELL_MAX / 2 + 1, false },
		{ "a", 8 * XLSX_CELL_MAX, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof longest / sizeof *longest; i++) {
		char *row = repeated("<row><c t=\"inlineStr\"><is><t>", longest[i].unit, longest[i].times, "</t></is></c></row>");
		char *string = repeated("<si><t>", longest[i].unit, longest[i].times, "</t></si>");
		const char *read = read_rows(row);
		assert_int_equal(longest[i].good, strstr(read, "{") == NULL);
		assert_int_equal(longest[i].good, strlen(read) > XLSX_CELL_MAX);
		read = read_book((struct book){ .rows = "<row><c t=\"s\"><v>0</v></c></row>", .strings = string });
		assert_int_equal(longest[i].good, strstr(read, "{") == NULL);
		assert_int_equal(longest[i].good, strlen(read) > XLSX_CELL_MAX);
		free(row);
		free(string);
	}
}

/* ---- formats -------------------------------------------------------------------- */

/* Nasty 2, first half. */
static void
format__ids__dates_and_times(void **state)
{
	static const int dates[] = { 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 };
	static const int times[] = { 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56 };
	static const int numbers[] = { 0, 1, 2, 3, 4, 11, 12, 13, 37, 40, 48, 49, 59, 163 };

	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		assert_string_equal(shown("44012.3541666667", NULL, dates[i]), "2020-06-30\n");
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		assert_string_equal(shown("0.3541666667", NULL, times[i]), "08:30\n");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_string_equal(shown("44012", NULL, numbers[i]), "44012\n");
	assert_string_equal(shown("44012.3541666667", NULL, 22), "2020-06-30 08:30\n");
	assert_string_equal(shown("0.991", NULL, 9), "99.1%\n");
	assert_string_equal(shown("0.991", NULL, 10), "99.1%\n");
}

static void
format__codes__dates_and_times(void **state)
{
	static const struct { const char *code, *text; } codes[] = {
		{ "yyyy-mm-dd", "2020-06-30" }, { "YYYY/M/D", "2020-06-30" }, { "yyyy\\年m\\月d\\日", "2020-06-30" },
		{ "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "2020-06-30" }, { "[$-804]yyyy年m月d日", "2020-06-30" },
		{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2020-06-30" }, { "[DBNum1][$-804]yyyy年m月", "2020-06-30" },
		{ "[Red]d-mmm", "2020-06-30" }, { "m/d", "2020-06-30" }, { "m月", "2020-06-30" }, { "mmmm", "2020-06-30" },
		{ "e年m月d日", "2020-06-30" }, { "[$-404]e/m/d", "2020-06-30" }, { "aaaa", "2020-06-30" }, { "ddd", "2020-06-30" },
		{ "bbbb", "2020-06-30" }, { "yyyy!年m!月", "2020-06-30" },
		{ "yyyy-mm-dd hh:mm", "2020-06-30 08:30" }, { "yyyy-m-d h:mm:ss;@", "2020-06-30 08:30" },
		{ "m/d/yy h:mm AM/PM", "2020-06-30 08:30" }, { "h:mm", "2020-06-30 08:30" },
		{ "h时mm分", "2020-06-30 08:30" }, { "上午/下午h:mm", "2020-06-30 08:30" }, { "mm:ss.0", "2020-06-30 08:30" },
		{ "[h]:mm", "1056296:30" }, { "[mm]:ss", "1056296:30" },
		/* none of them dates */
		{ "General", "44012.3541666667" }, { "GENERAL", "44012.3541666667" }, { "G/通用格式", "44012.3541666667" },
		{ "G/通用格式;[Red]-G/通用格式", "44012.3541666667" }, { "0.00E+00", "44012.3541666667" },
		{ "##0.0e-0", "44012.3541666667" }, { "[Red]0.00", "44012.3541666667" }, { "#,##0.00_);[Red](#,##0.00)", "44012.3541666667" },
		{ "0&quot;yd&quot;", "44012.3541666667" }, { "0\\d", "44012.3541666667" }, { "0!d", "44012.3541666667" },
		{ "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ ", "44012.3541666667" }, { "_d0", "44012.3541666667" },
		{ "*d0", "44012.3541666667" }, { "@", "44012.3541666667" }, { "[$¥-804]#,##0.00", "44012.3541666667" },
		{ "# ?/?", "44012.3541666667" }, { "0&quot;元&quot;", "44012.3541666667" }, { "", "44012.3541666667" },
		{ "&quot;", "44012.3541666667" }, { "[", "44012.3541666667" }, { "\\", "44012.3541666667" }, { "_", "44012.3541666667" },
		{ "0;;;", "44012.3541666667" }, { ";;;", "44012.3541666667" },
	};
	char line[64];

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		const char *read = shown("44012.3541666667", codes[i].code, 164);
		snprintf(line, sizeof line, "%s\n", codes[i].text);
		if (strcmp(read, line) != 0)
			fail_msg("%s: %s instead of %s", codes[i].code, read, line);
	}
	/* an id may be given a code anew; one without style is a number */
	assert_string_equal(shown("44012", "0", 14), "44012\n");
	assert_string_equal(read_book((struct book){ .rows = "<row><c><v>44012</v></c><c s=\"7\"><v>44012</v></c></row>",
	                                             .cells = "<xf numFmtId=\"14\"/>" }), "1:2020-06-30|44012\n");
	assert_string_equal(read_cell("<c s=\"1\"><v>44012</v></c>"), "44012\n");
}

static void
serial__edges__dates_times_or_numbers(void **state)
{
	static const struct { const char *serial, *text; } serials[] = {
		{ "1", "1900-01-01" }, { "59", "1900-02-28" }, { "60", "1900-02-29" }, { "61", "1900-03-01" },
		{ "25569", "1970-01-01" }, { "2958465", "9999-12-31" }, { "2958466", "2958466" }, { "-1", "-1" },
		{ "0", "00:00" }, { "0.5", "12:00" }, { "44012.999999999", "2020-07-01" }, { "0.9999999999", "23:59:59" },
		{ "4.4012E4", "2020-06-30" },
	};
	char line[64];

	(void)state;
	for (size_t i = 0; i < sizeof serials / sizeof *serials; i++) {
		snprintf(line, sizeof line, "%s\n", serials[i].text);
		assert_string_equal(shown(serials[i].serial, NULL, 14), line);
	}
	assert_string_equal(shown("44012.3752662037", NULL, 22), "2020-06-30 09:00:23\n");
	assert_string_equal(shown("44012", NULL, 22), "2020-06-30 00:00\n");
	assert_string_equal(shown("1.5", NULL, 46), "36:00\n");
}

/* Nasty 2, second half: 1904. */
static void
workbook__since_1904__same_dates(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.about = "<workbookPr date1904=\"1\"/>",
		.rows = ROW("1", NUMBER("A1", "1", "42550") NUMBER("B1", "2", "42550") NUMBER("C1", "3", "42550") NUMBER("D1", "4", "42550.5")
		            NUMBER("E1", "1", "0.25") NUMBER("F1", "1", "1")),
		.formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\年m\\月d\\日 h:mm\"/>",
		.cells = "<xf/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/><xf numFmtId=\"57\"/><xf numFmtId=\"164\"/>",
	}), "1:2020-06-30|2020-06-30|2020-06-30|2020-06-30 12:00|06:00|1904-01-02\n");
}

#define SCALED "{shown divided by a thousand or more without the word for it; show it as a plain number, or add the unit (万, 亿) to its format}"

/* Nasty 8: the format is the unit. */
static void
format__unit__is_the_numbers(void **state)
{
	static const struct { const char *number, *code, *text; } units[] = {
		{ "0.991", "0.0%", "99.1%" }, { "0.991", "0%", "99.1%" }, { "1", "0%", "100%" }, { "-0.05", "0.00%;[Red]-0.00%", "-5%" },
		{ "1.1000000000000001E-2", "0.0%", "1.1%" }, { "99.1", "0.0&quot;%&quot;", "99.1%" }, { "99.1", "0.0\\%", "99.1%" },
		{ "0.57999999999999996", "0%", "58%" },
		{ "41000", "0!.0,&quot;万&quot;", "4.1万" }, { "41234", "0!.0,&quot;万&quot;", "4.1234万" }, { "41000", "0\\.0,万元", "4.1万元" },
		{ "41000", "0&quot;.&quot;0000&quot;万元&quot;", "4.1万元" }, { "-41000", "0!.0,&quot;万&quot;", "-4.1万" },
		{ "4.1", "0.0&quot;万元&quot;", "4.1万元" }, { "0", "0!.0,&quot;万&quot;", "0万" },
		{ "41000", "[&gt;=10000]0!.0,&quot;万&quot;;0", "4.1万" }, { "410", "[&gt;=10000]0!.0,&quot;万&quot;;0", "410" },
		{ "410", "[&lt;10000]0;0!.0,&quot;万&quot;", "410" }, { "41000", "[&lt;10000]0;0!.0,&quot;万&quot;", "4.1万" },
		{ "300000000", "0.00,,&quot;百万&quot;", "300百万" }, { "41000", "0.0,&quot;千元&quot;", "41千元" },
		{ "41000", "0,.0&quot;千元&quot;", "41千元" },
		{ "41000", "0!.0,", "41000" SCALED }, { "41000", "#,##0,", "41000" SCALED }, { "0", "#,##0,", "0" },
		{ "41000", "0.0,&quot;万&quot;", "41000" SCALED },
		{ "41000", "#,##0.00&quot;元&quot;", "41000" }, { "41000", "¥#,##0.00", "41000" },
	};
	char line[256];

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		const char *read = shown(units[i].number, units[i].code, 170);
		snprintf(line, sizeof line, "%s\n", units[i].text);
		if (strcmp(read, line) != 0)
			fail_msg("%s at %s: %s instead of %s", units[i].number, units[i].code, read, line);
	}
}

/* Zeros before a number say that it is a code, which is what is shown. */
static void
format__zeros__a_code_as_shown(void **state)
{
	static const struct { const char *number, *code, *text; } codes[] = {
		{ "7", "0000", "0007" }, { "0", "000", "000" }, { "123456", "0000", "123456" }, { "1.2E3", "00000", "01200" },
		{ "12", "&quot;ZB&quot;0000", "ZB0012" }, { "7001", "&quot;2020-&quot;0000", "2020-7001" }, { "12", "00&quot;号&quot;", "12号" },
		{ "20200630", "0000-00-00", "2020-06-30" }, { "20200630", "0000!.00!.00", "2020.06.30" },
		{ "20200630", "0000&quot;年&quot;00&quot;月&quot;00&quot;日&quot;", "2020年06月30日" }, { "13800138000", "000 0000 0000", "138 0013 8000" },
		{ "1234567", "00-00", "12345-67" }, { "7", "0000;-0000;@", "0007" },
		/* none */
		{ "7", "0", "7" }, { "7", "##00", "7" }, { "7", "0,000", "7" }, { "7", "00.0", "7" }, { "7", "00E+00", "7" }, { "-7", "000", "-7" },
		{ "7.5", "000", "7.5" }, { "0.07", "00%", "7%" }, { "4", "00&quot;万&quot;", "4万" },
		{ "530521199001010011", "000000000000000000", "5.3052119900101E+17" },
		{ "7", "00&quot;一二三四五六七八九十一二三四五六七八九十&quot;", "7" },
	};
	char line[256];

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		const char *read = shown(codes[i].number, codes[i].code, 170);
		snprintf(line, sizeof line, "%s\n", codes[i].text);
		if (strcmp(read, line) != 0)
			fail_msg("%s at %s: %s instead of %s", codes[i].number, codes[i].code, read, line);
	}
}

/* ---- rows and columns ----------------------------------------------------------- */

static void
row__without_places__counted_on(void **state)
{
	(void)state;
	assert_string_equal(read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"B2\"><v>3</v></c><c><v>4</v></c></row>"
	                              "<row><c r=\"C7\"><v>5</v></c></row><row/><row><c r=\"A\"><v>6</v></c></row>"),
	                    "1:1|2\n2:|3|4\n7:||5\n9:6\n");
	/* in any order in a row; the last row and column a sheet has */
	assert_string_equal(read_rows(ROW("5", NUMBER("C5", "0", "3") NUMBER("A5", "0", "1")) ROW("1048576", NUMBER("$A$1048576", "0", "1"))),
	                    "5:1||3\n1048576:1\n");
}

static void
row__out_of_place__refused_with_its_place(void **state)
{
	static const struct { const char *rows, *said; } wrong[] = {
		{ ROW("5", NUMBER("A5", "0", "1")) ROW("5", NUMBER("A5", "0", "2")), "5:1\n!5:0 this workbook is damaged: row 5 stands behind this one" },
		{ ROW("5", NUMBER("A5", "0", "1")) ROW("3", ""), "5:1\n!5:0 this workbook is damaged: row 3 stands behind this one" },
		{ ROW("5", NUMBER("A6", "0", "1")), "!5:1 this workbook is damaged: a cell that says it is A6" },
		{ ROW("5", NUMBER("B5", "0", "1") NUMBER("B5", "0", "1")), "!5:2 this workbook is damaged: this cell is there twice" },
		{ ROW("5", "<c r=\"B5\"/>" NUMBER("B5", "0", "1")), "!5:2 this workbook is damaged: this cell is there twice" },
		{ ROW("5", "<c><v>1</v><v>2</v></c>"), "!5:1 this workbook is damaged: two values in this cell" },
		{ "<row><c><v>1</v></c></row><c><v>2</v></c>", "1:1\n!1:0 this workbook is damaged: a cell outside of any row" },
		{ ROW("0", ""), "!0:0 this workbook is damaged: row 0 stands behind" },
		{ ROW("1048577", ""), "!0:0 this workbook is damaged: row 1048577 stands behind" },
		{ ROW("-1", ""), "!0:0 this workbook is damaged: row -1 stands behind" },
		{ ROW("99999999999", ""), "!0:0 this workbook is damaged: row 99999999999" },
		{ ROW("1048576", NUMBER("A1048576", "0", "1")) "<row><c><v>1</v></c></row>", "1048576:1\n!1048576:0 this workbook is damaged: more than 1048576 rows" },
		{ ROW("5", NUMBER("A5", "0", "1")) "<row>" NUMBER("A4", "0", "1") "</row>", "5:1\n!5:0 this workbook is damaged: a cell at A4 stands behind this row" },
		{ ROW("1", NUMBER("XFE1", "0", "1")), "!1:0 this workbook is damaged: a cell at XFE1" },
		{ ROW("1", NUMBER("AAAA1", "0", "1")), "!1:0 this workbook is damaged: a cell at AAAA1" },
		{ ROW("1", NUMBER("1", "0", "1")), "!1:0 this workbook is damaged: a cell at 1," },
		{ ROW("1", "<c t=\"s\"><v>0</v></c>"), "!1:1 this workbook is damaged: text number 0 of 0" },
		{ ROW("1", "<c t=\"s\"><v>-1</v></c>"), "!1:1 this workbook is damaged: text number -1 of 0" },
		{ ROW("1", "<c/><c t=\"s\"><v>99999999999999999999</v></c>"), "!1:2 this workbook is damaged: text number 999999999999 of 0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *read = read_rows(wrong[i].rows);
		if (strncmp(read, wrong[i].said, strlen(wrong[i].said)) != 0)
			fail_msg("%s instead of %s", read, wrong[i].said);
	}
}

/* Nasty 7: formats of whole columns make a million empty rows; what is below them is said, what is far right, too. */
static void
row__ten_thousand_empty__the_end(void **state)
{
	char *text;
	size_t len;
	FILE *rows = open_memstream(&text, &len);

	(void)state;
	fputs(ROW("1", TEXT("A1", "编号")) ROW("2", NUMBER("A2", "0", "1") NUMBER("SR2", "0", "1") NUMBER("SS2", "0", "9")), rows);
	for (int i = 3; i < 1048576; i++)
		fprintf(rows, "<row r=\"%d\" s=\"1\" customFormat=\"1\"/>", i);
	fputs(ROW("1048576", NUMBER("XFD1048576", "0", "1")), rows);
	fclose(rows);
	assert_non_null(strstr(read_rows(text), "1:编号\n2:1|"));
	assert_non_null(strstr(read_rows(text), "|1\n#2:513 something stands in column SS; what is right of column 512 is left out\n"
	                       "#1048576:0 something stands here, below 10000 empty rows; what is below row 2 is left out\n"));
	free(text);
	/* 9,999 are none */
	rows = open_memstream(&text, &len);
	fputs(ROW("1", NUMBER("A1", "0", "1")), rows);
	for (int i = 2; i < XLSX_EMPTY_MAX + 1; i++)
		fprintf(rows, "<row r=\"%d\"><c r=\"A%d\" s=\"1\"/></row>", i, i);
	fputs("<row><c><v>2</v></c></row>", rows);
	fclose(rows);
	assert_string_equal(read_rows(text), "1:1\n10001:2\n");
	free(text);
}

static void
row__more_text_than_a_row_has__refused(void **state)
{
	char *cells = repeated("<row>", "<c t=\"s\"><v>0</v></c>", 40, "</row>"), *text = repeated("<si><t>", "a", 32000, "</t></si>");
	char *inline_cell = repeated("<c t=\"inlineStr\"><is><t>", "a", 32000, "</t></is></c>"), *row;

	(void)state;
	assert_string_equal(read_book((struct book){ .rows = cells, .strings = text }), "!1:0 more than 1 MiB of text in a row; split it\n");
	row = repeated("<row>", inline_cell, 40, "</row>");
	assert_string_equal(read_rows(row), "!1:0 more than 1 MiB of text in a row; split it\n");
	free(row);
	row = repeated("<row>", inline_cell, 30, "</row>");
	assert_int_equal(strlen(read_rows(row)), 30 * 32000 + 29 + 3);
	free(row);
	free(inline_cell);
	free(cells);
	free(text);
}

/* ---- merged and hidden ---------------------------------------------------------- */

/* Nasty 1: a title over the head, a head of two rows, groups. */
static void
merged__downwards__filled_and_said(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.rows = ROW("1", TEXT("A1", "问题清单"))
		        ROW("4", TEXT("A4", "编号") TEXT("B4", "地点") "<c r=\"C4\"/>" TEXT("D4", "期限"))
		        ROW("5", "<c r=\"A5\"/>" TEXT("B5", "乡镇") TEXT("C5", "村"))
		        ROW("6", TEXT("A6", "1") TEXT("B6", "姚关") TEXT("C6", "甲") NUMBER("D6", "1", "44012"))
		        ROW("7", TEXT("A7", "2") "<c r=\"B7\" s=\"1\"/>" TEXT("C7", "乙") TEXT("D7", "x"))
		        ROW("8", TEXT("A8", "3"))
		        ROW("9", "<c r=\"A9\"/><c r=\"B9\"/>")
		        ROW("10", TEXT("A10", "5") TEXT("B10", "太平")),
		.after = "<mergeCells count=\"5\"><mergeCell ref=\"A1:D3\"/><mergeCell ref=\"A4:A5\"/><mergeCell ref=\"B4:C4\"/>"
		         "<mergeCell ref=\"D4:D5\"/><mergeCell ref=\"B6:B9\"/><mergeCell ref=\"D6:D8\"/><mergeCell ref=\"bad\"/></mergeCells>",
		.cells = "<xf/><xf numFmtId=\"14\"/>",
	}), "1:问题清单\n4:编号|地点||期限\n5:编号<4>|乡镇|村|期限<4>\n6:1|姚关|甲|2020-06-30\n7:2|姚关<6>|乙|x\n"
	    "8:3|姚关<6>||2020-06-30<6>\n10:5|太平\n"
	    "#5:1 merged with the cell above, so taken to say the same (1 in all)\n"
	    "#7:2 merged with the cell above, so taken to say the same (2 in all)\n"
	    "#5:4 merged with the cell above, so taken to say the same (2 in all)\n");
}

static void
no_note(void *to, const struct xlsx_why *note)
{
	(void)to;
	fail_msg("a note: %s", note->text);
}

/* How far down a head goes; its own merges are no news. */
static void
merged__head__says_its_lowest_row(void **state)
{
	const struct book b = {
		.rows = ROW("1", TEXT("A1", "编号") TEXT("B1", "地点")) ROW("2", TEXT("B2", "乡镇")) ROW("3", TEXT("A3", "1")),
		.after = "<mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A1:A2\"/></mergeCells>",
	};
	struct xlsx_why why;
	struct xlsx_row row;
	struct xlsx *x;

	(void)state;
	book_write(temp_path("a.xlsx"), &b);
	x = xlsx_open(temp_path("a.xlsx"), &why);
	assert_non_null(x);
	assert_string_equal(xlsx_sheet_name(x, 0), "表");
	for (int again = 0; again < 2; again++) {
		assert_int_equal(xlsx_begin(x, 0), 0);
		assert_int_equal(xlsx_row(x, &row), 1);
		assert_int_equal(row.down, 2);
		assert_int_equal(row.cells[0].from, 1);
		assert_int_equal(xlsx_row(x, &row), 1);
		assert_int_equal(row.down, 2);
		assert_int_equal(row.cells[0].from, 1);
		assert_string_equal(row.cells[0].text, "编号");
	}
	xlsx_head(x);
	assert_int_equal(xlsx_row(x, &row), 1);
	assert_int_equal(row.down, 3);
	assert_int_equal(xlsx_row(x, &row), 0);
	assert_int_equal(xlsx_row(x, &row), 0);
	xlsx_notes(x, no_note, NULL);
	xlsx_close(x);
}

/* A formula never worked out is not silently empty further down either. */
static void
merged__wrong__wrong_all_the_way(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.rows = ROW("1", "<c><f>A9</f></c><c><v>1</v></c>") ROW("2", NUMBER("B2", "0", "2")),
		.after = "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>",
	}), "1:" UNCOMPUTED "|1\n2:<1>" UNCOMPUTED "|2\n#2:1 merged with the cell above, so taken to say the same (1 in all)\n");
}

/* Nasty 6. */
static void
hidden__rows_and_columns__taken_and_said(void **state)
{
	(void)state;
	assert_string_equal(read_book((struct book){
		.before = "<dimension ref=\"A1:XFD99\"/><cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"3\" max=\"3\"/>"
		          "<col min=\"5\" max=\"16384\" hidden=\"true\"/></cols>",
		.rows = ROW("1", NUMBER("A1", "0", "1") NUMBER("B1", "0", "2")) "<row r=\"2\" hidden=\"1\"><c><v>3</v></c></row>"
		        "<row r=\"3\" hidden=\"1\"/><row r=\"4\" hidden=\"true\"><c><v>4</v></c></row><row r=\"5\" hidden=\"0\"><c><v>5</v></c></row>",
		.after = "<autoFilter ref=\"A1:B5\"/>",
	}), "1:1|2\n2h:3\n4h:4\n5:5\n#2:0 hidden or filtered out in the sheet; read all the same (2 in all)\n"
	    "#0:2 column B is hidden in the sheet; read all the same\n");
}

/* ---- parts ---------------------------------------------------------------------- */

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

static void
put(struct zip *z, const char *name, const char *text)
{
	zip_part(z, name, text, strlen(text), 8);
}

/* Nasty 3 and siblings: absolute, relative, backslash, other case; prefixes; the strict namespace; no styles. */
static void
parts__by_relations__whatever_they_are_called(void **state)
{
	static const struct { const char *root, *book, *book_rels, *target, *part; } names[] = {
		{ "/xl/workbook.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "/xl/sheet.xml", "xl/sheet.xml" },
		{ "book/b.xml", "book/b.xml", "book/_rels/b.xml.rels", "../rows/r.xml", "rows/r.xml" },
		{ "xl\\workbook.xml", "xl\\workbook.xml", "xl\\_rels\\workbook.xml.rels", "worksheets\\sheet1.xml", "xl\\worksheets\\sheet1.xml" },
		{ "./XL/Workbook.XML", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "Worksheets/./Sheet1.xml", "xl/worksheets/sheet1.xml" },
		{ "b.xml", "b.xml", "_rels/b.xml.rels", "s.xml", "s.xml" },
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int strict = 0; strict < 2; strict++) {
			struct zip *z = zip_begin(temp_path("a.xlsx"));
			const char *main = strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
			                          : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
			const char *office = strict ? STRICT : OFFICE;
			snprintf(text, sizeof text, "<p:Relationships xmlns:p=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
			         "<p:Relationship Id=\"a\" Type=\"x/docProps\" Target=\"none\"/><p:Relationship Id=\"b\" "
			         "Type=\"%s/officeDocument\" Target=\"%s\"/></p:Relationships>", office, names[i].root);
			put(z, "_rels/.rels", text);
			snprintf(text, sizeof text, "<x:workbook xmlns:x=\"%s\" xmlns:q=\"%s\" xmlns:mc=\"urn:mc\"><mc:AlternateContent><mc:Choice>"
			         "<x:sheets/></mc:Choice></mc:AlternateContent><x:sheets><x:sheet name=\"图\" q:id=\"c\" sheetId=\"2\"/>"
			         "<x:sheet name=\"一\" sheetId=\"1\" q:id=\"s\"/></x:sheets></x:workbook>", main, office);
			put(z, names[i].book, text);
			snprintf(text, sizeof text, "<Relationships><Relationship Id=\"c\" Type=\"%s/chartsheet\" Target=\"none\"/><Relationship Id=\"s\" "
			         "Type=\"%s/worksheet\" Target=\"%s\"/></Relationships>", office, office, names[i].target);
			put(z, names[i].book_rels, text);
			snprintf(text, sizeof text, "<x:worksheet xmlns:x=\"%s\" xmlns:y=\"urn:other\"><x:sheetData><y:row><y:c><y:v>0</y:v></y:c></y:row>"
			         "<x:row><y:c><y:v>1</y:v></y:c><x:c><y:v>8</y:v><x:v>2</x:v></x:c></x:row></x:sheetData><x:extLst><x:ext>"
			         "<x:row><x:c><x:v>9</x:v></x:c></x:row></x:ext></x:extLst></x:worksheet>", main);
			put(z, names[i].part, text);
			zip_end(z);
			assert_string_equal(book_read_file(temp_path("a.xlsx"), 0), "1:2\n");
		}
}

static void
sheets__hidden__said_and_readable(void **state)
{
	struct zip *z = zip_begin(temp_path("a.xlsx"));
	struct xlsx_why why;
	struct xlsx *x;
	static const bool hidden[] = { false, true, true };

	(void)state;
	put(z, "_rels/.rels", "<Relationships><Relationship Id=\"b\" Type=\"x/officeDocument\" Target=\"b.xml\"/></Relationships>");
	put(z, "b.xml", "<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"一\" state=\"visible\" r:id=\"1\"/><sheet name=\"二\" "
	    "state=\"hidden\" r:id=\"2\"/><sheet name=\"三\" state=\"veryHidden\" r:id=\"3\"/></sheets></workbook>");
	put(z, "_rels/b.xml.rels", "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"1.xml\"/><Relationship Id=\"2\" "
	    "Type=\"x/worksheet\" Target=\"2.xml\"/><Relationship Id=\"3\" Type=\"x/worksheet\" Target=\"3.xml\"/></Relationships>");
	put(z, "1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
	put(z, "2.xml", "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>");
	put(z, "3.xml", "<worksheet/>");
	zip_end(z);
	x = xlsx_open(temp_path("a.xlsx"), &why);
	assert_non_null(x);
	assert_int_equal(xlsx_sheets(x), 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(xlsx_sheet_hidden(x, i), hidden[i]);
	xlsx_close(x);
	assert_string_equal(book_read_file(temp_path("a.xlsx"), 0), "1:1\n#0:0 sheet \"二\" is hidden and was left out; --sheet takes it\n"
	                    "#0:0 sheet \"三\" is hidden and was left out; --sheet takes it\n");
	assert_string_equal(book_read_file(temp_path("a.xlsx"), 1), "1:2\n#0:0 sheet \"三\" is hidden and was left out; --sheet takes it\n");
	assert_string_equal(book_read_file(temp_path("a.xlsx"), 2), "#0:0 sheet \"二\" is hidden and was left out; --sheet takes it\n");
}

/* ---- what is no workbook -------------------------------------------------------- */

static void
look__other_files__named_with_what_to_save_them_as(void **state)
{
#define FILE_OF(bytes, says) { bytes, sizeof bytes - 1, says }
	static const struct { const char *bytes; size_t len; const char *says; } files[] = {
		FILE_OF("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "an old workbook (.xls or .et), or one with a password"),
		FILE_OF("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "a workbook with a password"),
		FILE_OF("\xEF\xBB\xBF \n<HTML><table>", "a web page, whatever its name ends in"),
		FILE_OF("<!DOCTYPE html>", "a web page, whatever its name ends in"),
		FILE_OF("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "a workbook in the XML of 2003"),
		FILE_OF("PK\5\6..................", "an empty or damaged zip file"),
		FILE_OF("%PDF-1.4", "a PDF"), FILE_OF("Rar!\x1A\7", "packed"), FILE_OF("\x1F\x8B\x08", "packed"),
		FILE_OF("编号,标题\n", "no workbook"), FILE_OF("", "no workbook"), FILE_OF("PK\3\4....", "this workbook is damaged: it is cut off"),
	};
	char said[128];

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		FILE *fp = fopen(temp_path("a.xlsx"), "wb");
		fwrite(files[i].bytes, 1, files[i].len, fp);
		fclose(fp);
		snprintf(said, sizeof said, "!0:0 %s", files[i].says);
		if (strncmp(book_read_file(temp_path("a.xlsx"), 0), said, strlen(said)) != 0)
			fail_msg("%s instead of %s", book_read_file(temp_path("a.xlsx"), 0), said);
	}
}

static void
zip__no_workbook__said_what_it_is(void **state)
{
	static const struct { const char *target, *part, *says; } others[] = {
		{ NULL, "mimetype", "!0:0 an OpenDocument file (.ods); save it as .xlsx or CSV UTF-8\n" },
		{ NULL, "a.txt", "!0:0 a zip file, but no workbook; save the sheet as .xlsx or CSV UTF-8\n" },
		{ "xl/workbook.bin", "xl/workbook.bin", "!0:0 a binary workbook (.xlsb); save it as .xlsx or CSV UTF-8\n" },
		{ "word/document.xml", "word/document.xml", "!0:0 this workbook is damaged: word/document.xml holds <document> where <workbook> was "
		  "to be; open it in the spreadsheet program and save it as .xlsx again\n" },
		{ "xl/gone.xml", "x", "!0:0 a zip file, but no workbook; save the sheet as .xlsx or CSV UTF-8\n" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct zip *z = zip_begin(temp_path("a.xlsx"));
		zip_part(z, others[i].part, "<document/>", 11, 0);
		if (others[i].target != NULL) {
			snprintf(text, sizeof text, "<Relationships><Relationship Id=\"b\" Type=\"x/officeDocument\" Target=\"%s\"/></Relationships>",
			         others[i].target);
			put(z, "_rels/.rels", text);
		}
		zip_end(z);
		assert_string_equal(book_read_file(temp_path("a.xlsx"), 0), others[i].says);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cell__every_type__as_a_person_would_type_it),
		cmocka_unit_test(number__stored_with_artefacts__as_it_was_typed),
		cmocka_unit_test(number__none__refused),
		cmocka_unit_test(formula__cached_or_not__value_or_refused),
		cmocka_unit_test(text__rich_and_phonetic__what_is_seen),
		cmocka_unit_test(text__controls__refused),
		cmocka_unit_test(text__longest__taken_and_one_more_refused),
		cmocka_unit_test(format__ids__dates_and_times),
		cmocka_unit_test(format__codes__dates_and_times),
		cmocka_unit_test(serial__edges__dates_times_or_numbers),
		cmocka_unit_test(workbook__since_1904__same_dates),
		cmocka_unit_test(format__unit__is_the_numbers),
		cmocka_unit_test(format__zeros__a_code_as_shown),
		cmocka_unit_test(row__without_places__counted_on),
		cmocka_unit_test(row__out_of_place__refused_with_its_place),
		cmocka_unit_test(row__ten_thousand_empty__the_end),
		cmocka_unit_test(row__more_text_than_a_row_has__refused),
		cmocka_unit_test(merged__downwards__filled_and_said),
		cmocka_unit_test(merged__head__says_its_lowest_row),
		cmocka_unit_test(merged__wrong__wrong_all_the_way),
		cmocka_unit_test(hidden__rows_and_columns__taken_and_said),
		cmocka_unit_test(parts__by_relations__whatever_they_are_called),
		cmocka_unit_test(sheets__hidden__said_and_readable),
		cmocka_unit_test(look__other_files__named_with_what_to_save_them_as),
		cmocka_unit_test(zip__no_workbook__said_what_it_is),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
