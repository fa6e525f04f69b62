#include "store/read/tasks.h"

#include "model/flow/flow.h"
#include "model/records/grow.h"
#include "model/figures/progress.h"
#include "model/text/utf8.h"
#include "store/cache/db.h"
#include "store/read/tasks.sql.h"

/* ---- building the tree --------------------------------------------------------- */

/* What is needed of a node only until it has been judged. */
struct raw { int weight, pct; int32_t checked; char *trail; };

struct making {
	struct store *st;
	const struct tasks_when *when;
	struct task_tree *tree;
	struct raw *raw;
	struct progress_node *progress;
	int raw_count;
};

static int
out_of_memory(struct store *st)
{
	return store_fail(st, "tasks: out of memory");
}

COLUMNS(front, struct task_front, COL(id), COL_NAME(name))
COLUMNS(node, struct task_node, COL(pk), COL(id), COL(depth), COL_SKIP, COL_DAY(start), COL_DAY(due), COL(status),
	COL_DAY_OF(done), COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL(division))
COLUMNS(raw, struct raw, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL(weight),
	COL(pct), COL(trail), COL_SKIP, COL_SKIP, COL_DAY_OF(checked))

static int
front_index(const struct task_tree *t, const char *id)
{
	for (int i = 0; i < t->front_count; i++)
		if (strcmp(t->fronts[i].id, id) == 0)
			return i;
	return -1;
}

/* Sets parents and subtree ends from the depth-first order. */
static void
link_nodes(struct task_tree *t)
{
	int open[TASK_DEPTH_MAX + 1] = { 0 };

	for (int i = 0; i < t->count; i++) {
		struct task_node *n = &t->nodes[i];
		n->depth = n->depth > TASK_DEPTH_MAX ? TASK_DEPTH_MAX : n->depth;
		n->parent = n->depth > 0 && i > 0 ? open[n->depth - 1] : -1;
		open[n->depth] = i;
		n->end = i + 1;
		for (int p = n->parent; p >= 0; p = t->nodes[p].parent)
			t->nodes[p].end = i + 1;
		if (n->front < 0 && n->parent >= 0)
			n->front = t->nodes[n->parent].front;
	}
}

static int
load_nodes(struct making *m)
{
	struct rows r = rows_open(m->st, SQL_TASKS_TREE, NULL);

	while (rows_next(&r)) {
		struct task_node *n = GROW(m->tree->nodes, m->tree->count);
		row_fill(&r, node, n);
		row_fill(&r, raw, GROW(m->raw, m->raw_count));
		n->front = front_index(m->tree, row_text(&r, 3));
		m->tree->sample |= row_int(&r, 11) != 0;
	}
	link_nodes(m->tree);
	return rows_close(&r);
}

/* Where its pace line begins: its own start, its parents' where it has none, the campaign's where nobody has. */
static int32_t
line_start(const struct making *m, int i)
{
	for (; i >= 0; i = m->tree->nodes[i].parent)
		if (m->tree->nodes[i].start != CIVIL_NONE)
			return m->tree->nodes[i].start;
	return m->when->campaign_start;
}

/* Rolls up how far the nodes begin .. end - 1 were on `today` and the days before. */
static int
roll(struct making *m, int begin, int end, int32_t today, bool as_of)
{
	int credit[PROGRESS_DAYS];

	for (int i = begin; i < end; i++) {
		const struct task_node *n = &m->tree->nodes[i];
		struct progress_node *p = &m->progress[i - begin];
		*p = (struct progress_node){ .parent = i == begin ? -1 : n->parent - begin,
		                             .weight = m->raw[i].weight };
		if (n->parent < begin)
			p->parent = -1;
		p->pace = time_share(line_start(m, i), n->due, today, FINE_WHOLE);
		if (n->end != i + 1)
			continue;
		task_series(n->status, m->raw[i].pct, m->raw[i].trail, m->raw[i].checked, today, as_of, credit);
		progress_leaf(p, credit);
	}
	return progress_roll(m->progress, end - begin);
}

static int
make_tree(struct making *m)
{
	m->tree->front_count = rows_fill(rows_open(m->st, SQL_TASKS_FRONTS, BIND(ENGLISH(m->when->english))), front,
	                                 m->tree->fronts, TASK_FRONTS);
	if (m->tree->front_count < 0 || load_nodes(m) != 0)
		return -1;
	m->progress = malloc(((size_t)m->tree->count + 1) * sizeof *m->progress);
	return m->progress != NULL ? 0 : out_of_memory(m->st);
}

static void
making_clear(struct making *m)
{
	for (int i = 0; i < m->raw_count; i++)
		free(m->raw[i].trail);
	free(m->raw);
	free(m->progress);
}

/* ---- judging ------------------------------------------------------------------------ */

/* `whole`: it stood at 100, which is so whatever else of a past day nothing tells. */
static bool
leaf_finished(const struct task_node *n, bool whole, const struct tasks_when *w)
{
	bool done = strcmp(n->status, "CHECKED") == 0 || strcmp(n->status, "DONE") == 0 ||
	            (whole && strcmp(n->status, PAST_UNTOLD) == 0);

	return done && (!w->as_of || n->done == CIVIL_NONE || n->done <= w->today);
}

/* The fortnight behind, from the start of the task on, oldest first. */
static int
fortnight(const struct task_node *n, const int *fine, int32_t today, struct pace_point *points)
{
	int count = 0;

	for (int day = PROGRESS_DAYS - 1; day >= 0; day--)
		if (n->start == CIVIL_NONE || today - day >= n->start || day == 0)
			points[count++] = (struct pace_point){ today - day, fine[day] };
	return count;
}

static void
judge_node(struct making *m, int i)
{
	struct task_node *n = &m->tree->nodes[i];
	const struct tasks_when *w = m->when;
	struct pace_point points[PROGRESS_DAYS];

	for (int k = i; k < n->end; k++)
		if (m->tree->nodes[k].end == k + 1) {
			n->leaves++;
			n->complete += leaf_finished(&m->tree->nodes[k], m->raw[k].pct >= 100, w);
		}
	n->credit = progress_bp(m->progress[i].credit[0]);
	n->pace = progress_bp(m->progress[i].pace);
	n->finished = n->complete == n->leaves;
	n->overdue = !n->finished && n->due != CIVIL_NONE && n->due < w->today;
	n->counts = n->end == i + 1 && (n->due == CIVIL_NONE || n->due >= w->campaign_start);
	if (n->counts)
		n->lateness = n->finished ? lateness_done(n->due, n->done) :
			lateness_open(n->due, CIVIL_NONE, w->today, due_soon_until(w->cal, w->rules, w->today));
	if (n->due != CIVIL_NONE)
		forecast_make(&n->forecast, points, fortnight(n, m->progress[i].credit, w->today, points),
		              m->progress[i].credit[0], n->due, w->today, w->cal);
	n->lamp = lamp_task(&(struct task_lamp_in){ n->credit, n->pace, n->start, n->due, w->today, n->finished },
	                    w->cal, w->rules);
}

static void
sum_up(struct task_tree *t, int32_t campaign_start)
{
	t->first = t->last = CIVIL_NONE;
	for (int i = 0; i < t->count; i++) {
		const struct task_node *n = &t->nodes[i];
		int32_t from = n->start != CIVIL_NONE ? n->start : n->due;
		if (n->due != CIVIL_NONE && n->due < campaign_start)
			continue;
		if (from != CIVIL_NONE && (t->first == CIVIL_NONE || from < t->first))
			t->first = from;
		if (n->due != CIVIL_NONE && n->due > t->last)
			t->last = n->due;
		if (n->end != i + 1)
			continue;
		t->leaves++;
		t->finished += n->finished;
		t->checked += n->credit >= 10000;
		t->overdue += n->overdue;
	}
}

int
tasks_tree(struct store *st, const struct tasks_when *when, struct task_tree *out)
{
	struct making m = { .st = st, .when = when, .tree = out };
	int rc;

	memset(out, 0, sizeof *out);
	rc = make_tree(&m);
	if (rc == 0 && roll(&m, 0, out->count, when->today, when->as_of) != 0)
		rc = out_of_memory(st);
	for (int i = 0; rc == 0 && i < out->count; i++)
		judge_node(&m, i);
	sum_up(out, when->campaign_start);
	making_clear(&m);
	if (rc != 0)
		tasks_tree_clear(out);
	return rc;
}

void
tasks_tree_clear(struct task_tree *tree)
{
	free(tree->nodes);
	memset(tree, 0, sizeof *tree);
}

int
tasks_history(struct store *st, const struct tasks_when *when, const char *id, int32_t from, int count, int *credit)
{
	struct task_tree tree = { 0 };
	struct making m = { .st = st, .when = when, .tree = &tree };
	int rc = make_tree(&m), node = 0;

	for (int i = 0; i < count; i++)
		credit[i] = INT_MIN;
	while (node < tree.count && strcmp(tree.nodes[node].id, id) != 0)
		node++;
	if (node == tree.count)
		count = 0;
	for (int32_t day = from + count - 1; rc == 0 && day >= from; day -= PROGRESS_DAYS) {
		if (day > when->today)
			day = when->today;
		if (day < from)
			break;
		rc = roll(&m, node, tree.nodes[node].end, day, when->as_of || day != when->today);
		for (int k = 0; rc == 0 && k < PROGRESS_DAYS && day - k >= from; k++)
			credit[day - k - from] = progress_bp(m.progress[0].credit[k]);
	}
	making_clear(&m);
	tasks_tree_clear(&tree);
	return rc;
}

/* ---- the words of one task --------------------------------------------------------------- */

COLUMNS(row, struct task_row, COL(pk), COL(id), COL(owner), COL(title), COL_NAME(post), COL(unit), COL_NAME(division),
        COL(clause),
	COL(note), COL_INSTANT(urged_at), COL(rev), COL_NAME(front), COL_NAME(pillar), COL(weight), COL(evidence),
	COL_INSTANT(done_at), COL(done_by), COL(checked_by))

static int
words(struct store *st, int64_t first, int64_t last, bool english, struct task_row **out, int *count)
{
	*out = NULL;
	*count = 0;
	if (rows_all(rows_open(st, SQL_TASKS_ROWS, BIND(I(first), I(last), ENGLISH(english))), row, out, count) != 0)
		return -1;
	for (int i = 0; i < *count; i++)
		store_pending_verb(st, KIND_TASK, (*out)[i].id, (*out)[i].pending, sizeof (*out)[i].pending);
	return 0;
}

int
tasks_rows(struct store *st, bool english, struct task_row **out, int *count)
{
	return words(st, INT64_MIN, INT64_MAX, english, out, count);
}

int
tasks_row(struct store *st, int64_t pk, bool english, struct task_row *out)
{
	struct task_row *found;
	int count, rc = words(st, pk, pk, english, &found, &count);

	*out = count > 0 ? found[0] : (struct task_row){ .pk = pk };
	free(found);
	return rc != 0 ? -1 : count == 0;
}

int
tasks_evidence(struct store *st, int64_t pk, char *out, size_t size)
{
	struct rows r = rows_open(st, SQL_TASKS_EVIDENCE, BIND(I(pk)));
	size_t used = 0;

	*out = '\0';
	while (rows_next(&r) && used + 2 < size) {
		snprintf(out + used, size - used, "%s%s", used > 0 ? "\n" : "", row_text(&r, 1));
		out[utf8_clip(out, size - 1)] = '\0';
		used = strlen(out);
	}
	return rows_close(&r);
}

COLUMNS(event, struct object_event, COL_INSTANT(at), COL_NAME(who), COL(verb), COL(to), COL(note), COL(from))

int
object_events(struct store *st, enum kind kind, const char *id, bool english, struct object_event *out, int max)
{
	return rows_fill(rows_open(st, SQL_OBJECT_EVENTS, BIND(T(record_kinds[kind].name), T(id), I(max),
	                                                       ENGLISH(english))), event, out, max);
}
