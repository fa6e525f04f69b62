#include "hub/pull.h"

#include <stdlib.h>
#include <string.h>

#include "hub/db_in.h"
#include "hub/pull.sql.h"

static void
take(char *out, size_t size, sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	snprintf(out, size, "%s", text != NULL ? text : "");
}

int
pull_state_get(struct hub_db *db, const char *source, struct pull_state *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PULL_GET);
	int rc;

	memset(out, 0, sizeof *out);
	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, source);
	if ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		take(out->url, sizeof out->url, stmt, 0);
		take(out->etag, sizeof out->etag, stmt, 1);
		take(out->modified, sizeof out->modified, stmt, 2);
		take(out->digest, sizeof out->digest, stmt, 3);
		out->tried = sqlite3_column_int64(stmt, 4);
		out->ok = sqlite3_column_int64(stmt, 5);
		out->tries = sqlite3_column_int(stmt, 6);
		out->due = sqlite3_column_int64(stmt, 7);
		take(out->error, sizeof out->error, stmt, 8);
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : hub_db_fail(db, "reading a source's schedule");
}

int
pull_state_put(struct hub_db *db, const char *source, const struct pull_state *state)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_PULL_PUT);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, source);
	hub_db_bind(stmt, 2, state->url);
	hub_db_bind(stmt, 3, state->etag);
	hub_db_bind(stmt, 4, state->modified);
	hub_db_bind(stmt, 5, state->digest);
	sqlite3_bind_int64(stmt, 6, state->tried);
	sqlite3_bind_int64(stmt, 7, state->ok);
	sqlite3_bind_int(stmt, 8, state->tries);
	sqlite3_bind_int64(stmt, 9, state->due);
	hub_db_bind(stmt, 10, state->error);
	return hub_db_run(db, stmt, "writing a source's schedule");
}

/* ---- the sources ---------------------------------------------------------- */

struct list { struct pull_source *at; int count; };

static int
each_source(void *ctx, const struct hub_record *r)
{
	struct list *list = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *url = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "url"));
	const char *way = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "direction"));
	const char *takes = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "takes"));
	const char *format = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "format"));
	const cJSON *every = cJSON_GetObjectItemCaseSensitive(body, "every_minutes");
	struct pull_source *more = list->at;
	int rc = 0;

	if (url != NULL && *url != '\0' && (way == NULL || strcmp(way, "OUT") != 0)) {
		if ((more = realloc(list->at, ((size_t)list->count + 1) * sizeof *more)) == NULL) {
			rc = -1;
		} else {
			struct pull_source *s = &more[list->count++];
			list->at = more;
			memset(s, 0, sizeof *s);
			snprintf(s->id, sizeof s->id, "%s", r->id);
			snprintf(s->url, sizeof s->url, "%s", url);
			snprintf(s->takes, sizeof s->takes, "%s", takes != NULL ? takes : "");
			s->json = format != NULL && strcmp(format, "json") == 0;
			s->every = cJSON_IsNumber(every) && every->valuedouble >= 1 ? (long)every->valuedouble : PULL_EVERY_MINUTES;
		}
	}
	cJSON_Delete(body);
	return rc;
}

int
pull_sources(struct hub_db *db, struct pull_source **out)
{
	struct list list = { 0 };

	if (hub_db_each(db, KIND_SOURCE, each_source, &list) != 0) {
		free(list.at);
		*out = NULL;
		return -1;
	}
	*out = list.at;
	return list.count;
}
