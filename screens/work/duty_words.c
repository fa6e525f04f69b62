#include "screens/kit/lineage.h"
#include "screens/work/duty_words.h"

#include "screens/work/tasks.h"

static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };

void
weekday_text(int32_t day, int32_t today, char out[32])
{
	char date[12];

	day_text(day, today, date);
	snprintf(out, 32, "%s%s", date, day != CIVIL_NONE ? _(weekdays[civil_weekday(day) - 1]) : "");
}

void
due_column_text(int32_t day, int32_t today, char out[32])
{
	int year, this_year, month, mday;

	if (day != CIVIL_NONE) {
		civil_split(day, &year, &month, &mday);
		civil_split(today, &this_year, &month, &mday);
	}
	if (day != CIVIL_NONE && year == this_year)
		weekday_text(day, today, out);
	else
		day_text(day, today, out);
}

/* ---- when ------------------------------------------------------------------------ */

static void
monthly_text(const struct duty_plan *p, bool exact, char *out, size_t size)
{
	if (p->rule == DUTY_MONTH_END || p->day == 0)
		snprintf(out, size, p->month_offset > 0 ? _("by the end of the next month")
		                                        : _("by the end of each month"));
	else if (p->month_offset > 0)
		snprintf(out, size, exact ? _("on day %d of the next month") : _("by day %d of the next month"),
		         p->day);
	else
		snprintf(out, size, exact ? _("on day %d of each month") : _("by day %d of each month"), p->day);
}

static void
yearly_text(const struct duty_plan *p, char *out, size_t size)
{
	char day[32];

	if (p->day > 0)
		snprintf(day, sizeof day, _("day %d"), p->day);
	else
		snprintf(day, sizeof day, "%s", _("its end"));
	if (p->rule == DUTY_QUARTERLY)
		snprintf(out, size, _("by %s of month %d of each quarter"), day, p->month > 0 ? p->month : 3);
	else
		snprintf(out, size, _("by %s of month %d of each year"), day, p->month > 0 ? p->month : 12);
}

void
duty_rule_text(const struct duty_plan *p, bool exact, char *out, size_t size)
{
	char day[11];

	*out = '\0';
	switch (p->rule) {
	case DUTY_WEEKLY:
		snprintf(out, size, _("each week by %s"), _(weekdays[(p->day >= 1 && p->day <= 7 ? p->day : 7) - 1]));
		break;
	case DUTY_MONTHLY: case DUTY_MONTH_END: monthly_text(p, exact, out, size); break;
	case DUTY_QUARTERLY: case DUTY_YEARLY: yearly_text(p, out, size); break;
	case DUTY_ONCE:
		civil_format(p->date, day);
		snprintf(out, size, exact ? _("once, on %s") : _("once, by %s"), day);
		break;
	case DUTY_EVENT:
		if (p->day == 0)
			snprintf(out, size, "%s", _("on the day of the event"));
		else
			snprintf(out, size, p->workdays ? _("within %d workdays of the event")
			                                : _("within %d days of the event"), p->day);
		break;
	case DUTY_RULES: break;
	}
}

enum paint_role
duty_standing_text(const struct duty_standing *s, char *out, size_t size)
{
	if (s->lateness != LATENESS_NONE)
		lateness_days_text(s->lateness, s->days, out, size);
	else if (s->state == DUTY_PENDING)
		snprintf(out, size, _("in %dd"), s->days);
	else
		snprintf(out, size, "%s", _(duty_state_text(s->state)));
	return s->lateness == LATENESS_MADE_UP ? PAINT_WARN : lamp_role(s->lamp);
}

void
duty_day_text(const struct duty_run_row *r, const struct env *env, char *out, size_t size)
{
	const struct duty_standing *s = &r->standing;
	char due[32], warn[32], done[32];

	weekday_text(r->due, env->today, due);
	weekday_text(s->warn, env->today, warn);
	weekday_text(r->done, env->today, done);
	if (!duty_state_open(s->state)) {
		if (s->state == DUTY_WAIVED)
			snprintf(out, size, _("due %s, waived"), due);
		else if (s->state == DUTY_UNTOLD)
			snprintf(out, size, _("due %s, how it stood is not known"), due);
		else
			snprintf(out, size, s->days > 0 ? _("due %s, done %s: done late by %d days")
			                                : _("due %s, done %s"), due, done, s->days);
	} else if (env->today > r->due) {
		weekday_text(s->missed, env->today, warn);
		snprintf(out, size, s->state == DUTY_MISSED ? _("due %s, missed since %s")
		                                            : _("due %s, missed from %s on"), due, warn);
	} else if (env->today == r->due) {
		snprintf(out, size, s->warn == r->due ? _("due today, %s") : _("due today, %s, a day off"), due);
	} else if (s->warn == r->due) {
		snprintf(out, size, _("due %s, a workday; days left: %d, workdays: %d"), due, s->days,
		         workdays_between(env->cal, env->today, r->due));
	} else if (env->today > s->warn) {
		snprintf(out, size, _("due %s, a day off; the last workday was %s"), due, warn);
	} else {
		snprintf(out, size, _("due %s, a day off: the last workday is %s, days left: %d"), due, warn,
		         (int)(s->warn - env->today));
	}
}

void
duty_lineage(const struct duty_run_row *r, const struct env *env, struct lineage *out)
{
	char day[256];

	duty_day_text(r, env, day, sizeof day);
	lineage_what(out, "%s  %s %s\n%s", r->name, r->place, r->period, day);
	lineage_means(out, "%s",
		_("a duty's day is the document's own: it is not shifted when it falls on a day off. People are "
		  "warned "
		  "on the last workday at or before it, by the statutory calendar with its made-up workdays "
		  "(calendar.csv), and three workdays ahead.\n\n"
		  "Not done after its day it is overdue; when the duty's workdays of grace are over it is missed; "
		  "done "
		  "after its day, in the grace or later, it is done late. "
		  "None of this is stored: it follows from the dates. Counted are runs, one for each place, "
		  "not the rows that bundle them."));
	lineage_no_share(out, _("days, not a rate"));
	lineage_from(out, _("the duty %s of the plan; the hub opens its runs, this period's and the next one's each "
			    "day, "
	                    "and those an event calls for with the event"), r->duty);
	lineage_record(out, KIND_DUTY_RUN, r->id);
}

/* ---- the month ------------------------------------------------------------------- */

static void
day_paint(const struct duty_board *b, const struct env *env, struct canvas *c, int y, int x, int32_t day)
{
	int i = (int)(day - b->first);
	bool off = !workday(env->cal, day), weekend = civil_weekday(day) > 5;
	enum paint_role role = day == env->today ? PAINT_SELECTED : off ? PAINT_DIM : PAINT_NORMAL;
	char text[16];

	snprintf(text, sizeof text, "%s%2d", day == env->today ? ">" : " ", i + 1);
	canvas_put(c, y, x, 3, role, text);
	if (off && !weekend)
		canvas_put(c, y, x + 3, 2, PAINT_DIM, _("hd"));
	else if (!off && weekend)
		canvas_put(c, y, x + 3, 2, PAINT_WARN, _("on"));
	if (b->days[i] != LAMP_COUNT)
		canvas_put(c, y, x + 5, 2, lamp_role(b->days[i]), _(lamp_word(b->days[i])));
}

void
duty_calendar_paint(const struct duty_board *b, const struct env *env, struct canvas *c, int y, int x)
{
	int at = civil_weekday(b->first) - 1;

	for (int d = 0; d < 7; d++)
		canvas_put(c, y, x + d * 7 + 1, 6, d < 5 ? PAINT_COLUMN_HEAD : PAINT_DIM, _(weekdays[d]));
	for (int32_t day = b->first; day <= b->last; day++, at++)
		day_paint(b, env, c, y + 1 + at / 7, x + at % 7 * 7, day);
}
