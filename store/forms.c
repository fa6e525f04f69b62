#include "store/forms.h"

#include <stdio.h>

#include "store/db.h"
#include "store/forms.sql.h"

/* Rows of code, name, English name, note. */
static int
read_choices(struct store *st, sqlite3_stmt *q, bool english, struct choice *out, int max)
{
	int n = 0, rc;

	if (q == NULL)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && n < max) {
		const char *en = column_text(q, 2);
		snprintf(out[n].code, sizeof out[n].code, "%s", column_text(q, 0));
		snprintf(out[n].name, sizeof out[n].name, "%s", english && *en != '\0' ? en : column_text(q, 1));
		snprintf(out[n].note, sizeof out[n].note, "%s", column_text(q, 3));
		n++;
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? n : store_fail(st, "choices");
}

int
store_term_choices(struct store *st, const char *list, bool english, struct choice *out, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHOICES_TERMS);

	if (q != NULL)
		sqlite3_bind_text(q, 1, list, -1, SQLITE_STATIC);
	return read_choices(st, q, english, out, max);
}

int
store_post_choices(struct store *st, bool english, struct choice *out, int max)
{
	return read_choices(st, store_stmt(st, SQL_CHOICES_POSTS), english, out, max);
}

int
store_township_choices(struct store *st, bool english, struct choice *out, int max)
{
	return read_choices(st, store_stmt(st, SQL_CHOICES_TOWNSHIPS), english, out, max);
}

int
store_mark_items(struct store *st, const char *mark, bool english, struct choice *out, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHOICES_MARK_ITEMS);

	if (q != NULL)
		sqlite3_bind_text(q, 1, mark, -1, SQLITE_STATIC);
	return read_choices(st, q, english, out, max);
}

int
store_ledger_choices(struct store *st, const char *only, bool english, struct choice *out, int max)
{
	sqlite3_stmt *q = store_stmt(st, SQL_CHOICES_LEDGERS);

	if (q != NULL)
		sqlite3_bind_text(q, 1, only, -1, SQLITE_STATIC);
	return read_choices(st, q, english, out, max);
}

static const char *
evidence_query(enum kind kind)
{
	switch (kind) {
	case KIND_ISSUE: return SQL_EVIDENCE_OF_ISSUE;
	case KIND_TASK: return SQL_EVIDENCE_OF_TASK;
	case KIND_DUTY_RUN: return SQL_EVIDENCE_OF_DUTY_RUN;
	case KIND_CHECK_MARK: return SQL_EVIDENCE_OF_CHECK_MARK;
	case KIND_ENTRY: return SQL_EVIDENCE_OF_ENTRY;
	default: return NULL;
	}
}

int
store_evidence(struct store *st, enum kind kind, const char *id, struct choice *out, int max)
{
	const char *sql = evidence_query(kind);
	sqlite3_stmt *q;

	if (sql == NULL)
		return 0;
	q = store_stmt(st, sql);
	if (q != NULL)
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	return read_choices(st, q, false, out, max);
}

const char *
store_post_name(struct store *st, const char *id, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_POST_NAME);
	struct choice found;

	if (q != NULL)
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	snprintf(out, size, "%s", q != NULL && read_choices(st, q, english, &found, 1) == 1 ? found.name : id);
	return out;
}

const char *
store_field(struct store *st, enum kind kind, const char *id, int field, char *out, size_t size)
{
	char sql[160];
	sqlite3_stmt *q = NULL;

	*out = '\0';
	/* Names come from the field table, never from outside. */
	snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" WHERE id = ?1", record_fields[field].name, record_kinds[kind].name);
	if (sqlite3_prepare_v2(store_db(st), sql, -1, &q, NULL) == SQLITE_OK) {
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
		if (sqlite3_step(q) == SQLITE_ROW)
			snprintf(out, size, "%s", column_text(q, 0));
	}
	sqlite3_finalize(q);
	return out;
}

const char *
store_newest_unsent(struct store *st, enum kind kind, const char *id, char *out, size_t size)
{
	sqlite3_stmt *q = store_stmt(st, SQL_NEWEST_UNSENT);

	*out = '\0';
	if (q == NULL)
		return out;                          /* no outbox attached */
	sqlite3_bind_text(q, 1, record_kinds[kind].name, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, id, -1, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW)
		snprintf(out, size, "%s", column_text(q, 0));
	sqlite3_reset(q);
	return out;
}
