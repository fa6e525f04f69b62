#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/flow/division_move.h"
#include "hub/flow/duty_opener.h"
#include "model/text/language.h"

static void
say_one(void *ctx, enum kind kind, const char *id, const char *title)
{
	(void)ctx;
	printf("  %s %s  %s\n", record_kinds[kind].title, id, title);
}

static void
report(const struct division_move *m)
{
	printf("%s -> %s", m->from, m->to);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (m->moved[kind] > 0)
			printf("  %s %ld", record_kinds[kind].title, m->moved[kind]);
	putchar('\n');
}

static int
move(const struct options *o, struct hub_db *db)
{
	int64_t at = hub_db_room_now(db, (int64_t)time(NULL));
	bool look = option(o, "dry-run") != NULL;
	struct hub_user user;
	struct division_move m = { .from = o->words[0], .to = o->words[1], .at = at,
	                           .who = hub_who(db, at, "division", &user), .tell = look ? say_one : NULL };
	struct opened opened = { 0 };
	char what[64];
	int rc = hub_db_begin(db) == 0 ? division_move(db, &m) : -2;

	snprintf(what, sizeof what, "%.20s -> %.20s", m.from, m.to);
	if (rc == 0 && (duty_opener_day(db, at, &opened) != 0 || hub_db_audit(db, m.who, "division", what, at) != 0))
		rc = -2;
	if (rc == 0 && !look && hub_db_commit(db) != 0)
		rc = -2;
	if (rc == 0)
		report(&m);
	else
		hub_failed(o, _("%s; nothing was changed"), rc == -1 ? m.why : hub_db_error(db));
	if (rc != 0 || look)
		hub_db_rollback(db);
	if (rc == 0 && look)
		puts(_("only a look: nothing was changed"));
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}

int
cmd_division(const struct options *o)
{
	struct hub_db *db = hub_open(o, HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = move(o, db);
	hub_db_close(db);
	return rc;
}
