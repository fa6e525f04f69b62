/*
 * Where things are: the files of this user (XDG) and the files that came with
 * the program, found from where the program itself is.
 */
#pragma once

#include "model/base.h"

#define PATH_SIZE PATH_MAX

/* $XDG_CONFIG_HOME/guatu/guatu.conf and so on; an XDG variable that is no absolute path is ignored.
 * -1: no home directory is known. */
int paths_config_file(char out[PATH_SIZE]);
int paths_cache_dir(const char *profile, char out[PATH_SIZE]);
int paths_state_dir(const char *profile, char out[PATH_SIZE]);
/* $XDG_RUNTIME_DIR/guatu/PROFILE.sock, or sync.sock in the state directory when there is no
 * runtime directory of this user.  -1: too long for a Unix socket. */
int paths_socket(const char *profile, const char *state_dir, char *out, size_t size);
/* A leading ~/ is the home directory. */
int paths_expand(const char *path, char out[PATH_SIZE]);

/* A profile's name may be a file's name: no slash, no control character, no leading dot or dash, at most 48 bytes. */
bool profile_name_valid(const char *name);

/* Drops what must not steer this program or its children from the environment: TERMINFO, LD_*, proxies, ... */
void paths_clean_environment(void);
