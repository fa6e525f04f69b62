/*
 * What a step does to a record, from the rows of flow.def alone: arguments go
 * into their fields (evidence is added, never replaced), SET rows, the new
 * state; and the event that tells of it.  No I/O.
 */
#pragma once

#include <cjson/cJSON.h>

#include "model/flow/flow.h"

struct apply {
	enum kind              kind;
	const char            *id, *verb;
	const struct flow_def *step;
	const cJSON           *args;         /* have passed args_check() */
	const char            *actor, *post;
	int64_t                now;          /* the room's */
	const char            *due, *group;  /* where nothing is said: the source's deadline, the place's group */
};

/* The facts flow_may() judges by; text points into body and args. */
void apply_facts(const struct apply *a, const cJSON *body, int32_t zero_day, struct flow_facts *out);
/* Changes `body` in place: 0, -1 out of memory. */
int apply_change(const struct apply *a, cJSON *body);
/* The field that says where a record of this kind stands: status, for entries the stage. */
const char *flow_standing(enum kind kind);
/* The event's body; NULL out of memory.  `before` is the standing before, or NULL. */
cJSON *apply_event(const struct apply *a, const char *before, const cJSON *body);
