/* What a roster or a file of claims kept outside the records, taken back with its batch. */
#include "hub/intake/undo.h"

#include "hub/authority/db_in.h"
#include "hub/people/claims.sql.h"
#include "hub/people/claims_in.h"
#include "hub/people/roster.sql.h"
#include "model/text/language.h"

static int
tables(struct hub_db *db, const char *sql)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : 2 * hub_db_fail(db, "making tables");
}

int
undo_roster(struct hub_db *db, const char *source, const char *batch, char *why, size_t size)
{
	char was[HUB_ID_MAX + 1], stands[HUB_ID_MAX + 1];
	int found;

	if (tables(db, SQL_ROSTER_SCHEMA) != 0 ||
	    rows_text(hub_rows(db, SQL_UNDO_STANDING, BIND(T(source))), stands, sizeof stands) < 0 ||
	    (found = rows_text(hub_rows(db, SQL_UNDO_VERSION, BIND(T(batch))), was, sizeof was)) < 0)
		return -2;
	if (strcmp(stands, batch) != 0 && found == 1)
		return 0;               /* no roster */
	if (strcmp(stands, batch) != 0 || found == 1) {
		snprintf(why, size, found == 1 ? _("the roster before %s is not remembered")
		         : _("a later roster stands on %s; take %s back first"), batch, stands);
		return -1;
	}
	return rows_run(hub_rows(db, SQL_UNDO_TAKE, BIND(T(source), T(batch), T(was)))) != 0 ||
	       rows_run(hub_rows(db, SQL_UNDO_ODD, BIND(T(source), T(batch)))) != 0 ||
	       rows_run(hub_rows(db, SQL_UNDO_RENAME, BIND(T(source), T(batch), T(was)))) != 0 ||
	       rows_run(hub_rows(db, SQL_UNDO_GIVE, BIND(T(source), T(batch), T(was)))) != 0 ||
	       rows_run(hub_rows(db, SQL_UNDO_DONE, BIND(T(batch)))) != 0 ? -2 : 0;
}

int
undo_claims(struct hub_db *db, const char *batch)
{
	return claims_tables(db) != 0 ||
	       rows_run(hub_rows(db, SQL_CLAIMS_UNDO, BIND(T(batch)))) != 0 ||
	       rows_run(hub_rows(db, SQL_CLAIMS_GIVE, BIND(T(batch)))) != 0 ||
	       rows_run(hub_rows(db, SQL_CLAIMS_GIVEN, BIND(T(batch)))) != 0 ? -2 : 0;
}
