#include "tests/support/test.h"

#include <time.h>

#include "hub/intake/faults.h"
#include "tests/support/tempdir.h"

static char *
settled(struct faults *f, long *rows)
{
	char *said = NULL;
	size_t len;
	FILE *out = open_memstream(&said, &len);

	assert_int_equal(faults_settle(f, NULL), 0);
	*rows = faults_say(f, out);
	fclose(out);
	faults_clear(f);
	return said;
}

static void
terms(struct faults *f)
{
	const char *path = temp_path("term.csv");
	FILE *file;

	assert_non_null(file = fopen(path, "w"));
	fputs("id,list,code,name\nA,x,A,甲\nB,x,B,乙\n", file);
	fclose(file);
	assert_int_equal(faults_file(f, KIND_TERM, path, "term.csv", 0), 0);
}

/* In the form of a fault; one known by its record is looked for in the file; nothing counts as bad. */
static void
faults_note__no_faults__said_and_not_counted(void **state)
{
	struct faults f = { 0 };
	long rows;
	char *said;

	(void)state;
	terms(&f);
	faults_note(&f, &(struct fault){ .kind = KIND_TERM, .id = "B", .field = FIELD_TERM_name }, "a doubt");
	faults_note(&f, &(struct fault){ .kind = KIND_TERM, .line = 1, .column = 4, .field = ROW_FILE, .title = "备注" },
	            "left out");
	faults_note(&f, &(struct fault){ .kind = KIND_TERM, .field = ROW_FILE }, "of the sheet %s", "一");
	said = settled(&f, &rows);
	assert_string_equal(said, "term.csv: of the sheet 一\nterm.csv:1:4 (备注): left out\nterm.csv:3:4 (名称): a doubt\n");
	assert_int_equal(rows, 0);
	free(said);
}

static void
faults_note__beside_a_fault__only_the_fault_is_said(void **state)
{
	struct faults f = { 0 };
	long rows;
	char *said;

	(void)state;
	terms(&f);
	faults_note(&f, &(struct fault){ .kind = KIND_TERM, .line = 2, .column = 2, .id = "A", .field = FIELD_TERM_name }, "a doubt");
	faults_add(&f, &(struct fault){ .kind = KIND_TERM, .line = 2, .column = 2, .id = "A", .field = FIELD_TERM_name }, "bad");
	said = settled(&f, &rows);
	assert_string_equal(said, "term.csv:2:2 (名称): bad\n");
	assert_int_equal(rows, 1);
	free(said);
}

static void
faults_note__in_many_rows__one_line(void **state)
{
	struct faults f = { 0 };
	long rows;
	char *said;

	(void)state;
	terms(&f);
	for (int i = 0; i < 7; i++)
		faults_note(&f, &(struct fault){ .kind = KIND_TERM, .line = 2 + i, .column = 2, .id = "A",
			.field = FIELD_TERM_name }, "a doubt");
	said = settled(&f, &rows);
	assert_string_equal(said, "term.csv:2:2, 3:2, 4:2 and 4 more (名称): a doubt\n");
	free(said);
}

/* A million rows with the same note cost no more than what is said of them. */
static void
faults_note__a_million_rows__few_are_kept(void **state)
{
	struct faults f = { 0 };
	long rows;
	char *said;

	(void)state;
	terms(&f);
	for (int i = 0; i < 1000000; i++)
		faults_note(&f, &(struct fault){ .kind = KIND_TERM, .line = 2 + i, .column = 2 + i % 2, .id = "A",
			.field = FIELD_TERM_code + i % 2 }, "a doubt");
	for (int i = 0; i < 6000; i++)
		faults_note(&f, &(struct fault){ .kind = KIND_TERM, .line = 2, .field = FIELD_TERM_list }, "doubt %d", i);
	assert_true(f.notes.count <= 5000 && !f.many);
	assert_int_equal(faults_noted(&f), 1006000);
	said = settled(&f, &rows);
	assert_int_equal(rows, 0);
	assert_non_null(strstr(said, "term.csv:2:2, 4:2, 6:2 and 499997 more (代码): a doubt\n"));
	assert_non_null(strstr(said, "term.csv:3:3, 5:3, 7:3 and 499997 more (名称): a doubt\n"));
	assert_non_null(strstr(said, "and 1010 more notes\n"));
	free(said);
}

/* A hostile file: a row more costs no more the more rows say that they are the same record, or none. */
static void
faults_settle__many_rows_of_one_record__no_pairs(void **state)
{
	enum { ROWS = 200000 };
	static const char *const ids[] = { "", "B" };

	(void)state;
	for (int n = 0; n < 2; n++) {
		struct faults f = { 0 };
		const char *path = temp_path("term.csv");
		FILE *file = fopen(path, "w");
		clock_t begin = clock();
		fputs("id,list,code,name\n", file);
		for (int i = 0; i < ROWS; i++)
			fprintf(file, "%s,x,B,\n", ids[n]);
		fputs("C,x,C,\n", file);
		fclose(file);
		assert_int_equal(faults_file(&f, KIND_TERM, path, "term.csv", 0), 0);
		for (int i = 0; i < ROWS; i++) {
			faults_add(&f, &(struct fault){ .kind = KIND_TERM, .line = 2 + i, .column = 4, .id = ids[n],
				.field = FIELD_TERM_name }, "empty");
			faults_add(&f, &(struct fault){ .kind = KIND_TERM, .line = 2 + i, .column = 2, .id = ids[n],
				.field = FIELD_TERM_list, .unless = KIND_TERM, .named = n == 1 ? "B" : NULL }, "none such");
		}
		faults_add(&f, &(struct fault){ .kind = KIND_TERM, .id = "C", .field = FIELD_TERM_name }, "a rule");
		assert_int_equal(faults_settle(&f, NULL), 0);
		assert_true(clock() - begin < 10 * CLOCKS_PER_SEC);
		assert_int_equal(faults_say(&f, stderr), ROWS + 1);
		faults_clear(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_note__no_faults__said_and_not_counted),
		cmocka_unit_test(faults_note__beside_a_fault__only_the_fault_is_said),
		cmocka_unit_test(faults_note__in_many_rows__one_line),
		cmocka_unit_test(faults_note__a_million_rows__few_are_kept),
		cmocka_unit_test(faults_settle__many_rows_of_one_record__no_pairs),
	};

	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
