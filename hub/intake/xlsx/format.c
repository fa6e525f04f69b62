#include "hub/intake/xlsx/format.h"

#include "model/text/utf8.h"

/* ---- a code --------------------------------------------------------------------- */

/* What is known of a section while its code is read. */
struct scan {
	struct format_section *to;
	bool date, time, elapsed;
	bool month;                           /* an m that is neither yet: the month, unless s follows */
	char last;                            /* the letter of a date before */
	/* Numbers. */
	int  places, commas;                  /* digits; commas behind the last of them */
	int  scaling;                         /* commas right before the decimal point */
	bool dot;                             /* a decimal point */
	int  drawn_dots, after_dot;           /* points that are only drawn (0!.0); digits behind them */
	char tail[64];                        /* letters behind the last digit */
	char code[sizeof ((struct format_section *)0)->code];      /* all of it, as far as it has room */
	bool no_code;
};

static const char *
step(const char *p)
{
	uint32_t cp;

	return p + utf8_decode(p, &cp);
}

static void
add_to_code(struct scan *s, const char *p, size_t n)
{
	size_t len = strlen(s->code);

	if (len + n >= sizeof s->code) {
		s->no_code = true;
		return;
	}
	memcpy(s->code + len, p, n);
	s->code[len + n] = '\0';
}

/* A letter that is only drawn, n bytes. */
static void
drawn(struct scan *s, const char *p, size_t n)
{
	size_t len = strlen(s->tail);

	add_to_code(s, p, n);
	if (n == 1 && *p == '.' && s->places > 0 && !s->dot) {
		s->drawn_dots++;
		return;
	}
	if (n == 1 && *p == ' ')
		return;
	if (len + n < sizeof s->tail) {
		memcpy(s->tail + len, p, n);
		s->tail[len + n] = '\0';
	}
}

static void
digit(struct scan *s, char c)
{
	add_to_code(s, (char[]){ FORMAT_DIGIT }, 1);
	s->no_code = s->no_code || c != '0';
	s->places++;
	s->commas = 0;
	s->after_dot += s->drawn_dots > 0;
	s->tail[0] = '\0';
}

static void
month_was(struct scan *s, bool minute)
{
	if (!s->month)
		return;
	s->month = false;
	if (minute)
		s->time = true;
	else
		s->date = true;
}

/* A letter of dates and times, as often as it stands there. */
static const char *
date_letter(struct scan *s, const char *p, char c)
{
	if (c == 'm' && s->last == 'h') {
		s->time = true;
	} else if (c == 'm') {
		month_was(s, false);
		s->month = true;
	} else {
		month_was(s, c == 's');
		if (c == 'h' || c == 's')
			s->time = true;
		else
			s->date = true;
	}
	s->last = c;
	while (tolower((unsigned char)*p) == c)
		p++;
	return p;
}

/* [h] [mm] [s]; [>=10000]; colours, locales and the like say nothing. */
static void
bracket(struct scan *s, const char *p, size_t n)
{
	static const struct { const char *sign; char compare; } signs[] = {
		{ "<=", 'l' }, { ">=", 'g' }, { "<>", 'n' }, { "<", '<' }, { ">", '>' }, { "=", '=' },
	};
	char c = (char)tolower((unsigned char)*p), number[32];
	struct decimal limit;

	if (n > 0 && n < 4 && strchr("hms", c) != NULL && strspn(p, (char[]){ c, (char)toupper(c), '\0' }) >= n) {
		s->elapsed = true;
		s->last = c;
		return;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t len = strlen(signs[i].sign);
		if (n <= len || n - len >= sizeof number || strncmp(p, signs[i].sign, len) != 0)
			continue;
		memcpy(number, p + len, n - len);
		number[n - len] = '\0';
		if (decimal_parse(&limit, number) == 0) {
			s->to->compare = signs[i].compare;
			s->to->limit = decimal_value(&limit);
		}
		return;
	}
}

static bool
skip_word(const char **p, const char *word)
{
	if (strncasecmp(*p, word, strlen(word)) != 0)
		return false;
	*p += strlen(word);
	return true;
}

/* What is drawn as it stands, or not at all; NULL when p is at something else. */
static const char *
quoted(struct scan *s, const char *p)
{
	const char *end;

	switch (*p) {
	case '"':
		for (p++; *p != '\0' && *p != '"'; p = end) {
			end = step(p);
			drawn(s, p, (size_t)(end - p));
		}
		return p + (*p == '"');
	case '\\': case '!':
		if (p[1] == '\0')
			return p + 1;
		end = step(p + 1);
		drawn(s, p + 1, (size_t)(end - p - 1));
		return end;
	case '_': case '*':
		return p[1] != '\0' ? step(p + 1) : p + 1;
	case '[':
		end = strchr(p, ']');
		if (end == NULL)
			return p + strlen(p);
		bracket(s, p + 1, (size_t)(end - p - 1));
		return end + 1;
	}
	return NULL;
}

/* One step further in a section. */
static const char *
element(struct scan *s, const char *p)
{
	char c = (char)tolower((unsigned char)*p);
	const char *end;

	if ((end = quoted(s, p)) != NULL)
		return end;
	if (skip_word(&p, "General") || skip_word(&p, "G/通用格式"))
		return p;
	if (skip_word(&p, "AM/PM") || skip_word(&p, "A/P") || skip_word(&p, "上午/下午")) {
		s->time = true;
		return p;
	}
	if (c == 'e' && (p[1] == '+' || p[1] == '-')) {
		s->no_code = true;
		return p + 2;
	}
	if (c == '0' || c == '#' || c == '?') {
		digit(s, c);
		return p + 1;
	}
	if (strchr("ymdhseab", c) != NULL)
		return date_letter(s, p, c);
	switch (c) {
	case ',':
		s->no_code = true;
		s->commas += s->places > 0;
		return p + 1;
	case '.':
		s->no_code = true;
		s->dot = s->dot || s->places > 0;
		s->scaling += s->commas;
		s->commas = 0;
		return p + 1;
	case '%':
		s->to->shift += 2;
		drawn(s, p, 1);
		return p + 1;
	}
	end = step(p);
	drawn(s, p, (size_t)(end - p));
	return end;
}

static const struct { const char *word; int power; } units[] = {
	{ "%", -2 }, { "％", -2 }, { "‰", -3 },
	{ "万亿元", 12 }, { "万亿", 12 }, { "亿元", 8 }, { "亿", 8 }, { "千万元", 7 }, { "千万", 7 },
	{ "百万元", 6 }, { "百万", 6 }, { "万元", 4 }, { "万", 4 }, { "千元", 3 },
};

static void
finish(struct scan *s)
{
	struct format_section *to = s->to;

	month_was(s, false);
	to->kind = s->elapsed ? FORMAT_ELAPSED
	         : s->date ? s->time ? FORMAT_BOTH : FORMAT_DATE : s->time ? FORMAT_TIME : FORMAT_NUMBER;
	to->unit = "";
	to->shift -= 3 * (s->commas + s->scaling);
	if (s->drawn_dots == 1)               /* two part a date */
		to->shift -= s->after_dot;
	for (size_t i = 0; i < sizeof units / sizeof *units && *to->unit == '\0'; i++)
		if (strncmp(s->tail, units[i].word, strlen(units[i].word)) == 0) {
			to->unit = units[i].power == -2 ? "%" : units[i].word;
			to->unit_power = units[i].power;
		}
	if (!s->no_code && s->places > 1 && to->shift == 0 && *to->unit == '\0')
		memcpy(to->code, s->code, sizeof to->code);
}

void
format_parse(struct format *f, const char *code)
{
	memset(f, 0, sizeof *f);
	for (const char *p = code; f->sections < FORMAT_SECTIONS; p++) {
		struct scan s = { .to = &f->section[f->sections++] };
		while (*p != '\0' && *p != ';')
			p = element(&s, p);
		finish(&s);
		if (*p == '\0')
			break;
	}
}

void
format_builtin(struct format *f, long id)
{
	static const struct { int from, to; enum format_kind kind; } kinds[] = {
		{ 14, 17, FORMAT_DATE }, { 18, 21, FORMAT_TIME }, { 22, 22, FORMAT_BOTH }, { 27, 31, FORMAT_DATE },
		{ 32, 35, FORMAT_TIME }, { 36, 36, FORMAT_DATE }, { 45, 45, FORMAT_TIME }, { 46, 46, FORMAT_ELAPSED },
		{ 47, 47, FORMAT_TIME }, { 50, 54, FORMAT_DATE }, { 55, 56, FORMAT_TIME }, { 57, 58, FORMAT_DATE },
	};

	format_parse(f, id == 9 || id == 10 ? "0%" : "General");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (id >= kinds[i].from && id <= kinds[i].to)
			f->section[0].kind = kinds[i].kind;
}

/* ---- a number ------------------------------------------------------------------- */

static bool
meets(const struct format_section *s, double n)
{
	switch (s->compare) {
	case '<': return n < s->limit;
	case '>': return n > s->limit;
	case '=': return n >= s->limit && n <= s->limit;
	case 'l': return n <= s->limit;
	case 'g': return n >= s->limit;
	default:  return n < s->limit || n > s->limit;
	}
}

/* The section a number is shown by. */
static const struct format_section *
section_of(const struct format *f, double n)
{
	const struct format_section *s = f->section;
	int count = f->sections < 3 ? f->sections : 3;

	if (s[0].compare == '\0' && (count < 2 || s[1].compare == '\0'))
		return n < 0 && count > 1 ? &s[1] : n <= 0 && n >= 0 && count > 2 ? &s[2] : &s[0];
	if (s[0].compare != '\0' ? meets(&s[0], n) : n > 0)
		return &s[0];
	if (count > 1 && (s[1].compare == '\0' || meets(&s[1], n)))
		return &s[1];
	return count > 2 ? &s[2] : &s[0];
}

/* A whole number under a code's digits, from the right; what there is more stands before the first.  false: none. */
static bool
code_text(const struct decimal *d, const char *code, char out[DECIMAL_TEXT])
{
	char digits[DECIMAL_TEXT];
	const char *next = digits;
	int places = 0, have;
	bool begun = false;
	size_t len = 0;

	decimal_text(d, 0, digits);
	have = (int)strlen(digits);
	for (const char *p = code; *p != '\0'; p++)
		places += *p == FORMAT_DIGIT;
	if (d->minus || have > DECIMAL_DIGITS || strspn(digits, "0123456789") != (size_t)have)
		return false;
	for (const char *p = code; *p != '\0'; p++) {
		if (*p != FORMAT_DIGIT) {
			out[len++] = *p;
			continue;
		}
		for (; !begun && have > places; have--)
			out[len++] = *next++;
		begun = true;
		out[len++] = have == places ? *next++ : '0';
		have -= have == places;
		places--;
	}
	out[len] = '\0';
	return true;
}

enum format_wrong
format_number(const struct format *f, const char *stored, bool since_1904, char out[DECIMAL_TEXT], bool *date)
{
	const struct format_section *s;
	struct decimal d;
	size_t len;

	*date = false;
	if (decimal_parse(&d, stored) != 0)
		return FORMAT_NOT_A_NUMBER;
	if (f->section[0].kind != FORMAT_NUMBER) {
		*date = serial_text(decimal_value(&d), since_1904, f->section[0].kind, out);
		if (!*date)
			decimal_text(&d, 0, out);
		return FORMAT_GOOD;
	}
	s = section_of(f, decimal_value(&d));
	if (s->kind != FORMAT_NUMBER)
		s = f->section;
	if (d.digits > 0 && s->shift != 0 && s->shift != -s->unit_power) {
		decimal_text(&d, 0, out);
		return FORMAT_SCALED;
	}
	if (*s->code != '\0' && code_text(&d, s->code, out))
		return FORMAT_GOOD;
	decimal_text(&d, s->shift, out);
	len = strlen(out);
	snprintf(out + len, DECIMAL_TEXT - len, "%s", s->unit);
	return FORMAT_GOOD;
}
