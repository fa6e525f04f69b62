#include "model/text/visible.h"

#include "model/text/utf8.h"

struct span { uint32_t first, last; };

/* Unicode's White_Space; the braille cell without dots and the Hangul fillers look like it. */
static const struct span blanks[] = {
	{ 0x09, 0x0D }, { 0x20, 0x20 }, { 0x85, 0x85 }, { 0xA0, 0xA0 }, { 0x115F, 0x1160 }, { 0x1680, 0x1680 },
	{ 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x2800, 0x2800 },
	{ 0x3000, 0x3000 }, { 0x3164, 0x3164 }, { 0xFFA0, 0xFFA0 },
};

/* Unicode's Default_Ignorable_Code_Point, without those above, and the marks of annotations. */
static const struct span hidden[] = {
	{ 0xAD, 0xAD }, { 0x34F, 0x34F }, { 0x61C, 0x61C }, { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F },
	{ 0x202A, 0x202E }, { 0x2060, 0x206F }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFF0, 0xFFFB },
	{ 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF },
};

static bool
within(const struct span *spans, size_t count, uint32_t cp)
{
	for (size_t i = 0; i < count && cp >= spans[i].first; i++)
		if (cp <= spans[i].last)
			return true;
	return false;
}

bool
visible_blank(uint32_t cp)
{
	return within(blanks, sizeof blanks / sizeof *blanks, cp);
}

bool
visible_hidden(uint32_t cp)
{
	return within(hidden, sizeof hidden / sizeof *hidden, cp);
}

static bool
unseen(uint32_t cp)
{
	return visible_blank(cp) || visible_hidden(cp);
}

/* Bytes at the beginning that cannot be seen. */
static size_t
unseen_before(const char *text)
{
	size_t at = 0;
	uint32_t cp;

	for (int n; (n = utf8_decode(text + at, &cp)) > 0 && unseen(cp);)
		at += (size_t)n;
	return at;
}

bool
visible_any(const char *text)
{
	return text[unseen_before(text)] != '\0';
}

char *
visible_trim(char *text)
{
	size_t end = strlen(text), at;
	uint32_t cp;

	/* Most cells have nothing to trim. */
	if (end > 0 && *text > ' ' && *text < 0x7F && text[end - 1] > ' ' && text[end - 1] < 0x7F)
		return text;
	text += unseen_before(text);
	for (end = strlen(text); end > 0; end = at) {
		for (at = end - 1; at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80; at--)
			;
		if (utf8_decode(text + at, &cp) != (int)(end - at) || !unseen(cp))
			break;
	}
	text[end] = '\0';
	return text;
}

/* A control of a terminal, or one that turns the direction of what follows. */
static bool
obeyed(uint32_t cp)
{
	return cp == UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

void
visible_print(FILE *out, const char *format, ...)
{
	char *text = NULL;
	va_list args;
	uint32_t cp;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		return;
	for (const char *s = text; *s != '\0'; ) {
		int n = utf8_decode(s, &cp);
		if (obeyed(cp) && (*s != '\n' || s[1] != '\0'))
			fprintf(out, *s == '\n' ? "\\n" : n > 1 ? "\\u%04x" : "\\x%02x",
			        n > 1 ? (unsigned)cp : (unsigned)(unsigned char)*s);
		else
			fwrite(s, 1, (size_t)n, out);
		s += n;
	}
	free(text);
}
