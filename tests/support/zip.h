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

/* What an entry says of itself, in its own header and in the directory behind all: the bits of `flip` are turned. */
enum zip_field { ZIP_FLAGS, ZIP_METHOD, ZIP_CRC, ZIP_PACKED, ZIP_SIZE };
enum zip_header { ZIP_LOCAL, ZIP_CENTRAL, ZIP_BOTH };
void zip_spoil(const char *path, const char *name, enum zip_field field, uint32_t flip, enum zip_header where);

/* NAME=FILE words, up to a NULL; 0 or -1. */
int  zip_files(const char *path, char *const *parts);
