#include "model/records/record.h"

#include "model/text/language.h"

const struct field_def record_fields[FIELD_COUNT] = {
#define KIND(id, name, title, half, scope)
#define FIELD(kind, name, type, need, title) \
	{ KIND_##kind, #name, FIELD_##type, FIELD_##need, title },
#include "model/records/fields.def"
#undef KIND
#undef FIELD
};

#define SCOPE_COMMON      SCOPED_COMMON, ""
#define SCOPE_OWN(by)     SCOPED_OWN, by
#define SCOPE_SHARED(by)  SCOPED_SHARED, by

const struct kind_def record_kinds[KIND_COUNT] = {
#define KIND(id, name, title, half, scope) { #name, title, HALF_##half, SCOPE_##scope },
#define FIELD(kind, name, type, need, title)
#include "model/records/fields.def"
#undef KIND
#undef FIELD
};

/* A kind's fields end where the next kind's begin; the last entry closes the table. */
static const int kind_first[KIND_COUNT + 1] = {
#define KIND(id, name, title, half, scope) FIELD_FIRST_##id,
#define FIELD(kind, name, type, need, title)
#include "model/records/fields.def"
#undef KIND
#undef FIELD
	FIELD_COUNT
};

int
record_first(int kind)
{
	return kind_first[kind];
}

int
record_kind_find(const char *name)
{
	for (int k = 0; k < KIND_COUNT; k++)
		if (strcmp(record_kinds[k].name, name) == 0)
			return k;
	return -1;
}

int
record_field_find(enum kind kind, const char *name, size_t len)
{
	int end = record_first((int)kind + 1);

	for (int f = record_first((int)kind); f < end; f++) {
		const char *have = record_fields[f].name;
		/* Asked row after row: most differ in their first letter. */
		if (*have == *name && strncmp(have, name, len) == 0 && have[len] == '\0')
			return f;
	}
	return -1;
}

int
record_kind_called(const char *word)
{
	int kind = record_kind_find(word);

	for (int k = 0; kind < 0 && k < KIND_COUNT; k++)
		if (strcmp(record_kinds[k].title, word) == 0)
			kind = k;
	return kind;
}

const char *
kind_words(const char *name)
{
	int kind = record_kind_find(name);

	return kind >= 0 && !language_english() ? record_kinds[kind].title : name;
}

int
field_is_integer(enum field_type type)
{
	return type == FIELD_INT || type == FIELD_BOOL || type == FIELD_FEN || type == FIELD_BP;
}

enum field_type
field_stored(enum field_type type)
{
	return type >= FIELD_LINES ? FIELD_TEXT : type;
}
