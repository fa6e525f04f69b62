
#include "hub/flow/duty_opener_in.h"
#include "model/room/civil.h"

static int
level_of(const char *subject)
{
	static const struct { const char *word; int level; } words[] = {
		{ "TOWNSHIP", LEVEL_TOWNSHIP }, { "VILLAGE", LEVEL_VILLAGE }, { "INSTITUTION", LEVEL_INSTITUTION },
		{ "GROUP", LEVEL_GROUP },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, subject) == 0)
			return words[i].level;
	return LEVEL_COUNTY;
}

static bool
is_subject(const struct checklist_row *c, const struct place_row *p, int32_t first, int32_t last)
{
	if (p->level != level_of(c->subject) || (p->from != CIVIL_NONE && p->from > last) ||
	    (p->to != CIVIL_NONE && p->to < first))
		return false;
	if (*c->criterion != '\0' && (p->level == LEVEL_TOWNSHIP || p->level == LEVEL_VILLAGE) && !p->watched)
		return false;
	return p->level != LEVEL_INSTITUTION || *c->type == '\0' || strcmp(c->type, p->type) == 0;
}

static int
put_mark(struct duty_opener *o, const struct checklist_row *c, const char *period, int32_t due,
         const struct place_row *p, struct opened *out)
{
	cJSON *body = cJSON_CreateObject();
	char id[HUB_ID_MAX + 1], marks[CHECK_ITEMS_MAX + 1];
	int rc;

	marks_none(marks, c->items);
	cJSON_AddStringToObject(body, "checklist", c->id);
	duty_opener_title(body, c->name, p->level == LEVEL_COUNTY ? NULL : p, period);
	if (*period != '\0')
		cJSON_AddStringToObject(body, "period", period);
	cJSON_AddStringToObject(body, "division",
	                        p->level == LEVEL_GROUP || *p->division == '\0' ? hub_db_county(o->db) : p->division);
	if (p->level == LEVEL_INSTITUTION)
		cJSON_AddStringToObject(body, "institution", p->id);
	if (p->level == LEVEL_GROUP)
		cJSON_AddStringToObject(body, "sup_group", p->id);
	cJSON_AddStringToObject(body, "status", "EXPECTED");
	cJSON_AddStringToObject(body, "marks", marks);
	duty_opener_date(body, "deadline", due);
	duty_opener_id(c->id, period, p->level == LEVEL_COUNTY && *period != '\0' ? "" : p->id, id);
	rc = duty_opener_write(o, KIND_CHECK_MARK, id, body);
	out->marks += rc > 0;
	return rc < 0 ? -1 : 0;
}

static int
put_marks(struct duty_opener *o, const struct checklist_row *c, int n, struct opened *out)
{
	enum period_unit unit = checklist_unit(c->every);
	int32_t first = unit == PERIOD_ONCE ? o->today : period_first(unit, n);
	int32_t last = unit == PERIOD_ONCE ? o->today : period_last(unit, n);
	int32_t due = checklist_due(unit, n, c->due_day, c->to);
	char period[PERIOD_TEXT];

	if (c->taken != CIVIL_NONE && due != CIVIL_NONE && due < c->taken)
		return 0;
	period_format(unit, n, period);
	for (int i = 0; i < o->place_count; i++)
		if (is_subject(c, &o->places[i], first, last) &&
		    put_mark(o, c, period, due, &o->places[i], out) != 0)
			return -1;
	return 0;
}

/* The periods that have begun; a cell cannot be seen to before its month. */
static int
open_checklist(struct duty_opener *o, const struct checklist_row *c, int32_t since, struct opened *out)
{
	struct duty_plan plan;
	int first, last;

	if (!checklist_plan(c->every, c->due_day, c->from, c->to, &plan))
		return (c->from != CIVIL_NONE && o->today < c->from) || (c->to != CIVIL_NONE && o->today > c->to)
		       ? 0 : put_marks(o, c, 0, out);
	duty_span(&plan, since, o->today, &first, &last);
	for (int n = first; n <= last && n <= period_of(duty_unit(&plan), o->today); n++)
		if (duty_expected(&plan, n) && put_marks(o, c, n, out) != 0)
			return -1;
	return 0;
}

int
duty_opener_marks(struct duty_opener *o, int32_t since, struct opened *out)
{
	for (int i = 0; i < o->checklist_count; i++)
		if (o->checklists[i].items > 0 && open_checklist(o, &o->checklists[i], since, out) != 0)
			return -1;
	return 0;
}
