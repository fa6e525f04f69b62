#include "model/figures/row_formula.h"

#include "model/figures/arith.h"
#include "model/flow/refs.h"
#include "model/text/format.h"
#include "model/text/language.h"

enum { DEPTH_MAX = 40, TOKEN_MAX = 80 };
enum op {
	OP_NUMBER, OP_WORD, OP_CODE, OP_PARAM, OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MIN, OP_MAX, OP_MINUS,
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_NOT, OP_AND, OP_OR
};

struct parser {
	const char            *at;
	char                   token[TOKEN_MAX];         /* "" at the end */
	const struct row_word *words;
	int                    count, depth;
	struct row_formula    *out;
	const char            *wrong;                    /* a msgid, perhaps with a %s for `bad`; NULL nothing */
	char                   bad[TOKEN_MAX];
};

/* Of what was read: numbers are compared, truths put together. */
enum sort { NUMBER, TRUTH };

static enum sort read_or(struct parser *p);

/* ---- tokens ------------------------------------------------------------------ */

static void
next(struct parser *p)
{
	size_t n;

	p->at += strspn(p->at, " \t");
	n = strcspn(p->at, " \t(),");
	n = n == 0 && *p->at != '\0' ? 1 : n;
	snprintf(p->token, sizeof p->token, "%.*s", (int)n, p->at);
	p->at += n;
}

static enum sort
broken(struct parser *p, const char *why)
{
	if (p->wrong == NULL) {
		p->wrong = why;
		memcpy(p->bad, p->token, sizeof p->bad);
	}
	p->at = "";
	*p->token = '\0';
	return NUMBER;
}

static bool
take(struct parser *p, const char *token)
{
	if (strcmp(p->token, token) != 0)
		return false;
	next(p);
	return true;
}

static void
emit(struct parser *p, enum op op, int at)
{
	if (p->out->count == ROW_STEPS)
		broken(p, N_("\"%s\": the formula is too long"));
	else
		p->out->step[p->out->count++] = (struct row_step){ .op = (unsigned char)op, .at = (unsigned char)at };
}

/* ---- words ------------------------------------------------------------------- */

static int
find_word(const struct parser *p)
{
	for (int i = 0; i < p->count; i++)
		if (strcmp(p->words[i].name, p->token) == 0)
			return i;
	return -1;
}

/* COLUMN = CODE, COLUMN <> CODE; the column's name is the token. */
static enum sort
read_codes(struct parser *p, int word)
{
	bool not;

	next(p);
	not = strcmp(p->token, "<>") == 0;
	if (!not && strcmp(p->token, "=") != 0)
		return broken(p, N_("\"%s\" where = or <> and a code must follow"));
	next(p);
	if (*p->token == '\0' || strchr("(),=<>", *p->token) != NULL || strlen(p->token) >= ROW_CODE)
		return broken(p, N_("\"%s\" is no code; - is an empty cell"));
	emit(p, OP_CODE, word);
	if (p->out->count > 0)
		snprintf(p->out->step[p->out->count - 1].code, ROW_CODE, "%.*s", ROW_CODE - 1, p->token);
	next(p);
	if (not)
		emit(p, OP_NOT, 0);
	return TRUTH;
}

static enum sort
read_param(struct parser *p)
{
	const char *key = p->token + strlen("param:");
	int i = 0;

	while (i < p->out->params && strcmp(p->out->param[i], key) != 0)
		i++;
	if (i == ROW_PARAMS || strlen(key) >= ROW_KEY)
		return broken(p, N_("\"%s\" is one parameter too many, or its key too long"));
	if (i == p->out->params)
		snprintf(p->out->param[p->out->params++], ROW_KEY, "%.*s", ROW_KEY - 1, key);
	emit(p, OP_PARAM, i);
	next(p);
	return NUMBER;
}

static enum sort
read_number(struct parser *p)
{
	const char *at = p->token;
	struct rational n;

	if (arith_number(&at, &n) != NULL || *at != '\0')
		return broken(p, N_("\"%s\" is no number"));
	emit(p, OP_NUMBER, 0);
	if (p->out->count > 0)
		p->out->step[p->out->count - 1].n = n;
	next(p);
	return NUMBER;
}

static enum sort
read_word(struct parser *p)
{
	int word;

	if (strncmp(p->token, "param:", strlen("param:")) == 0 && p->token[strlen("param:")] != '\0')
		return read_param(p);
	if (*p->token >= '0' && *p->token <= '9')
		return read_number(p);
	if (*p->token == '\0')
		return broken(p, N_("something is missing at the end"));
	if ((word = find_word(p)) < 0)
		return broken(p, N_("\"%s\" is no column, no param:KEY and no number"));
	p->out->words |= (uint64_t)1 << word;
	if (p->words[word].codes)
		return read_codes(p, word);
	emit(p, OP_WORD, word);
	next(p);
	return NUMBER;
}

/* ---- the grammar --------------------------------------------------------------- */

static void
must(struct parser *p, enum sort got, enum sort wanted)
{
	if (got != wanted)
		broken(p, wanted == NUMBER ? N_("before \"%s\": a comparison where a number is wanted")
		                           : N_("before \"%s\": a number where a comparison is wanted"));
}

static enum sort
read_pair(struct parser *p, enum op op)
{
	next(p);
	if (!take(p, "("))
		return broken(p, N_("\"%s\" where ( A , B ) must follow"));
	must(p, read_or(p), NUMBER);
	if (!take(p, ","))
		return broken(p, N_("\"%s\" where a comma must stand"));
	must(p, read_or(p), NUMBER);
	if (!take(p, ")"))
		return broken(p, N_("\"%s\" where a bracket must be closed"));
	emit(p, op, 0);
	return NUMBER;
}

static enum sort
read_factor(struct parser *p)
{
	enum sort sort = NUMBER;

	if (++p->depth > DEPTH_MAX)
		return broken(p, N_("\"%s\": too many brackets"));
	if (take(p, "(")) {
		sort = read_or(p);
		if (!take(p, ")"))
			sort = broken(p, N_("\"%s\" where a bracket must be closed"));
	} else if (take(p, "-")) {
		must(p, read_factor(p), NUMBER);
		emit(p, OP_MINUS, 0);
	} else if (strcmp(p->token, "min") == 0 || strcmp(p->token, "max") == 0) {
		sort = read_pair(p, strcmp(p->token, "min") == 0 ? OP_MIN : OP_MAX);
	} else {
		sort = read_word(p);
	}
	p->depth--;
	return sort;
}

/* One level of signs: each is a token and what it does. */
struct sign { const char *token; enum op op; };

static const struct sign *
sign_of(const struct parser *p, const struct sign *list)
{
	while (list->token != NULL && strcmp(list->token, p->token) != 0)
		list++;
	return list->token != NULL ? list : NULL;
}

static enum sort
read_chain(struct parser *p, const struct sign *list, enum sort of, enum sort (*part)(struct parser *))
{
	enum sort sort = part(p);
	const struct sign *sign;

	while ((sign = sign_of(p, list)) != NULL) {
		must(p, sort, of);
		next(p);
		must(p, part(p), of);
		emit(p, sign->op, 0);
		sort = of;
	}
	return sort;
}

static enum sort
read_product(struct parser *p)
{
	static const struct sign signs[] = { { "*", OP_MUL }, { "/", OP_DIV }, { NULL, 0 } };

	return read_chain(p, signs, NUMBER, read_factor);
}

static enum sort
read_sum(struct parser *p)
{
	static const struct sign signs[] = { { "+", OP_ADD }, { "-", OP_SUB }, { NULL, 0 } };

	return read_chain(p, signs, NUMBER, read_product);
}

static enum sort
read_comparison(struct parser *p)
{
	static const struct sign signs[] = { { "=", OP_EQ }, { "<>", OP_NE }, { "<", OP_LT }, { "<=", OP_LE },
		{ ">", OP_GT }, { ">=", OP_GE }, { NULL, 0 } };
	enum sort sort = read_sum(p);
	const struct sign *sign = sign_of(p, signs);

	if (sign == NULL)
		return sort;
	must(p, sort, NUMBER);
	next(p);
	must(p, read_sum(p), NUMBER);
	emit(p, sign->op, 0);
	return TRUTH;
}

static enum sort
read_not(struct parser *p)
{
	if (!take(p, "not"))
		return read_comparison(p);
	if (++p->depth > DEPTH_MAX)
		return broken(p, N_("\"%s\": too many brackets"));
	must(p, read_not(p), TRUTH);
	emit(p, OP_NOT, 0);
	p->depth--;
	return TRUTH;
}

static enum sort
read_and(struct parser *p)
{
	static const struct sign signs[] = { { "and", OP_AND }, { NULL, 0 } };

	return read_chain(p, signs, TRUTH, read_not);
}

static enum sort
read_or(struct parser *p)
{
	static const struct sign signs[] = { { "or", OP_OR }, { NULL, 0 } };
	enum sort sort;

	if (++p->depth > DEPTH_MAX)
		return broken(p, N_("\"%s\": too many brackets"));
	sort = read_chain(p, signs, TRUTH, read_and);
	p->depth--;
	return sort;
}

int
row_formula_parse(const char *text, const struct row_word *words, int count, struct row_formula *out, char *why,
                  size_t size)
{
	struct parser p = { .at = text, .words = words, .count = count < ROW_WORDS ? count : ROW_WORDS, .out = out };

	memset(out, 0, sizeof *out);
	next(&p);
	out->truth = read_or(&p) == TRUTH;
	if (*p.token != '\0')
		broken(&p, N_("\"%s\" where a sign must stand: + - * / = <> < <= > >= and or, between blanks"));
	if (p.wrong == NULL)
		return 0;
	format_fill(_(p.wrong), (const char *[]){ p.bad }, 1, why, size);
	return -1;
}

/* ---- working it out --------------------------------------------------------------- */

static const struct row_number unknown = { 0 };

static struct row_number
truth(bool yes)
{
	return (struct row_number){ true, { yes, 1 } };
}

static struct row_number
code_in(const char *cell, const char *code)
{
	if (cell == NULL)      /* nobody said so: that is an empty cell, and any code is unknown */
		return strcmp(code, "-") == 0 ? truth(true) : unknown;
	return truth(strcmp(code, "-") == 0 ? *cell == '\0' : ref_word(cell, code));
}

static bool
yes(struct row_number a)
{
	return a.known && a.n.num != 0;
}

static bool
no(struct row_number a)
{
	return a.known && a.n.num == 0;
}

static struct row_number
joined(enum op op, struct row_number a, struct row_number b)
{
	if (op == OP_AND)
		return no(a) || no(b) ? truth(false) : yes(a) && yes(b) ? truth(true) : unknown;
	return yes(a) || yes(b) ? truth(true) : no(a) && no(b) ? truth(false) : unknown;
}

static struct row_number
compared(enum op op, int side)
{
	switch (op) {
	case OP_EQ: return truth(side == 0);
	case OP_NE: return truth(side != 0);
	case OP_LT: return truth(side < 0);
	case OP_LE: return truth(side <= 0);
	case OP_GT: return truth(side > 0);
	default:    return truth(side >= 0);
	}
}

static struct row_number
combined(enum op op, struct row_number a, struct row_number b)
{
	struct rational n;

	if (op == OP_AND || op == OP_OR)
		return joined(op, a, b);
	if (!a.known || !b.known)
		return unknown;
	if (op >= OP_EQ && op <= OP_GE)
		return compared(op, rational_cmp(a.n, b.n));
	n = op == OP_ADD ? rational_add(a.n, b.n) : op == OP_SUB ? rational_sub(a.n, b.n)
	    : op == OP_MUL ? rational_mul(a.n, b.n) : op == OP_DIV ? rational_div(a.n, b.n)
	    : op == OP_MIN ? rational_min(a.n, b.n) : rational_max(a.n, b.n);
	return rational_bad(n) ? unknown : (struct row_number){ true, n };
}

static struct row_number
one(const struct row_formula *f, const struct row_step *s, const struct row_source *row)
{
	switch ((enum op)s->op) {
	case OP_NUMBER: return (struct row_number){ true, s->n };
	case OP_WORD:   return row->number(row->ctx, s->at);
	case OP_CODE:   return code_in(row->codes(row->ctx, s->at), s->code);
	default:        return row->param(row->ctx, f->param[s->at]);
	}
}

struct row_number
row_formula_work(const struct row_formula *f, const struct row_source *row)
{
	struct row_number stack[ROW_STEPS];
	int n = 0;

	for (const struct row_step *s = f->step; s < f->step + f->count; s++) {
		if (s->op <= OP_PARAM) {
			stack[n++] = one(f, s, row);
		} else if (s->op == OP_NOT) {
			stack[n - 1] = stack[n - 1].known ? truth(no(stack[n - 1])) : unknown;
		} else if (s->op == OP_MINUS) {
			stack[n - 1].n.num = -stack[n - 1].n.num;
		} else {
			n--;
			stack[n - 1] = combined((enum op)s->op, stack[n - 1], stack[n]);
		}
	}
	return n == 1 ? stack[0] : unknown;
}

int
row_formula_holds(const struct row_formula *f, const struct row_source *row)
{
	struct row_number a = row_formula_work(f, row);

	return !a.known ? -1 : a.n.num != 0;
}

const char *
row_formula_code(const struct row_formula *f, int *at, int *word)
{
	while (*at < f->count) {
		const struct row_step *s = &f->step[(*at)++];
		if (s->op != OP_CODE)
			continue;
		*word = s->at;
		return s->code;
	}
	return NULL;
}
