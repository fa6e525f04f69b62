#include "hub/authority/member.h"

const char *
member_text(const cJSON *body, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, name));

	return text != NULL ? text : "";
}

int64_t
member_number(const cJSON *body, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(body, name);

	return cJSON_IsNumber(item) ? (int64_t)item->valuedouble : 0;
}

int
member_count(const cJSON *body, const char *name)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, name);

	return cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
}
