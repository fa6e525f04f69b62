/* Some members of a body without the others: the same as of the whole, or nothing. */
#include "tests/support/test.h"

#include "hub/authority/member.h"

static const char *const bodies[] = {
	"{}", "{\"division\":\"530521103\"}", "{\"a\":1,\"division\":\"1\",\"b\":[1,{\"division\":\"2\"}],\"village\":\"v\"}",
	"{\"a\":\"x\\\"}\",\"division\":\"\\\"{[\",\"n\":-1.5e3,\"t\":true,\"village\":null}",
	"{\"evidence\":[{\"ref\":\"a,b}\",\"n\":[[]]},{}],\"object\":{\"division\":\"z\",\"q\":\"\\\\\"},\"division\":\"姚关\"}",
	"{\"division\":{\"x\":[1,2]},\"village\":[\"}\"]}",
};

static void
member_some__any_body__as_of_the_whole(void **state)
{
	static const char *const names[] = { "division", "village", "object_kind" };

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		cJSON *whole = cJSON_Parse(bodies[i]), *some = member_some(bodies[i], "division village object_kind");
		assert_non_null(some);
		for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
			const cJSON *want = cJSON_GetObjectItemCaseSensitive(whole, names[n]), *have = cJSON_GetObjectItemCaseSensitive(some, names[n]);
			assert_true(want == NULL ? have == NULL : cJSON_Compare(want, have, true));
		}
		assert_null(cJSON_GetObjectItemCaseSensitive(some, "a"));
		cJSON_Delete(whole);
		cJSON_Delete(some);
	}
}

/* Cut at any byte, or no object: not read so. */
static void
member_some__broken__nothing(void **state)
{
	static const char *const others[] = { "", "[]", "\"x\"", "{\"a\":1}x", "{\"a\":1,}", "{\"a\":}}", "{\"a\":1]", "{a:1}", "{\"a\" :1}" };
	char cut[256];

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		for (size_t n = 0; n < strlen(bodies[i]); n++) {
			snprintf(cut, sizeof cut, "%.*s", (int)n, bodies[i]);
			assert_null(member_some(cut, "division"));
		}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (member_some(others[i], "division") != NULL)
			fail_msg("%s", others[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(member_some__any_body__as_of_the_whole),
		cmocka_unit_test(member_some__broken__nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
