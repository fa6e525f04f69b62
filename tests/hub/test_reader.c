/* Tables as offices send them, as text and as workbooks: which rows are read of them, and what is said of the rest. */
#include "tests/support/test.h"

#include <iconv.h>

#include "hub/intake/row.h"
#include "tests/support/book.h"
#include "tests/support/tempdir.h"
#include "tests/support/zip.h"

static char said[16384];
static size_t len;

__attribute__((format(printf, 1, 2))) static void
say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	len += (size_t)vsnprintf(said + len, sizeof said - len, format, args);
	va_end(args);
}

static void
say_note(void *to, long line, int column, const char *title, const char *words)
{
	(void)to;
	say("#%ld:%d %s%s%s\n", line, column, title != NULL ? title : "", title != NULL ? ": " : "", words);
}

/* Rows as "3:a|b", their known columns only; notes as "#line:column title: words"; "!line:column title: why". */
static const char *
read_file(const char *path, const char *sheet)
{
	const struct reader_notes notes = { say_note, NULL };
	static struct reader r;
	static struct row_map map;
	struct row_problem p = { .title = NULL };
	int rc = reader_open(&r, path, sheet);

	len = 0;
	*said = '\0';
	if (rc == 0 && row_header(&map, KIND_ISSUE, &r, &notes, &p) != 0) {
		say("!%ld:%d %s%s%s\n", p.line, p.column, p.title != NULL ? p.title : "", p.title != NULL ? ": " : "", p.reason);
		rc = 1;
	}
	while (rc == 0 && (rc = reader_row(&r)) == 1) {
		const char *before = "";
		say("%ld:", r.row->line);
		for (int i = 0; i < r.row->count; i++)
			if (i < r.head->count && r.head->column[i].known) {
				say("%s%s", before, r.row->cells[i]);
				before = "|";
			}
		say("%s\n", r.row->count != map.count ? "?" : "");
		rc = 0;
	}
	if (rc < 0)
		say("!%ld:%d %s\n", r.error_line, r.error_column, r.error);
	reader_close(&r);
	return said;
}

static const char *
read_bytes(const char *bytes, size_t size)
{
	FILE *fp = fopen(temp_path("t.csv"), "wb");

	assert_non_null(fp);
	assert_int_equal(fwrite(bytes, 1, size, fp), size);
	fclose(fp);
	return read_file(temp_path("t.csv"), NULL);
}

static const char *
read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

/* ---- forms of text ----------------------------------------------------------------- */

/* `text` in an encoding, `mark` before it. */
static const char *
read_encoded(const char *text, const char *encoding, const char *mark, size_t mark_len)
{
	char out[8192], *from = (char *)(size_t)text, *to = out + mark_len;
	size_t left = strlen(text), room = sizeof out - mark_len;
	iconv_t cd = iconv_open(encoding, "UTF-8");

	memcpy(out, mark, mark_len);
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	iconv_close(cd);
	return read_bytes(out, (size_t)(to - out));
}

static void
reader__every_encoding_separator_and_line_end__the_same_rows(void **state)
{
	static const struct { const char *encoding, *mark; size_t len; } encodings[] = {
		{ "UTF-8", "", 0 }, { "UTF-8", "\xEF\xBB\xBF", 3 }, { "GB18030", "", 0 }, { "UTF-16LE", "\xFF\xFE", 2 },
		{ "UTF-16BE", "\xFE\xFF", 2 }, { "UTF-16LE", "", 0 }, { "UTF-16BE", "", 0 },
	};
	static const char *const ends[] = { "\n", "\r\n", "\r" };

	(void)state;
	for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++)
		for (const char *s = ",;\t"; *s != '\0'; s++)
			for (size_t n = 0; n < 3; n++) {
				char text[1024];
				snprintf(text, sizeof text, "编号%c标题%c乡镇%sN1%c\"两%c格\"%c姚关%s%sN2%c乙%c太平%s", *s, *s, ends[n], *s, *s, *s,
				         ends[n], ends[n], *s, *s, ends[n]);
				read_encoded(text, encodings[e].encoding, encodings[e].mark, encodings[e].len);
				if (strncmp(said, "2:N1|两", 8) != 0 || strstr(said, "格|姚关\n4:N2|乙|太平\n") == NULL || strchr(said, '!') != NULL)
					fail_msg("%s mark %zu separator %d end %zu: %s", encodings[e].encoding, encodings[e].len, *s, n, said);
			}
}

static const struct { const char *text, *want; } tables[] = {
	/* sep= */
	{ "sep=;\r\n编号;标题\r\nN1;甲,乙\r\n", "3:N1|甲,乙\n" },
	{ "\"sep=\t\"\n编号\t标题\nN1\t甲\n", "3:N1|甲\n" },
	{ "sep=|\n编号|标题\nN1|甲\n", "3:N1|甲\n" },
	/* the separator with the most titles; one column; text with others in it */
	{ "编号;标题,其他\nN1;甲,乙\n", "#1:2 标题,其他: no column is called so, it is left out; near are: 标题\n2:N1\n" },
	{ "编号\nN1\nN2\n", "2:N1\n3:N2\n" },
	/* titles: blanks, signs nobody sees, full width, case, a star, a unit */
	{ "\xC2\xA0编 号\xE3\x80\x80,\xE2\x80\x8B标\xE2\x80\x8B题\nN1,甲\n", "2:N1|甲\n" },
	{ "编号,标题,ＩＤ\n", "!1:3 ＩＤ: this column is there twice, as column 1 (编号) too; keep one of them\n" },
	{ " 编　号 ,\"标\n题\",＊乡镇：,期限（日）\nN1,甲,姚关,2020-06-30\n", "3:N1|甲|姚关|2020-06-30\n" },
	{ "ID,Title,division(乡镇)\nN1,甲,姚关\n", "2:N1|甲|姚关\n" },
	/* lines before the header, to the tenth */
	{ "施甸县问题清单,,\n制表,,2020\n编号,标题,乡镇\nN1,甲,姚关\n",
	  "#3:0 header: line 3 names the columns; what stands before it is left out\n4:N1|甲|姚关\n" },
	{ "\"清单\n第二行\",,\n编号,标题\nN1,甲\n", "#3:0 header: line 3 names the columns; what stands before it is left out\n4:N1|甲\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n编号,标题\nN1,甲\n", "#10:0 header: line 10 names the columns; what stands before it is left out\n11:N1|甲\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n编号,标题\nN1,甲\n", "!1:0 header: none of the first ten lines" },
	/* comments and sep= are not counted */
	{ "# a\n# b\n# c\n# d\n# e\n# f\n# g\n# h\n# i\n# j\n# k\n编号,标题\nN1,甲\n", "13:N1|甲\n" },
	/* half of what is written; fewer are none */
	{ "编号,甲,标题,乙\nN1,x,甲,y\n",
	  "#1:2 甲: no column is called so, it is left out\n#1:4 乙: no column is called so, it is left out\n2:N1|甲\n" },
	{ "编号,甲,乙\nN1,x,y\n", "!1:0 header: none of the first ten lines names the columns; at least half of the titles of one must be "
	  "known: 编号 标题 状态 乡镇 期限 来源" },
	/* but with all that every record needs, however many others */
	{ "a,b,编号,c,标题,d,状态,e,乡镇,f,期限,g,来源,h\n,,N1,,甲,,OPEN,,姚关,,2020-06-30,,SELF,\n",
	  "#1:1 a: no column is called so, it is left out\n#1:2 b: no column is called so, it is left out\n#1:4 c: no column is called so, it is left out\n#1:6 d: no column is called so, it is left out\n#"
	  "1:8 e: no column is called so, it is left out\n#1:10 f: no column is called so, it is left out\n#1:12 g: no column is called so, it is left out\n#1:14 h: no column is called so, it is left out\n2:N1|甲|OPEN|姚关|2020-06-30|SELF\n" },
	/* a word to people may be a title too */
	{ "乡镇,姚关\n编号,标题,乡镇,期限\nN1,甲,姚关,2020-06-30\n",
	  "#2:0 header: line 2 names the columns; what stands before it is left out\n3:N1|甲|姚关|2020-06-30\n" },
	{ "来源,市局\n编号,标题\nN1,甲\n", "#2:0 header: line 2 names the columns; what stands before it is left out\n3:N1|甲\n" },
	/* over two lines */
	{ "编号,标题,地点,,时间\n,,乡镇,村,期限\nN1,甲,姚关,,2020-06-30\n",
	  "#2:0 header: line 2 names the columns; what stands before it is left out\n3:N1|甲|姚关||2020-06-30\n" },
	{ "基本,,乡镇,,\n编号,标题,,期限,来源\nN1,甲,姚关,2020-06-30,自查\n",
	  "#2:0 header: line 2 names the columns; what stands before it is left out\n3:N1|甲|姚关|2020-06-30|自查\n" },
	/* what looks like titles in a row is none */
	{ "编号,标题,乡镇\nN1,标题,乡镇\n", "2:N1|标题|乡镇\n" },
	/* unknown columns, between and at the end; near ones are named */
	{ "序号,编号,标题,备注\n1,N1,甲,略\n", "#1:1 序号: no column is called so, it is left out; near are: 编号\n#1:4 备注: no column is called so, it is left out\n2:N1|甲\n" },
	{ "编号,标提\nN1,甲\n", "#1:2 标提: no column is called so, it is left out; near are: 标题\n2:N1\n" },
	/* no title: said when something stands below */
	{ "编号,标题,,\nN1,甲,,\nN2,乙,,\n", "#1:3 header: columns without a title at the end, left out: 2\n2:N1|甲\n3:N2|乙\n" },
	{ "编号,,标题\nN1,,甲\nN2,x,乙\nN3,y,丙\n",
	  "2:N1|甲\n#3:2 header: this column has no title; what stands in it is left out\n3:N2|乙\n4:N3|丙\n" },
	/* a row of more or fewer cells, empty ones at its end aside */
	{ "编号,标题\nN1,甲,,\nN2,乙,x\nN3\n", "2:N1|甲\n3:N2|乙?\n4:N3?\n" },
	/* empty rows */
	{ "编号,标题\n,\nN1,甲\n\xE3\x80\x80,\xC2\xA0\n\n,,,\n", "3:N1|甲\n#2:0 whole row: rows with nothing in them, left out: 3\n" },
	/* sums: in the middle, at the end, with a unit, of a place, in the id's column or without an id */
	{ "编号,标题\nN1,甲\n小计,1\nN2,乙\n合　计：,2\n",
	  "2:N1|甲\n#3:1 编号: a row that adds up others (小计), left out\n4:N2|乙\n#5:1 编号: a row that adds up others (合　计：), left out\n" },
	{ "标题,编号\n姚关镇小计,\n总计（件）,\nTotal,\n共计3件,\n", "#2:1 标题: a row that adds up others (姚关镇小计), left out\n"
	  "#3:1 标题: a row that adds up others (总计（件）), left out\n#4:1 标题: a row that adds up others (Total), left out\n"
	  "#5:1 标题: a row that adds up others (共计3件), left out\n" },
	{ "标题,编号\n合计,N1\n未报合计的,\n", "2:合计|N1\n3:未报合计的|\n" },
	{ "编号,标题\ntotal,甲\n", "2:total|甲\n" },
	/* there twice: both are named */
	{ "编号,标题,title\nN1,甲,乙\n", "!1:3 title: this column is there twice, as column 2 (标题) too; keep one of them\n" },
	/* nothing */
	{ "", "!0:0 empty; the first row must name the columns\n" },
	{ "\n\n,,\n", "!3:0 header: none of the first ten lines" },
	{ "标题,乡镇\n甲,姚关\n", "2:甲|姚关\n" },
	/* a fault behind the header says where */
	{ "编号,标题\nN1,\"甲\nN2,乙\n", "!2:2 this quote is never closed\n" },
	{ "110101199003074477,编号,标题\n", "!1:1 header: an identity number; the first row must name the columns\n" },
};

static void
reader__tables__rows_and_notes(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strncmp(read_text(tables[i].text), tables[i].want, strlen(tables[i].want)) != 0 ||
		    (*tables[i].want != '!' && strcmp(said, tables[i].want) != 0)) {
			print_error("%s\nwant: %s\nsaid: %s\n", tables[i].text, tables[i].want, said);
			bad++;
		}
	assert_int_equal(bad, 0);
}

/* The unit in a title is handed to whoever reads the cells. */
static void
reader__unit_in_a_title__is_known(void **state)
{
	static const struct { const char *title; enum amount_unit unit; } units[] = {
		{ "总费用", AMOUNT_NONE }, { "总费用(元)", AMOUNT_YUAN }, { "总费用（万元）", AMOUNT_WAN }, { "总费用/万元", AMOUNT_WAN },
		{ "总 费 用（单位：元）", AMOUNT_YUAN }, { "total_fen(元)（含税）", AMOUNT_YUAN },
		{ "total_fen", AMOUNT_FEN }, { "total_fen（万）", AMOUNT_WAN }, { "total_fen(千)", AMOUNT_THOUSAND },
		{ "总费用（单位：亿）", AMOUNT_YI }, { "total_fen（十万元）", AMOUNT_OTHER }, { "total_fen/美元", AMOUNT_OTHER },
		{ "total_fen（含税）", AMOUNT_NONE }, { "total_fen()", AMOUNT_NONE }, { "总费用（含税）", AMOUNT_NONE },
	};
	static struct reader r;
	static struct row_map map;
	struct row_problem p;
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		FILE *fp;
		snprintf(text, sizeof text, "编号,%s\nS1,1\n", units[i].title);
		assert_non_null(fp = fmemopen(text, strlen(text), "rb"));
		assert_int_equal(reader_of(&r, fp), 0);
		assert_int_equal(row_header(&map, KIND_SETTLEMENT, &r, NULL, &p), 0);
		assert_int_equal(map.column[FIELD_SETTLEMENT_total_fen - FIELD_FIRST_SETTLEMENT], 1);
		if (map.amount[1] != units[i].unit)
			fail_msg("%s: %d", units[i].title, (int)map.amount[1]);
		reader_close(&r);
	}
}

/* ---- what is neither ------------------------------------------------------------------ */

static void
reader__not_ours__says_what_to_save_it_as(void **state)
{
	static const struct { const char *name, *bytes; size_t len; const char *want; } files[] = {
		{ "a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "save it without one as .xlsx" },
		{ "b.xls", "编号\t标题\nN1\t甲\n", 0, "text under the name of a workbook" },
		{ "c.xls", "\n <HTML><body><table>", 0, "a web page" },
		{ "d.XLS", "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", 0, "save it as .xlsx" },
		{ "e.csv", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16, "a NUL byte; this is no text" },
		{ "f.csv", "编号\0标题\n", 14, "a NUL byte; this is no text" },
		{ "g.xlsx", "PK\3\4", 4, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		FILE *fp = fopen(temp_path(files[i].name), "wb");
		size_t size = files[i].len > 0 ? files[i].len : strlen(files[i].bytes);
		assert_int_equal(fwrite(files[i].bytes, 1, size, fp), size);
		fclose(fp);
		read_file(temp_path(files[i].name), NULL);
		if (*said != '!' || strstr(said, files[i].want) == NULL)
			fail_msg("%s: %s", files[i].name, said);
	}
	assert_string_equal(read_file(temp_path("none.csv"), NULL), "!0:0 No such file or directory\n");
	assert_string_equal(read_file(temp_dir, NULL), "!0:0 not a regular file\n");
	read_text("编号,标题\n");
	assert_string_equal(read_file(temp_path("t.csv"), "表"), "!0:0 no workbook, so there is no sheet to be named; leave --sheet out\n");
}

/* ---- workbooks -------------------------------------------------------------------------- */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void
part(struct zip *z, const char *name, const char *text)
{
	zip_part(z, name, text, strlen(text), 8);
}

/* Sheets: name, state, what is in <worksheet>; cells of a row are parted by | and rows by / in `rows`. */
struct sheet_of { const char *name, *state, *rows, *after; };

static void
write_sheet(struct zip *z, int number, const struct sheet_of *s)
{
	char name[64], xml[8192];
	size_t n = (size_t)snprintf(xml, sizeof xml, "<worksheet xmlns=\"" MAIN "\"><sheetData><row><c t=\"inlineStr\"><is><t>");

	for (const char *p = s->rows; *p != '\0'; p++)
		if (*p == '|' || *p == '/')
			n += (size_t)snprintf(xml + n, sizeof xml - n, "</t></is></c>%s<c t=\"inlineStr\"><is><t>", *p == '/' ? "</row><row>" : "");
		else
			xml[n++] = *p;
	snprintf(xml + n, sizeof xml - n, "</t></is></c></row></sheetData>%s</worksheet>", s->after != NULL ? s->after : "");
	snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", number);
	part(z, name, xml);
}

static const char *
read_sheets(const struct sheet_of *sheets, int count, const char *named)
{
	struct zip *z = zip_begin(temp_path("t.xlsx"));
	char book[2048] = "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\"><sheets>", rels[2048];
	size_t b = strlen(book), r;

	r = (size_t)snprintf(rels, sizeof rels, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
	part(z, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" "
	        "Type=\"" RELS "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
	for (int i = 0; i < count; i++) {
		b += (size_t)snprintf(book + b, sizeof book - b, "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"r%d\" state=\"%s\"/>", sheets[i].name, i + 1, i,
		                      sheets[i].state != NULL ? sheets[i].state : "visible");
		r += (size_t)snprintf(rels + r, sizeof rels - r, "<Relationship Id=\"r%d\" Type=\"" RELS "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
		                      i, i + 1);
		write_sheet(z, i + 1, &sheets[i]);
	}
	snprintf(book + b, sizeof book - b, "</sheets></workbook>");
	snprintf(rels + r, sizeof rels - r, "</Relationships>");
	part(z, "xl/workbook.xml", book);
	part(z, "xl/_rels/workbook.xml.rels", rels);
	zip_end(z);
	return read_file(temp_path("t.xlsx"), named);
}

static const struct sheet_of notes = { "说明", NULL, "填表说明/请填下表", NULL };
static const struct sheet_of list = { "问题清单", NULL, "编号|标题|乡镇/N1|甲|姚关/N2|乙|太平", NULL };

static void
reader__workbook__the_sheet_with_a_head(void **state)
{
	const struct sheet_of away = { "旧表", "hidden", "编号|标题/X1|旧", NULL }, other = { "太平", NULL, "编号|标题/N3|丙", NULL };
	const struct sheet_of both[] = { away, notes, list, other }, fewer[] = { other, list };

	(void)state;
	assert_string_equal(read_sheets(&list, 1, NULL), "2:N1|甲|姚关\n3:N2|乙|太平\n");
	read_sheets(both, 4, NULL);
	assert_ptr_equal(strstr(said, "#0:0 the sheet 问题清单 is read; these are not: 说明, 太平\n2:N1|甲|姚关\n3:N2|乙|太平\n"), said);
	assert_non_null(strstr(said, "旧表"));
	/* Not the first of them, the one that fits best. */
	read_sheets(fewer, 2, NULL);
	assert_ptr_equal(strstr(said, "#0:0 the sheet 问题清单 is read; these are not: 太平\n2:N1|甲|姚关\n"), said);
	assert_ptr_equal(strstr(read_sheets(both, 4, "太平"), "2:N3|丙\n"), said);
	assert_ptr_equal(strstr(read_sheets(both, 4, "旧表"), "2:X1|旧\n"), said);
	assert_string_equal(read_sheets(both, 4, "没有"), "!0:0 there is no sheet 没有 in it; the sheets are: (旧表), 说明, 问题清单, 太平\n");
	read_sheets(both, 4, "说明");
	assert_ptr_equal(strstr(said, "!1:0 header: none of the first ten lines"), said);
	read_sheets(&notes, 1, NULL);
	assert_ptr_equal(strstr(said, "!1:0 header: none of the first ten lines"), said);
}

/* A title above, a head of two lines with merged cells, a short row, a value far right, sums. */
static void
reader__workbook__as_an_office_lays_it_out(void **state)
{
	const struct sheet_of laid = { "表", NULL, "某县清单/编号|标题|地点||/||乡镇|村|期限/N1|甲|姚关||2020-06-30|||远/N2|乙/合计|2",
		"<mergeCells count=\"3\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>" };

	(void)state;
	read_sheets(&laid, 1, NULL);
	assert_non_null(strstr(said, "#3:0 header: line 3 names the columns"));
	assert_non_null(strstr(said, "4:N1|甲|姚关||2020-06-30\n"));
	assert_non_null(strstr(said, "#4:8 header: this column has no title; what stands in it is left out\n"));
	assert_non_null(strstr(said, "5:N2|乙|||\n"));
	assert_non_null(strstr(said, "#6:1 编号: a row that adds up others (合计), left out\n"));
}

/* Of cells merged downwards a word is each row's, an amount is one. */
static void
reader__workbook__merged_amount__counts_once(void **state)
{
	struct book b = {
		.rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>乡镇</t></is></c>"
		        "<c r=\"C1\" t=\"inlineStr\"><is><t>延期次数</t></is></c></row>"
		        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>N1</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>姚关</t></is></c>"
		        "<c r=\"C2\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>N2</t></is></c></row>",
		.after = "<mergeCells count=\"2\"><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>",
	};

	(void)state;
	book_write(temp_path("m.xlsx"), &b);
	read_file(temp_path("m.xlsx"), NULL);
	assert_ptr_equal(strstr(said, "2:N1|姚关|3\n#3:3 延期次数: an amount in merged cells, "
	                 "which counts in the first of their rows only\n3:N2|姚关|\3\n"), said);
	assert_null(strstr(said, ":3 延期次数: merged with"));
}

/* Each of many cells of a row that cannot be taken says its own reason. */
static void
reader__workbook__many_wrong_cells__each_says_why(void **state)
{
	static const char *const titles[] = { "编号", "标题", "状态", "乡镇", "村", "期限", "来源", "详情", "责任岗位", "佐证", "延期次数" };
	enum { COUNT = sizeof titles / sizeof *titles };
	char rows[4096] = "<row r=\"1\">";
	struct book b = { .rows = rows };
	size_t n = strlen(rows);
	int uncomputed = 0;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		n += (size_t)snprintf(rows + n, sizeof rows - n, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", titles[i]);
	n += (size_t)snprintf(rows + n, sizeof rows - n, "</row><row r=\"2\">");
	for (int i = 0; i < COUNT; i++)
		n += (size_t)snprintf(rows + n, sizeof rows - n, i < COUNT - 1 ? "<c><f>1</f></c>" : "<c t=\"e\"><f>1</f><v>#REF!</v></c>");
	snprintf(rows + n, sizeof rows - n, "</row>");
	book_write(temp_path("w.xlsx"), &b);
	read_file(temp_path("w.xlsx"), NULL);
	for (const char *p = said; (p = strstr(p, "\1a formula that was never worked out")) != NULL; p++)
		uncomputed++;
	if (uncomputed != COUNT - 1 || strstr(said, "|\1a formula that failed") == NULL)
		fail_msg("%d: %s", uncomputed, said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reader__every_encoding_separator_and_line_end__the_same_rows),
		cmocka_unit_test(reader__tables__rows_and_notes),
		cmocka_unit_test(reader__unit_in_a_title__is_known),
		cmocka_unit_test(reader__not_ours__says_what_to_save_it_as),
		cmocka_unit_test(reader__workbook__the_sheet_with_a_head),
		cmocka_unit_test(reader__workbook__as_an_office_lays_it_out),
		cmocka_unit_test(reader__workbook__merged_amount__counts_once),
		cmocka_unit_test(reader__workbook__many_wrong_cells__each_says_why),
	};

	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
