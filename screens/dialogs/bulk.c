/*
 * Before several records are acted on at once: one line each saying whether it
 * can be done and why not, and whether evidence is there.  Only those that can
 * go on to the form; evidence is never lent from one record to another (A64).
 */

#include "screens/work/step.h"
#include "store/cache/store.h"

struct item { char id[TARGET_ID], title[160]; bool ok; int evidence; char why[120]; };

struct bulk {
	struct step  step;
	const struct verb_def *verb;
	bool         needs_evidence;
	struct item *items;
	int          count, ok, at, top;
};

/* The step as the table has it, for what it needs. */
static unsigned
needs_of(enum kind kind, const char *verb)
{
	unsigned needs = 0;

	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == kind && strcmp(flow_steps[i].verb, verb) == 0)
			needs |= flow_steps[i].needs;
	return needs;
}

static int
judge(struct bulk *b, struct store *st, const struct env *env, int i)
{
	struct item *item = &b->items[i];
	struct target t;
	const char *why = "";
	int rc = step_target(st, env, b->step.kind, b->step.targets.id[i], &t);

	snprintf(item->id, sizeof item->id, "%s", b->step.targets.id[i]);
	if (rc != 0) {
		snprintf(item->why, sizeof item->why, "%s", rc > 0 ? _("the record is gone") : store_error(st));
		return rc < 0 ? -1 : 0;
	}
	snprintf(item->title, sizeof item->title, "%.150s", t.title);
	item->evidence = t.evidence;
	item->ok = step_may(env, &t, b->step.kind, b->step.verb, &why) == STEP_OK;
	if (item->ok && b->needs_evidence && t.evidence < 1) {
		item->ok = false;
		why = _("no evidence on record: do this one by itself");
	}
	snprintf(item->why, sizeof item->why, "%s", why);
	b->ok += item->ok;
	return 0;
}

static int
bulk_load(void *model, struct store *st, const struct env *env)
{
	struct bulk *b = model;

	free(b->items);
	memset(b, 0, sizeof *b);
	if (step_parse(&b->step, env->arg) != 0 || (b->verb = flow_verb_find(b->step.kind, b->step.verb)) == NULL)
		return 0;
	b->needs_evidence = (needs_of(b->step.kind, b->step.verb) & NEEDS_EVIDENCE) != 0;
	b->count = b->step.targets.count;
	b->items = calloc((size_t)b->count + 1, sizeof *b->items);
	if (b->items == NULL)
		abort();
	for (int i = 0; i < b->count; i++)
		if (judge(b, st, env, i) != 0)
			return -1;
	return 0;
}

static void
bulk_unload(void *model)
{
	free(((struct bulk *)model)->items);
}

static struct effect
go_on(const struct bulk *b)
{
	struct targets *t;
	struct effect e = fx(FX_OPEN);

	if (b->ok == 0)
		return fx_text(FX_REFUSE, "%s", _("none of the marked records can take this step now"));
	if ((t = calloc(1, sizeof *t)) == NULL)
		abort();
	for (int i = 0; i < b->count; i++)
		if (b->items[i].ok)
			memcpy(t->id[t->count++], b->items[i].id, TARGET_ID);
	e.screen = SCREEN_FORM;
	e.text = step_format(b->step.kind, b->step.verb, t);
	free(t);
	return e;
}

static struct effect
bulk_act(void *model, enum action act, const struct env *env)
{
	struct bulk *b = model;
	int page = env->h > 8 ? env->h - 6 : 1, last = b->count > 0 ? b->count - 1 : 0;

	switch (act) {
	case ACT_DOWN:      b->at += b->at < last; return fx(FX_PAINT);
	case ACT_UP:        b->at -= b->at > 0; return fx(FX_PAINT);
	case ACT_PAGE_DOWN: b->at = b->at + page < last ? b->at + page : last; return fx(FX_PAINT);
	case ACT_PAGE_UP:   b->at = b->at > page ? b->at - page : 0; return fx(FX_PAINT);
	case ACT_TOP:       b->at = 0; return fx(FX_PAINT);
	case ACT_BOTTOM:    b->at = last; return fx(FX_PAINT);
	case ACT_OPEN: case ACT_CONFIRM: return go_on(b);
	default: return fx(FX_NONE);
	}
}

static void
paint_item(const struct item *item, struct canvas *c, int y, bool here)
{
	enum paint_role role = here ? PAINT_SELECTED : PAINT_DIALOG;
	int title = c->w >= 70 ? c->w - 56 : 0;

	canvas_fill(c, y, 1, 1, c->w - 2, role, " ");
	canvas_put(c, y, 2, 6, here ? role : item->ok ? PAINT_OK : PAINT_ERROR, item->ok ? _("yes") : _("no"));
	canvas_put(c, y, 9, 12, role, item->id);
	canvas_putf(c, y, 22, 6, role, "%4d", item->evidence);
	canvas_put(c, y, 28, title, role, item->title);
	canvas_put(c, y, 29 + title, c->w - 31 - title, here ? role : PAINT_WARN, item->why);
	if (here)
		canvas_cursor(c, y, 2);
}

static void
bulk_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct bulk *b = model;
	char title[120];
	int body = c->h - 5, top = b->at >= body ? b->at - body + 1 : 0;
	int title_w = c->w >= 70 ? c->w - 56 : 0;

	(void)env;
	if (b->verb == NULL)
		return;
	step_title(&b->step, _(b->verb->title), title, sizeof title);
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, title);
	canvas_put(c, 1, 2, 7, PAINT_COLUMN_HEAD, _("can"));
	canvas_put(c, 1, 9, 12, PAINT_COLUMN_HEAD, _("no."));
	canvas_put(c, 1, 22, 6, PAINT_COLUMN_HEAD, _("evid."));
	canvas_put(c, 1, 28, title_w, PAINT_COLUMN_HEAD, _("title"));
	canvas_put(c, 1, 29 + title_w, c->w - 31 - title_w, PAINT_COLUMN_HEAD, _("why not"));
	for (int i = 0; i < body && top + i < b->count; i++)
		paint_item(&b->items[top + i], c, 2 + i, top + i == b->at);
	canvas_putf(c, c->h - 2, 2, c->w - 4, PAINT_TITLE,
	            _("%d of %d can be done; Enter or F9 goes on with these, Esc cancels"), b->ok, b->count);
}

static void
bulk_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct bulk *b = model;

	*h = b->count + 5 < max_h ? b->count + 5 : max_h;
	*w = max_w < 100 ? max_w : 100;
}

const struct screen_ops bulk_screen = {
	.name = "bulk", .title = N_("feasible?"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct bulk), .load = bulk_load, .unload = bulk_unload, .act = bulk_act,
	.paint = bulk_paint, .size = bulk_size,
};
