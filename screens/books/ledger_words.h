/*
 * An entry of a ledger in words: its lamp, how long it has, money and persons
 * as the ledgers' screens write them.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/ledgers.h"

/* Red: overdue or relapsed; yellow: due soon or sent back; green; blue: closed; grey: dropped. */
enum lateness entry_lateness(const struct entry_row *r, const struct env *env);
enum lamp entry_lamp(const struct entry_row *r, const struct env *env);
/* "逾期 5 天", "余 3 天", "-" without a limit; "" when it is over. */
void      entry_due_text(const struct entry_row *r, int32_t today, char *out, size_t size);
/* The stage's name of `info`, the code itself when it has none. */
const char *info_stage_name(const struct ledger_info *info, const char *code);
/* Fen as yuan with separators, "-" for INT64_MIN. */
void      yuan_text(int64_t fen, char *out, size_t size);
/* "08-20", with the year when it is not today's; "-" unset. */
void      short_day(int32_t day, int32_t today, char out[12]);

/* `i`: of one entry; `ledger`: its name, "" its code is said. */
struct lineage;
void entry_lineage(const struct entry_row *r, const char *ledger, const struct env *env, struct lineage *out);
