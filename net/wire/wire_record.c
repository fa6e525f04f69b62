#include "net/wire/wire_record.h"

#include "model/room/civil.h"
#include "net/wire/wire_line.h"

int
wire_integer(const cJSON *item, int64_t *out)
{
	if (!cJSON_IsNumber(item) || item->valuedouble > (double)WIRE_INT_MAX ||
	    item->valuedouble < -(double)WIRE_INT_MAX)
		return -1;
	*out = (int64_t)item->valuedouble;
	return (double)*out == item->valuedouble ? 0 : -1;
}

/* ---- one member, by its field's type --------------------------------------------- */

static int
take_number(struct cache_value *v, int64_t number)
{
	*v = (struct cache_value){ .type = VALUE_INT, .number = number };
	return 0;
}

static int
take_text(struct cache_value *v, const char *text, size_t length)
{
	*v = (struct cache_value){ .type = VALUE_TEXT, .text = text, .length = length };
	return 0;
}

/* As it is when it is at +08:00 already, else rewritten into `canonical`. */
static int
take_instant(struct cache_value *v, const struct wire_item *item, char canonical[26])
{
	int64_t at;

	if (instant_parse(item->text, &at) != 0)
		return -1;
	if (item->length == 25 && strcmp(item->text + 19, "+08:00") == 0)
		return take_text(v, item->text, item->length);
	instant_format(at, canonical);
	return take_text(v, canonical, strlen(canonical));
}

static int
take(enum field_type type, const struct wire_item *item, struct cache_value *v, char canonical[26])
{
	switch (field_stored(type)) {
	case FIELD_INT: case FIELD_FEN: case FIELD_BP:
		return item->type == WIRE_INTEGER ? take_number(v, item->number) : -1;
	case FIELD_BOOL:
		return item->type == WIRE_BOOL ? take_number(v, item->number) : -1;
	case FIELD_JSON:
		return item->type == WIRE_LIST || item->type == WIRE_OBJECT
		       ? take_text(v, item->text, item->length) : -1;
	default:
		break;
	}
	if (item->type != WIRE_STRING ||
	    (type == FIELD_DATE && civil_parse(item->text) == CIVIL_NONE) ||
	    (type == FIELD_MONTH && month_parse(item->text) < 0))
		return -1;
	return type == FIELD_INSTANT ? take_instant(v, item, canonical) : take_text(v, item->text, item->length);
}

/* ---- what both forms share --------------------------------------------------------- */

struct fill { int first, end, expected; };

static struct fill
begin(enum kind kind, struct cache_value *values)
{
	struct fill f = { record_first((int)kind), record_first((int)kind + 1), record_first((int)kind) };

	for (int i = f.first; i < f.end; i++)
		values[i - f.first].type = VALUE_NULL;
	return f;
}

/* Members mostly come in table order: look from the one expected next, then from the start. */
static int
field_of(struct fill *fill, const char *name)
{
	for (int i = 0, f = fill->expected; i < fill->end - fill->first; i++, f++) {
		if (f == fill->end)
			f = fill->first;
		if (record_fields[f].name[0] == name[0] && strcmp(record_fields[f].name, name) == 0) {
			fill->expected = f + 1 < fill->end ? f + 1 : fill->first;
			return f;
		}
	}
	return -1;
}

static int
refuse(char *error, size_t size, const struct field_def *field)
{
	static const char *const what[] = {
		[FIELD_TEXT] = "text", [FIELD_INT] = "a whole number", [FIELD_BOOL] = "true or false",
		[FIELD_DATE] = "a date", [FIELD_MONTH] = "a month", [FIELD_INSTANT] = "an instant",
		[FIELD_FEN] = "a whole number of fen", [FIELD_BP] = "a whole number of basis points",
		[FIELD_JSON] = "a list or object",
	};

	snprintf(error, size, "%s: not %s", field->name, what[field_stored(field->type)]);
	return -1;
}

static int
complete(const struct fill *f, const struct cache_value *values, char *error, size_t size)
{
	for (int i = f->first; i < f->end; i++)
		if (record_fields[i].need == FIELD_REQ && values[i - f->first].type == VALUE_NULL) {
			snprintf(error, size, "%s: missing", record_fields[i].name);
			return -1;
		}
	return 0;
}

/* ---- from text ------------------------------------------------------------------------ */

int
wire_record_walk(enum kind kind, struct wire_walk *body, struct cache_value *values, struct wire_instants *instants,
                 char *error, size_t error_size)
{
	struct fill fill = begin(kind, values);
	struct wire_item item;
	char *key;

	while (wire_member(body, &key, &item)) {
		int f = field_of(&fill, key), at = f - fill.first;
		if (f < 0 || item.type == WIRE_NULL)
			continue;
		if (item.type == WIRE_LIST || item.type == WIRE_OBJECT)
			item.length = wire_compact(item.text);
		if (take(record_fields[f].type, &item, &values[at], instants->text[at]) != 0)
			return refuse(error, error_size, &record_fields[f]);
	}
	return complete(&fill, values, error, error_size);
}

/* ---- from cJSON ------------------------------------------------------------------------- */

/* cJSON frees valuestring of any item, so that what is printed or rewritten lives and dies with it. */
static bool
item_of(cJSON *json, struct wire_item *item)
{
	*item = (struct wire_item){ WIRE_FRACTION, NULL, 0, 0 };
	if (cJSON_IsNumber(json)) {
		item->type = wire_integer(json, &item->number) == 0 ? WIRE_INTEGER : WIRE_FRACTION;
	} else if (cJSON_IsBool(json)) {
		item->type = WIRE_BOOL;
		item->number = cJSON_IsTrue(json);
	} else if (cJSON_IsString(json)) {
		item->type = WIRE_STRING;
	} else if (cJSON_IsArray(json) || cJSON_IsObject(json)) {
		item->type = cJSON_IsArray(json) ? WIRE_LIST : WIRE_OBJECT;
		if (json->valuestring == NULL)
			json->valuestring = cJSON_PrintUnformatted(json);
		if (json->valuestring == NULL)
			return false;
	}
	item->text = json->valuestring;
	item->length = item->text != NULL ? strlen(item->text) : 0;
	return true;
}

int
wire_record_values(enum kind kind, const cJSON *body, struct cache_value *values, char *error, size_t error_size)
{
	struct fill fill = begin(kind, values);

	if (!cJSON_IsObject(body)) {
		snprintf(error, error_size, "body: not an object");
		return -1;
	}
	for (cJSON *json = body->child; json != NULL; json = json->next) {
		struct wire_item item;
		char canonical[26];
		int f = cJSON_IsNull(json) ? -1 : field_of(&fill, json->string);
		struct cache_value *v = &values[f - fill.first];
		if (f < 0)
			continue;
		if (!item_of(json, &item) || take(record_fields[f].type, &item, v, canonical) != 0)
			return refuse(error, error_size, &record_fields[f]);
		if (v->text == canonical && (v->text = cJSON_SetValuestring(json, canonical)) == NULL)
			return refuse(error, error_size, &record_fields[f]);
	}
	return complete(&fill, values, error, error_size);
}
