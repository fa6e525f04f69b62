/*
 * What is asked of a list, and where its rows go.
 */
#pragma once

#include "console/cli/records_out.h"
#include "console/cli/session.h"

struct listing {
	const char *request;         /* "issues 乡镇:姚关 逾期>7", "task status=DOING", "townships 姚关" */
	const char *sort;            /* "deadline,-id"; "" or NULL: the list's own order */
	const char *fields;          /* "id,title"; "" or NULL: all, or the table's columns */
	long        limit;           /* 0: all */
	bool        raw;             /* fields as records have them: codes, fen, JSON */
	bool        whole;           /* a table as wide as what stands in it: into a pipe nothing is cut */
	bool        one;             /* JSON: the row itself, not a list of them */
	bool        as_on_screen;    /* issues: without a state in the filter only those the screen lists */
	struct records_out out;      /* format, file, width ... filled by the caller */
};
