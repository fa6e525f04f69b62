/*
 * A screen is one table of named functions (struct screen_ops).  load() is the
 * only one that sees the store; act() moves the selection or returns an effect
 * for the core to carry out; paint() gets a const model and cells.  Each can
 * be tested alone.  Nothing here knows curses, SQL, HTTP or JSON.
 */
#pragma once

#include "model/room/civil.h"
#include "model/flow/flow.h"
#include "model/room/lateness.h"
#include "screens/kit/canvas.h"
#include "screens/figures/tr.h"

struct store;
struct list_ops;
struct board;
struct lineage;

enum scope {
	SCOPE_ANY = 1 << 0, SCOPE_MOVE = 1 << 1, SCOPE_MAP = 1 << 2, SCOPE_TASKS = 1 << 3,
	SCOPE_ISSUES = 1 << 4,     /* the list */
	SCOPE_ISSUE = 1 << 5,      /* one issue's page */
	SCOPE_REPORTS = 1 << 6, SCOPE_SETTLEMENT = 1 << 7, SCOPE_TOWNSHIP = 1 << 8, SCOPE_OUTBOX = 1 << 9,
	SCOPE_STEPS = 1 << 10,     /* a screen whose targets() can be acted on by flow verbs */
	SCOPE_DUTIES = 1 << 12, SCOPE_LEDGERS = 1 << 13, SCOPE_SOURCES = 1 << 14, SCOPE_FIGURES = 1 << 15,
	SCOPE_ENTRIES = 1 << 16,   /* one ledger's entries */
	SCOPE_LIST = 1 << 17,      /* rows by columns: filtered and sorted by any of them */
	SCOPE_DIALOG = 1 << 11     /* an overlay; digits choose, SCOPE_ANY's digits do not apply */
};

enum action {
	ACT_NONE,
#define ACTION(id, name, keys, scope, brief, help) ACT_##id,
#include "screens/kit/actions.def"
#undef ACTION
	ACT_COUNT
};
struct action_def { const char *name, *keys; unsigned scope; const char *brief, *help; };
extern const struct action_def actions[ACT_COUNT];
enum action action_find(const char *name);         /* ACT_NONE when unknown */
/* The action's keys as they are bound now; the console says so when the configuration rebinds one (text must live
 * on). */
const char *action_keys(enum action act);
/* The same for people: "Ctrl-D PgDn", not "C-d PgDn". */
const char *action_keys_text(enum action act, char *out, size_t size);
void        action_keys_set(enum action act, const char *keys);

enum screen_id {
#define SCREEN(id, ops, tab) SCREEN_##id,
#include "screens/kit/screens.def"
#undef SCREEN
	SCREEN_COUNT
};

/* Topics: which records changed; bit KIND_x, plus these. */
#define TOPIC(kind)   (UINT64_C(1) << (kind))
#define TOPIC_OUTBOX  (UINT64_C(1) << 62)
#define TOPIC_META    (UINT64_C(1) << 63)

/* Everything a screen may know besides its own model. */
struct env {
	int64_t     now;             /* the room's clock */
	int32_t     today;           /* the day looked at: room's day, or --as-of */
	bool        as_of;           /* today was set by hand */
	int         h, w;            /* size of the body this screen paints */
	const char *user, *post;     /* identity at the hub; "" unknown */
	unsigned    roles;
	const char *county;          /* 6-digit code */
	const char *county_name;
	/* the word for all that this reader is sent: the whole county, this township; NULL: the county */
	const char *whole;
	bool        part;            /* ... and it is not the county: nothing is ranked, no total is the county's */
	bool        read_only, online, english;
	bool        hurried;         /* keys come in a run: what is costly waits until they pause (canvas_keep) */
	int32_t     campaign_start, zero_day;     /* params; CIVIL_NONE unset */
	const struct calendar   *cal;
	const struct room_rules *rules;
	const char *arg;             /* what this screen was opened on: a code, an id, a filter; "" none */
	const struct board *board;   /* totals of the pages, where they are known already; or NULL */
};

/* Is the day looked at over?  Then all is as it stood (store_look()), and nothing can be done to it. */
bool env_past(const struct env *env);
/* The moment ages are judged at: the room's clock; of a day that is over its end. */
int64_t env_then(const struct env *env);
/* What totals are over, as people call it. */
const char *env_whole(const struct env *env);

/* A text-entry key, when type() is asked: a character, or an editing key. */
enum edit_key { EDIT_CHAR, EDIT_BACKSPACE, EDIT_DELETE, EDIT_LEFT, EDIT_RIGHT, EDIT_HOME, EDIT_END,
                EDIT_UP, EDIT_DOWN, EDIT_ENTER, EDIT_TAB, EDIT_BACKTAB, EDIT_KILL, EDIT_WORD_BACK, EDIT_EDITOR,
                EDIT_PASTE };
struct typed { enum edit_key key; uint32_t cp; const char *paste; };

enum effect_kind {
	FX_NONE,        /* nothing changed */
	FX_PAINT,       /* the model changed; paint */
	FX_LOAD,        /* call load() again, then paint */
	FX_AHEAD,       /* paint, and call load() when nobody waits for it */
	FX_OPEN,        /* push `screen` with `text` as env->arg */
	FX_SWITCH,      /* like a tab key: replace the stack's bottom */
	FX_BACK,        /* pop this screen */
	FX_VERB,        /* run the flow verb `verb` on targets(); the core asks what is missing */
	FX_SUBMIT,      /* queue `op` */
	/* an outbox command: `verb` withdraw|retry|retry-all|earlier|later|resubmit|to-comment|drop|edit, `text` the
	 * op's uuid */
	FX_OUTBOX,
	FX_COPY,        /* `text` to the clipboard */
	FX_EXPORT,      /* write a CSV: `text` is a CLI noun with its filter, e.g. "issues 乡镇:姚关" */
	FX_SHOW,        /* a text box titled `verb` with `text` */
	FX_SAY,         /* `text` on the message line */
	FX_REFUSE,      /* the same, with the reject tone */
	FX_AS_OF,       /* look at day `number` */
	FX_RETRY_SYNC,
	FX_QUIT,
	FX_ACTION,      /* action `number`; from the palette: leave it and do it below */
	FX_ANSWER,      /* from a question: `number` is the button, 0 the one that does nothing */
	FX_DRAFT        /* keep draft() and leave */
};
struct op;
struct effect {
	enum effect_kind kind;
	enum screen_id   screen;
	const char      *verb;       /* borrowed, static */
	char            *text;       /* heap, the core frees it; or NULL */
	struct op       *op;         /* heap, op_free() */
	struct op      **more;       /* FX_SUBMIT of several: the others, NULL-terminated, heap; or NULL */
	long             number;
};
struct effect fx(enum effect_kind kind);
struct effect fx_text(enum effect_kind kind, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct effect fx_open(enum screen_id screen, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct effect fx_verb(const char *verb);
/* What that key does. */
struct effect fx_do(enum action act);

/* What flow verbs act on: records of one kind. */
enum { TARGETS_MAX = 500, TARGET_ID = 64 };
struct targets { enum kind kind; int count; char id[TARGETS_MAX][TARGET_ID]; };
/* The one record a screen is about or its cursor is on; NULL: none. */
void targets_one(struct targets *out, enum kind kind, const char *id);

struct screen_ops {
	const char *name;          /* config section, golden-file name, CLI noun */
	const char *title;         /* msgid */
	unsigned    scope;
	uint64_t    topics;        /* store changes that make the model stale */
	size_t      model_size;    /* allocated and zeroed by the core */
	const struct list_ops *list;     /* a list screen's columns and rows (screens/kit/list.h); NULL: no list */
	void        (*init)(void *model, const struct list_ops *list);         /* optional: of a model just allocated */
	/* painted over the screen below, on a canvas of size() in the middle; it paints its own box */
	bool        overlay;
	int         (*load)(void *model, struct store *st, const struct env *env);       /* 0, -1 with store_error() */
	void        (*unload)(void *model);                                              /* optional */
	struct effect (*act)(void *model, enum action act, const struct env *env);       /* optional */
	void        (*paint)(const void *model, const struct env *env, struct canvas *c);
	/* `i`: of what the cursor is on (screens/kit/lineage.h); says nothing where there is nothing */
	void        (*lineage)(const void *model, const struct env *env, struct lineage *out);
	/* All below optional. */
	bool        (*more)(const void *model);            /* load() has put something off: paint, then call it again */
	void        (*targets)(const void *model, struct targets *out);
	struct effect (*search)(void *model, struct store *st, const struct env *env, const char *needle,
	                        int direction);
	struct effect (*filter)(void *model, const char *text, char *error, size_t error_size);
	const char *(*filter_text)(const void *model);
	bool        (*typing)(const void *model);                                        /* does it take text now? */
	struct effect (*type)(void *model, const struct typed *in, const struct env *env);
	bool        (*dirty)(void *model);                     /* Esc: something of its own to clear first? clears it */
	void        (*size)(const void *model, int max_h, int max_w, int *h, int *w);    /* overlays: wanted size */
	struct op  *(*draft)(const void *model, const struct env *env);         /* half-typed work to keep; NULL none */
	void        (*restore)(void *model, const struct op *op);           /* fills a form from a draft or queued op */
	const char *(*enter)(const void *model);                /* what Enter does now, for the hint line; "" nothing */
};

/* A model to load: zeroed, a list's knowing which list it is. NULL: out of memory. */
void *screen_model_new(const struct screen_ops *ops);

struct screen_def { const struct screen_ops *ops; int tab; };
extern const struct screen_def screen_defs[SCREEN_COUNT];
/* The screen beside `id` in its tab, `step` 1 or -1, round about; `id` itself when it has none in this build. */
enum screen_id screen_sibling(enum screen_id id, int step);
/* The key of a tab: 1 to 9, then 0. */
int screen_tab_key(int tab);
/* The screen whose name is `name`, or NULL. */
const struct screen_ops *screen_find(const char *name);
