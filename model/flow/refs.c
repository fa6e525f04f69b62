#include "model/flow/refs.h"

static const struct ref_def refs[] = {
#define REF(kind, field, how, what) { FIELD_##kind##_##field, REF_##how, what },
#include "model/flow/refs.def"
#undef REF
};

/* Rows stand in fields.def's order, so they could be halved; forty are walked as fast. */
const struct ref_def *
ref_find(int field)
{
	for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
		if (refs[i].field == field)
			return &refs[i];
	return NULL;
}

bool
ref_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	if (len == 0 || strchr(word, ' ') != NULL)
		return false;
	for (const char *p = words; (p = strstr(p, word)) != NULL; p += len)
		if ((p == words || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
			return true;
	return false;
}
