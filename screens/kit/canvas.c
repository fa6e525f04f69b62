#include "screens/kit/canvas.h"

#include <wchar.h>

#include "model/text/utf8.h"

enum { COMBINING_MAX = 2, PUTF_MAX = 1024 };

/* ---- what one code point becomes on screen ------------------------------ */

struct glyph {
	char text[14];
	int  width;        /* columns; 0 for a combining mark */
};

static bool
hides(uint32_t cp)     /* bidi, zero-width, tags and fillers: shown by name, never obeyed */
{
	return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2069) ||
	       cp == 0xFEFF || cp == 0x00AD || cp == 0x061C || cp == 0x180E || cp == 0x115F || cp == 0x1160 ||
	       cp == 0x3164 || cp == 0xFFA0 || (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static bool
combines(uint32_t cp)
{
	return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x1AB0 && cp <= 0x1AFF) || (cp >= 0x1DC0 && cp <= 0x1DFF) ||
	       (cp >= 0x20D0 && cp <= 0x20FF) || (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xFE20 && cp <= 0xFE2F);
}

static struct glyph
glyph_of(uint32_t cp)
{
	struct glyph g = { "", 1 };
	int w;

	if (cp == UTF8_BAD) {
		strcpy(g.text, "?");
	} else if (cp < 0x20 || cp == 0x7F) {
		strcpy(g.text, cp == '\t' || cp == '\n' ? " " : "^");
	} else if (cp < 0x7F) {
		g.text[0] = (char)cp;
	} else if (cp < 0xA0) {
		strcpy(g.text, "^");
	} else if (hides(cp)) {
		g.width = snprintf(g.text, sizeof g.text, "<U+%04X>", (unsigned)cp & 0xFFFFFu);
	} else if (combines(cp)) {
		utf8_encode(cp, g.text);
		g.width = 0;
	} else if ((w = wcwidth((wchar_t)cp)) >= 1) {
		utf8_encode(cp, g.text);
		g.width = w > 2 ? 2 : w;
	} else {
		strcpy(g.text, "[]");        /* the C library does not know it: two columns, visibly */
		g.width = 2;
	}
	return g;
}

/* Columns of what is shown as it is, which nearly all text is; 0: ask glyph_of(). */
static int
plain_width(uint32_t cp)
{
	return cp >= 0x20 && cp < 0x7F ? 1 : cp >= 0x4E00 && cp <= 0x9FA5 ? 2 : 0;
}

static int
glyph_width(uint32_t cp)
{
	int w = plain_width(cp);

	return w > 0 ? w : glyph_of(cp).width;
}

int
text_width(const char *text)
{
	int width = 0, n;
	uint32_t cp;

	for (; (n = utf8_decode(text, &cp)) > 0; text += n)
		width += glyph_width(cp);
	return width;
}

size_t
text_fit(const char *text, int width)
{
	const char *p = text;
	uint32_t cp;
	int n;

	for (; (n = utf8_decode(p, &cp)) > 0; p += n) {
		width -= glyph_width(cp);
		if (width < 0)
			break;
	}
	return (size_t)(p - text);
}

/* ---- cells -------------------------------------------------------------- */

int
canvas_init(struct canvas *c, int h, int w, enum glyph_tier tier)
{
	size_t n = (size_t)(h > 0 ? h : 1) * (size_t)(w > 0 ? w : 1);

	*c = (struct canvas){ .stride = w, .h = h, .w = w, .tier = tier };
	c->cells = calloc(n, sizeof *c->cells);
	c->cursor = calloc(1, sizeof *c->cursor);
	if (c->cells == NULL || c->cursor == NULL) {
		canvas_clear(c);
		return -1;
	}
	canvas_fill(c, 0, 0, h, w, PAINT_NORMAL, " ");
	return 0;
}

void
canvas_clear(struct canvas *c)
{
	free(c->cells);
	free(c->cursor);
	*c = (struct canvas){ 0 };
}

struct canvas
canvas_view(const struct canvas *c, int y, int x, int h, int w)
{
	struct canvas v = *c;

	if (y < 0) { h += y; y = 0; }
	if (x < 0) { w += x; x = 0; }
	v.y = c->y + y;
	v.x = c->x + x;
	v.h = h > c->h - y ? c->h - y : h;
	v.w = w > c->w - x ? c->w - x : w;
	if (v.h < 0) v.h = 0;
	if (v.w < 0) v.w = 0;
	return v;
}

static struct cell *
cell_at(struct canvas *c, int y, int x)
{
	if (y < 0 || x < 0 || y >= c->h || x >= c->w)
		return NULL;
	return &c->cells[(c->y + y) * c->stride + c->x + x];
}

static void
blank(struct cell *cell)
{
	memset(cell->utf8, 0, sizeof cell->utf8);
	cell->utf8[0] = ' ';
	cell->width = 1;
}

/* Before a cell is overwritten, its half of a wide character must not survive. */
static void
unpair(struct canvas *c, int y, int x)
{
	struct cell *cell = &c->cells[(c->y + y) * c->stride + c->x + x];

	if (cell->width == 0 && c->x + x > 0)
		blank(cell - 1);
	if (cell->width == 2 && c->x + x + 1 < c->stride)
		blank(cell + 1);
}

static void
set_cell(struct canvas *c, int y, int x, const char *utf8, size_t len, int width, enum paint_role role)
{
	struct cell *cell = cell_at(c, y, x), fresh = { .width = (uint8_t)width, .role = (uint8_t)role };

	if (cell == NULL || x + width > c->w)
		return;
	unpair(c, y, x);
	if (width == 2) {
		unpair(c, y, x + 1);
		cell[1] = (struct cell){ "", 0, (uint8_t)role };
	}
	/* The whole cell, so that frames can be compared as bytes. */
	for (size_t i = 0; i < len && i < sizeof fresh.utf8 - 1; i++)
		fresh.utf8[i] = utf8[i];
	*cell = fresh;
}

static void
add_combining(struct canvas *c, int y, int x, const char *utf8, int *count)
{
	struct cell *cell = cell_at(c, y, x);

	if (cell == NULL || ++*count > COMBINING_MAX)
		return;
	if (cell->width == 0 && (cell = cell_at(c, y, x - 1)) == NULL)
		return;
	if (strlen(cell->utf8) + strlen(utf8) < sizeof cell->utf8)
		strcat(cell->utf8, utf8);
}

/* Writes a glyph that may be a spelled-out mark such as <U+202E>. */
static void
set_glyph(struct canvas *c, int y, int x, const struct glyph *g, enum paint_role role)
{
	char one[2] = "";

	if (g->width <= 2 && (g->width == 1 || g->text[1] == '\0' || (unsigned char)g->text[0] >= 0x80)) {
		set_cell(c, y, x, g->text, strlen(g->text), g->width, role);
		return;
	}
	for (int i = 0; i < g->width; i++) {
		one[0] = g->text[i];
		set_cell(c, y, x + i, one, 1, 1, role);
	}
}

/* ASCII and Han over narrow cells, which nearly all text is, before column `end`: the columns taken, 0: take the long
 * way.  *n is the bytes. */
static int
put_plain(struct cell *cell, int room, enum paint_role role, const char *text, int *n)
{
	const unsigned char *u = (const unsigned char *)text;

	if (u[0] >= 0x20 && u[0] < 0x7F && room > 1 && cell->width == 1) {
		*cell = (struct cell){ { text[0] }, 1, (uint8_t)role };
		*n = 1;
		return 1;
	}
	if (u[0] < 0xE4 || u[0] > 0xE9 || (u[1] & 0xC0) != 0x80 || (u[2] & 0xC0) != 0x80 || room <= 2 ||
	    cell[0].width != 1 || cell[1].width != 1 ||
	    plain_width((u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u)) != 2)
		return 0;
	cell[0] = (struct cell){ { text[0], text[1], text[2] }, 2, (uint8_t)role };
	cell[1] = (struct cell){ "", 0, (uint8_t)role };
	*n = 3;
	return 2;
}

int
canvas_put(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text)
{
	int at = x, end, marks = 0, n, plain_at;
	uint32_t cp;

	if (y < 0 || y >= c->h || x >= c->w || width <= 0 || x < 0)
		return 0;
	end = x + (width < c->w - x ? width : c->w - x);
	for (;; text += n) {
		if (at < end && (plain_at = put_plain(cell_at(c, y, at), end - at, role, text, &n)) > 0) {
			at += plain_at;
			marks = 0;
			continue;
		}
		if ((n = utf8_decode(text, &cp)) <= 0)
			break;
		int w = plain_width(cp), plain = w;
		struct glyph g;
		if (!plain) {
			g = glyph_of(cp);
			w = g.width;
		}
		if (w == 0) {
			add_combining(c, y, at - 1, g.text, &marks);
			continue;
		}
		marks = 0;
		/* The last column is kept for '~' while more text follows. */
		if (at + w > end || (at + w == end && text_width(text + n) > 0)) {
			if (at < end)
				set_cell(c, y, at++, "~", 1, 1, role);
			break;
		}
		if (plain)
			set_cell(c, y, at, text, (size_t)n, w, role);
		else
			set_glyph(c, y, at, &g, role);
		at += w;
	}
	return at - x;
}

void
canvas_pad(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text)
{
	int used = canvas_put(c, y, x, width, role, text);

	canvas_fill(c, y, x + used, 1, width - used, role, " ");
}

void
canvas_right(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text)
{
	int w = text_width(text), lead = w < width ? width - w : 0;

	canvas_fill(c, y, x, 1, lead, role, " ");
	canvas_pad(c, y, x + lead, width - lead, role, text);
}

void
canvas_centre(struct canvas *c, int y, int x, int width, enum paint_role role, const char *text)
{
	int w = text_width(text), lead = w < width ? (width - w) / 2 : 0;

	canvas_fill(c, y, x, 1, lead, role, " ");
	canvas_pad(c, y, x + lead, width - lead, role, text);
}

int
canvas_putf(struct canvas *c, int y, int x, int width, enum paint_role role, const char *fmt, ...)
{
	char text[PUTF_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	text[utf8_clip(text, sizeof text - 1)] = '\0';
	return canvas_put(c, y, x, width, role, text);
}

/* Whether no line may begin with it. */
static bool
closes(uint32_t cp)
{
	static const char marks[] = "，。；：、！？）》」』”’,.;:!?)";
	uint32_t mark;
	int n;

	for (const char *at = marks; (n = utf8_decode(at, &mark)) > 0 && mark != 0; at += n)
		if (mark == cp)
			return true;
	return false;
}

/* Bytes of the next line: to a newline, else the longest prefix that fits, broken at a blank or beside Han, never
 * before a closing mark: the character it follows goes down with it. */
size_t
canvas_line(const char *text, int width)
{
	size_t fit = text_fit(text, width), cut = 0, any = 0, at = 0;
	const char *newline = memchr(text, '\n', fit);
	uint32_t cp, next;
	int n;

	if (newline != NULL)
		return (size_t)(newline - text);
	if (text[fit] == '\0' || text[fit] == '\n' || text[fit] == ' ')
		return fit;
	for (; at < fit && (n = utf8_decode(text + at, &cp)) > 0; at += (size_t)n)
		if (utf8_decode(text + at + n, &next) <= 0 || !closes(next)) {
			any = at + (size_t)n;
			cut = cp == ' ' || cp >= 0x2E80 ? any : cut;
		}
	return cut > 0 ? cut : any > 0 ? any : fit > 0 ? fit : (size_t)utf8_decode(text, &cp);
}

int
canvas_wrap(struct canvas *c, int y, int x, int h, int width, enum paint_role role, const char *text)
{
	int lines = 0;
	char line[PUTF_MAX];

	if (width <= 0)
		return 0;
	while (*text != '\0') {
		size_t n = canvas_line(text, width);
		if (lines < h) {
			snprintf(line, sizeof line, "%.*s", (int)n, text);
			canvas_put(c, y + lines, x, width, role, line);
		}
		lines++;
		text += n;
		while (*text == ' ')
			text++;
		if (*text == '\n')
			text++;
	}
	return lines;
}

void
canvas_fill(struct canvas *c, int y, int x, int h, int w, enum paint_role role, const char *glyph)
{
	int from = x < 0 ? 0 : x, end = x + w < c->w ? x + w : c->w;
	struct cell one = { .width = 1, .role = (uint8_t)role };

	strncpy(one.utf8, glyph, sizeof one.utf8 - 1);
	for (int i = y < 0 ? 0 : y; i < y + h && i < c->h && from < end; i++) {
		struct cell *row = &c->cells[(c->y + i) * c->stride + c->x];
		unpair(c, i, from);
		unpair(c, i, end - 1);
		for (int j = from; j < end; j++)
			row[j] = one;
	}
}

void
canvas_role(struct canvas *c, int y, int x, int h, int w, enum paint_role role)
{
	for (int i = y < 0 ? 0 : y; i < y + h && i < c->h; i++)
		for (int j = x < 0 ? 0 : x; j < x + w && j < c->w; j++)
			cell_at(c, i, j)->role = (uint8_t)role;
}

void
canvas_keep(struct canvas *c, int y, int x, int h, int w)
{
	struct canvas v = canvas_view(c, y, x, h, w);

	for (int i = 0; c->before != NULL && i < v.h; i++) {
		size_t at = (size_t)((v.y + i) * v.stride + v.x);
		memcpy(&v.cells[at], &v.before[at], (size_t)v.w * sizeof *v.cells);
	}
}

void
canvas_hline(struct canvas *c, int y, int x, int w, enum paint_role role)
{
	canvas_fill(c, y, x, 1, w, role, c->tier == GLYPHS_RICH ? "\xe2\x94\x80" : "-");
}

void
canvas_vline(struct canvas *c, int y, int x, int h, enum paint_role role)
{
	canvas_fill(c, y, x, h, 1, role, c->tier == GLYPHS_RICH ? "\xe2\x94\x82" : "|");
}

void
canvas_box(struct canvas *c, int y, int x, int h, int w, enum paint_role role, const char *title)
{
	static const char *const corners[2][4] = {
		{ "\xe2\x94\x8c", "\xe2\x94\x90", "\xe2\x94\x94", "\xe2\x94\x98" }, { "+", "+", "+", "+" } };
	const char *const *k = corners[c->tier == GLYPHS_RICH ? 0 : 1];

	if (h < 2 || w < 2)
		return;
	canvas_hline(c, y, x + 1, w - 2, role);
	canvas_hline(c, y + h - 1, x + 1, w - 2, role);
	canvas_vline(c, y + 1, x, h - 2, role);
	canvas_vline(c, y + 1, x + w - 1, h - 2, role);
	canvas_fill(c, y, x, 1, 1, role, k[0]);
	canvas_fill(c, y, x + w - 1, 1, 1, role, k[1]);
	canvas_fill(c, y + h - 1, x, 1, 1, role, k[2]);
	canvas_fill(c, y + h - 1, x + w - 1, 1, 1, role, k[3]);
	if (title != NULL && *title != '\0' && w > 6) {
		canvas_fill(c, y, x + 2, 1, 1, role, " ");
		int used = canvas_put(c, y, x + 3, w - 6, role, title);
		canvas_fill(c, y, x + 3 + used, 1, 1, role, " ");
	}
}

void
canvas_cursor(struct canvas *c, int y, int x)
{
	if (cell_at(c, y, x) != NULL)
		*c->cursor = (struct canvas_cursor){ c->y + y, c->x + x, true };
}

char *
canvas_text(const struct canvas *c)
{
	size_t room = (size_t)c->h * ((size_t)c->w * sizeof c->cells->utf8 + 1) + 1;
	char *text = malloc(room), *out = text;

	if (text == NULL)
		return NULL;
	for (int y = 0; y < c->h; y++) {
		char *end = out;                     /* behind the last thing that is no blank */
		for (int x = 0; x < c->w; x++) {
			const struct cell *cell = &c->cells[(c->y + y) * c->stride + c->x + x];
			size_t n = strlen(cell->utf8);
			memcpy(out, cell->utf8, n);
			out += n;
			if (n > 0 && strcmp(cell->utf8, " ") != 0)
				end = out;
		}
		out = end;
		*out++ = '\n';
	}
	*out = '\0';
	return text;
}
