#include "hub/intake/xlsx/rich.h"

#include "model/text/utf8.h"

void
rich_begin(struct rich *r, char *to, size_t room)
{
	*r = (struct rich){ .to = to, .room = room < RICH_RAW_MAX ? room : RICH_RAW_MAX, .full = room < RICH_RAW_MAX };
}

void
rich_start(struct rich *r, int depth, const char *name)
{
	if (r->phonetics == 0 && strcmp(name, "rPh") == 0)
		r->phonetics = depth;
	else if (r->phonetics == 0 && strcmp(name, "t") == 0)
		r->in_text = true;
}

void
rich_end(struct rich *r, int depth, const char *name)
{
	if (r->phonetics == depth)
		r->phonetics = 0;
	else if (strcmp(name, "t") == 0)
		r->in_text = false;
}

void
rich_text(struct rich *r, const char *text, int len)
{
	if (!r->in_text || r->too_long)
		return;
	if (r->len + (size_t)len > r->room) {
		r->too_long = true;
		return;
	}
	memcpy(r->to + r->len, text, (size_t)len);
	r->len += (size_t)len;
}

/* The four digits of _xHHHH_ at p; -1: none there. */
static int32_t
escape_at(const char *p)
{
	int32_t unit = 0;

	if (p[0] != '_' || p[1] != 'x' || strspn(p + 2, "0123456789abcdefABCDEF") < 4 || p[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++)
		unit = unit << 4 | (isdigit((unsigned char)p[i]) ? p[i] - '0' : (p[i] | 32) - 'a' + 10);
	return unit;
}

/* One character, escaped or not; how many bytes it took. */
static int
next(const char *p, uint32_t *cp)
{
	int32_t high = escape_at(p), low;

	if (high < 0)
		return utf8_decode(p, cp);
	*cp = (uint32_t)high;
	if (high >= 0xD800 && high < 0xDC00 && (low = escape_at(p + 7)) >= 0xDC00 && low < 0xE000) {
		*cp = 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
		return 14;
	}
	return 7;
}

static bool
is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp <= 0x9F) ||
	       (cp >= 0xD800 && cp < 0xE000) || cp == 0xFFFE || cp == 0xFFFF || cp == UTF8_BAD;
}

/* Most texts: nothing to decode or to refuse in them.  Expat gives only sound UTF-8. */
static bool
is_plain(const struct rich *r)
{
	const unsigned char *p = (const unsigned char *)r->to, *end = p + r->len;

	if (r->too_long || r->len > XLSX_CELL_MAX)
		return false;
	while (p < end && *p != '_' && *p >= 0x20 && *p != 0x7F && *p != 0xC2 && *p != 0xEF)
		p++;
	return p == end;
}

enum rich_wrong
rich_finish(struct rich *r)
{
	const char *p = r->to;
	size_t len = 0, units = 0;
	enum rich_wrong rc = r->too_long ? RICH_TOO_LONG : RICH_GOOD;
	uint32_t cp;
	char bytes[5];

	r->to[r->len] = '\0';
	if (is_plain(r))
		return RICH_GOOD;
	for (int n; rc == RICH_GOOD && (n = next(p, &cp)) > 0; p += n) {
		if (cp == '\r') {             /* a line end of another system: CR LF, or CR alone */
			uint32_t after;
			next(p + n, &after);
			if (p[n] != '\0' && after == '\n')
				continue;
			cp = '\n';
		}
		units += cp >= 0x10000 ? 2 : 1;
		if (is_control(cp)) {
			rc = RICH_CONTROL;
		} else if (units > XLSX_CELL_MAX) {
			rc = RICH_TOO_LONG;
		} else {
			int written = utf8_encode(cp, bytes);
			memcpy(r->to + len, bytes, (size_t)written);
			len += (size_t)written;
		}
	}
	r->len = rc == RICH_GOOD ? len : 0;
	r->to[r->len] = '\0';
	return rc;
}
