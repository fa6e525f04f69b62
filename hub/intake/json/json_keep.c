#include "hub/intake/json/json_keep.h"

#include "hub/intake/cell.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

enum { NAME_SAID = 60 };

static size_t
hash(int inside, const char *name)
{
	return (text_hash(name) + (size_t)(inside + 1) * 31) & (JSON_SLOTS - 1);
}

static int
add(struct json_keep *k, int inside, const char *name)
{
	struct json_member *more;
	size_t at = hash(inside, name);

	if (k->count % 64 == 0) {
		if ((more = realloc(k->list, (size_t)(k->count + 64) * sizeof *more)) == NULL)
			return -2;
		k->list = more;
	}
	k->list[k->count] = (struct json_member){ .name = strdup(name), .inside = inside, .cell = -1 };
	if (k->list[k->count].name == NULL)
		return -2;
	while (k->slot[at] != 0)
		at = (at + 1) & (JSON_SLOTS - 1);
	k->slot[at] = (short)(k->count + 1);
	return k->count++;
}

static bool
is(const struct json_keep *k, int at, int inside, const char *name)
{
	return k->list[at].inside == inside && strcmp(k->list[at].name, name) == 0;
}

/* The member called so among those known; -1. */
static int
known(struct json_keep *k, int inside, const char *name)
{
	int found = k->next < k->count && is(k, k->next, inside, name) ? k->next : -1;

	for (size_t at = hash(inside, name); found < 0 && k->slot[at] != 0; at = (at + 1) & (JSON_SLOTS - 1))
		if (is(k, k->slot[at] - 1, inside, name))
			found = k->slot[at] - 1;
	if (found >= 0)
		k->next = found + 1;
	return found;
}

/* ---- the map --------------------------------------------------------------------------------- */

static int
add_pair(struct json_keep *k, const struct json_pair *pair)
{
	int at = -1, inside;

	for (int i = 0; i < pair->theirs.count; i++) {
		inside = at;
		at = known(k, inside, pair->theirs.step[i]);
		if (at < 0 && (at = add(k, inside, pair->theirs.step[i])) < 0)
			return -1;
		k->list[at].leads = i + 1 < pair->theirs.count;
	}
	k->list[at].kept = json_column(k->takes, pair->ours, &k->list[at].column);
	k->list[at].ours = pair->ours;
	return 0;
}

int
json_keep_begin(struct json_keep *k, const char *takes, const char *map, char *why, size_t size)
{
	char bad[400];

	memset(k, 0, sizeof *k);
	k->takes = takes;
	if (json_map_read(&k->map, takes, map != NULL ? map : "", bad, sizeof bad) != 0) {
		snprintf(why, size, _("the source's map: %s"), bad);
		return -1;
	}
	for (int i = 0; i < k->map.count; i++)
		if (add_pair(k, &k->map.pair[i]) != 0) {
			snprintf(why, size, _("out of memory"));
			return -1;
		}
	return 0;
}

void
json_keep_clear(struct json_keep *k)
{
	for (int i = 0; i < k->count; i++)
		free(k->list[i].name);
	for (int i = 0; i < k->left_count; i++)
		free(k->left[i]);
	free(k->list);
	memset(k, 0, sizeof *k);
}

/* ---- members --------------------------------------------------------------------------------- */

/* A column the map fills is filled from there only. */
static bool
mapped(const struct json_keep *k, const struct json_column *column)
{
	for (int i = 0; i < k->count; i++)
		if (k->list[i].kept && k->list[i].ours != k->list[i].name && column->of != JSON_MANY &&
		    k->list[i].column.of == column->of)
			return true;
	return false;
}

void
json_keep_path(const struct json_keep *k, int member, char *out, size_t size)
{
	struct json_path path = { 0 };

	for (int at = member; at >= 0 && path.count < JSON_STEPS_MAX; at = k->list[at].inside)
		path.count++;
	for (int at = member, i = path.count; at >= 0 && i > 0; at = k->list[at].inside)
		snprintf(path.step[--i], JSON_STEP_MAX, "%.*s", (int)utf8_clip(k->list[at].name, JSON_STEP_MAX - 1),
		         k->list[at].name);
	json_path_text(&path, out, size);
}

static int
leave_out(struct json_keep *k, int member)
{
	char path[400];

	json_keep_path(k, member, path, sizeof path);
	path[utf8_clip(path, NAME_SAID)] = '\0';
	for (int i = 0; i < k->left_count; i++)
		if (strcmp(k->left[i], path) == 0)
			return 0;
	if (k->left_count == JSON_LEFT_MAX) {
		k->left_more = true;
		return 0;
	}
	k->left[k->left_count] = strdup(cell_quote(path));
	return k->left[k->left_count++] != NULL ? 0 : -2;
}

int
json_keep_find(struct json_keep *k, int inside, const char *name)
{
	struct json_column column;
	int at = known(k, inside, name);
	bool ours;

	if (at >= 0)
		return k->list[at].kept || k->list[at].leads ? at : -1;
	ours = inside < 0 && json_column(k->takes, name, &column) && !mapped(k, &column);
	if (k->count >= JSON_MEMBERS_MAX + (ours ? ROW_CELLS_MAX : 0)) {
		k->left_more = true;
		return -1;
	}
	if ((at = add(k, inside, name)) < 0)
		return -2;
	if (!ours)
		return leave_out(k, at) == 0 ? -1 : -2;
	k->list[at].kept = true;
	k->list[at].column = column;
	k->list[at].ours = k->list[at].name;
	return at;
}

/* ---- what is said about them ------------------------------------------------------------------- */

static size_t
say(char *out, size_t len, size_t size, const char *name)
{
	if (len + 1 < size)
		len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? " " : "", name);
	return len;
}

void
json_keep_left(const struct json_keep *k, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (int i = 0; i < k->left_count; i++)
		len = say(out, len, size, k->left[i]);
	if (k->left_more)
		say(out, len, size, "...");
	out[utf8_clip(out, size - 1)] = '\0';
}

void
json_keep_missing(const struct json_keep *k, char *out, size_t size)
{
	char path[400];
	size_t len = 0;

	*out = '\0';
	for (int i = 0; i < k->count; i++)
		if (k->list[i].kept && k->list[i].ours != k->list[i].name && k->list[i].seen == 0) {
			json_keep_path(k, i, path, sizeof path);
			len = say(out, len, size, path);
		}
	out[utf8_clip(out, size - 1)] = '\0';
}
