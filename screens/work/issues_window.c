/* The window of the issue list: fetching either way, headings between rows, keeping the cursor on its issue. */
#include "screens/work/issues_in.h"

static int
grow(void **array, int *room, int need, size_t size)
{
	void *grown;

	if (need <= *room)
		return 0;
	if ((grown = realloc(*array, (size_t)need * size)) == NULL)
		abort();
	*array = grown;
	*room = need;
	return 0;
}

/* ---- lines ------------------------------------------------------------------- */

static void
add_line(struct issues_model *m, int section, int row)
{
	grow((void **)&m->lines, &m->line_room, m->line_count + 1 > m->line_room ? m->line_count + 64 : 0,
	     sizeof *m->lines);
	m->lines[m->line_count++] = (struct issue_line){ section, row };
}

/* Headings of the sections after `prev` up to and with `upto`; of those between only folded ones show. */
static void
add_headings(struct issues_model *m, int prev, int upto, bool last)
{
	for (int s = prev + 1; s <= upto && s < m->q.section_count; s++) {
		const struct issue_section *sec = &m->q.sections[s];
		if (sec->kind == SECTION_ALL)
			continue;
		if ((s == upto && !last) || (sec->folded && (sec->count > 0 || !sec->exact)))
			add_line(m, s, -1);
	}
}

/* What the rows on hand say beside the counts. */
static void
tally(struct issues_model *m)
{
	m->pending = m->done_all = 0;
	memset(m->done, 0, sizeof m->done);
	for (int i = 0; i < m->row_count; i++) {
		const struct issue_row *r = &m->rows[i];
		bool done = r->gone || r->out;
		m->pending += r->pending[0] != '\0';
		m->done_all += done;
		m->done[r->key.section] += done;
	}
}

void
issues_build(struct issues_model *m)
{
	int prev = m->before_section;

	m->line_count = 0;
	tally(m);
	for (int i = 0; i < m->row_count; i++) {
		int section = m->rows[i].key.section;
		if (section != prev)
			add_headings(m, prev, section, false);
		prev = section;
		add_line(m, section, i);
	}
	if (m->at_end)
		add_headings(m, prev, m->q.section_count - 1, true);
}

/* ---- what the cursor is on ------------------------------------------------------ */

struct spot { bool heading; int section; char id[TARGET_ID]; };

static struct spot
spot_at(const struct issues_model *m, int line)
{
	struct spot s = { .section = -1 };

	if (line < 0 || line >= m->line_count)
		return s;
	s.section = m->lines[line].section;
	s.heading = m->lines[line].row < 0;
	if (!s.heading)
		memcpy(s.id, m->rows[m->lines[line].row].key.id, sizeof s.id);
	return s;
}

static int
line_of(const struct issues_model *m, const struct spot *s)
{
	for (int i = 0; i < m->line_count; i++) {
		const struct issue_line *l = &m->lines[i];
		if (s->heading ? l->row < 0 && l->section == s->section
		               : l->row >= 0 && strcmp(m->rows[l->row].key.id, s->id) == 0)
			return i;
	}
	return -1;
}

/* A line the cursor may stand on: a row, or a folded heading. */
bool
issues_stop(const struct issues_model *m, int line)
{
	const struct issue_line *l = &m->lines[line];

	return l->row >= 0 || m->q.sections[l->section].folded;
}

void
issues_show_cursor(struct issues_model *m)
{
	int max = m->line_count > m->page ? m->line_count - m->page : 0;

	if (m->cursor >= m->line_count)
		m->cursor = m->line_count - 1;
	if (m->cursor < 0)
		m->cursor = 0;
	if (m->line_count > 0 && !issues_stop(m, m->cursor))
		m->cursor += m->cursor + 1 < m->line_count ? 1 : -(m->cursor > 0);
	if (m->cursor < m->top)
		m->top = m->cursor;
	/* A first row brings its heading with it. */
	if (m->top == m->cursor && m->top > 0 && m->lines[m->top - 1].row < 0 && m->page > 1)
		m->top--;
	if (m->cursor >= m->top + m->page)
		m->top = m->cursor - m->page + 1;
	if (m->top > max && m->at_end)
		m->top = max;
}

/* ---- fetching --------------------------------------------------------------------- */

static struct issue_row *
room_for_rows(struct issues_model *m, int more)
{
	grow((void **)&m->rows, &m->row_room, m->row_count + more, sizeof *m->rows);
	return m->rows + m->row_count;
}

static int
append(struct issues_model *m, struct store *st, int want)
{
	int n = issues_fetch(st, &m->q, &m->tail, 1, room_for_rows(m, want), want, &m->at_end);

	if (n > 0)
		m->row_count += n;
	return n;
}

/* Fetches backwards into the front; one row more than wanted tells which section lies before. */
static int
prepend(struct issues_model *m, struct store *st, int want)
{
	struct issue_row *got = calloc((size_t)want + 1, sizeof *got);
	int n, keep;

	if (got == NULL)
		abort();
	n = issues_fetch(st, &m->q, &m->head, -1, got, want + 1, &m->at_start);
	if (n < 0) {
		free(got);
		return -1;
	}
	keep = n > want ? want : n;
	m->before_section = n > want ? got[want].key.section : m->at_start ? -1 : m->head.section;
	if (n > want)
		m->head = got[want - 1].key;
	room_for_rows(m, keep);
	memmove(m->rows + keep, m->rows, (size_t)m->row_count * sizeof *m->rows);
	for (int i = 0; i < keep; i++)
		m->rows[i] = got[keep - 1 - i];
	m->row_count += keep;
	free(got);
	return keep;
}

static void
drop_front(struct issues_model *m, int n)
{
	if (n <= 0)
		return;
	m->before_section = m->rows[n - 1].key.section;
	m->at_start = false;
	memmove(m->rows, m->rows + n, (size_t)(m->row_count - n) * sizeof *m->rows);
	m->row_count -= n;
	m->head = m->rows[0].key;
}

static void
drop_back(struct issues_model *m, int n)
{
	if (n <= 0)
		return;
	m->row_count -= n;
	m->at_end = false;
	m->tail = m->rows[m->row_count - 1].key;
}

/* The row on or after a line; row_count when there is none. */
static int
row_from(const struct issues_model *m, int line)
{
	for (; line < m->line_count; line++)
		if (line >= 0 && m->lines[line].row >= 0)
			return m->lines[line].row;
	return m->row_count;
}

static void
keep_spot(struct issues_model *m, const struct spot *cursor, const struct spot *top)
{
	int at;

	issues_build(m);
	m->cursor = (at = line_of(m, cursor)) >= 0 ? at : m->cursor;
	m->top = (at = line_of(m, top)) >= 0 ? at : m->cursor;
}

int
issues_slide(struct issues_model *m, struct store *st, int direction)
{
	struct spot cursor = spot_at(m, m->cursor), top = spot_at(m, m->top);
	int first = row_from(m, m->top), last = row_from(m, m->top + m->page), rc;

	if (direction > 0) {
		drop_front(m, first - m->page < m->row_count ? first - m->page : 0);
		rc = append(m, st, 2 * m->page);
	} else {
		if (last + m->page < m->row_count)
			drop_back(m, m->row_count - last - m->page);
		rc = prepend(m, st, 2 * m->page);
	}
	keep_spot(m, &cursor, &top);
	return rc < 0 ? -1 : 0;
}

static void
empty(struct issues_model *m)
{
	m->row_count = m->line_count = m->cursor = m->top = 0;
	m->at_start = m->at_end = m->stale = false;
	m->before_section = -1;
}

int
issues_from_top(struct issues_model *m, struct store *st)
{
	int rc;

	empty(m);
	m->at_start = true;
	m->head = m->tail = issues_begin(&m->q);
	rc = append(m, st, 2 * m->page);
	issues_build(m);
	issues_show_cursor(m);
	return rc < 0 ? -1 : 0;
}

int
issues_from_bottom(struct issues_model *m, struct store *st)
{
	int rc;

	empty(m);
	m->at_end = true;
	m->head = m->tail = issues_end(&m->q);
	rc = prepend(m, st, 2 * m->page);
	issues_build(m);
	m->cursor = m->line_count - 1;
	issues_show_cursor(m);
	return rc < 0 ? -1 : 0;
}

int
issues_around(struct issues_model *m, struct store *st, const struct issue_row *row)
{
	struct spot spot = { .section = row->key.section };
	struct issue_row copy = *row;       /* it may be one of ours */
	int rc;

	memcpy(spot.id, copy.key.id, sizeof spot.id);
	empty(m);
	m->head = m->tail = copy.key;
	*room_for_rows(m, 1) = copy;
	m->row_count = 1;
	rc = prepend(m, st, m->page);
	if (rc >= 0)
		rc = append(m, st, 2 * m->page);
	issues_build(m);
	m->cursor = line_of(m, &spot);
	m->top = m->cursor - m->page / 3;
	if (m->top < 0)
		m->top = 0;
	issues_show_cursor(m);
	return rc < 0 ? -1 : 0;
}

/* ---- refreshing -------------------------------------------------------------------- */

/* The rows on hand, read again where they stand: nothing moves under the officer's eyes.  What went out of the
 * list is seen to have; news is only what the count has beyond that. */
int
issues_refresh(struct issues_model *m, struct store *st)
{
	long shown = m->q.shown;
	int rc = 0, done = m->done_all;

	for (int i = 0; i < m->row_count && rc >= 0; i++)
		rc = issues_reread(st, &m->q, &m->rows[i]);
	tally(m);
	issues_unmark_done(m);
	if (rc >= 0 && (rc = issues_count(st, &m->q)) == 0 && m->q.shown != shown - (m->done_all - done))
		m->stale = true;
	return rc < 0 ? -1 : 0;
}
