#include "hub/failpoint.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long passed;

void
failpoint(const char *name)
{
	const char *want = getenv("GUATU_HUB_FAILPOINT");
	size_t len = strlen(name);

	if (want == NULL || strncmp(want, name, len) != 0)
		return;
	if (want[len] == '=') {
		while (access(want + len + 1, F_OK) != 0)
			poll(NULL, 0, 5);
		return;
	}
	if (want[len] != '\0' && want[len] != ':')
		return;
	if (atomic_fetch_add(&passed, 1) + 1 == (want[len] == ':' ? atol(want + len + 1) : 1))
		raise(SIGKILL);
}
