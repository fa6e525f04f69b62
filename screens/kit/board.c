#include "screens/kit/board.h"

/* What is worked out from indicators and rules is left to its pages: it would take longer than all these together. */
static bool
is_read(int s)
{
	const struct screen_ops *ops = screen_defs[s].ops;

	return ops != NULL && ops->list != NULL && ops->list->totals != NULL && screen_defs[s].tab > 0 &&
	       (ops->scope & SCOPE_FIGURES) == 0;
}

int
board_read(struct board *b, uint64_t topics, struct store *st, const struct env *env)
{
	int rc = 0;

	for (int s = 0; s < SCREEN_COUNT; s++)
		if (is_read(s) && (!b->known || (screen_defs[s].ops->topics & topics) != 0))
			rc |= list_totals(screen_defs[s].ops->list, st, env, "", b->of[s]);
	b->known = rc == 0;
	return rc;
}

const struct list_total *
board_total(const struct board *b, enum screen_id screen, const char *name, long *n)
{
	const struct list_total *t = screen_defs[screen].ops->list->totals;

	for (int i = 0; t[i].name != NULL; i++)
		if (strcmp(t[i].name, name) == 0) {
			*n = b->of[screen][i];
			return &t[i];
		}
	*n = 0;
	return NULL;
}

long
board_tab(const struct board *b, enum screen_id screen)
{
	const struct list_total *t = is_read((int)screen) ? screen_defs[screen].ops->list->totals : NULL;

	for (int i = 0; t != NULL && t[i].name != NULL; i++)
		if (t[i].tab)
			return b->of[screen][i];
	return 0;
}
