#include "hub/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <time.h>

#include "hub/import.h"
#include "hub/opener.h"

static int
report(struct hub_db *db, const char *path, const struct import *how, int rc)
{
	if (rc == -2) {
		fprintf(stderr, "guatu-hub import: %s: %s; nothing was taken\n", path, hub_db_error(db));
		return HUB_EXIT_FAILED;
	}
	if (rc == -1 && how->rows == 0) {
		fprintf(stderr, "guatu-hub import: nothing was taken; correct the file\n");
		return HUB_EXIT_FAILED;
	}
	if (rc == -1) {
		fprintf(stderr, "guatu-hub import: %s: %ld bad rows, nothing was taken; correct them, or --skip-bad takes the others\n",
		        path, how->bad);
		return HUB_EXIT_FAILED;
	}
	printf("%s (%s): %ld rows, %ld written, %ld unchanged, %ld bad\n", path, how->encoding, how->rows, how->written,
	       how->same, how->bad);
	return HUB_EXIT_OK;
}

/* New duties, checklists or places: what they ask for today stands at once. */
static int
open_day(struct hub_db *db, int64_t now)
{
	struct opened opened;

	if (opener_day_alone(db, now, &opened) != 0) {
		fprintf(stderr, "guatu-hub import: %s; the rows were taken, what they call for is opened when the hub next starts\n", hub_db_error(db));
		return HUB_EXIT_FAILED;
	}
	if (opened.runs + opened.marks > 0)
		printf("opened: %ld duty runs, %ld checklists to be filled\n", opened.runs, opened.marks);
	return HUB_EXIT_OK;
}

int
cmd_import(int argc, char **argv)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "skip-bad", no_argument, NULL, 's' }, { NULL, 0, NULL, 0 }
	};
	struct import how = { .errors = stderr, .by = "import" };
	const char *path = NULL;
	char error[512];
	struct hub_db *db;
	int c, kind, rc;

	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == 'd')
			path = optarg;
		else if (c == 's')
			how.skip_bad = true;
		else
			return HUB_EXIT_USAGE;
	if (path == NULL || argc - optind != 2)
		return hub_usage("import", "--db FILE, a kind and a CSV file are needed");
	if ((kind = record_kind_find(argv[optind])) < 0) {
		fprintf(stderr, "guatu-hub import: there is no kind \"%.40s\"; the kinds are", argv[optind]);
		for (int k = 0; k < KIND_COUNT; k++)
			fprintf(stderr, " %s", record_kinds[k].name);
		fprintf(stderr, "\n");
		return HUB_EXIT_USAGE;
	}
	if ((db = hub_db_open(path, HUB_DB_WRITE, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub import: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	how.at = hub_db_room_now(db, (int64_t)time(NULL));
	rc = report(db, argv[optind + 1], &how, import_alone(db, (enum kind)kind, argv[optind + 1], &how));
	if (rc == HUB_EXIT_OK)
		rc = open_day(db, how.at);
	hub_db_close(db);
	return rc;
}
