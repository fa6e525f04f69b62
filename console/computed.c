#include "console/computed.h"

#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "model/duty.h"
#include "store/duties.h"
#include "store/forms.h"

enum { STANDING, DAYS, WARN, MISSED, LAMP, CELLS_MET, CELLS };

static const struct computed_def defs[] = {
	[STANDING] = { KIND_DUTY_RUN, "standing", "现况", false },
	[DAYS] = { KIND_DUTY_RUN, "days", "天数", true },              /* to the due day or since it, by how many late */
	[WARN] = { KIND_DUTY_RUN, "warn", "末一工作日", false },
	[MISSED] = { KIND_DUTY_RUN, "missed_from", "缺办起", false },
	[LAMP] = { KIND_DUTY_RUN, "lamp", "灯", false },
	[CELLS_MET] = { KIND_CHECK_MARK, "met", "已达项", true },
	[CELLS] = { KIND_CHECK_MARK, "cells", "应查项", true },
};
enum { DEFS = sizeof defs / sizeof *defs };

const struct computed_def *
computed_def(int field)
{
	return &defs[field - FIELD_COUNT];
}

int
computed_find(enum kind kind, const char *name, size_t len)
{
	for (int i = 0; i < DEFS; i++)
		if (defs[i].kind == kind && ((strncmp(defs[i].name, name, len) == 0 && defs[i].name[len] == '\0') ||
		                             (strncmp(defs[i].title, name, len) == 0 && defs[i].title[len] == '\0')))
			return FIELD_COUNT + i;
	return -2;
}

int
computed_next(enum kind kind, int after)
{
	for (int i = after < FIELD_COUNT ? 0 : after - FIELD_COUNT + 1; i < DEFS; i++)
		if (defs[i].kind == kind)
			return FIELD_COUNT + i;
	return -2;
}

static void
judge(struct session *s, const struct record *row, struct duty_standing *out)
{
	char number[24], status[24], day[24];
	int64_t done;
	struct duty_run_in in = { .status = status, .due = civil_parse(record_text(row, FIELD_DUTY_RUN_deadline, day)), .done = CIVIL_NONE };

	snprintf(status, sizeof status, "%s", record_text(row, FIELD_DUTY_RUN_status, number));
	if (instant_parse(record_text(row, FIELD_DUTY_RUN_done_at, number), &done) == 0)
		in.done = instant_day(done);
	in.grace = duty_grace(s->store, record_text(row, FIELD_DUTY_RUN_duty, number));
	duty_judge(&in, s->env.today, s->env.cal, s->env.rules, out);
}

static void
duty_text(struct session *s, const struct record *row, int what, char *out, size_t size)
{
	static const char *const lamps[LAMP_COUNT] = { "GREY", "BLUE", "GREEN", "YELLOW", "RED", "MAGENTA" };
	struct duty_standing standing;
	char day[11];

	judge(s, row, &standing);
	civil_format(what == WARN ? standing.warn : standing.missed, day);
	switch (what) {
	case STANDING: snprintf(out, size, "%s", duty_state_name(standing.state)); break;
	case DAYS: snprintf(out, size, "%d", standing.days); break;
	case LAMP: snprintf(out, size, "%s", lamps[standing.lamp]); break;
	default: snprintf(out, size, "%s", day); break;
	}
}

void
computed_text(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	char number[24];
	const char *marks;
	int met = 0;

	if (row->kind == KIND_DUTY_RUN) {
		duty_text(s, row, field - FIELD_COUNT, out, size);
		return;
	}
	marks = record_text(row, FIELD_CHECK_MARK_marks, number);
	for (const char *m = marks; *m != '\0'; m++)
		met += *m == '2';
	snprintf(out, size, "%d", field - FIELD_COUNT == CELLS ? (int)strlen(marks) : met);
}

void
computed_readable(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	struct duty_standing standing;

	computed_text(s, row, field, out, size);
	if (row->kind != KIND_DUTY_RUN)
		return;
	judge(s, row, &standing);
	if (field - FIELD_COUNT == STANDING)
		snprintf(out, size, "%s", _(duty_state_text(standing.state)));
	else if (field - FIELD_COUNT == LAMP)
		snprintf(out, size, "%s", _(lamp_word(standing.lamp)));
}
