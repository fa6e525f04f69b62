#include "tests/support/test.h"

#include <unistd.h>

#include "screens/figures/map.h"
#include "store/cache/db.h"
#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"
#include "tests/support/towns.h"

static const char now[] = "2020-06-18T09:00:00+08:00";

static void
open_map(struct stage *s, int h, int w)
{
	stage_open(s, stage_pack("shidian-2020"), now, h - 4, w);
	stage_enter(s, "map", "");
}

static void
act(struct stage *s, const char *action)
{
	struct effect e = stage_act(s, action);

	assert_true(e.kind == FX_NONE || e.kind == FX_PAINT || e.kind == FX_LOAD);
	free(e.text);
}

static void
check(struct stage *s, enum glyph_tier tier, const char *golden)
{
	char *text = stage_text(s, tier);

	golden_check(golden, text);
	free(text);
}

static const char *
selected(const struct stage *s)
{
	const struct map_model *m = s->model;

	return m->selected;
}

/* ---- pictures --------------------------------------------------------------------- */

static void
map__paint__tiles_at_three_sizes(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	check(&s, GLYPHS_RICH, "map-80x24");
	check(&s, GLYPHS_PLAIN, "map-80x24-plain");
	check(&s, GLYPHS_ASCII, "map-80x24-ascii");
	stage_close(&s);
	open_map(&s, 36, 120);
	check(&s, GLYPHS_RICH, "map-120x36");
	stage_close(&s);
	open_map(&s, 50, 200);
	check(&s, GLYPHS_RICH, "map-200x50");
	stage_close(&s);
}

static void
map__paint__territory_and_list(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 36, 120);
	act(&s, "map-style");
	check(&s, GLYPHS_RICH, "map-territory-120x36");
	act(&s, "map-style");
	check(&s, GLYPHS_RICH, "map-list-120x36");
	stage_close(&s);
	open_map(&s, 24, 80);
	act(&s, "map-style");
	check(&s, GLYPHS_PLAIN, "map-territory-80x24-plain");
	act(&s, "map-style");
	check(&s, GLYPHS_RICH, "map-list-80x24");
	stage_close(&s);
}

static void
map__paint__every_metric(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	act(&s, "front");
	check(&s, GLYPHS_RICH, "map-front-80x24");
	act(&s, "metric");
	check(&s, GLYPHS_RICH, "map-closed-80x24");
	act(&s, "metric");
	check(&s, GLYPHS_RICH, "map-reports-80x24");
	act(&s, "metric");
	check(&s, GLYPHS_RICH, "map-instant-80x24");
	stage_close(&s);
}

/* Whatever the size: no crash, nothing wider than the screen, every line valid. */
static void
map__paint__any_size(void **state)
{
	static const int sizes[][2] = { { 12, 40 }, { 14, 60 }, { 20, 72 }, { 24, 109 }, { 30, 110 }, { 40, 150 }, { 70, 260 } };
	struct stage s;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int style = 0; style < STYLE_COUNT; style++) {
			open_map(&s, sizes[i][0], sizes[i][1]);
			((struct map_model *)s.model)->style = (enum map_style)style;
			char *text = stage_text(&s, style == 1 ? GLYPHS_ASCII : GLYPHS_RICH);
			for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
				*end = '\0';
				assert_true(text_width(line) <= sizes[i][1]);
			}
			free(text);
			stage_close(&s);
		}
}

/* What finds no room in the head is left out whole, never painted over. */
static void
map__summary__drops_parts_in_order(void **state)
{
	struct stage s;
	char *text;

	(void)state;
	open_map(&s, 20, 60);
	text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "序时 84.0%  落后9.1 "));
	assert_non_null(strstr(text, " 红4 黄5 绿4"));
	assert_null(strstr(text, "全部战线"));
	free(text);
	stage_close(&s);
	open_map(&s, 12, 40);
	text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "全县 74.9% "));
	assert_non_null(strstr(text, " 红4 黄5 绿4"));
	assert_null(strstr(text, "序时 "));
	free(text);
	stage_close(&s);
}

static void
map__county__of_places_only_says_where_its_figures_are(void **state)
{
	struct stage s;
	char *text;

	(void)state;
	stage_open(&s, stage_pack("huoqiu-2018"), "2019-01-10T09:00:00+08:00", 20, 80);
	stage_enter(&s, "map", "");
	text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "没有任务和问题"));
	assert_non_null(strstr(text, "城关"));
	assert_null(strstr(text, "-31"));
	assert_null(strstr(text, "清零"));
	free(text);
	stage_close(&s);
}

/* One word, one number: the map's 临期 are the issue list's. */
static void
map__due_soon__is_that_of_the_issue_list(void **state)
{
	struct stage s;
	char heading[64], *text;

	(void)state;
	open_map(&s, 50, 200);
	snprintf(heading, sizeof heading, "临期  %d件", ((struct map_model *)s.model)->t.county.issues.due_soon);
	stage_close(&s);
	stage_open(&s, stage_pack("shidian-2020"), now, 96, 200);
	stage_enter(&s, "issues", "");
	text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, heading));
	free(text);
	stage_close(&s);
}

/* ---- the worst is found first; keys ------------------------------------------------- */

/* A23: the phase and what is looked at first switch with their day. */
static void
map__load__the_phase_and_its_measure_of_the_day(void **state)
{
	static const struct { const char *now, *phase, *measure; } days[] = {
		{ "2020-06-30T09:00:00+08:00", "集中攻坚", " 任务进度" }, { "2020-07-01T09:00:00+08:00", "巩固提升", " 即时结算率" },
	};
	struct stage s;

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		stage_open_pack(&s, "shidian-2020", days[i].now, 24, 80);
		stage_enter(&s, "map", "");
		assert_true(stage_shows(&s, days[i].phase));
		assert_true(stage_shows(&s, days[i].measure));
		stage_close(&s);
	}
}

static void
map__load__selects_the_worst(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	assert_string_equal(selected(&s), "530521203");
	stage_close(&s);
}

static void
map__arrows__go_to_the_neighbour(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	act(&s, "right");
	assert_string_equal(selected(&s), "530521204");
	act(&s, "up");
	assert_string_equal(selected(&s), "530521103");
	act(&s, "right");
	assert_string_equal(selected(&s), "530521202");
	act(&s, "right");
	assert_string_equal(selected(&s), "530521202");
	act(&s, "up");
	assert_string_equal(selected(&s), "530521205");
	stage_close(&s);
}

static void
map__siblings__follow_the_ranking(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	act(&s, "next-sibling");
	assert_string_equal(selected(&s), "530521204");
	act(&s, "prev-sibling");
	assert_string_equal(selected(&s), "530521203");
	act(&s, "bottom");
	act(&s, "sort");
	act(&s, "top");
	assert_int_equal(((struct map_model *)s.model)->rank[((struct map_model *)s.model)->sel], 1);
	stage_close(&s);
}

static void
map__reload__keeps_the_selection(void **state)
{
	struct stage s;

	(void)state;
	open_map(&s, 24, 80);
	act(&s, "up");
	char before[16];
	snprintf(before, sizeof before, "%s", selected(&s));
	assert_int_equal(s.ops->load(s.model, s.st, &s.env), 0);
	assert_string_equal(selected(&s), before);
	stage_close(&s);
}

static void
assert_effect(struct stage *s, const char *action, enum effect_kind kind, const char *text)
{
	struct effect e = stage_act(s, action);

	assert_int_equal(e.kind, kind);
	if (text != NULL)
		assert_string_equal(e.text, text);
	free(e.text);
}

static void
map__keys__open_what_they_say(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	open_map(&s, 24, 80);
	assert_effect(&s, "open", FX_OPEN, "530521203");
	assert_effect(&s, "map-issues", FX_OPEN, "乡镇:酒房 逾期>0");
	assert_effect(&s, "events", FX_OPEN, "");
	assert_effect(&s, "export", FX_EXPORT, "townships metric=PROGRESS");
	e = stage_act(&s, "copy");
	assert_int_equal(e.kind, FX_COPY);
	assert_non_null(strstr(e.text, "1. 酒房乡"));
	free(e.text);
	e = stage_act(&s, "lineage");
	assert_int_equal(e.kind, FX_SHOW);
	assert_non_null(strstr(e.text, "酒房乡"));
	free(e.text);
	act(&s, "metric");
	assert_effect(&s, "front", FX_REFUSE, NULL);
	act(&s, "sort");
	assert_effect(&s, "export", FX_EXPORT, "townships metric=CLOSED sort=rank");
	stage_close(&s);
}

static void
map__search__by_han_pinyin_and_initials(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	open_map(&s, 24, 80);
	free(s.ops->search(s.model, s.st, &s.env, "yg", 0).text);
	assert_string_equal(selected(&s), "530521103");
	free(s.ops->search(s.model, s.st, &s.env, "mulaoyuan", 0).text);
	assert_string_equal(selected(&s), "530521205");
	free(s.ops->search(s.model, s.st, &s.env, "旧城", 0).text);
	assert_string_equal(selected(&s), "530521204");
	e = s.ops->search(s.model, s.st, &s.env, "zzz", 0);
	assert_int_equal(e.kind, FX_REFUSE);
	free(e.text);
	assert_string_equal(selected(&s), "530521204");
	stage_close(&s);
}

/* ---- other counties ------------------------------------------------------------------ */

/* A copy of the pack's cache to be spoilt by `sql`. */
static void
spoilt(struct stage *s, const char *path, const char *sql, int h, int w)
{
	sqlite3 *db = NULL;
	char *error = NULL;

	stage_cache_from_pack("packs/shidian-2020", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s", error);
	sqlite3_close(db);
	stage_open(s, path, now, h - 4, w);
	stage_enter(s, "map", "");
}

static char scratch[] = "/tmp/guatu-map-XXXXXX";

static void
map__county__without_positions_is_arranged(void **state)
{
	struct stage s;
	const struct map_model *m;

	(void)state;
	spoilt(&s, scratch, "UPDATE division SET grid_row = NULL, grid_col = NULL", 24, 80);
	m = s.model;
	assert_int_equal(m->rows * m->cols >= 13, true);
	assert_int_equal(m->cols, 4);
	char *text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "木老元"));
	free(text);
	stage_close(&s);
}

static void
map__county__of_sixty_townships(void **state)
{
	struct stage s;

	(void)state;
	spoilt(&s, scratch,
	       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 47) "
	       "INSERT INTO division (id, rev, parent, level, name, short, grid_row, grid_col) "
	       "SELECT printf('530521%03d', 500 + i), 1, '530521', 4, printf('新%d乡', i), printf('新%d', i), 5 + i / 8, i % 8 FROM n", 24, 80);
	assert_int_equal(((struct map_model *)s.model)->t.count, 60);
	check(&s, GLYPHS_RICH, "map-sixty-80x24");
	stage_close(&s);
	stage_open(&s, scratch, now, 46, 200);
	stage_enter(&s, "map", "");
	check(&s, GLYPHS_RICH, "map-sixty-200x50");
	act(&s, "map-style");
	free(stage_text(&s, GLYPHS_RICH));
	stage_close(&s);
}

/* Counties of the size most are: tiles at every size of window, the smaller ones before a list. */
static void
map__county__of_as_many_townships_as_real_ones(void **state)
{
	static const struct { const char *name; const char *const *towns; bool grid; } counties[] = {
		{ "map-31", towns_huoqiu, false }, { "map-31-grid", towns_huoqiu, true }, { "map-28", towns_huining, false },
	};
	static const struct { int h, w; const char *name; } sizes[] = { { 24, 80, "80x24" }, { 36, 120, "120x36" }, { 50, 200, "200x50" } };

	(void)state;
	for (size_t i = 0; i < sizeof counties / sizeof *counties; i++) {
		stage_towns(scratch, counties[i].towns, counties[i].grid);
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			struct stage s;
			char golden[64], *text;
			stage_open(&s, scratch, now, sizes[k].h - 4, sizes[k].w);
			stage_enter(&s, "map", "");
			snprintf(golden, sizeof golden, "%s-%s", counties[i].name, sizes[k].name);
			check(&s, GLYPHS_RICH, golden);
			text = stage_text(&s, GLYPHS_RICH);
			for (int n = 0; counties[i].towns[n] != NULL; n++) {   /* the first two letters of every name are there */
				char two[8];
				snprintf(two, sizeof two, "%.6s", counties[i].towns[n]);
				if (strstr(text, two) == NULL)
					fail_msg("%s: %s is not there", golden, two);
			}
			free(text);
			stage_close(&s);
		}
	}
}

static void
map__style__without_room_says_why(void **state)
{
	struct stage s;
	struct effect e;

	(void)state;
	stage_towns(scratch, towns_huoqiu, false);
	stage_open(&s, scratch, now, 20, 80);
	stage_enter(&s, "map", "");
	e = stage_act(&s, "map-style");         /* no territory of 31 in fifteen rows: the list, and why */
	assert_int_equal(e.kind, FX_SAY);
	assert_non_null(strstr(e.text, "版图放不下，还差6行0列"));
	free(e.text);
	assert_int_equal(((struct map_model *)s.model)->style, STYLE_LIST);
	check(&s, GLYPHS_RICH, "map-31-list-80x24");
	act(&s, "map-style");
	assert_int_equal(((struct map_model *)s.model)->style, STYLE_TILES);
	stage_close(&s);
	stage_open(&s, scratch, now, 10, 38);   /* five columns of the smallest tiles want forty */
	stage_enter(&s, "map", "");
	e = stage_act(&s, "map-style");
	assert_int_equal(e.kind, FX_SAY);
	assert_non_null(strstr(e.text, "方块放不下，还差2行2列"));
	free(e.text);
	assert_int_equal(((struct map_model *)s.model)->style, STYLE_LIST);
	stage_close(&s);
}

static void
map__county__empty_says_what_to_do(void **state)
{
	struct stage s;
	static const char *const keys[] = { "up", "left", "open", "metric", "sort", "front", "map-style", "map-issues", "copy", "lineage", "bottom" };

	(void)state;
	spoilt(&s, scratch, "DELETE FROM division WHERE level > 3; DELETE FROM issue; DELETE FROM event; DELETE FROM task", 24, 80);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		free(stage_act(&s, keys[i]).text);
	char *text = stage_text(&s, GLYPHS_RICH);
	assert_non_null(strstr(text, "F5"));
	free(text);
	stage_close(&s);
}

static void
map__county__hostile_records(void **state)
{
	struct stage s;

	(void)state;
	spoilt(&s, scratch,
	       "UPDATE division SET short = '一个名字特别特别特别长的乡镇', grid_row = 1000000, grid_col = -5 WHERE id = '530521101';"
	       "UPDATE division SET short = '姚' || char(27) || '[2J关' || char(8238) || 'x', grid_row = 3, grid_col = 2 WHERE id = '530521103';"
	       "UPDATE task SET parent = id WHERE id = 'T8'; UPDATE task SET weight = -9000000000000, pct = 9000000 WHERE id = 'T8.1-dy';"
	       "UPDATE task SET trail = '[[[[[\"', start = 'x', due = '0000-00-00' WHERE id = 'T8.1-yg';"
	       "UPDATE issue SET deadline = 'soon', evidence = '[[' WHERE division = '530521203';"
	       "UPDATE sup_report SET due = '', submitted_at = 'never'; UPDATE event SET at = 'x', title = char(10) || char(0x202e)", 24, 80);
	char *text = stage_text(&s, GLYPHS_RICH);
	assert_null(strchr(text, 27));
	free(text);
	act(&s, "metric");
	act(&s, "metric");
	free(stage_text(&s, GLYPHS_PLAIN));
	free(stage_act(&s, "copy").text);
	stage_close(&s);
}

static int
set_up(void **state)
{
	int fd = mkstemp(scratch);

	(void)state;
	stage_chinese();
	return fd < 0 || close(fd) != 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return unlink(scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(map__paint__tiles_at_three_sizes),
		cmocka_unit_test(map__paint__territory_and_list),
		cmocka_unit_test(map__paint__every_metric),
		cmocka_unit_test(map__paint__any_size),
		cmocka_unit_test(map__summary__drops_parts_in_order),
		cmocka_unit_test(map__county__of_places_only_says_where_its_figures_are),
		cmocka_unit_test(map__due_soon__is_that_of_the_issue_list),
		cmocka_unit_test(map__load__the_phase_and_its_measure_of_the_day),
		cmocka_unit_test(map__load__selects_the_worst),
		cmocka_unit_test(map__arrows__go_to_the_neighbour),
		cmocka_unit_test(map__siblings__follow_the_ranking),
		cmocka_unit_test(map__reload__keeps_the_selection),
		cmocka_unit_test(map__keys__open_what_they_say),
		cmocka_unit_test(map__search__by_han_pinyin_and_initials),
		cmocka_unit_test(map__county__without_positions_is_arranged),
		cmocka_unit_test(map__county__of_sixty_townships),
		cmocka_unit_test(map__county__of_as_many_townships_as_real_ones),
		cmocka_unit_test(map__style__without_room_says_why),
		cmocka_unit_test(map__county__empty_says_what_to_do),
		cmocka_unit_test(map__county__hostile_records),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
