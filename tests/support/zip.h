/*
 * Zip files for tests: parts by name, and what a hostile hand does to them afterwards.
 */
#pragma once

#include "model/base.h"

struct zip;

struct zip *zip_begin(const char *path);
/* Deflated; method 0 stores. */
void zip_part(struct zip *z, const char *name, const char *bytes, size_t len, int method);
/* A long one, in pieces. */
void zip_open(struct zip *z, const char *name);
void zip_write(struct zip *z, const char *bytes, size_t len);
void zip_close(struct zip *z);
void zip_end(struct zip *z);

/* NAME=FILE words, up to a NULL; 0 or -1. */
int  zip_files(const char *path, char *const *parts);
