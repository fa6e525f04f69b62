#include "hub/policy/places_head.h"

#include "hub/intake/faults.h"
#include "model/records/record.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

/* What offices call the columns of a place of any level; the first is ours. */
static const struct title { int field; const char *names; } titles[PLACE_COLUMNS] = {
	[PLACE_CODE] = { ROW_ID, "编号 代码 区划代码 行政区划代码 统计用区划代码 区划编码 "
	                         "编码 单位代码 code id" },
	[PLACE_NAME] = { FIELD_DIVISION_name, "名称 区划名称 行政区划名称 单位名称 乡镇村名称 "
	                                          "name" },
	[PLACE_LEVEL] = { FIELD_DIVISION_level, "级别 层级 level" },
	[PLACE_PARENT] = { FIELD_DIVISION_parent, "上级区划 上级 上级代码 上级区划代码 parent" },
	[PLACE_POPULATION] = { FIELD_DIVISION_population, "人口 人口数 总人口 常住人口 户籍人口 "
	                                                      "population" },
	[PLACE_POOR] = { FIELD_DIVISION_poor, "贫困人口 脱贫人口 poor" },
	[COUNTY_CODE] = { ROW_ID, "" }, [COUNTY_NAME] = { FIELD_DIVISION_name, "" },
	[TOWNSHIP_CODE] = { ROW_ID, "" }, [TOWNSHIP_NAME] = { FIELD_DIVISION_name, "" },
	[VILLAGE_CODE] = { ROW_ID, "" }, [VILLAGE_NAME] = { FIELD_DIVISION_name, "" },
};

/* What they call a level; the title of its codes or names is such a word with one of the tails behind it. */
static const struct { enum place_column code; const char *words; } levels[] = {
	{ COUNTY_CODE, "县 县区 区县 县市区 县级 旗县 旗县区" },
	{ TOWNSHIP_CODE, "乡镇 乡 镇 街道 镇街 乡镇街道 街道乡镇 乡级 镇级 乡镇级" },
	{ VILLAGE_CODE, "村 村居 行政村 建制村 村社区 社区 村级 村委会 居委会 村居委会" },
};
static const char code_tails[] = "代码 编码 编号 区划代码 行政区划代码 区划编码";
static const char name_tails[] = "名称 名 区划名称";

static bool
is_word(const char *words, const char *text, size_t len)
{
	for (size_t n; *words != '\0'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (n == len && strncasecmp(words, text, n) == 0)
			return true;
	}
	return false;
}

/* 县（市、区）名称 is 县市区名称, and 所属乡镇 a township. */
static void
fold(const char *title, char *out, size_t size)
{
	static const char *const marks[] = { "(", ")", "[", "]", "（", "）", "、", "/", "所属", "所在" };
	size_t len = 0, n;

	for (; *title != '\0' && len + 1 < size; title += n) {
		n = 0;
		for (size_t i = 0; n == 0 && i < sizeof marks / sizeof *marks; i++)
			if (strncmp(title, marks[i], strlen(marks[i])) == 0)
				n = strlen(marks[i]);
		if (n == 0) {
			out[len++] = *title;
			n = 1;
		}
	}
	out[len] = '\0';
}

static int
column_of_level(const char *title)
{
	char text[128];
	size_t len;

	fold(title, text, sizeof text);
	len = strlen(text);
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		if (is_word(levels[i].words, text, len))
			return (int)levels[i].code + 1;
		for (size_t cut = 3; cut < len; cut += 3) {
			if (!is_word(levels[i].words, text, cut))
				continue;
			if (is_word(code_tails, text + cut, len - cut))
				return (int)levels[i].code;
			if (is_word(name_tails, text + cut, len - cut))
				return (int)levels[i].code + 1;
		}
	}
	return -1;
}

int
places_head_column(const char *title)
{
	for (int c = 0; c < PLACE_COLUMNS; c++)
		if (is_word(titles[c].names, title, strlen(title)))
			return c;
	return *title != '\0' ? column_of_level(title) : -1;
}

int
places_head_field(enum place_column column)
{
	return titles[column].field;
}

bool
places_head_code(enum place_column column)
{
	return titles[column].field == ROW_ID || column == PLACE_PARENT;
}

int
places_head_level(enum place_column column)
{
	return column < COUNTY_CODE ? 0 : 3 + (int)(column - COUNTY_CODE) / 2;
}

/* ---- as the reader asks for them ------------------------------------------------------- */

static bool
known(const void *ctx, const char *name)
{
	(void)ctx;
	return places_head_column(name) >= 0;
}

static const char *
nth(const void *ctx, int n, bool *must)
{
	static const char *const first[PLACE_COLUMNS] = {
		"编号", "名称", "级别", "上级区划", "人口", "贫困人口", "县代码", "县名称", "乡镇代码", "乡镇名称",
		"村代码", "村名称"
	};

	(void)ctx;
	*must = n == PLACE_CODE || n == PLACE_NAME;
	return n < PLACE_COLUMNS ? first[n] : NULL;
}

/* An office's table has many columns more. */
static bool
enough(const void *ctx, const struct head *h)
{
	bool codes = false, names = false;

	(void)ctx;
	for (int i = 0; i < h->count; i++) {
		int c = h->column[i].known ? places_head_column(h->column[i].name) : -1;
		codes = codes || (c >= 0 && titles[c].field == ROW_ID);
		names = names || (c >= 0 && titles[c].field == FIELD_DIVISION_name);
	}
	return codes && names;
}

const struct titles places_titles = { .known = known, .nth = nth, .enough = enough };

const char places_wanted[] = N_("no header row with a column for the code and one for the name: "
                                "代码 编号 区划代码 行政区划代码, 名称 区划名称 单位名称 村居名称; "
                                "or level by level: 乡镇代码 乡镇名称 村代码 村名称");

/* ---- one table's ------------------------------------------------------------------------- */

void
places_head_begin(struct places_head *h)
{
	for (int c = 0; c < PLACE_COLUMNS; c++)
		h->cell[c] = -1;
}

void
places_head_take(struct places_head *h, enum place_column column, int cell, const struct head_column *title)
{
	h->cell[column] = cell;
	h->unit[column] = title->unit;
	utf8_copy(h->title[column], sizeof h->title[column], title->title);
}

static bool
has(const struct places_head *h, int field)
{
	for (int c = 0; c < PLACE_COLUMNS; c++)
		if (h->cell[c] >= 0 && titles[c].field == field)
			return true;
	return false;
}

/* The only column of its sort; -1 there are several, or none. */
static int
alone(const struct places_head *h, int field)
{
	int found = -1;

	for (int c = 0; c < PLACE_COLUMNS; c++)
		if (h->cell[c] >= 0 && titles[c].field == field) {
			if (found >= 0)
				return -1;
			found = c;
		}
	return found;
}

static void
move(struct places_head *h, int from, enum place_column to)
{
	if (from == (int)to)
		return;
	h->cell[to] = h->cell[from];
	memcpy(h->title[to], h->title[from], sizeof h->title[to]);
	h->cell[from] = -1;
}

const char *
places_head_end(struct places_head *h)
{
	int code = alone(h, ROW_ID), name = alone(h, FIELD_DIVISION_name);
	static const enum place_column deepest[] = { PLACE_CODE, VILLAGE_CODE, TOWNSHIP_CODE, COUNTY_CODE };
	size_t i = 0;

	if (!has(h, ROW_ID) || !has(h, FIELD_DIVISION_name))
		return places_wanted;
	h->levels = code < 0 || name < 0;
	/* 乡镇代码, 乡镇名称 of a table that mixes levels are any place's. */
	if (!h->levels) {
		move(h, code, PLACE_CODE);
		move(h, name, PLACE_NAME);
	}
	while (h->cell[deepest[i]] < 0)
		i++;
	h->ids = deepest[i];
	if (h->ids == VILLAGE_CODE || h->ids == PLACE_CODE)
		return NULL;
	return h->cell[VILLAGE_NAME] >= 0 ? N_("names of villages, but no column of their codes (村代码)")
	       : h->cell[TOWNSHIP_NAME] >= 0 && h->ids == COUNTY_CODE
	         ? N_("names of townships, but no column of their codes (乡镇代码)") : NULL;
}

enum place_column
places_head_of(const struct places_head *h, int level)
{
	enum place_column own = level == 5 ? VILLAGE_CODE : level == 4 ? TOWNSHIP_CODE : COUNTY_CODE;

	return h->cell[own] >= 0 ? own : h->ids;
}
