#include "hub/commands.h"

#include <time.h>

#include "hub/generate.h"

int
cmd_generate(const struct options *o)
{
	struct generate g = { .issues = (long)option_number(o, "issues"), .seed = (uint64_t)option_number(o, "seed"),
	                      .townships = (int)option_number(o, "townships") };
	struct hub_db *db = hub_open(o, HUB_DB_WRITE);
	char error[512];
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	g.at = hub_db_room_now(db, (int64_t)time(NULL));
	if ((rc = generate_county(db, &g, error, sizeof error)) == 0)
		printf("%s: %ld records made\n", hub_db_path(db), g.records);
	hub_db_close(db);
	return rc == 0 ? HUB_EXIT_OK : hub_failed(o, "%s", error);
}
