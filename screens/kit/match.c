#include "screens/kit/match.h"

#include "model/text/pinyin.h"

bool
text_matches(const char *text, const char *needle)
{
	return *needle == '\0' || strcasestr(text, needle) != NULL || pinyin_match(text, needle);
}
