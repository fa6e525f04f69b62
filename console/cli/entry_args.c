#include "console/cli/entry_args.h"

#include "model/text/visible.h"
#include "screens/dialogs/lookup.h"
#include "screens/books/entry_step.h"

bool
entry_resolves(const struct arg_def *arg)
{
	return arg->type == ARG_FEN || arg->type == ARG_STAGE || arg->type == ARG_EXTRA ||
	       (arg->kind == KIND_ENTRY && strcmp(arg->name, "ledger") == 0);
}

static int
say(char *error, size_t size, const char *text)
{
	snprintf(error, size, "%s", text);
	return -1;
}

/* The ledger of what is acted on; NULL with the reason.  Yours to free. */
static struct ledger_info *
info_of(struct session *s, const struct op *op, char *error, size_t size)
{
	struct ledger_info *info = malloc(sizeof *info);
	const char *ledger = op_get(op, "ledger");
	char of_entry[64] = "";
	int rc;

	if (info == NULL)
		abort();
	if (*op->id != '\0')
		ledger = store_field(s->store, KIND_ENTRY, op->id, FIELD_ENTRY_ledger, of_entry, sizeof of_entry);
	rc = ledger == NULL ? 1 : ledger_info(s->store, ledger, s->env.english, info);
	if (rc == 0)
		return info;
	if (rc < 0)
		say(error, size, store_error(s->store));
	else
		say(error, size, _("give --ledger first; `guatu list ledgers' lists them"));
	free(info);
	return NULL;
}

static int
resolve_stage(const struct ledger_info *info, const char *value, char *out, size_t size, char *error, size_t error_size)
{
	int n;

	for (int i = 0; i < info->stages.count; i++) {
		const struct ledger_stage *s = &info->stages.list[i];
		if (strcmp(s->code, value) == 0 || strcmp(s->name, value) == 0 || strcmp(s->name_en, value) == 0) {
			snprintf(out, size, "%s", s->code);
			return 0;
		}
	}
	n = snprintf(error, error_size, _("%s is no stage of %s; there are:"), value, info->name);
	for (int i = 0; i < info->stages.count && n < (int)error_size; i++)
		n += snprintf(error + n, error_size - (size_t)n, " %s(%s)", info->stages.list[i].code,
		              info->stages.list[i].name);
	return -1;
}

static const struct extra_field *
column_named(const struct ledger_info *info, const char *name, size_t n)
{
	for (int i = 0; i < info->fields.count; i++) {
		const struct extra_field *f = &info->fields.list[i];
		if ((strlen(f->key) == n && strncmp(f->key, name, n) == 0) ||
		    (strlen(f->name) == n && strncmp(f->name, name, n) == 0))
			return f;
	}
	return NULL;
}

static int
no_column(const struct ledger_info *info, const char *value, char *error, size_t size)
{
	int n = snprintf(error, size, _("%s: write COLUMN=VALUE; the columns of %s are:"), value, info->name);

	for (int i = 0; i < info->fields.count && n < (int)size; i++)
		n += snprintf(error + n, size - (size_t)n, " %s(%s)", info->fields.list[i].key,
		              info->fields.list[i].name);
	return -1;
}

static int
resolve_extra(struct session *s, const struct ledger_info *info, const char *value, char *out, size_t size, char *error,
              size_t error_size)
{
	const char *equals = strchr(value, '='), *wrong;
	const struct extra_field *f = equals != NULL ? column_named(info, value, (size_t)(equals - value)) : NULL;
	char wire[EXTRA_TEXT_MAX + 8];

	if (f == NULL)
		return no_column(info, value, error, error_size);
	if (!visible_any(equals + 1)) {
		wire[0] = '\0';                          /* takes the value away */
	} else if (f->type == EXTRA_TERM) {
		if (lookup_code(s->store, KIND_TERM, f->list, 0, equals + 1, wire, sizeof wire, error, error_size) != 0)
			return -1;
	} else if ((wrong = extra_written(f, equals + 1, wire, sizeof wire)) != NULL) {
		snprintf(error, error_size, "%s: %s", f->name, _(wrong));
		return -1;
	}
	snprintf(out, size, "%s=%s", f->key, wire);
	return 0;
}

int
entry_resolve(struct session *s, const struct op *op, const struct arg_def *arg, const char *value,
              char *out, size_t size, char *error, size_t error_size)
{
	struct ledger_info *info;
	int64_t fen;
	int rc;

	if (arg->type == ARG_FEN) {
		if (extra_fen(value, &fen) != 0 || fen < 0)
			return say(error, error_size, _("not an amount; write 1200 (yuan), 1200.50 or 0.12万元"));
		snprintf(out, size, "%lld", (long long)fen);
		return 0;
	}
	if (arg->type == ARG_TEXT)
		return lookup_code(s->store, KIND_LEDGER, NULL, 0, value, out, size, error, error_size);
	if ((info = info_of(s, op, error, error_size)) == NULL)
		return -1;
	rc = arg->type == ARG_STAGE ? resolve_stage(info, value, out, size, error, error_size)
	                            : resolve_extra(s, info, value, out, size, error, error_size);
	free(info);
	return rc;
}

/* The columns that op gives a value or takes it from, as model/flow/stage.h has them. */
static void
given_keys(const struct op *op, char *out, size_t size)
{
	size_t n = 0;

	*out = '\0';
	for (int i = 0; i < op->arg_count; i++) {
		const char *equals = strchr(op->args[i].value, '=');
		bool code = equals != NULL && (!visible_any(equals + 1) || stage_is_code(equals + 1));
		if (strcmp(op->args[i].name, "extra") == 0 && equals != NULL && n < size)
			n += (size_t)snprintf(out + n, size - n, " %.*s%s", (int)(equals - op->args[i].value) + code,
			                      op->args[i].value, code && visible_any(equals + 1) ? equals + 1 : "");
	}
}

static void
given_kinds(const struct op *op, char *out, size_t size)
{
	const char *ref;

	for (int i = 0; i < op->arg_count; i++)
		if (strcmp(op->args[i].name, "evidence") == 0 && strlen(out) + 16 < size)
			snprintf(out + strlen(out), size - strlen(out), " %s",
			         op_evidence_kind(op->args[i].value, &ref));
}

int
entry_may_sign(struct session *s, const struct op *op, char *error, size_t error_size)
{
	struct entry_facts *f = malloc(sizeof *f);
	const char *party = op_get(op, "party");
	char name[96];
	unsigned lacks = 0;

	if (f == NULL)
		abort();
	if (party != NULL && entry_facts(s->store, op->id, s->env.english, f) == 0 &&
	    (lacks = entry_sign_lacks(f, &s->env, party)) != 0) {
		store_term(s->store, "party", party, s->env.english, name, sizeof name);
		snprintf(error, error_size, "%s: %s", name, _(stage_lack_text(stage_lack_first(lacks))));
	}
	free(f);
	return lacks != 0 ? -1 : 0;
}

int
entry_required(struct session *s, const struct op *op, char *error, size_t error_size)
{
	struct ledger_info *info = info_of(s, op, error, error_size);
	char keys[1024];
	const char *key;
	int n = 0;

	if (info == NULL)
		return -1;
	given_keys(op, keys, sizeof keys);
	for (int i = 0; i < info->fields.count && n < (int)error_size; i++) {
		const struct extra_field *f = &info->fields.list[i];
		if (f->required && stage_unfilled(f->key, keys + (*keys == ' '), &key) > 0)
			n += snprintf(error + n, error_size - (size_t)n, "%s%s(%s)",
			              n > 0 ? " " : _("--extra is missing: "), f->key, f->name);
	}
	free(info);
	return n > 0 ? -1 : 0;
}

int
entry_may_move(struct session *s, const struct op *op, char *error, size_t error_size)
{
	struct entry_facts *f = malloc(sizeof *f);
	struct ledger_info *info = info_of(s, op, error, error_size);
	const char *to = op_get(op, "to"), *note = op_get(op, "note");
	char keys[ENTRY_FILLED], kinds[ENTRY_KINDS] = "", why[300];
	struct entry_given given = { op_count(op, "evidence"), note != NULL && visible_any(note),
		op_get(op, "amount") != NULL, keys, kinds };
	unsigned lacks;
	int n;

	if (f == NULL)
		abort();
	if (info == NULL || entry_facts(s->store, op->id, s->env.english, f) != 0) {
		free(info);
		free(f);
		return -1;
	}
	given_keys(op, keys, sizeof keys);
	given_kinds(op, kinds, sizeof kinds);
	lacks = to == NULL ? 0 : entry_lacks(f, &s->env, to, &given);
	if (lacks != 0) {
		struct choice next[STAGES_MAX];
		entry_lack_text(f, &info->fields, to, &given, lacks, why, sizeof why);
		n = snprintf(error, error_size, "%s: %s", to, why);
		if (lacks & (STAGE_AFTER | STAGE_HERE)) {
			int count = entry_choices(f, &info->fields, &s->env, next, STAGES_MAX);
			n += snprintf(error + n, error_size - (size_t)n, "%s",
			              count > 0 ? _("; from here:") : _("; from here you have no move"));
			for (int i = 0; i < count && n < (int)error_size; i++)
				n += snprintf(error + n, error_size - (size_t)n, " %s(%s)", next[i].code, next[i].name);
		}
	}
	free(info);
	free(f);
	return stage_lack_first(lacks) == STAGE_ROLE ? -2 : lacks != 0 ? -1 : 0;
}
