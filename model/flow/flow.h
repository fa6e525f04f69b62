/*
 * The flows: states, verbs, their arguments, who may do what.  Tables read
 * from flow.def and the one decision both programs take from them: may this
 * user do this verb to this record now, and if not, why.  No I/O.
 */
#pragma once

#include "model/records/record.h"

/* Roles are bits; a user may hold several. */
enum {
	ROLE_VIEWER = 1, ROLE_TOWNSHIP = 2, ROLE_GROUP = 4,
	ROLE_DUTY = 8, ROLE_LEADER = 16, ROLE_ADMIN = 32
};
unsigned    role_parse(const char *name);      /* 0 when unknown */
const char *role_name(unsigned one_bit);

enum state_class { STATE_OPEN, STATE_SUSPENDED, STATE_CLOSED, STATE_CANCELLED };

struct state_def {
	enum kind        kind;
	const char      *code;      /* as on the wire: IN_PROGRESS */
	enum state_class class;
	const char      *title;     /* msgid */
	const char      *zh;        /* its Chinese, as files write it */
};

/* What a step needs besides its role; each has one check in flow_may(). */
enum {
	NEEDS_EVIDENCE        = 1 << 0,  /* at least one, on the record or in the arguments (A64) */
	NEEDS_OTHER_ACTOR     = 1 << 1,  /* actor is not who submitted it */
	NEEDS_VERIFIER        = 1 << 2,  /* verifier named, and not who submitted it */
	NEEDS_NOT_SOLE        = 1 << 3,  /* who verified may not close alone, unless leader */
	NEEDS_DUTY_SOURCE     = 1 << 4,  /* duty closes only what came from sources the plan says; others need leader */
	NEEDS_COOLDOWN        = 1 << 5,  /* not urged within FLOW_URGE_COOLDOWN seconds */
	NEEDS_BEFORE_DEADLINE = 1 << 6,  /* asked before the deadline, at most twice */
	NEEDS_ZERO_DAY        = 1 << 7,  /* not past the clear-to-zero day */
	NEEDS_EXTENSION       = 1 << 8,  /* an extension has been asked for */
	NEEDS_ARTEFACTS       = 1 << 9,  /* analysed, assessed and dispatched are all dated (A19) */
	NEEDS_OWNER           = 1 << 10, /* the duty's own role, or duty and leader for everybody */
	NEEDS_STAGE           = 1 << 11, /* some stage of the ledger may follow: model/flow/stage.h */
	NEEDS_CELLS           = 1 << 13, /* every cell of the report's checklist is looked at (A16) */
	NEEDS_SIGNING         = 1 << 12  /* some department may still sign at the entry's stage */
};
#define FLOW_URGE_COOLDOWN (24 * 3600)
#define FLOW_EXTENSIONS_MAX 2

/* flow_def.from and .to: index into flow_states, or one of these. */
enum { FLOW_ANY = -1, FLOW_LIVE = -2, FLOW_NONE = -3, FLOW_SAME = -4, FLOW_PRIOR = -5 };
/* In place of a state: of a record whose kind has none. */
enum { FLOW_STATELESS = -6 };

struct flow_def {
	enum kind   kind;
	int         from;
	const char *verb;
	int         to;
	unsigned    roles;
	unsigned    needs;
};

struct verb_def {
	enum kind   kind;
	const char *name;
	const char *title;        /* msgid */
};

enum arg_type { ARG_TEXT, ARG_LONG, ARG_DATE, ARG_INT, ARG_FEN, ARG_MATRIX, ARG_EVIDENCE, ARG_POST, ARG_DIVISION,
                ARG_STAGE, ARG_MARKS, ARG_EXTRA, ARG_TERM };
enum arg_need { ARG_OPT, ARG_REQ, ARG_LATE };

struct arg_def {
	enum kind     kind;
	const char   *verb;
	const char   *name;
	enum arg_type type;
	const char   *list;       /* for ARG_TERM: the term list */
	enum arg_need need;
	int           field;      /* record_fields index, or -1 */
	const char   *title;      /* msgid */
};

enum set_from { SET_NOW, SET_TODAY, SET_ACTOR, SET_POST, SET_INC, SET_ZERO, SET_STATE, SET_EXT,
                SET_DUE, SET_GROUP };

struct set_def {
	enum kind     kind;
	const char   *verb;
	int           field;
	enum set_from from;
};

extern const struct state_def flow_states[];  extern const int flow_state_count;
extern const struct flow_def  flow_steps[];   extern const int flow_step_count;
extern const struct verb_def  flow_verbs[];   extern const int flow_verb_count;
/* These two name fields, so they are read through functions. */
const struct arg_def *flow_args(enum kind kind, const char *verb, int *count);
const struct set_def *flow_sets(enum kind kind, const char *verb, int *count);

int  flow_state_find(enum kind kind, const char *code);            /* index, or -1 */
/* The field that says where a record of the kind stands: what events call its state. */
const char *flow_standing(enum kind kind);
/* In place of a state, of a past day: nothing tells how the record stood (store/past/past.h). */
#define PAST_UNTOLD "?"
/* The state for people; a code that is none as it is. */
const char *flow_state_text(enum kind kind, const char *code);
const struct verb_def *flow_verb_find(enum kind kind, const char *verb);
/* What an event calls what happened to a record of the kind, a msgid: a step, what a batch did to it, a state that came
 * by itself; else the verb as it is. */
const char *flow_event_title(enum kind kind, const char *verb);
/* The step that starts at `state` (index, or FLOW_NONE) with `verb`, or NULL. */
const struct flow_def *flow_step_find(enum kind kind, int state, const char *verb);

/* What the needs are judged by; unset members are 0 or NULL. */
struct flow_facts {
	const char *status;          /* current state's code; NULL: no record yet */
	bool        duty_source;     /* the issue came from a source whose issues duty may close */
	const char *submitted_by;    /* user who submitted, reported done, ... */
	const char *verified_by;
	const char *verifier;        /* from the arguments, when they are known */
	int         evidence;        /* pieces on the record plus in the arguments */
	int         extensions;
	bool        ext_pending;
	bool        artefacts, cells_seen;
	bool        unproved;        /* its duty asks for no evidence */
	const char *owner_role;      /* whose duty it is; NULL or "" anybody's whose role may */
	unsigned    move_lacks, sign_lacks;   /* of an entry: why not (bits of stage.h); 0 it may */
	bool        args_known;      /* false: a menu asks; needs the arguments can still meet pass */
	int64_t     urged_at;        /* epoch seconds, 0 never */
	int64_t     now;
	int32_t     today;           /* civil day */
	int32_t     deadline;        /* civil day, 0 none */
	int32_t     ext_until;       /* asked-for day, 0 none */
	int32_t     zero_day;        /* 0 none */
};

enum flow_answer {
	FLOW_OK, FLOW_NO_VERB, FLOW_NOT_NOW, FLOW_ROLE, FLOW_EVIDENCE, FLOW_SAME_ACTOR, FLOW_VERIFIER,
	FLOW_SOLE, FLOW_SOURCE, FLOW_COOLDOWN, FLOW_AFTER_DEADLINE, FLOW_TOO_MANY, FLOW_PAST_ZERO,
	FLOW_NO_EXTENSION, FLOW_ARTEFACTS, FLOW_CELLS, FLOW_OWNER, FLOW_STAGE
};

/* May a user named `user` with `roles` do `verb`?  On FLOW_OK *step is the row. */
enum flow_answer flow_may(enum kind kind, const char *verb, unsigned roles, const char *user,
                          const struct flow_facts *facts, const struct flow_def **step);

/* Between which days a date may lie; civil days, 0 none; month as month_parse(), -1 none. */
enum { LIMIT_AHEAD = 1, LIMIT_LATER = 2, LIMIT_BY_ZERO = 4, LIMIT_IN_MONTH = 8, LIMIT_PAST = 16 };
struct flow_days { int32_t today, deadline, zero_day; int month; };
/* Why the day will not do for that argument, a msgid; NULL it will. */
const char *flow_day_wrong(enum kind kind, const char *verb, const char *arg, int32_t day,
                           const struct flow_days *days);

/* A short word for tests, the wire and logs, and a sentence (msgid) for people. */
const char *flow_answer_name(enum flow_answer answer);
const char *flow_answer_text(enum flow_answer answer);
