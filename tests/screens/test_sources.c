#include "tests/support/test.h"

#include <unistd.h>

#include "store/read/sources.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage stage;
static char cache[64];

#define NOW "2020-06-18T09:00:00+08:00"

static void
enter_at(const char *screen, const char *arg, int h, int w, const char *now)
{
	snprintf(cache, sizeof cache, "/tmp/guatu-sources-%ld.db", (long)getpid());
	stage_cache_from_pack("tests/screens/packs/sources", cache);
	stage_chinese();
	stage_open(&stage, cache, now, h - 4, w);
	stage_enter(&stage, screen, arg);
}

static void
leave(void)
{
	stage_close(&stage);
	unlink(cache);
}

static void
sources__golden__at_three_sizes(void **state)
{
	static const struct { const char *name; int h, w; } sizes[] = { { "feeds-80x24", 24, 80 }, { "feeds-120x36", 36, 120 }, { "feeds-200x50", 50, 200 } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		enter_at("feeds", "", sizes[i].h, sizes[i].w, NOW);
		stage_golden(&stage, sizes[i].name, GLYPHS_RICH);
		leave();
	}
}

static void
source__golden__a_source_and_one_hand_over(void **state)
{
	(void)state;
	enter_at("feed", "poor", 24, 80, NOW);
	stage_golden(&stage, "feed-poor-80x24", GLYPHS_RICH);
	leave();
	enter_at("feed", "civil-20200616", 36, 120, NOW);
	stage_golden(&stage, "feed-held-120x36", GLYPHS_RICH);
	leave();
	enter_at("feed", "no-such", 24, 80, NOW);
	assert_true(stage_shows(&stage, "no-such"));
	leave();
}

static void
sources__start__on_what_waits_with_its_steps(void **state)
{
	struct targets t;

	(void)state;
	enter_at("feeds", "", 24, 80, NOW);
	stage.ops->targets(stage.model, &t);
	assert_int_equal(t.kind, KIND_BATCH);
	assert_int_equal(t.count, 1);
	assert_string_equal(t.id[0], "civil-20200616");
	leave();
}

static void
sources__time_passes__fresh_grows_overdue_then_missed(void **state)
{
	(void)state;
	enter_at("feeds", "", 24, 80, "2020-06-02T09:00:00+08:00");
	assert_true(stage_shows(&stage, "57,733                 正常"));
	leave();
	enter_at("feeds", "", 24, 80, "2020-09-18T09:00:00+08:00");
	assert_true(stage_shows(&stage, "57,733                 缺办"));
	leave();
}

/* Of a day that is over ages are those of its end, not of today. */
static void
sources__day_that_is_over__judges_as_it_then_was(void **state)
{
	(void)state;
	enter_at("feeds", "", 24, 80, "2020-09-18T09:00:00+08:00");
	stage.env.as_of = true;
	stage.env.today = civil_parse("2020-06-02");
	stage_enter(&stage, "feeds", "");
	assert_true(stage_shows(&stage, "57,733                 正常"));
	stage_enter(&stage, "feed", "poor");
	assert_false(stage_shows(&stage, "缺办"));
	leave();
}

static void
sources__keys__open_search_copy_lineage(void **state)
{
	struct effect e;

	(void)state;
	enter_at("feeds", "", 24, 80, NOW);
	e = stage_act(&stage, "open");
	assert_int_equal(e.kind, FX_OPEN);
	assert_int_equal(e.screen, SCREEN_SOURCE);
	assert_string_equal(e.text, "civil");
	free(e.text);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "税务", 1);
	assert_int_equal(e.kind, FX_PAINT);
	e = stage_act(&stage, "copy");
	assert_non_null(strstr(e.text, "tax"));
	free(e.text);
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "20%"));
	free(e.text);
	stage_act(&stage, "bottom");
	e = stage_act(&stage, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	free(e.text);
	leave();
}

static void
source__steps_through__hand_overs_and_sources(void **state)
{
	struct targets t;
	struct effect e;

	(void)state;
	enter_at("feed", "tax", 24, 80, NOW);
	assert_true(stage_shows(&stage, "期间 2020-05 已由 tax-20200609 收过"));
	stage_act(&stage, "down");
	stage.ops->targets(stage.model, &t);
	assert_string_equal(t.id[0], "tax-20200609");
	stage_act(&stage, "next-sibling");
	assert_true(stage_shows(&stage, "civil"));
	e = stage_act(&stage, "export");
	assert_string_equal(e.text, "batches source=civil");
	free(e.text);
	leave();
}

/* What was taken can be taken back. */
static void
source__steps__take_back(void **state)
{
	struct effect e;

	(void)state;
	enter_at("menu", "batch\n\ntax-20200609", 24, 80, NOW);
	assert_true(stage_shows(&stage, "撤回"));
	e = stage_act(&stage, "choose-1");
	assert_int_equal(e.kind, FX_VERB);
	assert_string_equal(e.verb, "undo");
	leave();
}

static void
sources__tiny__holds(void **state)
{
	(void)state;
	enter_at("feeds", "", 14, 60, NOW);
	stage_golden(&stage, "feeds-60x14", GLYPHS_ASCII);
	leave();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources__golden__at_three_sizes), cmocka_unit_test(source__golden__a_source_and_one_hand_over),
		cmocka_unit_test(sources__start__on_what_waits_with_its_steps), cmocka_unit_test(sources__time_passes__fresh_grows_overdue_then_missed),
		cmocka_unit_test(sources__day_that_is_over__judges_as_it_then_was),
		cmocka_unit_test(sources__keys__open_search_copy_lineage), cmocka_unit_test(source__steps_through__hand_overs_and_sources),
		cmocka_unit_test(source__steps__take_back),
		cmocka_unit_test(sources__tiny__holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
