#include "hub/whole_in.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/member.h"
#include "model/words.h"

struct whole *
whole_new(struct hub_db *db)
{
	struct whole *w = calloc(1, sizeof *w);

	if (w != NULL)
		w->db = db;
	return w;
}

void
whole_free(struct whole *w)
{
	if (w == NULL)
		return;
	for (int i = 0; i < w->formula_count; i++)
		free(w->formulas[i].formula);
	free(w->formulas);
	free(w->params);
	free(w->stages);
	free(w);
}

/* ---- what the judges share ----------------------------------------------------------- */

static const struct cache_value *
value(const struct whole_at *at, int field)
{
	return &at->values[field - record_first((int)at->kind)];
}

bool
whole_has(const struct whole_at *at, int field)
{
	return value(at, field)->type != VALUE_NULL;
}

const char *
whole_text(const struct whole_at *at, int field)
{
	return value(at, field)->type == VALUE_TEXT ? value(at, field)->text : "";
}

int64_t
whole_number(const struct whole_at *at, int field, int64_t otherwise)
{
	return value(at, field)->type == VALUE_INT ? value(at, field)->number : otherwise;
}

int
whole_refuse(const struct whole_at *at, int field, const char *format, ...)
{
	va_list args;

	at->out->field = field;
	va_start(args, format);
	vsnprintf(at->out->reason, sizeof at->out->reason, format, args);
	va_end(args);
	return -1;
}

int
whole_there(struct whole *w, enum kind kind, const char *id)
{
	struct hub_record r;
	int rc = strlen(id) > HUB_ID_MAX ? 0 : hub_db_get(w->db, kind, id, &r);

	return rc < 0 ? -2 : rc == 1 && r.body != NULL;
}

int
whole_part_there(struct whole *w, enum kind kind, const char *of, const char *code)
{
	char id[2 * HUB_ID_MAX];

	snprintf(id, sizeof id, "%.126s:%.126s", of, code);
	return whole_there(w, kind, id);
}

int
whole_next(const char **text, char out[CODE_MAX])
{
	size_t len;

	*text += strspn(*text, " ");
	if ((len = strcspn(*text, " ")) == 0)
		return 0;
	if (len >= CODE_MAX)
		return -1;
	snprintf(out, CODE_MAX, "%.*s", (int)len, *text);
	*text += len;
	return 1;
}

/* An id that is made of the record's own fields. */
static int
judge_part_id(const struct whole_at *at, int of, int code, const char *form)
{
	char id[2 * HUB_ID_MAX + 2];

	snprintf(id, sizeof id, "%.127s:%.127s", whole_text(at, of), whole_text(at, code));
	if (strpbrk(whole_text(at, code), ": ()") != NULL)
		return whole_refuse(at, code, "no good code; no blanks, colons and brackets");
	return strcmp(id, at->id) == 0 ? 0 : whole_refuse(at, ROW_ID, "its id is %s: %.120s", form, id);
}

static int
judge_range(const struct whole_at *at, int field, int64_t least, int64_t most, const char *say)
{
	int64_t n = whole_number(at, field, least);

	return n >= least && n <= most ? 0 : whole_refuse(at, field, "%s", say);
}

/* Something a row names: `what` is said when it is not there. */
static int
judge_there(const struct whole_at *at, int field, int there, const char *what, const char *name)
{
	if (there == 0)
		return whole_refuse(at, field, "there is no %s \"%.60s\"", what, name);
	return there < 0 ? -2 : 0;
}

/* ---- duties ----------------------------------------------------------------------------- */

/* batch:SOURCE change:SOURCE entry:LEDGER stage:LEDGER:CODE */
static int
judge_event(const struct whole_at *at)
{
	static const char allowed[] = "batch:SOURCE change:SOURCE entry:LEDGER stage:LEDGER:CODE";
	const char *event = whole_text(at, FIELD_DUTY_event), *name = strchr(event, ':'), *code;
	char ledger[HUB_ID_MAX + 1];
	bool source = strncmp(event, "batch:", 6) == 0 || strncmp(event, "change:", 7) == 0, entry = strncmp(event, "entry:", 6) == 0;

	if (name == NULL || (!source && !entry && strncmp(event, "stage:", 6) != 0))
		return whole_refuse(at, FIELD_DUTY_event, "\"%.60s\" is no event; one of: %s", event, allowed);
	name++;
	if (source || entry)
		return judge_there(at, FIELD_DUTY_event, whole_there(at->w, source ? KIND_SOURCE : KIND_LEDGER, name), source ? "source" : "ledger", name);
	if ((code = strchr(name, ':')) == NULL || code - name > HUB_ID_MAX)
		return whole_refuse(at, FIELD_DUTY_event, "\"%.60s\" is not whole; write stage:LEDGER:CODE", event);
	snprintf(ledger, sizeof ledger, "%.*s", (int)(code - name), name);
	return judge_there(at, FIELD_DUTY_event, whole_part_there(at->w, KIND_STAGE, ledger, code + 1), "stage", name);
}

static int
judge_duty_days(const struct whole_at *at, const char *rule)
{
	if (strcmp(rule, "WEEKLY") == 0)
		return judge_range(at, FIELD_DUTY_day, 1, 7, "a weekday is 1 (Monday) to 7");
	if (strcmp(rule, "EVENT") == 0)
		return judge_range(at, FIELD_DUTY_day, 0, 3660, "days after the event, 0 to 3660");
	return judge_range(at, FIELD_DUTY_day, 1, 31, "a day of the month is 1 to 31");
}

static int
judge_duty(const struct whole_at *at)
{
	const char *rule = whole_text(at, FIELD_DUTY_rule);
	bool event = strcmp(rule, "EVENT") == 0, once = strcmp(rule, "ONCE") == 0, quarter = strcmp(rule, "QUARTERLY") == 0;
	int rc;

	if ((rc = judge_duty_days(at, rule)) != 0 ||
	    (rc = judge_range(at, FIELD_DUTY_month, 1, quarter ? 3 : 12, quarter ? "a month of the quarter is 1 to 3" : "a month is 1 to 12")) != 0)
		return rc;
	if (once && !whole_has(at, FIELD_DUTY_date))
		return whole_refuse(at, FIELD_DUTY_date, "empty; a duty that is due ONCE has a date");
	if (event != whole_has(at, FIELD_DUTY_event))
		return whole_refuse(at, FIELD_DUTY_event, event ? "empty; write what opens it: batch:SOURCE change:SOURCE entry:LEDGER stage:LEDGER:CODE"
		                                                : "only a duty of the rule EVENT waits for one");
	return event ? judge_event(at) : 0;
}

/* ---- checklists ---------------------------------------------------------------------------- */

static int
count_item(void *ctx, const struct hub_record *r)
{
	struct whole *w = ctx;
	cJSON *body;

	if (strncmp(r->id, w->checklist, strlen(w->checklist)) != 0)
		return 0;
	body = cJSON_Parse(r->body);
	w->items += strcmp(member_text(body, "checklist"), w->checklist) == 0;
	cJSON_Delete(body);
	return 0;
}

static int
items_of(struct whole *w, const char *checklist)
{
	if (strcmp(w->checklist, checklist) == 0)
		return w->items;
	w->items = 0;
	snprintf(w->checklist, sizeof w->checklist, "%s", checklist);
	return hub_db_each(w->db, KIND_CHECK_ITEM, count_item, w) != 0 ? -2 : w->items;
}

static int
judge_checklist(const struct whole_at *at)
{
	int items = items_of(at->w, at->id);

	if (items < 0)
		return -2;
	if (items == 0 || items > 64)
		return whole_refuse(at, ROW_ID, "it has %d items; give check_item.csv 1 to 64 for it", items);
	return judge_range(at, FIELD_CHECKLIST_due_day, 1, 31, "a day of the month is 1 to 31");
}

/* Who it is about must be said where the checklist has such subjects. */
static int
judge_subject(const struct whole_at *at, const char *subject)
{
	static const struct { const char *subject; int field; } needs[] = {
		{ "TOWNSHIP", FIELD_CHECK_MARK_division }, { "VILLAGE", FIELD_CHECK_MARK_division },
		{ "INSTITUTION", FIELD_CHECK_MARK_institution }, { "GROUP", FIELD_CHECK_MARK_sup_group },
	};

	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (strcmp(needs[i].subject, subject) == 0 && !whole_has(at, needs[i].field))
			return whole_refuse(at, needs[i].field, "empty; this checklist is about each %s", subject);
	return 0;
}

static int
judge_mark(const struct whole_at *at)
{
	const char *marks = whole_text(at, FIELD_CHECK_MARK_marks), *checklist = whole_text(at, FIELD_CHECK_MARK_checklist);
	int items = items_of(at->w, checklist), rc;
	struct hub_record r;
	cJSON *body;

	if (items < 0 || hub_db_get(at->w->db, KIND_CHECKLIST, checklist, &r) != 1)
		return -2;
	if (*marks != '\0' && ((int)strlen(marks) != items || (int)strspn(marks, "012-") != items))
		return whole_refuse(at, FIELD_CHECK_MARK_marks, "\"%.70s\" is not one of 0 1 2 - for each of the checklist's %d items", marks, items);
	if (*marks == '\0' && strcmp(whole_text(at, FIELD_CHECK_MARK_status), "FILLED") == 0)
		return whole_refuse(at, FIELD_CHECK_MARK_marks, "empty, although it is FILLED; one of 0 1 2 - for each of the %d items", items);
	body = cJSON_Parse(r.body);
	rc = judge_subject(at, member_text(body, "subject"));
	cJSON_Delete(body);
	return rc;
}

/* ---- watches and sources ---------------------------------------------------------------------- */

static int
judge_pops(const struct whole_at *at, int field)
{
	const char *text = whole_text(at, field);
	char code[CODE_MAX];
	int rc;

	while ((rc = whole_next(&text, code)) == 1)
		if ((rc = judge_there(at, field, whole_part_there(at->w, KIND_TERM, "pop", code), "code in the list pop", code)) != 0)
			return rc;
	return rc == 0 ? 0 : whole_refuse(at, field, "a code of more than %d bytes; codes of the list pop between blanks", CODE_MAX - 1);
}

static int
judge_watch(const struct whole_at *at)
{
	const char *key = whole_text(at, FIELD_WATCH_param);
	int there = whole_param(at->w, key), rc;

	if (there == -1)
		return whole_refuse(at, FIELD_WATCH_param, "the param \"%.60s\" is not a number; a threshold is one, in yuan", key);
	if ((rc = judge_there(at, FIELD_WATCH_param, there, "param with the key", key)) != 0 ||
	    (rc = judge_pops(at, FIELD_WATCH_pop)) != 0 || (rc = judge_pops(at, FIELD_WATCH_not_pop)) != 0)
		return rc;
	if (strcmp(whole_text(at, FIELD_WATCH_scope), "MASS") == 0 && whole_number(at, FIELD_WATCH_least, 0) < 2)
		return whole_refuse(at, FIELD_WATCH_least, "a MASS watch says how many persons of one village, 2 or more");
	return 0;
}

static int
judge_source(const struct whole_at *at)
{
	const char *takes = whole_text(at, FIELD_SOURCE_takes), *url = whole_text(at, FIELD_SOURCE_url), *rest = strstr(url, "://");

	/* what the hub itself writes down is nobody's to hand in */
	bool own = strcmp(takes, "event") == 0 || strcmp(takes, "batch") == 0;

	if (own || (strcmp(takes, "roster") != 0 && strcmp(takes, "claims") != 0 && record_kind_find(takes) < 0))
		return whole_refuse(at, FIELD_SOURCE_takes, "\"%.40s\" is neither roster nor claims nor a kind of record (settlement figure entry ...)", takes);
	if (strcmp(takes, "entry") == 0 && !whole_has(at, FIELD_SOURCE_ledger))
		return whole_refuse(at, FIELD_SOURCE_ledger, "empty; entries go into a ledger");
	if (rest != NULL && strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0 && strncmp(url, "file://", 7) != 0)
		return whole_refuse(at, FIELD_SOURCE_url, "only http://, https:// and files");
	if (rest != NULL && memchr(rest + 3, '@', strcspn(rest + 3, "/")) != NULL)
		return whole_refuse(at, FIELD_SOURCE_url, "no passwords in a pack; leave out what stands before the @");
	return 0;
}

/* ---- other kinds ---------------------------------------------------------------------------------- */

static int
judge_ledger_field(const struct whole_at *at)
{
	const char *list = whole_text(at, FIELD_LEDGER_FIELD_list), *key = whole_text(at, FIELD_LEDGER_FIELD_key);
	bool term = strcmp(whole_text(at, FIELD_LEDGER_FIELD_type), "term") == 0;

	if (strchr(key, '.') != NULL || strlen(key) >= 48)
		return whole_refuse(at, FIELD_LEDGER_FIELD_key, "no good key; no points, 47 bytes at most");
	if (term && *list == '\0')
		return whole_refuse(at, FIELD_LEDGER_FIELD_list, "empty; a field of the type term takes its codes from a list");
	if (!term && *list != '\0')
		return whole_refuse(at, FIELD_LEDGER_FIELD_list, "only a field of the type term has a list");
	return 0;
}

/* A list that no term is of.  Terms stand by id, LIST:CODE, so the first of them is found by its place. */
struct list_search { const char *list; bool found; };

static int
match_list(void *ctx, const struct hub_record *r)
{
	struct list_search *s = ctx;
	size_t len = strlen(s->list);

	s->found = strncmp(r->id, s->list, len) == 0 && r->id[len] == ':';
	return s->found;
}

static int
judge_list(const struct whole_at *at, int field)
{
	struct list_search s = { whole_text(at, field), false };

	if (*s.list == '\0')
		return 0;
	if (hub_db_each(at->w->db, KIND_TERM, match_list, &s) < 0)
		return -2;
	return s.found ? 0 : whole_refuse(at, field, "there is no list \"%.60s\" in term.csv", s.list);
}

/* The one above it is of a higher level; so no division is inside itself. */
static int
judge_division(const struct whole_at *at)
{
	const char *parent = whole_text(at, FIELD_DIVISION_parent);
	struct hub_record r;
	cJSON *body;
	const cJSON *level;
	bool higher;

	if (*parent == '\0')
		return 0;
	if (hub_db_get(at->w->db, KIND_DIVISION, parent, &r) != 1 || r.body == NULL)
		return 0;       /* said already */
	body = cJSON_Parse(r.body);
	level = cJSON_GetObjectItemCaseSensitive(body, "level");
	higher = cJSON_IsNumber(level) && (int64_t)level->valuedouble < whole_number(at, FIELD_DIVISION_level, 9);
	cJSON_Delete(body);
	return higher ? 0 : whole_refuse(at, FIELD_DIVISION_parent, "a division is inside one of a higher level (3 county, 4 township, 5 village)");
}

/* Up from a task: coming back to it is a circle. */
static int
judge_task(const struct whole_at *at)
{
	char up[HUB_ID_MAX + 1];

	snprintf(up, sizeof up, "%s", whole_text(at, FIELD_TASK_parent));
	for (int depth = 0; *up != '\0'; depth++) {
		struct hub_record r;
		cJSON *body;
		if (strcmp(up, at->id) == 0 || depth > 32)
			return whole_refuse(at, FIELD_TASK_parent, "this goes round in a circle: the task would be part of itself");
		if (hub_db_get(at->w->db, KIND_TASK, up, &r) != 1 || r.body == NULL)
			return 0;
		body = cJSON_Parse(r.body);
		snprintf(up, sizeof up, "%s", member_text(body, "parent"));
		cJSON_Delete(body);
	}
	return 0;
}

bool
whole_needed(enum kind kind)
{
	switch ((int)kind) {
	case KIND_DIVISION: case KIND_TASK: case KIND_INDICATOR: case KIND_RULE: case KIND_DUTY: case KIND_CHECKLIST:
	case KIND_CHECK_ITEM: case KIND_CHECK_MARK: case KIND_LEDGER: case KIND_STAGE: case KIND_LEDGER_FIELD:
	case KIND_ENTRY: case KIND_SOURCE: case KIND_WATCH: case KIND_PARAM:
		return true;
	default:
		return false;
	}
}

int
whole_row(struct whole *w, enum kind kind, const char *id, const struct cache_value *values, struct whole_fault *out)
{
	struct whole_at at = { w, kind, id, values, out };
	int rc;

	switch ((int)kind) {
	case KIND_DIVISION: return judge_division(&at);
	case KIND_TASK: return judge_task(&at);
	case KIND_INDICATOR: return whole_indicator(&at);
	case KIND_RULE: return whole_rule(&at);
	case KIND_DUTY: return judge_duty(&at);
	case KIND_CHECKLIST: return judge_checklist(&at);
	case KIND_CHECK_ITEM: return judge_part_id(&at, FIELD_CHECK_ITEM_checklist, FIELD_CHECK_ITEM_code, "CHECKLIST:CODE");
	case KIND_CHECK_MARK: return judge_mark(&at);
	case KIND_LEDGER: return whole_ledger(&at);
	case KIND_STAGE:
		rc = judge_part_id(&at, FIELD_STAGE_ledger, FIELD_STAGE_code, "LEDGER:CODE");
		return rc != 0 ? rc : whole_stage(&at);
	case KIND_LEDGER_FIELD:
		rc = judge_part_id(&at, FIELD_LEDGER_FIELD_ledger, FIELD_LEDGER_FIELD_key, "LEDGER:KEY");
		rc = rc != 0 ? rc : judge_ledger_field(&at);
		return rc != 0 ? rc : judge_list(&at, FIELD_LEDGER_FIELD_list);
	case KIND_ENTRY: return whole_entry(&at);
	case KIND_SOURCE: return judge_source(&at);
	case KIND_WATCH: return judge_watch(&at);
	case KIND_PARAM: return whole_param_row(&at);
	default: return 0;
	}
}

/* ---- halves ------------------------------------------------------------------------------------------ */

static bool
names_figure(struct whole *w, const char *formula)
{
	char word[WORD_TEXT_MAX];

	while (word_next(&formula, word))
		if (whole_there(w, KIND_FIGURE, word) == 1)
			return true;
	return false;
}

/* What the console's header, phases and lamps go by; a plan for another county has its own. */
static bool
county_key(const char *key)
{
	return strncmp(key, "county", 6) == 0 || strncmp(key, "campaign_", 9) == 0 || strncmp(key, "hotline_", 8) == 0 ||
	       strncmp(key, "phase_", 6) == 0 || strcmp(key, "zero_day") == 0 || strcmp(key, "pace_start") == 0;
}

bool
whole_of_county(struct hub_db *db, enum kind kind, const char *id, const char *body)
{
	struct whole w = { .db = db };
	cJSON *json;
	bool yes = record_kinds[kind].half == HALF_COUNTY;

	(void)id;
	if (yes || (kind != KIND_RULE && kind != KIND_INDICATOR && kind != KIND_PARAM))
		return yes;
	json = cJSON_Parse(body);
	if (kind == KIND_RULE)
		yes = names_figure(&w, member_text(json, "expr")) || names_figure(&w, member_text(json, "expect"));
	else if (kind == KIND_INDICATOR)
		yes = names_figure(&w, member_text(json, "formula"));
	else
		yes = county_key(member_text(json, "key"));
	cJSON_Delete(json);
	return yes;
}
