/*
 * Files people name: opened when they are regular ones.  A FIFO is not waited for.
 */
#pragma once

#include "model/base.h"

/* To be read; NULL with errno, which is EINVAL when it is something else. */
FILE       *regular_open(const char *path);
/* What such an errno says to people. */
const char *regular_words(int error);
