/*
 * Opens a file with a secret in it: regular, ours, readable by nobody else,
 * not through a link.
 */
#pragma once

#include <sys/stat.h>

/* The descriptor and what it is; -1 with why not, as it follows on the file's name. */
int private_open(const char *path, struct stat *st, const char **why);
