/*
 * Data hand-overs: how each source stands, its batches newest first, and what
 * the comparison ledgers hold (A26-A34, A41, A49, A78).
 */
#pragma once

#include "model/figures/source.h"
#include "store/cache/store.h"

enum { SOURCES_MAX = 64, SOURCE_BOOKS = 8 };

/* One hand-over; counts -1 when not said. */
struct delivery {
	char id[64], source[64], title[96], period[12], direction[4], status[16], sha256[65], previous[64], error[512],
	     held_reason[256], decided_by[64], note[512], pending[32], file[128], replaced_by[64];
	int64_t received_at, checked_at, decided_at, rev;    /* 0 never */
	long rows, added, removed, changed, bad, tries, undone, kept;
	int  receipts, receipted;         /* runs of the townships' duties it opened; of them done */
	int  checks, checked;             /* the same of those that wait for a change of it */
};

struct source_row {
	char id[64], name[96], party[48], takes[32], url[256], clause[64], note[256], ledger[32];
	bool out;
	long every_minutes, shrink_bp;
	struct delivery last;           /* last good one; id "" none */
	struct delivery held;           /* newest that waits for a person */
	struct delivery failed;         /* tries that brought nothing since the last good one */
	struct source_standing standing;
	/* the enrolment roster is older than this newest batch of another source (A34); "" not */
	char behind[64];
	int64_t behind_at;
};
/* A ledger whose area is DATA: comparison runs, anomalies, disputes. */
struct source_book { char id[32], name[64]; int open, late, all; };

struct sources {
	struct source_row rows[SOURCES_MAX];
	int count;
	struct source_book books[SOURCE_BOOKS];       /* by their order in the pack */
	int book_count;
	int held, failing, late;          /* sources by what they call for */
};

struct sources_when { int64_t now; bool english; };

int sources_load(struct store *st, const struct sources_when *when, struct sources *out);      /* 0, -1 */
/* A source's hand-overs ("" everybody's), newest first, behind those in `out`: 0, -1; yours to free. */
int sources_batches(struct store *st, const char *source, bool english, struct delivery **out, int *count);
/* Townships that have not confirmed a hand-over yet, short names with blanks between; "" all have. 0, -1. */
int sources_unreceipted(struct store *st, const char *batch, bool english, char *out, size_t size);
/* One of them: 0, 1 none, -1. */
int sources_batch(struct store *st, const char *id, bool english, struct delivery *out);
