#include "screens/kit/strip.h"

int
strips_load(struct strips *s, struct store *st, const struct env *env)
{
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };

	s->count = checklist_strips(st, &when, s->id, s->name, s->list, STRIPS_MAX);
	return s->count < 0 ? -1 : 0;
}

const char *
strips_of(const struct strips *s, const char *division)
{
	for (int i = 0; i < s->count; i++)
		if (strcmp(s->list[i].division, division) == 0)
			return strlen(s->list[i].marks) <= STRIP_CELLS_MAX ? s->list[i].marks : "";
	return "";
}

int
strip_paint(struct canvas *c, int y, int x, int width, const char *marks)
{
	static const struct { const char *sign; enum paint_role role; } signs[] = {
		{ "x", PAINT_ERROR }, { "/", PAINT_WARN }, { "+", PAINT_OK },
	};
	int used = 0;

	for (int i = 0; marks[i] != '\0' && used < width; i++) {
		int cell = marks_cell(marks, i);
		used += canvas_put(c, y, x + used, 1, cell < 0 ? PAINT_DIM : signs[cell].role,
		                   cell < 0 ? "-" : signs[cell].sign);
	}
	return used;
}

void
strips_legend(const struct strips *s, char *out, size_t size)
{
	*out = '\0';
	if (*s->name != '\0' && s->count > 0)
		snprintf(out, size,
		         _("Signs in a tile: %s, + yes, / partly, x no, - not looked at (screen 8, checklists)."),
		         s->name);
}
