/* The functions of hub/policy/rules.h, for one connection.  SQLITE_OK or why not. */
#pragma once

#include <sqlite3.h>

int rules_functions(sqlite3 *db);
