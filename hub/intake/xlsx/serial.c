#include "hub/intake/xlsx/serial.h"

#include <math.h>

#include "model/room/civil.h"

enum { LAST_DAY = 2958465, FALSE_DAY = 60, DAYS_TO_1904 = 1462, DAY_1970 = 25569, DAY = 86400 };

static void
time_text(int64_t seconds, char *out, size_t size)
{
	int hour = (int)(seconds / 3600), minute = (int)(seconds / 60 % 60), second = (int)(seconds % 60);

	if (second > 0)
		snprintf(out, size, "%02d:%02d:%02d", hour, minute, second);
	else
		snprintf(out, size, "%02d:%02d", hour, minute);
}

static void
day_text(int32_t day, char out[11])
{
	if (day == FALSE_DAY)
		strcpy(out, "1900-02-29");
	else
		civil_format(day - DAY_1970 + (day < FALSE_DAY), out);
}

bool
serial_text(double n, bool since_1904, enum format_kind kind, char out[DECIMAL_TEXT])
{
	int64_t seconds;
	char day[11];

	if (!(n >= 0) || n >= LAST_DAY + 1)
		return false;
	seconds = llround(n * DAY);
	if (n < 1 && seconds == DAY)
		seconds--;
	if (n < 1 || kind == FORMAT_ELAPSED) {
		time_text(seconds, out, DECIMAL_TEXT);
		return true;
	}
	if (since_1904)
		seconds += (int64_t)DAYS_TO_1904 * DAY;
	if (seconds / DAY > LAST_DAY)
		return false;
	day_text((int32_t)(seconds / DAY), day);
	snprintf(out, DECIMAL_TEXT, "%s", day);
	if (kind != FORMAT_DATE) {
		strcat(out, " ");
		time_text(seconds % DAY, out + strlen(out), DECIMAL_TEXT - strlen(out));
	}
	return true;
}

bool
serial_iso(const char *text, enum format_kind kind, char out[DECIMAL_TEXT])
{
	char day[11] = "";
	int hour = 0, minute = 0, second = 0, used = 0;
	const char *clock = text;
	bool midnight;

	if (strlen(text) >= 10 && text[4] == '-') {
		snprintf(day, sizeof day, "%.10s", text);
		if (civil_parse(day) == CIVIL_NONE)
			return false;
		clock = text + 10;
	}
	clock += *clock == 'T' || *clock == ' ';
	if (*clock != '\0') {
		if (sscanf(clock, "%2d:%2d%n", &hour, &minute, &used) != 2 || hour < 0 || hour > 23 || minute < 0 ||
		    minute > 59)
			return false;
		clock += used;
		if (*clock == ':' && (sscanf(clock, ":%2d", &second) != 1 || second < 0 || second > 59))
			return false;
	}
	if (*day == '\0' && used == 0)
		return false;
	snprintf(out, DECIMAL_TEXT, "%s", day);
	midnight = hour + minute + second == 0;
	if (*day == '\0' || (used > 0 && kind != FORMAT_DATE && (kind != FORMAT_NUMBER || !midnight))) {
		if (*day != '\0')
			strcat(out, " ");
		time_text(hour * 3600 + minute * 60 + second, out + strlen(out), DECIMAL_TEXT - strlen(out));
	}
	return true;
}
