/*
 * One count: every total that the map, a tab or a page's head says is the number of rows of the page it speaks of, with
 * its filter; of all five packs, on several days, at several sizes.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "screens/figures/map.h"
#include "screens/work/issues.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static const struct { const char *pack, *days[4]; } rooms[] = {
	{ "shidian-2020", { "2020-04-30", "2020-06-18", "2020-06-30", "2020-07-15" } },
	{ "huoqiu-2018",  { "2018-10-10", "2018-11-30", "2018-12-28", "2019-01-20" } },
	{ "xizang-2019",  { "2019-02-10", "2019-03-28", "2019-04-04", "2019-12-31" } },
	{ "zibo-2020",    { "2020-06-30", "2020-09-18", "2020-11-11", "2020-12-31" } },
	{ "huining-2021", { "2021-07-05", "2021-09-15", "2021-09-30", "2021-12-31" } },
};
static const int sizes[][2] = { { 24, 80 }, { 36, 120 }, { 50, 200 } };

static struct stage stage;
static int walked, empty;

/* How many rows of the page on the stage its filter leaves, and that the filter is seen and goes away with Esc. */
static long
rows_there(const char *what)
{
	const char *filter = stage.ops->filter_text(stage.model);
	long n;
	char *text;

	if (strcmp(stage.ops->name, "issues") == 0)
		n = ((const struct issues_model *)stage.model)->q.shown;
	else
		n = ((const struct list *)stage.model)->shown;
	if (*filter == '\0')
		return n;      /* every row */
	text = stage_text(&stage, GLYPHS_RICH);
	if (strncmp(stage.ops->name, "issues", 6) != 0 && strstr(text, filter) == NULL && stage.env.w >= 120) {
		printf("%s: the filter %s is not seen\n%s", what, filter, text);
		fail();
	}
	free(text);
	assert_true(stage.ops->dirty(stage.model));
	stage_reload(&stage);
	assert_string_equal(stage.ops->filter_text(stage.model), "");
	return n;
}

/* Carries out a jump, and holds the rows there against the number. */
static void
holds(struct effect e, long n, const char *what)
{
	char arg[256];
	long there;

	if (e.kind != FX_OPEN)
		printf("%s: no jump but effect %d %s\n", what, (int)e.kind, e.text != NULL ? e.text : "");
	assert_int_equal(e.kind, FX_OPEN);
	snprintf(arg, sizeof arg, "%s", e.text);
	free(e.text);
	stage_enter(&stage, screen_defs[e.screen].ops->name, arg);
	there = rows_there(what);
	if (there != n)
		printf("%s: %ld said, %ld rows on %s of \"%s\"\n", what, n, there, stage.ops->name, arg);
	assert_int_equal(there, n);
	walked++;
	empty += n == 0;
	stage.env.arg = "";
}

/* What one stands on, one after the other: the map is entered anew for each. */
static void
walk_map(const char *room)
{
	for (int i = 0;; i++) {
		const struct map_model *m;
		char what[400];
		struct reminder r;

		stage_enter(&stage, "map", "");
		m = stage.model;
		if (stage_act(&stage, "pane").kind != FX_PAINT || i >= m->total_count)
			return;
		for (int k = 0; k < i; k++)
			free(stage_act(&stage, "down").text);
		r = m->totals[m->total_at];
		assert_true(stage_shows(&stage, r.word));
		snprintf(what, sizeof what, "%s, map: %s %s", room, r.word, r.text);
		if (r.list != NULL)
			holds(stage_act(&stage, "open"), r.n, what);
		else
			stage_does(&stage, "open", FX_OPEN, SCREEN_TOWNSHIP, NULL);
	}
}

/* The tiles' numbers of overdue issues, by e. */
static void
walk_tiles(const char *room)
{
	for (int i = 0;; i++) {
		const struct map_model *m;
		char what[200];
		long n;

		stage_enter(&stage, "map", "");
		m = stage.model;
		stage_act(&stage, "top");
		for (int k = 0; k < i; k++)
			free(stage_act(&stage, "next-sibling").text);
		if (i >= m->t.count || m->sel < 0)
			return;
		n = m->t.list[m->sel].issues.overdue;
		snprintf(what, sizeof what, "%s, tile %s", room, m->t.list[m->sel].name);
		holds(stage_act(&stage, "map-issues"), n, what);
	}
}

/* Every total of every page there is; those a page names and the map or the tab say are the same ones. */
static void
walk_heads(const char *room)
{
	struct board board = { .known = false };

	assert_int_equal(board_read(&board, ~UINT64_C(0), stage.st, &stage.env), 0);
	for (int s = 0; s < SCREEN_COUNT; s++) {
		const struct screen_ops *ops = screen_defs[s].ops;
		const struct list_total *t = ops != NULL && ops->list != NULL ? ops->list->totals : NULL;
		long n[LIST_TOTALS];

		if (t == NULL || strcmp(ops->name, "ledger") == 0)
			continue;
		assert_int_equal(list_totals(ops->list, stage.st, &stage.env, "", n), 0);
		for (int i = 0; t[i].name != NULL; i++) {
			char what[200];
			snprintf(what, sizeof what, "%s, %s: %s", room, ops->name, t[i].name);
			assert_true(i + 1 < LIST_TOTALS);
			if (board_total(&board, (enum screen_id)s, t[i].name, &(long){ 0 }) != NULL &&
			    (ops->scope & SCOPE_FIGURES) == 0) {
				long on_board;
				board_total(&board, (enum screen_id)s, t[i].name, &on_board);
				assert_int_equal(on_board, n[i]);
			}
			if (t[i].tab && (ops->scope & SCOPE_FIGURES) == 0)
				assert_int_equal(board_tab(&board, (enum screen_id)s), n[i]);
			holds(list_total_open(ops->list, &t[i], ""), n[i], what);
		}
	}
}

static void
walk(const char *room)
{
	walk_heads(room);
	walk_map(room);
	walk_tiles(room);
}

static void
totals__every_pack_day_and_size__are_the_rows_they_lead_to(void **state)
{
	(void)state;
	for (size_t p = 0; p < sizeof rooms / sizeof *rooms; p++)
		for (size_t d = 0; d < 4; d++) {
			const int *size = sizes[(p + d) % 3];
			char now[40], room[80];
			snprintf(now, sizeof now, "%sT09:00:00+08:00", rooms[p].days[d]);
			snprintf(room, sizeof room, "%s %s %dx%d", rooms[p].pack, rooms[p].days[d], size[1], size[0]);
			stage_open_pack(&stage, rooms[p].pack, now, size[0], size[1]);
			stage.env.as_of = true;
			walk(room);
			stage_close(&stage);
		}
	assert_true(walked - empty > 500);
}

/* Pressing m on a page goes through its totals as filters and at last back to everything. */
static void
totals__m__goes_through_them(void **state)
{
	const char *pages[] = { "duties", "checks", "params", "feeds", "tasks", "reports" };

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const struct list *l;
		int presses = 0;

		stage_open_pack(&stage, "shidian-2020", "2020-06-18T09:00:00+08:00", 36, 120);
		stage_enter(&stage, pages[i], "");
		l = stage.model;
		do {
			assert_int_equal(stage_act(&stage, "metric").kind, FX_LOAD);
			for (int k = 0; l->ops->totals[k].name != NULL; k++)
				if (*l->filter_text != '\0' && strcmp(l->ops->totals[k].filter, l->filter_text) == 0)
					assert_int_equal(l->shown, l->totals[k]);
			presses++;
		} while (*l->filter_text != '\0');
		assert_true(presses > 1 && presses <= LIST_TOTALS);
		stage_close(&stage);
	}
}

/* 值守 counts runs: a row that bundles thirteen townships is none. */
static void
totals__duties__count_runs_not_rows(void **state)
{
	const struct list *l;
	long overdue = 0;

	(void)state;
	stage_open_pack(&stage, "shidian-2020", "2020-06-18T09:00:00+08:00", 36, 120);
	stage_enter(&stage, "duties", "?lateness=OVERDUE,MISSED");
	l = stage.model;
	for (int i = 0; i < l->count; i++) {
		struct value id;
		list_value(l, list_row(l, i), list_column_find(l, "id", 2), &stage.env, &id);
		overdue += id.type == TYPE_TEXT && strchr(id.text, '@') != NULL &&
		           l->ops->counts(list_row(l, i)) && list_row(l, i) != NULL;
	}
	assert_int_equal(l->all, overdue);
	/* beside the headings too */
	stage_enter(&stage, "duties", "");
	l = stage.model;
	for (int i = 0, found = 0; i < l->line_count; i++) {
		struct value ignored;
		const char *title = l->lines[i].heading
		                    ? l->ops->group(list_row(l, l->lines[i].row), &stage.env, &ignored) : "";
		for (int t = 0; *title != '\0' && l->ops->totals[t].name != NULL && found < 2; t++)
			if (strcmp(title, lateness_word(lateness_find(l->ops->totals[t].name) < LATENESSES
			                                ? lateness_find(l->ops->totals[t].name) : LATENESS_NONE)) == 0) {
				assert_int_equal(l->lines[i].count, l->totals[t]);
				found++;
			}
	}
	stage_enter(&stage, "duties", "?lateness=OVERDUE,MISSED");
	l = stage.model;
	assert_true(l->shown < l->all && l->all < l->count);
	stage_close(&stage);
}

/* A day in a condition may leave out its year, as the columns do. */
static void
totals__days_without_a_year__are_of_the_year_looked_at(void **state)
{
	static const char *const same[] = { "deadline<=2020-06-10", "deadline<=06-10", "deadline<=6/10", "deadline<=6月10日" };
	const struct list *l;
	const struct issues_model *m;
	char error[256] = "";
	int shown[4];

	(void)state;
	stage_open_pack(&stage, "shidian-2020", "2020-06-18T09:00:00+08:00", 36, 120);
	for (int i = 0; i < 4; i++) {
		char arg[64];
		snprintf(arg, sizeof arg, "?%s", same[i]);
		stage_enter(&stage, "duties", arg);
		l = stage.model;
		assert_string_equal(l->error, "");
		shown[i] = l->shown;
		assert_int_equal(shown[i], shown[0]);
	}
	assert_true(shown[0] > 0 && shown[0] < l->all);
	stage.ops->filter(stage.model, "deadline<=13-45", error, sizeof error);
	assert_non_null(strstr(error, "2020-06-30"));
	stage_enter(&stage, "issues", "期限<06-10");
	m = stage.model;
	shown[0] = (int)m->q.shown;
	stage_enter(&stage, "issues", "期限<2020-06-10");
	m = stage.model;
	assert_int_equal(m->q.shown, shown[0]);
	assert_true(shown[0] > 0);
	stage_close(&stage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals__every_pack_day_and_size__are_the_rows_they_lead_to),
		cmocka_unit_test(totals__m__goes_through_them),
		cmocka_unit_test(totals__days_without_a_year__are_of_the_year_looked_at),
		cmocka_unit_test(totals__duties__count_runs_not_rows),
	};

	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
