#include "hub/flow/ops_in.h"
#include "hub/flow/belongs.h"
#include "hub/flow/duty_met.h"
#include "hub/authority/member.h"

#include "hub/intake/difference.h"
#include "hub/intake/retract.h"
#include "hub/intake/undo.h"
#include "hub/authority/db_op.h"
#include "hub/authority/failpoint.h"
#include "hub/authority/member.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "net/wire/wire_record.h"

/* What would be stored is checked like anything that comes in, so that no step can make a bad record. */
static char *
print_checked(struct op_work *w, enum kind kind, const cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body), error[256];
	struct cache_value values[WIRE_FIELDS_MAX];
	cJSON *again = text != NULL ? cJSON_Parse(text) : NULL;

	if (again == NULL) {
		op_refuse(w, PROBLEM_UNAVAILABLE, "out of memory; nothing was applied");
	} else if (wire_record_values(kind, again, values, error, sizeof error) != 0) {
		op_refuse_path(w, "args", error);
		free(text);
		text = NULL;
	}
	cJSON_Delete(again);
	if (text != NULL && strlen(text) > HUB_RECORD_MAX) {
		op_refuse_path(w, "args",
		               N_("the record would be longer than the 261120 bytes that consoles can be sent"));
		free(text);
		text = NULL;
	}
	return text;
}

static bool
retracts(const struct op_work *w)
{
	return strcmp(w->req.verb, "retract") == 0;
}

/* What others rest on stays. */
static int
withdraw(struct op_work *w, char effect[DIGEST_HEX])
{
	char by[HUB_ID_MAX + 64], why[HUB_ID_MAX + 128];
	int rc = retract_record(w->db, w->kind, w->id, w->now, w->who->user.name, by, sizeof by);

	snprintf(why, sizeof why, N_("%s rests on it"), by);
	if (rc != 0)
		return rc == -1 ? op_refuse_path(w, "id", why) : op_refuse_failed(w);
	digest_bytes("", 0, effect);
	w->rev++;
	return 0;
}

static int
write_record(struct op_work *w, char effect[DIGEST_HEX])
{
	char *text;
	int rc;

	if (retracts(w))
		return withdraw(w, effect);
	if ((text = print_checked(w, w->kind, w->body)) == NULL)
		return -1;
	digest_bytes(text, strlen(text), effect);
	rc = hub_db_put(w->db, w->kind, w->id, text, w->now, w->who->user.name, &w->rev);
	free(text);
	return rc < 0 ? op_refuse_failed(w) : 0;
}

/* What the step has left undone stands in the history, behind the reason. */
static int
add_more(struct op_work *w, cJSON *event)
{
	const char *note = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(event, "note"));
	char *text = NULL;
	int rc;

	if (*w->more == '\0')
		return 0;
	if (asprintf(&text, _("%s%sleft as they are: %s"), note != NULL ? note : "", note != NULL ? "; " : "",
	             w->more) < 0)
		return -1;
	cJSON_DeleteItemFromObjectCaseSensitive(event, "note");
	rc = cJSON_AddStringToObject(event, "note", text) != NULL ? 0 : -1;
	free(text);
	return rc;
}

/* `had`: the record as it was, NULL there was none. */
static int
write_event(struct op_work *w, const char *before, const cJSON *had)
{
	cJSON *event = apply_event(&w->apply, before, w->body);
	bool told = event != NULL && add_more(w, event) == 0 && (w->entry == NULL || entry_event(w->entry, event) == 0);
	char *text;
	int rc;

	if (told && had != NULL && !retracts(w))
		cJSON_AddItemToObject(event, "was", difference_was(w->kind, had, w->body));
	text = told ? print_checked(w, KIND_EVENT, event) : NULL;
	cJSON_Delete(event);
	if (text == NULL)
		return -1;
	rc = hub_db_put(w->db, KIND_EVENT, w->req.op, text, w->now, w->who->user.name, NULL);
	free(text);
	return rc < 0 ? op_refuse_failed(w) : 0;
}

static int
write_memory(struct op_work *w, const char *effect)
{
	cJSON *json = cJSON_CreateObject();
	char at[26];
	struct hub_op_row row = { .user = w->who->user.name, .op = w->req.op, .fingerprint = w->req.fingerprint,
		.status = 200, .kind = record_kinds[w->kind].name, .id = w->id, .verb = w->req.verb, .rev = w->rev,
		.effect = effect, .at = w->now };

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
		return op_refuse_failed(w);
	}
	return 0;
}

static int
undo(struct op_work *w, char *why, size_t size)
{
	struct undo u = { .db = w->db, .batch = w->id, .by = w->who->user.name, .at = w->now };
	int rc = undo_batch(&u, w->body, why, size);

	snprintf(w->more, sizeof w->more, "%s", u.named);
	return rc;
}

/* A held hand-over's data follow the word: taken in this very transaction, or dropped. */
static int
settle_batch(struct op_work *w)
{
	char why[256] = "";
	int rc = 0;

	if (w->kind != KIND_BATCH)
		return 0;
	if (strcmp(w->req.verb, "accept") == 0)
		rc = batch_accept(w->db, w->id, w->body, w->now, w->who->user.name, why, sizeof why);
	else if (strcmp(w->req.verb, "reject") == 0)
		rc = batch_drop(w->db, w->id);
	else if (strcmp(w->req.verb, "undo") == 0)
		rc = undo(w, why, sizeof why);
	return rc == -2 ? op_refuse_failed(w) : rc == -1 ? op_refuse_path(w, "id", why) : 0;
}

/* What this step is an event for, opened in the same transaction. */
static int
open_duties(struct op_work *w)
{
	if (w->kind == KIND_SUP_REPORT && duty_met(w->db, w->now, w->who->user.name, member_text(w->body, "sup_group"),
	                                           member_text(w->body, "period")) != 0) {
		answer_clear(w->out);
		return op_refuse_failed(w);
	}
	if (retracts(w) || duty_opener_event_once(w->db, w->now, w->kind, w->id, w->body) == 0)
		return 0;
	answer_clear(w->out);
	return op_refuse_failed(w);
}

/* `had`: the record as it was, NULL there was none. */
static int
effect_on(struct op_work *w, const cJSON *had)
{
	char effect[DIGEST_HEX], before[64];

	snprintf(before, sizeof before, "%s", member_text(w->body, flow_standing(w->kind)));
	if (apply_change(&w->apply, w->body) != 0)
		return op_refuse(w, PROBLEM_UNAVAILABLE, "out of memory; nothing was applied");
	if (w->rev == 0 && belongs_fill(w->db, w->kind, w->body) != 0)
		return op_refuse_failed(w);
	if (settle_batch(w) != 0)
		return -1;
	if (w->entry != NULL && entry_change(w->entry, w->body) != 0)
		return op_refuse_failed(w);
	if (write_record(w, effect) != 0 || write_event(w, before, had) != 0 || write_memory(w, effect) != 0 ||
	    open_duties(w) != 0)
		return -1;
	failpoint("before-commit");
	if (hub_db_commit(w->db) != 0) {
		answer_clear(w->out);
		return op_refuse_failed(w);
	}
	failpoint("after-commit");
	return 0;
}

int
op_effect(struct op_work *w)
{
	cJSON *had = w->rev != 0 ? cJSON_Duplicate(w->body, true) : NULL;
	int rc = effect_on(w, had);

	cJSON_Delete(had);
	return rc;
}
