/*
 * The form's part for entries of ledgers: the stages an entry may go to, what
 * the chosen one asks for, and the ledger's own columns as fields.
 */

#include "model/flow/refs.h"
#include "screens/books/entry_step.h"
#include "screens/dialogs/form.h"

struct form_book {
	struct ledger_info info;
	struct entry_facts facts;                  /* of the entry acted on */
	struct entry_page  page;
	struct arg_def     own[EXTRA_FIELDS_MAX + 1];   /* the columns as arguments; the last is the ledger */
	bool               fresh;                  /* a new entry */
};

/* ---- loading ----------------------------------------------------------------------- */

int
form_book_load(struct form *f, struct store *st, const struct env *env)
{
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };
	struct form_book *b;
	int rc;

	if (f->step.kind != KIND_ENTRY)
		return 0;
	if ((b = f->book = calloc(1, sizeof *b)) == NULL)
		abort();
	b->fresh = f->step.targets.count == 0;
	if (b->fresh)
		return f->ledger[0] == '\0' || ledger_info(st, f->ledger, env->english, &b->info) >= 0 ? 0 : -1;
	rc = entry_facts(st, f->step.targets.id[0], env->english, &b->facts);
	return rc < 0 || entry_page(st, f->step.targets.id[0], &when, &b->info, &b->page) < 0 ? -1 : 0;
}

void
form_book_free(struct form *f)
{
	free(f->book);
	f->book = NULL;
}

/* The departments that may still sign here. */
static int
party_choices(struct form *f, struct form_field *field, struct store *st, const struct env *env)
{
	int count = store_term_choices(st, field->def->list, env->english, field->choices, FORM_CHOICES), n = 0;

	for (int i = 0; i < count; i++)
		if (entry_sign_lacks(&f->book->facts, env, field->choices[i].code) == 0)
			field->choices[n++] = field->choices[i];
	return count < 0 ? -1 : n;
}

/* Fills the choices of a field that only the ledger knows: how many, -1 failed, -2 another kind of field. */
int
form_book_choices(struct form *f, struct form_field *field, struct store *st, const struct env *env)
{
	struct form_book *b = f->book;

	if (field->extra != NULL && field->extra->type == EXTRA_BOOL) {
		snprintf(field->choices[0].code, sizeof field->choices->code, "1");
		snprintf(field->choices[0].name, sizeof field->choices->name, "%s", _("Yes"));
		snprintf(field->choices[1].code, sizeof field->choices->code, "0");
		snprintf(field->choices[1].name, sizeof field->choices->name, "%s", _("No"));
		return 2;
	}
	if (b != NULL && field->def == &b->own[EXTRA_FIELDS_MAX])
		return store_ledger_choices(st, f->ledger, env->english, field->choices, FORM_CHOICES);
	if (b != NULL && strcmp(f->step.verb, "sign") == 0 && strcmp(field->def->name, "party") == 0)
		return party_choices(f, field, st, env);
	if (b == NULL || field->def->type != ARG_STAGE)
		return -2;
	return entry_choices(&b->facts, &b->info.fields, env, field->choices, FORM_CHOICES);
}

/* The ledger is chosen from a list; a form opened in one has only that. */
const struct arg_def *
form_book_ledger(struct form *f, const struct arg_def *def)
{
	struct form_book *b = f->book;

	if (b == NULL || strcmp(def->name, "ledger") != 0)
		return def;
	b->own[EXTRA_FIELDS_MAX] = *def;
	b->own[EXTRA_FIELDS_MAX].type = ARG_TERM;
	return &b->own[EXTRA_FIELDS_MAX];
}

static enum arg_type
arg_type_of(enum extra_type type)
{
	return type == EXTRA_TERM || type == EXTRA_BOOL ? ARG_TERM : type == EXTRA_DATE ? ARG_DATE
	       : type == EXTRA_INT ? ARG_INT : type == EXTRA_FEN ? ARG_FEN : ARG_TEXT;
}

/* Does any stage it may go to ask for this column? */
static bool
asked_somewhere(const struct form_book *b, const struct env *env, const char *key)
{
	struct choice next[STAGES_MAX];
	int n = entry_choices(&b->facts, &b->info.fields, env, next, STAGES_MAX);

	for (int i = 0; i < n; i++) {
		const struct ledger_stage *s = stages_find(&b->facts.stages, next[i].code);
		if (s != NULL && ref_word(s->fields, key))
			return true;
	}
	return false;
}

/* The columns as fields, behind `first`: how many.  A move shows those that a stage ahead asks for. */
int
form_book_fields(struct form *f, const struct arg_def *extra, const struct env *env, int room)
{
	struct form_book *b = f->book;
	int n = 0;

	for (int i = 0; b != NULL && i < b->info.fields.count && n < room; i++) {
		const struct extra_field *x = &b->info.fields.list[i];
		struct form_field *field = &f->fields[f->count + n];
		if (strcmp(f->step.verb, "move") == 0 && !asked_somewhere(b, env, x->key))
			continue;
		b->own[i] = (struct arg_def){ .kind = KIND_ENTRY, .verb = extra->verb, .name = x->key,
			.type = arg_type_of(x->type), .list = x->list,
			.need = x->required && b->fresh ? ARG_REQ : ARG_OPT, .field = -1, .title = x->name };
		field->def = &b->own[i];
		field->extra = x;
		field->at = -1;
		n++;
	}
	return n;
}

/* What the record says in the column. */
void
form_book_default(struct form *f, struct form_field *field)
{
	const struct form_book *b = f->book;

	if (b == NULL)
		return;
	if (field->def == &b->own[EXTRA_FIELDS_MAX] && f->ledger[0] != '\0')
		field_set(field, f->ledger);
	if (field->extra != NULL && !b->fresh)
		field_set(field, b->page.values[field->extra - b->info.fields.list]);
	if (field->def->type == ARG_STAGE && field->choice_count == 1)
		field->at = 0;
}

void
form_book_closed(const struct form *f, const struct env *env, char *out, size_t size)
{
	*out = '\0';
	if (f->book != NULL && !f->book->fresh)
		entry_closed_text(&f->book->facts, &f->book->info.fields, env, out, size);
}

/* ---- judging ------------------------------------------------------------------------- */

static const struct ledger_stage *
chosen_stage(const struct form *f)
{
	for (int i = 0; f->book != NULL && i < f->count; i++)
		if (f->fields[i].def->type == ARG_STAGE && f->fields[i].at >= 0)
			return stages_find(&f->book->facts.stages, f->fields[i].choices[f->fields[i].at].code);
	return NULL;
}

bool
form_stage_asks(const struct form *f, const struct form_field *field)
{
	const struct ledger_stage *s = chosen_stage(f);

	if (s == NULL)
		return false;
	if (field->extra != NULL)
		return ref_word(s->fields, field->extra->key);
	if (field->def->type == ARG_EVIDENCE)
		return (s->needs & (STAGE_EVIDENCE | STAGE_PROOF)) != 0 && f->book->facts.facts.evidence == 0;
	if (strcmp(field->def->name, "amount") == 0)
		return (s->needs & STAGE_AMOUNT) != 0 && !f->book->facts.facts.amount;
	return strcmp(field->def->name, "note") == 0 && (s->needs & STAGE_NOTE) != 0;
}

const char *
form_extra_wrong(const struct form_field *field, const char *value)
{
	char wire[EXTRA_TEXT_MAX + 8];
	int64_t fen;
	const char *wrong = field->extra == NULL || field->extra->type == EXTRA_TERM || field->extra->type == EXTRA_BOOL
	                    ? NULL
	                  : extra_written(field->extra, value, wire, sizeof wire);

	if (field->def->type == ARG_FEN && field->extra == NULL && (extra_fen(value, &fen) != 0 || fen < 0))
		wrong = N_("not an amount; write 1200 (yuan), 1200.50 or 0.12万元");
	return wrong != NULL ? _(wrong) : NULL;
}

static void
add_kind(char *kinds, size_t size, const char *piece)
{
	size_t n = strlen(kinds);
	const char *ref;

	snprintf(kinds + n, size - n, " %s", op_evidence_kind(piece, &ref));
}

struct form_said { const struct form *f; char wire[EXTRA_TEXT_MAX + 8]; };

/* As the form has it, else the record. */
static const char *
typed_said(void *ctx, const struct extra_field *column)
{
	struct form_said *t = ctx;
	const struct form_book *b = t->f->book;
	char value[LINE_MAX_BYTES];

	for (int i = 0; i < t->f->count; i++)
		if (t->f->fields[i].extra == column && *field_value(&t->f->fields[i], value, sizeof value) != '\0')
			return extra_written(column, value, t->wire, sizeof t->wire) == NULL ? t->wire : "";
	return b->fresh ? "" : b->page.values[column - b->info.fields.list];
}

static int
check_times(const struct form *f, char *why, size_t size)
{
	struct form_said typed = { .f = f };
	const struct extra_field *after, *early = extra_early(&f->book->info.fields, typed_said, &typed, &after);

	if (early != NULL) {
		snprintf(why, size, "%s: ", early->name);
		snprintf(why + strlen(why), size - strlen(why), _("before %.90s, which comes first"), after->name);
	}
	return early != NULL ? -1 : 0;
}

int
form_book_check(const struct form *f, const struct env *env, char *why, size_t size)
{
	const struct ledger_stage *to = chosen_stage(f);
	struct entry_given given = { 0 };
	char keys[ENTRY_FILLED] = "", kinds[ENTRY_KINDS] = "", value[LINE_MAX_BYTES];
	unsigned lacks;

	if (f->book != NULL && check_times(f, why, size) != 0)
		return -1;
	if (to == NULL)
		return 0;
	for (int i = 0; i < f->count; i++) {
		const struct form_field *field = &f->fields[i];
		size_t n = strlen(keys);
		given.evidence += field->def->type == ARG_EVIDENCE ? field->piece_count : 0;
		for (int p = 0; field->def->type == ARG_EVIDENCE && p < field->piece_count; p++)
			add_kind(kinds, sizeof kinds, field->pieces[p]);
		if (field->def->type == ARG_EVIDENCE || *field_value(field, value, sizeof value) == '\0')
			continue;
		given.note |= strcmp(field->def->name, "note") == 0;
		given.amount |= strcmp(field->def->name, "amount") == 0;
		if (field->extra != NULL)
			snprintf(keys + n, sizeof keys - n, "%s%s%s%.*s", n > 0 ? " " : "", field->extra->key,
			         stage_is_code(value) ? "=" : "", stage_is_code(value) ? STAGE_CODE_MAX : 0, value);
	}
	given.filled = keys;
	given.kinds = kinds;
	lacks = entry_lacks(&f->book->facts, env, to->code, &given);
	if (lacks != 0)
		entry_lack_text(&f->book->facts, &f->book->info.fields, to->code, &given, lacks, why, size);
	return lacks != 0 ? -1 : 0;
}

/* ---- into the operation and back --------------------------------------------------------- */

int
form_extra_op(const struct form *f, const struct form_field *field, struct op *op)
{
	char value[LINE_MAX_BYTES], wire[EXTRA_TEXT_MAX + 8], both[LINE_MAX_BYTES + 64];

	field_value(field, value, sizeof value);
	if (f->book != NULL && !f->book->fresh && !field->touched)
		return 0;                                /* as it was */
	if (*value == '\0' && (f->book == NULL || f->book->fresh))
		return 0;
	if (*value == '\0' || field_is_choice(field) || extra_written(field->extra, value, wire, sizeof wire) != NULL)
		snprintf(wire, sizeof wire, "%.500s", value);
	snprintf(both, sizeof both, "%s=%s", field->extra->key, wire);
	return op_add(op, "extra", both);
}

const char *
form_extra_arg(const struct form_field *field, const struct op *op)
{
	size_t n = strlen(field->extra->key);

	for (int i = 0; i < op->arg_count; i++)
		if (strcmp(op->args[i].name, "extra") == 0 && strncmp(op->args[i].value, field->extra->key, n) == 0 &&
		    op->args[i].value[n] == '=')
			return op->args[i].value + n + 1;
	return NULL;
}
