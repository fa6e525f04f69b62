/*
 * What is wrong with the rows of a delivery, gathered until all of it has been
 * read and judged, then said once each as
 *
 *   FILE:line:cell (列名): reason, what is allowed
 *   FILE:record 17 (member): ...      what came as JSON
 *
 * in the order of the files; cells are counted from 1, 0 is the whole row.
 * The same fault in more than five rows is one line with the first three
 * places and how many more; different faults are never cut.
 *
 * A fault may be known by its record alone (a rule in hub/policy/rules.sql found it):
 * its file is read again for its place.  One whose record is in none of the
 * files was there before: it is only mentioned.
 *
 * Notes are what was left out, changed or doubted of a delivery that is taken
 * all the same: kept beside the faults, said in the same form, never counted as
 * bad.  Where there are faults only those about a whole file
 * (the sheet that was read) are said: first things first.  Of those
 * in the same words no more are kept than are said, however many there are.
 */
#pragma once

#include "hub/authority/db.h"
#include "hub/intake/ids/ids.h"
#include "hub/intake/reader/head.h"
#include "hub/intake/row_cells.h"

/* In place of a field: the record's id; the row as it stands; the file, whose rest cannot be read.  In place of a kind:
 * files of people, the first and up to 63 more, whose columns are no fields. */
enum { ROW_ID = -1, ROW_WHOLE = -2, ROW_FILE = -3, FAULTS_PEOPLE = KIND_COUNT, FAULTS_FILES = FAULTS_PEOPLE + 64 };

struct fault {
	int   kind, field, column;
	long  line;                  /* 0: not known yet */
	const char *id;              /* copied */
	const char *title;           /* of a column that is no field of the kind; NULL: the field's own.  Copied */
	int   unless;                /* the kind of which a record called `named` may still come; -1: it stays */
	const char *named;           /* copied */
	char *reason, *more;         /* more: of the same in other rows */
	long  once;                  /* the head's line: said there once, however many rows have it; 0 */
	size_t same;                 /* of a note: how many have its words, of the first that has them */
	size_t n;                    /* the earlier found of two in one cell is said */
	int   order;                 /* of its file; what was there before stands behind all */
};

/* by_words: of those in the same words the first, by a hash of them; notes only. */
struct fault_list { struct fault *at; size_t count, room, *by_words; };

struct faults {
	struct fault_list bad, notes;
	bool          many;          /* no more are kept */
	size_t        unsaid, alike; /* notes not kept; those counted with others in the same words */
	/* The files read, in the order they were. */
	struct {
		const char *path, *called, *sheet;
		const struct row_members *json;
		char **titles;                 /* of its columns, as it has them */
		int  title_count;
		struct ids *ids;               /* of rows whose ids it does not say: their lines; or NULL */
		int  order;
		bool unread;
	} file[FAULTS_FILES];
	int           files;
	bool          unread;        /* of one of them not all could be read: what others say of its rows is unknown */
};

/* Of the kind: `path`, what messages call it (NULL: its path), both copied; `json` when it was made from JSON: its
 * places are records and members then. */
int  faults_file(struct faults *f, int kind, const char *path, const char *called, const struct row_members *json);
/* The sheet that is read of it, when it was named (copied); NULL none: 0, -2. */
int  faults_sheet(struct faults *f, int kind, const char *sheet);
/* Titles of its columns, as the file has them (copied): 0, -2. */
int  faults_titles(struct faults *f, int kind, const struct head *head);
/* `at`: kind, field, column, line, id, perhaps title, and unless with named.  NULL `f`: nothing.  Always -1. */
int  faults_add(struct faults *f, const struct fault *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same of something that makes nothing bad; a `line` of 0 is looked for by the id. */
void faults_note(struct faults *f, const struct fault *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Drops what does not stand: a fault in a cell that has one, a reference to what came later or is refused itself;
 * then finds places.  0; -2 the authority or memory failed. */
int  faults_settle(struct faults *f, struct hub_db *db);
/* Says the settled ones or, when there are none, the notes and what was there before; how many rows have faults. */
long faults_say(struct faults *f, FILE *out);
/* How many notes, those not kept too. */
size_t faults_noted(const struct faults *f);
void faults_clear(struct faults *f);
