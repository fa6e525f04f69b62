/*
 * Was a page found damaged?  SQLite tells its log so wherever it meets one,
 * also where whoever asked takes an error for "no row".
 */
#pragma once

#include "model/base.h"

/* Listens from now on; before anything is opened. */
void damage_watch(void);
/* Since it was last asked. */
bool damage_seen(void);
/* The same, and it stays so. */
bool damage_waits(void);
