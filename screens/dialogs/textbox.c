/* Text to read: "title\ntext"; scrolls, and y copies it. */

#include "screens/kit/screen.h"

struct textbox { char title[160]; char text[16384]; int top, lines; };

static int
textbox_load(void *model, struct store *st, const struct env *env)
{
	struct textbox *m = model;
	size_t n = strcspn(env->arg, "\n");

	(void)st;
	memset(m, 0, sizeof *m);
	snprintf(m->title, sizeof m->title, "%.*s", (int)n, env->arg);
	snprintf(m->text, sizeof m->text, "%s", env->arg + n + (env->arg[n] == '\n'));
	return 0;
}

static int
lines_of(const struct textbox *m, int w)
{
	struct canvas none = { 0 };

	return canvas_wrap(&none, 0, 0, 0, w, PAINT_DIALOG, m->text);
}

static struct effect
scroll(struct textbox *m, const struct env *env, int by)
{
	int last = lines_of(m, env->w - 4) - (env->h - 2);

	m->top += by;
	if (m->top > last)
		m->top = last;
	if (m->top < 0)
		m->top = 0;
	return fx(FX_PAINT);
}

static struct effect
textbox_act(void *model, enum action act, const struct env *env)
{
	struct textbox *m = model;

	switch (act) {
	case ACT_DOWN:      return scroll(m, env, 1);
	case ACT_UP:        return scroll(m, env, -1);
	case ACT_PAGE_DOWN: return scroll(m, env, env->h - 3);
	case ACT_PAGE_UP:   return scroll(m, env, 3 - env->h);
	case ACT_TOP:       return scroll(m, env, -100000);
	case ACT_BOTTOM:    return scroll(m, env, 100000);
	case ACT_OPEN:      return fx(FX_BACK);
	case ACT_COPY:      return fx_text(FX_COPY, "%s", m->text);
	default:            return fx(FX_NONE);
	}
}

static void
textbox_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct textbox *m = model;
	struct canvas text = canvas_view(c, 1, 2, c->h - 2, c->w - 4);
	const char *p = m->text;
	int lines = lines_of(m, text.w), skip = m->top;

	(void)env;
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, m->title);
	/* canvas_wrap starts at the top: show it on a taller canvas moved up. */
	struct canvas moved;
	if (canvas_init(&moved, lines > 0 ? lines : 1, text.w > 0 ? text.w : 1, c->tier) != 0)
		return;
	canvas_wrap(&moved, 0, 0, moved.h, moved.w, PAINT_DIALOG, p);
	for (int y = 0; y < text.h && skip + y < moved.h; y++)
		memcpy(&text.cells[(text.y + y) * text.stride + text.x], &moved.cells[(skip + y) * moved.stride],
		       sizeof *moved.cells * (size_t)text.w);
	canvas_clear(&moved);
	if (lines > text.h)
		canvas_putf(c, c->h - 1, c->w - 14, 12, PAINT_BORDER_FOCUS, " %d/%d ",
		            skip + text.h < lines ? skip + text.h : lines, lines);
	canvas_cursor(c, 1, 2);
}

static const char *
textbox_enter(const void *model)
{
	(void)model;
	return _("shut");
}

static void
textbox_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct textbox *m = model;

	*w = max_w <= 84 ? max_w : 76;
	*h = lines_of(m, *w - 4) + 2;
	*h = *h < max_h ? *h < 5 ? 5 : *h : max_h;
}

const struct screen_ops textbox_screen = {
	.name = "textbox", .title = N_("text"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct textbox), .load = textbox_load, .act = textbox_act, .paint = textbox_paint,
	.size = textbox_size, .enter = textbox_enter,
};
