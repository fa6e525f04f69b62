/* What stands around the map: reminders of three kinds, back-schedule, ticker. */
#include "screens/figures/map.h"

#include "model/room/civil.h"
#include "screens/work/event_line.h"
#include "store/read/places.h"

/* ---- reminders --------------------------------------------------------------- */

static struct reminder *
remind(struct map_model *m, enum reminder_kind kind, const char *code)
{
	struct reminder *r = &m->reminders[m->reminder_count];

	if (m->reminder_count == REMINDERS_MAX)
		return NULL;
	m->reminder_count++;
	*r = (struct reminder){ .kind = kind, .word = _("behind") };
	snprintf(r->code, sizeof r->code, "%s", code);
	return r;
}

#define SAY(member, ...) snprintf(member, sizeof member, __VA_ARGS__)

/* Indexes of the townships with the most of what `count` counts first; those with less than `least` are left out,
 * and all others counted in the total. */
static int
most_first(struct map_model *m, int (*count)(const struct standing *), int least, int *order, int max)
{
	int n = 0;

	for (int i = 0; i < m->t.count; i++) {
		int at = n < max ? n : max - 1;
		if (count(&m->t.list[i]) < least)
			continue;
		m->reminder_total++;
		if (n == max && count(&m->t.list[order[at]]) >= count(&m->t.list[i]))
			continue;
		for (; at > 0 && count(&m->t.list[order[at - 1]]) < count(&m->t.list[i]); at--)
			order[at] = order[at - 1];
		order[at] = i;
		n += n < max;
	}
	return n;
}

static int overdue_of(const struct standing *s) { return s->issues.overdue; }
static int overdue_tasks_of(const struct standing *s) { return s->all.overdue; }
static int due_soon_of(const struct standing *s) { return s->issues.due_soon; }
static int lag_of(const struct standing *s) { return s->all.tasks > 0 ? shown_gap(s->all.pace, s->all.bp[0]) : 0; }

/* So many of a page, of one township. */
static struct reminder *
remind_place(struct map_model *m, int i, enum screen_id page, const char *name, long n, const char *condition)
{
	struct reminder *r = remind(m, REMIND_OVERDUE, m->t.list[i].code);
	char more[64];

	if (r == NULL)
		return NULL;
	snprintf(more, sizeof more, "%s%s", condition, map_place_word(m, i));
	map_remind_total(r, page, name, n, more);
	return r;
}

/* Overdue issues, most of them first, each with its oldest; then overdue tasks. */
static void
remind_overdue(struct map_model *m, struct store *st, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, overdue_of, 1, order, most);
	struct reminder *r;

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct issue_row oldest;
		int days = m->t.today - s->issues.oldest;
		if (store_place_issues(st, s->code, m->t.today, &oldest, 1) != 1 ||
		    (r = remind_place(m, order[i], SCREEN_ISSUES, "OVERDUE", s->issues.overdue, "乡镇:")) == NULL)
			continue;
		SAY(r->text, _("%s %d issues, oldest %d days: %s"), s->name, s->issues.overdue, days, oldest.title);
		SAY(r->brief, _("%s %d, oldest %d days"), s->name, s->issues.overdue, days);
	}
	n = most_first(m, overdue_tasks_of, 1, order, most);
	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		if ((r = remind_place(m, order[i], SCREEN_TASKS, "OVERDUE", s->all.overdue, "division=")) == NULL)
			return;
		SAY(r->text, _("%s %d tasks"), s->name, s->all.overdue);
		SAY(r->brief, _("%s %d tasks"), s->name, s->all.overdue);
	}
}

/* What waits on the other pages; issues and tasks are told by township. */
static void
remind_board(struct map_model *m)
{
	for (int i = 0; i < map_total_count; i++) {
		const struct map_total *t = &map_totals[i];
		char page[64];
		struct reminder *r;
		long n;
		if (t->page == SCREEN_ISSUES || t->page == SCREEN_TASKS ||
		    board_total(&m->board, t->page, t->name, &n) == NULL || n == 0)
			continue;
		m->reminder_total++;
		if ((r = remind(m, REMIND_OVERDUE, "")) == NULL)
			continue;
		map_remind_total(r, t->page, t->name, n, "");
		SAY(r->text, "%s %ld", map_page_name(t->page, page, sizeof page), n);
		SAY(r->brief, "%.63s", r->text);
	}
}

static void
remind_behind(struct map_model *m, const struct env *env, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, lag_of, m->t.yard.rules->lag_yellow * 100, order, most);

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct forecast f;
		struct reminder *r = remind(m, REMIND_BEHIND, s->code);
		char behind[64];
		if (r == NULL)
			return;
		standing_forecast(s, FRONT_ALL, m->t.zero_day, m->t.today, env->cal, &f);
		SAY(behind, _("%s %s points"), s->name, points_of(lag_of(s)).text);
		SAY(r->brief, "%s", behind);
		if (f.never)
			SAY(r->text, _("%s, at this pace never done"), behind);
		else if (f.late_workdays > 0)
			SAY(r->text, _("%s, at this pace %d workdays overdue"), behind, f.late_workdays);
		else
			SAY(r->text, "%s", behind);
	}
}

static void
remind_soon(struct map_model *m, int most)
{
	int order[REMINDERS_MAX], n = most_first(m, due_soon_of, 1, order, most);

	for (int i = 0; i < n; i++) {
		const struct standing *s = &m->t.list[order[i]];
		struct reminder *r = remind_place(m, order[i], SCREEN_ISSUES, "DUE_SOON", s->issues.due_soon, "乡镇:");
		if (r == NULL)
			return;
		SAY(r->text, _("%s %d issues within %d workdays"), s->name, s->issues.due_soon,
		    m->t.yard.rules->due_soon_workdays);
		SAY(r->brief, _("%s %d issues"), s->name, s->issues.due_soon);
	}
}

void
map_remind(struct map_model *m, struct store *st, const struct env *env)
{
	bool wide = env->h >= 40;

	m->reminder_count = m->reminder_total = 0;
	remind_overdue(m, st, wide ? 8 : 4);
	remind_board(m);
	remind_behind(m, env, wide ? 6 : 4);
	remind_soon(m, wide ? 8 : 4);
}

/* As a list paints them: due soon is yellow there too. */
static int
put_word(const struct reminder *r, struct canvas *c, int y, int x)
{
	return canvas_put(c, y, x, c->w - x, r->kind == REMIND_OVERDUE ? PAINT_LAMP_RED : PAINT_LAMP_YELLOW, r->word);
}

static void
count_kinds(const struct map_model *m, int count[REMIND_KINDS])
{
	for (int k = 0; k < REMIND_KINDS; k++)
		count[k] = 0;
	for (int i = 0; i < m->reminder_count; i++)
		count[m->reminders[i].kind]++;
}

/* As many as fit, a share for each kind, how many more there are, and the back-schedule below. */
void
map_paint_reminders(const struct map_model *m, const struct env *env, struct canvas *c)
{
	int room = c->h - 4, shown = 0, count[REMIND_KINDS], take[REMIND_KINDS] = { 0 };

	count_kinds(m, count);
	if (m->reminder_total > room)
		room--;
	for (bool more = true; more && shown < room;) {
		more = false;
		for (int k = 0; k < REMIND_KINDS && shown < room; k++)
			if (take[k] < count[k]) {
				take[k]++;
				shown++;
				more = true;
			}
	}
	shown = 0;
	for (int i = 0; i < m->reminder_count; i++) {
		const struct reminder *r = &m->reminders[i];
		if (take[r->kind]-- <= 0)
			continue;
		int x = put_word(r, c, shown, 0) + 1;
		canvas_put(c, shown++, x, c->w - x, PAINT_NORMAL, r->text);
	}
	if (shown < m->reminder_total && shown < c->h - 3)
		canvas_putf(c, shown, 0, c->w, PAINT_DIM, _("%d more: Tab"), m->reminder_total - shown);
	if (m->reminder_count == 0)
		canvas_put(c, 0, 0, c->w, PAINT_DIM, _("nothing overdue, behind or due soon"));
	if (c->h >= 5)
		map_paint_forecast(m, env, c, c->h - 3);
}

static int
brief_width(const struct reminder *r)
{
	return text_width(r->word) + 1 + text_width(r->brief) + 2;
}

/* One line: the first of each kind, then more of the gravest while they fit, and how many are left out. */
void
map_paint_reminder_line(const struct map_model *m, struct canvas *c)
{
	bool pick[REMINDERS_MAX] = { false }, had[REMIND_KINDS] = { false };
	char more[48];
	int room = c->w + 2, x = 0, left = m->reminder_total;

	snprintf(more, sizeof more, _("%d more: Tab"), left);
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < m->reminder_count; i++) {
			const struct reminder *r = &m->reminders[i];
			int needs = brief_width(r) + (left > 1 ? text_width(more) + 2 : 0);
			if (pick[i] || (pass == 0 && had[r->kind]) || needs > room)
				continue;
			pick[i] = had[r->kind] = true;
			room -= brief_width(r);
			left--;
		}
	snprintf(more, sizeof more, _("%d more: Tab"), left);
	for (int i = 0; i < m->reminder_count; i++) {
		const struct reminder *r = &m->reminders[i];
		if (!pick[i])
			continue;
		x += put_word(r, c, 0, x) + 1;
		x += canvas_put(c, 0, x, c->w - x, PAINT_NORMAL, r->brief) + 2;
	}
	if (left > 0 && x + text_width(more) <= c->w)
		canvas_put(c, 0, x, text_width(more), PAINT_DIM, more);
	if (m->reminder_count == 0)
		canvas_put(c, 0, 0, c->w, PAINT_DIM, _("nothing overdue, behind or due soon"));
}

/* ---- back-schedule ------------------------------------------------------------ */

static int
put_end(struct canvas *c, int y, int x, const struct forecast *f)
{
	if (f->never)
		return canvas_put(c, y, x, c->w - x, PAINT_LAMP_RED, _("never ends"));
	if (f->late_workdays > 0)
		return canvas_putf(c, y, x, c->w - x, f->late_workdays > 5 ? PAINT_LAMP_RED : PAINT_LAMP_YELLOW,
		                   _("%d workdays overdue"), f->late_workdays);
	return f->ends != CIVIL_NONE ? canvas_put(c, y, x, c->w - x, PAINT_LAMP_GREEN, _("in time")) : 0;
}

static int
put_forecast(struct canvas *c, int y, int x, const char *name, const struct forecast *f)
{
	int from = x;

	if (f->need == 0)
		return canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, _("%s all done"), name);
	x += canvas_putf(c, y, x, c->w - x, PAINT_NORMAL, "%s ", name);
	x += forecast_rates(c, y, x, f);
	x += canvas_put(c, y, x, c->w - x, PAINT_DIM,
	                f->known ? _("points/workday ") : _("points/workday, pace unknown "));
	return x + put_end(c, y, x, f) - from;
}

/* On one row: the county and the set of tasks it is worked out from; then how late the worst township is. */
static void
forecast_row(const struct map_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct standing *worst = m->worst >= 0 ? &m->t.list[m->worst] : NULL;
	int x = canvas_put(c, y, 0, c->w, PAINT_SECTION, _("Plan "));
	char basis[96];

	x += put_forecast(c, y, x, env_whole(env), &m->forecast);
	basis_text(&m->t.county, map_front(m), basis, sizeof basis);
	if (m->forecast.need != 0 && x + 1 + text_width(basis) <= c->w)
		x += 1 + canvas_put(c, y, x + 1, c->w, PAINT_DIM, basis);
	if (worst == NULL || m->worst_forecast.need == 0 ||
	    x + 2 + text_width(worst->name) + text_width(_("%d workdays overdue")) + 1 > c->w)
		return;
	x += 2 + canvas_put(c, y, x + 2, c->w, PAINT_NORMAL, worst->name);
	put_end(c, y, x, &m->worst_forecast);
}

/* One row, or three: the set, the county, the worst township. */
void
map_paint_forecast(const struct map_model *m, const struct env *env, struct canvas *c, int y)
{
	int x;
	char basis[96];

	if (c->h < y + 3) {
		forecast_row(m, env, c, y);
		return;
	}
	x = canvas_put(c, y, 0, c->w, PAINT_SECTION, _("Plan "));
	basis_text(&m->t.county, map_front(m), basis, sizeof basis);
	x += canvas_put(c, y, x, c->w - x, PAINT_DIM, basis);
	if (standing_by_zero(&m->t.county, map_front(m)))
		canvas_putf(c, y, x, c->w - x, PAINT_DIM, _(", all %s"),
		            bp_text((map_front(m) == FRONT_ALL ? &m->t.county.all
		                     : &m->t.county.fronts[map_front(m)])->bp[0]).text);
	put_forecast(c, y + 1, 0, env_whole(env), &m->forecast);
	if (m->worst >= 0)
		put_forecast(c, y + 2, 0, m->t.list[m->worst].name, &m->worst_forecast);
}

/* ---- ticker ------------------------------------------------------------------- */

void
map_paint_ticker(const struct map_model *m, struct canvas *c)
{
	int columns = c->h == 1 ? 1 : c->w >= 180 ? 3 : 2, each = c->w / columns, n = 0;

	if (c->h == 1) {
		int x = m->events_today > 0 ? canvas_putf(c, 0, 0, c->w, PAINT_SECTION, _("%d today "), m->events_today)
		                            : canvas_put(c, 0, 0, c->w, PAINT_SECTION, _("News "));
		for (; n < m->event_count && x < c->w - 16; n++)
			x += event_paint(c, 0, x, c->w - x > 36 && x < 10 ? 36 : c->w - x, &m->events[n],
			                 m->t.today) + 2;
	} else {
		for (; n < m->event_count && n < c->h * columns; n++)
			event_paint(c, n % c->h, n / c->h * each + 1, each - 2, &m->events[n], m->t.today);
	}
	if (m->event_count == 0)
		canvas_put(c, 0, 1, c->w, PAINT_DIM, _("no events yet"));
}
