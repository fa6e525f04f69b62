#include "hub/intake/row.h"

#include <cjson/cJSON.h>

#include "hub/people/sheet.h"
#include "hub/authority/db.h"
#include "model/room/civil.h"
#include "model/text/utf8.h"
#include "net/wire/wire_line.h"

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

static void
trim(char **cell)
{
	size_t len;

	*cell += strspn(*cell, " \t");
	for (len = strlen(*cell); len > 0 && ((*cell)[len - 1] == ' ' || (*cell)[len - 1] == '\t'); len--)
		;
	(*cell)[len] = '\0';
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
		trim(&row->cells[i]);
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

/* Line feed and tab are all the controls a text may hold, as on the wire. */
static bool
printable(const char *s)
{
	uint32_t cp;

	for (int n; (n = utf8_decode(s, &cp)) > 0; s += n)
		if (cp == UTF8_BAD || (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp <= 0x9F))
			return false;
	return true;
}

/* Up to `count` numbers parted by - or /; -1 when the text is anything else. */
static int
date_parts(const char *s, int *parts, int count)
{
	for (int i = 0; i < count; i++) {
		size_t digits = strspn(s, "0123456789");
		if (digits == 0 || digits > 4)
			return -1;
		parts[i] = atoi(s);
		s += digits;
		if (i + 1 < count && *s != '-' && *s != '/')
			return -1;
		s += i + 1 < count;
	}
	return *s == '\0' ? 0 : -1;
}

static const char *
take_date(const char *cell, char out[32])
{
	int p[3];
	int32_t day = date_parts(cell, p, 3) == 0 ? civil_day(p[0], p[1], p[2]) : CIVIL_NONE;

	if (day == CIVIL_NONE || p[0] < 1900)
		return "no such date; write 2020-06-30";
	civil_format(day, out);
	return NULL;
}

static const char *
take_month(const char *cell, char out[32])
{
	int p[2];

	if (date_parts(cell, p, 2) != 0 || p[0] < 1900 || p[0] > 9999 || p[1] < 1 || p[1] > 12)
		return "no such month; write 2020-06";
	snprintf(out, 32, "%04d-%02d", p[0], p[1]);
	return NULL;
}

/* RFC 3339, or the spreadsheet's "2020/6/8 9:00[:00]" in room time. */
static const char *
take_instant(const char *cell, char out[32])
{
	int64_t at;
	int y, mo, d, h, mi, s = 0, end = 0;
	char sep1, sep2;

	if (instant_parse(cell, &at) != 0) {
		int n = sscanf(cell, "%4d%c%2d%c%2d %2d:%2d%n:%2d%n", &y, &sep1, &mo, &sep2, &d, &h, &mi, &end,
		               &s, &end);
		int32_t day = n >= 7 ? civil_day(y, mo, d) : CIVIL_NONE;
		if (day == CIVIL_NONE || cell[end] != '\0' || sep1 != sep2 || (sep1 != '-' && sep1 != '/') ||
		    h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59)
			return "no such time; write 2020-06-18T09:00:00+08:00 or 2020-06-18 09:00";
		at = (int64_t)day * 86400 + h * 3600 + mi * 60 + s - ROOM_OFFSET;
	}
	instant_format(at, out);
	return NULL;
}

/* Counts and amounts are never negative; a figure's value may be. */
struct range { int field; int64_t least, most; const char *say; };
static const struct range ranges[] = {
	{ FIELD_DIVISION_level, 1, 5, "a level is 1 to 5 (3 county, 4 township, 5 village)" },
	{ FIELD_DIVISION_grid_row, 0, 99, "a place on the map grid is 0 to 99" },
	{ FIELD_DIVISION_grid_col, 0, 99, "a place on the map grid is 0 to 99" },
	{ FIELD_DIVISION_pop_year, 1900, 9999, "a year is 1900 to 9999" },
	{ FIELD_TASK_pct, 0, 100, "progress is 0 to 100" },
	{ FIELD_ISSUE_escalation, 0, 4, "escalation is 0 to 4" },
	{ FIELD_FIGURE_value, -WIRE_INT_MAX, WIRE_INT_MAX, "" },
	{ FIELD_INDICATOR_target, -WIRE_INT_MAX, WIRE_INT_MAX, "" },
};

static const char *
in_range(int field, int64_t number)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (ranges[i].field == field)
			return number >= ranges[i].least && number <= ranges[i].most ? NULL : ranges[i].say;
	return number < 0 ? "less than 0; counts and amounts are 0 or more" : NULL;
}

static const char *
take_number(int field, const char *cell, int64_t *out)
{
	const char *digits = cell + (*cell == '-'), *why;
	size_t n = strspn(digits, "0123456789");

	if (record_fields[field].type == FIELD_FEN && strstr(cell, "元") != NULL)
		return (why = money_parse(cell, 1, out)) != NULL ? why : in_range(field, *out);
	if (n == 0 || digits[n] != '\0')
		return record_fields[field].type == FIELD_FEN
		       ? "not a whole number of fen; 12.34 yuan is written 1234, or 12.34元, or 3.5万元"
		     : record_fields[field].type == FIELD_BP
		       ? "not a whole number of basis points; 92% is written 9200"
		                                              : "not a whole number; no blanks, commas or units";
	if (n > 16 || (*out = strtoll(cell, NULL, 10)) > WIRE_INT_MAX || *out < -WIRE_INT_MAX)
		return "too big; at most 9007199254740992";
	return in_range(field, *out);
}

static const char *
take_bool(const char *cell, int64_t *out)
{
	static const char *const yes[] = { "1", "true", "TRUE", "是" }, *const no[] = { "0", "false", "FALSE", "否" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (strcmp(cell, yes[i]) == 0 || strcmp(cell, no[i]) == 0) {
			*out = strcmp(cell, yes[i]) == 0;
			return NULL;
		}
	return "neither yes nor no; write 1 or 0 (是 or 否)";
}

static const char *
take_json(const char *cell, struct row_problem *p)
{
	char why[160];

	if (*cell != '[' && *cell != '{')
		return "not JSON; a list [..] or an object {..} is wanted";
	if (wire_line_check(cell, strlen(cell), why, sizeof why) == 0)
		return NULL;
	snprintf(p->reason, sizeof p->reason, "not good JSON: %s", why);
	return p->reason;
}

/* NULL, or why not. */
static const char *
take_cell(struct row_map *map, int f, const char *cell, struct cache_value *v, struct row_problem *p)
{
	char *text = map->text[f - record_first((int)map->kind)];

	v->type = VALUE_TEXT;
	v->text = text;
	switch (record_fields[f].type) {
	case FIELD_DATE:
		return take_date(cell, text);
	case FIELD_MONTH:
		return take_month(cell, text);
	case FIELD_INSTANT:
		return take_instant(cell, text);
	case FIELD_INT: case FIELD_FEN: case FIELD_BP:
		v->type = VALUE_INT;
		return take_number(f, cell, &v->number);
	case FIELD_BOOL:
		v->type = VALUE_INT;
		return take_bool(cell, &v->number);
	case FIELD_JSON:
		v->text = cell;
		return take_json(cell, p);
	case FIELD_TEXT:
		break;
	}
	v->text = cell;
	return printable(cell) ? NULL : "a control character; only line breaks and tabs may be in a text";
}

/* What of the row stands one member a column, together with what its own cell says: NULL, or why not. */
static const char *
take_object(struct row_map *map, const struct row_cells *row, struct cache_value *v, int *column)
{
	cJSON *object = v->type == VALUE_TEXT ? cJSON_Parse(v->text) : cJSON_CreateObject();
	const char *why = cJSON_IsObject(object) ? NULL : "an object {..} is wanted beside these columns";
	bool any = v->type == VALUE_TEXT;

	for (int m = 0; m < map->members && why == NULL; m++) {
		const char *cell = row->cells[map->member[m].column];
		if (*cell == '\0')
			continue;
		*column = map->member[m].column;
		any = true;
		if (!printable(cell))
			why = "a control character; only line breaks and tabs may be in a text";
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

static const char *
foreign_cell(struct row_map *map, int column, int f, const char **cell)
{
	char *text = map->text[f - record_first((int)map->kind)];
	const char *why = alias_value(map->unit[column], *cell, text, sizeof *map->text);

	*cell = text;
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
		const char *cell = column >= 0 ? row->cells[column] : "", *why = NULL;
		struct row_problem p;
		if (column >= 0 && *cell == '\0' && record_fields[f].need == FIELD_REQ)
			why = "empty; it must be filled in";
		else if (*cell != '\0' && map->unit[column] != ALIAS_SAME)
			why = foreign_cell(map, column, f, &cell);
		if (*cell != '\0' && why == NULL)
			why = take_cell(map, f, cell, v, &p);
		if (why != NULL) {
			at->field = f;
			at->column = column + 1;
			faults_add(faults, at, "%s", why);
			rc = 1;
		}
		if (*cell == '\0' || why != NULL) {
			v->type = VALUE_NULL;
			continue;
		}
		if (record_fields[f].type == FIELD_JSON)
			cJSON_Minify(row->cells[column]);      /* one form, as an export writes it */
		if (v->type == VALUE_TEXT)
			v->length = strlen(v->text);
	}
	return rc;
}

int
row_values(struct row_map *map, const struct row_cells *row, const char **id, struct cache_value *values,
           struct faults *faults)
{
	struct fault at = { .kind = (int)map->kind, .line = row->line, .field = ROW_WHOLE };
	struct cache_value *object;
	struct row_problem spoilt;
	const char *why;
	int rc;

	*id = at.id = row->count > map->id_column ? row->cells[map->id_column] : "";
	if (row->count != map->count)
		return faults_add(faults, &at,
		                  "%d cells where the header has %d; a comma inside a cell needs quotes around "
		                  "the cell", row->count, map->count);
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
	if (sheet_spoilt(*id, at.line, at.column, "id", &spoilt) != 0)
		return faults_add(faults, &at, "%s", spoilt.reason);
	if (row_id_ok(*id))
		return rc;
	why = **id == '\0' ? "empty; every record needs an id"
	                   : "no good id; up to 127 bytes without blanks, / \\ and quotes";
	return faults_add(faults, &at, "%s", why);
}
