#include "net/sync/verdict.h"

#include <cjson/cJSON.h>

#include "model/flow/stage.h"
#include "model/text/format.h"
#include "model/text/language.h"
#include "net/wire/wire_line.h"
#include "net/wire/wire_record.h"

#define URN "urn:guatu:problem:"

static const struct { enum net_problem problem; long status; const char *name, *words; } list[] = {
	{ NET_MALFORMED,      400, "malformed",       N_("the hub could not read it; please report this as a fault") },
	{ NET_TOO_OLD,        400, "too-old",         N_("this program is too old for the hub; please upgrade") },
	{ NET_LOGIN,          401, "login",           N_("the hub does not know you; check the token file") },
	{ NET_ROLE,           403, "role",            N_("your role may not do this") },
	{ NET_SCOPE,          403, "scope",           N_("outside your scope") },
	{ NET_NO_RECORD,      404, "no-such-record",  N_("there is no such record any more") },
	{ NET_STALE_REV,      409, "stale-rev",       N_("somebody changed the record in the meantime") },
	{ NET_NOT_NOW,        409, "not-allowed-now", N_("not possible in the record's present state") },
	{ NET_IN_PROGRESS,    409, "in-progress",     N_("the hub is still working on it") },
	{ NET_CURSOR_EXPIRED, 410, "cursor-expired",  N_("too long away; everything is fetched again") },
	{ NET_SCOPE_CHANGED,  410, "scope-changed",   N_("your scope has changed; everything is fetched again") },
	{ NET_EPOCH_CHANGED,  410, "epoch-changed",   N_("the hub has been restored; everything is fetched again") },
	{ NET_TOO_LARGE,      413, "too-large",       N_("too large for the hub") },
	{ NET_INVALID,        422, "invalid",         N_("the hub found something wrong in it") },
	{ NET_KEY_REUSED,     422, "key-reused",      N_("its number was used before; please report this as a fault") },
	{ NET_BUSY,           429, "busy",            N_("the hub is busy") },
	{ NET_UNAVAILABLE,    503, "unavailable",     N_("the hub cannot write at present") },
};
enum { LIST = sizeof list / sizeof *list };

bool
net_media_is(const char *type, const char *want)
{
	size_t n = strlen(want);

	return strncasecmp(type, want, n) == 0 && (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

/* The body as JSON when it is what its media type says: to be deleted, or NULL. */
static cJSON *
parse(const struct net_answer *a, const char *media)
{
	char error[128];

	if (!net_media_is(a->type, media) || wire_line_check(a->body, a->length, error, sizeof error) != 0)
		return NULL;
	return cJSON_ParseWithLength(a->body, a->length);
}

static const char *
text_of(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

/* ---- words for people --------------------------------------------------------- */

/* The sentence our own flow table has for the hub's short reason, when it has one. */
static const char *
flow_words(const char *reason)
{
	if (reason != NULL && stage_lack_find(reason) != 0)
		return stage_lack_text(stage_lack_find(reason));
	for (int i = FLOW_OK; reason != NULL && i <= FLOW_STAGE; i++)
		if (strcmp(flow_answer_name((enum flow_answer)i), reason) == 0)
			return flow_answer_text((enum flow_answer)i);
	return NULL;
}

/* The hub says what is wrong with an argument in English, mostly with something put in; it is taken out again. */
static void
reason_words(const char *why, char *out, size_t size)
{
	static const char *const formats[] = {
		N_("not within 0 to %lld"), N_("not %d of 0 1 2 -, one for each item of the checklist"),
		N_("not in the list %s"), N_("\"%.40s\" is not in the list %s"),
		N_("there is no ledger \"%.60s\"; there are: %s"), N_("the ledger %.60s has no columns of its own"),
		N_("the ledger %.60s has no such column; it has: %s"),
		N_("%s: %.40s; from %.40s it goes to: %s"), N_("%s: %.40s needs %.60s"),
		N_("%s: %.40s; here sign: %.200s"), N_("before %.90s, which comes first"),
	};
	const char *args[FORMAT_ARGS], *said = _(why);
	char copy[FORMAT_TEXT];

	snprintf(out, size, "%s", said);
	for (size_t i = 0; said == why && i < sizeof formats / sizeof *formats; i++) {
		int count = format_match(formats[i], why, copy, args);
		if (count > 0 && strncmp(formats[i], "%s:", 3) == 0 && *args[0] != '\0')
			args[0] = _(args[0]);      /* a sentence of its own */
		if (count >= 0) {
			format_fill(_(formats[i]), args, count, out, size);
			return;
		}
	}
}

/* The most particular thing said: a wrong argument, a reason, the detail, the type's own sentence. */
static void
say(const cJSON *json, const char *otherwise, struct net_words *out)
{
	const cJSON *first = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "errors"), 0);
	const char *path = text_of(first, "path"), *why = text_of(first, "reason");
	const char *reason = flow_words(text_of(json, "reason"));
	char words[300];

	if (path != NULL && why != NULL && *why != '\0') {
		reason_words(why, words, sizeof words);
		snprintf(out->text, sizeof out->text, "%.100s: %.280s",
		         strncmp(path, "args.", 5) == 0 ? path + 5 : path, words);
	} else if (reason != NULL)
		snprintf(out->text, sizeof out->text, "%s", _(reason));
	else
		snprintf(out->text, sizeof out->text, "%s", _(otherwise));
	out->closed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, "closed"));
}

/* Hubs that do not say `closed` send the record as it is. */
static bool
closed_by_state(const cJSON *json)
{
	const cJSON *current = cJSON_GetObjectItemCaseSensitive(json, "current");
	const char *kind = text_of(current, "kind");
	const char *status = text_of(cJSON_GetObjectItemCaseSensitive(current, "body"), "status");
	int k = kind != NULL ? record_kind_find(kind) : -1;
	int state = k >= 0 && status != NULL ? flow_state_find((enum kind)k, status) : -1;

	return state >= 0 && flow_states[state].class == STATE_CLOSED;
}

enum net_problem
net_problem_read(const struct net_answer *a, struct net_words *words)
{
	cJSON *json = a->status >= 400 ? parse(a, "application/problem+json") : NULL;
	const char *type = text_of(json, "type");
	enum net_problem found = NET_NONE;

	for (int i = 0; type != NULL && strncmp(type, URN, strlen(URN)) == 0 && i < LIST; i++) {
		if (strcmp(type + strlen(URN), list[i].name) != 0 || a->status != list[i].status)
			continue;
		found = list[i].problem;
		if (words != NULL) {
			say(json, list[i].words, words);
			words->closed = words->closed || closed_by_state(json);
		}
	}
	cJSON_Delete(json);
	return found;
}

/* ---- operations --------------------------------------------------------------------- */

static void
read_applied(const struct net_answer *a, const char *uuid, struct verdict *out)
{
	cJSON *json = parse(a, "application/json");
	const char *outcome = text_of(json, "outcome"), *op = text_of(json, "op");

	if (outcome != NULL && (strcmp(outcome, "applied") == 0 || strcmp(outcome, "replayed") == 0) &&
	    (op == NULL || strcmp(op, uuid) == 0) &&
	    wire_integer(cJSON_GetObjectItemCaseSensitive(json, "rev"), &out->rev) == 0 && out->rev > 0) {
		out->kind = VERDICT_ACKED;
		out->state = "acked";
	} else {
		snprintf(out->words.text, sizeof out->words.text, "%s", _("what answered is not a hub"));
	}
	cJSON_Delete(json);
}

static void
settled(struct verdict *out, const char *state)
{
	out->kind = VERDICT_SETTLED;
	out->state = state;
}

static void
read_other(const struct net_answer *a, struct verdict *out)
{
	if (a->status >= 300 && a->status < 400)
		snprintf(out->words.text, sizeof out->words.text, _("redirected (%ld), which is not followed"),
		         a->status);
	else
		snprintf(out->words.text, sizeof out->words.text, _("answered %ld, but not by a hub"), a->status);
	if (a->status == 429 || a->status == 503)
		out->kind = VERDICT_WAIT;
}

void
verdict_read(const struct net_answer *a, const char *uuid, struct verdict *out)
{
	memset(out, 0, sizeof *out);
	out->kind = VERDICT_RETRY;
	out->state = "pending";
	if (a->status == 200) {
		read_applied(a, uuid, out);
		return;
	}
	switch (net_problem_read(a, &out->words)) {
	case NET_NONE:
		read_other(a, out);
		break;
	case NET_STALE_REV:
		settled(out, out->words.closed ? "superseded" : "conflict");
		break;
	case NET_NOT_NOW:
		settled(out, "conflict");
		break;
	case NET_MALFORMED: case NET_ROLE: case NET_SCOPE: case NET_NO_RECORD:
	case NET_TOO_LARGE: case NET_INVALID: case NET_KEY_REUSED:
		settled(out, "refused");
		break;
	case NET_IN_PROGRESS:
		out->kind = VERDICT_AGAIN;
		break;
	case NET_BUSY: case NET_UNAVAILABLE:
		out->kind = VERDICT_WAIT;
		break;
	case NET_LOGIN:
		out->kind = VERDICT_LOGIN;
		break;
	case NET_TOO_OLD:
		out->kind = VERDICT_TOO_OLD;
		break;
	case NET_EPOCH_CHANGED:
		out->restored = true;
		/* fall through */
	case NET_CURSOR_EXPIRED: case NET_SCOPE_CHANGED:
		out->kind = VERDICT_RESET;
		break;
	}
}
