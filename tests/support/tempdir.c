#include "tests/support/tempdir.h"

#include <stdio.h>
#include <stdlib.h>

char temp_dir[64];

int
temp_make(void **state)
{
	(void)state;
	snprintf(temp_dir, sizeof temp_dir, "/tmp/guatu-test-XXXXXX");
	return mkdtemp(temp_dir) != NULL ? 0 : -1;
}

int
temp_remove(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", temp_dir);
	return system(command);
}

const char *
temp_path(const char *name)
{
	static char paths[32][192];
	static int next;

	next = (next + 1) % 32;
	snprintf(paths[next], sizeof paths[next], "%s/%s", temp_dir, name);
	return paths[next];
}
