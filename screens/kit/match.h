/* Finding by what people type: as it stands, by pinyin, by initials, without regard to case. */
#pragma once

#include "model/base.h"

bool text_matches(const char *text, const char *needle);
