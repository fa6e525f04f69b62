#include "hub/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hub/generate.h"

/* A whole number from 0 to `most`; -1 for anything else. */
static long
whole(const char *text, long most)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *text != '\0' && *end == '\0' && n >= 0 && n <= most ? n : -1;
}

static int
read_options(int argc, char **argv, struct generate *g, const char **path)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "issues", required_argument, NULL, 'i' },
		{ "seed", required_argument, NULL, 's' }, { "townships", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 }
	};
	int c;

	optind = 1;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (c == 'd')
			*path = optarg;
		else if (c == 'i' && (g->issues = whole(optarg, 100000000)) < 0)
			return hub_usage("generate", "--issues wants a number up to 100000000");
		else if (c == 's')
			g->seed = strtoull(optarg, NULL, 10);
		else if (c == 't' && (g->townships = (int)whole(optarg, GENERATE_TOWNSHIPS_MAX)) < 0)
			return hub_usage("generate", "--townships wants a number up to 60");
		else if (c == '?')
			return HUB_EXIT_USAGE;
	if (*path == NULL || g->issues < 0 || optind < argc)
		return hub_usage("generate", "--db FILE and --issues N are needed");
	return 0;
}

int
cmd_generate(int argc, char **argv)
{
	struct generate g = { .issues = -1, .seed = 1 };
	const char *path = NULL;
	char error[512];
	struct hub_db *db;
	int rc = read_options(argc, argv, &g, &path);

	if (rc != 0)
		return rc;
	if ((db = hub_db_open(path, HUB_DB_WRITE, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub generate: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	g.at = hub_db_room_now(db, (int64_t)time(NULL));
	rc = generate_county(db, &g, error, sizeof error);
	if (rc != 0)
		fprintf(stderr, "guatu-hub generate: %s: %s\n", path, error);
	else
		printf("%s: %ld records made\n", path, g.records);
	hub_db_close(db);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}
