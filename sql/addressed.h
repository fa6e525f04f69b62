/*
 * In SQL: addressed(word, id, name, unit, role), is that post one the word names? (model/flow/addressee.h)
 * and addressee_tail(word), what follows the word of a class, NULL when it names none.
 */
#pragma once

#include <sqlite3.h>

int sql_addressed(sqlite3 *db);        /* SQLITE_OK */
