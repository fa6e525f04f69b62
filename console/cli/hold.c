#include "console/cli/hold.h"

#include <stdio_ext.h>
#include <unistd.h>

enum { HELD_AT_MOST = 256 * 1024 };

static bool holding, gone;

static ssize_t
let_go(void *with, const char *bytes, size_t n)
{
	size_t done = 0;

	(void)with;
	gone = true;
	while (done < n) {
		ssize_t wrote = write(STDOUT_FILENO, bytes + done, n - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			break;
		done += (size_t)wrote;
	}
	return (ssize_t)done;
}

void
hold_output(void)
{
	static char held[HELD_AT_MOST];
	FILE *f = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = let_go });

	if (f == NULL)
		return;                /* then nothing can be taken back */
	setvbuf(f, held, _IOFBF, sizeof held);
	fflush(stdout);
	stdout = f;
	holding = true;
}

bool
hold_take_back(void)
{
	if (!holding || gone)
		return false;
	__fpurge(stdout);
	return true;
}
