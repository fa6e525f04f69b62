#include "hub/people/places.h"

#include "hub/authority/db_in.h"
#include "hub/intake/names.h"
#include "hub/authority/places.sql.h"

enum { MEMO = 1024, TOWNSHIP = 4, VILLAGE = 5 };

/* The same few texts come a million times. */
struct memo { char key[96]; const struct place *place; };

struct places {
	struct place *list;
	int           count;
	struct memo   memo[MEMO];
};

COLUMNS(columns, struct place, COL(id), COL(parent), COL(name), COL(full), COL(level))

struct places *
places_new(struct hub_db *db)
{
	struct places *p = calloc(1, sizeof *p);

	if (p != NULL && rows_all(hub_rows(db, SQL_PLACES, BIND(I(sizeof p->list->id))), columns, &p->list,
	                          &p->count) == 0)
		return p;
	places_free(p);
	return NULL;
}

void
places_free(struct places *p)
{
	if (p != NULL)
		free(p->list);
	free(p);
}

/* Records come by id. */
const struct place *
places_by_id(const struct places *p, const char *id)
{
	int low = 0, high = p->count;

	while (low < high) {
		int middle = (low + high) / 2, rc = strcmp(p->list[middle].id, id);
		if (rc == 0)
			return &p->list[middle];
		if (rc < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A township and its seat may bear one name; the township is meant, unless the search is within one. */
static const struct place *
by_name(const struct places *p, const char *text, const char *within)
{
	const struct place *hit = NULL;
	int hits = 0;

	for (int i = 0; i < p->count; i++) {
		const struct place *one = &p->list[i];
		if ((strcmp(one->name, text) != 0 && strcmp(one->full, text) != 0) ||
		    (within != NULL && strcmp(one->parent, within) != 0))
			continue;
		if (hit != NULL && one->level > hit->level)
			continue;
		hits = hit != NULL && one->level == hit->level ? hits + 1 : 1;
		hit = one;
	}
	return hits == 1 ? hit : NULL;
}

const struct place *
places_find(struct places *p, const char *text, const char *within)
{
	char key[sizeof p->memo[0].key];
	struct memo *m;

	if (*text == '\0' || strlen(text) + 16 >= sizeof key)
		return NULL;
	snprintf(key, sizeof key, "%s/%s", within != NULL ? within : "", text);
	m = &p->memo[names_hash(key) % MEMO];
	if (strcmp(m->key, key) == 0)
		return m->place;
	m->place = places_by_id(p, text);
	if (m->place == NULL)
		m->place = by_name(p, text, within);
	if (m->place == NULL && within != NULL)
		m->place = by_name(p, text, NULL);
	memcpy(m->key, key, sizeof key);
	return m->place;
}

int
places_resolve(struct places *p, const char *division, const char *village, const struct place **township,
               const struct place **in)
{
	*in = NULL;
	if ((*township = places_find(p, division, NULL)) == NULL && *division != '\0')
		return -1;
	if (*village != '\0' && ((*in = places_find(p, village, *township != NULL ? (*township)->id : NULL)) == NULL ||
	                         (*in)->level != VILLAGE))
		return -2;
	if (*in == NULL && *township != NULL && (*township)->level == VILLAGE)
		*in = *township;
	/* The village knows better than a county's code in the division's column. */
	if (*in != NULL && (*township == NULL || (*township)->level != TOWNSHIP))
		*township = places_by_id(p, (*in)->parent);
	if (*township == NULL)
		return -1;
	return *in != NULL && strcmp((*in)->parent, (*township)->id) != 0 ? -2 : 0;
}
