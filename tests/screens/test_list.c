/* What every list does, shown on the parameters; and that a list's file is its screen, for every list there is. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "console/cli/list_out.h"
#include "screens/kit/list.h"
#include "store/outbox/outbox.h"
#include "tests/support/packs.h"
#include "tests/support/stage.h"

static struct stage stage;

#define SHIDIAN "shidian-2020", "2020-06-18T09:00:00+08:00"

static void
enter(const char *screen, int h, int w)
{
	stage_open_pack(&stage, SHIDIAN, h, w);
	stage_enter(&stage, screen, "");
}

static struct list *
model(void)
{
	return stage.model;
}

static void
filter(const char *text)
{
	char error[256] = "";

	stage.ops->filter(stage.model, text, error, sizeof error);
	assert_string_equal(error, "");
	stage_reload(&stage);
}

static const char *
here(void)
{
	return list_id(model(), list_here(model()));
}

static void
list__the_cursor_stays_on_its_row(void **state)
{
	(void)state;
	enter("params", 24, 80);
	for (int i = 0; i < 5; i++)
		stage_act(&stage, "down");
	char id[96];
	snprintf(id, sizeof id, "%s", here());
	stage_act(&stage, "sort");
	assert_string_equal(here(), id);
	stage_reload(&stage);
	assert_string_equal(here(), id);
	assert_int_equal(stage_act(&stage, "bottom").kind, FX_PAINT);
	assert_int_equal(model()->cursor, model()->line_count - 1);
	assert_int_equal(stage_act(&stage, "top").kind, FX_PAINT);
	assert_int_equal(model()->cursor, 0);
	assert_int_equal(model()->top, 0);
	stage_close(&stage);
}

/* The view moves only when the cursor would leave it. */
static void
list__scrolls_like_vi(void **state)
{
	(void)state;
	enter("params", 24, 80);
	int page = 24 - 4 - 2 - 4;
	for (int i = 0; i < page; i++)
		stage_act(&stage, "down");
	assert_int_equal(model()->top, 1);
	stage_act(&stage, "up");
	assert_int_equal(model()->top, 1);
	stage_close(&stage);
}

static void
list__conditions(void **state)
{
	static const struct { const char *text; const char *first; int shown; } cases[] = {
		{ "warned=1", "pay_days_max@2020-05-01", 2 },
		{ "变更=有变更", "pay_days_max@2020-05-01", 1 },
		{ "change=CHANGED", "pay_days_max@2020-05-01", 1 },
		{ "name:异地结算资金拨付期限 state=IN_FORCE", "pay_days_max@2020-05-01", 1 },
		{ "name:异地", "pay_days_max@2020-05-01", 3 },
		{ "name:ydjs", "pay_days_max@2020-05-01", 3 },
		{ "value=95%", "instant_target", 1 },
		{ "valid_from>=2020-07-01", "kpi@2020-07-01", 3 },
		{ "有变更", "pay_days_max@2020-05-01", 1 },
	};
	struct list *l;

	(void)state;
	enter("params", 24, 80);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		filter(cases[i].text);
		l = model();
		if (l->shown != cases[i].shown)
			printf("%s: %d rows, first %s\n", cases[i].text, l->shown, l->line_count > 0 ? here() : "");
		assert_int_equal(l->shown, cases[i].shown);
	}
	assert_true(stage.ops->dirty(stage.model));
	stage_reload(&stage);
	assert_int_equal(model()->shown, model()->count);
	stage_close(&stage);
}

static void
list__says_what_cannot_be_compared_and_which_columns_there_are(void **state)
{
	char error[256] = "";

	(void)state;
	enter("params", 24, 80);
	stage.ops->filter(stage.model, "valid_from>x", error, sizeof error);
	assert_non_null(strstr(error, "2020-06-30"));
	stage.ops->filter(stage.model, "nosuch=1", error, sizeof error);
	assert_non_null(strstr(error, "valid_from"));
	assert_int_equal(model()->shown, model()->count);
	stage_close(&stage);
}

static int
shown(const char *text)
{
	filter(text);
	return model()->shown;
}

/* NAME= and NAME!=, of words and of numbers; that every row has something is said, not taken for a slip. */
static void
list__a_column_can_be_asked_to_be_empty(void **state)
{
	int empty, all;

	(void)state;
	enter("params", 24, 120);
	all = model()->count;
	empty = shown("unit=");
	assert_true(empty > 0 && empty < all);
	assert_int_equal(shown("unit=空"), empty);
	assert_int_equal(shown("unit=-"), empty);
	assert_int_equal(shown("unit!="), all - empty);
	assert_int_equal(shown("unit!=空"), all - empty);
	assert_int_equal(shown("key="), 0);
	assert_true(stage_shows(&stage, "“参数键”都有内容"));
	stage_close(&stage);
	enter("tasks", 24, 120);
	empty = shown("overdue=空");
	assert_true(empty > 0 && empty < model()->all);
	assert_int_equal(shown("overdue!=-"), model()->all - empty);
	assert_int_equal(shown("pending!="), 0);
	assert_true(stage_shows(&stage, "“待发”都是空的"));
	stage_close(&stage);
}

static void
list__an_empty_list_says_where_it_looked(void **state)
{
	(void)state;
	enter("params", 24, 120);
	filter("没有这回事");
	assert_int_equal(model()->line_count, 0);
	assert_true(stage_shows(&stage, "没有这回事"));
	assert_true(stage_shows(&stage, "Esc"));
	filter("state=IN_FROCE");      /* a code mistyped: the words there are */
	assert_int_equal(model()->line_count, 0);
	assert_true(stage_shows(&stage, "IN_FORCE 现行"));
	filter("state=现行");
	assert_true(model()->line_count > 0);
	stage_close(&stage);
}

static void
list__the_order_can_be_turned_round(void **state)
{
	char first[160];
	struct effect refused;

	(void)state;
	enter("params", 24, 120);
	refused = stage_act(&stage, "sort-turn");
	assert_int_equal(refused.kind, FX_REFUSE);
	free(refused.text);
	stage_act(&stage, "sort");
	stage_act(&stage, "top");
	snprintf(first, sizeof first, "%s", here());
	stage_act(&stage, "sort-turn");
	stage_act(&stage, "bottom");
	assert_string_equal(here(), first);
	stage_close(&stage);
}

static void
list__a_search_that_finds_nothing_says_where_it_looked(void **state)
{
	struct effect e;

	(void)state;
	enter("params", 24, 80);
	e = stage.ops->search(stage.model, stage.st, &stage.env, "ydjs", 0);
	assert_int_equal(e.kind, FX_PAINT);
	assert_string_equal(here(), "pay_days_max@2020-05-01");
	e = stage.ops->search(stage.model, stage.st, &stage.env, "没有这回事", 1);
	assert_int_equal(e.kind, FX_REFUSE);
	assert_non_null(strstr(e.text, "参数"));
	free(e.text);
	stage_close(&stage);
}

/* ---- the file is the screen -------------------------------------------------------------- */

static char *
file_of(const char *request)
{
	struct session s = { .store = stage.st, .env = stage.env };
	struct listing to = { .out = { .format = OUT_CSV }, .as_on_screen = true };
	char error[512] = "", *text = NULL;
	size_t size, noun = strcspn(request, " ");
	char name[64];

	snprintf(name, sizeof name, "%.*s", (int)noun, request);
	to.out.file = open_memstream(&text, &size);
	if (list_out(&s, list_find(name), &to, request + noun, error, sizeof error) < 0)
		printf("%s: %s\n", request, error);
	assert_string_equal(error, "");
	fclose(to.out.file);
	return text;
}

/* The next cell of a CSV line, unquoted; false at its end. */
static bool
next_cell(const char **at, char *out, size_t size)
{
	bool quoted = **at == '"';
	size_t n = 0;

	if (**at == '\0' || **at == '\r')
		return false;
	for (*at += quoted; **at != '\0' && (quoted || (**at != ',' && **at != '\r')); (*at)++) {
		if (quoted && **at == '"' && *++*at != '"')
			break;
		if (n + 1 < size)
			out[n++] = **at;
	}
	out[n] = '\0';
	*at += **at == ',';
	return true;
}

/* Each cell of the line stands on the painted line, in this order; what is cut on the screen ends or begins alike.
 * The first that does not, in `cell`; false: all do. */
static bool
misses_cell(const char *painted, const char *line, char cell[512])
{
	for (const char *at = line; next_cell(&at, cell, 512); ) {
		const char *found = strstr(painted, cell), *dash = strcmp(cell, "0") == 0 ? strchr(painted, '-') : NULL;
		if (dash != NULL && (found == NULL || dash < found))
			found = dash;
		for (const char *p = painted; found == NULL && (p = strchr(p, '~')) != NULL; p++) {
			size_t n = strcspn(p + 1, " ");
			if (n > 0 && n < strlen(cell) && strncmp(p + 1, cell + strlen(cell) - n, n) == 0)
				found = p;
		}
		if (found == NULL && strchr(painted, '~') != NULL) {
			cell[text_fit(cell, 6)] = '\0';
			found = strstr(painted, cell);
		}
		if (found == NULL)
			return true;
		painted = found;
	}
	return false;
}

static void
compare_line(const char *screen, const char *painted, const char *line)
{
	char cell[512];

	if (misses_cell(painted, line, cell))
		fail_msg("%s: \"%s\" of the file is not on the screen's line\n%s", screen, cell, painted);
}

static void
unfold_all(void)
{
	struct list *l = model();

	for (int i = 0; i < l->line_count; i++)
		if (l->lines[i].hidden > 0) {
			l->cursor = i;
			stage_act(&stage, l->ops->parents ? "right" : "open");
		}
	stage_act(&stage, "top");
}

/* The next line of the table that is no heading. */
static char *
next_painted(char **save)
{
	char *line = strtok_r(NULL, "\n", save);

	while (line != NULL && (strncmp(line, "──", strlen("──")) == 0 || strncmp(line, "-- ", 3) == 0))
		line = strtok_r(NULL, "\n", save);
	return line;
}

/* A row that stands for those below it is not in the file. */
static char *
past_sums(const struct list_ops *ops, int *at, char *painted, char **save)
{
	const struct list *l = model();

	if (ops == NULL || ops->parents || ops->closed == NULL)
		return painted;
	for (; *at < l->line_count; ++*at) {
		if (l->lines[*at].heading)
			continue;
		if (!ops->closed(list_row(l, l->lines[*at].row)))
			break;
		painted = next_painted(save);
	}
	++*at;
	return painted;
}

/* What a screen is about that is no list of everything. */
static const char *
about(const char *screen)
{
	return strcmp(screen, "feed") == 0 ? "poor" : strcmp(screen, "ledger") == 0 ? "recon" :
	       strcmp(screen, "why") == 0 ? "530521204 2020-05 instant_rate FILED/ALL/ALL" : "";
}

static void
compare_screen(const struct screen_ops *ops)
{
	struct effect e;
	char *file, *text, *painted, *line, *save = NULL, *save2 = NULL, cell[512];
	int lines = 0, at = 0;

	stage_enter(&stage, ops->name, about(ops->name));
	if (strcmp(ops->name, "issues") == 0)
		stage_act(&stage, "preview");      /* nothing beside the table */
	if (ops->list != NULL)
		unfold_all();
	e = stage_act(&stage, "export");
	assert_int_equal(e.kind, FX_EXPORT);
	file = file_of(e.text);
	text = stage_text(&stage, GLYPHS_RICH);
	painted = strtok_r(text, "\n", &save);
	line = strtok_r(file, "\n", &save2);
	while (painted != NULL && misses_cell(painted, line, cell))          /* down to the heads of the columns */
		painted = next_painted(&save);
	for (; line != NULL; line = strtok_r(NULL, "\n", &save2)) {
		if (painted == NULL && model()->partial)
			break;
		if (painted == NULL)
			fail_msg("%s: the file has more lines than the screen", ops->name);
		compare_line(ops->name, painted, line);
		painted = past_sums(ops->list, &at, next_painted(&save), &save);
		lines++;
	}
	if (lines < 2)
		fail_msg("%s: no rows to compare for %s", ops->name, e.text);
	free(file);
	free(text);
	free(e.text);
}

/* The outbox has something in it as well. */
static void
open_with_outbox(char dir[64])
{
	char path[96], error[256], now[] = "2020-06-18T09:00:00+08:00";
	struct op *op = op_new(KIND_ISSUE, "2020-0143", "comment", 1, 1592442000);
	struct outbox *box;

	snprintf(dir, 64, "/tmp/test_list.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/outbox.db", dir);
	assert_non_null(box = outbox_open(path, error, sizeof error));
	op_set(op, "note", "复核材料已电话核实");
	assert_int_equal(outbox_queue(box, op, "坪子地村卫生室刷卡结算"), 0);
	op_free(op);
	outbox_close(box);
	stage_open_with(&stage, stage_pack("shidian-2020"), path, now, 900, 300);
}

/* Tables that stand on screens which are more than a list. */
static const char *const beside[] = { "map", "settlement", "issues" };

static void
list__for_every_screen_the_file_is_the_table(void **state)
{
	char dir[64], command[80];
	int compared = 0;

	(void)state;
	open_with_outbox(dir);
	for (int i = 0; i < SCREEN_COUNT; i++)
		if (screen_defs[i].ops != NULL && screen_defs[i].ops->list != NULL) {
			compare_screen(screen_defs[i].ops);
			compared++;
		}
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		compare_screen(screen_find(beside[i]));
	assert_true(compared > 0);
	stage_close(&stage);
	snprintf(command, sizeof command, "rm -r %s", dir);
	assert_int_equal(system(command), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list__the_cursor_stays_on_its_row),
		cmocka_unit_test(list__scrolls_like_vi),
		cmocka_unit_test(list__conditions),
		cmocka_unit_test(list__says_what_cannot_be_compared_and_which_columns_there_are),
		cmocka_unit_test(list__a_column_can_be_asked_to_be_empty),
		cmocka_unit_test(list__an_empty_list_says_where_it_looked),
		cmocka_unit_test(list__the_order_can_be_turned_round),
		cmocka_unit_test(list__a_search_that_finds_nothing_says_where_it_looked),
		cmocka_unit_test(list__for_every_screen_the_file_is_the_table),
	};
	return cmocka_run_group_tests(tests, stage_in_chinese, NULL);
}
