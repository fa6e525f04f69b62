#include "tests/support/test.h"

#include "model/text/nearest.h"

static const char *const places[] = { "甸阳镇", "甸阳", "由旺镇", "由旺", "姚关镇", "姚关", "太平镇", "太平", "仁和镇", "仁和", "万兴乡", "万兴",
	"摆榔乡", "摆榔", "酒房乡", "酒房", "旧城乡", "旧城", "木老元乡", "木老元", "老麦乡", "老麦", "何元乡", "何元", "水长乡", "水长" };
static const char *const words[] = { "自查发现", "群众举报", "热线反映", "上级交办", "import", "export", "status", "deadline" };

static int wrong;

static void
offered(const char *const *list, size_t count, const char *typed, const char *want)
{
	struct nearest n = { .typed = typed };
	char out[512];

	for (size_t i = 0; i < count; i++)
		nearest_look(&n, list[i], NULL);
	nearest_list(&n, " ", out, sizeof out);
	if (strcmp(out, want) != 0)
		print_error("%s is offered \"%s\", not \"%s\"\n", typed, out, want), wrong++;
}

static void
nearest__misspelt__the_likeliest_first(void **state)
{
	static const struct { const char *typed, *want; } of_places[] = {
		{ "姚官", "姚关" }, { "要官", "姚关" }, { "姚关乡", "姚关镇 姚关" }, { "关姚", "姚关" }, { "木老园", "木老元 木老元乡" },
		{ "太平", "太平 太平镇" }, { "yaoguan", "姚关 姚关镇" }, { "龘龘", "" }, { "", "" },
	};
	static const struct { const char *typed, *want; } of_words[] = {
		{ "自查", "自查发现" }, { "improt", "import" }, { "IMPORT", "import" }, { "staus", "status" }, { "热线", "热线反映" },
		{ "上级督办", "上级交办" }, { "xyz", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of_places / sizeof *of_places; i++)
		offered(places, sizeof places / sizeof *places, of_places[i].typed, of_places[i].want);
	for (size_t i = 0; i < sizeof of_words / sizeof *of_words; i++)
		offered(words, sizeof words / sizeof *words, of_words[i].typed, of_words[i].want);
	assert_int_equal(wrong, 0);
}

static void
nearest__many__five_and_each_once(void **state)
{
	struct nearest n = { .typed = "新庄村" };
	char word[32], out[256];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(word, sizeof word, "新庄%c", 'a' + i % 10);
		nearest_look(&n, word, NULL);
	}
	nearest_look(&n, "新庄村", "新庄村 530521101203");
	nearest_look(&n, "新庄村", "新庄村 530521104201");
	nearest_list(&n, ", ", out, sizeof out);
	assert_int_equal(n.count, NEAREST_MAX);
	assert_string_equal(out, "新庄村 530521101203, 新庄村 530521104201, 新庄a, 新庄b, 新庄c");
	nearest_list(&n, ", ", out, 8);      /* as much as there is room for */
	assert_true(strlen(out) < 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearest__misspelt__the_likeliest_first),
		cmocka_unit_test(nearest__many__five_and_each_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
