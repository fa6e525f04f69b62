#include "hub/intake/table.h"

#include <cjson/cJSON.h>

#include "model/text/language.h"
#include "net/wire/wire_record.h"

/* The record's values; their text lives in *body. */
static int
values_of(struct table *t, const struct hub_record *r, cJSON **body, struct cache_value *values)
{
	char why[160];

	*body = cJSON_ParseWithLength(r->body, r->body_len);
	if (wire_record_values(t->kind, *body, values, why, sizeof why) == 0)
		return 0;
	t->trouble = _("a stored record is damaged; guatu-hub verify says more");
	cJSON_Delete(*body);
	return -1;
}

static int
see_used(void *ctx, const struct hub_record *r)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct table *t = ctx;
	int fields = record_first((int)t->kind + 1) - record_first((int)t->kind);
	cJSON *body;

	if (values_of(t, r, &body, values) != 0)
		return 1;
	if (t->keep == NULL || t->keep(t->ctx, values)) {
		for (int i = 0; i < fields; i++)
			t->used[i] |= values[i].type != VALUE_NULL;
		t->rows++;
	}
	cJSON_Delete(body);
	return 0;
}

static int
add_cell(struct table *t, const struct cache_value *v)
{
	char number[24];

	if (row_append(&t->line, ",", 1) != 0)
		return -1;
	if (v->type == VALUE_TEXT)
		return row_cell(&t->line, v->text, v->length);
	if (v->type == VALUE_NULL)
		return 0;
	snprintf(number, sizeof number, "%" PRId64, v->number);
	return row_append(&t->line, number, strlen(number));
}

static int
end_line(struct table *t)
{
	if (row_append(&t->line, "\n", 1) == 0 && fwrite(t->line.text, 1, t->line.len, t->fp) == t->line.len)
		return 0;
	t->trouble = error_words(errno);
	return 1;
}

static int
write_row(void *ctx, const struct hub_record *r)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct table *t = ctx;
	int fields = record_first((int)t->kind + 1) - record_first((int)t->kind), rc;
	cJSON *body;

	if (values_of(t, r, &body, values) != 0)
		return 1;
	if (t->keep != NULL && !t->keep(t->ctx, values)) {
		cJSON_Delete(body);
		return 0;
	}
	t->line.len = 0;
	rc = row_cell(&t->line, r->id, strlen(r->id));
	for (int i = 0; rc == 0 && i < fields; i++)
		if (t->used[i])
			rc = add_cell(t, &values[i]);
	cJSON_Delete(body);
	if (rc != 0)
		t->trouble = _("out of memory");
	return rc != 0 ? 1 : end_line(t);
}

static int
write_header(struct table *t)
{
	int first = record_first((int)t->kind), fields = record_first((int)t->kind + 1) - first;

	t->line.len = 0;
	row_append(&t->line, "id", 2);
	for (int i = 0; i < fields; i++)
		if (t->used[i]) {
			row_append(&t->line, ",", 1);
			row_append(&t->line, record_fields[first + i].name, strlen(record_fields[first + i].name));
		}
	return end_line(t);
}

int
table_look(struct hub_db *db, struct table *t)
{
	t->rows = 0;
	return hub_db_each(db, t->kind, see_used, t) == 0 ? 0 : -1;
}

int
table_write(struct hub_db *db, struct table *t, FILE *fp)
{
	t->fp = fp;
	return write_header(t) != 0 || hub_db_each(db, t->kind, write_row, t) != 0 ? -1 : 0;
}

void
table_clear(struct table *t)
{
	row_text_clear(&t->line);
}
