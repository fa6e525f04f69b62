/*
 * Inside the page of one ledger only: its model.
 */
#ifndef GUATU_SCREENS_LEDGER_H
#define GUATU_SCREENS_LEDGER_H

#include "screens/ledger_words.h"

/* Entries in memory; rows of the body that are no entry. */
enum { LEDGER_WINDOW = 100, LEDGER_HEAD = 4 };

struct ledger_model {
	struct ledger_info  info;
	struct entry_filter filter;
	struct stage_count  stages[STAGES_MAX];
	struct entry_row   *rows;            /* LEDGER_WINDOW of them, from `from` on */
	int     row_count;
	int64_t from, at, total;
	char    id[64];                      /* of the entry the cursor is on */
	char    typed[200], place[64];       /* the filter as typed; the name of its place */
	char    wish[160];                   /* the rest of the filter, resolved when loading */
	int     stage;                       /* index in the strip, -1 all */
	bool    started, missing;
};

void ledger_paint(const void *model, const struct env *env, struct canvas *c);

#endif
