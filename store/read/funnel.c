
#include "model/flow/refs.h"
#include "store/read/ledgers.h"
#include "store/read/ledgers.sql.h"
#include "store/read/ledgers_in.h"

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

COLUMNS(stage, struct funnel_stage, COL_SKIP, COL(reached), COL(reached_persons), COL(here), COL(here_persons),
	COL(overdue))

static int
read_reached(struct store *st, const struct ledger_info *info, const char *division, int32_t today, struct funnel *out)
{
	struct rows r = rows_open(st, SQL_FUNNEL_REACHED, BIND(T(info->id), DAY(today), T(division)));
	int i;

	while (rows_next(&r))
		if ((i = stage_index(info, row_text(&r, 0))) >= 0)
			row_fill(&r, stage, &out->stages[i]);
	return rows_close(&r);
}

/* How often each stage was come to from another: first counted, then, with the counts, the middle one is taken. */
static int
read_days(struct store *st, const struct ledger_info *info, const char *division, struct funnel *out)
{
	int i, rc = 0;

	for (int pass = 0; pass < 2 && rc == 0; pass++) {
		struct rows r = rows_open(st, SQL_FUNNEL_DAYS, BIND(T(info->id), T(division)));
		int64_t seen[STAGES_MAX] = { 0 };
		while (rows_next(&r)) {
			int days = row_int(&r, 1);
			if ((i = stage_index(info, row_text(&r, 0))) < 0)
				continue;
			if (pass == 0)
				out->stages[i].moves++;
			else if (seen[i]++ == (out->stages[i].moves - 1) / 2)
				out->stages[i].median = days;
			out->stages[i].worst = days > out->stages[i].worst ? days : out->stages[i].worst;
		}
		rc = rows_close(&r);
	}
	return rc;
}

COLUMNS(sums, struct funnel, COL(entries), COL(persons), COL(unsaid), COL(relapsed), COL(relapses))
COLUMNS(place, struct funnel_place, COL(code), COL_NAME(name), COL(entries), COL(persons), COL(open), COL(overdue),
	COL(closed), COL(relapsed))

int
funnel_read(struct store *st, const struct ledger_info *info, const char *division, int32_t today, bool english,
            struct funnel *out)
{
	memset(out, 0, sizeof *out);
	for (int i = 0; i < info->stages.count; i++) {
		out->stages[i].median = out->stages[i].worst = -1;
		out->stages[i].base = base_of(info, i);
	}
	if (read_reached(st, info, division, today, out) != 0 || read_days(st, info, division, out) != 0 ||
	    rows_one(rows_open(st, SQL_FUNNEL_SUMS, BIND(T(info->id), T(division))), sums, out) != 0)
		return -1;
	out->place_count = rows_fill(rows_open(st, SQL_FUNNEL_PLACES,
	                                       BIND(T(info->id), DAY(today), I(FUNNEL_PLACES), ENGLISH(english))),
	                             place, out->places, FUNNEL_PLACES);
	return out->place_count < 0 ? -1 : 0;
}
