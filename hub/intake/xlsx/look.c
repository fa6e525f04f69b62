#include "hub/intake/xlsx/why.h"

static bool
begins(const char *bytes, size_t len, const char *with, size_t n)
{
	return len >= n && memcmp(bytes, with, n) == 0;
}

static bool
holds(const char *bytes, size_t len, const char *what, size_t n)
{
	return memmem(bytes, len, what, n) != NULL;
}

/* Blanks and a mark at the beginning are passed over; ASCII without case. */
static bool
begins_text(const char *bytes, size_t len, const char *with)
{
	if (begins(bytes, len, "\xEF\xBB\xBF", 3))
		bytes += 3, len -= 3;
	while (len > 0 && strchr(" \t\r\n", *bytes) != NULL && *bytes != '\0')
		bytes++, len--;
	return len >= strlen(with) && strncasecmp(bytes, with, strlen(with)) == 0;
}

enum xlsx_look
xlsx_look(const char *bytes, size_t len, const char **why)
{
	static const char password[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	*why = NULL;
	if (begins(bytes, len, "PK\3\4", 4))
		return XLSX_LOOKS_ZIP;
	if (begins(bytes, len, "\xD0\xCF\x11\xE0", 4) && holds(bytes, len, password, sizeof password))
		*why = _("a workbook with a password; take it off and save it as .xlsx or CSV UTF-8");
	else if (begins(bytes, len, "\xD0\xCF\x11\xE0", 4))
		*why = _("an old workbook (.xls or .et), or one with a password; save it without one as .xlsx or CSV "
		         "UTF-8");
	else if (begins_text(bytes, len, "<html") || begins_text(bytes, len, "<!doctype html") ||
	         begins_text(bytes, len, "<table") || begins_text(bytes, len, "<meta"))
		*why = _("a web page, whatever its name ends in; open it in the spreadsheet program and save it as "
		         ".xlsx or CSV UTF-8");
	else if (begins_text(bytes, len, "<?xml") && holds(bytes, len, "Excel.Sheet", 11))
		*why = _("a workbook in the XML of 2003; save it as .xlsx or CSV UTF-8");
	else if (begins(bytes, len, "PK\5\6", 4) || begins(bytes, len, "PK\7\10", 4))
		*why = _("an empty or damaged zip file; save the sheet as .xlsx or CSV UTF-8");
	else if (begins(bytes, len, "Rar!", 4) || begins(bytes, len, "7z\xBC\xAF", 4) ||
	         begins(bytes, len, "\x1F\x8B", 2))
		*why = _("packed; unpack it first");
	else if (begins(bytes, len, "%PDF", 4))
		*why = _("a PDF, whose tables cannot be read; ask for the spreadsheet it was made from");
	return *why != NULL ? XLSX_LOOKS_OTHER : XLSX_LOOKS_TEXT;
}
