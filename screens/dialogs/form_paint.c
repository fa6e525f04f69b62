
#include "screens/dialogs/form.h"

enum { LABEL_MAX = 16, LONG_ROWS = 2, LONG_ROWS_FOCUSED = 4, FRAME_ROWS = 6, LIST_ROWS = 6, MARKS_ROWS = 10 };

static int
label_width(const struct form *f)
{
	int width = 6;

	for (int i = 0; i < f->count; i++) {
		int w = text_width(_(f->fields[i].def->title));
		width = w > width ? w : width;
	}
	return width < LABEL_MAX ? width : LABEL_MAX;
}

/* All choices side by side, when they fit; else the chosen one and how to find others. */
static int
radio_width(const struct form_field *field)
{
	int width = 0;

	for (int i = 0; i < field->choice_count; i++)
		width += text_width(field->choices[i].name) + 5;
	return width;
}

/* Two items a row when there are many; more rows than fit scroll with the cell being filled. */
static int
marks_rows(const struct form_field *field)
{
	int rows = (field->cell_count + field->across - 1) / field->across;

	return rows < 1 ? 1 : rows < MARKS_ROWS ? rows : MARKS_ROWS;
}

int
field_rows(const struct form *f, int i, int width)
{
	const struct form_field *field = &f->fields[i];
	bool focused = f->focus == i;
	struct canvas none = { 0 };
	int rows = 1;

	switch (field->def->type) {
	case ARG_LONG:
		rows = canvas_wrap(&none, 0, 0, 0, width - 1, PAINT_INPUT, field->line.text);
		if (rows < (focused ? LONG_ROWS : 1))
			rows = focused ? LONG_ROWS : 1;
		return rows < LONG_ROWS_FOCUSED ? rows : LONG_ROWS_FOCUSED;
	case ARG_EVIDENCE: return f->kept_count + field->piece_count + 1;
	case ARG_MATRIX:   return 1 + f->axes.subject_count;
	case ARG_MARKS:    return marks_rows(field);
	default:           return !field_is_choice(field) || !focused || radio_width(field) <= width ? rows
		                          : field->open ? 1 + LIST_ROWS : 2;
	}
}

/* ---- one field --------------------------------------------------------------- */

static void
paint_radio(const struct form_field *field, struct canvas *c, int y, int x, int width, bool focused)
{
	int at = x;

	for (int i = 0; i < field->choice_count; i++) {
		bool chosen = i == field->at;
		if (chosen && focused)
			canvas_cursor(c, y, at + 1);
		at += canvas_putf(c, y, at, x + width - at,
		                  chosen ? focused ? PAINT_SELECTED : PAINT_TITLE : PAINT_DIALOG,
		                  "(%s)%s", chosen ? "*" : " ", field->choices[i].name) + 2;
	}
}

static void
paint_candidates(const struct form_field *field, struct canvas *c, int y, int x, int width)
{
	int found[FORM_CHOICES], n = field_found(field, found), at = x, here = 0;

	for (int i = 0; i < n; i++)
		if (found[i] == field->at)
			here = i;
	if (n == 0)
		canvas_put(c, y, x, width, PAINT_WARN, _("none found; Backspace"));
	for (int i = here; i < n && at < x + width - 4; i++)
		at += canvas_put(c, y, at, x + width - at, found[i] == field->at ? PAINT_SELECTED : PAINT_DIM,
		                 field->choices[found[i]].name) + 2;
}

/* Unfolded: one below the other, with the unit beside the name. */
static void
paint_list(const struct form_field *field, struct canvas *c, int y, int x, int width)
{
	int found[FORM_CHOICES], n = field_found(field, found), offered = field_offered(field), here = 0, top;

	for (int i = 0; i < n; i++)
		if (found[i] == offered)
			here = i;
	if (n == 0)
		canvas_put(c, y, x, width, PAINT_WARN, _("none found; Backspace"));
	top = here >= LIST_ROWS ? here - LIST_ROWS + 1 : 0;
	for (int i = 0; i < LIST_ROWS && top + i < n; i++) {
		const struct choice *choice = &field->choices[found[top + i]];
		char text[200];
		snprintf(text, sizeof text, "%s %s  %s", top + i == here ? ">" : " ", choice->name, choice->note);
		canvas_pad(c, y + i, x, width, top + i == here ? PAINT_SELECTED : PAINT_DIM, text);
	}
	if (top + LIST_ROWS < n)
		canvas_putf(c, y + LIST_ROWS - 1, x + width - 8, 8, PAINT_DIM, " %d/%d", here + 1, n);
}

static void
paint_choice(const struct form_field *field, struct canvas *c, int y, int x, int width, bool focused)
{
	const struct choice *chosen = field->at >= 0 ? &field->choices[field->at] : NULL;
	char text[200];

	if (radio_width(field) <= width) {
		paint_radio(field, c, y, x, width, focused);
		return;
	}
	snprintf(text, sizeof text, "%s%s%s", chosen != NULL ? chosen->name : "",
	         chosen != NULL && chosen->note[0] != '\0' ? "  " : "", chosen != NULL ? chosen->note : _("(none)"));
	if (focused && field->line.len > 0) {
		line_paint(&field->line, c, y, x, width / 2, true);
		canvas_put(c, y, x + width / 2 + 1, width - width / 2 - 1, PAINT_DIM, text);
	} else {
		canvas_pad(c, y, x, width, PAINT_INPUT, text);
		if (focused)
			canvas_cursor(c, y, x);
	}
	if (focused && field->open)
		paint_list(field, c, y + 1, x, width);
	else if (focused)
		paint_candidates(field, c, y + 1, x, width);
}

static void
paint_evidence(const struct form *f, const struct form_field *field, struct canvas *c, int y, int x, int width,
               bool focused)
{
	for (int i = 0; i < f->kept_count; i++)
		canvas_putf(c, y++, x, width, PAINT_OK, _("on record: %s"), f->kept[i].name);
	for (int i = 0; i < field->piece_count; i++)
		canvas_putf(c, y++, x, width, PAINT_TITLE, "[+] %s", field->pieces[i]);
	if (!focused && field->line.len == 0) {
		canvas_put(c, y, x, width, PAINT_DIM, _("add: document no., photo:..., file:..., receipt:..."));
		return;
	}
	line_paint(&field->line, c, y, x, width, focused);
	if (field->line.len == 0)
		canvas_put(c, y, x + 2, width - 2, PAINT_INPUT,
		           _("document no., or photo: file: receipt:  Enter adds"));
}

static void
paint_cell(const struct form_field *field, int cell, struct canvas *c, int y, int x, int width, bool focused)
{
	char answer = field->cells[cell];
	bool here = focused && cell == field->cell;
	const char *word = answer == '2' ? _("2 yes") : answer == '1' ? _("1 partly")
	                   : answer == '0' ? _("0 no") : _("- unseen");
	char mark[32];

	if (field->def->type == ARG_MARKS) {
		snprintf(mark, sizeof mark, "%c %s", answer, _(marks_text(marks_cell(field->cells, cell))));
		word = mark;
	}
	canvas_pad(c, y, x, width, here ? PAINT_SELECTED : answer == '0' ? PAINT_ERROR
	                           : answer == '1' ? PAINT_WARN : PAINT_INPUT, word);
	if (here)
		canvas_cursor(c, y, x);
}

static void
paint_matrix(const struct form *f, const struct form_field *field, struct canvas *c, int y, int x, int width,
             bool focused)
{
	int head = 12, across = field->across, col = across > 0 ? (width - head) / across : 0;

	col = col < 14 ? col : 14;
	if (field->cell_count == 0)
		canvas_put(c, y, x, width, PAINT_WARN, _("the plan names no subjects and aspects (term.csv)"));
	for (int a = 0; a < across && field->cell_count > 0; a++)
		canvas_put(c, y, x + head + a * col, col - 1, PAINT_COLUMN_HEAD, f->axes.aspects[a].name);
	for (int cell = 0; cell < field->cell_count; cell++) {
		int row = y + 1 + cell / across, at = cell % across;
		if (at == 0)
			canvas_put(c, row, x, head - 1, PAINT_DIALOG, f->axes.subjects[cell / across].name);
		paint_cell(field, cell, c, row, x + head + at * col, col - 1, focused);
	}
}

static void
paint_marks(const struct form_field *field, struct canvas *c, int y, int x, int width, bool focused)
{
	enum { ANSWER = 9 };
	int rows = marks_rows(field), at = field->cell / field->across, top = at >= rows ? at - rows + 1 : 0;
	int col = width / field->across;

	if (field->cell_count == 0)
		canvas_put(c, y, x, width, PAINT_WARN, _("this checklist has no items"));
	for (int cell = top * field->across; cell < field->cell_count && cell < (top + rows) * field->across; cell++) {
		int row = y + cell / field->across - top, left = x + cell % field->across * col;
		paint_cell(field, cell, c, row, left, ANSWER, focused);
		canvas_put(c, row, left + ANSWER + 1, col - ANSWER - 2, PAINT_DIALOG, field->choices[cell].name);
	}
}

static void
paint_date(const struct form_field *field, const struct env *env, struct canvas *c, int y, int x, int width,
           bool focused)
{
	static const char *const days[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"),
		N_("Sun") };
	int32_t day = when_typed(field->line.text, env->today);

	line_paint(&field->line, c, y, x, width < 14 ? width : 14, focused);
	if (day != CIVIL_NONE)
		canvas_putf(c, y, x + 15, width - 15, PAINT_DIM, _("%s, days until then: %d, workdays: %d"),
		            _(days[civil_weekday(day) - 1]),
		            (int)(day - env->today), workdays_between(env->cal, env->today, day));
	else if (focused)
		canvas_put(c, y, x + 15, width - 15, PAINT_DIM, _("2020-06-30, 6-30 or +7; left right: a day"));
}

static void
paint_amount(const struct form_field *field, struct canvas *c, int y, int x, int width, bool focused)
{
	line_paint(&field->line, c, y, x, 14, focused);
	canvas_put(c, y, x + 15, width - 15, PAINT_DIM, focused ? _("yuan; or 0.12万元") : _("yuan"));
}

static void
paint_field(const struct form *f, int i, const struct env *env, struct canvas *c, int y, int label, int rows)
{
	const struct form_field *field = &f->fields[i];
	bool focused = f->focus == i;
	bool must = field_is_needed(f, field);
	int x = label + 6, width = c->w - x - 2;

	canvas_put(c, y, 1, 1, PAINT_PACE, focused ? ">" : " ");
	canvas_put(c, y, 3, label, focused ? PAINT_TITLE : field->error[0] != '\0' ? PAINT_ERROR : PAINT_DIALOG,
	           _(field->def->title));
	canvas_put(c, y, 4 + label, 1, PAINT_WARN, must ? "*" : " ");
	switch (field->def->type) {
	case ARG_LONG:     line_paint_wrapped(&field->line, c, y, x, rows, width, focused); break;
	case ARG_EVIDENCE: paint_evidence(f, field, c, y, x, width, focused); break;
	case ARG_MATRIX:   paint_matrix(f, field, c, y, x, width, focused); break;
	case ARG_MARKS:    paint_marks(field, c, y, x, width, focused); break;
	case ARG_DATE:     paint_date(field, env, c, y, x, width, focused); break;
	case ARG_INT:      line_paint(&field->line, c, y, x, 8, focused); break;
	case ARG_FEN:      paint_amount(field, c, y, x, width, focused); break;
	case ARG_TERM: case ARG_POST: case ARG_DIVISION: case ARG_STAGE:
		paint_choice(field, c, y, x, width, focused);
		break;
	default:           line_paint(&field->line, c, y, x, width, focused); break;
	}
}

/* ---- the whole ------------------------------------------------------------------ */

static void
paint_buttons(const struct form *f, struct canvas *c, int y)
{
	const char *const texts[BUTTONS] = { _("confirm F9"), _("keep draft"), _("cancel Esc") };
	int x = 2;

	for (int b = 0; b < BUTTONS; b++) {
		bool here = f->focus == f->count + b;
		if (here)
			canvas_cursor(c, y, x + 3);
		x += canvas_putf(c, y, x, c->w - x - 1, here ? PAINT_BUTTON_FOCUS : PAINT_BUTTON,
		                 here ? ">[ %s ]<" : " [ %s ] ", texts[b]) + 1;
	}
	if (f->focus >= f->count && f->careful)
		canvas_put(c, y, x, c->w - x - 2, PAINT_DIM, _("Tab: fill in, or just type"));
}

static void
paint_state(const struct form *f, const struct env *env, struct canvas *c, int y)
{
	char text[400];
	bool ready;

	if (f->asked) {
		canvas_put(c, y, 3, c->w - 5, PAINT_WARN,
		           _("Esc again throws away what was typed; any other key goes on"));
	} else if (f->error[0] != '\0') {
		canvas_put(c, y, 3, c->w - 5, PAINT_ERROR, f->error);
	} else {
		ready = form_state(f, env, text, sizeof text);
		canvas_putf(c, y, 3, c->w - 5, ready ? PAINT_OK : PAINT_WARN, _("checks: %s"), text);
	}
}

void
form_paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct form *f = model;
	char title[200];
	int label = label_width(f), y = 0, top = 0, body = c->h - FRAME_ROWS, rows[FORM_FIELDS], start = 0;

	if (f->verb == NULL)
		return;
	step_title(&f->step, _(f->verb->title), title, sizeof title);
	canvas_box(c, 0, 0, c->h, c->w, PAINT_BORDER_FOCUS, title);
	if (f->items != NULL)
		canvas_put(c, 1, 3, c->w - 5, PAINT_DIM, f->step.targets.count == 1 ? f->items[0].title
		           : _("note and verdict are the same for each; evidence is what each has on record"));
	for (int i = 0; i < f->count; i++) {
		rows[i] = field_rows(f, i, c->w - label - 8);
		if (i < f->focus)
			start += rows[i];
	}
	if (f->focus < f->count && start + rows[f->focus] > body)
		top = start + rows[f->focus] - body;
	struct canvas fields = canvas_view(c, 2, 1, body, c->w - 2);
	for (int i = 0; i < f->count; i++) {
		if (y - top >= 0 && y - top < body)
			paint_field(f, i, env, &fields, y - top, label, rows[i]);
		y += rows[i];
	}
	paint_state(f, env, c, c->h - 3);
	paint_buttons(f, c, c->h - 2);
}

void
form_size(const void *model, int max_h, int max_w, int *h, int *w)
{
	const struct form *f = model;
	int label = label_width(f), rows = FRAME_ROWS;

	*w = max_w <= 84 ? max_w : 78;       /* a narrow terminal shows no slivers beside it */
	for (int i = 0; i < f->count; i++)
		rows += field_rows(f, i, *w - label - 8);
	*h = rows < max_h ? rows : max_h;
}
