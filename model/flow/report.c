#include "model/flow/report.h"

#include "model/room/civil.h"
#include "model/text/language.h"

enum { DUE_DAY = 10 };

int32_t
report_due_day(int month)
{
	return civil_day((month + 1) / 12, (month + 1) % 12 + 1, DUE_DAY);
}

bool
report_handed_in(const char *status)
{
	return strcmp(status, "EXPECTED") != 0 && strcmp(status, "DRAFT") != 0 && strcmp(status, "RETURNED") != 0;
}

void
report_judge(const char *status, int32_t due, int32_t submitted, int32_t today,
             const struct calendar *cal, const struct room_rules *rules, struct report_standing *out)
{
	bool returned = strcmp(status, "RETURNED") == 0;
	bool handed_in = submitted != CIVIL_NONE && submitted <= today && report_handed_in(status);

	*out = (struct report_standing){ .warn = workday_at_or_before(cal, due) };
	/* one whose day cannot be read is late by nothing */
	if (due == CIVIL_NONE && !handed_in) {
		out->state = returned ? REPORT_RETURNED : strcmp(status, "DRAFT") == 0 ? REPORT_DRAFT : REPORT_DUE;
		return;
	}
	if (due == CIVIL_NONE)
		due = submitted;
	out->counted = handed_in || due < today;
	out->punctual = handed_in && submitted <= due;
	out->lateness = handed_in ? lateness_done(due, submitted)
	                : lateness_open(due, CIVIL_NONE, today, due_soon_until(cal, rules, today));
	out->soon = out->lateness == LATENESS_SOON;
	if (handed_in) {
		out->state = submitted > due ? REPORT_MADE_UP : REPORT_ON_TIME;
		out->days = submitted > due ? (int)(submitted - due) : 0;
	} else if (returned) {
		out->state = REPORT_RETURNED;
		out->days = today > due ? (int)(today - due) : 0;
	} else if (due < today) {
		out->state = REPORT_OVERDUE;
		out->days = (int)(today - due);
	} else {
		out->state = strcmp(status, "DRAFT") == 0 ? REPORT_DRAFT : REPORT_DUE;
		out->days = (int)(due - today);
	}
}

int
report_answer(const char *matrix, int cell)
{
	size_t at = (size_t)cell;

	return strlen(matrix) > at && matrix[at] >= '0' && matrix[at] <= '2' ? matrix[at] - '0' : -1;
}

bool
report_matrix_ok(const char *matrix, int cells)
{
	return cells > 0 && strlen(matrix) == (size_t)cells && strspn(matrix, "012-") == (size_t)cells;
}

bool
report_all_seen(const char *matrix, int cells)
{
	return report_matrix_ok(matrix, cells) && strchr(matrix, '-') == NULL;
}

const char *
report_answer_text(int answer)
{
	return answer == 2 ? N_("in place") : answer == 1 ? N_("partly") : answer == 0 ? N_("lacking") : N_("unseen");
}
