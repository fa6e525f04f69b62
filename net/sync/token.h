/*
 * The bearer token: read from a file only its owner can read, kept out of
 * argv, environment, logs and core files, wiped when let go.
 */
#pragma once

#include "model/base.h"

#include <sys/types.h>

enum { TOKEN_MAX = 512 };
struct token { char text[TOKEN_MAX + 1]; dev_t dev; ino_t ino; off_t size; struct timespec changed; };

/* Reads it: a regular file (no symbolic link) of ours, mode & 077 == 0, 16..512 visible ASCII characters
 * on one line.  0; -1 with a sentence that never holds any of it. */
int  token_read(const char *path, struct token *out, char *error, size_t error_size);
/* Is the file another one than what was read? */
bool token_changed(const char *path, const struct token *token);
void token_clear(struct token *token);
