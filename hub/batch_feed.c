#include "hub/batch_in.h"

#include <stdlib.h>
#include <string.h>

#include "hub/member.h"
#include "model/civil.h"

/* The source's newest record of each sort. */
struct newest {
	const char *source;
	char failing[HUB_ID_MAX + 1];
	char taken[HUB_ID_MAX + 1], taken_at[32];
};

static int
look_at(void *ctx, const struct hub_record *r)
{
	struct newest *n = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *status = member_text(body, "status"), *at = member_text(body, "received_at");

	if (strcmp(member_text(body, "source"), n->source) == 0) {
		if (strcmp(status, "FAILED") == 0 && *member_text(body, "decided_at") == '\0')
			snprintf(n->failing, sizeof n->failing, "%s", r->id);
		if (strcmp(status, "ACCEPTED") == 0 && strcmp(at, n->taken_at) >= 0) {
			snprintf(n->taken, sizeof n->taken, "%s", r->id);
			snprintf(n->taken_at, sizeof n->taken_at, "%s", at);
		}
	}
	cJSON_Delete(body);
	return 0;
}

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
	struct newest n = { .source = b->source };
	cJSON *body, *tries;
	bool first;

	if (hub_db_each(db, KIND_BATCH, look_at, &n) != 0)
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
	struct newest n = { .source = source };

	if (hub_db_each(db, KIND_BATCH, look_at, &n) != 0)
		return -2;
	if (*n.failing != '\0' && stamp(db, n.failing, "decided_at", at, by) != 0)
		return -2;
	return fresh && *n.taken != '\0' ? stamp(db, n.taken, "checked_at", at, by) : 0;
}
