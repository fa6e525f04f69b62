/* The totals of a list: filters whose rows are counted, for its head, the map and the tabs. */

#include "screens/kit/list_in.h"
#include "store/cache/store.h"

bool
list_counts(const struct list *l, const void *row)
{
	return l->ops->counts == NULL || l->ops->counts(row);
}

static long
count_rows(const struct list *l, const struct list_total *t, const struct env *env)
{
	struct list probe = *l;
	char error[256];
	long n = 0;

	probe.condition_count = probe.sort_count = 0;
	if (list_parse(&probe, t->filter, error, sizeof error) != 0)
		return 0;
	list_settle(&probe, env);
	for (int i = 0; i < l->count; i++)
		n += list_counts(l, list_row(l, i)) && list_passes(&probe, list_row(l, i), env);
	return n;
}

void
list_tally(struct list *l, const struct env *env)
{
	const struct list_total *t = l->ops->totals;

	for (int i = 0; t != NULL && t[i].name != NULL && i < LIST_TOTALS; i++) {
		long n = l->ops->tally != NULL ? l->ops->tally(l, &t[i], env) : -1;
		l->totals[i] = n >= 0 ? n : count_rows(l, &t[i], env);
	}
}

int
list_totals(const struct list_ops *ops, struct store *st, const struct env *env, const char *arg,
            long out[LIST_TOTALS])
{
	struct list l;
	struct env here = *env;
	int rc = 0;

	memset(out, 0, sizeof *out * LIST_TOTALS);
	for (int i = 0; ops->count != NULL && ops->totals[i].name != NULL && rc == 0; i++)
		rc = ops->count(st, env, ops->totals[i].filter, &out[i]);
	if (ops->count != NULL)
		return rc;
	here.arg = arg;
	list_init(&l, ops);
	do
		rc = list_load(&l, st, &here);
	while (rc == 0 && list_more(&l));
	memcpy(out, l.totals, sizeof l.totals);
	list_unload(&l);
	return rc;
}

int
list_totals_paint(const struct list *l, struct canvas *c, int x)
{
	const struct list_total *t = l->ops->totals;

	for (int i = 0; t != NULL && t[i].name != NULL && i < LIST_TOTALS; i++) {
		char text[96];
		if (t[i].apart || (l->totals[i] == 0 && strcmp(t[i].name, "ALL") != 0))
			continue;
		snprintf(text, sizeof text, "%s %ld", _(t[i].word), l->totals[i]);
		if (x + text_width(text) > c->w)
			break;
		x += canvas_put(c, 0, x, c->w - x, t[i].role, text) + (c->w < 80 ? 1 : 2);
	}
	return x;
}

/* ---- going there ------------------------------------------------------------------------ */

static int
screen_of(const struct list_ops *ops)
{
	int s = 0;

	while (s < SCREEN_COUNT && (screen_defs[s].ops == NULL || screen_defs[s].ops->list != ops))
		s++;
	return s;
}

struct effect
list_total_open(const struct list_ops *ops, const struct list_total *t, const char *more)
{
	int page = t->page != 0 ? t->page : screen_of(ops);

	if (page == SCREEN_COUNT)
		return fx(FX_NONE);
	return fx_open((enum screen_id)page, "%s?%s%s%s", t->arg != NULL ? t->arg : "", t->filter,
	               *more != '\0' && *t->filter != '\0' ? " " : "", more);
}

/* Those that are empty or everything are passed over. */
struct effect
list_next_total(struct list *l, const struct env *env)
{
	const struct list_total *t = l->ops->totals;
	int at = -1, n = 0;

	(void)env;
	if (t == NULL)
		return fx(FX_NONE);
	for (; t[n].name != NULL; n++)
		if (strcmp(t[n].filter, l->filter_text) == 0 && strcmp(t[n].name, "ALL") != 0)
			at = n;
	do
		at++;
	while (at < n && (strcmp(t[at].name, "ALL") == 0 || l->totals[at] == 0));
	if (at < n && t[at].page != 0)
		return list_total_open(l->ops, &t[at], "");
	list_filter(l, at < n ? t[at].filter : "", l->error, sizeof l->error);
	list_rewind(l);
	return fx(FX_LOAD);
}
