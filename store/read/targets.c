#include "store/read/targets.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/read/targets.sql.h"

/* A civil day as the flow table wants it: 0 for none. */
static int32_t
day_or_none(const char *text)
{
	int32_t day = civil_parse(text);

	return day == CIVIL_NONE ? 0 : day;
}

COLUMNS(target, struct target, COL(title), COL(rev), COL(status), COL(source), COL(submitted_by), COL(verified_by),
	COL(division), COL(evidence), COL(facts.extensions), COL_SKIP, COL_SKIP, COL_INSTANT(facts.urged_at),
	COL(facts.artefacts))
enum { EXT_UNTIL = 9, DEADLINE };

static const char *
query_for(enum kind kind)
{
	switch (kind) {
	case KIND_ISSUE: return SQL_TARGET_ISSUE;
	case KIND_TASK: return SQL_TARGET_TASK;
	case KIND_SUP_REPORT: return SQL_TARGET_REPORT;
	case KIND_DUTY_RUN: return SQL_TARGET_DUTY_RUN;
	case KIND_CHECK_MARK: return SQL_TARGET_CHECK_MARK;
	case KIND_ENTRY: return SQL_TARGET_ENTRY;
	case KIND_BATCH: return SQL_TARGET_BATCH;
	case KIND_SETTLEMENT: return SQL_TARGET_SETTLEMENT;
	case KIND_FIGURE: return SQL_TARGET_FIGURE;
	default: return NULL;
	}
}

/* What the duty itself asks for. */
static int
read_duty(struct store *st, const char *run, struct target *t)
{
	struct rows r = rows_open(st, SQL_TARGET_DUTY, BIND(T(run)));

	if (rows_next(&r)) {
		row_copy(&r, 0, t->owner_role, sizeof t->owner_role);
		t->facts.unproved = *row_text(&r, 1) == '\0';
	}
	t->facts.owner_role = t->owner_role;
	return rows_close(&r);
}

int
store_target(struct store *st, enum kind kind, const char *id, int64_t now, int32_t today, struct target *out)
{
	const char *sql = query_for(kind);
	struct rows r;
	char zero[32];
	bool found;

	*out = (struct target){ 0 };
	if (sql == NULL)
		return 1;
	r = store_rows(st, sql, "target", BIND(T(id)));
	if ((found = rows_next(&r))) {
		row_fill(&r, target, out);
		out->facts.ext_pending = *row_text(&r, EXT_UNTIL) != '\0';
		out->facts.deadline = day_or_none(row_text(&r, DEADLINE));
	}
	if (rows_close(&r) != 0)
		return -1;
	if (!found)
		return 1;
	if (kind == KIND_DUTY_RUN && read_duty(st, id, out) != 0)
		return -1;
	if (kind == KIND_SUP_REPORT)
		out->facts.cells_seen = rows_number(rows_open(st, SQL_TARGET_CELLS, BIND(T(id))), 0) == 1;
	snprintf(out->id, sizeof out->id, "%s", id);
	store_pending_verb(st, kind, id, out->pending, sizeof out->pending);
	out->facts.status = out->status;
	out->facts.duty_source = store_term_is(st, "source", out->source, "duty");
	out->facts.submitted_by = out->submitted_by;
	out->facts.verified_by = out->verified_by;
	out->facts.evidence = out->evidence;
	out->facts.now = now;
	out->facts.today = today;
	out->facts.zero_day = day_or_none(store_param(st, "zero_day", today, zero, sizeof zero));
	return 0;
}
