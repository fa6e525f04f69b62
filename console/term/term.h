/*
 * The terminal: opened, sized and given back by curses.  A frame of
 * cells is drawn by draw.c, one write a change, or by curses where it has to;
 * keys are read past it (input.c).
 */
#pragma once

#include "console/term/input.h"
#include "console/term/theme.h"
#include "screens/kit/canvas.h"

struct term;

/* Takes over the terminal on stdin/stdout.  NULL with a sentence in `error` (terminal restored).  When
 * TERM is unknown another description is used and said in `notice` ("" otherwise). */
struct term *term_open(bool curses_draws, char *notice, size_t notice_size, char *error, size_t error_size);
/* Its colours, before the first frame and again at any time. */
void term_theme(struct term *t, const struct theme *theme);
/* Has it been seen to repeat a character (REP)? */
void term_repeat(struct term *t, bool does);
void term_close(struct term *t);                /* restores the terminal; NULL is fine */

void term_size(const struct term *t, int *h, int *w);
/* Asks the kernel for the size; true when it changed. */
bool term_resized(struct term *t);

/* Shows the frame (as high and wide as the terminal), parking the cursor where the canvas says; with `ask` it ends with
 * a question that comes back as TERM_STATUS once the terminal has come so far.  The bytes, 0 where curses draws. */
size_t term_show(struct term *t, const struct canvas *frame, bool ask);
/* The next term_show() repaints everything. */
void term_redraw(struct term *t);
/* The next event without waiting; milliseconds until there may be one although nothing comes, -1 none. */
void term_read(struct term *t, struct term_event *out);
int  term_due(const struct term *t);
/* How long Esc waits for what may follow it. */
void term_escape_wait(struct term *t, int ms);
/* Does it take questions (OSC) and private modes, and has it colours to ask about? */
bool term_asks(const struct term *t);

void term_bell(struct term *t);
void term_mouse(struct term *t, bool on);
void term_leave(struct term *t);                /* hands the terminal back for a while (suspend, another program) */
void term_return(struct term *t);
/* Bytes that are not text (OSC 52 from clipboard.c); nothing else may use it. */
void term_send(struct term *t, const char *bytes, size_t len);
