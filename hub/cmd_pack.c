#include "hub/commands.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "hub/pack_alone.h"

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

int
cmd_pack(int argc, char **argv)
{
	struct pack_args in = { 0 };
	int rc = read_options(&in, argc, argv);

	if (rc != 0)
		return rc;
	if (strcmp(in.verb, "check") == 0)
		return in.what != NULL ? check(in.what) : hub_usage("pack", "check wants a directory");
	return hub_usage("pack", "one of list, load DIR, off NAME, on NAME, check DIR is needed");
}
