/* One run of a duty: what is due, by whom, how it stands, its evidence and what happened to it. */

#include "screens/kit/lineage.h"
#include "screens/kit/doc.h"
#include "screens/work/duty_words.h"
#include "screens/work/reports.h"
#include "screens/work/tasks.h"
#include "store/read/forms.h"

enum { EVENTS_MAX = 40, PIECES_MAX = 24, LABEL = 10 };

struct duty_run_model {
	char id[64];
	bool found;
	struct duty_run_full run;
	struct choice pieces[PIECES_MAX];
	int  piece_count;
	struct object_event events[EVENTS_MAX];
	int  event_count, cursor;
	struct doc doc;
	int  from;                        /* first line of the doc shown */
};

/* ---- the facts ------------------------------------------------------------------- */

static void
fact(struct doc *d, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add(d, PAINT_NORMAL, label, LABEL, text);
}

static void
write_due(struct duty_run_model *m, const struct env *env)
{
	const struct duty_run_full *r = &m->run;
	char text[256], missed[32];

	duty_day_text(&r->row, env, text, sizeof text);
	doc_add(&m->doc, duty_state_open(r->row.standing.state) ? lamp_role(r->row.standing.lamp) : PAINT_NORMAL,
	        _("due day"), LABEL, text);
	duty_rule_text(&r->plan, r->exact, text, sizeof text);
	fact(&m->doc, _("due rule"), text);
	if (r->plan.grace > 0) {
		weekday_text(r->row.standing.missed, env->today, missed);
		doc_addf(&m->doc, PAINT_NORMAL, _("grace"), LABEL, _("%d workdays; missed from %s on"),
		         r->plan.grace, missed);
	}
	fact(&m->doc, _("about"), r->row.period);
	fact(&m->doc, _("whose"), r->row.place);
}

static void
write_done(struct duty_run_model *m, const struct env *env)
{
	const struct duty_run_full *r = &m->run;
	char text[256], at[26];

	if (r->done_at != 0) {
		instant_format(r->done_at, at);
		doc_addf(&m->doc, PAINT_NORMAL, _("done by"), LABEL, "%s  %.10s %.5s", r->done_by, at, at + 11);
	}
	fact(&m->doc, _("why overdue"), r->late_reason);
	fact(&m->doc, _("waived by"), r->waived_by);
	if (m->piece_count == 0)
		snprintf(text, sizeof text, *r->row.evidence != '\0' ? _("wanted: %s") : "%s",
		         *r->row.evidence != '\0' ? r->row.evidence : _("none asked for"));
	if (m->piece_count == 0)
		fact(&m->doc, _("evidence"), text);
	for (int i = 0; i < m->piece_count; i++)
		doc_addf(&m->doc, PAINT_NORMAL, i == 0 ? _("evidence") : "", LABEL, "%s %s", m->pieces[i].note,
		         m->pieces[i].name);
	report_urge_text(r->row.urged_at, env_then(env), text, sizeof text);
	fact(&m->doc, _("urged"), text);
	fact(&m->doc, _("note"), r->note);
}

static void
write_doc(struct duty_run_model *m, const struct env *env)
{
	const struct duty_run_full *r = &m->run;
	char text[256];

	doc_start(&m->doc, env->w - 2);
	write_due(m, env);
	fact(&m->doc, _("owner"), r->row.owner);
	fact(&m->doc, _("recipient"), r->to);
	fact(&m->doc, _("copies"), r->copies);
	write_done(m, env);
	if (*r->row.event != '\0')
		snprintf(text, sizeof text, _("%s, on %s"), r->row.event, r->opened);
	else
		snprintf(text, sizeof text, _("the calendar, on %s"), r->opened);
	if (*r->opened != '\0')
		fact(&m->doc, _("opened by"), text);
	fact(&m->doc, _("front"), r->front);
	fact(&m->doc, _("clause "), r->clause);
	fact(&m->doc, "", r->duty_note);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct duty_run_model *m = model;
	struct duties_when when = { env->today, env->cal, env->rules, env->english };
	int rc;

	if (*m->id == '\0')
		snprintf(m->id, sizeof m->id, "%s", env->arg);
	if ((rc = duty_run_get(st, m->id, &when, &m->run)) < 0)
		return -1;
	m->found = rc == 0;
	if (!m->found)
		return 0;
	m->piece_count = store_evidence(st, KIND_DUTY_RUN, m->id, m->pieces, PIECES_MAX);
	m->event_count = object_events(st, KIND_DUTY_RUN, m->id, env->english, m->events, EVENTS_MAX);
	if (m->piece_count < 0 || m->event_count < 0)
		return -1;
	for (int i = 0; i < m->piece_count; i++)
		store_term(st, "evidence_kind", m->pieces[i].code, env->english, m->pieces[i].note,
		           sizeof m->pieces[i].note);
	write_doc(m, env);
	return 0;
}

static void
unload(void *model)
{
	doc_clear(&((struct duty_run_model *)model)->doc);
}

/* ---- acting ----------------------------------------------------------------------- */

/* The facts get what they need, the timeline the rest but at least a third. */
static int
doc_rows(const struct duty_run_model *m, int h)
{
	int most = (h - 1) * 2 / 3;

	return m->doc.count < most ? m->doc.count : most;
}

static struct effect
step(struct duty_run_model *m, const struct env *env, int by)
{
	int to = m->cursor + by;

	if (to < 0 || to >= m->event_count) {          /* at an end of the timeline the facts scroll */
		m->from = doc_scroll(&m->doc, m->from, by, doc_rows(m, env->h));
		return fx(FX_PAINT);
	}
	m->cursor = to;
	return fx(FX_PAINT);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct duty_run_model *m = model;
	char day[256];

	if (!m->found)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN:      return step(m, env, 1);
	case ACT_UP:        return step(m, env, -1);
	case ACT_PAGE_DOWN: m->from = doc_scroll(&m->doc, m->from, 5, doc_rows(m, env->h)); return fx(FX_PAINT);
	case ACT_PAGE_UP:   m->from = doc_scroll(&m->doc, m->from, -5, doc_rows(m, env->h)); return fx(FX_PAINT);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "duty_runs duty=%s", m->run.row.duty);
	case ACT_CLOSE:     return fx_verb("done");
	case ACT_OPEN:
		if (m->cursor < m->event_count)
			return event_show(KIND_DUTY_RUN, &m->events[m->cursor]);
		return fx_text(FX_REFUSE, "%s", _("nothing to open here; F9 lists what can be done"));
	case ACT_COPY:
		duty_day_text(&m->run.row, env, day, sizeof day);
		return fx_text(FX_COPY, "%s %s\n%s", m->id, m->run.row.name, day);
	default: return fx(FX_NONE);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct duty_run_model *m = model;

	if (m->found)
		duty_lineage(&m->run.row, env, out);
}

static void
targets(const void *model, struct targets *out)
{
	const struct duty_run_model *m = model;

	targets_one(out, KIND_DUTY_RUN, m->found ? m->id : NULL);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct duty_run_model *m = model;
	const struct duty_run_row *r = &m->run.row;
	int rows = doc_rows(m, c->h), x = 1;
	char standing[48];
	enum paint_role role;

	if (!m->found) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM,
		            _("There is no duty run %s here. Esc goes back; r asks the hub."), m->id);
		return;
	}
	role = duty_standing_text(&r->standing, standing, sizeof standing);
	x += canvas_putf(c, 0, x, c->w - x, role, "%s%s %s", *r->pending != '\0' ? "~" : "",
	                 _(lamp_word(r->standing.lamp)), standing) + 2;
	canvas_putf(c, 0, x, c->w - x - 1, PAINT_TITLE, "%s  %s", r->name, m->id);
	struct canvas facts = canvas_view(c, 1, 1, rows, c->w - 2);
	doc_paint(&m->doc, m->from, &facts);
	report_events_paint(c, 1 + rows, c->h - 1 - rows, KIND_DUTY_RUN, m->events, m->event_count, m->cursor);
	(void)env;
}

static const char *
enter(const void *model)
{
	const struct duty_run_model *m = model;

	return m->found && m->cursor < m->event_count ? _("open") : "";
}

const struct screen_ops duty_run_screen = {
	.name = "duty_run",
	.title = N_("duty run"),
	.scope = SCOPE_MOVE | SCOPE_DUTIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_DUTY) | TOPIC(KIND_DUTY_RUN) | TOPIC(KIND_EVENT) | TOPIC(KIND_POST) |
	          TOPIC(KIND_SUP_GROUP) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct duty_run_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.targets = targets,
	.enter = enter,
};
