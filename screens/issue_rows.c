/* Painting the issue list: columns by width, headings, the two lines below, the preview. */
#include <stdio.h>
#include <string.h>

#include "screens/issues.h"

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

/* ---- columns --------------------------------------------------------------------- */

enum column { COL_LAMP, COL_ID, COL_TOWNSHIP, COL_TITLE, COL_POST, COL_SOURCE, COL_EVIDENCE, COL_DEADLINE, COL_OVERDUE,
              COL_STATE, COLS };

struct columns { int x[COLS], w[COLS]; };

/* From left to right with one blank between; the title takes what is left.  Where there is little room
 * goes first what the line below the list says of the row it is on: who is responsible, then the date that
 * the days overdue already tell, then place and number. */
static struct columns
columns(int width, bool english)
{
	struct columns k = { .w = { [COL_LAMP] = 2, [COL_OVERDUE] = 8, [COL_STATE] = english ? 10 : 9 } };
	int x = 2, left;

	if (width >= 56) {
		k.w[COL_ID] = 9;
		k.w[COL_TOWNSHIP] = english ? 10 : 6;
	}
	if (width >= 72)
		k.w[COL_DEADLINE] = 5;
	if (width >= 96) {
		k.w[COL_POST] = 12;
		k.w[COL_STATE] = 12;
		k.w[COL_EVIDENCE] = 4;
	}
	if (width >= 112)
		k.w[COL_SOURCE] = 12;
	if (width >= 150) {
		k.w[COL_POST] = 16;
		k.w[COL_SOURCE] = 16;
		k.w[COL_STATE] = 18;
	}
	left = width - x;
	for (int c = 0; c < COLS; c++)
		left -= k.w[c] > 0 && c != COL_STATE ? k.w[c] + 1 : k.w[c];
	k.w[COL_TITLE] = left > 4 ? left - 1 : 4;
	for (int c = 0; c < COLS; c++) {
		k.x[c] = x;
		x += k.w[c] > 0 ? k.w[c] + 1 : 0;
	}
	return k;
}

static void
paint_head(struct canvas *c, int y, const struct columns *k)
{
	static const char *const titles[COLS] = {
		[COL_LAMP] = N_("la"), [COL_ID] = N_("number"), [COL_TOWNSHIP] = N_("place"), [COL_TITLE] = N_("issue"),
		[COL_POST] = N_("post"), [COL_SOURCE] = N_("source"), [COL_EVIDENCE] = N_("evid"), [COL_DEADLINE] = N_("due"),
		[COL_OVERDUE] = N_("overdue"), [COL_STATE] = N_("state"),
	};

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	for (int i = 0; i < COLS; i++) {
		if (k->w[i] == 0)
			continue;
		if (i == COL_OVERDUE || i == COL_EVIDENCE)
			canvas_right(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, _(titles[i]));
		else
			canvas_put(c, y, k->x[i], k->w[i], PAINT_COLUMN_HEAD, _(titles[i]));
	}
}

/* Days right-aligned so that the digits stand in a column whatever the marks behind them. */
static void
paint_overdue(struct canvas *c, int y, const struct columns *k, const struct issue_row *r, int32_t today)
{
	enum { MARKS = 3 };
	int x = k->x[COL_OVERDUE], w = k->w[COL_OVERDUE];
	char text[48];

	if (r->overdue > 0) {
		snprintf(text, sizeof text, _("%d d"), r->overdue);
		canvas_right(c, y, x, w - MARKS, lamp_role(r->lamp), text);
		canvas_pad(c, y, x + w - MARKS, MARKS, lamp_role(r->lamp), age_marks(r->overdue));
	} else {
		issue_overdue_words(r, today, text, sizeof text);
		canvas_right(c, y, x, w, r->lamp == LAMP_YELLOW ? PAINT_LAMP_YELLOW : PAINT_DIM, text);
	}
}

/* The township stands two columns to the left: 酒房医保办专员 needs to say 医保办专员 only. */
static void
paint_post(struct canvas *c, int y, const struct columns *k, const struct issue_row *r, enum paint_role role)
{
	const char *post = r->post[0] != '\0' ? r->post : r->unit;
	size_t n = strlen(r->township);

	if (n > 0 && strncmp(post, r->township, n) == 0 && post[n] != '\0')
		post += n;
	canvas_put(c, y, k->x[COL_POST], k->w[COL_POST], role, post);
}

static void
paint_row(const struct issues_model *m, struct canvas *c, int y, const struct columns *k, const struct issue_row *r,
          bool selected, const struct env *env)
{
	bool marked = issues_marked(m, r->key.id);
	enum paint_role role = selected ? PAINT_SELECTED : marked ? PAINT_MARKED : r->gone || r->out ? PAINT_DIM : PAINT_NORMAL;
	const char *due = strlen(r->key.deadline) == 10 ? r->key.deadline + 5 : r->key.deadline;
	char text[160];

	canvas_put(c, y, 0, 1, selected ? PAINT_SELECTED : PAINT_MARKED, selected ? ">" : marked ? "*" : " ");
	canvas_put(c, y, 1, 1, PAINT_MARKED, selected && marked ? "*" : " ");
	canvas_put(c, y, k->x[COL_LAMP], 2, lamp_role(r->lamp), _(lamp_word(r->lamp)));
	canvas_put(c, y, k->x[COL_ID], k->w[COL_ID], role, r->key.id);
	canvas_put(c, y, k->x[COL_TOWNSHIP], k->w[COL_TOWNSHIP], role, r->township);
	canvas_put(c, y, k->x[COL_TITLE], k->w[COL_TITLE], role, r->title);
	paint_post(c, y, k, r, role);
	canvas_put(c, y, k->x[COL_SOURCE], k->w[COL_SOURCE], PAINT_DIM, r->source);
	if (k->w[COL_EVIDENCE] > 0) {
		snprintf(text, sizeof text, "%d", r->evidence);
		canvas_right(c, y, k->x[COL_EVIDENCE], k->w[COL_EVIDENCE], PAINT_DIM, text);
	}
	canvas_put(c, y, k->x[COL_DEADLINE], k->w[COL_DEADLINE], role, due);
	if (!r->gone && !(r->out && r->overdue == 0))
		paint_overdue(c, y, k, r, env->today);
	issue_state_words(r, text, sizeof text);
	canvas_put(c, y, k->x[COL_STATE], k->w[COL_STATE],
	           text[0] == '!' ? PAINT_ERROR : text[0] == '~' ? PAINT_PENDING : role, text);
	if (selected) {     /* the bar has no gaps before the title */
		canvas_role(c, y, k->x[COL_ID], 1, k->x[COL_TITLE] - k->x[COL_ID], PAINT_SELECTED);
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

static void
paint_empty(const struct issues_model *m, struct canvas *c, int y, int h)
{
	const char *text = m->error[0] != '\0' ? _("the filter cannot be used; f changes it, Esc clears it") :
	                   !m->at_end ? _("nothing found yet; j searches on, Esc clears the filter") :
	                   m->filter_text[0] != '\0' ? _("no issue matches; Esc clears the filter") :
	                   _("no open issue; F9 has the step that registers one");

	canvas_centre(c, y + h / 3, 0, c->w, PAINT_HINT, text);
	if (m->error[0] != '\0')
		canvas_wrap(c, y + h / 3 + 2, 4, h - h / 3 - 2, c->w - 8, PAINT_ERROR, m->error);
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
		canvas_putf(c, y, 1, c->w - 2, PAINT_WARN, _("%d marked, %d of them on screen: only those are acted on. Esc unmarks"),
		            m->mark_count, in_sight);
	else if (m->mark_count > 0)
		canvas_putf(c, y, 1, c->w - 2, PAINT_MARKED, _("%d marked: a step applies to each that may take it; the others are named with the reason. Esc unmarks"),
		            m->mark_count);
	else if (m->pending > 0 && r != NULL && r->pending[0] != '\0')
		canvas_put(c, y, 1, c->w - 2, PAINT_PENDING, strcmp(r->pending_state, "conflict") == 0 || strcmp(r->pending_state, "refused") == 0
		           ? _("the hub did not take this; see 7 outbox") : _("~ queued on this machine, not in the hub's data yet; u takes it back while unsent"));
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
	struct canvas list = canvas_view(c, 0, 0, c->h, l.list_w);
	struct columns k = columns(l.list_w, env->english);

	paint_top(m, &list);
	paint_head(&list, 1, &k);
	for (int i = 0; i < l.list_h && m->top + i < m->line_count; i++) {
		const struct issue_line *line = &m->lines[m->top + i];
		bool selected = m->top + i == m->cursor;
		if (line->row < 0)
			paint_section(m, &list, l.list_y + i, line->section, selected);
		else
			paint_row(m, &list, l.list_y + i, &k, &m->rows[line->row], selected, env);
	}
	if (m->line_count == 0)
		paint_empty(m, &list, l.list_y, l.list_h);
	else if (!m->at_end && m->line_count - m->top < l.list_h)
		canvas_put(&list, l.list_y + m->line_count - m->top, 2, l.list_w - 2, PAINT_HINT, _("… not searched through; j goes on"));
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
