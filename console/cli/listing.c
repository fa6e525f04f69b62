#include "console/cli/listing.h"

#include "console/cli/computed.h"
#include "console/cli/list_out.h"
#include "model/text/nearest.h"

const struct listing_noun listing_nouns[] = {
#define LISTING(noun, kind, columns, test) { noun, KIND_##kind, columns, test },
#include "console/cli/listing.def"
#undef LISTING
};
const int listing_noun_count = sizeof listing_nouns / sizeof *listing_nouns;

/* ---- names ------------------------------------------------------------------ */

/* A field by its name or Chinese title; RECORD_ID for the id; -2 unknown. */
static int
field_find(enum kind kind, const char *name, size_t n)
{
	if ((n == 2 && strncmp(name, "id", 2) == 0) || (n == strlen("编号") && strncmp(name, "编号", n) == 0))
		return RECORD_ID;
	for (int f = record_first((int)kind); f < record_first((int)kind + 1); f++)
		if ((strncmp(record_fields[f].name, name, n) == 0 && record_fields[f].name[n] == '\0') ||
		    (strncmp(record_fields[f].title, name, n) == 0 && record_fields[f].title[n] == '\0'))
			return f;
	return -2;
}

/* The same, or a computed one. */
static int
column_find(enum kind kind, const char *name, size_t n)
{
	int field = field_find(kind, name, n);

	return field >= RECORD_ID ? field : computed_find(kind, name, n);
}

static void
say_fields(enum kind kind, const char *name, size_t n, char *error, size_t error_size)
{
	int used = snprintf(error, error_size, _("%s has no field %.*s; it has: id"), record_kinds[kind].name, (int)n,
	                    name);

	for (int f = record_first((int)kind); f < record_first((int)kind + 1) && used < (int)error_size; f++)
		used += snprintf(error + used, error_size - (size_t)used, " %s", record_fields[f].name);
	for (int f = computed_next(kind, 0); f >= 0 && used < (int)error_size; f = computed_next(kind, f))
		used += snprintf(error + used, error_size - (size_t)used, " %s", computed_def(f)->name);
}

/* Comma- or blank-separated, "id" included: their number, -1 with a sentence. */
static int
fields_of(enum kind kind, const char *names, int *fields, int max, char *error, size_t error_size)
{
	int count = 0;

	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		size_t n = strcspn(names, ", ");
		int field = column_find(kind, names, n);
		if (field < RECORD_ID || count == max) {
			say_fields(kind, names, n, error, error_size);
			return -1;
		}
		fields[count++] = field;
		names += n;
	}
	return count;
}

static const struct listing_noun *
noun_find(const char *noun, struct listing_noun *plain)
{
	int kind = record_kind_find(noun);

	for (int i = 0; i < listing_noun_count; i++)
		if (strcmp(listing_nouns[i].noun, noun) == 0)
			return &listing_nouns[i];
	if (kind < 0)
		return NULL;
	*plain = (struct listing_noun){ noun, (enum kind)kind, "", "" };
	for (int i = listing_noun_count - 1; i >= 0; i--)
		if (listing_nouns[i].kind == plain->kind)
			plain->columns = listing_nouns[i].columns;
	return plain;
}

static bool
list_nouned(const char *noun)
{
	for (int i = 0; i < listing_noun_count; i++)
		if (strcmp(listing_nouns[i].noun, noun) == 0)
			return true;
	return false;
}

static void
say_nouns(const char *noun, char *error, size_t error_size)
{
	struct nearest near = { .typed = noun };
	char meant[256];
	int used;

	for (int i = 0; i < listing_noun_count; i++)
		nearest_look(&near, listing_nouns[i].noun, NULL);
	for (int i = 0; i < list_all_count; i++)
		if (!list_nouned(list_all[i]->noun))
			nearest_look(&near, list_all[i]->noun, NULL);
	nearest_list(&near, " ", meant, sizeof meant);
	used = snprintf(error, error_size, *meant != '\0' ? _("there is no list %s; near it: %s; there are:")
	                                                 : _("there is no list %s; there are:"), noun, meant);
	for (int i = 0; i < listing_noun_count && used < (int)error_size; i++)
		used += snprintf(error + used, error_size - (size_t)used, " %s", listing_nouns[i].noun);
	for (int i = 0; i < list_all_count && used < (int)error_size; i++)
		used += list_nouned(list_all[i]->noun) ? 0 : snprintf(error + used, error_size - (size_t)used, " %s",
		                                                      list_all[i]->noun);
	for (int k = 0; k < KIND_COUNT && used < (int)error_size; k++)
		used += snprintf(error + used, error_size - (size_t)used, " %s", record_kinds[k].name);
}

/* ---- conditions ---------------------------------------------------------------- */

/* = != < <= > >= at the start of `at`, and how many bytes it takes. */
static enum filter_cmp
comparison(const char *at, size_t *n)
{
	bool equal = at[1] == '=';

	*n = equal ? 2 : 1;
	switch (*at) {
	case '!': return FILTER_NOT;
	case '<': return equal ? FILTER_LE : FILTER_LT;
	case '>': return equal ? FILTER_GE : FILTER_GT;
	default: return FILTER_IS;
	}
}

/* One word of the request: `field=value`, `field>=value`, or a word to look for.  Writes into the word. */
static int
add_condition(struct record_query *q, char *word, char *error, size_t error_size)
{
	size_t n = strcspn(word, "=!<>:"), sign;
	struct record_test *test = &q->tests[q->test_count];

	if (q->test_count == RECORD_TESTS_MAX || q->word_count == RECORD_TESTS_MAX) {
		snprintf(error, error_size, _("too many conditions; at most %d"), RECORD_TESTS_MAX);
		return -1;
	}
	if (word[n] == '\0' || n == 0) {
		q->words[q->word_count++] = word;
		return 0;
	}
	test->field = field_find(q->kind, word, n);
	if (test->field < RECORD_ID) {
		say_fields(q->kind, word, n, error, error_size);
		return -1;
	}
	test->cmp = comparison(word + n, &sign);
	test->text = word + n + sign;
	q->test_count++;
	return 0;
}

static int
add_sorts(struct record_query *q, const char *names, char *error, size_t error_size)
{
	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		bool down = *names == '-';
		size_t n;
		names += down;
		n = strcspn(names, ", ");
		if (q->sort_count == RECORD_SORTS_MAX) {
			snprintf(error, error_size, _("too many sort fields; at most %d"), RECORD_SORTS_MAX);
			return -1;
		}
		q->sorts[q->sort_count].field = field_find(q->kind, names, n);
		if (q->sorts[q->sort_count].field < RECORD_ID) {
			say_fields(q->kind, names, n, error, error_size);
			return -1;
		}
		q->sorts[q->sort_count++].down = down;
		names += n;
	}
	return 0;
}

/* ---- writing --------------------------------------------------------------------- */

/* Which fields come out: those asked for, else all, else the table's columns. */
static int
choose_fields(struct listing *l, const struct listing_noun *noun, char *error, size_t error_size)
{
	struct records_out *o = &l->out;
	const char *names = l->fields != NULL ? l->fields : "";

	o->all = *names == '\0';
	if (*names == '\0' && o->format == OUT_TABLE)
		names = noun->columns;
	if (*names != '\0')
		return (o->field_count = fields_of(noun->kind, names, o->fields, OUT_FIELDS_MAX, error, error_size)) < 0
		       ? -1 : 0;
	o->fields[0] = RECORD_ID;
	o->field_count = 1;
	for (int f = record_first((int)noun->kind); f < record_first((int)noun->kind + 1); f++)
		if (o->field_count < (o->format == OUT_TABLE ? 6 : OUT_FIELDS_MAX))
			o->fields[o->field_count++] = f;
	for (int f = computed_next(noun->kind, 0); f >= 0 && (o->format == OUT_JSON || l->as_on_screen) &&
	     o->field_count < OUT_FIELDS_MAX; f = computed_next(noun->kind, f))
		o->fields[o->field_count++] = f;
	return 0;
}

static long
write_all(struct session *s, struct listing *l, const struct record_query *q, char *error, size_t error_size)
{
	struct records *records = records_open(s->store, q);
	int got = -1;

	if (records != NULL) {
		records_out_begin(&l->out);
		while (!ferror(l->out.file) && (got = records_next(records)) == 1)
			records_out_row(&l->out, records_row(records));
		records_out_end(&l->out);
		records_close(records);
	}
	if (got < 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	return got < 0 ? -1 : l->out.rows;
}

static long
write_generic(struct session *s, struct listing *l, const struct listing_noun *noun, char *words, char *error,
              size_t error_size)
{
	struct record_query q = { .kind = noun->kind, .limit = l->limit };
	char fixed[64], *save = NULL;
	long rows;

	snprintf(fixed, sizeof fixed, "%s", noun->test);
	if (*fixed != '\0' && add_condition(&q, fixed, error, error_size) != 0)
		return -1;
	for (char *word = strtok_r(words, " \t", &save); word != NULL; word = strtok_r(NULL, " \t", &save))
		if (add_condition(&q, word, error, error_size) != 0)
			return -1;
	if (add_sorts(&q, l->sort != NULL ? l->sort : "", error, error_size) != 0)
		return -1;
	rows = write_all(s, l, &q, error, error_size);
	return rows;
}

long
listing_write(struct session *s, struct listing *l, char *error, size_t error_size)
{
	const struct listing_noun *noun;
	const struct list_ops *list;
	struct listing_noun plain;
	char *request = strdup(l->request), *rest;
	long rows = -1;

	if (request == NULL) {
		snprintf(error, error_size, "%s", _("out of memory"));
		return -1;
	}
	rest = request + strcspn(request, " \t");
	if (*rest != '\0')
		*rest++ = '\0';
	rest += strspn(rest, " \t");
	l->out.session = s;
	noun = noun_find(request, &plain);
	list = list_find(request);
	if (list != NULL && (!l->raw || noun == NULL))
		rows = list_out(s, list, l, rest, error, error_size);
	else if (noun == NULL)
		say_nouns(request, error, error_size);
	else if (choose_fields(l, noun, error, error_size) != 0)
		;
	else if (list != NULL && list->each != NULL && (*rest != '\0' || l->as_on_screen))
		rows = list_out_records(s, list, noun->kind, l, rest, error, error_size);
	else
		rows = write_generic(s, l, noun, rest, error, error_size);
	free(request);
	return rows;
}
