/* Rows written again: as a record's body, and as cells of a CSV file. */
#include "hub/intake/row.h"

int
row_append(struct row_text *out, const char *text, size_t len)
{
	if (out->len + len + 1 > out->room) {
		size_t room = 2 * (out->len + len + 256);
		char *more = realloc(out->text, room);
		if (more == NULL)
			return -1;
		out->text = more;
		out->room = room;
	}
	memcpy(out->text + out->len, text, len);
	out->text[out->len += len] = '\0';
	return 0;
}

void
row_text_clear(struct row_text *out)
{
	free(out->text);
	*out = (struct row_text){ 0 };
}

static int
append_word(struct row_text *out, const char *word)
{
	return row_append(out, word, strlen(word));
}

/* Values have no other controls than these two. */
static int
append_string(struct row_text *out, const char *text, size_t len)
{
	const char *end = text + len;
	int rc = row_append(out, "\"", 1);

	while (rc == 0 && text < end) {
		size_t run = strcspn(text, "\"\\\n\t");
		if (run > (size_t)(end - text))
			run = (size_t)(end - text);
		rc = row_append(out, text, run);
		text += run;
		if (rc == 0 && text < end) {
			char escape[3] = { '\\', *text == '\n' ? 'n' : *text == '\t' ? 't' : *text, '\0' };
			rc = row_append(out, escape, 2);
			text++;
		}
	}
	return rc != 0 ? rc : row_append(out, "\"", 1);
}

static int
append_value(struct row_text *out, const struct field_def *field, const struct cache_value *v)
{
	char number[24];

	if (field->type == FIELD_JSON)
		return row_append(out, v->text, v->length);
	if (v->type == VALUE_TEXT)
		return append_string(out, v->text, v->length);
	if (field->type == FIELD_BOOL)
		return append_word(out, v->number ? "true" : "false");
	snprintf(number, sizeof number, "%" PRId64, v->number);
	return append_word(out, number);
}

const char *
row_body(struct row_text *out, enum kind kind, const struct cache_value *values)
{
	int first = record_first((int)kind), end = record_first((int)kind + 1), rc;
	char before = '{';

	out->len = 0;
	for (int f = first; f < end; f++) {
		const struct cache_value *v = &values[f - first];
		if (v->type == VALUE_NULL)
			continue;
		if (row_append(out, &before, 1) != 0 || row_append(out, "\"", 1) != 0 ||
		    append_word(out, record_fields[f].name) != 0 || row_append(out, "\":", 2) != 0 ||
		    append_value(out, &record_fields[f], v) != 0)
			return NULL;
		before = ',';
	}
	rc = append_word(out, before == '{' ? "{}" : "}");
	return rc == 0 ? out->text : NULL;
}

int
row_quoted(struct row_text *out, const char *text, size_t len)
{
	int rc = row_append(out, "\"", 1);

	while (rc == 0 && len > 0) {
		const char *q = memchr(text, '"', len);
		size_t run = q != NULL ? (size_t)(q - text) + 1 : len;
		rc = row_append(out, text, run);
		if (rc == 0 && q != NULL)
			rc = row_append(out, "\"", 1);
		text += run;
		len -= run;
	}
	return rc == 0 ? row_append(out, "\"", 1) : rc;
}

int
row_cell(struct row_text *out, const char *text, size_t len)
{
	bool quote = len != strcspn(text, ",\"\r\n") || (len > 0 && (*text == ' ' || text[len - 1] == ' '));

	return quote ? row_quoted(out, text, len) : row_append(out, text, len);
}

int
row_cell_after(struct row_text *out, bool comma, const char *text)
{
	return comma && row_append(out, ",", 1) != 0 ? -1 : row_cell(out, text, strlen(text));
}
