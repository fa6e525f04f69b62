/*
 * The issue list: what its two halves share.  issues.c keeps the window and
 * the cursor, issues_list.c has the columns, issue_rows.c paints.  The window is the rows on screen and about
 * a page of read-ahead either side; moving inside it runs no SQL.
 */
#pragma once

#include "screens/kit/list.h"
#include "store/read/issues.h"

enum issues_want { WANT_NOTHING, WANT_ALL, WANT_DOWN, WANT_UP, WANT_TOP, WANT_BOTTOM, WANT_OVERDUE, WANT_OVERDUE_BACK,
                   WANT_SECTION };

/* A line of the list: a section's heading (row -1) or a row. */
struct issue_line { int section, row; };

enum { MARKS_MAX = TARGETS_MAX };

struct issues_model {
	struct filter    filter;
	char             filter_text[512];
	char             error[512];       /* why the filter cannot be used */
	enum issue_order order;
	struct issues    q;
	bool             unparsed;         /* `error` is the parser's */
	bool             ready, stale;     /* stale: something came or went since the rows were fetched */
	int32_t          today;

	struct issue_row *rows;
	int              row_count, row_room;
	struct issue_key head, tail;       /* where fetching goes on, either way */
	int              before_section;   /* of the row before the first one; -1: the list starts here */
	bool             at_start, at_end;
	struct issue_line *lines;
	int              line_count, line_room;

	int              cursor, top, page;
	int              height, width;    /* of the body it was loaded for */
	enum issues_want want;
	int              step;             /* lines still to move after loading */

	char             marks[MARKS_MAX][TARGET_ID];
	int              mark_count;
	int              preview;          /* 0 when wide enough, 1 on, -1 off */
	bool             scrolled;         /* since keys come in a run */
	char             searched[96];     /* the needle that the budget stopped at `search_at` */
	struct issue_key search_at;
	int              pending;          /* rows of the window with something queued */
	int              done[ISSUE_SECTIONS_MAX], done_all;    /* rows of it that are no longer in the list */
};

/* How the body is divided. */
struct issues_layout { int list_w, preview_x, preview_w, list_y, list_h, below; };
struct issues_layout issues_layout(const struct issues_model *m, const struct env *env);

const struct issue_row *issues_selected(const struct issues_model *m);
/* ---- marks (screens/work/issues_marks.c) ---- */
bool issues_marked(const struct issues_model *m, const char *id);
struct effect issues_mark_toggle(struct issues_model *m);      /* FX_PAINT: done, the cursor may go on */
struct effect issues_mark_range(struct issues_model *m);
struct effect issues_mark_all(struct issues_model *m);
/* Takes the marks off rows that are no longer in the list. */
void issues_unmark_done(struct issues_model *m);
void issues_targets(const void *model, struct targets *out);

/* ---- columns, and what `w` and `guatu list issues` write (screens/work/issues_list.c) ---- */
extern const struct column issue_columns[];
extern const struct list_ops issues_list;
/* `i`: of one issue. */
void issue_lineage(const struct issue_row *r, const struct env *env, struct lineage *out);
struct effect issues_export(const struct issues_model *m);
/* Why no issue is listed, and where a word was looked for. */
void issues_why_none(const struct issues *q, bool filtered, char *out, size_t size);

void issues_paint(const void *model, const struct env *env, struct canvas *c);

/* ---- said the same way on the list, the preview and the page (screens/work/issue_words.c) ---- */
void issue_section_title(const struct issue_section *s, char *out, size_t size);
/* The state column: ~ and what is queued here, or the state with its returns. */
void issue_state_words(const struct issue_row *r, char *out, size_t size);
/* 38天!!!, or 余3天, or nothing. */
void issue_overdue_words(const struct issue_row *r, int32_t today, char *out, size_t size);
/* The step that takes it further and who does it: 核验(督战组). */
void issue_next_words(const struct issue_row *r, char *out, size_t size);
/* One line for the clipboard. */
void issue_line_words(const struct issue_row *r, char *out, size_t size);
const char *issue_order_title(enum issue_order order);
