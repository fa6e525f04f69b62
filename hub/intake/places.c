#include "hub/intake/places.h"

#include "hub/authority/db_in.h"
#include "hub/authority/places.sql.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "model/text/plain.h"
#include "model/text/utf8.h"

/* Of thousands of mistyped places the first are told what they may have meant. */
enum { SAID_MAX = 200, MEMO = 1024, TOWNSHIP = 4, VILLAGE = 5, NAME_MAX_BYTES = 192 };

/* The same few texts come a million times. */
struct memo { char key[96]; const struct place *place; };

/* What a place is, by the end of its name. */
enum sort { SORT_NONE, SORT_TOWN, SORT_RURAL, SORT_STREET, SORT_VILLAGE, SORT_COMMUNITY };

/* A place's names made plain, and how many bytes of them stand before that end. */
struct called { char name[64], full[64], en[64]; size_t name_stem, full_stem; enum sort sort; };

struct places {
	struct place  *list;
	struct called *called;
	int           count, said;
	struct memo   memo[MEMO];
};

COLUMNS(columns, struct place, COL(id), COL(parent), COL(name), COL(full), COL(en), COL(level))

void
places_free(struct places *p)
{
	if (p != NULL) {
		free(p->list);
		free(p->called);
	}
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

/* The longer ends first. */
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

static bool
is_called(const struct called *c, const char *key)
{
	return strcmp(c->name, key) == 0 || strcmp(c->full, key) == 0 || strcmp(c->en, key) == 0;
}

/* 姚关 and 姚关镇 are one place, 姚关乡 is none.  Of the key `n` bytes are its stem. */
static bool
alike(const struct called *c, const char *key, size_t n, enum sort sort)
{
	if (sort != SORT_NONE && c->sort != SORT_NONE && sort != c->sort)
		return false;
	return (c->full_stem == n && strncmp(c->full, key, n) == 0) ||
	       (c->name_stem == n && strncmp(c->name, key, n) == 0);
}

/* Once: each is compared with many texts. */
static int
prepare(struct places *p)
{
	char plain[NAME_MAX_BYTES];
	enum sort of_name;

	if ((p->called = calloc((size_t)p->count + 1, sizeof *p->called)) == NULL)
		return -1;
	for (int i = 0; i < p->count; i++) {
		struct called *c = &p->called[i];
		folded(p->list[i].name, plain);
		utf8_copy(c->name, sizeof c->name, plain);
		folded(p->list[i].full, plain);
		utf8_copy(c->full, sizeof c->full, plain);
		folded(p->list[i].en, plain);
		utf8_copy(c->en, sizeof c->en, plain);
		c->name_stem = stem(c->name, &of_name);
		c->full_stem = stem(c->full, &c->sort);
	}
	return 0;
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
	enum sort sort;
	size_t n = stem(key, &sort);

	for (int loosely = 0; loosely < 2 && l->hits == 0; loosely++)
		for (int i = 0; i < l->p->count; i++) {
			const struct place *one = &l->p->list[i];
			const struct called *c = &l->p->called[i];
			if (l->within != NULL && strcmp(one->parent, l->within) != 0)
				continue;
			if (loosely ? alike(c, key, n, sort) : is_called(c, key))
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

struct places *
places_new(struct hub_db *db)
{
	struct places *p = calloc(1, sizeof *p);

	if (p != NULL && rows_all(hub_rows(db, SQL_PLACES, BIND(I(sizeof p->list->id))), columns, &p->list,
	                          &p->count) == 0 && prepare(p) == 0)
		return p;
	places_free(p);
	return NULL;
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
places_say(struct places *p, const char *text, const char *within, char *out, size_t size)
{
	struct look l;
	char key[NAME_MAX_BYTES], names[NEAREST_MAX * (NEAREST_WORD + 2)], say[NEAREST_WORD];
	struct nearest near = { .typed = key };

	*out = '\0';
	if (p->said++ >= SAID_MAX)
		return;
	folded(text, key);
	l = look_for(p, text, within);
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
