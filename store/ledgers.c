#include "store/ledgers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/rational.h"
#include "model/utf8.h"
#include "store/db.h"
#include "store/ledgers.sql.h"
#include "store/ledgers_in.h"

void
ledger_copy(sqlite3_stmt *q, int column, char *out, size_t size)
{
	const char *text = column_text(q, column);
	size_t n = utf8_clip(text, size - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

int64_t
ledger_number(sqlite3_stmt *q, int column)
{
	return sqlite3_column_type(q, column) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(q, column);
}

/* ---- the board ------------------------------------------------------------------ */

static void
read_ledger(sqlite3_stmt *q, bool english, struct ledger_row *r)
{
	*r = (struct ledger_row){ 0 };
	ledger_copy(q, 0, r->id, sizeof r->id);
	ledger_copy(q, english ? 2 : 1, r->name, sizeof r->name);
	ledger_copy(q, 3, r->unit, sizeof r->unit);
	ledger_copy(q, 4, r->area, sizeof r->area);
	ledger_copy(q, english ? 6 : 5, r->area_name, sizeof r->area_name);
	ledger_copy(q, 7, r->clause, sizeof r->clause);
	r->funnel = sqlite3_column_int(q, 8) != 0;
	r->open = sqlite3_column_int64(q, 9);
	r->overdue = sqlite3_column_int64(q, 10);
	r->soon = sqlite3_column_int64(q, 11);
	r->closed = sqlite3_column_int64(q, 12);
	r->dropped = sqlite3_column_int64(q, 13);
	r->fresh = sqlite3_column_int64(q, 14);
	r->persons = sqlite3_column_int64(q, 15);
	r->amount = ledger_number(q, 16);
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

static int
read_stages(struct store *st, const char *id, bool english, struct ledger_stages *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_LEDGERS_STAGES);
	char why[200];
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct stage_row row = {
			.code = column_text(q, 0), .name = column_text(q, english && *column_text(q, 2) != '\0' ? 2 : 1), .name_en = column_text(q, 2),
			.class = column_text(q, 3), .after = column_text(q, 4), .roles = column_text(q, 5), .needs = column_text(q, 6),
			.day_unit = column_text(q, 7), .days = sqlite3_column_int(q, 8), .sort = sqlite3_column_int(q, 9),
		};
		stages_add(out, &row, why, sizeof why);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "stages");
}

static int
read_fields(struct store *st, const char *id, bool english, struct extra_fields *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_LEDGERS_FIELDS);
	char why[200];
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct extra_row row = {
			.key = column_text(q, 0), .name = column_text(q, english && *column_text(q, 2) != '\0' ? 2 : 1), .name_en = column_text(q, 2),
			.type = column_text(q, 3), .list = column_text(q, 4), .required = sqlite3_column_int(q, 5) != 0,
			.total = sqlite3_column_int(q, 6) != 0, .sort = sqlite3_column_int(q, 7),
		};
		extra_add(out, &row, why, sizeof why);
	}
	sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : store_fail(st, "ledger columns");
}

int
ledger_info(struct store *st, const char *id, bool english, struct ledger_info *out)
{
	sqlite3_stmt *q = store_stmt(st, SQL_LEDGERS_ONE);
	int rc;

	memset(out, 0, sizeof *out);
	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		ledger_copy(q, 0, out->id, sizeof out->id);
		ledger_copy(q, english ? 2 : 1, out->name, sizeof out->name);
		ledger_copy(q, 3, out->unit, sizeof out->unit);
		ledger_copy(q, 4, out->note, sizeof out->note);
		ledger_copy(q, 5, out->clause, sizeof out->clause);
		out->funnel = sqlite3_column_int(q, 6) != 0;
	}
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "ledger");
	return read_stages(st, id, english, &out->stages) != 0 || read_fields(st, id, english, &out->fields) != 0 ? -1 : 0;
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
		ledger_copy(q, english ? 1 : 0, out, size);
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
