/*
 * `i` answers: on every row of every list, on every place the cursor of every other screen can stand, it says what
 * that is, what it means, of what it is worked out and where it comes from; and every column of a list that is a
 * figure says what it means.  No screen and no list can be left out: they are walked from the tables.
 */
#include "tests/support/test.h"

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "tests/support/stage.h"

static const char *const packs[][2] = {
	{ "shidian-2020", "2020-06-18T09:00:00+08:00" }, { "huoqiu-2018", "2018-12-20T09:00:00+08:00" },
	{ "xizang-2019", "2019-09-02T09:00:00+08:00" }, { "zibo-2020", "2020-09-01T09:00:00+08:00" },
	{ "huining-2021", "2021-09-01T09:00:00+08:00" },
};
enum { ALL = 1u << LINEAGE_WHAT | 1u << LINEAGE_MEANS | 1u << LINEAGE_SHARE | 1u << LINEAGE_FROM, STEPS = 4000 };

static struct stage stage;
static int asked, missing;

/* What it is called in a failure: the screen, and the row or the step. */
static void
ask(const char *pack, const char *at)
{
	unsigned said;
	struct effect e = lineage_ask(stage.ops, stage.model, stage.st, &stage.env, &said);

	asked++;
	if (e.kind != FX_SHOW || (said & ALL) != ALL) {
		missing++;
		printf("%s %s, %s: i says %x of %x\n", pack, stage.ops->name, at, said, ALL);
	} else if (strstr(e.text, "As of") == NULL && strstr(e.text, "时点") == NULL) {
		missing++;
		printf("%s %s, %s: no time\n", pack, stage.ops->name, at);
	}
	free(e.text);
}

/* Every row and heading of a list; of a screen, every place its cursor comes to on the way down and to the right. */
static void
walk(const char *pack)
{
	int wrong = missing;

	if (stage.ops->list != NULL) {
		struct list *l = stage.model;
		for (int i = 0; i < l->line_count && missing < wrong + 3; i++) {
			list_go(l, &stage.env, i);
			stage_reload(&stage);
			ask(pack, list_here(l) != NULL ? list_id(l, list_here(l)) : "a heading");
		}
		return;
	}
	for (int i = 0; i < 60 && missing < wrong + 3; i++) {
		char at[24];
		snprintf(at, sizeof at, "step %d", i);
		ask(pack, at);
		struct effect e = stage_act(&stage, i % 4 == 3 ? "right" : "down");
		free(e.text);
	}
}

/* What Enter opens of the first row, and what that opens: the pages that have no tab. */
static int opened[SCREEN_COUNT];

static void
walk_below(const char *pack, int depth)
{
	struct effect e = stage_act(&stage, "open");

	if (e.kind == FX_PAINT)          /* it looked into the row on the same screen */
		e = stage_act(&stage, "open");
	const struct screen_ops *ops = e.kind == FX_OPEN ? screen_defs[e.screen].ops : NULL;

	if (ops != NULL && !ops->overlay && screen_defs[e.screen].tab == 0) {
		opened[e.screen]++;
		stage_enter(&stage, ops->name, e.text != NULL ? e.text : "");
		walk(pack);
		if (depth < 3)
			walk_below(pack, depth + 1);
	}
	stage.env.arg = "";
	free(e.text);
}

static void
lineage__every_row__says_what_means_of_what_and_whence(void **state)
{
	(void)state;
	for (size_t p = 0; p < sizeof packs / sizeof *packs; p++) {
		stage_open_pack(&stage, packs[p][0], packs[p][1], 24, 120);
		for (int i = 0; i < SCREEN_COUNT; i++) {
			if (screen_defs[i].ops == NULL || screen_defs[i].tab == 0)
				continue;
			stage_enter(&stage, screen_defs[i].ops->name, "");
			walk(packs[p][0]);
			stage_enter(&stage, screen_defs[i].ops->name, "");
			walk_below(packs[p][0], 0);
		}
		if (p == 0) {
			stage_enter(&stage, "village", "530521103201");
			walk(packs[p][0]);
		}
		stage_enter(&stage, "events", "");
		walk(packs[p][0]);
		stage_close(&stage);
	}
	printf("i asked %d times, %d without an answer\n", asked, missing);
	assert_true(asked > 1000);
	for (int i = 0; i < SCREEN_COUNT; i++)
		if (screen_defs[i].ops != NULL && !screen_defs[i].ops->overlay && i != SCREEN_HELP)
			if (screen_defs[i].ops->lineage == NULL)
				fail_msg("%s: no lineage", screen_defs[i].ops->name);
	assert_true(opened[SCREEN_TASK] && opened[SCREEN_ISSUE] && opened[SCREEN_DUTY_RUN] && opened[SCREEN_ENTRY]);
	assert_true(opened[SCREEN_LEDGER] && opened[SCREEN_CHECKLIST] && opened[SCREEN_INDICATOR] && opened[SCREEN_SOURCE] &&
	            opened[SCREEN_WHY]);
	assert_int_equal(missing, 0);
}

static bool
is_figure(const struct column *k)
{
	return k->type == TYPE_COUNT || k->type == TYPE_NUMBER || k->type == TYPE_SHARE || k->type == TYPE_FEN ||
	       k->type == TYPE_DAYS || k->type == TYPE_LAMP;
}

static void
lineage__every_column_of_figures__says_what_it_means(void **state)
{
	int silent = 0;

	(void)state;
	for (int i = 0; i < list_all_count; i++)
		for (const struct column *k = list_all[i]->columns; k->name != NULL; k++)
			if (is_figure(k) && k->means == NULL) {
				silent++;
				printf("list %s, column %s: no .means\n", list_all[i]->noun, k->name);
			}
	assert_int_equal(silent, 0);
}

/* "件数: 件数" says nothing: what is counted is said in more than the title's own words. */
static void
lineage__what_a_column_means__is_more_than_its_title(void **state)
{
	int silent = 0;

	(void)state;
	for (int i = 0; i < list_all_count; i++)
		for (const struct column *k = list_all[i]->columns; k->name != NULL; k++) {
			const char *title = _(k->title), *means = k->means != NULL ? _(k->means) : "-";
			size_t n = strlen(title);
			if (strncmp(title, means, n) == 0 && strlen(means + n) <= strlen("数")) {
				silent++;
				printf("list %s, column %s: %s: %s\n", list_all[i]->noun, k->name, title, means);
			}
		}
	assert_int_equal(silent, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lineage__every_row__says_what_means_of_what_and_whence),
		cmocka_unit_test(lineage__every_column_of_figures__says_what_it_means),
		cmocka_unit_test(lineage__what_a_column_means__is_more_than_its_title),
	};
	return cmocka_run_group_tests_name("lineage", tests, stage_in_chinese, NULL);
}
