#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/db_in.h"
#include "hub/roster.sql.h"
#include "hub/roster_in.h"
#include "model/civil.h"

/* ---- the scratch file ---------------------------------------------------------- */

static int
fail(struct roster *r, const char *doing)
{
	snprintf(r->db->error, sizeof r->db->error, "%s: %s", doing, sqlite3_errmsg(r->scratch));
	return -2;
}

static int
read_version(struct roster *r)
{
	sqlite3_stmt *stmt = hub_db_stmt(r->db, SQL_ROSTER_VERSION);

	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, r->b->source);
	hub_db_bind(stmt, 2, r->b->id);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		snprintf(r->before, sizeof r->before, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_reset(stmt);
	return 0;
}

int
roster_open(struct roster *r)
{
	if (sqlite3_exec(r->db->sql, SQL_ROSTER_SCHEMA, NULL, NULL, NULL) != SQLITE_OK) {
		hub_db_fail(r->db, "making the rosters' table");
		return -2;
	}
	/* No name: a private file that is gone when it is closed. */
	if (sqlite3_open_v2("", &r->scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_exec(r->scratch, SQL_ROSTER_SCRATCH, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(r->scratch, SQL_ROSTER_CAME, -1, &r->came, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(r->scratch, SQL_ROSTER_ODD, -1, &r->odd, NULL) != SQLITE_OK)
		return fail(r, "making the scratch file");
	return read_version(r);
}

void
roster_close(struct roster *r)
{
	sqlite3_finalize(r->came);
	sqlite3_finalize(r->odd);
	sqlite3_close(r->scratch);
	hub_params_clear(&r->params);
}

static int
run(struct roster *r, sqlite3_stmt *stmt)
{
	int rc = sqlite3_step(stmt);

	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : fail(r, "writing the scratch file");
}

/* -1 is nothing said. */
static void
bind_said(sqlite3_stmt *stmt, int at, int64_t n)
{
	if (n < 0)
		sqlite3_bind_null(stmt, at);
	else
		sqlite3_bind_int64(stmt, at, n);
}

int
roster_add(struct roster *r, const struct roster_row *row)
{
	hub_db_bind(r->came, 1, row->person);
	hub_db_bind(r->came, 2, row->township);
	hub_db_bind(r->came, 3, row->village);
	hub_db_bind(r->came, 4, row->pops);
	bind_said(r->came, 5, row->enrolled);
	bind_said(r->came, 6, row->paid);
	hub_db_bind(r->came, 7, row->paid_on);
	bind_said(r->came, 8, row->subsidy);
	bind_said(r->came, 9, row->tag);
	bind_said(r->came, 10, row->flagged);
	hub_db_bind(r->came, 11, row->arrival);
	bind_said(r->came, 12, row->elsewhere);
	hub_db_bind(r->came, 13, row->reason);
	hub_db_bind(r->came, 14, row->unpaid);
	return run(r, r->came);
}

int
roster_note(struct roster *r, const char *kind, const struct roster_row *row)
{
	hub_db_bind(r->odd, 1, kind);
	hub_db_bind(r->odd, 2, row->township);
	hub_db_bind(r->odd, 3, row->person);
	return run(r, r->odd);
}

/* ---- subsidies ------------------------------------------------------------------- */

/* What a category gets: 建档立卡's is param subsidy_filed.  One in full (特困) names the param that has the amount. */
static int64_t
subsidy_of(const struct roster *r, const char *pop, size_t len, int32_t day)
{
	char key[64];
	struct hub_params of;
	const struct hub_param *p;
	size_t n = (size_t)snprintf(key, sizeof key, "subsidy_%.*s", (int)len, pop);

	for (size_t i = 0; i < n && i < sizeof key; i++)
		key[i] = (char)tolower((unsigned char)key[i]);
	of = hub_params_of(&r->params, key);
	if ((p = hub_param_on(&of, day)) != NULL && p->wrong != NULL) {
		of = hub_params_of(&r->params, p->value);
		p = hub_param_on(&of, day);
	}
	return p != NULL && p->wrong == NULL ? p->fen : 0;
}

/* The highest of a person's categories, by the day's values; 0 none. */
static int64_t
due_for(const struct roster *r, const char *pops, int32_t day)
{
	int64_t due = 0, one;

	for (size_t len; *(pops += strspn(pops, " ")) != '\0'; pops += len) {
		len = strcspn(pops, " ");
		if ((one = subsidy_of(r, pops, len, day)) > due)
			due = one;
	}
	return due;
}

/* ---- the last version -------------------------------------------------------------- */

/* What a person was. */
struct was { bool found, unexplained; char paid_on[11], paid_pops[160]; bool paid, changed; };

static const char *
text(sqlite3_stmt *stmt, int column)
{
	const char *t = (const char *)sqlite3_column_text(stmt, column);

	return t != NULL ? t : "";
}

static void
read_row(sqlite3_stmt *stmt, struct roster_row *out)
{
	const struct { int column; int *to; } said[] = {
		{ 4, &out->enrolled }, { 5, &out->paid }, { 8, &out->tag }, { 9, &out->flagged }, { 11, &out->elsewhere },
	};

	snprintf(out->person, sizeof out->person, "%s", text(stmt, 0));
	snprintf(out->township, sizeof out->township, "%s", text(stmt, 1));
	snprintf(out->village, sizeof out->village, "%s", text(stmt, 2));
	snprintf(out->pops, sizeof out->pops, "%s", text(stmt, 3));
	snprintf(out->paid_on, sizeof out->paid_on, "%s", text(stmt, 6));
	out->subsidy = sqlite3_column_type(stmt, 7) == SQLITE_NULL ? -1 : sqlite3_column_int64(stmt, 7);
	snprintf(out->arrival, sizeof out->arrival, "%s", text(stmt, 10));
	snprintf(out->reason, sizeof out->reason, "%s", text(stmt, 12));
	snprintf(out->unpaid, sizeof out->unpaid, "%s", text(stmt, 13));
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		*said[i].to = sqlite3_column_type(stmt, said[i].column) == SQLITE_NULL ? -1 : sqlite3_column_int(stmt, said[i].column);
}

static int
look_back(struct roster *r, const struct roster_row *row, struct was *was)
{
	sqlite3_stmt *stmt = hub_db_stmt(r->db, SQL_ROSTER_WAS);
	int rc;

	*was = (struct was){ .found = false };
	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, r->b->source);
	hub_db_bind(stmt, 2, r->before);
	hub_db_bind(stmt, 3, row->person);
	if ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *texts[] = { row->township, row->village, row->pops };
		const int64_t said[] = { row->subsidy, row->tag, row->flagged };
		was->found = true;
		was->paid = sqlite3_column_int(stmt, 4) == 1;
		snprintf(was->paid_on, sizeof was->paid_on, "%s", text(stmt, 5));
		snprintf(was->paid_pops, sizeof was->paid_pops, "%s", text(stmt, 6));
		was->unexplained = sqlite3_column_int(stmt, 14) == 1;
		for (int i = 0; i < 3; i++)
			was->changed |= strcmp(text(stmt, i), texts[i]) != 0 || sqlite3_column_int64(stmt, 7 + i) != said[i];
		was->changed |= sqlite3_column_int(stmt, 3) != row->enrolled || sqlite3_column_int(stmt, 4) != row->paid ||
			strcmp(text(stmt, 10), row->arrival) != 0 || sqlite3_column_int(stmt, 11) != row->elsewhere ||
			strcmp(text(stmt, 12), row->reason) != 0 || strcmp(text(stmt, 13), row->unpaid) != 0;
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : (hub_db_fail(r->db, "reading the last roster"), -2);
}

static int
put_row(struct roster *r, const struct roster_row *row, const char *paid_on, const char *paid_pops, bool unexplained)
{
	int32_t day = civil_parse(paid_on);
	sqlite3_stmt *stmt = hub_db_stmt(r->db, SQL_ROSTER_PUT);

	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, r->b->source);
	hub_db_bind(stmt, 2, r->b->id);
	hub_db_bind(stmt, 3, row->person);
	hub_db_bind(stmt, 4, row->township);
	hub_db_bind(stmt, 5, row->village);
	hub_db_bind(stmt, 6, row->pops);
	bind_said(stmt, 7, row->enrolled);
	bind_said(stmt, 8, row->paid);
	hub_db_bind(stmt, 9, paid_on);
	hub_db_bind(stmt, 10, paid_pops);
	bind_said(stmt, 11, row->subsidy);
	/* Somebody who has not paid is due nothing yet. */
	sqlite3_bind_int64(stmt, 12, row->paid == 0 ? 0 : due_for(r, *paid_pops != '\0' ? paid_pops : row->pops, day != CIVIL_NONE ? day : r->today));
	bind_said(stmt, 13, row->tag);
	bind_said(stmt, 14, row->flagged);
	hub_db_bind(stmt, 15, row->arrival);
	bind_said(stmt, 16, row->elsewhere);
	hub_db_bind(stmt, 17, row->reason);
	hub_db_bind(stmt, 18, row->unpaid);
	sqlite3_bind_int(stmt, 19, unexplained);
	return hub_db_run(r->db, stmt, "keeping a roster's row") == 0 ? 0 : -2;
}

static int
keep_person(struct roster *r, const struct roster_row *row)
{
	bool unexplained = row->enrolled == 0 && row->elsewhere != 1 && *row->reason == '\0';
	struct was was;
	const char *paid_on = row->paid_on, *paid_pops = row->paid == 1 ? row->pops : "";

	if (look_back(r, row, &was) != 0)
		return -2;
	r->b->added += !was.found;
	r->b->changed += was.found && was.changed;
	r->b->removed -= was.found;
	/* What one paid under stays, whatever one is now (A45). */
	if (was.found && was.paid && row->paid == 1) {
		paid_pops = was.paid_pops;
		paid_on = *was.paid_on != '\0' ? was.paid_on : paid_on;
	}
	if (row->paid == 1 && row->tag == 0 && row->enrolled == 1 && roster_note(r, "UNTAGGED", row) != 0)
		return -2;
	return put_row(r, row, paid_on, paid_pops, unexplained);
}

int
roster_people(struct roster *r)
{
	sqlite3_stmt *before = hub_db_stmt(r->db, SQL_ROSTER_COUNT), *now;

	if (before == NULL)
		return -2;
	hub_db_bind(before, 1, r->b->source);
	hub_db_bind(before, 2, r->before);
	r->b->people_before = sqlite3_step(before) == SQLITE_ROW ? (long)sqlite3_column_int64(before, 0) : 0;
	sqlite3_reset(before);
	if (sqlite3_prepare_v2(r->scratch, SQL_ROSTER_PEOPLE, -1, &now, NULL) != SQLITE_OK)
		return fail(r, "counting people");
	r->b->people = sqlite3_step(now) == SQLITE_ROW ? (long)sqlite3_column_int64(now, 0) : 0;
	sqlite3_finalize(now);
	return 0;
}

int
roster_keep(struct roster *r)
{
	sqlite3_stmt *sorted;
	struct roster_row row;
	char last[HASHKEY_HEX] = "";
	int rc, bad = 0;

	r->b->removed = r->b->people_before;
	if (sqlite3_prepare_v2(r->scratch, SQL_ROSTER_SORTED, -1, &sorted, NULL) != SQLITE_OK)
		return fail(r, "sorting the roster");
	while (bad == 0 && (rc = sqlite3_step(sorted)) == SQLITE_ROW) {
		read_row(sorted, &row);
		bad = strcmp(row.person, last) == 0 ? roster_note(r, "DUP_ID", &row) : keep_person(r, &row);
		memcpy(last, row.person, sizeof last);
	}
	if (bad == 0 && rc != SQLITE_DONE)
		bad = fail(r, "sorting the roster");
	sqlite3_finalize(sorted);
	return bad;
}

int
roster_forget_old(struct roster *r)
{
	sqlite3_stmt *stmt = hub_db_stmt(r->db, SQL_ROSTER_OLD);

	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, r->b->source);
	hub_db_bind(stmt, 2, r->b->id);
	return hub_db_run(r->db, stmt, "forgetting the last roster") == 0 ? 0 : -2;
}
