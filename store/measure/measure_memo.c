
#include "store/measure/measure_in.h"

static uint64_t
hash_of(const char *key)
{
	uint64_t h = 14695981039346656037u;      /* FNV-1a */

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return h;
}

static struct memo_slot *
slot_of(const struct memo *m, const char *key, uint64_t hash)
{
	size_t i = hash & (m->size - 1);

	while (m->slots[i].key != NULL && (m->slots[i].hash != hash || strcmp(m->slots[i].key, key) != 0))
		i = (i + 1) & (m->size - 1);
	return &m->slots[i];
}

const char *
memo_key(char out[MEMO_KEY], ...)
{
	size_t used = 0;
	va_list ap;

	va_start(ap, out);
	for (const char *part; (part = va_arg(ap, const char *)) != NULL; out[used++] = ' ') {
		size_t n = strnlen(part, MEMO_KEY - 1 - used);
		memcpy(out + used, part, n);
		used += n;
		if (used == MEMO_KEY - 1)
			break;
	}
	va_end(ap);
	out[used] = '\0';
	return out;
}

int
memo_get(const struct memo *m, const char *key)
{
	struct memo_slot *s;

	if (m->size == 0)
		return -1;
	s = slot_of(m, key, hash_of(key));
	return s->key != NULL ? s->value : -1;
}

static int
memo_grow(struct memo *m)
{
	struct memo bigger = { .size = m->size > 0 ? m->size * 2 : 1024, .used = m->used };

	bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
	if (bigger.slots == NULL)
		return -1;
	for (size_t i = 0; i < m->size; i++)
		if (m->slots[i].key != NULL)
			*slot_of(&bigger, m->slots[i].key, m->slots[i].hash) = m->slots[i];
	free(m->slots);
	*m = bigger;
	return 0;
}

int
memo_put(struct memo *m, const char *key, int value)
{
	uint64_t hash = hash_of(key);
	struct memo_slot *s;

	if (m->used * 2 >= m->size && memo_grow(m) != 0)
		return -1;
	s = slot_of(m, key, hash);
	if (s->key == NULL) {
		if ((s->key = strdup(key)) == NULL)
			return -1;
		s->hash = hash;
		m->used++;
	}
	s->value = value;
	return 0;
}

void
memo_clear(struct memo *m)
{
	for (size_t i = 0; i < m->size; i++)
		free(m->slots[i].key);
	free(m->slots);
	*m = (struct memo){ 0 };
}
