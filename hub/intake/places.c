#include "hub/intake/places.h"

#include "hub/authority/db_in.h"
#include "hub/authority/places.sql.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "model/text/plain.h"

enum { MEMO = 1024, TOWNSHIP = 4, VILLAGE = 5, NAME_MAX_BYTES = 192 };

/* The same few texts come a million times. */
struct memo { char key[96]; const struct place *place; };

struct places {
	struct place *list;
	int           count;
	struct memo   memo[MEMO];
};

COLUMNS(columns, struct place, COL(id), COL(parent), COL(name), COL(full), COL(en), COL(level))

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

/* ---- as people call them --------------------------------------------------------- */

/* What is looked for: the text made plain, so that spellings are one. */
struct look {
	const struct places *p;
	const char          *within;         /* NULL: anywhere */
	const struct place  *hit, *also[NEAREST_MAX];
	int                  hits;
};

static void
folded(const char *text, char out[NAME_MAX_BYTES])
{
	char *start;

	snprintf(out, NAME_MAX_BYTES, "%s", text);
	start = plain_cell(out, true);
	plain_code(start);
	for (char *c = start; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	memmove(out, start, strlen(start) + 1);
}

static bool
same(const char *name, const char *key)
{
	char plain[NAME_MAX_BYTES];

	if (*name == '\0')
		return false;
	if (strcmp(name, key) == 0)
		return true;
	folded(name, plain);
	return strcmp(plain, key) == 0;
}

static bool
is_called(const struct place *one, const char *key)
{
	return same(one->name, key) || same(one->full, key) || same(one->en, key);
}

/* What a place is, by the end of its name; the longer ends first. */
enum sort { SORT_NONE, SORT_TOWN, SORT_RURAL, SORT_STREET, SORT_VILLAGE, SORT_COMMUNITY };
static const struct { const char *end; enum sort sort; } ends[] = {
	{ "镇人民政府", SORT_TOWN }, { "镇政府", SORT_TOWN }, { "镇", SORT_TOWN },
	{ "乡人民政府", SORT_RURAL }, { "乡政府", SORT_RURAL }, { "乡", SORT_RURAL },
	{ "街道办事处", SORT_STREET }, { "街道办", SORT_STREET }, { "街道", SORT_STREET },
	{ "社区村民委员会", SORT_COMMUNITY }, { "社区居民委员会", SORT_COMMUNITY }, { "社区居委会", SORT_COMMUNITY },
	{ "居民委员会", SORT_COMMUNITY }, { "居委会", SORT_COMMUNITY }, { "社区", SORT_COMMUNITY },
	{ "村民委员会", SORT_VILLAGE }, { "村委会", SORT_VILLAGE }, { "行政村", SORT_VILLAGE }, { "村", SORT_VILLAGE },
};

/* Bytes of the name without that end. */
static size_t
stem(const char *name, enum sort *sort)
{
	size_t len = strlen(name);

	*sort = SORT_NONE;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i].end);
		if (len > n && strcmp(name + len - n, ends[i].end) == 0) {
			*sort = ends[i].sort;
			return len - n;
		}
	}
	return len;
}

/* 姚关 and 姚关镇 are one place, 姚关乡 is none. */
static bool
alike(const struct place *one, const char *key)
{
	enum sort of_key, of_name, is;
	size_t n = stem(key, &of_key), full = stem(one->full, &is), name = stem(one->name, &of_name);

	if (of_key != SORT_NONE && is != SORT_NONE && of_key != is)
		return false;
	return (full == n && strncmp(one->full, key, n) == 0) || (name == n && strncmp(one->name, key, n) == 0);
}

/* A township and its seat may bear one name; the township is meant. */
static void
take(struct look *l, const struct place *one)
{
	if (l->hit != NULL && one->level > l->hit->level)
		return;
	if (l->hit != NULL && one->level < l->hit->level)
		l->hits = 0;
	if (l->hits < NEAREST_MAX)
		l->also[l->hits] = one;
	l->hits++;
	l->hit = one;
}

/* Called so exactly, or else but for what it is; of a county, what is in its townships too. */
static bool
search(struct look *l, const char *key)
{
	for (int loosely = 0; loosely < 2 && l->hits == 0; loosely++)
		for (int i = 0; i < l->p->count; i++) {
			const struct place *one = &l->p->list[i];
			if (l->within != NULL && strcmp(one->parent, l->within) != 0)
				continue;
			if (loosely ? alike(one, key) : is_called(one, key))
				take(l, one);
		}
	return l->hits > 0;
}

/* May this stand before the county's name? */
static bool
is_above(const char *text, size_t len)
{
	static const char *const above[] = { "省", "市", "州", "区", "盟", "县", "旗" };

	for (size_t i = 0; i < sizeof above / sizeof *above; i++)
		if (len >= strlen(above[i]) && strncmp(text + len - strlen(above[i]), above[i], strlen(above[i])) == 0)
			return true;
	return len == 0;
}

/* What stands behind `name` where it begins the text, or follows what is above it; NULL: it does not. */
static const char *
behind(const char *key, const char *name, bool county)
{
	const char *at = *name != '\0' ? strstr(key, name) : NULL;

	if (at == NULL || at[strlen(name)] == '\0' || !(at == key || (county && is_above(key, (size_t)(at - key)))))
		return NULL;
	return at + strlen(name);
}

/* With the places it lies in before it. */
static bool
search_below(struct look *l, const char *key)
{
	const char *within = l->within;

	for (int i = 0; i < l->p->count && l->hits == 0; i++) {
		const struct place *one = &l->p->list[i];
		const char *rest = one->level >= VILLAGE ? NULL : behind(key, one->full, one->level < TOWNSHIP);
		if (rest == NULL && one->level < VILLAGE)
			rest = behind(key, one->name, one->level < TOWNSHIP);
		if (rest == NULL || (within != NULL && one->level == TOWNSHIP && strcmp(one->id, within) != 0))
			continue;
		l->within = one->level == TOWNSHIP ? one->id : within;
		if (!search(l, rest) && one->level < TOWNSHIP)
			search_below(l, rest);
		l->within = within;
	}
	return l->hits > 0;
}

static struct look
look_for(const struct places *p, const char *text, const char *within)
{
	struct look l = { .p = p, .within = within };
	char key[NAME_MAX_BYTES];

	folded(text, key);
	if (*key == '\0')
		return l;
	if ((l.hit = places_by_id(p, key)) != NULL) {
		l.hits = 1;
		return l;
	}
	if (search(&l, key) || search_below(&l, key) || within == NULL)
		return l;
	l.within = NULL;
	if (!search(&l, key))
		search_below(&l, key);
	return l;
}

const struct place *
places_find(struct places *p, const char *text, const char *within)
{
	char key[sizeof p->memo[0].key];
	struct look found;
	struct memo *m;

	if (*text == '\0' || strlen(text) + 16 >= sizeof key)
		return NULL;
	snprintf(key, sizeof key, "%s/%s", within != NULL ? within : "", text);
	m = &p->memo[text_hash(key) % MEMO];
	if (strcmp(m->key, key) == 0)
		return m->place;
	found = look_for(p, text, within);
	m->place = found.hits == 1 ? found.hit : NULL;
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

void
places_say(const struct places *p, const char *text, const char *within, char *out, size_t size)
{
	struct look l = look_for(p, text, within);
	char key[NAME_MAX_BYTES], names[NEAREST_MAX * (NEAREST_WORD + 2)], say[NEAREST_WORD];
	struct nearest near = { .typed = key };

	folded(text, key);
	*out = '\0';
	for (int i = 0; l.hits > 1 && i < l.hits && i < NEAREST_MAX; i++)
		snprintf(near.list[near.count++].word, NEAREST_WORD, "%.60s %.15s", l.also[i]->full, l.also[i]->id);
	for (int i = 0; l.hits < 2 && i < p->count; i++) {
		const struct place *one = &p->list[i];
		if (within != NULL && strcmp(one->parent, within) != 0)
			continue;
		snprintf(say, sizeof say, "%.60s %.15s", one->full, one->id);
		nearest_look(&near, one->name, say);
		nearest_look(&near, one->full, say);
	}
	nearest_list(&near, _(", "), names, sizeof names);
	if (near.count > 0)
		snprintf(out, size, l.hits > 1 ? _("; it may be %s: write the code") : _("; perhaps %s"), names);
}
