/* Wordings of an issue that several screens share. */

#include "screens/kit/lineage.h"
#include "screens/work/issues.h"

void
issue_section_title(const struct issue_section *s, char *out, size_t size)
{
	switch (s->kind) {
	case SECTION_AGE: snprintf(out, size, _("overdue %s days"), age_title(s->age)); break;
	case SECTION_SOON: snprintf(out, size, "%s", _("due soon")); break;
	case SECTION_LATER: snprintf(out, size, "%s", _("not due yet")); break;
	case SECTION_DIVISION: snprintf(out, size, "%s", s->name); break;
	case SECTION_STATE: snprintf(out, size, "%s", _(flow_states[s->state].title)); break;
	default: *out = '\0';
	}
}

const char *
issue_order_title(enum issue_order order)
{
	static const char *const titles[ISSUE_ORDERS] = {
		[ISSUES_BY_OVERDUE] = N_("overdue first"), [ISSUES_NEWEST] = N_("newest first"),
		[ISSUES_BY_TOWNSHIP] = N_("by township"), [ISSUES_BY_STATUS] = N_("by state"),
	};
	return _(titles[order]);
}

void
issue_state_words(const struct issue_row *r, char *out, size_t size)
{
	const struct verb_def *verb = r->pending[0] != '\0' ? flow_verb_find(KIND_ISSUE, r->pending) : NULL;
	const char *title = verb != NULL ? _(verb->title) : r->pending;

	if (r->gone)
		snprintf(out, size, "%s", _("gone"));
	else if (strcmp(r->pending_state, "conflict") == 0)
		snprintf(out, size, _("!conflict %s"), title);
	else if (strcmp(r->pending_state, "refused") == 0)
		snprintf(out, size, _("!refused %s"), title);
	else if (strcmp(r->pending_state, "draft") == 0)
		snprintf(out, size, _("~draft %s"), title);
	else if (strcmp(r->pending_state, "acked") == 0)
		snprintf(out, size, _("~sent %s"), title);
	else if (r->pending[0] != '\0')
		snprintf(out, size, _("~queued %s"), title);
	else if (r->state >= 0 && r->returned > 0 && flow_states[r->state].class == STATE_OPEN)
		snprintf(out, size, _("%s, back %d"), _(flow_states[r->state].title), r->returned);
	else
		snprintf(out, size, "%s", flow_state_text(KIND_ISSUE, r->status));
}

void
issue_overdue_words(const struct issue_row *r, int32_t today, char *out, size_t size)
{
	int left = r->deadline - today;

	*out = '\0';
	if (r->overdue > 0)
		snprintf(out, size, r->overdue == 1 ? _("%d day%s") : _("%d days%s"), r->overdue,
		         age_marks(r->overdue));
	else if (r->state >= 0 && flow_states[r->state].class == STATE_OPEN && r->deadline != CIVIL_NONE)
		snprintf(out, size,
		         left == 0 ? _("due today") : left == 1 ? _("%d day left") : _("%d days left"), left);
}

static const char *
who(unsigned roles)
{
	if (roles & ROLE_TOWNSHIP)
		return _("the township");
	if (roles & ROLE_GROUP)
		return _("the supervision group");
	if (roles & ROLE_DUTY)
		return _("the duty officer");
	return _("the leader");
}

void
issue_next_words(const struct issue_row *r, char *out, size_t size)
{
	*out = '\0';
	for (int i = 0; i < flow_step_count; i++) {
		const struct flow_def *s = &flow_steps[i];
		const struct verb_def *v;
		if (s->kind != KIND_ISSUE || s->from != r->state || s->to == FLOW_SAME ||
		    strcmp(s->verb, "return") == 0)
			continue;
		if ((v = flow_verb_find(KIND_ISSUE, s->verb)) != NULL)
			snprintf(out, size, _("%s by %s"), _(v->title), who(s->roles));
		return;
	}
}

void
issue_line_words(const struct issue_row *r, char *out, size_t size)
{
	char state[64], late[48] = "", date[11];

	issue_state_words(r, state, sizeof state);
	if (r->overdue > 0)
		snprintf(late, sizeof late, _(", overdue %d days"), r->overdue);
	civil_format(r->deadline, date);
	snprintf(out, size, _("%s %s: %s (deadline %s%s, %s, responsible %s)"), r->key.id, r->township, r->title, date,
	         late,
	         state, r->post[0] != '\0' ? r->post : r->unit);
}

void
issue_lineage(const struct issue_row *r, const struct env *env, struct lineage *out)
{
	(void)env;
	lineage_what(out, "%s  %s  %s", r->key.id, r->township, r->title);
	lineage_means(out, "%s", _("a problem found, open until it is closed with evidence; its lamp goes by the "
				   "workdays to "
	                           "the deadline, by returns and reopening; overdue in calendar days past the "
				   "deadline"));
	lineage_no_share(out, _("one issue; days and times are counted"));
	lineage_from(out, _("%s; registered in the list of issues, every step since is in its timeline"),
	             *r->source != '\0' ? r->source : _("no source said"));
	lineage_record(out, KIND_ISSUE, r->key.id);
}
