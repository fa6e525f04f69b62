/*
 * What a command ends with, the console's and the sync process's alike.
 */
#pragma once

enum exit_status {
#define EXIT(id, code, meaning) EXIT_##id = code,
#include "model/flow/exits.def"
#undef EXIT
};
