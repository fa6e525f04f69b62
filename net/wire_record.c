#include "net/wire_record.h"

#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "net/wire_line.h"

int
wire_integer(const cJSON *item, int64_t *out)
{
	if (!cJSON_IsNumber(item) || item->valuedouble > (double)WIRE_INT_MAX || item->valuedouble < -(double)WIRE_INT_MAX)
		return -1;
	*out = (int64_t)item->valuedouble;
	return (double)*out == item->valuedouble ? 0 : -1;
}

static int
take_text(struct cache_value *v, const char *text)
{
	v->type = VALUE_TEXT;
	v->text = text;
	v->length = strlen(text);
	return 0;
}

static int
take_instant(struct cache_value *v, cJSON *item)
{
	int64_t at;
	char same[26];

	if (instant_parse(item->valuestring, &at) != 0)
		return -1;
	instant_format(at, same);
	if (strcmp(same, item->valuestring) != 0 && cJSON_SetValuestring(item, same) == NULL)
		return -1;
	return take_text(v, item->valuestring);
}

/* cJSON frees valuestring of any item: the printed text lives and dies with it. */
static int
take_json(struct cache_value *v, cJSON *item)
{
	if (!cJSON_IsArray(item) && !cJSON_IsObject(item))
		return -1;
	if (item->valuestring == NULL)
		item->valuestring = cJSON_PrintUnformatted(item);
	return item->valuestring != NULL ? take_text(v, item->valuestring) : -1;
}

static int
take(const struct field_def *field, cJSON *item, struct cache_value *v)
{
	v->type = VALUE_INT;
	switch (field->type) {
	case FIELD_INT: case FIELD_FEN: case FIELD_BP:
		return wire_integer(item, &v->number);
	case FIELD_BOOL:
		v->number = cJSON_IsTrue(item);
		return cJSON_IsBool(item) ? 0 : -1;
	case FIELD_JSON:
		return take_json(v, item);
	case FIELD_TEXT: case FIELD_DATE: case FIELD_MONTH: case FIELD_INSTANT:
		break;
	}
	if (!cJSON_IsString(item) ||
	    (field->type == FIELD_DATE && civil_parse(item->valuestring) == CIVIL_NONE) ||
	    (field->type == FIELD_MONTH && month_parse(item->valuestring) < 0))
		return -1;
	return field->type == FIELD_INSTANT ? take_instant(v, item) : take_text(v, item->valuestring);
}

/* Members mostly come in table order: look from the one expected next, then from the start. */
static int
field_of(const char *name, int first, int end, int expected)
{
	for (int f = expected; f < end; f++)
		if (record_fields[f].name[0] == name[0] && strcmp(record_fields[f].name, name) == 0)
			return f;
	for (int f = first; f < expected; f++)
		if (record_fields[f].name[0] == name[0] && strcmp(record_fields[f].name, name) == 0)
			return f;
	return -1;
}

static int
refuse(char *error, size_t size, const struct field_def *field)
{
	static const char *const what[] = {
		[FIELD_TEXT] = "text", [FIELD_INT] = "a whole number", [FIELD_BOOL] = "true or false",
		[FIELD_DATE] = "a date", [FIELD_MONTH] = "a month", [FIELD_INSTANT] = "an instant",
		[FIELD_FEN] = "a whole number of fen", [FIELD_BP] = "a whole number of basis points", [FIELD_JSON] = "a list or object",
	};

	snprintf(error, size, "%s: not %s", field->name, what[field->type]);
	return -1;
}

int
wire_record_values(enum kind kind, const cJSON *body, struct cache_value *values, char *error, size_t error_size)
{
	int first = record_first((int)kind), end = record_first((int)kind + 1), expected = first;

	if (!cJSON_IsObject(body)) {
		snprintf(error, error_size, "body: not an object");
		return -1;
	}
	for (int f = first; f < end; f++)
		values[f - first].type = VALUE_NULL;
	for (cJSON *item = body->child; item != NULL; item = item->next) {
		int f = field_of(item->string, first, end, expected);
		if (f < 0)
			continue;
		expected = f + 1;
		if (!cJSON_IsNull(item) && take(&record_fields[f], item, &values[f - first]) != 0)
			return refuse(error, error_size, &record_fields[f]);
	}
	for (int f = first; f < end; f++)
		if (record_fields[f].need == FIELD_REQ && values[f - first].type == VALUE_NULL) {
			snprintf(error, error_size, "%s: missing", record_fields[f].name);
			return -1;
		}
	return 0;
}
