#include "hub/intake/row.h"

#include <cjson/cJSON.h>

#include "hub/intake/cell.h"
#include "hub/authority/db.h"
#include "model/text/language.h"
#include "model/text/plain.h"
#include "model/text/visible.h"

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
	const char *why = cJSON_IsObject(object) ? NULL : _("an object {..} is wanted beside these columns");
	bool any = v->type == VALUE_TEXT;

	for (int m = 0; m < map->members && why == NULL; m++) {
		char *given = row->cells[map->member[m].column];
		char *cell = *given == CELL_UNSOUND ? given : plain_cell(given, false);
		if (*cell == '\0' || cell_absent(given))
			continue;
		*column = map->member[m].column;
		any = true;
		if (*cell == CELL_UNSOUND)
			why = cell + 1;
		else if ((why = cell_text(cell)) != NULL)
			why = _(why);
		else if (cJSON_GetObjectItemCaseSensitive(object, map->member[m].key) != NULL)
			why = _("said twice: here and in the cell that has the whole object");
		else
			cJSON_AddStringToObject(object, map->member[m].key, cell);
	}
	if (why == NULL && any &&
	    !cJSON_PrintPreallocated(object, map->object_text, sizeof map->object_text - 8, false))
		why = _("too long; 16000 bytes at most");
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
	faults_note(faults, at, "%s", _(cell_did(did)));
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
		/* One form, as an export writes it; blanks around it fell off before. */
		cJSON_Minify(cell + (v->text - cell));
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
		if (!row_says(map, row, f))
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
	char *cell = !map->made && row->count > map->id_column ? row->cells[map->id_column] : NULL;

	return cell == NULL || cell_absent(cell) ? "" : *cell == CELL_UNSOUND ? cell : cell_code(cell, did);
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
		                  _("%d cells where the header has %d; a comma inside a cell needs quotes around "
		                  "the cell"), row->count, map->count);
	if (did != 0)
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
	if (map->made)
		return rc;
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
