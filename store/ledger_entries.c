#include <stdio.h>
#include <string.h>

#include "store/ledgers.h"
#include "store/ledgers.sql.h"
#include "store/ledgers_in.h"

/* ---- the window ------------------------------------------------------------------- */

/* ?1 to ?7 of the queries that answer a filter. */
#define FILTER(f, today) T((f)->ledger), T((f)->stage), T((f)->status), T((f)->division), T((f)->word), \
	I((f)->overdue), DAY(today)

int64_t
entries_count(struct store *st, const struct entry_filter *f, int32_t today)
{
	return rows_number(rows_open(st, SQL_ENTRIES_COUNT, BIND(FILTER(f, today))), -1);
}

COLUMNS(row, struct entry_row, ENTRY_COLS(), COL(extra[0]), COL(extra[1]), COL(extra[2]), COL(extra[3]), COL(extra[4]),
	COL(extra[5]))
_Static_assert(ENTRY_COLUMNS == 6, "a column for each");

int
entries_page(struct store *st, const struct entry_filter *f, const struct ledgers_when *when,
             const struct extra_fields *keys, int64_t from, int max, struct entry_row *out)
{
#define KEY(i) T((i) < keys->count ? keys->list[i].key : NULL)
	int n = rows_fill(rows_open(st, SQL_ENTRIES_PAGE, BIND(FILTER(f, when->today), I((int)f->order), I(max),
	                                                       I(from), KEY(0), KEY(1), KEY(2), KEY(3), KEY(4), KEY(5),
	                                                       ENGLISH(when->english))), row, out, max);
#undef KEY

	for (int i = 0; i < n; i++)
		store_pending_verb(st, KIND_ENTRY, out[i].id, out[i].pending, sizeof out[i].pending);
	return n;
}

int64_t
entries_place(struct store *st, const struct entry_filter *f, int32_t today, const char *id)
{
	return rows_number(rows_open(st, SQL_ENTRIES_PLACE, BIND(FILTER(f, today), I((int)f->order), T(id))), -1);
}

int
entries_by_stage(struct store *st, const struct ledger_info *info, const struct entry_filter *f, int32_t today,
                 struct stage_count out[STAGES_MAX])
{
	struct rows r = rows_open(st, SQL_ENTRIES_BY_STAGE, BIND(T(info->id), DAY(today), T(f->division),
	                                                         I(f->overdue)));

	memset(out, 0, STAGES_MAX * sizeof *out);
	while (rows_next(&r)) {
		const struct ledger_stage *stage = stages_find(&info->stages, row_text(&r, 0));
		if (stage != NULL)
			out[stage - info->stages.list] = (struct stage_count){ row_int64(&r, 1), row_int64(&r, 2) };
	}
	return rows_close(&r);
}

/* ---- one entry ---------------------------------------------------------------------- */

COLUMNS(page, struct entry_page, ENTRY_COLS(row.), COL(ledger), COL(village), COL(institution), COL(category),
	COL(period), COL(resp_post), COL(moved_by), COL(source), COL(watch), COL(clause), COL(note), COL(hash),
	COL(rev), COL_INSTANT(urged_at))
COLUMNS(step, struct entry_step_row, COL(code), COL_DAY(day))
COLUMNS(sign, struct entry_sign_row, COL(party), COL(post), COL(verdict), COL(at))

/* The newest are kept when there are too many. */
static int
read_trail(struct store *st, const char *id, struct entry_page *p)
{
	struct rows r = rows_open(st, SQL_ENTRY_TRAIL, BIND(T(id)));

	while (rows_next(&r)) {
		if (p->trail_count == ENTRY_TRAIL_MAX)
			memmove(&p->trail[1], &p->trail[2], (ENTRY_TRAIL_MAX - 2) * sizeof *p->trail), p->trail_count--;
		row_fill(&r, step, &p->trail[p->trail_count++]);
	}
	return rows_close(&r);
}

static int
read_signs(struct store *st, const char *id, struct entry_sign_row *rows, int *count)
{
	*count = rows_fill(rows_open(st, SQL_ENTRY_SIGNS, BIND(T(id))), sign, rows, ENTRY_SIGNS_MAX);
	return *count < 0 ? -1 : 0;
}

static int
read_evidence(struct store *st, const char *id, struct entry_page *p)
{
	struct rows r = rows_open(st, SQL_ENTRY_EVIDENCE, BIND(T(id)));

	while (p->evidence_count < ENTRY_EVIDENCE_MAX && rows_next(&r))
		snprintf(p->evidence[p->evidence_count++], sizeof *p->evidence, "%.20s %.170s", row_text(&r, 0),
		         row_text(&r, 1));
	return rows_close(&r);
}

static int
read_values(struct store *st, const char *id, const struct extra_fields *fields, struct entry_page *p)
{
	for (int i = 0; i < fields->count; i++)
		if (rows_text(rows_open(st, SQL_ENTRY_VALUE, BIND(T(id), T(fields->list[i].key))), p->values[i],
		              sizeof p->values[i]) < 0)
			return -1;
	return 0;
}

int
entry_page(struct store *st, const char *id, const struct ledgers_when *when, struct ledger_info *info,
           struct entry_page *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	memset(info, 0, sizeof *info);
	if ((rc = rows_one(rows_open(st, SQL_ENTRY_ONE, BIND(T(id), ENGLISH(when->english))), page, out)) != 0)
		return rc;
	if (ledger_info(st, out->ledger, when->english, info) < 0 || read_trail(st, id, out) != 0 ||
	    read_signs(st, id, out->signs, &out->sign_count) != 0 || read_evidence(st, id, out) != 0 ||
	    read_values(st, id, &info->fields, out) != 0)
		return -1;
	store_pending_verb(st, KIND_ENTRY, id, out->row.pending, sizeof out->row.pending);
	return 0;
}

static int
read_facts(struct store *st, const char *id, struct entry_facts *out)
{
	struct rows r = rows_open(st, SQL_ENTRY_ONE, BIND(T(id)));
	bool found = rows_next(&r);

	if (found) {
		row_copy(&r, 3, out->stage, sizeof out->stage);
		row_copy(&r, 15, out->ledger, sizeof out->ledger);
		row_copy(&r, 29, out->moved_by, sizeof out->moved_by);
		row_copy(&r, 30, out->owner, sizeof out->owner);
		row_copy(&r, 31, out->filled, sizeof out->filled);
		out->facts.amount = row_or_none(&r, 11) != INT64_MIN;
		out->facts.evidence = row_int(&r, 14);
	}
	return rows_close(&r) != 0 ? -1 : !found;
}

int
entry_facts(struct store *st, const char *id, bool english, struct entry_facts *out)
{
	struct ledger_info info;
	int rc;

	memset(out, 0, sizeof *out);
	if ((rc = read_facts(st, id, out)) != 0)
		return rc;
	if (ledger_info(st, out->ledger, english, &info) < 0 ||
	    read_signs(st, id, out->sign_rows, &out->facts.sign_count) != 0)
		return -1;
	out->stages = info.stages;
	out->facts.from = out->stage;
	out->facts.moved_by = out->moved_by;
	out->facts.owner = out->owner;
	out->facts.filled = out->filled;
	for (int i = 0; i < out->facts.sign_count; i++)
		out->signs[i] = (struct stage_sign){ out->sign_rows[i].post, out->sign_rows[i].party,
		                                     out->sign_rows[i].verdict };
	out->facts.signs = out->signs;
	return 0;
}
