#include "tests/support/test.h"

#include "model/flow/extra.h"

static struct extra_fields f;
static char why[160];

static void
add(const char *key, const char *type, const char *list, int sort)
{
	struct extra_row row = { .key = key, .name = "栏", .type = type, .list = list, .sort = sort };

	if (extra_add(&f, &row, why, sizeof why) != 0)
		fail_msg("%s: %s", key, why);
}

static int
setup(void **state)
{
	(void)state;
	memset(&f, 0, sizeof f);
	add("who", "text", NULL, 70);
	add("heads", "int", "", 60);
	add("cost", "fen", NULL, 50);
	add("share", "bp", NULL, 40);
	add("day", "date", NULL, 30);
	add("yes", "bool", NULL, 20);
	add("kind", "term", "violation", 10);
	add("at", "time", NULL, 80);
	add("month", "month", NULL, 90);
	return 0;
}

static void
extra__columns__in_order_and_bad_ones_refused(void **state)
{
	static const struct { struct extra_row row; const char *about; } bad[] = {
		{ { .key = "Cost", .type = "fen" }, "key" }, { { .key = "", .type = "fen" }, "key" },
		{ { .key = "cost", .type = "fen" }, "key" }, { { .key = "9a", .type = "fen" }, "key" },
		{ { .key = "a", .type = "money" }, "type" }, { { .key = "a", .type = NULL }, "type" },
		{ { .key = "a", .type = "term" }, "list" }, { { .key = "a", .type = "int", .list = "violation" }, "list" },
	};

	(void)state;
	assert_int_equal(f.count, 9);
	assert_string_equal(f.list[0].key, "kind");
	assert_string_equal(f.list[6].key, "who");
	assert_null(extra_find(&f, "nobody"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(extra_add(&f, &bad[i].row, why, sizeof why), -1);
		if (strncmp(why, bad[i].about, strlen(bad[i].about)) != 0)
			fail_msg("%zu is about: %s", i, why);
	}
}

static void
extra__values__as_on_the_wire(void **state)
{
	static const struct { const char *key, *text; bool good; } values[] = {
		{ "heads", "0", true }, { "heads", "-1", false }, { "heads", "1.5", false }, { "heads", "", false },
		{ "heads", "9007199254740992", true }, { "heads", "9007199254740993", false }, { "heads", "99999999999999999999", false },
		{ "cost", "-1200", true }, { "cost", "12元", false }, { "share", "8500", true }, { "share", "85%", false },
		{ "day", "2020-06-08", true }, { "day", "2020-02-30", false }, { "day", "2020/6/8", false },
		{ "yes", "1", true }, { "yes", "true", false }, { "who", "县医院", true }, { "who", "a\nb", false },
		{ "kind", "SPLIT_ADMISSION", true }, { "at", "2020-09-15 09:30", true }, { "at", "2020-09-15", false },
		{ "month", "2020-05", true }, { "month", "2020-13", false }, { "month", "2020年5月", false }, { "month", "五月", false },
		{ "at", "2020-09-15 24:00", false }, { "at", "2020-09-31 09:30", false }, { "at", "2020-09-15 09:60", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if ((extra_wrong(extra_find(&f, values[i].key), values[i].text) == NULL) != values[i].good)
			fail_msg("%s %s", values[i].key, values[i].text);
}

static void
extra__values__as_people_write_them(void **state)
{
	static const struct { const char *key, *text, *wire; } values[] = {
		{ "cost", "1200", "120000" }, { "cost", "1200.50", "120050" }, { "cost", "1,200元", "120000" }, { "cost", "0.12万元", "120000" },
		{ "cost", "3 万", "3000000" }, { "cost", "50分", "50" }, { "cost", "12.345", NULL }, { "cost", "", NULL }, { "cost", "很多", NULL },
		{ "cost", "1e5", NULL }, { "cost", "-", NULL }, { "cost", ".", NULL }, { "cost", "12345678901234567", NULL },
		{ "share", "85%", "8500" }, { "share", "85.5", "8550" }, { "share", "85.555%", NULL },
		{ "day", "2020/6/8", "2020-06-08" }, { "day", "2020-06-08", "2020-06-08" }, { "day", "2020-6-31", NULL }, { "day", "6月8日", NULL },
		{ "at", "2020/9/15 9:30", "2020-09-15 09:30" }, { "at", "2020-09-15T01:30:00Z", "2020-09-15 09:30" }, { "at", "2020-09-15", NULL },
		{ "month", "2020年5月", "2020-05" }, { "month", "2020/5", "2020-05" }, { "month", "五月", NULL }, { "month", "2020-05-18", NULL },
		{ "yes", "是", "1" }, { "yes", "no", "0" }, { "yes", "maybe", NULL }, { "heads", "12", "12" }, { "heads", "12人", NULL },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct extra_field *field = extra_find(&f, values[i].key);
		const char *no = extra_written(field, values[i].text, out, sizeof out);
		if ((no == NULL) != (values[i].wire != NULL) || (no == NULL && strcmp(out, values[i].wire) != 0))
			fail_msg("%s %s: %s", values[i].key, values[i].text, no != NULL ? no : out);
		if (no == NULL)
			assert_null(extra_wrong(field, out));
	}
}

static const char *
said(void *ctx, const struct extra_field *column)
{
	return ((const char *const *)ctx)[column->sort];
}

/* D18: certified, tagged, enrolled, entitled. */
static void
extra__times__in_the_order_of_their_columns(void **state)
{
	static const char *const fine[][4] = {
		{ "", "", "", "" }, { "2020-09-15 09:00", "", "2020-09-15 09:00", "2020-09-15 10:00" }, { "", "x", "", "2020-09-15 08:00" },
	};
	static const char *const early[4] = { "2020-09-15 09:00", "", "2020-09-15 08:59", "2020-09-15 10:00" };
	struct extra_fields times = { .count = 4, .list = {
		{ .key = "a", .type = EXTRA_TIME, .sort = 0 }, { .key = "b", .type = EXTRA_TEXT, .sort = 1 },
		{ .key = "c", .type = EXTRA_TIME, .sort = 2 }, { .key = "d", .type = EXTRA_TIME, .sort = 3 } } };
	const struct extra_field *after;

	(void)state;
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		assert_null(extra_early(&times, said, (void *)(uintptr_t)fine[i], &after));
	assert_ptr_equal(extra_early(&times, said, (void *)(uintptr_t)early, &after), &times.list[2]);
	assert_ptr_equal(after, &times.list[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extra__times__in_the_order_of_their_columns),
		cmocka_unit_test_setup(extra__columns__in_order_and_bad_ones_refused, setup),
		cmocka_unit_test_setup(extra__values__as_on_the_wire, setup),
		cmocka_unit_test_setup(extra__values__as_people_write_them, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
