#include "hub/intake/xlsx/strings.h"

#include <fcntl.h>
#include <unistd.h>

enum {
	PAGE = 4096, PAGES = 1024,            /* of the file kept in memory, each at the place its number says */
	BLOCK = 4096, BLOCKS = STRINGS_MAX / STRINGS_STEP / BLOCK + 1,
	HEAD = 4                              /* before each string: its length, or HEAD_WRONG with what is wrong */
};
#define HEAD_WRONG 0x80000000u

struct strings {
	struct xlsx_why *why;                 /* while it is loaded */
	struct rich rich;
	bool     in_string;
	char    *raw;
	long     count;
	uint64_t len;                         /* bytes in all; those from STRINGS_ARENA on are in the file */
	char    *arena;
	size_t   arena_room;
	uint64_t *block[BLOCKS];              /* where every STRINGS_STEP-th begins */
	/* The file. */
	int      fd;
	char    *page;                        /* PAGES of them; while loading, what is not yet written */
	size_t   unwritten;
	uint64_t held[PAGES];                 /* which page + 1 */
	/* Behind the string got last. */
	long     next;
	uint64_t next_at;
};

/* ---- bytes ---------------------------------------------------------------------- */

/* A file without a name, for this process only. */
static int
scratch(struct xlsx_why *why)
{
	const char *named = getenv("TMPDIR"), *dir = named != NULL && *named != '\0' ? named : "/var/tmp";
	char path[PATH_MAX];
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0 && snprintf(path, sizeof path, "%s/guatu-XXXXXX", dir) < (int)sizeof path &&
	    (fd = mkostemp(path, O_CLOEXEC)) >= 0)
		unlink(path);
	if (fd < 0)
		why_file(why, _("its texts do not fit into memory, and %.80s takes no file for them: %s; name another "
		                "folder in TMPDIR"), dir, error_words(errno));
	return fd;
}

static int
write_out(struct strings *s)
{
	uint64_t at = s->len - STRINGS_ARENA - s->unwritten;

	for (size_t done = 0; done < s->unwritten;) {
		ssize_t n = pwrite(s->fd, s->page + done, s->unwritten - done, (off_t)(at + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return why_file(s->why, _("its texts do not fit into memory, and the file for them cannot be "
			                          "written: %s; make room, or name another folder in TMPDIR"),
			                error_words(errno));
		done += (size_t)n;
	}
	s->unwritten = 0;
	return 0;
}

static int
spill(struct strings *s, const char *bytes, size_t len)
{
	if (s->fd < 0 && (s->fd = scratch(s->why)) < 0)
		return -1;
	if (s->page == NULL && (s->page = malloc((size_t)PAGE * PAGES)) == NULL)
		return why_memory(s->why);
	while (len > 0) {
		size_t room = (size_t)PAGE * PAGES - s->unwritten, n = len < room ? len : room;
		memcpy(s->page + s->unwritten, bytes, n);
		s->unwritten += n;
		s->len += n;
		bytes += n;
		len -= n;
		if (s->unwritten == (size_t)PAGE * PAGES && write_out(s) != 0)
			return -1;
	}
	return 0;
}

static int
grow(struct strings *s)
{
	size_t room = s->arena_room == 0 ? 64 << 10 : 2 * s->arena_room;
	char *arena = realloc(s->arena, room < STRINGS_ARENA ? room : STRINGS_ARENA);

	if (arena == NULL)
		return why_memory(s->why);
	s->arena = arena;
	s->arena_room = room < STRINGS_ARENA ? room : STRINGS_ARENA;
	return 0;
}

static int
append(struct strings *s, const char *bytes, size_t len)
{
	while (len > 0 && s->len < STRINGS_ARENA) {
		size_t n;
		if (s->len == s->arena_room && grow(s) != 0)
			return -1;
		n = s->arena_room - (size_t)s->len;
		n = len < n ? len : n;
		memcpy(s->arena + s->len, bytes, n);
		s->len += n;
		bytes += n;
		len -= n;
	}
	return len > 0 ? spill(s, bytes, len) : 0;
}

/* The page of the file with the byte `at`. */
static const char *
page_of(struct strings *s, uint64_t at, struct xlsx_why *why)
{
	uint64_t number = at / PAGE;
	size_t slot = (size_t)(number % PAGES);
	char *page = s->page + slot * PAGE;

	if (s->held[slot] == number + 1)
		return page;
	s->held[slot] = 0;
	for (ssize_t done = 0, n; done < PAGE; done += n) {
		n = pread(s->fd, page + done, (size_t)(PAGE - done), (off_t)(number * PAGE) + done);
		if (n < 0 && errno == EINTR)
			n = 0;
		else if (n < 0) {
			why_file(why, _("its texts cannot be read back: %s; try again"), error_words(errno));
			return NULL;
		} else if (n == 0)
			break;
	}
	s->held[slot] = number + 1;
	return page;
}

static int
fetch(struct strings *s, uint64_t at, char *to, size_t len, struct xlsx_why *why)
{
	while (len > 0) {
		const char *from;
		size_t n;
		if (at < STRINGS_ARENA) {
			from = s->arena + at;
			n = (size_t)(STRINGS_ARENA - at);
		} else {
			if ((from = page_of(s, at - STRINGS_ARENA, why)) == NULL)
				return -1;
			from += (at - STRINGS_ARENA) % PAGE;
			n = PAGE - (size_t)((at - STRINGS_ARENA) % PAGE);
		}
		n = len < n ? len : n;
		memcpy(to, from, n);
		to += n;
		at += n;
		len -= n;
	}
	return 0;
}

/* ---- the table ------------------------------------------------------------------ */

static int
remember_place(struct strings *s)
{
	long step = s->count / STRINGS_STEP;
	uint64_t **block = &s->block[step / BLOCK];

	if (s->count % STRINGS_STEP != 0)
		return 0;
	if (*block == NULL && (*block = malloc(BLOCK * sizeof **block)) == NULL)
		return why_memory(s->why);
	(*block)[step % BLOCK] = s->len;
	return 0;
}

static int
add(struct strings *s)
{
	enum rich_wrong wrong = rich_finish(&s->rich);
	uint32_t head = wrong == RICH_GOOD ? (uint32_t)s->rich.len : HEAD_WRONG | (uint32_t)wrong;

	if (s->count == STRINGS_MAX)
		return why_file(s->why, _("more than %d different texts; split the workbook, or save the sheet as CSV "
		                          "UTF-8"), STRINGS_MAX);
	if (remember_place(s) != 0 || append(s, (const char *)&head, HEAD) != 0 ||
	    append(s, s->rich.to, s->rich.len) != 0)
		return -1;
	s->count++;
	return 0;
}

static void
on_start(void *to, int depth, const char *name, const char **attributes)
{
	struct strings *s = to;

	(void)attributes;
	if (depth == 2 && strcmp(name, "si") == 0) {
		s->in_string = true;
		rich_begin(&s->rich, s->raw, RICH_RAW_MAX);
	} else if (s->in_string) {
		rich_start(&s->rich, depth, name);
	}
}

static void
on_end(void *to, int depth, const char *name)
{
	struct strings *s = to;

	if (!s->in_string)
		return;
	if (depth > 2) {
		rich_end(&s->rich, depth, name);
		return;
	}
	s->in_string = false;
	add(s);
}

static void
on_text(void *to, const char *text, int len)
{
	struct strings *s = to;

	if (s->in_string)
		rich_text(&s->rich, text, len);
}

struct strings *
strings_load(struct archive *a, int part, struct xlsx_why *why)
{
	static const struct xml_handlers handlers = { on_start, on_end, on_text };
	struct strings *s = calloc(1, sizeof *s);
	int rc = 0;

	if (s == NULL || (s->raw = malloc(RICH_RAW_MAX + 1)) == NULL) {
		why_memory(why);
		free(s);
		return NULL;
	}
	s->fd = -1;
	s->why = why;
	if (part >= 0)
		rc = xml_read(a, part, "sst", &handlers, s, why);
	if (rc == 0 && s->unwritten > 0)
		rc = write_out(s);
	free(s->raw);
	s->raw = NULL;
	if (rc == 0)
		return s;
	strings_free(s);
	return NULL;
}

void
strings_free(struct strings *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	for (size_t i = 0; i < BLOCKS; i++)
		free(s->block[i]);
	free(s->arena);
	free(s->page);
	free(s);
}

long
strings_count(const struct strings *s)
{
	return s->count;
}

long
strings_get(struct strings *s, long i, char *to, size_t room, enum rich_wrong *wrong, struct xlsx_why *why)
{
	long at = i / STRINGS_STEP * STRINGS_STEP;
	uint64_t place;
	uint32_t head;

	if (i == s->next && i > 0) {
		at = i;
		place = s->next_at;
	} else {
		place = s->block[i / STRINGS_STEP / BLOCK][i / STRINGS_STEP % BLOCK];
	}
	for (;; at++) {
		if (fetch(s, place, (char *)&head, HEAD, why) != 0)
			return -1;
		if (at == i)
			break;
		place += HEAD + (head & HEAD_WRONG ? 0 : head);
	}
	*wrong = head & HEAD_WRONG ? (enum rich_wrong)(head & ~HEAD_WRONG) : RICH_GOOD;
	if (*wrong != RICH_GOOD)
		head = 0;
	if (head >= room || fetch(s, place + HEAD, to, head, why) != 0)
		return -1;
	to[head] = '\0';
	s->next = i + 1;
	s->next_at = place + HEAD + head;
	return (long)head;
}
