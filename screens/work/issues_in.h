/* The issue list's window, driven by issues.c. */
#pragma once

#include "screens/work/issues.h"

void issues_build(struct issues_model *m);
bool issues_stop(const struct issues_model *m, int line);
/* Puts the cursor on a line it may stand on and the page around it. */
void issues_show_cursor(struct issues_model *m);

/* Each runs SQL and rebuilds the lines: 0, -1 with store_error(). */
int issues_slide(struct issues_model *m, struct store *st, int direction);
int issues_from_top(struct issues_model *m, struct store *st);
int issues_from_bottom(struct issues_model *m, struct store *st);
int issues_around(struct issues_model *m, struct store *st, const struct issue_row *row);
int issues_refresh(struct issues_model *m, struct store *st);
