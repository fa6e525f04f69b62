#include "hub/cmd/commands.h"

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "hub/intake/pull.h"
#include "model/text/language.h"

enum { TURN_MOST = 3600, TURN_RETRY = 60 };

struct request {
	const struct options *o;          /* its words are the sources asked for; none: those that are due */
	bool                watch;
	struct pull_options how;
	sigset_t            ends;
};

/* ---- options -------------------------------------------------------------- */

/* What stands before the equals sign is kept apart: the argument is cut there. */
static int
read_options(const struct options *o, struct request *r)
{
	const char *each;

	r->how = (struct pull_options){ .patience = 60, .timeout = (long)option_number(o, "timeout"),
		.most = option_number(o, "max-bytes"),
		.ca_file = option(o, "ca-file"), .dry = option(o, "dry-run") != NULL, .notes = stdout };
	if (r->how.dry && r->watch)
		return hub_usage(o, _("--dry-run tries once; leave --watch out"));
	if (r->how.patience > r->how.timeout)
		r->how.patience = r->how.timeout;
	for (int n = 0; (each = option_nth(o, "headers", n)) != NULL; n++) {
		char *equals = strchr(each, '=');
		if (equals == NULL || equals == each || equals[1] == '\0')
			return hub_usage(o, _("--headers takes SOURCE=FILE"));
		*equals = '\0';
		r->how.headers[r->how.header_count].source = each;
		r->how.headers[r->how.header_count++].file = equals + 1;
	}
	return 0;
}

/* ---- one turn --------------------------------------------------------------- */

static bool
asked_for(const struct request *r, const char *id)
{
	for (int i = 0; i < r->o->word_count; i++)
		if (strcmp(r->o->words[i], id) == 0)
			return true;
	return r->o->word_count == 0;
}

static int
check_names(const struct request *r, const struct pull_source *sources, int count)
{
	int rc = HUB_EXIT_OK;

	for (int i = 0; i < r->o->word_count; i++) {
		int k = 0;
		while (k < count && strcmp(sources[k].id, r->o->words[i]) != 0)
			k++;
		if (k < count)
			continue;
		fprintf(stderr, _("guatu-hub pull: %.80s: no source with an address is called that; those are"),
		        r->o->words[i]);
		for (k = 0; k < count; k++)
			fprintf(stderr, " %s", sources[k].id);
		fprintf(stderr, "%s\n", count == 0 ? _(" none (column url of source.csv)") : "");
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
			hub_failed(r->o, "%s", hub_db_error(db));
		free(sources);
		return HUB_EXIT_FAILED;
	}
	for (int i = 0; i < count && !(*end = ending(r)); i++) {
		struct pull_state state;
		char said[800], url[sizeof state.url];
		if (!asked_for(r, sources[i].id) || pull_state_get(db, sources[i].id, &state) != 0)
			continue;
		pull_state_url(&sources[i], url);
		if ((r->o->word_count == 0 || r->watch) && state.due > (int64_t)time(NULL) &&
		    strcmp(state.url, url) == 0) {
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
		printf(_("nothing is due\n"));
	free(sources);
	return rc;
}

/* The file is opened for each turn only, so that whoever serves it stays its keeper. */
static int
open_and_turn(const struct request *r, int64_t *soonest, bool *end)
{
	struct hub_db *db = hub_open(r->o, HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
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
		if (!end && sigtimedwait(&r->ends, NULL,
		                         &(struct timespec){ .tv_sec = soonest > now ? soonest - now : 1 }) > 0)
			end = true;
	}
	return HUB_EXIT_OK;
}

/* One pull at a time: two would hand in everything twice. */
static int
lock(const struct options *o)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	const char *db = option(o, "db");
	char name[4096];
	int fd;

	snprintf(name, sizeof name, "%s-pull-lock", db);
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &all) == 0)
		return fd;
	if (fd >= 0 && (errno == EAGAIN || errno == EACCES))
		hub_failed(o, _("another pull works on %s; stop its --watch, or leave it to it"), db);
	else
		hub_failed(o, "%s: %s", name, error_words(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

int
cmd_pull(const struct options *o)
{
	struct request r = { .o = o, .watch = option(o, "watch") != NULL };
	int64_t soonest = INT64_MAX;
	bool end = false;
	int rc = read_options(o, &r), fd;

	if (rc != 0)
		return rc;
	if (access(option(o, "db"), F_OK) != 0)
		return hub_failed(o, _("%s: %s; make one with: guatu-hub init --db FILE --pack DIR"), option(o, "db"),
		                  error_words(errno));
	if ((fd = lock(o)) < 0)
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
