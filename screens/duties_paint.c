#include <stdio.h>
#include <string.h>

#include "screens/duties.h"
#include "screens/siblings.h"
#include "screens/tasks.h"

/* ---- the head: month and counts, calendar, what presses --------------------------- */

static void
summary_paint(const struct duties_model *m, struct canvas *c)
{
	static const struct { enum duty_state state; const char *word; enum paint_role role; } counts[] = {
		{ DUTY_MISSED, N_("missed"), PAINT_ERROR }, { DUTY_OVERDUE, N_("overdue"), PAINT_ERROR },
		{ DUTY_TODAY, N_("today"), PAINT_WARN }, { DUTY_SOON, N_("due soon"), PAINT_WARN },
		{ DUTY_PENDING, N_("to be done"), PAINT_NORMAL },
	};
	const int *n = m->board.states;
	int x = siblings_paint(c, 0, &duties_screen) + 2, year, month, day;

	civil_split(m->board.first, &year, &month, &day);
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, _("%d-%02d"), year, month) + 1;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (n[counts[i].state] > 0)
			x += canvas_putf(c, 0, x, c->w - x, counts[i].role, "%s %d", _(counts[i].word), n[counts[i].state]) + 1;
	canvas_putf(c, 0, x, c->w - x, PAINT_OK, "%s %d", _("done"), n[DUTY_DONE] + n[DUTY_LATE] + n[DUTY_MADE_UP]);
}

/* Among what is still to come, days off first: those are forgotten. */
static bool
presses(const struct duty_run_row *r, bool day_off)
{
	enum duty_state state = r->standing.state;

	return (state == DUTY_SOON || state == DUTY_TODAY || state == DUTY_PENDING) && (r->standing.warn != r->due) == day_off;
}

static void
warnings_paint(const struct duties_model *m, const struct env *env, struct canvas *c)
{
	char text[512], day[256], today[32];
	int y = 1;

	weekday_text(env->today, env->today, today);
	canvas_putf(c, 0, 0, c->w, PAINT_SECTION, _("today %s  h l: month"), today);
	for (int off = 1; off >= 0; off--) {
		const struct duty_run_row *last = NULL;
		for (int i = 0; i < m->board.count && y < c->h; i++) {
			const struct duty_run_row *r = &m->board.runs[i];
			if (!presses(r, off) || (last != NULL && strcmp(last->name, r->name) == 0))
				continue;
			last = r;
			duty_day_text(r, env, day, sizeof day);
			snprintf(text, sizeof text, "%s: %s", r->name, day);
			y += canvas_wrap(c, y, 0, c->h - y, c->w, r->standing.state == DUTY_PENDING ? PAINT_NORMAL : PAINT_WARN, text);
		}
	}
	if (y == 1)
		canvas_put(c, 1, 0, c->w, PAINT_DIM, _("nothing more is due this month"));
}

/* ---- the list ---------------------------------------------------------------------- */

enum { STANDING_W = 11, DUE_W = 11, PROOF_W = 5 };

/* Where the columns stand: on a wide screen the last workday too, and no more room for names than they need. */
struct columns { int standing, due, warn, name, party, proof, name_w, party_w; };

static struct columns
columns_of(int w)
{
	int warn = w >= 110 ? DUE_W : 0, left = w - 4 - STANDING_W - DUE_W - warn - PROOF_W, party = w >= 110 ? 36 : 18;
	struct columns at = { .standing = 4, .due = 4 + STANDING_W, .warn = 4 + STANDING_W + DUE_W };

	at.name = at.warn + warn;
	at.name_w = left - party < 70 ? left - party : 70;
	at.party = at.name + at.name_w;
	at.party_w = left - at.name_w;
	at.proof = at.party + at.party_w;
	return at;
}

static void
head_paint(struct canvas *c, int y)
{
	struct columns at = columns_of(c->w);

	canvas_fill(c, y, 0, 1, c->w, PAINT_COLUMN_HEAD, " ");
	canvas_put(c, y, 1, 2, PAINT_COLUMN_HEAD, _("lamp"));
	canvas_put(c, y, at.standing, STANDING_W - 1, PAINT_COLUMN_HEAD, _("standing"));
	canvas_put(c, y, at.due, DUE_W - 1, PAINT_COLUMN_HEAD, _("due"));
	if (at.warn < at.name)
		canvas_put(c, y, at.warn, DUE_W - 1, PAINT_COLUMN_HEAD, _("last workday"));
	canvas_put(c, y, at.name, at.name_w - 1, PAINT_COLUMN_HEAD, _("what is due"));
	canvas_put(c, y, at.party, at.party_w - 1, PAINT_COLUMN_HEAD, _("owner > recipient"));
	canvas_put(c, y, at.proof, PROOF_W, PAINT_COLUMN_HEAD, _("proof"));
}

/* The name gives way to what stands behind it: the place, or how many of a bundle are done. */
static void
name_paint(const struct duty_line *line, const struct duty_run_row *r, struct canvas *c, int y, int x, int width, enum paint_role role)
{
	char tail[96];
	int w;

	if (line->kind == LINE_BUNDLE)
		snprintf(tail, sizeof tail, strlen(r->division) < 9 ? _(" %d groups: %d done") : _(" %d townships: %d done"), line->count, line->done);
	else if (*r->place == '\0' && strchr(r->event, ':') != NULL)
		snprintf(tail, sizeof tail, " %s", strchr(r->event, ':') + 1);      /* which of the events */
	else
		snprintf(tail, sizeof tail, "%s%s", *r->place != '\0' ? " " : "", r->place);
	if (line->inside) {
		canvas_putf(c, y, x, width, role, "  %s", r->place);
		return;
	}
	w = text_width(tail);
	x += canvas_putf(c, y, x, width - w, role, "%s%s", line->kind != LINE_BUNDLE ? "" : line->open ? "- " : "+ ", r->name);
	canvas_put(c, y, x, w, role, tail);
}

static void
row_paint(const struct duties_model *m, const struct env *env, struct canvas *c, int y, int i)
{
	const struct duty_line *line = &m->lines[i];
	const struct duty_run_row *r = duties_run(m, i);
	bool here = i == m->cursor;
	enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL, standing, off = workday(env->cal, r->due) ? role : here ? role : PAINT_WARN;
	struct columns at = columns_of(c->w);
	char text[512];

	canvas_pad(c, y, 0, c->w, role, here ? ">" : " ");
	canvas_put(c, y, 1, 2, lamp_role(r->standing.lamp), _(lamp_word(r->standing.lamp)));
	standing = duty_standing_text(&r->standing, text, sizeof text);
	canvas_put(c, y, at.standing - 1, 1, PAINT_PENDING, line->kind == LINE_RUN && *r->pending != '\0' ? "~" : " ");
	canvas_put(c, y, at.standing, STANDING_W - 1, here ? role : standing, text);
	due_column_text(r->due, env->today, text);
	canvas_put(c, y, at.due, DUE_W - 1, off, line->inside ? "" : text);
	due_column_text(r->standing.warn, env->today, text);
	if (at.warn < at.name && !line->inside && duty_state_open(r->standing.state))
		canvas_put(c, y, at.warn, DUE_W - 1, off, text);
	name_paint(line, r, c, y, at.name, at.name_w - 1, role);
	snprintf(text, sizeof text, "%s%s%s", r->owner, *r->recipient != '\0' ? ">" : "", r->recipient);
	canvas_put(c, y, at.party, at.party_w - 1, here ? role : PAINT_DIM, line->inside ? r->owner : text);
	if (r->pieces > 0)
		canvas_putf(c, y, at.proof, PROOF_W, role, _("has %d"), r->pieces);
	else
		canvas_put(c, y, at.proof, PROOF_W, here ? role : PAINT_DIM, *r->evidence != '\0' ? r->evidence : "-");
	if (here)
		canvas_cursor(c, y, 0);
}

static void
section_paint(struct canvas *c, int y, const struct duty_line *line)
{
	static const char *const titles[SECTIONS] = {
		[SECTION_OWED] = N_("Owed"), [SECTION_NOW] = N_("Due soon"), [SECTION_LATER] = N_("To be done"), [SECTION_DONE] = N_("Done"),
	};

	canvas_putf(c, y, 1, c->w - 1, PAINT_SECTION, "%s %d", _(titles[line->section]), line->done);
}

/* ---- the line under the cursor ------------------------------------------------------- */

static void
append(char *text, size_t size, const char *label, const char *value)
{
	size_t n = strlen(text);

	if (*value != '\0')
		snprintf(text + n, size - n, "%s%s%s", n > 0 ? "  " : "", label, value);
}

static void
detail_paint(const struct duties_model *m, const struct env *env, struct canvas *c, int y)
{
	const struct duty_run_full *f = &m->detail;
	char rule[160], text[1024] = "", day[256];

	canvas_hline(c, y, 0, c->w, PAINT_BORDER);
	if (!m->has_detail)
		return;
	duty_rule_text(&f->plan, f->exact, rule, sizeof rule);
	append(text, sizeof text, "", rule);
	append(text, sizeof text, _("clause "), f->clause);
	append(text, sizeof text, _("to "), f->row.recipient);
	append(text, sizeof text, _("copy "), f->copy_to);
	canvas_putf(c, y, 1, c->w - 2, PAINT_HINT, " %s ", text);
	duty_day_text(&f->row, env, day, sizeof day);
	canvas_putf(c, y + 1, 1, c->w - 2, duty_state_open(f->row.standing.state) ? PAINT_NORMAL : PAINT_DIM, "%s: %s%s", f->row.name, day,
	            duty_state_open(f->row.standing.state) ? _("  x: report it done") : "");
}

void
duties_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct duties_model *m = model;
	bool calendar = c->h >= 1 + CALENDAR_H + 6;
	int y = 1, shown = duties_rows_shown(c->h);

	summary_paint(m, c);
	if (!m->any) {
		canvas_wrap(c, 2, 2, 4, c->w - 4, PAINT_DIM, _("No duties yet. They come with a pack (duty.csv); the hub opens their runs day by day. r asks the hub."));
		return;
	}
	if (calendar) {
		struct canvas side = canvas_view(c, 1, CALENDAR_W + 1, CALENDAR_H, c->w - CALENDAR_W - 1);
		duty_calendar_paint(&m->board, env, c, 1, 0);
		warnings_paint(m, env, &side);
		y += CALENDAR_H;
	}
	head_paint(c, y++);
	if (m->line_count == 0)
		canvas_put(c, y, 2, c->w - 4, PAINT_DIM, *m->filter != '\0' ? _("nothing here passes the filter; Esc clears it") : _("nothing is due this month"));
	for (int i = 0; i < shown && m->top + i < m->line_count; i++)
		if (m->lines[m->top + i].kind == LINE_SECTION)
			section_paint(c, y + i, &m->lines[m->top + i]);
		else
			row_paint(m, env, c, y + i, m->top + i);
	detail_paint(m, env, c, c->h - 2);
}
