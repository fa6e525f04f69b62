#include "screens/kit/dots.h"

#include "model/text/utf8.h"

int
dots_init(struct dots *d, int h, int w)
{
	size_t n = (size_t)(h > 0 ? h : 1) * (size_t)(w > 0 ? w : 1);

	*d = (struct dots){ .h = h, .w = w, .bits = calloc(2, n) };
	d->role = d->bits + n;
	return d->bits != NULL ? 0 : -1;
}

void
dots_clear(struct dots *d)
{
	free(d->bits);
	*d = (struct dots){ 0 };
}

void
dots_set(struct dots *d, int y, int x, enum paint_role role)
{
	static const uint8_t bit[4][2] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
	int cell = (y >> 2) * d->w + (x >> 1);

	if (y < 0 || x < 0 || y >= d->h * 4 || x >= d->w * 2)
		return;
	d->bits[cell] |= bit[y & 3][x & 1];
	d->role[cell] = (uint8_t)role;
}

void
dots_line(struct dots *d, int y0, int x0, int y1, int x1, enum paint_role role)
{
	int dx = abs(x1 - x0), dy = -abs(y1 - y0), sx = x0 < x1 ? 1 : -1, sy = y0 < y1 ? 1 : -1, slip = dx + dy;

	for (;;) {
		int twice = 2 * slip;
		dots_set(d, y0, x0, role);
		if (y0 == y1 && x0 == x1)
			return;
		if (twice >= dy) {
			slip += dy;
			x0 += sx;
		}
		if (twice <= dx) {
			slip += dx;
			y0 += sy;
		}
	}
}

/* The stroke that says most about eight dots. */
static const char *
ascii_of(uint8_t bits)
{
	bool top = (bits & 0x1B) != 0, middle = (bits & 0x24) != 0, bottom = (bits & 0xC0) != 0;

	if (top && bottom)
		return (bits & 0x47) == 0 || (bits & 0xB8) == 0 ? "|"
		       : (bits & 0x43) != 0 && (bits & 0xA8) == 0 ? "\\" : "/";
	return top ? "'" : bottom ? (middle ? "," : "_") : "-";
}

void
dots_paint(const struct dots *d, struct canvas *c, int y, int x)
{
	char glyph[5];

	for (int i = 0; i < d->h * d->w; i++) {
		if (d->bits[i] == 0)
			continue;
		utf8_encode(0x2800u + d->bits[i], glyph);
		canvas_fill(c, y + i / d->w, x + i % d->w, 1, 1, (enum paint_role)d->role[i],
		            c->tier == GLYPHS_ASCII ? ascii_of(d->bits[i]) : glyph);
	}
}
