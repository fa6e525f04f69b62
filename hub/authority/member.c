#include "hub/authority/member.h"

#include <stdio.h>

#include "model/room/civil.h"

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

int64_t
member_number(const cJSON *body, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(body, name);

	return cJSON_IsNumber(item) ? (int64_t)item->valuedouble : 0;
}

int32_t
member_day(const cJSON *body, const char *name, int32_t otherwise)
{
	int32_t day = civil_parse(member_text(body, name));

	return day != CIVIL_NONE ? day : otherwise;
}

int
member_count(const cJSON *body, const char *name)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, name);

	return cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
}
