#include "hub/flow/owed.h"

#include "hub/authority/member.h"
#include "hub/flow/duty_opener_in.h"

int
owed_facts(struct hub_db *db, const cJSON *run, struct flow_facts *facts)
{
	struct hub_record duty;
	unsigned role;
	int found = hub_db_get(db, KIND_DUTY, member_text(run, "duty"), &duty);
	cJSON *body = found == 1 && duty.body != NULL ? cJSON_Parse(duty.body) : NULL;

	if (found < 0)
		return -1;
	/* A run whose duty is gone asks for nothing special. */
	facts->unproved = *member_text(body, "evidence") == '\0';
	role = role_parse(member_text(body, "owner_role"));
	facts->owner_role = role != 0 ? role_name(role) : NULL;
	cJSON_Delete(body);
	return 0;
}
