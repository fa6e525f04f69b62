#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/authority/failpoint.h"
#include "hub/flow/duty_opener.h"
#include "hub/policy/pack_alone.h"
#include "hub/policy/pack_count.h"
#include "hub/policy/rules.h"
#include "hub/policy/packs.h"
#include "model/text/language.h"

/* A pack by itself: what is wrong with it is said line by line. */
int
cmd_pack_check(const struct options *o)
{
	struct import how = { .errors = stderr, .by = "check" };
	struct pack_about about;
	struct pack_alone alone;
	char error[1024] = "", dir[4096];
	int rc;

	pack_find(o->words[0], dir);
	rc = pack_alone_open(&alone, dir, &how, error, sizeof error);
	if (rc == 0 && pack_about(dir, &about, stderr) == 0 && about.named) {
		printf(_("%s: county %s, %ld rows, nothing wrong\n"), about.name, about.county, how.rows);
		if ((rc = pack_count_say(alone.db, stdout)) == 0)
			rc = pack_silences(alone.db, dir, stdout);
	}
	if (rc == -2 && *error == '\0')
		snprintf(error, sizeof error, "%s", hub_db_error(alone.db));
	pack_alone_close(&alone);
	if (rc == -2)
		return hub_failed(o, "%s", error);
	if (rc == -1)
		return hub_failed(o, _("%s: refused; see guatu-pack(5)"), dir);
	return about.named ? HUB_EXIT_OK
	       : hub_failed(o, _("%s/pack.csv: missing; it has one row, whose id is the pack's name"), dir);
}

/* ---- the packs of a database ----------------------------------------------------------- */

static int
list_row(void *ctx, const struct db_pack *p)
{
	int *count = ctx;

	if ((*count)++ == 0)
		puts(_("name                      county      rows    heard  changed  outside"));
	printf("%-20s %-4s %-7s %8" PRId64 " %8" PRId64 " %8" PRId64 " %8" PRId64 "%s\n", p->name,
	       p->active ? _("on ") : _("off "), p->county,
	       p->rows, p->heard, p->changed, p->outside, p->own ? _("  the county's own") : "");
	return 0;
}

static int
list(const struct options *o, struct hub_db *db)
{
	int count = 0;

	if (db_pack_list(db, list_row, &count) < 0)
		return hub_failed(o, "%s", hub_db_error(db));
	if (count == 0)
		printf(_("no packs are known here: the file is of an older guatu-hub; "
		       "load the county's own pack again to make it known\n"));
	return HUB_EXIT_OK;
}

static int
change(const struct options *o, struct hub_db *db, struct import *how, struct pack_came *came)
{
	struct opened opened = { 0 };
	char what[PACK_NAME_MAX + 16], dir[4096];
	int rc;

	if (o->command == HUB_PACK_LOAD) {
		pack_find(o->words[0], dir);
		rc = packs_load(db, dir, how, came);
	} else {
		rc = packs_switch(db, o->words[0], o->command == HUB_PACK_ON, how, came);
	}
	if (rc != 0)
		return rc;
	snprintf(what, sizeof what, "%s %s", o->name, came->name);
	rc = duty_opener_day(db, how->at, &opened) == 0 &&
	     hub_db_audit(db, how->by, "pack", what, how->at) == 0 ? 0 : -2;
	came->runs = opened.runs;
	came->marks = opened.marks;
	return rc;
}

static void
report(const struct options *o, struct hub_db *db, const struct pack_came *came)
{
	bool look = option(o, "dry-run") != NULL;

	packs_report(db, o->command == HUB_PACK_LOAD ? look ? _("would be loaded") : _("loaded")
	                 : o->command == HUB_PACK_ON ? look ? _("would be switched on") : _("switched on")
	                 : look ? _("would be switched off") : _("switched off"), came, look);
	rules_note(db, stdout);
}

/* What would come of it is seen in a transaction that is taken back. */
static int
keep(const struct options *o, struct hub_db *db, const struct pack_came *came)
{
	if (option(o, "dry-run") != NULL) {
		report(o, db, came);
		hub_db_rollback(db);
		puts(_("only a look: nothing was changed"));
		return 0;
	}
	failpoint("before-commit");
	if (hub_db_commit(db) != 0)
		return -2;
	report(o, db, came);
	return 0;
}

/* All of it in one transaction: a hub that serves the file shows the state before or the one after. */
static int
change_alone(const struct options *o, struct hub_db *db)
{
	struct import how = { .errors = stderr, .by = "pack", .at = hub_db_room_now(db, (int64_t)time(NULL)) };
	struct pack_came came = { .rows = 0 };
	int rc = hub_db_begin(db) == 0 ? change(o, db, &how, &came) : -2;

	if (rc == 0) {
		rc = keep(o, db, &came);
	} else {
		if (rc == -2)
			snprintf(came.why, sizeof came.why, "%s", hub_db_error(db));
		hub_db_rollback(db);
	}
	if (rc == -2 && *came.why == '\0')
		snprintf(came.why, sizeof came.why, "%s", hub_db_error(db));
	if (rc != 0)
		return *came.why != '\0' ? hub_failed(o, _("%s; nothing was changed"), came.why)
		                         : hub_failed(o, _("nothing was changed"));
	return HUB_EXIT_OK;
}

int
cmd_pack(const struct options *o)
{
	struct hub_db *db = hub_open(o, HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = o->command == HUB_PACK_LIST ? list(o, db) : change_alone(o, db);
	hub_db_close(db);
	return rc;
}
