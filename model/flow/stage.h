/*
 * The stages of a ledger and the one decision both programs take from them:
 * may this entry move there, and if not, what is missing.  Stages are rows of
 * a policy pack (kind stage); the hub enforces them, the console's menus and
 * forms offer them.  No I/O.
 *
 * What a pack writes:
 *   after   the codes an entry may come from, blank-separated; `-`: entries begin here
 *   roles   who may move it here: township group duty leader; empty: all four
 *   needs   note, evidence, amount; evidence:KIND, a piece of that kind (A75); field:KEY, that column of the
 *           ledger filled; field:KEY=CODE|CODE, it says one of these; field:KEY=, it says nothing (A51: an
 *           exemption is not upheld); other (not who moved it last); owner (only the post that received it,
 *           D22); sign:N, so many favourable signatures of different departments by different posts,
 *           sign:PARTY+PARTY, of just these (E16, A52); behind either :VERDICT, of another verdict than AGREE
 *   days    to leave it again, in day_unit (day when empty), counted from the day it came:
 *           0 is the same day
 *   class   OPEN, CLOSED or DROPPED: an entry's status while it stands here
 *
 * Signatures are of the stage they were given in: an entry that enters a stage
 * from which a signed move leads begins with none (stages_collects()).  There the
 * departments that such a move names sign, each once (stages_may_sign()).
 */
#pragma once

#include "model/flow/flow.h"
#include "model/room/room.h"

enum { STAGES_MAX = 40, STAGE_CODE_MAX = 47 };
#define STAGE_AGREES "AGREE"         /* code of term list `assessment` that is favourable */

enum stage_class { STAGE_OPEN, STAGE_CLOSED, STAGE_DROPPED };

/* Why an entry may not move there: bits, several at once. */
enum stage_lack {
	STAGE_UNKNOWN    = 1 << 0,   /* the ledger has no such stage */
	STAGE_HERE       = 1 << 1,   /* it stands there already */
	STAGE_AFTER      = 1 << 2,   /* not after the stage it stands in */
	STAGE_ROLE       = 1 << 3,
	STAGE_OTHER      = 1 << 4,   /* who moved it here may not move it on (four eyes) */
	STAGE_SIGN       = 1 << 5,   /* signatures are missing */
	STAGE_NOTE       = 1 << 6,
	STAGE_EVIDENCE   = 1 << 7,
	STAGE_AMOUNT     = 1 << 8,
	STAGE_FIELD      = 1 << 9,   /* one of the ledger's own columns is empty */
	STAGE_OWNER      = 1 << 10,  /* another post received it and sees it through */
	STAGE_SIGNED     = 1 << 11,  /* of a signature: the post has signed for another department */
	STAGE_UNSIGNED   = 1 << 12,  /* of a signature: none are collected at this stage */
	STAGE_SAYS       = 1 << 13,  /* one of the ledger's own columns says what does not go with it */
	STAGE_PROOF      = 1 << 14,  /* evidence of a kind is missing */
	STAGE_PARTY      = 1 << 15,  /* of a signature: another department's */
	STAGE_TWICE      = 1 << 16   /* of a signature: the department, or the post, has signed */
};
/* What the mover can still give in the form. */
#define STAGE_ASKED (STAGE_NOTE | STAGE_EVIDENCE | STAGE_AMOUNT | STAGE_FIELD | STAGE_PROOF)

struct ledger_stage {
	char             code[48], name[96], name_en[96], after[256];
	enum stage_class class;
	unsigned         roles;          /* flow.h's bits */
	unsigned         needs;          /* of STAGE_OTHER SIGN NOTE EVIDENCE AMOUNT FIELD SAYS OWNER */
	char             fields[128];    /* keys that must be filled, blank-separated */
	char             says[192];      /* KEY=CODE|CODE and KEY=, blank-separated */
	char             proof[64];      /* kinds of evidence, a piece of each */
	int              signs;          /* how many */
	char             parties[96];    /* whose; "" any */
	char             verdict[32];    /* that count */
	int              days;           /* -1 none */
	bool             workdays;
	int              sort;
};
/* A ledger's, by sort. */
struct ledger_stages { int count; struct ledger_stage list[STAGES_MAX]; };

/* A row as the pack has it; NULL and "" are the same. */
struct stage_row {
	const char *code, *name, *name_en, *class, *after, *roles, *needs, *day_unit;
	int         days, sort;          /* days -1: none */
};
/* 0, -1 with what is wrong and what is allowed in `error`. */
int stages_add(struct ledger_stages *s, const struct stage_row *row, char *error, size_t size);

const struct ledger_stage *stages_find(const struct ledger_stages *s, const char *code);
/* Where entries begin: the first with `-`; NULL none. */
const struct ledger_stage *stages_begin(const struct ledger_stages *s);

struct stage_sign { const char *post, *party, *verdict; };
/* Signatures that count for the stage, of different departments by different posts. */
int stages_signed(const struct stage_sign *signs, int count, const struct ledger_stage *to);

struct stage_facts {
	const char *from;                /* the stage it stands in; NULL: a new entry */
	unsigned    roles;
	const char *user, *post, *post_name;   /* who asks, by any of these */
	const char *moved_by;            /* who moved it to where it is, by any of them */
	int         evidence;            /* pieces on the entry and with the move */
	const char *kinds;               /* of those pieces, blank-separated */
	bool        note, amount;        /* said with the move; an amount on the entry counts */
	const char *owner;               /* the post that received it; NULL or "": nobody in particular */
	/* Its own columns that say something, the move's too, blank-separated: KEY, or KEY=CODE where it is a code;
	   of two the last, and KEY= is emptied. */
	const char *filled;
	const struct stage_sign *signs;
	int         sign_count;
};
/* 0: it may.  Else every bit that stands against it. */
unsigned stages_may(const struct ledger_stages *s, const char *to, const struct stage_facts *f);
/* Is there any stage it may go to, as far as no form can make up for?  0; else what stands against the first that
 * follows, STAGE_AFTER when none does. */
unsigned stages_may_go(const struct ledger_stages *s, const struct stage_facts *f);
/* May f's post (or user) sign for `party` where the entry stands, f->from?  NULL: for any, a menu asks.  0, why not. */
unsigned stages_may_sign(const struct ledger_stages *s, const char *party, const struct stage_facts *f);
/* The departments that sign there, blank-separated; "" any, or none. */
void stages_parties(const struct ledger_stages *s, const char *at, char *out, size_t size);
/* Does what its columns say go with where it stands, `at`?  0, STAGE_SAYS: one that must say nothing does not. */
unsigned stages_may_fill(const struct ledger_stages *s, const char *at, const char *filled);
/* Why, msgid: of one bit; and a word for the wire and logs. */
const char *stage_lack_text(enum stage_lack one);
const char *stage_lack_name(enum stage_lack one);
enum stage_lack stage_lack_find(const char *name);      /* 0 unknown */
/* The first bit by weight (order of the enum); 0 none. */
enum stage_lack stage_lack_first(unsigned lacks);

/* What a move is besides: a return (an open entry to an earlier stage) or a relapse (out of a closed or dropped
 * one). */
enum stage_turn { STAGE_ON, STAGE_BACK, STAGE_AGAIN };
enum stage_turn stages_turn(const struct ledger_stage *from, const struct ledger_stage *to);
/* Does a signed move lead on from `code`, so that signatures are collected there? */
bool stages_collects(const struct ledger_stages *s, const char *code);

/* Does a move of this ledger ask for who received the entry? */
bool stages_owned(const struct ledger_stages *s);
/* The first column of `fields` that `filled` has not: its key's length, *key in `fields`; 0 none. */
size_t stage_unfilled(const char *fields, const char *filled, const char **key);
/* The first word of `says` that is not as `filled` has it, in the same way; the key ends before its `=`. */
size_t stage_unsaid(const char *says, const char *filled, const char **word);
/* Of a column's text, what `filled` can have behind its key: it is short and has no blank. */
bool stage_is_code(const char *text);

/* By when an entry that enters on `day` has to leave: CIVIL_NONE without a limit or when the stage ends it. */
int32_t stage_deadline(const struct ledger_stage *s, int32_t day, const struct calendar *cal);
/* OPEN CLOSED DROPPED: the entry's status. */
const char *stage_class_code(enum stage_class class);
