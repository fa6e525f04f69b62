#include "hub/policy/places_file.h"

#include "hub/intake/cell.h"
#include "hub/intake/reader/reader.h"
#include "model/records/record.h"
#include "model/room/columns.h"
#include "model/text/language.h"
#include "model/text/pinyin.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"

enum { PLACES_MOST = 20000, COLUMNS = 6 };
enum column { CODE, NAME, LEVEL, PARENT, POPULATION, POOR };

/* What offices call the columns; the first is ours. */
static const struct title { int field; const char *names; } titles[COLUMNS] = {
	[CODE] = { ROW_ID, "编号 代码 区划代码 行政区划代码 统计用区划代码 区划编码 编码 code id" },
	[NAME] = { FIELD_DIVISION_name, "名称 区划名称 行政区划名称 单位名称 乡镇 乡镇名称 name" },
	[LEVEL] = { FIELD_DIVISION_level, "级别 层级 level" },
	[PARENT] = { FIELD_DIVISION_parent, "上级区划 上级 上级代码 上级区划代码 parent" },
	[POPULATION] = { FIELD_DIVISION_population, "人口 人口数 总人口 常住人口 户籍人口 population" },
	[POOR] = { FIELD_DIVISION_poor, "贫困人口 脱贫人口 poor" },
};

struct reading {
	struct places_file *out;
	const char         *county, *called;
	struct faults      *faults;
	struct reader       in;
	int                 cell[COLUMNS];     /* -1: not there */
	char                title[COLUMNS][64];
	bool                failed, wrong;
};

/* ---- saying what is wrong ------------------------------------------------------------------ */

static const char *
cell_of(const struct reading *r, enum column column)
{
	int at = r->cell[column];

	return at >= 0 && at < r->in.row->count ? visible_trim(r->in.row->cells[at]) : "";
}

static void __attribute__((format(printf, 3, 4)))
blame(struct reading *r, enum column column, const char *format, ...)
{
	struct fault at = { .kind = KIND_DIVISION, .field = titles[column].field, .line = r->in.row->line,
	                    .column = r->cell[column] + 1, .id = cell_of(r, CODE),
	                    .title = r->cell[column] >= 0 ? r->title[column] : NULL };
	char reason[256];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	r->wrong = true;
	faults_add(r->faults, &at, "%s", reason);
}

static int
refuse_file(struct reading *r, long line, const char *reason)
{
	r->wrong = true;
	return faults_add(r->faults, &(struct fault){ .kind = KIND_DIVISION, .field = ROW_FILE, .line = line }, "%s",
	                  reason);
}

/* ---- the header ------------------------------------------------------------------------------ */

static int
column_of(const char *cell)
{
	for (int c = 0; c < COLUMNS; c++)
		for (const char *name = titles[c].names; *name != '\0'; name += strspn(name, " ")) {
			size_t n = strcspn(name, " ");
			if (strlen(cell) == n && strncasecmp(cell, name, n) == 0)
				return c;
			name += n;
		}
	return -1;
}

static bool
known(const void *ctx, const char *name)
{
	(void)ctx;
	return column_of(name) >= 0;
}

static const char *
nth(const void *ctx, int n, bool *must)
{
	static const char *const first[COLUMNS] = { "编号", "名称", "级别", "上级区划", "人口", "贫困人口" };

	(void)ctx;
	*must = n == CODE || n == NAME;
	return n < COLUMNS ? first[n] : NULL;
}

static bool
has(const struct head *h, enum column column)
{
	for (int i = 0; i < h->count; i++)
		if (h->column[i].known && column_of(h->column[i].name) == (int)column)
			return true;
	return false;
}

/* An office's table has many columns more. */
static bool
enough(const void *ctx, const struct head *h)
{
	(void)ctx;
	return has(h, CODE) && has(h, NAME);
}

/* What is left out is named. */
static void
take_note(void *to, long line, int column, const char *title, const char *words)
{
	const struct reading *r = to;
	struct fault at = { .kind = KIND_DIVISION, .field = ROW_FILE, .line = line, .column = column, .title = title };

	faults_note(r->faults, &at, "%s", words);
}

/* The same title twice nobody can take; of 常住人口 and 户籍人口 the first counts, and the other is named. */
static int
refuse_twice(struct reading *r, enum column c, int i)
{
	const struct head *h = r->in.head;
	char title[64];
	struct fault at = { .kind = KIND_DIVISION, .field = titles[c].field, .line = h->line, .column = i + 1,
	                    .title = title };

	utf8_copy(title, sizeof title, h->column[i].title);
	if (strcasecmp(h->column[i].name, h->column[r->cell[c]].name) != 0) {
		faults_note(r->faults, &at, _("not used: column %d (%.60s) says it already"), r->cell[c] + 1,
		            r->title[c]);
		return 0;
	}
	r->wrong = true;
	faults_add(r->faults, &at, _("this column is there twice, as column %d (%.60s) too; keep one of them"),
	           r->cell[c] + 1, r->title[c]);
	return -1;
}

static int
read_header(struct reading *r)
{
	const struct reader_notes notes = { .say = take_note, .to = r };
	static const struct titles table = { .known = known, .nth = nth, .enough = enough };
	static const char wanted[] = N_("no header row with a column for the code (编号, 代码 or 区划代码) and one "
	                                "for the name (名称)");
	const struct head *h;

	if (reader_head(&r->in, &table, &notes) != 0)
		return refuse_file(r, r->in.error_line, r->in.headless ? _(wanted) : r->in.error);
	h = r->in.head;
	for (int c = 0; c < COLUMNS; c++)
		r->cell[c] = -1;
	for (int i = 0; i < h->count; i++) {
		int c = h->column[i].known ? column_of(h->column[i].name) : -1;
		if (c < 0)
			continue;
		if (r->cell[c] >= 0) {
			if (refuse_twice(r, (enum column)c, i) != 0)
				return -1;
			continue;
		}
		r->cell[c] = i;
		utf8_copy(r->title[c], sizeof r->title[c], h->column[i].title);
	}
	if (r->cell[CODE] < 0 || r->cell[NAME] < 0)
		return refuse_file(r, h->line, _(wanted));
	reader_ids(&r->in, r->cell[CODE], false);
	return 0;
}

/* ---- one row ----------------------------------------------------------------------------------- */

/* The code without the zeros the statistical office fills it up with: its level, 0 when it is none. */
static int
take_code(const char *cell, char code[13])
{
	size_t len = strspn(cell, "0123456789");

	if (cell[len] != '\0' || (len != 6 && len != 9 && len != 12))
		return 0;
	snprintf(code, 13, "%s", cell);
	if (len == 12 && strcmp(code + 9, "000") == 0)
		code[len = 9] = '\0';
	if (len == 9 && strcmp(code + 6, "000") == 0)
		code[len = 6] = '\0';
	return len == 6 ? PLACE_COUNTY : len == 9 ? PLACE_TOWNSHIP : PLACE_VILLAGE;
}

/* 4, or a word for it; 0 none is said, -1 unknown. */
static int
level_said(const char *cell)
{
	static const struct { const char *word; int level; } words[] = {
		{ "3", 3 }, { "县", 3 }, { "县级", 3 }, { "区县", 3 },
		{ "4", 4 }, { "乡", 4 }, { "镇", 4 }, { "乡镇", 4 },
		{ "乡级", 4 }, { "街道", 4 }, { "5", 5 }, { "村", 5 }, { "村级", 5 }, { "社区", 5 },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(cell, words[i].word) == 0)
			return words[i].level;
	return *cell == '\0' ? 0 : -1;
}

static int64_t
take_count(struct reading *r, enum column column)
{
	const char *cell = cell_of(r, column);
	char digits[20];
	size_t n = 0;

	for (const char *c = cell; *c != '\0' && n + 1 < sizeof digits; c++)
		if (*c != ',')
			digits[n++] = *c;
	digits[n] = '\0';
	if (n == 0)
		return -1;
	if (digits[strspn(digits, "0123456789")] == '\0' && n <= 10)
		return strtoll(digits, NULL, 10);
	blame(r, column, _("\"%.40s\" is no whole number of people; leave it empty when it is not known"),
	      cell_quote(cell));
	return -1;
}

static struct place *
add(struct places_file *p)
{
	if (p->count == p->room) {
		size_t room = p->room == 0 ? 256 : 2 * p->room;
		struct place *more = realloc(p->list, room * sizeof *more);
		if (more == NULL)
			return NULL;
		p->list = more;
		p->room = room;
	}
	return memset(&p->list[p->count++], 0, sizeof *p->list);
}

/* What the row says besides must be what its code says. */
static void
check_said(struct reading *r, const char *code, int level)
{
	int said = level_said(cell_of(r, LEVEL));
	char parent[13], want[13];
	const char *cell = cell_of(r, PARENT);

	if (said != 0 && said != level)
		blame(r, LEVEL, _("\"%.20s\", but a code like %s is of level %d (3 county, 4 township, 5 village); "
		      "correct one of them"), cell_quote(cell_of(r, LEVEL)), code, level);
	snprintf(want, sizeof want, "%.*s", level == PLACE_VILLAGE ? 9 : 6, code);
	if (level != PLACE_COUNTY && take_code(cell, parent) != 0 && strcmp(parent, want) != 0)
		blame(r, PARENT, _("\"%.20s\", but the code %s lies in %s; correct one of them"),
		      cell_quote(cell), code, want);
}

static int
take_place(struct reading *r, const char *code, int level)
{
	struct place *place = add(r->out);
	const char *name = cell_of(r, NAME);
	char shorter[128];

	if (place == NULL || (place->name = strdup(name)) == NULL)
		return -2;
	place_short(name, r->called, shorter, sizeof shorter);
	if ((place->shorter = strdup(level == PLACE_TOWNSHIP ? shorter : "")) == NULL)
		return -2;
	snprintf(place->code, sizeof place->code, "%s", code);
	snprintf(place->parent, sizeof place->parent, "%.*s", level == PLACE_VILLAGE ? 9 : 6, code);
	place->level = level;
	place->line = r->in.row->line;
	place->type = place_type(name, level);
	place->population = take_count(r, POPULATION);
	place->poor = take_count(r, POOR);
	if (level == PLACE_TOWNSHIP) {
		pinyin_spell(shorter, false, place->pinyin, sizeof place->pinyin);
		pinyin_spell(shorter, true, place->initials, sizeof place->initials);
	}
	r->out->townships += level == PLACE_TOWNSHIP;
	r->out->villages += level == PLACE_VILLAGE;
	return 0;
}

/* A cell of a workbook that cannot be taken says why. */
static bool
unsound(struct reading *r)
{
	bool any = false;

	for (int c = 0; c < COLUMNS; c++)
		if (*cell_of(r, (enum column)c) == CELL_UNSOUND) {
			blame(r, (enum column)c, "%s", cell_of(r, (enum column)c) + 1);
			any = true;
		}
	return any;
}

static int
take_row(struct reading *r)
{
	const char *cell = cell_of(r, CODE), *name = cell_of(r, NAME);
	char code[13] = "";
	int level = take_code(cell, code);

	if (unsound(r))
		return 0;
	if (level == 0) {
		blame(r, CODE, _("\"%.40s\" is no code of a place: 6 digits for the county, 9 for a township, "
		      "12 for a village"), cell_quote(cell));
		return 0;
	}
	if (strncmp(code, r->county, 6) != 0) {
		blame(r, CODE, _("%s does not lie in the county %s"), code, r->county);
		return 0;
	}
	check_said(r, code, level);
	if (!place_name_ok(name)) {
		blame(r, NAME, _("\"%.60s\" is no name of a place: no commas, quotes and braces, 1 to 120 bytes"),
		      cell_quote(name));
		return 0;
	}
	if (level != PLACE_COUNTY)
		return take_place(r, code, level);
	r->out->population = take_count(r, POPULATION);
	r->out->poor = take_count(r, POOR);
	return 0;
}

/* ---- all of them ------------------------------------------------------------------------------- */

static int
by_code(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static void
blame_place(struct reading *r, const struct place *place, const char *why, const char *word)
{
	struct fault at = { .kind = KIND_DIVISION, .field = ROW_ID, .line = place->line, .column = r->cell[CODE] + 1,
	                    .id = place->code, .title = r->title[CODE] };

	r->wrong = true;
	faults_add(r->faults, &at, "%s %s", why, word);
}

/* Sorted, a township stands before its villages. */
static void
settle(struct reading *r)
{
	struct places_file *p = r->out;
	struct place *township = NULL;

	if (p->count > 0)
		qsort(p->list, p->count, sizeof *p->list, by_code);
	for (size_t i = 0; i < p->count; i++) {
		struct place *at = &p->list[i];
		if (i > 0 && strcmp(at[-1].code, at->code) == 0)
			blame_place(r, at, _("the code is there twice; the first is"), at[-1].name);
		else if (at->level == PLACE_TOWNSHIP)
			township = at;
		else if (township == NULL || strcmp(township->code, at->parent) != 0)
			blame_place(r, at, _("this table does not have its township"), at->parent);
		else
			township->villages++;
	}
	if (p->townships == 0 && !r->wrong)
		refuse_file(r, 0, _("no township in it; a row has a code of nine digits and a name"));
}

/* In rows, as the map itself puts places without a position. */
static void
lay_out(struct places_file *p)
{
	int columns = columns_for((int)p->townships), n = 0;

	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].level == PLACE_TOWNSHIP) {
			p->list[i].row = n / columns;
			p->list[i].col = n++ % columns;
		}
}

static int
read_rows(struct reading *r)
{
	int rc, done = 0;

	if (read_header(r) != 0)
		return 0;
	while (done == 0 && (rc = reader_row(&r->in)) == 1)
		done = r->out->count < PLACES_MOST ? take_row(r)
		       : refuse_file(r, r->in.row->line, _("more places than any county has"));
	if (done == 0 && rc < 0)
		refuse_file(r, r->in.error_line, r->in.error);
	return done == -2 ? -2 : 0;
}

int
places_file_read(struct places_file *p, const struct places_of *of, struct faults *faults)
{
	struct reading r = { .out = p, .county = of->county, .called = of->called, .faults = faults };
	int rc = -2;

	*p = (struct places_file){ .population = -1, .poor = -1 };
	if (faults_file(faults, KIND_DIVISION, of->path, NULL, 0) != 0)
		return -2;
	if (reader_open(&r.in, of->path, of->sheet) != 0)
		refuse_file(&r, r.in.error_line, r.in.error);
	else if ((rc = read_rows(&r)) == 0)
		settle(&r);
	reader_close(&r.in);
	lay_out(p);
	return r.wrong ? -1 : rc;
}

void
places_file_clear(struct places_file *p)
{
	for (size_t i = 0; i < p->count; i++) {
		free(p->list[i].name);
		free(p->list[i].shorter);
	}
	free(p->list);
	*p = (struct places_file){ .count = 0 };
}
