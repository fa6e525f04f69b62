
#include "model/room/civil.h"
#include "model/room/room.h"

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int
append(int32_t **days, int *count, int32_t day)
{
	/* Grows by doubling: at a power of two the array is full. */
	if ((*count & (*count - 1)) == 0) {
		int32_t *grown = realloc(*days, sizeof *grown * (size_t)(*count > 0 ? *count * 2 : 1));
		if (grown == NULL)
			return -1;
		*days = grown;
	}
	(*days)[(*count)++] = day;
	return 0;
}

int
calendar_add(struct calendar *cal, int32_t day, bool makeup)
{
	return makeup ? append(&cal->makeups, &cal->makeup_count, day)
	              : append(&cal->holidays, &cal->holiday_count, day);
}

void
calendar_sort(struct calendar *cal)
{
	if (cal->holiday_count > 0)
		qsort(cal->holidays, (size_t)cal->holiday_count, sizeof *cal->holidays, by_day);
	if (cal->makeup_count > 0)
		qsort(cal->makeups, (size_t)cal->makeup_count, sizeof *cal->makeups, by_day);
}

void
calendar_clear(struct calendar *cal)
{
	free(cal->holidays);
	free(cal->makeups);
	*cal = (struct calendar){ 0 };
}

static bool
listed(const int32_t *days, int count, int32_t day)
{
	return count > 0 && bsearch(&day, days, (size_t)count, sizeof day, by_day) != NULL;
}

/*
 * Days off by their date alone, which need no yearly notice of the State Council: article 2 of the measures on public
 * holidays (全国年节及纪念日放假办法): 1 January, 1 May, 1 to 3 October; 2 May too since the amendment
 * in force from 2025.  Festivals by the moon, and which weekend is worked for them, only a calendar knows.
 */
static bool
statutory(int32_t day)
{
	int year, month, mday;

	civil_split(day, &year, &month, &mday);
	switch (month) {
	case 1:  return mday == 1;
	case 5:  return mday == 1 || (mday == 2 && year >= 2025);
	case 10: return mday <= 3;
	default: return false;
	}
}

static bool
has_year(const int32_t *days, int count, int year)
{
	int y, month, day;

	for (int i = 0; i < count; i++) {
		civil_split(days[i], &y, &month, &day);
		if (y == year)
			return true;
	}
	return false;
}

int
calendar_lacks(const struct calendar *cal, int32_t today)
{
	int year, month, day;

	civil_split(today, &year, &month, &day);
	for (int y = year; y <= year + (month >= 11); y++)
		if (!has_year(cal->holidays, cal->holiday_count, y) && !has_year(cal->makeups, cal->makeup_count, y))
			return y;
	return 0;
}

bool
workday(const struct calendar *cal, int32_t day)
{
	if (cal != NULL && listed(cal->makeups, cal->makeup_count, day))
		return true;
	if (cal != NULL && listed(cal->holidays, cal->holiday_count, day))
		return false;
	return civil_weekday(day) <= 5 && !statutory(day);
}

int
workdays_between(const struct calendar *cal, int32_t from, int32_t to)
{
	int n = 0;

	if (to < from)
		return -workdays_between(cal, to, from);
	for (int32_t d = from + 1; d <= to; d++)
		n += workday(cal, d);
	return n;
}

int32_t
workday_at_or_before(const struct calendar *cal, int32_t day)
{
	while (!workday(cal, day))
		day--;
	return day;
}

int32_t
workdays_after(const struct calendar *cal, int32_t from, int n)
{
	while (n > 0)
		n -= workday(cal, ++from);
	return from;
}

int
workdays_left(const struct calendar *cal, int32_t today, int32_t due)
{
	int left;

	if (due == CIVIL_NONE || today > due)
		return 0;
	left = workdays_between(cal, today, due);
	return left > 0 ? left : 1;
}
