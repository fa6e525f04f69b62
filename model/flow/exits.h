/*
 * What a command ends with, the console's and the sync process's alike.
 */
#ifndef GUATU_MODEL_EXITS_H
#define GUATU_MODEL_EXITS_H

enum exit_status {
#define EXIT(id, code, meaning) EXIT_##id = code,
#include "model/flow/exits.def"
#undef EXIT
};

#endif
