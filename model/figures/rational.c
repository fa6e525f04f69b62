#include "model/figures/rational.h"

static const struct rational bad = { 0, 0 };

static __int128
gcd(__int128 a, __int128 b)
{
	while (b != 0) {
		__int128 rest = a % b;
		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static struct rational
lowest(__int128 num, __int128 den)
{
	__int128 common;

	if (den == 0)
		return bad;
	if (den < 0) {
		num = -num;
		den = -den;
	}
	common = gcd(num, den);
	return (struct rational){ num / common, den / common };
}

struct rational
rational(int64_t num, int64_t den)
{
	return lowest(num, den);
}

bool
rational_bad(struct rational a)
{
	return a.den == 0;
}

struct rational
rational_add(struct rational a, struct rational b)
{
	__int128 x, y, num, den;

	if (rational_bad(a) || rational_bad(b) || __builtin_mul_overflow(a.num, b.den, &x) ||
	    __builtin_mul_overflow(b.num, a.den, &y) || __builtin_add_overflow(x, y, &num) ||
	    __builtin_mul_overflow(a.den, b.den, &den))
		return bad;
	return lowest(num, den);
}

static struct rational
negate(struct rational a)
{
	return (struct rational){ -a.num, a.den };
}

struct rational
rational_sub(struct rational a, struct rational b)
{
	return rational_add(a, negate(b));
}

struct rational
rational_mul(struct rational a, struct rational b)
{
	__int128 num, den;

	if (rational_bad(a) || rational_bad(b) || __builtin_mul_overflow(a.num, b.num, &num) ||
	    __builtin_mul_overflow(a.den, b.den, &den))
		return bad;
	return lowest(num, den);
}

struct rational
rational_div(struct rational a, struct rational b)
{
	if (rational_bad(b) || b.num == 0)
		return bad;
	return rational_mul(a, b.num < 0 ? (struct rational){ -b.den, -b.num } : (struct rational){ b.den, b.num });
}

struct rational
rational_abs(struct rational a)
{
	return a.num < 0 ? negate(a) : a;
}

int
rational_cmp(struct rational a, struct rational b)
{
	struct rational d = rational_sub(a, b);

	return (d.num > 0) - (d.num < 0);
}

struct rational
rational_min(struct rational a, struct rational b)
{
	return rational_bad(b) || rational_cmp(a, b) > 0 ? b : a;
}

struct rational
rational_max(struct rational a, struct rational b)
{
	return rational_bad(b) || rational_cmp(a, b) < 0 ? b : a;
}

/* num / den to the nearest whole, half away from zero; den > 0. */
static __int128
nearest(__int128 num, __int128 den)
{
	__int128 whole = num / den, rest = num % den;

	if (rest < 0)
		rest = -rest;
	if (rest >= den - rest)
		whole += num < 0 ? -1 : 1;
	return whole;
}

bool
rational_whole(struct rational a, int64_t *out)
{
	__int128 whole;

	if (rational_bad(a))
		return false;
	whole = nearest(a.num, a.den);
	if (whole > INT64_MAX || whole < INT64_MIN)
		return false;
	*out = (int64_t)whole;
	return true;
}

void
rational_format(struct rational a, int decimals, bool sign, char *out, size_t size)
{
	static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
	int64_t power = powers[decimals < 0 ? 0 : decimals > 6 ? 6 : decimals], scaled;
	uint64_t size_of_it;
	const char *lead;

	if (!rational_whole(rational_mul(a, rational(power, 1)), &scaled)) {
		snprintf(out, size, "-");
		return;
	}
	lead = scaled < 0 ? "-" : sign && scaled > 0 ? "+" : "";
	size_of_it = scaled < 0 ? -(uint64_t)scaled : (uint64_t)scaled;
	if (power == 1)
		snprintf(out, size, "%s%llu", lead, (unsigned long long)size_of_it);
	else
		snprintf(out, size, "%s%llu.%0*llu", lead, (unsigned long long)(size_of_it / (uint64_t)power),
		         decimals > 6 ? 6 : decimals, (unsigned long long)(size_of_it % (uint64_t)power));
}

/* Puts separators into the digits before the point. */
static void
separate(const char *plain, char *out, size_t size)
{
	size_t lead = plain[0] == '-' || plain[0] == '+' ? 1 : 0, digits = strspn(plain + lead, "0123456789"), n = 0;

	for (size_t i = 0; plain[i] != '\0' && n + 2 < size; i++) {
		if (i > lead && i < lead + digits && (lead + digits - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = plain[i];
	}
	out[n] = '\0';
}

void
rational_grouped(struct rational a, int decimals, bool sign, char *out, size_t size)
{
	char plain[64];

	rational_format(a, decimals, sign, plain, sizeof plain);
	separate(plain, out, size);
}
