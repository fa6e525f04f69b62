#include "hub/policy/rules.h"

#include "hub/authority/db_in.h"
#include "hub/policy/rules.sql.h"
#include "model/flow/stage.h"

_Static_assert(STAGES_MAX == 40, "hub/policy/rules.sql says how many stages a ledger has at most");

static const char *
text(sqlite3_stmt *stmt, int column)
{
	const char *t = (const char *)sqlite3_column_text(stmt, column);

	return t != NULL ? t : "";
}

static void
add(struct faults *f, sqlite3_stmt *stmt, bool doubt)
{
	const char *field = text(stmt, 2);
	struct fault at = { .kind = record_kind_find(text(stmt, 0)), .id = text(stmt, 1), .field = ROW_ID };

	if (strcmp(field, "id") != 0)
		at.field = record_field_find((enum kind)at.kind, field, strlen(field));
	if (doubt)
		faults_note(f, &at, "%s", text(stmt, 3));
	else
		faults_add(f, &at, "%s", text(stmt, 3));
}

/* Which kinds a rule reads: what it says of none that came was so before. */
struct reads { const struct faults *f; bool any, came; };

static int
note_read(void *ctx, int action, const char *table, const char *column, const char *database, const char *view)
{
	struct reads *r = ctx;
	int kind = action == SQLITE_READ && view != NULL ? record_kind_find(view) : -1;

	(void)table, (void)column, (void)database;
	r->any = r->any || kind >= 0;
	r->came = r->came || (kind >= 0 && (r->f->files == 0 || r->f->file[kind].path != NULL));
	return SQLITE_OK;
}

static int
run_rule(struct hub_db *db, sqlite3_stmt *stmt, int64_t came, struct faults *f, bool doubt)
{
	int rc;

	if (sqlite3_bind_parameter_count(stmt) > 0)
		sqlite3_bind_int64(stmt, 1, came);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (sqlite3_column_type(stmt, 3) != SQLITE_NULL)
			add(f, stmt, doubt);
	return rc == SQLITE_DONE ? 0 : hub_db_fail(db, "asking a rule");
}

static int
views(struct hub_db *db)
{
	int rc = sqlite3_exec(db->sql, SQL_HUB_RULES_VIEWS, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : hub_db_fail(db, "making views");
}

static int
run_all(struct hub_db *db, const char *sql, struct faults *f, bool doubt)
{
	sqlite3_stmt *stmt = NULL;
	int rc = views(db);

	while (rc == 0 && *sql != '\0' && !f->many) {
		struct reads reads = { .f = f };
		sqlite3_set_authorizer(db->sql, note_read, &reads);
		if (sqlite3_prepare_v2(db->sql, sql, -1, &stmt, &sql) != SQLITE_OK)
			rc = hub_db_fail(db, "preparing a rule");
		sqlite3_set_authorizer(db->sql, NULL, NULL);
		if (rc == 0 && stmt != NULL && (reads.came || !reads.any))
			rc = run_rule(db, stmt, db->seq != 0 ? db->seq : -1, f, doubt);
		sqlite3_finalize(stmt);
		stmt = NULL;
	}
	return rc == 0 ? 0 : -2;
}

int
rules_run(struct hub_db *db, struct faults *f)
{
	return run_all(db, SQL_HUB_RULES, f, false) == 0 && run_all(db, SQL_HUB_DOUBTS, f, true) == 0 ? 0 : -2;
}

int
rules_silences(struct hub_db *db, struct faults *f)
{
	return run_all(db, SQL_HUB_SILENCES, f, true);
}

int
rules_note(struct hub_db *db, FILE *out)
{
	struct faults f = { 0 };
	int rc = rules_run(db, &f);

	if (rc == 0 && (rc = faults_settle(&f, db)) == 0)
		faults_say(&f, out);
	faults_clear(&f);
	return rc;
}

int
rules_categories(struct hub_db *db, int (*each)(void *ctx, const char *code, const char *name, const char *ids),
                 void *ctx)
{
	struct rows q;
	int rc = views(db) != 0 ? -2 : 0;

	if (rc != 0)
		return rc;
	q = hub_rows(db, SQL_HUB_CATEGORIES, NULL);
	while (rc == 0 && rows_next(&q))
		rc = each(ctx, row_text(&q, 0), row_text(&q, 1), row_text(&q, 2));
	return rows_close(&q) != 0 ? -2 : rc;
}

/* What the console's header, phases and lamps go by; a plan for another county has its own. */
int
rules_of_county(struct hub_db *db, enum kind kind, const char *id)
{
	sqlite3_stmt *stmt;
	int rc;

	if (kind != KIND_RULE && kind != KIND_INDICATOR && kind != KIND_PARAM)
		return record_kinds[kind].half == HALF_COUNTY;
	if (views(db) != 0 || (stmt = hub_db_stmt(db, SQL_HUB_RULES_OF_COUNTY)) == NULL)
		return -1;
	hub_db_bind(stmt, 1, record_kinds[kind].name);
	hub_db_bind(stmt, 2, id);
	rc = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0)
	       : hub_db_fail(db, "asking what it is about");
	sqlite3_reset(stmt);
	return rc;
}
