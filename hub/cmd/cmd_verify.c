#include "hub/cmd/commands.h"

#include "hub/authority/db_op.h"
#include "model/text/language.h"

int
cmd_verify(const struct options *o)
{
	struct hub_db *db = hub_open(o, HUB_DB_READ);
	struct hub_audit audit;
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = hub_audit_verify(db, &audit);
	if (rc < 0)
		hub_failed(o, "%s", hub_db_error(db));
	else if (rc > 0)
		printf(_("broken at row %lld: %s; %lld rows before it hold; compare with a backup\n"),
		       (long long)audit.broken, audit.why, (long long)audit.rows);
	else
		printf(_("the audit chain holds: %lld rows\n"), (long long)audit.rows);
	hub_db_close(db);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}
