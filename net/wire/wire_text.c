#include "net/wire/wire_text.h"

#include "model/text/utf8.h"

static inline void
blanks(struct wire_walk *w)
{
	while (*w->at == ' ' || *w->at == '\t' || *w->at == '\n' || *w->at == '\r')
		w->at++;
}

/* ---- strings --------------------------------------------------------------- */

static uint32_t
hex4(const char *p)
{
	char digits[5] = { p[0], p[1], p[2], p[3], '\0' };

	return (uint32_t)strtoul(digits, NULL, 16);
}

/* Behind "\u"; *taken: the bytes used. */
static uint32_t
unicode_escape(const char *p, int *taken)
{
	uint32_t cp = hex4(p);

	*taken = 4;
	if (cp >= 0xD800 && cp <= 0xDBFF) {
		cp = 0x10000 + ((cp - 0xD800) << 10) + (hex4(p + 6) - 0xDC00);
		*taken = 10;
	}
	return cp;
}

/* From the first backslash on: moves the rest together; leaves the walk behind the closing quote. */
static size_t
unescape(struct wire_walk *w, char *start, char *backslash)
{
	char *out = backslash, *in = backslash, utf8[5];

	while (*in != '"') {
		int taken = 0, n;
		if (*in != '\\') {
			*out++ = *in++;
			continue;
		}
		switch (in[1]) {
		case 'n': *out++ = '\n'; in += 2; break;
		case 't': *out++ = '\t'; in += 2; break;
		case 'u':
			n = utf8_encode(unicode_escape(in + 2, &taken), utf8);
			memcpy(out, utf8, (size_t)n);      /* never longer than its escape */
			out += n;
			in += 2 + taken;
			break;
		default: *out++ = in[1]; in += 2; break;
		}
	}
	*out = '\0';
	w->at = in + 1;
	return (size_t)(out - start);
}

/* Standing behind the opening quote. */
static size_t
string(struct wire_walk *w)
{
	char *start = w->at, *quote = strchr(start, '"');
	char *backslash = memchr(start, '\\', (size_t)(quote - start));

	if (backslash != NULL)
		return unescape(w, start, backslash);
	*quote = '\0';
	w->at = quote + 1;
	return (size_t)(quote - start);
}

/* ---- what is not looked into --------------------------------------------------- */

/* Behind the closing quote of a string that begins at `p`, its opening quote. */
static char *
skip_string(char *p)
{
	for (p++; *p != '"'; p++)
		if (*p == '\\')
			p++;
	return p + 1;
}

static char *
skip_container(char *p)
{
	int depth = 0;

	do {
		if (*p == '"') {
			p = skip_string(p);
			continue;
		}
		depth += *p == '{' || *p == '[';
		depth -= *p == '}' || *p == ']';
		p++;
	} while (depth > 0);
	return p;
}

size_t
wire_compact(char *text)
{
	char *end = skip_container(text), *out = text;

	for (char *in = text; in < end;) {
		if (*in == '"') {
			char *behind = skip_string(in);
			memmove(out, in, (size_t)(behind - in));
			out += behind - in;
			in = behind;
		} else if (*in == ' ' || *in == '\t' || *in == '\n' || *in == '\r') {
			in++;
		} else {
			*out++ = *in++;
		}
	}
	/* What is left between keeps the walk going: it may only end where it ended before. */
	memset(out, ' ', (size_t)(end - out));
	return (size_t)(out - text);
}

/* ---- walking ----------------------------------------------------------------------- */

static void
number(struct wire_walk *w, struct wire_item *item)
{
	char *start = w->at, *p = start + (*start == '-');
	int64_t n = 0;

	for (; *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (*p - '0');
	item->type = WIRE_INTEGER;
	item->number = *start == '-' ? -n : n;
	if (*p == '.' || *p == 'e' || *p == 'E') {
		double d = strtod(start, &p);      /* 2e3 is a whole number too */
		item->number = (int64_t)(d < 9.1e15 && d > -9.1e15 ? d : 0.5);
		item->type = (double)item->number == d ? WIRE_INTEGER : WIRE_FRACTION;
	}
	w->at = p;
}

static void
value(struct wire_walk *w, struct wire_item *item)
{
	item->text = w->at;
	item->length = 0;
	item->number = 0;
	switch (*w->at) {
	case '"':
		item->type = WIRE_STRING;
		item->text = ++w->at;
		item->length = string(w);
		break;
	case '{': item->type = WIRE_OBJECT; break;
	case '[': item->type = WIRE_LIST; break;
	case 'n': item->type = WIRE_NULL; w->at += 4; break;
	case 't': item->type = WIRE_BOOL; item->number = 1; w->at += 4; break;
	case 'f': item->type = WIRE_BOOL; w->at += 5; break;
	default:  number(w, item); break;
	}
}

bool
wire_object(struct wire_walk *w, char *text)
{
	w->at = text;
	blanks(w);
	if (*w->at != '{')
		return false;
	w->at++;
	return true;
}

bool
wire_member(struct wire_walk *w, char **key, struct wire_item *item)
{
	if (*w->at == '{' || *w->at == '[')
		w->at = skip_container(w->at);
	blanks(w);
	if (*w->at == ',') {
		w->at++;
		blanks(w);
	}
	if (*w->at == '}') {
		w->at++;
		return false;
	}
	*key = ++w->at;
	string(w);
	blanks(w);
	w->at++;                       /* the colon */
	blanks(w);
	value(w, item);
	return true;
}
