/*
 * guatu-sync's command line.
 */
#pragma once

#include "model/base.h"
#include "model/flow/exits.h"

struct sync_options {
	const char *hub, *profile, *cache_dir, *state_dir, *socket, *token_file, *ca_file;
	bool once, watch, recover, help, version;
};

/* 0; -1 with a sentence. */
int sync_options_parse(struct sync_options *o, int argc, char **argv, char *error, size_t error_size);
const char *sync_options_usage(void);
