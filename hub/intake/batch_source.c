#include "hub/intake/batch_in.h"

#include "hub/intake/batch.sql.h"
#include "hub/authority/db_in.h"
#include "model/room/civil.h"

/* The source's newest record of each sort. */
struct newest { char failing[HUB_ID_MAX + 1], taken[HUB_ID_MAX + 1]; };

COLUMNS(columns, struct newest, COL(failing), COL(taken))

static cJSON *
load(struct hub_db *db, const char *id)
{
	struct hub_record r;

	return hub_db_get(db, KIND_BATCH, id, &r) == 1 && r.body != NULL ? cJSON_Parse(r.body) : NULL;
}

static void
set_text(cJSON *body, const char *name, const char *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	cJSON_AddStringToObject(body, name, value);
}

static void
set_instant(cJSON *body, const char *name, int64_t at)
{
	char text[26];

	instant_format(at, text);
	set_text(body, name, text);
}

int
batch_failed(struct hub_db *db, struct batch *b, const char *error)
{
	struct newest n;
	cJSON *body, *tries;
	bool first;

	if (rows_one(hub_rows(db, SQL_BATCH_NEWEST, BIND(T(b->source))), columns, &n) != 0)
		return -2;
	first = *n.failing == '\0';
	snprintf(b->id, sizeof b->id, "%s", n.failing);
	if (first && batch_name(db, b) != 0)
		return -2;
	if ((body = first ? batch_body(db, b, "FAILED") : load(db, b->id)) == NULL)
		return -2;
	set_text(body, "error", error);
	set_instant(body, "received_at", b->at);
	tries = cJSON_GetObjectItemCaseSensitive(body, "tries");
	if (tries == NULL)
		cJSON_AddNumberToObject(body, "tries", 1);
	else
		cJSON_SetNumberValue(tries, tries->valuedouble + 1);
	return batch_put(db, b, body, first);
}

static int
stamp(struct hub_db *db, const char *id, const char *field, int64_t at, const char *by)
{
	struct batch b = { .at = at, .by = by };
	cJSON *body = load(db, id);

	if (body == NULL)
		return -2;
	snprintf(b.id, sizeof b.id, "%s", id);
	set_instant(body, field, at);
	return batch_put(db, &b, body, false);
}

int
batch_well(struct hub_db *db, const char *source, bool fresh, int64_t at, const char *by)
{
	struct newest n;

	if (rows_one(hub_rows(db, SQL_BATCH_NEWEST, BIND(T(source))), columns, &n) != 0)
		return -2;
	if (*n.failing != '\0' && stamp(db, n.failing, "decided_at", at, by) != 0)
		return -2;
	return fresh && *n.taken != '\0' ? stamp(db, n.taken, "checked_at", at, by) : 0;
}
