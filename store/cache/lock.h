/*
 * Whole-file locks between processes: open-file-description locks, which an
 * unrelated close() in the same process does not drop.
 */
#pragma once

#include "model/base.h"

/* Opens (creates, 0600) and locks `path` without waiting: the descriptor, to be closed to unlock;
 * -1 when somebody else holds it or it cannot be opened (errno: EAGAIN or EACCES when held). */
int lock_take(const char *path, bool exclusive);
