#include "hub/ops.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/apply.h"
#include "hub/args.h"
#include "hub/batch.h"
#include "hub/db_op.h"
#include "hub/entry.h"
#include "hub/failpoint.h"
#include "hub/inflight.h"
#include "hub/opener.h"
#include "hub/owed.h"
#include "hub/request.h"
#include "model/civil.h"
#include "net/wire_line.h"
#include "net/wire_record.h"

struct ops {
	struct hub_db   *db;
	pthread_mutex_t  lock;             /* over db */
	struct inflight *inflight;
};

/* One operation on its way. */
struct work {
	struct hub_db       *db;
	const struct access *who;
	struct op_request    req;
	enum kind            kind;
	int64_t              now;          /* room time */
	int64_t              rev;          /* of the record as it is; 0 for a new one */
	char                 id[HUB_ID_MAX + 1];
	cJSON               *body;
	struct apply         apply;
	struct entry_step   *entry;        /* of kind entry, else NULL */
	struct answer       *out;
};

struct ops *
ops_new(struct hub_db *writer, int per_second)
{
	struct ops *ops = calloc(1, sizeof *ops);

	if (ops == NULL || (ops->inflight = inflight_new(per_second)) == NULL) {
		free(ops);
		return NULL;
	}
	ops->db = writer;
	pthread_mutex_init(&ops->lock, NULL);
	return ops;
}

void
ops_free(struct ops *ops)
{
	if (ops == NULL)
		return;
	inflight_free(ops->inflight);
	pthread_mutex_destroy(&ops->lock);
	free(ops);
}

/* ---- refusals: each leaves the answer and returns -1 --------------------- */

static int
refuse(struct work *w, enum problem problem, const char *detail)
{
	answer_problem(w->out, problem, detail, NULL);
	return -1;
}

static int
refuse_for(struct work *w, enum problem problem, enum flow_answer why)
{
	cJSON *more = cJSON_CreateObject();

	cJSON_AddStringToObject(more, "reason", flow_answer_name(why));
	answer_problem(w->out, problem, flow_answer_text(why), more);
	return -1;
}

static int
refuse_invalid(struct work *w, cJSON *errors)
{
	cJSON *more = cJSON_CreateObject();

	cJSON_AddItemToObject(more, "errors", errors);
	answer_problem(w->out, PROBLEM_INVALID, NULL, more);
	return -1;
}

static int
refuse_path(struct work *w, const char *path, const char *reason)
{
	cJSON *errors = cJSON_CreateArray();

	args_error(errors, path, reason);
	return refuse_invalid(w, errors);
}

/* The authority failed: nothing was applied, the same key may be sent again. */
static int
refuse_failed(struct work *w)
{
	fprintf(stderr, "guatu-hub: operation %s: %s\n", w->req.op, hub_db_error(w->db));
	return refuse(w, PROBLEM_UNAVAILABLE, hub_db_full(w->db) ? "the hub cannot write (disk full or failing); nothing was applied"
	                                                         : "the hub's database is busy; nothing was applied");
}

/* ---- the checks, in the order of the wire ------------------------------- */

/* 1 answered from memory, 0 a new operation, -1. */
static int
remembered(struct work *w)
{
	struct hub_op_row row;
	cJSON *json;
	int found = hub_op_find(w->db, w->who->user.name, w->req.op, &row);

	if (found <= 0)
		return found < 0 ? refuse_failed(w) : 0;
	if (strcmp(row.fingerprint, w->req.fingerprint) != 0)
		return refuse(w, PROBLEM_KEY_REUSED, "the same op came before with other bytes");
	json = cJSON_Parse(row.answer);
	cJSON_ReplaceItemInObjectCaseSensitive(json, "outcome", cJSON_CreateString("replayed"));
	answer_json(w->out, row.status, json);
	w->out->outcome = "replayed";
	return 1;
}

static int
check_names(struct work *w)
{
	int kind = record_kind_find(w->req.kind_name);

	if (kind < 0)
		return refuse_path(w, "kind", "there is no such kind");
	if (flow_verb_find((enum kind)kind, w->req.verb) == NULL)
		return refuse_path(w, "verb", "there is no such step");
	w->kind = (enum kind)kind;
	return 0;
}

/* A record to be born: nothing but where it will be, so that scope and role can be judged. */
static int
new_record(struct work *w)
{
	const cJSON *division = cJSON_GetObjectItemCaseSensitive(w->req.args, "division");
	int year, month, day;

	if (flow_step_find(w->kind, FLOW_NONE, w->req.verb) == NULL)
		return refuse(w, PROBLEM_NO_RECORD, "id: missing");
	civil_split(instant_day(w->now), &year, &month, &day);
	if (hub_db_next_id(w->db, w->kind, year, w->id) != 0)
		return refuse_failed(w);
	w->body = cJSON_CreateObject();
	if (cJSON_IsString(division))
		cJSON_AddStringToObject(w->body, "division", division->valuestring);
	return 0;
}

static int
load_record(struct work *w)
{
	struct hub_record r;
	int found;

	if (*w->req.id == '\0')
		return new_record(w);
	if ((found = hub_db_get(w->db, w->kind, w->req.id, &r)) < 0)
		return refuse_failed(w);
	if (found == 0 || r.gone != NULL)
		return refuse(w, PROBLEM_NO_RECORD, NULL);
	if (!access_sees(w->who, r.division))
		return refuse(w, PROBLEM_SCOPE, NULL);
	snprintf(w->id, sizeof w->id, "%s", w->req.id);
	w->rev = r.rev;
	w->body = cJSON_Parse(r.body);
	return w->body != NULL ? 0 : refuse(w, PROBLEM_UNAVAILABLE, "the stored record cannot be read; nothing was applied");
}

static unsigned
roles_of_verb(enum kind kind, const char *verb)
{
	unsigned roles = 0;

	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == kind && strcmp(flow_steps[i].verb, verb) == 0)
			roles |= flow_steps[i].roles;
	return roles;
}

static int
check_role(struct work *w)
{
	unsigned may = roles_of_verb(w->kind, w->req.verb);
	const char *division = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(w->body, "division"));

	if ((may & w->who->user.roles) == 0)
		return refuse_for(w, PROBLEM_ROLE, FLOW_ROLE);
	if ((may & access_roles(w->who, w->kind, w->body)) == 0)
		return refuse(w, PROBLEM_SCOPE, "your role acts in other divisions");
	if (w->rev == 0 && !access_sees(w->who, division))
		return refuse(w, PROBLEM_SCOPE, NULL);
	return 0;
}

/* What only the entry's ledger can say of them. */
static int
entry_faults(struct work *w, cJSON *errors)
{
	if ((w->entry = calloc(1, sizeof *w->entry)) == NULL)
		return -1;
	*w->entry = (struct entry_step){ .db = w->db, .who = w->who, .verb = w->req.verb, .body = w->body, .args = w->req.args,
		.fresh = w->rev == 0, .now = w->now };
	return entry_args(w->entry, errors);
}

static int
check_args(struct work *w)
{
	struct args_facts facts = { w->kind, w->req.verb, w->rev != 0 ? w->body : NULL, instant_day(w->now) };
	cJSON *errors = cJSON_CreateArray();
	int bad = args_check(w->db, &facts, w->req.args, errors), more = bad >= 0 && w->kind == KIND_ENTRY ? entry_faults(w, errors) : 0;

	bad = more < 0 ? -1 : bad + more;
	if (bad > 0)
		return refuse_invalid(w, errors);
	cJSON_Delete(errors);
	return bad < 0 ? refuse_failed(w) : 0;
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

/* The record as it is and what happened to it since the revision the officer saw. */
static int
refuse_stale(struct work *w)
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

/* `name` is the user, or the post by id or name, whom `other` names in another way. */
static bool
same_person(struct work *w, const char *name, const char *other)
{
	struct hub_user user;
	struct access access;

	if (*name == '\0' || *other == '\0' || hub_user_by_name(w->db, name, &user) != 1)
		return false;
	return access_resolve(w->db, &user, instant_day(w->now), &access) == 0 && access_is(&access, other);
}

/* Four eyes by person and by post: records name the one or the other.  A verifier who is the
 * submitter under another name is the submitter. */
static enum flow_answer
judge(struct work *w, struct flow_facts *facts)
{
	unsigned roles = access_roles(w->who, w->kind, w->body);
	const char *names[] = { w->who->user.name, w->who->post_id, w->who->post_name };
	enum flow_answer answer = FLOW_OK;

	if (same_person(w, facts->submitted_by, facts->verifier) || same_person(w, facts->verifier, facts->submitted_by))
		facts->verifier = facts->submitted_by;
	for (size_t i = 0; i < sizeof names / sizeof *names && answer == FLOW_OK; i++)
		answer = flow_may(w->kind, w->req.verb, roles, names[i], facts, &w->apply.step);
	return answer;
}

static int
refuse_flow(struct work *w, enum flow_answer why)
{
	switch (why) {
	case FLOW_ROLE: case FLOW_SAME_ACTOR: case FLOW_SOLE: case FLOW_SOURCE: case FLOW_OWNER:
		return refuse_for(w, PROBLEM_ROLE, why);
	case FLOW_EVIDENCE:
		return refuse_path(w, "args.evidence", flow_answer_text(why));
	case FLOW_VERIFIER:
		return refuse_path(w, "args.verifier", flow_answer_text(why));
	case FLOW_PAST_ZERO:
		return refuse_path(w, "args.until", flow_answer_text(why));
	default:
		return refuse_for(w, PROBLEM_NOT_NOW, why);
	}
}

/* What a form can still give is an argument's fault, the rest the moment's or the person's. */
static int
refuse_stage(struct work *w)
{
	enum stage_lack first = stage_lack_first(w->entry->lacks);
	cJSON *more;

	switch (first) {
	case STAGE_UNKNOWN: return refuse_path(w, "args.to", w->entry->why);
	case STAGE_NOTE: return refuse_path(w, "args.note", w->entry->why);
	case STAGE_EVIDENCE: return refuse_path(w, "args.evidence", w->entry->why);
	case STAGE_AMOUNT: return refuse_path(w, "args.amount", w->entry->why);
	case STAGE_FIELD: return refuse_path(w, "args.extra", w->entry->why);
	default: break;
	}
	more = cJSON_CreateObject();
	cJSON_AddStringToObject(more, "reason", stage_lack_name(first));
	answer_problem(w->out, first == STAGE_SIGNED || first == STAGE_ROLE || first == STAGE_OTHER || first == STAGE_OWNER ? PROBLEM_ROLE : PROBLEM_NOT_NOW, w->entry->why, more);
	return -1;
}

static int
check_flow(struct work *w)
{
	struct flow_facts facts;
	enum flow_answer answer;
	char zero[32];

	w->apply = (struct apply){ .kind = w->kind, .id = w->id, .verb = w->req.verb, .args = w->req.args,
		.actor = w->who->user.name, .post = w->who->user.post, .now = w->now };
	if (args_param(w->db, "zero_day", instant_day(w->now), zero, sizeof zero) < 0)
		return refuse_failed(w);
	apply_facts(&w->apply, w->body, civil_parse(zero) == CIVIL_NONE ? 0 : civil_parse(zero), &facts);
	if (w->rev == 0)
		facts.status = NULL;
	if (w->kind == KIND_DUTY_RUN && owed_facts(w->db, w->body, &facts) != 0)
		return refuse_failed(w);
	answer = judge(w, &facts);
	if (answer != FLOW_OK)
		return refuse_flow(w, answer);
	return w->entry == NULL || entry_may(w->entry) == 0 ? 0 : refuse_stage(w);
}

/* ---- the effect --------------------------------------------------------- */

/* What would be stored is checked like anything that comes in, so that no step can make a bad record. */
static char *
print_checked(struct work *w, enum kind kind, const cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body), error[256];
	struct cache_value values[WIRE_FIELDS_MAX];
	cJSON *again = text != NULL ? cJSON_Parse(text) : NULL;

	if (again == NULL) {
		refuse(w, PROBLEM_UNAVAILABLE, "out of memory; nothing was applied");
	} else if (wire_record_values(kind, again, values, error, sizeof error) != 0) {
		refuse_path(w, "args", error);
		free(text);
		text = NULL;
	}
	cJSON_Delete(again);
	return text;
}

static int
write_record(struct work *w, char effect[DIGEST_HEX])
{
	char *text = print_checked(w, w->kind, w->body);
	int rc;

	if (text == NULL)
		return -1;
	digest_bytes(text, strlen(text), effect);
	rc = hub_db_put(w->db, w->kind, w->id, text, w->now, w->who->user.name, &w->rev);
	free(text);
	return rc < 0 ? refuse_failed(w) : 0;
}

static int
write_event(struct work *w, const char *before)
{
	cJSON *event = apply_event(&w->apply, before, w->body);
	bool told = event != NULL && (w->entry == NULL || entry_event(w->entry, event) == 0);
	char *text = told ? print_checked(w, KIND_EVENT, event) : NULL;
	int rc;

	cJSON_Delete(event);
	if (text == NULL)
		return -1;
	rc = hub_db_put(w->db, KIND_EVENT, w->req.op, text, w->now, w->who->user.name, NULL);
	free(text);
	return rc < 0 ? refuse_failed(w) : 0;
}

static int
write_memory(struct work *w, const char *effect)
{
	cJSON *json = cJSON_CreateObject();
	char at[26];
	struct hub_op_row row = { .user = w->who->user.name, .op = w->req.op, .fingerprint = w->req.fingerprint, .status = 200,
		.kind = record_kinds[w->kind].name, .id = w->id, .verb = w->req.verb, .rev = w->rev, .effect = effect, .at = w->now };

	instant_format(w->now, at);
	cJSON_AddStringToObject(json, "outcome", "applied");
	cJSON_AddStringToObject(json, "op", w->req.op);
	cJSON_AddStringToObject(json, "kind", record_kinds[w->kind].name);
	cJSON_AddStringToObject(json, "id", w->id);
	cJSON_AddNumberToObject(json, "rev", (double)w->rev);
	cJSON_AddStringToObject(json, "at", at);
	answer_json(w->out, 200, json);
	w->out->outcome = "applied";
	row.answer = w->out->body;
	if (row.answer == NULL || hub_op_add(w->db, &row) != 0) {
		answer_clear(w->out);
		return refuse_failed(w);
	}
	return 0;
}

/* A held hand-over's data follow the word: taken in this very transaction, or dropped. */
static int
settle_batch(struct work *w)
{
	char why[256] = "";
	int rc = 0;

	if (w->kind != KIND_BATCH)
		return 0;
	if (strcmp(w->req.verb, "accept") == 0)
		rc = batch_accept(w->db, w->id, w->body, w->now, w->who->user.name, why, sizeof why);
	else if (strcmp(w->req.verb, "reject") == 0)
		rc = batch_drop(w->db, w->id);
	return rc == -2 ? refuse_failed(w) : rc == -1 ? refuse_path(w, "id", why) : 0;
}

/* What this step is an event for, opened in the same transaction. */
static int
open_duties(struct work *w)
{
	if (opener_event_once(w->db, w->now, w->kind, w->id, w->body) == 0)
		return 0;
	answer_clear(w->out);
	return refuse_failed(w);
}

static int
do_it(struct work *w)
{
	char effect[DIGEST_HEX], before[64];
	const char *standing = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(w->body, apply_standing(w->kind)));

	snprintf(before, sizeof before, "%s", standing != NULL ? standing : "");
	if (apply_change(&w->apply, w->body) != 0)
		return refuse(w, PROBLEM_UNAVAILABLE, "out of memory; nothing was applied");
	if (settle_batch(w) != 0)
		return -1;
	if (w->entry != NULL && entry_change(w->entry, w->body) != 0)
		return refuse_failed(w);
	if (write_record(w, effect) != 0 || write_event(w, before) != 0 || write_memory(w, effect) != 0 || open_duties(w) != 0)
		return -1;
	failpoint("before-commit");
	if (hub_db_commit(w->db) != 0) {
		answer_clear(w->out);
		return refuse_failed(w);
	}
	failpoint("after-commit");
	return 0;
}

/* A new record has base 0 or none; an existing one must be the one the officer saw. */
static int
check_base(struct work *w)
{
	if (w->rev == 0)
		return w->req.base > 0 ? refuse_path(w, "base", "a new record has none") : 0;
	if (w->req.base < 0)
		return refuse_path(w, "base", "needed");
	return w->req.base == w->rev ? 0 : refuse_stale(w);
}

static void
work_through(struct work *w, int64_t real)
{
	if (hub_db_begin(w->db) != 0) {
		refuse_failed(w);
		return;
	}
	w->now = hub_db_room_now(w->db, real);
	if (remembered(w) != 0 || check_names(w) != 0 || load_record(w) != 0 || check_role(w) != 0 ||
	    check_args(w) != 0 || check_base(w) != 0 || check_flow(w) != 0 || do_it(w) != 0)
		hub_db_rollback(w->db);
	cJSON_Delete(w->body);
	free(w->entry);
}

int
ops_open_day(struct ops *ops, int64_t room_now, struct opened *out, char *error, size_t size)
{
	int rc;

	pthread_mutex_lock(&ops->lock);
	if ((rc = opener_day_alone(ops->db, room_now, out)) != 0)
		snprintf(error, size, "%s", hub_db_error(ops->db));
	pthread_mutex_unlock(&ops->lock);
	return rc;
}

void
ops_post(struct ops *ops, const struct access *who, const char *key, const char *bytes, size_t len,
         int64_t real_ms, struct answer *out)
{
	struct work w = { .db = ops->db, .who = who, .out = out };

	if (request_parse(&w.req, key, bytes, len, out) != 0)
		return;
	switch (inflight_enter(ops->inflight, who->user.name, w.req.op, real_ms)) {
	case INFLIGHT_SAME:
		answer_problem(out, PROBLEM_IN_PROGRESS, NULL, NULL);
		break;
	case INFLIGHT_BUSY:
		answer_problem(out, PROBLEM_BUSY, "too many operations in a second", NULL);
		break;
	case INFLIGHT_IN:
		pthread_mutex_lock(&ops->lock);
		work_through(&w, real_ms / 1000);
		pthread_mutex_unlock(&ops->lock);
		inflight_leave(ops->inflight, who->user.name, w.req.op);
		failpoint("before-answer");
		break;
	}
	request_clear(&w.req);
}

void
ops_get(struct hub_db *reader, const struct access *who, const char *op, struct answer *out)
{
	struct hub_op_row row;
	int found = hub_op_find(reader, who->user.name, op, &row);

	if (found < 0)
		answer_problem(out, PROBLEM_UNAVAILABLE, NULL, NULL);
	else if (found == 0)
		answer_problem(out, PROBLEM_NO_RECORD, "no such operation of yours is remembered", NULL);
	else
		answer_json(out, row.status, cJSON_Parse(row.answer));
}
