/*
 * Why a rate of a township moved (A53, A57, A62): its explanation, its settlements by institution level and by
 * institution against the month before, what was not settled at once, its open issues.  Opened on
 * "DIVISION MONTH RATE SLICE"; + gives the explanation.
 */
#include "screens/figures/settlement.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "store/measure/measure.h"
#include "store/read/places.h"

enum part { PART_EXPLAIN, PART_TIER, PART_INSTITUTION, PART_EXCEPTION, PART_ISSUE };
enum { ISSUES_MAX_HERE = 100 };

struct why_data;
struct line {
	const struct why_data *data;
	enum part part;
	char id[80], name[256], says[96];           /* says: where it stands */
	struct settle now, before;                  /* of settlements */
	enum lateness lateness;
	enum paint_role role;
};

struct why_data {
	char division[16], place[64], month[8], rate_id[32];
	enum rate rate;
	struct settle_slice slice;
	struct explain_plan plan;
	struct settle_place months;                 /* the place's own; the month asked for is the last */
	struct line *lines;
	int    count, room;
};

/* ---- rows -------------------------------------------------------------------------- */

static struct line *
add(struct why_data *d, enum part part, const char *id, const char *name)
{
	struct line *line;

	if (d->count == d->room) {
		d->room = d->room > 0 ? 2 * d->room : 64;
		if ((d->lines = realloc(d->lines, (size_t)d->room * sizeof *d->lines)) == NULL)
			abort();
	}
	line = &d->lines[d->count++];
	*line = (struct line){ .data = d, .part = part };
	settle_nothing(&line->now);
	settle_nothing(&line->before);
	snprintf(line->id, sizeof line->id, "%s", id);
	snprintf(line->name, sizeof line->name, "%s", name);
	return line;
}

static int
add_explanation(struct why_data *d, struct store *st, const struct env *env)
{
	struct explanations all;
	const struct explanation *e;
	struct rate_value now, before;
	struct line *line;
	char due_text[11];
	int32_t missed, due = explain_due(st, &d->plan, d->month, env->cal, &missed);
	bool asked;

	if (explanations_read(st, &d->plan, env->today, env->english, &all) != 0)
		return -1;
	rate_read(&d->months.months[SETTLE_MONTHS - 1], d->rate, env->rules->fair_denominator, &now);
	rate_read(&d->months.months[SETTLE_MONTHS - 2], d->rate, env->rules->fair_denominator, &before);
	asked = !now.few && explain_asked(&d->plan, d->rate, now.value, before.value);
	e = explanation_of(&all, d->division, d->month, d->rate_id);
	if (asked || e != NULL) {
		line = add(d, PART_EXPLAIN, e != NULL && !e->queued ? e->entry : "=explain",
		           e != NULL ? e->reason : _("to be explained: + writes it"));
		line->now = d->months.months[SETTLE_MONTHS - 1];
		line->before = d->months.months[SETTLE_MONTHS - 2];
		line->lateness = explain_lateness(e, due, missed, env->today, env->cal, env->rules);
		line->role = e == NULL ? PAINT_WARN : PAINT_NORMAL;
		civil_format(due, due_text);
		if (e != NULL && e->queued)
			snprintf(line->says, sizeof line->says, "%s", _("~ queued"));
		else if (e != NULL)
			snprintf(line->says, sizeof line->says, "%s", e->by);
		else if (due != CIVIL_NONE && line->lateness == LATENESS_NONE)
			snprintf(line->says, sizeof line->says, _("due %s"), due_text);
		else if (due != CIVIL_NONE)
			lateness_days_text(line->lateness, abs(env->today - due), line->says, sizeof line->says);
	}
	explanations_clear(&all);
	return 0;
}

/* A level is the sum of its institutions. */
static int
add_institutions(struct why_data *d, struct store *st, const struct env *env)
{
	struct explain_institution *list;
	struct line *tier = NULL;
	int count;

	if (explain_institutions(st, d->division, &d->slice, d->month, env->english, &list, &count) != 0) {
		free(list);
		return -1;
	}
	for (int i = 0; i < count; i++) {
		if (i == 0 || strcmp(list[i].tier, list[i - 1].tier) != 0) {
			char id[24];
			snprintf(id, sizeof id, "=%.16s", list[i].tier);
			tier = add(d, PART_TIER, id,
			           *list[i].tier_name != '\0' ? list[i].tier_name : _("no level said"));
		}
		settle_add(&tier->now, &list[i].now);
		settle_add(&tier->before, &list[i].before);
	}
	for (int i = 0; i < count; i++) {
		struct line *line = add(d, PART_INSTITUTION, list[i].id, list[i].name);
		line->now = list[i].now;
		line->before = list[i].before;
		snprintf(line->says, sizeof line->says, "%s", list[i].tier_name);
	}
	if (count == 0)
		add(d, PART_INSTITUTION, "=none",
		    _("no settlements by institution of this township: a column institution in the file brings them"));
	free(list);
	return 0;
}

static void
stands(struct line *line, const struct env *env, int32_t deadline, const char *state)
{
	char late[48] = "";

	line->lateness = lateness_open(deadline, CIVIL_NONE, env->today,
	                               due_soon_until(env->cal, env->rules, env->today));
	if (line->lateness != LATENESS_NONE)
		lateness_days_text(line->lateness, abs(env->today - deadline), late, sizeof late);
	snprintf(line->says, sizeof line->says, "%s%s%s", late, *late != '\0' ? " " : "", state);
}

static int
add_exceptions(struct why_data *d, struct store *st, const struct env *env)
{
	struct explain_exception *list;
	int count, rc = explain_exceptions(st, &d->plan, d->division, env->english, &list, &count);

	for (int i = 0; i < count && rc == 0; i++)
		stands(add(d, PART_EXCEPTION, list[i].id, list[i].title), env, list[i].deadline, list[i].stage);
	free(list);
	return rc;
}

static int
add_issues(struct why_data *d, struct store *st, const struct env *env)
{
	struct issue_row *list = calloc(ISSUES_MAX_HERE, sizeof *list);
	int count;

	if (list == NULL)
		abort();
	count = store_place_issues(st, d->division, CIVIL_NONE, list, ISSUES_MAX_HERE);
	for (int i = 0; i < count; i++) {
		int state = flow_state_find(KIND_ISSUE, list[i].status);
		stands(add(d, PART_ISSUE, list[i].id, list[i].title), env, list[i].deadline,
		       state >= 0 ? _(flow_states[state].title) : list[i].status);
	}
	free(list);
	return count < 0 ? -1 : 0;
}

/* ---- what it is asked of -------------------------------------------------------------- */

static bool
take_rate(struct list *l, struct why_data *d)
{
	const char *asked = list_take(l, "rate");

	for (int r = 0; r < RATE_COUNT; r++)
		if (strcmp(asked, rate_indicator((enum rate)r)) == 0 ||
		    strcmp(asked, _(rate_name((enum rate)r))) == 0 ||
		    (*asked == '\0' && r == RATE_INSTANT)) {
			d->rate = (enum rate)r;
			snprintf(d->rate_id, sizeof d->rate_id, "%s", rate_indicator(d->rate));
			return true;
		}
	return list_refuse(l, _("rate=%s: give instant_rate, actual_bp, scope_bp, burden_bp or cases"), asked) != 0;
}

/* By codes or words; the county's first slice where none is named.  1: there is none such, and the list says so. */
static int
take_slice(struct list *l, struct store *st, const struct env *env, struct why_data *d)
{
	struct settle_slice slices[SETTLE_SLICES];
	const char *asked = list_take(l, "slice");
	char codes[64], words[160];
	int n = settle_slices(st, env->county, slices);

	for (int i = 0; i < n; i++) {
		d->slice = slices[i];
		snprintf(codes, sizeof codes, "%s/%s/%s", d->slice.pop, d->slice.svc, d->slice.scope);
		settle_slice_text(st, &d->slice, env->english, words, sizeof words);
		if (*asked == '\0' || strcmp(asked, codes) == 0 || strcmp(asked, words) == 0)
			return 0;
	}
	if (n <= 0)
		return n;
	list_refuse(l, _("slice=%s: there is none; Tab on the settlement screen shows them"), asked);
	return 1;
}

/* A month is asked for by its name, and another is no answer. */
static bool
take_month(struct list *l, const struct env *env, char until[11])
{
	const char *asked = list_take(l, "month");
	int32_t first, last;

	civil_format(env->today, until);
	until[7] = '\0';
	if (*asked == '\0')
		return true;
	if (!measure_period_days(asked, &first, &last))
		return list_refuse(l, _("month=%s: give a month, for example 2020-06"), asked) != 0;
	snprintf(until, 11, "%s", asked);
	return true;
}

static int
no_figures(struct list *l, struct store *st, const struct env *env, const struct why_data *d, const char *month)
{
	char there[160];

	if (settle_periods(st, env->county, &d->slice, there, sizeof there) != 0)
		return -1;
	list_refuse(l, _("month=%s: there are no figures of it; newest first there are: %s"), month,
	            there[0] != '\0' ? there : "-");
	return 1;
}

static int
read_place(struct list *l, struct store *st, const struct env *env, struct why_data *d)
{
	const char *asked = list_take(l, "division");
	struct settle_view view;
	char until[11];
	int found = -1;

	if (!take_month(l, env, until))
		return 1;
	if (settle_view(st, env->county, &d->slice, until, env->today, env->english, &view) != 0)
		return -1;
	for (int i = 0; i < view.count; i++)
		if (strcmp(view.places[i].code, asked) == 0 || strcmp(view.places[i].name, asked) == 0)
			found = i;
	if (found >= 0) {
		d->months = view.places[found];
		snprintf(d->division, sizeof d->division, "%s", view.places[found].code);
		snprintf(d->place, sizeof d->place, "%s", view.places[found].name);
	}
	snprintf(d->month, sizeof d->month, "%s", view.period);
	settle_view_clear(&view);
	if (found < 0) {
		list_refuse(l, *asked != '\0' ? _("%s is unknown; `guatu list townships' lists the places")
		             : _("which township? division=NAME month=2020-05 rate=instant_rate"), asked);
		return 1;
	}
	return *list_asked(l, "month") != '\0' && strcmp(d->month, until) != 0 ? no_figures(l, st, env, d, until) : 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct why_data *d = l->data;
	int rc;

	d->count = 0;
	explain_plan(st, env->today, &d->plan);
	if (!take_rate(l, d))
		return 0;
	if ((rc = take_slice(l, st, env, d)) != 0 || (rc = read_place(l, st, env, d)) != 0)
		return rc < 0 ? -1 : 0;
	if (add_explanation(d, st, env) != 0 || add_institutions(d, st, env) != 0 || add_exceptions(d, st, env) != 0 ||
	    add_issues(d, st, env) != 0)
		return -1;
	list_rows(l, d->lines, d->count);
	return 0;
}

static int
opened(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT], char filter[LIST_TEXT])
{
	char division[16] = "", month[8] = "", rate[32] = "", slice[64] = "";

	(void)st;
	(void)env;
	(void)filter;
	if (!l->whole && sscanf(base, "%15s %7s %31s %63s", division, month, rate, slice) == 4)
		snprintf(base, LIST_TEXT, "division=%s month=%s rate=%s slice=%s", division, month, rate, slice);
	return 0;
}

static void clear(void *data) { free(((struct why_data *)data)->lines); }

/* ---- columns -------------------------------------------------------------------------------- */

#define LINE const struct line *line = row; const struct why_data *d = line->data; struct rate_value k, b; \
	rate_read(&line->now, d->rate, env->rules->fair_denominator, &k); \
	rate_read(&line->before, d->rate, env->rules->fair_denominator, &b); (void)k; (void)b

static void
rate_value_of(struct value *v, enum rate rate, int64_t n)
{
	char text[FIGURE_TEXT];

	if (n == SETTLE_NONE)
		return;
	if (rate == RATE_CASES)
		value_count(v, n);
	else
		value_share(v, n);
	(rate == RATE_CASES ? count_text(n, text) : share_text(n, 1, text));
	value_say(v, "%s", text);
}

static void
change_value(const void *row, const struct env *env, struct value *v)
{
	char text[FIGURE_TEXT];

	LINE;
	if (k.value == SETTLE_NONE || b.value == SETTLE_NONE)
		return;
	if (d->rate == RATE_CASES)
		value_count(v, k.value - b.value);
	else
		value_share(v, k.value - b.value);
	if (d->rate == RATE_CASES)
		value_text(rational(k.value - b.value, 1), "count", 1, true, text);
	else
		points_text(k.value - b.value, text);
	value_say(v, "%s", text);
	v->role = k.value < b.value ? PAINT_WARN : PAINT_NORMAL;
}

static void
whole_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (d->rate != RATE_CASES && k.whole != SETTLE_NONE && !k.money)
		value_count(v, k.whole);
	else if (d->rate != RATE_CASES && k.whole != SETTLE_NONE)
		value_fen(v, k.whole);
}

static void
says_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_word(v, line->says);
	v->role = line->lateness != LATENESS_NONE ? lamp_role(lateness_defs[line->lateness].lamp) : line->role;
}

static const char *const parts[] = {
	[PART_EXPLAIN] = N_("explanation"), [PART_TIER] = N_("by level"), [PART_INSTITUTION] = N_("by institution"),
	[PART_EXCEPTION] = N_("not settled at once"), [PART_ISSUE] = N_("live issues"),
};
static const char *const part_codes[] = {
	[PART_EXPLAIN] = "EXPLANATION", [PART_TIER] = "TIER", [PART_INSTITUTION] = "INSTITUTION",
	[PART_EXCEPTION] = "EXCEPTION", [PART_ISSUE] = "ISSUE",
};

#define OF_LINE(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
OF_LINE(value, rate_value_of(v, d->rate, k.value))
OF_LINE(before, rate_value_of(v, d->rate, b.value))
OF_LINE(lateness, value_lateness(v, line->lateness))
OF_LINE(part, value_coded(v, part_codes[line->part], _(parts[line->part])))
OF_LINE(division, value_coded(v, d->division, d->place))
OF_LINE(month, value_word(v, d->month))
OF_LINE(rate, value_coded(v, d->rate_id, _(rate_name(d->rate))))
OF_LINE(slice, value_wordf(v, "%s/%s/%s", d->slice.pop, d->slice.svc, d->slice.scope))

static const struct column columns[] = {
	{ "name",     N_("what it may rest on"), 20, 1, 0, TEXT_AT(line, name) },
	{ "value",    N_("month"),           8, 0, 0,   WORKED_OUT(TYPE_NUMBER, value_value),
	  .means = N_("the rate of the month") },
	{ "before",   N_("month before"),    8, 0, 0,   WORKED_OUT(TYPE_NUMBER, before_value),
	  .means = N_("the same of the month before") },
	{ "change",   N_("change"),          7, 0, 0,   WORKED_OUT(TYPE_NUMBER, change_value),
	  .means = N_("against the month before") },
	{ "whole",    N_("out of how many"), 12, 0, 100, WORKED_OUT(TYPE_NUMBER, whole_value),
	  .means = N_("what the rate is of") },
	{ "standing", N_("state"),          18, 0, 0,   WORKED_OUT(TYPE_TEXT, says_value) },
	{ "id",       N_("id"),             12, 0, LIST_HIDDEN, TEXT_AT(line, id) },
	{ "part",     N_("part"),            8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, part_value) },
	{ "lateness", N_("lateness"),        8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES },
	{ "division", N_("township"),        8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value) },
	{ "month",    N_("period"),          8, 0, 160, WORKED_OUT(TYPE_TEXT, month_value) },
	{ "rate",     N_("rate"),            8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, rate_value) },
	{ "slice",    N_("population, service, scope"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, slice_value) },
	{ 0 }
};

/* ---- the list ----------------------------------------------------------------------------------- */

static int rank(const void *row) { return (int)((const struct line *)row)->part; }

static const char *
group(const void *row, const struct env *env, struct value *count)
{
	(void)env;
	(void)count;
	return _(parts[((const struct line *)row)->part]);
}

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct why_data *d = l->data;
	struct rate_value now, before;
	char a[FIGURE_TEXT] = "-", b[FIGURE_TEXT] = "-";

	rate_read(&d->months.months[SETTLE_MONTHS - 1], d->rate, env->rules->fair_denominator, &now);
	rate_read(&d->months.months[SETTLE_MONTHS - 2], d->rate, env->rules->fair_denominator, &before);
	(d->rate == RATE_CASES ? count_text(now.value, a) : share_text(now.value, 1, a));
	(d->rate == RATE_CASES ? count_text(before.value, b) : share_text(before.value, 1, b));
	canvas_putf(c, 0, 0, c->w, PAINT_TITLE, _("%s %s %s: %s, the month before %s"), d->place, d->month,
	            _(rate_name(d->rate)), a, b);
}

static struct effect
explain(const struct why_data *d)
{
	if (*d->plan.ledger == '\0')
		return fx_text(FX_REFUSE, "%s",
		               _("the county's plan names no ledger for it (parameter explain_ledger)"));
	return fx_open(SCREEN_FORM, "entry\nregister\n%s\ndivision=%s\nmonth=%s\nrate=%s\ntitle=%s %s %s",
	               d->plan.ledger, d->division, d->month, d->rate_id, d->place, d->month, _(rate_name(d->rate)));
}

static void
say_settlements(const struct why_data *d, const struct line *line, const struct env *env, struct lineage *out)
{
	struct rate_value v;

	rate_read(&line->now, d->rate, env->rules->fair_denominator, &v);
	lineage_means(out, _("levels are the sums of their institutions' settlements of %s and the month before. An "
			     "instant "
	                     "settlement rate that fell, and any other rate outside its band (parameters band_up, "
	                     "band_down), is explained by the first run of the duty %s after the month"), d->month,
	              *d->plan.duty != '\0' ? d->plan.duty : "-");
	lineage_share(out, _("of the rate, this month"), v.money || v.part == SETTLE_NONE ? INT64_MIN : v.part,
	              _("what the rate is of"), v.money || v.whole == SETTLE_NONE ? INT64_MIN : v.whole);
	lineage_from(out, "%s", _("settlements handed in with a column institution"));
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct line *line = row;
	const struct why_data *d = l->data;

	lineage_what(out, "%s %s %s: %s", d->place, d->month, _(rate_name(d->rate)), line->name);
	switch (line->part) {
	case PART_EXPLAIN: case PART_EXCEPTION:
		lineage_means(out, _("an entry of the ledger %s"), line->part == PART_EXPLAIN ? d->plan.ledger
		              : d->plan.exceptions);
		lineage_no_share(out, _("one entry; days, persons and amounts are its own"));
		lineage_from(out, "%s", line->id[0] == '=' ? _("nobody has written it yet") : _("the entry itself"));
		if (line->id[0] != '=')
			lineage_record(out, KIND_ENTRY, line->id);
		break;
	case PART_ISSUE:
		lineage_means(out, "%s", _("a live issue of this township"));
		lineage_no_share(out, _("one issue; days and times are counted"));
		lineage_from(out, "%s", _("the issue records"));
		lineage_record(out, KIND_ISSUE, line->id);
		break;
	default: say_settlements(d, line, env, out); break;
	}
	lineage_clause(out, "六(二) 七(一) 七(二)5");
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	const struct why_data *d = l->data;

	(void)row;
	(void)env;
	if (*d->division == '\0')
		return fx(FX_NONE);
	return act == ACT_NEW_ENTRY ? explain(d) : fx(FX_NONE);
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	const struct line *line = row;

	(void)env;
	switch (line->part) {
	case PART_EXPLAIN:   return line->id[0] == '=' ? explain(l->data) : fx_open(SCREEN_ENTRY, "%s", line->id);
	case PART_EXCEPTION: return fx_open(SCREEN_ENTRY, "%s", line->id);
	case PART_ISSUE:     return fx_open(SCREEN_ISSUE, "%s", line->id);
	default:             return fx_do(ACT_LINEAGE);
	}
}

static const char *
enter(const void *row)
{
	const struct line *line = row;

	return line->part == PART_EXPLAIN && line->id[0] == '=' ? _("explain") : line->part == PART_TIER ||
	       line->part == PART_INSTITUTION ? _("source") : _("open");
}

const struct list_ops why_list = {
	.noun = "why", .columns = columns,
	.about = N_("why a township's rate moved: division=NAME month=2020-05 rate=instant_rate slice=POP/SVC/SCOPE"),
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct why_data),
	.opened = opened, .rows = rows, .clear = clear, .rank = rank, .group = group, .summary = summary, .act = act,
	.open = open, .enter = enter, .lineage = lineage,
};

const struct screen_ops why_screen = {
	.name = "why", .title = N_("why a rate moved"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_LEDGERS,
	.topics = TOPIC(KIND_SETTLEMENT) | TOPIC(KIND_ENTRY) | TOPIC(KIND_ISSUE) | TOPIC(KIND_PARAM) |
	          TOPIC(KIND_DUTY_RUN) | TOPIC_OUTBOX,
	LIST_SCREEN(why_list),
};
