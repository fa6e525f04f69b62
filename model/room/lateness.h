/*
 * Lateness, said in one word of four wherever it is said: due soon, overdue,
 * missed, done late (lateness.def).  Whoever judges a record by its day asks
 * here, so that two screens cannot differ.
 *
 * Days are civil days, CIVIL_NONE where there is none.  Pure.
 */
#pragma once

#include "model/room/room.h"

enum lateness {
	LATENESS_NONE,
#define LATENESS(id, code, word, zh, lamp, set) LATENESS_##id,
#include "model/room/lateness.def"
#undef LATENESS
	LATENESSES
};
struct lateness_def { const char *code, *word, *zh, *set; enum lamp lamp; };     /* word, set: msgids; NONE: all "" */
extern const struct lateness_def lateness_defs[LATENESSES];

/* The last day that is still due soon on `today`. */
int32_t due_soon_until(const struct calendar *cal, const struct room_rules *rules, int32_t today);
/* What is not done: `missed` is the first day on which it is missed, CIVIL_NONE without days of grace. */
enum lateness lateness_open(int32_t due, int32_t missed, int32_t today, int32_t soon_until);
/* What was done on a day. */
enum lateness lateness_done(int32_t due, int32_t done);

/* The word in the reader's language; "" for none. */
const char *lateness_word(enum lateness l);
/* The word with days: 逾期3天, 临期今日. */
void lateness_days_text(enum lateness l, int days, char *out, size_t size);
/* By its code or its word in either language; LATENESSES when it is none. */
enum lateness lateness_find(const char *text);
