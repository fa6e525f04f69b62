/* Finding by what people type: as it stands, by pinyin, by initials, without regard to case. */
#ifndef GUATU_SCREENS_MATCH_H
#define GUATU_SCREENS_MATCH_H

#include <stdbool.h>

bool text_matches(const char *text, const char *needle);

#endif
