/* All events, newest first: a window over the log, moved by keyset. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "screens/event_line.h"
#include "screens/item_list.h"
#include "screens/screen.h"

enum { WINDOW = 120, MARGIN = 30, END = 2 };

struct events_model {
	struct event_row rows[WINDOW];
	int  count, sel, top;             /* rows of the window */
	bool at_start, at_end;            /* nothing newer, nothing older than the window */
	int  shift;                       /* what the next load is to do: -1 newer, 1 older, END the oldest */
	char id[64];                      /* the event the cursor is on */
};

static void
keep_cursor(struct events_model *m)
{
	int found = -1;

	for (int i = 0; i < m->count; i++)
		if (strcmp(m->rows[i].id, m->id) == 0)
			found = i;
	if (found >= 0) {
		m->top += found - m->sel;
		m->sel = found;
	}
	if (m->sel >= m->count)
		m->sel = m->count > 0 ? m->count - 1 : 0;
	if (m->top < 0 || m->top > m->sel)
		m->top = m->sel;
	if (m->count > 0)
		snprintf(m->id, sizeof m->id, "%s", m->rows[m->sel].id);
}

/* Keeps the `keep` rows nearest to where the window goes and reads the rest beyond them. */
static int
shift_window(struct events_model *m, struct store *st, const struct env *env)
{
	const char *division = env->arg != NULL && *env->arg != '\0' ? env->arg : NULL;
	int keep = m->count < WINDOW - MARGIN * 2 ? m->count : WINDOW - MARGIN * 2, n;

	if (m->shift > 0) {
		struct event_row *last = &m->rows[m->count - 1];
		struct event_row more[MARGIN * 2];
		n = store_events(st, division, env->today, last->at, last->pk, env->english, more, MARGIN * 2);
		if (n <= 0)
			return n;
		m->at_end = n < MARGIN * 2;
		m->at_start = m->at_start && m->count == keep;
		memmove(m->rows, m->rows + m->count - keep, (size_t)keep * sizeof *m->rows);
		memcpy(m->rows + keep, more, (size_t)n * sizeof *more);
	} else {
		struct event_row more[MARGIN * 2];
		n = store_events_newer(st, division, env->today, m->rows[0].at, m->rows[0].pk, env->english, more, MARGIN * 2);
		if (n <= 0)
			return n;
		m->at_start = n < MARGIN * 2;
		m->at_end = m->at_end && m->count == keep;
		memmove(m->rows + n, m->rows, (size_t)keep * sizeof *m->rows);
		memcpy(m->rows, more, (size_t)n * sizeof *more);
	}
	m->count = keep + n;
	return n;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct events_model *m = model;
	const char *division = env->arg != NULL && *env->arg != '\0' ? env->arg : NULL;
	int n;

	if (m->shift == END) {
		n = store_events_newer(st, division, env->today, "", 0, env->english, m->rows, WINDOW);
		m->count = n > 0 ? n : 0;
		m->at_end = true;
		m->at_start = n < WINDOW;
		m->sel = n > 0 ? n - 1 : 0;
		m->top = m->sel - (env->h - 3) > 0 ? m->sel - (env->h - 3) : 0;
		m->id[0] = '\0';
	} else if (m->shift != 0 && m->count > 0) {
		n = shift_window(m, st, env);
		if (n == 0)
			*(m->shift > 0 ? &m->at_end : &m->at_start) = true;
	} else {
		/* A refresh keeps the window's first row where somebody is reading further down. */
		bool first = m->count == 0 || m->at_start;
		struct event_row from = m->rows[0];
		n = store_events(st, division, env->today, first ? NULL : from.at, first ? 0 : from.pk + 1, env->english, m->rows, WINDOW);
		if (n >= 0) {
			m->count = n;
			m->at_start = first;
			m->at_end = n < WINDOW;
		}
	}
	m->shift = 0;
	if (n < 0)
		return -1;
	keep_cursor(m);
	return 0;
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct events_model *m = model;
	const struct event_row *e = m->count > 0 ? &m->rows[m->sel] : NULL;
	int rows = env->h - 2, to = row_after(what, m->sel, m->count, rows > 1 ? rows - 1 : 1);

	if (what == ACT_OPEN && e != NULL) {
		if (strcmp(e->object_kind, "issue") == 0)
			return fx_open(SCREEN_ISSUE, "%s", e->object);
		if (strcmp(e->object_kind, "task") == 0)
			return fx_open(SCREEN_TASK, "%s", e->object);
		if (strcmp(e->object_kind, "sup_report") == 0)
			return fx_open(SCREEN_REPORT, "%s", e->object);
		if (strcmp(e->object_kind, "batch") == 0)
			return fx_open(SCREEN_FEED, "%s", e->object);
		return fx(FX_NONE);
	}
	if (what == ACT_COPY && e != NULL)
		return fx_text(FX_COPY, "%.10s %.5s %s %s %s %s", e->at, e->at + 11, e->place, event_verb(e), e->object, e->title);
	if (what == ACT_EXPORT)
		return fx_text(FX_EXPORT, "events");
	if (what == ACT_TOP && !m->at_start) {
		m->count = 0;
		m->sel = m->top = 0;
		m->id[0] = '\0';
		return fx(FX_LOAD);
	}
	if (what == ACT_BOTTOM && !m->at_end) {
		m->shift = END;
		return fx(FX_LOAD);
	}
	if (to < 0 || to == m->sel)
		return fx(FX_NONE);
	m->sel = to;
	snprintf(m->id, sizeof m->id, "%s", m->rows[to].id);
	if (m->sel < m->top)
		m->top = m->sel;
	if (m->sel >= m->top + rows)
		m->top = m->sel - rows + 1;
	if ((m->sel > m->count - MARGIN && !m->at_end) || (m->sel < MARGIN && !m->at_start)) {
		m->shift = m->sel > m->count - MARGIN && !m->at_end ? 1 : -1;
		return fx(FX_LOAD);
	}
	return fx(FX_PAINT);
}

static void
paint_row(const struct event_row *e, bool on, const char *today, struct canvas *c, int y)
{
	enum paint_role role = on ? PAINT_SELECTED : PAINT_NORMAL;
	int state = record_kind_find(e->object_kind) >= 0 ? flow_state_find((enum kind)record_kind_find(e->object_kind), e->to_status) : -1;
	bool wide = c->w >= 100;
	int post_w = wide ? 20 : 0, state_w = wide ? 12 : 0, at = 1;
	char text[400];

	canvas_pad(c, y, 0, c->w, role, on ? ">" : " ");
	if (strncmp(e->at, today, 4) == 0)
		canvas_putf(c, y, at, 11, on ? role : PAINT_DIM, "%.5s %.5s", e->at + 5, e->at + 11);
	else
		canvas_putf(c, y, at, 11, on ? role : PAINT_DIM, "%.10s", e->at);
	at += 12;
	canvas_pad(c, y, at, 8, role, e->place);
	at += 9;
	canvas_pad(c, y, at, 11, on ? role : PAINT_SECTION, event_verb(e));
	at += 12;
	canvas_pad(c, y, at, 11, on ? role : PAINT_DIM, e->object);
	at += 12;
	snprintf(text, sizeof text, "%s%s%s", e->title, *e->note != '\0' ? "  " : "", e->note);
	canvas_put(c, y, at, c->w - at - post_w - state_w - 1, role, text);
	if (wide) {
		canvas_pad(c, y, c->w - post_w - state_w, state_w - 1, on ? role : PAINT_DIM, state >= 0 ? _(flow_states[state].title) : e->to_status);
		canvas_pad(c, y, c->w - post_w, post_w - 1, on ? role : PAINT_DIM, *e->post != '\0' ? e->post : e->actor);
	}
	if (on)
		canvas_cursor(c, y, 0);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct events_model *m = model;
	int rows = c->h - 2, top = m->top;
	char day[11], text[96];

	/* The size may have changed since the cursor moved. */
	if (m->sel >= top + rows)
		top = m->sel - rows + 1;
	civil_format(env->today, day);
	snprintf(text, sizeof text, _("events as of %s, newest first"), day);
	canvas_put(c, 0, 1, c->w - 1, PAINT_SECTION, text);
	canvas_fill(c, 1, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, 1, 1, 11, PAINT_COLUMN_HEAD, _("time"));
	canvas_put(c, 1, 13, 8, PAINT_COLUMN_HEAD, _("township"));
	canvas_put(c, 1, 22, 11, PAINT_COLUMN_HEAD, _("step"));
	canvas_put(c, 1, 34, 11, PAINT_COLUMN_HEAD, _("object"));
	canvas_put(c, 1, 46, 20, PAINT_COLUMN_HEAD, _("title and note"));
	if (c->w >= 100) {
		canvas_put(c, 1, c->w - 32, 11, PAINT_COLUMN_HEAD, _("new state"));
		canvas_put(c, 1, c->w - 20, 19, PAINT_COLUMN_HEAD, _("by whom"));
	}
	for (int i = 0; i < rows && top + i < m->count; i++)
		paint_row(&m->rows[top + i], top + i == m->sel, day, c, 2 + i);
	if (m->count == 0)
		canvas_put(c, 2, 1, c->w - 1, PAINT_DIM, _("no events yet"));
}

const struct screen_ops events_screen = {
	.name = "events", .title = N_("events"), .scope = SCOPE_ANY | SCOPE_MOVE,
	.topics = TOPIC(KIND_EVENT), .model_size = sizeof(struct events_model),
	.load = load, .act = act, .paint = paint,
};
