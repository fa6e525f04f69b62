#include "store/read/issues.h"

#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "model/text/pinyin.h"
#include "model/text/utf8.h"
#include "store/read/issues.sql.h"
#include "store/read/issues_in.h"

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

struct rows
issues_keys(struct store *st, const struct issues *q, const struct issue_key *at, int direction)
{
	const struct issue_section *s = &q->sections[at->section];
	const char *value;
	enum path path = path_of(q, at->section, &value);

	/* Not every path has the third and the fourth. */
	return store_rows(st, keys_sql(path, direction), "issues",
	                  BIND(T(at->deadline), T(at->id), T(direction > 0 ? s->to : s->from), T(value)));
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

bool
issues_untold(const struct issues *q)
{
	uint64_t open = issues_open_states();

	return (q->states & open) == open;
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
lamp_of(const struct issues *q, const struct rows *row, int state, int32_t deadline)
{
	enum state_class class = state >= 0 ? flow_states[state].class : STATE_OPEN;
	struct issue_lamp_in in = {
		.deadline = deadline, .today = q->view.today,
		.closed = class == STATE_CLOSED, .suspended = class == STATE_SUSPENDED,
		.cancelled = class == STATE_CANCELLED,
		.returned = row_int(row, IR_RETURNED), .reopened = row_int(row, IR_REOPENED),
		.escalation = row_int(row, IR_ESCALATION),
	};

	return lamp_issue(&in, q->view.cal, q->view.rules);
}

static bool
test_row(const struct issues *q, const struct issue_test *t, const struct rows *row, int state)
{
	bool yes;

	switch (t->field) {
	case FILTER_WORD:
		yes = strstr(row_text(row, IR_TITLE), t->text) != NULL || strcmp(row_text(row, IR_ID), t->text) == 0;
		break;
	case FILTER_DIVISION:
		yes = one_of(t, row_text(row, IR_DIVISION)) || one_of(t, row_text(row, IR_VILLAGE));
		break;
	case FILTER_POST:
		yes = one_of(t, row_text(row, IR_POST)) || strstr(row_text(row, IR_POST), t->text) != NULL ||
		      strstr(row_text(row, IR_UNIT), t->text) != NULL;
		break;
	case FILTER_SOURCE: yes = one_of(t, row_text(row, IR_SOURCE)); break;
	case FILTER_FRONT: yes = one_of(t, row_text(row, IR_FRONT)); break;
	case FILTER_GROUP: yes = one_of(t, row_text(row, IR_GROUP)); break;
	case FILTER_KIND: yes = one_of(t, row_text(row, IR_KIND)); break;
	case FILTER_LAMP:
		yes = (t->number >> lamp_of(q, row, state, civil_parse(row_text(row, IR_DEADLINE)))) & 1;
		break;
	case FILTER_RETURNED: return compare(row_int(row, IR_RETURNED), t->cmp, t->number);
	case FILTER_OVERDUE: return compare(q->view.today - civil_parse(row_text(row, IR_DEADLINE)), t->cmp, t->number);
	case FILTER_DUE: return compare(civil_parse(row_text(row, IR_DEADLINE)) - q->view.today, t->cmp, t->number);
	default: return true;
	}
	return yes == (t->cmp != FILTER_NOT);
}

bool
issues_match(const struct issues *q, int section, const struct rows *row)
{
	const struct issue_section *s = &q->sections[section];
	const char *division = row_text(row, IR_DIVISION), *deadline = row_text(row, IR_DEADLINE);
	const char *status = row_text(row, IR_STATUS);
	int state = flow_state_find(KIND_ISSUE, status);

	if (strcmp(status, PAST_UNTOLD) == 0 ? !issues_untold(q) || s->state >= 0
	    : state < 0 || (q->states >> state & 1) == 0 || (s->state >= 0 && s->state != state))
		return false;
	if (strcmp(deadline, s->from) < 0 || strcmp(deadline, s->to) > 0)
		return false;
	if ((q->division[0] != '\0' && strcmp(q->division, division) != 0) ||
	    (s->division[0] != '\0' && strcmp(s->division, division) != 0) ||
	    (q->source[0] != '\0' && strcmp(q->source, row_text(row, IR_SOURCE)) != 0))
		return false;
	for (int i = 0; i < q->test_count; i++)
		if (!test_row(q, &q->tests[i], row, state))
			return false;
	return true;
}

/* ---- reading a row -------------------------------------------------------------------- */

static bool
stands(struct store *st, struct rows *row)
{
	if (rows_next(row))
		return true;
	if (rows_close(row) == 0)
		store_fail(st, "issue");
	return false;
}

bool
issues_probe(struct store *st, int64_t pk, struct rows *row)
{
	*row = rows_open(st, SQL_ISSUE_PROBE, BIND(I(pk)));
	return stands(st, row);
}

/* In Chinese or English as the view says. */
static bool
open_row(struct store *st, const struct issues *q, int64_t pk, struct rows *row)
{
	*row = rows_open(st, SQL_ISSUE_ROW, BIND(I(pk), ENGLISH(q->view.english)));
	return stands(st, row);
}

COLUMNS(shown, struct issue_row, COL(key.id), COL(title), COL(status), COL(division), COL(key.deadline),
	COL(source_code), COL(kind_code), COL(front_code), COL(village_code), COL(unit),
	COL(post_code), COL(group_code), COL(returned), COL(reopened), COL(escalation),
	COL(extensions), COL(note), COL(detail), COL(measure), COL(institution), COL(rev), COL(sample), COL(evidence),
	COL_NAME(township), COL_NAME(village), COL_NAME(source), COL_NAME(kind), COL_NAME(front), COL_NAME(group),
	COL_NAME(post))
COLUMNS(pending, struct issue_row, COL(pending), COL(pending_state), COL(pending_uuid), COL(pending_attempts))

static void
fill(struct store *st, const struct issues *q, int section, const struct rows *row, struct issue_row *r)
{
	*r = (struct issue_row){ .key.section = section };
	row_fill(row, shown, r);
	r->deadline = civil_parse(r->key.deadline);
	r->state = flow_state_find(KIND_ISSUE, r->status);
	r->lamp = lamp_of(q, row, r->state, r->deadline);
	if ((r->state < 0 || flow_states[r->state].class == STATE_OPEN) && q->view.today > r->deadline)
		r->overdue = q->view.today - r->deadline;
	if (store_has_outbox(st) && !store_looks_back(st))
		rows_one(rows_open(st, SQL_ISSUE_OVERLAY, BIND(T(r->key.id), I(r->rev))), pending, r);
}

/* 1 with the row open, 0 when there is no such issue, -1. */
static int
find_row(struct store *st, const struct issues *q, const char *id, struct rows *row)
{
	int64_t pk = rows_number(rows_open(st, SQL_ISSUE_PK, BIND(T(id))), 0);

	return pk == 0 ? 0 : open_row(st, q, pk, row) ? 1 : -1;
}

int
issues_reread(struct store *st, const struct issues *q, struct issue_row *r)
{
	int section = r->key.section, found;
	struct rows row;

	if ((found = find_row(st, q, r->key.id, &row)) != 1) {
		r->gone = found == 0;
		return found == 0 ? 1 : -1;
	}
	fill(st, q, section, &row, r);
	r->out = !issues_match(q, section, &row);
	rows_close(&row);
	return 0;
}

int
issues_locate(struct store *st, const struct issues *q, const char *id, struct issue_row *r)
{
	struct rows row;
	int found = find_row(st, q, id, &row);

	if (found != 1)
		return found;
	found = 0;
	for (int s = 0; s < q->section_count && !found; s++)
		if ((found = issues_match(q, s, &row)) != 0)
			fill(st, q, s, &row, r);
	rows_close(&row);
	return found;
}

/* ---- fetching ------------------------------------------------------------------------- */

static bool
issue_is_open(const char *status)
{
	int state = flow_state_find(KIND_ISSUE, status);

	return state < 0 || flow_states[state].class == STATE_OPEN;
}

struct hunt {                    /* what a row must be besides being in the list */
	const char *needle;      /* NULL: overdue */
	const struct issue_test *places;
	bool on;
};

static bool
hunted(const struct issues *q, const struct hunt *h, const struct rows *row)
{
	if (!h->on)
		return true;
	if (h->needle == NULL)
		return q->view.today > civil_parse(row_text(row, IR_DEADLINE)) &&
		       issue_is_open(row_text(row, IR_STATUS));
	/* One or two letters are the initials of a place; in titles they would hit nearly everything. */
	return (strlen(h->needle) > 2 ? pinyin_match(row_text(row, IR_TITLE), h->needle)
	                              : strstr(row_text(row, IR_TITLE), h->needle) != NULL) ||
	       strcasestr(row_text(row, IR_ID), h->needle) != NULL || one_of(h->places, row_text(row, IR_DIVISION));
}

/* 1 and filled when the issue is wanted, 0, -1. */
static int
take(struct store *st, const struct issues *q, int section, int64_t pk, bool covered, const struct hunt *hunt,
     struct issue_row *out)
{
	bool wanted = true;
	struct rows row;

	if (hunt->on || !covered) {
		if (!issues_probe(st, pk, &row))
			return -1;
		wanted = issues_match(q, section, &row) && hunted(q, hunt, &row);
		rows_close(&row);
	}
	if (!wanted)
		return 0;
	if (!open_row(st, q, pk, &row))
		return -1;
	fill(st, q, section, &row, out);
	rows_close(&row);
	return 1;
}

/* Goes on inside at->section; 1 when that section is through, 0 when `max` or the budget was reached. */
static int
fetch_section(struct store *st, const struct issues *q, struct issue_key *at, int direction, const struct hunt *hunt,
              struct issue_row *rows, int max, int *count, int *budget)
{
	struct rows keys = issues_keys(st, q, at, direction);
	bool covered = issues_covered(q, at->section);
	int took = 0;

	while (took >= 0 && *count < max && *budget > 0 && rows_next(&keys)) {
		row_copy(&keys, 1, at->deadline, sizeof at->deadline);
		row_copy(&keys, 2, at->id, sizeof at->id);
		--*budget;
		if ((took = take(st, q, at->section, row_int64(&keys, 0), covered, hunt, &rows[*count])) > 0)
			++*count;
	}
	if (rows_close(&keys) != 0 || took < 0)
		return -1;
	return *count < max && *budget > 0;
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
