#include "tests/support/test.h"

#include "store/store.h"
#include "tests/support/packs.h"

static void
pack__shidian__makes_a_cache(void **state)
{
	char text[64], error[256];
	struct store *st = store_open(stage_pack("shidian-2020"), NULL, error, sizeof error);

	(void)state;
	assert_non_null(st);
	assert_string_equal(store_division(st, "530521103", false, text, sizeof text), "姚关");
	assert_string_equal(store_term(st, "source", "WINTER_2019", false, text, sizeof text), "2019冬季攻势");
	store_close(st);
}

static void
pack__huoqiu__makes_a_cache(void **state)
{
	char text[64], error[256];
	struct store *st = store_open(stage_pack("huoqiu-2018"), NULL, error, sizeof error);

	(void)state;
	assert_non_null(st);
	assert_string_equal(store_division(st, "341522205", false, text, sizeof text), "宋店");
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pack__shidian__makes_a_cache),
		cmocka_unit_test(pack__huoqiu__makes_a_cache),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
