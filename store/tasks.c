#include "store/tasks.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/progress.h"
#include "model/utf8.h"
#include "store/db.h"
#include "store/tasks.sql.h"

/* ---- small reading helpers --------------------------------------------------- */

/* ---- building the tree --------------------------------------------------------- */

/* What is needed of a node only until it has been judged. */
struct raw { int weight, pct; char *trail; };

struct making {
	struct store *st;
	const struct tasks_when *when;
	struct task_tree *tree;
	struct raw *raw;
	struct progress_node *progress;
	int room;
};

static int
out_of_memory(struct store *st)
{
	return store_fail(st, "tasks: out of memory");
}

static int
load_fronts(struct making *m)
{
	sqlite3_stmt *q = store_stmt(m->st, SQL_TASKS_FRONTS);
	struct task_tree *t = m->tree;
	int rc = SQLITE_DONE;

	if (q == NULL)
		return -1;
	while (t->front_count < TASK_FRONTS && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct task_front *f = &t->fronts[t->front_count++];
		column_copy(q, 0, f->id, sizeof f->id);
		column_copy(q, m->when->english ? 2 : 1, f->name, sizeof f->name);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(m->st, "fronts");
}

static int
front_index(const struct task_tree *t, const char *id)
{
	for (int i = 0; i < t->front_count; i++)
		if (strcmp(t->fronts[i].id, id) == 0)
			return i;
	return -1;
}

/* One more node, zeroed; NULL when out of memory. */
static struct task_node *
next_node(struct making *m)
{
	int room = m->room * 2 + 64;
	void *nodes, *raw;

	if (m->tree->count == m->room) {
		if ((nodes = realloc(m->tree->nodes, (size_t)room * sizeof *m->tree->nodes)) != NULL)
			m->tree->nodes = nodes;
		if ((raw = realloc(m->raw, (size_t)room * sizeof *m->raw)) != NULL)
			m->raw = raw;
		if (nodes == NULL || raw == NULL)
			return NULL;
		m->room = room;
	}
	m->raw[m->tree->count] = (struct raw){ 0 };
	memset(&m->tree->nodes[m->tree->count], 0, sizeof *m->tree->nodes);
	return &m->tree->nodes[m->tree->count++];
}

static int
read_node(struct making *m, sqlite3_stmt *q)
{
	int64_t done_at = column_instant(q, 7);
	struct task_node *n = next_node(m);
	struct raw *raw = &m->raw[m->tree->count - 1];

	if (n == NULL)
		return -1;
	n->pk = sqlite3_column_int64(q, 0);
	column_copy(q, 1, n->id, sizeof n->id);
	n->depth = sqlite3_column_int(q, 2);
	n->front = front_index(m->tree, column_text(q, 3));
	n->start = civil_parse(column_text(q, 4));
	n->due = civil_parse(column_text(q, 5));
	column_copy(q, 6, n->status, sizeof n->status);
	n->done = done_at != 0 ? instant_day(done_at) : CIVIL_NONE;
	raw->weight = sqlite3_column_int(q, 8);
	raw->pct = sqlite3_column_int(q, 9);
	raw->trail = *column_text(q, 10) != '\0' ? strdup(column_text(q, 10)) : NULL;
	column_copy(q, 12, n->division, sizeof n->division);
	m->tree->sample |= sqlite3_column_int(q, 11) != 0;
	return 0;
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
	sqlite3_stmt *q = store_stmt(m->st, SQL_TASKS_TREE);
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && read_node(m, q) == 0)
		;
	sqlite3_reset(q);
	link_nodes(m->tree);
	return rc == SQLITE_DONE ? 0 : rc == SQLITE_ROW ? out_of_memory(m->st) : store_fail(m->st, "tasks");
}

/* Rolls up how far the nodes begin .. end - 1 were on `today` and the days before. */
static int
roll(struct making *m, int begin, int end, int32_t today, bool as_of)
{
	for (int i = begin; i < end; i++) {
		const struct task_node *n = &m->tree->nodes[i];
		struct progress_node *p = &m->progress[i - begin];
		*p = (struct progress_node){ .parent = i == begin ? -1 : n->parent - begin, .weight = m->raw[i].weight };
		if (n->parent < begin)
			p->parent = -1;
		p->pace = time_pct(n->start, n->due, today);
		if (n->end == i + 1)
			task_series(n->status, m->raw[i].pct, m->raw[i].trail, today, as_of, p->credit);
	}
	return progress_roll(m->progress, end - begin);
}

static int
make_tree(struct making *m)
{
	if (load_fronts(m) != 0 || load_nodes(m) != 0)
		return -1;
	m->progress = malloc(((size_t)m->tree->count + 1) * sizeof *m->progress);
	return m->progress != NULL ? 0 : out_of_memory(m->st);
}

static void
making_clear(struct making *m)
{
	for (int i = 0; m->raw != NULL && i < m->tree->count; i++)
		free(m->raw[i].trail);
	free(m->raw);
	free(m->progress);
}

/* ---- judging ------------------------------------------------------------------------ */

static bool
leaf_finished(const struct task_node *n, const struct tasks_when *w)
{
	bool done = strcmp(n->status, "CHECKED") == 0 || strcmp(n->status, "DONE") == 0;

	return done && (!w->as_of || n->done == CIVIL_NONE || n->done <= w->today);
}

static enum lamp
node_lamp(const struct task_node *n, int pace, const struct tasks_when *w)
{
	int pct = n->credit / 100;
	enum lamp lamp;

	if (pct == 0 && !n->overdue && n->start != CIVIL_NONE && n->start > w->today)
		return LAMP_GREY;
	lamp = lamp_progress(pct, pace, pct >= 100, n->overdue, w->rules);
	if (!n->finished && n->due != CIVIL_NONE && !n->overdue &&
	    workdays_between(w->cal, w->today, n->due) <= w->rules->due_soon_workdays)
		lamp = lamp_worse(lamp, LAMP_YELLOW);
	return lamp;
}

/* The fortnight behind, from the start of the task on, oldest first. */
static int
fortnight(const struct task_node *n, const int *credit, int32_t today, struct pace_point *points)
{
	int count = 0;

	for (int day = PROGRESS_DAYS - 1; day >= 0; day--)
		if (n->start == CIVIL_NONE || today - day >= n->start || day == 0)
			points[count++] = (struct pace_point){ today - day, credit[day] / 100 };
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
			n->complete += leaf_finished(&m->tree->nodes[k], w);
		}
	n->credit = m->progress[i].credit[0];
	n->finished = n->complete == n->leaves;
	n->overdue = !n->finished && n->due != CIVIL_NONE && n->due < w->today;
	if (n->due != CIVIL_NONE)
		forecast_make(&n->forecast, points, fortnight(n, m->progress[i].credit, w->today, points),
		              n->credit / 100, n->due, w->today, w->cal);
	n->lamp = node_lamp(n, m->progress[i].pace, w);
}

static void
sum_up(struct task_tree *t)
{
	t->first = t->last = CIVIL_NONE;
	for (int i = 0; i < t->count; i++) {
		const struct task_node *n = &t->nodes[i];
		int32_t from = n->start != CIVIL_NONE ? n->start : n->due;
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
	sum_up(out);
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
			credit[day - k - from] = m.progress[0].credit[k];
	}
	making_clear(&m);
	tasks_tree_clear(&tree);
	return rc;
}

/* ---- the words of one task --------------------------------------------------------------- */

int
tasks_row(struct store *st, int64_t pk, bool english, struct task_row *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_TASKS_ROW);
	char id[64], code[16];

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, pk);
	if (sqlite3_step(q) != SQLITE_ROW) {
		sqlite3_reset(q);
		return 1;
	}
	out->pk = pk;
	column_copy(q, 0, id, sizeof id);
	column_copy(q, 1, out->title, sizeof out->title);
	column_copy(q, english ? 3 : 2, out->post, sizeof out->post);
	column_copy(q, 4, out->unit, sizeof out->unit);
	column_copy(q, 5, code, sizeof code);
	column_copy(q, 6, out->clause, sizeof out->clause);
	column_copy(q, 7, out->note, sizeof out->note);
	out->urged_at = column_instant(q, 8);
	out->rev = sqlite3_column_int64(q, 9);
	column_copy(q, english ? 11 : 10, out->front, sizeof out->front);
	column_copy(q, english ? 13 : 12, out->pillar, sizeof out->pillar);
	out->weight = sqlite3_column_int(q, 14);
	out->evidence = sqlite3_column_int(q, 15);
	out->done_at = column_instant(q, 16);
	column_copy(q, 17, out->done_by, sizeof out->done_by);
	column_copy(q, 18, out->checked_by, sizeof out->checked_by);
	sqlite3_reset(q);
	store_division(st, code, english, out->division, sizeof out->division);
	store_pending_verb(st, KIND_TASK, id, out->pending, sizeof out->pending);
	return 0;
}

const char *
tasks_title(struct store *st, int64_t pk, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_TASKS_TITLE);

	*out = '\0';
	if (q == NULL)
		return out;
	sqlite3_bind_int64(q, 1, pk);
	if (sqlite3_step(q) == SQLITE_ROW)
		column_copy(q, 0, out, size);
	sqlite3_reset(q);
	return out;
}

int
tasks_evidence(struct store *st, int64_t pk, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_TASKS_EVIDENCE);
	size_t used = 0;

	*out = '\0';
	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, pk);
	while (sqlite3_step(q) == SQLITE_ROW && used + 2 < size) {
		snprintf(out + used, size - used, "%s%s", used > 0 ? "\n" : "", column_text(q, 1));
		out[utf8_clip(out, size - 1)] = '\0';
		used = strlen(out);
	}
	sqlite3_reset(q);
	return 0;
}

int
object_events(struct store *st, enum kind kind, const char *id, bool english, struct object_event *out, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_OBJECT_EVENTS);
	int n = 0, rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, record_kinds[kind].name, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, id, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && n < max) {
		struct object_event *e = &out[n++];
		e->at = column_instant(q, 0);
		column_copy(q, english ? 6 : 1, e->who, sizeof e->who);
		column_copy(q, 2, e->verb, sizeof e->verb);
		column_copy(q, 3, e->to, sizeof e->to);
		column_copy(q, 4, e->note, sizeof e->note);
		column_copy(q, 5, e->from, sizeof e->from);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? n : store_fail(st, "events");
}
