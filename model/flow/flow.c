#include "model/flow/flow.h"

#include "model/room/civil.h"
#include "model/text/language.h"

#define VIEWER ROLE_VIEWER
#define TOWNSHIP ROLE_TOWNSHIP
#define GROUP ROLE_GROUP
#define DUTY ROLE_DUTY
#define LEADER ROLE_LEADER
#define ADMIN ROLE_ADMIN

/* ---- the tables, from flow.def ------------------------------------------ */

#define STATE(kind, code, class, title, zh)
#define FLOW(kind, from, verb, to, roles, needs)
#define VERB(kind, verb, title)
#define ARG(kind, verb, arg, type, need, field, title)
#define SET(kind, verb, field, from)
#define LIMIT(kind, verb, arg, limits)

enum {
#undef STATE
#define STATE(kind, code, class, title, zh) ST_##kind##_##code,
#include "model/flow/flow.def"
#undef STATE
#define STATE(kind, code, class, title, zh)
	STATE_COUNT
};

/* The wildcards, per kind, so that FROM and TO can be pasted alike. */
#define WILDCARDS(kind) \
	ST_##kind##_ANY = FLOW_ANY, ST_##kind##_LIVE = FLOW_LIVE, ST_##kind##_NONE = FLOW_NONE, \
	ST_##kind##_SAME = FLOW_SAME, ST_##kind##_PRIOR = FLOW_PRIOR
enum { WILDCARDS(ISSUE), WILDCARDS(TASK), WILDCARDS(SUP_REPORT), WILDCARDS(DUTY_RUN), WILDCARDS(CHECK_MARK),
       WILDCARDS(ENTRY), WILDCARDS(BATCH), WILDCARDS(SETTLEMENT), WILDCARDS(FIGURE) };

const struct state_def flow_states[] = {
#undef STATE
#define STATE(kind, code, class, title, zh) { KIND_##kind, #code, STATE_##class, title, zh },
#include "model/flow/flow.def"
#undef STATE
#define STATE(kind, code, class, title, zh)
};
const int flow_state_count = STATE_COUNT;

const struct flow_def flow_steps[] = {
#undef FLOW
#define FLOW(kind, from, verb, to, roles, needs) \
	{ KIND_##kind, ST_##kind##_##from, verb, ST_##kind##_##to, roles, needs },
#include "model/flow/flow.def"
#undef FLOW
#define FLOW(kind, from, verb, to, roles, needs)
};
const int flow_step_count = sizeof flow_steps / sizeof *flow_steps;

const struct verb_def flow_verbs[] = {
#undef VERB
#define VERB(kind, verb, title) { KIND_##kind, verb, title },
#include "model/flow/flow.def"
#undef VERB
#define VERB(kind, verb, title)
};
const int flow_verb_count = sizeof flow_verbs / sizeof *flow_verbs;

/* Rows as written; types and fields are resolved by name once. */
static const struct { enum kind kind; const char *verb, *name, *type; enum arg_need need; const char *field, *title;
	} arg_rows[] = {
#undef ARG
#define ARG(kind, verb, arg, type, need, field, title) { KIND_##kind, verb, arg, #type, ARG_##need, #field, title },
#include "model/flow/flow.def"
#undef ARG
#define ARG(kind, verb, arg, type, need, field, title)
};

static const struct { enum kind kind; const char *verb, *field; enum set_from from; } set_rows[] = {
#undef SET
#define SET(kind, verb, field, from) { KIND_##kind, verb, #field, SET_##from },
#include "model/flow/flow.def"
#undef SET
#define SET(kind, verb, field, from)
};

static const struct { enum kind kind; const char *verb, *arg; unsigned limits; } limit_rows[] = {
#undef LIMIT
#define LIMIT(kind, verb, arg, limits) { KIND_##kind, verb, arg, limits },
#include "model/flow/flow.def"
#undef LIMIT
};

enum { ARG_ROWS = sizeof arg_rows / sizeof *arg_rows, SET_ROWS = sizeof set_rows / sizeof *set_rows };
static struct arg_def args[ARG_ROWS];
static struct set_def sets[SET_ROWS];

static int
field_named(enum kind kind, const char *name)
{
	return strcmp(name, "-") == 0 ? -1 : record_field_find(kind, name, strlen(name));
}

static enum arg_type
arg_type_named(const char *name, const char **list)
{
	static const char *const names[] = { "TEXT", "LONG", "DATE", "INT", "FEN", "MATRIX", "EVIDENCE", "POST",
		"DIVISION",
	                                     "STAGE", "MARKS", "EXTRA" };

	*list = NULL;
	for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
		if (strcmp(names[i], name) == 0)
			return (enum arg_type)i;
	*list = name + strlen("TERM_");
	return ARG_TERM;
}

static void
resolve(void)
{
	if (args[0].name != NULL)
		return;
	for (int i = 0; i < SET_ROWS; i++)
		sets[i] = (struct set_def){ set_rows[i].kind, set_rows[i].verb,
			field_named(set_rows[i].kind, set_rows[i].field), set_rows[i].from };
	for (int i = ARG_ROWS - 1; i >= 0; i--) {
		args[i] = (struct arg_def){ .kind = arg_rows[i].kind, .verb = arg_rows[i].verb,
			.name = arg_rows[i].name, .need = arg_rows[i].need, .title = arg_rows[i].title,
			.field = field_named(arg_rows[i].kind, arg_rows[i].field) };
		args[i].type = arg_type_named(arg_rows[i].type, &args[i].list);
	}
}

/* ---- looking up --------------------------------------------------------- */

/* A verb's rows stand together in flow.def; a test asserts it. */
const struct arg_def *
flow_args(enum kind kind, const char *verb, int *count)
{
	const struct arg_def *first = NULL;

	resolve();
	*count = 0;
	for (int i = 0; i < ARG_ROWS; i++)
		if (args[i].kind == kind && strcmp(args[i].verb, verb) == 0) {
			first = first != NULL ? first : &args[i];
			++*count;
		}
	return first;
}

const struct set_def *
flow_sets(enum kind kind, const char *verb, int *count)
{
	const struct set_def *first = NULL;

	resolve();
	*count = 0;
	for (int i = 0; i < SET_ROWS; i++)
		if (sets[i].kind == kind && strcmp(sets[i].verb, verb) == 0) {
			first = first != NULL ? first : &sets[i];
			++*count;
		}
	return first;
}

int
flow_state_find(enum kind kind, const char *code)
{
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind && strcmp(flow_states[i].code, code) == 0)
			return i;
	return -1;
}

const char *
flow_standing(enum kind kind)
{
	return kind == KIND_ENTRY ? "stage" : "status";
}

const char *
flow_state_text(enum kind kind, const char *code)
{
	int state = flow_state_find(kind, code);

	return state >= 0 ? _(flow_states[state].title)
	       : strcmp(code, PAST_UNTOLD) == 0 ? _("not known since when") : code;
}

const struct verb_def *
flow_verb_find(enum kind kind, const char *verb)
{
	for (int i = 0; i < flow_verb_count; i++)
		if (flow_verbs[i].kind == kind && strcmp(flow_verbs[i].name, verb) == 0)
			return &flow_verbs[i];
	return NULL;
}

const char *
flow_event_title(enum kind kind, const char *verb)
{
	static const struct { const char *verb, *title; } brought[] = {
		{ "import", N_("imported") }, { "undo", N_("import taken back") }, { "retract", N_("withdrawn") },
	};
	const struct verb_def *step = flow_verb_find(kind, verb);
	int state = flow_state_find(kind, verb);

	for (size_t i = 0; step == NULL && i < sizeof brought / sizeof *brought; i++)
		if (strcmp(verb, brought[i].verb) == 0)
			return brought[i].title;
	return step != NULL ? step->title : state >= 0 ? flow_states[state].title : verb;
}

static bool
starts_at(const struct flow_def *step, int state)
{
	if (step->from == FLOW_ANY)
		return state >= 0 || state == FLOW_STATELESS;
	if (step->from == FLOW_LIVE)
		return state >= 0 && flow_states[state].class == STATE_OPEN;
	return step->from == state;
}

const struct flow_def *
flow_step_find(enum kind kind, int state, const char *verb)
{
	for (int i = 0; i < flow_step_count; i++) {
		const struct flow_def *step = &flow_steps[i];
		if (step->kind == kind && strcmp(step->verb, verb) == 0 && starts_at(step, state))
			return step;
	}
	return NULL;
}

/* ---- deciding ----------------------------------------------------------- */

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && *a != '\0' && strcmp(a, b) == 0;
}

/* A63: what a higher level found may not be put off past the clear-to-zero day. */
static enum flow_answer
extension_answer(const struct flow_facts *f)
{
	if (f->deadline != 0 && f->today > f->deadline)
		return FLOW_AFTER_DEADLINE;
	if (f->extensions >= FLOW_EXTENSIONS_MAX)
		return FLOW_TOO_MANY;
	return FLOW_OK;
}

/* Duty and leader report for everybody. */
static bool
is_owner(const char *role, unsigned roles)
{
	return role == NULL || *role == '\0' || (roles & (role_parse(role) | ROLE_DUTY | ROLE_LEADER)) != 0;
}

static enum flow_answer
needs_answer(unsigned needs, unsigned roles, const char *user, const struct flow_facts *f)
{
	bool leader = (roles & ROLE_LEADER) != 0;

	if ((needs & NEEDS_OTHER_ACTOR) && same(user, f->submitted_by))
		return FLOW_SAME_ACTOR;
	if ((needs & NEEDS_DUTY_SOURCE) && !leader && !f->duty_source)
		return FLOW_SOURCE;
	if ((needs & NEEDS_NOT_SOLE) && !leader && same(user, f->verified_by))
		return FLOW_SOLE;
	if ((needs & NEEDS_COOLDOWN) && f->urged_at != 0 && f->now - f->urged_at < FLOW_URGE_COOLDOWN)
		return FLOW_COOLDOWN;
	if (needs & NEEDS_BEFORE_DEADLINE) {
		enum flow_answer a = extension_answer(f);
		if (a != FLOW_OK)
			return a;
	}
	if ((needs & NEEDS_EXTENSION) && !f->ext_pending)
		return FLOW_NO_EXTENSION;
	if ((needs & NEEDS_ARTEFACTS) && !f->artefacts)
		return FLOW_ARTEFACTS;
	if ((needs & NEEDS_CELLS) && !f->cells_seen)
		return FLOW_CELLS;
	if ((needs & NEEDS_OWNER) && !is_owner(f->owner_role, roles))
		return FLOW_OWNER;
	if (((needs & NEEDS_STAGE) && f->move_lacks != 0) || ((needs & NEEDS_SIGNING) && f->sign_lacks != 0))
		return FLOW_STAGE;
	if (!f->args_known)
		return FLOW_OK;
	if ((needs & NEEDS_EVIDENCE) && f->evidence < 1 && !f->unproved)
		return FLOW_EVIDENCE;
	if ((needs & NEEDS_VERIFIER) &&
	    (f->verifier == NULL || *f->verifier == '\0' || same(f->verifier, f->submitted_by)))
		return FLOW_VERIFIER;
	if ((needs & NEEDS_ZERO_DAY) && f->zero_day != 0 && f->ext_until > f->zero_day &&
	    !f->duty_source)
		return FLOW_PAST_ZERO;
	return FLOW_OK;
}

static bool
is_out(unsigned limit, int32_t day, const struct flow_days *d)
{
	int year, month, of_month;

	switch (limit) {
	case LIMIT_AHEAD: return day < d->today;
	case LIMIT_LATER: return d->deadline != 0 && day <= d->deadline;
	case LIMIT_BY_ZERO: return d->zero_day >= d->today && d->zero_day != 0 && day > d->zero_day;
	case LIMIT_PAST: return day > d->today;
	case LIMIT_IN_MONTH:
		civil_split(day, &year, &month, &of_month);
		return d->month >= 0 && year * 12 + month - 1 != d->month;
	default: return false;
	}
}

const char *
flow_day_wrong(enum kind kind, const char *verb, const char *arg, int32_t day, const struct flow_days *d)
{
	static const struct { unsigned limit; const char *text; } texts[] = {
		{ LIMIT_AHEAD, N_("in the past; today or later") },
		{ LIMIT_LATER, N_("not after the deadline there is") },
		{ LIMIT_BY_ZERO, N_("not past the clear-to-zero day") },
		{ LIMIT_PAST, N_("in the future") },
		{ LIMIT_IN_MONTH, N_("not a day of the report's month") },
	};
	unsigned limits = 0;

	for (size_t i = 0; i < sizeof limit_rows / sizeof *limit_rows; i++)
		if (limit_rows[i].kind == kind && strcmp(limit_rows[i].verb, verb) == 0 &&
		    strcmp(limit_rows[i].arg, arg) == 0)
			limits = limit_rows[i].limits;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if ((limits & texts[i].limit) && is_out(texts[i].limit, day, d))
			return texts[i].text;
	return NULL;
}

static bool
has_states(enum kind kind)
{
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind)
			return true;
	return false;
}

enum flow_answer
flow_may(enum kind kind, const char *verb, unsigned roles, const char *user,
         const struct flow_facts *facts, const struct flow_def **step)
{
	bool stateless = !has_states(kind);
	int state = stateless ? FLOW_STATELESS
	          : facts->status != NULL ? flow_state_find(kind, facts->status) : FLOW_NONE;
	const struct flow_def *row;

	if (step != NULL)
		*step = NULL;
	if (flow_verb_find(kind, verb) == NULL)
		return FLOW_NO_VERB;
	if (state == -1 || (row = flow_step_find(kind, state, verb)) == NULL)
		return FLOW_NOT_NOW;
	if ((row->roles & roles) == 0)
		return FLOW_ROLE;
	if (step != NULL)
		*step = row;
	return needs_answer(row->needs, roles, user, facts);
}

static const struct { const char *name, *text; } answers[] = {
	[FLOW_OK] = { "ok", N_("allowed") },
	[FLOW_NO_VERB] = { "no-verb", N_("there is no such step") },
	[FLOW_NOT_NOW] = { "not-now", N_("not possible in this state") },
	[FLOW_ROLE] = { "role", N_("your role may not do this") },
	[FLOW_EVIDENCE] = { "evidence", N_("needs at least one piece of evidence") },
	[FLOW_SAME_ACTOR] = { "same-actor", N_("who submitted it may not judge it") },
	[FLOW_VERIFIER] = { "verifier", N_("needs a verifier other than who submitted it") },
	[FLOW_SOLE] = { "sole", N_("who verified it may not close it alone") },
	[FLOW_SOURCE] = { "source", N_("only the leader closes issues from this source") },
	[FLOW_COOLDOWN] = { "cooldown", N_("already urged within the last 24 hours") },
	[FLOW_AFTER_DEADLINE] = { "after-deadline", N_("the deadline has passed; extensions are asked for before it") },
	[FLOW_TOO_MANY] = { "too-many", N_("already extended twice") },
	[FLOW_PAST_ZERO] = { "past-zero", N_("not past the clear-to-zero day") },
	[FLOW_NO_EXTENSION] = { "no-extension", N_("no extension has been asked for") },
	[FLOW_OWNER] = { "owner", N_("another role reports this done") },
	[FLOW_STAGE] = { "stage", N_("the ledger has no such move from here") },
	[FLOW_CELLS] = { "cells", N_("needs every cell of the checklist looked at") },
	[FLOW_ARTEFACTS] = { "artefacts", N_("needs the dates of analysis, assessment and dispatch") },
};

const char *
flow_answer_name(enum flow_answer answer)
{
	return answers[answer].name;
}

const char *
flow_answer_text(enum flow_answer answer)
{
	return answers[answer].text;
}

static const char *const role_names[] = { "viewer", "township", "group", "duty", "leader", "admin" };

unsigned
role_parse(const char *name)
{
	for (unsigned i = 0; i < sizeof role_names / sizeof *role_names; i++)
		if (strcmp(role_names[i], name) == 0)
			return 1u << i;
	return 0;
}

const char *
role_name(unsigned one_bit)
{
	for (unsigned i = 0; i < sizeof role_names / sizeof *role_names; i++)
		if (one_bit == 1u << i)
			return role_names[i];
	return "?";
}
