/*
 * Amounts of money, shares and counts as people and spreadsheets write them:
 * 41,000.00元, ¥41000, 4.1 万元, （300.00）, 99.1 %, 1,234; thousands are
 * checked, nothing is rounded, and a number without unit is what its column's
 * title says, or nothing.
 *
 * `text` is as it came.  They return NULL, or what is wrong and what is allowed.
 */
#pragma once

#include "model/base.h"

enum amount_unit {
	AMOUNT_NONE,
	AMOUNT_FEN, AMOUNT_JIAO, AMOUNT_YUAN, AMOUNT_HUNDRED, AMOUNT_THOUSAND, AMOUNT_WAN, AMOUNT_MILLION, AMOUNT_YI,
	AMOUNT_PERCENT, AMOUNT_BP,
	/* In a title: a unit that is none of these, 十万元 or 美元; something else, 含税. */
	AMOUNT_OTHER, AMOUNT_REMARK
};

/* What a word in a title says of the numbers below it: 元, 单位：万元, 万, %, 分; OTHER or REMARK for any other. */
enum amount_unit amount_unit_of(const char *word);
/* A dash, or 无, where a number might be: there is none, which is not zero. */
bool        amount_absent(const char *text);
/* `bare`: the unit of a number that names none. */
const char *amount_money(const char *text, enum amount_unit bare, int64_t *fen);
const char *amount_share(const char *text, enum amount_unit bare, int64_t *bp);
/* 36428, 36,428人, 3.6万人.  `percent`: a % behind it is let pass, and no person. */
const char *amount_count(const char *text, enum amount_unit bare, bool percent, int64_t *out);
/* 是 否 1 0 yes no 已 未 √ ...: 1 or 0 in *yes. */
const char *amount_yes(const char *text, int *yes);
