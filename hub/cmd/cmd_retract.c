#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/authority/db_in.h"
#include "hub/authority/pack.sql.h"
#include "hub/intake/retract.h"
#include "model/text/language.h"

/* What a plan says goes with the plan: figures, duties and rules rest on its names.  1 said so; 0; -1. */
static int
is_plans(const struct options *o, struct hub_db *db, enum kind kind)
{
	char pack[96];
	int found;

	if (record_kinds[kind].half != HALF_POLICY)
		return 0;
	found = rows_text(hub_rows(db, SQL_HUB_PACK_WHOSE, BIND(T(record_kinds[kind].name), T(o->words[1]))), pack,
	                  sizeof pack);
	if (found != 0)
		return found < 0 ? -1 : 0;
	hub_failed(o, _("%s %s is of the plan %s: correct it by an import, or take the plan back whole with "
	                "guatu-hub pack off"), kind_words(record_kinds[kind].name), o->words[1], pack);
	return 1;
}

static int
retract(const struct options *o, struct hub_db *db, enum kind kind)
{
	const char *id = o->words[1], *reason = option(o, "reason");
	int64_t at = hub_db_room_now(db, (int64_t)time(NULL));
	char by[HUB_ID_MAX + 64], what[HUB_ID_MAX + 64];
	struct hub_user user;
	const char *who = hub_who(db, at, "retract", &user);
	int rc = hub_db_begin(db) == 0 ? retract_told(db, kind, id, reason, at, who, by, sizeof by) : -2;

	snprintf(what, sizeof what, "%s %s", record_kinds[kind].name, id);
	if (rc == 0 && (hub_db_audit(db, who, "retract", what, at) != 0 || hub_db_commit(db) != 0))
		rc = -2;
	if (rc == 0) {
		printf(_("%s %s: withdrawn\n"), kind_words(record_kinds[kind].name), id);
		return HUB_EXIT_OK;
	}
	if (rc == -2)
		hub_failed(o, "%s", hub_db_error(db));
	else if (*by != '\0')
		hub_failed(o, _("%s %s: %s rests on it; nothing was changed"),
		           kind_words(record_kinds[kind].name), id, by);
	else
		hub_failed(o, _("%s %s: there is no such record"), kind_words(record_kinds[kind].name), id);
	hub_db_rollback(db);
	return HUB_EXIT_FAILED;
}

int
cmd_retract(const struct options *o)
{
	int kind = record_kind_called(o->words[0]), rc;
	struct hub_db *db;

	if (kind < 0)
		return hub_no_kind(o, o->words[0]);
	/* What happened is not made undone by leaving out that it did; a batch, a plan are taken back whole. */
	if (kind == KIND_EVENT || kind == KIND_BATCH || kind == KIND_PACK)
		return hub_failed(o, "%s", kind == KIND_EVENT ? _("history stays as it is")
		                  : kind == KIND_BATCH ? _("a batch is taken back: guatu-hub batch undo ID")
		                  : _("a plan is switched off: guatu-hub pack off NAME"));
	if ((db = hub_open(o, HUB_DB_WRITE)) == NULL)
		return HUB_EXIT_FAILED;
	rc = is_plans(o, db, (enum kind)kind);
	rc = rc == 0 ? retract(o, db, (enum kind)kind)
	     : rc < 0 ? hub_failed(o, "%s", hub_db_error(db)) : HUB_EXIT_FAILED;
	hub_db_close(db);
	return rc;
}
