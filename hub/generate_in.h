/*
 * Inside the generator only (generate*.c): dice, places, and records being made.
 */
#ifndef GUATU_HUB_GENERATE_IN_H
#define GUATU_HUB_GENERATE_IN_H

#include "hub/generate.h"
#include "hub/row.h"

struct village { char code[16], name[48]; };

struct township {
	char code[16], name[48], shortname[32], post[64], group[32], group_post[64];
	int  villages_at, villages;      /* in places.villages */
	int  weight;                     /* of issues, badly run ones have more */
};

struct places {
	struct township townships[GENERATE_TOWNSHIPS_MAX];
	int             count;
	struct village *villages;
	int             village_count, village_room;
	char            group_post[16][64], groups[16][32];
	int             group_count;
	int             rows;            /* of the map grid */
};

struct making {
	struct hub_db  *db;
	struct generate *g;
	struct places   places;
	uint64_t        dice;
	struct row_text body;
	/* The record being made. */
	enum kind          kind;
	struct cache_value values[ROW_FIELDS_MAX];
	long               uncommitted;
};

/* Dice: splitmix64. */
uint64_t dice(struct making *m);
int      dice_below(struct making *m, int n);               /* 0..n-1 */

/* Field by field, then put; text is borrowed until then. */
void make_start(struct making *m, enum kind kind);
void make_text(struct making *m, int field, const char *text);
void make_number(struct making *m, int field, int64_t number);
int  make_put(struct making *m, const char *id);            /* 0, -1: hub_db_error(); commits now and then */

/* generate_places.c */
int  places_read(struct making *m);
int  places_add(struct making *m, int townships);
void places_clear(struct places *p);
/* generate_issues.c */
int  make_issues(struct making *m);

#endif
