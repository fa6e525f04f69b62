#include "model/flow/duty.h"

#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "model/text/language.h"

/* Beyond these a pack says nonsense; they also bound the loops over days. */
enum { OFFSET_MOST = 120, GRACE_MOST = 366, EVENT_DAYS_MOST = 3660 };

static int
within(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

/* ---- periods ---------------------------------------------------------------- */

static int
months_in(enum period_unit unit)
{
	return unit == PERIOD_YEAR ? 12 : unit == PERIOD_QUARTER ? 3 : 1;
}

/* The first of the month counted from year 0; CIVIL_NONE beyond the calendar. */
static int32_t
month_first(int month)
{
	return month < 0 ? CIVIL_NONE : civil_day(month / 12, month % 12 + 1, 1);
}

int
period_of(enum period_unit unit, int32_t day)
{
	int y, m, d;

	if (unit == PERIOD_ONCE)
		return 0;
	/* 1970-01-01 was a Thursday: weeks start on Mondays. */
	if (unit == PERIOD_WEEK)
		return (int)((day + 3) >= 0 ? (day + 3) / 7 : -((-(day + 3) + 6) / 7));
	civil_split(day, &y, &m, &d);
	return (y * 12 + m - 1) / months_in(unit);
}

int32_t
period_first(enum period_unit unit, int n)
{
	if (unit == PERIOD_ONCE)
		return CIVIL_NONE;
	return unit == PERIOD_WEEK ? n * 7 - 3 : month_first(n * months_in(unit));
}

int32_t
period_last(enum period_unit unit, int n)
{
	int32_t next = unit == PERIOD_ONCE ? CIVIL_NONE : period_first(unit, n + 1);

	return next == CIVIL_NONE ? CIVIL_NONE : next - 1;
}

/* ISO 8601: the week belongs to the year its Thursday is in. */
static void
format_week(int n, char out[PERIOD_TEXT])
{
	int32_t thursday = n * 7;
	int y, m, d;

	civil_split(thursday, &y, &m, &d);
	snprintf(out, PERIOD_TEXT, "%04u-W%02u", (unsigned)y % 10000u,
	         (unsigned)(thursday - civil_day(y, 1, 1)) / 7u % 100u + 1u);
}

void
period_format(enum period_unit unit, int n, char out[PERIOD_TEXT])
{
	out[0] = '\0';
	switch (unit) {
	case PERIOD_WEEK: format_week(n, out); break;
	case PERIOD_MONTH: month_format(n, out); break;
	case PERIOD_QUARTER: snprintf(out, PERIOD_TEXT, "%04u-Q%u", (unsigned)n / 4u % 10000u,
	                              (unsigned)n % 4u + 1u); break;
	case PERIOD_YEAR: snprintf(out, PERIOD_TEXT, "%04u", (unsigned)n % 10000u); break;
	case PERIOD_ONCE: break;
	}
}

/* ---- due days --------------------------------------------------------------- */

int
duty_rule_parse(const char *word)
{
	static const char *const words[DUTY_RULES] = {
		[DUTY_WEEKLY] = "WEEKLY", [DUTY_MONTHLY] = "MONTHLY", [DUTY_MONTH_END] = "MONTH_END",
		[DUTY_QUARTERLY] = "QUARTERLY", [DUTY_YEARLY] = "YEARLY", [DUTY_ONCE] = "ONCE", [DUTY_EVENT] = "EVENT",
	};

	for (int i = 0; i < DUTY_RULES; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

enum period_unit
duty_unit(const struct duty_plan *plan)
{
	switch (plan->rule) {
	case DUTY_WEEKLY: return PERIOD_WEEK;
	case DUTY_QUARTERLY: return PERIOD_QUARTER;
	case DUTY_YEARLY: return PERIOD_YEAR;
	default: return PERIOD_MONTH;
	}
}

/* `day` of the month, its last day when it has no such day or none is said. */
static int32_t
day_of_month(int month, int day)
{
	int32_t first = month_first(month), end;

	if (first == CIVIL_NONE)
		return CIVIL_NONE;
	end = civil_month_end(first);
	return day < 1 || day > end - first + 1 ? end : first + day - 1;
}

int32_t
duty_due(const struct duty_plan *plan, int n)
{
	enum period_unit unit = duty_unit(plan);
	int months = months_in(unit), month;

	if (plan->rule == DUTY_EVENT)
		return CIVIL_NONE;
	if (plan->rule == DUTY_ONCE)
		return plan->date;
	if (plan->rule == DUTY_WEEKLY)
		return period_first(unit, n) + (plan->day >= 1 && plan->day <= 7 ? plan->day : 7) - 1;
	month = n * months + (plan->month >= 1 && plan->month <= months ? plan->month : months) - 1;
	month += within(plan->month_offset, 0, OFFSET_MOST);
	return day_of_month(month, plan->rule == DUTY_MONTH_END ? 0 : plan->day);
}

int32_t
duty_event_due(const struct duty_plan *plan, int32_t event, const struct calendar *cal)
{
	int days = within(plan->day, 0, EVENT_DAYS_MOST);

	return plan->workdays ? workdays_after(cal, event, days) : event + days;
}

bool
duty_expected(const struct duty_plan *plan, int n)
{
	enum period_unit unit = duty_unit(plan);
	int32_t due = duty_due(plan, n), first = period_first(unit, n), last = period_last(unit, n);

	if (due == CIVIL_NONE || (plan->from != CIVIL_NONE && (due < plan->from || last < plan->from)))
		return false;
	/* What is due after its period is still owed about the last period in force. */
	return plan->to == CIVIL_NONE || due <= plan->to || (plan->month_offset > 0 && first <= plan->to);
}

void
duty_span(const struct duty_plan *plan, int32_t since, int32_t today, int *first, int *last)
{
	enum period_unit unit = duty_unit(plan);
	int32_t start = period_first(unit, period_of(unit, since == CIVIL_NONE || since > today ? today : since));

	*first = 1;
	*last = 0;
	if (plan->rule == DUTY_EVENT || (plan->rule == DUTY_ONCE && plan->date == CIVIL_NONE))
		return;
	if (plan->rule == DUTY_ONCE) {
		*first = period_of(unit, plan->date);
		*last = plan->date >= start ? *first : *first - 1;
		return;
	}
	*last = period_of(unit, today) + 1;
	*first = period_of(unit, start);
	while (duty_due(plan, *first - 1) != CIVIL_NONE && duty_due(plan, *first - 1) >= start)
		--*first;
}

/* ---- standing --------------------------------------------------------------- */

static int32_t
remind_day(int32_t due, const struct calendar *cal, int workdays)
{
	int32_t day = due;

	for (int i = 0; i < workdays; i++)
		day = workday_at_or_before(cal, day) - 1;
	return workday_at_or_before(cal, day);
}

static enum duty_state
state_of(const struct duty_run_in *in, int32_t today, const struct duty_standing *s)
{
	bool done = strcmp(in->status, "DONE") == 0 && (in->done == CIVIL_NONE || in->done <= today);

	if (strcmp(in->status, "WAIVED") == 0)
		return DUTY_WAIVED;
	if (strcmp(in->status, PAST_UNTOLD) == 0)
		return DUTY_UNTOLD;
	if (done)
		return in->done == CIVIL_NONE || in->done <= in->due ? DUTY_DONE
		       : in->done < s->missed ? DUTY_LATE : DUTY_MADE_UP;
	if (today > in->due)
		return today < s->missed ? DUTY_OVERDUE : DUTY_MISSED;
	return today == in->due ? DUTY_TODAY : today >= s->remind || today >= s->warn ? DUTY_SOON : DUTY_PENDING;
}

void
duty_judge(const struct duty_run_in *in, int32_t today, const struct calendar *cal, const struct room_rules *rules,
           struct duty_standing *out)
{
	static const enum lamp lamps[DUTY_STATES] = {
		[DUTY_PENDING] = LAMP_GREEN, [DUTY_SOON] = LAMP_YELLOW, [DUTY_TODAY] = LAMP_YELLOW,
		[DUTY_OVERDUE] = LAMP_RED, [DUTY_MISSED] = LAMP_RED,
		[DUTY_DONE] = LAMP_BLUE, [DUTY_LATE] = LAMP_BLUE, [DUTY_MADE_UP] = LAMP_BLUE, [DUTY_WAIVED] = LAMP_GREY,
		[DUTY_UNTOLD] = LAMP_GREY,
	};
	static const enum lateness latenesses[DUTY_STATES] = {
		[DUTY_SOON] = LATENESS_SOON, [DUTY_TODAY] = LATENESS_SOON, [DUTY_OVERDUE] = LATENESS_OVERDUE,
		[DUTY_MISSED] = LATENESS_MISSED, [DUTY_LATE] = LATENESS_MADE_UP, [DUTY_MADE_UP] = LATENESS_MADE_UP,
	};
	int32_t against;

	*out = (struct duty_standing){
		.warn = workday_at_or_before(cal, in->due),
		.remind = remind_day(in->due, cal, rules->due_soon_workdays),
		.missed = workdays_after(cal, in->due, within(in->grace, 0, GRACE_MOST)) + 1,
	};
	out->state = state_of(in, today, out);
	out->lamp = lamps[out->state];
	out->lateness = latenesses[out->state];
	against = out->state == DUTY_LATE || out->state == DUTY_MADE_UP ? in->done : today;
	if (duty_state_open(out->state) || against == in->done)
		out->days = (int)(against > in->due ? against - in->due : in->due - against);
	if (out->state == DUTY_DONE)
		out->days = 0;
}

static const struct { const char *name, *text; } states[DUTY_STATES] = {
	[DUTY_PENDING] = { "PENDING", N_("to be done") },
	[DUTY_SOON] = { "SOON", N_("due soon") },
	[DUTY_TODAY] = { "TODAY", N_("due today") },
	[DUTY_OVERDUE] = { "OVERDUE", N_("overdue") },
	[DUTY_MISSED] = { "MISSED", N_("missed") },
	[DUTY_DONE] = { "DONE", N_("done") },
	[DUTY_LATE] = { "LATE", N_("done late") },
	[DUTY_MADE_UP] = { "MADE_UP", N_("done late") },
	[DUTY_WAIVED] = { "WAIVED", N_("waived") },
	[DUTY_UNTOLD] = { "UNTOLD", N_("not known since when") },
};

const char *
duty_state_name(enum duty_state state)
{
	return states[state].name;
}

const char *
duty_state_text(enum duty_state state)
{
	return states[state].text;
}

bool
duty_state_open(enum duty_state state)
{
	return state <= DUTY_MISSED;
}

/* ---- checklists ------------------------------------------------------------- */

enum period_unit
checklist_unit(const char *every)
{
	return strcmp(every, "MONTH") == 0 ? PERIOD_MONTH : strcmp(every, "YEAR") == 0 ? PERIOD_YEAR : PERIOD_ONCE;
}

bool
checklist_plan(const char *every, int due_day, int32_t from, int32_t to, struct duty_plan *out)
{
	enum period_unit unit = checklist_unit(every);

	*out = (struct duty_plan){
		.rule = unit == PERIOD_YEAR ? DUTY_YEARLY : due_day > 0 ? DUTY_MONTHLY : DUTY_MONTH_END,
		.day = unit == PERIOD_YEAR ? 0 : due_day, .month_offset = unit == PERIOD_MONTH && due_day > 0,
		.date = CIVIL_NONE, .from = from, .to = to };
	return unit != PERIOD_ONCE;
}

int32_t
checklist_due(enum period_unit unit, int n, int due_day, int32_t valid_to)
{
	int32_t last = period_last(unit, n);

	if (unit == PERIOD_MONTH && due_day > 0)
		return day_of_month(n + 1, due_day);
	if (unit == PERIOD_MONTH || valid_to == CIVIL_NONE)
		return last;
	return last == CIVIL_NONE || valid_to < last ? valid_to : last;
}

bool
marks_ok(const char *marks, int items)
{
	return (int)strlen(marks) == items && (int)strspn(marks, "012-") == items;
}

void
marks_none(char *out, int items)
{
	items = within(items, 0, CHECK_ITEMS_MAX);
	memset(out, '-', (size_t)items);
	out[items] = '\0';
}

int
marks_cell(const char *marks, int item)
{
	return item >= 0 && (int)strlen(marks) > item && marks[item] >= '0' && marks[item] <= '2'
	       ? marks[item] - '0' : -1;
}

bool
marks_full(const char *marks, int items)
{
	return items > 0 && (int)strlen(marks) >= items && (int)strspn(marks, "2") >= items;
}

const char *
marks_text(int cell)
{
	return cell == 2 ? N_("Yes") : cell == 1 ? N_("partly") : cell == 0 ? N_("No") : N_("unseen");
}
