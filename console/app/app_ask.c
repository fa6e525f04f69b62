/* What follows from the terminal's answers: colours, glyphs, how long Esc waits.  The first frame waits a moment for
 * them; those that come later are taken then. */
#include <poll.h>
#include <unistd.h>

#include "console/app/app_in.h"

void
app_ask(struct app *a)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	char question[PROBE_QUESTION];

	term_send(a->term, question, probe_ask(&a->probe, term_asks(a->term), "\033[2;1H", question, monotonic_ms()));
	poll(&p, 1, 20);                     /* a terminal that is near is measured without what loading takes */
}

/* Glyphs by what the terminal can do.  One that does not answer is taken to be narrow, as all but a few are. */
static enum glyph_tier
glyphs(struct app *a)
{
	const struct app_options *o = a->options;

	a->wide_ambiguous = o->ambiguous_width == WIDTH_WIDE ||
	                    (o->ambiguous_width == WIDTH_AUTO && a->probe.columns == 2);
	switch (o->glyphs) {
	case APP_GLYPHS_RICH:  a->wide_ambiguous = false; return GLYPHS_RICH;
	case APP_GLYPHS_PLAIN: return GLYPHS_PLAIN;
	case APP_GLYPHS_ASCII: return GLYPHS_ASCII;
	default:               return a->wide_ambiguous ? GLYPHS_PLAIN : GLYPHS_RICH;
	}
}

static void
settle(struct app *a)
{
	struct theme theme = theme_resolve(a->options->theme, getenv("NO_COLOR"), &a->probe.ground);
	enum glyph_tier tier = glyphs(a);

	term_escape_wait(a->term, a->options->escape_wait > 0 ? a->options->escape_wait : probe_escape_wait(&a->probe));
	term_repeat(a->term, a->probe.repeats);
	if (a->settled && tier == a->tier && theme.mono == a->theme.mono && theme.scheme == a->theme.scheme &&
	    theme.own == a->theme.own)
		return;
	a->theme = theme;
	a->tier = tier;
	term_theme(a->term, &theme);
	a->settled = a->dirty = true;
}

bool
app_answer(struct app *a, const struct term_event *event)
{
	if (event->kind != TERM_CURSOR && event->kind != TERM_SAYS && event->kind != TERM_STATUS)
		return false;
	if (probe_take(&a->probe, event, monotonic_ms()))
		settle(a);
	return true;
}

int
app_ask_due(struct app *a)
{
	int64_t left = a->probe.asked + PROBE_WAIT_MS - monotonic_ms();

	if (!a->settled && left <= 0)
		settle(a);
	return a->settled ? -1 : (int)left;
}
