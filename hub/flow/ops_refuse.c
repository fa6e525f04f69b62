#include "hub/flow/ops_in.h"

#include "hub/flow/args.h"
#include "model/text/language.h"

int
op_refuse(struct op_work *w, enum problem problem, const char *detail)
{
	answer_problem(w->out, problem, detail, NULL);
	return -1;
}

int
op_refuse_for(struct op_work *w, enum problem problem, enum flow_answer why)
{
	cJSON *more = cJSON_CreateObject();

	cJSON_AddStringToObject(more, "reason", flow_answer_name(why));
	answer_problem(w->out, problem, flow_answer_text(why), more);
	return -1;
}

int
op_refuse_invalid(struct op_work *w, cJSON *errors)
{
	cJSON *more = cJSON_CreateObject();

	cJSON_AddItemToObject(more, "errors", errors);
	answer_problem(w->out, PROBLEM_INVALID, NULL, more);
	return -1;
}

int
op_refuse_path(struct op_work *w, const char *path, const char *reason)
{
	cJSON *errors = cJSON_CreateArray();

	args_error(errors, path, reason);
	return op_refuse_invalid(w, errors);
}

int
op_refuse_failed(struct op_work *w)
{
	fprintf(stderr, _("guatu-hub: operation %s: %s\n"), w->req.op, hub_db_error(w->db));
	return op_refuse(w, PROBLEM_UNAVAILABLE,
	                 hub_db_full(w->db) ? "the hub cannot write (disk full or failing); nothing was applied"
	                                                         : "the hub's database is busy; nothing was applied");
}

struct newest { cJSON *list; int64_t keep; };

static int
take_event(void *ctx, const struct hub_record *r)
{
	struct newest *n = ctx;

	cJSON_AddItemToArray(n->list, cJSON_Parse(r->body));
	if (cJSON_GetArraySize(n->list) > n->keep)
		cJSON_DeleteItemFromArray(n->list, 0);
	return 0;
}

int
op_refuse_stale(struct op_work *w)
{
	cJSON *more = cJSON_CreateObject(), *current = cJSON_AddObjectToObject(more, "current");
	const char *status = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(w->body, "status"));
	int state = status != NULL ? flow_state_find(w->kind, status) : -1;
	struct newest newest = { cJSON_AddArrayToObject(more, "since"), w->rev - w->req.base };

	newest.keep = newest.keep < 0 ? 0 : newest.keep > 20 ? 20 : newest.keep;
	if (newest.keep > 0)
		hub_db_history(w->db, w->kind, w->id, take_event, &newest);
	cJSON_AddStringToObject(current, "kind", record_kinds[w->kind].name);
	cJSON_AddStringToObject(current, "id", w->id);
	cJSON_AddNumberToObject(current, "rev", (double)w->rev);
	cJSON_AddItemToObject(current, "body", w->body);
	w->body = NULL;
	cJSON_AddBoolToObject(more, "closed", state >= 0 && flow_states[state].class == STATE_CLOSED);
	answer_problem(w->out, PROBLEM_STALE_REV, NULL, more);
	return -1;
}

int
op_refuse_flow(struct op_work *w, enum flow_answer why)
{
	switch (why) {
	case FLOW_ROLE: case FLOW_SAME_ACTOR: case FLOW_SOLE: case FLOW_SOURCE: case FLOW_OWNER:
		return op_refuse_for(w, PROBLEM_ROLE, why);
	case FLOW_EVIDENCE:
		return op_refuse_path(w, "args.evidence", flow_answer_text(why));
	case FLOW_VERIFIER:
		return op_refuse_path(w, "args.verifier", flow_answer_text(why));
	case FLOW_PAST_ZERO:
		return op_refuse_path(w, "args.until", flow_answer_text(why));
	default:
		return op_refuse_for(w, PROBLEM_NOT_NOW, why);
	}
}

int
op_refuse_stage(struct op_work *w)
{
	enum stage_lack first = stage_lack_first(w->entry->lacks);
	cJSON *more;

	switch (first) {
	case STAGE_UNKNOWN: return op_refuse_path(w, "args.to", w->entry->why);
	case STAGE_NOTE: return op_refuse_path(w, "args.note", w->entry->why);
	case STAGE_EVIDENCE: case STAGE_PROOF: return op_refuse_path(w, "args.evidence", w->entry->why);
	case STAGE_PARTY: return op_refuse_path(w, "args.party", w->entry->why);
	case STAGE_AMOUNT: return op_refuse_path(w, "args.amount", w->entry->why);
	case STAGE_SAYS:
	case STAGE_FIELD: return op_refuse_path(w, "args.extra", w->entry->why);
	default: break;
	}
	more = cJSON_CreateObject();
	cJSON_AddStringToObject(more, "reason", stage_lack_name(first));
	answer_problem(w->out, first & (STAGE_SIGNED | STAGE_TWICE | STAGE_ROLE | STAGE_OTHER | STAGE_OWNER)
	               ? PROBLEM_ROLE : PROBLEM_NOT_NOW, w->entry->why, more);
	return -1;
}
