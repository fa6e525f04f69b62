/*
 * The rules across rows (hub/policy/rules.sql), asked inside the transaction that
 * wrote the rows.  What one row may say alone is hub/intake/check.h and model/.
 *
 * Formulas, a stage's terms and kinds of records have languages of their own;
 * SQL asks for them by functions (hub/policy/rules_words.c):
 *
 *   say(text, ...)                 the reason in the reader's language, %s, %.40s (characters) and %1$s put in
 *   say_kind(name)                 a kind of record in his words
 *   formula_words(text)            JSON: of each word what it names (model/figures/words.h)
 *   formula_constant(text)         is it made of numbers and parameters alone?
 *   formula_wrong(text)            why it cannot be worked out (model/figures/arith.h), or NULL
 *   formula_circles(id, formula)   aggregate, JSON: [{"id":"a","path":"a uses b uses a"}]
 *   stage_wrong(field, value)      why model/flow/stage.h does not take it, or NULL
 *   is_kind(text)   unit_known(text)   param_read(key)   list_read(list)    does something here know it?
 *   claim_wrong(field, text)       why a watch's amount, param or condition is none, or NULL
 *   claim_params(text)             JSON: the keys of the params it goes by
 *   roster_wrong(rule)   roster_params(rule)    the same of who has a subsidy (param subsidy_CATEGORY_if)
 *   claim_codes(condition)   roster_codes(rule)     JSON: each [LIST, CODE] it compares with
 *   money_of(text)                 yuan as written, in fen; NULL it is no amount
 *   addressed(word, post's id, name, unit, role)   addressee_tail(word)     sql/addressed.h
 *   nearest(typed, word)           aggregate: those of the words that are near, or NULL
 *   path_wrong(rows_at), map_wrong(takes, map), next_wrong(next)    why a source's JSON cannot be read so, or NULL
 */
#pragma once

#include "hub/intake/faults.h"

/* Adds what the rules find, and as notes what they doubt: 0; -2 with hub_db_error(). */
int rules_run(struct hub_db *db, struct faults *f);
/* Adds, as notes, what the plan says that nobody listens to: 0; -2. */
int rules_silences(struct hub_db *db, struct faults *f);
/* What they find in what the plan says, among packs that are each whole by themselves, said on `out` as notes:
 * nothing is refused for it. */
int rules_note(struct hub_db *db, FILE *out);
/* Each category its watches and rules speak of, and who does; `each` goes on with 0: 0, what it returned, -2. */
int rules_categories(struct hub_db *db, int (*each)(void *ctx, const char *code, const char *name, const char *ids),
                     void *ctx);
/* Does the row belong to one place or period, although its kind says what a plan says: a rule over
 * figures, an indicator worked out from them, a param about the county itself?  -1 failed. */
int rules_of_county(struct hub_db *db, enum kind kind, const char *id);
