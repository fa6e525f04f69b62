#include "store/read/ledgers.h"

#include "model/figures/rational.h"
#include "store/cache/db.h"
#include "store/read/ledgers.sql.h"
#include "store/read/ledgers_in.h"

/* ---- the board ------------------------------------------------------------------ */

COLUMNS(ledger, struct ledger_row, COL(id), COL_NAME(name), COL(unit), COL(area), COL_NAME(area_name), COL(clause),
	COL(funnel), COL(open), COL(overdue), COL(soon), COL(closed), COL(dropped), COL(fresh), COL(persons),
	COL_OR_NONE(amount))

int
ledger_board(struct store *st, const struct ledgers_when *when, struct ledger_board *out)
{
	int32_t soon = due_soon_until(when->cal, when->rules, when->today);
	int year, month, day;

	*out = (struct ledger_board){ 0 };
	civil_split(when->today, &year, &month, &day);
	if (rows_all(rows_open(st, SQL_LEDGERS_BOARD, BIND(DAY(when->today), DAY(soon), DAY(when->today - day + 1),
	                                                   I(LEDGERS_MAX), ENGLISH(when->english))), ledger, &out->rows,
	             &out->count) != 0) {
		ledger_board_clear(out);
		return -1;
	}
	for (int i = 0; i < out->count; i++) {
		out->open += out->rows[i].open;
		out->overdue += out->rows[i].overdue;
		out->soon += out->rows[i].soon;
	}
	return 0;
}

void
ledger_board_clear(struct ledger_board *board)
{
	free(board->rows);
	*board = (struct ledger_board){ 0 };
}

/* ---- one ledger ------------------------------------------------------------------- */

COLUMNS(info, struct ledger_info, COL(id), COL_NAME(name), COL(unit), COL(note), COL(clause), COL(funnel))
COLUMNS(stage, struct stage_row, COL(code), COL(name), COL(name_en), COL(class), COL(after), COL(roles), COL(needs),
	COL(day_unit), COL(days), COL(sort))
COLUMNS(field, struct extra_row, COL(key), COL(name), COL(name_en), COL(type), COL(list), COL(required), COL(total),
	COL(sort), COL(when))

static int
read_stages(struct store *st, const char *id, bool english, struct ledger_info *out)
{
	struct rows r = rows_open(st, SQL_LEDGERS_STAGES, BIND(T(id), ENGLISH(english)));
	struct stage_row row = { .code = "" };
	char why[200];

	while (rows_next(&r)) {
		row_fill(&r, stage, &row);
		row.name = row_name(&r, 1);
		stages_add(&out->stages, &row, why, sizeof why);
	}
	return rows_close(&r);
}

static int
read_fields(struct store *st, const char *id, bool english, struct ledger_info *out)
{
	struct rows r = rows_open(st, SQL_LEDGERS_FIELDS, BIND(T(id), ENGLISH(english)));
	struct extra_row row = { .key = "" };
	char why[200];

	while (rows_next(&r)) {
		row_fill(&r, field, &row);
		row.name = row_name(&r, 1);
		extra_add(&out->fields, &row, why, sizeof why);
	}
	return rows_close(&r);
}

int
ledger_info(struct store *st, const char *id, bool english, struct ledger_info *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	if ((rc = rows_one(rows_open(st, SQL_LEDGERS_ONE, BIND(T(id), ENGLISH(english))), info, out)) != 0)
		return rc;
	return read_stages(st, id, english, out) != 0 || read_fields(st, id, english, out) != 0 ? -1 : 0;
}

const char *
ledger_stage_name(struct store *st, const char *ledger, const char *code, bool english, char *out, size_t size)
{
	snprintf(out, size, "%s", code);
	if (*code != '\0')
		rows_text(rows_open(st, SQL_LEDGERS_STAGE_NAME, BIND(T(ledger), T(code), ENGLISH(english))), out, size);
	return out;
}

void
ledger_value_text(struct store *st, const struct extra_field *f, const char *value, bool english, char *out,
                  size_t size)
{
	int64_t n = atoll(value);

	if (*value == '\0')
		*out = '\0';
	else if (f->type == EXTRA_TERM)
		store_term(st, f->list, value, english, out, size);
	else if (f->type == EXTRA_BOOL)
		snprintf(out, size, "%s", strcmp(value, "1") == 0 || strcmp(value, "true") == 0
		         ? (english ? "yes" : "是") : english ? "no" : "否");
	else if (f->type == EXTRA_FEN)
		rational_format(rational(n, 100), n % 100 == 0 ? 0 : 2, false, out, size);
	else if (f->type == EXTRA_BP)
		snprintf(out, size, "%lld.%02lld%%", (long long)(n / 100),
		         (long long)(n % 100 < 0 ? -(n % 100) : n % 100));
	else
		snprintf(out, size, "%s", value);
}

/* ---- of an institution ---------------------------------------------------------------- */

COLUMNS(case_columns, struct case_row, COL(id), COL(institution), COL(name), COL(entry), COL_NAME(ledger),
	COL(title), COL_NAME(stage), COL_DAY(opened), COL_OR_NONE(amount))

int
institution_cases(struct store *st, bool english, struct cases *out)
{
	struct rows r = rows_open(st, SQL_LEDGERS_CASES, BIND(ENGLISH(english)));

	return rows_all(r, case_columns, &out->rows, &out->count) == 0 ? 0 : -1;
}

void
cases_clear(struct cases *c)
{
	free(c->rows);
	*c = (struct cases){ 0 };
}
