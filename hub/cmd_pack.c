#include "hub/commands.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "hub/doubts.h"
#include "hub/failpoint.h"
#include "hub/opener.h"
#include "hub/pack_alone.h"
#include "hub/shelf.h"

struct pack_args { const char *db, *verb, *what; };

static int
read_options(struct pack_args *in, int argc, char **argv)
{
	static const struct option options[] = { { "db", required_argument, NULL, 'd' }, { NULL, 0, NULL, 0 } };
	int c;

	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == 'd')
			in->db = optarg;
		else
			return HUB_EXIT_USAGE;
	if (optind < argc)
		in->verb = argv[optind++];
	if (optind < argc)
		in->what = argv[optind++];
	if (in->verb == NULL || optind < argc)
		return hub_usage("pack", "one of list, load DIR, off NAME, on NAME, check DIR is needed");
	return 0;
}

/* A pack by itself: what is wrong with it is said line by line. */
static int
check(const char *dir)
{
	struct import how = { .errors = stderr, .by = "check" };
	struct pack_about about;
	struct pack_alone alone;
	char error[1024];
	int rc = pack_alone_open(&alone, dir, &how, error, sizeof error);

	pack_alone_close(&alone);
	if (rc == -2)
		fprintf(stderr, "guatu-hub pack: %s\n", error);
	else if (rc == -1)
		fprintf(stderr, "guatu-hub pack: %s: refused; see guatu-pack(5)\n", dir);
	else if (pack_about(dir, &about, stderr) == 0 && !about.named) {
		fprintf(stderr, "%s/pack.csv: missing; it has one row, whose id is the pack's name\n", dir);
		rc = -1;
	} else {
		printf("%s: county %s, %ld rows, nothing wrong\n", about.name, about.county, how.rows);
	}
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}

/* ---- the packs of a database ----------------------------------------------------------- */

static int
list_row(void *ctx, const struct db_pack *p)
{
	int *count = ctx;

	if ((*count)++ == 0)
		printf("%-20s %-4s %-7s %8s %8s %8s %8s\n", "name", "", "county", "rows", "heard", "changed", "outside");
	printf("%-20s %-4s %-7s %8" PRId64 " %8" PRId64 " %8" PRId64 " %8" PRId64 "%s\n", p->name, p->active ? "on" : "off", p->county,
	       p->rows, p->heard, p->changed, p->outside, p->own ? "  the county's own" : "");
	return 0;
}

static int
list(struct hub_db *db)
{
	int count = 0;

	if (db_pack_list(db, list_row, &count) < 0) {
		fprintf(stderr, "guatu-hub pack: %s\n", hub_db_error(db));
		return HUB_EXIT_FAILED;
	}
	if (count == 0)
		printf("no packs are known here: the file is of an older guatu-hub; load the county's own pack again to make it known\n");
	return HUB_EXIT_OK;
}

static int
change(struct hub_db *db, const struct pack_args *in, struct import *how, struct shelf_came *came)
{
	struct opened opened;
	char what[PACK_NAME_MAX + 16];
	int rc = strcmp(in->verb, "load") == 0 ? shelf_load(db, in->what, how, came)
	                                       : shelf_switch(db, in->what, strcmp(in->verb, "on") == 0, how, came);

	if (rc != 0)
		return rc;
	snprintf(what, sizeof what, "pack %s %s", in->verb, came->name);
	return opener_day(db, how->at, &opened) == 0 && hub_db_audit(db, how->by, "pack", what, how->at) == 0 ? 0 : -2;
}

/* All of it in one transaction: a hub that serves the file shows the state before or the one after. */
static int
change_alone(struct hub_db *db, const struct pack_args *in)
{
	struct import how = { .errors = stderr, .by = "pack", .at = hub_db_room_now(db, (int64_t)time(NULL)) };
	struct shelf_came came = { .rows = 0 };
	int rc = hub_db_begin(db) == 0 ? change(db, in, &how, &came) : -2;

	if (rc == 0) {
		failpoint("before-commit");
		rc = hub_db_commit(db) == 0 ? 0 : -2;
	} else {
		char why[512];
		snprintf(why, sizeof why, "%s", hub_db_error(db));
		hub_db_rollback(db);
		if (rc == -2)
			snprintf(came.why, sizeof came.why, "%s", why);
	}
	if (rc == 0) {
		shelf_report(db, strcmp(in->verb, "load") == 0 ? "loaded" : in->verb, &came);
		doubts_say(db, stdout);
	} else
		fprintf(stderr, "guatu-hub pack: %s%snothing was changed\n", rc == -2 && *came.why == '\0' ? hub_db_error(db) : came.why,
		        rc == -2 || *came.why != '\0' ? "; " : "");
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}

static int
with_database(const struct pack_args *in)
{
	bool look = strcmp(in->verb, "list") == 0;
	char error[1024];
	struct hub_db *db;
	int rc;

	if (in->db == NULL || (in->what == NULL) != look)
		return hub_usage("pack", look ? "list wants --db FILE" : "--db FILE and a pack are needed");
	if ((db = hub_db_open(in->db, HUB_DB_WRITE, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub pack: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	rc = look ? list(db) : change_alone(db, in);
	hub_db_close(db);
	return rc;
}

int
cmd_pack(int argc, char **argv)
{
	static const char *const verbs[] = { "list", "load", "off", "on" };
	struct pack_args in = { 0 };
	char found[4096];
	int rc = read_options(&in, argc, argv);

	if (rc != 0)
		return rc;
	if (in.what != NULL && (strcmp(in.verb, "check") == 0 || strcmp(in.verb, "load") == 0)) {
		pack_find(in.what, found);
		in.what = found;
	}
	if (strcmp(in.verb, "check") == 0)
		return in.what != NULL ? check(in.what) : hub_usage("pack", "check wants a directory");
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i], in.verb) == 0)
			return with_database(&in);
	return hub_usage("pack", "one of list, load DIR, off NAME, on NAME, check DIR is needed");
}
