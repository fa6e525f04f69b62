#include "console/listing_worked.h"

#include <stdlib.h>
#include <string.h>

#include "screens/canvas.h"
#include "screens/match.h"

#define LISTING(noun, kind, columns, test)
#define WORKED(noun) extern const struct worked_noun listing_##noun;
#include "console/listing.def"
#undef WORKED

const struct worked_noun *const worked_nouns[] = {
#define WORKED(noun) &listing_##noun,
#include "console/listing.def"
#undef WORKED
#undef LISTING
};
const int worked_noun_count = sizeof worked_nouns / sizeof *worked_nouns;

struct worked_test { int column; enum filter_cmp cmp; const char *text; bool taken; };

struct worked {
	const struct worked_noun *noun;
	struct worked_test tests[RECORD_TESTS_MAX];
	const char *words[RECORD_TESTS_MAX];
	int    test_count, word_count;
	char **cells;                  /* count * noun->count of them */
	long   count, room;
	int    sort;                   /* column, -1 as made */
	bool   down;
};

const struct worked_noun *
worked_find(const char *noun)
{
	for (int i = 0; i < worked_noun_count; i++)
		if (strcmp(worked_nouns[i]->noun, noun) == 0)
			return worked_nouns[i];
	return NULL;
}

/* ---- conditions ------------------------------------------------------------------ */

static int
column_find(const struct worked_noun *noun, const char *name, size_t n)
{
	for (int i = 0; i < noun->count; i++) {
		const struct worked_column *col = &noun->columns[i];
		if ((strncmp(col->name, name, n) == 0 && col->name[n] == '\0') || (strncmp(col->title, name, n) == 0 && col->title[n] == '\0'))
			return i;
	}
	return -1;
}

static int
say_columns(const struct worked_noun *noun, const char *name, size_t n, char *error, size_t error_size)
{
	int used = snprintf(error, error_size, _("%s has no column %.*s; it has:"), noun->noun, (int)n, name);

	for (int i = 0; i < noun->count && used < (int)error_size; i++)
		used += snprintf(error + used, error_size - (size_t)used, " %s", noun->columns[i].name);
	return -1;
}

static int
add_word(struct worked *c, char *word, char *error, size_t error_size)
{
	size_t n = strcspn(word, "=!<>"), sign;
	struct worked_test *test = &c->tests[c->test_count];

	if (c->test_count == RECORD_TESTS_MAX || c->word_count == RECORD_TESTS_MAX) {
		snprintf(error, error_size, _("too many conditions; at most %d"), RECORD_TESTS_MAX);
		return -1;
	}
	if (word[n] == '\0' || n == 0) {
		c->words[c->word_count++] = word;
		return 0;
	}
	test->column = column_find(c->noun, word, n);
	if (test->column < 0)
		return say_columns(c->noun, word, n, error, error_size);
	test->cmp = listing_comparison(word + n, &sign);
	test->text = word + n + sign;
	c->test_count++;
	return 0;
}

const char *
worked_take(struct worked *c, const char *column)
{
	for (int i = 0; i < c->test_count; i++)
		if (strcmp(c->noun->columns[c->tests[i].column].name, column) == 0 && c->tests[i].cmp == FILTER_IS) {
			c->tests[i].taken = true;
			return c->tests[i].text;
		}
	return "";
}

static int
compare_cells(const struct worked_column *col, const char *a, const char *b)
{
	double x, y;

	if (!col->number)
		return strcmp(a, b);
	if (*a == '\0' || *b == '\0')
		return (*a != '\0') - (*b != '\0');       /* missing is less than any */
	x = strtod(a, NULL);
	y = strtod(b, NULL);
	return (x > y) - (x < y);
}

static bool
passes(const struct worked *c, const char *const *cells)
{
	for (int i = 0; i < c->test_count; i++) {
		const struct worked_test *t = &c->tests[i];
		int by = compare_cells(&c->noun->columns[t->column], cells[t->column], t->text);
		bool holds = t->cmp == FILTER_IS ? by == 0 : t->cmp == FILTER_NOT ? by != 0 : t->cmp == FILTER_LT ? by < 0 :
		             t->cmp == FILTER_LE ? by <= 0 : t->cmp == FILTER_GT ? by > 0 : by >= 0;
		if (!t->taken && !holds)
			return false;
	}
	for (int i = 0; i < c->word_count; i++) {
		bool found = false;
		for (int k = 0; k < c->noun->count && !found; k++)
			found = text_matches(cells[k], c->words[i]);
		if (!found)
			return false;
	}
	return true;
}

int
worked_row(struct worked *c, const char *const *cells)
{
	int n = c->noun->count;

	if (!passes(c, cells))
		return 0;
	if (c->count == c->room) {
		long bigger = c->room > 0 ? c->room * 2 : 256;
		void *grown = realloc(c->cells, (size_t)(bigger * n) * sizeof *c->cells);
		if (grown == NULL)
			return -1;
		c->cells = grown;
		c->room = bigger;
	}
	for (int i = 0; i < n; i++)
		if ((c->cells[c->count * n + i] = strdup(cells[i])) == NULL)
			return -1;
	c->count++;
	return 0;
}

/* ---- sorting ------------------------------------------------------------------------- */

/* qsort has no context argument in C11. */
static const struct worked *sorting;

static int
compare_rows(const void *pa, const void *pb)
{
	long a = *(const long *)pa, b = *(const long *)pb;
	int n = sorting->noun->count, by = 0;

	if (sorting->sort >= 0)
		by = compare_cells(&sorting->noun->columns[sorting->sort], sorting->cells[a * n + sorting->sort], sorting->cells[b * n + sorting->sort]);
	return by != 0 ? (sorting->down ? -by : by) : (a > b) - (a < b);
}

static int
take_sort(struct worked *c, const char *sort, char *error, size_t error_size)
{
	c->sort = -1;
	if (sort == NULL || *sort == '\0')
		return 0;
	c->down = *sort == '-';
	sort += c->down;
	c->sort = column_find(c->noun, sort, strlen(sort));
	return c->sort >= 0 ? 0 : say_columns(c->noun, sort, strlen(sort), error, error_size);
}

/* ---- writing --------------------------------------------------------------------------- */

static void
write_json(const struct worked *c, FILE *file, const int *columns, int count, const char *const *cells, bool first)
{
	fputs(first ? "\n{" : ",\n{", file);
	for (int i = 0; i < count; i++) {
		const struct worked_column *col = &c->noun->columns[columns[i]];
		const char *cell = cells[columns[i]];
		fprintf(file, "%s\"%s\":", i > 0 ? "," : "", col->name);
		if (*cell == '\0')
			fputs(col->number ? "null" : "\"\"", file);
		else if (col->number)
			fputs(cell, file);
		else
			json_string(file, cell);
	}
	fputc('}', file);
}

static void
write_csv(const struct worked *c, const struct listing *l, const int *columns, int count, const char *const *cells)
{
	for (int i = 0; i < count; i++)
		csv_cell(l->out.file, cells[columns[i]], l->out.safe && !c->noun->columns[columns[i]].number, i == 0);
	fputs("\r\n", l->out.file);
}

/* Through a canvas, which makes hostile text harmless; the last column takes what is left. */
static void
write_table(const struct worked *c, const struct listing *l, const int *columns, int count, const char *const *cells)
{
	struct canvas line;
	char *text;
	int x = 0;

	if (canvas_init(&line, 1, l->out.width, GLYPHS_RICH) != 0)
		return;
	for (int i = 0; i < count && x < l->out.width; i++) {
		const struct worked_column *col = &c->noun->columns[columns[i]];
		bool last = i == count - 1;
		int width = last ? l->out.width - x : col->width > 0 ? col->width : 16;
		const char *cell = cells != NULL ? cells[columns[i]] : l->out.session->env.english ? col->name : col->title;
		if (col->number && !last)
			canvas_right(&line, 0, x, width, PAINT_NORMAL, cell);
		else
			canvas_put(&line, 0, x, width, PAINT_NORMAL, cell);
		x += width + 1;
	}
	text = canvas_text(&line);
	fputs(text != NULL ? text : "\n", l->out.file);
	free(text);
	canvas_clear(&line);
}

static void
write_head(const struct worked *c, const struct listing *l, const int *columns, int count)
{
	FILE *file = l->out.file;

	if (l->out.format == OUT_JSON)
		fputc('[', file);
	else if (l->out.format == OUT_TABLE)
		write_table(c, l, columns, count, NULL);
	else {
		fputs(l->out.bom ? "\xEF\xBB\xBF" : "", file);
		for (int i = 0; i < count; i++)
			fprintf(file, "%s%s", i > 0 ? "," : "", l->out.titles ? c->noun->columns[columns[i]].title : c->noun->columns[columns[i]].name);
		fputs("\r\n", file);
	}
}

static long
write_rows(struct worked *c, struct listing *l, const int *columns, int count)
{
	long *order = malloc((size_t)(c->count + 1) * sizeof *order), written = 0;

	if (order == NULL)
		return -1;
	for (long i = 0; i < c->count; i++)
		order[i] = i;
	sorting = c;
	qsort(order, (size_t)c->count, sizeof *order, compare_rows);
	write_head(c, l, columns, count);
	for (; written < c->count && (l->limit == 0 || written < l->limit); written++) {
		const char *const *cells = (const char *const *)&c->cells[order[written] * c->noun->count];
		if (l->out.format == OUT_JSON)
			write_json(c, l->out.file, columns, count, cells, written == 0);
		else if (l->out.format == OUT_CSV)
			write_csv(c, l, columns, count, cells);
		else
			write_table(c, l, columns, count, cells);
	}
	if (l->out.format == OUT_JSON)
		fputs("\n]\n", l->out.file);
	free(order);
	return l->out.rows = written;
}

/* Those asked for, else those with a width in a table, else all. */
static int
choose_columns(const struct worked_noun *noun, const struct listing *l, int *columns, char *error, size_t error_size)
{
	const char *names = l->fields != NULL ? l->fields : "";
	int n = 0;

	if (*names == '\0') {
		for (int i = 0; i < noun->count; i++)
			if (l->out.format != OUT_TABLE || noun->columns[i].width > 0)
				columns[n++] = i;
		return n;
	}
	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		size_t len = strcspn(names, ", ");
		int column = column_find(noun, names, len);
		if (column < 0 || n == WORKED_COLUMNS)
			return say_columns(noun, names, len, error, error_size);
		columns[n++] = column;
		names += len;
	}
	return n;
}

long
listing_worked(struct session *s, struct listing *l, const struct worked_noun *noun, char *words, char *error, size_t error_size)
{
	struct worked c = { .noun = noun };
	int columns[WORKED_COLUMNS], count = choose_columns(noun, l, columns, error, error_size);
	char *save = NULL;
	long rows = -1;
	bool good = count >= 0 && take_sort(&c, l->sort, error, error_size) == 0;

	for (char *word = strtok_r(words, " \t", &save); word != NULL && good; word = strtok_r(NULL, " \t", &save))
		good = add_word(&c, word, error, error_size) == 0;
	if (good && noun->make(s, &c, error, error_size) == 0 && (rows = write_rows(&c, l, columns, count)) < 0)
		snprintf(error, error_size, "%s", _("out of memory"));
	for (long i = 0; i < c.count * noun->count; i++)
		free(c.cells[i]);
	free(c.cells);
	return rows;
}
