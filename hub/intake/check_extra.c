#include "hub/intake/check_extra.h"

#include "hub/intake/cell.h"
#include <cjson/cJSON.h>

#include "hub/authority/member.h"
#include "hub/intake/json/json_value.h"
#include "hub/intake/row.h"
#include "model/flow/refs.h"
#include "model/room/civil.h"
#include "model/text/amount.h"
#include "model/text/language.h"
#include "model/text/visible.h"
#include "model/text/when.h"

struct own_field { char key[48], type[8], list[48], when[112]; bool required, seen; };

struct extra_fields {
	struct hub_db    *db;
	struct names     *names;
	char              ledger[HUB_ID_MAX + 1];
	struct own_field *fields;
	int               count;
	bool              known;         /* there is such a ledger */
	char             *text;          /* the object last rewritten */
	extra_refuse     *refuse;        /* and for whom, of this call */
	void             *ctx;
};

struct extra_fields *
extra_new(struct hub_db *db, struct names *names)
{
	struct extra_fields *e = calloc(1, sizeof *e);

	if (e != NULL) {
		e->db = db;
		e->names = names;
	}
	return e;
}

void
extra_free(struct extra_fields *e)
{
	if (e == NULL)
		return;
	free(e->fields);
	free(e->text);
	free(e);
}

/* ---- the ledger's fields ----------------------------------------------------------------- */

static int
keep_field(void *ctx, const struct hub_record *r)
{
	struct extra_fields *e = ctx;
	struct own_field *more, *f;
	cJSON *body;

	size_t len = strlen(e->ledger);

	/* Ids are LEDGER:KEY, also of a row of which no more could be read than that. */
	if (strncmp(r->id, e->ledger, len) != 0 || r->id[len] != ':')
		return 0;
	if ((more = realloc(e->fields, (size_t)(e->count + 1) * sizeof *more)) == NULL)
		return 1;
	body = cJSON_Parse(r->body);
	e->fields = more;
	f = &e->fields[e->count++];
	*f = (struct own_field){ .required = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(body, "required")) };
	snprintf(f->key, sizeof f->key, "%s", r->id + len + 1);
	snprintf(f->type, sizeof f->type, "%s", member_text(body, "type"));
	snprintf(f->list, sizeof f->list, "%s", member_text(body, "list"));
	snprintf(f->when, sizeof f->when, "%s", member_text(body, "needed_when"));
	cJSON_Delete(body);
	return 0;
}

static int
read_fields(struct extra_fields *e, const char *ledger)
{
	struct hub_record r;
	int rc;

	for (int i = 0; i < e->count; i++)
		e->fields[i].seen = false;
	if (strcmp(e->ledger, ledger) == 0)
		return 0;
	snprintf(e->ledger, sizeof e->ledger, "%s", ledger);
	e->count = 0;
	if ((rc = hub_db_get(e->db, KIND_LEDGER, ledger, &r)) < 0)
		return -2;
	e->known = rc == 1 && r.body != NULL;
	return hub_db_each(e->db, KIND_LEDGER_FIELD, keep_field, e) != 0 ? -2 : 0;
}

static struct own_field *
find(struct extra_fields *e, const char *key)
{
	for (int i = 0; i < e->count; i++)
		if (strcmp(e->fields[i].key, key) == 0)
			return &e->fields[i];
	return NULL;
}

/* The member is told and goes. */
static int
refuse(struct extra_fields *e, cJSON *object, const char *key, const char *reason)
{
	char name[64];

	snprintf(name, sizeof name, "%s", key);
	cJSON_DeleteItemFromObjectCaseSensitive(object, key);
	e->refuse(e->ctx, name, reason);
	return 0;
}

static int
refuse_key(struct extra_fields *e, cJSON *object, const char *key)
{
	char reason[400];
	int n = snprintf(reason, sizeof reason, _("the ledger %.40s has no field \"%.40s\"; its own fields are:"),
	                 e->ledger, key);

	for (int i = 0; i < e->count && n < (int)sizeof reason; i++)
		n += snprintf(reason + n, sizeof reason - (size_t)n, " %s", e->fields[i].key);
	return refuse(e, object, key, reason);
}

/* ---- one value ------------------------------------------------------------------------------ */

/* The value as one of the wire's, in place of `item`. */
static int
put_raw(cJSON *object, const char *key, const char *raw)
{
	cJSON *item = cJSON_CreateRaw(raw);

	return item != NULL && cJSON_ReplaceItemInObjectCaseSensitive(object, key, item) ? 0 : -2;
}

static bool
ends(const char *key, const char *end)
{
	size_t n = strlen(key), m = strlen(end);

	return n >= m && strcmp(key + n - m, end) == 0;
}

/* A number of JSON is as the wire has it; a text says its unit, but below a key that does. */
static int
take_number(struct extra_fields *e, cJSON *object, cJSON *item, const struct own_field *f)
{
	const char *text = cJSON_GetStringValue(item), *why;
	bool money = strcmp(f->type, "fen") == 0;
	char raw[24];
	int64_t n;

	if (cJSON_IsNumber(item)) {
		double d = item->valuedouble;
		return d >= -9007199254740992.0 && d <= 9007199254740992.0 && d == (double)(int64_t)d
		     ? 0 : refuse(e, object, f->key, money ? _("not a whole number of fen") : _("not a whole number"));
	}
	if (text == NULL)
		return refuse(e, object, f->key, _("a number is wanted"));
	why = money ? amount_money(text, ends(f->key, "_fen") ? AMOUNT_FEN : AMOUNT_NONE, &n)
	    : strcmp(f->type, "bp") == 0 ? amount_share(text, ends(f->key, "_bp") ? AMOUNT_BP : AMOUNT_NONE, &n)
	                                 : amount_count(text, AMOUNT_NONE, false, &n);
	if (why != NULL)
		return refuse(e, object, f->key, _(why));
	snprintf(raw, sizeof raw, "%" PRId64, n);
	return put_raw(object, f->key, raw);
}

static int
take_bool(struct extra_fields *e, cJSON *object, cJSON *item, const struct own_field *f)
{
	const char *text = cJSON_GetStringValue(item), *why;
	int yes;

	if (cJSON_IsBool(item))
		return 0;
	if (cJSON_IsNumber(item) && (item->valuedouble == 0 || item->valuedouble == 1))
		return put_raw(object, f->key, item->valuedouble == 1 ? "true" : "false");
	if ((why = amount_yes(text != NULL ? text : "", &yes)) == NULL)
		return put_raw(object, f->key, yes ? "true" : "false");
	return refuse(e, object, f->key, _(why));
}

static int
take_date(struct extra_fields *e, cJSON *object, const char *text, const struct own_field *f)
{
	char day[11];
	int32_t when;
	const char *why = json_epoch_day(text, &when) ? NULL : when_day(text, &when);

	if (why != NULL)
		return refuse(e, object, f->key, _(why));
	civil_format(when, day);
	return cJSON_ReplaceItemInObjectCaseSensitive(object, f->key, cJSON_CreateString(day)) ? 0 : -2;
}

static int
take_month(struct extra_fields *e, cJSON *object, const char *text, const struct own_field *f)
{
	char month[8];
	const char *why = when_month(text, month);

	if (why != NULL)
		return refuse(e, object, f->key, _(why));
	return cJSON_ReplaceItemInObjectCaseSensitive(object, f->key, cJSON_CreateString(month)) ? 0 : -2;
}

static int
take_term(struct extra_fields *e, cJSON *object, const char *text, const struct own_field *f)
{
	char reason[800], near[400];
	const char *code;

	if (names_code(e->names, KIND_TERM, f->list, text, &code) != 0)
		return -2;
	if (code != NULL && strcmp(code, text) == 0)
		return 0;
	if (code != NULL)
		return cJSON_ReplaceItemInObjectCaseSensitive(object, f->key, cJSON_CreateString(code)) ? 0 : -2;
	if (names_terms(e->names, f->list, reason, sizeof reason) != 0)
		return -2;
	if (*reason == '\0')
		return 0;        /* there is no such list; that is said of the field */
	if (names_say(e->names, KIND_TERM, f->list, text, near, sizeof near) != 0)
		return -2;
	snprintf(reason, sizeof reason, _("\"%.40s\" is not in the list %s%s"), cell_quote(text), f->list, near);
	return refuse(e, object, f->key, reason);
}

static int
take_value(struct extra_fields *e, cJSON *object, cJSON *item)
{
	struct own_field *f = find(e, item->string);
	const char *text = cJSON_GetStringValue(item);
	char number[32];

	if (f == NULL)
		return refuse_key(e, object, item->string);
	if (text != NULL && (!visible_any(text) || (!ref_word("text term bool", f->type) && amount_absent(text)))) {
		cJSON_DeleteItemFromObjectCaseSensitive(object, f->key);
		return 0;        /* as good as left out */
	}
	f->seen = true;
	if (ref_word("int fen bp", f->type))
		return take_number(e, object, item, f);
	if (strcmp(f->type, "bool") == 0)
		return take_bool(e, object, item, f);
	if (cJSON_IsNumber(item) && strcmp(f->type, "date") == 0) {
		snprintf(number, sizeof number, "%.0f", item->valuedouble);
		return take_date(e, object, number, f);
	}
	if (text == NULL)
		return *f->type == '\0' ? 0 : refuse(e, object, f->key, _("a text is wanted"));
	if (strcmp(f->type, "date") == 0)
		return take_date(e, object, text, f);
	if (strcmp(f->type, "month") == 0)
		return take_month(e, object, text, f);
	return strcmp(f->type, "term") == 0 ? take_term(e, object, text, f) : 0;
}

/* KEY=CODE: does the object say so? */
static bool
is_said(const cJSON *object, const char *when)
{
	char key[48];
	size_t n = strcspn(when, "=");

	if (when[n] == '\0' || n == 0 || n >= sizeof key)
		return false;
	snprintf(key, sizeof key, "%.*s", (int)n, when);
	return strcmp(member_text(object, key), when + n + 1) == 0;
}

static int
take_all(struct extra_fields *e, cJSON *object)
{
	char reason[400];
	int rc = 0;

	if (!cJSON_IsObject(object))
		return refuse(e, NULL, "", _("an object is wanted, like {\"key\":\"value\"}"));
	for (cJSON *item = object->child, *next; rc == 0 && item != NULL; item = next) {
		next = item->next;
		rc = take_value(e, object, item);
	}
	for (int i = 0; rc == 0 && i < e->count; i++)
		if (e->fields[i].required && !e->fields[i].seen) {
			snprintf(reason, sizeof reason,
			         _("the ledger %.40s wants its field %s filled in (column extra.%s)"),
			         e->ledger, e->fields[i].key, e->fields[i].key);
			rc = refuse(e, object, e->fields[i].key, reason);
		} else if (!e->fields[i].seen && is_said(object, e->fields[i].when)) {
			snprintf(reason, sizeof reason, _("the ledger %.40s wants its field %s filled in when %.100s"),
			         e->ledger, e->fields[i].key, e->fields[i].when);
			rc = refuse(e, object, e->fields[i].key, reason);
		}
	return rc;
}

int
extra_check(struct extra_fields *e, const char *ledger, struct cache_value *v, extra_refuse *told, void *ctx)
{
	cJSON *object;
	int rc;

	if (read_fields(e, ledger) != 0)
		return -2;
	if (!e->known)
		return 0;        /* said at the ledger */
	e->refuse = told;
	e->ctx = ctx;
	object = v->type == VALUE_TEXT ? cJSON_Parse(v->text) : cJSON_CreateObject();
	if ((rc = take_all(e, object)) == 0 && v->type == VALUE_TEXT) {
		free(e->text);
		if ((e->text = cJSON_PrintUnformatted(object)) == NULL)
			rc = -2;
		else
			*v = text_value(e->text);
	}
	cJSON_Delete(object);
	return rc;
}
