/* What stands around the map: summary, reminders in three colours, back-schedule, ticker. */
#include "screens/map.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "store/places.h"

/* ---- small texts ------------------------------------------------------------- */

struct figure
bp_text(int bp)
{
	struct figure f;

	if (bp < 0)
		snprintf(f.text, sizeof f.text, "-");
	else if (bp >= 10000)
		snprintf(f.text, sizeof f.text, "%d%%", bp / 100);
	else
		snprintf(f.text, sizeof f.text, "%d.%d%%", bp / 100, bp % 100 / 10);
	return f;
}

struct figure
change_text(int bp)
{
	struct figure f = { "" };
	int size = bp < 0 ? -bp : bp;

	if (bp != READING_NO_CHANGE)
		snprintf(f.text, sizeof f.text, "%c%d.%d", bp < 0 ? '-' : '+', size / 100, size % 100 / 10);
	return f;
}

enum paint_role
lamp_role(enum lamp lamp)
{
	return PAINT_LAMP_GREY + (enum paint_role)lamp;
}

static const char *
front_title(const struct map_model *m)
{
	return m->front == FRONT_ALL ? _("all fronts") : m->t.fronts[m->front].name;
}

/* ---- reminders --------------------------------------------------------------- */

static void remind(struct map_model *m, enum lamp lamp, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

static void
remind(struct map_model *m, enum lamp lamp, const char *code, const char *fmt, ...)
{
	struct reminder *r = &m->reminders[m->reminder_count];
	va_list ap;

	if (m->reminder_count == REMINDERS_MAX)
		return;
	r->lamp = lamp;
	snprintf(r->code, sizeof r->code, "%s", code);
	va_start(ap, fmt);
	vsnprintf(r->text, sizeof r->text, fmt, ap);
	va_end(ap);
	m->reminder_count++;
}

/* Overdue issues, most of them first, each with its oldest; then overdue tasks. */
static void
remind_red(struct map_model *m, struct store *st, int most)
{
	int order[64], n = 0;

	for (int i = 0; i < m->t.count && n < 64; i++) {
		int at = n;
		if (m->t.list[i].issues.overdue == 0)
			continue;
		for (; at > 0 && m->t.list[order[at - 1]].issues.overdue < m->t.list[i].issues.overdue; at--)
			order[at] = order[at - 1];
		order[at] = i;
		n++;
	}
	for (int i = 0; i < n && i < most; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct issue_row oldest;
		if (store_place_issues(st, s->code, m->t.today, &oldest, 1) == 1)
			remind(m, LAMP_RED, s->code, _("%s %d overdue, oldest %d days: %s"), s->name, s->issues.overdue,
			       m->t.today - s->issues.oldest, oldest.title);
	}
	for (int i = 0; i < m->t.count; i++)
		if (m->t.list[i].all.overdue > 0)
			remind(m, LAMP_RED, m->t.list[i].code, _("%s %d tasks past their due day"), m->t.list[i].name, m->t.list[i].all.overdue);
}

static void
remind_yellow(struct map_model *m, const struct env *env, int most)
{
	int left = most;

	for (int i = m->t.count - 1; i >= 0 && left > 0; i--) {
		const struct standing *s = NULL;
		struct forecast f;
		int lag;
		for (int k = 0; k < m->t.count; k++)
			if (m->rank[k] == i + 1)
				s = &m->t.list[k];
		if (s == NULL || (lag = s->all.pace - s->all.bp[0]) < m->t.yard.rules->lag_yellow * 100)
			continue;
		left--;
		track_forecast(&s->zero, m->t.zero_day, m->t.today, env->cal, &f);
		if (f.never)
			remind(m, LAMP_YELLOW, s->code, _("%s %d.%d points behind, at this pace never done"), s->name, lag / 100, lag % 100 / 10);
		else if (f.late_workdays > 0)
			remind(m, LAMP_YELLOW, s->code, _("%s %d.%d points behind, at this pace %d workdays late"), s->name, lag / 100,
			       lag % 100 / 10, f.late_workdays);
		else
			remind(m, LAMP_YELLOW, s->code, _("%s %d.%d points behind the pace"), s->name, lag / 100, lag % 100 / 10);
	}
}

static void
remind_blue(struct map_model *m, int most)
{
	int left = most;

	for (int i = 0; i < m->t.count && left > 0; i++) {
		const struct standing *s = &m->t.list[m->order[i]];
		if (s->issues.due_soon == 0)
			continue;
		left--;
		remind(m, LAMP_BLUE, s->code, _("%s %d due within %d workdays"), s->name, s->issues.due_soon, m->t.yard.rules->due_soon_workdays);
	}
}

void
map_remind(struct map_model *m, struct store *st, const struct env *env)
{
	bool wide = env->h >= 40;

	m->reminder_count = 0;
	remind_red(m, st, wide ? 8 : 3);
	if (m->t.county.reports.missing > 0)
		remind(m, LAMP_RED, "", _("%d supervision reports missing after the 10th"), m->t.county.reports.missing);
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

/* One of each colour on one line. */
void
map_paint_reminder_line(const struct map_model *m, struct canvas *c)
{
	static const enum lamp lamps[] = { LAMP_RED, LAMP_YELLOW, LAMP_BLUE };
	const struct reminder *pick[3] = { NULL };
	int x = 0, left = 0;

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < m->reminder_count && pick[k] == NULL; i++)
			if (m->reminders[i].lamp == lamps[k])
				pick[k] = &m->reminders[i];
	for (int k = 0; k < 3; k++)
		left += pick[k] != NULL;
	for (int k = 2; k >= 1; k--)           /* the short ones keep their length, red takes the rest */
		if (pick[k] != NULL)
			x += text_width(pick[k]->text) + 5;
	if (left == 0)
		canvas_put(c, 0, 0, c->w, PAINT_DIM, _("nothing overdue, behind or due soon"));
	int red = c->w - x - 4 > 30 ? c->w - x - 4 : 30;
	x = 0;
	for (int k = 0; k < 3; k++) {
		if (pick[k] == NULL || x >= c->w - 6)
			continue;
		x += canvas_put(c, 0, x, 2, lamp_role(pick[k]->lamp), _(lamp_word(pick[k]->lamp))) + 1;
		x += canvas_put(c, 0, x, k == 0 ? red : c->w - x, PAINT_NORMAL, pick[k]->text) + 2;
	}
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
		x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("needs +%d.%02d a workday, has "), f->needed_centi / 100, f->needed_centi % 100);
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

static const char *
worst_name(const struct map_model *m)
{
	for (int i = 0; i < m->t.count; i++)
		if (m->rank[i] == m->t.count)
			return m->t.list[i].name;
	return "";
}

void
map_paint_forecast(const struct map_model *m, struct canvas *c, int y)
{
	int x = canvas_put(c, y, 0, c->w, PAINT_SECTION, _("Backwards ")), second = c->h > y + 1;

	x += put_forecast(c, y, x, m->t.county.name, &m->forecast) + 2;
	if (second)
		put_forecast(c, y + 1, text_width(_("Backwards ")), worst_name(m), &m->worst_forecast);
	else if (x < c->w - 20)
		put_forecast(c, y, x, worst_name(m), &m->worst_forecast);
}

/* ---- summary ------------------------------------------------------------------ */

static int
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
	return right - x;
}

static int
put_value(const struct map_model *m, struct canvas *c, int y, int x)
{
	const struct reading *r = &m->county;
	int from = x, lag = r->pace - r->bp;

	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "%s ", m->t.county.name);
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

	x += canvas_put(c, y, x, c->w - x, PAINT_SECTION, map_metric_title(m->metric));
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
	x += canvas_putf(c, y, x, c->w - x, m->t.county.issues.overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, _("overdue %d"), m->t.county.issues.overdue);
	return x - from;
}

void
map_paint_summary(const struct map_model *m, const struct env *env, struct canvas *c)
{
	int x = put_metric(m, c, 0, 1) + 3, y = c->h > 1 ? 1 : 0, right;

	x += put_value(m, c, 0, x) + 3;
	right = put_lamps(m, c, 0, c->w - 1);
	if (y == 1)
		x = 1;
	x += put_countdown(m, env, c, y, x) + 3;
	x += put_issues(m, c, y, x) + 3;
	if (m->t.county.pending > 0)
		x += canvas_putf(c, y, x, c->w - x, PAINT_PENDING, _("~ %d queued"), m->t.county.pending) + 3;
	if (m->t.sample && x + text_width(_("sample data")) < c->w - (y == 0 ? right + 1 : 1))
		canvas_put(c, y, y == 1 ? c->w - 1 - text_width(_("sample data")) : x, c->w, PAINT_SAMPLE, _("sample data"));
}

/* ---- ticker ------------------------------------------------------------------- */

static const char *
event_title(const struct event_row *e)
{
	int kind = record_kind_find(e->object_kind);
	const struct verb_def *verb = kind >= 0 ? flow_verb_find((enum kind)kind, e->verb) : NULL;

	return verb != NULL ? _(verb->title) : e->verb;
}

static int
put_event(const struct map_model *m, const struct event_row *e, struct canvas *c, int y, int x, int w)
{
	char when[16], today[11], text[400];

	civil_format(m->t.today, today);
	/* The hour for today, else the day. */
	if (strncmp(e->at, today, 10) == 0)
		snprintf(when, sizeof when, "%.5s", e->at + 11);
	else
		snprintf(when, sizeof when, "%.5s", e->at + 5);
	snprintf(text, sizeof text, "%s %s %s %s", e->place, event_title(e), e->object, e->title);
	canvas_put(c, y, x, 5, PAINT_DIM, when);
	return 6 + canvas_put(c, y, x + 6, w - 6, PAINT_NORMAL, text);
}

void
map_paint_ticker(const struct map_model *m, struct canvas *c)
{
	int columns = c->h == 1 ? 1 : c->w >= 180 ? 3 : 2, each = c->w / columns, n = 0;

	if (c->h == 1) {
		int x = canvas_put(c, 0, 0, c->w, PAINT_SECTION, _("Events "));
		for (; n < m->event_count && x < c->w - 16; n++)
			x += put_event(m, &m->events[n], c, 0, x, c->w - x > 36 && x < 10 ? 36 : c->w - x) + 2;
	} else {
		for (; n < m->event_count && n < c->h * columns; n++)
			put_event(m, &m->events[n], c, n % c->h, n / c->h * each + 1, each - 2);
	}
	if (m->event_count == 0)
		canvas_put(c, 0, 1, c->w, PAINT_DIM, _("no events yet"));
}
