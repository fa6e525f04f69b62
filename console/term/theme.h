/*
 * Paint roles to colours, from the one table in theme.def: dark or light, with
 * 8, 16 or 256 colours, or attributes only.  Meaning is never in the colour alone.
 */
#pragma once

#include "console/app/app_options.h"
#include "screens/kit/canvas.h"

enum { STYLE_BOLD = 1, STYLE_REVERSE = 2, STYLE_UNDERLINE = 4 };
enum { GROUND = -1 };          /* theme.def's G */
enum scheme { SCHEME_DARK, SCHEME_LIGHT, SCHEMES };
enum depth { DEPTH_8, DEPTH_16, DEPTH_256, DEPTHS };

struct style {
	short    fg, bg;         /* palette index; -1 the terminal's own */
	unsigned flags;          /* STYLE_* */
};

struct theme_row {
	enum { THEME_TEXT, THEME_MARK } kind;
	unsigned mono;
	struct style colour[SCHEMES][DEPTHS];
};

extern const struct theme_row theme_table[PAINT_ROLES];

/* What a terminal says its own two colours are, 0 to 255 each. */
struct rgb { double r, g, b; };
struct ground { bool known; struct rgb fg, bg; };

struct theme {
	bool mono;
	enum scheme scheme;
	bool own;                /* the terminal's own ground stays: it is as dark, or as light, as the scheme needs */
};

/* Added to a cell's role inside an overlay: what has no background of its own lies on the dialog's. */
#define CELL_ON_DIALOG 0x40

/* The terminal's own ground stays up to this luminance in the dark scheme, from that on in the light one. */
#define THEME_DARK_MOST   0.015
#define THEME_LIGHT_LEAST 0.8

double theme_luminance(struct rgb c);                       /* as WCAG 2 defines it, 0 to 1 */
double theme_contrast(double luminance, double other);      /* 1 to 21 */
/* The theme of option `theme`; AUTO: mono when NO_COLOR is set and not empty, else what suits the ground, dark when
 * unknown. */
struct theme theme_resolve(enum app_theme option, const char *no_color, const struct ground *ground);
/* The style of a cell's role (with CELL_ON_DIALOG or without) on a terminal with `colours` colours (0: none). */
struct style theme_style(const struct theme *theme, unsigned role, int colours);
