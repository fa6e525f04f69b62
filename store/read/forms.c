#include "store/read/forms.h"

#include "store/cache/db.h"
#include "store/read/forms.sql.h"

COLUMNS(choice, struct choice, COL(code), COL_NAME(name), COL(note))

int
store_term_choices(struct store *st, const char *list, bool english, struct choice *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHOICES_TERMS, BIND(T(list), ENGLISH(english))), choice, out, max);
}

int
store_post_choices(struct store *st, bool english, struct choice *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHOICES_POSTS, BIND(ENGLISH(english))), choice, out, max);
}

int
store_township_choices(struct store *st, int32_t today, bool english, struct choice *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHOICES_TOWNSHIPS, BIND(DAY(today), ENGLISH(english))), choice, out, max);
}

int
store_mark_items(struct store *st, const char *mark, bool english, struct choice *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHOICES_MARK_ITEMS, BIND(T(mark), ENGLISH(english))), choice, out, max);
}

int
store_ledger_choices(struct store *st, const char *only, bool english, struct choice *out, int max)
{
	return rows_fill(rows_open(st, SQL_CHOICES_LEDGERS, BIND(T(only), ENGLISH(english))), choice, out, max);
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

	return sql != NULL ? rows_fill(store_rows(st, sql, "evidence", BIND(T(id))), choice, out, max) : 0;
}

const char *
store_post_name(struct store *st, const char *id, bool english, char *out, size_t size)
{
	snprintf(out, size, "%s", id);
	rows_text(rows_open(st, SQL_POST_NAME, BIND(T(id), ENGLISH(english))), out, size);
	return out;
}

const char *
store_field(struct store *st, enum kind kind, const char *id, int field, char *out, size_t size)
{
	char sql[160];

	*out = '\0';
	/* Names come from the field table, never from outside. */
	snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" WHERE id = ?1", record_fields[field].name,
	         record_kinds[kind].name);
	rows_text(rows_once(st, sql, record_kinds[kind].name, BIND(T(id))), out, size);
	return out;
}

const char *
store_newest_unsent(struct store *st, enum kind kind, const char *id, char *out, size_t size)
{
	*out = '\0';
	if (store_has_outbox(st))
		rows_text(rows_open(st, SQL_NEWEST_UNSENT, BIND(T(record_kinds[kind].name), T(id))), out, size);
	return out;
}
