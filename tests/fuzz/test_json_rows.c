/* Hostile JSON of another department: refused with a reason, or a table every row of which has the header's cells; alone,
 * in pages, with a map. */
#include "tests/support/test.h"

#include <unistd.h>

#include "hub/intake/json/json_rows.h"
#include "hub/intake/reader/csv.h"
#include "model/text/utf8.h"
#include "tests/support/mutate.h"

/* What breaks this reader more often than others. */
static const char *const words[] = {
	"[{", "}]", "\":{", ",\"id\":", "\"id\"", "\"data\":[{", "\"p\":{\"q\":[{\"r\":", "\\u0000", "\\ud83d\\ude00", "\\udfff", "1588899600000", "-1e-7",
	"0.1e+3", "\"next\":\"/x\"", "\"rows\":", "}{", "null,", "[[[[[[[[[[", "]]]]]", "\x01", "\xF4\x90\x80\x80", NULL
};

static char from[64], to[80];
static long passed;

static void
check_table(const struct json_rows *how)
{
	struct csv csv;
	long records = 0;
	FILE *fp;

	assert_int_equal(csv_open(&csv, fp = fopen(to, "rb")), 0);
	assert_int_equal(csv_row(&csv), 1);
	assert_int_equal(csv.row.count, how->members.count);
	for (int rc; (rc = csv_row(&csv)) != 0; records++) {
		assert_int_equal(rc, 1);
		assert_int_equal(csv.row.count, how->members.count);
		for (int i = 0; i < csv.row.count; i++)
			assert_true(utf8_valid(csv.row.cells[i], strlen(csv.row.cells[i])));
	}
	assert_int_equal(records, how->records);
	csv_close(&csv);
	fclose(fp);
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
		if (json_rows_to_csv(from, to, &ways[i]) == 0) {
			passed++;
			check_table(&ways[i]);
		} else {
			assert_string_not_equal(ways[i].error, "");
		}
		assert_true(utf8_valid(ways[i].error, strlen(ways[i].error)));
		assert_true(utf8_valid(ways[i].left_out, strlen(ways[i].left_out)));
		json_rows_clear(&ways[i]);
	}
	if (json_page_look(from, 0, &page) != 0)
		assert_string_not_equal(page.error, "");
}

/* What was found once stays in the corpus: as it is, and mutated. */
static void
json_rows__hostile_bytes__refused_or_a_table(void **state)
{
	struct mutate_corpus corpus = { .words = words };

	(void)state;
	corpus_read(&corpus, "tests/fuzz/json/*.json");
	assert_true(corpus.count > 0);
	for (int i = 0; i < corpus.count; i++)
		target(corpus.bytes[i], corpus.len[i]);
	mutate_corpus(target, &corpus, 20000);
	assert_true(passed > 1000);            /* what refuses everything proves nothing */
	corpus_clear(&corpus);
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
		cmocka_unit_test(json_rows__hostile_bytes__refused_or_a_table),
	};

	return cmocka_run_group_tests(tests, names, no_files);
}
