#include "store/ledgers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/rational.h"
#include "store/db.h"
#include "store/ledgers.sql.h"
#include "store/ledgers_in.h"

/* ---- the board ------------------------------------------------------------------ */

static void
read_ledger(sqlite3_stmt *q, bool english, struct ledger_row *r)
{
	*r = (struct ledger_row){ 0 };
	column_copy(q, 0, r->id, sizeof r->id);
	column_copy(q, english ? 2 : 1, r->name, sizeof r->name);
	column_copy(q, 3, r->unit, sizeof r->unit);
	column_copy(q, 4, r->area, sizeof r->area);
	column_copy(q, english ? 6 : 5, r->area_name, sizeof r->area_name);
	column_copy(q, 7, r->clause, sizeof r->clause);
	r->funnel = sqlite3_column_int(q, 8) != 0;
	r->open = sqlite3_column_int64(q, 9);
	r->overdue = sqlite3_column_int64(q, 10);
	r->soon = sqlite3_column_int64(q, 11);
	r->closed = sqlite3_column_int64(q, 12);
	r->dropped = sqlite3_column_int64(q, 13);
	r->fresh = sqlite3_column_int64(q, 14);
	r->persons = sqlite3_column_int64(q, 15);
	r->amount = column_number(q, 16);
}

int
ledger_board(struct store *st, const struct ledgers_when *when, struct ledger_board *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_LEDGERS_BOARD);
	char today[11], soon[11], month[11];
	int rc;

	*out = (struct ledger_board){ 0 };
	if (q == NULL)
		return -1;
	if ((out->rows = calloc(LEDGERS_MAX, sizeof *out->rows)) == NULL)
		abort();
	civil_format(when->today, today);
	civil_format(workdays_after(when->cal, when->today, when->rules->due_soon_workdays), soon);
	snprintf(month, sizeof month, "%.8s01", today);
	sqlite3_bind_text(q, 1, today, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 2, soon, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(q, 3, month, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 4, LEDGERS_MAX);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct ledger_row *r = &out->rows[out->count++];
		read_ledger(q, when->english, r);
		out->open += r->open;
		out->overdue += r->overdue;
		out->soon += r->soon;
	}
	sqlite3_reset(q);
	if (rc == SQLITE_DONE)
		return 0;
	ledger_board_clear(out);
	return store_fail(st, "ledgers");
}

void
ledger_board_clear(struct ledger_board *board)
{
	free(board->rows);
	*board = (struct ledger_board){ 0 };
}

/* ---- one ledger ------------------------------------------------------------------- */

int
ledger_each(struct store *st, const char *sql, const char *id, void (*take)(void *ctx, sqlite3_stmt *q), void *ctx, const char *doing)
{
	sqlite3_stmt *q = store_stmt(st, sql);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW)
		take(ctx, q);
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, doing);
}

struct reading { struct ledger_info *info; bool english; };

static void
take_stage(void *ctx, sqlite3_stmt *q)
{
	struct reading *r = ctx;
	char why[200];
	struct stage_row row = {
		.code = column_text(q, 0), .name = column_text(q, r->english && *column_text(q, 2) != '\0' ? 2 : 1), .name_en = column_text(q, 2),
		.class = column_text(q, 3), .after = column_text(q, 4), .roles = column_text(q, 5), .needs = column_text(q, 6),
		.day_unit = column_text(q, 7), .days = sqlite3_column_int(q, 8), .sort = sqlite3_column_int(q, 9),
	};

	stages_add(&r->info->stages, &row, why, sizeof why);
}

static void
take_field(void *ctx, sqlite3_stmt *q)
{
	struct reading *r = ctx;
	char why[200];
	struct extra_row row = {
		.key = column_text(q, 0), .name = column_text(q, r->english && *column_text(q, 2) != '\0' ? 2 : 1), .name_en = column_text(q, 2),
		.type = column_text(q, 3), .list = column_text(q, 4), .required = sqlite3_column_int(q, 5) != 0,
		.total = sqlite3_column_int(q, 6) != 0, .sort = sqlite3_column_int(q, 7),
	};

	extra_add(&r->info->fields, &row, why, sizeof why);
}

int
ledger_info(struct store *st, const char *id, bool english, struct ledger_info *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_LEDGERS_ONE);
	struct reading reading = { out, english };
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, out->id, sizeof out->id);
		column_copy(q, english ? 2 : 1, out->name, sizeof out->name);
		column_copy(q, 3, out->unit, sizeof out->unit);
		column_copy(q, 4, out->note, sizeof out->note);
		column_copy(q, 5, out->clause, sizeof out->clause);
		out->funnel = sqlite3_column_int(q, 6) != 0;
	}
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "ledger");
	return ledger_each(st, SQL_LEDGERS_STAGES, id, take_stage, &reading, "stages") != 0 ||
	       ledger_each(st, SQL_LEDGERS_FIELDS, id, take_field, &reading, "ledger columns") != 0 ? -1 : 0;
}

const char *
ledger_stage_name(struct store *st, const char *ledger, const char *code, bool english, char *out, size_t size)
{
	sqlite3_stmt *q = *code != '\0' ? store_stmt(st, SQL_LEDGERS_STAGE_NAME) : NULL;

	snprintf(out, size, "%s", code);
	if (q == NULL)
		return out;
	sqlite3_bind_text(q, 1, ledger, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, code, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(q) == SQLITE_ROW)
		column_copy(q, english ? 1 : 0, out, size);
	sqlite3_reset(q);
	return out;
}

void
ledger_value_text(struct store *st, const struct extra_field *f, const char *value, bool english, char *out, size_t size)
{
	int64_t n = atoll(value);

	if (*value == '\0')
		*out = '\0';
	else if (f->type == EXTRA_TERM)
		store_term(st, f->list, value, english, out, size);
	else if (f->type == EXTRA_BOOL)
		snprintf(out, size, "%s", strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ? (english ? "yes" : "是") : english ? "no" : "否");
	else if (f->type == EXTRA_FEN)
		rational_format(rational(n, 100), n % 100 == 0 ? 0 : 2, false, out, size);
	else if (f->type == EXTRA_BP)
		snprintf(out, size, "%lld.%02lld%%", (long long)(n / 100), (long long)(n % 100 < 0 ? -(n % 100) : n % 100));
	else
		snprintf(out, size, "%s", value);
}
