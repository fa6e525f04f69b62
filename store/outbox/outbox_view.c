#include "store/outbox/outbox_view.h"

#include <cjson/cJSON.h>

#include "model/flow/flow.h"
#include "model/figures/rational.h"
#include "model/text/utf8.h"
#include "store/cache/db.h"
#include "store/read/forms.h"
#include "store/read/ledgers.h"
#include "store/outbox/outbox_view.sql.h"
#include "store/read/records.h"

/* ---- rows ------------------------------------------------------------------------ */

COLUMNS(row, struct outbox_row, COL(uuid), COL(kind), COL(id), COL(verb), COL(state), COL(title), COL(reason), COL(at),
	COL(base), COL(acked_rev), COL(answered_at), COL(attempts), COL(waits_for), COL(over))
COLUMNS(argument, struct outbox_arg, COL(name), COL(value))
COLUMNS(totals, struct outbox_totals, COL(pending), COL(conflict), COL(refused), COL(acked), COL(draft),
	COL(delivered_today), COL(withdrawn_today), COL(total))
COLUMNS(since_columns, struct outbox_since, COL(at), COL(who), COL(verb), COL(note))

/* A JSON member as the cache would have it: text as it is, the rest printed. */
static void
json_text(const cJSON *body, const char *name, char *out, size_t size)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(body, name);
	char *printed;

	*out = '\0';
	if (v == NULL || cJSON_IsNull(v))
		return;
	if (cJSON_IsString(v)) {
		utf8_copy(out, size, v->valuestring);
	} else if ((printed = cJSON_PrintUnformatted(v)) != NULL) {
		utf8_copy(out, size, printed);
		cJSON_free(printed);
	}
}

/* The ledger an operation on an entry is about: the entry's, or the one a new entry goes into. */
static void
ledger_of(struct store *st, const struct outbox_row *row, char *out, size_t size)
{
	int kind = record_kind_find(row->kind);

	*out = '\0';
	if (kind == KIND_ENTRY && row->id[0] != '\0')
		store_field(st, KIND_ENTRY, row->id, FIELD_ENTRY_ledger, out, size);
	for (int i = 0; kind == KIND_ENTRY && *out == '\0' && i < row->arg_count; i++)
		if (strcmp(row->args[i].name, "ledger") == 0)
			utf8_copy(out, size, row->args[i].value);
}

/* {"oop":"700000"} as 个人自付 7000 */
static void
name_columns(struct store *st, const char *ledger, bool english, char *value, size_t size)
{
	struct ledger_info *info = malloc(sizeof *info);
	cJSON *object = cJSON_Parse(value);
	const cJSON *item;
	char raw[240], text[240];
	size_t n = 0;

	if (info == NULL)
		abort();
	if (cJSON_IsObject(object) && ledger_info(st, ledger, english, info) == 0) {
		*value = '\0';
		cJSON_ArrayForEach(item, object) {
			const struct extra_field *f = extra_find(&info->fields, item->string);
			json_text(object, item->string, raw, sizeof raw);
			snprintf(text, sizeof text, "%s", raw);
			if (f != NULL)
				ledger_value_text(st, f, raw, english, text, sizeof text);
			if (n < size)
				n += (size_t)snprintf(value + n, size - n, "%s%s %s", n > 0 ? "; " : "",
				                      f != NULL ? f->name : item->string, *text != '\0' ? text : "-");
		}
		value[utf8_clip(value, strlen(value))] = '\0';
	}
	cJSON_Delete(object);
	free(info);
}

/* A code as people know it: of a term list, a post, a place, a stage; amounts in yuan; anything else stays. */
static void
name_code(struct store *st, const struct outbox_row *row, const struct arg_def *def, bool english, char *value,
          size_t size)
{
	char ledger[64], code[240];

	utf8_copy(code, sizeof code, value);
	if (*code == '\0' || def == NULL)
		return;
	if (def->type == ARG_TERM)
		store_term(st, def->list, code, english, value, size);
	else if (def->type == ARG_DIVISION)
		store_division(st, code, english, value, size);
	else if (def->type == ARG_FEN)
		rational_format(rational(atoll(code), 100), atoll(code) % 100 == 0 ? 0 : 2, false, value, size);
	else if (def->type == ARG_POST)
		store_post_name(st, code, english, value, size);
	else if (def->type == ARG_STAGE || def->type == ARG_EXTRA) {
		ledger_of(st, row, ledger, sizeof ledger);
		if (def->type == ARG_STAGE)
			ledger_stage_name(st, ledger, code, english, value, size);
		else
			name_columns(st, ledger, english, value, size);
	}
}

static const struct arg_def *
argument_named(const struct outbox_row *r, const char *name)
{
	int kind = record_kind_find(r->kind), n = 0;
	const struct arg_def *defs = kind >= 0 ? flow_args((enum kind)kind, r->verb, &n) : NULL;

	for (int i = 0; i < n; i++)
		if (strcmp(defs[i].name, name) == 0)
			return &defs[i];
	return NULL;
}

/* The argument of any verb that fills this field says what its codes are. */
static const struct arg_def *
argument_for(int field)
{
	enum kind kind = record_fields[field].kind;

	for (int v = 0; v < flow_verb_count; v++) {
		int n;
		const struct arg_def *defs = flow_args(kind, flow_verbs[v].name, &n);
		for (int i = 0; i < n && flow_verbs[v].kind == kind; i++)
			if (defs[i].field == field)
				return &defs[i];
	}
	return NULL;
}

static int
place_of(const struct outbox_row *rows, int n, const char *uuid)
{
	for (int i = 0; i < n && *uuid != '\0'; i++)
		if (strcmp(rows[i].uuid, uuid) == 0)
			return i + 1;
	return 0;
}

/* The rows of the query, each with its arguments in words. */
static int
rows_where(struct store *st, const char *uuid, enum outbox_over over, int64_t since, bool english,
           struct outbox_row **rows)
{
	int n = 0;

	*rows = NULL;
	if (!store_has_outbox(st))
		return 0;
	if (rows_all(rows_open(st, SQL_VIEW_ROWS, BIND(T(uuid), I(over), I(since))), row, rows, &n) != 0)
		return -1;
	for (int i = 0; i < n; i++) {
		struct outbox_row *r = &(*rows)[i];
		r->number = i + 1;
		r->behind = place_of(*rows, n, r->waits_for);
		r->arg_count = rows_fill(rows_open(st, SQL_VIEW_ARGS, BIND(T(r->uuid))), argument, r->args,
		                         OUTBOX_ARGS_MAX);
		if (r->arg_count < 0)
			return -1;
		for (int k = 0; k < r->arg_count; k++)
			name_code(st, r, argument_named(r, r->args[k].name), english, r->args[k].value,
			          sizeof r->args[k].value);
	}
	return n;
}

int
outbox_rows(struct store *st, enum outbox_over over, int64_t since, bool english, struct outbox_row **rows)
{
	int n = rows_where(st, "", over, since, english, rows);

	if (n < 0) {
		free(*rows);
		*rows = NULL;
	}
	return n;
}

char *
outbox_body(struct store *st, const char *uuid)
{
	struct rows r = rows_open(st, SQL_VIEW_BODY, BIND(T(uuid)));
	char *body = rows_next(&r) ? strdup(row_text(&r, 0)) : NULL;

	rows_close(&r);
	return body;
}

int
outbox_row_get(struct store *st, const char *uuid, bool english, struct outbox_row *out)
{
	struct outbox_row *rows = NULL;
	int n = *uuid != '\0' ? rows_where(st, uuid, OUTBOX_ALL, 0, english, &rows) : 0;

	if (n > 0)
		*out = rows[0];
	free(rows);
	return n < 0 ? -1 : n == 0;
}

int
outbox_totals(struct store *st, int64_t since, struct outbox_totals *out)
{
	*out = (struct outbox_totals){ 0 };
	return store_has_outbox(st) && rows_one(rows_open(st, SQL_VIEW_TOTALS, BIND(I(since))), totals, out) != 0 ? -1
	       : 0;
}

/* ---- versions of the record -------------------------------------------------------- */

static int
kind_of(const struct outbox_row *row)
{
	return record_kind_find(row->kind);
}

struct versions { cJSON *seen, *answer; int64_t answer_rev; struct records *records; const struct record *cached; };

static void
versions_clear(struct versions *v)
{
	cJSON_Delete(v->seen);
	cJSON_Delete(v->answer);
	if (v->records != NULL)
		records_close(v->records);
}

static int
versions_read(struct store *st, const struct outbox_row *row, struct versions *v)
{
	struct rows r = rows_open(st, SQL_VIEW_VERSIONS, BIND(T(row->uuid)));
	int rc;

	*v = (struct versions){ 0 };
	if (rows_next(&r)) {
		v->seen = cJSON_Parse(row_text(&r, 0));
		v->answer_rev = row_int64(&r, 1);
		v->answer = cJSON_Parse(row_text(&r, 2));
	}
	if (rows_close(&r) != 0 || (v->records = records_open_by_id(st, (enum kind)kind_of(row))) == NULL)
		return -1;
	if ((rc = records_at(v->records, row->id)) < 0)
		return -1;
	if (rc == 1)
		v->cached = records_row(v->records);
	return 0;
}

static bool
sets(const struct outbox_row *row, int field)
{
	int n;
	const struct arg_def *args = flow_args((enum kind)kind_of(row), row->verb, &n);
	const struct set_def *set;

	for (int i = 0; i < n; i++)
		for (int k = 0; args[i].field == field && k < row->arg_count; k++)
			if (strcmp(row->args[k].name, args[i].name) == 0)
				return true;
	set = flow_sets((enum kind)kind_of(row), row->verb, &n);
	for (int i = 0; i < n; i++)
		if (set[i].field == field)
			return true;
	return strcmp(record_fields[field].name, "status") == 0;
}

int
outbox_diffs(struct store *st, const struct outbox_row *row, bool english, struct outbox_diff *out, int max,
             int64_t *hub_rev)
{
	struct versions v;
	int n = 0;

	*hub_rev = 0;
	if (kind_of(row) < 0)
		return 0;
	if (versions_read(st, row, &v) != 0) {
		versions_clear(&v);
		return -1;
	}
	bool from_answer = v.answer != NULL && (v.cached == NULL || v.answer_rev > v.cached->rev);
	*hub_rev = from_answer ? v.answer_rev : v.cached != NULL ? v.cached->rev : 0;
	for (int f = record_first(kind_of(row)); f < record_first(kind_of(row) + 1) && n < max; f++) {
		struct outbox_diff d = { .field = f, .has_seen = v.seen != NULL };
		char number[24];
		json_text(v.seen, record_fields[f].name, d.seen, sizeof d.seen);
		if (from_answer)
			json_text(v.answer, record_fields[f].name, d.hub, sizeof d.hub);
		else if (v.cached != NULL)
			utf8_copy(d.hub, sizeof d.hub, record_text(v.cached, f, number));
		if (!sets(row, f) && (!d.has_seen || strcmp(d.seen, d.hub) == 0))
			continue;
		name_code(st, row, argument_for(f), english, d.seen, sizeof d.seen);
		name_code(st, row, argument_for(f), english, d.hub, sizeof d.hub);
		out[n++] = d;
	}
	versions_clear(&v);
	return n;
}

int
outbox_events(struct store *st, const struct outbox_row *row, struct outbox_since *out, int max)
{
	int n = rows_fill(rows_open(st, SQL_VIEW_SINCE, BIND(T(row->uuid), I(max))), since_columns, out, max);

	if (n == 0)
		n = rows_fill(rows_open(st, SQL_VIEW_SINCE_HERE, BIND(T(row->kind), T(row->id), I(max))), since_columns,
		              out, max);
	return n;
}

/* ---- what the officer sees now ------------------------------------------------------- */

char *
store_snapshot(struct store *st, enum kind kind, const char *id)
{
	struct records *r = records_open_by_id(st, kind);
	cJSON *body = r != NULL && records_at(r, id) == 1 ? cJSON_CreateObject() : NULL;
	char *text = NULL, *printed;
	char number[24];

	for (int f = record_first((int)kind); body != NULL && f < record_first((int)kind + 1); f++) {
		const char *value = record_text(records_row(r), f, number);
		if (*value != '\0')
			cJSON_AddStringToObject(body, record_fields[f].name, value);
	}
	if (body != NULL && (printed = cJSON_PrintUnformatted(body)) != NULL) {
		text = strdup(printed);
		cJSON_free(printed);
	}
	cJSON_Delete(body);
	if (r != NULL)
		records_close(r);
	return text;
}
