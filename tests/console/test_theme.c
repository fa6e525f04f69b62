/* Contrast, as WCAG 2 counts it, of every cell of console/term/theme.def on the palettes people really have. */
#include "tests/support/test.h"

#include "console/term/theme.h"

static const struct palette { const char *name; unsigned rgb[16]; } palettes[] = {
	{ "xterm", { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	             0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff } },
	{ "Linux console", { 0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
	                     0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff } },
	{ "PuTTY", { 0x000000, 0xbb0000, 0x00bb00, 0xbbbb00, 0x0000bb, 0xbb00bb, 0x00bbbb, 0xbbbbbb,
	             0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff } },
	{ "Campbell", { 0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc,
	                0x767676, 0xe74856, 0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2 } },
};
enum { PALETTES = sizeof palettes / sizeof *palettes };

static const int colours_of[DEPTHS] = { 8, 16, 256 };
static const char *const role_names[] = {
#define ROLE(name) #name,
#include "screens/kit/roles.def"
#undef ROLE
};

/* The 6x6x6 cube and the greys are the same everywhere. */
static double
luminance(const struct palette *p, int n)
{
	int i = n - 16, grey = 8 + 10 * (n - 232);

	if (n < 16)
		return theme_luminance((struct rgb){ p->rgb[n] >> 16, p->rgb[n] >> 8 & 255, p->rgb[n] & 255 });
	if (n >= 232)
		return theme_luminance((struct rgb){ grey, grey, grey });
#define STEP(v) ((v) > 0 ? 55 + 40 * (v) : 0)
	return theme_luminance((struct rgb){ STEP(i / 36), STEP(i / 6 % 6), STEP(i % 6) });
}

/* One cell on one ground: its faults, said. */
static int
judge(const struct palette *p, struct theme theme, enum depth d, unsigned role)
{
	const struct theme_row *row = &theme_table[role & ~(unsigned)CELL_ON_DIALOG];
	struct style s = theme_style(&theme, role, colours_of[d]);
	double least = row->kind == THEME_TEXT ? 4.5 : 3.0, bg, got;
	int faults = 0;

	if (s.fg < 0) {             /* both the terminal's own: theme_resolve has looked at them */
		assert_true(theme.own && s.bg < 0);
		return 0;
	}
	assert_true(s.fg < colours_of[d] && s.bg < colours_of[d]);
	bg = s.bg >= 0 ? luminance(p, s.bg) : theme.scheme == SCHEME_DARK ? THEME_DARK_MOST : THEME_LIGHT_LEAST;
	/* Many terminals show bold of the lower eight as the upper eight: that must be readable as well. */
	for (int fg = s.fg; fg < 256; fg += 8) {
		got = theme_contrast(luminance(p, fg), bg);
		if (got < least) {
			printf("%s%s: %s, %s, %d colours, %s ground: %d on %d is %.2f, not %.1f\n", role_names[row - theme_table],
			       role & CELL_ON_DIALOG ? " in a dialog" : "", p->name, theme.scheme == SCHEME_DARK ? "dark" : "light",
			       colours_of[d], theme.own ? "own" : "painted", fg, s.bg, got, least);
			faults++;
		}
		if (fg >= 8 || (s.flags & STYLE_BOLD) == 0)
			break;
	}
	return faults;
}

#define EACH_THEME(t, d) \
	for (struct theme t = { 0 }; t.scheme < SCHEMES; t.scheme++) \
		for (enum depth d = 0; d < DEPTHS; d++)

static void
theme__table__contrast_on_every_palette(void **state)
{
	int faults = 0;

	(void)state;
	EACH_THEME(t, d)
		for (int own = 0; own < 2; own++)
			for (unsigned role = 0; role < 2 * CELL_ON_DIALOG; role++)
				for (int p = 0; p < PALETTES && (role & ~(unsigned)CELL_ON_DIALOG) < PAINT_ROLES; p++) {
					t.own = own;
					faults += judge(&palettes[p], t, d, role);
				}
	assert_int_equal(faults, 0);
}

static void
theme__table__lamps_and_lines_alone_are_marks(void **state)
{
	(void)state;
	for (int r = 0; r < PAINT_ROLES; r++)
		if (theme_table[r].kind == THEME_MARK)
			assert_true((r >= PAINT_LAMP_GREY && r <= PAINT_LAMP_MAGENTA) || r == PAINT_BAR || r == PAINT_BAR_EMPTY ||
			            r == PAINT_PACE || r == PAINT_CHART || r == PAINT_BORDER || r == PAINT_BORDER_FOCUS);
}

static bool
same(struct style a, struct style b)
{
	return a.fg == b.fg && a.bg == b.bg && a.flags == b.flags;
}

/* Where one is, and where one may type, is seen with any number of colours. */
static void
theme__style__focus_differs_from_its_surroundings(void **state)
{
	static const enum paint_role pairs[][2] = {
		{ PAINT_TAB, PAINT_TAB_ACTIVE }, { PAINT_BUTTON, PAINT_BUTTON_FOCUS }, { PAINT_DIALOG, PAINT_INPUT },
		{ PAINT_NORMAL, PAINT_SELECTED }, { PAINT_HEADER, PAINT_HEADER_WARN }, { PAINT_NORMAL, PAINT_ERROR },
		{ PAINT_NORMAL, PAINT_WARN }, { PAINT_HINT, PAINT_KEY }, { PAINT_NORMAL, PAINT_MARKED },
	};

	(void)state;
	EACH_THEME(t, d)
		for (int mono = 0; mono < 2; mono++)
			for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
				t.mono = mono;
				assert_false(same(theme_style(&t, pairs[i][0] | CELL_ON_DIALOG, colours_of[d]),
				                  theme_style(&t, pairs[i][1] | CELL_ON_DIALOG, colours_of[d])));
			}
}

static void
theme__style__mono_and_colourless_terminals_get_attributes_only(void **state)
{
	struct theme mono = { .mono = true }, dark = { 0 };

	(void)state;
	for (unsigned r = 0; r < PAINT_ROLES; r++) {
		assert_true(same(theme_style(&mono, r, 256), (struct style){ -1, -1, theme_table[r].mono }));
		assert_true(same(theme_style(&dark, r | CELL_ON_DIALOG, 0), (struct style){ -1, -1, theme_table[r].mono }));
	}
}

static void
theme__resolve__by_option_environment_and_ground(void **state)
{
	static const struct rgb black = { 0, 0, 0 }, white = { 255, 255, 255 }, slate = { 0x2e, 0x34, 0x40 };
	struct ground none = { 0 }, dark = { true, white, black }, light = { true, black, white };
	struct ground grey = { true, white, slate }, blank = { true, white, white };
	struct theme t;

	(void)state;
	t = theme_resolve(THEME_AUTO, NULL, &none);
	assert_true(!t.mono && t.scheme == SCHEME_DARK && !t.own);
	t = theme_resolve(THEME_AUTO, "", &light);
	assert_true(!t.mono && t.scheme == SCHEME_LIGHT && t.own);
	t = theme_resolve(THEME_AUTO, NULL, &dark);
	assert_true(t.scheme == SCHEME_DARK && t.own);
	t = theme_resolve(THEME_AUTO, NULL, &grey);            /* dark, but not enough for the figures: painted over */
	assert_true(t.scheme == SCHEME_DARK && !t.own);
	t = theme_resolve(THEME_AUTO, NULL, &blank);           /* its own characters cannot be read on it */
	assert_true(t.scheme == SCHEME_LIGHT && !t.own);
	t = theme_resolve(THEME_DARK, NULL, &light);
	assert_true(t.scheme == SCHEME_DARK && !t.own);
	t = theme_resolve(THEME_LIGHT, "1", &dark);            /* said outright, it beats NO_COLOR */
	assert_true(!t.mono && t.scheme == SCHEME_LIGHT && !t.own);
	assert_true(theme_resolve(THEME_AUTO, "1", &light).mono);
	assert_true(theme_resolve(THEME_MONO, NULL, &light).mono);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(theme__table__contrast_on_every_palette),
		cmocka_unit_test(theme__table__lamps_and_lines_alone_are_marks),
		cmocka_unit_test(theme__style__focus_differs_from_its_surroundings),
		cmocka_unit_test(theme__style__mono_and_colourless_terminals_get_attributes_only),
		cmocka_unit_test(theme__resolve__by_option_environment_and_ground),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
