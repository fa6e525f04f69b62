/* Hostile lines: whatever passes the strict check must also decode without harm, typed and bounded. */
#include "tests/support/test.h"

#include <cjson/cJSON.h>

#include "model/room/civil.h"
#include "model/text/utf8.h"
#include "net/wire/wire_line.h"
#include "net/wire/wire_record.h"
#include "tests/support/mutate.h"

static int passed;

static void
line_target(char *data, size_t size)
{
	struct cache_value values[WIRE_FIELDS_MAX];
	char error[256];
	cJSON *body;

	if (wire_line_check(data, size, error, sizeof error) != 0) {
		assert_string_not_equal(error, "");
		assert_true(utf8_valid(error, strlen(error)));
		return;
	}
	passed++;
	assert_true(utf8_valid(data, size));
	body = cJSON_ParseWithLength(data, size);
	assert_non_null(body);                 /* what the check lets through, the parser takes */
	for (int k = 0; k < KIND_COUNT; k++) {
		if (!cJSON_IsObject(body) || wire_record_values((enum kind)k, body, values, error, sizeof error) != 0)
			continue;
		for (int f = record_first(k); f < record_first(k + 1); f++) {
			const struct cache_value *v = &values[f - record_first(k)];
			if (v->type == VALUE_TEXT)
				assert_true(utf8_valid(v->text, v->length));
			if (v->type == VALUE_TEXT && record_fields[f].type == FIELD_DATE)
				assert_int_not_equal(civil_parse(v->text), CIVIL_NONE);
			if (v->type == VALUE_NULL)
				assert_int_equal(record_fields[f].need, FIELD_OPT);
		}
	}
	cJSON_Delete(body);
}

static void
wire__hostile_lines__rejected_or_typed(void **state)
{
	static const char *const seeds[] = {
		"{\"kind\":\"issue\",\"id\":\"2020-0143\",\"rev\":7,\"seq\":311,\"body\":{}}",
		"{\"title\":\"漏保 11 人\",\"status\":\"OPEN\",\"division\":\"530521103\",\"deadline\":\"2020-06-10\",\"source\":\"SELF\","
		"\"evidence\":[{\"kind\":\"doc\",\"ref\":\"施医保〔2020〕12号\"}],\"returned\":2,\"concealed\":false,"
		"\"closed_at\":\"2020-06-18T09:00:00+08:00\"}",
		"{\"period\":\"2020-05\",\"division\":\"530521\",\"cases\":1204,\"total_fen\":46446400000,\"printed\":{\"paid_fen\":\"46446.4万元\"}}",
		"{\"mark\":\"c1.e7f3.530521.9f2a.312\",\"n\":2,\"more\":false}", "[[[[[[1]]]]]]", "-12.5e3",
	};
	(void)state;
	mutate_run(line_target, seeds, sizeof seeds / sizeof *seeds, 60000);
	assert_true(passed > 100);             /* a check that lets nothing through proves nothing */
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(wire__hostile_lines__rejected_or_typed) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
