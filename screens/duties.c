#include "screens/duties.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/item_list.h"
#include "screens/match.h"
#include "store/duties.h"

/* ---- loading ----------------------------------------------------------------------- */

static int
clamp(int v, int lo, int hi)
{
	return v > hi ? (hi < lo ? lo : hi) : v < lo ? lo : v;
}

static const char *
bundle_id(const struct duties_model *m, const struct duty_line *line)
{
	return m->board.runs[m->members[line->first]].id;
}

/* The line the cursor was on, by what it shows; else the first that can be stood on. */
static void
find_cursor(struct duties_model *m)
{
	int at = -1;

	for (int i = 0; i < m->line_count && *m->cursor_id != '\0' && at < 0; i++)
		if (m->lines[i].kind != LINE_SECTION && (m->lines[i].kind == LINE_BUNDLE) == m->cursor_bundle &&
		    strcmp(bundle_id(m, &m->lines[i]), m->cursor_id) == 0)
			at = i;
	m->cursor = at >= 0 ? at : clamp(m->cursor, 0, m->line_count - 1);
	if (m->cursor < m->line_count && m->lines[m->cursor].kind == LINE_SECTION)
		m->cursor++;
}

static void
keep_in_sight(struct duties_model *m, int shown)
{
	m->cursor = clamp(m->cursor, 0, m->line_count - 1);
	/* The heading above the first row belongs to it. */
	m->top = clamp(m->top, m->cursor - shown + 1, m->cursor > 0 && m->lines[m->cursor - 1].kind == LINE_SECTION ? m->cursor - 1 : m->cursor);
	m->top = clamp(m->top, 0, m->line_count - shown);
	if (m->line_count == 0)
		return;
	m->cursor_bundle = m->lines[m->cursor].kind == LINE_BUNDLE;
	snprintf(m->cursor_id, sizeof m->cursor_id, "%s", bundle_id(m, &m->lines[m->cursor]));
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct duties_model *m = model;
	struct duties_when when = { env->today, env->cal, env->rules, env->english };
	int month = period_of(PERIOD_MONTH, env->today) + m->shift;
	const struct duty_run_row *here;

	duty_board_clear(&m->board);
	if (duty_board(st, month, &when, &m->board) != 0 || duties_lines(m) != 0)
		return -1;
	find_cursor(m);
	keep_in_sight(m, duties_rows_shown(env->h));
	here = duties_run(m, m->cursor);
	m->has_detail = here != NULL && duty_run_get(st, here->id, &when, &m->detail) == 0;
	m->any = m->board.count > 0 || duty_any(st) > 0;
	return 0;
}

static void
unload(void *model)
{
	struct duties_model *m = model;

	duty_board_clear(&m->board);
	free(m->lines);
	free(m->members);
}

/* ---- acting ------------------------------------------------------------------------- */

int
duties_rows_shown(int h)
{
	int rows = h - 1 - CALENDAR_H - 1 - 2;

	return rows > 2 ? rows : h - 4 > 1 ? h - 4 : 1;
}

static struct effect
move(struct duties_model *m, const struct env *env, int to)
{
	int step = to < m->cursor ? -1 : 1;

	to = clamp(to, 0, m->line_count - 1);
	if (m->lines[to].kind == LINE_SECTION)
		to = to + step >= 0 && to + step < m->line_count ? to + step : to + 1;
	m->cursor = clamp(to, 0, m->line_count - 1);
	keep_in_sight(m, duties_rows_shown(env->h));
	return fx(FX_LOAD);
}

static struct effect
fold(struct duties_model *m, const char *id)
{
	for (int i = 0; i < m->unfolded_count; i++)
		if (strcmp(m->unfolded[i], id) == 0) {
			memmove(m->unfolded[i], m->unfolded[--m->unfolded_count], sizeof m->unfolded[i]);
			return fx(FX_LOAD);
		}
	if (m->unfolded_count == UNFOLDED_MAX)
		memmove(m->unfolded[0], m->unfolded[1], sizeof m->unfolded[0] * (size_t)--m->unfolded_count);
	snprintf(m->unfolded[m->unfolded_count++], sizeof m->unfolded[0], "%s", id);
	return fx(FX_LOAD);
}

static struct effect
other_month(struct duties_model *m, int by)
{
	m->shift += by;
	m->cursor = m->top = 0;
	m->cursor_id[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
copy(const struct duties_model *m, const struct env *env)
{
	const struct duty_run_row *r = duties_run(m, m->cursor);
	char standing[48], day[256];

	duty_standing_text(&r->standing, standing, sizeof standing);
	duty_day_text(r, env, day, sizeof day);
	return fx_text(FX_COPY, "%s %s %s\n%s\n%s", standing, r->name, r->place, day, r->owner);
}

static struct effect
act_on_line(struct duties_model *m, enum action act, const struct env *env)
{
	const struct duty_line *line = &m->lines[m->cursor];
	int to = row_after(act, m->cursor, m->line_count, duties_rows_shown(env->h));

	if (to >= 0)
		return move(m, env, to);
	switch (act) {
	case ACT_NEXT_SIBLING: return move(m, env, m->cursor + 1);
	case ACT_PREV_SIBLING: return move(m, env, m->cursor - 1);
	case ACT_COPY: return copy(m, env);
	case ACT_OPEN:
		return line->kind == LINE_BUNDLE ? fold(m, bundle_id(m, line)) : fx_open(SCREEN_DUTY_RUN, "%s", duties_run(m, m->cursor)->id);
	case ACT_CLOSE: case ACT_STEPS:
		if (line->kind == LINE_BUNDLE)
			return fx_text(FX_REFUSE, "%s", _("Enter unfolds it; each reports its own"));
		return act == ACT_CLOSE ? fx_verb("done") : fx(FX_NONE);
	default: return fx(FX_NONE);
	}
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct duties_model *m = model;

	switch (act) {
	case ACT_LEFT:    return other_month(m, -1);
	case ACT_RIGHT:   return other_month(m, 1);
	case ACT_LINEAGE: return duty_lineage();
	case ACT_EXPORT: {
		char first[11], last[11];
		civil_format(m->board.first, first);
		civil_format(m->board.last, last);
		return fx_text(FX_EXPORT, "duty_runs deadline>=%s deadline<=%s", first, last);
	}
	default: break;
	}
	return m->line_count > 0 ? act_on_line(m, act, env) : fx(FX_NONE);
}

static void
targets(const void *model, struct targets *out)
{
	const struct duties_model *m = model;
	bool one = m->cursor < m->line_count && m->lines[m->cursor].kind == LINE_RUN;

	targets_one(out, KIND_DUTY_RUN, one ? duties_run(m, m->cursor)->id : NULL);
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct duties_model *m = model;
	int count = m->line_count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		const struct duty_run_row *r = duties_run(m, i);
		if (r != NULL && (text_matches(r->name, needle) || text_matches(r->place, needle) || text_matches(r->owner, needle) ||
		                  text_matches(r->recipient, needle)))
			return move(m, env, i);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

static struct effect
filter(void *model, const char *text, char *error, size_t error_size)
{
	struct duties_model *m = model;
	const char *words = strncmp(text, "乡镇:", strlen("乡镇:")) == 0 ? text + strlen("乡镇:") : text;

	if (strpbrk(words, ":<>=") != NULL) {
		snprintf(error, error_size, "%s", _("here the filter is plain words: a place, a duty, an owner or a standing"));
		return fx(FX_NONE);
	}
	snprintf(m->filter, sizeof m->filter, "%s", words);
	return fx(FX_LOAD);
}

static const char *
filter_text(const void *model)
{
	return ((const struct duties_model *)model)->filter;
}

/* Esc first clears the filter, then comes back to this month. */
static bool
dirty(void *model)
{
	struct duties_model *m = model;
	bool had = *m->filter != '\0' || m->shift != 0;

	if (*m->filter != '\0')
		m->filter[0] = '\0';
	else
		m->shift = 0;
	return had;
}

static const char *
enter(const void *model)
{
	const struct duties_model *m = model;

	if (m->line_count == 0)
		return "";
	return m->lines[m->cursor].kind != LINE_BUNDLE ? _("open") : m->lines[m->cursor].open ? _("fold") : _("unfold");
}

const struct screen_ops duties_screen = {
	.name = "duties",
	.title = N_("duty ledger"),
	.scope = SCOPE_MOVE | SCOPE_DUTIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_DUTY) | TOPIC(KIND_DUTY_RUN) | TOPIC(KIND_CALENDAR) | TOPIC(KIND_DIVISION) | TOPIC(KIND_SUP_GROUP) | TOPIC_OUTBOX,
	.model_size = sizeof(struct duties_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = duties_paint,
	.targets = targets,
	.search = search,
	.filter = filter,
	.filter_text = filter_text,
	.dirty = dirty,
	.enter = enter,
};
