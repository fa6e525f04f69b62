#include "console/cli/list_out.h"

#include "console/cli/list_read.h"

struct writing {
	const struct list *list;
	const struct env  *env;
	struct listing    *to;
	int  columns[LIST_COLUMNS], width[LIST_COLUMNS], count;
	struct store      *store;
	struct list_wanted wanted;
	struct records    *whole;       /* records of the rows' ids are written, not the list's columns */
	long measured;
	bool begun, failed;
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

	return w->to->raw ? col->name : _(col->title);
}

/* ---- JSON ------------------------------------------------------------------------------ */

static void
json_member(FILE *file, const char *name, const char *tail, const char *text)
{
	fprintf(file, ",\"%s%s\":", name, tail);
	json_string(file, text);
}

static void
json_row(const struct writing *w, const void *row)
{
	FILE *file = w->to->out.file;
	char raw[VALUE_OWN], words[VALUE_OWN];
	struct value v;

	fputs(w->to->one ? "{" : w->to->out.rows > 0 ? ",\n{" : "\n{", file);
	for (int i = 0; i < w->count; i++) {
		const char *name = w->list->columns[w->columns[i]].name;
		list_value(w->list, row, w->columns[i], w->env, &v);
		fprintf(file, "%s\"%s\":", i > 0 ? "," : "", name);
		if (*value_raw(&v, raw, sizeof raw) == '\0')
			fputs("null", file);
		else if (value_is_number(&v) || v.json)
			fputs(value_raw(&v, raw, sizeof raw), file);
		else
			json_string(file, value_raw(&v, raw, sizeof raw));
		if (v.type == TYPE_LAMP || (v.type == TYPE_TEXT && v.code != NULL))
			json_member(file, name, "_words", value_words(&v, words, sizeof words));
	}
	fputc('}', file);
}

/* ---- CSV ---------------------------------------------------------------------------------- */

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
	if (w->whole != NULL) {
		records_out_begin(&w->to->out);
	} else if (w->to->out.format == OUT_TABLE) {
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

/* What a list is written with. */
static void
prepare(struct writing *w, struct list *list, const struct list_ops *ops, struct env *env, const char *words)
{
	list_whole(list, ops, env, words);
	w->wanted = (struct list_wanted){
		.words = words, .sort = w->to->sort, .on_screen = w->to->as_on_screen, .arg = w,
	};
}

long
list_out(struct session *s, const struct list_ops *ops, struct listing *l, const char *words, char *error,
         size_t error_size)
{
	struct list list;
	struct env env = s->env;
	struct writing w = { .list = &list, .env = &env, .to = l, .store = s->store };
	long rows = -1;

	prepare(&w, &list, ops, &env, words);
	*error = '\0';
	if ((ops->each != NULL || list_read_all(&list, s, &env, l->sort, error, error_size) == 0) &&
	    choose_columns(&w, error, error_size) == 0) {
		char why[400];
		if (ops->each != NULL)
			store_begin(s->store);      /* what is measured is what is written */
		rows = write_all(&w, error, error_size) == 0 ? l->out.rows : -1;
		if (ops->each != NULL)
			store_end(s->store);
		if (rows == 0 && l->out.format == OUT_TABLE)
			fprintf(stderr, "guatu: %s\n", *error != '\0' ? error
			        : list_why_empty(&list, &env, why, sizeof why));
	}
	list_unload(&list);
	return rows;
}

/* ---- the records a list is of ------------------------------------------------------------------ */

static bool
write_record(void *arg, const void *row)
{
	struct writing *w = arg;
	int got;

	begin(w);
	if (w->to->limit > 0 && w->to->out.rows >= w->to->limit)
		return false;
	if ((got = records_at(w->whole, list_id(w->list, row))) == 1)
		records_out_row(&w->to->out, records_row(w->whole));
	w->failed = got < 0;
	return !w->failed && !ferror(w->to->out.file);
}

long
list_out_records(struct session *s, const struct list_ops *ops, enum kind kind, struct listing *l, const char *words,
                 char *error,
                 size_t error_size)
{
	struct list list;
	struct env env = s->env;
	struct writing w = { .list = &list, .env = &env, .to = l, .store = s->store };
	int rc;

	w.whole = records_open_by_id(s->store, kind);
	prepare(&w, &list, ops, &env, words);
	store_begin(s->store);
	w.failed = w.whole == NULL;
	rc = w.failed ? -1 : walk(&w, write_record, error, error_size);
	if (w.failed)
		rc = (snprintf(error, error_size, "%s", store_error(s->store)), -1);
	store_end(s->store);
	if (rc == 0) {
		begin(&w);
		records_out_end(&l->out);
	}
	records_close(w.whole);
	return rc == 0 ? l->out.rows : -1;
}
