#include "hub/intake/ids/own_key.h"

#include "hub/authority/digest.h"
#include "model/records/record.h"

enum { FIELDS_MAX = 16, MONTH = 7, PLAIN_MAX = 100, HASH = 10 };

static const struct own_key { enum kind kind; const char *plain, *hashed; } keys[] = {
#define OWN_KEY(k, plain, hashed) { KIND_##k, plain, hashed },
#include "hub/intake/ids/own_key.def"
#undef OWN_KEY
};

static const struct own_key *
key_of(enum kind kind)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].kind == kind)
			return &keys[i];
	return NULL;
}

bool
own_key_any(enum kind kind)
{
	return key_of(kind) != NULL;
}

/* Calls for each field of the words. */
static void
each_field(enum kind kind, const char *words, void (*each)(void *ctx, int field), void *ctx)
{
	for (size_t n; *words != '\0'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		each(ctx, record_field_find(kind, words, n));
	}
}

struct making {
	const struct cache_value *values;
	int         first, count;
	const char *fields[FIELDS_MAX];
	char        months[FIELDS_MAX][MONTH + 1];
	char       *out;                     /* NULL: not to be read */
	size_t      len;
};

/* What of a text may stand in an id. */
static void
append(struct making *m, const char *text)
{
	m->out[m->len++] = '-';
	for (; *text != '\0' && m->len < PLAIN_MAX; text++)
		m->out[m->len++] = (unsigned char)*text <= ' ' || strchr("/\"\\\x7F", *text) != NULL ? '_' : *text;
}

static void
take_field(void *ctx, int field)
{
	struct making *m = ctx;
	const struct cache_value *v = &m->values[field - m->first];
	const char *text = v->type == VALUE_TEXT ? v->text : "";

	if (record_fields[field].type == FIELD_DATE) {
		snprintf(m->months[m->count], sizeof *m->months, "%.*s", MONTH, text);
		text = m->months[m->count];
	}
	m->fields[m->count++] = text;
	if (m->out != NULL && *text != '\0' && m->len + strlen(text) + 1 < PLAIN_MAX)
		append(m, text);
}

void
own_key_make(enum kind kind, const char *county, const struct cache_value *values, char out[HUB_ID_MAX + 1])
{
	const struct own_key *key = key_of(kind);
	struct making m = { .values = values, .first = record_first((int)kind), .out = out };
	char hash[DIGEST_HEX];

	m.len = (size_t)snprintf(out, HUB_ID_MAX + 1, "%.12s", county);
	each_field(kind, key->plain, take_field, &m);
	m.out = NULL;
	each_field(kind, key->hashed, take_field, &m);
	digest_fields(m.fields, m.count, hash);
	snprintf(out + m.len, HUB_ID_MAX + 1 - m.len, "-%.*s", HASH, hash);
}

struct words { char *out; size_t size, len; };

static void
take_words(void *ctx, int field)
{
	struct words *w = ctx;

	if (w->len < w->size)
		w->len += (size_t)snprintf(w->out + w->len, w->size - w->len, "%s%s", w->len > 0 ? " " : "",
		                           record_fields[field].title);
}

const char *
own_key_words(enum kind kind, char *out, size_t size)
{
	const struct own_key *key = key_of(kind);
	struct words w = { out, size, 0 };

	*out = '\0';
	each_field(kind, key->plain, take_words, &w);
	each_field(kind, key->hashed, take_words, &w);
	return out;
}
