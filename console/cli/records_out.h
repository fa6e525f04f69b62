/*
 * Records as JSON, CSV or a table.  JSON and CSV carry the names and values of
 * fields.def unchanged, so that what is written can be imported again; the
 * table is for reading and may name, shorten and translate.
 */
#pragma once

#include "console/cli/session.h"
#include "store/read/records.h"

enum out_format { OUT_TABLE, OUT_JSON, OUT_CSV };
enum { OUT_FIELDS_MAX = 64 };

struct records_out {
	enum out_format format;
	FILE *file;
	int   width;                 /* columns of the table */
	bool  bom;                   /* CSV: begin with U+FEFF, as spreadsheets want it */
	bool  safe;                  /* CSV: a ' before text that a spreadsheet would take for a formula */
	bool  whole;                 /* table: nothing is cut, into a pipe */
	bool  titles;                /* CSV: Chinese column titles */
	int   fields[OUT_FIELDS_MAX], field_count;   /* RECORD_ID is the id; JSON adds rev when all are asked for */
	bool  all;
	long  rows;
	struct session *session;     /* for names in the table */
};

void records_out_begin(struct records_out *o);
void records_out_row(struct records_out *o, const struct record *row);
void records_out_end(struct records_out *o);

/* One record as a JSON object, without a newline. */
void record_json(FILE *file, const struct record *row, const int *fields, int count, bool rev);
/* What a person reads for a field's value: names for codes, yuan for fen.  Uses only o->session. */
void record_readable(const struct records_out *o, const struct record *row, int field, char *out, size_t size);
/* One cell of RFC 4180, with the comma before it; `safe` puts a ' before what a spreadsheet would run. */
void csv_cell(FILE *file, const char *text, bool safe, bool first);
/* A JSON string with its quotes. */
void json_string(FILE *file, const char *text);
