#include "store/places.h"

#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/places.sql.h"

int
store_place_issues(struct store *st, const char *place, int32_t before, struct issue_row *rows, int max)
{
	size_t len = strlen(place);
	sqlite3_stmt *q = store_stmt(st, len > 9 ? SQL_VILLAGE_ISSUES : len > 6 ? SQL_PLACE_ISSUES : SQL_COUNTY_ISSUES);
	char day[11] = "9999";
	int count = 0, rc;

	if (q == NULL)
		return -1;
	if (before != CIVIL_NONE)
		civil_format(before, day);
	sqlite3_bind_text(q, 1, place, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, day, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && count < max) {
		struct issue_row *r = &rows[count++];
		column_copy(q, 0, r->id, sizeof r->id);
		column_copy(q, 1, r->title, sizeof r->title);
		column_copy(q, 2, r->status, sizeof r->status);
		column_copy(q, 3, r->post, sizeof r->post);
		column_copy(q, 4, r->village, sizeof r->village);
		column_copy(q, 5, r->division, sizeof r->division);
		column_copy(q, 6, r->source, sizeof r->source);
		r->deadline = civil_parse(column_text(q, 7));
		r->returned = sqlite3_column_int(q, 8);
		r->reopened = sqlite3_column_int(q, 9);
		r->escalation = sqlite3_column_int(q, 10);
		r->evidence = sqlite3_column_int(q, 11);
	}
	sqlite3_reset(q);
	for (int i = 0; i < count; i++)
		store_pending_verb(st, KIND_ISSUE, rows[i].id, rows[i].pending, sizeof rows[i].pending);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? count : store_fail(st, "issues of a place");
}

int
store_villages(struct store *st, const char *township, int32_t today, bool english, struct village_row *rows, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_VILLAGE_TALLY);
	char day[11];
	int count = 0, rc;

	if (q == NULL)
		return -1;
	civil_format(today, day);
	sqlite3_bind_text(q, 1, township, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, day, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && count < max) {
		struct village_row *r = &rows[count++];
		column_copy(q, 0, r->code, sizeof r->code);
		column_copy(q, english && *column_text(q, 2) != '\0' ? 2 : 1, r->name, sizeof r->name);
		r->open = sqlite3_column_int(q, 3);
		r->overdue = sqlite3_column_int(q, 4);
		r->closed = sqlite3_column_int(q, 5);
		r->all = sqlite3_column_int(q, 6);
		r->oldest = civil_parse(column_text(q, 7));
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? count : store_fail(st, "villages");
}

int
store_place_tasks(struct store *st, const char *township, struct task_row *rows, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PLACE_TASKS);
	int count = 0, rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, township, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 2, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && count < max) {
		struct task_row *r = &rows[count++];
		column_copy(q, 0, r->id, sizeof r->id);
		column_copy(q, 1, r->title, sizeof r->title);
		column_copy(q, 2, r->status, sizeof r->status);
		column_copy(q, 3, r->post, sizeof r->post);
		column_copy(q, 4, r->front, sizeof r->front);
		r->due = civil_parse(column_text(q, 5));
		r->pct = sqlite3_column_int(q, 6);
		r->start = civil_parse(column_text(q, 7));
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? count : store_fail(st, "tasks of a place");
}

int
store_place_reports(struct store *st, const char *township, int32_t today, struct sup_row *rows, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PLACE_REPORTS);
	char month[11];
	int count = 0, rc;

	if (q == NULL)
		return -1;
	civil_format(today, month);
	month[7] = '\0';
	sqlite3_bind_text(q, 1, township, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, month, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && count < max) {
		struct sup_row *r = &rows[count++];
		int64_t at;
		column_copy(q, 0, r->id, sizeof r->id);
		column_copy(q, 1, r->group, sizeof r->group);
		column_copy(q, 2, r->period, sizeof r->period);
		column_copy(q, 3, r->status, sizeof r->status);
		column_copy(q, 4, r->findings, sizeof r->findings);
		r->due = civil_parse(column_text(q, 5));
		r->submitted = instant_parse(column_text(q, 6), &at) == 0 ? instant_day(at) : CIVIL_NONE;
		r->visits = sqlite3_column_int(q, 7);
		r->issues_raised = sqlite3_column_int(q, 8);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? count : store_fail(st, "reports of a place");
}
