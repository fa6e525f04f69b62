#include "model/text/utf8.h"

int
utf8_decode(const char *s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t cp;
	int n;

	if (*p == '\0')
		return 0;
	if (*p < 0x80) {
		*out = *p;
		return 1;
	}
	n = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
	*out = UTF8_BAD;
	if (*p < 0xC2 || *p > 0xF4)
		return 1;
	cp = *p & (0x7Fu >> n);
	for (int i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 1;
		cp = cp << 6 | (p[i] & 0x3Fu);
	}
	if (cp < least[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return 1;
	*out = cp;
	return n;
}

int
utf8_encode(uint32_t cp, char out[5])
{
	int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	out[0] = '\0';
	if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return 0;
	out[n] = '\0';
	for (int i = n - 1; i > 0; i--, cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3F));
	out[0] = (char)(lead[n] | cp);
	return n;
}

bool
utf8_valid(const char *s, size_t len)
{
	size_t at = 0;
	uint32_t cp = 0;

	/* A code point cut off by `len` fails: the byte behind it is part of another. */
	while (at < len) {
		int n = utf8_decode(s + at, &cp);
		if (n == 0 || cp == UTF8_BAD || at + (size_t)n > len)
			return false;
		at += (size_t)n;
	}
	return true;
}

size_t
utf8_clip(const char *s, size_t max)
{
	size_t at = 0;
	uint32_t cp;

	for (;;) {
		int n = utf8_decode(s + at, &cp);
		if (n == 0 || at + (size_t)n > max)
			return at;
		at += (size_t)n;
	}
}

void
utf8_copy(char *out, size_t size, const char *text)
{
	size_t n = utf8_clip(text, size - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

bool
utf8_is_han(uint32_t cp)
{
	return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x323AF);
}
