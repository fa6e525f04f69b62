/*
 * Every key that works here: the screen's own first, then steps, moving and
 * what works everywhere.  Made from the action table; / finds in it.
 */

#include "screens/kit/match.h"
#include "screens/kit/screen.h"
#include "screens/work/step.h"

enum { ROWS_MAX = ACT_COUNT + 40 };

struct row { enum action act; const char *heading, *text; };

struct help {
	struct row rows[ROWS_MAX];
	int  count, at, top;
	char of[64];                       /* the screen helped with */
	int  kind;                         /* of what its cursor is on; -1 unknown */
};

static void
add_text(struct help *h, const char *heading, const char *text)
{
	if (h->count < ROWS_MAX)
		h->rows[h->count++] = (struct row){ ACT_NONE, heading, text };
}

static void
add_group(struct help *h, const char *heading, unsigned scope, unsigned without)
{
	bool first = true;

	for (int a = 1; a < ACT_COUNT; a++) {
		if ((actions[a].scope & scope) == 0 || (actions[a].scope & without) != 0 || h->count >= ROWS_MAX - 2)
			continue;
		if (h->kind >= 0 && !step_key_for((enum action)a, (enum kind)h->kind))
			continue;
		if (first)
			add_text(h, heading, NULL);
		first = false;
		h->rows[h->count++] = (struct row){ (enum action)a, NULL, NULL };
	}
}

static int
help_load(void *model, struct store *st, const struct env *env)
{
	struct help *h = model;
	char name[64] = "", kind[32] = "";
	sscanf(env->arg, "%63s %31s", name, kind);
	const struct screen_ops *of = screen_find(name);
	unsigned own = of != NULL ? of->scope & ~(unsigned)(SCOPE_ANY | SCOPE_MOVE | SCOPE_STEPS | SCOPE_DIALOG) : 0;

	(void)st;
	h->count = 0;
	h->kind = record_kind_find(kind);
	snprintf(h->of, sizeof h->of, "%s", of != NULL ? _(of->title) : "");
	if (own != 0)
		add_group(h, N_("On this screen"), own, 0);
	if (of == NULL || (of->scope & SCOPE_STEPS))
		add_group(h, N_("Steps on the selected record (or all marked ones)"), SCOPE_STEPS, own);
	add_group(h, N_("Moving and looking"), SCOPE_MOVE, own);
	add_group(h, N_("Everywhere"), SCOPE_ANY, 0);
	add_group(h, N_("In dialogs"), SCOPE_DIALOG, 0);
	add_text(h, N_("Good to know"), NULL);
	add_text(h, NULL,
	         N_("Chinese input method on: digits, arrows, Enter and F-keys still work; full-width punctuation "
	            "counts as ASCII."));
	add_text(h, NULL, N_("No F-keys: hold Alt and press the digit (Alt-9 is F9), or find the step with :"));
	add_text(h, NULL,
	         N_("~ means done here and not yet answered by the hub; 7 shows it, u takes it back while unsent."));
	add_text(h, NULL,
	         N_("Lamps: red overdue, yellow behind or due soon, green on course, blue done, purple escalated."));
	if (h->at >= h->count)
		h->at = 0;
	return 0;
}

static struct effect
help_act(void *model, enum action act, const struct env *env)
{
	struct help *h = model;
	int page = env->h > 2 ? env->h - 2 : 1, last = h->count - 1, at = h->at;

	switch (act) {
	case ACT_DOWN:      at++; break;
	case ACT_UP:        at--; break;
	case ACT_PAGE_DOWN: at += page; break;
	case ACT_PAGE_UP:   at -= page; break;
	case ACT_TOP:       at = 0; break;
	case ACT_BOTTOM:    at = last; break;
	default:            return fx(FX_NONE);
	}
	h->at = at < 0 ? 0 : at > last ? last : at;
	if (h->at < h->top)
		h->top = h->at;
	if (h->at >= h->top + page)
		h->top = h->at - page + 1;
	return fx(FX_PAINT);
}

static bool
row_matches(const struct row *r, const char *needle)
{
	if (r->act == ACT_NONE)
		return text_matches(_(r->heading != NULL ? r->heading : r->text), needle);
	return text_matches(_(actions[r->act].help), needle) || text_matches(_(actions[r->act].brief), needle) ||
	       strcmp(action_keys(r->act), needle) == 0 || strstr(actions[r->act].name, needle) != NULL;
}

static struct effect
help_search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct help *h = model;
	int step = direction < 0 ? -1 : 1, page = env->h > 2 ? env->h - 2 : 1;

	(void)st;
	for (int i = direction == 0 ? 0 : 1; i <= h->count; i++) {
		int at = ((h->at + step * i) % h->count + h->count) % h->count;
		if (!row_matches(&h->rows[at], needle))
			continue;
		h->at = at;
		if (at < h->top || at >= h->top + page)
			h->top = at > page / 2 ? at - page / 2 : 0;
		return fx(FX_PAINT);
	}
	return fx_text(FX_SAY, _("not found: %s"), needle);
}

static void
help_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct help *h = model;

	(void)env;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_TITLE, _("Keys on: %s"), h->of);
	canvas_hline(c, 1, 0, c->w, PAINT_BORDER);
	for (int i = 0; i + 2 < c->h && h->top + i < h->count; i++) {
		const struct row *r = &h->rows[h->top + i];
		bool here = h->top + i == h->at;
		int y = i + 2;
		if (here) {
			canvas_put(c, y, 0, 1, PAINT_PACE, ">");
			canvas_cursor(c, y, 0);
		}
		if (r->heading != NULL) {
			canvas_put(c, y, 1, c->w - 2, PAINT_SECTION, _(r->heading));
		} else if (r->act == ACT_NONE) {
			canvas_put(c, y, 3, c->w - 4, PAINT_NORMAL, _(r->text));
		} else {
			char keys[64];
			canvas_put(c, y, 3, 16, PAINT_TITLE, action_keys_text(r->act, keys, sizeof keys));
			canvas_put(c, y, 20, 14, PAINT_CHART, _(actions[r->act].brief));
			canvas_put(c, y, 35, c->w - 36, PAINT_NORMAL, _(actions[r->act].help));
		}
	}
}

static const char *
help_enter(const void *model)
{
	(void)model;
	return "";
}

const struct screen_ops help_screen = {
	.name = "help", .title = N_("help"), .scope = SCOPE_MOVE, .model_size = sizeof(struct help),
	.load = help_load, .act = help_act, .paint = help_paint, .search = help_search, .enter = help_enter,
};
