/*
 * Hostile workbooks: whatever the bytes of a part or of the archive, it is refused with a reason or read to the end, and
 * what is read is fit to be handed on.
 */
#include "tests/support/test.h"

#include <sys/mman.h>
#include <unistd.h>

#include "hub/intake/xlsx/format.h"
#include "hub/intake/xlsx/xlsx.h"
#include "model/text/utf8.h"
#include "tests/support/book.h"
#include "tests/support/mutate.h"

static const char *const words[] = {
	"<row>", "</row>", "<row r=\"1048576\">", "<c>", "</c>", "<c r=\"B2\" t=\"s\">", "<v>", "</v>", "<v/>", "<f/>", "<is>", "<t>", "</t>",
	"<rPh>", " r=\"A1\"", " t=\"inlineStr\"", " s=\"3\"", " t=\"d\"", "<mergeCell ref=\"A1:B9\"/>", "<mergeCells>", "&amp;", "&#xD;", "&#x9b;",
	"_x0000_", "_xD83D_", "_x005F_", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
	"xmlns:x=\"u\"", "x:", "1E+400", "-1", "2958466", "0.5", "yyyy", "[h]", "0!.0,", "%", "万", ";", "\"", "\\", "_", "..", "/", "hidden=\"1\"",
	"PK\3\4", "PK\1\2", "PK\5\6", "xl/worksheets/sheet1.xml", NULL,
};

enum part { SHEET, STRINGS, STYLES, BOOK, RELATIONS, PARTS };
static const struct { const char *name, *seeds; } parts[PARTS] = {
	[SHEET]     = { "xl/worksheets/sheet1.xml", "tests/fuzz/xlsx/sheet-*.xml" },
	[STRINGS]   = { "xl/sharedStrings.xml", "tests/fuzz/xlsx/strings-*.xml" },
	[STYLES]    = { "xl/styles.xml", "tests/fuzz/xlsx/styles-*.xml" },
	[BOOK]      = { "xl/workbook.xml", "tests/fuzz/xlsx/workbook-*.xml" },
	[RELATIONS] = { "xl/_rels/workbook.xml.rels", "tests/fuzz/xlsx/relations-*.xml" },
};

static struct mutate_corpus sound[PARTS];     /* the first of each stands beside the one that is spoiled */
static enum part spoiled;
static int  memory;
static char path[32];                         /* of a file in memory: no disk is worn by thousands of them */

static int
setup(void **state)
{
	(void)state;
	if ((memory = memfd_create("workbook", 0)) < 0)
		return -1;
	snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
	for (int i = 0; i < PARTS; i++) {
		sound[i].words = words;
		corpus_read(&sound[i], parts[i].seeds);
	}
	return 0;
}

static int
teardown(void **state)
{
	for (int i = 0; i < PARTS; i++)
		corpus_clear(&sound[i]);
	(void)state;
	return close(memory);
}

/* ---- what must hold of whatever is read ----------------------------------------- */

static void
check_words(const char *text, bool cell)
{
	uint32_t cp;

	for (int n; (n = utf8_decode(text, &cp)) > 0; text += n)
		if (cp == UTF8_BAD || (cp < 0x20 && !(cell && (cp == '\n' || cp == '\t'))) || (cp >= 0x7F && cp <= 0x9F))
			fail_msg("not fit to be shown: %s", text);
}

static void
check_why(const struct xlsx_why *why)
{
	assert_string_not_equal(why->text, "");
	assert_true(why->line >= 0 && why->column >= 0);
	check_words(why->text, false);
}

static void
check_note(void *to, const struct xlsx_why *note)
{
	(void)to;
	check_why(note);
}

static void
check_row(const struct xlsx_row *row, long last)
{
	const struct xlsx_cell *end = &row->cells[row->count - 1];

	assert_true(row->line > last && row->line <= 1048576 && row->down >= row->line);
	assert_true(row->count >= 1 && row->count <= XLSX_COLUMNS_MAX);
	assert_true(*end->text != '\0' || end->wrong != NULL);
	for (int i = 0; i < row->count; i++) {
		const struct xlsx_cell *c = &row->cells[i];
		assert_true(c->from >= 1 && c->from <= row->line);
		assert_true((c->kind == XLSX_EMPTY) == (*c->text == '\0' && c->wrong == NULL));
		check_words(c->text, true);
	}
}

/* To its end; the rows read. */
static long
read_sheet(struct xlsx *x, int sheet)
{
	struct xlsx_row row;
	long rows = 0, last = 0;
	int rc = xlsx_begin(x, sheet);

	if (rc == 0)
		while ((rc = xlsx_row(x, &row)) == 1) {
			check_row(&row, last);
			last = row.line;
			rows++;
		}
	if (rc < 0) {
		check_why(xlsx_why(x));
		assert_int_equal(xlsx_row(x, &row), -1);
	} else {
		xlsx_notes(x, check_note, NULL);
		assert_int_equal(xlsx_row(x, &row), 0);
	}
	return rows;
}

/* The rows of all. */
static long
check_file(void)
{
	struct xlsx_why why;
	long all = 0;
	struct xlsx *x = xlsx_open(path, &why);

	if (x == NULL) {
		check_why(&why);
		return 0;
	}
	assert_true(xlsx_sheets(x) >= 1);
	for (int i = 0; i < xlsx_sheets(x) && i < 3; i++) {
		long rows = read_sheet(x, i);
		assert_int_equal(read_sheet(x, i), rows);
		assert_non_null(xlsx_sheet_name(x, i));
		all += rows;
	}
	xlsx_close(x);
	return all;
}

/* ---- targets -------------------------------------------------------------------- */

static void
write_with(const char *data, size_t size, int method)
{
	static const char root[] = "<Relationships><Relationship Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
	struct zip *z = zip_begin(path);

	zip_part(z, "_rels/.rels", root, sizeof root - 1, 0);
	for (int i = 0; i < PARTS; i++)
		if (i == (int)spoiled)
			zip_part(z, parts[i].name, data, size, method);
		else
			zip_part(z, parts[i].name, sound[i].bytes[0], sound[i].len[0], method);
	zip_end(z);
}

static void
part_target(char *data, size_t size)
{
	write_with(data, size, 0);
	check_file();
}

static void
parts__hostile_bytes__refused_or_sound(void **state)
{
	(void)state;
	for (int i = 0; i < PARTS; i++) {
		printf("%s: ", parts[i].name);
		spoiled = (enum part)i;
		for (int k = 0; k < sound[i].count; k++) {
			write_with(sound[i].bytes[k], sound[i].len[k], 0);
			assert_true(check_file() > 0);
		}
		mutate_corpus(part_target, &sound[i], i == SHEET ? 6000 : 2000);
	}
}

/* ---- well-formed, but in any order ---------------------------------------------- */

static const struct { const char *open, *close; } elements[] = {
	{ "<sheetData>", "</sheetData>" }, { "<row>", "</row>" }, { "<row r=\"7\" hidden=\"1\">", "</row>" }, { "<c>", "</c>" },
	{ "<c r=\"B7\">", "</c>" }, { "<c t=\"s\">", "</c>" }, { "<c t=\"inlineStr\">", "</c>" }, { "<c t=\"str\">", "</c>" },
	{ "<c t=\"e\">", "</c>" }, { "<c t=\"b\">", "</c>" }, { "<c t=\"d\" s=\"1\">", "</c>" }, { "<c s=\"3\">", "</c>" }, { "<v>", "</v>" },
	{ "<f>", "</f>" }, { "<is>", "</is>" }, { "<t>", "</t>" }, { "<r>", "</r>" }, { "<rPh>", "</rPh>" }, { "<y:v xmlns:y=\"y\">", "</y:v>" },
	{ "<mergeCells>", "</mergeCells>" }, { "<mergeCell ref=\"A1:A9\">", "</mergeCell>" }, { "<mergeCell ref=\"B3:C7\">", "</mergeCell>" },
	{ "<cols>", "</cols>" }, { "<col min=\"1\" max=\"600\" hidden=\"1\">", "</col>" },
};
static const char *const texts[] = {
	"0", "1", "2", "44012.5", "-1", "5.30521E+17", "2020-06-30T09:00", "姚关", "_x0007_", "#N/A", " ", "1e999", "_x000D_\n", "&#xD;",
};
enum { ELEMENTS = sizeof elements / sizeof *elements, TEXTS = sizeof texts / sizeof *texts, DEEP = 60 };

/* Each byte opens an element, closes one, or is a text. */
static void
order_target(char *data, size_t size)
{
	static char sheet[400000];
	char *p = stpcpy(sheet, "<worksheet><sheetData>");
	int open[DEEP], depth = 0;

	open[depth++] = 0;
	for (size_t i = 0; i < size && p < sheet + sizeof sheet - 8192; i++) {
		unsigned b = (unsigned char)data[i];
		if (b < 0x70 && depth < DEEP)
			p = stpcpy(p, elements[open[depth++] = (int)(b % ELEMENTS)].open);
		else if (b < 0xB0 && depth > 0)
			p = stpcpy(p, elements[open[--depth]].close);
		else
			p = stpcpy(p, texts[b % TEXTS]);
	}
	while (depth > 0)
		p = stpcpy(p, elements[open[--depth]].close);
	p = stpcpy(p, "</worksheet>");
	spoiled = SHEET;
	write_with(sheet, (size_t)(p - sheet), 0);
	check_file();
}

static void
elements__any_order__refused_or_sound(void **state)
{
	struct mutate_corpus orders = { .words = (const char *const[]){ "\1\3\14\xB1\x80\x80\x80", "\1\6\16\17\xB7\x80\x80\x80\x80", "\x80\x80\x80", NULL } };

	(void)state;
	corpus_add(&orders, "\1\3\14\xB1\x80\x80\3\14\xB2\x80\x80\x80\1\4\14\xB4\x80\x80\x80", 19);
	corpus_add(&orders, "\1\6\16\17\xB7\x80\x80\x80\x80\2\13\14\xB4\x80\x80\x80\x80\23\24\x80\25\x80\x80", 23);
	mutate_corpus(order_target, &orders, 4000);
	corpus_clear(&orders);
}

/* ---- formats and numbers -------------------------------------------------------- */

static void
format_target(char *data, size_t size)
{
	static const char *const numbers[] = { "44012.354166", "0", "-0.991", "41000", "5.30521E+17", "1e-300", "2958465.99999999" };
	struct format f;
	char out[DECIMAL_TEXT], *number = data + strlen(data) / 2;
	bool date;

	(void)size;
	format_parse(&f, data);
	assert_true(f.sections >= 1 && f.sections <= FORMAT_SECTIONS);
	for (size_t i = 0; i <= sizeof numbers / sizeof *numbers; i++) {
		const char *stored = i < sizeof numbers / sizeof *numbers ? numbers[i] : number;
		for (int since_1904 = 0; since_1904 < 2; since_1904++)
			if (format_number(&f, stored, since_1904, out, &date) != FORMAT_NOT_A_NUMBER)
				assert_true(*out != '\0' && strlen(out) < DECIMAL_TEXT);
	}
	if (serial_iso(number, f.section[0].kind, out))
		assert_true(*out != '\0' && strlen(out) < DECIMAL_TEXT);
}

static void
formats__hostile_codes__texts(void **state)
{
	static const char *const codes[] = {
		"yyyy\\年m\\月d\\日 h:mm AM/PM;@", "[>=10000]0!.0,\"万\";[<0]-0.00%;G/通用格式", "[$-804]aaaa e[DBNum1][h]:mm:ss.00", "0.00E+00 # ?/?",
		"_ * #,##0.00_ ;_ * -#,##0.00_ ", "0,,.0\"百万\"", "2020-06-30T09:00:00.000Z", "-123456789012345678.5e-3", "\"ZB-\"0000!.00!.00;000",
	};

	(void)state;
	mutate_run(format_target, codes, sizeof codes / sizeof *codes, 20000);
}

/* ---- the archive ---------------------------------------------------------------- */

static void
archive_target(char *data, size_t size)
{
	assert_int_equal(ftruncate(memory, 0), 0);
	assert_int_equal(pwrite(memory, data, size, 0), size);
	check_file();
}

static void
archive__hostile_bytes__refused_or_sound(void **state)
{
	struct mutate_corpus archives = { .words = words };

	(void)state;
	spoiled = PARTS;
	for (int method = 0; method <= 8; method += 8) {
		write_with(NULL, 0, method);
		assert_true(check_file() > 0);
		corpus_read(&archives, path);
	}
	mutate_corpus(archive_target, &archives, 4000);
	corpus_clear(&archives);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts__hostile_bytes__refused_or_sound),
		cmocka_unit_test(elements__any_order__refused_or_sound),
		cmocka_unit_test(formats__hostile_codes__texts),
		cmocka_unit_test(archive__hostile_bytes__refused_or_sound),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
