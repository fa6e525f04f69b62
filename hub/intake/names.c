#include "hub/intake/names.h"

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/authority/member.h"

const char NAMES_BY_ID[] = "id";

enum { KNOWN_MAX = 1 << 16 };

/* What a text in a place means: its code, or NULL for nothing. */
struct known { char *key, *code; };

struct names {
	struct hub_db *db;
	char           list[HUB_ID_MAX + 1], terms[512];      /* the term list last said */
	struct known   known[2 * KNOWN_MAX];
	size_t         known_count;
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
	if (l != NULL)
		forget_known(l);
	free(l);
}

void
names_breathe(struct names *l)
{
	if (l->known_count > KNOWN_MAX)
		forget_known(l);
}

size_t
names_hash(const char *text)
{
	size_t h = 14695981039346656037u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h ^ h >> 29;
}

/* A search for a record by what people call it. */
struct naming { const char *list, *name; char *code; int hits, level; };

static int
level_of(const cJSON *body)
{
	const cJSON *level = cJSON_GetObjectItemCaseSensitive(body, "level");

	return cJSON_IsNumber(level) ? (int)level->valuedouble : 0;
}

/* A township and its seat bear one name; the township is meant. */
static void
take_hit(struct naming *n, int level, const char *code)
{
	if (n->hits > 0 && level > n->level)
		return;
	if (n->hits == 0 || level < n->level) {
		free(n->code);
		n->code = strdup(code);
		n->level = level;
		n->hits = 0;
	}
	n->hits++;
}

static int
match_name(void *ctx, const struct hub_record *r)
{
	struct naming *n = ctx;
	cJSON *body = cJSON_Parse(r->body);
	bool hit = strcmp(member_text(body, "name"), n->name) == 0 || strcmp(member_text(body, "short"), n->name) == 0;

	if (hit && n->list != NULL)
		hit = strcmp(member_text(body, "list"), n->list) == 0;
	if (hit)
		take_hit(n, level_of(body), n->list != NULL ? member_text(body, "code") : r->id);
	cJSON_Delete(body);
	return 0;
}

/* A name that is not somebody's alone means nothing. */
static int
search(struct names *l, enum kind kind, const char *list, const char *text, char **code)
{
	struct naming n = { list, text, NULL, 0, 0 };
	bool named = list != NAMES_BY_ID && record_field_find(kind, "name", 4) >= 0;
	struct hub_record r;
	char id[HUB_ID_MAX + 1];
	int rc;

	snprintf(id, sizeof id, "%s%s%s", kind == KIND_TERM ? list : "", kind == KIND_TERM ? ":" : "", text);
	if ((rc = hub_db_get(l->db, kind, id, &r)) < 0)
		return -2;
	if (rc == 1 && r.body != NULL) {
		*code = strdup(text);
		return *code != NULL ? 0 : -2;
	}
	if (named && hub_db_each(l->db, kind, match_name, &n) != 0) {
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

int
names_code(struct names *l, enum kind kind, const char *list, const char *text, const char **code)
{
	char key[2 * HUB_ID_MAX + 16], *found;
	size_t at, room = sizeof l->known / sizeof *l->known;

	*code = NULL;
	if (strlen(text) > HUB_ID_MAX)
		return 0;
	snprintf(key, sizeof key, "%d:%s:%s", (int)kind, list != NULL ? list : "", text);
	for (at = names_hash(key) % room; l->known[at].key != NULL; at = (at + 1) % room)
		if (strcmp(l->known[at].key, key) == 0) {
			*code = l->known[at].code;
			return 0;
		}
	if (search(l, kind, list, text, &found) != 0)
		return -2;
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
