/*
 * Enrolment by township, for everybody or one category: who should be enrolled,
 * who is, what explains the others, who is left (target 0), and the gaps
 * closed out one by one.  Below it the place under the cursor: reasons and
 * backlog by kind, the rate by each denominator published, twelve months.
 */

#include "screens/figures/indicators.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/kit/spark.h"
#include "store/measure/enrolment.h"

struct board {
	struct enrolment data;
	struct enrol_detail detail;
	int  turned;                       /* categories away from the one asked for */
};

/* ---- reading ------------------------------------------------------------------------ */

static int
category_find(const struct enrolment *e, const char *text)
{
	for (int i = 1; i < e->category_count; i++)
		if (strcmp(text, e->categories[i].code) == 0 || strcmp(text, e->categories[i].name) == 0)
			return i;
	return -1;
}

static int
load_category(struct enrolment *e, struct store *st, const struct env *env, const char *code)
{
	return enrolment_load(st, env->county, env->county_name, env->today, env->english, code, e);
}

/* A category's name by itself is one, too. */
static int
opened(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT], char filter[LIST_TEXT])
{
	struct board *b = l->data;
	int named;

	(void)filter;
	if (load_category(&b->data, st, env, "") != 0)
		return -1;
	named = category_find(&b->data, env->arg);
	snprintf(base, LIST_TEXT, "%s%s", named > 0 ? "category=" : "",
	         named > 0 ? b->data.categories[named].code : env->arg);
	return 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct board *b = l->data;
	const char *text = list_take(l, "category");
	int asked, n;
	char code[48];

	if (load_category(&b->data, st, env, "") != 0)
		return -1;
	if ((asked = *text != '\0' ? category_find(&b->data, text) : 0) < 0)
		return list_refuse(l, _("category=%s: there is none; `guatu list terms list=pop' lists them"), text);
	n = b->data.category_count;
	asked = ((asked + b->turned) % n + n) % n;
	snprintf(code, sizeof code, "%s", b->data.categories[asked].code);
	if (asked != 0 && load_category(&b->data, st, env, code) != 0)
		return -1;
	list_rows(l, b->data.rows, b->data.count);
	return 0;
}

static const char *
category_name(const struct enrolment *e, int category)
{
	return category == 0 ? _("everybody") : e->categories[category].name;
}

static int
detail_read(struct list *l, struct store *st, const struct env *env, const void *row)
{
	struct board *b = l->data;

	return enrolment_detail(st, env->county, env->today, env->english, &b->data,
	                        b->data.categories[b->data.category].code,
	                        ((const struct enrol_row *)row)->code, &b->detail);
}

/* ---- columns ------------------------------------------------------------------------ */

#define ROW const struct enrol_row *r = row; const struct enrolment *e = r->of; (void)env; (void)e

static void
place_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_word(v, r->name);
	v->role = r == e->rows ? PAINT_SECTION : PAINT_NORMAL;
}

/* What should be 0 and is not warns; what is not known is dim. */
static void
cell(const struct enrol_row *r, enum enrol_column column, struct value *v)
{
	int64_t n = r->value[column];
	char text[FIGURE_TEXT];

	if (n == MEASURE_NONE) {
		value_coded(v, "", _("missing"));
		v->role = PAINT_DIM;
	} else if (enrol_role(column) == ENROL_ROLE_SHARE) {
		share_beside(rational(n, 10000), rational(1, 1), 1, text);
		value_share(v, n);
		value_say(v, "%s", text);
	} else {
		value_count(v, n);
		v->role = enrol_role(column) == ENROL_ROLE_WEAK && n > 0 ? PAINT_WARN : PAINT_NORMAL;
	}
}

#define CELL(name, column) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		(void)env; \
		cell(row, column, v); \
	}
CELL(should, ENROL_SHOULD)
CELL(enrolled, ENROL_ENROLLED)
CELL(rate, ENROL_RATE)
CELL(paid, ENROL_PAID)
CELL(subsidised, ENROL_SUBSIDISED)
CELL(explained, ENROL_EXPLAINED)
CELL(unexplained, ENROL_UNEXPLAINED)
CELL(untagged, ENROL_UNTAGGED)

/* Those still open; on the screen out of how many. */
static void
gaps_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, r->gap_open);
	value_say(v, "%d/%d", (int)r->gap_open,
	          (int)(r->gap_open + (r->gap_closed == MEASURE_NONE ? 0 : r->gap_closed)));
	v->role = r->gap_open > 0 ? PAINT_WARN : PAINT_NORMAL;
}

#define SAYS(name, said) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		said; \
	}
SAYS(gaps_closed, value_count(v, r->gap_closed))
SAYS(period, value_word(v, e->period))
SAYS(category, value_coded(v, e->categories[e->category].code, category_name(e, e->category)))

/* Where it is too narrow, what is only one step of the way gives way first. */
enum { FIRST_TO_GO = 3, SECOND = 2, THIRD = 1 };
#define COUNTED(function, says) WORKED_OUT(TYPE_COUNT, function), .most = 10, .means = N_(says)
static const struct column columns[] = {
	{ "place",       N_("township"),    8, 1, 0,           WORKED_OUT(TYPE_TEXT, place_value),
	  OF_RECORDS(KIND_DIVISION), .most = 16 },
	{ "should",      N_("should"),      7, 1, 0,           COUNTED(should_value, "people of the category who "
										     "should be covered") },
	{ "enrolled",    N_("enrolled"),    7, 1, 0,           COUNTED(enrolled_value, "of those, covered") },
	{ "rate",        N_("enrolment rate"), 7, 1, 0,        WORKED_OUT(TYPE_SHARE, rate_value), .most = 14,
	  .means = N_("enrolled of those who should be") },
	{ "paid",        N_("paid"),        7, 1, SECOND,      COUNTED(paid_value, "of those, with their premium "
										   "paid") },
	{ "subsidised",  N_("subsidised"),  7, 1, FIRST_TO_GO, COUNTED(subsidised_value, "of those, with a subsidy") },
	{ "explained",   N_("explained"),   7, 1, THIRD,       COUNTED(explained_value, "not covered, with a reason "
											"on record") },
	{ "unexplained", N_("unexplained"), 7, 1, 0,           WORKED_OUT(TYPE_COUNT, unexplained_value), .most = 11,
	  .means = N_("who should be enrolled, is not, and has no reason on record") },
	{ "untagged",    N_("untagged"),    7, 1, 0,           COUNTED(untagged_value, "covered and not tagged in "
										       "the system") },
	{ "gaps",        N_("gaps"),        5, 0, 0,           WORKED_OUT(TYPE_COUNT, gaps_value),
	  .means = N_("entries of the ledgers of gaps for this place that are going on") },
	{ "gaps_closed", N_("gaps closed"), 5, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, gaps_closed_value),
	  .means = N_("the same that have ended") },
	{ "division",    N_("division code"), 12, 0, LIST_HIDDEN, TEXT_AT(enrol_row, code), OF_RECORDS(KIND_DIVISION) },
	{ "category",    N_("category"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, category_value) },
	{ "period",      N_("period"),      7, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, period_value) },
	{ 0 }
};
enum { FIRST_CELL = 1 };               /* columns[] from here are enrol_columns */

/* ---- acting ------------------------------------------------------------------------- */

static void
cell_text(const struct enrol_row *r, int column, char out[VALUE_OWN])
{
	char text[VALUE_OWN];
	struct value v;

	column_value(&columns[FIRST_CELL + column], r, NULL, &v);
	snprintf(out, VALUE_OWN, "%s", value_words(&v, text, sizeof text));
}

static void
write_parts(FILE *out, const struct enrol_detail *d)
{
	char text[FIGURE_TEXT];

	for (int i = 0; i < d->part_count; i++) {
		count_text(d->parts[i].value, text);
		fprintf(out, "  %s (%s)  %s\n", d->parts[i].name, d->parts[i].id,
		        d->parts[i].value == MEASURE_NONE ? _("missing") : text);
	}
	for (int i = 0; i < d->rate_count; i++) {
		char rate[FIGURE_TEXT];
		count_text(d->rates[i].should, text);
		share_beside(rational(d->rates[i].bp, d->rates[i].bp != MEASURE_NONE ? 10000 : 0), rational(1, 1), 1,
		             rate);
		fprintf(out, _("Rate %s by the denominator %s (%s)\n"), rate,
		        d->rates[i].denominator[0] != '\0' ? d->rates[i].denominator : "-", text);
	}
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	const struct board *b = l->data;
	ROW;

	lineage_what(out, "%s  %s  %s", r->name, category_name(e, e->category),
		     e->period[0] != '\0' ? e->period : "-");
	lineage_means(out, "%s", _("who should be covered and who is, by the words of the measures:"));
	for (int c = 0; c < ENROL_COLUMNS; c++)
		lineage_line(out, "  %s = %s", _(columns[FIRST_CELL + c].title), enrol_words((enum enrol_column)c));
	lineage_share(out, _(columns[FIRST_CELL + ENROL_ENROLLED].title), INT64_MIN,
		      _(columns[FIRST_CELL + ENROL_SHOULD].title),
	              INT64_MIN);
	write_parts(out->out, &b->detail);
	lineage_from(out, "%s", _("figures of the period handed in by their sources; find a word in the catalogue "
				  "(0) and "
	                          "press i there for its record. Missing is not zero"));
}

static struct effect
open_gaps(const struct list *l, const void *row, const struct env *env)
{
	ROW;
	(void)l;
	if (e->ledger[0] == '\0' || screen_defs[SCREEN_LEDGER].ops == NULL)
		return fx_text(FX_REFUSE, "%s", _("the pack has no ledger in which gaps in cover are closed out"));
	return r == e->rows ? fx_open(SCREEN_LEDGER, "%s", e->ledger) :
	       fx_open(SCREEN_LEDGER, "%s - %s", e->ledger, r->code);
}

static struct effect
turn(struct list *l, int by)
{
	((struct board *)l->data)->turned += by;
	return fx(FX_LOAD);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	const struct enrol_row *r = row;
	char should[VALUE_OWN], enrolled[VALUE_OWN], rate[VALUE_OWN];

	(void)env;
	switch (act) {
	case ACT_RIGHT: case ACT_METRIC: return turn(l, 1);
	case ACT_LEFT:    return turn(l, -1);
	case ACT_COPY:
		if (r == NULL)
			return fx(FX_NONE);
		cell_text(r, ENROL_SHOULD, should);
		cell_text(r, ENROL_ENROLLED, enrolled);
		cell_text(r, ENROL_RATE, rate);
		return fx_text(FX_COPY, "%s %s %s %s/%s %s", r->name, category_name(r->of, r->of->category),
		               r->of->period, enrolled, should, rate);
	default: return fx(FX_NONE);
	}
}

static bool
dirty(struct list *l)
{
	struct board *b = l->data;
	bool away = b->turned != 0;

	b->turned = 0;
	return away;
}

static void
base(const struct list *l, char *out, size_t size)
{
	const struct board *b = l->data;

	if (b->turned != 0)
		snprintf(out, size, "category=%s", b->data.categories[b->data.category].code);
	else
		*out = '\0';
}

/* ---- painting ----------------------------------------------------------------------- */

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct board *b = l->data;
	bool any = b->data.period[0] != '\0';

	(void)env;
	canvas_put(c, 0, 0, c->w, any ? PAINT_TITLE : PAINT_WARN, any ? b->data.period : _("no figures"));
}

static int head_rows(const struct list *l, const struct env *env) { (void)l; (void)env; return 1; }

/* Everybody and the categories, the one looked at in brackets. */
static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct board *b = l->data;
	int x = 1;

	(void)env;
	for (int i = 0; i < b->data.category_count && x < c->w - 4; i++)
		x += canvas_putf(c, 0, x, c->w - x, i == b->data.category ? PAINT_SELECTED : PAINT_DIM,
		                 i == b->data.category ? "[%s]" : " %s ", category_name(&b->data, i));
}

static void
parts_paint(const struct enrol_detail *d, struct canvas *c, int y)
{
	int x = 1, row = 0;

	for (int i = 0; i < d->part_count; i++) {
		const struct enrol_part *p = &d->parts[i];
		char text[FIGURE_TEXT + 100], value[FIGURE_TEXT];
		count_text(p->value, value);
		snprintf(text, sizeof text, "%s %s", p->name, p->value == MEASURE_NONE ? _("missing") : value);
		if (x > 1 && x + text_width(text) > c->w - 2) {
			x = 1;
			if (++row == 2)
				return;
		}
		x += canvas_put(c, y + row, x, c->w - 1 - x, p->value == MEASURE_NONE ? PAINT_DIM : PAINT_NORMAL,
		                text) + 2;
	}
}

/* One line each, for as many as there is room: the row behind the last. */
static int
rates_paint(const struct enrol_detail *d, struct canvas *c, int y, int max)
{
	for (int i = 0; i < d->rate_count && i < max; i++, y++) {
		const struct enrol_rate *r = &d->rates[i];
		char rate[FIGURE_TEXT], should[FIGURE_TEXT];
		share_beside(rational(r->bp, r->bp != MEASURE_NONE ? 10000 : 0), rational(1, 1), 1, rate);
		count_text(r->should, should);
		canvas_putf(c, y, 1, c->w - 2, r->bp > 10000 ? PAINT_WARN : PAINT_NORMAL, _("rate %s of %s (%s)"),
		            rate, should,
		            r->denominator[0] != '\0' ? r->denominator : _("denominator not named"));
	}
	return y;
}

static void
trend_paint(const struct enrol_detail *d, struct canvas *c, int y)
{
	int series[ENROL_TREND], x = 1;

	indicator_series(d->trend, ENROL_TREND, series);
	x += canvas_putf(c, y, x, c->w - x, PAINT_DIM, "%s ", _("rate, 12 months")) ;
	spark_paint(c, y, x, ENROL_TREND, series, ENROL_TREND, 0, 0, PAINT_CHART);
	x += ENROL_TREND + 3;
	indicator_series(d->unexplained, ENROL_TREND, series);
	x += canvas_putf(c, y, x, c->w - x, PAINT_DIM, "%s ", _("unexplained, 12 months"));
	spark_paint(c, y, x, ENROL_TREND, series, ENROL_TREND, 0, 0, PAINT_CHART);
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct board *b = l->data;

	if (row == NULL)
		return;
	ROW;
	canvas_putf(c, 0, 1, c->w - 2, PAINT_SECTION, " %s  %s ", r->name, category_name(e, e->category));
	parts_paint(&b->detail, c, 1);
	trend_paint(&b->detail, c, rates_paint(&b->detail, c, 3, 2));
}

static const char *
enter(const void *row)
{
	return ((const struct enrol_row *)row)->of->ledger[0] != '\0' ? _("gaps") : "";
}

const struct list_ops enrolment_list = {
	.noun = "enrolment",
	.about = N_("who should be enrolled, who is, and what explains the others, by township; category=CODE"),
	.columns = columns,
	.script =
	       "division,place,category,period,should,enrolled,rate,paid,subsidised,explained,unexplained,untagged,"
	       "gaps,"
	          "gaps_closed",
	.row_size = sizeof(struct enrol_row), .data_size = sizeof(struct board),
	.id_at = offsetof(struct enrol_row, code),
	.opened = opened, .rows = rows, .summary = summary, .head_rows = head_rows, .head = head,
	.detail_rows = 5, .detail = detail, .detail_read = detail_read,
	.act = act, .open = open_gaps, .lineage = lineage, .dirty = dirty, .base = base, .enter = enter,
};

const struct screen_ops enrolment_screen = {
	.name = "enrolment", .title = N_("enrolment"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_FIGURES,
	.topics =
	       TOPIC(KIND_FIGURE) | TOPIC(KIND_INDICATOR) | TOPIC(KIND_ENTRY) | TOPIC(KIND_STAGE) | TOPIC(KIND_TERM) |
	          TOPIC(KIND_DIVISION) | TOPIC(KIND_PARAM) | TOPIC(KIND_SOURCE) | TOPIC(KIND_LEDGER),
	LIST_SCREEN(enrolment_list),
};
