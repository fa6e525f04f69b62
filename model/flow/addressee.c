#include "model/flow/addressee.h"

const char *
addressee_class(const char *word, const char **role)
{
	static const struct { const char *word, *role; } classes[] = {
		{ "各乡镇", "township" }, { "各督战组", "group" },
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		size_t n = strlen(classes[i].word);
		if (strncmp(word, classes[i].word, n) == 0) {
			*role = classes[i].role;
			return word + n;
		}
	}
	return NULL;
}

static bool
same(const char *a, const char *b)
{
	return b != NULL && *b != '\0' && strcmp(a, b) == 0;
}

static bool
ends(const char *text, const char *tail)
{
	size_t n = strlen(tail);

	return text != NULL && strlen(text) >= n && strcmp(text + strlen(text) - n, tail) == 0;
}

bool
addressee_named(const char *word, const struct addressee *post)
{
	const char *role, *rest = addressee_class(word, &role);

	if (same(word, post->id) || same(word, post->name) || same(word, post->unit))
		return true;
	return rest != NULL && same(role, post->role) && (ends(post->name, rest) || ends(post->unit, rest));
}
