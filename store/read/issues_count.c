/* How many: exact from the kept counts where those know the condition, else counted along the index up to a bound. */

#include "model/flow/flow.h"
#include "store/read/issues.sql.h"
#include "store/read/issues_in.h"

/* Keys walked for the counts of one list, and rows read when keys do not suffice: about 3 ms. */
enum { COUNT_KEYS = 10000, COUNT_ROWS = 400, COUNT_ALL = 1500, COUNT_SECTION = 1000 };

/* Adds what a query counts: 0, -1. */
static int
add(struct rows r, long *sum)
{
	int64_t n = rows_number(r, -1);

	*sum += n > 0 ? (long)n : 0;
	return n < 0 ? -1 : 0;
}

static int
sum_days(struct store *st, const char *status, const char *from, const char *to, long *sum)
{
	return add(rows_open(st, SQL_ISSUE_COUNT_DAYS, BIND(T(status), T(from), T(to))), sum);
}

/* From the kept counts; 1 when they do not know this condition. */
static int
count_kept(struct store *st, const struct issues *q, struct issue_section *s)
{
	const char *division = s->division[0] != '\0' ? s->division : q->division;
	uint64_t open = issues_open_states();
	int rc = 0;

	if (q->test_count > 0 || q->source[0] != '\0')
		return 1;
	s->count = 0;
	s->exact = true;
	if (division[0] != '\0')          /* by place only all open ones together are known */
		return s->state >= 0 || s->kind == SECTION_ALL || (q->states & open) != open ? 1 :
		       add(rows_open(st, SQL_ISSUE_COUNT_PLACE, BIND(T(division), T(s->from), T(s->to))), &s->count);
	for (int i = 0; i < flow_state_count && rc == 0; i++) {
		bool mine = s->state >= 0 ? s->state == i
		                          : s->kind == SECTION_ALL || flow_states[i].class == STATE_OPEN;
		if ((q->states >> i & 1) == 0 || !mine)
			continue;
		rc = sum_days(st, flow_states[i].code, s->from, s->to, &s->count);
	}
	if (rc == 0 && s->state < 0 && issues_untold(q))
		rc = sum_days(st, PAST_UNTOLD, s->from, s->to, &s->count);
	return rc;
}

static int
count_walked(struct store *st, const struct issues *q, int section, int *keys_left, int *rows_left)
{
	struct issue_key at = issues_edge(q, section, 1);
	struct issue_section *s = (struct issue_section *)&q->sections[section];
	bool covered = issues_covered(q, section);
	struct rows keys = issues_keys(st, q, &at, 1), row;

	s->count = 0;
	while (s->count < COUNT_SECTION && *keys_left > 0 && *rows_left > 0 && rows_next(&keys)) {
		--*keys_left;
		if (covered) {
			s->count++;
			continue;
		}
		--*rows_left;
		if (!issues_probe(st, row_int64(&keys, 0), &row))
			break;
		s->count += issues_match(q, section, &row);
		rows_close(&row);
	}
	s->exact = keys.rc == SQLITE_DONE;
	return rows_close(&keys);
}

int
issues_count(struct store *st, struct issues *q)
{
	int keys_left = COUNT_KEYS, rows_left, rc = 0;
	uint64_t open = issues_open_states();

	q->shown = q->all = 0;
	q->exact = true;
	for (int i = 0; i < flow_state_count && rc == 0; i++)
		if ((open >> i & 1) != 0)
			rc = sum_days(st, flow_states[i].code, "", "9999-12-31", &q->all);
	if (rc == 0)
		rc = sum_days(st, PAST_UNTOLD, "", "9999-12-31", &q->all);
	rows_left = q->all <= COUNT_ALL ? COUNT_ALL : COUNT_ROWS;
	for (int i = 0; i < q->section_count && rc == 0; i++) {
		struct issue_section *s = &q->sections[i];
		if ((rc = count_kept(st, q, s)) == 1)
			rc = count_walked(st, q, i, &keys_left, &rows_left);
		q->shown += s->count;
		q->exact = q->exact && s->exact;
	}
	return rc;
}
