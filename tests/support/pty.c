#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

struct pty {
	pid_t  pid;
	int    fd, status, rows, cols;
	bool   eof, reaped;
	VTerm *vt;
	VTermScreen *screen;
	double start, painted, first, last;
	size_t reads;
	char  *raw;              /* everything written so far; shown up to `fed` */
	size_t raw_n, raw_cap, fed;
	char  *text;
	char   reply[4096];      /* what the emulator answers to the program's questions */
	size_t reply_n;
	bool   slow, mute;       /* slow: there is a line between; mute: the emulator answers nothing */
	double rate, delay;      /* bytes a millisecond, milliseconds one way */
	struct line { double free, *due; size_t n, at, cap; } down, up;      /* when each byte arrives; [0, at) has */
	char  *typed;            /* what is in `up` */
};

double
pty_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	abort();
}

/* ---- a slow line ------------------------------------------------------------ */

void
pty_slow(struct pty *p, double bytes_a_second, double one_way_ms)
{
	p->slow = true;
	p->rate = bytes_a_second / 1000;
	p->delay = one_way_ms;
}

void
pty_mute(struct pty *p)
{
	p->mute = true;
}

/* `n` more bytes set out now. */
static void
set_out(const struct pty *p, struct line *l, size_t n)
{
	if (l->n + n > l->cap) {
		l->due = realloc(l->due, sizeof *l->due * (l->cap = (l->n + n) * 2));
		must(l->due != NULL, "realloc");
	}
	for (size_t i = 0; i < n; i++) {
		l->free = (l->free > pty_now() ? l->free : pty_now()) + 1 / p->rate;
		l->due[l->n++] = l->free + p->delay;
	}
}

/* How many more have arrived. */
static size_t
arrive(struct line *l)
{
	size_t was = l->at;

	while (l->at < l->n && l->due[l->at] <= pty_now())
		l->at++;
	return l->at - was;
}

/* Milliseconds until the next byte arrives, `most` when none is under way. */
static double
next_due(const struct line *l, double most)
{
	double left = l->at < l->n ? l->due[l->at] - pty_now() : most;

	return left < 0 ? 0 : left < most ? left : most;
}

/* ---- the emulator --------------------------------------------------------- */

static void
on_reply(const char *bytes, size_t n, void *user)
{
	struct pty *p = user;

	if (p->mute)
		return;
	if (n > sizeof p->reply - p->reply_n)
		n = sizeof p->reply - p->reply_n;
	memcpy(p->reply + p->reply_n, bytes, n);
	p->reply_n += n;
}

/* libvterm 0.1.4 goes out of bounds when shrunk, so each size gets a fresh screen; programs repaint. */
static void
fresh_screen(struct pty *p, int rows, int cols)
{
	if (p->vt != NULL)
		vterm_free(p->vt);
	p->rows = rows;
	p->cols = cols;
	p->vt = vterm_new(rows, cols);
	must(p->vt != NULL, "vterm_new");
	vterm_set_utf8(p->vt, 1);
	vterm_output_set_callback(p->vt, on_reply, p);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	vterm_input_write(p->vt, " \r", 2);       /* 0.1.4 repeats (REP) for ever what it has not yet drawn */
}

static void
put(struct pty *p, const char *bytes, size_t n)
{
	double end = pty_now() + 5000;

	while (n > 0 && pty_now() < end) {
		ssize_t k = write(p->fd, bytes, n);
		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		} else if (errno == EAGAIN) {
			pty_listen(p, 2);
		} else if (errno != EINTR) {
			return;
		}
	}
}

void
pty_bytes(struct pty *p, const char *bytes, size_t n)
{
	size_t at = p->up.n;

	if (!p->slow || n == 0) {
		put(p, bytes, n);
		return;
	}
	set_out(p, &p->up, n);
	p->typed = realloc(p->typed, p->up.n);
	must(p->typed != NULL, "realloc");
	memcpy(p->typed + at, bytes, n);
}

/* As many of the n bytes as end with a whole character: libvterm 0.1.4 loses its place in one that comes in pieces. */
size_t
pty_whole(const char *bytes, size_t n)
{
	size_t at = n, need;

	while (at > 0 && n - at < 3 && ((unsigned char)bytes[at - 1] & 0xC0) == 0x80)
		at--;
	if (at == 0 || (unsigned char)bytes[at - 1] < 0xC0)
		return n;
	need = (unsigned char)bytes[at - 1] >= 0xF0 ? 4 : (unsigned char)bytes[at - 1] >= 0xE0 ? 3 : 2;
	return n - at + 1 < need ? at - 1 : n;
}

static void
feed(struct pty *p)
{
	char reply[sizeof p->reply];
	size_t n, end = p->slow ? p->down.at : p->raw_n;

	while (p->fed < end) {           /* it needs a stack of four times the size */
		n = pty_whole(p->raw + p->fed, end - p->fed < 4096 ? end - p->fed : 4096);
		if (n == 0)
			break;
		vterm_input_write(p->vt, p->raw + p->fed, n);
		p->fed += n;
	}
	n = p->reply_n;
	memcpy(reply, p->reply, n);
	p->reply_n = 0;
	pty_bytes(p, reply, n);
}

static void
came(struct pty *p)
{
	p->last = pty_now();
	p->first = p->first > 0 ? p->first : p->last;
	if (p->painted <= 0) {
		feed(p);
		if (strspn(pty_text(p), " \n") < strlen(p->text))
			p->painted = p->last;
	}
}

/* Waits at most ms for output: 1 some came, 0 none, -1 the program has closed its terminal. */
static int
take(struct pty *p, double ms)
{
	struct pollfd pfd = { p->fd, POLLIN, 0 };
	ssize_t n;
	int r;

	if (p->eof)
		return -1;
	r = poll(&pfd, 1, ms < 1 ? (ms > 0 ? 1 : 0) : (int)ms);
	if (r <= 0)
		return 0;
	if (p->raw_cap < p->raw_n + 65536) {
		p->raw = realloc(p->raw, p->raw_cap = p->raw_n * 2 + 131072);
		must(p->raw != NULL, "realloc");
	}
	n = read(p->fd, p->raw + p->raw_n, 65536);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0) {
		p->eof = true;
		return -1;
	}
	p->raw_n += (size_t)n;
	p->reads++;
	if (p->slow)
		set_out(p, &p->down, (size_t)n);
	else
		came(p);
	return 1;
}

/* The same at the far end of a slow line, when there is one. */
static int
pump(struct pty *p, double ms)
{
	double end = pty_now() + ms, left;
	size_t n;

	if (!p->slow)
		return take(p, ms);
	do {
		if ((n = arrive(&p->up)) > 0)
			put(p, p->typed + p->up.at - n, n);
		if (arrive(&p->down) > 0) {
			came(p);
			feed(p);
			return 1;
		}
		if (p->eof && p->down.at == p->down.n)
			return -1;
		left = next_due(&p->up, next_due(&p->down, end - pty_now()));
		if (take(p, left) < 0)
			nanosleep(&(struct timespec){ 0, (long)(left * 1e6) }, NULL);
	} while (pty_now() < end);
	return 0;
}

/* ---- starting and ending ---------------------------------------------------- */

static void
child(char *const argv[], char *const env[])
{
	unsetenv("COLUMNS");
	unsetenv("LINES");
	for (int i = 0; env != NULL && env[i] != NULL; i++) {
		char *name = strndup(env[i], strcspn(env[i], "="));
		const char *value = strchr(env[i], '=');
		if (value == NULL || value[1] == '\0')
			unsetenv(name);
		else
			setenv(name, value + 1, 1);
		free(name);
	}
	execvp(argv[0], argv);
	dprintf(1, "cannot run %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct pty *
pty_start(char *const argv[], char *const env[], int rows, int cols)
{
	struct winsize ws = { (unsigned short)rows, (unsigned short)cols, 0, 0 };
	struct pty *p = calloc(1, sizeof *p);

	must(p != NULL, "calloc");
	fresh_screen(p, rows, cols);
	p->start = p->last = pty_now();
	p->pid = forkpty(&p->fd, NULL, NULL, &ws);
	must(p->pid >= 0, "forkpty");
	if (p->pid == 0)
		child(argv, env);
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	return p;
}

bool
pty_ended(struct pty *p, int ms, int *status)
{
	double end = pty_now() + ms;

	while (!p->reaped) {
		p->reaped = waitpid(p->pid, &p->status, WNOHANG) == p->pid;
		if (p->reaped || pty_now() >= end)
			break;
		if (pump(p, 2) < 0)
			nanosleep(&(struct timespec){ 0, 500000 }, NULL);
	}
	if (p->reaped && status != NULL)
		*status = p->status;
	return p->reaped;
}

int
pty_end(struct pty *p)
{
	static const int signals[] = { SIGHUP, SIGTERM, SIGKILL };
	int status;

	for (int i = 0; i < 3 && !pty_ended(p, i == 0 ? 0 : 1500, NULL); i++)
		kill(-p->pid, signals[i]);
	pty_ended(p, 1500, NULL);
	status = p->status;
	close(p->fd);
	vterm_free(p->vt);
	free(p->raw);
	free(p->typed);
	free(p->up.due);
	free(p->down.due);
	free(p->text);
	free(p);
	return status;
}

pid_t
pty_pid(const struct pty *p)
{
	return p->pid;
}

/* ---- keys -------------------------------------------------------------------- */

static const struct { const char *name; VTermKey key; } named_keys[] = {
	{ "Enter", VTERM_KEY_ENTER }, { "Esc", VTERM_KEY_ESCAPE }, { "Tab", VTERM_KEY_TAB },
	{ "Up", VTERM_KEY_UP }, { "Down", VTERM_KEY_DOWN }, { "Left", VTERM_KEY_LEFT }, { "Right", VTERM_KEY_RIGHT },
	{ "Home", VTERM_KEY_HOME }, { "End", VTERM_KEY_END }, { "PgUp", VTERM_KEY_PAGEUP }, { "PgDn", VTERM_KEY_PAGEDOWN },
	{ "Backspace", VTERM_KEY_BACKSPACE }, { "Insert", VTERM_KEY_INS }, { "Delete", VTERM_KEY_DEL },
};

static void
press(struct pty *p, const char *key, size_t n)
{
	char one;

	p->reply_n = 0;
	for (size_t i = 0; i < sizeof named_keys / sizeof *named_keys; i++)
		if (strlen(named_keys[i].name) == n && strncmp(named_keys[i].name, key, n) == 0) {
			vterm_keyboard_key(p->vt, named_keys[i].key, VTERM_MOD_NONE);
			feed(p);
			return;
		}
	if (n >= 2 && key[0] == 'F' && key[1] >= '1' && key[1] <= '9') {
		vterm_keyboard_key(p->vt, (VTermKey)VTERM_KEY_FUNCTION(atoi(key + 1)), VTERM_MOD_NONE);
		feed(p);
	} else if (n == 5 && strncmp(key, "Space", 5) == 0) {
		pty_bytes(p, " ", 1);
	} else if (n == 5 && strncmp(key, "S-Tab", 5) == 0) {
		pty_bytes(p, "\033[Z", 3);
	} else if (n == 3 && strncmp(key, "C-", 2) == 0) {
		one = (char)(key[2] & 31);
		pty_bytes(p, &one, 1);
	} else if (n == 3 && strncmp(key, "M-", 2) == 0) {
		pty_bytes(p, "\033", 1);
		pty_bytes(p, key + 2, 1);
	} else {
		pty_bytes(p, key, n);
	}
}

void
pty_keys(struct pty *p, const char *keys)
{
	feed(p);
	while (*keys != '\0') {
		size_t n;
		if (*keys == '"') {
			n = strcspn(++keys, "\"");
			pty_bytes(p, keys, n);
			keys += n + 1;
		} else {
			n = strcspn(keys, " ");
			if (n > 0)
				press(p, keys, n);
			keys += n;
		}
		keys += strspn(keys, " ");
	}
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize ws = { (unsigned short)rows, (unsigned short)cols, 0, 0 };

	feed(p);
	fresh_screen(p, rows, cols);
	ioctl(p->fd, TIOCSWINSZ, &ws);
}

/* ---- looking ------------------------------------------------------------------ */

const char *
pty_text(struct pty *p)
{
	size_t line = (size_t)p->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 2, n = 0;

	feed(p);
	p->text = realloc(p->text, line * (size_t)p->rows + 1);
	must(p->text != NULL, "realloc");
	for (int r = 0; r < p->rows; r++) {
		size_t begin = n;
		n += vterm_screen_get_text(p->screen, p->text + n, line, (VTermRect){ r, r + 1, 0, p->cols });
		while (n > begin && (p->text[n - 1] == ' ' || p->text[n - 1] == '\n'))
			n--;
		p->text[n++] = '\n';
	}
	p->text[n] = '\0';
	return p->text;
}

static int
colour_number(const VTermColor *c, bool is_default)
{
	return is_default ? -1 : VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : 1000;
}

const char *
pty_look(struct pty *p)
{
	size_t room = (size_t)(p->rows * p->cols) * 40 + 64, n = 0;

	feed(p);
	p->text = realloc(p->text, room);
	must(p->text != NULL, "realloc");
	for (int y = 0; y < p->rows; y++)
		for (int x = 0; x < p->cols; x++) {
			VTermScreenCell c;
			vterm_screen_get_cell(p->screen, (VTermPos){ y, x }, &c);
			bool blank = c.chars[0] == 0 || c.chars[0] == ' ';
			int bg = colour_number(&c.bg, VTERM_COLOR_IS_DEFAULT_BG(&c.bg));
			int fg = colour_number(&c.fg, VTERM_COLOR_IS_DEFAULT_FG(&c.fg));
			n += (size_t)snprintf(p->text + n, room - n, "%X,%d,%d,%d%d%d%c", blank ? ' ' : c.chars[0], bg, blank ? 0 : fg,
			                      c.attrs.reverse, c.attrs.underline, blank ? 0 : c.attrs.bold, x + 1 < p->cols ? ' ' : '\n');
			if (c.width == 2)
				x++;
		}
	return p->text;
}

const char *
pty_row(struct pty *p, int row)
{
	const char *line = pty_text(p);

	for (int r = 0; r < row && line != NULL; r++)
		line = strchr(line, '\n') + 1;
	*strchr(line, '\n') = '\0';
	return line;
}

void
pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos at;

	feed(p);
	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
	*row = at.row;
	*col = at.col;
}

int
pty_plain(struct pty *p)
{
	VTermScreenCell cell;
	int n = 0;

	feed(p);
	for (VTermPos at = { 0, 0 }; at.row < p->rows; at.row++)
		for (at.col = 0; at.col < p->cols; at.col++)
			n += vterm_screen_get_cell(p->screen, at, &cell) && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
	return n;
}

static bool
wait_for(struct pty *p, const char *text, bool present, int ms)
{
	double end = pty_now() + ms;

	for (;;) {
		while (pump(p, 0) > 0) { }
		if ((strstr(pty_text(p), text) != NULL) == present)
			return true;
		if (pty_now() >= end || pump(p, end - pty_now()) < 0)
			return (strstr(pty_text(p), text) != NULL) == present;
	}
}

bool
pty_wait(struct pty *p, const char *text, int ms)
{
	return wait_for(p, text, true, ms);
}

bool
pty_gone(struct pty *p, const char *text, int ms)
{
	return wait_for(p, text, false, ms);
}

void
pty_settle(struct pty *p, int quiet)
{
	double end = pty_now() + 20000;

	while (pty_now() < end && pump(p, quiet) > 0) { }
	feed(p);
}

bool
pty_restored(struct pty *p)
{
	struct termios tio;

	return tcgetattr(p->fd, &tio) == 0 && (tio.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO);
}

const char *
pty_raw(struct pty *p, size_t *n)
{
	*n = p->raw_n;
	return p->raw;
}

/* ---- measuring ------------------------------------------------------------------ */

double
pty_started(const struct pty *p)
{
	return p->start;
}

double
pty_last(const struct pty *p)
{
	return p->last;
}

double
pty_painted(const struct pty *p)
{
	return p->painted;
}

size_t
pty_pieces(const struct pty *p)
{
	return p->reads;
}

size_t
pty_listen(struct pty *p, int ms)
{
	double end = pty_now() + ms;
	size_t before = p->raw_n;

	while (pty_now() < end && pump(p, end - pty_now()) >= 0) { }
	feed(p);
	return p->raw_n - before;
}

struct pty_answer
pty_ask(struct pty *p, const char *key, int quiet)
{
	struct pty_answer a = { 0 };
	size_t bytes = p->raw_n, reads = p->reads;
	double sent;

	feed(p);
	p->first = 0;
	sent = pty_now();
	pty_keys(p, key);
	if (pump(p, 500) > 0)
		while (pump(p, quiet) > 0) { }
	a.answered = p->first > 0;
	a.first_ms = a.answered ? p->first - sent : -1;
	a.last_ms = a.answered ? p->last - sent : -1;
	a.bytes = p->raw_n - bytes;
	a.reads = (int)(p->reads - reads);
	feed(p);
	return a;
}

struct pty_answer
pty_ask_until(struct pty *p, const char *key, const char *text, int ms)
{
	struct pty_answer a = { 0 };
	size_t bytes = p->raw_n, reads = p->reads;
	double sent;

	feed(p);
	p->first = 0;
	sent = pty_now();
	pty_keys(p, key);
	a.answered = pty_wait(p, text, ms);
	a.first_ms = p->first - sent;
	a.last_ms = a.answered ? p->last - sent : -1;
	a.bytes = p->raw_n - bytes;
	a.reads = (int)(p->reads - reads);
	return a;
}
