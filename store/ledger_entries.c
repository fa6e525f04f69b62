#include <stdio.h>
#include <string.h>

#include "store/ledgers.h"
#include "store/ledgers.sql.h"
#include "store/ledgers_in.h"

/* ---- the window ------------------------------------------------------------------- */

static sqlite3_stmt *
filtered(struct store *st, const char *sql, const struct entry_filter *f, int32_t today)
{
	sqlite3_stmt *q = store_stmt(st, sql);
	char day[11];

	if (q == NULL)
		return NULL;
	civil_format(today, day);
	sqlite3_bind_text(q, 1, f->ledger, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, f->stage, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 3, f->status, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 4, f->division, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 5, f->word, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 6, f->overdue);
	sqlite3_bind_text(q, 7, day, -1, SQLITE_TRANSIENT);
	return q;
}

int64_t
entries_count(struct store *st, const struct entry_filter *f, int32_t today)
{
	sqlite3_stmt *q = filtered(st, SQL_ENTRIES_COUNT, f, today);
	int64_t n = -1;

	if (q == NULL)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return n >= 0 ? n : store_fail(st, "entries");
}

void
ledger_read_entry(sqlite3_stmt *q, bool english, struct entry_row *r)
{
	*r = (struct entry_row){ 0 };
	column_copy(q, 0, r->id, sizeof r->id);
	column_copy(q, 1, r->title, sizeof r->title);
	column_copy(q, 2, r->status, sizeof r->status);
	column_copy(q, 3, r->stage, sizeof r->stage);
	column_copy(q, 4, r->division, sizeof r->division);
	column_copy(q, english ? 6 : 5, r->place, sizeof r->place);
	r->deadline = civil_parse(column_text(q, 7));
	r->since = civil_parse(column_text(q, 8));
	r->opened = civil_parse(column_text(q, 9));
	r->persons = column_number(q, 10);
	r->amount = column_number(q, 11);
	r->returned = sqlite3_column_int(q, 12);
	r->relapses = sqlite3_column_int(q, 13);
	r->evidence = sqlite3_column_int(q, 14);
}

int
entries_page(struct store *st, const struct entry_filter *f, const struct ledgers_when *when, const struct extra_fields *keys,
             int64_t from, int max, struct entry_row *out)
{
	sqlite3_stmt *q = filtered(st, SQL_ENTRIES_PAGE, f, when->today);
	int n = 0, rc = SQLITE_DONE;

	if (q == NULL)
		return -1;
	sqlite3_bind_int(q, 8, (int)f->order);
	sqlite3_bind_int(q, 9, max);
	sqlite3_bind_int64(q, 10, from);
	for (int i = 0; i < ENTRY_COLUMNS && i < keys->count; i++)
		sqlite3_bind_text(q, 11 + i, keys->list[i].key, -1, SQLITE_TRANSIENT);
	while (n < max && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct entry_row *r = &out[n++];
		ledger_read_entry(q, when->english, r);
		for (int i = 0; i < ENTRY_COLUMNS; i++)
			column_copy(q, 15 + i, r->extra[i], sizeof r->extra[i]);
	}
	sqlite3_reset(q);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return store_fail(st, "entries");
	for (int i = 0; i < n; i++)
		store_pending_verb(st, KIND_ENTRY, out[i].id, out[i].pending, sizeof out[i].pending);
	return n;
}

int64_t
entries_place(struct store *st, const struct entry_filter *f, int32_t today, const char *id)
{
	sqlite3_stmt *q = filtered(st, SQL_ENTRIES_PLACE, f, today);
	int64_t at = -1;

	if (q == NULL)
		return -1;
	sqlite3_bind_int(q, 8, (int)f->order);
	sqlite3_bind_text(q, 9, id, -1, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW)
		at = sqlite3_column_int64(q, 0);
	sqlite3_reset(q);
	return at;
}

int
entries_by_stage(struct store *st, const struct ledger_info *info, const struct entry_filter *f, int32_t today,
                 struct stage_count out[STAGES_MAX])
{
	sqlite3_stmt *q = store_stmt(st, SQL_ENTRIES_BY_STAGE);
	char day[11];
	int rc;

	memset(out, 0, STAGES_MAX * sizeof *out);
	if (q == NULL)
		return -1;
	civil_format(today, day);
	sqlite3_bind_text(q, 1, info->id, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, day, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 3, f->division, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 4, f->overdue);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		const struct ledger_stage *stage = stages_find(&info->stages, column_text(q, 0));
		if (stage != NULL)
			out[stage - info->stages.list] = (struct stage_count){ sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2) };
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "entries");
}

/* ---- one entry ---------------------------------------------------------------------- */

static int64_t
instant_of(sqlite3_stmt *q, int column)
{
	int64_t at;

	return instant_parse(column_text(q, column), &at) == 0 ? at : 0;
}

static void
read_page(sqlite3_stmt *q, bool english, struct entry_page *p)
{
	static const struct { size_t at, size; } texts[] = {
#define TEXT(name) { offsetof(struct entry_page, name), sizeof ((struct entry_page *)0)->name }
		TEXT(ledger), TEXT(village), TEXT(institution), TEXT(category), TEXT(period), TEXT(resp_post), TEXT(moved_by),
		TEXT(source), TEXT(watch), TEXT(clause), TEXT(note), TEXT(hash),
#undef TEXT
	};

	ledger_read_entry(q, english, &p->row);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		column_copy(q, 15 + (int)i, (char *)p + texts[i].at, texts[i].size);
	p->rev = sqlite3_column_int64(q, 27);
	p->urged_at = instant_of(q, 28);
}

/* The newest are kept when there are too many. */
static void
take_step(void *ctx, sqlite3_stmt *q)
{
	struct entry_page *p = ctx;
	struct entry_step_row *s;

	if (p->trail_count == ENTRY_TRAIL_MAX)
		memmove(&p->trail[1], &p->trail[2], (ENTRY_TRAIL_MAX - 2) * sizeof *p->trail), p->trail_count--;
	s = &p->trail[p->trail_count++];
	column_copy(q, 0, s->code, sizeof s->code);
	s->day = civil_parse(column_text(q, 1));
}

struct sign_list { struct entry_sign_row *rows; int *count; };

static void
take_sign(void *ctx, sqlite3_stmt *q)
{
	struct sign_list *l = ctx;
	struct entry_sign_row *s;

	if (*l->count == ENTRY_SIGNS_MAX)
		return;
	s = &l->rows[(*l->count)++];
	column_copy(q, 0, s->party, sizeof s->party);
	column_copy(q, 1, s->post, sizeof s->post);
	column_copy(q, 2, s->verdict, sizeof s->verdict);
	column_copy(q, 3, s->at, sizeof s->at);
}

static void
take_piece(void *ctx, sqlite3_stmt *q)
{
	struct entry_page *p = ctx;

	if (p->evidence_count == ENTRY_EVIDENCE_MAX)
		return;
	snprintf(p->evidence[p->evidence_count++], sizeof *p->evidence, "%.20s %.170s", column_text(q, 0), column_text(q, 1));
}

static int
read_values(struct store *st, const char *id, const struct extra_fields *fields, struct entry_page *p)
{
	for (int i = 0; i < fields->count; i++) {
		sqlite3_stmt *q = store_stmt(st, SQL_ENTRY_VALUE);
		if (q == NULL)
			return -1;
		sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, fields->list[i].key, -1, SQLITE_STATIC);
		if (sqlite3_step(q) == SQLITE_ROW)
			column_copy(q, 0, p->values[i], sizeof p->values[i]);
		sqlite3_reset(q);
	}
	return 0;
}

int
entry_page(struct store *st, const char *id, const struct ledgers_when *when, struct ledger_info *info, struct entry_page *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_ENTRY_ONE);
	struct sign_list signs = { out->signs, &out->sign_count };
	int rc;

	memset(out, 0, sizeof *out);
	memset(info, 0, sizeof *info);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_page(q, when->english, out);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "entry");
	if (ledger_info(st, out->ledger, when->english, info) < 0 || ledger_each(st, SQL_ENTRY_TRAIL, id, take_step, out, "entry") != 0 ||
	    ledger_each(st, SQL_ENTRY_SIGNS, id, take_sign, &signs, "entry") != 0 || ledger_each(st, SQL_ENTRY_EVIDENCE, id, take_piece, out, "entry") != 0 ||
	    read_values(st, id, &info->fields, out) != 0)
		return -1;
	store_pending_verb(st, KIND_ENTRY, id, out->row.pending, sizeof out->row.pending);
	return 0;
}

int
entry_facts(struct store *st, const char *id, bool english, struct entry_facts *out)
{
	struct sign_list signs = { out->sign_rows, &out->facts.sign_count };
	struct ledger_info info;
	sqlite3_stmt *q = store_stmt(st, SQL_ENTRY_ONE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 3, out->stage, sizeof out->stage);
		column_copy(q, 15, out->ledger, sizeof out->ledger);
		column_copy(q, 29, out->moved_by, sizeof out->moved_by);
		column_copy(q, 30, out->owner, sizeof out->owner);
		column_copy(q, 31, out->filled, sizeof out->filled);
		out->facts.amount = column_number(q, 11) != INT64_MIN;
		out->facts.evidence = sqlite3_column_int(q, 14);
	}
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "entry");
	if (ledger_info(st, out->ledger, english, &info) < 0 || ledger_each(st, SQL_ENTRY_SIGNS, id, take_sign, &signs, "entry") != 0)
		return -1;
	out->stages = info.stages;
	out->facts.from = out->stage;
	out->facts.moved_by = out->moved_by;
	out->facts.owner = out->owner;
	out->facts.filled = out->filled;
	for (int i = 0; i < out->facts.sign_count; i++)
		out->signs[i] = (struct stage_sign){ out->sign_rows[i].post, out->sign_rows[i].party, out->sign_rows[i].verdict };
	out->facts.signs = out->signs;
	return 0;
}
