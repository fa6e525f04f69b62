/*
 * The statements that work out how a kind's records stood at the end of a day,
 * made from fields.def and flow.def: no kind is known here by name but for
 * what the tables do not say (where its records begin, a trail of its own).
 *
 * What is worked out of each record is one row of temp.then_KIND:
 *   standing       its state (of an entry: its stage); NULL it was not there yet
 *   before, after  the steps up to the end of the day, and since, as ",ack,start,"
 *   told           does an event since say what was before it (1), do all (2)?
 *   was            what its fields were at the end of the day, of those that an event since says that it changed
 * and its fields at the day follow from that row and from the record as it is now (column()).
 */
#include "store/past/past.h"

#include "model/flow/flow.h"
#include "store/past/past.sql.h"

/* A day's end, for what begins with a date: any instant of it is before. */
#define END "U"
/* A field as the log has it at the day. */
#define THEN(field) \
	"CASE WHEN json_type(t.was, '$." field "') IS NULL THEN m." field " ELSE t.was ->> '$." field "' END"

/* From when on a task is under way: its first report; what is parted into others is so from its start on. */
#define TASK_BEGUN "coalesce(nullif(%s ->> '$[0][0]', ''), CASE WHEN EXISTS (SELECT 1 FROM main.task c" \
	" WHERE c.parent = m.id) THEN m.start END) || 'T00:00:00+08:00'"

struct kind_past { FILE *sql; enum kind kind; const char *day, *name; };

/* ---- what the flow says ------------------------------------------------------- */

/* The field that keeps when the verb was done; -1. */
static int
stamp_of(enum kind kind, const char *verb)
{
	int n;
	const struct set_def *set = flow_sets(kind, verb, &n);

	for (int i = 0; i < n; i++)
		if (set[i].from == SET_NOW)
			return set[i].field;
	return -1;
}

/* Does the verb write the field?  *from: how, SET_NOW where an argument does. */
static bool
writes(enum kind kind, const char *verb, int field, enum set_from *from)
{
	int n;
	const struct arg_def *arg = flow_args(kind, verb, &n);
	const struct set_def *set;

	*from = SET_NOW;
	for (int i = 0; i < n; i++)
		if (arg[i].field == field)
			return true;
	set = flow_sets(kind, verb, &n);
	for (int i = 0; i < n; i++)
		if (set[i].field == field) {
			*from = set[i].from;
			return true;
		}
	return false;
}

/* The next verb of the kind that writes the field, from `*at` on; NULL. */
static const char *
writer(enum kind kind, int field, int *at, enum set_from *from)
{
	while (*at < flow_verb_count) {
		const struct verb_def *v = &flow_verbs[(*at)++];
		if (v->kind == kind && writes(kind, v->name, field, from))
			return v->name;
	}
	return NULL;
}

/* May a record come to be with this verb? */
static bool
opens(enum kind kind, const char *verb)
{
	return flow_step_find(kind, FLOW_NONE, verb) != NULL;
}

/* Does the verb lead from one state to another? */
static bool
leads(enum kind kind, const char *verb)
{
	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == kind && flow_steps[i].to != FLOW_SAME &&
		    strcmp(flow_steps[i].verb, verb) == 0)
			return true;
	return false;
}

/* The field that keeps when a record came to the state; -1. */
static int
state_stamp(int state)
{
	for (int i = 0; i < flow_step_count; i++) {
		int stamp = flow_steps[i].kind == flow_states[state].kind && flow_steps[i].to == state
		            ? stamp_of(flow_steps[i].kind, flow_steps[i].verb) : -1;
		if (stamp >= 0)
			return stamp;
	}
	return -1;
}

static bool
has_states(enum kind kind)
{
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind)
			return true;
	return false;
}

/* Where records begin: what a step makes of none, states no step leads to, the first of them. */
static bool
begins(int state)
{
	enum kind kind = flow_states[state].kind;
	bool led = false;

	for (int i = 0; i < flow_step_count; i++) {
		const struct flow_def *s = &flow_steps[i];
		if (s->kind == kind && s->to == state && s->from == FLOW_NONE)
			return true;
		led |= s->kind == kind && s->to == state;
	}
	return !led || state == 0 || flow_states[state - 1].kind != kind;
}

/* The state a record begins in. */
static const char *
first_state(enum kind kind)
{
	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == kind && flow_steps[i].from == FLOW_NONE && flow_steps[i].to >= 0)
			return flow_states[flow_steps[i].to].code;
	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == kind)
			return flow_states[i].code;
	return "";
}

/* ---- what the tables do not say ------------------------------------------------ */

/* From when on there is such a record, as SQL over m; NULL: it was always there. */
static const char *
born(enum kind kind)
{
	switch (kind) {
	case KIND_ISSUE: return "m.found_at";
	case KIND_SUP_REPORT: return "m.period || '-01'";
	case KIND_DUTY_RUN: return "m.opened_at";
	case KIND_ENTRY: return "m.opened_at";
	case KIND_BATCH: return "m.received_at";
	/* by hand: what is said of a month is not said before it; of a year it may be a plan */
	case KIND_FIGURE: return "coalesce((SELECT b.received_at FROM main.batch b WHERE b.id = " THEN("batch") "),"
		" iif(length(m.period) = 7, m.period || '-01', ''))";
	case KIND_SETTLEMENT: return THEN("fetched_at");
	default: return NULL;
	}
}

/* A list of [code or day, ...] that the record keeps of itself: its field, and which of the two is the day; NULL. */
static const char *
trail_of(enum kind kind, int *day)
{
	*day = kind == KIND_ENTRY;
	return kind == KIND_ENTRY ? "stages" : kind == KIND_TASK ? "trail" : NULL;
}

bool
past_moves(enum kind kind)
{
	return has_states(kind) || born(kind) != NULL;
}

/* ---- pieces -------------------------------------------------------------------- */

/* m's trail as it was before the first event since that changed it: today's points are no part of it, but points
 * it had that are dated later than the day are. */
static const char *
trail_then(const struct kind_past *k)
{
	static char text[640];
	int day;
	const char *trail = trail_of(k->kind, &day);

	snprintf(text, sizeof text, "(SELECT iif(json_valid(x), x, '[]') FROM (SELECT coalesce((SELECT"
	         " coalesce(e.was ->> '$.%s', '[]') FROM main.event e WHERE e.object_kind = '%s' AND e.object = m.id"
	         " AND e.at > '%s" END "' AND json_type(e.was, '$.%s') IS NOT NULL ORDER BY e.at, e.pk LIMIT 1), m.%s)"
	         " AS x))", trail, k->name, k->day, trail, trail);
	return text;
}

/* The points of m's trail up to the day ("<="), or after it (">"), as a table of key and value. */
static void
points_at(const struct kind_past *k, const char *what, const char *how, const char *rest)
{
	int day;

	trail_of(k->kind, &day);
	fprintf(k->sql, "(SELECT %s FROM json_each(%s) j WHERE json_type(j.value) = 'array'"
	        " AND j.value ->> %d %s '%s'%s)", what, trail_then(k), day, how, k->day, rest);
}

static void
points(const struct kind_past *k, const char *what, const char *rest)
{
	points_at(k, what, "<=", rest);
}

/* "INSTANT|NNSTATE" of a state that the record keeps the time of, when that is up to the day. */
static void
proof(const struct kind_past *k, int n, const char *at, const char *state)
{
	fprintf(k->sql, ",\n iif(%s < '%s" END "', %s || '|%02d%s', '')", at, k->day, at, n, state);
}

/* The newest of all that its own dates say led to a state up to the day, "" nothing: later in the flow is newer. */
static void
proofs(const struct kind_past *k)
{
	char at[1024];

	fputs("max('', ''", k->sql);
	for (int i = 0; i < flow_state_count; i++) {
		int stamp = flow_states[i].kind == k->kind ? state_stamp(i) : -1, shared = 0;
		for (int j = 0; stamp >= 0 && j < flow_state_count; j++)
			shared += flow_states[j].kind == k->kind && state_stamp(j) == stamp;
		if (stamp < 0)
			continue;
		/* A field that keeps the time of several is of the one where it stands. */
		snprintf(at, sizeof at, shared > 1 ? "iif(m.status = '%s', m.\"%s\", NULL)" : "%.0sm.\"%s\"",
		         flow_states[i].code, record_fields[stamp].name);
		proof(k, i, at, flow_states[i].code);
	}
	if (k->kind == KIND_BATCH)
		proof(k, 0, "iif(iif(m.decided_at IS NULL, m.status = 'ACCEPTED', m.status IN ('UNDONE', 'REPLACED')),"
		      " m.received_at, NULL)", "ACCEPTED");
	if (k->kind == KIND_TASK) {
		snprintf(at, sizeof at, TASK_BEGUN, trail_then(k));
		proof(k, 0, at, "DOING");
	}
	fputs(")", k->sql);
}

/* Where it then stood; where nothing is dated, where it began. */
static void
proven(const struct kind_past *k)
{
	fputs("CASE WHEN s.proof <> '' THEN substr(s.proof, instr(s.proof, '|') + 3) WHEN s.now IN (", k->sql);
	for (int i = 0, any = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == k->kind && begins(i))
			fprintf(k->sql, "%s'%s'", any++ > 0 ? ", " : "", flow_states[i].code);
	fprintf(k->sql, ") THEN s.now ELSE '%s' END", first_state(k->kind));
}

/* Of an entry, whose stages are its own trail. */
static void
staged(const struct kind_past *k)
{
	fputs("coalesce(", k->sql);
	points(k, "j.value ->> 0", " ORDER BY j.key DESC LIMIT 1");
	fprintf(k->sql, ", iif(m.stage_since <= '%s', m.stage, NULL), nullif(s.led_to, ''),"
	        " %s ->> '$[0][0]', '%s')", k->day, trail_then(k), PAST_UNTOLD);
}

/* ",STATE,STATE," of those that its own dates say it came to since. */
static void
later_states(const struct kind_past *k)
{
	fputs("','", k->sql);
	for (int i = 0; i < flow_state_count; i++) {
		int stamp = flow_states[i].kind == k->kind ? state_stamp(i) : -1;
		if (stamp >= 0)
			fprintf(k->sql, " || iif(m.\"%s\" > '%s" END "', '%s,', '')", record_fields[stamp].name, k->day,
			        flow_states[i].code);
	}
	if (k->kind == KIND_TASK)
		fprintf(k->sql, " || iif(" TASK_BEGUN " > '%s" END "', 'DOING,', '')", trail_then(k), k->day);
}

/* "verb,verb," of the steps whose time the record keeps, up to the day or since; those that lead on, or all. */
static void
stamped_verbs(const struct kind_past *k, bool since, bool all)
{
	for (int i = 0; i < flow_verb_count; i++) {
		int stamp = flow_verbs[i].kind == k->kind ? stamp_of(k->kind, flow_verbs[i].name) : -1;
		if (stamp >= 0 && (all || leads(k->kind, flow_verbs[i].name)))
			fprintf(k->sql, " || iif(m.\"%s\" %s '%s" END "', '%s,', '')", record_fields[stamp].name,
			        since ? ">" : "<", k->day, flow_verbs[i].name);
	}
}

/* Of a step since the record keeps the time and the log has nothing. */
static void
unlogged(const struct kind_past *k)
{
	for (int i = 0; i < flow_verb_count; i++)
		if (flow_verbs[i].kind == k->kind && stamp_of(k->kind, flow_verbs[i].name) >= 0)
			fprintf(k->sql, " OR instr(does, '%s,') AND NOT instr(',' || log_after || ',', ',%s,')",
			        flow_verbs[i].name, flow_verbs[i].name);
}

/* ---- a field at the day ---------------------------------------------------------- */

static void
verb_list(const struct kind_past *k, int field, enum set_from how)
{
	enum set_from from;
	int at = 0, n = 0;

	for (const char *verb; (verb = writer(k->kind, field, &at, &from)) != NULL; )
		if (from == how)
			fprintf(k->sql, "%s'%s'", n++ > 0 ? ", " : "", verb);
	if (n == 0)
		fputs("''", k->sql);
}

/* Has a step that writes the field been made, t.before or t.after? */
static void
any_writer(const struct kind_past *k, int field, const char *when)
{
	enum set_from from;
	int at = 0, n = 0;

	for (const char *verb; (verb = writer(k->kind, field, &at, &from)) != NULL; )
		fprintf(k->sql, "%sinstr(t.%s, ',%s,')", n++ > 0 ? " + " : "", when, verb);
}

/* When a step was made: the last time up to the day. */
static void
instant_at(const struct kind_past *k, int field, const char *name)
{
	fprintf(k->sql, "CASE WHEN m.\"%s\" < '%s" END "' THEN m.\"%s\" WHEN t.before = ',' THEN NULL ELSE "
	        "(SELECT max(e.at) FROM main.event e WHERE e.object_kind = '%s' AND e.object = t.id AND e.at < '%s" END
	        "' AND e.verb IN (", name, k->day, name, k->name, k->day);
	verb_list(k, field, SET_NOW);
	fputs(")) END", k->sql);
}

static bool
counts(const struct kind_past *k, int field)
{
	enum set_from from;
	int at = 0;

	return writer(k->kind, field, &at, &from) != NULL && from == SET_INC;
}

static bool
extends(const struct kind_past *k, int field)
{
	enum set_from from;
	int at = 0;

	while (writer(k->kind, field, &at, &from) != NULL)
		if (from == SET_EXT)
			return true;
	return false;
}

/* A field that says something from the first on, which no later step has to have changed. */
static bool
from_the_first(const struct kind_past *k, int field)
{
	enum set_from from;
	int at = 0;

	if (record_fields[field].need == FIELD_REQ)
		return true;
	for (const char *verb; (verb = writer(k->kind, field, &at, &from)) != NULL; )
		if (opens(k->kind, verb))
			return true;
	return false;
}

/* The oldest that is known of a field since the day. */
static void
oldest(const struct kind_past *k, const char *name)
{
	fprintf(k->sql, "CASE WHEN t.was IS NULL OR json_type(t.was, '$.%s') IS NULL THEN m.\"%s\""
	        " ELSE t.was ->> '$.%s' END", name, name, name);
}

/* Where no event says what it was before. */
static void
without_log(const struct kind_past *k, int field, const char *name)
{
	enum set_from from;
	int at = 0;

	if (k->kind == KIND_TASK && strcmp(name, "pct") == 0) {
		fprintf(k->sql, "CASE WHEN %s ->> '$[0]' IS NOT NULL THEN coalesce(", trail_then(k));
		points(k, "j.value ->> 1", " ORDER BY j.key DESC LIMIT 1");
		fputs(", 0) WHEN t.after LIKE '%,progress,%' OR t.after LIKE '%,done,%' THEN NULL ELSE m.pct END",
		      k->sql);
	} else if (k->kind == KIND_ENTRY && strcmp(name, "stage_since") == 0) {
		fputs("coalesce(", k->sql);
		points(k, "j.value ->> 1", " ORDER BY j.key DESC LIMIT 1");
		fputs(", CASE WHEN t.standing = m.stage THEN m.stage_since END)", k->sql);
	} else if (k->kind == KIND_ENTRY && strcmp(name, "deadline") == 0) {
		fputs("CASE WHEN t.told = 2 OR (t.standing = m.stage AND t.after NOT LIKE '%,move,%') THEN m.deadline"
		      " ELSE (SELECT past_deadline(", k->sql);
		points(k, "j.value ->> 1", " ORDER BY j.key DESC LIMIT 1");
		fputs(", g.days, g.day_unit) FROM main.stage g WHERE g.ledger = m.ledger AND g.code = t.standing"
		      " AND g.class = 'OPEN') END", k->sql);
	} else if (k->kind == KIND_ENTRY && (strcmp(name, "relapses") == 0 || strcmp(name, "returned") == 0)) {
		bool relapse = name[2] == 'l';
		fprintf(k->sql, "CASE WHEN coalesce(m.\"%s\", 0) = 0 THEN m.\"%s\""
		        " ELSE max(m.\"%s\" - (SELECT count(*) FROM ("
		        "SELECT j.value ->> 1 AS day, g.class, lag(g.class) OVER (ORDER BY j.key) AS class_before,"
		        " g.sort < lag(g.sort) OVER (ORDER BY j.key) AS back"
		        " FROM json_each(CASE WHEN json_valid(m.stages) THEN m.stages ELSE '[]' END) j"
		        " LEFT JOIN main.stage g ON g.ledger = m.ledger AND g.code = j.value ->> 0"
		        " WHERE json_type(j.value) = 'array') WHERE day > '%s' AND class = 'OPEN'"
		        " AND class_before %s), 0) END",
		        name, name, name, k->day, relapse ? "<> 'OPEN'" : "= 'OPEN' AND back");
	} else if (record_fields[field].type == FIELD_INSTANT) {
		instant_at(k, field, name);
	} else if (counts(k, field)) {
		/* Of a record whose log begins with it: the steps up to the day; else less those since. */
		fprintf(k->sql, "CASE WHEN t.after = ',' OR t.told = 2 THEN m.\"%s\" WHEN 0", name);
		for (int i = 0; i < flow_verb_count; i++)
			if (flow_verbs[i].kind == k->kind && opens(k->kind, flow_verbs[i].name))
				fprintf(k->sql, " OR instr(t.before, ',%s,')", flow_verbs[i].name);
		fprintf(k->sql, " THEN (SELECT count(*) FROM main.event e WHERE e.object_kind = '%s'"
		        " AND e.object = t.id AND e.at < '%s" END "' AND e.verb IN (", k->name, k->day);
		verb_list(k, field, SET_INC);
		fprintf(k->sql, ")) ELSE max(m.\"%s\" - (SELECT count(*) FROM main.event e WHERE e.object_kind = '%s'"
		        " AND e.object = t.id AND e.at > '%s" END
		        "' AND e.verb IN (", name, k->name, k->day);
		verb_list(k, field, SET_INC);
		fputs(")), 0) END", k->sql);
	} else if (extends(k, field)) {
		fprintf(k->sql, "CASE WHEN t.told < 2 AND t.after LIKE '%%,grant,%%'"
		        " AND t.before NOT LIKE '%%,grant,%%'"
		        " THEN coalesce(m.orig_deadline, m.\"%s\") ELSE m.\"%s\" END", name, name);
	} else if (writer(k->kind, field, &at, &from) == NULL || from_the_first(k, field)) {
		oldest(k, name);
	} else {
		fputs("CASE WHEN ", k->sql);
		any_writer(k, field, "silent");
		fputs(" > 0 AND ", k->sql);
		any_writer(k, field, "before");
		fputs(" = 0 THEN NULL ELSE ", k->sql);
		oldest(k, name);
		fputs(" END", k->sql);
	}
}

/* Is the field said by the last point of the record's own trail? */
static bool
by_trail(enum kind kind, const char *name)
{
	if (kind == KIND_TASK)
		return strcmp(name, "pct") == 0;
	return kind == KIND_ENTRY && (strcmp(name, "stage_since") == 0 || strcmp(name, "deadline") == 0);
}

/* Does t.was tell the field?  It tells how it was when the event came, which is how it was at the end of the day
 * only where nothing dated lies between: a point of the trail, the time of a step, a step whose event tells
 * nothing. */
static void
was_tells(const struct kind_past *k, int field)
{
	const char *name = record_fields[field].name;
	enum set_from from;
	int at = 0;
	bool stamp = false;

	fprintf(k->sql, "(t.was IS NOT NULL AND json_type(t.was, '$.%s') IS NOT NULL", name);
	for (const char *verb; (verb = writer(k->kind, field, &at, &from)) != NULL; ) {
		stamp |= stamp_of(k->kind, verb) == field;
		fprintf(k->sql, " AND NOT instr(t.silent, ',%s,')", verb);
	}
	if (stamp)
		fprintf(k->sql, " AND coalesce(t.was ->> '$.%s' < '%s" END "', 1)", name, k->day);
	if (by_trail(k->kind, name)) {
		fputs(" AND NOT EXISTS ", k->sql);
		points_at(k, "1", ">", "");
	}
	fputs(")", k->sql);
}

/* Of the record m and what is worked out of it, t. */
static void
column(const struct kind_past *k, int field)
{
	const char *name = record_fields[field].name;
	int day;
	const char *trail = trail_of(k->kind, &day);

	/* Of the type of the cache's column: else a condition would not be asked of each part of a view by itself. */
	fputs("CAST(", k->sql);
	if (has_states(k->kind) && strcmp(name, flow_standing(k->kind)) == 0) {
		fputs("t.standing", k->sql);
	} else if (k->kind == KIND_ENTRY && strcmp(name, "status") == 0) {
		fprintf(k->sql, "coalesce((SELECT g.class FROM main.stage g WHERE g.ledger = m.ledger"
		        " AND g.code = t.standing), '%s')", PAST_UNTOLD);
	} else if (trail != NULL && strcmp(name, trail) == 0) {
		points(k, "nullif(json_group_array(json(j.value)), '[]')", "");
	} else {
		fputs("CASE WHEN ", k->sql);
		was_tells(k, field);
		fprintf(k->sql, " THEN t.was ->> '$.%s' ELSE ", name);
		without_log(k, field, name);
		fputs(" END", k->sql);
	}
	fprintf(k->sql, " AS %s) AS \"%s\"", field_is_integer(record_fields[field].type) ? "INTEGER" : "TEXT", name);
}

static void
columns(const struct kind_past *k)
{
	for (int f = record_first((int)k->kind); f < record_first((int)k->kind + 1); f++) {
		fputs(",\n ", k->sql);
		column(k, f);
	}
}

/* ---- working out ------------------------------------------------------------------ */

/* NULL: it was not there yet. */
static void
standing(const struct kind_past *k)
{
	if (!has_states(k->kind)) {
		fputs("''", k->sql);
		return;
	}
	fputs("CASE WHEN s.log_before IS NULL AND (s.fresh", k->sql);
	for (int i = 0; i < flow_verb_count; i++)
		if (flow_verbs[i].kind == k->kind && opens(k->kind, flow_verbs[i].name))
			fprintf(k->sql, " OR instr(s.after, ',%s,')", flow_verbs[i].name);
	fputs(") THEN NULL", k->sql);
	if (k->kind == KIND_ENTRY) {
		fputs(" ELSE (SELECT ", k->sql);
		staged(k);
		fprintf(k->sql, " FROM main.\"%s\" m WHERE m.pk = s.pk) END", k->name);
		return;
	}
	/* The first step since came from there, and no date of its own says that it came there later; or of several
	 * steps of one moment that one was the last. */
	fprintf(k->sql,
	        "\n WHEN s.came_from <> '' AND iif(s.led_to = '', NOT instr(s.later, ',' || s.came_from || ','),"
	        " s.led_to <> s.came_from AND EXISTS (SELECT 1 FROM main.event e WHERE e.object_kind = '%s'"
	        " AND e.object = s.id AND e.at = s.led_at AND e.to_status = s.came_from)) THEN s.came_from\n"
	        " WHEN s.came_from <> '' OR s.led_on <> '' OR s.now = ", k->name);
	/* Where it stands elsewhere now than what is dated up to the day led to, something since must tell why. */
	proven(k);
	fputs(" THEN ", k->sql);
	proven(k);
	/* before its time has begun it was not under way */
	if (k->kind == KIND_TASK)
		fprintf(k->sql, " WHEN s.proof = '' AND s.start > '%s' THEN '%s'", k->day, first_state(k->kind));
	fprintf(k->sql, " ELSE '%s' END", PAST_UNTOLD);
}

/* The records to be worked out: of most kinds all of them. */
static void
candidates(const struct kind_past *k)
{
	if (k->kind == KIND_ISSUE)
		fputs(SQL_PAST_ISSUE_MAYBE, k->sql);
	fprintf(k->sql, "WITH c AS MATERIALIZED (SELECT pk FROM %s%s),\n",
	        k->kind == KIND_ISSUE ? "temp.maybe_" : "main.", k->name);
}

/* What the log and its own dates say of each, in one pass along the events of its object. */
static void
seen(const struct kind_past *k)
{
	const char *since = has_states(k->kind) ? born(k->kind) : NULL;

	fprintf(k->sql, "l AS MATERIALIZED (SELECT m.pk, m.id,\n"
	        " group_concat(CASE WHEN e.at < '%s" END "' THEN e.verb END) AS log_before,\n"
	        " group_concat(CASE WHEN e.at > '%s" END "' THEN e.verb END) AS log_after,\n"
	        " min(iif(e.at > '%s" END "', e.at || printf('|%%020d', e.pk) || e.from_status, NULL)) AS first,\n"
	        " max(iif(e.at < '%s" END "', e.at || printf('|%%020d', e.pk) || e.to_status, NULL)) AS latest,\n"
	        " group_concat(CASE WHEN e.at > '%s" END "' AND e.was IS NULL THEN e.verb END) AS log_silent,\n"
	        " max(e.at > '%s" END "' AND e.%s IS NOT NULL) AS some_told,\n"
	        " max(e.at > '%s" END "' AND e.%s IS NULL) AS some_not,\n"
	        " coalesce(%s > '%s" END "', 0) AS fresh, ''", k->day, k->day, k->day, k->day, k->day,
	        k->day, record_fields[FIELD_EVENT_was].name, k->day, record_fields[FIELD_EVENT_was].name,
	        since != NULL ? since : "''", k->day);
	stamped_verbs(k, false, true);
	fputs(" AS did, ''", k->sql);
	stamped_verbs(k, true, true);
	fputs(" AS does, ''", k->sql);
	stamped_verbs(k, true, false);
	fputs(" AS led_on, ", k->sql);
	later_states(k);
	fputs(" AS later, ", k->sql);
	proofs(k);
	fprintf(k->sql, " AS dated%s%s%s%s\n FROM c CROSS JOIN main.\"%s\" m ON m.pk = c.pk\n"
	        " LEFT JOIN main.event e ON e.object_kind = '%s' AND e.object = m.id GROUP BY m.pk),\n",
	        has_states(k->kind) ? ", m.\"" : "", has_states(k->kind) ? flow_standing(k->kind) : "",
	        has_states(k->kind) ? "\" AS now" : "",
	        k->kind == KIND_ISSUE ? ", m.status, m.deadline, m.division, m.village"
	        : k->kind == KIND_TASK ? ", m.start" : "", k->name, k->name);
	fputs("s AS (SELECT *, max(dated, iif(led_to <> '', led_at || '|99' || led_to, '')) AS proof FROM (SELECT *,\n"
	      " ',' || coalesce(log_before || ',', '') || did AS before,\n"
	      " ',' || coalesce(log_after || ',', '') || does AS after,\n"
	      " ',' || coalesce(log_silent || ',', '')", k->sql);
	for (int i = 0; i < flow_verb_count; i++)
		if (flow_verbs[i].kind == k->kind && stamp_of(k->kind, flow_verbs[i].name) >= 0)
			fprintf(k->sql, " || iif(instr(does, '%s,') AND NOT instr(',' || coalesce(log_after, '') || ','"
			        ", ',%s,'), '%s,', '')", flow_verbs[i].name, flow_verbs[i].name, flow_verbs[i].name);
	fputs(" AS silent,\n"
	      " coalesce(substr(first, instr(first, '|') + 21), '') AS came_from,\n"
	      " coalesce(substr(latest, instr(latest, '|') + 21), '') AS led_to,\n"
	      " substr(latest, 1, instr(latest, '|') - 1) AS led_at,\n"
	      " CASE WHEN some_told IS NOT 1 THEN 0 WHEN some_not", k->sql);
	unlogged(k);
	fputs(" THEN 1 ELSE 2 END AS told FROM l))\n", k->sql);
}

/* Where it stood when an event since led it elsewhere: not where something dated says that it came there later. */
static void
stood(const struct kind_past *k)
{
	const char *name = flow_standing(k->kind);

	fprintf(k->sql, "UPDATE temp.then_%s AS t SET standing = was ->> '$.%s' WHERE standing IS NOT NULL"
	        " AND was ->> '$.%s' <> ''", k->name, name, name);
	for (int i = 0; i < flow_verb_count; i++)
		if (flow_verbs[i].kind == k->kind && leads(k->kind, flow_verbs[i].name))
			fprintf(k->sql, " AND NOT instr(silent, ',%s,')", flow_verbs[i].name);
	fprintf(k->sql, " AND EXISTS (SELECT 1 FROM main.\"%s\" m WHERE m.pk = t.pk", k->name);
	for (int i = 0; i < flow_state_count; i++) {
		int stamp = flow_states[i].kind == k->kind ? state_stamp(i) : -1;
		const char *at = stamp >= 0 ? record_fields[stamp].name : NULL;
		if (at != NULL)
			fprintf(k->sql, " AND NOT (t.was ->> '$.%s' = '%s' AND coalesce(CASE WHEN"
			        " json_type(t.was, '$.%s') IS NULL THEN m.\"%s\" ELSE t.was ->> '$.%s' END > '%s" END
			        "', 0))", name, flow_states[i].code, at, at, at, k->day);
	}
	if (k->kind == KIND_TASK)
		fprintf(k->sql, " AND NOT (t.was ->> '$.%s' = 'DOING' AND coalesce(" TASK_BEGUN " > '%s" END "', 0))",
		        name, trail_then(k), k->day);
	if (k->kind == KIND_ENTRY) {
		fputs(" AND NOT EXISTS ", k->sql);
		points_at(k, "1", ">", "");
	}
	fputs(");\n", k->sql);
}

static void
work_out(const struct kind_past *k)
{
	bool kept = k->kind == KIND_ISSUE;

	fprintf(k->sql, "DELETE FROM temp.then_%s;\n", k->name);
	candidates(k);
	seen(k);
	fprintf(k->sql, "INSERT INTO temp.then_%s (pk, id, told, before, after, silent, standing%s)\n"
	        "SELECT s.pk, s.id, s.told, s.before, s.after, s.silent,\n ", k->name,
	        kept ? ", now_status, now_deadline, division, village" : "");
	standing(k);
	fprintf(k->sql, "%s\nFROM s;\n", kept ? ", s.status, s.deadline, s.division, s.village" : "");
	/* Of each field the first event since that changed it says what it was. */
	fprintf(k->sql, "UPDATE temp.then_%s AS t SET was = (SELECT json_group_object(key, json(value)) FROM ("
	        "SELECT j.key AS key, e.was -> j.fullkey AS value, min(e.at || printf('%%020d', e.pk))"
	        " FROM main.event e, json_each(e.was) j WHERE e.object_kind = '%s' AND e.object = t.id AND e.at > '%s"
	        END "' AND json_type(e.was) = 'object' GROUP BY j.key)) WHERE told > 0;\n", k->name, k->name, k->day);
	if (!has_states(k->kind) && born(k->kind) != NULL)
		fprintf(k->sql, "UPDATE temp.then_%s AS t SET standing = NULL WHERE"
		        " (SELECT %s FROM main.\"%s\" m WHERE m.pk = t.pk) > '%s" END "';\n", k->name, born(k->kind),
		        k->name, k->day);
	if (has_states(k->kind))
		stood(k);
}

/* What is said: records whose standing is not told, and what is withdrawn since. */
static void
say(const struct kind_past *k)
{
	fprintf(k->sql, "INSERT OR REPLACE INTO temp.past_said SELECT %d,"
	        " (SELECT count(*) FROM temp.then_%s WHERE standing = '%s'),"
	        " (SELECT count(DISTINCT e.object) FROM main.event e WHERE e.object_kind = '%s' AND e.at > '%s" END "'"
	        " AND e.verb = 'retract' AND NOT EXISTS (SELECT 1 FROM main.\"%s\" m WHERE m.id = e.object));\n",
	        (int)k->kind, k->name, PAST_UNTOLD, k->name, k->day, k->name);
}

/* ---- the statements ----------------------------------------------------------------- */

static char *
written(enum kind kind, const char *day, void (*write)(const struct kind_past *))
{
	char *text = NULL;
	size_t size;
	struct kind_past k = { open_memstream(&text, &size), kind, day, record_kinds[kind].name };

	if (k.sql == NULL)
		return NULL;
	write(&k);
	if (fclose(k.sql) == 0)
		return text;
	free(text);
	return NULL;
}

static void
plain_columns(const struct kind_past *k)
{
	for (int f = record_first((int)k->kind); f < record_first((int)k->kind + 1); f++)
		fprintf(k->sql, ", \"%s\"", record_fields[f].name);
}

/* There may be a million of them: those that stand now as they stood are read where they are. */
static void
make_view(const struct kind_past *k)
{
	fprintf(k->sql, "CREATE TEMP VIEW moved_%s AS SELECT t.pk, t.id, m.rev", k->name);
	for (int f = record_first((int)k->kind); f < record_first((int)k->kind + 1); f++) {
		fputs(",\n ", k->sql);
		if (strcmp(record_fields[f].name, "deadline") == 0)
			fputs("t.deadline", k->sql);
		else if (strcmp(record_fields[f].name, "status") == 0)
			fputs("t.standing AS status", k->sql);
		else
			column(k, f);
	}
	fprintf(k->sql, "\nFROM temp.then_%s t LEFT JOIN main.\"%s\" m ON m.pk = t.pk WHERE t.standing IS NOT NULL;\n"
	        "CREATE TEMP VIEW \"%s\" AS SELECT pk, id, rev", k->name, k->name, k->name);
	plain_columns(k);
	fprintf(k->sql, "\nFROM main.\"%s\" WHERE pk NOT IN (SELECT pk FROM temp.then_%s)\n"
	        "UNION ALL SELECT pk, id, rev", k->name, k->name);
	plain_columns(k);
	fprintf(k->sql, " FROM temp.moved_%s;\n", k->name);
	fputs(SQL_PAST_ISSUE_MAKE, k->sql);
}

static void
make(const struct kind_past *k)
{
	fprintf(k->sql, "CREATE TEMP TABLE then_%s (pk INTEGER PRIMARY KEY, id TEXT, told, before TEXT, after TEXT,"
	        " silent TEXT, standing TEXT, was TEXT%s);\n", k->name, k->kind == KIND_ISSUE
	        ? ", deadline TEXT, now_status TEXT, now_deadline TEXT, division TEXT, village TEXT" : "");
	if (k->kind == KIND_ISSUE) {
		make_view(k);
		return;
	}
	fprintf(k->sql, "CREATE TEMP TABLE \"%s\" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER",
	        k->name);
	for (int f = record_first((int)k->kind); f < record_first((int)k->kind + 1); f++)
		fprintf(k->sql, ", \"%s\" %s", record_fields[f].name,
		        field_is_integer(record_fields[f].type) ? "INTEGER" : "TEXT");
	fputs(");\n", k->sql);
}

static void
fill(const struct kind_past *k)
{
	work_out(k);
	if (k->kind == KIND_ISSUE) {
		fprintf(k->sql, "UPDATE temp.then_issue SET deadline = now_deadline WHERE standing IS NOT NULL;\n"
		        "UPDATE temp.then_issue AS t SET deadline = (SELECT CASE WHEN ");
		was_tells(k, FIELD_ISSUE_deadline);
		fputs(" THEN t.was ->> '$.deadline' ELSE ", k->sql);
		without_log(k, FIELD_ISSUE_deadline, "deadline");
		fputs(" END FROM main.issue m WHERE m.pk = t.pk) WHERE standing IS NOT NULL"
		      " AND (was IS NOT NULL OR after LIKE '%,grant,%');\n",
		      k->sql);
		fputs(SQL_PAST_ISSUE_FILL, k->sql);
	} else {
		fprintf(k->sql, "DELETE FROM temp.\"%s\";\nINSERT INTO temp.\"%s\" SELECT t.pk, t.id, m.rev", k->name,
		        k->name);
		columns(k);
		fprintf(k->sql, "\nFROM temp.then_%s t CROSS JOIN main.\"%s\" m ON m.pk = t.pk"
		        " WHERE t.standing IS NOT NULL;\n", k->name, k->name);
	}
	say(k);
}

char *
past_make(enum kind kind, const char *day)
{
	return written(kind, day, make);
}

char *
past_fill(enum kind kind, const char *day)
{
	return written(kind, day, fill);
}
