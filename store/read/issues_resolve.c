/* From what was typed to what is asked of the cache: names become codes, days become dates, sections are laid out. */

#include "model/room/civil.h"
#include "model/room/lateness.h"
#include "model/flow/flow.h"
#include "model/text/language.h"
#include "model/text/pinyin.h"
#include "model/text/utf8.h"
#include "model/text/when.h"
#include "store/read/issues.sql.h"
#include "store/read/issues_in.h"

#define FIRST_DAY ""
#define LAST_DAY "9999-12-31"

struct resolver {
	struct issues *q;
	struct store  *st;
	char          *error;
	size_t         error_size;
	bool           states_said;
};

static int fail(struct resolver *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int
fail(struct resolver *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->error, r->error_size, fmt, ap);
	va_end(ap);
	r->error[utf8_clip(r->error, r->error_size - 1)] = '\0';
	return -1;
}

/* ---- days ------------------------------------------------------------------------ */

static void
not_before(struct issues *q, int32_t day)
{
	char text[11];

	civil_format(day, text);
	if (strcmp(text, q->from) > 0)
		snprintf(q->from, sizeof q->from, "%s", text);
}

static void
not_after(struct issues *q, int32_t day)
{
	char text[11];

	civil_format(day, text);
	if (strcmp(text, q->to) < 0)
		snprintf(q->to, sizeof q->to, "%s", text);
}

/* ---- states and lamps --------------------------------------------------------- */

static uint64_t
states_of_class(unsigned classes)
{
	uint64_t mask = 0;

	for (int i = 0; i < flow_state_count; i++)
		if (flow_states[i].kind == KIND_ISSUE && (classes >> flow_states[i].class & 1) != 0)
			mask |= UINT64_C(1) << i;
	return mask;
}

enum { LIVE = 1u << STATE_OPEN, UNCLOSED = LIVE | 1u << STATE_SUSPENDED,
       EVERY = UNCLOSED | 1u << STATE_CLOSED | 1u << STATE_CANCELLED };

static const struct { const char *zh, *en; unsigned classes; } state_words[] = {
	{ "在办", "live", LIVE }, { "未销号", "unclosed", UNCLOSED }, { "全部", "all", EVERY },
	{ "不限", "any", EVERY },
};

static uint64_t
states_named(const char *word, bool whole)
{
	uint64_t exact = 0, part = 0;

	for (size_t i = 0; i < sizeof state_words / sizeof *state_words; i++)
		if (strcmp(word, state_words[i].zh) == 0 || strcasecmp(word, state_words[i].en) == 0)
			return states_of_class(state_words[i].classes);
	for (int i = 0; i < flow_state_count; i++) {
		const struct state_def *s = &flow_states[i];
		if (s->kind != KIND_ISSUE)
			continue;
		if (strcasecmp(word, s->code) == 0 || strcasecmp(word, s->title) == 0 || strcmp(word, _(s->title)) == 0)
			exact |= UINT64_C(1) << i;
		else if (!whole && pinyin_match(_(s->title), word))
			part |= UINT64_C(1) << i;
	}
	return exact != 0 ? exact : part;
}

static int
resolve_states(struct resolver *r, const struct filter_term *t)
{
	char words[sizeof t->text], list[256] = "", *save, *word;
	uint64_t mask = 0, got;

	snprintf(words, sizeof words, "%s", t->text);
	for (word = strtok_r(words, ",", &save); word != NULL; word = strtok_r(NULL, ",", &save)) {
		if ((got = states_named(word, false)) != 0) {
			mask |= got;
			continue;
		}
		for (int i = 0; i < flow_state_count; i++)
			if (flow_states[i].kind == KIND_ISSUE && strlen(list) + 40 < sizeof list)
				snprintf(list + strlen(list), sizeof list - strlen(list), " %s",
				         _(flow_states[i].title));
		return fail(r, _("no state \"%s\"; there are: live unclosed all%s"), word, list);
	}
	if (t->cmp == FILTER_NOT)
		mask = states_of_class(EVERY) & ~mask;
	r->q->states = r->states_said ? r->q->states & mask : mask;
	r->states_said = true;
	return 0;
}

static const struct { const char *zh, *en; } lamp_names[LAMP_COUNT] = {
	[LAMP_GREY] = { "灰", "grey" }, [LAMP_BLUE] = { "蓝", "blue" }, [LAMP_GREEN] = { "绿", "green" },
	[LAMP_YELLOW] = { "黄", "yellow" }, [LAMP_RED] = { "红", "red" }, [LAMP_MAGENTA] = { "紫", "magenta" },
};

/* The lamps go into test->number as bits; lamps that only closed issues show open the list to those. */
static int
resolve_lamps(struct resolver *r, const struct filter_term *t, struct issue_test *test)
{
	long mask = 0;

	for (int i = 0; i < LAMP_COUNT; i++) {
		size_t n = strlen(lamp_names[i].zh);
		if (strstr(t->text, lamp_names[i].zh) != NULL || strcasecmp(t->text, lamp_names[i].en) == 0 ||
		    strcasecmp(t->text, lamp_word((enum lamp)i)) == 0 || (strncmp(t->text, lamp_names[i].zh, n) == 0))
			mask |= 1 << i;
	}
	if (mask == 0)
		return fail(r, _("no lamp \"%s\"; there are: red yellow green blue magenta grey"), t->text);
	test->number = mask;
	if (t->cmp != FILTER_IS)
		return 1;
	/* Only what can show one of these lamps is looked at: blue, grey are states, yellow, green not overdue. */
	if (!r->states_said && (mask & ~(1L << LAMP_BLUE | 1L << LAMP_GREY)) == 0)
		r->q->states = 0;
	if (!r->states_said && (mask >> LAMP_BLUE & 1) != 0)
		r->q->states |= states_of_class(1u << STATE_CLOSED);
	if (!r->states_said && (mask >> LAMP_GREY & 1) != 0)
		r->q->states |= states_of_class(1u << STATE_SUSPENDED | 1u << STATE_CANCELLED);
	if ((mask & ~(1L << LAMP_YELLOW | 1L << LAMP_GREEN)) == 0)
		not_before(r->q, r->q->view.today);
	return 1;
}

/* ---- bounds ------------------------------------------------------------------------ */

/* deadline `cmp` day; 1: it takes a test as well. */
static int
bound(struct issues *q, enum filter_cmp cmp, int32_t day)
{
	switch (cmp) {
	case FILTER_NOT: return 1;
	case FILTER_LT: not_after(q, day - 1); break;
	case FILTER_LE: not_after(q, day); break;
	case FILTER_GT: not_before(q, day + 1); break;
	case FILTER_GE: not_before(q, day); break;
	default: not_before(q, day); not_after(q, day); break;
	}
	return 0;
}

/* Overdue by n days is a deadline n days ago; not overdue is 0, so small bounds reach into the future. */
static int
resolve_overdue(struct resolver *r, const struct filter_term *t)
{
	static const enum filter_cmp mirrored[] = {
		[FILTER_IS] = FILTER_IS, [FILTER_NOT] = FILTER_NOT, [FILTER_LT] = FILTER_GT, [FILTER_LE] = FILTER_GE,
		[FILTER_GT] = FILTER_LT, [FILTER_GE] = FILTER_LE };
	int32_t day = r->q->view.today - (int32_t)t->number;

	if (!r->states_said)
		r->q->states = issues_open_states();
	if (t->number <= 0 && (t->cmp == FILTER_IS || t->cmp == FILTER_LE))
		return bound(r->q, FILTER_GE, r->q->view.today);
	if (t->number <= 0 && (t->cmp == FILTER_GE || (t->cmp == FILTER_GT && t->number < 0)))
		return 0;
	if (t->number <= 0 && t->cmp == FILTER_NOT)
		return bound(r->q, FILTER_LT, r->q->view.today);
	return bound(r->q, mirrored[t->cmp], day);
}

/* 时限:临期 is from today to the last day that is due soon; only open issues are either. */
static int
resolve_lateness(struct resolver *r, const struct filter_term *t)
{
	const struct issues_view *v = &r->q->view;
	enum lateness l = lateness_find(t->text);

	if (t->cmp != FILTER_IS || (l != LATENESS_SOON && l != LATENESS_OVERDUE))
		return fail(r, _("%s:%s: of an issue it is %s or %s"),
		            filter_fields[FILTER_LATENESS].zh, t->text, lateness_word(LATENESS_SOON),
		            lateness_word(LATENESS_OVERDUE));
	if (!r->states_said)
		r->q->states = issues_open_states();
	if (l == LATENESS_OVERDUE)
		return bound(r->q, FILTER_LT, v->today);
	bound(r->q, FILTER_GE, v->today);
	return bound(r->q, FILTER_LE, due_soon_until(v->cal, v->rules, v->today));
}

static int
resolve_due(struct resolver *r, const struct filter_term *t, struct issue_test *test)
{
	int32_t day = t->text[0] != '\0' ? when_typed(t->text, r->q->view.today)
	              : r->q->view.today + (int32_t)t->number;

	test->number = day - r->q->view.today;
	return bound(r->q, t->cmp, day);
}

/* ---- names ------------------------------------------------------------------------- */

static const struct { enum filter_field field; enum names_of what; bool must; } kinds[] = {
	{ FILTER_DIVISION, NAMES_DIVISION, true }, { FILTER_SOURCE, NAMES_SOURCE, true },
	{ FILTER_POST, NAMES_POST, false }, { FILTER_GROUP, NAMES_GROUP, true },
	{ FILTER_FRONT, NAMES_FRONT, true }, { FILTER_KIND, NAMES_KIND, true },
};

/* A word alone that is a name means what bears it; of a title it is looked for only when it is none. */
static void
settle_word(struct resolver *r, struct filter_term *t)
{
	bool found = t->bare && states_named(t->text, true) != 0;

	if (found)
		t->field = FILTER_STATUS;
	for (size_t i = 0; t->bare && !found && i < sizeof kinds / sizeof *kinds; i++)
		if ((found = issues_named(r->st, kinds[i].what, t->text)) != 0)
			t->field = kinds[i].field;
}

static int
resolve_names(struct resolver *r, const struct filter_term *t, struct issue_test *test)
{
	struct issues *q = r->q;
	char known[512] = "";
	size_t i = 0;

	while (kinds[i].field != t->field)
		i++;
	test->codes = issues_names(r->st, kinds[i].what, t->text, test->code, ISSUE_CODES_MAX, known, sizeof known);
	if (test->codes < 0)
		return fail(r, "%s", store_error(r->st));
	if (test->codes == 0 && kinds[i].must)
		return fail(r, _("%s: nothing is called \"%s\"; there are:%s"), filter_fields[t->field].zh, t->text,
		            known);
	if (t->cmp != FILTER_IS || test->codes != 1)
		return 1;
	if (t->field == FILTER_SOURCE && q->source[0] == '\0') {
		snprintf(q->source, sizeof q->source, "%s", test->code[0]);
		return 0;
	}
	if (t->field == FILTER_DIVISION && q->division[0] == '\0') {
		/* A village: its township's index, then the village itself. */
		bool village = strlen(test->code[0]) > 9;
		snprintf(q->division, sizeof q->division, "%.9s", test->code[0]);
		return village;
	}
	return 1;
}

/* 1: keep the test, 0: an index answers it, -1. */
static int
resolve_term(struct resolver *r, const struct filter_term *t, struct issue_test *test)
{
	*test = (struct issue_test){ .field = t->field, .cmp = t->cmp, .number = t->number };
	memcpy(test->text, t->text, sizeof test->text);
	switch (t->field) {
	case FILTER_WORD: case FILTER_RETURNED: return 1;
	case FILTER_STATUS: return resolve_states(r, t);
	case FILTER_LAMP: return resolve_lamps(r, t, test);
	case FILTER_OVERDUE: return resolve_overdue(r, t);
	case FILTER_DUE: return resolve_due(r, t, test);
	case FILTER_LATENESS: return resolve_lateness(r, t);
	default: return resolve_names(r, t, test);
	}
}

/* ---- sections ------------------------------------------------------------------------- */

/* Adds one, cut to the list's own bounds; nothing when that leaves no day. */
static struct issue_section *
add_section(struct issues *q, enum issue_section_kind kind, const char *from, const char *to)
{
	struct issue_section *s = &q->sections[q->section_count];

	if (strcmp(from, q->from) < 0)
		from = q->from;
	if (strcmp(to, q->to) > 0)
		to = q->to;
	if (strcmp(from, to) > 0 || q->section_count == ISSUE_SECTIONS_MAX)
		return NULL;
	*s = (struct issue_section){ .kind = kind, .age = AGE_NONE, .state = -1 };
	snprintf(s->from, sizeof s->from, "%s", from);
	snprintf(s->to, sizeof s->to, "%s", to);
	q->section_count++;
	return s;
}

static const char *
date(int32_t day, char out[11])
{
	civil_format(day, out);
	return out;
}

static void
sections_by_age(struct issues *q)
{
	int32_t today = q->view.today, soon = due_soon_until(q->view.cal, q->view.rules, q->view.today);
	char from[11], to[11];
	struct issue_section *s;

	for (int b = AGE_BUCKETS - 1; b >= 0; b--) {
		s = add_section(q, SECTION_AGE, b == AGE_BUCKETS - 1 ? FIRST_DAY
		                : date(today - age_least(b + 1) + 1, from), date(today - age_least(b), to));
		if (s != NULL)
			s->age = b;
	}
	add_section(q, SECTION_SOON, date(today, from), date(soon, to));
	add_section(q, SECTION_LATER, date(soon + 1, from), LAST_DAY);
}

static void
sections_by_state(struct issues *q, uint64_t states)
{
	for (int i = 0; i < flow_state_count; i++) {
		struct issue_section *s = (states >> i & 1) != 0 ? add_section(q, SECTION_STATE, FIRST_DAY, LAST_DAY)
		                          : NULL;
		if (s != NULL)
			s->state = i;
	}
}

static int
sections_by_division(struct resolver *r)
{
	struct issues *q = r->q;
	struct rows d = rows_open(r->st, SQL_ISSUE_DIVISIONS, BIND(ENGLISH(q->view.english)));

	while (rows_next(&d)) {
		struct issue_section *s;
		if (q->division[0] != '\0' && strcmp(q->division, row_text(&d, 0)) != 0)
			continue;
		if ((s = add_section(q, SECTION_DIVISION, FIRST_DAY, LAST_DAY)) == NULL)
			break;
		row_copy(&d, 0, s->division, sizeof s->division);
		utf8_copy(s->name, sizeof s->name, row_name(&d, 1));
	}
	return rows_close(&d) != 0 ? fail(r, "%s", store_error(r->st)) : 0;
}

/* Open issues in the order asked for, then the others a state each. */
static int
lay_out(struct resolver *r)
{
	struct issues *q = r->q;
	uint64_t open = q->states & issues_open_states();

	if (q->order == ISSUES_NEWEST) {
		add_section(q, SECTION_ALL, FIRST_DAY, LAST_DAY);
		return 0;
	}
	if (open != 0 && q->order == ISSUES_BY_OVERDUE)
		sections_by_age(q);
	else if (open != 0 && q->order == ISSUES_BY_TOWNSHIP && sections_by_division(r) != 0)
		return -1;
	sections_by_state(q, q->order == ISSUES_BY_STATUS ? q->states : q->states & ~open);
	return 0;
}

int
issues_resolve(struct issues *q, struct store *st, const struct filter *filter, enum issue_order order,
               const struct issues_view *view, char *error, size_t error_size)
{
	struct resolver r = { q, st, error, error_size, false };
	struct filter settled = *filter;

	*q = (struct issues){ .view = *view, .order = order, .states = issues_open_states(), .from = FIRST_DAY,
	                      .to = LAST_DAY };
	for (int i = 0; i < settled.count; i++)
		settle_word(&r, &settled.terms[i]);
	/* States first: the other conditions' defaults depend on whether any was said. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < settled.count; i++) {
			int keep;
			if ((settled.terms[i].field == FILTER_STATUS) != (pass == 0))
				continue;
			if ((keep = resolve_term(&r, &settled.terms[i], &q->tests[q->test_count])) < 0)
				return -1;
			q->test_count += keep;
		}
	return lay_out(&r);
}
