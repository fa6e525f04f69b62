/*
 * Which of our columns a member goes into, and what may be said there.
 */
#pragma once

#include "model/base.h"

enum json_wants { JSON_WANTS_ANY, JSON_WANTS_TEXT, JSON_WANTS_NUMBER, JSON_WANTS_YES, JSON_WANTS_DATE, JSON_WANTS_MONTH,
	JSON_WANTS_TIME, JSON_WANTS_INSTANT, JSON_WANTS_OBJECT };

/* of: the same of two names for one column; JSON_MANY: of columns there are many of (extra.KEY). */
enum { JSON_MANY = -2 };
struct json_column { int of; enum json_wants wants; };

/* By our name, its title, another title or the national platform's name: false when nothing of what the source `takes`
 * (a kind, claims, roster) is called so. */
bool json_column(const char *takes, const char *name, struct json_column *out);
/* Those of the names that are near, parted by blanks; "" none is. */
void json_column_nearest(const char *takes, const char *name, char *out, size_t size);
