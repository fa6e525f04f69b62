#include "hub/member.h"

#include <stdio.h>

const char *
member_text(const cJSON *body, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, name));

	return text != NULL ? text : "";
}

void
member_copy(const cJSON *body, const char *name, char *out, size_t size)
{
	snprintf(out, size, "%s", member_text(body, name));
}
