#include "model/room/civil.h"

/* Days from civil, after Howard Hinnant's description of the proleptic Gregorian calendar. */
static int32_t
days_from(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
civil_split(int32_t day, int *year, int *month, int *mday)
{
	int32_t z = day + 719468;
	int32_t era = (z >= 0 ? z : z - 146096) / 146097;
	int32_t doe = z - era * 146097;
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int32_t mp = (5 * doy + 2) / 153;

	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

int32_t
civil_day(int year, int month, int day)
{
	int y, m, d;
	int32_t n;

	if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return CIVIL_NONE;
	n = days_from(year, month, day);
	civil_split(n, &y, &m, &d);
	return y == year && m == month && d == day ? n : CIVIL_NONE;
}

int
civil_weekday(int32_t day)
{
	int w = (int)((day + 3) % 7);

	return (w < 0 ? w + 7 : w) + 1;
}

int32_t
civil_month_end(int32_t day)
{
	int y, m, d;

	civil_split(day, &y, &m, &d);
	return (m == 12 ? civil_day(y + 1, 1, 1) : civil_day(y, m + 1, 1)) - 1;
}

/* Reads exactly `n` digits; -1 otherwise. */
static int
digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static int32_t
parse_date(const char *s)
{
	if (strnlen(s, 10) < 10 || s[4] != '-' || s[7] != '-')
		return CIVIL_NONE;
	return civil_day(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

int32_t
civil_parse(const char *text)
{
	int32_t day = parse_date(text);

	return day != CIVIL_NONE && text[10] == '\0' ? day : CIVIL_NONE;
}

/* Written so often, by every record, that printf() would be felt. */
static void
put_digits(char *out, unsigned number, int n)
{
	for (; n > 0; n--, number /= 10)
		out[n - 1] = (char)('0' + number % 10);
}

int
civil_format(int32_t day, char out[11])
{
	int y, m, d;

	out[0] = '\0';
	if (day == CIVIL_NONE)
		return 0;
	civil_split(day, &y, &m, &d);
	put_digits(out, (unsigned)y % 10000u, 4);
	put_digits(out + 5, (unsigned)m % 100u, 2);
	put_digits(out + 8, (unsigned)d % 100u, 2);
	out[4] = out[7] = '-';
	out[10] = '\0';
	return 0;
}

int
month_parse(const char *text)
{
	int y, m;

	if (strnlen(text, 8) != 7 || text[4] != '-')
		return -1;
	y = digits(text, 4);
	m = digits(text + 5, 2);
	return y >= 1900 && m >= 1 && m <= 12 ? y * 12 + m - 1 : -1;
}

void
month_format(int month, char out[8])
{
	snprintf(out, 8, "%04u-%02u", (unsigned)month / 12u % 10000u, (unsigned)month % 12u + 1u);
}

/* "Z" or "+hh:mm" at `s` to its end: seconds east, or -1. */
static int
parse_offset(const char *s, int *east)
{
	int h, m;

	*east = 0;
	if (strcmp(s, "Z") == 0)
		return 0;
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':')
		return -1;
	h = digits(s + 1, 2);
	m = digits(s + 4, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return -1;
	*east = (h * 60 + m) * 60 * (*s == '-' ? -1 : 1);
	return 0;
}

int
instant_parse(const char *text, int64_t *out)
{
	int32_t day = parse_date(text);
	int h, m, s, east;
	const char *p;

	if (day == CIVIL_NONE || strnlen(text, 20) < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
		return -1;
	h = digits(text + 11, 2);
	m = digits(text + 14, 2);
	s = digits(text + 17, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
		return -1;
	p = text + 19;
	if (*p == '.') {
		do
			p++;
		while (*p >= '0' && *p <= '9');
		if (p == text + 20)
			return -1;
	}
	if (parse_offset(p, &east) != 0)
		return -1;
	*out = (int64_t)day * 86400 + h * 3600 + m * 60 + s - east;
	return 0;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int32_t
instant_day(int64_t at)
{
	return (int32_t)floor_div(at + ROOM_OFFSET, 86400);
}

int
instant_minute(int64_t at)
{
	int64_t local = at + ROOM_OFFSET;

	return (int)((local - floor_div(local, 86400) * 86400) / 60);
}

void
instant_format(int64_t at, char out[26])
{
	int64_t local = at + ROOM_OFFSET;
	unsigned sec = (unsigned)(local - floor_div(local, 86400) * 86400) % 86400u;

	civil_format((int32_t)floor_div(local, 86400), out);
	memcpy(out + 10, "T00:00:00+08:00", 16);
	put_digits(out + 11, sec / 3600, 2);
	put_digits(out + 14, sec / 60 % 60, 2);
	put_digits(out + 17, sec % 60, 2);
}
