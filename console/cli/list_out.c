#include "console/cli/list_out.h"

#include "console/cli/list_read.h"
#include "console/cli/record_list.h"
#include "model/text/utf8.h"

struct writing {
	const struct list *list;
	const struct env  *env;
	struct listing    *to;
	int  columns[LIST_COLUMNS], width[LIST_COLUMNS], count;
	struct store      *store;
	struct list_wanted wanted;
	long measured;
	bool begun, bare;               /* bare: nothing beside the codes */
};

/* Each row, those that are held or one after the other: 0, -1 with a sentence. */
static int
walk(struct writing *w, bool (*take)(void *arg, const void *row), char *error, size_t error_size)
{
	w->wanted.take = take;
	if (w->list->ops->each != NULL)
		return w->list->ops->each(w->store, w->env, &w->wanted, error, error_size);
	list_each(w->list, take, w);
	return 0;
}

/* Those asked for; else all for scripts, those of the screen for people. */
static int
choose_columns(struct writing *w, char *error, size_t error_size)
{
	const struct list *l = w->list;
	const char *names = w->to->fields != NULL ? w->to->fields : "";

	if (*names == '\0' && l->ops->script != NULL && (w->to->out.format == OUT_JSON || w->to->raw))
		names = l->ops->script;
	if (*names == '\0') {
		for (int c = 0; l->columns[c].name != NULL; c++)
			if (!column_is_picture(&l->columns[c]) && (w->to->out.format == OUT_JSON || w->to->raw ||
			                                           l->columns[c].from != LIST_HIDDEN))
				w->columns[w->count++] = c;
		return 0;
	}
	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		size_t n = strcspn(names, ", ");
		int c = list_column_find(l, names, n);
		if (c < 0)
			return list_say_columns(l, names, n, error, error_size);
		if (w->count == LIST_COLUMNS) {
			snprintf(error, error_size, _("too many columns; at most %d"), LIST_COLUMNS);
			return -1;
		}
		w->columns[w->count++] = c;
		names += n;
	}
	return 0;
}

static const char *
cell_text(const struct writing *w, const struct value *v, char *out, size_t size)
{
	return w->to->raw ? value_raw(v, out, size) : value_words(v, out, size);
}

static const char *
head_text(const struct writing *w, int c)
{
	const struct column *col = &w->list->columns[c];

	return w->to->raw && !w->to->out.titles ? col->name : _(col->title);
}

/* ---- JSON ------------------------------------------------------------------------------ */

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

static void
json_member(FILE *file, const char *name, const char *tail, const char *text)
{
	fprintf(file, ",\"%s%s\":", name, tail);
	json_string(file, text);
}

static void
json_cell(FILE *file, const struct column *column, const void *row, const struct env *env, bool first, bool bare)
{
	const char *name = column->name;
	char raw[VALUE_OWN], words[VALUE_OWN];
	struct value v;

	column_value(column, row, env, &v);
	fprintf(file, "%s\"%s\":", first ? "" : ",", name);
	if (*value_raw(&v, raw, sizeof raw) == '\0')
		fputs("null", file);
	else if (value_is_number(&v) || v.json)
		fputs(value_raw(&v, raw, sizeof raw), file);
	else
		json_string(file, value_raw(&v, raw, sizeof raw));
	if (!bare && (v.type == TYPE_LAMP || (v.type == TYPE_TEXT && v.code != NULL)))
		json_member(file, name, "_words", value_words(&v, words, sizeof words));
}

static void
json_row(const struct writing *w, const void *row)
{
	FILE *file = w->to->out.file;

	fputs(w->to->one ? "{" : w->to->out.rows > 0 ? ",\n{" : "\n{", file);
	for (int i = 0; i < w->count; i++)
		json_cell(file, &w->list->columns[w->columns[i]], row, w->env, i == 0, w->bare);
	fputc('}', file);
}

void
list_out_json(FILE *file, const struct list *list, const void *row)
{
	fputc('{', file);
	for (int c = 0; list->columns[c].name != NULL; c++)
		json_cell(file, &list->columns[c], row, NULL, c == 0, true);
	fputc('}', file);
}

/* ---- CSV (RFC 4180) ------------------------------------------------------------------------- */

/* Would a spreadsheet take this text for a formula? */
static bool
looks_like_formula(const char *text)
{
	return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

static void
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

static void
csv_row(const struct writing *w, const void *row)
{
	char text[VALUE_OWN];
	struct value v;

	for (int i = 0; i < w->count; i++) {
		if (row == NULL) {
			csv_cell(w->to->out.file, head_text(w, w->columns[i]), false, i == 0);
			continue;
		}
		list_value(w->list, row, w->columns[i], w->env, &v);
		csv_cell(w->to->out.file, cell_text(w, &v, text, sizeof text), w->to->out.safe && !value_is_number(&v),
		         i == 0);
	}
	fputs("\r\n", w->to->out.file);
}

/* ---- a table -------------------------------------------------------------------------------- */

/* Through a canvas, which makes hostile text harmless. */
static void
table_row(const struct writing *w, const void *row)
{
	struct canvas line;
	char cell[VALUE_OWN], *text;
	int x = 0, total = 1;
	struct value v;

	for (int i = 0; i < w->count; i++)
		total += w->width[i] + 1;
	if (canvas_init(&line, 1, total, GLYPHS_RICH) != 0)
		abort();
	for (int i = 0; i < w->count; x += w->width[i++] + 1) {
		const struct column *col = &w->list->columns[w->columns[i]];
		const char *words = head_text(w, w->columns[i]);
		if (row != NULL) {
			list_value(w->list, row, w->columns[i], w->env, &v);
			words = cell_text(w, &v, cell, sizeof cell);
		}
		if (value_is_right(col->type))
			canvas_right(&line, 0, x, w->width[i], PAINT_NORMAL, words);
		else
			canvas_put(&line, 0, x, w->width[i], PAINT_NORMAL, words);
	}
	text = canvas_text(&line);
	fputs(text != NULL ? text : "\n", w->to->out.file);
	free(text);
	canvas_clear(&line);
}

/* One record a line: who reads the file adds up those below by himself. */
static bool
stands_for_others(const struct writing *w, const void *row)
{
	const struct list_ops *ops = w->list->ops;

	return !ops->parents && ops->closed != NULL && ops->closed(row);
}

/* As wide as what stands in it: nothing is cut, an id least of all. */
static bool
measure_row(void *arg, const void *row)
{
	struct writing *w = arg;
	char text[VALUE_OWN];
	struct value v;

	if (w->to->limit > 0 && w->measured >= w->to->limit)
		return false;
	w->measured += !stands_for_others(w, row);
	for (int i = 0; i < w->count; i++) {
		list_value(w->list, row, w->columns[i], w->env, &v);
		int width = text_width(cell_text(w, &v, text, sizeof text));
		w->width[i] = width > w->width[i] ? width : w->width[i];
	}
	return true;
}

/* On a terminal the widest text gives way until a row fits the line. */
static void
squeeze(struct writing *w)
{
	int total = 0;

	for (int i = 0; i < w->count; i++)
		total += w->width[i] + 1;
	while (!w->to->whole && total > w->to->out.width) {
		int widest = -1;
		for (int i = 0; i < w->count; i++) {
			const struct column *col = &w->list->columns[w->columns[i]];
			if (col->type == TYPE_TEXT && strcmp(col->name, "id") != 0 && w->width[i] > 8 &&
			    (widest < 0 || w->width[i] > w->width[widest]))
				widest = i;
		}
		if (widest < 0)
			return;
		w->width[widest]--;
		total--;
	}
}

/* ---- all three ---------------------------------------------------------------------------------- */

/* What stands before the rows, once it is known that there is nothing wrong with what was asked. */
static void
begin(struct writing *w)
{
	FILE *file = w->to->out.file;

	if (w->begun)
		return;
	w->begun = true;
	w->to->out.rows = 0;
	if (w->to->out.format == OUT_TABLE) {
		squeeze(w);
		table_row(w, NULL);
	} else if (w->to->out.format == OUT_CSV) {
		fputs(w->to->out.bom ? "\xEF\xBB\xBF" : "", file);
		csv_row(w, NULL);
	} else {
		fputs(w->to->one ? "" : "[", file);
	}
}

static bool
write_row(void *arg, const void *row)
{
	struct writing *w = arg;

	begin(w);
	if (w->to->limit > 0 && w->to->out.rows >= w->to->limit)
		return false;
	if (stands_for_others(w, row))
		return true;
	if (w->to->out.format == OUT_JSON)
		json_row(w, row);
	else if (w->to->out.format == OUT_CSV)
		csv_row(w, row);
	else
		table_row(w, row);
	w->to->out.rows++;
	return !ferror(w->to->out.file);
}

static int
write_all(struct writing *w, char *error, size_t error_size)
{
	int rc = 0;

	for (int i = 0; i < w->count; i++)
		w->width[i] = text_width(head_text(w, w->columns[i]));
	if (w->to->out.format == OUT_TABLE)
		rc = walk(w, measure_row, error, error_size);
	if (rc != 0 || (rc = walk(w, write_row, error, error_size)) != 0)
		return rc;
	begin(w);
	fputs(w->to->out.format != OUT_JSON ? "" : w->to->one ? "\n" : "\n]\n", w->to->out.file);
	return 0;
}

/* Rows written; what is measured is what is written. */
static long
write_list(struct writing *w, const char *words, char *error, size_t error_size)
{
	const struct list_ops *ops = w->list->ops;
	char why[400];
	long rows;

	w->wanted = (struct list_wanted){ .list = w->list, .words = words, .sort = w->to->sort,
		.on_screen = w->to->as_on_screen, .arg = w };
	*error = '\0';
	if (choose_columns(w, error, error_size) != 0)
		return -1;
	if (ops->each != NULL)
		store_begin(w->store);
	rows = write_all(w, error, error_size) == 0 ? w->to->out.rows : -1;
	if (ops->each != NULL)
		store_end(w->store);
	if (rows == 0 && w->to->out.format == OUT_TABLE)
		fprintf(stderr, "guatu: %s\n", *error != '\0' ? error
		        : list_why_empty(w->list, w->env, why, sizeof why));
	return rows;
}

long
list_out(struct session *s, const struct list_ops *ops, struct listing *l, const char *words, char *error,
         size_t error_size)
{
	struct list list;
	struct env env = s->env;
	struct writing w = { .list = &list, .env = &env, .to = l, .store = s->store };
	long rows = -1;

	list_whole(&list, ops, &env, words);
	if (ops->each != NULL || list_read_all(&list, s, &env, l->sort, error, error_size) == 0)
		rows = write_list(&w, words, error, error_size);
	list_unload(&list);
	return rows;
}

long
list_out_records(struct session *s, const struct listing_noun *noun, struct listing *l, const char *words, char *error,
                 size_t error_size)
{
	struct list list;
	struct env env = s->env;
	struct writing w = { .list = &list, .env = &env, .to = l, .store = s->store, .bare = true };
	long rows = -1;

	l->raw = l->out.format != OUT_TABLE;
	if (!l->raw && (l->fields == NULL || *l->fields == '\0'))
		l->fields = noun->columns;
	if (record_list(&list, s, l, noun, words, error, error_size) == 0)
		rows = write_list(&w, words, error, error_size);
	list_unload(&list);
	return rows;
}
