/* Painting the issue list: rows, headings, the two lines below, the preview. */

#include "screens/work/issues.h"

enum { PREVIEW_FROM = 110, ABOVE = 2 };

struct issues_layout
issues_layout(const struct issues_model *m, const struct env *env)
{
	bool wide = env->w >= PREVIEW_FROM && m->preview >= 0;
	struct issues_layout l = { .list_y = ABOVE, .below = wide ? 1 : 2 };

	l.preview_w = wide ? env->w * 2 / 5 : 0;
	if (wide && env->w - l.preview_w < 78)
		l.preview_w = env->w - 78;
	l.list_w = env->w - l.preview_w;
	l.preview_x = l.list_w;
	l.list_h = env->h - ABOVE - l.below;
	if (l.list_h < 1)
		l.list_h = 1;
	return l;
}

/* ---- rows ------------------------------------------------------------------------ */

/* `t`: the list but for its first column, which the marks share. */
static void
paint_row(const struct issues_model *m, struct canvas *c, struct canvas *t, int y, const struct table_layout *k,
          const struct issue_row *r, bool selected, const struct env *env)
{
	bool marked = issues_marked(m, r->key.id);
	bool done = r->gone || r->out;
	enum paint_role role = selected ? PAINT_SELECTED : marked ? PAINT_MARKED : done ? PAINT_DIM : PAINT_NORMAL;

	canvas_put(c, y, 0, 1, selected ? PAINT_SELECTED : PAINT_MARKED, selected ? ">" : marked ? "*" : " ");
	canvas_put(c, y, 1, 1, PAINT_MARKED, selected && marked ? "*" : " ");
	table_row_paint(issue_columns, k, r, env, t, y, role, false);
	if (selected) {     /* the bar has no gaps before the title; lamp and state keep their colours */
		int from = k->x[0] + k->w[0] + 1, title = 0;
		while (issue_columns[title].grow == 0 || issue_columns[title].most > 0)
			title++;
		canvas_role(t, y, from, 1, k->x[title] - from, PAINT_SELECTED);
		canvas_cursor(c, y, 0);
	}
}

/* Rows that a step has just taken out of the list stand where they were until it is laid out anew; counts
 * leave them out and say so. */
static void
done_words(int done, char *out, size_t size)
{
	*out = '\0';
	if (done > 0)
		snprintf(out, size, _(" (and %d just done)"), done);
}

/* -- overdue >30 days  3  !!! ------------ */
static void
paint_section(const struct issues_model *m, struct canvas *c, int y, int section, bool selected)
{
	const struct issue_section *s = &m->q.sections[section];
	char title[96], done[64], text[256];
	int used;

	issue_section_title(s, title, sizeof title);
	done_words(m->done[section], done, sizeof done);
	snprintf(text, sizeof text, _("-- %s  %ld%s%s  %s "), title, s->count, s->exact ? "" : "+", done,
	         s->folded ? _("(folded, Enter unfolds)") : s->kind == SECTION_AGE ? age_marks(age_least(s->age)) : "");
	used = canvas_put(c, y, 0, c->w, selected ? PAINT_SELECTED : PAINT_SECTION, text);
	if (used < c->w)
		canvas_fill(c, y, used, 1, c->w - used, PAINT_SECTION, "-");
	if (selected)
		canvas_cursor(c, y, 0);
}

/* ---- around the list ---------------------------------------------------------------- */

static void
paint_top(const struct issues_model *m, struct canvas *c)
{
	char badge[64], right[256], marks[48] = "", done[64];
	int w;

	snprintf(badge, sizeof badge, "%ld%s / %ld", m->q.shown, m->q.exact ? "" : "+", m->q.all);
	if (m->mark_count > 0)
		snprintf(marks, sizeof marks, _("  marked %d"), m->mark_count);
	done_words(m->done_all, done, sizeof done);
	snprintf(right, sizeof right, _("%s%s%s  sort %s%s"), badge, done, marks, issue_order_title(m->order),
	         m->stale ? _("  news: r shows them") : "");
	w = text_width(right) + 1;
	canvas_right(c, 0, c->w - w, w - 1, m->filter_text[0] != '\0' ? PAINT_BADGE : PAINT_NORMAL, right);
	if (m->error[0] != '\0')
		canvas_put(c, 0, 1, c->w - w - 2, PAINT_ERROR, m->error);
	else
		canvas_putf(c, 0, 1, c->w - w - 2, PAINT_TITLE, _("filter: %s"),
		            m->filter_text[0] != '\0' ? m->filter_text : _("every open issue"));
}

/* Why nothing is listed, and below it which key lists something. */
static void
paint_empty(const struct issues_model *m, struct canvas *c, int y, int h)
{
	char why[512];
	bool bad = m->error[0] != '\0', filtered = bad || m->filter_text[0] != '\0';
	const char *key = !bad && !m->at_end ? _("j searches on, Esc clears the filter") :
	                  filtered ? _("Esc clears the filter, f changes it; status:all lists closed issues too") :
	                  _("F9 has the step that registers one; f status:all lists closed issues");

	if (!bad && !m->at_end)
		snprintf(why, sizeof why, "%s", _("nothing found yet"));
	else
		issues_why_none(&m->q, filtered, why, sizeof why);
	y += h / 3;
	y += canvas_wrap(c, y, 4, h - h / 3 - 2, c->w - 8, bad ? PAINT_ERROR : PAINT_NORMAL, bad ? m->error : why);
	canvas_put(c, y + 1, 4, c->w - 8, PAINT_HINT, key);
}

static void
paint_ages(const struct issues_model *m, struct canvas *c, int y)
{
	long total = 0;
	int x = canvas_put(c, y, 1, c->w - 2, PAINT_DIM, _("age of overdue: ")) + 1;

	for (int i = 0; i < m->q.section_count; i++) {
		const struct issue_section *s = &m->q.sections[i];
		if (s->kind != SECTION_AGE)
			continue;
		total += s->count;
		x += canvas_putf(c, y, x, c->w - x - 1, s->count > 0 && s->age >= 3 ? PAINT_LAMP_RED : PAINT_NORMAL,
		                 _("%s d %ld   "), age_title(s->age), s->count);
	}
	canvas_putf(c, y, x, c->w - x - 1, PAINT_NORMAL, _("together %ld%s"), total, m->q.exact ? "" : "+");
}

static bool
has_ages(const struct issues_model *m)
{
	for (int i = 0; i < m->q.section_count; i++)
		if (m->q.sections[i].kind == SECTION_AGE)
			return true;
	return false;
}

static int
marks_in_sight(const struct issues_model *m)
{
	int n = 0;

	for (int i = m->top; i < m->top + m->page && i < m->line_count; i++)
		n += m->lines[i].row >= 0 && issues_marked(m, m->rows[m->lines[i].row].key.id);
	return n;
}

/* What the columns leave out of the row the cursor is on; the preview says it all. */
static void
paint_rest(const struct issue_row *r, struct canvas *c, int y)
{
	char next[96], line[512];
	int used;

	issue_next_words(r, next, sizeof next);
	snprintf(line, sizeof line, "%s  %s%s%s%s%s  ", r->key.id, r->source, *next != '\0' ? _("  next ") : "", next,
	         r->post[0] != '\0' ? _("  resp. ") : "", r->post);
	used = canvas_put(c, y, 1, c->w - 2, PAINT_DIM, line);
	if (r->note[0] != '\0')
		canvas_putf(c, y, 1 + used, c->w - used - 2, PAINT_DIM, _("last: %s"), r->note);
}

static void
paint_below(const struct issues_model *m, struct canvas *c, int below, bool hurried)
{
	const struct issue_row *r = issues_selected(m);
	int y = c->h - below, in_sight = m->mark_count > 0 ? marks_in_sight(m) : 0;

	if (m->mark_count > 0 && in_sight < m->mark_count)
		canvas_putf(c, y, 1, c->w - 2, PAINT_WARN, _("%d marked, %d of them on screen: only those are acted "
		                                             "on. Esc unmarks"),
		            m->mark_count, in_sight);
	else if (m->mark_count > 0)
		canvas_putf(c, y, 1, c->w - 2, PAINT_MARKED,
		            _("%d marked: a step applies to each that may take it; the others are named with the "
		              "reason. Esc unmarks"),
		            m->mark_count);
	else if (m->pending > 0 && r != NULL && r->pending[0] != '\0')
		canvas_put(c, y, 1, c->w - 2, PAINT_PENDING, strcmp(r->pending_state, "conflict") == 0 ||
		           strcmp(r->pending_state, "refused") == 0
		           ? _("the hub did not take this; see 7 outbox")
		           : _("~ queued on this machine, not in the hub's data yet; u takes it back while unsent"));
	else if (has_ages(m))
		paint_ages(m, c, y);
	if (below > 1 && hurried)
		canvas_keep(c, y + 1, 0, 1, c->w);
	else if (below > 1 && r != NULL)
		paint_rest(r, c, y + 1);
}

/* ---- preview -------------------------------------------------------------------------- */

static int
fact(struct canvas *c, int y, const char *name, const char *value)
{
	int label = 10;

	if (*value == '\0' || y >= c->h)
		return y;
	canvas_put(c, y, 0, label, PAINT_DIM, name);
	return y + canvas_wrap(c, y, label, c->h - y, c->w - label, PAINT_NORMAL, value);
}

static int
fact_int(struct canvas *c, int y, const char *name, int value)
{
	char text[16];

	snprintf(text, sizeof text, "%d", value);
	return value > 0 ? fact(c, y, name, text) : y;
}

static void
paint_preview(const struct issue_row *r, const struct env *env, struct canvas *c)
{
	char text[256], late[64];
	int y;

	canvas_putf(c, 0, 0, c->w, PAINT_TITLE, "%s  %s", r->key.id, r->township);
	y = 1 + canvas_wrap(c, 1, 0, 4, c->w, PAINT_NORMAL, r->title);
	y++;
	issue_overdue_words(r, env->today, late, sizeof late);
	snprintf(text, sizeof text, "%s  %s  %s", _(lamp_word(r->lamp)), r->key.deadline, late);
	y = fact(c, y, _("lamp"), text);
	issue_state_words(r, text, sizeof text);
	y = fact(c, y, _("state"), text);
	issue_next_words(r, text, sizeof text);
	y = fact(c, y, _("next step"), text);
	y = fact(c, y, _("resp."), r->post);
	y = fact(c, y, _("unit"), r->unit);
	y = fact(c, y, _("group"), r->group);
	y = fact(c, y, _("source"), r->source);
	y = fact(c, y, _("kind"), r->kind);
	y = fact(c, y, _("village"), r->village);
	y = fact_int(c, y, _("evidence"), r->evidence);
	y = fact_int(c, y, _("times returned"), r->returned);
	y = fact_int(c, y, _("reopened times"), r->reopened);
	y = fact_int(c, y, _("escalated"), r->escalation);
	y = fact(c, y, _("detail"), r->detail);
	y = fact(c, y, _("measure"), r->measure);
	y = fact(c, y, _("last note"), r->note);
	if (r->sample && y < c->h)
		canvas_put(c, y, 0, c->w, PAINT_SAMPLE, _("demonstration data"));
}

void
issues_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct issues_model *m = model;
	const struct issue_row *r = issues_selected(m);
	struct issues_layout l = issues_layout(m, env);
	struct canvas list = canvas_view(c, 0, 0, c->h, l.list_w), table = canvas_view(c, 0, 1, c->h, l.list_w - 1);
	struct table_layout k;

	table_lay_out(issue_columns, table.w, &k);
	paint_top(m, &list);
	canvas_fill(&list, 1, 0, 1, 1, PAINT_COLUMN_HEAD, " ");
	table_head_paint(issue_columns, &k, TABLE_UNSORTED, &table, 1);
	for (int i = 0; i < l.list_h && m->top + i < m->line_count; i++) {
		const struct issue_line *line = &m->lines[m->top + i];
		bool selected = m->top + i == m->cursor;
		if (line->row < 0)
			paint_section(m, &list, l.list_y + i, line->section, selected);
		else
			paint_row(m, &list, &table, l.list_y + i, &k, &m->rows[line->row], selected, env);
	}
	if (m->line_count == 0)
		paint_empty(m, &list, l.list_y, l.list_h);
	else if (!m->at_end && m->line_count - m->top < l.list_h)
		canvas_put(&list, l.list_y + m->line_count - m->top, 2, l.list_w - 2, PAINT_HINT,
		           _("… not searched through; j goes on"));
	paint_below(m, &list, l.below, env->hurried);
	if (l.preview_w > 0) {
		struct canvas p = canvas_view(c, 0, l.preview_x + 2, c->h, l.preview_w - 3);
		canvas_vline(c, 0, l.preview_x, c->h, PAINT_BORDER);
		/* While keys come in a run it stays; a list that scrolls leaves it empty, so that whole rows move. */
		if (env->hurried && !m->scrolled)
			canvas_keep(&p, 0, 0, p.h, p.w);
		else if (!env->hurried && r != NULL)
			paint_preview(r, env, &p);
	}
}
