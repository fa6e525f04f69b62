/* Frames drawn as differences, read back by a terminal emulator cell by cell, in the language of many terminals. */
#include "tests/support/test.h"

#include <locale.h>
#include <vterm.h>

#include "console/term/draw.h"
#include "console/term/theme.h"
#include "tests/support/pty.h"

/* Of <term.h>, whose macros take common words. */
extern int setupterm(const char *, int, int *);
extern int tigetnum(const char *);
extern void *set_curterm(void *);
extern int del_curterm(void *);

enum { H = 24, W = 80, FRAMES = 300 };
static const struct theme dark = { .scheme = SCHEME_DARK, .own = true };

struct far {
	VTerm *vt;
	VTermScreen *screen;
	struct draw *draw;
	struct canvas frame;
	struct theme theme;
	int colours, ncv;
	size_t bytes;              /* of the last frame */
	const char *text;
};

static unsigned seed;

static int
any(int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 8) % (unsigned)n);
}

static void
far_open(struct far *f, const char *term, struct theme theme)
{
	int found;

	memset(f, 0, sizeof *f);
	assert_int_equal(setupterm(term, 1, &found), 0);
	f->theme = theme;
	f->colours = tigetnum("colors");
	f->ncv = tigetnum("ncv");
	f->draw = draw_new(H, W);
	assert_non_null(f->draw);
	assert_int_equal(draw_theme(f->draw, &f->theme), 0);
	assert_int_equal(canvas_init(&f->frame, H, W, GLYPHS_RICH), 0);
	f->vt = vterm_new(H, W);
	vterm_set_utf8(f->vt, 1);
	f->screen = vterm_obtain_screen(f->vt);
	vterm_screen_reset(f->screen, 1);
}

static void
far_close(struct far *f)
{
	draw_free(f->draw);
	canvas_clear(&f->frame);
	vterm_free(f->vt);
	del_curterm(set_curterm(NULL));
}

static bool
colour_is(const VTermColor *c, bool is_default, int index)
{
	return index < 0 ? is_default : !is_default && VTERM_COLOR_IS_INDEXED(c) && c->indexed.idx == index;
}

/* What the role asks for; a blank shows no more than its background. */
static bool
looks_right(const struct far *f, const struct cell *want, const VTermScreenCell *is)
{
	struct style s = theme_style(&f->theme, want->role, f->colours);
	bool blank = strcmp(want->utf8, " ") == 0, coloured = s.fg >= 0 || s.bg >= 0;
	bool underline = (s.flags & STYLE_UNDERLINE) && !(coloured && f->ncv > 0 && (f->ncv & 2));
	if (!colour_is(&is->bg, VTERM_COLOR_IS_DEFAULT_BG(&is->bg), s.bg) ||
	    (bool)is->attrs.reverse != (bool)(s.flags & STYLE_REVERSE) || (bool)is->attrs.underline != underline)
		return false;
	return blank || (colour_is(&is->fg, VTERM_COLOR_IS_DEFAULT_FG(&is->fg), s.fg) &&
	                 (bool)is->attrs.bold == (bool)(s.flags & STYLE_BOLD));
}

static bool
says_right(const struct cell *want, const VTermScreenCell *is)
{
	wchar_t wide[4] = { 0 };

	if (is->chars[0] == 0 || is->chars[0] == ' ')
		return strcmp(want->utf8, " ") == 0;
	return mbstowcs(wide, want->utf8, 3) == 1 && (uint32_t)wide[0] == is->chars[0] && is->width == want->width;
}

/* Draws the frame and compares the whole screen. */
static void
show(struct far *f)
{
	VTermScreenCell is;

	f->text = draw_frame(f->draw, &f->frame, &f->bytes);
	for (size_t at = 0, n; at < f->bytes; at += n) {
		n = pty_whole(f->text + at, f->bytes - at < 4096 ? f->bytes - at : 4096);
		vterm_input_write(f->vt, f->text + at, n);
	}
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			const struct cell *want = &f->frame.cells[y * f->frame.stride + x];
			if (want->width == 0)
				continue;
			vterm_screen_get_cell(f->screen, (VTermPos){ y, x }, &is);
			if (!says_right(want, &is) || !looks_right(f, want, &is))
				fail_msg("row %d, column %d: '%s' role %d is U+%04X", y, x, want->utf8, want->role, is.chars[0]);
		}
}

static int
some_role(void)
{
	return any(PAINT_ROLES) | (any(4) == 0 ? CELL_ON_DIALOG : 0);
}

/* Something of what screens do: a text, a rule, blanks, a bar, a list that moves, a dialog. */
static void
change(struct far *f)
{
	static const char *const words[] = { "保山市施甸县", "id 0001", "─", "酒房 a 乡", "████", "x", "逾期 38 天 !!!", "  ", "é" };
	struct canvas *c = &f->frame;
	int y = any(H), x = any(W), by = 1 + any(4), top = 2 + any(6), end = H - any(8);
	size_t row = (size_t)c->stride * sizeof *c->cells;

	switch (any(7)) {
	case 0: canvas_fill(c, y, x, 1 + any(3), 1 + any(W), (enum paint_role)any(PAINT_ROLES), " "); break;
	case 1: canvas_hline(c, y, x, any(W), (enum paint_role)any(PAINT_ROLES)); break;
	case 2: memmove(&c->cells[top * c->stride], &c->cells[(top + by) * c->stride], row * (size_t)(end - top - by)); break;
	case 3: memmove(&c->cells[(top + by) * c->stride], &c->cells[top * c->stride], row * (size_t)(end - top - by)); break;
	case 4: canvas_role(c, y, 0, 1, W, (enum paint_role)some_role()); break;
	case 5: canvas_box(c, y / 2, x / 2, 8, 30, (enum paint_role)some_role(), "标题"); break;
	default:
		for (int i = 0; i < 8; i++)
			canvas_put(c, any(H), any(W), W, (enum paint_role)some_role(), words[any(9)]);
	}
	if (any(3) == 0)
		canvas_cursor(c, any(H), any(W));
}

static void
draw__many_frames__the_screen_is_the_frame(void **state)
{
	static const char *const terms[] = { "xterm-256color", "xterm", "linux", "vt100", "vt220", "screen", "screen-256color",
	                                     "tmux-256color", "rxvt", "xterm-mono" };
	static const struct theme themes[] = {
		{ .scheme = SCHEME_DARK }, { .scheme = SCHEME_DARK, .own = true }, { .scheme = SCHEME_LIGHT }, { .mono = true },
	};
	(void)state;
	for (size_t t = 0; t < sizeof terms / sizeof *terms; t++)
		for (size_t k = 0; k < sizeof themes / sizeof *themes; k++) {
			struct far f;
			seed = (unsigned)(t * 4 + k + 1);
			far_open(&f, terms[t], themes[k]);
			for (int i = 0; i < FRAMES; i++) {
				for (int n = 1 + any(3); n > 0; n--)
					change(&f);
				if (any(50) == 0)
					draw_lost(f.draw);
				show(&f);
			}
			far_close(&f);
		}
}

/* A list of H - 4 rows between a head and a foot, the selected one lit. */
static void
list(struct far *f, int top, int selected)
{
	char text[64];

	canvas_fill(&f->frame, 0, 0, H, W, PAINT_NORMAL, " ");
	canvas_pad(&f->frame, 0, 0, W, PAINT_HEADER, "施甸县 2020");
	for (int i = 0; i < H - 4; i++) {
		bool here = top + i == selected;
		snprintf(text, sizeof text, "SD%05d 参保标识不一致 %d", top + i, (top + i) * 7919 % 1000);
		canvas_put(&f->frame, 2 + i, 2, 4, PAINT_LAMP_RED, "红");
		canvas_put(&f->frame, 2 + i, 6, 60, here ? PAINT_SELECTED : PAINT_NORMAL, text);
	}
	canvas_cursor(&f->frame, 2 + selected - top, 0);
}

static void
draw__same_frame__no_bytes(void **state)
{
	struct far f;
	(void)state;
	far_open(&f, "xterm-256color", dark);
	list(&f, 0, 3);
	show(&f);
	show(&f);
	assert_int_equal(f.bytes, 0);
	far_close(&f);
}

static void
draw__list_scrolls__rows_are_moved_not_sent(void **state)
{
	static const char *const terms[] = { "xterm-256color", "vt100", "linux", "screen" };
	(void)state;
	for (size_t t = 0; t < sizeof terms / sizeof *terms; t++) {
		struct far f;
		far_open(&f, terms[t], dark);
		list(&f, 0, H - 5);
		show(&f);
		list(&f, 1, H - 4);
		show(&f);
		assert_in_range(f.bytes, 1, 250);
		list(&f, 0, 0);
		show(&f);
		far_close(&f);
	}
}

static bool
holds(const struct far *f, const char *what)
{
	return memmem(f->text, f->bytes, what, strlen(what)) != NULL;
}

static void
draw__blanks_and_rules__erased_and_repeated_where_the_terminal_can(void **state)
{
	struct far f;
	(void)state;
	far_open(&f, "xterm-256color", dark);
	show(&f);
	canvas_hline(&f.frame, 5, 0, 60, PAINT_BORDER);
	show(&f);
	assert_false(holds(&f, "\033[57b") || holds(&f, "\033[59b"));      /* not before it has been seen to do so */
	draw_repeat(f.draw, true);
	canvas_hline(&f.frame, 6, 0, 60, PAINT_BORDER);
	show(&f);
	assert_true(holds(&f, "\033[57b") || holds(&f, "\033[59b"));
	canvas_fill(&f.frame, 5, 0, 1, W, PAINT_NORMAL, " ");
	show(&f);
	assert_true(holds(&f, "\033[K"));
	assert_in_range(f.bytes, 1, 24);
	far_close(&f);
	far_open(&f, "vt100", dark);
	draw_repeat(f.draw, true);
	canvas_hline(&f.frame, 5, 0, 60, PAINT_BORDER);
	show(&f);
	assert_false(holds(&f, "b"));
	far_close(&f);
}

/* terminfo puts colours and weight back by ESC ( B ESC [ m, and each by a sequence of its own. */
static void
draw__selected_row__one_sequence_a_change(void **state)
{
	struct far f;
	(void)state;
	far_open(&f, "xterm-256color", dark);
	canvas_put(&f.frame, 3, 0, 20, PAINT_HIT, "hit");
	canvas_put(&f.frame, 3, 3, 20, PAINT_NORMAL, "plain");
	show(&f);
	assert_true(holds(&f, "\033[1;38;5;16;48;5;229mhit\033[mplain"));
	far_close(&f);
}

/* What it cannot say it leaves to curses. */
static void
draw__odd_terminal__refused(void **state)
{
	static const char *const odd[] = { "dumb", "vt52" };
	int found;
	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		assert_int_equal(setupterm(odd[i], 1, &found), 0);
		assert_null(draw_new(H, W));
		del_curterm(set_curterm(NULL));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draw__many_frames__the_screen_is_the_frame),
		cmocka_unit_test(draw__same_frame__no_bytes),
		cmocka_unit_test(draw__list_scrolls__rows_are_moved_not_sent),
		cmocka_unit_test(draw__blanks_and_rules__erased_and_repeated_where_the_terminal_can),
		cmocka_unit_test(draw__selected_row__one_sequence_a_change),
		cmocka_unit_test(draw__odd_terminal__refused),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
