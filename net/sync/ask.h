/*
 * Asking the sync process that already runs to pull and push until both sides
 * agree, instead of doing it ourselves.
 */
#pragma once

/* Prints its summary; its exit status, or EXIT_TAKEN when it does not answer within `seconds`. */
int ask_settle(const char *socket_path, int seconds);
