/*
 * SHA-256 in hexadecimal, over one text or over a list of fields that cannot
 * be shifted into one another (each goes in with its length).
 */
#pragma once

#include "model/base.h"

enum { DIGEST_HEX = 65 };

void digest_bytes(const void *bytes, size_t len, char out[DIGEST_HEX]);
/* Of a file's bytes, and how many: 0, -1 with errno. */
int  digest_file(const char *path, char out[DIGEST_HEX], long long *bytes);
void digest_fields(const char *const *fields, int count, char out[DIGEST_HEX]);
