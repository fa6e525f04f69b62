/*
 * `issues FILTER`: the issue list's own filter language, in its own orders.
 */
#ifndef GUATU_CONSOLE_LISTING_ISSUES_H
#define GUATU_CONSOLE_LISTING_ISSUES_H

#include "console/listing.h"

/* As listing_write(), for what follows the noun. */
long listing_issues(struct session *s, struct listing *l, const char *filter, char *error, size_t error_size);

#endif
