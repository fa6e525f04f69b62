#include "hub/intake/xlsx/why.h"

#include "model/text/utf8.h"

/* Names in a message are the file's: no control, no half character of it reaches a terminal. */
static void
tame(char *text)
{
	uint32_t cp;

	for (int n; (n = utf8_decode(text, &cp)) > 0; text += n)
		if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == UTF8_BAD)
			memset(text, '?', (size_t)n);
}

__attribute__((format(printf, 4, 0))) static int
say(struct xlsx_why *why, long line, int column, const char *format, va_list ap)
{
	if (*why->text != '\0')
		return -1;
	why->line = line;
	why->column = column;
	vsnprintf(why->text, sizeof why->text, format, ap);
	tame(why->text);
	return -1;
}

int
why_file(struct xlsx_why *why, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(why, 0, 0, format, ap);
	va_end(ap);
	return -1;
}

int
why_at(struct xlsx_why *why, long line, int column, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(why, line, column, format, ap);
	va_end(ap);
	return -1;
}

__attribute__((format(printf, 4, 0))) static int
say_damaged(struct xlsx_why *why, long line, int column, const char *format, va_list ap)
{
	char what[sizeof why->text / 2];

	vsnprintf(what, sizeof what, format, ap);
	return why_at(why, line, column, _("this workbook is damaged: %s; open it in the spreadsheet program and "
	                                   "save it as .xlsx again"), what);
}

int
why_damaged(struct xlsx_why *why, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say_damaged(why, 0, 0, format, ap);
	va_end(ap);
	return -1;
}

int
why_damaged_at(struct xlsx_why *why, long line, int column, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say_damaged(why, line, column, format, ap);
	va_end(ap);
	return -1;
}

int
why_memory(struct xlsx_why *why)
{
	return why_file(why, _("out of memory"));
}
