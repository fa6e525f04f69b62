/*
 * ":" - every action and step by name, Chinese, pinyin or initials; Enter does
 * it on the screen below.  A day (04-30) is looked at.  Opened on "SCREEN KIND": what is below and what its
 * cursor is on.
 */

#include "model/text/when.h"
#include "screens/kit/line.h"
#include "screens/kit/match.h"
#include "screens/kit/screen.h"
#include "screens/work/step.h"

enum { FOUND_MAX = 200 };

struct found { enum action act; const struct verb_def *verb; };

struct palette {
	struct line  line;
	struct found found[FOUND_MAX];
	int          count, at, top;
	unsigned     scope;              /* of the screen below */
	enum kind    kind;               /* of what its cursor is on */
};

static bool
offered(const struct palette *p, int a)
{
	unsigned scope = actions[a].scope;

	if (scope & SCOPE_DIALOG)
		return false;
	return (scope & (SCOPE_ANY | p->scope)) != 0 && step_key_for((enum action)a, p->kind) && a != ACT_PALETTE &&
	       a != ACT_DOWN && a != ACT_UP;
}

/* How well: 0 not at all, 3 the name begins with it, 2 the short word, 1 the explanation. */
static int
action_rank(int a, const char *needle)
{
	if (*needle == '\0' || strncmp(actions[a].name, needle, strlen(needle)) == 0)
		return 3;
	if (text_matches(_(actions[a].brief), needle) || strstr(actions[a].name, needle) != NULL)
		return 2;
	return text_matches(_(actions[a].help), needle) ? 1 : 0;
}

static void
find(struct palette *p)
{
	p->count = p->at = p->top = 0;
	/* Verbs that have a key of their own are listed as actions. */
	for (int rank = 3; rank > 0; rank--) {
		for (int a = 1; a < ACT_COUNT && p->count < FOUND_MAX; a++)
			if (offered(p, a) && action_rank(a, p->line.text) == rank)
				p->found[p->count++] = (struct found){ (enum action)a, NULL };
		for (int v = 0; v < flow_verb_count && rank == 2 && p->count < FOUND_MAX; v++)
			if (flow_verbs[v].kind == p->kind && action_find(flow_verbs[v].name) == ACT_NONE &&
			/* that is new-entry: it knows the ledger */
			    (p->kind != KIND_ENTRY || strcmp(flow_verbs[v].name, "register") != 0) &&
			    ((p->scope & SCOPE_STEPS) || strcmp(flow_verbs[v].name, "register") == 0) &&
			    (text_matches(_(flow_verbs[v].title), p->line.text) ||
			     strstr(flow_verbs[v].name, p->line.text) != NULL))
				p->found[p->count++] = (struct found){ ACT_NONE, &flow_verbs[v] };
	}
}

static int
palette_load(void *model, struct store *st, const struct env *env)
{
	struct palette *p = model;
	const struct screen_ops *of;
	char name[64] = "", kind[32] = "";
	int found;

	(void)st;
	memset(p, 0, sizeof *p);
	sscanf(env->arg, "%63s %31s", name, kind);
	of = screen_find(name);
	found = record_kind_find(kind);
	p->kind = found >= 0 ? (enum kind)found : KIND_ISSUE;
	p->scope = of != NULL ? of->scope : SCOPE_ANY | SCOPE_MOVE;
	find(p);
	return 0;
}

/* A day in place of a name: NULL, or why it is none. */
static const char *
day_of(const struct palette *p, const struct env *env, int32_t *day)
{
	return when_meant(p->line.text, instant_day(env->now), day);
}

static bool
begins_with_digit(const struct palette *p)
{
	return p->line.text[0] >= '0' && p->line.text[0] <= '9';
}

static struct effect
run(const struct palette *p, const struct env *env)
{
	const struct found *f = &p->found[p->at];
	const char *why;
	struct effect e;
	int32_t day;

	if (p->count == 0 && begins_with_digit(p)) {
		if ((why = day_of(p, env, &day)) != NULL)
			return fx_text(FX_REFUSE, "%s: %s", p->line.text, _(why));
		e = fx(FX_AS_OF);
		e.number = day;
		return e;
	}
	if (p->count == 0)
		return fx_text(FX_REFUSE, _("no action is called \"%s\""), p->line.text);
	if (f->verb != NULL && strcmp(f->verb->name, "register") == 0)
		return fx_open(SCREEN_FORM, "%s\nregister", record_kinds[f->verb->kind].name);
	if (f->verb != NULL)
		return fx_verb(f->verb->name);
	e = fx(FX_ACTION);
	e.number = f->act;
	return e;
}

static struct effect
palette_move(struct palette *p, int by)
{
	p->at += by;
	if (p->at >= p->count)
		p->at = p->count - 1;
	if (p->at < 0)
		p->at = 0;
	return fx(FX_PAINT);
}

static struct effect
palette_type(void *model, const struct typed *in, const struct env *env)
{
	struct palette *p = model;

	switch (in->key) {
	case EDIT_ENTER: return run(p, env);
	case EDIT_DOWN: case EDIT_TAB: return palette_move(p, 1);
	case EDIT_UP: case EDIT_BACKTAB: return palette_move(p, -1);
	case EDIT_BACKSPACE:
		if (p->line.len == 0)
			return fx(FX_BACK);
		break;
	default: break;
	}
	line_type(&p->line, in, false);
	find(p);
	return fx(FX_PAINT);
}

static struct effect
palette_act(void *model, enum action act, const struct env *env)
{
	return act == ACT_CONFIRM ? run(model, env) : fx(FX_NONE);
}

static bool
palette_typing(const void *model)
{
	(void)model;
	return true;
}

static void
paint_found(const struct found *f, struct canvas *c, int y, bool here)
{
	enum paint_role role = here ? PAINT_SELECTED : PAINT_DIALOG;
	const char *brief = f->verb != NULL ? _(f->verb->title) : _(actions[f->act].brief);
	char help[160], keys[64];

	if (f->verb != NULL)
		snprintf(help, sizeof help, "%s: %s", record_kinds[f->verb->kind].title, f->verb->name);
	else
		snprintf(help, sizeof help, "%s", _(actions[f->act].help));
	canvas_fill(c, y, 1, 1, c->w - 2, role, " ");
	canvas_put(c, y, 2, 14, role, brief);
	canvas_put(c, y, 17, c->w - 17 - 13, here ? role : PAINT_DIM, help);
	canvas_put(c, y, c->w - 12, 10, here ? role : PAINT_CHART,
	           f->verb != NULL ? "F9" : action_keys_text(f->act, keys, sizeof keys));
}

static void
palette_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct palette *p = model;
	int body = c->h - 4, top = p->at >= body ? p->at - body + 1 : 0;
	int32_t day;
	char text[12];

	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, _("command: name, Chinese, pinyin or initials"));
	canvas_put(c, 1, 2, 1, PAINT_CHART, ":");
	for (int i = 0; i < body && top + i < p->count; i++)
		paint_found(&p->found[top + i], c, 3 + i, top + i == p->at);
	if (p->count == 0 && begins_with_digit(p) && day_of(p, env, &day) == NULL) {
		civil_format(day, text);
		canvas_putf(c, 3, 2, c->w - 4, PAINT_DIALOG, _("Enter: everything as it stood on %s"), text);
	} else if (p->count == 0)
		canvas_put(c, 3, 2, c->w - 4, PAINT_WARN, _("nothing found; Backspace, or Esc to leave"));
	line_paint(&p->line, c, 1, 3, c->w - 6, true);
}

static void
palette_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	(void)model;
	*h = max_h < 16 ? max_h : 16;
	*w = max_w <= 84 ? max_w : 78;       /* a narrow terminal shows no slivers beside it */
}

const struct screen_ops palette_screen = {
	.name = "palette", .title = N_("command"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct palette), .load = palette_load, .act = palette_act, .paint = palette_paint,
	.typing = palette_typing, .type = palette_type, .size = palette_size,
};
