#include "hub/intake/reader/head.h"

#include "model/text/visible.h"

int
head_rows_add(struct head_rows *rows, const struct row_cells *row, long down)
{
	struct head_row *r = &rows->row[rows->count];
	size_t bytes = (size_t)row->count * sizeof *r->cells;
	char *text;

	for (int i = 0; i < row->count; i++)
		bytes += strlen(row->cells[i]) + 1;
	if (rows->count == HEAD_ROWS)
		return 0;
	if ((r->cells = malloc(bytes + 1)) == NULL)
		return -1;
	text = (char *)(r->cells + row->count);
	for (int i = 0; i < row->count; i++) {
		size_t len = strlen(row->cells[i]) + 1;
		memcpy(text, row->cells[i], len);
		r->cells[i] = visible_trim(text);
		text += len;
	}
	r->line = row->line;
	r->down = down;
	r->count = row->count;
	rows->count++;
	return 0;
}

void
head_rows_clear(struct head_rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		free(rows->row[i].cells);
	rows->count = 0;
}

/* ---- a line ------------------------------------------------------------------ */

static void
look(struct head *h, int i, const char *title, const struct titles *titles)
{
	struct head_column *c = &h->column[i];

	c->title = title;
	c->known = *title != '\0' && title_known(titles, title, c->name, &c->unit);
}

static void
count(struct head *h)
{
	h->known = h->written = 0;
	for (int i = 0; i < h->count; i++) {
		h->known += h->column[i].known;
		h->written += *h->column[i].title != '\0';
	}
}

static void
read_line(const struct head_row *row, const struct titles *titles, struct head *out)
{
	out->line = row->line;
	out->count = row->count;
	for (int i = 0; i < row->count; i++)
		look(out, i, row->cells[i], titles);
	count(out);
}

static bool
is_head(const struct head *h, const struct titles *titles)
{
	if (titles->enough != NULL && titles->enough(titles->ctx, h))
		return true;
	return h->known > 0 && 2 * h->known >= h->written;
}

/* ---- two lines --------------------------------------------------------------- */

/* Is what stands over `lower` the upper line of its titles?  Then each of the two names columns the other does not. */
static bool
belongs(const struct head_row *upper, const struct head *lower, const struct titles *titles)
{
	char name[TITLE_MAX];
	enum amount_unit unit;
	bool above = false, below = false;

	for (int i = 0; i < upper->count || i < lower->count; i++) {
		const char *up = i < upper->count ? upper->cells[i] : "";
		bool known = *up != '\0' && title_known(titles, up, name, &unit);
		bool said = i < lower->count && lower->column[i].known;
		if (known && i < lower->count && *lower->column[i].title != '\0' && !said)
			return false;      /* what is below a title is no value */
		above = above || (known && (i >= lower->count || *lower->column[i].title == '\0'));
		below = below || (said && !known);
	}
	return above && below;
}

/* Columns the lower line says nothing of are called as in the upper one. */
static void
fill(const struct head_row *upper, struct head *lower, const struct titles *titles)
{
	for (int i = 0; i < upper->count; i++) {
		if (i >= lower->count) {
			look(lower, i, "", titles);
			lower->count = i + 1;
		}
		if (*lower->column[i].title == '\0')
			look(lower, i, upper->cells[i], titles);
	}
	count(lower);
}

/* The line under row `n`, which is a head, in its place when it is the lower one of two. */
static void
look_below(const struct head_rows *rows, int n, const struct titles *titles, struct head *out)
{
	const struct head_row *upper = &rows->row[n];
	struct head *lower;

	if (n + 1 >= rows->count || rows->row[n + 1].line != upper->line + 1 || (lower = malloc(sizeof *lower)) == NULL)
		return;
	read_line(&rows->row[n + 1], titles, lower);
	if (is_head(lower, titles) && (upper->down > upper->line || belongs(upper, lower, titles))) {
		fill(upper, lower, titles);
		*out = *lower;
	}
	free(lower);
}

/* The line `n` is a head: with the one over it or under it where they belong together. */
static void
take(const struct head_rows *rows, int n, const struct titles *titles, struct head *out)
{
	if (n > 0 && rows->row[n - 1].line == out->line - 1 && belongs(&rows->row[n - 1], out, titles))
		fill(&rows->row[n - 1], out, titles);
	else
		look_below(rows, n, titles, out);
}

bool
head_find(const struct head_rows *rows, const struct titles *titles, struct head *out)
{
	bool whole = false;
	int at = -1, known = 0;

	/* No row of a table has more than twice as many titles in it as its head: such a line is the head, and what
	 * was taken for one - `单位, 医保局' - was a word to people.  So is a line with words in it that are no titles
	 * before one that has more of them, and nothing else. */
	for (int n = 0; n < rows->count && n < HEAD_LINES; n++) {
		read_line(&rows->row[n], titles, out);
		bool all = out->known == out->written;
		if (is_head(out, titles) && out->known > (all && !whole ? 1 : 2) * known) {
			whole = all;
			at = n;
			known = out->known;
		}
	}
	if (at < 0)
		return false;
	read_line(&rows->row[at], titles, out);
	take(rows, at, titles, out);
	return true;
}
