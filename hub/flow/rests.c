#include "hub/flow/rests.h"

#include "hub/authority/db_in.h"
#include "hub/flow/rests.sql.h"
#include "model/flow/refs.h"

static int
run(struct hub_db *db, const char *sql)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0
	     : hub_db_fail(db, "looking for what rests on records");
}

int
rests_begin(struct hub_db *db)
{
	return rests_end(db) == 0 ? run(db, SQL_RESTS_BEGIN) : -1;
}

int
rests_end(struct hub_db *db)
{
	hub_db_rest(db);
	return run(db, SQL_RESTS_END);
}

int
rests_going(struct hub_db *db, enum kind kind, const char *id)
{
	return hub_db_do(db, SQL_RESTS_ADD, "noting what goes", BIND(T(record_kinds[kind].name), T(id)));
}

/* The kind a field names records of; "" none.  A code is a term's. */
static const char *
names_kind(int field, const char **list)
{
	const struct ref_def *ref = ref_find(field);

	*list = "";
	if (ref == NULL)
		return "";
	if (ref->how == REF_TERM)
		*list = ref->what;
	return ref->how == REF_RECORD || ref->how == REF_ID ? ref->what : ref->how == REF_TERM ? "term" : "";
}

/* Who names what goes, and does not go himself. */
static int
look(struct hub_db *db, int kind, int field, const char *what, const char *list)
{
	char *sql = sqlite3_mprintf("INSERT OR IGNORE INTO staying SELECT %Q, g.id, '%s ' || v.id FROM \"%w\" v "
		"JOIN going g ON g.kind = %Q AND g.id = %Q || v.\"%w\" "
		"WHERE NOT EXISTS (SELECT 1 FROM going o WHERE o.kind = %Q AND o.id = v.id)", what,
		record_kinds[kind].name, record_kinds[kind].name, what, list, record_fields[field].name,
		record_kinds[kind].name);
	int rc = sql != NULL ? run(db, sql) : -1;

	sqlite3_free(sql);
	return rc;
}

static bool
any_of(struct hub_db *db, const char *kind)
{
	char text[64];
	struct rows r = hub_db_rows(db, SQL_RESTS_KINDS, "reading what goes", NULL);
	bool found = false;

	while (!found && rows_next(&r)) {
		row_copy(&r, 0, text, sizeof text);
		found = strcmp(text, kind) == 0;
	}
	rows_close(&r);
	return found;
}

static int
look_everywhere(struct hub_db *db)
{
	for (int kind = 0; kind < KIND_COUNT; kind++)
		for (int f = record_first(kind); f < record_first(kind + 1) && kind != KIND_EVENT; f++) {
			const char *list, *what = names_kind(f, &list);
			char prefix[128];
			if (*what == '\0' || !any_of(db, what))
				continue;
			snprintf(prefix, sizeof prefix, *list != '\0' ? "%s:" : "%s", list);
			if (look(db, kind, f, what, prefix) != 0)
				return -1;
		}
	return 0;
}

int
rests_settle(struct hub_db *db)
{
	int taken = 1;

	while (taken > 0) {
		if (look_everywhere(db) != 0 || run(db, SQL_RESTS_TAKE) != 0)
			return -1;
		taken = sqlite3_changes(db->sql);
	}
	return 0;
}

int
rests_goes(struct hub_db *db, enum kind kind, const char *id, char *by, size_t size)
{
	const struct bind who[] = { T(record_kinds[kind].name), T(id), { BIND_END, NULL, 0 } };
	int goes = (int)rows_number(hub_db_rows(db, SQL_RESTS_IS, "reading what goes", who), -1);

	if (by != NULL)
		*by = '\0';
	if (goes == 0 && by != NULL &&
	    rows_text(hub_db_rows(db, SQL_RESTS_BY, "reading what stays", who), by, size) < 0)
		return -1;
	return goes;
}
