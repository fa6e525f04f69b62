#include "screens/books/ledger_words.h"

#include "screens/kit/lineage.h"
#include "screens/kit/figures.h"

enum lateness
entry_lateness(const struct entry_row *r, const struct env *env)
{
	return strcmp(r->status, "OPEN") != 0 ? LATENESS_NONE
	       : lateness_open(r->deadline, CIVIL_NONE, env->today, due_soon_until(env->cal, env->rules, env->today));
}

enum lamp
entry_lamp(const struct entry_row *r, const struct env *env)
{
	if (strcmp(r->status, "CLOSED") == 0)
		return LAMP_BLUE;
	if (strcmp(r->status, "OPEN") != 0)
		return LAMP_GREY;
	if (r->relapses > 0 || entry_lateness(r, env) == LATENESS_OVERDUE)
		return LAMP_RED;
	if (r->returned > 0 || entry_lateness(r, env) == LATENESS_SOON)
		return LAMP_YELLOW;
	return LAMP_GREEN;
}

void
entry_due_text(const struct entry_row *r, int32_t today, char *out, size_t size)
{
	*out = '\0';
	if (strcmp(r->status, "OPEN") != 0)
		return;
	if (r->deadline == CIVIL_NONE)
		snprintf(out, size, "-");
	else if (r->deadline < today)
		snprintf(out, size, _("%d d overdue%s"), (int)(today - r->deadline),
		         age_marks((int)(today - r->deadline)));
	else if (r->deadline == today)
		snprintf(out, size, "%s", _("today"));
	else
		snprintf(out, size, _("%dd left"), (int)(r->deadline - today));
}

const char *
info_stage_name(const struct ledger_info *info, const char *code)
{
	const struct ledger_stage *s = stages_find(&info->stages, code);

	return s != NULL ? s->name : code;
}

void
yuan_text(int64_t fen, char *out, size_t size)
{
	char text[FIGURE_TEXT];

	if (fen == INT64_MIN) {
		snprintf(out, size, "-");
		return;
	}
	count_text(fen / 100, text);
	if (fen % 100 == 0)
		snprintf(out, size, "%s", text);
	else
		snprintf(out, size, "%s.%02d", text, (int)(fen % 100 < 0 ? -(fen % 100) : fen % 100));
}

void
short_day(int32_t day, int32_t today, char out[12])
{
	char text[11], now[11];

	civil_format(day, text);
	civil_format(today, now);
	if (*text == '\0')
		snprintf(out, 12, "-");
	else
		snprintf(out, 12, "%s", strncmp(text, now, 4) == 0 ? text + 5 : text);
}

void
entry_lineage(const struct entry_row *r, const char *ledger, const struct env *env, struct lineage *out)
{
	(void)env;
	lineage_what(out, "%s  %s  %s", r->id, r->place, r->title);
	lineage_means(out, _("an entry of the ledger %s. Its deadline is that of the stage it stands at: so many "
			     "days or "
	                     "workdays from the day it came there"), *ledger != '\0' ? ledger : r->ledger);
	lineage_no_share(out, _("one entry; days, persons and amounts are its own"));
	lineage_from(out, "%s", _("registered by hand, by a watch over claims or from a department's list; every "
				  "step is in "
	                          "its timeline"));
	lineage_record(out, KIND_ENTRY, r->id);
}
