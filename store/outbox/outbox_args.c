#include "store/outbox/outbox_in.h"

#include <cjson/cJSON.h>

#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "model/text/identity.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

/* ---- composing ---------------------------------------------------------------- */

static const struct arg_def *
find(const struct op *op, const char *name)
{
	int n = 0;
	const struct arg_def *args = flow_args(op->kind, op->verb, &n);

	for (int i = 0; i < n; i++)
		if (strcmp(args[i].name, name) == 0)
			return &args[i];
	return NULL;
}

/* What the hub's line check would refuse is refused here, where the officer can still mend it. */
static bool
readable(const char *text)
{
	if (!utf8_valid(text, strlen(text)))
		return false;
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
		if ((*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F || (*p == 0xC2 && p[1] < 0xA0))
			return false;
	return true;
}

static cJSON *
evidence(const char *value)
{
	const char *kind = op_evidence_kind(value, &value);
	cJSON *piece = cJSON_CreateObject();

	cJSON_AddStringToObject(piece, "kind", kind);
	cJSON_AddStringToObject(piece, "ref", value);
	return piece;
}

static void
add_evidence(cJSON *args, const char *name, const char *value)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(args, name);

	if (list == NULL)
		list = cJSON_AddArrayToObject(args, name);
	cJSON_AddItemToArray(list, evidence(value));
}

/* A column of the entry's ledger: KEY=VALUE, the value in the wire's form; which type it is the hub knows. */
static int
add_extra(struct outbox *box, cJSON *args, const char *name, const char *value)
{
	cJSON *object = cJSON_GetObjectItemCaseSensitive(args, name);
	const char *equals = strchr(value, '=');
	char key[128];

	if (equals == NULL || equals == value || (size_t)(equals - value) >= sizeof key)
		return box_say(box, _("%s: write COLUMN=VALUE"), name);
	snprintf(key, sizeof key, "%.*s", (int)(equals - value), value);
	if (object == NULL)
		object = cJSON_AddObjectToObject(args, name);
	if (cJSON_HasObjectItem(object, key))
		return box_say(box, _("%s: given twice"), key);
	return cJSON_AddStringToObject(object, key, equals + 1) != NULL ? 0 : box_say(box, _("out of memory"));
}

static int
add_number(cJSON *args, const char *name, const char *value, long long most)
{
	char *end, plain[24];
	long long n = strtoll(value, &end, 10);

	if (*value == '\0' || *end != '\0' || n > most || n < -most)
		return -1;
	snprintf(plain, sizeof plain, "%lld", n);
	return cJSON_AddRawToObject(args, name, plain) != NULL ? 0 : -1;
}

static int
add(struct outbox *box, cJSON *args, const struct op *op, const struct op_arg *arg, bool draft)
{
	const struct arg_def *def = find(op, arg->name);

	if (def == NULL && !draft)
		return box_say(box, _("%s: this step takes no such argument"), arg->name);
	if (!readable(arg->value))
		return box_say(box, _("%s: has characters that cannot be sent; type it again"), arg->name);
	/* None is stored, here neither; of a draft the rest is kept. */
	if (identity_find(arg->value, NULL))
		return draft ? 0 : box_say(box, _("%s: holds an identity number, and none is kept; "
		                                  "say how many people, or the document's number"), arg->name);
	if (def != NULL && def->type == ARG_EVIDENCE) {
		add_evidence(args, arg->name, arg->value);
		return 0;
	}
	if (def != NULL && def->type == ARG_EXTRA)
		return add_extra(box, args, arg->name, arg->value);
	if (cJSON_HasObjectItem(args, arg->name))
		return box_say(box, _("%s: given twice"), arg->name);
	if (def != NULL && (def->type == ARG_INT || def->type == ARG_FEN) &&
	    add_number(args, arg->name, arg->value, def->type == ARG_INT ? INT_MAX : 9007199254740992LL) == 0)
		return 0;
	if (def != NULL && (def->type == ARG_INT || def->type == ARG_FEN) && !draft)
		return box_say(box, _("%s: not a whole number"), arg->name);
	return cJSON_AddStringToObject(args, arg->name, arg->value) != NULL ? 0 : box_say(box, _("out of memory"));
}

char *
box_args_text(struct outbox *box, const struct op *op, bool draft)
{
	cJSON *args = cJSON_CreateObject();
	char *text = NULL;
	int rc = args != NULL ? 0 : box_say(box, _("out of memory"));

	for (int i = 0; rc == 0 && i < op->arg_count; i++)
		if (op->args[i].value[0] != '\0')      /* an empty form field was not answered */
			rc = add(box, args, op, &op->args[i], draft);
	if (rc == 0 && (text = cJSON_PrintUnformatted(args)) == NULL)
		box_say(box, _("out of memory"));
	cJSON_Delete(args);
	return text;
}

char *
box_bytes(const char *uuid, const char *kind, const char *id, const char *verb, int64_t base, int64_t at,
          const char *args)
{
	cJSON *op = cJSON_CreateObject();
	char instant[26], *text;

	instant_format(at, instant);
	cJSON_AddStringToObject(op, "op", uuid);
	cJSON_AddStringToObject(op, "verb", verb);
	cJSON_AddStringToObject(op, "kind", kind);
	cJSON_AddStringToObject(op, "id", id);
	cJSON_AddNumberToObject(op, "base", (double)base);
	cJSON_AddStringToObject(op, "at", instant);
	cJSON_AddRawToObject(op, "args", args);
	text = cJSON_PrintUnformatted(op);
	cJSON_Delete(op);
	return text;
}

/* ---- and back -------------------------------------------------------------------- */

static int
parse_evidence(struct op *op, const char *name, const cJSON *list)
{
	const cJSON *piece;

	cJSON_ArrayForEach(piece, list) {
		const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(piece, "kind"));
		const char *ref = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(piece, "ref"));
		char *value = NULL;
		int rc;
		if (ref == NULL)
			continue;
		if (kind == NULL || strcmp(kind, "doc") == 0) {
			rc = op_add(op, name, ref);
		} else {
			rc = asprintf(&value, "%s:%s", kind, ref) >= 0 ? op_add(op, name, value) : -1;
			free(value);
		}
		if (rc != 0)
			return -1;
	}
	return 0;
}

static int
parse_extra(struct op *op, const char *name, const cJSON *object)
{
	const cJSON *value;

	cJSON_ArrayForEach(value, object) {
		char *text = NULL;
		int rc = cJSON_IsString(value) && asprintf(&text, "%s=%s", value->string, value->valuestring) >= 0
		         ? op_add(op, name, text) : -1;
		free(text);
		if (rc != 0)
			return -1;
	}
	return 0;
}

int
box_args_parse(struct op *op, const char *json)
{
	cJSON *args = cJSON_Parse(json);
	const cJSON *arg;
	char number[32];
	int rc = cJSON_IsObject(args) ? 0 : -1;

	cJSON_ArrayForEach(arg, args) {
		if (cJSON_IsArray(arg)) {
			rc = parse_evidence(op, arg->string, arg);
		} else if (cJSON_IsObject(arg)) {
			rc = parse_extra(op, arg->string, arg);
		} else if (cJSON_IsNumber(arg)) {
			snprintf(number, sizeof number, "%.0f", arg->valuedouble);
			rc = op_add(op, arg->string, number);
		} else if (cJSON_IsString(arg)) {
			rc = op_add(op, arg->string, arg->valuestring);
		}
		if (rc != 0)
			break;
	}
	cJSON_Delete(args);
	return rc;
}
