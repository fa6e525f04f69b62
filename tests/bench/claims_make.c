/*
 * Makes a claims file of any size, the same one every time: claims_make ROWS.
 * One in ten is of an admission; amounts and people repeat as they do.  The
 * identity numbers are well-formed and nobody's.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 88172645463325252u;

static unsigned
dice(unsigned sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % sides);
}

static void
identity(unsigned n, char out[19])
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	snprintf(out, 18, "530521%04u%02u%02u%03u", 1930 + n / 1000 % 80, 1 + n / 80000 % 12, 1 + n / 960000 % 28, n % 1000);
	for (int i = 0; i < 17; i++)
		sum += weights[i] * (out[i] - '0');
	out[17] = "10X98765432"[sum % 11];
	out[18] = '\0';
}

static void
claim(unsigned people)
{
	static const char *const pops[] = { "FILED", "TEKUN", "LOWINC", "OTHER", "OTHER", "OTHER" };
	unsigned person = dice(people), fen = 1000 + dice(200000), basic, catastrophic, own;
	const char *svc = "OP";
	char id[19];

	if (dice(10) == 0) {
		svc = "IP";
		fen = 100000 + dice(900000) * (dice(50) == 0 ? 10 : 1);
	} else if (dice(5) == 0) {
		svc = "CHRONIC";
	}
	basic = fen / 2;
	catastrophic = fen / 10;
	own = fen - basic - catastrophic;      /* it adds up, or every row would be noted */
	identity(person, id);
	printf("%s,H%u,5305211%02u,%s,%s,2020-%02u-%02u,%u.%02u,%u.%02u,%u.%02u,%u.%02u,0.00,%u.%02u\n", id, person / 4, 1 + person % 5,
	       pops[person % 6], svc, 1 + dice(5), 1 + dice(28), fen / 100, fen % 100, fen / 100, fen % 100,
	       basic / 100, basic % 100, catastrophic / 100, catastrophic % 100, own / 100, own % 100);
}

int
main(int argc, char **argv)
{
	unsigned rows = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;

	puts("身份证号,户编号,区划,人群,业务,结算日期,总费用,政策范围内费用,基本医保,大病保险,医疗救助,个人负担");
	for (unsigned i = 0; i < rows; i++)
		claim(rows / 4 + 1);
	return 0;
}
