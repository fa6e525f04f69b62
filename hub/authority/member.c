#include "hub/authority/member.h"

/* Behind the quote that ends a string, `s` being behind the one that begins it; NULL there is none. */
static const char *
skip_string(const char *s)
{
	for (s += strcspn(s, "\"\\"); *s == '\\' && s[1] != '\0'; s += strcspn(s, "\"\\"))
		s += 2;
	return *s == '"' ? s + 1 : NULL;
}

/* Behind a value; NULL it does not end. */
static const char *
skip_value(const char *s)
{
	int depth = 0;

	if (*s == '"' && (s = skip_string(s + 1)) != NULL && (*s == ',' || *s == '}'))
		return s;
	while (s != NULL) {
		s += strcspn(s, "\"{}[],");
		if (*s == '"' && (s = skip_string(s + 1)) == NULL)
			return NULL;
		if (depth == 0 && (*s == ',' || *s == '}'))
			return s;
		depth += *s == '{' || *s == '[' ? 1 : *s == '}' || *s == ']' ? -1 : 0;
		if (*s == '\0' || depth < 0)
			return NULL;
		s += strchr("{}[],", *s) != NULL;
		if (depth == 0 && (*s == ',' || *s == '}'))
			return s;
	}
	return NULL;
}

static bool
is_wanted(const char *wanted, const char *name, size_t n)
{
	for (size_t len; *wanted != '\0'; wanted += len + (wanted[len] == ' ')) {
		len = strcspn(wanted, " ");
		if (len == n && memcmp(wanted, name, n) == 0)
			return true;
	}
	return false;
}

/* One member: behind it, or NULL. */
static const char *
take_member(const char *s, const char *wanted, cJSON *into)
{
	char name[64];
	size_t n = *s == '"' ? strcspn(s + 1, "\"\\") : 0;
	const char *value = s + n + 3, *end;

	if (n == 0 || s[n + 1] != '"' || s[n + 2] != ':' || (end = skip_value(value)) == NULL)
		return NULL;
	if (!is_wanted(wanted, s + 1, n) || n >= sizeof name)
		return end;
	memcpy(name, s + 1, n);
	name[n] = '\0';
	cJSON_AddItemToObject(into, name, cJSON_ParseWithLength(value, (size_t)(end - value)));
	return end;
}

cJSON *
member_some(const char *body, const char *wanted)
{
	cJSON *into = cJSON_CreateObject();
	const char *s = *body == '{' ? body + 1 : NULL;

	while (s != NULL && *s == '"' && (s = take_member(s, wanted, into)) != NULL && *s == ',')
		s += s[1] == '"';
	if (s != NULL && *s == '}' && s[1] == '\0')
		return into;
	cJSON_Delete(into);
	return NULL;
}

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
