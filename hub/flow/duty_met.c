#include "hub/flow/duty_met.h"

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/authority/digest.h"
#include "hub/authority/member.h"
#include "hub/flow/duty_met.sql.h"
#include "hub/intake/difference.h"
#include "model/room/civil.h"

struct met { char id[HUB_ID_MAX + 1], report[HUB_ID_MAX + 1], at[26], who[96]; bool there; };

COLUMNS(columns, struct met, COL(id), COL(report), COL(at), COL(who), COL(there))

static void
set(cJSON *body, const char *name, cJSON *value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	cJSON_AddItemToObject(body, name, value);
}

/* Done when the report was, by whom, and what shows it; or to be done again. */
static void
change(cJSON *body, const struct met *m, const char *actor)
{
	cJSON *evidence = cJSON_CreateArray(), *piece = cJSON_CreateObject();

	set(body, "status", cJSON_CreateString(m->there ? "DONE" : "PENDING"));
	cJSON_AddStringToObject(piece, "kind", "doc");
	cJSON_AddStringToObject(piece, "ref", m->report);
	cJSON_AddItemToArray(evidence, piece);
	if (m->there) {
		set(body, "evidence", evidence);
		set(body, "done_at", cJSON_CreateString(m->at));
		set(body, "done_by", cJSON_CreateString(*m->who != '\0' ? m->who : actor));
		return;
	}
	cJSON_Delete(evidence);
	cJSON_DeleteItemFromObjectCaseSensitive(body, "evidence");
	cJSON_DeleteItemFromObjectCaseSensitive(body, "done_at");
	cJSON_DeleteItemFromObjectCaseSensitive(body, "done_by");
}

static int
put(struct hub_db *db, enum kind kind, const char *id, cJSON *body, int64_t now, const char *actor)
{
	char *text = cJSON_PrintUnformatted(body);
	int64_t rc = text != NULL ? hub_db_put(db, kind, id, text, now, actor, NULL) : -1;

	free(text);
	return rc < 0 ? -1 : 0;
}

/* As a step by hand would have it, of its own name: PENDING to DONE or back, on account of the report. */
static int
put_event(struct hub_db *db, const struct met *m, const cJSON *had, const cJSON *body, int64_t now, const char *actor)
{
	cJSON *event = cJSON_CreateObject();
	const char *parts[] = { m->id, m->report, m->there ? "done" : "reopen" };
	char hash[DIGEST_HEX], id[HUB_ID_MAX + 1], at[26];
	int rc;

	instant_format(now, at);
	digest_fields(parts, 3, hash);
	snprintf(id, sizeof id, "met-%.24s-%lld", hash, (long long)now);
	cJSON_AddStringToObject(event, "at", at);
	cJSON_AddStringToObject(event, "actor", actor);
	cJSON_AddStringToObject(event, "object_kind", "duty_run");
	cJSON_AddStringToObject(event, "object", m->id);
	cJSON_AddStringToObject(event, "verb", m->there ? "done" : "reopen");
	cJSON_AddStringToObject(event, "from_status", m->there ? "PENDING" : "DONE");
	cJSON_AddStringToObject(event, "to_status", m->there ? "DONE" : "PENDING");
	cJSON_AddStringToObject(event, "division", member_text(body, "division"));
	cJSON_AddStringToObject(event, "title", member_text(body, "title"));
	cJSON_AddStringToObject(event, "note", m->report);
	cJSON_AddItemToObject(event, "was", difference_was(KIND_DUTY_RUN, had, body));
	rc = put(db, KIND_EVENT, id, event, now, actor);
	cJSON_Delete(event);
	return rc;
}

static int
settle(struct hub_db *db, const struct met *m, int64_t now, const char *actor)
{
	struct hub_record r;
	int rc = hub_db_get(db, KIND_DUTY_RUN, m->id, &r);
	cJSON *body = rc == 1 && r.gone == NULL ? cJSON_ParseWithLength(r.body, r.body_len) : NULL, *had;

	if (body == NULL)
		return rc < 0 ? -1 : 0;
	had = cJSON_Duplicate(body, true);
	change(body, m, actor);
	rc = put(db, KIND_DUTY_RUN, m->id, body, now, actor) != 0 || put_event(db, m, had, body, now, actor) != 0
	     ? -1 : 0;
	cJSON_Delete(had);
	cJSON_Delete(body);
	return rc;
}

int
duty_met(struct hub_db *db, int64_t now, const char *actor, const char *group, const char *period)
{
	struct met *list = NULL;
	int count = 0;
	/* Read to the end first: what is walked is not changed meanwhile. */
	int rc = rows_all(hub_rows(db, SQL_DUTY_MET_RUNS, BIND(T(group), T(period))), columns, &list, &count);

	for (int i = 0; rc == 0 && i < count; i++)
		rc = settle(db, &list[i], now, actor);
	free(list);
	return rc;
}
