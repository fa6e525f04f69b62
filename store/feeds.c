#include "store/feeds.h"

#include <stdio.h>
#include <string.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/feeds.sql.h"

static int64_t
instant_at(sqlite3_stmt *q, int column)
{
	int64_t at;

	return instant_parse(column_text(q, column), &at) == 0 ? at : 0;
}

/* ---- batches ---------------------------------------------------------------- */

static void
read_batch(sqlite3_stmt *q, struct feed_batch *b)
{
	struct { char *to; size_t size; } texts[] = {
		{ b->id, sizeof b->id }, { b->source, sizeof b->source }, { b->title, sizeof b->title }, { b->period, sizeof b->period },
		{ b->direction, sizeof b->direction }, { b->status, sizeof b->status }, { b->sha256, sizeof b->sha256 },
		{ b->previous, sizeof b->previous }, { b->error, sizeof b->error }, { b->held_reason, sizeof b->held_reason },
		{ b->decided_by, sizeof b->decided_by }, { b->note, sizeof b->note },
	};
	long *numbers[] = { &b->rows, &b->added, &b->removed, &b->changed, &b->bad, &b->tries };

	memset(b, 0, sizeof *b);
	for (int i = 0; i < 12; i++)
		column_copy(q, i, texts[i].to, texts[i].size);
	b->received_at = instant_at(q, 12);
	b->checked_at = instant_at(q, 13);
	b->decided_at = instant_at(q, 14);
	b->rev = sqlite3_column_int64(q, 15);
	for (int i = 0; i < 6; i++)
		*numbers[i] = (long)sqlite3_column_int64(q, 16 + i);
}

static int
read_receipts(struct store *st, struct feed_batch *b)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_RECEIPTS);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, b->id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		b->receipts = sqlite3_column_int(q, 0);
		b->receipted = sqlite3_column_int(q, 1);
		b->checks = sqlite3_column_int(q, 2);
		b->checked = sqlite3_column_int(q, 3);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 0 : store_fail(st, "receipts");
}

int
feeds_batch(struct store *st, const char *id, bool english, struct feed_batch *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_BATCH_ONE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 2, english);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_batch(q, out);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "a hand-over");
	store_pending_verb(st, KIND_BATCH, out->id, out->pending, sizeof out->pending);
	return read_receipts(st, out);
}

int
feeds_unreceipted(struct store *st, const char *batch, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_UNRECEIPTED);
	size_t used = 0;
	int rc;

	*out = '\0';
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, batch, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 2, english);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		const char *name = column_text(q, 0);
		if (used + strlen(name) + 2 <= size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "", name);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "receipts");
}

int
feeds_batches(struct store *st, const char *source, bool english, struct feed_batch *out, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_BATCHES);
	int rc, n = 0;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, source, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 2, english);
	sqlite3_bind_int(q, 3, max);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && n < max)
		read_batch(q, &out[n++]);
	sqlite3_reset(q);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return store_fail(st, "hand-overs");
	for (int i = 0; i < n; i++) {
		store_pending_verb(st, KIND_BATCH, out[i].id, out[i].pending, sizeof out[i].pending);
		if (read_receipts(st, &out[i]) != 0)
			return -1;
	}
	return n;
}

/* ---- sources ------------------------------------------------------------------ */

/* The newest of that status, id "" when there is none. */
static int
newest(struct store *st, const char *source, const char *status, bool english, struct feed_batch *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_NEWEST);
	char id[64] = "";
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, source, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, status, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		column_copy(q, 0, id, sizeof id);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 0 : store_fail(st, "the newest hand-over");
	return feeds_batch(st, id, english, out) < 0 ? -1 : 0;
}

static int
read_behind(struct store *st, struct feed_row *r)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_BEHIND);
	char at[26];
	int rc;

	if (strcmp(r->id, "roster") != 0 || r->last.received_at == 0)
		return 0;
	if (q == NULL)
		return -1;
	instant_format(r->last.received_at, at);
	sqlite3_bind_text(q, 1, at, -1, SQLITE_TRANSIENT);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, r->behind, sizeof r->behind);
		r->behind_at = instant_at(q, 1);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fail(st, "the roster's age");
}

static int
read_standing(struct store *st, const struct feeds_when *when, struct feed_row *r)
{
	struct feed_in in = { .out = r->out, .every_minutes = r->every_minutes };

	if (newest(st, r->id, r->out ? "SENT" : "ACCEPTED", when->english, &r->last) != 0 ||
	    newest(st, r->id, "HELD", when->english, &r->held) != 0 || newest(st, r->id, "FAILED", when->english, &r->failed) != 0 ||
	    read_behind(st, r) != 0)
		return -1;
	in.good = r->last.checked_at > r->last.received_at ? r->last.checked_at : r->last.received_at;
	in.failed = r->failed.received_at;
	in.held = *r->held.id != '\0';
	in.behind = *r->behind != '\0';
	feed_judge(&in, when->now, &r->standing);
	return 0;
}

static void
read_source(sqlite3_stmt *q, struct feed_row *r)
{
	struct { char *to; size_t size; } texts[] = {
		{ r->id, sizeof r->id }, { r->name, sizeof r->name }, { r->party, sizeof r->party }, { r->takes, sizeof r->takes },
		{ r->url, sizeof r->url }, { r->clause, sizeof r->clause }, { r->note, sizeof r->note }, { r->ledger, sizeof r->ledger },
	};

	memset(r, 0, sizeof *r);
	for (int i = 0; i < 8; i++)
		column_copy(q, i, texts[i].to, texts[i].size);
	r->out = sqlite3_column_int(q, 8) != 0;
	r->every_minutes = (long)sqlite3_column_int64(q, 9);
	r->shrink_bp = (long)sqlite3_column_int64(q, 10);
}

static int
load_sources(struct store *st, const struct feeds_when *when, struct feeds *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_SOURCES);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_int(q, 1, when->english);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && out->count < FEEDS_MAX)
		read_source(q, &out->rows[out->count++]);
	sqlite3_reset(q);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return store_fail(st, "sources");
	for (int i = 0; i < out->count; i++) {
		struct feed_row *r = &out->rows[i];
		if (read_standing(st, when, r) != 0)
			return -1;
		out->held += r->standing.state == FEED_HELD;
		out->failing += r->standing.state == FEED_FAILING;
		out->late += feed_calls(r->standing.state) && r->standing.state != FEED_HELD && r->standing.state != FEED_FAILING;
	}
	return 0;
}

static int
load_books(struct store *st, const struct feeds_when *when, struct feeds *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_BOOKS);
	char today[11];
	int rc;

	if (q == NULL)
		return -1;
	civil_format(instant_day(when->now), today);
	sqlite3_bind_int(q, 1, when->english);
	sqlite3_bind_text(q, 2, today, -1, SQLITE_TRANSIENT);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && out->book_count < FEED_BOOKS) {
		struct feed_book *b = &out->books[out->book_count++];
		column_copy(q, 0, b->id, sizeof b->id);
		column_copy(q, 1, b->name, sizeof b->name);
		b->open = sqlite3_column_int(q, 2);
		b->late = sqlite3_column_int(q, 3);
		b->all = sqlite3_column_int(q, 4);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(st, "comparison ledgers");
}

int
feeds_load(struct store *st, const struct feeds_when *when, struct feeds *out)
{
	int rc;

	out->count = out->book_count = out->held = out->failing = out->late = 0;
	store_begin(st);
	rc = load_sources(st, when, out) != 0 || load_books(st, when, out) != 0 ? -1 : 0;
	store_end(st);
	return rc;
}

int
feeds_wanting(struct store *st, int64_t now, int *late, int *failing)
{
	sqlite3_stmt *q = store_stmt(st, SQL_FEEDS_BRIEF);
	int rc;

	*late = *failing = 0;
	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct feed_in in = { .out = sqlite3_column_int(q, 0) != 0, .every_minutes = (long)sqlite3_column_int64(q, 1),
			.good = instant_at(q, 2), .failed = instant_at(q, 3), .held = sqlite3_column_int(q, 4) != 0 };
		struct feed_standing s;
		feed_judge(&in, now, &s);
		*failing += s.state == FEED_FAILING;
		*late += s.state != FEED_FAILING && s.state != FEED_HELD && feed_calls(s.state);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "sources");
}
