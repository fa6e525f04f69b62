#include "hub/commands.h"

#include <stdio.h>
#include <string.h>

#include "hub/db_op.h"

int
cmd_verify(int argc, char **argv)
{
	struct hub_audit audit;
	struct hub_db *db;
	char error[512];
	int rc;

	if (argc != 3 || strcmp(argv[1], "--db") != 0)
		return hub_usage("verify", "--db FILE is needed");
	if ((db = hub_db_open(argv[2], HUB_DB_READ, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub verify: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	rc = hub_audit_verify(db, &audit);
	if (rc < 0)
		fprintf(stderr, "guatu-hub verify: %s\n", hub_db_error(db));
	else if (rc > 0)
		printf("broken at row %lld: %s; %lld rows before it hold; compare with a backup\n", (long long)audit.broken,
		       audit.why, (long long)audit.rows);
	else
		printf("the audit chain holds: %lld rows\n", (long long)audit.rows);
	hub_db_close(db);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}
