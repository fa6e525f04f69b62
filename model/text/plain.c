#include "model/text/plain.h"

#include "model/text/utf8.h"
#include "model/text/visible.h"

/* ="530521" : what keeps a number from being one. */
static char *
unwrapped(char *cell)
{
	char *to = cell + 2;
	size_t len;

	if (cell[0] != '=' || cell[1] != '"' || (len = strlen(cell)) < 3 || cell[len - 1] != '"')
		return cell;
	cell[len - 1] = '\0';
	for (const char *from = to; *from != '\0'; from++) {
		from += from[0] == '"' && from[1] == '"';
		*to++ = *from;
	}
	*to = '\0';
	return visible_trim(cell + 2);
}

/* ' and its full-width and curled forms, which an input method makes of it. */
static size_t
apostrophe(const char *cell)
{
	static const char *const forms[] = { "'", "\uff07", "\u2018", "\u2019" };

	if (*cell != '\'' && (unsigned char)*cell < 0x80)
		return 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strncmp(cell, forms[i], strlen(forms[i])) == 0)
			return strlen(forms[i]);
	return 0;
}

char *
plain_cell(char *cell, bool code)
{
	size_t quote;

	cell = unwrapped(visible_trim(cell));
	if (code && (quote = apostrophe(cell)) > 0)
		return visible_trim(cell + quote);
	/* A text may begin with a quotation. */
	return *cell == '\'' && strchr(cell + 1, '\'') == NULL ? visible_trim(cell + 1) : cell;
}

/* The ASCII form of a full-width sign, or of one that stands for it; itself else. */
static uint32_t
folded(uint32_t cp)
{
	static const struct { uint32_t from, to; } others[] = {
		{ 0x2010, '-' }, { 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' }, { 0x2014, '-' }, { 0x2015, '-' },
		{ 0x2212, '-' }, { 0xFE58, '-' }, { 0xFE63, '-' }, { 0xFFE5, 0xA5 }, { 0x2215, '/' }, { 0x2044, '/' },
	};

	if (cp >= 0xFF01 && cp <= 0xFF5E)
		return cp - 0xFF01 + '!';
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].from == cp)
			return others[i].to;
	return cp;
}

static bool
is_plain(const char *cell)
{
	for (; *cell != '\0'; cell++)
		if ((unsigned char)*cell <= ' ' || (unsigned char)*cell >= 0x7F)
			return false;
	return true;
}

static unsigned
make_plain(char *cell, bool keep_blank)
{
	const char *from = cell;
	char *to = cell, one[5];
	unsigned fell = 0;
	uint32_t cp;

	if (is_plain(cell))
		return 0;
	for (int n; (n = utf8_decode(from, &cp)) > 0; from += n) {
		if (visible_hidden(cp)) {
			fell |= PLAIN_HIDDEN;
		} else if (visible_blank(cp)) {
			fell |= PLAIN_BLANK;
			if (keep_blank && to > cell && to[-1] != ' ')
				*to++ = ' ';
		} else if (folded(cp) != cp) {
			int width = utf8_encode(folded(cp), one);
			memcpy(to, one, (size_t)width);
			to += width;
		} else {
			memmove(to, from, (size_t)n);
			to += n;
		}
	}
	*to = '\0';
	return fell;
}

unsigned
plain_code(char *cell)
{
	return make_plain(cell, false);
}

unsigned
plain_date(char *cell)
{
	return make_plain(cell, true);
}

/* Bytes of what ends a line here: as ASCII has it, or U+0085, U+2028, U+2029. */
static size_t
line_end(const char *s)
{
	if ((unsigned char)*s < 0x80)
		return *s >= '\n' && *s <= '\r';
	if (strncmp(s, "\xc2\x85", 2) == 0)
		return 2;
	return strncmp(s, "\u2028", 3) == 0 || strncmp(s, "\u2029", 3) == 0 ? 3 : 0;
}

bool
plain_line(char *cell)
{
	char *to = cell;
	bool any = false;

	for (const char *from = cell; *from != '\0';) {
		size_t end = line_end(from);
		any = any || end > 0;
		if (end == 0)
			*to++ = *from++;
		else if (to == cell || to[-1] != ' ')
			*to++ = ' ';
		from += end;
	}
	*to = '\0';
	return any;
}
