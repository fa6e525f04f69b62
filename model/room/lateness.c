#include "model/room/lateness.h"

#include "model/room/civil.h"
#include "model/text/language.h"

const struct lateness_def lateness_defs[LATENESSES] = {
	{ "", "", "", "", LAMP_GREY },
#define LATENESS(id, code, word, zh, lamp, set) { code, word, zh, set, lamp },
#include "model/room/lateness.def"
#undef LATENESS
};

int32_t
due_soon_until(const struct calendar *cal, const struct room_rules *rules, int32_t today)
{
	/* Up to the day before one workday too many. */
	return workdays_after(cal, today, rules->due_soon_workdays + 1) - 1;
}

enum lateness
lateness_open(int32_t due, int32_t missed, int32_t today, int32_t soon_until)
{
	if (due == CIVIL_NONE)
		return LATENESS_NONE;
	if (today > due)
		return missed != CIVIL_NONE && today >= missed ? LATENESS_MISSED : LATENESS_OVERDUE;
	return due <= soon_until ? LATENESS_SOON : LATENESS_NONE;
}

enum lateness
lateness_done(int32_t due, int32_t done)
{
	return due != CIVIL_NONE && done != CIVIL_NONE && done > due ? LATENESS_MADE_UP : LATENESS_NONE;
}

const char *
lateness_word(enum lateness l)
{
	return l == LATENESS_NONE ? "" : _(lateness_defs[l].word);
}

void
lateness_days_text(enum lateness l, int days, char *out, size_t size)
{
	if (l == LATENESS_SOON && days == 0)
		snprintf(out, size, _("%s, today"), lateness_word(l));
	else
		snprintf(out, size, _("%s %dd"), lateness_word(l), days);
}

enum lateness
lateness_find(const char *text)
{
	enum lateness l = (enum lateness)(LATENESS_NONE + 1);

	while (l < LATENESSES && strcasecmp(text, lateness_defs[l].code) != 0 &&
	       strcasecmp(text, lateness_defs[l].word) != 0 && strcmp(text, lateness_defs[l].zh) != 0)
		l++;
	return l;
}
