#include "hub/people/sheet.h"

#include "hub/intake/cell.h"
#include "model/flow/refs.h"
#include "model/text/identity.h"
#include "model/text/language.h"
#include "model/text/plain.h"
#include "model/text/visible.h"

/* Shorter ones hold no identity number. */
enum { NUMBER_MIN = 15 };

static int
spoilt(struct row_problem *p, long line, int column, const char *title)
{
	enum spoilt how = p->spoilt;

	row_refuse(p, line, column, title, p->reason);
	p->spoilt = how;
	return -1;
}

static bool
holds_number(const char *cell)
{
	return strlen(cell) >= NUMBER_MIN && identity_find(cell, NULL);
}

/* ---- header --------------------------------------------------------------- */

/* The column called so, or -1; *unit is how its cells are written. */
static int
find(const struct sheet *c, const char *name, enum alias_unit *unit)
{
	const struct alias_def *alias = alias_find(c->kind, name);

	*unit = alias != NULL ? alias->unit : ALIAS_SAME;
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->defs[i].name, name) == 0 || strcmp(c->defs[i].title, name) == 0 ||
		    ref_word(c->defs[i].also, name) || (alias != NULL && strcmp(c->defs[i].name, alias->field) == 0))
			return i;
	return -1;
}

static bool
known(const void *ctx, const char *name)
{
	enum alias_unit unit;

	return find(ctx, name, &unit) >= 0;
}

static const char *
nth(const void *ctx, int n, bool *must)
{
	const struct sheet *c = ctx;

	*must = false;
	return n < c->count ? c->defs[n].title : NULL;
}

static bool
adds(const void *ctx, const char *name)
{
	const struct sheet *c = ctx;
	enum alias_unit unit;
	int column = find(c, name, &unit);

	return column >= 0 && c->defs[column].money;
}

/* What other departments keep of people has many columns more. */
static bool
enough(const void *ctx, const struct head *h)
{
	const struct sheet *c = ctx;
	enum alias_unit unit;
	int tell = 0;

	for (int i = 0; i < c->count; i++)
		tell += c->defs[i].tells;
	for (int i = 0; i < h->count; i++)
		tell -= h->column[i].known && c->defs[find(c, h->column[i].name, &unit)].tells;
	return tell <= 0;
}

static const char *
never(const char *cell)
{
	return holds_number(cell) ? _("an identity number; the first row must name the columns") : NULL;
}

static int
take_column(struct sheet *c, const struct head *h, int i, struct row_problem *p)
{
	enum alias_unit unit;
	int column = find(c, h->column[i].name, &unit);

	if (c->cell[column] >= 0) {
		snprintf(p->reason, sizeof p->reason,
		         _("this column is there twice, as column %d (%.60s) too; keep one of them"),
		         c->cell[column] + 1, h->column[c->cell[column]].title);
		return row_refuse(p, h->line, i + 1, h->column[i].title, p->reason);
	}
	c->cell[column] = i;
	c->title[column] = strcmp(h->column[i].name, c->defs[column].name) == 0 ? c->defs[column].title
	                                                                       : h->column[i].title;
	c->unit[column] = unit;
	c->amount[column] = h->column[i].unit;
	c->used[i] = true;
	c->secret[i] = c->defs[column].secret;
	c->code[i] = c->defs[column].code;
	return 0;
}

int
sheet_header(struct sheet *c, struct reader *r, const struct reader_notes *notes, struct row_problem *p)
{
	const struct titles titles = { .known = known, .nth = nth, .never = never, .adds = adds, .enough = enough,
	                               .ctx = c };

	for (int i = 0; i < c->count; i++)
		c->cell[i] = -1;
	memset(c->secret, 0, sizeof c->secret);
	memset(c->code, 0, sizeof c->code);
	memset(c->used, 0, sizeof c->used);
	if (reader_head(r, &titles, notes) != 0)
		return row_refuse(p, r->error_line, r->error_column, r->error_title, r->error);
	c->line = r->head->line;
	c->cells = r->head->count;
	for (int i = 0; i < c->cells; i++)
		if (r->head->column[i].known && take_column(c, r->head, i, p) != 0)
			return -1;
	return 0;
}

void
sheet_whose(const struct sheet *c, struct reader *r, int column)
{
	reader_ids(r, c->cell[column], true);
}

/* ---- rows ----------------------------------------------------------------- */

const char *
sheet_title(const struct sheet *c, int cell)
{
	cell--;
	for (int i = 0; i < c->count; i++)
		if (c->cell[i] == cell)
			return c->title[i];
	return _("not read");
}

/* Without what a spreadsheet or its user put around them: so that one person has one key. */
static void
make_plain(const struct sheet *c, struct row_cells *row, int i, unsigned *did)
{
	if (c->used[i])
		row->cells[i] = c->code[i] ? cell_code(row->cells[i], did) : plain_cell(row->cells[i], false);
}

int
sheet_row(struct sheet *c, struct row_cells *row, struct row_problem *p)
{
	if (row->count != c->cells) {
		snprintf(p->reason, sizeof p->reason,
		         _("%d cells where the header has %d; a comma inside a cell needs quotes around the cell"),
		         row->count, c->cells);
		return row_refuse(p, row->line, 0, _("whole row"), p->reason);
	}
	c->hidden = 0;
	for (int i = 0; i < row->count; i++) {
		unsigned did = 0;
		if (cell_absent(row->cells[i]))
			row->cells[i][0] = '\0';      /* nothing is kept that it could leave alone */
		if (*row->cells[i] == CELL_UNSOUND)
			return row_refuse(p, row->line, i + 1, sheet_title(c, i + 1), row->cells[i] + 1);
		make_plain(c, row, i, &did);
		if (c->hidden == 0 && (did & CELL_HIDDEN))
			c->hidden = i + 1;
		if (c->code[i] && cell_spoilt(row->cells[i], p) != NULL)
			return spoilt(p, row->line, i + 1, sheet_title(c, i + 1));
	}
	for (int i = 0; i < row->count; i++)
		if (!c->secret[i] && holds_number(row->cells[i]))
			return row_refuse(p, row->line, i + 1, sheet_title(c, i + 1),
			              _("an identity number in clear; "
			              "only the column for it may hold one, where it is hashed"));
	return 0;
}

bool
sheet_of_identities(const char *title)
{
	return !ref_word("psn_no 人员编号", title);
}

bool
sheet_nobody(const char *cell)
{
	return !isalpha((unsigned char)*cell) && identity_check(cell, strlen(cell)) != IDENTITY_OK;
}

const char *
sheet_text(const struct sheet *c, const struct row_cells *row, int column)
{
	return c->cell[column] >= 0 ? row->cells[c->cell[column]] : "";
}

int
sheet_refuse(const struct sheet *c, const struct row_cells *row, int column, struct row_problem *p, const char *why)
{
	return row_refuse(p, row->line, c->cell[column] + 1,
	                  c->cell[column] >= 0 ? c->title[column] : c->defs[column].title, why);
}
