#include "hub/intake/json/json_scan.h"

#include <sys/stat.h>
#include <unistd.h>

#include "model/text/language.h"
#include "model/text/utf8.h"

enum { PIECE = 1 << 17 };

/* What may come next. */
enum { WANTS_VALUE, WANTS_VALUE_OR_END, WANTS_NAME, WANTS_NAME_OR_END, WANTS_AFTER };

static enum json_event
refuse(struct json_scan *s, const char *why)
{
	if (s->why == NULL)
		s->why = why;
	return JSON_BAD;
}

/* ---- bytes ------------------------------------------------------------------- */

static bool
refill(struct json_scan *s)
{
	s->base += (int64_t)s->len;
	s->at = 0;
	s->len = fread(s->piece, 1, PIECE, s->fp);
	if (s->len == 0 && ferror(s->fp))
		refuse(s, N_("it cannot be read"));
	return s->len > 0;
}

/* The next byte, not taken; -1 at the end. */
static inline int
peek(struct json_scan *s)
{
	return s->at < s->len || refill(s) ? s->piece[s->at] : -1;
}

static inline int
take(struct json_scan *s)
{
	int c = peek(s);

	s->at += c >= 0;
	return c;
}

int64_t
json_tell(const struct json_scan *s)
{
	return s->base + (int64_t)s->at;
}

/* A byte-order mark, of a file or of each page; anything else that begins so is no JSON. */
static bool
mark(struct json_scan *s)
{
	if (take(s) == 0xEF && take(s) == 0xBB && take(s) == 0xBF)
		return true;
	refuse(s, N_("no JSON; a value is wanted"));
	return false;
}

/* What stands next that is no blank; -1 at the end. */
static int
solid(struct json_scan *s)
{
	int c;

	while ((c = peek(s)) == ' ' || c == '\t' || c == '\n' || c == '\r' || (c == 0xEF && s->depth == 0)) {
		if (c == 0xEF && !mark(s))
			return -1;
		s->at += c != 0xEF;
		if (c == '\n') {
			s->line++;
			s->line_start = json_tell(s);
		}
	}
	return c;
}

int
json_seek(struct json_scan *s, int64_t offset, long line)
{
	s->base = offset;
	s->at = s->len = 0;
	s->depth = 0;
	s->state = WANTS_VALUE;
	s->line = line;
	s->line_start = offset;
	s->why = NULL;
	return fseeko(s->fp, (off_t)offset, SEEK_SET) == 0 ? 0 : refuse(s, N_("it cannot be read"));
}

int
json_open(struct json_scan *s, const char *path)
{
	struct stat st;

	memset(s, 0, sizeof *s);
	s->fp = fopen(path, "rbe");
	if (s->fp == NULL || fstat(fileno(s->fp), &st) != 0)
		return refuse(s, error_words(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(s, N_("not a regular file"));
	if ((s->piece = malloc(PIECE)) == NULL || row_append(&s->text, "", 0) != 0)
		return refuse(s, N_("out of memory"));
	return json_seek(s, 0, 1);
}

void
json_close(struct json_scan *s)
{
	if (s->fp != NULL)
		fclose(s->fp);
	free(s->piece);
	row_text_clear(&s->text);
	memset(s, 0, sizeof *s);
}

int
json_bytes(struct json_scan *s, int64_t from, int64_t to, struct row_text *out)
{
	char piece[4096];

	out->len = 0;
	if (to - from > JSON_TEXT_MAX)
		return -1;
	while (from < to) {
		size_t n = to - from < (int64_t)sizeof piece ? (size_t)(to - from) : sizeof piece;
		ssize_t got = pread(fileno(s->fp), piece, n, (off_t)from);
		if (got <= 0 || row_append(out, piece, (size_t)got) != 0)
			return -1;
		from += got;
	}
	return 0;
}

void
json_wrong(const struct json_scan *s, char *out, size_t size)
{
	if (s->base == 0 && s->len == 0)
		snprintf(out, size, "%s", _(s->why));
	else
		snprintf(out, size, _("%s, line %ld, byte %lld"), _(s->why), s->line,
		         (long long)(json_tell(s) - s->line_start));
}

/* ---- texts ------------------------------------------------------------------- */

static int
keep_bytes(struct json_scan *s, const void *bytes, size_t n, size_t most)
{
	if (s->text.len + n > most) {
		s->cut = true;
		return 0;
	}
	return row_append(&s->text, bytes, n) == 0 ? 0 : refuse(s, N_("out of memory"));
}

static int
hex_digit(int c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

static int
hex4(struct json_scan *s)
{
	int v = 0;

	for (int i = 0; i < 4; i++) {
		int d = hex_digit(take(s));
		if (d < 0)
			return refuse(s, N_("four hex digits are wanted behind \\u"));
		v = v << 4 | d;
	}
	return v;
}

static const char control[] = N_("a control character");

static int
keep_code(struct json_scan *s, uint32_t cp, size_t most)
{
	char utf8[5];
	int n;

	if ((cp < 0x20 && cp != '\n' && cp != '\t' && cp != '\r') || (cp >= 0x7F && cp <= 0x9F))
		s->unsound = control;
	if (cp == 0)
		return 0;
	n = utf8_encode(cp, utf8);
	return keep_bytes(s, utf8, (size_t)n, most);
}

static const char half[] = N_("half a character (a \\ud800 without its other half)");

/* Behind "\u".  Half of a pair is JSON, and no text. */
static int
unicode_escape(struct json_scan *s, size_t most)
{
	int high = hex4(s), low;

	while (high >= 0xD800 && high <= 0xDBFF) {
		if (peek(s) != '\\')
			break;
		s->at++;
		if (peek(s) != 'u') {
			s->unsound = half;
			return -2;             /* behind a backslash */
		}
		s->at++;
		if ((low = hex4(s)) < 0)
			return -1;
		if (low >= 0xDC00 && low <= 0xDFFF)
			return keep_code(s, 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00),
			                 most);
		s->unsound = half;
		high = low;
	}
	if (high >= 0xD800 && high <= 0xDFFF) {
		s->unsound = half;
		return 0;
	}
	return high < 0 ? -1 : keep_code(s, (uint32_t)high, most);
}

/* Behind a backslash. */
static int
escape(struct json_scan *s, size_t most)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at;
	int c, rc;

	do {
		c = take(s);
		if (c == 'u') {
			rc = unicode_escape(s, most);
		} else if (c > 0 && (at = strchr(from, c)) != NULL) {
			rc = keep_code(s, (unsigned char)to[at - from], most);
		} else {
			return refuse(s, c < 0 ? N_("a text has no end; is it cut short?")
			                       : N_("no such escape in a text; a backslash is written \\\\"));
		}
	} while (rc == -2);
	return rc;
}

static const char not_utf8[] = N_("not UTF-8; it must be sent as UTF-8");

/* One character of several bytes, strictly. */
static int
multibyte(struct json_scan *s, int lead, size_t most)
{
	unsigned char bytes[4] = { (unsigned char)lead };
	int n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	uint32_t cp;

	for (int i = 1; i < n; i++) {
		int c = peek(s);
		if (lead < 0xC2 || lead > 0xF4 || (c & 0xC0) != 0x80 || c < 0)
			return refuse(s, not_utf8);
		bytes[i] = (unsigned char)c;
		s->at++;
	}
	cp = lead & (0xFF >> (n + 1));
	for (int i = 1; i < n; i++)
		cp = cp << 6 | (bytes[i] & 0x3F);
	if ((n == 3 && cp < 0x800) || (n == 4 && (cp < 0x10000 || cp > 0x10FFFF)) || (cp >= 0xD800 && cp <= 0xDFFF))
		return refuse(s, not_utf8);
	if (cp <= 0x9F)
		s->unsound = control;
	return keep_bytes(s, bytes, (size_t)n, most);
}

/* Behind the opening quote. */
static int
string(struct json_scan *s, size_t most)
{
	int c, rc = 0;

	s->text.len = 0;
	s->text.text[0] = '\0';
	s->cut = false;
	s->unsound = NULL;
	while (rc == 0) {
		size_t from = s->at;
		while (s->at < s->len && s->piece[s->at] >= 0x20 && s->piece[s->at] < 0x7F &&
		       s->piece[s->at] != '"' && s->piece[s->at] != '\\')
			s->at++;
		if (s->at > from && most > 0)
			rc = keep_bytes(s, s->piece + from, s->at - from, most);
		if (rc != 0 || (c = take(s)) == '"')
			return rc;
		if (c < 0)
			return refuse(s, N_("a text has no end; is it cut short?"));
		if (c < 0x20) {
			s->at--;
			return refuse(s, N_("a control character in a text; it must be escaped"));
		}
		rc = c == '\\' ? escape(s, most) : c < 0x80 ? keep_code(s, (uint32_t)c, most) : multibyte(s, c, most);
	}
	return rc;
}

/* ---- the other values ---------------------------------------------------------- */

static int
digits(struct json_scan *s, size_t most)
{
	int n = 0;

	for (int c; (c = peek(s)) >= '0' && c <= '9'; n++) {
		unsigned char digit = (unsigned char)c;
		if (keep_bytes(s, &digit, 1, most) != 0)
			return -1;
		s->at++;
	}
	return n > 0 ? 0 : refuse(s, N_("a digit is wanted in a number"));
}

static int
take_if(struct json_scan *s, int one, int other, size_t most)
{
	int c = peek(s);
	unsigned char byte = (unsigned char)c;

	if (c != one && c != other)
		return 0;
	s->at++;
	return keep_bytes(s, &byte, 1, most) == 0 ? 1 : -1;
}

static int
number(struct json_scan *s, size_t most)
{
	int rc;

	s->text.len = 0;
	s->text.text[0] = '\0';
	s->cut = false;
	s->unsound = NULL;
	if ((rc = take_if(s, '-', '-', most)) < 0 || (rc = take_if(s, '0', '0', most)) < 0)
		return -1;
	if (rc == 0 && digits(s, most) != 0)
		return -1;
	if ((rc = take_if(s, '.', '.', most)) < 0 || (rc == 1 && digits(s, most) != 0))
		return -1;
	if ((rc = take_if(s, 'e', 'E', most)) <= 0)
		return rc;
	return take_if(s, '+', '-', most) < 0 ? -1 : digits(s, most);
}

static int
word(struct json_scan *s, const char *rest)
{
	for (; *rest != '\0'; rest++)
		if (take(s) != *rest)
			return refuse(s, N_("no JSON; a text stands in quotes"));
	return 0;
}

/* ---- events ---------------------------------------------------------------------- */

static enum json_event
enter(struct json_scan *s, int bracket)
{
	if (s->depth == JSON_DEPTH_MAX)
		return refuse(s, N_("more than 10000 lists and objects inside each other"));
	s->open[s->depth++] = (unsigned char)bracket;
	s->state = bracket == '{' ? WANTS_NAME_OR_END : WANTS_VALUE_OR_END;
	return bracket == '{' ? JSON_OBJECT : JSON_LIST;
}

static enum json_event
leave(struct json_scan *s)
{
	s->at++;
	s->state = WANTS_AFTER;
	return s->open[--s->depth] == '{' ? JSON_OBJECT_END : JSON_LIST_END;
}

static enum json_event
value(struct json_scan *s, int c, bool keep)
{
	size_t most = keep ? JSON_TEXT_MAX : 0;

	if (c == '-' || (c >= '0' && c <= '9')) {
		s->state = WANTS_AFTER;
		return number(s, most) == 0 ? JSON_NUMBER : JSON_BAD;
	}
	s->at += c >= 0;
	if (c == '{' || c == '[')
		return enter(s, c);
	s->state = WANTS_AFTER;
	switch (c) {
	case '"': return string(s, most) == 0 ? JSON_STRING : JSON_BAD;
	case 't': return word(s, "rue") == 0 ? JSON_TRUE : JSON_BAD;
	case 'f': return word(s, "alse") == 0 ? JSON_FALSE : JSON_BAD;
	case 'n': return word(s, "ull") == 0 ? JSON_NULL : JSON_BAD;
	default:
		s->at -= c >= 0;
		return refuse(s, c < 0 ? N_("a value is wanted; is it cut short?")
		               : c == '<' && s->depth == 0
		               ? N_("no JSON but a web page or XML; does the address want a login?")
		               : N_("no JSON; a value is wanted"));
	}
}

static enum json_event
name(struct json_scan *s)
{
	if (solid(s) != '"')
		return refuse(s, peek(s) < 0 ? N_("an object has no end; is it cut short?")
		                             : N_("no JSON; a member's name in double quotes is wanted"));
	s->at++;
	if (string(s, JSON_NAME_MAX) != 0)
		return JSON_BAD;
	if (solid(s) != ':')
		return refuse(s, N_("no colon behind a member's name"));
	s->at++;
	s->state = WANTS_VALUE;
	return JSON_NAME;
}

static enum json_event
after(struct json_scan *s, int c, bool keep)
{
	bool object = s->depth > 0 && s->open[s->depth - 1] == '{';

	if (s->depth == 0)
		return c < 0 ? JSON_END : value(s, c, keep);
	if (c == (object ? '}' : ']'))
		return leave(s);
	if (c != ',')
		return refuse(s, c >= 0 ? N_("no comma or end behind a value")
		                 : object ? N_("an object has no end; is it cut short?")
		                          : N_("a list has no end; is it cut short?"));
	s->at++;
	s->state = object ? WANTS_NAME : WANTS_VALUE;
	return object ? name(s) : value(s, solid(s), keep);
}

enum json_event
json_next(struct json_scan *s, bool keep)
{
	int c = solid(s);

	if (s->why != NULL)
		return JSON_BAD;
	switch (s->state) {
	case WANTS_VALUE:
		return c < 0 && s->depth == 0 ? JSON_END : value(s, c, keep);
	case WANTS_VALUE_OR_END:
		return c == ']' ? leave(s) : value(s, c, keep);
	case WANTS_NAME_OR_END:
		return c == '}' ? leave(s) : name(s);
	case WANTS_NAME:
		return name(s);
	default:
		return after(s, c, keep);
	}
}

int
json_skip(struct json_scan *s, enum json_event began)
{
	int depth = s->depth;

	if (began != JSON_OBJECT && began != JSON_LIST)
		return began == JSON_BAD ? -1 : 0;
	while (s->depth >= depth)
		if (json_next(s, false) == JSON_BAD)
			return -1;
	return 0;
}
