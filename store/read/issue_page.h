/*
 * Everything about one issue: the record, what happened to it, what is queued
 * here for it, its evidence.
 */
#pragma once

#include "store/read/issues.h"
#include "store/read/targets.h"

enum { ISSUE_FIELDS = FIELD_FIRST_EVENT - FIELD_FIRST_ISSUE, ISSUE_EVENTS_MAX = 200, ISSUE_OPS_MAX = 32,
	ISSUE_EVIDENCE_MAX = 64 };

struct issue_event { char at[26], actor[64], post[64], verb[24], from[24], to[24], note[400]; };
struct issue_op    { char uuid[40], verb[24], state[16], note[400], reason[200]; int64_t at; int attempts; };
struct issue_proof { char kind[16], ref[160]; };

struct issue_page {
	struct issue_row    row;
	struct target       target;
	char               *values[ISSUE_FIELDS];    /* as text, "" unset */
	char                submitted_by[64], verified_by[64], closed_by[64];   /* as people know them */
	struct issue_event *events;                  /* newest first */
	int                 event_count;
	struct issue_op     ops[ISSUE_OPS_MAX];      /* newest first */
	int                 op_count;
	struct issue_proof  proofs[ISSUE_EVIDENCE_MAX];
	int                 proof_count;
};

/* 0; 1 no such issue; -1. */
int  issue_page_read(struct store *st, const struct issues_view *view, int64_t now, const char *id,
                     struct issue_page *page);
void issue_page_clear(struct issue_page *page);
/* The ids before and behind `id` in a list, "" at its ends; -1, 0, or 1 when the list does not have it. */
int  issue_page_siblings(struct store *st, const struct issues *q, const char *id, char before[64], char behind[64]);
