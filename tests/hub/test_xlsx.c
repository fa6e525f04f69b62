/* Workbooks as offices and their programs write them: what is read of each, and what is said of it. */
#include "tests/support/test.h"

#include "tests/support/book.h"
#include "tests/support/tempdir.h"

#define TEXT(cell, text) "<c r=\"" cell "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

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

/* ---- cells ---------------------------------------------------------------------- */

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
}

static void
row__without_places__counted_on(void **state)
{
	(void)state;
	assert_string_equal(read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"B2\"><v>3</v></c><c><v>4</v></c></row>"
	                              "<row r=\"1048576\"><c><v>5</v></c></row>"),
	                    "1:1|2\n2:|3|4\n1048576:5\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cell__every_type__as_a_person_would_type_it),
		cmocka_unit_test(row__without_places__counted_on),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
