/*
 * An office's own table of its places, as `pack new` takes it: a code and a name a row, and what else it says
 * (population, poor, a short name).  How long the code is says the level, and the code itself what it lies in:
 * 530521 county, 530521101 township, 530521101201 village; the statistical office's twelve digits that end in
 * zeros are read so too.  Or, as offices keep it, a row a village with its township beside it: a code and a name for
 * each level, the township's in each row or in its first.
 */
#pragma once

#include "hub/intake/faults.h"

enum { PLACE_COUNTY = 3, PLACE_TOWNSHIP = 4, PLACE_VILLAGE = 5 };

struct place {
	char        code[13], parent[10];
	int         level;
	char       *name, *shorter;
	int64_t     population, poor;      /* -1: not said */
	const char *type;                  /* a code of the list division_type */
	char        pinyin[64], initials[16];
	int         villages;              /* of a township, in this table */
	int         row, col;              /* of a township, on the map */
	bool        beside;                /* in a table with a column of codes for each level */
	long        line;
};

/* Townships and villages, by code; the county's own row is not among them. */
struct places_file {
	struct place *list;
	size_t        count, room, last;        /* last: the township read last */
	int           townships, villages;
	int64_t       population, poor;
};

/* A table (CSV or a workbook, `sheet` of it or NULL) of the county with that code, called so. */
struct places_of { const char *path, *sheet, *county, *called; };
/* `faults` gets what is wrong, place by place, and notes: 0, -1 (said), -2 out of memory. */
int  places_file_read(struct places_file *p, const struct places_of *of, struct faults *faults);
void places_file_clear(struct places_file *p);

/* May a place be called so? */
bool place_name_ok(const char *name);
/* The code of the list division_type for a place so called. */
const char *place_type(const char *name, int level);
/* Without 镇, 乡, 街道, the peoples and the county in it: 摆榔 for 摆榔彝族布朗族乡. */
void place_short(const char *name, const char *county, char *out, size_t size);
