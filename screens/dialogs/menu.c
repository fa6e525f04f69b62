/*
 * F9: every step there is for what the cursor is on or what is marked, those
 * that may be taken now first, the others greyed with the reason.
 */

#include "screens/work/step.h"
#include "store/cache/store.h"

enum { ROWS_MAX = 40 };

struct row {
	const struct verb_def *verb;
	int         feasible;        /* of the targets */
	char        why[120];        /* the first reason against it */
};

struct menu {
	struct step step;
	struct row  rows[ROWS_MAX];
	int         count, at, top;
	char        state[64];
};

static int
add_rows(struct menu *m, struct store *st, const struct env *env)
{
	struct target t;

	for (int v = 0; v < flow_verb_count && m->count < ROWS_MAX; v++)
		if (flow_verbs[v].kind == m->step.kind && strcmp(flow_verbs[v].name, "register") != 0)
			m->rows[m->count++].verb = &flow_verbs[v];
	for (int i = 0; i < m->step.targets.count; i++) {
		int rc = step_target(st, env, m->step.kind, m->step.targets.id[i], &t);
		if (rc < 0)
			return -1;
		if (rc > 0)
			continue;
		if (i == 0)
			snprintf(m->state, sizeof m->state, "%s", flow_state_text(m->step.kind, t.status));
		for (int r = 0; r < m->count; r++) {
			const char *why;
			if (step_may(env, &t, m->step.kind, m->rows[r].verb->name, &why) == STEP_OK)
				m->rows[r].feasible++;
			else if (m->rows[r].why[0] == '\0')
				snprintf(m->rows[r].why, sizeof m->rows[r].why, "%s", why);
		}
	}
	return 0;
}

/* Those that may be taken first, each part in the flow's order. */
static void
order_rows(struct menu *m)
{
	struct row sorted[ROWS_MAX];
	int n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < m->count; i++)
			if ((m->rows[i].feasible > 0) == (pass == 0))
				sorted[n++] = m->rows[i];
	memcpy(m->rows, sorted, sizeof *sorted * (size_t)n);
}

static int
menu_load(void *model, struct store *st, const struct env *env)
{
	struct menu *m = model;

	memset(m, 0, sizeof *m);
	if (step_parse(&m->step, env->arg) != 0)
		return 0;
	if (add_rows(m, st, env) != 0)
		return -1;
	order_rows(m);
	return 0;
}

static struct effect
choose(const struct menu *m, int at, const struct env *env)
{
	if (at >= m->count)
		return fx(FX_NONE);
	if (env->read_only)
		return fx_text(FX_REFUSE, "%s", _("read-only: nothing is queued; start without --read-only"));
	if (m->rows[at].feasible == 0)
		return fx_text(FX_REFUSE, "%s: %s", _(m->rows[at].verb->title), m->rows[at].why);
	return fx_verb(m->rows[at].verb->name);
}

static struct effect
menu_act(void *model, enum action act, const struct env *env)
{
	struct menu *m = model;

	switch (act) {
	case ACT_DOWN:      m->at += m->at + 1 < m->count; return fx(FX_PAINT);
	case ACT_UP:        m->at -= m->at > 0; return fx(FX_PAINT);
	case ACT_TOP:       m->at = 0; return fx(FX_PAINT);
	case ACT_BOTTOM:    m->at = m->count > 0 ? m->count - 1 : 0; return fx(FX_PAINT);
	case ACT_PAGE_DOWN: m->at = m->at + 10 < m->count ? m->at + 10 : m->count - 1; return fx(FX_PAINT);
	case ACT_PAGE_UP:   m->at = m->at > 10 ? m->at - 10 : 0; return fx(FX_PAINT);
	case ACT_OPEN: case ACT_CONFIRM: return choose(m, m->at, env);
	default:
		if (act >= ACT_CHOOSE_1 && act <= ACT_CHOOSE_9)
			return choose(m, (int)(act - ACT_CHOOSE_1), env);
		return fx(FX_NONE);
	}
}

static void
menu_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct menu *m = model;
	char title[200], head[120];
	int body = c->h - 3, top = m->at >= body ? m->at - body + 1 : 0;

	(void)env;
	step_title(&m->step, _("steps"), head, sizeof head);
	snprintf(title, sizeof title, "%s  %s", head, m->step.targets.count == 1 ? m->state : "");
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, title);
	for (int i = 0; i < body && top + i < m->count; i++) {
		const struct row *r = &m->rows[top + i];
		bool here = top + i == m->at, may = r->feasible > 0;
		enum paint_role role = here ? PAINT_SELECTED : may ? PAINT_DIALOG : PAINT_DIM;
		char key[16] = " ", why[200];
		int n = top + i + 1;
		if (n <= 9)
			snprintf(key, sizeof key, "%d", n);
		canvas_fill(c, 1 + i, 1, 1, c->w - 2, role, " ");
		canvas_put(c, 1 + i, 2, 2, here ? role : may ? PAINT_CHART : role, key);
		canvas_put(c, 1 + i, 4, 16, role, _(r->verb->title));
		if (m->step.targets.count > 1)
			snprintf(why, sizeof why, _("%d of %d  %s"), r->feasible, m->step.targets.count, r->why);
		else
			snprintf(why, sizeof why, "%s", r->why);
		canvas_put(c, 1 + i, 21, c->w - 23, role, why);
		if (here)
			canvas_cursor(c, 1 + i, 2);
	}
	canvas_put(c, c->h - 2, 2, c->w - 4, PAINT_DIM,
	           _("Enter or its digit takes the step, Esc goes back; greyed: not now, and why"));
}

static void
menu_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct menu *m = model;

	*h = m->count + 3 < max_h ? m->count + 3 : max_h;
	*w = max_w <= 84 ? max_w : 76;
}

const struct screen_ops menu_screen = {
	.name = "menu", .title = N_("steps"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct menu), .load = menu_load, .act = menu_act, .paint = menu_paint, .size = menu_size,
};
