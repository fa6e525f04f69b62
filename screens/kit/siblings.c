#include "screens/kit/siblings.h"

static enum screen_id
id_of(const struct screen_ops *ops)
{
	int s = 0;

	while (s < SCREEN_COUNT - 1 && screen_defs[s].ops != ops)
		s++;
	return (enum screen_id)s;
}

int
siblings_paint(struct canvas *c, int y, const struct screen_ops *shown)
{
	enum screen_id id = id_of(shown);
	int x = 0;

	if (screen_defs[id].tab == 0)
		return 0;
	for (int s = 0; s < SCREEN_COUNT; s++) {
		bool active = s == (int)id;
		if (screen_defs[s].ops == NULL || screen_defs[s].tab != screen_defs[id].tab)
			continue;
		x += canvas_putf(c, y, x, c->w - x, active ? PAINT_TAB_ACTIVE : PAINT_TAB, active ? "[%s]" : " %s ",
		                 _(screen_defs[s].ops->title));
	}
	if (screen_sibling(id, 1) != id)
		x += canvas_put(c, y, x + 1, c->w - x - 1, PAINT_HINT, _("Tab: next")) + 1;
	return x;
}
