#include "hub/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hub/pull.h"

enum { TURN_MOST = 3600, TURN_RETRY = 60 };

struct request {
	const char         *db;
	char *const        *names;        /* sources asked for; none: those that are due */
	int                 name_count;
	bool                watch;
	struct pull_options how;
	sigset_t            ends;
};

/* ---- options -------------------------------------------------------------- */

static int
take_headers(struct pull_options *how, char *arg)
{
	char *equals = strchr(arg, '=');

	if (equals == NULL || equals == arg || equals[1] == '\0')
		return hub_usage("pull", "--headers takes SOURCE=FILE");
	if (how->header_count == PULL_TOKENS_MAX)
		return hub_usage("pull", "too many --headers");
	*equals = '\0';
	how->headers[how->header_count].source = arg;
	how->headers[how->header_count++].file = equals + 1;
	return 0;
}

static int
read_options(int argc, char **argv, struct request *r)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "watch", no_argument, NULL, 'w' }, { "headers", required_argument, NULL, 'h' },
		{ "ca-file", required_argument, NULL, 'c' }, { "timeout", required_argument, NULL, 't' },
		{ "max-bytes", required_argument, NULL, 'm' }, { NULL, 0, NULL, 0 }
	};
	int o, rc = 0;

	r->how = (struct pull_options){ .patience = 60, .timeout = 600, .most = 256LL << 20 };
	optind = 1;
	opterr = 0;
	while (rc == 0 && (o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'd': r->db = optarg; break;
		case 'w': r->watch = true; break;
		case 'h': rc = take_headers(&r->how, optarg); break;
		case 'c': r->how.ca_file = optarg; break;
		case 't': r->how.timeout = atol(optarg); break;
		case 'm': r->how.most = atoll(optarg); break;
		default: rc = hub_usage("pull", "an option it does not have");
		}
	}
	if (rc == 0 && r->db == NULL)
		rc = hub_usage("pull", "--db FILE is needed");
	if (rc == 0 && (r->how.timeout < 1 || r->how.timeout > 86400))
		rc = hub_usage("pull", "--timeout takes seconds, 1 to 86400");
	if (rc == 0 && (r->how.most < 1 || r->how.most > 2LL << 30))
		rc = hub_usage("pull", "--max-bytes takes a number, at most 2147483648");
	if (r->how.patience > r->how.timeout)
		r->how.patience = r->how.timeout;
	r->names = argv + optind;
	r->name_count = argc - optind;
	return rc;
}

/* ---- one turn --------------------------------------------------------------- */

static bool
asked_for(const struct request *r, const char *id)
{
	for (int i = 0; i < r->name_count; i++)
		if (strcmp(r->names[i], id) == 0)
			return true;
	return r->name_count == 0;
}

static int
check_names(const struct request *r, const struct pull_source *sources, int count)
{
	int rc = HUB_EXIT_OK;

	for (int i = 0; i < r->name_count; i++) {
		int k = 0;
		while (k < count && strcmp(sources[k].id, r->names[i]) != 0)
			k++;
		if (k < count)
			continue;
		fprintf(stderr, "guatu-hub pull: %.80s: no source with an address is called that; those are", r->names[i]);
		for (k = 0; k < count; k++)
			fprintf(stderr, " %s", sources[k].id);
		fprintf(stderr, "%s\n", count == 0 ? " none (column url of source.csv)" : "");
		rc = HUB_EXIT_FAILED;
	}
	return rc;
}

static bool
ending(const struct request *r)
{
	return r->watch && sigtimedwait(&r->ends, NULL, &(struct timespec){ 0 }) > 0;
}

/* `soonest` is when the next one is due.  Asked for by name, a source is fetched whatever its schedule says. */
static int
turn(const struct request *r, struct hub_db *db, int64_t *soonest, bool *end)
{
	struct pull_source *sources;
	int count = pull_sources(db, &sources), rc = HUB_EXIT_OK, done = 0;

	if (count < 0 || (rc = check_names(r, sources, count)) != HUB_EXIT_OK) {
		if (count < 0)
			fprintf(stderr, "guatu-hub pull: %s\n", hub_db_error(db));
		free(sources);
		return HUB_EXIT_FAILED;
	}
	for (int i = 0; i < count && !(*end = ending(r)); i++) {
		struct pull_state state;
		char said[800];
		if (!asked_for(r, sources[i].id) || pull_state_get(db, sources[i].id, &state) != 0)
			continue;
		if ((r->name_count == 0 || r->watch) && state.due > (int64_t)time(NULL) && strcmp(state.url, sources[i].url) == 0) {
			*soonest = state.due < *soonest ? state.due : *soonest;
			continue;
		}
		enum pull_end came = pull_source(db, &sources[i], &r->how, (int64_t)time(NULL), said, sizeof said);
		fprintf(came >= PULL_FAILED ? stderr : stdout, "%s: %s\n", sources[i].id, said);
		fflush(stdout);
		rc = came >= PULL_FAILED ? HUB_EXIT_FAILED : rc;
		if (pull_state_get(db, sources[i].id, &state) == 0 && state.due < *soonest)
			*soonest = state.due;
		done++;
	}
	if (done == 0 && !r->watch)
		printf("nothing is due\n");
	free(sources);
	return rc;
}

/* The file is opened for each turn only, so that whoever serves it stays its keeper. */
static int
open_and_turn(const struct request *r, int64_t *soonest, bool *end)
{
	char error[512];
	struct hub_db *db = hub_db_open(r->db, HUB_DB_WRITE, error, sizeof error);
	int rc;

	if (db == NULL) {
		fprintf(stderr, "guatu-hub pull: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	rc = turn(r, db, soonest, end);
	hub_db_close(db);
	return rc;
}

static int
watch(const struct request *r)
{
	bool end = false;

	while (!end) {
		int64_t now, soonest = (int64_t)time(NULL) + TURN_MOST;
		int rc = open_and_turn(r, &soonest, &end);
		now = (int64_t)time(NULL);
		/* A failed turn says when it tries again; one that could not begin waits a little. */
		if (rc != HUB_EXIT_OK && soonest > now + TURN_RETRY)
			soonest = now + TURN_RETRY;
		if (!end && sigtimedwait(&r->ends, NULL, &(struct timespec){ .tv_sec = soonest > now ? soonest - now : 1 }) > 0)
			end = true;
	}
	return HUB_EXIT_OK;
}

/* One pull at a time: two would hand in everything twice. */
static int
lock(const char *db)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char name[4096];
	int fd;

	snprintf(name, sizeof name, "%s-pull-lock", db);
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &all) == 0)
		return fd;
	if (fd >= 0 && (errno == EAGAIN || errno == EACCES))
		fprintf(stderr, "guatu-hub pull: another pull works on %s; stop its --watch, or leave it to it\n", db);
	else
		fprintf(stderr, "guatu-hub pull: %s: %s\n", name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

int
cmd_pull(int argc, char **argv)
{
	struct request r = { 0 };
	int64_t soonest = INT64_MAX;
	bool end = false;
	int rc = read_options(argc, argv, &r), fd;

	if (rc != 0)
		return rc;
	if (access(r.db, F_OK) != 0) {
		fprintf(stderr, "guatu-hub pull: %s: %s; make one with: guatu-hub init --db FILE --pack DIR\n", r.db, strerror(errno));
		return HUB_EXIT_FAILED;
	}
	if ((fd = lock(r.db)) < 0)
		return HUB_EXIT_FAILED;
	signal(SIGPIPE, SIG_IGN);
	if (r.watch) {
		sigemptyset(&r.ends);
		sigaddset(&r.ends, SIGTERM);
		sigaddset(&r.ends, SIGINT);
		sigaddset(&r.ends, SIGHUP);
		sigprocmask(SIG_BLOCK, &r.ends, NULL);
	}
	rc = r.watch ? watch(&r) : open_and_turn(&r, &soonest, &end);
	close(fd);
	return rc;
}
