
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "hub/people/roster.sql.h"
#include "hub/people/roster_in.h"
#include "model/room/civil.h"

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
	memcpy(r->db->error, why, sizeof why);
	roster_rules_clear(r);
	hub_params_clear(&r->params);
}

int
roster_add(struct roster *r, const struct roster_row *row)
{
	return 2 * rows_run(hub_rows(r->db, SQL_ROSTER_CAME, BIND(
		T(row->person), T(row->township), T(row->village), T(row->pops),
		SAID(row->enrolled), SAID(row->paid), T(row->paid_on), SAID(row->subsidy), SAID(row->tag),
		SAID(row->flagged), T(row->arrival), SAID(row->elsewhere), T(row->reason), T(row->unpaid),
		I(roster_due(r, row)))));
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
	if (r->has[ROSTER_SUBSIDY] &&
	    rows_run(hub_rows(r->db, SQL_ROSTER_SUBSIDIES, BIND(T(b->source), T(b->id), I(r->rule_count > 0)))) != 0)
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
