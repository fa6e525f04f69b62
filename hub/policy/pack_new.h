/*
 * A whole small pack from an office's table of places: what every county needs before it has a plan of its own, with
 * a word for people about each column.  It says nothing that is not so: no people, no figures, no clauses.
 */
#pragma once

#include "hub/policy/places_file.h"

struct pack_new {
	const char *dir;               /* must not be there */
	const char *county, *name;
	const char *from, *to;         /* the campaign's first day, and the day by which all is done: YYYY-MM-DD */
	char        why[512];          /* -1: the reason; "" when the faults say it */
	long        files, rows;
	int         no_calendar;       /* the first year of these days whose holidays are not known; 0 none */
};

/* 0, -1; nothing is left behind then. */
int pack_new_write(struct pack_new *n, const struct places_file *places);
