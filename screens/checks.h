/*
 * Inside the screen of checks only: its model, and the lines it is made of.
 */
#ifndef GUATU_SCREENS_CHECKS_H
#define GUATU_SCREENS_CHECKS_H

#include "screens/screen.h"
#include "screens/verdict.h"

enum { CHECKS_DETAIL = 6, CHECKS_HEAD = 3, CHECKS_OPEN_MAX = 64 };      /* rows below and above the list; rules unfolded */

enum checks_line_kind { LINE_HEAD, LINE_ROW, LINE_FOLD, LINE_PLACE };
struct checks_line { enum checks_line_kind kind; int first, count; enum arith_verdict verdict; };

struct checks_model {
	bool   started, keep;              /* keep: only the cursor moved, the verdicts stand */
	struct checks checks, next;
	enum { REST_NONE, REST_BEHIND, REST_ASIDE } rest;      /* only the rules are worked out yet: in `checks`, to be shown at once, or in `next` */
	int    part;                       /* of the rest: the next one to be done */
	struct checks_line *lines;
	int    line_count;
	char   open[CHECKS_OPEN_MAX][48];  /* ids that are unfolded */
	int    open_count;
	int    cursor, top;
	char   held[96];                   /* row under the cursor, across a new load: id and place */
	char   filter[40];
	int    only;                       /* a verdict, -1 all */
	struct measure_part parts[MEASURE_PARTS];
	int    part_count;
	int    fine, off, missing;
};

bool checks_is_open(const struct checks_model *m, const char *id);
/* Of `count` rows from `first` on, those with this verdict. */
int  checks_count(const struct checks *c, int first, int count, enum arith_verdict verdict);
/* Under the cursor: of a folded rule the first place that made it what it is; NULL on nothing. */
const struct check_row *checks_row(const struct checks_model *m);
int  checks_shown(const struct env *env);
void checks_paint(const void *model, const struct env *env, struct canvas *c);
extern const struct screen_ops checks_screen;

#endif
