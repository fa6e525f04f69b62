#include "net/sync/changes.h"

#include "net/sync/failpoint.h"
#include "net/wire/wire_line.h"
#include "net/wire/wire_text.h"

/* One line's members, whatever it is. */
struct line {
	char   *kind, *id, *gone, *mark, *now, *epoch, *body;
	int64_t rev, version, n, as_of, estimate;
	bool    more, has_more, decoded;
	int     known;                /* enum kind, -1 */
	char    why[160];             /* what is wrong with the body */
};

static int
fault(struct changes *f, enum changes_fault what, const char *why)
{
	if (f->fault == CHANGES_FINE) {
		f->fault = what;
		snprintf(f->error, sizeof f->error, "%s", why);
	}
	return -1;
}

static void
skip(struct changes *f, const struct line *l, const char *why)
{
	f->skipped++;
	snprintf(f->skipped_why, sizeof f->skipped_why, "%.40s[%.64s].%.120s",
	         l != NULL && l->kind != NULL ? l->kind : "?", l != NULL && l->id != NULL ? l->id : "?", why);
}

/* ---- one line taken apart --------------------------------------------------------- */

/* The body is decoded on the way when its kind is known already, which is how hubs send it. */
static void
take_body(struct changes *f, struct line *l, struct wire_walk *walk, char *text)
{
	struct wire_walk body;

	if (l->kind != NULL)
		l->known = record_kind_find(l->kind);
	if (l->known < 0 || !wire_object(&body, text)) {
		l->body = text;
		return;
	}
	l->decoded = wire_record_walk((enum kind)l->known, &body, f->values, &f->instants, l->why, sizeof l->why) == 0;
	if (l->decoded)
		walk->at = body.at;
	else
		l->body = NULL;        /* half walked: cannot be walked again */
}

static void
take_member(struct changes *f, struct line *l, struct wire_walk *walk, const char *key, const struct wire_item *item)
{
	static const struct { const char *name; enum wire_type type; size_t at; } members[] = {
#define MEMBER(name, type, field) { name, type, offsetof(struct line, field) }
		MEMBER("kind", WIRE_STRING, kind), MEMBER("id", WIRE_STRING, id), MEMBER("rev", WIRE_INTEGER, rev),
		MEMBER("gone", WIRE_STRING, gone), MEMBER("mark", WIRE_STRING, mark), MEMBER("n", WIRE_INTEGER, n),
		MEMBER("now", WIRE_STRING, now), MEMBER("feed", WIRE_INTEGER, version),
		MEMBER("epoch", WIRE_STRING, epoch),
		MEMBER("as_of", WIRE_INTEGER, as_of), MEMBER("estimate", WIRE_INTEGER, estimate),
#undef MEMBER
	};

	if (item->type == WIRE_OBJECT && strcmp(key, "body") == 0) {
		take_body(f, l, walk, item->text);
		return;
	}
	if (item->type == WIRE_BOOL && strcmp(key, "more") == 0) {
		l->more = item->number != 0;
		l->has_more = true;
		return;
	}
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		char *to = (char *)l + members[i].at;
		if (item->type != members[i].type || strcmp(key, members[i].name) != 0)
			continue;
		if (item->type == WIRE_STRING)
			memcpy(to, &item->text, sizeof item->text);
		else
			memcpy(to, &item->number, sizeof item->number);
		return;
	}
}

/* ---- what a line does ---------------------------------------------------------------- */

static int
head(struct changes *f, const struct line *l)
{
	if (l->version != 1 || l->epoch == NULL)
		return fault(f, CHANGES_BROKEN, "the stream of changes does not begin with its header");
	snprintf(f->stream_epoch, sizeof f->stream_epoch, "%s", l->epoch);
	if (*f->epoch != '\0' && strcmp(f->epoch, l->epoch) != 0)
		return fault(f, CHANGES_EPOCH, "the hub has been restored");
	f->headed = true;
	f->as_of = l->as_of;
	f->estimate = l->estimate;
	return 0;
}

static int
begin_page(struct changes *f)
{
	if (f->writing)
		return 0;
	if (cache_begin(f->cache) != 0)
		return fault(f, CHANGES_CACHE, cache_error(f->cache));
	f->writing = true;
	return 0;
}

static int
bookmark(struct changes *f, const struct line *l)
{
	bool moved = strcmp(f->mark.cursor, l->mark) != 0, wrote = false;

	if (l->n != f->page_lines)
		return fault(f, CHANGES_BROKEN, "a page of the stream of changes is not complete");
	if (strlen(l->mark) >= sizeof f->mark.cursor || *l->mark == '\0')
		return fault(f, CHANGES_BROKEN, "a bookmark of the stream of changes is too long");
	snprintf(f->mark.cursor, sizeof f->mark.cursor, "%s", l->mark);
	snprintf(f->mark.now, sizeof f->mark.now, "%s", l->now != NULL ? l->now : "");
	f->mark.more = l->more;
	if ((f->writing || moved) && begin_page(f) != 0)
		return -1;
	if (f->writing) {
		if (f->page(f->with, f) != 0)
			return fault(f, CHANGES_CACHE, cache_error(f->cache));
		net_failpoint("before-commit");
		f->writing = false;
		if (cache_commit(f->cache) != 0)
			return fault(f, CHANGES_CACHE, cache_error(f->cache));
		wrote = true;
	}
	f->page_bytes = 0;
	f->paged(f->with, f, wrote);
	f->page_rows = f->page_lines = 0;
	return 0;
}

static int
record(struct changes *f, struct line *l)
{
	int rc;

	f->page_lines++;
	if (l->known < 0 && l->kind != NULL)
		l->known = record_kind_find(l->kind);
	if (l->known < 0 || l->id == NULL || *l->id == '\0' || l->rev <= 0) {
		skip(f, l, l->known < 0 ? "kind: unknown" : "id, rev: missing");
		return 0;
	}
	if (l->gone == NULL && !l->decoded && l->body != NULL) {      /* the body came before its kind */
		struct wire_walk body;
		l->decoded = wire_object(&body, l->body) &&
		             wire_record_walk((enum kind)l->known, &body, f->values, &f->instants, l->why,
		                              sizeof l->why) == 0;
	}
	if (l->gone == NULL && !l->decoded) {
		skip(f, l, *l->why != '\0' ? l->why : "body: missing");
		return 0;
	}
	if (begin_page(f) != 0)
		return -1;
	rc = l->gone != NULL ? cache_gone(f->cache, (enum kind)l->known, l->id, l->rev)
	                     : cache_put(f->cache, (enum kind)l->known, l->id, l->rev, f->values);
	if (rc < 0)
		return fault(f, CHANGES_CACHE, cache_error(f->cache));
	f->page_rows++;
	f->rows++;
	net_failpoint("mid-page");
	return 0;
}

/* `text` ends in NUL where the line feed was. */
static int
line(struct changes *f, char *text, size_t len)
{
	struct line l = { .known = -1 };
	struct wire_walk walk;
	struct wire_item item;
	char *key, why[160];

	if (len > 0 && text[len - 1] == '\r')
		text[--len] = '\0';
	if (len == 0)
		return 0;
	if (wire_line_check(text, len, why, sizeof why) != 0) {
		if (!f->headed)
			return fault(f, CHANGES_BROKEN, why);
		f->page_lines++;
		skip(f, NULL, why);
		return 0;
	}
	if (!wire_object(&walk, text))
		return fault(f, CHANGES_BROKEN, "a line of the stream of changes is no object");
	/* A body that failed half way leaves the walk in the middle of it: what follows does not matter then. */
	while (*l.why == '\0' && wire_member(&walk, &key, &item))
		take_member(f, &l, &walk, key, &item);
	if (!f->headed)
		return head(f, &l);
	return l.mark != NULL && l.kind == NULL ? bookmark(f, &l) : record(f, &l);
}

/* ---- bytes -------------------------------------------------------------------------------- */

void
changes_begin(struct changes *f)
{
	f->headed = f->writing = false;
	f->as_of = f->estimate = 0;
	f->stream_epoch[0] = '\0';
	f->rows = f->page_rows = f->page_lines = 0;
	f->fault = CHANGES_FINE;
	f->error[0] = '\0';
	f->mark.more = true;
	f->page_bytes = f->used = 0;
}

static int
room(struct changes *f, size_t n)
{
	size_t size = f->size > 0 ? f->size : 65536;
	char *grown;

	while (size < f->used + n + 1)
		size *= 2;
	if (size == f->size)
		return 0;
	grown = realloc(f->buffer, size);
	if (grown == NULL)
		return fault(f, CHANGES_BROKEN, "out of memory");
	f->buffer = grown;
	f->size = size;
	return 0;
}

int
changes_bytes(struct changes *f, const char *bytes, size_t n)
{
	size_t at = 0;

	if (f->fault != CHANGES_FINE)
		return -1;
	f->page_bytes += n;
	if (f->page_bytes > CHANGES_PAGE_MAX)
		return fault(f, CHANGES_BROKEN, "a page of the stream of changes is larger than 64 MiB");
	if (room(f, n) != 0)
		return -1;
	memcpy(f->buffer + f->used, bytes, n);
	f->used += n;
	for (;;) {
		char *end = memchr(f->buffer + at, '\n', f->used - at);
		size_t len = end != NULL ? (size_t)(end - f->buffer) - at : f->used - at;
		if (len > CHANGES_LINE_MAX)
			return fault(f, CHANGES_BROKEN, "a line of the stream of changes is longer than 256 KiB");
		if (end == NULL)
			break;
		*end = '\0';
		if (line(f, f->buffer + at, len) != 0)
			return -1;
		at += len + 1;
	}
	memmove(f->buffer, f->buffer + at, f->used - at);
	f->used -= at;
	return 0;
}

int
changes_end(struct changes *f)
{
	bool whole = f->headed && f->fault == CHANGES_FINE && !f->writing && f->page_lines == 0 && f->used == 0 &&
	             f->mark.cursor[0] != '\0';

	if (f->writing)
		cache_rollback(f->cache);
	f->writing = false;
	f->used = 0;
	if (f->size > 1 << 20) {       /* one long line must not cost memory for ever */
		free(f->buffer);
		f->buffer = NULL;
		f->size = 0;
	}
	return whole ? 0 : -1;
}

void
changes_clear(struct changes *f)
{
	free(f->buffer);
	f->buffer = NULL;
	f->size = f->used = 0;
}
