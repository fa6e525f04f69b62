/* Marks of the issue list: what a step applies to when it is more than the row under the cursor. */

#include "screens/work/issues.h"

static int
mark_index(const struct issues_model *m, const char *id)
{
	for (int i = 0; i < m->mark_count; i++)
		if (strcmp(m->marks[i], id) == 0)
			return i;
	return -1;
}

bool
issues_marked(const struct issues_model *m, const char *id)
{
	return m->mark_count > 0 && mark_index(m, id) >= 0;
}

static bool
mark(struct issues_model *m, const char *id)
{
	if (mark_index(m, id) >= 0)
		return true;
	if (m->mark_count == MARKS_MAX)
		return false;
	snprintf(m->marks[m->mark_count++], sizeof m->marks[0], "%s", id);
	return true;
}

static void
unmark(struct issues_model *m, int at)
{
	memmove(m->marks[at], m->marks[at + 1], (size_t)(m->mark_count - at - 1) * sizeof m->marks[0]);
	m->mark_count--;
}

/* The row of a line that may be marked. */
static const struct issue_row *
row_at(const struct issues_model *m, int line)
{
	const struct issue_row *r = m->lines[line].row >= 0 ? &m->rows[m->lines[line].row] : NULL;

	return r != NULL && !r->gone && !r->out ? r : NULL;
}

void
issues_unmark_done(struct issues_model *m)
{
	int at;

	for (int i = 0; i < m->row_count; i++)
		if ((m->rows[i].gone || m->rows[i].out) && (at = mark_index(m, m->rows[i].key.id)) >= 0)
			unmark(m, at);
}

static struct effect
too_many(void)
{
	return fx_text(FX_REFUSE, _("at most %d marks"), MARKS_MAX);
}

struct effect
issues_mark_toggle(struct issues_model *m)
{
	const struct issue_row *r = issues_selected(m);
	int at;

	if (r == NULL)
		return fx(FX_NONE);
	if (r->gone || r->out)
		return fx_text(FX_REFUSE, _("%s is done and no longer in this list"), r->key.id);
	if ((at = mark_index(m, r->key.id)) >= 0)
		unmark(m, at);
	else if (!mark(m, r->key.id))
		return too_many();
	return fx(FX_PAINT);
}

struct effect
issues_mark_range(struct issues_model *m)
{
	int from = -1, low, high;

	for (int i = 0; m->mark_count > 0 && i < m->line_count; i++)
		if (m->lines[i].row >= 0 && strcmp(m->rows[m->lines[i].row].key.id, m->marks[m->mark_count - 1]) == 0)
			from = i;
	if (from < 0)
		return fx_text(FX_REFUSE, "%s", _("mark the first row of the range with Space, then v on the last"));
	low = from < m->cursor ? from : m->cursor;
	high = from < m->cursor ? m->cursor : from;
	for (int i = low; i <= high; i++) {
		const struct issue_row *r = row_at(m, i);
		if (r != NULL && !mark(m, r->key.id))
			return too_many();
	}
	return fx(FX_PAINT);
}

/* All rows on screen; once they all are, none of them. */
struct effect
issues_mark_all(struct issues_model *m)
{
	bool every = true;
	int at;

	for (int pass = 0; pass < 2; pass++)
		for (int i = m->top; i < m->top + m->page && i < m->line_count; i++) {
			const struct issue_row *r = row_at(m, i);
			const char *id;
			if (r == NULL)
				continue;
			id = r->key.id;
			if (pass == 0)
				every = every && issues_marked(m, id);
			else if (!every && !mark(m, id))
				return too_many();
			else if (every && (at = mark_index(m, id)) >= 0)
				unmark(m, at);
		}
	return fx(FX_PAINT);
}

void
issues_targets(const void *model, struct targets *out)
{
	const struct issues_model *m = model;
	const struct issue_row *r = issues_selected(m);

	out->kind = KIND_ISSUE;
	out->count = 0;
	/* Marked and in sight: a mark scrolled away or folded in is not acted on. */
	for (int i = m->top; m->mark_count > 0 && i < m->top + m->page && i < m->line_count &&
	     out->count < TARGETS_MAX; i++)
		if (m->lines[i].row >= 0 && issues_marked(m, m->rows[m->lines[i].row].key.id))
			memcpy(out->id[out->count++], m->rows[m->lines[i].row].key.id, TARGET_ID);
	if (out->count == 0 && m->mark_count == 0 && r != NULL)
		memcpy(out->id[out->count++], r->key.id, TARGET_ID);
}
