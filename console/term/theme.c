#include "console/term/theme.h"

#include <math.h>

#define TEXT THEME_TEXT
#define MARK THEME_MARK
#define C(...) { __VA_ARGS__ }

enum { G = GROUND, B = STYLE_BOLD, R = STYLE_REVERSE, U = STYLE_UNDERLINE };

const struct theme_row theme_table[PAINT_ROLES] = {
#define STYLE(role, kind, mono, d8, d16, d256, l8, l16, l256) \
	[PAINT_##role] = { kind, mono, { { d8, d16, d256 }, { l8, l16, l256 } } },
#include "console/term/theme.def"
#undef STYLE
};

/* As many rows as roles, and the compiler refuses a row given twice: none is missing. */
enum { ROWS = 0
#define STYLE(...) + 1
#include "console/term/theme.def"
#undef STYLE
};
_Static_assert(ROWS == (int)PAINT_ROLES, "every role of screens/kit/roles.def has its row in console/term/theme.def");

static double
linear(double c)
{
	c /= 255;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double
theme_luminance(struct rgb c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double
theme_contrast(double a, double b)
{
	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

struct theme
theme_resolve(enum app_theme option, const char *no_color, const struct ground *ground)
{
	double bg = ground->known ? theme_luminance(ground->bg) : 0;
	/* Above this black reads better than white. */
	bool light = option == THEME_AUTO ? bg > 0.18 : option == THEME_LIGHT;
	struct theme t = { .mono = option == THEME_MONO, .scheme = light ? SCHEME_LIGHT : SCHEME_DARK };

	if (option == THEME_AUTO && no_color != NULL && *no_color != '\0')
		t.mono = true;
	t.own = ground->known && theme_contrast(theme_luminance(ground->fg), bg) >= 4.5 &&
	        (light ? bg >= THEME_LIGHT_LEAST : bg <= THEME_DARK_MOST);
	return t;
}

struct style
theme_style(const struct theme *theme, unsigned role, int colours)
{
	const struct theme_row *row = &theme_table[role & ~(unsigned)CELL_ON_DIALOG];
	enum depth depth = colours >= 256 ? DEPTH_256 : colours >= 16 ? DEPTH_16 : DEPTH_8;
	short dialog = theme_table[PAINT_DIALOG].colour[theme->scheme][depth].bg;
	struct style normal = theme_table[PAINT_NORMAL].colour[theme->scheme][depth];
	struct style s = row->colour[theme->scheme][depth];

	if (theme->mono || colours < 8)
		return (struct style){ -1, -1, row->mono };
	if (row == &theme_table[PAINT_NORMAL])
		s = (struct style){ theme->own ? -1 : s.fg, GROUND, s.flags };
	if (s.bg == GROUND && (role & CELL_ON_DIALOG))
		s.bg = dialog;
	if (s.bg == GROUND && !theme->own)
		s.bg = normal.bg;
	/* The terminal's own characters are made for its own ground only. */
	if (s.fg < 0 && s.bg >= 0)
		s.fg = normal.fg;
	return s;
}
