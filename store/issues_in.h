/*
 * Inside store/issues*.c only: what the list's parts share.
 */
#ifndef GUATU_STORE_ISSUES_IN_H
#define GUATU_STORE_ISSUES_IN_H

#include "store/db.h"
#include "store/issues.h"

/* Columns of issue_row. */
enum { IR_ID, IR_TITLE, IR_STATUS, IR_DIVISION, IR_DEADLINE, IR_SOURCE, IR_KIND, IR_FRONT, IR_VILLAGE, IR_UNIT, IR_POST,
       IR_GROUP, IR_RETURNED, IR_REOPENED, IR_ESCALATION, IR_EXTENSIONS, IR_NOTE, IR_DETAIL, IR_MEASURE, IR_INSTITUTION,
       IR_REV, IR_SAMPLE, IR_EVIDENCE,
       /* each followed by the English one; not with issue_probe */
       IR_DIVISION_NAME, IR_VILLAGE_NAME = IR_DIVISION_NAME + 2, IR_SOURCE_NAME = IR_VILLAGE_NAME + 2, IR_KIND_NAME = IR_SOURCE_NAME + 2,
       IR_FRONT_NAME = IR_KIND_NAME + 2, IR_GROUP_NAME = IR_FRONT_NAME + 2, IR_POST_NAME = IR_GROUP_NAME + 2 };

/* Rows read and tested before a call gives up and says so: under 10 ms. */
enum { ISSUES_SCAN_MAX = 1500 };

/* The key statement for one section in one direction, bound and ready to step. */
sqlite3_stmt *issues_keys(struct store *st, const struct issues *q, const struct issue_key *at, int direction);
/* Are all conditions of the list met by every key of this section's index range? */
bool issues_covered(const struct issues *q, int section);
/* The row of `pk`, for its conditions or with all that is shown; NULL with store_error().  To be reset. */
sqlite3_stmt *issues_probe(struct store *st, int64_t pk);
sqlite3_stmt *issues_row(struct store *st, int64_t pk);
/* Is it in section `section` of the list? */
bool issues_match(const struct issues *q, int section, sqlite3_stmt *row);
uint64_t issues_open_states(void);

/* ---- names (store/issues_names.c) ---- */
enum names_of { NAMES_DIVISION, NAMES_SOURCE, NAMES_KIND, NAMES_FRONT, NAMES_GROUP, NAMES_POST };
/* Codes of everything `text` (one word, or several with commas) names: exact names first, else parts.
 * Count, or -1 failed.  `known` gets some names for the error message. */
int issues_names(struct store *st, enum names_of what, const char *text, char code[][24], int max, char *known, size_t known_size);

#endif
