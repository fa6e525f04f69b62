#include "screens/books/entry_step.h"

#include "model/flow/refs.h"

static void
say(char *out, size_t size, const char *text)
{
	size_t n = strlen(out);

	snprintf(out + n, size - n, "%s%s", n > 0 ? _(", ") : "", text);
}

/* The names of the columns in `keys`. */
static void
say_columns(const char *keys, const struct extra_fields *fields, char *out, size_t size)
{
	for (int i = 0; i < fields->count; i++)
		if (ref_word(keys, fields->list[i].key))
			say(out, size, fields->list[i].name);
}

/* The name of the column that a need begins with. */
static const char *
column_name(const char *need, const struct extra_fields *fields)
{
	for (int i = 0; i < fields->count; i++)
		if (strcspn(need, "= ") == strlen(fields->list[i].key) &&
		    strncmp(need, fields->list[i].key, strlen(fields->list[i].key)) == 0)
			return fields->list[i].name;
	return "";
}

void
stage_needs_text(const struct ledger_stage *to, const struct extra_fields *fields, char *out, size_t size)
{
	char text[64];

	*out = '\0';
	if (to->needs & STAGE_NOTE)
		say(out, size, _("note"));
	if (to->needs & STAGE_EVIDENCE)
		say(out, size, _("evidence"));
	if (to->needs & STAGE_AMOUNT)
		say(out, size, _("amount"));
	if (to->needs & STAGE_FIELD)
		say_columns(to->fields, fields, out, size);
	if (to->needs & STAGE_SIGN) {
		snprintf(text, sizeof text, _("%d signatures"), to->signs);
		say(out, size, text);
	}
	if (to->needs & STAGE_OTHER)
		say(out, size, _("another person"));
	if (to->needs & STAGE_OWNER)
		say(out, size, _("who received it"));
}

static void
filled_with(const struct entry_facts *f, const struct entry_given *given, char *out, size_t size)
{
	snprintf(out, size, "%s %s", f->filled, given->filled != NULL ? given->filled : "");
}

/* Copied facts point into the copied. */
static struct stage_facts
facts_of(const struct entry_facts *f, const struct env *env)
{
	struct stage_facts facts = f->facts;

	facts.signs = f->signs;
	facts.from = f->stage;
	facts.moved_by = f->moved_by;
	facts.owner = f->owner;
	facts.filled = f->filled;
	facts.kinds = f->kinds;
	facts.roles = env->roles;
	facts.user = env->user;
	facts.post = facts.post_name = env->post;
	return facts;
}

unsigned
entry_sign_lacks(const struct entry_facts *f, const struct env *env, const char *party)
{
	struct stage_facts facts = facts_of(f, env);

	return stages_may_sign(&f->stages, party, &facts);
}

void
entry_bars(const struct entry_facts *f, const struct env *env, unsigned *move, unsigned *sign)
{
	struct stage_facts facts = facts_of(f, env);

	*move = stages_may_go(&f->stages, &facts);
	*sign = stages_may_sign(&f->stages, NULL, &facts);
}

unsigned
entry_lacks(const struct entry_facts *f, const struct env *env, const char *to, const struct entry_given *given)
{
	struct stage_facts facts = facts_of(f, env);
	char filled[2 * ENTRY_FILLED], kinds[2 * ENTRY_KINDS];

	facts.evidence += given->evidence;
	facts.note = given->note;
	facts.amount = facts.amount || given->amount;
	filled_with(f, given, filled, sizeof filled);
	facts.filled = filled;
	snprintf(kinds, sizeof kinds, "%s %s", f->kinds, given->kinds != NULL ? given->kinds : "");
	facts.kinds = kinds;
	return stages_may(&f->stages, to, &facts);
}

int
entry_choices(const struct entry_facts *f, const struct extra_fields *fields, const struct env *env,
              struct choice *out, int max)
{
	static const struct entry_given nothing;
	int n = 0;

	for (int i = 0; i < f->stages.count && n < max; i++) {
		const struct ledger_stage *s = &f->stages.list[i];
		if ((entry_lacks(f, env, s->code, &nothing) & ~(unsigned)STAGE_ASKED) != 0)
			continue;
		snprintf(out[n].code, sizeof out[n].code, "%s", s->code);
		snprintf(out[n].name, sizeof out[n].name, "%s", s->name);
		stage_needs_text(s, fields, out[n].note, sizeof out[n].note);
		n++;
	}
	return n;
}

void
entry_lack_text(const struct entry_facts *f, const struct extra_fields *fields, const char *to,
                const struct entry_given *given, unsigned lacks, char *out, size_t size)
{
	const struct ledger_stage *stage = stages_find(&f->stages, to);
	enum stage_lack first = stage_lack_first(lacks);
	char columns[200] = "", filled[2 * ENTRY_FILLED];
	const char *need;

	snprintf(out, size, "%s", _(stage_lack_text(first)));
	if (stage == NULL)
		return;
	if (first == STAGE_SIGN)
		snprintf(out, size, _("signatures %d of %d"),
		         stages_signed(f->signs, f->facts.sign_count, stage), stage->signs);
	else if (first == STAGE_FIELD) {
		say_columns(stage->fields, fields, columns, sizeof columns);
		snprintf(out, size, _("fill in: %s"), columns);
	} else if (first == STAGE_SAYS) {
		filled_with(f, given, filled, sizeof filled);
		if (stage_unsaid(stage->says, filled, &need) > 0)
			snprintf(out, size, _("what %s says does not go with %s"), column_name(need, fields),
			         stage->name);
	}
}

void
entry_closed_text(const struct entry_facts *f, const struct extra_fields *fields, const struct env *env,
                  char *out, size_t size)
{
	static const struct entry_given nothing;
	char why[160], line[300];

	*out = '\0';
	for (int i = 0; i < f->stages.count; i++) {
		const struct ledger_stage *s = &f->stages.list[i];
		unsigned lacks = entry_lacks(f, env, s->code, &nothing) & ~(unsigned)STAGE_ASKED;
		if (lacks == 0 || (lacks & (STAGE_AFTER | STAGE_HERE)))
			continue;
		entry_lack_text(f, fields, s->code, &nothing, lacks, why, sizeof why);
		snprintf(line, sizeof line, "%s: %s", s->name, why);
		say(out, size, line);
	}
}
