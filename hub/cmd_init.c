#include "hub/commands.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hub/shelf.h"
#include "model/civil.h"

enum { PACKS_MAX = 8 };

struct init {
	const char *db, *packs[PACKS_MAX];
	int         pack_count;
	int64_t     clock;              /* 0: the real one */
	bool        pack_clock;         /* the first pack says it */
	int64_t     now;
};

static int
read_options(struct init *in, int argc, char **argv)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "pack", required_argument, NULL, 'p' },
		{ "clock", required_argument, NULL, 'c' }, { NULL, 0, NULL, 0 }
	};
	int c;

	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'd')
			in->db = optarg;
		else if (c == 'p' && in->pack_count < PACKS_MAX)
			in->packs[in->pack_count++] = optarg;
		else if (c == 'p')
			return hub_usage("init", "too many packs");
		else if (c == 'c' && strcmp(optarg, "pack") == 0)
			in->pack_clock = true;
		else if (c == 'c' && instant_parse(optarg, &in->clock) != 0)
			return hub_usage("init", "--clock wants a time like 2020-06-18T09:00:00+08:00, or the word pack for the one the pack says");
		else if (c == '?')
			return HUB_EXIT_USAGE;
	}
	if (optind < argc)
		return hub_usage("init", "too many arguments");
	if (in->db == NULL || in->pack_count == 0)
		return hub_usage("init", "--db FILE and --pack DIR are needed");
	return 0;
}

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
	struct shelf_came came;
	int rc = set_meta(db, in) == 0 ? pack_load(db, in->packs[0], how) : -2;

	if (rc == 0)
		rc = shelf_own(db, own, how->at);
	for (int i = 1; rc == 0 && i < in->pack_count; i++) {
		if ((rc = shelf_load(db, in->packs[i], how, &came)) == -1 && *came.why != '\0')
			fprintf(stderr, "guatu-hub init: %s\n", came.why);
		else if (rc == 0)
			shelf_report(db, "loaded", &came);
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
		fprintf(stderr, "guatu-hub init: %s: %s\n", in->db, hub_db_error(db));
	else if (rc == -1)
		fprintf(stderr, "guatu-hub init: nothing was made; correct the pack and run it again\n");
	else
		printf("%s: county %s, %ld records\n", in->db, hub_db_county(db), how.written);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
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

int
cmd_init(int argc, char **argv)
{
	struct init in = { .now = (int64_t)time(NULL) };
	char found[PACKS_MAX][4096];
	struct pack_about about;
	char error[1024];
	struct hub_db *db;
	int rc = read_options(&in, argc, argv);

	if (rc != 0)
		return rc;
	for (int i = 0; i < in.pack_count; i++) {
		pack_find(in.packs[i], found[i]);
		in.packs[i] = found[i];
	}
	if (pack_about(in.packs[0], &about, stderr) != 0) {
		fprintf(stderr, "guatu-hub init: nothing was made; see guatu-pack(5)\n");
		return HUB_EXIT_FAILED;
	}
	if (in.pack_clock && instant_parse(about.clock, &in.clock) != 0) {
		fprintf(stderr, "guatu-hub init: --clock pack: %s/pack.csv says no clock\n", in.packs[0]);
		return HUB_EXIT_FAILED;
	}
	if ((db = hub_db_create(in.db, about.county, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub init: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	rc = load(db, &in, &about);
	hub_db_close(db);
	if (rc != HUB_EXIT_OK)
		remove_made(in.db);
	return rc;
}
