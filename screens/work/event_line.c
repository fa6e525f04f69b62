#include "screens/work/event_line.h"

#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "screens/figures/tr.h"

const char *
event_verb(const struct event_row *e)
{
	int kind = record_kind_find(e->object_kind);

	return kind >= 0 ? _(flow_event_title((enum kind)kind, e->verb)) : e->verb;
}

int
event_paint(struct canvas *c, int y, int x, int w, const struct event_row *e, int32_t today)
{
	char when[16], day[11], text[400];
	/* A task's number says less than its title; a title that begins with the place needs no place. */
	bool task = strcmp(e->object_kind, "task") == 0;
	bool named = *e->place != '\0' && strncmp(e->title, e->place, strlen(e->place)) == 0;

	civil_format(today, day);
	snprintf(when, sizeof when, "%.5s", strncmp(e->at, day, 10) == 0 ? e->at + 11 : e->at + 5);
	snprintf(text, sizeof text, "%s%s%s %s%s%s", named ? "" : e->place, named || *e->place == '\0' ? "" : " ",
	         event_verb(e), task ? "" : e->object, task ? "" : " ", e->title);
	canvas_put(c, y, x, 5, PAINT_DIM, when);
	return 6 + canvas_put(c, y, x + 6, w - 6, PAINT_NORMAL, text);
}
