#include "store/issues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "model/flow.h"
#include "model/pinyin.h"
#include "model/utf8.h"
#include "store/issues.sql.h"
#include "store/issues_in.h"

/* ---- keys -------------------------------------------------------------------- */

static const char last_id[] = "\xf4\x8f\xbf\xbf";      /* sorts behind every id */

struct issue_key
issues_edge(const struct issues *q, int section, int direction)
{
	struct issue_key key = { .section = section };
	bool newest = q->order == ISSUES_NEWEST;

	if (direction > 0) {
		memcpy(key.deadline, q->sections[section].from, sizeof key.deadline);
		snprintf(key.id, sizeof key.id, "%s", newest ? last_id : "");
	} else {
		snprintf(key.deadline, sizeof key.deadline, "%s", q->sections[section].to);
		snprintf(key.id, sizeof key.id, "%s", newest ? "" : last_id);
	}
	return key;
}

struct issue_key
issues_begin(const struct issues *q)
{
	(void)q;
	return (struct issue_key){ .section = -1 };
}

struct issue_key
issues_end(const struct issues *q)
{
	return (struct issue_key){ .section = q->section_count };
}

/* ---- which index ---------------------------------------------------------------- */

enum path { PATH_OPEN, PATH_DIVISION, PATH_SOURCE, PATH_STATUS, PATH_NEWEST };

static int
only_state(uint64_t states)
{
	return states != 0 && (states & (states - 1)) == 0 ? __builtin_ctzll(states) : -1;
}

static enum path
path_of(const struct issues *q, int section, const char **value)
{
	const struct issue_section *s = &q->sections[section];
	int state = s->state >= 0 ? s->state : only_state(q->states);

	*value = "";
	if (q->order == ISSUES_NEWEST)
		return PATH_NEWEST;
	if (state >= 0 && flow_states[state].class != STATE_OPEN) {
		*value = flow_states[state].code;
		return PATH_STATUS;
	}
	*value = s->division[0] != '\0' ? s->division : q->division;
	if (**value != '\0')
		return PATH_DIVISION;
	*value = q->source;
	if (**value != '\0')
		return PATH_SOURCE;
	*value = state >= 0 ? flow_states[state].code : "";
	return state >= 0 ? PATH_STATUS : PATH_OPEN;
}

static const char *
keys_sql(enum path path, int direction)
{
	switch (path) {
	case PATH_DIVISION: return direction > 0 ? SQL_ISSUE_KEYS_DIVISION_DOWN : SQL_ISSUE_KEYS_DIVISION_UP;
	case PATH_SOURCE: return direction > 0 ? SQL_ISSUE_KEYS_SOURCE_DOWN : SQL_ISSUE_KEYS_SOURCE_UP;
	case PATH_STATUS: return direction > 0 ? SQL_ISSUE_KEYS_STATUS_DOWN : SQL_ISSUE_KEYS_STATUS_UP;
	case PATH_NEWEST: return direction > 0 ? SQL_ISSUE_KEYS_NEWEST_DOWN : SQL_ISSUE_KEYS_NEWEST_UP;
	default: return direction > 0 ? SQL_ISSUE_KEYS_OPEN_DOWN : SQL_ISSUE_KEYS_OPEN_UP;
	}
}

sqlite3_stmt *
issues_keys(struct store *st, const struct issues *q, const struct issue_key *at, int direction)
{
	const struct issue_section *s = &q->sections[at->section];
	const char *value;
	enum path path = path_of(q, at->section, &value);
	sqlite3_stmt *keys = store_stmt(st, keys_sql(path, direction));

	if (keys == NULL)
		return NULL;
	sqlite3_bind_text(keys, 2, at->id, -1, SQLITE_TRANSIENT);
	if (path == PATH_NEWEST)
		return keys;
	sqlite3_bind_text(keys, 1, at->deadline, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(keys, 3, direction > 0 ? s->to : s->from, -1, SQLITE_STATIC);
	if (path != PATH_OPEN)
		sqlite3_bind_text(keys, 4, value, -1, SQLITE_STATIC);
	return keys;
}

bool
issues_covered(const struct issues *q, int section)
{
	const char *value;
	enum path path = path_of(q, section, &value);
	uint64_t open = issues_open_states();

	if (q->test_count > 0 || path == PATH_NEWEST)
		return false;
	if (path == PATH_STATUS)
		return q->division[0] == '\0' && q->source[0] == '\0';
	if (q->sections[section].state >= 0 || (q->states & open) != open)
		return false;
	return path == PATH_SOURCE || q->source[0] == '\0';
}

/* ---- does a row belong ------------------------------------------------------------- */

uint64_t
issues_open_states(void)
{
	uint64_t mask = 0;

	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == KIND_ISSUE && flow_states[i].class == STATE_OPEN)
			mask |= UINT64_C(1) << i;
	return mask;
}

static bool
compare(long a, enum filter_cmp cmp, long b)
{
	switch (cmp) {
	case FILTER_NOT: return a != b;
	case FILTER_LT: return a < b;
	case FILTER_LE: return a <= b;
	case FILTER_GT: return a > b;
	case FILTER_GE: return a >= b;
	default: return a == b;
	}
}

static bool
one_of(const struct issue_test *t, const char *code)
{
	for (int i = 0; i < t->codes; i++)
		if (strcmp(t->code[i], code) == 0)
			return true;
	return false;
}

static enum lamp
lamp_of(const struct issues *q, sqlite3_stmt *row, int state, int32_t deadline)
{
	enum state_class class = state >= 0 ? flow_states[state].class : STATE_OPEN;
	struct issue_lamp_in in = {
		.deadline = deadline, .today = q->view.today,
		.closed = class == STATE_CLOSED, .suspended = class == STATE_SUSPENDED, .cancelled = class == STATE_CANCELLED,
		.returned = sqlite3_column_int(row, IR_RETURNED), .reopened = sqlite3_column_int(row, IR_REOPENED),
		.escalation = sqlite3_column_int(row, IR_ESCALATION),
	};

	return lamp_issue(&in, q->view.cal, q->view.rules);
}

static bool
test_row(const struct issues *q, const struct issue_test *t, sqlite3_stmt *row, int state)
{
	bool yes;

	switch (t->field) {
	case FILTER_WORD:
		yes = strstr(column_text(row, IR_TITLE), t->text) != NULL || strcmp(column_text(row, IR_ID), t->text) == 0;
		break;
	case FILTER_DIVISION:
		yes = one_of(t, column_text(row, IR_DIVISION)) || one_of(t, column_text(row, IR_VILLAGE));
		break;
	case FILTER_POST:
		yes = one_of(t, column_text(row, IR_POST)) || strstr(column_text(row, IR_POST), t->text) != NULL ||
		      strstr(column_text(row, IR_UNIT), t->text) != NULL;
		break;
	case FILTER_SOURCE: yes = one_of(t, column_text(row, IR_SOURCE)); break;
	case FILTER_FRONT: yes = one_of(t, column_text(row, IR_FRONT)); break;
	case FILTER_GROUP: yes = one_of(t, column_text(row, IR_GROUP)); break;
	case FILTER_KIND: yes = one_of(t, column_text(row, IR_KIND)); break;
	case FILTER_LAMP:
		yes = (t->number >> lamp_of(q, row, state, civil_parse(column_text(row, IR_DEADLINE)))) & 1;
		break;
	case FILTER_RETURNED: return compare(sqlite3_column_int(row, IR_RETURNED), t->cmp, t->number);
	case FILTER_OVERDUE: return compare(q->view.today - civil_parse(column_text(row, IR_DEADLINE)), t->cmp, t->number);
	case FILTER_DUE: return compare(civil_parse(column_text(row, IR_DEADLINE)) - q->view.today, t->cmp, t->number);
	default: return true;
	}
	return yes == (t->cmp != FILTER_NOT);
}

bool
issues_match(const struct issues *q, int section, sqlite3_stmt *row)
{
	const struct issue_section *s = &q->sections[section];
	const char *division = column_text(row, IR_DIVISION), *deadline = column_text(row, IR_DEADLINE);
	int state = flow_state_find(KIND_ISSUE, column_text(row, IR_STATUS));

	if (state < 0 || (q->states >> state & 1) == 0 || (s->state >= 0 && s->state != state))
		return false;
	if (strcmp(deadline, s->from) < 0 || strcmp(deadline, s->to) > 0)
		return false;
	if ((q->division[0] != '\0' && strcmp(q->division, division) != 0) ||
	    (s->division[0] != '\0' && strcmp(s->division, division) != 0) ||
	    (q->source[0] != '\0' && strcmp(q->source, column_text(row, IR_SOURCE)) != 0))
		return false;
	for (int i = 0; i < q->test_count; i++)
		if (!test_row(q, &q->tests[i], row, state))
			return false;
	return true;
}

/* ---- reading a row -------------------------------------------------------------------- */

static sqlite3_stmt *
by_pk(struct store *st, const char *sql, int64_t pk)
{
	sqlite3_stmt *row = store_stmt(st, sql);

	if (row == NULL)
		return NULL;
	sqlite3_bind_int64(row, 1, pk);
	if (sqlite3_step(row) != SQLITE_ROW) {
		store_fail(st, "issue");
		return NULL;
	}
	return row;
}

sqlite3_stmt *
issues_probe(struct store *st, int64_t pk)
{
	return by_pk(st, SQL_ISSUE_PROBE, pk);
}

sqlite3_stmt *
issues_row(struct store *st, int64_t pk)
{
	return by_pk(st, SQL_ISSUE_ROW, pk);
}

/* The name in a column or, English asked for and there, in the next; the code when it has none. */
static void
name_of(sqlite3_stmt *row, int name, int code, bool english, char *out, size_t size)
{
	const char *text = english ? column_text(row, name + 1) : "";

	if (*text == '\0')
		text = column_text(row, name);
	utf8_copy(out, size, *text != '\0' ? text : column_text(row, code));
}

static void
overlay(struct store *st, struct issue_row *r)
{
	sqlite3_stmt *o;

	r->pending[0] = r->pending_state[0] = r->pending_uuid[0] = '\0';
	r->pending_attempts = 0;
	if (sqlite3_db_filename(store_db(st), "box") == NULL || (o = store_stmt(st, SQL_ISSUE_OVERLAY)) == NULL)
		return;
	sqlite3_bind_text(o, 1, r->key.id, -1, SQLITE_STATIC);
	sqlite3_bind_int64(o, 2, r->rev);
	if (sqlite3_step(o) == SQLITE_ROW) {
		column_copy(o, 0, r->pending, sizeof r->pending);
		column_copy(o, 1, r->pending_state, sizeof r->pending_state);
		column_copy(o, 2, r->pending_uuid, sizeof r->pending_uuid);
		r->pending_attempts = sqlite3_column_int(o, 3);
	}
	sqlite3_reset(o);
}

static void
fill_names(bool english, sqlite3_stmt *row, struct issue_row *r)
{
	name_of(row, IR_DIVISION_NAME, IR_DIVISION, english, r->township, sizeof r->township);
	name_of(row, IR_VILLAGE_NAME, IR_VILLAGE, english, r->village, sizeof r->village);
	name_of(row, IR_SOURCE_NAME, IR_SOURCE, english, r->source, sizeof r->source);
	name_of(row, IR_KIND_NAME, IR_KIND, english, r->kind, sizeof r->kind);
	name_of(row, IR_FRONT_NAME, IR_FRONT, english, r->front, sizeof r->front);
	name_of(row, IR_GROUP_NAME, IR_GROUP, english, r->group, sizeof r->group);
	name_of(row, IR_POST_NAME, IR_POST, english, r->post, sizeof r->post);
}

static void
fill(struct store *st, const struct issues *q, int section, sqlite3_stmt *row, struct issue_row *r)
{
	*r = (struct issue_row){ .key.section = section };
	column_copy(row, IR_ID, r->key.id, sizeof r->key.id);
	column_copy(row, IR_DEADLINE, r->key.deadline, sizeof r->key.deadline);
	column_copy(row, IR_TITLE, r->title, sizeof r->title);
	column_copy(row, IR_STATUS, r->status, sizeof r->status);
	column_copy(row, IR_DIVISION, r->division, sizeof r->division);
	column_copy(row, IR_UNIT, r->unit, sizeof r->unit);
	column_copy(row, IR_NOTE, r->note, sizeof r->note);
	column_copy(row, IR_DETAIL, r->detail, sizeof r->detail);
	column_copy(row, IR_MEASURE, r->measure, sizeof r->measure);
	column_copy(row, IR_INSTITUTION, r->institution, sizeof r->institution);
	r->deadline = civil_parse(r->key.deadline);
	r->state = flow_state_find(KIND_ISSUE, r->status);
	r->lamp = lamp_of(q, row, r->state, r->deadline);
	if (r->state >= 0 && flow_states[r->state].class == STATE_OPEN && q->view.today > r->deadline)
		r->overdue = q->view.today - r->deadline;
	r->returned = sqlite3_column_int(row, IR_RETURNED);
	r->reopened = sqlite3_column_int(row, IR_REOPENED);
	r->escalation = sqlite3_column_int(row, IR_ESCALATION);
	r->extensions = sqlite3_column_int(row, IR_EXTENSIONS);
	r->evidence = sqlite3_column_int(row, IR_EVIDENCE);
	r->rev = sqlite3_column_int64(row, IR_REV);
	r->sample = sqlite3_column_int(row, IR_SAMPLE) != 0;
	fill_names(q->view.english, row, r);
	overlay(st, r);
}

int
issues_reread(struct store *st, const struct issues *q, struct issue_row *r)
{
	sqlite3_stmt *find = store_stmt(st, SQL_ISSUE_PK), *row;
	int section = r->key.section;
	int64_t pk = 0;

	if (find == NULL)
		return -1;
	sqlite3_bind_text(find, 1, r->key.id, -1, SQLITE_STATIC);
	if (sqlite3_step(find) == SQLITE_ROW)
		pk = sqlite3_column_int64(find, 0);
	sqlite3_reset(find);
	if (pk == 0) {
		r->gone = true;
		return 1;
	}
	if ((row = issues_row(st, pk)) == NULL)
		return -1;
	fill(st, q, section, row, r);
	r->out = !issues_match(q, section, row);
	sqlite3_reset(row);
	return 0;
}

int
issues_locate(struct store *st, const struct issues *q, const char *id, struct issue_row *r)
{
	sqlite3_stmt *find = store_stmt(st, SQL_ISSUE_PK), *row;
	int64_t pk = 0;
	int found = 0;

	if (find == NULL)
		return -1;
	sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
	if (sqlite3_step(find) == SQLITE_ROW)
		pk = sqlite3_column_int64(find, 0);
	sqlite3_reset(find);
	if (pk == 0)
		return 0;
	if ((row = issues_row(st, pk)) == NULL)
		return -1;
	for (int s = 0; s < q->section_count && !found; s++)
		if ((found = issues_match(q, s, row)) != 0)
			fill(st, q, s, row, r);
	sqlite3_reset(row);
	return found;
}

/* ---- fetching ------------------------------------------------------------------------- */

struct hunt {                    /* what a row must be besides being in the list */
	const char *needle;      /* NULL: overdue */
	const struct issue_test *places;
	bool on;
};

static bool
hunted(const struct issues *q, const struct hunt *h, sqlite3_stmt *row)
{
	if (!h->on)
		return true;
	if (h->needle == NULL)
		return q->view.today > civil_parse(column_text(row, IR_DEADLINE)) &&
		       (issues_open_states() >> flow_state_find(KIND_ISSUE, column_text(row, IR_STATUS)) & 1) != 0;
	/* One or two letters are the initials of a place; in titles they would hit nearly everything. */
	return (strlen(h->needle) > 2 ? pinyin_match(column_text(row, IR_TITLE), h->needle)
	                              : strstr(column_text(row, IR_TITLE), h->needle) != NULL) ||
	       strcasestr(column_text(row, IR_ID), h->needle) != NULL || one_of(h->places, column_text(row, IR_DIVISION));
}

/* Goes on inside at->section; 1 when that section is through, 0 when `max` or the budget was reached. */
static int
fetch_section(struct store *st, const struct issues *q, struct issue_key *at, int direction, const struct hunt *hunt,
              struct issue_row *rows, int max, int *count, int *budget)
{
	sqlite3_stmt *keys = issues_keys(st, q, at, direction), *row;
	bool covered = issues_covered(q, at->section), wanted;
	int rc = SQLITE_DONE;

	if (keys == NULL)
		return -1;
	while (*count < max && *budget > 0 && (rc = sqlite3_step(keys)) == SQLITE_ROW) {
		column_copy(keys, 1, at->deadline, sizeof at->deadline);
		column_copy(keys, 2, at->id, sizeof at->id);
		--*budget;
		if (!hunt->on && covered) {
			wanted = true;
		} else {
			if ((row = issues_probe(st, sqlite3_column_int64(keys, 0))) == NULL)
				break;
			wanted = issues_match(q, at->section, row) && hunted(q, hunt, row);
			sqlite3_reset(row);
		}
		if (!wanted)
			continue;
		if ((row = issues_row(st, sqlite3_column_int64(keys, 0))) == NULL)
			break;
		fill(st, q, at->section, row, &rows[(*count)++]);
		sqlite3_reset(row);
	}
	sqlite3_reset(keys);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_fail(st, "issues");
	return rc == SQLITE_DONE && *count < max && *budget > 0;
}

static int
fetch(struct store *st, const struct issues *q, struct issue_key *at, int direction, const struct hunt *hunt,
      struct issue_row *rows, int max, bool *end)
{
	int count = 0, budget = ISSUES_SCAN_MAX, through = 1;

	*end = false;
	if (at->section < 0 || at->section >= q->section_count) {
		int next = at->section < 0 ? 0 : q->section_count - 1;
		if ((at->section < 0) != (direction > 0) || q->section_count == 0) {
			*end = true;
			return 0;
		}
		*at = issues_edge(q, next, direction);
	}
	for (;;) {
		if (!q->sections[at->section].folded &&
		    (through = fetch_section(st, q, at, direction, hunt, rows, max, &count, &budget)) != 1)
			return through < 0 ? -1 : count;
		if (at->section + direction < 0 || at->section + direction >= q->section_count) {
			*at = direction > 0 ? issues_end(q) : issues_begin(q);
			*end = true;
			return count;
		}
		*at = issues_edge(q, at->section + direction, direction);
	}
}

int
issues_fetch(struct store *st, const struct issues *q, struct issue_key *at, int direction,
             struct issue_row *rows, int max, bool *end)
{
	return fetch(st, q, at, direction, &(struct hunt){ .on = false }, rows, max, end);
}

int
issues_find(struct store *st, const struct issues *q, const char *needle, struct issue_key *at, int direction,
            struct issue_row *row, bool *end)
{
	struct issue_test places = { 0 };
	struct hunt hunt = { needle, &places, true };

	if (needle != NULL) {
		places.codes = issues_names(st, NAMES_DIVISION, needle, places.code, ISSUE_CODES_MAX, NULL, 0);
		if (places.codes < 0)
			return -1;
	}
	return fetch(st, q, at, direction, &hunt, row, 1, end);
}
