/*
 * Whom a paper goes to, by posts (A54, model/flow/addressee.h): the words as the plan has them, and behind each who it
 * is here: the unit or the post of one, how many there are of several, that there is none.
 */
#pragma once

#include "store/cache/store.h"

/* 0, -1; "" of "". */
int store_addressees(struct store *st, const char *words, bool english, char *out, size_t size);
