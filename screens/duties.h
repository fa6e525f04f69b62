/*
 * Inside the duties board only: its model, and the lines it is made of.
 */
#ifndef GUATU_SCREENS_DUTIES_H
#define GUATU_SCREENS_DUTIES_H

#include "screens/duty_words.h"

enum duty_section { SECTION_OWED, SECTION_NOW, SECTION_LATER, SECTION_DONE, SECTIONS };
enum duty_line_kind { LINE_SECTION, LINE_BUNDLE, LINE_RUN };

/* A heading, one run, or the runs of one duty and period for several places in one line. */
struct duty_line {
	enum duty_line_kind kind;
	enum duty_section section;
	int  first, count;             /* runs: board.runs[members[first ..]] */
	bool open, inside;             /* a bundle unfolded; a run of an unfolded bundle */
	int  worst;                    /* index of the run a bundle is judged by */
	int  done;                     /* of a bundle; of a section: runs in it */
};

enum { UNFOLDED_MAX = 16 };

struct duties_model {
	struct duty_board board;
	int   *members;                /* runs that pass the filter, in order */
	int    member_count;
	struct duty_line *lines;
	int    line_count;
	int    shift;                  /* months from the one of the day looked at */
	int    cursor, top;            /* lines */
	char   cursor_id[64];          /* the run's, or a bundle's first run's */
	bool   cursor_bundle;
	char   unfolded[UNFOLDED_MAX][64];      /* bundles, by their first run's id */
	int    unfolded_count;
	struct duty_run_full detail;
	bool   has_detail, any;        /* any: there are duties in this county at all */
	char   filter[128];
};

int  duties_lines(struct duties_model *m);                       /* lists anew: 0, -1 out of memory */
int  duties_rows_shown(int h);
const struct duty_run_row *duties_run(const struct duties_model *m, int line);      /* NULL on a heading */
void duties_paint(const void *model, const struct env *env, struct canvas *c);
extern const struct screen_ops duties_screen;

#endif
