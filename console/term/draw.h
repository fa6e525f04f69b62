/*
 * The difference between two frames as bytes in the terminal's own language,
 * as terminfo has it: colours merged into one sequence, blanks erased, runs
 * repeated, rows that moved moved by the terminal.  One buffer a frame.
 */
#pragma once

#include "console/term/theme.h"
#include "screens/kit/canvas.h"

struct draw;

/* For the terminal whose description is loaded (newterm() or setupterm() has run), h x w, its screen unknown.
 * NULL: out of memory, or a description with something this cannot do: let curses draw. */
struct draw *draw_new(int h, int w);
/* Its colours, before the first frame and again at any time; -1 when the description cannot set back what they set. */
int  draw_theme(struct draw *d, const struct theme *theme);
/* Does the terminal really repeat what its description says it does?  Many that call themselves xterm do not, or only
 * ASCII.  At first nothing is repeated. */
void draw_repeat(struct draw *d, bool does);
void draw_free(struct draw *d);                      /* NULL is fine */
int  draw_resize(struct draw *d, int h, int w);      /* 0; -1 out of memory, nothing changed */
/* Nobody knows what is on the screen: the next frame clears it first. */
void draw_lost(struct draw *d);

/* The bytes that make the screen show `frame` (as high and wide); borrowed until the next call. */
const char *draw_frame(struct draw *d, const struct canvas *frame, size_t *len);
/* The bytes back to plain colours, for whoever writes next. */
const char *draw_plain(struct draw *d, size_t *len);
