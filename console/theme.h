/*
 * Paint roles to colours, per scheme.  Colours are given for 256-colour
 * terminals and, beside them, from the sixteen; eight-colour terminals get the
 * sixteen's lower half with bold.  Meaning is never in the colour alone.
 */
#ifndef GUATU_CONSOLE_THEME_H
#define GUATU_CONSOLE_THEME_H

#include "console/app.h"
#include "screens/canvas.h"

enum { STYLE_BOLD = 1, STYLE_REVERSE = 2, STYLE_UNDERLINE = 4 };

struct style {
	short    fg, bg;         /* palette index; -1 the terminal's own */
	unsigned flags;          /* STYLE_* */
};

/* Added to a cell's role inside an overlay: what has no background of its own lies on the dialog's. */
#define CELL_ON_DIALOG 0x40

/* The style of `role` on a terminal with `colours` colours (0: none). */
struct style theme_style(enum app_theme theme, enum paint_role role, int colours);
/* AUTO resolved: mono when NO_COLOR is set and not empty, else dark. */
enum app_theme theme_resolve(enum app_theme theme, const char *no_color);

#endif
