/* Wordings that the outbox and its conflict page share. */
#pragma once

#include "screens/kit/screen.h"
#include "store/outbox/outbox_view.h"

const char *outbox_verb_title(const struct outbox_row *row);
/* What it is about: the arguments that say most, else the record's title. */
void outbox_content(const struct outbox_row *row, char *out, size_t size);
/* "conclusion fixed; note ..." with the arguments' titles. */
void outbox_arguments(const struct outbox_row *row, char *out, size_t size);
/* A problem type or sentence for people. */
const char *outbox_reason(const struct outbox_row *row);
/* MM-DD hh:mm, or hh:mm when it is of `today`. */
const char *outbox_time(int64_t at, int32_t today, char out[20]);
const char *outbox_short_key(const struct outbox_row *row);
