#include "hub/intake/retract.h"

#include "hub/authority/digest.h"
#include "hub/authority/member.h"
#include "hub/flow/rests.h"
#include "model/room/civil.h"

int
retract_record(struct hub_db *db, enum kind kind, const char *id, int64_t at, const char *who, char *by, size_t size)
{
	int goes = -1;

	*by = '\0';
	if (rests_begin(db) == 0 && rests_going(db, kind, id) == 0 && rests_settle(db) == 0)
		goes = rests_goes(db, kind, id, by, size);
	if (goes < 0 || rests_end(db) != 0)
		return -2;
	if (goes == 0)
		return -1;
	return hub_db_gone(db, kind, id, "retracted", at, who) < 0 ? -2 : 0;
}

static void
add_text(cJSON *body, const char *name, const char *text)
{
	if (*text != '\0')
		cJSON_AddStringToObject(body, name, text);
}

static int
tell(struct hub_db *db, enum kind kind, const char *id, const cJSON *body, const char *reason, int64_t at,
     const char *who)
{
	const char *title = member_text(body, "title");
	cJSON *event = cJSON_CreateObject();
	char when[26], event_id[HUB_ID_MAX + 1], whole[DIGEST_HEX], *text;
	int rc;

	instant_format(at, when);
	add_text(event, "at", when);
	add_text(event, "actor", who);
	add_text(event, "object_kind", record_kinds[kind].name);
	add_text(event, "object", id);
	add_text(event, "verb", "retract");
	add_text(event, "from_status", member_text(body, "status"));
	add_text(event, "division", member_text(body, "division"));
	add_text(event, "title", *title != '\0' ? title : member_text(body, "name"));
	add_text(event, "note", reason);
	text = cJSON_PrintUnformatted(event);
	/* Long ids may have one beginning. */
	digest_bytes(id, strlen(id), whole);
	snprintf(event_id, sizeof event_id, "retract-%.20s-%.60s-%.12s-%lld", record_kinds[kind].name, id, whole,
	         (long long)at);
	rc = text != NULL ? hub_db_put(db, KIND_EVENT, event_id, text, at, who, NULL) : -1;
	free(text);
	cJSON_Delete(event);
	return rc < 0 ? -2 : 0;
}

int
retract_told(struct hub_db *db, enum kind kind, const char *id, const char *reason, int64_t at, const char *who,
             char *by, size_t size)
{
	struct hub_record r;
	int found = hub_db_get(db, kind, id, &r), rc;
	cJSON *body = found == 1 && r.body != NULL ? cJSON_Parse(r.body) : NULL;

	*by = '\0';
	if (body == NULL)
		return found < 0 ? -2 : -1;
	if ((rc = retract_record(db, kind, id, at, who, by, size)) == 0)
		rc = tell(db, kind, id, body, reason, at, who);
	cJSON_Delete(body);
	return rc;
}
