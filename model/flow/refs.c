#include "model/flow/refs.h"

static const struct ref_def refs[FIELD_COUNT] = {
#define REF(kind, field, how, what) [FIELD_##kind##_##field] = { FIELD_##kind##_##field, REF_##how, what },
#include "model/flow/refs.def"
#undef REF
};

const struct ref_def *
ref_find(int field)
{
	return refs[field].how != REF_NONE ? &refs[field] : NULL;
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
