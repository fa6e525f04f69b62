/* What stands around the map: summary, reminders in three colours, back-schedule, ticker. */
#include "screens/map.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "screens/event_line.h"
#include "store/places.h"

static const char *
front_title(const struct map_model *m)
{
	return m->front == FRONT_ALL ? _("all fronts") : m->t.fronts[m->front].name;
}

/* ---- reminders --------------------------------------------------------------- */

static struct reminder *
remind(struct map_model *m, enum lamp lamp, const char *code)
{
	struct reminder *r = &m->reminders[m->reminder_count];

	if (m->reminder_count == REMINDERS_MAX)
		return NULL;
	m->reminder_count++;
	*r = (struct reminder){ .lamp = lamp };
	snprintf(r->code, sizeof r->code, "%s", code);
	return r;
}

#define SAY(member, ...) snprintf(member, sizeof member, __VA_ARGS__)

/* Indexes of the townships with the most of what `count` counts first; those with none are left out. */
static int
most_first(const struct map_model *m, int (*count)(const struct standing *), int *order, int max)
{
	int n = 0;

	for (int i = 0; i < m->t.count; i++) {
		int at = n < max ? n : max - 1;
		if (count(&m->t.list[i]) <= 0 || (n == max && count(&m->t.list[order[at]]) >= count(&m->t.list[i])))
			continue;
		for (; at > 0 && count(&m->t.list[order[at - 1]]) < count(&m->t.list[i]); at--)
			order[at] = order[at - 1];
		order[at] = i;
		n += n < max;
	}
	return n;
}

static int overdue_of(const struct standing *s) { return s->issues.overdue; }
static int due_soon_of(const struct standing *s) { return s->issues.due_soon; }
static int lag_of(const struct standing *s) { return s->all.tasks > 0 ? s->all.pace - s->all.bp[0] : 0; }

/* Overdue issues, most of them first, each with its oldest; then overdue tasks. */
static void
remind_red(struct map_model *m, struct store *st, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, overdue_of, order, most);

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct issue_row oldest;
		struct reminder *r;
		int days = m->t.today - s->issues.oldest;
		if (store_place_issues(st, s->code, m->t.today, &oldest, 1) != 1 || (r = remind(m, LAMP_RED, s->code)) == NULL)
			continue;
		SAY(r->text, _("%s %d overdue, oldest %d days: %s"), s->name, s->issues.overdue, days, oldest.title);
		SAY(r->brief, _("%s %d overdue, oldest %d days"), s->name, s->issues.overdue, days);
	}
	for (int i = 0; i < m->t.count; i++) {
		const struct standing *s = &m->t.list[i];
		struct reminder *r = s->all.overdue > 0 ? remind(m, LAMP_RED, s->code) : NULL;
		if (r == NULL)
			continue;
		SAY(r->text, _("%s %d tasks past their due day"), s->name, s->all.overdue);
		SAY(r->brief, _("%s %d tasks past their due day"), s->name, s->all.overdue);
	}
}

static void
remind_yellow(struct map_model *m, const struct env *env, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, lag_of, order, most);

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct forecast f;
		struct reminder *r;
		int lag = lag_of(s);
		char behind[64];
		if (lag < m->t.yard.rules->lag_yellow * 100 || (r = remind(m, LAMP_YELLOW, s->code)) == NULL)
			return;
		track_forecast(&s->zero, m->t.zero_day, m->t.today, env->cal, &f);
		SAY(behind, _("%s %d.%d points behind"), s->name, lag / 100, lag % 100 / 10);
		SAY(r->brief, "%s", behind);
		if (f.never)
			SAY(r->text, _("%s, at this pace never done"), behind);
		else if (f.late_workdays > 0)
			SAY(r->text, _("%s, at this pace %d workdays late"), behind, f.late_workdays);
		else
			SAY(r->text, "%s", behind);
	}
}

static void
remind_blue(struct map_model *m, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, due_soon_of, order, most);

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct reminder *r = remind(m, LAMP_BLUE, s->code);
		if (r == NULL)
			return;
		SAY(r->text, _("%s %d due within %d workdays"), s->name, s->issues.due_soon, m->t.yard.rules->due_soon_workdays);
		SAY(r->brief, _("%s %d due soon"), s->name, s->issues.due_soon);
	}
}

void
map_remind(struct map_model *m, struct store *st, const struct env *env)
{
	bool wide = env->h >= 40;
	struct reminder *r;

	m->reminder_count = 0;
	remind_red(m, st, wide ? 8 : 3);
	if (m->t.county.reports.missing > 0 && (r = remind(m, LAMP_RED, "")) != NULL) {
		SAY(r->text, _("%d supervision reports missing after the 10th"), m->t.county.reports.missing);
		SAY(r->brief, _("%d supervision reports missing after the 10th"), m->t.county.reports.missing);
	}
	remind_yellow(m, env, wide ? 6 : 3);
	remind_blue(m, wide ? 8 : 4);
}

static void
paint_reminder(const struct reminder *r, struct canvas *c, int y)
{
	int used = canvas_put(c, y, 0, 2, lamp_role(r->lamp), _(lamp_word(r->lamp)));

	canvas_put(c, y, used + 1, c->w - used - 1, PAINT_NORMAL, r->text);
}

/* As many as fit, a share for each colour, and the back-schedule below. */
void
map_paint_reminders(const struct map_model *m, struct canvas *c)
{
	static const enum lamp lamps[] = { LAMP_RED, LAMP_YELLOW, LAMP_BLUE };
	int room = c->h - 3, shown = 0, count[3] = { 0 }, take[3] = { 0 };

	for (int i = 0; i < m->reminder_count; i++)
		for (int k = 0; k < 3; k++)
			count[k] += m->reminders[i].lamp == lamps[k];
	while (shown < room && (take[0] < count[0] || take[1] < count[1] || take[2] < count[2]))
		for (int k = 0; k < 3 && shown < room; k++)
			if (take[k] < count[k]) {
				take[k]++;
				shown++;
			}
	shown = 0;
	for (int k = 0; k < 3; k++)
		for (int i = 0, taken = 0; i < m->reminder_count && taken < take[k]; i++)
			if (m->reminders[i].lamp == lamps[k]) {
				paint_reminder(&m->reminders[i], c, shown++);
				taken++;
			}
	if (m->reminder_count == 0)
		canvas_put(c, 0, 0, c->w, PAINT_DIM, _("nothing overdue, behind or due soon"));
	if (c->h >= 4)
		map_paint_forecast(m, c, c->h - 2);
}

/* One line: the first of each colour, then more red ones while they fit. */
void
map_paint_reminder_line(const struct map_model *m, struct canvas *c)
{
	static const enum lamp lamps[] = { LAMP_RED, LAMP_YELLOW, LAMP_BLUE };
	bool pick[REMINDERS_MAX] = { false };
	int room = c->w, x = 0;

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < m->reminder_count; i++)
			if (m->reminders[i].lamp == lamps[k]) {
				pick[i] = true;
				room -= text_width(m->reminders[i].brief) + 5;
				break;
			}
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < m->reminder_count; i++) {
			int need = text_width(m->reminders[i].brief) + 5;
			if (pick[i] || m->reminders[i].lamp != lamps[k] || need > room)
				continue;
			pick[i] = true;
			room -= need;
		}
	for (int i = 0; i < m->reminder_count && x < c->w - 8; i++) {
		const struct reminder *r = &m->reminders[i];
		if (!pick[i])
			continue;
		x += canvas_put(c, 0, x, 2, lamp_role(r->lamp), _(lamp_word(r->lamp))) + 1;
		x += canvas_put(c, 0, x, c->w - x, PAINT_NORMAL, r->brief) + 2;
	}
	if (m->reminder_count == 0)
		canvas_put(c, 0, 0, c->w, PAINT_DIM, _("nothing overdue, behind or due soon"));
}

/* ---- back-schedule ------------------------------------------------------------ */

static int
put_forecast(struct canvas *c, int y, int x, const char *name, const struct forecast *f)
{
	int from = x;

	if (f->needed_centi == 0)
		return canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("%s all done"), name);
	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "%s ", name);
	if (f->needed_centi > 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("needs +%d.%02d has "), f->needed_centi / 100, f->needed_centi % 100);
	if (f->actual_centi >= 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "+%d.%02d ", f->actual_centi / 100, f->actual_centi % 100);
	else
		x += canvas_put(c, y, x, c->w - x, PAINT_DIM, _("unknown "));
	if (f->never)
		x += canvas_put(c, y, x, c->w - x, PAINT_LAMP_RED, _("never ends"));
	else if (f->late_workdays > 0)
		x += canvas_putf(c, y, x, c->w - x, f->late_workdays > 5 ? PAINT_LAMP_RED : PAINT_LAMP_YELLOW, _("%d days late"), f->late_workdays);
	else if (f->ends != CIVIL_NONE)
		x += canvas_put(c, y, x, c->w - x, PAINT_LAMP_GREEN, _("in time"));
	return x - from;
}

void
map_paint_forecast(const struct map_model *m, struct canvas *c, int y)
{
	int from = canvas_put(c, y, 0, c->w, PAINT_SECTION, _("Backwards, per workday ")), x = from;

	x += put_forecast(c, y, x, _("county"), &m->forecast) + 2;
	if (m->worst < 0)
		return;
	if (c->h > y + 1)
		put_forecast(c, y + 1, from, m->t.list[m->worst].name, &m->worst_forecast);
	else if (x < c->w - 20)
		put_forecast(c, y, x, m->t.list[m->worst].name, &m->worst_forecast);
}

/* ---- summary ------------------------------------------------------------------ */

static void
put_lamps(const struct map_model *m, struct canvas *c, int y, int right)
{
	static const enum lamp lamps[] = { LAMP_MAGENTA, LAMP_RED, LAMP_YELLOW, LAMP_GREEN, LAMP_BLUE, LAMP_GREY };
	int x = right;

	for (int k = 5; k >= 0; k--) {
		char text[24];
		if (m->lamps[lamps[k]] == 0)
			continue;
		snprintf(text, sizeof text, "%s%d", _(lamp_word(lamps[k])), m->lamps[lamps[k]]);
		x -= text_width(text);
		canvas_put(c, y, x, text_width(text), lamp_role(lamps[k]), text);
		x--;
	}
}

static int
put_value(const struct map_model *m, struct canvas *c, int y, int x)
{
	const struct reading *r = &m->county;
	int from = x, lag = r->pace - r->bp;

	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "%s ", _("county"));
	x += canvas_put(c, y, x, c->w - x, PAINT_TITLE, bp_text(r->bp).text);
	if (r->whole > 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_DIM, " %ld/%ld", r->part, r->whole);
	if (r->bp < 0 || r->pace < 0)
		return x - from;
	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "  %s ", m->metric == METRIC_INSTANT || m->metric == METRIC_REPORTS ? _("target") : _("pace"));
	x += canvas_put(c, y, x, c->w - x, PAINT_PACE, bp_text(r->pace).text);
	if (lag > 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_WARN, _("  behind %d.%d"), lag / 100, lag % 100 / 10);
	else
		x += canvas_putf(c, y, x, c->w - x, PAINT_OK, _("  ahead %d.%d"), -lag / 100, -lag % 100 / 10);
	return x - from;
}

static int
put_metric(const struct map_model *m, struct canvas *c, int y, int x)
{
	int from = x;

	x += canvas_put(c, y, x, c->w - x, PAINT_SECTION, metric_title(m->metric));
	x += canvas_put(c, y, x, c->w - x, PAINT_KEY, " m");
	if (m->metric == METRIC_PROGRESS) {
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "  %s", front_title(m));
		x += canvas_put(c, y, x, c->w - x, PAINT_KEY, " F");
	}
	return x - from;
}

static int
put_countdown(const struct map_model *m, const struct env *env, struct canvas *c, int y, int x)
{
	int from = x, days = m->t.zero_day - m->t.today;

	if (m->t.zero_day == CIVIL_NONE)
		return 0;
	if (days >= 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_TITLE, _("to clear-to-zero %d days, %d workdays"), days,
		                 workdays_between(env->cal, m->t.today, m->t.zero_day));
	else
		x += canvas_putf(c, y, x, c->w - x, PAINT_WARN, _("clear-to-zero day passed %d days ago"), -days);
	return x - from;
}

static int
put_issues(const struct map_model *m, struct canvas *c, int y, int x)
{
	int from = x;

	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("issues open %d "), m->t.county.issues.open);
	x += canvas_putf(c, y, x, c->w - x, m->t.county.issues.overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, _("%d overdue"), m->t.county.issues.overdue);
	return x - from;
}

void
map_paint_summary(const struct map_model *m, const struct env *env, struct canvas *c)
{
	int x = put_metric(m, c, 0, 1) + 3, y = c->h > 1 ? 1 : 0;

	x += put_value(m, c, 0, x) + 3;
	put_lamps(m, c, 0, c->w - 1);
	if (y == 1)
		x = 1;
	x += put_countdown(m, env, c, y, x) + 3;
	x += put_issues(m, c, y, x) + 3;
	if (m->t.county.pending > 0)
		canvas_putf(c, y, x, c->w - x, PAINT_PENDING, _("~ %d queued"), m->t.county.pending);
}

/* ---- ticker ------------------------------------------------------------------- */

void
map_paint_ticker(const struct map_model *m, struct canvas *c)
{
	int columns = c->h == 1 ? 1 : c->w >= 180 ? 3 : 2, each = c->w / columns, n = 0;

	if (c->h == 1) {
		int x = canvas_put(c, 0, 0, c->w, PAINT_SECTION, _("News "));
		for (; n < m->event_count && x < c->w - 16; n++)
			x += event_paint(c, 0, x, c->w - x > 36 && x < 10 ? 36 : c->w - x, &m->events[n], m->t.today) + 2;
	} else {
		for (; n < m->event_count && n < c->h * columns; n++)
			event_paint(c, n % c->h, n / c->h * each + 1, each - 2, &m->events[n], m->t.today);
	}
	if (m->event_count == 0)
		canvas_put(c, 0, 1, c->w, PAINT_DIM, _("no events yet"));
}
