/* What was installed with this program: PREFIX/NAME, where the program is PREFIX/bin/X or PREFIX/libexec/guatu/X. */
#pragma once

enum { INSTALLED_MAX = 4096 };

/* 0; -1 when it cannot be told or does not fit. */
int installed_path(const char *name, char out[INSTALLED_MAX]);
