
#include "screens/kit/lineage.h"
#include "screens/kit/figures.h"
#include "screens/work/reports.h"
#include "screens/work/tasks.h"

enum paint_role
report_cell_text(const struct report_standing *s, char *out, size_t size)
{
	switch (s->state) {
	case REPORT_ON_TIME:
		snprintf(out, size, "%s", _("on time"));
		return PAINT_OK;
	case REPORT_MADE_UP:
		lateness_days_text(s->lateness, s->days, out, size);
		return PAINT_WARN;
	case REPORT_RETURNED:
		snprintf(out, size, "%s", _("returned"));
		return PAINT_ERROR;
	case REPORT_OVERDUE:
		lateness_days_text(s->lateness, s->days, out, size);
		return PAINT_ERROR;
	case REPORT_DRAFT:
		snprintf(out, size, _("draft %dd"), s->days);
		return s->soon ? PAINT_WARN : PAINT_NORMAL;
	case REPORT_DUE:
		snprintf(out, size, _("%dd left"), s->days);
		return s->soon ? PAINT_WARN : PAINT_DIM;
	default:
		snprintf(out, size, "-");
		return PAINT_DIM;
	}
}

void
report_month_text(int month, int32_t today, char out[24])
{
	int year, this_month, day;

	civil_split(today, &year, &this_month, &day);
	if (month / 12 == year)
		snprintf(out, 24, "%s", month_name(month % 12 + 1));
	else
		snprintf(out, 24, "%d-%02d", month / 12, month % 12 + 1);
}

static void
minute_text(int64_t at, char out[26])
{
	instant_format(at, out);
	out[10] = ' ';
	out[16] = '\0';
}

void
report_due_text(const struct report_row *r, const struct env *env, char *out, size_t size)
{
	char due[12], warn[12], at[26];
	const char *word = flow_state_text(KIND_SUP_REPORT, r->status);

	day_text(r->due, env->today, due);
	day_text(r->standing.warn, env->today, warn);
	minute_text(r->submitted_at, at);
	switch (r->standing.state) {
	case REPORT_ON_TIME:
		snprintf(out, size, _("%s; sent %s, on time (due %s)"), word, at + 5, due);
		break;
	case REPORT_MADE_UP:
		snprintf(out, size, _("%s; sent %s, done late by %d days (due %s)"), word, at + 5, r->standing.days,
		         due);
		break;
	case REPORT_RETURNED:
		snprintf(out, size, _("%s, write again; due %s, days overdue: %d"), word, due, r->standing.days);
		break;
	case REPORT_OVERDUE:
		snprintf(out, size, _("%s; due %s, days overdue: %d"), word, due, r->standing.days);
		break;
	default:
		snprintf(out, size, _("%s; due %s (not shifted), last workday before it %s, days left: %d"), word, due,
		         warn, r->standing.days);
	}
}

void
report_urge_text(int64_t urged_at, int64_t now, char *out, size_t size)
{
	char at[26], again[26];

	*out = '\0';
	if (urged_at == 0)
		return;
	minute_text(urged_at, at);
	minute_text(urged_at + FLOW_URGE_COOLDOWN, again);
	if (now - urged_at < FLOW_URGE_COOLDOWN)
		snprintf(out, size, _("urged %s; again from %s"), at + 5, again + 5);
	else
		snprintf(out, size, _("urged %s; again now (!)"), at + 5);
}

void
report_lineage(const struct report_board *b, const char *id, const char *group, const char *period,
	       struct lineage *out)
{
	lineage_what(out, _("Report of %s for %s; all of them: punctuality %d/%d"), group, period, b->punctual,
		     b->counted);
	lineage_means(out, "%s", _("reports handed in by their due day, of those that are due or handed in. A "
				   "month's report "
	                           "is due on the 10th of the next month; the day is not shifted when it is a day "
				   "off, "
	                           "people are warned on the last workday at or before it. A month the hub has no "
				   "record "
	                           "of counts as overdue; what was sent back is not on time until it is sent again"));
	lineage_share(out, _("handed in by the due day"), b->punctual, _("due or handed in"), b->counted);
	lineage_from(out, "%s", _("the supervision groups' reports; the hub opens the month's, the group hands it "
				  "in"));
	lineage_clause(out, _("A plan, four (2)"));
	lineage_record(out, KIND_SUP_REPORT, id);
}

/* ---- one report's facts ----------------------------------------------------------- */

static enum paint_role
answer_role(int answer)
{
	return answer == 2 ? PAINT_OK : answer == 1 ? PAINT_WARN : answer == 0 ? PAINT_ERROR : PAINT_DIM;
}

int
report_matrix_paint(struct canvas *c, int y, int x, int w, const struct report_axes *axes, const char *matrix)
{
	int aspects = axes->aspect_count, name = 10, cell = aspects > 0 ? (w - name) / aspects : 0;

	cell = cell > 12 ? 12 : cell;
	canvas_put(c, y, x, name, PAINT_COLUMN_HEAD, _("checklist"));
	for (int a = 0; a < aspects; a++)
		canvas_put(c, y, x + name + a * cell, cell, PAINT_COLUMN_HEAD, axes->aspects[a].name);
	for (int s = 0; s < axes->subject_count; s++) {
		canvas_put(c, y + 1 + s, x, name, PAINT_NORMAL, axes->subjects[s].name);
		for (int a = 0; a < aspects; a++) {
			int answer = report_answer(matrix, s * aspects + a);
			canvas_put(c, y + 1 + s, x + name + a * cell, cell, answer_role(answer),
			           _(report_answer_text(answer)));
		}
	}
	return 1 + axes->subject_count;
}

static int
artefact_paint(struct canvas *c, int y, int x, int w, const char *name, int32_t day, int32_t today)
{
	char text[12];

	if (day == CIVIL_NONE)
		return canvas_putf(c, y, x, w, PAINT_WARN, _("%s -"), name) + 1;
	day_text(day, today, text);
	return canvas_putf(c, y, x, w, PAINT_NORMAL, _("%s %s"), name, text) + 1;
}

void
report_facts_paint(struct canvas *c, int y, int x, int w, const struct report_row *r, const struct env *env)
{
	char text[256];
	int at = x, done = (r->analysed != CIVIL_NONE) + (r->judged != CIVIL_NONE) + (r->dispatched != CIVIL_NONE);

	report_due_text(r, env, text, sizeof text);
	canvas_put(c, y, x, w,
		   r->standing.state == REPORT_OVERDUE || r->standing.state == REPORT_RETURNED ? PAINT_ERROR
	           : PAINT_NORMAL, text);
	at += canvas_putf(c, y + 1, at, w, PAINT_NORMAL, _("%d/3: "), done);
	at += artefact_paint(c, y + 1, at, x + w - at, _("analysed"), r->analysed, env->today);
	at += artefact_paint(c, y + 1, at, x + w - at, _("judged"), r->judged, env->today);
	artefact_paint(c, y + 1, at, x + w - at, _("acted"), r->dispatched, env->today);
	at = x;
	if (r->visits >= 0)
		at += canvas_putf(c, y + 2, at, x + w - at, PAINT_NORMAL, _("visits %d  "), r->visits);
	if (r->issues >= 0)
		at += canvas_putf(c, y + 2, at, x + w - at, PAINT_NORMAL, _("issues %d  "), r->issues);
	at += canvas_putf(c, y + 2, at, x + w - at, r->returned > 0 ? PAINT_WARN : PAINT_NORMAL, _("returned %d  "),
	                  r->returned);
	if (r->submitted_by[0] != '\0')
		at += canvas_putf(c, y + 2, at, x + w - at, PAINT_DIM, _("by %s  "), r->submitted_by);
	if (r->accepted_by[0] != '\0')
		canvas_putf(c, y + 2, at, x + w - at, PAINT_DIM, _("accepted by %s"), r->accepted_by);
	report_urge_text(r->urged_at, env_then(env), text, sizeof text);
	canvas_put(c, y + 3, x, w, PAINT_WARN, text);
}

void
report_events_paint(struct canvas *c, int y, int h, enum kind kind, const struct object_event *events, int count,
                    int cursor)
{
	int first = cursor >= h - 1 ? cursor - h + 2 : 0;
	char at[26];

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	canvas_putf(c, y, 1, c->w - 2, PAINT_SECTION, " %s %d ", _("events"), count);
	for (int i = 0; i < h - 1 && first + i < count; i++) {
		const struct object_event *e = &events[first + i];
		enum paint_role role = first + i == cursor ? PAINT_SELECTED : PAINT_NORMAL;
		instant_format(e->at, at);
		at[10] = ' ';
		at[16] = '\0';
		canvas_fill(c, y + 1 + i, 0, 1, c->w, role, " ");
		canvas_putf(c, y + 1 + i, 1, c->w - 2, role, "%s  %s  %s%s%s", at, e->who,
		            _(flow_event_title(kind, e->verb)), e->note[0] != '\0' ? ": " : "", e->note);
		if (first + i == cursor)
			canvas_cursor(c, y + 1 + i, 0);
	}
	if (count == 0)
		canvas_put(c, y + 1, 1, c->w - 2, PAINT_DIM, _("nothing has happened yet"));
}
