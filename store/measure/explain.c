#include "store/measure/explain.h"

#include "model/flow/duty.h"
#include "model/records/grow.h"
#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/explain.sql.h"

/* ---- what the pack says ---------------------------------------------------------- */

static int64_t
band(const char *text)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	return *text != '\0' && *end == '\0' ? n : SETTLE_NONE;
}

void
explain_plan(struct store *st, int32_t today, struct explain_plan *out)
{
	char text[32];

	store_param(st, "explain_ledger", today, out->ledger, sizeof out->ledger);
	store_param(st, "explain_duty", today, out->duty, sizeof out->duty);
	store_param(st, "explain_exceptions", today, out->exceptions, sizeof out->exceptions);
	out->up = band(store_param(st, "band_up", today, text, sizeof text));
	out->down = band(store_param(st, "band_down", today, text, sizeof text));
}

bool
explain_asked(const struct explain_plan *plan, enum rate rate, int64_t now, int64_t before)
{
	if (now == SETTLE_NONE || before == SETTLE_NONE)
		return false;
	if (rate == RATE_INSTANT)
		return now < before;
	if (before <= 0)
		return false;
	return (plan->up != SETTLE_NONE && now * 10000 > before * plan->up) ||
	       (plan->down != SETTLE_NONE && now * 10000 < before * plan->down);
}

/* ---- what was given ---------------------------------------------------------------- */

COLUMNS(given, struct explanation, COL(division), COL(month), COL(rate), COL(entry), COL_NAME(by), COL(reason),
	COL_DAY(given))

static int
read_given(struct rows r, bool queued, struct explanations *out)
{
	while (rows_next(&r)) {
		struct explanation *e = GROW(out->list, out->count);
		row_fill(&r, given, e);
		e->queued = queued;
	}
	return rows_close(&r);
}

int
explanations_read(struct store *st, const struct explain_plan *plan, int32_t today, bool english,
                  struct explanations *out)
{
	*out = (struct explanations){ 0 };
	if (*plan->ledger == '\0')
		return 0;
	if (read_given(rows_open(st, SQL_EXPLAIN_GIVEN, BIND(T(plan->ledger), DAY(today), ENGLISH(english))), false,
	               out) != 0 ||
	    (store_has_outbox(st) &&
	     read_given(rows_open(st, SQL_EXPLAIN_QUEUED, BIND(T(plan->ledger), ENGLISH(english))), true, out) != 0)) {
		explanations_clear(out);
		return -1;
	}
	return 0;
}

void
explanations_clear(struct explanations *e)
{
	free(e->list);
	*e = (struct explanations){ 0 };
}

const struct explanation *
explanation_of(const struct explanations *e, const char *division, const char *month, const char *rate)
{
	for (int i = e->count - 1; i >= 0; i--)
		if (strcmp(e->list[i].division, division) == 0 && strcmp(e->list[i].month, month) == 0 &&
		    strcmp(e->list[i].rate, rate) == 0)
			return &e->list[i];
	return NULL;
}

/* ---- by when ------------------------------------------------------------------------- */

/* By the plan, where the hub has not opened the run yet. */
static int32_t
due_by_plan(struct store *st, const char *duty, int month, int32_t after, int *grace)
{
	struct rows r = rows_open(st, SQL_EXPLAIN_DUTY, BIND(T(duty)));
	struct duty_plan plan = { .from = CIVIL_NONE, .to = CIVIL_NONE, .date = CIVIL_NONE };
	int32_t due = CIVIL_NONE;
	int rule;

	if (rows_next(&r) && (rule = duty_rule_parse(row_text(&r, 0))) >= 0) {
		plan.rule = (enum duty_rule)rule;
		plan.day = row_int(&r, 1);
		plan.month = row_int(&r, 2);
		plan.month_offset = row_int(&r, 3);
		*grace = row_int(&r, 4);
		if (duty_unit(&plan) == PERIOD_MONTH && plan.rule != DUTY_EVENT && plan.rule != DUTY_ONCE)
			for (int n = month; n < month + 4 && (due == CIVIL_NONE || due <= after); n++)
				due = duty_due(&plan, n);
	}
	rows_close(&r);
	return due;
}

int32_t
explain_due(struct store *st, const struct explain_plan *plan, const char *month, const struct calendar *cal,
            int32_t *missed)
{
	int n = month_parse(month), grace = 0;
	int32_t due = CIVIL_NONE, last;
	struct rows r;

	*missed = CIVIL_NONE;
	if (*plan->duty == '\0' || n < 0)
		return CIVIL_NONE;
	last = period_last(PERIOD_MONTH, n);
	r = rows_open(st, SQL_EXPLAIN_RUN, BIND(T(plan->duty), DAY(last)));
	if (rows_next(&r)) {
		due = row_day(&r, 0);
		grace = row_int(&r, 1);
	}
	rows_close(&r);
	if (due == CIVIL_NONE)
		due = due_by_plan(st, plan->duty, n, last, &grace);
	if (due != CIVIL_NONE && grace > 0)
		*missed = workdays_after(cal, due, grace) + 1;
	return due;
}

enum lateness
explain_lateness(const struct explanation *e, int32_t due, int32_t missed, int32_t today, const struct calendar *cal,
                 const struct room_rules *rules)
{
	if (e != NULL)
		return lateness_done(due, e->given);
	return lateness_open(due, missed, today, due_soon_until(cal, rules, today));
}

/* ---- by institution ---------------------------------------------------------------------- */

COLUMNS(institution, struct explain_institution, COL(id), COL_NAME(name), COL(tier), COL_NAME(tier_name))
COLUMNS(settle, struct settle, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP,
	COL_OR_NONE(cases), COL_OR_NONE(persons), COL_OR_NONE(instant), COL_OR_NONE(eligible), COL_OR_NONE(total),
	COL_OR_NONE(scope), COL_OR_NONE(layer[0]), COL_OR_NONE(layer[1]), COL_OR_NONE(layer[2]), COL_OR_NONE(layer[3]),
	COL_OR_NONE(layer[4]), COL_OR_NONE(layer[5]), COL_OR_NONE(layer[6]), COL_OR_NONE(paid), COL_OR_NONE(oop),
	COL(precision))
enum { OF_THE_MONTH = 6 };

int
explain_institutions(struct store *st, const char *division, const struct settle_slice *slice, const char *month,
                     bool english, struct explain_institution **out, int *count)
{
	char before[8] = "";
	struct rows r;

	*out = NULL;
	*count = 0;
	if (month_parse(month) < 0)
		return 0;
	month_format(month_parse(month) - 1, before);
	r = rows_open(st, SQL_EXPLAIN_INSTITUTIONS, BIND(T(division), T(slice->scope), T(slice->svc), T(slice->pop),
	                                                 T(month), T(before), ENGLISH(english)));
	while (rows_next(&r)) {
		struct explain_institution *i = *count > 0 ? &(*out)[*count - 1] : NULL;
		if (i == NULL || strcmp(i->id, row_text(&r, 0)) != 0) {
			i = GROW(*out, *count);
			row_fill(&r, institution, i);
			settle_nothing(&i->now);
			settle_nothing(&i->before);
		}
		row_fill(&r, settle, row_int(&r, OF_THE_MONTH) ? &i->now : &i->before);
	}
	return rows_close(&r);
}

static void
add(int64_t *sum, int64_t n)
{
	if (n != SETTLE_NONE)
		*sum = *sum == SETTLE_NONE ? n : *sum + n;
}

void
settle_add(struct settle *sum, const struct settle *s)
{
	add(&sum->cases, s->cases);
	add(&sum->persons, s->persons);
	add(&sum->instant, s->instant);
	add(&sum->eligible, s->eligible);
	add(&sum->total, s->total);
	add(&sum->scope, s->scope);
	for (int i = 0; i < SETTLE_LAYERS; i++)
		add(&sum->layer[i], s->layer[i]);
	add(&sum->paid, s->paid);
	add(&sum->oop, s->oop);
	sum->precision = s->precision > sum->precision ? s->precision : sum->precision;
}

COLUMNS(exception, struct explain_exception, COL(id), COL(title), COL_DAY(deadline), COL_NAME(stage))

int
explain_exceptions(struct store *st, const struct explain_plan *plan, const char *division, bool english,
                   struct explain_exception **out, int *count)
{
	*out = NULL;
	*count = 0;
	if (*plan->exceptions == '\0')
		return 0;
	return rows_all(rows_open(st, SQL_EXPLAIN_EXCEPTIONS, BIND(T(plan->exceptions), T(division), ENGLISH(english))),
	                exception, out, count);
}
