#include "store/read/places.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/places.sql.h"

COLUMNS(issue, struct issue_row, COL(id), COL(title), COL(status), COL(post), COL(village), COL(division), COL(source),
	COL_DAY(deadline), COL(returned), COL(reopened), COL(escalation), COL(evidence))
COLUMNS(village, struct village_row, COL(code), COL_NAME(name), COL(open), COL(overdue), COL(closed), COL(all),
	COL_DAY(oldest))
COLUMNS(task, struct task_row, COL(id), COL(title), COL(status), COL(post), COL(front), COL_DAY(due), COL(pct),
	COL_DAY(start), COL_DAY(line))
COLUMNS(report, struct sup_row, COL(id), COL(group), COL(period), COL(status), COL(findings), COL_DAY(due),
	COL_DAY_OF(submitted), COL(visits), COL(issues_raised))

int
store_place_issues(struct store *st, const char *place, int32_t before, struct issue_row *rows, int max)
{
	size_t len = strlen(place);
	char day[11] = "9999";
	int count;

	if (before != CIVIL_NONE)
		civil_format(before, day);
	count = rows_fill(rows_open(st, len > 9 ? SQL_VILLAGE_ISSUES : len > 6 ? SQL_PLACE_ISSUES : SQL_COUNTY_ISSUES,
	                            BIND(T(place), T(day), I(max))), issue, rows, max);
	for (int i = 0; i < count; i++)
		store_pending_verb(st, KIND_ISSUE, rows[i].id, rows[i].pending, sizeof rows[i].pending);
	return count;
}

int
store_villages(struct store *st, const char *township, int32_t today, bool english, struct village_row *rows, int max)
{
	return rows_fill(rows_open(st, SQL_VILLAGE_TALLY, BIND(T(township), DAY(today), I(max), ENGLISH(english))),
	                 village, rows, max);
}

int
store_place_tasks(struct store *st, const char *township, struct task_row *rows, int max)
{
	return rows_fill(rows_open(st, SQL_PLACE_TASKS, BIND(T(township), I(max))), task, rows, max);
}

int
store_place_reports(struct store *st, const char *township, int32_t today, struct sup_row *rows, int max)
{
	return rows_fill(rows_open(st, SQL_PLACE_REPORTS, BIND(T(township), MONTH(today), I(max))), report, rows, max);
}
