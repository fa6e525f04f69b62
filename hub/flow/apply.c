#include "hub/flow/apply.h"

#include "hub/flow/args.h"
#include "hub/authority/member.h"
#include "model/room/civil.h"

static const char *
argument(const struct apply *a, const char *name)
{
	return member_text(a->args, name);
}

/* ---- facts -------------------------------------------------------------- */

static int32_t
day_or_none(const char *text)
{
	int32_t day = civil_parse(text);

	return day == CIVIL_NONE ? 0 : day;
}

void
apply_facts(const struct apply *a, const cJSON *body, int32_t zero_day, struct flow_facts *out)
{
	const char *status = member_text(body, "status");
	bool task = a->kind == KIND_TASK, report = a->kind == KIND_SUP_REPORT;

	*out = (struct flow_facts){
		.status = *status != '\0' ? status : NULL,
		.submitted_by = member_text(body, task ? "done_by" : "submitted_by"),
		.verified_by = member_text(body, task ? "checked_by" : report ? "accepted_by" : "verified_by"),
		.verifier = argument(a, "verifier"),
		.evidence = member_count(body, "evidence") + member_count(a->args, "evidence"),
		.extensions = (int)member_number(body, "extensions"),
		.ext_pending = *member_text(body, "ext_until") != '\0',
		.artefacts = *member_text(body, "analysed_at") && *member_text(body, "judged_at") &&
		             *member_text(body, "dispatched_at"),
		.args_known = true,
		.now = a->now, .today = instant_day(a->now),
		.deadline = day_or_none(member_text(body, task || report ? "due" : "deadline")),
		.ext_until = day_or_none(argument(a, "until")),
		.zero_day = zero_day,
	};
	if (instant_parse(member_text(body, "urged_at"), &out->urged_at) != 0)
		out->urged_at = 0;
}

/* ---- the change --------------------------------------------------------- */

static int
set_item(cJSON *body, const char *name, cJSON *item)
{
	if (item == NULL)
		return -1;
	if (cJSON_HasObjectItem(body, name) && cJSON_GetObjectItemCaseSensitive(body, name) != NULL)
		return cJSON_ReplaceItemInObjectCaseSensitive(body, name, item) ? 0 : -1;
	return cJSON_AddItemToObject(body, name, item) ? 0 : -1;
}

static int
set_text(cJSON *body, const char *name, const char *text)
{
	return set_item(body, name, cJSON_CreateString(text));
}

static int
set_number(cJSON *body, const char *name, int64_t n)
{
	return set_item(body, name, cJSON_CreateNumber((double)n));
}

static int
set_instant(cJSON *body, const char *name, int64_t at)
{
	char text[26];

	instant_format(at, text);
	return set_text(body, name, text);
}

static bool
has_piece(const cJSON *list, const cJSON *piece)
{
	const cJSON *have;

	cJSON_ArrayForEach(have, list)
		if (strcmp(member_text(have, "kind"), member_text(piece, "kind")) == 0 &&
		    strcmp(member_text(have, "ref"), member_text(piece, "ref")) == 0)
			return true;
	return false;
}

static int
add_evidence(cJSON *body, const char *name, const cJSON *more)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(body, name), *copy;
	const cJSON *piece;

	if (!cJSON_IsArray(list)) {
		if (set_item(body, name, cJSON_CreateArray()) != 0)
			return -1;
		list = cJSON_GetObjectItemCaseSensitive(body, name);
	}
	cJSON_ArrayForEach(piece, more) {
		if (has_piece(list, piece))
			continue;
		/* Only what the wire says a piece has: unknown members are not kept. */
		if ((copy = cJSON_CreateObject()) == NULL)
			return -1;
		cJSON_AddStringToObject(copy, "kind", member_text(piece, "kind"));
		cJSON_AddStringToObject(copy, "ref", member_text(piece, "ref"));
		cJSON_AddItemToArray(list, copy);
	}
	return 0;
}

static int
take_arg(const struct apply *a, const struct arg_def *arg, cJSON *body)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(a->args, arg->name);
	const char *field = arg->field >= 0 ? record_fields[arg->field].name : NULL;
	const char *text = cJSON_GetStringValue(value);
	int64_t n;

	if (field == NULL || value == NULL || cJSON_IsNull(value) || (text != NULL && *text == '\0'))
		return 0;
	if (arg->type == ARG_EVIDENCE)
		return add_evidence(body, field, value);
	if (arg->type == ARG_EXTRA)
		return 0;                           /* the ledger types them: hub/flow/entry.c */
	if (arg->type == ARG_INT || arg->type == ARG_FEN)
		return args_integer(value, &n) != 0 ? -1 : set_number(body, field, n);
	return set_text(body, field, text);
}

/* A granted extension: the first deadline there ever was stays on record. */
static int
take_extension(cJSON *body, const char *field)
{
	const char *deadline = member_text(body, field), *until = member_text(body, "ext_until");

	if (*member_text(body, "orig_deadline") == '\0' && set_text(body, "orig_deadline", deadline) != 0)
		return -1;
	return set_text(body, field, until);
}

static int
take_default(cJSON *body, const char *field, const char *text)
{
	return *member_text(body, field) != '\0' || text == NULL || *text == '\0' ? 0 : set_text(body, field, text);
}

static int
take_set(const struct apply *a, const struct set_def *set, cJSON *body, const char *before)
{
	const struct field_def *field = &record_fields[set->field];
	char day[11];

	switch (set->from) {
	case SET_NOW: return set_instant(body, field->name, a->now);
	case SET_TODAY: civil_format(instant_day(a->now), day); return set_text(body, field->name, day);
	case SET_ACTOR: return set_text(body, field->name, a->actor);
	case SET_POST: return set_text(body, field->name, a->post);
	case SET_INC: return set_number(body, field->name, member_number(body, field->name) + 1);
	case SET_STATE: return set_text(body, field->name, before);
	case SET_EXT: return take_extension(body, field->name);
	case SET_DUE: return take_default(body, field->name, a->due);
	case SET_GROUP: return take_default(body, field->name, a->group);
	case SET_ZERO:
		if (field_is_integer(field->type))
			return set_number(body, field->name, 0);
		cJSON_DeleteItemFromObjectCaseSensitive(body, field->name);
		return 0;
	}
	return -1;
}

static int
take_state(const struct apply *a, cJSON *body)
{
	const char *prior = member_text(body, "prior_status");

	if (a->step->to == FLOW_SAME)
		return 0;
	if (a->step->to == FLOW_PRIOR)
		return set_text(body, "status", flow_state_find(a->kind, prior) >= 0 ? prior : "OPEN");
	/* A checklist with cells nobody has looked at is not filled yet. */
	if (a->kind == KIND_CHECK_MARK && strchr(member_text(body, "marks"), '-') != NULL)
		return set_text(body, "status", "EXPECTED");
	return set_text(body, "status", flow_states[a->step->to].code);
}

/* One point a day: a second report on the same day takes the first one's place. */
static int
add_trail(const struct apply *a, cJSON *body)
{
	cJSON *trail = cJSON_GetObjectItemCaseSensitive(body, "trail"), *point, *last;
	char day[11];
	int n;

	if (!cJSON_IsArray(trail)) {
		if (set_item(body, "trail", cJSON_CreateArray()) != 0)
			return -1;
		trail = cJSON_GetObjectItemCaseSensitive(body, "trail");
	}
	civil_format(instant_day(a->now), day);
	n = cJSON_GetArraySize(trail);
	last = n > 0 ? cJSON_GetArrayItem(cJSON_GetArrayItem(trail, n - 1), 0) : NULL;
	if (cJSON_IsString(last) && strcmp(last->valuestring, day) == 0)
		cJSON_DeleteItemFromArray(trail, n - 1);
	if ((point = cJSON_CreateArray()) == NULL)
		return -1;
	cJSON_AddItemToArray(point, cJSON_CreateString(day));
	cJSON_AddItemToArray(point, cJSON_CreateNumber((double)member_number(body, "pct")));
	return cJSON_AddItemToArray(trail, point) ? 0 : -1;
}

/* What the tables cannot say about tasks: done is all of it, and progress leaves a trail. */
static int
take_progress(const struct apply *a, cJSON *body)
{
	bool done = strcmp(a->verb, "done") == 0 || strcmp(a->verb, "check") == 0;

	if (a->kind != KIND_TASK || (!done && strcmp(a->verb, "progress") != 0))
		return 0;
	if (done && set_number(body, "pct", 100) != 0)
		return -1;
	return add_trail(a, body);
}

int
apply_change(const struct apply *a, cJSON *body)
{
	int args, sets;
	const struct arg_def *arg = flow_args(a->kind, a->verb, &args);
	const struct set_def *set = flow_sets(a->kind, a->verb, &sets);
	char before[64];

	snprintf(before, sizeof before, "%s", member_text(body, "status"));
	for (int i = 0; i < args; i++)
		if (take_arg(a, &arg[i], body) != 0)
			return -1;
	for (int i = 0; i < sets; i++)
		if (take_set(a, &set[i], body, before) != 0)
			return -1;
	return take_state(a, body) != 0 ? -1 : take_progress(a, body);
}

/* ---- the event ---------------------------------------------------------- */

static void
add_text(cJSON *body, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		cJSON_AddStringToObject(body, name, text);
}

/* What was said: the note, else the first long text, else the first evidence, else the percentage. */
static void
add_note(const struct apply *a, cJSON *event)
{
	int n;
	const struct arg_def *arg = flow_args(a->kind, a->verb, &n);
	const char *note = argument(a, "note");
	char pct[16];

	for (int i = 0; i < n && *note == '\0'; i++)
		if (arg[i].type == ARG_LONG)
			note = argument(a, arg[i].name);
	if (*note == '\0')
		note = member_text(cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(a->args, "evidence"), 0), "ref");
	if (*note == '\0' && cJSON_HasObjectItem(a->args, "pct")) {
		int64_t value;
		if (args_integer(cJSON_GetObjectItemCaseSensitive(a->args, "pct"), &value) == 0) {
			snprintf(pct, sizeof pct, "%lld%%", (long long)value);
			note = pct;
		}
	}
	add_text(event, "note", note);
}

cJSON *
apply_event(const struct apply *a, const char *before, const cJSON *body)
{
	cJSON *event = cJSON_CreateObject();
	const char *title = member_text(body, "title"), *sup_group = member_text(body, "sup_group");
	char at[26], report[192];

	if (event == NULL)
		return NULL;
	if (a->kind == KIND_SUP_REPORT) {
		snprintf(report, sizeof report, "%.120s %.20s", sup_group, member_text(body, "period"));
		title = report;
	}
	instant_format(a->now, at);
	cJSON_AddStringToObject(event, "at", at);
	add_text(event, "actor", a->actor);
	add_text(event, "post", a->post);
	add_text(event, "object_kind", record_kinds[a->kind].name);
	add_text(event, "object", a->id);
	add_text(event, "verb", a->verb);
	add_text(event, "from_status", before);
	add_text(event, "to_status", member_text(body, flow_standing(a->kind)));
	add_text(event, "division", member_text(body, "division"));
	add_text(event, "title", title);
	add_note(a, event);
	return event;
}
