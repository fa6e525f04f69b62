/*
 * `guatu list funnel [ledger=ID] [place=CODE]`: each stage of the ledgers that
 * are watched as funnels, by entries and by persons, with rates, days and what
 * is overdue (E14-E19, domain 2.5).  For the county, or one township.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "console/listing_worked.h"
#include "store/ledgers.h"
#include "store/sight.h"

static const struct worked_column columns[] = {
	{ "ledger", "台账", false, 16 }, { "place", "区划", false, 10 }, { "stage", "环节", false, 12 }, { "stage_name", "环节名称", false, 10 },
	{ "class", "归类", false, 0 }, { "entries", "到达条数", true, 8 }, { "persons", "到达人数", true, 8 }, { "base", "分母环节", false, 0 },
	{ "entries_bp", "条数比率", true, 8 }, { "persons_bp", "人数比率", true, 8 }, { "moves", "转入次数", true, 0 },
	{ "median_days", "中位天数", true, 8 }, { "worst_days", "最长天数", true, 8 }, { "here", "停留", true, 6 },
	{ "here_persons", "停留人数", true, 0 }, { "overdue", "逾期", true, 6 }, { "relapsed", "反弹", true, 6 },
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void
number(char out[24], int64_t n, bool there)
{
	if (there)
		snprintf(out, 24, "%" PRId64, n);
	else
		*out = '\0';
}

static int
add_stage(struct worked *c, const struct ledger_info *info, const struct funnel *f, const char *place, int i)
{
	const struct ledger_stage *stage = &info->stages.list[i];
	const struct funnel_stage *s = &f->stages[i], *base = s->base >= 0 ? &f->stages[s->base] : NULL;
	char cells[COLUMNS][24] = { "" };
	const char *row[COLUMNS];

	number(cells[5], s->reached, true);
	number(cells[6], s->reached_persons, true);
	number(cells[8], base != NULL ? ratio_bp(s->reached, base->reached) : 0, base != NULL && base->reached > 0);
	number(cells[9], base != NULL ? ratio_bp(s->reached_persons, base->reached_persons) : 0, base != NULL && base->reached_persons > 0);
	number(cells[10], s->moves, true);
	number(cells[11], s->median, s->median >= 0);
	number(cells[12], s->worst, s->worst >= 0);
	number(cells[13], s->here, true);
	number(cells[14], s->here_persons, true);
	number(cells[15], s->overdue, true);
	number(cells[16], f->relapsed, true);
	for (int k = 0; k < COLUMNS; k++)
		row[k] = cells[k];
	row[0] = info->id;
	row[1] = place;
	row[2] = stage->code;
	row[3] = stage->name;
	row[4] = stage_class_code(stage->class);
	row[7] = base != NULL ? info->stages.list[s->base].code : "";
	return worked_row(c, row);
}

static int
make(struct session *s, struct worked *c, char *error, size_t error_size)
{
	struct ledgers_when when = { s->env.today, s->env.cal, s->env.rules, s->env.english };
	struct ledger_info *info = malloc(sizeof *info);
	struct funnel *f = malloc(sizeof *f);
	const char *place = worked_take(c, "place"), *only = worked_take(c, "ledger");
	struct ledger_board board = { 0 };
	char whole[256];
	int rc = info != NULL && f != NULL ? ledger_board(s->store, &when, &board) : -1;

	for (int i = 0; rc == 0 && i < board.count; i++) {
		if (!board.rows[i].funnel || (*only != '\0' && strcmp(only, board.rows[i].id) != 0))
			continue;
		if (ledger_info(s->store, board.rows[i].id, s->env.english, info) != 0 || funnel_read(s->store, info, place, s->env.today, s->env.english, f) != 0)
			rc = -1;
		for (int k = 0; rc == 0 && k < info->stages.count; k++)
			rc = add_stage(c, info, f, *place != '\0' ? place : store_sight_codes(s->store, whole, sizeof whole), k);
	}
	if (rc != 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	ledger_board_clear(&board);
	free(info);
	free(f);
	return rc;
}

const struct worked_noun listing_funnel = {
	"funnel", N_("stages of the ledgers watched as funnels, by entries and by persons; ledger=ID place=CODE"), columns, COLUMNS, make,
};
