/*
 * Which part of the archive is what: by relations (_rels/.rels, then the workbook's), never by name, since names are
 * the writer's choice.
 */
#pragma once

#include "hub/intake/xlsx/xml.h"

struct sheet_part { char *name, *relation; bool hidden; int part; };

struct parts {
	struct sheet_part *sheet;             /* those with rows */
	int  sheets;
	int  strings, styles;                 /* -1: there are none */
	bool since_1904;
};

/* 0, or -1. */
int  parts_find(struct parts *p, struct archive *a, struct xlsx_why *why);
void parts_clear(struct parts *p);
