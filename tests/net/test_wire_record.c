#include "tests/support/test.h"

#include "net/wire/wire_line.h"
#include "net/wire/wire_record.h"

static struct cache_value values[WIRE_FIELDS_MAX];
static char error[128];

static cJSON *
body_of(const char *text)
{
	assert_int_equal(wire_line_check(text, strlen(text), error, sizeof error), 0);
	return cJSON_Parse(text);
}

static struct cache_value walked[WIRE_FIELDS_MAX];
static struct wire_instants instants;

/* Both forms, which must agree to the letter. */
static int
decode(enum kind kind, const char *text)
{
	cJSON *body = body_of(text);
	int rc = wire_record_values(kind, body, values, error, sizeof error), again = -1;
	char *copy = strdup(text), said[128] = "body: not an object";
	struct wire_walk walk;

	if (wire_object(&walk, copy)) {
		again = wire_record_walk(kind, &walk, walked, &instants, said, sizeof said);
		if (again == 0)
			assert_int_equal(*walk.at, '\0');
	}
	assert_int_equal(rc, again);
	if (rc != 0)
		assert_string_equal(error, said);
	for (int i = 0; rc == 0 && i < record_first((int)kind + 1) - record_first((int)kind); i++) {
		assert_int_equal(values[i].type, walked[i].type);
		if (values[i].type == VALUE_INT)
			assert_true(values[i].number == walked[i].number);
		if (values[i].type != VALUE_TEXT)
			continue;
		assert_int_equal(values[i].length, walked[i].length);
		assert_memory_equal(values[i].text, walked[i].text, values[i].length);
	}
	free(copy);
	cJSON_Delete(body);
	return rc;
}

#define AT(field) (&values[FIELD_ISSUE_##field - FIELD_FIRST_ISSUE])
#define ISSUE_HEAD "{\"title\":\"t\",\"status\":\"OPEN\",\"division\":\"530521104\",\"source\":\"SELF\""

static void
wire_record__tables__fit(void **state)
{
	(void)state;
	for (int k = 0; k < KIND_COUNT; k++)
		assert_true(record_first(k + 1) - record_first(k) <= WIRE_FIELDS_MAX);
}

static void
wire_record__values__typed(void **state)
{
	cJSON *body = body_of("{\"unknown\":[1],\"sample\":true,\"title\":\"住院\",\"status\":\"CLOSED\",\"division\":\"530521104\","
	                      "\"deadline\":\"2020-06-30\",\"source\":\"SELF\",\"village\":null,\"extensions\":2,"
	                      "\"closed_at\":\"2020-06-18T01:12:44Z\",\"evidence\":[ {\"kind\" : \"doc\", \"ref\":\"a\\nb\"} ]}");
	(void)state;
	assert_int_equal(wire_record_values(KIND_ISSUE, body, values, error, sizeof error), 0);
	assert_string_equal(AT(title)->text, "住院");
	assert_int_equal(AT(title)->length, 6);
	assert_int_equal(AT(village)->type, VALUE_NULL);
	assert_int_equal(AT(detail)->type, VALUE_NULL);
	assert_int_equal(AT(extensions)->number, 2);
	assert_int_equal(AT(sample)->number, 1);
	assert_string_equal(AT(closed_at)->text, "2020-06-18T09:12:44+08:00");
	assert_string_equal(AT(evidence)->text, "[{\"kind\":\"doc\",\"ref\":\"a\\nb\"}]");
	cJSON_Delete(body);
}

/* Escapes, blanks, nesting, members in any order and unknown ones of every type. */
static void
wire_record__walk__same_as_cjson(void **state)
{
	static const char *const issues[] = {
		"{ \"source\" : \"SELF\" , \"deadline\":\"2020-06-30\", \"division\":\"5\",\"status\":\"OPEN\",\"title\":\"\" }",
		ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"detail\":\"a\\\"b\\\\c\\/d\\n\\t\\u4e2d\\ud83d\\ude00e\"}",
		ISSUE_HEAD ",\"x\":{\"a\":[1,{\"b\":\"]}\\\"\"}]},\"y\":[],\"z\":1.5,\"w\":true,\"v\":null,\"deadline\":\"2020-06-30\",\"u\":-7}",
		ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"evidence\":[ ]}",
		ISSUE_HEAD ",\"evidence\":[ {\"kind\":\"doc\",\t\"ref\":\"a ] b\"} , 1 ], \"deadline\":\"2020-06-30\", \"returned\":2e1}",
		ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"t\\u0069tle2\":1,\"n\\u006fte\":\"x\",\"urged_at\":\"2020-06-18T00:00:00+00:00\"}",
	};
	(void)state;
	for (size_t i = 0; i < sizeof issues / sizeof *issues; i++)
		if (decode(KIND_ISSUE, issues[i]) != 0)
			fail_msg("%zu: %s", i, error);
}

static void
wire_record__values__says_which_field(void **state)
{
	static const struct { const char *text, *error; } rows[] = {
		{ "[]", "body: not an object" },
		{ "{\"title\":\"t\"}", "status: missing" },
		{ ISSUE_HEAD "}", "deadline: missing" },
		{ ISSUE_HEAD ",\"deadline\":null}", "deadline: missing" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-02-30\"}", "deadline: not a date" },
		{ ISSUE_HEAD ",\"deadline\":20200630}", "deadline: not a date" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30T00:00:00Z\"}", "deadline: not a date" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"extensions\":1.5}", "extensions: not a whole number" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"extensions\":1e20}", "extensions: not a whole number" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"extensions\":\"1\"}", "extensions: not a whole number" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"sample\":1}", "sample: not true or false" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"closed_at\":\"2020-06-18\"}", "closed_at: not an instant" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"evidence\":\"x\"}", "evidence: not a list or object" },
		{ ISSUE_HEAD ",\"deadline\":\"2020-06-30\",\"detail\":{}}", "detail: not text" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(decode(KIND_ISSUE, rows[i].text), -1);
		assert_string_equal(error, rows[i].error);
	}
	assert_int_equal(decode(KIND_ISSUE, ISSUE_HEAD ",\"deadline\":\"2020-06-30\"}"), 0);
}

/* Big integers survive exactly; an int-sized one is not enough to tell. */
static void
wire_record__values__integers_exact(void **state)
{
	char text[256];
	static const int64_t numbers[] = { 0, 4294967296, -4294967297, 9007199254740991, 9007199254740992, -9007199254740991 };

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		snprintf(text, sizeof text, "{\"period\":\"2020\",\"division\":\"530521\",\"paid_fen\":%lld}", (long long)numbers[i]);
		assert_int_equal(decode(KIND_SETTLEMENT, text), 0);
		assert_true(values[FIELD_SETTLEMENT_paid_fen - FIELD_FIRST_SETTLEMENT].number == numbers[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wire_record__tables__fit),
		cmocka_unit_test(wire_record__values__typed),
		cmocka_unit_test(wire_record__walk__same_as_cjson),
		cmocka_unit_test(wire_record__values__says_which_field),
		cmocka_unit_test(wire_record__values__integers_exact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
