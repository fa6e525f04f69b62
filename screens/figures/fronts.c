/* Progress by front and by pillar (A02, A03), of the county or of one township: `guatu list fronts`. */

#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"

/* `front`: a track's index. */
struct row { char id[24]; const struct standing *place; const char *name; struct reading r; int front; };
struct data { struct townships t; struct row rows[TRACKS_MAX]; };

#define SAYS(name, said) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		const struct row *w = row; \
		(void)env; \
		said; \
	}
SAYS(name, value_word(v, w->name))
SAYS(axis, value_coded(v, w->front < FRONTS_MAX ? "front" : "pillar", w->front < FRONTS_MAX ? _("front") : _("pillar")))
SAYS(place, value_coded(v, w->place->code, w->place->name))
SAYS(rate, value_share(v, w->r.bp >= 0 ? w->r.bp : INT64_MIN))
SAYS(pace, value_share(v, w->r.pace >= 0 ? w->r.pace : INT64_MIN))
SAYS(lamp, value_lamp(v, w->r.lamp))
SAYS(tasks, value_count(v, w->place->fronts[w->front].tasks))
SAYS(done, value_count(v, w->place->fronts[w->front].done))
SAYS(overdue, value_count(v, w->place->fronts[w->front].overdue))
SAYS(day, value_share(v, w->r.day != READING_NO_CHANGE ? w->r.day : INT64_MIN))
SAYS(week, value_share(v, w->r.week != READING_NO_CHANGE ? w->r.week : INT64_MIN))

static const struct column columns[] = {
	{ "name",     N_("front, pillar"), 10, 1, 0, WORKED_OUT(TYPE_TEXT, name_value) },
	{ "axis",     N_("axis"),      6, 0, 0,  WORKED_OUT(TYPE_TEXT, axis_value) },
	{ "division", N_("division"),  8, 1, 0,  WORKED_OUT(TYPE_TEXT, place_value) },
	{ "rate",     N_("progress"),  7, 0, 0,  WORKED_OUT(TYPE_SHARE, rate_value),
	  .means = N_("the percentages of its tasks by weight") },
	{ "pace",     N_("pace"),      7, 0, 0,  WORKED_OUT(TYPE_SHARE, pace_value),
	  .means = N_("where its tasks' own dates say it should be, by the same weights") },
	{ "lamp",     N_("lamp"),      2, 0, 0,  WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("progress against pace: yellow some points behind, red more or with a task overdue") },
	{ "tasks",    N_("tasks"),     5, 0, 0,  WORKED_OUT(TYPE_COUNT, tasks_value),
	  .means = N_("tasks that count in it") },
	{ "done",     N_("done"),      5, 0, 0,  WORKED_OUT(TYPE_COUNT, done_value),
	  .means = N_("of those, done or checked") },
	{ "overdue",  N_("overdue"),      5, 0, 0,  WORKED_OUT(TYPE_COUNT, overdue_value),
	  .means = N_("of those, overdue") },
	{ "day",      N_("1 d"),       6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, day_value),
	  .means = N_("progress less that of the day before") },
	{ "week",     N_("7 d"),       6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_SHARE, week_value),
	  .means = N_("progress less that of a week before") },
	{ "id",       N_("id"),       12, 0, LIST_HIDDEN, TEXT_AT(row, id) },
	{ 0 }
};

static const struct standing *
place_of(const struct townships *t, const char *asked)
{
	for (int i = 0; i < t->count; i++)
		if (strcmp(asked, t->list[i].code) == 0 || strcmp(asked, t->list[i].name) == 0 ||
		    strcmp(asked, t->list[i].full) == 0)
			return &t->list[i];
	return *asked == '\0' || strcmp(asked, t->county.code) == 0 || strcmp(asked, t->county.name) == 0 ? &t->county
	       : NULL;
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct data *d = l->data;
	struct townships_ask ask = { env->county, env->english, env->as_of, env->today, env->campaign_start,
	                             env->zero_day, env->cal, env->rules };
	const char *asked = list_take(l, "division");
	const struct standing *place;
	int n = 0;

	townships_clear(&d->t);
	if (store_townships(st, &ask, &d->t) != 0)
		return -1;
	if ((place = place_of(&d->t, asked)) == NULL)
		return list_refuse(l, _("division=%s: no such township; `guatu list townships' lists them"), asked);
	for (int f = townships_next_track(&d->t, FRONT_ALL); f != FRONT_ALL; f = townships_next_track(&d->t, f)) {
		struct row *w = &d->rows[n++];
		*w = (struct row){ .place = place, .name = d->t.fronts[f].name, .front = f };
		memcpy(w->id, d->t.fronts[f].id, sizeof w->id);
		standing_read(place, METRIC_PROGRESS, f, &d->t.yard, &w->r);
	}
	list_rows(l, d->rows, n);
	return 0;
}

static void
clear(void *data)
{
	townships_clear(&((struct data *)data)->t);
}

const struct list_ops fronts_list = {
	.noun = "fronts",
	.about = N_("task progress by front and by pillar: division=CODE or a township's name, else of the county"),
	.columns = columns, .row_size = sizeof(struct row), .data_size = sizeof(struct data),
	.id_at = offsetof(struct row, id),
	.rows = rows, .clear = clear,
	.empty = N_("The pack has no fronts and pillars (front.csv)."),
};
