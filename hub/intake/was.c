#include "hub/intake/was.h"

#include "model/text/language.h"
#include "model/text/visible.h"
#include "net/wire/wire_record.h"

int
was_read(struct was *w, struct hub_db *db, enum kind kind, const char *id)
{
	struct hub_record r;
	int found = hub_db_get(db, kind, id, &r);

	cJSON_Delete(w->json);
	w->json = NULL;
	w->read = false;
	w->kind = kind;
	w->body.len = 0;
	w->never = found == 0;
	w->any = found == 1 && r.body != NULL;
	if (found < 0 || (w->any && row_append(&w->body, r.body, r.body_len) != 0))
		return -2;
	return w->any;
}

void
was_clear(struct was *w)
{
	cJSON_Delete(w->json);
	row_text_clear(&w->body);
	row_text_clear(&w->object);
	*w = (struct was){ 0 };
}

const struct cache_value *
was_values(struct was *w)
{
	char why[160];

	if (!w->read && w->any) {
		w->json = cJSON_ParseWithLength(w->body.text, w->body.len);
		if (w->json == NULL || wire_record_values(w->kind, w->json, w->values, why, sizeof why) != 0)
			return NULL;
	}
	w->read = true;
	return w->values;
}

/* The object as it was, its members as the row's columns say: an empty one is taken out. */
static int
keep_members(struct was *w, const struct row_map *map, const struct row_cells *row, const struct cache_value *had,
             struct cache_value *value)
{
	cJSON *object = cJSON_Parse(had->text), *said = value->type == VALUE_TEXT ? cJSON_Parse(value->text) : NULL;
	char *text;
	int rc = -2;

	for (int m = 0; m < map->members; m++) {
		const char *key = map->member[m].key;
		if (cell_absent(row->cells[map->member[m].column]))
			continue;
		cJSON *member = cJSON_DetachItemFromObjectCaseSensitive(said, key);
		cJSON_DeleteItemFromObjectCaseSensitive(object, key);
		if (member != NULL && visible_any(row->cells[map->member[m].column]))
			cJSON_AddItemToObject(object, key, member);
		else
			cJSON_Delete(member);
	}
	w->object.len = 0;
	if ((text = cJSON_PrintUnformatted(object)) != NULL && row_append(&w->object, text, strlen(text)) == 0)
		rc = 0;
	if (rc == 0)
		*value = text_value(w->object.text);
	if (rc == 0 && object->child == NULL)
		value->type = VALUE_NULL;
	free(text);
	cJSON_Delete(object);
	cJSON_Delete(said);
	return rc;
}

/* `first`: of the columns it lacks; what the header has instead is said once. */
static int
lacks(const struct row_map *map, const struct row_cells *row, const char *id, int field, bool first,
      struct faults *faults)
{
	int column = map->column[field - record_first((int)map->kind)];
	struct fault at = { .kind = (int)map->kind, .id = id, .line = row->line, .field = field,
		.once = column < 0 ? map->line : 0 };

	faults_add(faults, &at, _("the header lacks this column, which every new %s needs%s%s"),
	           kind_words(record_kinds[map->kind].name),
	           first && *map->strange != '\0' ? _("; titles nobody knows: ") : "", first ? map->strange : "");
	return 1;
}

int
was_keep(struct was *w, const struct row_map *map, const struct row_cells *row, const char *id,
         struct cache_value *values, struct faults *faults)
{
	int first = record_first((int)map->kind), end = record_first((int)map->kind + 1), rc = 0;

	for (int f = first; f < end && row->count == map->count; f++) {
		bool members = map->object == f && map->members > 0;
		const struct cache_value *had;
		if (row_says(map, row, f) || (!w->any && (members || record_fields[f].need != FIELD_REQ)))
			continue;
		if (!w->any) {
			rc = lacks(map, row, id, f, rc == 0, faults);
			continue;
		}
		/* What an earlier row with faults put, its id being there twice, is no record. */
		if ((had = was_values(w)) == NULL)
			continue;
		had += f - first;
		if (!members)
			values[f - first] = *had;
		else if (had->type == VALUE_TEXT && keep_members(w, map, row, had, &values[f - first]) != 0)
			return -2;
	}
	return rc;
}
