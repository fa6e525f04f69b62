#include <stdio.h>
#include <string.h>

#include "model/refs.h"
#include "store/ledgers.h"
#include "store/ledgers.sql.h"
#include "store/ledgers_in.h"

static sqlite3_stmt *
about(struct store *st, const char *sql, const struct ledger_info *info)
{
	sqlite3_stmt *q = store_stmt(st, sql);

	if (q != NULL)
		sqlite3_bind_text(q, 1, info->id, -1, SQLITE_STATIC);
	return q;
}

static int
stage_index(const struct ledger_info *info, const char *code)
{
	const struct ledger_stage *s = stages_find(&info->stages, code);

	return s != NULL ? (int)(s - info->stages.list) : -1;
}

/* What a stage's rate is of: the first stage before it, by sort, that it may follow. */
static int
base_of(const struct ledger_info *info, int i)
{
	for (int k = 0; k < i; k++)
		if (ref_word(info->stages.list[i].after, info->stages.list[k].code))
			return k;
	return -1;
}

static int
read_reached(struct store *st, const struct ledger_info *info, const char *division, const char *today, struct funnel *out)
{
	sqlite3_stmt *q = about(st, SQL_FUNNEL_REACHED, info);
	int rc, i;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 2, today, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, division, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if ((i = stage_index(info, column_text(q, 0))) < 0)
			continue;
		out->stages[i].reached = sqlite3_column_int64(q, 1);
		out->stages[i].reached_persons = sqlite3_column_int64(q, 2);
		out->stages[i].here = sqlite3_column_int64(q, 3);
		out->stages[i].here_persons = sqlite3_column_int64(q, 4);
		out->stages[i].overdue = sqlite3_column_int64(q, 5);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "funnel");
}

/* How often each stage was come to from another: first counted, then, with the counts, the middle one is taken. */
static int
read_days(struct store *st, const struct ledger_info *info, const char *division, struct funnel *out)
{
	int64_t seen[STAGES_MAX];
	int i, rc = SQLITE_DONE;

	for (int pass = 0; pass < 2; pass++) {
		sqlite3_stmt *q = about(st, SQL_FUNNEL_DAYS, info);
		if (q == NULL)
			return -1;
		memset(seen, 0, sizeof seen);
		sqlite3_bind_text(q, 2, division, -1, SQLITE_STATIC);
		while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
			int days = sqlite3_column_int(q, 1);
			if ((i = stage_index(info, column_text(q, 0))) < 0)
				continue;
			if (pass == 0)
				out->stages[i].moves++;
			else if (seen[i]++ == (out->stages[i].moves - 1) / 2)
				out->stages[i].median = days;
			out->stages[i].worst = days > out->stages[i].worst ? days : out->stages[i].worst;
		}
		sqlite3_reset(q);
	}
	return rc == SQLITE_DONE ? 0 : store_fail(st, "funnel");
}

static int
read_sums(struct store *st, const struct ledger_info *info, const char *division, struct funnel *out)
{
	sqlite3_stmt *q = about(st, SQL_FUNNEL_SUMS, info);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 2, division, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		out->entries = sqlite3_column_int64(q, 0);
		out->persons = sqlite3_column_int64(q, 1);
		out->unsaid = sqlite3_column_int64(q, 2);
		out->relapsed = sqlite3_column_int64(q, 3);
		out->relapses = sqlite3_column_int64(q, 4);
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW ? 0 : store_fail(st, "funnel");
}

static int
read_places(struct store *st, const struct ledger_info *info, const char *today, bool english, struct funnel *out)
{
	sqlite3_stmt *q = about(st, SQL_FUNNEL_PLACES, info);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 2, today, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 3, FUNNEL_PLACES);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && out->place_count < FUNNEL_PLACES) {
		struct funnel_place *p = &out->places[out->place_count++];
		column_copy(q, 0, p->code, sizeof p->code);
		column_copy(q, english ? 2 : 1, p->name, sizeof p->name);
		p->entries = sqlite3_column_int64(q, 3);
		p->persons = sqlite3_column_int64(q, 4);
		p->open = sqlite3_column_int64(q, 5);
		p->overdue = sqlite3_column_int64(q, 6);
		p->closed = sqlite3_column_int64(q, 7);
		p->relapsed = sqlite3_column_int64(q, 8);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(st, "funnel");
}

int
funnel_read(struct store *st, const struct ledger_info *info, const char *division, int32_t today, bool english, struct funnel *out)
{
	char day[11];

	memset(out, 0, sizeof *out);
	civil_format(today, day);
	for (int i = 0; i < info->stages.count; i++) {
		out->stages[i].median = out->stages[i].worst = -1;
		out->stages[i].base = base_of(info, i);
	}
	return read_reached(st, info, division, day, out) != 0 || read_days(st, info, division, out) != 0 ||
	       read_sums(st, info, division, out) != 0 || read_places(st, info, day, english, out) != 0 ? -1 : 0;
}
