/* Hostile JSON of another department: refused with a reason, or a table every row of which has the header's cells; alone,
 * in pages, with a map. */
#include "tests/support/test.h"

#include <unistd.h>

#include "hub/intake/csv.h"
#include "hub/intake/json/json_rows.h"
#include "model/text/utf8.h"
#include "tests/support/mutate.h"

static const char *const payloads[] = {
	"[{\"id\":\"a1\",\"period\":\"2020-05\",\"cases\":3,\"x\":null},{\"id\":\"a2\",\"cases\":\"4\",\"deep\":{\"a\":[1,\"]\"]}}]",
	"{\"code\":0,\"message\":\"ok {[\",\"data\":[{\"id\":\"b1\",\"name\":\"两\\n行,\\\"引\\\"\",\"yes\":true}],\"more\":{\"n\":1}}",
	"{\"id\":\"c1\",\"medfee_sumamt\":123.45}\n{\"id\":\"c2\"}\n\n{\"id\":\"c3\",\"medfee_sumamt\":-1e2}\n",
	"{\"data\":{\"rows\":[{\"id\":\"d1\",\"setl_time\":1588899600000,\"p\":{\"q\":[{\"r\":9},\"\\ud83d\\ude00\"]},\"printed\":{\"a\":\"1\"}}],\"next\":\"/p?n=2\",\"all\":2}}"
	"{\"data\":{\"rows\":[{\"id\":\"d2\",\"p\":{\"q\":null},\"total_fen\":1.50e3,\"period\":\"/Date(1588899600000)/\"}],\"next\":null}}",
};

static char from[64], to[80];

static void
check_table(const struct json_rows *how)
{
	struct csv csv;
	long records = 0;

	assert_int_equal(csv_load(&csv, to), 0);
	assert_int_equal(csv_row(&csv), 1);
	assert_int_equal(csv.row.count, how->members.count);
	for (int rc; (rc = csv_row(&csv)) != 0; records++) {
		assert_int_equal(rc, 1);
		assert_int_equal(csv.row.count, how->members.count);
		for (int i = 0; i < csv.row.count; i++)
			assert_true(utf8_valid(csv.row.cells[i], strlen(csv.row.cells[i])));
	}
	assert_int_equal(records, how->records);
	csv_clear(&csv);
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
	struct json_rows ways[] = {
		{ .takes = "settlement" }, { .takes = "roster", .map = "p.q.0.r=person;name=区划;/deep/a=category" },
		{ .takes = "settlement", .rows_at = "data.rows" }, { .takes = "settlement", .pages = true },
	};
	struct json_page page = { .next = "data.next", .total = "data.all" };

	put(data, size);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (json_rows_to_csv(from, to, &ways[i]) == 0)
			check_table(&ways[i]);
		else
			assert_string_not_equal(ways[i].error, "");
		assert_true(utf8_valid(ways[i].error, strlen(ways[i].error)));
		assert_true(utf8_valid(ways[i].left_out, strlen(ways[i].left_out)));
		json_rows_clear(&ways[i]);
	}
	if (json_page_look(from, 0, &page) != 0)
		assert_string_not_equal(page.error, "");
}

/* What was found once is kept: every file of the corpus before the mutations. */
static void
json_rows__corpus__refused_or_a_table(void **state)
{
	static const char *const corpus[] = {
		"[{\"id\":\"\\ud800\\udfff\\ud800\"}]", "[{\"id\\u0000\":1}]", "\xEF\xBB\xBF", "\xEF", "[{\"id\":\"a\"}", "{\"a\":{\"b\":{\"c\":[{", "[[{}]]", "[{},[]]",
		"{\"\":[{}],\"\":[{}]}", "[{\"extra.\":1,\"printed.a\":2,\"printed.a\":3}]", "[{\"id\":1e99999}]", "[{\"id\":-}]", "[{\"period\":99999999999999}]",
		"[{\"period\":-99999999999}]", "{\"rows\":[{\"id\":\"a\"}]}\n7", "[{\"id\":\"\\u\"}]", "[{\"printed\":{}}]", "[{\"printed\":[}]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++)
		target((char *)(size_t)corpus[i], strlen(corpus[i]));
}

static void
json_rows__hostile_bytes__refused_or_a_table(void **state)
{
	(void)state;
	mutate_run(target, payloads, sizeof payloads / sizeof *payloads, 3000);
}

static int
names(void **state)
{
	(void)state;
	snprintf(from, sizeof from, "/dev/shm/guatu-json-%ld", (long)getpid());
	if (access("/dev/shm", W_OK) != 0)
		snprintf(from, sizeof from, "/tmp/guatu-json-%ld", (long)getpid());
	snprintf(to, sizeof to, "%s-rows", from);
	return 0;
}

static int
no_files(void **state)
{
	(void)state;
	unlink(from);
	unlink(to);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_rows__corpus__refused_or_a_table), cmocka_unit_test(json_rows__hostile_bytes__refused_or_a_table),
	};

	return cmocka_run_group_tests(tests, names, no_files);
}
