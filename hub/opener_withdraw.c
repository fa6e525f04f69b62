#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/member.h"
#include "hub/opener_in.h"

/* Ids first, tombstones after: what is walked is not changed meanwhile. */
struct orphans {
	struct opener *o;
	char (*ids)[HUB_ID_MAX + 1];
	int count;
};

static bool
known(const struct opener *o, enum kind kind, const char *of)
{
	for (int i = 0; kind == KIND_DUTY_RUN && i < o->duty_count; i++)
		if (strcmp(o->duties[i].id, of) == 0)
			return true;
	for (int i = 0; kind == KIND_CHECK_MARK && i < o->checklist_count; i++)
		if (strcmp(o->checklists[i].id, of) == 0)
			return true;
	return false;
}

static int
take_orphan(void *ctx, const struct hub_record *r)
{
	struct orphans *list = ctx;
	void *more;
	cJSON *body;
	bool orphan;

	if (strcmp(r->by, OPENER) != 0)
		return 0;
	body = cJSON_ParseWithLength(r->body, r->body_len);
	orphan = !known(list->o, r->kind, member_text(body, r->kind == KIND_DUTY_RUN ? "duty" : "checklist"));
	cJSON_Delete(body);
	if (!orphan)
		return 0;
	if (list->count % 64 == 0) {
		if ((more = realloc(list->ids, sizeof *list->ids * (size_t)(list->count + 64))) == NULL)
			return -1;
		list->ids = more;
	}
	snprintf(list->ids[list->count++], sizeof *list->ids, "%s", r->id);
	return 0;
}

static int
withdraw_kind(struct opener *o, enum kind kind)
{
	struct orphans list = { .o = o };
	int rc = hub_db_each(o->db, kind, take_orphan, &list) == 0 ? 0 : -1;

	for (int i = 0; rc == 0 && i < list.count; i++)
		rc = hub_db_gone(o->db, kind, list.ids[i], "deleted", o->now, OPENER) < 0 ? -1 : 0;
	free(list.ids);
	return rc;
}

int
opener_withdraw(struct opener *o)
{
	return withdraw_kind(o, KIND_DUTY_RUN) == 0 && withdraw_kind(o, KIND_CHECK_MARK) == 0 ? 0 : -1;
}
