/*
 * Inside the roster importer only (roster*.c, compare.c).
 */
#pragma once

#include <sqlite3.h>

#include "hub/people/cells.h"
#include "hub/people/columns.h"
#include "hub/flow/finding.h"
#include "hub/people/hashkey.h"
#include "hub/flow/param.h"
#include "hub/people/roster.h"
#include "model/figures/row_formula.h"

/* One row; -1 where the roster says nothing. */
struct roster_row {
	char    person[HASHKEY_HEX], township[16], village[16], pops[160], paid_on[11], arrival[16], reason[48];
	char    unpaid[48];
	char    impairment[48];
	int     enrolled, paid, tag, flagged, elsewhere;
	int     age, dibao, disability, unable;      /* age: on the day of payment */
	int64_t subsidy;
	enum identity_fault fault;
	bool    nobody;      /* it should be an identity number and says nobody */
};

enum { ROSTER_RULES = 32 };
/* A rule for who has a subsidy, and its time; those of one code stand together. */
struct due_rule { char code[ROW_CODE]; const struct hub_param *param; struct row_formula *formula; };

struct roster {
	struct hub_db    *db;
	struct batch     *b;
	struct people_file  *how;
	const char       *path;
	struct cells      cells;
	struct sheet    columns;
	struct hashkey   *keys;
	struct findings  *findings;
	bool              had[ROSTER_COLUMNS];       /* the same, as the first reading found */
	FILE             *copy;                      /* only while a held roster's rows are copied */
	bool              kept;                      /* the hub's own copy is read */
	bool              identities;            /* so the column is called: not the platform's own numbers of people */
	bool              has[ROSTER_COLUMNS];       /* columns of every file */
	int32_t           today;
	char              period[8], before[HUB_ID_MAX + 1];      /* the source's last version */
	char              source_name[128], gaps[HUB_ID_MAX + 1];
	struct hub_params     params;
	struct due_rule       rules[ROSTER_RULES + 1];
	int                   rule_count;
	long                  untold;      /* people of whom a rule asks what the roster does not tell */
};

/* roster_read.c */
int  roster_header(struct roster *r, struct reader *in, const struct reader_notes *notes, struct row_problem *p);
int  roster_read_row(struct roster *r, struct row_cells *row, struct roster_row *out, struct row_problem *p);
/* The kind of anomaly it is; "" none. */
const char *roster_fault(enum identity_fault fault);
int  roster_copy_header(FILE *out, const bool *has);
int  roster_copy_row(FILE *out, const bool *has, const struct roster_row *row);
/* roster_due.c: reads the params' rules: 0, -1 `why`, -2 */
int  roster_rules(struct roster *r, char *why, size_t size);
void roster_rules_clear(struct roster *r);
/* What a row is due, in fen, by its day of payment or, without one, today. */
int64_t roster_due(struct roster *r, const struct roster_row *row);
/* Whole years on that day, by the day of birth or else by the identity number; -1 unknown. */
int  roster_age(const struct roster *r, const char *number, int32_t born, const struct roster_row *row);
/* roster_keep.c: all return 0, -2 */
int  roster_open(struct roster *r);
void roster_close(struct roster *r);
int  roster_add(struct roster *r, const struct roster_row *row);
int  roster_note(struct roster *r, const char *kind, const struct roster_row *row);
/* All rows have come: of how many people it is, and the last one was, into the batch. */
int  roster_people(struct roster *r);
/* The new version beside the last, and what differs; then the last is forgotten. */
int  roster_keep(struct roster *r);
int  roster_forget_old(struct roster *r);
/* roster_figures.c: how many were written in *written */
int  roster_figures(struct roster *r, long *written);
/* roster_findings.c: entries for anomalies and gaps; *opened how many */
int  roster_findings(struct roster *r, long *opened);
