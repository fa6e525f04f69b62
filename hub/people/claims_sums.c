/* Does a claim add up?  What cannot be is refused, what only may be wrong is a note. */
#include "hub/people/claims_in.h"

#include "model/room/civil.h"
#include "model/text/language.h"

static bool
has(const struct claim *c, enum claim_column column)
{
	return (c->has & 1u << column) != 0;
}

/* What the row says of one layer; nothing is none. */
static int64_t
said(const struct claim *c, enum claim_column column)
{
	return has(c, column) ? c->money[column] : 0;
}

static void
yuan(int64_t fen, char out[32])
{
	long long n = llabs(fen);

	snprintf(out, 32, "%s%lld.%02lld", fen < 0 ? "-" : "", n / 100, n % 100);
}

static int64_t
layers(const struct claim *c)
{
	return said(c, CLAIM_BASIC) + said(c, CLAIM_CATASTROPHIC) + said(c, CLAIM_AID) + said(c, CLAIM_BACKSTOP) +
	       said(c, CLAIM_SUPPLEMENT) + said(c, CLAIM_RE_AID);
}

/* `more` is to be within what the column `of` says. */
static int
exceeds(const struct claim_file *f, int column, int64_t more, int of, int64_t most, struct row_problem *p)
{
	char a[32], b[32];

	yuan(more, a);
	yuan(most, b);
	snprintf(p->reason, sizeof p->reason, _("%s, more than the %s of %s"), a, b, f->columns.defs[of].title);
	return sheet_refuse(&f->columns, f->in.row, column, p, p->reason);
}

/* Own share is total less what was paid; what the institution let off is counted in that or beside it. */
static bool
share_fits(const struct claim *c, int64_t paid)
{
	int64_t left = c->money[CLAIM_TOTAL] - paid;

	return c->money[CLAIM_OOP] == left || c->money[CLAIM_OOP] == left - said(c, CLAIM_RELIEF);
}

/* With a column for each layer there is nobody else who paid; what the institution let off may be counted in. */
static bool
layers_fit(const struct claim_file *f, const struct claim *c, int64_t paid)
{
	for (int i = CLAIM_BASIC; i <= CLAIM_AID; i++)
		if (f->columns.cell[i] < 0)
			return true;
	return paid == layers(c) || paid == layers(c) + said(c, CLAIM_RELIEF);
}

int
claim_sums(const struct claim_file *f, const struct claim *c, struct row_problem *p)
{
	int64_t total = said(c, CLAIM_TOTAL), paid = said(c, CLAIM_PAID);
	char a[32], b[32], left[32];

	if (has(c, CLAIM_TOTAL) && said(c, CLAIM_SCOPE) > total)
		return exceeds(f, CLAIM_SCOPE, c->money[CLAIM_SCOPE], CLAIM_TOTAL, total, p);
	if (has(c, CLAIM_TOTAL) && said(c, CLAIM_OOP) > total)
		return exceeds(f, CLAIM_OOP, c->money[CLAIM_OOP], CLAIM_TOTAL, total, p);
	if (!has(c, CLAIM_PAID))
		return 0;
	if (has(c, CLAIM_TOTAL) && paid > total)
		return exceeds(f, CLAIM_PAID, paid, CLAIM_TOTAL, total, p);
	for (int i = CLAIM_BASIC; i <= CLAIM_AID; i++)
		if (said(c, (enum claim_column)i) > paid)
			return exceeds(f, i, c->money[i], CLAIM_PAID, paid, p);
	if (layers(c) > paid)
		return exceeds(f, CLAIM_BASIC, layers(c), CLAIM_PAID, paid, p);
	if (!layers_fit(f, c, paid)) {
		yuan(paid, a);
		yuan(layers(c), b);
		snprintf(p->reason, sizeof p->reason, _("%s, but basic, catastrophic and aid make %s together"), a, b);
		return sheet_refuse(&f->columns, f->in.row, CLAIM_PAID, p, p->reason);
	}
	if (!has(c, CLAIM_TOTAL) || !has(c, CLAIM_OOP) || share_fits(c, paid))
		return 0;
	yuan(total, a);
	yuan(paid, b);
	yuan(total - paid, left);
	snprintf(p->reason, sizeof p->reason, _("not the total less what was paid: %s less %s is %s"), a, b, left);
	return sheet_refuse(&f->columns, f->in.row, CLAIM_OOP, p, p->reason);
}

/* A layer that no column tells of may have paid the rest; where three have one, it is said all the same. */
static bool
share_less(const struct claim_file *f, const struct claim *c)
{
	for (int i = CLAIM_BASIC; i <= CLAIM_AID; i++)
		if (f->columns.cell[i] < 0)
			return false;
	return c->money[CLAIM_OOP] < c->money[CLAIM_TOTAL] - layers(c) - said(c, CLAIM_RELIEF);
}

/* What is wrong with the patient's own share; NULL nothing. */
static const char *
share_doubt(const struct claim_file *f, const struct claim *c)
{
	if (!has(c, CLAIM_TOTAL) || !has(c, CLAIM_OOP) || has(c, CLAIM_PAID) || !has(c, CLAIM_BASIC))
		return NULL;
	if (c->money[CLAIM_OOP] > c->money[CLAIM_TOTAL] - layers(c))
		return N_("more than the total less what the layers paid");
	if (!share_less(f, c))
		return NULL;
	return N_("less than the total less what the layers paid: nobody is said to have paid the rest");
}

const char *
claim_doubt(const struct claim_file *f, const struct claim *c, const char *period, int *column)
{
	size_t n = period != NULL ? strlen(period) : 0;
	char day[11];

	*column = f->columns.cell[CLAIM_DATE] + 1;
	if ((n == 4 || n == 7) && civil_format(c->day, day) == 0 && strncmp(day, period, n) != 0)
		return n == 7 ? N_("a bill of another month than the delivery is about")
		              : N_("a bill of another year than the delivery is about");
	*column = f->columns.cell[CLAIM_OOP] + 1;
	return share_doubt(f, c);
}
