#include "net/wire/wire_line.h"

enum { NUMBER_DIGITS_MAX = 17, EXPONENT_MAX = 20, OPEN_MEMBERS_MAX = 2 * WIRE_MEMBERS_MAX };

/* A key seen in an object that is still open: the bytes between its quotes. */
struct member { uint32_t hash, length; const unsigned char *key; };

struct scan {
	const unsigned char *at, *end;
	const char          *why;
	int                  depth, member_count;
	struct member        members[OPEN_MEMBERS_MAX];
};

static int value(struct scan *s);

static int
refuse(struct scan *s, const char *why)
{
	if (s->why == NULL)
		s->why = why;
	return -1;
}

static inline void
blanks(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r'))
		s->at++;
}

/* ---- strings -------------------------------------------------------------- */

static int
hex_digit(unsigned c)
{
	if (c - '0' < 10)
		return (int)(c - '0');
	c |= 0x20;
	return c - 'a' < 6 ? (int)(c - 'a') + 10 : -1;
}

/* Four hex digits at `p` (inside the text), or -1. */
static int
hex4(const unsigned char *p, const unsigned char *end)
{
	int v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int d = hex_digit(p[i]);
		if (d < 0)
			return -1;
		v = v << 4 | d;
	}
	return v;
}

/* Standing behind "\u": takes the digits, and the low half of a pair; the code point or -1. */
static int32_t
unicode_escape(struct scan *s)
{
	int32_t high = hex4(s->at, s->end), low;

	if (high < 0)
		return refuse(s, "bad \\u escape");
	s->at += 4;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	if (high > 0xDBFF || s->end - s->at < 6 || s->at[0] != '\\' || s->at[1] != 'u')
		return refuse(s, "half a surrogate pair");
	low = hex4(s->at + 2, s->end);
	if (low < 0xDC00 || low > 0xDFFF)
		return refuse(s, "half a surrogate pair");
	s->at += 6;
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* Standing behind a backslash: the code point it means, or -1. */
static int32_t
escape(struct scan *s)
{
	int32_t cp;

	if (s->at == s->end)
		return refuse(s, "unfinished string");
	switch (*s->at++) {
	case '"':  return '"';
	case '\\': return '\\';
	case '/':  return '/';
	case 'n':  return '\n';
	case 't':  return '\t';
	case 'u':
		if ((cp = unicode_escape(s)) < 0)
			return -1;
		if ((cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7F && cp <= 0x9F))
			return refuse(s, "control character");
		return cp;
	case 'b': case 'f': case 'r':
		return refuse(s, "control character");
	default:
		return refuse(s, "bad escape");
	}
}

/* One multi-byte character, strictly: no overlong form, surrogate, C1 control or stray byte. */
static inline int
multibyte(struct scan *s)
{
	const unsigned char *p = s->at;
	size_t left = (size_t)(s->end - p);
	unsigned lead = *p;

	if (lead >= 0xE0 && lead < 0xF0) {          /* first: nearly all of it is Chinese */
		if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 ||
		    (lead == 0xE0 && p[1] < 0xA0) || (lead == 0xED && p[1] > 0x9F))
			return refuse(s, "not UTF-8");
		s->at += 3;
	} else if (lead >= 0xC2 && lead < 0xE0) {
		if (left < 2 || (p[1] & 0xC0) != 0x80)
			return refuse(s, "not UTF-8");
		if (lead == 0xC2 && p[1] < 0xA0)
			return refuse(s, "control character");
		s->at += 2;
	} else {
		if (lead < 0xF0 || lead > 0xF4 || left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 ||
		    (p[3] & 0xC0) != 0x80 || (lead == 0xF0 && p[1] < 0x90) || (lead == 0xF4 && p[1] > 0x8F))
			return refuse(s, "not UTF-8");
		s->at += 4;
	}
	return 0;
}

/* How many of the eight bytes at `p` are plain ASCII (no control, quote, backslash, DEL or high bit) before
 * the first that is not.  The subtractions may mark bytes behind the first one wrongly, never before it. */
static inline unsigned
plain_run(const unsigned char *p)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t w, quote, slash, del, special;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	quote = w ^ (ones * '"');
	slash = w ^ (ones * '\\');
	del = w ^ (ones * 0x7F);
	special = (w | (w - ones * 0x20) | (quote - ones) | (slash - ones) | (del - ones)) & highs;
	return special == 0 ? 8 : (unsigned)__builtin_ctzll(special) / 8;
}

/* Standing behind the opening quote; leaves the scan behind the closing one.  *escaped: it has escapes. */
static int
string(struct scan *s, bool *escaped)
{
	for (;;) {
		while (s->end - s->at >= 8) {
			unsigned n = plain_run(s->at);
			s->at += n;
			if (n < 8)
				break;
		}
		if (s->at == s->end)
			return refuse(s, "unfinished string");
		if (*s->at >= 0x80) {
			do
				if (multibyte(s) != 0)
					return -1;
			while (s->at < s->end && *s->at >= 0x80);
		} else if (*s->at == '"') {
			s->at++;
			return 0;
		} else if (*s->at == '\\') {
			s->at++;
			*escaped = true;
			if (escape(s) < 0)
				return -1;
		} else if (*s->at < 0x20 || *s->at == 0x7F) {
			return refuse(s, "control character");
		} else {
			s->at++;
		}
	}
}

/* ---- keys ------------------------------------------------------------------ */

/* The next code point of a key that has passed string(), upper case folded; bytes above ASCII one by one. */
static uint32_t
key_next(struct scan *s)
{
	uint32_t c = *s->at++;

	if (c == '\\')
		c = (uint32_t)escape(s);
	return c - 'A' < 26 ? c | 0x20 : c;
}

/* Escaped keys are rare: compared code point by code point.  An escape above ASCII does not meet its raw
 * twin here, which is why the caller refuses such keys. */
static bool
same_key(const struct member *a, const struct member *b)
{
	struct scan x = { .at = a->key, .end = a->key + a->length }, y = { .at = b->key, .end = b->key + b->length };

	while (x.at < x.end && y.at < y.end)
		if (key_next(&x) != key_next(&y))
			return false;
	return x.at == x.end && y.at == y.end;
}

/* Over the first four and the last four characters, case folded: enough to tell keys apart mostly. */
static uint32_t
hash_of(const unsigned char *key, uint32_t length)
{
	uint32_t head = 0, tail = 0, n = length < 4 ? length : 4;

	memcpy(&head, key, n);
	memcpy(&tail, key + length - n, n);
	return (((head | 0x20202020u) * 2654435761u) ^ ((tail | 0x20202020u) * 2246822519u) ^ length) * 3266489917u;
}

static uint32_t
key_hash(const struct member *m, bool escaped)
{
	unsigned char plain[256];
	uint32_t n = 0;

	if (!escaped)
		return hash_of(m->key, m->length);
	struct scan x = { .at = m->key, .end = m->key + m->length };
	while (x.at < x.end && n < sizeof plain)
		plain[n++] = (unsigned char)key_next(&x);
	return hash_of(plain, n);
}

static bool
ascii_when_escaped(const struct member *m)
{
	struct scan x = { .at = m->key, .end = m->key + m->length };

	while (x.at < x.end)
		if (key_next(&x) >= 0x80)
			return false;
	return true;
}

/* Takes a key and notes it; -1 when the object whose members begin at `first` has it already. */
static int
key(struct scan *s, int first, uint64_t seen[4])
{
	struct member m;
	bool escaped = false;

	if (s->at == s->end || *s->at != '"')
		return refuse(s, "a key is missing");
	m.key = ++s->at;
	if (string(s, &escaped) != 0)
		return -1;
	m.length = (uint32_t)(s->at - 1 - m.key);
	if (escaped && (m.length > 256 || !ascii_when_escaped(&m)))
		return refuse(s, "a key escapes what is not ASCII, or is long");
	m.hash = key_hash(&m, escaped);
	if (seen[m.hash >> 30] & UINT64_C(1) << (m.hash >> 24 & 63))
		for (int i = first; i < s->member_count; i++)
			if (s->members[i].hash == m.hash && same_key(&s->members[i], &m))
				return refuse(s, "the same key twice");
	if (s->member_count - first >= WIRE_MEMBERS_MAX || s->member_count >= OPEN_MEMBERS_MAX)
		return refuse(s, "too many members");
	seen[m.hash >> 30] |= UINT64_C(1) << (m.hash >> 24 & 63);
	s->members[s->member_count++] = m;
	return 0;
}

/* ---- the other values ------------------------------------------------------- */

static inline bool
digit(const struct scan *s)
{
	return s->at < s->end && *s->at - '0' >= 0 && *s->at - '0' <= 9;
}

static int
digits(struct scan *s, int64_t *out, int max)
{
	int n = 0;

	for (*out = 0; digit(s); s->at++) {
		if (++n > max)
			return refuse(s, "number too long");
		*out = *out * 10 + (*s->at - '0');
	}
	return n > 0 ? 0 : refuse(s, "bad number");
}

static int
number(struct scan *s)
{
	int64_t whole, rest;

	if (*s->at == '-')
		s->at++;
	if (s->at < s->end && *s->at == '0') {
		s->at++;
		if (digit(s))
			return refuse(s, "leading zero");
		whole = 0;
	} else if (digits(s, &whole, NUMBER_DIGITS_MAX) != 0) {
		return -1;
	}
	if (whole > WIRE_INT_MAX)
		return refuse(s, "number beyond 2^53");
	if (s->at < s->end && *s->at == '.') {
		s->at++;
		if (digits(s, &rest, NUMBER_DIGITS_MAX) != 0)
			return -1;
	}
	if (s->at < s->end && (*s->at | 0x20) == 'e') {
		s->at++;
		if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
			s->at++;
		if (digits(s, &rest, 3) != 0)
			return -1;
		if (rest > EXPONENT_MAX)
			return refuse(s, "exponent too large");
	}
	return 0;
}

static int
word(struct scan *s, const char *expect, size_t len)
{
	if ((size_t)(s->end - s->at) < len || memcmp(s->at, expect, len) != 0)
		return refuse(s, "not JSON");
	s->at += len;
	return 0;
}

/* Standing on `{` or `[`. */
static int
container(struct scan *s, bool object, unsigned char close)
{
	int first = s->member_count;
	uint64_t seen[4] = { 0 };      /* which hashes may be there: nearly always none of them twice */

	if (++s->depth > WIRE_DEPTH_MAX)
		return refuse(s, "nested too deeply");
	s->at++;
	blanks(s);
	if (s->at < s->end && *s->at == close)
		goto closed;
	for (;;) {
		if (object) {
			if (key(s, first, seen) != 0)
				return -1;
			blanks(s);
			if (s->at == s->end || *s->at++ != ':')
				return refuse(s, "a colon is missing");
			blanks(s);
		}
		if (value(s) != 0)
			return -1;
		blanks(s);
		if (s->at == s->end)
			return refuse(s, "unfinished");
		if (*s->at == close)
			break;
		if (*s->at++ != ',')
			return refuse(s, "a comma is missing");
		blanks(s);
	}
closed:
	s->at++;
	s->depth--;
	s->member_count = first;
	return 0;
}

static int
value(struct scan *s)
{
	bool escaped;

	if (s->at == s->end)
		return refuse(s, "unfinished");
	switch (*s->at) {
	case '{': return container(s, true, '}');
	case '[': return container(s, false, ']');
	case '"': s->at++; return string(s, &escaped);
	case 't': return word(s, "true", 4);
	case 'f': return word(s, "false", 5);
	case 'n': return word(s, "null", 4);
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return number(s);
	default:
		return refuse(s, "not JSON");
	}
}

int
wire_line_check(const char *text, size_t len, char *error, size_t error_size)
{
	struct scan s;     /* the member stack is not cleared: only what is counted is read */

	s.at = (const unsigned char *)text;
	s.end = s.at + len;
	s.why = NULL;
	s.depth = s.member_count = 0;
	blanks(&s);
	if (value(&s) == 0) {
		blanks(&s);
		if (s.at < s.end)
			refuse(&s, "more behind the value");
	}
	if (s.why == NULL)
		return 0;
	snprintf(error, error_size, "%s at byte %zu", s.why, (size_t)(s.at - (const unsigned char *)text));
	return -1;
}
