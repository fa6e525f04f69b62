#include "hub/intake/xlsx/worksheet_in.h"

#include "hub/intake/xlsx/place.h"

/* ---- what a cell says ----------------------------------------------------------- */

static const char uncomputed[] = N_("a formula that was never worked out; open the workbook in the spreadsheet "
                                    "program, save it, and send it again");
static const char failed[] = N_("a formula that failed; mend it, or type the value in its place");
static const char picture[] = N_("a picture; type what it shows");
static const char not_a_number[] = N_("kept as a number, but it is none; type it anew");
static const char unknown[] = N_("a kind of cell no spreadsheet program writes; type it anew");
static const char too_long[] = N_("more than 32767 characters; shorten it");
static const char control[] = N_("a control character in it; type it anew");
static const char scaled[] = N_("shown divided by a thousand or more without the word for it; show it as a plain "
                                "number, or add the unit (万, 亿) to its format");
const char worksheet_row_full[] = N_("more than 1 MiB of text in a row; split it");

static void
set(struct xlsx_cell *c, enum xlsx_kind kind, const char *wrong)
{
	c->kind = kind;
	c->wrong = wrong != NULL ? _(wrong) : NULL;
}

static void
set_text(struct xlsx_cell *c, enum rich_wrong wrong)
{
	set(c, XLSX_TEXT, wrong == RICH_TOO_LONG ? too_long : wrong == RICH_CONTROL ? control : NULL);
}

/* A value without the blanks around it. */
static char *
bare(char *text)
{
	char *end;

	text += strspn(text, " \t\r\n");
	for (end = text + strlen(text); end > text && strchr(" \t\r\n", end[-1]) != NULL; end--)
		;
	*end = '\0';
	return text;
}

static void
replace(struct worksheet *s, struct xlsx_cell *c, const char *text)
{
	strcpy(c->text, text);
	s->rich.len = strlen(text);
}

static void
take_number(struct worksheet *s, struct xlsx_cell *c, const char *stored)
{
	char text[DECIMAL_TEXT];
	bool date;

	switch (format_number(styles_format(s->styles, s->style), stored, s->since_1904, text, &date)) {
	case FORMAT_NOT_A_NUMBER:
		set(c, XLSX_TEXT, not_a_number);
		return;
	case FORMAT_SCALED:
		set(c, XLSX_NUMBER, scaled);
		break;
	case FORMAT_GOOD:
		set(c, date ? XLSX_DATE : XLSX_NUMBER, NULL);
		break;
	}
	replace(s, c, text);
}

static void
take_iso(struct worksheet *s, struct xlsx_cell *c, const char *stored)
{
	char text[DECIMAL_TEXT];

	set(c, XLSX_TEXT, NULL);
	if (!serial_iso(stored, styles_format(s->styles, s->style)->section[0].kind, text))
		return;
	set(c, XLSX_DATE, NULL);
	replace(s, c, text);
}

static void
take_shared(struct worksheet *s, struct xlsx_cell *c, const char *stored)
{
	size_t digits = strspn(stored, "0123456789");
	long i = digits > 0 && digits < 10 && stored[digits] == '\0' ? strtol(stored, NULL, 10) : -1, len;
	enum rich_wrong wrong;

	if (i < 0 || i >= strings_count(s->strings)) {
		why_damaged_at(s->why, s->line, s->column + 1, _("text number %.12s of %ld"), stored,
		               strings_count(s->strings));
		return;
	}
	if ((len = strings_get(s->strings, i, c->text, XLSX_ROW_MAX - s->len, &wrong, s->why)) < 0) {
		why_at(s->why, s->line, 0, "%s", _(worksheet_row_full));
		return;
	}
	set_text(c, wrong);
	s->rich.len = (size_t)len;
}

static void
take_result(struct xlsx_cell *c)
{
	const char *text = c->text + (*c->text == '=');

	text += strncmp(text, "_xlfn.", 6) == 0 ? 6 : 0;
	if (strncmp(text, "DISPIMG(", 8) == 0)
		c->wrong = _(picture);
}

static void
take_value(struct worksheet *s, struct xlsx_cell *c, enum rich_wrong wrong)
{
	char *stored;

	set_text(c, wrong);
	if (wrong != RICH_GOOD || s->type == TYPE_INLINE)
		return;
	if (s->type == TYPE_RESULT) {
		take_result(c);
		return;
	}
	stored = bare(c->text);
	if (*stored == '\0') {
		set(c, s->formula ? XLSX_TEXT : XLSX_EMPTY, s->formula ? uncomputed : NULL);
		*c->text = '\0';
		return;
	}
	switch (s->type) {
	case TYPE_NUMBER: take_number(s, c, stored); break;
	case TYPE_SHARED: take_shared(s, c, stored); break;
	case TYPE_ISO:    take_iso(s, c, stored); break;
	case TYPE_BOOL:
		set(c, XLSX_BOOL, strcmp(stored, "0") != 0 && strcmp(stored, "1") != 0 ? unknown : NULL);
		replace(s, c, *stored == '1' ? "TRUE" : "FALSE");
		break;
	default:
		set(c, XLSX_TEXT, s->type == TYPE_ERROR ? failed : unknown);
	}
}

/* ---- cells ---------------------------------------------------------------------- */

static enum type
type_of(const char **attributes)
{
	static const struct { const char *name; enum type type; } types[] = {
		{ "n", TYPE_NUMBER }, { "s", TYPE_SHARED }, { "inlineStr", TYPE_INLINE }, { "str", TYPE_RESULT },
		{ "b", TYPE_BOOL }, { "e", TYPE_ERROR }, { "d", TYPE_ISO },
	};
	const char *t = xml_attribute(attributes, "t");

	for (size_t i = 0; t != NULL && i < sizeof types / sizeof *types; i++)
		if (strcmp(t, types[i].name) == 0)
			return types[i].type;
	return t == NULL ? TYPE_NUMBER : TYPE_OTHER;
}

/* Where the cell is; -1 with why. */
static int
find_place(struct worksheet *s, const char **attributes)
{
	const char *r = xml_attribute(attributes, "r"), *end;
	long row = s->line;
	int column = s->column + 1;

	if (r != NULL && ((end = place_parse(r, &row, &column)) == NULL || *end != '\0'))
		return why_damaged_at(s->why, s->line, 0, _("a cell at %.20s, which is no place"), r);
	if (column >= PLACE_COLUMNS)
		return why_damaged_at(s->why, s->line, 0, _("more than %d columns"), PLACE_COLUMNS);
	if (s->line == 0 || row == 0)
		row = s->line = s->line > 0 ? s->line : row > 0 ? row : s->last + 1;
	if (row != s->line)
		return why_damaged_at(s->why, s->line, column + 1, _("a cell that says it is %.20s"), r);
	if (s->line > PLACE_ROWS)
		return why_damaged_at(s->why, s->last, 0, _("more than %d rows"), PLACE_ROWS);
	if (s->line <= s->last)
		return why_damaged_at(s->why, s->last, 0, _("a cell at %.20s stands behind this row"), r);
	s->column = column;
	return 0;
}

void
cell_begins(struct worksheet *s, const char **attributes)
{
	if (find_place(s, attributes) != 0)
		return;
	s->type = type_of(attributes);
	s->style = xml_number(attributes, "s");
	s->style = s->style > 0 ? s->style : 0;
	s->in_cell = true;
	s->formula = s->value = s->in_value = s->in_inline = false;
	s->kept = s->column < XLSX_COLUMNS_MAX && !s->over;
	if (s->kept && s->cell[s->column].text != NULL) {
		why_damaged_at(s->why, s->line, s->column + 1, _("this cell is there twice"));
		return;
	}
	if (s->kept && s->column >= s->touched)
		s->touched = s->column + 1;
	rich_begin(&s->rich, s->text + s->len, XLSX_ROW_MAX - s->len);
}

/* A cell that is not kept: only whether something is in it. */
static void
look_at(struct worksheet *s)
{
	if (s->rich.len == 0 && !s->rich.too_long)
		return;
	if (s->over && s->seen.below_line == 0)
		s->seen.below_line = s->line;
	if (!s->over && s->seen.far_line == 0) {
		s->seen.far_line = s->line;
		s->seen.far_column = s->column + 1;
	}
}

void
cell_ends(struct worksheet *s)
{
	struct xlsx_cell *c = &s->cell[s->kept ? s->column : 0];
	enum rich_wrong wrong;

	s->in_cell = false;
	if (!s->kept) {
		look_at(s);
		return;
	}
	if (s->rich.too_long && s->rich.full) {
		why_at(s->why, s->line, 0, "%s", _(worksheet_row_full));
		return;
	}
	wrong = rich_finish(&s->rich);
	*c = (struct xlsx_cell){ .text = s->rich.to, .from = s->line };
	if (s->value)
		take_value(s, c, wrong);
	else if (s->formula)
		set(c, XLSX_TEXT, uncomputed);
	if (*c->text == '\0' && c->wrong == NULL) {
		c->kind = XLSX_EMPTY;
		c->text = s->text + TEXT_ROOM - 1;
		return;
	}
	if ((s->len += s->rich.len + 1) > XLSX_ROW_MAX) {
		why_at(s->why, s->line, 0, "%s", _(worksheet_row_full));
		return;
	}
	if (s->column >= s->count)
		s->count = s->column + 1;
	s->seen.hidden_column[s->column] |= s->hidden[s->column];
}

/* What stands in a cell. */
void
cell_part_begins(struct worksheet *s, const char *name)
{
	bool inline_text = strcmp(name, "is") == 0;

	if (strcmp(name, "f") == 0)
		s->formula = true;
	if (!inline_text && strcmp(name, "v") != 0)
		return;
	if (s->value) {
		why_damaged_at(s->why, s->line, s->column + 1, _("two values in this cell"));
		return;
	}
	/* what stands there says more than what was announced */
	if (inline_text)
		s->type = TYPE_INLINE;
	else if (s->type == TYPE_INLINE)
		s->type = TYPE_RESULT;
	s->value = true;
	s->in_inline = inline_text;
	s->in_value = s->rich.in_text = !inline_text;
}
