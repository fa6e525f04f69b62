/*
 * Inside store/issues*.c only: what the list's parts share.
 */
#pragma once

#include "store/cache/db.h"
#include "store/read/issues.h"

/* The columns that issue_probe and issue_row begin with and conditions are tested on. */
enum { IR_ID, IR_TITLE, IR_STATUS, IR_DIVISION, IR_DEADLINE, IR_SOURCE, IR_KIND, IR_FRONT, IR_VILLAGE, IR_UNIT, IR_POST,
       IR_GROUP, IR_RETURNED, IR_REOPENED, IR_ESCALATION };

/* Rows read and tested before a call gives up and says so: under 10 ms. */
enum { ISSUES_SCAN_MAX = 1500 };

/* The keys of one section in one direction: pk, deadline, id. */
struct rows issues_keys(struct store *st, const struct issues *q, const struct issue_key *at, int direction);
/* Are all conditions of the list met by every key of this section's index range? */
bool issues_covered(const struct issues *q, int section);
/* Opens the row of `pk` for its conditions; false with store_error(). */
bool issues_probe(struct store *st, int64_t pk, struct rows *row);
/* Is it in section `section` of the list? */
bool issues_match(const struct issues *q, int section, const struct rows *row);
uint64_t issues_open_states(void);
/* Are those listed of which nothing tells how they stood on the day?  They are where all open ones are. */
bool issues_untold(const struct issues *q);

/* ---- names (store/read/issues_names.c) ---- */
enum names_of { NAMES_DIVISION, NAMES_SOURCE, NAMES_KIND, NAMES_FRONT, NAMES_GROUP, NAMES_POST };
/* Codes of everything `text` (one word, or several with commas) names: exact names first, else parts.
 * Count, or -1 failed.  `known` gets some names for the error message. */
int issues_names(struct store *st, enum names_of what, const char *text, char code[][24], int max, char *known,
                 size_t known_size);
/* Does something bear exactly this name, code, pinyin or these initials? */
bool issues_named(struct store *st, enum names_of what, const char *word);
