/*
 * One issue's page: issue.c loads, scrolls and paints, issue_text.c writes the
 * tabs.
 */
#pragma once

#include "screens/kit/doc.h"
#include "screens/work/issues.h"
#include "store/read/issue_page.h"

enum tab { TAB_BASIC, TAB_TIMELINE, TAB_EVIDENCE, TAB_COMMENTS, TAB_RAW, TABS };

struct issue_model {
	char   id[64];
	bool   from_list, missing;
	enum issue_order order;
	struct filter filter;
	char   before[64], behind[64];
	struct issue_page page;
	struct doc docs[TABS], steps;
	enum tab tab;
	int    at[TABS];
};

/* Writes m->docs and m->steps for the widths they were started with. */
void issue_write(struct issue_model *m, struct store *st, const struct env *env);
