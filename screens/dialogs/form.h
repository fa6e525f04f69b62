/*
 * Inside the form only: its model and what its files give each other.  A form
 * is made from the flow table's arguments of one verb; form.c drives it,
 * form_field.c edits one field, form_check.c judges and builds the operation,
 * form_paint.c shows it.
 */
#pragma once

#include "model/text/when.h"
#include "model/flow/duty.h"
#include "model/flow/extra.h"
#include "model/flow/op.h"
#include "screens/kit/line.h"
#include "screens/work/step.h"
#include "store/read/forms.h"
#include "store/read/reports.h"

enum { FORM_FIELDS = 40, FORM_CHOICES = 120, FORM_PIECES = 24, FORM_PIECE = 200, FORM_CELLS = CHECK_ITEMS_MAX };

struct form_field {
	const struct arg_def *def;
	const struct extra_field *extra;    /* a column of the entry's ledger, else NULL */
	struct line    line;             /* text, date, number; what is typed to find a choice; the piece being added */
	struct choice *choices;
	int            choice_count, at;    /* at: -1 none chosen */
	char           pieces[FORM_PIECES][FORM_PIECE];
	int            piece_count;
	char           cells[FORM_CELLS + 1];      /* of a matrix or a checklist, row by row: 0 1 2 - */
	int            cell, cell_count, across;    /* the one being filled; cells in a row */
	bool           touched;             /* changed by the officer */
	bool           open;                /* a long list of choices is unfolded */
	char           error[120];
};

struct form {
	struct step    step;
	const struct verb_def *verb;
	unsigned       needs;
	char           ledger[64];          /* a new entry's, chosen before the form was opened; "" none */
	char           known[256];          /* field=value lines it was opened with */
	struct form_book *book;             /* of entries, else NULL */
	struct target *items;               /* one per target, in order; facts point into each; NULL for a new record */
	struct form_field *fields;
	int            count;               /* of fields */
	struct flow_days days;              /* that dates are judged by */
	int            focus;               /* field, or count + enum form_button */
	bool           late, asked, careful;
	bool           fresh;               /* nobody has moved off the button it opened on */
	bool           typed;               /* since it opened, apart from what was brought back */
	struct choice  kept[FORM_PIECES];   /* evidence already on the record */
	int            kept_count;
	struct report_axes axes;            /* of a supervision report's checklist */
	int            top;                 /* rows scrolled off */
	char           error[200];
};
enum form_button { BUTTON_CONFIRM, BUTTON_DRAFT, BUTTON_CANCEL, BUTTONS };

/* ---- form_field.c ---- */
/* An editing key for the field; true when it took it. */
bool field_type(struct form *f, struct form_field *field, const struct typed *in, const struct env *env);
void field_leave(struct form_field *field, const struct env *env);      /* tidies a date, adds a half-typed piece */
/* The value as the operation carries it; "" none (evidence: see pieces). */
const char *field_value(const struct form_field *field, char *out, size_t size);
void field_set(struct form_field *field, const char *value);
/* The choice Enter takes from an open list: an index into choices, -1 none. */
int  field_offered(const struct form_field *field);
bool field_is_choice(const struct form_field *field);
bool field_is_cells(const struct form_field *field);
/* Candidates for what has been typed: indexes into choices; returns how many. */
bool field_lists(const struct form_field *field);      /* too many choices to stand side by side */
int  field_found(const struct form_field *field, int out[FORM_CHOICES]);

/* ---- form_check.c ---- */
/* 0 when it may be queued; else -1, the reason in f->error, the field it is about (-1 none) through *field. */
int  form_check(struct form *f, const struct env *env, int *field);
/* The operation for target i; yours to free. */
struct op *form_op(const struct form *f, int i, const struct env *env);
bool field_is_empty(const struct form_field *field);
bool field_is_needed(const struct form *f, const struct form_field *field);      /* not optional here */
/* Lines for people about evidence, verifier, lateness: written one after the other, returns whether all are met. */
bool form_state(const struct form *f, const struct env *env, char *out, size_t size);

/* ---- form_entry.c ---- */
int  form_book_load(struct form *f, struct store *st, const struct env *env);       /* 0, -1 */
void form_book_free(struct form *f);
/* Fills field->choices: how many, -1 failed, -2 it is no field of a ledger. */
int  form_book_choices(struct form *f, struct form_field *field, struct store *st, const struct env *env);
const struct arg_def *form_book_ledger(struct form *f, const struct arg_def *def);
/* The ledger's columns from f->fields[f->count] on, at most `room`: how many. */
int  form_book_fields(struct form *f, const struct arg_def *extra, const struct env *env, int room);
void form_book_default(struct form *f, struct form_field *field);
/* What is closed to it and why; "" nothing. */
void form_book_closed(const struct form *f, const struct env *env, char *out, size_t size);
/* Does the chosen stage ask for this field? */
bool form_stage_asks(const struct form *f, const struct form_field *field);
/* What a column or an amount has wrong, NULL nothing. */
const char *form_extra_wrong(const struct form_field *field, const char *value);
int  form_book_check(const struct form *f, const struct env *env, char *why, size_t size);      /* 0, -1 */
int  form_extra_op(const struct form *f, const struct form_field *field, struct op *op);        /* 0, -1 */
/* What op says of the column; NULL nothing. */
const char *form_extra_arg(const struct form_field *field, const struct op *op);

/* ---- form_paint.c ---- */
void form_paint(const void *model, const struct env *env, struct canvas *c);
void form_size(const void *model, int max_h, int max_w, int *h, int *w);
int  field_rows(const struct form *f, int i, int width);
