/*
 * A question: "title\ntext\nbutton that does nothing\nbutton that does it".
 * The focus starts on the button that does nothing; answers FX_ANSWER.
 */

#include "screens/kit/screen.h"

struct confirm { char title[120], text[600], buttons[2][60]; int at; };

static void
line_of(const char **from, char *out, size_t size)
{
	size_t n = strcspn(*from, "\n");

	snprintf(out, size, "%.*s", (int)n, *from);
	*from += n + ((*from)[n] == '\n');
}

static int
confirm_load(void *model, struct store *st, const struct env *env)
{
	struct confirm *m = model;
	const char *arg = env->arg;

	(void)st;
	memset(m, 0, sizeof *m);
	line_of(&arg, m->title, sizeof m->title);
	line_of(&arg, m->text, sizeof m->text);
	line_of(&arg, m->buttons[0], sizeof m->buttons[0]);
	line_of(&arg, m->buttons[1], sizeof m->buttons[1]);
	return 0;
}

static struct effect
answer(long button)
{
	struct effect e = fx(FX_ANSWER);

	e.number = button;
	return e;
}

static struct effect
confirm_act(void *model, enum action act, const struct env *env)
{
	struct confirm *m = model;

	(void)env;
	switch (act) {
	case ACT_LEFT: case ACT_UP: case ACT_PANE_BACK: case ACT_RIGHT: case ACT_DOWN: case ACT_PANE:
		m->at = !m->at;
		return fx(FX_PAINT);
	case ACT_OPEN:     return answer(m->at);
	case ACT_CONFIRM:  return answer(1);
	case ACT_CHOOSE_1: return answer(0);
	case ACT_CHOOSE_2: return answer(1);
	default:           return fx(FX_NONE);
	}
}

static const char *
confirm_enter(const void *model)
{
	const struct confirm *m = model;

	return m->buttons[m->at];
}

static void
confirm_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct confirm *m = model;
	int x = 2;

	(void)env;
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, m->title);
	canvas_wrap(c, 1, 3, c->h - 4, c->w - 6, PAINT_DIALOG, m->text);
	for (int i = 0; i < 2; i++) {
		if (i == m->at)
			canvas_cursor(c, c->h - 2, x + 3);
		x += canvas_putf(c, c->h - 2, x, c->w - x - 2, i == m->at ? PAINT_BUTTON_FOCUS : PAINT_BUTTON,
		                 i == m->at ? ">[ %d %s ]<" : " [ %d %s ] ", i + 1, m->buttons[i]) + 1;
	}
}

static void
confirm_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct confirm *m = model;
	struct canvas none = { 0 };

	*w = max_w < 64 ? max_w : 64;
	*h = canvas_wrap(&none, 0, 0, 0, *w - 6, PAINT_DIALOG, m->text) + 4;
	*h = *h < max_h ? *h : max_h;
}

const struct screen_ops confirm_screen = {
	.name = "confirm", .title = N_("question"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct confirm), .load = confirm_load, .act = confirm_act, .paint = confirm_paint,
	.size = confirm_size, .enter = confirm_enter,
};
