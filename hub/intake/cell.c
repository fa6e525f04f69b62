#include "hub/intake/cell.h"

#include "model/flow/refs.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/plain.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"
#include "model/text/when.h"
#include "net/wire/wire_line.h"

enum { TEXT_MAX = 32 };

/* ---- texts and codes ---------------------------------------------------------------- */

const char *
cell_text(const char *s)
{
	uint32_t cp;

	for (int n; (n = utf8_decode(s, &cp)) > 0; s += n)
		if (cp == UTF8_BAD || (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp <= 0x9F))
			return N_("a control character; only line breaks and tabs may be in a text");
	return NULL;
}

/* CR LF, as spreadsheets part lines within a cell, is one line feed. */
static void
part_lines(char *cell)
{
	char *to = cell;

	if (strchr(cell, '\r') == NULL)
		return;
	for (const char *from = cell; *from != '\0'; from++)
		if (*from != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	*to = '\0';
}

static bool
any_hidden(const char *cell)
{
	uint32_t cp;

	for (int n; (n = utf8_decode(cell, &cp)) > 0; cell += n)
		if (cp >= 0x80 && visible_hidden(cp))
			return true;
	return false;
}

char *
cell_code(char *cell, unsigned *did)
{
	bool hidden = did != NULL && any_hidden(cell);
	char *code = plain_cell(cell, true);
	unsigned fell = plain_code(code);

	if (did != NULL)
		*did |= (hidden ? CELL_HIDDEN : 0) | (fell & PLAIN_BLANK ? CELL_BLANK : 0);
	return code;
}

static bool
is_digit(const char *s)
{
	const unsigned char *wide = (const unsigned char *)s;

	if (*s >= '0' && *s <= '9')
		return true;
	return wide[0] == 0xEF && wide[1] == 0xBC && wide[2] >= 0x90 && wide[2] <= 0x99;      /* full-width ones too */
}

const char *
cell_quote(const char *cell)
{
	size_t digits = 0;

	for (const char *s = cell; *s != '\0'; s++)
		digits += is_digit(s);
	return digits > 12 ? _("(a long number, not repeated here)") : cell;
}

const char *
cell_spoilt(const char *code, struct row_problem *p)
{
	if ((p->spoilt = spreadsheet_spoilt(code)) == SPOILT_NOT)
		return NULL;
	if (*code == '#' && !spreadsheet_error(code)) {
		p->spoilt = SPOILT_NOT;
		return _("begins with #; a line for people begins with # and a blank");
	}
	snprintf(p->reason, sizeof p->reason,
	         _("a spreadsheet turned the number into %.60s%s; format the column as text and export again"),
	         cell_quote(code), p->spoilt == SPOILT_ROUNDED ? _(", whose last digits are 000") : "");
	return p->reason;
}

/* A name may have blanks in it and is known in several spellings: who looks it up folds it.  What nobody sees goes. */
static char *
cell_name(char *cell, unsigned *did)
{
	bool hidden = any_hidden(cell);
	char *name = plain_cell(cell, true), *to = name;
	uint32_t cp;

	if (!hidden)
		return name;
	*did |= CELL_HIDDEN;
	for (const char *from = name; *from != '\0';) {
		int n = utf8_decode(from, &cp);
		if (!visible_hidden(cp)) {
			memmove(to, from, (size_t)n);
			to += n;
		}
		from += n;
	}
	*to = '\0';
	return name;
}

static const char *
take_code(int field, char *cell, struct cache_value *v, unsigned *did, struct row_problem *p)
{
	const struct ref_def *ref = ref_find(field);
	bool name = ref != NULL && (ref->how == REF_RECORD || ref->how == REF_ID || ref->how == REF_TERM ||
	                            ref->how == REF_STATE);
	const char *why;

	v->text = name ? cell_name(cell, did) : cell_code(cell, did);
	if ((why = cell_spoilt(v->text, p)) != NULL)
		return why;
	return cell_text(v->text);
}

/* ---- numbers --------------------------------------------------------------------------- */

/* Counts and amounts are never negative; a figure's value may be. */
struct range { int field; int64_t least, most; const char *say; };
static const struct range ranges[] = {
	{ FIELD_DIVISION_level, 1, 5, N_("a level is 1 to 5 (3 county, 4 township, 5 village)") },
	{ FIELD_DIVISION_grid_row, 0, 99, N_("a place on the map grid is 0 to 99") },
	{ FIELD_DIVISION_grid_col, 0, 99, N_("a place on the map grid is 0 to 99") },
	{ FIELD_DIVISION_pop_year, 1900, 9999, N_("a year is 1900 to 9999") },
	{ FIELD_TASK_pct, 0, 100, N_("progress is 0 to 100") },
	{ FIELD_ISSUE_escalation, 0, 4, N_("escalation is 0 to 4") },
	{ FIELD_FIGURE_value, -WIRE_INT_MAX, WIRE_INT_MAX, NULL },
	{ FIELD_INDICATOR_target, -WIRE_INT_MAX, WIRE_INT_MAX, NULL },
};

static const char *
in_range(int field, int64_t number)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (ranges[i].field == field)
			return number >= ranges[i].least && number <= ranges[i].most ? NULL : ranges[i].say;
	return number < 0 ? N_("less than 0; counts and amounts are 0 or more") : NULL;
}

enum amount_unit
cell_unit(int field, bool own)
{
	enum field_type type = record_fields[field].type;

	return !own ? AMOUNT_NONE : type == FIELD_FEN ? AMOUNT_FEN : type == FIELD_BP ? AMOUNT_BP : AMOUNT_NONE;
}

static const char *
take_number(int field, enum amount_unit unit, const char *cell, int64_t *out)
{
	enum field_type type = record_fields[field].type;
	const char *why = type == FIELD_FEN ? amount_money(cell, unit, out)
	                : type == FIELD_BP ? amount_share(cell, unit, out)
	                                   : amount_count(cell, unit, field == FIELD_TASK_pct, out);

	return why != NULL ? why : in_range(field, *out);
}

static const char *
take_yes(const char *cell, int64_t *out)
{
	int yes = 0;
	const char *why = amount_yes(cell, &yes);

	*out = yes;
	return why;
}

/* ---- times ------------------------------------------------------------------------------- */

static const char *
take_day(const char *cell, char out[TEXT_MAX])
{
	int32_t day;
	const char *why = when_day(cell, &day);

	if (why == NULL)
		civil_format(day, out);
	return why;
}

static const char *
take_instant(const char *cell, char out[TEXT_MAX])
{
	int64_t at;
	const char *why = when_instant(cell, &at);

	if (why == NULL)
		instant_format(at, out);
	return why;
}

/* What it says is repeated: one cell of several may be meant. */
static const char *
take_period(const char *cell, bool days, char out[TEXT_MAX], struct row_problem *p)
{
	const char *why = when_period(cell, days, out);

	if (why == NULL)
		return NULL;
	snprintf(p->reason, sizeof p->reason, _("\"%.60s\" is %s"), cell_quote(cell), _(why));
	return p->reason;
}

/* ---- any field ------------------------------------------------------------------------------ */

/* With the form the field has, as what stands there would be in it when it is a document's number or a file. */
static const char *
refuse_json(int field, const char *cell, struct row_problem *p)
{
	const struct ref_def *ref = ref_find(field);
	bool proof = strcmp(record_fields[field].name, "evidence") == 0 && strpbrk(cell, "\"\\\n\t") == NULL;

	if (proof && strlen(cell) <= 120)
		snprintf(p->reason, sizeof p->reason,
		         _("not JSON; a list of pieces is wanted, as [{\"kind\":\"doc\",\"ref\":\"%s\"}]"),
		         cell_quote(cell));
	else if (ref != NULL && ref->how == REF_FORM)
		snprintf(p->reason, sizeof p->reason, _("not JSON; write it as %s"), ref->what);
	else
		return N_("not JSON; a list [..] or an object {..} is wanted");
	return p->reason;
}

static const char *
take_json(int field, const char *cell, struct row_problem *p)
{
	char why[160];

	if (*cell != '[' && *cell != '{')
		return refuse_json(field, cell, p);
	if (wire_line_check(cell, strlen(cell), why, sizeof why) == 0)
		return NULL;
	snprintf(p->reason, sizeof p->reason, _("not good JSON: %s"), why);
	return p->reason;
}

static const char *
take_lines(int field, char *cell, struct cache_value *v, unsigned *did)
{
	char *text = plain_cell(cell, false);

	v->text = text;
	if (record_fields[field].type == FIELD_LINES)
		part_lines(text);
	else if (plain_line(text))
		*did |= CELL_JOINED;
	return cell_text(text);
}

static bool
says_nothing(int field, const char *cell)
{
	switch (record_fields[field].type) {
	case FIELD_INT: case FIELD_FEN: case FIELD_BP: case FIELD_DATE: case FIELD_MONTH: case FIELD_INSTANT:
		return amount_absent(cell);
	default:
		return false;
	}
}

static const char *
take(int field, enum amount_unit unit, char *cell, char text[TEXT_MAX], struct cache_value *v, unsigned *did,
     struct row_problem *p)
{
	v->type = VALUE_TEXT;
	v->text = text;
	switch (record_fields[field].type) {
	case FIELD_DATE:
		*did |= when_timed(cell) ? CELL_TIMED : 0;
		return take_day(cell, text);
	case FIELD_MONTH:
		return when_month(cell, text);
	case FIELD_PERIOD: case FIELD_DAYS:
		return take_period(cell, record_fields[field].type == FIELD_DAYS, text, p);
	case FIELD_INSTANT:
		return take_instant(cell, text);
	case FIELD_INT: case FIELD_FEN: case FIELD_BP:
		v->type = VALUE_INT;
		return take_number(field, unit, cell, &v->number);
	case FIELD_BOOL:
		v->type = VALUE_INT;
		return take_yes(cell, &v->number);
	case FIELD_JSON:
		v->text = cell;
		return take_json(field, cell, p);
	case FIELD_CODE:
		return take_code(field, cell, v, did, p);
	case FIELD_TEXT: case FIELD_LINES:
		break;
	}
	return take_lines(field, cell, v, did);
}

const char *
cell_read(int field, enum amount_unit unit, char *cell, char text[TEXT_MAX], struct cache_value *v,
          unsigned *did, struct row_problem *p)
{
	const char *why = NULL;

	cell = visible_trim(cell);
	if (*cell == '\0' || says_nothing(field, cell))
		v->type = VALUE_NULL;
	else
		why = take(field, unit, cell, text, v, did, p);
	if (why == NULL && v->type == VALUE_TEXT && (v->length = strlen(v->text)) == 0)
		v->type = VALUE_NULL;
	if (why != NULL || v->type == VALUE_NULL)
		v->type = VALUE_NULL;
	return why == NULL && v->type == VALUE_NULL && record_fields[field].need == FIELD_REQ
	       ? N_("empty; it must be filled in") : why;
}

const char *
cell_did(unsigned did)
{
	if (did & CELL_TIMED)
		return N_("the time of day in it was left out; this field is a day");
	return did & CELL_JOINED ? N_("its lines were joined by blanks; this field has one line")
	     : did & CELL_HIDDEN ? N_("characters nobody sees were left out") : N_("blanks in it were left out");
}
