#include "tests/support/test.h"

#include "model/flow/flow.h"

static void
flow__tables__every_row_resolves(void **state)
{
	(void)state;
	for (int i = 0; i < flow_step_count; i++) {
		const struct flow_def *s = &flow_steps[i];
		assert_non_null(flow_verb_find(s->kind, s->verb));
		assert_true(s->to >= 0 ? flow_states[s->to].kind == s->kind : s->to == FLOW_SAME || s->to == FLOW_PRIOR);
	}
	for (int i = 0; i < flow_verb_count; i++) {
		int n, sets;
		const struct arg_def *a = flow_args(flow_verbs[i].kind, flow_verbs[i].name, &n);
		const struct set_def *set = flow_sets(flow_verbs[i].kind, flow_verbs[i].name, &sets);
		for (int k = 0; k < n; k++) {
			assert_string_equal(a[k].verb, flow_verbs[i].name);   /* a verb's rows stand together */
			assert_int_equal(a[k].kind, flow_verbs[i].kind);
		}
		for (int k = 0; k < sets; k++) {
			assert_string_equal(set[k].verb, flow_verbs[i].name);
			assert_true(set[k].field >= 0);
		}
	}
}

static void
flow__close__four_eyes_and_sources(void **state)
{
	struct flow_facts f = { .status = "VERIFIED", .duty_source = true, .submitted_by = "yg", .verified_by = "g1",
	                        .verifier = "g1", .evidence = 1, .args_known = true };
	(void)state;
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "duty-a", &f, NULL), FLOW_OK);
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_TOWNSHIP, "yg", &f, NULL), FLOW_ROLE);
	f.evidence = 0;
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "duty-a", &f, NULL), FLOW_EVIDENCE);
	f.evidence = 1;
	f.verifier = "yg";
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "duty-a", &f, NULL), FLOW_VERIFIER);
	f.verifier = "g1";
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "g1", &f, NULL), FLOW_SOLE);
	f.duty_source = false;
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_DUTY, "duty-a", &f, NULL), FLOW_SOURCE);
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_LEADER, "leader", &f, NULL), FLOW_OK);
	f.status = "OPEN";
	assert_int_equal(flow_may(KIND_ISSUE, "close", ROLE_LEADER, "leader", &f, NULL), FLOW_NOT_NOW);
}

static void
flow__event_title__steps_batches_states(void **state)
{
	(void)state;
	assert_string_equal(flow_event_title(KIND_ISSUE, "close"), "close out");
	assert_string_equal(flow_event_title(KIND_ISSUE, "import"), "imported");
	assert_string_equal(flow_event_title(KIND_POST, "retract"), "withdrawn");
	assert_string_equal(flow_event_title(KIND_ISSUE, "undo"), "import taken back");
	assert_string_equal(flow_event_title(KIND_BATCH, "undo"), "take back");
	assert_string_equal(flow_event_title(KIND_BATCH, "HELD"), "held for a person");
	assert_string_equal(flow_event_title(KIND_ISSUE, "elsewhere"), "elsewhere");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flow__event_title__steps_batches_states),
		cmocka_unit_test(flow__tables__every_row_resolves),
		cmocka_unit_test(flow__close__four_eyes_and_sources),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
