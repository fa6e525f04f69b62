#include "hub/owed.h"

#include "hub/opener_in.h"
#include "model/duty.h"

int
owed_facts(struct hub_db *db, const cJSON *run, unsigned roles, struct flow_facts *facts)
{
	struct hub_record duty;
	int found = hub_db_get(db, KIND_DUTY, opener_text(run, "duty"), &duty);
	cJSON *body = found == 1 && duty.body != NULL ? cJSON_Parse(duty.body) : NULL;

	if (found < 0)
		return -1;
	/* A run whose duty is gone asks for nothing special. */
	facts->unproved = *opener_text(body, "evidence") == '\0';
	facts->not_owner = duty_not_owner(opener_text(body, "owner_role"), roles);
	cJSON_Delete(body);
	return 0;
}
