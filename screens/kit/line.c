#include "screens/kit/line.h"

#include "model/text/utf8.h"

void
line_set(struct line *l, const char *text)
{
	size_t n = utf8_clip(text, LINE_MAX_BYTES - 1);

	memset(l, 0, sizeof *l);
	memcpy(l->text, text, n);
	l->len = l->at = (int)n;
}

/* ---- editing ------------------------------------------------------------- */

static int
left_of(const struct line *l, int at)
{
	if (at > 0)
		at--;
	while (at > 0 && ((unsigned char)l->text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static int
right_of(const struct line *l, int at)
{
	uint32_t cp;

	return at + utf8_decode(l->text + at, &cp);
}

static void
insert(struct line *l, const char *bytes, int n)
{
	if (l->len + n >= LINE_MAX_BYTES) {
		l->full = true;
		return;
	}
	memmove(l->text + l->at + n, l->text + l->at, (size_t)(l->len - l->at + 1));
	memcpy(l->text + l->at, bytes, (size_t)n);
	l->at += n;
	l->len += n;
}

static void
insert_char(struct line *l, uint32_t cp, bool multi)
{
	char utf8[5];
	int n;

	if (cp == '\n' || cp == '\t')
		cp = multi && cp == '\n' ? '\n' : ' ';
	if (cp < 0x20 && cp != '\n')
		return;
	if (cp != 0x7F && (n = utf8_encode(cp, utf8)) > 0)
		insert(l, utf8, n);
}

static void
insert_text(struct line *l, const char *text, bool multi)
{
	uint32_t cp;
	int n;

	/* A pasted line ends where it ends: trailing newlines say nothing. */
	size_t len = strlen(text);
	while (len > 0 && text[len - 1] == '\n')
		len--;
	for (const char *end = text + len; text < end && (n = utf8_decode(text, &cp)) > 0; text += n)
		if (cp != UTF8_BAD)
			insert_char(l, cp, multi);
}

static void
cut(struct line *l, int from, int to)
{
	memmove(l->text + from, l->text + to, (size_t)(l->len - to + 1));
	l->len -= to - from;
	l->at = from;
}

static int
word_left(const struct line *l)
{
	int at = l->at;

	while (at > 0 && l->text[at - 1] == ' ')
		at--;
	if (at > 0 && (unsigned char)l->text[at - 1] >= 0x80)
		return left_of(l, at);               /* Han has no blanks: one character */
	while (at > 0 && l->text[at - 1] != ' ' && (unsigned char)l->text[at - 1] < 0x80)
		at--;
	return at;
}

bool
line_type(struct line *l, const struct typed *in, bool multi)
{
	l->full = false;
	switch (in->key) {
	case EDIT_CHAR:      insert_char(l, in->cp, multi); return true;
	case EDIT_PASTE:     insert_text(l, in->paste, multi); return true;
	case EDIT_BACKSPACE: cut(l, left_of(l, l->at), l->at); return true;
	case EDIT_DELETE:    cut(l, l->at, right_of(l, l->at)); return true;
	case EDIT_LEFT:      l->at = left_of(l, l->at); return true;
	case EDIT_RIGHT:     l->at = right_of(l, l->at); return true;
	case EDIT_HOME:      l->at = 0; return true;
	case EDIT_END:       l->at = l->len; return true;
	case EDIT_KILL:      cut(l, 0, l->at); return true;
	case EDIT_WORD_BACK: cut(l, word_left(l), l->at); return true;
	default:             return false;
	}
}

/* ---- showing ------------------------------------------------------------- */

static int
width_of(const struct line *l, int from, int to)
{
	char part[LINE_MAX_BYTES];

	memcpy(part, l->text + from, (size_t)(to - from));
	part[to - from] = '\0';
	return text_width(part);
}

void
line_paint(const struct line *l, struct canvas *c, int y, int x, int width, bool focused)
{
	int from = 0;

	canvas_fill(c, y, x, 1, width, PAINT_INPUT, " ");
	/* One column is kept for the insertion point behind the last character. */
	while (from < l->at && width_of(l, from, l->at) > width - 1)
		from = right_of(l, from);
	if (from > 0)
		from = right_of(l, from);
	canvas_put(c, y, x + (from > 0), width - (from > 0), PAINT_INPUT, l->text + from);
	if (from > 0)
		canvas_put(c, y, x, 1, PAINT_INPUT, "<");
	if (focused)
		canvas_cursor(c, y, x + (from > 0) + width_of(l, from, l->at));
}

/* Bytes of the row that starts at `from`: to a newline or as much as fits. */
static int
row_bytes(const struct line *l, int from, int width)
{
	int fit = (int)text_fit(l->text + from, width);
	const char *newline = memchr(l->text + from, '\n', (size_t)fit);

	if (newline != NULL)
		return (int)(newline - l->text) - from;
	if (fit == 0 && from < l->len)
		fit = right_of(l, from) - from;
	return fit;
}

int
line_paint_wrapped(const struct line *l, struct canvas *c, int y, int x, int h, int width, bool focused)
{
	int starts[256], ends[256], rows = 0, at_row = 0, from = 0, top;
	char part[LINE_MAX_BYTES];

	while (rows < 256) {
		int n = row_bytes(l, from, width - 1);
		starts[rows] = from;
		ends[rows] = from + n;
		if (l->at >= from && l->at <= from + n)
			at_row = rows;
		rows++;
		from += n;
		if (from >= l->len)
			break;
		from += l->text[from] == '\n';
	}
	top = at_row >= h ? at_row - h + 1 : 0;
	canvas_fill(c, y, x, h, width, PAINT_INPUT, " ");
	for (int i = 0; i < h && top + i < rows; i++) {
		int n = ends[top + i] - starts[top + i];
		memcpy(part, l->text + starts[top + i], (size_t)n);
		part[n] = '\0';
		canvas_put(c, y + i, x, width, PAINT_INPUT, part);
	}
	if (focused)
		canvas_cursor(c, y + at_row - top, x + width_of(l, starts[at_row], l->at));
	return rows;
}
