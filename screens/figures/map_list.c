/* The townships as rows: the ranking beside the map, the map as a list, and `guatu list townships`. */

#include "screens/kit/bar.h"
#include "screens/kit/list.h"
#include "screens/figures/map.h"

/* `i`: of a township, COUNTY_ROW the county itself. */
struct row { const struct map_model *m; int i; char code[16]; };
enum { COUNTY_ROW = -1 };

static const struct standing *
standing_at(const struct map_model *m, int i)
{
	return i == COUNTY_ROW ? &m->t.county : &m->t.list[i];
}

#define ROW const struct row *r = row; const struct standing *s = standing_at(r->m, r->i); \
	const struct reading *k = r->i == COUNTY_ROW ? &r->m->county : &r->m->readings[r->i]; \
	(void)env; (void)s; (void)k

/* ---- columns --------------------------------------------------------------------------- */

static void
rank_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (r->i == COUNTY_ROW || r->m->t.part || k->few || k->bp < 0)
		value_coded(v, "", "-");
	else
		value_count(v, r->m->rank[r->i]);
}

/* "80.4%", "+0.3": as the map says them. */
static void
share(struct value *v, int bp, bool there, struct figure says)
{
	value_share(v, there ? bp : INT64_MIN);
	value_say(v, "%s", says.text);
}

static void
rate_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	share(v, k->bp, k->bp >= 0, reading_text(k));
	if (k->bp < 0)
		value_coded(v, "", "-");
}

static void
day_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	share(v, k->day, k->day != READING_NO_CHANGE, change_text(k->shown_day));
	v->role = k->day > 0 ? PAINT_NORMAL : PAINT_DIM;
}

static void
week_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	share(v, k->week, k->week != READING_NO_CHANGE, change_text(k->shown_week));
	v->role = k->week > 0 ? PAINT_NORMAL : PAINT_WARN;
}

static void
pace_picture(const void *row, const struct env *env, struct canvas *cell, enum paint_role role)
{
	ROW;
	(void)role;
	bar_paint(cell, 0, 0, cell->w, k->bp < 0 ? 0 : k->bp / 100,
	          k->bp >= 0 && k->pace >= 0 ? k->pace / 100 : BAR_NO_PACE,
	          k->few ? PAINT_DIM : lamp_role(k->lamp));
}

static void
overdue_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_count(v, s->issues.overdue);
	v->role = s->issues.overdue > 0 ? PAINT_LAMP_RED : PAINT_NORMAL;
}

static void
oldest_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	value_days(v, s->issues.overdue > 0 ? r->m->t.today - s->issues.oldest : INT64_MIN);
	v->role = PAINT_DIM;
}

static const char *const metric_codes[METRIC_COUNT] = { "PROGRESS", "CLOSED", "REPORTS", "INSTANT" };

/* Need, pace and end, which are of task progress whatever the rows are measured by. */
static struct forecast
forecast_of(const struct row *r, const struct env *env)
{
	struct forecast f;

	standing_forecast(standing_at(r->m, r->i), map_front(r->m), r->m->t.zero_day, r->m->t.today, env->cal, &f);
	if (standing_basis(standing_at(r->m, r->i), map_front(r->m))->tasks == 0)
		f = (struct forecast){ .need = -1, .ends = CIVIL_NONE };
	return f;
}

#define FORESEEN(name, said) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		struct forecast f = forecast_of(r, env); \
		said; \
	}
FORESEEN(need, value_share(v, f.need >= 0 ? f.need : INT64_MIN))
FORESEEN(gain, value_share(v, f.known ? f.gain : INT64_MIN))
FORESEEN(late, value_days(v, f.ends != CIVIL_NONE ? f.late_workdays : INT64_MIN))
FORESEEN(ends, value_date(v, f.ends))

static void
basis_value(const void *row, const struct env *env, struct value *v)
{
	ROW;
	if (standing_basis(s, map_front(r->m))->tasks == 0)
		return;
	basis_text(s, map_front(r->m), v->own, sizeof v->own);
	value_coded(v, standing_by_zero(s, map_front(r->m)) ? "ZERO" : "ALL", v->own);
}

/* Of the row and nothing else. */
#define SAYS(name, said) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		ROW; \
		said; \
	}
SAYS(name, value_word(v, s->name))
SAYS(full, value_word(v, s->full))
SAYS(pinyin, value_word(v, s->pinyin))
SAYS(initials, value_word(v, s->initials))
SAYS(lamp, value_lamp(v, k->lamp))
SAYS(basis_rate, value_share(v, standing_basis(s, map_front(r->m))->tasks > 0
                             ? standing_basis(s, map_front(r->m))->bp[0] : INT64_MIN))
SAYS(pace, value_share(v, k->pace >= 0 ? k->pace : INT64_MIN))
SAYS(part, value_count(v, k->whole > 0 ? k->part : INT64_MIN))
SAYS(whole, value_count(v, k->whole > 0 ? k->whole : INT64_MIN))
SAYS(open, value_count(v, s->issues.open))
SAYS(pending, value_count(v, s->pending))
SAYS(villages, value_count(v, s->villages >= 0 ? s->villages : INT64_MIN))
SAYS(poor, value_count(v, s->poor >= 0 ? s->poor : INT64_MIN))
SAYS(front, value_word(v, r->m->front != FRONT_ALL ? r->m->t.fronts[r->m->front].name : ""))
SAYS(of, value_coded(v, r->i == COUNTY_ROW ? "county" : "townships", r->i == COUNTY_ROW ? _("county") : _("township")))
SAYS(metric, value_coded(v, metric_codes[r->m->metric], metric_title(r->m->metric)))

enum { RATE = 2 };
static const struct column columns[] = {
	{ "rank",     N_("rank"),      4, 0, 0,  WORKED_OUT(TYPE_COUNT, rank_value),
	  .means = N_("by the rate, the best first; few cases are not ranked") },
	{ "name",     N_("township"),  8, 1, 0,  WORKED_OUT(TYPE_TEXT, name_value), .most = 12 },
	{ "rate",     N_("rate"),      7, 0, 0,  WORKED_OUT(TYPE_SHARE, rate_value),
	  .means = N_("the measure chosen with m") },
	{ "lamp",     N_("L"),         2, 0, 0,  WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("the rate against its pace line or target") },
	{ "day",      N_("1 d"),       5, 0, 50, WORKED_OUT(TYPE_SHARE, day_value),
	  .means = N_("the rate less that of the day before") },
	{ "week",     N_("7 d"),       5, 0, 62, WORKED_OUT(TYPE_SHARE, week_value),
	  .means = N_("the rate less that of a week before") },
	{ "bar",      N_("against the pace (|)"), 8, 5, 0, PICTURE(pace_picture) },
	{ "overdue",  N_("overdue"),   5, 0, 0,  WORKED_OUT(TYPE_COUNT, overdue_value), .dash = true,
	  .means = N_("issues past their deadline and not closed") },
	{ "oldest",   N_("oldest"),    6, 0, 70, WORKED_OUT(TYPE_DAYS, oldest_value),
	  .means = N_("calendar days of the one overdue longest") },
	{ "id",       N_("division code"), 12, 0, LIST_HIDDEN, TEXT_AT(row, code) },
	{ "full",     N_("name in full"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, full_value) },
	{ "pinyin",   N_("pinyin"),   12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, pinyin_value) },
	{ "initials", N_("initials"),  6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, initials_value) },
	{ "pace",     N_("pace"),      6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, pace_value),
	  .means = N_("where the rate should be today by the dates of the tasks, or its target") },
	{ "need",     N_("needed a workday"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, need_value),
	  .means = N_("points still to gain by zero day over workdays left, today only when it is the last") },
	{ "gain",     N_("gained a workday"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, gain_value),
	  .means = N_("points gained a workday over the last 14 days") },
	{ "late",     N_("workdays overdue"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DAYS, late_value),
	  .means = N_("workdays past zero day at which the tasks end at this gain") },
	{ "ends",     N_("ends on"),  10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, ends_value) },
	{ "basis",    N_("of which tasks"), 16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, basis_value) },
	{ "basis_rate", N_("their progress"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, basis_rate_value),
	  .means = N_("progress of the tasks due by zero day, which need and gain go by") },
	{ "part",     N_("of which"),  6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, part_value),
	  .means = N_("numerator of the rate") },
	{ "whole",    N_("out of how many"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, whole_value),
	  .means = N_("denominator of the rate") },
	{ "open",     N_("live issues"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, open_value),
	  .means = N_("issues not closed, not suspended and not void") },
	{ "pending",  N_("queued here"), 6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, pending_value),
	  .means = N_("operations queued here for records of this place") },
	{ "villages", N_("villages"),  6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, villages_value),
	  .means = N_("villages of the division table") },
	{ "poor",     N_("poor"),      6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, poor_value),
	  .means = N_("registered poor on its record") },
	{ "of",       N_("row of"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, of_value) },
	{ "metric",   N_("measured by"), 8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, metric_value) },
	{ "front",    N_("front"),     8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, front_value) },
	{ 0 }
};

/* The columns with the measure's own head. */
static void
name_columns(const struct map_model *m, struct column *out)
{
	memcpy(out, columns, sizeof columns);
	out[RATE].title = m->metric == METRIC_PROGRESS ? N_("progress") : N_("rate");
}

/* ---- on the map ------------------------------------------------------------------------- */

static struct row
row_of(const struct map_model *m, int i)
{
	struct row r = { .m = m, .i = i };

	snprintf(r.code, sizeof r.code, "%s", standing_at(m, i)->code);
	return r;
}

static void
row_paint(const struct map_model *m, const struct column *named, const struct table_layout *k, int i,
          struct canvas *c, int y)
{
	struct row r = row_of(m, i);
	bool here = i == m->sel;
	enum paint_role role = here ? PAINT_SELECTED : m->readings[i].few ? PAINT_DIM : PAINT_NORMAL;

	canvas_put(c, y, 0, 1, role, here ? ">" : " ");
	table_row_paint(named, k, &r, NULL, c, y, role, here);
	if (m->t.list[i].pending > 0)
		canvas_put(c, y, k->x[RATE] - 1, 1, PAINT_PENDING, "~");
	if (here && m->style == STYLE_LIST)
		canvas_cursor(c, y, 0);
}

static void
what_is_cut(struct canvas *c, int above, int below)
{
	int y = c->h - 1, w = c->w - 1;

	if (above > 0 && below > 0)
		canvas_putf(c, y, 1, w, PAINT_DIM, _("%d above, %d below"), above, below);
	else
		canvas_putf(c, y, 1, w, PAINT_DIM, above > 0 ? _("%d above") : _("%d below"), above + below);
}

void
map_paint_list(const struct map_model *m, struct canvas *c)
{
	struct column named[LIST_COLUMNS];
	struct table_layout k;
	bool cut = m->t.count > c->h - 1 && c->h > 2;
	int rows = c->h - 1 - cut, at = 0, first;

	name_columns(m, named);
	table_lay_out(named, c->w - 1, &k);
	for (int i = 0; i < m->t.count; i++)
		if (m->order[i] == m->sel)
			at = i;
	first = m->t.count <= rows || at < rows / 2 ? 0 : at - rows / 2;
	if (first > m->t.count - rows)
		first = m->t.count > rows ? m->t.count - rows : 0;
	table_head_paint(named, &k, TABLE_UNSORTED, c, 0);
	for (int i = 0; i < rows && first + i < m->t.count; i++)
		row_paint(m, named, &k, m->order[first + i], c, 1 + i);
	if (cut)
		what_is_cut(c, first, m->t.count - first - rows);
}

/* What the map shows now, for its file. */
struct effect
map_export(const struct map_model *m)
{
	static const char *const sorts[SORT_COUNT] = { "", " sort=rank", " sort=-overdue", " sort=id" };
	bool front = m->metric == METRIC_PROGRESS && m->front != FRONT_ALL;

	return fx_text(FX_EXPORT, "townships metric=%s%s%s%s", metric_codes[m->metric], front ? " front=" : "",
	               front ? m->t.fronts[m->front].id : "", sorts[m->sort]);
}

/* ---- as a list ---------------------------------------------------------------------------- */

struct data { struct map_model m; struct row *rows; struct column columns[LIST_COLUMNS]; };

enum metric
map_metric(struct store *st, int32_t today)
{
	char code[24];

	store_param(st, "map_metric", today, code, sizeof code);
	for (int m = 0; m < METRIC_COUNT; m++)
		if (strcmp(code, metric_codes[m]) == 0)
			return (enum metric)m;
	return METRIC_PROGRESS;
}

/* By code or by name, else the plan's for the day; -1 with the list refusing. */
static int
take_metric(struct list *l, struct store *st, int32_t today)
{
	const char *asked = list_take(l, "metric");

	if (*asked == '\0')
		return (int)map_metric(st, today);
	for (int m = 0; m < METRIC_COUNT; m++)
		if (strcmp(asked, metric_codes[m]) == 0 ||
		    strcmp(asked, metric_title((enum metric)m)) == 0)
			return m;
	list_refuse(l, _("metric=%s: give PROGRESS, CLOSED, REPORTS or INSTANT"), asked);
	return -1;
}

static int
take_front(struct list *l, const struct townships *t)
{
	const char *asked = list_take(l, "front");

	if (*asked == '\0')
		return FRONT_ALL;
	for (int f = townships_next_track(t, FRONT_ALL); f != FRONT_ALL; f = townships_next_track(t, f))
		if (strcmp(asked, t->fronts[f].id) == 0 || strcmp(asked, t->fronts[f].name) == 0)
			return f;
	list_refuse(l, _("front=%s: there is none; `guatu list front' lists them"), asked);
	return FRONT_ALL;
}

/* The rows are townships, or the one row of the county. */
static bool
take_county(struct list *l)
{
	const char *asked = list_take(l, "of");

	if (*asked != '\0' && strcmp(asked, "county") != 0 && strcmp(asked, "townships") != 0)
		list_refuse(l, _("of=%s: give county or townships"), asked);
	return strcmp(asked, "county") == 0;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct data *d = l->data;
	int metric = take_metric(l, st, env->today), count;
	bool county = take_county(l);

	if (metric < 0)
		return 0;
	if (map_read(&d->m, st, env) != 0)
		return -1;
	count = d->m.t.count;
	d->m.metric = (enum metric)metric;
	d->m.front = take_front(l, &d->m.t);
	if (l->error[0] != '\0')
		return 0;
	map_judge(&d->m, env);
	name_columns(&d->m, d->columns);
	l->columns = d->columns;
	free(d->rows);
	if ((d->rows = calloc((size_t)count + 1, sizeof *d->rows)) == NULL)
		abort();
	for (int i = 0; i < count; i++)
		d->rows[i] = row_of(&d->m, d->m.order[i]);
	if (county)
		d->rows[0] = row_of(&d->m, COUNTY_ROW);
	list_rows(l, d->rows, county ? 1 : count);
	return 0;
}

static void
clear(void *data)
{
	struct data *d = data;

	map_clear(&d->m);
	free(d->rows);
}

const struct list_ops townships_list = {
	.noun = "townships",
	.about = N_("the townships as the map ranks them: metric=PROGRESS|CLOSED|REPORTS|INSTANT front=ID of=county"),
	.columns = columns, .row_size = sizeof(struct row), .data_size = sizeof(struct data),
	.id_at = offsetof(struct row, code),
	.rows = rows, .clear = clear,
	.empty = N_("No townships are known yet.  They come with the first pull from the hub: F5 pulls now."),
};
