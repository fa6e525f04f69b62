/* One checklist, one period: subjects by items.  Cells are filled through the form of the step "mark". */

#include "screens/work/checklists.h"
#include "screens/work/duty_words.h"
#include "screens/work/item_list.h"
#include "screens/kit/lineage.h"
#include "screens/kit/match.h"
#include "screens/figures/standing_text.h"
#include "screens/work/tasks.h"
#include "store/read/checklists.h"

enum { STATE_W = 22, CELL_MIN = 7, CELL_MAX = 13 };

struct checklist_model {
	char id[64], period[PERIOD_TEXT];
	bool found, chosen;              /* chosen: `period` was asked for */
	struct checklist_page page;
	int  cursor, top, left;          /* left: first item shown */
	char cursor_mark[64];
};

/* ---- loading ----------------------------------------------------------------------- */

static int
shown(int h)
{
	return h - 5 > 1 ? h - 5 : 1;
}

static void
keep_in_sight(struct checklist_model *m, int rows)
{
	int last = m->page.count - 1;

	m->cursor = m->cursor > last ? (last < 0 ? 0 : last) : m->cursor;
	if (m->top > m->cursor)
		m->top = m->cursor;
	if (m->cursor >= m->top + rows)
		m->top = m->cursor - rows + 1;
	if (m->page.count > 0)
		snprintf(m->cursor_mark, sizeof m->cursor_mark, "%s", m->page.subjects[m->cursor].mark);
}

/* Opened on "ID" or "ID PERIOD". */
static void
take_argument(struct checklist_model *m, const char *arg)
{
	size_t n = strcspn(arg, " ");

	snprintf(m->id, sizeof m->id, "%.*s", (int)n, arg);
	snprintf(m->period, sizeof m->period, "%s", arg + n + (arg[n] == ' '));
	m->chosen = *m->period != '\0';
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct checklist_model *m = model;
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };
	int rc;

	if (*m->id == '\0')
		take_argument(m, env->arg);
	checklist_page_clear(&m->page);
	if ((rc = checklist_page(st, m->id, m->chosen ? m->period : NULL, &when, &m->page)) < 0)
		return -1;
	m->found = rc == 0;
	for (int i = 0; i < m->page.count; i++)
		if (strcmp(m->page.subjects[i].mark, m->cursor_mark) == 0)
			m->cursor = i;
	keep_in_sight(m, shown(env->h));
	return 0;
}

static void
unload(void *model)
{
	checklist_page_clear(&((struct checklist_model *)model)->page);
}

/* ---- acting ------------------------------------------------------------------------ */

static int
name_width(int w)
{
	return w >= 110 ? 28 : 14;
}

static int
cell_width(const struct checklist_model *m, int w)
{
	int n = m->page.head.items, width = n > 0 ? (w - name_width(w) - STATE_W - 2) / n : CELL_MAX;

	return width < CELL_MIN ? CELL_MIN : width > CELL_MAX ? CELL_MAX : width;
}

static int
cells_shown(const struct checklist_model *m, int w)
{
	int fit = (w - name_width(w) - STATE_W - 2) / cell_width(m, w);

	return fit < 1 ? 1 : fit > m->page.head.items ? m->page.head.items : fit;
}

static struct effect
other_period(struct checklist_model *m, const char *period)
{
	if (*period == '\0')
		return fx_text(FX_REFUSE, "%s", _("there is no such period"));
	snprintf(m->period, sizeof m->period, "%s", period);
	m->chosen = true;
	m->cursor_mark[0] = '\0';
	return fx(FX_LOAD);
}

/* More items than columns: Tab turns to the next ones. */
static struct effect
other_items(struct checklist_model *m, const struct env *env, int by)
{
	int n = m->page.head.items, fit = cells_shown(m, env->w);

	if (n <= fit)
		return fx_text(FX_SAY, "%s", _("all items are shown"));
	m->left += by * fit;
	m->left = m->left >= n ? 0 : m->left < 0 ? (n - 1) / fit * fit : m->left;
	return fx(FX_PAINT);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct checklist_model *m = model;
	int to = row_after(act, m->cursor, m->page.count, shown(env->h));

	if (!m->found)
		return fx(FX_NONE);
	if (act == ACT_NEXT_SIBLING || act == ACT_PREV_SIBLING)
		to = row_after(act == ACT_NEXT_SIBLING ? ACT_DOWN : ACT_UP, m->cursor, m->page.count, 1);
	if (to >= 0) {
		m->cursor = to;
		keep_in_sight(m, shown(env->h));
		return fx(FX_PAINT);
	}
	switch (act) {
	case ACT_LEFT:      return other_period(m, m->page.before);
	case ACT_RIGHT:     return other_period(m, m->page.after);
	case ACT_PANE:      return other_items(m, env, 1);
	case ACT_PANE_BACK: return other_items(m, env, -1);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "check_marks checklist=%s period=%s", m->id, m->page.head.period);
	case ACT_OPEN: case ACT_CLOSE:
		return m->page.count > 0 ? fx_verb("mark")
		                         : fx_text(FX_REFUSE, "%s", _("nobody is to be marked in this period"));
	case ACT_COPY:
		return m->page.count > 0
		       ? fx_text(FX_COPY, "%s %s %s", m->page.head.name, m->page.subjects[m->cursor].name,
		                 m->page.subjects[m->cursor].marks) : fx(FX_NONE);
	default: return fx(FX_NONE);
	}
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct checklist_model *m = model;

	(void)env;
	if (m->found)
		checklist_lineage(&m->page.head, m->page.count > 0 ? m->page.subjects[m->cursor].mark : "", out);
}

static void
targets(const void *model, struct targets *out)
{
	const struct checklist_model *m = model;

	targets_one(out, KIND_CHECK_MARK, m->page.count > 0 ? m->page.subjects[m->cursor].mark : NULL);
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct checklist_model *m = model;
	int count = m->page.count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		if (text_matches(m->page.subjects[i].name, needle)) {
			m->cursor = i;
			keep_in_sight(m, shown(env->h));
			return fx(FX_PAINT);
		}
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* ---- painting ---------------------------------------------------------------------- */

static enum paint_role
cell_role(int answer)
{
	return answer == 2 ? PAINT_OK : answer == 1 ? PAINT_WARN : answer == 0 ? PAINT_ERROR : PAINT_DIM;
}

static void
summary_paint(const struct checklist_model *m, const struct env *env, struct canvas *c)
{
	const struct checklist_row *r = &m->page.head;
	char due[32];
	int x = 1;
	struct reading beside = { .bp = ratio_bp(r->full, r->subjects), .pace = r->target };

	weekday_text(r->due, env->today, due);
	x += canvas_put(c, 0, x, 2, lamp_role(r->lamp), _(lamp_word(r->lamp))) + 1;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, "%s  %s%s%s", r->name, *m->page.before != '\0' ? "< " : "",
	                 r->period, *m->page.after != '\0' ? " >" : "") + 2;
	if (r->owed > 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_ERROR, "%s %d", lateness_word(LATENESS_OVERDUE), r->owed) + 2;
	canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("filled %d/%d  full %d (%s, target %s)  due %s"), r->filled,
	            r->subjects, r->full,
	                 reading_text(&beside).text, bp_text(r->target).text, due);
}

static void
heads_paint(const struct checklist_model *m, struct canvas *c, int y)
{
	int width = cell_width(m, c->w), n = cells_shown(m, c->w), x = name_width(c->w) + 1;

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 1, name_width(c->w) - 1, PAINT_COLUMN_HEAD, _("subject"));
	for (int i = m->left; i < m->page.head.items && i < m->left + n; i++, x += width)
		canvas_put(c, y, x, width - 1, PAINT_COLUMN_HEAD, m->page.items[i].name);
	canvas_put(c, y, x, c->w - x, PAINT_COLUMN_HEAD, _("state"));
}

static void
state_text(const struct check_subject *s, const struct env *env, char *out, size_t size)
{
	char day[32];

	if (s->marked != CIVIL_NONE) {
		day_text(s->marked, env->today, day);
		snprintf(out, size, _("filled %s %s"), day, s->marked_by);
		return;
	}
	weekday_text(s->due, env->today, day);
	if (s->owed)
		lateness_days_text(LATENESS_OVERDUE, (int)(env->today - s->due), out, size);
	else
		snprintf(out, size, s->due != CIVIL_NONE ? _("to be filled by %s") : _("to be filled"), day);
}

static void
subject_paint(const struct checklist_model *m, const struct env *env, struct canvas *c, int y, int row)
{
	const struct check_subject *s = &m->page.subjects[row];
	int width = cell_width(m, c->w), n = cells_shown(m, c->w), x = name_width(c->w) + 1;
	bool here = row == m->cursor;
	enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
	char text[160];

	canvas_pad(c, y, 0, c->w, role, here ? ">" : *s->pending != '\0' ? "~" : " ");
	canvas_put(c, y, 1, name_width(c->w) - 1, role, s->name);
	for (int i = m->left; i < m->page.head.items && i < m->left + n; i++, x += width) {
		int answer = marks_cell(s->marks, i);
		canvas_put(c, y, x, width - 1, here ? role : cell_role(answer),
		           answer < 0 ? "-" : _(marks_text(answer)));
	}
	state_text(s, env, text, sizeof text);
	canvas_put(c, y, x, c->w - x,
	           here ? role : s->owed ? PAINT_ERROR : s->marked != CIVIL_NONE ? PAINT_NORMAL : PAINT_DIM, text);
	if (here)
		canvas_cursor(c, y, 0);
}

static void
totals_paint(const struct checklist_model *m, struct canvas *c, int y)
{
	int width = cell_width(m, c->w), n = cells_shown(m, c->w), x = name_width(c->w) + 1, items = m->page.head.items;

	canvas_hline(c, y - 1, 0, c->w, PAINT_BORDER);
	canvas_put(c, y, 1, name_width(c->w) - 1, PAINT_SECTION, _("Yes"));
	for (int i = m->left; i < items && i < m->left + n; i++, x += width)
		canvas_putf(c, y, x, width - 1, m->page.item_met[i] < m->page.count ? PAINT_WARN : PAINT_OK, "%d/%d",
		            m->page.item_met[i], m->page.count);
	if (n < items)
		canvas_putf(c, y, x, c->w - x, PAINT_HINT, _("items %d-%d of %d: Tab"), m->left + 1,
		            m->left + n < items ? m->left + n : items, items);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct checklist_model *m = model;
	const struct check_subject *s;
	int rows = shown(c->h);

	if (!m->found) {
		canvas_putf(c, 2, 2, c->w - 4, PAINT_DIM,
		            _("There is no checklist %s here. Esc goes back; r asks the hub."), m->id);
		return;
	}
	summary_paint(m, env, c);
	heads_paint(m, c, 1);
	if (m->page.count == 0)
		canvas_put(c, 2, 2, c->w - 4, PAINT_DIM, _("nobody is to be marked in this period"));
	for (int i = 0; i < rows && m->top + i < m->page.count; i++)
		subject_paint(m, env, c, 2 + i, m->top + i);
	totals_paint(m, c, c->h - 2);
	if (m->page.count == 0)
		return;
	s = &m->page.subjects[m->cursor];
	canvas_putf(c, c->h - 1, 1, c->w - 2, PAINT_DIM, _("%d of %d  Enter fills it  h l: period  clause %s  %s"),
	            m->cursor + 1, m->page.count, m->page.head.clause, s->note);
}

static const char *
enter(const void *model)
{
	return ((const struct checklist_model *)model)->page.count > 0 ? _("fill the checklist") : "";
}

const struct screen_ops checklist_screen = {
	.name = "checklist",
	.title = N_("one checklist"),
	.scope = SCOPE_MOVE | SCOPE_DUTIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_CHECKLIST) | TOPIC(KIND_CHECK_ITEM) | TOPIC(KIND_CHECK_MARK) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_INSTITUTION) | TOPIC_OUTBOX,
	.model_size = sizeof(struct checklist_model),
	.load = load,
	.unload = unload,
	.act = act, .lineage = lineage,
	.paint = paint,
	.targets = targets,
	.search = search,
	.enter = enter,
};
