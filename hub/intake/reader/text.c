#include "hub/intake/reader/text.h"

#include <iconv.h>

#include "model/text/language.h"
#include "model/text/utf8.h"

/* ---- which encoding ------------------------------------------------------------- */

int
text_open(struct text *t, FILE *fp)
{
	*t = (struct text){ .fp = fp };
	if ((t->raw = malloc(TEXT_PIECE + 1)) != NULL)
		return 0;
	t->why = _("out of memory");
	return -1;
}

void
text_close(struct text *t)
{
	if (t->decoder != NULL)
		iconv_close((iconv_t)t->decoder);
	free(t->raw);
	*t = (struct text){ 0 };
}

const char *
text_encoding(const struct text *t)
{
	static const char *const names[] = {
		[TEXT_ASCII] = "UTF-8", [TEXT_UTF8] = "UTF-8", [TEXT_GB18030] = "GB18030",
		[TEXT_UTF16LE] = "UTF-16", [TEXT_UTF16BE] = "UTF-16",
	};

	return names[t->form];
}

static bool
starts(const char *bytes, size_t len, const char *mark, size_t n)
{
	return len >= n && memcmp(bytes, mark, n) == 0;
}

struct units { size_t ascii, ends, other; };

static struct units
count_units(const char *bytes, size_t len, size_t low)
{
	struct units n = { 0, 0, 0 };

	for (size_t i = 0; i + 1 < len && i < 4096; i += 2) {
		unsigned char c = (unsigned char)bytes[i + low];
		bool ascii = bytes[i + 1 - low] == '\0';
		n.ends += ascii && (c == '\n' || c == '\r');
		n.ascii += ascii && (c >= ' ' || c == '\n' || c == '\r' || c == '\t');
		n.other += c == '\0' || (ascii && c < ' ' && c != '\n' && c != '\r' && c != '\t');
	}
	return n;
}

/* UTF-16 without a mark: what is in ASCII - separators, digits, ends of lines - has a NUL beside it, nothing else. */
static bool
is_utf16(const char *bytes, size_t len, size_t low)
{
	struct units n = count_units(bytes, len, low);
	size_t all = len / 2 < 2048 ? len / 2 : 2048;

	return len % 2 == 0 && n.other == 0 && n.ends > 0 && n.ascii > all / 8;
}

/* By a mark, which is left out, or by NULs. */
static void
see_beginning(struct text *t)
{
	static const struct { const char *mark; size_t len; enum text_form form; } marks[] = {
		{ "\xEF\xBB\xBF", 3, TEXT_UTF8 }, { "\xFF\xFE", 2, TEXT_UTF16LE }, { "\xFE\xFF", 2, TEXT_UTF16BE },
	};

	t->begun = true;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (starts(t->raw, t->left, marks[i].mark, marks[i].len)) {
			t->form = marks[i].form;
			t->left -= marks[i].len;
			memmove(t->raw, t->raw + marks[i].len, t->left);
			return;
		}
	t->form = is_utf16(t->raw, t->left, 0) ? TEXT_UTF16LE
	        : is_utf16(t->raw, t->left, 1) ? TEXT_UTF16BE : TEXT_ASCII;
}

/* ---- pieces ----------------------------------------------------------------------- */

static long
refuse(struct text *t, const char *bytes, const char *at, const char *why)
{
	t->lines = 0;
	for (const char *p = bytes; (p = memchr(p, '\n', (size_t)(at - p))) != NULL; p++)
		t->lines++;
	t->why = why;
	return -1;
}

/* Bytes of an ASCII beginning. */
static size_t
plain(const char *bytes, size_t len)
{
	size_t n = 0;
	uint64_t eight;

	for (; n + 8 <= len; n += 8) {
		memcpy(&eight, bytes + n, 8);
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (n < len && (unsigned char)bytes[n] < 0x80)
		n++;
	return n;
}

/* Bytes of a well-formed beginning; what the end of the piece cuts off is no part of it. */
static size_t
well_formed(const char *bytes, size_t len)
{
	size_t n = 0;
	uint32_t cp;

	for (int width; (n += plain(bytes + n, len - n)) < len; n += (size_t)width)
		if ((width = utf8_decode(bytes + n, &cp)) == 0 || cp == UTF8_BAD || n + (size_t)width > len)
			break;
	return n;
}

/* Is what stands behind the well-formed beginning no more than a character the piece cuts off? */
static bool
only_cut(const struct text *t, size_t good)
{
	unsigned char lead = (unsigned char)t->raw[good];
	size_t width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

	if (t->ended || lead < 0xC2 || lead > 0xF4 || t->left - good >= width)
		return false;
	for (size_t i = good + 1; i < t->left; i++)
		if (((unsigned char)t->raw[i] & 0xC0) != 0x80)
			return false;
	return true;
}

static long
hand_out(struct text *t, char *out, size_t n)
{
	memcpy(out, t->raw, n);
	t->left -= n;
	memmove(t->raw, t->raw + n, t->left);
	return (long)n;
}

static long
decode(struct text *t, char *out)
{
	static const char *const names[] = {
		[TEXT_GB18030] = "GB18030", [TEXT_UTF16LE] = "UTF-16LE", [TEXT_UTF16BE] = "UTF-16BE",
	};
	char *from = t->raw, *to = out;
	size_t room = TEXT_ROOM, had = t->left;
	iconv_t cd = t->decoder != NULL ? (iconv_t)t->decoder : iconv_open("UTF-8", names[t->form]);

	if (cd == (iconv_t)-1)
		return refuse(t, out, out, _("this machine cannot read GB18030 or UTF-16; save it as CSV UTF-8"));
	t->decoder = cd;
	if (iconv(cd, &from, &t->left, &to, &room) == (size_t)-1 && (errno != EINVAL || t->ended || t->left == had))
		return refuse(t, out, to, t->form == TEXT_GB18030 ? _("neither UTF-8 nor GB18030; save it as CSV UTF-8")
		                                                  : _("no good UTF-16; save it as CSV UTF-8"));
	memmove(t->raw, from, t->left);
	return to - out;
}

static long
take_utf8(struct text *t, char *out)
{
	size_t good = well_formed(t->raw, t->left);

	if (t->form == TEXT_ASCII && plain(t->raw, t->left) < t->left)
		t->form = good == t->left || only_cut(t, good) ? TEXT_UTF8 : TEXT_GB18030;
	if (t->form == TEXT_GB18030)
		return decode(t, out);
	if (good < t->left && !only_cut(t, good))
		return refuse(t, t->raw, t->raw + good,
		              _("from here on no UTF-8, as it was before; save it anew as CSV UTF-8"));
	return hand_out(t, out, good);
}

long
text_read(struct text *t, char *out)
{
	size_t got;
	char *nul;
	long n;

	if (!t->ended) {
		got = fread(t->raw + t->left, 1, TEXT_PIECE - t->left, t->fp);
		t->left += got;
		t->ended = t->left < TEXT_PIECE;
		if (ferror(t->fp))
			return refuse(t, out, out, _("it cannot be read; try again"));
	}
	t->raw[t->left] = '\0';
	if (!t->begun)
		see_beginning(t);
	if (t->left == 0)
		return 0;
	n = t->form <= TEXT_UTF8 ? take_utf8(t, out) : decode(t, out);
	if (n > 0 && (nul = memchr(out, '\0', (size_t)n)) != NULL)
		return refuse(t, out, nul, _("a NUL byte; this is no text"));
	return n;
}
