/*
 * Everything that is checked, in one list of verdicts: the packs' rules worked
 * out again (each over its published figures, or for every township or the
 * county at the newest period), the checks of data quality that need no rule
 * (domain 2.6), and parameters that change inside the campaign (A05).
 */
#pragma once

#include "store/measure/measure.h"

enum check_kind { CHECK_RULE, CHECK_DATA, CHECK_PARAM };

struct check_row {
	enum check_kind kind;
	char id[48], title[96], check[16], expr[1024], expect[256], unit[24], clause[48], note[256];
	int  local;                        /* the clause has no such threshold: it is ours (本地设定) */
	char each[16], category[24], class[24];      /* "" once, over figure ids; "" places of any class */
	char division[16], place[64];      /* "" for a rule over figure ids */
	char period[8];
	char record[128];                   /* CHECK_DATA: the record that is wrong */
	char printed[48];                  /* of the expected figure, when it is one */
	int64_t finest;
	int  checked;                      /* CHECK_DATA that found nothing: how many records it looked at */
	struct arith_result result;
};
struct checks { struct check_row *rows; int count, rules; };

/* Severity for people: 0 the worst; what holds comes last. */
int  check_severity(enum arith_verdict verdict);
/* Did it fail: not in order, not merely derived, not missing? */
bool check_failed(enum arith_verdict verdict);

/* Rules in the packs' order, then data, then parameters; 0, -1 with store_error(). */
int  checks_work(struct measures *m, struct store *st, bool english, struct checks *out);
/* The same by and by, for who must not take long: the rules alone, then the others in CHECKS_RESTS parts. */
enum { CHECKS_RESTS = 2 };
int  checks_rules(struct measures *m, struct store *st, bool english, struct checks *out);
int  checks_rest(struct measures *m, struct store *st, bool english, int part, struct checks *out);
/* For every indicator, in their order: how many verdicts that failed name it, at any place (the catalogue's alerts). */
void checks_alerts(const struct checks *c, struct measures *m, int *alerts);
void checks_clear(struct checks *c);

/* The title is a msgid of ours (else the pack's own words). */
bool check_title_ours(const struct check_row *row);

/* store/measure/checks_data.c */
int  checks_data(struct measures *m, struct store *st, bool english, int part, struct checks *out);
