#include "model/text/when.h"

#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/plain.h"

static const char no_day[] = N_("no such date; write 2020-06-30");
static const char no_month[] = N_("no such month; write 2020-06");
static const char no_instant[] = N_("no such time; write 2020-06-18T09:00:00+08:00 or 2020-06-18 09:00");
static const char no_period[] = N_("no period; write 2020, 2020-Q2 or 2020-06");
static const char no_period_of_days[] = N_("no period; write 2020, 2020-06, 2020-Q2, 2020-W25 or 2020-06-18");

/* Longer ones are no date. */
enum { WRITTEN_MAX = 96, YEAR_MIN = 1900, SERIAL_MIN = 18264, SERIAL_MAX = 73050, SERIAL_ZERO = 25569 };

struct moment { int32_t day; int seconds; bool zoned; int64_t at; };

static const char *
copied(const char *text, char out[WRITTEN_MAX])
{
	char *start;

	if (strlen(text) >= WRITTEN_MAX)
		return "";
	memcpy(out, text, strlen(text) + 1);
	start = plain_cell(out, true);
	plain_date(start);
	return start;
}

/* ---- pieces: each takes what it knows from *s -------------------------------------- */

static void
skip_blank(const char **s)
{
	*s += **s == ' ';
}

static bool
take(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncasecmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* A number of `least` to `most` digits; -1 none. */
static int
take_number(const char **s, size_t least, size_t most)
{
	size_t n = strspn(*s, "0123456789");
	int value = 0;

	if (n < least || n > most)
		return -1;
	for (; n > 0; n--)
		value = value * 10 + *(*s)++ - '0';
	return value;
}

static int
take_digits(const char **s, int n)
{
	int value = 0;

	for (; n > 0; n--)
		value = value * 10 + *(*s)++ - '0';
	return value;
}

/* What parts a year from its month: the sign, 'Y' for 年; 0 nothing does. */
static char
take_sign(const char **s)
{
	const char *at = *s;
	char sign;

	skip_blank(&at);
	sign = take(&at, "年") ? 'Y' : strchr("-/.", *at) != NULL && *at != '\0' ? *at++ : 0;
	skip_blank(&at);
	if (sign != 0)
		*s = at;
	return sign;
}

/* Y-M-D, Y年M月D日 and eight digits in a row; the day, or CIVIL_NONE with *s where it was. */
static int32_t
take_day(const char **s)
{
	const char *at = *s;
	int year, month, mday;
	int32_t day;
	char sign;

	if (strspn(at, "0123456789") == 8 || strspn(at, "0123456789") == 12 || strspn(at, "0123456789") == 14) {
		year = take_digits(&at, 4);
		month = take_digits(&at, 2);
		mday = take_digits(&at, 2);
	} else {
		if ((year = take_number(&at, 4, 4)) < 0 || (sign = take_sign(&at)) == 0 ||
		    (month = take_number(&at, 1, 2)) < 0)
			return CIVIL_NONE;
		skip_blank(&at);
		if (sign == 'Y' ? !take(&at, "月") : *at++ != sign)
			return CIVIL_NONE;
		skip_blank(&at);
		if ((mday = take_number(&at, 1, 2)) < 0)
			return CIVIL_NONE;
		if (sign == 'Y') {
			skip_blank(&at);
			(void)(take(&at, "日") || take(&at, "号"));
		}
	}
	day = year >= YEAR_MIN ? civil_day(year, month, mday) : CIVIL_NONE;
	if (day != CIVIL_NONE)
		*s = at;
	return day;
}

/* Afternoon: 12, morning: 0, neither: -1. */
static int
take_half(const char **s)
{
	int half = take(s, "上午") || take(s, "AM") ? 0 : take(s, "下午") || take(s, "PM") ? 12 : -1;

	skip_blank(s);
	return half;
}

/* Of a second no more than that it is over is kept. */
static void
skip_fraction(const char **s)
{
	if (**s == '.' && strspn(*s + 1, "0123456789") > 0)
		*s += 1 + strspn(*s + 1, "0123456789");
}

/* 9:00, 09:00:00.000, 9时30分, 下午3:00; seconds since midnight, -1 no time. */
static int
take_clock(const char **s)
{
	int half = take_half(s), hour = take_number(s, 1, 2), minute = 0, second = 0;
	bool signs;

	if (hour < 0)
		return -1;
	if (!(signs = take(s, ":")) && !take(s, "时") && !take(s, "点"))
		return -1;
	if (signs || (**s >= '0' && **s <= '9'))
		minute = take_number(s, 1, 2);
	if (signs ? take(s, ":") : (take(s, "分"), **s >= '0' && **s <= '9'))
		second = take_number(s, 1, 2);
	if (signs)
		skip_fraction(s);
	else
		take(s, "秒");
	skip_blank(s);
	half = half < 0 ? take_half(s) : half;
	if (minute < 0 || minute > 59 || second < 0 || second > 59 || hour > 23 || (half >= 0 && hour > 12))
		return -1;
	hour = half < 0 ? hour : hour % 12 + half;
	return (hour * 60 + minute) * 60 + second;
}

/* Z, +08:00 or +0800: seconds in *offset.  Nothing there is no fault. */
static int
take_zone(const char **s, bool *zoned, int *offset)
{
	int sign = **s == '-' ? -1 : 1, hour, minute;

	*zoned = false;
	if (**s == '\0')
		return 0;
	*zoned = true;
	*offset = 0;
	if (take(s, "Z"))
		return 0;
	if (**s != '+' && **s != '-')
		return -1;
	++*s;
	if (strspn(*s, "0123456789") < 2)
		return -1;
	hour = take_digits(s, 2);
	take(s, ":");
	if ((minute = take_number(s, 2, 2)) < 0 || minute > 59 || hour > 18)
		return -1;
	*offset = sign * (hour * 60 + minute) * 60;
	return 0;
}

/* ---- a moment ------------------------------------------------------------------------ */

/* 星期二, 周二: as a format of spreadsheets has it; which is right the day knows. */
static bool
skip_weekday(const char **s)
{
	static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
	const char *at = *s;

	skip_blank(&at);
	if (!take(&at, "星期") && !take(&at, "周"))
		return false;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (take(&at, days[i])) {
			*s = at;
			return true;
		}
	return false;
}

/* What stands behind the day. */
static int
read_clock(const char *s, struct moment *m)
{
	int offset;
	size_t digits = strspn(s, "0123456789");

	if (*s == '\0')
		return 0;
	if ((digits == 4 || digits == 6) && s[digits] == '\0') {      /* 20200630093000 */
		int hour = take_digits(&s, 2), minute = take_digits(&s, 2);
		int second = *s != '\0' ? take_digits(&s, 2) : 0;
		m->seconds = (hour * 60 + minute) * 60 + second;
		return hour < 24 && minute < 60 && second < 60 ? 0 : -1;
	}
	if (skip_weekday(&s) && *s == '\0')
		return 0;
	if (!take(&s, "T"))
		skip_blank(&s);
	if ((m->seconds = take_clock(&s)) < 0 || take_zone(&s, &m->zoned, &offset) != 0 || *s != '\0')
		return -1;
	if (m->zoned) {
		m->at = (int64_t)m->day * 86400 + m->seconds - offset;
		m->day = instant_day(m->at);
	}
	return 0;
}

/* Days since the end of 1899, and the part of one, as spreadsheets keep them. */
static int
read_serial(const char *s, struct moment *m)
{
	size_t whole = strspn(s, "0123456789"), part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;
	int number;
	double rest = 0, place = 0.1;

	if (whole != 5 || s[whole + (part > 0 ? 1 + part : 0)] != '\0')
		return -1;
	number = take_digits(&s, 5);
	for (s += part > 0; *s != '\0'; s++, place /= 10)
		rest += (*s - '0') * place;
	if (number < SERIAL_MIN || number > SERIAL_MAX)
		return -1;
	m->day = number - SERIAL_ZERO;
	m->seconds = (int)(rest * 86400 + 0.5);
	m->seconds = m->seconds < 86400 ? m->seconds : 86399;
	return 0;
}

/* Does a number long enough for a year come? */
static bool
has_year(const char *s)
{
	for (size_t n; *(s += strcspn(s, "0123456789")) != '\0'; s += n)
		if ((n = strspn(s, "0123456789")) >= 4)
			return true;
	return false;
}

/* Why it is none, when that can be told. */
static const char *
puzzled(const char *s, const char *otherwise)
{
	size_t first = strspn(s, "0123456789");
	const char *behind = s + first, *rest = s;

	if (take_day(&rest) != CIVIL_NONE && has_year(rest))
		return N_("no such date: two of them, and one is wanted; write 2020-06-30");
	if ((first == 1 || first == 2) && *behind != '\0' &&
	    (strchr("-/.", *behind) != NULL || strncmp(behind, "年", 3) == 0 || strncmp(behind, "月", 3) == 0))
		return otherwise == no_month
		       ? N_("no such month: a year has four digits and stands first; write 2020-06")
		       : N_("no such date: a year has four digits and stands first; write 2020-06-30");
	return otherwise;
}

/* `s` is plain. */
static int
read_moment(const char *s, struct moment *m)
{
	*m = (struct moment){ .day = CIVIL_NONE };
	if (read_serial(s, m) == 0)
		return 0;
	if ((m->day = take_day(&s)) == CIVIL_NONE)
		return -1;
	return read_clock(s, m);
}

const char *
when_day(const char *text, int32_t *day)
{
	char copy[WRITTEN_MAX];
	const char *s;
	struct moment m;

	if (*text != '0' && *text != ' ' && (*day = civil_parse(text)) != CIVIL_NONE && strncmp(text, "1900", 4) >= 0)
		return NULL;      /* as it is stored: most are */
	s = copied(text, copy);
	if (read_moment(s, &m) != 0)
		return puzzled(s, no_day);
	*day = m.day;
	return NULL;
}

bool
when_timed(const char *text)
{
	char copy[WRITTEN_MAX];
	struct moment m;

	if (strlen(text) <= 10 && strchr(text, '.') == NULL)
		return false;
	if (read_moment(copied(text, copy), &m) != 0)
		return false;
	return m.zoned ? (m.at + ROOM_OFFSET) % 86400 != 0 : m.seconds != 0;
}

const char *
when_instant(const char *text, int64_t *at)
{
	char copy[WRITTEN_MAX];
	const char *s = copied(text, copy);
	struct moment m;

	if (read_moment(s, &m) != 0)
		return puzzled(s, no_instant);
	*at = m.zoned ? m.at : (int64_t)m.day * 86400 + m.seconds - ROOM_OFFSET;
	return NULL;
}

/* ---- months and periods ----------------------------------------------------------------- */

/* 2020-06, 202006, 2020年6月; *year and *month, or what is wrong; "" it is none. */
static const char *
read_month(const char *s, int *year, int *month)
{
	const char *digits;
	bool six = strspn(s, "0123456789") == 6 && s[6] == '\0';
	char sign = 0;

	if (six) {
		*year = take_digits(&s, 4);
	} else if ((*year = take_number(&s, 4, 4)) < 0 || (sign = take_sign(&s)) == 0)
		return "";
	digits = s;
	if ((*month = take_number(&s, 1, 2)) < 0)
		return "";
	if (sign == 'Y') {
		skip_blank(&s);
		if (!take(&s, "月"))
			return "";
		(void)(take(&s, "份") || take(&s, "度"));
	}
	if (*s != '\0')
		return "";
	if (sign == '.' && strcmp(digits, "1") == 0)
		return N_("January or October? a spreadsheet drops the last 0; write 2020-01 or 2020-10");
	return *year >= YEAR_MIN && *month >= 1 && *month <= 12 ? NULL : no_month;
}

static const char *
month_of_day(const struct moment *m, char out[8])
{
	int year, month, mday;

	civil_split(m->day, &year, &month, &mday);
	if (mday != 1 || (m->seconds != 0 && !m->zoned))
		return N_("a day that is not the first, and a month is wanted; write 2020-06");
	month_format(year * 12 + month - 1, out);
	return NULL;
}

const char *
when_month(const char *text, char out[8])
{
	char copy[WRITTEN_MAX];
	const char *s = copied(text, copy), *why;
	struct moment m;
	int year, month;

	if ((why = read_month(s, &year, &month)) == NULL) {
		month_format(year * 12 + month - 1, out);
		return NULL;
	}
	if (*why != '\0')
		return why;
	return read_moment(s, &m) == 0 ? month_of_day(&m, out) : puzzled(s, no_month);
}

/* Q2, 第二季度, 2季度: 1 to 4, 0 none. */
static int
read_quarter(const char *s)
{
	static const char *const numbers[][2] = { { "1", "一" }, { "2", "二" }, { "3", "三" }, { "4", "四" } };
	bool letter = take(&s, "Q");
	int i = 0;

	take(&s, "第");
	while (i < 4 && !take(&s, numbers[i][0]) && !take(&s, numbers[i][1]))
		i++;
	if (i == 4 || (!letter && !take(&s, "季")))
		return 0;
	if (!letter)
		take(&s, "度");
	return *s == '\0' ? i + 1 : 0;
}

/* W25, 第25周: 1 to 53, 0 none. */
static int
read_week(const char *s)
{
	bool letter = take(&s, "W");
	int week;

	take(&s, "第");
	week = take_number(&s, 1, 2);
	if (week < 1 || week > 53 || (!letter && !take(&s, "周")))
		return 0;
	return *s == '\0' ? week : 0;
}

/* 2020年第二季度, 2020-W25 and the like: 0, -1 it is none. */
static int
read_part(const char *s, bool days, char out[12])
{
	int year = take_number(&s, 4, 4), n;
	char sign;

	if (year < YEAR_MIN)
		return -1;
	if ((sign = take_sign(&s)) == 'Y')
		take(&s, "度");
	skip_blank(&s);
	if (*s == '\0' && (sign == 0 || sign == 'Y'))
		snprintf(out, 12, "%04d", year % 10000);
	else if ((n = read_quarter(s)) > 0)
		snprintf(out, 12, "%04d-Q%d", year % 10000, n % 10);
	else if (days && (n = read_week(s)) > 0)
		snprintf(out, 12, "%04d-W%02d", year % 10000, n % 100);
	else
		return -1;
	return 0;
}

const char *
when_period(const char *text, bool days, char out[12])
{
	char copy[WRITTEN_MAX];
	const char *s = copied(text, copy), *why;
	struct moment m;
	int year, month;

	if ((why = read_month(s, &year, &month)) == NULL) {
		month_format(year * 12 + month - 1, out);
		return NULL;
	}
	if (*why != '\0' && why != no_month)
		return why;
	if (*why == '\0' && read_part(s, days, out) == 0)
		return NULL;
	if (*why != '\0' || read_moment(s, &m) != 0)
		return puzzled(s, days ? no_period_of_days : no_period);
	if (days)
		return civil_format(m.day, out) == 0 ? NULL : no_period_of_days;
	return month_of_day(&m, out);
}

/* ---- as one types, today being known ------------------------------------------ */

/* Month and day as one types them: 6-30, 6.30, 6/30, 6月30日, 0630. */
static bool
typed_short(const char *text, int *month, int *mday)
{
	int used = 0;
#define SHORT(form) (used = 0, sscanf(text, form "%n", month, mday, &used) == 2 && used > 0 && text[used] == '\0')

	return SHORT("%2d-%2d") || SHORT("%2d.%2d") || SHORT("%2d/%2d") || SHORT("%2d月%2d日") ||
	       SHORT("%2d月%2d号") ||
	       (strlen(text) == 4 && strspn(text, "0123456789") == 4 && SHORT("%2d%2d"));
}

/* Is it written as a day, whether there is one or not? */
static bool
typed_whole(const char *text, int *year, int *month, int *mday)
{
	int used = 0;
#define WHOLE(form) \
	(used = 0, sscanf(text, form "%n", year, month, mday, &used) == 3 && used > 0 && text[used] == '\0')

	return WHOLE("%4d-%2d-%2d") || WHOLE("%4d.%2d.%2d") || WHOLE("%4d/%2d/%2d") || WHOLE("%4d年%2d月%2d日") ||
	       WHOLE("%4d年%2d月%2d号") ||
	       (strlen(text) == 8 && strspn(text, "0123456789") == 8 && WHOLE("%4d%2d%2d"));
}

const char *
when_meant(const char *text, int32_t today, int32_t *day)
{
	int year, month, mday, ahead, used = 0;
	const char *why = when_day(text, day);

	if (why == NULL)
		return NULL;
	*day = CIVIL_NONE;
	if (sscanf(text, "+%4d%n", &ahead, &used) == 1 && text[used] == '\0') {
		*day = today + ahead;
		return NULL;
	}
	civil_split(today, &year, &month, &mday);
	if (!typed_short(text, &month, &mday) && !typed_whole(text, &year, &month, &mday))
		return why;
	if (month < 1 || month > 12)
		return N_("no such date: there is no such month");
	*day = civil_day(year, month, mday);
	return *day != CIVIL_NONE ? NULL : N_("no such date: that month has no such day");
}

int32_t
when_typed(const char *text, int32_t today)
{
	int32_t day;

	(void)when_meant(text, today, &day);
	return day;
}
