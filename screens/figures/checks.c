/*
 * Everything that is checked, worst first: rules of the packs, checks of data
 * quality, parameters that change.  A rule for every township, or a check with
 * several findings, is one row that unfolds to its places.
 */

#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/figures/verdict.h"

/* A rule or check by itself, one for several places, or one of those places. */
struct line {
	const struct check_row *check;      /* of several: the first that made it what it is */
	enum arith_verdict verdict;         /* the worst of them */
	enum arith_verdict group;           /* of the rule a place stands under */
	int  places, like;                  /* how many, and how many of them have this verdict */
	bool below;
	char id[112];
};

struct checks_data {
	struct checks checks, next;
	/* only the rules are worked out: in `checks`, to be shown, or in `next` */
	enum { REST_NONE, REST_BEHIND, REST_ASIDE } rest;
	int    part;                        /* of the rest: the next one to be done */
	bool   started;
	struct line *lines;
	struct measure_part parts[MEASURE_PARTS];
	int    part_count;
};

/* ---- lines -------------------------------------------------------------------------- */

/* Rows from `first` on that belong to one rule or check. */
static int
run_of(const struct checks *c, int first)
{
	int n = 1;

	while (first + n < c->count && strcmp(c->rows[first].id, c->rows[first + n].id) == 0)
		n++;
	return n;
}

static int
severer(const void *pa, const void *pb)
{
	const struct line *a = pa, *b = pb;
	int by = check_severity(a->verdict) - check_severity(b->verdict);

	return by != 0 ? by : (a->check > b->check) - (a->check < b->check);
}

/* One rule's lines from `out` on: itself, and its places behind it, worst first. */
static int
add_rule(struct checks_data *d, int first, int n, struct line *out)
{
	struct line *places = out + (n > 1), *rule = out;

	for (int i = 0; i < n; i++) {
		const struct check_row *r = &d->checks.rows[first + i];
		places[i] = (struct line){ .check = r, .verdict = r->result.verdict, .below = n > 1 };
		snprintf(places[i].id, sizeof places[i].id, "%s %s %s %d", r->id, r->division, r->period, i);
	}
	qsort(places, (size_t)n, sizeof *places, severer);
	if (n > 1) {
		*rule = (struct line){ .check = places[0].check, .verdict = places[0].verdict, .places = n };
		snprintf(rule->id, sizeof rule->id, "%s", rule->check->id);
		for (int i = 0; i < n; i++)
			rule->like += places[i].verdict == rule->verdict;
	}
	for (int i = 0; i < n + (n > 1); i++)
		out[i].group = rule->verdict;
	return n + (n > 1);
}

static int
build(struct checks_data *d)
{
	int count = 0;

	free(d->lines);
	if ((d->lines = calloc((size_t)d->checks.count * 2 + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0, n; i < d->checks.count; i += n) {
		n = run_of(&d->checks, i);
		count += add_rule(d, i, n, d->lines + count);
	}
	return count;
}

/* ---- reading --------------------------------------------------------------------------- */

/* The rules, then in other turns the rest, part by part: each takes its time.  What was known stays meanwhile. */
static int
work(struct checks_data *d, struct measures *ms, struct store *st, const struct env *env)
{
	struct checks *into = d->rest == REST_ASIDE || (d->rest == REST_NONE && d->started) ? &d->next : &d->checks;
	int rc;

	if (d->rest == REST_NONE) {
		checks_clear(into);
		rc = checks_rules(ms, st, env->english, into);
		d->rest = rc != 0 ? REST_NONE : d->started ? REST_ASIDE : REST_BEHIND;
		d->part = 0;
		return rc;
	}
	rc = checks_rest(ms, st, env->english, d->part++, into);
	d->rest = rc != 0 || d->part == CHECKS_RESTS ? REST_NONE : d->rest;
	if (rc == 0 && into == &d->next && d->rest == REST_NONE) {
		checks_clear(&d->checks);
		d->checks = d->next;
		d->next = (struct checks){ 0 };
	}
	return rc;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct checks_data *d = l->data;
	struct measures *ms = measures_open(st, env->county, env->today);
	int rc = ms != NULL ? work(d, ms, st, env) : -1;

	d->started = true;
	measures_close(ms);
	if (rc == 0 && d->rest != REST_ASIDE) {
		int count = build(d);
		list_rows(l, d->lines, count);
	}
	return rc;
}

/* What the rule under the cursor rests on, for the place of its row. */
static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct checks_data *d = l->data;
	const struct check_row *r = ((const struct line *)row)->check;
	struct measure_at at = { r->division[0] != '\0' ? r->division : env->county, r->period, r->category };
	struct measures *ms;
	char both[1400];

	d->part_count = 0;
	if (r->kind != CHECK_RULE)
		return 0;
	if ((ms = measures_open(st, env->county, env->today)) == NULL)
		return -1;
	snprintf(both, sizeof both, "%s %s", r->expr, r->expect);
	d->part_count = measure_parts(ms, both, &at, env->english, d->parts, MEASURE_PARTS);
	measures_close(ms);
	return 0;
}

static void
clear(void *data)
{
	struct checks_data *d = data;

	checks_clear(&d->checks);
	checks_clear(&d->next);
	free(d->lines);
}

static bool
more(const struct list *l)
{
	return ((const struct checks_data *)l->data)->rest != REST_NONE;
}

/* ---- columns ----------------------------------------------------------------------------- */

#define LINE const struct line *line = row; const struct check_row *r = line->check; (void)env; (void)r

static void
verdict_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_coded(v, arith_verdict_name(line->verdict), _(arith_verdict_text(line->verdict)));
	v->role = verdict_role(line->verdict);
}

static void
title_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	bool narrow = env->w < 100;

	if (line->below && env->w < 160)      /* it stands below its name */
		value_wordf(v, "%s%s%s", r->place, narrow ? " " : "", narrow ? r->period : "");
	else if (r->kind == CHECK_PARAM)
		value_wordf(v, "%s: %.96s", verdict_title(r), r->expr);
	else if (narrow && line->places == 0 && r->place[0] != '\0')
		value_wordf(v, "%s  %s", verdict_title(r), r->place);
	else
		value_word(v, verdict_title(r));
}

static void
where_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	bool both = line->places == 0 && r->place[0] != '\0' && r->period[0] != '\0';

	value_wordf(v, "%s%s%s", line->places == 0 ? r->place : "", both ? " " : "",
	            line->places == 0 || r->kind == CHECK_RULE ? r->period : "");
}

/* In the rule's unit; what is no whole thing keeps two digits of a basis point, else four. */
static void
side(struct value *v, const struct line *line, struct rational number, bool there, const char *words)
{
	const struct check_row *r = line->check;
	bool counted = r->kind == CHECK_RULE || (r->kind == CHECK_DATA && r->result.has_expected);
	bool share = strcmp(r->unit, "bp") == 0;
	int64_t whole, digits = share ? 100 : 10000;

	if (line->places > 0)
		return;
	if (share)
		number = rational_mul(number, rational(10000, 1));
	if (rational_whole(rational_mul(number, rational(digits, 1)), &whole))
		number = rational(whole, digits);
	if (there && counted && r->result.verdict != ARITH_MISSING && r->result.verdict != ARITH_BROKEN)
		value_number(v, number);
	else
		value_coded(v, "", words);
	value_say(v, "%s", words);
}

#define SIDE(name, member, says, there) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		struct verdict_sides s; \
		verdict_sides(r, &s); \
		side(v, line, r->result.member, there, s.says); \
	}
SIDE(expected, expected, expected, r->result.has_expected)
SIDE(difference, difference, off, r->result.has_expected)
SIDE(tolerance, tolerance, tolerance, r->result.has_expected)

static void
computed_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	struct verdict_sides s;

	verdict_sides(r, &s);
	if (line->places > 0)
		value_wordf(v, "%d/%d", line->like, line->places);
	else
		side(v, line, r->result.computed, true, s.computed);
}

static void
kind_value(const void *row, const struct env *env, struct value *v)
{
	static const char *const kinds[] = { "rule", "data", "param" };

	LINE;
	value_word(v, kinds[r->kind]);
}

static void
why_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	if (r->result.why[0] != '\0')
		value_word(v, r->result.why);
	else if (r->checked > 0)
		value_wordf(v, _("%d records looked at"), r->checked);
	else
		value_word(v, r->note);
}

/* A rule for several places stands for none of them. */
#define OF_CHECK(name, member, alone) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		value_word(v, !(alone) || line->places == 0 ? r->member : ""); \
	}
OF_CHECK(rule, id, false)
OF_CHECK(division, division, true)
OF_CHECK(place, place, true)
OF_CHECK(period, period, true)
OF_CHECK(unit, unit, false)
OF_CHECK(expr, expr, false)
OF_CHECK(expect, expect, false)
OF_CHECK(category, category, false)
OF_CHECK(record, record, true)

static void
clause_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_clause(v, r->clause, r->local != 0);
}

static const struct column columns[] = {
	{ "verdict",    N_("verdict"),        8, 0, 0,   WORKED_OUT(TYPE_TEXT, verdict_value) },
	{ "title",      N_("rule or check"), 16, 1, 0,   WORKED_OUT(TYPE_TEXT, title_value) },
	{ "where",      N_("place, period"), 16, 0, 100, WORKED_OUT(TYPE_TEXT, where_value) },
	{ "computed",   N_("worked out"),    13, 0, 0,   WORKED_OUT(TYPE_NUMBER, computed_value),
	  .means = N_("what the rule's formula gives") },
	{ "expected",   N_("against"),       12, 0, 0,   WORKED_OUT(TYPE_NUMBER, expected_value),
	  .means = N_("what it is held against") },
	{ "difference", N_("off"),           11, 0, 0,   WORKED_OUT(TYPE_NUMBER, difference_value),
	  .means = N_("worked out less what it is held against") },
	{ "tolerance",  N_("tolerance"),      9, 0, 100, WORKED_OUT(TYPE_NUMBER, tolerance_value),
	  .means = N_("how far apart they may be: what rounding of the printed parts allows, or the rule's own") },
	{ "rule",       N_("rule"),          14, 0, 160, WORKED_OUT(TYPE_TEXT, rule_value) },
	{ "kind",       N_("kind"),           6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, kind_value) },
	{ "division",   N_("division code"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "place",      N_("place"),          8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, place_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "period",     N_("period"),         8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, period_value) },
	{ "unit",       N_("unit"),           6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, unit_value) },
	{ "expr",       N_("formula"),       20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, expr_value) },
	{ "expect",     N_("expected by"),   20, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, expect_value) },
	{ "category",   N_("category"),       8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, category_value) },
	{ "record",     N_("record"),        16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, record_value) },
	{ "clause",     N_("clause"),        10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, clause_value) },
	{ "why",        N_("why"),           24, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, why_value) },
	{ 0 }
};

/* ---- the list --------------------------------------------------------------------------- */

static int  level(const void *row)  { return ((const struct line *)row)->below; }
static bool closed(const void *row) { return ((const struct line *)row)->places > 0; }
static int
rank(const void *row)
{
	enum arith_verdict verdict = ((const struct line *)row)->verdict;

	return check_severity(verdict) * 16 + (int)verdict;
}

static const char *
group(const void *row, const struct env *env, struct value *count)
{
	(void)env;
	(void)count;
	return _(arith_verdict_text(((const struct line *)row)->group));
}

static enum paint_role
role(const void *row, const struct env *env)
{
	LINE;
	return line->below ? PAINT_DIM : PAINT_NORMAL;
}

/* By the words of the rows. */
static const struct list_total totals[] = {
	{ TOTAL("ALL",        N_("rules and checks"),     "",                   PAINT_TITLE) },
	{ TOTAL("BROKEN",     N_("rule broken"),          "verdict=BROKEN",     PAINT_ERROR) },
	{ TOTAL("MISMATCH",   N_("differs"),              "verdict=MISMATCH",   PAINT_ERROR) },
	{ TOTAL("CONFLICT",   N_("definitions conflict"), "verdict=CONFLICT",   PAINT_WARN) },
	{ TOTAL("ALERT",      N_("alert"),                "verdict=ALERT",      PAINT_WARN) },
	{ TOTAL("INFEASIBLE", N_("infeasible"),           "verdict=INFEASIBLE", PAINT_WARN) },
	{ TOTAL("GAP",        N_("gap"),                  "verdict=GAP",        PAINT_WARN) },
	{ TOTAL("SUSPECT",    N_("suspect"),              "verdict=SUSPECT",    PAINT_WARN) },
	{ TOTAL("MISSING",    N_("no figure"),            "verdict=MISSING",    PAINT_NORMAL) },
	{ TOTAL("FINE",       N_("in order"),             "verdict=EXACT,ROUNDING,HOLDS,DERIVED", PAINT_OK) },
	{ 0 }
};
static bool counts(const void *row) { return !((const struct line *)row)->below; }

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	int x = env->part ? canvas_put(c, 0, 0, c->w, PAINT_DIM, _("of what is sent to you")) + 2 : 0;

	list_totals_paint(l, c, x);
}

/* The arithmetic of what the cursor is on. */
static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct checks_data *d = l->data;
	char sentence[512], *text = NULL;
	size_t size;
	FILE *out;
	int used;

	if (row == NULL || (out = open_memstream(&text, &size)) == NULL)
		return;
	LINE;
	bool rule = r->kind == CHECK_RULE;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s  %s%s%s ", r->id, rule ? r->expr : verdict_title(r),
	            rule && r->expect[0] != '\0' ? "  =  " : "", rule ? r->expect : "");
	verdict_explain(r, sentence, sizeof sentence);
	used = canvas_wrap(c, 1, 1, 2, c->w - 2, verdict_role(r->result.verdict), sentence);
	if (r->note[0] != '\0' && rule && used < 2)
		canvas_putf(c, 1 + used++, 1, c->w - 2, PAINT_DIM, _("note: %s"), r->note);
	parts_write(out, d->parts, d->part_count);
	fclose(out);
	canvas_wrap(c, 1 + used, 1, c->h - 1 - used, c->w - 2, PAINT_DIM, text);
	free(text);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct checks_data *d = l->data;
	struct value clause = { .type = TYPE_NONE };
	char sentence[512];

	LINE;
	verdict_explain(r, sentence, sizeof sentence);
	lineage_what(out, "%s %s  %s %s", r->id, verdict_title(r), r->place, r->period);
	lineage_means(out, "%s%s%s", r->kind == CHECK_RULE ? r->expr : _("what was recorded held against itself and "
									 "the plan"),
	              r->kind == CHECK_RULE && r->expect[0] != '\0' ? "  =  "
								      "" : "", r->kind == CHECK_RULE ? r->expect : "");
	lineage_line(out, "%s", sentence);
	if (r->note[0] != '\0' && r->kind == CHECK_RULE)
		lineage_line(out, _("note: %s"), r->note);
	lineage_no_share(out, _("worked out is held against what it should be"));
	value_clause(&clause, r->clause, r->local != 0);
	lineage_clause(out, clause.text != NULL ? clause.text : "");
	if (r->kind != CHECK_RULE) {
		lineage_from(out, "%s", _("the record that is named"));
		return;
	}
	lineage_line(out, "%s", _("What it is made of:"));
	parts_write(out->out, d->parts, d->part_count);
	lineage_line(out, "%s",
	        _("\nA figure printed to its last digit q is known to q/2 either way; a sum of n parts may so "
	          "differ from its printed total by (n+1)q/2. Counts printed in full are exact."));
	lineage_from(out, _("the rule %s of the plan (rule.csv) over the records its words count"), r->check);
	lineage_record(out, KIND_RULE, r->check);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	char sentence[512];

	(void)l;
	if (row == NULL || act != ACT_COPY)
		return fx(FX_NONE);
	LINE;
	verdict_explain(r, sentence, sizeof sentence);
	return fx_text(FX_COPY, "%s %s %s %s %s", r->id, verdict_title(r), r->place, r->period, sentence);
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)row;
	(void)env;
	return fx_do(ACT_LINEAGE);
}

static const char *enter(const void *row)     { (void)row; return _("source"); }

const struct list_ops checks_list = {
	.noun = "verdicts",
	.about = N_("every rule and data check worked out, each place: verdict=ALERT rule=CHK16 place=NAME"),
	.columns = columns,
	.script = "rule,kind,verdict,title,division,place,period,computed,expected,difference,tolerance,unit,"
	          "expr,expect,category,"
	          "record,clause,why",
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct checks_data),
	.rows = rows, .clear = clear, .more = more, .group = group, .rank = rank, .level = level, .closed = closed,
	.role = role, .totals = totals, .counts = counts, .summary = summary,
	.detail_rows = 5, .detail = detail, .detail_read = detail_read,
	.act = act, .open = open, .lineage = lineage, .enter = enter,
};

const struct screen_ops checks_screen = {
	.name = "checks", .title = N_("checks"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_FIGURES,
	.topics = ~(TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_EVENT) | TOPIC(KIND_ISSUE)),
	LIST_SCREEN(checks_list),
};
