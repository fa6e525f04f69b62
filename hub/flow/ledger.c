#include "hub/flow/ledger.h"

#include "hub/authority/db_in.h"
#include "hub/flow/ledger.sql.h"
#include "hub/authority/member.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/visible.h"

/* ---- reading ---------------------------------------------------------------- */

COLUMNS(head_columns, struct ledger_book, COL(id), COL(name))
COLUMNS(stage_columns, struct stage_row, COL(code), COL(name), COL(name_en), COL(class), COL(after), COL(roles),
        COL(needs), COL(day_unit), COL(days), COL(sort))
COLUMNS(field_columns, struct extra_row, COL(key), COL(name), COL(name_en), COL(type), COL(list), COL(required),
        COL(total), COL(sort), COL(when))

int
ledger_read(struct hub_db *db, const char *id, struct ledger_book *out)
{
	struct stage_row stage;
	struct extra_row field;
	struct rows rows;
	char why[200];
	int none;

	memset(out, 0, sizeof *out);
	if ((none = rows_one(hub_rows(db, SQL_LEDGER_HEAD, BIND(T(id))), head_columns, out)) != 0)
		return none < 0 ? -1 : 0;
	rows = hub_rows(db, SQL_LEDGER_STAGES, BIND(T(id)));
	while (rows_next(&rows)) {
		row_fill(&rows, stage_columns, &stage);
		stages_add(&out->stages, &stage, why, sizeof why);
	}
	if (rows_close(&rows) != 0)
		return -1;
	rows = hub_rows(db, SQL_LEDGER_FIELDS, BIND(T(id)));
	while (rows_next(&rows)) {
		row_fill(&rows, field_columns, &field);
		extra_add(&out->fields, &field, why, sizeof why);
	}
	return rows_close(&rows) == 0 ? 1 : -1;
}

/* ---- saying what is allowed --------------------------------------------------- */

struct words { char *out; size_t size, len; };

static void
add_word(struct words *w, const char *word)
{
	if (w->len + strlen(word) + 2 < w->size)
		w->len += (size_t)snprintf(w->out + w->len, w->size - w->len, "%s%s", w->len > 0 ? " " : "", word);
}

static int
list_ledger(void *ctx, const struct hub_record *r)
{
	add_word(ctx, r->id);
	return 0;
}

void
ledger_list(struct hub_db *db, char *out, size_t size)
{
	struct words w = { out, size, 0 };

	*out = '\0';
	hub_db_each(db, KIND_LEDGER, list_ledger, &w);
}

void
ledger_next(const struct ledger_book *book, const char *from, char *out, size_t size)
{
	struct words w = { out, size, 0 };
	struct stage_facts f = { .from = from };

	*out = '\0';
	for (int i = 0; i < book->stages.count; i++)
		if ((stages_may(&book->stages, book->stages.list[i].code, &f) & (STAGE_AFTER | STAGE_HERE)) == 0)
			add_word(&w, book->stages.list[i].code);
}

/* ---- an entry's own columns ----------------------------------------------------- */

/* The value as text in the wire's form; NULL when it is neither text, whole number nor yes or no. */
static const char *
value_text(const cJSON *value, char number_out[32])
{
	if (cJSON_IsString(value))
		return value->valuestring;
	if (cJSON_IsBool(value))
		return cJSON_IsTrue(value) ? "1" : "0";
	if (!cJSON_IsNumber(value))
		return NULL;
	snprintf(number_out, 32, "%.17g", value->valuedouble);
	return number_out;
}

static bool
is_empty(const cJSON *value)
{
	return value == NULL || cJSON_IsNull(value) || (cJSON_IsString(value) && !visible_any(value->valuestring));
}

static int
term_exists(struct hub_db *db, const char *list, const char *code)
{
	char id[HUB_ID_MAX + 1];
	struct hub_record r;
	int found;

	if (snprintf(id, sizeof id, "%s:%s", list, code) >= (int)sizeof id)
		return 0;
	found = hub_db_get(db, KIND_TERM, id, &r);
	return found == 1 && r.gone != NULL ? 0 : found;
}

/* NULL good; *failed when the authority did. */
static const char *
value_wrong(struct hub_db *db, const struct extra_field *field, const cJSON *value, char *why, size_t size,
            bool *failed)
{
	char number_out[32];
	const char *text = value_text(value, number_out), *wrong;
	int found;

	if (text == NULL)
		return N_("neither text, a number nor yes or no");
	if ((wrong = extra_wrong(field, text)) != NULL || field->type != EXTRA_TERM)
		return wrong;
	if ((found = term_exists(db, field->list, text)) < 0)
		*failed = true;
	if (found == 1)
		return NULL;
	snprintf(why, size, N_("\"%.40s\" is not in the list %s"), text, field->list);
	return why;
}

static const char *
say_unknown(const struct ledger_book *book, char *why, size_t size)
{
	char keys[400] = "";
	size_t n = 0;

	for (int i = 0; i < book->fields.count && n < sizeof keys; i++)
		n += (size_t)snprintf(keys + n, sizeof keys - n, "%s%s", i > 0 ? " " : "", book->fields.list[i].key);
	snprintf(why, size, N_("the ledger %.60s has no such column; it has: %s"), book->id, keys);
	if (book->fields.count == 0)
		snprintf(why, size, N_("the ledger %.60s has no columns of its own"), book->id);
	return why;
}

/* What the entry says in that column once `extra` is taken. */
static const char *
said(const cJSON *had, const cJSON *extra, const char *key, char number_out[32])
{
	const cJSON *now = cJSON_GetObjectItemCaseSensitive(extra, key);
	const char *text = value_text(now != NULL ? now : cJSON_GetObjectItemCaseSensitive(had, key), number_out);

	return text != NULL ? text : "";
}

static int
check_required(const struct ledger_book *book, const cJSON *had, const cJSON *extra, bool whole, extra_bad *bad,
               void *ctx)
{
	char number[32], why[120];
	int n = 0;

	for (int i = 0; i < book->fields.count; i++) {
		const struct extra_field *f = &book->fields.list[i];
		const cJSON *now = cJSON_GetObjectItemCaseSensitive(extra, f->key);
		bool given = now != NULL, there = !is_empty(cJSON_GetObjectItemCaseSensitive(had, f->key));
		bool when = extra_needed(f, f->when_key, said(had, extra, f->when_key, number));
		if ((!f->required && !when) || (given ? !is_empty(now) : there || (!whole && !when)))
			continue;
		snprintf(why, sizeof why, N_("needed when %.40s is %.40s"), f->when_key, f->when_code);
		bad(ctx, f->key, when ? why : N_("needed"));
		n++;
	}
	return n;
}

struct saying { const cJSON *had, *extra; char number[32]; };

static const char *
said_now(void *ctx, const struct extra_field *f)
{
	struct saying *s = ctx;

	return said(s->had, s->extra, f->key, s->number);
}

static int
check_times(const struct ledger_book *book, const cJSON *had, const cJSON *extra, extra_bad *bad, void *ctx)
{
	struct saying now = { had, extra, "" };
	const struct extra_field *after, *early = extra_early(&book->fields, said_now, &now, &after);
	char why[200];

	if (early == NULL)
		return 0;
	snprintf(why, sizeof why, N_("before %.90s, which comes first"), after->name);
	bad(ctx, early->key, why);
	return 1;
}

int
ledger_extra_check(struct hub_db *db, const struct ledger_book *book, const cJSON *had, const cJSON *extra, bool whole,
                   extra_bad *bad, void *ctx)
{
	int n = check_required(book, had, extra, whole, bad, ctx);
	const cJSON *value;
	char why[600];

	cJSON_ArrayForEach(value, extra) {
		const struct extra_field *f = extra_find(&book->fields, value->string);
		bool failed = false;
		const char *wrong = f == NULL ? say_unknown(book, why, sizeof why)
		                  : is_empty(value) ? NULL : value_wrong(db, f, value, why, sizeof why, &failed);
		if (failed)
			return -1;
		if (wrong == NULL)
			continue;
		bad(ctx, value->string, wrong);
		n++;
	}
	return n > 0 ? n : check_times(book, had, extra, bad, ctx);
}

static cJSON *
typed(const struct extra_field *f, const cJSON *value)
{
	char number_out[32];
	const char *text = value_text(value, number_out);

	if (text == NULL)
		return NULL;
	if (f->type == EXTRA_BOOL)
		return cJSON_CreateBool(strcmp(text, "1") == 0);
	/* As digits, so that no number loses any. */
	return extra_is_number(f->type) ? cJSON_CreateRaw(text) : cJSON_CreateString(text);
}

cJSON *
ledger_extra_merge(const struct ledger_book *book, const cJSON *had, const cJSON *extra)
{
	cJSON *out = cJSON_IsObject(had) ? cJSON_Duplicate(had, true) : cJSON_CreateObject(), *item;
	const cJSON *value;

	cJSON_ArrayForEach(value, extra) {
		const struct extra_field *f = extra_find(&book->fields, value->string);
		cJSON_DeleteItemFromObjectCaseSensitive(out, value->string);
		if (f == NULL || is_empty(value))
			continue;
		if ((item = typed(f, value)) == NULL || !cJSON_AddItemToObject(out, f->key, item)) {
			cJSON_Delete(out);
			return NULL;
		}
	}
	return out;
}

/* ---- the workday table ------------------------------------------------------------ */

int
hub_calendar(struct hub_db *db, struct calendar *out)
{
	struct rows rows = hub_rows(db, SQL_LEDGER_DAYS, NULL);
	int rc = 0;

	*out = (struct calendar){ 0 };
	while (rc == 0 && rows_next(&rows))
		if (row_day(&rows, 0) != CIVIL_NONE)
			rc = calendar_add(out, row_day(&rows, 0), row_int(&rows, 1) != 0);
	if (rows_close(&rows) != 0 || rc != 0) {
		calendar_clear(out);
		return -1;
	}
	calendar_sort(out);
	return 0;
}
