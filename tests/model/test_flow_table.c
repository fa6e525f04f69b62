/* flow.def against a list written independently of it: every kind, state, verb and role. */
#include "tests/support/test.h"

#include "model/flow/flow.h"

enum { LINES_MAX = 400 };
static struct expected { char kind[24], state[24], verb[16], to[24], roles[64]; } lines[LINES_MAX];
static int line_count;

static int
setup(void **state)
{
	FILE *in = fopen("tests/model/flow.expected", "r");
	char text[256];

	(void)state;
	assert_non_null(in);
	while (fgets(text, sizeof text, in) != NULL) {
		struct expected *e = &lines[line_count];
		if (*text == '#')
			continue;
		assert_true(line_count < LINES_MAX);
		assert_int_equal(sscanf(text, "%15s %23s %15s %23s %63[^\n]", e->kind, e->state, e->verb, e->to, e->roles), 5);
		line_count++;
	}
	fclose(in);
	return 0;
}

static const struct expected *
expected_for(const char *kind, const char *code, const char *verb)
{
	for (int i = 0; i < line_count; i++)
		if (strcmp(lines[i].kind, kind) == 0 && strcmp(lines[i].state, code) == 0 && strcmp(lines[i].verb, verb) == 0)
			return &lines[i];
	return NULL;
}

static unsigned
roles_of(const char *names)
{
	char copy[64], *save;
	unsigned mask = 0;

	snprintf(copy, sizeof copy, "%s", names);
	for (char *name = strtok_r(copy, " ", &save); name != NULL; name = strtok_r(NULL, " ", &save)) {
		assert_int_not_equal(role_parse(name), 0);
		mask |= role_parse(name);
	}
	return mask;
}

/* Everything a step could need is there. */
static struct flow_facts
met(const char *code)
{
	return (struct flow_facts){ .status = strcmp(code, "-") == 0 ? NULL : code, .duty_source = true, .submitted_by = "someone",
		.verified_by = "another", .verifier = "another", .evidence = 1, .ext_pending = true, .artefacts = true, .cells_seen = true,
		.args_known = true, .now = 1000000000, .today = 18000, .deadline = 18010 };
}

static const char *
target(const struct flow_def *step)
{
	return step->to == FLOW_SAME ? "(same)" : step->to == FLOW_PRIOR ? "(prior)" : flow_states[step->to].code;
}

static int
check(enum kind kind, const char *code, const char *verb)
{
	const struct expected *e = expected_for(record_kinds[kind].name, code, verb);
	unsigned may = e != NULL ? roles_of(e->roles) : 0;
	struct flow_facts facts = met(code);

	for (unsigned role = ROLE_VIEWER; role <= ROLE_ADMIN; role <<= 1) {
		const struct flow_def *step;
		enum flow_answer answer = flow_may(kind, verb, role, "me", &facts, &step), want =
			e == NULL ? FLOW_NOT_NOW : (may & role) == 0 ? FLOW_ROLE : FLOW_OK;
		if (answer != want)
			fail_msg("%s %s %s as %s: %s, expected %s", record_kinds[kind].name, code, verb, role_name(role),
			         flow_answer_name(answer), flow_answer_name(want));
		if (answer == FLOW_OK && strcmp(target(step), e->to) != 0)
			fail_msg("%s %s %s leads to %s, expected %s", record_kinds[kind].name, code, verb, target(step), e->to);
	}
	return e != NULL;
}

static void
flow__table__every_state_verb_and_role(void **state)
{
	int met_lines = 0;

	(void)state;
	for (int v = 0; v < flow_verb_count; v++) {
		met_lines += check(flow_verbs[v].kind, "-", flow_verbs[v].name);
		for (int s = 0; s < flow_state_count; s++)
			if (flow_states[s].kind == flow_verbs[v].kind)
				met_lines += check(flow_verbs[v].kind, flow_states[s].code, flow_verbs[v].name);
	}
	assert_true(flow_state_count <= 64);              /* sets of states are 64 bits */
	assert_int_equal(met_lines, line_count);          /* no line of the list speaks of something unknown */
}

static void
flow__roles__several_add_up(void **state)
{
	struct flow_facts facts = met("SUBMITTED");

	(void)state;
	assert_int_equal(flow_may(KIND_ISSUE, "verify", ROLE_DUTY | ROLE_GROUP, "me", &facts, NULL), FLOW_OK);
	assert_int_equal(flow_may(KIND_ISSUE, "verify", ROLE_DUTY | ROLE_LEADER, "me", &facts, NULL), FLOW_ROLE);
	assert_int_equal(flow_may(KIND_ISSUE, "verify", 0, "me", &facts, NULL), FLOW_ROLE);
	assert_int_equal(flow_may(KIND_ISSUE, "frob", ROLE_LEADER, "me", &facts, NULL), FLOW_NO_VERB);
	facts.status = "NO_SUCH_STATE";
	assert_int_equal(flow_may(KIND_ISSUE, "comment", ROLE_LEADER, "me", &facts, NULL), FLOW_NOT_NOW);
}

/* One fact at a time taken away from a step that was allowed. */
static void
flow__needs__each_one_alone(void **state)
{
	struct flow_facts f = met("SUBMITTED");

	(void)state;
	f.submitted_by = "me";
	assert_int_equal(flow_may(KIND_ISSUE, "verify", ROLE_GROUP, "me", &f, NULL), FLOW_SAME_ACTOR);
	assert_int_equal(flow_may(KIND_ISSUE, "return", ROLE_GROUP, "me", &f, NULL), FLOW_SAME_ACTOR);
	f = met("IN_PROGRESS");
	f.evidence = 0;
	assert_int_equal(flow_may(KIND_ISSUE, "submit", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_EVIDENCE);
	f.args_known = false;                              /* the form may still bring it */
	assert_int_equal(flow_may(KIND_ISSUE, "submit", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_OK);
	f = met("OPEN");
	f.urged_at = f.now - FLOW_URGE_COOLDOWN + 1;
	assert_int_equal(flow_may(KIND_ISSUE, "urge", ROLE_DUTY, "me", &f, NULL), FLOW_COOLDOWN);
	f.urged_at--;
	assert_int_equal(flow_may(KIND_ISSUE, "urge", ROLE_DUTY, "me", &f, NULL), FLOW_OK);
	f = met("OPEN");
	f.deadline = f.today;                              /* on the day itself there is still time to ask */
	assert_int_equal(flow_may(KIND_ISSUE, "extend", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_OK);
	f.deadline = f.today - 1;
	assert_int_equal(flow_may(KIND_ISSUE, "extend", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_AFTER_DEADLINE);
	f = met("OPEN");
	f.extensions = FLOW_EXTENSIONS_MAX;
	assert_int_equal(flow_may(KIND_ISSUE, "extend", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_TOO_MANY);
	f = met("OPEN");
	f.duty_source = false;
	f.zero_day = f.today + 5;
	f.ext_until = f.today + 6;
	assert_int_equal(flow_may(KIND_ISSUE, "extend", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_PAST_ZERO);
	f.duty_source = true;
	assert_int_equal(flow_may(KIND_ISSUE, "extend", ROLE_TOWNSHIP, "me", &f, NULL), FLOW_OK);
	f.ext_pending = false;
	assert_int_equal(flow_may(KIND_ISSUE, "grant", ROLE_LEADER, "me", &f, NULL), FLOW_NO_EXTENSION);
	f = met("DRAFT");
	f.artefacts = false;
	assert_int_equal(flow_may(KIND_SUP_REPORT, "submit", ROLE_GROUP, "me", &f, NULL), FLOW_ARTEFACTS);
	f = met("VERIFIED");
	f.verifier = "";
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "me", &f, NULL), FLOW_VERIFIER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flow__table__every_state_verb_and_role),
		cmocka_unit_test(flow__roles__several_add_up),
		cmocka_unit_test(flow__needs__each_one_alone),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
