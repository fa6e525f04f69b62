#include "model/text/identity.h"

#include "model/room/civil.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
all_digits(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(text[i]))
			return false;
	return true;
}

static int
number(const char *text, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* The first two digits, GB/T 2260. */
static bool
province_exists(int code)
{
	static const signed char last[10] = { -1, 5, 3, 7, 6, 4, 5, 1, 3, 1 };
	/* 11-15 21-23 31-37 41-46 50-54 61-65 71 81-83 91 */
	int tens = code / 10, ones = code % 10;

	return ones <= last[tens] && (ones >= 1 || tens == 5);
}

static char
check_character(const char *seventeen)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += weights[i] * (seventeen[i] - '0');
	return "10X98765432"[sum % 11];
}

/* Eighteen characters, X large. */
static enum identity_fault
judge(const char *id)
{
	int year, month, day;

	if (!all_digits(id, 17) || (!is_digit(id[17]) && id[17] != 'X'))
		return IDENTITY_CHARACTER;
	if (!province_exists(number(id, 2)))
		return IDENTITY_REGION;
	year = number(id + 6, 4);
	month = number(id + 10, 2);
	day = number(id + 12, 2);
	/* The calendar begins with 1900 and repeats itself after 400 years. */
	if (year < 1850 || year > 2100 || civil_day(year + 400, month, day) == CIVIL_NONE)
		return IDENTITY_DATE;
	return id[17] == check_character(id) ? IDENTITY_OK : IDENTITY_CHECKSUM;
}

enum identity_fault
identity_normal(const char *text, size_t len, char out[IDENTITY_MAX + 1])
{
	char id[IDENTITY_MAX + 1];
	enum identity_fault fault;

	for (; len > 0 && (*text == ' ' || *text == '\t'); text++)
		len--;
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	if (len != 15 && len != 18)
		return len == 0 ? IDENTITY_EMPTY : IDENTITY_LENGTH;
	if (len == 15) {
		if (!all_digits(text, 15))
			return IDENTITY_CHARACTER;
		snprintf(id, sizeof id, "%.6s19%.9s", text, text + 6);
		id[17] = check_character(id);
	} else {
		memcpy(id, text, 18);
		id[17] = id[17] == 'x' ? 'X' : id[17];
	}
	id[18] = '\0';
	if ((fault = judge(id)) == IDENTITY_OK)
		memcpy(out, id, sizeof id);
	return fault;
}

enum identity_fault
identity_check(const char *text, size_t len)
{
	char out[IDENTITY_MAX + 1];

	return identity_normal(text, len, out);
}

/* ---- in free text --------------------------------------------------------- */

/* The digit, or X, that stands at `text`, in either width: its bytes, 0 none. */
static size_t
read_digit(const char *text, char *out)
{
	const unsigned char *u = (const unsigned char *)text;

	if (is_digit(*text) || *text == 'X' || *text == 'x') {
		*out = *text == 'x' ? 'X' : *text;
		return 1;
	}
	if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99) {     /* U+FF10 .. U+FF19 */
		*out = (char)('0' + (u[2] - 0x90));
		return 3;
	}
	if (u[0] == 0xef && ((u[1] == 0xbc && u[2] == 0xb8) || (u[1] == 0xbd && u[2] == 0x98))) {   /* X, small x */
		*out = 'X';
		return 3;
	}
	return 0;
}

static size_t
read_gap(const char *text)
{
	size_t at = 0;
	uint32_t cp;
	int n;

	if ((unsigned char)*text < 0x80)
		return *text == ' ' || *text == '-' || *text == '\t';
	/* Of what nobody sees any number does not hide it. */
	while ((n = utf8_decode(text + at, &cp)) > 0 && visible_hidden(cp))
		at += (size_t)n;
	return n > 0 && (cp == '-' || visible_blank(cp)) ? at + (size_t)n : at;
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads digits from `text`, over gaps when asked: how many; *end is where they end. */
static size_t
read_run(const char *text, bool gaps, char *digits, size_t room, const char **end)
{
	size_t n = 0, width, gap;

	for (;;) {
		gap = gaps && n > 0 ? read_gap(text) : 0;
		if (n == room || (width = read_digit(text + gap, &digits[n])) == 0)
			break;
		text += gap + width;
		*end = text;
		if (digits[n++] == 'X')
			break;
	}
	return n;
}

static bool
stands_here(const char *text, bool gaps)
{
	char digits[IDENTITY_MAX], next;
	const char *end = text;
	size_t n = read_run(text, gaps, digits, sizeof digits, &end);

	if (is_word(*end) || read_digit(end, &next) != 0 || (gaps && n != 18))
		return false;
	return identity_check(digits, n) == IDENTITY_OK;
}

/* Most texts have no number in them that is long enough: a letter, a colon ends one. */
static bool
has_digits(const char *text, int wanted)
{
	int left = wanted;

	for (; *text != '\0' && left > 0; text++) {
		if (is_digit(*text) || (unsigned char)*text == 0xef)      /* full-width ones begin so */
			left--;
		else if ((unsigned char)*text < 0x80 && read_gap(text) == 0)
			left = wanted;
	}
	return left == 0;
}

bool
identity_find(const char *text, size_t *at)
{
	char digit;
	bool inside = false;      /* of a word: no number begins here */

	if (!has_digits(text, 15))
		return false;
	for (const char *p = text; *p != '\0';) {
		size_t width = read_digit(p, &digit);
		if (!inside && width > 0 && digit != 'X' && (stands_here(p, false) || stands_here(p, true))) {
			if (at != NULL)
				*at = (size_t)(p - text);
			return true;
		}
		inside = width > 0 || is_word(*p);
		p += width > 0 ? width : 1;
	}
	return false;
}
