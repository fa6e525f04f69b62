#include "model/figures/progress.h"

#include "model/room/civil.h"

enum { FULL_BP = 10000, UNCHECKED_BP = 9000, WEIGHT_MAX = 1000000 };

int
task_credit(const char *status, int pct)
{
	int bp = pct < 0 ? 0 : pct > 100 ? FULL_BP : pct * 100;

	if (strcmp(status, "CHECKED") == 0)
		return FULL_BP;
	if (strcmp(status, "DONE") == 0)
		return pct < 0 || bp > UNCHECKED_BP ? UNCHECKED_BP : bp;
	return bp;
}

/*
 * One ["YYYY-MM-DD",N] at *json, which moves behind it; by hand because the map reads thousands before its first
 * frame.
 */
static int
read_point(const char **json, struct trail_point *out)
{
	const char *p = *json;
	char date[11], *end;

	if (*p++ != '"' || strnlen(p, 11) < 11 || p[10] != '"')
		return -1;
	memcpy(date, p, 10);
	date[10] = '\0';
	p += 11;
	p += strspn(p, " \t\n");
	if (*p++ != ',')
		return -1;
	out->day = civil_parse(date);
	out->pct = (int)strtol(p, &end, 10);
	if (end == p || out->day == CIVIL_NONE || out->pct < 0 || out->pct > 100)
		return -1;
	end += strspn(end, " \t\n");
	if (*end != ']')
		return -1;
	*json = end + 1;
	return 0;
}

int
trail_parse(const char *json, struct trail_point *out, int max)
{
	int count = 0;

	json += strspn(json, " \t\n[");
	while (count < max && read_point(&json, &out[count]) == 0 &&
	       (count == 0 || out[count].day >= out[count - 1].day)) {
		count++;
		json += strspn(json, " \t\n,[");
	}
	return count;
}

int
trail_at(const struct trail_point *points, int count, int32_t day)
{
	int pct = -1;

	for (int i = 0; i < count && points[i].day <= day; i++)
		pct = points[i].pct;
	return pct;
}

/* Before its first report a task stood at nothing; a task never reported on is taken to have stood still. */
static int
pct_on(const struct trail_point *points, int count, int32_t day, int pct)
{
	int at = trail_at(points, count, day);

	return at >= 0 ? at : count > 0 ? 0 : pct;
}

struct leaf { const char *status; int pct; int32_t checked; struct trail_point points[PROGRESS_TRAIL_MAX]; int count; };

static int
credit_on(const struct leaf *l, int32_t day)
{
	int at = pct_on(l->points, l->count, day, l->pct);
	bool unchecked = l->pct < 100 || (strcmp(l->status, "CHECKED") == 0 && l->checked != CIVIL_NONE &&
	                                  day < l->checked);

	return task_credit(at < 100 ? "DOING" : unchecked ? "DONE" : l->status, at);
}

void
task_series(const char *status, int pct, const char *trail, int32_t checked, int32_t today, bool as_of,
            int credit[PROGRESS_DAYS])
{
	struct leaf l = { .status = status, .pct = pct, .checked = checked };

	l.count = trail != NULL ? trail_parse(trail, l.points, PROGRESS_TRAIL_MAX) : 0;
	credit[0] = as_of ? credit_on(&l, today) : task_credit(status, pct);
	for (int day = 1; day < PROGRESS_DAYS; day++)
		credit[day] = credit_on(&l, today - day);
}

static int
mean(int64_t total, int64_t weight)
{
	int fine = (int)((total + weight / 2) / weight);

	return fine >= FINE_WHOLE && total < weight * FINE_WHOLE ? FINE_WHOLE - 1 : fine;
}

int
progress_bp(int fine)
{
	return fine < 0 ? -1 : fine < FINE_WHOLE && fine + FINE_BP / 2 >= FINE_WHOLE ? FULL_BP - 1
	       : (fine + FINE_BP / 2) / FINE_BP;
}

void
progress_leaf(struct progress_node *node, const int credit_bp[PROGRESS_DAYS])
{
	for (int day = 0; day < PROGRESS_DAYS; day++)
		node->credit[day] = credit_bp[day] * FINE_BP;
}

int
progress_roll(struct progress_node *nodes, int count)
{
	struct progress_sum *sums = calloc((size_t)count + 1, sizeof *sums);
	int *waits = calloc((size_t)count * 2 + 1, sizeof *waits), *ready = waits + count, head = 0, tail = 0;

	if (sums == NULL || waits == NULL) {
		free(sums);
		free(waits);
		return -1;
	}
	for (int i = 0; i < count; i++)
		if (nodes[i].parent >= 0)
			waits[nodes[i].parent]++;
	for (int i = 0; i < count; i++)
		if (waits[i] == 0)
			ready[tail++] = i;
	while (head < tail) {
		struct progress_node *node = &nodes[ready[head]];
		struct progress_sum *own = &sums[ready[head++]];
		for (int day = 0; own->weight > 0 && day < PROGRESS_DAYS; day++)
			node->credit[day] = mean(own->total[day], own->weight);
		if (own->weight > 0)
			node->pace = mean(own->pace, own->weight);
		if (node->parent < 0)
			continue;
		progress_add(&sums[node->parent], node);
		if (--waits[node->parent] == 0)
			ready[tail++] = node->parent;
	}
	free(sums);
	free(waits);
	return 0;
}

void
progress_add(struct progress_sum *sum, const struct progress_node *node)
{
	int weight = node->weight < 0 ? 0 : node->weight > WEIGHT_MAX ? WEIGHT_MAX : node->weight;

	sum->weight += weight;
	sum->pace += (int64_t)weight * node->pace;
	for (int day = 0; day < PROGRESS_DAYS; day++)
		sum->total[day] += (int64_t)weight * node->credit[day];
}

int
progress_mean_fine(const struct progress_sum *sum, int day)
{
	return sum->weight > 0 ? mean(sum->total[day], sum->weight) : -1;
}

int
progress_mean(const struct progress_sum *sum, int day)
{
	return sum->weight > 0 ? progress_bp(mean(sum->total[day], sum->weight)) : -1;
}

int
progress_pace(const struct progress_sum *sum)
{
	return sum->weight > 0 ? progress_bp(mean(sum->pace, sum->weight)) : -1;
}
