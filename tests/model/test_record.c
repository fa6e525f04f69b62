#include "tests/support/test.h"

#include <string.h>

#include "model/records/record.h"
#include "model/flow/refs.h"

/* Who may read them is said of every kind, in words that mean something. */
static void
record__scope__every_kind_says_its_own(void **state)
{
	(void)state;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		const struct kind_def *k = &record_kinds[kind];
		char by[64], *save, *field;
		int fields = 0;
		snprintf(by, sizeof by, "%s", k->by);
		for (field = strtok_r(by, " ", &save); field != NULL; field = strtok_r(NULL, " ", &save), fields++)
			if (record_field_find((enum kind)kind, field, strlen(field)) < 0)
				fail_msg("%s has no field %s to say its place", k->name, field);
		if ((fields == 0) != (k->scope == SCOPED_COMMON))
			fail_msg("%s: everybody's, or by some field: one of the two", k->name);
		if (k->half == HALF_POLICY && k->scope != SCOPED_COMMON)
			fail_msg("%s is what a plan says; plans are everybody's", k->name);
	}
}

/* A county's kind that names a division and is everybody's is so on purpose. */
static void
record__scope__common_places_are_named_here(void **state)
{
	(void)state;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		const struct kind_def *k = &record_kinds[kind];
		bool place = record_field_find((enum kind)kind, "division", 8) >= 0 || record_field_find((enum kind)kind, "sup_group", 9) >= 0;
		if (place && k->scope == SCOPED_COMMON && !ref_word("sup_assign institution", k->name))
			fail_msg("%s has a place and is sent to everybody; give it a scope in model/records/fields.def", k->name);
	}
}

/* What names something is a code, whose numbers a spreadsheet must not have touched; LINES are texts of the wire as others. */
static void
record__references__are_codes(void **state)
{
	(void)state;
	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct ref_def *ref = ref_find(f);
		enum field_type type = record_fields[f].type;
		bool named = ref != NULL && (ref->how == REF_RECORD || ref->how == REF_ID || ref->how == REF_OBJECT || ref->how == REF_TERM ||
		                             ref->how == REF_STATE || ref->how == REF_WORDS);
		if (named && type != FIELD_CODE)
			fail_msg("%s.%s names something and is no CODE", record_kinds[record_fields[f].kind].name, record_fields[f].name);
		if (type >= FIELD_LINES)
			assert_int_equal(field_stored(type), FIELD_TEXT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record__scope__every_kind_says_its_own),
		cmocka_unit_test(record__scope__common_places_are_named_here),
		cmocka_unit_test(record__references__are_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
