#include "hub/intake/csv.h"

#include <iconv.h>
#include <sys/stat.h>

#include "model/text/utf8.h"

static int
refuse(struct csv *c, int column, const char *why)
{
	c->error_line = c->line;
	c->error_column = column;
	snprintf(c->error, sizeof c->error, "%s", why);
	return -1;
}

/* ---- bytes to text -------------------------------------------------------- */

static bool
starts(const char *data, size_t len, const char *mark)
{
	return len >= strlen(mark) && memcmp(data, mark, strlen(mark)) == 0;
}

/* Line of the byte `at` of `data`, for messages about a file that cannot be cut into rows. */
static long
line_of(const char *data, const char *at)
{
	long line = 1;

	for (const char *p = data; (p = memchr(p, '\n', (size_t)(at - p))) != NULL; p++)
		line++;
	return line;
}

/* Takes over c->data in GB18030: UTF-8 needs at most twice the bytes (two-byte forms become three). */
static int
from_gb18030(struct csv *c, size_t len)
{
	size_t room = 2 * len + 1, left = len;
	char *out = malloc(room), *to = out, *from = c->data;
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t rc = (size_t)-1;

	if (out != NULL && cd != (iconv_t)-1)
		rc = iconv(cd, &from, &left, &to, &room);
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	if (rc == (size_t)-1) {
		free(out);
		c->line = line_of(c->data, from);
		return refuse(c, 0, "neither UTF-8 nor GB18030; save it as CSV UTF-8");
	}
	*to = '\0';
	free(c->data);
	c->data = c->at = out;
	c->end = to;
	c->encoding = "GB18030";
	return 0;
}

/* c->data holds `len` bytes and a NUL. */
static int
decode(struct csv *c, size_t len)
{
	const char *nul = memchr(c->data, '\0', len);

	c->line = 1;
	c->at = c->data;
	c->end = c->data + len;
	c->encoding = "UTF-8";
	if (starts(c->data, len, "\xFF\xFE") || starts(c->data, len, "\xFE\xFF"))
		return refuse(c, 0, "this is UTF-16; save it as CSV UTF-8");
	if (starts(c->data, len, "PK\x03\x04"))
		return refuse(c, 0, "this is a spreadsheet file, not CSV; save it as CSV UTF-8");
	if (nul != NULL) {
		c->line = line_of(c->data, nul);
		return refuse(c, 0, "a NUL byte; this is no text");
	}
	if (starts(c->data, len, "\xEF\xBB\xBF")) {
		c->at += 3;
		len -= 3;
	}
	return utf8_valid(c->at, len) ? 0 : from_gb18030(c, len);
}

int
csv_load_bytes(struct csv *c, const char *bytes, size_t len)
{
	memset(c, 0, sizeof *c);
	if ((c->data = malloc(len + 1)) == NULL)
		return refuse(c, 0, "out of memory");
	memcpy(c->data, bytes, len);
	c->data[len] = '\0';
	return decode(c, len);
}

static int
read_all(struct csv *c, FILE *fp, size_t len)
{
	if ((c->data = malloc(len + 1)) == NULL)
		return refuse(c, 0, "too big for this machine's memory; split it");
	if (fread(c->data, 1, len, fp) != len)
		return refuse(c, 0, "it changed while being read, or cannot be read; try again");
	c->data[len] = '\0';
	return decode(c, len);
}

int
csv_load(struct csv *c, const char *path)
{
	FILE *fp = fopen(path, "re");
	struct stat st;
	int rc = -1;

	memset(c, 0, sizeof *c);
	if (fp == NULL)
		return refuse(c, 0, strerror(errno));
	if (fstat(fileno(fp), &st) != 0)
		refuse(c, 0, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		refuse(c, 0, "not a regular file");
	else if ((size_t)st.st_size > CSV_BYTES_MAX)
		refuse(c, 0, "more than 2 GiB; split it");
	else
		rc = read_all(c, fp, (size_t)st.st_size);
	fclose(fp);
	return rc;
}

void
csv_clear(struct csv *c)
{
	free(c->data);
	memset(c, 0, sizeof *c);
}

/* ---- text to rows --------------------------------------------------------- */

/* What stood behind a cell. */
enum after { AFTER_CELL, AFTER_ROW, AFTER_BAD };

/* Standing on what should end a cell; closes it at `to` and steps over. */
static enum after
close_cell(struct csv *c, char *to)
{
	char *p = c->at;

	if (p < c->end && *p == ',') {
		c->at = p + 1;
		*to = '\0';
		return AFTER_CELL;
	}
	if (p + 1 < c->end && p[0] == '\r' && p[1] == '\n')
		p++;
	if (p < c->end && *p != '\n')
		return AFTER_BAD;
	c->at = p < c->end ? p + 1 : p;
	c->line += p < c->end;
	*to = '\0';
	return AFTER_ROW;
}

/* Behind the opening quote. */
static enum after
quoted_cell(struct csv *c)
{
	long opened = c->line;
	char *to = c->at;

	for (; c->at < c->end; c->at++) {
		if (*c->at == '"') {
			if (c->at + 1 >= c->end || c->at[1] != '"') {
				enum after after;
				c->at++;
				if ((after = close_cell(c, to)) == AFTER_BAD)
					refuse(c, c->row.count,
					       "text behind a closing quote; inside quotes a quote is written twice");
				return after;
			}
			c->at++;
		}
		c->line += *c->at == '\n';
		*to++ = *c->at;
	}
	c->line = opened;
	refuse(c, c->row.count, "this quote is never closed");
	return AFTER_BAD;
}

static enum after
plain_cell(struct csv *c)
{
	enum after after;

	c->at += strcspn(c->at, ",\"\r\n");
	if ((after = close_cell(c, c->at)) == AFTER_BAD)
		refuse(c, c->row.count,
		       *c->at == '"' ? "a quote inside a cell; put the cell in quotes and write the quote twice"
		                                  : "a carriage return that ends no line");
	return after;
}

static bool
blank_line(struct csv *c)
{
	size_t n = c->at + 1 < c->end && c->at[0] == '\r' && c->at[1] == '\n' ? 2 : c->at < c->end && *c->at == '\n';

	c->at += n;
	c->line += n > 0;
	return n > 0;
}

/* A line for people: `# ...', up to its end whatever is in it. */
static bool
comment_line(struct csv *c)
{
	const char *end;

	if (!csv_is_comment(c->at))
		return false;
	end = memchr(c->at, '\n', (size_t)(c->end - c->at));
	c->at = end != NULL ? c->at + (end - c->at) + 1 : c->end;
	c->line += end != NULL;
	return true;
}

static int
one_row(struct csv *c)
{
	enum after after;

	while (blank_line(c) || comment_line(c))
		;
	if (c->at >= c->end)
		return 0;
	c->row.line = c->line;
	c->row.count = 0;
	do {
		if (c->row.count == ROW_CELLS_MAX)
			return refuse(c, c->row.count, "more cells than any table has");
		c->row.cells[c->row.count++] = c->at;
		if (c->at < c->end && *c->at == '"') {
			c->row.cells[c->row.count - 1] = ++c->at;
			after = quoted_cell(c);
		} else {
			after = plain_cell(c);
		}
	} while (after == AFTER_CELL);
	return after == AFTER_ROW ? 1 : -1;
}

/* A spreadsheet may have put quotes around a comment, and commas behind it. */
int
csv_row(struct csv *c)
{
	int rc;

	while ((rc = one_row(c)) == 1 && csv_is_comment(c->row.cells[0]))
		;
	return rc;
}
