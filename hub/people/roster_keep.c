
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "hub/people/roster.sql.h"
#include "hub/people/roster_in.h"
#include "model/room/civil.h"

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

/* subsidy_due(CATEGORIES, DAY) in SQL: the highest of a person's categories, by the day's values; 0 none. */
static void
subsidy_due(sqlite3_context *call, int count, sqlite3_value **values)
{
	const struct roster *r = sqlite3_user_data(call);
	const char *pops = (const char *)sqlite3_value_text(values[0]);
	const char *date = (const char *)sqlite3_value_text(values[1]);
	int32_t day = date != NULL && *date != '\0' ? civil_parse(date) : r->today;
	int64_t due = 0, one;

	(void)count;
	for (size_t len; pops != NULL && *(pops += strspn(pops, " ")) != '\0'; pops += len) {
		len = strcspn(pops, " ");
		if ((one = subsidy_of(r, pops, len, day)) > due)
			due = one;
	}
	sqlite3_result_int64(call, due);
}

/* ---- rows as they come ------------------------------------------------------------- */

static int
run(struct roster *r, const char *sql, const char *doing)
{
	return sqlite3_exec(r->db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : 2 * hub_db_fail(r->db, doing);
}

int
roster_open(struct roster *r)
{
	if (run(r, SQL_ROSTER_SCHEMA, "making the rosters' table") != 0 ||
	    run(r, SQL_ROSTER_SCRATCH, "making scratch tables") != 0)
		return -2;
	if (sqlite3_create_function(r->db->sql, "subsidy_due", 2, SQLITE_UTF8, r, subsidy_due, NULL, NULL) != SQLITE_OK)
		return 2 * hub_db_fail(r->db, "offering subsidies to SQL");
	return rows_text(hub_rows(r->db, SQL_ROSTER_VERSION, BIND(T(r->b->source), T(r->b->id))), r->before,
	                 sizeof r->before) < 0 ? -2 : 0;
}

void
roster_close(struct roster *r)
{
	char why[sizeof r->db->error];

	/* Their names are the next roster's; what went wrong before is what is told. */
	memcpy(why, r->db->error, sizeof why);
	run(r, SQL_ROSTER_SCRATCH_DROP, "dropping scratch tables");
	sqlite3_create_function(r->db->sql, "subsidy_due", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL);
	memcpy(r->db->error, why, sizeof why);
	hub_params_clear(&r->params);
}

int
roster_add(struct roster *r, const struct roster_row *row)
{
	return 2 * rows_run(hub_rows(r->db, SQL_ROSTER_CAME, BIND(
		T(row->person), T(row->township), T(row->village), T(row->pops),
		SAID(row->enrolled), SAID(row->paid), T(row->paid_on), SAID(row->subsidy), SAID(row->tag),
		SAID(row->flagged), T(row->arrival), SAID(row->elsewhere), T(row->reason), T(row->unpaid))));
}

int
roster_note(struct roster *r, const char *kind, const struct roster_row *row)
{
	return 2 * rows_run(hub_rows(r->db, SQL_ROSTER_ODD, BIND(T(kind), T(row->township), T(row->person))));
}

/* ---- the last version -------------------------------------------------------------- */

int
roster_people(struct roster *r)
{
	if (run(r, SQL_ROSTER_FIRST, "sorting the roster") != 0)
		return -2;
	r->b->people = (long)rows_number(hub_rows(r->db, SQL_ROSTER_PEOPLE, NULL), -1);
	r->b->people_before = (long)rows_number(hub_rows(r->db, SQL_ROSTER_COUNT, BIND(T(r->b->source), T(r->before))),
	                                        -1);
	return r->b->people < 0 || r->b->people_before < 0 ? -2 : 0;
}

COLUMNS(differences, struct batch, COL(added), COL(changed), COL(removed))

int
roster_keep(struct roster *r)
{
	struct batch *b = r->b;

	if (rows_one(hub_rows(r->db, SQL_ROSTER_DIFFERENCES, BIND(T(b->source), T(r->before), I(b->people_before))),
	             differences, b) != 0)
		return -2;
	if (rows_run(hub_rows(r->db, SQL_ROSTER_KEEP, BIND(T(b->source), T(r->before), T(b->id)))) != 0)
		return -2;
	return 2 * rows_run(hub_rows(r->db, SQL_ROSTER_REMEMBER, BIND(T(b->source), T(r->before), T(b->id))));
}

int
roster_forget_old(struct roster *r)
{
	char before[26];

	instant_format(r->b->at - (int64_t)UNDO_DAYS * 86400, before);
	if (rows_run(hub_rows(r->db, SQL_ROSTER_FORGET_WAS, BIND(T(r->b->source), T(before)))) != 0 ||
	    rows_run(hub_rows(r->db, SQL_ROSTER_FORGET_ODD, BIND(T(r->b->source), T(before), T(r->b->id)))) != 0)
		return -2;
	return 2 * rows_run(hub_rows(r->db, SQL_ROSTER_OLD, BIND(T(r->b->source), T(r->b->id))));
}
