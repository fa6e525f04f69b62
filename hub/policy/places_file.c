#include "hub/policy/places_file.h"

#include "hub/intake/cell.h"
#include "hub/intake/reader/reader.h"
#include "model/records/record.h"
#include "hub/policy/places_head.h"
#include "model/room/columns.h"
#include "model/text/language.h"
#include "model/text/pinyin.h"
#include "model/text/plain.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"

enum { PLACES_MOST = 20000 };

struct reading {
	struct places_file *out;
	const char         *county, *called;
	struct faults      *faults;
	struct reader       in;
	struct places_head  head;
	bool                failed, wrong;
};

/* ---- saying what is wrong ------------------------------------------------------------------ */

static const char *
cell_of(const struct reading *r, enum place_column column)
{
	int at = r->head.cell[column];

	return at >= 0 && at < r->in.row->count ? r->in.row->cells[at] : "";
}

static void __attribute__((format(printf, 3, 4)))
blame(struct reading *r, enum place_column column, const char *format, ...)
{
	struct fault at = { .kind = KIND_DIVISION, .field = places_head_field(column), .line = r->in.row->line,
	                    .column = r->head.cell[column] + 1,
	                    .title = r->head.cell[column] >= 0 ? r->head.title[column] : NULL };
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
refuse_twice(struct reading *r, enum place_column c, int i)
{
	const struct head *h = r->in.head;
	char title[64];
	struct fault at = { .kind = KIND_DIVISION, .field = places_head_field(c), .line = h->line, .column = i + 1,
	                    .title = title };

	utf8_copy(title, sizeof title, h->column[i].title);
	if (strcasecmp(h->column[i].name, h->column[r->head.cell[c]].name) != 0) {
		faults_note(r->faults, &at, _("not used: column %d (%.60s) says it already"), r->head.cell[c] + 1,
		            r->head.title[c]);
		return 0;
	}
	r->wrong = true;
	faults_add(r->faults, &at, _("this column is there twice, as column %d (%.60s) too; keep one of them"),
	           r->head.cell[c] + 1, r->head.title[c]);
	return -1;
}

static int
read_header(struct reading *r)
{
	const struct reader_notes notes = { .say = take_note, .to = r };
	const struct head *h;
	const char *lacks;

	if (reader_head(&r->in, &places_titles, &notes) != 0)
		return refuse_file(r, r->in.error_line, r->in.headless ? _(places_wanted) : r->in.error);
	h = r->in.head;
	places_head_begin(&r->head);
	for (int i = 0; i < h->count; i++) {
		int c = h->column[i].known ? places_head_column(h->column[i].name) : -1;
		if (c < 0)
			continue;
		if (r->head.cell[c] < 0)
			places_head_take(&r->head, (enum place_column)c, i, &h->column[i]);
		else if (refuse_twice(r, (enum place_column)c, i) != 0)
			return -1;
	}
	if ((lacks = places_head_end(&r->head)) != NULL)
		return refuse_file(r, h->line, _(lacks));
	reader_ids(&r->in, r->head.cell[r->head.ids], false);
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
take_count(struct reading *r, enum place_column column)
{
	const char *cell = cell_of(r, column);
	int64_t count;

	if (*cell == '\0' || amount_absent(cell))
		return -1;
	if (amount_count(cell, r->head.unit[column], false, &count) == NULL && count >= 0 && count < 10000000000)
		return count;
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
	int said = level_said(cell_of(r, PLACE_LEVEL));
	char parent[13], want[13];
	const char *cell = cell_of(r, PLACE_PARENT);

	if (said != 0 && said != level)
		blame(r, PLACE_LEVEL, _("\"%.20s\", but a code like %s is of level %d (3 county, 4 township, "
		      "5 village); correct one of them"), cell_quote(cell_of(r, PLACE_LEVEL)), code, level);
	snprintf(want, sizeof want, "%.*s", level == PLACE_VILLAGE ? 9 : 6, code);
	if (level != PLACE_COUNTY && take_code(cell, parent) != 0 && strcmp(parent, want) != 0)
		blame(r, PLACE_PARENT, _("\"%.20s\", but the code %s lies in %s; correct one of them"),
		      cell_quote(cell), code, want);
}

static struct place *
take_place(struct reading *r, const char *code, int level, const char *name)
{
	struct place *place = add(r->out);
	char shorter[128];

	if (place == NULL || (place->name = strdup(name)) == NULL)
		return NULL;
	place_short(name, r->called, shorter, sizeof shorter);
	if ((place->shorter = strdup(level == PLACE_TOWNSHIP ? shorter : "")) == NULL)
		return NULL;
	snprintf(place->code, sizeof place->code, "%s", code);
	snprintf(place->parent, sizeof place->parent, "%.*s", level == PLACE_VILLAGE ? 9 : 6, code);
	place->level = level;
	place->line = r->in.row->line;
	place->type = place_type(name, level);
	place->population = place->poor = -1;
	if (level == PLACE_TOWNSHIP) {
		pinyin_spell(shorter, false, place->pinyin, sizeof place->pinyin);
		pinyin_spell(shorter, true, place->initials, sizeof place->initials);
	}
	return place;
}

/* What is around a cell falls off.  One of a workbook that cannot be taken says why. */
static bool
make_plain(struct reading *r)
{
	bool any = false;

	for (int c = 0; c < PLACE_COLUMNS; c++) {
		int at = r->head.cell[c];
		if (at < 0 || at >= r->in.row->count)
			continue;
		if (*r->in.row->cells[at] == CELL_UNSOUND) {
			blame(r, (enum place_column)c, "%s", r->in.row->cells[at] + 1);
			any = true;
		} else {
			r->in.row->cells[at] = places_head_code((enum place_column)c)
			                       ? cell_code(r->in.row->cells[at], NULL)
			                       : (char *)visible_trim(plain_cell(r->in.row->cells[at], true));
		}
	}
	return !any;
}

/* A code in `column` is one of a place, and one of this county: its level, 0 said. */
static int
code_in(struct reading *r, enum place_column column, char code[13])
{
	const char *cell = cell_of(r, column);
	int level = take_code(cell, code), wanted = places_head_level(column);

	if (level == 0)
		blame(r, column, _("\"%.40s\" is no code of a place: 6 digits for the county, 9 for a township, "
		      "12 for a village"), cell_quote(cell));
	else if (strncmp(code, r->county, 6) != 0)
		blame(r, column, _("%s does not lie in the county %s"), code, r->county);
	else if (wanted != 0 && level != wanted)
		blame(r, column, _("\"%.20s\", but a code like %s is of level %d (3 county, 4 township, 5 village); "
		      "correct one of them"), r->head.title[column], code, level);
	else
		return level;
	return 0;
}

static bool
name_in(struct reading *r, enum place_column column)
{
	const char *name = cell_of(r, column);

	if (place_name_ok(name))
		return true;
	blame(r, column, _("\"%.60s\" is no name of a place: no commas, quotes and braces, 1 to 120 bytes"),
	      cell_quote(name));
	return false;
}

/* The township a village's row names beside it, or its code alone: its row may stand once, or each time. */
static int
take_above(struct reading *r, const char *code)
{
	struct places_file *p = r->out;
	char above[13], said[13];
	const struct place *last = p->count > 0 ? &p->list[p->last] : NULL;

	snprintf(above, sizeof above, "%.9s", code);
	if (*cell_of(r, TOWNSHIP_CODE) != '\0') {
		if (code_in(r, TOWNSHIP_CODE, said) == 0)
			return 0;
		if (strcmp(said, above) != 0) {
			blame(r, TOWNSHIP_CODE, _("\"%.20s\", but the code %s lies in %s; correct one of them"), said,
			      code, above);
			return 0;
		}
	}
	if (*cell_of(r, TOWNSHIP_NAME) == '\0' || !name_in(r, TOWNSHIP_NAME) ||
	    (last != NULL && strcmp(last->code, above) == 0 && strcmp(last->name, cell_of(r, TOWNSHIP_NAME)) == 0))
		return 0;
	if (take_place(r, above, PLACE_TOWNSHIP, cell_of(r, TOWNSHIP_NAME)) == NULL)
		return -2;
	p->last = p->count - 1;
	p->list[p->last].beside = true;
	return 0;
}

/* The deepest level the row has a code of, and no name below it without one. */
static int
own_column(struct reading *r, enum place_column *own)
{
	static const struct { enum place_column code, name; } levels[] = {
		{ VILLAGE_CODE, VILLAGE_NAME }, { TOWNSHIP_CODE, TOWNSHIP_NAME }, { COUNTY_CODE, COUNTY_NAME },
	};

	*own = PLACE_CODE;
	if (r->head.cell[PLACE_CODE] >= 0)
		return 0;
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		*own = levels[i].code;
		if (*cell_of(r, *own) != '\0')
			return 0;
		if (r->head.cell[*own] >= 0 && *cell_of(r, levels[i].name) != '\0')
			break;
	}
	if (r->head.cell[*own] < 0)
		*own = r->head.ids;
	blame(r, *own, _("empty; each place has its code"));
	return -1;
}

static int
take_row(struct reading *r)
{
	enum place_column own, name;
	struct place *place;
	char code[13] = "";
	int level;

	if (!make_plain(r) || own_column(r, &own) != 0 || (level = code_in(r, own, code)) == 0)
		return 0;
	name = level == PLACE_VILLAGE ? VILLAGE_NAME : level == PLACE_TOWNSHIP ? TOWNSHIP_NAME : COUNTY_NAME;
	if (*cell_of(r, name) == '\0')
		name = r->head.cell[PLACE_NAME] >= 0 || r->head.cell[name] < 0 ? PLACE_NAME : name;
	check_said(r, code, level);
	if (!name_in(r, name))
		return 0;
	if (level == PLACE_COUNTY) {
		r->out->population = take_count(r, PLACE_POPULATION);
		r->out->poor = take_count(r, PLACE_POOR);
		return 0;
	}
	if (level == PLACE_VILLAGE && take_above(r, code) != 0)
		return -2;
	if ((place = take_place(r, code, level, cell_of(r, name))) == NULL)
		return -2;
	place->beside = r->head.levels;
	if (level == PLACE_TOWNSHIP)
		r->out->last = r->out->count - 1;
	place->population = take_count(r, PLACE_POPULATION);
	place->poor = take_count(r, PLACE_POOR);
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
	enum place_column own = places_head_of(&r->head, place->level);
	struct fault at = { .kind = KIND_DIVISION, .field = ROW_ID, .line = place->line,
	                    .column = r->head.cell[own] + 1, .id = place->code, .title = r->head.title[own] };

	r->wrong = true;
	faults_add(r->faults, &at, "%s %s", why, word);
}

/* A township that stands beside each of its villages is one: the first row's, with what another says of it. */
static bool
same_place(struct reading *r, struct place *first, struct place *again)
{
	if (!first->beside || !again->beside || first->level != PLACE_TOWNSHIP)
		return false;
	if (strcmp(first->name, again->name) != 0)
		blame_place(r, again, _("the code is there twice; the first is"), first->name);
	first->population = first->population < 0 ? again->population : first->population;
	first->poor = first->poor < 0 ? again->poor : first->poor;
	return true;
}

static void
forget(struct place *place)
{
	free(place->name);
	free(place->shorter);
}

/* Sorted, a township stands before its villages. */
static void
settle(struct reading *r)
{
	struct places_file *p = r->out;
	struct place *township = NULL;
	size_t kept = 0;

	if (p->count > 0)
		qsort(p->list, p->count, sizeof *p->list, by_code);
	for (size_t i = 0; i < p->count; i++) {
		struct place *at = &p->list[i], *before = kept > 0 ? &p->list[kept - 1] : NULL;
		bool twice = before != NULL && strcmp(before->code, at->code) == 0;
		if (twice && same_place(r, before, at)) {
			forget(at);
			continue;
		}
		if (twice)
			blame_place(r, at, _("the code is there twice; the first is"), before->name);
		p->list[kept] = *at;
		at = &p->list[kept++];
		if (at->level == PLACE_TOWNSHIP) {
			township = at;
			p->townships++;
		} else if (township == NULL || strcmp(township->code, at->parent) != 0) {
			blame_place(r, at, _("this table does not have its township"), at->parent);
		} else {
			township->villages++;
			p->villages++;
		}
	}
	p->count = kept;
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
	for (size_t i = 0; i < p->count; i++)
		forget(&p->list[i]);
	free(p->list);
	*p = (struct places_file){ .count = 0 };
}
