
#include "model/text/identity.h"
#include "screens/dialogs/form.h"

bool
field_is_empty(const struct form_field *field)
{
	char value[LINE_MAX_BYTES];

	return field->def->type == ARG_EVIDENCE ? field->piece_count == 0
	                                        : *field_value(field, value, sizeof value) == '\0';
}

/* Several records keep their own evidence, which was looked at before. */
bool
field_is_needed(const struct form *f, const struct form_field *field)
{
	return field->def->need == ARG_REQ || form_stage_asks(f, field) || (field->def->need == ARG_LATE && f->late) ||
	       (field->def->type == ARG_EVIDENCE && (f->needs & NEEDS_EVIDENCE) && f->kept_count == 0 &&
	        f->step.targets.count < 2);
}

static int
fail(struct form *f, int at, int *field, const char *why)
{
	struct form_field *bad = at >= 0 ? &f->fields[at] : NULL;

	*field = at;
	if (bad != NULL)
		snprintf(bad->error, sizeof bad->error, "%s", why);
	snprintf(f->error, sizeof f->error, "%s%s%s", bad != NULL ? _(bad->def->title) : "",
	         bad != NULL ? ": " : "", why);
	return -1;
}

static const struct form_field *field_called(const struct form *f, const char *name);

/* Of a ledger's column: another says what makes it needed (B43). */
static bool
needed_now(const struct form *f, const struct form_field *field)
{
	const struct form_field *other = field->extra != NULL && field->extra->when_key[0] != '\0'
	                                 ? field_called(f, field->extra->when_key) : NULL;
	char value[LINE_MAX_BYTES];

	return other != NULL && extra_needed(field->extra, field->extra->when_key,
	                                     field_value(other, value, sizeof value));
}

/* Of several records each has its own deadline. */
static const char *
day_wrong(const struct form *f, const struct form_field *field, int32_t day)
{
	struct flow_days days = f->days;
	const char *wrong = flow_day_wrong(f->step.kind, f->step.verb, field->def->name, day, &days);

	for (int i = 1; wrong == NULL && f->items != NULL && i < f->step.targets.count; i++) {
		days.deadline = f->items[i].facts.deadline;
		wrong = flow_day_wrong(f->step.kind, f->step.verb, field->def->name, day, &days);
	}
	return wrong;
}

/* What one field may hold, apart from the flow's own needs. */
static const char *
fault_of(const struct form *f, const struct form_field *field)
{
	char value[LINE_MAX_BYTES];
	const char *wrong;
	bool must = field->def->need == ARG_REQ || (field->def->need == ARG_LATE && f->late) ||
	            form_stage_asks(f, field) || needed_now(f, field);

	if (must && field_is_empty(field))
		return field->def->need == ARG_LATE ? _("the deadline has passed: say why") : _("must be filled in");
	if (field_is_empty(field))
		return NULL;
	field_value(field, value, sizeof value);
	if (field->def->type == ARG_DATE && civil_parse(value) == CIVIL_NONE)
		return _("not a date: 2020-06-30, 6-30 or +7");
	if (field->def->type == ARG_DATE && (wrong = day_wrong(f, field, civil_parse(value))) != NULL)
		return _(wrong);
	if (strcmp(field->def->name, "pct") == 0 && atol(value) > 100)
		return _("a percentage is 0 to 100");
	if (identity_find(value, NULL))
		return _("holds an identity number, and none is kept; say how many people, or the document's number");
	return form_extra_wrong(field, value);
}

static const struct form_field *
field_called(const struct form *f, const char *name)
{
	for (int i = 0; i < f->count; i++)
		if (strcmp(f->fields[i].def->name, name) == 0)
			return &f->fields[i];
	return NULL;
}

static int
index_called(const struct form *f, const char *name)
{
	const struct form_field *field = field_called(f, name);

	return field != NULL ? (int)(field - f->fields) : -1;
}

/* The facts with the arguments known. */
static struct flow_facts
facts_of(const struct form *f, int i, char *verifier, size_t size)
{
	struct flow_facts facts = { 0 };
	const struct form_field *evidence = field_called(f, "evidence"), *named = field_called(f, "verifier");
	const struct form_field *until = field_called(f, "until");
	char value[LINE_MAX_BYTES];

	if (f->items != NULL)
		facts = f->items[i].facts;
	facts.args_known = true;
	if (evidence != NULL)
		facts.evidence += evidence->piece_count;
	*verifier = '\0';
	if (named != NULL) {
		snprintf(verifier, size, "%.60s", field_value(named, value, sizeof value));
		facts.verifier = verifier;
	}
	if (until != NULL && civil_parse(field_value(until, value, sizeof value)) != CIVIL_NONE)
		facts.ext_until = civil_parse(value);
	return facts;
}

static int
check_flow(struct form *f, int i, const struct env *env, int *field)
{
	char verifier[64], why[200];
	struct flow_facts facts = facts_of(f, i, verifier, sizeof verifier);
	enum flow_answer answer = flow_may(f->step.kind, f->step.verb, env->roles, env->user, &facts, NULL);
	int at = answer == FLOW_EVIDENCE ? index_called(f, "evidence")
	         : answer == FLOW_VERIFIER ? index_called(f, "verifier")
	         : answer == FLOW_PAST_ZERO ? index_called(f, "until") : -1;

	if (answer == FLOW_OK)
		return 0;
	if (f->step.targets.count > 1)
		snprintf(why, sizeof why, "%s: %s", f->step.targets.id[i],
		         step_bar_text(&f->items[i], f->step.kind, f->step.verb, answer));
	else
		snprintf(why, sizeof why, "%s", f->items != NULL
		         ? step_bar_text(&f->items[i], f->step.kind, f->step.verb, answer)
		         : step_why(f->step.kind, f->step.verb, facts.status, answer));
	return fail(f, at, field, why);
}

int
form_check(struct form *f, const struct env *env, int *field)
{
	char why[200];
	int rc = 0;

	*field = -1;
	f->error[0] = '\0';
	for (int i = 0; i < f->count; i++) {
		field_leave(&f->fields[i], env);
		f->fields[i].error[0] = '\0';
	}
	for (int i = 0; rc == 0 && i < f->count; i++) {
		const char *fault = fault_of(f, &f->fields[i]);
		if (fault != NULL)
			rc = fail(f, i, field, fault);
	}
	for (int i = 0; rc == 0 && i < (f->items != NULL ? f->step.targets.count : 1); i++)
		rc = check_flow(f, i, env, field);
	if (rc == 0 && form_book_check(f, env, why, sizeof why) != 0)
		rc = fail(f, -1, field, why);
	return rc;
}

struct op *
form_op(const struct form *f, int i, const struct env *env)
{
	const char *id = f->items != NULL ? f->step.targets.id[i] : "";
	struct op *op = op_new(f->step.kind, id, f->step.verb, f->items != NULL ? f->items[i].rev : 0, env->now);
	char value[LINE_MAX_BYTES];
	int64_t fen;
	int rc = op == NULL ? -1 : 0;

	for (int n = 0; rc == 0 && n < f->count; n++) {
		const struct form_field *field = &f->fields[n];
		if (field->def->type == ARG_EVIDENCE) {
			for (int p = 0; rc == 0 && p < field->piece_count; p++)
				rc = op_add(op, field->def->name, field->pieces[p]);
			if (rc == 0 && field->line.len > 0)          /* a draft keeps the half-typed one, too */
				rc = op_add(op, field->def->name, field->line.text);
		} else if (field->extra != NULL) {
			rc = form_extra_op(f, field, op);
		} else if (field->def->type == ARG_FEN &&
		           extra_fen(field_value(field, value, sizeof value), &fen) == 0) {
			snprintf(value, sizeof value, "%lld", (long long)fen);
			rc = op_set(op, field->def->name, value);
		} else if (*field_value(field, value, sizeof value) != '\0') {
			rc = op_set(op, field->def->name, value);
		}
	}
	if (rc != 0)
		abort();
	return op;
}

/* ---- the line that says what is still missing --------------------------------- */

static void
tell(char *out, size_t size, bool *all, bool met, const char *text)
{
	size_t n = strlen(out);

	*all &= met;
	snprintf(out + n, size - n, "%s%s%s", n > 0 ? "  " : "", met ? "[ok] " : "[!!] ", text);
}

bool
form_state(const struct form *f, const struct env *env, char *out, size_t size)
{
	char verifier[64], text[160];
	struct flow_facts facts = facts_of(f, 0, verifier, sizeof verifier);
	bool all = true;
	char missing[160] = "";

	*out = '\0';
	if (f->needs & NEEDS_EVIDENCE) {
		if (f->step.targets.count > 1)
			snprintf(text, sizeof text, "%s", _("evidence on each record"));
		else
			snprintf(text, sizeof text, _("evidence: %d"), facts.evidence);
		tell(out, size, &all, facts.evidence > 0, text);
	}
	if (f->needs & NEEDS_VERIFIER)
		tell(out, size, &all, verifier[0] != '\0' &&
		     (facts.submitted_by == NULL || strcmp(verifier, facts.submitted_by) != 0), _("verifier"));
	if (f->late && index_called(f, "late_reason") >= 0)
		tell(out, size, &all, !field_is_empty(field_called(f, "late_reason")), _("overdue: reason"));
	for (int i = 0; i < f->count; i++) {
		size_t n = strlen(missing);
		if ((f->fields[i].def->need == ARG_REQ || form_stage_asks(f, &f->fields[i])) &&
		    field_is_empty(&f->fields[i]) && strcmp(f->fields[i].def->name, "verifier") != 0)
			snprintf(missing + n, sizeof missing - n, "%s%s", n > 0 ? _(", ") : "",
			         _(f->fields[i].def->title));
	}
	if (missing[0] != '\0') {
		snprintf(text, sizeof text, _("still to fill in: %s"), missing);
		tell(out, size, &all, false, text);
	}
	if (env->read_only)
		tell(out, size, &all, false, _("read-only"));
	if (*out == '\0')
		tell(out, size, &all, true, _("ready"));
	return all;
}
