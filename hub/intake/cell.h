/*
 * One cell of a record, by the type of its field (model/records/fields.def), in
 * whatever file it came: what is around it falls off, then it is read as people
 * and spreadsheets write such things (model/text/plain.h, when.h, amount.h).
 * Pure: no record is looked up; what a name stands for is hub/intake/check.h's.
 */
#pragma once

#include "hub/intake/row_cells.h"
#include "model/records/record.h"
#include "model/text/amount.h"
#include "store/cache/cache.h"

/* What was changed of a cell without harm to what it says: worth a note. */
enum { CELL_HIDDEN = 1, CELL_BLANK = 2, CELL_JOINED = 4, CELL_TIMED = 8 };

/* The unit of bare numbers below a title, when it names none: what the field is stored in, if `own` name it goes by. */
enum amount_unit cell_unit(int field, bool own);
/* Reads the cell in place: NULL, *v being VALUE_NULL when it says nothing; or why it is refused, a msgid or p->reason.
 * `text` is for what is rewritten; *did gets what was changed. */
const char *cell_read(int field, enum amount_unit unit, char *cell, char text[32], struct cache_value *v,
                      unsigned *did, struct row_problem *p);
/* A record's id, or another code, in place: where it begins.  `did` may be NULL. */
char       *cell_code(char *cell, unsigned *did);
/* Did a spreadsheet spoil a code?  NULL, or what it did in p->reason; p->spoilt is set. */
const char *cell_spoilt(const char *code, struct row_problem *p);
/* The cell for a message: itself, or words in its place when it could tell who somebody is. */
const char *cell_quote(const char *cell);
/* Why a text cannot be kept: line feed and tab are all the controls it may hold, as on the wire; NULL it can. */
const char *cell_text(const char *text);
/* What was done, for a note: a msgid. */
const char *cell_did(unsigned did);
