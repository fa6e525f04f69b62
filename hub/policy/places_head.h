/*
 * What the columns of an office's table of places are called: a code and a name, or a code and a name for each level
 * (乡镇代码 乡镇名称 村代码 村名称).
 */
#pragma once

#include "hub/intake/reader/reader.h"

enum place_column {
	PLACE_CODE, PLACE_NAME, PLACE_LEVEL, PLACE_PARENT, PLACE_POPULATION, PLACE_POOR,
	COUNTY_CODE, COUNTY_NAME, TOWNSHIP_CODE, TOWNSHIP_NAME, VILLAGE_CODE, VILLAGE_NAME, PLACE_COLUMNS
};

struct places_head {
	int               cell[PLACE_COLUMNS];     /* -1: not there */
	char              title[PLACE_COLUMNS][64];
	enum amount_unit  unit[PLACE_COLUMNS];
	bool              levels;                  /* a column for each level */
	enum place_column ids;                     /* which says what place a row is of */
};

extern const struct titles places_titles;
/* What it must have, a msgid. */
extern const char          places_wanted[];

/* The column of a title without blanks, -1. */
int  places_head_column(const char *title);
int  places_head_field(enum place_column column);       /* of record_fields, or ROW_ID */
bool places_head_code(enum place_column column);
int  places_head_level(enum place_column column);       /* of the codes in it; 0 any */
void places_head_begin(struct places_head *h);
void places_head_take(struct places_head *h, enum place_column column, int cell, const struct head_column *title);
/* NULL; or which codes or names are missing, a msgid. */
const char *places_head_end(struct places_head *h);
/* Where codes of a level stand. */
enum place_column places_head_of(const struct places_head *h, int level);
