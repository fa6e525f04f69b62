#include "store/cache/sight.h"

enum { SIGHT_TEXT = 2048 };

/* What hello said; of a hub that does not say it, the scope.  "" nothing was ever pulled. */
static const char *
seen(struct store *st, char *out)
{
	if (*store_meta(st, "sees", out, SIGHT_TEXT) == '\0')
		store_meta(st, "scope", out, SIGHT_TEXT);
	return out;
}

/* Codes are prefixes of what they contain; groups are only themselves. */
static bool
within(const char *place, const char *list)
{
	size_t n;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		if (n > 0 && strncmp(place, list, n) == 0 && (*list != '@' || place[n] == '\0'))
			return true;
	}
	return false;
}

bool
store_in_sight(struct store *st, const char *place)
{
	char list[SIGHT_TEXT], county[16];

	if (*seen(st, list) == '\0' || within(place, list))
		return true;
	return within(store_meta(st, "county", county, sizeof county), list);
}

bool
store_sees_county(struct store *st)
{
	char county[16];

	return store_in_sight(st, store_meta(st, "county", county, sizeof county));
}

enum sight
store_sight(struct store *st)
{
	char codes[SIGHT_TEXT];

	if (store_sees_county(st))
		return SIGHT_COUNTY;
	if (strchr(store_sight_codes(st, codes, sizeof codes), ' ') != NULL || *codes == '\0')
		return SIGHT_SEVERAL;
	return strlen(codes) > 9 ? SIGHT_VILLAGE : SIGHT_TOWNSHIP;
}

const char *
store_sight_codes(struct store *st, char *out, size_t size)
{
	char list[SIGHT_TEXT];
	size_t n, used = 0;

	*out = '\0';
	if (store_sees_county(st))
		return store_meta(st, "county", out, size);
	seen(st, list);
	for (const char *code = list; *code != '\0'; code += n + (code[n] == ',')) {
		n = strcspn(code, ",");
		if (n > 0 && strspn(code, "0123456789") == n && used + n + 2 < size)
			used += (size_t)snprintf(out + used, size - used, "%s%.*s", used > 0 ? " " : "", (int)n, code);
	}
	return out;
}
