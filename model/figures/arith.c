#include "model/figures/arith.h"

#include "model/text/language.h"

static const struct { const char *name, *text; } verdicts[ARITH_VERDICTS] = {
	[ARITH_EXACT] = { "EXACT", N_("agrees") },
	[ARITH_ROUNDING] = { "ROUNDING", N_("rounding") },
	[ARITH_HOLDS] = { "HOLDS", N_("holds") },
	[ARITH_DERIVED] = { "DERIVED", N_("derived") },
	[ARITH_MISMATCH] = { "MISMATCH", N_("differs") },
	[ARITH_CONFLICT] = { "CONFLICT", N_("definitions conflict") },
	[ARITH_ALERT] = { "ALERT", N_("alert") },
	[ARITH_INFEASIBLE] = { "INFEASIBLE", N_("infeasible") },
	[ARITH_GAP] = { "GAP", N_("gap") },
	[ARITH_SUSPECT] = { "SUSPECT", N_("suspect") },
	[ARITH_MISSING] = { "MISSING", N_("no figure") },
	[ARITH_BROKEN] = { "BROKEN", N_("rule broken") },
};

const char *
arith_verdict_name(enum arith_verdict verdict)
{
	return verdicts[verdict].name;
}

enum arith_verdict
arith_verdict_find(const char *name)
{
	int v = 0;

	while (v < ARITH_VERDICTS && strcmp(verdicts[v].name, name) != 0)
		v++;
	return (enum arith_verdict)v;
}

const char *
arith_verdict_text(enum arith_verdict verdict)
{
	return verdicts[verdict].text;
}

/* ---- a value known between two bounds -------------------------------------- */

static struct arith_range
exactly(struct rational value)
{
	return (struct arith_range){ value, value, value };
}

static struct arith_range
about(struct rational value, struct rational half)
{
	return (struct arith_range){ rational_sub(value, half), value, rational_add(value, half) };
}

static struct arith_range
range_add(struct arith_range a, struct arith_range b)
{
	return (struct arith_range){ rational_add(a.low, b.low), rational_add(a.mid, b.mid),
		rational_add(a.high, b.high) };
}

static struct arith_range
range_negate(struct arith_range a)
{
	struct rational zero = rational(0, 1);

	return (struct arith_range){ rational_sub(zero, a.high), rational_sub(zero, a.mid), rational_sub(zero, a.low) };
}

/* The bounds of a product or quotient are among its four corners. */
static struct arith_range
corners(struct arith_range a, struct arith_range b, struct rational (*op)(struct rational, struct rational))
{
	struct rational c[4] = { op(a.low, b.low), op(a.low, b.high), op(a.high, b.low), op(a.high, b.high) };
	struct arith_range r = { c[0], op(a.mid, b.mid), c[0] };

	for (int i = 1; i < 4; i++) {
		r.low = rational_min(r.low, c[i]);
		r.high = rational_max(r.high, c[i]);
	}
	return r;
}

/* ---- expressions ------------------------------------------------------------ */

enum { DEPTH_MAX = 20, WORD_MAX = 128 };

struct reader {
	const char   *at;
	arith_lookup *lookup;
	void         *context;
	char          missing[WORD_MAX];
	const char   *broken;             /* what is wrong, or NULL */
	int           depth;
	bool          has_whole, zero;
	struct rational whole;            /* of the outermost quotient */
};

static struct arith_range read_sum(struct reader *r);

static struct arith_range
broken(struct reader *r, const char *why)
{
	if (r->broken == NULL)
		r->broken = why;
	r->at = "";
	return exactly(rational(0, 1));
}

static void
skip_blanks(struct reader *r)
{
	while (*r->at == ' ' || *r->at == '\t')
		r->at++;
}

/* The next character when it is the operator `op`; takes it. */
static bool
take(struct reader *r, char op)
{
	skip_blanks(r);
	if (*r->at != op)
		return false;
	r->at++;
	return true;
}

const char *
arith_number(const char **at, struct rational *out)
{
	static const struct { const char *text; int64_t num, den; } units[] = {
		{ "%", 1, 100 }, { "万元", 1000000, 1 }, { "万", 10000, 1 }, { "元", 100, 1 },
	};
	int64_t num = 0, den = 1;
	bool point = false;

	for (; (**at >= '0' && **at <= '9') || (**at == '.' && !point); (*at)++) {
		if (**at == '.') {
			point = true;
			continue;
		}
		if (num > INT64_MAX / 100 || den > INT64_MAX / 100)
			return _("number too long");
		num = num * 10 + (**at - '0');
		den *= point ? 10 : 1;
	}
	*out = rational(num, den);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strncmp(*at, units[i].text, strlen(units[i].text)) == 0) {
			*at += strlen(units[i].text);
			*out = rational_mul(*out, rational(units[i].num, units[i].den));
			break;
		}
	return NULL;
}

static struct arith_range
read_number(struct reader *r)
{
	struct rational value;
	const char *why = arith_number(&r->at, &value);

	return why != NULL ? broken(r, why) : exactly(value);
}

/* How far a printed figure may be from the true one: half its last digit.  A count or an amount printed
 * to its last unit is not rounded at all. */
static struct rational
half_digit(const struct arith_figure *f)
{
	if (f->precision <= 0 || (f->precision == 1 && !f->bp))
		return rational(0, 1);
	return rational(f->precision, 2);
}

struct arith_range
arith_figure_range(const struct arith_figure *f)
{
	struct arith_range value;

	if (f->worked)
		return f->range;
	value = about(rational(f->value, 1), half_digit(f));
	return f->bp ? corners(value, exactly(rational(10000, 1)), rational_div) : value;
}

static struct arith_range
read_figure(struct reader *r)
{
	char id[WORD_MAX];
	size_t n = strcspn(r->at, " \t()");
	struct arith_figure f = { 0 };
	int found;

	if (n >= sizeof id)
		return broken(r, _("a word is too long"));
	memcpy(id, r->at, n);
	id[n] = '\0';
	r->at += n;
	found = r->lookup != NULL ? r->lookup(r->context, id, &f) : -1;
	if (found == -2)
		return broken(r, _("one of its words cannot be worked out"));
	if (found != 0) {
		if (*r->missing == '\0')
			memcpy(r->missing, id, n + 1);
		return exactly(rational(1, 1));      /* the rest is still checked for sense */
	}
	return arith_figure_range(&f);
}

static struct arith_range
read_factor(struct reader *r)
{
	struct arith_range value;

	if (++r->depth > DEPTH_MAX)
		return broken(r, _("too many brackets"));
	if (take(r, '(')) {
		value = read_sum(r);
		if (!take(r, ')'))
			value = broken(r, _("bracket not closed"));
	} else if (take(r, '-')) {
		value = range_negate(read_factor(r));
	} else if (*r->at >= '0' && *r->at <= '9') {
		value = read_number(r);
	} else if ((*r->at >= 'A' && *r->at <= 'Z') || (*r->at >= 'a' && *r->at <= 'z')) {
		value = read_figure(r);
	} else {
		value = broken(r,
		               *r->at == '\0' ? _("something is missing at the end")
		                                : _("neither a word nor a number"));
	}
	r->depth--;
	return value;
}

static struct arith_range
read_product(struct reader *r)
{
	struct arith_range value = read_factor(r);

	for (;;) {
		if (take(r, '*')) {
			value = corners(value, read_factor(r), rational_mul);
		} else if (take(r, '/')) {
			struct arith_range by = read_factor(r);
			/* Bounds on both sides of zero would make any quotient possible. */
			if (r->broken == NULL && (by.low.num <= 0) != (by.high.num < 0)) {
				r->zero = by.mid.num == 0;
				return broken(r, _("division by zero"));
			}
			if (r->depth == 0) {
				r->has_whole = true;
				r->whole = by.mid;
			}
			value = corners(value, by, rational_div);
		} else {
			return value;
		}
	}
}

static struct arith_range
read_sum(struct reader *r)
{
	struct arith_range value = read_product(r);

	for (;;) {
		if (take(r, '+'))
			value = range_add(value, read_product(r));
		else if (take(r, '-'))
			value = range_add(value, range_negate(read_product(r)));
		else
			return value;
	}
}

static struct arith_range
read_whole(struct reader *r, const char *text)
{
	struct arith_range value;

	r->at = text;
	value = read_sum(r);
	skip_blanks(r);
	if (*r->at != '\0')
		value = broken(r, _("an operator must stand between blanks"));
	if (r->broken == NULL && (rational_bad(value.low) || rational_bad(value.mid) || rational_bad(value.high)))
		broken(r, _("figures too large"));
	return value;
}

/* ---- verdicts --------------------------------------------------------------- */

enum relation { MATCHES, AT_MOST, AT_LEAST, DIFFERS, SHOWN };

static const struct { const char *name; enum relation relation; enum arith_verdict otherwise; } checks[] = {
	{ "SUM", MATCHES, ARITH_MISMATCH }, { "RATIO", MATCHES, ARITH_MISMATCH },
	{ "PRODUCT", MATCHES, ARITH_MISMATCH }, { "EQUAL", MATCHES, ARITH_MISMATCH },
	{ "SAME", MATCHES, ARITH_CONFLICT }, { "COVER", MATCHES, ARITH_GAP },
	{ "MOST", AT_MOST, ARITH_ALERT }, { "LEAST", AT_LEAST, ARITH_ALERT },
	{ "REACH", AT_LEAST, ARITH_INFEASIBLE },
	{ "DIFFER", DIFFERS, ARITH_SUSPECT }, { "DERIVE", SHOWN, ARITH_DERIVED },
};

static enum arith_verdict
judge(enum relation relation, enum arith_verdict otherwise, const struct arith_result *r)
{
	int side = rational_cmp(r->difference, rational(0, 1));
	bool near = rational_cmp(rational_abs(r->difference), r->tolerance) <= 0;

	switch (relation) {
	case MATCHES:  return side == 0 ? ARITH_EXACT : near ? ARITH_ROUNDING : otherwise;
	case AT_MOST:  return side <= 0 || near ? ARITH_HOLDS : otherwise;
	case AT_LEAST: return side >= 0 || near ? ARITH_HOLDS : otherwise;
	case DIFFERS:  return side == 0 ? otherwise : ARITH_HOLDS;
	case SHOWN:    break;
	}
	return otherwise;
}

static void
compare(struct arith_result *out, const struct arith_range *computed, const struct arith_range *expected)
{
	out->has_expected = true;
	out->computed = computed->mid;
	out->expected = expected->mid;
	out->difference = rational_sub(computed->mid, expected->mid);
	out->tolerance = rational_add(
		rational_max(rational_sub(computed->high, computed->mid), rational_sub(computed->mid, computed->low)),
		rational_max(rational_sub(expected->high, expected->mid), rational_sub(expected->mid, expected->low)));
}

static void
unjudged(struct arith_result *out, const struct reader *r)
{
	out->verdict = r->broken != NULL ? ARITH_BROKEN : ARITH_MISSING;
	out->zero = r->zero;
	snprintf(out->why, sizeof out->why, "%s", r->broken != NULL ? r->broken : r->missing);
}

void
arith_work(const char *expr, arith_lookup *lookup, void *context, struct arith_worked *out)
{
	struct reader r = { .lookup = lookup, .context = context };

	memset(out, 0, sizeof *out);
	out->range = read_whole(&r, expr);
	out->verdict = r.broken != NULL ? ARITH_BROKEN : *r.missing != '\0' ? ARITH_MISSING : ARITH_DERIVED;
	snprintf(out->why, sizeof out->why, "%s", r.broken != NULL ? r.broken : r.missing);
	out->has_whole = r.has_whole;
	out->zero = r.zero;
	out->whole = r.whole;
}

/* What failing is called in this rule; what holds is not touched. */
static enum arith_verdict
called(const struct arith_rule *rule, enum arith_verdict verdict)
{
	enum arith_verdict otherwise;

	if (verdict <= ARITH_DERIVED || rule->verdict == NULL || *rule->verdict == '\0')
		return verdict;
	otherwise = arith_verdict_find(rule->verdict);
	return otherwise == ARITH_VERDICTS ? verdict : otherwise;
}

void
arith_judge(const struct arith_rule *rule, arith_lookup *lookup, void *context, struct arith_result *out)
{
	struct reader r = { .lookup = lookup, .context = context };
	struct arith_range computed, expected = exactly(rational(0, 1));
	size_t i, known = sizeof checks / sizeof *checks;
	bool has_expected = rule->expect != NULL && *rule->expect != '\0';

	memset(out, 0, sizeof *out);
	for (i = 0; i < known && strcmp(checks[i].name, rule->check) != 0; i++)
		;
	if (i == known)
		r.broken = _("unknown check");
	else if (!has_expected && checks[i].relation != SHOWN)
		r.broken = _("nothing to compare with");
	computed = read_whole(&r, rule->expr);
	if (has_expected && r.broken == NULL)
		expected = read_whole(&r, rule->expect);
	if (r.broken != NULL || *r.missing != '\0') {
		unjudged(out, &r);
		return;
	}
	compare(out, &computed, &expected);
	out->has_expected = has_expected;
	out->verdict = called(rule, judge(checks[i].relation, checks[i].otherwise, out));
}

void
arith_judge_sum(const int64_t *parts, int count, int64_t total, int64_t precision, struct arith_result *out)
{
	struct arith_figure f = { .value = total, .precision = precision };
	struct rational half = half_digit(&f);
	struct arith_range sum = exactly(rational(0, 1)), printed = about(rational(total, 1), half);

	memset(out, 0, sizeof *out);
	for (int i = 0; i < count; i++)
		sum = range_add(sum, about(rational(parts[i], 1), half));
	compare(out, &sum, &printed);
	out->verdict = judge(MATCHES, ARITH_MISMATCH, out);
}
