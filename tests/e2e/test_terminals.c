/*
 * The same keys on the same data in many kinds of terminal: what the console
 * draws by itself is, cell by cell, what curses draws.  And over a slow line.
 */
#include "tests/e2e/closing.h"

#include <iconv.h>
#include <signal.h>
#include <vterm.h>

enum { SOON = 10000, H = 24, W = 80 };
#define IN_SCREEN "export SCREENDIR=%s/run/screen; mkdir -p -m 700 $SCREENDIR; exec screen -U -c /dev/null %%s"

static struct room room;

/* A whole room whose hub has gone: nothing comes in between. */
static int
open_room(void **state)
{
	(void)state;
	room_init(&room, "shidian-2020", CLOCK);
	room_hub_start(&room, NULL);
	if (room_guatu(&room, "sync", NULL) != 0)
		return -1;
	room_hub_stop(&room, SIGTERM);
	return 0;
}

static int
clear_room(void **state)
{
	(void)state;
	room_clear(&room);
	return 0;
}

static void
see(struct pty *p, const char *text)
{
	if (pty_wait(p, text, SOON))
		return;
	fprintf(stderr, "%s\n", pty_text(p));
	fail_msg("never saw '%s' on the screen above", text);
}

static void
config(const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.conf", room.dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "[guatu]\n%s", text);
	assert_int_equal(fclose(f), 0);
}

/* In `line` %s is the console's command; drawn by curses or by itself, with more options. */
static struct pty *
drawn(const char *drawing, const char *more, const char *line, int h, int w)
{
	char text[400], whole[1200];
	const char *at = strstr(line, "%s");

	snprintf(text, sizeof text, "drawing = %s\n%s", drawing, more);
	config(drawing, text);
	snprintf(whole, sizeof whole, "%.*s%%s --config %s/%s.conf%s", (int)(at - line), line, room.dir, drawing, at + 2);
	return room_console_in(&room, h, w, whole);
}

static void
quit(struct pty *p)
{
	int status;

	pty_keys(p, "Q");
	assert_true(pty_ended(p, SOON, &status));
	assert_true(pty_restored(p));
	pty_end(p);
}

/* Both screens, once nothing moves any more. */
static void
same(struct pty *a, struct pty *b, const char *after, const char *where)
{
	double end = pty_now() + SOON;
	char *look = NULL;
	bool equal = false;

	while (!equal && pty_now() < end) {
		pty_listen(a, 20);
		pty_listen(b, 20);
		free(look);
		look = strdup(pty_look(a));
		equal = strcmp(look, pty_look(b)) == 0;
	}
	free(look);
	if (equal)
		return;
	fprintf(stderr, "%s\n", pty_text(a));
	fprintf(stderr, "%s\n", pty_text(b));
	fail_msg("after '%s' not what curses draws: %s", after, where);
}

static void
compare(const char *line, const char *more, int h, int w)
{
	static const char *const keys[] = { "3", "j", "j", "PgDn", "j", "k", "PgUp", "G", "Enter", "Esc", "?", "Esc", "f", "Esc", "5", "1", "l",
	                                    "M", "C-l" };
	struct pty *own = drawn("auto", more, line, h, w), *curses = drawn("curses", more, line, h, w);

	see(own, "距清零");
	see(curses, "距清零");
	same(own, curses, "the start", line);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		pty_keys(own, keys[i]);
		pty_keys(curses, keys[i]);
		same(own, curses, keys[i], line);
	}
	quit(own);
	quit(curses);
}

static void
console__kinds_of_terminal__what_curses_draws(void **state)
{
	(void)state;
	compare("TERM=xterm-256color exec %s", "", 36, 120);
	compare("TERM=xterm-256color exec %s", "theme = light\n", H, W);
	compare("TERM=xterm exec %s", "", H, W);
	compare("TERM=linux exec %s", "", H, W);
	compare("TERM=vt100 exec %s", "", H, W);
	compare("TERM=xterm-256color NO_COLOR=1 exec %s", "", H, W);
	/* a terminal that draws ambiguous characters wide, such as xterm -cjk_width */
	compare("TERM=xterm-256color exec %s", "ambiguous_width = wide\n", H, W);
}

static void
console__in_tmux_and_screen__what_curses_draws(void **state)
{
	char line[500];
	(void)state;
	config("tmux", "");
	snprintf(line, sizeof line, "echo 'set -g status off' > %s/tmux.conf; export TMUX=; exec tmux -L guatu-$$ -f %s/tmux.conf "
	         "new-session '%%s'", room.dir, room.dir);
	compare(line, "", H, W);
	snprintf(line, sizeof line, IN_SCREEN, room.dir);
	compare(line, "", H, W);
}

/* The screen that these bytes make, without its first rows (the clock). */
static void
assert_shows(const char *bytes, size_t len, struct pty *like)
{
	VTerm *vt = vterm_new(H, W);
	VTermScreen *screen = vterm_obtain_screen(vt);
	char text[W * 8];

	vterm_set_utf8(vt, 1);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_reset(screen, 1);
	for (size_t at = 0, n; at < len; at += n) {
		n = pty_whole(bytes + at, len - at < 4096 ? len - at : 4096);
		vterm_input_write(vt, bytes + at, n);
	}
	for (int y = 2; y < H; y++) {
		size_t n = vterm_screen_get_text(screen, text, sizeof text - 1, (VTermRect){ y, y + 1, 0, W });
		while (n > 0 && text[n - 1] == ' ')
			n--;
		text[n] = '\0';
		assert_string_equal(text, pty_row(like, y));
	}
	vterm_free(vt);
}

/* The console wants UTF-8; on a GB18030 terminal GNU screen stands between and turns every byte of it. */
static void
console__gb18030_terminal_through_screen__same_text(void **state)
{
	char line[400];
	static char utf8[1 << 18];
	char *in, *out = utf8;
	size_t before, left, space = sizeof utf8;
	iconv_t turn = iconv_open("UTF-8", "GB18030");
	struct pty *plain = drawn("auto", "glyphs = plain\n", "exec %s", H, W), *p;
	(void)state;
	snprintf(line, sizeof line, IN_SCREEN, room.dir);
	p = drawn("auto", "glyphs = plain\n", line, H, W);
	see(plain, "距清零");
	see(p, "距清零");
	pty_keys(p, "C-a \":encoding utf8 gbk\" Enter");
	pty_keys(plain, "3");
	see(plain, "[3问题");
	pty_settle(p, 500);
	pty_keys(p, "3");
	pty_settle(p, 500);
	pty_settle(plain, 200);
	pty_raw(p, &before);
	pty_keys(p, "C-a l");                   /* all of it again */
	pty_settle(p, 500);
	in = (char *)(uintptr_t)pty_raw(p, &left) + before;
	left -= before;
	assert_int_equal(iconv(turn, &in, &left, &out, &space), 0);
	iconv_close(turn);
	assert_shows(utf8, sizeof utf8 - space, plain);
	quit(p);
	quit(plain);
}

/* ---- a line of 250 ms round trip and 32 kbit/s ------------------------------------- */

enum { HELD = 60, BYTES_A_SECOND = 4000, ONE_WAY_MS = 125 };

static void
last_row_after_held_keys(char *out, size_t size)
{
	struct pty *p = room_console(&room, H, W);
	int y, x;

	see(p, "距清零");
	pty_keys(p, "3");
	see(p, "[3问题");
	for (int i = 0; i < HELD; i++)
		pty_keys(p, "j");
	pty_settle(p, 500);
	pty_cursor(p, &y, &x);
	snprintf(out, size, "%.30s", pty_row(p, y));
	quit(p);
}

/* Keys at 30 a second, and until the row is there; the pieces that came meanwhile. */
static size_t
hold(struct pty *p, const char *row)
{
	size_t before = pty_pieces(p);

	for (int i = 0; i < HELD; i++) {
		pty_keys(p, "j");
		pty_listen(p, 33);
	}
	see(p, row);
	return pty_pieces(p) - before;
}

static size_t
count(struct pty *p, const char *what)
{
	size_t len, n = 0;
	const char *raw = pty_raw(p, &len), *end = raw + len;

	while ((raw = memmem(raw, (size_t)(end - raw), what, strlen(what))) != NULL) {
		raw += strlen(what);
		n++;
	}
	return n;
}

static void
console__held_key_on_a_slow_line__few_frames_with_all_keys_in_them(void **state)
{
	struct pty *p;
	char row[200];
	(void)state;
	last_row_after_held_keys(row, sizeof row);
	p = room_console(&room, H, W);
	pty_slow(p, BYTES_A_SECOND, ONE_WAY_MS);
	see(p, "距清零");
	pty_settle(p, 1000);
	pty_keys(p, "3");
	see(p, "[3问题");
	pty_settle(p, 1000);
	assert_in_range(hold(p, row), 3, 25);           /* unpaced: 60 */
	pty_settle(p, 1000);
	quit(p);
}

/* On a machine with much to do an answer may come late enough to look like a slow line. */
static void
console__fast_line__asked_once(void **state)
{
	char row[200];
	size_t asked = 0;
	(void)state;
	last_row_after_held_keys(row, sizeof row);
	for (int tries = 0; tries < 5 && asked != 1; tries++) {
		struct pty *p = room_console(&room, H, W);
		see(p, "距清零");
		pty_keys(p, "3");
		see(p, "[3问题");
		hold(p, row);
		asked = count(p, "\033[5n");
		quit(p);
	}
	assert_int_equal(asked, 1);
}

/* A terminal that answers nothing is held up by no more than 250 ms a frame, and for five seconds only. */
static void
console__terminal_that_never_answers__asked_no_more(void **state)
{
	struct pty *p;
	char row[200];
	double end = pty_now() + 12000;
	size_t asked = 0, before;
	(void)state;
	last_row_after_held_keys(row, sizeof row);
	p = room_console(&room, H, W);
	pty_mute(p);
	see(p, "距清零");
	pty_keys(p, "3");
	see(p, "[3问题");
	hold(p, row);
	do {
		before = asked;
		for (int i = 0; i < 5; i++) {
			pty_keys(p, i % 2 ? "k" : "j");
			pty_listen(p, 300);
		}
		asked = count(p, "\033[5n");
	} while (asked != before && pty_now() < end);
	assert_int_equal(asked, before);
	assert_in_range(asked, 1, 30);
	quit(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(console__kinds_of_terminal__what_curses_draws),
		cmocka_unit_test(console__in_tmux_and_screen__what_curses_draws),
		cmocka_unit_test(console__gb18030_terminal_through_screen__same_text),
		cmocka_unit_test(console__held_key_on_a_slow_line__few_frames_with_all_keys_in_them),
		cmocka_unit_test(console__fast_line__asked_once),
		cmocka_unit_test(console__terminal_that_never_answers__asked_no_more),
	};

	return cmocka_run_group_tests(tests, open_room, clear_room);
}
