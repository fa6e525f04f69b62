#include "console/cli/records_out.h"

#include <cjson/cJSON.h>

#include "console/cli/computed.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/text/utf8.h"
#include "screens/kit/canvas.h"
#include "store/read/forms.h"

/* ---- JSON -------------------------------------------------------------------- */

void
json_string(FILE *file, const char *text)
{
	uint32_t cp;

	fputc('"', file);
	for (int n; (n = utf8_decode(text, &cp)) > 0; text += n) {
		if (cp == UTF8_BAD)
			fputs("\\ufffd", file);
		else if (cp == '"' || cp == '\\')
			fprintf(file, "\\%c", (char)cp);
		else if (cp == '\n')
			fputs("\\n", file);
		else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x2028 && cp <= 0x202E) || cp == 0xFEFF)
			fprintf(file, "\\u%04x", (unsigned)cp);
		else
			fwrite(text, 1, (size_t)n, file);
	}
	fputc('"', file);
}

/* A field of type JSON stands as it is, when it is JSON. */
static void
json_raw(FILE *file, const char *text)
{
	cJSON *parsed = cJSON_ParseWithOpts(text, NULL, 1);
	char *again = parsed != NULL ? cJSON_PrintUnformatted(parsed) : NULL;

	if (again != NULL)
		fputs(again, file);
	else
		json_string(file, text);
	cJSON_free(again);
	cJSON_Delete(parsed);
}

static void
json_value(FILE *file, const struct record *row, int field)
{
	const struct cache_value *v = record_value(row, field);
	enum field_type type = record_fields[field].type;

	if (v->type == VALUE_NULL)
		fputs("null", file);
	else if (v->type == VALUE_INT && type == FIELD_BOOL)
		fputs(v->number != 0 ? "true" : "false", file);
	else if (v->type == VALUE_INT)
		fprintf(file, "%" PRId64, v->number);
	else if (type == FIELD_JSON)
		json_raw(file, v->text);
	else
		json_string(file, v->text);
}

static void
json_computed(FILE *file, struct session *s, const struct record *row, int field)
{
	char text[1024];

	fprintf(file, "\"%s\":", computed_def(field)->name);
	if (computed_json(s, row, field, text, sizeof text)) {
		fputs(*text != '\0' ? text : "null", file);
		return;
	}
	computed_text(s, row, field, text, sizeof text);
	if (*text == '\0')
		fputs("null", file);
	else if (computed_def(field)->number)
		fputs(text, file);
	else
		json_string(file, text);
}

/* Without a session there are no computed columns. */
static void
write_json(FILE *file, struct session *s, const struct record *row, const int *fields, int count, bool rev)
{
	fputc('{', file);
	for (int i = 0; i < count; i++) {
		if (i > 0)
			fputc(',', file);
		if (fields[i] == RECORD_ID) {
			fputs("\"id\":", file);
			json_string(file, row->id);
			if (rev)
				fprintf(file, ",\"rev\":%" PRId64, row->rev);
			continue;
		}
		if (field_is_computed(fields[i])) {
			json_computed(file, s, row, fields[i]);
			continue;
		}
		fprintf(file, "\"%s\":", record_fields[fields[i]].name);
		json_value(file, row, fields[i]);
	}
	fputc('}', file);
}

void
record_json(FILE *file, const struct record *row, const int *fields, int count, bool rev)
{
	write_json(file, NULL, row, fields, count, rev);
}

/* ---- CSV (RFC 4180) -------------------------------------------------------------- */

/* Would a spreadsheet take this text for a formula? */
static bool
looks_like_formula(const char *text)
{
	return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

void
csv_cell(FILE *file, const char *text, bool safe, bool first)
{
	bool guard = safe && looks_like_formula(text);

	if (!first)
		fputc(',', file);
	if (!guard && strpbrk(text, ",\"\r\n") == NULL) {
		fputs(text, file);
		return;
	}
	fputc('"', file);
	if (guard)
		fputc('\'', file);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', file);
		fputc(*text, file);
	}
	fputc('"', file);
}

static const char *
column_title(int field, bool titles)
{
	if (field == RECORD_ID)
		return titles ? "编号" : "id";
	if (field_is_computed(field))
		return titles ? computed_def(field)->title : computed_def(field)->name;
	return titles ? record_fields[field].title : record_fields[field].name;
}

static void
csv_head(const struct records_out *o)
{
	if (o->bom)
		fputs("\xEF\xBB\xBF", o->file);
	for (int i = 0; i < o->field_count; i++)
		fprintf(o->file, "%s%s", i > 0 ? "," : "", column_title(o->fields[i], o->titles));
	fputs("\r\n", o->file);
}

static void
csv_row(const struct records_out *o, const struct record *row)
{
	char number[24];

	for (int i = 0; i < o->field_count; i++) {
		int field = o->fields[i];
		char text[1024];
		if (field_is_computed(field)) {
			computed_text(o->session, row, field, text, sizeof text);
			csv_cell(o->file, text, o->safe && !computed_def(field)->number, i == 0);
			continue;
		}
		bool number_field = field != RECORD_ID && field_is_integer(record_fields[field].type);
		csv_cell(o->file, record_text(row, field, number), o->safe && !number_field, i == 0);
	}
	fputs("\r\n", o->file);
}

/* ---- a table for reading --------------------------------------------------------------- */

static bool
field_named(int field, const char *name)
{
	return field != RECORD_ID && !field_is_computed(field) && strcmp(record_fields[field].name, name) == 0;
}

static int
column_width(int field, bool english)
{
	if (field == RECORD_ID)
		return 16;
	if (field_is_computed(field))
		return computed_def(field)->number ? 6 : 10;
	if (field_named(field, "status") || field_named(field, "division"))
		return english ? 16 : 8;
	switch (record_fields[field].type) {
	case FIELD_INT: case FIELD_BP: return 9;
	case FIELD_BOOL: return 6;
	case FIELD_DATE: return 10;
	case FIELD_MONTH: return 8;
	case FIELD_INSTANT: return 16;
	case FIELD_FEN: return 16;
	default: return 12;
	}
}

static bool
is_right(int field)
{
	if (field_is_computed(field))
		return computed_def(field)->number;
	return field != RECORD_ID && field_is_integer(record_fields[field].type) &&
	       record_fields[field].type != FIELD_BOOL;
}

/* A record's name for people; its id when it is not here or has none. */
static void
record_name(struct session *s, const char *kind_name, const char *id, char *out, size_t size)
{
	const char *names[] = { s->env.english ? "name_en" : "name", "name" };
	int kind = record_kind_find(kind_name);

	snprintf(out, size, "%s", id);
	if (kind == KIND_DIVISION)
		store_division(s->store, id, s->env.english, out, size);
	if (kind == KIND_POST)
		store_post_name(s->store, id, s->env.english, out, size);
	for (size_t i = 0; i < 2 && (kind == KIND_FRONT || kind == KIND_SUP_GROUP); i++) {
		int field = record_field_find((enum kind)kind, names[i], strlen(names[i]));
		char name[256];
		if (field >= 0 && *store_field(s->store, (enum kind)kind, id, field, name, sizeof name) != '\0') {
			snprintf(out, size, "%s", name);
			return;
		}
	}
}

/* One piece of evidence a line. */
static void
evidence_lines(struct session *s, const struct record *row, char *out, size_t size)
{
	struct choice pieces[32];
	char name[96];
	int n = store_evidence(s->store, row->kind, row->id, pieces, 32);
	size_t used = 0;

	*out = '\0';
	for (int i = 0; i < n && i < 32 && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? "\n" : "",
		                         store_term(s->store, "evidence_kind", pieces[i].code, s->env.english, name,
		                                    sizeof name), pieces[i].name);
}

/* What refs.def says the code stands for; false: nothing that has a name. */
static bool
named_by_ref(const struct records_out *o, const struct record *row, int field, const char *code, char *out, size_t size)
{
	const struct ref_def *ref = ref_find(field);
	int state;

	if (ref == NULL)
		return false;
	if (ref->how == REF_TERM)
		store_term(o->session->store, ref->what, code, o->session->env.english, out, size);
	else if (ref->how == REF_RECORD || ref->how == REF_ID)
		record_name(o->session, ref->what, code, out, size);
	else if (ref->how == REF_STATE && (state = flow_state_find(row->kind, code)) >= 0)
		snprintf(out, size, "%s", _(flow_states[state].title));
	else
		return false;
	return true;
}

/* Who did it: people sign with their user name, which is often their post's. */
static bool
is_signature(int field)
{
	size_t n = strlen(record_fields[field].name);

	return n > 3 && strcmp(record_fields[field].name + n - 3, "_by") == 0;
}

/* What a person reads for a code. */
void
record_readable(const struct records_out *o, const struct record *row, int field, char *out, size_t size)
{
	char number[24];
	const char *text;

	if (field_is_computed(field)) {
		computed_readable(o->session, row, field, out, size);
		return;
	}
	text = record_text(row, field, number);
	snprintf(out, size, "%s", text);
	if (field == RECORD_ID || *text == '\0' || named_by_ref(o, row, field, text, out, size))
		return;
	if (field == FIELD_ISSUE_evidence || field == FIELD_TASK_evidence)
		evidence_lines(o->session, row, out, size);
	else if (is_signature(field) || field == FIELD_EVENT_actor || field == FIELD_EVENT_post)
		store_post_name(o->session->store, text, o->session->env.english, out, size);
	else if (record_fields[field].type == FIELD_INSTANT && strlen(text) > 16)
		snprintf(out, size, "%.10s %.5s", text, text + 11);
	else if (record_fields[field].type == FIELD_FEN)
		snprintf(out, size, "%lld.%02lld", strtoll(text, NULL, 10) / 100, llabs(strtoll(text, NULL, 10) % 100));
	else if (record_fields[field].type == FIELD_BOOL)
		snprintf(out, size, "%s", strcmp(text, "1") == 0 ? _("Yes") : _("No"));
}

enum { WHOLE_WIDTH = 2048 };

/* One line through a canvas, which makes hostile text harmless; the last column takes what is left. */
static void
table_line(const struct records_out *o, const struct record *row)
{
	struct canvas line;
	char *text, cell[1024];
	int x = 0, room = o->whole ? WHOLE_WIDTH : o->width;

	if (canvas_init(&line, 1, room, GLYPHS_RICH) != 0)
		return;
	for (int i = 0; i < o->field_count && x < room; i++) {
		bool last = i == o->field_count - 1;
		int field = o->fields[i], width = last ? room - x : column_width(field, o->session->env.english);
		if (row != NULL)
			record_readable(o, row, field, cell, sizeof cell);
		else
			snprintf(cell, sizeof cell, "%s", column_title(field, !o->session->env.english));
		if (o->whole && text_width(cell) > width)
			width = text_width(cell);
		if (is_right(field) && !last)
			canvas_right(&line, 0, x, width, PAINT_NORMAL, cell);
		else
			canvas_put(&line, 0, x, width, PAINT_NORMAL, cell);
		x += width + 1;
	}
	text = canvas_text(&line);
	fputs(text != NULL ? text : "\n", o->file);
	free(text);
	canvas_clear(&line);
}

/* ---- all three ------------------------------------------------------------------------------ */

void
records_out_begin(struct records_out *o)
{
	o->rows = 0;
	if (o->format == OUT_JSON)
		fputc('[', o->file);
	else if (o->format == OUT_CSV)
		csv_head(o);
	else
		table_line(o, NULL);
}

void
records_out_row(struct records_out *o, const struct record *row)
{
	if (o->format == OUT_JSON) {
		fputs(o->rows > 0 ? ",\n" : "\n", o->file);
		write_json(o->file, o->session, row, o->fields, o->field_count, o->all);
	} else if (o->format == OUT_CSV) {
		csv_row(o, row);
	} else {
		table_line(o, row);
	}
	o->rows++;
}

void
records_out_end(struct records_out *o)
{
	if (o->format == OUT_JSON)
		fputs("\n]\n", o->file);
}
