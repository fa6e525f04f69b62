#include "console/listing_issues.h"

long
listing_issues(struct session *s, struct listing *l, const char *filter, char *error, size_t error_size)
{
	(void)s, (void)l, (void)filter;
	snprintf(error, error_size, "not built yet");
	return -1;
}
