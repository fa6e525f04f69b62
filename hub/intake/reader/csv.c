#include "hub/intake/reader/csv.h"

#include "model/text/language.h"

static int
refuse(struct csv *c, int column, const char *why)
{
	c->error_line = c->line;
	c->error_column = column;
	snprintf(c->error, sizeof c->error, "%s", why);
	return -1;
}

/* ---- what is in memory -------------------------------------------------------- */

/* Room behind the row for another piece. */
static int
make_room(struct csv *c)
{
	size_t need = c->len + TEXT_ROOM + 1;
	char *more;

	if (c->begin > c->data)
		memmove(c->data, c->begin, c->len);
	c->begin = c->data;
	if (need <= c->room)
		return 0;
	if ((more = realloc(c->data, 2 * need)) == NULL)
		return refuse(c, 0, _("out of memory"));
	c->data = c->begin = more;
	c->room = 2 * need;
	return 0;
}

/* More of the file behind what there is of the row: 1; 0 there is none; -1. */
static int
more(struct csv *c)
{
	long n;

	if (c->ended)
		return 0;
	if (c->len > CSV_ROW_MAX)
		return refuse(c, 0, _("a row of more than 8 MiB; is a quote left open?"));
	if (make_room(c) != 0)
		return -1;
	if ((n = text_read(&c->text, c->begin + c->len)) < 0) {
		refuse(c, 0, c->text.why);
		for (size_t i = c->at; i < c->len; i++)
			c->error_line += c->begin[i] == '\n';
		c->error_line += c->text.lines;
		c->ended = true;
		return -1;
	}
	c->len += (size_t)n;
	c->begin[c->len] = '\0';
	c->ended = n == 0;
	return n > 0;
}

/* Do lines end in CR alone?  The first end of a line says so, unless an LF ends another. */
static bool
ends_in_returns(const char *text)
{
	bool quoted = false, returns = false;

	for (; *text != '\0' && (*text != '\n' || quoted); text++) {
		quoted ^= *text == '"';
		returns = returns || (*text == '\r' && !quoted);
	}
	return returns && *text == '\0';
}

static void
set_separator(struct csv *c, char separator)
{
	c->separator = separator;
	memset(c->stops, 0, sizeof c->stops);
	c->stops[(unsigned char)separator] = c->stops['"'] = c->stops['\r'] = c->stops['\n'] = c->stops['\0'] = true;
}

/* `sep=;', what a spreadsheet program writes for its own kind. */
static void
take_separator_line(struct csv *c)
{
	const char *p = c->begin, *end;
	bool quoted = *p == '"';

	p += quoted;
	if (strncmp(p, "sep=", 4) != 0 || p[4] == '\0' || strchr(",;\t|", p[4]) == NULL)
		return;
	end = p + 5;
	if (quoted && *end++ != '"')
		return;
	end += *end == '\r';
	end += *end == '\n';
	if (*end != '\0' && end[-1] != '\n' && end[-1] != '\r')
		return;
	set_separator(c, p[4]);
	c->told = true;
	c->at = (size_t)(end - c->begin);
	c->line++;
	c->passed++;
}

int
csv_open(struct csv *c, FILE *fp)
{
	*c = (struct csv){ .line = 1 };
	set_separator(c, ',');
	if (text_open(&c->text, fp) != 0)
		return refuse(c, 0, c->text.why);
	if (more(c) < 0)
		return -1;
	c->returns = ends_in_returns(c->begin);
	take_separator_line(c);
	return 0;
}

void
csv_close(struct csv *c)
{
	text_close(&c->text);
	free(c->data);
	c->data = c->begin = NULL;
}

void
csv_separate(struct csv *c, char separator)
{
	if (!c->told)
		set_separator(c, separator);
}

void
csv_made(struct csv *c)
{
	c->made = true;
}

int
csv_look(const struct csv *c, char separator, struct csv *ahead)
{
	*ahead = (struct csv){ .line = c->line, .passed = c->passed, .ended = true, .told = c->told, .made = c->made,
		.returns = c->returns, .cut = !c->ended && !text_ended(&c->text) };
	set_separator(ahead, c->told ? c->separator : separator);
	ahead->len = c->len - c->at;
	if ((ahead->data = ahead->begin = malloc(ahead->len + 1)) == NULL)
		return -1;
	memcpy(ahead->data, c->begin + c->at, ahead->len + 1);
	return 0;
}

/* ---- rows ------------------------------------------------------------------------ */

/* What stood behind a cell. */
enum after { AFTER_CELL, AFTER_ROW, AFTER_BAD };

/* The byte `n` behind what comes next, '\0' behind the last: 0, -1. */
static inline int
peek(struct csv *c, size_t n, char *out)
{
	int rc = 1;

	if (c->at + n < c->len) {
		*out = c->begin[c->at + n];
		return 0;
	}
	while (c->at + n >= c->len && (rc = more(c)) > 0)
		;
	*out = c->at + n < c->len ? c->begin[c->at + n] : '\0';
	return rc < 0 ? -1 : 0;
}

/* Standing on what should end a cell, whose text ends at `to`: closes it and steps over. */
static enum after
close_cell(struct csv *c, size_t to)
{
	char next, behind = '\0';
	enum after after;

	if (peek(c, 0, &next) != 0 || (next == '\r' && peek(c, 1, &behind) != 0))
		return AFTER_BAD;
	if (next != '\0' && next != c->separator && next != '\n' && !(next == '\r' && (behind == '\n' || c->returns)))
		return AFTER_BAD;
	after = next == c->separator ? AFTER_CELL : AFTER_ROW;
	c->begin[to] = '\0';
	c->at += next == '\0' ? 0 : behind == '\n' ? 2 : 1;
	c->line += after == AFTER_ROW && next != '\0';
	return after;
}

/* Behind the opening quote. */
static enum after
quoted_cell(struct csv *c)
{
	long opened = c->line;
	size_t to = c->at;
	enum after after;
	char next, behind;

	while (peek(c, 0, &next) == 0 && next != '\0' && peek(c, 1, &behind) == 0) {
		c->at++;
		if (next == '"' && behind != '"') {
			if ((after = close_cell(c, to)) == AFTER_BAD && *c->error == '\0')
				refuse(c, c->row.count,
				       _("text behind a closing quote; inside quotes a quote is written twice"));
			return after;
		}
		c->at += next == '"';
		c->line += next == '\n' || (next == '\r' && behind != '\n' && c->returns);
		c->begin[to++] = next == CELL_BREAK && c->made ? '\n' : next;
	}
	if (*c->error == '\0' || c->len > CSV_ROW_MAX) {
		c->line = opened;
		refuse(c, c->row.count, _("this quote is never closed"));
	}
	return AFTER_BAD;
}

static enum after
plain_cell(struct csv *c)
{
	enum after after;
	char *p;

	do {
		for (p = c->begin + c->at; !c->stops[(unsigned char)*p]; p++)
			;
		c->at = (size_t)(p - c->begin);
	} while (c->at == c->len && more(c) > 0);
	/* Nearly every cell ends so. */
	if (*p == c->separator) {
		*p = '\0';
		c->at++;
		return AFTER_CELL;
	}
	if (*c->error != '\0')
		return AFTER_BAD;
	if ((after = close_cell(c, c->at)) == AFTER_BAD && *c->error == '\0')
		refuse(c, c->row.count, c->begin[c->at] == '"'
		       ? _("a quote inside a cell; put the cell in quotes and write the quote twice")
		       : _("a carriage return that ends no line"));
	return after;
}

/* Standing on the =" of ="N1", as exporters write a text that is to stay one: it ends at the next quote. */
static enum after
formula_cell(struct csv *c)
{
	enum after after = AFTER_BAD;
	char next;

	for (c->at += 2; peek(c, 0, &next) == 0 && next != '\0' && next != '"' && next != '\n'; c->at++)
		;
	if (*c->error == '\0' && next == '"') {
		c->at++;
		after = close_cell(c, c->at);
	}
	if (after == AFTER_BAD && *c->error == '\0')
		refuse(c, c->row.count, _("a quote inside a cell; put the cell in quotes and write the quote twice"));
	return after;
}

static enum after
one_cell(struct csv *c, char first)
{
	char second = '\0';

	if (first == '"')
		return quoted_cell(c);
	if (first == '=' && peek(c, 1, &second) != 0)
		return AFTER_BAD;
	return second == '"' ? formula_cell(c) : plain_cell(c);
}

/* Empty, or a line for people up to its end whatever is in it: 1 skipped, 0, -1. */
static int
skip_line(struct csv *c)
{
	char first, second;

	if (peek(c, 0, &first) != 0 || peek(c, 1, &second) != 0)
		return -1;
	if (first == '#' && second == ' ') {
		c->passed++;
		while (first != '\0' && first != '\n' && !(first == '\r' && c->returns)) {
			c->at++;
			if (peek(c, 0, &first) != 0 || peek(c, 1, &second) != 0)
				return -1;
		}
	} else if (first != '\n' && !(first == '\r' && (second == '\n' || c->returns)))
		return 0;
	c->at += first == '\0' ? 0 : first == '\r' && second == '\n' ? 2 : 1;
	c->line += first != '\0';
	return 1;
}

/* Cells are known by where they begin until the row stands still. */
static int
one_row(struct csv *c)
{
	size_t starts[ROW_CELLS_MAX];
	enum after after;
	char next;
	int rc;

	do {
		c->begin += c->at;
		c->len -= c->at;
		c->at = 0;
		rc = skip_line(c);
	} while (rc == 1 && c->at > 0);
	if (rc < 0 || peek(c, 0, &next) != 0)
		return -1;
	if (next == '\0')
		return 0;
	c->row.line = c->line;
	c->row.count = 0;
	do {
		if (c->row.count == ROW_CELLS_MAX)
			return refuse(c, c->row.count, _("more cells than any table has"));
		if (peek(c, 0, &next) != 0)
			return -1;
		c->at += next == '"';
		starts[c->row.count++] = c->at;
		after = one_cell(c, next);
	} while (after == AFTER_CELL);
	if (!c->made)
		cells_unmark(c->begin, c->at);
	for (int i = 0; i < c->row.count; i++)
		c->row.cells[i] = c->begin + starts[i];
	return after == AFTER_BAD ? -1 : c->cut && c->at == c->len ? 0 : 1;
}

/* A spreadsheet may have put quotes around a comment, and commas behind it. */
int
csv_row(struct csv *c)
{
	int rc;

	while ((rc = one_row(c)) == 1 && csv_is_comment(c->row.cells[0]))
		c->passed += c->line - c->row.line;
	return rc;
}
