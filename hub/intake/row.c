#include "hub/intake/row.h"

#include <cjson/cJSON.h>

#include "hub/intake/cell.h"
#include "hub/authority/db.h"
#include "model/text/language.h"
#include "model/text/plain.h"
#include "model/text/visible.h"

static int
refuse(struct row_problem *p, long line, int column, const char *title, const char *reason)
{
	p->line = line;
	p->column = column;
	p->title = title;
	p->spoilt = SPOILT_NOT;
	if (reason != p->reason)
		snprintf(p->reason, sizeof p->reason, "%s", reason);
	return -1;
}

/* ---- header --------------------------------------------------------------- */

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

static int
take_member(struct row_map *map, struct row_cells *row, int i, int f, const char *key, struct row_problem *p)
{
	if (map->object >= 0 && map->object != f)
		return refuse(p, row->line, i + 1, row->cells[i],
		              "only one field can be written one member a column");
	if (map->members == ROW_MEMBERS_MAX || strlen(key) >= sizeof map->member->key)
		return refuse(p, row->line, i + 1, row->cells[i],
		              "too many such columns (64), or too long a key (47 bytes)");
	for (int m = 0; m < map->members; m++)
		if (strcmp(map->member[m].key, key) == 0)
			return refuse(p, row->line, i + 1, row->cells[i],
			              "this column is there twice; keep one of them");
	map->object = f;
	map->member[map->members].column = i;
	snprintf(map->member[map->members++].key, sizeof map->member->key, "%s", key);
	map->field[i] = f;
	return 0;
}

static int
take_column(struct row_map *map, struct row_cells *row, int i, struct row_problem *p)
{
	int f = find_field(map->kind, row->cells[i], &map->unit[i]), first = record_first((int)map->kind);
	int *where, object;
	const char *key;

	if (f == -2 && (object = find_object(map->kind, row->cells[i], &key)) >= 0)
		return take_member(map, row, i, object, key, p);
	if (f == -2) {
		snprintf(p->reason, sizeof p->reason,
		         "there is no such column in %s (%s); see guatu-pack(5) for its columns",
		         record_kinds[map->kind].name, record_kinds[map->kind].title);
		return refuse(p, row->line, i + 1, row->cells[i], p->reason);
	}
	where = f == ROW_ID ? &map->id_column : &map->column[f - first];
	if (*where >= 0)
		return refuse(p, row->line, i + 1, row->cells[i], "this column is there twice; keep one of them");
	*where = i;
	map->field[i] = f;
	map->amount[i] = map->unit[i] == ALIAS_YUAN ? AMOUNT_YUAN : f < 0 ? AMOUNT_NONE
	               : cell_unit(f, strcmp(record_fields[f].name, row->cells[i]) == 0);
	return 0;
}

int
row_header(struct row_map *map, enum kind kind, struct row_cells *row, struct row_problem *p)
{
	int fields = record_first((int)kind + 1) - record_first((int)kind);

	memset(map, 0, sizeof *map);
	map->kind = kind;
	map->id_column = map->object = -1;
	for (int i = 0; i < fields; i++)
		map->column[i] = -1;
	map->count = row->count;
	for (int i = 0; i < row->count; i++) {
		row->cells[i] = visible_trim(row->cells[i]);
		if (take_column(map, row, i, p) != 0)
			return -1;
	}
	if (map->id_column < 0)
		return refuse(p, row->line, 0, "id", "the header has no column id (编号); every record needs one");
	return 0;
}

/* ---- cells ---------------------------------------------------------------- */

int
row_column(const struct row_map *map, int field)
{
	int column = field == ROW_ID ? map->id_column : map->column[field - record_first((int)map->kind)];

	if (column < 0 && map->members > 0 && field == map->object)
		column = map->member[0].column;
	return column + 1;
}

bool
row_id_ok(const char *id)
{
	size_t len = strlen(id);

	if (len == 0 || len > HUB_ID_MAX)
		return false;
	for (; *id != '\0'; id++)
		if ((unsigned char)*id <= ' ' || *id == 0x7F || *id == '/' || *id == '"' || *id == '\\')
			return false;
	return true;
}

/* What of the row stands one member a column, together with what its own cell says: NULL, or why not. */
static const char *
take_object(struct row_map *map, const struct row_cells *row, struct cache_value *v, int *column)
{
	cJSON *object = v->type == VALUE_TEXT ? cJSON_Parse(v->text) : cJSON_CreateObject();
	const char *why = cJSON_IsObject(object) ? NULL : "an object {..} is wanted beside these columns";
	bool any = v->type == VALUE_TEXT;

	for (int m = 0; m < map->members && why == NULL; m++) {
		char *cell = plain_cell(row->cells[map->member[m].column], false);
		if (*cell == '\0')
			continue;
		*column = map->member[m].column;
		any = true;
		if (*cell == CELL_UNSOUND)
			why = cell + 1;
		else if ((why = cell_text(cell)) != NULL)
			why = _(why);
		else if (cJSON_GetObjectItemCaseSensitive(object, map->member[m].key) != NULL)
			why = "said twice: here and in the cell that has the whole object";
		else
			cJSON_AddStringToObject(object, map->member[m].key, cell);
	}
	if (why == NULL && any &&
	    !cJSON_PrintPreallocated(object, map->object_text, sizeof map->object_text - 8, false))
		why = "too long; 16000 bytes at most";
	if (why == NULL && any)
		*v = text_value(map->object_text);
	cJSON_Delete(object);
	return why;
}

/* What a column that goes by another system's name says, as ours would. */
static const char *
foreign_cell(struct row_map *map, int column, int f, char **cell)
{
	char *text = map->foreign[f - record_first((int)map->kind)];
	const char *why = alias_value(map->unit[column], *cell, text, sizeof *map->foreign);

	*cell = text;
	return why;
}

/* Says what was changed of a cell that is taken. */
static void
note_cell(struct fault *at, int field, int column, unsigned did, struct faults *faults)
{
	if (did == 0 || faults == NULL)
		return;
	at->field = field;
	at->column = column + 1;
	at->title = field == ROW_ID ? "编号" : NULL;
	faults_note(faults, at, "%s", _(cell_did(did)));
	at->title = NULL;
}

/* NULL, or why not. */
static const char *
read_cell(struct row_map *map, int f, int column, char *cell, struct cache_value *v, unsigned *did,
          struct row_problem *p)
{
	const char *why = *cell == CELL_UNSOUND ? cell + 1 : NULL;

	if (why == NULL && *cell != '\0' && (map->unit[column] == ALIAS_MONTH || map->unit[column] == ALIAS_MED_TYPE))
		why = foreign_cell(map, column, f, &cell);
	if (why == NULL)
		why = cell_read(f, map->amount[column], cell, map->text[f - record_first((int)map->kind)], v, did, p);
	if (why == NULL && v->type == VALUE_TEXT && record_fields[f].type == FIELD_JSON) {
		cJSON_Minify(cell);      /* one form, as an export writes it */
		v->length = strlen(v->text);
	}
	return why;
}

/* Cells of the fields: 0, 1 some could not be read. */
static int
read_cells(struct row_map *map, const struct row_cells *row, struct cache_value *values, struct fault *at,
           struct faults *faults)
{
	int first = record_first((int)map->kind), end = record_first((int)map->kind + 1), rc = 0;

	for (int f = first; f < end; f++) {
		struct cache_value *v = &values[f - first];
		int column = map->column[f - first];
		struct row_problem p;
		const char *why;
		unsigned did = 0;
		v->type = VALUE_NULL;
		if (column < 0)
			continue;
		if ((why = read_cell(map, f, column, row->cells[column], v, &did, &p)) == NULL) {
			note_cell(at, f, column, did, faults);
			continue;
		}
		v->type = VALUE_NULL;
		at->field = f;
		at->column = column + 1;
		faults_add(faults, at, "%s", _(why));
		rc = 1;
	}
	return rc;
}

const char *
row_id(const struct row_map *map, const struct row_cells *row, unsigned *did)
{
	char *cell = row->count > map->id_column ? row->cells[map->id_column] : NULL;

	return cell == NULL ? "" : *cell == CELL_UNSOUND ? cell : cell_code(cell, did);
}

int
row_values(struct row_map *map, const struct row_cells *row, const char **id, struct cache_value *values,
           struct faults *faults)
{
	struct fault at = { .kind = (int)map->kind, .line = row->line, .field = ROW_WHOLE };
	struct cache_value *object;
	struct row_problem spoilt;
	unsigned did = 0;
	const char *why;
	int rc;

	*id = at.id = row_id(map, row, &did);
	if (row->count != map->count)
		return faults_add(faults, &at,
		                  "%d cells where the header has %d; a comma inside a cell needs quotes around "
		                  "the cell", row->count, map->count);
	note_cell(&at, ROW_ID, map->id_column, did, faults);
	rc = read_cells(map, row, values, &at, faults);
	at.column = 0;
	object = map->object >= 0 ? &values[map->object - record_first((int)map->kind)] : NULL;
	if (object != NULL && (why = take_object(map, row, object, &at.column)) != NULL) {
		at.column++;
		at.field = map->object;
		faults_add(faults, &at, "%s", why);
		object->type = VALUE_NULL;
		rc = 1;
	}
	at.field = ROW_ID;
	at.column = map->id_column + 1;
	if (**id == CELL_UNSOUND)
		return faults_add(faults, &at, "%s", *id + 1);
	if ((why = cell_spoilt(*id, &spoilt)) != NULL)
		return faults_add(faults, &at, "%s", why);
	if (row_id_ok(*id))
		return rc;
	why = **id == '\0' ? N_("empty; every record needs an id")
	                   : N_("no good id; up to 127 bytes without blanks, / \\ and quotes");
	return faults_add(faults, &at, "%s", _(why));
}
