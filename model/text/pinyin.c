#include "model/text/pinyin.h"

#include "model/text/pinyin_table.h"
#include "model/text/utf8.h"

/* Letters of a needle that are matched; a longer one is no pinyin of a name. */
enum { LETTERS_MAX = 63 };

/* 〇 is no ideograph to Unicode, but villages are called by it. */
static const char *const zero_reading = "ling";

static int
reading_count(uint32_t cp)
{
	if (cp == 0x3007)
		return 1;
	if (cp < PINYIN_FIRST || cp > PINYIN_LAST)
		return 0;
	return pinyin_start[cp - PINYIN_FIRST + 1] - pinyin_start[cp - PINYIN_FIRST];
}

static const char *
reading(uint32_t cp, int i)
{
	return cp == 0x3007 ? zero_reading : pinyin_syllable[pinyin_reading[pinyin_start[cp - PINYIN_FIRST] + i]];
}

uint32_t
pinyin_initials(uint32_t cp)
{
	uint32_t bits = 0;

	for (int i = reading_count(cp); i-- > 0; )
		bits |= (uint32_t)1 << (reading(cp, i)[0] - 'a');
	return bits;
}

bool
pinyin_same(uint32_t a, uint32_t b)
{
	for (int i = reading_count(a); i-- > 0; )
		for (int j = reading_count(b); j-- > 0; )
			if (strcmp(reading(a, i), reading(b, j)) == 0)
				return true;
	return false;
}

/* ---- as itself --------------------------------------------------------------- */

static bool
occurs(const char *text, const char *needle)
{
	size_t len = strlen(needle);

	for (; *text != '\0'; text++)
		if (tolower((unsigned char)*text) == tolower((unsigned char)*needle) &&
		    strncasecmp(text, needle, len) == 0)
			return true;
	return false;
}

/* ---- as pinyin ---------------------------------------------------------------- */

/* u-umlaut is typed v, or u for want of it. */
static bool
same_letter(char in_table, char typed)
{
	return in_table == typed || (in_table == 'v' && typed == 'u');
}

/* Leading letters that `syllable` and `typed` share. */
static int
shared(const char *syllable, const char *typed)
{
	int n = 0;

	while (syllable[n] != '\0' && typed[n] != '\0' && same_letter(syllable[n], typed[n]))
		n++;
	return n;
}

/*
 * `before` has bit i set when the characters so far may stand for the first i
 * letters.  A character stands for its syllable, its first letter, or its zh, ch,
 * sh; the last one for any beginning of its syllable: that finishes, and sets
 * the bit behind the last letter.
 */
static uint64_t
step(uint32_t cp, const char *letters, int count, uint64_t before)
{
	uint64_t after = 0;

	for (int r = reading_count(cp); r-- > 0; ) {
		const char *syllable = reading(cp, r);
		int full = (int)strlen(syllable);
		bool two = full > 2 && syllable[1] == 'h' && strchr("zcs", syllable[0]) != NULL;

		for (int i = 0; i < count; i++) {
			int n = before >> i & 1 ? shared(syllable, letters + i) : 0;
			if (n == 0)
				continue;
			if (n == full || n == count - i)
				after |= (uint64_t)1 << (i + n);
			after |= (uint64_t)1 << (i + 1);
			if (two && n >= 2)
				after |= (uint64_t)1 << (i + 2);
		}
	}
	return after;
}

static bool
sounds(const char *text, const char *letters, int count)
{
	uint64_t reached = 0;
	uint32_t cp;

	for (int n; (n = utf8_decode(text, &cp)) > 0; text += n) {
		reached = step(cp, letters, count, reached | 1);
		if (reached >> count & 1)
			return true;
	}
	return false;
}

bool
pinyin_match(const char *text, const char *needle)
{
	char letters[LETTERS_MAX + 1];
	int n = 0;

	if (*needle == '\0' || occurs(text, needle))
		return true;
	for (; needle[n] != '\0'; n++) {
		if (n == LETTERS_MAX || !isascii((unsigned char)needle[n]) || !isalpha((unsigned char)needle[n]))
			return false;
		letters[n] = (char)tolower((unsigned char)needle[n]);
	}
	letters[n] = '\0';
	return sounds(text, letters, n);
}

/* ---- spelled out ---------------------------------------------------------------- */

/* As they sound in the names of places. */
static const struct { uint32_t cp; const char *syllable; } in_places[] = {
	{ 0x957F, "chang" }, { 0x91CD, "chong" }, { 0x90FD, "du" },
};

static const char *
place_reading(uint32_t cp)
{
	for (size_t i = 0; i < sizeof in_places / sizeof *in_places; i++)
		if (in_places[i].cp == cp)
			return in_places[i].syllable;
	return reading_count(cp) > 0 ? reading(cp, 0) : "";
}

void
pinyin_spell(const char *text, bool initials, char *out, size_t size)
{
	uint32_t cp;
	size_t len = 0;

	for (int n; (n = utf8_decode(text, &cp)) > 0; text += n) {
		char letter[2] = { 0 };
		const char *part = place_reading(cp);
		if (cp < 0x80 && isalnum((int)cp)) {
			letter[0] = (char)tolower((int)cp);
			part = letter;
		}
		part = initials && *part != '\0' ? (letter[0] = part[0], letter) : part;
		if (len + strlen(part) >= size)
			break;
		memcpy(out + len, part, strlen(part));
		len += strlen(part);
	}
	out[len] = '\0';
}
