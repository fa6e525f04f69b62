#include "hub/intake/xlsx/merges.h"

#include "hub/intake/xlsx/place.h"

enum { CHUNK = 64 << 10 };

/* ---- do the bytes speak of it? -------------------------------------------------- */

/* 1: yes, or it cannot be told because it is not ASCII; 0: no, and all was read; -1. */
static int
mentioned(struct archive *a, int part, struct xlsx_why *why)
{
	static const char word[] = "mergeCell";
	enum { LEN = sizeof word - 1 };
	char bytes[LEN + CHUNK];
	size_t kept = 0;
	bool first = true, yes = false;
	int n;

	if (part_begin(a, part, why) != 0)
		return -1;
	while ((n = part_read(a, bytes + kept, CHUNK, why)) > 0) {
		size_t len = kept + (size_t)n;
		yes = yes || (first && memchr(bytes, '\0', len < 8 ? len : 8) != NULL) ||
		      memmem(bytes, len, word, LEN) != NULL;
		first = false;
		kept = len < LEN - 1 ? len : LEN - 1;
		memmove(bytes, bytes + len - kept, kept);
	}
	return n < 0 ? -1 : yes;
}

/* ---- what they say -------------------------------------------------------------- */

struct reading { struct merges *merges; struct xlsx_why *why; bool in_merges; };

static void
add(struct reading *r, const char *range)
{
	struct merges *m = r->merges;
	struct merge *grown;
	long top, bottom = 0;
	int left, right = 0;
	const char *p = place_parse(range, &top, &left);

	if (p == NULL || top == 0)
		return;
	if (*p != ':' || (p = place_parse(p + 1, &bottom, &right)) == NULL || *p != '\0')
		return;
	if (bottom <= top || left >= XLSX_COLUMNS_MAX)
		return;
	if (m->count == m->room) {
		size_t room = m->room == 0 ? 64 : 2 * m->room;
		if (m->count >= MERGES_MAX) {
			why_file(r->why, _("more than %d merged cells; take the merging off"), MERGES_MAX);
			return;
		}
		if ((grown = realloc(m->list, room * sizeof *grown)) == NULL) {
			why_memory(r->why);
			return;
		}
		m->list = grown;
		m->room = room;
	}
	m->list[m->count++] = (struct merge){ (uint32_t)top, (uint32_t)bottom, (uint16_t)left };
}

static void
on_start(void *to, int depth, const char *name, const char **attributes)
{
	struct reading *r = to;
	const char *range;

	if (depth == 2)
		r->in_merges = strcmp(name, "mergeCells") == 0;
	else if (depth == 3 && r->in_merges && strcmp(name, "mergeCell") == 0 &&
	         (range = xml_attribute(attributes, "ref")) != NULL)
		add(r, range);
}

static void
on_end(void *to, int depth, const char *name)
{
	(void)to, (void)depth, (void)name;
}

static int
compare(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	return x->top != y->top ? x->top < y->top ? -1 : 1 : (int)x->column - (int)y->column;
}

int
merges_read(struct merges *m, struct archive *a, int part, struct xlsx_why *why)
{
	static const struct xml_handlers handlers = { on_start, on_end, NULL };
	struct reading r = { .merges = m, .why = why };
	int rc;

	merges_clear(m);
	if ((rc = mentioned(a, part, why)) != 1)
		return rc;
	if (xml_read(a, part, "worksheet", &handlers, &r, why) != 0)
		return -1;
	if (m->count > 1)
		qsort(m->list, m->count, sizeof *m->list, compare);
	return 0;
}

void
merges_clear(struct merges *m)
{
	free(m->list);
	*m = (struct merges){ 0 };
}
