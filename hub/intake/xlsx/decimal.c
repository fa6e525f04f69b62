#include "hub/intake/xlsx/decimal.h"

#include <math.h>

enum { POWER_MAX = 400, SMALLEST = -20 };

/* To fifteen digits; `next` is the sixteenth. */
static void
round_up(struct decimal *d, char next)
{
	int i = DECIMAL_DIGITS;

	if (next < '5')
		return;
	while (i > 0 && d->digit[i - 1] == '9')
		d->digit[--i] = '0';
	if (i > 0) {
		d->digit[i - 1]++;
	} else {
		d->digit[0] = '1';
		d->point++;
	}
}

static void
trim(struct decimal *d)
{
	while (d->digits > 0 && d->digit[d->digits - 1] == '0')
		d->digits--;
	d->digit[d->digits] = '\0';
	if (d->digits == 0)
		*d = (struct decimal){ 0 };
}

/* The digits; behind them, or NULL when there are none. */
static const char *
take_digits(struct decimal *d, const char *p)
{
	bool point = false, any = false;
	char next = '0';

	for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		any = true;
		if (d->digits == 0 && *p == '0') {
			d->point -= point;
			continue;
		}
		if (d->digits < DECIMAL_DIGITS)
			d->digit[d->digits] = *p;
		else if (d->digits == DECIMAL_DIGITS)
			next = *p;
		d->digits++;
		d->point += !point;
	}
	if (d->digits > DECIMAL_DIGITS) {
		d->digits = DECIMAL_DIGITS;
		round_up(d, next);
	}
	return any ? p : NULL;
}

int
decimal_parse(struct decimal *d, const char *text)
{
	const char *p = text;
	int power = 0;

	memset(d, 0, sizeof *d);
	d->minus = *p == '-';
	p += *p == '-' || *p == '+';
	if (strlen(p) > 4096 || (p = take_digits(d, p)) == NULL)
		return -1;
	if (*p == 'E' || *p == 'e') {
		bool minus = *++p == '-';
		p += *p == '-' || *p == '+';
		if (*p < '0' || *p > '9')
			return -1;
		for (; *p >= '0' && *p <= '9'; p++)
			if (power < POWER_MAX)
				power = power * 10 + (*p - '0');
		power = minus ? -power : power;
	}
	if (*p != '\0' || power > POWER_MAX || (d->digits > 0 && d->point + power > POWER_MAX))
		return -1;
	d->point += power;
	trim(d);
	return 0;
}

static void
scientific(const struct decimal *d, int point, char out[DECIMAL_TEXT])
{
	snprintf(out, DECIMAL_TEXT, "%s%c%s%sE%+03d", d->minus ? "-" : "", d->digit[0], d->digits > 1 ? "." : "",
	         d->digit + 1, point - 1);
}

void
decimal_text(const struct decimal *d, int shift, char out[DECIMAL_TEXT])
{
	int point = d->point + shift, before = point > 0 ? point : 0;
	char *p = out;

	if (d->digits == 0) {
		strcpy(out, "0");
		return;
	}
	if (point > DECIMAL_DIGITS || point < SMALLEST) {
		scientific(d, point, out);
		return;
	}
	if (d->minus)
		*p++ = '-';
	for (int i = 0; i < before; i++)
		*p++ = i < d->digits ? d->digit[i] : '0';
	if (before == 0)
		*p++ = '0';
	if (d->digits > point) {
		*p++ = '.';
		for (int i = point; i < d->digits; i++)
			*p++ = i < 0 ? '0' : d->digit[i];
	}
	*p = '\0';
}

double
decimal_value(const struct decimal *d)
{
	double n = 0;

	for (int i = 0; i < d->digits; i++)
		n = n * 10 + (d->digit[i] - '0');
	n = d->point >= d->digits ? n * pow(10, d->point - d->digits) : n / pow(10, d->digits - d->point);
	return d->minus ? -n : n;
}
