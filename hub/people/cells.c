#include "hub/people/cells.h"

#include "model/room/civil.h"

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

	if (rc == 0)
		return 0;
	if (*division == '\0' && *in == '\0')
		return cells_refuse(c, c->columns->cell[division_column] >= 0 ? division_column : village_column, p,
		                    "empty; it must be filled in");
	snprintf(p->reason, sizeof p->reason, "\"%.40s\" is %s of this county, by code or name",
	         sheet_quote(cell(c, column)), rc == -2 ? "no village of that township or" : "no division");
	return cells_refuse(c, column, p, p->reason);
}

/* ---- codes ------------------------------------------------------------------ */

struct codes { const char *list; char *out; size_t size; };

/* One code, `n` bytes of the cell. */
static int
add_code(const struct cells *c, int column, const char *name, size_t n, const struct codes *to, struct row_problem *p)
{
	char word[96];
	const char *code;
	size_t len = strlen(to->out);

	if (n == 0)
		return 0;
	snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), name);
	if (names_code(c->names, KIND_TERM, to->list, word, &code) != 0)
		return -2;
	if (code == NULL || len + strlen(code) + 2 > to->size) {
		snprintf(p->reason, sizeof p->reason,
		         "\"%.40s\" is not in the term list %s; several are parted by ; or a blank", sheet_quote(word),
		         to->list);
		return cells_refuse(c, column, p, p->reason);
	}
	snprintf(to->out + len, to->size - len, "%s%s", len > 0 ? " " : "", code);
	return 0;
}

int
cells_terms(const struct cells *c, int column, const char *list, char *out, size_t size, struct row_problem *p)
{
	const char *text = cell(c, column);
	struct codes to = { list, out, size };
	int rc = 0;

	*out = '\0';
	while (rc == 0 && *text != '\0') {
		const char *stop = strstr(text, "、");
		size_t n = strcspn(text, " ;|,");
		if (stop != NULL && (size_t)(stop - text) < n)
			n = (size_t)(stop - text);
		rc = add_code(c, column, text, n, &to, p);
		text += n;
		text += stop == text ? strlen("、") : *text != '\0';
	}
	return rc;
}

/* ---- days, money, yes and no -------------------------------------------------- */

static int32_t
day_of(const char *text)
{
	int year, month, day, n = 0;
	char sep, sep2;

	if (strspn(text, "0123456789") == 8 && sscanf(text, "%4d%2d%2d%n", &year, &month, &day, &n) == 3)
		;
	else if (sscanf(text, "%4d%c%2d%c%2d%n", &year, &sep, &month, &sep2, &day, &n) != 5 || sep != sep2 ||
	         (sep != '-' && sep != '/'))
		return CIVIL_NONE;
	if (text[n] != '\0' && text[n] != ' ' && text[n] != 'T')
		return CIVIL_NONE;
	return year >= 1900 ? civil_day(year, month, day) : CIVIL_NONE;
}

int
cells_day(const struct cells *c, int column, int32_t *day, struct row_problem *p)
{
	const char *text = cell(c, column);
	char today[11];

	*day = CIVIL_NONE;
	if (*text == '\0')
		return 0;
	if ((*day = day_of(text)) == CIVIL_NONE)
		return cells_refuse(c, column, p, "no such date; write 2021-08-20");
	if (*day <= c->today)
		return 0;
	civil_format(c->today, today);
	snprintf(p->reason, sizeof p->reason, "in the future; today is %s", today);
	return cells_refuse(c, column, p, p->reason);
}

/* Digits, perhaps a point and two more. */
static const char *
take_yuan(const char *text, int64_t *fen)
{
	const char *digits = text + (*text == '-'), *end = digits + strspn(digits, "0123456789");

	if (end == digits || (*end != '\0' && *end != '.') ||
	    (*end == '.' && end[1 + strspn(end + 1, "0123456789")] != '\0'))
		return "no amount of yuan; write 1234.50, no commas or units";
	if (*text == '-')
		return "less than 0; net a reversal out against its claim first";
	return money_parse(text, 100, fen);
}

int
cells_yuan(const struct cells *c, int column, int64_t *fen, struct row_problem *p)
{
	const char *text = cell(c, column), *why;

	*fen = -1;
	if (*text == '\0')
		return 0;
	return (why = take_yuan(text, fen)) == NULL ? 0 : cells_refuse(c, column, p, why);
}

int
cells_yes(const struct cells *c, int column, int *yes, struct row_problem *p)
{
	static const char yeses[] = " 1 true TRUE yes Y 是 已 有 已参保 已缴费 已标识 已资助 ";
	static const char noes[] = " 0 false FALSE no N 否 未 无 未参保 未缴费 未标识 未资助 ";
	char word[32];

	snprintf(word, sizeof word, " %.28s ", cell(c, column));
	*yes = -1;
	if (strcmp(word, "  ") == 0)
		return 0;
	if (strstr(yeses, word) == NULL && strstr(noes, word) == NULL)
		return cells_refuse(c, column, p, "neither yes nor no; write 1 or 0 (是 or 否)");
	*yes = strstr(yeses, word) != NULL;
	return 0;
}
