#include "console/cli/listing.h"

#include "console/cli/list_out.h"
#include "model/text/nearest.h"

const struct listing_noun listing_nouns[] = {
#define LISTING(noun, kind, columns, test, worked_out) { noun, KIND_##kind, columns, test, worked_out, noun },
#include "console/cli/listing.def"
#undef LISTING
};
const int listing_noun_count = sizeof listing_nouns / sizeof *listing_nouns;

static const struct listing_noun *
noun_find(const char *noun, struct listing_noun *plain)
{
	int kind = record_kind_find(noun);

	for (int i = 0; i < listing_noun_count; i++)
		if (strcmp(listing_nouns[i].noun, noun) == 0)
			return &listing_nouns[i];
	if (kind < 0)
		return NULL;
	*plain = (struct listing_noun){ noun, (enum kind)kind, "", "", "", "" };
	for (int i = listing_noun_count - 1; i >= 0; i--)
		if (listing_nouns[i].kind == plain->kind)
			*plain = listing_nouns[i];
	plain->noun = noun;
	plain->test = "";
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
	noun = noun_find(request, &plain);
	list = list_find(request);
	if (list != NULL && (!l->raw || noun == NULL))
		rows = list_out(s, list, l, rest, error, error_size);
	else if (noun == NULL)
		say_nouns(request, error, error_size);
	else
		rows = list_out_records(s, noun, l, rest, error, error_size);
	free(request);
	return rows;
}
