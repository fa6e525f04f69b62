/*
 * What subsidy somebody is due: who has it, by rules over what the roster says of him (A38, A90), and how much, by the
 * day he paid (A45, A92).
 */
#include "hub/people/roster_in.h"

#include "hub/people/roster_words.h"
#include "model/flow/refs.h"
#include "model/room/civil.h"
#include "model/text/language.h"

static const char PREFIX[] = "subsidy_", SUFFIX[] = "_if";

int
roster_formula(const char *text, struct row_formula *out, char *why, size_t size)
{
	static const enum roster_column asked[] = { ROSTER_AGE, ROSTER_DISABILITY, ROSTER_DIBAO, ROSTER_UNABLE,
		ROSTER_CATEGORY, ROSTER_IMPAIRMENT };
	struct row_word words[ROSTER_COLUMNS];

	for (int i = 0; i < ROSTER_COLUMNS; i++)
		words[i] = (struct row_word){ "", false };
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		words[asked[i]] = (struct row_word){ roster_columns[asked[i]].name,
			asked[i] == ROSTER_CATEGORY || asked[i] == ROSTER_IMPAIRMENT };
	if (row_formula_parse(text, words, ROSTER_COLUMNS, out, why, size) != 0)
		return -1;
	if (!out->truth)
		snprintf(why, size, "%s",
		         _("a number; who has a subsidy is a comparison: age >= 60, category = FILED"));
	return out->truth ? 0 : -1;
}

const char *
roster_list(int column)
{
	return column == ROSTER_CATEGORY ? "pop" : column == ROSTER_IMPAIRMENT ? "impairment" : NULL;
}

/* ---- one row as a source -------------------------------------------------------- */

struct asked { const struct roster *r; const struct roster_row *row; int32_t day; };

static struct row_number
number(void *ctx, int word)
{
	const struct asked *a = ctx;
	int n = word == ROSTER_AGE ? a->row->age : word == ROSTER_DISABILITY ? a->row->disability
	        : word == ROSTER_DIBAO ? a->row->dibao : a->row->unable;

	/* An empty cell of a column that is there says no. */
	if (n < 0 && word != ROSTER_AGE && a->r->columns.cell[word] >= 0)
		n = 0;
	return (struct row_number){ n >= 0, rational(n, 1) };
}

static const char *
codes(void *ctx, int word)
{
	const struct asked *a = ctx;

	if (a->r->columns.cell[word] < 0)
		return NULL;
	return word == ROSTER_CATEGORY ? a->row->pops : a->row->impairment;
}

/* One set to be another - in full is the premium of the year - is that one's. */
static struct rational
value_on(const struct roster *r, const char *key, int32_t day)
{
	struct hub_params of = hub_params_of(&r->params, key);
	const struct hub_param *p = hub_param_on(&of, day);

	if (p != NULL && rational_bad(p->number)) {
		of = hub_params_of(&r->params, p->value);
		p = hub_param_on(&of, day);
	}
	return p != NULL ? p->number : rational(0, 0);
}

static struct row_number
param(void *ctx, const char *key)
{
	const struct asked *a = ctx;
	struct rational n = value_on(a->r, key, a->day);

	return (struct row_number){ !rational_bad(n), n };
}

/* ---- the rules -------------------------------------------------------------------- */

/* The code a key is about, in capitals; false: it is no rule. */
static bool
code_of(const char *key, char out[ROW_CODE])
{
	size_t n = strlen(key), from = strlen(PREFIX), behind = strlen(SUFFIX);

	if (n <= from + behind || n - from - behind >= ROW_CODE || strncmp(key, PREFIX, from) != 0 ||
	    strcmp(key + n - behind, SUFFIX) != 0)
		return false;
	for (size_t i = 0; i < n - from - behind; i++)
		out[i] = (char)toupper((unsigned char)key[from + i]);
	out[n - from - behind] = '\0';
	return true;
}

int
roster_rules(struct roster *r, char *why, size_t size)
{
	char wrong[300];

	for (const struct hub_param *p = r->params.list; p < r->params.list + r->params.count; p++) {
		struct due_rule *rule = &r->rules[r->rule_count];
		if (!code_of(p->key, rule->code))
			continue;
		if (r->rule_count == ROSTER_RULES) {
			snprintf(why, size, _("more than %d rules for subsidies; take some out of the packs"),
			         ROSTER_RULES);
			return -1;
		}
		*rule = (struct due_rule){ .param = p, .formula = malloc(sizeof *rule->formula) };
		code_of(p->key, rule->code);
		r->rule_count++;
		if (rule->formula == NULL)
			return -2;
		if (roster_formula(p->value, rule->formula, wrong, sizeof wrong) != 0) {
			snprintf(why, size, _("param %.60s: %.180s"), p->id, wrong);
			return -1;
		}
	}
	return 0;
}

void
roster_rules_clear(struct roster *r)
{
	for (int i = 0; i < r->rule_count; i++)
		free(r->rules[i].formula);
	r->rule_count = 0;
}

/* Does he have it?  What a rule cannot tell his category does, and without a rule only that. */
static bool
has_it(struct roster *r, struct asked *a, const char *code)
{
	const struct row_source source = { number, codes, param, a };
	bool labelled = ref_word(a->row->pops, code);
	int holds;

	for (int i = 0; i < r->rule_count; i++) {
		const struct hub_param *p = r->rules[i].param;
		if (strcmp(r->rules[i].code, code) != 0 || a->day < p->from || a->day > p->to)
			continue;
		holds = row_formula_holds(r->rules[i].formula, &source);
		r->untold += holds < 0 && labelled;
		return holds < 0 ? labelled : holds == 1;
	}
	return labelled;
}

/* ---- how much ------------------------------------------------------------------------ */

static int64_t
amount_of(const struct roster *r, const char *code, int32_t day)
{
	char key[96];
	size_t n = (size_t)snprintf(key, sizeof key, "%s%s", PREFIX, code);
	struct hub_params of;
	const struct hub_param *p;

	for (size_t i = 0; i < n && i < sizeof key; i++)
		key[i] = (char)tolower((unsigned char)key[i]);
	of = hub_params_of(&r->params, key);
	if ((p = hub_param_on(&of, day)) != NULL && p->wrong != NULL) {
		of = hub_params_of(&r->params, p->value);
		p = hub_param_on(&of, day);
	}
	return p != NULL && p->wrong == NULL ? p->fen : 0;
}

struct sum { bool adds, least; int64_t fen; bool any; };

static void
add(struct roster *r, struct asked *a, const char *code, struct sum *to)
{
	int64_t fen = has_it(r, a, code) ? amount_of(r, code, a->day) : 0;

	if (fen == 0)
		return;
	if (to->adds)
		to->fen += fen;
	else if (!to->any || (to->least ? fen < to->fen : fen > to->fen))
		to->fen = fen;
	to->any = true;
}

/* Of several the highest (A39), unless param subsidy_rule says min or sum. */
static struct sum
how(const struct roster *r, int32_t day)
{
	struct hub_params of = hub_params_of(&r->params, "subsidy_rule");
	const struct hub_param *p = hub_param_on(&of, day);
	const char *word = p != NULL ? p->value : "max";

	return (struct sum){ .adds = strcmp(word, "sum") == 0, .least = strcmp(word, "min") == 0 };
}

int64_t
roster_due(struct roster *r, const struct roster_row *row)
{
	struct asked a = { r, row, *row->paid_on != '\0' ? civil_parse(row->paid_on) : r->today };
	struct sum sum = how(r, a.day);
	const char *pops = row->pops;
	char code[ROW_CODE];

	for (size_t len; *(pops += strspn(pops, " ")) != '\0'; pops += len) {
		len = strcspn(pops, " ");
		snprintf(code, sizeof code, "%.*s", (int)len, pops);
		add(r, &a, code, &sum);
	}
	/* Who is not called so may have it all the same. */
	for (int i = 0; i < r->rule_count; i++)
		if ((i == 0 || strcmp(r->rules[i].code, r->rules[i - 1].code) != 0) &&
		    !ref_word(row->pops, r->rules[i].code))
			add(r, &a, r->rules[i].code, &sum);
	return sum.fen;
}

/* ---- age ------------------------------------------------------------------------------- */

static int
years_between(int32_t born, int32_t day)
{
	int y, m, d, y2, m2, d2;

	civil_split(born, &y, &m, &d);
	civil_split(day, &y2, &m2, &d2);
	return y2 - y - (m2 < m || (m2 == m && d2 < d));
}

/* Of a good identity number. */
static int32_t
born_by_number(const char *text)
{
	char number[IDENTITY_MAX + 1], date[11];

	if (identity_normal(text, strlen(text), number) != IDENTITY_OK)
		return CIVIL_NONE;
	snprintf(date, sizeof date, "%.4s-%.2s-%.2s", number + 6, number + 10, number + 12);
	return civil_parse(date);
}

int
roster_age(const struct roster *r, const char *number, int32_t born, const struct roster_row *row)
{
	int32_t day = *row->paid_on != '\0' ? civil_parse(row->paid_on) : r->today;
	int age;

	if (born == CIVIL_NONE && r->identities)
		born = born_by_number(number);
	age = born != CIVIL_NONE ? years_between(born, day) : -1;
	return age >= 0 && age < 150 ? age : -1;
}
