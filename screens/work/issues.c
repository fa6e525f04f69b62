/* The issue list: loading, moving, folding and what keys do; marks are in issues_marks.c, painting in issue_rows.c. */
#include "screens/kit/lineage.h"
#include "screens/work/issues.h"

#include "screens/work/issues_in.h"

/* ---- loading ------------------------------------------------------------------- */

/* What was folded stays folded when the list is laid out anew. */
static void
fold_again(struct issues *q, const struct issue_section *before, int count)
{
	for (int i = 0; i < q->section_count; i++)
		for (int k = 0; k < count; k++) {
			struct issue_section *s = &q->sections[i];
			if (s->kind == before[k].kind && s->age == before[k].age && s->state == before[k].state &&
			    strcmp(s->division, before[k].division) == 0)
				s->folded = before[k].folded;
		}
}

static int
resolve(struct issues_model *m, struct store *st, const struct env *env)
{
	struct issues_view view = { env->today, env->english, env->cal, env->rules };
	struct filter none = { 0 };
	struct issue_section before[ISSUE_SECTIONS_MAX];
	int count = m->q.section_count;

	memcpy(before, m->q.sections, sizeof before);
	if (!m->unparsed)
		m->error[0] = '\0';
	if (m->unparsed || issues_resolve(&m->q, st, &m->filter, m->order, &view, m->error, sizeof m->error) != 0) {
		char ignored[64];
		if (issues_resolve(&m->q, st, &none, m->order, &view, ignored, sizeof ignored) != 0)
			return -1;
		m->q.section_count = 0;      /* a filter that cannot be used shows nothing rather than everything */
	}
	fold_again(&m->q, before, count);
	return issues_count(st, &m->q);
}

static void
start(struct issues_model *m, const struct env *env)
{
	if (m->ready)
		return;
	m->ready = true;
	m->want = WANT_ALL;
	if (filter_parse(&m->filter, env->arg + (*env->arg == '?'), m->error, sizeof m->error) != 0) {
		m->unparsed = true;
		m->filter.count = 0;
	}
	filter_format(&m->filter, m->filter_text, sizeof m->filter_text);
}

/* Everything anew, the cursor on the issue it was on when that is still in the list. */
static int
load_all(struct issues_model *m, struct store *st, const struct env *env)
{
	const struct issue_row *at = issues_selected(m);
	struct issue_row *found = malloc(sizeof *found);
	int rc, here;

	if (found == NULL)
		abort();
	rc = resolve(m, st, env);
	here = rc == 0 && at != NULL ? issues_locate(st, &m->q, at->key.id, found) : 0;
	if (rc == 0)
		rc = here > 0 && !m->q.sections[found->key.section].folded ? issues_around(m, st, found)
		       : issues_from_top(m, st);
	free(found);
	return rc;
}

static int
load_overdue(struct issues_model *m, struct store *st, int direction)
{
	const struct issue_row *at = issues_selected(m);
	struct issue_key key = at != NULL ? at->key : issues_begin(&m->q);
	struct issue_row *found = malloc(sizeof *found);
	bool end;
	int rc;

	if (found == NULL)
		abort();
	rc = issues_find(st, &m->q, NULL, &key, direction, found, &end);
	if (rc > 0)
		rc = issues_around(m, st, found);
	free(found);
	return rc < 0 ? -1 : 0;
}

/* A section was unfolded: to its first row. */
static int
load_section(struct issues_model *m, struct store *st, int section)
{
	struct issue_key key = issues_edge(&m->q, section, 1);
	struct issue_row *first = malloc(sizeof *first);
	bool end;
	int rc;

	if (first == NULL)
		abort();
	rc = issues_fetch(st, &m->q, &key, 1, first, 1, &end);
	if (rc > 0)
		rc = issues_around(m, st, first);
	free(first);
	return rc < 0 ? -1 : 0;
}

static void move(struct issues_model *m, int by);

static int
load_wanted(struct issues_model *m, struct store *st, const struct env *env)
{
	enum issues_want want = m->want;
	int step = m->step, rc;

	m->want = WANT_NOTHING;
	m->step = 0;
	switch (want) {
	case WANT_ALL: return load_all(m, st, env);
	case WANT_TOP: return resolve(m, st, env) != 0 ? -1 : issues_from_top(m, st);
	case WANT_BOTTOM: return issues_from_bottom(m, st);
	case WANT_SECTION: return load_section(m, st, step);
	case WANT_OVERDUE: return load_overdue(m, st, 1);
	case WANT_OVERDUE_BACK: return load_overdue(m, st, -1);
	case WANT_DOWN: case WANT_UP:
		rc = issues_slide(m, st, want == WANT_DOWN ? 1 : -1);
		move(m, step);
		m->want = WANT_NOTHING;
		return rc;
	default: return m->row_count == 0 ? load_all(m, st, env) : issues_refresh(m, st);
	}
}

static int
issues_load(void *model, struct store *st, const struct env *env)
{
	struct issues_model *m = model;
	int page;

	start(m, env);
	page = issues_layout(m, env).list_h;
	if (m->today != env->today || (m->page != page && m->row_count < 2 * page))
		m->want = WANT_ALL;
	m->today = env->today;
	m->page = page;
	if (load_wanted(m, st, env) != 0)
		return -1;
	issues_show_cursor(m);
	return 0;
}

static void
issues_unload(void *model)
{
	struct issues_model *m = model;

	free(m->rows);
	free(m->lines);
}

/* ---- the cursor --------------------------------------------------------------------- */

const struct issue_row *
issues_selected(const struct issues_model *m)
{
	if (m->cursor < 0 || m->cursor >= m->line_count || m->lines[m->cursor].row < 0)
		return NULL;
	return &m->rows[m->lines[m->cursor].row];
}

static struct effect
want(struct issues_model *m, enum issues_want what, int step)
{
	m->want = what;
	m->step = step;
	return fx(FX_LOAD);
}

/* Moves over what is on hand; what is left over is noted with the side to load. */
static void
move(struct issues_model *m, int by)
{
	int dir = by < 0 ? -1 : 1, at = m->cursor;

	for (; by != 0; by -= dir) {
		int next = at + dir;
		while (next >= 0 && next < m->line_count && !issues_stop(m, next))
			next += dir;
		if (next < 0 || next >= m->line_count)
			break;
		at = next;
	}
	m->cursor = at;
	issues_show_cursor(m);
	m->step = by;
	if (by > 0 && !m->at_end)
		m->want = WANT_DOWN;
	else if (by < 0 && !m->at_start)
		m->want = WANT_UP;
	else if (m->top + 2 * m->page > m->line_count && !m->at_end)
		m->want = WANT_DOWN;
	else if (m->top < m->page && !m->at_start)
		m->want = WANT_UP;
}

static struct effect
moved(struct issues_model *m, int by)
{
	int before = m->cursor, top = m->top;

	m->want = WANT_NOTHING;
	move(m, by);
	/* A page ahead either way is on hand; what lies behind it can wait until this one is painted. */
	if (m->want != WANT_NOTHING)
		return fx(m->step == 0 && (m->at_end || m->top + m->page <= m->line_count) &&
		          (m->at_start || m->top > 0) ? FX_AHEAD : FX_LOAD);
	m->step = 0;
	return fx(m->cursor != before || m->top != top ? FX_PAINT : FX_NONE);
}

static struct effect
to_overdue(struct issues_model *m, int dir)
{
	for (int i = m->cursor + dir; i >= 0 && i < m->line_count; i += dir)
		if (m->lines[i].row >= 0 && m->rows[m->lines[i].row].overdue > 0) {
			m->cursor = i;
			issues_show_cursor(m);
			return fx(FX_PAINT);
		}
	if (dir > 0 ? m->at_end : m->at_start)
		return fx_text(FX_REFUSE, "%s", dir > 0 ? _("no overdue issue further down")
		               : _("no overdue issue further up"));
	return want(m, dir > 0 ? WANT_OVERDUE : WANT_OVERDUE_BACK, 0);
}

/* ---- folding --------------------------------------------------------------------------- */

static struct effect
fold(struct issues_model *m, bool folded)
{
	int section = m->cursor < m->line_count ? m->lines[m->cursor].section : -1;

	if (section < 0 || m->q.sections[section].kind == SECTION_ALL || m->q.sections[section].folded == folded)
		return fx(FX_NONE);
	m->q.sections[section].folded = folded;
	/* Rows on hand stay or go without asking the cache when folding; unfolding fetches. */
	if (folded) {
		int kept = 0;
		for (int i = 0; i < m->row_count; i++)
			if (m->rows[i].key.section != section)
				m->rows[kept++] = m->rows[i];
		m->row_count = kept;
		issues_build(m);
		for (int i = 0; i < m->line_count; i++)
			if (m->lines[i].row < 0 && m->lines[i].section == section)
				m->cursor = i;
		issues_show_cursor(m);
		return moved(m, 0);
	}
	return want(m, WANT_SECTION, section);
}

static struct effect
toggle_mark(struct issues_model *m)
{
	struct effect e = issues_mark_toggle(m);

	if (e.kind != FX_PAINT)
		return e;
	e = moved(m, 1);
	return e.kind == FX_NONE ? fx(FX_PAINT) : e;
}

/* ---- other keys ------------------------------------------------------------------------------ */

static struct effect
open_selected(struct issues_model *m)
{
	const struct issue_row *r = issues_selected(m);

	if (r == NULL)
		return m->line_count > 0 ? fold(m, false) : fx(FX_NONE);
	return fx_open(SCREEN_ISSUE, "%s\t%d\t%s", r->key.id, (int)m->order, m->filter_text);
}

static struct effect
copy_rows(const struct issues_model *m)
{
	const struct issue_row *r = issues_selected(m);
	char *text = NULL, line[1024];
	size_t size = 0;
	FILE *out;
	struct effect e;

	if (r == NULL && m->mark_count == 0)
		return fx(FX_NONE);
	if ((out = open_memstream(&text, &size)) == NULL)
		abort();
	for (int i = 0; i < m->row_count; i++)
		if (m->mark_count > 0 ? issues_marked(m, m->rows[i].key.id) : &m->rows[i] == r) {
			issue_line_words(&m->rows[i], line, sizeof line);
			fprintf(out, "%s\n", line);
		}
	fclose(out);
	e = fx_text(FX_COPY, "%s", text);
	free(text);
	return e;
}

static struct effect
undo(const struct issues_model *m)
{
	const struct issue_row *r = issues_selected(m);
	struct effect e;

	if (r == NULL || r->pending[0] == '\0')
		return fx(FX_NONE);                  /* the console says whether it was delivered */
	if (r->pending_attempts > 0)
		return fx_text(FX_REFUSE, "%s", _("already on its way to the hub; see 7 outbox"));
	e = fx_text(FX_OUTBOX, "%s", r->pending_uuid);
	e.verb = "withdraw";
	return e;
}

static struct effect
act_on(struct issues_model *m, enum action act)
{
	switch (act) {
	case ACT_DOWN: return moved(m, 1);
	case ACT_UP: return moved(m, -1);
	case ACT_PAGE_DOWN: return moved(m, m->page - 1);
	case ACT_PAGE_UP: return moved(m, -(m->page - 1));
	case ACT_TOP: return want(m, WANT_TOP, 0);
	case ACT_BOTTOM: return want(m, WANT_BOTTOM, 0);
	case ACT_REFRESH:
		m->want = WANT_ALL;      /* the core asks the hub and loads */
		return fx(FX_NONE);
	case ACT_LEFT: return fold(m, true);
	case ACT_RIGHT: return fold(m, false);
	case ACT_OPEN: return open_selected(m);
	case ACT_NEXT_OVERDUE: return to_overdue(m, 1);
	case ACT_PREV_OVERDUE: return to_overdue(m, -1);
	case ACT_MARK: return toggle_mark(m);
	case ACT_MARK_RANGE: return issues_mark_range(m);
	case ACT_MARK_ALL: return issues_mark_all(m);
	case ACT_COPY: return copy_rows(m);
	case ACT_UNDO: return undo(m);
	case ACT_EXPORT: return issues_export(m);
	case ACT_SORT:
		m->order = (m->order + 1) % ISSUE_ORDERS;
		return want(m, WANT_ALL, 0);
	case ACT_PREVIEW:
		m->preview = m->preview < 0 ? 0 : -1;
		return fx(FX_PAINT);
	case ACT_CLOSE: return fx_verb("close");
	case ACT_ACK: return fx_verb("ack");
	case ACT_SNOOZE: return fx_verb("snooze");
	case ACT_REASSIGN: return fx_verb("reassign");
	case ACT_URGE: return fx_verb("urge");
	case ACT_ESCALATE: return fx_verb("escalate");
	case ACT_COMMENT: return fx_verb("comment");
	default: return fx(FX_NONE);
	}
}

static struct effect
issues_act(void *model, enum action act, const struct env *env)
{
	struct issues_model *m = model;
	int top = m->top;
	struct effect e = act_on(m, act);

	m->scrolled = env->hurried && (m->scrolled || m->top != top || e.kind == FX_LOAD);
	return e;
}

/* ---- searching and filtering -------------------------------------------------------------------- */

static struct effect
issues_search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct issues_model *m = model;
	const struct issue_row *at = issues_selected(m);
	struct issue_key key = at != NULL ? at->key : direction > 0 ? issues_begin(&m->q) : issues_end(&m->q);
	struct issue_row *found = malloc(sizeof *found);
	bool end = false, wrapped = false;
	int rc;

	(void)env;
	if (found == NULL)
		abort();
	if (strcmp(m->searched, needle) == 0)
		key = m->search_at;
	m->searched[0] = '\0';
	rc = issues_find(st, &m->q, needle, &key, direction, found, &end);
	if (rc == 0 && end) {
		wrapped = true;
		key = direction > 0 ? issues_begin(&m->q) : issues_end(&m->q);
		rc = issues_find(st, &m->q, needle, &key, direction, found, &end);
	}
	if (rc == 0 && !end && strlen(needle) < sizeof m->searched) {
		strcpy(m->searched, needle);
		m->search_at = key;
	}
	if (rc > 0 && issues_around(m, st, found) != 0)
		rc = -1;
	free(found);
	if (rc < 0)
		return fx_text(FX_REFUSE, "%s", store_error(st));
	if (rc == 0)
		return fx_text(FX_REFUSE, end ? _("\"%s\" is not in this list; f %s searches every open issue") :
		               _("\"%s\" is not among the next thousands; n searches on"), needle, needle);
	return wrapped ? fx_text(FX_SAY, "%s", _("search went round the end")) : fx(FX_PAINT);
}

static struct effect
issues_filter(void *model, const char *text, char *error, size_t error_size)
{
	struct issues_model *m = model;
	struct filter parsed;

	if (filter_parse(&parsed, text, error, (unsigned)error_size) != 0)
		return fx(FX_NONE);
	m->filter = parsed;
	m->unparsed = false;
	filter_format(&m->filter, m->filter_text, sizeof m->filter_text);
	m->mark_count = 0;
	return want(m, WANT_ALL, 0);
}

static const char *
issues_filter_text(const void *model)
{
	return ((const struct issues_model *)model)->filter_text;
}

static bool
issues_dirty(void *model)
{
	struct issues_model *m = model;

	if (m->mark_count > 0) {
		m->mark_count = 0;
		return true;
	}
	if (m->filter.count == 0 && m->filter_text[0] == '\0' && m->error[0] == '\0')
		return false;
	m->unparsed = false;
	m->filter.count = 0;
	m->filter_text[0] = '\0';
	m->want = WANT_ALL;
	return true;
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct issue_row *r = issues_selected(model);

	if (r == NULL)
		return;
	issue_lineage(r, env, out);
	lineage_columns(out, issues_list.columns, r, env);
}

const struct screen_ops issues_screen = {
	.name = "issues", .title = N_("issues"),
	.scope = SCOPE_MOVE | SCOPE_ISSUES | SCOPE_STEPS, .list = &issues_list,
	.topics = TOPIC(KIND_ISSUE) | TOPIC(KIND_DIVISION) | TOPIC(KIND_TERM) | TOPIC_OUTBOX | TOPIC_META,
	.model_size = sizeof(struct issues_model),
	.load = issues_load, .unload = issues_unload, .act = issues_act, .lineage = lineage, .paint = issues_paint,
	.targets = issues_targets, .search = issues_search,
	.filter = issues_filter, .filter_text = issues_filter_text, .dirty = issues_dirty,
};
