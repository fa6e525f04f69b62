/* Conditions on columns whose words are of a fixed set - latenesses, states, ledgers, sources, groups, places: another
 * word is a mistake, and what was probably meant is said. */

#include "model/flow/flow.h"
#include "model/text/nearest.h"
#include "screens/kit/list_in.h"
#include "store/read/records.h"

/* One word that is looked for among those there are. */
struct search {
	const char *asked;
	bool found;
	struct nearest near;
	char all[160];             /* the first of them */
};

static void
look(struct search *s, const char *code, const char *words)
{
	size_t n = strlen(s->all);

	s->found |= strcasecmp(s->asked, code) == 0 || (*words != '\0' && strcmp(s->asked, words) == 0);
	nearest_look(&s->near, code, NULL);
	if (*words != '\0')
		nearest_look(&s->near, words, NULL);
	if (n + strlen(code) + strlen(words) + 4 < sizeof s->all)
		snprintf(s->all + n, sizeof s->all - n, "%s%s%s%s", n > 0 ? ", " : "", code, *words != '\0' ? " " : "",
		         words);
}

static void
look_at_states(struct search *s, enum kind kind)
{
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind)
			look(s, flow_states[i].code, _(flow_states[i].title));
}

static void
look_at_latenesses(struct search *s)
{
	s->found = lateness_find(s->asked) != LATENESSES;
	for (int i = LATENESS_NONE + 1; i < LATENESSES; i++)
		look(s, lateness_defs[i].code, lateness_word((enum lateness)i));
}

/* By id, name, short name and English name; the list of all begins with the names. */
static int
look_at_records(struct search *s, struct store *st, enum kind kind)
{
	static const char *const names[] = { "name", "short", "name_en" };
	struct record_query q = { .kind = kind };
	struct records *records = records_open(st, &q);
	char number[24];
	int got = -1;

	while (records != NULL && (got = records_next(records)) == 1) {
		const struct record *row = records_row(records);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			int field = record_field_find(kind, names[i], strlen(names[i]));
			const char *name = field >= 0 ? record_text(row, field, number) : "";
			if (i == 0)
				look(s, row->id, name);
			else if (*name != '\0') {
				s->found |= strcasecmp(s->asked, name) == 0;
				nearest_look(&s->near, name, NULL);
			}
		}
	}
	records_close(records);
	return got;
}

/* Rows may say more than records have: what is left over, the whole county. */
static void
look_at_rows(struct search *s, const struct list *l, const struct env *env, int column)
{
	struct value v;

	for (int i = 0; i < l->count && !s->found; i++) {
		list_value(l, list_row(l, i), column, env, &v);
		s->found = list_is_exactly(&v, s->asked);
	}
}

static int
check_word(struct list *l, struct store *st, const struct env *env, const struct list_condition *k, const char *asked)
{
	const struct column *c = &l->columns[k->column];
	struct search s = { .asked = asked, .near.typed = asked };
	char meant[160];

	if (!k->taken)                             /* else rows may only say after it what was asked */
		look_at_rows(&s, l, env, k->column);
	if (s.found)
		return 0;
	if (c->words == WORDS_LATENESS)
		look_at_latenesses(&s);
	else if (c->words == WORDS_STATES)
		look_at_states(&s, c->of);
	else if (look_at_records(&s, st, c->of) != 0)
		return -1;
	if (s.found || s.all[0] == '\0')           /* where there is nothing at all, that is said */
		return 0;
	nearest_list(&s.near, " ", meant, sizeof meant);
	if (*meant != '\0' && c->words == WORDS_RECORDS)
		list_refuse(l, _("%s=%s: there is none; near it: %s"), c->name, asked, meant);
	else
		list_refuse(l, _("%s=%s: there is none; there are: %s"), c->name, asked, s.all);
	return 0;
}

int
list_check_words(struct list *l, struct store *st, const struct env *env)
{
	for (int i = 0; i < l->condition_count && l->error[0] == '\0'; i++) {
		const struct list_condition *k = &l->conditions[i];
		char copy[sizeof k->text], *save = NULL;
		bool names = k->column >= 0 && (k->cmp == '=' || k->cmp == '!' || (k->cmp == ':' && k->taken));
		if (!names || l->columns[k->column].words == WORDS_FREE)
			continue;
		memcpy(copy, k->text, sizeof copy);
		for (char *one = strtok_r(copy, ",", &save); one != NULL && l->error[0] == '\0';
		     one = strtok_r(NULL, ",", &save))
			if (check_word(l, st, env, k, one) != 0)
				return -1;
	}
	return 0;
}
