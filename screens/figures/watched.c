/* Who watches which township and village (A76, A89): `guatu list watched`. */

#include "screens/kit/list.h"
#include "store/measure/measure.h"

static void
level_value(const void *row, const struct env *env, struct value *v)
{
	const struct watched_place *p = row;

	(void)env;
	value_coded(v, p->level == 4 ? "TOWNSHIP" : "VILLAGE", p->level == 4 ? _("township") : _("village"));
}

static void
by_value(const void *row, const struct env *env, struct value *v)
{
	const struct watched_place *p = row;

	(void)env;
	if (p->watched)
		value_coded(v, p->level == 4 ? "CITY" : "COUNTY", p->level == 4 ? _("the city") : _("the county"));
}

#define NUMBER(name, member, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		const struct watched_place *p = row; \
		(void)env; \
		if (p->member != MEASURE_NONE) \
			says(v, p->member); \
	}
NUMBER(poor, poor, value_count)
NUMBER(population, population, value_count)
NUMBER(rate, rate, value_share)

static const struct column columns[] = {
	{ "name",       N_("place"),      10, 1, 0, TEXT_AT(watched_place, name) },
	{ "level",      N_("level"),       6, 0, 0, WORKED_OUT(TYPE_TEXT, level_value) },
	{ "by",         N_("watched by"),  8, 0, 0, WORKED_OUT(TYPE_TEXT, by_value) },
	{ "poor",       N_("poor"),        6, 0, 0, WORKED_OUT(TYPE_COUNT, poor_value),
	  .means = N_("poor people of the place, of the list of places") },
	{ "population", N_("population"),  8, 0, 0, WORKED_OUT(TYPE_COUNT, population_value),
	  .means = N_("people of the place, of the list of places") },
	{ "rate",       N_("rate"),        7, 0, 0, WORKED_OUT(TYPE_SHARE, rate_value),
	  .means = N_("the poor in the population; where it or their number reaches the parameters "
	              "monitor_LEVEL_rate and monitor_LEVEL_poor, the level above watches the place") },
	{ "parent",     N_("in"),         12, 0, LIST_HIDDEN, TEXT_AT(watched_place, parent) },
	{ "id",         N_("division code"), 14, 0, LIST_HIDDEN, TEXT_AT(watched_place, code) },
	{ 0 }
};

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct watched *w = l->data;

	watched_clear(w);
	if (store_watched(st, env->county, env->today, env->english, w) != 0)
		return -1;
	list_rows(l, w->list, w->count);
	return 0;
}

static void
clear(void *data)
{
	watched_clear(data);
}

const struct list_ops watched_list = {
	.noun = "watched", .about = N_("who watches which township and village: by=COUNTY level=VILLAGE"),
	.columns = columns, .row_size = sizeof(struct watched_place), .data_size = sizeof(struct watched),
	.id_at = offsetof(struct watched_place, code),
	.rows = rows, .clear = clear,
	.empty = N_("No townships are known yet.  They come with the first pull from the hub: F5 pulls now."),
};
