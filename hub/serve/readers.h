/*
 * Read connections for several threads: take one, give it back.
 */
#pragma once

#include "hub/authority/db.h"

struct readers;

struct readers *readers_new(const char *path, int count, char *error, size_t size);
void            readers_free(struct readers *pool);
struct hub_db  *readers_take(struct readers *pool);       /* waits until one is free */
void            readers_give(struct readers *pool, struct hub_db *db);
