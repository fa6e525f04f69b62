/*
 * One operation beside its record: as it was when the officer acted, as the
 * hub has it, as asked for.  Four ways out; none is ever taken by itself.
 */

#include "screens/kit/line.h"
#include "screens/work/outbox.h"

enum { DIFFS_MAX = 40, EVENTS_MAX = 3, BOX_W = 100 };

struct conflict_model {
	struct outbox_row   row;
	struct outbox_diff  diffs[DIFFS_MAX];
	int                 diff_count, top;
	struct outbox_since since[EVENTS_MAX];
	int                 since_count;
	int64_t             hub_rev;
	bool                missing, noting, parked;    /* parked: in conflict or refused, so that the choices apply */
	struct line         note;
};

/* ---- loading -------------------------------------------------------------------------- */

static int
conflict_load(void *model, struct store *st, const struct env *env)
{
	struct conflict_model *m = model;
	int rc = outbox_row_get(st, env->arg, env->english, &m->row);

	m->missing = rc == 1;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	m->parked = strcmp(m->row.state, "conflict") == 0 || strcmp(m->row.state, "refused") == 0;
	m->diff_count = outbox_diffs(st, &m->row, env->english, m->diffs, DIFFS_MAX, &m->hub_rev);
	m->since_count = outbox_events(st, &m->row, m->since, EVENTS_MAX);
	return m->diff_count < 0 || m->since_count < 0 ? -1 : 0;
}

/* ---- what it would make of a field ----------------------------------------------------- */

static void
mine(const struct conflict_model *m, const struct env *env, int field, char *out, size_t size)
{
	enum kind kind = record_fields[field].kind;
	const struct outbox_row *r = &m->row;
	const struct flow_def *step;
	int n;
	const struct arg_def *args = flow_args(kind, r->verb, &n);
	const struct set_def *sets;

	snprintf(out, size, "-");
	for (int i = 0; i < n; i++)
		for (int k = 0; args[i].field == field && k < r->arg_count; k++)
			if (strcmp(args[i].name, r->args[k].name) == 0)
				snprintf(out, size, "%s", r->args[k].value);
	sets = flow_sets(kind, r->verb, &n);
	for (int i = 0; i < n; i++)
		if (sets[i].field == field)
			snprintf(out, size, "%s",
			         sets[i].from == SET_ACTOR ? env->user : sets[i].from == SET_INC ? "+1" :
			         sets[i].from == SET_NOW || sets[i].from == SET_TODAY ? _("when it is accepted") : "*");
	if (strcmp(record_fields[field].name, "status") != 0)
		return;
	for (int i = 0; i < flow_step_count; i++) {
		step = &flow_steps[i];
		if (step->kind == kind && strcmp(step->verb, r->verb) == 0 && step->to >= 0)
			snprintf(out, size, "%s", _(flow_states[step->to].title));
	}
}

/* A field's value for people: states by their titles, evidence counted, times without seconds. */
static const char *
shown(int field, const char *value, char out[240])
{
	const struct field_def *f = &record_fields[field];
	int s = strcmp(f->name, "status") == 0 ? flow_state_find(f->kind, value) : -1, pieces = 0;
	int64_t at;

	if (s >= 0)
		return _(flow_states[s].title);
	if (f->type == FIELD_INSTANT && instant_parse(value, &at) == 0)
		return outbox_time(at, 0, out);
	if (f->type != FIELD_JSON || *value != '[')
		return *value != '\0' ? value : "-";
	for (const char *p = value; (p = strchr(p, '{')) != NULL; p++)
		pieces++;
	snprintf(out, 240, _("%d pieces"), pieces);
	return out;
}

/* ---- keys --------------------------------------------------------------------------------- */

static struct effect
command(const struct conflict_model *m, const char *verb, const char *note)
{
	struct effect e = note != NULL ? fx_text(FX_OUTBOX, "%s\n%s", m->row.uuid, note)
	                               : fx_text(FX_OUTBOX, "%s", m->row.uuid);

	e.verb = verb;
	return e;
}

static struct effect
choose(struct conflict_model *m, int choice)
{
	static const char *const verbs[] = { "drop", "", "to-comment", "" };
	bool conflict = strcmp(m->row.state, "conflict") == 0;

	if (choice == 3 || m->missing)
		return fx(FX_BACK);
	if (!m->parked)
		return fx_text(FX_REFUSE, "%s", _("it is not in conflict; there is nothing to decide"));
	if (choice != 1)
		return command(m, verbs[choice], NULL);
	if (!conflict)
		return command(m, "edit", NULL);
	m->noting = true;
	line_set(&m->note, "");
	return fx(FX_PAINT);
}

static struct effect
conflict_act(void *model, enum action act, const struct env *env)
{
	struct conflict_model *m = model;

	(void)env;
	switch (act) {
	case ACT_CHOOSE_1: return choose(m, 0);
	case ACT_CHOOSE_2: return choose(m, 1);
	case ACT_CHOOSE_3: return choose(m, 2);
	case ACT_CHOOSE_4: case ACT_OPEN: return choose(m, 3);
	case ACT_DOWN: m->top += m->top + 1 < m->diff_count; return fx(FX_PAINT);
	case ACT_UP: m->top -= m->top > 0; return fx(FX_PAINT);
	default: return fx(FX_NONE);
	}
}

static bool
conflict_typing(const void *model)
{
	return ((const struct conflict_model *)model)->noting;
}

static struct effect
conflict_type(void *model, const struct typed *in, const struct env *env)
{
	struct conflict_model *m = model;

	(void)env;
	if (in->key == EDIT_ENTER) {
		if (m->note.len == 0)
			return fx_text(FX_REFUSE, "%s", _("say in a few words why it still applies"));
		m->noting = false;
		return command(m, "resubmit", m->note.text);
	}
	return line_type(&m->note, in, false) ? fx(FX_PAINT) : fx(FX_NONE);
}

static bool
conflict_dirty(void *model)
{
	struct conflict_model *m = model;
	bool was = m->noting;

	m->noting = false;
	return was;
}

/* ---- painting --------------------------------------------------------------------------------- */

enum { LABEL_W = 12 };

static void
paint_versions(const struct conflict_model *m, const struct env *env, struct canvas *c, int y, int h)
{
	int w = (c->w - 4 - LABEL_W) / 3;
	char text[300], value[240];

	canvas_putf(c, y, 2 + LABEL_W, w - 1, PAINT_COLUMN_HEAD, _("when you acted v%lld"), (long long)m->row.base);
	canvas_putf(c, y, 2 + LABEL_W + w, w - 1, PAINT_COLUMN_HEAD,
	            m->hub_rev > 0 ? _("at the hub v%lld") : _("at the hub: unknown"), (long long)m->hub_rev);
	canvas_put(c, y, 2 + LABEL_W + 2 * w, w - 1, PAINT_COLUMN_HEAD, _("what you asked for"));
	for (int i = 0; i < h - 1 && m->top + i < m->diff_count; i++) {
		const struct outbox_diff *d = &m->diffs[m->top + i];
		bool changed = d->has_seen && strcmp(d->seen, d->hub) != 0;
		int line = y + 1 + i;
		mine(m, env, d->field, text, sizeof text);
		canvas_put(c, line, 2, LABEL_W - 1, PAINT_DIM, record_fields[d->field].title);
		canvas_put(c, line, 2 + LABEL_W, w - 1, PAINT_NORMAL,
		           d->has_seen ? shown(d->field, d->seen, value) : _("not kept"));
		canvas_put(c, line, 2 + LABEL_W + w, w - 1, changed ? PAINT_WARN : PAINT_NORMAL,
		           shown(d->field, d->hub, value));
		canvas_put(c, line, 2 + LABEL_W + 2 * w, w - 1, strcmp(text, "-") != 0 ? PAINT_PENDING : PAINT_DIM,
		           text);
	}
	if (m->top + h - 1 < m->diff_count)
		canvas_putf(c, y + h - 1, c->w - 8, 6, PAINT_HINT, "v %d", m->diff_count - m->top - h + 1);
}

static void
paint_choices(const struct conflict_model *m, struct canvas *c, int y)
{
	bool conflict = strcmp(m->row.state, "conflict") == 0;
	int half = (c->w - 4) / 2;

	if (m->noting) {
		int x = 2 + canvas_put(c, y, 2, c->w - 4, PAINT_TITLE, _("why it still applies: "));
		line_paint(&m->note, c, y, x, c->w - x - 2, true);
		canvas_put(c, y + 1, 2, c->w - 4, PAINT_HINT,
		           _("Enter queues it anew on the hub's version, Esc goes back to the choices"));
		return;
	}
	if (!m->parked) {
		canvas_put(c, y, 2, c->w - 4, PAINT_HINT, _("not in conflict. 4 or Esc closes this page"));
		return;
	}
	canvas_put(c, y, 2, half, PAINT_NORMAL, _("(1) give mine up, take the hub's"));
	if (conflict)
		canvas_putf(c, y, 2 + half, half, PAINT_NORMAL, _("(2) ask again on v%lld, with a note"),
		            (long long)m->hub_rev);
	else
		canvas_put(c, y, 2 + half, half, PAINT_NORMAL, _("(2) edit it and ask again"));
	canvas_put(c, y + 1, 2, half, PAINT_NORMAL, _("(3) make my note a comment"));
	canvas_put(c, y + 1, 2 + half, half, PAINT_NORMAL, _("(4) decide later; nothing is overwritten"));
	canvas_cursor(c, y + 1, 2 + half);
}

static void
conflict_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct conflict_model *m = model;
	char title[300], when[20];
	int y = 1, since = m->since_count;

	canvas_fill(c, 0, 0, c->h, c->w, PAINT_DIALOG, " ");
	snprintf(title, sizeof title, "%s %s  %s", outbox_verb_title(&m->row), m->row.id, m->row.title);
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, m->missing ? _("outbox") : title);
	if (m->missing) {
		canvas_put(c, 1, 2, c->w - 4, PAINT_HINT, _("this operation has left the outbox; Esc goes back"));
		return;
	}
	if (m->row.reason[0] != '\0')
		canvas_putf(c, y++, 2, c->w - 4, PAINT_ERROR, _("%s: %s"), m->parked ? _("not accepted") : _("answer"),
		            outbox_reason(&m->row));
	paint_versions(m, env, c, y, c->h - y - since - 4);
	y = c->h - since - 4;
	for (int i = 0; i < since; i++) {
		const struct outbox_since *e = &m->since[i];
		int64_t at;
		struct outbox_row as = m->row;
		snprintf(as.verb, sizeof as.verb, "%s", e->verb);
		canvas_putf(c, y + i, 2, c->w - 4, PAINT_DIM, "%s %s %s%s%s",
		            instant_parse(e->at, &at) == 0 ? outbox_time(at, 0, when) : "",
		            e->who, outbox_verb_title(&as), e->note[0] != '\0' ? _(": ") : "", e->note);
	}
	canvas_hline(c, c->h - 4, 1, c->w - 2, PAINT_BORDER);
	paint_choices(m, c, c->h - 3);
}

static void
conflict_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct conflict_model *m = model;
	int want = 7 + m->diff_count + m->since_count;

	*w = max_w < BOX_W ? max_w : BOX_W;
	*h = want < max_h ? want : max_h;
}

const struct screen_ops conflict_screen = {
	.name = "conflict", .title = N_("conflict"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.topics = TOPIC_OUTBOX, .model_size = sizeof(struct conflict_model),
	.load = conflict_load, .act = conflict_act, .paint = conflict_paint, .size = conflict_size,
	.typing = conflict_typing, .type = conflict_type, .dirty = conflict_dirty,
};
