#include "hub/serve/cursor.h"

void
cursor_write_changes(char *out, size_t size, const char *epoch, const char *county, const char *scope, int64_t seq)
{
	snprintf(out, size, "c1.%s.%s.%s.%lld", epoch, county, scope, (long long)seq);
}

void
cursor_write_snapshot(char *out, size_t size, const char *epoch, const char *county, const char *scope,
                      int64_t as_of, const struct hub_db_place *at)
{
	int used = snprintf(out, size, "s1.%s.%s.%s.%lld.%s.", epoch, county, scope, (long long)as_of,
	                    at->kind < 0 ? "" : record_kinds[at->kind].name);

	for (const char *p = at->kind < 0 ? "" : at->id; *p != '\0' && used + 3 < (int)size; p++)
		used += snprintf(out + used, size - (size_t)used, "%02x", (unsigned char)*p);
}

/* ---- reading ------------------------------------------------------------ */

enum { PARTS = 7 };

/* Cuts at dots; the number of parts. */
static int
cut(char *text, char *parts[PARTS])
{
	int n = 0;

	for (char *p = text; n < PARTS; p = strchr(p, '\0') + 1) {
		char *dot = strchr(p, '.');
		parts[n++] = p;
		if (dot == NULL)
			break;
		*dot = '\0';
	}
	return n;
}

static int
read_seq(const char *text, int64_t *out)
{
	if (*text == '\0' || strlen(text) > 18 || text[strspn(text, "0123456789")] != '\0')
		return -1;
	*out = strtoll(text, NULL, 10);
	return 0;
}

static int
read_hex(const char *text, char *out, size_t size)
{
	size_t len = strlen(text);
	unsigned byte;

	if (len % 2 != 0 || len / 2 >= size || text[strspn(text, "0123456789abcdef")] != '\0')
		return -1;
	for (size_t i = 0; i < len / 2; i++) {
		if (sscanf(text + 2 * i, "%2x", &byte) != 1 || byte == 0)
			return -1;
		out[i] = (char)byte;
	}
	out[len / 2] = '\0';
	return 0;
}

static int
read_place(char *parts[PARTS], int n, enum changes_stage stage, struct changes_place *place)
{
	place->stage = stage;
	place->at.kind = -1;
	if (stage == CHANGES_SINCE)
		return n == 5 && strcmp(parts[0], "c1") == 0 ? read_seq(parts[4], &place->at.seq) : -1;
	if (n != 7 || strcmp(parts[0], "s1") != 0 || read_seq(parts[4], &place->as_of) != 0)
		return -1;
	if (*parts[5] == '\0')
		return 0;
	place->at.kind = record_kind_find(parts[5]);
	return place->at.kind >= 0 ? read_hex(parts[6], place->at.id, sizeof place->at.id) : -1;
}

static int
gone(struct answer *out, enum problem problem, const char *detail)
{
	answer_problem(out, problem, detail, NULL);
	return -1;
}

/* Tombstones up to purged_seq are forgotten: who has not seen them would keep the dead. */
static int
check_age(struct hub_db *db, int64_t seq, struct answer *out)
{
	char purged[32];
	int64_t head = hub_db_head(db);

	if (hub_db_meta_get(db, "purged_seq", purged, sizeof purged) != 0 || head < 0)
		return gone(out, PROBLEM_UNAVAILABLE, NULL);
	if (seq > head)
		return gone(out, PROBLEM_EPOCH_CHANGED, "the cursor is ahead of the hub");
	if (seq < strtoll(purged, NULL, 10))
		return gone(out, PROBLEM_CURSOR_EXPIRED, "deletions since then are forgotten; take a snapshot");
	return 0;
}

int
changes_cursor_read(struct hub_db *db, const struct access *who, const char *text, enum changes_stage stage,
                 struct changes_place *place, struct answer *out)
{
	char copy[512], epoch[64], *parts[PARTS];
	int n;

	*place = (struct changes_place){ .stage = stage, .at = { .kind = -1 } };
	if (text == NULL || *text == '\0') {
		place->as_of = hub_db_head(db);
		return stage == CHANGES_SINCE ? check_age(db, 0, out)
		                             : place->as_of < 0 ? gone(out, PROBLEM_UNAVAILABLE, NULL) : 0;
	}
	if (snprintf(copy, sizeof copy, "%s", text) >= (int)sizeof copy)
		return gone(out, PROBLEM_CURSOR_EXPIRED, "not a cursor of this hub");
	n = cut(copy, parts);
	/* A cursor in a form this hub does not know any more is one that has expired. */
	if (n < 5 || read_place(parts, n, stage, place) != 0)
		return gone(out, PROBLEM_CURSOR_EXPIRED, "not a cursor of this hub");
	if (hub_db_meta_get(db, "epoch", epoch, sizeof epoch) != 0)
		return gone(out, PROBLEM_UNAVAILABLE, NULL);
	if (strcmp(parts[1], epoch) != 0)
		return gone(out, PROBLEM_EPOCH_CHANGED, NULL);
	if (strcmp(parts[2], hub_db_county(db)) != 0)
		return gone(out, PROBLEM_CURSOR_EXPIRED, "a cursor of another county");
	if (strcmp(parts[3], who->hash) != 0)
		return gone(out, PROBLEM_SCOPE_CHANGED, NULL);
	return check_age(db, stage == CHANGES_SINCE ? place->at.seq : place->as_of, out);
}
