/*
 * One issue: who, how late, how far; its fields, timeline, evidence, comments
 * and raw record in tabs; what the officer may do now, and why not the rest.
 * Opened on "ID" or, from a list, on "ID\tORDER\tFILTER", which J and K walk.
 */
#include "screens/kit/lineage.h"
#include "screens/work/issue.h"

enum { HEAD = 5, FOOT = 1, SIDE_FROM = 110, SIDE_W = 44 };

/* ---- loading -------------------------------------------------------------------------- */

static void
start(struct issue_model *m, const struct env *env)
{
	char error[256];
	const char *tab = strchr(env->arg, '\t'), *tab2 = tab != NULL ? strchr(tab + 1, '\t') : NULL;

	if (m->id[0] != '\0')
		return;
	snprintf(m->id, sizeof m->id, "%.*s", tab != NULL ? (int)(tab - env->arg) : 63, env->arg);
	if (tab2 == NULL)
		return;
	m->order = (enum issue_order)(atoi(tab + 1) % ISSUE_ORDERS);
	m->from_list = filter_parse(&m->filter, tab2 + 1, error, sizeof error) == 0;
}

/* The list may have lost this issue by what was just done to it; then J and K keep what they had. */
static int
load_siblings(struct issue_model *m, struct store *st, const struct issues_view *view)
{
	struct issues *q = malloc(sizeof *q);
	char error[256], before[64], behind[64];
	int rc = 1;

	if (q == NULL)
		abort();
	if (m->from_list && issues_resolve(q, st, &m->filter, m->order, view, error, sizeof error) == 0)
		rc = issue_page_siblings(st, q, m->id, before, behind);
	if (rc == 0) {
		memcpy(m->before, before, sizeof before);
		memcpy(m->behind, behind, sizeof behind);
	}
	free(q);
	return rc < 0 ? -1 : 0;
}

static int
content_width(const struct env *env)
{
	return env->w - 4 - (env->w >= SIDE_FROM ? SIDE_W : 0);
}

static int
issue_load(void *model, struct store *st, const struct env *env)
{
	struct issue_model *m = model;
	struct issues_view view = { env->today, env->english, env->cal, env->rules };
	int rc;

	start(m, env);
	issue_page_clear(&m->page);
	if ((rc = issue_page_read(st, &view, env->now, m->id, &m->page)) < 0)
		return -1;
	m->missing = rc == 1;
	for (int t = 0; t < TABS; t++)
		doc_start(&m->docs[t], content_width(env));
	doc_start(&m->steps, env->w >= SIDE_FROM ? SIDE_W - 4 : env->w - 4);
	if (m->missing)
		return 0;
	issue_write(m, st, env);
	if (env->w < SIDE_FROM) {
		doc_add(&m->docs[TAB_BASIC], PAINT_SECTION, "", 0, _("-- what you may do now --"));
		for (int i = 0; i < m->steps.count; i++)
			doc_add(&m->docs[TAB_BASIC], m->steps.lines[i].role, m->steps.lines[i].label,
			        m->steps.lines[i].indent,
			        m->steps.lines[i].text);
	}
	return load_siblings(m, st, &view);
}

static void
issue_unload(void *model)
{
	struct issue_model *m = model;

	issue_page_clear(&m->page);
	for (int t = 0; t < TABS; t++)
		doc_clear(&m->docs[t]);
	doc_clear(&m->steps);
}

/* ---- keys ------------------------------------------------------------------------------- */

static struct effect
to_tab(struct issue_model *m, int tab)
{
	m->tab = (enum tab)((tab + TABS) % TABS);
	return fx(FX_PAINT);
}

static struct effect
scroll(struct issue_model *m, const struct env *env, int by)
{
	m->at[m->tab] = doc_scroll(&m->docs[m->tab], m->at[m->tab], by, env->h - HEAD - FOOT);
	return fx(FX_PAINT);
}

static struct effect
sibling(struct issue_model *m, char id[64], int direction)
{
	if (id[0] == '\0')
		return fx_text(FX_REFUSE, "%s", !m->from_list
		               ? _("opened by itself; J and K walk the list it was opened from") :
		               direction > 0 ? _("the last of the list") : _("the first of the list"));
	memcpy(m->id, id, sizeof m->id);
	m->before[0] = m->behind[0] = '\0';
	memset(m->at, 0, sizeof m->at);
	return fx(FX_LOAD);
}

static struct effect
copy(const struct issue_model *m)
{
	char line[1024];

	issue_line_words(&m->page.row, line, sizeof line);
	return fx_text(FX_COPY, "%s\n", line);
}

static struct effect
undo(const struct issue_model *m)
{
	struct effect e;

	for (int i = 0; i < m->page.op_count; i++)
		if (strcmp(m->page.ops[i].state, "pending") == 0 && m->page.ops[i].attempts == 0) {
			e = fx_text(FX_OUTBOX, "%s", m->page.ops[i].uuid);
			e.verb = "withdraw";
			return e;
		}
	for (int i = 0; i < m->page.op_count; i++)
		if (strcmp(m->page.ops[i].state, "pending") == 0)
			return fx_text(FX_REFUSE, "%s", _("already on its way to the hub; see 7 outbox"));
	return fx(FX_NONE);                      /* the console says whether it was delivered */
}

static struct effect
issue_act(void *model, enum action act, const struct env *env)
{
	struct issue_model *m = model;
	int page = env->h - HEAD - FOOT - 1;

	if (m->missing)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN: return scroll(m, env, 1);
	case ACT_UP: return scroll(m, env, -1);
	case ACT_PAGE_DOWN: return scroll(m, env, page);
	case ACT_PAGE_UP: return scroll(m, env, -page);
	case ACT_TOP: return scroll(m, env, -100000);
	case ACT_BOTTOM: return scroll(m, env, 100000);
	case ACT_PANE: case ACT_RIGHT: return to_tab(m, (int)m->tab + 1);
	case ACT_PANE_BACK: case ACT_LEFT: return to_tab(m, (int)m->tab - 1);
	case ACT_RAW: return to_tab(m, m->tab == TAB_RAW ? TAB_BASIC : TAB_RAW);
	case ACT_NEXT_SIBLING: return sibling(m, m->behind, 1);
	case ACT_PREV_SIBLING: return sibling(m, m->before, -1);
	case ACT_COPY: return copy(m);
	case ACT_UNDO: return undo(m);
	case ACT_CLOSE: return fx_verb("close");
	case ACT_ACK: return fx_verb("ack");
	case ACT_SNOOZE: return fx_verb("snooze");
	case ACT_REASSIGN: return fx_verb("reassign");
	case ACT_URGE: return fx_verb("urge");
	case ACT_ESCALATE: return fx_verb("escalate");
	case ACT_COMMENT: return fx_verb("comment");
	default: return fx(FX_NONE);
	}
}

static void
issue_targets(const void *model, struct targets *out)
{
	const struct issue_model *m = model;

	out->kind = KIND_ISSUE;
	out->count = m->missing ? 0 : 1;
	memcpy(out->id[0], m->id, sizeof m->id);
}

/* ---- painting ------------------------------------------------------------------------------ */

static void
paint_head(const struct issue_model *m, const struct env *env, struct canvas *c)
{
	const struct issue_row *r = &m->page.row;
	char late[64], state[64], next[96], siblings[64] = "";
	int w, half = c->w / 2;

	if (m->from_list)
		snprintf(siblings, sizeof siblings, "%s%s", m->before[0] != '\0' ? _("K before  ") : "",
		         m->behind[0] != '\0' ? _("J next") : "");
	w = text_width(siblings);
	canvas_putf(c, 0, 1, c->w - w - 3, PAINT_TITLE, _("issues > %s > %s  %s"), r->township, r->key.id, r->title);
	canvas_put(c, 0, c->w - w - 1, w, PAINT_KEY, siblings);

	issue_overdue_words(r, env->today, late, sizeof late);
	w = canvas_put(c, 1, 1, 10, PAINT_DIM, _("lamp")) + 2;
	w += canvas_put(c, 1, w, 6, lamp_role(r->lamp), _(lamp_word(r->lamp))) + 1;
	canvas_putf(c, 1, w, half - w, r->overdue > 0 ? lamp_role(r->lamp) : PAINT_NORMAL, _("%s (deadline %s)"), late,
	            r->key.deadline);
	canvas_putf(c, 1, half, c->w - half - 1, PAINT_NORMAL, _("resp. %s   source %s"), r->post[0] != '\0' ? r->post
	            : r->unit, r->source);

	issue_state_words(r, state, sizeof state);
	issue_next_words(r, next, sizeof next);
	w = canvas_put(c, 2, 1, 10, PAINT_DIM, _("state")) + 2;
	w += canvas_put(c, 2, w, half - w, state[0] == '~' ? PAINT_PENDING : state[0] == '!' ? PAINT_ERROR
	                : PAINT_NORMAL, state) + 2;
	if (*next != '\0')
		canvas_putf(c, 2, w, half - w, PAINT_DIM, _("next %s"), next);
	canvas_putf(c, 2, half, c->w - half - 1, PAINT_NORMAL,
	            _("returned %d  reopened %d  extended %d  escalated %d  v%lld"),
	            r->returned, r->reopened, r->extensions, r->escalation, (long long)r->rev);
	canvas_hline(c, 3, 0, c->w, PAINT_BORDER);
}

static void
paint_tabs(const struct issue_model *m, struct canvas *c)
{
	static const char *const titles[TABS] = { N_("basics"), N_("timeline"), N_("evidence"), N_("comments"),
	                                          N_("raw record") };
	int counts[TABS] = { 0 }, x = 1;
	char text[64];

	counts[TAB_TIMELINE] = m->page.event_count + m->page.op_count;
	counts[TAB_EVIDENCE] = m->page.proof_count;
	for (int i = 0; i < m->page.event_count; i++)
		counts[TAB_COMMENTS] += strcmp(m->page.events[i].verb, "comment") == 0;
	for (int i = 0; i < m->page.op_count; i++)
		counts[TAB_COMMENTS] += strcmp(m->page.ops[i].verb, "comment") == 0;
	for (int t = 0; t < TABS; t++) {
		char number[16] = "";
		if (t >= TAB_TIMELINE && t <= TAB_COMMENTS)
			snprintf(number, sizeof number, "(%d)", counts[t]);
		snprintf(text, sizeof text, t == (int)m->tab ? "[%s%s]" : " %s%s ", _(titles[t]), number);
		x += canvas_put(c, 4, x, c->w - x, t == (int)m->tab ? PAINT_TAB_ACTIVE : PAINT_TAB, text) + 1;
	}
}

/* x销号 t转办 !催办: at the bottom of narrow screens, where the side pane has no room. */
static void
paint_may(const struct issue_model *m, struct canvas *c)
{
	int x = 1 + canvas_put(c, c->h - 1, 1, c->w - 2, PAINT_SECTION, _("you may: "));

	for (int i = 0; i < m->steps.count && x < c->w - 4; i++) {
		const struct doc_line *l = &m->steps.lines[i];
		if (l->role != PAINT_NORMAL)
			continue;
		x += canvas_put(c, c->h - 1, x, c->w - x - 1, PAINT_KEY, l->label);
		x += canvas_put(c, c->h - 1, x, c->w - x - 1, PAINT_NORMAL, l->text) + 1;
	}
}

static void
issue_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct issue_model *m = model;
	bool side = env->w >= SIDE_FROM;
	struct canvas body = canvas_view(c, HEAD, 2, c->h - HEAD - FOOT, content_width(env));

	if (m->missing) {
		canvas_centre(c, c->h / 3, 0, c->w, PAINT_HINT, _("this issue is not in the data here; Esc goes "
								  "back"));
		return;
	}
	paint_head(m, env, c);
	paint_tabs(m, c);
	doc_paint(&m->docs[m->tab], m->at[m->tab], &body);
	if (!side)
		paint_may(m, c);
	if (side) {
		struct canvas right = canvas_view(c, HEAD + 1, c->w - SIDE_W + 2, c->h - HEAD - 1, SIDE_W - 3);
		canvas_vline(c, HEAD - 1, c->w - SIDE_W, c->h - HEAD + 1, PAINT_BORDER);
		canvas_put(c, HEAD - 1, c->w - SIDE_W + 2, SIDE_W - 3, PAINT_SECTION, _("what you may do now"));
		doc_paint(&m->steps, 0, &right);
	}
}

static const char *
issue_enter(const void *model)
{
	(void)model;
	return "";                           /* nothing to open on this page */
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct issue_model *m = model;

	if (!m->missing)
		issue_lineage(&m->page.row, env, out);
}

const struct screen_ops issue_screen = {
	.name = "issue", .title = N_("issue"),
	.scope = SCOPE_MOVE | SCOPE_ISSUE | SCOPE_STEPS,
	.topics =
	       TOPIC(KIND_ISSUE) | TOPIC(KIND_EVENT) | TOPIC(KIND_TERM) | TOPIC(KIND_POST) | TOPIC_OUTBOX | TOPIC_META,
	.model_size = sizeof(struct issue_model),
	.load = issue_load, .unload = issue_unload, .act = issue_act, .lineage = lineage, .paint = issue_paint,
	.targets = issue_targets,
	.enter = issue_enter,
};
