#include "net/sync/hello.h"

#include <cjson/cJSON.h>

#include "model/text/language.h"
#include "net/wire/wire_line.h"
#include "net/wire/wire_record.h"

static void
copy_text(const cJSON *object, const char *name, char *out, size_t size)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));

	snprintf(out, size, "%s", text != NULL ? text : "");
}

static void
copy_list(const cJSON *object, const char *name, char *out, size_t size)
{
	const cJSON *item;
	size_t n = 0;

	*out = '\0';
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(object, name))
		if (cJSON_IsString(item) && n + strlen(item->valuestring) + 2 < size)
			n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? "," : "", item->valuestring);
}

/* The county our scope begins with, else the first. */
static void
choose_county(struct hello *h, const cJSON *counties)
{
	const cJSON *county;
	char code[16];

	cJSON_ArrayForEach(county, counties) {
		copy_text(county, "code", code, sizeof code);
		if (*h->county != '\0' && (*code == '\0' || strncmp(h->scope, code, strlen(code)) != 0))
			continue;
		snprintf(h->county, sizeof h->county, "%s", code);
		copy_text(county, "name", h->county_name, sizeof h->county_name);
		if (strncmp(h->scope, code, strlen(code)) == 0)
			return;
	}
}

/* It goes into addresses: digits only. */
static bool
county_ok(const char *code)
{
	return *code != '\0' && code[strspn(code, "0123456789")] == '\0';
}

const char *
hello_read(const struct net_answer *a, struct hello *h, bool *too_old)
{
	char error[128], wire[16];
	const cJSON *limits, *you;
	cJSON *json = NULL;
	int64_t wait;
	const char *why = _("what answered is not a hub");

	if (net_media_is(a->type, "application/json") && wire_line_check(a->body, a->length, error, sizeof error) == 0)
		json = cJSON_ParseWithLength(a->body, a->length);
	*h = (struct hello){ .wait = 25 };
	copy_text(json, "wire", wire, sizeof wire);
	copy_text(json, "epoch", h->epoch, sizeof h->epoch);
	you = cJSON_GetObjectItemCaseSensitive(json, "you");
	copy_text(you, "user", h->user, sizeof h->user);
	copy_text(you, "post", h->post, sizeof h->post);
	copy_list(you, "roles", h->roles, sizeof h->roles);
	copy_list(you, "scope", h->scope, sizeof h->scope);
	copy_list(you, "sees", h->sees, sizeof h->sees);
	copy_list(json, "packs", h->packs, sizeof h->packs);
	choose_county(h, cJSON_GetObjectItemCaseSensitive(json, "counties"));
	limits = cJSON_GetObjectItemCaseSensitive(json, "limits");
	if (wire_integer(cJSON_GetObjectItemCaseSensitive(limits, "wait"), &wait) == 0 && wait >= 1 && wait <= 300)
		h->wait = (int)wait;
	*too_old = *wire != '\0' && strncmp(wire, "1.", 2) != 0;
	if (*wire != '\0' && *h->epoch != '\0')
		why = county_ok(h->county) ? NULL : _("the hub serves no county yet");
	cJSON_Delete(json);
	return why;
}
