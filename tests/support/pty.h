/*
 * A program in a pseudo-terminal, seen through a terminal emulator (libvterm):
 * keys go in, the screen comes out as text, and the time and bytes between are
 * measured.  No sleeps: everything waits for a condition with a limit.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pty;

/* env: NULL-terminated "NAME=value" put over the inherited one ("NAME=" unsets).  NULL: no pty to be had. */
struct pty *pty_start(char *const argv[], char *const env[], int rows, int cols);
/* Hangs up, then TERM, then KILL its process group; frees.  The wait status. */
int         pty_end(struct pty *p);
pid_t       pty_pid(const struct pty *p);
/* From now on there is a line of this speed and delay between: keys and output take their time, nothing is lost. */
void        pty_slow(struct pty *p, double bytes_a_second, double one_way_ms);
/* A terminal that answers no question. */
void        pty_mute(struct pty *p);

/* Blank-separated keys: Enter Esc Tab S-Tab Space Up Down Left Right Home End PgUp PgDn Backspace F1..F12 C-x M-x;
 * anything else is typed as it is, "double quotes" keep blanks. */
void pty_keys(struct pty *p, const char *keys);
void pty_bytes(struct pty *p, const char *bytes, size_t n);
void pty_resize(struct pty *p, int rows, int cols);

/* Until `text` is on the screen (a line's blanks count; wide characters are one), at most ms.  pty_gone: until it is not. */
bool pty_wait(struct pty *p, const char *text, int ms);
bool pty_gone(struct pty *p, const char *text, int ms);
/* Until no byte has come for `quiet` ms. */
void pty_settle(struct pty *p, int quiet);
/* The program has ended by itself within ms; *status is its wait status. */
bool pty_ended(struct pty *p, int ms, int *status);

const char *pty_text(struct pty *p);              /* the screen, lines without trailing blanks; borrowed until the next call */
const char *pty_row(struct pty *p, int row);
/* The screen with every cell's colours and attributes; a blank counts for its background only.  Borrowed like pty_text(). */
const char *pty_look(struct pty *p);
void pty_cursor(struct pty *p, int *row, int *col);
/* How many cells lie on the terminal's own background. */
int  pty_plain(struct pty *p);
/* Did ICANON and ECHO come back? */
bool pty_restored(struct pty *p);
/* All bytes the program ever wrote, for looking for what must not be there. */
const char *pty_raw(struct pty *p, size_t *n);

/* How many of the bytes an emulator may be given at once (whole characters). */
size_t pty_whole(const char *bytes, size_t n);

/* ---- for measuring: milliseconds on the monotonic clock ---- */
double pty_now(void);
double pty_started(const struct pty *p);
double pty_last(const struct pty *p);             /* when the newest byte was read */
double pty_painted(const struct pty *p);          /* when the first glyph was read; 0 not yet */
struct pty_answer { double first_ms, last_ms; size_t bytes; int reads; bool answered; };
/* One key and its answer: until `quiet` ms pass without a byte. */
struct pty_answer pty_ask(struct pty *p, const char *key, int quiet);
/* The same until `text` is on the screen: last_ms is when the bytes that brought it were read. */
struct pty_answer pty_ask_until(struct pty *p, const char *key, const char *text, int ms);
/* Writes of the program seen so far (what it wrote faster than it was read counts once). */
size_t pty_pieces(const struct pty *p);
/* Takes in output for ms and says how many bytes came. */
size_t pty_listen(struct pty *p, int ms);
