#include "hub/intake/xlsx/worksheet_in.h"

#include "hub/intake/xlsx/place.h"

/* Elements a cell is made of, by their depth: worksheet, sheetData, row, c, v. */
enum { IN_SHEET = 2, IN_ROWS = 3, IN_ROW = 4, IN_CELL = 5 };

/* ---- merged cells --------------------------------------------------------------- */

/* Merges that begin in this row, or above it in rows that were not there, which say nothing. */
static int
begin_fills(struct worksheet *s, struct xlsx_row *row)
{
	for (; s->merge < s->merges->count && s->merges->list[s->merge].top <= s->line; s->merge++) {
		const struct merge *m = &s->merges->list[s->merge];
		const struct xlsx_cell *c = &s->cell[m->column];
		struct fill *f = &s->fill[m->column];
		if (m->top != s->line || m->column >= s->count || c->text == NULL || c->kind == XLSX_EMPTY)
			continue;
		free(f->text);
		*f = (struct fill){ m->top, m->bottom, c->kind, c->wrong, strdup(c->text) };
		if (f->text == NULL)
			return why_memory(s->why);
		if (m->column >= s->fills)
			s->fills = m->column + 1;
		if (m->bottom > row->down)
			row->down = m->bottom;
	}
	return 0;
}

static int
fill_down(struct worksheet *s)
{
	for (int i = 0; i < s->fills; i++) {
		const struct fill *f = &s->fill[i];
		struct xlsx_cell *c = &s->cell[i];
		size_t len;
		if (f->text == NULL || f->top >= s->line || f->bottom < s->line)
			continue;
		if (c->text != NULL && c->kind != XLSX_EMPTY)
			continue;
		len = strlen(f->text) + 1;
		if (s->len + len > XLSX_ROW_MAX)
			return why_at(s->why, s->line, 0, "%s", _(worksheet_row_full));
		*c = (struct xlsx_cell){ memcpy(s->text + s->len, f->text, len), f->kind, f->wrong, f->top };
		s->len += len;
		if (i >= s->count)
			s->count = i + 1;
		if (i >= s->touched)
			s->touched = i + 1;
		if (s->seen.filled[i].count++ == 0)
			s->seen.filled[i].line = s->line;
	}
	return 0;
}

/* ---- rows ----------------------------------------------------------------------- */

static void
row_start(struct worksheet *s, const char **attributes)
{
	long r = xml_number(attributes, "r");

	s->line = r > 0 ? r : 0;
	if (r == -2 || r == 0 || s->line > PLACE_ROWS || (r > 0 && r <= s->last)) {
		why_damaged_at(s->why, s->last, 0, _("row %.12s stands behind this one"),
		               xml_attribute(attributes, "r"));
		return;
	}
	s->row_hidden = xml_true(attributes, "hidden");
	s->column = -1;
	s->in_row = true;
	memset(s->cell, 0, (size_t)s->touched * sizeof *s->cell);
	s->count = s->touched = 0;
	s->len = 0;
}

static void
row_end(struct worksheet *s)
{
	s->in_row = false;
	if (s->line == 0)
		s->line = s->last + 1;
	if (s->line > PLACE_ROWS) {
		why_damaged_at(s->why, s->last, 0, _("more than %d rows"), PLACE_ROWS);
		return;
	}
	s->last = s->line;
	if (s->count > 0) {
		s->empty = 0;
		xml_pause(&s->xml);
	} else if (!s->over && ++s->empty == XLSX_EMPTY_MAX) {
		s->over = true;
		s->seen.below_after = s->line - XLSX_EMPTY_MAX;
	}
}

static void
take_columns(struct worksheet *s, const char **attributes)
{
	long from = xml_number(attributes, "min"), to = xml_number(attributes, "max");

	if (xml_true(attributes, "hidden"))
		for (long i = from > 0 ? from : 1; i <= to && i <= XLSX_COLUMNS_MAX; i++)
			s->hidden[i - 1] = true;
}

/* ---- elements ------------------------------------------------------------------- */

static void
on_start(void *to, int depth, const char *name, const char **attributes)
{
	struct worksheet *s = to;

	if (depth == IN_SHEET) {
		s->in_rows = strcmp(name, "sheetData") == 0;
		s->in_columns = strcmp(name, "cols") == 0;
	} else if (depth == IN_ROWS && s->in_columns && strcmp(name, "col") == 0) {
		take_columns(s, attributes);
	} else if (depth == IN_ROWS && s->in_rows && strcmp(name, "row") == 0) {
		row_start(s, attributes);
	} else if (depth == IN_ROWS && s->in_rows && strcmp(name, "c") == 0) {
		why_damaged_at(s->why, s->last, 0, _("a cell outside of any row"));
	} else if (depth == IN_ROW && s->in_row && strcmp(name, "c") == 0) {
		cell_begins(s, attributes);
	} else if (depth == IN_CELL && s->in_cell) {
		cell_part_begins(s, name);
	} else if (depth > IN_CELL && s->in_inline) {
		rich_start(&s->rich, depth, name);
	}
}

static void
on_end(void *to, int depth, const char *name)
{
	struct worksheet *s = to;

	if (depth > IN_CELL && s->in_inline)
		rich_end(&s->rich, depth, name);
	else if (depth == IN_CELL && s->in_cell)
		s->in_value = s->in_inline = s->rich.in_text = false;
	else if (depth == IN_ROW && s->in_cell)
		cell_ends(s);
	else if (depth == IN_ROWS && s->in_row)
		row_end(s);
}

static void
on_text(void *to, const char *text, int len)
{
	struct worksheet *s = to;

	if (s->in_value || s->in_inline)
		rich_text(&s->rich, text, len);
}

struct worksheet *
worksheet_open(struct archive *a, int part, struct strings *strings, const struct styles *styles,
           const struct merges *merges, bool since_1904, struct xlsx_why *why)
{
	static const struct xml_handlers handlers = { on_start, on_end, on_text };
	struct worksheet *s = calloc(1, sizeof *s);

	if (s == NULL || (s->text = malloc(TEXT_ROOM)) == NULL) {
		free(s);
		why_memory(why);
		return NULL;
	}
	s->why = why;
	s->strings = strings;
	s->styles = styles;
	s->merges = merges;
	s->since_1904 = since_1904;
	if (xml_begin(&s->xml, a, part, "worksheet", &handlers, s, why) == 0)
		return s;
	worksheet_close(s);
	return NULL;
}

void
worksheet_close(struct worksheet *s)
{
	if (s == NULL)
		return;
	xml_end(&s->xml);
	for (int i = 0; i < s->fills; i++)
		free(s->fill[i].text);
	free(s->text);
	free(s);
}

int
worksheet_row(struct worksheet *s, struct xlsx_row *row)
{
	int rc = xml_run(&s->xml);

	if (rc != 1)
		return rc;
	*row = (struct xlsx_row){ .line = s->line, .cells = s->cell, .hidden = s->row_hidden, .down = s->line };
	if (begin_fills(s, row) != 0 || fill_down(s) != 0)
		return -1;
	for (int i = 0; i < s->count; i++)
		if (s->cell[i].text == NULL)
			s->cell[i] = (struct xlsx_cell){ .text = s->text + TEXT_ROOM - 1, .from = s->line };
	s->text[TEXT_ROOM - 1] = '\0';
	row->count = s->count;
	if (s->row_hidden && s->seen.hidden_rows++ == 0)
		s->seen.hidden_row = s->line;
	return 1;
}

void
worksheet_head(struct worksheet *s)
{
	memset(s->seen.filled, 0, sizeof s->seen.filled);
}

const struct worksheet_seen *
worksheet_seen(const struct worksheet *s)
{
	return &s->seen;
}
