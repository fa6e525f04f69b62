/* An institution and what the ledgers have on it (B45): `guatu list cases`. */

#include "screens/kit/list.h"
#include "store/read/ledgers.h"

static void
institution_value(const void *row, const struct env *env, struct value *v)
{
	const struct case_row *c = row;

	(void)env;
	value_coded(v, c->institution, c->name);
}

static void
opened_value(const void *row, const struct env *env, struct value *v)
{
	(void)env;
	value_date(v, ((const struct case_row *)row)->opened);
}

static const struct column columns[] = {
	{ "institution", N_("institution"), 16, 1, 0, WORKED_OUT(TYPE_TEXT, institution_value) },
	{ "ledger",      N_("ledger"),      12, 0, 0, TEXT_AT(case_row, ledger), OF_RECORDS(KIND_LEDGER) },
	{ "title",       N_("title"),       20, 1, 0, TEXT_AT(case_row, title) },
	{ "stage",       N_("stage"),        8, 0, 0, TEXT_AT(case_row, stage) },
	{ "opened",      N_("opened"),      10, 0, 0, WORKED_OUT(TYPE_DATE, opened_value) },
	{ "entry",       N_("entry"),       20, 0, LIST_HIDDEN, TEXT_AT(case_row, entry) },
	{ "id",          N_("id"),          24, 0, LIST_HIDDEN, TEXT_AT(case_row, id) },
	{ 0 }
};

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct cases *c = l->data;

	cases_clear(c);
	if (institution_cases(st, env->english, c) != 0)
		return -1;
	list_rows(l, c->rows, c->count);
	return 0;
}

static void
clear(void *data)
{
	cases_clear(data);
}

const struct list_ops cases_list = {
	.noun = "cases", .about = N_("what the ledgers have on each institution: institution=NAME"),
	.columns = columns, .row_size = sizeof(struct case_row), .data_size = sizeof(struct cases),
	.id_at = offsetof(struct case_row, id),
	.rows = rows, .clear = clear,
	.empty = N_("No entry of a ledger names an institution."),
};
