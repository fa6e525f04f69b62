#include "model/base.h"
#include "hub/serve/answer.h"

const struct problem_def problems[PROBLEM_COUNT] = {
	[PROBLEM_LOGIN] = { "login", 401, "who are you?" },
	[PROBLEM_ROLE] = { "role", 403, "your role may not do this" },
	[PROBLEM_SCOPE] = { "scope", 403, "outside your scope" },
	[PROBLEM_NO_RECORD] = { "no-such-record", 404, "there is no such record" },
	[PROBLEM_STALE_REV] = { "stale-rev", 409, "the record has changed since" },
	[PROBLEM_NOT_NOW] = { "not-allowed-now", 409, "not possible now" },
	[PROBLEM_IN_PROGRESS] = { "in-progress", 409, "this very operation is being worked on" },
	[PROBLEM_CURSOR_EXPIRED] = { "cursor-expired", 410, "this cursor is too old" },
	[PROBLEM_SCOPE_CHANGED] = { "scope-changed", 410, "your scope has changed" },
	[PROBLEM_EPOCH_CHANGED] = { "epoch-changed", 410, "the hub has been restored" },
	[PROBLEM_TOO_LARGE] = { "too-large", 413, "too large" },
	[PROBLEM_INVALID] = { "invalid", 422, "invalid" },
	[PROBLEM_KEY_REUSED] = { "key-reused", 422, "this key was used for another operation" },
	[PROBLEM_MALFORMED] = { "malformed", 400, "not a well-formed request" },
	[PROBLEM_BUSY] = { "busy", 429, "too many operations" },
	[PROBLEM_UNAVAILABLE] = { "unavailable", 503, "cannot be written now" },
	[PROBLEM_TOO_OLD] = { "too-old", 400, "this version of the wire is not spoken here" },
	[PROBLEM_NO_PAGE] = { NULL, 404, "there is no such page" },
	[PROBLEM_METHOD] = { NULL, 405, "this method is not served here" },
	[PROBLEM_INTERNAL] = { NULL, 500, "the hub failed" },
};

void
answer_json(struct answer *out, int status, cJSON *json)
{
	*out = (struct answer){ .status = status, .body = json != NULL ? cJSON_PrintUnformatted(json) : NULL };
	cJSON_Delete(json);
	if (out->body == NULL)
		out->status = 500;
}

void
answer_problem(struct answer *out, enum problem problem, const char *detail, cJSON *more)
{
	const struct problem_def *def = &problems[problem];
	cJSON *json = more != NULL ? more : cJSON_CreateObject();
	char type[64];

	snprintf(type, sizeof type, "%s%s", def->name != NULL ? PROBLEM_URN : "about:blank",
	         def->name != NULL ? def->name : "");
	cJSON_AddStringToObject(json, "type", type);
	cJSON_AddStringToObject(json, "title", def->title);
	cJSON_AddNumberToObject(json, "status", def->status);
	if (detail != NULL)
		cJSON_AddStringToObject(json, "detail", detail);
	answer_json(out, def->status, json);
	out->status = def->status;
	out->outcome = def->name != NULL ? def->name : "error";
	out->retry_after = problem == PROBLEM_IN_PROGRESS || problem == PROBLEM_BUSY ? 1
	                   : problem == PROBLEM_UNAVAILABLE ? 30 : 0;
}

void
answer_clear(struct answer *a)
{
	free(a->body);
	a->body = NULL;
}
