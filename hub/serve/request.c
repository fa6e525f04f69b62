#include "hub/serve/request.h"

#include "hub/authority/db.h"
#include "model/room/civil.h"
#include "net/wire/wire_line.h"
#include "net/wire/wire_record.h"

static int
malformed(struct answer *out, const char *detail)
{
	answer_problem(out, PROBLEM_MALFORMED, detail, NULL);
	return -1;
}

static bool
is_uuid(const char *s)
{
	for (int i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? s[i] != '-' : !(isdigit((unsigned char)s[i]) || (s[i] >= 'a' && s[i] <= 'f')))
			return false;
	}
	return s[36] == '\0';
}

/* The header is a structured-field string: "UUID".  Plain UUID is taken too. */
static bool
key_matches(const char *key, const char *op)
{
	size_t len = strlen(key);

	if (len == 38 && key[0] == '"' && key[37] == '"')
		return strncmp(key + 1, op, 36) == 0;
	return strcmp(key, op) == 0;
}

/* The member's text, `missing` when it is absent, NULL when it is something else. */
static const char *
text_of(const cJSON *json, const char *name, const char *missing)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);

	return item == NULL ? missing : cJSON_GetStringValue(item);
}

static int
check_form(struct op_request *r, const char *key, struct answer *out)
{
	const cJSON *base = cJSON_GetObjectItemCaseSensitive(r->json, "base");
	const char *at = text_of(r->json, "at", "2020-01-01T00:00:00Z");
	int64_t when;

	r->op = text_of(r->json, "op", NULL);
	r->verb = text_of(r->json, "verb", NULL);
	r->kind_name = text_of(r->json, "kind", NULL);
	r->id = text_of(r->json, "id", "");
	r->args = cJSON_GetObjectItemCaseSensitive(r->json, "args");
	if (r->op == NULL || !is_uuid(r->op))
		return malformed(out, "op: not a UUID in small letters");
	if (key == NULL)
		return malformed(out, "the header Idempotency-Key is missing");
	if (!key_matches(key, r->op))
		return malformed(out, "Idempotency-Key is not the operation's op");
	if (r->verb == NULL || r->kind_name == NULL || r->id == NULL)
		return malformed(out, "verb, kind and id: not texts");
	if (strlen(r->id) > HUB_ID_MAX || strlen(r->verb) > 63 || strlen(r->kind_name) > 63)
		return malformed(out, "verb, kind or id: too long");
	if (r->args != NULL && !cJSON_IsObject(r->args))
		return malformed(out, "args: not an object");
	if (at == NULL || instant_parse(at, &when) != 0)
		return malformed(out, "at: not an instant with offset");
	r->base = -1;
	if (base != NULL && (wire_integer(base, &r->base) != 0 || r->base < 0))
		return malformed(out, "base: not a revision");
	if (r->args == NULL) {
		r->args = cJSON_AddObjectToObject(r->json, "args");
	}
	return 0;
}

int
request_parse(struct op_request *r, const char *key, const char *bytes, size_t len, struct answer *out)
{
	char error[256];

	memset(r, 0, sizeof *r);
	if (wire_line_check(bytes, len, error, sizeof error) != 0)
		return malformed(out, error);
	r->json = cJSON_ParseWithLength(bytes, len);
	if (!cJSON_IsObject(r->json)) {
		request_clear(r);
		return malformed(out, "not a JSON object");
	}
	if (check_form(r, key, out) != 0) {
		request_clear(r);
		return -1;
	}
	digest_bytes(bytes, len, r->fingerprint);
	return 0;
}

void
request_clear(struct op_request *r)
{
	cJSON_Delete(r->json);
	r->json = NULL;
}
