#include "hub/intake/names.h"

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/nearest.h"
#include "model/text/plain.h"

const char NAMES_BY_ID[] = "id";

/* Of a thousand mistyped cells the first are told what they may have meant. */
enum { KNOWN_MAX = 1 << 16, KEY_MAX = 256, SAID_MAX = 200 };

/* What a text in a place means: its code, or NULL for nothing. */
struct known { char *key, *code; };

struct names {
	struct hub_db *db;
	char           list[HUB_ID_MAX + 1], terms[512];      /* the term list last said */
	struct known   known[2 * KNOWN_MAX];
	size_t         known_count;
	struct places *places;
	bool           growing;            /* divisions are coming in */
	int            said;
};

struct names *
names_new(struct hub_db *db)
{
	struct names *l = calloc(1, sizeof *l);

	if (l != NULL)
		l->db = db;
	return l;
}

static void
forget_known(struct names *l)
{
	for (size_t i = 0; i < sizeof l->known / sizeof *l->known; i++) {
		free(l->known[i].key);
		free(l->known[i].code);
	}
	memset(l->known, 0, sizeof l->known);
	l->known_count = 0;
}

void
names_free(struct names *l)
{
	if (l != NULL) {
		forget_known(l);
		places_free(l->places);
	}
	free(l);
}

void
names_grow(struct names *l)
{
	l->growing = true;
}

void
names_breathe(struct names *l)
{
	if (l->known_count > KNOWN_MAX)
		forget_known(l);
}

/* ---- by what people call it ------------------------------------------------------ */

/* Blanks and width do not matter, nor the case of letters. */
static void
folded(const char *text, char out[KEY_MAX])
{
	snprintf(out, KEY_MAX, "%s", text);
	plain_code(out);
	for (char *c = out; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
}

/* A search for a record by its name; or, once it was in vain, for those near it. */
struct naming { const char *list, *key; char *code; int hits; struct nearest *near; };

static bool
is_called(const cJSON *body, const char *member, const char *key)
{
	char name[KEY_MAX];

	folded(member_text(body, member), name);
	return *name != '\0' && strcmp(name, key) == 0;
}

static void
look_at(struct naming *n, const cJSON *body, const char *code)
{
	const char *name = member_text(body, "name");
	char say[NEAREST_WORD];

	snprintf(say, sizeof say, *name != '\0' ? "%.60s %.40s" : "%.0s%.60s", name, code);
	if (*name != '\0')
		nearest_look(n->near, name, say);
	nearest_look(n->near, code, say);
}

static int
match_name(void *ctx, const struct hub_record *r)
{
	static const char *const names[] = { "name", "short", "name_en" };
	struct naming *n = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *list = member_text(body, r->kind == KIND_STAGE ? "ledger" : "list");
	const char *code = n->list != NULL ? member_text(body, "code") : r->id;
	bool called = n->list != NULL && is_called(body, "code", n->key);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		called = called || is_called(body, names[i], n->key);
	if (n->list != NULL && strcmp(list, n->list) != 0)
		called = false;
	else if (n->near != NULL)
		look_at(n, body, code);
	if (called && n->hits++ == 0)
		n->code = strdup(code);
	cJSON_Delete(body);
	return 0;
}

/* A name that is not somebody's alone means nothing. */
static int
search_name(struct names *l, enum kind kind, const char *list, const char *text, char **code)
{
	char key[KEY_MAX];
	struct naming n = { .list = list, .key = key };

	folded(text, key);
	if (hub_db_each(l->db, kind, match_name, &n) != 0) {
		free(n.code);
		return -2;
	}
	if (n.hits > 1) {
		free(n.code);
		n.code = NULL;
	}
	*code = n.code;
	return 0;
}

static struct places *
places_of(struct names *l, bool again)
{
	if (again) {
		places_free(l->places);
		l->places = NULL;
	}
	return l->places != NULL ? l->places : (l->places = places_new(l->db));
}

/* While divisions come in, those that came since are looked for, too. */
static int
search_place(struct names *l, const char *within, const char *text, char **code)
{
	struct places *p = places_of(l, false);
	const struct place *found = p != NULL ? places_find(p, text, within) : NULL;

	if (p != NULL && found == NULL && l->growing && (p = places_of(l, true)) != NULL)
		found = places_find(p, text, within);
	if (found != NULL && (*code = strdup(found->id)) == NULL)
		return -2;
	return p != NULL ? 0 : -2;
}

int
names_place(struct names *l, const char *code, const struct place **out)
{
	struct places *p = places_of(l, false);

	*out = p != NULL ? places_by_id(p, code) : NULL;
	return p != NULL ? 0 : -2;
}

static int
search(struct names *l, enum kind kind, const char *list, const char *text, char **code)
{
	bool part = kind == KIND_TERM || kind == KIND_STAGE;
	struct hub_record r;
	char id[2 * HUB_ID_MAX + 2];
	int rc;

	*code = NULL;
	snprintf(id, sizeof id, "%s%s%s", part ? list : "", part ? ":" : "", text);
	if ((rc = strlen(id) > HUB_ID_MAX ? 0 : hub_db_get(l->db, kind, id, &r)) < 0)
		return -2;
	if (rc == 1 && r.body != NULL)
		return (*code = strdup(text)) != NULL ? 0 : -2;
	if (list == NAMES_BY_ID)
		return 0;
	if (kind == KIND_DIVISION)
		return search_place(l, list, text, code);
	return record_field_find(kind, "name", 4) >= 0 ? search_name(l, kind, list, text, code) : 0;
}

int
names_code(struct names *l, enum kind kind, const char *list, const char *text, const char **code)
{
	char key[2 * HUB_ID_MAX + 16], *found;
	size_t at, room = sizeof l->known / sizeof *l->known;

	*code = NULL;
	if (strlen(text) > HUB_ID_MAX)
		return 0;
	snprintf(key, sizeof key, "%d:%s:%s", (int)kind, list != NULL ? list : "", text);
	for (at = text_hash(key) % room; l->known[at].key != NULL; at = (at + 1) % room)
		if (strcmp(l->known[at].key, key) == 0) {
			*code = l->known[at].code;
			return 0;
		}
	if (search(l, kind, list, text, &found) != 0)
		return -2;
	if (found == NULL && kind == KIND_DIVISION && l->growing)
		return 0;
	l->known[at] = (struct known){ strdup(key), found };
	if (l->known[at].key == NULL) {
		free(found);
		l->known[at].code = NULL;
		return -2;
	}
	l->known_count++;
	*code = found;
	return 0;
}

int
names_say(struct names *l, enum kind kind, const char *list, const char *text, char *out, size_t size)
{
	char key[KEY_MAX], words[NEAREST_MAX * (NEAREST_WORD + 2)];
	struct nearest near = { .typed = text };
	struct naming n = { .list = list == NAMES_BY_ID ? NULL : list, .key = key, .near = &near };
	int rc = 0;

	*out = '\0';
	if (l->said++ > SAID_MAX)
		return 0;
	folded(text, key);
	if (kind == KIND_DIVISION) {
		if (places_of(l, false) == NULL)
			return -2;
		places_say(l->places, text, n.list, out, size);
		return 0;
	}
	rc = hub_db_each(l->db, kind, match_name, &n) != 0 ? -2 : 0;
	free(n.code);
	/* Of those who bear the name the others are not meant. */
	while (n.hits > 1 && near.count > 2 && near.list[near.count - 1].distance > 0)
		near.count--;
	nearest_list(&near, _(", "), words, sizeof words);
	if (rc == 0 && near.count > 0)
		snprintf(out, size, n.hits > 1 ? _("; it may be %s: write the code") : _("; perhaps %s"), words);
	return rc;
}

int
names_terms(struct names *l, const char *list, char *out, size_t size)
{
	static const char sql[] = "SELECT group_concat(code || ' ' || name, ' ') FROM term WHERE list = ?1";
	struct rows q;

	if (strcmp(l->list, list) != 0) {
		q = hub_rows(l->db, sql, BIND(T(list)));
		*l->terms = '\0';
		if (rows_next(&q))
			row_copy(&q, 0, l->terms, sizeof l->terms);
		if (rows_close(&q) != 0)
			return -2;
		snprintf(l->list, sizeof l->list, "%s", list);
	}
	snprintf(out, size, "%s", l->terms);
	return 0;
}
