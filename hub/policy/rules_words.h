/* The functions of hub/policy/rules.h, for one connection.  SQLITE_OK or why not. */
#ifndef GUATU_HUB_RULES_WORDS_H
#define GUATU_HUB_RULES_WORDS_H

#include <sqlite3.h>

int rules_functions(sqlite3 *db);

#endif
