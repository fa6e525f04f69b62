#include "console/term.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "console/draw.h"
#include "console/keys.h"
#include "console/pen.h"
#include "model/utf8.h"

enum { ESC_DELAY = 25, PASTE_MAX = 64 * 1024 };
/* Codes for sequences curses has no name for. */
enum { SEQ_PASTE_BEGIN = KEY_MAX + 1, SEQ_PASTE_END, SEQ_F1, SEQ_F4 = SEQ_F1 + 3, SEQ_IGNORE };

struct term {
	SCREEN        *screen;
	WINDOW        *keys;               /* a 1x1 pad: reading from it never refreshes the screen */
	int            h, w;
	struct draw   *draw;               /* NULL: curses draws, with `styles` */
	struct { attr_t attrs; short pair; } styles[PEN_ROLES];
	bool           all;                /* repaint everything */
	bool           away, gone, modern;  /* modern: understands private modes (bracketed paste, mouse) */
	bool           mouse, pasting;
	char          *paste;
	size_t         paste_len;
};

/* From <term.h>, which defines macros named "tab", "columns" and the like. */
extern char *tigetstr(const char *);
extern int   setupterm(const char *, int, int *);
extern void *set_curterm(void *);
extern int   del_curterm(void *);

/* ---- starting ------------------------------------------------------------ */

/* Asked first: newterm() leaks what it made before it found no description. */
static bool
described(const char *name)
{
	int found;

	if (setupterm(name, STDOUT_FILENO, &found) != OK)
		return false;
	del_curterm(set_curterm(NULL));
	return true;
}

static SCREEN *
screen_named(const char *name)
{
	SCREEN *screen = described(name) ? newterm(name, stdout, stdin) : NULL;
	const char *cup = screen != NULL ? tigetstr("cup") : NULL;

	if (screen == NULL || (cup != NULL && cup != (const char *)-1))
		return screen;
	endwin();                    /* a terminal that cannot place its cursor shows nothing of ours */
	delscreen(screen);
	return NULL;
}

static SCREEN *
screen_open(bool *modern, char *notice, size_t size)
{
	static const char *const spares[] = { "xterm-256color", "vt100" };
	const char *name = getenv("TERM");
	SCREEN *screen = name != NULL && *name != '\0' ? screen_named(name) : NULL;

	*modern = screen != NULL && strcmp(name, "vt100") != 0 && strcmp(name, "linux") != 0;
	*notice = '\0';
	for (size_t i = 0; screen == NULL && i < sizeof spares / sizeof *spares; i++) {
		if ((screen = screen_named(spares[i])) == NULL)
			continue;
		*modern = i == 0;
		snprintf(notice, size, _("TERM=%s is not known here, using %s; set TERM to your terminal's name"),
		         name != NULL ? name : "", spares[i]);
	}
	return screen;
}

/* The same colours have the same pair: a change of pair is a change of colours sent to the terminal. */
static short
pair_of(short fg, short bg, int *next)
{
	short f, b;

	for (short i = 1; i < *next; i++)
		if (pair_content(i, &f, &b) == OK && f == fg && b == bg)
			return i;
	return *next < COLOR_PAIRS && init_pair((short)*next, fg, bg) == OK ? (short)(*next)++ : 0;
}

/* The theme in curses' words.  Pair 0, in which it erases, has NORMAL's colours: where the ground is ours, erasing
 * paints it. */
static void
make_styles(struct term *t, const struct theme *theme)
{
	int colours = has_colors() ? COLORS : 0, next = 1;
	struct style normal = theme_style(theme, PAINT_NORMAL, colours);

	if (colours > 0)
		assume_default_colors(normal.fg, normal.bg);
	for (unsigned r = 0; r < PEN_ROLES; r++) {
		if ((r & ~(unsigned)CELL_ON_DIALOG) >= PAINT_ROLES)
			continue;
		struct style s = theme_style(theme, r, colours);
		t->styles[r].attrs = (s.flags & STYLE_BOLD ? A_BOLD : 0) | (s.flags & STYLE_REVERSE ? A_REVERSE : 0) |
		                     (s.flags & STYLE_UNDERLINE ? A_UNDERLINE : 0);
		t->styles[r].pair = s.fg == normal.fg && s.bg == normal.bg ? 0 : pair_of(s.fg, s.bg, &next);
	}
}

void
term_theme(struct term *t, const struct theme *theme)
{
	if (t->draw != NULL && draw_theme(t->draw, theme) != 0) {
		draw_free(t->draw);
		t->draw = NULL;
	}
	if (t->draw == NULL)
		make_styles(t, theme);
	t->all = true;
}

/* What a terminal may send although its description does not say so: PuTTY's and the Linux console's F1
 * to F4, the other form of Home and End, and modified keys that mean nothing here. */
static void
define_sequences(void)
{
	static const char *const f[3][4] = {
		{ "\033[11~", "\033[12~", "\033[13~", "\033[14~" },
		{ "\033OP", "\033OQ", "\033OR", "\033OS" },
		{ "\033[[A", "\033[[B", "\033[[C", "\033[[D" },
	};

	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 4; k++)
			if (key_defined(f[i][k]) <= 0)
				define_key(f[i][k], SEQ_F1 + k);
	define_key("\033[200~", SEQ_PASTE_BEGIN);
	define_key("\033[201~", SEQ_PASTE_END);
	static const struct { const char *seq; int key; } more[] = {
		{ "\033[H", KEY_HOME }, { "\033[F", KEY_END }, { "\033OH", KEY_HOME }, { "\033OF", KEY_END },
		{ "\033[1~", KEY_HOME }, { "\033[4~", KEY_END }, { "\033[Z", KEY_BTAB },
		{ "\033[A", KEY_UP }, { "\033[B", KEY_DOWN }, { "\033[C", KEY_RIGHT }, { "\033[D", KEY_LEFT },
		{ "\033[I", SEQ_IGNORE }, { "\033[O", SEQ_IGNORE },
	};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (key_defined(more[i].seq) <= 0)
			define_key(more[i].seq, more[i].key);
}

static void
modes(struct term *t, bool on)
{
	if (!t->modern)
		return;
	term_send(t, on ? "\033[?2004h" : "\033[?2004l", 8);
	if (t->mouse && !on)
		term_send(t, "\033[?1000l\033[?1006l", 16);
}

static int
allocate(struct term *t, char *error, size_t size)
{
	getmaxyx(stdscr, t->h, t->w);
	t->paste = malloc(PASTE_MAX + 1);
	t->keys = newpad(1, 1);
	if (t->paste != NULL && t->keys != NULL)
		return 0;
	snprintf(error, size, "%s", _("out of memory; close other programs and start again"));
	return -1;
}

struct term *
term_open(bool curses_draws, char *notice, size_t notice_size, char *error, size_t error_size)
{
	struct term *t = calloc(1, sizeof *t);

	if (t == NULL || (t->screen = screen_open(&t->modern, notice, notice_size)) == NULL) {
		snprintf(error, error_size, "%s", _("this terminal cannot be used: no description for TERM nor for "
		         "xterm-256color or vt100 is installed; install ncurses-base"));
		free(t);
		return NULL;
	}
	/* raw: ^S ^Q ^C ^Z reach us as keys; nonl: Enter is CR. */
	raw();
	noecho();
	nonl();
	set_escdelay(ESC_DELAY);
	if (has_colors())
		start_color();
	if (allocate(t, error, error_size) != 0) {
		term_close(t);
		return NULL;
	}
	if (!curses_draws)
		t->draw = draw_new(t->h, t->w);
	keypad(t->keys, TRUE);
	nodelay(t->keys, TRUE);
	meta(t->keys, TRUE);
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE);         /* a list that scrolls is scrolled by the terminal */
	typeahead(-1);               /* keys that wait are the loop's business */
	define_sequences();
	/* Until its first endwin() + refresh() curses writes once for every cursor movement; this makes a
	 * frame one write (performance.md). */
	endwin();
	refresh();
	modes(t, true);
	t->all = true;
	return t;
}

void
term_close(struct term *t)
{
	if (t == NULL)
		return;
	if (!t->gone)
		term_leave(t);
	if (t->keys != NULL)
		delwin(t->keys);
	delscreen(t->screen);
	draw_free(t->draw);
	free(t->paste);
	free(t);
}

void
term_leave(struct term *t)
{
	const char *plain;
	size_t n;

	if (t->away)
		return;
	if (t->draw != NULL) {
		plain = draw_plain(t->draw, &n);
		term_send(t, plain, n);
	}
	modes(t, false);
	curs_set(1);
	endwin();
	t->away = true;
}

void
term_return(struct term *t)
{
	if (!t->away)
		return;
	t->away = false;
	refresh();
	modes(t, true);
	term_mouse(t, t->mouse);
	t->all = true;
}

/* ---- size ---------------------------------------------------------------- */

void
term_size(const struct term *t, int *h, int *w)
{
	*h = t->h;
	*w = t->w;
}

bool
term_resized(struct term *t)
{
	struct winsize ws;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) != 0 || ws.ws_row == 0 || ws.ws_col == 0)
		return false;
	if (ws.ws_row == t->h && ws.ws_col == t->w)
		return false;
	if (t->draw != NULL && draw_resize(t->draw, ws.ws_row, ws.ws_col) != 0)
		return false;
	resize_term(ws.ws_row, ws.ws_col);
	t->h = ws.ws_row;
	t->w = ws.ws_col;
	t->all = true;
	return true;
}

/* ---- showing ------------------------------------------------------------- */

void
term_redraw(struct term *t)
{
	t->all = true;
}

/* Where the description has what only curses can handle, or the officer wants it so: all cells, curses finds out
 * what is new. */
static void
give_curses(const struct term *t, const struct canvas *frame)
{
	for (int i = 0; i < t->h * t->w; i++) {
		const struct cell *c = &frame->cells[i];
		wchar_t wide[CCHARW_MAX] = { 0 };
		const char *p = c->utf8;
		cchar_t out;
		uint32_t cp;
		int len;
		if (c->width == 0)
			continue;
		for (int k = 0; k < CCHARW_MAX - 1 && (len = utf8_decode(p, &cp)) > 0; p += len)
			wide[k++] = (wchar_t)cp;
		setcchar(&out, wide, t->styles[c->role].attrs, t->styles[c->role].pair, NULL);
		mvadd_wchnstr(i / t->w, i % t->w, &out, 1);
	}
}

static void
show_curses(struct term *t, const struct canvas *frame)
{
	if (t->all)
		clearok(stdscr, TRUE);
	give_curses(t, frame);
	move(frame->cursor->on ? frame->cursor->y : t->h - 1, frame->cursor->on ? frame->cursor->x : 0);
	wnoutrefresh(stdscr);
	doupdate();
}

void
term_show(struct term *t, const struct canvas *frame)
{
	const char *bytes;
	size_t n;

	if (t->away || t->gone || frame->h != t->h || frame->w != t->w)
		return;
	if (t->draw == NULL) {
		show_curses(t, frame);
	} else {
		if (t->all)
			draw_lost(t->draw);
		bytes = draw_frame(t->draw, frame, &n);
		term_send(t, bytes, n);
	}
	t->all = false;
}

void
term_bell(struct term *t)
{
	if (!t->away && !t->gone)
		term_send(t, "\a", 1);
}

void
term_mouse(struct term *t, bool on)
{
	t->mouse = on;
	mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
	mouseinterval(0);
}

void
term_send(struct term *t, const char *bytes, size_t len)
{
	while (len > 0 && !t->gone) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

/* ---- reading ------------------------------------------------------------- */

void
term_unread(struct term *t, const char *bytes, size_t len)
{
	(void)t;
	while (len > 0)
		ungetch((unsigned char)bytes[--len]);
}

static uint32_t
named_of(int code)
{
	static const struct { int code; uint32_t key; } table[] = {
		{ KEY_UP, NAMED_UP }, { KEY_DOWN, NAMED_DOWN }, { KEY_LEFT, NAMED_LEFT }, { KEY_RIGHT, NAMED_RIGHT },
		{ KEY_HOME, NAMED_HOME }, { KEY_FIND, NAMED_HOME }, { KEY_END, NAMED_END }, { KEY_SELECT, NAMED_END },
		{ KEY_PPAGE, NAMED_PGUP }, { KEY_NPAGE, NAMED_PGDN }, { KEY_ENTER, NAMED_ENTER },
		{ KEY_BTAB, NAMED_BACKTAB }, { KEY_BACKSPACE, NAMED_BACKSPACE }, { KEY_IC, NAMED_INSERT },
		{ KEY_DC, NAMED_DELETE },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].code == code)
			return table[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(20))
		return (uint32_t)NAMED_F0 + (uint32_t)(code - KEY_F(0));
	if (code >= SEQ_F1 && code <= SEQ_F4)
		return (uint32_t)NAMED_F0 + 1 + (uint32_t)(code - SEQ_F1);
	return NAMED_NONE;
}

static uint32_t
char_key(uint32_t cp)
{
	switch (cp) {
	case '\r': case '\n': return NAMED_ENTER;
	case '\t': return NAMED_TAB;
	case 0x7F: case 0x08: return NAMED_BACKSPACE;
	case 0x1B: return NAMED_ESC;
	default: return cp;
	}
}

static void
paste_add(struct term *t, uint32_t cp)
{
	char utf8[5];
	int n;

	if (cp == '\r')
		cp = '\n';
	n = utf8_encode(cp, utf8);
	if (n > 0 && cp != 0 && t->paste_len + (size_t)n <= PASTE_MAX) {
		memcpy(t->paste + t->paste_len, utf8, (size_t)n);
		t->paste_len += (size_t)n;
	}
}

static void
read_mouse(struct term_event *out)
{
	MEVENT m;

	if (getmouse(&m) != OK)
		return;
	out->y = m.y;
	out->x = m.x;
	if (m.bstate & BUTTON1_PRESSED) {
		out->kind = TERM_CLICK;
	} else if (m.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED)) {
		out->kind = TERM_WHEEL;
		out->y = m.bstate & BUTTON4_PRESSED ? -1 : 1;
	}
}

/* ESC with something right behind it is Alt (a person is not that fast), alone it is Esc. */
static uint32_t
after_escape(struct term *t)
{
	wint_t wc;
	int rc = wget_wch(t->keys, &wc);

	if (rc == OK && wc != 0x1B)
		return char_key((uint32_t)wc) | KEY_ALT;
	if (rc == KEY_CODE_YES && named_of((int)wc) != NAMED_NONE)
		return named_of((int)wc) | KEY_ALT;
	return NAMED_ESC;
}

/* One thing curses has to say; true when it made an event or was swallowed, false when nothing waits. */
static bool
read_one(struct term *t, struct term_event *out)
{
	wint_t wc;
	int rc = wget_wch(t->keys, &wc);

	if (rc == ERR)
		return false;
	if (rc == KEY_CODE_YES && wc == SEQ_PASTE_BEGIN) {
		t->pasting = true;
		t->paste_len = 0;
	} else if (rc == KEY_CODE_YES && wc == SEQ_PASTE_END && t->pasting) {
		t->pasting = false;
		t->paste[t->paste_len] = '\0';
		*out = (struct term_event){ .kind = TERM_PASTE, .paste = t->paste };
	} else if (t->pasting) {
		if (rc == OK)
			paste_add(t, (uint32_t)wc);
	} else if (rc == KEY_CODE_YES && wc == KEY_MOUSE) {
		read_mouse(out);
	} else {
		uint32_t key = rc == KEY_CODE_YES ? named_of((int)wc) : char_key((uint32_t)wc);
		if (key == NAMED_ESC)
			key = after_escape(t);
		if (key != NAMED_NONE)
			*out = (struct term_event){ .kind = TERM_KEY, .key = key };
	}
	return true;
}

void
term_read(struct term *t, struct term_event *out)
{
	*out = (struct term_event){ .kind = TERM_NONE };
	if (t->away)
		return;
	while (read_one(t, out))
		if (out->kind != TERM_NONE)
			return;
}
