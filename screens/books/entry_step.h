/*
 * Moving an entry of a ledger: where it may go, what each stage asks for, and
 * what still stands against it, in words.  Shared by the form, the pages and
 * the command line.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/forms.h"
#include "store/read/ledgers.h"

/* "说明 佐证 会签3": what a move there asks for; "" nothing. */
void stage_needs_text(const struct ledger_stage *to, const struct extra_fields *fields, char *out, size_t size);

/* What is known of the move besides the record. */
struct entry_given { int evidence; bool note, amount; const char *filled, *kinds; };
/* Why not, 0 when nothing stands against it: bits of model/flow/stage.h. */
unsigned entry_lacks(const struct entry_facts *f, const struct env *env, const char *to,
                     const struct entry_given *given);
/* May you sign for `party`, NULL for any?  And why the entry cannot be moved or signed by you at all: 0 it can. */
unsigned entry_sign_lacks(const struct entry_facts *f, const struct env *env, const char *party);
void     entry_bars(const struct entry_facts *f, const struct env *env, unsigned *move, unsigned *sign);
/* The stages it may go to as far as the form cannot make up for: code, name, and what they ask for. How many. */
int      entry_choices(const struct entry_facts *f, const struct extra_fields *fields, const struct env *env,
                       struct choice *out, int max);
/* Of the stages that follow, why each is closed to you: "已确认: 会签未齐 1/3". */
void     entry_closed_text(const struct entry_facts *f, const struct extra_fields *fields, const struct env *env,
                           char *out, size_t size);
/* The first reason of `lacks` in a sentence. */
void     entry_lack_text(const struct entry_facts *f, const struct extra_fields *fields, const char *to,
                         const struct entry_given *given, unsigned lacks, char *out, size_t size);
