#include "hub/intake/check.h"

#include "hub/intake/cell.h"
#include <cjson/cJSON.h>

#include "hub/intake/check_extra.h"
#include "hub/authority/member.h"
#include "hub/intake/ids/ids.h"
#include "hub/intake/names.h"
#include "hub/intake/ids/own_key.h"
#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "model/text/identity.h"
#include "model/flow/refs.h"
#include "model/figures/words.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "model/text/plain.h"

/* The row being judged. */
struct judged {
	struct check         *c;
	const struct row_map *map;
	struct cache_value   *values;
	struct faults        *faults;
	struct fault          at;
	int                   bad;
};

struct check {
	struct hub_db *db;
	enum kind      kind;
	struct names  *names;
	struct extra_fields *extra;
	struct ids    *taken;
	char           month[8];                    /* of the figure judged */
};

struct check *
check_new(struct hub_db *db, enum kind kind)
{
	struct check *c = calloc(1, sizeof *c);

	if (c == NULL || (c->names = names_new(db)) == NULL || (c->extra = extra_new(db, c->names)) == NULL ||
	    (c->taken = ids_new()) == NULL) {
		check_free(c);
		return NULL;
	}
	c->db = db;
	c->kind = kind;
	if (kind == KIND_DIVISION)
		names_grow(c->names);
	return c;
}

struct ids *
check_give_ids(struct check *c)
{
	struct ids *taken = c->taken;

	c->taken = NULL;
	return taken;
}

void
check_free(struct check *c)
{
	if (c == NULL)
		return;
	extra_free(c->extra);
	names_free(c->names);
	ids_free(c->taken);
	free(c);
}

/* ---- ids of this file ------------------------------------------------------ */

int
check_taken(struct check *c, const struct row_map *map, const char *id, long line, bool new, struct faults *faults)
{
	struct fault twice = { .kind = (int)c->kind, .field = ROW_ID, .id = id, .line = line,
		.column = map->id_column + 1 };
	long first = new ? 0 : ids_line(c->taken, id);
	char words[300];

	if (first > 0 && map->made) {
		twice.field = ROW_WHOLE;
		return faults_add(faults, &twice,
		                  _("the same as line %ld in %s; leave one out, or give each row its 编号"), first,
		                  own_key_words(c->kind, words, sizeof words));
	}
	if (first > 0)
		return faults_add(faults, &twice,
		                  _("\"%.60s\" is in this file already, in line %ld; ids are used once"), id, first);
	return first < 0 || ids_add(c->taken, id, line) != 0 ? -2 : 0;
}

/* ---- one cell --------------------------------------------------------------- */

static struct cache_value *
value(const struct judged *j, int field)
{
	return &j->values[field - record_first((int)j->c->kind)];
}

/* What a field of the same row says, "" when nothing. */
static const char *
beside(const struct judged *j, int field)
{
	const struct cache_value *v = value(j, field);

	return v->type == VALUE_TEXT ? v->text : "";
}

/* The cell is as good as empty from here on. */
__attribute__((format(printf, 3, 4))) static int
refuse(struct judged *j, int field, const char *format, ...)
{
	char reason[600];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	j->at.field = field;
	j->at.column = row_column(j->map, field);
	faults_add(j->faults, &j->at, "%s", reason);
	j->at.named = NULL;
	if (field != ROW_ID)
		value(j, field)->type = VALUE_NULL;
	j->bad = 1;
	return 0;
}

static int
refuse_state(struct judged *j, int field, const char *text)
{
	char codes[240] = "", names[300] = "", near[NEAREST_MAX * NEAREST_WORD];
	struct nearest n = { .typed = text };
	size_t m = 0, k = 0;

	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == j->c->kind && m < sizeof codes && k < sizeof names) {
			m += (size_t)snprintf(codes + m, sizeof codes - m, " %s", flow_states[i].code);
			k += (size_t)snprintf(names + k, sizeof names - k, " %s", flow_states[i].zh);
			nearest_look(&n, flow_states[i].zh, NULL);
			nearest_look(&n, flow_states[i].code, flow_states[i].zh);
		}
	nearest_list(&n, _(", "), near, sizeof near);
	return refuse(j, field, _("\"%.40s\" is no state:%s (%s)%s%s"), cell_quote(text), codes, names + 1,
	              n.count > 0 ? _("; perhaps ") : "", near);
}

/* A record that is not there (yet).  `how`: in what way it was looked for. */
static int
refuse_record(struct judged *j, int field, int kind, const char *how, const char *id)
{
	const char *what = kind_words(record_kinds[kind].name);
	char near[700];

	j->at.unless = kind;
	j->at.named = id;
	if (kind == (int)j->c->kind)
		return refuse(j, field, _("there is no %s \"%.60s\", neither in this file nor before it"),
		              what, id);
	if (names_say(j->c->names, (enum kind)kind, how, id, near, sizeof near) != 0)
		return -2;
	if (*near != '\0')
		return refuse(j, field, _("there is no %s \"%.60s\"%s"), what, id, near);
	return refuse(j, field, _("there is no %s \"%.60s\"; correct it or import its %s.csv first"),
	              what, id, record_kinds[kind].name);
}

static int
refuse_term(struct judged *j, int field, const char *list, const char *text)
{
	char codes[420], near[700], id[2 * HUB_ID_MAX];

	if (names_terms(j->c->names, list, codes, sizeof codes) != 0 ||
	    names_say(j->c->names, KIND_TERM, list, text, near, sizeof near) != 0)
		return -2;
	snprintf(id, sizeof id, "%.120s:%.120s", list, text);
	j->at.unless = KIND_TERM;
	j->at.named = id;
	if (*codes == '\0')
		return refuse(j, field, _("the term list %s is empty; import term.csv first"), list);
	return refuse(j, field, _("\"%.40s\" is not in the list %s%s: %s"), cell_quote(text), list, near, codes);
}

/* Takes a name for the code it stands for: 0, 1 it stands for nothing, -2. */
static int
refer(struct check *c, enum kind kind, const char *list, struct cache_value *v)
{
	const char *code;

	if (names_code(c->names, kind, list, v->text, &code) != 0)
		return -2;
	if (code == NULL)
		return 1;
	if (strcmp(code, v->text) != 0) {
		v->text = code;
		v->length = strlen(code);
	}
	return 0;
}

/* A village is looked for in the township of its row. */
static const char *
within(const struct judged *j, const struct ref_def *ref)
{
	int division = record_field_find(j->c->kind, "division", 8);

	if (strcmp(ref->what, "division") != 0)
		return NAMES_BY_ID;
	return division >= 0 && division != ref->field && *beside(j, division) != '\0' ? beside(j, division) : NULL;
}

static int
judge_record(struct judged *j, const struct ref_def *ref, struct cache_value *v)
{
	int kind = record_kind_find(ref->what), rc;
	const char *text = v->text, *how = ref->how == REF_ID ? within(j, ref) : NULL;

	if (kind == (int)j->c->kind && ids_line(j->c->taken, text) > 0)
		return 0;
	if ((rc = refer(j->c, (enum kind)kind, how, v)) != 1)
		return rc;
	rc = refuse_record(j, ref->field, kind, how, text);
	v->type = VALUE_TEXT;      /* it may be right yet */
	return rc;
}

/* Every id of a JSON list. */
static int
judge_records(struct judged *j, const struct ref_def *ref, struct cache_value *v)
{
	cJSON *list = cJSON_Parse(v->text), *item;
	int kind = record_kind_find(ref->what), rc = 0;
	const char *code;

	if (!cJSON_IsArray(list))
		refuse(j, ref->field, _("a list of ids is wanted, like [\"group-1\",\"group-1b\"]"));
	else
		cJSON_ArrayForEach(item, list) {
			const char *id = cJSON_IsString(item) ? item->valuestring : "?";
			rc = rc != 0 ? rc : names_code(j->c->names, (enum kind)kind, NAMES_BY_ID, id, &code);
			if (rc == 0 && code == NULL)
				rc = refuse_record(j, ref->field, kind, NAMES_BY_ID, id);
		}
	cJSON_Delete(list);
	return rc;
}

/* The record an event is about, whose kind its object_kind says. */
static int
judge_object(struct judged *j, const struct ref_def *ref, struct cache_value *v)
{
	int kind = record_kind_find(beside(j, FIELD_EVENT_object_kind));
	const char *code;

	if (kind < 0)
		return 0;        /* said at object_kind */
	if (names_code(j->c->names, (enum kind)kind, NAMES_BY_ID, v->text, &code) != 0)
		return -2;
	return code == NULL ? refuse_record(j, ref->field, kind, NAMES_BY_ID, v->text) : 0;
}

/* By code or, as files mostly say it, in Chinese. */
static int
judge_state(struct judged *j, int field, struct cache_value *v)
{
	char text[64];

	snprintf(text, sizeof text, "%s", v->text);
	plain_code(text);
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == j->c->kind &&
		    (strcasecmp(flow_states[i].code, text) == 0 || strcmp(flow_states[i].zh, text) == 0)) {
			*v = text_value(flow_states[i].code);
			return 0;
		}
	return refuse_state(j, field, v->text);
}

/* The stage an entry stands at, by its name in the entry's ledger; what is none the rules say. */
static int
judge_stage(struct judged *j)
{
	struct cache_value *v = value(j, FIELD_ENTRY_stage);
	const char *ledger = beside(j, FIELD_ENTRY_ledger), *code;

	if (v->type != VALUE_TEXT || *ledger == '\0')
		return 0;
	if (names_code(j->c->names, KIND_STAGE, ledger, v->text, &code) != 0)
		return -2;
	if (code != NULL)
		*v = text_value(code);
	return 0;
}

static int
judge_cell(struct judged *j, const struct ref_def *ref)
{
	struct cache_value *v = value(j, ref->field);
	const char *text = v->text;
	int rc;

	switch (ref->how) {
	case REF_RECORDS:
		return judge_records(j, ref, v);
	case REF_OBJECT:
		return judge_object(j, ref, v);
	case REF_RECORD: case REF_ID:
		return judge_record(j, ref, v);
	case REF_TERM:
		rc = refer(j->c, KIND_TERM, ref->what, v);
		return rc == 1 ? refuse_term(j, ref->field, ref->what, text) : rc;
	case REF_STATE:
		return judge_state(j, ref->field, v);
	case REF_WORDS:
		if (!ref_word(ref->what, text))
			refuse(j, ref->field, _("\"%.40s\" is none of: %s"), cell_quote(text), ref->what);
		return 0;
	case REF_NONE: case REF_FORMULA: case REF_FORM: case REF_POSTS:
		break;
	}
	return 0;
}

/* ---- one row ------------------------------------------------------------------ */

/* Fields that mean one thing in every kind that has them. */
static void
judge_times(struct judged *j)
{
	enum kind kind = j->c->kind;
	int from = record_field_find(kind, "valid_from", 10), to = record_field_find(kind, "valid_to", 8);

	if (from >= 0 && to >= 0 && *beside(j, to) != '\0' && strcmp(beside(j, from), beside(j, to)) > 0)
		refuse(j, to, _("it ends before it begins (%.10s)"), beside(j, from));
}

static int64_t
count_of(const struct judged *j, int field)
{
	const struct cache_value *v = value(j, field);

	return v->type == VALUE_INT ? v->number : -1;
}

/* A figure that comes monthly is of a month: the first day stands for it, as a spreadsheet may have it. */
static int
judge_figure(struct judged *j)
{
	struct cache_value *v = value(j, FIELD_FIGURE_period);
	struct hub_record r;
	cJSON *body;
	bool monthly;
	int found;

	if (v->type != VALUE_TEXT || (v->length != 10 && v->length != 8) || *beside(j, FIELD_FIGURE_indicator) == '\0')
		return 0;
	if ((found = hub_db_get(j->c->db, KIND_INDICATOR, beside(j, FIELD_FIGURE_indicator), &r)) < 0)
		return -2;
	body = found == 1 && r.body != NULL ? cJSON_Parse(r.body) : NULL;
	monthly = strcmp(member_text(body, "every"), "MONTH") == 0;
	cJSON_Delete(body);
	if (!monthly)
		return 0;
	if (v->length != 10 || strcmp(v->text + 8, "01") != 0)
		return refuse(j, FIELD_FIGURE_period,
		              _("\"%.20s\" is no month, and the indicator comes monthly; write 2020-06"), v->text);
	snprintf(j->c->month, sizeof j->c->month, "%.7s", v->text);
	*v = text_value(j->c->month);
	return 0;
}

/* What can be and is most likely wrong: taken, and said. */
static void
doubt(struct judged *j, int more, int most)
{
	int64_t a = count_of(j, more), b = count_of(j, most);

	if (a < 0 || b < 0 || a <= b || row_column(j->map, more) == 0)
		return;
	j->at.field = more;
	j->at.column = row_column(j->map, more);
	faults_note(j->faults, &j->at, _("doubtful: %lld, more than the %lld of %s"), (long long)a, (long long)b,
	            record_fields[most].title);
}

static void
doubt_settlement(struct judged *j)
{
	doubt(j, FIELD_SETTLEMENT_instant_cases, FIELD_SETTLEMENT_eligible_cases);
	doubt(j, FIELD_SETTLEMENT_eligible_cases, FIELD_SETTLEMENT_cases);
	doubt(j, FIELD_SETTLEMENT_scope_fen, FIELD_SETTLEMENT_total_fen);
}

static void
doubt_deadline(struct judged *j)
{
	const char *found = beside(j, FIELD_ISSUE_found_at), *deadline = beside(j, FIELD_ISSUE_deadline);
	int column = row_column(j->map, FIELD_ISSUE_found_at);

	if (*found == '\0' || *deadline == '\0' || strcmp(found, deadline) <= 0)
		return;
	j->at.field = FIELD_ISSUE_found_at;
	j->at.column = column > 0 ? column : row_column(j->map, FIELD_ISSUE_deadline);
	faults_note(j->faults, &j->at, _("it was found after its deadline (%s)"), deadline);
}

/* A village lies in the township its row names. */
static int
doubt_village(struct judged *j, int division, int field)
{
	const struct place *township, *village;

	if (*beside(j, field) == '\0')
		return 0;
	if (names_place(j->c->names, beside(j, field), &village) != 0 ||
	    names_place(j->c->names, beside(j, division), &township) != 0)
		return -2;
	if (village == NULL || township == NULL || township->level != 4 || *village->parent == '\0' ||
	    strcmp(village->parent, township->id) == 0)
		return 0;
	j->at.field = field;
	j->at.column = row_column(j->map, field);
	faults_note(j->faults, &j->at, _("%s lies in %s, not in %s"), village->full, village->parent, township->id);
	return 0;
}

/* Of a million rows a rule would read each again. */
int
check_doubts(struct check *c, const struct row_map *map, const struct row_cells *row, const char *id,
             struct cache_value *values, struct faults *faults)
{
	struct judged j = { c, map, values, faults, { .kind = (int)c->kind, .id = id, .line = row->line }, 0 };

	switch (c->kind) {
	case KIND_SETTLEMENT:
		doubt_settlement(&j);
		return 0;
	case KIND_ISSUE:
		doubt_deadline(&j);
		return doubt_village(&j, FIELD_ISSUE_division, FIELD_ISSUE_village);
	case KIND_ENTRY:
		return doubt_village(&j, FIELD_ENTRY_division, FIELD_ENTRY_village);
	case KIND_INSTITUTION:
		return doubt_village(&j, FIELD_INSTITUTION_division, FIELD_INSTITUTION_village);
	default:
		return 0;
	}
}

/* The column a fault is in: the member's own, or that of the whole object. */
static void
refuse_member(void *ctx, const char *key, const char *reason)
{
	struct judged *j = ctx;

	j->at.field = FIELD_ENTRY_extra;
	j->at.column = row_column(j->map, FIELD_ENTRY_extra);
	for (int m = 0; m < j->map->members; m++)
		if (strcmp(j->map->member[m].key, key) == 0)
			j->at.column = j->map->member[m].column + 1;
	faults_add(j->faults, &j->at, "%s%s%s", key, *key != '\0' ? ": " : "", reason);
	j->bad = 1;
}

/* No identity number is stored, whatever the field: counts and hashed keys only. */
static bool
holds_identity(struct judged *j, int field, const char *text)
{
	if (!identity_find(text, NULL))
		return false;
	j->at.id = field == ROW_ID ? "" : j->at.id;
	refuse(j, field, _("an identity number, and none is kept; write how many people, or the document's number"));
	return true;
}

int
check_row(struct check *c, const struct row_map *map, const struct row_cells *row, const char *id,
          struct cache_value *values, struct faults *faults)
{
	int first = record_first((int)c->kind), end = record_first((int)c->kind + 1), rc = 0;
	struct judged j = { c, map, values, faults, { .kind = (int)c->kind, .id = id, .line = row->line }, 0 };

	names_breathe(c->names);
	if (holds_identity(&j, ROW_ID, id))
		return -1;
	for (int f = first; f < end && rc == 0; f++) {
		const struct ref_def *ref;
		/* What the file does not say was judged when it came. */
		if (row_column(map, f) > 0 && *beside(&j, f) != '\0' &&
		    !holds_identity(&j, f, beside(&j, f)) && (ref = ref_find(f)) != NULL)
			rc = judge_cell(&j, ref);
	}
	if (rc == 0 && c->kind == KIND_ENTRY)
		rc = judge_stage(&j);
	judge_times(&j);
	if (rc == 0 && c->kind == KIND_FIGURE)
		rc = judge_figure(&j);
	if (rc == 0 && c->kind == KIND_ENTRY && !faults->file[KIND_LEDGER_FIELD].unread)
		rc = extra_check(c->extra, beside(&j, FIELD_ENTRY_ledger), value(&j, FIELD_ENTRY_extra),
		                 refuse_member, &j);
	return rc != 0 ? rc : j.bad;
}
