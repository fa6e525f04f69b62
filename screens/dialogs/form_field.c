
#include "model/text/visible.h"
#include "model/text/when.h"
#include "screens/dialogs/form.h"
#include "screens/kit/match.h"

/* ---- choices --------------------------------------------------------------- */

bool
field_is_choice(const struct form_field *field)
{
	return field->def->type == ARG_TERM || field->def->type == ARG_POST || field->def->type == ARG_DIVISION ||
	       field->def->type == ARG_STAGE;
}

int
field_found(const struct form_field *field, int out[FORM_CHOICES])
{
	int n = 0;

	for (int i = 0; i < field->choice_count; i++) {
		const struct choice *c = &field->choices[i];
		if (text_matches(c->name, field->line.text) || text_matches(c->code, field->line.text) ||
		    text_matches(c->note, field->line.text))
			out[n++] = i;
	}
	return n;
}

/* As wide as a form is, a few terms stand side by side; posts and townships are too many. */
bool
field_lists(const struct form_field *field)
{
	int width = 0;

	for (int i = 0; i < field->choice_count; i++)
		width += text_width(field->choices[i].name) + 5;
	return width > 54;
}

int
field_offered(const struct form_field *field)
{
	int found[FORM_CHOICES], n = field_found(field, found);

	for (int i = 0; i < n; i++)
		if (found[i] == field->at)
			return field->at;
	return n > 0 ? found[0] : field->at;
}

/* Steps through what matches; from nothing chosen to the first. */
static void
choose_next(struct form_field *field, int by)
{
	int found[FORM_CHOICES], n = field_found(field, found), here = -1;

	for (int i = 0; i < n; i++)
		if (found[i] == field->at)
			here = i;
	if (n == 0)
		return;
	here = here < 0 ? (by > 0 ? 0 : n - 1) : (here + by + n) % n;
	field->at = found[here];
}

static bool
choice_type(struct form_field *field, const struct typed *in)
{
	int found[FORM_CHOICES];

	switch (in->key) {
	case EDIT_LEFT:  choose_next(field, -1); return true;
	case EDIT_RIGHT: choose_next(field, 1); return true;
	case EDIT_CHAR:
		if (in->cp >= '1' && in->cp <= '9' && field->line.len == 0 && !field_lists(field) &&
		    (int)(in->cp - '1') < field->choice_count) {
			field->at = (int)(in->cp - '1');
			return true;
		}
		break;
	case EDIT_BACKSPACE:
		if (field->line.len == 0 && field->def->need == ARG_OPT)
			field->at = -1;
		break;
	default: break;
	}
	if (!line_type(&field->line, in, false))
		return false;
	if (field->line.len > 0 && field_found(field, found) > 0)
		field->at = found[0];
	return true;
}

/* ---- evidence -------------------------------------------------------------- */

static void
piece_add(struct form_field *field, const char *text)
{
	char piece[FORM_PIECE];

	snprintf(piece, sizeof piece, "%s", text);
	text = visible_trim(piece);
	if (*text == '\0' || field->piece_count == FORM_PIECES)
		return;
	for (int i = 0; i < field->piece_count; i++)
		if (strcmp(field->pieces[i], text) == 0)
			return;
	snprintf(field->pieces[field->piece_count++], FORM_PIECE, "%s", text);
}

/* Every pasted line is a piece. */
static void
pieces_paste(struct form_field *field, const char *text)
{
	char line[FORM_PIECE];

	while (strchr(text, '\n') != NULL) {
		size_t n = strcspn(text, "\n");
		snprintf(line, sizeof line, "%.*s", (int)n, text);
		piece_add(field, line);
		text += n + 1;
	}
	line_type(&field->line, &(struct typed){ .key = EDIT_PASTE, .paste = text }, false);
}

static bool
evidence_type(struct form_field *field, const struct typed *in)
{
	switch (in->key) {
	case EDIT_ENTER:
		if (field->line.len == 0)
			return false;
		piece_add(field, field->line.text);
		line_set(&field->line, "");
		return true;
	case EDIT_BACKSPACE:
		if (field->line.len == 0 && field->piece_count > 0) {
			line_set(&field->line, field->pieces[--field->piece_count]);
			return true;
		}
		break;
	case EDIT_PASTE:
		pieces_paste(field, in->paste);
		return true;
	default: break;
	}
	return line_type(&field->line, in, false);
}

/* ---- cells: subjects by aspects of a report, the items of a checklist ------------------- */

bool
field_is_cells(const struct form_field *field)
{
	return field->def->type == ARG_MATRIX || field->def->type == ARG_MARKS;
}

static bool
cells_type(struct form_field *field, const struct typed *in)
{
	static const char order[] = "-012";

	int n = field->cell_count;

	if (n == 0)
		return false;
	switch (in->key) {
	case EDIT_LEFT:  field->cell = (field->cell + n - 1) % n; return true;
	case EDIT_RIGHT: field->cell = (field->cell + 1) % n; return true;
	case EDIT_UP:    if (field->cell < field->across) return false; field->cell -= field->across; return true;
	case EDIT_DOWN:  if (field->cell >= n - field->across) return false; field->cell += field->across; return true;
	case EDIT_BACKSPACE: field->cells[field->cell] = '-'; return true;
	case EDIT_CHAR:
		if (in->cp == ' ') {
			const char *at = strchr(order, field->cells[field->cell]);
			field->cells[field->cell] = order[at != NULL ? (at - order + 1) % 4 : 0];
			return true;
		}
		if (in->cp < 0x80 && strchr(order, (int)in->cp) != NULL) {
			field->cells[field->cell] = (char)in->cp;
			field->cell = (field->cell + 1) % n;
		}
		return true;
	default: return false;
	}
}

/* ---- dates ------------------------------------------------------------------- */

/* Digits and the marks of dates, full-width ones as their twins; a step of a day with left and right. */
static bool
date_type(struct form_field *field, const struct typed *in, const struct env *env)
{
	struct typed one = *in;
	int32_t day = when_typed(field->line.text, env->today);
	char text[11];

	if ((in->key == EDIT_LEFT || in->key == EDIT_RIGHT) && day != CIVIL_NONE) {
		civil_format(day + (in->key == EDIT_RIGHT ? 1 : -1), text);
		line_set(&field->line, text);
		return true;
	}
	if (in->key == EDIT_CHAR) {
		if (one.cp >= 0xFF01 && one.cp <= 0xFF5E)
			one.cp = one.cp - 0xFF01 + '!';
		if (one.cp >= 0x80 || strchr("0123456789-+./", (int)one.cp) == NULL)
			return true;
		/* The default is replaced by the first key, as in a selected text. */
		if (!field->touched)
			line_set(&field->line, "");
	}
	return line_type(&field->line, &one, false);
}

/* ---- any field ----------------------------------------------------------------- */

bool
field_type(struct form *f, struct form_field *field, const struct typed *in, const struct env *env)
{
	bool took;

	switch (field->def->type) {
	case ARG_TERM: case ARG_POST: case ARG_DIVISION: case ARG_STAGE: took = choice_type(field, in); break;
	case ARG_EVIDENCE: took = evidence_type(field, in); break;
	case ARG_MATRIX: case ARG_MARKS: took = cells_type(field, in); break;
	case ARG_DATE:     took = date_type(field, in, env); break;
	case ARG_INT:
		if (in->key == EDIT_CHAR && !field->touched && in->cp >= '0' && in->cp <= '9')
			line_set(&field->line, "");
		took = in->key == EDIT_CHAR && (in->cp < '0' || in->cp > '9')
		       ? true : line_type(&field->line, in, false);
		break;
	default:           took = line_type(&field->line, in, field->def->type == ARG_LONG); break;
	}
	if (took) {
		field->touched = true;
		field->error[0] = '\0';
		f->error[0] = '\0';
	}
	return took;
}

void
field_leave(struct form_field *field, const struct env *env)
{
	int32_t day;
	char text[11];

	if (field->def->type == ARG_DATE && field->line.len > 0 &&
	    (day = when_typed(field->line.text, env->today)) != CIVIL_NONE) {
		civil_format(day, text);
		line_set(&field->line, text);
	} else if (field->def->type == ARG_EVIDENCE && field->line.len > 0) {
		piece_add(field, field->line.text);
		line_set(&field->line, "");
	} else if (field_is_choice(field)) {
		line_set(&field->line, "");
		field->open = false;
	}
}

const char *
field_value(const struct form_field *field, char *out, size_t size)
{
	char *trimmed;

	*out = '\0';
	if (field_is_choice(field))
		snprintf(out, size, "%s", field->at >= 0 ? field->choices[field->at].code : "");
	else if (field_is_cells(field))
		snprintf(out, size, "%s",
		         (int)strspn(field->cells, "-") < field->cell_count || field->touched ? field->cells : "");
	else if (field->def->type != ARG_EVIDENCE)
		snprintf(out, size, "%s", field->line.text);
	/* What cannot be seen around it says nothing. */
	trimmed = visible_trim(out);
	memmove(out, trimmed, strlen(trimmed) + 1);
	return out;
}

/* Fen as the field shows them: yuan. */
static void
set_yuan(struct form_field *field, const char *fen)
{
	long long n = atoll(fen);
	char text[40];

	snprintf(text, sizeof text, n % 100 == 0 ? "%lld" : "%lld.%02lld", n / 100, n % 100);
	line_set(&field->line, *fen != '\0' && fen[strspn(fen, "0123456789")] == '\0' ? text : fen);
}

static void
set_share(struct form_field *field, const char *bp)
{
	long long n = atoll(bp);
	char text[40];

	snprintf(text, sizeof text, n % 100 == 0 ? "%lld%%" : "%lld.%02lld%%", n / 100, n % 100);
	line_set(&field->line, *bp != '\0' && bp[strspn(bp, "0123456789")] == '\0' ? text : bp);
}

void
field_set(struct form_field *field, const char *value)
{
	if (field_is_choice(field)) {
		field->at = -1;
		for (int i = 0; i < field->choice_count; i++)
			if (strcmp(field->choices[i].code, value) == 0)
				field->at = i;
	} else if (field_is_cells(field)) {
		for (int i = 0; i < field->cell_count && value[i] != '\0'; i++)
			field->cells[i] = strchr("-012", value[i]) != NULL ? value[i] : '-';
	} else if (field->def->type == ARG_EVIDENCE) {
		piece_add(field, value);
	} else if (field->def->type == ARG_FEN) {
		set_yuan(field, value);
	} else if (field->extra != NULL && field->extra->type == EXTRA_BP) {
		set_share(field, value);
	} else {
		line_set(&field->line, value);
	}
}
