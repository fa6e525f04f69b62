/*
 * The files of a pack's directory: one a kind, KIND.csv or a workbook KIND.xlsx, in capitals or not.
 * What is nearly one (issues.csv, issue.xls, a second one of the kind) is named, not passed over: a whole kind would be
 * left out without a word.
 */
#pragma once

#include "model/base.h"

/* What a directory is called, its last part: the pack's name where it has none of its own. */
void pack_dir_name(const char *dir, char *out, size_t size);
/* The kind's file: true; false there is none, `out` is where it would be. */
bool pack_file(const char *dir, int kind, char *out, size_t size);
/* Says on `errors` which files are nearly a kind's: 0, -1 there are such. */
int  pack_files_check(const char *dir, FILE *errors);
