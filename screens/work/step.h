/*
 * What menu, bulk and form are opened on: a kind, a verb and records, as one
 * text "issue\nclose\n2020-0143\n2020-0150".
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/targets.h"

struct step {
	enum kind kind;
	char      verb[32];
	struct targets targets;
};

/* 0, -1 when it is no such text. */
int   step_parse(struct step *step, const char *text);
/* The same back; yours to free. */
char *step_format(enum kind kind, const char *verb, const struct targets *targets);
/* "销号 2020-0143" or "销号 3 件". */
void  step_title(const struct step *step, const char *verb_title, char *out, size_t size);

/* A key for a verb that records of this kind do not have is none here. */
bool step_key_for(enum action act, enum kind kind);
/* Why not, in words that name the state; the text stays until the next call. */
const char *step_why(enum kind kind, const char *verb, const char *status, enum flow_answer answer);

/* store_target() as you see it: of an entry also why its ledger lets you not move or sign it. */
int step_target(struct store *st, const struct env *env, enum kind kind, const char *id, struct target *out);
/* The days a date of the step is judged by: of a new record, `id` "", without a deadline and a month. */
void step_days(struct store *st, const struct env *env, enum kind kind, const char *id, struct flow_days *out);
/* Why not, of a target. */
const char *step_bar_text(const struct target *t, enum kind kind, const char *verb, enum flow_answer answer);

/* May `verb` be done to one target here and now?  Also says no when the same step already waits unsent. */
enum step_bar { STEP_OK, STEP_BARRED, STEP_QUEUED };
enum step_bar step_may(const struct env *env, const struct target *t, enum kind kind, const char *verb,
                       const char **why);
