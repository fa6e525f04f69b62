/* Hostile JSON of another department: refused with a reason, or a table every row of which has the header's cells. */
#include "tests/support/test.h"

#include <unistd.h>

#include "hub/intake/csv.h"
#include "hub/intake/json_rows.h"
#include "tests/support/mutate.h"

static const char *const payloads[] = {
	"[{\"id\":\"a1\",\"period\":\"2020-05\",\"cases\":3,\"x\":null},{\"id\":\"a2\",\"cases\":\"4\",\"deep\":{\"a\":[1,\"]\"]}}]",
	"{\"code\":0,\"message\":\"ok {[\",\"data\":[{\"id\":\"b1\",\"name\":\"两\\n行,\\\"引\\\"\",\"yes\":true}],\"more\":{\"n\":1}}",
	"{\"id\":\"c1\",\"medfee_sumamt\":123.45}\n{\"id\":\"c2\"}\n\n{\"id\":\"c3\",\"medfee_sumamt\":-1e2}\n",
};

static char from[64], to[64];

static void
check_table(void)
{
	struct csv csv;
	int cells;

	assert_int_equal(csv_load(&csv, to), 0);
	assert_int_equal(csv_row(&csv), 1);
	cells = csv.row.count;
	for (int rc; (rc = csv_row(&csv)) != 0;) {
		assert_int_equal(rc, 1);
		assert_int_equal(csv.row.count, cells);
	}
	csv_clear(&csv);
}

static void
name_files(void)
{
	snprintf(from, sizeof from, "/tmp/guatu-json-%ld", (long)getpid());
	snprintf(to, sizeof to, "/tmp/guatu-rows-%ld", (long)getpid());
}

static void
put(const char *data, size_t size)
{
	FILE *f = fopen(from, "wb");

	fwrite(data, 1, size, f);
	fclose(f);
}

static void
target(char *data, size_t size)
{
	char why[200] = "";

	put(data, size);
	if (json_rows_to_csv(from, to, NULL, NULL, why, sizeof why) == 0)
		check_table();
	else
		assert_string_not_equal(why, "");
}

static void
json_rows__hostile_bytes__refused_or_a_table(void **state)
{
	(void)state;
	name_files();
	mutate_run(target, payloads, sizeof payloads / sizeof *payloads, 4000);
	unlink(from);
	unlink(to);
}

/* An escaped quote is in its string, whatever stands behind it; an escaped backslash is not before a quote. */
static void
json_rows__escaped_quote__does_not_end_a_string(void **state)
{
	static const char *const texts[] = {
		"[{\"id\":\"a\",\"name\":\"\\\"}\",\"n\":1},{\"id\":\"b\",\"name\":\"{[\\\\\",\"n\":2}]",
		"{\"m\":\"\\\"[{\",\"data\":[{\"id\":\"a\",\"name\":\"\\\"}\",\"n\":1},{\"id\":\"b\",\"name\":\"{[\\\\\",\"n\":2}]}",
		"{\"id\":\"a\",\"name\":\"\\\"}\",\"n\":1}\n{\"id\":\"b\",\"name\":\"{[\\\\\",\"n\":2}\n",
	};

	(void)state;
	name_files();
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct csv csv;
		char why[200] = "";
		put(texts[i], strlen(texts[i]));
		if (json_rows_to_csv(from, to, NULL, NULL, why, sizeof why) != 0)
			fail_msg("%s: %s", texts[i], why);
		assert_int_equal(csv_load(&csv, to), 0);
		for (int row = 0; row < 3; row++) {
			assert_int_equal(csv_row(&csv), 1);
			assert_int_equal(csv.row.count, 3);
			assert_string_equal(csv.row.cells[1], row == 0 ? "name" : row == 1 ? "\"}" : "{[\\");
		}
		csv_clear(&csv);
	}
	unlink(from);
	unlink(to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_rows__hostile_bytes__refused_or_a_table), cmocka_unit_test(json_rows__escaped_quote__does_not_end_a_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
