/* The rows of a list without a screen. */
#pragma once

#include "console/cli/session.h"
#include "screens/kit/list.h"

/* A list without a screen, at its widest, on these conditions; `env`: what its columns are asked with. */
void list_whole(struct list *list, const struct list_ops *ops, struct env *env, const char *words);
/* Its rows, in this order unless NULL or "".  0, -1 with a sentence. */
int list_read_all(struct list *list, struct session *s, const struct env *env, const char *sort, char *error,
                  size_t error_size);
/* Both, without conditions; list_unload() empties it. */
int list_read(struct list *list, const struct list_ops *ops, struct session *s, struct env *env, char *error,
              size_t error_size);
