/* The tabs of an issue's page, as text. */
#include "screens/work/issue.h"

#include "screens/work/step.h"

enum { LABEL = 11, WHEN = 13 };

static const char *
value(const struct issue_model *m, enum field field)
{
	const char *v = m->page.values[(int)field - FIELD_FIRST_ISSUE];

	return v != NULL ? v : "";
}

static void
fact(struct doc *d, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add(d, PAINT_NORMAL, label, LABEL, text);
}

/* 06-15 09:12 in the room's time, from RFC 3339. */
static const char *
short_time(const char *at, char out[20])
{
	int64_t when;
	char text[26];

	if (instant_parse(at, &when) != 0)
		return "";
	instant_format(when, text);
	snprintf(out, 20, "%.5s %.5s", text + 5, text + 11);
	return out;
}

static void
timed(struct doc *d, const char *label, const char *at, const char *by)
{
	char text[128], when[20];

	if (*at == '\0')
		return;
	snprintf(text, sizeof text, "%s  %s", short_time(at, when), by);
	doc_add(d, PAINT_NORMAL, label, LABEL, text);
}

/* The name of a term the issue has. */
static void
term_fact(struct issue_model *m, struct store *st, const struct env *env, const char *label, const char *list,
          enum field field)
{
	char name[96];

	if (*value(m, field) != '\0')
		fact(&m->docs[TAB_BASIC], label,
		     store_term(st, list, value(m, field), env->english, name, sizeof name));
}

static void
build_basic(struct issue_model *m, struct store *st, const struct env *env)
{
	struct doc *d = &m->docs[TAB_BASIC];
	const struct issue_row *r = &m->page.row;

	fact(d, _("kind"), r->kind);
	fact(d, _("front"), r->front);
	fact(d, _("village"), r->village);
	fact(d, _("institution"), r->institution);
	fact(d, _("detail"), r->detail);
	fact(d, _("document"), value(m, FIELD_ISSUE_source_doc));
	fact(d, _("found on"), value(m, FIELD_ISSUE_found_at));
	fact(d, _("unit"), r->unit);
	fact(d, _("group"), r->group);
	fact(d, _("root cause"), value(m, FIELD_ISSUE_root_cause));
	fact(d, _("measure"), value(m, FIELD_ISSUE_measure));
	fact(d, _("replicate check"), value(m, FIELD_ISSUE_replicate));
	timed(d, _("acknowledged on"), value(m, FIELD_ISSUE_acked_at), "");
	timed(d, _("started on"), value(m, FIELD_ISSUE_started_at), "");
	timed(d, _("submitted on"), value(m, FIELD_ISSUE_submitted_at), m->page.submitted_by);
	timed(d, _("verified on"), value(m, FIELD_ISSUE_verified_at), m->page.verified_by);
	term_fact(m, st, env, _("verified how"), "verify_method", FIELD_ISSUE_verify_method);
	timed(d, _("closed on"), value(m, FIELD_ISSUE_closed_at), m->page.closed_by);
	term_fact(m, st, env, _("verdict"), "close_result", FIELD_ISSUE_close_result);
	fact(d, _("close-out number"), value(m, FIELD_ISSUE_close_no));
	fact(d, _("note"), value(m, FIELD_ISSUE_close_note));
	fact(d, _("why it is overdue"), value(m, FIELD_ISSUE_late_reason));
	fact(d, _("look-back date"), value(m, FIELD_ISSUE_lookback_at));
	if (strcmp(value(m, FIELD_ISSUE_concealed), "1") == 0)
		doc_add(d, PAINT_ERROR, "", LABEL, _("concealed"));
	if (strcmp(value(m, FIELD_ISSUE_orig_deadline), value(m, FIELD_ISSUE_deadline)) != 0)
		fact(d, _("first due"), value(m, FIELD_ISSUE_orig_deadline));
	if (*value(m, FIELD_ISSUE_ext_until) != '\0')
		doc_addf(d, PAINT_WARN, _("extension"), LABEL, _("asked until %s: %s"), value(m, FIELD_ISSUE_ext_until),
		         value(m, FIELD_ISSUE_ext_reason));
	fact(d, _("snoozed until"), value(m, FIELD_ISSUE_snooze_until));
	fact(d, _("review date"), value(m, FIELD_ISSUE_review_at));
	fact(d, _("linked"), value(m, FIELD_ISSUE_link));
	fact(d, _("last note"), r->note);
	if (r->sample)
		doc_add(d, PAINT_SAMPLE, "", LABEL, _("demonstration data"));
}

static const char *
verb_title(const char *verb)
{
	return _(flow_event_title(KIND_ISSUE, verb));
}

static const char *
state_title(const char *code)
{
	return flow_state_text(KIND_ISSUE, code);
}

static const char *
op_state(const struct issue_op *o)
{
	if (strcmp(o->state, "conflict") == 0)
		return _("in conflict");
	if (strcmp(o->state, "refused") == 0)
		return _("refused");
	if (strcmp(o->state, "draft") == 0)
		return _("draft");
	if (strcmp(o->state, "acked") == 0)
		return _("delivered");
	return o->attempts > 0 ? _("being sent") : _("queued");
}

static void
build_timeline(struct issue_model *m)
{
	struct doc *d = &m->docs[TAB_TIMELINE];
	char when[20], text[26], state[96];

	for (int i = 0; i < m->page.op_count; i++) {
		const struct issue_op *o = &m->page.ops[i];
		instant_format(o->at, text);
		snprintf(when, sizeof when, "~%.5s %.5s", text + 5, text + 11);
		doc_addf(d, strcmp(o->state, "conflict") == 0 || strcmp(o->state, "refused") == 0 ? PAINT_ERROR
		         : PAINT_PENDING,
		         when, WHEN, _("%s (%s here) %s%s%s"), verb_title(o->verb), op_state(o), o->note,
		         o->reason[0] != '\0' ? " - " : "", o->reason);
	}
	for (int i = 0; i < m->page.event_count; i++) {
		const struct issue_event *e = &m->page.events[i];
		state[0] = '\0';
		if (e->to[0] != '\0' && strcmp(e->from, e->to) != 0)
			snprintf(state, sizeof state, _(" -> %s"), state_title(e->to));
		doc_addf(d, PAINT_NORMAL, short_time(e->at, when), WHEN, "%s %s%s%s%s",
		         e->actor[0] != '\0' ? e->actor : e->post, verb_title(e->verb), state, e->note[0] != '\0'
		         ? _(": ") : "", e->note);
	}
	if (d->count == 0)
		doc_add(d, PAINT_HINT, "", 0, _("nothing has been recorded yet"));
}

static void
build_evidence(struct issue_model *m, struct store *st, bool english)
{
	struct doc *d = &m->docs[TAB_EVIDENCE];

	for (int i = 0; i < m->page.proof_count; i++) {
		const struct issue_proof *p = &m->page.proofs[i];
		static const struct { const char *code, *title; } kinds[] = {
			{ "doc", N_("document") }, { "photo", N_("photo") }, { "file", N_("file") },
			{ "receipt", N_("receipt") } };
		char name[64];
		store_term(st, "evidence_kind", p->kind, english, name, sizeof name);
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			if (strcmp(name, kinds[k].code) == 0)
				snprintf(name, sizeof name, "%s", _(kinds[k].title));
		doc_addf(d, PAINT_NORMAL, name, LABEL, "%d. %s", i + 1, p->ref);
	}
	if (m->page.proof_count == 0)
		doc_add(d, PAINT_HINT, "", 0, _("no evidence yet; closing out needs at least one piece (F9, add "
		                                "evidence)"));
}

static int
build_comments(struct issue_model *m)
{
	struct doc *d = &m->docs[TAB_COMMENTS];
	char when[20], text[26];
	int n = 0;

	for (int i = 0; i < m->page.op_count; i++)
		if (strcmp(m->page.ops[i].verb, "comment") == 0) {
			instant_format(m->page.ops[i].at, text);
			snprintf(when, sizeof when, "~%.5s %.5s", text + 5, text + 11);
			doc_addf(d, PAINT_PENDING, when, WHEN, "%s", m->page.ops[i].note);
			n++;
		}
	for (int i = 0; i < m->page.event_count; i++) {
		const struct issue_event *e = &m->page.events[i];
		if (strcmp(e->verb, "comment") != 0 && strcmp(e->verb, "return") != 0)
			continue;
		n += strcmp(e->verb, "comment") == 0;
		doc_addf(d, PAINT_NORMAL, short_time(e->at, when), WHEN, "%s%s%s: %s", e->actor[0] != '\0' ? e->actor
		         : e->post,
		         strcmp(e->verb, "return") == 0 ? " " : "", strcmp(e->verb, "return") == 0 ? verb_title(e->verb)
		         : "", e->note);
	}
	if (d->count == 0)
		doc_add(d, PAINT_HINT, "", 0, _("no comments; c writes one"));
	return n;
}

static void
build_raw(struct issue_model *m)
{
	struct doc *d = &m->docs[TAB_RAW];

	doc_addf(d, PAINT_NORMAL, "id", 16, "%s", m->page.row.key.id);
	doc_addf(d, PAINT_NORMAL, "rev", 16, "%lld", (long long)m->page.row.rev);
	for (int i = 0; i < ISSUE_FIELDS; i++) {
		const struct field_def *f = &record_fields[FIELD_FIRST_ISSUE + i];
		const char *v = m->page.values[i] != NULL ? m->page.values[i] : "";
		doc_addf(d, *v != '\0' ? PAINT_NORMAL : PAINT_DIM, f->name, 16, "%s  %s", f->title, *v != '\0' ? v
		         : "-");
	}
}

/* Every step of this state: first what the officer may do, then the others with the reason and who may. */
static void
build_steps(struct issue_model *m, const struct env *env)
{
	static const struct { const char *verb, *key; } keys[] = {
		{ "close", "x" }, { "ack", "a" }, { "snooze", "z" }, { "reassign", "t" }, { "urge", "!" },
		{ "escalate", "U" },
		{ "comment", "c" } };
	struct doc *d = &m->steps;
	int state = flow_state_find(KIND_ISSUE, m->page.row.status);

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < flow_verb_count; i++) {
			const struct verb_def *v = &flow_verbs[i];
			const struct flow_def *step = v->kind == KIND_ISSUE ? flow_step_find(KIND_ISSUE, state, v->name)
			       : NULL;
			const char *why = "", *key = "F9";
			bool may;
			if (step == NULL)
				continue;
			may = step_may(env, &m->page.target, KIND_ISSUE, v->name, &why) == STEP_OK;
			if (may != (pass == 0))
				continue;
			for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
				if (strcmp(keys[k].verb, v->name) == 0)
					key = keys[k].key;
			if (may)
				doc_addf(d, PAINT_NORMAL, key, 3, "%s", _(v->title));
			else
				doc_addf(d, PAINT_DIM, "-", 3, _("%s: %s"), _(v->title), _(why));
		}
	if (d->count == 0)
		doc_add(d, PAINT_HINT, "", 0, _("no step is possible in this state"));
}

void
issue_write(struct issue_model *m, struct store *st, const struct env *env)
{
	build_basic(m, st, env);
	build_timeline(m);
	build_evidence(m, st, env->english);
	build_comments(m);
	build_raw(m);
	build_steps(m, env);
}
