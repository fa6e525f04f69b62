#include "hub/intake/ids/ids.h"

#include "hub/intake/ids/ids.sql.h"
#include "model/text/hash.h"
#include "sql/rows.h"

/* HELD of them are in memory; twice as many places make them quick to find. */
enum { HELD = 1 << 16, PLACES = 2 * HELD, PIECE = 65536 };

/* Texts that stay where they are. */
struct piece { struct piece *before; size_t used; char text[PIECE]; };

struct held { const char *id; long line; };

struct ids {
	struct held  *held;
	size_t        count;
	struct piece *texts;             /* the newest */
	sqlite3      *file;              /* NULL: all are in memory */
	sqlite3_stmt *put, *get;
};

struct ids *
ids_new(void)
{
	return calloc(1, sizeof(struct ids));
}

static void
forget(struct ids *l)
{
	for (struct piece *p = l->texts, *before; p != NULL; p = before) {
		before = p->before;
		free(p);
	}
	l->texts = NULL;
	l->count = 0;
}

void
ids_free(struct ids *l)
{
	if (l == NULL)
		return;
	forget(l);
	free(l->held);
	sqlite3_finalize(l->put);
	sqlite3_finalize(l->get);
	sqlite3_close(l->file);
	free(l);
}

static struct held *
place_of(const struct ids *l, const char *id)
{
	size_t at = text_hash(id) & (PLACES - 1);

	while (l->held[at].id != NULL && strcmp(l->held[at].id, id) != 0)
		at = (at + 1) & (PLACES - 1);
	return &l->held[at];
}

long
ids_line(struct ids *l, const char *id)
{
	const struct held *held = l->held != NULL ? place_of(l, id) : NULL;
	long line = 0;
	int rc;

	if (held != NULL && held->id != NULL)
		return held->line;
	if (l->file == NULL)
		return 0;
	sqlite3_bind_text(l->get, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(l->get)) == SQLITE_ROW)
		line = (long)sqlite3_column_int64(l->get, 0);
	sqlite3_reset(l->get);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? line : -1;
}

/* ---- what does not fit -------------------------------------------------------- */

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct held *)a)->id, ((const struct held *)b)->id);
}

static int
open_file(struct ids *l)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

	return sqlite3_open_v2("", &l->file, flags, NULL) == SQLITE_OK &&
	       sqlite3_exec(l->file, SQL_IDS_SCHEMA, NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_prepare_v2(l->file, SQL_IDS_PUT, -1, &l->put, NULL) == SQLITE_OK &&
	       sqlite3_prepare_v2(l->file, SQL_IDS_LINE, -1, &l->get, NULL) == SQLITE_OK ? 0 : -1;
}

/* In order, so that each page is written once. */
static int
spill(struct ids *l)
{
	size_t n = 0;

	if (l->file == NULL && open_file(l) != 0)
		return -1;
	for (size_t i = 0; i < PLACES; i++)
		if (l->held[i].id != NULL)
			l->held[n++] = l->held[i];
	qsort(l->held, n, sizeof *l->held, by_id);
	for (size_t i = 0; i < n; i++) {
		sqlite3_bind_text(l->put, 1, l->held[i].id, -1, SQLITE_STATIC);
		sqlite3_bind_int64(l->put, 2, l->held[i].line);
		if (sqlite3_step(l->put) != SQLITE_DONE)
			return -1;
		sqlite3_reset(l->put);
	}
	memset(l->held, 0, PLACES * sizeof *l->held);
	forget(l);
	return 0;
}

static const char *
keep(struct ids *l, const char *id)
{
	size_t size = strlen(id) + 1;
	struct piece *piece = l->texts;
	char *at;

	if (piece == NULL || piece->used + size > sizeof piece->text) {
		if (size > sizeof piece->text || (piece = malloc(sizeof *piece)) == NULL)
			return NULL;
		piece->before = l->texts;
		piece->used = 0;
		l->texts = piece;
	}
	at = memcpy(piece->text + piece->used, id, size);
	piece->used += size;
	return at;
}

int
ids_add(struct ids *l, const char *id, long line)
{
	if (l->held == NULL && (l->held = calloc(PLACES, sizeof *l->held)) == NULL)
		return -1;
	if ((l->count == HELD && spill(l) != 0) || (id = keep(l, id)) == NULL)
		return -1;
	*place_of(l, id) = (struct held){ id, line };
	l->count++;
	return 0;
}
