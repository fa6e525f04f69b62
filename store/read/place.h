/*
 * Where the program keeps its files: private directories on a local disk.
 * Every check says the next step in its sentence.
 */
#pragma once

#include "model/base.h"

/* Makes `dir` with its parents (0700) and checks that it is ours, closed to others and on a local
 * disk (SQLite's locks do not work across hosts).  0; -1 with a sentence. */
int  place_ready(const char *dir, char *error, size_t error_size);
/* The same for the directory `path` lies in. */
int  place_ready_for(const char *path, char *error, size_t error_size);
/* `path` is absent, or a regular file of ours that nobody else may open.  Never opens it: closing a
 * database's descriptor would drop SQLite's locks.  0; -1 with a sentence. */
int  place_private(const char *path, char *error, size_t error_size);
/* Is this statfs type a file system shared between hosts, or one that may be? */
bool place_is_network(unsigned long type);
/* fsync of the directory, so that a rename in it lasts: 0, -1. */
int  place_sync(const char *dir);
