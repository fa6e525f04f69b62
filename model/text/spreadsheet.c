#include "model/text/spreadsheet.h"

#include "model/text/identity.h"

static size_t
digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* Blanks only to the end. */
static bool
ends(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

/* 5.30521E+17, 5e+17, 5.3E17: a code like 12E5, without point and sign, is let pass. */
static bool
is_power(const char *tail, bool point)
{
	bool sign;

	if (*tail != 'E' && *tail != 'e')
		return false;
	sign = tail[1] == '+' || tail[1] == '-';
	tail += 1 + sign;
	return (sign || point) && digits(tail) > 0 && ends(tail + digits(tail));
}

bool
spreadsheet_error(const char *cell)
{
	static const char *const errors[] = {
		"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
		"#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
	};

	cell += strspn(cell, " \t");
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (strncasecmp(cell, errors[i], strlen(errors[i])) == 0 && ends(cell + strlen(errors[i])))
			return true;
	return cell[0] == '#' && cell[1] == '#' && ends(cell + strspn(cell, "#"));
}

enum spoilt
spreadsheet_spoilt(const char *cell)
{
	size_t whole, part;
	const char *tail;

	cell += strspn(cell, " \t");
	if (*cell == '#')
		return SPOILT_FORM;
	cell += *cell == '-' || *cell == '+';
	if ((whole = digits(cell)) == 0)
		return SPOILT_NOT;
	tail = cell + whole;
	part = *tail == '.' ? digits(tail + 1) : 0;
	if (is_power(part > 0 ? tail + 1 + part : tail, part > 0))
		return SPOILT_FORM;
	if (part > 0 && strspn(tail + 1, "0") == part && ends(tail + 1 + part))
		return SPOILT_FORM;
	if (whole == IDENTITY_MAX && ends(tail) && memcmp(tail - 3, "000", 3) == 0 &&
	    identity_check(cell, whole) == IDENTITY_CHECKSUM)
		return SPOILT_ROUNDED;
	return SPOILT_NOT;
}
