/*
 * Ledgers as people look at them: the board of all, one ledger's stages and
 * columns, entries, one entry in full,
 * and the funnel of those that are watched through stages (E14).
 */
#pragma once

#include "model/room/civil.h"
#include "model/flow/extra.h"
#include "model/flow/stage.h"
#include "model/room/lateness.h"
#include "store/cache/store.h"

struct ledgers_when { int32_t today; const struct calendar *cal; const struct room_rules *rules; bool english; };

/* ---- the board ---- */
struct ledger_row {
	char    id[64], name[96], unit[16], area[48], area_name[64], clause[64];
	bool    funnel;
	int64_t open, overdue, soon, closed, dropped;
	int64_t fresh;                 /* opened since the first of the month */
	int64_t persons;               /* of the open ones; those that say it */
	int64_t amount;                /* of all, fen; INT64_MIN when none says it */
};
enum { LEDGERS_MAX = 200 };
struct ledger_board { struct ledger_row *rows; int count; int64_t open, overdue, soon; };
int  ledger_board(struct store *st, const struct ledgers_when *when, struct ledger_board *out);      /* 0, -1 */
void ledger_board_clear(struct ledger_board *board);

/* ---- one ledger ---- */
struct ledger_info {
	char id[64], name[96], unit[16], note[256], clause[64];
	bool funnel;
	struct ledger_stages stages;
	struct extra_fields  fields;
};
/* Names in the language asked for.  0, 1 there is none, -1.  Rows of the pack that cannot be read are left out. */
int ledger_info(struct store *st, const char *id, bool english, struct ledger_info *out);
/* The name of a stage: "" none, the code itself when the ledger has it not. */
const char *ledger_stage_name(struct store *st, const char *ledger, const char *code, bool english, char *out,
                              size_t size);
/* A value of an entry's own column for people: names for codes, yuan for fen, yes and no. */
void ledger_value_text(struct store *st, const struct extra_field *f, const char *value, bool english, char *out,
                       size_t size);

/* ---- entries ---- */
struct entry_row {
	char    id[64], title[256], status[12], stage[48], division[16], place[64], pending[32], ledger[64];
	int32_t deadline, since, opened;    /* CIVIL_NONE unset */
	int64_t persons, amount;            /* INT64_MIN unset */
	int     returned, relapses, evidence;
	char   *extra;                      /* what its ledger's own columns say: ask entry_value() */
	void   *values;
};
struct entry_rows { struct entry_row *rows; int count; };
/* Those of a ledger, "" every one's: open ones first, then by deadline.  0, -1. */
int  entries_read(struct store *st, const char *ledger, const struct ledgers_when *when, struct entry_rows *out);
void entries_clear(struct entry_rows *entries);
/* A value of its ledger's own column as the record has it, "" unset. */
const char *entry_value(struct entry_row *r, const char *key, char *out, size_t size);
/* How many stand at each stage of `info`, by its order, and overdue there: 0, -1. */
struct stage_count { int64_t entries, overdue; };
int  entries_by_stage(struct store *st, const struct ledger_info *info, int32_t today,
                      struct stage_count out[STAGES_MAX]);

/* ---- one entry ---- */
enum { ENTRY_TRAIL_MAX = 40, ENTRY_SIGNS_MAX = 24, ENTRY_EVIDENCE_MAX = 24 };
struct entry_step_row { char code[48]; int32_t day; };
struct entry_sign_row { char party[48], post[64], verdict[32], at[26]; };
struct entry_page {
	struct entry_row row;
	char ledger[64], village[64], institution[64], category[64], period[16], resp_post[64], moved_by[64];
	char source[64], watch[64],
	     clause[64], note[512], hash[72];
	int64_t rev, urged_at;
	char    values[EXTRA_FIELDS_MAX][600];       /* by info's columns, as the record has them; "" unset */
	struct entry_step_row trail[ENTRY_TRAIL_MAX];
	int     trail_count;
	struct entry_sign_row signs[ENTRY_SIGNS_MAX];
	int     sign_count;
	char    evidence[ENTRY_EVIDENCE_MAX][200];   /* kind ref */
	int     evidence_count;
};
/* `info` gets the entry's ledger.  0, 1 no such entry, -1. */
int entry_page(struct store *st, const char *id, const struct ledgers_when *when, struct ledger_info *info,
               struct entry_page *out);

/* ---- the funnel ---- */
struct funnel_stage {
	int64_t reached, reached_persons;    /* entries that stand there or have stood there, and the persons in them */
	int64_t here, here_persons, overdue;
	int     base;                           /* index of the stage its rate is of; -1 none (where entries begin) */
	int64_t moves;                          /* how often one came here from another stage */
	int     median, worst;                  /* days from the stage before; -1 nobody came */
};
struct funnel_place { char code[16], name[64]; int64_t entries, persons, open, overdue, closed, relapsed; };
enum { FUNNEL_PLACES = 64 };
struct funnel {
	struct funnel_stage stages[STAGES_MAX];
	int64_t entries, persons, unsaid;       /* unsaid: entries that do not say how many persons */
	int64_t relapsed, relapses;             /* entries that relapsed, and how often */
	struct funnel_place places[FUNNEL_PLACES];
	int     place_count;
};
/* `division`: "" the whole county, else a township.  Places are always the county's.  0, -1. */
int funnel_read(struct store *st, const struct ledger_info *info, const char *division, int32_t today, bool english,
                struct funnel *out);

/* Room for KEY=CODE of every column, and for kinds of evidence, each once. */
enum { ENTRY_FILLED = EXTRA_FIELDS_MAX * (EXTRA_KEY + STAGE_CODE_MAX + 1), ENTRY_KINDS = 2048 };
/* What the entry says to stages_may(): filled from the record, roles and names left to the caller. */
struct entry_facts {
	struct stage_facts facts;
	struct ledger_stages stages;
	char   ledger[64], stage[48], moved_by[64], owner[64], filled[ENTRY_FILLED], kinds[ENTRY_KINDS];
	struct stage_sign signs[ENTRY_SIGNS_MAX];
	struct entry_sign_row sign_rows[ENTRY_SIGNS_MAX];
};
/* 0, 1 no such entry, -1. */
int entry_facts(struct store *st, const char *id, bool english, struct entry_facts *out);

/* Entries that name an institution (B45). */
struct case_row {
	char id[128], institution[64], name[96], entry[64], ledger[96], title[160], stage[96];
	int32_t opened;
	int64_t amount;                    /* INT64_MIN not said */
};
struct cases { struct case_row *rows; int count; };
int  institution_cases(struct store *st, bool english, struct cases *out);     /* 0, -1 */
void cases_clear(struct cases *c);
