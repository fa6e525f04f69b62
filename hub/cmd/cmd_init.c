#include "hub/cmd/commands.h"

#include <time.h>
#include <unistd.h>

#include "hub/policy/packs.h"
#include "model/room/civil.h"
#include "model/text/language.h"

enum { PACKS_MAX = 8 };

struct init {
	const struct options *o;
	char    packs[PACKS_MAX][4096];
	int     pack_count;
	int64_t clock;                  /* 0: the real one */
	int64_t now;
};

static int
set_meta(struct hub_db *db, const struct init *in)
{
	char number[24];

	if (hub_db_audit(db, "init", "init", hub_db_county(db), in->clock != 0 ? in->clock : in->now) != 0)
		return -1;
	if (in->clock == 0)
		return 0;
	snprintf(number, sizeof number, "%" PRId64, in->clock);
	if (hub_db_meta_set(db, "clock_room", number) != 0)
		return -1;
	snprintf(number, sizeof number, "%" PRId64, in->now);
	return hub_db_meta_set(db, "clock_real", number);
}

/* The first pack named is the county's own; the others stand beside it.  0; -1 said by the packs, -2 hub_db_error(). */
static int
fill(struct hub_db *db, const struct init *in, const struct pack_about *own, struct import *how)
{
	struct pack_came came;
	int rc = set_meta(db, in) == 0 ? pack_load(db, in->packs[0], how) : -2;

	if (rc == 0)
		rc = packs_own(db, own, how->at);
	for (int i = 1; rc == 0 && i < in->pack_count; i++) {
		if ((rc = packs_load(db, in->packs[i], how, &came)) == -1 && *came.why != '\0')
			hub_failed(in->o, "%s", came.why);
		else if (rc == 0)
			packs_report(db, _("loaded"), &came, false);
		how->written += came.written;
	}
	return rc;
}

static int
load(struct hub_db *db, const struct init *in, const struct pack_about *own)
{
	struct import how = { .errors = stderr, .at = in->clock != 0 ? in->clock : in->now, .by = "init" };
	int rc;

	if (hub_db_bulk(db, true) != 0 || hub_db_begin(db) != 0)
		rc = -2;
	else if ((rc = fill(db, in, own, &how)) != 0)
		hub_db_rollback(db);
	else
		rc = hub_db_commit(db) == 0 && hub_db_bulk(db, false) == 0 ? 0 : -2;
	if (rc == -2)
		return hub_failed(in->o, "%s: %s", hub_db_path(db), hub_db_error(db));
	if (rc == -1)
		return hub_failed(in->o, _("nothing was made; correct the pack and run it again"));
	printf(_("%s: county %s, %ld records\n"), hub_db_path(db), hub_db_county(db), how.written);
	return HUB_EXIT_OK;
}

static void
remove_made(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-lock" };
	char name[4096];

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
}

/* 0; else the exit status, said. */
static int
read_clock(struct init *in, const struct pack_about *about)
{
	const char *clock = option(in->o, "clock");

	if (clock != NULL && strcmp(clock, "pack") == 0)
		return instant_parse(about->clock, &in->clock) == 0
		       ? 0 : hub_failed(in->o, _("--clock pack: %s/pack.csv says no clock"), in->packs[0]);
	return clock == NULL || instant_parse(clock, &in->clock) == 0 ? 0
	       : hub_usage(in->o,
	                   _("--clock wants a time like 2020-06-18T09:00:00+08:00, "
	                   "or the word pack for the one the pack says"));
}

int
cmd_init(const struct options *o)
{
	struct init in = { .o = o, .now = (int64_t)time(NULL) };
	struct pack_about about;
	char error[1024];
	struct hub_db *db;
	int rc;

	for (const char *name; (name = option_nth(o, "pack", in.pack_count)) != NULL; in.pack_count++)
		pack_find(name, in.packs[in.pack_count]);
	if (pack_about(in.packs[0], &about, stderr) != 0)
		return hub_failed(o, _("nothing was made; see guatu-pack(5)"));
	if ((rc = read_clock(&in, &about)) != 0)
		return rc;
	if ((db = hub_db_create(option(o, "db"), about.county, error, sizeof error)) == NULL)
		return hub_failed(o, "%s", error);
	rc = load(db, &in, &about);
	hub_db_close(db);
	if (rc != HUB_EXIT_OK)
		remove_made(option(o, "db"));
	return rc;
}
