#include "hub/intake/xlsx/place.h"

const char *
place_parse(const char *text, long *row, int *column)
{
	const char *p = text;
	int letters = 0;

	*row = *column = 0;
	p += *p == '$';
	for (; (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'); p++)
		if (++letters > 3)
			return NULL;
		else
			*column = *column * 26 + (*p & 31);
	p += *p == '$';
	if (*p == '0')
		return NULL;
	for (; *p >= '0' && *p <= '9'; p++)
		if ((*row = *row * 10 + (*p - '0')) > PLACE_ROWS)
			return NULL;
	return letters > 0 && --*column < PLACE_COLUMNS ? p : NULL;
}

void
place_letters(int column, char out[4])
{
	char back[4];
	int n = 0;

	for (column++; column > 0 && n < 3; column = (column - 1) / 26)
		back[n++] = (char)('A' + (column - 1) % 26);
	for (int i = 0; i < n; i++)
		out[i] = back[n - 1 - i];
	out[n] = '\0';
}
