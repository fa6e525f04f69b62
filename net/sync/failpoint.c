#include "model/base.h"
#include "net/sync/failpoint.h"

#include <signal.h>

void
net_failpoint(const char *name)
{
	static const char *wanted;
	static int left = -1;
	size_t n;

	if (left == 0)
		return;
	if (left < 0) {
		const char *colon;
		wanted = getenv("GUATU_SYNC_FAILPOINT");
		colon = wanted != NULL ? strchr(wanted, ':') : NULL;
		left = wanted == NULL ? 0 : colon != NULL ? atoi(colon + 1) : 1;
		if (left <= 0)
			return;
	}
	n = strcspn(wanted, ":");
	if (strlen(name) == n && strncmp(wanted, name, n) == 0 && --left == 0)
		raise(SIGKILL);
}
