#include "hub/people/cells.h"

#include "hub/intake/cell.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"
#include "model/text/when.h"

static const char *
cell(const struct cells *c, int column)
{
	return sheet_text(c->columns, c->row, column);
}

int
cells_refuse(const struct cells *c, int column, struct row_problem *p, const char *why)
{
	return sheet_refuse(c->columns, c->row, column, p, why);
}

int
cells_place(const struct cells *c, int division_column, int village_column,
            const struct place **township, const struct place **village, struct row_problem *p)
{
	const char *division = cell(c, division_column), *in = cell(c, village_column);
	int rc = places_resolve(c->places, division, in, township, village);
	int column = rc == -2 ? village_column : division_column;
	const char *within = rc == -2 && *township != NULL ? (*township)->id : NULL;
	char near[400];

	if (rc == 0)
		return 0;
	if (*division == '\0' && *in == '\0')
		return cells_refuse(c, c->columns->cell[division_column] >= 0 ? division_column : village_column, p,
		                    _("empty; it must be filled in"));
	places_say(c->places, cell(c, column), within, near, sizeof near);
	snprintf(p->reason, sizeof p->reason, rc == -2 ? _("\"%.40s\" is no village of that township%s")
	         : _("\"%.40s\" is no division of this county, by code or name%s"), cell_quote(cell(c, column)), near);
	return cells_refuse(c, column, p, p->reason);
}

/* ---- codes ------------------------------------------------------------------ */

struct codes { const char *list; char *out; size_t size; };

/* One code, `n` bytes of the cell. */
static int
add_code(const struct cells *c, int column, const char *name, size_t n, const struct codes *to, struct row_problem *p)
{
	char word[96], near[400] = "";
	const char *code;
	size_t len = strlen(to->out);

	if (n == 0)
		return 0;
	snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), name);
	if (names_code(c->names, KIND_TERM, to->list, word, &code) != 0)
		return -2;
	if (code == NULL && names_say(c->names, KIND_TERM, to->list, word, near, sizeof near) != 0)
		return -2;
	if (code == NULL || len + strlen(code) + 2 > to->size) {
		snprintf(p->reason, sizeof p->reason,
		         _("\"%.40s\" is not in the term list %s; several are parted by ; or a blank%s"),
		         cell_quote(word), to->list, near);
		return cells_refuse(c, column, p, p->reason);
	}
	snprintf(to->out + len, to->size - len, "%s%s", len > 0 ? " " : "", code);
	return 0;
}

/* Bytes of what parts two codes; 0 it is part of one. */
static size_t
parting(const char *text)
{
	uint32_t cp;
	int n = utf8_decode(text, &cp);

	return n > 0 && (visible_blank(cp) || strchr(";|,/", cp < 0x80 ? (int)cp : 'x') != NULL || cp == 0x3001 ||
	                 cp == 0xFF0C || cp == 0xFF1B || cp == 0xFF0F) ? (size_t)n : 0;
}

int
cells_terms(const struct cells *c, int column, const char *list, char *out, size_t size, struct row_problem *p)
{
	const char *text = cell(c, column);
	struct codes to = { list, out, size };
	int rc = 0;

	*out = '\0';
	while (rc == 0 && *text != '\0') {
		size_t n = 0;
		while (text[n] != '\0' && parting(text + n) == 0)
			n++;
		rc = add_code(c, column, text, n, &to, p);
		text += n;
		text += parting(text);
	}
	return rc;
}

/* ---- days, money, yes and no -------------------------------------------------- */

int
cells_day(const struct cells *c, int column, int32_t *day, struct row_problem *p)
{
	const char *text = cell(c, column), *why;
	char today[11];

	*day = CIVIL_NONE;
	if (*text == '\0' || amount_absent(text))
		return 0;
	if ((why = when_day(text, day)) != NULL)
		return cells_refuse(c, column, p, _(why));
	if (*day <= c->today)
		return 0;
	civil_format(c->today, today);
	snprintf(p->reason, sizeof p->reason, _("in the future; today is %s"), today);
	return cells_refuse(c, column, p, p->reason);
}

int
cells_yuan(const struct cells *c, int column, int64_t *fen, struct row_problem *p)
{
	const char *text = cell(c, column), *why;
	enum amount_unit unit;

	*fen = -1;
	if (*text == '\0' || amount_absent(text))
		return 0;
	unit = c->columns->amount[column];
	if (unit == AMOUNT_NONE || unit == AMOUNT_REMARK)
		unit = AMOUNT_YUAN;
	why = amount_money(text, unit, fen);
	if (why == NULL && *fen < 0)
		why = N_("less than 0; net a reversal out against its claim first");
	if (why == NULL)
		return 0;
	*fen = -1;
	return cells_refuse(c, column, p, _(why));
}

int
cells_yes(const struct cells *c, int column, int *yes, struct row_problem *p)
{
	const char *text = cell(c, column), *why;

	*yes = -1;
	if (*text == '\0')
		return 0;
	return (why = amount_yes(text, yes)) == NULL ? 0 : cells_refuse(c, column, p, _(why));
}
