#include "console/cli/record_words.h"

#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "store/read/forms.h"

/* A record's name for people; its id when it is not here or has none. */
static void
record_name(struct session *s, const char *kind_name, const char *id, char *out, size_t size)
{
	const char *names[] = { s->env.english ? "name_en" : "name", "name" };
	int kind = record_kind_find(kind_name);

	snprintf(out, size, "%s", id);
	if (kind == KIND_DIVISION)
		store_division(s->store, id, s->env.english, out, size);
	if (kind == KIND_POST)
		store_post_name(s->store, id, s->env.english, out, size);
	for (size_t i = 0; i < 2 && (kind == KIND_FRONT || kind == KIND_SUP_GROUP); i++) {
		int field = record_field_find((enum kind)kind, names[i], strlen(names[i]));
		char name[256];
		if (field >= 0 && *store_field(s->store, (enum kind)kind, id, field, name, sizeof name) != '\0') {
			snprintf(out, size, "%s", name);
			return;
		}
	}
}

/* One piece of evidence a line. */
static void
evidence_lines(struct session *s, const struct record *row, char *out, size_t size)
{
	struct choice pieces[32];
	char name[96];
	int n = store_evidence(s->store, row->kind, row->id, pieces, 32);
	size_t used = 0;

	*out = '\0';
	for (int i = 0; i < n && i < 32 && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? "\n" : "",
		                         store_term(s->store, "evidence_kind", pieces[i].code, s->env.english, name,
		                                    sizeof name), pieces[i].name);
}

/* What refs.def says the code stands for; false: nothing that has a name. */
static bool
named_by_ref(struct session *s, const struct record *row, int field, const char *code, char *out, size_t size)
{
	const struct ref_def *ref = ref_find(field);

	if (ref == NULL)
		return false;
	if (ref->how == REF_TERM)
		store_term(s->store, ref->what, code, s->env.english, out, size);
	else if (ref->how == REF_RECORD || ref->how == REF_ID)
		record_name(s, ref->what, code, out, size);
	else if (ref->how == REF_STATE)
		snprintf(out, size, "%s", flow_state_text(row->kind, code));
	else
		return false;
	return true;
}

/* Who did it: people sign with their user name, which is often their post's. */
static bool
is_signature(int field)
{
	size_t n = strlen(record_fields[field].name);

	return n > 3 && strcmp(record_fields[field].name + n - 3, "_by") == 0;
}

/* What a person reads for a code. */
void
record_words(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	char number[24];
	const char *text;

	text = record_text(row, field, number);
	snprintf(out, size, "%s", text);
	if (field == RECORD_ID || *text == '\0' || named_by_ref(s, row, field, text, out, size))
		return;
	if (field == FIELD_ISSUE_evidence || field == FIELD_TASK_evidence)
		evidence_lines(s, row, out, size);
	else if (is_signature(field) || field == FIELD_EVENT_actor || field == FIELD_EVENT_post)
		store_post_name(s->store, text, s->env.english, out, size);
	else if (record_fields[field].type == FIELD_INSTANT && strlen(text) > 16)
		snprintf(out, size, "%.10s %.5s", text, text + 11);
	else if (record_fields[field].type == FIELD_FEN)
		snprintf(out, size, "%lld.%02lld", strtoll(text, NULL, 10) / 100, llabs(strtoll(text, NULL, 10) % 100));
	else if (record_fields[field].type == FIELD_BOOL)
		snprintf(out, size, "%s", strcmp(text, "1") == 0 ? _("Yes") : _("No"));
}
