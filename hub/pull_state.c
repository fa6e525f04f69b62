#include "hub/pull.h"

#include <stdlib.h>
#include <string.h>

#include "hub/db_in.h"
#include "hub/pull.sql.h"
#include "model/grow.h"

COLUMNS(state, struct pull_state, COL(url), COL(etag), COL(modified), COL(digest), COL(tried), COL(ok), COL(tries),
	COL(due), COL(error))

int
pull_state_get(struct hub_db *db, const char *source, struct pull_state *out)
{
	memset(out, 0, sizeof *out);
	return rows_one(hub_db_rows(db, SQL_HUB_PULL_GET, "reading a source's schedule", BIND(T(source))), state,
	                out) < 0 ? -1 : 0;
}

int
pull_state_put(struct hub_db *db, const char *source, const struct pull_state *s)
{
	return hub_db_do(db, SQL_HUB_PULL_PUT, "writing a source's schedule",
	                 BIND(T(source), T(s->url), T(s->etag), T(s->modified), T(s->digest), I(s->tried), I(s->ok),
	                      I(s->tries), I(s->due), T(s->error)));
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

	if (url != NULL && *url != '\0' && (way == NULL || strcmp(way, "OUT") != 0)) {
		struct pull_source *s = GROW(list->at, list->count);
		snprintf(s->id, sizeof s->id, "%s", r->id);
		snprintf(s->url, sizeof s->url, "%s", url);
		snprintf(s->takes, sizeof s->takes, "%s", takes != NULL ? takes : "");
		s->json = format != NULL && strcmp(format, "json") == 0;
		s->every = cJSON_IsNumber(every) && every->valuedouble >= 1 ? (long)every->valuedouble
		           : PULL_EVERY_MINUTES;
	}
	cJSON_Delete(body);
	return 0;
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
