#include "console/theme.h"

#include <stddef.h>

enum { B = STYLE_BOLD, R = STYLE_REVERSE, U = STYLE_UNDERLINE };

/* fg and bg for 256 colours, for 16 colours, flags. */
struct row { short fg, bg, fg16, bg16; unsigned flags; };

static const struct row dark[PAINT_ROLES] = {
	[PAINT_NORMAL]       = { -1,  -1,  -1, -1, 0 },
	[PAINT_DIM]          = { 245, -1,  8,  -1, 0 },
	[PAINT_TITLE]        = { 231, -1,  15, -1, B },
	[PAINT_HEADER]       = { 253, 24,  15, 4,  0 },
	[PAINT_HEADER_WARN]  = { 16,  214, 0,  3,  B },
	[PAINT_TAB]          = { 250, 236, 7,  -1, 0 },
	[PAINT_TAB_ACTIVE]   = { 16,  80,  0,  6,  B },
	[PAINT_BORDER]       = { 240, -1,  8,  -1, 0 },
	[PAINT_BORDER_FOCUS] = { 80,  -1,  14, -1, 0 },
	[PAINT_COLUMN_HEAD]  = { 110, -1,  6,  -1, B },
	[PAINT_SELECTED]     = { 231, 25,  15, 4,  B },
	[PAINT_MARKED]       = { 222, -1,  11, -1, B },
	[PAINT_PENDING]      = { 183, -1,  13, -1, 0 },
	[PAINT_LAMP_GREY]    = { 245,  -1,  8,  -1, 0 },
	[PAINT_LAMP_BLUE]    = { 75,  -1,  12,  -1, B },
	[PAINT_LAMP_GREEN]   = { 77,  -1,  10,  -1, B },
	[PAINT_LAMP_YELLOW]  = { 220,  -1,  11,  -1, B },
	[PAINT_LAMP_RED]     = { 203,  -1,  9,  -1, B },
	[PAINT_LAMP_MAGENTA] = { 177,  -1,  13,  -1, B },
	[PAINT_BAR]          = { 73,  -1,  6,  -1, 0 },
	[PAINT_BAR_EMPTY]    = { 240, -1,  8,  -1, 0 },
	[PAINT_PACE]         = { 222, -1,  11, -1, B },
	[PAINT_CHART]        = { 80,  -1,  14, -1, 0 },
	[PAINT_SECTION]      = { 152, -1,  14, -1, B },
	[PAINT_BADGE]        = { -1,  -1,  -1, -1, R },
	[PAINT_HIT]          = { 16,  229, 0,  11, B },
	[PAINT_KEY]          = { 80,  -1, 14, -1, B },
	[PAINT_HINT]         = { 252, -1, 7,  -1, 0 },
	[PAINT_HINT_OFF]     = { 242, -1, 8,  -1, 0 },
	[PAINT_INPUT]        = { 231, 238, 15, 8,  U },
	[PAINT_DIALOG]       = { 253, 235, 7,  0,  0 },
	[PAINT_BUTTON]       = { 253, 239, 7,  8,  0 },
	[PAINT_BUTTON_FOCUS] = { 16,  80,  0,  6,  B },
	[PAINT_OK]           = { 114, -1,  10, -1, 0 },
	[PAINT_WARN]         = { 221, -1,  11, -1, B },
	[PAINT_ERROR]        = { 210, -1,  9,  -1, B },
	[PAINT_SAMPLE]       = { 16,  180, 0,  3,  0 },
};

static const struct row light[PAINT_ROLES] = {
	[PAINT_NORMAL]       = { -1,  -1,  -1, -1, 0 },
	[PAINT_DIM]          = { 242, -1,  8,  -1, 0 },
	[PAINT_TITLE]        = { 16,  -1,  0,  -1, B },
	[PAINT_HEADER]       = { 231, 24,  15, 4,  0 },
	[PAINT_HEADER_WARN]  = { 16,  214, 0,  3,  B },
	[PAINT_TAB]          = { 238, 254, 0,  7,  0 },
	[PAINT_TAB_ACTIVE]   = { 231, 30,  15, 6,  B },
	[PAINT_BORDER]       = { 248, -1,  8,  -1, 0 },
	[PAINT_BORDER_FOCUS] = { 30,  -1,  6,  -1, 0 },
	[PAINT_COLUMN_HEAD]  = { 25,  -1,  4,  -1, B },
	[PAINT_SELECTED]     = { 16,  153, 15, 4,  B },
	[PAINT_MARKED]       = { 94,  -1,  3,  -1, B },
	[PAINT_PENDING]      = { 90,  -1,  5,  -1, 0 },
	[PAINT_LAMP_GREY]    = { 244,  -1,  8,  -1, 0 },
	[PAINT_LAMP_BLUE]    = { 26,  -1,  4,  -1, B },
	[PAINT_LAMP_GREEN]   = { 28,  -1,  2,  -1, B },
	[PAINT_LAMP_YELLOW]  = { 136,  -1,  3,  -1, B },
	[PAINT_LAMP_RED]     = { 160,  -1,  1,  -1, B },
	[PAINT_LAMP_MAGENTA] = { 127,  -1,  5,  -1, B },
	[PAINT_BAR]          = { 30,  -1,  6,  -1, 0 },
	[PAINT_BAR_EMPTY]    = { 250, -1,  7,  -1, 0 },
	[PAINT_PACE]         = { 130, -1,  1,  -1, B },
	[PAINT_CHART]        = { 25,  -1,  4,  -1, 0 },
	[PAINT_SECTION]      = { 24,  -1,  4,  -1, B },
	[PAINT_BADGE]        = { -1,  -1,  -1, -1, R },
	[PAINT_HIT]          = { 16,  228, 0,  3,  B },
	[PAINT_KEY]          = { 25,  -1, 4,  -1,  B },
	[PAINT_HINT]         = { 236, -1, 0,  -1,  0 },
	[PAINT_HINT_OFF]     = { 247, -1, 8,  -1,  0 },
	[PAINT_INPUT]        = { 16,  254, 0,  7,  U },
	[PAINT_DIALOG]       = { 16,  255, 0,  15, 0 },
	[PAINT_BUTTON]       = { 16,  251, 0,  7,  0 },
	[PAINT_BUTTON_FOCUS] = { 231, 30,  15, 6,  B },
	[PAINT_OK]           = { 28,  -1,  2,  -1, 0 },
	[PAINT_WARN]         = { 130, -1,  3,  -1, B },
	[PAINT_ERROR]        = { 160, -1,  1,  -1, B },
	[PAINT_SAMPLE]       = { 16,  223, 0,  3,  0 },
};

/* Only attributes: what must stand out does so by weight, line or inversion. */
static const unsigned mono[PAINT_ROLES] = {
	[PAINT_TITLE] = B, [PAINT_HEADER] = R, [PAINT_HEADER_WARN] = R | B, [PAINT_TAB_ACTIVE] = R | B,
	[PAINT_BORDER_FOCUS] = B, [PAINT_COLUMN_HEAD] = U, [PAINT_SELECTED] = R, [PAINT_MARKED] = B,
	[PAINT_LAMP_YELLOW] = B, [PAINT_LAMP_RED] = B, [PAINT_LAMP_MAGENTA] = B,
	[PAINT_PACE] = B, [PAINT_SECTION] = B, [PAINT_BADGE] = R, [PAINT_HIT] = R, [PAINT_KEY] = B,
	[PAINT_INPUT] = U, [PAINT_BUTTON_FOCUS] = R | B, [PAINT_WARN] = B, [PAINT_ERROR] = R | B, [PAINT_SAMPLE] = U,
};

enum app_theme
theme_resolve(enum app_theme theme, const char *no_color)
{
	if (theme != THEME_AUTO)
		return theme;
	return no_color != NULL && *no_color != '\0' ? THEME_MONO : THEME_DARK;
}

/* Eight colours: bright foregrounds become bold, bright backgrounds their dark twins. */
static struct style
eight(struct style s)
{
	if (s.fg >= 8) {
		s.fg = (short)(s.fg == 8 ? -1 : s.fg - 8);
		s.flags |= s.fg >= 0 ? B : 0;
	}
	if (s.bg >= 8) {
		s.flags |= s.bg == 8 ? R : 0;
		s.bg = (short)(s.bg == 8 ? -1 : s.bg - 8);
	}
	return s;
}

struct style
theme_style(enum app_theme theme, enum paint_role role, int colours)
{
	const struct row *row = theme == THEME_LIGHT ? &light[role] : &dark[role];

	if (theme == THEME_MONO || colours < 8)
		return (struct style){ -1, -1, mono[role] };
	if (colours >= 256 && theme == THEME_LIGHT)         /* light is light on a dark terminal, too */
		return (struct style){ row->fg < 0 ? 16 : row->fg, row->bg < 0 ? 231 : row->bg, row->flags };
	if (colours >= 256)
		return (struct style){ row->fg, row->bg, row->flags };
	struct style s = { row->fg16, row->bg16, row->flags };
	return colours >= 16 ? s : eight(s);
}
