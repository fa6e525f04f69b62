#include "hub/intake/reader/titles.h"

#include "model/text/nearest.h"
#include "model/text/plain.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"

static bool
known(const struct titles *t, const char *name)
{
	return *name != '\0' && t->known(t->ctx, name);
}

/* Names are in small letters. */
static bool
known_small(const struct titles *t, char *name)
{
	char small[TITLE_MAX];
	size_t i = 0;

	if (known(t, name))
		return true;
	for (; name[i] != '\0'; i++)
		small[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
	small[i] = '\0';
	if (strcmp(small, name) == 0 || !known(t, small))
		return false;
	memcpy(name, small, i + 1);
	return true;
}

/* Takes off the last pair of brackets, or what is behind the last stroke: what was in it; NULL there is none. */
static char *
take_off(char *name)
{
	size_t len = strlen(name);
	char *open;

	if (len > 2 && (name[len - 1] == ')' || name[len - 1] == ']')) {
		open = strrchr(name, name[len - 1] == ')' ? '(' : '[');
		if (open == NULL || open == name)
			return NULL;
		name[len - 1] = '\0';
	} else if ((open = strrchr(name, '/')) == NULL || open == name) {
		return NULL;
	}
	*open = '\0';
	return open + 1;
}

bool
title_known(const struct titles *t, const char *cell, char name[TITLE_MAX], enum amount_unit *unit)
{
	char whole[TITLE_MAX], *inside;
	const char *s;

	*unit = AMOUNT_NONE;
	if (strlen(cell) >= TITLE_MAX)
		return false;
	memcpy(whole, cell, strlen(cell) + 1);
	s = visible_trim(whole);
	memmove(name, s, strlen(s) + 1);
	if (known_small(t, name))
		return true;
	plain_code(name);
	memmove(name, name + strspn(name, "*"), strlen(name + strspn(name, "*")) + 1);
	for (size_t n = strlen(name); n > 0 && (name[n - 1] == '*' || name[n - 1] == ':'); n--)
		name[n - 1] = '\0';
	while (!known_small(t, name)) {
		if ((inside = take_off(name)) == NULL)
			return false;
		if (*unit == AMOUNT_NONE || *unit == AMOUNT_REMARK)
			*unit = amount_unit_of(inside);
	}
	return true;
}

void
title_list(const struct titles *t, int others, char *out, size_t size)
{
	const char *name;
	size_t len = 0;
	bool must;

	*out = '\0';
	for (int round = 0; round < 2; round++)
		for (int n = 0; (name = t->nth(t->ctx, n, &must)) != NULL; n++)
			if (must == (round == 0) && (must || others-- > 0) && len + strlen(name) + 2 < size)
				len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? " " : "", name);
}

void
title_nearest(const struct titles *t, const char *cell, char *out, size_t size)
{
	struct nearest near = { .typed = cell };
	const char *name;
	bool must;

	/* Of one character everything is near. */
	*out = '\0';
	if (strlen(cell) < 4)
		return;
	for (int n = 0; (name = t->nth(t->ctx, n, &must)) != NULL; n++)
		nearest_look(&near, name, NULL);
	nearest_list(&near, " ", out, size);
}
