/* A number for a text, the same each time the program runs. */
#pragma once

#include "model/base.h"

size_t text_hash(const char *text);
