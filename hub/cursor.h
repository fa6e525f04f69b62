/*
 * Cursors as text; reading them is feed_cursor_read() in hub/feed.h.
 */
#ifndef GUATU_HUB_CURSOR_H
#define GUATU_HUB_CURSOR_H

#include "hub/db.h"

enum { CURSOR_MAX = 512 };

void cursor_write_changes(char *out, size_t size, const char *epoch, const char *county, const char *scope, int64_t seq);
void cursor_write_snapshot(char *out, size_t size, const char *epoch, const char *county, const char *scope,
                           int64_t as_of, const struct hub_db_place *at);

#endif
