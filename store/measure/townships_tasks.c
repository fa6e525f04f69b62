#include "store/measure/townships_in.h"

#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "model/records/grow.h"
#include "model/text/utf8.h"
#include "store/cache/db.h"
#include "store/measure/townships.sql.h"

enum { TASKS_MAX = 20000 };

struct task {
	char id[48], parent[48], division[16];
	int  front, pillar;             /* indexes among the tracks, -1 none */
	int32_t start, due;             /* start: its own, else its parents', else the campaign's */
	bool leaf, done, overdue;
};

struct tasks { struct task *list; struct progress_node *nodes; int count, node_count; };

/* Among the `count` from `first` on: the fronts, or behind them the pillars. */
static int
track_find(const struct townships *t, int first, int count, const char *id)
{
	for (int f = first; f < first + count; f++)
		if (strcmp(t->fronts[f].id, id) == 0)
			return f;
	return -1;
}

COLUMNS(task, struct task, COL(id), COL(parent), COL_SKIP, COL(division), COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP,
	COL_DAY(start), COL_DAY(due))
enum { FRONT = 2, WEIGHT = 4, PCT, STATUS, TRAIL, SAMPLE = 10, PILLAR, CHECKED };

static void
read_task(const struct rows *r, const struct townships_ask *ask, struct townships *out, struct task *t,
          struct progress_node *node)
{
	const char *status = row_text(r, STATUS);
	int credit[PROGRESS_DAYS];

	row_fill(r, task, t);
	t->front = track_find(out, 0, out->front_count, row_text(r, FRONT));
	t->pillar = track_find(out, FRONTS_MAX, out->pillar_count, row_text(r, PILLAR));
	t->leaf = true;
	t->done = strcmp(status, "CHECKED") == 0 || strcmp(status, "DONE") == 0 ||
	          (strcmp(status, PAST_UNTOLD) == 0 && row_int(r, PCT) >= 100);
	t->overdue = !t->done && t->due != CIVIL_NONE && t->due < ask->today;
	*node = (struct progress_node){ .parent = -1, .weight = row_int(r, WEIGHT) };
	task_series(status, row_int(r, PCT), row_text(r, TRAIL), row_day_of(r, CHECKED), ask->today, ask->as_of,
	            credit);
	progress_leaf(node, credit);
	out->sample |= row_int(r, SAMPLE) != 0;
}

static int
by_id(const void *id, const void *task)
{
	return strcmp(id, ((const struct task *)task)->id);
}

static int
task_find(const struct tasks *tasks, const char *id)
{
	const struct task *t = tasks->count > 0 ? bsearch(id, tasks->list, (size_t)tasks->count, sizeof *tasks->list,
	                                                  by_id) : NULL;

	return t != NULL ? (int)(t - tasks->list) : -1;
}

/* Links children to parents and lets them inherit front, pillar, place and start. */
static void
link_tasks(struct tasks *tasks, const struct townships_ask *ask)
{
	for (int i = 0; i < tasks->count; i++) {
		int p = tasks->list[i].parent[0] != '\0' ? task_find(tasks, tasks->list[i].parent) : -1;
		tasks->nodes[i].parent = p == i ? -1 : p;
		if (p >= 0 && p != i)
			tasks->list[p].leaf = false;
	}
	for (int i = 0; i < tasks->count; i++) {
		struct task *t = &tasks->list[i];
		int p = tasks->nodes[i].parent;
		for (int depth = 0; p >= 0 && depth < 16; depth++, p = tasks->nodes[p].parent) {
			if (t->front < 0)
				t->front = tasks->list[p].front;
			if (t->pillar < 0)
				t->pillar = tasks->list[p].pillar;
			if (t->division[0] == '\0')
				utf8_copy(t->division, sizeof t->division, tasks->list[p].division);
			if (t->start == CIVIL_NONE)
				t->start = tasks->list[p].start;
		}
		if (t->start == CIVIL_NONE)
			t->start = ask->campaign_start;
		tasks->nodes[i].pace = time_share(t->start, t->due, ask->today, FINE_WHOLE);
	}
}

struct sums { struct progress_sum all, zero, fronts[TRACKS_MAX], fronts_zero[TRACKS_MAX]; };

static void
count_leaf(struct track *track, const struct task *t)
{
	track->tasks++;
	track->done += t->done;
	track->overdue += t->overdue;
	if (t->start != CIVIL_NONE && (track->begins == CIVIL_NONE || t->start < track->begins))
		track->begins = t->start;
}

/* A leaf counts in its own township's figures and in the county's. */
static void
count_task(struct standing *s, const struct task *t, int32_t zero_day)
{
	count_leaf(&s->all, t);
	if (t->front >= 0)
		count_leaf(&s->fronts[t->front], t);
	if (t->pillar >= 0)
		count_leaf(&s->fronts[t->pillar], t);
	if (t->due == CIVIL_NONE || t->due > zero_day)
		return;
	count_leaf(&s->zero, t);
	if (t->front >= 0)
		count_leaf(&s->fronts_zero[t->front], t);
	if (t->pillar >= 0)
		count_leaf(&s->fronts_zero[t->pillar], t);
}

static void
add_zero(struct sums *sums, const struct task *t, const struct progress_node *node)
{
	progress_add(&sums->zero, node);
	if (t->front >= 0)
		progress_add(&sums->fronts_zero[t->front], node);
	if (t->pillar >= 0)
		progress_add(&sums->fronts_zero[t->pillar], node);
}

static void
track_fill(struct track *track, const struct progress_sum *sum)
{
	track->pace = progress_pace(sum);
	for (int day = 0; day < PROGRESS_DAYS; day++) {
		track->bp[day] = progress_mean(sum, day);
		track->fine[day] = progress_mean_fine(sum, day);
	}
}

static void
standing_fill(struct standing *s, const struct sums *sums)
{
	track_fill(&s->all, &sums->all);
	track_fill(&s->zero, &sums->zero);
	for (int f = 0; f < TRACKS_MAX; f++) {
		track_fill(&s->fronts[f], &sums->fronts[f]);
		track_fill(&s->fronts_zero[f], &sums->fronts_zero[f]);
	}
}

/* Does the task head its place's part of the tree: a root, or under a task of another place? */
static bool
heads_place(const struct tasks *tasks, int i)
{
	int p = tasks->nodes[i].parent;

	return p < 0 || strcmp(tasks->list[p].division, tasks->list[i].division) != 0;
}

static void
add_to(struct sums *sums, const struct task *t, const struct progress_node *node)
{
	progress_add(&sums->all, node);
	if (t->front >= 0)
		progress_add(&sums->fronts[t->front], node);
	if (t->pillar >= 0)
		progress_add(&sums->fronts[t->pillar], node);
}

/* A township is the tasks that head its part of the tree, and the county the same tasks of all townships, so that
 * the tiles and the total are made of one stuff; a county whose plan knows no township tasks is its root tasks.
 * What is due by clear-to-zero day is summed over leaves, because a parent may span it. */
static void
sum_tasks(const struct tasks *tasks, struct townships *out, struct sums *sums)
{
	struct sums *county = &sums[out->count];
	bool spread = false;

	for (int i = 0; i < tasks->count && !spread; i++)
		spread = townships_find(out, tasks->list[i].division) >= 0;
	for (int i = 0; i < tasks->count; i++) {
		const struct task *t = &tasks->list[i];
		const struct progress_node *node = &tasks->nodes[i];
		int place = townships_find(out, t->division);
		bool zero = t->leaf && t->due != CIVIL_NONE && t->due <= out->zero_day, counts = place >= 0 || !spread;

		if (t->leaf && counts)
			count_task(&out->county, t, out->zero_day);
		if (zero && counts)
			add_zero(county, t, node);
		if (spread ? place >= 0 && heads_place(tasks, i) : node->parent < 0)
			add_to(county, t, node);
		if (place < 0)
			continue;
		if (t->leaf)
			count_task(&out->list[place], t, out->zero_day);
		if (zero)
			add_zero(&sums[place], t, node);
		if (heads_place(tasks, i))
			add_to(&sums[place], t, node);
	}
}

static int
read_tasks(struct store *st, const struct townships_ask *ask, struct townships *out, struct tasks *tasks)
{
	struct rows r = rows_open(st, SQL_MAP_TASKS, BIND(DAY(ask->campaign_start), DAY(ask->today)));

	while (tasks->count < TASKS_MAX && rows_next(&r)) {
		struct task *t = GROW(tasks->list, tasks->count);
		read_task(&r, ask, out, t, GROW(tasks->nodes, tasks->node_count));
	}
	return rows_close(&r);
}

int
townships_tasks(struct store *st, const struct townships_ask *ask, struct townships *out)
{
	struct tasks tasks = { 0 };
	struct sums *sums = calloc((size_t)out->count + 1, sizeof *sums);
	int rc = -1;

	if (sums == NULL || read_tasks(st, ask, out, &tasks) != 0)
		goto out;
	link_tasks(&tasks, ask);
	if (progress_roll(tasks.nodes, tasks.count) != 0)
		goto out;
	sum_tasks(&tasks, out, sums);
	for (int i = 0; i < out->count; i++)
		standing_fill(&out->list[i], &sums[i]);
	standing_fill(&out->county, &sums[out->count]);
	rc = 0;
out:
	free(sums);
	free(tasks.list);
	free(tasks.nodes);
	return rc;
}
