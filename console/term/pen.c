#include "console/term/pen.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <term.h>

/* ---- bytes ------------------------------------------------------------------ */

void
bytes_add(struct bytes *b, const char *text, size_t n)
{
	if (b->n + n > b->room) {
		size_t room = (b->n + n) * 2 + 4096;
		char *grown = realloc(b->text, room);
		if (grown == NULL)
			return;
		b->text = grown;
		b->room = room;
	}
	memcpy(b->text + b->n, text, n);
	b->n += n;
}

/* ---- the description ---------------------------------------------------------- */

const char *
pen_cap(const char *name)
{
	const char *text = tigetstr(name);

	return text == (const char *)-1 ? NULL : text;
}

/* Cuts out every `what`, to `end` when that is not NUL. */
static void
cut(char *text, const char *what, char end)
{
	char *at, *behind;

	while ((at = strstr(text, what)) != NULL) {
		behind = end != '\0' ? strchr(at, end) : at + strlen(what) - 1;
		if (behind == NULL)
			return;
		memmove(at, behind + 1, strlen(behind + 1) + 1);
	}
}

static bool
copy_plain(const char *text, char *out, size_t size)
{
	*out = '\0';
	if (text == NULL || strlen(text) >= size)
		return text == NULL;
	strcpy(out, text);
	cut(out, "$<", '>');
	return true;
}

bool
pen_plain_cap(const char *name, char *out, size_t size)
{
	return copy_plain(pen_cap(name), out, size);
}

/* ---- roles -------------------------------------------------------------------------- */

/* The attributes the terminal has and can show together with colours. */
static unsigned
can_show(const struct pens *p, const struct pen *pen)
{
	int ncv = pen->fg >= 0 || pen->bg >= 0 ? tigetnum("ncv") : 0;
	unsigned flags = pen->flags;

	ncv = ncv > 0 ? ncv : 0;
	if (p->bold[0] == '\0' || (ncv & 32))
		flags &= ~(unsigned)STYLE_BOLD;
	if (p->reverse[0] == '\0' || (ncv & 4))
		flags &= ~(unsigned)STYLE_REVERSE;
	if (p->underline[0] == '\0' || (ncv & 2))
		flags &= ~(unsigned)STYLE_UNDERLINE;
	return flags;
}

static int
number(struct pens *p, struct pen *pen)
{
	pen->flags = can_show(p, pen);
	pen->empty = (pen->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) == 0;
	for (pen->id = 0; pen->id < p->count; pen->id++) {
		const struct pen *known = &p->by_id[pen->id];
		if (known->fg == pen->fg && known->bg == pen->bg && known->flags == pen->flags)
			return 0;
	}
	if ((pen->fg >= 0 && !copy_plain(tiparm(p->setaf, pen->fg), pen->fg_on, sizeof pen->fg_on)) ||
	    (pen->bg >= 0 && !copy_plain(tiparm(p->setab, pen->bg), pen->bg_on, sizeof pen->bg_on)))
		return -1;
	p->by_id[p->count++] = *pen;
	return 0;
}

int
pens_init(struct pens *p, const struct theme *theme)
{
	int colours = tigetnum("colors");

	p->count = 0;
	p->setaf = pen_cap("setaf");
	p->setab = pen_cap("setab");
	p->apart = tigetflag("AX") > 0;
	if (!pen_plain_cap("sgr0", p->reset, sizeof p->reset) || !pen_plain_cap("bold", p->bold, sizeof p->bold) ||
	    !pen_plain_cap("rev", p->reverse, sizeof p->reverse) || !pen_plain_cap("op", p->both, sizeof p->both) ||
	    !pen_plain_cap("smul", p->underline, sizeof p->underline))
		return -1;
	cut(p->reset, "\033(B", '\0');          /* the line-drawing set, which is never put on */
	cut(p->reset, "\017", '\0');
	if (p->reset[0] == '\0' || (colours > 0 && (p->setaf == NULL || p->setab == NULL || p->both[0] == '\0')))
		return -1;
	colours = colours > 0 ? colours : 0;
	number(p, &(struct pen){ .fg = -1, .bg = -1 });
	for (unsigned r = 0; r < PEN_ROLES; r++) {
		bool role = (r & ~(unsigned)CELL_ON_DIALOG) < PAINT_ROLES;
		struct style s = theme_style(theme, role ? r : PAINT_NORMAL, colours);
		p->of[r] = (struct pen){ .fg = s.fg, .bg = s.bg, .flags = s.flags };
		if (number(p, &p->of[r]) != 0)
			return -1;
	}
	return 0;
}

/* ---- from one to another ------------------------------------------------------------- */

struct sequence { char text[160]; size_t n; };

static bool
is_sgr(const char *text, size_t n)
{
	return n > 2 && text[0] == '\033' && text[1] == '[' && text[n - 1] == 'm' &&
	       strspn(text + 2, "0123456789;") == n - 3;
}

/* ESC [ 1 m and ESC [ 31 m are ESC [ 1 ; 31 m. */
static void
add(struct sequence *s, const char *text)
{
	size_t n = strlen(text);

	if (s->n + n + 1 >= sizeof s->text)
		return;
	if (s->n > 0 && is_sgr(s->text, s->n) && is_sgr(text, n)) {
		s->text[s->n - 1] = ';';
		text += 2;
		n -= 2;
	}
	memcpy(s->text + s->n, text, n);
	s->n += n;
	s->text[s->n] = '\0';
}

static void
add_flags(const struct pens *p, struct sequence *s, unsigned on, unsigned off)
{
	if (on & STYLE_BOLD)
		add(s, p->bold);
	if (on & STYLE_REVERSE)
		add(s, p->reverse);
	if (on & STYLE_UNDERLINE)
		add(s, p->underline);
	if (off & STYLE_BOLD)
		add(s, "\033[22m");
	if (off & STYLE_REVERSE)
		add(s, "\033[27m");
	if (off & STYLE_UNDERLINE)
		add(s, "\033[24m");
}

static void
add_colours(struct sequence *s, const struct pen *to, bool fg, bool bg)
{
	if (fg && to->fg >= 0)
		add(s, to->fg_on);
	if (bg && to->bg >= 0)
		add(s, to->bg_on);
}

void
pen_change(const struct pens *p, int from, int to, struct bytes *out)
{
	const struct pen *was = &p->by_id[from >= 0 ? from : 0], *is = &p->by_id[to];
	struct sequence anew = { .n = 0 }, step = { .n = 0 };
	bool fg = was->fg != is->fg, bg = was->bg != is->bg, off = (fg && is->fg < 0) || (bg && is->bg < 0);

	add(&anew, p->reset);
	add_flags(p, &anew, is->flags, 0);
	add_colours(&anew, is, true, true);
	bool stepwise = from >= 0 && (p->apart || (was->flags & ~is->flags) == 0);
	if (stepwise) {
		add_flags(p, &step, is->flags & ~was->flags, was->flags & ~is->flags);
		if (off && p->apart) {
			add(&step, fg && is->fg < 0 ? "\033[39m" : "");
			add(&step, bg && is->bg < 0 ? "\033[49m" : "");
		} else if (off) {
			add(&step, p->both);
			fg = bg = true;
		}
		add_colours(&step, is, fg, bg);
	}
	if (stepwise && step.n < anew.n)
		bytes_add(out, step.text, step.n);
	else
		bytes_add(out, anew.text, anew.n);
}
