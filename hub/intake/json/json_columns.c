#include "hub/intake/json/json_columns.h"

#include "hub/intake/reader/titles.h"
#include "hub/people/columns.h"
#include "model/flow/refs.h"
#include "model/text/nearest.h"

enum { NAME_MAX_ = 128 };

/* ---- kinds -------------------------------------------------------------------------- */

static enum json_wants
wants_of(int field)
{
	switch (record_fields[field].type) {
	case FIELD_INT: case FIELD_FEN: case FIELD_BP: return JSON_WANTS_NUMBER;
	case FIELD_BOOL:    return JSON_WANTS_YES;
	case FIELD_DATE: case FIELD_DAYS: return JSON_WANTS_DATE;
	case FIELD_MONTH: case FIELD_PERIOD: return JSON_WANTS_MONTH;
	case FIELD_INSTANT: return JSON_WANTS_INSTANT;
	case FIELD_JSON:    return JSON_WANTS_OBJECT;
	case FIELD_TEXT: case FIELD_LINES: case FIELD_CODE: break;
	}
	return JSON_WANTS_TEXT;
}

static bool
is_field(int f, const char *name)
{
	return strcmp(record_fields[f].name, name) == 0 || strcmp(record_fields[f].title, name) == 0;
}

/* FIELD.KEY or TITLE.KEY of an object. */
static bool
of_object(int kind, const char *name, struct json_column *out)
{
	const char *point = strchr(name, '.');
	char field[NAME_MAX_];

	if (point == NULL || point[1] == '\0')
		return false;
	snprintf(field, sizeof field, "%.*s", (int)(point - name), name);
	for (int f = record_first(kind); f < record_first(kind + 1); f++)
		if (record_fields[f].type == FIELD_JSON && is_field(f, field)) {
			*out = (struct json_column){ JSON_MANY, JSON_WANTS_ANY };
			return true;
		}
	return false;
}

static bool
of_kind(int kind, const char *name, struct json_column *out)
{
	const struct alias_def *alias = alias_find(record_kinds[kind].name, name);

	if (alias != NULL)
		name = alias->field;
	*out = (struct json_column){ -1, JSON_WANTS_TEXT };
	if (strcmp(name, "id") == 0 || strcmp(name, "编号") == 0)
		return true;
	for (int f = record_first(kind); f < record_first(kind + 1); f++)
		if (is_field(f, name)) {
			*out = (struct json_column){ f, wants_of(f) };
			if (alias != NULL && alias->unit == ALIAS_MONTH)
				out->wants = JSON_WANTS_TIME;
			return true;
		}
	return of_object(kind, name, out);
}

/* ---- files of people -------------------------------------------------------------- */

static bool
of_people(const struct sheet_column *defs, int count, const char *kind, const char *name, struct json_column *out)
{
	const struct alias_def *alias = alias_find(kind, name);

	for (int i = 0; i < count; i++)
		if (strcmp(defs[i].name, name) == 0 || strcmp(defs[i].title, name) == 0 ||
		    ref_word(defs[i].also, name) || (alias != NULL && strcmp(defs[i].name, alias->field) == 0)) {
			*out = (struct json_column){ i, defs[i].code ? JSON_WANTS_TEXT
			                                : defs[i].day ? JSON_WANTS_DATE : JSON_WANTS_ANY };
			return true;
		}
	return false;
}

/* ---- either ------------------------------------------------------------------------------ */

static bool
called_so(const char *takes, const char *name, struct json_column *out)
{
	int kind = record_kind_find(takes), count;
	const char *alias_kind;
	const struct sheet_column *defs = people_columns(takes, &count, &alias_kind);

	if (defs != NULL)
		return of_people(defs, count, alias_kind, name, out);
	return kind >= 0 && of_kind(kind, name, out);
}

static bool
known(const void *takes, const char *name)
{
	struct json_column any;

	return called_so(takes, name, &any);
}

/* As a title may be written: with a unit behind it, blanks in it. */
bool
json_column(const char *takes, const char *name, struct json_column *out)
{
	const struct titles titles = { .known = known, .ctx = takes };
	char plain[TITLE_MAX];
	enum amount_unit unit;

	return *name != '\0' && (called_so(takes, name, out) ||
	       (title_known(&titles, name, plain, &unit) && called_so(takes, plain, out)));
}

void
json_column_nearest(const char *takes, const char *name, char *out, size_t size)
{
	struct nearest n = { .typed = name };
	int kind = record_kind_find(takes), count;
	const char *alias_kind;
	const struct sheet_column *defs = people_columns(takes, &count, &alias_kind);

	for (int i = 0; defs != NULL && i < count; i++) {
		nearest_look(&n, defs[i].name, NULL);
		nearest_look(&n, defs[i].title, NULL);
	}
	for (int f = kind >= 0 ? record_first(kind) : 0; kind >= 0 && f < record_first(kind + 1); f++) {
		nearest_look(&n, record_fields[f].name, NULL);
		nearest_look(&n, record_fields[f].title, NULL);
	}
	nearest_list(&n, " ", out, size);
}
