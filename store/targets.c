#include "store/targets.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/civil.h"
#include "store/db.h"
#include "store/ledgers.h"
#include "store/targets.sql.h"

enum { TITLE, REV, STATUS, SOURCE, SUBMITTED_BY, VERIFIED_BY, DIVISION, EVIDENCE, EXTENSIONS, EXT_UNTIL, DEADLINE,
       URGED_AT, ARTEFACTS };

/* A civil day as the flow table wants it: 0 for none. */
static int32_t
day_or_none(const char *text)
{
	int32_t day = civil_parse(text);

	return day == CIVIL_NONE ? 0 : day;
}

static void
read_row(sqlite3_stmt *q, struct target *t)
{
	column_copy(q, TITLE, t->title, sizeof t->title);
	column_copy(q, STATUS, t->status, sizeof t->status);
	column_copy(q, SOURCE, t->source, sizeof t->source);
	column_copy(q, SUBMITTED_BY, t->submitted_by, sizeof t->submitted_by);
	column_copy(q, VERIFIED_BY, t->verified_by, sizeof t->verified_by);
	column_copy(q, DIVISION, t->division, sizeof t->division);
	t->rev = sqlite3_column_int64(q, REV);
	t->evidence = sqlite3_column_int(q, EVIDENCE);
	t->facts.extensions = sqlite3_column_int(q, EXTENSIONS);
	t->facts.ext_pending = *column_text(q, EXT_UNTIL) != '\0';
	t->facts.deadline = day_or_none(column_text(q, DEADLINE));
	if (instant_parse(column_text(q, URGED_AT), &t->facts.urged_at) != 0)
		t->facts.urged_at = 0;
	t->facts.artefacts = sqlite3_column_int(q, ARTEFACTS) != 0;
}

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
	default: return NULL;
	}
}

/* What the duty itself asks for. */
static int
read_duty(struct store *st, const char *run, struct target *t)
{
	sqlite3_stmt *q = store_stmt(st, SQL_TARGET_DUTY);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, run, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, t->owner_role, sizeof t->owner_role);
		t->facts.unproved = *column_text(q, 1) == '\0';
	}
	t->facts.owner_role = t->owner_role;
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fail(st, "duty");
}

/* Does its ledger have a stage after the one it stands at? */
static int
read_next(struct store *st, const char *entry, struct target *t)
{
	struct entry_facts *f = malloc(sizeof *f);
	int rc;

	if (f == NULL)
		abort();
	t->facts.no_stage = true;
	rc = entry_facts(st, entry, false, f);
	for (int i = 0; rc == 0 && i < f->stages.count; i++)
		t->facts.no_stage &= (stages_may(&f->stages, f->stages.list[i].code, &f->facts) & (STAGE_AFTER | STAGE_HERE)) != 0;
	free(f);
	return rc < 0 ? -1 : 0;
}

int
store_target(struct store *st, enum kind kind, const char *id, int64_t now, int32_t today, struct target *out)
{
	const char *sql = query_for(kind);
	sqlite3_stmt *q;
	char zero[32];
	int rc;

	*out = (struct target){ 0 };
	if (sql == NULL)
		return 1;
	if ((q = store_stmt(st, sql)) == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW)
		read_row(q, out);
	sqlite3_reset(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? 1 : store_fail(st, "target");
	if (kind == KIND_DUTY_RUN && read_duty(st, id, out) != 0)
		return -1;
	if (kind == KIND_ENTRY && read_next(st, id, out) != 0)
		return -1;
	snprintf(out->id, sizeof out->id, "%s", id);
	store_pending_verb(st, kind, id, out->pending, sizeof out->pending);
	out->facts.status = out->status;
	out->facts.source = out->source;
	out->facts.submitted_by = out->submitted_by;
	out->facts.verified_by = out->verified_by;
	out->facts.evidence = out->evidence;
	out->facts.now = now;
	out->facts.today = today;
	out->facts.zero_day = day_or_none(store_param(st, "zero_day", today, zero, sizeof zero));
	return 0;
}
