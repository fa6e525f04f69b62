/* Workbooks made to do harm, or harmed on the way: refused with what is wrong, in little memory and time. */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "hub/intake/xlsx/archive.h"
#include "tests/support/book.h"
#include "tests/support/tempdir.h"

#define SHEET "xl/worksheets/sheet1.xml"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define ONE "<row><c t=\"inlineStr\"><is><t>一</t></is></c></row>"

static const char *path;

static int
setup(void **state)
{
	temp_make(state);
	path = temp_path("a.xlsx");
	return 0;
}

static void
put(struct zip *z, const char *name, const char *text)
{
	zip_part(z, name, text, strlen(text), 8);
}

static void
assert_refused(const char *says)
{
	const char *read = book_read_file(path, 0);

	if (strncmp(read, "!0:0 ", 5) != 0 || strstr(read, says) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", read, says);
}

static void
assert_sheet_refused(const char *sheet, const char *says)
{
	book_write(path, &(struct book){ .sheet = sheet });
	assert_refused(says);
}

static char *
filled(const char *before, char with, size_t n, const char *after)
{
	char *text = malloc(strlen(before) + n + strlen(after) + 1), *p = stpcpy(text, before);

	memset(p, with, n);
	strcpy(p + n, after);
	return text;
}

/* ---- the archive ---------------------------------------------------------------- */

/* Nasty 9, of the sheet and of the shared strings. */
static void
bomb__blanks__refused_before_they_are_all_unpacked(void **state)
{
	static const char *const parts[] = { SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/other.xml" };
	static const char *const roots[] = { "worksheet", "sst", "styleSheet", "other" };
	char *blanks = filled("", ' ', 1 << 20, ""), text[128];

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct zip *z = zip_begin(path);
		book_frame(z, NULL);
		if (i > 0)
			put(z, SHEET, "<worksheet><sheetData>" ONE "</sheetData></worksheet>");
		zip_open(z, parts[i]);
		snprintf(text, sizeof text, "<%s>", roots[i]);
		zip_write(z, text, strlen(text));
		for (int mib = 0; mib < 80; mib++)
			zip_write(z, blanks, 1 << 20);
		zip_close(z);
		zip_end(z);
		if (i == 3)                   /* nobody reads it */
			assert_string_equal(book_read_file(path, 0), "1:一\n");
		else
			assert_refused("unpacks to more than 100 times its size");
	}
	free(blanks);
}

static void
archive__lies__refused(void **state)
{
	static const struct { enum zip_field field; uint32_t flip; enum zip_header where; const char *says; } lies[] = {
		{ ZIP_SIZE, 0x1, ZIP_BOTH, SHEET " is not what its directory says" },
		{ ZIP_SIZE, 0x10000, ZIP_BOTH, SHEET " is not what its directory says" },
		{ ZIP_SIZE, 0x40, ZIP_BOTH, SHEET " is not what its directory says" },
		{ ZIP_SIZE, 0x1, ZIP_LOCAL, SHEET " cannot be unpacked" },
		{ ZIP_SIZE, 0x1, ZIP_CENTRAL, SHEET " cannot be unpacked" },
		{ ZIP_CRC, 0x1, ZIP_BOTH, SHEET " is not what its directory says" },
		{ ZIP_CRC, 0x1, ZIP_CENTRAL, SHEET " cannot be unpacked" },
		{ ZIP_METHOD, 8 ^ 12, ZIP_BOTH, SHEET " is packed in a way no spreadsheet program knows (12)" },
		{ ZIP_METHOD, 8 ^ 14, ZIP_BOTH, SHEET " is packed in a way no spreadsheet program knows (14)" },
		{ ZIP_METHOD, 8 ^ 0, ZIP_BOTH, SHEET },
		{ ZIP_FLAGS, 0x1, ZIP_BOTH, "a workbook with a password" },
		{ ZIP_FLAGS, 0x1, ZIP_CENTRAL, "a workbook with a password" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		book_write(path, &(struct book){ .rows = ONE });
		assert_string_equal(book_read_file(path, 0), "1:一\n");
		zip_spoil(path, SHEET, lies[i].field, lies[i].flip, lies[i].where);
		assert_refused(lies[i].says);
	}
}

static void
archive__two_of_one_name__refused(void **state)
{
	static const char *const names[] = { SHEET, "XL/Worksheets/SHEET1.xml", "xl\\worksheets/sheet1.xml", ("/" SHEET) };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct zip *z = zip_begin(path);
		book_frame(z, NULL);
		put(z, SHEET, "<worksheet/>");
		put(z, names[i], "<worksheet/>");
		zip_end(z);
		assert_refused("two parts are called ");
	}
}

static void
archive__a_thousand_parts__and_not_one_more(void **state)
{
	char name[32];

	(void)state;
	for (int more = 0; more < 2; more++) {
		struct zip *z = zip_begin(path);
		book_frame(z, NULL);
		put(z, SHEET, "<worksheet/>");
		for (int i = 5; i < ARCHIVE_ENTRIES_MAX + more; i++) {
			snprintf(name, sizeof name, "p%d", i);
			zip_part(z, name, "", 0, 0);
		}
		zip_end(z);
		if (more)
			assert_refused("more than 1000 parts");
		else
			assert_string_equal(book_read_file(path, 0), "");
	}
}

static void
archive__names__only_sound_ones_and_no_escapes_in_words(void **state)
{
	char *longest = filled("", 'n', ARCHIVE_NAME_MAX, "");
	struct zip *z = zip_begin(path);

	(void)state;
	book_frame(z, NULL);
	zip_part(z, longest, "", 0, 0);
	zip_end(z);
	assert_refused("a part without a sound name");
	free(longest);
	z = zip_begin(path);
	put(z, "_rels/.rels", "<Relationships><Relationship Type=\"/officeDocument\" Target=\"a&#x9b;b&#xA;\"/></Relationships>");
	zip_part(z, "a\xC2\x9B" "b\n", "<x>\xff</x>", 8, 8);
	zip_end(z);
	assert_refused("a??b? ");
}

/* Cut at any place it is no workbook any more, or only the last bytes of the directory, of which nothing is said. */
static void
archive__cut__refused_or_whole(void **state)
{
	struct stat st;

	(void)state;
	book_write(path, &(struct book){ .rows = ONE, .strings = "<si><t>a</t></si>" });
	assert_int_equal(stat(path, &st), 0);
	for (off_t len = st.st_size - 1; len >= 0; len -= 7) {
		assert_int_equal(truncate(path, len), 0);
		if (len < st.st_size - 22 || strcmp(book_read_file(path, 0), "1:一\n") != 0)
			assert_refused("");
	}
}

/* ---- the XML -------------------------------------------------------------------- */

static void
xml__entities__refused(void **state)
{
	(void)state;
	assert_sheet_refused("<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet>"
	                     "<sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>", SHEET " has a DOCTYPE");
	assert_sheet_refused("<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>", SHEET " has a DOCTYPE");
	assert_sheet_refused("<worksheet><sheetData>&nbsp;</sheetData></worksheet>", SHEET " is cut off, or no XML");
	book_write(path, &(struct book){ .rows = ONE, .strings = "]]>" });
	assert_refused("xl/sharedStrings.xml is cut off, or no XML");
}

static void
xml__cut_in_an_element__refused(void **state)
{
	static const char whole[] = "<worksheet><sheetData>" ONE "<row><c><v>1</v></c></row></sheetData></worksheet>";
	char part[sizeof whole];

	(void)state;
	for (size_t len = 1; len < sizeof whole - 1; len++) {
		snprintf(part, sizeof part, "%.*s", (int)len, whole);
		book_write(path, &(struct book){ .sheet = part });
		assert_non_null(strstr(book_read_file(path, 0), SHEET " is cut off, or no XML"));
	}
}

/* Nasty 10: UTF-16 is what XML may be written in. */
static void
xml__encodings__utf16_read_others_refused(void **state)
{
	static const char text[] = "<worksheet><sheetData><row><c t='str'><v>\x65\x5E</v></c></row></sheetData><mergeCells/></worksheet>";
	char wide[2 * sizeof text + 2];

	(void)state;
	for (int big = 0; big < 2; big++) {
		size_t n = 0;
		wide[n + (size_t)!big] = '\xFE';
		wide[n + (size_t)big] = '\xFF';
		if (big)
			wide[0] = '\xFE', wide[1] = '\xFF';
		else
			wide[0] = '\xFF', wide[1] = '\xFE';
		n = 2;
		for (const char *p = text; *p != '\0'; p++, n += 2) {
			bool han = *p == '\x65';
			char low = han && p[1] == '\x5E' ? '\x74' : *p, high = han && p[1] == '\x5E' ? '\x5E' : '\0';
			p += han && p[1] == '\x5E';
			wide[n + (size_t)big] = low;
			wide[n + (size_t)!big] = high;
		}
		book_write(path, &(struct book){ .sheet = wide, .sheet_len = n });
		assert_string_equal(book_read_file(path, 0), "1:年\n");
	}
	assert_sheet_refused("<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet/>", SHEET " is neither in UTF-8 nor in UTF-16");
	assert_sheet_refused("<worksheet><sheetData><row><c t=\"str\"><v>\xC4\xEA</v></c></row></sheetData></worksheet>", SHEET " is cut off, or no XML");
}

static void
xml__more_than_anybody_writes__refused(void **state)
{
	char deep[64 * 4 + 64] = "<worksheet>", *text;

	(void)state;
	for (int i = 0; i < 64; i++)
		strcat(deep, "<a>");
	assert_sheet_refused(deep, SHEET " has elements more than 64 deep");
	text = filled("<worksheet><a b=\"", 'x', 65 << 10, "\"/></worksheet>");
	assert_sheet_refused(text, SHEET " has an element with more than 64 KiB of attributes");
	free(text);
	text = filled("<worksheet><a b=\"", 'x', 3 << 20, "\"/></worksheet>");
	assert_sheet_refused(text, SHEET " has more than 1024 KiB in one piece");
	free(text);
	text = filled("<worksheet><!--", 'x', 3 << 20, "--></worksheet>");
	assert_sheet_refused(text, SHEET " has more than 1024 KiB in one piece");
	free(text);
	text = filled("<worksheet>", ' ', 3 << 20, "</worksheet>");
	book_write(path, &(struct book){ .sheet = text });
	assert_string_equal(book_read_file(path, 0), "");
	free(text);
	assert_sheet_refused("<html><body/></html>", SHEET " holds <html> where <worksheet> was to be");
}

/* ---- parts ---------------------------------------------------------------------- */

static void
parts__missing_or_another__refused(void **state)
{
	struct zip *z = zip_begin(path);

	(void)state;
	book_frame(z, NULL);
	zip_end(z);
	assert_refused("its sheet \"表\" is missing");
	z = zip_begin(path);
	put(z, "_rels/.rels", "<Relationships><Relationship Type=\"/officeDocument\" Target=\"_rels/.rels\"/></Relationships>");
	zip_end(z);
	assert_refused("_rels/.rels holds <Relationships> where <workbook> was to be");
	z = zip_begin(path);
	put(z, "_rels/.rels", "<Relationships><Relationship Type=\"/officeDocument\" Target=\"../../b\"/></Relationships>");
	put(z, "b", "<workbook/>");
	zip_end(z);
	assert_refused("a workbook without a sheet that has rows");
}

static void
strings__no_room_for_them__said(void **state)
{
	struct zip *z = zip_begin(path);
	char *piece = filled("<si><t>", 'a', 30000, "</t></si>");

	(void)state;
	for (int i = 0; piece[i] != '\0'; i++)       /* not to be a bomb */
		if (i > 6 && i < 30000)
			piece[i] = (char)('a' + (i * i + i / 7) % 26);
	book_frame(z, NULL);
	put(z, SHEET, "<worksheet><sheetData><row><c t='s'><v>699</v></c></row></sheetData></worksheet>");
	zip_open(z, "xl/sharedStrings.xml");
	zip_write(z, "<sst>", 5);
	for (int i = 0; i < 700; i++)
		zip_write(z, piece, strlen(piece));
	zip_write(z, "</sst>", 6);
	zip_close(z);
	zip_end(z);
	setenv("TMPDIR", "/nowhere", 1);
	assert_refused("/nowhere takes no file for them: No such file or directory; name another folder in TMPDIR");
	setenv("TMPDIR", "/dev/full", 1);
	assert_refused("/dev/full takes no file for them: ");
	unsetenv("TMPDIR");
	assert_int_equal(strlen(book_read_file(path, 0)), 2 + 30000 + 1);
	free(piece);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bomb__blanks__refused_before_they_are_all_unpacked),
		cmocka_unit_test(archive__lies__refused),
		cmocka_unit_test(archive__two_of_one_name__refused),
		cmocka_unit_test(archive__a_thousand_parts__and_not_one_more),
		cmocka_unit_test(archive__names__only_sound_ones_and_no_escapes_in_words),
		cmocka_unit_test(archive__cut__refused_or_whole),
		cmocka_unit_test(xml__entities__refused),
		cmocka_unit_test(xml__cut_in_an_element__refused),
		cmocka_unit_test(xml__encodings__utf16_read_others_refused),
		cmocka_unit_test(xml__more_than_anybody_writes__refused),
		cmocka_unit_test(parts__missing_or_another__refused),
		cmocka_unit_test(strings__no_room_for_them__said),
	};
	return cmocka_run_group_tests(tests, setup, temp_remove);
}
