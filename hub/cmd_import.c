#include "hub/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "hub/claims.h"
#include "hub/import.h"
#include "hub/opener.h"
#include "hub/roster.h"

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

/* claims and roster are no kinds: what they bring is judged, not kept.  The word is moved to the front. */
static handover_take *
people_take(int argc, char **argv)
{
	static const struct { const char *word; handover_take *take; } words[] = { { "claims", claims_take }, { "roster", roster_take } };

	for (int i = 1; i < argc; i++) {
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (strcmp(argv[i], words[k].word) == 0) {
				char *word = argv[i];
				memmove(argv + 2, argv + 1, (size_t)(i - 1) * sizeof *argv);
				argv[1] = word;
				return words[k].take;
			}
		if (strcmp(argv[i], "--db") != 0 && argv[i][0] != '-')
			return NULL;
		i += strcmp(argv[i], "--db") == 0;
	}
	return NULL;
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
	handover_take *people;
	struct hub_db *db;
	int c, kind, rc;

	if ((people = people_take(argc, argv)) != NULL)
		return handover_command(people, argc - 1, argv + 1);
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
