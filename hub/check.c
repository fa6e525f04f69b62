#include "hub/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/check_extra.h"
#include "hub/member.h"
#include "hub/names.h"
#include "model/civil.h"
#include "model/flow.h"
#include "model/identity.h"
#include "model/refs.h"
#include "model/words.h"

struct taken { const char *id; long line; };
struct later { const char *text, *title; long line; int column; };

struct check {
	struct hub_db *db;
	enum kind      kind;
	struct names  *names;
	struct extra_fields *extra;
	struct taken  *taken;
	size_t         taken_count, taken_room;     /* room is a power of two */
	struct later  *later;
	size_t         later_count, later_room, later_at;
};

struct check *
check_new(struct hub_db *db, enum kind kind)
{
	struct check *c = calloc(1, sizeof *c);

	if (c == NULL || (c->names = names_new(db)) == NULL || (c->extra = extra_new(db, c->names)) == NULL) {
		check_free(c);
		return NULL;
	}
	c->db = db;
	c->kind = kind;
	return c;
}

void
check_free(struct check *c)
{
	if (c == NULL)
		return;
	extra_free(c->extra);
	names_free(c->names);
	free(c->taken);
	free(c->later);
	free(c);
}

/* ---- ids of this file ------------------------------------------------------ */

static int
grow_taken(struct check *c)
{
	size_t room = c->taken_room == 0 ? 1024 : 2 * c->taken_room;
	struct taken *more = calloc(room, sizeof *more);

	if (more == NULL)
		return -2;
	for (size_t i = 0; i < c->taken_room; i++)
		if (c->taken[i].id != NULL) {
			size_t at = names_hash(c->taken[i].id) & (room - 1);
			while (more[at].id != NULL)
				at = (at + 1) & (room - 1);
			more[at] = c->taken[i];
		}
	free(c->taken);
	c->taken = more;
	c->taken_room = room;
	return 0;
}

int
check_taken(struct check *c, const char *id, long line, long *first_line)
{
	size_t at;

	if (2 * c->taken_count >= c->taken_room && grow_taken(c) != 0)
		return -2;
	at = names_hash(id) & (c->taken_room - 1);
	for (; c->taken[at].id != NULL; at = (at + 1) & (c->taken_room - 1))
		if (strcmp(c->taken[at].id, id) == 0) {
			*first_line = c->taken[at].line;
			return -1;
		}
	c->taken[at] = (struct taken){ id, line };
	c->taken_count++;
	return 0;
}

static bool
is_taken(const struct check *c, const char *id)
{
	if (c->taken_room == 0)
		return false;
	for (size_t at = names_hash(id) & (c->taken_room - 1); c->taken[at].id != NULL; at = (at + 1) & (c->taken_room - 1))
		if (strcmp(c->taken[at].id, id) == 0)
			return true;
	return false;
}

/* ---- saying what is allowed ------------------------------------------------- */

struct listing { const char *list; char *out; size_t size, len; };

static int
list_term(void *ctx, const struct hub_record *r)
{
	struct listing *l = ctx;
	cJSON *body = cJSON_Parse(r->body);

	const char *code = member_text(body, "code"), *name = member_text(body, "name");

	if (strcmp(member_text(body, "list"), l->list) == 0 && l->len + strlen(code) + strlen(name) + 3 < l->size)
		l->len += (size_t)snprintf(l->out + l->len, l->size - l->len, " %s %s", code, name);
	cJSON_Delete(body);
	return 0;
}

static void
say_terms(struct check *c, const char *list, const char *text, char *out, size_t size)
{
	char codes[420] = "";
	struct listing l = { list, codes, sizeof codes, 0 };

	hub_db_each(c->db, KIND_TERM, list_term, &l);
	if (*codes == '\0')
		snprintf(out, size, "the term list %s is empty; import term.csv first", list);
	else
		snprintf(out, size, "\"%.40s\" is not in the list %s:%s", text, list, codes);
}

static void
say_states(enum kind kind, const char *text, char *out, size_t size)
{
	int n = snprintf(out, size, "\"%.40s\" is no state:", text);

	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind && n < (int)size)
			n += snprintf(out + n, size - (size_t)n, " %s", flow_states[i].code);
}

/* ---- one row ---------------------------------------------------------------- */

static int
keep_for_later(struct check *c, const struct later *one)
{
	if (c->later_count == c->later_room) {
		size_t room = c->later_room == 0 ? 256 : 2 * c->later_room;
		struct later *more = realloc(c->later, room * sizeof *more);
		if (more == NULL)
			return -2;
		c->later = more;
		c->later_room = room;
	}
	c->later[c->later_count++] = *one;
	return 0;
}

static int
refer(struct check *c, enum kind kind, const char *list, struct cache_value *v)
{
	const char *code;

	if (names_code(c->names, kind, list, v->text, &code) != 0)
		return -2;
	if (code == NULL)
		return -1;
	if (code[0] != v->text[0] || strcmp(code, v->text) != 0) {
		v->text = code;
		v->length = strlen(code);
	}
	return 0;
}

/* Where the cell stands, for a message. */
struct place { long line; int column; const char *title; };

static int
judge_record(struct check *c, const struct ref_def *ref, const struct place *at, struct cache_value *v, char *out, size_t size)
{
	enum kind kind = (enum kind)record_kind_find(ref->what);
	int rc;

	if (kind == c->kind && is_taken(c, v->text))
		return 0;
	if ((rc = refer(c, kind, ref->how == REF_ID ? NAMES_BY_ID : NULL, v)) != -1)
		return rc;
	if (kind == c->kind) {
		struct later one = { v->text, at->title, at->line, at->column };
		return keep_for_later(c, &one);
	}
	snprintf(out, size, "there is no %s \"%.60s\"; correct it or import its %s.csv first", ref->what, v->text, ref->what);
	return -1;
}

/* Every id of a JSON list. */
static int
judge_records(struct check *c, const struct ref_def *ref, const struct cache_value *v, char *out, size_t size)
{
	cJSON *list = cJSON_Parse(v->text), *item;
	const char *code;
	int rc = cJSON_IsArray(list) ? 0 : -1;

	if (rc != 0)
		snprintf(out, size, "a list of ids is wanted, like [\"group-1\",\"group-1b\"]");
	cJSON_ArrayForEach(item, list) {
		const char *id = cJSON_IsString(item) ? item->valuestring : "?";
		rc = rc != 0 ? rc : names_code(c->names, (enum kind)record_kind_find(ref->what), NAMES_BY_ID, id, &code);
		if (rc == 0 && code == NULL) {
			snprintf(out, size, "there is no %s \"%.60s\"; correct it or import its %s.csv first", ref->what, id, ref->what);
			rc = -1;
		}
	}
	cJSON_Delete(list);
	return rc;
}

/* The record an event is about; `kind_of` is what its object_kind says. */
static int
judge_object(struct check *c, const char *kind_of, const struct cache_value *v, char *out, size_t size)
{
	int kind = record_kind_find(kind_of);
	const char *code;

	if (kind < 0)
		return 0;        /* said at object_kind */
	if (names_code(c->names, (enum kind)kind, NAMES_BY_ID, v->text, &code) != 0)
		return -2;
	if (code != NULL)
		return 0;
	snprintf(out, size, "there is no %s \"%.60s\"; correct it or import its %s.csv first", kind_of, v->text, kind_of);
	return -1;
}

/* What a field of the same row says, "" when nothing. */
static const char *
beside(const struct cache_value *values, int field, enum kind kind)
{
	const struct cache_value *v = &values[field - record_first((int)kind)];

	return v->type == VALUE_TEXT ? v->text : "";
}

static int
judge(struct check *c, const struct ref_def *ref, const struct place *at, struct cache_value *values, char *out, size_t size)
{
	struct cache_value *v = &values[ref->field - record_first((int)c->kind)];
	int rc;

	switch (ref->how) {
	case REF_RECORDS:
		return judge_records(c, ref, v, out, size);
	case REF_OBJECT:
		return judge_object(c, beside(values, FIELD_EVENT_object_kind, KIND_EVENT), v, out, size);
	case REF_FORMULA:
		return 0;        /* its words may be in files to come: hub/whole.h */
	case REF_RECORD: case REF_ID:
		return judge_record(c, ref, at, v, out, size);
	case REF_TERM:
		if ((rc = refer(c, KIND_TERM, ref->what, v)) == -1)
			say_terms(c, ref->what, v->text, out, size);
		return rc;
	case REF_STATE:
		if (flow_state_find(c->kind, v->text) >= 0)
			return 0;
		say_states(c->kind, v->text, out, size);
		return -1;
	case REF_WORDS:
		if (ref_word(ref->what, v->text))
			return 0;
		snprintf(out, size, "\"%.40s\" is none of: %s", v->text, ref->what);
		return -1;
	case REF_MATRIX:
		if (ref_matrix_ok(v->text))
			return 0;
		snprintf(out, size, "a checklist has twelve of 0 1 2 -, like 222122222---");
		return -1;
	case REF_NONE:
		break;
	}
	return 0;
}

/* Ids that are made of the record's own fields. */
static const char *
id_wrong(enum kind kind, const char *id, const struct cache_value *values, char *out, size_t size)
{
	int first = record_first((int)kind);

	if (kind == KIND_CALENDAR && civil_parse(id) == CIVIL_NONE)
		return "a calendar row's id is its date, like 2020-06-25";
	if (kind == KIND_TERM) {
		const char *list = values[FIELD_TERM_list - first].text, *code = values[FIELD_TERM_code - first].text;
		snprintf(out, size, "%s:%s", list, code);
		if (strcmp(out, id) != 0)
			return "a term's id is LIST:CODE";
	}
	if ((kind == KIND_INDICATOR || kind == KIND_LEDGER || kind == KIND_CHECKLIST || kind == KIND_DUTY) &&
	    (strpbrk(id, ":()") != NULL || strlen(id) >= WORD_TEXT_MAX))
		return "formulas could not name it; its id has no colons and brackets, and 63 bytes at most";
	return NULL;
}

/* No identity number is stored, whatever the field: counts and hashed keys only. */
static bool
holds_identity(const struct cache_value *v, struct row_problem *p)
{
	if (v->type != VALUE_TEXT || !identity_find(v->text, NULL))
		return false;
	snprintf(p->reason, sizeof p->reason, "an identity number, and none is kept; write how many people, or the document's number");
	return true;
}

/* 2020, 2020-06, 2020-06-18, 2020-Q2, 2020-W25 */
static bool
period_ok(const char *text)
{
	size_t len = strlen(text);
	int n = 0, digits = 0;

	if (len < 4 || strspn(text, "0123456789") < 4 || strcmp(text, "1900") < 0)
		return false;
	if (len == 4)
		return true;
	if (text[4] != '-')
		return false;
	if (len == 10)
		return civil_parse(text) != CIVIL_NONE;
	if (len == 7 && text[5] == 'Q')
		return text[6] >= '1' && text[6] <= '4';
	if (sscanf(text + 5 + (text[5] == 'W'), "%2d%n", &n, &digits) != 1 || digits != 2)
		return false;
	return text[5] == 'W' ? len == 8 && n >= 1 && n <= 53 : len == 7 && n >= 1 && n <= 12;
}

/* Fields that mean one thing in every kind that has them; a duty run's period may also be a record. */
static int
judge_times(const struct row_map *map, const struct cache_value *values, struct row_problem *p)
{
	int first = record_first((int)map->kind), period = record_field_find(map->kind, "period", 6);
	int from = record_field_find(map->kind, "valid_from", 10), to = record_field_find(map->kind, "valid_to", 8), at = -1;

	if (period >= 0 && map->kind != KIND_DUTY_RUN && values[period - first].type == VALUE_TEXT && !period_ok(values[period - first].text)) {
		snprintf(p->reason, sizeof p->reason, "\"%.20s\" is no period; write 2020, 2020-06, 2020-Q2, 2020-W25 or 2020-06-18", values[period - first].text);
		at = period;
	} else if (from >= 0 && to >= 0 && values[from - first].type == VALUE_TEXT && values[to - first].type == VALUE_TEXT &&
	           strcmp(values[from - first].text, values[to - first].text) > 0) {
		snprintf(p->reason, sizeof p->reason, "it ends before it begins (%.10s)", values[from - first].text);
		at = to;
	}
	if (at < 0)
		return 0;
	p->column = row_column(map, at);
	p->title = record_fields[at].title;
	return -1;
}

/* The column a fault is in: the member's own, or that of the whole object. */
static int
judge_extra(struct check *c, const struct row_map *map, struct cache_value *values, struct row_problem *p)
{
	struct cache_value *v = &values[FIELD_ENTRY_extra - record_first(KIND_ENTRY)];
	struct extra_fault fault;
	int rc = extra_check(c->extra, beside(values, FIELD_ENTRY_ledger, KIND_ENTRY), v, &fault);

	if (rc != -1)
		return rc;
	p->column = row_column(map, FIELD_ENTRY_extra);
	p->title = record_fields[FIELD_ENTRY_extra].title;
	for (int m = 0; m < map->members; m++)
		if (strcmp(map->member[m].key, fault.key) == 0)
			p->column = map->member[m].column + 1;
	snprintf(p->reason, sizeof p->reason, "%s%s%s", fault.key, *fault.key != '\0' ? ": " : "", fault.reason);
	return -1;
}

int
check_row(struct check *c, const struct row_map *map, const struct csv *csv, const char *id,
          struct cache_value *values, struct row_problem *p)
{
	int first = record_first((int)c->kind), fields = record_first((int)c->kind + 1) - first, rc;
	const char *why = id_wrong(c->kind, id, values, p->reason, sizeof p->reason);

	*p = (struct row_problem){ .line = csv->row_line, .column = map->id_column + 1, .title = "id" };
	if (why != NULL) {
		snprintf(p->reason, sizeof p->reason, "%s", why);
		return -1;
	}
	if (holds_identity(&(struct cache_value){ .type = VALUE_TEXT, .text = id, .length = strlen(id) }, p))
		return -1;
	names_breathe(c->names);
	for (int i = 0; i < fields; i++) {
		const struct ref_def *ref = values[i].type == VALUE_TEXT ? ref_find(first + i) : NULL;
		struct place at = { csv->row_line, map->column[i] + 1, record_fields[first + i].title };
		if (holds_identity(&values[i], p)) {
			p->column = at.column;
			p->title = at.title;
			return -1;
		}
		if (ref == NULL || (rc = judge(c, ref, &at, values, p->reason, sizeof p->reason)) == 0)
			continue;
		p->column = at.column;
		p->title = at.title;
		return rc;
	}
	if ((rc = judge_times(map, values, p)) != 0)
		return rc;
	return c->kind == KIND_ENTRY ? judge_extra(c, map, values, p) : 0;
}

int
check_end(struct check *c, struct row_problem *p)
{
	const char *code;

	for (; c->later_at < c->later_count; c->later_at++) {
		const struct later *l = &c->later[c->later_at];
		if (is_taken(c, l->text))
			continue;
		if (names_code(c->names, c->kind, NULL, l->text, &code) != 0)
			return -2;
		if (code != NULL)
			continue;
		*p = (struct row_problem){ .line = l->line, .column = l->column, .title = l->title };
		snprintf(p->reason, sizeof p->reason, "there is no %s \"%.60s\", neither in this file nor before it",
		         record_kinds[c->kind].name, l->text);
		c->later_at++;
		return 1;
	}
	return 0;
}
