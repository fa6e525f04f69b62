#include "hub/intake/json/json_value.h"

#include "model/room/civil.h"
#include "model/text/language.h"

enum { PLAIN_MAX = 64, DIGITS_MAX = 15 };

static int
put(struct row_text *out, const char *text)
{
	out->len = 0;
	return row_append(out, text, strlen(text));
}

int
json_value_wrong(struct row_text *out, const char *why)
{
	static const char mark[] = { CELL_UNSOUND, '\0' };

	return put(out, mark) == 0 ? row_append(out, why, strlen(why)) : -1;
}

/* ---- times ----------------------------------------------------------------------------- */

/* Whole seconds of a number of seconds (9 or 10 digits) or milliseconds (11 to 13) since 1970. */
static bool
epoch_seconds(const char *text, int64_t *at)
{
	const char *digits = text + (*text == '-');
	size_t n = strspn(digits, "0123456789");
	bool whole = digits[n] == '\0', milliseconds = n >= 11;

	if (n < 9 || n > 13 || *digits == '0' ||
	    (!whole && (digits[n] != '.' || digits[n + 1 + strspn(digits + n + 1, "0123456789")] != '\0')))
		return false;
	*at = strtoll(text, NULL, 10);
	if (milliseconds)
		*at = *at / 1000 - (*at % 1000 < 0);
	else if (!whole && *text == '-')
		--*at;
	return true;
}

bool
json_epoch_day(const char *text, int32_t *day)
{
	int64_t at;

	if (!epoch_seconds(text, &at))
		return false;
	*day = instant_day(at);
	return true;
}

/* 2020-06-29T16:00:00.000Z, with or without a colon in the offset: an instant. */
static bool
zoned(const char *text, int64_t *at)
{
	size_t len = strlen(text);
	char with_colon[48];

	if (instant_parse(text, at) == 0)
		return true;
	if (len < 24 || len >= sizeof with_colon - 1 || (text[len - 5] != '+' && text[len - 5] != '-'))
		return false;
	snprintf(with_colon, sizeof with_colon, "%.*s:%s", (int)(len - 2), text, text + len - 2);
	return instant_parse(with_colon, at) == 0;
}

/* 2020-06-18T09:00:00 or .000: the room's time, unsaid. */
static bool
unzoned(const char *text, int64_t *at)
{
	char room[64];
	size_t len = strlen(text), n;

	if (len < 16 || len > 32 || text[10] != 'T')
		return false;
	n = strspn(text + 11, "0123456789:.");
	if (text[11 + n] != '\0')
		return false;
	snprintf(room, sizeof room, "%s%s+08:00", text, len == 16 ? ":00" : "");
	return instant_parse(room, at) == 0;
}

/* /Date(1591000000000)/ */
static bool
wrapped(const char *text, int64_t *at)
{
	char number[32];
	size_t n;

	if (strncmp(text, "/Date(", 6) != 0)
		return false;
	n = 6 + (text[6] == '-');
	n += strspn(text + n, "0123456789");
	if (n - 6 >= sizeof number || (strcmp(text + n, ")/") != 0 && text[n] != '+' && text[n] != '-'))
		return false;
	snprintf(number, sizeof number, "%.*s", (int)(n - 6), text + 6);
	return epoch_seconds(number, at);
}

static bool
is_time(enum json_wants wants)
{
	return wants == JSON_WANTS_DATE || wants == JSON_WANTS_MONTH || wants == JSON_WANTS_TIME ||
	       wants == JSON_WANTS_INSTANT;
}

static int
put_time(struct row_text *out, enum json_wants wants, int64_t at)
{
	char instant[26], day[11];
	int32_t when = instant_day(at);

	if (when < civil_day(1900, 1, 1) || when > civil_day(9999, 12, 31))
		return json_value_wrong(out, _("no time a room could know; seconds or milliseconds since 1970 are "
		                               "taken"));
	instant_format(at, instant);
	civil_format(when, day);
	if (wants == JSON_WANTS_MONTH)
		day[7] = '\0';
	return put(out, wants == JSON_WANTS_INSTANT || wants == JSON_WANTS_TIME ? instant : day);
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* Where the point is, counted from the first digit, and the digits without it. */
struct decimal { char digits[PLAIN_MAX]; int count, point; };

static bool
read_decimal(const char *text, struct decimal *d)
{
	long exponent = 0;
	bool behind = false;

	d->count = d->point = 0;
	for (; *text != '\0' && (*text | 0x20) != 'e'; text++) {
		if (*text == '.') {
			behind = true;
			continue;
		}
		if (d->count == PLAIN_MAX)
			return false;
		d->digits[d->count++] = *text;
		d->point += !behind;
	}
	if (*text != '\0')
		exponent = strlen(text + 1) > 4 ? 9999 : strtol(text + 1, NULL, 10);
	if (exponent > 40 || exponent < -40)
		return false;
	d->point += (int)exponent;
	return true;
}

/* 1.20e3 as 1200, 3.0 as 3, -0 as 0; exactly, or not at all. */
static bool
plain(const char *text, char out[3 * PLAIN_MAX])
{
	struct decimal d;
	char *to = out;
	int first = 0;

	if (!read_decimal(text + (*text == '-'), &d))
		return false;
	if (strspn(text, "-0.") == strcspn(text, "eE")) {
		snprintf(out, 2, "0");
		return true;
	}
	while (d.count > 0 && d.count > d.point && d.digits[d.count - 1] == '0')
		d.count--;
	while (first < d.count && first < d.point - 1 && d.digits[first] == '0')
		first++;
	if (*text == '-')
		*to++ = '-';
	if (d.point <= 0)
		*to++ = '0';
	for (int i = first; i < d.point; i++)
		*to++ = i < d.count ? d.digits[i] : '0';
	if (d.count > d.point && d.count > 0)
		*to++ = '.';
	for (int i = d.point; i < 0 && d.count > 0; i++)
		*to++ = '0';
	for (int i = d.point > 0 ? d.point : 0; i < d.count; i++)
		*to++ = d.digits[i];
	*to = '\0';
	return true;
}

static int
digits_of(const char *text)
{
	int n = 0;

	text += strspn(text, "-0.");
	for (; *text != '\0' && (*text | 0x20) != 'e'; text++)
		n += *text != '.';
	return n;
}

static int
put_number(struct row_text *out, enum json_wants wants, const char *text)
{
	char as_plain[3 * PLAIN_MAX];
	int64_t at;

	if (is_time(wants) && epoch_seconds(text, &at))
		return put_time(out, wants, at);
	if (is_time(wants) || wants == JSON_WANTS_TEXT) {
		if (strpbrk(text, "eE") != NULL || digits_of(text) > DIGITS_MAX)
			return json_value_wrong(out, _("a number with an exponent or more than 15 digits, which is "
			                               "rounded on its way; it must be sent as a text, in quotes"));
		return put(out, text);
	}
	if (wants == JSON_WANTS_OBJECT)
		return json_value_wrong(out, _("a number, where a list or an object is wanted"));
	return put(out, plain(text, as_plain) ? as_plain : text);
}

/* ---- the others ------------------------------------------------------------------------------ */

static int
put_string(struct json_scan *s, enum json_wants wants, struct row_text *out)
{
	char why[160];
	int64_t at;

	if (s->unsound != NULL) {
		snprintf(why, sizeof why, _("it holds %s, which no text may"), _(s->unsound));
		return json_value_wrong(out, why);
	}
	if (s->cut)
		return json_value_wrong(out, _("longer than 1 MiB, which no text is"));
	if (is_time(wants) && (zoned(s->text.text, &at) || unzoned(s->text.text, &at) || wrapped(s->text.text, &at) ||
	                       epoch_seconds(s->text.text, &at)))
		return put_time(out, wants, at);
	out->len = 0;
	return row_append(out, s->text.text, s->text.len);
}

static int
put_bool(struct row_text *out, enum json_wants wants, bool yes)
{
	if (wants == JSON_WANTS_YES || wants == JSON_WANTS_ANY)
		return put(out, yes ? "1" : "0");
	return json_value_wrong(out, _("true or false, where something else is wanted"));
}

/* A list or an object, whole. */
static int
put_container(struct json_scan *s, enum json_event event, enum json_wants wants, struct row_text *out)
{
	int64_t from = json_tell(s) - 1;

	if (json_skip(s, event) != 0)
		return -1;
	if (wants != JSON_WANTS_OBJECT)
		return json_value_wrong(out, event == JSON_LIST
		       ? _("a list, where one value is wanted")
		       : _("an object, where one value is wanted; "
		           "the source's map can name a member of it (a.b = ours)"));
	return json_bytes(s, from, json_tell(s), out) == 0 ? 0 : json_value_wrong(out, _("longer than 1 MiB"));
}

int
json_value(struct json_scan *s, enum json_event event, enum json_wants wants, struct row_text *out)
{
	switch (event) {
	case JSON_NULL:   return put(out, "");
	case JSON_TRUE:   return put_bool(out, wants, true);
	case JSON_FALSE:  return put_bool(out, wants, false);
	case JSON_NUMBER: return s->cut ? json_value_wrong(out, _("a number of more than a million digits"))
	                                : put_number(out, wants, s->text.text);
	case JSON_STRING: return put_string(s, wants, out);
	case JSON_OBJECT: case JSON_LIST: return put_container(s, event, wants, out);
	default:          return -1;
	}
}
