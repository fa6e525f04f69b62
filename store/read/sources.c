#include "store/read/sources.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/sources.sql.h"

/* ---- batches ---------------------------------------------------------------- */

COLUMNS(batch, struct delivery, COL(id), COL(source), COL(title), COL(period), COL(direction), COL(status),
	COL(sha256), COL(previous), COL(error), COL(held_reason), COL(decided_by), COL(note), COL_INSTANT(received_at),
	COL_INSTANT(checked_at), COL_INSTANT(decided_at), COL(rev), COL(rows), COL(added), COL(removed), COL(changed),
	COL(bad), COL(tries), COL(file), COL(replaced_by), COL(undone), COL(kept))
COLUMNS(receipts, struct delivery, COL(receipts), COL(receipted), COL(checks), COL(checked))

/* What is no column of it. */
static int
read_more(struct store *st, struct delivery *b)
{
	store_pending_verb(st, KIND_BATCH, b->id, b->pending, sizeof b->pending);
	return rows_one(rows_open(st, SQL_SOURCES_RECEIPTS, BIND(T(b->id))), receipts, b) == 0 ? 0 : -1;
}

int
sources_batch(struct store *st, const char *id, bool english, struct delivery *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	rc = rows_one(rows_open(st, SQL_SOURCES_BATCH_ONE, BIND(T(id), I(english))), batch, out);
	return rc != 0 ? rc : read_more(st, out);
}

int
sources_unreceipted(struct store *st, const char *batch, bool english, char *out, size_t size)
{
	struct rows r = rows_open(st, SQL_SOURCES_UNRECEIPTED, BIND(T(batch), I(english)));
	size_t used = 0;

	*out = '\0';
	while (rows_next(&r)) {
		const char *name = row_text(&r, 0);
		if (used + strlen(name) + 2 <= size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "", name);
	}
	return rows_close(&r);
}

int
sources_batches(struct store *st, const char *source, bool english, struct delivery **out, int *count)
{
	if (rows_all(rows_open(st, SQL_SOURCES_BATCHES, BIND(T(source), I(english))), batch, out, count) != 0)
		return -1;
	for (int i = 0; i < *count; i++)
		if (read_more(st, &(*out)[i]) != 0)
			return -1;
	return 0;
}

/* ---- sources ------------------------------------------------------------------ */

/* The newest of that status, id "" when there is none. */
static int
newest(struct store *st, const char *source, const char *status, bool english, struct delivery *out)
{
	char id[64];
	int rc = rows_text(rows_open(st, SQL_SOURCES_NEWEST, BIND(T(source), T(status))), id, sizeof id);

	memset(out, 0, sizeof *out);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return sources_batch(st, id, english, out) < 0 ? -1 : 0;
}

COLUMNS(behind, struct source_row, COL(behind), COL_INSTANT(behind_at))

static int
read_behind(struct store *st, struct source_row *r)
{
	char at[26];

	if (strcmp(r->id, "roster") != 0 || r->last.received_at == 0)
		return 0;
	instant_format(r->last.received_at, at);
	return rows_one(rows_open(st, SQL_SOURCES_BEHIND, BIND(T(at))), behind, r) < 0 ? -1 : 0;
}

static int
read_standing(struct store *st, const struct sources_when *when, struct source_row *r)
{
	struct source_in in = { .out = r->out, .every_minutes = r->every_minutes };

	if (newest(st, r->id, r->out ? "SENT" : "ACCEPTED", when->english, &r->last) != 0 ||
	    newest(st, r->id, "HELD", when->english, &r->held) != 0 ||
	    newest(st, r->id, "FAILED", when->english, &r->failed) != 0 || read_behind(st, r) != 0)
		return -1;
	in.good = r->last.checked_at > r->last.received_at ? r->last.checked_at : r->last.received_at;
	in.failed = r->failed.received_at;
	in.held = *r->held.id != '\0';
	in.behind = *r->behind != '\0';
	source_judge(&in, when->now, &r->standing);
	return 0;
}

COLUMNS(source, struct source_row, COL(id), COL(name), COL(party), COL(takes), COL(url), COL(clause), COL(note),
	COL(ledger), COL(out), COL(every_minutes), COL(shrink_bp))
COLUMNS(book, struct source_book, COL(id), COL(name), COL(open), COL(late), COL(all))

static int
load_sources(struct store *st, const struct sources_when *when, struct sources *out)
{
	out->count = rows_fill(rows_open(st, SQL_SOURCES_SOURCES, BIND(I(when->english))), source,
	                       out->rows, SOURCES_MAX);
	for (int i = 0; i < out->count; i++) {
		struct source_row *r = &out->rows[i];
		if (read_standing(st, when, r) != 0)
			return -1;
		out->held += r->standing.state == SOURCE_HELD;
		out->failing += r->standing.state == SOURCE_FAILING;
		out->late += source_calls(r->standing.state) && r->standing.state != SOURCE_HELD &&
		             r->standing.state != SOURCE_FAILING;
	}
	return out->count < 0 ? -1 : 0;
}

static int
load_books(struct store *st, const struct sources_when *when, struct sources *out)
{
	out->book_count = rows_fill(rows_open(st, SQL_SOURCES_BOOKS,
	                                      BIND(I(when->english), DAY(instant_day(when->now)))),
	                            book, out->books, SOURCE_BOOKS);
	return out->book_count < 0 ? -1 : 0;
}

int
sources_load(struct store *st, const struct sources_when *when, struct sources *out)
{
	int rc;

	out->count = out->book_count = out->held = out->failing = out->late = 0;
	store_begin(st);
	rc = load_sources(st, when, out) != 0 || load_books(st, when, out) != 0 ? -1 : 0;
	store_end(st);
	return rc;
}
