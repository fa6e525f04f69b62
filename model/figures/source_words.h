/* What the codes of a hand-over say (model/figures/source.h), for people: on the screens and by the hub's commands. */
#pragma once

#include "model/base.h"

/* Why it waits for a person, why it cannot be had: in words; "" for an empty reason. */
void source_reason_text(const char *reason, char *out, size_t size);
void source_error_text(const char *error, char *out, size_t size);
