#include "hub/intake/json/json_list.h"

#include "model/text/language.h"
#include "model/text/utf8.h"

struct found { struct json_path path; struct json_spot spot; bool empty; };

struct search {
	struct json_scan *s;
	struct json_path  at;
	struct found      found[JSON_FOUND_MAX];
	int               count, more;
	/* The path asked for: NULL none; how often it was met, and what is there. */
	const struct json_path *wanted;
	int               met;
	enum json_event   is;
	struct json_spot  spot;
	bool              empty;
	struct json_spot  begun;                /* of the lists looked into the last */
};

/* Where what was just begun began. */
static struct json_spot
spot_of(const struct json_scan *s)
{
	return (struct json_spot){ json_tell(s) - 1, s->line };
}

/* Is the way so far the beginning of the one asked for, or all of it? */
static bool
on_the_way(const struct search *f, bool all)
{
	if (f->wanted == NULL || (all ? f->at.count != f->wanted->count : f->at.count >= f->wanted->count))
		return false;
	for (int i = 0; i < f->at.count; i++)
		if (strcmp(f->at.step[i], f->wanted->step[i]) != 0)
			return false;
	return true;
}

static void
note_list(struct search *f, struct json_spot spot, bool empty)
{
	if (f->count < JSON_FOUND_MAX)
		f->found[f->count++] = (struct found){ f->at, spot, empty };
	else
		f->more++;
}

static int visit(struct search *f, enum json_event event);

/* What is called `name`: longer names, and those that are no text, are none a path could have. */
static int
visit_step(struct search *f, const char *name, enum json_event event)
{
	bool ours = name != NULL && strlen(name) < JSON_STEP_MAX;
	int rc;

	snprintf(f->at.step[f->at.count++], JSON_STEP_MAX, "%s", ours ? name : "?");
	rc = ours ? visit(f, event) : json_skip(f->s, event);
	f->at.count--;
	return rc;
}

static int
visit_list(struct search *f)
{
	struct json_spot spot = spot_of(f->s);
	bool leads = on_the_way(f, false), first = true, wanted = on_the_way(f, true);
	enum json_event event;
	char number[24];
	int rc = 0;

	f->begun = spot;
	for (long n = 0; rc == 0 && (event = json_next(f->s, false)) != JSON_LIST_END; n++, first = false) {
		if (event == JSON_BAD)
			return -1;
		if (first && event == JSON_OBJECT && f->at.count <= JSON_LEVELS)
			note_list(f, spot, false);
		snprintf(number, sizeof number, "%ld", n);
		rc = leads ? visit_step(f, number, event) : json_skip(f->s, event);
	}
	if (rc == 0 && first && f->at.count <= JSON_LEVELS)
		note_list(f, spot, true);
	if (wanted)
		f->empty = first;
	return rc;
}

static int
visit_object(struct search *f)
{
	enum json_event event;
	char name[JSON_STEP_MAX + 1];
	int rc = 0;

	while (rc == 0 && (event = json_next(f->s, false)) == JSON_NAME) {
		bool sound = f->s->unsound == NULL && !f->s->cut && f->s->text.len < JSON_STEP_MAX;
		snprintf(name, sizeof name, "%s", sound ? f->s->text.text : "");
		rc = visit_step(f, sound ? name : NULL, json_next(f->s, false));
	}
	return rc != 0 || event == JSON_BAD ? -1 : 0;
}

/* The value whose first event was taken, to its end. */
static int
visit(struct search *f, enum json_event event)
{
	if (on_the_way(f, true)) {
		f->met++;
		f->is = event;
		f->spot = spot_of(f->s);
	}
	if (event == JSON_LIST && (f->at.count <= JSON_LEVELS || on_the_way(f, false)))
		return visit_list(f);
	if (event == JSON_OBJECT && (f->at.count < JSON_LEVELS || on_the_way(f, false)))
		return visit_object(f);
	return json_skip(f->s, event);
}

/* ---- what was found -------------------------------------------------------------------- */

static void
name_found(const struct search *f, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (int i = 0; i < f->count && len + 1 < size; i++) {
		char path[160];
		json_path_text(&f->found[i].path, path, sizeof path);
		len += (size_t)snprintf(out + len, size - len, "%s%s", i > 0 ? " " : "", path);
	}
	if (f->more > 0 && len + 1 < size)
		snprintf(out + len, size - len, _(" and %d more"), f->more);
	out[utf8_clip(out, size - 1)] = '\0';
}

static int
take_wanted(const struct search *f, struct json_list *out, char *error, size_t size)
{
	char path[160], lists[300];

	json_path_text(f->wanted, path, sizeof path);
	name_found(f, lists, sizeof lists);
	*out = (struct json_list){ .spot = f->spot, .empty = f->empty || f->is == JSON_NULL };
	if (f->met == 1 && (f->is == JSON_LIST || f->is == JSON_NULL))
		return 1;
	if (f->met == 1)
		snprintf(error, size, _("what stands at %s (the source's rows_at) is no list%s%s"), path,
		         *lists != '\0' ? _("; lists of objects are at: ") : "", lists);
	else if (f->met > 1)
		snprintf(error, size, _("%s (the source's rows_at) is there %d times"), path, f->met);
	else
		snprintf(error, size, _("there is no %s (the source's rows_at)%s%s"), path,
		         *lists != '\0' ? _("; lists of objects are at: ") : _(" nor any list of objects"), lists);
	return -1;
}

/* How many lists stand at its path, a member of that name being there again; 0 of NULL. */
static int
met(const struct search *f, const struct found *only)
{
	int times = 0;

	for (int i = 0; only != NULL && i < f->count; i++) {
		const struct json_path *p = &f->found[i].path;
		bool same = p->count == only->path.count;
		for (int k = 0; same && k < p->count; k++)
			same = strcmp(p->step[k], only->path.step[k]) == 0;
		times += same;
	}
	return times;
}

/* The only one that has anything; of empty ones any. */
static int
take_only(const struct search *f, struct json_list *out, char *error, size_t size)
{
	const struct found *only = NULL;
	char lists[300];
	int full = 0, times;

	for (int i = 0; i < f->count; i++) {
		full += !f->found[i].empty;
		if (only == NULL || (only->empty && !f->found[i].empty))
			only = &f->found[i];
	}
	if ((times = met(f, only)) > 1) {
		json_path_text(&only->path, lists, sizeof lists);
		snprintf(error, size, _("%s is there %d times; which of them is meant nobody knows"), lists, times);
		return -1;
	}
	if (full > 1 || (full == 1 && f->more > 0)) {
		name_found(f, lists, sizeof lists);
		snprintf(error, size, _("several lists of objects; name the right one in the source's rows_at: %s"),
		         lists);
		return -1;
	}
	if (only == NULL) {
		*out = (struct json_list){ .lines = true };
		return 1;
	}
	*out = (struct json_list){ .spot = only->spot, .empty = only->empty };
	return 1;
}

int
json_list_find(struct json_scan *s, const struct json_path *rows_at, struct json_list *out, char *error, size_t size)
{
	struct search *f = calloc(1, sizeof *f);
	enum json_event event = json_next(s, false);
	int rc = -1;

	if (f == NULL) {
		snprintf(error, size, _("out of memory"));
		return -1;
	}
	f->s = s;
	f->wanted = rows_at;
	if (event == JSON_END) {
		rc = 0;
	} else if (event == JSON_LIST && rows_at == NULL) {
		*out = (struct json_list){ .spot = spot_of(s), .whole = true };
		rc = 1;
	} else if (event == JSON_BAD || visit(f, event) != 0) {
		json_wrong(s, error, size);
		*out = (struct json_list){ .spot = f->begun };
	} else if (event != JSON_OBJECT && event != JSON_LIST) {
		snprintf(error, size, _("a list [..] of objects, or an object {..} with one inside, is wanted"));
	} else {
		rc = rows_at != NULL ? take_wanted(f, out, error, size) : take_only(f, out, error, size);
	}
	free(f);
	return rc;
}
