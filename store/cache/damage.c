#include "store/cache/damage.h"

#include <sqlite3.h>

static bool seen;

static void
on_log(void *with, int code, const char *text)
{
	(void)with;
	(void)text;
	seen |= (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
}

void
damage_watch(void)
{
	sqlite3_config(SQLITE_CONFIG_LOG, on_log, NULL);
}

bool
damage_waits(void)
{
	return seen;
}

bool
damage_seen(void)
{
	bool was = seen;

	seen = false;
	return was;
}
