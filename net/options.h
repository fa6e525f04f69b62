/*
 * guatu-sync's command line.
 */
#ifndef GUATU_NET_OPTIONS_H
#define GUATU_NET_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct sync_options {
	const char *hub, *profile, *cache_dir, *state_dir, *socket, *token_file, *ca_file;
	bool once, watch, recover, help, version;
};

/* 0; -1 with a sentence. */
int sync_options_parse(struct sync_options *o, int argc, char **argv, char *error, size_t error_size);
const char *sync_options_usage(void);

/* Exit statuses; the usage text lists them. */
enum {
	SYNC_OK = 0, SYNC_FAILED = 1, SYNC_USAGE = 2, SYNC_UNREACHABLE = 3, SYNC_ATTENTION = 4, SYNC_LOGIN = 5,
	SYNC_TAKEN = 6, SYNC_TOO_OLD = 7
};

#endif
