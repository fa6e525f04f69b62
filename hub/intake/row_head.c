/* The columns of a kind's table, by their titles. */
#include "hub/intake/row.h"

#include "hub/intake/cell.h"
#include "hub/intake/ids/own_key.h"
#include "model/text/identity.h"
#include "model/text/language.h"

/* ---- titles ------------------------------------------------------------------ */

/* Field called or titled `name`; ROW_ID for the id; -2 for none. */
static int
find_field(enum kind kind, const char *name, enum alias_unit *unit)
{
	const struct alias_def *alias = alias_find(record_kinds[kind].name, name);
	int end = record_first((int)kind + 1);

	*unit = alias != NULL ? alias->unit : ALIAS_SAME;
	if (alias != NULL)
		name = alias->field;
	if (strcmp(name, "id") == 0 || strcmp(name, "编号") == 0)
		return ROW_ID;
	for (int f = record_first((int)kind); f < end; f++)
		if (strcmp(record_fields[f].name, name) == 0 || strcmp(record_fields[f].title, name) == 0)
			return f;
	return -2;
}

/* FIELD.KEY or TITLE.KEY of an object: the field, and the key behind the point; -2 for none. */
static int
find_object(enum kind kind, const char *name, const char **key)
{
	const char *point = strchr(name, '.');
	enum alias_unit unit;
	char field[64];
	int f;

	if (point == NULL || point[1] == '\0' || (size_t)(point - name) >= sizeof field)
		return -2;
	snprintf(field, sizeof field, "%.*s", (int)(point - name), name);
	f = find_field(kind, field, &unit);
	*key = point + 1;
	return f >= 0 && record_fields[f].type == FIELD_JSON ? f : -2;
}

static bool
known(const void *ctx, const char *name)
{
	enum kind kind = *(const enum kind *)ctx;
	enum alias_unit unit;
	const char *key;

	return find_field(kind, name, &unit) != -2 || find_object(kind, name, &key) >= 0;
}

static const char *
nth(const void *ctx, int n, bool *must)
{
	int first = record_first((int)*(const enum kind *)ctx), end = record_first((int)*(const enum kind *)ctx + 1);

	*must = n == 0 || (first + n <= end && record_fields[first + n - 1].need == FIELD_REQ);
	return n == 0 ? "编号" : first + n <= end ? record_fields[first + n - 1].title : NULL;
}

/* The id and all that every record needs, however many columns more others keep of it. */
static bool
enough(const void *ctx, const struct head *h)
{
	enum kind kind = *(const enum kind *)ctx;
	bool made = own_key_any(kind);
	int needed = !made, first = record_first((int)kind), end = record_first((int)kind + 1), f;
	enum alias_unit unit;

	for (f = first; f < end; f++)
		needed += record_fields[f].need == FIELD_REQ;
	if (needed < 3)
		return false;
	for (int i = 0; i < h->count; i++) {
		f = h->column[i].known ? find_field(kind, h->column[i].name, &unit) : -2;
		needed -= (f == ROW_ID && !made) || (f >= 0 && record_fields[f].need == FIELD_REQ);
	}
	return needed <= 0;
}

static const char *
never(const char *cell)
{
	return identity_find(cell, NULL) ? _("an identity number; the first row must name the columns") : NULL;
}

/* Counts and money; a level, a year, a place on the map are none. */
static bool
adds(const void *ctx, const char *name)
{
	enum alias_unit unit;
	int f = find_field(*(const enum kind *)ctx, name, &unit);

	return f >= 0 && (record_fields[f].type == FIELD_FEN || record_fields[f].type == FIELD_INT) &&
	       record_fields[f].need != FIELD_REQ;
}

/* ---- columns ----------------------------------------------------------------- */

static int
twice(const struct head *h, int i, int before, struct row_problem *p)
{
	snprintf(p->reason, sizeof p->reason,
	         _("this column is there twice, as column %d (%.60s) too; keep one of them"), before + 1,
	         h->column[before].title);
	return row_refuse(p, h->line, i + 1, h->column[i].title, p->reason);
}

static int
take_member(struct row_map *map, const struct head *h, int i, int f, const char *key, struct row_problem *p)
{
	if (map->object >= 0 && map->object != f)
		return row_refuse(p, h->line, i + 1, h->column[i].title,
		              _("only one field can be written one member a column"));
	if (map->members == ROW_MEMBERS_MAX || strlen(key) >= sizeof map->member->key)
		return row_refuse(p, h->line, i + 1, h->column[i].title,
		              _("too many such columns (64), or too long a key (47 bytes)"));
	for (int m = 0; m < map->members; m++)
		if (strcmp(map->member[m].key, key) == 0)
			return twice(h, i, map->member[m].column, p);
	map->object = f;
	map->member[map->members].column = i;
	snprintf(map->member[map->members++].key, sizeof map->member->key, "%s", key);
	return 0;
}

/* What is no unit says nothing, but that a number below is ours nobody knows then. */
static enum amount_unit
amount_of(const struct row_map *map, const struct head_column *c, int i, int f)
{
	if (c->unit != AMOUNT_NONE && c->unit != AMOUNT_REMARK)
		return c->unit;
	if (map->unit[i] == ALIAS_YUAN)
		return AMOUNT_YUAN;
	return f < 0 || c->unit == AMOUNT_REMARK ? AMOUNT_NONE
	                                         : cell_unit(f, strcmp(record_fields[f].name, c->name) == 0);
}

/* Is it the field's own name, not one others give it? */
static bool
own_name(int f, const char *name)
{
	if (f == ROW_ID)
		return strcmp(name, "id") == 0 || strcmp(name, "编号") == 0;
	return strcmp(record_fields[f].name, name) == 0 || strcmp(record_fields[f].title, name) == 0;
}

/* An office's title beside the column with our own: which one, -1 there is none.  Another system's name (all of them
 * are ASCII) says the same with as much right: two of a kind. */
static int
beside_own(const struct row_map *map, const struct head *h, int i, int f)
{
	enum alias_unit unit;

	if ((unsigned char)*h->column[i].name < 0x80 || own_name(f, h->column[i].name))
		return -1;
	for (int k = 0; k < h->count; k++)
		if (h->column[k].known && find_field(map->kind, h->column[k].name, &unit) == f &&
		    own_name(f, h->column[k].name))
			return k;
	return -1;
}

static void
note_beside(const struct head *h, int i, int own, const struct reader_notes *notes)
{
	char words[400];

	if (notes == NULL || notes->say == NULL)
		return;
	snprintf(words, sizeof words, _("left out: column %d (%.60s) says the same"), own + 1, h->column[own].title);
	notes->say(notes->to, h->line, i + 1, h->column[i].title, words);
}

static int
take_column(struct row_map *map, const struct head *h, int i, const struct reader_notes *notes, struct row_problem *p)
{
	int f = find_field(map->kind, h->column[i].name, &map->unit[i]), first = record_first((int)map->kind);
	const char *key = "";
	int *where, object, own;

	if (f == -2) {
		object = find_object(map->kind, h->column[i].name, &key);
		return take_member(map, h, i, object, key, p);
	}
	if ((own = beside_own(map, h, i, f)) >= 0) {
		note_beside(h, i, own, notes);
		return 0;
	}
	where = f == ROW_ID ? &map->id_column : &map->column[f - first];
	if (*where >= 0)
		return twice(h, i, *where, p);
	*where = i;
	map->amount[i] = amount_of(map, &h->column[i], i, f);
	return 0;
}

/* Titles nobody knows, as many as there is room for. */
static void
list_strange(struct row_map *map, const struct head *h, const struct titles *titles)
{
	size_t len = 0, room = sizeof map->strange;
	char near[200];

	for (int i = 0; i < h->count && len < room; i++) {
		const struct head_column *c = &h->column[i];
		if (c->known || *c->title == '\0' || len + strlen(c->title) + sizeof near + 16 > room)
			continue;
		title_nearest(titles, c->title, near, sizeof near);
		len += (size_t)snprintf(map->strange + len, room - len, "%s%s", len > 0 ? _(", ") : "", c->title);
		if (*near != '\0' && len < room)
			len += (size_t)snprintf(map->strange + len, room - len, _(" (near: %s)"), near);
	}
}

int
row_header(struct row_map *map, enum kind kind, struct reader *r, const struct reader_notes *notes,
           struct row_problem *p)
{
	const struct titles titles = { .known = known, .nth = nth, .never = never, .adds = adds, .enough = enough,
	                               .called = record_kinds[kind].title, .ctx = &kind };
	int fields = record_first((int)kind + 1) - record_first((int)kind);

	memset(map, 0, sizeof *map);
	map->kind = kind;
	map->id_column = map->object = -1;
	for (int i = 0; i < fields; i++)
		map->column[i] = -1;
	if (reader_head(r, &titles, notes) != 0)
		return row_refuse(p, r->error_line, r->error_column, r->error_title, r->error);
	map->count = r->head->count;
	map->line = r->head->line;
	list_strange(map, r->head, &titles);
	for (int i = 0; i < map->count; i++)
		if (r->head->column[i].known && take_column(map, r->head, i, notes, p) != 0)
			return -1;
	map->made = map->id_column < 0 && own_key_any(kind);
	if (map->id_column < 0 && !map->made)
		return row_refuse(p, r->head->line, 0, _("id"),
		              _("the header has no column id (编号); every record needs one"));
	reader_ids(r, map->id_column, false);
	return 0;
}

int
row_column(const struct row_map *map, int field)
{
	int column = field == ROW_ID ? map->id_column : map->column[field - record_first((int)map->kind)];

	if (column < 0 && map->members > 0 && field == map->object)
		column = map->member[0].column;
	return column + 1;
}

static void
say_note(void *to, long line, int column, const char *title, const char *words)
{
	const struct row_notes *n = to;
	struct fault at = { .kind = (int)n->kind, .field = ROW_FILE, .line = line, .column = column, .title = title };

	faults_note(n->faults, &at, "%s", words);
}

struct reader_notes
row_notes(struct row_notes *to)
{
	return (struct reader_notes){ say_note, to };
}
