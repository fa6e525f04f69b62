/*
 * One entry of a ledger: the stages it went through with the days between, its
 * columns by name, signatures, evidence and what happened, as one page that
 * scrolls; above it where it stands and where it may go.
 */

#include "screens/kit/lineage.h"
#include "screens/kit/doc.h"
#include "screens/books/entry_step.h"
#include "screens/kit/figures.h"
#include "screens/work/item_list.h"
#include "screens/books/ledger_words.h"
#include "screens/figures/standing_text.h"
#include "store/read/tasks.h"

enum { EVENTS = 60, LABEL_LEAST = 12, LABEL_MOST = 24 };

struct entry_model {
	char id[64], siblings_of[64];
	struct ledger_info  info;
	struct entry_page   page;
	struct object_event events[EVENTS];
	int    event_count;
	struct doc doc;
	char   next[400], closed[400];       /* where it may go with what that asks for; what is closed and why */
	char   category[64];
	int    top, label;                   /* label: columns before what a line says */
	bool   missing;
};

/* ---- the page ------------------------------------------------------------------------ */

static void
section(struct entry_model *m, const char *title)
{
	doc_add(&m->doc, PAINT_NORMAL, "", 0, "");
	doc_add(&m->doc, PAINT_SECTION, "", 0, title);
}

static void
fact(struct entry_model *m, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add(&m->doc, PAINT_NORMAL, label, m->label, text);
}

/* Each stage with its day and how long it took to get there; where it stands now, how long it has stood. */
static void
write_trail(struct entry_model *m, const struct env *env)
{
	const struct entry_page *p = &m->page;
	char day[12], text[200];

	section(m, _("stages"));
	for (int i = 0; i < p->trail_count; i++) {
		const struct entry_step_row *s = &p->trail[i];
		bool last = i == p->trail_count - 1;
		int n;
		short_day(s->day, env->today, day);
		n = snprintf(text, sizeof text, "%s", info_stage_name(&m->info, s->code));
		if (i > 0 && s->day != CIVIL_NONE && p->trail[i - 1].day != CIVIL_NONE)
			n += snprintf(text + n, sizeof text - (size_t)n, _("  after %d days"),
			              (int)(s->day - p->trail[i - 1].day));
		if (last && s->day != CIVIL_NONE && s->day <= env->today && strcmp(p->row.status, "OPEN") == 0)
			snprintf(text + n, sizeof text - (size_t)n, _("  stands here for %d days"),
			         (int)(env->today - s->day));
		doc_add(&m->doc, last ? PAINT_TITLE : PAINT_NORMAL, day, m->label, text);
	}
	if (p->trail_count == 0)
		doc_add(&m->doc, PAINT_DIM, "", m->label, _("the record does not say how it came here"));
}

static void
write_facts(struct entry_model *m, struct store *st, const struct env *env)
{
	const struct entry_page *p = &m->page;
	char text[700], money[48];

	fact(m, _("place"), p->row.place);
	fact(m, _("village"), p->village);
	fact(m, _("institution"), p->institution);
	fact(m, _("category"), m->category);
	fact(m, _("period"), p->period);
	if (p->row.persons != INT64_MIN) {
		count_text(p->row.persons, money);
		fact(m, _("persons"), money);
	}
	if (p->row.amount != INT64_MIN) {
		yuan_text(p->row.amount, money, sizeof money);
		snprintf(text, sizeof text, _("%s yuan"), money);
		fact(m, _("amount"), text);
	}
	for (int i = 0; i < m->info.fields.count; i++) {
		const struct extra_field *f = &m->info.fields.list[i];
		ledger_value_text(st, f, p->values[i], env->english, text, sizeof text);
		if (f->type == EXTRA_FEN && *text != '\0') {
			yuan_text(atoll(p->values[i]), money, sizeof money);
			snprintf(text, sizeof text, _("%s yuan"), money);
		}
		doc_add(&m->doc, *text != '\0' ? PAINT_NORMAL : f->required ? PAINT_WARN : PAINT_DIM, f->name, m->label,
		        *text != '\0' ? text : "-");
	}
	fact(m, _("received by"), p->resp_post);
	fact(m, _("moved by"), p->moved_by);
	fact(m, _("watch rule"), p->watch);
	fact(m, _("data source"), p->source);
	fact(m, _("hashed key"), p->hash);
	fact(m, _("clause"), p->clause);
	fact(m, _("last note"), p->note);
}

static void
write_signs(struct entry_model *m, struct store *st, const struct env *env)
{
	const struct entry_page *p = &m->page;
	char party[64], verdict[64], post[64];

	if (p->sign_count == 0 && !stages_collects(&m->info.stages, p->row.stage))
		return;
	section(m, _("signatures"));
	for (int i = 0; i < p->sign_count; i++) {
		const struct entry_sign_row *s = &p->signs[i];
		store_term(st, "party", s->party, env->english, party, sizeof party);
		store_term(st, "assessment", s->verdict, env->english, verdict, sizeof verdict);
		store_post_name(st, s->post, env->english, post, sizeof post);
		doc_addf(&m->doc, strcmp(s->verdict, STAGE_AGREES) == 0 ? PAINT_OK : PAINT_WARN, party, m->label,
		         "%s  %s  %.5s %.5s", verdict, post,
		         strlen(s->at) > 15 ? s->at + 5 : s->at, strlen(s->at) > 15 ? s->at + 11 : "");
	}
	if (p->sign_count == 0)
		doc_add(&m->doc, PAINT_DIM, "", m->label, _("nobody has signed yet"));
}

static void
write_events(struct entry_model *m, const struct env *env)
{
	char at[26], text[600];

	(void)env;
	section(m, _("timeline"));
	for (int i = 0; i < m->event_count; i++) {
		const struct object_event *e = &m->events[i];
		int n = snprintf(text, sizeof text, "%s %s", e->who, _(flow_event_title(KIND_ENTRY, e->verb)));
		instant_format(e->at, at);
		at[10] = ' ';
		at[16] = '\0';
		if (strcmp(e->from, e->to) != 0 && e->to[0] != '\0')
			n += snprintf(text + n, sizeof text - (size_t)n, "%s %s > %s", e->from[0] != '\0' ? "" : " ",
			              info_stage_name(&m->info, e->from), info_stage_name(&m->info, e->to));
		if (e->note[0] != '\0')
			snprintf(text + n, sizeof text - (size_t)n, ": %s", e->note);
		doc_add(&m->doc, PAINT_NORMAL, at + 5, m->label, text);
	}
	if (m->event_count == 0)
		doc_add(&m->doc, PAINT_DIM, "", m->label, _("nothing has happened yet"));
}

/* The ledger's longest column name, within reason. */
static int
label_width(const struct extra_fields *fields, int w)
{
	int width = LABEL_LEAST;

	for (int i = 0; i < fields->count; i++)
		if (text_width(fields->list[i].name) + 2 > width)
			width = text_width(fields->list[i].name) + 2;
	return width < LABEL_MOST ? width : w >= 60 ? LABEL_MOST : LABEL_LEAST;
}

static void
write_doc(struct entry_model *m, struct store *st, const struct env *env)
{
	m->label = label_width(&m->info.fields, env->w);
	doc_start(&m->doc, env->w - 2);
	write_facts(m, st, env);
	write_trail(m, env);
	write_signs(m, st, env);
	section(m, _("evidence"));
	for (int i = 0; i < m->page.evidence_count; i++)
		doc_add(&m->doc, PAINT_NORMAL, "", 2, m->page.evidence[i]);
	if (m->page.evidence_count == 0)
		doc_add(&m->doc, PAINT_DIM, "", 2, _("none yet"));
	write_events(m, env);
}

/* ---- loading --------------------------------------------------------------------------- */

static int
load_next(struct entry_model *m, struct store *st, const struct env *env)
{
	struct entry_facts *f = malloc(sizeof *f);
	struct choice next[STAGES_MAX];
	size_t used = 0;
	int n = 0, rc;

	if (f == NULL)
		abort();
	m->next[0] = m->closed[0] = '\0';
	if ((rc = entry_facts(st, m->id, env->english, f)) == 0) {
		n = entry_choices(f, &m->info.fields, env, next, STAGES_MAX);
		entry_closed_text(f, &m->info.fields, env, m->closed, sizeof m->closed);
	}
	for (int i = 0; i < n && used < sizeof m->next; i++)
		used += (size_t)snprintf(m->next + used, sizeof m->next - used, "%s%s%s%s%s", i > 0 ? "  " : "",
		                         next[i].name,
		                         next[i].note[0] != '\0' ? "(" : "", next[i].note,
		                         next[i].note[0] != '\0' ? ")" : "");
	free(f);
	return rc < 0 ? -1 : 0;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct entry_model *m = model;
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };
	int rc;

	if (m->id[0] == '\0')
		snprintf(m->id, sizeof m->id, "%s", env->arg);
	rc = entry_page(st, m->id, &when, &m->info, &m->page);
	m->missing = rc == 1;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	m->event_count = object_events(st, KIND_ENTRY, m->id, env->english, m->events, EVENTS);
	if (m->event_count < 0 || load_next(m, st, env) != 0)
		return -1;
	m->category[0] = '\0';
	if (m->page.category[0] != '\0')
		store_term(st, "pop", m->page.category, env->english, m->category, sizeof m->category);
	write_doc(m, st, env);
	return 0;
}

static void
unload(void *model)
{
	struct entry_model *m = model;

	doc_clear(&m->doc);
}

/* ---- acting ------------------------------------------------------------------------------ */

enum { HEAD_ROWS = 4 };

static struct effect
scroll(struct entry_model *m, const struct env *env, int by)
{
	m->top = doc_scroll(&m->doc, m->top, by, env->h - HEAD_ROWS);
	return fx(FX_PAINT);
}

/* To the next heading, round about. */
static struct effect
next_section(struct entry_model *m, const struct env *env, int by)
{
	int at = m->top;

	for (int k = 0; k < m->doc.count; k++) {
		at = (at + by + m->doc.count) % m->doc.count;
		if (at == 0 || m->doc.lines[at].role == PAINT_SECTION)
			break;
	}
	m->top = doc_scroll(&m->doc, 0, at, env->h - HEAD_ROWS);
	return fx(FX_PAINT);
}

static struct effect
copy(const struct entry_model *m)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	struct effect e;

	if (out == NULL)
		abort();
	fprintf(out, "%s %s %s\n", m->page.row.id, m->page.row.title, info_stage_name(&m->info, m->page.row.stage));
	for (int i = 0; i < m->doc.count; i++)
		fprintf(out, "%s%s%s\n", m->doc.lines[i].label, m->doc.lines[i].label[0] != '\0' ? " " : "",
		        m->doc.lines[i].text);
	fclose(out);
	e = fx_text(FX_COPY, "%s", text);
	free(text);
	return e;
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct entry_model *m = model;

	if (!m->missing)
		entry_lineage(&m->page.row, m->info.name, env, out);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct entry_model *m = model;

	if (m->missing)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN:      return scroll(m, env, 1);
	case ACT_UP:        return scroll(m, env, -1);
	case ACT_PAGE_DOWN: return scroll(m, env, env->h - HEAD_ROWS);
	case ACT_PAGE_UP:   return scroll(m, env, HEAD_ROWS - env->h);
	case ACT_TOP:       return scroll(m, env, -m->doc.count);
	case ACT_BOTTOM:    return scroll(m, env, m->doc.count);
	case ACT_PANE:      return next_section(m, env, 1);
	case ACT_PANE_BACK: return next_section(m, env, -1);
	case ACT_COPY:      return copy(m);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "entries id=%s", m->id);
	case ACT_NEW_ENTRY: return fx_open(SCREEN_FORM, "entry\nregister\n%s", m->info.id);
	case ACT_OPEN: case ACT_CLOSE: return fx_verb("move");
	case ACT_ACK:       return fx_verb("sign");
	default:            return fx(FX_NONE);
	}
}

static void
targets(const void *model, struct targets *out)
{
	const struct entry_model *m = model;

	targets_one(out, KIND_ENTRY, m->missing ? NULL : m->id);
}

/* ---- painting ------------------------------------------------------------------------------ */

static void
head_paint(const struct entry_model *m, const struct env *env, struct canvas *c)
{
	const struct entry_row *r = &m->page.row;
	enum lamp lamp = entry_lamp(r, env);
	char day[12], due[48];
	int x = 1;

	canvas_put(c, 0, 1, 2, lamp_role(lamp), _(lamp_word(lamp)));
	canvas_putf(c, 0, 4, c->w - 4, PAINT_TITLE, "%s%s  %s", r->pending[0] != '\0' ? "~" : "", r->id, r->title);
	short_day(r->deadline, env->today, day);
	entry_due_text(r, env->today, due, sizeof due);
	x += canvas_putf(c, 1, x, c->w - x, PAINT_NORMAL, "%s  %s", m->info.name,
	                 info_stage_name(&m->info, r->stage)) + 2;
	if (strcmp(r->status, "OPEN") == 0)
		x += canvas_putf(c, 1, x, c->w - x, lamp == LAMP_RED ? PAINT_ERROR : PAINT_NORMAL, _("limit %s %s"),
		                 day, r->deadline != CIVIL_NONE ? due : "") + 2;
	if (r->returned > 0)
		x += canvas_putf(c, 1, x, c->w - x, PAINT_WARN, _("back %d"), r->returned) + 2;
	if (r->relapses > 0)
		x += canvas_putf(c, 1, x, c->w - x, PAINT_ERROR, _("relapsed %d"), r->relapses) + 2;
	if (m->page.urged_at != 0)
		canvas_put(c, 1, x, c->w - x, PAINT_WARN, _("urged"));
	x = 1 + canvas_put(c, 2, 1, c->w - 2, PAINT_KEY, _("Enter move on: "));
	if (m->next[0] != '\0')
		canvas_put(c, 2, x, c->w - x, PAINT_OK, m->next);
	else
		canvas_put(c, 2, x, c->w - x, PAINT_DIM, m->closed[0] != '\0' ? m->closed : _("nowhere from here"));
	canvas_hline(c, 3, 0, c->w, PAINT_BORDER);
	if (m->next[0] != '\0' && m->closed[0] != '\0')
		canvas_putf(c, 3, 1, c->w - 2, PAINT_DIM, _(" not yet: %s "), m->closed);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct entry_model *m = model;
	struct canvas body = canvas_view(c, HEAD_ROWS, 1, c->h - HEAD_ROWS, c->w - 2);

	if (m->missing) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM,
		            _("There is no entry %s here. Esc goes back; r asks the hub."), m->id);
		return;
	}
	head_paint(m, env, c);
	doc_paint(&m->doc, m->top, &body);
	canvas_cursor(c, HEAD_ROWS, 0);
}

static const char *
enter(const void *model)
{
	const struct entry_model *m = model;

	return m->missing || m->next[0] == '\0' ? "" : _("move on");
}

const struct screen_ops entry_screen = {
	.name = "entry",
	.title = N_("ledger entry"),
	.scope = SCOPE_MOVE | SCOPE_LEDGERS | SCOPE_STEPS,
	.topics = TOPIC(KIND_ENTRY) | TOPIC(KIND_STAGE) | TOPIC(KIND_LEDGER_FIELD) | TOPIC(KIND_EVENT) |
	          TOPIC(KIND_TERM) | TOPIC(KIND_POST) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct entry_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.targets = targets,
	.enter = enter,
};
