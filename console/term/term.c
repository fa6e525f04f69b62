#include "console/term/term.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "console/term/draw.h"
#include "console/term/keys.h"
#include "console/cli/monotonic.h"
#include "console/term/pen.h"
#include "model/text/utf8.h"

struct term {
	SCREEN        *screen;
	struct input   input;
	int            h, w;
	struct draw   *draw;               /* NULL: curses draws, with `styles` */
	struct { attr_t attrs; short pair; } styles[PEN_ROLES];
	struct bytes   out;                /* a frame and its question, one write */
	bool           all;                /* repaint everything */
	bool           away, gone, modern;  /* modern: understands private modes (bracketed paste, mouse) */
	bool           mouse;
};

/* From <term.h>, which defines macros named "tab", "columns" and the like. */
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

	if (screen == NULL || pen_cap("cup") != NULL)
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

void
term_repeat(struct term *t, bool does)
{
	if (t->draw != NULL)
		draw_repeat(t->draw, does);
}

/* What this terminal's description says of its keys; input.c knows what most send anyway. */
static void
name_keys(struct input *in)
{
	static const struct { const char *cap; uint32_t key; } table[] = {
		{ "kcuu1", NAMED_UP }, { "kcud1", NAMED_DOWN }, { "kcub1", NAMED_LEFT }, { "kcuf1", NAMED_RIGHT },
		{ "khome", NAMED_HOME }, { "kfnd", NAMED_HOME }, { "kend", NAMED_END }, { "kslt", NAMED_END },
		{ "kpp", NAMED_PGUP }, { "knp", NAMED_PGDN }, { "kent", NAMED_ENTER }, { "kcbt", NAMED_BACKTAB },
		{ "kich1", NAMED_INSERT }, { "kdch1", NAMED_DELETE },
	};
	char cap[8];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		input_name(in, pen_cap(table[i].cap), table[i].key);
	for (uint32_t n = 1; n <= 20; n++) {
		snprintf(cap, sizeof cap, "kf%u", n);
		input_name(in, pen_cap(cap), NAMED_F0 + n);
	}
}

static void
modes(struct term *t, bool on)
{
	if (!t->modern)
		return;
	term_send(t, on ? "\033[?2004h" : "\033[?2004l", 8);
	if (t->mouse)
		term_send(t, on ? "\033[?1000h\033[?1006h" : "\033[?1000l\033[?1006l", 16);
}

static int
allocate(struct term *t, char *error, size_t size)
{
	getmaxyx(stdscr, t->h, t->w);
	if (input_init(&t->input) == 0)
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
	if (has_colors())
		start_color();
	if (allocate(t, error, error_size) != 0) {
		term_close(t);
		return NULL;
	}
	if (!curses_draws)
		t->draw = draw_new(t->h, t->w);
	keypad(stdscr, TRUE);        /* only that the keys send what the description says */
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE);         /* a list that scrolls is scrolled by the terminal */
	typeahead(-1);               /* keys that wait are the loop's business */
	name_keys(&t->input);
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
	delscreen(t->screen);
	draw_free(t->draw);
	input_clear(&t->input);
	free(t->out.text);
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

size_t
term_show(struct term *t, const struct canvas *frame, bool ask)
{
	static const char question[] = "\033[5n";
	const char *bytes;
	size_t n = 0;

	if (t->away || t->gone || frame->h != t->h || frame->w != t->w)
		return 0;
	t->out.n = 0;
	if (t->draw == NULL) {
		show_curses(t, frame);
	} else {
		if (t->all)
			draw_lost(t->draw);
		bytes = draw_frame(t->draw, frame, &n);
		bytes_add(&t->out, bytes, n);
	}
	if (ask)
		bytes_add(&t->out, question, sizeof question - 1);
	term_send(t, t->out.text, t->out.n);
	t->all = false;
	return n;
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
	if (t->modern && t->mouse != on)
		term_send(t, on ? "\033[?1000h\033[?1006h" : "\033[?1000l\033[?1006l", 16);
	t->mouse = on;
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

bool
term_asks(const struct term *t)
{
	return t->modern && has_colors();
}

void
term_escape_wait(struct term *t, int ms)
{
	t->input.escape_wait = ms;
}

int
term_due(const struct term *t)
{
	return input_due(&t->input, monotonic_ms());
}

void
term_read(struct term *t, struct term_event *out)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	char bytes[INPUT_HELD];
	ssize_t n;

	*out = (struct term_event){ .kind = TERM_NONE };
	while (!t->away && !input_next(&t->input, monotonic_ms(), out)) {
		if (poll(&p, 1, 0) <= 0 || (n = read(STDIN_FILENO, bytes, input_room(&t->input))) <= 0)
			return;
		input_add(&t->input, bytes, (size_t)n, monotonic_ms());
	}
}
