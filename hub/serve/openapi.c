#include "hub/serve/openapi.h"

#include <cjson/cJSON.h>

#include "hub/serve/answer.h"
#include "hub/flow/args.h"
#include "hub/serve/changes.h"
#include "hub/flow/ops.h"
#include "hub/serve/server.h"
#include "model/flow/flow.h"

static cJSON *
object(cJSON *in, const char *name)
{
	return cJSON_AddObjectToObject(in, name);
}

static void
text(cJSON *in, const char *name, const char *value)
{
	cJSON_AddStringToObject(in, name, value);
}

static cJSON *
typed(cJSON *in, const char *name, const char *type)
{
	cJSON *schema = object(in, name);

	text(schema, "type", type);
	return schema;
}

/* ---- records, from fields.def ------------------------------------------- */

static void
add_type(cJSON *schema, enum field_type type)
{
	static const struct { const char *type, *format, *pattern; } types[] = {
		[FIELD_TEXT] = { "string", NULL, NULL }, [FIELD_INT] = { "integer", NULL, NULL },
		[FIELD_BOOL] = { "boolean", NULL, NULL }, [FIELD_DATE] = { "string", "date", NULL },
		[FIELD_MONTH] = { "string", NULL, "^[0-9]{4}-[0-9]{2}$" },
		[FIELD_INSTANT] = { "string", "date-time", NULL }, [FIELD_FEN] = { "integer", NULL, NULL },
		[FIELD_BP] = { "integer", NULL, NULL }, [FIELD_JSON] = { NULL, NULL, NULL },
	};

	type = field_stored(type);
	if (types[type].type != NULL)
		text(schema, "type", types[type].type);
	if (types[type].format != NULL)
		text(schema, "format", types[type].format);
	if (types[type].pattern != NULL)
		text(schema, "pattern", types[type].pattern);
	if (type == FIELD_FEN)
		text(schema, "description", "fen");
	if (type == FIELD_BP)
		text(schema, "description", "basis points");
}

static void
add_kind(cJSON *schemas, int kind)
{
	cJSON *schema = typed(schemas, record_kinds[kind].name, "object"), *properties, *required;

	text(schema, "title", record_kinds[kind].title);
	properties = object(schema, "properties");
	required = cJSON_AddArrayToObject(schema, "required");
	for (int f = record_first(kind); f < record_first(kind + 1); f++) {
		cJSON *field = object(properties, record_fields[f].name);
		text(field, "title", record_fields[f].title);
		add_type(field, record_fields[f].type);
		if (record_fields[f].need == FIELD_REQ)
			cJSON_AddItemToArray(required, cJSON_CreateString(record_fields[f].name));
	}
}

/* ---- operations, from flow.def ------------------------------------------ */

static void
add_arg(cJSON *properties, const struct arg_def *arg)
{
	cJSON *schema = object(properties, arg->name);
	char note[96];

	text(schema, "title", arg->title);
	switch (arg->type) {
	case ARG_DATE: text(schema, "type", "string"); text(schema, "format", "date"); break;
	case ARG_EXTRA:
		text(schema, "type", "object");
		text(schema, "description",
		     "the ledger's own columns (kind ledger_field): KEY to text, whole number or boolean; "
		     "an empty text takes a value away");
		break;
	case ARG_STAGE:
		text(schema, "type", "string");
		text(schema, "description", "code of a stage of the entry's ledger that follows the one it stands at");
		break;
	case ARG_INT: case ARG_FEN:
		text(schema, "type", "integer");
		cJSON_AddNumberToObject(schema, "minimum", 0);
		break;
	case ARG_MATRIX: text(schema, "type", "string"); text(schema, "pattern", "^[012-]+$"); break;
	case ARG_EVIDENCE:
		text(schema, "type", "array");
		cJSON_AddNumberToObject(schema, "maxItems", EVIDENCE_MAX);
		text(object(schema, "items"), "$ref", "#/components/schemas/Evidence");
		break;
	case ARG_TERM:
		text(schema, "type", "string");
		snprintf(note, sizeof note, "a code of the list %s (kind term)", arg->list);
		text(schema, "description", note);
		break;
	default:
		text(schema, "type", "string");
		cJSON_AddNumberToObject(schema, "maxLength", arg->type == ARG_LONG ? ARG_LONG_MAX : ARG_TEXT_MAX);
		if (arg->type == ARG_POST)
			text(schema, "description", "a post, by id or name");
		if (arg->type == ARG_DIVISION)
			text(schema, "description", "a division's code");
	}
}

/* From which states, to which, by whom: one line a row of the flow. */
static void
add_steps(cJSON *schema, const struct verb_def *verb)
{
	cJSON *list = cJSON_AddArrayToObject(schema, "x-steps");

	for (int i = 0; i < flow_step_count; i++) {
		const struct flow_def *s = &flow_steps[i];
		cJSON *step, *roles;
		if (s->kind != verb->kind || strcmp(s->verb, verb->name) != 0)
			continue;
		step = cJSON_CreateObject();
		text(step, "from", s->from >= 0 ? flow_states[s->from].code : s->from == FLOW_ANY ? "any"
		                   : s->from == FLOW_LIVE ? "live" : "none");
		text(step, "to", s->to >= 0 ? flow_states[s->to].code : s->to == FLOW_SAME ? "same" : "prior");
		roles = cJSON_AddArrayToObject(step, "roles");
		for (unsigned bit = 1; bit <= ROLE_ADMIN; bit <<= 1)
			if (s->roles & bit)
				cJSON_AddItemToArray(roles, cJSON_CreateString(role_name(bit)));
		cJSON_AddItemToArray(list, step);
	}
}

static void
add_verb(cJSON *schemas, const struct verb_def *verb)
{
	char name[128];
	cJSON *schema, *properties, *required;
	const struct arg_def *args;
	int count;

	snprintf(name, sizeof name, "%s.%s", record_kinds[verb->kind].name, verb->name);
	schema = typed(schemas, name, "object");
	text(schema, "title", verb->title);
	text(schema, "description", "the args of this step");
	properties = object(schema, "properties");
	required = cJSON_AddArrayToObject(schema, "required");
	args = flow_args(verb->kind, verb->name, &count);
	for (int i = 0; i < count; i++) {
		add_arg(properties, &args[i]);
		if (args[i].need == ARG_REQ)
			cJSON_AddItemToArray(required, cJSON_CreateString(args[i].name));
	}
	cJSON_AddBoolToObject(schema, "additionalProperties", 0);
	add_steps(schema, verb);
}

static void
add_refs(cJSON *schemas)
{
	cJSON *evidence = typed(schemas, "Evidence", "object"), *p = object(evidence, "properties"), *kinds;
	cJSON *op = typed(schemas, "Operation", "object"), *args, *any;
	static const char *const pieces[] = { "doc", "photo", "file", "receipt" };
	static const char *const needed[] = { "op", "verb", "kind" };
	char ref[160];

	kinds = cJSON_AddArrayToObject(object(p, "kind"), "enum");
	for (int i = 0; i < 4; i++)
		cJSON_AddItemToArray(kinds, cJSON_CreateString(pieces[i]));
	typed(p, "ref", "string");
	cJSON_AddItemToObject(op, "required", cJSON_CreateStringArray(needed, 3));
	p = object(op, "properties");
	text(typed(p, "op", "string"), "format", "uuid");
	typed(p, "verb", "string");
	typed(p, "kind", "string");
	typed(p, "id", "string");
	text(typed(p, "base", "integer"), "description", "the revision the officer saw; 0 or absent for a new record");
	text(typed(p, "at", "string"), "format", "date-time");
	args = object(p, "args");
	any = cJSON_AddArrayToObject(args, "anyOf");
	for (int i = 0; i < flow_verb_count; i++) {
		cJSON *one = cJSON_CreateObject();
		snprintf(ref, sizeof ref, "#/components/schemas/%s.%s", record_kinds[flow_verbs[i].kind].name,
		         flow_verbs[i].name);
		text(one, "$ref", ref);
		cJSON_AddItemToArray(any, one);
	}
}

static void
add_problem(cJSON *schemas)
{
	cJSON *problem = typed(schemas, "Problem", "object"), *p = object(problem, "properties"), *names;
	char type[96];

	names = cJSON_AddArrayToObject(typed(p, "type", "string"), "enum");
	for (int i = 0; i < PROBLEM_COUNT; i++)
		if (problems[i].name != NULL) {
			snprintf(type, sizeof type, PROBLEM_URN "%s", problems[i].name);
			cJSON_AddItemToArray(names, cJSON_CreateString(type));
		}
	cJSON_AddItemToArray(names, cJSON_CreateString("about:blank"));
	typed(p, "title", "string");
	typed(p, "status", "integer");
	typed(p, "detail", "string");
}

/* ---- pages -------------------------------------------------------------- */

static const struct {
	const char *path, *method, *what, *type;
	const char *query;           /* names, separated by blanks */
} pages[] = {
	{ "/v1/hello", "get", "who you are, which counties, the room's clock, limits", "application/json", "" },
	{ "/v1/c/{county}/snapshot", "get", "every record, then a cursor for changes", "application/x-ndjson",
		"after" },
	{ "/v1/c/{county}/changes", "get", "what changed since a cursor; waits for news", "application/x-ndjson",
		"since wait" },
	{ "/v1/c/{county}/records/{kind}/{id}", "get", "one record", "application/json", "" },
	{ "/v1/c/{county}/records/{kind}/{id}/history", "get", "its events, oldest first", "application/x-ndjson", "" },
	{ "/v1/c/{county}/digest", "get", "count, sum of revisions and hash of a kind", "application/json", "kind" },
	{ "/v1/c/{county}/ops", "post", "one operation; the header Idempotency-Key is its op", "application/json", "" },
	{ "/v1/c/{county}/ops/{op}", "get", "the remembered answer to one of your operations", "application/json", "" },
	{ "/v1/health", "get", "is the hub well", "application/json", "" },
	{ "/metrics", "get", "counters", "text/plain", "" },
	{ "/v1/openapi.json", "get", "this page", "application/json", "" },
};

static void
add_parameter(cJSON *list, const char *name, size_t len, const char *in)
{
	cJSON *p = cJSON_CreateObject();
	char copy[32];

	snprintf(copy, sizeof copy, "%.*s", (int)len, name);
	text(p, "name", copy);
	text(p, "in", in);
	if (strcmp(in, "path") == 0)
		cJSON_AddBoolToObject(p, "required", 1);
	typed(p, "schema", strcmp(copy, "wait") == 0 ? "integer" : "string");
	cJSON_AddItemToArray(list, p);
}

static void
add_page(cJSON *paths, size_t i)
{
	cJSON *page = object(object(paths, pages[i].path), pages[i].method), *list, *responses, *body;

	text(page, "summary", pages[i].what);
	list = cJSON_AddArrayToObject(page, "parameters");
	for (const char *p = strchr(pages[i].path, '{'); p != NULL; p = strchr(p + 1, '{'))
		add_parameter(list, p + 1, strcspn(p + 1, "}"), "path");
	for (const char *q = pages[i].query; *q != '\0'; q += strspn(q, " ")) {
		size_t len = strcspn(q, " ");
		add_parameter(list, q, len, "query");
		q += len;
	}
	if (strcmp(pages[i].method, "post") == 0) {
		add_parameter(list, "Idempotency-Key", 15, "header");
		body = object(object(object(object(page, "requestBody"), "content"), "application/json"), "schema");
		text(body, "$ref", "#/components/schemas/Operation");
	}
	responses = object(page, "responses");
	body = object(responses, "200");
	text(body, "description", pages[i].what);
	object(object(body, "content"), pages[i].type);
	body = object(responses, "default");
	text(body, "description", "a problem");
	text(object(object(object(body, "content"), "application/problem+json"), "schema"), "$ref",
	     "#/components/schemas/Problem");
}

static void
add_security(cJSON *json, cJSON *components)
{
	cJSON *bearer = object(object(components, "securitySchemes"), "bearer"), *any, *one;

	text(bearer, "type", "http");
	text(bearer, "scheme", "bearer");
	text(bearer, "description", "on a Unix socket the peer's uid does as well");
	any = cJSON_AddArrayToObject(json, "security");
	one = cJSON_CreateObject();
	cJSON_AddArrayToObject(one, "bearer");
	cJSON_AddItemToArray(any, one);
	cJSON_AddItemToArray(any, cJSON_CreateObject());
}

char *
openapi_page(void)
{
	cJSON *json = cJSON_CreateObject(), *info, *paths, *components, *schemas;
	char *page;

	text(json, "openapi", "3.1.0");
	info = object(json, "info");
	text(info, "title", "Guatu wire");
	text(info, "version", "1.0");
	paths = object(json, "paths");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		add_page(paths, i);
	components = object(json, "components");
	schemas = object(components, "schemas");
	for (int k = 0; k < KIND_COUNT; k++)
		add_kind(schemas, k);
	for (int i = 0; i < flow_verb_count; i++)
		add_verb(schemas, &flow_verbs[i]);
	add_refs(schemas);
	add_problem(schemas);
	add_security(json, components);
	page = cJSON_PrintUnformatted(json);
	cJSON_Delete(json);
	return page;
}
