#include "screens/match.h"

#include <string.h>

#include "model/pinyin.h"

extern bool pinyin_match(const char *text, const char *needle) __attribute__((weak));    /* until it has landed */

bool
text_matches(const char *text, const char *needle)
{
	if (*needle == '\0' || strcasestr(text, needle) != NULL)
		return true;
	return pinyin_match != NULL && pinyin_match(text, needle);
}
