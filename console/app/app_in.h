/*
 * Inside the console's loop only: its state, and what its files give each
 * other.  app.c is the loop, app_stack.c the screens, app_key.c keys to
 * actions, app_effect.c what actions cause, app_ops.c queueing and the outbox,
 * app_frame.c the lines around the body, app_prompt.c search and filter,
 * app_ask.c what the terminal says of itself.
 */
#pragma once

#include <sys/types.h>

#include "console/app/app.h"
#include "console/term/keys.h"
#include "console/app/link.h"
#include "console/cli/monotonic.h"
#include "console/term/probe.h"
#include "console/term/pace.h"
#include "console/cli/session.h"
#include "console/term/term.h"
#include "console/term/theme.h"
#include "screens/kit/board.h"
#include "screens/kit/line.h"
#include "screens/kit/screen.h"
#include "store/read/targets.h"

enum { LAYERS_MAX = 24, APP_ROWS_AROUND = 4, APP_LEAST_H = 12, APP_LEAST_W = 40 };

struct layer {
	enum screen_id id;
	const struct screen_ops *ops;
	void  *model;            /* NULL: load() has not succeeded */
	char  *arg;
	bool   stale, ahead;     /* ahead: load() is asked for, once what there is has been painted */
	char   error[256];       /* why load() failed; painted in its place */
	struct store_untold untold;      /* of a past day: what of it nothing tells */
	int    h, w;             /* what env->h, w are for it */
};

/* What the confirm overlay on top was opened for. */
enum question { ASK_NONE, ASK_QUIT, ASK_DROP };

struct app {
	struct session *session;
	const struct app_options *options;
	struct term   *term;
	struct keymap *keymap;
	struct link    link;
	struct board   board;                   /* what the pages' totals are: for the tabs and the map */

	struct layer   layers[LAYERS_MAX];
	int            depth;
	struct layer   parked[SCREEN_COUNT];    /* tabs left by their digit keep their place */
	int            tab_last[11];            /* by tab: the screen of it shown last */
	enum screen_id previous;                /* the tab before this one */

	struct probe   probe;
	struct theme   theme;
	bool           settled;                 /* colours and glyphs are chosen: frames may be shown */

	struct canvas  frame, before;           /* before: the one painted last, of `painted` */
	const struct screen_ops *painted;
	int            painted_depth;
	enum glyph_tier tier;
	bool           wide_ambiguous;
	bool           dirty, quit, hung_up;
	struct pace    pace;
	int64_t        key_ms;                  /* when the last key came */
	/* run: it came close behind another; calm: since the last frame one came that does more than move; hurried: the
	 * next frame is one of a run */
	bool           run, calm, hurried;
	bool           late, unchecked;  /* what waits until keys pause; other consoles' work has not been looked for */
	bool           small;                   /* the terminal is under 40x12 */

	char           message[512];
	enum paint_role message_role;
	bool           han_hinted;
	int64_t        muted_until;             /* room time */
	int64_t        fresh_at;                /* room time when the line was last seen up; 0 never */
	bool           mouse, suspend;
	struct { int from, to; } tab_at[SCREEN_COUNT];     /* columns, for clicks */

	struct { bool on, filter; struct line line; char error[200]; } prompt;
	char           needle[256];             /* last search */

	struct target  hint_target;             /* the record whose steps the hint line greys */
	enum kind      hint_kind;
	bool           hint_stale;

	enum question  question;
	char           question_arg[64];
	char           edit_uuid[37];           /* the queued operation the open form replaces */
	char         (*sent)[37];               /* queued here and not yet answered */
	int            sent_count;
	pid_t          exporter;                /* child writing an export; 0 none */
	char           export_path[512];
};

/* ---- app.c ---- */
void    app_say(struct app *a, enum paint_role role, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void    app_refuse(struct app *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));   /* with the bell */

/* ---- app_stack.c ---- */
struct layer *app_top(struct app *a);
/* The topmost screen that is no overlay. */
struct layer *app_base(struct app *a);
struct env    app_env(struct app *a, const struct layer *l);
int  app_push(struct app *a, enum screen_id id, const char *arg);           /* 0, -1 said on the message line */
void app_pop(struct app *a);                                                /* never the last one */
void app_switch(struct app *a, enum screen_id id, const char *arg);         /* a tab; keeps the one left */
void app_load(struct app *a, struct layer *l);
void app_load_ahead(struct app *a);                                         /* what FX_AHEAD asked for */
void app_stale(struct app *a, uint64_t topics);                             /* marks every layer, loads what shows */
void app_room(struct app *a, struct layer *l);                              /* h and w as they are wanted now */
void app_layout(struct app *a);                                             /* after a resize */
void app_close_all(struct app *a);
bool app_has(const struct layer *l, unsigned scope);

/* ---- app_key.c ---- */
void app_key(struct app *a, const struct term_event *event);
void app_action(struct app *a, enum action act);
bool app_changes(struct app *a, enum action act);         /* a key that makes or changes something */
bool app_past_day(struct app *a);                         /* is the day looked at over?  Says what to do then */
const char *app_verb_of(enum action act);                /* the flow verb a key stands for, or NULL */

/* ---- app_effect.c ---- */
void app_effect(struct app *a, struct effect e);

/* ---- app_ops.c ---- */
void app_verb(struct app *a, const char *verb);          /* on the targets of the screen below any overlay */
void app_steps(struct app *a);                           /* the F9 menu */
void app_submit(struct app *a, struct effect *e);
void app_outbox(struct app *a, const char *command, const char *uuid);
void app_undo(struct app *a);
void app_keep_drafts(struct app *a);                     /* the line dropped */
bool app_targets(struct app *a, struct targets *out);
void app_export(struct app *a, const char *noun);
void app_exported(struct app *a);                        /* a child ended */

/* ---- app_tell.c ---- */
void app_tell_queued(struct app *a, const struct effect *e, int queued);
bool app_tell_answers(struct app *a);                    /* true when there was something to say */
void app_tell_too_late(struct app *a, enum kind kind, const char *id);

/* ---- app_frame.c ---- */
void app_paint(struct app *a);

/* ---- app_prompt.c ---- */
void app_prompt(struct app *a, bool filter);
void app_prompt_type(struct app *a, const struct typed *in);
void app_prompt_paint(struct app *a, struct canvas *row);
void app_search_again(struct app *a, int direction);

/* ---- app_ask.c ---- */
void app_ask(struct app *a);
/* Was the event an answer of the terminal? */
bool app_answer(struct app *a, const struct term_event *event);
/* Milliseconds the first frame still waits for the answers; -1: no longer. */
int  app_ask_due(struct app *a);

/* ---- clipboard.c ---- */
/* 0; -1 with why not. */
int  clipboard_copy(struct term *t, const char *text, char *error, size_t size);
